//! docs/ODD.md names every stage, letter, draw, act, channel, gate and response of the code, and none that is not there.
//!
//! Stages, letters and draws are found by reading lines, not by parsing Rust: a step that is called in some other way than
//! its neighbours escapes, and readers have to see it.

use std::fs;
use std::path::Path;
use underheaven_base::reading::Keys;
use underheaven_base::reading::Shape;
use underheaven_base::vocabulary::Word;
use underheaven_base::{Act, Channel, Gate};
use underheaven_behaviour::Behaviour;
use underheaven_world::acts::{self, Responds};

/// The elements of the protocol, its eleven design concepts, and our submodels.
const HEADINGS: [&str; 33] = [
    "## 1. Purpose and patterns",
    "## 2. Entities, state variables and scales",
    "## 3. Process overview and scheduling",
    "## 4. Design concepts",
    "### Basic principles",
    "### Emergence",
    "### Adaptation",
    "### Objectives",
    "### Learning",
    "### Prediction",
    "### Sensing",
    "### Interaction",
    "### Stochasticity",
    "### Collectives",
    "### Observation",
    "## 5. Initialisation",
    "## 6. Input data",
    "## 7. Submodels",
    "### Acts",
    "### Detection",
    "### Galleries",
    "### Attention by group",
    "### Ledger",
    "### Standing",
    "### Gates",
    "### Scarce goods",
    "### Recourse",
    "### Response",
    "### Postings",
    "### Dating",
    "### Firms",
    "### Rollout",
    "### Society generation",
];

fn file(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path);
    fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// What a heading stands over.
fn section<'a>(text: &'a str, heading: &str) -> &'a str {
    let rest = text.split_once(&format!("\n{heading}\n")).map_or("", |(_, rest)| rest);
    let ends = ["\n## ", "\n### "].iter().filter_map(|next| rest.find(next));
    &rest[..ends.min().unwrap_or(rest.len())]
}

