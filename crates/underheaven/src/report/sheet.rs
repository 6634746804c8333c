//! A Parquet table read back: the columns that a report needs, as numbers and words.
//!
//! Words are kept once each with a number per row, so that a table of a million rows takes megabytes. Left out: nesting,
//! lists and whatever else our tables do not have.

use bytes::Bytes;
use parquet::basic::Type;
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::DataType;
use parquet::errors::{ParquetError, Result};
use parquet::file::reader::{FileReader, SerializedFileReader};
use std::collections::BTreeMap;

/// Some columns of a table.
#[derive(Debug, Default)]
pub struct Sheet {
    /// How many rows it has.
    pub rows: usize,
    columns: BTreeMap<String, Column>,
}

#[derive(Debug)]
enum Column {
    Numbers(Vec<Option<f64>>),
    Words { known: Vec<String>, rows: Vec<Option<u32>> },
}

impl Sheet {
    /// Reads these columns of a file's bytes; one that the table lacks is an error.
    pub fn read(bytes: Bytes, wanted: &[&str]) -> Result<Self> {
        let file = SerializedFileReader::new(bytes)?;
        let schema = file.metadata().file_metadata().schema_descr_ptr();
        let mut sheet = Self::default();
        for name in wanted {
            let at = (0..schema.num_columns()).find(|i| schema.column(*i).name() == *name);
            let at = at.ok_or_else(|| ParquetError::General(format!("it has no column `{name}`")))?;
            let words = schema.column(at).physical_type() == Type::BYTE_ARRAY;
            let mut column = if words { Words::default().into() } else { Column::Numbers(vec![]) };
            for group in 0..file.num_row_groups() {
                let group = file.get_row_group(group)?;
                let rows = group.metadata().num_rows().max(0) as usize;
                column.append(group.get_column_reader(at)?, rows)?;
            }
            sheet.rows = column.rows();
            sheet.columns.insert((*name).to_owned(), column);
        }
        Ok(sheet)
    }

    /// A number of a row; none where it is missing.
    pub fn number(&self, column: &str, row: usize) -> Option<f64> {
        match self.columns.get(column)? {
            Column::Numbers(rows) => *rows.get(row)?,
            Column::Words { .. } => None,
        }
    }

    /// A word of a row; empty where it is missing.
    pub fn word(&self, column: &str, row: usize) -> &str {
        match self.columns.get(column) {
            Some(Column::Words { known, rows }) => {
                rows.get(row).copied().flatten().map_or("", |n| known[n as usize].as_str())
            }
            _ => "",
        }
    }

    /// The rows whose words in a column is this one; quick where there are few such words.
    pub fn rows_with(&self, column: &str, word: &str) -> Vec<usize> {
        let Some(Column::Words { known, rows }) = self.columns.get(column) else { return vec![] };
        let Some(n) = known.iter().position(|k| k == word) else { return vec![] };
        (0..self.rows).filter(|row| rows[*row] == Some(n as u32)).collect()
    }
}

#[derive(Default)]
struct Words {
    known: Vec<String>,
    rows: Vec<Option<u32>>,
}

impl From<Words> for Column {
    fn from(words: Words) -> Self {
        Column::Words { known: words.known, rows: words.rows }
    }
}

impl Column {
    fn rows(&self) -> usize {
        match self {
            Column::Numbers(rows) => rows.len(),
            Column::Words { rows, .. } => rows.len(),
        }
    }

    fn append(&mut self, reader: ColumnReader, rows: usize) -> Result<()> {
        match (self, reader) {
            (Column::Numbers(out), ColumnReader::Int32ColumnReader(r)) => {
                out.extend(cells(r, rows, |v| f64::from(*v))?)
            }
            (Column::Numbers(out), ColumnReader::Int64ColumnReader(r)) => out.extend(cells(r, rows, |v| *v as f64)?),
            (Column::Numbers(out), ColumnReader::DoubleColumnReader(r)) => out.extend(cells(r, rows, |v| *v)?),
            (Column::Numbers(out), ColumnReader::BoolColumnReader(r)) => {
                out.extend(cells(r, rows, |v| f64::from(u8::from(*v)))?);
            }
            (Column::Words { known, rows: out }, ColumnReader::ByteArrayColumnReader(r)) => {
                let mut number: BTreeMap<String, u32> =
                    known.iter().enumerate().map(|(n, word)| (word.clone(), n as u32)).collect();
                let mut of = |bytes: &[u8]| {
                    let word = String::from_utf8_lossy(bytes);
                    if let Some(n) = number.get(word.as_ref()) {
                        return *n;
                    }
                    known.push(word.clone().into_owned());
                    number.insert(word.into_owned(), known.len() as u32 - 1);
                    known.len() as u32 - 1
                };
                out.extend(cells(r, rows, |v| of(v.data()))?);
            }
            _ => return Err(ParquetError::General("a column holds neither words nor numbers".to_owned())),
        }
        Ok(())
    }
}

/// The values of a column of a row group, gaps included.
fn cells<T: DataType, V>(
    mut reader: ColumnReaderImpl<T>,
    rows: usize,
    mut value: impl FnMut(&T::T) -> V,
) -> Result<Vec<Option<V>>> {
    let (mut there, mut values) = (vec![], vec![]);
    while there.len().max(values.len()) < rows {
        let (records, ..) = reader.read_records(rows, Some(&mut there), None, &mut values)?;
        if records == 0 {
            return Err(ParquetError::General("it ends before its last row".to_owned()));
        }
    }
    // A column without gaps tells no levels.
    if there.is_empty() {
        return Ok(values.iter().map(|v| Some(value(v))).collect());
    }
    let mut values = values.iter();
    Ok(there.iter().map(|level| if *level > 0 { values.next().map(&mut value) } else { None }).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use underheaven_measures::tables::SeriesRow;

    #[test]
    fn words_numbers_days_and_gaps_are_read_as_they_were_written() {
        let row = |day: i32, group: &str, low| SeriesRow {
            day,
            arm: "article".to_owned(),
            measure: "acts",
            group: group.to_owned(),
            value: 0.5,
            unit: "acts",
            low,
            high: None,
            interval: None,
        };
        let rows = [row(16_252, "all", None), row(16_253, "sex=male", Some(0.25))];
        let bytes = Bytes::from(crate::tables::write(rows, vec![]).unwrap());
        let sheet = Sheet::read(bytes.clone(), &["day", "group", "value", "low", "interval"]).unwrap();
        assert_eq!(sheet.rows, 2);
        assert_eq!([sheet.number("day", 0), sheet.number("low", 0)], [Some(16_252.0), None]);
        assert_eq!([sheet.number("low", 1), sheet.number("value", 1)], [Some(0.25), Some(0.5)]);
        assert_eq!(
            [sheet.word("group", 0), sheet.word("group", 1), sheet.word("interval", 1)],
            ["all", "sex=male", ""]
        );
        assert_eq!(sheet.rows_with("group", "sex=male"), [1]);
        assert!(Sheet::read(bytes, &["nothing"]).unwrap_err().to_string().contains("nothing"));
    }
}
