//! Visiting a clinic.
//!
//! What happens: nothing hangs on it in the article: it is lived so that days are whole.
//! Whom it reaches: everyone by age.
//! Source: 8.7 bn visits in 2019 (recalled).
//! Assumed: nothing else.
//! Example: an old woman goes on the first Tuesday; nobody books it.

use super::{ActSpec, Responds};
use underheaven_base::Act;

/// What is fixed about this act.
pub const SPEC: ActSpec = ActSpec {
    act: Act::OutpatientVisit,
    responds: Responds::Nothing,
    online: false,
    is_post: false,
    needs_account: false,
    happen: super::seen,
};
