//! Figures in files: `{ value, low, high, unit, basis, source }`, or a bare number.
//!
//! The unit belongs to the key and need not be written; one that is written must be that one. A range
//! without a basis means `assumed`; a bare number means that the file doesn't say.

use super::describe::Shape;
use super::field::{Field, fitting};
use super::section::{Section, did_you_mean, one_of};
use super::tree::{Node, Value};
use super::words::MapKey;
use crate::{Basis, FaultPlace, Figure};
use serde_json::json;
use std::collections::BTreeMap;

/// A figure as it was read, for documents and checks over all of them.
#[derive(Clone, PartialEq, Debug)]
pub struct FigureRow {
    /// Such as `rule.crossing-on-red.points`.
    pub path: String,
    /// Where it stands.
    pub place: FaultPlace,
    /// The value.
    pub value: f64,
    /// Whether only whole numbers are allowed.
    pub whole: bool,
    /// Its unit.
    pub unit: String,
    /// Lowest and highest plausible value.
    pub range: Option<(f64, f64)>,
    /// Where the value comes from.
    pub basis: Basis,
    /// The source, or why we assume this.
    pub source: String,
}

/// A kind of number.
pub trait Number: Copy + PartialOrd + std::fmt::Display {
    /// In plain words.
    const WORD: &'static str;
    /// Whether only whole numbers are allowed.
    const WHOLE: bool;
    /// From a value of a file, if it is such a number.
    fn from_value(value: &Value) -> Option<Self>;
    /// As a 64-bit float.
    fn float(self) -> f64;
}

impl Number for i32 {
    const WORD: &'static str = "a whole number";
    const WHOLE: bool = true;
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Whole(n) => i32::try_from(*n).ok(),
            _ => None,
        }
    }
    fn float(self) -> f64 {
        f64::from(self)
    }
}

impl Number for f64 {
    const WORD: &'static str = "a number";
    const WHOLE: bool = false;
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Whole(n) => Some(*n as f64),
            Value::Number(n) if n.is_finite() => Some(*n),
            _ => None,
        }
    }
    fn float(self) -> f64 {
        self
    }
}

/// A figure with its unit and the values that are allowed.
#[derive(Clone, Copy, Debug)]
pub struct FigureKind {
    /// The unit in words.
    pub unit: &'static str,
    /// Lowest allowed value.
    pub least: f64,
    /// Highest allowed value.
    pub most: f64,
}

/// A figure in `unit` from `least` to `most`.
pub const fn figure(unit: &'static str, least: f64, most: f64) -> FigureKind {
    FigureKind { unit, least, most }
}

/// A share from 0 to 1.
pub const fn share() -> FigureKind {
    figure("share", 0.0, 1.0)
}

const KEYS: [&str; 7] = ["value", "low", "high", "unit", "basis", "source", "enabled"];

impl FigureKind {
    /// Reads the figure that stands under `key`.
    pub fn read_node<T: Number>(&self, section: &Section<'_>, key: &str, node: &Node) -> Option<Figure<T>> {
        let figure = match &node.value {
            Value::Table(table) => self.read_table::<T>(section, key, node, table)?,
            _ => Figure { unit: self.unit.to_owned(), ..Figure::bare(self.number(section, key, node)?) },
        };
        section.reading().figure(FigureRow {
            path: section.path(key),
            place: node.place.clone(),
            value: figure.value.float(),
            whole: T::WHOLE,
            unit: figure.unit.clone(),
            range: figure.range.map(|(low, high)| (low.float(), high.float())),
            basis: figure.basis,
            source: figure.source.clone(),
        });
        Some(figure)
    }

    fn number<T: Number>(&self, section: &Section<'_>, key: &str, node: &Node) -> Option<T> {
        let Some(number) = T::from_value(&node.value) else {
            section.wrong(key, node, T::WORD);
            return None;
        };
        fitting(section, key, node, number.float(), self.least, self.most).then_some(number)
    }

