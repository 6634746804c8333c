//! Asking for a job, a new one or the present one again.
//!
//! What happens: refused, one is without a job until a request is granted.
//! Whom it reaches: people of working age who work.
//! Source: the article (S20).
//! Assumed: one in four years; monthly without a job.
//! Example: he asks every month for two years.

use super::{ActSpec, Responds};
use crate::{Push, Scene, gates::job};
use underheaven_base::Act;
use underheaven_society::Proposal;

/// What is fixed about this act.
pub const SPEC: ActSpec = ActSpec {
    act: Act::JobRequest,
    responds: Responds::Nothing,
    online: false,
    is_post: false,
    needs_account: false,
    happen: request,
};

/// Asks the gate.
fn request(s: &mut Scene, _: &Proposal, happens: bool, _: Push) {
    if happens {
        job::apply(s);
    }
}
