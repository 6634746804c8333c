//! A table declared once: struct, reader, schema and documents from one list of keys.

use super::describe::{Row, Shape};
use super::figures::FigureRow;
use super::section::{Reading, Section};
use super::tree::Node;
use crate::{Fault, Severity};

/// A table that can be read and can describe itself.
pub trait Keys: Sized {
    /// Reads all its keys; nothing when there was a fault, which has been noted.
    fn read(section: &Section<'_>) -> Option<Self>;
    /// Its keys in their order.
    fn rows() -> Vec<Row>;
    /// Its sentence.
    fn doc() -> &'static str;
    /// Whether it has this key.
    fn has_key(key: &str) -> bool {
        fn holds(rows: &[Row], key: &str) -> bool {
            rows.iter().any(|row| match &row.shape {
                Shape::Flat(rows) => holds(rows, key),
                _ => row.key == key,
            })
        }
        holds(&Self::rows(), key)
    }
}

/// Reads a table and tells its unknown keys.
pub fn read_section<T: Keys>(section: &Section<'_>) -> Option<T> {
    let table = T::read(section);
    section.finish();
    table
}

/// What a whole tree says: the table, its figures and its warnings; or all its faults, warnings among them.
///
/// `check` looks at what single keys can't show and notes its faults in the reading.
pub fn read_root<T: Keys>(
    root: &Node,
    check: impl FnOnce(&T, &Reading<'_>),
) -> Result<(T, Vec<FigureRow>, Vec<Fault>), Vec<Fault>> {
    let reading = Reading::new(root);
    let table = read_section::<T>(&reading.section());
    if let Some(table) = &table {
        check(table, &reading);
    }
    let (figures, faults) = reading.finish();
    match table {
        Some(table) if faults.iter().all(|f| f.severity == Severity::Warning) => Ok((table, figures, faults)),
        _ => Err(faults),
    }
}

/// Declares a table: the struct with its docs, its reader, and the rows of documents and schemas.
///
/// ```
/// use std::collections::BTreeMap;
/// use underheaven_base::reading::{field::*, parse, read_root};
/// use underheaven_base::{Act, Figure, keys};
///
/// keys! {
///     /// `[shop.NAME]`
///     pub struct Shop {
///         /// Sales a day.
///         sales: Figure<i32> = figure("sales a day", 0.0, 1000.0),
///     }
/// }
/// keys! {
///     /// The file.
///     pub struct Street {
///         /// `[shop.NAME]`
///         shops("shop"): BTreeMap<String, Shop> = Table,
///         /// What is sold.
///         sells: Option<Act> = OneOf(()),
///     }
/// }
///
/// let root = parse("street.toml", "sells = \"alcohol-purchase\"\n[shop.corner]\nsales = 12\n").unwrap();
/// let (street, figures, warnings) = read_root::<Street>(&root, |_, _| ()).unwrap();
/// assert_eq!(street.shops["corner"].sales.value, 12);
/// assert_eq!(figures[0].path, "shop.corner.sales");
/// assert!(warnings.is_empty());
/// ```
#[macro_export]
macro_rules! keys {
    (
        $(#[doc = $top:literal])*
        pub struct $name:ident $(: $derived:ident)? {
            $( $(#[doc = $doc:literal])* $field:ident $(($key:literal))? : $type:ty = $kind:expr ),* $(,)?
        }
    ) => {
        $(#[doc = $top])*
        #[derive(Clone, PartialEq, Debug $(, $derived)?)]
        pub struct $name {
            $( $(#[doc = $doc])* pub $field: $type, )*
        }
        impl $crate::reading::Keys for $name {
            fn read(section: &$crate::reading::Section<'_>) -> Option<Self> {
                $( let $field = $crate::reading::Field::<$type>::read(&$kind, section, $crate::keys!(@key $field $($key)?)); )*
                Some(Self { $( $field: $field?, )* })
            }
            fn rows() -> Vec<$crate::reading::Row> {
                vec![ $( $crate::reading::Row {
                    key: $crate::keys!(@key $field $($key)?),
                    shape: $crate::reading::Field::<$type>::shape(&$kind),
                    doc: concat!($($doc),*).trim(),
                }, )* ]
            }
            fn doc() -> &'static str {
                concat!($($top),*).trim()
            }
        }
    };
    (@key $field:ident $key:literal) => { $key };
    (@key $field:ident) => { stringify!($field) };
}
