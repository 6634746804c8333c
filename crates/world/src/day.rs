//! The day, in the order that data flows: acts, detection, ledger, standing, gates, response.
//!
//! This file is the table of contents of a life. What befalls a person through somebody else does not
//! happen here: it arrives at a posting ([`crate::posting`]).

use crate::arms::otherwise;
use crate::scene::Eye;
use crate::{Item, Push, Scene, acts, detection, ledger, recourse, response, standing};
use underheaven_base::{Act, Day};
use underheaven_society::{Proposal, Trait};

/// The start of a day: who is enrolled, which terms end, which appeals are decided, what comes back, which windows close.
pub fn open(s: &mut Scene) {
    if s.life.enrols == Some(s.day) && not_yet_over(s.eye()) {
        s.observer.enrolled(s.me.id, s.day);
        standing::review_at_enrolment(s);
    }
    if !s.life.listings.is_empty() {
        standing::end_terms(s);
    }
    if !s.life.appeals.is_empty() {
        recourse::decide(s);
    }
    if !s.life.deposits.is_empty() {
        give_back_deposits(s);
    }
    if s.frame.book.closes(s.day) {
        ledger::close_windows(s);
    }
    if s.day.ymd().2 == 1 {
        open_month(s);
    }
}

/// Whether the rulebook has not ended by today; after its end nobody is enrolled.
fn not_yet_over(s: Eye) -> bool {
    s.judge(|d| d.span, |_, _| otherwise(Item::Enrolment), |e| e.day < e.frame.book.span.until())
}

/// Whether the start of this day can change anything for this person; `closes` says that windows close today.
#[inline]
pub fn opens(life: &crate::Life, day: Day, closes: bool) -> bool {
    closes | (life.enrols == Some(day)) | waits(life)
}

/// Whether something waits for its day.
#[inline]
pub fn waits(life: &crate::Life) -> bool {
    (life.listings.len() | life.deposits.len() | life.appeals.len()) != 0
}

/// One proposal: does it happen, who sees it, what is booked, which gate answers, what follows.
pub fn live(s: &mut Scene, p: &Proposal) {
    let (happens, push) = response::decide(s.eye(), p);
    follow(s, p, happens, push);
}

/// What follows from a proposal that was decided.
pub fn follow(s: &mut Scene, p: &Proposal, happens: bool, push: Push) {
    let due = p.act.on_calendar();
    if happens || due {
        s.observer.act(s.me.id, s.day, p.act, if happens { push } else { Push::None });
    }
    if !happens && push != Push::None {
        s.observer.forgone(s.me.id, s.day, p.act, push);
    }
    if happens || due {
        (acts::spec(p.act).happen)(s, p, happens, push);
    }
    if happens && !due && !s.life.listings.is_empty() {
        standing::removal(s, p.act);
    }
    // What falls due leaves a record of its own, and a mere pass is nobody's act.
    if happens && !due && p.act != Act::CameraPass {
        detection::witness(s, p.act, p.ordinal, push == Push::Trap);
    }
}

/// Deposits come back.
fn give_back_deposits(s: &mut Scene) {
    let day = s.day;
    let back: i32 = s.life.deposits.iter().filter(|d| d.0 <= day).map(|d| d.1).sum();
    s.life.deposits.retain(|d| d.0 > day);
    s.life.savings += back;
}

/// The first of a month: wages come or do not, a new month of likes begins.
fn open_month(s: &mut Scene) {
    if s.life.likes || s.life.likes_last {
        s.life.set_likes(false, s.life.likes);
    }
    if !s.me.traits.has(Trait::Worker) && !s.me.traits.has(Trait::BillHolder) {
        return;
    }
    let means = s.frame.society.means();
    let buffer = i32::from(means.buffer_tenths[usize::from(s.me.fifth)]) * 100;
    if !s.life.job || s.life.jobless_at_home > 0 {
        let lost = if s.life.job { HALF_MONTH } else { MONTH };
        // Nobody lends more than a month of bills; what is owed already, for a deposit or dearer goods, stays owed.
        s.life.savings = (s.life.savings - lost).max(-MONTH).min(s.life.savings);
    } else if s.life.savings < buffer {
        s.life.savings = (s.life.savings + i32::from(means.saved_tenths) * 100).min(buffer);
    }
}

/// A month of bills, in thousandths.
const MONTH: i32 = 1000;
/// What a bill holder with a job loses each month while somebody else at home is without one, in thousandths.
const HALF_MONTH: i32 = 500;

/// The end of a posting period: those who are to date tell each other how they stand.
pub fn close_period(s: &mut Scene) {
    if s.life.courting.is_empty() {
        return;
    }
    let (period, length) = (s.frame.period, s.frame.book.period_days);
    s.reads(|d| d.enrolment, otherwise(Item::Enrolment));
    // Whatever answers an asking has come within two posting periods. What is left then is forgotten by the day (after a first period
    // cut short, a posting later) and not by a letter, so that a letter that changes nothing tells nobody's lives apart.
    s.life.courting.retain(|c| period - c.since < 2 * length);
    let band = acts::dating::band(s.eye());
    let mut told = vec![];
    for c in &mut s.life.courting {
        let accepted_now = c.accepted && c.since == period;
        let asked_before = !c.accepted && c.since < period;
        if accepted_now || asked_before {
            c.my_band = band;
            told.push((c.partner, c.accepted));
        }
    }
    for (to, yes) in told {
        s.send(to, None, crate::Letter::Band { band, yes });
    }
}
