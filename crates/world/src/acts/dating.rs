//! Asking someone for a date.
//!
//! What happens: one of those shown is asked; answered in the next posting period, dated in the third.
//! Whom it reaches: singles who search.
//! Source: the article (S07, S17).
//! Assumed: six a year, half say yes.
//! Example: she declines, for his band is lower than hers.

use super::{ActSpec, Responds};
use crate::arms::otherwise;
use crate::{Item, Letter, Push, Scene, gates::dating_boost, life::Courting, scene::Eye};
use underheaven_base::Act;
use underheaven_base::{Purpose, pick};
use underheaven_society::Proposal;

/// What is fixed about this act.
pub const SPEC: ActSpec = ActSpec {
    act: Act::Dating,
    responds: Responds::Nothing,
    online: true,
    is_post: false,
    needs_account: false,
    happen: court,
};

/// How many dates may be under way at once.
const MOST: usize = 4;

/// Asks one of those shown.
fn court(s: &mut Scene, p: &Proposal, happens: bool, _: Push) {
    if !happens || s.life.courting.len() >= MOST {
        return;
    }
    let shown = dating_boost::shown(s);
    if shown.is_empty() {
        return;
    }
    let word = s.draw(Purpose::Date, u32::from(p.ordinal)).word(0);
    let partner = shown[pick(word, shown.len() as u32) as usize];
    if partner == s.me.id || s.life.courting.iter().any(|c| c.partner == partner) {
        return;
    }
    let band = band(s.eye());
    s.life.courting.push(Courting {
        partner,
        since: s.frame.period,
        accepted: false,
        arrived: false,
        partner_band: None,
        my_band: None,
    });
    s.send(partner, None, Letter::Ask { band });
}

/// This person's band today, if there is one.
pub fn band(s: Eye) -> Option<u8> {
    let band = |e: Eye| {
        let scored = e.under_rule() && e.frame.book.score.is_some();
        if scored { e.frame.book.band(e.life.score) } else { None }
    };
    s.judge(|d| d.bands.or(d.score).or(d.span), |d, arm| otherwise(d.stands_by(arm).unwrap_or(Item::Bands)), band)
}
