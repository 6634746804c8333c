//! Plane tickets: a ticket for a visit or for work.
//!
//! What happens: whoever is refused misses the visit, or the day's work and its pay.
//! Whom it reaches: everybody who asks; a child's request follows a parent's standing.
//! Source: the article (S21). Assumed: which share of trips is for work, and what a missed day costs.
//! Example: a listed worker is refused; one trip in ten was for work, and a twentieth of a month's bills is lost.

use super::GateSpec;
use underheaven_base::{Gate, Term};

/// What is fixed about this gate.
pub const SPEC: GateSpec = GateSpec { gate: Gate::Flight, terms: &[Term::WorkShare, Term::LossMonths], scarce: false };
