//! What must hold in every world, and that the guards themselves turn red: each is tried on something broken.
//!
//! What is broken stands outside the shipped code: a society that answers one question wrongly, an observer that is
//! told a lie. Left out: the tally's own guard, which `underheaven-measures` tries.

#[allow(dead_code, reason = "each test file uses its part")]
mod common;
#[path = "common/guard.rs"]
mod guard;
#[path = "common/log.rs"]
mod log;

use common::*;
use guard::Guard;
use log::Log;
use std::hash::{Hash, Hasher};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};
use underheaven_base::{
    Act, Cause, Class, Day, Draw, FirmId, Gallery, Kind, NeighbourhoodId, PersonId, Purpose, Relation,
};
use underheaven_behaviour::Behaviour;
use underheaven_rulebook::Rulebook;
use underheaven_society::{Firm, Means, Neighbourhood, Person, Proposal, Residents, Round, Society, Town, Trait};
use underheaven_world::scene::{Hand, Outbox};
use underheaven_world::{
    Answer, Arms, Board, Book, Entry, Frame, Letter, Life, Listing, Mail, Observer, Overrides, Plan, Push, fast,
};
use underheaven_world::{RuleId, Scene, Temper, Trigger, Turn, World, posting};

static DENSE: LazyLock<Town> = LazyLock::new(|| society("dense", None, 2020));
static ARTICLE: LazyLock<Rulebook> = LazyLock::new(|| rulebook("article", &[]));
static DEFAULT: LazyLock<Behaviour> = LazyLock::new(|| behaviour("default"));

/// The first day lived.
const FROM: &str = "2019-04-01";
/// Short lives of entries and listings, so that a year and a half sees their ends.
const SHORT: &str = "[score]\nlifetime_quarters = 1\n[list.discredited]\nterm_months = 3\nbelow = 985\n";
/// A merit cap that many reach.
const LOW_CAP: &str = "[score]\nmerit_cap = 5\n[band.trusted]\nat_least = 1004\n";
/// What the bureau did before it enrolled anybody counts.
const EARLIER: &str = "[enrolment]\nearlier_records = true\n";

/// A year and a half of the roll-out, in which two thirds of all neighbourhoods are enrolled.
fn lived<'a>(society: &'a dyn Society, rulebook: &'a Rulebook, behaviour: &'a Behaviour) -> Lived<'a> {
    Lived { society, rulebook, behaviour, from: day(FROM), to: day("2020-09-30") }
}

fn article(society: &dyn Society) -> Lived<'_> {
    lived(society, &ARTICLE, &DEFAULT)
}

/// The number of everything told in a run.
fn events(society: &dyn Society, luck: u64) -> u64 {
    let mut events = Events::default();
    article(society).live(luck, &mut events);
    assert!(events.heard > 100_000, "only {} events", events.heard);
    events.hash.0
}

/// The number of everybody's end: state and books.
fn end(world: &World) -> u64 {
    let mut hash = Fnv(0xcbf2_9ce4_8422_2325);
    for p in everybody(&*DENSE) {
        let life = world.life(p.id);
        life.entries.hash(&mut hash);
        hash.write(format!("{life:?}").as_bytes());
    }
    hash.0
}

#[test]
fn a_run_twice_is_the_same_and_another_luck_is_another_run() {
    let first = events(&*DENSE, 1);
    assert_eq!(events(&*DENSE, 1), first);
    assert_eq!(events(&society("dense", None, 2020), 1), first, "a society built again");
    assert_ne!(events(&*DENSE, 2), first, "another luck");
    assert_ne!(events(&society("dense", None, 2021), 1), first, "other people");
}

#[test]
fn who_watches_changes_nobodys_life() {
    let deaf = end(&article(&*DENSE).live(1, &mut Deaf));
    let (mut a, mut b, mut c) = (Events::default(), Guard::new(&*DENSE, &ARTICLE, day(FROM)), Events::default());
    let all = end(&article(&*DENSE).live(1, &mut Several(vec![&mut a, &mut b, &mut c])));
    assert_eq!(deaf, all);
    assert_eq!((a.hash.0, c.hash.0), (events(&*DENSE, 1), a.hash.0));
}

