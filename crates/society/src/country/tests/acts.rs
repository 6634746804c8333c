//! Proposals: the same for all worlds, in order, as frequent as the table says.

use super::*;
use crate::{Aside, Plain};
use underheaven_base::chance;

fn week(country: &Country, id: NeighbourhoodId, monday: Day, luck: u64) -> Vec<Proposal> {
    let mut out = vec![];
    country.proposals(&country.settled(id), monday, luck, &mut out);
    out
}

#[test]
fn proposals_are_a_pure_function_of_their_key_and_ordered() {
    for (country, monday) in [(&*SMALL, "2014-06-30"), (&*MILLION, "2017-08-28"), (&*WHOLE, "2020-12-28")] {
        let monday = day(monday);
        for id in sample(country, 3) {
            let (residents, found) = (country.settled(id), week(country, id, monday, 7));
            assert_eq!(found, week(country, id, monday, 7));
            let order = |p: &Proposal| (p.person, p.day, p.act, p.ordinal);
            assert!(found.windows(2).all(|w| order(&w[0]) < order(&w[1])), "out of order, or one proposal twice");
            for p in &found {
                assert!(p.person.neighbourhood() == id && (0..7).contains(&(p.day - monday)));
                let classes = country.classes(residents.person(p.person), &residents, p.day);
                assert!(classes >> p.class.index() & 1 == 1, "{p:?} outside its class");
            }
            let other_luck = week(country, id, monday, 8);
            let shared = found.iter().filter(|p| other_luck.binary_search(p).is_ok()).count();
            assert!(shared * 20 < found.len(), "another luck shares {shared} of {}", found.len());
            assert_ne!(found, week(country, id, monday + 7, 7));
        }
    }
}

#[test]
fn what_is_within_reach_takes_the_place_of_what_was_there_and_is_the_same_where_people_are_kept() {
    let mut reach = crate::Reach::ALL;
    reach.set(Act::OrdinaryPurchase, Class::Everyone, u32::MAX / 3);
    reach.set(Act::CrossingOnRed, Class::FromSix, 0);
    let (mut now, mut lengths) = (vec![], vec![]);
    for (id, monday) in [(3, "2018-08-27"), (1, "2017-03-06"), (7, "2014-06-30")] {
        let mut residents = SMALL.settled(NeighbourhoodId(id));
        let monday = day(monday);
        let all = week(&SMALL, NeighbourhoodId(id), monday, 5);
        let held: Vec<Proposal> = all.iter().filter(|p| reach.holds(p)).copied().collect();
        for kept in [false, true] {
            if kept {
                SMALL.keep(&mut residents);
            }
            SMALL.within(&residents, monday, 5, &reach, None, &mut now);
            assert!(now == held && now.len() < all.len(), "{id} {kept}");
            for p in &now {
                let noted = SMALL.shares().get(p.share);
                assert_eq!(noted, Some(SMALL.share(residents.person(p.person), p.act, p.class)));
            }
        }
        lengths.push(now.len());
    }
    assert!(lengths[1] != lengths[0] && lengths[2] != lengths[1]);
}

