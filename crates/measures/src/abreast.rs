//! Several arms counted at once: whoever has not parted is counted once for all of them.
//!
//! The first arm's tally is told of everybody. For an arm that follows it, the first arm's tally counts apart what befell
//! people while they were lived apart, which is taken away at the end; and the arm keeps a small tally of its own, of the
//! people who were lived apart at some time. It is told all that befalls them under this arm, but counts it only while they
//! are lived apart: as long as they live alike again the first arm's tally counts for both. All that is counted is a sum, a
//! set or a list by person, so the tally of such an arm is bit for bit the one that an observer of its own would have made.
//!
//! An arm follows where whoever is not lived apart counts alike under both: where its rulebook enrols and posts on the same
//! days, and its rules are about the same acts under the same names. It may end sooner than the first arm's: from then on
//! whomever the first arm's reaches is lived apart. Any other arm has a tally of its own.

use crate::cells::Key;
use crate::funnel::Apart;
use crate::months::{Month, widest};
use crate::stocks::{Bins, Reading};
use crate::sums::Totals;
use crate::tally::{Kept, Less, Setup, Slot, Tally};
use std::collections::BTreeSet;
use std::ops::Range;
use underheaven_base::{Act, Day, NeighbourhoodId, PersonId};
use underheaven_society::{Person, Society};
use underheaven_world::{Arms, Census, Look, Observer, Push, Watchers, fast::Looks};

/// The tallies of arms that are lived side by side, of some neighbourhoods or of all.
pub struct Abreast {
    first: Tally,
    others: Vec<Other>,
    following: Arms,
    /// Some arm has a tally of everybody.
    whole: bool,
}

/// How a further arm is counted.
enum Other {
    /// By a tally of everybody.
    Whole(Box<Tally>),
    /// By what is otherwise than under the first.
    Beside(Box<Beside>),
}

impl Other {
    fn beside(&mut self) -> Option<&mut Beside> {
        match self {
            Self::Whole(_) => None,
            Self::Beside(beside) => Some(beside),
        }
    }
}

/// What of an arm's tally is otherwise than the first arm's.
struct Beside {
    /// By which number the first arm's tally counts what is to be taken away.
    nth: usize,
    /// People who were lived apart at some time.
    people: Vec<Left>,
    /// What befell them under this arm.
    more: Tally,
    /// Listings by number among the first arm's that stood open when somebody was first lived apart: each arm ends its own.
    open: BTreeSet<u32>,
    months: Vec<Month>,
    bins: Bins,
    /// Up to here the arm's rulebook holds on the same days as the first arm's; from then on it has ended.
    until: Day,
}

/// Somebody who was lived apart, and how long the first arm's lists were by then.
#[derive(Clone, Copy)]
struct Left {
    /// Place in the row of all.
    place: u32,
    listings: u32,
    ledger: u32,
    gates: u32,
    /// Lived apart in what was lived last.
    apart: bool,
}

impl Abreast {
    /// Tallies of what arms do to the people of some neighbourhoods, one for each setup; `alike` says of each arm up to which day
    /// its rulebook holds on the same days as the first arm's, where it enrols and posts alike.
    pub fn of(society: &dyn Society, setups: Vec<Setup>, alike: &[Option<Day>], neighbourhoods: Range<u32>) -> Self {
        let mut setups = setups.into_iter();
        let first = setups.next().expect("there is at least one arm");
        let mut first = Tally::of(society, first, neighbourhoods.clone());
        let mut following = Arms::NONE;
        let other = |(n, setup): (usize, Setup)| match alike[n].filter(|_| counts_alike(&first.setup, &setup)) {
            None => Other::Whole(Box::new(Tally::of(society, setup, neighbourhoods.clone()))),
            Some(until) => {
                following = following.or(Arms::only(n));
                Other::Beside(Box::new(Beside::of(&mut first, setup, until)))
            }
        };
        let others: Vec<Other> = (1..).zip(setups).map(other).collect();
        let whole = others.iter().any(|other| matches!(other, Other::Whole(_)));
        Self { first, others, following, whole }
    }

    fn lived_to(&mut self, last: Day, looks: &Looks) {
        let Self { first, others, .. } = self;
        let days = last - first.lived;
        let ends = first.count_days(last);
        for beside in others.iter_mut().filter_map(Other::beside) {
            beside.count_days(last, days);
        }
        if ends {
            self.close_month(looks);
        }
    }

