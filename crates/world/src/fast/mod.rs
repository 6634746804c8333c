//! The fast world: the plain world's lives, packed, a neighbourhood at a time.
//!
//! One **arm** is a rulebook with a behaviour; a run has one arm, a comparison several, over the same people and the
//! same proposals. One **tick** is a day if any arm posts daily, else a calendar week (the first and last may be
//! short). Within a tick neighbourhoods are independent of each other: [`Part::live`] is the one pure step, from a
//! neighbourhood's state, its inbox and the tick to its state, its outbox and what an observer is told. Whoever drives
//! it (threads today) lives the parts in any order, and then lets [`World::close`] sort what leaves.
//!
//! What an act, a channel or a gate *is* stands in the same files as for the plain world; the stages are the same code.

mod design;
mod glance;
mod pack;
mod part;
mod post;
mod renamed;
mod step;
mod told;

#[cfg(test)]
mod tests;

pub use design::{Assigned, Design, FEWEST_COUNTIES, Shares};
pub use part::{Looks, Part, PartCensus};

use crate::arms::{Arms, Differs, MOST_ARMS};
use crate::book::Names;
use crate::shared::{self, Ages};
use crate::{
    Board, Book, Each, Frame, Life, Mail, Overrides, Plan, Temper, Watchers, pools::Living, pools::Pools,
    scene::Request,
};
use glance::{Glance, ROUNDING};
use pack::Codec;
use post::{Districts, Letters};
use renamed::Own;
use underheaven_base::{Act, Day, Fault, NeighbourhoodId, PersonId};
use underheaven_society::{Person, Reach, Residents, Society};

/// What one rulebook and one behaviour make of the society, outside of people.
pub struct Arm {
    /// With the numbers that names have among all arms.
    book: Book,
    /// With its own numbers.
    alone: Book,
    /// Its own numbers, where they are others.
    own: Option<Own>,
    temper: Temper,
    enrolment: Vec<Day>,
    boards: Vec<Board>,
    boosted: Vec<PersonId>,
    pools: Pools,
    requests: Vec<Request>,
    /// First day of the posting period that is under way.
    period: Day,
    /// First day after it.
    period_end: Day,
    /// Some letters arrive within the household on the next day.
    next_day: bool,
    /// Some gate looks at a child's parents.
    follows_parents: bool,
}

impl Arm {
    fn new(plan: &Plan, number: usize, names: &Names) -> Result<Self, Vec<Fault>> {
        let (book, temper) = plan.ready(names)?;
        let alone = Book::new(plan.rulebook);
        let mut pools = Pools::of(Arms::only(number));
        // Nobody has asked yet, but hospitals count their usual admissions on the first day.
        pools.answer(&book, (plan.society, &plan.society), plan.luck, &[], 0, plan.from);
        Ok(Self {
            enrolment: shared::enrolment_days(&book, plan.society, plan.from),
            boards: vec![Board::default(); plan.society.neighbourhoods() as usize],
            boosted: vec![],
            pools,
            requests: vec![],
            period: plan.from,
            period_end: shared::period_end(&book, plan.from, plan.to, plan.from),
            own: Own::of(&alone, &book),
            alone,
            next_day: book.kin.iter().any(|k| k.next_day_at_home),
            follows_parents: book.gates.iter().flatten().any(|g| g.follows_parent),
            book,
            temper,
        })
    }

    /// The rulebook as made ready, numbered as observers are told.
    #[expect(clippy::misnamed_getters, reason = "the numbers shared with other arms are no matter of anybody outside")]
    pub fn book(&self) -> &Book {
        &self.alone
    }
}

/// What all parts share while they live a tick.
pub struct Shared<'a> {
    society: &'a dyn Society,
    luck: u64,
    from: Day,
    to: Day,
    overrides: Overrides,
    arms: Vec<Arm>,
    /// What they say otherwise; and what of it where no bureau works yet.
    differs: Differs,
    unreached: Differs,
    codec: Codec,
    /// By arm: what matters under it or under the first, whatever other arms remember besides.
    pairs: Vec<Codec>,
    /// What may happen under some arm.
    reach: Reach,
    /// What is plain at a glance under all arms.
    glance: Glance,
    /// Some arm has recourse.
    recalls: bool,
    /// The trial by which further arms' rulebooks hold for some only, and what then differs for everybody else.
    design: Option<(Design, Differs)>,
    /// Nobody is lived once for several arms.
    apart: bool,
    /// Arms under which a household is lived as one: letters within it may arrive on the next day, or it is otherwise than
    /// under the first arm whether children look at their parents.
    as_one: Arms,
    /// Proposals are kept from day to day, because some arm posts daily.
    daily: bool,
    today: Day,
    /// First neighbourhood of each part, and the end.
    bounds: Vec<u32>,
    /// How each part is cut for the letters to it.
    districts: Districts,
}

