//! Asking for a place at a sought-after school.
//!
//! What happens: a parent's standing decides for the child; answered at the posting.
//! Whom it reaches: children of 6, 12 and 15, on 1 September.
//! Source: the article (S18).
//! Assumed: three places for ten requests.
//! Example: the daughter of a listed man is refused.

use super::{ActSpec, Responds};
use crate::{Push, Scene, posting};
use underheaven_base::Act;
use underheaven_base::Gate;
use underheaven_society::Proposal;

/// What is fixed about this act.
pub const SPEC: ActSpec = ActSpec {
    act: Act::SchoolEntry,
    responds: Responds::Nothing,
    online: false,
    is_post: false,
    needs_account: false,
    happen: request,
};

/// Asks the gate.
fn request(s: &mut Scene, _: &Proposal, happens: bool, _: Push) {
    if happens {
        posting::request(s, Gate::School);
    }
}
