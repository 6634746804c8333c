//! A life as a few bytes: what changed about a person, and nothing that follows from the society or the calendar.
//!
//! The bytes are canonical: what can no longer matter (a limit that has passed, a fear that has faded, an entry that
//! has lapsed) is left out, so that two lives that will go on alike are the same bytes. Numbers are LEB128; days are
//! counted from the run's first. What most lives hold comes first, so that reading and writing most of them ends soon.

pub use crate::bytes::{Reader, Writer};
use crate::bytes::{folded, unfolded};
use crate::entries::{Keeps, put_trigger, take_trigger};
use crate::life::{Appeal, Count, Courting, Held, KinCause, Life, OnList, Origin, Parents, Registry, Standing};
use crate::shared::Birthright;
use crate::{Book, Causes, ListId, RuleId, View, book::WhenReady};
use underheaven_base::fade::{Fade, Level};
use underheaven_base::{Cause, Day, Kind, PersonId, Truth, Window};

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
    /// Ordinal of the run's first window of those in which it counts: others are counted from there.
    first: i32,
    once_in: u8,
    once_in_days: i32,
    counts: u8,
    punctual: u8,
}

impl Memory {
    fn with(mut self, rule: &crate::book::Rule, from: Day) -> Self {
        let bit = |w: Window| 1 << w as u8;
        self.once_in |= rule.once_in.map_or(0, bit);
        self.once_in_days = self.once_in_days.max(rule.once_in_days.unwrap_or(0));
        match rule.when {
            WhenReady::Count(_, _, w) => (self.counts, self.first) = (self.counts | bit(w), from.window(w)),
            WhenReady::Punctual(_, w) => (self.punctual, self.first) = (self.punctual | bit(w), from.window(w)),
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
#[inline]
fn any_window(mut windows: u8, holds: impl Fn(usize) -> bool) -> bool {
    while windows != 0 {
        if holds(windows.trailing_zeros() as usize) {
            return true;
        }
        windows &= windows - 1;
    }
    false
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
        let memory =
            |i| books().filter_map(|b| b.rules.get(i)).fold(Memory::default(), |all, rule| all.with(rule, from));
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

/// What a record holds, by bit of the number with which it begins: two bytes of what many hold, and two more where there is
/// more. The view takes two bits; before the savings only the registry has more to say than its bit, and the second two
/// bytes come behind that.
#[derive(Clone, Copy)]
enum Bit {
    View = 0,
    Likes = 2,
    LikedLast = 3,
    Jobless = 4,
    Member = 5,
    Registry = 6,
    Savings = 7,
    Books = 8,
    Windows = 9,
    Entries = 10,
    ViewEvents = 11,
    OwnDemerit = 12,
    Fear = 13,
    Demerit = 14,
    More = 15,
    Silence = 16,
    Limits = 17,
    Listings = 18,
    Net = 19,
    Kin = 20,
    Deposits = 21,
    Cheap = 22,
    Ties = 23,
    Courting = 24,
    Recourse = 25,
    Parents = 26,
    Firm = 27,
    Step = 28,
    JoblessAtHome = 29,
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
            unpunctual: all_unpunctual,
            due: all_due,
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
            liked: _,
            held: _,
            aware_after: _,
        } = life;
        let mut mask = (*view as u32) << Bit::View as u32;
        let mut set = |at: Bit, held: bool| mask |= u32::from(held) << at as u32;
        let kept = entries.packed((me, self.from), self.keeps, *unlapsed);
        let limits = || booked.iter().filter(|(rule, day)| self.may_limit(*rule, *day, at));
        let counting = || counts.iter().filter(|c| self.still_counts(c, at));
        let due = || all_due.iter().filter(|(rule, w)| self.still_open(*rule, *w, at));
        let unpunctual = || all_unpunctual.iter().filter(|(rule, w)| self.still_open(*rule, *w, at));
        let is_left = |fades: &[Fade], level: &Level| fades.iter().any(|f| f.height(*level, at.end) > 0);
        let fears = match fear.iter().any(|f| f.height > 0) {
            true => (0..Kind::COUNT).filter(|k| is_left(&self.fear, &fear[*k])).fold(0, |all, k| all | 1 << k),
            false => 0,
        };
        set(Bit::Likes, *likes);
        set(Bit::LikedLast, *likes_last);
        set(Bit::Member, *member);
        set(Bit::Jobless, !*job);
        set(Bit::Savings, *savings != b.buffer);
        set(Bit::Books, *score != b.start || *live_merits != 0 || *demerits != 0);
        set(
            Bit::Windows,
            counts.len() | all_due.len() | all_unpunctual.len() != 0
                && (counting().next().is_some() || due().next().is_some() || unpunctual().next().is_some()),
        );
        set(Bit::Registry, self.keeps_registry && registry.is_used());
        set(Bit::Entries, !kept.is_empty());
        set(Bit::ViewEvents, *view_events > 0);
        set(Bit::OwnDemerit, last_own_demerit.is_some());
        set(Bit::Fear, fears != 0);
        set(Bit::Demerit, last_demerit.is_some());
        // Few lives hold anything of the rest.
        let lists = booked.len() | listings.len() | deposits.len() | courting.len();
        let recalled = appeals.len() | corrected.len() | kin_causes.len() | *unlapsed as usize;
        let levels = net.iter().fold(firm_points | i32::from(silence.height), |all, n| all | n);
        let kin = last_kin.filter(|d| at.end - *d < self.once_in_days_of_kin);
        let parents_count = !at.closes && *parents != Parents::default();
        if lists | recalled != 0
            || levels != 0
            || last_kin.is_some()
            || *cheap_until > at.end
            || dropped | jobless_at_home != 0
            || *shut
            || *step != 65_536
            || parents_count
        {
            set(Bit::Silence, is_left(&self.silence, silence));
            set(Bit::Limits, limits().next().is_some());
            set(Bit::Listings, !listings.is_empty());
            set(Bit::Net, net.iter().any(|n| *n != 0));
            set(Bit::Kin, kin.is_some());
            set(Bit::Deposits, !deposits.is_empty());
            set(Bit::Cheap, *cheap_until > at.end);
            set(Bit::Ties, *dropped != 0 || *shut);
            set(Bit::Courting, !courting.is_empty());
            set(Bit::Recourse, self.keeps == Keeps::All && recalled != 0);
            set(Bit::Parents, parents_count);
            set(Bit::Firm, *firm_points != 0);
            set(Bit::Step, *step != 65_536);
            set(Bit::JoblessAtHome, *jobless_at_home != 0);
        }

        let w = &mut Writer(out);
        let more = mask > 0xFFFF;
        mask |= u32::from(more) << Bit::More as u32;
        w.all(&(mask as u16).to_le_bytes());
        let has = |at: Bit| mask & 1 << at as u32 != 0;
        if has(Bit::Registry) {
            w.all(&((registry.newest - self.month) as u16).to_le_bytes());
            w.all(&registry.slots);
        }
        if mask >> Bit::Savings as u32 == 0 {
            return;
        }
        if more {
            w.all(&((mask >> 16) as u16).to_le_bytes());
        }
        if has(Bit::Savings) {
            w.signed(*savings - b.buffer);
        }
        if has(Bit::Books) {
            w.wholes([folded(*score - b.start), folded(*live_merits), *demerits, *own_demerits]);
        }
        if has(Bit::Windows) {
            self.put_windows(w, due(), unpunctual(), counting());
        }
        if has(Bit::Entries) {
            w.whole(kept.len() as u32);
            w.all(&kept);
        }
        if has(Bit::ViewEvents) {
            w.whole(*view_events);
        }
        if has(Bit::OwnDemerit) {
            last_own_demerit.iter().for_each(|d| self.days(w, *d));
        }
        if has(Bit::Fear) {
            w.byte(fears);
            fear.iter().enumerate().filter(|(k, _)| fears & 1 << k != 0).for_each(|(_, f)| self.put_level(w, *f));
        }
        if has(Bit::Demerit) {
            last_demerit.iter().for_each(|d| self.days(w, *d));
        }
        if !more {
            return;
        }
        if has(Bit::Silence) {
            self.put_level(w, *silence);
        }
        if has(Bit::Limits) {
            w.whole(limits().count() as u32);
            for (rule, day) in limits() {
                w.whole(u32::from(rule.0));
                self.days(w, *day);
            }
        }
        if has(Bit::Listings) {
            w.whole(listings.len() as u32);
            listings.iter().for_each(|l| self.put_listing(w, me, l));
        }
        if has(Bit::Net) {
            net.iter().for_each(|n| w.signed(*n));
        }
        kin.iter().for_each(|d| self.days(w, *d));
        if has(Bit::Deposits) {
            w.whole(deposits.len() as u32);
            for (day, thousandths) in deposits {
                self.days(w, *day);
                w.signed(*thousandths);
            }
        }
        if has(Bit::Cheap) {
            self.days(w, *cheap_until);
        }
        if has(Bit::Ties) {
            w.byte(*dropped);
            w.byte(u8::from(*shut));
        }
        if has(Bit::Courting) {
            w.whole(courting.len() as u32);
            courting.iter().for_each(|c| self.put_courting(w, c));
        }
        if has(Bit::Recourse) {
            self.put_recourse(w, *unlapsed, appeals, corrected, kin_causes);
        }
        if has(Bit::Parents) {
            self.put_parents(w, me, parents);
        }
        if has(Bit::Firm) {
            w.signed(*firm_points);
        }
        if has(Bit::Step) {
            w.whole(*step);
        }
        if has(Bit::JoblessAtHome) {
            w.byte(*jobless_at_home);
        }
    }

    /// Puts likes into the record of a life of which nothing else was touched.
    #[inline]
    pub fn put_likes(life: &Life, record: &mut [u8]) {
        let likes = |now: bool, last: bool| u8::from(now) << Bit::Likes as u8 | u8::from(last) << Bit::LikedLast as u8;
        record[0] = record[0] & !likes(true, true) | likes(life.likes, life.likes_last);
    }

    /// Unpacks a life into one that was used before.
    #[inline(always)]
    pub fn take(&self, r: &mut Reader, me: PersonId, b: &Birthright, life: &mut Life) {
        let mask = u16::from_le_bytes(r.array());
        let has = |at: Bit| mask & 1 << at as u32 != 0;
        life.clear(b);
        life.view = [View::Disapprove, View::Neutral, View::Approve, View::Approve][usize::from(mask & 3)];
        life.likes = has(Bit::Likes);
        life.likes_last = has(Bit::LikedLast);
        life.member = has(Bit::Member);
        life.job = !has(Bit::Jobless);
        if has(Bit::Registry) {
            let newest = u16::from_le_bytes(r.array());
            life.registry = Registry { newest: self.month + i32::from(newest), slots: r.array() };
        }
        // Most lives end here: nothing befell them but work, likes and views, and instalments.
        if mask >> Bit::Savings as u32 != 0 {
            *r = self.take_more(mask.into(), r.clone(), me, life);
        }
    }

    #[inline(never)]
    fn take_more<'r>(&self, mut mask: u32, mut r: Reader<'r>, me: PersonId, life: &mut Life) -> Reader<'r> {
        if mask & 1 << Bit::More as u32 != 0 {
            mask |= u32::from(u16::from_le_bytes(r.array())) << 16;
        }
        let has = |at: Bit| mask & 1 << at as u32 != 0;
        life.held = if has(Bit::More) { Held::All } else { Held::Often };
        if has(Bit::Savings) {
            life.savings += r.signed();
        }
        if has(Bit::Books) {
            let [score, live_merits, demerits, own_demerits] = r.wholes();
            life.score += unfolded(score);
            life.live_merits = unfolded(live_merits);
            (life.demerits, life.own_demerits) = (demerits, own_demerits);
        }
        if has(Bit::Windows) {
            self.take_windows(&mut r, life);
        }
        if has(Bit::Entries) {
            let length = r.whole() as usize;
            life.entries.come(r.some(length), (me, self.from), self.keeps);
        }
        if has(Bit::ViewEvents) {
            life.view_events = r.whole();
        }
        if has(Bit::OwnDemerit) {
            life.last_own_demerit = Some(self.day(&mut r));
        }
        if has(Bit::Fear) {
            let which = r.byte();
            for (k, fear) in life.fear.iter_mut().enumerate() {
                if which & 1 << k != 0 {
                    *fear = self.take_level(&mut r);
                }
            }
        }
        if has(Bit::Demerit) {
            life.last_demerit = Some(self.day(&mut r));
        }
        if !has(Bit::More) {
            return r;
        }
        if has(Bit::Silence) {
            life.silence = self.take_level(&mut r);
        }
        if has(Bit::Limits) {
            for _ in 0..r.whole() {
                let rule = RuleId(r.whole() as u16);
                life.booked.push((rule, self.day(&mut r)));
            }
        }
        if has(Bit::Listings) {
            for _ in 0..r.whole() {
                let listing = self.take_listing(&mut r, me);
                life.listings.push(listing);
            }
        }
        if has(Bit::Net) {
            life.net.iter_mut().for_each(|n| *n = r.signed());
        }
        if has(Bit::Kin) {
            life.last_kin = Some(self.day(&mut r));
        }
        if has(Bit::Deposits) {
            for _ in 0..r.whole() {
                let day = self.day(&mut r);
                life.deposits.push((day, r.signed()));
            }
        }
        if has(Bit::Cheap) {
            life.cheap_until = self.day(&mut r);
        }
        if has(Bit::Ties) {
            life.dropped = r.byte();
            life.shut = r.byte() != 0;
        }
        if has(Bit::Courting) {
            for _ in 0..r.whole() {
                let c = self.take_courting(&mut r);
                life.courting.push(c);
            }
        }
        if has(Bit::Recourse) {
            self.take_recourse(&mut r, life);
        }
        if has(Bit::Parents) {
            life.parents = self.take_parents(&mut r, me);
        }
        if has(Bit::Firm) {
            life.firm_points = r.signed();
        }
        if has(Bit::Step) {
            life.step = r.whole();
        }
        if has(Bit::JoblessAtHome) {
            life.jobless_at_home = r.byte();
        }
        r
    }

