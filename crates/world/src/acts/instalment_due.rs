//! An instalment of a loan falls due.
//!
//! What happens: it is paid on time or overdue; the bank's record feeds the registry score.
//! Whom it reaches: borrowers, once a month on a keyed day.
//! Source: the article (S06), the credit registry.
//! Assumed: two in a hundred overdue, everybody alike.
//! Example: a cheap loan leaves something in savings at each instalment.

use super::{ActSpec, Responds, falls_due};
use underheaven_base::Act;

/// What is fixed about this act.
pub const SPEC: ActSpec = ActSpec {
    act: Act::InstalmentDue,
    responds: Responds::Payment,
    online: false,
    is_post: false,
    needs_account: false,
    happen: falls_due,
};
