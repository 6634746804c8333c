//! What single keys can't show: parts of a rulebook that contradict, miss or never meet each other.

mod about;
mod factors;
mod lists;
mod money;
mod rules;
mod sight;

pub use sight::can_see;

use crate::model::Rulebook;
use underheaven_base::FaultPlace;
use underheaven_base::reading::{Node, Reading};

/// Looks at a whole rulebook and notes every fault.
pub fn check(rulebook: &Rulebook, reading: &Reading<'_>) {
    let book = Checked { rulebook, reading, is_complete: !reading.has_errors() };
    about::check(&book);
    lists::check(&book);
    rules::check(&book);
    sight::check(&book);
    factors::check(&book);
    money::check(&book);
}

/// A rulebook with the tree from which it was read.
struct Checked<'a> {
    rulebook: &'a Rulebook,
    reading: &'a Reading<'a>,
    /// Nothing was left out for a fault; only then can a check say that something is missing.
    is_complete: bool,
}

impl<'a> Checked<'a> {
    fn node(&self, path: &[&str]) -> Option<&'a Node> {
        (1..=path.len()).rev().find_map(|n| self.reading.root().at(&path[..n]))
    }

    /// Notes an error where the path (or as much of it as there is) stands.
    fn error(&self, path: &[&str], message: impl Into<String>, help: &str) {
        let (place, word) = self.spot(path);
        self.reading.error(&place, &word, message, some(help));
    }

    /// Notes a warning, likewise.
    fn warn(&self, path: &[&str], message: impl Into<String>, help: &str) {
        let (place, word) = self.spot(path);
        self.reading.warn(&place, &word, message, some(help));
    }

    fn spot(&self, path: &[&str]) -> (FaultPlace, String) {
        let word = path.last().copied().unwrap_or_default().to_owned();
        match self.node(path) {
            Some(node) if node.table().is_some() => (node.key.clone(), word),
            Some(node) => (node.place.clone(), node.word.clone()),
            None => (self.reading.root().place.clone(), word),
        }
    }
}

fn some(help: &str) -> Option<String> {
    (!help.is_empty()).then(|| help.to_owned())
}
