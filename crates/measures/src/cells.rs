//! Cells: people who belong to the same groups and the same cohort are counted together.
//!
//! There are far fewer combinations of groups than people, so an event adds to one counter of its
//! person's cell, and a group's total is a sum over the cells that lie in it. A row of counters takes
//! about 3 KB; a town has a few thousand cells. Finding a cell costs a tree search, but only when
//! somebody's groups change (once a month at most).

use crate::counters::ROW;
use crate::roll::Mask;
use std::collections::BTreeMap;
use underheaven_base::Group;

/// What makes a cell: groups in the low bits, the cohort of enrolment (0: not enrolled) above them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Key(u32);

const COHORT_SHIFT: u32 = 27;
const _: () = assert!(Group::COUNT <= COHORT_SHIFT as usize);

/// The last cohort; later ones are counted with it.
pub const LAST_COHORT: u32 = 31;

impl Key {
    /// The key of a set of groups and a cohort.
    pub const fn new(groups: Mask, cohort: u32) -> Self {
        Self(groups | cohort << COHORT_SHIFT)
    }
    /// The groups.
    pub const fn groups(self) -> Mask {
        self.0 & ((1 << COHORT_SHIFT) - 1)
    }
    /// The cohort; 0 for whoever is not enrolled.
    pub const fn cohort(self) -> u32 {
        self.0 >> COHORT_SHIFT
    }
}

/// Counters by cell.
#[derive(Default)]
pub struct Cells {
    keys: Vec<Key>,
    number: BTreeMap<Key, u32>,
    counts: Vec<u64>,
    people: Vec<u64>,
}

impl Cells {
    /// The cell of a key, made if there is none.
    pub fn find(&mut self, key: Key) -> u32 {
        if let Some(cell) = self.number.get(&key) {
            return *cell;
        }
        let cell = self.keys.len() as u32;
        self.keys.push(key);
        self.number.insert(key, cell);
        self.people.push(0);
        self.counts.resize(self.counts.len() + ROW, 0);
        cell
    }

    /// How many cells there are.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// A cell's key.
    pub fn key(&self, cell: u32) -> Key {
        self.keys[cell as usize]
    }

    /// A cell's row of counters.
    pub fn row(&self, cell: u32) -> &[u64] {
        &self.counts[cell as usize * ROW..][..ROW]
    }

    /// Adds to a counter.
    #[inline]
    pub fn add(&mut self, cell: u32, counter: usize, n: u64) {
        self.counts[cell as usize * ROW + counter] += n;
    }

    /// Somebody enters a cell.
    pub fn enter(&mut self, cell: u32) {
        self.people[cell as usize] += 1;
    }

    /// Somebody leaves a cell.
    pub fn leave(&mut self, cell: u32) {
        self.people[cell as usize] -= 1;
    }

    /// Everybody lived so many days.
    pub fn live(&mut self, days: u64) {
        for cell in 0..self.keys.len() {
            let people = self.people[cell];
            self.add(cell as u32, crate::counters::PERSON_DAYS, people * days);
        }
    }
}
