//! What people may do in a week, from the society's seed and luck alone: a stream and a calendar.
//!
//! The stream skips from candidate to candidate over the (person, day) cells of a neighbourhood's week, class by
//! class, at the ceiling's daily rate: cost follows events. The calendar holds what falls due on keyed days.
//! Both end in one order by counting, not by sorting.
//!
//! Cost: a Philox block and a logarithm for each candidate, then two passes over 12 bytes.

use super::Places;
use super::firms::Work;
use super::rates::{RateBook, Row};
use super::stages::{Span, Stages, school_year};
use crate::logarithm::Logarithms;
use crate::{Person, Proposal};
use underheaven_base::draw::{Words, chance, key};
use underheaven_base::{Act, Class, Day, Draw, NeighbourhoodId, PersonId, Purpose, pick};

/// Rates are by years of so many days.
const YEAR: f64 = 365.25;
/// Due days are the 1st to the 28th of a month.
const DUE_DAYS: u32 = 28;

/// Who is proposed what, prepared once.
pub struct Proposals {
    /// For each row of the rates: members of the class, all neighbourhoods one after another.
    streams: Vec<Stream>,
    logarithms: Logarithms,
    seed: u64,
}

/// One row's people.
struct Stream {
    /// First member of each neighbourhood, and the end.
    first: Vec<u32>,
    members: Vec<Slot>,
    /// One over the logarithm of the share of days without a proposal.
    gap: f64,
    /// For each neighbourhood and day of the month, what falls due; empty off the calendar.
    due: Vec<Vec<Due>>,
}

/// A member of a class and since when, until when.
#[derive(Clone, Copy)]
struct Slot {
    place: u32,
    span: Span,
}

/// Something that falls due each month on one day.
#[derive(Clone, Copy)]
struct Due {
    slot: Slot,
    ordinal: u8,
}

/// A row's turn in a week.
pub struct Turn<'a> {
    /// The row.
    pub row: &'a Row,
    /// Its number.
    pub number: u8,
    /// One over the logarithm of the share of days without a proposal.
    pub gap: f64,
    /// The largest uniform number within reach.
    pub last: u32,
}

/// A proposal on its way into order.
#[derive(Clone, Copy)]
pub struct Found {
    /// Place times seven, and the day of the week.
    cell: u32,
    row: u8,
    ordinal: u8,
    uniform: u32,
}

impl Proposals {
    /// Lists every class's members, and the due days of the calendar.
    pub fn prepare(
        rates: &RateBook,
        people: &[Person],
        places: &Places,
        stages: &Stages,
        work: &Work,
        seed: u64,
    ) -> Self {
        let stream = |row: &Row| {
            let mut stream = Stream { first: vec![0], members: vec![], gap: gap(row), due: vec![] };
            for ends in places.neighbourhoods.windows(2) {
                for i in ends[0]..ends[1] {
                    let spans = stages.spans(&people[i as usize], i, row.class, work);
                    stream.members.extend(spans.iter().map(|span| Slot { place: i - ends[0], span }));
                }
                stream.first.push(stream.members.len() as u32);
            }
            if row.act.on_calendar() && row.act != Act::SchoolEntry {
                stream.due = due_days(row, &stream, seed);
            }
            stream
        };
        Self { streams: rates.rows().iter().map(stream).collect(), logarithms: Logarithms::new(), seed }
    }

    /// All proposals of a neighbourhood for the week from `monday`, in order.
    pub fn week(
        &self,
        rates: &RateBook,
        residents: &[Person],
        id: NeighbourhoodId,
        monday: Day,
        luck: u64,
        out: &mut Vec<Proposal>,
    ) {
        let week = Week::new(&self.logarithms, self.seed, luck, id, monday);
        with_scratch(|found, next| {
            for (n, (row, stream)) in rates.rows().iter().zip(&self.streams).enumerate() {
                match row.act {
                    Act::SchoolEntry => week.school(residents, n as u8, found),
                    act if act.on_calendar() => stream.calendar(&week, row, n as u8, found),
                    _ => stream.skip(&week, row, n as u8, found),
                }
            }
            week.order(rates, residents.len(), found, next, out);
        });
    }
}

thread_local! {
    static SCRATCH: std::cell::RefCell<(Vec<Found>, Vec<u32>)> = const { std::cell::RefCell::new((vec![], vec![])) };
}

/// Lends buffers that stay allocated: a new quarter of a megabyte each week would cost as much as the proposals.
pub fn with_scratch(work: impl FnOnce(&mut Vec<Found>, &mut Vec<u32>)) {
    SCRATCH.with_borrow_mut(|(found, next)| {
        found.clear();
        work(found, next);
    });
}

