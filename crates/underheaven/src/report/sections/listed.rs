//! Who is listed and why.

use super::headline;
use crate::report::figure::{Figure, Grid, Line, Section};
use crate::report::num::{How, Num};
use crate::report::run::Run;
use crate::report::words;
use maud::html;
use std::collections::BTreeMap;
use underheaven_base::Measure as M;

/// The section.
pub fn section(run: &Run) -> Option<Section> {
    let lines = by_cause(run);
    if lines.is_empty() {
        return None;
    }
    let arm = run.baseline();
    let all = run.all(arm, M::Listings)?;
    let needless = run.all(arm, M::ListingsOwnNotNeeded)?.over(&all)?;
    let section = Section::new("listed", "Who is listed, and why").text(html! {
        p {
            "A listing is put down to the first cause without which the threshold would not have been crossed, one's own act last. "
            "No act of one's own was needed in " (needless.shown(How::About)) " of listings"
            @if let Some(kin) = needed(run, arm, "kin") { "; a relative's entry was needed in " (kin.shown(How::About)) }
            "."
        }
        p {
            "At the sizes we assumed, " (all.shown(How::Count)) " listings of "
            (run.all(arm, M::ListedEver)?.shown(How::Count)) " people began here, and "
            (run.all(arm, M::ListedShare)?.shown(How::Percent)) " of enrolled adults stood on a list on the last day."
        }
    });
    let first = lines.first().map(|l| l.label.clone()).unwrap_or_default();
    let sentence =
        html! { "Most listings needed " (first) "; what needed several causes counts for the first in a fixed order." };
    Some(
        section
            .figure(Figure::rows(run, "listings-by-cause", "Listings by cause", "cause", sentence, &lines))
            .figure(by_group(run))
            .folded("Which causes were needed together", together(run)),
    )
}

/// Shares of listings by cause, the most frequent first.
fn by_cause(run: &Run) -> Vec<Line> {
    let labels = run.labels(M::Listings, "cause").iter();
    let line = |label: &String| {
        let share = |arm: &str| run.part(arm, M::Listings, label).over(&run.all(arm, M::Listings)?);
        Line::new(run, words::cause(label.trim_start_matches("cause=")), How::Percent, share)
    };
    let mut lines: Vec<Line> = labels.map(line).filter(Line::is_something).collect();
    lines.sort_by(|a, b| b.first().total_cmp(&a.first()));
    lines
}

/// How many times as often as everybody.
fn by_group(run: &Run) -> Option<Figure> {
    let reach: Vec<BTreeMap<String, Num>> =
        run.arms.iter().map(|arm| headline::reach(run, arm).into_iter().collect()).collect();
    let order = headline::reach(run, run.baseline());
    let (most, times) = order.first()?;
    let line = |(group, _): &(String, Num)| Line {
        label: group.clone(),
        how: How::Times,
        values: reach.iter().map(|of| of.get(group).cloned()).collect(),
    };
    let sentence = html! {
        (words::titled(most)) " are listed " (times.shown(How::Times)) " times as often as everybody in a year under the rulebook. One is as often as \
         everybody; groups overlap, and groups with fewer than ten people listed are left out."
    };
    let lines: Vec<Line> = order.iter().map(line).collect();
    Some(Figure::rows(
        run,
        "listed-by-group",
        "Listings a year under the rulebook, so many times as many as everybody's",
        "group",
        sentence,
        &lines,
    ))
}

/// Listings that needed a cause, of those that the table holds.
fn needed(run: &Run, arm: &str, cause: &str) -> Option<Num> {
    let rows = run.listings.rows_with("arm", arm);
    let held = rows.iter().filter(|row| run.listings.word("needed", **row).split('+').any(|c| c == cause)).count();
    let held = Num::new(held as f64, format!("listings.count{{arm={arm}&needed~{cause}}}"));
    held.over(&Num::new(rows.len() as f64, format!("listings.count{{arm={arm}}}")))
}

/// How often which causes were needed together, the most frequent first.
fn together(run: &Run) -> Grid {
    let mut sets: BTreeMap<&str, f64> = BTreeMap::new();
    for row in run.listings.rows_with("arm", run.baseline()) {
        *sets.entry(run.listings.word("needed", row)).or_default() += 1.0;
    }
    let mut sets: Vec<(&str, f64)> = sets.into_iter().collect();
    sets.sort_by(|a, b| b.1.total_cmp(&a.1));
    let sample = run.of_a_sample("listings");
    let caption = format!("Listings by the causes needed{sample}, at the sizes we assumed");
    let mut grid = Grid::new(caption, &["needed together", "listings"]);
    for (set, n) in sets.into_iter().take(12) {
        let causes: Vec<String> = set.split('+').map(|c| words::cause(c).to_owned()).collect();
        let said = if set.is_empty() { "no single one".to_owned() } else { words::joined(&causes) };
        let from = format!("listings.count{{arm={}&needed={set}}}", run.baseline());
        grid.push([said.into(), Num::new(n, from).shown(How::Count).into()]);
    }
    grid
}
