//! How people respond: fear, habit, hope, silence, views. All of it is put in by the behaviour file.
//!
//! Nobody responds to what they have not become aware of. What befalls others comes as single events,
//! each noticed or not by a keyed draw; what the neighbourhood knows of itself is on its board.

use crate::arms::{Arms, Differs, Why, otherwise};
use crate::{Book, Item, Letter, Push, Scene, Temper, Trigger, Turn, View, acts, gates, scene::Eye, temper::Doer};
use underheaven_base::{
    Act, Gate, Kind, NeighbourhoodId, Path, PersonId, Purpose, Term, chance, fade::FULL, fade::Level,
};
use underheaven_society::{Proposal, Trait};

/// Knows of the system: so many days after the neighbourhood's enrolment, by the person's own number.
pub fn aware(s: Eye) -> bool {
    let enrolled = s.frame.enrolment[s.me.id.neighbourhood().0 as usize];
    if s.day < enrolled {
        return false;
    }
    let within = s.frame.temper.aware_within;
    // By then everybody is, whatever the draw.
    s.day - enrolled >= within || s.day - enrolled >= aware_after(s, within)
}

/// From so many days after the neighbourhood's enrolment on: fewer than `within`, unless that is none.
fn aware_after(s: Eye, within: i32) -> i32 {
    if let Some(days) = s.life.aware_after.0.get() {
        return days;
    }
    let word = s.frame.draw(s.me.id, underheaven_base::Day(0), Purpose::Aware, 0).word(0);
    let days = underheaven_base::pick(word, within as u32) as i32;
    s.life.aware_after.0.set(Some(days));
    days
}

/// What a proposal comes to: whether it happens, and what pushed it or kept it back.
#[inline]
pub fn decide(s: Eye, p: &Proposal) -> (bool, Push) {
    let act = p.act;
    // What the neighbourhood knows of itself keeps back what is done by choice.
    let heeds_crowd = acts::spec(act).cuts & 0b11_0000 != 0;
    let boards = if heeds_crowd { s.boards_differ() } else { Arms::NONE };
    let why = |d: &Differs, arm: usize| match d.decide[act.index()].has(arm) {
        true => Why::new(Path::JudgedOtherwise, d.decided_by(act, arm)),
        false => Why::new(Path::Crowd, Some(Item::Board)),
    };
    s.judge(|d| d.decide[act.index()].or(boards), why, |s| decided(s, p))
}

fn decided(s: Eye, p: &Proposal) -> (bool, Push) {
    let spec = acts::spec(p.act);
    if let Some(fixed) = s.frame.fixed(p.person, p.day, crate::Ask::Happens(p.act)) {
        return (fixed != 0, Push::None);
    }
    let u = f64::from(p.uniform) / 4_294_967_296.0;
    let base = s.frame.share(s.me, p) * state_factor(s, p.act);
    // Most acts fall due to nobody and are done for nothing: no trap, no hope and no like moves them.
    let trap = if spec.falls_due { trap_factor(s) } else { 1.0 };
    let rise = if spec.can_rise { rise_factor(s, spec) } else { 1.0 };
    let full = base * trap * rise;
    if u >= full {
        return (false, Push::None);
    }
    let (cuts, mut keep) = (may_cut(s, spec), 1.0);
    for n in 0..CUTS {
        if cuts & 1 << n != 0 {
            keep *= cut(n, s, spec);
        }
    }
    match () {
        () if u >= full * keep => (false, kept_back(s, spec, u, full)),
        () if trap != 1.0 || rise != 1.0 => (true, pushed(s, spec, u, base, (trap, rise, keep))),
        () => (true, Push::None),
    }
}

/// What pushed an act that happened: it would not have happened at the rate without it.
fn pushed(s: Eye, spec: &acts::Ready, u: f64, base: f64, (trap, rise, keep): (f64, f64, f64)) -> Push {
    let liked = liked(s, spec);
    match () {
        () if u >= base * rise * keep => Push::Trap,
        () if u < base * trap * keep => Push::None,
        () if u < base * trap * keep * liked => Push::Liked,
        () if u < base * trap * keep * liked * farmed(s, spec.act) => Push::Farmed,
        () => Push::Hope,
    }
}

