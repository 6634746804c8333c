//! What is read off people at a month's end: standing, fear, habit, views, and what befell them so far.

use crate::counters::{STOCKS, Stock, flag};
use crate::tally::{Slot, Tally};
use std::collections::BTreeMap;
use underheaven_base::Group;
use underheaven_world::{Census, Look, View};

/// Stocks by cell, and scores in bins of ten points.
#[derive(Clone, Default)]
pub(crate) struct Stocks {
    pub by_cell: Vec<i64>,
    pub bins: BTreeMap<i32, u64>,
}

impl Stocks {
    /// A cell's row.
    pub fn row(&self, cell: u32) -> Option<&[i64]> {
        self.by_cell.get(cell as usize * STOCKS..)?.get(..STOCKS)
    }
}

/// Reads everybody.
pub(crate) fn read(tally: &Tally, world: &dyn Census) -> Stocks {
    let mut stocks = Stocks { by_cell: vec![0; tally.cells.len() * STOCKS], bins: BTreeMap::new() };
    let top = world.band_names().len().checked_sub(1).map(|b| b as u8);
    for (place, slot) in tally.slots.iter().enumerate() {
        let groups = tally.cells.key(slot.cell).groups();
        if groups == 0 {
            continue;
        }
        let look = world.look(tally.roll.at(place));
        let row = &mut stocks.by_cell[slot.cell as usize * STOCKS..][..STOCKS];
        let mut add = |stock: Stock, n: i64| row[stock as usize] += n;
        standing(&mut add, &look, top);
        if groups & crate::roll::bit(Group::Minors) == 0 {
            response(&mut add, &look);
        }
        so_far(&mut add, slot, &look);
        punishments(row, slot.flags);
        if let Some(score) = look.score {
            *stocks.bins.entry(score.div_euclid(10) * 10).or_default() += 1;
        }
    }
    stocks
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
    add(Stock::Fear, look.fear.iter().map(|f| i64::from(*f)).sum());
    add(Stock::Habit, i64::from(look.habit));
    add(Stock::Silence, i64::from(look.silence));
    add(Stock::Approve, i64::from(look.view == View::Approve));
    add(Stock::ApproveInPublic, i64::from(look.public_view == View::Approve));
    add(Stock::Gap, i64::from(look.view != look.public_view));
}

fn so_far(add: &mut impl FnMut(Stock, i64), slot: &Slot, look: &Look) {
    let has = |bit: u32| slot.flags & 1 << bit != 0;
    let in_span = |mask: u64, span: u32| slot.flags >> span & mask != 0;
    let ever = |mask: u64| in_span(mask, 0) || in_span(mask, flag::SINCE);
    const ALL: u64 = (1 << flag::SPAN) - 1;
    const REFUSED: u64 = ALL & !((1 << flag::REFUSED) - 1);
    let mut once = |stock: Stock, held: bool| add(stock, i64::from(held));
    once(Stock::Moved, slot.sum != 0);
    once(Stock::NoBabyGoods, look.enrolled.is_some() && !has(flag::BUYER));
    once(Stock::ListedEver, ever(1 << flag::LISTED));
    once(Stock::EnrolledEver, has(flag::ENROLLED));
    once(Stock::Punished, ever(ALL));
    once(Stock::PunishedPilot, in_span(ALL, 0));
    once(Stock::PunishedSince, in_span(ALL, flag::SINCE));
    once(Stock::WithDemerit, ever(1 << flag::DEMERIT));
    once(Stock::Refused, ever(REFUSED));
    once(Stock::ListedOrRefused, ever(REFUSED | 1 << flag::LISTED));
    once(Stock::Wronged, has(flag::WRONGED));
    once(Stock::BillsAndCredit, has(flag::BILLS) && has(flag::CREDIT));
}

/// The three ways and the punishments, each once: so far, in the pilot, and since.
fn punishments(row: &mut [i64], flags: u64) {
    row[Stock::ListedWays as usize + (flags >> flag::LISTED_WAYS & 7) as usize] += 1;
    row[Stock::PunishedWays as usize + (flags >> flag::PUNISHED_WAYS & 7) as usize] += 1;
    for what in 0..flag::SPAN {
        let pilot = flags >> what & 1;
        let since = flags >> (what + flag::SINCE) & 1;
        for (span, held) in [pilot | since, pilot, since].into_iter().enumerate() {
            row[Stock::ByPunishment as usize + span * flag::SPAN as usize + what as usize] += held as i64;
        }
    }
}
