//! Recourse: whoever knows of an entry or a listing may appeal, and what was wrong is corrected with all that came of it.
//!
//! An appeal states one ground and is made on the day on which one learns of the thing: of an entry when it is booked,
//! of an official's listing by notice or at a refusal. The bureau decides on a later day; all stands meanwhile. A
//! correction is an entry that undoes another and carries its fields. It lifts the listing that would not have begun
//! without what is corrected, and withdraws kin guilt by letters that arrive at the next posting.
//!
//! Left out: what is lost for good. A merit missed, a job refused, followers gone, a train not taken stay so.

use crate::arms::{Differs, otherwise};
use crate::book::{Book, RecourseReady};
use crate::life::{Appeal, OnList, Origin};
use crate::scene::{Eye, in_group};
use crate::{Appealed, Ask, Booking, Entry, Item, Letter, ListId, RuleId, Scene, Trigger, ledger};
use underheaven_base::{Cause, Channel, Ground, PersonId, Purpose, chance, pick};

/// Somebody was booked, and may appeal.
pub fn against_entry(s: &mut Scene, entry: &Entry) {
    let number = s.life.demerits;
    appeal(s, Origin::Demerit(number), number, (entry.rule, entry.cause, entry.channel, entry.trigger));
}

/// Somebody learns of a listing. Where an entry led to it, it is the entry that one appeals against.
pub fn against_listing(s: &mut Scene, list: ListId) {
    let Some(l) = s.life.listings.iter().copied().find(|l| l.list == list) else { return };
    if by_official(s.frame.book, &l) {
        let matter = (l.rule, l.cause, Channel::Discretion, l.trigger);
        appeal(s, Origin::Listing(list, l.from), 1 << 31 | u32::from(list.0), matter);
    }
}

/// Whether an official's discretion led to a listing.
fn by_official(book: &Book, l: &OnList) -> bool {
    book.discretion.iter().any(|d| Some(d.id) == l.rule)
}

/// What is appealed against: rule, cause, channel, trigger.
type Matter = (Option<RuleId>, Cause, Channel, Option<Trigger>);

/// Makes an appeal, or not; its outcome and its day are drawn with it.
fn appeal(s: &mut Scene, against: Origin, ordinal: u32, (rule, cause, channel, trigger): Matter) {
    let why = |_: &Differs, _: usize| otherwise(Item::Recourse);
    let made = s.eye().judge(|d| d.recourse, why, |e| made(e, against, ordinal, (rule, cause, channel, trigger)));
    let Some((appeal, told)) = made else { return };
    s.life.appeals.push(appeal);
    s.observer.appealed(&told);
}

/// The appeal that this person makes today against something, if they do.
fn made(s: Eye, against: Origin, ordinal: u32, (rule, cause, channel, trigger): Matter) -> Option<(Appeal, Appealed)> {
    let recourse = s.frame.book.recourse.as_ref().filter(|r| r.span.holds(s.day))?;
    if !s.under_rule() {
        return None;
    }
    let (ground, share, holds) = ground(recourse, cause, trigger)?;
    let draw = s.draw(Purpose::Appeal, ordinal);
    let fixed = |ask| s.frame.fixed(s.me.id, s.day, ask);
    let groups = recourse.uptake_by.iter().filter(|(g, _)| in_group(*g, s.me, s.home.facts, s.day));
    let factor: f64 = groups.map(|(_, factor)| factor).product();
    if !fixed(Ask::Appeals).map_or_else(|| chance(draw.word(0), share * factor), |answer| answer != 0) {
        return None;
    }
    let upheld = if holds { recourse.upheld_when_wrong } else { recourse.upheld_when_right };
    let upheld = fixed(Ask::Upheld).map_or_else(|| chance(draw.word(1), upheld), |answer| answer != 0);
    let days = recourse.delay_days + pick(draw.word(2), recourse.spread_days as u32 + 1) as i32;
    let due = s.day + fixed(Ask::DecidedIn).map_or(days, |days| days as i32);
    let told = Appealed { person: s.me.id, day: s.day, ground, holds, rule, channel, due };
    Some((Appeal { against, due, upheld }, told))
}

