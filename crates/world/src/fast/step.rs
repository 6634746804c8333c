//! The one step: a neighbourhood lives a tick.
//!
//! Household by household, and some at once where nobody in them has parted: their lives are unpacked, the posting is opened,
//! the days are lived person by person (day by day where a letter may arrive within the household tomorrow), and the lives are
//! packed again. Who is lived before whom can't show: whatever reaches somebody through somebody else travels by letter.

use super::glance::{Follows, Glances, Verdict};
use super::pack::{Codec, Reader, When};
use super::part::{Others, Own, Place, renew};
use super::told::{Apart, Event, Together, Told, differing, first_difference};
use super::{Arm, Shared, Tick};
use crate::arms::{Arms, Differs, Lived, Pair, ROOM, Reason, Why, otherwise};
use crate::life::{OnList, Parents, Standing};
use crate::scene::{Eye, Hand, Outbox, Request, Scene};
use crate::shared::{self, Ages, Birthright, Birthrights, BoardCount};
use crate::temper::Doer;
use crate::{
    Board, Booking, Entry, Frame, Item, Letter, Life, Mail, Observer, Parted, Pool, Push, RuleId, View, Watchers,
};
use crate::{day, detection, posting, response, standing};
use std::ops::Range;
use underheaven_base::{Cause, Day, Gate, NeighbourhoodId, Path, PersonId, near::ask_for};
use underheaven_society::{Aside, Person, Proposal, Residents};

/// Room that is used again and again.
#[derive(Default)]
pub(super) struct Work {
    pub home: Residents,
    proposals: Vec<Proposal>,
    aside: Aside,
    lives: Vec<Life>,
    rights: Vec<Birthright>,
    /// Where each of the lives that were unpacked last stands among the first arm's bytes, before and after; the first and the rights may
    /// be more than there are lives.
    before: Vec<Range<usize>>,
    after: Vec<Range<usize>>,
    bytes: Vec<u8>,
    one: Vec<u8>,
    /// As far as arms are told apart, the household that comes next.
    lived: Vec<Lived>,
    /// Lives of a household that had parted from those under the first arm, by arm and person.
    own: Vec<Option<Own>>,
    /// Lives that differ after the tick, by further arm.
    others: Vec<Others>,
    /// Acts that neighbours may report, by further arm and person; and under the first arm before and after the tick.
    did: Vec<u64>,
    did_before: Vec<u64>,
    did_first: Vec<u64>,
    /// Under the first arm after the tick, what of a life can't fade.
    lasting_first: Vec<Lasting>,
    /// Room for lives that are lived again, to see since when they differ.
    again: Vec<Vec<Life>>,
    /// How children see their parents under the first arm.
    parents: Vec<Parents>,
    /// How parents are shown, by arm and place in the household, where some of it are told apart.
    shown: Vec<Option<Shown>>,
    /// Letters from within the household that were opened under the first arm on a day of the tick, and under another.
    opened: Vec<(Day, Mail)>,
    opened_apart: Vec<(Day, Mail)>,
    /// What is told of a household, and what happened under an arm that was lived apart; of one person, under both.
    told: Told,
    log_apart: Vec<Event>,
    logs: [Vec<Event>; 2],
    /// Who is lived apart under an arm, by place in the household, and how much was told of each before.
    wanted: Vec<usize>,
    skip: Vec<(u32, bool)>,
    /// How a household stands under an arm that was lived apart.
    now: Vec<Now>,
    /// A household of which everybody is lived apart is lived without noting what is read otherwise, until somebody parts:
    /// how much was noted before.
    unnoted: Option<usize>,
}

/// What a tick is to one arm.
#[derive(Clone, Copy)]
pub(super) struct Stretch {
    from: Day,
    end: Day,
    /// The bureau posts on the first day.
    pub posts: bool,
    /// The posting period ends with the tick.
    closes: bool,
    /// On which of its days windows close, a bit each.
    windows: u8,
    /// On which of its days the rulebook holds, a bit each.
    holds: u8,
    /// Whoever was born later is a child in the rulebook's eyes on the first day.
    grown: Day,
    /// Camera passes are told up to this day: an arm that posts weekly is told of a week, whatever arms are beside it.
    passes: Option<Day>,
    /// When what is lived is packed again.
    packed: When,
    /// Boards are looked at.
    boards: bool,
    /// Profiles may be boosted.
    boosts: bool,
    /// The same are boosted now as under the first arm.
    same_boosts: bool,
}

impl Stretch {
    pub fn of(shared: &Shared, arm: usize, tick: Tick) -> Self {
        let a = &shared.arms[arm];
        let close = |d: &i32| a.book.closes(tick.from + *d);
        let windows = (0..tick.end - tick.from).filter(close).fold(0, |all, d| all | 1 << d);
        let holds =
            (0..tick.end - tick.from).filter(|d| a.book.span.holds(tick.from + *d)).fold(0, |all, d| all | 1 << d);
        let (posts, closes) = (a.period == tick.from, a.period_end == tick.end);
        let grown = tick.from.latest_birth(a.book.age);
        let boards = closes && BoardCount::needed(&shared.frame(arm));
        let boosts = closes && a.book.gate(Gate::DatingBoost, tick.end + -1).is_some();
        let packed = When::new(tick.end, closes);
        let week = (tick.from.monday() + 7).min(shared.to + 1);
        let begins = tick.from == tick.from.monday() || tick.from == shared.from;
        let passes = if a.book.period_days < 7 { Some(tick.end) } else { begins.then_some(week) };
        let same_boosts = a.boosted == shared.arms[0].boosted;
        let (from, end) = (tick.from, tick.end);
        Self { from, end, posts, closes, windows, holds, grown, passes, packed, boards, boosts, same_boosts }
    }

    /// Whether a household may be lived once for both; where no bureau works it is nothing to anybody whether the rulebook holds.
    fn alike(&self, other: &Self, reached: bool) -> bool {
        let facts = |s: &Self| (s.from, s.end, s.posts, s.closes, s.windows, s.packed);
        facts(self) == facts(other) && (self.holds == other.holds || !reached)
    }

    fn windows_close(&self, day: Day) -> bool {
        self.windows & 1 << (day - self.from) != 0
    }
}

/// What comes to a neighbourhood in a tick, and what leaves it.
pub(super) struct Doors<'a> {
    /// Letters to its people, in order, under whichever arms.
    pub mail: &'a [Mail],
    pub out: &'a mut Outbox,
    /// By arm.
    pub boards: Vec<&'a mut Board>,
    /// By arm.
    pub boosted: &'a mut [Vec<PersonId>],
}

/// A neighbourhood that is to be lived.
pub(super) struct Here<'a> {
    pub id: NeighbourhoodId,
    pub place: &'a mut Place,
    /// Its people, where they are kept from week to week.
    pub kept: Option<&'a Residents>,
    /// The people who are lived next, where they are kept.
    pub next: Option<&'a Residents>,
}

/// So many households are lived at once where there is one arm.
const AT_ONCE: usize = 16;

/// Everybody's life before anything happened.
pub(super) fn populate(shared: &Shared, home: &Residents, place: &mut Place) {
    let arms = shared.arms.len();
    place.others = vec![Others::default(); arms - 1];
    place.did = vec![vec![]; arms];
    let at = When::new(shared.from, true);
    for me in &home.people {
        let start = place.first.len();
        for n in 0..arms {
            let frame = shared.frame(n);
            let life = shared::first_life(&frame, me, shared.from, shared.to);
            let right = shared::birthright(&frame, me, shared.from, shared.to);
            let mut bytes = vec![];
            shared.codec.put(me.id, &right, &life, &at, &mut bytes);
            if n == 0 {
                place.first.extend(bytes);
            } else if place.first[start..] != bytes {
                place.others[n - 1].push(me.id.place() as u16, &bytes, (false, false, false));
            }
        }
    }
    place.first.shrink_to_fit();
}

/// Calls `see` with everybody's life under an arm.
pub(super) fn each_life(
    shared: &Shared,
    arm: usize,
    home: &Residents,
    place: &Place,
    mut see: impl FnMut(&Person, &Life),
) {
    let mut first = Reader::new(&place.first);
    let apart = arm.checked_sub(1).map(|other| &place.others[other]);
    let mut own = apart.map_or(&[][..], Others::own).iter().peekable();
    let mut life = Life::new(0, None, None, 0, false);
    let rights = Birthrights::of(&shared.frame(arm), home.id, shared.from, shared.to);
    for me in &home.people {
        let right = rights.right(me);
        shared.codec.take(&mut first, me.id, &right, &mut life);
        if let Some((others, own)) = apart.zip(own.next_if(|o| u32::from(o.place) == me.id.place())) {
            shared.codec.take(&mut Reader::new(others.bytes(own)), me.id, &right, &mut life);
        }
        see(me, &life);
    }
}

/// Calls `see` with everybody's life under the first arm, and after each with the life under every further arm for which
/// somebody is wanted: read once where it is the same.
pub(super) fn each_life_beside(
    shared: &Shared,
    frames: &[Frame],
    home: &Residents,
    place: &Place,
    mut wanted: impl FnMut(usize, PersonId) -> bool,
    mut see: impl FnMut(usize, &Person, &Life),
) {
    let mut reader = Reader::new(&place.first);
    let mut others: Vec<_> = place.others.iter().map(|others| others.own().iter().peekable()).collect();
    let (mut first, mut apart) = (Life::new(0, None, None, 0, false), Life::new(0, None, None, 0, false));
    let rights: Vec<_> = frames.iter().map(|f| Birthrights::of(f, home.id, shared.from, shared.to)).collect();
    let born = shared.differs.enrolment.or(shared.differs.score);
    for me in &home.people {
        let same = reader.clone();
        shared.codec.take(&mut reader, me.id, &rights[0].right(me), &mut first);
        see(0, me, &first);
        for arm in 1..frames.len() {
            let own = others[arm - 1].next_if(|o| u32::from(o.place) == me.id.place());
            if !wanted(arm, me.id) {
                continue;
            }
            if own.is_none() && !born.has(arm) {
                see(arm, me, &first);
                continue;
            }
            let mut bytes = own.map_or(same.clone(), |own| Reader::new(place.others[arm - 1].bytes(own)));
            shared.codec.take(&mut bytes, me.id, &rights[arm].right(me), &mut apart);
            see(arm, me, &apart);
        }
    }
}

