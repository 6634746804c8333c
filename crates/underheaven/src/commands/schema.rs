//! `underheaven schema`: what files and tables may say, for editors and other programs.

use crate::cli::{SchemaArgs, Style, Subject};
use crate::evidence;
use crate::failure::{Code, Failure};
use crate::print::{say, say_json};
use crate::shelf::Kind;
use crate::shipped;
use serde_json::{Value, json};
use underheaven_base::{
    Act, Cause, Channel, Class, Contrast, Effect, Gallery, Gate, Ground, Group, Kind as ActKind, Measure, Outcome,
    Path, Province, ProvinceType, Relation, Role, Site, Term, TrialEffect, Tried, Truth, Way, Word,
};
use underheaven_measures::tables::{
    DifferenceRow, EffectRow, FunnelRow, GateRow, GroupRow, LedgerRow, ListingRow, PartingRow, PersonRow, SeriesRow,
    WayRow,
};
use underheaven_measures::{Column, Row};

/// Prints a schema or a dictionary.
pub fn schema(args: &SchemaArgs) -> Result<Code, Failure> {
    let file = match args.subject {
        Subject::Rulebook => Kind::Rulebook,
        Subject::Behaviour => Kind::Behaviour,
        Subject::Society => Kind::Society,
        Subject::Tables => return printed(args.format, &tables(), tables_markdown),
        Subject::Figures => return printed(args.format, &evidence::json(), |_| evidence::markdown()),
        Subject::Vocabulary => return printed(args.format, &vocabulary(), vocabulary_markdown),
    };
    printed(args.format, &shipped::schema(file), |_| shipped::markdown(file))
}

fn printed(style: Style, value: &Value, markdown: impl Fn(&Value) -> String) -> Result<Code, Failure> {
    match style {
        Style::Json => say_json(value)?,
        Style::Markdown => say(markdown(value).trim_end())?,
    }
    Ok(Code::Done)
}

fn tables() -> Value {
    [
        table::<SeriesRow>(),
        table::<GroupRow>(),
        table::<PersonRow>(),
        table::<LedgerRow>(),
        table::<ListingRow>(),
        table::<GateRow>(),
        table::<FunnelRow>(),
        table::<DifferenceRow>(),
        table::<PartingRow>(),
        table::<EffectRow>(),
        table::<WayRow>(),
    ]
    .into_iter()
    .collect()
}

fn table<R: Row>() -> Value {
    let column = |c: &Column| json!({ "name": c.name, "type": c.kind, "null": c.gaps, "doc": c.doc.trim() });
    json!({ "name": R::TABLE, "doc": R::DOC.trim(), "columns": R::COLUMNS.iter().map(column).collect::<Value>() })
}

/// A heading and a table for each list of rows that `rows` finds in an entry.
fn markdown(all: &Value, head: &str, entry: impl Fn(&Value) -> (String, Vec<String>)) -> String {
    let one = |value: &Value| {
        let (heading, rows) = entry(value);
        format!("### {heading}\n\n{head}\n{}\n", rows.join("\n"))
    };
    all.as_array().into_iter().flatten().map(one).collect::<Vec<_>>().join("\n")
}

fn tables_markdown(all: &Value) -> String {
    let row = |c: &Value| {
        let may = if c["null"] == json!(true) { ", may be missing" } else { "" };
        format!("| `{}` | {}{may} | {} |", word(c, "name"), word(c, "type"), word(c, "doc"))
    };
    markdown(all, "| column | type | meaning |\n|---|---|---|", |table| {
        let heading = format!("`{}`\n\n{}", word(table, "name"), word(table, "doc"));
        (heading, table["columns"].as_array().into_iter().flatten().map(row).collect())
    })
}

fn vocabulary_markdown(all: &Value) -> String {
    let row = |w: &Value| format!("| `{}` | {} |", word(w, "word"), word(w, "doc"));
    markdown(all, "| word | meaning |\n|---|---|", |list| {
        (word(list, "list").to_owned(), list["words"].as_array().into_iter().flatten().map(row).collect())
    })
}

fn word<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or("")
}

fn vocabulary() -> Value {
    [
        words::<Act>(),
        words::<ActKind>(),
        words::<Channel>(),
        words::<Site>(),
        words::<Gallery>(),
        words::<ProvinceType>(),
        words::<Province>(),
        words::<Gate>(),
        words::<Outcome>(),
        words::<Term>(),
        words::<Relation>(),
        words::<Role>(),
        words::<Class>(),
        words::<Cause>(),
        words::<Ground>(),
        words::<Truth>(),
        words::<Path>(),
        words::<Group>(),
        words::<Measure>(),
        words::<Contrast>(),
        words::<Tried>(),
        words::<TrialEffect>(),
        words::<Way>(),
        words::<Effect>(),
    ]
    .into_iter()
    .collect()
}

fn words<W: Word>() -> Value {
    let word = |w: &W| json!({ "word": w.name(), "doc": w.doc() });
    json!({ "list": W::LIST, "words": W::ALL.iter().map(word).collect::<Value>() })
}
