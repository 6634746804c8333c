//! Train tickets: a ticket for a visit or for work.
//!
//! What happens: whoever is refused misses the visit, or the day's work and its pay.
//! Whom it reaches: everybody who asks; a child's request follows a parent's standing.
//! Source: the article (S21, "can hardly take a step", S04). Assumed: which share of trips is for work, and what a missed day costs.
//! Example: a listed worker is refused; one trip in ten was for work, and a twentieth of a month's bills is lost.

use super::GateSpec;
use crate::{Scene, Turn};
use underheaven_base::{Gate, Term};
use underheaven_base::{Outcome, Purpose, chance};
use underheaven_society::Trait;

/// What is fixed about this gate.
pub const SPEC: GateSpec = GateSpec { gate: Gate::Train, terms: &[Term::WorkShare, Term::LossMonths], scarce: false };

/// Asks for a ticket, and lets the trip be missed.
pub fn travel(s: &mut Scene, gate: Gate, ordinal: u8) {
    if super::ask(s, gate) != Outcome::Refused {
        return;
    }
    let share = super::term(s, gate, Term::WorkShare);
    let word = s.draw(Purpose::Trip, (gate.index() as u32) << 8 | u32::from(ordinal)).word(0);
    let works = s.me.traits.has(Trait::Worker) && s.life.job && s.age() >= 18;
    if works && chance(word, share) {
        s.life.savings -= (super::term(s, gate, Term::LossMonths) * 1000.0) as i32;
        s.turn(Turn::WorkMissed, 1);
    } else {
        s.turn(Turn::VisitMissed, 1);
    }
}