    fn read_table<T: Number>(
        &self,
        section: &Section<'_>,
        key: &str,
        node: &Node,
        table: &BTreeMap<String, Node>,
    ) -> Option<Figure<T>> {
        let inner = Inner { section, key, table };
        inner.unknown_keys();
        let number = |k: &str| table.get(k).map(|n| self.number::<T>(section, k, n));
        let (low, high) = (number("low"), number("high"));
        let Some(value) = number("value") else {
            let message = format!("`{key}` has no `value`");
            section.reading().error(&node.place, &node.word, message, None);
            return None;
        };
        let unit = inner.unit(self.unit);
        let source = inner.text("source").unwrap_or_default();
        let basis = inner.basis(low.is_some() && high.is_some());
        let range = match (low, high) {
            (Some(low), Some(high)) => Some((low?, high?)),
            _ => None,
        };
        inner.honest(node, basis?, range.is_some(), &source);
        let value = value?;
        inner.ordered(node, value, range);
        Some(Figure { value, range, unit, basis: basis?, source })
    }

    fn schema(&self, whole: bool) -> serde_json::Value {
        let kind = if whole { "integer" } else { "number" };
        let number = json!({ "type": kind, "minimum": self.least, "maximum": self.most });
        let basis: Vec<_> = Basis::NAMES.iter().map(|(name, _)| *name).collect();
        json!({ "anyOf": [number, {
            "type": "object",
            "properties": {
                "value": number, "low": number, "high": number,
                "unit": { "const": self.unit }, "basis": { "enum": basis },
                "source": { "type": "string" }, "enabled": { "type": "boolean" },
            },
            "additionalProperties": false,
        }] })
    }

    fn value_shape<T: Number>(&self, default: Option<&str>) -> Shape {
        let bound = |n: f64| if n.abs() >= 1e9 { "any".to_owned() } else { format!("{n}") };
        let span = match (self.least, self.most) {
            (least, most) if least <= -1e9 && most >= 1e9 => String::new(),
            (least, most) => format!(", {} to {}", bound(least), bound(most)),
        };
        let word = format!("figure in {}{}{span}", self.unit, if T::WHOLE { ", whole" } else { "" });
        Shape::value(word, default, self.schema(T::WHOLE))
    }
}

/// The inside of a figure's table.
struct Inner<'a> {
    section: &'a Section<'a>,
    key: &'a str,
    table: &'a BTreeMap<String, Node>,
}

impl Inner<'_> {
    fn unknown_keys(&self) {
        for (key, node) in self.table.iter().filter(|(k, _)| !KEYS.contains(&k.as_str())) {
            let message = format!("a figure knows no key `{key}`");
            self.section.reading().error(&node.key, key, message, did_you_mean(key, KEYS));
        }
    }

    fn text(&self, key: &str) -> Option<String> {
        let node = self.table.get(key)?;
        match &node.value {
            Value::Text(text) => Some(text.clone()),
            _ => {
                self.section.wrong(key, node, "text in quotes");
                None
            }
        }
    }

    fn unit(&self, unit: &str) -> String {
        if let Some(written) = self.text("unit").filter(|w| w != unit) {
            let node = &self.table["unit"];
            let message = format!("`{}` is counted in {unit}, not in `{written}`", self.key);
            self.section.reading().error(
                &node.place,
                &written,
                message,
                Some("write the number so, or leave `unit` out".to_owned()),
            );
        }
        unit.to_owned()
    }

    fn basis(&self, ranged: bool) -> Option<Basis> {
        let Some(word) = self.text("basis") else {
            let stated = self.text("source").is_some();
            return Some(match (ranged, stated) {
                (true, _) => Basis::Assumed,
                _ => Basis::Unstated,
            });
        };
        let found = Basis::NAMES.iter().find(|(name, _)| *name == word).map(|(_, basis)| *basis);
        if found.is_none() {
            let place = &self.table["basis"].place;
            let help = Some(one_of(&word, &Basis::NAMES.map(|(name, _)| name)));
            self.section.reading().error(place, &word, format!("there is no basis `{word}`"), help);
        }
        found
    }

    fn honest(&self, node: &Node, basis: Basis, ranged: bool, source: &str) {
        let reading = self.section.reading();
        match basis {
            Basis::Assumed if !ranged => {
                let message = format!("`{}` is assumed, so it needs a plausible range", self.key);
                reading.error(&node.place, &node.word, message, Some("add `low` and `high`".to_owned()));
            }
            Basis::Read | Basis::Derived | Basis::Recalled | Basis::Article if source.is_empty() => {
                let message = format!("`{}` says `{}`, so it needs its `source`", self.key, basis.name());
                reading.error(&node.place, &node.word, message, None);
            }
            _ => {}
        }
    }

    fn ordered<T: Number>(&self, node: &Node, value: T, range: Option<(T, T)>) {
        let Some((low, high)) = range else { return };
        if low > high || value < low || value > high {
            let message = format!("`{}` is {value}, outside its own range from {low} to {high}", self.key);
            self.section.reading().error(&node.place, &node.word, message, None);
        }
    }
}