    fn put_recourse(&self, w: &mut Writer, unlapsed: u32, appeals: &[Appeal], corrected: &[u32], causes: &[KinCause]) {
        w.whole(unlapsed);
        w.whole(appeals.len() as u32);
        for a in appeals {
            self.put_origin(w, a.against);
            self.days(w, a.due);
            w.byte(u8::from(a.upheld));
        }
        w.whole(corrected.len() as u32);
        corrected.iter().for_each(|n| w.whole(*n));
        w.whole(causes.len() as u32);
        for c in causes {
            w.whole(c.entry);
            w.whole(u32::from(c.rule.0));
            w.whole(c.from.0);
            self.put_origin(w, c.origin);
        }
    }

    fn take_recourse(&self, r: &mut Reader, life: &mut Life) {
        life.unlapsed = r.whole();
        for _ in 0..r.whole() {
            let against = self.take_origin(r);
            let due = self.day(r);
            life.appeals.push(Appeal { against, due, upheld: r.byte() != 0 });
        }
        for _ in 0..r.whole() {
            life.corrected.push(r.whole());
        }
        for _ in 0..r.whole() {
            let (entry, rule, from) = (r.whole(), RuleId(r.whole() as u16), PersonId(r.whole()));
            life.kin_causes.push(KinCause { entry, rule, from, origin: self.take_origin(r) });
        }
    }

