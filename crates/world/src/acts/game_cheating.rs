//! Cheating in a video game.
//!
//! What happens: the platform may find it out.
//! Whom it reaches: all players.
//! Source: the article (S13); floated for lists (recalled).
//! Assumed: about once in eight years, three in ten found.
//! Example: one cheat costs as much as seven crossings.

use super::{ActSpec, Responds};
use underheaven_base::Act;

/// What is fixed about this act.
pub const SPEC: ActSpec = ActSpec {
    act: Act::GameCheating,
    responds: Responds::Offence,
    online: true,
    is_post: false,
    needs_account: false,
    happen: super::seen,
};
