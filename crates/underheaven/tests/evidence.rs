//! No number without a word on where it comes from: every shipped figure has its source or its range, and every model
//! constant that stands in Rust stands in `docs/EVIDENCE.md` too, with the same value.
//!
//! Constants are found by reading lines, not by parsing Rust: numbers inside formulas are left to readers.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use underheaven::evidence::{Figure, files};
use underheaven_base::Basis;

/// Constants of how something is computed, which say nothing about people or rules.
const TECHNICAL: [(&str, &str); 110] = [
    ("crates/base/src/day.rs", "EPOCH_JULIAN"),
    ("crates/base/src/day.rs", "FIRST_KNOWN"),
    ("crates/base/src/ids.rs", "PLACES"),
    ("crates/base/src/near.rs", "LINE"),
    ("crates/base/src/reading/section.rs", "FEW"),
    ("crates/base/src/vocabulary/mod.rs", "COUNT"),
    ("crates/measures/src/digest.rs", "ODD"),
    ("crates/measures/src/pair.rs", "ANY"),
    ("crates/measures/src/pair.rs", "LIFE"),
    ("crates/measures/src/pair.rs", "STEPS"),
    ("crates/measures/src/pair_rows.rs", "PARTINGS"),
    ("crates/measures/src/roll.rs", "NOBODY"),
    ("crates/measures/src/stocks.rs", "ALL"),
    ("crates/measures/src/stocks.rs", "BIN"),
    ("crates/measures/src/stocks.rs", "LOWEST"),
    ("crates/measures/src/stocks.rs", "NONE"),
    ("crates/measures/src/stocks.rs", "REFUSED"),
    ("crates/measures/src/stocks.rs", "ROWS"),
    ("crates/measures/src/stocks.rs", "USUAL"),
    ("crates/measures/src/sums.rs", "FIRST"),
    ("crates/measures/src/sums.rs", "NUMBERS"),
    ("crates/measures/src/sums.rs", "STOCK"),
    ("crates/measures/src/sums.rs", "WAITING"),
    ("crates/measures/src/tally.rs", "WORD"),
    ("crates/measures/src/trial.rs", "KIN"),
    ("crates/measures/src/trial.rs", "KIN_ASKED"),
    ("crates/measures/src/verify.rs", "TOLD"),
    ("crates/rulebook/src/check/lists.rs", "MOST_NAMES"),
    ("crates/society/src/alike/mod.rs", "MOST"),
    ("crates/society/src/country/cards.rs", "GROUPS"),
    ("crates/society/src/country/cards.rs", "ODD"),
    ("crates/society/src/country/cards.rs", "STRIDES"),
    ("crates/society/src/country/chances.rs", "AGES"),
    ("crates/society/src/country/dating.rs", "DATING"),
    ("crates/society/src/country/friends.rs", "FRIENDS"),
    ("crates/society/src/country/gallery.rs", "AGES"),
    ("crates/society/src/country/gallery.rs", "TRIES"),
    ("crates/society/src/country/kin.rs", "MOST_CHILDREN"),
    ("crates/society/src/country/kin.rs", "NOBODY"),
    ("crates/society/src/country/map.rs", "COUNTRY"),
    ("crates/society/src/country/map.rs", "PROVINCES"),
    ("crates/society/src/country/map.rs", "TYPES"),
    ("crates/society/src/country/people.rs", "GROWN"),
    ("crates/society/src/country/people.rs", "HOUSEHOLD"),
    ("crates/society/src/country/people.rs", "SELF"),
    ("crates/society/src/country/seats.rs", "CLASSES"),
    ("crates/society/src/country/seats.rs", "PER_DISTANCE"),
    ("crates/society/src/country/seats.rs", "SEATS"),
    ("crates/society/src/country/tables.rs", "ELSEWHERE"),
    ("crates/society/src/country/tables.rs", "SINGLES"),
    ("crates/society/src/country/tables.rs", "WORKERS"),
    ("crates/society/src/country/work.rs", "FOREIGN"),
    ("crates/society/src/country/work.rs", "KIND"),
    ("crates/society/src/country/work.rs", "OWNERS"),
    ("crates/society/src/country/work.rs", "STAFF"),
    ("crates/society/src/dice.rs", "SCALE"),
    ("crates/society/src/interface.rs", "ASK"),
    ("crates/society/src/interface.rs", "NOBODY"),
    ("crates/society/src/logarithm.rs", "BITS"),
    ("crates/society/src/permutation.rs", "MIX"),
    ("crates/society/src/template/mod.rs", "NONE"),
    ("crates/society/src/town/dating.rs", "DATING"),
    ("crates/society/src/town/firms.rs", "OWNERS"),
    ("crates/society/src/town/firms.rs", "STAFF"),
    ("crates/society/src/town/friends.rs", "FRIENDS"),
    ("crates/society/src/town/proposals.rs", "CELLS"),
    ("crates/society/src/town/rates.rs", "LATE_CLASSES"),
    ("crates/society/src/town/rates.rs", "MISSING"),
    ("crates/underheaven/src/cli.rs", "EVERYBODY"),
    ("crates/underheaven/src/cli.rs", "YEARS"),
    ("crates/underheaven/src/ends.rs", "NEAR"),
    ("crates/underheaven/src/ends.rs", "OTHER_LUCK"),
    ("crates/underheaven/src/ends.rs", "SHOWN"),
    ("crates/underheaven/src/live.rs", "LARGE"),
    ("crates/underheaven/src/live.rs", "MOST_SMALL"),
    ("crates/underheaven/src/live.rs", "SMALL_ONES"),
    ("crates/underheaven/src/margins.rs", "ALL_COUNTED"),
    ("crates/underheaven/src/margins.rs", "FIRMS_ASKED"),
    ("crates/underheaven/src/margins.rs", "KIN_ASKED"),
    ("crates/underheaven/src/margins.rs", "SAMPLED"),
    ("crates/underheaven/src/progress.rs", "TENTHS"),
    ("crates/underheaven/src/report/figure.rs", "SENTENCE"),
    ("crates/underheaven/src/report/page.rs", "LETTERS"),
    ("crates/underheaven/src/report/run.rs", "MONTH"),
    ("crates/underheaven/src/report/sections/partings.rs", "DEPTHS"),
    ("crates/underheaven/src/shelf.rs", "LARGEST"),
    ("crates/underheaven/src/study.rs", "TOWNS"),
    ("crates/underheaven/src/tables.rs", "BATCH"),
    ("crates/underheaven/src/tables.rs", "GROUP"),
    ("crates/world/src/arms.rs", "MOST_ARMS"),
    ("crates/world/src/arms.rs", "ROOM"),
    ("crates/world/src/cases/check.rs", "YEARS"),
    ("crates/world/src/cases/file.rs", "MOST_PEOPLE"),
    ("crates/world/src/entries.rs", "AT_ONCE"),
    ("crates/world/src/fast/design.rs", "FEWEST_COUNTIES"),
    ("crates/world/src/fast/glance.rs", "ROUNDING"),
    ("crates/world/src/fast/mod.rs", "UNDER"),
    ("crates/world/src/fast/pack.rs", "BYTES"),
    ("crates/world/src/fast/pack.rs", "HEAD"),
    ("crates/world/src/fast/pack.rs", "LEVELS"),
    ("crates/world/src/fast/pack.rs", "REGISTRY"),
    ("crates/world/src/fast/pack.rs", "WINDOWS"),
    ("crates/world/src/fast/part.rs", "KEPT"),
    ("crates/world/src/fast/post.rs", "DISTRICTS"),
    ("crates/world/src/fast/post.rs", "FEW"),
    ("crates/world/src/fast/step.rs", "AT_ONCE"),
    ("crates/world/src/life.rs", "NEVER"),
    ("crates/world/src/response.rs", "CUTS"),
    ("crates/world/src/response.rs", "SHUT"),
    ("crates/world/src/temper.rs", "COUNT"),
];