/// Lives a tick in a neighbourhood, under every arm.
pub(super) fn live(
    shared: &Shared,
    tick: Tick,
    stretches: &[Stretch],
    here: Here,
    work: &mut Work,
    doors: &mut Doors,
    watchers: &mut dyn Watchers,
) {
    let Here { id, place, kept, next } = here;
    let mut made = std::mem::take(&mut work.home);
    let home: &Residents = match kept {
        Some(kept) => kept,
        None => {
            shared.society.settle(id, &mut made);
            &made
        }
    };
    let mut proposals = std::mem::take(if shared.daily { &mut place.proposals } else { &mut work.proposals });
    let monday = tick.from.monday();
    if !shared.daily || tick.from == monday || tick.from == shared.from {
        // Where nobody is enrolled most of what people do is plain; proposals that are kept from day to day are lived all the same.
        work.aside.begin(&shared.glance.idle, tick.from..tick.end);
        let aside = (!shared.daily && shared.is_idle(id, tick.end)).then_some(&mut work.aside);
        shared.society.within(home, monday, shared.luck, &shared.reach, aside, &mut proposals);
    }
    if tick.fresh {
        place.ages = Ages::of(home, tick.from);
    }
    let frames: Vec<Frame> = (0..shared.arms.len()).map(|arm| shared.frame(arm)).collect();
    for (arm, (frame, stretch)) in frames.iter().zip(stretches).enumerate() {
        if let Some(end) = stretch.passes {
            place.ages.tell(frame, id, tick.from, end, watchers.arm(arm));
        }
    }

    home.bring_near();
    watchers.bring_near(id);
    for (act, done) in work.aside.done() {
        watchers.acts(frames.len(), act, done);
    }

    let mut old = std::mem::take(&mut place.first);
    let mut others = std::mem::take(&mut place.others);
    let parted = others.iter().any(|others| !others.own().is_empty());
    work.others.resize_with(others.len(), Others::default);
    work.others.iter_mut().for_each(Others::clear);
    let tomorrow = std::mem::take(&mut place.tomorrow);
    let did: Vec<Vec<(u16, u64)>> = place.did.iter_mut().map(std::mem::take).collect();
    work.bytes.clear();
    let mut counts = vec![BoardCount::default(); frames.len()];
    let pair = Pair::new(&frames, shared.differs_in(id, tick.end), shared.as_one);
    let ruled = Regime::new(shared, (&frames, shared.arms.iter().collect()), &shared.differs, stretches, &pair, id);
    // Whom a trial spares lives under the first arm's rulebook in every arm.
    let treated = shared.design.as_ref().map(|(design, differs)| {
        let spared: Vec<Frame> = frames.iter().map(|frame| Frame { book: frames[0].book, ..*frame }).collect();
        (design, spared, differs)
    });
    let spared_stretches: Vec<Stretch> =
        stretches.iter().map(|s| Stretch { boards: s.boards, ..stretches[0] }).collect();
    let pair_spared = treated.as_ref().map(|(_, spared, differs)| Pair::new(spared, differs, shared.as_one));
    let spared = treated.as_ref().zip(pair_spared.as_ref()).map(|((_, spared, _), pair)| {
        let first_of_all = vec![&shared.arms[0]; frames.len()];
        Regime::new(shared, (spared, first_of_all), pair.differs, &spared_stretches, pair, id)
    });
    // Where nothing can be otherwise under any arm, people are lived as under one, whose letters are of all.
    let all = Arms::first(frames.len());
    let for_all = frames.len() > 1 && ruled.is_alike(shared, id, tick) && {
        let of_all = |letters: &[Mail]| letters.iter().all(|m| m.arms == all);
        let parted = parted || did[1..].iter().any(|did| !did.is_empty());
        let follow = watchers.following().or(Arms::FIRST) == all;
        !parted && follow && of_all(doors.mail) && of_all(&tomorrow) && !watchers.remember(&home.people)
    };
    let frame = [Frame { arm: all, pair: None, ..frames[0] }];
    let pair_of_one = Pair::new(&frame, &shared.differs, Arms::NONE);
    let one = for_all.then(|| {
        Regime::new(shared, (&frame, vec![&shared.arms[0]]), &shared.differs, &stretches[..1], &pair_of_one, id)
    });
    let boosted = doors.boosted[0].len();
    let mut street = Street {
        shared,
        home,
        under: one.as_ref().unwrap_or(&ruled),
        old: &old,
        reader: Reader::new(&old),
        others: &others,
        own: others.iter().map(|others| others.own().iter().peekable()).collect(),
        did: did.iter().map(|d| d.iter().peekable()).collect(),
        tomorrow: &tomorrow,
        following: watchers.following(),
        same_mail: true,
        next_own: 0,
        counts: &mut counts,
        place,
    };
    street.next_own = street.find_own();
    let mut left = &proposals[..];
    let mut mail = doors.mail;
    let alone = frames.len() == 1 || for_all;
    let homes = home.homes.len().saturating_sub(1);
    let mut from = 0;
    while from < homes {
        // Within a tick people live beside each other, not through each other: some households are lived as if they were one.
        let to = match (alone, treated.is_some()) {
            (true, _) => homes.min(from + AT_ONCE),
            (false, true) => from + 1,
            (false, false) => street.alike_up_to(from, mail, watchers),
        };
        let at = home.homes[from]..home.homes[to];
        next.iter().for_each(|next| next.ask_for(from..to, homes));
        from = to;
        // Names within a neighbourhood count on with places.
        let end = PersonId::at(id, 0).0 + at.end;
        let (letters, rest) = mail.split_at(leading(mail, |m| m.to.0 < end));
        mail = rest;
        if alone {
            left = street.alone(at, left, letters, work, doors, watchers);
            continue;
        }
        if let (Some((design, ..)), Some(spared)) = (&treated, &spared) {
            let treated = design.assigned(home.facts.county, &home.people[at.start as usize]).treated;
            street.under = if treated { &ruled } else { spared };
        }
        left = street.household(at, left, letters, work, doors, watchers);
    }
    for n in if for_all { 1..frames.len() } else { 0..0 } {
        counts[n] = counts[0];
        let (first, other) = doors.boosted.split_at_mut(n);
        other[0].extend_from_slice(&first[0][boosted..]);
    }
    for (n, stretch) in stretches.iter().enumerate().filter(|(_, s)| s.closes) {
        *doors.boards[n] = counts[n].board(&frames[n], id, stretch.end + -1);
    }
    renew(&mut old, &work.bytes);
    place.first = old;
    others.iter_mut().zip(&work.others).for_each(|(old, new)| old.renew(new));
    place.others = others;
    *(if shared.daily { &mut place.proposals } else { &mut work.proposals }) = proposals;
    work.home = made;
}

type Peek<'a, T> = std::iter::Peekable<std::slice::Iter<'a, T>>;

/// The rulebooks under which a household lives, arm by arm.
struct Regime<'a> {
    /// Every arm's frame, for itself.
    frames: &'a [Frame<'a>],
    /// The first arm's, with the others beside it.
    first: Frame<'a>,
    pair: &'a Pair<'a>,
    /// What the arms say otherwise to anybody: somebody here may part by what was said otherwise elsewhere.
    differs: &'a Differs,
    /// What a tick is to every arm.
    stretches: &'a [Stretch],
    /// What every arm's rulebook asks of whoever lives it.
    arms: Vec<&'a Arm>,
    /// What is plain at a glance under all arms at once.
    glances: Glances<'a>,
    /// The same for every arm by itself.
    each: Vec<Glances<'a>>,
    /// What people start with under every arm.
    rights: Vec<Birthrights>,
    /// Arms under which a household may be lived once in this tick.
    alike: Arms,
    /// Arms whose period ends with the tick, and which look at the neighbourhood's board, or boost profiles.
    boards: Arms,
    boosts: Arms,
}

impl<'a> Regime<'a> {
    fn new(
        shared: &'a Shared<'a>,
        (frames, arms): (&'a [Frame<'a>], Vec<&'a Arm>),
        differs: &'a Differs,
        stretches: &'a [Stretch],
        pair: &'a Pair<'a>,
        id: NeighbourhoodId,
    ) -> Self {
        let (glance, from, to) = (&shared.glance, shared.from, shared.to);
        let board_of = |frame: &Frame| frame.boards[id.0 as usize];
        let boards = (1..frames.len()).filter(|n| board_of(&frames[*n]) != board_of(&frames[0]));
        pair.boards.set(boards.fold(Arms::NONE, |all, n| all.or(Arms::only(n))));
        let first = Frame { pair: (frames.len() > 1).then_some(pair), ..frames[0] };
        let glances = glance.days(&first, id, stretches[0].from..stretches[0].end);
        let born = pair.differs.enrolment.or(pair.differs.score);
        let reached = shared.reaches(id, stretches[0].end);
        let alike = |n: &usize| stretches[*n].alike(&stretches[0], reached) && !born.has(*n);
        let alike = (0..frames.len()).filter(alike).fold(Arms::NONE, |all, n| all.or(Arms::only(n)));
        let apart = |n: usize| glance.days(&frames[n], id, stretches[n].from..stretches[n].end);
        let each = if frames.len() > 1 { (0..frames.len()).map(apart).collect() } else { vec![] };
        let rights = frames.iter().map(|frame| Birthrights::of(frame, id, from, to)).collect();
        let of_arms = |holds: &dyn Fn(usize, &Stretch) -> bool| {
            let which = stretches.iter().enumerate().filter(|(n, s)| s.closes && holds(*n, s));
            which.fold(Arms::NONE, |all, (n, _)| all.or(Arms::only(n)))
        };
        let boards = of_arms(&|n, s| s.boards && frames[n].works_in(id, s.end + -1));
        // Nobody is under a rulebook before the neighbourhood is enrolled.
        let boosts = of_arms(&|n, s| s.boosts && s.end > frames[n].enrolment[id.0 as usize]);
        Self { frames, first, pair, differs, stretches, arms, glances, each, rights, alike, boards, boosts }
    }

    /// Whether nobody of a neighbourhood may part in a tick but by letters.
    fn is_alike(&self, shared: &Shared, id: NeighbourhoodId, tick: Tick) -> bool {
        let (differs, all) = (self.pair.differs, Arms::first(self.frames.len()));
        let idle = shared.is_idle(id, tick.end);
        let apart = if idle { differs.where_unreached() } else { differs.any.or(differs.gate_days) };
        let shown = self.pair.boards.get().is_empty() && self.stretches.iter().all(|s| s.same_boosts);
        let untried = shared.design.is_none() && !shared.apart;
        untried && self.alike == all && apart.is_empty() && shown
    }
}

/// A neighbourhood that is being lived, household by household.
struct Street<'a> {
    shared: &'a Shared<'a>,
    home: &'a Residents,
    under: &'a Regime<'a>,
    /// Everybody's life under the first arm before the tick, and where the reader stands.
    old: &'a [u8],
    reader: Reader<'a>,
    /// Of each further arm, lives that had parted.
    others: &'a [Others],
    own: Vec<Peek<'a, Own>>,
    did: Vec<Peek<'a, (u16, u64)>>,
    tomorrow: &'a [Mail],
    /// Arms whose observers follow the first's.
    following: Arms,
    /// Every letter to the household comes under all arms.
    same_mail: bool,
    /// The next place at which somebody has a life of their own under a further arm.
    next_own: u32,
    counts: &'a mut [BoardCount],
    place: &'a mut Place,
}

