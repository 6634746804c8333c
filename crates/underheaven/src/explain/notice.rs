//! The letter that somebody would have been owed with a decision, beside what they were told under the rulebook.
//!
//! A decision that shuts somebody out owes rule, evidence, author and remedy: whoever is not told them cannot object. What
//! the bureau did not know (whether they did it) stands in no letter; it is in the explanation.

use super::acts;
use super::story::Teller;
use crate::report::words;
use serde::Serialize;
use underheaven_base::Day;
use underheaven_measures::PersonRows;
use underheaven_measures::tables::{LedgerRow, ListingRow};

/// A letter that was owed, and what was told instead.
#[derive(Serialize, Clone, PartialEq, Debug)]
pub struct Letter {
    /// The day of the decision.
    pub day: String,
    /// What was decided.
    pub decision: String,
    /// Under which rule, in the rulebook's own words.
    pub rule: String,
    /// On what it rests.
    pub evidence: String,
    /// Who decided.
    pub author: String,
    /// What one may do against it.
    pub remedy: String,
    /// What this person was told under the rulebook.
    pub told: String,
}

impl Letter {
    /// As lines of text.
    pub fn lines(&self) -> Vec<String> {
        vec![
            format!("{}: {}", self.day, self.decision),
            format!("  rule:     {}", self.rule),
            format!("  evidence: {}", self.evidence),
            format!("  author:   {}", self.author),
            format!("  remedy:   {}", self.remedy),
            format!("  they were told: {}", self.told),
        ]
    }
}

/// A letter for every listing, and one for every demerit.
pub fn letters(teller: &Teller<'_>, rows: &PersonRows) -> Vec<Letter> {
    let listings = rows.listings.iter().map(|listing| (listing.from, of_listing(teller, rows, listing)));
    let demerits = rows.ledger.iter().filter(|e| e.booking == "booked" && e.points < 0);
    let demerits = demerits.map(|entry| (entry.day, of_demerit(teller, entry)));
    let mut letters: Vec<(i32, Letter)> = demerits.chain(listings).collect();
    letters.sort_by_key(|(day, _)| *day);
    letters.into_iter().map(|(_, letter)| letter).collect()
}

fn of_listing(teller: &Teller<'_>, rows: &PersonRows, listing: &ListingRow) -> Letter {
    let until = listing.to.map_or_else(|| "with no end so far".to_owned(), |day| format!("until {}", Day(day)));
    let by_official = listing.cause == "discretion";
    let evidence = match (by_official, listing.trigger.as_deref().and_then(|t| t.split_once(" by "))) {
        (true, Some((act, _))) => format!("{}, which no rule forbids", acts::act_named(act)),
        (true, None) => "none".to_owned(),
        (false, _) => words::joined(&teller.standing(rows, Day(listing.from))),
    };
    Letter {
        day: Day(listing.from).to_string(),
        decision: format!("you are on the list `{}` {until}", listing.list),
        rule: rule(teller, &listing.rule),
        evidence,
        author: if by_official { "an official, whom the rulebook does not name" } else { "the bureau" }.to_owned(),
        remedy: remedy(teller, Day(listing.from), listing.cause, listing.kind),
        told: told_of_listing(teller, rows, listing),
    }
}

/// Whether the list gives notice; else when a shut gate showed it.
fn told_of_listing(teller: &Teller<'_>, rows: &PersonRows, listing: &ListingRow) -> String {
    if teller.rulebook.lists.get(&listing.list).is_some_and(|list| list.notice) {
        return "that they are on the list, by notice".to_owned();
    }
    let stands = |day: i32| listing.from <= day && listing.to.is_none_or(|to| day < to);
    let mut refusals = rows.gates.iter().zip(&rows.behind).filter(|(answer, (list, whose))| {
        answer.outcome == "refused"
            && stands(answer.day)
            && list.as_deref() == Some(&listing.list)
            && whose.to_string() == listing.person
    });
    match refusals.next() {
        Some((answer, _)) => {
            format!("nothing, until they were refused {} on {}", acts::asked(answer.gate), Day(answer.day))
        }
        None => "nothing, and no gate that they asked at showed it".to_owned(),
    }
}

fn of_demerit(teller: &Teller<'_>, entry: &LedgerRow) -> Letter {
    let act = entry.trigger.as_deref().and_then(|t| t.split_once(" by "));
    let act = act.map_or("what the rule counts", |(act, _)| acts::act_named(act));
    let whose = match entry.cause {
        "kin" => ", booked on a relative",
        "association" => ", by somebody you work for or know",
        _ => "",
    };
    Letter {
        day: Day(entry.day).to_string(),
        decision: format!("{} points are booked on you", entry.points),
        rule: rule(teller, &entry.rule),
        evidence: format!("{act}{whose}, {}", acts::channel(entry.channel)),
        author: "the bureau".to_owned(),
        remedy: remedy(teller, Day(entry.day), entry.cause, entry.kind),
        told: "the rule and the points, as anybody who looks into their own books".to_owned(),
    }
}

fn rule(teller: &Teller<'_>, name: &str) -> String {
    match teller.about(name) {
        Some(about) => format!("`{name}`: {}", about.why),
        None => format!("`{name}`"),
    }
}

/// The ground on which an appeal would hold, if the rulebook admits it.
fn remedy(teller: &Teller<'_>, day: Day, cause: &str, kind: Option<&str>) -> String {
    use underheaven_base::{Cause, Ground, Kind, Word};
    let Some(recourse) = teller.rulebook.recourse.as_ref().filter(|r| r.about.in_force(day)) else {
        return "none: this rulebook knows no appeal".to_owned();
    };
    let kind = kind.and_then(|kind| Kind::parse(kind).ok());
    let holds = |ground: &Ground| Cause::parse(cause).is_ok_and(|cause| ground.holds(cause, kind));
    let admitted = |ground: &Ground| recourse.uptake.contains_key(ground.name());
    let delay = recourse.delay_days.value;
    match Ground::ALL.into_iter().filter(admitted).find(holds) {
        Some(ground) => format!("an appeal on the ground `{}`, decided after {delay} days", ground.name()),
        None => {
            format!("an appeal, decided after {delay} days, though none of the grounds that it may state holds here")
        }
    }
}
