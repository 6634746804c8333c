//! The tally: everything a run's measures are made of, as integers, while the world is lived.
//!
//! A person takes 44 bytes and what the funnel keeps of them; an act costs two additions and a bit. Months are those of
//! posting periods: a period belongs to the month in which it ends. How events are counted stands in `watch`; what the
//! counts mean, in `value`.
//!
//! A tally may be of some neighbourhoods only, so that a society's parts can be lived side by side, each with an observer
//! of its own. Everything in a tally is a sum, a set or a list by person, so parts merged in order are bit for bit the
//! tally of one observer of everybody.

use crate::alike::Numbers;
use crate::cells::{Cells, Key, LAST_COHORT};
use crate::counters::{self, LISTED_DAYS, Subject, flag};
use crate::digest::Digest;
use crate::funnel::Funnel;
use crate::months::{Month, add_passes, widest};
use crate::panel::{Panel, Strata};
use crate::partings::Partings;
use crate::roll::{Mask, Roll, Today, Turning};
use crate::stocks::{Bins, read};
use crate::sums::Totals;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use underheaven_base::{Act, Class, Day, NeighbourhoodId, PersonId, Site, Window};
use underheaven_society::{Residents, Society};
use underheaven_world::{Answer, Census, Entry, Listing};

/// What a measure has to know of a rule and cannot see in its entries.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct RuleFacts {
    /// The act it books; for the funnel learned from its entries where missing.
    pub act: Option<Act>,
    /// What its entries are for; that of the act where missing.
    pub subject: Option<Subject>,
    /// Whether it costs points or lists, so that the act is an offence in its eyes.
    pub demerit: bool,
    /// The list on which it puts people of itself, by number.
    pub lists: Option<u8>,
}

/// How a run is to be counted.
#[derive(Clone, PartialEq, Debug)]
pub struct Setup {
    /// First day of the run.
    pub from: Day,
    /// First day after the pilot, if the rulebook has one; punishments are counted before it and since.
    pub pilot_until: Option<Day>,
    /// About how many people the panel holds; none: everybody.
    pub panel: Option<u32>,
    /// Whose household is the panel, instead of a sample: that of one person, to be told entry by entry.
    pub household: Option<PersonId>,
    /// Facts about the rules, in the order of their numbers.
    pub rules: Vec<RuleFacts>,
    /// The score at the start; 0 where there is none.
    pub start: i32,
    /// By list the score below which it is entered, where there is one.
    pub below: Vec<Option<i32>>,
    /// The numbers of rules and lists among all arms, where the rulebook is lived beside others.
    pub numbers: Numbers,
    /// Sizes of the panel's strata; counted where missing. Count them once for all parts of a society.
    pub strata: Option<Strata>,
}

impl Setup {
    /// A run from `from` without a pilot, a panel of 10,000 and nothing said about rules.
    pub fn new(from: Day) -> Self {
        Self {
            from,
            pilot_until: None,
            panel: Some(10_000),
            household: None,
            rules: vec![],
            start: 0,
            below: vec![],
            numbers: Numbers::default(),
            strata: None,
        }
    }
}

/// What is kept about a person.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Slot {
    /// Acts done so far under the rulebook, a bit each; what fell due and was late stands after them.
    pub done: u64,
    /// What has befallen them so far: the bits of [`flag`].
    pub flags: u64,
    /// Classes of base rates this month.
    pub classes: u32,
    /// Cell.
    pub cell: u32,
    /// Sum of all entries' points.
    pub sum: i32,
    /// Refusals so far.
    pub refusals: u16,
    /// Cohort of enrolment; 0 for not enrolled.
    pub cohort: u8,
    /// Own acts so far, while enrolled, that some demerit rule books; no more than it can hold.
    pub offences: u8,
    /// What was done, booked, listed and answered, as one number: the same for the same life.
    pub life: u64,
}

/// Bits of a set of classes: a row of counters by class is as long, so that no class lies outside.
pub(crate) const WORD: usize = u32::BITS as usize;

/// Acts realised, by act and by the first of its classes that holds who did it.
pub(crate) type Realised = Box<[[u64; WORD]; Act::COUNT]>;

/// A listing with its end, once it has one.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Kept {
    /// As it began.
    pub listing: Listing,
    /// First day after it, once it has ended.
    pub ended: Option<Day>,
    /// How many of the panel's entries stood in the books when it began.
    pub ledger: u32,
}