#[test]
fn what_is_plain_goes_aside_and_nothing_else_does() {
    let shares = SMALL.shares().all().len() as u64;
    // Of some shares all is plain, of some a part, at the beginning or the end, of some nothing.
    let plain = |n: u64| match n % 5 {
        0 => Plain { done: 0..1 << 30, left: 1 << 30 },
        1 => Plain { done: 0..1 << 30, left: 3 << 30 },
        2 => Plain { done: 1 << 31..1 << 32, left: u64::MAX },
        3 => Plain { done: 0..0, left: 1 << 30 },
        _ => Plain::NOTHING,
    };
    let plain: std::sync::Arc<[Plain]> = (0..shares).map(plain).collect();
    let (mut aside, mut left) = (Aside::default(), vec![]);
    for (id, monday, lived) in [(3, "2018-08-27", 0..7), (1, "2017-03-06", 2..7), (7, "2014-06-30", 0..3)] {
        let mut residents = SMALL.settled(NeighbourhoodId(id));
        let monday = day(monday);
        let days = monday + lived.start..monday + lived.end;
        let all = week(&SMALL, NeighbourhoodId(id), monday, 5);
        let of = |p: &Proposal| plain.get(usize::from(p.share)).unwrap_or(&Plain::NOTHING);
        let done = |p: &&Proposal| of(p).done.contains(&u64::from(p.uniform));
        let stays = |p: &&Proposal| !done(p) && u64::from(p.uniform) < of(p).left;
        let mut told: Vec<(Act, PersonId, Day)> =
            all.iter().filter(done).filter(|p| days.contains(&p.day)).map(|p| (p.act, p.person, p.day)).collect();
        told.sort_unstable();
        let lived: Vec<Proposal> = all.iter().filter(stays).copied().collect();
        assert!(told.len() > 100 && lived.len() > 100 && told.len() + lived.len() < all.len());
        for kept in [false, true] {
            if kept {
                SMALL.keep(&mut residents);
            }
            aside.begin(&plain, days.clone());
            SMALL.within(&residents, monday, 5, &crate::Reach::ALL, Some(&mut aside), &mut left);
            assert_eq!(left, lived, "{id} {kept}");
            let mut these: Vec<(Act, PersonId, Day)> =
                aside.done().flat_map(|(act, all)| all.iter().map(move |(who, when)| (act, *who, *when))).collect();
            these.sort_unstable();
            assert_eq!(these, told, "{id} {kept}");
        }
    }
}

#[test]
fn all_classes_of_a_day_are_those_asked_one_by_one() {
    for date in ["2014-07-01", "2016-02-29", "2018-09-01", "2020-12-31"].map(day) {
        for id in sample(&SMALL, 2) {
            let residents = SMALL.settled(id);
            for person in residents.people.iter().step_by(9) {
                let bits = SMALL.classes(person, &residents, date);
                let age = person.age(date);
                for class in Class::ALL {
                    let inside = bits >> class.index() & 1 == 1;
                    let alone = person.born <= date && SMALL.in_class(person, class, date);
                    assert_eq!(inside, alone, "{} in {class} on {date}", person.id);
                }
                let inside = |class: Class| bits >> class.index() & 1 == 1;
                assert_eq!(inside(Class::Everyone), person.born <= date);
                assert_eq!(inside(Class::FromSix), age >= 6);
                assert_eq!(inside(Class::Adults), age >= 18);
                assert_eq!(inside(Class::Workers), person.traits.has(Trait::Worker) && (18..60).contains(&age));
                let infant = residents.household(person.id).iter().any(|p| (0..3).contains(&p.age(date)));
                assert_eq!(inside(Class::InfantBuyers), person.traits.has(Trait::InfantBuyer) && infant);
                let at_entry = person.age(Day::from_ymd(date.ymd().0, 9, 1).unwrap());
                assert_eq!(inside(Class::SchoolStarters), [6, 12, 15].contains(&at_entry));
                for act in Act::ALL {
                    let classes = SMALL.rates().iter().filter(|(a, c, _)| *a == act && inside(*c)).count();
                    assert!(classes <= 1, "{} does {act} in {classes} classes", person.id);
                }
            }
        }
    }
}

#[test]
fn classes_turn_only_for_whom_it_is_said_and_their_households() {
    for (from, to) in [("2016-02-01", "2016-03-01"), ("2018-01-01", "2018-02-05"), ("2019-12-02", "2020-01-06")] {
        let (from, to) = (day(from), day(to));
        let stretches = SMALL.turning(from, to).unwrap();
        let turns = |p: &Person| stretches.iter().any(|(after, by)| p.born > *after && p.born <= *by);
        let (mut turned, mut said, mut all) = (0, 0, 0);
        for id in sample(&SMALL, 3) {
            let residents = SMALL.settled(id);
            for person in &residents.people {
                let other = SMALL.classes(person, &residents, from) != SMALL.classes(person, &residents, to);
                let may = residents.household(person.id).iter().any(turns);
                assert!(may || !other, "{} from {from} to {to}", person.id);
                turned += usize::from(other);
                said += usize::from(may);
            }
            all += residents.people.len();
        }
        let new_year = from.ymd().0 != to.ymd().0;
        assert!(turned > 0 && (new_year || said * 10 < all), "{turned} turned, {said} of {all} might have");
    }
}