/// Which cuts may apply to an act of this person now, a bit each.
#[inline]
fn may_cut(s: Eye, spec: &acts::Ready) -> u8 {
    // Nothing is shut to whoever stands on no list, where no band is refused.
    let open = s.life.is_unlisted() && !s.frame.book.bands_shut;
    if open { spec.cuts & !SHUT } else { spec.cuts }
}

/// What kept a proposal from happening: the first cut, in their order, that leaves its uniform number outside.
fn kept_back(s: Eye, spec: &acts::Ready, u: f64, mut rate: f64) -> Push {
    for (n, push) in PUSHES.into_iter().enumerate() {
        rate *= cut(n, s, spec);
        if u >= rate {
            return push;
        }
    }
    Push::None
}

/// What a person's state makes of a proposal, under any rulebook: no joining twice, no meeting for those who are not members.
fn state_factor(s: Eye, act: Act) -> f64 {
    let yes = |b: bool| if b { 1.0 } else { 0.0 };
    match act {
        Act::JoiningOrganisation => yes(!s.life.member),
        Act::DissentingMeeting => yes(s.life.member),
        // A judgment is performed by whoever is listed for its neglect: on a list that names the performance.
        Act::JudgmentPerformed => {
            let names = |l: &crate::life::OnList| s.frame.book.lists[usize::from(l.list.0)].removed_on == Some(act);
            yes(s.life.listings.iter().any(names))
        }
        // Somebody without a job asks at every proposal, about once a month.
        Act::JobRequest if !s.life.job => 1e9,
        _ => 1.0,
    }
}

/// Traps: what a lost job or spent savings make of bills and rent.
fn trap_factor(s: Eye) -> f64 {
    if s.life.savings > 0 {
        return 1.0;
    }
    let means = s.frame.society.means();
    match s.life.job && s.life.jobless_at_home == 0 {
        false => means.late_without_job,
        true if s.life.savings < 0 => means.late_when_short,
        true => 1.0,
    }
}

/// How many things may keep an act from happening.
const CUTS: usize = 6;

/// Those by which a gate shuts somebody out.
const SHUT: u8 = 0b11;

/// The least of an act that may be left when nothing is shut: each cut at its largest, multiplied in their order, so that
/// no rounding makes it more than what any state leaves. 0 where something may lower an act before it is cut.
pub fn least_left(book: &Book, temper: &Temper, act: Act, doer: Doer) -> f64 {
    let spec = acts::spec(act);
    let likes = temper.likes.map_or((1.0, 1.0), |l| (l.liked, l.ignored));
    let falls = likes.0 < 1.0 || temper.farm < 0.0 || temper.hope.is_some_and(|h| h.rise < 0.0);
    if falls || doer == Doer::SHUT_OUT {
        return 0.0;
    }
    let least = |n: usize| match (n, doer.height().map(f64::from)) {
        (2, _) => likes.1,
        (3, _) => temper.step.map_or(1.0, |(_, floor)| f64::from((floor * 65_536.0) as u32) / 65_536.0).min(1.0),
        // Neither fear nor habit nor silence moves whoever is unaware, nor any of them what is never punished.
        (4, Some(own)) if book.may_punish(act) => {
            let fear = temper.fear.as_ref().map_or(0.0, |f| f.cut * f.crowd.max(own) / 16.0);
            let habit = temper.habit.as_ref().map_or(0.0, |h| h.cut);
            1.0 - fear.max(habit)
        }
        (5, Some(own)) => 1.0 - temper.silence.as_ref().map_or(0.0, |x| x.cut * (x.crowd * 16.0).max(own) / 16.0),
        _ => 1.0,
    };
    let left: f64 = (0..CUTS).filter(|n| spec.cuts & !SHUT & 1 << n != 0).map(least).product();
    left.clamp(0.0, 1.0)
}

