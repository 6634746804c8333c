//! What people may do in a week, from the society's seed and luck alone: a stream and a calendar.
//!
//! The stream skips from candidate to candidate over the (person, day) cells of a neighbourhood's week, class by
//! class, at the ceiling's daily rate: cost follows events. The calendar holds what falls due on keyed days.
//! Both end in one order by counting, not by sorting.
//!
//! Cost, where candidates come from a stream: three multiplications, a looked-up skip and two passes over 8 bytes for each.

use super::Places;
use super::firms::Work;
use super::rates::{RateBook, Row};
use super::stages::{Span, Stages, school_year};
use crate::logarithm::Logarithms;
use crate::skips::Skips;
use crate::{ASK, Person, Proposal};
use underheaven_base::draw::{Words, chance, key};
use underheaven_base::ids::PLACES;
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
    skips: Skips,
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
    /// How far it is from one candidate to the next.
    pub skips: &'a Skips,
    /// The largest uniform number within reach.
    pub last: u32,
}

/// A proposal of a row on its way into order: from the lowest bits on, its uniform number (32), its cell (15) and its ordinal.
///
/// A cell is a place times eight, and the day of the week.
#[derive(Clone, Copy, Default)]
pub struct Found(u64);

impl Found {
    #[inline]
    fn new(place: u32, day: u32, ordinal: u32, uniform: u32) -> Self {
        Self(u64::from(ordinal) << 47 | u64::from(place << 3 | day) << 32 | u64::from(uniform))
    }

    #[inline]
    fn cell(self) -> usize {
        (self.0 >> 32) as usize % (8 * PLACES as usize)
    }
}

/// What is found in a week, row after row.
#[derive(Default)]
pub struct Finds {
    /// As long as it ever was: what lies behind the last row is room.
    all: Vec<Found>,
    /// Where each row ends.
    ends: Vec<usize>,
    count: usize,
}

impl Finds {
    fn push(&mut self, found: Found) {
        self.room(1)[0] = found;
        self.count += 1;
    }

    /// Room for so many, of which the first few are then [`Finds::taken`].
    fn room(&mut self, most: usize) -> &mut [Found] {
        let end = self.count + most;
        if self.all.len() < end {
            self.all.resize(end, Found::default());
        }
        &mut self.all[self.count..end]
    }

    fn taken(&mut self, count: usize) {
        self.count += count;
    }

    /// What is found from now on is of the next row.
    pub fn end_row(&mut self) {
        self.ends.push(self.count);
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.count
    }
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
        let logarithms = Logarithms::new();
        let stream = |row: &Row| {
            let skips = Skips::of(gap(row), &logarithms);
            let mut stream = Stream { first: vec![0], members: vec![], skips, due: vec![] };
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
        let streams = rates.rows().iter().map(stream).collect();
        Self { streams, logarithms, seed }
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
            for (row, stream) in rates.rows().iter().zip(&self.streams) {
                match row.act {
                    Act::SchoolEntry => week.school(residents, found),
                    act if act.on_calendar() => stream.calendar(&week, row, found),
                    _ => stream.skip(&week, row, found),
                }
                found.end_row();
            }
            week.order(rates, residents, found, next, more(out, found.len()));
        });
    }
}

thread_local! {
    static SCRATCH: std::cell::RefCell<(Finds, Vec<u32>)> = std::cell::RefCell::default();
}

/// Lends buffers that stay allocated: a new quarter of a megabyte each week would cost as much as the proposals.
pub fn with_scratch(work: impl FnOnce(&mut Finds, &mut Vec<u32>)) {
    SCRATCH.with_borrow_mut(|(found, next)| {
        found.ends.clear();
        found.count = 0;
        work(found, next);
    });
}

/// Room for so many proposals behind what there is.
pub fn more(out: &mut Vec<Proposal>, count: usize) -> &mut [Proposal] {
    let start = out.len();
    out.resize(start + count, BLANK);
    &mut out[start..]
}

/// Fills room until a proposal takes its place.
pub const BLANK: Proposal = Proposal {
    person: PersonId(0),
    day: Day(0),
    act: Act::BillDue,
    ordinal: 0,
    class: Class::Everyone,
    uniform: 0,
    share: ASK,
};

impl Stream {
    fn members(&self, id: NeighbourhoodId) -> &[Slot] {
        let of = |n: u32| self.first[n as usize] as usize;
        &self.members[of(id.0)..of(id.0 + 1)]
    }

    fn skip(&self, week: &Week<'_>, row: &Row, found: &mut Finds) {
        let members = self.members(week.id);
        let turn = Turn { row, skips: &self.skips, last: u32::MAX };
        week.stream::<false>(&turn, members.len() as u32, found, |member, day| {
            let slot = members[member as usize];
            (slot.place, slot.span.holds(week.date(day)))
        });
    }

