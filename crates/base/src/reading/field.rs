//! The kinds of fields a table may have, other than figures: flags, days, texts, words, names, tables.
//!
//! Each reads a value of the field's type from a section and describes itself to documents and schemas.

use super::describe::Shape;
use super::keys::{Keys, read_section};
use super::section::Section;
use super::tree::{Node, Value};
use super::words::{MapKey, read_name, read_word};
use crate::vocabulary::Word;
use crate::{Day, FaultPlace};
use serde_json::json;
use std::collections::BTreeMap;

pub use super::figures::{FigureKind, Here, figure, share};

/// A kind of field that reads a `T`.
pub trait Field<T> {
    /// Reads it; nothing when there was a fault, which has been noted.
    fn read(&self, section: &Section<'_>, key: &str) -> Option<T>;
    /// What it is, for documents and schemas.
    fn shape(&self) -> Shape;
}

/// Whether a number lies in the allowed range; a fault if not.
pub(super) fn fitting(section: &Section<'_>, key: &str, node: &Node, number: f64, least: f64, most: f64) -> bool {
    if (least..=most).contains(&number) {
        return true;
    }
    let (word, place) = (node.word.clone(), &node.place);
    let message = match (least, most) {
        (0.0, most) if number < 0.0 => format!("`{key}` is {number}, but can't be negative (0 to {most})"),
        (least, most) => format!("`{key}` is {number}, but must lie from {least} to {most}"),
    };
    section.reading().error(place, &word, message, None);
    false
}

/// `true` or `false`.
#[derive(Clone, Copy, Debug)]
pub struct Flag(pub bool);

impl Field<bool> for Flag {
    fn read(&self, section: &Section<'_>, key: &str) -> Option<bool> {
        let Some(node) = section.get(key) else { return Some(self.0) };
        match node.value {
            Value::Flag(flag) => Some(flag),
            _ => {
                section.wrong(key, node, "true or false");
                None
            }
        }
    }
    fn shape(&self) -> Shape {
        Shape::value("true or false", Some(&self.0.to_string()), json!({ "type": "boolean" }))
    }
}

/// One of two words, the first of which means yes; the second is the default.
#[derive(Clone, Copy, Debug)]
pub struct Either(pub &'static str, pub &'static str);

impl Field<bool> for Either {
    fn read(&self, section: &Section<'_>, key: &str) -> Option<bool> {
        let Some(node) = section.get(key) else { return Some(false) };
        match &node.value {
            Value::Text(word) if word == self.0 => Some(true),
            Value::Text(word) if word == self.1 => Some(false),
            _ => {
                section.wrong(key, node, &format!("`\"{}\"` or `\"{}\"`", self.0, self.1));
                None
            }
        }
    }
    fn shape(&self) -> Shape {
        let word = format!("`{}` or `{}`", self.0, self.1);
        Shape::value(word, Some(&format!("`{}`", self.1)), json!({ "enum": [self.0, self.1] }))
    }
}

/// A date; missing means none.
#[derive(Clone, Copy, Debug)]
pub struct Date;

impl Field<Option<Day>> for Date {
    fn read(&self, section: &Section<'_>, key: &str) -> Option<Option<Day>> {
        let Some(node) = section.get(key) else { return Some(None) };
        match &node.value {
            Value::Day(day) => Some(Some(*day)),
            Value::Text(text) => match Day::parse(text) {
                Ok(day) => Some(Some(day)),
                Err(message) => {
                    section.reading().error(&node.place, &node.word, message, None);
                    None
                }
            },
            _ => {
                section.wrong(key, node, "a date such as `2014-07-01`");
                None
            }
        }
    }
    fn shape(&self) -> Shape {
        Shape::value("date", Some("none"), json!({ "type": "string", "format": "date" }))
    }
}

impl Field<Day> for Date {
    fn read(&self, section: &Section<'_>, key: &str) -> Option<Day> {
        let day: Option<Day> = self.read(section, key)?;
        if day.is_none() {
            section.missing(key, "a date such as `2014-07-01`");
        }
        day
    }
    fn shape(&self) -> Shape {
        Shape::value("date", None, json!({ "type": "string", "format": "date" }))
    }
}

/// A text; missing means empty.
#[derive(Clone, Copy, Debug)]
pub struct Text;

impl Field<String> for Text {
    fn read(&self, section: &Section<'_>, key: &str) -> Option<String> {
        match section.text(key) {
            Some(text) => Some(text.to_owned()),
            None => section.get(key).is_none().then(String::new),
        }
    }
    fn shape(&self) -> Shape {
        Shape::value("text", Some("empty"), json!({ "type": "string" }))
    }
}

/// A word of a closed list; with a default, or needed, or optional, or a list of such words.
#[derive(Clone, Copy, Debug)]
pub struct OneOf<D = ()>(pub D);

fn word_in<W: Word>(section: &Section<'_>, key: &str, node: &Node) -> Option<W> {
    match &node.value {
        Value::Text(word) => read_word(section, word, &node.place),
        _ => {
            section.wrong(key, node, &format!("a {} in quotes", W::LIST));
            None
        }
    }
}

fn word_shape<W: Word>(default: Option<&str>) -> Shape {
    let words: Vec<_> = W::ALL.iter().map(|w| w.name()).collect();
    Shape::value(W::LIST, default, json!({ "enum": words }))
}

impl<W: Word> Field<W> for OneOf {
    fn read(&self, section: &Section<'_>, key: &str) -> Option<W> {
        match section.get(key) {
            Some(node) => word_in(section, key, node),
            None => {
                section.missing(key, &format!("a {}", W::LIST));
                None
            }
        }
    }
    fn shape(&self) -> Shape {
        word_shape::<W>(None)
    }
}

impl<W: Word> Field<W> for OneOf<W> {
    fn read(&self, section: &Section<'_>, key: &str) -> Option<W> {
        section.get(key).map_or(Some(self.0), |node| word_in(section, key, node))
    }
    fn shape(&self) -> Shape {
        word_shape::<W>(Some(&format!("`{}`", self.0.name())))
    }
}

impl<W: Word> Field<Option<W>> for OneOf {
    fn read(&self, section: &Section<'_>, key: &str) -> Option<Option<W>> {
        match section.get(key) {
            Some(node) => word_in(section, key, node).map(Some),
            None => Some(None),
        }
    }
    fn shape(&self) -> Shape {
        word_shape::<W>(Some("none"))
    }
}

/// Everything in a list that `one` can read.
fn list_of<T>(section: &Section<'_>, key: &str, one: impl Fn(&Node) -> Option<T>) -> Option<Vec<T>> {
    let Some(node) = section.get(key) else { return Some(vec![]) };
    let Value::List(items) = &node.value else {
        section.wrong(key, node, "a list in brackets");
        return None;
    };
    let read: Vec<_> = items.iter().map(one).collect();
    read.into_iter().collect()
}

impl<W: Word> Field<Vec<W>> for OneOf {
    fn read(&self, section: &Section<'_>, key: &str) -> Option<Vec<W>> {
        list_of(section, key, |node| word_in(section, key, node))
    }
    fn shape(&self) -> Shape {
        let words: Vec<_> = W::ALL.iter().map(|w| w.name()).collect();
        let schema = json!({ "type": "array", "items": { "enum": words } });
        Shape::value(format!("list of {}s", W::LIST), Some("empty"), schema)
    }
}

/// The name of something that the file declares under `[table.NAME]`.
#[derive(Clone, Copy, Debug)]
pub struct NameOf(pub &'static str);

impl NameOf {
    fn name_in(self, section: &Section<'_>, key: &str, node: &Node) -> Option<String> {
        match &node.value {
            Value::Text(word) => read_name(section, self.0, word, &node.place),
            _ => {
                section.wrong(key, node, &format!("the name of a {} in quotes", self.0));
                None
            }
        }
    }
}

impl Field<String> for NameOf {
    fn read(&self, section: &Section<'_>, key: &str) -> Option<String> {
        match section.get(key) {
            Some(node) => self.name_in(section, key, node),
            None => {
                section.missing(key, &format!("the name of a {}", self.0));
                None
            }
        }
    }
    fn shape(&self) -> Shape {
        Shape::value(format!("name of a {}", self.0), None, json!({ "type": "string" }))
    }
}

impl Field<Option<String>> for NameOf {
    fn read(&self, section: &Section<'_>, key: &str) -> Option<Option<String>> {
        match section.get(key) {
            Some(node) => self.name_in(section, key, node).map(Some),
            None => Some(None),
        }
    }
    fn shape(&self) -> Shape {
        Shape::value(format!("name of a {}", self.0), Some("none"), json!({ "type": "string" }))
    }
}

impl Field<Vec<String>> for NameOf {
    fn read(&self, section: &Section<'_>, key: &str) -> Option<Vec<String>> {
        list_of(section, key, |node| self.name_in(section, key, node))
    }
    fn shape(&self) -> Shape {
        let schema = json!({ "type": "array", "items": { "type": "string" } });
        Shape::value(format!("list of {} names", self.0), Some("empty"), schema)
    }
}

/// Tables: one that is needed or optional, or one for each name.
///
/// Of several, one with a fault is left out, so that the others can still be checked against each other.
#[derive(Clone, Copy, Debug)]
pub struct Table;

fn table_in<T: Keys>(section: &Section<'_>, key: &str, node: &Node) -> Option<T> {
    read_section(&section.below(key, node)?)
}

/// A table without a switch of its own is dropped by `enabled = false`.
fn dropped<T: Keys>(node: &Node) -> bool {
    node.is_off() && !T::has_key("enabled")
}

impl<T: Keys> Field<T> for Table {
    fn read(&self, section: &Section<'_>, key: &str) -> Option<T> {
        match section.get(key) {
            Some(node) => table_in(section, key, node),
            None => {
                section.missing_table(key);
                None
            }
        }
    }
    fn shape(&self) -> Shape {
        Shape::Table { needed: true, doc: T::doc(), rows: T::rows() }
    }
}

impl<T: Keys> Field<Option<T>> for Table {
    fn read(&self, section: &Section<'_>, key: &str) -> Option<Option<T>> {
        match section.get(key) {
            Some(node) if !dropped::<T>(node) => table_in(section, key, node).map(Some),
            _ => Some(None),
        }
    }
    fn shape(&self) -> Shape {
        Shape::Table { needed: false, doc: T::doc(), rows: T::rows() }
    }
}

impl<K: MapKey, T: Keys> Field<BTreeMap<K, T>> for Table {
    fn read(&self, section: &Section<'_>, key: &str) -> Option<BTreeMap<K, T>> {
        let Some(node) = section.get(key) else { return Some(BTreeMap::new()) };
        let below = section.below(key, node)?;
        let mut map = BTreeMap::new();
        for (word, node) in below.entries().filter(|(_, node)| !dropped::<T>(node)) {
            if let (Some(k), Some(table)) = (K::read(&below, word, &node.key), table_in(&below, word, node)) {
                map.insert(k, table);
            }
        }
        Some(map)
    }
    fn shape(&self) -> Shape {
        Shape::Tables { name: K::NAME, words: K::words(), doc: T::doc(), rows: T::rows() }
    }
}

/// Keys that stand in the table itself.
#[derive(Clone, Copy, Debug)]
pub struct Flat;

impl<T: Keys> Field<T> for Flat {
    fn read(&self, section: &Section<'_>, _: &str) -> Option<T> {
        T::read(section)
    }
    fn shape(&self) -> Shape {
        Shape::Flat(T::rows())
    }
}

/// Not a key: where the table stands.
#[derive(Clone, Copy, Debug)]
pub struct Standing;

impl Field<FaultPlace> for Standing {
    fn read(&self, section: &Section<'_>, _: &str) -> Option<FaultPlace> {
        Some(section.standing().clone())
    }
    fn shape(&self) -> Shape {
        Shape::Flat(vec![])
    }
}

/// Not a key: filled in by whoever called for the file.
#[derive(Clone, Copy, Debug)]
pub struct Given;

impl<T: Default> Field<T> for Given {
    fn read(&self, _: &Section<'_>, _: &str) -> Option<T> {
        Some(T::default())
    }
    fn shape(&self) -> Shape {
        Shape::Flat(vec![])
    }
}
