//! Asking for a flight.
//!
//! What happens: refused, the visit or the day's work is missed.
//! Whom it reaches: everyone.
//! Source: 660 M passengers in 2019 (recalled); the article (S21).
//! Assumed: what trips are for.
//! Example: a salesman misses a day's pay.

use super::{ActSpec, Responds};
use crate::{Push, Scene, gates::train};
use underheaven_base::Act;
use underheaven_base::Gate;
use underheaven_society::Proposal;

/// What is fixed about this act.
pub const SPEC: ActSpec = ActSpec {
    act: Act::FlightTrip,
    responds: Responds::Nothing,
    online: false,
    is_post: false,
    needs_account: false,
    happen: request,
};

/// Asks the gate.
fn request(s: &mut Scene, p: &Proposal, happens: bool, _: Push) {
    if happens {
        train::travel(s, Gate::Flight, p.ordinal);
    }
}