/// Counts a run. Attach it to a world as its observer, and call [`Tally::finish`] at the end.
pub struct Tally {
    pub(crate) setup: Setup,
    pub(crate) roll: Roll,
    pub(crate) panel: Panel,
    pub(crate) slots: Vec<Slot>,
    pub(crate) cells: Cells,
    /// How many provinces the society has.
    provinces: usize,
    /// Counted since the last month's end; and in the months before, with stocks at that end.
    pub(crate) month: Totals,
    pub(crate) whole: Totals,
    pub(crate) months: Vec<Month>,
    pub(crate) bins: Bins,
    pub(crate) act_classes: [u32; Act::COUNT],
    /// Acts that some rule books; all where nothing was said about rules.
    pub(crate) watched: [bool; Act::COUNT],
    /// Acts that some demerit rule books.
    pub(crate) offences: [bool; Act::COUNT],
    /// Of these the ones that are offences when they are done, and not when they are late.
    pub(crate) counted: [bool; Act::COUNT],
    /// First enrolment of anybody, by neighbourhood.
    pub(crate) reached: Vec<Option<Day>>,
    /// How often that has changed.
    pub(crate) reached_so_far: u32,
    pub(crate) realised: Realised,
    /// The day of whose groups and classes everybody is.
    grouped: Option<Today>,
    pub(crate) class_people: [u64; Class::COUNT],
    pub(crate) class_days: [u64; Class::COUNT],
    pub(crate) passes: [[u64; 2]; Site::COUNT],
    pub(crate) enrolments: Option<(Day, Day)>,
    pub(crate) listings: Vec<Kept>,
    /// Open listings by place and list, with their number in `listings`.
    pub(crate) open: BTreeMap<(u32, u8), u32>,
    pub(crate) ledger: Vec<Entry>,
    pub(crate) gates: Vec<Answer>,
    pub(crate) funnel: Funnel,
    /// How often rules were seen to book which acts: a rule is taken to be about the first of them in the vocabulary.
    pub(crate) learned: BTreeMap<(u16, u8), u64>,
    pub(crate) lived: Day,
    pub(crate) digest: Digest,
    pub(crate) partings: Partings,
    pub(crate) world: WorldNames,
    /// Of arms that are counted beside this one: what befell people while they were lived apart.
    pub(crate) less: Vec<Less>,
    /// What is told is known of people, and counted in the first arm's tally.
    pub(crate) known_only: bool,
}

/// What a tally counted of people while they were lived apart under another arm: events and days, and no stocks.
pub(crate) struct Less {
    pub month: Totals,
    pub whole: Totals,
    pub digest: Digest,
    pub realised: Realised,
    pub funnel: Funnel,
    pub learned: BTreeMap<(u16, u8), u64>,
    /// Days on which anybody was enrolled who was an adult at the start, lived apart or not.
    pub enrolled_on: BTreeSet<Day>,
}

impl Less {
    /// Keeps a month's totals, and begins the next one.
    pub fn end_close(&mut self, month: Totals) {
        self.whole.clear_stocks();
        self.whole.plus(&month, true);
        self.month.clear();
    }

    fn new(provinces: usize) -> Self {
        Self {
            month: Totals::new(provinces),
            whole: Totals::of_months(provinces),
            digest: Digest::default(),
            realised: Box::new([[0; WORD]; Act::COUNT]),
            funnel: Funnel::default(),
            learned: BTreeMap::new(),
            enrolled_on: BTreeSet::new(),
        }
    }
}

/// The words a world gave its rules, lists and bands.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct WorldNames {
    pub rules: Vec<String>,
    pub lists: Vec<String>,
    pub bands: Vec<String>,
}

impl Tally {
    /// A tally of a run over the whole society.
    pub fn new(society: &dyn Society, setup: Setup) -> Self {
        Self::of(society, setup, 0..society.neighbourhoods())
    }

