//! Standing: bands, lists with their terms, and the but-for cause of a listing.

use crate::arms::{Differs, Why, otherwise};
use crate::{
    Booking, Causes, Entry, Item, ListId, Listing, RuleId, Scene, Trigger, book::Discretion, ledger, life::OnList,
    life::Origin, life::Parents, life::Standing, recourse, response, scene::Eye,
};
use underheaven_base::{Act, Cause, Channel, Gate, Path, PersonId, Purpose, Truth, chance};

/// This person's own standing today.
pub fn own(s: Eye) -> Standing {
    if !s.under_rule() {
        return Standing::default();
    }
    let band = s.frame.book.score.as_ref().and_then(|_| s.frame.book.band(s.life.score));
    Standing { counts: true, lists: s.life.lists(), band: band.map_or(0, |b| 1 << b) }
}

/// A child's parents at home, taken together: any parent's list refuses, the better band favours.
pub fn of_parents(parents: impl Iterator<Item = (PersonId, Standing, Option<OnList>)>) -> Parents {
    let mut all = Parents::default();
    for (parent, standing, listing) in parents {
        all.standing.counts |= standing.counts;
        all.standing.lists |= standing.lists;
        all.standing.band = all.standing.band.max(standing.band);
        if all.who.is_none() || all.listing.is_none() && listing.is_some() {
            (all.who, all.listing) = (Some(parent), listing);
        }
    }
    all
}

/// The standing that a gate looks at: one's own, or for children a parent's as of the last posting.
pub fn seen_by_gate(s: Eye, follows_parent: bool) -> Standing {
    if follows_parent && s.me.is_under(s.frame.book.age, s.day) { s.life.parents.standing } else { own(s) }
}

/// After a demerit entry: whoever fell below a list's threshold is put on it.
pub fn review(s: &mut Scene, entry: &Entry) {
    for i in 0..s.frame.book.lists.len() {
        let id = ListId(i as u8);
        let fallen = |e: Eye| e.frame.book.lists[i].below.filter(|b| e.life.score < *b);
        let why = |_: &Differs, _: usize| otherwise(Item::List(id));
        let Some(below) = s.eye().judge(|d| d.lists[i], why, fallen) else { continue };
        if s.life.listings.iter().any(|l| l.list == id) {
            continue;
        }
        let needed = needed(s.eye(), below);
        let cause = first_of(needed);
        enlist(s, id, entry.rule, cause, needed, entry.truth, entry.trigger);
    }
}

/// Causes without whose net points the score would not be below `below`.
fn needed(s: Eye, below: i32) -> Causes {
    needed_for(s, |score| score < below)
}

/// Causes without whose net points the score would not lead to the same; one's own conduct is the remainder, merits included.
pub fn needed_for(s: Eye, same: impl Fn(i32) -> bool) -> Causes {
    let start = s.frame.book.score.as_ref().map_or(0, |x| x.start);
    let others: i32 = s.life.net.iter().sum();
    let own = s.life.score - start - others;
    let mut set = Causes::default();
    for &cause in ledger::causes() {
        let net = if cause == Cause::OwnAct { own } else { s.life.net[cause.index()] };
        if net != 0 && !same(s.life.score - net) {
            set = set.with(cause);
        }
    }
    set
}

/// The first of the causes needed, own acts last; several together where no single one is.
pub fn first_of(needed: Causes) -> Cause {
    ledger::causes().iter().copied().find(|c| needed.has(*c)).unwrap_or(Cause::Combined)
}

/// What a gate's answer rests on where a band alone decides: the last entry that took the score this way.
pub fn entry_behind(s: Eye, refused: bool) -> Option<Entry> {
    let led = |e: &&Entry| e.booking == Booking::Booked && if refused { e.points < 0 } else { e.points > 0 };
    s.life.entries[s.life.unlapsed as usize..].iter().rev().find(led).copied()
}

/// Puts this person on a list, for its term.
pub fn enlist(
    s: &mut Scene,
    id: ListId,
    rule: Option<RuleId>,
    cause: Cause,
    needed: Causes,
    truth: Truth,
    trigger: Option<Trigger>,
) {
    let list = &s.frame.book.lists[id.0 as usize];
    if s.life.listings.iter().any(|l| l.list == id) || !s.under_rule() {
        return;
    }
    s.reads(|d| d.lists[usize::from(id.0)], otherwise(Item::List(id)));
    if !list.span.holds(s.day) {
        return;
    }
    let to = match (list.term_months, list.term_days) {
        (Some(months), _) => Some(s.day.plus_months(months)),
        (None, Some(days)) => Some(s.day + days),
        (None, None) => None,
    };
    let known = list.notice;
    let open_before = crate::gates::shut(s.eye(), Gate::Account).is_none();
    s.life.listings.push(OnList { list: id, from: s.day, to, rule, cause, needed, truth, trigger, known });
    s.observer.listed(&Listing { person: s.me.id, list: id, from: s.day, to, rule, cause, needed, truth, trigger });
    if open_before && crate::gates::shut(s.eye(), Gate::Account).is_some() {
        crate::gates::account::lose_followers(s);
    }
    if known {
        response::own_punishment(s, trigger.map_or(underheaven_base::Kind::Conduct, |t| t.kind));
    }
    response::tell_others(s, trigger, true);
    s.eye().sends_otherwise(|d| d.kin_after_list[usize::from(id.0)]);
    ledger::spread(s, trigger, Origin::Listing(id, s.day), |k| k.after_lists.contains(&id));
    if known {
        recourse::against_listing(s, id);
    }
}

