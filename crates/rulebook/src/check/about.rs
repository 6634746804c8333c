//! Dates, provenance and statements of every nameable part; the posting period; dated shares.

use super::Checked;
use crate::model::{About, Provenance};
use std::collections::BTreeMap;
use underheaven_base::{Day, Figure};

pub fn check(book: &Checked<'_>) {
    for (path, about) in parts(book) {
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        dates(book, &path, about);
        provenance(book, &path, about);
        statement(book, &path, about);
    }
    posting(book);
    increasing(book, &["enrolment", "share"], &book.rulebook.enrolment.share);
    pilot(book);
    if let Some(camera) = &book.rulebook.camera {
        increasing(book, &["camera", "coverage"], &camera.coverage);
    }
}

/// Every part that carries dates and provenance, with its path.
fn parts<'a>(book: &Checked<'a>) -> Vec<(Vec<String>, &'a About)> {
    let r = book.rulebook;
    let mut parts = vec![(vec![], &r.about)];
    let mut one = |name: &str, about: Option<&'a About>| parts.extend(about.map(|a| (vec![name.to_owned()], a)));
    one("score", r.score.as_ref().map(|x| &x.about));
    one("camera", r.camera.as_ref().map(|x| &x.about));
    one("firm", r.firm.as_ref().map(|x| &x.about));
    one("reports", r.reports.as_ref().map(|x| &x.about));
    one("recourse", r.recourse.as_ref().map(|x| &x.about));
    let mut named =
        |table: &str, name: &str, about: &'a About| parts.push((vec![table.to_owned(), name.to_owned()], about));
    r.attention.iter().for_each(|(k, v)| named("attention", k.name(), &v.about));
    r.bands.iter().for_each(|(k, v)| named("band", k, &v.about));
    r.lists.iter().for_each(|(k, v)| named("list", k, &v.about));
    r.rules.iter().for_each(|(k, v)| named("rule", k, &v.about));
    r.kin.iter().for_each(|(k, v)| named("kin", k, &v.about));
    r.discretion.iter().for_each(|(k, v)| named("discretion", k, &v.about));
    r.gates.iter().for_each(|(k, v)| named("gate", k.name(), &v.about));
    parts
}

fn with<'a>(path: &[&'a str], key: &'a str) -> Vec<&'a str> {
    path.iter().copied().chain([key]).collect()
}

fn dates(book: &Checked<'_>, path: &[&str], about: &About) {
    if let (Some(from), Some(until)) = (about.from, about.until)
        && from >= until
    {
        let message = format!("it ends on {until}, not after it begins on {from}");
        book.error(&with(path, "until"), message, "`until` is the first day on which it no longer holds");
    }
}

fn provenance(book: &Checked<'_>, path: &[&str], about: &About) {
    if about.provenance == Provenance::Documented && about.source.is_empty() {
        book.error(&with(path, "provenance"), "what is `documented` needs its `source`", "add `source = \"…\"`");
    }
}

/// `S01` to `S33`, `B01` to `B11`, or nothing.
fn statement(book: &Checked<'_>, path: &[&str], about: &About) {
    let number = |prefix: char| about.statement.strip_prefix(prefix).filter(|n| n.len() == 2)?.parse::<u8>().ok();
    let is_right =
        number('S').is_some_and(|n| (1..=33).contains(&n)) || number('B').is_some_and(|n| (1..=11).contains(&n));
    if !about.statement.is_empty() && !is_right {
        let message = format!("there is no statement `{}`", about.statement);
        book.error(&with(path, "statement"), message, "statements are `S01` to `S33` and `B01` to `B11`");
    }
}

fn posting(book: &Checked<'_>) {
    let days = book.rulebook.posting.period_days.value;
    if days != 1 && days % 7 != 0 {
        let message = format!("the bureau can't post every {days} days");
        book.error(&["posting", "period_days"], message, "a posting period is 1 day or whole weeks: 7, 14, 21, …");
    }
}

/// A pilot lies between the first places enrolled and the day on which all are.
fn pilot(book: &Checked<'_>) {
    let (path, shares) = (["enrolment", "pilot_until"], &book.rulebook.enrolment.share);
    let Some(until) = book.rulebook.enrolment.pilot_until else { return };
    let all = shares.iter().find(|(_, share)| share.value >= 100.0).map(|(day, _)| *day);
    let begins = shares.keys().next().copied();
    let begins_by_law = book.rulebook.about.from.filter(|from| *from >= until);
    match (begins, begins_by_law, all) {
        (_, Some(from), _) => {
            let message = format!("the pilot ends on {until}, not after the rulebook begins on {from}");
            book.error(&path, message, "`pilot_until` is the first day after the pilot");
        }
        (Some(begins), ..) if until <= begins => {
            let message = format!("the pilot ends on {until}, not after the first places are enrolled on {begins}");
            book.error(&path, message, "`pilot_until` is the first day after the pilot");
        }
        (Some(_), _, Some(all)) if until > all => {
            let message = format!("the pilot ends on {until}, but everybody is enrolled by {all}");
            book.warn(&path, message, "what is counted before that day is then no pilot's, but everybody's");
        }
        (None, ..) if book.is_complete => {
            let message = "nothing is counted apart for a pilot where everybody is enrolled from the first day";
            book.warn(&path, message, "add `[enrolment.share]`, or leave `pilot_until` out");
        }
        _ => {}
    }
}

fn increasing(book: &Checked<'_>, path: &[&str], shares: &BTreeMap<Day, Figure<f64>>) {
    for ((_, before), (day, after)) in shares.iter().zip(shares.iter().skip(1)) {
        if after.value < before.value {
            let message = format!("it falls from {} to {}, but can only grow", before.value, after.value);
            book.error(&with(path, &day.to_string()), message, "");
        }
    }
}