    fn put_origin(&self, w: &mut Writer, origin: Origin) {
        match origin {
            Origin::Demerit(n) => w.whole(n << 1),
            Origin::Listing(list, day) => {
                w.whole(u32::from(list.0) << 1 | 1);
                self.days(w, day);
            }
        }
    }

    fn take_origin(&self, r: &mut Reader) -> Origin {
        let n = r.whole();
        match n & 1 {
            0 => Origin::Demerit(n >> 1),
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
        let since = |rule: RuleId, window: i32| window - self.rules[usize::from(rule.0)].first;
        let mut windows = |of: &mut dyn Iterator<Item = &'b (RuleId, i32)>, n: usize| {
            w.whole(n as u32);
            for (rule, window) in of {
                w.whole(u32::from(rule.0));
                w.signed(since(*rule, *window));
            }
        };
        windows(&mut due.clone(), due.count());
        windows(&mut unpunctual.clone(), unpunctual.count());
        w.whole(counting.clone().count() as u32);
        for c in counting {
            w.whole(u32::from(c.rule.0));
            w.signed(since(c.rule, c.window));
            w.whole(u32::from(c.seen));
        }
    }

    fn take_windows(&self, r: &mut Reader, life: &mut Life) {
        let first = |rule: RuleId| self.rules[usize::from(rule.0)].first;
        let mut windows = |into: &mut Vec<(RuleId, i32)>| {
            for _ in 0..r.whole() {
                let rule = RuleId(r.whole() as u16);
                into.push((rule, first(rule) + r.signed()));
            }
        };
        windows(&mut life.due);
        windows(&mut life.unpunctual);
        for _ in 0..r.whole() {
            let rule = RuleId(r.whole() as u16);
            let window = first(rule) + r.signed();
            life.counts.push(Count { rule, window, seen: r.whole() as u16 });
        }
    }

