//! Gates: where standing opens or shuts something. One file each: what shuts, whom it reaches, what it costs.
//!
//! A gate changes lives, not counters: a missed visit, a lost job, a deposit out of savings, goods that
//! are dearer. What it answers follows from the rulebook's lists and bands alone.

pub mod account;
pub mod contract;
pub mod dating_boost;
pub mod flight;
pub mod hospital;
pub mod hotel;
pub mod internet;
pub mod job;
pub mod loan;
pub mod online_shop;
pub mod rental;
pub mod school;
pub mod train;

use crate::arms::{Arms, Differs, otherwise};
use crate::{
    Answer, Causes, Item, Scene, book::GateReady, life::OnList, life::Standing, response, scene::Eye, standing,
};
use underheaven_base::{Cause, Gate, Outcome, Term};

/// What is fixed about a gate.
#[derive(Clone, Copy, Debug)]
pub struct GateSpec {
    /// Which.
    pub gate: Gate,
    /// The terms a rulebook may give it.
    pub terms: &'static [Term],
    /// Something scarce: it answers at the posting.
    pub scarce: bool,
}

/// All gates in the vocabulary's order.
pub const SPECS: [GateSpec; Gate::COUNT] = [
    train::SPEC,
    flight::SPEC,
    hotel::SPEC,
    rental::SPEC,
    loan::SPEC,
    job::SPEC,
    contract::SPEC,
    school::SPEC,
    hospital::SPEC,
    dating_boost::SPEC,
    account::SPEC,
    internet::SPEC,
    online_shop::SPEC,
];

/// What a gate's rule makes of a standing.
pub fn judge(rule: &GateReady, standing: Standing) -> Outcome {
    if !standing.counts {
        return Outcome::Granted;
    }
    if standing.lists & rule.refuses_lists != 0 || standing.band & rule.refuses_bands != 0 {
        Outcome::Refused
    } else if standing.band & rule.favours_bands != 0 && standing.lists == 0 {
        Outcome::Favoured
    } else {
        Outcome::Granted
    }
}

/// Asks a gate in this person's name, tells the observer, and lets the person learn from a refusal.
pub fn ask(s: &mut Scene, gate: Gate) -> Outcome {
    let arms = |d: &Differs| d.gates[gate.index()].or(d.bands).or(d.gate_days).or(d.score);
    match s.eye().judge(arms, |d, arm| otherwise(d.answers_by(gate, arm)), |e| judged(e, gate)) {
        None => answer(s, gate, Outcome::Granted, None),
        Some((seen, outcome)) => answer(s, gate, outcome, Some(seen)),
    }
}

/// The standing that a gate looks at today and what its rule makes of it, where it has one. Somebody grown who does not count
/// is answered as if it had none; of a child it is told at whom the gate looked.
pub fn judged(s: Eye, gate: Gate) -> Option<(Standing, Outcome)> {
    let rule = s.frame.book.gate(gate, s.day)?;
    let seen = standing::seen_by_gate(s, rule.follows_parent);
    (seen.counts || s.me.is_under(s.frame.book.age, s.day)).then(|| (seen, judge(rule, seen)))
}

