//! Three lives from a run, found by rule and not invented: a journalist listed without an act, a relative of a critic,
//! somebody mistaken for another.
//!
//! They are chosen among the panel, whose entries the tables have, so that nothing need be lived again. Of those whom it put
//! on a list (where it put nobody there: of those on whom it was booked) the one in the middle by refusals is told, the
//! lower number of two people of the same number: neither the hardest fate nor the mildest.

use super::chain;
use super::story::{Line, Teller};
use super::ties::{self, Who};
use crate::inputs::Arm;
use crate::numbers;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use underheaven_base::{Act, Cause, Day, Kind, Outcome, PersonId};
use underheaven_measures::{Comparison, Side, Tally};
use underheaven_society::{Society, Trait};
use underheaven_world::{Booking, Entry, Listing};

/// The file in a run's folder.
pub const LIVES: &str = "lives.json";

/// One of the three, or why there is none.
#[derive(Serialize, Deserialize, Clone, PartialEq, Debug)]
pub struct Life {
    /// The article's statement.
    pub statement: String,
    /// Who is looked for.
    pub title: String,
    /// By which rule this one was chosen.
    pub rule: String,
    /// Who was found.
    pub found: Option<Found>,
    /// Why nobody was, and which size would hold ten.
    pub missing: Option<String>,
}

/// Somebody found.
#[derive(Serialize, Deserialize, Clone, PartialEq, Debug)]
pub struct Found {
    /// Who they are.
    pub who: Who,
    /// `listed` for it, or only `booked`.
    pub fate: String,
    /// Among how many of the panel.
    pub among: u64,
    /// The day of their first parting, in a comparison.
    pub parts_on: Option<String>,
    /// Before it, the same under all arms; the whole life where none parts.
    pub before: Vec<Line>,
    /// From that day on, arm by arm.
    pub since: Vec<Since>,
    /// How each reform reached them, the root first.
    pub how: Vec<Vec<String>>,
}

/// A life from the day on which lives part.
#[derive(Serialize, Deserialize, Clone, PartialEq, Debug)]
pub struct Since {
    /// Under which arm.
    pub arm: String,
    /// Entry by entry.
    pub lines: Vec<Line>,
}

/// How one is chosen among all whom it befell.
const RULE: &str = "as the one in the middle by refusals, of the panel's people whom it put on a list; where it listed nobody, of those on whom it was booked";

/// Whom to look for.
struct Wanted {
    statement: &'static str,
    title: &'static str,
    /// For what they are listed.
    listed: fn(&Listing) -> bool,
    /// What is booked on them.
    booked: fn(&Entry) -> bool,
    /// Who else they must be.
    is: Option<Trait>,
}

const WANTED: [Wanted; 3] = [
    Wanted {
        statement: "S25",
        title: "A journalist listed without an act",
        listed: |l| l.cause == Cause::Discretion && l.trigger.is_some_and(|t| t.act == Act::ExposingCorruption),
        booked: |_| false,
        is: Some(Trait::Voice),
    },
    Wanted {
        statement: "S11",
        title: "A relative of a critic",
        listed: |l| l.cause == Cause::Kin && l.trigger.is_some_and(|t| t.kind == Kind::Speech),
        booked: |e| e.cause == Cause::Kin && e.trigger.is_some_and(|t| t.kind == Kind::Speech),
        is: None,
    },
    Wanted {
        statement: "S26",
        title: "Somebody mistaken for another",
        listed: |l| matches!(l.cause, Cause::Mistaken | Cause::Presence),
        booked: |e| matches!(e.cause, Cause::Mistaken | Cause::Presence),
        is: None,
    },
];

/// What is needed to tell three lives of a run, or of a comparison.
pub struct Telling<'a> {
    /// The people.
    pub society: &'a dyn Society,
    /// What was lived.
    pub arms: &'a [Arm],
    /// What was counted, arm by arm.
    pub sides: &'a [Side<'a>],
    /// Reforms beside the baseline.
    pub pairs: &'a [Comparison<'a>],
}

