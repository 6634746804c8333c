//! What is told of a household's tick, to which arms' observers, and whose life differs.
//!
//! A household is lived for the first arm and for all that share its people ([`Together`]); an arm under which somebody
//! differs lives that person again for itself ([`Apart`]), from the start of the tick, and its observer is told only what it
//! was not told before.

use crate::arms::{Arms, Pair, ROOM};
use crate::pools::Rank;
use crate::{Answer, Appealed, Entry, ListId, Listing, Observer, Push, Turn, Watchers};
use std::cell::Cell;
use underheaven_base::{Act, Channel, Day, Gate, PersonId};
use underheaven_society::Person;

/// Something that makes up a life: an act, an entry, a listing, a request, a gate's answer.
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
    /// Something scarce was asked for, by how this person or a parent stood.
    Asked(PersonId, Day, Gate, Rank),
    /// A gate answered.
    Gate(Answer),
}

impl Event {
    /// Whose.
    pub fn person(&self) -> PersonId {
        match self {
            Self::Act(person, ..) | Self::Late(person, ..) | Self::Delisted(person, ..) | Self::Asked(person, ..) => {
                *person
            }
            Self::Entry(entry) => entry.person,
            Self::Listed(listing) => listing.person,
            Self::Gate(answer) => answer.person,
        }
    }

    /// When.
    pub fn day(&self) -> Day {
        match self {
            Self::Act(_, day, _) | Self::Late(_, day, _) | Self::Delisted(_, _, day) | Self::Asked(_, day, ..) => *day,
            Self::Entry(entry) => entry.day,
            Self::Listed(listing) => listing.from,
            Self::Gate(answer) => answer.day,
        }
    }
}

/// Writes an observer's methods about single people, acts aside: each is told by `$tell` of whom, with what it adds to a life.
macro_rules! tells {
    ($tell:ident) => {
        fn forgone(&mut self, person: PersonId, day: Day, act: Act, push: Push) {
            self.$tell(person, || None, |o| o.forgone(person, day, act, push));
        }
        fn seen(&mut self, person: PersonId, day: Day, act: Act, channel: Channel) {
            self.$tell(person, || None, |o| o.seen(person, day, act, channel));
        }
        fn entry(&mut self, entry: &Entry) {
            self.$tell(entry.person, || Some(Event::Entry(*entry)), |o| o.entry(entry));
        }
        fn enrolled(&mut self, person: PersonId, day: Day) {
            self.$tell(person, || None, |o| o.enrolled(person, day));
        }
        fn listed(&mut self, listing: &Listing) {
            self.$tell(listing.person, || Some(Event::Listed(*listing)), |o| o.listed(listing));
        }
        fn appealed(&mut self, appeal: &Appealed) {
            self.$tell(appeal.person, || None, |o| o.appealed(appeal));
        }
        fn delisted(&mut self, person: PersonId, list: ListId, day: Day) {
            self.$tell(person, || Some(Event::Delisted(person, list, day)), |o| o.delisted(person, list, day));
        }
        fn asked(&mut self, person: PersonId, day: Day, gate: Gate, rank: Rank) {
            self.$tell(person, || Some(Event::Asked(person, day, gate, rank)), |o| o.asked(person, day, gate, rank));
        }
        fn gate(&mut self, answer: &Answer) {
            self.$tell(answer.person, || Some(Event::Gate(*answer)), |o| o.gate(answer));
        }
        fn turn(&mut self, person: PersonId, day: Day, turn: Turn, amount: u32) {
            let late = matches!(turn, Turn::BillLate | Turn::RentLate | Turn::InstalmentLate);
            self.$tell(
                person,
                || late.then_some(Event::Late(person, day, turn)),
                |o| o.turn(person, day, turn, amount),
            );
        }
    };
}

/// Room for what is known of a household while it is told of.
#[derive(Default)]
pub struct Told {
    /// By place in the household: how much was told of whoever is one too many to be counted in place.
    more: Vec<u32>,
    /// By place: for which arms that person was lived when something was told last.
    sharing: Vec<Arms>,
    /// By place: arms under which that person was never lived apart, so that the first arm's observer counts for them.
    silent: Vec<Arms>,
    /// Who came to be lived apart on the way.
    parted: Vec<Parting>,
    /// What happened under the first arm to people who were lived apart under another by then.
    pub log: Vec<Event>,
}

