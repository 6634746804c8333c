//! What tells two rulebooks apart, value by value and in sentences: what a reform changes of its baseline.
//!
//! Only what can change a life is told. Sentences, sources and plausible ranges change nobody's, and inside a part that is
//! switched off nothing does. The words of a value are the sentence that documents its key, so a new key brings its own.

use crate::model::{About, Rulebook};
use crate::wording::{self, Subject};
use std::collections::{BTreeMap, BTreeSet};
use underheaven_base::reading::{FigureRow, Keys, Node, Row, Shape, Value};
use underheaven_base::{Term, Word};

/// One thing that a rulebook says otherwise than another.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    /// The key, such as `list.discredited.term_months`, or the part, such as `kin.kin-of-critic`, that is switched.
    pub path: String,
    /// What the first says; missing where it says nothing. A part that holds is `on`, one that does not is `off`.
    pub old: Option<String>,
    /// What the other says, likewise.
    pub new: Option<String>,
    /// The unit of numbers.
    pub unit: String,
    /// Both in a sentence.
    pub sentence: String,
}

/// All that `to` says otherwise than `from`, in the order of the file's keys.
pub fn changes(from: &Rulebook, to: &Rulebook) -> Vec<Change> {
    let sides = [Side::of(from), Side::of(to)];
    let roots = [&sides[0], &sides[1]].map(|side| side.tree);
    let mut walk = Walk { sides, found: vec![] };
    walk.table(&Rulebook::rows(), "", roots, &Subject::whole());
    walk.found
}

/// One of the two rulebooks.
struct Side<'a> {
    tree: Option<&'a Node>,
    figures: BTreeMap<&'a str, &'a FigureRow>,
}

impl<'a> Side<'a> {
    fn of(book: &'a Rulebook) -> Self {
        let figures = book.evidence.iter().map(|row| (row.path.as_str(), row)).collect();
        Self { tree: book.tree.as_ref(), figures }
    }

    /// What stands under a path, as it is told: a figure's value without its sources, words, or a list's items.
    fn told(&self, path: &str, node: Option<&Node>) -> Told {
        match (self.figures.get(path), node.filter(|node| !node.is_off())) {
            (Some(row), Some(_)) => Told::Number(row.value, row.unit.clone()),
            (_, None) => Told::Nothing,
            (None, Some(Node { value: Value::List(items), .. })) => Told::Words(items.iter().map(word).collect()),
            (None, Some(node)) => Told::Word(word(node)),
        }
    }
}

/// A value as it is told.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Told {
    /// None.
    Nothing,
    /// A number with its unit.
    Number(f64, String),
    /// A word, a date, yes or no.
    Word(String),
    /// Words whose order means nothing.
    Words(BTreeSet<String>),
}

impl Told {
    /// As text; nothing where there is none.
    fn text(&self) -> Option<String> {
        match self {
            Told::Nothing => None,
            Told::Number(n, _) => Some(wording::number(*n)),
            Told::Word(word) => Some(word.clone()),
            Told::Words(words) => Some(words.iter().map(String::as_str).collect::<Vec<_>>().join(", ")),
        }
    }

    fn unit(&self) -> &str {
        if let Told::Number(_, unit) = self { unit } else { "" }
    }
}

fn word(node: &Node) -> String {
    match &node.value {
        Value::Text(text) => text.clone(),
        Value::Day(day) => day.to_string(),
        _ => node.word.clone(),
    }
}

/// Both trees, walked side by side along the keys that a rulebook may have.
struct Walk<'a> {
    sides: [Side<'a>; 2],
    found: Vec<Change>,
}

/// What stands in the two at one place.
type Two<'a> = [Option<&'a Node>; 2];

fn under<'a>(two: Two<'a>, key: &str) -> Two<'a> {
    two.map(|node| node?.table()?.get(key))
}

fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

