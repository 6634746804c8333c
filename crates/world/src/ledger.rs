//! The books: an entry for every sighting that a rule looks at. `score = start + Σ entries`, always.
//!
//! Caps, lapses, corrections and raises are entries too. Nothing else may change a score.

use crate::arms::{Differs, Why, otherwise};
use crate::{
    Book, Booking, Entry, Item, Letter, Life, RuleId, Scene, Trigger, book::KinRule, book::Rule, book::WhenReady,
};
use crate::{life::KinCause, life::Origin, recourse, response, scene::Eye, standing};
use underheaven_base::{Act, Cause, Channel, Day, Path, Truth, Window, vocabulary::Word};

/// A sighting reaches the books of this person: every rule that looks at the act may book it.
pub fn sighting(
    s: &mut Scene,
    act: Act,
    channel: Channel,
    cause: Cause,
    truth: Truth,
    trigger: Option<Trigger>,
    trap: bool,
) {
    if !s.on_record() {
        return;
    }
    if s.frame.pair.is_some() {
        let path = if cause == Cause::OwnAct { Path::OwnEntry } else { Path::JudgedOtherwise };
        let why = |d: &Differs, arm: usize| Why::new(path, d.rule_of(act, arm));
        s.eye().judge(|d| d.rules_of[act.index()], why, |e| looking(e, act, channel).cloned().collect::<Vec<_>>());
    }
    let book: &Book = s.frame.book;
    for &i in &book.rules_of_act[act.index()] {
        let rule = &book.rules[i as usize];
        if !looks(rule, s.day, channel) {
            continue;
        }
        match rule.when {
            WhenReady::Act(_) => {}
            WhenReady::Count(_, from, window) => {
                if !reaches(s, rule.id, from, window) {
                    continue;
                }
            }
            WhenReady::Punctual(_, window) => {
                let window = s.day.window(window);
                note_due(s, rule.id, window);
                note(&mut s.life.unpunctual, rule.id, window);
                continue;
            }
            _ => continue,
        }
        let trigger = trigger.map(|t| Trigger { kind: rule.kind, ..t });
        apply(s, rule, channel, cause, truth, trigger, trap);
    }
}

/// Whether a rule looks at what a channel sees on a day.
fn looks(rule: &Rule, day: Day, channel: Channel) -> bool {
    rule.span.holds(day) && (rule.channels == 0 || rule.channels & 1 << channel.index() != 0)
}

/// The rules that look at what a channel sees of an act today.
fn looking(s: Eye<'_>, act: Act, channel: Channel) -> impl Iterator<Item = &Rule> {
    let rules = s.frame.book.rules_of_act[act.index()].iter().map(move |i| &s.frame.book.rules[*i as usize]);
    rules.filter(move |rule| looks(rule, s.day, channel))
}

/// Something due was on record as on time: windows that need it take note.
pub fn on_time(s: &mut Scene, act: Act) {
    if !s.on_record() {
        return;
    }
    let why = |d: &Differs, arm: usize| Why::new(Path::OwnEntry, d.rule_of(act, arm));
    s.eye().reads_by(|d| d.rules_of[act.index()].and(d.windows), why);
    let book: &Book = s.frame.book;
    for &i in &book.rules_of_act[act.index()] {
        if let WhenReady::Punctual(_, window) = book.rules[i as usize].when {
            let window = s.day.window(window);
            note_due(s, RuleId(i), window);
        }
    }
}

/// Adds an instalment, as recorded, to the registry's memory of the last twelve months. The registry is older
/// than the bureau: it remembers what came before enrolment.
pub fn registry(s: &mut Scene, overdue: bool) {
    let month = s.day.window(Window::Month);
    s.life.registry.add(month, overdue);
}

/// The registry score at the end of a window: base, plus so much per instalment of the last twelve months.
pub fn registry_score(life: &crate::Life, day: Day, base: i32, on_time: i32, overdue: i32) -> i32 {
    let (kept, missed) = life.registry.counts(day.window(Window::Month));
    base + kept * on_time + missed * overdue
}

