//! An instalment of a loan falls due.
//!
//! What happens: it is paid on time or overdue; the bank's record feeds the registry score.
//! Whom it reaches: borrowers, once a month on a keyed day.
//! Source: the article (S06), the credit registry.
//! Assumed: two in a hundred overdue, everybody alike.
//! Example: a cheap loan leaves something in savings at each instalment.

use super::{ActSpec, Responds};
use crate::{Push, Scene, Turn, detection, gates::loan};
use underheaven_base::Act;
use underheaven_society::Proposal;

/// What is fixed about this act.
pub const SPEC: ActSpec = ActSpec {
    act: Act::InstalmentDue,
    responds: Responds::Payment,
    online: false,
    is_post: false,
    needs_account: false,
    happen: falls_due,
};

/// On time or late, as the proposal's luck says; the record says which, or errs.
fn falls_due(s: &mut Scene, p: &Proposal, late: bool, push: Push) {
    if late {
        s.turn(Turn::InstalmentLate, 1);
    }
    detection::record(s, Act::InstalmentDue, late, push == Push::Trap, p.ordinal);
    loan::instalment(s);
}
