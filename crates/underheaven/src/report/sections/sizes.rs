//! The table of sizes: how far the result moves with what we assumed, each size at both ends of its range.

use crate::ends::{self, Row, Shown};
use crate::report::figure::{Cell, Grid, Section};
use crate::report::num::How;
use crate::report::run::Run;
use maud::html;

/// The section, where some arm lives under the rulebook and behaviour that the table was lived under.
pub fn section(run: &Run) -> Option<Section> {
    let ends = ends::committed().ok()?;
    let hashes: Vec<&String> = ends.inputs.values().collect();
    let known = |arm: &crate::report::folder::Arm| {
        arm.rulebook.files.values().any(|h| hashes.contains(&h))
            && arm.behaviour.files.values().all(|h| hashes.contains(&h))
    };
    run.folder.manifest.arms.iter().any(known).then_some(())?;
    let section = Section::new("sizes", "How far it moves with what we assumed").text(html! {
        p {
            b { "This is where to look for an interval." } " Each of the ten sizes that move the result most is put at both ends of its \
             plausible range, all others as assumed, over a town of " span .said { (How::Count.text(f64::from(ends.most.people))) }
            " people. Sizes are moved one at a time; two together may move it further. It was lived by the article's rulebook, and not by this run."
        }
    });
    let mut grid = Grid::new(
        "Sizes at both ends of their ranges",
        &["size", "at", "listed", "kin's share", "punished wrongly", "posts unwritten"],
    );
    let mut push = |name: &str, at: String, shown: &Shown| {
        let told = [
            How::Percent.text(shown.listed),
            How::Percent.text(shown.kin),
            How::Count.text(shown.wrongly),
            How::Count.text(shown.unwritten),
        ];
        grid.push([Cell::Said(name.to_owned()), Cell::Said(at)].into_iter().chain(told.map(Cell::Given)));
    };
    push("all as assumed", String::new(), &ends.most.assumed);
    for row in ends.shown() {
        push(&format!("{}, low", row.words), at(row, 0), &row.low);
        push(&format!("{}, high", row.words), at(row, 2), &row.high);
    }
    Some(section.table(grid))
}

fn at(row: &Row, end: usize) -> String {
    let mut all: Vec<String> = row.figures.iter().map(|(_, _, values)| values[end].to_string()).collect();
    all.dedup();
    all.join("; ")
}
