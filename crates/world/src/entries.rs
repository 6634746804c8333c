//! Somebody's entries: read, or packed until somebody looks at them.
//!
//! Entries are most of what is remembered of a life and are seldom looked at. Those that come packed stay so, and what is
//! entered meanwhile is packed behind them; the plain world never packs any.

use crate::bytes::{Reader, Writer};
use crate::{Booking, Entry, RuleId, Trigger};
use std::cell::OnceCell;
use underheaven_base::{Act, Cause, Channel, Day, Kind, PersonId, Relation, Truth};

/// Which entries may still be looked at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Keeps {
    /// All, each in its place: what is corrected is named by place.
    All,
    /// Those that have not lapsed.
    Live,
    /// The last demerit and the last merit: nothing lapses, and a gate or a list may ask which it was.
    Last,
    None,
}

/// Whose entries they are, and the day from which their days are counted.
type Whose = (PersonId, Day);

/// All entries of somebody, in the order of their booking; of a life that was packed those that may still matter. To be read
/// as a slice.
#[derive(Clone, Default, Debug)]
pub struct Entries {
    read: OnceCell<Vec<Entry>>,
    packed: Packed,
    /// Whose are packed, and which of them were; none where none are, so that all are read.
    of: Option<(Whose, Keeps)>,
    /// Something was entered since that is not to be kept as it is.
    loose: bool,
}

/// Some bytes, and room behind them: so that a few are copied as many at once, however few they are.
#[derive(Clone, Default)]
pub(crate) struct Packed {
    bytes: Vec<u8>,
    length: usize,
}

/// How many bytes are copied at once: those of nearly everybody's entries.
const AT_ONCE: usize = 128;

impl Packed {
    /// Takes so many bytes.
    #[inline]
    fn take(&mut self, r: &mut Reader, length: usize) {
        self.bytes.clear();
        self.length = length;
        match r.near::<AT_ONCE>() {
            Ok(near) if length <= AT_ONCE => {
                self.bytes.extend_from_slice(near);
                r.some(length);
            }
            _ => self.bytes.extend_from_slice(r.some(length)),
        }
    }

    /// Puts them behind others.
    #[inline]
    pub(crate) fn put(&self, out: &mut Vec<u8>) {
        match self.bytes.first_chunk::<AT_ONCE>() {
            Some(bytes) if self.length <= AT_ONCE => {
                let end = out.len() + self.length;
                out.extend_from_slice(bytes);
                out.truncate(end);
            }
            _ => out.extend_from_slice(self),
        }
    }

    /// Adds to them.
    fn add(&mut self, put: impl FnOnce(&mut Writer)) {
        self.bytes.truncate(self.length);
        put(&mut Writer(&mut self.bytes));
        self.length = self.bytes.len();
    }
}

impl std::fmt::Debug for Packed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        (**self).fmt(f)
    }
}

impl std::ops::Deref for Packed {
    type Target = [u8];

    #[inline]
    fn deref(&self) -> &[u8] {
        &self.bytes[..self.length]
    }
}

impl std::ops::Deref for Entries {
    type Target = [Entry];

    fn deref(&self) -> &[Entry] {
        self.read.get_or_init(|| self.of.map_or(vec![], |(whose, _)| read(&self.packed, whose)))
    }
}

impl Entries {
    /// Adds an entry behind all others.
    pub fn push(&mut self, entry: Entry) {
        if let Some((whose, keeps)) = self.of {
            self.packed.add(|w| put(w, whose, &entry));
            self.loose |= match keeps {
                Keeps::All => false,
                Keeps::Live => !is_live(&entry),
                Keeps::Last | Keeps::None => true,
            };
        } else if self.read.get().is_none() {
            _ = self.read.set(vec![]);
        }
        if let Some(read) = self.read.get_mut() {
            read.push(entry);
        }
    }

    /// Without any entry.
    #[inline]
    pub(crate) fn clear(&mut self) {
        self.read.take();
        self.packed.length = 0;
        self.of = None;
        self.loose = false;
    }

    /// Puts entries as they were packed, so many bytes, in the place of all others.
    #[inline]
    pub(crate) fn come(&mut self, r: &mut Reader, length: usize, whose: Whose, keeps: Keeps) {
        self.read.take();
        self.packed.take(r, length);
        self.of = Some((whose, keeps));
        self.loose = false;
    }

