//! What every table's row offers: its columns with their docs, and its values in their order.
//!
//! The run's hash and docs/TABLES.md read tables through this; nothing here knows a file format.

/// A value of a cell, borrowed from its row.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Cell<'a> {
    /// No value.
    Gap,
    /// A whole number, or a day.
    Whole(i64),
    /// A number.
    Number(f64),
    /// Yes or no.
    Flag(bool),
    /// Words.
    Text(&'a str),
}

/// A column of a table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// `date`, `int32`, `int64`, `double`, `boolean` or `text`.
    pub kind: &'static str,
    /// Whether values may be missing.
    pub gaps: bool,
    /// Its sentence.
    pub doc: &'static str,
}

/// A row of a public table.
pub trait Row: Sized + 'static {
    /// The table's name.
    const TABLE: &'static str;
    /// The table's sentence.
    const DOC: &'static str;
    /// Its columns in order.
    const COLUMNS: &'static [Column];
    /// Its value in each of them.
    const CELLS: &'static [fn(&Self) -> Cell<'_>];
    /// Hands over the values in the order of the columns.
    fn cells<'a>(&'a self, mut give: impl FnMut(Cell<'a>)) {
        Self::CELLS.iter().for_each(|cell| give(cell(self)));
    }
}

/// A type that a column may hold.
pub trait Value {
    /// The kind's name.
    const KIND: &'static str;
    /// Whether values may be missing.
    const GAPS: bool = false;
    /// The value.
    fn cell(&self) -> Cell<'_>;
}

macro_rules! values {
    ($($ty:ty = $kind:literal, $value:ident => $cell:expr;)*) => {
        $(impl Value for $ty {
            const KIND: &'static str = $kind;
            fn cell(&self) -> Cell<'_> {
                let $value = self;
                $cell
            }
        })*
    };
}

values! {
    i32 = "int32", v => Cell::Whole(i64::from(*v));
    u32 = "int32", v => Cell::Whole(i64::from(*v));
    u16 = "int32", v => Cell::Whole(i64::from(*v));
    u8 = "int32", v => Cell::Whole(i64::from(*v));
    u64 = "int64", v => Cell::Whole(*v as i64);
    f64 = "double", v => Cell::Number(*v);
    bool = "boolean", v => Cell::Flag(*v);
    String = "text", v => Cell::Text(v);
    &'static str = "text", v => Cell::Text(v);
}

impl<T: Value> Value for Option<T> {
    const KIND: &'static str = T::KIND;
    const GAPS: bool = true;
    fn cell(&self) -> Cell<'_> {
        self.as_ref().map_or(Cell::Gap, Value::cell)
    }
}

/// Declares a table's row: the struct, its columns, and each column's sentence. `as date` marks days.
macro_rules! table {
    ($(#[doc = $top:literal])* $table:literal $row:ident {
        $($(#[doc = $doc:literal])* $field:ident: $ty:ty $(as $date:ident)?,)*
    }) => {
        $(#[doc = $top])*
        #[derive(Clone, PartialEq, Debug)]
        pub struct $row {
            $($(#[doc = $doc])* pub $field: $ty,)*
        }
        impl $crate::row::Row for $row {
            const TABLE: &'static str = $table;
            const DOC: &'static str = concat!($($top),*);
            const COLUMNS: &'static [$crate::row::Column] = &[$($crate::row::Column {
                name: stringify!($field),
                kind: table!(@ $ty $(, $date)?),
                gaps: <$ty as $crate::row::Value>::GAPS,
                doc: concat!($($doc),*),
            }),*];
            const CELLS: &'static [fn(&Self) -> $crate::row::Cell<'_>] =
                &[$(|row| $crate::row::Value::cell(&row.$field)),*];
        }
    };
    (@ $ty:ty) => { <$ty as $crate::row::Value>::KIND };
    (@ $ty:ty, $date:ident) => { stringify!($date) };
}
pub(crate) use table;
