//! Social-media accounts: shut for the listed.
//!
//! What happens: posts and evenings of likes stay unwritten, and the followers are lost on the day it is shut.
//! Whom it reaches: whoever posts. Source: the article (S22, S25).
//! Example: a journalist with 700,000 followers is listed, and they are gone.

use super::GateSpec;
use crate::{Scene, Turn};
use underheaven_base::Gate;
use underheaven_society::Trait;

/// What is fixed about this gate.
pub const SPEC: GateSpec = GateSpec { gate: Gate::Account, terms: &[], scarce: false };

/// The account is shut: its followers are lost, once.
pub fn lose_followers(s: &mut Scene) {
    if s.life.shut || !s.me.traits.has(Trait::Netizen) && s.me.followers == 0 {
        return;
    }
    s.life.shut = true;
    s.turn(Turn::FollowersLost, s.me.followers);
}
