//! Totals of sets of people: of each group, each province and each cohort, counted as events come.
//!
//! Everything here is a sum of whole numbers, so totals of two halves of a society add up to those of the whole.

use crate::cells::{Cell, Key, Kinds, LAST_COHORT};
use crate::counters::{self, APART, OFTEN, OFTEN_FROM, PERSON_DAYS, ROW, STOCKS, Stock};
use underheaven_base::{Act, Group};
use underheaven_world::Push;

/// Totals of a set of people over a stretch.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Sums {
    /// Counters over everybody; in a month that is not yet [`Totals::complete`], without what is counted apart.
    pub all: Box<[u64; ROW]>,
    /// The first [`APART`] counters over people while enrolled.
    pub enrolled: Box<[u64; APART]>,
    /// The same over grown people not, or not yet, enrolled.
    pub waiting: Box<[u64; APART]>,
    /// Stocks on the last day.
    pub stock: Box<[i64; STOCKS]>,
}

/// A stock with its sign as the last bit, so that small ones stay small.
pub(crate) fn folded(stock: i64) -> u64 {
    (stock << 1 ^ stock >> 63) as u64
}

/// What was [`folded`].
fn unfolded(stock: u64) -> i64 {
    (stock >> 1) as i64 ^ -((stock & 1) as i64)
}

/// Where in their order a set's numbers begin of people who wait, and of stocks; and how many there are.
const WAITING: usize = ROW + APART;
const STOCK: usize = WAITING + APART;
pub(crate) const NUMBERS: usize = STOCK + STOCKS;

impl Default for Sums {
    fn default() -> Self {
        Self {
            all: Box::new([0; ROW]),
            enrolled: Box::new([0; APART]),
            waiting: Box::new([0; APART]),
            stock: Box::new([0; STOCKS]),
        }
    }
}

impl Sums {
    /// A stock.
    pub fn stock(&self, of: Stock) -> i64 {
        self.stock[of as usize]
    }

    /// Where people with a key are counted apart, or else all of them.
    #[inline]
    fn apart(&mut self, key: Key) -> &mut [u64; APART] {
        match key.cohort() > 0 {
            true => &mut self.enrolled,
            false if key.waits() => &mut self.waiting,
            false => self.all.first_chunk_mut().expect("what is counted apart stands first"),
        }
    }

    fn add_cell(&mut self, cell: &Cell, (acts, often): &([u32; Act::COUNT], [u32; OFTEN])) {
        let plus = |sums: &mut [u64], of: &[u32]| sums.iter_mut().zip(of).for_each(|(sum, n)| *sum += u64::from(*n));
        plus(&mut self.all[OFTEN_FROM..][..OFTEN], often);
        let counts = self.apart(cell.key);
        counts[PERSON_DAYS] += cell.days;
        plus(&mut counts[counters::act(Act::ALL[0], Push::None)..][..Act::COUNT], acts);
    }

    /// Adds counters; stocks are those of `other` where `stocks` is set.
    pub fn plus(&mut self, other: &Sums, stocks: bool) {
        let plus = |a: &mut [u64], b: &[u64]| a.iter_mut().zip(b).for_each(|(a, b)| *a += b);
        plus(&mut self.all[..], &other.all[..]);
        plus(&mut self.enrolled[..], &other.enrolled[..]);
        plus(&mut self.waiting[..], &other.waiting[..]);
        if stocks {
            self.stock.iter_mut().zip(other.stock.iter()).for_each(|(a, b)| *a += b);
        }
    }

    /// Takes away what was added before, stocks included.
    fn minus(&mut self, other: &Sums) {
        let minus = |a: &mut [u64], b: &[u64]| a.iter_mut().zip(b).for_each(|(a, b)| *a -= b);
        minus(&mut self.all[..], &other.all[..]);
        minus(&mut self.enrolled[..], &other.enrolled[..]);
        minus(&mut self.waiting[..], &other.waiting[..]);
        self.stock.iter_mut().zip(other.stock.iter()).for_each(|(a, b)| *a -= b);
    }

    fn clear(&mut self) {
        self.all.fill(0);
        self.enrolled.fill(0);
        self.waiting.fill(0);
        self.stock.fill(0);
    }

    /// Its counters and its stocks, in a fixed order.
    pub fn numbers(&self) -> ([&[u64]; 3], &[i64]) {
        ([&self.all[..], &self.enrolled[..], &self.waiting[..]], &self.stock[..])
    }

    /// Adds to the number at a place in that order; to a stock what was [`folded`].
    #[inline]
    pub fn add_at(&mut self, place: usize, n: u64) {
        match place {
            0..ROW => self.all[place] += n,
            ROW..WAITING => self.enrolled[place - ROW] += n,
            WAITING..STOCK => self.waiting[place - WAITING] += n,
            _ => self.stock[place - STOCK] += unfolded(n),
        }
    }
}

/// Totals of every set: groups, then provinces where a society has several; cohorts apart.
#[derive(Clone)]
pub(crate) struct Totals {
    /// In the order of [`Group::ALL`], then provinces by number.
    pub sets: Vec<Sums>,
    /// By cohort; nobody is in the first.
    pub cohorts: Vec<Sums>,
    /// By kind of people and of homes: what [`Totals::spread`] has yet to hand on to the groups that hold them.
    kinds: Vec<Sums>,
}

