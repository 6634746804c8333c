//! A posting: what reached people through somebody else, opened in one canonical order.
//!
//! The bureau posts every Monday by default. Whatever comes through someone else (kin, a mistaken
//! booking, a report, a partner, a firm, something scarce) takes effect now, next door and far away alike.

use crate::arms::{Differs, otherwise};
use crate::{Item, Letter, Mail, Scene, Trigger, Turn, detection, gates, ledger, recourse, response};
use crate::{book::WhenReady, life::Courting, pools::Rank, scene::Eye, scene::Request};
use underheaven_base::{Act, Cause, Channel, Draw, Gate, Outcome, Purpose, Truth, chance};
use underheaven_society::Trait;

/// Half of those asked say yes, so that a searching single who asks six times a year has six dates.
const ACCEPTS: f64 = 0.5;

/// Asks for something scarce, to be answered at the next posting by how one stands on the day of asking.
pub fn request(s: &mut Scene, gate: Gate) {
    let arms = |d: &Differs| d.gates[gate.index()].or(d.bands).or(d.score).or(d.gate_days);
    let Some(rank) = s.eye().judge(arms, |d, arm| otherwise(d.answers_by(gate, arm)), |e| ranked(e, gate)) else {
        gates::answer(s, gate, Outcome::Granted, None);
        return;
    };
    let arms = s.frame.arms();
    s.observer.asked(s.me.id, s.day, gate, rank);
    s.out.requests.push(Request { person: s.me.id, day: s.day, gate, rank, arms });
}

/// With which rank somebody asks for something scarce, where the rulebook has that gate.
fn ranked(s: Eye, gate: Gate) -> Option<Rank> {
    s.frame.book.gates[gate.index()].as_ref()?;
    Some(match gates::judged(s, gate).map(|j| j.1) {
        Some(Outcome::Favoured) => Rank::Favoured,
        Some(Outcome::Refused) => Rank::Refused,
        _ => Rank::Ordinary,
    })
}

/// Opens one letter.
pub fn open(s: &mut Scene, mail: &Mail) {
    match mail.letter {
        Letter::Sighting { act, cause, channel, trigger } => mistaken(s, act, cause, channel, trigger),
        Letter::Report { act } => reported(s, act),
        Letter::Kin { relation, trigger, origin } => {
            if let Some(rule) = mail.rule {
                ledger::kin_entry(s, (rule, mail.from, mail.day), relation, trigger, origin);
            }
        }
        Letter::Withdrawn { origin } => {
            if let Some(rule) = mail.rule {
                recourse::withdrawn(s, rule, mail.from, origin);
            }
        }
        Letter::News { kind, listed, friend } => response::hear(s, kind, listed, friend),
        Letter::Ask { band } => asked(s, mail.from, band),
        Letter::Band { band, yes } => {
            let waiting = |c: &&mut Courting| c.partner == mail.from && (c.accepted || yes);
            if let Some(c) = s.life.courting.iter_mut().find(waiting) {
                (c.arrived, c.partner_band) = (true, band);
            }
        }
        Letter::Like => {
            // The second like of a month changes nobody.
            if !s.life.likes {
                s.life.set_likes(true, s.life.likes_last);
            }
            s.turn(Turn::Liked, 1);
        }
        Letter::Scarce { gate, outcome, weeks } => answered(s, gate, outcome, weeks),
        Letter::Shown { first } => s.turn(if first { Turn::ShownFirst } else { Turn::NotShown }, 1),
        Letter::ReachLost => s.turn(Turn::ReachLost, 1),
        Letter::Firm { won } => gates::contract::felt(s, won, mail.day),
        Letter::Job { found } => {
            let n = &mut s.life.jobless_at_home;
            *n = if found { n.saturating_sub(1) } else { n.saturating_add(1) };
        }
    }
}

/// Somebody else's act, or nobody's, is booked on this person, if the bureau has books on them.
fn mistaken(s: &mut Scene, act: Act, cause: Cause, channel: Channel, trigger: Option<Trigger>) {
    if !s.on_record() {
        s.turn(Turn::Dropped, 1);
        return;
    }
    ledger::sighting(s, act, channel, cause, Truth::NoAct, trigger, false);
}

/// A neighbour's true report: one more channel for an act of the last period that nobody booked.
fn reported(s: &mut Scene, act: Act) {
    let bit = detection::neighbour_bit(act);
    if s.life.did & bit == 0 {
        s.turn(Turn::ReportEmpty, 1);
        return;
    }
    s.life.did &= !bit;
    s.observer.seen(s.me.id, s.day, act, Channel::Neighbour);
    let trigger = Some(Trigger { act, kind: act.kind(), person: s.me.id });
    ledger::sighting(s, act, Channel::Neighbour, Cause::OwnAct, Truth::OwnAct, trigger, false);
}

