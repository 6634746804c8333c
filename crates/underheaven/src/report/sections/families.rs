//! Guilt through families (B03): by which relative, by blood or marriage, and for how long.

use crate::report::figure::{Figure, Grid, Line, Section};
use crate::report::num::{How, Num};
use crate::report::run::Run;
use crate::report::words;
use maud::html;
use underheaven_base::{Day, Measure as M};

/// The section.
pub fn section(run: &Run) -> Option<Section> {
    let arm = run.baseline();
    let kin = run.all(arm, M::DemeritsKin).filter(|n| n.value > 0.0)?;
    let all = run.all(arm, M::Demerits)?;
    let marriage = run.all(arm, M::KinByMarriage)?.over(&kin)?;
    let listings = run.part(arm, M::Listings, "cause=kin").over(&run.all(arm, M::Listings)?);
    let refusals = run.part(arm, M::Refusals, "cause=kin").over(&run.all(arm, M::Refusals)?);
    let section = Section::new("families", "Guilt through families").text(html! {
        p {
            "Of all demerits, " (kin.over(&all)?.shown(How::About)) " were booked for what a relative did"
            @if let Some(listings) = listings { "; they were the cause of " (listings.shown(How::About)) " of listings" }
            @if let Some(refusals) = refusals { " and, with parents' standing, of " (refusals.shown(How::About)) " of refusals" }
            ". Relatives by marriage account for " (marriage.shown(How::About)) " of these entries."
        }
    });
    let lines = by_relation(run);
    let most = lines.first().map(|l| l.label.clone()).unwrap_or_default();
    let sentence = html! { "The relative whose act was booked is most often a " (most) "; shares are of all demerits for a relative." };
    Some(
        section
            .figure(Figure::rows(
                run,
                "kin-by-relation",
                "Demerits for a relative, by relative",
                "relative",
                sentence,
                &lines,
            ))
            .table(how_long(run)),
    )
}

fn by_relation(run: &Run) -> Vec<Line> {
    let line = |label: &String| {
        let (name, by) = words::relation(label.trim_start_matches("relation="));
        let name = if by.is_empty() { name.to_owned() } else { format!("{name}, by {by}") };
        let share = |arm: &str| run.part(arm, M::DemeritsKin, label).over(&run.all(arm, M::DemeritsKin)?);
        Line::new(run, name, How::Percent, share)
    };
    let mut lines: Vec<Line> = run.labels(M::DemeritsKin, "relation").iter().map(line).collect();
    lines.sort_by(|a, b| b.first().total_cmp(&a.first()));
    lines
}

/// How long people are listed for a relative's act, beside their own.
fn how_long(run: &Run) -> Grid {
    let lines = [
        Line::new(run, "days on a list for a relative's act, the middle listing", How::Count, |arm| {
            median_days(run, arm, &["kin"])
        }),
        Line::new(run, "days on a list for an act of one's own, the middle listing", How::Count, |arm| {
            median_days(run, arm, &["own-act"])
        }),
        Line::new(run, "demerits by blood", How::Count, |arm| run.all(arm, M::KinByBlood)),
        Line::new(run, "demerits by marriage", How::Count, |arm| run.all(arm, M::KinByMarriage)),
    ];
    Grid::by_arm("How long, and through whom, at the sizes we assumed", "what", run, &lines)
}

/// The middle length in days of listings with one of these causes; one that stands at the end lasts until then.
pub fn median_days(run: &Run, arm: &str, causes: &[&str]) -> Option<Num> {
    let end = f64::from(Day::parse(&run.folder.manifest.dates.lived_to).ok()?.0 + 1);
    let rows = run.listings.rows_with("arm", arm).into_iter();
    let of = |row: usize| Some(run.listings.number("to", row).unwrap_or(end) - run.listings.number("from", row)?);
    let mut days: Vec<f64> =
        rows.filter(|row| causes.contains(&run.listings.word("cause", *row))).filter_map(of).collect();
    days.sort_by(f64::total_cmp);
    let middle = *days.get(days.len() / 2)?;
    Some(Num::new(middle, format!("listings.median-days{{arm={arm}&causes={}}}", causes.join("+"))))
}
