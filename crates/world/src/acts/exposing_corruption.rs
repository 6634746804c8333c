//! Exposing corruption before an audience.
//!
//! What happens: an official may answer it by a listing, without notice and without any charge.
//! Whom it reaches: journalists and bloggers with an audience.
//! Source: the article (S25); Liu Hu, listed without notice in 2017 (read).
//! Assumed: one a year, three in ten answered.
//! Example: his followers are gone, his daughter's school refuses her, and there is nobody to ask.

use super::{ActSpec, Responds};
use crate::{Push, Scene, standing};
use underheaven_base::Act;
use underheaven_society::Proposal;

/// What is fixed about this act.
pub const SPEC: ActSpec = ActSpec {
    act: Act::ExposingCorruption,
    responds: Responds::Speech,
    online: false,
    is_post: false,
    needs_account: true,
    happen: expose,
};

/// Discretion may answer.
fn expose(s: &mut Scene, p: &Proposal, happens: bool, _: Push) {
    if happens {
        standing::discretion(s, Act::ExposingCorruption, p.ordinal);
    }
}
