//! A life as a few bytes: what changed about a person, and nothing that follows from the society or the calendar.
//!
//! The bytes are canonical: what can no longer matter (a limit that has passed, a fear that has faded, an entry that
//! has lapsed) is left out, so that two lives that will go on alike are the same bytes. Numbers are LEB128; days are
//! counted from the run's first.

use crate::life::{Appeal, Count, Courting, KinCause, Life, NEVER, OnList, Origin, Parents, Standing};
use crate::shared::Birthright;
use crate::{Book, Booking, Causes, Entry, ListId, RuleId, Trigger, View, book::WhenReady};
use underheaven_base::fade::{Fade, Level};
use underheaven_base::{Act, Cause, Channel, Day, Kind, PersonId, Relation, Truth, Window};

/// Writes numbers.
pub struct Writer<'a>(pub &'a mut Vec<u8>);

impl Writer<'_> {
    fn byte(&mut self, b: u8) {
        self.0.push(b);
    }

    fn whole(&mut self, mut n: u64) {
        while n >= 0x80 {
            self.0.push(n as u8 | 0x80);
            n >>= 7;
        }
        self.0.push(n as u8);
    }

    fn signed(&mut self, n: i32) {
        self.whole(u64::from((n << 1 ^ n >> 31) as u32));
    }
}

/// Reads numbers that a [`Writer`] wrote.
#[derive(Clone)]
pub struct Reader<'a> {
    bytes: &'a [u8],
}

impl<'a> Reader<'a> {
    /// At the start of what was written.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes }
    }

    /// How many bytes are left.
    pub fn left(&self) -> usize {
        self.bytes.len()
    }

    #[inline]
    fn byte(&mut self) -> u8 {
        let (first, rest) = self.bytes.split_first().expect("a record ends where it was written to end");
        self.bytes = rest;
        *first
    }

    #[inline]
    fn whole(&mut self) -> u64 {
        let first = self.byte();
        if first < 0x80 {
            return u64::from(first);
        }
        let (mut n, mut shift) = (u64::from(first & 0x7F), 7);
        loop {
            let b = self.byte();
            n |= u64::from(b & 0x7F) << shift;
            if b < 0x80 {
                return n;
            }
            shift += 7;
        }
    }

    #[inline]
    fn signed(&mut self) -> i32 {
        let n = self.whole() as u32;
        (n >> 1) as i32 ^ -((n & 1) as i32)
    }
}

/// Which entries may still be looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keeps {
    /// All, each in its place: what is corrected is named by place.
    All,
    /// Those that have not lapsed.
    Live,
    /// The last demerit and the last merit: nothing lapses, and a gate or a list may ask which it was.
    Last,
    None,
}

/// What the codec has to know of the run and of all rulebooks lived side by side, made once: what still matters under one
/// of them is kept under all.
pub struct Codec {
    from: Day,
    month: i32,
    keeps: Keeps,
    keeps_registry: bool,
    fear: Vec<Fade>,
    silence: Vec<Fade>,
    once_in_days_of_kin: i32,
    /// By rule.
    rules: Vec<Memory>,
}

/// For how long what a rule remembers of somebody may matter: bits of windows, in the order of [`Window::NAMES`].
#[derive(Clone, Copy, Default)]
struct Memory {
    once_in: u8,
    once_in_days: i32,
    counts: u8,
    punctual: u8,
}

impl Memory {
    fn with(mut self, rule: &crate::book::Rule) -> Self {
        let bit = |w: Window| 1 << w as u8;
        self.once_in |= rule.once_in.map_or(0, bit);
        self.once_in_days = self.once_in_days.max(rule.once_in_days.unwrap_or(0));
        match rule.when {
            WhenReady::Count(_, _, w) => self.counts |= bit(w),
            WhenReady::Punctual(_, w) => self.punctual |= bit(w),
            _ => {}
        }
        self
    }
}

/// Each of some tables once.
fn different<'f>(fades: impl Iterator<Item = &'f Fade>) -> Vec<Fade> {
    let mut all: Vec<Fade> = vec![];
    for fade in fades {
        if !all.contains(fade) {
            all.push(fade.clone());
        }
    }
    all
}

/// Whether some window of a set holds.
fn any_window(windows: u8, holds: impl Fn(usize) -> bool) -> bool {
    (0..Window::NAMES.len()).any(|w| windows & 1 << w != 0 && holds(w))
}