/// Files whose constants are all technical: bits and places in a row of counters or of a looked-up word, the generator's rounds,
/// a picture's units.
const TECHNICAL_FILES: [&str; 6] = [
    "crates/base/src/draw.rs",
    "crates/measures/src/cells.rs",
    "crates/measures/src/counters.rs",
    "crates/measures/src/funnel.rs",
    "crates/society/src/skips.rs",
    "crates/underheaven/src/report/charts.rs",
];

/// Where constants are looked for: the whole program.
const CRATES: [&str; 7] = ["base", "behaviour", "measures", "rulebook", "society", "underheaven", "world"];

/// A constant's file and name.
type Named = (String, String);

/// Why a figure is not honest, if it is not.
fn lack(f: &Figure) -> Option<&'static str> {
    match () {
        () if f.basis == Basis::Unstated => Some("a basis"),
        () if f.basis == Basis::Assumed && f.range.is_none() => Some("a range, though it is assumed"),
        () if f.range.is_none() && f.source.is_empty() => Some("a source or a range"),
        () if f.unit.is_empty() => Some("a unit"),
        () => None,
    }
}

#[test]
fn every_shipped_figure_has_a_unit_and_a_source_or_a_range() {
    let files = files();
    let lacking = files.iter().flat_map(|file| file.figures.iter().map(move |f| (file, f)));
    let faults: Vec<String> =
        lacking.filter_map(|(file, f)| Some(format!("{}: `{}` has not {}", file.path, f.path, lack(f)?))).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(files.iter().map(|f| f.figures.len()).sum::<usize>() > 300, "figures were lost on the way");
}

