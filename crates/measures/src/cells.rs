//! Cells: people who belong to the same groups, cohort and province are counted together for a month.
//!
//! There are far fewer combinations of groups than people. An ordinary act, which is nearly all that happens, adds to one
//! counter of its person's cell; at a month's end a cell's counters go to all sets of people that hold it, and a cell that
//! nobody is left in is given away. So cells have no order and no past, and two halves of a society need not agree on them.
//! A cell takes six cache lines; what is counted most lies in the first (eleven counters), then in the second, since a
//! neighbourhood's few hundred cells would otherwise take more than the nearest caches hold. Finding one costs a tree search,
//! but only when somebody's groups change (once a month at most).

use crate::counters::{self, OFTEN, OFTEN_FROM};
use crate::roll::{Mask, bit};
use std::collections::BTreeMap;
use underheaven_base::{Act, Channel, Group};
use underheaven_world::Turn;

/// What makes a cell: groups in the low bits, the cohort of enrolment (0: not enrolled), the province and the arms under
/// which its people are lived apart above them. Between these stand its [`Kinds`], which follow from the groups.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Key(u64);

const COHORT_SHIFT: u32 = 32;
const PROVINCE_SHIFT: u32 = 40;
const KINDS_SHIFT: u32 = 48;
const APART_SHIFT: u32 = 56;

/// The last cohort; later ones are counted with it.
pub const LAST_COHORT: u32 = 31;

impl Key {
    /// The key of a set of groups, a cohort and a province.
    pub fn new(groups: Mask, cohort: u32, province: u16) -> Self {
        let kinds = Kinds::of(groups).0 as u64;
        Self(
            groups as u64
                | (cohort as u64) << COHORT_SHIFT
                | (province as u64) << PROVINCE_SHIFT
                | kinds << KINDS_SHIFT,
        )
    }
    /// The groups.
    pub const fn groups(self) -> Mask {
        self.0 as Mask
    }
    /// The cohort; 0 for whoever is not enrolled.
    pub const fn cohort(self) -> u32 {
        (self.0 >> COHORT_SHIFT) as u32 & LAST_COHORT
    }
    /// The province.
    pub const fn province(self) -> u16 {
        (self.0 >> PROVINCE_SHIFT) as u16 & 0xFF
    }
    /// Of what kinds its people are.
    #[inline]
    pub const fn kinds(self) -> Kinds {
        Kinds((self.0 >> KINDS_SHIFT) as u8)
    }
    /// The same groups and province with another cohort.
    pub fn enrolled(self, cohort: u32) -> Self {
        Self::new(self.groups(), cohort, self.province()).with_apart(self.apart())
    }
    /// Under which of the arms that are counted beside this one its people are lived apart, a bit each.
    pub const fn apart(self) -> u8 {
        (self.0 >> APART_SHIFT) as u8
    }
    /// The same groups, province and cohort of people lived apart under some arms.
    pub const fn with_apart(self, arms: u8) -> Self {
        Self(self.0 << 8 >> 8 | (arms as u64) << APART_SHIFT)
    }
    /// Grown, and not enrolled.
    pub const fn waits(self) -> bool {
        self.cohort() == 0 && self.groups() & bit(Group::Minors) == 0
    }
}

/// Of what kind somebody is by sex, age and income, and of what kind their home by place and registration: nobody who is
/// born is without. So what is counted of a person goes to two kinds instead of the six groups of which these are made.
#[derive(Clone, Copy)]
pub struct Kinds(u8);

impl Kinds {
    /// How many kinds of people there are; those of homes are numbered after them.
    const PEOPLE: usize = 2 * 4 * 5;
    /// How many kinds there are.
    pub const COUNT: usize = Self::PEOPLE + 2 * 2;
    /// The groups that kinds stand for.
    pub const GROUPS: Mask = bit(Group::Members) - 1;

    fn of(groups: Mask) -> Self {
        if groups == 0 {
            return Self(0);
        }
        let number = |first: Group| (groups >> first.index()).trailing_zeros() as u8;
        let is = |group: Group| (groups >> group.index() & 1) as u8;
        Self(
            is(Group::Women)
                | number(Group::Minors) << 1
                | number(Group::Fifth1) << 3
                | is(Group::Urban) << 6
                | is(Group::Away) << 7,
        )
    }

    /// The two.
    #[inline]
    pub const fn both(self) -> [usize; 2] {
        [self.0 as usize % 64, Self::PEOPLE + self.0 as usize / 64]
    }

    /// The groups that hold a kind.
    pub fn groups(kind: usize) -> Vec<Group> {
        let one = |of: &[Group], number: usize| of[number % of.len()];
        let place = |home: usize| one(&[Group::Rural, Group::Urban], home);
        let registration = |home: usize| one(&[Group::Settled, Group::Away], home / 2);
        let sex = one(&[Group::Men, Group::Women], kind);
        let age = one(&[Group::Minors, Group::Young, Group::Middle, Group::Old], kind / 2);
        let fifth = one(&[Group::Fifth1, Group::Fifth2, Group::Fifth3, Group::Fifth4, Group::Fifth5], kind / 8);
        match kind.checked_sub(Self::PEOPLE) {
            Some(home) => vec![place(home), registration(home)],
            None => vec![Group::All, sex, age, fifth],
        }
    }
}

/// How many counters a cell has: an act each, then [`OFTEN`].
const COUNTERS: usize = Act::COUNT + OFTEN;

/// The place of one of [`OFTEN`] among a cell's counters, of which [`FIRST`] speaks.
const fn often(counter: usize) -> usize {
    Act::COUNT + counter - OFTEN_FROM
}