/// The first admitted ground that holds, with the share who appeal on it; else the first admitted.
fn ground(recourse: &RecourseReady, cause: Cause, trigger: Option<Trigger>) -> Option<(Ground, f64, bool)> {
    let holds = |ground: Ground| ground.holds(cause, trigger.map(|t| t.kind));
    let best = recourse.uptake.iter().find(|(ground, _)| holds(*ground));
    best.or(recourse.uptake.first()).map(|(ground, share)| (*ground, *share, holds(*ground)))
}

/// The decisions of today. A bureau that is no more decides nothing.
pub fn decide(s: &mut Scene) {
    let today = s.day;
    let due: Vec<Appeal> = s.life.appeals.iter().copied().filter(|a| a.due <= today).collect();
    s.life.appeals.retain(|a| a.due > today);
    if due.iter().any(|a| a.upheld) {
        let eye = s.eye();
        eye.judge(|d| d.any, |d, arm| otherwise(corrected_by(eye, d, arm)), looked_at);
    }
    if !s.frame.book.span.holds(today) {
        return;
    }
    for appeal in due.iter().filter(|a| a.upheld) {
        match appeal.against {
            Origin::Demerit(number) => correct_demerit(s, number),
            Origin::Listing(list, _) => correct_listing(s, list, appeal.against),
        }
    }
}

/// What a correction looks at in the rulebook, for somebody's entries and listings as they stand.
fn looked_at(s: Eye) -> impl PartialEq {
    let book = s.frame.book;
    let entries: Vec<_> = s.life.entries.iter().map(|e| list_of(book, e)).collect();
    let listings = s.life.listings.iter();
    let listings: Vec<_> = listings.map(|l| (book.lists[usize::from(l.list.0)].below, by_official(book, l))).collect();
    (book.span.holds(s.day), book.score.clone(), entries, listings)
}

/// The part of it that an arm says otherwise.
fn corrected_by(s: Eye, differs: &Differs, arm: usize) -> Item {
    let lists = s.life.listings.iter().map(|l| l.list).find(|list| differs.lists[usize::from(list.0)].has(arm));
    let rules = s.life.entries.iter().filter_map(|e| e.rule);
    let rule =
        rules.chain(s.life.listings.iter().filter_map(|l| l.rule)).find(|r| differs.rules[usize::from(r.0)].has(arm));
    match () {
        () if differs.score.has(arm) => Item::Score,
        () => lists.map(Item::List).or(rule.map(Item::Rule)).unwrap_or(Item::Enrolment),
    }
}

/// Corrects the so-and-so-manieth demerit, and withdraws what kin were booked for it.
fn correct_demerit(s: &mut Scene, number: u32) {
    let book = s.frame.book;
    let demerits = s.life.entries.iter().enumerate().filter(|(_, e)| is_demerit(book, e));
    let Some(at) = demerits.map(|(at, _)| at as u32).nth(number as usize - 1) else { return };
    let old = s.life.entries[at as usize];
    if correct(s, at)
        && let Some(rule) = old.rule.filter(|_| old.cause != Cause::Kin)
    {
        withdraw(s, Origin::Demerit(number), |k| k.after_rules.contains(&rule));
    }
}

/// Corrects an official's listing, if it still stands: an entry without points says so.
fn correct_listing(s: &mut Scene, list: ListId, against: Origin) {
    let stands = |l: &&OnList| Origin::Listing(l.list, l.from) == against;
    let Some(l) = s.life.listings.iter().find(stands).copied() else { return };
    let entry = Entry {
        person: s.me.id,
        day: s.day,
        rule: l.rule,
        booking: Booking::Correction,
        points: 0,
        cause: l.cause,
        truth: l.truth,
        trigger: l.trigger,
        channel: Channel::Discretion,
        trap: false,
        relation: None,
    };
    ledger::enter(s, entry);
    if let Some(rule) = l.rule {
        withdraw(s, against, |k| k.after_rules.contains(&rule));
    }
    if !has_other_grounds(s.eye(), &l) {
        lift(s, list);
    }
}

/// A relative's entry or listing was corrected: the kin entry that came from it is, too.
pub fn withdrawn(s: &mut Scene, rule: RuleId, from: PersonId, origin: Origin) {
    let causes = &mut s.life.kin_causes;
    if let Some(i) = causes.iter().position(|c| (c.rule, c.from, c.origin) == (rule, from, origin)) {
        let at = causes.remove(i).entry;
        correct(s, at);
    }
}

