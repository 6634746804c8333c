//! A table while it is being read: which keys were asked for, and where faults go.

use super::figures::FigureRow;
use super::tree::{Node, Value};
use crate::fault::nearest;
use crate::{Fault, FaultPlace, Severity};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// What a reading has gathered: faults, warnings and all figures.
pub struct Reading<'a> {
    root: &'a Node,
    faults: RefCell<Vec<Fault>>,
    figures: RefCell<Vec<FigureRow>>,
}

impl<'a> Reading<'a> {
    /// A reading of a whole tree.
    pub fn new(root: &'a Node) -> Self {
        Self { root, faults: RefCell::default(), figures: RefCell::default() }
    }

    /// The root table as a section.
    pub fn section(&'a self) -> Section<'a> {
        Section { node: self.root, path: String::new(), known: RefCell::default(), reading: self }
    }

    /// The tree.
    pub fn root(&self) -> &'a Node {
        self.root
    }

    /// Notes an error.
    pub fn error(&self, place: &FaultPlace, word: &str, message: impl Into<String>, help: Option<String>) {
        self.note(Severity::Error, place, word, message.into(), help);
    }

    /// Notes a warning.
    pub fn warn(&self, place: &FaultPlace, word: &str, message: impl Into<String>, help: Option<String>) {
        self.note(Severity::Warning, place, word, message.into(), help);
    }

    fn note(&self, severity: Severity, place: &FaultPlace, word: &str, message: String, help: Option<String>) {
        let fault = Fault { severity, place: place.clone(), word: word.to_owned(), message, help };
        self.faults.borrow_mut().push(fault);
    }

    /// Whether an error was noted so far: then what a whole file lacks can't be told from what couldn't be read.
    pub fn has_errors(&self) -> bool {
        self.faults.borrow().iter().any(|f| f.severity == Severity::Error)
    }

    pub(super) fn figure(&self, row: FigureRow) {
        self.figures.borrow_mut().push(row);
    }

    /// Names declared under a table of the root, such as all of `[list.NAME]`.
    pub fn declared(&self, table: &str) -> Vec<&'a str> {
        let names = self.root.at(&[table]).and_then(Node::table);
        names.map_or(vec![], |t| t.keys().map(String::as_str).collect())
    }

    /// Figures and faults in the order of their places.
    pub fn finish(self) -> (Vec<FigureRow>, Vec<Fault>) {
        let mut faults = self.faults.into_inner();
        faults.sort_by(|a, b| a.place.cmp(&b.place));
        faults.dedup();
        (self.figures.into_inner(), faults)
    }
}

/// `help` that offers the nearest right word.
pub fn did_you_mean<'b>(word: &str, words: impl IntoIterator<Item = &'b str>) -> Option<String> {
    nearest(word, words).map(|right| format!("did you mean `{right}`?"))
}

/// More words than this are not listed in a line of help.
const FEW: usize = 24;

/// `help` for a word that a closed list does not hold: the nearest right one, or the list, or where it stands.
pub fn one_of(word: &str, words: &[&str]) -> String {
    did_you_mean(word, words.iter().copied()).unwrap_or_else(|| {
        if words.len() > FEW {
            return "`underheaven schema vocabulary` lists the words".to_owned();
        }
        format!("there is {}", words.iter().map(|n| format!("`{n}`")).collect::<Vec<_>>().join(", "))
    })
}

/// One table while it is being read.
pub struct Section<'a> {
    node: &'a Node,
    path: String,
    known: RefCell<Vec<String>>,
    reading: &'a Reading<'a>,
}

impl<'a> Section<'a> {
    /// The reading it belongs to.
    pub fn reading(&self) -> &'a Reading<'a> {
        self.reading
    }

    /// Where the table's key stands.
    pub fn standing(&self) -> &'a FaultPlace {
        &self.node.key
    }

    /// The last part of its path: the name by which its parent calls it.
    pub fn name(&self) -> &str {
        self.path.rsplit('.').next().unwrap_or_default()
    }

    /// The path of one of its keys, such as `rule.crossing-on-red.points`.
    pub fn path(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    /// The table itself in words: `[rule.crossing-on-red]`.
    pub fn heading(&self) -> String {
        if self.path.is_empty() { "the file".to_owned() } else { format!("`[{}]`", self.path) }
    }

    /// Notes a key as one that the table may have.
    pub fn know(&self, key: &str) {
        self.known.borrow_mut().push(key.to_owned());
    }

    /// The value under a key, which is noted as known.
    pub fn get(&self, key: &str) -> Option<&'a Node> {
        self.know(key);
        self.node.table()?.get(key)
    }

    /// All keys with their values.
    pub fn entries(&self) -> impl Iterator<Item = (&'a str, &'a Node)> + use<'a> {
        static EMPTY: BTreeMap<String, Node> = BTreeMap::new();
        self.node.table().unwrap_or(&EMPTY).iter().map(|(key, node)| (key.as_str(), node))
    }

    /// A table below this one; anything but a table is a fault.
    pub fn below(&self, key: &str, node: &'a Node) -> Option<Section<'a>> {
        if node.table().is_none() {
            self.wrong(key, node, "a table");
            return None;
        }
        Some(Section { node, path: self.path(key), known: RefCell::default(), reading: self.reading })
    }

    /// The fault of a value of the wrong type.
    pub fn wrong(&self, key: &str, node: &Node, wanted: &str) {
        let message = format!("`{key}` is {}, but {wanted} is needed here", node.value.word());
        self.reading.error(&node.place, &node.word, message, None);
    }

    /// The fault of a key that is missing.
    pub fn missing(&self, key: &str, wanted: &str) {
        let message = format!("{} has no `{key}`", self.heading());
        self.reading.error(self.standing(), self.name(), message, Some(format!("add `{key} = …` ({wanted})")));
    }

    /// The fault of a table that is missing.
    pub fn missing_table(&self, key: &str) {
        let path = self.path(key);
        let message = format!("{} has no `[{path}]`", self.heading());
        self.reading.error(self.standing(), self.name(), message, Some(format!("add `[{path}]`")));
    }

    /// A text under a key.
    pub fn text(&self, key: &str) -> Option<&'a str> {
        let node = self.get(key)?;
        match &node.value {
            Value::Text(text) => Some(text),
            _ => {
                self.wrong(key, node, "text in quotes");
                None
            }
        }
    }

    /// Tells every key that was never asked for, with the nearest one that was.
    pub fn finish(&self) {
        let known = self.known.borrow();
        for (key, node) in self.entries().filter(|(key, _)| !known.iter().any(|k| k == key)) {
            let message = format!("{} knows no key `{key}`", self.heading());
            let help = did_you_mean(key, known.iter().map(String::as_str));
            self.reading.error(&node.key, key, message, help);
        }
    }
}
