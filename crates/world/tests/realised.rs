//! Realised acts beside listed ones: without a bureau and without responses, everybody does what the table lists.
//!
//! A year of the full town. Each act is counted by the class of the table that holds the person on that day. Left out:
//! when in the year, which the calendar of school and bills decides.

#[allow(dead_code, reason = "each test file uses its part")]
mod common;

use common::*;
use underheaven_base::{Act, Class, Day, PersonId};
use underheaven_society::{Society, Town};
use underheaven_world::{Observer, Push};

/// Counts acts by row of the listed rates.
struct Realised<'a> {
    town: &'a Town,
    rows: Vec<(Act, Class)>,
    found: Vec<f64>,
    /// Acts of somebody whom no class of the table held.
    outside: u32,
}

impl Observer for Realised<'_> {
    fn act(&mut self, person: PersonId, day: Day, act: Act, _: Push) {
        let person = self.town.person(person);
        let held = |r: &(Act, Class)| r.0 == act && self.town.in_class(&person, r.1, day);
        match self.rows.iter().position(held) {
            Some(row) => self.found[row] += 1.0,
            None => self.outside += 1,
        }
    }
}

/// What the table lists for the days from `from` to `to`: rate x years lived in the class, looked at each week.
fn listed(town: &Town, from: Day, to: Day) -> Vec<f64> {
    let weeks = (from.0..=to.0).step_by(7).map(Day);
    let mut people = vec![0u64; Class::COUNT];
    let mut looks = 0;
    for day in weeks {
        looks += 1;
        for person in town.everybody() {
            for class in Class::ALL {
                people[class.index()] += u64::from(town.in_class(person, class, day));
            }
        }
    }
    let years = f64::from(to + 1 - from) / 365.25 / f64::from(looks);
    town.rates().iter().map(|(_, class, rate)| rate * people[class.index()] as f64 * years).collect()
}

#[test]
fn a_year_without_a_bureau_realises_the_listed_rates() {
    let town = society("town", None, 2020);
    let (book, behaviour) = (rulebook("none", &[]), behaviour("none"));
    let (from, to) = (day("2017-01-01"), day("2017-12-31"));
    let rows: Vec<(Act, Class)> = town.rates().iter().map(|r| (r.0, r.1)).collect();
    let found = vec![0.0; rows.len()];
    let mut realised = Realised { town: &town, rows, found, outside: 0 };
    Lived { society: &town, rulebook: &book, behaviour: &behaviour, from, to }.live(3, &mut realised);

    let mut off = vec![];
    let mut all = 0.0;
    for ((row, found), listed) in realised.rows.iter().zip(&realised.found).zip(listed(&town, from, to)) {
        let (act, class) = row;
        println!("{:22} of {:24} listed {listed:10.1}  realised {found:9}", act.name(), class.name());
        let fits = match row {
            // nobody is listed, so nobody performs a judgment to be lifted
            (Act::JudgmentPerformed, _) => *found == 0.0,
            // only those who joined this year go to meetings
            (Act::DissentingMeeting, Class::Joiners) => *found < 100.0 && *found < listed / 1000.0,
            _ if listed >= 400.0 => (found / listed - 1.0).abs() <= 0.10,
            _ => (found - listed).abs() <= 4.0 * listed.sqrt(),
        };
        if !fits {
            off.push(format!("{act} of {class}: {found} of {listed:.1}"));
        }
        all += if *act == Act::CrossingOnRed { 0.0 } else { *found };
    }
    assert!(off.is_empty(), "{off:#?}");
    assert_eq!(realised.outside, 0, "acts of people in no class of the table");
    let each = all / f64::from(town.people()) / f64::from(to + 1 - from);
    assert!(each >= 0.35, "{each} acts a person-day without crossings");
}
