//! How a change is told to a reader who has never seen the file: who or what it is about, what it was, what it is.

use crate::changes::{Change, Told};
use std::collections::BTreeSet;

/// What a sentence is about.
#[derive(Clone, Debug)]
pub(crate) struct Subject {
    noun: String,
    /// Of several, as cameras are.
    plural: bool,
    /// What follows on the day on which it ends, where more ends than the noun says.
    with_it: &'static str,
}

impl Subject {
    pub(crate) fn whole() -> Self {
        let with_it = "; from that day on nothing is booked, and nobody is listed, refused or favoured";
        Self { with_it, ..Self::one("the whole rulebook") }
    }

    fn one(noun: impl Into<String>) -> Self {
        Self { noun: noun.into(), plural: false, with_it: "" }
    }

    /// A table of which there is one.
    pub(crate) fn table(key: &str) -> Self {
        match key {
            "score" => Self::one("the score"),
            "camera" => Self { plural: true, ..Self::one("the cameras") },
            "firm" => Self::one("the judging of firms"),
            "reports" => Self { plural: true, ..Self::one("neighbours' reports") },
            other => Self::one(other),
        }
    }

    /// A table of which there are several.
    pub(crate) fn named(key: &str, name: &str) -> Self {
        Self::one(match key {
            "kin" => format!("the kin rule `{name}`"),
            "sight" => format!("the sight of `{name}`"),
            "attention" => format!("the attention of `{name}`"),
            other => format!("the {other} `{name}`"),
        })
    }

    /// The noun without its article.
    pub(crate) fn bare(&self) -> &str {
        self.noun.strip_prefix("the ").unwrap_or(&self.noun)
    }

    fn opening(&self) -> String {
        capital(&self.noun)
    }

