//! A part: a run of neighbourhoods that one thread lives, with everything that changes about them.

use super::post::{Bag, Letters, Sorting};
use super::step::{self, Doors, Here, Stretch, Work, leading};
use super::{Shared, Tick, renamed::Renamed};
use crate::scene::{Eye, Outbox};
use crate::shared::{self, Ages};
use crate::{Board, Census, Frame, Life, Look, Mail, Watchers, response};
use std::cell::RefCell;
use std::ops::Range;
use underheaven_base::{Day, NeighbourhoodId, PersonId};
use underheaven_society::{Person, Proposal, Residents, Society};

/// A neighbourhood's state.
#[derive(Clone, Default)]
pub(super) struct Place {
    /// Everybody's life under the first arm, one after another.
    pub first: Vec<u8>,
    /// For each further arm, the lives that are not the same as under the first, by place.
    pub others: Vec<Others>,
    /// Acts of the posting period that a neighbour may truly report: (place, acts), by place. Of a further arm where they are
    /// not the first arm's.
    pub did: Vec<Vec<(u16, u64)>>,
    /// Letters within a household for tomorrow; empty but under daily living.
    pub tomorrow: Vec<Mail>,
    /// The week's proposals, kept only where ticks are days.
    pub proposals: Vec<Proposal>,
    pub ages: Ages,
}

/// A life that has parted from that under the first arm.
#[derive(Clone, Copy)]
pub(super) struct Own {
    /// Where in the neighbourhood.
    pub place: u16,
    /// Its parting was told; that of a life that differs from the first day on is told with the first tick.
    pub told: bool,
    /// What happens has differed, too, since it parted.
    pub life: bool,
    /// The rule itself has reached this person.
    pub direct: bool,
    /// Where it stands among their bytes.
    from: u32,
    to: u32,
}

/// Lives of a neighbourhood that have parted from those under the first arm, by place, one after another, as they are read and written.
#[derive(Clone, Default)]
pub(super) struct Others {
    own: Vec<Own>,
    bytes: Vec<u8>,
}

impl Others {
    /// All of them.
    pub fn own(&self) -> &[Own] {
        &self.own
    }

    /// One of them as it stands.
    #[inline]
    pub fn bytes(&self, own: &Own) -> &[u8] {
        &self.bytes[own.from as usize..own.to as usize]
    }

    /// Adds the next one; whether its parting was told, what happens has differed since, and the rule has reached this person.
    pub fn push(&mut self, place: u16, bytes: &[u8], (told, life, direct): (bool, bool, bool)) {
        let from = self.bytes.len() as u32;
        self.bytes.extend_from_slice(bytes);
        self.own.push(Own { place, told, life, direct, from, to: self.bytes.len() as u32 });
    }

    /// None of them; the room stays.
    pub fn clear(&mut self) {
        self.own.clear();
        self.bytes.clear();
    }

    /// Becomes what others are, in little more room than they take.
    pub fn renew(&mut self, others: &Self) {
        renew(&mut self.own, &others.own);
        renew(&mut self.bytes, &others.bytes);
    }

    /// How many bytes they take.
    fn takes(&self) -> usize {
        self.own.capacity() * size_of::<Own>() + self.bytes.capacity()
    }
}

/// Puts `new` in the place of what there was. Lives grow slowly: a little room to grow, where a vector of itself would double, and
/// copy what is no longer wanted.
pub(super) fn renew<T: Copy>(old: &mut Vec<T>, new: &[T]) {
    old.clear();
    if new.len() > old.capacity() {
        *old = Vec::with_capacity(new.len() * 17 / 16);
    }
    old.extend_from_slice(new);
}

/// How many bytes of people are kept from week to week over all parts, of each by how large it is: the default million, and no more
/// of a country.
const KEPT: u64 = 160 << 20;

/// How many bytes of people a part keeps that has so many of all neighbourhoods.
fn room(neighbourhoods: u32, of: u32) -> usize {
    (KEPT * u64::from(neighbourhoods) / u64::from(of.max(1))) as usize
}

/// A run of neighbourhoods.
pub struct Part {
    range: Range<u32>,
    pub(super) places: Vec<Place>,
    /// People of the first neighbourhoods, kept from week to week as far as there is room; the others are made anew.
    kept: Vec<Residents>,
    /// Letters that arrive at the next posting, by the part from which they come; answers of what is scarce lie with the first part's.
    pub(super) inbox: Vec<Bag>,
    /// Requests that leave.
    pub(super) out: Outbox,
    /// Letters that leave, by the part to which they go.
    pub(super) leaving: Vec<Bag>,
    /// Boards for the next period, by arm and neighbourhood.
    pub(super) boards: Vec<Vec<Board>>,
    /// Whose profile is boosted in the next period, by arm.
    pub(super) boosted: Vec<Vec<PersonId>>,
    work: Work,
    sorting: Sorting,
}

