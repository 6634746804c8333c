//! Who is told of several arms that are lived side by side.
//!
//! Whoever has not parted is lived once, and need not be told twice: an arm's observer may *follow* the first arm's, and
//! is then told of a household only once it has been lived apart.

use crate::{Arms, Census, Observer};
use underheaven_base::{Day, PersonId};
use underheaven_society::Person;

/// The observers of some arms, by number.
pub trait Watchers {
    /// The observer of an arm.
    fn arm(&mut self, arm: usize) -> &mut dyn Observer;

    /// The first arm's observer.
    fn first(&mut self) -> &mut dyn Observer {
        self.arm(0)
    }

    /// Arms whose observers follow the first arm's: of a household that was never lived apart they are told nothing.
    fn following(&self) -> Arms {
        Arms::NONE
    }

    /// Whether an arm that follows was told that somebody's household is lived apart.
    fn knows(&self, _arm: usize, _person: PersonId) -> bool {
        true
    }

    /// A household is lived apart under an arm that follows. What was told so far holds for that arm, too; what is to come
    /// will be told of both arms, each by itself.
    fn part(&mut self, _arm: usize, _people: &[Person]) {}

    /// Who is told what befalls those people under the first arm, for an arm that follows.
    fn under_first(&mut self, _arm: usize) -> &mut dyn Observer {
        self.arm(0)
    }

    /// A posting period of some arms was lived up to and including `last`; the world can be looked at under each arm.
    fn period(&mut self, closed: &[bool], last: Day, worlds: &[&dyn Census]) {
        for (arm, world) in worlds.iter().enumerate().filter(|(arm, _)| closed[*arm]) {
            self.arm(arm).period(last, *world);
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
