//! What is read off people at a month's end: standing, fear, habit, views, and what befell them so far.

use crate::counters::{STOCKS, Stock, flag};
use crate::sums::Totals;
use crate::tally::{Slot, Tally};
use std::collections::BTreeMap;
use underheaven_base::{Group, NeighbourhoodId};
use underheaven_world::{Census, Look, View};

/// People by score, in bins of [`BIN`] points.
pub(crate) type Bins = BTreeMap<i32, u64>;

const BIN: i32 = 10;

/// Rows of stocks by cell, handed on to the sets that hold the cells when so many are full.
///
/// A neighbourhood's people are in a few hundred cells, so a thousand rows (700 KB) take several neighbourhoods.
const ROWS: usize = 1024;
const NONE: u32 = u32::MAX;

/// Stocks of a tally's people, while everybody is looked at.
pub(crate) struct Reading<'a> {
    tally: &'a Tally,
    stocks: Vec<[i64; STOCKS]>,
    cells: Vec<u32>,
    row: Vec<u32>,
    top: Option<u8>,
    /// People by bin, of the bins from [`LOWEST`] on in which nearly all scores lie; and all others.
    usual: [u64; USUAL],
    bins: Bins,
}

/// The lowest score of the usual bins, and how many there are.
const LOWEST: i32 = -1000;
const USUAL: usize = 300;

impl<'a> Reading<'a> {
    /// Of the people of a tally, where there are so many bands.
    pub fn new(tally: &'a Tally, bands: usize) -> Self {
        let row = vec![NONE; tally.cells.len()];
        let top = bands.checked_sub(1).map(|b| b as u8);
        Self { tally, stocks: vec![], cells: vec![], row, top, usual: [0; USUAL], bins: Bins::new() }
    }

    /// Reads whoever stands at a place.
    pub fn see(&mut self, place: usize, look: &Look) {
        let slot = self.tally.slots[place];
        let groups = self.tally.cells.key(slot.cell).groups();
        if groups == 0 {
            return;
        }
        let top = self.top;
        let row = self.of(slot.cell);
        let mut add = |stock: Stock, n: i64| row[stock as usize] += n;
        standing(&mut add, look, top);
        if groups & crate::roll::bit(Group::Minors) == 0 {
            response(&mut add, look);
        }
        so_far(row, &slot, look);
        if let Some(score) = look.score {
            match self.usual.get_mut(score.wrapping_sub(LOWEST) as u32 as usize / BIN as usize) {
                Some(people) => *people += 1,
                None => *self.bins.entry(score.div_euclid(BIN) * BIN).or_default() += 1,
            }
        }
    }

    /// The row of a cell.
    #[inline]
    fn of(&mut self, cell: u32) -> &mut [i64; STOCKS] {
        let mut row = self.row[cell as usize];
        if row == NONE {
            row = self.cells.len() as u32;
            self.row[cell as usize] = row;
            self.cells.push(cell);
            self.stocks.push([0; STOCKS]);
        }
        &mut self.stocks[row as usize]
    }

    /// Hands on what is full between two neighbourhoods.
    pub fn turn(&mut self, totals: &mut Totals) {
        if self.cells.len() >= ROWS {
            self.hand_on(totals);
        }
    }

    fn hand_on(&mut self, totals: &mut Totals) {
        for (cell, stocks) in self.cells.drain(..).zip(&self.stocks) {
            totals.add_stocks(self.tally.cells.key(cell), stocks);
            self.row[cell as usize] = NONE;
        }
        self.stocks.clear();
    }

    /// After everybody was looked at.
    pub fn end(mut self, totals: &mut Totals) -> Bins {
        self.hand_on(totals);
        totals.spread();
        let usual = (LOWEST..).step_by(BIN as usize).zip(self.usual);
        self.bins.extend(usual.filter(|(_, people)| *people > 0));
        self.bins
    }
}