impl Stream {
    fn members(&self, id: NeighbourhoodId) -> &[Slot] {
        let of = |n: u32| self.first[n as usize] as usize;
        &self.members[of(id.0)..of(id.0 + 1)]
    }

    fn skip(&self, week: &Week<'_>, row: &Row, n: u8, found: &mut Vec<Found>) {
        let members = self.members(week.id);
        let turn = Turn { row, number: n, gap: self.gap, last: u32::MAX };
        week.stream::<false>(&turn, members.len() as u32, found, |member, date| {
            let slot = members[member as usize];
            slot.span.holds(date).then_some(slot.place)
        });
    }

    fn calendar(&self, week: &Week<'_>, row: &Row, n: u8, found: &mut Vec<Found>) {
        for (day, of_month) in week.due_days() {
            for due in &self.due[week.id.0 as usize * DUE_DAYS as usize + of_month as usize - 1] {
                if due.slot.span.holds(week.monday + day as i32) {
                    week.falls_due(row, n, due.slot.place, day, u32::from(due.ordinal), found);
                }
            }
        }
    }
}

/// One over -ln(1 - p), p the ceiling's probability on each day on which the act may be proposed.
pub fn gap(row: &Row) -> f64 {
    let days = if row.weekday.is_some() { YEAR / 7.0 } else { YEAR };
    -1.0 / libm::log1p(-row.at_most / days)
}

/// What falls due on each day of the month, neighbourhood by neighbourhood.
fn due_days(row: &Row, stream: &Stream, seed: u64) -> Vec<Vec<Due>> {
    let items = items_a_month(row);
    let mut due = vec![vec![]; (stream.first.len() - 1) * DUE_DAYS as usize];
    for (n, ends) in stream.first.windows(2).enumerate() {
        for &slot in &stream.members[ends[0] as usize..ends[1] as usize] {
            let person = PersonId::at(NeighbourhoodId(n as u32), slot.place);
            for item in 0..items {
                let day = due_day(row, items, item, person, seed);
                due[n * DUE_DAYS as usize + day as usize].push(Due { slot, ordinal: item as u8 });
            }
        }
    }
    due
}

/// Tells on which days of the month, from 0, somebody's items of a row fall due in a country.
///
/// One block gives all items their words; the town's days are older and take a block each.
#[inline]
pub fn due_days_of(row: &Row, items: u32, person: PersonId, seed: u64, mut tell: impl FnMut(u32, u32)) {
    let mut item = 0;
    while item < items {
        let draw = Draw::new(seed, person.0, Day(0), Purpose::Calendar, calendar_code(row.act, item));
        for word in 0..4.min(items - item) {
            let n = item + word;
            tell(n, n * DUE_DAYS / items + pick(draw.word(word as usize), (DUE_DAYS / items).max(1)));
        }
        item += 4;
    }
}

/// The day of the month on which an item falls due, from 0: each in a stretch of the month of its own.
pub fn due_day(row: &Row, items: u32, item: u32, person: PersonId, seed: u64) -> u32 {
    let word = Draw::new(seed, person.0, Day(0), Purpose::Calendar, calendar_code(row.act, item)).word(0);
    item * DUE_DAYS / items + pick(word, (DUE_DAYS / items).max(1))
}

/// How many items fall due in a month at most; the last one only in a share of the months if the rate asks for it.
pub fn items_a_month(row: &Row) -> u32 {
    (libm::ceil(row.base / 12.0 - 1e-9) as u32).clamp(1, DUE_DAYS)
}

fn calendar_code(act: Act, item: u32) -> u32 {
    (act as u32) << 8 | item
}

/// One neighbourhood's week.
pub struct Week<'a> {
    logarithms: &'a Logarithms,
    key: u64,
    id: NeighbourhoodId,
    monday: Day,
    days_of_month: [u8; 7],
}

impl<'a> Week<'a> {
    /// The week from `monday` of a neighbourhood of the society drawn from `seed`, with this luck.
    pub fn new(logarithms: &'a Logarithms, seed: u64, luck: u64, id: NeighbourhoodId, monday: Day) -> Self {
        let days_of_month = std::array::from_fn(|d| (monday + d as i32).ymd().2);
        Self { logarithms, key: key(seed ^ luck, luck as u32, (luck >> 32) as u32), id, monday, days_of_month }
    }

