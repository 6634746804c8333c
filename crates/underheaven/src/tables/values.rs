//! How a field of a row becomes a value of a column: a handful of types, all of them listed here.

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A calendar day.
    Date,
    /// A whole number of at most 32 bits.
    Int,
    /// A whole number.
    Long,
    /// A number.
    Double,
    /// True or false.
    Flag,
    /// Words.
    Text,
}

impl Kind {
    /// The name by which docs/TABLES.md calls it.
    pub const fn name(self) -> &'static str {
        match self {
            Kind::Date => "date",
            Kind::Int => "int32",
            Kind::Long => "int64",
            Kind::Double => "double",
            Kind::Flag => "boolean",
            Kind::Text => "text",
        }
    }

    /// The kind of a column whose whole numbers are days.
    pub(super) const fn days(self) -> Kind {
        match self {
            Kind::Int => Kind::Date,
            _ => panic!("only a column of small whole numbers can hold days"),
        }
    }

    pub(super) fn parquet(self, null: bool) -> String {
        let physical = match self {
            Kind::Date | Kind::Int => "int32",
            Kind::Long => "int64",
            Kind::Double => "double",
            Kind::Flag => "boolean",
            Kind::Text => "binary",
        };
        format!("{} {physical}", if null { "optional" } else { "required" })
    }

    pub(super) fn annotation(self) -> &'static str {
        match self {
            Kind::Date => " (DATE)",
            Kind::Text => " (STRING)",
            _ => "",
        }
    }
}

/// One value of a column.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Cell<'a> {
    /// A day (days since 1970-01-01) or a small whole number.
    Int(i32),
    /// A whole number.
    Long(i64),
    /// A number.
    Double(f64),
    /// True or false.
    Flag(bool),
    /// Words.
    Text(&'a str),
    /// Nothing.
    Gap,
}

/// Accessors that answer only for their own kind, so that a gap is left out by asking.
macro_rules! accessors {
    ($($name:ident $variant:ident $type:ty,)*) => {
        impl<'a> Cell<'a> {
            $(pub(super) fn $name(self) -> Option<$type> {
                if let Cell::$variant(value) = self { Some(value) } else { None }
            })*
        }
    };
}
accessors! { int Int i32, long Long i64, double Double f64, flag Flag bool, text Text &'a str, }

/// A type that rows may hold.
pub trait Value {
    /// The column's kind.
    const KIND: Kind;
    /// Whether it may be missing.
    const NULL: bool = false;
    /// The value.
    fn cell(&self) -> Cell<'_>;
}

macro_rules! values {
    ($($type:ty: $kind:ident, |$value:ident| $cell:expr;)*) => {
        $(impl Value for $type {
            const KIND: Kind = Kind::$kind;
            fn cell(&self) -> Cell<'_> { let $value = self; $cell }
        })*
    };
}

values! {
    i32: Int, |v| Cell::Int(*v);
    u8: Int, |v| Cell::Int(i32::from(*v));
    u16: Int, |v| Cell::Int(i32::from(*v));
    u32: Long, |v| Cell::Long(i64::from(*v));
    u64: Long, |v| Cell::Long(i64::try_from(*v).unwrap_or(i64::MAX));
    i64: Long, |v| Cell::Long(*v);
    f64: Double, |v| Cell::Double(*v);
    bool: Flag, |v| Cell::Flag(*v);
    String: Text, |v| Cell::Text(v);
    &'static str: Text, |v| Cell::Text(v);
}

impl<T: Value> Value for Option<T> {
    const KIND: Kind = T::KIND;
    const NULL: bool = true;
    fn cell(&self) -> Cell<'_> {
        self.as_ref().map_or(Cell::Gap, Value::cell)
    }
}
