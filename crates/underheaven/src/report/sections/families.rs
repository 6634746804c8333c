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
        Line::new(run, "days until half of the listings for a relative's act have ended", How::Count, |arm| {
            median_days(run, arm, &["kin"])
        }),
        Line::new(run, "days until half of those for an act of one's own have ended", How::Count, |arm| {
            median_days(run, arm, &["own-act"])
        }),
        Line::new(run, "demerits by blood", How::Count, |arm| run.all(arm, M::KinByBlood)),
        Line::new(run, "demerits by marriage", How::Count, |arm| run.all(arm, M::KinByMarriage)),
    ];
    Grid::by_arm("How long, and through whom, at the sizes we assumed", "what", run, &lines)
}

/// Days until half of the listings with one of these causes have ended; none where fewer had by the last day.
pub fn median_days(run: &Run, arm: &str, causes: &[&str]) -> Option<Num> {
    let end = f64::from(Day::parse(&run.folder.manifest.dates.lived_to).ok()?.0 + 1);
    let rows = run.listings.rows_with("arm", arm).into_iter();
    let lasted = |row: usize| {
        let to = run.listings.number("to", row);
        Some((to.unwrap_or(end) - run.listings.number("from", row)?, to.is_some()))
    };
    let listings = rows.filter(|row| causes.contains(&run.listings.word("cause", *row))).filter_map(lasted).collect();
    let days = until_half_ended(listings)?;
    Some(Num::new(days, format!("listings.median-days{{arm={arm}&causes={}}}", causes.join("+"))))
}

/// Time until half of what lasts has ended, of which some is seen to end and some only to have lasted so long (Kaplan and Meier
/// 1958): what still stands may stand much longer, and to end it with the run would make every late listing short.
fn until_half_ended(mut lasted: Vec<(f64, bool)>) -> Option<f64> {
    // What ends on a day stood on it beside whatever is seen no longer than that.
    lasted.sort_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
    let all = lasted.len();
    let mut left = 1.0;
    for (before, (days, ended)) in lasted.into_iter().enumerate() {
        if ended {
            left *= 1.0 - 1.0 / (all - before) as f64;
        }
        // A hair more than a half is one: products of fractions are not exact.
        if left <= 0.5 + 1e-9 {
            return Some(days);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_still_stands_counts_as_lasting_longer_than_it_was_seen_to() {
        let ended = |days: &[f64]| days.iter().map(|d| (*d, true)).collect::<Vec<_>>();
        assert_eq!(until_half_ended(ended(&[30.0, 10.0, 20.0])), Some(20.0));
        assert_eq!(until_half_ended(ended(&[10.0, 20.0, 30.0, 40.0])), Some(20.0));
        // Four of six, two of them after one that was seen for 13 days only: by hand 5/6, 4/6, then 2/3 of that is below a half.
        let seen = vec![(6.0, true), (7.0, true), (10.0, false), (13.0, true), (16.0, true), (20.0, false)];
        assert_eq!(until_half_ended(seen), Some(13.0));
        assert_eq!(until_half_ended(vec![(5.0, true), (9.0, false), (9.0, false)]), None, "too few have ended");
        assert_eq!(until_half_ended(vec![]), None);
    }
}
