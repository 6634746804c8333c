//! Who sees an act, and whom the sighting is booked on.
//!
//! Each channel has its own draws for sees, errs and whom it mistakes, independent of rates. An act is
//! booked at most once per person booked, by the first channel in the vocabulary's fixed order; a camera
//! that takes the actor for somebody else books that other, and the actor may still be seen by the next.

use crate::{Ask, Letter, Scene, Trigger, Turn, book::REFERENCE_GALLERY, ledger, scene::in_group};
use underheaven_base::{Act, Cause, Channel, Gallery, Gate, Group, PersonId, Purpose, Truth, chance};
use underheaven_society::{Person, age_class};

/// Lets every channel look at an act of this person, today.
pub fn witness(s: &mut Scene, act: Act, ordinal: u8, trap: bool) {
    if !s.frame.works_in(s.me.id.neighbourhood(), s.day) {
        return;
    }
    let book = s.frame.book;
    let mut draw = None;
    for &(channel, share) in &book.sight[act.index()].channels {
        let seen = match s.frame.fixed(s.me.id, s.day, Ask::Seen(act, channel)) {
            Some(answer) => answer != 0,
            None => match share * sees(s, channel) {
                // What is sure needs no luck.
                p if p >= 1.0 => true,
                p if p <= 0.0 => false,
                p => {
                    let block = channel.index() as u32 / 4;
                    let words = match draw {
                        Some((b, d)) if b == block => d,
                        _ => s.draw(Purpose::Seen, (act.index() as u32) << 16 | u32::from(ordinal) << 8 | block),
                    };
                    draw = Some((block, words));
                    chance(words.word(channel.index() % 4), p)
                }
            },
        };
        if !seen || unseen(s, act, channel, ordinal) {
            continue;
        }
        s.observer.seen(s.me.id, s.day, act, channel);
        let other = if channel == Channel::Camera { mistaken_for(s, act, ordinal) } else { None };
        match other.or_else(|| on_another(s, act, ordinal)) {
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

/// How much more or less surely a channel sees this person: camera coverage, and attention by group.
fn sees(s: &Scene, channel: Channel) -> f64 {
    let coverage = match (channel, &s.frame.book.cameras) {
        (Channel::Camera, Some(c)) => c.sight_factor(s.day),
        (Channel::Camera, None) => 0.0,
        _ => 1.0,
    };
    if coverage == 0.0 { 0.0 } else { coverage * attention(s, channel, true) }
}

/// Product of the channel's attention factors for the groups this person is in.
pub fn attention(s: &Scene, channel: Channel, seeing: bool) -> f64 {
    attention_to(s, s.me, channel, seeing)
}

/// Product of the channel's attention factors for the groups somebody of this neighbourhood is in.
pub fn attention_to(s: &Scene, person: &Person, channel: Channel, seeing: bool) -> f64 {
    match &s.frame.book.attention[channel.index()] {
        Some(a) if a.span.holds(s.day) => {
            let factors: &[(Group, f64)] = if seeing { &a.sees } else { &a.errs };
            factors.iter().filter(|(g, _)| in_group(*g, person, s.home.facts, s.day)).map(|(_, f)| f).product()
        }
        _ => 1.0,
    }
}

/// Purchases and games leave no platform record where the shop is shut or the buyer evades.
fn unseen(s: &Scene, act: Act, channel: Channel, ordinal: u8) -> bool {
    let recorded = matches!(channel, Channel::Platform | Channel::Till);
    let vice = matches!(act, Act::AlcoholPurchase | Act::GamingEvening);
    if recorded && vice && s.frame.temper.evade > 0.0 && crate::response::aware(s.eye()) {
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

/// Whom a camera takes the actor for, if it errs and the gallery holds somebody of that sex and age class.
fn mistaken_for(s: &mut Scene, act: Act, ordinal: u8) -> Option<PersonId> {
    if let Some(answer) = s.frame.fixed(s.me.id, s.day, Ask::MistakenFor(act)) {
        return Some(PersonId(answer)).filter(|p| *p != s.me.id);
    }
    let cameras = s.frame.book.cameras.as_ref()?;
    let size = s.frame.society.gallery_size(cameras.gallery, s.me.id.neighbourhood());
    let errs = cameras.mistaken * size / REFERENCE_GALLERY * attention(s, Channel::Camera, false);
    let draw = s.draw(Purpose::Mistaken, (act.index() as u32) << 8 | u32::from(ordinal));
    if !chance(draw.word(2), errs) {
        return None;
    }
    let class = age_class(s.age());
    let near = s.me.id.neighbourhood();
    let other = s.frame.society.gallery(cameras.gallery, near, s.me.female, class, s.day, draw.wide());
    if other.is_none() {
        s.turn(Turn::Dropped, 1);
    }
    other.filter(|p| *p != s.me.id)
}

/// The uniformly drawn other on whom a fixed share of sightings is booked, if the rulebook says so.
fn on_another(s: &Scene, act: Act, ordinal: u8) -> Option<PersonId> {
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
    let reports = s.frame.book.reports.as_ref();
    if reports.is_some_and(|r| r.subject.iter().any(|(subject, share)| *subject == act && *share > 0.0)) {
        // Kept apart from what is packed: it is forgotten at the next posting.
        s.life.0.did |= neighbour_bit(act);
    }
}

/// A record of something due: late (own act) or on time, and then perhaps recorded wrongly.
pub fn record(s: &mut Scene, act: Act, late: bool, trap: bool, ordinal: u8) {
    let err = !late && recorded_wrongly(s, act, ordinal);
    if act == Act::InstalmentDue {
        ledger::registry(s, late || err);
    }
    if !s.frame.works_in(s.me.id.neighbourhood(), s.day) {
        return;
    }
    if late {
        witness(s, act, ordinal, trap);
    } else if err {
        let channel = s.frame.book.sight[act.index()].channels.first().map_or(Channel::Bureau, |c| c.0);
        ledger::sighting(s, act, channel, Cause::WrongRecord, Truth::NoAct, None, false);
    } else {
        ledger::on_time(s, act);
    }
}

fn recorded_wrongly(s: &Scene, act: Act, ordinal: u8) -> bool {
    if let Some(answer) = s.frame.fixed(s.me.id, s.day, Ask::WrongRecord(act)) {
        return answer != 0;
    }
    let share = s.frame.book.sight[act.index()].wrong_record;
    share > 0.0 && chance(s.draw(Purpose::WrongRecord, (act.index() as u32) << 8 | u32::from(ordinal)).word(0), share)
}