impl Shared<'_> {
    fn frame(&self, arm: usize) -> Frame<'_> {
        let a = &self.arms[arm];
        Frame {
            society: self.society,
            book: &a.book,
            temper: &a.temper,
            luck: self.luck,
            boards: &a.boards,
            boosted: &a.boosted,
            enrolment: &a.enrolment,
            overrides: &self.overrides,
            period: a.period,
            arm: Arms::only(arm),
            recalls: self.recalls,
            pair: None,
        }
    }

    /// The arms, in the order in which they were named.
    pub fn arms(&self) -> &[Arm] {
        &self.arms
    }

    /// The society.
    pub fn society(&self) -> &dyn Society {
        self.society
    }

    /// Whether under the first arm the bureau may work somewhere, or somebody be enrolled there, before a day; and under every arm
    /// that enrols alike.
    fn reaches(&self, id: NeighbourhoodId, before: Day) -> bool {
        let first = &self.arms[0];
        first.book.earlier_records || first.enrolment[id.0 as usize] < before
    }

    /// Whether under no arm the bureau works in a neighbourhood, or anybody is enrolled there, before a day.
    fn is_idle(&self, id: NeighbourhoodId, before: Day) -> bool {
        self.arms.iter().all(|arm| !arm.book.earlier_records && arm.enrolment[id.0 as usize] >= before)
    }

    /// The part in which somebody lives, and the district there.
    #[inline]
    fn address(&self, person: PersonId) -> (usize, usize) {
        let near = person.neighbourhood();
        let part = part_of(&self.bounds, near);
        (part, self.districts.of((near.0 - self.bounds[part]) as usize))
    }

    /// What arms say otherwise to people of a neighbourhood before a day.
    fn differs_in(&self, id: NeighbourhoodId, before: Day) -> &Differs {
        if self.reaches(id, before) { &self.differs } else { &self.unreached }
    }

    /// The first day that was not lived yet.
    pub fn today(&self) -> Day {
        self.today
    }
}

/// A stretch of days that is lived at once: a day or a calendar week.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Tick {
    /// First day.
    pub from: Day,
    /// First day after it.
    pub end: Day,
    /// People are counted by age anew, for what cameras pass.
    fresh: bool,
}

/// A world under way: what is shared, and its parts.
pub struct World<'a> {
    shared: Shared<'a>,
    parts: Vec<Part>,
}

impl<'a> World<'a> {
    /// Makes a world of one arm ready, in so many like parts (at least one; at most as many as there are neighbourhoods).
    pub fn new(plan: Plan<'a>, parts: u32) -> Result<Self, Vec<Fault>> {
        Self::of(vec![plan], parts)
    }

    /// Makes a world of several arms ready, at most [`MOST_ARMS`]. All plans name the same society, luck, days and overrides;
    /// the first is the baseline.
    pub fn of(plans: Vec<Plan<'a>>, parts: u32) -> Result<Self, Vec<Fault>> {
        let mut world = Self::empty(plans, &vec![1; parts.max(1) as usize])?;
        let (shared, parts) = world.all();
        parts.iter_mut().for_each(|part| part.settle(shared));
        Ok(world)
    }

