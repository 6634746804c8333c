//! The tally: everything a run's measures are made of, as integers, while the world is lived.
//!
//! A person takes 32 bytes, an act costs two additions and a bit. Months are those of posting periods:
//! a period belongs to the month in which it ends. How events are counted stands in `watch`; what the
//! counts mean, in `value`.

use crate::cells::{Cells, Key, LAST_COHORT};
use crate::counters::{LISTED_DAYS, Subject, flag};
use crate::digest::Digest;
use crate::funnel::Funnel;
use crate::panel::Panel;
use crate::roll::Roll;
use crate::stocks::{Stocks, read};
use crate::sums::Snapshot;
use std::collections::BTreeMap;
use underheaven_base::{Act, Class, Day, Site, Window};
use underheaven_society::Society;
use underheaven_world::{Answer, Census, Entry, Listing};

/// What a measure has to know of a rule and cannot see in its entries.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct RuleFacts {
    /// The act it books; learned from its entries where missing.
    pub act: Option<Act>,
    /// What its entries are for; that of the act where missing.
    pub subject: Option<Subject>,
}

/// How a run is to be counted.
#[derive(Clone, PartialEq, Debug)]
pub struct Setup {
    /// First day of the run.
    pub from: Day,
    /// First day after the pilot.
    pub pilot_until: Day,
    /// About how many people the panel holds; none: everybody.
    pub panel: Option<u32>,
    /// Facts about the rules, in the order of their numbers.
    pub rules: Vec<RuleFacts>,
}

impl Setup {
    /// A run from `from`, a pilot up to the end of 2018, a panel of 10,000 and nothing said about rules.
    pub fn new(from: Day) -> Self {
        let pilot_until = Day::from_ymd(2019, 1, 1).unwrap_or(from);
        Self { from, pilot_until, panel: Some(10_000), rules: vec![] }
    }
}

/// What is kept about a person.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Slot {
    /// Acts done so far, a bit each; what fell due and was late stands after them.
    pub done: u64,
    /// What has befallen them so far: the bits of [`flag`].
    pub flags: u64,
    /// Classes of base rates this month.
    pub classes: u32,
    /// Cell.
    pub cell: u32,
    /// Sum of all entries' points.
    pub sum: i32,
    /// Cohort of enrolment; 0 for not enrolled.
    pub cohort: u32,
}

/// A listing with its end, once it has one.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Kept {
    /// As it began.
    pub listing: Listing,
    /// First day after it, once it has ended.
    pub ended: Option<Day>,
}

/// Counts a run. Attach it to a world as its observer, and call [`Tally::finish`] at the end.
pub struct Tally {
    pub(crate) setup: Setup,
    pub(crate) roll: Roll,
    pub(crate) panel: Panel,
    pub(crate) slots: Vec<Slot>,
    pub(crate) cells: Cells,
    pub(crate) act_classes: [u32; Act::COUNT],
    pub(crate) realised: Vec<u64>,
    pub(crate) class_people: [u64; Class::COUNT],
    pub(crate) class_days: [u64; Class::COUNT],
    pub(crate) passes: [[u64; 2]; Site::COUNT],
    pub(crate) enrolments: Option<(Day, Day)>,
    pub(crate) listings: Vec<Kept>,
    pub(crate) open: BTreeMap<(u32, u8), u32>,
    pub(crate) ledger: Vec<Entry>,
    pub(crate) gates: Vec<Answer>,
    pub(crate) funnel: Funnel,
    pub(crate) snapshots: Vec<Snapshot>,
    pub(crate) stocks: Stocks,
    pub(crate) lived: Day,
    pub(crate) digest: Digest,
    pub(crate) world: WorldNames,
}

/// The words a world gave its rules, lists and bands.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct WorldNames {
    pub rules: Vec<String>,
    pub lists: Vec<String>,
    pub bands: Vec<String>,
}