#[test]
fn a_figure_without_source_or_range_is_found() {
    let honest = files()[0].figures[0].clone();
    assert_eq!(lack(&honest), None);
    assert!(lack(&Figure { basis: Basis::Unstated, ..honest.clone() }).is_some());
    assert!(lack(&Figure { basis: Basis::Assumed, range: None, ..honest.clone() }).is_some());
    assert!(lack(&Figure { basis: Basis::Read, range: None, source: String::new(), ..honest.clone() }).is_some());
    assert!(lack(&Figure { unit: String::new(), ..honest }).is_some());
}

#[test]
fn every_model_constant_in_rust_stands_in_the_document_with_its_value() {
    let (code, told) = (constants(), listed(&read("docs/EVIDENCE.md")));
    let mut technical: BTreeSet<Named> = TECHNICAL.map(|(file, name)| (file.to_owned(), name.to_owned())).into();
    for file in TECHNICAL_FILES {
        let here: Vec<Named> = code.keys().filter(|(at, _)| at == file).cloned().collect();
        assert!(!here.is_empty(), "{file} holds no constants");
        technical.extend(here);
    }
    let mut faults = vec![];
    for (named @ (file, name), value) in code.iter().filter(|(named, _)| !technical.contains(*named)) {
        match told.get(named) {
            None => faults.push(format!("`{name}` of {file} ({value}) is not in docs/EVIDENCE.md")),
            Some(says) if !same(says, value) => {
                faults.push(format!("`{name}` of {file} is {value}, but docs/EVIDENCE.md says {says}"));
            }
            Some(_) => {}
        }
    }
    let gone = told.keys().chain(&technical).filter(|named| !code.contains_key(*named));
    faults.extend(gone.map(|(file, name)| format!("`{name}` is no longer in {file}")));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn constants_of_every_crate_that_has_some_are_found() {
    let code = constants();
    let of = |name: &str| code.keys().filter(|(file, _)| file.starts_with(&format!("crates/{name}/src/"))).count();
    // A behaviour is data; its crate reads and checks it.
    let without: Vec<_> = CRATES.into_iter().filter(|name| of(name) == 0).collect();
    assert_eq!(without, ["behaviour"]);
}

#[test]
fn constants_are_found_in_any_of_their_forms() {
    let text = "#[cfg(test)]\nmod tests;\nconst A: f64 = 0.5;\n    pub(crate) const B_2: [i32; 2] = [1, -2];\npub const C: (i32, u8) = (2020, 1);\n\
        const D: std::ops::RangeInclusive<i32> = 18..=46;\nconst fn e(x: u32) -> u32 {\nconst F: &str = \"x\";\n\
        pub const G: usize =\n    7;\n#[cfg(test)]\nmod tests {\n    const H: u32 = 1;\n}\n";
    let found: Vec<_> = in_text(text).into_iter().map(|(name, value)| format!("{name} {value}")).collect();
    assert_eq!(found, ["A 0.5", "B_2 [1, -2]", "C (2020, 1)", "D 18..=46", "G 7"]);
    assert!(same("500000", "500_000.0") && same("0.00001", "1e-5") && same("[1, -2]", "[1,-2]") && !same("2", "3"));
    let told = listed("| `A` | `crates/x.rs` | 0.5 | share | assumed | 0 to 1 | why |\n| a | `b` | 1 |\n");
    assert_eq!(told.into_iter().collect::<Vec<_>>(), [(("crates/x.rs".to_owned(), "A".to_owned()), "0.5".to_owned())]);
}

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

fn read(path: impl AsRef<Path>) -> String {
    fs::read_to_string(root().join(path)).expect("the project's own file can be read")
}

/// All numeric constants of the program's crates, tests aside.
fn constants() -> BTreeMap<Named, String> {
    let mut paths = vec![];
    CRATES.iter().for_each(|name| walk(Path::new(&format!("crates/{name}/src")), &mut paths));
    let of = |path: &PathBuf| {
        let file = path.display().to_string().replace('\\', "/");
        in_text(&read(path)).into_iter().map(|(name, value)| ((file.clone(), name), value)).collect::<Vec<_>>()
    };
    paths.iter().flat_map(of).collect()
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(root().join(folder)).expect("the project's own folder can be read").flatten() {
        let path = folder.join(entry.file_name());
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() && name != "tests" {
            walk(&path, found);
        } else if name.ends_with(".rs") && name != "tests.rs" && name != "testing.rs" {
            found.push(path);
        }
    }
}

/// Names and values of the numeric constants of a file, up to its own tests.
fn in_text(text: &str) -> Vec<(String, String)> {
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or(text);
    let mut found = vec![];
    for (at, _) in code.match_indices("const ") {
        let begins = code[..at].lines().last().unwrap_or("").trim();
        let starts_line = at == 0 || code[..at].ends_with('\n') || begins.is_empty() || begins.starts_with("pub");
        let rest = &code[at + "const ".len()..];
        let name: String =
            rest.chars().take_while(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || *c == '_').collect();
        let Some((kind, value)) = rest[name.len()..].strip_prefix(": ").and_then(|r| r.split_once('=')) else {
            continue;
        };
        if starts_line && !name.is_empty() && is_numeric(kind) {
            found.push((name, statement(value)));
        }
    }
    found
}

/// The value ends with the statement; formatted code breaks the line there.
fn statement(value: &str) -> String {
    value.split(";\n").next().unwrap_or("").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a type is made of numbers alone.
fn is_numeric(kind: &str) -> bool {
    let plain = kind.replace("std::ops::RangeInclusive", "").replace("std::ops::Range", "");
    let words = plain.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|w| !w.is_empty());
    let numeric = ["f32", "f64", "i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64", "usize"];
    words.clone().any(|w| numeric.contains(&w))
        && words.into_iter().all(|w| numeric.contains(&w) || w.parse::<u32>().is_ok())
}

/// The constants that a document lists: rows of a name and a file in backticks, and the value.
fn listed(text: &str) -> BTreeMap<Named, String> {
    let quoted = |cell: &str| Some(cell.trim().strip_prefix('`')?.strip_suffix('`')?.to_owned());
    let row = |line: &str| {
        let mut cells = line.strip_prefix('|')?.split('|');
        let (name, file) = (quoted(cells.next()?)?, quoted(cells.next()?)?);
        let is_one = file.starts_with("crates/") && name.chars().all(|c| !c.is_lowercase());
        is_one.then_some(((file, name), cells.next()?.trim().to_owned()))
    };
    text.lines().filter_map(row).collect()
}

/// Whether two ways of writing say the same number.
fn same(a: &str, b: &str) -> bool {
    let bare = |text: &str| text.replace([' ', '_'], "");
    match (bare(a).parse::<f64>(), bare(b).parse::<f64>()) {
        (Ok(a), Ok(b)) => a == b,
        _ => bare(a) == bare(b),
    }
}
