//! Shipped rulebooks, broken in thousands of small ways: never a panic, and a refusal always says where and why.

use underheaven_base::Severity;
use underheaven_rulebook::{Rulebook, shipped};

/// What may stand where something sensible stood.
const ODD: [&str; 18] = [
    "",
    "0",
    "-1",
    "1e308",
    "nan",
    "-inf",
    "9223372036854775807",
    "\"\"",
    "\"x\"",
    "[]",
    "{}",
    "{ value = [] }",
    "true",
    "2014-07-01",
    "12:00:00",
    "[[1], \"a\"]",
    "{ value = 1, low = 2, high = 0 }",
    "'\u{1F600}'",
];

/// What may stand where a name stood.
const NAMES: [&str; 7] = ["x", "\"\"", "a.b.c", "crossing-on-red", "2014-07-01", "kin", "enabled"];

fn survives(text: &str) {
    if let Err(faults) = Rulebook::read("x", &[("x.toml", text)]) {
        let lines = text.lines().count() as u32 + 1;
        assert!(faults.iter().any(|fault| fault.severity == Severity::Error), "{text}");
        assert!(faults.iter().all(|fault| fault.place.line <= lines && !fault.message.is_empty()), "{text}");
    }
}

/// Every seventh line from `first` on changed by `change`, one at a time.
fn each_line(text: &str, first: usize, change: impl Fn(&str) -> Option<String>) {
    let lines: Vec<&str> = text.lines().collect();
    for (i, line) in lines.iter().enumerate().skip(first % 7).step_by(7) {
        if let Some(new) = change(line) {
            survives(&[&lines[..i], &[new.as_str()], &lines[i + 1..]].concat().join("\n"));
        }
    }
}

#[test]
fn a_line_that_is_missing_doubled_or_cut() {
    for book in shipped() {
        let text = book.rulebook().text;
        each_line(text, 0, |_| Some(String::new()));
        each_line(text, 2, |line| Some(format!("{line}\n{line}")));
        each_line(text, 4, |line| line.get(..line.len() / 2).map(str::to_owned));
    }
}

#[test]
fn a_value_that_is_something_else() {
    for book in shipped() {
        for (n, odd) in ODD.into_iter().enumerate() {
            each_line(book.rulebook().text, n, |line| line.split_once(" = ").map(|(key, _)| format!("{key} = {odd}")));
        }
    }
}

#[test]
fn a_key_or_table_of_another_name() {
    for book in shipped() {
        for (n, odd) in NAMES.into_iter().enumerate() {
            each_line(book.rulebook().text, n, |line| {
                line.split_once(" = ").map(|(_, value)| format!("{odd} = {value}"))
            });
            each_line(book.rulebook().text, n, |line| line.starts_with('[').then(|| format!("[{odd}]")));
            each_line(book.rulebook().text, n, |line| {
                let (table, _) = line.strip_prefix('[')?.split_once('.')?;
                Some(format!("[{table}.{odd}]"))
            });
        }
    }
}