/// The share of an act that the `n`th of them leaves, in a fixed order: what shuts somebody out first. 1 where it keeps
/// nothing back.
#[inline]
fn cut(n: usize, s: Eye, spec: &acts::Ready) -> f64 {
    match n {
        0 if spec.needs_account && gates::shut(s, Gate::Account).is_some() => 0.0,
        1 if spec.online && gates::shut(s, Gate::Internet).is_some() => {
            s.frame.book.term(Gate::Internet, Term::ShareLeft)
        }
        2 if spec.is_post && !s.life.likes_last => s.frame.temper.likes.map_or(1.0, |likes| likes.ignored),
        3 if spec.responds == acts::Responds::Offence => f64::from(s.life.step) / 65_536.0,
        4 => 1.0 - deterrence(s, spec),
        5 if spec.act == Act::CriticalPost => 1.0 - silence(s),
        _ => 1.0,
    }
}

/// What is said of an act that a cut kept back, in the cuts' order.
const PUSHES: [Push; CUTS] =
    [Push::ShutOut, Push::Throttled, Push::Ignored, Push::Deterred, Push::Deterred, Push::Silenced];

/// The cut by fear or habit, whichever is larger, in an act that the rulebook punishes.
fn deterrence(s: Eye, spec: &acts::Ready) -> f64 {
    use acts::Responds;
    let by_choice = matches!(spec.responds, Responds::Offence | Responds::Speech | Responds::Payment);
    if !by_choice || !s.frame.book.punishes(spec.act, s.day) {
        return 0.0;
    }
    let t = s.frame.temper;
    let fear = t.fear.as_ref().map_or(0.0, |f| f.cut * f64::from(fear_height(s, spec.act.kind())) / 16.0);
    let habit = t.habit.as_ref().map_or(0.0, |h| h.cut * f64::from(habit_height(s)) / 16.0);
    if fear == 0.0 && habit == 0.0 || !aware(s) {
        return 0.0;
    }
    fear.max(habit)
}

/// Fear of being caught at a kind of act, in sixteenths: one's own and ties' events, or the crowd's.
pub fn fear_height(s: Eye, kind: Kind) -> u8 {
    let Some(f) = &s.frame.temper.fear else { return 0 };
    let own = f.fade.height(s.life.fear[kind.index()], s.day);
    let crowd = feared(s.frame, s.me.id.neighbourhood());
    own.max(crowd)
}

/// The same by kind of act.
#[inline]
pub fn fears(s: Eye) -> [u8; Kind::COUNT] {
    let Some(f) = &s.frame.temper.fear else { return [0; Kind::COUNT] };
    let crowd = feared(s.frame, s.me.id.neighbourhood());
    if s.life.fear.iter().all(|own| own.height == 0) {
        return [crowd; Kind::COUNT];
    }
    s.life.fear.map(|own| f.fade.height(own, s.day).max(crowd))
}

/// Fear that a neighbourhood's board alone gives its people, in sixteenths.
fn feared(frame: &crate::Frame, id: NeighbourhoodId) -> u8 {
    let board = frame.boards[id.0 as usize];
    frame.temper.fear.as_ref().map_or(0, |f| (f.crowd * f64::from(board.caught) / 16.0) as u8)
}

/// Silence that a neighbourhood's board alone gives its people where speech is watched, in sixteenths.
fn hushed(frame: &crate::Frame, id: NeighbourhoodId) -> u8 {
    let board = frame.boards[id.0 as usize];
    frame.temper.silence.as_ref().map_or(0, |silence| (silence.crowd * f64::from(board.approval)) as u8)
}

/// Whether a neighbourhood's boards under two arms with the same behaviour leave whoever lives alike equally afraid and silent.
pub fn boards_weigh_alike(first: &crate::Frame, other: &crate::Frame, id: NeighbourhoodId) -> bool {
    (feared(first, id), hushed(first, id)) == (feared(other, id), hushed(other, id))
}