/// Somebody asks for a date: half say yes; some decline a lower band for the points.
fn asked(s: &mut Scene, from: underheaven_base::PersonId, band: Option<u8>) {
    if !s.me.traits.has(Trait::Single) {
        return;
    }
    // Two who ask each other both say yes: the one of the lower number accepts, so that it is one date.
    if let Some(mutual) = s.life.courting.iter_mut().find(|c| c.partner == from) {
        if !mutual.accepted && s.me.id < from {
            (mutual.accepted, mutual.since) = (true, s.frame.period);
        }
        return;
    }
    // Askings of this person on the same day draw under small ordinals: answers are kept apart from them.
    let draw = s.draw(Purpose::Date, 1 << 31 | from.0);
    s.reads(|d| d.temper, otherwise(Item::Behaviour));
    let lower = crate::acts::dating::band(s.eye()).is_some_and(|mine| band.is_some_and(|theirs| theirs < mine));
    if lower && chance(draw.word(2), s.frame.temper.cut) && response::aware(s.eye()) {
        s.turn(Turn::DateDeclined, 1);
        return;
    }
    let yes = match s.frame.fixed(s.me.id, s.day, crate::Ask::SaysYes) {
        Some(answer) => answer != 0,
        None => chance(draw.word(0), ACCEPTS),
    };
    if yes {
        let since = s.frame.period;
        let c = Courting { partner: from, since, accepted: true, arrived: false, partner_band: None, my_band: None };
        s.life.courting.push(c);
    }
}

/// The answer of something scarce.
fn answered(s: &mut Scene, gate: Gate, outcome: Option<Outcome>, weeks: u32) {
    if weeks > 0 {
        s.turn(Turn::Waited, weeks);
    }
    let Some(outcome) = outcome else {
        s.turn(Turn::WentWithout, 1);
        return;
    };
    let arms = |d: &Differs| d.gates[gate.index()].or(d.bands).or(d.score).or(d.gate_days);
    let seen = |e: Eye| gates::judged(e, gate).map(|j| j.0);
    let seen = s.eye().judge(arms, |d, arm| otherwise(d.answers_by(gate, arm)), seen);
    gates::answer(s, gate, outcome, seen);
    if gate == Gate::Loan && matches!(outcome, Outcome::Favoured | Outcome::Granted) {
        gates::loan::granted(s);
    }
}

/// After all letters: dates for which both bands have arrived are today.
pub fn dates(s: &mut Scene) {
    if s.life.courting.is_empty() {
        return;
    }
    let today: Vec<Courting> = s.life.courting.iter().copied().filter(|c| c.arrived).collect();
    if today.is_empty() {
        return;
    }
    s.life.courting.retain(|c| !c.arrived);
    for c in today {
        date(s, &c);
    }
}

/// Two people date today; one record books both where both were in the band.
fn date(s: &mut Scene, c: &Courting) {
    s.turn(Turn::Dated, 1);
    if !s.eye().works() {
        return;
    }
    let act = Act::Dating.index();
    s.reads(|d| d.sight[act], otherwise(Item::Sight(Act::Dating)));
    let by_rule = |d: &Differs, arm: usize| otherwise(d.rule_of(Act::Dating, arm).unwrap_or(Item::Sight(Act::Dating)));
    s.eye().reads_by(|d| d.rules_of[act], by_rule);
    let (low, high) = if s.me.id < c.partner { (s.me.id, c.partner) } else { (c.partner, s.me.id) };
    let word = Draw::new(s.frame.luck, low.0, s.day, Purpose::Date, high.0).word(3);
    let sight = &s.frame.book.sight[Act::Dating.index()];
    let recorded = match s.frame.fixed(s.me.id, s.day, crate::Ask::DateRecorded) {
        Some(answer) => answer != 0,
        None => sight.channels.iter().find(|x| x.0 == Channel::Platform).is_some_and(|x| chance(word, x.1)),
    };
    if !recorded || !s.on_record() {
        return;
    }
    s.observer.seen(s.me.id, s.day, Act::Dating, Channel::Platform);
    let book = s.frame.book;
    for &i in &book.rules_of_act[Act::Dating.index()] {
        let rule = &book.rules[i as usize];
        let WhenReady::Pair(least) = rule.when else { continue };
        let both = c.my_band.is_some_and(|b| b >= least) && c.partner_band.is_some_and(|b| b >= least);
        if rule.span.holds(s.day) && both {
            let trigger = Some(Trigger { act: Act::Dating, kind: rule.kind, person: s.me.id });
            ledger::apply(s, rule, Channel::Platform, Cause::OwnAct, Truth::OwnAct, trigger, false);
        }
    }
}
