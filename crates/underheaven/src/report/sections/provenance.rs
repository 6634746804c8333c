//! Where each rule comes from and, apart from that, each of its numbers.

use crate::report::figure::{Cell, Grid, Section};
use crate::report::folder::Arm;
use crate::report::run::Run;
use crate::shelf::{Found, Kind, Text, is_reform};
use maud::html;
use std::path::Path;
use underheaven_base::Basis;
use underheaven_base::Word;
use underheaven_base::reading::FigureRow;
use underheaven_behaviour::Behaviour;
use underheaven_rulebook::{About, Provenance, Rulebook};

/// The section.
pub fn section(run: &Run) -> Option<Section> {
    let mut section = Section::new("rules", "Where the rules and their numbers come from");
    let mut told = vec![];
    for arm in &run.folder.manifest.arms {
        section = match rulebook(run, arm) {
            Some(book) => of(section, &arm.arm, &book),
            None => section.text(html! {
                p { "The rulebook of “" (arm.arm) "” is neither in this folder nor in this program, so its rules cannot be told here." }
            }),
        };
        if let Some(behaviour) = behaviour(run, arm).filter(|b| !told.contains(&b.name)) {
            told.push(behaviour.name.clone());
            let grid = numbers(format!("Numbers of the behaviour {}", behaviour.name), behaviour.figures());
            section = section.folded(format!("Every number of the behaviour “{}”", behaviour.name), grid);
        }
    }
    Some(section)
}

/// The behaviour of an arm, from the very file that was read.
fn behaviour(run: &Run, arm: &Arm) -> Option<Behaviour> {
    let (label, hash) = arm.behaviour.files.first_key_value()?;
    let texts = vec![Text { label: label.clone(), text: run.folder.text(hash)? }];
    let found = Found { kind: Kind::Behaviour, name: arm.behaviour.name.clone(), texts, reforms: 0, shipped: true };
    crate::shipped::behaviour(&found).ok().map(|(behaviour, _)| behaviour)
}

/// The rulebook of an arm, from the very files that were read.
pub fn rulebook(run: &Run, arm: &Arm) -> Option<Rulebook> {
    let text = |(label, hash): (&String, &String)| Some(Text { label: label.clone(), text: run.folder.text(hash)? });
    let mut texts = arm.rulebook.files.iter().map(text).collect::<Option<Vec<Text>>>()?;
    // A reform is laid over its rulebook, whichever label comes first.
    texts.sort_by_key(|text| is_reform(Path::new(&text.label), &text.text));
    let reforms = texts.len().saturating_sub(1);
    let found = Found { kind: Kind::Rulebook, name: arm.rulebook.name.clone(), texts, reforms, shipped: true };
    crate::shipped::rulebook(&found).ok().map(|(book, _)| book)
}

fn of(section: Section, arm: &str, book: &Rulebook) -> Section {
    let parts = parts(book);
    let told = |provenance: Provenance| parts.iter().filter(|(_, about)| about.provenance == provenance).count();
    let assumed = book.figures().iter().filter(|f| f.basis == Basis::Assumed).count();
    let counts = Provenance::ALL.iter().filter(|p| told(**p) > 0).map(|p| format!("{} {}", told(*p), p.name()));
    let counts = counts.collect::<Vec<_>>().join(", ");
    section
        .text(html! {
            p {
                "“" (arm) "”: rules, lists and gates by where they come from: " span .said { (counts) } ". Of their numbers, "
                span .said { (assumed) } " of " span .said { (book.figures().len()) } " are assumed, each with a plausible range."
            }
        })
        .folded(format!("Every rule of “{arm}”"), rules(&parts))
        .folded(format!("Every number of “{arm}”"), numbers(format!("Numbers of the rulebook {arm}"), book.figures()))
}

/// All that can be named in a rulebook, with what it says of itself.
fn parts(book: &Rulebook) -> Vec<(String, &About)> {
    let mut parts: Vec<(String, &About)> = vec![];
    parts.extend(book.score.iter().map(|x| ("score".to_owned(), &x.about)));
    parts.extend(book.camera.iter().map(|x| ("camera".to_owned(), &x.about)));
    parts.extend(book.bands.iter().map(|(n, x)| (format!("band {n}"), &x.about)));
    parts.extend(book.lists.iter().map(|(n, x)| (format!("list {n}"), &x.about)));
    parts.extend(book.rules.iter().map(|(n, x)| (format!("rule {n}"), &x.about)));
    parts.extend(book.kin.iter().map(|(n, x)| (format!("kin {n}"), &x.about)));
    parts.extend(book.discretion.iter().map(|(n, x)| (format!("discretion {n}"), &x.about)));
    parts.extend(book.gates.iter().map(|(n, x)| (format!("gate {}", n.name()), &x.about)));
    parts.extend(book.firm.iter().map(|x| ("firm".to_owned(), &x.about)));
    parts.extend(book.reports.iter().map(|x| ("reports".to_owned(), &x.about)));
    parts.extend(book.recourse.iter().map(|x| ("recourse".to_owned(), &x.about)));
    parts
}

fn rules(parts: &[(String, &About)]) -> Grid {
    let mut grid = Grid::new("Rules, lists and gates", &["part", "comes from", "statement", "in a sentence"]);
    for (name, about) in parts {
        let from = match (about.enabled, about.provenance) {
            (false, _) => "switched off".to_owned(),
            (true, Provenance::Documented) if !about.source.is_empty() => format!("documented: {}", about.source),
            (true, provenance) => provenance.name().to_owned(),
        };
        let said = [name, &from, &about.statement, &about.why].map(|s| Cell::Said(s.clone()));
        grid.push(said);
    }
    grid
}

fn numbers(caption: String, rows: &[FigureRow]) -> Grid {
    let mut grid = Grid::new(caption, &["number", "value", "unit", "range", "where from"]);
    for row in rows {
        let range = row.range.map_or_else(String::new, |(low, high)| format!("{low} to {high}"));
        let cells = [row.path.clone(), row.value.to_string(), row.unit.clone(), range, from(row)];
        grid.push(cells.map(Cell::Said));
    }
    grid
}

fn from(row: &FigureRow) -> String {
    match (row.basis.name(), row.source.is_empty()) {
        (basis, true) => basis.to_owned(),
        (basis, false) => format!("{basis}: {}", row.source),
    }
}
