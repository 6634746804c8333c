//! Rented homes: with a deposit, without one for the trustworthy.
//!
//! What happens: as at a hotel, but the deposit is larger and held for a year.
//! Whom it reaches: the one adult who asks for a household. Source: the article (S16). Assumed: deposit and term.
//! Example: two months of bills leave savings; a poor household is short until they come back.

use super::GateSpec;
use underheaven_base::{Gate, Term};

/// What is fixed about this gate.
pub const SPEC: GateSpec =
    GateSpec { gate: Gate::Rental, terms: &[Term::DepositMonths, Term::HeldDays], scarce: false };
