//! A reform tried in some counties and households only: effects told apart by design, beside what the partings say.

use crate::report::figure::{Cell, Grid, Section};
use crate::report::num::{How, Num};
use crate::report::run::Run;
use crate::report::sheet::Sheet;
use maud::html;
use underheaven_base::{Tried, Way};

/// The section.
pub fn section(run: &Run) -> Option<Section> {
    let (effects, ways) = (run.effects.as_ref()?, run.ways.as_ref()?);
    let mut section = Section::new("trial", "A trial by county and household").text(html! {
        p {
            "The reform holds in some counties only, and there for some households, as a field trial in two stages would have it. " b { "Direct" }
            " is the treated beside the untreated of the same counties, " b { "indirect" } " the untreated where more are treated beside the \
             untreated where fewer are, " b { "total" } " the treated there beside those untreated, " b { "overall" } " everybody beside \
             everybody. By design reads the trial's world alone, as in the field; paired takes each person's own life under the baseline \
             away first. Errors are standard errors over counties."
        }
    });
    for arm in run.arms.iter().skip(1) {
        section = section.table(told_apart(run, effects, arm)).table(by_way(run, ways, arm));
        let kin = run.differs(arm, "kin-across-counties", "all", "difference");
        let across = run.differs(arm, "partings-across-counties", "all", "difference");
        section = section.text(html! {
            p {
                "Such a trial assumes that nothing passes from county to county."
                @if let Some(kin) = kin { " Here " (kin.shown(How::Percent)) " of kin in other households live in another county." }
                @if let Some(across) = across {
                    " Of the partings under “" (arm) "” that came through somebody else, " (across.shown(How::Percent)) " crossed a border."
                }
            }
        });
    }
    Some(section)
}

/// How a number per person is written, and an error of it.
fn how(unit: &str) -> (How, How) {
    if unit == "share" { (How::SignedFine, How::Fine) } else { (How::SignedRate, How::Rate) }
}

fn told_apart(run: &Run, sheet: &Sheet, arm: &str) -> Grid {
    let heads = [
        "per person enrolled",
        "effect",
        "households treated",
        "beside",
        "by design",
        "error",
        "paired",
        "error",
        "counties",
        "counties beside",
    ];
    let title = format!("Effects of “{arm}”, the reform less “{}”, at the sizes we assumed", run.baseline());
    let mut grid = Grid::new(title, &heads);
    for row in sheet.rows_with("arm", arm) {
        let (value, error) = how(sheet.word("unit", row));
        let cell = |column: &str, how: How| -> Cell {
            sheet.number(column, row).map(|x| Num::cell("effects", column, row, x).shown(how)).into()
        };
        let said = [Cell::from(measure(sheet.word("measure", row))), Cell::from(sheet.word("effect", row))];
        let numbers = [
            cell("share", How::Percent),
            cell("beside", How::Percent),
            cell("design", value),
            cell("design_error", error),
            cell("paired", value),
            cell("paired_error", error),
            cell("counties", How::Count),
            cell("counties_beside", How::Count),
        ];
        grid.push(said.into_iter().chain(numbers));
    }
    grid
}

fn by_way(run: &Run, sheet: &Sheet, arm: &str) -> Grid {
    let heads =
        ["per person enrolled", "who", "households treated", "people", "way", "reached", "mean difference", "error"];
    let title = format!("By which way “{arm}” made a difference from “{}”, as partings tell", run.baseline());
    let mut grid = Grid::new(title, &heads);
    for row in sheet.rows_with("arm", arm) {
        let (value, error) = how(sheet.word("unit", row));
        let cell = |column: &str, how: How| -> Cell {
            sheet.number(column, row).map(|x| Num::cell("ways", column, row, x).shown(how)).into()
        };
        grid.push([
            Cell::from(measure(sheet.word("measure", row))),
            Cell::from(sheet.word("who", row)),
            cell("share", How::Percent),
            cell("people", How::Count),
            Cell::from(way(sheet.word("way", row))),
            cell("parted", How::Count),
            cell("value", value),
            cell("error", error),
        ]);
    }
    grid
}

fn measure(word: &str) -> &str {
    match Tried::ALL.into_iter().find(|tried| tried.name() == word) {
        Some(Tried::ListedEver) => "listed at some time",
        Some(Tried::DaysListed) => "days on lists",
        Some(Tried::Refusals) => "requests refused",
        Some(Tried::Points) => "points",
        Some(Tried::Offences) => "offences of their own",
        Some(Tried::CriticalPosters) => "wrote a critical post at some time",
        None => word,
    }
}

fn way(word: &str) -> &str {
    match Way::ALL.into_iter().find(|way| way.name() == word) {
        Some(Way::Rule) => "the rule itself",
        Some(Way::County) => "through others of the county",
        Some(Way::Across) => "through other counties",
        None => word,
    }
}
