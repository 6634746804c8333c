//! The one step: a neighbourhood lives a tick.
//!
//! Household by household: their lives are unpacked, the posting is opened, the days are lived person by person (day
//! by day where a letter may arrive within the household tomorrow), and the lives are packed again. Who is lived
//! before whom can't show: whatever reaches somebody through somebody else travels by letter.

use super::pack::{Reader, When};
use super::part::Place;
use super::{Arm, Shared, Tick};
use crate::scene::{Eye, Hand, Outbox, Scene};
use crate::shared::{self, Ages, Birthright, BoardCount};
use crate::{Board, Frame, Life, Mail, Observer, day, posting, standing};
use std::ops::Range;
use underheaven_base::{Day, Gate, NeighbourhoodId, PersonId};
use underheaven_society::{Person, Proposal, Residents};

/// Room that is used again and again.
#[derive(Default)]
pub(super) struct Work {
    pub home: Residents,
    proposals: Vec<Proposal>,
    lives: Vec<Life>,
    rights: Vec<Birthright>,
    /// Where each of a household's lives stands among the first arm's bytes, before and after.
    before: Vec<Range<usize>>,
    after: Vec<Range<usize>>,
    bytes: Vec<u8>,
    one: Vec<u8>,
    /// Lives of a household that were other bytes than under the first arm, before.
    own: Vec<Option<Box<[u8]>>>,
}

/// What a tick is to one arm.
pub(super) struct Stretch {
    from: Day,
    end: Day,
    /// The bureau posts on the first day.
    pub posts: bool,
    /// The posting period ends with the tick.
    closes: bool,
    /// On which of its days windows close, a bit each.
    windows: u8,
    /// When what is lived is packed again.
    packed: When,
    /// Boards are looked at.
    boards: bool,
    /// Profiles may be boosted.
    boosts: bool,
}

impl Stretch {
    pub fn of(shared: &Shared, arm: usize, tick: Tick) -> Self {
        let a = &shared.arms[arm];
        let close = |d: &i32| a.book.closes(tick.from + *d);
        let windows = (0..tick.end - tick.from).filter(close).fold(0, |all, d| all | 1 << d);
        let (posts, closes) = (a.period == tick.from, a.period_end == tick.end);
        let boards = closes && BoardCount::needed(&shared.frame(arm));
        let boosts = closes && a.book.gate(Gate::DatingBoost, tick.end + -1).is_some();
        let packed = When::new(tick.end, closes);
        Self { from: tick.from, end: tick.end, posts, closes, windows, packed, boards, boosts }
    }

    fn windows_close(&self, day: Day) -> bool {
        self.windows & 1 << (day - self.from) != 0
    }
}

/// What comes to an arm's neighbourhood in a tick, and what leaves it.
pub(super) struct Doors<'a> {
    /// Letters to its people, in order.
    pub mail: &'a [Mail],
    pub out: &'a mut Outbox,
    pub board: &'a mut Board,
    pub boosted: &'a mut Vec<PersonId>,
}

/// A neighbourhood that is to be lived.
pub(super) struct Here<'a> {
    pub id: NeighbourhoodId,
    pub place: &'a mut Place,
    /// Its people, where they are kept from week to week.
    pub kept: Option<&'a Residents>,
}

/// Everybody's life before anything happened.
pub(super) fn populate(shared: &Shared, home: &Residents, place: &mut Place) {
    let arms = shared.arms.len();
    place.others = vec![vec![]; arms - 1];
    place.tomorrow = vec![vec![]; arms];
    place.did = vec![vec![]; arms];
    let at = When::new(shared.from, true);
    for me in &home.people {
        let start = place.first.len();
        for (n, arm) in shared.arms.iter().enumerate() {
            let frame = shared.frame(n);
            let life = shared::first_life(&frame, me, shared.from, shared.to);
            let right = shared::birthright(&frame, me, shared.from, shared.to);
            let mut bytes = vec![];
            arm.codec.put(&frame, me.id, &right, &life, &at, &mut bytes);
            if n == 0 {
                place.first.extend(bytes);
            } else if place.first[start..] != bytes {
                place.others[n - 1].push((me.id.place() as u16, bytes.into()));
            }
        }
    }
    place.first.shrink_to_fit();
}