    /// The same before anybody moved in: for whoever has each part settled ([`Part::settle`]), in any order, on any thread. There are
    /// as many parts as `weights` (at least one, each at least 1), or as neighbourhoods if they are fewer; to live each takes about as long as it weighs.
    pub fn empty(plans: Vec<Plan<'a>>, weights: &[u32]) -> Result<Self, Vec<Fault>> {
        assert!(plans.len() <= MOST_ARMS, "{MOST_ARMS} arms are the most");
        let names = Names::of(plans.iter().map(|plan| plan.rulebook));
        let mut arms = vec![];
        for (number, plan) in plans.iter().enumerate() {
            arms.push(Arm::new(plan, number, &names)?);
        }
        let Some(first) = plans.into_iter().next() else { return Err(vec![]) };
        let (society, luck, from, to) = (first.society, first.luck, first.from, first.to);
        let daily = arms.iter().any(|a| a.book.period_days < 7);
        let n = society.neighbourhoods();
        let weights = &weights[..weights.len().min(n.max(1) as usize)];
        let bounds = bounds(society, n, weights, |id| {
            let days = |since: Day| (to - since.max(from)).max(0);
            days(from) + UNDER * days(arms[0].enrolment[id.0 as usize]) + 1
        });
        let overrides = first.overrides;
        let read: Vec<(&Book, &Temper)> = arms.iter().map(|a| (&a.book, &a.temper)).collect();
        let (differs, codec) = (Differs::of(&read), Codec::new(from, &read));
        let unreached = Differs::of_unreached(&read);
        let pairs = read.iter().map(|arm| Codec::new(from, &[read[0], *arm])).collect();
        let recalls = arms.iter().any(|a| a.book.recourse.is_some());
        let reach = reach(society, arms.iter().map(|a| &a.temper), !overrides.is_empty());
        let glance = Glance::of(&read, !overrides.is_empty(), society);
        let design = None;
        let ties = |arm: &Arm| arm.next_day || arms[0].next_day || arm.follows_parents != arms[0].follows_parents;
        let as_one = arms.iter().enumerate().filter(|(_, arm)| ties(arm));
        let as_one = as_one.fold(Arms::NONE, |all, (n, _)| all.or(Arms::only(n)));
        let shared = Shared {
            society,
            luck,
            from,
            to,
            overrides,
            arms,
            differs,
            unreached,
            codec,
            pairs,
            reach,
            glance,
            recalls,
            design,
            apart: false,
            as_one,
            daily,
            today: from,
            districts: Districts::new(n as usize, bounds.len() - 1),
            bounds,
        };
        let parts = shared.bounds.windows(2).map(|ends| Part::new(&shared, ends[0]..ends[1])).collect();
        Ok(Self { shared, parts })
    }

    /// Lets every arm live everybody for itself, which changes no result: for tests, and to measure what sharing spares.
    pub fn share_nothing(&mut self) {
        self.shared.apart = true;
    }

    /// Whether under some arm people of a neighbourhood are enrolled by the last day, and before that arm's rulebook ends.
    pub fn is_reached(&self, id: NeighbourhoodId) -> bool {
        let enrols = |arm: &Arm, day: Day| day <= self.shared.to && day < arm.book.span.until();
        self.shared.arms.iter().any(|arm| enrols(arm, arm.enrolment[id.0 as usize]))
    }

    /// Lets the rulebooks of all arms but the first hold for those only whom a trial treats; before anything is lived.
    /// Refuses arms that enrol, post or score otherwise: that concerns places, not households.
    pub fn try_in(&mut self, design: Design) -> Result<(), String> {
        let shared = &mut self.shared;
        let differs = &shared.differs;
        if !differs.enrolment.or(differs.score).or(differs.bands).is_empty() {
            return Err(
                "a reform of enrolment, posting, the score or its bands cannot hold for some households only: \
                        they are the same for a whole place"
                    .to_owned(),
            );
        }
        let spared: Vec<(&Book, &Temper)> = shared.arms.iter().map(|a| (&shared.arms[0].book, &a.temper)).collect();
        shared.design = Some((design, Differs::of(&spared)));
        Ok(())
    }