    /// A tally of what a run does to the people of some neighbourhoods. It must be told of nobody else.
    pub fn of(society: &dyn Society, mut setup: Setup, neighbourhoods: Range<u32>) -> Self {
        let strata = &*setup.strata.get_or_insert_with(|| Strata::of(society));
        let roll = Roll::of(society, strata, setup.from, neighbourhoods);
        let panel = match setup.household {
            Some(person) => Panel::household(society, &roll, person),
            None => Panel::of(society, &roll, strata, setup.panel),
        };
        let mut act_classes = [0; Act::COUNT];
        for (act, class, _) in society.rates() {
            act_classes[act.index()] |= 1 << class.index();
        }
        let booked = |act: &Act| setup.rules.iter().any(|facts| facts.act == Some(*act));
        let watched = Act::ALL.map(|act| setup.rules.is_empty() || booked(&act));
        let offence = |act: &Act| setup.rules.iter().any(|facts| facts.act == Some(*act) && facts.demerit);
        let offences = Act::ALL.map(|act| offence(&act));
        let mut tally = Self::empty(setup, roll, panel, provinces(society), (act_classes, watched, offences));
        tally.slots = vec![Slot { cell: u32::MAX, ..Slot::default() }; tally.roll.len()];
        let mut home = Residents::default();
        tally.refresh(society, tally.setup.from, |place, see| {
            society.settle(place, &mut home);
            see(&home);
        });
        for slot in &mut tally.slots {
            slot.flags |= u64::from(slot.classes & 1 << Class::Adults.index() != 0) << flag::ADULT_AT_START;
        }
        tally
    }

    /// A tally that has counted nobody and nothing; of each act are told its classes, and whether some rule, or some
    /// demerit rule, books it.
    fn empty(
        setup: Setup,
        roll: Roll,
        panel: Panel,
        provinces: usize,
        (act_classes, watched, offences): ([u32; Act::COUNT], [bool; Act::COUNT], [bool; Act::COUNT]),
    ) -> Self {
        Self {
            slots: vec![],
            provinces,
            lived: setup.from + -1,
            digest: Digest::default(),
            reached: vec![None; roll.neighbourhoods().len()],
            reached_so_far: 0,
            setup,
            roll,
            panel,
            cells: Cells::default(),
            month: Totals::new(provinces),
            whole: Totals::of_months(provinces),
            months: vec![],
            bins: Bins::new(),
            act_classes,
            watched,
            offences,
            counted: Act::ALL.map(|act| offences[act.index()] && counters::late(act).is_none()),
            realised: Box::new([[0; WORD]; Act::COUNT]),
            grouped: None,
            class_people: [0; Class::COUNT],
            class_days: [0; Class::COUNT],
            passes: [[0; 2]; Site::COUNT],
            enrolments: None,
            listings: vec![],
            open: BTreeMap::new(),
            ledger: vec![],
            gates: vec![],
            funnel: Funnel::default(),
            learned: BTreeMap::new(),
            partings: Partings::default(),
            world: WorldNames::default(),
            less: vec![],
            known_only: false,
        }
    }

    /// A tally of people who come to stand in its row one by one: those whom this tally is no longer about.
    pub(crate) fn none_of(&self, setup: Setup) -> Self {
        let acts = (self.act_classes, self.watched, self.offences);
        Self {
            lived: self.lived,
            reached: self.reached.clone(),
            reached_so_far: self.reached_so_far,
            ..Self::empty(setup, self.roll.none_of(), self.panel.none_of(), self.provinces, acts)
        }
    }

    /// From now on counts apart what befalls people who are lived apart under one more arm, and says its number.
    pub(crate) fn count_less(&mut self) -> usize {
        self.less.push(Less::new(self.provinces));
        self.less.len() - 1
    }

    /// What is counted apart of people with this key.
    #[inline]
    pub(crate) fn less_of(&mut self, key: Key) -> impl Iterator<Item = &mut Less> {
        let arms = key.apart();
        self.less.iter_mut().enumerate().filter(move |(n, _)| arms & 1 << n != 0).map(|(_, less)| less)
    }

    /// Keeps a listing, and that it is open if it is.
    pub(crate) fn keep(&mut self, kept: Kept) {
        if kept.ended.is_none() {
            let place = self.roll.place(kept.listing.person) as u32;
            self.open.insert((place, kept.listing.list.0), self.listings.len() as u32);
        }
        self.listings.push(kept);
    }

    /// Takes over from another tally of the same people which neighbourhoods were reached before a day.
    #[inline]
    pub(crate) fn know_reached(&mut self, other: &Self, until: Day) {
        if self.reached_so_far != other.reached_so_far {
            for (own, first) in self.reached.iter_mut().zip(&other.reached) {
                *own = (*own).into_iter().chain(first.filter(|day| *day < until)).min();
            }
            self.reached_so_far = other.reached_so_far;
        }
    }

