//! An evening spent on video games.
//!
//! What happens: the platform records it; a rule counts evenings in a month.
//! Whom it reaches: players 50 evenings a year, heavy players 250.
//! Source: the article (S13); players 518 M (recalled).
//! Assumed: how often.
//! Example: the twenty-fifth recorded evening of a month books five points.

use super::{ActSpec, Responds};
use underheaven_base::Act;

/// What is fixed about this act.
pub const SPEC: ActSpec = ActSpec {
    act: Act::GamingEvening,
    responds: Responds::Offence,
    online: true,
    is_post: false,
    needs_account: false,
    happen: super::seen,
};
