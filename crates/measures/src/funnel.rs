//! The funnel: from done to corrected, by rule, channel and group; events, and people each once.
//!
//! *Done* and *seen* are of the same people, those under the rulebook on that day, and of acts that a rule books; so a
//! child's act that is booked on a parent is booked without having been done here. What befalls somebody who did nothing
//! has no *done*. *Refused* counts a child for whom a parent's listing decided, who is on no list.
//!
//! Events belong to the group somebody was in at the time, people to the group they are in at the end.

use crate::cells::Key;
use crate::counters;
use crate::roll::Mask;
use crate::tables::FunnelRow;
use crate::tally::Tally;
use std::collections::{BTreeMap, BTreeSet};
use underheaven_base::{Act, Channel, Group};
use underheaven_world::{Answer, Appealed, Entry, Listing};

/// The stages in their order.
pub const STAGES: [&str; 8] =
    ["done", "seen", "booked rightly", "booked wrongly", "listed", "refused", "appealed", "corrected"];
const RIGHTLY: u8 = 2;
const WRONGLY: u8 = 3;
const LISTED: u8 = 4;
const REFUSED: u8 = 5;
const APPEALED: u8 = 6;
const CORRECTED: u8 = 7;
const ANY: u8 = Channel::COUNT as u8;

/// People by place in the row: a sorted list while they are few, then bits.
#[derive(Clone, PartialEq, Debug)]
enum People {
    Few(Vec<u32>),
    Many(Vec<u64>),
}

impl Default for People {
    fn default() -> Self {
        Self::Few(vec![])
    }
}

impl People {
    /// Puts in one of `all` places.
    fn put(&mut self, place: usize, all: usize) {
        match self {
            People::Many(bits) => {
                if bits.len() <= place / 64 {
                    bits.resize(place / 64 + 1, 0);
                }
                bits[place / 64] |= 1 << (place % 64);
            }
            People::Few(few) => {
                let Err(at) = few.binary_search(&(place as u32)) else { return };
                if few.len() < all / 256 {
                    few.insert(at, place as u32);
                    return;
                }
                let mut bits = vec![0; all.div_ceil(64)];
                few.iter().map(|p| *p as usize).chain([place]).for_each(|p| bits[p / 64] |= 1 << (p % 64));
                *self = People::Many(bits);
            }
        }
    }

    fn holds(&self, place: usize) -> bool {
        match self {
            People::Many(bits) => bits.get(place / 64).is_some_and(|word| word & 1 << (place % 64) != 0),
            People::Few(few) => few.binary_search(&(place as u32)).is_ok(),
        }
    }

    fn each(&self, mut f: impl FnMut(usize)) {
        match self {
            People::Few(few) => few.iter().for_each(|p| f(*p as usize)),
            People::Many(bits) => {
                for (word, bits) in bits.iter().enumerate() {
                    let mut rest = *bits;
                    while rest != 0 {
                        f(word * 64 + rest.trailing_zeros() as usize);
                        rest &= rest - 1;
                    }
                }
            }
        }
    }

    /// Makes room for `all` places.
    fn make_room(&mut self, all: usize) {
        if let People::Many(bits) = self {
            bits.reserve_exact(all.div_ceil(64).saturating_sub(bits.len()));
        }
    }

    /// Puts in those of the part that begins at `first`.
    fn append(&mut self, next: &People, first: usize, all: usize) {
        if let People::Many(bits) = self {
            bits.resize(all.div_ceil(64), 0);
        }
        next.each(|place| self.put(first + place, all));
    }
}

/// Events by group, and people each once.
#[derive(Clone, Default)]
struct Stage {
    events: ByGroup,
    people: People,
}

impl Stage {
    #[inline]
    fn add(&mut self, who: Who) {
        if !who.known_only {
            spread(&mut self.events, who.key.groups(), 1);
        }
        if !who.counted_only {
            self.people.put(who.place, who.all);
        }
    }

    fn append(&mut self, next: &Stage, first: usize, all: usize) {
        self.events.iter_mut().zip(next.events).for_each(|(a, b)| *a += b);
        self.people.append(&next.people, first, all);
    }

