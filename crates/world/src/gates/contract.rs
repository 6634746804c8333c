//! Contracts and licences of firms.
//!
//! What happens: a firm below the threshold of firm points is refused, one above another wins by favour; its staff feel both.
//! Whom it reaches: firms, through their legal representative. Source: the article (S30), the letter to airlines of 2018.
//! Assumed: thresholds, the share of contracts won, who is laid off.
//! Example: a foreign firm defies two demands, loses its next contract, and two of its forty staff lose their jobs.

use super::GateSpec;
use crate::arms::{Differs, otherwise};
use crate::{Answer, Causes, Item, Letter, Scene, Trigger, Turn, scene::Eye, standing};
use underheaven_base::Gate;
use underheaven_base::{Act, Cause, Kind, Outcome, Purpose, chance};

/// What is fixed about this gate.
pub const SPEC: GateSpec = GateSpec { gate: Gate::Contract, terms: &[], scarce: false };

/// A firm asks for a contract through this person.
pub fn ask(s: &mut Scene) {
    let Some(firm) = s.frame.society.employer(s.me.id).map(|f| s.frame.society.firm(f)) else { return };
    let by = |d: &Differs, arm: usize| match d.firm.has(arm) {
        true => otherwise(Item::Firm),
        false => otherwise(d.answers_by(Gate::Contract, arm)),
    };
    s.eye().reads_by(|d| d.firm.or(d.gates[Gate::Contract.index()]).or(d.span), by);
    let outcome = judge(s.eye());
    let own = Trigger { act: Act::AuthorityDemand, kind: Kind::Conduct, person: s.me.id };
    let decided = matches!(outcome, Outcome::Refused | Outcome::Favoured);
    // Whoever is refused for a listing is told that listing's cause, not the firm's obedience.
    let lists = s.frame.book.gate(Gate::Contract, s.day).map_or(0, |g| g.refuses_lists);
    let behind = standing::listing_behind(s.eye(), lists).filter(|_| outcome == Outcome::Refused);
    let told = Answer {
        person: s.me.id,
        day: s.day,
        gate: Gate::Contract,
        outcome,
        list: behind.map(|l| l.list),
        rule: behind.and_then(|l| l.rule),
        cause: behind.map(|l| l.cause).or(decided.then_some(Cause::OwnAct)),
        needed: behind.map_or(Causes::default(), |l| l.needed),
        trigger: behind.map_or(decided.then_some(own), |l| l.trigger),
        standing_of: s.me.id,
    };
    s.observer.gate(&told);
    if !decided {
        return;
    }
    if behind.is_some() {
        standing::learns(s, lists);
    }
    let won = outcome == Outcome::Favoured;
    s.turn(if won { Turn::ContractWon } else { Turn::ContractLost }, 1);
    let mut staff = vec![];
    s.frame.society.staff(firm.id, &mut staff);
    for to in staff {
        s.send(to, None, Letter::Firm { won });
    }
}

/// What the firm's points make of a request; where no rule judges it, the market decides at the same odds.
fn judge(s: Eye) -> Outcome {
    let Some(f) = &s.frame.book.firm else { return Outcome::Granted };
    let market = |s: Eye| match chance(s.draw(Purpose::Firm, 0).word(0), f.rule.won_share.value) {
        true => Outcome::Granted,
        false => Outcome::Scarce,
    };
    let gate = s.frame.book.gate(Gate::Contract, s.day).filter(|_| s.works());
    match (gate, s.life.firm_points) {
        (Some(g), _) if s.life.lists() & g.refuses_lists != 0 => Outcome::Refused,
        (Some(_), p) if f.span.holds(s.day) && p < f.rule.refused_below.value => Outcome::Refused,
        (Some(_), p) if f.span.holds(s.day) && p >= f.rule.favoured_from.value => Outcome::Favoured,
        _ => market(s),
    }
}

/// The staff feel what the firm won or lost.
pub fn felt(s: &mut Scene, won: bool, asked: underheaven_base::Day) {
    s.reads(|d| d.firm, otherwise(Item::Firm));
    let Some(f) = &s.frame.book.firm else { return };
    if won {
        s.life.savings += f.rule.bonus_tenths.value * 100;
        s.turn(Turn::Bonus, 1);
    } else if s.life.job && chance(s.frame.draw(s.me.id, asked, Purpose::Firm, 1).word(0), f.rule.laid_off_share.value)
    {
        s.life.job = false;
        super::job::tell_home(s, false);
        s.turn(Turn::LaidOff, 1);
    }
}
