//! Rules, kin rules and gates: whether they book, reach and decide anything.

use super::Checked;
use crate::model::{GateRule, KinRule, Rule};

pub fn check(book: &Checked<'_>) {
    for (name, rule) in &book.rulebook.rules {
        books_something(book, name, rule);
        one_limit(book, name, rule);
    }
    for (name, rule) in &book.rulebook.kin {
        kin(book, name, rule);
    }
    for (gate, rule) in &book.rulebook.gates {
        both_ways(book, gate.name(), rule);
    }
    names_once(book);
}

fn books_something(book: &Checked<'_>, name: &str, rule: &Rule) {
    let points = rule.points.as_ref().map_or(0, |p| p.value);
    if points == 0 && rule.list.is_none() {
        let message = format!("the rule `{name}` has neither points nor a list, so it does nothing");
        book.error(&["rule", name], message, "add `points = …` or `list = \"…\"`");
    }
}

fn one_limit(book: &Checked<'_>, name: &str, rule: &Rule) {
    if rule.once_in.is_some() && rule.once_in_days.is_some() {
        let message = format!("the rule `{name}` is limited both by window and by days");
        book.error(&["rule", name, "once_in_days"], message, "keep `once_in` or `once_in_days`");
    }
}

fn kin(book: &Checked<'_>, name: &str, rule: &KinRule) {
    if rule.after_rules.is_empty() && rule.after_lists.is_empty() && rule.after_discretion.is_empty() {
        let message = format!("nothing sets off the kin rule `{name}`");
        book.error(&["kin", name], message, "add `after_rules`, `after_lists` or `after_discretion`");
    }
    if rule.relations.is_empty() {
        let message = format!("the kin rule `{name}` reaches nobody");
        book.error(&["kin", name], message, "add `relations = [\"spouse\", …]`");
    }
    if rule.points.value == 0 {
        let message = format!("the kin rule `{name}` books 0 points, so it does nothing");
        book.error(&["kin", name, "points"], message, "");
    }
}

fn both_ways(book: &Checked<'_>, gate: &str, rule: &GateRule) {
    for band in rule.favours_bands.iter().filter(|band| rule.refuses_bands.contains(band)) {
        let message = format!("the gate `{gate}` both refuses and favours the band `{band}`");
        book.error(&["gate", gate, "favours_bands"], message, "");
    }
}

/// Results name rules, kin rules and discretions alike, so no two may share a name.
fn names_once(book: &Checked<'_>) {
    let r = book.rulebook;
    let twice = |name: &str, table: &str, first: &str| {
        let message = format!("`{name}` is the name of a {first} too, and results couldn't tell them apart");
        book.error(&[table, name], message, "give it another name");
    };
    for name in r.kin.keys().filter(|name| r.rules.contains_key(*name)) {
        twice(name, "kin", "rule");
    }
    for name in r.discretion.keys() {
        if r.rules.contains_key(name) {
            twice(name, "discretion", "rule");
        } else if r.kin.contains_key(name) {
            twice(name, "discretion", "kin rule");
        }
    }
}
