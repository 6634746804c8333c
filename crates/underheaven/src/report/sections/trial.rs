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

/// What stands in a column of a table.
#[derive(Clone, Copy)]
enum Of {
    /// A word of the table's, as it is told here.
    Word(fn(&str) -> &str),
    /// A number that is written alike in all rows.
    Number(How),
    /// A number per person enrolled: a share or a rate, as its row says.
    PerPerson,
    /// The error of such a number.
    Error,
}

/// A column: its head, its name in the table, and what stands there.
type Column = (&'static str, &'static str, Of);

const TOLD_APART: [Column; 10] = [
    ("per person enrolled", "measure", Of::Word(measure)),
    ("effect", "effect", Of::Word(|word| word)),
    ("households treated", "share", Of::Number(How::Percent)),
    ("beside", "beside", Of::Number(How::Percent)),
    ("by design", "design", Of::PerPerson),
    ("error", "design_error", Of::Error),
    ("paired", "paired", Of::PerPerson),
    ("error", "paired_error", Of::Error),
    ("counties", "counties", Of::Number(How::Count)),
    ("counties beside", "counties_beside", Of::Number(How::Count)),
];

const BY_WAY: [Column; 8] = [
    ("per person enrolled", "measure", Of::Word(measure)),
    ("who", "who", Of::Word(|word| word)),
    ("households treated", "share", Of::Number(How::Percent)),
    ("people", "people", Of::Number(How::Count)),
    ("way", "way", Of::Word(way)),
    ("reached", "parted", Of::Number(How::Count)),
    ("mean difference", "value", Of::PerPerson),
    ("error", "error", Of::Error),
];

fn told_apart(run: &Run, sheet: &Sheet, arm: &str) -> Grid {
    let title = format!("Effects of “{arm}”, the reform less “{}”, at the sizes we assumed", run.baseline());
    listed(title, &TOLD_APART, ("effects", sheet), arm)
}

fn by_way(run: &Run, sheet: &Sheet, arm: &str) -> Grid {
    let title = format!("By which way “{arm}” made a difference from “{}”, as partings tell", run.baseline());
    listed(title, &BY_WAY, ("ways", sheet), arm)
}

/// An arm's rows of a table, column by column.
fn listed(title: String, columns: &[Column], (table, sheet): (&str, &Sheet), arm: &str) -> Grid {
    let heads: Vec<&str> = columns.iter().map(|(head, ..)| *head).collect();
    let mut grid = Grid::new(title, &heads);
    for row in sheet.rows_with("arm", arm) {
        let share = sheet.word("unit", row) == "share";
        let how = |of| match of {
            Of::Number(how) => how,
            Of::Error if share => How::Fine,
            Of::Error => How::Rate,
            _ if share => How::SignedFine,
            _ => How::SignedRate,
        };
        grid.push(columns.iter().map(|(_, name, of)| match of {
            Of::Word(told) => Cell::from(told(sheet.word(name, row))),
            of => sheet.number(name, row).map(|x| Num::cell(table, name, row, x).shown(how(*of))).into(),
        }));
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