/// Books and lists of a run, guarded.
fn guarded(run: Lived, lie: Lie) -> Vec<String> {
    let mut guard = Guard::new(run.society, run.rulebook, run.from);
    let mut liar = Liar { lie, told: 0, to: &mut guard };
    let world = run.live(1, &mut liar);
    guard.finish(&world);
    guard.faults
}

#[test]
fn books_and_lists_agree_with_what_was_told_under_every_shipped_rulebook() {
    let variants: [(&str, &[&str], &str); 10] = [
        ("article", &[], "default"),
        ("article", &[], "none"),
        ("article", &[EVERYBODY, SHORT], "default"),
        ("article", &[EVERYBODY, LOW_CAP], "default"),
        ("article", &[SHORT, EARLIER], "default"),
        ("article", &["[posting]\nperiod_days = 1\n"], "none"),
        ("court-list-2018", &[], "default"),
        ("courtyard-v1", &[], "courtyard"),
        ("courtyard-v2", &[], "courtyard"),
        ("none", &[], "default"),
    ];
    for (name, overlays, of) in variants {
        let (book, behaviour) = (rulebook(name, overlays), behaviour(of));
        let mut guard = Guard::new(&*DENSE, &book, day(FROM));
        let world = lived(&*DENSE, &book, &behaviour).live(1, &mut guard);
        guard.finish(&world);
        assert_eq!(guard.faults, Vec::<String>::new(), "{name} {overlays:?} {of}");
        let (entries, lapses) = (guard.entries > 1000, guard.lapses > 1000);
        assert_eq!(entries, book.score.is_some(), "{name} {overlays:?}: {} entries", guard.entries);
        assert_eq!(lapses, overlays.contains(&SHORT), "{name} {overlays:?}: {} lapses", guard.lapses);
        assert_eq!(guard.listings > 0, name != "none", "{name} {overlays:?}: {} listings", guard.listings);
    }
}

/// What an observer is told that did not happen so.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Lie {
    Nothing,
    FlippedSign,
    MissingEntry,
    SomebodyElses,
    AChilds,
    DoubledMerit,
    OtherCause,
    NoRule,
    OtherRule,
    NoListing,
    LaterEnd,
}

/// Tells another observer everything, and one lie.
struct Liar<'a> {
    lie: Lie,
    told: u32,
    to: &'a mut dyn Observer,
}

impl Liar<'_> {
    /// Whether this is the hundredth occasion (the tenth of a listing).
    fn now(&mut self, lie: Lie, at: u32) -> bool {
        self.told += u32::from(lie == self.lie);
        lie == self.lie && self.told == at
    }
}

impl Observer for Liar<'_> {
    fn entry(&mut self, entry: &Entry) {
        let mut e = *entry;
        if self.now(Lie::FlippedSign, 100) {
            e.points = -e.points;
        }
        if self.now(Lie::SomebodyElses, 100) {
            e.person = PersonId(e.person.0 ^ 1);
        }
        if self.now(Lie::AChilds, 100) {
            let child = DENSE.everybody().iter().find(|p| p.age(e.day) == 9).expect("there are children");
            e.person = child.id;
        }
        if e.points > 0 && self.now(Lie::DoubledMerit, 100) {
            e.points += 30;
        }
        if e.cause == Cause::Kin && self.now(Lie::OtherCause, 10) {
            e.cause = Cause::Presence;
        }
        if !self.now(Lie::MissingEntry, 100) {
            self.to.entry(&e);
        }
    }
    fn seen(&mut self, person: PersonId, day: Day, act: Act, channel: underheaven_base::Channel) {
        self.to.seen(person, day, act, channel);
    }
    fn enrolled(&mut self, person: PersonId, day: Day) {
        self.to.enrolled(person, day);
    }
    fn listed(&mut self, listing: &Listing) {
        let mut l = *listing;
        if self.now(Lie::NoRule, 10) {
            l.rule = None;
        }
        if self.now(Lie::OtherRule, 10) {
            l.rule = l.rule.map(|r| RuleId(r.0 ^ 1));
        }
        if !self.now(Lie::NoListing, 10) {
            self.to.listed(&l);
        }
    }
    fn delisted(&mut self, person: PersonId, list: underheaven_world::ListId, day: Day) {
        let late = i32::from(self.now(Lie::LaterEnd, 10));
        self.to.delisted(person, list, day + late);
    }
    fn period(&mut self, last: Day, world: &dyn underheaven_world::Census) {
        self.to.period(last, world);
    }
}

