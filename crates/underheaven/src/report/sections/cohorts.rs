//! Cohorts of enrolment (S03): the growth of the system is not the growth of offences.

use crate::report::figure::{Figure, Grid, Line, Section};
use crate::report::num::How;
use crate::report::run::Run;
use maud::html;
use underheaven_base::Measure as M;

/// The section.
pub fn section(run: &Run) -> Option<Section> {
    let labels = run.labels(M::DemeritRate, "cohort");
    if labels.len() < 2 {
        return None;
    }
    let rates = lines(run, M::DemeritRate, How::Rate);
    if !rates.iter().any(Line::is_something) {
        return None;
    }
    let section = Section::new("cohorts", "By when people were enrolled").text(html! {
        p {
            "People come under the rulebook place by place. Rates for each enrolled person and year do not grow with the number of \
             people enrolled; what is left is how long a cohort has lived under the rulebook, and where it lives."
        }
    });
    let sentence = html! { "Demerits for each enrolled person and year, by half-year of enrolment." };
    let figure = Figure::rows(run, "demerits-by-cohort", "Demerits by cohort", "enrolled in", sentence, &rates);
    let listed = Grid::by_arm(
        "Share of each cohort listed so far, at the sizes we assumed",
        "enrolled in",
        run,
        &lines(run, M::ListedEverShare, How::Percent),
    );
    Some(section.figure(figure).folded("How many of each cohort were listed", listed))
}

fn lines(run: &Run, measure: M, how: How) -> Vec<Line> {
    let mut labels: Vec<&String> = run.labels(measure, "cohort").iter().collect();
    labels.sort();
    let line = |label: &&String| Line::new(run, named(label), how, |arm| run.of(arm, measure, label));
    labels.iter().map(line).collect()
}

/// `cohort=2019-1` as the first half of that year.
fn named(label: &str) -> String {
    match label.trim_start_matches("cohort=").split_once('-') {
        Some((year, "1")) => format!("{year}, first half"),
        Some((year, _)) => format!("{year}, second half"),
        None => label.to_owned(),
    }
}
