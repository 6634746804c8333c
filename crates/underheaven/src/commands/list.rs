//! `underheaven list`: what comes with the program, each with its sentence.

use crate::cli::{Format, ListArgs};
use crate::failure::{Code, Failure};
use crate::print::{say, say_json};
use crate::shelf::{Found, Kind};
use crate::shipped;

/// Names what is shipped.
pub fn list(args: &ListArgs) -> Result<Code, Failure> {
    match args.format {
        Format::Text => say(&Kind::ALL.map(stretch).join("\n\n"))?,
        Format::Json => say_json(&Kind::ALL.map(shipped::all).concat().iter().map(json).collect::<Vec<_>>())?,
    }
    Ok(Code::Done)
}

fn stretch(kind: Kind) -> String {
    let all = shipped::all(kind);
    let width = all.iter().map(|found| found.name.len()).max().unwrap_or(0);
    let line = |found: &Found| format!("  {:width$}  {}", found.name, shipped::title(found));
    let mut lines: Vec<String> = all.iter().map(|found| line(found).trim_end().to_owned()).collect();
    if kind == Kind::Rulebook {
        lines.extend(shipped::reforms().iter().map(|(name, why)| format!("  {name}: {why}")));
    }
    format!("{}\n{}", kind.plural(), lines.join("\n"))
}

fn json(found: &Found) -> serde_json::Value {
    serde_json::json!({ "kind": found.kind.name(), "name": found.name, "title": shipped::title(found) })
}
