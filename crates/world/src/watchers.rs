//! Who is told of several arms that are lived side by side.
//!
//! Whoever has not parted is lived once, and need not be told twice: an arm's observer may *follow* the first arm's, and
//! is then told of somebody only once they have been lived apart.

use crate::{Arms, Observer, Push, fast::Looks};
use underheaven_base::{Act, Day, NeighbourhoodId, PersonId};
use underheaven_society::Person;

/// The observers of some arms, by number.
pub trait Watchers {
    /// The observer of an arm.
    fn arm(&mut self, arm: usize) -> &mut dyn Observer;

    /// The first arm's observer.
    fn first(&mut self) -> &mut dyn Observer {
        self.arm(0)
    }

    /// Nothing was lived yet; the world can be looked at under each arm.
    fn begin(&mut self, looks: &Looks) {
        (0..looks.arms()).for_each(|arm| self.arm(arm).begin(looks.arm(arm)));
    }

    /// An act under the first arm: what is told most.
    fn act(&mut self, person: PersonId, day: Day, act: Act, push: Push) {
        self.first().act(person, day, act, push);
    }

    /// A neighbourhood is about to be lived: what is known of its people may be brought near.
    fn bring_near(&mut self, _id: NeighbourhoodId) {}

    /// Acts of a kind that people of a neighbourhood do under each of so many arms, whoever is lived apart; nothing follows.
    fn acts(&mut self, arms: usize, act: Act, done: &[(PersonId, Day)]) {
        (0..arms).for_each(|arm| self.arm(arm).acts(act, done));
    }

    /// Arms whose observers follow the first arm's: of people who were never lived apart they are told nothing.
    fn following(&self) -> Arms {
        Arms::NONE
    }

    /// Whether some of these people were ever lived apart under an arm that follows.
    fn remember(&self, _people: &[Person]) -> bool {
        true
    }

    /// Somebody is about to be lived, and is or is not lived once for the first arm and one that follows. Says whether that
    /// arm was ever lived apart, and so has to know what befalls this person from now on.
    fn meet(&mut self, _arm: usize, _person: &Person, _shares: bool) -> bool {
        true
    }

    /// On the way somebody comes to be lived apart under an arm that follows. What was told so far holds for it, too.
    fn part(&mut self, _arm: usize, _person: &Person) {}

    /// Who is to know what befalls people under the first arm and under one that follows alike; it counts for both already.
    fn knows(&mut self, arm: usize) -> &mut dyn Observer {
        self.arm(arm)
    }

    /// A posting period of some arms was lived up to and including `last`; the world can be looked at under each arm.
    fn period(&mut self, closed: &[bool], last: Day, looks: &Looks) {
        for (arm, _) in closed.iter().enumerate().filter(|(_, closed)| **closed) {
            self.arm(arm).period(last, looks.arm(arm));
        }
    }
}

/// Observers each of which is told everything of its arm.
pub struct Each<'a, 'o>(pub &'a mut [&'o mut dyn Observer]);

impl Watchers for Each<'_, '_> {
    fn arm(&mut self, arm: usize) -> &mut dyn Observer {
        &mut *self.0[arm]
    }
}

impl<O: Observer> Watchers for Vec<O> {
    fn arm(&mut self, arm: usize) -> &mut dyn Observer {
        &mut self[arm]
    }
}
