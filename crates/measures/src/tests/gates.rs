//! What gates answered, to whom, and by whose standing.

use super::{answer, begin, listing};
use crate::testing::{CHILD, FATHER, MOTHER, day, who};
use underheaven_base::{Cause, Gate, Measure, Outcome, Truth};
use underheaven_world::{Answer, ListId, Listing, Observer};

#[test]
fn answers_are_counted_by_gate_and_outcome() {
    let (mut world, mut tally) = begin();
    let at = |gate, outcome| Answer { gate, ..answer(FATHER, "2018-01-02", outcome) };
    for (gate, outcome) in [
        (Gate::Train, Outcome::Granted),
        (Gate::Train, Outcome::Refused),
        (Gate::Flight, Outcome::Refused),
        (Gate::Job, Outcome::Refused),
        (Gate::School, Outcome::Favoured),
        (Gate::Hospital, Outcome::Favoured),
        (Gate::School, Outcome::PushedBack),
        (Gate::School, Outcome::Scarce),
    ] {
        tally.gate(&at(gate, outcome));
    }
    world.live(&mut tally, "2018-01-28");
    for (measure, n) in [
        (Measure::Requests, 8.0),
        (Measure::Refusals, 3.0),
        (Measure::Favours, 2.0),
        (Measure::PushedBack, 1.0),
        (Measure::Scarce, 1.0),
        (Measure::DecidedByStanding, 6.0),
        (Measure::TicketsRefused, 2.0),
        (Measure::JobsRefused, 1.0),
        (Measure::SchoolFavours, 1.0),
        (Measure::SchoolPushedBack, 1.0),
        (Measure::HospitalFavours, 1.0),
        (Measure::PeopleRefused, 1.0),
        (Measure::PeopleListedOrRefused, 1.0),
    ] {
        assert_eq!(tally.value(measure), Some(n), "{measure}");
    }
    let summary = crate::Summary::of(&tally, "article", &world);
    assert_eq!(summary.refusals_by_cause.len(), 1);
    let named: Vec<_> = summary.by_punishment.iter().map(|p| p.punishment.as_str()).collect();
    assert_eq!(named, ["any", "refused-train", "refused-flight", "refused-job"]);
}

#[test]
fn a_child_refused_for_a_parent_did_nothing() {
    let (mut world, mut tally) = begin();
    let refused = answer(CHILD, "2018-01-02", Outcome::Refused);
    tally.gate(&Answer { cause: Some(Cause::Kin), standing_of: who(0, FATHER), ..refused });
    tally.gate(&answer(MOTHER, "2018-01-02", Outcome::Refused));
    world.live(&mut tally, "2018-01-28");
    assert_eq!(tally.value(Measure::PeoplePunishedNoAct), Some(1.0));
    assert_eq!(tally.value(Measure::PeopleRefused), Some(2.0));
}

#[test]
fn a_refusal_has_the_truth_of_the_listing_behind_it() {
    let (mut world, mut tally) = begin();
    let refused = Answer { list: Some(ListId(0)), ..answer(MOTHER, "2018-01-03", Outcome::Refused) };
    tally.listed(&Listing { truth: Truth::NoAct, ..listing(MOTHER, "2018-01-02") });
    tally.gate(&refused);
    world.live(&mut tally, "2018-01-28");
    let ways = tally.everybody().all[crate::counters::refusal(crate::counters::NO_ACT)];
    assert_eq!(ways, 1);
}

#[test]
fn requests_under_the_rulebook_are_those_of_its_people_and_their_children() {
    let (mut world, mut tally) = begin();
    let at = |n, place, on: &str| Answer { person: who(n, place), ..answer(FATHER, on, Outcome::Granted) };
    tally.gate(&at(0, CHILD, "2018-01-02"));
    tally.enrolled(who(0, FATHER), day("2018-01-03"));
    for (n, place) in [(0, FATHER), (0, MOTHER), (0, CHILD), (1, CHILD), (1, MOTHER)] {
        tally.gate(&at(n, place, "2018-01-04"));
    }
    world.live(&mut tally, "2018-01-28");
    let gates = crate::Summary::of(&tally, "article", &world).gates;
    assert_eq!((gates[0].gate, gates[0].requests, gates[0].under_rulebook), ("train", 6, 2));
}
