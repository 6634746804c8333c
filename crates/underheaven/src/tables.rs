//! Writes the result tables as Parquet, which DuckDB, Polars, pandas and R read as it is.
//!
//! What a table holds is said once, by its row in `underheaven-measures`; this file only knows how a
//! column of days, numbers, words or gaps becomes Parquet. It uses the format's own column writers and
//! leaves out Arrow, which would double the time a clean build takes for nothing that these tables need.

use parquet::basic::Compression;
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::errors::Result;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use std::io::Write;
use std::marker::PhantomData;
use std::sync::Arc;
use underheaven_measures::{Cell, Column, Row};

/// Rows of a row group: few enough to be held at once. Whole batches.
const GROUP: usize = 16 * BATCH;

/// Rows whose cells are taken out at once. Parquet takes in 1,024 at a time: a multiple leaves its files as they are.
const BATCH: usize = 4_096;

/// Writes `rows` to `out`, which is flushed and given back.
pub fn write<R: Row, W: Write + Send>(rows: impl IntoIterator<Item = R>, out: W) -> Result<W> {
    let mut table = Table::begin(out)?;
    table.add(rows)?;
    table.end()
}

/// A table that is being written, some rows at a time.
pub struct Table<R, W: Write + Send> {
    file: SerializedFileWriter<W>,
    rows: u64,
    of: PhantomData<R>,
}

impl<R: Row, W: Write + Send> Table<R, W> {
    /// A table without rows.
    pub fn begin(out: W) -> Result<Self> {
        let schema = Arc::new(parse_message_type(&schema::<R>())?);
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by(format!("underheaven {}", env!("CARGO_PKG_VERSION")))
            .build();
        Ok(Self { file: SerializedFileWriter::new(out, schema, Arc::new(properties))?, rows: 0, of: PhantomData })
    }

    /// The next rows; of these a row group is held at a time.
    pub fn add(&mut self, rows: impl IntoIterator<Item = R>) -> Result<()> {
        let mut rows = rows.into_iter().fuse();
        loop {
            // The allocator finds room for batches among what was given back; a row group in one block would be new memory.
            let batch = || Some(rows.by_ref().take(BATCH).collect()).filter(|batch: &Vec<R>| !batch.is_empty());
            let batches: Vec<Vec<R>> = std::iter::from_fn(batch).take(GROUP / BATCH).collect();
            if batches.is_empty() {
                return Ok(());
            }
            self.rows += batches.iter().map(Vec::len).sum::<usize>() as u64;
            let mut group = self.file.next_row_group()?;
            for (column, cell) in R::COLUMNS.iter().zip(R::CELLS) {
                if let Some(mut writer) = group.next_column()? {
                    for rows in &batches {
                        let cells: Vec<_> = rows.iter().map(cell).collect();
                        fill(writer.untyped(), column, &cells)?;
                    }
                    writer.close()?;
                }
            }
            group.close()?;
        }
    }

    /// How many rows there are so far.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Nothing follows: what was written to is flushed and given back.
    pub fn end(self) -> Result<W> {
        self.file.into_inner()
    }
}

/// The table's shape in Parquet's own words, such as `required int32 day (DATE);` for each column.
fn schema<R: Row>() -> String {
    let field = |c: &Column| {
        let (physical, annotation) = parquet_type(c.kind);
        format!("{} {physical} {}{annotation};", if c.gaps { "optional" } else { "required" }, c.name)
    };
    format!("message {} {{ {} }}", R::TABLE, R::COLUMNS.iter().map(field).collect::<String>())
}

/// A column kind's physical type and annotation. An unknown kind is left to Parquet to refuse.
fn parquet_type(kind: &str) -> (&str, &str) {
    match kind {
        "date" => ("int32", " (DATE)"),
        "text" => ("binary", " (STRING)"),
        same => (same, ""),
    }
}

