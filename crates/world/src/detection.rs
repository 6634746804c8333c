//! Who sees an act, and whom the sighting is booked on.
//!
//! Each channel has its own draws for sees, errs and whom it mistakes, independent of rates. An act is
//! booked at most once per person booked, by the first channel in the vocabulary's fixed order; a camera
//! that takes the actor for somebody else books that other, and the actor may still be seen by the next.

use crate::arms::{Arms, Differs, Why, otherwise};
use crate::{
    Ask, Book, Item, Letter, Scene, Trigger, Turn, book::REFERENCE_GALLERY, ledger, scene::Eye, scene::in_group,
};
use underheaven_base::{Act, Cause, Channel, Gallery, Gate, Group, Path, PersonId, Purpose, Truth, chance};
use underheaven_society::{Person, age_class};

/// Lets every channel look at an act of this person, today.
pub fn witness(s: &mut Scene, act: Act, ordinal: u8, trap: bool) {
    let under_all = |holds: &dyn Fn(&Book) -> bool| {
        s.frame.pair.map_or(holds(s.frame.book), |p| p.frames.iter().all(|f| holds(f.book)))
    };
    if under_all(&|book| book.unseen & 1 << act.index() != 0) || !s.eye().works() {
        return;
    }
    if let Some(channel) = s.frame.book.recorded[act.index()] {
        // Nothing is left to luck, nothing is shut to this person, and nothing follows.
        let sure = |book: &Book| book.recorded[act.index()] == Some(channel) && !book.bands_shut;
        if s.life.is_unlisted() && s.frame.overrides.is_empty() && under_all(&sure) {
            return s.observer.seen(s.me.id, s.day, act, channel);
        }
    }
    let book = s.frame.book;
    s.reads(|d| d.channels[act.index()], Why::new(Path::OwnEntry, Some(Item::Sight(act))));
    let luck = Luck::default();
    for (n, &(channel, _)) in book.sight[act.index()].channels.iter().enumerate() {
        let at_sight = |d: &Differs| d.sight[act.index()];
        let by_channel = |d: &Differs| if channel == Channel::Camera { d.cameras } else { Arms::NONE };
        let by_group = |d: &Differs| d.attention[channel.index()];
        let why = |_: &Differs, _: usize| Why::new(Path::OwnEntry, Some(Item::Sight(act)));
        let seen = s.eye().judge(
            |d| at_sight(d).or(by_channel(d)).or(by_group(d)),
            why,
            |e| sees_now(e, act, ordinal, n, &luck) == Some(channel),
        );
        let hidden = |e: Eye| unseen(e, act, channel, ordinal);
        let shop = Gate::OnlineShop.index();
        let hides = |d: &Differs, arm: usize| match d.temper.has(arm) {
            true => otherwise(Item::Behaviour),
            false => otherwise(d.answers_by(Gate::OnlineShop, arm)),
        };
        if !seen || s.eye().judge(|d| d.temper.or(d.gates[shop]).or(d.bands), hides, hidden) {
            continue;
        }
        s.observer.seen(s.me.id, s.day, act, channel);
        let whom = |e: Eye| (channel == Channel::Camera).then(|| mistaken_for(e, act, ordinal));
        let other = s.eye().judge(|d| by_channel(d).or(by_group(d)), why, whom);
        if other == Some(Taken::ForNobody) {
            s.turn(Turn::Dropped, 1);
        }
        let other = match other {
            Some(Taken::For(other)) => Some(other),
            _ => None,
        };
        match other.or_else(|| s.eye().judge(at_sight, why, |e| on_another(e, act, ordinal))) {
            Some(other) => {
                let trigger = Some(Trigger { act, kind: act.kind(), person: s.me.id });
                s.send(other, None, Letter::Sighting { act, cause: Cause::Mistaken, channel, trigger });
                if book.sight[act.index()].on_another > 0.0 {
                    return;
                }
            }
            None => {
                let trigger = Trigger { act, kind: act.kind(), person: s.me.id };
                ledger::sighting(s, act, channel, Cause::OwnAct, Truth::OwnAct, Some(trigger), trap);
                return;
            }
        }
    }
    note_for_neighbours(s, act);
}