impl Codec {
    /// For a run from `from` under rulebooks and behaviours that are lived side by side.
    pub fn new(from: Day, arms: &[(&Book, &crate::Temper)]) -> Self {
        let books = || arms.iter().map(|a| a.0);
        let lapses = |b: &Book| b.score.as_ref().is_some_and(|s| s.lifetime_quarters.is_some());
        let by_band = |b: &Book| b.gates.iter().flatten().any(|g| g.refuses_bands | g.favours_bands != 0);
        let keeps = match () {
            () if books().any(|b| b.recourse.is_some()) => Keeps::All,
            () if books().any(lapses) => Keeps::Live,
            () if books().any(|b| by_band(b) || b.earlier_records) => Keeps::Last,
            () => Keeps::None,
        };
        let numbers = books().map(|b| b.rules.len()).max().unwrap_or(0);
        let memory = |i| books().filter_map(|b| b.rules.get(i)).fold(Memory::default(), Memory::with);
        Self {
            from,
            month: from.window(Window::Month),
            keeps,
            keeps_registry: books().flat_map(|b| &b.rules).any(|r| matches!(r.when, WhenReady::Registry(..))),
            fear: different(arms.iter().filter_map(|a| Some(&a.1.fear.as_ref()?.fade))),
            silence: different(arms.iter().filter_map(|a| Some(&a.1.silence.as_ref()?.fade))),
            once_in_days_of_kin: books().flat_map(|b| &b.kin).filter_map(|k| k.once_in_days).max().unwrap_or(0),
            rules: (0..numbers).map(memory).collect(),
        }
    }

    /// Whether a rule's last booking can still keep it from booking again at the stretch's end or later.
    fn may_limit(&self, rule: RuleId, day: Day, at: &When) -> bool {
        // The limits of kin rules and discretion are kept apart.
        let Some(rule) = self.rules.get(usize::from(rule.0)) else { return false };
        let in_window = |w: usize| day.window(Window::NAMES[w].1) == at.of_end[w];
        any_window(rule.once_in, in_window) || at.end - day < rule.once_in_days
    }

    fn still_counts(&self, count: &Count, at: &When) -> bool {
        any_window(self.rules[usize::from(count.rule.0)].counts, |w| count.window == at.of_end[w])
    }

    fn still_open(&self, rule: RuleId, window: i32, at: &When) -> bool {
        any_window(self.rules[usize::from(rule.0)].punctual, |w| window >= at.of_last[w])
    }
}

/// What a record holds, by bit of its first number; the view takes two.
#[derive(Clone, Copy)]
enum Bit {
    View = 0,
    Likes = 2,
    LikedLast = 3,
    Savings = 4,
    Books = 5,
    Jobless = 6,
    Member = 7,
    Windows = 8,
    Registry = 9,
    Entries = 10,
    ViewEvents = 11,
    OwnDemerit = 12,
    Fear = 13,
    Demerit = 14,
    Silence = 15,
    Limits = 16,
    Listings = 17,
    Net = 18,
    Kin = 19,
    Deposits = 20,
    Cheap = 21,
    Ties = 22,
    Courting = 23,
    Recourse = 24,
    Parents = 25,
    Firm = 26,
    Step = 27,
    JoblessAtHome = 28,
}

/// When a life is packed: at the end of a stretch of days.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct When {
    /// First day after the stretch.
    pub end: Day,
    /// The posting period ends with it: what holds within a period only is dropped.
    pub closes: bool,
    /// Ordinals of the windows in which `end` and the day before it lie.
    of_end: [i32; 4],
    of_last: [i32; 4],
}

impl When {
    /// The end of a stretch.
    pub fn new(end: Day, closes: bool) -> Self {
        let windows = |day: Day| Window::NAMES.map(|(_, w)| day.window(w));
        Self { end, closes, of_end: windows(end), of_last: windows(end + -1) }
    }
}

impl Codec {
    fn days(&self, w: &mut Writer, day: Day) {
        w.signed(day - self.from);
    }

    fn day(&self, r: &mut Reader) -> Day {
        self.from + r.signed()
    }