/// Something was due in a window; that something was before changes nothing.
fn note_due(s: &mut Scene, rule: RuleId, window: i32) {
    if !s.life.due.contains(&(rule, window)) {
        note(&mut s.life.due, rule, window);
    }
}

fn note(windows: &mut Vec<(RuleId, i32)>, rule: RuleId, window: i32) {
    windows.retain(|(r, w)| *r != rule || *w >= window - 1);
    if let Err(i) = windows.binary_search(&(rule, window)) {
        windows.insert(i, (rule, window));
    }
}

/// Counts a sighting; true on the one that reaches `from` in its window.
fn reaches(s: &mut Scene, rule: RuleId, from: i32, window: Window) -> bool {
    let window = s.day.window(window);
    let counts = &mut s.life.counts;
    // In the order of rules, so that lives that come to the same count are the same.
    let i = counts.partition_point(|c| c.rule < rule);
    if counts.get(i).is_none_or(|c| c.rule != rule) {
        counts.insert(i, crate::life::Count { rule, window, seen: 0 });
    }
    let count = &mut counts[i];
    if count.window != window {
        (count.window, count.seen) = (window, 0);
    }
    count.seen = count.seen.saturating_add(1);
    i32::from(count.seen) == from
}

/// Books a rule on this person, within its limits, the merit cap and the score's ceiling.
pub fn apply(
    s: &mut Scene,
    rule: &Rule,
    channel: Channel,
    cause: Cause,
    truth: Truth,
    trigger: Option<Trigger>,
    trap: bool,
) {
    s.reads(|d| d.score, otherwise(Item::Score));
    let scored = s.frame.book.score.as_ref().is_some_and(|score| score.span.holds(s.day));
    if limited(s.eye(), rule) || !(scored || rule.list.is_some()) {
        return;
    }
    let points = if scored { room(s.eye(), rule.points) } else { 0 };
    // Of a pair both are booked: at the merit cap or the ceiling the entry stands with the points that fit, even none.
    let of_a_pair = scored && matches!(rule.when, WhenReady::Pair(_));
    if points == 0 && rule.list.is_none() && !of_a_pair {
        return;
    }
    if rule.once_in.is_some() || rule.once_in_days.is_some() {
        remember(s, rule.id);
    }
    let entry = Entry {
        person: s.me.id,
        day: s.day,
        rule: Some(rule.id),
        booking: Booking::Booked,
        points,
        cause,
        truth,
        trigger,
        channel,
        trap,
        relation: None,
    };
    enter(s, entry);
    if points < 0 || rule.list.is_some() {
        punished(s, &entry);
    }
    if let Some(list) = rule.list {
        let needed = crate::Causes::default().with(cause);
        standing::enlist(s, list, Some(rule.id), cause, needed, truth, trigger);
    }
}

/// Whether the rule booked this person too recently.
fn limited(s: Eye, rule: &Rule) -> bool {
    let last = s.life.booked.iter().find(|(r, _)| *r == rule.id).map(|(_, d)| *d);
    last.is_some_and(|last| {
        rule.once_in.is_some_and(|w| last.window(w) == s.day.window(w))
            || rule.once_in_days.is_some_and(|n| s.day - last < n)
    })
}

fn remember(s: &mut Scene, rule: RuleId) {
    let day = s.day;
    match s.life.booked.binary_search_by_key(&rule, |(r, _)| *r) {
        Ok(i) => s.life.booked[i].1 = day,
        Err(i) => s.life.booked.insert(i, (rule, day)),
    }
}

/// What of so many points fits under the merit cap and the score's ceiling.
fn room(s: Eye, points: i32) -> i32 {
    let Some(score) = s.frame.book.score.as_ref().filter(|_| points > 0) else { return points };
    let capped = score.merit_cap.map_or(points, |cap| points.min(cap - s.life.live_merits));
    let topped = score.most.map_or(capped, |most| capped.min(most - s.life.score));
    topped.max(0)
}