    /// The tally that one observer of all parts would have made; parts follow each other and were lived alike.
    pub fn merge(parts: Vec<Tally>) -> Tally {
        let mut parts = parts.into_iter();
        let mut all = parts.next().expect("there is at least one part");
        all.make_room(parts.as_slice());
        parts.for_each(|part| all.append(part));
        all
    }

    /// Makes room for parts that are to be appended, once: rows of everybody are long.
    fn make_room(&mut self, parts: &[Tally]) {
        let sum = |of: fn(&Tally) -> usize| parts.iter().map(of).sum::<usize>();
        self.slots.reserve_exact(sum(|part| part.slots.len()));
        self.roll.make_room(parts.iter().map(|part| &part.roll));
        self.funnel.make_room(self.slots.len() + sum(|part| part.slots.len()));
        self.listings.reserve_exact(sum(|part| part.listings.len()));
        self.ledger.reserve_exact(sum(|part| part.ledger.len()));
        self.gates.reserve_exact(sum(|part| part.gates.len()));
    }

    fn append(&mut self, next: Tally) {
        assert_eq!(self.lived, next.lived, "parts are merged that were not lived alike");
        assert_eq!(self.months.len(), next.months.len(), "parts are merged that were not lived alike");
        let (first, listed) = (self.slots.len(), self.listings.len() as u32);
        self.append_people(next.slots, &next.cells);
        self.roll.append(next.roll);
        self.panel.append(next.panel, &self.roll);
        self.funnel.append(next.funnel, first, self.slots.len());
        self.open.extend(next.open.iter().map(|((place, list), at)| ((place + first as u32, *list), at + listed)));
        self.reached.extend(next.reached);
        let entries = self.ledger.len() as u32;
        self.listings.extend(next.listings.into_iter().map(|k| Kept { ledger: k.ledger + entries, ..k }));
        self.ledger.extend(next.ledger);
        self.gates.extend(next.gates);

        self.month.plus(&next.month, true);
        self.whole.plus(&next.whole, true);
        let sets = self.whole.sets.len();
        self.months.iter_mut().zip(&next.months).for_each(|(a, b)| *a = a.with(b, sets));
        next.bins.iter().for_each(|(bin, people)| *self.bins.entry(*bin).or_default() += people);
        let realised = self.realised.as_flattened_mut().iter_mut();
        realised.zip(next.realised.as_flattened()).for_each(|(a, b)| *a += b);
        self.class_people.iter_mut().zip(next.class_people).for_each(|(a, b)| *a += b);
        self.class_days.iter_mut().zip(next.class_days).for_each(|(a, b)| *a += b);
        self.passes = add_passes(self.passes, next.passes);
        self.enrolments = widest(self.enrolments, next.enrolments);
        next.learned.iter().for_each(|(at, n)| *self.learned.entry(*at).or_default() += n);
        self.digest.plus(next.digest);
        self.partings.append(next.partings);
        if self.world.rules.is_empty() {
            self.world = next.world;
        }
    }

    fn append_people(&mut self, slots: Vec<Slot>, cells: &Cells) {
        let here = self.cells.append(cells);
        self.slots.extend(slots.into_iter().map(|slot| Slot { cell: here[slot.cell as usize], ..slot }));
    }

    /// Puts everybody into the groups and classes of `day`; `of` shows a neighbourhood's people. Most are where they belong
    /// from the last time on: only those are looked at for whom, or for whose household or children, something has turned.
    fn refresh(
        &mut self,
        society: &dyn Society,
        day: Day,
        mut of: impl FnMut(NeighbourhoodId, &mut dyn FnMut(&Residents)),
    ) {
        let today = Today::new(day);
        let since = self.grouped.as_ref().and_then(|last| Some((society.turning(last.day, day)?, last)));
        let turning = since.map(|(stretches, last)| Turning::of(stretches, last, &today));
        let turns = |born: Day| turning.as_ref().is_none_or(|turning| turning.holds(born));
        let (mut child, mut place) = (0, 0);
        for n in self.roll.neighbourhoods().map(NeighbourhoodId) {
            of(n, &mut |residents| {
                for home in residents.homes.windows(2) {
                    let people = &residents.people[home[0] as usize..home[1] as usize];
                    let at_home = people.iter().any(|person| turns(person.born));
                    for person in people {
                        let children = self.roll.children(place, child);
                        child += children.len();
                        if at_home || children.iter().any(|(_, born)| turns(*born)) {
                            let groups = self.roll.groups(place, person, &today, children);
                            self.regroup_one(place, groups, society.classes(person, residents, day), n);
                        }
                        place += 1;
                    }
                }
            });
        }
        self.grouped = Some(today);
    }