/// Reads everybody into `totals`.
pub(crate) fn read(tally: &Tally, world: &dyn Census, totals: &mut Totals) -> Bins {
    let mut reading = Reading::new(tally, world.band_names().len());
    for n in tally.roll.neighbourhoods().map(NeighbourhoodId) {
        let mut places = tally.roll.places(n);
        world.each(n, &mut |_, look| places.by_ref().take(1).for_each(|place| reading.see(place, look)));
        assert!(places.is_empty(), "a census shows everybody of a neighbourhood");
        reading.turn(totals);
    }
    reading.end(totals)
}

fn standing(add: &mut impl FnMut(Stock, i64), look: &Look, top: Option<u8>) {
    add(Stock::People, 1);
    add(Stock::Enrolled, i64::from(look.enrolled.is_some()));
    add(Stock::Listed, i64::from(look.lists != 0));
    add(Stock::Scored, i64::from(look.score.is_some()));
    add(Stock::Score, i64::from(look.score.unwrap_or(0)));
    add(Stock::Top, i64::from(look.score.is_some() && look.band.is_some() && look.band == top));
}

fn response(add: &mut impl FnMut(Stock, i64), look: &Look) {
    add(Stock::Adults, 1);
    add(Stock::EnrolledAdults, i64::from(look.enrolled.is_some()));
    add(Stock::Fear, look.fear.iter().map(|f| i64::from(*f)).sum());
    add(Stock::Habit, i64::from(look.habit));
    add(Stock::Silence, i64::from(look.silence));
    add(Stock::Approve, i64::from(look.view == View::Approve));
    add(Stock::ApproveInPublic, i64::from(look.public_view == View::Approve));
    add(Stock::Gap, i64::from(look.view != look.public_view));
}

fn so_far(row: &mut [i64; STOCKS], slot: &Slot, look: &Look) {
    let has = |bit: u32| slot.flags & 1 << bit != 0;
    let mut once = |stock: Stock, held: bool| row[stock as usize] += i64::from(held);
    once(Stock::Moved, slot.sum != 0);
    once(Stock::NoBabyGoods, look.enrolled.is_some() && !has(flag::BUYER));
    once(Stock::EnrolledEver, has(flag::ENROLLED));
    once(Stock::Wronged, has(flag::WRONGED));
    once(Stock::BillsAndCredit, has(flag::BILLS) && has(flag::CREDIT));
    row[Stock::ListedWays as usize + (slot.flags >> flag::LISTED_WAYS & 7) as usize] += 1;
    row[Stock::PunishedWays as usize + (slot.flags >> flag::PUNISHED_WAYS & 7) as usize] += 1;
    // Most are never punished.
    let (pilot, since) = (slot.flags & ALL, slot.flags >> flag::SINCE & ALL);
    if pilot | since != 0 {
        punishments(row, pilot, since);
    }
}

/// All punishments of a span of time.
const ALL: u64 = (1 << flag::SPAN) - 1;

/// The punishments, each once: so far, in the pilot, and since.
fn punishments(row: &mut [i64; STOCKS], pilot: u64, since: u64) {
    let ever = pilot | since;
    const REFUSED: u64 = ALL & !((1 << flag::REFUSED) - 1);
    let mut once = |stock: Stock, held: bool| row[stock as usize] += i64::from(held);
    once(Stock::ListedEver, ever & 1 << flag::LISTED != 0);
    once(Stock::Punished, true);
    once(Stock::PunishedPilot, pilot != 0);
    once(Stock::PunishedSince, since != 0);
    once(Stock::WithDemerit, ever & 1 << flag::DEMERIT != 0);
    once(Stock::Refused, ever & REFUSED != 0);
    once(Stock::ListedOrRefused, ever & (REFUSED | 1 << flag::LISTED) != 0);
    for (span, mut held) in [ever, pilot, since].into_iter().enumerate() {
        while held != 0 {
            let what = held.trailing_zeros() as usize;
            row[Stock::ByPunishment as usize + span * flag::SPAN as usize + what] += 1;
            held &= held - 1;
        }
    }
}