/// An official may answer an act by a listing, without points, notice or charge.
pub fn discretion(s: &mut Scene, act: Act, ordinal: u8) {
    if !s.under_rule() {
        return;
    }
    // Which of them answer is judged under every arm, so that no more part than those whom one of them listed.
    let why = |d: &Differs, arm: usize| Why::new(Path::Discretion, d.discretion_of(act, arm));
    let answers = |e: Eye| answering(e, act, ordinal).map(|d| (d.id, d.list)).collect::<Vec<_>>();
    if s.frame.pair.is_some() {
        s.eye().judge(|d| d.discretion[act.index()], why, answers);
    }
    let all: Vec<Discretion> = answering(s.eye(), act, ordinal).cloned().collect();
    for d in &all {
        if s.life.listings.iter().any(|l| l.list == d.list) {
            continue;
        }
        s.observer.seen(s.me.id, s.day, act, Channel::Discretion);
        let trigger = (act != Act::Displeasing).then_some(Trigger { act, kind: act.kind(), person: s.me.id });
        let needed = Causes::default().with(Cause::Discretion);
        enlist(s, d.list, Some(d.id), Cause::Discretion, needed, Truth::NoAct, trigger);
        if s.life.listings.iter().any(|l| l.list == d.list) {
            s.eye().sends_otherwise(|x| x.kin_after_rule[usize::from(d.id.0)]);
            ledger::spread(s, trigger, Origin::Listing(d.list, s.day), |k| k.after_rules.contains(&d.id));
        }
    }
}

/// The officials' rules that answer an act of this person today.
fn answering<'a>(s: Eye<'a>, act: Act, ordinal: u8) -> impl Iterator<Item = &'a Discretion> {
    s.frame.book.discretion.iter().filter(move |d| {
        if d.act != act || !d.span.holds(s.day) || s.life.listings.iter().any(|l| l.list == d.list) {
            return false;
        }
        match s.frame.fixed(s.me.id, s.day, crate::Ask::Answered(act)) {
            Some(answer) => answer != 0,
            None => chance(s.draw(Purpose::Discretion, d.key ^ u32::from(ordinal)).word(0), d.share),
        }
    })
}

/// An act by which a listing is lifted before its term.
pub fn removal(s: &mut Scene, act: Act) {
    let (book, day) = (s.frame.book, s.day);
    for l in s.frame.pair.iter().flat_map(|_| &s.life.listings) {
        let lifted = |e: Eye| {
            let list = &e.frame.book.lists[l.list.0 as usize];
            (list.removed_on == Some(act)).then_some(list.removal_days)
        };
        s.eye().judge(|d| d.lists[usize::from(l.list.0)], |_, _| otherwise(Item::List(l.list)), lifted);
    }
    for l in &mut s.life.listings {
        let list = &book.lists[l.list.0 as usize];
        if list.removed_on == Some(act) {
            let lifted = day + list.removal_days;
            l.to = Some(l.to.map_or(lifted, |to| to.min(lifted)));
        }
    }
}

/// Ends the terms that end today, and those of lists that are no longer in force.
pub fn end_terms(s: &mut Scene) {
    let mut i = 0;
    while i < s.life.listings.len() {
        let l = s.life.listings[i];
        let list = &s.frame.book.lists[l.list.0 as usize];
        let over = |e: Eye| {
            let list = &e.frame.book.lists[l.list.0 as usize];
            let over = l.to.is_some_and(|to| to <= e.day) || !list.span.holds(e.day) || !e.frame.book.span.holds(e.day);
            over.then_some((list.raise_at_end, list.below))
        };
        let why = |_: &Differs, _: usize| otherwise(Item::List(l.list));
        let Some(_) = s.eye().judge(|d| d.lists[usize::from(l.list.0)].or(d.span), why, over) else {
            i += 1;
            continue;
        };
        s.life.listings.remove(i);
        s.observer.delisted(s.me.id, l.list, s.day);
        // A bureau that is no more books nothing, not even a raise.
        let raises = list.raise_at_end && s.eye().holds();
        if let Some(below) = list.below.filter(|b| raises && s.life.score < *b) {
            let entry = Entry {
                person: s.me.id,
                day: s.day,
                rule: None,
                booking: Booking::Raise,
                points: below - s.life.score,
                cause: Cause::Bookkeeping,
                truth: Truth::NoAct,
                trigger: None,
                channel: Channel::Bureau,
                trap: false,
                relation: None,
            };
            ledger::enter(s, entry);
        }
    }
}

/// The listing that a gate's refusal rests on, if one does: the first that stands.
pub fn listing_behind(s: Eye, lists: u32) -> Option<OnList> {
    s.life.listings.iter().copied().find(|l| lists & 1 << l.list.0 != 0)
}

/// At a refusal somebody learns that they are listed, where nobody told them.
pub fn learns(s: &mut Scene, lists: u32) {
    let mut learnt = vec![];
    for l in s.life.listings.iter_mut().filter(|l| !l.known && lists & 1 << l.list.0 != 0) {
        l.known = true;
        learnt.push((l.list, l.trigger.map_or(underheaven_base::Kind::Conduct, |t| t.kind)));
    }
    for (list, kind) in learnt {
        response::own_punishment(s, kind);
        recourse::against_listing(s, list);
    }
}

/// At enrolment, where earlier records count: whoever is already below a threshold is listed for the last demerit.
pub fn review_at_enrolment(s: &mut Scene) {
    let standing = &s.life.entries[s.life.unlapsed as usize..];
    let last = standing.iter().rev().find(|e| e.points < 0 && e.booking == Booking::Booked).copied();
    if let Some(entry) = last {
        review(s, &entry);
    }
}
