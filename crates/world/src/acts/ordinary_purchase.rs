//! An ordinary order or purchase.
//!
//! What happens: it leaves a record; where online shops are shut the same goods are dearer and unseen.
//! Whom it reaches: everyone from 14.
//! Source: 63.5 bn parcels in 2019 (recalled); the article (S24).
//! Assumed: 45 a year.
//! Example: a listed shopper pays a little more each time.

use super::{ActSpec, Responds};
use crate::{Push, Scene, gates::online_shop};
use underheaven_base::Act;
use underheaven_society::Proposal;

/// What is fixed about this act.
pub const SPEC: ActSpec = ActSpec {
    act: Act::OrdinaryPurchase,
    responds: Responds::Nothing,
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