impl<'a> Street<'a> {
    /// Lives some households for one arm alone. Their proposals are the first of those `proposed`; the others come back.
    fn alone<'p>(
        &mut self,
        at: Range<u32>,
        proposed: &'p [Proposal],
        mail: &[Mail],
        work: &mut Work,
        doors: &mut Doors,
        watchers: &mut dyn Watchers,
    ) -> &'p [Proposal] {
        let people = &self.home.people[at.start as usize..at.end as usize];
        self.unpack_first(people, work);
        let due = self.due(at);
        let house = self.house(0, people, &mut work.lives, doors.out, watchers.first(), Notes::default());
        let (frame, home, day) = (house.frame, self.home, house.stretch.end + -1);
        let (boards, boosts) = (!self.under.boards.is_empty(), !self.under.boosts.is_empty());
        let (did, count, boosted) = (&mut self.place.did[0], &mut self.counts[0], &mut doors.boosted[0]);
        let (left, rest) = house.live(proposed, mail, due, |me, life| {
            let eye = Eye { frame, home, me, life, day };
            if life.did != 0 {
                did.push((me.id.place() as u16, life.did));
            }
            if boards {
                count.plus(BoardCount::of(eye));
            }
            if boosts && shared::boosted(eye) {
                boosted.push(me.id);
            }
        });
        self.place.tomorrow.extend(left);
        self.pack_first(people, work);
        rest
    }

    /// Up to which household those from one on are lived together under several arms: none of them has parted or gets a letter
    /// under some arms only, and together they are as few as are counted in place; else one is lived by itself.
    fn alike_up_to(&self, from: usize, mail: &[Mail], watchers: &dyn Watchers) -> usize {
        let (homes, all) = (&self.home.homes, Arms::first(self.under.frames.len()));
        let start = homes[from];
        let full = start + ROOM as u32;
        // Those from here on are not looked at.
        let mut end = full.min(self.next_own);
        let mine = mail.iter().take_while(|m| m.to.place() < end);
        end = mine.clone().find(|m| m.arms != all).map_or(end, |m| m.to.place());
        let together = self.under.alike == all && !self.shared.apart && self.shared.as_one.is_empty();
        if !together || !self.tomorrow.is_empty() || homes[from + 1] > end {
            return from + 1;
        }
        // Whoever was lived apart at some time is told of one by one, even now.
        let remembered =
            |home: usize| watchers.remember(&self.home.people[homes[home] as usize..homes[home + 1] as usize]);
        let first = remembered(from);
        let more = from + 1..homes.len() - 1;
        more.take_while(|next| homes[next + 1] <= end && remembered(*next) == first).last().unwrap_or(from) + 1
    }

    /// Letters within a household, whose places these are, for the tick's first day.
    fn due(&self, at: Range<u32>) -> Vec<Mail> {
        match self.tomorrow {
            [] => vec![],
            some => some.iter().filter(|m| at.contains(&m.to.place())).copied().collect(),
        }
    }

    /// Lives a household, or some in which nobody has parted, under several arms: for the first arm and all that share it, then for
    /// each arm that does not. Their proposals are the first of those `proposed`; the others come back.
    fn household<'p>(
        &mut self,
        at: Range<u32>,
        proposed: &'p [Proposal],
        mail: &[Mail],
        work: &mut Work,
        doors: &mut Doors,
        watchers: &mut dyn Watchers,
    ) -> &'p [Proposal] {
        let people = &self.home.people[at.start as usize..at.end as usize];
        let due = self.due(at);
        let did_before = self.did[0].clone();
        self.unpack_first(people, work);
        let sent = (doors.out.mail.len(), doors.out.requests.len());
        let all = Arms::first(self.under.frames.len());
        self.same_mail = mail.iter().all(|m| m.arms == all) && due.iter().all(|m| m.arms == all);
        let same = self.meet(people, mail, &due, work);
        work.opened.clear();
        work.shown.clear();
        if !same && self.looks_at_parents(0) {
            self.foresee(people, work);
        }
        let pair = self.under.pair;
        let (mine, due_first) = match self.same_mail {
            true => (mail.into(), due.clone()),
            false => (self.of_arm(mail, 0), self.of_arm(&due, 0).into_owned()),
        };
        let notes = Notes { opened: Some(&mut work.opened) };
        work.unnoted = None;
        let (mut left, rest) = if !same && (0..people.len()).all(|i| pair.sharing_at(i) == Arms::FIRST) {
            work.unnoted = Some(pair.reasons.borrow().len());
            work.skip.clear();
            work.skip.extend((0..people.len()).map(|i| (0, pair.settled_at(i).or(Arms::FIRST) == all)));
            for arm in self.following.numbers() {
                people.iter().for_each(|person| _ = watchers.meet(arm, person, false));
            }
            let log = work.told.alone();
            let mut observer = Apart { observer: watchers.first(), people, skip: &mut work.skip, log };
            let mut house = self.house(0, people, &mut work.lives, doors.out, &mut observer, notes);
            (house.frame, house.glances, house.now) = (&self.under.frames[0], &self.under.each[0], None);
            house.shown = Some(&mut work.shown);
            house.live(proposed, &mine, due_first, nobody)
        } else {
            let mut together = Together::new(watchers, pair, people, (self.following, same), &mut work.told);
            let mut house = self.house(0, people, &mut work.lives, doors.out, &mut together, notes);
            house.shown = Some(&mut work.shown);
            let left = house.live(proposed, &mine, due_first, nobody);
            if !pair.is_untouched() {
                together.close();
            }
            left
        };
        let proposed = &proposed[..proposed.len() - rest.len()];
        if pair.is_untouched() {
            self.place.tomorrow.extend(left);
            self.keep_did(people, &work.lives);
            self.count(all, people, &work.lives, doors);
            self.pack_first(people, work);
            return rest;
        }
        let place = |person: PersonId| (person.place() - people[0].id.place()) as usize;
        // An arm under which somebody parted on the way sends all their letters itself.
        let sharing = |person: PersonId| pair.sharing_at(place(person));
        doors.out.mail[sent.0..].iter_mut().for_each(|m| m.arms = m.arms.and(sharing(m.from)));
        doors.out.requests[sent.1..].iter_mut().for_each(|r| r.arms = r.arms.and(sharing(r.person)));
        left.iter_mut().for_each(|m| m.arms = m.arms.and(sharing(m.from)));
        self.place.tomorrow.extend(left);
        self.keep_did(people, &work.lives);
        let apart = all.without(pair.sharing(people.len()));
        match apart.is_empty() {
            true => self.count(all, people, &work.lives, doors),
            false => {
                // Together as many as are lived for the same arms.
                let mut from = 0;
                while from < people.len() {
                    let sharing = pair.sharing_at(from);
                    let alike = leading(&people[from..], |me| pair.sharing_at(place(me.id)) == sharing);
                    let some = from..from + alike;
                    self.count(sharing, &people[some.clone()], &work.lives[some], doors);
                    from += alike;
                }
            }
        }
        self.pack_first(people, work);
        if apart.is_empty() {
            return rest;
        }
        let lives = &work.lives[..people.len()];
        let mut did_before = did_before;
        let before = |me: &Person| did_before.next_if(|d| u32::from(d.0) == me.id.place()).map_or(0, |d| d.1);
        work.did_before.clear();
        work.did_before.extend(people.iter().map(before));
        work.did_first.clear();
        work.did_first.extend(lives.iter().map(|life| life.did));
        work.lasting_first.clear();
        work.lasting_first.extend(lives.iter().map(Lasting::of));
        work.parents.clear();
        work.parents.extend(lives.iter().map(|life| life.parents));
        for arm in apart.numbers() {
            self.apart(arm, proposed, (mail, &due), people, work, doors, watchers, sent.1);
        }
        rest
    }

    /// How parents who have parted will be seen by children who have not: as their lives stand once the posting's day has begun.
    fn foresee(&self, people: &[Person], work: &mut Work) {
        let (under, pair, n) = (self.under, self.under.pair, people.len());
        let place = |p: PersonId| (p.place() - people[0].id.place()) as usize;
        work.shown.resize(under.frames.len() * n, None);
        for arm in (1..under.frames.len()).filter(|arm| self.looks_at_parents(*arm)) {
            let today = under.stretches[arm].from;
            let looks = |(i, child): &(usize, &Person)| {
                child.is_child(under.frames[arm].book.age, today) && pair.sharing_at(*i).has(arm)
            };
            let children = people.iter().enumerate().filter(looks);
            let parents = children.flat_map(|(_, child)| child.parents_at_home().map(place));
            let mut wanted: Vec<usize> = parents.filter(|p| !pair.sharing_at(*p).has(arm)).collect();
            if wanted.is_empty() {
                continue;
            }
            wanted.sort_unstable();
            wanted.dedup();
            let mut lives = self.unpack(arm, arm, people, &wanted, work);
            let (mut out, mut deaf) = (Outbox::default(), Deaf);
            let mut house = self.house(arm, people, &mut lives, &mut out, &mut deaf, Notes::default());
            house.wanted = Some(&wanted);
            house.begin();
            wanted.iter().for_each(|p| work.shown[arm * n + p] = Some(house.shown_by(&under.frames[arm], *p)));
            work.again.push(lives);
        }
    }

    /// Some of a household as they stood at the start of the tick under the `n`th arm, told apart from `arm`, or under that one.
    fn unpack(&self, n: usize, arm: usize, people: &[Person], wanted: &[usize], work: &mut Work) -> Vec<Life> {
        let own = (arm - 1) * people.len();
        let mut lives = work.again.pop().unwrap_or_default();
        lives.resize_with(lives.len().max(people.len()), || Life::new(0, None, None, 0, false));
        for &i in wanted {
            let (me, right) = (&people[i], self.right(n, &people[i], work.rights[i]));
            let parted = if n == 0 { None } else { work.own.get(own + i).and_then(Option::as_ref) };
            let bytes = parted.map_or(&self.old[work.before[i].clone()], |o| self.others[arm - 1].bytes(o));
            self.shared.codec.take(&mut Reader::new(bytes), me.id, &right, &mut lives[i]);
        }
        lives
    }

    /// What somebody starts with under an arm: what they start with under the first, unless it enrols or scores otherwise.
    #[inline]
    fn right(&self, arm: usize, me: &Person, first: Birthright) -> Birthright {
        let born = self.under.differs.enrolment.or(self.under.differs.score);
        if born.has(arm) { self.under.rights[arm].right(me) } else { first }
    }

    /// Keeps what neighbours may report of a household under the first arm.
    fn keep_did(&mut self, people: &[Person], lives: &[Life]) {
        let did = people.iter().zip(lives).filter(|(_, life)| life.did != 0);
        self.place.did[0].extend(did.map(|(me, life)| (me.id.place() as u16, life.did)));
    }

    /// The letters that come under an arm.
    #[inline(always)]
    fn of_arm<'m>(&self, mail: &'m [Mail], arm: usize) -> std::borrow::Cow<'m, [Mail]> {
        match self.same_mail || mail.iter().all(|m| m.arms.has(arm)) {
            true => mail.into(),
            false => mail.iter().filter(|m| m.arms.has(arm)).copied().collect::<Vec<_>>().into(),
        }
    }

    /// Unpacks the first arm's lives.
    #[inline(never)]
    fn unpack_first(&mut self, people: &[Person], work: &mut Work) {
        let n = people.len();
        while work.lives.len() < n {
            work.lives.push(Life::new(0, None, None, 0, false));
        }
        if work.before.len() < n {
            work.before.resize(n, 0..0);
            work.rights.resize(n, Birthright::default());
        }
        let (lives, before, rights) = (&mut work.lives[..n], &mut work.before[..n], &mut work.rights[..n]);
        let (codec, theirs, mut reader) = (&self.shared.codec, &self.under.rights[0], self.reader.clone());
        let mut start = self.old.len() - reader.left();
        for (i, me) in people.iter().enumerate() {
            rights[i] = theirs.right(me);
            codec.take(&mut reader, me.id, &rights[i], &mut lives[i]);
            let end = self.old.len() - reader.left();
            before[i] = start..end;
            start = end;
        }
        self.reader = reader;
        // The next ones take about as many bytes.
        let left = self.reader.left();
        let next = (self.old.len() - work.before[0].start - left) * 9 / 8;
        ask_for(&self.old[self.old.len() - left..][..next.min(left)]);
        let (first, end) = (people[0].id.place(), people[0].id.place() + people.len() as u32);
        while let Some((place, acts)) = self.did[0].next_if(|d| u32::from(d.0) < end) {
            work.lives[(u32::from(*place) - first) as usize].did = *acts;
        }
    }

    /// Packs the first arm's lives.
    #[inline(never)]
    fn pack_first(&mut self, people: &[Person], work: &mut Work) {
        let at = &self.under.stretches[0].packed;
        // Where they stand is asked for by further arms only.
        let beside = self.under.frames.len() > 1;
        work.after.clear();
        let mut start = work.bytes.len();
        // Lives that nobody touched are copied as they are, as many at once as there are between two others.
        let mut copied = work.before[0].start;
        for (((me, life), right), before) in people.iter().zip(&work.lives).zip(&work.rights).zip(&work.before) {
            if life.touched {
                work.bytes.extend_from_slice(&self.old[copied..before.start]);
                self.shared.codec.put(me.id, right, life, at, &mut work.bytes);
                copied = before.end;
            } else if life.liked {
                work.bytes.extend_from_slice(&self.old[copied..before.end]);
                let record = work.bytes.len() - before.len();
                Codec::put_likes(life, &mut work.bytes[record..]);
                copied = before.end;
            }
            if beside {
                let end = work.bytes.len() + before.end - copied;
                work.after.push(start..end);
                start = end;
            }
        }
        let end = self.old.len() - self.reader.left();
        work.bytes.extend_from_slice(&self.old[copied..end]);
    }

    /// Finds out under which arms each of a household is the same, and what may have parted them; whether all are, under all.
    fn meet(&mut self, people: &[Person], mail: &[Mail], due: &[Mail], work: &mut Work) -> bool {
        let (under, pair) = (self.under, self.under.pair);
        let all = Arms::first(under.frames.len());
        let born = pair.differs.enrolment.or(pair.differs.score);
        let base = if self.shared.apart { Arms::FIRST } else { under.alike };
        work.own.clear();
        work.did.clear();
        let end = people[people.len() - 1].id.place();
        let parted = self.next_own <= end;
        if base == all && !parted && self.same_mail {
            pair.begin(people.len());
            return true;
        }
        let lived = &mut work.lived;
        lived.clear();
        lived.resize(people.len(), Lived { alike: all, sharing: base, settled: Arms::NONE });
        let mut reasons = pair.reasons.borrow_mut();
        reasons.clear();
        for arm in if parted || !born.is_empty() { 1..under.frames.len() } else { 0..0 } {
            for (i, me) in people.iter().enumerate() {
                let own = self.own[arm - 1].next_if(|o| u32::from(o.place) == me.id.place());
                let other = self.did[arm].next_if(|d| u32::from(d.0) == me.id.place());
                let did = other.map_or(work.lives[i].did, |d| d.1);
                let mut same = own.is_none() && did == work.lives[i].did;
                if born.has(arm) {
                    let right = under.rights[arm].right(me);
                    if right != work.rights[i] {
                        same = false;
                        let why = otherwise(Item::Enrolment);
                        let day = under.stretches[0].from;
                        reasons.push((i, arm, Reason { day, why, from: None, pool: None, direct: true }));
                    }
                }
                if !same {
                    lived[i].alike = lived[i].alike.without(Arms::only(arm));
                }
                if own.as_ref().is_some_and(|own| own.told && own.life && own.direct) {
                    lived[i].settled = lived[i].settled.or(Arms::only(arm));
                }
                work.own.push(own.copied());
                work.did.push(did);
            }
        }
        if parted {
            self.next_own = self.find_own();
        }
        // A letter that comes under one arm only may change nothing: what is read afterwards is noted all the same.
        for letters in [mail, due].into_iter().filter(|_| !self.same_mail) {
            for to in letters.chunk_by(|a, b| a.to == b.to) {
                if to.iter().all(|m| m.arms == all) {
                    continue;
                }
                let i = (to[0].to.place() - people[0].id.place()) as usize;
                for arm in 1..under.frames.len() {
                    let times = |m: &Mail, n: usize| {
                        to.iter().filter(|o| o.arms.has(n) && Mail { arms: m.arms, ..**o } == *m).count()
                    };
                    let one_sided = |m: &&Mail| m.arms.has(0) != m.arms.has(arm) && times(m, 0) != times(m, arm);
                    for letter in to.iter().filter(one_sided) {
                        lived[i].sharing = lived[i].sharing.without(Arms::only(arm));
                        if letter.letter.leaves_a_trace() {
                            reasons.push((i, arm, self.by_letter(letter, arm)));
                        }
                    }
                }
            }
        }
        drop(reasons);
        pair.begin_with(lived.iter().map(|one| Lived { sharing: one.sharing.and(one.alike), ..*one }));
        pair.sharing(people.len()) == all
    }

    /// The next place at which somebody has a life of their own under a further arm.
    fn find_own(&mut self) -> u32 {
        let lives = self.own.iter_mut().filter_map(|own| own.peek().map(|own| own.place));
        let did = self.did[1..].iter_mut().filter_map(|did| did.peek().map(|did| did.0));
        lives.chain(did).min().map_or(u32::MAX, u32::from)
    }

    /// What a letter that comes under one of two arms only may do.
    fn by_letter(&self, m: &Mail, arm: usize) -> Reason {
        let path = m.letter.path();
        let pool = match m.letter {
            Letter::Scarce { gate, .. } => Some(Pool::Queue(gate, self.home.facts.county)),
            _ => None,
        };
        let differs = self.under.differs;
        let direct = m.rule.is_some_and(|rule| differs.rules[usize::from(rule.0)].has(arm));
        let from = (pool.is_none() && m.from != m.to).then_some(m.from);
        let day = self.under.stretches[arm].from;
        // Where the bureau posts on other days, what is the same comes on other days.
        let posts = |n: usize| self.under.frames[n].book.period_days;
        let item = match posts(0) == posts(arm) {
            true => m.rule.map(Item::Rule).or_else(|| differs.sent_by(&m.letter, arm)),
            false => Some(Item::Enrolment),
        };
        Reason { day, why: Why::new(path, item), from, pool, direct }
    }

    /// A household as one arm lives it; the first arm's frame has the others beside it where they are.
    #[inline]
    fn house<'h, 'o>(
        &self,
        arm: usize,
        people: &'h [Person],
        lives: &'h mut [Life],
        out: &'h mut Outbox,
        observer: &'h mut (dyn Observer + 'o),
        notes: Notes<'h>,
    ) -> House<'h, 'o>
    where
        Self: 'h,
    {
        let Regime { frames, first, pair, stretches, arms, glances, each, .. } = self.under;
        let beside = arm == 0 && first.pair.is_some();
        House {
            number: arm,
            arm: arms[arm],
            glances: if beside || frames.len() == 1 { glances } else { &each[arm] },
            frame: if beside { first } else { &frames[arm] },
            stretch: &stretches[arm],
            since: stretches[arm].from,
            wanted: None,
            seen: None,
            parents: &[],
            shown: None,
            home: self.home,
            people,
            lives: &mut lives[..people.len()],
            out,
            observer,
            now: beside.then_some(&pair.now),
            notes,
        }
    }

    /// Lives those of a household again whom an arm does not share, and tells what parts.
    #[expect(clippy::too_many_arguments, reason = "what comes in and what goes out, each borrowed apart")]
    fn apart(
        &mut self,
        arm: usize,
        proposed: &[Proposal],
        (mail, due): (&[Mail], &[Mail]),
        people: &[Person],
        work: &mut Work,
        doors: &mut Doors,
        watchers: &mut dyn Watchers,
        asked: usize,
    ) {
        let (own, pair) = ((arm - 1) * people.len(), self.under.pair);
        let mut wanted = std::mem::take(&mut work.wanted);
        wanted.clear();
        wanted.extend((0..people.len()).filter(|i| !pair.sharing_at(*i).has(arm)));
        work.skip.clear();
        work.skip.resize(people.len(), (0, false));
        for &i in &wanted {
            let (me, right) = (&people[i], self.right(arm, &people[i], work.rights[i]));
            let parted = work.own.get(own + i).and_then(Option::as_ref);
            let bytes = parted.map_or(&self.old[work.before[i].clone()], |o| self.others[arm - 1].bytes(o));
            self.shared.codec.take(&mut Reader::new(bytes), me.id, &right, &mut work.lives[i]);
            work.lives[i].did = work.did.get(own + i).copied().unwrap_or(work.did_before[i]);
            work.skip[i] = (work.told.before(i, arm).0, pair.settled_at(i).has(arm));
        }
        let due_all = due;
        let (mine, due) = (self.of_arm(mail, arm), self.of_arm(due, arm).to_vec());
        let mut log = std::mem::take(&mut work.log_apart);
        log.clear();
        let mut opened = std::mem::take(&mut work.opened_apart);
        opened.clear();
        let mut observer = Apart { observer: watchers.arm(arm), people, skip: &mut work.skip, log: &mut log };
        let notes = Notes { opened: Some(&mut opened) };
        let mut house = self.house(arm, people, &mut work.lives, doors.out, &mut observer, notes);
        let all = wanted.len() == people.len();
        house.wanted = if all { None } else { Some(&wanted) };
        (house.parents, house.shown) = (&work.parents, Some(&mut work.shown));
        let (left, _) = house.live(proposed, &mine, due, nobody);
        self.place.tomorrow.extend(left);
        let days = (self.under.stretches[arm].end - self.under.stretches[arm].from) as u64;
        watchers.arm(arm).lived_apart(wanted.len() as u64 * days);
        self.asked_apart(arm, &doors.out.requests[asked..], watchers.arm(arm));
        self.opened_otherwise(arm, people, &work.opened, &opened);
        work.now.clear();
        work.now.resize_with(people.len(), Now::default);
        if all {
            self.count(Arms::only(arm), people, &work.lives, doors);
        }
        let (mut logs, logged_alike) = (std::mem::take(&mut work.logs), work.told.is_logged_alike(&log));
        work.one.clear();
        for &i in &wanted {
            let me = &people[i];
            if !all {
                self.count(Arms::only(arm), &people[i..=i], &work.lives[i..=i], doors);
            }
            let start = work.one.len();
            let (life, right) = (&work.lives[i], self.right(arm, me, work.rights[i]));
            let before = work.own.get(own + i).and_then(Option::as_ref);
            match (life.touched || life.liked, before) {
                (true, _) => {
                    self.shared.codec.put(me.id, &right, life, &self.under.stretches[arm].packed, &mut work.one)
                }
                (false, Some(own)) => work.one.extend_from_slice(self.others[arm - 1].bytes(own)),
                (false, None) => work.one.extend_from_slice(&self.old[work.before[i].clone()]),
            }
            let alike =
                right == work.rights[i] && life.did == work.did_first[i] && Lasting::of(life) == work.lasting_first[i];
            let first = (&work.bytes[work.after[i].clone()], &work.rights[i]);
            let same = alike && self.same_bits(first, (&work.one[start..], &right), me.id, arm);
            if life.did != work.did_first[i] {
                self.place.did[arm].push((me.id.place() as u16, life.did));
            }
            let life = match logged_alike || pair.settled_at(i).has(arm) {
                true => None,
                false => Logs::of(me.id, work.told.before(i, arm).1, &log, &mut logs).first_difference(),
            };
            let bytes = (!same).then_some(start..work.one.len());
            // What differs from the first day on was never told.
            let born = before.is_some_and(|own| !own.told);
            let state = (born && !same).then_some(self.under.stretches[arm].from);
            let parents = match (self.looks_at_parents(0), self.looks_at_parents(arm)) {
                (false, false) => false,
                (true, true) => work.parents[i] != work.lives[i].parents,
                _ => true,
            };
            work.now[i] = Now { life, bytes, state, before: before.is_some(), parents };
        }
        let tick = Ticked { arm, people, proposed, mail, due: due_all };
        if work.now.iter().any(|now| !now.before && (now.life.is_some() || now.bytes.is_some())) {
            self.note(&tick, work);
        }
        self.date(&tick, work);
        for &i in &wanted {
            let me = &people[i];
            let parents = work.now[i].parents.then(|| self.by_parents(i, arm, people, work)).flatten();
            let own = work.own.get(own + i).and_then(Option::as_ref);
            let before = own.filter(|own| own.told);
            let Now { life, bytes, state, .. } = &work.now[i];
            let state = Difference { me, i, arm, same: bytes.is_none(), life: *life, state: *state, before, parents };
            // What happened is asked for where something differs in it, and where somebody parts.
            let asked = life.is_some() || before.is_none() && bytes.is_some();
            let logs = match asked {
                true => Logs::of(me.id, work.told.before(i, arm).1, &log, &mut logs),
                false => Logs::default(),
            };
            let (life, direct) = self.tell(&state, &logs, watchers);
            if let Some(bytes) = bytes.clone().map(|bytes| &work.one[bytes]) {
                work.others[arm - 1].push(me.id.place() as u16, bytes, (true, life, direct));
            }
        }
        (work.log_apart, work.opened_apart, work.logs, work.wanted) = (log, opened, logs, wanted);
    }

    /// Notes letters from within the household that were opened on some day of the tick under one of two arms only.
    fn opened_otherwise(&self, arm: usize, people: &[Person], first: &[(Day, Mail)], other: &[(Day, Mail)]) {
        let same = |a: &(Day, Mail), b: &(Day, Mail)| a.0 == b.0 && Mail { arms: a.1.arms, ..b.1 } == a.1;
        let times = |letters: &[(Day, Mail)], one: &(Day, Mail)| letters.iter().filter(|l| same(one, l)).count();
        for opened in first.iter().chain(other).filter(|one| times(first, one) != times(other, one)) {
            let i = (opened.1.to.place() - people[0].id.place()) as usize;
            let reason = Reason { day: opened.0, ..self.by_letter(&opened.1, arm) };
            self.under.pair.reasons.borrow_mut().push((i, arm, reason));
        }
    }

    /// Tells an arm's observer whether somebody's fate has parted, differs in more than before, or is the same again; says
    /// whether the life has differed since it parted, and whether the rule itself has reached this person.
    fn tell(&self, d: &Difference, logs: &Logs, watchers: &mut dyn Watchers) -> (bool, bool) {
        let life = d.life;
        let (mut lived, mut direct) = d.before.map_or((false, false), |own| (own.life, own.direct));
        if d.before.is_none() && (life.is_some() || !d.same) {
            let day = d.since().unwrap_or(self.under.stretches[d.arm].from);
            let why = Why::new(Path::JudgedOtherwise, None);
            let unknown = Reason { day, why, from: None, pool: None, direct: false };
            let reason = self.reason(d, logs).unwrap_or(unknown);
            direct = reason.direct || reason.from.is_none() && reason.pool.is_none();
            lived = life.is_some();
            watchers.arm(d.arm).parted(&Parted {
                person: d.me.id,
                day,
                path: reason.why.path,
                item: reason.why.item,
                from: reason.from,
                pool: reason.pool,
                direct: reason.direct,
                state: d.state,
                life,
            });
        } else if let Some(day) = life.filter(|_| d.before.is_some() && !lived) {
            watchers.arm(d.arm).parted_too(d.me.id, None, Some(day));
            lived = true;
        }
        if !direct && (d.before.is_some() || life.is_some() || !d.same) {
            let by_rule = |e: &&Event| self.ruled_otherwise(e, d.arm);
            let (first, other) = logs.differing;
            let reached = first.iter().filter(by_rule).find(|e| !logs.other.contains(e));
            if let Some(event) = reached.or_else(|| other.iter().filter(by_rule).find(|e| !logs.first.contains(e))) {
                watchers.arm(d.arm).parted(&self.reached(event, !d.same));
                direct = true;
            }
        }
        if d.same && (d.before.is_some() || life.is_some()) {
            watchers.arm(d.arm).rejoined(d.me.id, self.under.stretches[d.arm].end);
        }
        (lived, direct)
    }

    /// Whether two stored lives are the same. Where only one was packed anew, what has faded since is left out of both.
    fn same_bits(&self, first: (&[u8], &Birthright), other: (&[u8], &Birthright), id: PersonId, arm: usize) -> bool {
        let (codec, matters) = (&self.shared.codec, &self.shared.pairs[arm]);
        let anew = |(bytes, right): (&[u8], &Birthright), n: usize| {
            let (mut life, mut out) = (Life::new(0, None, None, 0, false), vec![]);
            codec.take(&mut Reader::new(bytes), id, right, &mut life);
            matters.put(id, right, &life, &self.under.stretches[n].packed, &mut out);
            out
        };
        first.0 == other.0 || anew(first, 0) == anew(other, arm)
    }

    /// Whether children look at their parents under an arm in this tick.
    fn looks_at_parents(&self, arm: usize) -> bool {
        self.under.arms[arm].follows_parents && self.under.stretches[arm].posts
    }

    /// Notes what was read otherwise by a household that was lived without: it is lived again.
    fn note(&self, tick: &Ticked, work: &mut Work) {
        let Some(before) = work.unnoted.take() else { return };
        let later = self.under.pair.reasons.borrow_mut().split_off(before);
        let everybody: Vec<usize> = (0..tick.people.len()).collect();
        let mut again = self.again(0, tick, &everybody, work);
        let (mail, mut out, mut deaf) = (self.of_arm(tick.mail, 0), Outbox::default(), Deaf);
        let house = self.house(0, tick.people, &mut again.lives, &mut out, &mut deaf, Notes::default());
        house.live(tick.proposed, &mail, again.due, nobody);
        work.again.push(again.lives);
        self.under.pair.reasons.borrow_mut().extend(later);
    }

    /// Finds out since which day of the tick states differ that did not before, and notes what was read otherwise on the day
    /// since which something differs: what was read before it had parted nobody.
    fn date(&self, tick: &Ticked, work: &mut Work) {
        let arm = tick.arm;
        let (from, end) = (self.under.stretches[arm].from, self.under.stretches[arm].end);
        let noted = |i: usize| {
            let reasons = self.under.pair.reasons.borrow();
            reasons.iter().filter(|r| (r.0, r.1) == (i, arm)).map(|r| r.2.day).collect::<Vec<_>>()
        };
        let fresh = |now: &Now| !now.before && now.bytes.is_some();
        let mut left: Vec<usize> = (0..tick.people.len()).filter(|i| fresh(&work.now[*i])).collect();
        // Before anything was read otherwise nothing differs.
        let mut day = left.iter().filter_map(|i| noted(*i).into_iter().min()).min().unwrap_or(from);
        if !left.is_empty() && day + 1 < end {
            let everybody: Vec<usize> = (0..tick.people.len()).collect();
            let lived = if self.shared.as_one.has(arm) { everybody } else { left.clone() };
            let [mut first, mut other] = [0, arm].map(|n| self.again(n, tick, &lived, work));
            let theirs: Vec<_> = work.lives[..tick.people.len()].iter().map(|life| life.parents).collect();
            while !left.is_empty() && day + 1 < end {
                self.live_on(&mut first, day + 1, tick, (Some(&left), Some(&work.parents)));
                self.live_on(&mut other, day + 1, tick, (Some(&left), Some(&theirs)));
                left.retain(|i| {
                    let lasting = [&first, &other].map(|again| Lasting::of(&again.lives[*i]));
                    let differs =
                        lasting[0] != lasting[1] || self.kept_by(&first, *i, tick) != self.kept_by(&other, *i, tick);
                    work.now[*i].state = differs.then_some(day);
                    !differs
                });
                day = day + 1;
            }
            work.again.extend([first.lives, other.lives]);
        }
        left.iter().for_each(|i| work.now[*i].state = Some(end + -1));
        let unread = |i: usize, now: &Now| {
            now.since().filter(|day| !now.before && *day > from && !noted(i).contains(day)).map(|day| (day, i))
        };
        let mut again: Vec<(Day, usize)> = work.now.iter().enumerate().filter_map(|(i, now)| unread(i, now)).collect();
        again.sort_unstable();
        for same_day in again.chunk_by(|a, b| a.0 == b.0) {
            let reasons = self.read_on(same_day, tick, work);
            let theirs = reasons.into_iter().filter(|r| same_day.iter().any(|(_, i)| *i == r.0));
            self.under.pair.reasons.borrow_mut().extend(theirs);
        }
    }

    /// Some of a household under an arm as they stood at the start of the tick, to be lived again, told to nobody.
    fn again(&self, n: usize, tick: &Ticked, wanted: &[usize], work: &mut Work) -> Again {
        let mut lives = self.unpack(n, tick.arm, tick.people, wanted, work);
        let own = (tick.arm - 1) * tick.people.len();
        for &i in wanted {
            let did = if n == 0 { None } else { work.did.get(own + i).copied() };
            lives[i].did = did.unwrap_or(work.did_before[i]);
        }
        let due = self.of_arm(tick.due, n).to_vec();
        Again { n, lives, due, lived: self.under.stretches[n].from }
    }

    /// Lives on to before a day; those of the household who are wanted, where nothing of the others could reach them.
    fn live_on(
        &self,
        again: &mut Again,
        until: Day,
        tick: &Ticked,
        (wanted, seen): (Option<&[usize]>, Option<&[Parents]>),
    ) {
        let Again { n, lives, due, lived } = again;
        let begins = *lived == self.under.stretches[*n].from;
        let mail = if begins { self.of_arm(tick.mail, *n) } else { [][..].into() };
        let posts = begins && self.under.stretches[*n].posts;
        let stretch = Stretch { end: until, closes: false, posts, ..self.under.stretches[*n] };
        let wanted = wanted.filter(|_| !self.shared.as_one.has(tick.arm));
        let (frame, mut out, mut deaf) = (&self.under.frames[*n], Outbox::default(), Deaf);
        let glances = &self.under.each[*n];
        let mut house = self.house(*n, tick.people, lives, &mut out, &mut deaf, Notes::default());
        (house.stretch, house.frame, house.glances, house.now) = (&stretch, frame, glances, None);
        (house.since, house.wanted, house.seen) = (*lived, wanted, seen);
        *due = house.live(tick.proposed, &mail, std::mem::take(due), nobody).0;
        *lived = until;
    }

    /// What would be kept of one of a household that is lived again, had the tick ended by now.
    fn kept_by(&self, again: &Again, i: usize, tick: &Ticked) -> (Vec<u8>, Birthright, u64) {
        let at = When::new(again.lived, self.under.stretches[again.n].closes);
        let (me, life) = (&tick.people[i], &again.lives[i]);
        let right = self.under.rights[again.n].right(me);
        let mut bytes = vec![];
        self.shared.pairs[tick.arm].put(me.id, &right, life, &at, &mut bytes);
        (bytes, right, life.did)
    }

    /// What of the rulebook was read otherwise on a day, by whom of a household that was the same before: that of some people,
    /// who are given with their day.
    fn read_on(&self, some: &[(Day, usize)], tick: &Ticked, work: &mut Work) -> Vec<(usize, usize, Reason)> {
        let (day, people) = (some[0].0, tick.people);
        let at_home = |i: &usize| some.iter().any(|(_, one)| people[*one].household == people[*i].household);
        let wanted: Vec<usize> = (0..people.len()).filter(at_home).collect();
        let mut again = self.again(0, tick, &wanted, work);
        if day > again.lived {
            self.live_on(&mut again, day, tick, (Some(&wanted), None));
        }
        let fresh = Pair::new(self.under.frames, self.under.pair.differs, self.shared.as_one);
        fresh.boards.set(self.under.pair.boards.get());
        let same_so_far = |now: &Now| !now.before && now.since().is_none_or(|since| since >= day);
        let arms = |now: &Now| if same_so_far(now) { Arms::only(tick.arm) } else { Arms::NONE };
        fresh.begin_with(work.now.iter().map(|now| Lived {
            alike: arms(now),
            sharing: Arms::NONE,
            settled: Arms::NONE,
        }));
        let frame = Frame { pair: Some(&fresh), ..self.under.frames[0] };
        let stretch = Stretch { end: day + 1, closes: false, posts: false, ..self.under.stretches[0] };
        let (mut out, mut deaf) = (Outbox::default(), Deaf);
        let mut house = self.house(0, tick.people, &mut again.lives, &mut out, &mut deaf, Notes::default());
        (house.stretch, house.since, house.frame, house.now) = (&stretch, day, &frame, Some(&fresh.now));
        house.wanted = Some(&wanted);
        house.live(tick.proposed, &[], again.due, nobody);
        work.again.push(again.lives);
        fresh.reasons.take()
    }

    /// Why a child sees the parents at home otherwise under an arm: one of them has parted, or their standing is judged
    /// otherwise. Of two who have parted it is the one who is seen otherwise; of two who are, the one who decides by a listing.
    fn by_parents(&self, i: usize, arm: usize, people: &[Person], work: &Work) -> Option<Why> {
        let (from, n) = (self.under.stretches[arm].from, people.len());
        let place = |p: PersonId| (p.place() - people[0].id.place()) as usize;
        let apart = |p: &PersonId| {
            let now = &work.now[place(*p)];
            now.before || now.since() == Some(from)
        };
        let shown = |p: PersonId, arm: usize| work.shown.get(arm * n + place(p)).copied().flatten();
        let otherwise_seen = |p: &PersonId| shown(*p, 0) != shown(*p, arm);
        let seen = [work.parents[i], work.lives[i].parents];
        let decides = |p: &PersonId| seen.iter().any(|seen| seen.who == Some(*p) && seen.listing.is_some());
        let parted = || people[i].parents_at_home().filter(apart);
        let by = parted().filter(otherwise_seen).find(decides).or_else(|| parted().find(otherwise_seen));
        match by.or_else(|| parted().next()) {
            Some(parent) => Some(Why { from: Some(parent), ..Why::new(Path::Parent, None) }),
            None => self.under.differs.stands_by(arm).map(otherwise),
        }
    }

    /// Of what may have parted somebody, that of the day since which something differs, and of that day's the first path.
    fn reason(&self, d: &Difference, logs: &Logs) -> Option<Reason> {
        let day = self.under.stretches[d.arm].from;
        let by_parent = d.parents.map(|why| Reason { day, why, from: why.from, pool: None, direct: false });
        let reasons = self.under.pair.reasons.borrow();
        // Kin guilt that was not booked, on a child or too soon after the last, has parted nobody.
        let by_kin = |day: Day, e: &Entry| e.day == day && e.cause == Cause::Kin;
        let booked = |day: Day, log: &[Event]| log.iter().any(|e| matches!(e, Event::Entry(e) if by_kin(day, e)));
        let counts = |r: &Reason| r.why.path != Path::Kin || booked(r.day, logs.first) || booked(r.day, logs.other);
        let mine = reasons.iter().filter(|(i, arm, _)| (*i, *arm) == (d.i, d.arm)).map(|r| r.2).filter(counts);
        let since = d.since().unwrap_or(day);
        let in_time = mine.chain(by_parent).filter(|r| r.day <= since);
        let first = in_time.min_by_key(|r| (r.day != since, r.day, r.why.path, r.from));
        // Where the bureau posts on other days, what is the same may come on another day; and two behaviours may keep what
        // befell somebody otherwise, or not at all.
        let differs = self.under.differs;
        let whole = [(differs.enrolment, Item::Enrolment), (differs.temper, Item::Behaviour)];
        let item = whole.into_iter().find(|(arms, _)| arms.has(d.arm)).map(|w| w.1);
        let by_whole = |item| Reason { day, why: otherwise(item), from: None, pool: None, direct: true };
        first.or(item.map(by_whole))
    }

    /// Whether an entry or a listing is by a rule that the arm's rulebook says otherwise, or comes when only one of the two holds.
    fn ruled_otherwise(&self, event: &Event, arm: usize) -> bool {
        let rule = match event {
            Event::Entry(entry) => entry.rule.filter(|_| entry.booking == Booking::Booked),
            Event::Listed(listing) => listing.rule.filter(|_| listing.cause == Cause::Discretion),
            _ => None,
        };
        let holds = |n: usize| self.under.frames[n].book.span.holds(event.day());
        let otherwise = |rule: RuleId| self.under.differs.rules[usize::from(rule.0)].has(arm);
        rule.is_some_and(|rule| otherwise(rule) || holds(0) != holds(arm))
    }

    /// A rule reaches somebody directly who had parted by way of others.
    fn reached(&self, event: &Event, state: bool) -> Parted {
        let (rule, cause, trigger) = match event {
            Event::Entry(e) => (e.rule, e.cause, e.trigger),
            Event::Listed(l) => (l.rule, l.cause, l.trigger),
            _ => (None, Cause::Bookkeeping, None),
        };
        let path = match cause {
            Cause::Kin => Path::Kin,
            Cause::Discretion => Path::Discretion,
            Cause::Mistaken | Cause::Presence => Path::Mistaken,
            Cause::FalseReport => Path::Reported,
            _ => Path::OwnEntry,
        };
        let (person, day) = (event.person(), event.day());
        Parted {
            person,
            day,
            path,
            item: rule.map(Item::Rule),
            from: trigger.map(|t| t.person).filter(|from| *from != person),
            pool: None,
            direct: true,
            state: state.then_some(day),
            life: Some(day),
        }
    }

    /// Tells of requests that were made under one of two arms only, or otherwise.
    fn asked_apart(&self, arm: usize, requests: &[Request], observer: &mut dyn Observer) {
        let under = |n: usize| requests.iter().filter(move |r| r.arms.has(n));
        let same = |a: &Request, b: &Request| Request { arms: a.arms, ..*b } == *a;
        for (mine, theirs) in [(0, arm), (arm, 0)] {
            for r in under(mine).filter(|r| !under(theirs).any(|other| same(r, other))) {
                observer.asked_apart(r.person, r.day, r.gate);
            }
        }
    }

    /// At a posting period's end adds people to what the neighbourhood will know of itself, under some arms for which they
    /// were lived as they stand.
    fn count(&mut self, arms: Arms, people: &[Person], lives: &[Life], doors: &mut Doors) {
        let (under, home, differs) = (self.under, self.home, self.under.pair.differs);
        let (boards, boosts) = (arms.and(under.boards), arms.and(under.boosts));
        if boards.or(boosts).is_empty() {
            return;
        }
        looking_alike(boards, differs.temper.or(under.pair.boards.get()), |n, alike| {
            let (frame, day, mut all) = (&under.frames[n], under.stretches[n].end + -1, BoardCount::default());
            for (me, life) in people.iter().zip(lives) {
                all.plus(BoardCount::of(Eye { frame, home, me, life, day }));
            }
            alike.numbers().for_each(|n| self.counts[n].plus(all));
        });
        let otherwise = differs.gates[Gate::DatingBoost.index()].or(differs.bands).or(differs.score).or(differs.span);
        looking_alike(boosts, otherwise, |n, alike| {
            let (frame, day) = (&under.frames[n], under.stretches[n].end + -1);
            for (me, life) in people.iter().zip(lives) {
                if shared::boosted(Eye { frame, home, me, life, day }) {
                    alike.numbers().for_each(|n| doors.boosted[n].push(me.id));
                }
            }
        });
    }
}

