//! Proposals: the same for all worlds, in order, as frequent as the table says.

use super::*;
use underheaven_base::chance;

fn week(town: &Town, n: u32, monday: Day, luck: u64) -> Vec<Proposal> {
    let mut out = vec![];
    town.proposals(&town.settled(NeighbourhoodId(n)), monday, luck, &mut out);
    out
}

#[test]
fn proposals_are_a_pure_function_of_their_key_and_ordered() {
    let town = &*SMALL;
    for (monday, n) in [("2014-06-30", 0), ("2017-08-28", 3), ("2020-12-28", 1)] {
        let monday = day(monday);
        let found = week(town, n, monday, 7);
        assert_eq!(found, week(town, n, monday, 7));
        let order = |p: &Proposal| (p.person, p.day, p.act, p.ordinal);
        assert!(found.windows(2).all(|w| order(&w[0]) < order(&w[1])), "out of order, or one proposal twice");
        assert!(found.iter().all(|p| p.person.neighbourhood().0 == n && (0..7).contains(&(p.day - monday))));
        for p in &found {
            assert!(town.in_class(&town.person(p.person), p.class, p.day), "{p:?} outside its class");
        }
        let other_luck = week(town, n, monday, 8);
        let shared = found.iter().filter(|p| other_luck.binary_search(p).is_ok()).count();
        assert!(shared * 20 < found.len(), "another luck shares {shared} of {}", found.len());
        assert_ne!(found, week(town, n, monday + 7, 7));
    }
}

#[test]
fn proposals_are_appended_and_keep_what_was_there() {
    let mut out = week(&SMALL, 0, day("2018-01-01"), 7);
    let first = out.clone();
    SMALL.proposals(&SMALL.settled(NeighbourhoodId(1)), day("2018-01-01"), 7, &mut out);
    assert_eq!(out[..first.len()], first[..]);
    assert_eq!(out[first.len()..], week(&SMALL, 1, day("2018-01-01"), 7)[..]);
}

/// What was counted, what these people should do, and what the table lists for the class.
#[derive(Clone, Copy, Default)]
struct Count {
    found: f64,
    expected: f64,
    listed: f64,
}

/// Lives a year of realised acts without any response.
fn year(town: &Town) -> (Vec<Count>, f64, f64) {
    let (rates, days) = (town.rates(), 52 * 7);
    let mut counts = vec![Count::default(); rates.len()];
    let row = |p: &Proposal| rates.iter().position(|(a, c, _)| (*a, *c) == (p.act, p.class)).unwrap();
    let (start, mut candidates) = (day("2017-01-02"), 0.0);
    for w in 0..52 {
        for n in 0..town.neighbourhoods() {
            for p in week(town, n, start + w * 7, 3) {
                candidates += 1.0;
                let share = town.share(&town.person(p.person), p.act, p.class);
                let happens = p.act.on_calendar() || chance(p.uniform, share);
                counts[row(&p)].found += f64::from(happens);
            }
        }
    }
    for (count, &(act, class, listed)) in counts.iter_mut().zip(rates) {
        for person in town.everybody() {
            // every other day is enough to know when somebody is in a class
            let inside = (0..days).step_by(14).filter(|d| town.in_class(person, class, start + *d)).count() as f64;
            let years = inside / 26.0 * f64::from(days) / 365.25;
            count.listed += years * listed;
            let own = town.share(person, act, class) * listed * town.headroom_of_all(act, class);
            count.expected += years * if act.on_calendar() { listed } else { own };
        }
    }
    let person_days = f64::from(town.people()) * f64::from(days);
    let crossings: f64 =
        counts.iter().zip(rates).filter(|(_, r)| r.0 == Act::CrossingOnRed).map(|(c, _)| c.found).sum();
    let realised = counts.iter().map(|c| c.found).sum::<f64>() - crossings;
    (counts, candidates / person_days, realised / person_days)
}

#[test]
fn realised_acts_meet_the_listed_rates_for_every_act_and_class() {
    let town = build("dense", 10_500);
    let (counts, candidates, realised) = year(&town);
    for (count, (act, class, _)) in counts.iter().zip(town.rates()) {
        let error = 4.5 * libm::sqrt(count.expected.max(1.0)) + 0.01 * count.expected;
        assert!(
            (count.found - count.expected).abs() <= error,
            "{act} of {class}: {} happened, {:.1} should have",
            count.found,
            count.expected
        );
        assert!(
            (count.expected / count.listed - 1.0).abs() < 0.03,
            "{act} of {class}: {:?}",
            count.expected / count.listed
        );
    }
    assert!(candidates >= 0.6, "{candidates} candidates a person-day");
    assert!(realised >= 0.35, "{realised} realised a person-day without crossings");
}

#[test]
fn candidates_are_dense_enough_from_the_first_year_to_the_last() {
    for monday in ["2014-07-07", "2020-12-14"] {
        let found: usize = (0..4).map(|n| week(&SMALL, n, day(monday), 1).len()).sum();
        let each = found as f64 / (7.0 * f64::from(SMALL.people()));
        assert!(each >= 0.58, "{each} from {monday}");
    }
}

#[test]
fn bills_fall_due_twice_a_month_and_are_late_in_listed_shares() {
    let town = &*FULL;
    let holders: Vec<&Person> = town.everybody().iter().filter(|p| p.traits.has(Trait::BillHolder)).collect();
    let late = |p: &&Person| town.share(p, Act::BillDue, Class::BillHolders);
    let yearly = 24.0 * holders.iter().map(late).sum::<f64>() / holders.len() as f64;
    assert!((0.70..0.84).contains(&yearly), "{yearly} late bills a holder-year");
    let mut due = std::collections::BTreeMap::new();
    for w in 0..5 {
        for p in week(town, 2, day("2018-01-01") + w * 7, 1) {
            if p.act == Act::BillDue && p.day < day("2018-02-01") {
                *due.entry(p.person).or_insert(0) += 1;
            }
        }
    }
    assert!(due.len() > 1000 && due.values().all(|n| *n == 2));
    assert_eq!(town.headroom(Act::BillDue, Class::BillHolders), f64::INFINITY);
}

