//! Recourse over whole societies: how many appeal, what is upheld, what is withdrawn with its cause, and that the books
//! go on summing to the score.

#[allow(dead_code, reason = "each test file uses its part")]
mod common;
#[path = "common/guard.rs"]
mod guard;

use common::*;
use guard::Guard;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use underheaven_base::{Cause, Channel, Day, Ground, Kind, PersonId};
use underheaven_behaviour::Behaviour;
use underheaven_rulebook::Rulebook;
use underheaven_society::{Society, Town};
use underheaven_world::{Appealed, Booking, Entry, ListId, Listing, Observer, World};

static DENSE: LazyLock<Town> = LazyLock::new(|| society("dense", None, 2020));
static NONE: LazyLock<Behaviour> = LazyLock::new(|| behaviour("none"));

const FROM: &str = "2019-04-01";

/// Only false reports of critical posts, and many of them.
const FALSE_REPORTS: &str = "[reports]\nfalse_share = 1.0\n";
/// Short lives of entries and listings, so that corrections meet lapses and ends of terms.
const SHORT: &str = "[score]\nlifetime_quarters = 1\n[list.discredited]\nterm_months = 3\nbelow = 985\n";
const EARLIER: &str = "[enrolment]\nearlier_records = true\n";
const TOLD: &str = "[list.discredited]\nnotice = true\n";

/// The article under a reform, with so many who appeal and so many upheld.
fn book(reform: &str, [uptake, wrong, right]: [f64; 3], overlays: &[&str]) -> Rulebook {
    let article = underheaven_rulebook::shipped().iter().find(|b| b.name == "article").expect("it is shipped");
    let text = article.reforms().find(|r| r.name == reform).expect("it is shipped").text;
    let mut sizes = format!("[recourse]\nupheld_when_wrong = {wrong}\nupheld_when_right = {right}\n");
    let grounds = Ground::ALL.map(Ground::name).into_iter().filter(|g| text.contains(&format!("\n{g} = ")));
    sizes.push_str("[recourse.uptake]\n");
    grounds.for_each(|g| sizes.push_str(&format!("{g} = {uptake}\n")));
    sizes.push_str("[recourse.uptake_by]\n");
    [1, 2, 4, 5].iter().for_each(|n| sizes.push_str(&format!("income-{n} = 1.0\n")));
    rulebook("article", &[&[EVERYBODY, text, &sizes], overlays].concat())
}

fn live<'a>(rulebook: &'a Rulebook, behaviour: &'a Behaviour, observer: &mut dyn Observer) -> World<'a> {
    let (from, to) = (day(FROM), day("2020-09-30"));
    Lived { society: &*DENSE, rulebook, behaviour, from, to }.live(1, observer)
}

#[test]
fn the_books_agree_with_what_was_told_where_much_is_corrected() {
    let all = [1.0, 1.0, 1.0];
    let half = [0.5, 0.5, 0.2];
    let default = behaviour("default");
    let variants: [(&str, [f64; 3], &[&str], &Behaviour); 5] = [
        ("appeal-fact", half, &[], &default),
        ("appeal-all-grounds", half, &[SHORT], &default),
        ("appeal-all-grounds", half, &[SHORT, EARLIER, TOLD], &NONE),
        ("appeal-all-grounds", all, &[SHORT, FALSE_REPORTS], &NONE),
        ("appeal-all-grounds", half, &["[posting]\nperiod_days = 1\n[recourse]\ndelay_days = 0\n"], &NONE),
    ];
    for (reform, sizes, overlays, behaviour) in variants {
        let book = book(reform, sizes, overlays);
        let mut guard = Guard::new(&*DENSE, &book, day(FROM));
        let world = live(&book, behaviour, &mut guard);
        guard.finish(&world);
        assert_eq!(guard.faults, Vec::<String>::new(), "{reform} {sizes:?} {overlays:?}");
        assert!(guard.corrections > 100, "{reform}: only {} corrections", guard.corrections);
    }
}

/// Keeps what is booked, appealed and corrected.
#[derive(Default)]
struct Kept {
    entries: Vec<Entry>,
    appeals: Vec<Appealed>,
    listings: Vec<Listing>,
    ends: Vec<(PersonId, Day)>,
}

impl Kept {
    fn booked(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(|e| e.booking == Booking::Booked)
    }
    fn corrections(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(|e| e.booking == Booking::Correction)
    }
}

impl Observer for Kept {
    fn entry(&mut self, e: &Entry) {
        self.entries.push(*e);
    }
    fn appealed(&mut self, a: &Appealed) {
        self.appeals.push(*a);
    }
    fn listed(&mut self, l: &Listing) {
        self.listings.push(*l);
    }
    fn delisted(&mut self, person: PersonId, _: ListId, day: Day) {
        self.ends.push((person, day));
    }
}