/// Writes one column of some rows.
fn fill(writer: &mut ColumnWriter<'_>, column: &Column, cells: &[Cell<'_>]) -> Result<()> {
    let there = |cell: &Cell<'_>| i16::from(*cell != Cell::Gap);
    let levels: Option<Vec<i16>> = column.gaps.then(|| cells.iter().map(there).collect());
    let levels = levels.as_deref();
    match writer {
        ColumnWriter::Int32ColumnWriter(w) => w.write_batch(&pick(cells, small), levels, None)?,
        ColumnWriter::Int64ColumnWriter(w) => w.write_batch(&pick(cells, whole), levels, None)?,
        ColumnWriter::DoubleColumnWriter(w) => w.write_batch(&pick(cells, number), levels, None)?,
        ColumnWriter::BoolColumnWriter(w) => w.write_batch(&pick(cells, flag), levels, None)?,
        ColumnWriter::ByteArrayColumnWriter(w) => w.write_batch(&pick(cells, text), levels, None)?,
        _ => 0,
    };
    Ok(())
}

/// The values of a column without its gaps.
fn pick<T>(cells: &[Cell<'_>], value: impl Fn(Cell<'_>) -> Option<T>) -> Vec<T> {
    cells.iter().filter_map(|cell| value(*cell)).collect()
}

fn whole(cell: Cell<'_>) -> Option<i64> {
    if let Cell::Whole(n) = cell { Some(n) } else { None }
}

/// A number that the column's kind says fits 32 bits; unsigned ones keep their bits.
fn small(cell: Cell<'_>) -> Option<i32> {
    whole(cell).map(|n| n as i32)
}

fn number(cell: Cell<'_>) -> Option<f64> {
    if let Cell::Number(x) = cell { Some(x) } else { None }
}

fn flag(cell: Cell<'_>) -> Option<bool> {
    if let Cell::Flag(yes) = cell { Some(yes) } else { None }
}

fn text(cell: Cell<'_>) -> Option<ByteArray> {
    if let Cell::Text(words) = cell { Some(ByteArray::from(words)) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::Field;
    use underheaven_measures::tables::SeriesRow;

    fn row(day: i32, low: Option<f64>) -> SeriesRow {
        let (arm, group) = ("article".to_owned(), "all".to_owned());
        SeriesRow { day, arm, measure: "acts", group, value: 0.5, unit: "acts", low, high: None, interval: None }
    }

    #[test]
    fn days_numbers_words_and_gaps_come_back_as_they_were_written() {
        let bytes = write([row(16_252, None), row(16_253, Some(0.25))], vec![]).unwrap();
        let file = SerializedFileReader::new(bytes::Bytes::from(bytes)).unwrap();
        let rows: Vec<_> = file.get_row_iter(None).unwrap().map(Result::unwrap).collect();
        let column = |i: usize, name: &str| -> Field {
            rows[i].get_column_iter().find(|(n, _)| *n == name).map(|(_, f)| f.clone()).unwrap()
        };
        assert_eq!(column(0, "day"), Field::Date(16_252));
        assert_eq!(column(0, "arm"), Field::Str("article".to_owned()));
        assert_eq!(column(0, "low"), Field::Null);
        assert_eq!(column(1, "low"), Field::Double(0.25));
        assert_eq!(column(1, "interval"), Field::Null);
        assert_eq!(rows.len(), 2);
    }

    #[test]
    fn no_row_is_lost_between_batches_and_row_groups() {
        let rows =
            || (0..(GROUP + BATCH + 1) as i32).map(|day| row(day, Some(f64::from(day)).filter(|_| day % 3 == 0)));
        let file = SerializedFileReader::new(bytes::Bytes::from(write(rows(), vec![]).unwrap())).unwrap();
        let groups: Vec<_> = file.metadata().row_groups().iter().map(|group| group.num_rows() as usize).collect();
        assert_eq!(groups, [GROUP, BATCH + 1]);
        for (read, row) in file.get_row_iter(None).unwrap().zip(rows()) {
            let cells: Vec<Field> = read.unwrap().get_column_iter().map(|(_, field)| field.clone()).collect();
            let low = row.low.map_or(Field::Null, Field::Double);
            assert_eq!((&cells[0], &cells[6]), (&Field::Date(row.day), &low));
        }
    }

    #[test]
    fn an_empty_table_is_a_table() {
        let bytes = write::<SeriesRow, _>([], vec![]).unwrap();
        let file = SerializedFileReader::new(bytes::Bytes::from(bytes)).unwrap();
        assert_eq!(file.metadata().file_metadata().num_rows(), 0);
        assert_eq!(file.metadata().file_metadata().schema_descr().num_columns(), SeriesRow::COLUMNS.len());
    }
}
