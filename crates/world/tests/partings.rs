//! Partings against the plain world: it is run once an arm, knows nothing of other arms, and its lives are compared person by
//! person. Whoever differs there has a recorded parting, on the same day and by a rule that the arms say otherwise; and
//! nobody else has one.
//!
//! What holds, for random small societies, rulebooks and reforms:
//!
//! - **Lives.** The people whose acts, late payments, entries, listings, requests or gates differ between the two plain worlds are
//!   those with a recorded `life`, and the first day on which they differ is the first one recorded.
//! - **States.** Whenever both worlds end a posting period, the people of whom they remember something else are those whose
//!   recorded parting stands open.
//! - **Roots.** From whoever parted through somebody else a chain of people, each parted no later than the next, leads to one
//!   whom the rule itself reached, by a part of rulebook or behaviour that the arms say otherwise; whoever was booked or
//!   listed in one plain world only by a rule that they say otherwise is such a one.

#[allow(dead_code, reason = "each test file uses its part")]
mod common;
#[allow(dead_code, reason = "each test file uses its part")]
#[path = "common/trial.rs"]
mod trial;

use common::*;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use trial::{APPEALS, RESPONSES, Trial, switches, trials};
use underheaven_base::{Act, Cause, Day, Gate, PersonId};
use underheaven_behaviour::Behaviour;
use underheaven_rulebook::Rulebook;
use underheaven_society::Society;
use underheaven_world::pools::Rank;
use underheaven_world::{
    Answer, Booking, Census, Entry, Item, ListId, Listing, Observer, Overrides, Parted, Plan, Pool, Push, Turn, World,
    fast,
};

/// Something that makes up a life.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Event {
    Act(Act),
    Late(Turn),
    Entry(Entry),
    Listed(Listing),
    Delisted(ListId),
    Asked(Gate, Rank),
    Gate(Answer),
}

/// Everybody's life in a plain world, by day.
#[derive(Default)]
struct Lives(BTreeMap<PersonId, Vec<(Day, Event)>>);

impl Lives {
    fn note(&mut self, person: PersonId, day: Day, event: Event) {
        self.0.entry(person).or_default().push((day, event));
    }

    fn of(&self, person: PersonId) -> &[(Day, Event)] {
        self.0.get(&person).map_or(&[], Vec::as_slice)
    }

    /// Everybody whose life is another in another world, with the first day on which it is.
    fn differing(&self, other: &Self) -> BTreeMap<PersonId, Day> {
        let all: BTreeSet<PersonId> = self.0.keys().chain(other.0.keys()).copied().collect();
        let first = |p: PersonId| {
            let (a, b) = (self.of(p), other.of(p));
            let at = (0..a.len().max(b.len())).find(|i| a.get(*i) != b.get(*i))?;
            Some((p, [a.get(at), b.get(at)].into_iter().flatten().map(|e| e.0).min()?))
        };
        all.into_iter().filter_map(first).collect()
    }
}

impl Observer for Lives {
    fn act(&mut self, person: PersonId, day: Day, act: Act, _: Push) {
        self.note(person, day, Event::Act(act));
    }
    fn entry(&mut self, entry: &Entry) {
        self.note(entry.person, entry.day, Event::Entry(*entry));
    }
    fn listed(&mut self, listing: &Listing) {
        self.note(listing.person, listing.from, Event::Listed(*listing));
    }
    fn delisted(&mut self, person: PersonId, list: ListId, day: Day) {
        self.note(person, day, Event::Delisted(list));
    }
    fn asked(&mut self, person: PersonId, day: Day, gate: Gate, rank: Rank) {
        self.note(person, day, Event::Asked(gate, rank));
    }
    fn gate(&mut self, answer: &Answer) {
        self.note(answer.person, answer.day, Event::Gate(*answer));
    }
    fn turn(&mut self, person: PersonId, day: Day, turn: Turn, _: u32) {
        if matches!(turn, Turn::BillLate | Turn::RentLate | Turn::InstalmentLate) {
            self.note(person, day, Event::Late(turn));
        }
    }
}

