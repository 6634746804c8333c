//! Reforms: short files laid over a baseline, which must change something that is there.
//!
//! A reform that switches off what the baseline lacks, or that changes a few values of a part which the baseline does not
//! have, was meant for something else: its writer is told, with the nearest name that there is.

use crate::changes::{Change, changes};
use crate::model::Rulebook;
use crate::wording::Subject;
use underheaven_base::fault::nearest;
use underheaven_base::reading::{Keys, Node, Row, Shape, parse};
use underheaven_base::{Fault, FaultPlace, Severity};

impl Rulebook {
    /// Reads files of which the last `reforms` are reforms, each laid over all before it, and tells what they change
    /// together. A reform that changes nothing is a fault.
    pub fn reformed(
        name: &str,
        files: &[(&str, &str)],
        reforms: usize,
    ) -> Result<(Rulebook, Vec<Change>, Vec<Fault>), Vec<Fault>> {
        let least = files.len().saturating_sub(reforms).max(1);
        let (baseline, mut warnings) = Rulebook::read(name, &files[..least])?;
        let mut below = baseline.clone();
        for n in least..files.len() {
            let (reformed, told) = Rulebook::read(name, &files[..=n])?;
            if changes(&below, &reformed).is_empty() {
                return Err(vec![idle(files[n].0)]);
            }
            (below, warnings) = (reformed, told);
        }
        let all = changes(&baseline, &below);
        Ok((below, all, warnings))
    }
}

fn idle(file: &str) -> Fault {
    let place = FaultPlace { file: file.to_owned(), line: 0, column: 0 };
    let message = "the reform changes nothing: all that it says the baseline says already".to_owned();
    let help = "change a value; sentences, sources and plausible ranges change nobody's life".to_owned();
    Fault { severity: Severity::Error, place, word: String::new(), message, help: Some(help) }
}

/// A baseline with overlays laid over it, as one tree, with the faults of overlays that mean what is not there; or the faults of
/// grammar, with those.
pub(crate) fn laid(files: &[(&str, &str)]) -> Result<(Node, Vec<Fault>), Vec<Fault>> {
    let (mut root, mut faults, mut readable) = (None::<Node>, vec![], true);
    for (file, text) in files {
        match (parse(file, text), &mut root) {
            (Ok(over), Some(below)) => {
                missing(&Rulebook::rows(), below, &over, &mut faults);
                below.lay(over);
            }
            (Ok(node), none) => *none = Some(node),
            (Err(more), _) => {
                readable = false;
                faults.extend(more);
            }
        }
    }
    match root {
        Some(root) if readable => Ok((root, faults)),
        _ => Err(faults),
    }
}

/// Notes every part that an overlay switches off, or changes in part, and that is not there below it.
fn missing(rows: &[Row], below: &Node, over: &Node, faults: &mut Vec<Fault>) {
    for row in rows {
        let (Some(top), under) = (over.at(&[row.key]), below.at(&[row.key])) else { continue };
        let there = || under.and_then(Node::table).into_iter().flatten().map(|(name, _)| name.as_str());
        let new = top.table().into_iter().flatten().filter(|(name, _)| there().all(|known| known != name.as_str()));
        match &row.shape {
            Shape::Table { needed: false, .. } if under.is_none() && top.is_off() => {
                faults.push(fault(row.key, top, format!("the baseline has no `[{}]`", row.key), None));
            }
            Shape::Table { rows, .. } => {
                if let Some(under) = under {
                    missing(rows, under, top, faults);
                }
            }
            Shape::Tables { words, rows, .. } => {
                let named = |name: &str| words.as_ref().is_none_or(|words| words.contains(&name));
                for (name, part) in new.filter(|(name, _)| named(name)) {
                    let near = nearest(name, there());
                    let (lacks, subject) = (lacking(rows, part), Subject::named(row.key, name));
                    let subject = subject.bare();
                    if part.is_off() || near.is_some() && !lacks.is_empty() {
                        faults.push(fault(name, part, format!("the baseline has no {subject}"), near));
                    } else if part.table().is_some() && !lacks.is_empty() {
                        let needs = format!("the baseline has no {subject}, and a new one needs {}", quoted(&lacks));
                        let there: Vec<&str> = there().collect();
                        let add = lacks.iter().map(|key| format!("`{key} = …`")).collect::<Vec<_>>().join(", ");
                        let help = match there.as_slice() {
                            [] => format!("add {add}"),
                            there => format!("add {add}, or name one that is there: {}", quoted(there)),
                        };
                        faults.push(Fault { help: Some(help), ..fault(name, part, needs, None) });
                    }
                }
                for (name, part) in top.table().into_iter().flatten() {
                    if let Some(under) = under.and_then(|under| under.at(&[name])) {
                        missing(rows, under, part, faults);
                    }
                }
            }
            Shape::Values { .. } => {
                for (name, value) in new.filter(|(_, value)| value.is_off()) {
                    let message = format!("the baseline has no `{name}` under `{}`", row.key);
                    faults.push(fault(name, value, message, nearest(name, there())));
                }
            }
            _ => {}
        }
    }
}

/// What a table needs and does not say: such a one may have been meant for one that is there.
fn lacking<'r>(rows: &'r [Row], table: &Node) -> Vec<&'r str> {
    let lacks = |row: &'r Row| match &row.shape {
        Shape::Value { default: None, .. } if table.at(&[row.key]).is_none() => vec![row.key],
        Shape::Flat(rows) => lacking(rows, table),
        _ => vec![],
    };
    rows.iter().flat_map(lacks).collect()
}

/// Words as a file has them, one after another.
fn quoted(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

fn fault(name: &str, part: &Node, message: String, near: Option<&str>) -> Fault {
    let help =
        near.map_or("there is nothing to switch off: drop it".to_owned(), |near| format!("did you mean `{near}`?"));
    Fault { severity: Severity::Error, place: part.key.clone(), word: name.to_owned(), message, help: Some(help) }
}
