//! Crossing a street against the signal.
//!
//! What happens: a camera or an officer may see it, a camera may take the walker for somebody else, a neighbour may report it.
//! Whom it reaches: everyone from 6.
//! Source: the article (S10, walkers); jaywalkers shown at one crossing in Shenzhen (read).
//! Assumed: 18 a year, seven in a thousand seen by cameras.
//! Example: a camera books it on a woman of the same age class who was at home.

use super::{ActSpec, Responds};
use underheaven_base::Act;

/// What is fixed about this act.
pub const SPEC: ActSpec = ActSpec {
    act: Act::CrossingOnRed,
    responds: Responds::Offence,
    online: false,
    is_post: false,
    needs_account: false,
    happen: super::seen,
};