/// What is recorded of partings.
#[derive(Default)]
struct Recorded {
    parted: Vec<Parted>,
    /// The first day on which somebody's life differs.
    lives: BTreeMap<PersonId, Day>,
    /// Whose state differs now, with the day since which it does.
    open: BTreeMap<PersonId, Day>,
    faults: Vec<String>,
}

impl Recorded {
    fn life(&mut self, person: PersonId, day: Option<Day>) {
        if let Some(day) = day {
            let first = self.lives.entry(person).or_insert(day);
            *first = day.min(*first);
        }
    }
}

impl Observer for Recorded {
    fn parted(&mut self, p: &Parted) {
        if p.state.is_none() && p.life.is_none() {
            self.faults.push(format!("a parting without a difference: {p:?}"));
        }
        self.parted.push(*p);
        self.life(p.person, p.life);
        self.open.entry(p.person).or_insert(p.state.unwrap_or(p.day));
    }
    fn parted_too(&mut self, person: PersonId, _: Option<Day>, life: Option<Day>) {
        if !self.open.contains_key(&person) {
            self.faults.push(format!("{person} parts in more, and had not parted"));
        }
        self.life(person, life);
    }
    fn rejoined(&mut self, person: PersonId, day: Day) {
        if self.open.remove(&person).is_none() {
            self.faults.push(format!("{person} rejoins on {day}, and had not parted"));
        }
    }
}

/// An arm: a rulebook with a behaviour.
type Arm<'a> = (&'a Rulebook, &'a Behaviour);

/// What is wrong with what is recorded of a pair, against the plain world run once for each of the two.
fn fault(run: Lived, arms: [Arm; 2], luck: u64) -> Result<Told, String> {
    let Lived { society, from, to, .. } = run;
    let plans = || {
        arms.map(|(rulebook, behaviour)| {
            let overrides = Overrides::new();
            Plan { society, rulebook, behaviour, luck, from, to, overrides }
        })
    };
    let ready = |world: Result<_, _>| world.unwrap_or_else(|f: Vec<underheaven_base::Fault>| panic!("{f:#?}"));
    let mut pair = fast::World::of(plans().into(), 2).unwrap_or_else(|f| panic!("{f:#?}"));
    let mut plain: Vec<World> = plans().into_iter().map(|plan| ready(World::new(plan))).collect();
    assert_eq!(plain[0].rule_names(), plain[1].rule_names(), "a number names the same rule in both");
    let people: Vec<_> = everybody(society).collect();
    let mut lives = [Lives::default(), Lives::default()];
    let (mut deaf, mut recorded) = (Deaf, Recorded::default());
    let mut looks = 0;
    let mut goes_on = true;
    while goes_on {
        goes_on = pair.step(&mut [&mut deaf, &mut recorded]);
        let today = pair.shared().today();
        for (world, lives) in plain.iter_mut().zip(&mut lives) {
            while world.today() < today && world.step(lives) {}
        }
        if plain.iter().any(|world| world.today() != today) {
            continue;
        }
        looks += 1;
        for p in &people {
            let differs = !pair.alike_on(today, p, plain[0].life(p.id), 1, plain[1].life(p.id));
            if differs != recorded.open.contains_key(&p.id) {
                let said = if differs { "differs, and has no parting" } else { "has a parting, and does not differ" };
                return Err(format!("{}'s state at the end of {} {said}", p.id, today + -1));
            }
        }
    }
    if let Some(fault) = recorded.faults.first() {
        return Err(fault.clone());
    }
    let differing = lives[0].differing(&lives[1]);
    let mut all: BTreeSet<PersonId> = differing.keys().copied().collect();
    all.extend(recorded.lives.keys());
    if let Some(p) = all.iter().find(|p| differing.get(p) != recorded.lives.get(p)) {
        let [lived, told] = [&differing, &recorded.lives].map(|all| all.get(p).map(Day::to_string));
        return Err(format!("{p}'s life differs on {lived:?}, and on {told:?} by what is recorded"));
    }
    exact(&plans, &recorded)?;
    // What is lived beside it, here a world that remembers more, and in which order, changes nothing of what is recorded.
    let (third, calm) = (rulebook("article", &[APPEALS]), behaviour("none"));
    let [first, other] = plans();
    let third = Plan { rulebook: &third, behaviour: &calm, overrides: Overrides::new(), ..first };
    let [first, _] = plans();
    let mut beside = fast::World::of(vec![first, third, other], 1).unwrap_or_else(|f| panic!("{f:#?}"));
    let mut again = Recorded::default();
    while beside.step(&mut [&mut Deaf, &mut Deaf, &mut again]) {}
    if let Some((a, b)) = recorded.parted.iter().zip(&again.parted).find(|(a, b)| a != b) {
        return Err(format!("with a third world beside it a parting is another: {a:?}, {b:?}"));
    }
    if (recorded.parted.len(), &recorded.open, &recorded.lives) != (again.parted.len(), &again.open, &again.lives) {
        return Err("with a third world beside it other people part, or rejoin on other days".to_owned());
    }
    roots(&Roots { arms, rules: plain[0].rule_names(), lists: plain[0].list_names(), society }, &recorded, &lives)?;
    assert!(looks > 2, "both worlds end a posting period on the same day");
    Ok(Told { parted: recorded.parted.len(), lives: recorded.lives.len() })
}

