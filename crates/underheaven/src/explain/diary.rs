//! What befell one household, event by event: what the tables leave out because it would be too much for everybody.

use std::ops::RangeInclusive;
use underheaven_base::{Act, Day, Gate, PersonId};
use underheaven_society::Society;
use underheaven_world::pools::Rank;
use underheaven_world::{Appealed, Observer, Push, Turn};

/// Something done, or not done that would have been.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Done {
    /// Who.
    pub person: PersonId,
    /// When.
    pub day: Day,
    /// What.
    pub act: Act,
    /// What pushed them to it, or kept them from it.
    pub push: Push,
    /// Whether it happened.
    pub happened: bool,
}

/// An observer that keeps of one household what no table has, and nothing of anybody else.
#[derive(Clone, PartialEq, Debug)]
pub struct Diary {
    household: RangeInclusive<PersonId>,
    /// What was done and forgone.
    pub acts: Vec<Done>,
    /// Appeals.
    pub appeals: Vec<Appealed>,
    /// Requests for something scarce, with the rank that standing gave them.
    pub requests: Vec<(PersonId, Day, Gate, Rank)>,
    /// What befell means and ties.
    pub turns: Vec<(PersonId, Day, Turn, u32)>,
}

impl Diary {
    /// An empty diary of a person's household.
    pub fn of(society: &dyn Society, person: PersonId) -> Self {
        let residents = society.settled(person.neighbourhood());
        // A household's people stand side by side.
        let house = residents.household(person);
        let ends = house.first().zip(house.last()).map_or((person, person), |(first, last)| (first.id, last.id));
        Self { household: ends.0..=ends.1, acts: vec![], appeals: vec![], requests: vec![], turns: vec![] }
    }

    fn holds(&self, person: PersonId) -> bool {
        self.household.contains(&person)
    }

    fn done(&mut self, done: Done) {
        if self.holds(done.person) {
            self.acts.push(done);
        }
    }
}

impl Observer for Diary {
    fn act(&mut self, person: PersonId, day: Day, act: Act, push: Push) {
        self.done(Done { person, day, act, push, happened: true });
    }

    fn forgone(&mut self, person: PersonId, day: Day, act: Act, push: Push) {
        self.done(Done { person, day, act, push, happened: false });
    }

    fn appealed(&mut self, appeal: &Appealed) {
        if self.holds(appeal.person) {
            self.appeals.push(*appeal);
        }
    }

    fn asked(&mut self, person: PersonId, day: Day, gate: Gate, rank: Rank) {
        if self.holds(person) {
            self.requests.push((person, day, gate, rank));
        }
    }

    fn turn(&mut self, person: PersonId, day: Day, turn: Turn, amount: u32) {
        if self.holds(person) {
            self.turns.push((person, day, turn, amount));
        }
    }
}