/// Puts an entry into the books: the only place where a score changes.
pub fn enter(s: &mut Scene, entry: Entry) {
    s.life.score += entry.points;
    if entry.booking == Booking::Booked && entry.points > 0 {
        s.life.live_merits += entry.points;
    }
    if !matches!(entry.cause, Cause::OwnAct | Cause::Bookkeeping | Cause::Combined) {
        s.life.net[entry.cause.index()] += entry.points;
    }
    s.life.entries.push(entry);
    s.observer.entry(&entry);
}

/// What follows from a demerit: habit broken, fear, news to others, kin, and the lists.
fn punished(s: &mut Scene, entry: &Entry) {
    s.life.demerits += 1;
    s.life.last_demerit = Some(s.day);
    if entry.cause == Cause::OwnAct {
        s.life.own_demerits += 1;
        s.life.last_own_demerit = Some(s.day);
    }
    if entry.cause != Cause::Kin {
        response::booked(s);
    }
    response::own_punishment(s, entry.trigger.map_or(underheaven_base::Kind::Conduct, |t| t.kind));
    response::tell_others(s, entry.trigger, false);
    kin_of(s, entry);
    standing::review(s, entry);
    recourse::against_entry(s, entry);
}

/// Sends kin guilt to those bound to this person, for an entry that a kin rule names.
fn kin_of(s: &mut Scene, entry: &Entry) {
    if let Some(rule) = entry.rule.filter(|_| entry.cause != Cause::Kin) {
        let origin = Origin::Demerit(s.life.demerits);
        s.eye().sends_otherwise(|d| d.kin_after_rule[usize::from(rule.0)]);
        spread(s, entry.trigger, origin, |k| k.after_rules.contains(&rule));
    }
}

/// Sends kin guilt by every kin rule for which `after` holds.
pub fn spread(s: &mut Scene, trigger: Option<Trigger>, origin: Origin, after: impl Fn(&KinRule) -> bool) {
    let today = s.day;
    let letter = |relation| Letter::Kin { relation, trigger, origin };
    tell_bound(s, letter, |k| k.span.holds(today) && after(k));
}

/// Writes to everybody bound to this person by the relations of the kin rules chosen.
pub fn tell_bound(
    s: &mut Scene,
    letter: impl Fn(underheaven_base::Relation) -> Letter,
    chosen: impl Fn(&KinRule) -> bool,
) {
    let book: &Book = s.frame.book;
    for k in book.kin.iter().filter(|k| chosen(k)) {
        let arms = s.frame.arms();
        for (to, relation) in bound(s.eye(), k.relations) {
            let letter = letter(relation);
            let near = to.neighbourhood() == s.me.id.neighbourhood();
            let home = near && s.home.person(to).household == s.me.household;
            if k.next_day_at_home && home {
                let mail = crate::Mail { to, day: s.day, rule: Some(k.id), from: s.me.id, letter, arms };
                s.out.tomorrow.push(mail);
            } else {
                s.send(to, Some(k.id), letter);
            }
        }
    }
}

/// Everybody bound to this person by one of the relations, by the nearest one.
fn bound(s: Eye, relations: u32) -> Vec<(underheaven_base::PersonId, underheaven_base::Relation)> {
    use underheaven_base::Relation;
    let mut all = vec![];
    s.frame.society.kin(s.me.id, &mut all);
    all.retain(|(_, r)| relations & 1 << r.index() != 0);
    if relations & 1 << Relation::Household.index() != 0 {
        for p in s.home.household(s.me.id) {
            if p.id != s.me.id && all.iter().all(|(q, _)| *q != p.id) {
                all.push((p.id, Relation::Household));
            }
        }
    }
    all
}

