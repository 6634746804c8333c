//! Nobody does anything, is told anything or is booked before they are born.
//!
//! Six years of some of the town. Left out: a neighbour's report, which may name somebody of the street who is to be
//! born, and then comes to nothing (ARCHITECTURE.md).

#[allow(dead_code, reason = "each test file uses its part")]
mod common;

use common::*;
use underheaven_base::{Act, Day, PersonId};
use underheaven_society::{Society, Town};
use underheaven_world::{Answer, Entry, Listing, Observer, Push, Turn};

/// Whatever befalls somebody who is not born yet, and how much befalls anybody within a year of their birth.
struct Before<'a> {
    town: &'a Town,
    found: Vec<String>,
    infants: u32,
}

impl Before<'_> {
    fn befalls(&mut self, person: PersonId, day: Day, what: &str) {
        let born = self.town.person(person).born;
        if day < born {
            self.found.push(format!("{person} on {day}: {what}"));
        }
        self.infants += u32::from(day >= born && day - born < 365);
    }
}

impl Observer for Before<'_> {
    fn act(&mut self, person: PersonId, day: Day, act: Act, _: Push) {
        self.befalls(person, day, act.name());
    }
    fn turn(&mut self, person: PersonId, day: Day, turn: Turn, _: u32) {
        if !matches!(turn, Turn::ReportEmpty | Turn::Dropped) {
            self.befalls(person, day, &format!("{turn:?}"));
        }
    }
    fn entry(&mut self, entry: &Entry) {
        self.befalls(entry.person, entry.day, "an entry");
    }
    fn listed(&mut self, listing: &Listing) {
        self.befalls(listing.person, listing.from, "a listing");
    }
    fn gate(&mut self, answer: &Answer) {
        self.befalls(answer.person, answer.day, "an answer");
    }
}

#[test]
fn nothing_befalls_anybody_before_they_are_born() {
    let town = society("town", Some(6), 2020);
    let (book, behaviour) = (rulebook("article", &[]), behaviour("default"));
    let (from, to) = (day("2014-07-01"), day("2020-12-31"));
    let mut before = Before { town: &town, found: vec![], infants: 0 };
    Lived { society: &town, rulebook: &book, behaviour: &behaviour, from, to }.live(3, &mut before);
    assert!(
        before.found.is_empty(),
        "{} before birth: {:?}",
        before.found.len(),
        &before.found[..9.min(before.found.len())]
    );
    assert!(before.infants > 100, "infants are told of: {}", before.infants);
}