impl Telling<'_> {
    /// The three.
    pub fn lives(&self) -> Vec<Life> {
        let Some(baseline) = self.sides.first() else { return vec![] };
        WANTED.iter().map(|wanted| self.life(wanted, baseline)).collect()
    }

    fn life(&self, wanted: &Wanted, baseline: &Side<'_>) -> Life {
        let fits = |person: PersonId| wanted.is.is_none_or(|t| self.society.person(person).traits.has(t));
        let panel: BTreeSet<PersonId> = baseline.tally.panel().members().iter().map(|m| m.person).collect();
        let listings = baseline.tally.all_listings().iter().map(|kept| kept.listing);
        let listed: BTreeSet<PersonId> =
            listings.filter(|l| (wanted.listed)(l) && fits(l.person)).map(|l| l.person).collect();
        let told: BTreeSet<PersonId> = listed.intersection(&panel).copied().collect();
        let entries = baseline.tally.panel_entries().iter();
        let demerits = entries.filter(|e| e.booking == Booking::Booked && e.points < 0 && (wanted.booked)(e));
        let (candidates, fate) = match told.is_empty() {
            false => (told, "listed"),
            true => (demerits.map(|e| e.person).filter(|p| fits(*p)).collect(), "booked"),
        };
        let middle = middle(baseline.tally, &candidates);
        let found = middle.and_then(|person| self.found(person, fate, candidates.len() as u64));
        Life {
            statement: wanted.statement.to_owned(),
            title: wanted.title.to_owned(),
            rule: RULE.to_owned(),
            missing: found.is_none().then(|| missing(listed.len() as u64, self.society.people().into())),
            found,
        }
    }

    fn found(&self, person: PersonId, fate: &str, among: u64) -> Option<Found> {
        let chains: Vec<_> = self.pairs.iter().flat_map(|pair| pair.chains(person)).collect();
        let parts: Option<Day> = chains.iter().filter_map(|chain| chain.first()).map(|(day, _)| *day).min();
        let end = self.sides.first()?.tally.last_day();
        let mut lives = self.sides.iter().zip(self.arms).filter_map(|(side, arm)| {
            let teller = Teller { society: self.society, rulebook: &arm.rulebook.1 };
            let rows = side.tally.rows_of(side.arm, side.census, person)?;
            Some((side.arm.to_owned(), teller.lines(&rows, None, parts)))
        });
        let parts_on = parts.map(|day| day.to_string());
        let since = |line: &Line| parts_on.as_ref().is_some_and(|day| line.day >= *day);
        let all: Vec<(String, Vec<Line>)> = lives.by_ref().collect();
        let before = all.first()?.1.iter().filter(|line| !since(line)).cloned().collect();
        let of_arm =
            |(arm, lines): (String, Vec<Line>)| Since { arm, lines: lines.into_iter().filter(since).collect() };
        let rulebooks: Vec<_> = self.arms.iter().map(|arm| &arm.rulebook.1).collect();
        Some(Found {
            who: ties::who(self.society, person, end),
            fate: fate.to_owned(),
            among,
            before,
            since: if parts_on.is_some() { all.into_iter().map(of_arm).collect() } else { vec![] },
            how: chains
                .iter()
                .filter_map(|chain| chain::told(self.society, &rulebooks, chain))
                .map(|parting| parting.words)
                .collect(),
            parts_on,
        })
    }
}

/// The one in the middle by refusals.
fn middle(tally: &Tally, candidates: &BTreeSet<PersonId>) -> Option<PersonId> {
    let mut refusals: BTreeMap<PersonId, u32> = candidates.iter().map(|person| (*person, 0)).collect();
    for answer in tally.panel_answers().iter().filter(|answer| answer.outcome == Outcome::Refused) {
        if let Some(n) = refusals.get_mut(&answer.person) {
            *n += 1;
        }
    }
    let mut order: Vec<(u32, PersonId)> = refusals.into_iter().map(|(person, n)| (n, person)).collect();
    order.sort_unstable();
    order.get(order.len().saturating_sub(1) / 2).map(|(_, person)| *person)
}

/// Which size would hold ten, from how many there were.
fn missing(listed: u64, people: u64) -> String {
    /// People whom a chance of 19 in 20 would have shown, where none was seen: the rule of three.
    const UNSEEN: u64 = 3;
    let size = |n: u64| numbers::whole(rounded(10 * people / n.max(1)));
    match listed {
        0 => format!(
            "None of {} people. Where none is seen there may be fewer than {UNSEEN} in so many, so ten would need {} people or more.",
            numbers::whole(people),
            size(UNSEEN)
        ),
        n => format!(
            "The panel holds none, though {n} of {} people were: `--panel all` would tell them, and {} people would have ten.",
            numbers::whole(people),
            size(n)
        ),
    }
}

/// Up to two digits.
fn rounded(n: u64) -> u64 {
    let unit = 10_u64.pow(n.max(1).ilog10().saturating_sub(1));
    n.div_ceil(unit) * unit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_that_is_too_small_says_which_size_would_hold_ten() {
        assert!(missing(0, 6_000).contains("20,000 people or more"), "{}", missing(0, 6_000));
        assert!(missing(4, 1_000_000).contains("2,500,000 people would have ten"), "{}", missing(4, 1_000_000));
        assert_eq!([rounded(1), rounded(12), rounded(123), rounded(3_333_333)], [1, 12, 130, 3_400_000]);
    }
}