/// A kin entry arrives.
pub fn kin_entry(
    s: &mut Scene,
    (rule, from, sent): (RuleId, underheaven_base::PersonId, Day),
    relation: underheaven_base::Relation,
    trigger: Option<Trigger>,
    origin: Origin,
) {
    if s.on_record() {
        let why = |_: &Differs, _: usize| Why { from: Some(from), ..Why::new(Path::Kin, Some(Item::Rule(rule))) };
        s.eye().judge(
            |d| d.rules[usize::from(rule.0)],
            why,
            |e| by_kin(e.frame.book, e.life, e.day, (rule, sent)).cloned(),
        );
        s.reads(|d| d.score, otherwise(Item::Score));
    }
    let Some(k) = by_kin(s.frame.book, &s.life, s.day, (rule, sent)) else { return };
    let scored = s.frame.book.score.as_ref().is_some_and(|score| score.span.holds(s.day));
    if !s.on_record() || !scored {
        return;
    }
    s.life.last_kin = Some(s.day);
    let entry = Entry {
        person: s.me.id,
        day: s.day,
        rule: Some(rule),
        booking: Booking::Booked,
        points: k.points,
        cause: Cause::Kin,
        truth: Truth::NoAct,
        trigger,
        channel: Channel::Bureau,
        trap: false,
        relation: Some(relation),
    };
    if k.withdrawn_with_cause && s.frame.recalls {
        let entry = s.life.entries.len() as u32;
        s.life.kin_causes.push(KinCause { entry, rule, from, origin });
    }
    enter(s, entry);
    if entry.points < 0 {
        punished(s, &entry);
    }
}

/// The kin rule that a letter names, where it held on the day of what the letter tells and has not booked this person too
/// recently; in a trial the letter may come from somebody under another rulebook.
fn by_kin<'a>(book: &'a Book, life: &Life, today: Day, (rule, sent): (RuleId, Day)) -> Option<&'a KinRule> {
    let k = book.kin.iter().find(|k| k.id == rule && k.span.holds(sent))?;
    let too_soon = k.once_in_days.zip(life.last_kin).is_some_and(|(limit, last)| today - last < limit);
    (!too_soon).then_some(k)
}

/// When a month or a week has ended: merits for windows that ended yesterday; on the first day of a
/// quarter before them the lapse of what no longer counts.
pub fn close_windows(s: &mut Scene) {
    if !s.on_record() {
        return;
    }
    s.reads(|d| d.score, otherwise(Item::Score));
    let eye = s.eye();
    let under = |arm: usize| eye.frame.pair.map_or(eye, |pair| Eye { frame: &pair.frames[arm], ..eye });
    let all = |e: Eye| earning(e).cloned().collect::<Vec<_>>();
    let first_apart = |arm: usize| {
        let (first, other) = (all(under(0)), all(under(arm)));
        let only = |a: &[Rule], b: &[Rule]| a.iter().find(|rule| !b.contains(rule)).map(|rule| rule.id);
        only(&first, &other).into_iter().chain(only(&other, &first)).min()
    };
    if eye.frame.pair.is_some() {
        eye.judge(|d| d.windows, |_, arm| Why::new(Path::OwnEntry, first_apart(arm).map(Item::Rule)), all);
    }
    let yesterday = s.day + -1;
    if yesterday.window(Window::Quarter) != s.day.window(Window::Quarter) {
        lapse(s);
    }
    let book: &Book = s.frame.book;
    for &i in &book.rules_of_windows {
        let rule = &book.rules[usize::from(i)];
        if earns(s.eye(), rule) {
            apply(s, rule, Channel::Bureau, Cause::OwnAct, Truth::OwnAct, None, false);
        }
    }
}

/// The rules that book this person today for a window that ended yesterday.
fn earning(s: Eye<'_>) -> impl Iterator<Item = &Rule> {
    let book = s.frame.book;
    book.rules_of_windows.iter().map(|i| &book.rules[usize::from(*i)]).filter(move |rule| earns(s, rule))
}

/// Whether a rule books this person today for a window that ended yesterday.
fn earns(s: Eye, rule: &Rule) -> bool {
    if !rule.span.holds(s.day) {
        return false;
    }
    match rule.when {
        WhenReady::Punctual(_, w) => ended(s.day, w)
            .is_some_and(|w| s.life.due.contains(&(rule.id, w)) && !s.life.unpunctual.contains(&(rule.id, w))),
        WhenReady::Clean(w) => ended(s.day, w).is_some() && clean(s, w),
        WhenReady::Registry(from, w, base, on_time, overdue) => {
            ended(s.day, w).is_some()
                && s.life.registry.is_used()
                && registry_score(s.life, s.day + -1, base, on_time, overdue) >= from
        }
        _ => false,
    }
}

