//! Everybody's lives as one number: the same for the same lives, whatever outputs are switched on or off.
//!
//! Every event of everybody is mixed into a sum that no order of events changes, so that neither the panel, nor a
//! cap on rows, nor the order in which a world is lived can show. It finds accidents, not forgers.
//! Each event's number is given back, so that a person's own events can be summed, too.

use underheaven_base::{Act, Channel, Day, Gate, PersonId, draw::mixed};
use underheaven_world::pools::Rank;
use underheaven_world::{Answer, Appealed, Entry, ListId, Listing, Push, Trigger, Turn};

/// A sum of mixed events.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Digest {
    sum: u64,
    events: u64,
    /// Of the same numbers, their halves mixed: it is told times [`ODD`].
    halves: u64,
}

const ODD: u64 = 0x9E37_79B9_7F4A_7C15;

/// An event as a number: what kind, of whom, when, and all that it says.
#[inline]
fn number(kind: u64, person: PersonId, day: Day, words: &[u64]) -> u64 {
    let key = u64::from(person.0) << 32 | u64::from(day.0 as u32);
    words.iter().fold(mixed(key ^ kind << 56), |x, w| mixed(x.rotate_left(17) ^ w))
}

/// What happens often as a number, mixed once: nothing is lost, for no run has 65,536 days.
#[inline]
fn short(kind: u64, person: PersonId, day: Day, what: u8, how: u8) -> u64 {
    let words = u64::from(day.0 as u16) << 16 | u64::from(what) << 8 | u64::from(how);
    mixed((u64::from(person.0) << 32 | words) ^ kind.wrapping_mul(ODD))
}

/// An act that was done, whatever pushed somebody to it.
#[inline]
pub fn done(person: PersonId, day: Day, act: Act) -> u64 {
    short(1, person, day, act as u8, Push::None as u8)
}

/// A trigger as a number.
fn packed(trigger: Option<Trigger>) -> u64 {
    trigger.map_or(u64::MAX, |t| u64::from(t.person.0) << 16 | (t.act as u64) << 8 | t.kind as u64)
}

impl Digest {
    /// Adds an event of a person on a day: what kind of event, and all that it says.
    #[inline]
    fn add(&mut self, kind: u64, person: PersonId, day: Day, words: &[u64]) -> u64 {
        self.plus_one(number(kind, person, day, words))
    }

    /// Adds an event by its number, and gives that.
    #[inline]
    pub fn plus_one(&mut self, all: u64) -> u64 {
        self.one_more();
        self.mix(all);
        all
    }

    /// Counts an event whose number is [`Digest::mix`]ed in elsewhere: all at once would be joined into a longer way.
    #[inline]
    pub fn one_more(&mut self) {
        self.events += 1;
    }

    /// Mixes in an event's number.
    #[inline]
    pub fn mix(&mut self, all: u64) {
        self.sum = self.sum.wrapping_add(all);
        self.halves = self.halves.wrapping_add(all ^ all >> 32);
    }

    /// An act, done or forgone.
    #[inline]
    pub fn act(&mut self, person: PersonId, day: Day, act: Act, push: Push) -> u64 {
        self.plus_one(short(1, person, day, act as u8, push as u8))
    }

    /// A sighting.
    #[inline]
    pub fn seen(&mut self, person: PersonId, day: Day, act: Act, channel: Channel) -> u64 {
        self.plus_one(short(2, person, day, act as u8, channel as u8))
    }

    /// An entry, with all its fields.
    pub fn entry(&mut self, e: &Entry) -> u64 {
        let rule = e.rule.map_or(0xFFFF, |r| r.0);
        let relation = e.relation.map_or(0xFF, |r| r as u8);
        let bytes = [e.booking as u8, e.cause as u8, e.truth as u8, e.channel as u8, u8::from(e.trap), relation];
        let fields = bytes.into_iter().fold(u64::from(rule), |all, byte| all << 8 | u64::from(byte));
        self.add(3, e.person, e.day, &[fields, e.points as u64, packed(e.trigger)])
    }

