//! Asking for a train ticket.
//!
//! What happens: refused, the visit or the day's work is missed.
//! Whom it reaches: everyone.
//! Source: 3.57 bn trips in 2019 (read); the article (S21).
//! Assumed: what trips are for.
//! Example: a grandmother is not visited at New Year.

use super::{ActSpec, Responds};
use crate::{Push, Scene, gates::train};
use underheaven_base::Act;
use underheaven_base::Gate;
use underheaven_society::Proposal;

/// What is fixed about this act.
pub const SPEC: ActSpec = ActSpec {
    act: Act::TrainTrip,
    responds: Responds::Nothing,
    online: false,
    is_post: false,
    needs_account: false,
    happen: request,
};

/// Asks the gate.
fn request(s: &mut Scene, p: &Proposal, happens: bool, _: Push) {
    if happens {
        train::travel(s, Gate::Train, p.ordinal);
    }
}