    /// Packs a life.
    pub fn put(&self, me: PersonId, b: &Birthright, life: &Life, at: &When, out: &mut Vec<u8>) {
        // Every field is named, so that a new one cannot be forgotten here.
        let Life {
            enrols: _,
            records: _,
            score,
            entries,
            unlapsed,
            live_merits,
            net,
            listings,
            demerits,
            own_demerits,
            last_demerit,
            last_own_demerit,
            booked,
            last_kin,
            counts,
            unpunctual,
            due,
            registry,
            fear,
            silence,
            view,
            view_events,
            step,
            job,
            jobless_at_home,
            savings,
            deposits,
            cheap_until,
            member,
            likes,
            likes_last,
            dropped,
            shut,
            did: _,
            courting,
            parents,
            firm_points,
            appeals,
            corrected,
            kin_causes,
            touched: _,
            aware_after: _,
        } = life;
        let mut mask = (*view as u32) << Bit::View as u32;
        let mut set = |at: Bit, held: bool| {
            mask |= u32::from(held) << at as u32;
            held
        };
        let live = || self.kept(entries, *unlapsed);
        let limits = || booked.iter().filter(|(rule, day)| self.may_limit(*rule, *day, at));
        let counting = || counts.iter().filter(|c| self.still_counts(c, at));
        let due = || due.iter().filter(|(rule, w)| self.still_open(*rule, *w, at));
        let unpunctual = || unpunctual.iter().filter(|(rule, w)| self.still_open(*rule, *w, at));
        let height = |fades: &[Fade], level: &Level| fades.iter().map(|f| f.height(*level, at.end)).max().unwrap_or(0);
        let afraid = |k: usize| height(&self.fear, &fear[k]) > 0;
        let kin = last_kin.filter(|d| at.end - *d < self.once_in_days_of_kin);
        set(Bit::Likes, *likes);
        set(Bit::LikedLast, *likes_last);
        set(Bit::Member, *member);
        set(Bit::Jobless, !*job);
        let has_savings = set(Bit::Savings, *savings != b.buffer);
        let has_books = set(Bit::Books, *score != b.start || *live_merits != 0 || *demerits != 0);
        let has_windows =
            set(Bit::Windows, counting().next().is_some() || due().next().is_some() || unpunctual().next().is_some());
        let has_registry = set(Bit::Registry, self.keeps_registry && registry.iter().any(|r| r.0 != NEVER));
        let has_entries = set(Bit::Entries, live().next().is_some());
        let has_view_events = set(Bit::ViewEvents, *view_events > 0);
        let has_own = set(Bit::OwnDemerit, last_own_demerit.is_some());
        let has_fear = set(Bit::Fear, (0..Kind::COUNT).any(afraid));
        let has_demerit = set(Bit::Demerit, last_demerit.is_some());
        let has_silence = set(Bit::Silence, height(&self.silence, silence) > 0);
        let has_limits = set(Bit::Limits, limits().next().is_some());
        let has_listings = set(Bit::Listings, !listings.is_empty());
        let has_net = set(Bit::Net, net.iter().any(|n| *n != 0));
        set(Bit::Kin, kin.is_some());
        let has_deposits = set(Bit::Deposits, !deposits.is_empty());
        let cheap = set(Bit::Cheap, *cheap_until > at.end);
        let ties = set(Bit::Ties, *dropped != 0 || *shut);
        let has_courting = set(Bit::Courting, !courting.is_empty());
        let has_recourse = set(
            Bit::Recourse,
            self.keeps == Keeps::All
                && !(*unlapsed == 0 && appeals.is_empty() && corrected.is_empty() && kin_causes.is_empty()),
        );
        let has_parents = set(Bit::Parents, !at.closes && *parents != Parents::default());
        let has_firm = set(Bit::Firm, *firm_points != 0);
        let has_step = set(Bit::Step, *step != 65_536);
        let jobless_home = set(Bit::JoblessAtHome, *jobless_at_home != 0);

        let w = &mut Writer(out);
        w.whole(u64::from(mask));
        if has_savings {
            w.signed(*savings - b.buffer);
        }
        if has_books {
            w.signed(*score - b.start);
            w.signed(*live_merits);
            w.whole(u64::from(*demerits));
            w.whole(u64::from(*own_demerits));
        }
        if has_windows {
            self.put_windows(w, due(), unpunctual(), counting());
        }
        if has_registry {
            put_registry(w, registry);
        }
        if has_entries {
            w.whole(live().count() as u64);
            live().for_each(|e| self.put_entry(w, me, e));
        }
        if has_view_events {
            w.whole(u64::from(*view_events));
        }
        if has_own {
            last_own_demerit.iter().for_each(|d| self.days(w, *d));
        }
        if has_fear {
            let mut which = 0;
            (0..Kind::COUNT).filter(|k| afraid(*k)).for_each(|k| which |= 1 << k);
            w.byte(which);
            (0..Kind::COUNT).filter(|k| afraid(*k)).for_each(|k| self.put_level(w, fear[k]));
        }
        if has_demerit {
            last_demerit.iter().for_each(|d| self.days(w, *d));
        }
        if has_silence {
            self.put_level(w, *silence);
        }
        if has_limits {
            w.whole(limits().count() as u64);
            for (rule, day) in limits() {
                w.whole(u64::from(rule.0));
                self.days(w, *day);
            }
        }
        if has_listings {
            w.whole(listings.len() as u64);
            listings.iter().for_each(|l| self.put_listing(w, me, l));
        }
        if has_net {
            net.iter().for_each(|n| w.signed(*n));
        }
        kin.iter().for_each(|d| self.days(w, *d));
        if has_deposits {
            w.whole(deposits.len() as u64);
            for (day, thousandths) in deposits {
                self.days(w, *day);
                w.signed(*thousandths);
            }
        }
        if cheap {
            self.days(w, *cheap_until);
        }
        if ties {
            w.byte(*dropped);
            w.byte(u8::from(*shut));
        }
        if has_courting {
            w.whole(courting.len() as u64);
            courting.iter().for_each(|c| self.put_courting(w, c));
        }
        if has_recourse {
            self.put_recourse(w, *unlapsed, appeals, corrected, kin_causes);
        }
        if has_parents {
            self.put_parents(w, me, parents);
        }
        if has_firm {
            w.signed(*firm_points);
        }
        if has_step {
            w.whole(u64::from(*step));
        }
        if jobless_home {
            w.byte(*jobless_at_home);
        }
    }

