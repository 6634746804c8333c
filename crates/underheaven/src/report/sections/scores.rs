//! How scores are spread, and how that moves: of the panel, weighed up, from its entries.

use crate::report::charts::{Along, Curve, Shape};
use crate::report::figure::{Cell, Figure, Grid, Section};
use crate::report::num::{How, Num};
use crate::report::run::Run;
use maud::html;
use std::collections::BTreeMap;
use underheaven_base::{Day, Measure as M};

/// The shares of people below which a score is told, with their names.
const TOLD: [(f64, &str); 3] = [(0.9, "a tenth above"), (0.5, "the middle"), (0.1, "a tenth below")];

/// The section.
pub fn section(run: &Run) -> Option<Section> {
    let arm = run.baseline();
    let top = run.all(arm, M::TopBandShare)?;
    let section = Section::new("scores", "How scores are spread").text(html! {
        p {
            "At the sizes we assumed, " (top.shown(How::Percent)) " of those who hold a score are in the top band on the last day."
        }
    });
    Some(section.figure(over_time(run, arm)).figure(at_the_end(run)))
}

/// A person's score through time: what it is at the end less what was booked since.
struct Life {
    enrolled: f64,
    weight: f64,
    end: f64,
    /// Day and points, in any order.
    entries: Vec<(f64, f64)>,
}

fn lives(run: &Run, arm: &str) -> Vec<Life> {
    let mut lives: BTreeMap<&str, Life> = BTreeMap::new();
    for row in run.people.rows_with("arm", arm) {
        let number = |column| run.people.number(column, row);
        let (Some(enrolled), Some(weight), Some(end)) = (number("enrolled"), number("weight"), number("score")) else {
            continue;
        };
        lives.insert(run.people.word("person", row), Life { enrolled, weight, end, entries: vec![] });
    }
    for row in run.ledger.rows_with("arm", arm) {
        let Some(life) = lives.get_mut(run.ledger.word("person", row)) else { continue };
        life.entries.extend(run.ledger.number("day", row).zip(run.ledger.number("points", row)));
    }
    lives.into_values().collect()
}

/// Half-years' ends within the run, its last day included.
fn ends(run: &Run) -> Vec<i32> {
    let dates = &run.folder.manifest.dates;
    let (Ok(from), Ok(to)) = (Day::parse(&dates.from), Day::parse(&dates.lived_to)) else { return vec![] };
    let halves = (from.ymd().0..=to.ymd().0).flat_map(|y| [Day::from_ymd(y, 6, 30), Day::from_ymd(y, 12, 31)]);
    let mut days: Vec<i32> = halves.flatten().filter(|day| *day > from && *day < to).map(|day| day.0).collect();
    days.push(to.0);
    days
}

/// Weighted scores on a day, the lowest first.
fn scores(lives: &[Life], day: f64) -> Vec<(f64, f64)> {
    let score =
        |life: &Life| life.end - life.entries.iter().filter(|(d, _)| *d > day).map(|(_, points)| points).sum::<f64>();
    let mut all: Vec<(f64, f64)> = lives.iter().filter(|l| l.enrolled <= day).map(|l| (score(l), l.weight)).collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    all
}

/// The least score with at least this share of people at or below it.
fn quantile(scores: &[(f64, f64)], share: f64) -> Option<f64> {
    let all: f64 = scores.iter().map(|(_, weight)| weight).sum();
    let mut sum = 0.0;
    scores
        .iter()
        .find(|(_, weight)| {
            sum += weight;
            sum >= share * all
        })
        .or(scores.last())
        .map(|(score, _)| *score)
}

fn over_time(run: &Run, arm: &str) -> Option<Figure> {
    let lives = lives(run, arm);
    let mut heads = vec!["last day of"];
    heads.extend(TOLD.map(|(_, name)| name));
    let mut numbers = Grid::new("Scores of people enrolled, the panel weighed up", &heads);
    let mut curves: Vec<Curve> =
        TOLD.iter().map(|(_, name)| Curve { name: (*name).to_owned(), points: vec![] }).collect();
    for day in ends(run) {
        let scores = scores(&lives, f64::from(day));
        let told: Vec<(f64, f64)> =
            TOLD.iter().filter_map(|(share, _)| Some((*share, quantile(&scores, *share)?))).collect();
        if told.len() < TOLD.len() {
            continue;
        }
        let mut row = vec![Cell::Said(Day(day).to_string())];
        for ((share, score), curve) in told.into_iter().zip(&mut curves) {
            curve.points.push((f64::from(day), score));
            let from = format!("panel.quantile{{arm={arm}&day={day}&share={share}}}");
            row.push(Num::new(score, from).shown(How::Count).into());
        }
        numbers.push(row);
    }
    (numbers.rows.len() > 1).then(|| Figure {
        id: "scores-over-time".to_owned(),
        title: if run.is_comparison() { format!("Scores over time, “{arm}”") } else { "Scores over time".to_owned() },
        sentence: html! {
            "A tenth of the enrolled stand above the first line, half above the second, a tenth below the third. Whoever is enrolled \
             later starts later; entries lapse and the books cap merits."
        },
        shape: Shape::Lines { lines: curves, along: Along::Days, text: |y| format!("{y:.0}"), from_nought: false },
        numbers,
    })
}

/// The scores of everybody on the last day, in bins of ten points.
fn at_the_end(run: &Run) -> Option<Figure> {
    let low = |label: &str| label.trim_start_matches("score=").rsplit_once('-')?.0.parse::<f64>().ok();
    let mut bins: Vec<(f64, &String)> =
        run.labels(M::People, "score").iter().filter_map(|l| Some((low(l)?, l))).collect();
    bins.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut heads = vec!["score from"];
    heads.extend(run.arms.iter().map(String::as_str));
    let mut numbers = Grid::new("People by score on the last day, at the sizes we assumed", &heads);
    let mut lines: Vec<Curve> = run.arms.iter().map(|arm| Curve { name: arm.clone(), points: vec![] }).collect();
    for (low, label) in &bins {
        let people: Vec<Num> = run.arms.iter().map(|arm| run.part(arm, M::People, label)).collect();
        for (line, n) in lines.iter_mut().zip(&people) {
            line.points.extend([(*low, n.value), (low + 10.0, n.value)]);
        }
        let cells = people.into_iter().map(|n| n.shown(How::Count).into());
        numbers.push(std::iter::once(Cell::Said(format!("{low:.0}"))).chain(cells));
    }
    (bins.len() > 1).then(|| Figure {
        id: "scores-at-the-end".to_owned(),
        title: "People by score on the last day, at the sizes we assumed".to_owned(),
        sentence: html! { "In bins of ten points. Most people stand near the start; the long tail to the left is whom gates shut." },
        shape: Shape::Lines { lines, along: Along::Scores, text: |y| How::Count.text(y), from_nought: true },
        numbers,
    })
}
