//! Rent falls due.
//!
//! What happens: it is paid on time or late, on a platform's record; the article has no rule for it.
//! Whom it reaches: holders of a rent contract, once a month.
//! Source: none: a rulebook of one's own may use it.
//! Assumed: late like a bill.
//! Example: a rulebook that adds `act = "rent-due"` books it without any Rust.

use super::{ActSpec, Responds, falls_due};
use underheaven_base::Act;

/// What is fixed about this act.
pub const SPEC: ActSpec = ActSpec {
    act: Act::RentDue,
    responds: Responds::Payment,
    online: false,
    is_post: false,
    needs_account: false,
    happen: falls_due,
};