#[test]
fn children_ask_for_a_school_on_the_first_of_september_at_six_twelve_and_fifteen() {
    let town = &*SMALL;
    for (year, monday) in [(2014, "2014-09-01"), (2019, "2019-08-26")] {
        let first = day(&format!("{year}-09-01"));
        let asked: Vec<PersonId> = (0..4)
            .flat_map(|n| week(town, n, day(monday), 1))
            .filter(|p| p.act == Act::SchoolEntry)
            .inspect(|p| assert_eq!(p.day, first))
            .map(|p| p.person)
            .collect();
        let fit = town.everybody().iter().filter(|p| [6, 12, 15].contains(&p.age(first))).map(|p| p.id);
        assert_eq!(asked, fit.collect::<Vec<_>>());
    }
}

#[test]
fn classes_follow_the_date_and_never_overlap_within_an_act() {
    let town = &*SMALL;
    for date in ["2014-07-01", "2016-02-29", "2018-09-01", "2020-12-31"].map(day) {
        for person in town.everybody().iter().step_by(3) {
            let age = person.age(date);
            let inside = |class| town.in_class(person, class, date);
            assert_eq!(inside(Class::Everyone), person.born <= date);
            assert_eq!(inside(Class::FromSix), age >= 6);
            assert_eq!(inside(Class::Adults), age >= 18);
            assert_eq!(inside(Class::Workers), person.traits.has(Trait::Worker) && (18..60).contains(&age));
            let infant = town
                .settled(person.id.neighbourhood())
                .household(person.id)
                .iter()
                .any(|p| (0..3).contains(&p.age(date)));
            assert_eq!(inside(Class::InfantBuyers), person.traits.has(Trait::InfantBuyer) && infant);
            let (year, ..) = date.ymd();
            let at_entry = person.age(Day::from_ymd(year, 9, 1).unwrap());
            assert_eq!(inside(Class::SchoolStarters), [6, 12, 15].contains(&at_entry));
            for act in Act::ALL {
                let classes = town.rates().iter().filter(|(a, c, _)| *a == act && inside(*c)).count();
                assert!(classes <= 1, "{} does {act} in {classes} classes", person.id);
            }
        }
    }
}

#[test]
fn every_act_has_a_rate_and_room() {
    let town = &*SMALL;
    for act in Act::ALL {
        assert!(town.rates().iter().any(|(a, ..)| *a == act), "no base rate of {act}");
    }
    for &(act, class, _) in town.rates() {
        assert!(town.headroom(act, class) >= 1.0 - 1e-9, "{act} of {class}");
        let most = town.everybody().iter().map(|p| town.share(p, act, class)).fold(0.0, f64::max);
        assert!(most > 0.0 && most <= 1.0, "{act} of {class}: {most}");
    }
    for (act, class, least) in [
        (Act::Volunteering, Class::Adults, 1.3 * 1.5),
        (Act::PraisePost, Class::Netizens, 1.3 * 1.5 * 1.3),
        (Act::BabyGoods, Class::InfantBuyers, 1.3 * 1.5),
        (Act::ChatPost, Class::Netizens, 1.3),
        (Act::CriticalPost, Class::Critics, 1.3),
        (Act::JobRequest, Class::Workers, 40.0),
    ] {
        assert!(town.headroom(act, class) >= least, "{act} of {class} has room {}", town.headroom(act, class));
    }
}

#[test]
fn a_uniform_personal_factor_spreads_a_rate_around_its_base() {
    let over = "name = \"spread\"\nover = \"town\"\n[act.crossing-on-red.of.from-six]\nspread = 0.5\n";
    let table = Table::read("spread.toml", over).unwrap();
    let town = Town::build(&table, 10_500, 1).unwrap();
    let share = |p: &Person| town.share(p, Act::CrossingOnRed, Class::FromSix) * 1.5;
    let shares: Vec<f64> = town.everybody().iter().map(share).collect();
    let mean = shares.iter().sum::<f64>() / shares.len() as f64;
    assert!((mean - 1.0).abs() < 0.01, "{mean}");
    assert!(shares.iter().all(|s| (0.5..=1.5).contains(s)));
    assert!(shares.iter().any(|s| *s < 0.55) && shares.iter().any(|s| *s > 1.45));
}

impl Town {
    /// The ceiling over the base: by what a share and a base make a personal rate.
    fn headroom_of_all(&self, act: Act, class: Class) -> f64 {
        let row = self.rates.rows().iter().find(|r| (r.act, r.class) == (act, class)).unwrap();
        row.at_most / row.base
    }
}

#[test]
fn all_classes_in_one_pass_are_those_asked_for_one_by_one() {
    let town = &*SMALL;
    for date in ["2014-07-01", "2016-02-29", "2017-09-01", "2018-12-31", "2019-01-01", "2020-12-31"].map(day) {
        for n in 0..town.neighbourhoods() {
            let residents = town.settled(NeighbourhoodId(n));
            for person in &residents.people {
                let held = Class::ALL.into_iter().filter(|c| person.born <= date && town.in_class(person, *c, date));
                let each = held.fold(0, |all, c| all | 1 << c.index());
                assert_eq!(town.classes(person, &residents, date), each, "{person:?} on {date}");
            }
        }
    }
}
