//! Asking to be admitted to a hospital.
//!
//! What happens: a queue; answered at postings.
//! Whom it reaches: everyone by age.
//! Source: 266 M admissions in 2019 (recalled); the article (S19).
//! Assumed: beds, patience.
//! Example: somebody is pushed back a week.

use super::{ActSpec, Responds};
use crate::{Push, Scene, posting};
use underheaven_base::Act;
use underheaven_base::Gate;
use underheaven_society::Proposal;

/// What is fixed about this act.
pub const SPEC: ActSpec = ActSpec {
    act: Act::HospitalAdmission,
    responds: Responds::Nothing,
    online: false,
    is_post: false,
    needs_account: false,
    happen: request,
};

/// Asks the gate.
fn request(s: &mut Scene, _: &Proposal, happens: bool, _: Push) {
    if happens {
        posting::request(s, Gate::Hospital);
    }
}
