//! Work: a pattern of firms of Zipf-like sizes whose seats are filled by the workers, asked from either side.
//!
//! Seat 0 is the legal representative's, drawn among workers of 25 to 59; the other seats follow a keyed
//! permutation of the rest.

use super::people::counted;
use crate::dice::{Dice, Roll};
use crate::permutation::Permutation;
use crate::table::Table;
use crate::template::NONE;
use crate::{Firm, Person, Trait};
use underheaven_base::{FirmId, PersonId};

/// Names these uses of keyed permutations.
const OWNERS: u32 = 0x006f_776e;
const STAFF: u32 = 0x0073_7466;

/// Everybody's employer and every firm's staff.
#[derive(PartialEq, Debug)]
pub struct Work {
    /// First seat of each firm, and the end.
    first_seat: Vec<u32>,
    /// Who sits in each seat.
    seats: Vec<u32>,
    /// For which firm each person works.
    employer: Vec<u32>,
    kinds: Vec<Kind>,
}

#[derive(Clone, Copy, PartialEq, Debug)]
struct Kind {
    foreign: bool,
    complies: bool,
    buys_reach: bool,
}

impl Work {
    /// Fills the seats of all firms with everybody who works; marks the legal representatives.
    pub fn hire(table: &Table, people: &mut [Person], seed: u64) -> Self {
        let workers: Vec<u32> =
            (0..people.len() as u32).filter(|&i| people[i as usize].traits.has(Trait::Worker)).collect();
        let mut dice = Dice::new(seed, Roll::Firms);
        let sizes = sizes(table, workers.len() as u32, &mut dice);
        let mut first_seat = vec![0];
        first_seat.extend(sizes.iter().scan(0, |sum, size| {
            *sum += size;
            Some(*sum)
        }));
        let seats = fill(people, &workers, &first_seat, seed);
        let mut employer = vec![NONE; people.len()];
        for (firm, ends) in first_seat.windows(2).enumerate() {
            seats[ends[0] as usize..ends[1] as usize].iter().for_each(|&i| employer[i as usize] = firm as u32);
            let head = &mut people[seats[ends[0] as usize] as usize];
            head.traits = head.traits.with(Trait::Representative);
        }
        let kinds = kinds(table, sizes.len() as u32, &mut dice);
        Self { first_seat, seats, employer, kinds }
    }

    /// How many firms there are.
    pub fn firms(&self) -> u32 {
        self.kinds.len() as u32
    }

    /// For which firm somebody works.
    pub fn employer(&self, person: u32) -> Option<FirmId> {
        let firm = self.employer[person as usize];
        (firm != NONE).then_some(FirmId(firm))
    }

    /// Everybody who works for a firm, the legal representative first.
    pub fn staff(&self, firm: FirmId) -> &[u32] {
        let of = |f: u32| self.first_seat[f as usize] as usize;
        &self.seats[of(firm.0)..of(firm.0 + 1)]
    }

    /// Whether somebody works for a foreign firm.
    pub fn is_foreign(&self, person: u32) -> bool {
        self.employer(person).is_some_and(|f| self.kinds[f.0 as usize].foreign)
    }

    /// A firm's facts.
    pub fn firm(&self, id: FirmId, name: impl Fn(u32) -> PersonId) -> Firm {
        let (staff, Kind { foreign, complies, buys_reach }) = (self.staff(id), self.kinds[id.0 as usize]);
        Firm { id, foreign, complies, buys_reach, size: staff.len() as u32, representative: name(staff[0]) }
    }
}

/// Sizes that use up all workers: twice as large is half as frequent, up to the largest.
fn sizes(table: &Table, workers: u32, dice: &mut Dice) -> Vec<u32> {
    let largest = (table.firms.largest.value as u32).min(workers / 10).max(1);
    let (mut sizes, mut left) = (vec![], workers);
    while left > 0 {
        let size = ((1.0 / dice.unit()) as u32).clamp(1, largest).min(left);
        sizes.push(size);
        left -= size;
    }
    sizes
}

/// Representatives in the first seats, everybody else in the others, each in keyed order.
fn fill(people: &[Person], workers: &[u32], first_seat: &[u32], seed: u64) -> Vec<u32> {
    let firms = first_seat.len() as u32 - 1;
    let fit = |&&i: &&u32| (25..60).contains(&people[i as usize].age(counted()));
    let fitting: Vec<u32> = workers.iter().filter(fit).copied().collect();
    let order = Permutation::new(fitting.len() as u32, seed, OWNERS, 0);
    let heads: Vec<u32> = (0..firms).map(|f| fitting[order.forward(f) as usize]).collect();
    let mut is_head = vec![false; people.len()];
    heads.iter().for_each(|&i| is_head[i as usize] = true);
    let others: Vec<u32> = workers.iter().copied().filter(|&i| !is_head[i as usize]).collect();
    let order = Permutation::new(others.len() as u32, seed, STAFF, 0);
    let (mut seats, mut next) = (Vec::with_capacity(workers.len()), 0);
    for (firm, ends) in first_seat.windows(2).enumerate() {
        seats.push(heads[firm]);
        for _ in ends[0] + 1..ends[1] {
            seats.push(others[order.forward(next) as usize]);
            next += 1;
        }
    }
    seats
}

/// Which firms are foreign, comply, buy reach: exact numbers of each, in keyed order.
fn kinds(table: &Table, firms: u32, dice: &mut Dice) -> Vec<Kind> {
    let mut mark = |share: f64| {
        let count = libm::round(share * f64::from(firms)) as u32;
        let mut marks: Vec<bool> = (0..firms).map(|f| f < count).collect();
        dice.shuffle(&mut marks);
        marks
    };
    let t = &table.firms;
    let (foreign, complies, buys) = (mark(t.foreign.value), mark(t.complies.value), mark(t.buys_reach.value));
    (0..firms as usize).map(|f| Kind { foreign: foreign[f], complies: complies[f], buys_reach: buys[f] }).collect()
}