/// What is counted most, the most first; the others follow in their order. Another order changes no result.
const FIRST: [usize; 18] = [
    Act::OrdinaryPurchase.index(),
    Act::GamingEvening.index(),
    often(counters::seen(Channel::Platform)),
    Act::ChatPost.index(),
    Act::LikesGiven.index(),
    often(counters::turn(Turn::Liked)),
    Act::CrossingOnRed.index(),
    Act::AlcoholPurchase.index(),
    Act::BillDue.index(),
    Act::OutpatientVisit.index(),
    often(counters::seen(Channel::Till)),
    often(counters::turn(Turn::BoughtReach)),
    often(counters::turn(Turn::ReachLost)),
    Act::InstalmentDue.index(),
    Act::TrainTrip.index(),
    Act::DrivingViolation.index(),
    Act::PraisePost.index(),
    Act::BabyGoods.index(),
];

/// Where each counter stands in a cell.
const AT: [u8; COUNTERS] = {
    let mut at = [u8::MAX; COUNTERS];
    let mut next = 0;
    while next < FIRST.len() {
        at[FIRST[next]] = next as u8;
        next += 1;
    }
    let mut counter = 0;
    while counter < COUNTERS {
        if at[counter] == u8::MAX {
            at[counter] = next as u8;
            next += 1;
        }
        counter += 1;
    }
    assert!(next == COUNTERS && next < u8::MAX as usize, "every counter stands in a place of its own");
    at
};

/// A cell: who is in it, and what they did this month without a push.
#[derive(Clone, Debug)]
#[repr(C, align(64))]
pub struct Cell {
    /// What its people have in common.
    pub key: Key,
    /// Days its people lived this month.
    pub days: u64,
    people: u32,
    /// Acts of this month, what befell their means and ties, and what channels saw of them. A month of one part has fewer
    /// than 2^32 of a kind.
    counts: [u32; COUNTERS],
}

const _: () = assert!(size_of::<Cell>() == 6 * align_of::<Cell>(), "a cell takes six lines");

impl Cell {
    fn counted(&self) -> bool {
        self.days > 0 || self.counts.iter().any(|n| *n > 0)
    }

    /// What was counted this month: acts, and counters that often take one, each in their order.
    pub fn counts(&self) -> ([u32; Act::COUNT], [u32; OFTEN]) {
        let of = |counter: usize| self.counts[usize::from(AT[counter])];
        (std::array::from_fn(of), std::array::from_fn(|n| of(Act::COUNT + n)))
    }
}

/// All cells that hold somebody.
#[derive(Clone, Default)]
pub struct Cells {
    cells: Vec<Cell>,
    number: BTreeMap<Key, u32>,
    free: Vec<u32>,
}

impl Cells {
    /// The cell of a key, made if there is none.
    pub fn find(&mut self, key: Key) -> u32 {
        if let Some(cell) = self.number.get(&key) {
            return *cell;
        }
        let new = Cell { key, days: 0, people: 0, counts: [0; COUNTERS] };
        let cell = match self.free.pop() {
            Some(cell) => {
                self.cells[cell as usize] = new;
                cell
            }
            None => {
                self.cells.push(new);
                self.cells.len() as u32 - 1
            }
        };
        self.number.insert(key, cell);
        cell
    }

    /// How many cells there are, those given away included.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// A cell's key.
    #[inline]
    pub fn key(&self, cell: u32) -> Key {
        self.cells[cell as usize].key
    }

    /// Days that a cell's people lived this month.
    #[inline]
    pub fn days(&self, cell: u32) -> u64 {
        self.cells[cell as usize].days
    }

    /// An act without a push.
    #[inline]
    pub fn act(&mut self, cell: u32, act: Act) {
        self.cells[cell as usize].counts[usize::from(AT[act.index()])] += 1;
    }

    /// One more of what often takes one, by its place among [`crate::counters::OFTEN`].
    #[inline]
    pub fn one_more(&mut self, cell: u32, place: usize) {
        self.cells[cell as usize].counts[usize::from(AT[Act::COUNT + place])] += 1;
    }

    /// Somebody enters a cell.
    pub fn enter(&mut self, cell: u32) {
        self.cells[cell as usize].people += 1;
    }

    /// Somebody leaves a cell.
    pub fn leave(&mut self, cell: u32) {
        self.cells[cell as usize].people -= 1;
    }

    /// Everybody lived so many days.
    pub fn live(&mut self, days: u64) {
        for cell in &mut self.cells {
            cell.days += u64::from(cell.people) * days;
        }
    }

    /// Somebody of a cell lived so many days.
    pub fn live_one(&mut self, cell: u32, days: u64) {
        self.cells[cell as usize].days += days;
    }

    /// Takes in whoever is in the cells of `other`, with what these counted this month; says which cell each of them is here.
    pub fn append(&mut self, other: &Cells) -> Vec<u32> {
        let here = |cell: &Cell| {
            if cell.people == 0 && !cell.counted() {
                return u32::MAX;
            }
            let n = self.find(cell.key);
            let own = &mut self.cells[n as usize];
            own.people += cell.people;
            own.days += cell.days;
            own.counts.iter_mut().zip(cell.counts).for_each(|(a, b)| *a += b);
            n
        };
        other.cells.iter().map(here).collect()
    }

    /// Hands over what each cell counted this month, and begins the next one.
    pub fn empty(&mut self, mut take: impl FnMut(&Cell)) {
        for (n, cell) in self.cells.iter_mut().enumerate() {
            if cell.counted() {
                take(cell);
                (cell.days, cell.counts) = (0, [0; COUNTERS]);
            }
            // Whoever given away is no longer found under its key, so nobody can be there.
            if cell.people == 0 && self.number.get(&cell.key) == Some(&(n as u32)) {
                self.number.remove(&cell.key);
                self.free.push(n as u32);
            }
        }
    }
}
