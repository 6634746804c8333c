//! The three counts, which overlap and are never added: wrong by the rulebook's own terms, without an act of one's own, for
//! speech or association.

use crate::report::figure::{Figure, Grid, Line, Section};
use crate::report::num::{How, Num};
use crate::report::run::Run;
use maud::html;
use std::collections::BTreeMap;
use underheaven_base::{Cause, Measure as M};

/// Ways in which a listing may be counted.
const WAYS: [&str; 3] = ["wrong", "no-act", "protected"];

/// The section.
pub fn section(run: &Run) -> Option<Section> {
    run.all(run.baseline(), M::PeoplePunished).filter(|n| n.value > 0.0)?;
    let section = Section::new("three-counts", "Three counts that are never added").text(html! {
        p {
            "“Unjustly” can mean three things, and they overlap. " b { "Wrong by the rulebook's own terms" }
            ": a mistaken match, a wrong record, a false report. " b { "Without an act of their own" }
            ": for a relative, for a passer-by's face, by an official's decision. " b { "For speech or association" }
            ": for what somebody said or whom somebody joined, which human rights protect (ICCPR, articles "
            span .said { "19" } " and " span .said { "22" } "), by anyone. Nobody is called by any other word here."
        }
    });
    let listed = shares(run, M::ListedEver, [M::PeopleListedWrong, M::PeopleListedNoAct, M::PeopleListedProtected]);
    let punished =
        shares(run, M::PeoplePunished, [M::PeoplePunishedWrong, M::PeoplePunishedNoAct, M::PeoplePunishedProtected]);
    let of_listed = html! { "Shares of all people listed, each person once in each count; the shares overlap, so they are not added." };
    let of_punished =
        html! { "The same of everybody punished in any way: a demerit booked, listed, or refused at a gate." };
    let section = match listed.iter().any(Line::is_something) {
        true => section
            .figure(Figure::rows(run, "three-counts-listed", "People listed", "counted as", of_listed, &listed))
            .folded("How the three counts overlap among people listed", overlaps(run)),
        false => section,
    };
    Some(section.figure(Figure::rows(
        run,
        "three-counts-punished",
        "People punished",
        "counted as",
        of_punished,
        &punished,
    )))
}

fn shares(run: &Run, all: M, counts: [M; 3]) -> Vec<Line> {
    let names = ["wrong by the rulebook's own terms", "without an act of their own", "for speech or association"];
    let line = |(name, measure): (&str, M)| {
        Line::new(run, name, How::Percent, |arm| run.all(arm, measure)?.over(&run.all(arm, all)?))
    };
    names.into_iter().zip(counts).map(line).collect()
}

/// People listed in two or three ways, of the rows that `listings` holds.
fn overlaps(run: &Run) -> Grid {
    let sets: [(&str, &[usize]); 7] = [
        ("wrong", &[0]),
        ("without an own act", &[1]),
        ("for speech or association", &[2]),
        ("wrong, and without an own act", &[0, 1]),
        ("wrong, and for speech or association", &[0, 2]),
        ("without an own act, and for speech or association", &[1, 2]),
        ("all three", &[0, 1, 2]),
    ];
    let ways: Vec<BTreeMap<String, u8>> = run.arms.iter().map(|arm| ways(run, arm)).collect();
    let line = |(name, set): &(&str, &[usize])| {
        let mask: u8 = set.iter().map(|way| 1 << way).sum();
        let named: Vec<&str> = set.iter().map(|way| WAYS[*way]).collect();
        let count = |(arm, of): (&String, &BTreeMap<String, u8>)| {
            let people = of.values().filter(|ways| **ways & mask == mask).count() as f64;
            Some(Num::new(people, format!("listings.people{{arm={arm}&ways={}}}", named.join("+"))))
        };
        let values = run.arms.iter().zip(&ways).map(count).collect();
        Line { label: (*name).to_owned(), how: How::Count, values }
    };
    let lines: Vec<Line> = sets.iter().map(line).collect();
    let caption = format!("People listed{}, at the sizes we assumed", run.of_a_sample("listings"));
    Grid::by_arm(caption, "counted as", run, &lines)
}

/// In which ways each person was ever listed.
fn ways(run: &Run, arm: &str) -> BTreeMap<String, u8> {
    let mut people: BTreeMap<String, u8> = BTreeMap::new();
    let errors: Vec<&str> = Cause::ALL.iter().filter(|c| c.is_error()).map(|c| c.name()).collect();
    for row in run.listings.rows_with("arm", arm) {
        let word = |column| run.listings.word(column, row);
        let held = [
            errors.contains(&word("cause")),
            word("truth") == "no-act",
            ["speech", "association"].contains(&word("kind")),
        ];
        let set = held.iter().enumerate().map(|(way, held)| u8::from(*held) << way).sum::<u8>();
        *people.entry(word("person").to_owned()).or_default() |= set;
    }
    people
}
