//! Doing volunteer work.
//!
//! What happens: an organiser's record may count it.
//! Whom it reaches: adults.
//! Source: merit in documented rulebooks; the article names none.
//! Assumed: six in ten years; hope raises it.
//! Example: a father volunteers in the year before his daughter enters school.

use super::{ActSpec, Responds};
use underheaven_base::Act;

/// What is fixed about this act.
pub const SPEC: ActSpec = ActSpec {
    act: Act::Volunteering,
    responds: Responds::Merit,
    online: false,
    is_post: false,
    needs_account: false,
    happen: super::seen,
};