/// Whether states differ since the day recorded and no earlier, for the first few that did not part with a life: two plain
/// worlds that end on the day before, and two that end on the day.
fn exact<'a>(plans: &dyn Fn() -> [Plan<'a>; 2], recorded: &Recorded) -> Result<(), String> {
    // A world that ends within a posting period of its own shortens it, which the other one may not.
    let [a, b] = plans().map(|plan| plan.rulebook.posting.period_days.value);
    if a != b {
        return Ok(());
    }
    let mut apart: BTreeSet<PersonId> = BTreeSet::new();
    let first = |p: &&Parted| p.state.is_some_and(|state| p.life.is_none_or(|life| state < life));
    let quiet: Vec<&Parted> = recorded.parted.iter().filter(first).filter(|p| apart.insert(p.person)).collect();
    let mut by_day: BTreeMap<Day, Vec<PersonId>> = BTreeMap::new();
    for p in quiet {
        p.state.iter().for_each(|state| by_day.entry(*state).or_default().push(p.person));
    }
    for (state, people) in by_day.iter().step_by(5).take(3) {
        for (to, differs) in [(*state + -1, false), (*state, true)] {
            let ended = || plans().map(|plan| Plan { to, ..plan });
            if ended()[0].from > to {
                continue;
            }
            let pair = fast::World::of(ended().into(), 1).unwrap_or_else(|f| panic!("{f:#?}"));
            let lived = ended().map(|plan| {
                let mut world = World::new(plan).unwrap_or_else(|f| panic!("{f:#?}"));
                while world.step(&mut Deaf) {}
                world
            });
            // Two who are to date tell each other how they stand at a period's end, which here comes early.
            let dates = |p: &PersonId| lived.iter().any(|world| !world.life(*p).courting.is_empty());
            let wrong = people.iter().filter(|p| !dates(p)).find(|p| {
                let me = lived[0].society().person(**p);
                pair.alike_on(to + 1, &me, lived[0].life(**p), 1, lived[1].life(**p)) == differs
            });
            if let Some(p) = wrong {
                let but = if differs { "and does not differ then" } else { "and differs the day before" };
                return Err(format!("{p}'s state is said to differ since {state}, {but}"));
            }
        }
    }
    Ok(())
}

/// How many partings were looked at.
struct Told {
    parted: usize,
    lives: usize,
}

/// What the arms say, and what numbers name.
struct Roots<'a> {
    arms: [Arm<'a>; 2],
    rules: &'a [String],
    lists: &'a [String],
    society: &'a dyn Society,
}