    /// Unpacks a life into one that was used before.
    pub fn take(&self, r: &mut Reader, me: PersonId, b: &Birthright, life: &mut Life) {
        let mask = r.whole() as u32;
        let has = |at: Bit| mask & 1 << at as u32 != 0;
        life.clear(b);
        life.view = [View::Disapprove, View::Neutral, View::Approve][(mask as usize & 3).min(2)];
        life.likes = has(Bit::Likes);
        life.likes_last = has(Bit::LikedLast);
        life.member = has(Bit::Member);
        life.job = !has(Bit::Jobless);
        // Most lives end here: nothing befell them but work, likes and views.
        if mask & !(1 << Bit::Member as u32 | 1 << Bit::Jobless as u32) < 1 << Bit::Savings as u32 {
            return;
        }
        if has(Bit::Savings) {
            life.savings = b.buffer + r.signed();
        }
        if has(Bit::Books) {
            life.score = b.start + r.signed();
            life.live_merits = r.signed();
            life.demerits = r.whole() as u32;
            life.own_demerits = r.whole() as u32;
        }
        if has(Bit::Windows) {
            self.take_windows(r, life);
        }
        if has(Bit::Registry) {
            take_registry(r, &mut life.registry);
        }
        if has(Bit::Entries) {
            for _ in 0..r.whole() {
                let entry = self.take_entry(r, me);
                life.entries.push(entry);
            }
        }
        if has(Bit::ViewEvents) {
            life.view_events = r.whole() as u32;
        }
        if has(Bit::OwnDemerit) {
            life.last_own_demerit = Some(self.day(r));
        }
        if has(Bit::Fear) {
            let which = r.byte();
            for (k, fear) in life.fear.iter_mut().enumerate() {
                if which & 1 << k != 0 {
                    *fear = self.take_level(r);
                }
            }
        }
        if has(Bit::Demerit) {
            life.last_demerit = Some(self.day(r));
        }
        if has(Bit::Silence) {
            life.silence = self.take_level(r);
        }
        if has(Bit::Limits) {
            for _ in 0..r.whole() {
                let rule = RuleId(r.whole() as u16);
                life.booked.push((rule, self.day(r)));
            }
        }
        if has(Bit::Listings) {
            for _ in 0..r.whole() {
                let listing = self.take_listing(r, me);
                life.listings.push(listing);
            }
        }
        if has(Bit::Net) {
            life.net.iter_mut().for_each(|n| *n = r.signed());
        }
        if has(Bit::Kin) {
            life.last_kin = Some(self.day(r));
        }
        if has(Bit::Deposits) {
            for _ in 0..r.whole() {
                let day = self.day(r);
                life.deposits.push((day, r.signed()));
            }
        }
        if has(Bit::Cheap) {
            life.cheap_until = self.day(r);
        }
        if has(Bit::Ties) {
            life.dropped = r.byte();
            life.shut = r.byte() != 0;
        }
        if has(Bit::Courting) {
            for _ in 0..r.whole() {
                let c = self.take_courting(r);
                life.courting.push(c);
            }
        }
        if has(Bit::Recourse) {
            self.take_recourse(r, life);
        }
        if has(Bit::Parents) {
            life.parents = self.take_parents(r, me);
        }
        if has(Bit::Firm) {
            life.firm_points = r.signed();
        }
        if has(Bit::Step) {
            life.step = r.whole() as u32;
        }
        if has(Bit::JoblessAtHome) {
            life.jobless_at_home = r.byte();
        }
    }

