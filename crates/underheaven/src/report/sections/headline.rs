//! What was found, in three sentences made from the numbers: composition, order, differences.
//!
//! No level stands here: how many are listed follows from sizes that the article does not give.

use crate::report::num::{How, Num};
use crate::report::run::Run;
use crate::report::words;
use maud::{Markup, html};
use underheaven_base::Measure as M;

/// Groups with fewer people listed are not put in order, and shares of fewer listings are not told.
const FEW: f64 = 10.0;

/// Shares of fewer listings than these say on how few they rest.
const SOME: f64 = 100.0;

/// So many refusals, or posts unwritten, of one person come in a row.
const ROW: f64 = 9.0;

/// The report's title.
pub fn title(run: &Run) -> String {
    match run.arms.as_slice() {
        [one] => format!("What the rulebook “{}” does", whole(one)),
        [first, others @ ..] => {
            let others: Vec<String> = others.iter().map(|arm| format!("“{}”", whole(arm))).collect();
            format!("What changes under {} instead of “{}”", words::joined(&others), whole(first))
        }
        [] => String::new(),
    }
}

/// A name that no line's end parts.
fn whole(name: &str) -> String {
    name.replace('-', "\u{2011}")
}

/// The head of the page.
pub fn head(run: &Run) -> Markup {
    let manifest = &run.folder.manifest;
    let (from, to) = (&manifest.dates.from, &manifest.dates.lived_to);
    html! {
        div .file {
            b { "Underheaven" }
            span { "society " (manifest.society.input.name) }
            span { time { (from) } " to " time { (to) } }
            span { "seed " (Num::new(manifest.luck_seed as f64, "manifest.luck_seed").shown(How::Plain)) }
            b { "Synthetic people only" }
        }
        h1 { (title(run)) }
        p .under {
            (run.people_lived().shown(How::Count)) " synthetic people lived it; one of them stands for "
            (run.represents().shown(How::People)) " of the represented country."
        }
        @if manifest.state != "complete" {
            p .note {
                b { "This run is partial." } " It was interrupted after " time { (to) } "; a whole run goes on to "
                time { (manifest.dates.to) } "."
            }
        }
        div .found role="region" aria-label="What was found" {
            p { (composition(run)) }
            p { (order(run)) }
            p { (difference(run)) }
            small {
                "Composition, order and differences are findings, at the sizes we assumed; how far shares and orders move with these, docs/SIZES.md \
                 tells. Levels follow from the sizes, and stand below with these words."
            }
        }
    }
}

/// Of whom: why the people who were listed were listed.
fn composition(run: &Run) -> Markup {
    let arm = run.baseline();
    let of = |m: M, all: M| run.all(arm, m)?.over(&run.all(arm, all)?);
    let parts = [
        of(M::ListingsNoAct, M::Listings),
        of(M::ListingsOwnNotNeeded, M::Listings),
        of(M::PeopleListedProtected, M::ListedEver),
        of(M::PeopleListedWrong, M::ListedEver),
    ];
    let [Some(no_act), Some(not_needed), Some(protected), Some(wrong)] = parts.map(|p| p.map(|p| p.shown(How::About)))
    else {
        return punished(run);
    };
    let rest_on = |least: f64| run.all(arm, M::Listings).is_some_and(|n| n.value < least);
    if rest_on(FEW) {
        return html! {
            @if run.is_comparison() { "Under “" (arm) "” too" } @else { "Too" }
            " few were listed to say of whom and why."
        };
    }
    html! {
        @if run.is_comparison() { "Under “" (arm) "”, of" } @else { "Of" }
        " all listings, " (no_act) " began with an entry, or a decision, for no act of the person’s own, and " (not_needed)
        " would have begun without any act of their own: in the others own acts before it were needed, too. Of the people who were \
         listed, " (protected) " were so at least once for what somebody said or whom somebody joined, and " (wrong)
        " would not have been listed but for a mistake. These overlap."
        @if rest_on(SOME) { " They rest on fewer than a hundred listings." }
    }
}

/// The same where nobody was listed.
fn punished(run: &Run) -> Markup {
    let arm = run.baseline();
    let part = |m: M| run.all(arm, m)?.over(&run.all(arm, M::PeoplePunished)?);
    match [M::PeoplePunishedNoAct, M::PeoplePunishedWrong].map(part) {
        [Some(no_act), Some(wrong)] => html! {
            "Nobody was listed. Of the people punished in any way, " (no_act.shown(How::About))
            " were once punished for no act of theirs, and " (wrong.shown(How::About)) " once by mistake."
        },
        _ => html! { "Nobody was listed, and nobody was punished." },
    }
}

/// In which order: the causes, and the groups listed most often.
fn order(run: &Run) -> Markup {
    let arm = run.baseline();
    let mut causes: Vec<(String, Num)> = run
        .labels(M::Listings, "cause")
        .iter()
        .filter_map(|label| Some((cause_of(label), run.of(arm, M::Listings, label)?)))
        .collect();
    causes.sort_by(|a, b| b.1.value.total_cmp(&a.1.value));
    let all: f64 = causes.iter().map(|(_, listings)| listings.value).sum();
    if (1.0..FEW).contains(&all) {
        return html! {};
    }
    let first: Vec<String> = causes.iter().take(3).map(|(cause, _)| words::cause(cause).to_owned()).collect();
    let reach = reach(run, arm);
    if first.is_empty() {
        return gates(run);
    }
    html! {
        "The causes without which people would not have been listed are, in order, " (words::joined(&first)) "."
        @if let [(most, times), (second, twice), .., (least, little)] = reach.as_slice() {
            " In a year under the rulebook, beside everybody, " (most) " were listed " (times.shown(How::Times)) " times as often, " (second) " "
            (twice.shown(How::Times)) " times, and least often " (least) ", " (little.shown(How::Times)) " times."
        }
    }
}