fn present<'a>(section: &Section<'a>, key: &str) -> Option<&'a Node> {
    section.get(key).filter(|node| !node.is_off())
}

impl<T: Number> Field<Figure<T>> for FigureKind {
    fn read(&self, section: &Section<'_>, key: &str) -> Option<Figure<T>> {
        match present(section, key) {
            Some(node) => self.read_node(section, key, node),
            None => {
                section.missing(key, T::WORD);
                None
            }
        }
    }
    fn shape(&self) -> Shape {
        self.value_shape::<T>(None)
    }
}

impl<T: Number> Field<Option<Figure<T>>> for FigureKind {
    fn read(&self, section: &Section<'_>, key: &str) -> Option<Option<Figure<T>>> {
        match present(section, key) {
            Some(node) => self.read_node(section, key, node).map(Some),
            None => Some(None),
        }
    }
    fn shape(&self) -> Shape {
        self.value_shape::<T>(Some("none"))
    }
}

impl<K: MapKey, T: Number> Field<BTreeMap<K, Figure<T>>> for FigureKind {
    fn read(&self, section: &Section<'_>, key: &str) -> Option<BTreeMap<K, Figure<T>>> {
        let Some(node) = present(section, key) else { return Some(BTreeMap::new()) };
        let below = section.below(key, node)?;
        let mut map = BTreeMap::new();
        let mut whole = true;
        for (word, node) in below.entries().filter(|(_, node)| !node.is_off()) {
            match (K::read(&below, word, &node.key), self.read_node(&below, word, node)) {
                (Some(k), Some(figure)) => _ = map.insert(k, figure),
                _ => whole = false,
            }
        }
        whole.then_some(map)
    }
    fn shape(&self) -> Shape {
        Shape::Values { name: K::NAME, words: K::words(), of: Box::new(self.value_shape::<T>(Some("none"))) }
    }
}

/// Figures that stand in the table itself, under the words of a closed list.
#[derive(Clone, Copy, Debug)]
pub struct Here(pub FigureKind);

impl<K: MapKey, T: Number> Field<BTreeMap<K, Figure<T>>> for Here {
    fn read(&self, section: &Section<'_>, _: &str) -> Option<BTreeMap<K, Figure<T>>> {
        let words = K::words().unwrap_or_default();
        words.iter().for_each(|word| section.know(word));
        let mut map = BTreeMap::new();
        let mut whole = true;
        for (word, node) in section.entries().filter(|(word, node)| words.contains(word) && !node.is_off()) {
            match (K::read(section, word, &node.key), self.0.read_node(section, word, node)) {
                (Some(k), Some(figure)) => _ = map.insert(k, figure),
                _ => whole = false,
            }
        }
        whole.then_some(map)
    }
    fn shape(&self) -> Shape {
        Shape::Here {
            name: K::NAME,
            words: K::words().unwrap_or_default(),
            of: Box::new(self.0.value_shape::<T>(Some("none"))),
        }
    }
}