    /// What all parts share.
    pub fn shared(&self) -> &Shared<'a> {
        &self.shared
    }

    /// The parts, in the order of their neighbourhoods.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// The next tick, and everything that lives it: each part once, in any order, on any thread. None when the last
    /// day was lived.
    pub fn open(&mut self) -> Option<(Tick, &Shared<'a>, &mut [Part])> {
        assert!(self.parts.iter().all(|part| !part.inbox.is_empty()), "a world that rests is not lived on");
        let from = self.shared.today;
        if from > self.shared.to {
            return None;
        }
        let week = from.monday() + 7;
        let end = if self.shared.daily { from + 1 } else { week }.min(self.shared.to + 1);
        let tick = Tick { from, end, fresh: Ages::due(from, self.shared.from) };
        Some((tick, &self.shared, &mut self.parts))
    }

    /// What is shared, and the parts between two ticks.
    pub fn all(&mut self) -> (&Shared<'a>, &mut [Part]) {
        (&self.shared, &mut self.parts)
    }

    /// Takes what left the parts in a tick that all of them lived: letters wait for their arm's posting, requests are
    /// answered, boards are written. Says which arms closed a posting period.
    pub fn close(&mut self, tick: Tick) -> Vec<bool> {
        self.shared.today = tick.end;
        let closes: Vec<bool> = self.shared.arms.iter().map(|a| a.period_end == tick.end).collect();
        let closing = closes.iter().enumerate().filter(|(_, closes)| **closes);
        let closing = closing.fold(Arms::NONE, |all, (arm, _)| all.or(Arms::only(arm)));
        let asked: Vec<Request> = self.parts.iter_mut().flat_map(|part| part.out.requests.drain(..)).collect();
        if !closing.is_empty() {
            self.deliver(closing);
        }
        let shared = &mut self.shared;
        let first = shared.design.as_ref().map(|_| shared.arms[0].book.clone());
        let mut answered = vec![];
        for (i, arm) in shared.arms.iter_mut().enumerate() {
            arm.requests.extend(asked.iter().filter(|r| r.arms.has(i)));
            if !closes[i] {
                continue;
            }
            let days = arm.book.period_days;
            let requests = std::mem::take(&mut arm.requests);
            // How many places there are is no matter of households: in a trial the baseline says.
            let book = first.as_ref().unwrap_or(&arm.book);
            let living = Kept { society: shared.society, parts: &self.parts, bounds: &shared.bounds };
            let society = (shared.society, &living as &dyn Living);
            let answers = arm.pools.answer(book, society, shared.luck, &requests, days, tick.end);
            answered.extend(answers);
            arm.boosted.clear();
            for part in &mut self.parts {
                arm.boosted.append(&mut part.boosted[i]);
                let range = part.neighbourhoods();
                arm.boards[range.start as usize..range.end as usize].copy_from_slice(&part.boards[i]);
            }
            arm.boosted.sort_unstable();
            arm.period = tick.end;
            arm.period_end = shared::period_end(&arm.book, shared.from, shared.to, tick.end);
        }
        for letter in Mail::under_several(answered) {
            let (part, district) = shared.address(letter.to);
            self.parts[part].inbox[0][district].push(letter);
        }
        closes
    }

    /// Brings the letters of arms that post next to the parts of their addressees; those of other arms wait.
    fn deliver(&mut self, closing: Arms) {
        let all = Arms::first(self.shared.arms.len());
        for from in 0..self.parts.len() {
            for to in 0..self.parts.len() {
                let mut bag = std::mem::take(&mut self.parts[from].leaving[to]);
                let inbox = &mut self.parts[to].inbox[from];
                if closing == all && inbox.iter().all(Letters::is_empty) {
                    std::mem::swap(inbox, &mut bag);
                } else {
                    inbox.iter_mut().zip(&mut bag).for_each(|(inbox, letters)| letters.hand_on(closing, inbox));
                }
                self.parts[from].leaving[to] = bag;
            }
        }
    }

    /// Lives one tick, part by part, each arm under its own observer; false when the last day was lived.
    pub fn step(&mut self, observers: &mut [&mut dyn crate::Observer]) -> bool {
        self.step_watched(&mut Each(observers))
    }

    /// The same under observers who may follow the first arm's.
    pub fn step_watched(&mut self, watchers: &mut dyn Watchers) -> bool {
        if self.shared.today == self.shared.from {
            watchers.begin(&self.looks());
        }
        let Some((tick, shared, parts)) = self.open() else { return false };
        for part in parts.iter_mut() {
            part.live(shared, tick, watchers);
        }
        let closes = self.close(tick);
        watchers.period(&closes, tick.end + -1, &self.looks());
        self.shared.today <= self.shared.to
    }

    /// By arm, where it enrols, posts and scores as the first arm does, and its rulebook holds on the same days, or ends sooner
    /// than one that goes on: the day on which it ends so, long after any run where it does not.
    pub fn alike_in_time(&self) -> Vec<Option<Day>> {
        let shared = &self.shared;
        let (differs, first) = (&shared.differs, shared.arms[0].book.span);
        let otherwise = differs.enrolment.or(differs.score);
        // In a trial the first arm's rulebook goes on for some under every arm.
        let may_end = shared.design.is_none() && first.until() > shared.to;
        let until = |(n, arm): (usize, &Arm)| match arm.book.span {
            _ if otherwise.has(n) => None,
            span if span == first => Some(Day(i32::MAX)),
            span => (may_end && span.since() == first.since()).then_some(span.until()),
        };
        shared.arms.iter().enumerate().map(until).collect()
    }

    /// Looks at everybody under every arm.
    pub fn looks(&self) -> Looks<'_> {
        Looks::new(&self.shared, &self.parts)
    }

    /// A look at everybody under one arm.
    pub fn census(&self, arm: usize) -> PartCensus<'_> {
        PartCensus::new(&self.shared, &self.parts, arm)
    }

    /// Whether two lives of one person, under the first arm and under another, as they stand before a day and at the end of a
    /// posting period of both, are the same to whatever may look at them from that day on: the measure by which a state has
    /// parted.
    pub fn alike_on(&self, day: Day, person: &Person, first: &Life, arm: usize, other: &Life) -> bool {
        let shared = &self.shared;
        let at = pack::When::new(day, true);
        // A rulebook without recourse, lived alone, has nobody remember what kin entries came from.
        let recalls = [0, arm].iter().all(|n| shared.arms[*n].book.recourse.is_some());
        let kept = |n: usize, life: &Life| {
            let mut life = life.clone();
            if !recalls {
                life.kin_causes.clear();
            }
            let right = shared::birthright(&shared.frame(n), person, shared.from, shared.to);
            let mut bytes = vec![];
            shared.pairs[arm].put(person.id, &right, &life, &at, &mut bytes);
            (bytes, right, life.did)
        };
        kept(0, first) == kept(arm, other)
    }

    /// Nothing more is lived: what only living takes is let go, and people are as they are. Opening another tick is a bug from
    /// then on.
    pub fn rest(&mut self) {
        self.parts.iter_mut().for_each(Part::rest);
    }

    /// How many bytes the state of everybody takes, what is on its way included.
    pub fn bytes(&self) -> usize {
        self.parts.iter().map(Part::bytes).sum()
    }
}