impl Roots<'_> {
    /// Whether the arms say otherwise what a parting names as its root.
    fn differ_in(&self, item: Item) -> bool {
        let [(a, x), (b, y)] = self.arms;
        // Every part's dates end with those of the whole.
        let differ = |part: &dyn Fn(&Rulebook) -> String| part(a) != part(b) || self.ends_otherwise();
        let whole = |r: &Rulebook| format!("{:?} {:?} {:?}", r.about, r.posting, r.enrolment);
        match item {
            Item::Rule(id) => self.differ_in_rule(usize::from(id.0)),
            Item::List(id) => differ(&|r| format!("{:?}", r.lists.get(&self.lists[usize::from(id.0)]))),
            Item::Gate(gate) => differ(&|r| format!("{:?}", r.gates.get(&gate))),
            Item::Sight(act) => differ(&|r| format!("{:?} {:?} {:?}", r.sight.get(&act), r.camera, r.attention)),
            Item::Score => differ(&|r| format!("{:?}", r.score)),
            Item::Bands => differ(&|r| format!("{:?} {:?}", r.bands, r.score)),
            Item::Enrolment => differ(&whole),
            Item::Recourse => differ(&|r| format!("{:?}", r.recourse)),
            Item::Reports => differ(&|r| format!("{:?} {:?}", r.reports, r.attention)),
            Item::Firm => differ(&|r| format!("{:?} {:?}", r.firm, r.gates)),
            Item::Behaviour => format!("{x:?}") != format!("{y:?}"),
            Item::Board => false,
        }
    }

    fn ends_otherwise(&self) -> bool {
        let [a, b] = self.arms.map(|arm| format!("{:?}", arm.0.about));
        a != b
    }

    fn differ_in_rule(&self, number: usize) -> bool {
        let name = &self.rules[number];
        let part = |r: &Rulebook| format!("{:?} {:?} {:?}", r.rules.get(name), r.kin.get(name), r.discretion.get(name));
        part(self.arms[0].0) != part(self.arms[1].0) || self.ends_otherwise()
    }

    /// Whether something in a life is by a rule that the arms say otherwise.
    fn by_differing_rule(&self, event: &Event) -> bool {
        let rule = match event {
            Event::Entry(entry) => entry.rule.filter(|_| entry.booking == Booking::Booked),
            Event::Listed(listing) => listing.rule.filter(|_| listing.cause == Cause::Discretion),
            _ => None,
        };
        rule.is_some_and(|rule| self.differ_in_rule(usize::from(rule.0)))
    }
}

/// Whether every parting has a root in what the arms say otherwise, and whom a rule reached stands at depth 0.
fn roots(what: &Roots, recorded: &Recorded, lives: &[Lives; 2]) -> Result<(), String> {
    let at_root = |p: &&Parted| p.direct || p.from.is_none() && p.pool.is_none();
    // Somebody of whose own nothing differs may do to another what the rule says otherwise: be taken for them, report them.
    let sent_otherwise = |p: &Parted| p.from.is_some() && p.item.is_some_and(|item| what.differ_in(item));
    let rootless = recorded.parted.iter().filter(at_root).find(|p| !p.item.is_some_and(|item| what.differ_in(item)));
    if let Some(p) = rootless {
        let rule = p.item.map(|item| if let Item::Rule(id) = item { &what.rules[usize::from(id.0)] } else { "" });
        return Err(format!("the arms do not differ in what {p:?} has as its root ({rule:?})"));
    }
    // The first day on which somebody parted who has a chain to a root: until nothing changes.
    let mut rooted: BTreeMap<PersonId, Day> = BTreeMap::new();
    let near = |pool: &Pool, person: PersonId| match pool {
        Pool::Crowd(place) => person.neighbourhood() == *place,
        Pool::Queue(_, county) => what.society.neighbourhood(person.neighbourhood()).county == *county,
    };
    let mut left: Vec<&Parted> = recorded.parted.iter().collect();
    loop {
        let before = left.len();
        left.retain(|p| {
            let by_pool = |pool: Pool| rooted.iter().any(|(person, day)| *day <= p.day && near(&pool, *person));
            let led = at_root(p)
                || sent_otherwise(p)
                || p.from.is_some_and(|from| rooted.get(&from).is_some_and(|day| *day <= p.day))
                || p.from.is_none() && p.pool.is_some_and(by_pool);
            if led {
                let first = rooted.entry(p.person).or_insert(p.day);
                *first = p.day.min(*first);
            }
            !led
        });
        if left.is_empty() || left.len() == before {
            break;
        }
    }
    if let Some(p) = left.first() {
        return Err(format!("no chain leads from {p:?} to a root"));
    }
    let direct: BTreeSet<PersonId> = recorded.parted.iter().filter(at_root).map(|p| p.person).collect();
    for (person, own) in [0, 1].iter().flat_map(|n| lives[*n].0.iter().map(move |(p, own)| (p, (*n, own)))) {
        let (n, own) = own;
        let theirs = lives[1 - n].of(*person);
        let reached = own.iter().find(|e| what.by_differing_rule(&e.1) && !theirs.contains(e));
        if let Some(reached) = reached.filter(|_| !direct.contains(person)) {
            return Err(format!("{person} was reached by {reached:?} in one world only, and no parting says so"));
        }
    }
    Ok(())
}

