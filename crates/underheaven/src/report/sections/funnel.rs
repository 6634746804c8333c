//! The funnel: done, seen, booked, listed, refused, appealed, corrected; and how groups differ along it (B06).

use crate::report::charts::{Row, Shape};
use crate::report::figure::{Cell, Figure, Grid, Section};
use crate::report::num::{How, Num};
use crate::report::run::Run;
use crate::report::words;
use maud::html;
use std::collections::BTreeMap;
use underheaven_base::Measure as M;

const STAGES: [&str; 8] =
    ["done", "seen", "booked rightly", "booked wrongly", "listed", "refused", "appealed", "corrected"];

/// The section.
pub fn section(run: &Run) -> Option<Section> {
    let rules = by_rule(run, run.baseline());
    if rules.is_empty() {
        return None;
    }
    let section = Section::new("funnel", "From done to corrected").text(html! {
        p {
            "Most of what a rule means is never seen, and not all that is booked was done. Acts done and seen are those of people under \
             the rulebook; an act that several channels saw counts once for each; an entry may need several acts. What befalls somebody who does \
             nothing was done by nobody. A child is refused for a parent's listing and is on no list, so more may be refused than listed."
        }
    });
    let mut section = section.figure(by_group(run));
    for arm in &run.arms {
        let line = if run.is_comparison() { format!("Every rule under “{arm}”") } else { "Every rule".to_owned() };
        section = section.folded(line, grid(run, arm));
    }
    Some(section)
}

/// Events by rule and stage, over all channels.
fn by_rule<'a>(run: &'a Run, arm: &str) -> BTreeMap<&'a str, BTreeMap<&'a str, Vec<Num>>> {
    let mut rules: BTreeMap<&str, BTreeMap<&str, Vec<Num>>> = BTreeMap::new();
    for row in run.funnel.rows_with("group", "all") {
        if run.funnel.word("arm", row) != arm {
            continue;
        }
        let Some(events) = run.funnel.number("events", row) else { continue };
        let stages = rules.entry(run.funnel.word("rule", row)).or_default();
        stages.entry(run.funnel.word("stage", row)).or_default().push(Num::cell("funnel", "events", row, events));
    }
    rules
}

fn grid(run: &Run, arm: &str) -> Grid {
    let heads: Vec<&str> = std::iter::once("rule").chain(STAGES).collect();
    let mut grid = Grid::new("Events by rule and stage, at the sizes we assumed", &heads);
    for (rule, mut stages) in by_rule(run, arm) {
        let cells =
            STAGES.map(|stage| Num::sum(stages.remove(stage).unwrap_or_default()).map(|n| n.shown(How::Count)).into());
        grid.push(std::iter::once(Cell::from(rule)).chain(cells));
    }
    grid.without_empty_columns()
}

/// Rates by group beside everybody's: demerits booked, listings, refusals.
fn by_group(run: &Run) -> Option<Figure> {
    let arm = run.baseline();
    let measures = [(M::DemeritRate, "booked"), (M::ListingRate, "listed"), (M::RefusalRate, "refused")];
    let all: Vec<Option<Num>> = measures.iter().map(|(m, _)| run.all(arm, *m)).collect();
    let (mut rows, mut numbers) = (vec![], Grid::new(TIMES, &["group", "booked", "listed", "refused"]));
    for dimension in ["sex", "age", "place", "registration", "income", "role"] {
        for label in run.labels(M::DemeritRate, dimension) {
            let times = |((m, _), all): (&(M, &str), &Option<Num>)| run.of(arm, *m, label)?.over(all.as_ref()?);
            let values: Vec<Option<Num>> = measures.iter().zip(&all).map(times).collect();
            let row = values.iter().map(|v| v.as_ref().map(|v| (v.value, How::Times.text(v.value)))).collect();
            rows.push(Row { label: words::group(label), values: row });
            let cells = values.into_iter().map(|v| v.map(|v| v.shown(How::Times)).into());
            numbers.push(std::iter::once(Cell::from(words::group(label))).chain(cells));
        }
    }
    let series = measures.map(|(_, name)| name.to_owned()).to_vec();
    let numbers = numbers.without_empty_columns();
    (!rows.is_empty()).then(|| Figure {
        id: "funnel-by-group".to_owned(),
        title: TIMES.to_owned(),
        sentence: html! {
            "Where a group's dots lie apart, the funnel narrows otherwise for it than for everybody. What we put in stands behind \
             some of it: cameras, officers and reporters watch groups unequally, and acts differ by age and income."
        },
        shape: Shape::Rows { series, rows },
        numbers,
    })
}

const TIMES: &str = "Booked, listed and refused, so many times as often as everybody";
