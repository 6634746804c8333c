//! The funnel: from done to corrected, by rule, channel and group; events, and people each once.
//!
//! Events belong to the group somebody was in at the time, people to the group they are in at the end.

use crate::counters;
use crate::roll::bit;
use crate::tables::FunnelRow;
use crate::tally::Tally;
use std::collections::BTreeMap;
use underheaven_base::{Act, Channel, Group};
use underheaven_world::{Answer, Entry, Listing};

/// The stages in their order.
pub const STAGES: [&str; 8] =
    ["done", "seen", "booked rightly", "booked wrongly", "listed", "refused", "appealed", "corrected"];
const RIGHTLY: u8 = 2;
const WRONGLY: u8 = 3;
const LISTED: u8 = 4;
const REFUSED: u8 = 5;
const CORRECTED: u8 = 7;
const ANY: u8 = Channel::COUNT as u8;

/// Events by cell, and people as bits.
#[derive(Clone, Default)]
struct Stage {
    events: Vec<u64>,
    people: Vec<u64>,
}

impl Stage {
    #[inline]
    fn add(&mut self, place: usize, cell: u32) {
        let (cell, word) = (cell as usize, place / 64);
        if self.events.len() <= cell {
            self.events.resize(cell + 1, 0);
        }
        if self.people.len() <= word {
            self.people.resize(word + 1, 0);
        }
        self.events[cell] += 1;
        self.people[word] |= 1 << (place % 64);
    }
}

/// What the funnel counts.
#[derive(Default)]
pub(crate) struct Funnel {
    seen: Vec<Stage>,
    /// By rule, stage and channel.
    rules: BTreeMap<(u16, u8, u8), Stage>,
}

impl Funnel {
    #[inline]
    pub fn seen(&mut self, act: Act, channel: Channel, place: usize, cell: u32) {
        let at = act.index() * Channel::COUNT + channel.index();
        if self.seen.len() <= at {
            self.seen.resize(Act::COUNT * Channel::COUNT, Stage::default());
        }
        self.seen[at].add(place, cell);
    }

    pub fn booked(&mut self, entry: &Entry, place: usize, cell: u32) {
        let stage = if entry.cause.is_error() { WRONGLY } else { RIGHTLY };
        self.add(entry.rule.map(|r| r.0), stage, entry.channel as u8, place, cell);
    }

    pub fn listed(&mut self, listing: &Listing, place: usize, cell: u32) {
        self.add(listing.rule.map(|r| r.0), LISTED, ANY, place, cell);
    }

    pub fn refused(&mut self, answer: &Answer, place: usize, cell: u32) {
        self.add(answer.rule.map(|r| r.0), REFUSED, ANY, place, cell);
    }

    pub fn corrected(&mut self, entry: &Entry, place: usize, cell: u32) {
        self.add(entry.rule.map(|r| r.0), CORRECTED, entry.channel as u8, place, cell);
    }

    fn add(&mut self, rule: Option<u16>, stage: u8, channel: u8, place: usize, cell: u32) {
        if let Some(rule) = rule {
            self.rules.entry((rule, stage, channel)).or_default().add(place, cell);
        }
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

fn spread(sums: &mut ByGroup, groups: u32, n: u64) {
    for group in Group::ALL {
        sums[group.index()] += if groups & bit(group) != 0 { n } else { 0 };
    }
}

impl Tally {
    fn events(&self, events: impl Iterator<Item = u64>) -> ByGroup {
        let mut sums = [0; Group::COUNT];
        for (cell, n) in events.enumerate().filter(|(_, n)| *n > 0) {
            spread(&mut sums, self.cells.key(cell as u32).groups(), n);
        }
        sums
    }

    fn people(&self, held: impl Fn(usize) -> bool) -> ByGroup {
        let mut sums = [0; Group::COUNT];
        for place in (0..self.slots.len()).filter(|p| held(*p)) {
            spread(&mut sums, self.cells.key(self.slots[place].cell).groups(), 1);
        }
        sums
    }

    fn stage(&self, stage: &Stage) -> (ByGroup, ByGroup) {
        let held = |p: usize| stage.people.get(p / 64).is_some_and(|w| w & 1 << (p % 64) != 0);
        (self.people(held), self.events(stage.events.iter().copied()))
    }

    /// An act done; of what falls due, that it was late.
    fn done(&self, act: Act) -> (ByGroup, ByGroup) {
        let late = counters::late(act);
        let bit = late.map_or(act.index() as u32, |(_, bit)| bit);
        let count = |cell: u32| {
            let row = self.cells.row(cell);
            match late {
                Some((turn, _)) => row[counters::turn(turn)],
                None => counters::HAPPENED.iter().map(|p| row[counters::act(act, *p)]).sum(),
            }
        };
        let events = self.events((0..self.cells.len() as u32).map(count));
        (self.people(|p| self.slots[p].done & 1 << bit != 0), events)
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
            let n: u64 = counted.events.iter().sum();
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
        let mut rows = vec![];
        for rule in 0..self.world.rules.len().max(self.setup.rules.len()) as u16 {
            let act = self.setup.rules.get(usize::from(rule)).and_then(|f| f.act);
            let mut push = |stage: u8, channel: u8, sums: (ByGroup, ByGroup)| {
                rows.extend(self.stage_rows(arm, rule, stage, channel, sums));
            };
            if let Some(act) = act.filter(|_| !self.by_bureau_alone(rule)) {
                push(0, ANY, self.done(act));
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
