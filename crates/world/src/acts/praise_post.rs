//! A post that praises the government.
//!
//! What happens: it is on record; hope and the wish to please bring more of it.
//! Whom it reaches: internet users.
//! Source: the article (S27: people fall in line).
//! Assumed: one a year.
//! Example: a mother whose son enters school next year posts a third more.

use super::{ActSpec, Responds};
use underheaven_base::Act;

/// What is fixed about this act.
pub const SPEC: ActSpec = ActSpec {
    act: Act::PraisePost,
    responds: Responds::Merit,
    online: true,
    is_post: true,
    needs_account: true,
    happen: super::seen,
};
