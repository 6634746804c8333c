//! Loans at low interest, of which there are few.
//!
//! What happens: cheap loans are a share of those asked for; the favoured come first, the rest draw lots, the refused get none.
//! A cheap loan makes a year of instalments smaller, and savings and bills follow.
//! Whom it reaches: adults who ask. Source: the article (S15). Assumed: the share of cheap loans and the saving.
//! Example: somebody in the top band gets the cheap loan that a lottery by need and date alone would have given to another.

use super::GateSpec;
use crate::{Scene, Turn};
use underheaven_base::{Gate, Term};

/// What is fixed about this gate.
pub const SPEC: GateSpec =
    GateSpec { gate: Gate::Loan, terms: &[Term::PlacesPerRequest, Term::InstalmentSaving], scarce: true };

/// For how many days a cheap loan's instalments are smaller.
pub const CHEAP_DAYS: i32 = 365;

/// A cheap loan was granted.
pub fn granted(s: &mut Scene) {
    s.life.cheap_until = s.day + CHEAP_DAYS;
}

/// An instalment of a cheap loan costs less: the difference stays in savings.
pub fn instalment(s: &mut Scene) {
    if s.day < s.life.cheap_until {
        let saving = super::term(s, Gate::Loan, Term::InstalmentSaving);
        s.life.savings += (saving * 1000.0) as i32;
        s.turn(Turn::LoanSaving, (saving * 100.0) as u32);
    }
}
