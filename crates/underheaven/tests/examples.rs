//! Every example that the help, the README and the documents show is a command that works.
//!
//! What would live a society for long is only read and checked (`--dry-run`).

mod told;

use std::path::Path;
use told::{answer, text};

/// Every command of the program.
const COMMANDS: [&str; 15] = [
    "run",
    "compare",
    "article",
    "sizes",
    "report",
    "explain",
    "list",
    "show",
    "check",
    "cases",
    "schema",
    "new",
    "society",
    "completions",
    "study",
];

/// A reform that an example lays over the article's rulebook.
const REFORM: &str = "[gate.train]\nenabled = false\n";

/// What a command printed; it must have done what it was told.
#[track_caller]
fn done(folder: &Path, words: &[&str]) -> String {
    let output = answer(folder, words);
    let told = text(&output);
    assert_eq!(output.status.code(), Some(0), "`underheaven {}` failed: {told}", words.join(" "));
    told
}

/// The commands at the end of a help page, without what is said beside them.
fn of_help(help: &str) -> Vec<String> {
    let after = help.split_once("\nExample").map_or("", |(_, after)| after);
    let lines = after.lines().filter_map(|line| line.strip_prefix("  underheaven"));
    // Two spaces or more lead over to what is said beside it, after the bare command, too.
    let words = |line: &str| line.strip_prefix(' ').unwrap_or(line).split("  ").next().unwrap_or_default().to_owned();
    lines.map(words).collect()
}

/// The commands and options of `run` that a document shows in code, those with a placeholder in capitals apart.
fn of_document(text: &str) -> Vec<String> {
    let spans = text.split('`').skip(1).step_by(2);
    let words = spans.filter_map(|code| match (code.strip_prefix("underheaven "), code.starts_with("--society ")) {
        (Some(words), _) => Some(words.to_owned()),
        (None, true) => Some(format!("run {code}")),
        (None, false) => None,
    });
    let names_something = |word: &str| word.chars().any(|c| c.is_lowercase() || c.is_ascii_digit());
    words.filter(|words| words.split_whitespace().all(|w| names_something(w.trim_start_matches('-')))).collect()
}

/// Does what an example says, in a folder where everything that it names is there.
fn follow(folder: &Path, example: &str) {
    // The run here is of one neighbourhood; the person shown lives in a larger one.
    let example = &example.replace(" 12-345", " 0-345");
    let words = example.split_once(" > ").map_or(example.as_str(), |(words, _)| words);
    // What stands in quotes is one word.
    let quoted = words.split('"').enumerate();
    let mut words: Vec<&str> =
        quoted.flat_map(|(n, part)| if n % 2 == 1 { vec![part] } else { part.split_whitespace().collect() }).collect();
    if words.is_empty() {
        words.push("run");
    }
    if ["run", "compare"].contains(&words[0]) {
        words.push("--dry-run");
    }
    done(folder, &words);
}

/// Changes a copied rulebook, as whoever copies one would: a comparison with an equal one is refused.
fn change(rulebook: &Path) {
    let text = std::fs::read_to_string(rulebook).expect("a copy");
    let changed = text.replacen("value = 955", "value = 950", 1);
    assert_ne!(text, changed);
    std::fs::write(rulebook, changed).expect("it can be written");
}

#[test]
fn every_example_works() {
    let here = tempfile::tempdir().expect("a folder for the test");
    let folder = here.path();
    std::fs::write(folder.join("my-reform.toml"), REFORM).expect("a reform");
    done(folder, &["new", "other-rules"]);
    let short = ["run", "article", "--society", "town", "--people", "3000", "--to", "2014-07-13", "--quiet"];
    done(folder, &short);

    let mut examples = of_help(&done(folder, &["--help"]));
    assert!(examples.len() >= 5 && examples[0].is_empty(), "the bare command is the first: {examples:?}");
    for command in COMMANDS {
        let of_command = of_help(&done(folder, &[command, "--help"]));
        assert!(!of_command.is_empty(), "`{command} --help` shows no example");
        examples.extend(of_command);
    }
    let readme = of_document(include_str!("../../../README.md"));
    assert!(readme.len() >= 12, "examples of the README were lost on the way: {readme:?}");
    examples.extend(readme);
    for document in [include_str!("../../../docs/RULEBOOK.md"), include_str!("../../../docs/ARTICLE.md")] {
        examples.extend(of_document(document));
    }
    // What makes a folder that others name comes first, and once.
    let makes = |example: &String| example.starts_with("new ") || example.contains("--copy");
    let (mut first, rest): (Vec<_>, Vec<_>) = examples.into_iter().partition(makes);
    first.sort();
    first.dedup();
    first.iter().for_each(|example| follow(folder, example));
    // A copy's cases hold as long as nothing was changed in it.
    let (cases, rest): (Vec<_>, Vec<_>) = rest.into_iter().partition(|example| example.starts_with("cases"));
    cases.iter().for_each(|example| follow(folder, example));
    change(&folder.join("mine/article/rulebook.toml"));
    rest.iter().for_each(|example| follow(folder, example));
}

#[test]
fn examples_are_found_in_help_and_in_documents() {
    let help = "Options:\n  -h\n\nExamples:\n  underheaven            bare\n  underheaven run a.toml --to 2015-12-31   less\n\nExit codes:\n  0  well\n";
    assert_eq!(of_help(help), ["", "run a.toml --to 2015-12-31"]);
    let text =
        "call `underheaven run none`, `underheaven report RUN` or `--society town --people 3000`; `underheaven` is";
    assert_eq!(of_document(text), ["run none", "run --society town --people 3000"]);
}