#[test]
fn a_flipped_sign_and_every_other_lie_in_the_books_turns_the_guard_red() {
    let run = article(&*DENSE);
    assert_eq!(guarded(run, Lie::Nothing), Vec::<String>::new());
    let lies = [
        (Lie::FlippedSign, "start and entries give"),
        (Lie::MissingEntry, "start and entries give"),
        (Lie::SomebodyElses, "start and entries give"),
        (Lie::AChilds, "an entry at the age of 9"),
        (Lie::DoubledMerit, "over the cap"),
        (Lie::OtherCause, "net points of `kin`"),
        (Lie::NoRule, "without an entry or a decision"),
        (Lie::OtherRule, "without an entry or a decision"),
        (Lie::NoListing, "on lists 1 on"),
        (Lie::LaterEnd, "the term ends on"),
    ];
    let short = rulebook("article", &[SHORT]);
    for (lie, word) in lies {
        // a term must end within the run, for somebody to tell its end wrongly
        let rulebook = if lie == Lie::LaterEnd { &short } else { run.rulebook };
        let faults = guarded(Lived { rulebook, ..run }, lie);
        assert!(faults.iter().any(|f| f.contains(word)), "{lie:?}: {faults:#?}");
    }
}

/// A rulebook that books before enrolment, told to the guard as one that does not, turns it red.
#[test]
fn entries_from_before_enrolment_turn_the_guard_red() {
    let book = rulebook("article", &[EARLIER]);
    let mut guard = Guard::new(&*DENSE, &ARTICLE, day(FROM));
    lived(&*DENSE, &book, &DEFAULT).live(1, &mut guard);
    assert!(guard.faults.iter().any(|f| f.contains("before enrolment")), "{:#?}", guard.faults);
}

/// What a society answers wrongly.
#[derive(Clone, Copy, PartialEq)]
enum Broken {
    /// Kin and staff are named in another order; that alone breaks nothing.
    Order,
    /// Proposals depend on how often they were asked for.
    Asked,
    /// The luck of proposals is keyed without the day.
    NoDay,
    /// The luck of proposals is keyed by the thread that asks.
    Thread,
    /// Two people have each other's kin.
    Kin(PersonId, PersonId),
}

/// The dense society, but for one answer.
struct Adapter {
    broken: Broken,
    asked: AtomicU32,
}

impl Adapter {
    fn new(broken: Broken) -> Self {
        Self { broken, asked: AtomicU32::new(0) }
    }
}

impl Society for Adapter {
    fn kin(&self, id: PersonId, out: &mut Vec<(PersonId, Relation)>) {
        let id = match self.broken {
            Broken::Kin(a, b) if id == a => b,
            Broken::Kin(a, b) if id == b => a,
            _ => id,
        };
        let start = out.len();
        DENSE.kin(id, out);
        if self.broken == Broken::Order {
            // who of the parents comes first says whose standing decides for a child
            let (mut parents, mut others) = (vec![], vec![]);
            for k in out.drain(start..) {
                if k.1 == Relation::Parent { parents.push(k) } else { others.push(k) }
            }
            out.extend(others.into_iter().rev().chain(parents));
        }
    }
    fn staff(&self, id: FirmId, out: &mut Vec<PersonId>) {
        DENSE.staff(id, out);
        if self.broken == Broken::Order {
            out.reverse();
        }
    }
    fn proposals(&self, of: &Residents, monday: Day, luck: u64, out: &mut Vec<Proposal>) {
        let asked = self.asked.fetch_add(1, Ordering::Relaxed);
        DENSE.proposals(of, monday, luck, out);
        for p in out {
            match self.broken {
                Broken::Asked if asked % 100 == 99 && p.person.0 % 7 == 0 => p.uniform = !p.uniform,
                Broken::Thread => {
                    let luck = luck ^ u64::from(std::thread::current().name() == Some(SECOND));
                    p.uniform = Draw::new(luck, p.person.0, p.day, Purpose::Proposal, p.act as u32).word(0);
                }
                Broken::NoDay => {
                    p.uniform = Draw::new(luck, p.person.0, Day(0), Purpose::Proposal, p.act as u32).word(0);
                }
                _ => {}
            }
        }
    }

