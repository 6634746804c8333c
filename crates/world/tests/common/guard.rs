//! What must hold in every world, seen from outside: an observer that keeps books of its own and compares.

use crate::common::everybody;
use std::collections::BTreeMap;
use underheaven_base::{Cause, Channel, Day, NeighbourhoodId, PersonId, Window};
use underheaven_rulebook::Rulebook;
use underheaven_society::{Person, Society};
use underheaven_world::enrolment_days;
use underheaven_world::{Book, Booking, Census, Entry, Life, ListId, Listing, Observer, RuleId, World};

/// What the guard keeps of a person.
#[derive(Clone, Copy, Default)]
struct Slot {
    sum: i32,
    by_cause: [i32; Cause::COUNT],
    merits: i32,
    demerits: u32,
    enrolled: Option<Day>,
    lists: u32,
    /// What was decided last on this person: the day, and the rule or any official.
    decided: Option<(Day, Option<RuleId>)>,
    /// The day of the last correction.
    corrected: Option<Day>,
    /// The rule of the last demerit.
    last_demerit: Option<RuleId>,
}

/// Keeps its own books and tells what does not agree with the world's.
pub struct Guard<'a> {
    society: &'a dyn Society,
    /// Where each neighbourhood begins among all people.
    first: Vec<u32>,
    slots: Vec<(PersonId, Slot)>,
    /// Listings that stand, with their last day's morrow.
    open: BTreeMap<(PersonId, ListId), Option<Day>>,
    /// Lists that an act may end before the term.
    removable: Vec<bool>,
    start: Option<i32>,
    cap: Option<i32>,
    lifetime: Option<i32>,
    age: i32,
    earlier_records: bool,
    discretions: Vec<RuleId>,
    /// Rules that put on a list, with points or without.
    listing: Vec<bool>,
    /// What does not hold, in sentences.
    pub faults: Vec<String>,
    pub entries: u64,
    pub listings: u64,
    pub lapses: u64,
    pub corrections: u64,
}

impl<'a> Guard<'a> {
    /// Before a run from `from`: of those enrolled earlier no event tells.
    pub fn new(society: &'a dyn Society, book: &Rulebook, from: Day) -> Self {
        let places = enrolment_days(&Book::new(book), society, from);
        let before = |p: &Person| {
            let grown = p.born.plus_months(12 * book.enrolment.age.value);
            Some(places[p.id.neighbourhood().0 as usize].max(grown)).filter(|d| *d < from)
        };
        let slots = everybody(society).map(|p| (p.id, Slot { enrolled: before(&p), ..Slot::default() })).collect();
        let first = (0..society.neighbourhoods()).scan(0, |sum, n| {
            let first = *sum;
            *sum += society.settled(NeighbourhoodId(n)).people.len() as u32;
            Some(first)
        });
        let officials = book.rules.len() + book.kin.len();
        Self {
            society,
            first: first.collect(),
            slots,
            open: BTreeMap::new(),
            removable: book.lists.values().map(|l| l.removed_on.is_some()).collect(),
            start: book.score.as_ref().map(|s| s.start.value),
            cap: book.score.as_ref().and_then(|s| s.merit_cap.as_ref()).map(|c| c.value),
            lifetime: book.score.as_ref().and_then(|s| s.lifetime_quarters.as_ref()).map(|q| q.value),
            age: book.enrolment.age.value,
            earlier_records: book.enrolment.earlier_records,
            discretions: (officials..officials + book.discretion.len()).map(|i| RuleId(i as u16)).collect(),
            listing: book.rules.values().map(|r| r.list.is_some()).collect(),
            faults: vec![],
            entries: 0,
            listings: 0,
            lapses: 0,
            corrections: 0,
        }
    }

    fn slot(&mut self, person: PersonId) -> &mut Slot {
        let at = self.first[person.neighbourhood().0 as usize] + person.place();
        &mut self.slots[at as usize].1
    }

    fn fault(&mut self, text: String) {
        if self.faults.len() < 20 {
            self.faults.push(text);
        }
    }

    /// At the end: net points by cause as the world keeps them, and as entries add up.
    pub fn finish(&mut self, world: &World) {
        for at in 0..self.slots.len() {
            let (person, slot) = self.slots[at];
            let life = world.life(person);
            for cause in Cause::ALL {
                let kept = !matches!(cause, Cause::OwnAct | Cause::Bookkeeping | Cause::Combined);
                if kept && life.net[cause.index()] != slot.by_cause[cause.index()] {
                    let (net, sum) = (life.net[cause.index()], slot.by_cause[cause.index()]);
                    self.fault(format!("{person}: net points of `{cause}` are {net}, entries add up to {sum}"));
                }
            }
            let entries: i32 = life.entries.iter().map(|e| e.points).sum();
            if self.start.is_some_and(|start| life.score != start + slot.sum) {
                self.fault(format!("{person}: a score of {} at the end, entries of {}", life.score, slot.sum));
            }
            if let Some(lifetime) = self.lifetime {
                let oldest = (world.today() + -1).window(Window::Quarter) - lifetime;
                let old = |e: &&Entry| e.booking == Booking::Booked && e.day.window(Window::Quarter) < oldest;
                let undone = |at: usize| life.corrected.contains(&(at as u32));
                let left = life.entries.iter().enumerate().filter(|(at, e)| old(e) && !undone(*at));
                let booked: i32 = left.map(|(_, e)| e.points).sum();
                let lapsed: i32 = life.entries.iter().filter(|e| e.booking == Booking::Lapse).map(|e| e.points).sum();
                if booked + lapsed != 0 {
                    self.fault(format!("{person}: {booked} points have outlived their quarters, {lapsed} lapsed"));
                }
            }
            self.corrections_undo(person, life);
            if entries != slot.sum {
                self.fault(format!("{person}: kept entries add up to {entries}, told ones to {}", slot.sum));
            }
        }
    }
}

