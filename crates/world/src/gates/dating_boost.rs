//! Who is shown first on a dating site.
//!
//! What happens: views are fixed, so who is shown first takes from others.
//! Whom it reaches: singles who search. Source: the article (S17). Assumed: how many one is shown.
//! Example: of five candidates three are shown; two boosted ones come first, and somebody is not shown.

use super::GateSpec;
use crate::arms::{Arms, Differs, Why};
use crate::{Item, Letter, Scene, scene::Eye};
use underheaven_base::PersonId;
use underheaven_base::{Gate, Path, Term};

/// What is fixed about this gate.
pub const SPEC: GateSpec = GateSpec { gate: Gate::DatingBoost, terms: &[Term::Views], scarce: false };

/// Views where the rulebook says nothing.
const USUAL_VIEWS: usize = 3;

/// Whom this person is shown today, out of the week's candidates; writes to those who gained and who lost by a boost.
pub fn shown(s: &mut Scene) -> Vec<PersonId> {
    let mut all = vec![];
    s.frame.society.candidates(s.me.id, s.day.monday(), &mut all);
    let asked = super::term(s, Gate::DatingBoost, Term::Views) as usize;
    let views = if asked == 0 { USUAL_VIEWS } else { asked }.min(all.len());
    let ranked = |e: Eye| {
        let mut ranked = all.clone();
        // Whose profile is boosted was fixed when the period began; the rule may have ended since.
        if e.frame.book.gate(Gate::DatingBoost, e.day).is_some() {
            ranked.sort_by_key(|p| e.frame.boosted.binary_search(p).is_err());
        }
        ranked
    };
    let boosts = |e: &Eye, arm: usize, p: &PersonId| {
        e.frame.pair.is_some_and(|pair| pair.frames[arm].boosted.binary_search(p).is_ok())
    };
    let eye = s.eye();
    let why = |_: &Differs, arm: usize| Why {
        from: all.iter().copied().find(|p| boosts(&eye, 0, p) != boosts(&eye, arm, p)),
        ..Why::new(Path::Partner, Some(Item::Gate(Gate::DatingBoost)))
    };
    // Whose profile is boosted may differ under any arm, by what befell them.
    let ranked = eye.judge(|_| Arms(u8::MAX), why, ranked);
    let (before, after) = (&all[..views], &ranked[..views]);
    for p in after.iter().filter(|p| !before.contains(p)) {
        s.send(*p, None, Letter::Shown { first: true });
    }
    for p in before.iter().filter(|p| !after.contains(p)) {
        s.send(*p, None, Letter::Shown { first: false });
    }
    after.to_vec()
}
