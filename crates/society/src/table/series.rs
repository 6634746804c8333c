//! A row of numbers with one unit and one source: an age curve, shares by income fifth, hours of a day.
//!
//! Where a row is assumed, `low` and `high` are factors for the whole row (0.5: half of it), so that a plausible
//! range does not change its shape.

use underheaven_base::Basis;
use underheaven_base::reading::{Field, Node, Section, Shape, Value};

/// A row of numbers with its honesty; empty where a file has no such row.
#[derive(Clone, PartialEq, Debug)]
pub struct Series {
    /// The numbers used in a run.
    pub value: Vec<f64>,
    /// Lowest and highest plausible factor for the whole row; needed where it is `assumed`.
    pub range: Option<(f64, f64)>,
    /// The unit in words.
    pub unit: String,
    /// Where the numbers come from.
    pub basis: Basis,
    /// The source, or why we assume this.
    pub source: String,
}

impl Default for Series {
    fn default() -> Self {
        Self { value: vec![], range: None, unit: String::new(), basis: Basis::Unstated, source: String::new() }
    }
}

/// A kind of row: how many numbers, in which unit, between which bounds.
#[derive(Clone, Copy, Debug)]
pub struct SeriesKind {
    count: u32,
    unit: &'static str,
    least: f64,
    most: f64,
}

/// A row of `count` numbers in `unit` from `least` to `most`.
pub const fn series(count: u32, unit: &'static str, least: f64, most: f64) -> SeriesKind {
    SeriesKind { count, unit, least, most }
}

const KEYS: [&str; 6] = ["value", "low", "high", "unit", "basis", "source"];

impl SeriesKind {
    fn read_node(&self, section: &Section<'_>, key: &str, node: &Node) -> Option<Series> {
        let Some(table) = node.table() else {
            let value = self.numbers(section, key, node)?;
            let unit = self.unit.to_owned();
            return Some(Series { value, range: None, unit, basis: Basis::Unstated, source: String::new() });
        };
        let known = |word: &String| KEYS.contains(&word.as_str());
        for (word, inner) in table.iter().filter(|(word, _)| !known(word)) {
            section.reading().error(&inner.key, word, format!("a row of numbers knows no key `{word}`"), None);
        }
        let Some(value) = table.get("value") else {
            let message = format!("`{key}` has no `value`");
            section.reading().error(&node.place, &node.word, message, Some("add `value = [ … ]`".to_owned()));
            return None;
        };
        let text = |word: &str| match table.get(word).map(|n| &n.value) {
            Some(Value::Text(text)) => text.clone(),
            _ => String::new(),
        };
        let range = match (table.get("low").and_then(number), table.get("high").and_then(number)) {
            (Some(low), Some(high)) => Some((low, high)),
            _ => None,
        };
        let (value, source) = (self.numbers(section, key, value), text("source"));
        let basis = self.basis(section, key, node, &text("basis"), range, &source);
        Some(Series { value: value?, range, unit: self.unit.to_owned(), basis: basis?, source })
    }

    fn basis(
        &self,
        section: &Section<'_>,
        key: &str,
        node: &Node,
        word: &str,
        range: Option<(f64, f64)>,
        source: &str,
    ) -> Option<Basis> {
        let fault = |message: String| {
            section.reading().error(&node.place, word, message, None);
            None
        };
        let basis = match Basis::NAMES.iter().find(|(name, _)| *name == word) {
            Some((_, basis)) => *basis,
            None if word.is_empty() => Basis::Unstated,
            None => return fault(format!("there is no basis `{word}`")),
        };
        match (basis, range) {
            (Basis::Assumed, None) => {
                fault(format!("`{key}` is assumed, so it needs `low` and `high`, as factors for the whole row"))
            }
            (_, Some((low, high))) if low > 1.0 || high < 1.0 => {
                fault(format!("the factors of `{key}` go from {low} to {high}, but must hold 1 between them"))
            }
            (Basis::Read | Basis::Derived | Basis::Recalled | Basis::Article, _) if source.is_empty() => {
                fault(format!("`{key}` says `{word}`, so it needs its `source`"))
            }
            _ => Some(basis),
        }
    }

    fn numbers(&self, section: &Section<'_>, key: &str, node: &Node) -> Option<Vec<f64>> {
        let wanted = format!("a list of {} numbers", self.count);
        let Value::List(items) = &node.value else {
            section.wrong(key, node, &wanted);
            return None;
        };
        if items.len() as u32 != self.count {
            let message = format!("`{key}` lists {} numbers, but {} are needed", items.len(), self.count);
            section.reading().error(&node.place, &node.word, message, None);
            return None;
        }
        let read = |item: &Node| {
            let found = number(item);
            match found {
                None => section.wrong(key, item, "a number"),
                Some(n) if !(self.least..=self.most).contains(&n) => {
                    let message = format!("`{key}` holds {n}, but must lie from {} to {}", self.least, self.most);
                    section.reading().error(&item.place, &item.word, message, None);
                    return None;
                }
                Some(_) => {}
            }
            found
        };
        let numbers: Vec<_> = items.iter().map(read).collect();
        numbers.into_iter().collect()
    }
}

fn number(node: &Node) -> Option<f64> {
    match node.value {
        Value::Whole(n) => Some(n as f64),
        Value::Number(n) if n.is_finite() => Some(n),
        _ => None,
    }
}

impl SeriesKind {
    fn described(&self, default: Option<&str>) -> Shape {
        let word = format!("{} numbers in {}, {} to {}", self.count, self.unit, self.least, self.most);
        Shape::value(word, default, serde_json::json!({}))
    }
}

impl Field<Series> for SeriesKind {
    fn read(&self, section: &Section<'_>, key: &str) -> Option<Series> {
        match section.get(key) {
            Some(node) => self.read_node(section, key, node),
            None => {
                section.missing(key, &format!("a list of {} numbers", self.count));
                None
            }
        }
    }
    fn shape(&self) -> Shape {
        self.described(None)
    }
}

impl Field<Option<Series>> for SeriesKind {
    fn read(&self, section: &Section<'_>, key: &str) -> Option<Option<Series>> {
        match section.get(key) {
            Some(node) => self.read_node(section, key, node).map(Some),
            None => Some(None),
        }
    }
    fn shape(&self) -> Shape {
        self.described(Some("none"))
    }
}
