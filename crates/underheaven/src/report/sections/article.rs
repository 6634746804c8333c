//! The article's roll-call: S01 to S33, each with its measure in this run, and whether that was put in or follows.

use super::provenance;
use crate::report::figure::{Cell, Grid, Section};
use crate::report::num::How;
use crate::report::run::Run;
use crate::statements::{self, sizes};
use maud::html;

/// The section, where the baseline is the article's rulebook or a reform of it.
pub fn section(run: &Run) -> Option<Section> {
    let article = underheaven_rulebook::shipped().iter().find(|book| book.name == "article")?.rulebook();
    let hash = crate::manifest::sha256(article.text.as_bytes());
    let arms = &run.folder.manifest.arms;
    arms.iter().any(|arm| arm.rulebook.files.values().any(|h| *h == hash)).then_some(())?;
    provenance::rulebook(run, arms.first()?)?;
    let section = Section::new("article", "The article, statement by statement").text(html! {
        p {
            "Every statement of the article is a row that works and can be switched off. " b { "Put in" }
            " means that a file states the effect, so that a run is no evidence for it; " b { "follows" }
            " that it arises from other rows; " b { "both" } " that a file states part of it, and how much comes of it follows. The last two columns come from the society “town”, where each row was lived with its switch \
             on and off; they are committed with the program."
        }
    });
    Some(section.table(grid(run)?))
}

fn grid(run: &Run) -> Option<Grid> {
    let committed = sizes::committed().ok()?;
    let mut heads = vec!["#", "what the article tells", "measure", "effect"];
    heads.extend(run.arms.iter().map(String::as_str));
    heads.extend(["town, on", "town, off"]);
    let mut grid = Grid::new("The article's statements, at the sizes we assumed", &heads);
    for row in statements::all().ok()? {
        let how = How::of_unit(row.measure.unit());
        let measure = format!("{} ({})", words(row.measure.name()), row.measure.unit());
        let mut cells = vec![
            Cell::Said(row.id.clone()),
            Cell::Said(row.told.words.clone()),
            Cell::Said(measure),
            Cell::from(words(row.told.effect.name())),
        ];
        cells.extend(run.arms.iter().map(|arm| Cell::from(run.all(arm, row.measure).map(|n| n.shown(how)))));
        let size = committed.rows.get(&row.id);
        let said = |x: Option<f64>| x.map_or(Cell::Gap, |x| Cell::Given(how.text(x)));
        cells.extend([said(size.map(|s| s.on)), said(size.and_then(|s| s.off))]);
        grid.push(cells);
    }
    Some(grid)
}

fn words(name: &str) -> String {
    name.replace('-', " ")
}
