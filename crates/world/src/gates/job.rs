//! Jobs: a new one, or the present one again.
//!
//! What happens: the refused are without a job until a request is granted; income falls, savings go, bills are late.
//! Whom it reaches: people of working age who work. Source: the article (S20).
//! Assumed: how often one asks (base rates); that somebody without a job asks about once a month.
//! Example: a listed worker is refused, lives off savings for three months, and then pays late three times as often.

use super::GateSpec;
use crate::{Letter, Scene, Turn};
use underheaven_base::Gate;
use underheaven_base::{Outcome, PersonId};
use underheaven_society::Trait;

/// What is fixed about this gate.
pub const SPEC: GateSpec = GateSpec { gate: Gate::Job, terms: &[], scarce: false };

/// Asks for a job.
pub fn apply(s: &mut Scene) {
    let had = s.life.job;
    s.life.job = super::ask(s, Gate::Job) != Outcome::Refused;
    match (had, s.life.job) {
        (true, false) => s.turn(Turn::JobLost, 1),
        (false, true) => s.turn(Turn::JobFound, 1),
        _ => return,
    }
    tell_home(s, !had);
}

/// Whoever holds the household's bills learns of a job lost or found at the next posting.
pub fn tell_home(s: &mut Scene, found: bool) {
    let holders = s.home.household(s.me.id).iter().filter(|p| p.traits.has(Trait::BillHolder));
    let others: Vec<PersonId> = holders.map(|p| p.id).filter(|p| *p != s.me.id).collect();
    for to in others {
        s.send(to, None, Letter::Job { found });
    }
}
