//! What is told of a household's tick, to which arms' observers, and whose life differs.
//!
//! A household is lived for the first arm and for all that share it ([`Together`]); an arm that parts on the way lives it
//! again for itself ([`Apart`]), from the start of the tick, and its observer is told only what it was not told before.

use crate::arms::{Arms, MOST_ARMS, Pair};
use crate::{Answer, Appealed, Entry, ListId, Listing, Observer, Push, Turn, Watchers};
use underheaven_base::{Act, Channel, Day, PersonId};
use underheaven_society::Person;

/// Something that makes up a life: an act, an entry, a listing, a gate's answer.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Event {
    /// An act, or something due.
    Act(PersonId, Day, Act),
    /// Something due was late.
    Late(PersonId, Day, Turn),
    /// An entry.
    Entry(Entry),
    /// A listing began.
    Listed(Listing),
    /// A listing ended.
    Delisted(PersonId, ListId, Day),
    /// A gate answered.
    Gate(Answer),
}

impl Event {
    /// Whose.
    pub fn person(&self) -> PersonId {
        match self {
            Self::Act(person, ..) | Self::Late(person, ..) | Self::Delisted(person, ..) => *person,
            Self::Entry(entry) => entry.person,
            Self::Listed(listing) => listing.person,
            Self::Gate(answer) => answer.person,
        }
    }

    /// When.
    pub fn day(&self) -> Day {
        match self {
            Self::Act(_, day, _) | Self::Late(_, day, _) | Self::Delisted(_, _, day) => *day,
            Self::Entry(entry) => entry.day,
            Self::Listed(listing) => listing.from,
            Self::Gate(answer) => answer.day,
        }
    }
}

/// Writes an observer's methods about single people, acts aside: each is told by `$tell`, with what it adds to a life.
macro_rules! tells {
    ($tell:ident) => {
        fn forgone(&mut self, person: PersonId, day: Day, act: Act, push: Push) {
            self.$tell(|| None, |o| o.forgone(person, day, act, push));
        }
        fn seen(&mut self, person: PersonId, day: Day, act: Act, channel: Channel) {
            self.$tell(|| None, |o| o.seen(person, day, act, channel));
        }
        fn entry(&mut self, entry: &Entry) {
            self.$tell(|| Some(Event::Entry(*entry)), |o| o.entry(entry));
        }
        fn enrolled(&mut self, person: PersonId, day: Day) {
            self.$tell(|| None, |o| o.enrolled(person, day));
        }
        fn listed(&mut self, listing: &Listing) {
            self.$tell(|| Some(Event::Listed(*listing)), |o| o.listed(listing));
        }
        fn appealed(&mut self, appeal: &Appealed) {
            self.$tell(|| None, |o| o.appealed(appeal));
        }
        fn delisted(&mut self, person: PersonId, list: ListId, day: Day) {
            self.$tell(|| Some(Event::Delisted(person, list, day)), |o| o.delisted(person, list, day));
        }
        fn gate(&mut self, answer: &Answer) {
            self.$tell(|| Some(Event::Gate(*answer)), |o| o.gate(answer));
        }
        fn turn(&mut self, person: PersonId, day: Day, turn: Turn, amount: u32) {
            let late = matches!(turn, Turn::BillLate | Turn::RentLate | Turn::InstalmentLate);
            self.$tell(|| late.then_some(Event::Late(person, day, turn)), |o| o.turn(person, day, turn, amount));
        }
    };
}

/// Tells the observers of all arms for which a household is lived.
pub struct Together<'a> {
    watchers: &'a mut dyn Watchers,
    pair: &'a Pair<'a>,
    people: &'a [Person],
    /// All arms of the world.
    all: Arms,
    /// Arms that shared the household when something was told last.
    sharing: Arms,
    /// Arms whose observers follow the first's.
    following: Arms,
    /// Of these the ones under which the household was never lived apart: the first arm's observer counts for them.
    silent: Arms,
    /// The first arm's observer alone is told.
    alone: bool,
    /// How much was told.
    count: u64,
    /// How much was told before each arm was lived apart.
    pub told: [u64; MOST_ARMS],
    /// The first arm's events since some arm is lived apart.
    log: &'a mut Vec<Event>,
    /// Where in the log each arm was first lived apart.
    pub since: [usize; MOST_ARMS],
}