impl Totals {
    /// Nothing yet, for a society of so many provinces.
    pub fn new(provinces: usize) -> Self {
        let several = if provinces > 1 { provinces } else { 0 };
        assert!(Group::COUNT + several <= 64, "at most {} provinces", 64 - Group::COUNT);
        let cohorts = LAST_COHORT as usize + 1;
        let of = |count: usize| vec![Sums::default(); count];
        Self { sets: of(Group::COUNT + several), cohorts: of(cohorts), kinds: of(Kinds::COUNT) }
    }

    /// The same for whole months: of these no kind is kept, since each month's were handed on.
    pub fn of_months(provinces: usize) -> Self {
        Self { kinds: vec![], ..Self::new(provinces) }
    }

    /// No set at all: what stands in a tally's place while the month's totals are elsewhere.
    pub const fn none() -> Self {
        Self { sets: vec![], cohorts: vec![], kinds: vec![] }
    }

    /// Calls `f` with every set that holds a key's people, or with the kind that is handed on to it; nobody yet to be born is
    /// in any.
    #[inline(always)]
    fn holding(&mut self, key: Key, mut f: impl FnMut(&mut Sums)) {
        if key.groups() == 0 {
            return;
        }
        key.kinds().both().into_iter().for_each(|kind| f(&mut self.kinds[kind]));
        let mut rest = u64::from(key.groups() & !Kinds::GROUPS);
        while rest != 0 {
            f(&mut self.sets[rest.trailing_zeros() as usize]);
            rest &= rest - 1;
        }
        if let Some(province) = self.sets.get_mut(Group::COUNT + usize::from(key.province())) {
            f(province);
        }
        if key.cohort() > 0 {
            f(&mut self.cohorts[key.cohort() as usize]);
        }
    }

    /// Adds to a counter of everybody who holds a person.
    pub fn add(&mut self, key: Key, counter: usize, n: u64) {
        match (counter < APART, key.cohort() > 0) {
            _ if n == 0 => {}
            (true, true) => self.holding(key, |sums| sums.enrolled[counter] += n),
            (true, false) if key.waits() => self.holding(key, |sums| sums.waiting[counter] += n),
            _ => self.holding(key, |sums| sums.all[counter] += n),
        }
    }

    /// Hands on what was counted of each kind to the groups that hold it.
    pub fn spread(&mut self) {
        for (kind, sums) in self.kinds.iter_mut().enumerate() {
            Kinds::groups(kind).into_iter().for_each(|group| self.sets[group.index()].plus(sums, true));
            sums.clear();
        }
    }

    /// Counts with everybody who is counted apart: each is counted once while a month is lived.
    pub fn complete(&mut self) {
        self.spread();
        for Sums { all, enrolled, waiting, .. } in self.sets.iter_mut().chain(&mut self.cohorts) {
            let apart = enrolled.iter().zip(waiting.iter());
            all.iter_mut().zip(apart).for_each(|(all, (enrolled, waiting))| *all += enrolled + waiting);
        }
    }

    /// Adds a cell's month.
    pub fn add_cell(&mut self, cell: &Cell) {
        let counts = cell.counts();
        self.holding(cell.key, |sums| sums.add_cell(cell, &counts));
    }

    /// Adds stocks of some people.
    pub fn add_stocks(&mut self, key: Key, stocks: &[i64; STOCKS]) {
        // The last half is by punishment, and most cells hold nobody who was punished.
        const FIRST: usize = Stock::ByPunishment as usize;
        let punished = stocks[Stock::Punished as usize] > 0;
        let plus = |sums: &mut [i64], stocks: &[i64]| sums.iter_mut().zip(stocks).for_each(|(sum, n)| *sum += n);
        self.holding(key, |sums| {
            plus(&mut sums.stock[..FIRST], &stocks[..FIRST]);
            if punished {
                plus(&mut sums.stock[FIRST..], &stocks[FIRST..]);
            }
        });
    }

    /// Adds all of `other`; stocks as in [`Sums::plus`].
    pub fn plus(&mut self, other: &Totals, stocks: bool) {
        let pairs = |a: &mut Vec<Sums>, b: &[Sums]| a.iter_mut().zip(b).for_each(|(a, b)| a.plus(b, stocks));
        pairs(&mut self.sets, &other.sets);
        pairs(&mut self.cohorts, &other.cohorts);
        pairs(&mut self.kinds, &other.kinds);
    }

    /// Takes away what was added before, stocks included.
    pub fn minus(&mut self, other: &Totals) {
        let pairs = |a: &mut Vec<Sums>, b: &[Sums]| a.iter_mut().zip(b).for_each(|(a, b)| a.minus(b));
        pairs(&mut self.sets, &other.sets);
        pairs(&mut self.cohorts, &other.cohorts);
        pairs(&mut self.kinds, &other.kinds);
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.sets.iter_mut().chain(&mut self.cohorts).chain(&mut self.kinds).for_each(Sums::clear);
    }

    /// Forgets the stocks of an earlier day.
    pub fn clear_stocks(&mut self) {
        self.sets.iter_mut().chain(&mut self.cohorts).for_each(|sums| sums.stock.fill(0));
    }
}
