//! Drawing an official's displeasure without any act.
//!
//! What happens: discretion may list somebody who did nothing at all.
//! Whom it reaches: adults, at random.
//! Source: the article (S26: others are put on the same list unjustly).
//! Assumed: one in ten thousand a year.
//! Example: a shopkeeper is listed and never learns why.

use super::{ActSpec, Responds};
use crate::{Push, Scene, standing};
use underheaven_base::Act;
use underheaven_society::Proposal;

/// What is fixed about this act.
pub const SPEC: ActSpec = ActSpec {
    act: Act::Displeasing,
    responds: Responds::Nothing,
    online: false,
    is_post: false,
    needs_account: false,
    happen: displease,
};

/// Discretion may answer what was no act.
fn displease(s: &mut Scene, p: &Proposal, happens: bool, _: Push) {
    if happens {
        standing::discretion(s, Act::Displeasing, p.ordinal);
    }
}
