//! How a difference between two rulebooks reached somebody, told back to where the rule itself reached somebody.

use super::ties::called;
use crate::report::words;
use serde::Serialize;
use underheaven_base::{Day, PersonId};
use underheaven_measures::WayBack;
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

/// A person's parting and all that led to it.
pub fn told(society: &dyn Society, chain: &[WayBack]) -> Option<Parting> {
    let (day, own) = chain.first()?;
    Some(Parting {
        day: day.to_string(),
        rejoined: own.day_rejoined.map(|day| Day(day).to_string()),
        path: own.path.to_owned(),
        depth: own.depth,
        people: chain.iter().map(|(_, row)| row.person.clone()).collect(),
        words: chain.iter().rev().map(|step| step_words(society, step)).collect(),
    })
}

/// `on 2019-05-06 12-345 was reached by a relative's entry, through the rule …`.
fn step_words(society: &dyn Society, (day, row): &WayBack) -> String {
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
    let also = if row.ordinal > 1 { " again" } else { "" };
    format!("on {day} {reach} {}{also}: {how}{rule}{pool}", row.person)
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