    /// The stage of an arm that is counted apart for some people; see [`Funnel::apart`].
    fn apart(mut self, less: Option<&Stage>, more: Option<&Stage>, apart: &Apart<'_>) -> Stage {
        for (group, events) in self.events.iter_mut().enumerate() {
            *events += more.map_or(0, |more| more.events[group]);
            *events -= less.map_or(0, |less| less.events[group]);
        }
        let mut people = People::default();
        self.people.each(|place| {
            if (apart.place)(place).is_none() {
                people.put(place, apart.all);
            }
        });
        if let Some(more) = more {
            more.people.each(|place| people.put((apart.of_all)(place), apart.all));
        }
        Stage { people, ..self }
    }

    fn is_empty(&self) -> bool {
        self.events == ByGroup::default() && self.people == People::default()
    }
}

/// Where people stand who are counted apart: in their own row by place in that of all, and the other way round.
pub(crate) struct Apart<'a> {
    pub place: &'a dyn Fn(usize) -> Option<usize>,
    pub of_all: &'a dyn Fn(usize) -> usize,
    /// How many places the row of all has.
    pub all: usize,
}

/// Somebody to be counted.
#[derive(Clone, Copy)]
pub(crate) struct Who {
    /// Place in the row.
    pub place: usize,
    /// Groups, cohort and province on that day.
    pub key: Key,
    /// How many places there are.
    pub all: usize,
    /// It is known of the person, and counted elsewhere.
    pub known_only: bool,
    /// It is counted, and known of the person elsewhere.
    pub counted_only: bool,
}

/// What the funnel counts.
#[derive(Default)]
pub(crate) struct Funnel {
    seen: Vec<Stage>,
    /// By act: channels that saw it, a bit each.
    seen_by: Vec<u16>,
    /// By rule, stage and channel.
    rules: BTreeMap<(u16, u8, u8), Stage>,
}

impl Funnel {
    #[inline]
    pub fn seen(&mut self, act: Act, channel: Channel, who: Who) {
        let at = act.index() * Channel::COUNT + channel.index();
        if self.seen.len() <= at {
            self.seen.resize(Act::COUNT * Channel::COUNT, Stage::default());
            self.seen_by.resize(Act::COUNT, 0);
        }
        self.seen[at].add(who);
        self.seen_by[act.index()] |= 1 << channel.index();
    }

    pub fn booked(&mut self, entry: &Entry, who: Who) {
        let stage = if entry.cause.is_error() { WRONGLY } else { RIGHTLY };
        self.add(entry.rule.map(|r| r.0), stage, entry.channel as u8, who);
    }

    pub fn listed(&mut self, listing: &Listing, who: Who) {
        self.add(listing.rule.map(|r| r.0), LISTED, ANY, who);
    }

    pub fn refused(&mut self, answer: &Answer, who: Who) {
        self.add(answer.rule.map(|r| r.0), REFUSED, ANY, who);
    }

    pub fn appealed(&mut self, appeal: &Appealed, who: Who) {
        self.add(appeal.rule.map(|r| r.0), APPEALED, appeal.channel as u8, who);
    }

    pub fn corrected(&mut self, entry: &Entry, who: Who) {
        self.add(entry.rule.map(|r| r.0), CORRECTED, entry.channel as u8, who);
    }

    fn add(&mut self, rule: Option<u16>, stage: u8, channel: u8, who: Who) {
        if let Some(rule) = rule {
            self.rules.entry((rule, stage, channel)).or_default().add(who);
        }
    }

    /// Makes room for `all` people where many are counted already; the parts that are to be appended are some of them.
    pub fn make_room(&mut self, all: usize) {
        self.seen.iter_mut().chain(self.rules.values_mut()).for_each(|stage| stage.people.make_room(all));
    }

