//! Work: in each cycle a pattern of firms of Zipf-like sizes, whose seats the county's workers fill by permutation.
//!
//! Who works, and who heads a firm, is a fact of the cards. Seat 0 is the legal representative's, filled from the
//! owners of the county; the other seats from its staff. Whether a firm is foreign goes with its representative,
//! so that a neighbourhood knows it of its own people without looking anywhere else.

use super::map::Spot;
use super::{Country, Who};
use crate::Firm;
use crate::dice::Dice;
use crate::permutation::Permutation;
use crate::table::Table;
use underheaven_base::{Day, Draw, FirmId, PersonId, Purpose, chance};

/// Names these uses of keyed permutations.
const OWNERS: u32 = 0x006f_776e;
const STAFF: u32 = 0x0073_7466;
/// Which draws of a firm and of its representative say of what kind it is.
const KIND: u32 = 3;
const FOREIGN: u32 = 4;

/// What somebody works as: nothing, or a number among the owners or the staff of a cycle.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Job {
    /// Does not work.
    None,
    /// Heads a firm.
    Owner(u16),
    /// Works for one.
    Staff(u16),
}

/// The firms of one cycle of a type, and who may fill their seats.
#[derive(Default)]
pub struct Pattern {
    /// Owners: deck and person.
    pub owners: Vec<(u8, u16)>,
    /// Everybody else who works.
    pub staff: Vec<(u8, u16)>,
    /// First staff seat of each firm, and the end.
    first: Vec<u32>,
    /// The firm of each staff seat.
    firm_of: Vec<u16>,
}

impl Pattern {
    /// Firms of sizes that use up all of a cycle's workers.
    pub fn new(table: &Table, workers: u32, dice: &mut Dice) -> Self {
        let mut sizes = sizes(table.firms.largest.value, workers);
        dice.shuffle(&mut sizes);
        let (mut first, mut firm_of) = (vec![0], vec![]);
        for (firm, size) in sizes.into_iter().enumerate() {
            firm_of.extend((1..size).map(|_| firm as u16));
            first.push(firm_of.len() as u32);
        }
        Self { owners: vec![], staff: vec![], first, firm_of }
    }

    /// Bytes of the table.
    pub fn bytes(&self) -> usize {
        use std::mem::size_of_val as size;
        size(self.owners.as_slice())
            + size(self.staff.as_slice())
            + size(self.first.as_slice())
            + size(self.firm_of.as_slice())
    }

    /// How many firms a cycle has.
    pub fn firms(&self) -> u32 {
        self.first.len() as u32 - 1
    }
}

/// Sizes by even steps of Zipf's law, twice as large half as frequent, that sum up to the workers.
fn sizes(largest: f64, workers: u32) -> Vec<u32> {
    // no firm holds more than half of a cycle's workers of its type
    let largest = largest.min(f64::from(workers) / 2.0).max(1.0) as u32;
    let of = |firms: u32| {
        let size = move |i: u32| ((f64::from(firms) / (f64::from(i) + 0.5)) as u32).clamp(1, largest);
        (0..firms).map(size)
    };
    let (mut low, mut high) = (1, workers.max(1));
    while low < high {
        let middle = (low + high).div_ceil(2);
        if of(middle).sum::<u32>() <= workers { low = middle } else { high = middle - 1 }
    }
    let mut sizes: Vec<u32> = of(low).collect();
    let left = workers - sizes.iter().sum::<u32>();
    sizes.extend((0..left).map(|_| 1));
    sizes
}

impl Country {
    fn pattern(&self, at: Spot) -> &Pattern {
        &self.types[at.kind as usize].work
    }

    fn owners_of(&self, at: Spot) -> (Permutation, std::ops::Range<u32>) {
        self.work_permutation(at, OWNERS, self.pattern(at).owners.len() as u32)
    }

    fn staff_of(&self, at: Spot) -> (Permutation, std::ops::Range<u32>) {
        self.work_permutation(at, STAFF, self.pattern(at).staff.len() as u32)
    }

    fn work_permutation(&self, at: Spot, use_of: u32, each: u32) -> (Permutation, std::ops::Range<u32>) {
        let county = self.map.county_area(at);
        let n = each * county.length();
        (Permutation::new(n, self.seed, use_of + (u32::from(at.kind) << 24), county.number), county.cycles)
    }