    /// The entries that may still be looked at, packed, if they are as they came; `unlapsed` is the first that may not have
    /// lapsed yet.
    #[inline]
    pub(crate) fn as_they_are(&self, keeps: Keeps, unlapsed: u32) -> Option<&Packed> {
        let stay = |(_, before)| before == keeps && !self.loose && (keeps == Keeps::All || unlapsed == 0);
        self.of.map_or(self.read.get().is_none_or(Vec::is_empty), stay).then_some(&self.packed)
    }

    /// The same where they are not.
    #[cold]
    pub(crate) fn packed_anew(&self, whose: Whose, keeps: Keeps, unlapsed: u32) -> Packed {
        let mut packed = Packed::default();
        packed.add(|w| kept(self, keeps, unlapsed).for_each(|e| put(w, whose, e)));
        packed
    }
}

/// Whether an entry counts until it lapses.
fn is_live(e: &Entry) -> bool {
    e.booking == Booking::Booked && e.points != 0
}

/// The entries that may still be looked at.
fn kept(entries: &[Entry], keeps: Keeps, unlapsed: u32) -> impl Iterator<Item = &Entry> {
    let from = if matches!(keeps, Keeps::Live | Keeps::Last) { unlapsed as usize } else { 0 };
    let entries = if keeps == Keeps::None { &[][..] } else { &entries[from..] };
    let last = |sign: i32| entries.iter().rposition(|e| e.booking == Booking::Booked && e.points.signum() == sign);
    let last = if keeps == Keeps::Last { [last(-1), last(1)] } else { [None; 2] };
    let kept = move |(i, e): &(usize, &Entry)| match keeps {
        Keeps::All => true,
        Keeps::Live => is_live(e),
        Keeps::Last => last.contains(&Some(*i)),
        Keeps::None => false,
    };
    entries.iter().enumerate().filter(kept).map(|(_, e)| e)
}

fn read(packed: &[u8], whose: Whose) -> Vec<Entry> {
    let mut r = Reader::new(packed);
    let mut all = Vec::with_capacity(packed.len() / 6);
    while r.left() > 0 {
        all.push(take(&mut r, whose));
    }
    all
}

fn put(w: &mut Writer, (me, from): Whose, e: &Entry) {
    let (tied, set_off) = (e.relation.is_some(), e.trigger.is_some());
    w.byte(e.cause as u8 | (e.truth as u8) << 4 | u8::from(e.trap) << 5 | u8::from(tied) << 6 | u8::from(set_off) << 7);
    w.byte(e.channel as u8 | (e.booking as u8) << 5);
    w.signed(e.day - from);
    w.whole(e.rule.map_or(0, |r| u32::from(r.0) + 1));
    w.signed(e.points);
    e.relation.iter().for_each(|r| w.byte(*r as u8));
    e.trigger.iter().for_each(|t| put_trigger(w, me, *t));
}

fn take(r: &mut Reader, (me, from): Whose) -> Entry {
    let (facts, how) = (r.byte(), r.byte());
    Entry {
        person: me,
        day: from + r.signed(),
        rule: r.whole().checked_sub(1).map(|n| RuleId(n as u16)),
        booking: Booking::ALL[usize::from(how >> 5)],
        points: r.signed(),
        cause: Cause::ALL[usize::from(facts & 15)],
        truth: Truth::ALL[usize::from(facts >> 4 & 1)],
        channel: Channel::ALL[usize::from(how & 31)],
        trap: facts & 32 != 0,
        relation: (facts & 64 != 0).then(|| Relation::ALL[usize::from(r.byte())]),
        trigger: (facts & 128 != 0).then(|| take_trigger(r, me)),
    }
}

/// Packs what set something off.
pub(crate) fn put_trigger(w: &mut Writer, me: PersonId, t: Trigger) {
    w.byte(t.kind as u8 | u8::from(t.person == me) << 7);
    w.byte(t.act as u8);
    if t.person != me {
        w.whole(t.person.0);
    }
}

