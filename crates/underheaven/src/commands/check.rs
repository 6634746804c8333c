//! `underheaven check`: every fault of every file named, at once.

use crate::cli::{CheckArgs, Format};
use crate::failure::{Code, Failure};
use crate::faults::Faults;
use crate::print::{counted, say, say_json};
use crate::shelf;
use crate::shipped;
use serde_json::json;

/// Checks all that was named; faulty files make the exit code 1.
pub fn check(args: &CheckArgs) -> Result<Code, Failure> {
    let all = args.names.iter().map(|name| shelf::all(name)).collect::<Result<Vec<_>, _>>()?.concat();
    let mut faults = Faults::default();
    for found in &all {
        faults.join(shipped::faults(found));
    }
    let names: Vec<String> = all.iter().map(|f| format!("{}/{}", f.kind.name(), f.name)).collect();
    match args.format {
        Format::Json => say_json(&json!({ "checked": names, "faults": faults.json() }))?,
        Format::Text => say(&text(&names, &faults))?,
    }
    Ok(if faults.errors() > 0 { Code::Faulty } else { Code::Done })
}

fn text(names: &[String], faults: &Faults) -> String {
    let warnings = faults.all.len() - faults.errors();
    let verdict = match (faults.errors(), warnings) {
        (0, 0) => format!("no fault in {}", names.join(", ")),
        (0, some) => format!("no fault, and {} in {}", counted(some, "warning"), names.join(", ")),
        (some, 0) => format!("{} in {}", counted(some, "fault"), names.join(", ")),
        (some, more) => format!("{} and {} in {}", counted(some, "fault"), counted(more, "warning"), names.join(", ")),
    };
    if faults.all.is_empty() { verdict } else { format!("{}\n\n{verdict}", faults.render()) }
}
