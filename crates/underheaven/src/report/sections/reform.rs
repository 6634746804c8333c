//! The reform in words: what its file says of itself, and every number that it changes.

use super::provenance;
use crate::report::figure::{Cell, Grid, Section};
use crate::report::run::Run;
use maud::html;
use std::collections::BTreeMap;
use underheaven_base::reading::FigureRow;

/// The section.
pub fn section(run: &Run) -> Option<Section> {
    if !run.is_comparison() {
        return None;
    }
    let arms = &run.folder.manifest.arms;
    let base = provenance::rulebook(run, arms.first()?)?;
    let mut section = Section::new("reform", "What is compared");
    section = section.text(html! { p { b { (run.baseline()) } ": " span .said { (base.about.why) } } });
    for arm in arms.iter().skip(1) {
        let Some(book) = provenance::rulebook(run, arm) else { continue };
        section = section.text(html! {
            p { b { (arm.arm) } ": " span .said { (book.about.why) } }
            @if arm.behaviour.files != arms[0].behaviour.files {
                p { "People respond by " code { (arm.behaviour.name) } " instead of " code { (arms[0].behaviour.name) } "." }
            }
        });
        let changed = changed(base.figures(), book.figures());
        if !changed.is_empty() {
            section = section
                .folded(format!("Numbers that differ under “{}”", arm.arm), numbers(run.baseline(), &arm.arm, changed));
        }
    }
    Some(section)
}

/// Numbers of either rulebook that the other has not, or has otherwise.
fn changed<'a>(a: &'a [FigureRow], b: &'a [FigureRow]) -> Vec<(&'a str, Option<&'a FigureRow>, Option<&'a FigureRow>)> {
    let by_path = |rows: &'a [FigureRow]| rows.iter().map(|row| (row.path.as_str(), row)).collect::<BTreeMap<_, _>>();
    let (a, b) = (by_path(a), by_path(b));
    let paths: std::collections::BTreeSet<&str> = a.keys().chain(b.keys()).copied().collect();
    let pairs = paths.into_iter().map(|path| (path, a.get(path).copied(), b.get(path).copied()));
    pairs.filter(|(_, a, b)| a.map(|r| r.value) != b.map(|r| r.value)).collect()
}

fn numbers(base: &str, arm: &str, rows: Vec<(&str, Option<&FigureRow>, Option<&FigureRow>)>) -> Grid {
    let mut grid = Grid::new(format!("“{arm}” beside “{base}”"), &["number", base, arm, "unit"]);
    let value = |row: Option<&FigureRow>| row.map_or(Cell::Gap, |row| Cell::Given(row.value.to_string()));
    for (path, a, b) in rows {
        let unit = a.or(b).map_or("", |row| row.unit.as_str());
        grid.push([Cell::Said(path.to_owned()), value(a), value(b), unit.into()]);
    }
    grid
}
