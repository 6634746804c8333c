//! What is compiled in, and what each kind of file says: the one place that knows all three readers.

use crate::faults::Faults;
use crate::shelf::{Found, Kind, Text};
use serde_json::Value;
use underheaven_base::reading::{Keys, Row, Shape, describe};
use underheaven_base::{Fault, FaultPlace, Severity};
use underheaven_behaviour::Behaviour;
use underheaven_rulebook::{Change, Rulebook};
use underheaven_society::{Table, default_people, default_seed};

/// Something read with its warnings, or all its faults.
pub type Read<T> = Result<(T, Faults), Faults>;

/// Everything of a kind that comes with the program.
pub fn all(kind: Kind) -> Vec<Found> {
    let single = |(name, text): &(&str, &str)| found(kind, name, &format!("{name}.toml"), text);
    match kind {
        Kind::Rulebook => underheaven_rulebook::shipped()
            .iter()
            .map(|shipped| found(kind, shipped.name, shipped.rulebook().label, shipped.rulebook().text))
            .collect(),
        Kind::Behaviour => underheaven_behaviour::shipped().iter().map(single).collect(),
        Kind::Society => underheaven_society::shipped().iter().map(single).collect(),
    }
}

/// All files that belong to something shipped: a rulebook's cases too.
pub fn files(found: &Found) -> Vec<Text> {
    let books = underheaven_rulebook::shipped();
    match books.iter().find(|book| found.kind == Kind::Rulebook && book.name == found.name) {
        Some(book) => book.files.iter().map(|(label, text)| written(label, text)).collect(),
        None => found.texts.clone(),
    }
}

/// A shipped rulebook's cases.
pub fn cases(name: &str) -> Vec<Text> {
    let book = underheaven_rulebook::shipped().iter().find(|book| book.name == name);
    book.into_iter().flat_map(|book| book.cases()).map(|case| written(case.label, case.text)).collect()
}

/// All shipped reforms, by the name that runs call them, each with its sentence.
pub fn reforms() -> Vec<(String, String)> {
    let books = underheaven_rulebook::shipped().iter();
    let names = books.flat_map(|book| book.reforms().map(|file| format!("{}/{}", book.name, file.name)));
    let why = |name: &String| reform(Kind::Rulebook, name).map_or_else(String::new, |found| title(&found));
    names.map(|name| (name.clone(), why(&name))).collect()
}

/// A shipped reform laid over its rulebook, called `article/low-score`.
pub fn reform(kind: Kind, word: &str) -> Option<Found> {
    let (name, reform) = word.split_once('/').filter(|_| kind == Kind::Rulebook)?;
    let book = underheaven_rulebook::shipped().iter().find(|book| book.name == name)?;
    let overlay = book.reforms().find(|file| file.name == reform)?;
    let mut found = found(kind, reform, book.rulebook().label, book.rulebook().text);
    found.texts.push(written(overlay.label, overlay.text));
    found.reforms = 1;
    Some(found)
}

fn found(kind: Kind, name: &str, label: &str, text: &str) -> Found {
    Found { kind, name: name.to_owned(), texts: vec![written(label, text)], reforms: 0, shipped: true }
}

fn written(label: &str, text: &str) -> Text {
    Text { label: label.to_owned(), text: text.to_owned() }
}

/// The text of a shipped file by its hash.
pub fn text_of(hash: &str) -> Option<String> {
    let reforms = reforms().into_iter().filter_map(|(name, _)| reform(Kind::Rulebook, &name));
    let mut texts = Kind::ALL.into_iter().flat_map(all).chain(reforms).flat_map(|found| found.texts);
    texts.find(|text| crate::manifest::sha256(text.text.as_bytes()) == hash).map(|text| text.text)
}

/// Its own sentence.
pub fn title(found: &Found) -> String {
    match found.kind {
        Kind::Rulebook => rulebook(found).map_or_else(|_| String::new(), |(rulebook, _)| rulebook.about.why),
        Kind::Behaviour => behaviour(found).map_or_else(|_| String::new(), |(behaviour, _)| behaviour.title),
        Kind::Society => table(found).map_or_else(|_| String::new(), |(table, _)| table.title),
    }
}

/// All its faults and warnings.
pub fn faults(found: &Found) -> Faults {
    match found.kind {
        Kind::Rulebook => told(checked(found)),
        Kind::Behaviour => told(behaviour(found)),
        Kind::Society => society_faults(found),
    }
}

fn told<T>(read: Read<T>) -> Faults {
    read.map_or_else(|faults| faults, |(_, warnings)| warnings)
}