    fn name(&self) -> &str {
        DENSE.name()
    }
    fn seed(&self) -> u64 {
        DENSE.seed()
    }
    fn people(&self) -> u32 {
        DENSE.people()
    }
    fn represents(&self) -> f64 {
        DENSE.represents()
    }
    fn neighbourhoods(&self) -> u32 {
        DENSE.neighbourhoods()
    }
    fn neighbourhood(&self, id: NeighbourhoodId) -> Neighbourhood {
        DENSE.neighbourhood(id)
    }
    fn settle(&self, id: NeighbourhoodId, into: &mut Residents) {
        DENSE.settle(id, into);
    }
    fn person(&self, id: PersonId) -> Person {
        DENSE.person(id)
    }
    fn friend(&self, id: PersonId, layer: u8) -> Option<PersonId> {
        DENSE.friend(id, layer)
    }
    fn candidates(&self, id: PersonId, monday: Day, out: &mut Vec<PersonId>) {
        DENSE.candidates(id, monday, out);
    }
    fn employer(&self, id: PersonId) -> Option<FirmId> {
        DENSE.employer(id)
    }
    fn firm(&self, id: FirmId) -> Firm {
        DENSE.firm(id)
    }
    fn gallery(
        &self,
        of: Gallery,
        near: NeighbourhoodId,
        female: bool,
        class: u8,
        day: Day,
        word: u64,
    ) -> Option<PersonId> {
        DENSE.gallery(of, near, female, class, day, word)
    }
    fn gallery_size(&self, of: Gallery, near: NeighbourhoodId) -> f64 {
        DENSE.gallery_size(of, near)
    }
    fn in_class(&self, person: &Person, class: Class, day: Day) -> bool {
        DENSE.in_class(person, class, day)
    }
    fn share(&self, person: &Person, act: Act, class: Class) -> f64 {
        DENSE.share(person, act, class)
    }
    fn headroom(&self, act: Act, class: Class) -> f64 {
        DENSE.headroom(act, class)
    }
    fn rates(&self) -> &[(Act, Class, f64)] {
        DENSE.rates()
    }
    fn means(&self) -> &Means {
        DENSE.means()
    }
    fn round(&self) -> &Round {
        DENSE.round()
    }
}

#[test]
fn the_order_in_which_ties_are_named_never_shows() {
    assert_eq!(events(&Adapter::new(Broken::Order), 1), events(&*DENSE, 1));
}

#[test]
fn luck_that_depends_on_the_order_of_asking_turns_the_repetition_red() {
    let adapter = Adapter::new(Broken::Asked);
    assert_ne!(events(&adapter, 1), events(&adapter, 1));
}

/// The second part's thread.
const SECOND: &str = "second";

/// All that is told of two parts, both lived on this thread or each on one of its own.
fn told_of_parts(society: &dyn Society, threads: u32) -> Vec<Vec<Log>> {
    let (from, to) = (day(FROM), day("2019-06-30"));
    let (rulebook, behaviour, overrides) = (&*ARTICLE, &*DEFAULT, Overrides::new());
    let plan = Plan { society, rulebook, behaviour, luck: 1, from, to, overrides };
    let mut world = fast::World::new(plan, 2).unwrap_or_else(|f| panic!("{f:#?}"));
    let mut logs = vec![vec![Log::default()], vec![Log::default()]];
    while let Some((tick, shared, parts)) = world.open() {
        std::thread::scope(|scope| {
            for ((part, log), name) in parts.iter_mut().zip(&mut logs).zip(["first", SECOND]) {
                let mut live = move || part.live(shared, tick, log);
                match threads {
                    1 => live(),
                    _ => drop(std::thread::Builder::new().name(name.to_owned()).spawn_scoped(scope, live)),
                }
            }
        });
        world.close(tick);
    }
    assert!(logs.iter().flatten().all(|log| log.people.len() > 1_000));
    logs
}

/// Where a run on two threads first differs from one on a single thread.
fn threads_differ(society: &dyn Society) -> Option<String> {
    let (one, two) = (told_of_parts(society, 1), told_of_parts(society, 2));
    one.iter().flatten().zip(two.iter().flatten()).find_map(|(one, two)| one.first_difference(two))
}

#[test]
fn luck_that_depends_on_the_thread_turns_the_comparison_of_threads_red() {
    assert_eq!(threads_differ(&*DENSE), None);
    assert!(threads_differ(&Adapter::new(Broken::Thread)).is_some());
}

