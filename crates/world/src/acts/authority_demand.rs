//! An authority makes a demand on a foreign firm.
//!
//! What happens: the firm follows or refuses, by its type; firm points follow.
//! Whom it reaches: foreign firms, through their legal representative.
//! Source: the article (S30); the letter to 44 airlines of 2018 (read).
//! Assumed: two a year; which firms follow.
//! Example: an airline renames a destination on its site.

use super::{ActSpec, Responds};
use crate::arms::otherwise;
use crate::{Item, Push, Scene, Turn};
use underheaven_base::Act;
use underheaven_society::Proposal;

/// What is fixed about this act.
pub const SPEC: ActSpec = ActSpec {
    act: Act::AuthorityDemand,
    responds: Responds::Nothing,
    online: false,
    is_post: false,
    needs_account: false,
    happen: demanded,
};

/// The firm follows, or not.
fn demanded(s: &mut Scene, _: &Proposal, happens: bool, _: Push) {
    if !happens {
        return;
    }
    let Some(firm) = s.frame.society.employer(s.me.id).map(|f| s.frame.society.firm(f)) else { return };
    s.turn(if firm.complies { Turn::Complied } else { Turn::Defied }, 1);
    s.reads(|d| d.firm, otherwise(Item::Firm));
    let works = s.eye().works();
    let Some(rule) = s.frame.book.firm.as_ref().filter(|f| works && f.span.holds(s.day)) else { return };
    s.life.firm_points += if firm.complies { rule.rule.complied.value } else { rule.rule.refused.value };
}