/// A table may be sound key by key and still describe a society that cannot be built.
fn society_faults(found: &Found) -> Faults {
    let (table, mut faults) = match table(found) {
        Ok(read) => read,
        Err(faults) => return faults,
    };
    if let Err(why) = underheaven_society::build(&table, default_people(&table), default_seed(&table)) {
        let file = found.texts.last().map_or_else(String::new, |text| text.label.clone());
        let place = FaultPlace { file, line: 0, column: 0 };
        faults.add([Fault { severity: Severity::Error, place, word: String::new(), message: why, help: None }]);
    }
    faults
}

/// Reads a rulebook, to be lived: a reform that changes nothing is one, too.
pub fn rulebook(found: &Found) -> Read<Rulebook> {
    known(found, Rulebook::read(&found.name, &found.pairs()))
}

/// Reads a rulebook, to be checked: a reform that changes nothing is a fault.
fn checked(found: &Found) -> Read<Rulebook> {
    known(found, reformed(found).map(|(rulebook, _, warnings)| (rulebook, warnings)))
}

/// What the reforms of a rulebook change of what lies below them; nothing where there is none, or where it has faults.
pub fn changes(found: &Found) -> Vec<Change> {
    reformed(found).map_or_else(|_| vec![], |(_, changes, _)| changes)
}

fn reformed(found: &Found) -> Result<(Rulebook, Vec<Change>, Vec<Fault>), Vec<Fault>> {
    Rulebook::reformed(&found.name, &found.pairs(), found.reforms)
}

/// Reads a behaviour.
pub fn behaviour(found: &Found) -> Read<Behaviour> {
    known(found, Behaviour::read(&found.name, &found.pairs()))
}

/// Reads a society's table.
pub fn table(found: &Found) -> Read<Table> {
    let read = |(label, text): &(&str, &str)| Table::read(label, text);
    let read = found.pairs().last().map_or(Err(vec![]), read);
    known(found, read.map(|table| (table, vec![])))
}

/// Keeps the texts beside what was read, so that faults can show their lines.
fn known<T>(found: &Found, read: Result<(T, Vec<Fault>), Vec<Fault>>) -> Read<T> {
    let mut faults = Faults::default();
    if found.kind == Kind::Society {
        // A society's file may be laid over a shipped one.
        underheaven_society::shipped().iter().for_each(|(name, text)| faults.know(&format!("{name}.toml"), text));
    }
    found.texts.iter().for_each(|text| faults.know(&text.label, &text.text));
    match read {
        Ok((thing, warnings)) => {
            faults.add(warnings);
            Ok((thing, faults))
        }
        Err(all) => {
            faults.add(all);
            Err(faults)
        }
    }
}

/// What a file of this kind may say, as a JSON Schema.
pub fn schema(kind: Kind) -> Value {
    match kind {
        Kind::Rulebook => underheaven_rulebook::schema(),
        Kind::Behaviour => underheaven_behaviour::schema(),
        Kind::Society => describe::schema("Underheaven society", &Table::rows()),
    }
}

/// The same as tables for people to read, in Markdown.
pub fn markdown(kind: Kind) -> String {
    match kind {
        Kind::Rulebook => underheaven_rulebook::docs::keys_markdown(),
        Kind::Behaviour => underheaven_behaviour::docs::keys_markdown(),
        Kind::Society => describe::markdown(&Table::rows()),
    }
}

/// The keys at the top of a file of this kind.
pub fn keys(kind: Kind) -> Vec<String> {
    schema(kind)["properties"].as_object().into_iter().flat_map(|keys| keys.keys().cloned()).collect()
}

/// The tables without which no rulebook is whole.
pub fn needed_tables() -> Vec<&'static str> {
    let is_needed = |row: &Row| matches!(row.shape, Shape::Table { needed: true, .. });
    Rulebook::rows().into_iter().filter(is_needed).map(|row| row.key).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_that_is_shipped_is_without_fault_and_has_its_sentence() {
        for found in Kind::ALL.map(all).concat() {
            let faults = faults(&found);
            assert_eq!(faults.errors(), 0, "{}", faults.render());
            assert!(!title(&found).is_empty(), "{} `{}` has no sentence", found.kind.name(), found.name);
        }
    }

    #[test]
    fn what_a_run_takes_unless_told_is_shipped() {
        let has = |kind, name| all(kind).iter().any(|found| found.name == name);
        assert!(has(Kind::Rulebook, "article") && has(Kind::Behaviour, "default") && has(Kind::Society, "town"));
        assert!(!cases("article").is_empty() && files(&all(Kind::Rulebook)[0]).len() > 1);
    }
}