/// Habit, in sixteenths: it grows from awareness or the last booked act of one's own, and fades after the rulebook's end.
pub fn habit_height(s: Eye) -> u8 {
    let Some(h) = s.frame.temper.habit.as_ref().filter(|_| s.frame.book.punishes_anything) else { return 0 };
    let id = s.me.id.neighbourhood().0 as usize;
    let within = s.frame.temper.aware_within;
    let enrolled = s.frame.enrolment[id];
    if s.day < enrolled {
        return 0;
    }
    let end = s.frame.book.span.until();
    let last = s.life.last_own_demerit.unwrap_or(enrolled).max(enrolled);
    let latest = last.max(enrolled + within);
    // As far as it has grown since the first day and since the last on which somebody may have come to know of the system,
    // it has in between.
    let grown = h.grows.grown(s.day - latest);
    if s.day < end && (last == latest || h.grows.grown(s.day - last) == grown) {
        return grown;
    }
    let learned = if within == 0 { enrolled } else { enrolled + aware_after(s, within) };
    let since = last.max(learned);
    if s.day < end {
        return h.grows.grown(s.day - since);
    }
    if end <= since {
        return 0;
    }
    let height = h.grows.grown(end - since);
    h.fade.height(Level { height, since: end }, s.day)
}

/// The cut by silence in critical posts.
fn silence(s: Eye) -> f64 {
    let Some(silence) = &s.frame.temper.silence else { return 0.0 };
    if !aware(s) {
        return 0.0;
    }
    silence.cut * f64::from(silence_height(s)) / 16.0
}

/// Silence, in sixteenths: from ties' punishments, or from what the majority shows.
pub fn silence_height(s: Eye) -> u8 {
    let Some(silence) = &s.frame.temper.silence else { return 0 };
    let own = silence.fade.height(s.life.silence, s.day);
    // Where no rule punishes speech the majority's view silences nobody beyond what base rates hold already.
    let watched = s.under_rule() && s.frame.book.punishes(Act::CriticalPost, s.day);
    let crowd = if watched { hushed(s.frame, s.me.id.neighbourhood()) } else { 0 };
    own.max(crowd)
}

/// By what factor hope, points and likes raise an act.
fn rise_factor(s: Eye, spec: &acts::Ready) -> f64 {
    let act = spec.act;
    let hoped = for_show(act) || act == Act::BabyGoods && s.frame.book.rewards(act, s.day);
    let hope = if hoped { 1.0 + hope(s) } else { 1.0 };
    hope * farmed(s, act) * liked(s, spec)
}

/// Acts that show one in line, whether or not a rule rewards them.
pub const fn for_show(act: Act) -> bool {
    matches!(act, Act::Volunteering | Act::PraisePost)
}

/// By what factor the wish for points raises an act that earns them, below the top band.
fn farmed(s: Eye, act: Act) -> f64 {
    let can_be_farmed = for_show(act) || act == Act::BabyGoods;
    let farms = can_be_farmed
        && s.frame.book.rewards(act, s.day)
        && s.frame.temper.farm > 0.0
        && s.under_rule()
        && below_top(s)
        && aware(s);
    if farms { 1.0 + s.frame.temper.farm } else { 1.0 }
}

/// By what factor the likes of last month raise a post.
fn liked(s: Eye, spec: &acts::Ready) -> f64 {
    let liked = spec.is_post && s.life.likes_last;
    if liked { s.frame.temper.likes.map_or(1.0, |l| l.liked) } else { 1.0 }
}

fn below_top(s: Eye) -> bool {
    s.frame.book.score.is_some() && s.frame.book.bands.last().is_some_and(|top| s.life.score < *top)
}

