//! Entries: their causes, subjects and points, and people wronged or punished, each once.

use super::{begin, critics_post, demerit};
use crate::testing::{CRITICS_MOTHER, FATHER, MOTHER, PLAIN, day, who};
use underheaven_base::{Act, Cause, Channel, Kind, Measure, Relation, Truth};
use underheaven_world::{Booking, Entry, Observer, Trigger};

fn kin(relation: Relation) -> Entry {
    Entry {
        cause: Cause::Kin,
        truth: Truth::NoAct,
        trigger: Some(critics_post()),
        channel: Channel::Bureau,
        relation: Some(relation),
        ..demerit(CRITICS_MOTHER, "2018-01-02", -35)
    }
}

#[test]
fn entries_are_counted_by_sign_subject_and_points() {
    let (mut world, mut tally) = begin();
    tally.entry(&demerit(FATHER, "2018-01-02", -3));
    tally.entry(&demerit(FATHER, "2018-01-03", -3));
    let bill = Trigger { act: Act::BillDue, kind: Kind::Conduct, person: who(0, FATHER) };
    tally.entry(&Entry { trigger: Some(bill), ..demerit(FATHER, "2018-01-04", 1) });
    tally.entry(&Entry { trap: true, trigger: Some(bill), ..demerit(FATHER, "2018-01-05", -10) });
    tally.entry(&Entry { booking: Booking::Lapse, ..demerit(FATHER, "2018-01-06", 3) });
    tally.entry(&Entry { booking: Booking::Correction, ..demerit(FATHER, "2018-01-06", 3) });
    world.live(&mut tally, "2018-01-28");
    for (measure, n) in [
        (Measure::Entries, 4.0),
        (Measure::Merits, 1.0),
        (Measure::MeritsBills, 1.0),
        (Measure::MeritPoints, 1.0),
        (Measure::Demerits, 3.0),
        (Measure::DemeritPoints, 16.0),
        (Measure::DemeritsTraffic, 2.0),
        (Measure::DemeritsPayments, 1.0),
        (Measure::DemeritsTrap, 1.0),
        (Measure::Lapses, 1.0),
        (Measure::Corrections, 1.0),
        (Measure::PeopleWithDemerit, 1.0),
        (Measure::PeoplePunished, 1.0),
        (Measure::ScoresMoved, 1.0),
        (Measure::PeopleWronged, 0.0),
    ] {
        assert_eq!(tally.value(measure), Some(n), "{measure}");
    }
}

#[test]
fn a_cameras_mistakes_are_a_share_of_what_it_booked() {
    let (mut world, mut tally) = begin();
    for _ in 0..3 {
        tally.entry(&demerit(FATHER, "2018-01-02", -3));
    }
    let mistaken = Entry { cause: Cause::Mistaken, truth: Truth::NoAct, ..demerit(MOTHER, "2018-01-02", -3) };
    tally.entry(&mistaken);
    tally.entry(&Entry { channel: Channel::Officer, ..mistaken });
    world.live(&mut tally, "2018-01-28");
    assert_eq!(tally.value(Measure::CameraBookings), Some(4.0));
    assert_eq!(tally.value(Measure::CameraFalseShare), Some(0.25));
    assert_eq!(tally.value(Measure::DemeritsWrong), Some(2.0));
    assert_eq!(tally.value(Measure::PeopleWronged), Some(1.0));
    assert_eq!(tally.value(Measure::PeoplePunishedWrong), Some(1.0));
}

#[test]
fn kin_guilt_is_counted_by_relation_and_as_speech_without_an_act() {
    let (mut world, mut tally) = begin();
    tally.entry(&kin(Relation::Parent));
    tally.entry(&kin(Relation::ParentInLaw));
    tally.entry(&kin(Relation::Spouse));
    world.live(&mut tally, "2018-01-28");
    for (measure, n) in [
        (Measure::DemeritsKin, 3.0),
        (Measure::KinByBlood, 1.0),
        (Measure::KinByMarriage, 2.0),
        (Measure::DemeritsNoAct, 3.0),
        (Measure::DemeritsProtected, 3.0),
        (Measure::DemeritsWrong, 0.0),
        (Measure::PeoplePunishedNoAct, 1.0),
        (Measure::PeoplePunishedProtected, 1.0),
    ] {
        assert_eq!(tally.value(measure), Some(n), "{measure}");
    }
}