    fn close_month(&mut self, looks: &Looks) {
        let Self { first, others, .. } = self;
        let mut month = first.begin_close(looks.arm(0));
        first.regroup(looks.arm(0));
        let closing = (1..).zip(others.iter_mut());
        let mut closing: Vec<Option<Closing<'_>>> =
            closing.map(|(n, other)| Some(Closing::of(other.beside()?, first, [looks.arm(0), looks.arm(n)]))).collect();
        let mut reading = Reading::new(first, looks.arm(0).band_names().len());
        for n in first.roll.neighbourhoods().map(NeighbourhoodId) {
            let start = first.roll.places(n).start;
            let place = |person: PersonId| start + person.place() as usize;
            let beside: Vec<_> = closing.iter().map(|closing| closing.as_ref().map(|closing| closing.beside)).collect();
            // Even people who were never lived apart look otherwise where the neighbourhood's board weighs otherwise.
            let differ: Vec<bool> = (1..=beside.len()).map(|arm| looks.differ(arm, n)).collect();
            let wanted = |arm: usize, person: PersonId| {
                let some = |beside: &Beside| !beside.people.is_empty() && beside.place(place(person)).is_some();
                beside[arm - 1].is_some_and(|beside| differ[arm - 1] || some(beside))
            };
            looks.each(n, wanted, |arm, me, look| match arm.checked_sub(1) {
                None => {
                    reading.see(place(me.id), look);
                    for (closing, differ) in closing.iter_mut().zip(&differ) {
                        let some = closing.as_mut().filter(|c| *differ || !c.beside.people.is_empty());
                        some.into_iter().for_each(|beside| beside.less(place(me.id), look, *differ));
                    }
                }
                Some(other) => closing[other].iter_mut().for_each(|beside| beside.more(place(me.id), look)),
            });
            reading.turn(&mut month);
            closing.iter_mut().flatten().for_each(Closing::turn);
        }
        let bins = reading.end(&mut month);
        let closed: Vec<_> = closing.into_iter().flatten().map(|beside| beside.end(first, &month, &bins)).collect();
        for (other, closed) in others.iter_mut().filter_map(Other::beside).zip(closed) {
            other.end_close(&mut first.less[other.nth], closed);
        }
        first.bins = bins;
        first.end_close(month);
    }

    /// Closes the last month, and gives every arm's tally. Call once, after the last period.
    pub fn finish(mut self, looks: &Looks) -> Vec<Tally> {
        if !self.first.is_closed() {
            self.close_month(looks);
        }
        let mut tallies = vec![];
        for (n, other) in (1..).zip(self.others) {
            tallies.push(match other {
                Other::Beside(beside) => beside.whole(&self.first),
                Other::Whole(mut tally) => {
                    tally.finish(looks.arm(n));
                    *tally
                }
            });
        }
        self.first.forget_apart();
        tallies.insert(0, self.first);
        tallies
    }
}

/// Whether people who have not parted count alike under two rulebooks.
fn counts_alike(first: &Setup, other: &Setup) -> bool {
    let facts = |setup: &Setup| setup.rules.iter().map(|r| (r.act, r.subject, r.demerit)).collect::<Vec<_>>();
    let rest = |setup: &Setup| Setup { rules: vec![], start: 0, below: vec![], strata: None, ..setup.clone() };
    facts(first) == facts(other) && rest(first) == rest(other) && first.numbers.are_own()
}

impl Watchers for Abreast {
    fn arm(&mut self, arm: usize) -> &mut dyn Observer {
        let Some(other) = arm.checked_sub(1) else { return &mut self.first };
        match &mut self.others[other] {
            Other::Whole(tally) => &mut **tally,
            Other::Beside(beside) => beside.told(&self.first, false),
        }
    }

    fn first(&mut self) -> &mut dyn Observer {
        &mut self.first
    }

    fn act(&mut self, person: PersonId, day: Day, act: Act, push: Push) {
        self.first.act(person, day, act, push);
    }

    fn bring_near(&mut self, id: NeighbourhoodId) {
        self.first.bring_near(id);
    }

    fn acts(&mut self, _: usize, act: Act, done: &[(PersonId, Day)]) {
        self.first.acts(act, done);
        for other in &mut self.others {
            match other {
                Other::Whole(tally) => tally.acts(act, done),
                Other::Beside(beside) => beside.acts(&self.first, act, done),
            }
        }
    }

    fn following(&self) -> Arms {
        self.following
    }

    fn remember(&self, people: &[Person]) -> bool {
        self.whole || self.first.roll.marks_any(people)
    }

