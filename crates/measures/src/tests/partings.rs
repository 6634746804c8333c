//! Partings told by hand: who is traced back to whom, at which depth, and what a sample keeps.

use super::demerit;
use crate::partings::Traced;
use crate::testing::{CRITIC, CRITICS_MOTHER, Dozen, FATHER, FROM, JOURNALIST, MOTHER, Still, day, who};
use crate::{Comparison, Setup, Side, Tally};
use underheaven_base::{Contrast, Gate, NeighbourhoodId, Path, PersonId};
use underheaven_world::{Item, Observer, Parted, Pool, RuleId};

/// Somebody parts by a rule of their own.
fn own(person: PersonId, on: &str) -> Parted {
    let (item, life) = (Some(Item::Rule(RuleId(1))), Some(day(on)));
    let path = Path::OwnEntry;
    Parted { person, day: day(on), path, item, from: None, pool: None, direct: false, state: life, life }
}

/// Somebody parts through somebody else.
fn through(person: PersonId, on: &str, from: PersonId) -> Parted {
    Parted { path: Path::Kin, item: None, from: Some(from), life: None, ..own(person, on) }
}

/// Somebody parts out of a pool.
fn out_of(person: PersonId, on: &str, pool: Pool) -> Parted {
    let path = if matches!(pool, Pool::Crowd(_)) { Path::Crowd } else { Path::Queue };
    Parted { path, pool: Some(pool), item: None, ..own(person, on) }
}

/// Person, ordinal, depth and whom it came from, in the order of the table.
fn traced(tally: &Tally) -> Vec<(PersonId, u32, u32, Option<PersonId>)> {
    let of = |t: Traced| {
        let row = &tally.partings.rows[t.at as usize];
        (row.told.person, row.ordinal, t.depth, t.from)
    };
    tally.partings.resolve(|_| 0).into_iter().map(of).collect()
}

fn tally(told: impl FnOnce(&mut Tally)) -> Tally {
    let mut tally = Still::new().tally();
    told(&mut tally);
    tally
}

#[test]
fn each_spill_over_is_one_deeper_than_the_nearest_parting_that_stood_open() {
    let (critic, mother, father, other) = (who(0, CRITIC), who(0, CRITICS_MOTHER), who(0, FATHER), who(0, MOTHER));
    let tally = tally(|t| {
        t.parted(&through(father, "2018-02-05", mother));
        t.parted(&own(critic, "2018-01-03"));
        t.parted(&through(mother, "2018-01-08", critic));
        t.parted(&through(other, "2018-02-05", father));
    });
    let found = traced(&tally);
    assert_eq!(
        found,
        [(critic, 1, 0, None), (mother, 1, 1, Some(critic)), (father, 1, 2, Some(mother)), (other, 1, 3, Some(father)),]
    );
}

#[test]
fn a_rule_that_reaches_somebody_apart_is_a_further_row_at_depth_nought_and_the_nearest_counts() {
    let (critic, mother, father) = (who(0, CRITIC), who(0, CRITICS_MOTHER), who(0, FATHER));
    let tally = tally(|t| {
        t.parted(&own(critic, "2018-01-03"));
        t.parted(&through(mother, "2018-01-08", critic));
        t.parted(&Parted { direct: true, ..through(mother, "2018-01-15", critic) });
        t.parted(&through(father, "2018-01-22", mother));
        t.parted_too(mother, None, Some(day("2018-01-20")));
        t.rejoined(mother, day("2018-03-05"));
    });
    let depths: Vec<_> =
        traced(&tally).into_iter().map(|(person, ordinal, depth, _)| (person, ordinal, depth)).collect();
    assert_eq!(depths, [(critic, 1, 0), (mother, 1, 1), (mother, 2, 0), (father, 1, 1)]);
    let of_mother: Vec<_> = tally.partings.rows.iter().filter(|row| row.told.person == mother).collect();
    assert!(of_mother.iter().all(|row| row.told.life == Some(day("2018-01-20"))));
    assert!(of_mother.iter().all(|row| row.rejoined == Some(day("2018-03-05"))));
}

