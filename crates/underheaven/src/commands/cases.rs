//! `underheaven cases`: runs a rulebook's cases, in both worlds, and says where the books differ from what a case tells.

use crate::cli::{CasesArgs, Format};
use crate::failure::{Code, Failure};
use crate::faults::Faults;
use crate::print::{say, say_json};
use crate::shelf::{self, Found, Kind, Text};
use crate::shipped;
use serde_json::{Value, json};
use underheaven_base::{Fault, FaultPlace, Severity};
use underheaven_rulebook::Rulebook;
use underheaven_world::cases::{self, Case, Outcome};

/// What is said where both worlds do not live a case alike.
const BUG: &str =
    "the plain and the fast world live it differently: a bug in the program, not in your files; please report it";

/// One case of a rulebook, run.
struct Ran {
    label: String,
    outcome: Outcome,
}

impl Ran {
    /// As told, and the same in both worlds.
    fn good(&self) -> bool {
        self.outcome.differs.is_empty() && self.outcome.parted.is_empty()
    }
}

/// Runs every case of every rulebook named; one that differs makes the exit code 1.
pub fn cases(args: &CasesArgs) -> Result<Code, Failure> {
    let mut ran = vec![];
    for name in &args.names {
        ran.extend(of(&shelf::find(Kind::Rulebook, name)?)?);
    }
    let good = ran.iter().all(Ran::good);
    match args.format {
        Format::Json => say_json(&ran.iter().map(json).collect::<Vec<_>>())?,
        Format::Text => say(&text(&ran))?,
    }
    Ok(if good { Code::Done } else { Code::Faulty })
}

fn of(found: &Found) -> Result<Vec<Ran>, Failure> {
    let (rulebook, mut faults) = shipped::rulebook(found).map_err(Failure::Faults)?;
    let texts = shelf::cases(found)?;
    if texts.is_empty() && rulebook.rules.is_empty() && rulebook.discretion.is_empty() {
        return Ok(vec![]);
    }
    if texts.is_empty() {
        return Err(Failure::usage(
            format!("rulebook `{}` has no cases", found.name),
            "a case stands in `cases/NAME.toml` beside its `rulebook.toml`; `underheaven show article --copy mine` gives examples",
        ));
    }
    let ran: Vec<Ran> = texts.iter().filter_map(|text| one(text, found, &rulebook, &mut faults)).collect();
    if faults.errors() > 0 { Err(Failure::Faults(faults)) } else { Ok(ran) }
}

/// Runs a case; one that cannot be read or run adds its faults instead.
fn one(text: &Text, found: &Found, rulebook: &Rulebook, faults: &mut Faults) -> Option<Ran> {
    faults.know(&text.label, &text.text);
    let name = shelf::stem(&text.label);
    let outcome = Case::read(&name, &text.label, &text.text).and_then(|case| match case.reform.as_str() {
        "" => cases::run(&case, rulebook),
        reform => cases::run(&case, &reformed(text, found, reform)?),
    });
    match outcome {
        Ok(outcome) => Some(Ran { label: text.label.clone(), outcome }),
        Err(more) => {
            faults.add(more);
            None
        }
    }
}

/// The rulebook under the reform that a case names.
fn reformed(case: &Text, found: &Found, reform: &str) -> Result<Rulebook, Vec<Fault>> {
    let Some(overlay) = shelf::reform(found, reform) else {
        let place = FaultPlace { file: case.label.clone(), line: 0, column: 0 };
        let message = format!("the rulebook `{}` has no reform `{reform}`", found.name);
        return Err(vec![Fault { severity: Severity::Error, place, word: reform.to_owned(), message, help: None }]);
    };
    let texts: Vec<(&str, &str)> =
        found.texts.iter().chain([&overlay]).map(|t| (t.label.as_str(), t.text.as_str())).collect();
    Rulebook::read(&found.name, &texts).map(|(rulebook, _)| rulebook)
}

fn text(ran: &[Ran]) -> String {
    let mut lines = vec![];
    for case in ran {
        let Ran { label, outcome } = case;
        let verdict = if case.good() { "as told" } else { "DIFFERS" };
        lines.push(format!("{verdict}  {label}: {}", outcome.story));
        lines.extend(outcome.differs.iter().map(|line| format!("         {line}")));
        if !outcome.parted.is_empty() {
            lines.push(format!("         {BUG}"));
            lines.extend(outcome.parted.iter().map(|line| format!("           {line}")));
        }
    }
    let differ = ran.iter().filter(|r| !r.good()).count();
    lines.push(match ran.len() {
        0 => "a rulebook without rules has no cases: there is nothing to show".to_owned(),
        all => format!("{} of {all} cases as told", all - differ),
    });
    lines.join("\n")
}

fn json(ran: &Ran) -> Value {
    json!({ "case": ran.label, "story": ran.outcome.story, "as_told": ran.outcome.differs.is_empty(), "differs": ran.outcome.differs, "worlds_part": ran.outcome.parted })
}
