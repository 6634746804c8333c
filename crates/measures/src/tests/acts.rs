//! Acts, what pushed them, and what stayed undone.

use super::begin;
use crate::testing::{CHILD, CRITIC, FATHER, FROM, MOTHER, day, who};
use underheaven_base::{Act, Channel, Group, Measure, NeighbourhoodId, Site};
use underheaven_world::{Observer, Push, Turn};

#[test]
fn an_act_is_counted_by_what_pushed_it() {
    let (mut world, mut tally) = begin();
    let father = who(0, FATHER);
    tally.act(father, day(FROM), Act::DrivingViolation, Push::None);
    tally.act(father, day(FROM), Act::BillDue, Push::Trap);
    tally.act(father, day(FROM), Act::Volunteering, Push::Hope);
    tally.act(who(0, CRITIC), day(FROM), Act::Volunteering, Push::Hope);
    tally.act(who(0, CRITIC), day(FROM), Act::ChatPost, Push::Liked);
    for (act, push) in [
        (Act::CrossingOnRed, Push::Deterred),
        (Act::CriticalPost, Push::Silenced),
        (Act::ChatPost, Push::ShutOut),
        (Act::GamingEvening, Push::Throttled),
        (Act::ChatPost, Push::Ignored),
    ] {
        tally.forgone(father, day(FROM), act, push);
    }
    world.live(&mut tally, "2018-01-28");
    for (measure, n) in [
        (Measure::Acts, 5.0),
        (Measure::TrapActs, 1.0),
        (Measure::HopeActs, 2.0),
        (Measure::HopeActsOfEntryParents, 1.0),
        (Measure::Deterred, 1.0),
        (Measure::TrafficDeterred, 1.0),
        (Measure::Silenced, 1.0),
        (Measure::PostsUnwritten, 1.0),
        (Measure::ShutOut, 2.0),
        (Measure::PostsLost, 1.0),
        (Measure::Throttled, 1.0),
        (Measure::Ignored, 1.0),
        (Measure::PostsForLikes, 1.0),
        (Measure::PostsMovedByLikes, 2.0),
    ] {
        assert_eq!(tally.value(measure), Some(n), "{measure}");
    }
    assert_eq!(tally.value(Measure::ActsPerDay), Some(5.0 / (12.0 * 28.0)));
}

#[test]
fn a_rate_is_over_enrolled_time_and_its_twin_over_the_rest() {
    let (mut world, mut tally) = begin();
    tally.act(who(0, FATHER), day(FROM), Act::DrivingViolation, Push::None);
    world.live(&mut tally, "2018-01-28");
    tally.enrolled(who(0, FATHER), day("2018-01-29"));
    tally.act(who(0, FATHER), day("2018-01-30"), Act::DrivingViolation, Push::None);
    tally.act(who(0, FATHER), day("2018-01-30"), Act::CrossingOnRed, Push::None);
    world.live(&mut tally, "2018-02-25");
    let year = 365.25;
    assert_eq!(tally.value(Measure::EnrolledYears), Some(28.0 / year));
    assert_eq!(tally.value(Measure::TrafficActs), Some(2.0 / (28.0 / year)));
    let minors = tally.value_of(Measure::People, Group::Minors).unwrap();
    assert!(minors > 0.0, "the twin leaves out children");
    let rest: f64 = ((12.0 - minors) * 56.0 - 28.0) / year;
    assert!((tally.value(Measure::TrafficActsBefore).unwrap() - 1.0 / rest).abs() < 1e-12);
    assert_eq!(tally.value_of(Measure::TrafficActs, Group::Rural), None, "nobody is enrolled there");
}

#[test]
fn acts_stand_beside_the_listed_rates_by_class() {
    let (mut world, mut tally) = begin();
    tally.act(who(0, FATHER), day(FROM), Act::DrivingViolation, Push::None);
    tally.act(who(0, CHILD), day(FROM), Act::TrainTrip, Push::None);
    world.live(&mut tally, "2018-01-28");
    let realised = crate::Summary::of(&tally, "article", &world).realised;
    assert_eq!((realised[0].act, realised[0].class, realised[0].acts), ("driving-violation", "drivers", 1));
    assert_eq!(realised[0].person_years, 28.0 / 365.25);
    assert_eq!((realised[1].acts, realised[1].person_years), (1, 12.0 * 28.0 / 365.25));
}

#[test]
fn turns_are_summed_in_their_units() {
    let (mut world, mut tally) = begin();
    for (turn, amount) in [
        (Turn::DepositWaived, 5),
        (Turn::DepositPaid, 10),
        (Turn::LoanSaving, 250),
        (Turn::VisitMissed, 1),
        (Turn::WorkMissed, 1),
        (Turn::FollowersLost, 700),
        (Turn::ContractWon, 1),
        (Turn::ContractLost, 1),
        (Turn::ReportEmpty, 1),
    ] {
        tally.turn(who(0, MOTHER), day(FROM), turn, amount);
    }
    world.live(&mut tally, "2018-01-28");
    for (measure, n) in [
        (Measure::DepositsWaived, 0.5),
        (Measure::DepositsPaid, 1.0),
        (Measure::LoanSaving, 2.5),
        (Measure::TripsMissed, 2.0),
        (Measure::FollowersLost, 700.0),
        (Measure::ContractsByStanding, 2.0),
        (Measure::EmptyReports, 1.0),
        (Measure::JobsLost, 0.0),
    ] {
        assert_eq!(tally.value(measure), Some(n), "{measure}");
    }
}

#[test]
fn sightings_and_passes_are_counted_by_channel_and_place() {
    let (mut world, mut tally) = begin();
    tally.enrolled(who(0, FATHER), day(FROM));
    tally.seen(who(0, MOTHER), day(FROM), Act::CrossingOnRed, Channel::Camera);
    tally.seen(who(0, FATHER), day(FROM), Act::CrossingOnRed, Channel::Camera);
    tally.seen(who(0, FATHER), day(FROM), Act::CrossingOnRed, Channel::Officer);
    tally.passes(NeighbourhoodId(0), day(FROM), Site::Street, 100, 20);
    tally.passes(NeighbourhoodId(1), day(FROM), Site::Cinema, 10, 1);
    world.live(&mut tally, "2018-01-28");
    assert_eq!(tally.value(Measure::Sightings), Some(2.0), "the mother is under no rulebook");
    assert_eq!(tally.value(Measure::PassesMade), Some(110.0));
    assert_eq!(tally.value(Measure::PassesCovered), Some(21.0));
    let rows = tally.groups("article");
    let of = |group: &str, m: Measure| rows.iter().find(|r| r.group == group && r.measure == m.name()).map(|r| r.value);
    assert_eq!(of("site=cinema", Measure::PassesCovered), Some(1.0));
    assert_eq!(of("channel=officer", Measure::Sightings), Some(1.0));
}

#[test]
fn what_no_rule_looks_at_is_not_seen() {
    let world = crate::testing::Still::new();
    let rules = vec![crate::RuleFacts { act: Some(Act::CrossingOnRed), demerit: true, ..crate::RuleFacts::default() }];
    let mut tally = crate::Tally::new(&world.society, crate::Setup { rules, ..crate::Setup::new(day(FROM)) });
    tally.enrolled(who(0, FATHER), day(FROM));
    tally.seen(who(0, FATHER), day(FROM), Act::CrossingOnRed, Channel::Camera);
    tally.seen(who(0, FATHER), day(FROM), Act::OrdinaryPurchase, Channel::Platform);
    tally.finish(&world);
    assert_eq!(tally.value(Measure::Sightings), Some(1.0));
}
