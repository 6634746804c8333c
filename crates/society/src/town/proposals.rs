//! What people may do in a week, from the society's seed and luck alone: a stream and a calendar.
//!
//! The stream skips from candidate to candidate over the (person, day) cells of a neighbourhood's week, class by
//! class, at the ceiling's daily rate: cost follows events. The calendar holds what falls due on keyed days.
//! Both end in one order by counting, not by sorting.
//!
//! Cost, where candidates come from a stream: three multiplications, a looked-up skip and a pass over 8 bytes for each.

use super::Places;
use super::firms::Work;
use super::rates::{By, RateBook, Row};
use super::stages::{Span, Stages, school_year};
use crate::logarithm::Logarithms;
use crate::skips::Skips;
use crate::{Aside, Person, Plain, Proposal};
use underheaven_base::draw::{Words, chance, key};
use underheaven_base::ids::PLACES;
use underheaven_base::{Act, Day, Draw, NeighbourhoodId, PersonId, Purpose, pick};

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

/// Cells of a neighbourhood's week: a cell is a place times eight, and the day of the week.
const CELLS: usize = 8 * PLACES as usize;

/// A proposal of a row on its way into order.
#[derive(Clone, Copy, Default)]
pub struct Found {
    uniform: u32,
    /// Its cell, and above that its ordinal.
    at: u32,
}

impl Found {
    #[inline]
    fn cell(self) -> usize {
        self.at as usize % CELLS
    }

    #[inline]
    fn place(self) -> usize {
        self.cell() / 8
    }

    #[inline]
    fn ordinal(self) -> u8 {
        (self.at / CELLS as u32) as u8
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
    /// How many lie in each cell: at most one of each row.
    in_cell: Vec<u8>,
    /// Where the next of each cell goes.
    next: Vec<u32>,
}

/// Room for a row's finds, and how many lie in each cell. Both are as long as can be, so that no index lies outside.
pub struct Room<'a> {
    found: &'a mut [Found; CELLS],
    in_cell: &'a mut [u8; CELLS],
    count: usize,
}

impl Room<'_> {
    /// Takes what is found if it counts. Without a branch, which nothing could foretell: what does not is written over.
    #[inline]
    fn take(&mut self, place: u32, day: u32, ordinal: u32, uniform: u32, counts: bool) {
        let found = Found { uniform, at: (ordinal * CELLS as u32) | place << 3 | day };
        self.found[self.count % CELLS] = found;
        self.in_cell[found.cell()] += u8::from(counts);
        self.count = (self.count + usize::from(counts)) % CELLS;
    }
}

impl Finds {
    /// Forgets everything; what is found from now on is of so many people.
    fn clear(&mut self, people: usize) {
        self.ends.clear();
        self.count = 0;
        self.in_cell.resize(CELLS, 0);
        self.next.resize(CELLS, 0);
        self.in_cell[..8 * people].fill(0);
    }

    /// Lends room for a row.
    #[inline]
    pub fn row(&mut self, work: impl FnOnce(&mut Room<'_>)) {
        let end = self.count + CELLS;
        if self.all.len() < end {
            self.all.resize(end, Found::default());
        }
        let found = (&mut self.all[self.count..end]).try_into().expect("it is just so long");
        let in_cell = self.in_cell.as_mut_slice().try_into().expect("it was made so long");
        let mut room = Room { found, in_cell, count: 0 };
        work(&mut room);
        self.count += room.count;
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
        with_scratch(residents.len(), |found| {
            for (row, stream) in rates.rows().iter().zip(&self.streams) {
                found.row(|room| match row.act {
                    Act::SchoolEntry => week.school(residents, room),
                    act if act.on_calendar() => stream.calendar(&week, row, room),
                    _ => stream.skip(&week, row, room),
                });
            }
            week.order(rates, residents, found, more(out, found.len()));
        });
    }
}

thread_local! {
    static SCRATCH: std::cell::RefCell<Finds> = std::cell::RefCell::default();
}

/// Lends room for what is found of so many people in a week; it stays allocated: a new quarter of a megabyte each week would
/// cost as much as the proposals.
pub fn with_scratch(people: usize, work: impl FnOnce(&mut Finds)) {
    SCRATCH.with_borrow_mut(|found| {
        found.clear(people);
        work(found);
    });
}

/// Room for so many proposals behind what there is.
pub fn more(out: &mut Vec<Proposal>, count: usize) -> &mut [Proposal] {
    let start = out.len();
    out.resize(start + count, Proposal::BLANK);
    &mut out[start..]
}

impl Stream {
    fn members(&self, id: NeighbourhoodId) -> &[Slot] {
        let of = |n: u32| self.first[n as usize] as usize;
        &self.members[of(id.0)..of(id.0 + 1)]
    }

