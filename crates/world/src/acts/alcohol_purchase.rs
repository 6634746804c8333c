//! Buying alcohol.
//!
//! What happens: tills and platforms record half of it; a rule counts what they saw in a month.
//! Whom it reaches: drinkers 24 times a year, excessive drinkers 150 times.
//! Source: the article (S12); drinkers 41.3 % of adults (read).
//! Assumed: how often, how much is recorded.
//! Example: ten seen purchases in June book five points on the day of the tenth.

use super::{ActSpec, Responds};
use crate::{Push, Scene, gates::online_shop};
use underheaven_base::Act;
use underheaven_society::Proposal;

/// What is fixed about this act.
pub const SPEC: ActSpec = ActSpec {
    act: Act::AlcoholPurchase,
    responds: Responds::Offence,
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