impl Part {
    /// Some neighbourhoods in which nobody lives yet.
    pub(super) fn new(shared: &Shared, range: Range<u32>) -> Self {
        let arms = shared.arms.len();
        let n = range.len();
        Self {
            places: range.clone().map(|_| Place::default()).collect(),
            range,
            kept: vec![],
            inbox: shared.bounds.windows(2).map(|_| shared.districts.bag(n)).collect(),
            out: Outbox::default(),
            leaving: shared.bounds.windows(2).map(|ends| shared.districts.bag((ends[1] - ends[0]) as usize)).collect(),
            sorting: Sorting::default(),
            boards: vec![vec![Board::default(); n]; arms],
            boosted: vec![vec![]; arms],
            work: Work::default(),
        }
    }

    /// Everybody moves in, before anything happened; once, on any thread.
    pub fn settle(&mut self, shared: &Shared) {
        let mut room = room(self.range.len() as u32, shared.society.neighbourhoods());
        for (i, n) in self.range.clone().enumerate() {
            shared.society.settle(NeighbourhoodId(n), &mut self.work.home);
            step::populate(shared, &self.work.home, &mut self.places[i]);
            if room > 0 && i == self.kept.len() {
                let mut kept = self.work.home.clone();
                shared.society.keep(&mut kept);
                room = room.saturating_sub(kept.bytes());
                self.kept.push(kept);
            }
        }
    }

    /// Its neighbourhoods.
    pub fn neighbourhoods(&self) -> Range<u32> {
        self.range.clone()
    }

    /// A neighbourhood's people, where they are kept.
    pub(super) fn kept(&self, id: NeighbourhoodId) -> Option<&Residents> {
        self.kept.get((id.0 - self.range.start) as usize)
    }

    /// Lives a tick: each arm under its own observer.
    pub fn live(&mut self, shared: &Shared, tick: Tick, watchers: &mut dyn Watchers) {
        match shared.arms.iter().all(|arm| arm.own.is_none()) {
            true => self.live_told(shared, tick, watchers),
            false => self.live_told(shared, tick, &mut Renamed::of(watchers, &shared.arms)),
        }
    }

    fn live_told(&mut self, shared: &Shared, tick: Tick, watchers: &mut dyn Watchers) {
        let stretches: Vec<Stretch> = (0..shared.arms.len()).map(|arm| Stretch::of(shared, arm, tick)).collect();
        let posts = stretches.iter().any(|stretch| stretch.posts);
        let mut left = &[][..];
        for (i, n) in self.range.clone().enumerate() {
            if posts && i % shared.districts.size() == 0 {
                let came = self.inbox.iter().map(|bag| &bag[shared.districts.of(i)]);
                left = self.sorting.in_order(n, shared.districts.size(), came);
            }
            let (mine, rest) = left.split_at(leading(left, |m| m.to.neighbourhood().0 == n));
            left = rest;
            let boards = self.boards.iter_mut().map(|boards| &mut boards[i]).collect();
            let mut doors = Doors { mail: mine, out: &mut self.out, boards, boosted: &mut self.boosted };
            let here = Here {
                id: NeighbourhoodId(n),
                place: &mut self.places[i],
                kept: self.kept.get(i),
                next: self.kept.get(i + 1),
            };
            step::live(shared, tick, &stretches, here, &mut self.work, &mut doors, watchers);
            // While they are near: a part's letters of a week are many.
            for letter in self.out.mail.drain(..) {
                let (part, district) = shared.address(letter.to);
                self.leaving[part][district].push(letter);
            }
        }
        if posts {
            self.inbox.iter_mut().flatten().for_each(Letters::clear);
        }
    }

    /// Lets go of what only living takes: letters on their way, proposals, and the room to work in.
    pub(super) fn rest(&mut self) {
        self.places.iter_mut().for_each(|place| (place.proposals, place.tomorrow) = (vec![], vec![]));
        (self.inbox, self.leaving, self.out) = (vec![], vec![], Outbox::default());
        (self.work, self.sorting) = (Work::default(), Sorting::default());
    }

    /// Looks at its people under every arm.
    pub fn looks<'a>(&'a self, shared: &'a Shared<'a>) -> Looks<'a> {
        Looks::new(shared, std::slice::from_ref(self))
    }

    /// A look at its people under an arm.
    pub fn census<'a>(&'a self, shared: &'a Shared<'a>, arm: usize) -> PartCensus<'a> {
        PartCensus::new(shared, std::slice::from_ref(self), arm)
    }

    /// How many bytes its state takes.
    pub fn bytes(&self) -> usize {
        let place = |p: &Place| {
            let others: usize = p.others.iter().map(Others::takes).sum();
            p.first.capacity() + others + p.proposals.capacity() * size_of::<Proposal>() + size_of::<Place>()
        };
        let bags = self.leaving.iter().chain(&self.inbox).flatten();
        let mail: usize = bags.map(Letters::bytes).sum();
        let kept: usize = self.kept.iter().map(Residents::bytes).sum();
        kept + self.places.iter().map(place).sum::<usize>() + mail + self.sorting.bytes()
    }
}