/// What a reform changes.
#[derive(Clone, Debug)]
enum Change {
    /// A switch is thrown: off, or on where the baseline has it off.
    Throw(usize),
    /// The same from a day on, so many days after the first.
    Dated(usize, i32),
    /// Another posting period.
    Posts(i32),
    /// Appeals, or none.
    Appeals,
    /// Low thresholds, short terms and lapsing entries, or none.
    Short,
    /// Letters within the household arrive on the next day, or not.
    NextDay,
    /// Everybody is enrolled on day one, or not.
    Everybody,
    /// A response is switched off, or on.
    Calm(usize),
    /// A shipped reform of the article.
    Shipped(usize),
}

/// A baseline, and what a reform changes of it.
#[derive(Clone, Debug)]
struct Reformed {
    trial: Trial,
    changes: Vec<Change>,
}

/// The shipped reforms.
fn shipped() -> Vec<(&'static str, &'static str)> {
    let article = underheaven_rulebook::shipped().iter().find(|b| b.name == "article").expect("it is shipped");
    article.reforms().map(|r| (r.name, r.text)).collect()
}

const FROM: &str = "2020-11-18";
const TO: &str = "2021-01-12";

impl Reformed {
    /// What is put over the rulebook besides what the trial itself says, and the trial that is left.
    fn reform(&self, switches: &[String]) -> (Trial, Vec<String>) {
        let mut trial = self.trial.clone();
        let mut over = vec![];
        let flip = |set: &mut Vec<usize>, n: usize| match set.iter().position(|x| *x == n) {
            Some(at) => _ = set.remove(at),
            None => set.push(n),
        };
        for change in &self.changes {
            match change {
                Change::Throw(n) => flip(&mut trial.off, *n),
                Change::Dated(n, days) => {
                    let date = if self.trial.off.contains(n) { "from" } else { "until" };
                    trial.off.retain(|x| x != n);
                    over.push(format!("[{}]\n{date} = \"{}\"\n", switches[*n], day(FROM) + *days));
                }
                Change::Posts(days) => trial.period_days = *days,
                Change::Appeals => trial.appeals = !trial.appeals,
                Change::Short => trial.short = !trial.short,
                Change::NextDay => trial.next_day = !trial.next_day,
                Change::Everybody => trial.everybody = !trial.everybody,
                Change::Calm(n) => flip(&mut trial.calm, *n),
                Change::Shipped(n) => over.push(shipped()[*n].1.to_owned()),
            }
        }
        (trial, over)
    }

    /// What is wrong, or how many partings were looked at.
    fn check(&self, switches: &[String]) -> Result<Told, String> {
        let town = society("dense", Some(1), self.trial.seed);
        let (trial, over) = self.reform(switches);
        let (first, other) = (self.trial.rulebook(switches), trial.rulebook_under(switches, &over));
        let (calm, moved) = (self.trial.behaviour(), trial.behaviour());
        let run = Lived { society: &town, rulebook: &first, behaviour: &calm, from: day(FROM), to: day(TO) };
        fault(run, [(&first, &calm), (&other, &moved)], self.trial.luck)
    }
}

