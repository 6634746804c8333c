//! A firm asks for a contract or a licence.
//!
//! What happens: its firm points decide; the staff feel it.
//! Whom it reaches: firms, through their legal representative.
//! Source: the article (S30).
//! Assumed: two a year.
//! Example: a firm that followed every demand wins by favour.

use super::{ActSpec, Responds};
use crate::{Push, Scene, gates::contract};
use underheaven_base::Act;
use underheaven_society::Proposal;

/// What is fixed about this act.
pub const SPEC: ActSpec = ActSpec {
    act: Act::ContractRequest,
    responds: Responds::Nothing,
    online: false,
    is_post: false,
    needs_account: false,
    happen: request,
};

/// Asks the gate.
fn request(s: &mut Scene, _: &Proposal, happens: bool, _: Push) {
    if happens {
        contract::ask(s);
    }
}