    /// Takes what was counted of the part that begins at `first`; both together have `all` places.
    pub fn append(&mut self, next: Funnel, first: usize, all: usize) {
        if self.seen.len() < next.seen.len() {
            self.seen.resize(next.seen.len(), Stage::default());
            self.seen_by.resize(next.seen_by.len(), 0);
        }
        self.seen.iter_mut().zip(&next.seen).for_each(|(a, b)| a.append(b, first, all));
        self.seen_by.iter_mut().zip(&next.seen_by).for_each(|(a, b)| *a |= b);
        for (at, stage) in &next.rules {
            self.rules.entry(*at).or_default().append(stage, first, all);
        }
    }

    /// Whoever comes to stand at `place` of this funnel's row is in the sets in which `of` holds them at `at`.
    pub fn enter(&mut self, of: &Funnel, at: usize, place: usize) {
        if self.seen.len() < of.seen.len() {
            self.seen.resize(of.seen.len(), Stage::default());
            self.seen_by.resize(of.seen_by.len(), 0);
        }
        let held = |stage: &Stage| stage.people.holds(at);
        for (act, seen_by) in of.seen_by.iter().enumerate().filter(|(_, seen_by)| **seen_by != 0) {
            for channel in (0..Channel::COUNT).filter(|channel| seen_by & 1 << channel != 0) {
                let stage = act * Channel::COUNT + channel;
                if held(&of.seen[stage]) {
                    self.seen[stage].people.put(place, place + 1);
                    self.seen_by[act] |= 1 << channel;
                }
            }
        }
        for (key, _) in of.rules.iter().filter(|rule| held(rule.1)) {
            self.rules.entry(*key).or_default().people.put(place, place + 1);
        }
    }

    /// The funnel of an arm that is this one's but for some people, who count as in `more` and no longer as in `less`.
    pub fn apart(&self, less: &Funnel, more: &Funnel, apart: &Apart<'_>) -> Funnel {
        let n = self.seen.len().max(more.seen.len());
        let stage = |at: usize| self.seen.get(at).cloned().unwrap_or_default();
        let seen = (0..n).map(|at| stage(at).apart(less.seen.get(at), more.seen.get(at), apart)).collect();
        let keys: BTreeSet<_> = self.rules.keys().chain(more.rules.keys()).copied().collect();
        let rule = |key: (u16, u8, u8)| {
            let stage = self.rules.get(&key).cloned().unwrap_or_default();
            (key, stage.apart(less.rules.get(&key), more.rules.get(&key), apart))
        };
        let by = |at: usize| [self, more].iter().filter_map(|f| f.seen_by.get(at)).fold(0, |all, by| all | by);
        let seen_by = (0..self.seen_by.len().max(more.seen_by.len())).map(by).collect();
        Funnel { seen, seen_by, rules: keys.into_iter().map(rule).filter(|(_, stage)| !stage.is_empty()).collect() }
    }
}

/// Entries by a channel.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Booked {
    /// On whoever the rulebook means.
    pub rightly: u64,
    /// Wrong by the rulebook's own terms.
    pub wrongly: u64,
}

/// Totals by group, in the order of [`Group::ALL`].
type ByGroup = [u64; Group::COUNT];

#[inline]
fn spread(sums: &mut ByGroup, groups: Mask, n: u64) {
    let mut rest = groups;
    while rest != 0 {
        sums[rest.trailing_zeros() as usize] += n;
        rest &= rest - 1;
    }
}

impl Tally {
    /// People by group, told by cell how many: far fewer are spread over groups than there are people.
    fn by_group(&self, cells: &[u32]) -> ByGroup {
        let mut people = [0; Group::COUNT];
        for (cell, n) in (0..).zip(cells).filter(|(_, n)| **n > 0) {
            spread(&mut people, self.cells.key(cell).groups(), u64::from(*n));
        }
        people
    }

    fn stage(&self, stage: &Stage) -> (ByGroup, ByGroup) {
        let mut cells = vec![0; self.cells.len()];
        stage.people.each(|place| cells[self.slots[place].cell as usize] += 1);
        (self.by_group(&cells), stage.events)
    }

