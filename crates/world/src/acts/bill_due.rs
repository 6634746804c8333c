//! A household bill falls due to its named holder.
//!
//! What happens: it is paid on time or late; the utility's record says which, and now and then says late of what was paid.
//! Whom it reaches: named holders of bills, twice a month on keyed days.
//! Source: the article (S05).
//! Assumed: rates by income fifth and a personal factor (base_rates.csv); late three times as often without a job once savings are spent.
//! Example: a holder without a job pays late, and the bureau books ten points.

use super::{ActSpec, Responds, falls_due};
use underheaven_base::Act;

/// What is fixed about this act.
pub const SPEC: ActSpec = ActSpec {
    act: Act::BillDue,
    responds: Responds::Payment,
    online: false,
    is_post: false,
    needs_account: false,
    happen: falls_due,
};