/// The ordinal of the window that ended yesterday, if one did.
fn ended(day: Day, window: Window) -> Option<i32> {
    let last = (day + -1).window(window);
    (last != day.window(window)).then_some(last)
}

/// Enrolled throughout the window that ended yesterday, without a demerit entry dated in it.
fn clean(s: Eye, window: Window) -> bool {
    let last = (s.day + -1).window(window);
    let before = |d: Day| d.window(window) < last;
    let enrolled_throughout = s.life.enrols.is_some_and(|e| before(e) || starts(e, window, last));
    enrolled_throughout && s.life.last_demerit.is_none_or(before)
}

/// Whether `day` is the first day of the window with this ordinal.
fn starts(day: Day, window: Window, ordinal: i32) -> bool {
    day.window(window) == ordinal && (day + -1).window(window) < ordinal
}

/// Undoes entries that have outlived their quarters: demerits one by one with their own fields, merits together.
fn lapse(s: &mut Scene) {
    let Some(lifetime) = s.frame.book.score.as_ref().and_then(|x| x.lifetime_quarters) else { return };
    let oldest = s.day.window(Window::Quarter) - lifetime;
    let mut merits = 0;
    while let Some(&old) = s.life.entries.get(s.life.unlapsed as usize) {
        if old.day.window(Window::Quarter) >= oldest {
            break;
        }
        s.life.unlapsed += 1;
        let corrected = s.life.corrected.contains(&(s.life.unlapsed - 1));
        if old.booking != Booking::Booked || corrected {
            continue;
        }
        if old.points > 0 && old.cause == Cause::OwnAct {
            merits += old.points;
        } else if old.points != 0 {
            s.life.live_merits -= old.points.max(0);
            enter(s, Entry { day: s.day, booking: Booking::Lapse, points: -old.points, ..old });
        }
    }
    if merits > 0 {
        s.life.live_merits -= merits;
        let entry = Entry {
            person: s.me.id,
            day: s.day,
            rule: None,
            booking: Booking::Lapse,
            points: -merits,
            cause: Cause::OwnAct,
            truth: Truth::OwnAct,
            trigger: None,
            channel: Channel::Bureau,
            trap: false,
            relation: None,
        };
        enter(s, entry);
    }
    hold_ceiling(s);
}

/// Where demerits that lapsed would lift the score above its ceiling, an entry of the books' own holds it there.
pub fn hold_ceiling(s: &mut Scene) {
    let Some(most) = s.frame.book.score.as_ref().and_then(|x| x.most).filter(|m| s.life.score > *m) else { return };
    let entry = Entry {
        person: s.me.id,
        day: s.day,
        rule: None,
        booking: Booking::Cap,
        points: most - s.life.score,
        cause: Cause::Bookkeeping,
        truth: Truth::NoAct,
        trigger: None,
        channel: Channel::Bureau,
        trap: false,
        relation: None,
    };
    enter(s, entry);
}

/// All causes in their order, for loops that must not miss one.
pub fn causes() -> &'static [Cause] {
    <Cause as Word>::ALL
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_that_were_noted_in_any_order_are_the_same() {
        let noted = |order: &[(u16, i32)]| {
            let mut windows = vec![];
            order.iter().for_each(|&(rule, window)| note(&mut windows, RuleId(rule), window));
            windows
        };
        assert_eq!(noted(&[(2, 5), (1, 5), (2, 6)]), noted(&[(1, 5), (2, 5), (2, 6), (1, 5)]));
        assert_eq!(noted(&[(1, 4), (2, 6), (1, 6)]), noted(&[(2, 6), (1, 6)]), "older than the last is forgotten");
    }
}