impl<'a> Together<'a> {
    /// A household of `people` that is about to be lived.
    pub fn new(
        watchers: &'a mut dyn Watchers,
        pair: &'a Pair<'a>,
        people: &'a [Person],
        log: &'a mut Vec<Event>,
    ) -> Self {
        let all = Arms::first(pair.frames.len());
        let (sharing, following) = (pair.sharing.get(), watchers.following());
        let mut silent = following;
        for arm in following.numbers() {
            if watchers.meet(arm, people, sharing.has(arm)) {
                silent = silent.without(Arms::only(arm));
            }
        }
        let (told, since) = ([0; MOST_ARMS], [0; MOST_ARMS]);
        let alone = silent.or(Arms::FIRST) == all;
        Self { watchers, pair, people, all, sharing, following, silent, alone, count: 0, told, log, since }
    }

    /// Arms that part are noted where the log stands.
    #[inline]
    pub fn note(&mut self) {
        let now = self.pair.sharing.get();
        if now != self.sharing {
            self.parted(now);
        }
    }

    #[cold]
    fn parted(&mut self, now: Arms) {
        for arm in self.sharing.without(now).numbers() {
            self.since[arm] = self.log.len();
            self.told[arm] = self.count;
            if self.following.has(arm) {
                self.watchers.part(arm, self.people);
                self.silent = self.silent.without(Arms::only(arm));
            }
        }
        (self.sharing, self.alone) = (now, false);
    }

    #[inline(always)]
    fn tell(&mut self, event: impl FnOnce() -> Option<Event>, tell: impl Fn(&mut dyn Observer)) {
        if self.alone && self.pair.sharing.get() == self.sharing {
            self.count += 1;
            tell(self.watchers.first());
        } else {
            self.tell_several(event, tell);
        }
    }

    #[inline(never)]
    fn tell_several(&mut self, event: impl FnOnce() -> Option<Event>, tell: impl Fn(&mut dyn Observer)) {
        self.note();
        self.count += 1;
        tell(self.watchers.first());
        if self.sharing != self.all {
            self.log.extend(event());
        }
        for arm in self.sharing.without(self.silent).without(Arms::FIRST).numbers() {
            tell(if self.following.has(arm) { self.watchers.knows(arm) } else { self.watchers.arm(arm) });
        }
    }
}

impl Observer for Together<'_> {
    tells!(tell);

    // Acts are most of what is told, and nearly all of them by the first arm's observer alone.
    fn act(&mut self, person: PersonId, day: Day, act: Act, push: Push) {
        if self.alone && self.pair.sharing.get() == self.sharing {
            self.count += 1;
            self.watchers.act(person, day, act, push);
        } else {
            self.act_of_several(person, day, act, push);
        }
    }
}

impl Together<'_> {
    // Apart, so that an act told to one needs no room of its own.
    #[cold]
    #[inline(never)]
    fn act_of_several(&mut self, person: PersonId, day: Day, act: Act, push: Push) {
        self.tell_several(|| Some(Event::Act(person, day, act)), |o| o.act(person, day, act, push));
    }
}

/// Tells one arm's observer of a household that it lives for itself.
pub struct Apart<'a, 'o> {
    pub observer: &'a mut (dyn Observer + 'o),
    /// So much it was told already.
    pub skip: u64,
    pub log: &'a mut Vec<Event>,
}

impl Apart<'_, '_> {
    fn tell(&mut self, event: impl FnOnce() -> Option<Event>, tell: impl Fn(&mut dyn Observer)) {
        if self.skip > 0 {
            self.skip -= 1;
            return;
        }
        self.log.extend(event());
        tell(self.observer);
    }
}

impl Observer for Apart<'_, '_> {
    tells!(tell);

    fn act(&mut self, person: PersonId, day: Day, act: Act, push: Push) {
        self.tell(|| Some(Event::Act(person, day, act)), |o| o.act(person, day, act, push));
    }
}

/// What is left of two rows of events without what they begin and end with alike.
pub fn differing<'e>(first: &'e [Event], other: &'e [Event]) -> (&'e [Event], &'e [Event]) {
    let alike = first.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (first, other) = (&first[alike..], &other[alike..]);
    let alike = first.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    (&first[..first.len() - alike], &other[..other.len() - alike])
}

/// The first day on which somebody's events differ, if they do.
pub fn first_difference(person: PersonId, first: &[Event], other: &[Event]) -> Option<Day> {
    let mine = |e: &&Event| e.person() == person;
    let (mut a, mut b) = (first.iter().filter(mine), other.iter().filter(mine));
    loop {
        match (a.next(), b.next()) {
            (None, None) => return None,
            (Some(x), Some(y)) if x == y => {}
            (x, y) => return x.into_iter().chain(y).map(Event::day).min(),
        }
    }
}
