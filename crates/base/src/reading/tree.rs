//! Texts as one tree of values, each with its own file and place.
//!
//! An overlay is laid over a baseline key by key: where both hold a table the tables are joined, else
//! the overlay's value stands. Nothing is typed here.

use crate::{Day, Fault, FaultPlace, Severity};
use std::collections::BTreeMap;
use std::ops::Range;
use toml::de::{DeTable, DeValue};

/// A value with its place.
#[derive(Clone, PartialEq, Debug)]
pub struct Node {
    /// Where its key stands (for the root: the whole file).
    pub key: FaultPlace,
    /// Where the value stands.
    pub place: FaultPlace,
    /// The value as written, cut where it is long.
    pub word: String,
    /// The value.
    pub value: Value,
}

/// What a file may hold.
#[derive(Clone, PartialEq, Debug)]
pub enum Value {
    /// `"text"`
    Text(String),
    /// `12`
    Whole(i64),
    /// `0.5`
    Number(f64),
    /// `true`
    Flag(bool),
    /// `2014-07-01`
    Day(Day),
    /// `[1, 2]`
    List(Vec<Node>),
    /// `{ a = 1 }` or `[table]`
    Table(BTreeMap<String, Node>),
    /// A time of day or a whole number too large, as written.
    Other,
}

impl Value {
    /// What it is, in plain words.
    pub fn word(&self) -> &'static str {
        match self {
            Value::Text(_) => "text",
            Value::Whole(_) => "a whole number",
            Value::Number(_) => "a number",
            Value::Flag(_) => "true or false",
            Value::Day(_) => "a date",
            Value::List(_) => "a list",
            Value::Table(_) => "a table",
            Value::Other => "too large a number, or a time of day",
        }
    }
}

impl Node {
    /// The table's entries, if it is one.
    pub fn table(&self) -> Option<&BTreeMap<String, Node>> {
        match &self.value {
            Value::Table(table) => Some(table),
            _ => None,
        }
    }

    /// The node under a path of keys.
    pub fn at(&self, path: &[&str]) -> Option<&Node> {
        path.iter().try_fold(self, |node, key| node.table()?.get(*key))
    }

    /// Switched off by `enabled = false`.
    pub fn is_off(&self) -> bool {
        self.at(&["enabled"]).is_some_and(|n| n.value == Value::Flag(false))
    }

    /// Lays an overlay over it, key by key.
    pub fn lay(&mut self, over: Node) {
        match (&mut self.value, over) {
            (Value::Table(base), Node { value: Value::Table(top), place, word, .. }) => {
                if place.line > 0 {
                    (self.place, self.word) = (place, word);
                }
                for (key, node) in top {
                    match base.get_mut(&key) {
                        Some(below) => below.lay(node),
                        None => _ = base.insert(key, node),
                    }
                }
            }
            (_, over) => *self = over,
        }
    }
}

/// One text as a tree, or all its faults of grammar.
pub fn parse(file: &str, text: &str) -> Result<Node, Vec<Fault>> {
    let source = Source { file, text, lines: line_starts(text) };
    let (table, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        return Ok(source.root(table.get_ref()));
    }
    let mut faults: Vec<_> = errors.iter().map(|e| source.fault(e.message(), e.span())).collect();
    faults.sort_by(|a, b| a.place.cmp(&b.place));
    faults.dedup_by(|a, b| a.place.line == b.place.line);
    Err(source.once_a_table(faults))
}

/// What the parser says of a key or a table that is there already.
const TWICE: &str = "duplicate key";

/// Several texts as one tree: the first is the baseline, the others are laid over it in order.
pub fn parse_all(files: &[(&str, &str)]) -> Result<Node, Vec<Fault>> {
    let (mut root, mut faults) = (None::<Node>, vec![]);
    for (file, text) in files {
        match (parse(file, text), &mut root) {
            (Ok(node), Some(below)) => below.lay(node),
            (Ok(node), None) => root = Some(node),
            (Err(more), _) => faults.extend(more),
        }
    }
    match root {
        Some(root) if faults.is_empty() => Ok(root),
        _ => Err(faults),
    }
}

struct Source<'a> {
    file: &'a str,
    text: &'a str,
    lines: Vec<usize>,
}

fn line_starts(text: &str) -> Vec<usize> {
    std::iter::once(0).chain(text.match_indices('\n').map(|(i, _)| i + 1)).collect()
}

