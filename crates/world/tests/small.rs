//! Small rulebooks over a few people: what no shipped rulebook says, but the format can.

#[allow(dead_code, reason = "each test file uses its part")]
mod common;

use common::{Deaf, behaviour, day};
use std::collections::BTreeMap;
use underheaven_base::{Act, Cause, Day, Gate, Outcome, PersonId};
use underheaven_behaviour::Behaviour;
use underheaven_rulebook::Rulebook;
use underheaven_world::cases::{Case, Dozen, run};
use underheaven_world::{Answer, Ask, Causes, Observer, Overrides, Plan, World};

const HEAD: &str = r#"
provenance = "hypothetical"
[score]
start = 1000
[posting]
period_days = 7
[enrolment]
age = 18
[sight.crossing-on-red]
officer = 0.01
[rule.crossing]
provenance = "hypothetical"
act = "crossing-on-red"
points = -5
"#;

fn rulebook(more: &str) -> Rulebook {
    Rulebook::read("small", &[("head", HEAD), ("small", more)]).unwrap_or_else(|f| panic!("{f:#?}")).0
}

#[track_caller]
fn check(more: &str, case: &str) {
    let case = Case::read("small", "case", case).unwrap_or_else(|f| panic!("{f:#?}"));
    let outcome = run(&case, &rulebook(more)).unwrap_or_else(|f| panic!("{f:#?}"));
    assert_eq!(outcome.differs, Vec::<String>::new());
}

#[test]
fn a_clean_week_closes_on_a_monday() {
    let weekly = "[rule.week]\nprovenance = \"hypothetical\"\nwhen = \"clean\"\nwindow = \"week\"\npoints = 1\n[posting]\nperiod_days = 14\n";
    let case = r#"
to = "2020-02-03"
[person.a]
age = 40
[do.1]
who = "a"
act = "crossing-on-red"
day = "2020-01-15"
seen = "officer"
[entry.1]
who = "a"
day = "2020-01-13"
rule = "week"
points = 1
[entry.2]
who = "a"
day = "2020-01-15"
rule = "crossing"
points = -5
[entry.3]
who = "a"
day = "2020-01-27"
rule = "week"
points = 1
[entry.4]
who = "a"
day = "2020-02-03"
rule = "week"
points = 1
"#;
    check(weekly, case);
}

#[test]
fn a_week_of_bills_on_time_earns_on_the_monday_after() {
    let weekly = "[rule.week]\nprovenance = \"hypothetical\"\nwhen = \"punctual\"\nact = \"bill-due\"\nwindow = \"week\"\npoints = 1\n[sight.bill-due]\nutility = 1.0\n";
    let case = r#"
to = "2020-02-10"
[person.a]
age = 40
traits = ["bill-holder"]
[do.1]
who = "a"
act = "bill-due"
day = "2020-01-15"
[do.2]
who = "a"
act = "bill-due"
day = "2020-01-29"
late = true
[entry.1]
who = "a"
day = "2020-01-20"
rule = "week"
points = 1
"#;
    check(weekly, case);
}

#[test]
fn a_true_report_may_name_any_act_that_neighbours_see() {
    let reports = r#"
[rule.drunk]
provenance = "hypothetical"
act = "drink-driving"
points = -9
[reports]
false_share = 0.0
[reports.subject]
drink-driving = 1.0
"#;
    let case = r#"
[person.a]
age = 40
traits = ["driver", "drinker"]
[person.n]
age = 50
[do.1]
who = "a"
act = "drink-driving"
day = "2020-01-08"
[do.2]
who = "n"
act = "neighbour-report"
day = "2020-01-09"
reported = "a"
subject = "drink-driving"
[do.3]
who = "n"
act = "neighbour-report"
day = "2020-01-16"
reported = "a"
subject = "drink-driving"
[entry.1]
who = "a"
day = "2020-01-13"
rule = "drunk"
points = -9
cause = "own-act"
"#;
    check(reports, case);
}

#[test]
fn a_listing_may_be_lifted_by_any_act_that_its_list_names() {
    let list = r#"
[list.street]
provenance = "hypothetical"
below = 1000
removed_on = "volunteering"
removal_days = 3
[gate.train]
provenance = "hypothetical"
refuses_lists = ["street"]
"#;
    let case = r#"
[person.a]
age = 40
[do.1]
who = "a"
act = "crossing-on-red"
day = "2020-01-08"
seen = "officer"
[do.2]
who = "a"
act = "volunteering"
day = "2020-01-10"
[do.3]
who = "a"
act = "train-trip"
day = "2020-01-12"
[do.4]
who = "a"
act = "train-trip"
day = "2020-01-13"
[entry.1]
who = "a"
day = "2020-01-08"
rule = "crossing"
points = -5
[listing.1]
who = "a"
list = "street"
day = "2020-01-08"
lifted = "2020-01-13"
[gate.1]
who = "a"
gate = "train"
day = "2020-01-12"
outcome = "refused"
[gate.2]
who = "a"
gate = "train"
day = "2020-01-13"
outcome = "granted"
"#;
    check(list, case);
}

/// A case's people and what they do, to be lived in the plain world and looked at.
struct Lived {
    society: Dozen,
    who: BTreeMap<String, PersonId>,
    overrides: Overrides,
}