/// Calls `look` once for all those arms that look at somebody as the first arm does, and for each of the others by itself: with
/// one of them, and all of them.
#[inline]
fn looking_alike(arms: Arms, otherwise: Arms, mut look: impl FnMut(usize, Arms)) {
    let alike = arms.without(otherwise);
    if let Some(n) = alike.numbers().next() {
        look(n, alike);
    }
    arms.and(otherwise).numbers().for_each(|n| look(n, Arms::only(n)));
}

/// What of a life is kept as long as it is: two lives that differ in it are not the same, whatever of them has faded.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Lasting {
    books: [i32; 4],
    last: [Option<Day>; 2],
    means: (i32, bool, bool),
    views: (View, u32, bool, bool),
}

impl Lasting {
    fn of(life: &Life) -> Self {
        Self {
            books: [life.score, life.live_merits, life.demerits as i32, life.own_demerits as i32],
            last: [life.last_demerit, life.last_own_demerit],
            means: (life.savings, life.job, life.member),
            views: (life.view, life.view_events, life.likes, life.likes_last),
        }
    }
}

/// What happened to somebody since they were lived apart: under the first arm, under the other, and what of it differs.
#[derive(Default)]
struct Logs<'a> {
    first: &'a [Event],
    other: &'a [Event],
    differing: (&'a [Event], &'a [Event]),
}