    fn meet(&mut self, arm: usize, person: &Person, shares: bool) -> bool {
        let Some(beside) = self.others[arm - 1].beside() else { return true };
        match beside.place(self.first.roll.place(person.id)) {
            None if shares => return false,
            Some(place) if beside.people[place].apart != shares => {}
            Some(_) if shares => beside.live(&mut self.first, person.id, false),
            _ => beside.part(&mut self.first, person.id),
        }
        true
    }

    fn part(&mut self, arm: usize, person: &Person) {
        if let Some(beside) = self.others[arm - 1].beside() {
            beside.part(&mut self.first, person.id);
        }
    }

    fn knows(&mut self, arm: usize) -> &mut dyn Observer {
        match &mut self.others[arm - 1] {
            Other::Whole(tally) => &mut **tally,
            Other::Beside(beside) => beside.told(&self.first, true),
        }
    }

    fn begin(&mut self, looks: &Looks) {
        let Self { first, others, .. } = self;
        for (person, day) in first.enrolled_before(looks.arm(0)) {
            let ended = others.iter_mut().filter_map(Other::beside).filter(|beside| beside.until <= day);
            ended.for_each(|beside| beside.part(first, person));
            first.enrolled(person, day);
            let both = others.iter_mut().filter_map(Other::beside).filter(|beside| day < beside.until);
            both.for_each(|beside| beside.enrolled(person, day));
        }
        for (n, other) in (1..).zip(others) {
            if let Other::Whole(tally) = other {
                tally.begin(looks.arm(n));
            }
        }
    }

    fn period(&mut self, closed: &[bool], last: Day, looks: &Looks) {
        if closed[0] {
            self.lived_to(last, looks);
        }
        for (n, other) in (1..).zip(&mut self.others) {
            if let Other::Whole(tally) = other
                && closed[n]
            {
                tally.period(last, looks.arm(n));
            }
        }
    }
}

impl Beside {
    fn of(first: &mut Tally, setup: Setup, until: Day) -> Self {
        let more = first.none_of(Setup { strata: first.setup.strata.clone(), ..setup });
        let nth = first.count_less();
        let (open, bins) = (BTreeSet::new(), Bins::new());
        Self { nth, people: vec![], more, open, months: vec![], bins, until }
    }

    /// Where somebody stands in the row of people lived apart, by place in the row of all.
    fn place(&self, of_all: usize) -> Option<usize> {
        self.more.roll.place_of(of_all)
    }

    /// The tally of people lived apart, which is to count what it is told or only to know it.
    fn told(&mut self, first: &Tally, known_only: bool) -> &mut Tally {
        self.more.know_reached(first, self.until);
        self.more.known_only = known_only;
        &mut self.more
    }

    /// An act of some people, of whom a few were lived apart.
    fn acts(&mut self, first: &Tally, act: Act, done: &[(PersonId, Day)]) {
        let here = done.first().map(|(person, _)| first.roll.places(person.neighbourhood()));
        if self.people.is_empty() || here.is_none_or(|here| !first.roll.marks_some(here)) {
            return;
        }
        for &(person, day) in done {
            if let Some(place) = self.place(first.roll.place(person)) {
                let known_only = !self.people[place].apart;
                self.told(first, known_only).act(person, day, act, Push::None);
            }
        }
    }

    /// First and last enrolment under this arm.
    fn enrolments(&self, first: &Tally) -> Option<(Day, Day)> {
        let days = first.less[self.nth].enrolled_on.range(..self.until);
        days.map(|day| Some((*day, *day))).fold(self.more.enrolments, widest)
    }

    /// Counts the days up to and including `last`, `days` of them, of people who are lived apart.
    fn count_days(&mut self, last: Day, days: i32) {
        let Self { people, more, .. } = self;
        for (slot, _) in more.slots.iter().zip(&*people).filter(|(_, left)| left.apart) {
            more.cells.live_one(slot.cell, days.max(0) as u64);
        }
        more.count_listed(last, |place| people[place].apart);
    }

    /// Somebody is lived apart from now on.
    fn part(&mut self, first: &mut Tally, person: PersonId) {
        let place = first.roll.place(person);
        if self.place(place).is_none() {
            self.enter(first, person);
            first.roll.mark(place);
        }
        self.live(first, person, true);
    }

