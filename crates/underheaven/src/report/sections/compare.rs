//! Arms side by side: A, B and B − A as columns of their own, for everybody and by group.

use crate::report::figure::{Cell, Grid, Section};
use crate::report::num::{How, Num};
use crate::report::run::Run;
use crate::report::sheet::Sheet;
use crate::report::words;
use maud::html;
use underheaven_base::Measure as M;

/// What is told of everybody, in order.
const TOLD: [M; 18] = [
    M::ListedEver,
    M::ListedShare,
    M::DaysListed,
    M::PeopleListedWrong,
    M::PeopleListedNoAct,
    M::PeopleListedProtected,
    M::PeoplePunished,
    M::Demerits,
    M::DemeritsKin,
    M::Refusals,
    M::TicketsRefused,
    M::JobsRefused,
    M::TrafficActs,
    M::TrafficDeterred,
    M::CriticalPosts,
    M::PostsUnwritten,
    M::ApproveInPublic,
    M::MeanScore,
];

/// The section.
pub fn section(run: &Run) -> Option<Section> {
    let sheet = run.differences.as_ref().filter(|_| run.is_comparison())?;
    let base = run.baseline();
    let mut section = Section::new("differences", "What differs").text(html! {
        p {
            "The same people with the same luck lived under each rulebook, so that a difference is the rule's and not chance's; what it does \
             to one person it may do through others. The first column of numbers is “" (base) "”."
        }
    });
    for arm in run.arms.iter().skip(1) {
        let known: Vec<&str> = TOLD.iter().map(|m| m.name()).collect();
        section = section.table(grid(run, sheet, arm, &|row| {
            sheet.word("group", row) == "all" && known.contains(&sheet.word("measure", row))
        }));
        section = section.folded(
            format!("Every measure of everybody, “{arm}” beside “{base}”"),
            grid(run, sheet, arm, &|row| {
                sheet.word("group", row) == "all" && sheet.number("difference", row) != Some(0.0)
            }),
        );
        section = section.folded(
            format!("Listed so far, by group, “{arm}” beside “{base}”"),
            grid(run, sheet, arm, &|row| {
                sheet.word("measure", row) == M::ListedEver.name() && is_people(sheet.word("group", row))
            }),
        );
    }
    Some(section)
}

fn is_people(group: &str) -> bool {
    ["sex=", "age=", "place=", "registration=", "income=", "role="].iter().any(|d| group.starts_with(d))
}

/// Rows of `differences` of an arm.
fn grid(run: &Run, sheet: &Sheet, arm: &str, wanted: &dyn Fn(usize) -> bool) -> Grid {
    let base = run.baseline();
    let mut rows: Vec<usize> = sheet.rows_with("arm", arm).into_iter().filter(|row| wanted(*row)).collect();
    // Told in the order of the list; whatever is not in it follows as the table has it.
    rows.sort_by_key(|row| TOLD.iter().position(|m| m.name() == sheet.word("measure", *row)).unwrap_or(TOLD.len()));
    let difference = format!("{arm} − {base}");
    let has_interval = rows.iter().any(|row| sheet.number("low", *row).is_some());
    let mut heads = vec!["measure", "unit", base, arm, difference.as_str()];
    heads.extend(if has_interval { &["from", "to", "what it covers"][..] } else { &[] });
    let mut grid = Grid::new("Levels and differences, at the sizes we assumed", &heads);
    for row in rows {
        let unit = sheet.word("unit", row);
        let how = How::of_unit(unit);
        let cell = |column: &str, how: How| -> Cell {
            sheet.number(column, row).map(|x| Num::cell("differences", column, row, x).shown(how)).into()
        };
        let group = sheet.word("group", row);
        let measure = words::titled(sheet.word("measure", row));
        let name = if group == "all" { measure } else { format!("{measure}, {}", words::group(group)) };
        let mut cells = vec![Cell::from(name), Cell::from(unit)];
        cells.extend([cell("baseline", how), cell("reform", how), cell("difference", how.signed())]);
        if has_interval {
            cells.extend([
                cell("low", how.signed()),
                cell("high", how.signed()),
                Cell::from(sheet.word("interval", row)),
            ]);
        }
        grid.push(cells);
    }
    grid
}
