//! A household bill falls due to its named holder.
//!
//! What happens: it is paid on time or late; the utility's record says which, and now and then says late of what was paid.
//! Whom it reaches: named holders of bills, twice a month on keyed days.
//! Source: the article (S05).
//! Assumed: rates by income fifth and a personal factor (base_rates.csv); late three times as often without a job once savings are spent.
//! Example: a holder without a job pays late, and the bureau books ten points.

use super::{ActSpec, Responds};
use crate::{Push, Scene, Turn, detection};
use underheaven_base::Act;
use underheaven_society::Proposal;

/// What is fixed about this act.
pub const SPEC: ActSpec = ActSpec {
    act: Act::BillDue,
    responds: Responds::Payment,
    online: false,
    is_post: false,
    needs_account: false,
    happen: falls_due,
};

/// On time or late, as the proposal's luck says; the record says which, or errs.
fn falls_due(s: &mut Scene, p: &Proposal, late: bool, push: Push) {
    if late {
        s.turn(Turn::BillLate, 1);
    }
    detection::record(s, Act::BillDue, late, push == Push::Trap, p.ordinal);
}
