//! How a difference between two rulebooks reached somebody, told back to where the rule itself reached somebody.

use super::acts;
use super::ties::called;
use crate::report::words;
use serde::Serialize;
use underheaven_base::{Act, Day, Gate, PersonId, Word};
use underheaven_measures::WayBack;
use underheaven_rulebook::{Rulebook, When};
use underheaven_society::Society;

/// A parting in words, with its way back.
#[derive(Serialize, Clone, PartialEq, Debug)]
pub struct Parting {
    /// The day of what made the difference.
    pub day: String,
    /// The day since which the person is the same again.
    pub rejoined: Option<String>,
    /// By which path.
    pub path: String,
    /// How many times it spilled over.
    pub depth: u32,
    /// Who stands on the way back, this person first, the one whom the rule itself reached last.
    pub people: Vec<String>,
    /// The same in words, the root first.
    pub words: Vec<String>,
}

/// A person's parting and all that led to it; the root names the act that the rule is about, where it is about one.
pub fn told(society: &dyn Society, rulebooks: &[&Rulebook], chain: &[WayBack]) -> Option<Parting> {
    let (day, own) = chain.first()?;
    Some(Parting {
        day: day.to_string(),
        rejoined: own.day_rejoined.map(|day| Day(day).to_string()),
        path: own.path.to_owned(),
        depth: own.depth,
        people: chain.iter().map(|(_, row)| row.person.clone()).collect(),
        words: chain.iter().rev().map(|step| step_words(society, rulebooks, step)).collect(),
    })
}

/// `on 2019-05-06 12-345 was reached by a relative's entry, through the rule …`.
fn step_words(society: &dyn Society, rulebooks: &[&Rulebook], (day, row): &WayBack) -> String {
    let rule = row.rule.as_deref().map_or(String::new(), |rule| format!(", through `{rule}`"));
    let pool =
        row.pool.as_deref().map_or(String::new(), |pool| format!(", out of what was drawn on together (`{pool}`)"));
    let from = match (row.person.parse::<PersonId>(), row.from_person.as_deref().map(str::parse::<PersonId>)) {
        (Ok(person), Some(Ok(from))) if person != from => Some(called(society, person, from)),
        _ => None,
    };
    let how = from.map_or_else(|| words::path(row.path).to_owned(), |from| by_way_of(row.path, &from));
    let reach = match row.depth {
        0 => "the rule itself reaches".to_owned(),
        1 => "it spills over to".to_owned(),
        n => format!("it spills over, for the {} time, to", nth(n)),
    };
    let act = match (row.depth, row.rule.as_deref()) {
        (0, Some(item)) => root(rulebooks, item),
        _ => String::new(),
    };
    let also = if row.ordinal > 1 { " again" } else { "" };
    format!("on {day} {reach} {}{also}: {how}{rule}{act}{pool}", row.person)
}

/// What was done, or asked for, where the rule itself reached somebody: what the part of the rulebook is about. Only what some
/// rulebook of the comparison says is known, so that a kin rule after several acts names them all.
fn root(rulebooks: &[&Rulebook], item: &str) -> String {
    let asked = item.strip_prefix("gate.").filter(|gate| Gate::parse(gate).is_ok());
    if let Some(gate) = asked {
        return format!(", at a request for {}", acts::asked(gate));
    }
    let mut all: Vec<Act> = item.strip_prefix("sight.").and_then(|act| Act::parse(act).ok()).into_iter().collect();
    for rulebook in rulebooks {
        all.extend(acts_of(rulebook, item).into_iter().filter(|act| !all.contains(act)).collect::<Vec<_>>());
    }
    let words: Vec<&str> = all.into_iter().map(acts::act).collect();
    if words.is_empty() { String::new() } else { format!(", for {}", words.join(" or ")) }
}

/// The acts that a rule, a kin rule or a discretion is about.
fn acts_of(rulebook: &Rulebook, name: &str) -> Vec<Act> {
    let of_rule = |name: &str| match &rulebook.rules.get(name)?.when {
        When::Act { act } | When::Count { act, .. } | When::Punctual { act, .. } => Some(*act),
        When::Registry { .. } => Some(Act::InstalmentDue),
        When::Pair { .. } => Some(Act::Dating),
        When::Clean { .. } => None,
    };
    let of_official = |name: &str| Some(rulebook.discretion.get(name)?.act);
    let of_kin = rulebook.kin.get(name).map_or(vec![], |kin| {
        let rules = kin.after_rules.iter().filter_map(|rule| of_rule(rule));
        rules.chain(kin.after_discretion.iter().filter_map(|name| of_official(name))).collect()
    });
    of_rule(name).into_iter().chain(of_official(name)).chain(of_kin).collect()
}

/// How a difference came from somebody else.
fn by_way_of(path: &str, from: &str) -> String {
    match path {
        "kin" => format!("what was booked on {from} is booked on kin under one rulebook only"),
        "saw" => format!("they saw what befell {from}, or did not see it"),
        "means" => format!("the household's means, through {from}"),
        "partner" => format!("the standing of {from}, whom they asked or were asked by"),
        "parent" => format!("the standing of {from}, which decides for them"),
        "firm" => format!("the fortunes of the firm, through {from}"),
        "friends" => format!("likes that {from} gave or did not give"),
        "mistaken" => format!("an act of {from}, for which a camera took them under one rulebook only"),
        "reported" => format!("a report by {from}"),
        "queue" => format!("a place that {from} asked for otherwise"),
        "crowd" => format!("what the neighbourhood thinks and knows, which {from} changed with others"),
        other => format!("{}, through {from}", words::path(other)),
    }
}

fn nth(n: u32) -> String {
    match n {
        2 => "second".to_owned(),
        3 => "third".to_owned(),
        n => format!("{n}th"),
    }
}
