//! Whose lives part between arms, by which path and how far from the rule's own reach.

use crate::report::charts::{Row, Shape};
use crate::report::figure::{Cell, Figure, Grid, Section};
use crate::report::num::{How, Num};
use crate::report::run::Run;
use crate::report::words;
use maud::html;
use std::collections::{BTreeMap, BTreeSet};

/// Depths that have a column of their own.
const DEPTHS: usize = 6;

/// The section.
pub fn section(run: &Run) -> Option<Section> {
    run.partings.as_ref().filter(|_| run.is_comparison())?;
    let mut section = Section::new("partings", "Whose life parts, and how it reached them").text(html! {
        p {
            "A person parts when anything about their state or life differs between two arms. " b { "Direct" } " is the rule's own reach; a depth \
             of one, two and more is what spilled over from somebody who had parted before."
        }
    });
    for (n, arm) in run.arms.iter().enumerate().skip(1) {
        let share = run.folder.manifest.arms[n].share_lived_apart;
        let share = share.map(|share| run.given(&format!("arms.{n}.share_lived_apart"), share));
        let parted = run.differs(arm, "people-parted", "all", "difference").filter(|n| n.value > 0.0);
        section = match parted {
            Some(parted) => section.text(html! {
                p {
                    "Under “" (arm) "”, " (parted.over(&run.people_lived())?.shown(How::Percent)) " of everybody part from “" (run.baseline()) "” at \
                     some time"
                    @if let Some(share) = share { ", and " (share.shown(How::Percent)) " of all days are lived apart" } "."
                }
            }),
            None => section.text(html! { p { "Nobody's life under “" (arm) "” differs from that under “" (run.baseline()) "”." } }),
        };
        section = section.figure(by_path(run, arm, n));
        if let Some(depths) = by_depth(run, arm) {
            section = section.table(depths);
        }
    }
    Some(section)
}

/// Partings by path with how many came through somebody else.
fn by_path(run: &Run, arm: &str, n: usize) -> Option<Figure> {
    let sheet = run.differences.as_ref()?;
    let all = run.differs(arm, "partings", "all", "difference")?;
    let rows = sheet.rows_with("measure", "partings").into_iter().filter(|row| sheet.word("arm", *row) == arm);
    let share = |row: usize| {
        let path = sheet.word("group", row).strip_prefix("path=")?;
        let share = run.differs(arm, "partings", sheet.word("group", row), "difference")?.over(&all)?;
        Some((path, share, run.differs(arm, "newly-parted", sheet.word("group", row), "difference")))
    };
    let mut paths: Vec<(&str, Num, Option<Num>)> = rows.filter_map(share).collect();
    paths.sort_by(|a, b| b.1.value.total_cmp(&a.1.value));
    let title = format!("Partings under “{arm}” by path");
    let mut numbers = Grid::new(&title, &["path", "share of partings", "newly parted for each who parted"]);
    for (path, share, newly) in &paths {
        let newly = newly.as_ref().map(|n| n.shown(How::Rate)).into();
        numbers.push([Cell::from(words::path(path)), share.shown(How::Percent).into(), newly]);
    }
    let (first, share, _) = paths.first()?;
    Some(Figure {
        id: if n == 1 { "partings-by-path".to_owned() } else { format!("partings-by-path-{n}") },
        title,
        sentence: html! { "Most partings, " (share.shown(How::About)) ", come by " (words::path(first)) "." },
        shape: Shape::Rows {
            series: vec![arm.to_owned()],
            rows: paths
                .iter()
                .map(|(path, n, _)| Row {
                    label: words::path(path).to_owned(),
                    values: vec![Some((n.value, How::Percent.text(n.value)))],
                })
                .collect(),
        },
        numbers,
    })
}

/// Paths as rows, depths as columns, of the partings that the table holds.
fn by_depth(run: &Run, arm: &str) -> Option<Grid> {
    let sheet = run.partings.as_ref()?;
    let mut counts: BTreeMap<(&str, i64), usize> = BTreeMap::new();
    for row in sheet.rows_with("arm", arm) {
        *counts.entry((sheet.word("path", row), sheet.number("depth", row)? as i64)).or_default() += 1;
    }
    let depths: Vec<i64> = counts.keys().map(|(_, d)| *d).collect::<BTreeSet<_>>().into_iter().take(DEPTHS).collect();
    let names: Vec<String> =
        depths.iter().map(|d| if *d == 0 { "direct".to_owned() } else { format!("{d} away") }).collect();
    let heads: Vec<&str> = std::iter::once("path").chain(names.iter().map(String::as_str)).collect();
    let whose = run.of_a_sample("partings");
    let mut grid =
        Grid::new(format!("Partings under “{arm}” by path and depth{whose}, at the sizes we assumed"), &heads);
    let paths: BTreeSet<&str> = counts.keys().map(|(path, _)| *path).collect();
    for path in &paths {
        let of = |d: &i64| {
            let n = counts.get(&(*path, *d)).copied().unwrap_or(0) as f64;
            Cell::from(Num::new(n, format!("partings.count{{arm={arm}&path={path}&depth={d}}}")).shown(How::Count))
        };
        grid.push(std::iter::once(Cell::from(words::path(path))).chain(depths.iter().map(of)));
    }
    (!paths.is_empty()).then_some(grid)
}