    /// Somebody is lived apart, or alike, from now on.
    fn live(&mut self, first: &mut Tally, person: PersonId, apart: bool) {
        let of_all = first.roll.place(person);
        if let Some(place) = self.place(of_all) {
            self.people[place].apart = apart;
            let key = first.cells.key(first.slots[of_all].cell);
            let arms = key.apart() & !(1 << self.nth) | u8::from(apart) << self.nth;
            first.move_to(of_all, key.with_apart(arms));
        }
    }

    /// Somebody comes to stand among people who were lived apart.
    fn enter(&mut self, first: &Tally, person: PersonId) {
        let (of_all, place) = (first.roll.place(person), self.people.len());
        let (listings, ledger, gates) = (first.listings.len(), first.ledger.len(), first.gates.len());
        let [listings, ledger, gates] = [listings, ledger, gates].map(|n| n as u32);
        self.people.push(Left { place: of_all as u32, listings, ledger, gates, apart: true });
        let (slot, more) = (first.slots[of_all], &mut self.more);
        more.roll.enter(of_all, place);
        more.panel.enter(place, first.panel.holds(of_all));
        let cell = more.cells.find(first.cells.key(slot.cell).with_apart(0));
        more.cells.enter(cell);
        more.slots.push(Slot { cell, ..slot });
        for ((_, list), at) in first.open.range((of_all as u32, 0)..=(of_all as u32, u8::MAX)) {
            more.open.insert((place as u32, *list), more.listings.len() as u32);
            more.listings.push(Kept { ledger: 0, ..first.listings[*at as usize] });
            self.open.insert(*at);
        }
        more.funnel.enter(&first.funnel, of_all, place);
    }

    /// Somebody who may be lived apart was enrolled before the run began.
    fn enrolled(&mut self, person: PersonId, day: Day) {
        let place = self.more.roll.place(person);
        if self.more.slots.get(place).is_some_and(|slot| slot.cohort == 0) {
            self.more.known_only = !self.people[place].apart;
            self.more.enrolled(person, day);
        }
    }

    /// Puts people into the groups and classes in which the first arm's tally has them.
    fn regroup(&mut self, first: &Tally) {
        for (place, left) in self.people.iter().enumerate() {
            let of_all = first.slots[left.place as usize];
            let (key, slot) = (first.cells.key(of_all.cell), &mut self.more.slots[place]);
            slot.classes = of_all.classes;
            slot.flags |= of_all.flags & 1 << crate::counters::flag::BUYER;
            let key = Key::new(key.groups(), slot.cohort.into(), key.province());
            self.more.move_to(place, key);
        }
    }

    fn end_close(&mut self, of_first: &mut Less, (less, more, month, bins): Closed) {
        self.months.push(month);
        self.bins = bins;
        of_first.end_close(less);
        self.more.end_close(more);
    }

