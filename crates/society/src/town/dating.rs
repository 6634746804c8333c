//! Whom searching singles are shown: a new keyed order each week, five of the other sex for each.
//!
//! The society alone decides who is shown; standing may only change who is shown first and who accepts.

use crate::permutation::Permutation;
use crate::{Person, Trait};
use underheaven_base::Day;

/// How many candidates a single is shown in a week.
pub const SHOWN: u32 = 5;
/// Names this use of keyed permutations; the sex of the searching is added.
const DATING: u32 = 0x0064_6174;

/// Searching singles by sex, by positions among all people.
pub struct Singles {
    men: Vec<u32>,
    women: Vec<u32>,
}

impl Singles {
    /// Everybody who searches.
    pub fn of(people: &[Person]) -> Self {
        let of = |female: bool| {
            let searches = |i: &u32| {
                let p = &people[*i as usize];
                p.female == female && p.traits.has(Trait::Single)
            };
            (0..people.len() as u32).filter(searches).collect()
        };
        Self { men: of(false), women: of(true) }
    }

    /// Tells whom somebody is shown in the week of `monday`.
    pub fn shown(&self, me: u32, female: bool, seed: u64, monday: Day, mut tell: impl FnMut(u32)) {
        let (mine, others) = if female { (&self.women, &self.men) } else { (&self.men, &self.women) };
        let Ok(rank) = mine.binary_search(&me) else { return };
        let week = monday.0 as u32;
        let queue = Permutation::new(mine.len() as u32, seed, DATING + u32::from(female), week);
        let n = others.len() as u32;
        let order = Permutation::new(n, seed, DATING + 2 + u32::from(female), week);
        let turn = queue.forward(rank as u32);
        for k in 0..SHOWN.min(n) {
            tell(others[order.forward((turn * SHOWN + k) % n) as usize]);
        }
    }
}
