//! The trap (B05): what befalls people in the year after a gate first refused them a ticket or a job.

use crate::report::figure::{Cell, Grid, Line, Section};
use crate::report::num::{How, Num};
use crate::report::run::Run;
use maud::html;
use std::collections::BTreeMap;
use underheaven_base::{Day, Measure as M};

/// Days of the years before and after.
const YEAR: f64 = 365.0;

/// Fewer people than this are not compared.
const FEW: usize = 10;

/// The gates after which a year is looked at.
const GATES: [(&str, &[&str]); 2] = [("a ticket", &["train", "flight"]), ("a job", &["job"])];

/// The section.
pub fn section(run: &Run) -> Option<Section> {
    let arm = run.baseline();
    let made = run.all(arm, M::TrapActs).filter(|n| n.value > 0.0)?;
    let booked = run.all(arm, M::DemeritsTrap)?;
    let section = Section::new("trap", "The trap: punishments that make the next demerit").text(html! {
        p {
            "A bill, a rent or an instalment that is late only because a job at home was lost or savings were spent is marked, act by \
             act. Of these, " (booked.over(&made)?.shown(How::About)) " were booked as demerits; of all demerits they are "
            (booked.over(&run.all(arm, M::Demerits)?)?.shown(How::Percent)) "."
        }
    });
    let all = |m: M| move |arm: &str| run.all(arm, m);
    let lines = [
        Line::new(run, "late only because of a trap", How::Count, all(M::TrapActs)),
        Line::new(run, "of these, booked", How::Count, all(M::DemeritsTrap)),
        Line::new(run, "jobs lost", How::Count, all(M::JobsLost)),
        Line::new(run, "jobs found again", How::Count, all(M::JobsFound)),
        Line::new(run, "visits missed for want of a ticket", How::Count, all(M::VisitsMissed)),
        Line::new(run, "days of work missed for want of a ticket", How::Count, all(M::WorkMissed)),
    ];
    let section = section.table(Grid::by_arm("What the trap made, at the sizes we assumed", "what", run, &lines));
    let years = years(run, arm);
    Some(if years.rows.is_empty() { section } else { section.table(years) })
}

/// What the panel's people were booked in the year before and the year after a first refusal.
fn years(run: &Run, arm: &str) -> Grid {
    let caption = "Demerits a person in the year before and the year after a first refusal, the panel weighed up";
    let mut grid = Grid::new(
        caption,
        &["first refused", "people of the panel", "the year before", "the year after", "after, by a trap"],
    );
    for (what, gates) in GATES {
        let refused = first_refused(run, arm, gates);
        if refused.len() < FEW {
            continue;
        }
        let sums = sums(run, arm, &refused);
        let from = |part: &str| format!("panel.year{{arm={arm}&gates={}&part={part}}}", gates.join("+"));
        let mean = |part: &str, sum: f64| Cell::from(Num::new(sum / sums.weight, from(part)).shown(How::Rate));
        let people = Num::new(refused.len() as f64, from("people")).shown(How::Count).into();
        grid.push([
            what.into(),
            people,
            mean("before", sums.before),
            mean("after", sums.after),
            mean("trap", sums.trap),
        ]);
    }
    grid
}

/// People of the panel by the day of their first refusal at these gates, where both years were lived while enrolled.
fn first_refused(run: &Run, arm: &str, gates: &[&str]) -> BTreeMap<String, f64> {
    let mut first: BTreeMap<String, f64> = BTreeMap::new();
    for row in run.gates.rows_with("outcome", "refused") {
        let (gate, whose) = (run.gates.word("gate", row), run.gates.word("arm", row));
        let Some(day) = run.gates.number("day", row).filter(|_| whose == arm && gates.contains(&gate)) else {
            continue;
        };
        first.entry(run.gates.word("person", row).to_owned()).and_modify(|d| *d = d.min(day)).or_insert(day);
    }
    let end = Day::parse(&run.folder.manifest.dates.lived_to).map_or(0.0, |day| f64::from(day.0));
    let mut enrolled: BTreeMap<&str, f64> = BTreeMap::new();
    for row in run.people.rows_with("arm", arm) {
        run.people.number("enrolled", row).map(|day| enrolled.insert(run.people.word("person", row), day));
    }
    first.retain(|person, day| *day + YEAR <= end && enrolled.get(person.as_str()).is_some_and(|e| e + YEAR <= *day));
    first
}

#[derive(Default)]
struct Sums {
    weight: f64,
    before: f64,
    after: f64,
    trap: f64,
}

/// Weighted demerits in the two years.
fn sums(run: &Run, arm: &str, refused: &BTreeMap<String, f64>) -> Sums {
    let mut sums = Sums::default();
    let mut weights: BTreeMap<&str, f64> = BTreeMap::new();
    for row in run.people.rows_with("arm", arm) {
        let (person, weight) = (run.people.word("person", row), run.people.number("weight", row).unwrap_or(0.0));
        if refused.contains_key(person) {
            sums.weight += weight;
            weights.insert(person, weight);
        }
    }
    for row in run.ledger.rows_with("arm", arm) {
        let person = run.ledger.word("person", row);
        let (Some(day), Some(weight)) = (refused.get(person), weights.get(person)) else { continue };
        let (Some(when), Some(points)) = (run.ledger.number("day", row), run.ledger.number("points", row)) else {
            continue;
        };
        if points >= 0.0 || run.ledger.word("booking", row) != "booked" {
            continue;
        }
        match when - day {
            apart if (-YEAR..0.0).contains(&apart) => sums.before += weight,
            apart if apart > 0.0 && apart <= YEAR => {
                sums.after += weight;
                sums.trap += if run.ledger.number("trap", row) == Some(1.0) { *weight } else { 0.0 };
            }
            _ => {}
        }
    }
    sums
}
