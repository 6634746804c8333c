//! Partings: how somebody's fate under an arm parted from that under the first, kept as they are told, and traced back.
//!
//! A world tells how a difference reached a person and through whom, but not how far it had come: the one it came from
//! may live in a part of the society that another observer watches. [`Partings::resolve`] finds that out at the end, in
//! the order of days, so that a parting's parent is always resolved before it.

use std::collections::{BTreeMap, BTreeSet};
use underheaven_base::{Day, Gate, NeighbourhoodId, PersonId};
use underheaven_world::{Parted, Pool};

/// A parting as it was told.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Parting {
    /// What was told of it.
    pub told: Parted,
    /// Which of the person's partings it is, from 1.
    pub ordinal: u32,
    /// The day since which the person is the same again.
    pub rejoined: Option<Day>,
    /// The person's parting before this one, by place in the row of all.
    before: Option<u32>,
}

impl Parting {
    /// Whether it stood open on a day.
    fn open_on(&self, day: Day) -> bool {
        self.told.day <= day && self.rejoined.is_none_or(|end| end > day)
    }
}

/// A parting traced back: how many spill-overs lie between the rule and this person, and whose parting is the last of them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Traced {
    /// Its place in the row of all.
    pub at: u32,
    /// 0 where the rule reached this person itself.
    pub depth: u32,
    /// Whose fate it came through.
    pub from: Option<PersonId>,
    /// That one's parting, by place in the row of all; none at depth 0.
    pub parent: Option<u32>,
}

/// What an arm's observer was told of partings.
#[derive(Default)]
pub(crate) struct Partings {
    /// All, in the order in which they were told.
    pub rows: Vec<Parting>,
    /// Everybody's last parting.
    last: BTreeMap<PersonId, u32>,
    /// Requests for something scarce that differed.
    asked: Vec<(PersonId, Day, Gate)>,
    /// Person-days lived apart.
    pub lived_apart: u64,
}

impl Partings {
    /// Somebody's fate parts, or a rule reaches somebody who had parted by way of others.
    pub fn part(&mut self, told: &Parted) {
        let before = self.last.insert(told.person, self.rows.len() as u32);
        let ordinal = before.map_or(1, |at| self.rows[at as usize].ordinal + 1);
        self.rows.push(Parting { told: *told, ordinal, rejoined: None, before });
    }

    /// The state or the life of somebody who has parted differs, too.
    pub fn part_too(&mut self, person: PersonId, state: Option<Day>, life: Option<Day>) {
        self.each_open(person, |row| {
            row.told.state = row.told.state.or(state);
            row.told.life = row.told.life.or(life);
        });
    }

    /// Somebody is the same again.
    pub fn rejoin(&mut self, person: PersonId, day: Day) {
        self.each_open(person, |row| row.rejoined = Some(day));
    }

    /// A request for something scarce differed.
    pub fn ask(&mut self, person: PersonId, day: Day, gate: Gate) {
        self.asked.push((person, day, gate));
    }

    fn each_open(&mut self, person: PersonId, mut f: impl FnMut(&mut Parting)) {
        let mut at = self.last.get(&person).copied();
        while let Some(row) = at.map(|at| &mut self.rows[at as usize]).filter(|row| row.rejoined.is_none()) {
            f(row);
            at = row.before;
        }
    }

    /// Takes what was told of other people.
    pub fn append(&mut self, next: Partings) {
        let first = self.rows.len() as u32;
        self.rows.extend(next.rows.into_iter().map(|row| Parting { before: row.before.map(|at| at + first), ..row }));
        self.last.extend(next.last.into_iter().map(|(person, at)| (person, at + first)));
        self.asked.extend(next.asked);
        self.lived_apart += next.lived_apart;
    }

    /// Traces every parting back, in the order of day, person and ordinal.
    ///
    /// `county` is the county of a neighbourhood. On one day the rule's own reach comes first and what a pool led to last, so that
    /// nobody's parent is younger than they are.
    pub fn resolve(&self, county: impl Fn(NeighbourhoodId) -> u32) -> Vec<Traced> {
        let mut order: Vec<u32> = (0..self.rows.len() as u32).collect();
        let own_reach = |told: &Parted| told.direct || told.from.is_none() && told.pool.is_none();
        order.sort_unstable_by_key(|at| {
            let row = &self.rows[*at as usize];
            (row.told.day, !own_reach(&row.told), row.told.pool.is_some(), row.told.person, row.ordinal)
        });
        let mut tracing = Tracing::new(self, county);
        let mut traced: Vec<Traced> = order.into_iter().map(|at| tracing.trace(at)).collect();
        traced.sort_unstable_by_key(|t| {
            let row = &self.rows[t.at as usize];
            (row.told.day, row.told.person, row.ordinal)
        });
        traced
    }
}