/// The draw that channels look at, four at a time, kept from one to the next.
type Luck = std::cell::Cell<Option<(u32, underheaven_base::Draw)>>;

/// The `n`th channel that looks at an act, if it sees this one.
fn sees_now(s: Eye, act: Act, ordinal: u8, n: usize, luck: &Luck) -> Option<Channel> {
    let &(channel, share) = s.frame.book.sight[act.index()].channels.get(n)?;
    let seen = match s.frame.fixed(s.me.id, s.day, Ask::Seen(act, channel)) {
        Some(answer) => answer != 0 && watches(s, channel),
        None => match share * sees(s, channel) {
            // What is sure needs no luck.
            p if p >= 1.0 => true,
            p if p <= 0.0 => false,
            p => {
                let block = channel.index() as u32 / 4;
                let words = match luck.get() {
                    Some((b, d)) if b == block => d,
                    _ => s.draw(Purpose::Seen, luck_of(act, ordinal, block)),
                };
                luck.set(Some((block, words)));
                chance(words.word(channel.index() % 4), p)
            }
        },
    };
    seen.then_some(channel)
}

/// The ordinal under which channels have their luck with an act, four channels a block.
#[inline]
pub fn luck_of(act: Act, ordinal: u8, block: u32) -> u32 {
    (act.index() as u32) << 16 | u32::from(ordinal) << 8 | block
}

/// Whether a channel looks at all on a day: cameras may be none, or gone.
fn watches(s: Eye, channel: Channel) -> bool {
    let cameras = s.frame.book.cameras.as_ref();
    channel != Channel::Camera || cameras.is_some_and(|cameras| cameras.span.holds(s.day))
}

/// How much more or less surely a channel sees this person: camera coverage, and attention by group.
fn sees(s: Eye, channel: Channel) -> f64 {
    let coverage = match (channel, &s.frame.book.cameras) {
        (Channel::Camera, Some(c)) => c.sight_factor(s.day),
        (Channel::Camera, None) => 0.0,
        _ => 1.0,
    };
    if coverage == 0.0 { 0.0 } else { coverage * attention(s, channel, true) }
}

/// Product of the channel's attention factors for the groups this person is in.
pub fn attention(s: Eye, channel: Channel, seeing: bool) -> f64 {
    attention_to(s, s.me, channel, seeing)
}

/// Product of the channel's attention factors for the groups somebody of this neighbourhood is in.
pub fn attention_to(s: Eye, person: &Person, channel: Channel, seeing: bool) -> f64 {
    match &s.frame.book.attention[channel.index()] {
        Some(a) if a.span.holds(s.day) => {
            let factors: &[(Group, f64)] = if seeing { &a.sees } else { &a.errs };
            factors.iter().filter(|(g, _)| in_group(*g, person, s.home.facts, s.day)).map(|(_, f)| f).product()
        }
        _ => 1.0,
    }
}

/// Purchases and games leave no platform record where the shop is shut or the buyer evades.
fn unseen(s: Eye, act: Act, channel: Channel, ordinal: u8) -> bool {
    let recorded = matches!(channel, Channel::Platform | Channel::Till);
    let vice = matches!(act, Act::AlcoholPurchase | Act::GamingEvening);
    if recorded && vice && s.frame.temper.evade > 0.0 && crate::response::aware(s) {
        let word = s.draw(Purpose::Evade, (act.index() as u32) << 8 | u32::from(ordinal)).word(0);
        if chance(word, s.frame.temper.evade) {
            return true;
        }
    }
    let bought = matches!(act, Act::AlcoholPurchase | Act::BabyGoods | Act::OrdinaryPurchase);
    channel == Channel::Platform
        && bought
        && crate::response::shops_online(s)
        && crate::gates::shut(s, Gate::OnlineShop).is_some()
}

/// For whom a camera takes an actor.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Taken {
    /// For whoever it is.
    Rightly,
    /// For somebody else.
    For(PersonId),
    /// For somebody else whom the gallery does not hold.
    ForNobody,
}