/// Somebody came to be lived apart on the way.
struct Parting {
    /// Place in the household, and the arm.
    of: (usize, usize),
    /// How much was told of that person before.
    told: u32,
    /// Where the log stood.
    log: usize,
}

impl Told {
    /// How much was told of somebody before an arm lived them apart, and what the first arm's log holds since: events of
    /// anybody.
    pub fn before(&self, i: usize, arm: usize) -> (u32, &[Event]) {
        let parted = self.parted.iter().find(|parted| parted.of == (i, arm));
        parted.map_or((0, &self.log), |parted| (parted.told, &self.log[parted.log..]))
    }

    /// Room for a household of which nobody is lived for several arms: where to log what happens under the first.
    pub fn alone(&mut self) -> &mut Vec<Event> {
        self.parted.clear();
        self.log.clear();
        &mut self.log
    }

    /// Whether an arm's log says that nothing happened otherwise to those of a household who were lived apart: nobody came to
    /// be so on the way, and it is the same event by event.
    pub fn is_logged_alike(&self, other: &[Event]) -> bool {
        self.parted.is_empty() && self.log == other
    }
}

/// Tells the observers of all arms for which a household is lived.
pub struct Together<'a> {
    watchers: &'a mut dyn Watchers,
    pair: &'a Pair<'a>,
    people: &'a [Person],
    /// All arms of the world.
    all: Arms,
    /// Arms whose observers follow the first's.
    following: Arms,
    room: &'a mut Told,
    /// It is noted who is lived for which arms.
    noted: bool,
    /// By bit of the place: who is lived for the first arm alone from the start, and of whose parting all is told besides.
    apart: u64,
    settled: u64,
}

impl<'a> Together<'a> {
    /// A household of `people` that is about to be lived; `same` where all of them are, once for all arms. The observers of
    /// some arms are `following` the first's.
    pub fn new(
        watchers: &'a mut dyn Watchers,
        pair: &'a Pair<'a>,
        people: &'a [Person],
        (following, same): (Arms, bool),
        room: &'a mut Told,
    ) -> Self {
        let all = Arms::first(pair.frames.len());
        room.more.clear();
        if people.len() > ROOM {
            room.more.resize(people.len(), 0);
        }
        room.parted.clear();
        room.log.clear();
        let alone = following.or(Arms::FIRST) == all;
        let met = !(same && alone && !watchers.remember(people));
        pair.set_steady(people.len(), if met { 0 } else { u64::MAX });
        let (noted, apart, settled) = (false, 0, 0);
        let mut together = Self { watchers, pair, people, all, following, room, noted, apart, settled };
        if met {
            together.meet(alone);
        }
        together
    }

    /// Observers of arms that follow are shown who is lived for them alike, and who is not.
    fn meet(&mut self, alone: bool) {
        let Told { sharing, silent, .. } = &mut *self.room;
        sharing.clear();
        sharing.extend((0..self.people.len()).map(|i| self.pair.sharing_at(i)));
        silent.clear();
        let mut steady = 0;
        for (i, (person, sharing)) in self.people.iter().zip(sharing).enumerate() {
            let never = self.following.numbers().filter(|arm| !self.watchers.meet(*arm, person, sharing.has(*arm)));
            let never = never.fold(Arms::NONE, |all, arm| all.or(Arms::only(arm)));
            let by_one = alone && *sharing == self.all && never == self.following;
            steady |= u64::from(by_one).checked_shl(i as u32).unwrap_or(0);
            silent.push(never);
        }
        self.pair.set_steady(self.people.len(), steady);
        self.noted = true;
        let places = || 0..self.people.len().min(64);
        let bits = |holds: &dyn Fn(usize) -> bool| places().filter(|i| holds(*i)).fold(0, |all, i| all | 1 << i);
        let apart = bits(&|i| self.room.sharing[i] == Arms::FIRST);
        let settled = bits(&|i| self.pair.settled_at(i).or(Arms::FIRST) == self.all);
        (self.apart, self.settled) = (apart, settled);
    }

    /// Whether whoever is lived now is among some, a bit each.
    #[inline]
    fn is_among(&self, some: u64) -> bool {
        let now = self.pair.now.get();
        now < 64 && some >> now & 1 != 0
    }

    /// Nothing more is told: whoever has come to be lived apart is noted.
    pub fn close(&mut self) {
        (0..self.people.len()).for_each(|i| self.note(i));
    }

