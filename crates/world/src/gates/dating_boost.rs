//! Who is shown first on a dating site.
//!
//! What happens: views are fixed, so who is shown first takes from others.
//! Whom it reaches: singles who search. Source: the article (S17). Assumed: how many one is shown.
//! Example: of five candidates three are shown; two boosted ones come first, and somebody is not shown.

use super::GateSpec;
use crate::{Letter, Scene};
use underheaven_base::PersonId;
use underheaven_base::{Gate, Term};

/// What is fixed about this gate.
pub const SPEC: GateSpec = GateSpec { gate: Gate::DatingBoost, terms: &[Term::Views], scarce: false };

/// Views where the rulebook says nothing.
const USUAL_VIEWS: usize = 3;

/// Whom this person is shown today, out of the week's candidates; writes to those who gained and who lost by a boost.
pub fn shown(s: &mut Scene) -> Vec<PersonId> {
    let mut all = vec![];
    s.frame.society.candidates(s.me.id, s.day.monday(), &mut all);
    let asked = s.frame.book.term(Gate::DatingBoost, Term::Views) as usize;
    let views = if asked == 0 { USUAL_VIEWS } else { asked }.min(all.len());
    let boosted = |p: &PersonId| s.frame.boosted.binary_search(p).is_ok();
    let mut ranked = all.clone();
    ranked.sort_by_key(|p| !boosted(p));
    let (before, after) = (&all[..views], &ranked[..views]);
    for p in after.iter().filter(|p| !before.contains(p)) {
        s.send(*p, None, Letter::Shown { first: true });
    }
    for p in before.iter().filter(|p| !after.contains(p)) {
        s.send(*p, None, Letter::Shown { first: false });
    }
    after.to_vec()
}
