//! A post that speaks ill of the government.
//!
//! What happens: the platform may book it; kin are booked for it, a neighbour may report it.
//! Whom it reaches: critics six times a year, other internet users once in twenty years.
//! Source: the article (S11), protected speech (ICCPR 19).
//! Assumed: how often, three in ten booked.
//! Example: a brother's post costs his sister 35 points.

use super::{ActSpec, Responds};
use underheaven_base::Act;

/// What is fixed about this act.
pub const SPEC: ActSpec = ActSpec {
    act: Act::CriticalPost,
    responds: Responds::Speech,
    online: true,
    is_post: true,
    needs_account: true,
    happen: super::seen,
};
