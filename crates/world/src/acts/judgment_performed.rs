//! A judgment is performed after all.
//!
//! What happens: a listing that names this act is lifted.
//! Whom it reaches: people who are listed for it.
//! Source: court list: removal on performance (documented).
//! Assumed: three in ten a year.
//! Example: a debtor pays, and three working days later the tickets are there again.

use super::{ActSpec, Responds};
use crate::{Push, Scene, standing};
use underheaven_base::Act;
use underheaven_society::Proposal;

/// What is fixed about this act.
pub const SPEC: ActSpec = ActSpec {
    act: Act::JudgmentPerformed,
    responds: Responds::Nothing,
    online: false,
    is_post: false,
    needs_account: false,
    happen: performed,
};

/// Lifts what this act lifts.
fn performed(s: &mut Scene, _: &Proposal, happens: bool, _: Push) {
    if happens {
        standing::removal(s, Act::JudgmentPerformed);
    }
}
