//! Totals of a group of people: the counters, those of enrolled people apart, and the stocks.

use crate::cells::Key;
use crate::counters::{ROW, STOCKS, Stock};
use crate::roll::bit;
use crate::tally::Tally;
use underheaven_base::{Day, Group, Site};

/// Totals of a set of people over a stretch.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Sums {
    /// Counters over everybody.
    pub all: Vec<u64>,
    /// Counters over people while enrolled.
    pub enrolled: Vec<u64>,
    /// Counters over grown people not, or not yet, enrolled.
    pub waiting: Vec<u64>,
    /// Stocks on the last day.
    pub stock: Vec<i64>,
}

impl Sums {
    pub fn nothing() -> Self {
        Self { all: vec![0; ROW], enrolled: vec![0; ROW], waiting: vec![0; ROW], stock: vec![0; STOCKS] }
    }

    fn add(&mut self, key: Key, counts: &[u64], stocks: Option<&[i64]>) {
        let plus = |sums: &mut [u64]| sums.iter_mut().zip(counts).for_each(|(sum, n)| *sum += n);
        plus(&mut self.all);
        if key.cohort() > 0 {
            plus(&mut self.enrolled);
        } else if key.groups() & bit(Group::Minors) == 0 {
            plus(&mut self.waiting);
        }
        if let Some(stocks) = stocks {
            self.stock.iter_mut().zip(stocks).for_each(|(sum, n)| *sum += n);
        }
    }

    /// What was counted since `before`; stocks stay as they are now.
    pub fn since(&self, before: &Sums) -> Sums {
        let minus = |a: &[u64], b: &[u64]| a.iter().zip(b).map(|(a, b)| a - b).collect();
        Sums {
            all: minus(&self.all, &before.all),
            enrolled: minus(&self.enrolled, &before.enrolled),
            waiting: minus(&self.waiting, &before.waiting),
            stock: self.stock.clone(),
        }
    }

    /// A stock.
    pub fn stock(&self, of: Stock) -> i64 {
        self.stock[of as usize]
    }
}

/// Everything counted up to a day, by group.
pub(crate) struct Snapshot {
    /// The last day counted.
    pub day: Day,
    /// In the order of [`Group::ALL`].
    pub groups: Vec<Sums>,
    /// Passes made and covered, by place.
    pub passes: [[u64; 2]; Site::COUNT],
    /// First and last enrolment of people who were adults at the start.
    pub enrolments: Option<(Day, Day)>,
}

impl Snapshot {
    pub fn of(tally: &Tally) -> Self {
        let mut groups = vec![Sums::nothing(); Group::COUNT];
        for cell in 0..tally.cells.len() as u32 {
            let key = tally.cells.key(cell);
            for group in Group::ALL.into_iter().filter(|g| key.groups() & bit(*g) != 0) {
                groups[group.index()].add(key, tally.cells.row(cell), tally.stocks.row(cell));
            }
        }
        Self { day: tally.lived, groups, passes: tally.passes, enrolments: tally.enrolments }
    }
}

impl Tally {
    /// Totals over the whole run of the cells that `held` says.
    pub(crate) fn sums(&self, held: impl Fn(Key) -> bool) -> Sums {
        let mut sums = Sums::nothing();
        for cell in (0..self.cells.len() as u32).filter(|c| held(self.cells.key(*c))) {
            sums.add(self.cells.key(cell), self.cells.row(cell), self.stocks.row(cell));
        }
        sums
    }
}
