//! A part: a run of neighbourhoods that one thread lives, with everything that changes about them.

use super::step::{self, Doors, Stretch, Work};
use super::{Shared, Tick};
use crate::scene::{Eye, Outbox};
use crate::shared::{self, Ages};
use crate::{Board, Census, Look, Mail, Observer};
use std::ops::Range;
use underheaven_base::{Day, NeighbourhoodId, PersonId};
use underheaven_society::{Person, Proposal, Residents, Society};

/// A neighbourhood's state.
#[derive(Clone, Default)]
pub(super) struct Place {
    /// Everybody's life under the first arm, one after another.
    pub first: Vec<u8>,
    /// For each further arm, the lives that are not the same bytes as under the first: (place, bytes), by place.
    pub others: Vec<Vec<(u16, Box<[u8]>)>>,
    /// Acts of the posting period that a neighbour may truly report, by arm: (place, acts), by place.
    pub did: Vec<Vec<(u16, u64)>>,
    /// Letters within a household for tomorrow, by arm; empty but under daily living.
    pub tomorrow: Vec<Vec<Mail>>,
    /// The week's proposals, kept only where ticks are days.
    pub proposals: Vec<Proposal>,
    pub ages: Ages,
}

/// A run of neighbourhoods.
pub struct Part {
    range: Range<u32>,
    places: Vec<Place>,
    /// Letters that arrive at the next posting, by arm.
    pub(super) inbox: Vec<Vec<Mail>>,
    /// What leaves, by arm.
    pub(super) out: Vec<Outbox>,
    /// Boards for the next period, by arm and neighbourhood.
    pub(super) boards: Vec<Vec<Board>>,
    /// Whose profile is boosted in the next period, by arm.
    pub(super) boosted: Vec<Vec<PersonId>>,
    work: Work,
}

impl Part {
    /// Everybody of some neighbourhoods before anything happened.
    pub(super) fn new(shared: &Shared, range: Range<u32>) -> Self {
        let arms = shared.arms.len();
        let n = range.len();
        let mut part = Self {
            places: range.clone().map(|_| Place::default()).collect(),
            range,
            inbox: vec![vec![]; arms],
            out: (0..arms).map(|_| Outbox::default()).collect(),
            boards: vec![vec![Board::default(); n]; arms],
            boosted: vec![vec![]; arms],
            work: Work::default(),
        };
        for (i, n) in part.range.clone().enumerate() {
            shared.society.settle(NeighbourhoodId(n), &mut part.work.home);
            step::populate(shared, &part.work.home, &mut part.places[i]);
        }
        part
    }

    /// Its neighbourhoods.
    pub fn neighbourhoods(&self) -> Range<u32> {
        self.range.clone()
    }

    /// Lives a tick: each arm under its own observer.
    pub fn live(&mut self, shared: &Shared, tick: Tick, observers: &mut [&mut dyn Observer]) {
        let stretches: Vec<Stretch> = (0..shared.arms.len()).map(|arm| Stretch::of(shared, arm, tick)).collect();
        let mut inboxes: Vec<Vec<Mail>> = vec![];
        for (arm, stretch) in stretches.iter().enumerate() {
            let mut mail = if stretch.posts { std::mem::take(&mut self.inbox[arm]) } else { vec![] };
            mail.sort_unstable();
            inboxes.push(mail);
        }
        let mut left: Vec<&[Mail]> = inboxes.iter().map(Vec::as_slice).collect();
        for (i, n) in self.range.clone().enumerate() {
            let mut doors = vec![];
            let (outs, boards) = (self.out.iter_mut(), self.boards.iter_mut());
            for (arm, ((out, boards), boosted)) in outs.zip(boards).zip(&mut self.boosted).enumerate() {
                let (mail, rest) = left[arm].split_at(left[arm].partition_point(|m| m.to.neighbourhood().0 <= n));
                left[arm] = rest;
                doors.push(Doors { mail, out, board: &mut boards[i], boosted });
            }
            let (place, work) = (&mut self.places[i], &mut self.work);
            step::live(shared, tick, &stretches, NeighbourhoodId(n), place, work, &mut doors, observers);
        }
        for (arm, mut mail) in inboxes.into_iter().enumerate() {
            if self.inbox[arm].is_empty() {
                mail.clear();
                self.inbox[arm] = mail;
            }
        }
    }

    /// How many bytes its state takes.
    pub fn bytes(&self) -> usize {
        let place = |p: &Place| {
            let others: usize = p.others.iter().flatten().map(|o| o.1.len() + 24).sum();
            p.first.capacity() + others + p.proposals.capacity() * size_of::<Proposal>() + size_of::<Place>()
        };
        let mail: usize = self.inbox.iter().map(Vec::capacity).chain(self.out.iter().map(|o| o.mail.capacity())).sum();
        self.places.iter().map(place).sum::<usize>() + mail * size_of::<Mail>()
    }
}

/// A look at the people of some parts under one arm.
pub struct PartCensus<'a> {
    shared: &'a Shared<'a>,
    parts: &'a [Part],
    arm: usize,
}

impl<'a> PartCensus<'a> {
    /// Under the arm of this number.
    pub fn new(shared: &'a Shared<'a>, parts: &'a [Part], arm: usize) -> Self {
        Self { shared, parts, arm }
    }

    fn place(&self, id: NeighbourhoodId) -> Option<&Place> {
        let part = self.parts.iter().find(|p| p.range.contains(&id.0))?;
        part.places.get((id.0 - part.range.start) as usize)
    }
}

impl Census for PartCensus<'_> {
    fn today(&self) -> Day {
        self.shared.today
    }
    fn society(&self) -> &dyn Society {
        self.shared.society
    }
    fn rule_names(&self) -> &[String] {
        &self.shared.arms[self.arm].book.rule_names
    }
    fn list_names(&self) -> &[String] {
        &self.shared.arms[self.arm].book.list_names
    }
    fn band_names(&self) -> &[String] {
        &self.shared.arms[self.arm].book.band_names
    }
    fn look(&self, person: PersonId) -> Look {
        let mut found = None;
        self.each(person.neighbourhood(), &mut |p, look| {
            if p.id == person {
                found = Some(*look);
            }
        });
        found.expect("the census holds this person")
    }
    fn each(&self, id: NeighbourhoodId, see: &mut dyn FnMut(&Person, &Look)) {
        let Some(place) = self.place(id) else { return };
        let mut home = Residents::default();
        self.shared.society.settle(id, &mut home);
        let frame = self.shared.frame(self.arm);
        let day = self.shared.today;
        step::each_life(self.shared, self.arm, &home, place, |me, life| {
            see(me, &shared::look(Eye { frame: &frame, me, life, day }));
        });
    }
}
