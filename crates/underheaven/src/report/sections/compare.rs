//! Arms side by side: A, B and B − A as columns of their own, and listings by cause as a dumbbell.

use crate::report::figure::{Cell, Figure, Grid, Line, Section};
use crate::report::num::How;
use crate::report::run::Run;
use crate::report::sheet::Sheet;
use crate::report::words;
use maud::html;
use underheaven_base::Measure as M;

/// What is told of everybody, in order, in words.
const TOLD: [(M, &str); 18] = [
    (M::ListedEver, "people listed so far"),
    (M::ListedShare, "listed on the last day, of enrolled adults"),
    (M::DaysListed, "days on lists"),
    (M::PeopleListedWrong, "people once listed by mistake"),
    (M::PeopleListedNoAct, "people once listed for no act of theirs"),
    (M::PeopleListedProtected, "people once listed for speech or association"),
    (M::PeoplePunished, "people punished so far"),
    (M::Demerits, "demerits"),
    (M::DemeritsKin, "demerits for a relative's act"),
    (M::Refusals, "requests refused"),
    (M::TicketsRefused, "train and plane tickets refused"),
    (M::JobsRefused, "jobs and contracts refused"),
    (M::TrafficActs, "traffic offences"),
    (M::TrafficDeterred, "traffic offences forgone"),
    (M::CriticalPosts, "critical posts"),
    (M::PostsUnwritten, "critical posts unwritten"),
    (M::ApproveInPublic, "grown people who approve in public"),
    (M::MeanScore, "mean score"),
];

/// The section.
pub fn section(run: &Run) -> Option<Section> {
    let sheet = run.differences.as_ref().filter(|_| run.is_comparison())?;
    let base = run.baseline();
    let mut section = Section::new("differences", "What differs").text(html! {
        p {
            "The same people with the same luck lived under each rulebook, so that what differs for a person is the rule's doing and not other \
             luck's: what the rule did to people in this society, through others too. How much it comes to in all still hangs on the luck of one seed: \
             a small difference may have the other sign under another (" code { "--seed" } "). The first column of numbers is “" (base) "”."
        }
    });
    for arm in run.arms.iter().skip(1) {
        section = section.table(grid(
            run,
            sheet,
            arm,
            TOLD.iter().filter_map(|(m, _)| run.difference_row(arm, m.name(), "all")),
        ));
    }
    section = section.figure(by_cause(run));
    for arm in run.arms.iter().skip(1) {
        let others = (0..sheet.rows).filter(|row| {
            sheet.word("arm", *row) == arm
                && sheet.word("group", *row) == "all"
                && sheet.number("difference", *row) != Some(0.0)
        });
        section = section
            .folded(format!("Every measure that differs, “{arm}” beside “{base}”"), grid(run, sheet, arm, others));
    }
    Some(section)
}

/// Rows of `differences` of an arm.
fn grid(run: &Run, sheet: &Sheet, arm: &str, rows: impl Iterator<Item = usize>) -> Grid {
    let base = run.baseline();
    let difference = format!("{arm} − {base}");
    let heads = ["measure", base, arm, difference.as_str(), "from", "to", "what the interval covers", "unit"];
    let mut grid =
        Grid::new(format!("Levels and differences, “{arm}” beside “{base}”, at the sizes we assumed"), &heads);
    for row in rows {
        let unit = sheet.word("unit", row);
        let how = How::of_unit(unit);
        let cell = |column: &str, how: How| -> Cell {
            let number = |x| crate::report::num::Num::cell("differences", column, row, x).shown(how);
            sheet.number(column, row).map(number).into()
        };
        let interval = match sheet.word("interval", row) {
            "" => Cell::Gap,
            covers => Cell::from(covers),
        };
        let signed = ["difference", "low", "high"].map(|column| cell(column, how.signed()));
        let first = [Cell::from(named(sheet.word("measure", row))), cell("baseline", how), cell("reform", how)];
        grid.push(first.into_iter().chain(signed).chain([interval, Cell::Said(unit.to_owned())]));
    }
    grid.without_empty_columns()
}

/// A measure in words, where it is one of those told.
fn named(measure: &str) -> String {
    let told = TOLD.iter().find(|(m, _)| m.name() == measure);
    told.map_or_else(|| measure.replace('-', " "), |(_, words)| (*words).to_owned())
}

/// Listings by cause under each arm.
fn by_cause(run: &Run) -> Option<Figure> {
    let line = |label: &String| {
        let word = label.trim_start_matches("cause=");
        Line::new(run, words::cause(word), How::Count, |arm| Some(run.part(arm, M::Listings, label)))
    };
    let mut lines: Vec<Line> = run.labels(M::Listings, "cause").iter().map(line).collect();
    lines.sort_by(|a, b| b.first().total_cmp(&a.first()));
    let sentence = html! {
        "For each cause without which a listing would not have begun, how many began under each rulebook. The number is that of the dot \
         farthest to the right."
    };
    (!lines.is_empty()).then(|| {
        Figure::rows(
            run,
            "listings-between-arms",
            "Listings by cause, at the sizes we assumed",
            "cause",
            sentence,
            &lines,
        )
    })
}