/// The first words of the rows of a section's tables, with the rest of each row.
fn rows(section: &str) -> Vec<(&str, &str)> {
    section.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` |")).collect()
}

/// Names that have no row under a heading, and rows that have no name.
fn compare(text: &str, heading: &str, names: &[String]) -> Vec<String> {
    let rows = rows(section(text, heading));
    let absent = names.iter().filter(|name| rows.iter().all(|(row, _)| row != name));
    let absent = absent.map(|name| format!("`{name}` has no row under `{heading}`"));
    let unknown = rows.iter().filter(|(row, _)| names.iter().all(|name| name != row));
    let unknown = unknown.map(|(row, _)| format!("`{row}` under `{heading}` is not in the code"));
    absent.chain(unknown).collect()
}

fn words<W: Word>() -> Vec<String> {
    W::ALL.iter().map(|w| w.name().to_owned()).collect()
}

/// The names of an enum's variants, in a source.
fn variants(source: &str, opening: &str) -> Vec<String> {
    let body = source.split_once(opening).expect("it is there").1;
    let body = &body[..body.find("\n}").expect("it ends")];
    let lines = body.lines().filter_map(|line| line.strip_prefix("    ")).filter(|l| l.starts_with(char::is_uppercase));
    lines.map(|line| line.chars().take_while(|c| c.is_alphanumeric()).collect()).collect()
}

/// What a function calls with its scene, or of its own, in order, each once.
fn calls(source: &str, opening: &str) -> Vec<String> {
    let (before, body) = source.split_once(opening).expect("the function is there");
    // It ends with a brace that is indented as it is.
    let indent = before.rsplit('\n').next().unwrap_or("");
    let body = &body[..body.find(&format!("\n{indent}}}\n")).expect("it ends")];
    let mut found: Vec<String> = vec![];
    for (at, _) in body.match_indices('(') {
        let name = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
        let called = body[..at].rsplit(|c| !name(c)).next().unwrap_or("");
        let of_self = body[..at].ends_with(&format!("self.{called}"));
        let with_scene = ["s)", "s,", "s.eye(),"].iter().any(|start| body[at + 1..].starts_with(start));
        if !called.is_empty() && (of_self || with_scene) && !found.iter().any(|f| f == called) {
            found.push(called.to_owned());
        }
    }
    found
}

/// Steps of the code that the process overview does not name in the code's order.
fn out_of_order(text: &str, steps: &[String]) -> Vec<String> {
    let overview = section(text, "## 3. Process overview and scheduling");
    let mut rest = overview;
    let mut faults = vec![];
    for step in steps {
        match rest.split_once(&format!("`{step}`")) {
            Some((_, after)) => rest = after,
            None if overview.contains(&format!("`{step}`")) => faults.push(format!("`{step}` stands out of order")),
            None => faults.push(format!("`{step}` is not in the process overview")),
        }
    }
    faults
}

/// The day's stages, as `day.rs` opens.
fn stages() -> Vec<String> {
    let day = file("crates/world/src/day.rs");
    let first = day.lines().next().expect("it has a first line");
    let listed = first.split_once(": ").expect("it lists the stages").1.trim_end_matches('.');
    listed.split(", ").map(str::to_owned).collect()
}

/// Everything in which the document and the code differ.
fn faults(text: &str) -> Vec<String> {
    let day = file("crates/world/src/day.rs");
    let plain = file("crates/world/src/plain.rs");
    let mut all: Vec<String> = HEADINGS
        .iter()
        .filter(|h| section(text, h).trim().is_empty() && **h != "## 4. Design concepts")
        .map(|h| format!("`{h}` is missing or empty"))
        .collect();
    for steps in [
        calls(&plain, "pub fn step(&mut self"),
        calls(&day, "pub fn open(s: &mut Scene) {"),
        [
            calls(&day, "pub fn live(s: &mut Scene, p: &Proposal) {"),
            calls(&day, "pub fn follow(s: &mut Scene, p: &Proposal, happens: bool, push: Push) {"),
        ]
        .concat()
        .into_iter()
        .filter(|step| step != "follow")
        .collect(),
        stages(),
    ] {
        assert!(steps.len() >= 3, "the code's steps were not found: {steps:?}");
        all.extend(out_of_order(text, &steps));
    }
    let responses: Vec<String> =
        Behaviour::rows().iter().filter(|r| matches!(r.shape, Shape::Table { .. })).map(|r| r.key.to_owned()).collect();
    let letters = variants(&file("crates/world/src/mail.rs"), "pub enum Letter {");
    let purposes = variants(&file("crates/base/src/vocabulary/purposes.rs"), "pub enum Purpose {");
    assert!(responses.len() > 5 && letters.len() > 5 && purposes.len() > 5);
    all.extend(compare(text, "### Response", &responses));
    all.extend(compare(text, "## 3. Process overview and scheduling", &letters));
    all.extend(compare(text, "### Stochasticity", &purposes));
    all.extend(compare(text, "### Acts", &words::<Act>()));
    all.extend(compare(text, "### Detection", &words::<Channel>()));
    all.extend(compare(text, "### Gates", &words::<Gate>()));
    let acts = rows(section(text, "### Acts"));
    for act in Act::ALL {
        let word = match acts::spec(act).responds {
            Responds::Nothing => "nothing",
            Responds::Offence => "offence",
            Responds::Speech => "speech",
            Responds::Payment => "payment",
            Responds::Merit => "merit",
            Responds::Post => "post",
        };
        let said = acts.iter().find(|(name, _)| *name == act.name()).and_then(|(_, row)| row.split('|').nth(1));
        if said.is_some_and(|said| !said.trim().starts_with(word)) {
            all.push(format!("`{act}` responds as {word}, not as the document says"));
        }
    }
    all
}

#[test]
fn the_document_names_what_the_code_has_and_nothing_else() {
    let faults = faults(&file("docs/ODD.md"));
    assert!(faults.is_empty(), "docs/ODD.md:\n{}", faults.join("\n"));
}

#[test]
fn the_document_is_found_wrong_where_it_is() {
    let text = file("docs/ODD.md");
    for (from, to, told) in [
        ("| `likes-given` |", "| `likes-taken` |", "`likes-given` has no row"),
        ("| `informer` |", "| `spy` |", "`spy` under `### Detection` is not in the code"),
        ("| `online-shop` |", "| online-shop |", "`online-shop` has no row"),
        ("| `silence` |", "| `quiet` |", "`silence` has no row"),
        ("| `Withdrawn` |", "| Withdrawn |", "`Withdrawn` has no row"),
        ("| `Lottery` |", "| `Lots` |", "`Lottery` has no row"),
        ("| `train-trip` | everyone | nothing |", "| `train-trip` | everyone | merit |", "responds as nothing"),
        ("4. `count_passes`", "4. passes", "`count_passes` is not in the process overview"),
        ("`recourse::decide`", "appeals", "`recourse::decide` is not in the process overview"),
        ("`acts`, `detection`,", "`detection`, `acts`,", "stands out of order"),
        ("\n### Prediction\n", "\n### Foresight\n", "`### Prediction` is missing"),
        ("\n### Rollout\n", "\n### Waves\n", "`### Rollout` is missing"),
    ] {
        assert!(text.contains(from), "the document no longer says {from}");
        let found = faults(&text.replacen(from, to, 1));
        assert!(found.iter().any(|f| f.contains(told)), "{from}: {found:?}");
    }
}

#[test]
fn the_readme_names_the_document() {
    assert!(file("README.md").contains("(docs/ODD.md)"));
}