impl Lived {
    fn of(case: &str) -> Self {
        let case = Case::read("small", "case", case).unwrap_or_else(|f| panic!("{f:#?}"));
        let (society, who) = Dozen::new(&case, day("2020-01-06"));
        let mut overrides = Overrides::new();
        for a in case.acts.values() {
            overrides.insert((who[&a.who], a.day, Ask::Happens(a.act)), 1);
            if let Some(channel) = a.seen {
                overrides.insert((who[&a.who], a.day, Ask::Seen(a.act, channel)), 1);
            }
        }
        Self { society, who, overrides }
    }

    fn live<'a>(
        &'a self,
        book: &'a Rulebook,
        responses: &'a Behaviour,
        to: Day,
        observer: &mut dyn Observer,
    ) -> World<'a> {
        let (from, overrides) = (day("2020-01-06"), self.overrides.clone());
        let plan = Plan { society: &self.society, rulebook: book, behaviour: responses, luck: 1, from, to, overrides };
        let mut world = World::new(plan).unwrap_or_else(|f| panic!("{f:#?}"));
        while world.step(observer) {}
        world
    }
}

#[derive(Default)]
struct Answers(Vec<Answer>);

impl Observer for Answers {
    fn gate(&mut self, answer: &Answer) {
        self.0.push(*answer);
    }
}

#[test]
fn a_gate_that_a_band_alone_decides_tells_without_what_it_would_not_have() {
    let bands = r#"
[band.low]
at_least = 0
[band.middle]
at_least = 995
[band.high]
at_least = 1001
[sight.volunteering]
organiser = 0.5
[rule.help]
provenance = "hypothetical"
act = "volunteering"
points = 2
[gate.train]
provenance = "hypothetical"
refuses_bands = ["low"]
[gate.hotel]
provenance = "hypothetical"
favours_bands = ["high"]
"#;
    let case = r#"
[person.a]
age = 40
[person.b]
age = 40
[person.c]
age = 40
[do.1]
who = "a"
act = "crossing-on-red"
day = "2020-01-07"
seen = "officer"
[do.2]
who = "a"
act = "crossing-on-red"
day = "2020-01-08"
seen = "officer"
mistaken_for = "a"
[do.3]
who = "a"
act = "train-trip"
day = "2020-01-15"
[do.4]
who = "b"
act = "volunteering"
day = "2020-01-08"
seen = "organiser"
[do.5]
who = "b"
act = "hotel-night"
day = "2020-01-15"
[do.6]
who = "c"
act = "hotel-night"
day = "2020-01-15"
"#;
    let book = rulebook(bands);
    let mut answers = Answers::default();
    let (scene, frozen) = (Lived::of(case), behaviour("none"));
    let world = scene.live(&book, &frozen, day("2020-01-26"), &mut answers);
    let who = &scene.who;
    let of = |name: &str| *answers.0.iter().find(|a| a.person == who[name]).expect("somebody asked");
    let (a, b, c) = (of("a"), of("b"), of("c"));
    assert_eq!((a.gate, a.outcome, a.cause), (Gate::Train, Outcome::Refused, Some(Cause::OwnAct)));
    assert_eq!((a.needed, a.list), (Causes::default().with(Cause::OwnAct), None));
    assert_eq!(a.rule, common::rule(&world, "crossing"));
    assert_eq!(a.trigger.map(|t| t.act), Some(Act::CrossingOnRed));
    assert_eq!((b.outcome, b.cause, b.rule), (Outcome::Favoured, Some(Cause::OwnAct), common::rule(&world, "help")));
    assert_eq!((c.outcome, c.cause, c.rule), (Outcome::Granted, None, None));
}

#[test]
fn what_is_owed_for_a_deposit_and_dearer_goods_stays_owed_when_a_job_is_lost() {
    let shut = r#"
[list.shut]
provenance = "hypothetical"
below = 999
term_months = 12
[gate.online-shop]
provenance = "hypothetical"
refuses_lists = ["shut"]
[gate.online-shop.terms]
dearer-months = 0.002
[gate.job]
provenance = "hypothetical"
refuses_lists = ["shut"]
[gate.rental]
provenance = "hypothetical"
[gate.rental.terms]
deposit-months = 5.0
held-days = 700
"#;
    let act = |n: &str, who: &str, act: &str, day: &str| {
        format!("[do.{n}]\nwho = \"{who}\"\nact = \"{act}\"\nday = \"{day}\"\n")
    };
    let mut case = String::new();
    for who in ["owes", "spends"] {
        case += &format!("[person.{who}]\nage = 40\ntraits = [\"worker\", \"bill-holder\", \"shopper\"]\n");
        case += &act(&format!("{who}-1"), who, "crossing-on-red", "2020-01-07");
        case += "seen = \"officer\"\n";
        case += &act(&format!("{who}-2"), who, "job-request", "2020-01-14");
        case += &act(&format!("{who}-3"), who, "ordinary-purchase", "2020-01-15");
    }
    case += &act("deposit", "owes", "rental-request", "2020-01-13");
    let (book, scene, frozen) = (rulebook(shut), Lived::of(&case), behaviour("none"));
    // Three months of bills saved, five paid, and two thousandths more for the goods.
    let savings = |to: &str, who: &str| {
        let world = scene.live(&book, &frozen, day(to), &mut Deaf);
        world.life(scene.who[who]).savings
    };
    assert_eq!((savings("2020-01-31", "owes"), savings("2020-01-31", "spends")), (-2002, 2998));
    // Then a month of bills a month without a job, down to one that is owed; what was owed before stays.
    assert_eq!((savings("2020-03-15", "owes"), savings("2020-03-15", "spends")), (-2002, 998));
    assert_eq!((savings("2020-09-15", "owes"), savings("2020-09-15", "spends")), (-2002, -1000));
}
