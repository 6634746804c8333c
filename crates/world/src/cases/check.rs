//! What a case's single keys can't show: days that are never lived, somebody tied to themselves, an act that the named
//! channel can't see, too many people. And, once the rulebook is known, names that it lacks.

use super::file::{Case, MOST_PEOPLE};
use crate::Book;
use underheaven_base::fault::nearest;
use underheaven_base::reading::Reading;
use underheaven_base::{Day, FaultPlace};
use underheaven_rulebook::can_see;
use underheaven_society::FRIEND_LAYERS;

/// Years for which calendars and ages are meant.
const YEARS: std::ops::RangeInclusive<i32> = 2000..=2099;

/// Looks at a whole case and notes every fault.
pub fn check(case: &Case, reading: &Reading<'_>) {
    people(case, reading);
    ties(case, reading);
    sights(case, reading);
    days(case, reading);
}

/// Where a key stands, or as much of its path as there is.
fn spot(reading: &Reading<'_>, path: &[&str]) -> (FaultPlace, String) {
    let node = (1..=path.len()).rev().find_map(|n| reading.root().at(&path[..n]));
    let last = path.last().copied().unwrap_or_default().to_owned();
    node.map_or((reading.root().place.clone(), last), |node| (node.place.clone(), node.word.clone()))
}

fn error(reading: &Reading<'_>, path: &[&str], message: String, help: &str) {
    let (place, word) = spot(reading, path);
    reading.error(&place, &word, message, Some(help.to_owned()).filter(|help| !help.is_empty()));
}

fn people(case: &Case, reading: &Reading<'_>) {
    // Whoever could not be read is there all the same.
    let told = reading.declared("person").len();
    if told == 0 {
        error(reading, &[], "a case has somebody in it, and this one nobody".to_owned(), "add `[person.a]`");
    }
    if told > MOST_PEOPLE {
        let message = format!("a case has from 1 to {MOST_PEOPLE} people, not {told}");
        error(reading, &["person"], message, "leave out whoever the story does not need");
    }
    if let Err(tie) = case.friends() {
        let message = format!("by `tie.{tie}` somebody has more friends than the {FRIEND_LAYERS} that anybody has");
        error(reading, &["tie", tie], message, "leave a friend out");
    }
}

fn ties(case: &Case, reading: &Reading<'_>) {
    for (name, _) in case.ties.iter().filter(|(_, tie)| tie.of == tie.to) {
        error(reading, &["tie", name, "to"], "nobody is tied to themselves".to_owned(), "name somebody else");
    }
}

fn sights(case: &Case, reading: &Reading<'_>) {
    for (name, act) in &case.acts {
        let Some(channel) = act.seen.filter(|channel| !can_see(act.act).contains(channel)) else { continue };
        let by: Vec<String> = can_see(act.act).iter().map(|c| format!("`{c}`")).collect();
        let help =
            if by.is_empty() { "nothing sees it".to_owned() } else { format!("it is seen by {}", by.join(", ")) };
        let message = format!("the channel `{channel}` can't see the act `{}`", act.act);
        error(reading, &["do", name, "seen"], message, &help);
    }
}

fn days(case: &Case, reading: &Reading<'_>) {
    let (from, to) = case.days();
    let before = reading.has_errors();
    for (key, day) in [("from", case.from), ("to", case.to)] {
        if day.is_some_and(|day| !YEARS.contains(&day.ymd().0)) {
            let message = format!("cases are lived in the years {} to {}", YEARS.start(), YEARS.end());
            error(reading, &[key], message, "");
        }
    }
    if to < from {
        let message = format!("the last day lived, {to}, lies before the first, {from}");
        error(reading, &["to"], message, "exchange them, or leave `to` out");
    }
    // Of a case whose ends are wrong every day would be wrong.
    if reading.has_errors() && !before {
        return;
    }
    let lived = |table: &str, name: &str, key: &str, day: Day| {
        let help = match day {
            day if !YEARS.contains(&day.ymd().0) => "cases are lived in the years 2000 to 2099",
            day if day < from => "give an earlier `from` at the top of the case",
            day if day > to => "give a later `to` at the top of the case, or leave it out",
            _ => return,
        };
        let message = format!("{day} is not lived: the case is lived from {from} to {to}");
        error(reading, &[table, name, key], message, help);
    };
    case.acts.iter().for_each(|(n, x)| lived("do", n, "day", x.day));
    case.appeals.iter().for_each(|(n, x)| lived("appeal", n, "day", x.day));
    case.entries.iter().for_each(|(n, x)| lived("entry", n, "day", x.day));
    case.corrections.iter().for_each(|(n, x)| lived("correction", n, "day", x.day));
    case.listings.iter().for_each(|(n, x)| lived("listing", n, "day", x.day));
    case.gates.iter().for_each(|(n, x)| lived("gate", n, "day", x.day));
}

/// What a name that the rulebook lacks is told, each once.
pub fn unknown(case: &Case, book: &Book) -> Vec<String> {
    let rules = case.entries.values().map(|e| &e.rule).chain(case.corrections.values().map(|c| &c.rule));
    let rules = rules.map(|name| ("rule", name, &book.rule_names));
    let lists = case.listings.values().map(|l| ("list", &l.list, &book.list_names));
    let mut told: Vec<String> = vec![];
    for (what, name, known) in rules.chain(lists).filter(|(_, name, known)| !known.contains(name)) {
        let near = nearest(name, known.iter().map(String::as_str));
        let help = near.map_or(String::new(), |near| format!("; did you mean `{near}`?"));
        let line = format!("the rulebook has no {what} `{name}`{help}");
        if !told.contains(&line) {
            told.push(line);
        }
    }
    told
}