/// Something scarce in a county.
type Queue = (u8, u32);

/// How near somebody is to the rule: depth, who, and their parting by place in the row of all.
type Near = (u32, PersonId, u32);

/// Who drew on a queue otherwise, as far as requests were looked at.
#[derive(Default)]
struct Drew {
    /// The nearest, with their parting.
    nearest: Option<Near>,
    /// How many requests were looked at.
    seen: usize,
    /// Those of them of whose partings none was traced by then: whoever asked otherwise may part by what is answered, and later.
    untraced: Vec<(Day, PersonId)>,
}

/// Partings while they are traced, day by day.
struct Tracing<'a> {
    partings: &'a Partings,
    depths: Vec<Option<u32>>,
    /// By neighbourhood, residents whose partings stand open, or did when they were last looked at: the nearest first.
    residents: BTreeMap<NeighbourhoodId, BTreeSet<Near>>,
    /// Requests that differed, by what was asked for: day and person.
    asked: BTreeMap<Queue, Vec<(Day, PersonId)>>,
    /// Who drew on each queue so far.
    drew: BTreeMap<Queue, Drew>,
}

impl<'a> Tracing<'a> {
    fn new(partings: &'a Partings, county: impl Fn(NeighbourhoodId) -> u32) -> Self {
        let mut asked: BTreeMap<Queue, Vec<(Day, PersonId)>> = BTreeMap::new();
        for (person, day, gate) in &partings.asked {
            asked.entry((*gate as u8, county(person.neighbourhood()))).or_default().push((*day, *person));
        }
        asked.values_mut().for_each(|requests| requests.sort_unstable());
        let depths = vec![None; partings.rows.len()];
        Self { partings, depths, residents: BTreeMap::new(), asked, drew: BTreeMap::new() }
    }

    fn trace(&mut self, at: u32) -> Traced {
        let Parted { person, day, from, pool, direct, .. } = self.partings.rows[at as usize].told;
        let source = match (direct, from, pool) {
            (true, ..) => None,
            (false, Some(from), _) => self.parting_of(from, day).map(|(depth, at)| (depth, from, at)),
            (false, None, Some(Pool::Crowd(n))) => self.nearest_resident(n, day, person),
            (false, None, Some(Pool::Queue(gate, county))) => self.nearest_who_asked((gate as u8, county), day),
            (false, None, None) => None,
        };
        let depth = source.map_or(0, |(depth, ..)| depth + 1);
        self.depths[at as usize] = Some(depth);
        self.residents.entry(person.neighbourhood()).or_default().insert((depth, person, at));
        Traced { at, depth, from: source.map(|s| s.1).or(from), parent: source.map(|s| s.2) }
    }

    /// Of somebody's partings that stood open on a day the nearest to the rule; where none did, the last before: what they
    /// set off may arrive after they have rejoined.
    fn parting_of(&self, person: PersonId, day: Day) -> Option<(u32, u32)> {
        let mut nearest: Option<(u32, u32)> = None;
        let mut last = None;
        let mut next = self.partings.last.get(&person).copied();
        while let Some(at) = next {
            let row = &self.partings.rows[at as usize];
            next = row.before;
            let Some(depth) = self.depths[at as usize] else { continue };
            last = last.or(Some((depth, at)));
            if row.open_on(day) {
                nearest = Some(nearest.map_or((depth, at), |n| n.min((depth, at))));
            }
        }
        nearest.or(last)
    }

    fn nearest_resident(&mut self, n: NeighbourhoodId, day: Day, not: PersonId) -> Option<Near> {
        let rows = &self.partings.rows;
        let here = self.residents.get_mut(&n)?;
        // Days only go up, so whoever has rejoined is never asked about again.
        while let Some(first) = here.first().copied().filter(|(_, _, at)| !rows[*at as usize].open_on(day)) {
            here.remove(&first);
        }
        here.iter().find(|(_, person, at)| *person != not && rows[*at as usize].open_on(day)).copied()
    }

    fn nearest_who_asked(&mut self, queue: Queue, day: Day) -> Option<Near> {
        let mut drew = self.drew.remove(&queue).unwrap_or_default();
        let requests = self.asked.get(&queue).map_or(&[][..], |all| &all[drew.seen..]);
        let before = requests.partition_point(|(asked, _)| *asked < day);
        drew.untraced.extend(&requests[..before]);
        drew.seen += before;
        drew.untraced.retain(|(asked, person)| {
            let found = self.parting_of(*person, *asked).map(|(depth, at)| (depth, *person, at));
            drew.nearest = drew.nearest.into_iter().chain(found).min();
            found.is_none()
        });
        let nearest = drew.nearest;
        self.drew.insert(queue, drew);
        nearest
    }
}