impl Tally {
    /// A tally of a run over `society`.
    pub fn new(society: &dyn Society, setup: Setup) -> Self {
        let roll = Roll::of(society, setup.from);
        let panel = Panel::of(society, &roll, setup.panel);
        let mut act_classes = [0; Act::COUNT];
        for (act, class, _) in society.rates() {
            act_classes[act.index()] |= 1 << class.index();
        }
        let mut tally = Self {
            slots: vec![Slot { cell: u32::MAX, ..Slot::default() }; roll.len()],
            lived: setup.from + -1,
            digest: Digest::default(),
            setup,
            roll,
            panel,
            cells: Cells::default(),
            act_classes,
            realised: vec![0; Act::COUNT * Class::COUNT],
            class_people: [0; Class::COUNT],
            class_days: [0; Class::COUNT],
            passes: [[0; 2]; Site::COUNT],
            enrolments: None,
            listings: vec![],
            open: BTreeMap::new(),
            ledger: vec![],
            gates: vec![],
            funnel: Funnel::default(),
            snapshots: vec![],
            stocks: Stocks::default(),
            world: WorldNames::default(),
        };
        tally.refresh(society, tally.setup.from);
        for slot in &mut tally.slots {
            slot.flags |= u64::from(slot.classes & 1 << Class::Adults.index() != 0) << flag::ADULT_AT_START;
        }
        tally
    }

    /// Puts everybody into the groups and classes of `day`.
    fn refresh(&mut self, society: &dyn Society, day: Day) {
        self.class_people = [0; Class::COUNT];
        let mut place = 0;
        for n in 0..society.neighbourhoods() {
            let residents = society.settled(underheaven_base::NeighbourhoodId(n));
            for person in &residents.people {
                let held = society.classes(person, &residents, day);
                self.slots[place].classes = held;
                if held & 1 << Class::InfantBuyers.index() != 0 {
                    self.slots[place].flags |= 1 << flag::BUYER;
                }
                for class in Class::ALL {
                    self.class_people[class.index()] += u64::from(held >> class.index() & 1);
                }
                let groups = self.roll.groups(place, person, day);
                self.move_to(place, Key::new(groups, self.slots[place].cohort));
                place += 1;
            }
        }
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
        let days = last - self.lived;
        if days <= 0 {
            return;
        }
        if self.lived < self.setup.from {
            self.enrol_from_before(world);
        }
        self.cells.live(days as u64);
        for class in 0..Class::COUNT {
            self.class_days[class] += self.class_people[class] * days as u64;
        }
        for ((place, _), at) in &self.open {
            let from = self.listings[*at as usize].listing.from.max(self.lived + 1);
            let cell = self.slots[*place as usize].cell;
            self.cells.add(cell, LISTED_DAYS, (last + 1 - from).max(0) as u64);
        }
        self.lived = last;
        if (last + days).window(Window::Month) != last.window(Window::Month) {
            self.close_month(world);
            self.refresh(world.society(), last + 1);
        }
    }

    /// Enrols whoever was enrolled before the run began: no event tells of it.
    fn enrol_from_before(&mut self, world: &dyn Census) {
        for place in 0..self.slots.len() {
            let person = self.roll.at(place);
            if let Some(day) = world.look(person).enrolled.filter(|_| self.slots[place].cohort == 0) {
                underheaven_world::Observer::enrolled(self, person, day);
            }
        }
    }

    fn close_month(&mut self, world: &dyn Census) {
        if self.world.rules.is_empty() {
            self.world = WorldNames {
                rules: world.rule_names().to_vec(),
                lists: world.list_names().to_vec(),
                bands: world.band_names().to_vec(),
            };
        }
        self.stocks = read(self, world);
        self.snapshots.push(Snapshot::of(self));
    }

    /// Closes the last month. Call once, after the last period.
    pub fn finish(&mut self, world: &dyn Census) {
        if self.snapshots.last().is_none_or(|s| s.day != self.lived) {
            self.close_month(world);
        }
    }

    /// Everybody's lives as one number, the same whatever is written.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// The panel.
    pub fn panel(&self) -> &Panel {
        &self.panel
    }

    /// The last day counted.
    pub fn last_day(&self) -> Day {
        self.lived
    }

    pub(crate) fn rule_name(&self, rule: underheaven_world::RuleId) -> String {
        self.world.rules.get(usize::from(rule.0)).cloned().unwrap_or_else(|| format!("rule-{}", rule.0))
    }

    pub(crate) fn list_name(&self, list: u8) -> String {
        self.world.lists.get(usize::from(list)).cloned().unwrap_or_else(|| format!("list-{list}"))
    }
}
