//! Rent falls due.
//!
//! What happens: it is paid on time or late, on a platform's record; the article has no rule for it.
//! Whom it reaches: holders of a rent contract, once a month.
//! Source: none: a rulebook of one's own may use it.
//! Assumed: late like a bill.
//! Example: a rulebook that adds `act = "rent-due"` books it without any Rust.

use super::{ActSpec, Responds};
use crate::{Push, Scene, Turn, detection};
use underheaven_base::Act;
use underheaven_society::Proposal;

/// What is fixed about this act.
pub const SPEC: ActSpec = ActSpec {
    act: Act::RentDue,
    responds: Responds::Payment,
    online: false,
    is_post: false,
    needs_account: false,
    happen: falls_due,
};

/// On time or late, as the proposal's luck says; the record says which, or errs.
fn falls_due(s: &mut Scene, p: &Proposal, late: bool, push: Push) {
    if late {
        s.turn(Turn::RentLate, 1);
    }
    detection::record(s, Act::RentDue, late, push == Push::Trap, p.ordinal);
}
