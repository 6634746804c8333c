//! Jobs: a new one, or the present one again.
//!
//! What happens: the refused are without a job until a request is granted; income falls, savings go, bills are late.
//! Whom it reaches: people of working age who work. Source: the article (S20).
//! Assumed: how often one asks (base rates); that somebody without a job asks about once a month.
//! Example: a listed worker is refused, lives off savings for three months, and then pays late three times as often.

use super::GateSpec;
use crate::{Scene, Turn};
use underheaven_base::Gate;
use underheaven_base::Outcome;

/// What is fixed about this gate.
pub const SPEC: GateSpec = GateSpec { gate: Gate::Job, terms: &[], scarce: false };

/// Asks for a job.
pub fn apply(s: &mut Scene) {
    let had = s.life.job;
    s.life.job = super::ask(s, Gate::Job) != Outcome::Refused;
    match (had, s.life.job) {
        (true, false) => s.turn(Turn::JobLost, 1),
        (false, true) => s.turn(Turn::JobFound, 1),
        _ => {}
    }
}
