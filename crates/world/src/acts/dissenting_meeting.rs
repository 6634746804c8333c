//! Attending a meeting of a dissenting organisation.
//!
//! What happens: a camera, an informer or a seized list may give a member away.
//! Whom it reaches: members.
//! Source: the article (S14), protected association (ICCPR 22).
//! Assumed: six a year; 2, 2 and 1 in a hundred seen.
//! Example: a member is booked at most once a year.

use super::{ActSpec, Responds};
use underheaven_base::Act;

/// What is fixed about this act.
pub const SPEC: ActSpec = ActSpec {
    act: Act::DissentingMeeting,
    responds: Responds::Offence,
    online: false,
    is_post: false,
    needs_account: false,
    happen: super::seen,
};