    /// The arm's tally of everybody.
    fn whole(mut self, first: &Tally) -> Tally {
        self.more.know_reached(first, self.until);
        let enrolments = self.enrolments(first);
        let Self { nth, people, more, open, months, bins, .. } = self;
        let less = &first.less[nth];
        let place = |of_all: usize| more.roll.place_of(of_all);
        let left = |person: PersonId| place(first.roll.place(person)).map(|at| people[at]);
        let mut all = first.none_of(more.setup.clone());
        all.roll = first.roll.clone();
        all.panel = first.panel.clone();
        (all.slots, all.cells) = (first.slots.clone(), first.cells.clone());
        for (of_all, slot) in people.iter().map(|left| left.place as usize).zip(&more.slots) {
            all.slots[of_all] = Slot { cell: all.slots[of_all].cell, ..*slot };
            all.move_to(of_all, more.cells.key(slot.cell));
        }
        all.forget_apart();
        all.whole = first.whole.clone();
        all.whole.plus(&more.whole, true);
        all.whole.minus(&less.whole);
        (all.months, all.bins) = (months, bins);
        all.realised = first.realised.clone();
        let counts = more.realised.as_flattened().iter().zip(less.realised.as_flattened());
        all.realised
            .as_flattened_mut()
            .iter_mut()
            .zip(counts)
            .for_each(|(all, (more, less))| *all = *all + more - less);
        (all.class_people, all.class_days) = (first.class_people, first.class_days);
        (all.passes, all.enrolments, all.reached) = (more.passes, enrolments, more.reached);

        // Until somebody is lived apart the first arm's rows are this arm's, too.
        let stays = |at: usize, person: PersonId, until: fn(&Left) -> u32| {
            left(person).is_none_or(|left| (at as u32) < until(&left))
        };
        // How many entries of the first arm's stay of those before each.
        let mut entries = Vec::with_capacity(first.ledger.len() + 1);
        for (at, entry) in first.ledger.iter().enumerate() {
            entries.push(all.ledger.len() as u32);
            if stays(at, entry.person, |left| left.ledger) {
                all.ledger.push(*entry);
            }
        }
        entries.push(all.ledger.len() as u32);
        let kept = first.listings.iter().enumerate();
        for (at, kept) in kept.filter(|(at, _)| !open.contains(&(*at as u32))) {
            if stays(at, kept.listing.person, |left| left.listings) {
                all.keep(Kept { ledger: entries[kept.ledger as usize], ..*kept });
            }
        }
        let stayed = all.ledger.len() as u32;
        more.listings.iter().for_each(|kept| all.keep(Kept { ledger: stayed + kept.ledger, ..*kept }));
        all.ledger.extend(&more.ledger);
        let answers = first.gates.iter().enumerate();
        all.gates.extend(answers.filter(|(at, a)| stays(*at, a.person, |left| left.gates)).map(|(_, a)| *a));
        all.gates.extend(&more.gates);

        let of_all = |place: usize| people[place].place as usize;
        let apart = Apart { place: &place, of_all: &of_all, all: first.slots.len() };
        all.funnel = first.funnel.apart(&less.funnel, &more.funnel, &apart);
        all.learned = first.learned.clone();
        more.learned.iter().for_each(|(at, n)| *all.learned.entry(*at).or_default() += n);
        less.learned.iter().for_each(|(at, n)| *all.learned.entry(*at).or_default() -= n);
        all.learned.retain(|_, n| *n > 0);
        all.digest = first.digest;
        all.digest.plus(more.digest);
        all.digest.minus(less.digest);
        (all.lived, all.partings, all.world) = (first.lived, more.partings, first.world.clone());
        all
    }
}

/// A month of people lived apart: under the first arm, under their own, the arm's month of everybody, and its bins.
type Closed = (Totals, Totals, Month, Bins);

/// An arm's month of which everybody is being looked at.
struct Closing<'a> {
    beside: &'a Beside,
    totals: [Totals; 2],
    less: Reading<'a>,
    more: Reading<'a>,
    /// People who were never lived apart, as they look under this arm where that is otherwise.
    moved: Reading<'a>,
}

impl<'a> Closing<'a> {
    fn of(beside: &'a mut Beside, first: &'a Tally, worlds: [&dyn Census; 2]) -> Self {
        let more = beside.more.begin_close(worlds[1]);
        beside.regroup(first);
        let mut less = first.less[beside.nth].month.clone();
        less.complete();
        let totals = [less, more];
        let (beside, bands) = (&*beside, worlds.map(|world| world.band_names().len()));
        let (less, more) = (Reading::new(first, bands[0]), Reading::new(&beside.more, bands[1]));
        Self { beside, totals, less, more, moved: Reading::new(first, bands[1]) }
    }

    /// Shown how whoever stands at a place of the row of all stands under the first arm; `differ` where everybody there is
    /// shown under the arm, too.
    fn less(&mut self, of_all: usize, look: &Look, differ: bool) {
        if differ || self.beside.place(of_all).is_some() {
            self.less.see(of_all, look);
        }
    }

    /// Shown how they stand under their own.
    fn more(&mut self, of_all: usize, look: &Look) {
        match self.beside.place(of_all) {
            Some(place) => self.more.see(place, look),
            None => self.moved.see(of_all, look),
        }
    }

    fn turn(&mut self) {
        let [less, more] = &mut self.totals;
        self.less.turn(less);
        self.more.turn(more);
        self.moved.turn(more);
    }

    fn end(self, first: &Tally, month: &Totals, bins: &Bins) -> Closed {
        let Self { beside, totals: [mut less, mut more], less: fewer, more: further, moved } = self;
        let (fewer, further, moved) = (fewer.end(&mut less), further.end(&mut more), moved.end(&mut more));
        let mut own = bins.clone();
        further.into_iter().chain(moved).for_each(|(bin, people)| *own.entry(bin).or_default() += people);
        fewer.into_iter().for_each(|(bin, people)| *own.entry(bin).or_default() -= people);
        own.retain(|_, people| *people > 0);
        let mut all = month.clone();
        all.plus(&more, true);
        all.minus(&less);
        let month = Month::new(first.lived, &all.sets, beside.more.passes, beside.enrolments(first));
        (less, more, month, own)
    }
}
