//! Buying baby goods.
//!
//! What happens: a platform or till may record it in the buyer's name.
//! Whom it reaches: the named buyer of a household with a child under three, and nobody else.
//! Source: the article (S08).
//! Assumed: 26 a year, six in ten recorded.
//! Example: a couple without children can never earn it.

use super::{ActSpec, Responds};
use crate::{Push, Scene, gates::online_shop};
use underheaven_base::Act;
use underheaven_society::Proposal;

/// What is fixed about this act.
pub const SPEC: ActSpec = ActSpec {
    act: Act::BabyGoods,
    responds: Responds::Merit,
    online: false,
    is_post: false,
    needs_account: false,
    happen: buy,
};

/// Buys, elsewhere where the shop is shut.
fn buy(s: &mut Scene, _: &Proposal, happens: bool, _: Push) {
    if happens {
        online_shop::elsewhere(s);
    }
}
