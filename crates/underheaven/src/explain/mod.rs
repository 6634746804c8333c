//! One person's life explained: who they are, what was booked on them and why, which gates shut, what they did afterwards.
//!
//! [`again`] lives the run again with the person's household as what is kept; [`story`] tells a life entry by entry, [`chain`]
//! how a difference between rulebooks reached it, [`notice`] the letters that were owed. [`find`] names people by what they
//! are and what befell them; [`three`] chooses three lives of a run for its report.

pub mod acts;
pub mod afterwards;
pub mod again;
pub mod chain;
pub mod diary;
pub mod find;
pub mod notice;
pub mod story;
pub mod three;
pub mod ties;

use afterwards::{Afterwards, Stretch};
use again::{Again, Made};
use chain::Parting;
use notice::Letter;
use serde::Serialize;
use serde_json::{Value, json};
use story::{Line, Teller};
use ties::Who;
use underheaven_base::{Day, PersonId};
use underheaven_measures::{Cell, Row};

/// A life under one rulebook.
#[derive(Serialize, Clone, PartialEq, Debug)]
pub struct Under {
    /// The arm.
    pub arm: String,
    /// Entry by entry; under a reform only from the day on which the life parts.
    pub lines: Vec<Line>,
    /// What was done before and after the first punishment.
    pub afterwards: Option<Afterwards>,
    /// From the day on which some life parts: what was done.
    pub since_parting: Option<Stretch>,
    /// Acts done or forgone otherwise than under the baseline.
    pub otherwise: Vec<String>,
    /// The partings from the baseline.
    pub partings: Vec<Parting>,
    /// The letters that were owed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub letters: Option<Vec<Letter>>,
    /// The rows that the tables have of this person, or would have.
    pub rows: Value,
}

/// A person's life, explained.
#[derive(Serialize, Clone, PartialEq, Debug)]
pub struct Explanation {
    /// Who they are.
    pub who: Who,
    /// The first day on which a life under some rulebook may differ from that under the baseline.
    pub parts_on: Option<String>,
    /// Under each rulebook, the baseline first.
    pub lives: Vec<Under>,
    /// Hash of all lives as they were lived again.
    pub hash: String,
    /// Whether it is the run's.
    pub same_bits: bool,
}

/// Explains a person from a run that was lived again; with the letters owed, if they are asked for.
pub fn explained(made: &Made, again: &Again, person: PersonId, notice: bool) -> Explanation {
    let society = &*made.society;
    let parts = again.lives.iter().flat_map(|life| &life.chains).filter_map(|chain| chain.first()).map(|(day, _)| *day);
    let parts_on = parts.min();
    let since = |diary| parts_on.map(|day| Stretch::of(diary, person, day, made.lived_to));
    let rulebooks: Vec<_> = made.inputs.arms.iter().map(|arm| &arm.rulebook.1).collect();
    let baseline = again.lives.first().and_then(|life| since(&life.diary));
    let lives = again.lives.iter().zip(&made.inputs.arms).map(|(life, arm)| {
        let teller = Teller { society, rulebook: &arm.rulebook.1 };
        let since_parting = since(&life.diary);
        let otherwise = baseline.as_ref().zip(since_parting.as_ref());
        Under {
            arm: life.arm.clone(),
            lines: teller.lines(&life.rows, Some(&life.diary), parts_on),
            afterwards: Afterwards::of(&life.rows, &life.diary, person, made.from, made.lived_to),
            otherwise: otherwise.map_or(vec![], |(a, b)| afterwards::otherwise(a, b)),
            since_parting,
            partings: life.chains.iter().filter_map(|chain| chain::told(society, &rulebooks, chain)).collect(),
            letters: notice.then(|| notice::letters(&teller, &life.rows)),
            rows: rows(&life.rows),
        }
    });
    Explanation {
        who: ties::who(society, person, made.lived_to),
        parts_on: parts_on.map(|day| day.to_string()),
        lives: lives.collect(),
        same_bits: again.hash == made.folder.manifest.results_hash,
        hash: again.hash.clone(),
    }
}

