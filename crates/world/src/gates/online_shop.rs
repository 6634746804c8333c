//! Online shops: shut for the listed.
//!
//! What happens: the same goods are bought elsewhere, unseen by platforms and dearer.
//! Whom it reaches: online shoppers. Source: the article (S24); no such penalty is documented. Assumed: how much dearer.
//! Example: forty-five purchases a year cost a tenth of a month of bills more, and no platform records the alcohol.

use super::GateSpec;
use crate::{Scene, Turn};
use underheaven_base::{Gate, Term};

/// What is fixed about this gate.
pub const SPEC: GateSpec = GateSpec { gate: Gate::OnlineShop, terms: &[Term::DearerMonths], scarce: false };

/// A purchase by somebody shut out of online shops costs more.
pub fn elsewhere(s: &mut Scene) {
    if crate::response::shops_online(s.eye()) && super::shut(s.eye(), Gate::OnlineShop).is_some() {
        s.life.savings -= (super::term(s, Gate::OnlineShop, Term::DearerMonths) * 1000.0) as i32;
        s.turn(Turn::BoughtUnseen, 1);
    }
}