fn cause_of(label: &str) -> String {
    label.trim_start_matches("cause=").to_owned()
}

/// Where nobody is listed: the gates by how many people they refuse. By requests one who asks again and again, as whoever has
/// no job does, would count for many.
fn gates(run: &Run) -> Markup {
    const REFUSED: &str = "punishment=refused-";
    let arm = run.baseline();
    let people = |label: &String| {
        let gate = label.strip_prefix(REFUSED)?;
        Some((words::gate(gate).to_owned(), run.of(arm, M::PeoplePunished, label)?.value))
    };
    let mut gates: Vec<(String, f64)> = run.labels(M::PeoplePunished, "punishment").iter().filter_map(people).collect();
    gates.sort_by(|a, b| b.1.total_cmp(&a.1));
    let first: Vec<String> = gates.into_iter().take(3).map(|(gate, _)| gate).collect();
    match first.is_empty() {
        true => html! { "No gate refused anybody for standing." },
        false => html! { "The gates that refused most people are, in order, those of " (words::joined(&first)) "." },
    }
}

/// How many times as often as everybody each group is listed in a year under the rulebook, the most often first: where people live
/// decides when they are enrolled, and whoever was enrolled early had longer to be listed.
pub fn reach(run: &Run, arm: &str) -> Vec<(String, Num)> {
    let Some(all) = run.all(arm, M::ListingRate) else { return vec![] };
    let groups = ["sex", "age", "place", "registration", "income", "role"];
    let labels = groups.iter().flat_map(|dimension| run.labels(M::ListingRate, dimension));
    let times = |label: &String| {
        let listed = run.of(arm, M::ListedEver, label)?;
        let times = run.of(arm, M::ListingRate, label)?.over(&all)?;
        (listed.value >= FEW).then(|| (words::group(label), times))
    };
    let mut rows: Vec<(String, Num)> = labels.filter_map(times).collect();
    rows.sort_by(|a, b| b.1.value.total_cmp(&a.1.value));
    rows
}

/// What differs: between arms, or between what was done and what would have been.
fn difference(run: &Run) -> Markup {
    if run.is_comparison() {
        return between(run);
    }
    let arm = run.baseline();
    let (posts, traffic) = (super::speech::posts_forgone(run, arm), super::speech::traffic_forgone(run, arm));
    let wrong = run.all(arm, M::PeoplePunishedWrong).zip(run.all(arm, M::PeoplePunished));
    let wrong = wrong.and_then(|(wrong, all)| wrong.over(&all));
    match (posts, traffic) {
        (Some(posts), Some(traffic)) if posts.value + traffic.value > 0.0 => html! {
            "Fear, habit and silence, which the behaviour file puts in, kept " (posts.shown(How::About))
            " of critical posts from being written and " (traffic.shown(How::About))
            " of traffic offences from being committed"
            @if let Some(wrong) = wrong { "; of the people punished, " (wrong.shown(How::About)) " were once punished by mistake" }
            "."
        },
        _ => {
            html! { "Nobody did anything otherwise for fear, habit or silence: in this world nobody responds, or nothing calls for it." }
        }
    }
}

/// Of such a size a change of a number may be chance, by twice its standard error. People are listed under one arm, both or none: what
/// may turn are those under one only. Refusals and posts come in rows by the same person: as many as [`ROW`] count for one.
fn by_chance(run: &Run, arm: &str, measure: M, both: f64) -> f64 {
    let only = ["listed-only-baseline", "listed-only-reform"].map(|only| run.differs(arm, only, "all", "difference"));
    let turned = match (measure, Num::sum(only.into_iter().flatten())) {
        (M::ListedEver, Some(turned)) => turned.value,
        (M::ListedEver, None) => both,
        _ => both * ROW,
    };
    2.0 * turned.sqrt()
}

/// How much fewer or more people are listed and refused, and posts unwritten, under each later arm.
fn between(run: &Run) -> Markup {
    let base = run.baseline();
    let change = |arm: &str, m: M, what: &str| {
        let [now, before] = [arm, base].map(|arm| run.part(arm, m, "all"));
        let change = now.less(&before);
        if change.value == 0.0 {
            return html! { "as many " (what) };
        }
        // Within what chance alone would make of it another seed may turn the sign.
        if change.value.abs() < by_chance(run, arm, m, now.value + before.value) {
            return html! { "about as many " (what) };
        }
        let word = if change.value < 0.0 { "fewer" } else { "more" };
        match change.over(&before) {
            Some(change) => html! { (change.size().shown(How::About)) " " (word) " " (what) },
            None => html! { (what) " where there were none" },
        }
    };
    let told = [
        (M::ListedEver, "people listed"),
        (M::Refusals, "refusals"),
        (M::PostsUnwritten, "critical posts left unwritten"),
    ];
    html! {
        @for arm in run.arms.iter().skip(1) {
            "Under “" (arm) "” instead of “" (base) "” there are "
            @for (i, (measure, what)) in told.iter().enumerate() {
                @if i > 0 { (if i + 1 == told.len() { " and " } else { ", " }) }
                (change(arm, *measure, what))
            }
            ". "
        }
        "The people and their luck are the same."
    }
}