impl<'a> Logs<'a> {
    /// Out of a household's logs.
    fn of(person: PersonId, first: &[Event], other: &[Event], [mine, theirs]: &'a mut [Vec<Event>; 2]) -> Self {
        for (all, own) in [(first, &mut *mine), (other, &mut *theirs)] {
            own.clear();
            own.extend(all.iter().filter(|event| event.person() == person));
        }
        Self { first: mine, other: theirs, differing: differing(mine, theirs) }
    }

    /// The first day on which what happened differs, if it does.
    fn first_difference(&self) -> Option<Day> {
        let (first, other) = self.differing;
        first_difference(first, other)
    }
}

/// Somebody at the end of a tick that was lived for two arms apart.
struct Difference<'a> {
    me: &'a Person,
    /// Place in the household.
    i: usize,
    arm: usize,
    /// The stored bits are the same.
    same: bool,
    /// The first day on which what happened differs.
    life: Option<Day>,
    /// The day since which the stored bits differ, where they did not before the tick.
    state: Option<Day>,
    /// As it had parted before.
    before: Option<&'a Own>,
    /// Why a child sees the parents otherwise.
    parents: Option<Why>,
}

/// How somebody's life under an arm stands to that under the first, after a tick; by default the same as before it.
#[derive(Default)]
struct Now {
    /// The first day on which what happened differs.
    life: Option<Day>,
    /// Where it stands among lives that were packed, where it differs.
    bytes: Option<Range<usize>>,
    /// The day since which it differs as it is kept, where it did not before the tick.
    state: Option<Day>,
    /// It differed before the tick.
    before: bool,
    /// The parents at home were seen otherwise.
    parents: bool,
}

