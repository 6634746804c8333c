//! What each table holds: the names of its columns, in order, and which of them are days.
//!
//! The rows themselves, with a sentence for each column, live in `underheaven-measures`; docs/TABLES.md
//! is made from both.

use super::values::{Cell, Kind, Value};
use underheaven_measures::tables::{FunnelRow, GateRow, GroupRow, LedgerRow, ListingRow, PersonRow, SeriesRow};

/// A column of rows of type `R`.
pub struct Column<R> {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether values may be missing.
    pub null: bool,
    /// A row's value.
    pub get: fn(&R) -> Cell<'_>,
}

/// A row type that makes a table.
pub trait Table: Sized + 'static {
    /// The table's name: its file is `tables/NAME.parquet`.
    const NAME: &'static str;
    /// Its columns, in order.
    const COLUMNS: &'static [Column<Self>];
}

const fn kind_of<R, T: Value>(_: fn(&R) -> &T) -> (Kind, bool) {
    (T::KIND, T::NULL)
}

/// Declares tables by the names of their columns; `: date` makes days of a column's numbers.
macro_rules! tables {
    ($($table:literal $row:ident { $($column:ident $(: $date:ident)?),* $(,)? })*) => {
        $(impl Table for $row {
            const NAME: &'static str = $table;
            const COLUMNS: &'static [Column<Self>] = &[$({
                let (kind, null) = kind_of(|row: &$row| &row.$column);
                Column { name: stringify!($column), kind: tables!(@ kind $($date)?), null, get: |row| row.$column.cell() }
            }),*];
        })*

        /// Every table in its order, for those who describe them.
        pub fn tables() -> Vec<Description> {
            vec![$(describe::<$row>()),*]
        }
    };
    (@ $kind:ident) => { $kind };
    (@ $kind:ident date) => { $kind.days() };
}

tables! {
    "series" SeriesRow { day: date, arm, measure, group, value, unit, low, high, interval }
    "groups" GroupRow { arm, group, measure, value, unit, low, high, interval }
    "people" PersonRow {
        arm, person, neighbourhood, household, sex, age, role, income_fifth, urban, traits, enrolled: date, score,
        lists, job, savings_tenths, view, public_view, stratum, weight,
    }
    "ledger" LedgerRow {
        arm, person, day: date, rule, points, cause, truth, trigger, kind, booking, channel, trap,
    }
    "listings" ListingRow { arm, person, list, from: date, to: date, rule, cause, needed, truth, trigger, kind }
    "gates" GateRow { arm, person, day: date, gate, outcome, rule, cause, needed }
    "funnel" FunnelRow { arm, group, rule, channel, stage, people, events, low, high, interval }
}

/// A table as docs/TABLES.md and `underheaven schema tables` describe it.
pub struct Description {
    /// The table's name.
    pub name: &'static str,
    /// Names of its columns, their kinds, and whether values may be missing.
    pub columns: Vec<(&'static str, Kind, bool)>,
}

fn describe<R: Table>() -> Description {
    Description { name: R::NAME, columns: R::COLUMNS.iter().map(|c| (c.name, c.kind, c.null)).collect() }
}