#[test]
fn people_punished_are_told_apart_by_the_pilots_end() {
    let punished = |pilot_until: Option<&str>| {
        let (mut world, mut tally) = begin();
        tally.setup.pilot_until = pilot_until.map(day);
        tally.entry(&demerit(FATHER, "2018-12-31", -3));
        tally.entry(&demerit(FATHER, "2019-01-01", -3));
        tally.entry(&demerit(MOTHER, "2019-01-01", -3));
        world.live(&mut tally, "2018-01-28");
        use Measure::{PeoplePunished, PeoplePunishedInPilot, PeoplePunishedSince};
        let counted = [PeoplePunished, PeoplePunishedInPilot, PeoplePunishedSince].map(|m| tally.value(m).unwrap());
        (counted, crate::Summary::of(&tally, "article", &world))
    };
    assert_eq!(punished(Some("2018-12-31")).0, [2.0, 0.0, 2.0], "all since");
    assert_eq!(punished(Some("2019-01-01")).0, [2.0, 1.0, 2.0], "the father before and since");
    assert_eq!(punished(Some("2019-01-02")).0, [2.0, 2.0, 0.0], "all in the pilot");
    let (counted, summary) = punished(None);
    assert_eq!(counted, [2.0, 0.0, 2.0], "a rulebook without a pilot");
    let any = &summary.by_punishment[0];
    assert_eq!((any.people, any.in_pilot, any.represented), (2, None, 2000.0), "a rulebook without a pilot");
    assert_eq!(summary.by_punishment[1].punishment, "demerit");
    assert!(!summary.lines().iter().any(|l| l.contains("pilot")), "{:?}", summary.lines());
}

#[test]
fn a_small_pilot_says_what_it_rests_on_and_stands_for_nobody() {
    let (mut world, mut tally) = begin();
    tally.setup.pilot_until = Some(day("2019-01-01"));
    for (place, since) in [(FATHER, "2018-01-02"), (MOTHER, "2018-01-02"), (CRITICS_MOTHER, "2019-01-01")] {
        tally.enrolled(who(0, place), day(since));
    }
    tally.entry(&demerit(FATHER, "2018-12-31", -3));
    world.live(&mut tally, "2018-01-28");
    let summary = crate::Summary::of(&tally, "article", &world);
    let pilot = summary.pilot.as_ref().unwrap();
    assert_eq!((pilot.neighbourhoods, pilot.people, pilot.represents), (1, 2, false));
    let any = &summary.by_punishment[0];
    assert_eq!((any.in_pilot, any.since, any.represented_in_pilot), (Some(1), Some(0), None));
    let line = "rests on 1 neighbourhood with 2 people enrolled, too few to stand for a country's pilot";
    assert!(summary.lines().iter().any(|l| l.contains(line)), "{:?}", summary.lines());
}

#[test]
fn a_score_that_its_entries_do_not_make_is_told() {
    let (mut world, mut tally) = begin();
    tally.entry(&demerit(FATHER, "2018-01-02", -3));
    let standing = |score| crate::testing::look(PLAIN, |l| l.score = Some(score));
    world.stand(who(0, MOTHER), standing(1000));
    world.stand(who(0, FATHER), standing(997));
    assert_eq!(tally.verify(&world, Some(1000)), Vec::<String>::new());
    assert_eq!(tally.verify(&world, None), Vec::<String>::new());
    world.stand(who(0, FATHER), standing(996));
    assert_eq!(tally.verify(&world, None).len(), 1);
    assert_eq!(tally.verify(&world, Some(1001)).len(), 2);
}
