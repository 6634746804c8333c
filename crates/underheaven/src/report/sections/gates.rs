//! What was shut: refusals by gate and by cause.

use crate::report::figure::{Cell, Figure, Grid, Line, Section};
use crate::report::num::{How, Num};
use crate::report::run::Run;
use crate::report::words;
use maud::html;
use underheaven_base::Measure as M;

/// The section.
pub fn section(run: &Run) -> Option<Section> {
    let causes = by_cause(run);
    let decided = run.all(run.baseline(), M::DecidedByStanding)?;
    if causes.is_empty() && decided.value == 0.0 {
        return None;
    }
    let section = Section::new("gates", "What was shut, and for what").text(html! {
        p {
            "A gate answers a request by standing: it refuses, it favours, or it pushes back whoever stands behind somebody favoured. "
            "For a child, a parent's standing decides; that counts as a relative's act."
        }
    });
    let gates = by_gate(run);
    let most = gates.first().map(|l| l.label.clone()).unwrap_or_default();
    let why = causes.first().map(|l| l.label.clone()).unwrap_or_default();
    let of_gates = html! { "Most refusals concern " (most) ". Shares are of all refusals; how many requests each gate had stands below." };
    let of_causes = html! { "Most refusals go back to " (why) "." };
    let section = match gates.is_empty() {
        true => section,
        false => section.figure(Figure::rows(run, "refusals-by-gate", "Refusals by gate", "gate", of_gates, &gates)),
    };
    let section = match causes.is_empty() {
        true => section,
        false => {
            section.figure(Figure::rows(run, "refusals-by-cause", "Refusals by cause", "cause", of_causes, &causes))
        }
    };
    Some(section.folded("Every gate's answers", answers(run)))
}

fn shares(run: &Run, dimension: &str, words: impl Fn(&str) -> String) -> Vec<Line> {
    let line = |label: &String| {
        let share = |arm: &str| run.part(arm, M::Refusals, label).over(&run.all(arm, M::Refusals)?);
        Line::new(run, words(label.split_once('=').map_or("", |(_, word)| word)), How::Percent, share)
    };
    let mut lines: Vec<Line> = run.labels(M::Refusals, dimension).iter().map(line).filter(Line::is_something).collect();
    lines.sort_by(|a, b| b.first().total_cmp(&a.first()));
    lines
}

fn by_gate(run: &Run) -> Vec<Line> {
    shares(run, "gate", |word| words::gate(word).to_owned())
}

fn by_cause(run: &Run) -> Vec<Line> {
    shares(run, "cause", |word| words::cause(word).to_owned())
}

/// What each gate answered.
fn answers(run: &Run) -> Grid {
    let caption = "Requests by anybody and their answers for standing, at the sizes we assumed";
    let mut grid = Grid::new(caption, &["gate", "requests", "refused", "favoured", "pushed back"]);
    let counted = |n: Num| Cell::from(n.shown(How::Count));
    for arm in &run.arms {
        for label in run.labels(M::Requests, "gate") {
            let name = words::titled(words::gate(label.trim_start_matches("gate=")));
            let name = if run.is_comparison() { format!("{name}, {arm}") } else { name };
            let answers =
                [M::Requests, M::Refusals, M::Favours, M::PushedBack].map(|m| counted(run.part(arm, m, label)));
            grid.push(std::iter::once(Cell::from(name)).chain(answers));
        }
    }
    grid
}
