//! A run's hash: SHA-256 over its tables in canonical order, cut to 128 bits.
//!
//! It covers names of tables and columns, types, gaps and every bit of every number; no time, no machine.

use crate::row::{Cell, Row};
use sha2::{Digest, Sha256};

/// Hashes tables, handed over in their fixed order.
#[derive(Default)]
pub struct RunHash(Sha256);

impl RunHash {
    /// Everybody's lives, event by event, in whatever order they were lived.
    pub fn lives(&mut self, digest: crate::Digest) {
        self.0.update(digest.bytes());
    }

    /// One more table: its rows in canonical order.
    pub fn table<R: Row>(&mut self, rows: &[R]) {
        self.begin::<R>(rows.len());
        rows.iter().for_each(|row| self.row(row));
    }

    /// The same of so many rows that are made one after another.
    pub fn made<R: Row>(&mut self, count: usize, rows: impl Iterator<Item = R>) {
        self.begin::<R>(count);
        let mut made = 0;
        rows.for_each(|row| {
            made += 1;
            self.row(&row);
        });
        assert_eq!(made, count, "as many rows as were said");
    }

    fn begin<R: Row>(&mut self, rows: usize) {
        self.text(R::TABLE);
        for column in R::COLUMNS {
            self.text(column.name);
            self.text(column.kind);
        }
        self.0.update((rows as u64).to_le_bytes());
    }

    fn row<R: Row>(&mut self, row: &R) {
        row.cells(|cell| self.cell(cell));
    }

    /// The hash, as 32 hexadecimal digits.
    pub fn finish(self) -> String {
        self.0.finalize().iter().take(16).map(|b| format!("{b:02x}")).collect()
    }

    fn cell(&mut self, cell: Cell<'_>) {
        match cell {
            Cell::Gap => self.0.update([0]),
            Cell::Whole(n) => self.tagged(1, n.to_le_bytes()),
            Cell::Number(x) => self.tagged(2, x.to_bits().to_le_bytes()),
            Cell::Flag(f) => self.0.update([3, u8::from(f)]),
            Cell::Text(t) => {
                self.0.update([4]);
                self.text(t);
            }
        }
    }

    fn tagged(&mut self, tag: u8, bytes: [u8; 8]) {
        self.0.update([tag]);
        self.0.update(bytes);
    }

    fn text(&mut self, text: &str) {
        self.0.update((text.len() as u64).to_le_bytes());
        self.0.update(text.as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::GroupRow;

    fn row(value: f64, low: Option<f64>) -> GroupRow {
        let (arm, group) = ("article".to_owned(), "all".to_owned());
        GroupRow { arm, group, measure: "acts", value, unit: "acts", low, high: None, interval: None }
    }

    fn hash(rows: &[GroupRow]) -> String {
        let mut hash = RunHash::default();
        hash.table(rows);
        hash.finish()
    }

    #[test]
    fn every_bit_and_gap_and_the_order_matter() {
        let all = [
            hash(&[]),
            hash(&[row(1.0, None)]),
            hash(&[row(1.0 + f64::EPSILON, None)]),
            hash(&[row(1.0, Some(0.0))]),
            hash(&[row(1.0, None), row(2.0, None)]),
            hash(&[row(2.0, None), row(1.0, None)]),
        ];
        for (i, a) in all.iter().enumerate() {
            assert_eq!(a.len(), 32);
            assert!(all[..i].iter().all(|b| b != a));
        }
        assert_eq!(hash(&[row(1.0, None)]), all[1]);
    }
}