impl Difference<'_> {
    /// The day since which anything differs.
    fn since(&self) -> Option<Day> {
        self.life.into_iter().chain(self.state).min()
    }
}

impl Now {
    /// The day since which anything differs, where it did not before the tick.
    fn since(&self) -> Option<Day> {
        self.life.into_iter().chain(self.state).min()
    }
}

/// What comes to a household in a tick, and under which arm it was lived apart.
struct Ticked<'a> {
    arm: usize,
    people: &'a [Person],
    proposed: &'a [Proposal],
    mail: &'a [Mail],
    due: &'a [Mail],
}

/// A household that is lived again under an arm, day by day.
struct Again {
    n: usize,
    lives: Vec<Life>,
    /// Letters within the household for the next day.
    due: Vec<Mail>,
    /// The next day.
    lived: Day,
}

/// Is told, and does not listen.
struct Deaf;

impl Observer for Deaf {}

/// The days of a stretch up to and including one of them, a bit each.
#[inline]
fn days_to(day: u32) -> u32 {
    (2 << (day & 7)) - 1
}

/// On which days of a stretch something may begin of itself for somebody, a bit each.
struct Begins {
    from: Day,
    /// All days that are lived.
    lived: u32,
    /// Those of them on which windows close.
    windows: u32,
}