/// Random baselines with random reforms.
fn reforms(switches: usize) -> impl Strategy<Value = Reformed> {
    let change = prop_oneof![
        6 => (0..switches).prop_map(Change::Throw),
        2 => (0..switches, 0..40).prop_map(|(n, days)| Change::Dated(n, days)),
        1 => proptest::sample::select(vec![7, 1, 14]).prop_map(Change::Posts),
        1 => Just(Change::Appeals),
        1 => Just(Change::Short),
        1 => Just(Change::NextDay),
        1 => Just(Change::Everybody),
        2 => (0..RESPONSES.len()).prop_map(Change::Calm),
        3 => (0..shipped().len()).prop_map(Change::Shipped),
    ];
    (trials(switches), proptest::collection::vec(change, 1..3)).prop_map(|(trial, changes)| Reformed { trial, changes })
}

#[test]
fn whoever_differs_between_two_plain_worlds_has_parted_on_that_day_by_the_rule_and_nobody_else() {
    let switches = switches();
    // Twelve take a few seconds; more are tried where PROPTEST_CASES says so.
    let asked = std::env::var_os("PROPTEST_CASES").is_some();
    let config =
        proptest::test_runner::Config { failure_persistence: None, max_shrink_iters: 300, ..Default::default() };
    let config = proptest::test_runner::Config { cases: if asked { config.cases } else { 12 }, ..config };
    let rng = proptest::test_runner::TestRng::deterministic_rng(config.rng_algorithm);
    let mut runner = proptest::test_runner::TestRunner::new_with_rng(config, rng);
    let looked = std::cell::Cell::new((0, 0));
    let run = runner.run(&reforms(switches.len()), |reformed| {
        let told = reformed.check(&switches).map_err(proptest::test_runner::TestCaseError::fail)?;
        looked.set((looked.get().0 + told.parted, looked.get().1 + told.lives));
        Ok(())
    });
    if let Err(proptest::test_runner::TestError::Fail(why, reformed)) = run {
        let words = |all: &[usize]| all.iter().map(|n| switches[*n].clone()).collect::<Vec<_>>();
        let thrown = reformed.changes.iter().filter_map(|c| match c {
            Change::Throw(n) | Change::Dated(n, _) => Some(*n),
            _ => None,
        });
        let thrown = words(&thrown.collect::<Vec<_>>());
        panic!("{why}\nwith {:?} off, reformed in {thrown:?}: {reformed:#?}", words(&reformed.trial.off));
    }
    run.expect("every case is lived");
    let (parted, lives) = looked.get();
    println!("{parted} partings, {lives} lives");
    assert!(parted > 1_000 && lives > 1_000, "{parted} partings and {lives} lives are too few to show anything");
}

#[test]
fn whoever_parts_from_a_rulebook_that_ends_is_told_where_it_has_come_and_where_it_has_not() {
    // In autumn 2019 two of four neighbourhoods are enrolled, and a third comes to be so.
    let (town, behaviour) = (society("dense", None, 7), behaviour("default"));
    let daily = "[posting]\nperiod_days = 1\n";
    let under = ["", daily, "[enrolment]\nearlier_records = true\n", APPEALS];
    for (n, over) in under.iter().enumerate() {
        let end = ["2019-01-01", "2019-10-16"][n % 2];
        let first = rulebook("article", &[over]);
        let other = rulebook("article", &[over, &format!("until = \"{end}\"\n")]);
        let (from, to) = (day("2019-09-25"), day("2019-11-20"));
        let run = Lived { society: &town, rulebook: &first, behaviour: &behaviour, from, to };
        let told = fault(run, [(&first, &behaviour), (&other, &behaviour)], 5);
        let told = told.unwrap_or_else(|why| panic!("{why}\nunder {over:?}, ended on {end}"));
        assert!(told.parted > 100 && told.lives > 100, "{} partings and {} lives", told.parted, told.lives);
    }
}