    /// Under which arms somebody has come to be lived apart.
    fn note(&mut self, i: usize) {
        let Told { more, sharing, silent, parted, log } = &mut *self.room;
        if !std::mem::replace(&mut self.noted, true) {
            sharing.clear();
            sharing.resize(self.people.len(), self.all);
            silent.clear();
            silent.resize(self.people.len(), self.following);
        }
        let now = self.pair.sharing_at(i);
        for arm in std::mem::replace(&mut sharing[i], now).without(now).numbers() {
            let told = self.pair.told(i).map_or_else(|| more[i], Cell::get);
            parted.push(Parting { of: (i, arm), told, log: log.len() });
            if self.following.has(arm) {
                self.watchers.part(arm, &self.people[i]);
                silent[i] = silent[i].without(Arms::only(arm));
            }
        }
    }

    #[inline(always)]
    fn tell(&mut self, _: PersonId, event: impl FnOnce() -> Option<Event>, tell: impl Fn(&mut dyn Observer)) {
        if self.pair.is_steady() {
            self.pair.tell_one();
            tell(self.watchers.first());
        } else {
            self.tell_several(event, tell);
        }
    }

    #[inline(never)]
    fn tell_several(&mut self, event: impl FnOnce() -> Option<Event>, tell: impl Fn(&mut dyn Observer)) {
        let i = self.pair.now.get();
        if self.is_among(self.apart) {
            tell(self.watchers.first());
            if !self.is_among(self.settled) {
                self.room.log.extend(event());
            }
            return;
        }
        self.note(i);
        match self.pair.told(i) {
            Some(told) => told.set(told.get() + 1),
            None => self.room.more[i] += 1,
        }
        tell(self.watchers.first());
        let sharing = self.room.sharing[i];
        if sharing.or(self.pair.settled_at(i)) != self.all {
            self.room.log.extend(event());
        }
        for arm in sharing.without(self.room.silent[i]).without(Arms::FIRST).numbers() {
            tell(if self.following.has(arm) { self.watchers.knows(arm) } else { self.watchers.arm(arm) });
        }
    }

    // Apart, so that an act told to one needs no room of its own.
    #[inline(never)]
    fn act_of_several(&mut self, person: PersonId, day: Day, act: Act, push: Push) {
        self.tell_several(|| Some(Event::Act(person, day, act)), |o| o.act(person, day, act, push));
    }
}

impl Observer for Together<'_> {
    tells!(tell);

    // Acts are most of what is told, and nearly all of them by the first arm's observer alone.
    fn act(&mut self, person: PersonId, day: Day, act: Act, push: Push) {
        if self.pair.is_steady() {
            self.pair.tell_one();
            self.watchers.act(person, day, act, push);
        } else {
            self.act_of_several(person, day, act, push);
        }
    }
}

/// Tells one arm's observer of people whom it lives for itself.
pub struct Apart<'a, 'o> {
    pub observer: &'a mut (dyn Observer + 'o),
    /// The household.
    pub people: &'a [Person],
    /// By place in the household: so much the arm's observer was told already; and whether all is told of how they parted.
    pub skip: &'a mut [(u32, bool)],
    pub log: &'a mut Vec<Event>,
}

impl Apart<'_, '_> {
    fn tell(&mut self, person: PersonId, event: impl FnOnce() -> Option<Event>, tell: impl Fn(&mut dyn Observer)) {
        let skip = &mut self.skip[(person.place() - self.people[0].id.place()) as usize];
        if skip.0 > 0 {
            skip.0 -= 1;
            return;
        }
        if !skip.1 {
            self.log.extend(event());
        }
        tell(self.observer);
    }
}

impl Observer for Apart<'_, '_> {
    tells!(tell);

    fn act(&mut self, person: PersonId, day: Day, act: Act, push: Push) {
        self.tell(person, || Some(Event::Act(person, day, act)), |o| o.act(person, day, act, push));
    }
}

/// What is left of two rows of events without what they begin and end with alike.
pub fn differing<'e>(first: &'e [Event], other: &'e [Event]) -> (&'e [Event], &'e [Event]) {
    let alike = first.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (first, other) = (&first[alike..], &other[alike..]);
    let alike = first.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    (&first[..first.len() - alike], &other[..other.len() - alike])
}

/// The first day on which two rows of somebody's events differ, if they do.
pub fn first_difference(first: &[Event], other: &[Event]) -> Option<Day> {
    let alike = first.iter().zip(other).take_while(|(a, b)| a == b).count();
    first.get(alike).into_iter().chain(other.get(alike)).map(Event::day).min()
}
