//! What a file may hold, as rows: from them come the key tables of documents and the JSON Schema of editors.

use serde_json::{Map, Value, json};
use std::fmt::Write;

/// A key of a table.
#[derive(Clone, Debug)]
pub struct Row {
    /// The key as files write it.
    pub key: &'static str,
    /// What stands under it.
    pub shape: Shape,
    /// Its sentence.
    pub doc: &'static str,
}

/// What stands under a key.
#[derive(Clone, Debug)]
pub enum Shape {
    /// A single value.
    Value {
        /// What it is, in plain words.
        word: String,
        /// What holds when it is missing; needed where there is no default.
        default: Option<String>,
        /// Its JSON Schema.
        schema: Value,
    },
    /// `[key]` with values under the words of a list.
    Values {
        /// How documents write such a word.
        name: &'static str,
        /// All words, if the list is closed.
        words: Option<Vec<&'static str>>,
        /// What each value is.
        of: Box<Shape>,
    },
    /// Values in the table itself, under the words of a closed list.
    Here {
        /// How documents write such a word.
        name: &'static str,
        /// All words.
        words: Vec<&'static str>,
        /// What each value is.
        of: Box<Shape>,
    },
    /// `[key]`
    Table {
        /// Whether it must be there.
        needed: bool,
        /// Its sentence.
        doc: &'static str,
        /// Its keys.
        rows: Vec<Row>,
    },
    /// `[key.NAME]`
    Tables {
        /// How documents write such a name.
        name: &'static str,
        /// All names, if the list is closed.
        words: Option<Vec<&'static str>>,
        /// Their sentence.
        doc: &'static str,
        /// Their keys.
        rows: Vec<Row>,
    },
    /// Keys that stand in the table itself.
    Flat(Vec<Row>),
}

impl Shape {
    /// A single value.
    pub fn value(word: impl Into<String>, default: Option<&str>, schema: Value) -> Self {
        Shape::Value { word: word.into(), default: default.map(str::to_owned), schema }
    }
}

/// The JSON Schema of a file.
pub fn schema(title: &str, rows: &[Row]) -> Value {
    let mut object = table_schema(rows);
    object["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    object["title"] = json!(title);
    object
}

fn table_schema(rows: &[Row]) -> Value {
    let (mut properties, mut needed) = (Map::new(), vec![]);
    add_properties(rows, &mut properties, &mut needed);
    properties.entry("enabled").or_insert(json!({ "type": "boolean" }));
    json!({ "type": "object", "properties": properties, "required": needed, "additionalProperties": false })
}

fn add_properties(rows: &[Row], properties: &mut Map<String, Value>, needed: &mut Vec<&'static str>) {
    for row in rows {
        let (mut schema, is_needed) = match &row.shape {
            Shape::Flat(rows) => {
                add_properties(rows, properties, needed);
                continue;
            }
            Shape::Here { words, of, .. } => {
                for word in words {
                    properties.insert((*word).to_owned(), value_schema(of));
                }
                continue;
            }
            Shape::Value { default, schema, .. } => (schema.clone(), default.is_none()),
            Shape::Values { words, of, .. } => (named_schema(words.as_deref(), value_schema(of)), false),
            Shape::Table { needed, rows, .. } => (table_schema(rows), *needed),
            Shape::Tables { words, rows, .. } => (named_schema(words.as_deref(), table_schema(rows)), false),
        };
        schema["description"] = json!(row.doc);
        properties.insert(row.key.to_owned(), schema);
        if is_needed {
            needed.push(row.key);
        }
    }
}

fn value_schema(shape: &Shape) -> Value {
    match shape {
        Shape::Value { schema, .. } => schema.clone(),
        _ => json!(true),
    }
}

fn named_schema(words: Option<&[&str]>, inner: Value) -> Value {
    match words {
        Some(words) => json!({ "type": "object", "propertyNames": { "enum": words }, "additionalProperties": inner }),
        None => json!({ "type": "object", "additionalProperties": inner }),
    }
}

/// The key tables of a document, one for each table of the file.
pub fn markdown(rows: &[Row]) -> String {
    let mut text = String::new();
    section(&mut text, "The top of the file", "", "", rows);
    text
}

fn section(text: &mut String, heading: &str, path: &str, doc: &str, rows: &[Row]) {
    let _ = writeln!(text, "### {heading}\n");
    let sentence = sentence(doc, heading);
    if !sentence.is_empty() {
        let _ = writeln!(text, "{sentence}\n");
    }
    let mut lines = vec![];
    list(rows, &mut lines);
    if !lines.is_empty() {
        let _ = writeln!(text, "| key | value | if missing | meaning |\n|---|---|---|---|\n{}\n", lines.join("\n"));
    }
    inner(text, path, rows);
}

/// A table's sentence without the heading it often opens with, and with a capital.
fn sentence(doc: &str, heading: &str) -> String {
    let rest = doc.strip_prefix(heading).unwrap_or(doc).trim_start_matches([':', ' ', '.']);
    let mut letters = rest.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn list(rows: &[Row], lines: &mut Vec<String>) {
    for row in rows {
        match &row.shape {
            Shape::Flat(rows) => list(rows, lines),
            Shape::Value { word, default, .. } => {
                let default = default.as_deref().unwrap_or("needed");
                lines.push(format!("| `{}` | {word} | {default} | {} |", row.key, row.doc));
            }
            Shape::Here { name, words, of } => {
                let words: Vec<_> = words.iter().map(|w| format!("`{w}`")).collect();
                lines.push(format!("| {} | {} for any {name} | none | {} |", words.join(", "), word_of(of), row.doc));
            }
            Shape::Values { name, of, .. } => {
                lines.push(format!("| `{}.{}` | {} | none | {} |", row.key, name.to_uppercase(), word_of(of), row.doc));
            }
            Shape::Table { .. } | Shape::Tables { .. } => {}
        }
    }
}

fn word_of(shape: &Shape) -> &str {
    match shape {
        Shape::Value { word, .. } => word,
        _ => "value",
    }
}

fn inner(text: &mut String, path: &str, rows: &[Row]) {
    for row in rows {
        let below = if path.is_empty() { row.key.to_owned() } else { format!("{path}.{}", row.key) };
        match &row.shape {
            Shape::Flat(rows) => inner(text, path, rows),
            Shape::Table { doc, rows, .. } => {
                section(text, &format!("`[{below}]`"), &below, either(row.doc, doc), rows)
            }
            Shape::Tables { name, doc, rows, .. } => {
                let below = format!("{below}.{}", name.to_uppercase());
                section(text, &format!("`[{below}]`"), &below, either(row.doc, doc), rows);
            }
            _ => {}
        }
    }
}

/// The longer of the two sentences about a table: the field's or the type's own.
fn either<'a>(field: &'a str, own: &'a str) -> &'a str {
    if own.len() > field.len() { own } else { field }
}
