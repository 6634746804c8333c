//! Who belongs to which group, cohorts, stocks and months.

use super::{begin, demerit};
use crate::testing::{CRITIC, CRITICS_MOTHER, FATHER, FROM, JOURNALIST, MOTHER, PLAIN, day, look, who};
use underheaven_base::{Act, Group, Measure};
use underheaven_world::{Observer, Push, View};

#[test]
fn everybody_is_in_their_groups() {
    let (mut world, mut tally) = begin();
    world.live(&mut tally, "2018-01-28");
    for (group, n) in [
        (Group::All, 12.0),
        (Group::Women, 6.0),
        (Group::Minors, 2.0),
        (Group::Young, 4.0),
        (Group::Middle, 4.0),
        (Group::Old, 2.0),
        (Group::Urban, 6.0),
        (Group::Fifth2, 6.0),
        (Group::Critics, 1.0),
        (Group::CriticsKin, 1.0),
        (Group::Voices, 1.0),
        (Group::ForeignStaff, 1.0),
        (Group::EntryParents, 4.0),
        (Group::Members, 0.0),
    ] {
        assert_eq!(tally.value_of(Measure::People, group), Some(n), "{group}");
    }
    for place in [FATHER, MOTHER, CRITIC, CRITICS_MOTHER, JOURNALIST] {
        assert_eq!(tally.roll.place(who(1, place)), 6 + place as usize);
    }
}

#[test]
fn an_age_group_is_left_on_growing_older() {
    let (mut world, mut tally) = begin();
    let mother = who(0, MOTHER);
    tally.act(mother, day(FROM), Act::TrainTrip, Push::None);
    world.live(&mut tally, "2018-01-28");
    for month in ["2018-04-29", "2020-05-31", "2020-06-28"] {
        world.live(&mut tally, month);
    }
    tally.act(mother, day("2020-07-01"), Act::TrainTrip, Push::None);
    world.live(&mut tally, "2020-07-26");
    assert_eq!(tally.value_of(Measure::Acts, Group::Young), Some(1.0), "32 years old");
    assert_eq!(tally.value_of(Measure::Acts, Group::Middle), Some(1.0), "35 years old");
    assert_eq!(
        tally.value_of(Measure::Acts, Group::EntryParents),
        Some(1.0),
        "the child of eight enters no school soon"
    );
}

#[test]
fn cohorts_are_half_years_of_enrolment() {
    let (mut world, mut tally) = begin();
    tally.enrolled(who(0, FATHER), day("2018-01-01"));
    tally.enrolled(who(0, MOTHER), day("2018-07-01"));
    tally.entry(&demerit(FATHER, "2018-07-02", -3));
    for (place, since) in [(FATHER, "2018-01-01"), (MOTHER, "2018-07-01")] {
        world.stand(who(0, place), look(PLAIN, |l| (l.enrolled, l.score) = (Some(day(since)), Some(997))));
    }
    world.live(&mut tally, "2018-01-28");
    let rows = tally.groups("article");
    let of = |group: &str, m: Measure| rows.iter().find(|r| r.group == group && r.measure == m.name()).map(|r| r.value);
    assert_eq!(of("cohort=2018-1", Measure::Enrolled), Some(1.0));
    assert_eq!(of("cohort=2018-2", Measure::Enrolled), Some(1.0));
    assert_eq!(of("cohort=2018-1", Measure::DemeritRate), Some(365.25 / 28.0));
    assert_eq!(of("cohort=2018-2", Measure::DemeritRate), Some(0.0));
    assert_eq!(of("score=990-999", Measure::People), Some(2.0));
    assert_eq!(tally.value(Measure::EnrolmentSpread), Some(181.0));
}

#[test]
fn stocks_are_means_and_shares_over_the_right_people() {
    let (mut world, mut tally) = begin();
    let enrolled = Some(day(FROM));
    world.stand(
        who(0, FATHER),
        look(PLAIN, |l| {
            (l.enrolled, l.score, l.band) = (enrolled, Some(1010), Some(2));
            (l.fear, l.habit, l.silence) = ([16, 0, 0, 0], 8, 4);
            (l.view, l.public_view) = (View::Disapprove, View::Approve);
        }),
    );
    world.stand(who(0, MOTHER), look(PLAIN, |l| (l.enrolled, l.score, l.band) = (enrolled, Some(990), Some(1))));
    world.live(&mut tally, "2018-01-28");
    for (measure, n) in [
        (Measure::MeanScore, 1000.0),
        (Measure::TopBandShare, 0.5),
        (Measure::EnrolledShare, 0.2),
        (Measure::Fear, 0.025),
        (Measure::Habit, 0.05),
        (Measure::Silence, 0.025),
        (Measure::ViewGap, 0.1),
        (Measure::Approve, 0.0),
        (Measure::ApproveInPublic, 0.1),
        (Measure::NoBabyGoods, 0.5),
    ] {
        assert_eq!(tally.value(measure), Some(n), "{measure}");
    }
    assert_eq!(tally.value_of(Measure::MeanScore, Group::Rural), None);
}

#[test]
fn whoever_comes_of_age_in_a_month_is_grown_at_its_end() {
    let mut world = crate::testing::Still::new();
    let from = day("2030-05-20");
    let mut tally = crate::Tally::new(&world.society, crate::Setup::new(from));
    // The children of five turn 18 on 1 June 2030, inside the month that ends with June's last period.
    for n in [0, 1] {
        for place in 0..6 {
            tally.enrolled(who(n, place), from);
            world.stand(who(n, place), look(PLAIN, |l| l.enrolled = Some(from)));
        }
    }
    world.live(&mut tally, "2030-05-26");
    world.live(&mut tally, "2030-06-30");
    assert_eq!(tally.value(Measure::EnrolledShare), Some(1.0));
    assert_eq!(tally.value_of(Measure::People, Group::Minors), Some(0.0));
    assert_eq!(tally.value_of(Measure::EnrolledShare, Group::Minors), None);
}

#[test]
fn whoever_was_enrolled_before_the_run_counts_from_its_start() {
    let (mut world, mut tally) = begin();
    world.stand(who(0, FATHER), look(PLAIN, |l| l.enrolled = Some(day("2014-07-01"))));
    world.live(&mut tally, "2018-01-28");
    assert_eq!(tally.value(Measure::EnrolledYears), Some(28.0 / 365.25));
}

#[test]
fn a_month_has_what_happened_in_it() {
    let (mut world, mut tally) = begin();
    let father = who(0, FATHER);
    tally.act(father, day(FROM), Act::TrainTrip, Push::None);
    for last in ["2018-01-07", "2018-01-14", "2018-01-21", "2018-01-28"] {
        world.live(&mut tally, last);
    }
    tally.act(father, day("2018-01-30"), Act::TrainTrip, Push::None);
    tally.act(father, day("2018-02-01"), Act::TrainTrip, Push::None);
    world.live(&mut tally, "2018-02-04");
    tally.finish(&world);
    tally.finish(&world);
    let rows: Vec<_> = tally.series("article").collect();
    let acts: Vec<_> =
        rows.iter().filter(|r| r.measure == "acts" && r.group == "all").map(|r| (r.day, r.value)).collect();
    assert_eq!(acts, [(day("2018-01-28").0, 1.0), (day("2018-02-04").0, 2.0)]);
}