    /// People under the rulebook who did each act, by its bit in [`Slot::done`](crate::tally::Slot::done).
    fn doers(&self) -> Vec<ByGroup> {
        let mut cells = vec![vec![0; self.cells.len()]; u64::BITS as usize];
        for slot in &self.slots {
            let mut rest = slot.done;
            while rest != 0 {
                cells[rest.trailing_zeros() as usize][slot.cell as usize] += 1;
                rest &= rest - 1;
            }
        }
        cells.iter().map(|cells| self.by_group(cells)).collect()
    }

    /// An act done by people under the rulebook; of what falls due, that it was late.
    fn done(&self, act: Act, doers: &[ByGroup]) -> (ByGroup, ByGroup) {
        let late = counters::late(act);
        let bit = late.map_or(act.index() as u32, |(_, bit)| bit);
        let events = Group::ALL.map(|group| {
            let row = &self.whole.sets[group.index()].enrolled;
            match late {
                Some((_, bit)) => row[counters::late_due(bit)],
                None => counters::HAPPENED.iter().map(|p| row[counters::act(act, *p)]).sum(),
            }
        });
        (doers[bit as usize], events)
    }

    /// Whether the bureau alone books the rule, at a period's end: no act and no sighting leads to it.
    fn by_bureau_alone(&self, rule: u16) -> bool {
        let mut booked = self.funnel.rules.range((rule, RIGHTLY, 0)..(rule, LISTED, 0)).peekable();
        booked.peek().is_some() && booked.all(|((_, _, channel), _)| *channel == Channel::Bureau as u8)
    }

    /// Entries that rules booked, by channel.
    pub(crate) fn booked_by_channel(&self) -> [Booked; Channel::COUNT] {
        let mut sums = [Booked::default(); Channel::COUNT];
        for ((_, stage, channel), counted) in &self.funnel.rules {
            let Some(booked) = sums.get_mut(usize::from(*channel)) else { continue };
            let n = counted.events[Group::All.index()];
            match *stage {
                RIGHTLY => booked.rightly += n,
                WRONGLY => booked.wrongly += n,
                _ => {}
            }
        }
        sums
    }

    /// The funnel's rows: rules in their order, then stages, channels and groups; stages at zero are left out.
    pub fn funnel(&self, arm: &str) -> Vec<FunnelRow> {
        let (mut rows, doers) = (vec![], self.doers());
        let learned = self.learned.keys().next_back().map_or(0, |(rule, _)| rule + 1);
        for rule in 0..learned.max(self.world.rules.len() as u16) {
            let act = self.act_of(rule);
            let mut push = |stage: u8, channel: u8, sums: (ByGroup, ByGroup)| {
                rows.extend(self.stage_rows(arm, rule, stage, channel, sums));
            };
            if let Some(act) = act.filter(|_| !self.by_bureau_alone(rule)) {
                if !act.befalls() {
                    push(0, ANY, self.done(act, &doers));
                }
                for channel in Channel::ALL {
                    if let Some(stage) = self.funnel.seen.get(act.index() * Channel::COUNT + channel.index()) {
                        push(1, channel as u8, self.stage(stage));
                    }
                }
            }
            for ((_, stage, channel), counted) in self.funnel.rules.range((rule, 0, 0)..(rule + 1, 0, 0)) {
                push(*stage, *channel, self.stage(counted));
            }
        }
        rows
    }

    fn stage_rows(&self, arm: &str, rule: u16, stage: u8, channel: u8, sums: (ByGroup, ByGroup)) -> Vec<FunnelRow> {
        let (people, events) = sums;
        let row = |group: Group| FunnelRow {
            arm: arm.to_owned(),
            group: group.label(),
            rule: self.rule_name(underheaven_world::RuleId(rule)),
            channel: Channel::ALL.get(usize::from(channel)).map_or("any", |c| c.name()),
            stage: STAGES[usize::from(stage)],
            people: people[group.index()],
            events: events[group.index()],
            low: None,
            high: None,
            interval: None,
        };
        Group::ALL.into_iter().filter(|g| events[g.index()] + people[g.index()] > 0).map(row).collect()
    }
}