#[test]
fn a_letter_may_arrive_after_its_sender_has_rejoined_and_nobody_is_deeper_than_one_who_never_parted() {
    let (critic, mother, father, other) = (who(0, CRITIC), who(0, CRITICS_MOTHER), who(0, FATHER), who(0, MOTHER));
    let tally = tally(|t| {
        t.parted(&own(critic, "2018-01-03"));
        t.rejoined(critic, day("2018-01-07"));
        t.parted(&through(mother, "2018-01-08", critic));
        t.parted(&through(father, "2018-01-08", other));
    });
    assert_eq!(traced(&tally), [(critic, 1, 0, None), (father, 1, 0, Some(other)), (mother, 1, 1, Some(critic)),]);
}

#[test]
fn out_of_a_pool_it_comes_from_the_nearest_who_drew_on_it() {
    let (critic, mother, far) = (who(0, CRITIC), who(0, CRITICS_MOTHER), who(1, FATHER));
    let (queue, crowd) = (Pool::Queue(Gate::Hospital, 0), Pool::Crowd(NeighbourhoodId(0)));
    let tally = tally(|t| {
        t.parted(&out_of(who(0, JOURNALIST), "2018-01-02", crowd));
        t.parted(&own(critic, "2018-01-03"));
        t.parted(&through(mother, "2018-01-08", critic));
        t.asked_apart(mother, day("2018-01-10"), Gate::Hospital);
        t.asked_apart(critic, day("2018-01-16"), Gate::Hospital);
        t.parted(&out_of(far, "2018-01-15", queue));
        t.parted(&out_of(who(1, MOTHER), "2018-01-22", queue));
        t.parted(&out_of(who(1, CRITIC), "2018-01-22", Pool::Queue(Gate::School, 0)));
        t.parted(&out_of(who(0, FATHER), "2018-01-22", crowd));
    });
    assert_eq!(
        traced(&tally),
        [
            (who(0, JOURNALIST), 1, 0, None),
            (critic, 1, 0, None),
            (mother, 1, 1, Some(critic)),
            (far, 1, 2, Some(mother)),
            (who(0, FATHER), 1, 1, Some(critic)),
            (who(1, MOTHER), 1, 1, Some(critic)),
            (who(1, CRITIC), 1, 0, None),
        ]
    );
}

/// She asked otherwise before anything of her life differed: what was answered parts her on the day on which it parts him.
#[test]
fn whoever_asked_otherwise_may_part_by_what_is_answered_and_no_sooner_than_others() {
    let (critic, mother, father) = (who(0, CRITIC), who(0, CRITICS_MOTHER), who(0, FATHER));
    assert!(father < mother, "he is traced first unless the pool comes last");
    let queue = Pool::Queue(Gate::Hospital, 0);
    let tally = tally(|t| {
        t.parted(&own(critic, "2018-01-03"));
        t.asked_apart(mother, day("2018-01-10"), Gate::Hospital);
        t.parted(&out_of(father, "2018-01-15", queue));
        t.parted(&through(mother, "2018-01-15", critic));
    });
    assert_eq!(traced(&tally), [(critic, 1, 0, None), (father, 1, 2, Some(mother)), (mother, 1, 1, Some(critic))]);
    let later = crate::tests::partings::tally(|t| {
        t.parted(&own(critic, "2018-01-03"));
        t.asked_apart(mother, day("2018-01-10"), Gate::Hospital);
        t.parted(&out_of(who(1, MOTHER), "2018-01-15", queue));
        t.parted(&through(mother, "2018-01-16", critic));
        t.parted(&out_of(father, "2018-01-22", queue));
    });
    assert_eq!(
        traced(&later).last(),
        Some(&(father, 1, 2, Some(mother))),
        "a request is not forgotten for being early"
    );
}

/// Tells a chain that runs through both neighbourhoods, to the tallies of whoever it is about.
fn chain(mut of: impl FnMut(PersonId, &mut dyn FnMut(&mut Tally))) {
    let line = [who(1, CRITIC), who(0, MOTHER), who(1, FATHER), who(0, FATHER), who(1, MOTHER)];
    let days = ["2018-01-03", "2018-01-08", "2018-01-15", "2018-01-22", "2018-01-29"];
    for (n, (person, on)) in line.into_iter().zip(days).enumerate() {
        let told = if n == 0 { own(person, on) } else { through(person, on, line[n - 1]) };
        of(person, &mut |t| t.parted(&told));
        of(person, &mut |t| t.lived_apart(7));
    }
}

