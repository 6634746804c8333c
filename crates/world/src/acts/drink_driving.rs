//! Driving after drinking.
//!
//! What happens: an officer may stop it.
//! Whom it reaches: drivers who drink.
//! Source: the article (S10); Suining booked 50 points (recalled).
//! Assumed: three in ten years, one or two in a hundred stopped.
//! Example: one stop costs as much as sixteen crossings.

use super::{ActSpec, Responds};
use underheaven_base::Act;

/// What is fixed about this act.
pub const SPEC: ActSpec = ActSpec {
    act: Act::DrinkDriving,
    responds: Responds::Offence,
    online: false,
    is_post: false,
    needs_account: false,
    happen: super::seen,
};