    fn calendar(&self, week: &Week<'_>, row: &Row, found: &mut Finds) {
        let dues = Dues::of(row);
        for (day, of_month) in week.due_days() {
            for due in &self.due[week.id.0 as usize * DUE_DAYS as usize + of_month as usize - 1] {
                if due.slot.span.holds(week.date(day)) {
                    week.falls_due(&dues, due.slot.place, day, u32::from(due.ordinal), found);
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

/// What of a row falls due.
pub struct Dues {
    act: Act,
    items: u32,
    /// In which share of the months the last item does.
    last_share: f64,
}

impl Dues {
    /// Of one row.
    pub fn of(row: &Row) -> Self {
        let items = items_a_month(row);
        Self { act: row.act, items, last_share: row.base / 12.0 - f64::from(items - 1) }
    }
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
    /// `place_of` tells a member's place, and whether the class holds the member on a day of the week; a candidate whose
    /// uniform number lies beyond `last` is passed over. In a town each candidate has a block of its own; a country, which came
    /// later, takes them from a stream (`STREAM`), at a seventh of that cost.
    #[inline]
    pub fn stream<const STREAM: bool>(
        &self,
        &Turn { row, skips, last }: &Turn<'_>,
        members: u32,
        found: &mut Finds,
        place_of: impl Fn(u32, u32) -> (u32, bool),
    ) {
        // An act of one day of the week has a cell for each member, any other has seven.
        let cells = u64::from(members) * if row.weekday.is_some() { 1 } else { 7 };
        let code = (row.act as u32 * 32 + row.class as u32) << 20;
        let draw = |block| Draw::new(self.key, self.id.0, self.monday, Purpose::Proposal, code | block);
        let (mut at, mut block, mut words) = (0_u64, 0, Words::of(draw(0)));
        let room = found.room(cells as usize);
        let mut count = 0;
        loop {
            let [skip, uniform] = if STREAM {
                words.pair()
            } else {
                let draw = draw(block);
                block += 1;
                [draw.word(0), draw.word(1)]
            };
            at += skips.cells(skip, self.logarithms);
            if at >= cells {
                break;
            }
            let (member, day) = row.weekday.map_or_else(|| by_seven(at), |weekday| (at as u32, weekday));
            at += 1;
            // Without a branch, which nothing could foretell: what is passed over is written over.
            let (place, holds) = place_of(member, day);
            room[count] = Found::new(place, day, 0, uniform);
            count += usize::from(holds & (uniform <= last));
        }
        found.taken(count);
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
    #[inline]
    pub fn falls_due(&self, dues: &Dues, place: u32, day: u32, item: u32, found: &mut Finds) {
        let (person, code) = (self.resident(place), calendar_code(dues.act, item));
        let draw = Draw::new(self.key, person.0, self.date(day), Purpose::Calendar, code);
        if item + 1 < dues.items || dues.last_share >= 1.0 || chance(draw.word(1), dues.last_share) {
            found.push(Found::new(place, day, item, draw.word(0)));
        }
    }

    /// On 1 September whoever is then 6, 12 or 15 asks for a school.
    pub fn school(&self, residents: &[Person], found: &mut Finds) {
        for day in 0..7 {
            let date = self.date(day);
            let (year, month, of_month) = date.ymd();
            if (month, of_month) != (9, 1) {
                continue;
            }
            for person in residents {
                if (0..3).any(|n| school_year(person.born, n) == year) {
                    let code = calendar_code(Act::SchoolEntry, 0);
                    let uniform = Draw::new(self.key, person.id.0, date, Purpose::Calendar, code).word(0);
                    found.push(Found::new(person.id.place(), day, 0, uniform));
                }
            }
        }
    }

    /// Brings what was found, row by row, into the order of person, day and row, by counting cells. `ordered` has room for
    /// exactly as many.
    pub fn order(
        &self,
        rates: &RateBook,
        residents: &[Person],
        found: &Finds,
        next: &mut Vec<u32>,
        ordered: &mut [Proposal],
    ) {
        next.clear();
        next.resize(residents.len() * 8, 0);
        found.all[..found.count].iter().for_each(|f| next[f.cell()] += 1);
        let mut before = 0;
        for cell in next.iter_mut() {
            before += std::mem::replace(cell, before);
        }
        let mut start = 0;
        for (row, &end) in rates.rows().iter().zip(&found.ends) {
            for f in &found.all[start..end] {
                let cell = f.cell();
                let (at, place) = (&mut next[cell], cell >> 3);
                ordered[*at as usize] = Proposal {
                    person: self.resident(place as u32),
                    day: self.date(cell as u32 & 7),
                    act: row.act,
                    ordinal: (f.0 >> 47) as u8,
                    class: row.class,
                    uniform: f.0 as u32,
                    share: rates.share_of(row.by, &residents[place]),
                };
                *at += 1;
            }
            start = end;
        }
    }
}

/// Member and day of one of seven cells for each member.
#[inline]
fn by_seven(cell: u64) -> (u32, u32) {
    // A division by 7, exact below 2^18: a neighbourhood has fewer cells, and the general one costs twice as much.
    let member = (cell * 149_797) >> 20;
    (member as u32, (cell - 7 * member) as u32)
}
