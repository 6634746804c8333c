//! Asking for a loan.
//!
//! What happens: the few cheap ones go to the favoured first; answered at the posting.
//! Whom it reaches: adults.
//! Source: the article (S15).
//! Assumed: fifteen in a hundred a year.
//! Example: without standing she would have drawn the cheap one.

use super::{ActSpec, Responds};
use crate::{Push, Scene, posting};
use underheaven_base::Act;
use underheaven_base::Gate;
use underheaven_society::Proposal;

/// What is fixed about this act.
pub const SPEC: ActSpec = ActSpec {
    act: Act::LoanRequest,
    responds: Responds::Nothing,
    online: false,
    is_post: false,
    needs_account: false,
    happen: request,
};

/// Asks the gate.
fn request(s: &mut Scene, _: &Proposal, happens: bool, _: Push) {
    if happens {
        posting::request(s, Gate::Loan);
    }
}