/// A year of proposals, in sampled neighbourhoods, against the listed rates for whoever is in a class.
#[test]
fn realised_acts_meet_the_listed_rates_for_every_act_and_class() {
    let country = &*MILLION;
    let (rates, start) = (country.rates(), day("2017-01-02"));
    let (mut found, mut expected) = (vec![0.0; rates.len()], vec![0.0; rates.len()]);
    let (mut candidates, mut person_days) = (0.0, 0.0);
    for id in sample(country, 24) {
        let residents = country.settled(id);
        let mut out = vec![];
        for w in 0..52 {
            out.clear();
            country.proposals(&residents, start + w * 7, 3, &mut out);
            candidates += out.len() as f64;
            person_days += 7.0 * residents.people.len() as f64;
            for p in &out {
                let row = rates.iter().position(|(a, c, _)| (*a, *c) == (p.act, p.class)).unwrap();
                let share = country.share(residents.person(p.person), p.act, p.class);
                found[row] += f64::from(p.act.on_calendar() || chance(p.uniform, share));
            }
        }
        for person in &residents.people {
            for month in 0..26 {
                let bits = country.classes(person, &residents, start + month * 14);
                for (sum, (act, class, listed)) in expected.iter_mut().zip(rates) {
                    if bits >> class.index() & 1 == 1 {
                        let row = country.rates.rows().iter().find(|r| (r.act, r.class) == (*act, *class)).unwrap();
                        let own = country.share(person, *act, *class) * row.at_most;
                        *sum += 364.0 / 365.25 / 26.0 * if act.on_calendar() { *listed } else { own };
                    }
                }
            }
        }
    }
    for ((found, expected), (act, class, _)) in found.iter().zip(&expected).zip(rates) {
        let error = 4.5 * libm::sqrt(expected.max(1.0)) + 0.01 * expected;
        assert!((found - expected).abs() <= error, "{act} of {class}: {found} happened, {expected:.1} should have");
    }
    let each = candidates / person_days;
    assert!((0.58..0.72).contains(&each), "{each} candidates a person-day");
}

#[test]
fn children_ask_for_a_school_on_the_first_of_september_at_six_twelve_and_fifteen() {
    let first = day("2014-09-01");
    for id in sample(&MILLION, 4) {
        let found = week(&MILLION, id, first, 1).into_iter().filter(|p| p.act == Act::SchoolEntry);
        let asked: Vec<PersonId> = found.inspect(|p| assert_eq!(p.day, first)).map(|p| p.person).collect();
        let people = MILLION.settled(id).people;
        let fit = people.iter().filter(|p| [6, 12, 15].contains(&p.age(first))).map(|p| p.id);
        assert_eq!(asked, fit.collect::<Vec<_>>());
    }
}

#[test]
fn singles_are_shown_others_of_the_province_who_search_and_are_no_kin() {
    for (country, count) in [(&*SMALL, 39), (&*WHOLE, 20)] {
        let (this, next) = (day("2018-03-05"), day("2018-03-12"));
        let (mut shown, mut changed, mut searching) = (0, 0, 0);
        for id in sample(country, count) {
            for person in &country.settled(id).people {
                let (mut now, mut later) = (vec![], vec![]);
                country.candidates(person.id, this, &mut now);
                country.candidates(person.id, next, &mut later);
                if !person.traits.has(Trait::Single) {
                    assert!(now.is_empty());
                    continue;
                }
                searching += 1;
                shown += now.len();
                changed += usize::from(now != later);
                let mut kin = vec![];
                country.kin(person.id, &mut kin);
                for other in now {
                    assert_eq!(country.province(other.neighbourhood()), country.province(id));
                    assert!(!kin.iter().any(|k| k.0 == other && !k.1.by_marriage()));
                    let other = country.person(other);
                    assert!(other.female != person.female && other.traits.has(Trait::Single) && other.age(this) >= 18);
                }
            }
        }
        assert!(shown > 4 * searching && shown < 5 * searching + 1 && changed > searching * 9 / 10);
    }
}
