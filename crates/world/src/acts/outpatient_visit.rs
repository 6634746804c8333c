//! Visiting a clinic.
//!
//! What happens: nothing hangs on it in the article: it is lived so that days are whole.
//! Whom it reaches: everyone by age.
//! Source: 8.7 bn visits in 2019 (recalled).
//! Assumed: nothing else.
//! Example: a rulebook of one's own may look at it.

use super::{ActSpec, Responds};
use crate::{Push, Scene};
use underheaven_base::Act;
use underheaven_society::Proposal;

/// What is fixed about this act.
pub const SPEC: ActSpec = ActSpec {
    act: Act::OutpatientVisit,
    responds: Responds::Nothing,
    online: false,
    is_post: false,
    needs_account: false,
    seen_by: &[],
    happen: request,
};

/// Asks the gate.
fn request(s: &mut Scene, _: &Proposal, happens: bool, _: Push) {
    if happens {
        let _ = s;
    }
}