/// Ties that only one side knows, or of which one is tied to oneself.
fn one_sided(society: &dyn Society) -> Vec<String> {
    let (mut mine, mut theirs, mut faults) = (vec![], vec![], vec![]);
    for p in everybody(society) {
        mine.clear();
        society.kin(p.id, &mut mine);
        for (other, relation) in &mine {
            theirs.clear();
            society.kin(*other, &mut theirs);
            if *other == p.id || !theirs.contains(&(p.id, relation.inverse())) {
                faults.push(format!("{other} is {relation} of {}, and does not know it", p.id));
            }
        }
    }
    faults
}

/// Who was booked and brought entries on kin, in the plain run.
struct KinOf(Vec<PersonId>);

impl Observer for KinOf {
    fn entry(&mut self, e: &Entry) {
        let cause = e.trigger.filter(|_| e.cause == Cause::Kin).map(|t| t.person);
        self.0.extend(cause);
    }
}

#[test]
fn one_swapped_tie_turns_kin_and_repetition_red() {
    assert_eq!(one_sided(&*DENSE), Vec::<String>::new());
    let mut kin = KinOf(vec![]);
    article(&*DENSE).live(1, &mut kin);
    let (a, b) = (kin.0[0], *kin.0.iter().find(|p| **p != kin.0[0]).expect("two critics with kin"));
    let swapped = Adapter::new(Broken::Kin(a, b));
    assert!(!one_sided(&swapped).is_empty());
    assert_ne!(events(&swapped, 1), events(&*DENSE, 1));
}

/// Counts late bills of everybody.
struct Late(std::collections::BTreeMap<PersonId, u32>);

impl Observer for Late {
    fn turn(&mut self, person: PersonId, _: Day, turn: Turn, _: u32) {
        *self.0.entry(person).or_default() += u32::from(turn == Turn::BillLate);
    }
}

/// How many people were ever late, against how many independent luck on every due day makes; in standard errors.
fn ever_late(society: &dyn Society) -> f64 {
    let (book, behaviour) = (rulebook("none", &[]), behaviour("none"));
    let run = Lived { society, rulebook: &book, behaviour: &behaviour, from: day("2019-01-01"), to: day("2019-12-31") };
    let mut late = Late(Default::default());
    run.live(1, &mut late);
    let (mut expected, mut variance) = (0.0, 0.0);
    let holds = |p: &Person| p.traits.has(Trait::BillHolder) && p.age(run.from) >= 18;
    for p in everybody(society).filter(holds) {
        let never = (0..24).fold(1.0, |all, _| all * (1.0 - society.share(&p, Act::BillDue, Class::BillHolders)));
        expected += 1.0 - never;
        variance += never * (1.0 - never);
    }
    let people = late.0.iter().filter(|(p, n)| **n > 0 && society.person(**p).age(run.from) >= 18).count();
    (people as f64 - expected) / f64::sqrt(variance)
}

#[test]
fn luck_keyed_without_the_day_strikes_the_same_people_again_and_shows() {
    let errors = ever_late(&*DENSE);
    assert!(errors.abs() < 4.0, "{errors} standard errors");
    let broken = ever_late(&Adapter::new(Broken::NoDay));
    assert!(broken < -20.0, "{broken} standard errors");
}

/// Opens letters to one person in the order given, and gives the books that they leave.
fn opened(letters: &[Mail]) -> Vec<(Option<RuleId>, i32)> {
    let (book, temper) = (Book::new(&ARTICLE), Temper::new(&DEFAULT));
    let today = day("2020-06-08");
    let boards = vec![Board::default(); 4];
    let enrolment = vec![day("2019-01-01"); 4];
    let overrides = Overrides::new();
    let frame = Frame {
        society: &*DENSE,
        book: &book,
        temper: &temper,
        luck: 1,
        boards: &boards,
        boosted: &[],
        enrolment: &enrolment,
        overrides: &overrides,
        period: today,
        arm: Arms::FIRST,
        recalls: false,
        pair: None,
    };
    let me = DENSE.person(letters[0].to);
    let mut life = Life::new(1000, Some(enrolment[0]), Some(enrolment[0]), 1000, false);
    let (home, mut out) = (DENSE.settled(me.id.neighbourhood()), Outbox::default());
    let mut s = Scene {
        frame: &frame,
        home: &home,
        me: &me,
        life: Hand(&mut life),
        day: today,
        out: &mut out,
        observer: &mut Deaf,
    };
    letters.iter().for_each(|letter| posting::open(&mut s, letter));
    life.entries.iter().map(|e| (e.rule, e.points)).collect()
}