impl Source<'_> {
    fn place(&self, offset: usize) -> FaultPlace {
        let line = self.lines.partition_point(|start| *start <= offset).max(1);
        let start = self.lines[line - 1];
        let column = self.text.get(start..offset).map_or(0, |before| before.chars().count()) + 1;
        FaultPlace { file: self.file.to_owned(), line: line as u32, column: column as u32 }
    }

    fn word(&self, span: Range<usize>) -> String {
        let written = self.text.get(span).unwrap_or_default();
        let first = written.lines().next().unwrap_or_default();
        if first.chars().count() <= 60 {
            first.to_owned()
        } else {
            first.chars().take(57).chain("...".chars()).collect()
        }
    }

    fn fault(&self, why: &str, span: Option<Range<usize>>) -> Fault {
        let span = span.unwrap_or(0..0);
        Fault {
            severity: Severity::Error,
            place: self.place(span.start),
            word: self.word(span),
            message: format!("this is not TOML: {why}"),
            help: None,
        }
    }

    /// A table that is written twice is one fault, whatever keys stand in it.
    fn once_a_table(&self, faults: Vec<Fault>) -> Vec<Fault> {
        let lines: Vec<&str> = self.text.lines().collect();
        let is_header = |line: usize| lines.get(line).is_some_and(|text| text.trim_start().starts_with('['));
        // The line of the header under which a fault stands, counted from 0.
        let header = |fault: &Fault| (0..fault.place.line as usize).rev().find(|line| is_header(*line));
        let is_twice = |fault: &Fault| fault.message.ends_with(TWICE);
        let doubled: Vec<usize> = faults
            .iter()
            .filter(|f| is_twice(f))
            .map(|f| f.place.line as usize - 1)
            .filter(|l| is_header(*l))
            .collect();
        let in_doubled =
            |f: &Fault| header(f).is_some_and(|line| line + 1 != f.place.line as usize && doubled.contains(&line));
        let mut left: Vec<Fault> = faults.into_iter().filter(|f| !(is_twice(f) && in_doubled(f))).collect();
        for fault in left.iter_mut().filter(|f| doubled.contains(&(f.place.line as usize - 1))) {
            fault.message = format!("the table `{}` is written twice", lines[fault.place.line as usize - 1].trim());
        }
        left
    }

    fn root(&self, table: &DeTable<'_>) -> Node {
        let whole = FaultPlace { file: self.file.to_owned(), line: 0, column: 0 };
        Node { key: whole.clone(), place: whole, word: String::new(), value: self.table(table) }
    }

    fn table(&self, table: &DeTable<'_>) -> Value {
        let node = |(key, value): (&toml::Spanned<_>, &toml::Spanned<DeValue<'_>>)| -> (String, Node) {
            let name: &std::borrow::Cow<'_, str> = key.get_ref();
            (name.to_string(), self.node(key.span(), value))
        };
        Value::Table(table.iter().map(node).collect())
    }

    fn node(&self, key: Range<usize>, value: &toml::Spanned<DeValue<'_>>) -> Node {
        let (place, word) = (self.place(value.span().start), self.word(value.span()));
        Node { key: self.place(key.start), place, word, value: self.value(value.get_ref()) }
    }

    fn value(&self, value: &DeValue<'_>) -> Value {
        match value {
            DeValue::String(text) => Value::Text(text.to_string()),
            DeValue::Integer(n) => i64::from_str_radix(n.as_str(), n.radix()).map_or(Value::Other, Value::Whole),
            DeValue::Float(n) => n.as_str().parse().map_or(Value::Other, Value::Number),
            DeValue::Boolean(flag) => Value::Flag(*flag),
            DeValue::Datetime(d) => Day::parse(&d.to_string()).map_or(Value::Other, Value::Day),
            DeValue::Array(list) => Value::List(list.iter().map(|v| self.node(v.span(), v)).collect()),
            DeValue::Table(table) => self.table(table),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_keeps_its_own_file_and_place() {
        let base = "[rule.a]\npoints = -3\nwhy = \"one\"\n[rule.b]\npoints = 1\n";
        let over = "\n[rule.a]\npoints = -5\n";
        let root = parse_all(&[("base.toml", base), ("reform.toml", over)]).unwrap();
        let place = |path: &[&str]| root.at(path).unwrap().place.to_string();
        assert_eq!(place(&["rule", "a", "points"]), "reform.toml:3:10");
        assert_eq!(place(&["rule", "a", "why"]), "base.toml:3:7");
        assert_eq!(place(&["rule", "b", "points"]), "base.toml:5:10");
    }

    #[test]
    fn a_figure_changed_in_part_stands_where_it_was_changed_last() {
        let base = "[rule.a]\npoints = { value = -3, low = -5, high = -1 }\n";
        let over = "[rule.a]\npoints = { value = -4 }\n";
        let root = parse_all(&[("base.toml", base), ("reform.toml", over)]).unwrap();
        let place = |path: &[&str]| root.at(path).unwrap().place.to_string();
        assert_eq!(place(&["rule", "a", "points"]), "reform.toml:2:10");
        assert_eq!(place(&["rule", "a", "points", "low"]), "base.toml:2:30");
        assert_eq!(root.at(&["rule", "a"]).unwrap().key.to_string(), "base.toml:1:7");
    }

    #[test]
    fn several_faults_of_grammar_are_told_at_once() {
        let faults = parse("bad.toml", "a = \nb = 1\nc = [1,\nd = \"x\n").unwrap_err();
        assert!(faults.len() >= 2, "{faults:?}");
        assert_eq!(faults[0].place.to_string(), "bad.toml:1:5");
    }

    #[test]
    fn a_table_written_twice_is_one_fault() {
        let text =
            "[rule.a]\npoints = 1\nwhy = \"x\"\n[rule.a]\npoints = 2\nwhy = \"y\"\n[rule.b]\npoints = 1\npoints = 2\n";
        let faults = parse("x", text).unwrap_err();
        let told: Vec<_> = faults.iter().map(|f| (f.place.line, f.word.as_str(), f.message.as_str())).collect();
        let twice = "this is not TOML: duplicate key";
        assert_eq!(told, [(4, "a", "the table `[rule.a]` is written twice"), (9, "points", twice)]);
    }

    #[test]
    fn a_key_written_twice_is_a_fault() {
        assert_eq!(parse("x", "a = 1\na = 2\n").unwrap_err()[0].place.line, 2);
    }
}