impl Begins {
    /// On which days it may for somebody as they are now.
    #[inline]
    fn ahead(&self, life: &Life) -> u32 {
        if day::waits(life) {
            return self.lived;
        }
        let enrols = life.enrols.map_or(u32::MAX, |day| (day - self.from) as u32);
        let enrols = if enrols < 8 { 1 << enrols } else { 0 };
        (self.windows | enrols) & self.lived
    }
}

/// How many of the first items hold; few do, so they are looked at one by one.
#[inline]
pub(super) fn leading<T>(items: &[T], holds: impl Fn(&T) -> bool) -> usize {
    items.iter().position(|item| !holds(item)).unwrap_or(items.len())
}

/// Where it is noted what may part people of a household in ways that their own stored lives do not tell.
#[derive(Default)]
struct Notes<'a> {
    /// Letters from within the household, with the day on which they were opened.
    opened: Option<&'a mut Vec<(Day, Mail)>>,
}

/// How somebody stands, and the first of their listings.
type Shown = (Standing, Option<OnList>);

/// A household under one arm in one tick, or some that are lived as if they were one: not all of `people` need live under one roof.
struct House<'a, 'o> {
    /// The arm's number, and what it asks of whoever lives it.
    number: usize,
    arm: &'a Arm,
    glances: &'a Glances<'a>,
    frame: &'a Frame<'a>,
    stretch: &'a Stretch,
    /// The day from which it is lived: the first of the tick, unless it is lived again from a later one.
    since: Day,
    /// Who of the household is lived, if not all; those whom letters within it may reach tomorrow are all lived.
    wanted: Option<&'a [usize]>,
    /// By place in the household: how children see their parents, where that is known; and under the first arm.
    seen: Option<&'a [Parents]>,
    parents: &'a [Parents],
    /// How parents are shown, by arm and place in the household, where some of it are told apart.
    shown: Option<&'a mut Vec<Option<Shown>>>,
    home: &'a Residents,
    people: &'a [Person],
    lives: &'a mut [Life],
    out: &'a mut Outbox,
    observer: &'a mut (dyn Observer + 'o),
    /// Where it is noted who is lived now, if arms are lived side by side.
    now: Option<&'a std::cell::Cell<usize>>,
    notes: Notes<'a>,
}

/// For whoever is shown nobody.
fn nobody(_: &Person, _: &Life) {}

