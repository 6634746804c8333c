//! Whose lives part between arms, by which path and how far from the rule's own reach.

use crate::report::charts::{Row, Shape};
use crate::report::figure::{Cell, Figure, Grid, Section};
use crate::report::num::{How, Num};
use crate::report::run::Run;
use crate::report::sheet::Sheet;
use crate::report::words;
use maud::html;
use std::collections::{BTreeMap, BTreeSet};

/// The section.
pub fn section(run: &Run) -> Option<Section> {
    let sheet = run.partings.as_ref().filter(|_| run.is_comparison())?;
    let mut section = Section::new("partings", "Whose life parts, and how it reached them").text(html! {
        p {
            "A person parts when anything about their life differs between two arms. Depth nought is the rule's direct reach; one, two and \
             more is what spilled over from somebody who had parted before."
        }
        @if let Some(share) = run.folder.manifest.share_lived_apart {
            p { "Of all days lived, " (Num::new(share, "manifest.share_lived_apart").shown(How::Percent)) " were lived apart." }
        }
    });
    for arm in run.arms.iter().skip(1) {
        let rows = sheet.rows_with("arm", arm);
        if rows.is_empty() {
            let none =
                html! { p { "Nobody's life under “" (arm) "” differs from that under “" (run.baseline()) "”." } };
            section = section.text(none);
            continue;
        }
        section = section.figure(by_path(run, sheet, arm, &rows)).table(by_depth(sheet, arm, &rows));
    }
    Some(section)
}

fn count(arm: &str, n: usize, more: &str) -> Num {
    Num::new(n as f64, format!("partings.count{{arm={arm}{more}}}"))
}

fn by_path(run: &Run, sheet: &Sheet, arm: &str, rows: &[usize]) -> Figure {
    let mut paths: BTreeMap<&str, usize> = BTreeMap::new();
    rows.iter().for_each(|row| *paths.entry(sheet.word("path", *row)).or_default() += 1);
    let mut paths: Vec<(&str, usize)> = paths.into_iter().collect();
    paths.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    let all = count(arm, rows.len(), "");
    let title = format!("Partings under “{arm}” by path");
    let mut numbers = Grid::new(&title, &["path", "share of partings"]);
    let mut bars = vec![];
    for (path, n) in &paths {
        let Some(share) = count(arm, *n, &format!("&path={path}")).over(&all) else { continue };
        bars.push(Row {
            label: words::path(path).to_owned(),
            values: vec![Some((share.value, How::Percent.text(share.value)))],
        });
        numbers.push([Cell::from(words::path(path)), share.shown(How::Percent).into()]);
    }
    let first = paths.first().map_or("", |(path, _)| words::path(path));
    Figure {
        id: if arm == run.arms.get(1).map_or("", String::as_str) {
            "partings-by-path"
        } else {
            "partings-by-path-of-another-arm"
        },
        title,
        sentence: html! { "Most partings come by " (first) "." },
        shape: Shape::Rows { series: vec![arm.to_owned()], rows: bars },
        numbers,
    }
}

/// Paths as rows, depths as columns.
fn by_depth(sheet: &Sheet, arm: &str, rows: &[usize]) -> Grid {
    let depth = |row: &usize| sheet.number("depth", *row).unwrap_or(0.0) as i64;
    let depths: Vec<i64> = rows.iter().map(depth).collect::<BTreeSet<_>>().into_iter().take(6).collect();
    let names: Vec<String> =
        depths.iter().map(|d| if *d == 0 { "direct".to_owned() } else { format!("depth {d}") }).collect();
    let mut heads = vec!["path"];
    heads.extend(names.iter().map(String::as_str));
    let mut grid = Grid::new(format!("Partings under “{arm}” by path and depth, at the sizes we assumed"), &heads);
    let paths: BTreeSet<&str> = rows.iter().map(|row| sheet.word("path", *row)).collect();
    for path in paths {
        let of = |d: &i64| {
            let n = rows.iter().filter(|row| sheet.word("path", **row) == path && depth(row) == *d).count();
            Cell::from(count(arm, n, &format!("&path={path}&depth={d}")).shown(How::Count))
        };
        grid.push(std::iter::once(Cell::from(words::path(path))).chain(depths.iter().map(of)));
    }
    grid
}