/// A look at the people of some parts under one arm.
pub struct PartCensus<'a> {
    shared: &'a Shared<'a>,
    parts: &'a [Part],
    arm: usize,
    /// The neighbourhood that was looked at last.
    last: RefCell<(Option<NeighbourhoodId>, Vec<Look>)>,
}

impl<'a> PartCensus<'a> {
    /// Under the arm of this number.
    pub(super) fn new(shared: &'a Shared<'a>, parts: &'a [Part], arm: usize) -> Self {
        Self { shared, parts, arm, last: RefCell::default() }
    }

    /// Somebody as they stand.
    fn seen(&self, frame: &Frame, home: &Residents, me: &Person, life: &Life) -> Look {
        let mut look = shared::look(Eye { frame, home, me, life, day: self.shared.today });
        if let Some(own) = &self.shared.arms[self.arm].own {
            look = own.look(&look);
        }
        look
    }

    /// A neighbourhood's state, and its people where they are kept.
    fn place(&self, id: NeighbourhoodId) -> Option<(&Place, Option<&Residents>)> {
        let part = self.parts.iter().find(|p| p.range.contains(&id.0))?;
        let i = (id.0 - part.range.start) as usize;
        Some((&part.places[i], part.kept.get(i)))
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
        let arm = &self.shared.arms[self.arm];
        arm.own.as_ref().map_or(&arm.book.rule_names, |own| &own.rule_names)
    }
    fn list_names(&self) -> &[String] {
        let arm = &self.shared.arms[self.arm];
        arm.own.as_ref().map_or(&arm.book.list_names, |own| &own.list_names)
    }
    fn band_names(&self) -> &[String] {
        &self.shared.arms[self.arm].book.band_names
    }
    fn look(&self, person: PersonId) -> Look {
        let near = person.neighbourhood();
        let mut last = self.last.borrow_mut();
        if last.0 != Some(near) {
            let looks = &mut last.1;
            looks.clear();
            self.each(near, &mut |_, look| looks.push(*look));
            last.0 = Some(near);
        }
        last.1[person.place() as usize]
    }
    fn residents(&self, id: NeighbourhoodId, see: &mut dyn FnMut(&Residents)) {
        match self.place(id) {
            Some((_, Some(kept))) => see(kept),
            _ => see(&self.shared.society.settled(id)),
        }
    }
    fn each(&self, id: NeighbourhoodId, see: &mut dyn FnMut(&Person, &Look)) {
        let Some((place, kept)) = self.place(id) else { return };
        let made = kept.is_none().then(|| self.shared.society.settled(id));
        let Some(home) = kept.or(made.as_ref()) else { return };
        let frame = self.shared.frame(self.arm);
        step::each_life(self.shared, self.arm, home, place, |me, life| see(me, &self.seen(&frame, home, me, life)));
    }
}

/// Looks at the people of some parts under every arm.
pub struct Looks<'a>(Vec<PartCensus<'a>>);

impl<'a> Looks<'a> {
    pub(super) fn new(shared: &'a Shared<'a>, parts: &'a [Part]) -> Self {
        Self((0..shared.arms.len()).map(|arm| PartCensus::new(shared, parts, arm)).collect())
    }

    /// How many arms there are.
    pub fn arms(&self) -> usize {
        self.0.len()
    }

    /// A look under one arm.
    pub fn arm(&self, arm: usize) -> &PartCensus<'a> {
        &self.0[arm]
    }

    /// Whether somebody of a neighbourhood whose life is the same may look otherwise under an arm than under the first.
    pub fn differ(&self, arm: usize, id: NeighbourhoodId) -> bool {
        let shared = self.0[0].shared;
        let differs = shared.differs_in(id, shared.today + 1);
        differs.looks.has(arm) || !response::boards_weigh_alike(&shared.frame(0), &shared.frame(arm), id)
    }

    /// Shows everybody of a neighbourhood under the first arm, in the order of their places, and after each the same person
    /// under every further arm for which they are wanted.
    pub fn each(
        &self,
        id: NeighbourhoodId,
        wanted: impl FnMut(usize, PersonId) -> bool,
        mut see: impl FnMut(usize, &Person, &Look),
    ) {
        let first = &self.0[0];
        let Some((place, kept)) = first.place(id) else { return };
        let made = kept.is_none().then(|| first.shared.society.settled(id));
        let Some(home) = kept.or(made.as_ref()) else { return };
        let frames: Vec<_> = (0..self.0.len()).map(|arm| first.shared.frame(arm)).collect();
        step::each_life_beside(first.shared, &frames, home, place, wanted, |arm, me, life| {
            see(arm, me, &self.0[arm].seen(&frames[arm], home, me, life));
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_whom_a_part_keeps_follows_its_share() {
        let [small, large] = [1, 9_999].map(|n| room(n, 10_000));
        assert_eq!(small, 16_777);
        assert!(small + large <= KEPT as usize && small + large > KEPT as usize - 10);
        assert_eq!(room(2_000_000, 2_000_000), KEPT as usize);
    }
}