/// A person's rows of all tables, as other programs read them.
fn rows(of: &underheaven_measures::PersonRows) -> Value {
    fn all<R: Row>(rows: &[R]) -> Vec<Value> {
        rows.iter().map(row).collect()
    }
    json!({
        "people": row(&of.person), "ledger": all(&of.ledger), "listings": all(&of.listings), "gates": all(&of.gates),
    })
}

fn row<R: Row>(row: &R) -> Value {
    let mut columns = R::COLUMNS.iter();
    let mut object = serde_json::Map::new();
    row.cells(|cell| {
        let Some(column) = columns.next() else { return };
        let value = match cell {
            Cell::Gap => Value::Null,
            Cell::Whole(day) if column.kind == "date" => Value::from(Day(day as i32).to_string()),
            Cell::Whole(n) => Value::from(n),
            Cell::Number(x) => Value::from(x),
            Cell::Flag(yes) => Value::from(yes),
            Cell::Text(words) => Value::from(words),
        };
        object.insert(column.name.to_owned(), value);
    });
    Value::Object(object)
}

impl Explanation {
    /// As text.
    pub fn text(&self) -> String {
        let mut lines = self.who.lines();
        match (self.lives.as_slice(), &self.parts_on) {
            ([], _) => {}
            ([only], _) => lines.extend(only.text("")),
            ([first, others @ ..], None) => {
                lines.extend(first.text(&format!(" under `{}`", first.arm)));
                let same = |life: &Under| format!("\nNothing in this life differs under `{}`.", life.arm);
                lines.extend(others.iter().map(same));
            }
            (all, Some(day)) => lines.extend(side_by_side(all, day)),
        }
        let letters = self.lives.iter().filter_map(|life| Some((life, life.letters.as_ref()?)));
        for (life, letters) in letters {
            lines.push(format!("\nThe letters owed under `{}`, and what was told instead", life.arm));
            if letters.is_empty() {
                lines.push("  none: nothing was decided against this person".to_owned());
            }
            lines.extend(letters.iter().flat_map(Letter::lines).map(|line| format!("  {line}")));
        }
        let same = if self.same_bits { "the same as the run's" } else { "NOT that of the run" };
        lines.push(format!("\nhash of the lives, lived again: {}, {same}", self.hash));
        lines.join("\n")
    }
}

/// What came before the lives part once, and then each life by itself.
fn side_by_side(lives: &[Under], day: &str) -> Vec<String> {
    let mut lines = vec![format!("\nUntil {day} the same life under all of them")];
    let before = |line: &&Line| line.day.as_str() < day;
    lines.extend(listed(lives[0].lines.iter().filter(before)));
    for life in lives {
        lines.push(format!("\nFrom {day} under `{}`", life.arm));
        lines.extend(listed(life.lines.iter().filter(|line| !before(line))));
        if !life.otherwise.is_empty() {
            lines.push(format!("  done since, under `{}` and here: {}", lives[0].arm, life.otherwise.join("; ")));
        }
        lines.extend(life.since_parting.as_ref().and_then(Stretch::forgone).map(|what| format!("  {what}")));
    }
    for life in lives.iter().filter(|life| !life.partings.is_empty()) {
        lines.push(format!("\nHow `{}` reached this person", life.arm));
        for parting in &life.partings {
            lines.extend(parting.words.iter().enumerate().map(|(n, words)| format!("  {}{words}", "  ".repeat(n))));
            if let Some(day) = &parting.rejoined {
                lines.push(format!("  the same again from {day}"));
            }
        }
    }
    lines
}

/// Lines as items of a list; a word where there is none.
fn listed<'a>(lines: impl Iterator<Item = &'a Line>) -> Vec<String> {
    let told: Vec<String> = lines.map(|line| format!("  {}", line.text())).collect();
    if told.is_empty() { vec!["  nothing in the books".to_owned()] } else { told }
}

impl Under {
    fn text(&self, under: &str) -> Vec<String> {
        let mut lines = vec![format!("\nThe life{under}, entry by entry")];
        lines.extend(listed(self.lines.iter()));
        if let Some(afterwards) = &self.afterwards {
            lines.push("\nWhat was done before and afterwards".to_owned());
            lines.extend(afterwards.lines().into_iter().map(|line| format!("  {line}")));
        }
        lines
    }
}