#[test]
fn kin_entries_are_withdrawn_with_their_cause_and_no_others() {
    // whatever is wrong in fact is corrected after thirty days, and nothing else: kin themselves get nowhere
    let book = book("appeal-fact", [1.0, 1.0, 0.0], &[FALSE_REPORTS]);
    let mut kept = Kept::default();
    live(&book, &NONE, &mut kept);
    let mut wrong: BTreeMap<(PersonId, Day), Day> = BTreeMap::new();
    for e in kept.booked().filter(|e| e.cause == Cause::FalseReport && e.points == -30) {
        wrong.insert((e.person, e.day), e.day + 30);
    }
    let last = day("2020-09-30");
    let (mut due, mut not_due) = (0, 0);
    for kin in kept.booked().filter(|e| e.cause == Cause::Kin) {
        let from = kin.trigger.expect("kin entries have a trigger").person;
        // booked at one posting, it reaches kin at the next
        let corrected = wrong.get(&(from, kin.day + -7)).map(|d| d.monday() + 7);
        let found = kept.corrections().find(|c| {
            (c.person, c.rule, c.points, c.trigger) == (kin.person, kin.rule, -kin.points, kin.trigger)
                && c.day > kin.day
        });
        match corrected {
            Some(on) if on <= last => {
                due += 1;
                assert_eq!(found.map(|c| c.day), Some(on), "{kin:?}");
            }
            Some(_) => {}
            None => {
                not_due += 1;
                assert_eq!(found, None, "{kin:?}");
            }
        }
    }
    assert!(due > 30 && not_due > 30, "{due} kin entries to withdraw, {not_due} to leave");
}

#[test]
fn appeals_and_corrections_meet_uptake_and_the_shares_upheld() {
    let [uptake, wrong, right] = [0.4, 0.6, 0.1];
    let book = book("appeal-fact", [uptake, wrong, right], &[]);
    let mut kept = Kept::default();
    live(&book, &NONE, &mut kept);
    let near = |what: &str, observed: usize, n: usize, share: f64| {
        let expected = n as f64 * share;
        let error = (expected * (1.0 - share)).sqrt();
        let off = (observed as f64 - expected).abs();
        assert!(n > 100 && off < 4.0 * error, "{what}: {observed} of {n}, expected {expected} within {error}");
    };
    let demerits = kept.booked().filter(|e| e.points < 0).count();
    let of_entries = kept.appeals.iter().filter(|a| a.channel != Channel::Discretion);
    near("appeals", of_entries.count(), demerits, uptake);
    let last = day("2020-09-30");
    for (holds, share) in [(true, wrong), (false, right)] {
        let decided = |a: &&Appealed| a.holds == holds && a.due <= last && a.channel != Channel::Discretion;
        let n = kept.appeals.iter().filter(decided).count();
        // what was withdrawn from kin with its cause was decided by nobody
        let upheld = kept.corrections().filter(|c| c.cause.is_error() == holds && c.cause != Cause::Kin);
        let of_kin = kept.appeals.iter().filter(decided).filter(|a| a.channel == Channel::Bureau).count();
        near(if holds { "upheld" } else { "upheld though right" }, upheld.count(), n - of_kin, share);
    }
}

#[test]
fn each_ground_answers_what_it_says() {
    let grounds = |cause, kind| Ground::ALL.into_iter().filter(move |g| g.holds(cause, kind)).collect::<Vec<_>>();
    let rows = [
        (Cause::OwnAct, Some(Kind::Conduct), vec![]),
        (Cause::OwnAct, Some(Kind::Speech), vec![Ground::Proportion]),
        (Cause::WrongRecord, None, vec![Ground::Fact]),
        (Cause::Mistaken, Some(Kind::Conduct), vec![Ground::Fact, Ground::Attribution]),
        (Cause::Kin, Some(Kind::Speech), vec![Ground::Attribution, Ground::Proportion]),
        (Cause::Discretion, None, vec![Ground::Reason]),
    ];
    for (cause, kind, told) in rows {
        assert_eq!(grounds(cause, kind), told, "{cause} {kind:?}");
    }
}

#[test]
fn a_rulebook_without_recourse_keeps_nothing_of_it() {
    let book = rulebook("article", &[EVERYBODY]);
    let mut kept = Kept::default();
    let world = live(&book, &NONE, &mut kept);
    assert_eq!((kept.appeals.len(), kept.corrections().count()), (0, 0));
    let kept = |id| {
        let life = world.life(id);
        life.appeals.len() + life.corrected.len() + life.kin_causes.len()
    };
    assert_eq!(everybody(&*DENSE as &dyn Society).map(|p| kept(p.id)).sum::<usize>(), 0);
}
