//! People punished so far, each once, by punishment, in the pilot and since (S33), beside the article's word.

use crate::report::figure::{Cell, Figure, Grid, Line, Section};
use crate::report::num::{How, Num};
use crate::report::run::Run;
use crate::report::words;
use maud::html;
use std::collections::BTreeSet;
use underheaven_base::{Day, Measure as M};

/// With fewer neighbourhoods in it, a pilot does not stand for a country's.
const NEIGHBOURHOODS: usize = 10;

/// The section.
pub fn section(run: &Run) -> Option<Section> {
    let arm = run.baseline();
    run.all(arm, M::PeoplePunished).filter(|n| n.value > 0.0)?;
    let has_pilot = pilot_until(run, arm).is_some();
    let section = Section::new("punished", "People punished so far").text(html! {
        p {
            "Each person counts once for each punishment. "
            @if has_pilot { "The article says: “Even during the pilot, millions have been punished.” That is its word; nothing here is fitted to it. " }
            "These are levels: they follow from the sizes we assumed."
        }
    });
    let lines = lines(run);
    let sentence = html! {
        "Shares of everybody punished in any way, at the sizes we assumed; one person may have met several punishments."
    };
    Some(
        section
            .figure(Figure::rows(run, "punished-by-punishment", "By punishment", "punishment", sentence, &lines))
            .table(counted(run, arm, has_pilot)),
    )
}

fn lines(run: &Run) -> Vec<Line> {
    let line = |label: &String| {
        let share = |arm: &str| run.part(arm, M::PeoplePunished, label).over(&run.all(arm, M::PeoplePunished)?);
        Line::new(run, words::punishment(label.trim_start_matches("punishment=")), How::Percent, share)
    };
    let mut lines: Vec<Line> = run.labels(M::PeoplePunished, "punishment").iter().map(line).collect();
    lines.sort_by(|a, b| b.first().total_cmp(&a.first()));
    lines
}

/// As counted and as represented.
fn counted(run: &Run, arm: &str, has_pilot: bool) -> Grid {
    let mut heads = vec!["punishment", "counted here", "people they stand for"];
    heads.extend(if has_pilot { &["counted in the pilot", "they stand for", "counted since"][..] } else { &[] });
    let stands = pilot_stands(run, arm);
    let caption = if run.is_comparison() {
        format!("People punished so far under “{arm}”, at the sizes we assumed")
    } else {
        "People punished so far, at the sizes we assumed".to_owned()
    };
    let mut grid = Grid::new(caption, &heads);
    let mut push = |name: String, of: &dyn Fn(M) -> Num| {
        let so_far = of(M::PeoplePunished);
        let mut row = vec![
            Cell::from(name),
            so_far.shown(How::Count).into(),
            so_far.times(&run.represents()).shown(How::People).into(),
        ];
        if has_pilot {
            let early = of(M::PeoplePunishedInPilot);
            let represented = stands.then(|| early.times(&run.represents()).shown(How::People)).into();
            row.extend([
                early.shown(How::Count).into(),
                represented,
                of(M::PeoplePunishedSince).shown(How::Count).into(),
            ]);
        }
        grid.push(row);
    };
    push("any".to_owned(), &|m| run.part(arm, m, "all"));
    for label in run.labels(M::PeoplePunished, "punishment") {
        push(words::punishment(label.trim_start_matches("punishment=")), &|m| run.part(arm, m, label));
    }
    grid
}

/// First day after the pilot of an arm's rulebook, if the run saw any of it.
fn pilot_until(run: &Run, arm: &str) -> Option<Day> {
    let of = run.folder.manifest.arms.iter().find(|a| a.arm == arm)?;
    Day::parse(of.pilot_until.as_ref()?).ok()
}

/// Whether the pilot rests on enough neighbourhoods to stand for a country's: ten, as far as the panel shows.
fn pilot_stands(run: &Run, arm: &str) -> bool {
    let Some(until) = pilot_until(run, arm).map(|day| f64::from(day.0)) else { return false };
    let rows = run.people.rows_with("arm", arm).into_iter();
    let early = rows.filter(|row| run.people.number("enrolled", *row).is_some_and(|day| day < until));
    let places: BTreeSet<i64> = early.filter_map(|row| Some(run.people.number("neighbourhood", row)? as i64)).collect();
    places.len() >= NEIGHBOURHOODS
}
