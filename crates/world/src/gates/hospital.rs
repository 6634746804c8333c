//! Admission to hospital: a queue in which the favoured move up.
//!
//! What happens: beds of a period are a share of usual demand; the favoured first, then by date; whoever waits too long goes without.
//! Pushed back is whoever is served later than in a shadow queue of the same requests by date alone.
//! Whom it reaches: everybody who is ill. Source: the article (S19). Assumed: beds, patience.
//! Example: an old man waits a week longer because two of the top band came after him.

use super::GateSpec;
use underheaven_base::{Gate, Term};

/// What is fixed about this gate.
pub const SPEC: GateSpec =
    GateSpec { gate: Gate::Hospital, terms: &[Term::PlacesPerRequest, Term::PatienceWeeks], scarce: true };
