//! An ordinary post.
//!
//! What happens: it is on record; received likes bring more of it, being ignored less.
//! Whom it reaches: internet users.
//! Source: 989 M netizens (read); the article (S32).
//! Assumed: 25 a year.
//! Example: a shut account posts nothing.

use super::{ActSpec, Responds};
use underheaven_base::Act;

/// What is fixed about this act.
pub const SPEC: ActSpec = ActSpec {
    act: Act::ChatPost,
    responds: Responds::Post,
    online: true,
    is_post: true,
    needs_account: true,
    happen: super::seen,
};
