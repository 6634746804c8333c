//! Who is better and worse off under a reform, by group.

use crate::report::charts::{Row, Shape};
use crate::report::figure::{Cell, Figure, Grid, Section};
use crate::report::num::{How, Num};
use crate::report::run::Run;
use crate::report::words;
use maud::html;

/// Into these every person falls, each into one.
const LOTS: [&str; 4] = ["better-off", "worse-off", "otherwise", "untouched"];

/// What else is told of a group, with the words that head its column.
const BESIDE: [(&str, &str); 5] = [
    ("people-parted", "parted"),
    ("listed-only-baseline", "listed only under the baseline"),
    ("listed-only-reform", "listed only under the reform"),
    ("band-higher", "in a higher band"),
    ("band-lower", "in a lower band"),
];

/// The section.
pub fn section(run: &Run) -> Option<Section> {
    let mut section = Section::new("fared", "Who is better off, and who is worse").text(html! {
        p {
            "Better off is whoever is listed on fewer days; where these are equal, whoever is refused less often; where these are equal too, \
             whoever has the higher score at the end. Nothing is weighed against anything."
        }
    });
    let arms: Vec<&String> = run.arms.iter().skip(1).filter(|arm| lot(run, arm, LOTS[0], "all").is_some()).collect();
    for (n, arm) in arms.iter().enumerate() {
        section =
            section.figure(by_group(run, arm, n)).folded(format!("Groups under “{arm}” in full"), in_full(run, arm));
    }
    (!arms.is_empty()).then_some(section)
}

fn lot(run: &Run, arm: &str, contrast: &str, group: &str) -> Option<Num> {
    run.differs(arm, contrast, group, "difference")
}

/// Of a group, the share that falls into a lot.
fn share(run: &Run, arm: &str, contrast: &str, group: &str) -> Option<Num> {
    let all = Num::sum(LOTS.iter().filter_map(|contrast| lot(run, arm, contrast, group)))?;
    lot(run, arm, contrast, group)?.over(&all)
}

/// The groups of people that `differences` tells of, everybody first; provinces apart.
fn groups(run: &Run, arm: &str) -> Vec<String> {
    let Some(sheet) = &run.differences else { return vec![] };
    let rows = sheet.rows_with("measure", LOTS[0]).into_iter().filter(|row| sheet.word("arm", *row) == arm);
    rows.map(|row| sheet.word("group", row).to_owned()).filter(|group| !group.starts_with("province=")).collect()
}

fn by_group(run: &Run, arm: &str, n: usize) -> Option<Figure> {
    let title = format!("Better and worse off under “{arm}”, by group");
    let mut numbers = Grid::new(&title, &["group", "better off", "worse off"]);
    let mut rows = vec![];
    for group in groups(run, arm) {
        let both = ["better-off", "worse-off"].map(|contrast| share(run, arm, contrast, &group));
        let values = both.iter().map(|v| v.as_ref().map(|v| (v.value, How::Percent.text(v.value)))).collect();
        rows.push(Row { label: words::group(&group), values });
        numbers.push(
            std::iter::once(Cell::from(words::group(&group)))
                .chain(both.map(|v| v.map(|v| v.shown(How::Percent)).into())),
        );
    }
    let [better, worse] = ["better-off", "worse-off"].map(|contrast| share(run, arm, contrast, "all"));
    let (better, worse) = (better?.shown(How::About), worse?.shown(How::About));
    Some(Figure {
        id: if n == 0 { "better-and-worse".to_owned() } else { format!("better-and-worse-{}", n + 1) },
        title,
        sentence: html! {
            "Of everybody, " (better) " are better off and " (worse) " worse off than under “" (run.baseline()) "”; the others' days on lists, \
             refusals and scores are the same. The number is that of the dot farthest to the right."
        },
        shape: Shape::Rows { series: vec!["better off".to_owned(), "worse off".to_owned()], rows },
        numbers,
    })
}

/// Counts by group, and how often each is listed for equal acts.
fn in_full(run: &Run, arm: &str) -> Grid {
    let mut heads = vec!["group", "better off", "worse off", "otherwise", "untouched"];
    heads.extend(BESIDE.map(|(_, words)| words));
    heads.extend(["listed for equal acts, baseline", "listed for equal acts, reform"]);
    let mut grid =
        Grid::new(format!("People under “{arm}” beside “{}”, at the sizes we assumed", run.baseline()), &heads);
    for group in groups(run, arm) {
        let counts = LOTS.into_iter().chain(BESIDE.map(|(contrast, _)| contrast));
        let counted = counts.map(|contrast| Cell::from(lot(run, arm, contrast, &group).map(|n| n.shown(How::Count))));
        let equal = ["baseline", "reform"].map(|column| {
            Cell::from(run.differs(arm, "listed-for-equal-acts", &group, column).map(|n| n.shown(How::Times)))
        });
        grid.push(std::iter::once(Cell::from(words::group(&group))).chain(counted).chain(equal));
    }
    grid.without_empty_columns()
}