impl<'a> Walk<'a> {
    fn table(&mut self, rows: &[Row], path: &str, two: Two<'a>, subject: &Subject) {
        for row in rows {
            let (inner, path) = (under(two, row.key), join(path, row.key));
            match &row.shape {
                Shape::Flat(rows) => self.table(rows, path_above(&path), two, subject),
                Shape::Value { default, .. } => self.value(row, &path, inner, default.as_deref(), subject),
                Shape::Values { .. } => self.values(row, &path, inner, subject),
                Shape::Here { words, .. } => {
                    for word in words {
                        let (path, inner) = (join(path_above(&path), word), under(two, word));
                        self.named_value(row, &path, inner, word, subject);
                    }
                }
                Shape::Table { rows, .. } => self.part(rows, &path, inner, &Subject::table(row.key)),
                Shape::Tables { rows, .. } => {
                    for name in names(inner) {
                        self.part(rows, &join(&path, &name), under(inner, &name), &Subject::named(row.key, &name));
                    }
                }
            }
        }
    }

    /// A part that comes, goes, or says something otherwise.
    fn part(&mut self, rows: &[Row], path: &str, two: Two<'a>, subject: &Subject) {
        let holds = two.map(|node| node.is_some_and(|node| !node.is_off()));
        match holds {
            [false, false] => {}
            [true, true] => self.table(rows, path, two, subject),
            [was, is] => {
                let why = [two[usize::from(is)], two[usize::from(was)]].into_iter().flatten().find_map(why);
                let sentence = if is {
                    // What a new part says stands in one sentence with it.
                    let before = self.found.len();
                    self.table(rows, path, [None, two[1]], subject);
                    let details: Vec<Change> = self.found.drain(before..).collect();
                    wording::begins(subject, why, path, &details)
                } else {
                    wording::ends(subject, why)
                };
                let word = |holds: bool| Some(if holds { "on" } else { "off" }.to_owned());
                self.note(path, word(was), word(is), "", sentence);
            }
        }
    }

    fn values(&mut self, row: &Row, path: &str, two: Two<'a>, subject: &Subject) {
        let present = two.map(|node| node.filter(|node| !node.is_off()));
        for name in names(present) {
            self.named_value(row, &join(path, &name), under(present, &name), &name, subject);
        }
    }

    /// A value under a name: the name's own sentence says what it is, or the key's with the name.
    fn named_value(&mut self, row: &Row, path: &str, two: Two<'a>, name: &str, subject: &Subject) {
        let clause = match Term::parse(name) {
            Ok(term) if row.key == "terms" => wording::clause(&term.doc()),
            _ => format!("{} (`{name}`)", wording::clause(row.doc)),
        };
        self.leaf(&clause, path, two, None, subject);
    }

    fn value(&mut self, row: &Row, path: &str, two: Two<'a>, default: Option<&str>, subject: &Subject) {
        match row.key {
            "from" | "until" => {
                let [old, new] = [0, 1].map(|i| self.sides[i].told(path, two[i]).text());
                if old != new {
                    let sentence = wording::dated(subject, row.key, old.as_deref(), new.as_deref());
                    self.note(path, old, new, "", sentence);
                }
            }
            key if About::has_key(key) => {}
            _ => self.leaf(&wording::clause(row.doc), path, two, default, subject),
        }
    }

    fn leaf(&mut self, clause: &str, path: &str, two: Two<'a>, default: Option<&str>, subject: &Subject) {
        let default = default.map(|word| word.trim_matches('`')).filter(|word| !matches!(*word, "none" | "empty"));
        let told = |i: usize| match (self.sides[i].told(path, two[i]), default) {
            (Told::Nothing, Some(default)) => Told::Word(default.to_owned()),
            (Told::Words(words), _) if words.is_empty() => Told::Nothing,
            (told, _) => told,
        };
        let (old, new) = (told(0), told(1));
        if old != new {
            let unit = if new == Told::Nothing { old.unit() } else { new.unit() };
            self.note(path, old.text(), new.text(), unit, wording::changed(subject, clause, &old, &new));
        }
    }

    fn note(&mut self, path: &str, old: Option<String>, new: Option<String>, unit: &str, sentence: String) {
        self.found.push(Change { path: path.to_owned(), old, new, unit: unit.to_owned(), sentence });
    }
}

fn path_above(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(above, _)| above)
}

/// All names in either table, in order.
fn names(two: Two<'_>) -> BTreeSet<String> {
    two.into_iter().flatten().filter_map(Node::table).flat_map(|table| table.keys().cloned()).collect()
}

/// The sentence of a part.
fn why(node: &Node) -> Option<&str> {
    match &node.at(&["why"])?.value {
        Value::Text(text) => Some(text.as_str()),
        _ => None,
    }
}
