//! A judgment is performed after all.
//!
//! What happens: a listing that names this act is lifted.
//! Whom it reaches: people who are listed for it.
//! Source: court list: removal on performance (documented).
//! Assumed: three in ten a year.
//! Example: a debtor pays, and three working days later the tickets are there again.

use super::{ActSpec, Responds, seen};
use underheaven_base::Act;

/// What is fixed about this act.
pub const SPEC: ActSpec = ActSpec {
    act: Act::JudgmentPerformed,
    responds: Responds::Nothing,
    online: false,
    is_post: false,
    needs_account: false,
    happen: seen,
};