    /// Skips from candidate to candidate over the cells of a class: geometric gaps at the ceiling's rate.
    ///
    /// `place_of` tells a member's place, if the class holds the member on the day; a candidate whose uniform number lies
    /// beyond `last` is passed over. In a town each candidate has a block of its own; a country, which came later, takes
    /// them from a stream (`STREAM`), at a seventh of that cost.
    #[inline]
    pub fn stream<const STREAM: bool>(
        &self,
        &Turn { row, number, gap, last }: &Turn<'_>,
        members: u32,
        found: &mut Vec<Found>,
        place_of: impl Fn(u32, Day) -> Option<u32>,
    ) {
        // An act of one day of the week has a cell for each member, any other has seven.
        let cells = u64::from(members) * if row.weekday.is_some() { 1 } else { 7 };
        let code = (row.act as u32 * 32 + row.class as u32) << 20;
        let draw = |block| Draw::new(self.key, self.id.0, self.monday, Purpose::Proposal, code | block);
        let (mut at, mut block, mut words) = (0_u64, 0, Words::of(draw(0)));
        loop {
            let [skips, uniform] = if STREAM {
                words.pair()
            } else {
                let draw = draw(block);
                block += 1;
                [draw.word(0), draw.word(1)]
            };
            // Through a signed number, which the processor makes in one step.
            at += (self.logarithms.minus_log(skips) * gap) as i64 as u64;
            if at >= cells {
                return;
            }
            let cell = at as u32;
            at += 1;
            if uniform > last {
                continue;
            }
            let (member, day) = row.weekday.map_or((cell / 7, cell % 7), |weekday| (cell, weekday));
            if let Some(place) = place_of(member, self.monday + day as i32) {
                found.push(Found { cell: place * 7 + day, row: number, ordinal: 0, uniform });
            }
        }
    }

    /// Somebody of the neighbourhood.
    pub fn resident(&self, place: u32) -> PersonId {
        PersonId::at(self.id, place)
    }

    /// A day of the week, from 0.
    pub fn date(&self, day: u32) -> Day {
        self.monday + day as i32
    }

    /// The days of this week on which something may fall due, from 0, each with its day of the month.
    pub fn due_days(&self) -> impl Iterator<Item = (u32, u8)> {
        (0..).zip(self.days_of_month).filter(|&(_, of_month)| u32::from(of_month) <= DUE_DAYS)
    }

    /// An item falls due; the last one of a month only in a share of the months, if the rate asks for it.
    pub fn falls_due(&self, row: &Row, n: u8, place: u32, day: u32, item: u32, found: &mut Vec<Found>) {
        let items = items_a_month(row);
        let last_share = row.base / 12.0 - f64::from(items - 1);
        let (person, date) = (PersonId::at(self.id, place), self.monday + day as i32);
        let draw = Draw::new(self.key, person.0, date, Purpose::Calendar, calendar_code(row.act, item));
        if item + 1 < items || last_share >= 1.0 || chance(draw.word(1), last_share) {
            found.push(Found { cell: place * 7 + day, row: n, ordinal: item as u8, uniform: draw.word(0) });
        }
    }

    /// On 1 September whoever is then 6, 12 or 15 asks for a school.
    pub fn school(&self, residents: &[Person], n: u8, found: &mut Vec<Found>) {
        for day in 0..7 {
            let date = self.monday + day;
            let (year, month, of_month) = date.ymd();
            if (month, of_month) != (9, 1) {
                continue;
            }
            for person in residents {
                if (0..3).any(|n| school_year(person.born, n) == year) {
                    let code = calendar_code(Act::SchoolEntry, 0);
                    let uniform = Draw::new(self.key, person.id.0, date, Purpose::Calendar, code).word(0);
                    found.push(Found { cell: person.id.place() * 7 + day as u32, row: n, ordinal: 0, uniform });
                }
            }
        }
    }

    /// Brings what was found, act by act, into the order of person, day and act, by counting cells.
    pub fn order(
        &self,
        rates: &RateBook,
        residents: usize,
        found: &[Found],
        next: &mut Vec<u32>,
        out: &mut Vec<Proposal>,
    ) {
        next.clear();
        next.resize(residents * 7 + 1, 0);
        found.iter().for_each(|f| next[f.cell as usize + 1] += 1);
        for cell in 1..next.len() {
            next[cell] += next[cell - 1];
        }
        let start = out.len();
        let blank = Proposal {
            person: PersonId(0),
            day: Day(0),
            act: Act::BillDue,
            ordinal: 0,
            class: Class::Everyone,
            uniform: 0,
        };
        out.resize(start + found.len(), blank);
        let ordered = &mut out[start..];
        for f in found {
            let at = &mut next[f.cell as usize];
            let row = &rates.rows()[f.row as usize];
            ordered[*at as usize] = Proposal {
                person: PersonId::at(self.id, f.cell / 7),
                day: self.monday + (f.cell % 7) as i32,
                act: row.act,
                ordinal: f.ordinal,
                class: row.class,
                uniform: f.uniform,
            };
            *at += 1;
        }
    }
}