impl House<'_, '_> {
    /// One of the household on a day.
    #[inline]
    fn scene(&mut self, i: usize, day: Day) -> Scene<'_> {
        if let Some(now) = self.now {
            now.set(i);
        }
        Scene {
            frame: self.frame,
            home: self.home,
            me: &self.people[i],
            life: Hand(&mut self.lives[i]),
            day,
            out: self.out,
            observer: self.observer,
        }
    }

    /// Lives a tick: the posting, the days, the period's end. `due` are letters for the first day from within the household;
    /// `lived` is shown everybody who is lived, at the tick's end. What is due after the last day comes back, and the proposals
    /// behind the household's.
    fn live<'p>(
        mut self,
        proposed: &'p [Proposal],
        mail: &[Mail],
        due: Vec<Mail>,
        lived: impl FnMut(&Person, &Life),
    ) -> (Vec<Mail>, &'p [Proposal]) {
        if self.stretch.posts {
            self.post(mail);
        }
        match self.arm.next_day {
            true => self.by_day(proposed, due, lived),
            false => (vec![], self.by_person(proposed, lived)),
        }
    }

    /// Whether one of the household is lived.
    #[inline]
    fn lives(&self, i: usize) -> bool {
        self.wanted.is_none_or(|wanted| wanted.contains(&i))
    }

    /// Terms end and windows close; says whether there are children.
    fn begin(&mut self) -> bool {
        let (today, grown) = (self.stretch.from, self.stretch.grown);
        let closes = self.stretch.windows_close(today);
        let (mut children, mut some) = (false, closes);
        for (person, life) in self.people.iter().zip(&*self.lives) {
            children |= person.born > grown && person.born <= today;
            some |= day::opens(life, today, false);
        }
        for i in if some { 0..self.people.len() } else { 0..0 } {
            if self.lives(i) && day::opens(&self.lives[i], today, closes) {
                day::open(&mut self.scene(i, today));
            }
        }
        children
    }

    /// The posting's day begins; children look at their parents; letters are opened.
    fn post(&mut self, mail: &[Mail]) {
        let today = self.stretch.from;
        let children = self.begin();
        if children && self.arm.follows_parents {
            self.look_at_parents();
        }
        for letters in mail.chunk_by(|a, b| a.to == b.to) {
            let i = self.index(letters[0].to);
            if self.lives(i) {
                let mut s = self.scene(i, today);
                letters.iter().for_each(|letter| posting::open(&mut s, letter));
                posting::dates(&mut s);
            }
        }
    }

    fn index(&self, person: PersonId) -> usize {
        (person.place() - self.people[0].id.place()) as usize
    }

    fn look_at_parents(&mut self) {
        let today = self.stretch.from;
        for i in 0..self.people.len() {
            let child = &self.people[i];
            if child.born <= self.stretch.grown || child.born > today || !self.lives(i) {
                continue;
            }
            if let (Some(now), Some(pair)) = (self.now, self.frame.pair) {
                now.set(i);
                self.part_from_parents(i, pair);
            }
            let parents = self.seen_by(i);
            let life = &mut self.lives[i];
            life.touched |= !self.stretch.closes && life.parents != parents;
            life.parents = parents;
            self.keep_shown(i);
        }
    }

    /// Keeps how the parents of one of the household are shown, where it may be asked which of them is seen otherwise.
    fn keep_shown(&mut self, i: usize) {
        let Some(table) = self.shown.take() else { return };
        let n = self.people.len();
        table.resize(table.len().max((self.number + 1) * n), None);
        for p in self.people[i].parents_at_home().map(|p| self.index(p)).filter(|p| self.lives(*p)) {
            table[self.number * n + p] = Some(self.shown_by(self.frame.alone(), p));
        }
        self.shown = Some(table);
    }

    /// How somebody is shown under an arm on the posting's day. Bands may put a score otherwise under an arm under which the life
    /// is the same.
    fn shown_by(&self, frame: &Frame, at: usize) -> Shown {
        let life = &self.lives[at];
        let eye = Eye { frame, home: self.home, me: &self.people[at], life, day: self.stretch.from };
        (standing::own(eye), life.listings.first().copied())
    }

    /// How a child sees the parents at home. Parents who are not lived are as they were shown when some of the household were
    /// told apart; where none was by then, as the first arm's.
    fn seen_by(&self, i: usize) -> Parents {
        if let Some(seen) = self.seen {
            return seen[i];
        }
        let child = &self.people[i];
        let lived = |p: PersonId| {
            let (standing, listing) = self.shown_by(self.frame.alone(), self.index(p));
            (p, standing, listing)
        };
        if self.wanted.is_none() {
            // Most parents are on no list: then there is none to be copied.
            let unlisted = |p: PersonId| self.lives[self.index(p)].listings.is_empty();
            return match child.parents_at_home().all(unlisted) {
                true => standing::of_parents(child.parents_at_home().map(|p| (p, lived(p).1, None))),
                false => standing::of_parents(child.parents_at_home().map(lived)),
            };
        }
        let known = self.shown.as_ref().and_then(|shown| shown.get(self.number * self.people.len()..));
        let shown = |p: PersonId| match self.lives(self.index(p)) {
            true => Some(lived(p)),
            false => known?.get(self.index(p))?.map(|(standing, listing)| (p, standing, listing)),
        };
        match child.parents_at_home().all(|p| shown(p).is_some()) {
            true => standing::of_parents(child.parents_at_home().filter_map(shown)),
            false => self.parents[i],
        }
    }

    /// A child comes to be lived apart under an arm under which the parents are seen otherwise.
    fn part_from_parents(&mut self, i: usize, pair: &Pair) {
        let (child, everybody) = (&self.people[i], Arms(u8::MAX));
        let seen = |frame: &Frame| {
            let shown = |p: PersonId| (p, self.shown_by(frame, self.index(p)));
            standing::of_parents(
                child.parents_at_home().map(shown).map(|(p, (standing, listing))| (p, standing, listing)),
            )
        };
        let may_differ = |d: &Differs| d.bands.or(d.score).or(d.span);
        if !may_differ(pair.differs).is_empty() {
            let alike = child.parents_at_home().fold(everybody, |all, p| all.and(pair.alike_at(self.index(p))));
            let arms = |d: &Differs| may_differ(d).and(alike);
            let eye =
                Eye { frame: self.frame, home: self.home, me: child, life: &self.lives[i], day: self.stretch.from };
            let why = |d: &Differs, arm: usize| otherwise(d.stands_by(arm).unwrap_or(Item::Bands));
            eye.judge(arms, why, |e| seen(e.frame));
        }
        if pair.is_untouched() {
            return;
        }
        let (first, n, arms) = (seen(&pair.frames[0]), self.people.len(), pair.frames.len());
        let Some(table) = self.shown.take() else { return };
        table.resize(arms * n, None);
        for p in child.parents_at_home().map(|p| self.index(p)) {
            for arm in pair.sharing_at(p).numbers() {
                table[arm * n + p] = Some(self.shown_by(&pair.frames[arm], p));
            }
        }
        for arm in pair.sharing_at(i).without(Arms::FIRST).numbers() {
            let shown = |p: PersonId| table[arm * n + self.index(p)].map(|(standing, listing)| (p, standing, listing));
            let known = child.parents_at_home().all(|p| shown(p).is_some());
            if !known || standing::of_parents(child.parents_at_home().filter_map(shown)) != first {
                pair.fork(Arms::only(arm), None);
            }
        }
        self.shown = Some(table);
    }

    /// Once letters are opened, what neighbours had to report of somebody is forgotten.
    #[inline]
    fn forget_reports(&mut self, i: usize) {
        if self.stretch.posts {
            self.lives[i].did = 0;
        }
    }

    /// Everybody's days, one person after another; gives the proposals behind theirs.
    fn by_person<'p>(
        &mut self,
        proposed: &'p [Proposal],
        mut lived_through: impl FnMut(&Person, &Life),
    ) -> &'p [Proposal] {
        let (mut left, stretch) = (proposed, self.stretch);
        // The posting's own day was opened before its letters.
        let before = days_to((self.since - stretch.from) as u32) >> 1 | u32::from(stretch.posts);
        let lived = days_to((stretch.end - stretch.from - 1) as u32) & !before;
        let begins = Begins { from: stretch.from, lived, windows: stretch.windows.into() };
        for i in 0..self.people.len() {
            let id = self.people[i].id;
            let asked = left.first().is_some_and(|p| p.person == id);
            if self.lives(i) {
                if let Some(now) = self.now {
                    now.set(i);
                }
                self.forget_reports(i);
                let ahead = begins.ahead(&self.lives[i]);
                if asked || ahead != 0 {
                    left = self.days_of(i, left, &begins, ahead);
                }
                self.close(i);
                lived_through(&self.people[i], &self.lives[i]);
            } else if asked {
                left = &left[leading(left, |p| p.person == id)..];
            }
        }
        left
    }

    /// The days of one of the household, whose proposals come first; gives those of the others. Until something is lived,
    /// somebody stands as before, and nothing begins of itself but what could from the start, on the days `ahead`.
    fn days_of<'p>(&mut self, i: usize, mut left: &'p [Proposal], begins: &Begins, mut ahead: u32) -> &'p [Proposal] {
        let (glances, id, stretch) = (self.glances, self.people[i].id, self.stretch);
        let (first, days) = ((self.since - stretch.from) as u32, (stretch.end - stretch.from) as u32);
        let mut doer = glances.doer(&self.lives[i]);
        while let Some((p, rest)) = left.split_first().filter(|(p, _)| p.person == id) {
            left = rest;
            let day = (p.day - stretch.from) as u32;
            if day < first || day >= days {
                continue;
            }
            if ahead & days_to(day) != 0 {
                ahead = self.open_days(i, begins, ahead, days_to(day));
                doer = glances.doer(&self.lives[i]);
            }
            let lived = match glances.tells(p, doer) {
                Some(channel) => self.tell(i, p, Follows::Done(channel), Push::None),
                None if glances.leaves(p) => false,
                None => self.decide(i, p, doer),
            };
            if lived {
                ahead = begins.ahead(&self.lives[i]) & !days_to(day);
                doer = glances.doer(&self.lives[i]);
            }
        }
        if ahead != 0 {
            self.open_days(i, begins, ahead, u32::MAX);
        }
        left
    }

    /// Opens those of some days ahead that are among `which`; gives the days on which something may begin after them.
    #[inline(never)]
    fn open_days(&mut self, i: usize, begins: &Begins, mut ahead: u32, which: u32) -> u32 {
        while ahead & which != 0 {
            let day = (ahead & which).trailing_zeros();
            day::open(&mut self.scene(i, self.stretch.from + day as i32));
            ahead = begins.ahead(&self.lives[i]) & !days_to(day);
        }
        ahead
    }

    /// Decides a proposal to one of the household, and lives it where something may follow; says whether it was lived.
    #[inline(never)]
    fn decide(&mut self, i: usize, p: &Proposal, doer: Doer) -> bool {
        let (frame, me, life) = (self.frame, &self.people[i], &self.lives[i]);
        if self.glances.on_time(p) {
            return self.live_out(i, p, (false, Push::None));
        }
        let (happens, push) = match self.glances.looks(frame, me, life, p, doer) {
            Verdict::Not => return false,
            Verdict::Sure => (true, Push::None),
            Verdict::Open => response::decide(Eye { frame, home: self.home, me, life, day: p.day }, p),
        };
        let plain = happens && doer != Doer::SHUT_OUT;
        match plain.then(|| self.glances.follows(frame, me, p)).flatten() {
            Some(plain) => self.tell(i, p, plain, push),
            None => self.live_out(i, p, (happens, push)),
        }
    }

    /// Lives what follows from a decided proposal.
    fn live_out(&mut self, i: usize, p: &Proposal, (happens, push): (bool, Push)) -> bool {
        day::follow(&mut self.scene(i, p.day), p, happens, push);
        true
    }

    /// Tells an act of which it is plain what follows: nothing is lived.
    #[inline]
    fn tell(&mut self, i: usize, p: &Proposal, plain: Follows, push: Push) -> bool {
        let me = self.people[i].id;
        self.observer.act(me, p.day, p.act, push);
        match plain {
            Follows::Done(Some(channel)) => self.observer.seen(me, p.day, p.act, channel),
            Follows::Done(None) => {}
            Follows::Noted => self.lives[i].did |= detection::neighbour_bit(p.act),
        }
        false
    }

    /// The household's days, one after another; `due` are letters for the first day, and what is due after the last comes back
    /// with the proposals behind theirs.
    fn by_day<'p>(
        &mut self,
        proposed: &'p [Proposal],
        mut due: Vec<Mail>,
        mut lived_through: impl FnMut(&Person, &Life),
    ) -> (Vec<Mail>, &'p [Proposal]) {
        (0..self.people.len()).for_each(|i| self.forget_reports(i));
        let last = self.people[self.people.len() - 1].id;
        let (proposed, others) = proposed.split_at(leading(proposed, |p| p.person <= last));
        let mut in_order: Vec<&Proposal> = proposed.iter().filter(|p| p.day >= self.since).collect();
        in_order.sort_by_key(|p| p.day);
        let mut left = in_order.into_iter().peekable();
        let mut today = self.since;
        while today < self.stretch.end {
            (0..self.people.len()).for_each(|i| self.open(i, today));
            due.sort_unstable();
            if let Some(opened) = &mut self.notes.opened {
                opened.extend(due.iter().map(|letter| (today, *letter)));
            }
            for letter in std::mem::take(&mut due) {
                posting::open(&mut self.scene(self.index(letter.to), today), &letter);
            }
            while let Some(p) = left.next_if(|p| p.day == today) {
                day::live(&mut self.scene(self.index(p.person), today), p);
            }
            due = std::mem::take(&mut self.out.tomorrow);
            today = today + 1;
        }
        for i in 0..self.people.len() {
            self.close(i);
            lived_through(&self.people[i], &self.lives[i]);
        }
        // What is due within a household tomorrow arrives with the posting, if that is tomorrow.
        if self.stretch.closes {
            self.out.mail.append(&mut due);
        }
        (due, others)
    }

    /// The start of a day; the posting's own day was opened before its letters.
    #[inline]
    fn open(&mut self, i: usize, today: Day) {
        let opened = self.stretch.posts && today == self.stretch.from;
        if !opened && day::opens(&self.lives[i], today, self.stretch.windows_close(today)) {
            day::open(&mut self.scene(i, today));
        }
    }

    /// The end of a posting period: whoever is to date tells the other how they stand.
    #[inline]
    fn close(&mut self, i: usize) {
        if self.stretch.closes && !self.lives[i].courting.is_empty() {
            day::close_period(&mut self.scene(i, self.stretch.end + -1));
        }
    }
}