    /// The entries that may still be looked at.
    fn kept<'e>(&self, entries: &'e [Entry], unlapsed: u32) -> impl Iterator<Item = &'e Entry> + Clone {
        let keeps = self.keeps;
        let from = if matches!(keeps, Keeps::Live | Keeps::Last) { unlapsed as usize } else { 0 };
        let entries = if keeps == Keeps::None { &[][..] } else { &entries[from..] };
        let booked = |e: &Entry| e.booking == Booking::Booked;
        let last = move |sign: i32| entries.iter().rposition(|e| booked(e) && e.points.signum() == sign);
        let last = if keeps == Keeps::Last { [last(-1), last(1)] } else { [None; 2] };
        entries
            .iter()
            .enumerate()
            .filter(move |(i, e)| match keeps {
                Keeps::All => true,
                Keeps::Live => booked(e) && e.points != 0,
                Keeps::Last => last.contains(&Some(*i)),
                Keeps::None => false,
            })
            .map(|(_, e)| e)
    }

    fn put_recourse(&self, w: &mut Writer, unlapsed: u32, appeals: &[Appeal], corrected: &[u32], causes: &[KinCause]) {
        w.whole(u64::from(unlapsed));
        w.whole(appeals.len() as u64);
        for a in appeals {
            self.put_origin(w, a.against);
            self.days(w, a.due);
            w.byte(u8::from(a.upheld));
        }
        w.whole(corrected.len() as u64);
        corrected.iter().for_each(|n| w.whole(u64::from(*n)));
        w.whole(causes.len() as u64);
        for c in causes {
            w.whole(u64::from(c.entry));
            w.whole(u64::from(c.rule.0));
            w.whole(u64::from(c.from.0));
            self.put_origin(w, c.origin);
        }
    }

    fn take_recourse(&self, r: &mut Reader, life: &mut Life) {
        life.unlapsed = r.whole() as u32;
        for _ in 0..r.whole() {
            let against = self.take_origin(r);
            let due = self.day(r);
            life.appeals.push(Appeal { against, due, upheld: r.byte() != 0 });
        }
        for _ in 0..r.whole() {
            life.corrected.push(r.whole() as u32);
        }
        for _ in 0..r.whole() {
            let (entry, rule, from) = (r.whole() as u32, RuleId(r.whole() as u16), PersonId(r.whole() as u32));
            life.kin_causes.push(KinCause { entry, rule, from, origin: self.take_origin(r) });
        }
    }

    fn put_origin(&self, w: &mut Writer, origin: Origin) {
        match origin {
            Origin::Demerit(n) => w.whole(u64::from(n) << 1),
            Origin::Listing(list, day) => {
                w.whole(u64::from(list.0) << 1 | 1);
                self.days(w, day);
            }
        }
    }

    fn take_origin(&self, r: &mut Reader) -> Origin {
        let n = r.whole();
        match n & 1 {
            0 => Origin::Demerit((n >> 1) as u32),
            _ => Origin::Listing(ListId((n >> 1) as u8), self.day(r)),
        }
    }

    fn put_windows<'b>(
        &self,
        w: &mut Writer,
        due: impl Iterator<Item = &'b (RuleId, i32)> + Clone,
        unpunctual: impl Iterator<Item = &'b (RuleId, i32)> + Clone,
        counting: impl Iterator<Item = &'b Count> + Clone,
    ) {
        let mut windows = |of: &mut dyn Iterator<Item = &'b (RuleId, i32)>, n: usize| {
            w.whole(n as u64);
            for (rule, window) in of {
                w.whole(u64::from(rule.0));
                w.signed(*window - self.month);
            }
        };
        windows(&mut due.clone(), due.count());
        windows(&mut unpunctual.clone(), unpunctual.count());
        w.whole(counting.clone().count() as u64);
        for c in counting {
            w.whole(u64::from(c.rule.0));
            w.signed(c.window - self.month);
            w.whole(u64::from(c.seen));
        }
    }

    fn take_windows(&self, r: &mut Reader, life: &mut Life) {
        let mut windows = |into: &mut Vec<(RuleId, i32)>| {
            for _ in 0..r.whole() {
                let rule = RuleId(r.whole() as u16);
                into.push((rule, r.signed() + self.month));
            }
        };
        windows(&mut life.due);
        windows(&mut life.unpunctual);
        for _ in 0..r.whole() {
            let rule = RuleId(r.whole() as u16);
            let window = r.signed() + self.month;
            life.counts.push(Count { rule, window, seen: r.whole() as u16 });
        }
    }

    fn put_level(&self, w: &mut Writer, level: Level) {
        w.byte(level.height);
        self.days(w, level.since);
    }

    fn take_level(&self, r: &mut Reader) -> Level {
        let height = r.byte();
        Level { height, since: self.day(r) }
    }

    fn put_entry(&self, w: &mut Writer, me: PersonId, e: &Entry) {
        self.days(w, e.day);
        w.whole(e.rule.map_or(0, |r| u64::from(r.0) + 1));
        w.signed(e.points);
        w.byte(e.cause as u8 | (e.truth as u8) << 4 | u8::from(e.trap) << 5);
        w.byte(e.channel as u8 | (e.booking as u8) << 5);
        w.byte(e.relation.map_or(0, |r| r as u8 + 1));
        put_trigger(w, me, e.trigger);
    }

    fn take_entry(&self, r: &mut Reader, me: PersonId) -> Entry {
        let day = self.day(r);
        let rule = r.whole().checked_sub(1).map(|n| RuleId(n as u16));
        let points = r.signed();
        let facts = r.byte();
        let how = r.byte();
        let channel = Channel::ALL[usize::from(how & 31)];
        let relation = r.byte().checked_sub(1).map(|n| Relation::ALL[usize::from(n)]);
        Entry {
            person: me,
            day,
            rule,
            booking: Booking::ALL[usize::from(how >> 5)],
            points,
            cause: Cause::ALL[usize::from(facts & 15)],
            truth: Truth::ALL[usize::from(facts >> 4 & 1)],
            trigger: take_trigger(r, me),
            channel,
            trap: facts & 32 != 0,
            relation,
        }
    }

    fn put_listing(&self, w: &mut Writer, me: PersonId, l: &OnList) {
        w.byte(l.list.0);
        w.byte(l.cause as u8 | (l.truth as u8) << 4 | u8::from(l.known) << 5 | u8::from(l.to.is_some()) << 6);
        self.days(w, l.from);
        l.to.iter().for_each(|d| self.days(w, *d));
        w.whole(l.rule.map_or(0, |r| u64::from(r.0) + 1));
        w.whole(u64::from(l.needed.0));
        put_trigger(w, me, l.trigger);
    }

    fn take_listing(&self, r: &mut Reader, me: PersonId) -> OnList {
        let list = ListId(r.byte());
        let facts = r.byte();
        let from = self.day(r);
        let to = (facts & 64 != 0).then(|| self.day(r));
        let rule = r.whole().checked_sub(1).map(|n| RuleId(n as u16));
        let needed = Causes(r.whole() as u16);
        OnList {
            list,
            from,
            to,
            rule,
            cause: Cause::ALL[usize::from(facts & 15)],
            needed,
            truth: Truth::ALL[usize::from(facts >> 4 & 1)],
            trigger: take_trigger(r, me),
            known: facts & 32 != 0,
        }
    }

    fn put_courting(&self, w: &mut Writer, c: &Courting) {
        w.whole(u64::from(c.partner.0));
        self.days(w, c.since);
        w.byte(u8::from(c.accepted) | u8::from(c.arrived) << 1);
        w.byte(c.partner_band.map_or(0, |b| b + 1));
        w.byte(c.my_band.map_or(0, |b| b + 1));
    }

    fn take_courting(&self, r: &mut Reader) -> Courting {
        let partner = PersonId(r.whole() as u32);
        let since = self.day(r);
        let facts = r.byte();
        let (partner_band, my_band) = (r.byte().checked_sub(1), r.byte().checked_sub(1));
        Courting { partner, since, accepted: facts & 1 != 0, arrived: facts & 2 != 0, partner_band, my_band }
    }

    fn put_parents(&self, w: &mut Writer, me: PersonId, p: &Parents) {
        w.byte(u8::from(p.standing.counts) | u8::from(p.who.is_some()) << 1 | u8::from(p.listing.is_some()) << 2);
        w.whole(u64::from(p.standing.lists));
        w.whole(u64::from(p.standing.band));
        p.who.iter().for_each(|who| w.whole(u64::from(who.0)));
        p.listing.iter().for_each(|l| self.put_listing(w, me, l));
    }

    fn take_parents(&self, r: &mut Reader, me: PersonId) -> Parents {
        let facts = r.byte();
        let standing = Standing { counts: facts & 1 != 0, lists: r.whole() as u32, band: r.whole() as u32 };
        let who = (facts & 2 != 0).then(|| PersonId(r.whole() as u32));
        let listing = (facts & 4 != 0).then(|| self.take_listing(r, me));
        Parents { standing, who, listing }
    }
}