/// Who lives where, as far as parts keep them.
struct Kept<'a> {
    society: &'a dyn Society,
    parts: &'a [Part],
    bounds: &'a [u32],
}

impl Living for Kept<'_> {
    fn see(&self, id: NeighbourhoodId, see: &mut dyn FnMut(&Residents)) {
        match self.parts[part_of(self.bounds, id)].kept(id) {
            Some(kept) => see(kept),
            None => see(&self.society.settled(id)),
        }
    }
}

/// Up to which uniform number proposals may happen under some of these behaviours: above the largest share of anybody's,
/// raised as far as anything can raise it, none does. What falls due is told of either way, and somebody without a job asks
/// for one at every proposal.
fn reach<'t>(society: &dyn Society, tempers: impl Iterator<Item = &'t Temper> + Clone, by_hand: bool) -> Reach {
    let mut reach = Reach::ALL;
    for &(act, class, _) in society.rates() {
        if by_hand || act.on_calendar() || act == Act::JobRequest {
            continue;
        }
        let rise = tempers.clone().map(|t| t.largest_rise(act).0).fold(1.0, f64::max);
        let share = rise / society.headroom(act, class) * ROUNDING;
        reach.set(act, class, (share * 4_294_967_296.0) as u32);
    }
    reach
}

/// How many days before it a day under the rulebook takes more than one, as measured (docs/PERFORMANCE.md); where parts are cut shows nowhere.
const UNDER: i32 = 3;

/// Where parts begin of which each takes about as long as it weighs, and the last ends; none is empty. `days` are those of a
/// neighbourhood, by what each takes.
fn bounds(
    society: &dyn Society,
    neighbourhoods: u32,
    weights: &[u32],
    days: impl Fn(NeighbourhoodId) -> i32,
) -> Vec<u32> {
    let mut all = 0;
    let middles = (0..neighbourhoods).map(NeighbourhoodId).map(|n| {
        let takes = u64::from(society.bustle(n)) * days(n) as u64;
        all += takes;
        all - takes / 2
    });
    let middles: Vec<u64> = middles.collect();
    let (parts, sum) = (weights.len() as u32, weights.iter().sum::<u32>());
    let (mut bounds, mut before) = (vec![0], 0);
    for (part, weight) in (1..parts).zip(weights) {
        before += weight;
        let wanted = u128::from(all) * u128::from(before) / u128::from(sum);
        let end = middles.partition_point(|middle| u128::from(*middle) <= wanted) as u32;
        bounds.push(end.clamp(bounds[part as usize - 1] + 1, neighbourhoods - (parts - part)));
    }
    bounds.push(neighbourhoods);
    bounds
}

/// The number of the part that a neighbourhood is in.
fn part_of(bounds: &[u32], near: NeighbourhoodId) -> usize {
    bounds[1..].partition_point(|end| *end <= near.0)
}
