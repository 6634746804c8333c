//! A violation at the wheel.
//!
//! What happens: cameras and officers see a quarter of them.
//! Whom it reaches: drivers.
//! Source: the article (S10, S28: drivers stop at crosswalks).
//! Assumed: six a year.
//! Example: after a booking the driver's fear cuts the rate by half, for a while.

use super::{ActSpec, Responds};
use underheaven_base::Act;

/// What is fixed about this act.
pub const SPEC: ActSpec = ActSpec {
    act: Act::DrivingViolation,
    responds: Responds::Offence,
    online: false,
    is_post: false,
    needs_account: false,
    happen: super::seen,
};