/// Calls `see` with everybody's life under an arm.
pub(super) fn each_life(
    shared: &Shared,
    arm: usize,
    home: &Residents,
    place: &Place,
    mut see: impl FnMut(&Person, &Life),
) {
    let mut first = Reader::new(&place.first);
    let mut others = if arm == 0 { [].iter() } else { place.others[arm - 1].iter() }.peekable();
    let mut life = Life::new(0, None, None, 0, false);
    let frames = [shared.frame(0), shared.frame(arm)];
    for me in &home.people {
        let right = |frame: &Frame| shared::birthright(frame, me, shared.from, shared.to);
        let at = first.clone();
        shared.arms[0].codec.take(&mut first, me.id, &right(&frames[0]), &mut life);
        if arm > 0 {
            let own = others.next_if(|o| u32::from(o.0) == me.id.place());
            let mut bytes = own.map_or(at, |o| Reader::new(&o.1));
            shared.arms[arm].codec.take(&mut bytes, me.id, &right(&frames[1]), &mut life);
        }
        see(me, &life);
    }
}

/// Lives a tick in a neighbourhood, under every arm.
pub(super) fn live(
    shared: &Shared,
    tick: Tick,
    stretches: &[Stretch],
    here: Here,
    work: &mut Work,
    doors: &mut [Doors],
    observers: &mut [&mut dyn Observer],
) {
    let Here { id, place, kept } = here;
    let mut made = std::mem::take(&mut work.home);
    let home: &Residents = match kept {
        Some(kept) => kept,
        None => {
            shared.society.settle(id, &mut made);
            &made
        }
    };
    let mut proposals = std::mem::take(if shared.daily { &mut place.proposals } else { &mut work.proposals });
    let monday = tick.from.monday();
    if !shared.daily || tick.from == monday || tick.from == shared.from {
        proposals.clear();
        shared.society.proposals(home, monday, shared.luck, &mut proposals);
    }
    if tick.fresh {
        place.ages = Ages::of(home, tick.from);
    }
    let frames: Vec<Frame> = (0..shared.arms.len()).map(|arm| shared.frame(arm)).collect();
    for (frame, observer) in frames.iter().zip(observers.iter_mut()) {
        place.ages.tell(frame, id, tick.from, tick.end, *observer);
    }

    let mut old = std::mem::take(&mut place.first);
    let mut reader = Reader::new(&old);
    let others: Vec<_> = place.others.iter_mut().map(std::mem::take).collect();
    let mut others: Vec<_> = others.into_iter().map(|o| o.into_iter().peekable()).collect();
    let tomorrow: Vec<Vec<Mail>> = place.tomorrow.iter_mut().map(std::mem::take).collect();
    let did: Vec<Vec<(u16, u64)>> = place.did.iter_mut().map(std::mem::take).collect();
    let mut did: Vec<_> = did.iter().map(|d| d.iter().peekable()).collect();
    let mut counts = vec![BoardCount::default(); frames.len()];
    let mut letters: Vec<&[Mail]> = doors.iter().map(|d| d.mail).collect();
    let mut left = &proposals[..];
    work.bytes.clear();
    for ends in home.homes.windows(2) {
        let people = &home.people[ends[0] as usize..ends[1] as usize];
        // Names within a neighbourhood count on with places.
        let end = PersonId::at(id, 0).0 + ends[1];
        let theirs = |person: PersonId| person.0 < end;
        let (proposed, rest) = left.split_at(leading(left, |p| theirs(p.person)));
        left = rest;
        while work.lives.len() < people.len() {
            work.lives.push(Life::new(0, None, None, 0, false));
        }
        work.before.clear();
        work.after.clear();
        for (n, arm) in shared.arms.iter().enumerate() {
            let (frame, stretch) = (&frames[n], &stretches[n]);
            let (mail, rest) = letters[n].split_at(leading(letters[n], |m| theirs(m.to)));
            letters[n] = rest;
            work.rights.clear();
            work.own.clear();
            for (i, me) in people.iter().enumerate() {
                let right = shared::birthright(frame, me, shared.from, shared.to);
                let life = &mut work.lives[i];
                if n == 0 {
                    let start = old.len() - reader.left();
                    arm.codec.take(&mut reader, me.id, &right, life);
                    work.before.push(start..old.len() - reader.left());
                } else {
                    let own = others[n - 1].next_if(|o| u32::from(o.0) == me.id.place());
                    let bytes = own.as_ref().map_or(&old[work.before[i].clone()], |o| &o.1[..]);
                    arm.codec.take(&mut Reader::new(bytes), me.id, &right, life);
                    work.own.push(own.map(|o| o.1));
                }
                if let Some((_, acts)) = did[n].next_if(|d| u32::from(d.0) == me.id.place()) {
                    work.lives[i].did = *acts;
                }
                work.rights.push(right);
            }
            let lives = &mut work.lives[..people.len()];
            let mut house =
                House { arm, frame, stretch, home, people, lives, out: doors[n].out, observer: observers[n] };
            if stretch.posts {
                house.post(mail);
            }
            if arm.next_day {
                let due = tomorrow[n].iter().filter(|m| m.to.place() >= ends[0] && theirs(m.to)).copied().collect();
                let due = house.by_day(proposed, due);
                place.tomorrow[n].extend(due);
            } else {
                house.by_person(proposed);
            }
            if stretch.closes {
                let works = stretch.boards && frame.works_in(id, stretch.end + -1);
                house.close(works.then_some(&mut counts[n]), doors[n].boosted);
            }
            let at = &stretch.packed;
            for (i, me) in people.iter().enumerate() {
                let (life, right) = (&work.lives[i], &work.rights[i]);
                if life.did != 0 {
                    place.did[n].push((me.id.place() as u16, life.did));
                }
                if n == 0 {
                    let start = work.bytes.len();
                    match life.touched {
                        true => arm.codec.put(frame, me.id, right, life, at, &mut work.bytes),
                        false => work.bytes.extend_from_slice(&old[work.before[i].clone()]),
                    }
                    work.after.push(start..work.bytes.len());
                } else {
                    work.one.clear();
                    match (life.touched, &work.own[i]) {
                        (true, _) => arm.codec.put(frame, me.id, right, life, at, &mut work.one),
                        (false, Some(own)) => work.one.extend_from_slice(own),
                        (false, None) => work.one.extend_from_slice(&old[work.before[i].clone()]),
                    }
                    if work.bytes[work.after[i].clone()] != work.one {
                        place.others[n - 1].push((me.id.place() as u16, work.one.as_slice().into()));
                    }
                }
            }
        }
    }
    for (n, stretch) in stretches.iter().enumerate().filter(|(_, s)| s.closes) {
        *doors[n].board = counts[n].board(&frames[n], id, stretch.end + -1);
    }
    old.clear();
    old.extend_from_slice(&work.bytes);
    place.first = old;
    *(if shared.daily { &mut place.proposals } else { &mut work.proposals }) = proposals;
    work.home = made;
}