fn put_trigger(w: &mut Writer, me: PersonId, trigger: Option<Trigger>) {
    match trigger {
        None => w.byte(0),
        Some(t) => {
            w.byte(1 | (t.kind as u8) << 1 | u8::from(t.person == me) << 7);
            w.byte(t.act as u8);
            if t.person != me {
                w.whole(u64::from(t.person.0));
            }
        }
    }
}

fn take_trigger(r: &mut Reader, me: PersonId) -> Option<Trigger> {
    let facts = r.byte();
    if facts == 0 {
        return None;
    }
    let act = Act::ALL[usize::from(r.byte())];
    let person = if facts & 0x80 != 0 { me } else { PersonId(r.whole() as u32) };
    Some(Trigger { act, kind: Kind::ALL[usize::from(facts >> 1 & 7)], person })
}

/// The registry's months: the newest, then how each of the twelve slots stands to it.
fn put_registry(w: &mut Writer, registry: &[(i32, u8, u8); 12]) {
    let newest = registry.iter().map(|r| r.0).max().unwrap_or(NEVER);
    w.signed(newest);
    let at = |back: i32| registry[(newest - back).rem_euclid(12) as usize];
    let tight =
        |back: i32, slot: (i32, u8, u8)| slot.0 == NEVER || slot.0 == newest - back && slot.1 < 15 && slot.2 < 15;
    if (0..12).all(|back| tight(back, at(back))) {
        let used = (0..12).rev().find(|b| at(*b).0 != NEVER).unwrap_or(0);
        w.byte(used as u8);
        (0..=used).map(at).for_each(|slot| w.byte(if slot.0 == NEVER { 0xFF } else { slot.1 << 4 | slot.2 }));
    } else {
        w.byte(12);
        for slot in registry {
            w.signed(slot.0.max(NEVER));
            w.byte(slot.1);
            w.byte(slot.2);
        }
    }
}

fn take_registry(r: &mut Reader, registry: &mut [(i32, u8, u8); 12]) {
    let newest = r.signed();
    let used = r.byte();
    if used < 12 {
        for back in 0..=i32::from(used) {
            let slot = r.byte();
            if slot != 0xFF {
                registry[(newest - back).rem_euclid(12) as usize] = (newest - back, slot >> 4, slot & 15);
            }
        }
    } else {
        registry.iter_mut().for_each(|slot| *slot = (r.signed(), r.byte(), r.byte()));
    }
}