    /// The beginning of a listing, with all its fields.
    pub fn listed(&mut self, l: &Listing) -> u64 {
        let rule = u64::from(l.rule.map_or(0xFFFF, |r| r.0));
        let fields = rule << 40 | u64::from(l.list.0) << 32 | u64::from(l.needed.0) << 16 | (l.cause as u64) << 8;
        let words = [fields | l.truth as u64, l.to.map_or(u64::MAX, |d| d.0 as u64), packed(l.trigger)];
        self.add(4, l.person, l.from, &words)
    }

    /// The end of a listing.
    pub fn delisted(&mut self, person: PersonId, list: ListId, day: Day) -> u64 {
        self.add(5, person, day, &[u64::from(list.0)])
    }

    /// A gate's answer.
    pub fn gate(&mut self, a: &Answer) -> u64 {
        let list = a.list.map_or(0xFF, |l| l.0);
        let fields = (a.gate as u64) << 24 | (a.outcome as u64) << 16 | u64::from(list);
        let why = a.rule.map_or(0xFFFF, |r| u64::from(r.0)) << 32 | a.cause.map_or(0xFF, |c| c as u64) << 16;
        let words = [fields, why | u64::from(a.needed.0), packed(a.trigger), u64::from(a.standing_of.0)];
        self.add(6, a.person, a.day, &words)
    }

    /// A turn of means or ties.
    #[inline]
    pub fn turn(&mut self, person: PersonId, day: Day, turn: Turn, amount: u32) -> u64 {
        self.add(7, person, day, &[(turn as u64) << 32 | u64::from(amount)])
    }

    /// An enrolment.
    pub fn enrolled(&mut self, person: PersonId, day: Day) -> u64 {
        self.add(8, person, day, &[0])
    }

    /// A request for something scarce.
    pub fn asked(&mut self, person: PersonId, day: Day, gate: Gate, rank: Rank) -> u64 {
        self.add(10, person, day, &[(gate as u64) << 8 | rank as u64])
    }

    /// Adds other people's lives.
    pub fn plus(&mut self, other: Digest) {
        self.sum = self.sum.wrapping_add(other.sum);
        self.halves = self.halves.wrapping_add(other.halves);
        self.events += other.events;
    }

    /// Takes lives away that were added before.
    pub fn minus(&mut self, other: Digest) {
        self.sum = self.sum.wrapping_sub(other.sum);
        self.halves = self.halves.wrapping_sub(other.halves);
        self.events -= other.events;
    }

    /// An appeal, with all its fields.
    pub fn appealed(&mut self, a: &Appealed) -> u64 {
        let fields = (a.ground as u64) << 16 | (a.channel as u64) << 8 | u64::from(a.holds);
        let rule = u64::from(a.rule.map_or(0xFFFF, |r| r.0));
        self.add(9, a.person, a.day, &[fields, rule, a.due.0 as u64])
    }

    /// Its three numbers as bytes.
    pub fn bytes(self) -> [u8; 24] {
        let mut bytes = [0; 24];
        for (i, n) in [self.sum, self.halves.wrapping_mul(ODD), self.events].into_iter().enumerate() {
            bytes[i * 8..i * 8 + 8].copy_from_slice(&n.to_le_bytes());
        }
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_events_does_not_matter_but_each_word_does() {
        let digest = |events: &[(u32, i32, Act, Push)]| {
            let mut d = Digest::default();
            for (p, day, act, push) in events {
                d.act(PersonId(*p), Day(*day), *act, *push);
            }
            d
        };
        let a = (7, 16_000, Act::TrainTrip, Push::None);
        let b = (8, 16_001, Act::ChatPost, Push::Trap);
        assert_eq!(digest(&[a, b]), digest(&[b, a]));
        let others = [
            (6, 16_000, Act::TrainTrip, Push::None),
            (7, 16_001, Act::TrainTrip, Push::None),
            (7, 16_000, Act::FlightTrip, Push::None),
            (7, 16_000, Act::TrainTrip, Push::Hope),
        ];
        for other in others {
            assert_ne!(digest(&[a, b]), digest(&[other, b]));
        }
        assert_ne!(digest(&[a]), digest(&[a, a]), "twice is not once");
    }
}