/// Hope for a reward one needs: full for parents before a school entry that favours standing, half near the top band.
fn hope(s: Eye) -> f64 {
    let Some(h) = s.frame.temper.hope else { return 0.0 };
    if !s.under_rule() || !aware(s) {
        return 0.0;
    }
    let favours = |g: Gate| s.frame.book.gate(g, s.day).is_some_and(|r| r.favours_bands != 0);
    if favours(Gate::School) && is_entry_parent(s, h.school_days) {
        return h.rise;
    }
    let near =
        s.frame.book.bands.last().is_some_and(|top| {
            s.frame.book.score.is_some() && s.life.score < *top && top - s.life.score <= h.near_points
        });
    if near && Gate::ALL.into_iter().any(favours) { h.rise / 2.0 } else { 0.0 }
}

/// Parent (or elder in charge) of a child at home who is to enter a school within so many days.
fn is_entry_parent(s: Eye, within_days: i32) -> bool {
    if s.age() < 18 || s.me.role == underheaven_base::Role::Child {
        return false;
    }
    s.home.household(s.me.id).iter().any(|child| entry_within(child, s.day, within_days))
}

/// Whether somebody enters a school (at 6, 12 or 15 on 1 September) within so many days after `day`.
pub fn entry_within(child: &underheaven_society::Person, day: underheaven_base::Day, within_days: i32) -> bool {
    if !child.is_under(16, day) {
        return false;
    }
    let (year, month, _) = day.ymd();
    let first = if month >= 9 { year + 1 } else { year };
    (first..first + 6).any(|y| {
        underheaven_base::Day::from_ymd(y, 9, 1).is_some_and(|september| {
            let ahead = september - day;
            (0..=within_days).contains(&ahead) && matches!(child.age(september), 6 | 12 | 15)
        })
    })
}

/// One's own punishment, noticed: fear, and perhaps a private view that falls.
pub fn own_punishment(s: &mut Scene, kind: Kind) {
    s.reads(|d| d.temper, otherwise(Item::Behaviour));
    if let Some(f) = &s.frame.temper.fear {
        f.fade.raise(&mut s.life.fear[kind.index()], FULL, s.day);
    }
    if let Some(v) = &s.frame.temper.views {
        move_view(s, v.own_punishment.value, false);
    }
}

/// A demerit booked on oneself, rightly or not: the step down. What kin did is no step, and a listing is none.
pub fn booked(s: &mut Scene) {
    s.reads(|d| d.temper, otherwise(Item::Behaviour));
    if let Some((factor, floor)) = s.frame.temper.step {
        let next = (f64::from(s.life.step) * factor) as u32;
        s.life.step = next.max((floor * 65_536.0) as u32);
    }
}

/// A favour at a gate may move the private view up.
pub fn favoured(s: &mut Scene) {
    s.reads(|d| d.temper, otherwise(Item::Behaviour));
    if let Some(v) = &s.frame.temper.views {
        move_view(s, v.favour.value, true);
    }
}

/// An event that may move the private view, of somebody who knows of the system; each event has its own draw.
fn move_view(s: &mut Scene, share: f64, up: bool) {
    if !aware(s.eye()) {
        return;
    }
    s.life.view_events += 1;
    let ordinal = s.life.view_events;
    if !chance(s.draw(Purpose::View, ordinal).word(0), share) {
        return;
    }
    let next = match (s.life.view, up) {
        (View::Disapprove, true) | (View::Approve, false) => View::Neutral,
        (View::Neutral, true) => View::Approve,
        (View::Neutral, false) => View::Disapprove,
        (same, _) => same,
    };
    if next != s.life.view {
        s.life.view = next;
        s.turn(if up { Turn::ViewUp } else { Turn::ViewDown }, 1);
    }
}

