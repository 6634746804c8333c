//! Reporting a neighbour.
//!
//! What happens: a report names criticism, a crossing or a meeting; a false one books that act on somebody who did nothing; a true one is one more channel for an act of the last posting period that no other channel booked, and comes to nothing where there was none.
//! Whom it reaches: adults, on people of their street.
//! Source: base rates.
//! Assumed: one in fifty years, one in ten false.
//! Example: a quarrel about a bicycle ends in a false report of criticism, and her kin are booked.

use super::{ActSpec, Responds};
use crate::{Ask, Letter, Push, Scene, Trigger};
use underheaven_base::{Act, Channel};
use underheaven_base::{Cause, PersonId, Purpose, chance, pick};
use underheaven_society::Proposal;

/// What is fixed about this act.
pub const SPEC: ActSpec = ActSpec {
    act: Act::NeighbourReport,
    responds: Responds::Nothing,
    online: false,
    is_post: false,
    needs_account: false,
    seen_by: &[],
    happen: report,
};

/// Names a neighbour and an act.
fn report(s: &mut Scene, p: &Proposal, happens: bool, _: Push) {
    if !happens || !s.frame.works_in(s.me.id.neighbourhood(), s.day) {
        return;
    }
    let Some(rule) = s.frame.book.reports.as_ref().filter(|r| r.span.holds(s.day)) else { return };
    let draw = s.draw(Purpose::Report, u32::from(p.ordinal));
    let Some(named) = named(s, draw.word(0)) else { return };
    let subject = match s.frame.fixed(s.me.id, s.day, Ask::ReportSubject) {
        Some(i) => Act::ALL.get(i as usize).copied(),
        None => subject(&rule.subject, draw.word(1)),
    };
    let Some(act) = subject else { return };
    let errs = crate::detection::attention(s, Channel::Neighbour, false);
    let false_report = match s.frame.fixed(s.me.id, s.day, Ask::FalseReport) {
        Some(answer) => answer != 0,
        None => chance(draw.word(2), rule.false_share * errs),
    };
    if false_report {
        let trigger = Some(Trigger { act, kind: act.kind(), person: named });
        let letter = Letter::Sighting { act, cause: Cause::FalseReport, channel: Channel::Neighbour, trigger };
        s.send(named, None, letter);
    } else {
        s.send(named, None, Letter::Report { act });
    }
}

/// Somebody of the street who is not of the household.
fn named(s: &Scene, word: u32) -> Option<PersonId> {
    if let Some(fixed) = s.frame.fixed(s.me.id, s.day, Ask::Reported) {
        return Some(PersonId(fixed));
    }
    let others = s.frame.society.street(s.me.id).iter().copied();
    let home = |p: &PersonId| s.frame.society.person(*p).household != s.me.household;
    let others: Vec<PersonId> = others.filter(home).collect();
    if others.is_empty() { None } else { Some(others[pick(word, others.len() as u32) as usize]) }
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
