//! What a false match costs, and every other mistake.

use crate::report::figure::{Figure, Grid, Line, Section};
use crate::report::num::{How, Num};
use crate::report::run::Run;
use crate::report::words;
use maud::{Markup, html};
use underheaven_base::{Cause, Measure as M};
use underheaven_measures::FTC;

/// The section.
pub fn section(run: &Run) -> Option<Section> {
    let arm = run.baseline();
    let wrong = run.all(arm, M::DemeritsWrong).filter(|n| n.value > 0.0)?;
    let share = wrong.over(&run.all(arm, M::Demerits)?)?;
    let appeals = run.all(arm, M::Appeals)?;
    let cameras = run.all(arm, M::CameraFalseShare);
    let section = Section::new("mistakes", "What a false match costs").text(html! {
        p {
            "Of all demerits, " (share.shown(How::Percent)) " are wrong by the rulebook's own terms"
            @if let Some(cameras) = cameras { "; of the entries that cameras booked, " (cameras.shown(How::Percent)) " are on somebody who did not do it" }
            ". "
            @if appeals.value == 0.0 { "None of it was appealed: the rulebook lets nobody object, or nobody did." }
            @else {
                "At the sizes we assumed, there were " (appeals.shown(How::Count)) " appeals and "
                (run.all(arm, M::Corrections)?.shown(How::Count)) " entries were corrected."
            }
        }
    });
    let section = run.arms.iter().skip(1).filter_map(|arm| appealed(run, arm)).fold(section, Section::text);
    let lines = wrong_shares(run);
    let most = lines.first().map(|l| l.label.clone()).unwrap_or_default();
    let sentence = html! { "Most wrong demerits come of " (most) ". What each led to stands in the table below." };
    Some(
        section
            .figure(Figure::rows(run, "wrong-demerits", "Wrong demerits by their cause", "cause", sentence, &lines))
            .table(costs(run)),
    )
}

/// What appeals came to, beside the best-measured case of people who found errors in what was kept of them.
fn appealed(run: &Run, arm: &str) -> Option<Markup> {
    let of = |contrast: &str| run.differs(arm, contrast, "all", "difference");
    let appealed = of("appealed").filter(|n| n.value > 0.0)?;
    let (corrected, freed) = (of("appealed-corrected")?.over(&appealed)?, of("appealed-freed")?.over(&appealed)?);
    Some(html! {
        p {
            "Under “" (arm) "”, of " (appealed.shown(How::Count)) " people who appealed " (corrected.shown(How::Percent))
            " had something corrected and " (freed.shown(How::Percent)) " were then listed for less time. Beside it the Federal Trade \
             Commission's funnel of credit files in the USA: " span .said { (FTC) } "."
        }
    })
}

fn errors() -> impl Iterator<Item = &'static str> {
    Cause::ALL.iter().filter(|c| c.is_error()).map(|c| c.name())
}

fn wrong_shares(run: &Run) -> Vec<Line> {
    let line = |cause: &'static str| {
        let label = format!("cause={cause}");
        let share = |arm: &str| run.part(arm, M::Demerits, &label).over(&run.all(arm, M::DemeritsWrong)?);
        Line::new(run, words::cause(cause), How::Percent, share)
    };
    let mut lines: Vec<Line> = errors().map(line).filter(Line::is_something).collect();
    lines.sort_by(|a, b| b.first().total_cmp(&a.first()));
    lines
}

/// What mistakes led to.
fn costs(run: &Run) -> Grid {
    let of = |m: M| move |arm: &str| Num::sum(errors().map(|cause| run.part(arm, m, &format!("cause={cause}"))));
    let lines = [
        Line::new(run, "demerits booked by mistake", How::Count, of(M::Demerits)),
        Line::new(run, "listings that would not have begun but for a mistake", How::Count, of(M::Listings)),
        Line::new(run, "days until half of such listings have ended", How::Count, |arm| median_days(run, arm)),
        Line::new(run, "requests that would not have been refused but for a mistake", How::Count, of(M::Refusals)),
        Line::new(run, "people once punished by mistake", How::Count, |arm| run.all(arm, M::PeoplePunishedWrong)),
    ];
    Grid::by_arm("What mistakes led to, at the sizes we assumed", "what", run, &lines)
}

/// Days until half of the listings by mistake have ended.
fn median_days(run: &Run, arm: &str) -> Option<Num> {
    let causes: Vec<&str> = errors().collect();
    super::families::median_days(run, arm, &causes)
}