/// How many of the first items hold; few do, so they are looked at one by one.
#[inline]
fn leading<T>(items: &[T], holds: impl Fn(&T) -> bool) -> usize {
    items.iter().position(|item| !holds(item)).unwrap_or(items.len())
}

/// A household under one arm in one tick.
struct House<'a, 'o> {
    arm: &'a Arm,
    frame: &'a Frame<'a>,
    stretch: &'a Stretch,
    home: &'a Residents,
    people: &'a [Person],
    lives: &'a mut [Life],
    out: &'a mut Outbox,
    observer: &'a mut (dyn Observer + 'o),
}

impl House<'_, '_> {
    /// One of the household on a day.
    #[inline]
    fn scene(&mut self, i: usize, day: Day) -> Scene<'_> {
        Scene {
            frame: self.frame,
            home: self.home,
            me: &self.people[i],
            life: Hand(&mut self.lives[i]),
            day,
            out: self.out,
            observer: self.observer,
        }
    }

    /// Terms end and windows close; children look at their parents; letters are opened.
    fn post(&mut self, mail: &[Mail]) {
        let today = self.stretch.from;
        let closes = self.stretch.windows_close(today);
        for i in 0..self.people.len() {
            if day::opens(&self.lives[i], today, closes) {
                day::open(&mut self.scene(i, today));
            }
        }
        if self.arm.follows_parents {
            self.look_at_parents(today);
        }
        for letters in mail.chunk_by(|a, b| a.to == b.to) {
            let mut s = self.scene(self.index(letters[0].to), today);
            letters.iter().for_each(|letter| posting::open(&mut s, letter));
            posting::dates(&mut s);
        }
        self.lives.iter_mut().for_each(|life| life.did = 0);
    }

    fn index(&self, person: PersonId) -> usize {
        (person.place() - self.people[0].id.place()) as usize
    }

    fn look_at_parents(&mut self, today: Day) {
        for i in 0..self.people.len() {
            let child = &self.people[i];
            if !child.is_under(self.arm.book.age, today) {
                continue;
            }
            let look = |p: PersonId| {
                let at = self.index(p);
                let life = &self.lives[at];
                let eye = Eye { frame: self.frame, me: &self.people[at], life, day: today };
                (p, standing::own(eye), life.listings.first().copied())
            };
            let parents = standing::of_parents(child.parents_at_home().map(look));
            let life = &mut self.lives[i];
            life.touched |= life.parents != parents && !self.stretch.closes;
            life.parents = parents;
        }
    }

    /// Everybody's days, one person after another.
    fn by_person(&mut self, proposed: &[Proposal]) {
        let mut left = proposed;
        for i in 0..self.people.len() {
            let id = self.people[i].id;
            let (mine, rest) = left.split_at(leading(left, |p| p.person == id));
            left = rest;
            let mut mine = &mine[leading(mine, |p| p.day < self.stretch.from)..];
            let mut today = self.stretch.from;
            while today < self.stretch.end {
                // Days on which nothing can begin of itself are passed over.
                if !self.may_open(i) {
                    match mine.first() {
                        Some(p) if p.day < self.stretch.end => today = p.day,
                        _ => break,
                    }
                } else {
                    self.open(i, today);
                }
                let (now, later) = mine.split_at(leading(mine, |p| p.day == today));
                mine = later;
                if !now.is_empty() {
                    let mut s = self.scene(i, today);
                    now.iter().for_each(|p| day::live(&mut s, p));
                }
                today = today + 1;
            }
        }
    }

    /// The household's days, one after another; `due` are letters for the first day, and what is due after the last comes back.
    fn by_day(&mut self, proposed: &[Proposal], mut due: Vec<Mail>) -> Vec<Mail> {
        let mut in_order: Vec<&Proposal> = proposed.iter().filter(|p| p.day >= self.stretch.from).collect();
        in_order.sort_by_key(|p| p.day);
        let mut left = in_order.into_iter().peekable();
        let mut today = self.stretch.from;
        while today < self.stretch.end {
            (0..self.people.len()).for_each(|i| self.open(i, today));
            due.sort_unstable();
            for letter in std::mem::take(&mut due) {
                posting::open(&mut self.scene(self.index(letter.to), today), &letter);
            }
            while let Some(p) = left.next_if(|p| p.day == today) {
                day::live(&mut self.scene(self.index(p.person), today), p);
            }
            due = std::mem::take(&mut self.out.tomorrow);
            today = today + 1;
        }
        // What is due within a household tomorrow arrives with the posting, if that is tomorrow.
        if self.stretch.closes {
            self.out.mail.append(&mut due);
        }
        due
    }

    /// Whether the start of some day of this stretch may change anything for somebody, as they are now.
    #[inline]
    fn may_open(&self, i: usize) -> bool {
        let life = &self.lives[i];
        self.stretch.windows != 0
            || day::waits(life)
            || life.enrols.is_some_and(|d| (self.stretch.from..self.stretch.end).contains(&d))
    }

    /// The start of a day; the posting's own day was opened before its letters.
    #[inline]
    fn open(&mut self, i: usize, today: Day) {
        let opened = self.stretch.posts && today == self.stretch.from;
        if !opened && day::opens(&self.lives[i], today, self.stretch.windows_close(today)) {
            day::open(&mut self.scene(i, today));
        }
    }

    /// The end of a posting period.
    fn close(&mut self, mut count: Option<&mut BoardCount>, boosted: &mut Vec<PersonId>) {
        let last = self.stretch.end + -1;
        for i in 0..self.people.len() {
            if !self.lives[i].courting.is_empty() {
                day::close_period(&mut self.scene(i, last));
            }
            let eye = Eye { frame: self.frame, me: &self.people[i], life: &self.lives[i], day: last };
            if let Some(count) = &mut count {
                count.add(eye);
            }
            if self.stretch.boosts && shared::boosted(eye) {
                boosted.push(eye.me.id);
            }
        }
    }
}
