//! `underheaven check`: every fault of every file named, at once.

use crate::arms;
use crate::cli::{CheckArgs, Format};
use crate::failure::{Code, Failure};
use crate::faults::Faults;
use crate::print::{counted, remark, say, say_json};
use crate::shelf::{self, Found, Kind};
use crate::shipped;
use serde_json::{Value, json};
use std::path::Path;
use underheaven_rulebook::Change;

/// Checks all that was named; faulty files make the exit code 1, and one that cannot be read its own.
pub fn check(args: &CheckArgs) -> Result<Code, Failure> {
    let (all, mut unread) = named(&args.names);
    if all.is_empty() && unread.len() == 1 {
        return unread.pop().map_or(Ok(Code::Done), Err);
    }
    let mut faults = Faults::default();
    for found in &all {
        faults.join(shipped::faults(found));
    }
    let names: Vec<String> = all.iter().map(|f| format!("{}/{}", f.kind.name(), f.name)).collect();
    match args.format {
        Format::Json => {
            let reforms: Vec<_> = all.iter().filter(|f| f.reforms > 0).map(json_of).collect();
            let unread: Vec<_> = unread.iter().map(ToString::to_string).collect();
            say_json(&json!({ "checked": names, "faults": faults.json(), "reforms": reforms, "unread": unread }))?;
        }
        Format::Text if all.is_empty() => {}
        Format::Text => {
            let told = all.iter().filter_map(in_words).chain([text(&names, &faults)]);
            say(&told.collect::<Vec<_>>().join("\n\n"))?;
        }
    }
    unread.iter().for_each(|failure| remark(&failure.to_string()));
    let faulty = if faults.errors() > 0 { Code::Faulty } else { Code::Done };
    Ok(unread.first().map_or(faulty, Failure::code))
}

/// All that is meant, and what cannot be read of it. A reform's file that lies among nobody's reforms, and a
/// reform's bare name, are laid over the rulebook named before it.
fn named(words: &[String]) -> (Vec<Found>, Vec<Failure>) {
    let (mut all, mut unread): (Vec<Found>, Vec<Failure>) = (vec![], vec![]);
    for word in words {
        let below = all.iter().rev().find(|found| found.kind == Kind::Rulebook && found.reforms == 0);
        let path = Path::new(word);
        let is_loose = path.is_file() && shelf::is_loose_reform(path).unwrap_or(false);
        // As in a comparison, an own reform comes before a path of the same name.
        let is_own = |below: &Found| shelf::reform(below, word).is_some();
        let found = match below.filter(|below| is_loose || is_own(below)) {
            Some(below) => vec![arms::under(below, std::slice::from_ref(word))],
            None => shelf::all(word),
        };
        if is_loose && below.is_none() {
            remark(&format!(
                "`{word}` lacks what every rulebook needs, and is checked as one; if it is a reform, name its rulebook first: `underheaven check article {word}`"
            ));
        }
        for found in found {
            match found {
                Ok(found) => all.push(found),
                Err(failure) => unread.push(failure),
            }
        }
    }
    (all, unread)
}

/// What a reform changes, sentence by sentence.
fn in_words(found: &Found) -> Option<String> {
    let changes = shipped::changes(found);
    let lines = changes.iter().map(|change| format!("  - {}", change.sentence));
    let below = found.texts.first().map_or("", |text| text.label.as_str());
    (!changes.is_empty())
        .then(|| format!("the reform `{}` changes `{below}`:\n{}", found.name, lines.collect::<Vec<_>>().join("\n")))
}

fn json_of(found: &Found) -> Value {
    let change =
        |c: &Change| json!({ "path": c.path, "old": c.old, "new": c.new, "unit": c.unit, "sentence": c.sentence });
    json!({ "reform": found.name, "changes": shipped::changes(found).iter().map(change).collect::<Vec<_>>() })
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