/// Unpacks what set something off.
pub(crate) fn take_trigger(r: &mut Reader, me: PersonId) -> Trigger {
    let facts = r.byte();
    let act = Act::ALL[usize::from(r.byte())];
    let person = if facts & 0x80 != 0 { me } else { PersonId(r.whole()) };
    Trigger { act, kind: Kind::ALL[usize::from(facts & 7)], person }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Entries {
        fn packed(&self, whose: Whose, keeps: Keeps, unlapsed: u32) -> Vec<u8> {
            match self.as_they_are(keeps, unlapsed) {
                Some(packed) => packed.to_vec(),
                None => self.packed_anew(whose, keeps, unlapsed).to_vec(),
            }
        }
    }

    const ME: Whose = (PersonId(7), Day(16_252));

    /// The `n`th of some entries of all sorts.
    fn entry(n: u32) -> Entry {
        let of = |step: u32, many: usize| (n.wrapping_mul(2_654_435_761) >> step) as usize % many;
        let other = if n.is_multiple_of(3) { ME.0 } else { PersonId(n * 1_000) };
        let trigger = Trigger { act: Act::ALL[of(3, Act::COUNT)], kind: Kind::ALL[of(5, Kind::COUNT)], person: other };
        Entry {
            person: ME.0,
            day: ME.1 + n as i32 * 9,
            rule: (!n.is_multiple_of(5)).then_some(RuleId(of(7, 300) as u16)),
            booking: Booking::ALL[if n.is_multiple_of(2) { 0 } else { of(9, Booking::ALL.len()) }],
            points: of(11, 90) as i32 - 45,
            cause: Cause::ALL[of(13, Cause::COUNT)],
            truth: Truth::ALL[of(15, Truth::ALL.len())],
            trigger: n.is_multiple_of(4).then_some(trigger),
            channel: Channel::ALL[of(17, Channel::ALL.len())],
            trap: n.is_multiple_of(7),
            relation: n.is_multiple_of(6).then_some(Relation::ALL[of(19, Relation::ALL.len())]),
        }
    }

    #[test]
    fn entries_that_come_packed_are_those_that_never_were() {
        for keeps in [Keeps::All, Keeps::Live, Keeps::Last, Keeps::None] {
            let (mut plain, mut kept) = (Entries::default(), Entries::default());
            // Of those that were packed nothing has lapsed; the others count on from the first.
            let mut unlapsed = 0;
            for n in 0..400 {
                plain.push(entry(n));
                kept.push(entry(n));
                if n % 11 == 0 {
                    assert_eq!(kept.last(), Some(&entry(n)), "what is entered can be read at once");
                }
                let mut lapses = 0;
                if n % 40 == 39 && keeps != Keeps::None {
                    lapses = if keeps == Keeps::All { 0 } else { kept.len() as u32 / 3 };
                    // So many of the kept ones lapse; of the plain ones all before the first that does not.
                    let first = kept[lapses as usize];
                    unlapsed = plain.iter().position(|e| *e == first).unwrap() as u32;
                }
                if n % 5 == 0 || lapses > 0 {
                    let (of_plain, of_kept) = (plain.packed(ME, keeps, unlapsed), kept.packed(ME, keeps, lapses));
                    assert_eq!(of_plain, of_kept, "{keeps:?}, after entry {n}");
                    let bytes = of_kept;
                    kept.clear();
                    kept.come(&mut Reader::new(&bytes), bytes.len(), ME, keeps);
                }
            }
            assert!(plain.len() == 400 && (keeps == Keeps::None) == kept.packed(ME, keeps, 0).is_empty());
        }
    }

    #[test]
    fn what_one_codec_keeps_another_looks_through() {
        let (mut all, mut plain) = (Entries::default(), Entries::default());
        (0..50).for_each(|n| plain.push(entry(n)));
        let bytes = plain.packed(ME, Keeps::All, 0);
        all.come(&mut Reader::new(&bytes), bytes.len(), ME, Keeps::All);
        assert_eq!(*all, *plain);
        for keeps in [Keeps::Live, Keeps::Last] {
            assert_eq!(all.packed(ME, keeps, 20), plain.packed(ME, keeps, 20), "{keeps:?}");
            assert_ne!(all.packed(ME, keeps, 20), all.packed(ME, Keeps::All, 20), "{keeps:?}");
        }
    }
}