/// Whom a camera takes the actor for, if it errs and the gallery holds somebody of that sex and age class.
fn mistaken_for(s: Eye, act: Act, ordinal: u8) -> Taken {
    let other = |p: PersonId| if p == s.me.id { Taken::Rightly } else { Taken::For(p) };
    if let Some(answer) = s.frame.fixed(s.me.id, s.day, Ask::MistakenFor(act)) {
        return other(PersonId(answer));
    }
    let Some(cameras) = s.frame.book.cameras.as_ref() else { return Taken::Rightly };
    let size = s.frame.society.gallery_size(cameras.gallery, s.me.id.neighbourhood());
    let errs = cameras.mistaken * size / REFERENCE_GALLERY * attention(s, Channel::Camera, false);
    let draw = s.draw(Purpose::Mistaken, (act.index() as u32) << 8 | u32::from(ordinal));
    if !chance(draw.word(2), errs) {
        return Taken::Rightly;
    }
    let class = age_class(s.age());
    let near = s.me.id.neighbourhood();
    let found = s.frame.society.gallery(cameras.gallery, near, s.me.female, class, s.day, draw.wide());
    found.map_or(Taken::ForNobody, other)
}

/// The uniformly drawn other on whom a fixed share of sightings is booked, if the rulebook says so.
fn on_another(s: Eye, act: Act, ordinal: u8) -> Option<PersonId> {
    let share = s.frame.book.sight[act.index()].on_another;
    if share == 0.0 {
        return None;
    }
    let draw = s.draw(Purpose::Mistaken, (act.index() as u32) << 8 | u32::from(ordinal));
    if !chance(draw.word(3), share) {
        return None;
    }
    let near = s.me.id.neighbourhood();
    s.frame.society.gallery(Gallery::Anybody, near, s.me.female, age_class(s.age()), s.day, draw.wide())
}

/// Bit of an act that a neighbour may have seen.
pub fn neighbour_bit(act: Act) -> u64 {
    const { assert!(Act::COUNT <= 64) };
    1 << act.index()
}

/// An act that no channel booked may still be reported by a neighbour at the next posting.
fn note_for_neighbours(s: &mut Scene, act: Act) {
    let asked_for = |e: Eye| e.frame.book.reports.as_ref().is_some_and(|r| r.names(act));
    if s.eye().judge(|d| d.reports, |_, _| otherwise(Item::Reports), asked_for) {
        // Kept apart from what is packed: it is forgotten at the next posting.
        s.life.0.did |= neighbour_bit(act);
    }
}

/// A record of something due: late (own act) or on time, and then perhaps recorded wrongly.
pub fn record(s: &mut Scene, act: Act, late: bool, trap: bool, ordinal: u8) {
    let why = |_: &Differs, _: usize| Why::new(Path::OwnEntry, Some(Item::Sight(act)));
    // The registry is older than the bureau.
    let works = s.eye().works();
    if !works && act != Act::InstalmentDue {
        return;
    }
    let err = !late && s.eye().judge(|d| d.sight[act.index()], why, |e| recorded_wrongly(e, act, ordinal));
    if act == Act::InstalmentDue {
        ledger::registry(s, late || err);
    }
    if !works {
        return;
    }
    if late {
        witness(s, act, ordinal, trap);
    } else if err {
        let first = |e: Eye| e.frame.book.sight[act.index()].channels.first().map_or(Channel::Bureau, |c| c.0);
        let channel = s.eye().judge(|d| d.sight[act.index()], why, first);
        ledger::sighting(s, act, channel, Cause::WrongRecord, Truth::NoAct, None, false);
    } else {
        ledger::on_time(s, act);
    }
}

fn recorded_wrongly(s: Eye, act: Act, ordinal: u8) -> bool {
    if let Some(answer) = s.frame.fixed(s.me.id, s.day, Ask::WrongRecord(act)) {
        return answer != 0;
    }
    let share = s.frame.book.sight[act.index()].wrong_record;
    share > 0.0 && chance(s.draw(Purpose::WrongRecord, (act.index() as u32) << 8 | u32::from(ordinal)).word(0), share)
}
