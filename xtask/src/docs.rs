//! The parts of documents that are made from the code, so that no document can fall behind it.
//!
//! Such a part stands between `<!-- made: NAME -->` and `<!-- end -->`; all around it is written by hand.

use crate::shell::{Checked, list, program_json, read, root, short, together, word};
use serde_json::Value;
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

/// A document, a part of it, and what makes that part.
type Part = (&'static str, &'static str, fn() -> Result<String, Vec<String>>);

const PARTS: [Part; 3] = [
    ("docs/TABLES.md", "tables", tables),
    ("docs/TABLES.md", "measures", measures),
    ("docs/GLOSSARY.md", "vocabulary", vocabulary),
];

/// Renews every part.
pub fn renew() -> Checked {
    together(PARTS.map(|part| {
        let (path, old, new) = versions(part)?;
        if old == new {
            return Ok(());
        }
        println!("renewed `{}`", short(&path));
        fs::write(&path, new).map_err(|e| vec![format!("`{}` cannot be written: {e}", short(&path))])
    }))
}

/// Says which parts are not what the code makes of them.
pub fn current() -> Checked {
    together(PARTS.map(|part| {
        let (path, old, new) = versions(part)?;
        let stale = format!("part `{}` of `{}` is out of date; run `cargo xtask docs`", part.1, short(&path));
        if old == new { Ok(()) } else { Err(vec![stale]) }
    }))
}

/// A document as it is, and as it should be.
fn versions((document, name, make): Part) -> Result<(PathBuf, String, String), Vec<String>> {
    let path = root().join(document);
    let old = read(&path)?;
    let new = replaced(&old, name, &make()?)
        .ok_or_else(|| vec![format!("`{document}` has no part `<!-- made: {name} -->` … `<!-- end -->`")])?;
    Ok((path, old, new))
}

fn replaced(text: &str, name: &str, part: &str) -> Option<String> {
    let opening = format!("<!-- made: {name} -->");
    let (before, rest) = text.split_once(&opening)?;
    let (_, after) = rest.split_once("<!-- end -->")?;
    Some(format!("{before}{opening}\n\n{}\n\n<!-- end -->{after}", part.trim()))
}

fn tables() -> Result<String, Vec<String>> {
    let tables = program_json(&["schema", "tables"])?;
    let mut text = String::new();
    for table in tables.as_array().into_iter().flatten() {
        let _ = writeln!(text, "### `{}`\n\n{}\n", word(table, "name"), word(table, "doc"));
        let _ = writeln!(text, "| column | type | meaning |\n|---|---|---|");
        for column in list(table, "columns") {
            let may = if column["null"] == Value::Bool(true) { ", may be missing" } else { "" };
            let _ = writeln!(
                text,
                "| `{}` | {}{may} | {} |",
                word(column, "name"),
                word(column, "type"),
                word(column, "doc")
            );
        }
        text.push('\n');
    }
    Ok(text)
}

fn measures() -> Result<String, Vec<String>> {
    Ok(words(&program_json(&["schema", "vocabulary"])?, |name| name == "measure"))
}

fn vocabulary() -> Result<String, Vec<String>> {
    Ok(words(&program_json(&["schema", "vocabulary"])?, |name| name != "measure"))
}

/// Closed lists as tables of words and sentences.
fn words(vocabulary: &Value, wanted: impl Fn(&str) -> bool) -> String {
    let mut text = String::new();
    for closed in vocabulary.as_array().into_iter().flatten().filter(|l| wanted(word(l, "list"))) {
        let _ = writeln!(text, "### {}\n\n| word | meaning |\n|---|---|", word(closed, "list"));
        for entry in list(closed, "words") {
            let _ = writeln!(text, "| `{}` | {} |", word(entry, "word"), word(entry, "doc"));
        }
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::replaced;

    #[test]
    fn only_the_part_itself_is_replaced() {
        let text = "before\n<!-- made: x -->\nold\n<!-- end -->\nafter\n";
        let new = replaced(text, "x", "new").unwrap();
        assert_eq!(new, "before\n<!-- made: x -->\n\nnew\n\n<!-- end -->\nafter\n");
        assert_eq!(replaced(&new, "x", "new").unwrap(), new);
        assert!(replaced(text, "y", "new").is_none());
    }
}