    /// Puts somebody of a neighbourhood into groups and classes.
    fn regroup_one(&mut self, place: usize, groups: Mask, classes: u32, n: NeighbourhoodId) {
        let slot = &mut self.slots[place];
        let mut other = slot.classes ^ classes;
        while other != 0 {
            let class = other.trailing_zeros() as usize;
            self.class_people[class] =
                self.class_people[class] + u64::from(classes >> class & 1) - u64::from(slot.classes >> class & 1);
            other &= other - 1;
        }
        slot.classes = classes;
        slot.flags |= u64::from(classes >> Class::InfantBuyers.index() & 1) << flag::BUYER;
        let apart = if slot.cell == u32::MAX { 0 } else { self.cells.key(slot.cell).apart() };
        let key = Key::new(groups, slot.cohort.into(), self.roll.province(n));
        self.move_to(place, key.with_apart(apart));
    }

    /// Puts somebody into the cell of a key.
    pub(crate) fn move_to(&mut self, place: usize, key: Key) {
        let old = self.slots[place].cell;
        if old != u32::MAX {
            if self.cells.key(old) == key {
                return;
            }
            self.cells.leave(old);
        }
        let cell = self.cells.find(key);
        self.cells.enter(cell);
        self.slots[place].cell = cell;
    }

    /// The cohort of an enrolment: half-years from that of the run's first day, which is 1.
    pub(crate) fn cohort(&self, day: Day) -> u32 {
        let half = |d: Day| d.window(Window::Quarter).div_euclid(2);
        ((half(day) - half(self.setup.from)).max(0) as u32 + 1).min(LAST_COHORT)
    }

    /// The name of a cohort, such as `2019-1` for the first half of 2019.
    pub(crate) fn cohort_name(&self, cohort: u32) -> String {
        let half = self.setup.from.window(Window::Quarter).div_euclid(2) + cohort as i32 - 1;
        format!("{}-{}", half.div_euclid(2), half.rem_euclid(2) + 1)
    }

    /// Counts the days up to and including `last`, and closes the month if it ends here.
    pub(crate) fn lived_to(&mut self, last: Day, world: &dyn Census) {
        if self.count_days(last) {
            self.close_month(world);
        }
    }

    /// Counts the days up to and including `last`; says whether the month ends here.
    pub(crate) fn count_days(&mut self, last: Day) -> bool {
        let days = last - self.lived;
        if days <= 0 {
            return false;
        }
        self.cells.live(days as u64);
        for class in 0..Class::COUNT {
            self.class_days[class] += self.class_people[class] * days as u64;
        }
        self.count_listed(last, |_| true);
        (last + days).window(Window::Month) != last.window(Window::Month)
    }

    /// Counts the days up to and including `last` that people in some places were listed.
    pub(crate) fn count_listed(&mut self, last: Day, counts: impl Fn(usize) -> bool) {
        let open = std::mem::take(&mut self.open);
        for ((place, _), at) in open.iter().filter(|((place, _), _)| counts(*place as usize)) {
            let from = self.listings[*at as usize].listing.from.max(self.lived + 1);
            let key = self.cells.key(self.slots[*place as usize].cell);
            self.add_to(key, LISTED_DAYS, (last + 1 - from).max(0) as u64);
        }
        self.open = open;
        self.lived = last;
    }

    /// Adds to a counter of people with this key.
    pub(crate) fn add_to(&mut self, key: Key, counter: usize, n: u64) {
        self.month.add(key, counter, n);
        if key.apart() != 0 {
            self.add_apart(key, counter, n);
        }
    }

    #[cold]
    fn add_apart(&mut self, key: Key, counter: usize, n: u64) {
        self.less_of(key).for_each(|less| less.month.add(key, counter, n));
    }

    /// Those who were enrolled before the run began, in a world in which nothing was lived yet: no event tells of it.
    pub(crate) fn enrolled_before(&self, world: &dyn Census) -> Vec<(PersonId, Day)> {
        let mut before = vec![];
        for n in self.roll.neighbourhoods().map(NeighbourhoodId) {
            world.each(n, &mut |person, look| {
                before.extend(look.enrolled.filter(|day| *day < self.setup.from).map(|day| (person.id, day)));
            });
        }
        before
    }