    fn firm_id(&self, kind: u8, cycle: u32, firm: u32) -> FirmId {
        FirmId(self.first_firm[kind as usize] + cycle * self.types[kind as usize].work.firms() + firm)
    }

    /// Where a firm is: the first deck of its cycle stands for all of it, and its number there.
    fn firm_at(&self, id: FirmId) -> (Spot, u32) {
        let kind = (1..self.types.len()).rev().find(|&k| id.0 >= self.first_firm[k]).unwrap_or(0);
        let (at, each) = (id.0 - self.first_firm[kind], self.types[kind].work.firms());
        (Spot { cycle: at / each, kind: kind as u8, deck: 0 }, at % each)
    }

    /// How many firms there are in all.
    pub fn firms(&self) -> u32 {
        self.types.iter().map(|t| t.work.firms() * self.map.cycles()).sum()
    }

    pub(super) fn employer_of(&self, who: Who) -> Option<FirmId> {
        let pattern = self.pattern(who.at);
        let (firms, seats) = (pattern.firms(), pattern.staff.len() as u32);
        match self.ties(who.at).job(who.person) {
            Job::None => None,
            Job::Owner(rank) => {
                let (order, cycles) = self.owners_of(who.at);
                let seat = order.forward((who.at.cycle - cycles.start) * firms + u32::from(rank));
                Some(self.firm_id(who.at.kind, cycles.start + seat / firms, seat % firms))
            }
            Job::Staff(rank) => {
                let (order, cycles) = self.staff_of(who.at);
                let seat = order.forward((who.at.cycle - cycles.start) * seats + u32::from(rank));
                let firm = pattern.firm_of[(seat % seats) as usize];
                Some(self.firm_id(who.at.kind, cycles.start + seat / seats, u32::from(firm)))
            }
        }
    }

    fn representative(&self, at: Spot, firm: u32) -> PersonId {
        let pattern = self.pattern(at);
        let (order, cycles) = self.owners_of(at);
        let each = pattern.firms();
        let owner = order.back((at.cycle - cycles.start) * each + firm);
        self.worker(&pattern.owners, at.kind, cycles.start, owner)
    }

    fn worker(&self, of: &[(u8, u16)], kind: u8, first: u32, number: u32) -> PersonId {
        let each = of.len() as u32;
        let (deck, person) = of[(number % each) as usize];
        self.id(Who { at: Spot { cycle: first + number / each, kind, deck }, person })
    }

    pub(super) fn staff_ids(&self, id: FirmId, out: &mut Vec<PersonId>) {
        let (at, firm) = self.firm_at(id);
        let pattern = self.pattern(at);
        out.push(self.representative(at, firm));
        let (order, cycles) = self.staff_of(at);
        let before = (at.cycle - cycles.start) * pattern.staff.len() as u32;
        for seat in pattern.first[firm as usize]..pattern.first[firm as usize + 1] {
            out.push(self.worker(&pattern.staff, at.kind, cycles.start, order.back(before + seat)));
        }
    }

    pub(super) fn heads_foreign(&self, representative: PersonId) -> bool {
        let word = Draw::new(self.seed, representative.0, Day(0), Purpose::Trait, FOREIGN).word(0);
        chance(word, self.firm_shares[0])
    }

    pub(super) fn firm_of(&self, id: FirmId) -> Firm {
        let (at, firm) = self.firm_at(id);
        let pattern = self.pattern(at);
        let representative = self.representative(at, firm);
        let draw = Draw::new(self.seed, id.0, Day(0), Purpose::Trait, KIND);
        Firm {
            id,
            foreign: self.heads_foreign(representative),
            complies: chance(draw.word(0), self.firm_shares[1]),
            buys_reach: chance(draw.word(1), self.firm_shares[2]),
            size: 1 + pattern.first[firm as usize + 1] - pattern.first[firm as usize],
            representative,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::sizes;

    #[test]
    fn sizes_use_up_all_workers_and_a_firm_twice_as_large_is_half_as_frequent() {
        for workers in [900, 5000, 17_000] {
            let sizes = sizes(500.0, workers);
            assert_eq!(sizes.iter().sum::<u32>(), workers);
            let least = |n: u32| sizes.iter().filter(|&&s| s >= n).count() as f64;
            assert!((0.4..0.65).contains(&(least(20) / least(10))), "{workers}");
        }
    }
}
