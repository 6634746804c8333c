//! A tile map of the provinces: a tile each, so that the small and crowded ones are seen as well as the wide and empty ones.

use crate::report::charts::{Shape, Tile};
use crate::report::figure::{Cell, Figure, Grid, Section};
use crate::report::num::{How, Num};
use crate::report::run::Run;
use crate::report::words;
use maud::html;
use underheaven_base::Measure as M;

/// Column and row of each province's tile, roughly where it lies.
const PLACES: [(&str, (i32, i32)); 31] = [
    ("heilongjiang", (7, 0)),
    ("inner-mongolia", (5, 1)),
    ("jilin", (7, 1)),
    ("xinjiang", (0, 2)),
    ("gansu", (2, 2)),
    ("ningxia", (3, 2)),
    ("shanxi", (4, 2)),
    ("hebei", (5, 2)),
    ("beijing", (6, 2)),
    ("liaoning", (7, 2)),
    ("qinghai", (2, 3)),
    ("shaanxi", (3, 3)),
    ("henan", (4, 3)),
    ("shandong", (5, 3)),
    ("tianjin", (6, 3)),
    ("tibet", (1, 4)),
    ("sichuan", (2, 4)),
    ("chongqing", (3, 4)),
    ("hubei", (4, 4)),
    ("anhui", (5, 4)),
    ("jiangsu", (6, 4)),
    ("shanghai", (7, 4)),
    ("yunnan", (2, 5)),
    ("guizhou", (3, 5)),
    ("hunan", (4, 5)),
    ("jiangxi", (5, 5)),
    ("zhejiang", (6, 5)),
    ("guangxi", (3, 6)),
    ("guangdong", (4, 6)),
    ("fujian", (5, 6)),
    ("hainan", (4, 7)),
];

/// The section.
pub fn section(run: &Run) -> Option<Section> {
    if run.labels(M::ListingRate, "province").len() < 2 {
        return None;
    }
    let section = Section::new("provinces", "Where").text(html! {
        p {
            "Provinces differ here by what public tables say of their people (age, households, towns, incomes), by when their places were \
             enrolled, and by luck; below some millions of people small provinces are rounded up to whole neighbourhoods. The rulebook is the same everywhere. What is not in the tables is not on the map."
        }
    });
    Some(section.figure(figure(run)))
}

fn figure(run: &Run) -> Option<Figure> {
    let arm = run.baseline();
    let all = run.all(arm, M::ListingRate)?;
    let times = |province: &str| run.of(arm, M::ListingRate, &format!("province={province}"))?.over(&all);
    let rows: Vec<(&str, (i32, i32), Option<Num>)> = PLACES.iter().map(|(p, at)| (*p, *at, times(p))).collect();
    let ends = |of: fn(f64, f64) -> bool| {
        let there = rows.iter().filter_map(|(p, _, n)| Some((*p, n.as_ref()?)));
        there.reduce(|a, b| if of(a.1.value, b.1.value) { a } else { b })
    };
    let ((most, high), (least, low)) = (ends(|a, b| a >= b)?, ends(|a, b| a <= b)?);
    let mut numbers = Grid::new(
        "Listings begun for each enrolled person and year, beside the whole country",
        &["province", "times as often"],
    );
    for (province, _, n) in &rows {
        numbers.push([Cell::from(words::place(province)), n.as_ref().map(|n| n.shown(How::Times)).into()]);
    }
    let tile = |(province, at, n): &(&str, (i32, i32), Option<Num>)| Tile {
        at: *at,
        name: soft(words::place(province)),
        value: n.as_ref().map(|n| (n.value, How::Times.text(n.value))),
    };
    Some(Figure {
        id: "listings-by-province".to_owned(),
        title: "Listings beside the whole country, by province".to_owned(),
        sentence: html! {
            "For each enrolled person and year, " (words::place(most)) " has " (high.shown(How::Times)) " times as many listings as the \
             country, " (words::place(least)) " " (low.shown(How::Times)) " times. A darker tile has more."
        },
        shape: Shape::Tiles(rows.iter().map(tile).collect()),
        numbers,
    })
}

/// Where a name that is long for a tile may be parted.
fn soft(name: String) -> String {
    match name.as_str() {
        "Heilongjiang" => "Heilong\u{ad}jiang".to_owned(),
        "Chongqing" => "Chong\u{ad}qing".to_owned(),
        "Guangdong" => "Guang\u{ad}dong".to_owned(),
        _ => name,
    }
}
