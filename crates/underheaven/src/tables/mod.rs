//! Writes the result tables as Parquet, which DuckDB, Polars, pandas and R read as it is.
//!
//! What a table holds is said once, in [`columns`]; this file only knows how a column of days, numbers,
//! words or gaps becomes Parquet. It uses the format's own column writers and leaves out Arrow, which
//! would double the time a clean build takes for nothing that these seven tables need.

mod columns;
mod values;

pub use columns::{Column, Description, Table, tables};
pub use values::{Cell, Kind, Value};

use parquet::basic::Compression;
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::errors::Result;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use std::io::Write;
use std::sync::Arc;

/// Rows of a row group: small enough for a reader to skip, large enough to compress well.
const GROUP: usize = 131_072;

/// Writes `rows` to `out`, which is flushed and given back.
pub fn write<R: Table, W: Write + Send>(rows: &[R], out: W) -> Result<W> {
    let schema = Arc::new(parse_message_type(&schema::<R>())?);
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(format!("underheaven {}", env!("CARGO_PKG_VERSION")))
        .build();
    let mut file = SerializedFileWriter::new(out, schema, Arc::new(properties))?;
    for part in rows.chunks(GROUP) {
        let mut group = file.next_row_group()?;
        for column in R::COLUMNS {
            if let Some(mut writer) = group.next_column()? {
                fill(writer.untyped(), part, column)?;
                writer.close()?;
            }
        }
        group.close()?;
    }
    file.into_inner()
}

/// The table's shape in Parquet's own words, such as `required int32 day (DATE);` for each column.
fn schema<R: Table>() -> String {
    let field = |c: &Column<R>| format!("{} {}{};", c.kind.parquet(c.null), c.name, c.kind.annotation());
    format!("message {} {{ {} }}", R::NAME, R::COLUMNS.iter().map(field).collect::<String>())
}

/// Writes one column of some rows.
fn fill<R>(writer: &mut ColumnWriter<'_>, rows: &[R], column: &Column<R>) -> Result<()> {
    let cells: Vec<Cell<'_>> = rows.iter().map(|row| (column.get)(row)).collect();
    let levels: Option<Vec<i16>> =
        column.null.then(|| cells.iter().map(|cell| i16::from(!matches!(cell, Cell::Gap))).collect());
    let levels = levels.as_deref();
    match writer {
        ColumnWriter::Int32ColumnWriter(w) => w.write_batch(&pick(&cells, Cell::int), levels, None)?,
        ColumnWriter::Int64ColumnWriter(w) => w.write_batch(&pick(&cells, Cell::long), levels, None)?,
        ColumnWriter::DoubleColumnWriter(w) => w.write_batch(&pick(&cells, Cell::double), levels, None)?,
        ColumnWriter::BoolColumnWriter(w) => w.write_batch(&pick(&cells, Cell::flag), levels, None)?,
        ColumnWriter::ByteArrayColumnWriter(w) => {
            let words: Vec<ByteArray> = pick(&cells, |cell| cell.text().map(ByteArray::from));
            w.write_batch(&words, levels, None)?
        }
        _ => 0,
    };
    Ok(())
}

fn pick<'a, T>(cells: &[Cell<'a>], value: impl Fn(Cell<'a>) -> Option<T>) -> Vec<T> {
    cells.iter().filter_map(|cell| value(*cell)).collect()
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
        let bytes = write(&[row(16_252, None), row(16_253, Some(0.25))], vec![]).unwrap();
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
    fn an_empty_table_is_a_table() {
        let bytes = write::<SeriesRow, _>(&[], vec![]).unwrap();
        let file = SerializedFileReader::new(bytes::Bytes::from(bytes)).unwrap();
        assert_eq!(file.metadata().file_metadata().num_rows(), 0);
        assert_eq!(file.metadata().file_metadata().schema_descr().num_columns(), SeriesRow::COLUMNS.len());
    }
}
