//! Asking to rent a home.
//!
//! What happens: a deposit is paid, or waived for the trustworthy.
//! Whom it reaches: one adult for each household.
//! Source: the article (S16).
//! Assumed: eight in a hundred a year; the deposit.
//! Example: two months of bills are held for a year.

use super::{ActSpec, Responds};
use crate::{Push, Scene, gates::hotel};
use underheaven_base::Act;
use underheaven_base::Gate;
use underheaven_society::Proposal;

/// What is fixed about this act.
pub const SPEC: ActSpec = ActSpec {
    act: Act::RentalRequest,
    responds: Responds::Nothing,
    online: false,
    is_post: false,
    needs_account: false,
    happen: request,
};

/// Asks the gate.
fn request(s: &mut Scene, _: &Proposal, happens: bool, _: Push) {
    if happens {
        hotel::stay(s, Gate::Rental);
    }
}
