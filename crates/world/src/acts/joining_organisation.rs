//! Joining a dissenting organisation.
//!
//! What happens: membership is a state: meetings follow, and being seen at them.
//! Whom it reaches: adults.
//! Source: the article (S14).
//! Assumed: one in five thousand a year.
//! Example: whoever joined in 2016 may be on the list that is seized in 2019.

use super::{ActSpec, Responds};
use crate::{Push, Scene};
use underheaven_base::Act;
use underheaven_society::Proposal;

/// What is fixed about this act.
pub const SPEC: ActSpec = ActSpec {
    act: Act::JoiningOrganisation,
    responds: Responds::Offence,
    online: false,
    is_post: false,
    needs_account: false,
    happen: join,
};

/// Becomes a member.
fn join(s: &mut Scene, _: &Proposal, happens: bool, _: Push) {
    if happens {
        s.life.member = true;
    }
}