    fn skip(&self, week: &Week<'_>, row: &Row, room: &mut Room<'_>) {
        let members = self.members(week.id);
        let turn = Turn { row, skips: &self.skips, last: u32::MAX };
        week.stream::<false>(&turn, room, |member, day| {
            let slot = members.get(member)?;
            Some((slot.place, slot.span.holds(week.date(day))))
        });
    }

    fn calendar(&self, week: &Week<'_>, row: &Row, room: &mut Room<'_>) {
        let dues = Dues::of(row);
        for (day, of_month) in week.due_days() {
            for due in &self.due[week.id.0 as usize * DUE_DAYS as usize + of_month as usize - 1] {
                if due.slot.span.holds(week.date(day)) {
                    week.falls_due(&dues, due.slot.place, day, u32::from(due.ordinal), room);
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
    /// `place_of` tells a member's place, and whether the class holds the member on a day of the week, or that there are fewer
    /// members; a candidate whose uniform number lies beyond `last` is passed over. In a town each candidate has a block of its
    /// own; a country, which came later, takes them from a stream (`STREAM`), at a seventh of that cost.
    #[inline]
    pub fn stream<const STREAM: bool>(
        &self,
        &Turn { row, skips, last }: &Turn<'_>,
        room: &mut Room<'_>,
        place_of: impl Fn(usize, u32) -> Option<(u32, bool)>,
    ) {
        let code = (row.act as u32 * 32 + row.class as u32) << 20;
        let draw = |block| Draw::new(self.key, self.id.0, self.monday, Purpose::Proposal, code | block);
        let (mut block, mut words) = (0, self.words(code));
        let next = || {
            if STREAM {
                return words.pair();
            }
            let draw = draw(block);
            block += 1;
            [draw.word(0), draw.word(1)]
        };
        let asked = |word| skips.worked_out(word, self.logarithms);
        // A loop for each kind of row, so that what holds for all of a row is not asked for each candidate. An act of one day of
        // the week has a cell for each member, any other has seven.
        match (row.weekday, skips.guide()) {
            (Some(weekday), _) => walk(
                room,
                last,
                next,
                |word| skips.cells(word, self.logarithms),
                |cell| place_of(cell as usize, weekday).map(|(place, holds)| (place, weekday, holds)),
            ),
            (None, None) => walk(room, last, next, asked, |cell| by_seven(cell, &place_of)),
            (None, Some(guide)) => {
                let looked_up = |word| guide.cells(word).unwrap_or_else(|| asked(word));
                walk(room, last, next, looked_up, |cell| by_seven(cell, &place_of));
            }
        }
    }

    /// The stream of a row. Not inlined: its constants would take the loops' registers.
    #[inline(never)]
    fn words(&self, code: u32) -> Words {
        Words::of(Draw::new(self.key, self.id.0, self.monday, Purpose::Proposal, code))
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
    #[inline(always)]
    pub fn falls_due(&self, dues: &Dues, place: u32, day: u32, item: u32, room: &mut Room<'_>) {
        let (person, code) = (self.resident(place), calendar_code(dues.act, item));
        let draw = Draw::new(self.key, person.0, self.date(day), Purpose::Calendar, code);
        let falls = item + 1 < dues.items || dues.last_share >= 1.0 || chance(draw.word(1), dues.last_share);
        room.take(place, day, item, draw.word(0), falls);
    }

    /// On 1 September whoever is then 6, 12 or 15 asks for a school.
    pub fn school(&self, residents: &[Person], room: &mut Room<'_>) {
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
                    room.take(person.id.place(), day, 0, uniform, true);
                }
            }
        }
    }

    /// Sets aside what is plain of the row found last; of a `whole` one that is all of it.
    pub fn set_aside(
        &self,
        rates: &RateBook,
        (row, whole): (&Row, bool),
        residents: &[Person],
        found: &mut Finds,
        aside: &mut Aside,
    ) {
        let plain = aside.plain.clone();
        let of = |share: u8| plain.get(usize::from(share)).unwrap_or(&Plain::NOTHING);
        let of_row = of(row.like.share);
        match row.by {
            By::Nothing if whole => self.sort_out(row.act, found, aside, |_| (true, false)),
            By::Nothing if *of_row == Plain::NOTHING => {}
            By::Nothing => self.sort_out(row.act, found, aside, |f| of_row.tells(f.uniform)),
            By::Age | By::Late => self
                .sort_out(row.act, found, aside, |f| of(rates.share_of(row, &residents[f.place()])).tells(f.uniform)),
            By::Person => {}
        }
    }

    /// Sorts out the row found last: `tells` says of each whether it is done and nothing follows, and whether it is to be lived.
    #[inline]
    fn sort_out(&self, act: Act, found: &mut Finds, aside: &mut Aside, tells: impl Fn(&Found) -> (bool, bool)) {
        let start = found.ends.len().checked_sub(2).map_or(0, |last| found.ends[last]);
        let in_cell: &mut [u8; CELLS] = found.in_cell.as_mut_slice().try_into().expect("it was made so long");
        let row = &mut found.all[start..found.count];
        let (first, mut kept) = (self.resident(0), 0);
        let days = ((aside.days.start - self.monday) as u32, (aside.days.end - self.monday) as u32);
        aside.take(act, row.len(), |room| {
            let mut count = 0;
            // Without a branch, as what is found is taken.
            for n in 0..row.len() {
                let f = row[n];
                let (done, stays) = tells(&f);
                row[kept] = f;
                kept += usize::from(stays);
                in_cell[f.cell()] -= u8::from(!stays);
                let day = f.at % 8;
                room[count] = (PersonId(first.0 + f.place() as u32), self.date(day));
                count += usize::from(done & (day >= days.0) & (day < days.1));
            }
            count
        });
        found.count = start + kept;
        *found.ends.last_mut().expect("a row was found") = found.count;
    }

    /// Brings what was found, row by row, into the order of person, day and row, by counting cells. `ordered` has room for
    /// exactly as many.
    pub fn order(&self, rates: &RateBook, residents: &[Person], found: &mut Finds, ordered: &mut [Proposal]) {
        let next: &mut [u32; CELLS] = found.next.as_mut_slice().try_into().expect("it was made so long");
        let mut before = 0;
        for (next, count) in next.iter_mut().zip(&found.in_cell[..8 * residents.len()]) {
            *next = before;
            before += u32::from(*count);
        }
        let mut start = 0;
        for (row, &end) in rates.rows().iter().zip(&found.ends) {
            let found = &found.all[start..end];
            let of = |place: usize| rates.share_of(row, &residents[place]);
            match row.by {
                By::Nothing | By::Person => self.put(row, found, next, ordered, |_, _| {}),
                By::Age => self.put(row, found, next, ordered, |p, f| p.share = of(f.place())),
                By::Late => self.put(row, found, next, ordered, |p, f| {
                    p.share = of(f.place());
                    p.ordinal = f.ordinal();
                }),
            }
            start = end;
        }
    }

    /// Puts what was found of a row to where the next of each cell goes. `rest` says what is not the same in all of them.
    #[inline]
    fn put(
        &self,
        row: &Row,
        found: &[Found],
        next: &mut [u32; CELLS],
        ordered: &mut [Proposal],
        rest: impl Fn(&mut Proposal, &Found),
    ) {
        for f in found {
            let at = &mut next[f.cell()];
            let proposal = &mut ordered[*at as usize];
            *at += 1;
            *proposal = row.like;
            proposal.person = self.resident(f.place() as u32);
            proposal.day = self.date(f.cell() as u32 % 8);
            proposal.uniform = f.uniform;
            rest(proposal, f);
        }
    }
}

/// Takes what lies on the way from cell to cell: `skip` tells how many cells a word skips, `at` where a cell is and whether it
/// holds, or that there is no such cell.
#[inline]
fn walk(
    room: &mut Room<'_>,
    last: u32,
    mut words: impl FnMut() -> [u32; 2],
    skip: impl Fn(u32) -> u64,
    at: impl Fn(u64) -> Option<(u32, u32, bool)>,
) {
    let mut here = Room { found: room.found, in_cell: room.in_cell, count: 0 };
    let mut next = 0;
    loop {
        let [word, uniform] = words();
        let cell = next + skip(word);
        let Some((place, day, holds)) = at(cell) else { break };
        next = cell + 1;
        here.take(place, day, 0, uniform, holds & (uniform <= last));
    }
    room.count = here.count;
}

/// What lies in one of seven cells for each member.
#[inline]
fn by_seven(cell: u64, place_of: impl Fn(usize, u32) -> Option<(u32, bool)>) -> Option<(u32, u32, bool)> {
    // A division by 7, exact below 2^18: a neighbourhood has fewer cells. Beyond it is never too small, so that there is no such
    // member, and the general one costs twice as much.
    let member = (cell * 149_797) >> 20;
    let day = cell.wrapping_sub(7 * member) as u32 % 8;
    place_of(member as usize, day).map(|(place, holds)| (place, day, holds))
}