    fn close_month(&mut self, world: &dyn Census) {
        let mut month = self.begin_close(world);
        // Before anybody is looked at: whoever came of age or was born in this month stands among their like, so that no
        // share has people above the line who are not below it.
        self.regroup(world);
        self.bins = read(self, world, &mut month);
        self.end_close(month);
    }

    /// The month's totals so far, taken out: cells have handed over what they counted.
    pub(crate) fn begin_close(&mut self, world: &dyn Census) -> Totals {
        if self.world.rules.is_empty() {
            self.world = WorldNames {
                rules: world.rule_names().to_vec(),
                lists: world.list_names().to_vec(),
                bands: world.band_names().to_vec(),
            };
        }
        let (month, less) = (&mut self.month, &mut self.less);
        self.cells.empty(|cell| {
            month.add_cell(cell);
            let apart = cell.key.apart();
            let of = less.iter_mut().enumerate().filter(|(n, _)| apart & 1 << n != 0);
            of.for_each(|(_, less)| less.month.add_cell(cell));
        });
        self.month.complete();
        std::mem::replace(&mut self.month, Totals::none())
    }

    /// Puts everybody into the groups and classes of the next day.
    pub(crate) fn regroup(&mut self, world: &dyn Census) {
        self.refresh(world.society(), self.lived + 1, |place, see| world.residents(place, see));
    }

    /// Keeps a month's totals, and begins the next one.
    pub(crate) fn end_close(&mut self, mut month: Totals) {
        self.months.push(Month::new(self.lived, &month.sets, self.passes, self.enrolments));
        self.whole.clear_stocks();
        self.whole.plus(&month, true);
        month.clear();
        self.month = month;
    }

    /// Nobody is counted apart any more.
    pub(crate) fn forget_apart(&mut self) {
        self.less.clear();
        for place in 0..self.slots.len() {
            let key = self.cells.key(self.slots[place].cell);
            if key.apart() != 0 {
                self.move_to(place, key.with_apart(0));
            }
        }
    }

    /// Whether the last day that was counted has closed a month.
    pub(crate) fn is_closed(&self) -> bool {
        self.months.last().is_some_and(|month| month.day == self.lived)
    }

    /// Closes the last month. Call once, after the last period.
    pub fn finish(&mut self, world: &dyn Census) {
        if !self.is_closed() {
            self.close_month(world);
        }
    }

    /// Whether a day lies in the rulebook's pilot.
    #[inline]
    pub(crate) fn is_pilot(&self, day: Day) -> bool {
        self.setup.pilot_until.is_some_and(|until| day < until)
    }

    /// How many neighbourhoods and people were enrolled before the end of the pilot.
    pub(crate) fn in_pilot(&self) -> (u32, u64) {
        let early = |day: &&Option<Day>| day.is_some_and(|day| self.is_pilot(day));
        let people = self.everybody().all[counters::ENROLLED_IN_PILOT];
        (self.reached.iter().filter(early).count() as u32, people)
    }

    /// Everybody's lives as one number, the same whatever is written.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// The panel.
    pub fn panel(&self) -> &Panel {
        &self.panel
    }

    /// Person-days lived apart from the first arm.
    pub fn lived_apart(&self) -> u64 {
        self.partings.lived_apart
    }

    /// The last day counted.
    pub fn last_day(&self) -> Day {
        self.lived
    }

    /// The act that a rule books.
    pub(crate) fn act_of(&self, rule: u16) -> Option<Act> {
        let told = self.setup.rules.get(usize::from(rule)).and_then(|facts| facts.act);
        let mut learned = self.learned.range((rule, 0)..=(rule, u8::MAX));
        told.or_else(|| learned.next().map(|((_, act), _)| Act::ALL[usize::from(*act)]))
    }

    pub(crate) fn rule_name(&self, rule: underheaven_world::RuleId) -> String {
        self.world.rules.get(usize::from(rule.0)).cloned().unwrap_or_else(|| format!("rule-{}", rule.0))
    }

    pub(crate) fn list_name(&self, list: u8) -> String {
        self.world.lists.get(usize::from(list)).cloned().unwrap_or_else(|| format!("list-{list}"))
    }
}

/// How many provinces a society has.
fn provinces(society: &dyn Society) -> usize {
    let province = |n| society.neighbourhood(NeighbourhoodId(n)).province;
    (0..society.neighbourhoods()).map(province).max().map_or(0, |last| usize::from(last) + 1)
}