#[test]
fn letters_are_opened_in_one_order_whatever_the_order_of_sending() {
    let adult = DENSE.everybody().iter().find(|p| p.age(day("2020-06-08")) == 40).expect("there is one");
    let number = |name: &str| Book::new(&ARTICLE).rule_names.iter().position(|n| n == name).map(|i| RuleId(i as u16));
    let kin = |rule: &str, from: u32, relation| Mail {
        to: adult.id,
        day: day("2020-06-03"),
        rule: number(rule),
        from: PersonId(from),
        arms: Arms::FIRST,
        letter: Letter::Kin {
            origin: underheaven_world::life::Origin::Demerit(1),
            relation,
            trigger: Some(Trigger { act: Act::CriticalPost, kind: Kind::Speech, person: PersonId(from) }),
        },
    };
    // at most one kin entry a year: the first letter decides how many points are lost
    let sent = [
        kin("in-laws-of-critic", 1, Relation::ParentInLaw),
        kin("kin-of-critic", 2, Relation::Sibling),
        kin("in-laws-of-critic", 3, Relation::SiblingInLaw),
    ];
    let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
    let mail = |order: [usize; 3]| order.map(|i| sent[i]);
    let sorted = |order| {
        let mut mail = mail(order);
        mail.sort_unstable();
        opened(&mail)
    };
    assert!(orders.iter().all(|o| sorted(*o) == sorted(orders[0])), "sorted mail leaves the same books");
    assert_eq!(sorted(orders[0]).len(), 1);
    assert!(orders.iter().any(|o| opened(&mail(*o)) != sorted(orders[0])), "unsorted mail does not");
}

/// Several observers at once.
struct Several<'a>(Vec<&'a mut dyn Observer>);

impl Observer for Several<'_> {
    fn act(&mut self, person: PersonId, day: Day, act: Act, push: Push) {
        self.0.iter_mut().for_each(|o| o.act(person, day, act, push));
    }
    fn forgone(&mut self, person: PersonId, day: Day, act: Act, push: Push) {
        self.0.iter_mut().for_each(|o| o.forgone(person, day, act, push));
    }
    fn seen(&mut self, person: PersonId, day: Day, act: Act, channel: underheaven_base::Channel) {
        self.0.iter_mut().for_each(|o| o.seen(person, day, act, channel));
    }
    fn entry(&mut self, entry: &Entry) {
        self.0.iter_mut().for_each(|o| o.entry(entry));
    }
    fn enrolled(&mut self, person: PersonId, day: Day) {
        self.0.iter_mut().for_each(|o| o.enrolled(person, day));
    }
    fn listed(&mut self, listing: &Listing) {
        self.0.iter_mut().for_each(|o| o.listed(listing));
    }
    fn delisted(&mut self, person: PersonId, list: underheaven_world::ListId, day: Day) {
        self.0.iter_mut().for_each(|o| o.delisted(person, list, day));
    }
    fn asked(
        &mut self,
        person: PersonId,
        day: Day,
        gate: underheaven_base::Gate,
        rank: underheaven_world::pools::Rank,
    ) {
        self.0.iter_mut().for_each(|o| o.asked(person, day, gate, rank));
    }
    fn gate(&mut self, answer: &Answer) {
        self.0.iter_mut().for_each(|o| o.gate(answer));
    }
    fn turn(&mut self, person: PersonId, day: Day, turn: Turn, amount: u32) {
        self.0.iter_mut().for_each(|o| o.turn(person, day, turn, amount));
    }
    fn passes(&mut self, n: NeighbourhoodId, monday: Day, site: underheaven_base::Site, made: u64, covered: u64) {
        self.0.iter_mut().for_each(|o| o.passes(n, monday, site, made, covered));
    }
    fn period(&mut self, last: Day, world: &dyn underheaven_world::Census) {
        self.0.iter_mut().for_each(|o| o.period(last, world));
    }
}