/// Undoes an entry by one that carries its fields; false where it has lapsed or was undone before.
fn correct(s: &mut Scene, at: u32) -> bool {
    if at < s.life.unlapsed || s.life.corrected.contains(&at) {
        return false;
    }
    let old = s.life.entries[at as usize];
    s.life.corrected.push(at);
    ledger::enter(s, Entry { day: s.day, booking: Booking::Correction, points: -old.points, ..old });
    ledger::hold_ceiling(s);
    forget(s, &old);
    let standing = s.life.listings.clone();
    for l in standing.iter().filter(|l| !by_official(s.frame.book, l)) {
        if !has_other_grounds(s.eye(), l) {
            lift(s, l.list);
        }
    }
    true
}

/// What hangs on the last entry of a kind hangs on the one before it: a clean quarter, and how often a rule may book.
fn forget(s: &mut Scene, old: &Entry) {
    let (book, life) = (s.frame.book, &mut *s.life);
    let left =
        || life.entries.iter().enumerate().filter(|(at, _)| !life.corrected.contains(&(*at as u32))).map(|x| x.1);
    let last_of = |rule: Option<RuleId>| left().rfind(|e| e.booking == Booking::Booked && e.rule == rule);
    let last_demerit = left().rfind(|e| is_demerit(book, e)).map(|e| e.day);
    let last_kin = left().rfind(|e| e.booking == Booking::Booked && e.cause == Cause::Kin).map(|e| e.day);
    let last_booked = last_of(old.rule).map(|e| e.day);
    (life.last_demerit, life.last_kin) = (last_demerit, last_kin);
    if let Some(i) = life.booked.iter().position(|(rule, _)| Some(*rule) == old.rule) {
        match last_booked {
            Some(day) => life.booked[i].1 = day,
            None => _ = life.booked.remove(i),
        }
    }
}

/// Whether the books say that an entry is a demerit: it cost points, or its rule puts on a list.
fn is_demerit(book: &Book, e: &Entry) -> bool {
    e.booking == Booking::Booked && (e.points < 0 || list_of(book, e).is_some())
}

/// The list on which an entry's rule puts.
fn list_of(book: &Book, e: &Entry) -> Option<ListId> {
    e.rule.and_then(|r| book.rules.get(usize::from(r.0))).and_then(|r| r.list)
}

/// Whether a listing would stand without what was corrected: some demerit left since its first day puts on that list,
/// or leaves a score below its threshold as the books stand without all corrected entries.
fn has_other_grounds(s: Eye, l: &OnList) -> bool {
    let (book, life) = (s.frame.book, s.life);
    let below = book.lists[usize::from(l.list.0)].below;
    let mut score = book.score.as_ref().map_or(0, |x| x.start);
    let mut before = None;
    for (at, e) in life.entries.iter().enumerate() {
        if e.booking == Booking::Correction || life.corrected.contains(&(at as u32)) {
            continue;
        }
        score += e.points;
        if e.day < l.from {
            before = is_demerit(book, e).then_some(score).or(before.map(|_| score));
        } else if is_demerit(book, e) && (list_of(book, e) == Some(l.list) || below.is_some_and(|b| score < b)) {
            return true;
        }
    }
    // Where earlier records count, the day of enrolment lists whoever was booked before it and is below.
    life.enrols == Some(l.from) && before.zip(below).is_some_and(|(score, b)| score < b)
}

/// Ends a listing today, and withdraws what kin were booked for it.
fn lift(s: &mut Scene, list: ListId) {
    let Some(i) = s.life.listings.iter().position(|l| l.list == list) else { return };
    let l = s.life.listings.remove(i);
    s.observer.delisted(s.me.id, list, s.day);
    withdraw(s, Origin::Listing(list, l.from), |k| k.after_lists.contains(&list));
}

/// Writes to everybody who may have been booked for it, under the kin rules that are withdrawn with their cause.
fn withdraw(s: &mut Scene, origin: Origin, after: impl Fn(&crate::book::KinRule) -> bool) {
    s.eye().sends_otherwise(|d| d.kin);
    ledger::tell_bound(s, |_| Letter::Withdrawn { origin }, |k| k.withdrawn_with_cause && after(k));
}