#[test]
fn partings_of_parts_are_traced_as_those_of_the_whole() {
    let society = Dozen::new();
    let setup = Setup { panel: None, ..Setup::new(day(FROM)) };
    let mut parts = vec![Tally::of(&society, setup.clone(), 0..1), Tally::of(&society, setup, 1..2)];
    chain(|person, tell| tell(&mut parts[person.neighbourhood().0 as usize]));
    let whole = tally(|t| chain(|_, tell| tell(t)));
    let merged = Tally::merge(parts);
    assert_eq!(traced(&merged), traced(&whole));
    assert_eq!((merged.lived_apart(), traced(&whole)[4].2), (35, 4));
}

#[test]
fn a_sample_keeps_the_ancestors_of_whatever_it_keeps_and_totals_are_of_everybody() {
    let mut world = Still::new();
    let (mut before, mut after) = (world.tally(), world.tally());
    chain(|_, tell| tell(&mut after));
    after.entry(&demerit(FATHER, "2018-01-22", -3));
    after.parted_too(who(0, FATHER), None, Some(day("2018-01-22")));
    for t in [&mut before, &mut after] {
        world.live(t, "2018-01-28");
        t.finish(&world);
    }
    let side = |arm, tally| Side { arm, alone: arm, tally, census: &world };
    let pair = Comparison::of(side("a", &before), side("b", &after));
    let all = pair.partings(None, 1);
    assert_eq!((all.rows.len(), all.all), (5, 5));
    for luck in 0..20 {
        let some = pair.partings(Some(3), luck);
        assert!((1..=3).contains(&some.rows.len()) && some.all == 5);
        for row in &some.rows {
            let from = row.from_person.as_ref();
            assert!(from.is_none_or(|from| some.rows.iter().any(|r| r.person == *from)), "{luck}: {row:?}");
        }
    }
    let of = |contrast: Contrast, group: &str| {
        let rows = pair.differences();
        rows.iter().find(|r| r.measure == contrast.name() && r.group == group).and_then(|r| r.difference)
    };
    assert_eq!(of(Contrast::PeopleParted, "all"), Some(5.0));
    assert_eq!(of(Contrast::Partings, "path=kin"), Some(4.0));
    assert_eq!(of(Contrast::Partings, "depth=3"), Some(1.0));
    assert_eq!(of(Contrast::NewlyParted, "path=kin"), Some(0.8));
    assert_eq!(of(Contrast::ShareLivedApart, "all"), Some(35.0 / (28.0 * 12.0)));
    let row = &all.rows[0];
    assert_eq!((row.rule.as_deref(), row.path, row.depth), (Some("critical-post"), "own-entry", 0));
}

#[test]
fn whoever_fares_better_worse_otherwise_or_the_same_is_told_person_by_person() {
    let mut world = Still::new();
    let (mut before, mut after) = (world.tally(), world.tally());
    // Under the baseline the father is refused once; under the reform the mother is, and the critic is seen to shop.
    before.gate(&super::answer(FATHER, "2018-01-03", underheaven_base::Outcome::Refused));
    after.gate(&super::answer(MOTHER, "2018-01-03", underheaven_base::Outcome::Refused));
    after.act(who(0, CRITIC), day("2018-01-04"), underheaven_base::Act::TrainTrip, underheaven_world::Push::None);
    for t in [&mut before, &mut after] {
        world.live(t, "2018-01-28");
        t.finish(&world);
    }
    let side = |arm, tally| Side { arm, alone: arm, tally, census: &world };
    let pair = Comparison::of(side("a", &before), side("b", &after));
    let summary = pair.summary(&[], &[]);
    let all = &summary.groups[0];
    assert_eq!((all.people, all.better_off, all.worse_off, all.otherwise, all.untouched), (12, 1, 1, 1, 9));
    assert_eq!(pair.faults().len(), 3, "three lives differ, and nobody was told to have parted");
    assert!(summary.lines().iter().any(|line| line.contains("better off 1 (8.3 %)")));
}