impl Guard<'_> {
    /// Each correction of points undoes one entry booked before it, with its fields; no entry is undone twice.
    fn corrections_undo(&mut self, person: PersonId, life: &Life) {
        let mut left: Vec<Entry> = life.corrected.iter().map(|at| life.entries[*at as usize]).collect();
        for e in life.entries.iter().filter(|e| e.booking == Booking::Correction && e.cause != Cause::Discretion) {
            let undoes = |old: &Entry| {
                let same = Entry { day: old.day, points: old.points, booking: Booking::Booked, ..*e };
                old.day <= e.day && old.points == -e.points && same == *old
            };
            match left.iter().position(undoes) {
                Some(i) => _ = left.swap_remove(i),
                None => self.fault(format!("{person}: a correction on {} that undoes nothing", e.day)),
            }
        }
        if !left.is_empty() {
            self.fault(format!("{person}: {} entries are marked as corrected and stand", left.len()));
        }
    }
}

impl Observer for Guard<'_> {
    fn entry(&mut self, e: &Entry) {
        self.entries += 1;
        self.lapses += u64::from(e.booking == Booking::Lapse);
        self.corrections += u64::from(e.booking == Booking::Correction);
        let lists = e.rule.is_some_and(|r| self.listing.get(usize::from(r.0)) == Some(&true));
        let slot = self.slot(e.person);
        slot.sum += e.points;
        slot.by_cause[e.cause.index()] += e.points;
        let merit = e.points > 0 && e.booking == Booking::Booked;
        let lapsed_merit = e.points < 0 && e.booking == Booking::Lapse;
        slot.merits += if merit || lapsed_merit { e.points } else { 0 };
        // of a pair both are booked, at the cap with no points: neither a merit nor a demerit
        slot.demerits += u32::from(e.booking == Booking::Booked && (e.points < 0 || lists));
        slot.decided = Some((e.day, e.rule));
        if e.booking == Booking::Correction {
            slot.corrected = Some(e.day);
        }
        if e.points < 0 && e.booking == Booking::Booked {
            slot.last_demerit = e.rule;
        }
        let slot = *slot;
        if let Some(cap) = self.cap.filter(|cap| slot.merits > *cap) {
            self.fault(format!("{}: {} live merits, over the cap of {cap}", e.person, slot.merits));
        }
        let age = self.society.person(e.person).age(e.day);
        if age < self.age {
            self.fault(format!("{}: an entry at the age of {age}", e.person));
        }
        if !self.earlier_records && slot.enrolled.is_none_or(|d| e.day < d) {
            self.fault(format!("{}: an entry on {} before enrolment", e.person, e.day));
        }
    }

    fn seen(&mut self, person: PersonId, day: Day, _: underheaven_base::Act, channel: Channel) {
        if channel == Channel::Discretion {
            self.slot(person).decided = Some((day, None));
        }
    }

    fn enrolled(&mut self, person: PersonId, day: Day) {
        self.slot(person).enrolled = Some(day);
    }

    fn listed(&mut self, l: &Listing) {
        self.listings += 1;
        if self.open.insert((l.person, l.list), l.to).is_some() {
            self.fault(format!("{}: listed again on {} while on the list", l.person, l.from));
        }
        let slot = self.slot(l.person);
        slot.lists |= 1 << l.list.0;
        let slot = *slot;
        let by_official = l.rule.is_some_and(|r| self.discretions.contains(&r));
        let decision = Some((l.from, if by_official { None } else { l.rule }));
        // where earlier records count, the day of enrolment lists for the last demerit before it
        let at_enrolment = self.earlier_records && slot.enrolled == Some(l.from) && slot.last_demerit == l.rule;
        if l.rule.is_none() || slot.decided != decision && !at_enrolment {
            self.fault(format!("{}: listed on {} without an entry or a decision", l.person, l.from));
        }
    }

    fn delisted(&mut self, person: PersonId, list: ListId, day: Day) {
        let to = self.open.remove(&(person, list)).flatten();
        // only an act that the list names, or a correction of the same day, ends a listing before its term
        let early = self.removable[usize::from(list.0)] || self.slot(person).corrected == Some(day);
        let in_time = if early { to.is_none_or(|to| day <= to) } else { to == Some(day) };
        if !in_time {
            self.fault(format!("{person}: off the list on {day}, the term ends on {to:?}"));
        }
        self.slot(person).lists &= !(1 << list.0);
    }

    fn period(&mut self, last: Day, world: &dyn Census) {
        // once a week is enough where the bureau posts daily
        if last.weekday() != 6 {
            return;
        }
        let over: Vec<PersonId> =
            self.open.iter().filter(|(_, to)| to.is_some_and(|to| to <= last)).map(|((p, _), _)| *p).collect();
        for person in over {
            self.fault(format!("{person}: still listed on {last}, after the term"));
        }
        for at in 0..self.slots.len() {
            let (person, slot) = self.slots[at];
            let look = world.look(person);
            let score = self.start.map(|s| s + slot.sum);
            if look.score.is_some() && look.score != score {
                self.fault(format!(
                    "{person}: a score of {:?} on {last}, start and entries give {score:?}",
                    look.score
                ));
            }
            if look.score.is_none() && slot.sum != 0 && !self.earlier_records {
                self.fault(format!("{person}: entries on {last}, and no score"));
            }
            if look.lists != slot.lists {
                self.fault(format!("{person}: on lists {:b} on {last}, told {:b}", look.lists, slot.lists));
            }
            if look.demerits != slot.demerits {
                self.fault(format!("{person}: {} demerits on {last}, told {}", look.demerits, slot.demerits));
            }
        }
    }
}
