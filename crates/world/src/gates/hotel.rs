//! Hotels: a night with a deposit, without one for the trustworthy.
//!
//! What happens: the deposit leaves savings and comes back later; the favoured pay none; the refused sleep elsewhere.
//! Whom it reaches: adults who ask for a night. Source: the article (S16). Assumed: the deposit and how long it is held.
//! Example: a favoured guest keeps the deposit; another has it back a week later.

use super::GateSpec;
use crate::Scene;
use underheaven_base::Outcome;
use underheaven_base::{Gate, Term};

/// What is fixed about this gate.
pub const SPEC: GateSpec = GateSpec { gate: Gate::Hotel, terms: &[Term::DepositMonths, Term::HeldDays], scarce: false };

/// Asks for a night or a home, and pays the deposit unless it is waived.
pub fn stay(s: &mut Scene, gate: Gate) {
    let outcome = super::ask(s, gate);
    if outcome != Outcome::Refused {
        super::deposit(s, gate, outcome == Outcome::Favoured);
    }
}