    #[inline]
    fn put_level(&self, w: &mut Writer, level: Level) {
        w.byte(level.height);
        self.days(w, level.since);
    }

    #[inline]
    fn take_level(&self, r: &mut Reader) -> Level {
        let height = r.byte();
        Level { height, since: self.day(r) }
    }

    fn put_listing(&self, w: &mut Writer, me: PersonId, l: &OnList) {
        w.byte(l.list.0);
        w.byte(
            l.cause as u8
                | (l.truth as u8) << 4
                | u8::from(l.known) << 5
                | u8::from(l.to.is_some()) << 6
                | u8::from(l.trigger.is_some()) << 7,
        );
        self.days(w, l.from);
        l.to.iter().for_each(|d| self.days(w, *d));
        w.whole(l.rule.map_or(0, |r| u32::from(r.0) + 1));
        w.whole(u32::from(l.needed.0));
        l.trigger.iter().for_each(|t| put_trigger(w, me, *t));
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
            trigger: (facts & 128 != 0).then(|| take_trigger(r, me)),
            known: facts & 32 != 0,
        }
    }

    fn put_courting(&self, w: &mut Writer, c: &Courting) {
        w.whole(c.partner.0);
        self.days(w, c.since);
        w.byte(u8::from(c.accepted) | u8::from(c.arrived) << 1);
        w.byte(c.partner_band.map_or(0, |b| b + 1));
        w.byte(c.my_band.map_or(0, |b| b + 1));
    }

    fn take_courting(&self, r: &mut Reader) -> Courting {
        let partner = PersonId(r.whole());
        let since = self.day(r);
        let facts = r.byte();
        let (partner_band, my_band) = (r.byte().checked_sub(1), r.byte().checked_sub(1));
        Courting { partner, since, accepted: facts & 1 != 0, arrived: facts & 2 != 0, partner_band, my_band }
    }

    fn put_parents(&self, w: &mut Writer, me: PersonId, p: &Parents) {
        w.byte(u8::from(p.standing.counts) | u8::from(p.who.is_some()) << 1 | u8::from(p.listing.is_some()) << 2);
        w.whole(p.standing.lists);
        w.whole(p.standing.band);
        p.who.iter().for_each(|who| w.whole(who.0));
        p.listing.iter().for_each(|l| self.put_listing(w, me, l));
    }

    fn take_parents(&self, r: &mut Reader, me: PersonId) -> Parents {
        let facts = r.byte();
        let standing = Standing { counts: facts & 1 != 0, lists: r.whole(), band: r.whole() };
        let who = (facts & 2 != 0).then(|| PersonId(r.whole()));
        let listing = (facts & 4 != 0).then(|| self.take_listing(r, me));
        Parents { standing, who, listing }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Booking, Entry, Trigger};
    use underheaven_base::{Act, Channel};

    const FROM: Day = Day(17_532);
    const ME: PersonId = PersonId(5);
    const BORN: Birthright = Birthright { enrols: Some(Day(17_600)), records: None, start: 1000, buffer: 1500 };

    fn codec() -> Codec {
        let fade = || vec![Fade::half_life(90.0)];
        let rule = Memory { first: FROM.window(Window::Month), once_in: 2, once_in_days: 0, counts: 2, punctual: 2 };
        Codec {
            from: FROM,
            month: FROM.window(Window::Month),
            keeps: Keeps::All,
            keeps_registry: true,
            fear: fade(),
            silence: fade(),
            once_in_days_of_kin: 30,
            rules: vec![rule],
        }
    }

    /// A life before anything happened, as it is unpacked.
    fn bare() -> Life {
        let mut life = Life::new(0, None, None, 0, false);
        life.clear(&BORN);
        life
    }

    /// A life to which what befalls many has happened.
    fn often() -> Life {
        let (today, month) = (FROM + 20, FROM.window(Window::Month));
        let mut life = bare();
        life.entries.push(Entry {
            person: ME,
            day: today,
            rule: Some(RuleId(0)),
            booking: Booking::Booked,
            points: -5,
            cause: Cause::OwnAct,
            truth: Truth::OwnAct,
            trigger: None,
            channel: Channel::ALL[0],
            trap: false,
            relation: None,
        });
        (life.score, life.live_merits, life.demerits, life.own_demerits) = (995, 300, 1, 1);
        (life.last_demerit, life.last_own_demerit) = (Some(today), Some(today));
        (life.savings, life.view, life.view_events) = (-200, View::Disapprove, 70_000);
        (life.job, life.member, life.likes, life.likes_last) = (false, true, true, true);
        life.counts.push(Count { rule: RuleId(0), window: month, seen: 3 });
        life.due.push((RuleId(0), month));
        life.unpunctual.push((RuleId(0), month));
        life.registry.add(month, true);
        life.fear[2] = Level { height: 16, since: today };
        life
    }

    /// A life to which everything has happened.
    fn filled() -> Life {
        let today = FROM + 20;
        let mut life = often();
        let trigger = Some(Trigger { act: Act::ALL[3], kind: Kind::ALL[1], person: PersonId(77) });
        let listing = OnList {
            list: ListId(1),
            from: today,
            to: Some(today + 90),
            rule: Some(RuleId(0)),
            cause: Cause::OwnAct,
            needed: Causes(3),
            truth: Truth::ALL[0],
            trigger,
            known: true,
        };
        life.listings.push(listing);
        life.booked.push((RuleId(0), today));
        life.deposits.push((today + 40, 300));
        let partner = PersonId(9);
        let courting =
            Courting { partner, since: today, accepted: true, arrived: false, partner_band: Some(1), my_band: None };
        life.courting.push(courting);
        life.appeals.push(Appeal { against: Origin::Demerit(1), due: today + 60, upheld: true });
        life.corrected.push(4);
        let origin = Origin::Listing(ListId(1), today);
        life.kin_causes.push(KinCause { entry: 0, rule: RuleId(0), from: partner, origin });
        life.net[2] = -7;
        life.silence = Level { height: 9, since: today };
        (life.last_kin, life.cheap_until, life.unlapsed) = (Some(today), today + 400, 1);
        (life.step, life.firm_points, life.jobless_at_home) = (60_000, -3, 2);
        (life.dropped, life.shut, life.did) = (5, true, 8);
        life.parents.who = Some(PersonId(2));
        life.parents.listing = Some(listing);
        life.aware_after.0.set(Some(12));
        life
    }

    fn packed(life: &Life) -> Vec<u8> {
        let mut bytes = vec![];
        codec().put(ME, &BORN, life, &When::new(FROM + 21, false), &mut bytes);
        bytes
    }

    /// Everything that may be asked of a life.
    fn told(life: &Life) -> String {
        let mut life = life.clone();
        if !life.registry.is_used() {
            life.registry = Registry::default();
        }
        assert!(life.entries.len() < 2, "read, as they are in any other");
        format!("{life:?}")
    }

    #[test]
    fn what_is_packed_is_unpacked_wherever_another_life_was() {
        let lives = [bare(), often(), filled()];
        assert!(packed(&lives[0]).len() == 2 && packed(&lives[1]).len() < packed(&lives[2]).len());
        for life in &lives {
            let (bytes, mut fresh) = (packed(life), bare());
            codec().take(&mut Reader::new(&bytes), ME, &BORN, &mut fresh);
            assert_eq!(packed(&fresh), bytes);
            for used in &lives {
                let mut unpacked = bare();
                codec().take(&mut Reader::new(&packed(used)), ME, &BORN, &mut unpacked);
                let mut touched = used.clone();
                touched.touched = true;
                for mut slot in [unpacked, touched] {
                    // Whoever looks leaves no mark.
                    assert_eq!(slot.entries.len(), used.entries.len());
                    let mut r = Reader::new(&bytes);
                    codec().take(&mut r, ME, &BORN, &mut slot);
                    assert_eq!((told(&slot), r.left()), (told(&fresh), 0));
                }
            }
        }
    }
}