    fn verb(&self, one: &'static str, several: &'static str) -> &'static str {
        if self.plural { several } else { one }
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// What a key is, from the sentence that documents it: its first clause, without the heading of a table before it.
pub(crate) fn clause(doc: &str) -> String {
    let doc = doc.strip_prefix("`[").and_then(|rest| Some(rest.split_once("]`: ")?.1)).unwrap_or(doc);
    let end = [" (", ";", ":", ". ", ", "].iter().filter_map(|mark| doc.find(mark)).min().unwrap_or(doc.len());
    let first = doc[..end].trim_end_matches('.');
    let mut letters = first.chars();
    letters.next().map_or_else(String::new, |letter| letter.to_lowercase().chain(letters).collect())
}

/// A number as people write it: at most seven places that mean something, and none in powers of ten.
pub(crate) fn number(n: f64) -> String {
    let rounded: f64 = format!("{n:.6e}").parse().unwrap_or(n);
    format!("{rounded}")
}

/// A number with its unit; shares of at least a thousandth in percent.
fn measured(n: f64, unit: &str, clause: &str) -> String {
    match unit {
        "share" if n == 0.0 || n.abs() >= 0.001 => format!("{} %", number(n * 100.0)),
        "share" | "chance" | "factor" => number(n),
        _ if clause.contains(unit) => number(n),
        _ => format!("{} {unit}", number(n)),
    }
}

/// A value as it stands in a sentence.
fn quoted(told: &Told, clause: &str) -> String {
    match told {
        Told::Nothing => "none".to_owned(),
        Told::Number(n, unit) => measured(*n, unit, clause),
        Told::Word(word) if word == "true" => "yes".to_owned(),
        Told::Word(word) if word == "false" => "no".to_owned(),
        Told::Word(word) => format!("`{word}`"),
        Told::Words(words) => list(words.iter()),
    }
}

fn list<'a>(words: impl Iterator<Item = &'a String>) -> String {
    words.map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

/// A value that is another.
pub(crate) fn changed(subject: &Subject, clause: &str, old: &Told, new: &Told) -> String {
    let opening = format!("{}: {clause}", subject.opening());
    let (was, is) = (quoted(old, clause), quoted(new, clause));
    match (old, new) {
        (Told::Number(a, unit), Told::Number(b, _)) => {
            let way = if b < a { "down" } else { "up" };
            // The unit is said once.
            let was = was.strip_suffix(&format!(" {unit}")).unwrap_or(&was);
            format!("{opening} {way} from {was} to {is}.")
        }
        (Told::Nothing, _) => format!("{opening}: {is}, where none was given."),
        (_, Told::Nothing) => format!("{opening}: none is given, where it was {was}."),
        (Told::Words(a), Told::Words(b)) => format!("{opening}: {}.", comings(a, b)),
        _ => format!("{opening}: {is}, where it was {was}."),
    }
}

/// Which words come in and which go out.
fn comings(old: &BTreeSet<String>, new: &BTreeSet<String>) -> String {
    let (out, inn): (Vec<_>, Vec<_>) = (old.difference(new).collect(), new.difference(old).collect());
    let parts = [(inn, "added"), (out, "taken out")].into_iter().filter(|(words, _)| !words.is_empty());
    parts.map(|(words, verb)| format!("{} {verb}", list(words.into_iter()))).collect::<Vec<_>>().join(", ")
}

/// A part that holds no longer.
pub(crate) fn ends(subject: &Subject, why: Option<&str>) -> String {
    format!("{} no longer {}{}", subject.opening(), subject.verb("holds", "hold"), said(why))
}

/// A part that did not hold before, with all that it says.
pub(crate) fn begins(subject: &Subject, why: Option<&str>, path: &str, details: &[Change]) -> String {
    let value = |change: &Change| {
        let key = change.path.strip_prefix(path).unwrap_or(&change.path).trim_start_matches('.');
        let key = key.replace(['_', '.'], " ");
        let new = change.new.as_deref().unwrap_or("none");
        let word = || quoted(&Told::Word(new.to_owned()), &key);
        let new = new.parse().map_or_else(|_| word(), |n| measured(n, &change.unit, &key));
        format!("{key} {}", new.trim_end())
    };
    let values = details.iter().map(value).collect::<Vec<_>>().join("; ");
    let values = if values.is_empty() { values } else { format!(" ({values})") };
    let end = if values.is_empty() { said(why) } else { said(why).trim_end_matches('.').to_owned() + &values + "." };
    format!("{} {} new{end}", subject.opening(), subject.verb("is", "are"))
}

/// A part's own sentence in quotes, or a full stop.
fn said(why: Option<&str>) -> String {
    why.filter(|why| !why.is_empty()).map_or_else(|| ".".to_owned(), |why| format!(": “{why}”"))
}

/// A part that begins or ends on another day.
pub(crate) fn dated(subject: &Subject, key: &str, old: Option<&str>, new: Option<&str>) -> String {
    let opening = subject.opening();
    let (verb, past, always, with_it) = match key {
        "from" => (subject.verb("begins", "begin"), "began", "from the start", ""),
        _ => (subject.verb("ends", "end"), "ended", "without an end", subject.with_it),
    };
    let (it, holds) = (subject.verb("it", "they"), subject.verb("holds", "hold"));
    match (old, new) {
        (None, Some(new)) => format!("{opening} {verb} on {new}, where {it} held {always}{with_it}."),
        (Some(old), None) => format!("{opening} {holds} {always}, where {it} {past} on {old}."),
        (old, new) => {
            let (old, new) = (old.unwrap_or_default(), new.unwrap_or_default());
            format!("{opening} {verb} on {new}, not on {old}{with_it}.")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clause_is_what_a_key_is() {
        for (doc, said) in [
            ("Term in months; without it the listing stands.", "term in months"),
            ("Share of such acts answered (0 to 1).", "share of such acts answered"),
            (
                "`[camera.coverage]`: share of passes covered by a day (0 to 1), linear.",
                "share of passes covered by a day",
            ),
            ("Its own.", "its own"),
        ] {
            assert_eq!(clause(doc), said);
        }
    }

    #[test]
    fn numbers_are_written_out() {
        assert_eq!([0.000002, 5.0, -0.1 - 0.2, 1e6].map(number), ["0.000002", "5", "-0.3", "1000000"]);
        assert_eq!(measured(0.95, "share", "share caught"), "95 %");
        assert_eq!(measured(6.0, "months", "term in months"), "6");
        assert_eq!(measured(-3.0, "points", "what it costs"), "-3 points");
    }
}
