//! A life as a few bytes: what changed about a person, and nothing that follows from the society or the calendar.
//!
//! The bytes are canonical: what can no longer matter (a limit that has passed, a fear that has faded, an entry that
//! has lapsed) is left out, so that two lives that will go on alike are the same bytes. Days are counted from the run's
//! first. A record begins with a byte of flags and the registry's months, if there are any; most young lives hold no more.
//! What many others hold follows in fixed places, so that nobody asks what of it there is: no processor can foretell what
//! a life holds. The rest is LEB128.

pub use crate::bytes::{Reader, Writer};
use crate::bytes::{folded, unfolded};
use crate::entries::{Keeps, put_trigger, take_trigger};
use crate::life::{Appeal, Count, Courting, KinCause, Life, OnList, Origin, Parents, Registry, Standing};
use crate::shared::Birthright;
use crate::{Book, Causes, ListId, RuleId, View, book::WhenReady};
use underheaven_base::fade::{FULL, Fade, Level};
use underheaven_base::{Cause, Day, Kind, PersonId, Truth, Window};

/// What the codec has to know of the run and of all rulebooks lived side by side, made once: what still matters under one
/// of them is kept under all.
pub struct Codec {
    from: Day,
    month: i32,
    keeps: Keeps,
    keeps_registry: bool,
    /// Of fear by kind of act, and of silence.
    lasts: [Lasts; LEVELS],
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

/// How many levels there are in a life: fear by kind of act, and silence.
const LEVELS: usize = Kind::COUNT + 1;

/// By height, for how many days something is left of a level.
type Lasts = [i32; FULL as usize + 1];

/// How long levels last under the slowest of some fades.
fn lasts<'f>(fades: impl Iterator<Item = &'f Fade>) -> Lasts {
    let mut all = [i32::MIN; FULL as usize + 1];
    for fade in fades {
        for (height, lasts) in all.iter_mut().enumerate().skip(1) {
            let level = Level { height: height as u8, since: Day(0) };
            let left = (0..).take_while(|days| fade.height(level, Day(*days)) > 0);
            *lasts = (*lasts).max(left.count() as i32);
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
        let memory = |i| books().filter_map(|b| b.rules.get(i)).fold(Memory::default(), Memory::with);
        let fear = lasts(arms.iter().filter_map(|a| Some(&a.1.fear.as_ref()?.fade)));
        let silence = lasts(arms.iter().filter_map(|a| Some(&a.1.silence.as_ref()?.fade)));
        Self {
            from,
            month: from.window(Window::Month),
            keeps,
            keeps_registry: books().flat_map(|b| &b.rules).any(|r| matches!(r.when, WhenReady::Registry(..))),
            lasts: [fear, fear, fear, fear, silence],
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

    fn still_counts(&self, rule: RuleId, window: i32, at: &When) -> bool {
        self.rules[usize::from(rule.0)].counts & bits(|w| window == at.of_end[w]) != 0
    }

    fn still_open(&self, rule: RuleId, window: i32, at: &When) -> bool {
        self.rules[usize::from(rule.0)].punctual & bits(|w| window >= at.of_last[w]) != 0
    }
}

/// The windows that hold.
#[inline]
fn bits(holds: impl Fn(usize) -> bool) -> u8 {
    (0..4).fold(0, |all, w| all | u8::from(holds(w)) << w)
}

/// What a record holds, by bit: of its first byte, and of the two with which begins what more there is.
#[derive(Clone, Copy)]
enum Bit {
    /// Two bits.
    View = 0,
    Likes = 2,
    LikedLast = 3,
    Jobless = 4,
    Member = 5,
    Registry = 6,
    More = 7,
    Wide = 8,
    Limits = 9,
    Listings = 10,
    Net = 11,
    Kin = 12,
    Deposits = 13,
    Cheap = 14,
    Ties = 15,
    Courting = 16,
    Recourse = 17,
    Parents = 18,
    Firm = 19,
    Step = 20,
    JoblessAtHome = 21,
}

impl Bit {
    #[inline]
    fn of(self, mask: u32) -> bool {
        mask & 1 << self as u32 != 0
    }
}

/// The bytes of a registry, and the most that a record takes up to the end of what many hold.
const REGISTRY: usize = 26;
const HEAD: usize = 1 + REGISTRY + Often::BYTES;

/// Why there is room in a record's first bytes for what is read from them.
const HELD: &str = "a head holds all of it";

/// Puts the first of some bytes, few enough to be copied all at once, however many they are.
#[inline]
fn put_some<const N: usize>(out: &mut Vec<u8>, bytes: &[u8; N], length: usize) {
    let end = out.len() + length;
    out.extend_from_slice(bytes);
    out.truncate(end);
}

/// Takes so many windows.
#[inline(always)]
fn take_each<T>(r: &mut Reader, wide: bool, list: &mut Vec<T>, n: u32, make: impl Fn(Count) -> T) {
    for _ in 0..n {
        list.push(make(match wide {
            true => {
                let [rule, window, seen] = [(); 3].map(|()| r.whole());
                Count { rule: RuleId(rule as u16), window: window as i32, seen: seen as u16 }
            }
            false => window(r.array()),
        }));
    }
}

/// Takes the first of so many windows in any case, and forgets it where there is none; gives how many are left to be taken.
#[inline(always)]
fn take_first<T>(r: &mut Reader, wide: bool, list: &mut Vec<T>, n: u32, make: impl Fn(Count) -> T) -> u32 {
    if wide {
        return n;
    }
    let first = n.min(1);
    list.push(make(window(r.near().map_or_else(|padded| padded, |near| *near))));
    list.truncate(first as usize);
    r.some(4 * first as usize);
    n - first
}

/// A window as it is mostly packed.
fn window([rule, low, high, seen]: [u8; 4]) -> Count {
    Count { rule: RuleId(rule.into()), window: u16::from_le_bytes([low, high]).into(), seen: seen.into() }
}

/// Windows in which something was due, and was late; and counts.
type Windows<'l> = (&'l [(RuleId, i32)], &'l [(RuleId, i32)], &'l [Count]);

/// What many lives hold, as numbers from 0 on: 0 where one holds nothing.
struct Often {
    /// Score, live merits, demerits, those of one's own, events of the view, bytes of entries; mostly a byte each.
    small: [u32; 6],
    /// Windows in which something was due, and was late; counts.
    windows: [u32; 3],
    /// Savings, the last demerit and the last of one's own, and levels; mostly two bytes each.
    large: [u32; 3 + LEVELS],
}

impl Often {
    /// As many windows as there mostly are at most.
    const WINDOWS: usize = 7 + 3 + 7;

    /// As many bytes as they mostly take together, behind two of the mask.
    const BYTES: usize = 2 + 1 + 6 + 2 * (3 + LEVELS);

    /// Whether they take no more.
    #[inline]
    fn fits(&self) -> bool {
        let [due, late, counts] = self.windows;
        let all = |numbers: &[u32]| numbers.iter().fold(0, |all, n| all | n);
        (due | late << 1 | counts < 1 << 3) & (all(&self.small) < 1 << 8) & (all(&self.large) < 1 << 16)
    }

    #[inline]
    fn narrow(&self, mask: u32) -> [u8; Self::BYTES] {
        let ([_, a, b, _], [due, late, counts]) = (mask.to_le_bytes(), self.windows);
        let mut bytes = [0; Self::BYTES];
        bytes[..3].copy_from_slice(&[a, b, (due | late << 3 | counts << 5) as u8]);
        bytes[3..9].copy_from_slice(&self.small.map(|n| n as u8));
        bytes[9..].as_chunks_mut().0.iter_mut().zip(self.large).for_each(|(to, n)| *to = (n as u16).to_le_bytes());
        bytes
    }

    #[inline]
    fn widened(bytes: &[u8; Self::BYTES]) -> Self {
        let windows = u32::from(bytes[2]);
        let large = |n: usize| u16::from_le_bytes([bytes[9 + 2 * n], bytes[10 + 2 * n]]).into();
        Self {
            small: std::array::from_fn(|n| bytes[3 + n].into()),
            windows: [windows & 7, windows >> 3 & 3, windows >> 5],
            large: std::array::from_fn(large),
        }
    }

    #[cold]
    fn put(&self, w: &mut Writer) {
        self.small.iter().chain(&self.windows).chain(&self.large).for_each(|n| w.whole(*n));
    }

    #[cold]
    fn take(r: &mut Reader) -> Self {
        Self {
            small: [(); _].map(|()| r.whole()),
            windows: [(); _].map(|()| r.whole()),
            large: [(); _].map(|()| r.whole()),
        }
    }
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
            liked: _,
            held: _,
            aware_after: _,
        } = life;
        let anew;
        let kept = match entries.as_they_are(self.keeps, *unlapsed) {
            Some(kept) => kept,
            None => {
                anew = entries.packed_anew((me, self.from), self.keeps, *unlapsed);
                &anew
            }
        };
        let mut windows = [[0; 4]; Often::WINDOWS];
        let (windows_of, windows_fit) = match counts.len() | due.len() | unpunctual.len() {
            0 => ([0; 3], true),
            _ => self.narrow_windows((due, unpunctual, counts), at, &mut windows),
        };
        let day = |day: Day| (day - self.from + 1) as u32;
        let last = |last: &Option<Day>| last.map_or(0, day);
        let level = |k: usize, level: &Level| {
            let left = at.end - level.since < self.lasts[k][usize::from(level.height.min(FULL))];
            let packed = day(level.since) << 4 | u32::from(level.height.wrapping_sub(1) & 15);
            packed & u32::from(left).wrapping_neg()
        };
        let means = folded(*savings - b.buffer);
        let levels = [&fear[0], &fear[1], &fear[2], &fear[3], silence];
        let [fear_0, fear_1, fear_2, fear_3, silence] = match life.most_afraid() == 0 {
            true => [0; LEVELS],
            false => std::array::from_fn(|k| level(k, levels[k])),
        };
        let [score, merits, entries] = [folded(*score - b.start), *live_merits as u32, kept.len() as u32];
        let often = Often {
            small: [score, merits, *demerits, *own_demerits, *view_events, entries],
            windows: windows_of,
            large: [means, last(last_demerit), last(last_own_demerit), fear_0, fear_1, fear_2, fear_3, silence],
        };
        let flag = |at: Bit, holds: bool| u32::from(holds) << at as u32;
        let registered = self.keeps_registry && registry.is_used();
        let mut mask = (*view as u32) << Bit::View as u32
            | flag(Bit::Likes, *likes)
            | flag(Bit::LikedLast, *likes_last)
            | flag(Bit::Member, *member)
            | flag(Bit::Jobless, !*job)
            | flag(Bit::Registry, registered);

        // Few lives hold anything of these.
        let lists = booked.len() | listings.len() | deposits.len() | courting.len();
        let recalled = appeals.len() | corrected.len() | kin_causes.len() | *unlapsed as usize;
        let numbers = net.iter().fold(firm_points | i32::from(*dropped | *jobless_at_home), |all, n| all | n);
        let others = *shut | (*step != 65_536) | last_kin.is_some() | (*cheap_until > at.end);
        let parents_count = !at.closes && *parents != Parents::default();
        if lists | recalled | numbers as u32 as usize | usize::from(others | parents_count) != 0 {
            mask |= self.rest(life, at);
        }

        let fits = windows_fit & often.fits();
        let narrow = often.narrow(mask);
        let more = narrow != [0; _] || !fits;
        mask |= flag(Bit::More, more);
        out.push(mask as u8);
        if more & fits {
            out.extend_from_slice(&narrow);
        } else if more {
            mask |= flag(Bit::Wide, true);
            out.extend_from_slice(&mask.to_le_bytes()[1..3]);
            often.put(&mut Writer(out));
        }
        let mut months = [0; REGISTRY];
        months[..2].copy_from_slice(&((registry.newest - self.month) as u16).to_le_bytes());
        months[2..].copy_from_slice(&registry.slots);
        put_some(out, &months, REGISTRY * usize::from(registered));
        if !more {
            return;
        }
        if windows_of != [0; 3] {
            match fits {
                true => {
                    let length = 4 * windows_of.iter().sum::<u32>() as usize;
                    put_some(out, windows.as_flattened().as_array::<{ 4 * Often::WINDOWS }>().expect(HELD), length);
                }
                false => {
                    let w = &mut Writer(out);
                    self.windows((due, unpunctual, counts), at, |matters, numbers| {
                        numbers.into_iter().filter(|_| matters).for_each(|n| w.whole(n));
                    });
                }
            }
        }
        kept.put(out);
        if mask >> Bit::Limits as u32 != 0 {
            self.put_rest(mask, &mut Writer(out), me, life, at);
        }
    }

    /// Packs windows that still matter, and says how many of each do and whether they take no more than they mostly take.
    #[inline(never)]
    fn narrow_windows(&self, windows: Windows, at: &When, packed: &mut [[u8; 4]; Often::WINDOWS]) -> ([u32; 3], bool) {
        let (mut n, mut fit) = (0, true);
        let all = self.windows(windows, at, |matters, [rule, window, seen]| {
            if let Some(to) = packed.get_mut(n) {
                let [low, high, ..] = window.to_le_bytes();
                *to = [rule as u8, low, high, seen as u8];
            }
            n += usize::from(matters);
            fit &= !matters | ((rule | seen < 1 << 8) & (window < 1 << 16));
        });
        (all, fit)
    }

    /// Shows windows in which something was due, and was late, and counts: whether each still matters, and its rule, window
    /// and count. Gives how many of each matter.
    #[inline(always)]
    fn windows(&self, (due, late, counts): Windows, at: &When, mut see: impl FnMut(bool, [u32; 3])) -> [u32; 3] {
        let mut all = [0; 3];
        for (n, windows) in [due, late].into_iter().enumerate() {
            for (rule, window) in windows {
                let matters = self.still_open(*rule, *window, at);
                see(matters, [rule.0.into(), *window as u32, 0]);
                all[n] += u32::from(matters);
            }
        }
        for c in counts {
            let matters = self.still_counts(c.rule, c.window, at);
            see(matters, [c.rule.0.into(), c.window as u32, c.seen.into()]);
            all[2] += u32::from(matters);
        }
        all
    }

    fn limits<'l>(&self, life: &'l Life, at: &When) -> impl Iterator<Item = &'l (RuleId, Day)> {
        life.booked.iter().filter(|(rule, day)| self.may_limit(*rule, *day, at))
    }

    /// What a life holds of what few hold.
    fn rest(&self, life: &Life, at: &When) -> u32 {
        let recalled = life.appeals.len() + life.corrected.len() + life.kin_causes.len() + life.unlapsed as usize;
        let held = [
            (Bit::Limits, self.limits(life, at).next().is_some()),
            (Bit::Listings, !life.listings.is_empty()),
            (Bit::Net, life.net.iter().any(|n| *n != 0)),
            (Bit::Kin, life.last_kin.is_some_and(|d| at.end - d < self.once_in_days_of_kin)),
            (Bit::Deposits, !life.deposits.is_empty()),
            (Bit::Cheap, life.cheap_until > at.end),
            (Bit::Ties, life.dropped != 0 || life.shut),
            (Bit::Courting, !life.courting.is_empty()),
            (Bit::Recourse, self.keeps == Keeps::All && recalled != 0),
            (Bit::Parents, !at.closes && life.parents != Parents::default()),
            (Bit::Firm, life.firm_points != 0),
            (Bit::Step, life.step != 65_536),
            (Bit::JoblessAtHome, life.jobless_at_home != 0),
        ];
        held.iter().fold(0, |all, (bit, holds)| all | u32::from(*holds) << *bit as u32)
    }

    fn put_rest(&self, mask: u32, w: &mut Writer, me: PersonId, life: &Life, at: &When) {
        let has = |at: Bit| at.of(mask);
        if has(Bit::Limits) {
            w.whole(self.limits(life, at).count() as u32);
            for (rule, day) in self.limits(life, at) {
                w.whole(u32::from(rule.0));
                self.days(w, *day);
            }
        }
        if has(Bit::Listings) {
            w.whole(life.listings.len() as u32);
            life.listings.iter().for_each(|l| self.put_listing(w, me, l));
        }
        if has(Bit::Net) {
            life.net.iter().for_each(|n| w.signed(*n));
        }
        if has(Bit::Kin) {
            life.last_kin.iter().for_each(|d| self.days(w, *d));
        }
        if has(Bit::Deposits) {
            w.whole(life.deposits.len() as u32);
            for (day, thousandths) in &life.deposits {
                self.days(w, *day);
                w.signed(*thousandths);
            }
        }
        if has(Bit::Cheap) {
            self.days(w, life.cheap_until);
        }
        if has(Bit::Ties) {
            w.byte(life.dropped);
            w.byte(u8::from(life.shut));
        }
        if has(Bit::Courting) {
            w.whole(life.courting.len() as u32);
            life.courting.iter().for_each(|c| self.put_courting(w, c));
        }
        if has(Bit::Recourse) {
            self.put_recourse(w, life);
        }
        if has(Bit::Parents) {
            self.put_parents(w, me, &life.parents);
        }
        if has(Bit::Firm) {
            w.signed(life.firm_points);
        }
        if has(Bit::Step) {
            w.whole(life.step);
        }
        if has(Bit::JoblessAtHome) {
            w.byte(life.jobless_at_home);
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
        let short;
        let head: &[u8; HEAD] = match r.near() {
            Ok(head) => head,
            Err(padded) => {
                short = padded;
                &short
            }
        };
        let flags = u32::from(head[0]);
        life.begin(b);
        life.view = [View::Disapprove, View::Neutral, View::Approve, View::Approve][usize::from(head[0] & 3)];
        life.likes = Bit::Likes.of(flags);
        life.likes_last = Bit::LikedLast.of(flags);
        life.member = Bit::Member.of(flags);
        life.job = !Bit::Jobless.of(flags);
        match Bit::More.of(flags) {
            true => *r = self.take_more(head, r.clone(), me, life),
            false => {
                r.some(1);
                self.take_registry(flags, head[1..].first_chunk().expect(HELD), r, life);
                life.clear();
            }
        }
    }

    /// Takes a registry where there is one: what else stands there is nothing to anybody.
    #[inline(always)]
    fn take_registry(&self, flags: u32, months: &[u8; REGISTRY], r: &mut Reader, life: &mut Life) {
        let (used, newest) = (Bit::Registry.of(flags), u16::from_le_bytes([months[0], months[1]]));
        life.registry.newest = if used { self.month + i32::from(newest) } else { Registry::NEVER };
        life.registry.slots.copy_from_slice(&months[2..]);
        r.some(REGISTRY * usize::from(used));
    }

    #[inline(never)]
    fn take_more<'r>(&self, head: &[u8; HEAD], mut r: Reader<'r>, me: PersonId, life: &mut Life) -> Reader<'r> {
        life.forget_rest();
        life.held = true;
        let mask = u32::from_le_bytes([head[0], head[1], head[2], 0]);
        let wide = Bit::Wide.of(mask);
        let (entries, [due, late, counts]) = if wide {
            r.some(3);
            let often = Often::take(&mut r);
            self.take_registry(mask, &r.near().map_or_else(|padded| padded, |near| *near), &mut r, life);
            self.take_often(&often, life)
        } else {
            r.some(1 + Often::BYTES);
            self.take_registry(mask, head.last_chunk().expect(HELD), &mut r, life);
            self.take_often(&Often::widened(head[1..].first_chunk().expect(HELD)), life)
        };
        let pair = |c: Count| (c.rule, c.window);
        let due = take_first(&mut r, wide, &mut life.due, due, pair);
        take_each(&mut r, wide, &mut life.due, due, pair);
        take_each(&mut r, wide, &mut life.unpunctual, late, pair);
        let counts = take_first(&mut r, wide, &mut life.counts, counts, |c| c);
        take_each(&mut r, wide, &mut life.counts, counts, |c| c);
        life.entries.come(&mut r, entries as usize, (me, self.from), self.keeps);
        match mask >> Bit::Limits as u32 {
            0 => r,
            _ => self.take_rest(mask, r, me, life),
        }
    }

    /// Gives a life what many hold; gives how many bytes of entries there are, and how many windows.
    #[inline(always)]
    fn take_often(&self, often: &Often, life: &mut Life) -> (u32, [u32; 3]) {
        let [score, live_merits, demerits, own_demerits, view_events, entries] = often.small;
        let [savings, last, own, levels @ ..] = often.large;
        let day = |n: u32| self.from + n as i32 + -1;
        let level = |n: u32| Level { height: if n == 0 { 0 } else { (n & 15) as u8 + 1 }, since: day(n >> 4) };
        life.score += unfolded(score);
        life.savings += unfolded(savings);
        life.live_merits = live_merits as i32;
        (life.demerits, life.own_demerits) = (demerits, own_demerits);
        life.view_events = view_events;
        life.last_demerit = (last != 0).then_some(day(last));
        life.last_own_demerit = (own != 0).then_some(day(own));
        life.fear = std::array::from_fn(|k| level(levels[k]));
        life.silence = level(levels[Kind::COUNT]);
        (entries, often.windows)
    }

    #[inline(never)]
    fn take_rest<'r>(&self, mask: u32, mut r: Reader<'r>, me: PersonId, life: &mut Life) -> Reader<'r> {
        let has = |at: Bit| at.of(mask);
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

    fn put_recourse(&self, w: &mut Writer, life: &Life) {
        w.whole(life.unlapsed);
        w.whole(life.appeals.len() as u32);
        for a in &life.appeals {
            self.put_origin(w, a.against);
            self.days(w, a.due);
            w.byte(u8::from(a.upheld));
        }
        w.whole(life.corrected.len() as u32);
        life.corrected.iter().for_each(|n| w.whole(*n));
        w.whole(life.kin_causes.len() as u32);
        for c in &life.kin_causes {
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
        let fade = lasts([Fade::half_life(90.0)].iter());
        let rule = Memory { once_in: 2, once_in_days: 0, counts: 2, punctual: 2 };
        Codec {
            from: FROM,
            month: FROM.window(Window::Month),
            keeps: Keeps::All,
            keeps_registry: true,
            lasts: [fade; LEVELS],
            once_in_days_of_kin: 30,
            rules: vec![rule; 300],
        }
    }

    /// A life before anything happened, as it is unpacked.
    fn bare() -> Life {
        let mut life = Life::new(0, None, None, 0, false);
        life.begin(&BORN);
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

    /// A life to which as much of it has happened as mostly does.
    fn usual() -> Life {
        Life { view_events: 7, ..often() }
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
    fn a_number_comes_back_however_large_it_is() {
        let n = [0, 1, 3, 7, 8, 126, 127, 128, 255, 256, 32_767, 32_768, 65_535, 65_536, 70_000_000];
        let set: [fn(&mut Life, i32); 13] = [
            |life, n| life.score += n,
            |life, n| life.score -= n,
            |life, n| life.savings += n,
            |life, n| life.savings -= n,
            |life, n| life.live_merits = n,
            |life, n| life.demerits = n as u32,
            |life, n| life.own_demerits = n as u32,
            |life, n| life.view_events = n as u32,
            |life, n| life.last_demerit = Some(FROM + n),
            |life, n| life.last_own_demerit = Some(FROM + n),
            |life, n| life.due = (0..n.min(20)).map(|_| (RuleId(1), FROM.window(Window::Month) + n)).collect(),
            |life, n| life.unpunctual = vec![(RuleId(n.min(299) as u16), i32::MAX - n); (n % 5) as usize],
            |life, n| {
                let (rule, window) = (RuleId(0), FROM.window(Window::Month));
                life.counts = vec![Count { rule, window, seen: n as u16 }; (n % 11) as usize];
            },
        ];
        for before in [bare(), usual()] {
            for (what, n) in set.iter().flat_map(|set| n.map(|n| (set, n))) {
                let (mut life, mut again) = (before.clone(), bare());
                what(&mut life, n);
                let bytes = packed(&life);
                let mut r = Reader::new(&bytes);
                codec().take(&mut r, ME, &BORN, &mut again);
                assert_eq!((r.left(), packed(&again)), (0, bytes));
                let numbers = |l: &Life| (l.score, l.savings, l.live_merits, l.demerits, l.own_demerits, l.view_events);
                let lists = |l: &Life| (l.last_demerit, l.last_own_demerit, l.due.clone(), l.unpunctual.clone());
                assert_eq!((numbers(&again), lists(&again)), (numbers(&life), lists(&life)), "{n}");
                let registry = |l: &Life| (l.registry.newest, l.registry.is_used().then_some(l.registry.slots));
                assert_eq!((&again.counts, registry(&again)), (&life.counts, registry(&life)), "{n}");
            }
        }
    }

    #[test]
    fn a_level_is_kept_as_long_as_something_of_it_is_left() {
        let fades = [0.4, 3.0, 90.0].map(Fade::half_life);
        let lasts = lasts(fades.iter());
        for (height, day) in (0..=FULL).flat_map(|height| (0..500).map(move |day| (height, day))) {
            let level = Level { height, since: FROM };
            let left = fades.iter().any(|fade| fade.height(level, FROM + day) > 0);
            assert_eq!(day < lasts[usize::from(height)], left, "{height} after {day} days");
        }
    }

    #[test]
    fn what_is_packed_is_unpacked_wherever_another_life_was() {
        let lives = [bare(), usual(), often(), filled()];
        let lengths: Vec<usize> = lives.iter().map(|life| packed(life).len()).collect();
        assert!(lengths[0] == 1 && lengths.is_sorted() && lengths[1] < lengths[2] && lengths[2] < lengths[3]);
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
