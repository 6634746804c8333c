//! A court judgment is left unperformed.
//!
//! What happens: the court may record it; a rulebook may list for it.
//! Whom it reaches: people with a loan or a rent contract.
//! Source: court list of judgment defaulters (documented).
//! Assumed: how often, and that half are recorded.
//! Example: a debtor does not pay a judgment and is listed for two years.

use super::{ActSpec, Responds};
use underheaven_base::Act;

/// What is fixed about this act.
pub const SPEC: ActSpec = ActSpec {
    act: Act::JudgmentUnperformed,
    responds: Responds::Offence,
    online: false,
    is_post: false,
    needs_account: false,
    happen: super::seen,
};