/// News of a punishment goes to those who may notice: ties for speech, association and listings, else the
/// household and one neighbour. The sender's draw decides who notices, so that unnoticed news costs nothing.
pub fn tell_others(s: &mut Scene, trigger: Option<Trigger>, listed: bool) {
    s.eye().sends_otherwise(|d| d.temper);
    if !s.frame.temper.heeds_others() {
        return;
    }
    let kind = trigger.map_or(Kind::Conduct, |t| t.kind);
    let noticed = s.frame.temper.fear.as_ref().map_or(0.5, |f| f.noticed);
    let grave = listed || matches!(kind, Kind::Speech | Kind::Association);
    let mut ties: Vec<(PersonId, u8)> = vec![];
    if grave {
        let mut kin = vec![];
        s.frame.society.kin(s.me.id, &mut kin);
        ties.extend(kin.iter().map(|(p, _)| (*p, 255)));
        // Friends are mutual within a layer: they drop me by the same number by which I know them.
        let layers = (0..underheaven_society::FRIEND_LAYERS)
            .filter_map(|i| Some((s.home.friend(s.frame.society, s.me.id, i)?, i)));
        ties.extend(layers);
    } else {
        ties.extend(s.home.household(s.me.id).iter().map(|p| (p.id, 255)));
        let street = s.home.street(s.me.id);
        let word = s.draw(Purpose::Noticed, 0xFFFF).word(0);
        if !street.is_empty() {
            ties.push((street[underheaven_base::pick(word, street.len() as u32) as usize].id, 255));
        }
    }
    ties.retain(|(p, _)| *p != s.me.id);
    let mut told: Vec<PersonId> = vec![];
    for (to, friend) in ties {
        if told.contains(&to) {
            continue;
        }
        told.push(to);
        let word = s.frame.draw(to, s.day, Purpose::Noticed, s.me.id.0 << 1 | u32::from(listed)).word(1);
        if chance(word, noticed) {
            s.send(to, None, Letter::News { kind, listed, friend });
        }
    }
}

/// Noticed what befell a tie: fear at a share of one's own, silence after speech, a view that may fall, a friend who may be dropped.
/// Nobody notices anything before they are born.
pub fn hear(s: &mut Scene, kind: Kind, listed: bool, friend: u8) {
    if s.me.born > s.day {
        return;
    }
    s.turn(Turn::Noticed, 1);
    s.reads(|d| d.temper, otherwise(Item::Behaviour));
    let t = s.frame.temper;
    if let Some(f) = &t.fear {
        f.fade.raise(&mut s.life.fear[kind.index()], f.from_others, s.day);
    }
    if let Some(silence) = t.silence.as_ref().filter(|_| matches!(kind, Kind::Speech | Kind::Association)) {
        silence.fade.raise(&mut s.life.silence, FULL, s.day);
    }
    if let Some(v) = &t.views {
        move_view(s, v.ties_punishment.value, false);
    }
    if listed && friend < 8 && s.life.dropped & 1 << friend == 0 {
        let word = s.frame.draw(s.me.id, underheaven_base::Day(0), Purpose::Noticed, 1).word(0);
        if chance(word, t.cut) {
            s.life.dropped |= 1 << friend;
            s.turn(Turn::FriendDropped, 1);
        }
    }
}

/// The view somebody shows in public: approval, where fear or silence hides another view.
pub fn public_view(s: Eye) -> View {
    let Some(v) = &s.frame.temper.views else { return s.life.view };
    if s.life.view == View::Approve || !aware(s) {
        return s.life.view;
    }
    let height = fear_height(s, Kind::Speech).max(silence_height(s));
    if height == 0 {
        return s.life.view;
    }
    let word = s.frame.draw(s.me.id, underheaven_base::Day(0), Purpose::PublicView, 0).word(0);
    if chance(word, v.hidden.value * f64::from(height) / 16.0) { View::Approve } else { s.life.view }
}

/// The private view at the start.
pub fn first_view(s: &crate::Frame, person: &underheaven_society::Person) -> View {
    let (approve, disapprove) = s.temper.views.as_ref().map_or((0.80, 0.01), |v| (v.approve.value, v.disapprove.value));
    let word = s.draw(person.id, underheaven_base::Day(0), Purpose::View, 0).word(0);
    let u = f64::from(word) / 4_294_967_296.0;
    match () {
        () if u < disapprove => View::Disapprove,
        () if u < 1.0 - approve => View::Neutral,
        () => View::Approve,
    }
}

/// Shops online, and so has a platform to be shut out of.
pub fn shops_online(s: Eye) -> bool {
    s.me.traits.has(Trait::Shopper)
}
