//! Reporting a neighbour.
//!
//! What happens: a report names an act, by the rulebook's shares; a false one books that act on somebody who did nothing; a true one is one more channel for an act of the last posting period that no other channel booked, and comes to nothing where there was none.
//! Whom it reaches: adults, on people of their street.
//! Source: base rates.
//! Assumed: one in fifty years, one in ten false.
//! Example: a quarrel about a bicycle ends in a false report of criticism, and her kin are booked.

use super::{ActSpec, Responds};
use crate::{Ask, Letter, Push, Scene, Trigger, detection::attention_to, scene::Eye};
use underheaven_base::{Act, Channel};
use underheaven_base::{Cause, PersonId, Purpose, chance};
use underheaven_society::{Person, Proposal};

/// What is fixed about this act.
pub const SPEC: ActSpec = ActSpec {
    act: Act::NeighbourReport,
    responds: Responds::Nothing,
    online: false,
    is_post: false,
    needs_account: false,
    happen: report,
};

/// Names a neighbour and an act.
fn report(s: &mut Scene, p: &Proposal, happens: bool, _: Push) {
    if !happens || !s.eye().works() {
        return;
    }
    // What a report says reaches somebody else: nothing of the reporter's own differs by it.
    s.eye().sends_otherwise(|d| d.reports.or(d.attention[Channel::Neighbour.index()]));
    let Some(rule) = s.frame.book.reports.as_ref().filter(|r| r.span.holds(s.day)) else { return };
    let draw = s.draw(Purpose::Report, u32::from(p.ordinal));
    let Some(named) = named(s.eye(), draw.word(0)) else { return };
    let subject = match s.frame.fixed(s.me.id, s.day, Ask::ReportSubject) {
        Some(i) => Act::ALL.get(i as usize).copied(),
        None => subject(&rule.subject, draw.word(1)),
    };
    let Some(act) = subject else { return };
    let false_report = match s.frame.fixed(s.me.id, s.day, Ask::FalseReport) {
        Some(answer) => answer != 0,
        None => chance(draw.word(2), rule.false_share),
    };
    if false_report {
        let trigger = Some(Trigger { act, kind: act.kind(), person: named });
        let letter = Letter::Sighting { act, cause: Cause::FalseReport, channel: Channel::Neighbour, trigger };
        s.send(named, None, letter);
    } else {
        s.send(named, None, Letter::Report { act });
    }
}

/// Somebody of the street who is not of the household; some groups are named more often.
fn named(s: Eye, word: u32) -> Option<PersonId> {
    if let Some(fixed) = s.frame.fixed(s.me.id, s.day, Ask::Reported) {
        return Some(PersonId(fixed));
    }
    let street = s.home.street(s.me.id).iter();
    let others: Vec<&Person> = street.filter(|p| p.household != s.me.household).collect();
    let weights: Vec<f64> = others.iter().map(|p| attention_to(s, p, Channel::Neighbour, true)).collect();
    let mut left = f64::from(word) / 4_294_967_296.0 * weights.iter().sum::<f64>();
    for (other, weight) in others.iter().zip(weights) {
        if left < weight {
            return Some(other.id);
        }
        left -= weight;
    }
    others.last().map(|p| p.id)
}

/// The act that a report names, by the rulebook's shares.
fn subject(shares: &[(Act, f64)], word: u32) -> Option<Act> {
    let mut u = f64::from(word) / 4_294_967_296.0;
    for (act, share) in shares {
        if u < *share {
            return Some(*act);
        }
        u -= share;
    }
    shares.last().map(|x| x.0)
}