/// Tells a gate's answer, with the listing behind a refusal.
pub fn answer(s: &mut Scene, gate: Gate, outcome: Outcome, seen: Option<Standing>) -> Outcome {
    let childs = seen.is_some() && s.me.is_under(s.frame.book.age, s.day);
    let lists = s.frame.book.gates[gate.index()].as_ref().map_or(0, |g| g.refuses_lists);
    let refused = outcome == Outcome::Refused;
    if refused || outcome == Outcome::Favoured {
        let arms = |d: &Differs| d.gates[gate.index()].or(d.bands).or(d.score);
        s.eye().reads_by(arms, |d, arm| otherwise(d.answers_by(gate, arm)));
    }
    if childs {
        // Whose standing is told, a parent's or the child's own, hangs on whether any gate looks at parents.
        let arms = |d: &Differs| d.gates.iter().fold(Arms::NONE, |all, arms| all.or(*arms));
        let follows = |e: Eye| e.frame.book.gates.iter().flatten().any(|g| g.follows_parent);
        let by = |d: &Differs, arm: usize| otherwise(d.gate_of(arm).unwrap_or(Item::Gate(gate)));
        s.eye().judge(arms, by, follows);
    }
    let behind: Option<OnList> = match (refused, childs) {
        (true, false) => standing::listing_behind(s.eye(), lists),
        (true, true) => s.life.parents.listing,
        (false, _) => None,
    };
    let mut told = Answer {
        person: s.me.id,
        day: s.day,
        gate,
        outcome,
        list: behind.map(|l| l.list),
        rule: behind.and_then(|l| l.rule),
        cause: behind.map(|l| l.cause),
        needed: behind.map_or(Causes::default(), |l| l.needed),
        trigger: behind.and_then(|l| l.trigger),
        standing_of: if childs { s.life.parents.who.unwrap_or(s.me.id) } else { s.me.id },
    };
    let decided = refused || outcome == Outcome::Favoured;
    if decided && childs {
        told.cause = Some(Cause::Kin);
    } else if decided && behind.is_none() {
        by_band(s.eye(), &mut told);
    }
    s.observer.gate(&told);
    if refused {
        standing::learns(s, lists);
    }
    if outcome == Outcome::Favoured {
        response::favoured(s);
    }
    outcome
}

/// Where a band alone decides, the causes are those without whose net points the score would be in a band that the gate
/// answers otherwise. Whoever has left that band since asking is told no cause.
fn by_band(s: Eye, told: &mut Answer) {
    let book = s.frame.book;
    let Some(rule) = book.gates[told.gate.index()].as_ref() else { return };
    let bands = if told.outcome == Outcome::Refused { rule.refuses_bands } else { rule.favours_bands };
    let same = |score: i32| book.band(score).is_some_and(|band| bands & 1 << band != 0);
    if book.score.is_none() || !same(s.life.score) {
        return;
    }
    told.needed = standing::needed_for(s, same);
    told.cause = Some(standing::first_of(told.needed));
    if let Some(entry) = standing::entry_behind(s, told.outcome == Outcome::Refused) {
        (told.rule, told.trigger) = (entry.rule, entry.trigger);
    }
}

/// The listing for which a gate that nobody asks (an account, the line, the shop) is shut to this person, if it is.
pub fn shut(s: Eye, gate: Gate) -> Option<Standing> {
    if s.life.listings.is_empty()
        && s.life.parents.standing.lists == 0
        && !s.frame.book.bands_shut
        && s.frame.pair.is_none_or(|pair| pair.differs.bands_shut.is_empty())
    {
        return None;
    }
    let arms = |d: &Differs| d.gates[gate.index()].or(d.bands).or(d.gate_days).or(d.score);
    let shut = |e: Eye| judged(e, gate).filter(|j| j.1 == Outcome::Refused).map(|j| j.0);
    s.judge(arms, |d, arm| otherwise(d.answers_by(gate, arm)), shut)
}

/// A gate's term, whether or not it is in force.
pub fn term(s: &Scene, gate: Gate, term: Term) -> f64 {
    let arms = |d: &Differs| d.gates[gate.index()];
    s.eye().judge(arms, |_, _| otherwise(Item::Gate(gate)), |e| e.frame.book.term(gate, term))
}

/// Takes a deposit out of savings, to come back on a later day.
pub fn deposit(s: &mut Scene, gate: Gate, waived: bool) {
    let thousandths = (term(s, gate, Term::DepositMonths) * 1000.0) as i32;
    let tenths = (thousandths / 100).max(i32::from(thousandths > 0)) as u32;
    if thousandths == 0 {
        return;
    }
    if waived {
        s.turn(crate::Turn::DepositWaived, tenths);
        return;
    }
    s.turn(crate::Turn::DepositPaid, tenths);
    s.life.savings -= thousandths;
    let back = s.day + (term(s, gate, Term::HeldDays) as i32).max(1);
    s.life.deposits.push((back, thousandths));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gates_stand_in_the_vocabularys_order() {
        for (spec, gate) in SPECS.iter().zip(Gate::ALL) {
            assert_eq!(spec.gate, gate);
        }
    }
}
