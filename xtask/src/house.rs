//! The house rules, as tests: what a reviewer would otherwise have to remember.

use crate::shell::{Checked, files, list, program_json, read, root, short, together, word};
use crate::{book, layers};
use std::path::Path;

/// All house rules; every fault is told.
pub fn all() -> Checked {
    together([layers::check(), each_file(), each_word_has_a_file(), links_lead_somewhere(), book::whole()])
}

/// What may not stand in the project's own texts, and why.
const WORDS: [(&str, &str); 6] = [
    ("deserving", "nobody is called that"),
    ("TODO", "what is left to do is an issue"),
    ("FIXME", "what is wrong is an issue"),
    ("todo!", "a panic is a bug"),
    ("unimplemented!", "a panic is a bug"),
    ("dbg!", "it is a tool of the moment"),
];

/// What only the program may touch: below it there is no file, thread, clock or terminal.
const RIM: [&str; 8] =
    ["std::fs", "std::thread", "std::net", "std::env", "std::process", "std::time", "println!", "rayon"];

fn each_file() -> Checked {
    together(files(&[".rs", ".toml", ".md", ".cff"]).iter().map(|path| {
        let text = read(path)?;
        let rust = path.extension().is_some_and(|e| e == "rs");
        let faults: Vec<String> = [
            if rust { opening(&text) } else { vec![] },
            if rust && below_the_rim(path) { rim(&text) } else { vec![] },
            if path == Path::new(&root().join("xtask/src/house.rs")) { vec![] } else { words(&text) },
        ]
        .concat();
        let named = faults.into_iter().map(|fault| format!("`{}`: {fault}", short(path))).collect::<Vec<_>>();
        if named.is_empty() { Ok(()) } else { Err(named) }
    }))
}

fn opening(text: &str) -> Vec<String> {
    if text.starts_with("//!") {
        vec![]
    } else {
        vec!["a file opens with `//!` and a sentence that says what it is".to_owned()]
    }
}

fn words(text: &str) -> Vec<String> {
    let found = WORDS.iter().filter(|(word, _)| text.contains(word));
    found.map(|(word, why)| format!("says `{word}`: {why}")).collect()
}

fn below_the_rim(path: &Path) -> bool {
    let crates = root().join("crates");
    path.starts_with(&crates) && !path.starts_with(crates.join("underheaven")) && short(path).contains("/src/")
}

fn rim(text: &str) -> Vec<String> {
    let found = RIM.iter().filter(|word| text.contains(**word));
    found.map(|word| format!("uses `{word}`, which only the program may")).collect()
}

/// Every act and every gate has a file of its own, named by its word.
fn each_word_has_a_file() -> Checked {
    let vocabulary = program_json(&["schema", "vocabulary"])?;
    let lists = vocabulary.as_array().map_or(&[][..], Vec::as_slice);
    let missing = |name: &str, folder: &str| -> Vec<String> {
        let words = lists.iter().filter(|l| word(l, "list") == name).flat_map(|l| list(l, "words"));
        let file = |w: &str| format!("crates/world/src/{folder}/{}.rs", w.replace('-', "_"));
        let paths: Vec<String> = words.map(|w| file(word(w, "word"))).collect();
        if paths.is_empty() {
            return vec![format!("the vocabulary has no {name}")];
        }
        let gone = paths.into_iter().filter(|path| !root().join(path).is_file());
        gone.map(|path| format!("`{path}` is missing: every {name} has a file of its own")).collect()
    };
    let faults = [missing("act", "acts"), missing("gate", "gates")].concat();
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

/// Every link from one document to another file of the project leads somewhere.
fn links_lead_somewhere() -> Checked {
    together(files(&[".md"]).iter().map(|path| {
        let text = read(path)?;
        let here = path.parent().unwrap_or(root());
        let local = targets(&text).into_iter().filter(|t| !t.contains("://") && !t.starts_with('#'));
        let lost = local.filter(|target| !here.join(target.split('#').next().unwrap_or(target)).exists());
        let faults: Vec<String> =
            lost.map(|target| format!("`{}` links to `{target}`, which is not there", short(path))).collect();
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }))
}

/// Where the links of a Markdown text lead.
fn targets(text: &str) -> Vec<&str> {
    text.split("](").skip(1).filter_map(|rest| rest.split(')').next()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rule_finds_what_it_forbids() {
        assert!(opening("//! A file.\n").is_empty() && !opening("fn main() {}").is_empty());
        assert!(words("a plain text").is_empty() && !words("// TODO: later").is_empty());
        assert!(rim("use std::fmt;").is_empty() && !rim("use std::fs;").is_empty());
        assert_eq!(targets("see [a](A.md#x) and [b](https://example.org)"), ["A.md#x", "https://example.org"]);
    }
}
