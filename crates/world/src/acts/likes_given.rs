//! An evening of giving likes.
//!
//! What happens: a friend receives them, or a firm that bought reach.
//! Whom it reaches: internet users.
//! Source: the article (S32: likes make one popular).
//! Assumed: 25 evenings a year; which share goes to bought reach.
//! Example: somebody without a like last month posts less.

use super::{ActSpec, Responds};
use crate::{Letter, Push, Scene, Turn};
use underheaven_base::Act;
use underheaven_base::{Purpose, chance, pick};
use underheaven_society::{FRIEND_LAYERS, Proposal};

/// What is fixed about this act.
pub const SPEC: ActSpec = ActSpec {
    act: Act::LikesGiven,
    responds: Responds::Nothing,
    online: true,
    is_post: false,
    needs_account: true,
    happen: give,
};

/// Likes a friend's posts, unless bought reach takes the evening or the friend was dropped.
fn give(s: &mut Scene, p: &Proposal, happens: bool, _: Push) {
    if !happens {
        return;
    }
    s.eye().sends_otherwise(|d| d.temper);
    let draw = s.draw(Purpose::Likes, u32::from(p.ordinal));
    let bought = s.frame.temper.likes.is_some_and(|l| chance(draw.word(0), l.bought));
    if bought {
        s.turn(Turn::BoughtReach, 1);
    }
    // One layer of friends is drawn, and the next ones stand in where it holds nobody.
    let first = pick(draw.word(1), u32::from(FRIEND_LAYERS)) as u8;
    let layers = (first..FRIEND_LAYERS).chain(0..first);
    let found =
        layers.map(|i| (i, s.home.friend(s.frame.society, s.me.id, i))).find_map(|(i, friend)| Some((i, friend?)));
    let Some((i, friend)) = found else { return };
    if bought {
        // Whoever would have been liked is not seen: bought reach takes from friends.
        s.send(friend, None, Letter::ReachLost);
    } else if s.life.dropped & 1 << i == 0 {
        s.send(friend, None, Letter::Like);
    }
}
