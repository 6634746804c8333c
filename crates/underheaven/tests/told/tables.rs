//! What stands in a run folder's manifest and tables.

use parquet::file::reader::SerializedFileReader;
use parquet::record::{Field, Row};
use serde_json::Value;
use std::fs::File;
use std::path::Path;

/// The manifest.
pub fn manifest(run: &Path) -> Value {
    serde_json::from_str(&std::fs::read_to_string(run.join("manifest.json")).expect("a manifest")).expect("JSON")
}

/// A table's rows.
pub fn rows(run: &Path, table: &str) -> Vec<Row> {
    let file = File::open(run.join(format!("tables/{table}.parquet"))).expect("a table");
    let reader = SerializedFileReader::new(file).expect("Parquet");
    reader.into_iter().map(|row| row.expect("a row")).collect()
}

/// A row's value in a column.
pub fn cell(row: &Row, column: &str) -> Field {
    row.get_column_iter().find(|(name, _)| *name == column).map(|(_, field)| field.clone()).expect(column)
}

/// The same where it is a word.
pub fn word(row: &Row, column: &str) -> String {
    match cell(row, column) {
        Field::Str(word) => word,
        other => panic!("{column} is {other:?}"),
    }
}

/// The same where it is a number or empty.
pub fn number(row: &Row, column: &str) -> Option<f64> {
    match cell(row, column) {
        Field::Double(x) => Some(x),
        Field::Long(n) => Some(n as f64),
        Field::Null => None,
        other => panic!("{column} is {other:?}"),
    }
}
