//! Arms counted abreast: every table of every arm is the one that an observer of its own would have made.

use std::sync::OnceLock;
use underheaven_base::{Day, NeighbourhoodId};
use underheaven_behaviour::Behaviour;
use underheaven_measures::{Abreast, RuleFacts, RunHash, Setup, Tally};
use underheaven_rulebook::{Rulebook, shipped};
use underheaven_society::{Society, Table, Town};
use underheaven_world::{Book, Observer, Overrides, Plan, fast};

const REFORMS: [&str; 4] = ["no-kin-guilt", "appeal-all-grounds", "no-discretion", "abolished-2018"];

fn article(reform: Option<&str>) -> Rulebook {
    let book = shipped().iter().find(|book| book.name == "article").unwrap();
    let mut files = vec![(book.rulebook().label, book.rulebook().text)];
    files.extend(reform.map(|name| book.reforms().find(|r| r.name == name).unwrap()).map(|r| (r.label, r.text)));
    Rulebook::read("article", &files).unwrap().0
}

fn behaviour() -> &'static Behaviour {
    static DEFAULT: OnceLock<Behaviour> = OnceLock::new();
    DEFAULT.get_or_init(|| {
        let (name, text) = underheaven_behaviour::shipped().iter().find(|(name, _)| *name == "default").unwrap();
        Behaviour::read(name, &[("default.toml", text)]).unwrap().0
    })
}

fn town() -> &'static Town {
    static TOWN: OnceLock<Town> = OnceLock::new();
    TOWN.get_or_init(|| {
        let (_, text) = underheaven_society::shipped().iter().find(|(name, _)| *name == "town").unwrap();
        Town::build(&Table::read("town.toml", text).unwrap(), 6000, 1).unwrap()
    })
}

/// A world of the article and some reforms from mid-2018 to the end of 2019.
fn world(books: &[Rulebook]) -> (fast::World<'_>, Vec<Setup>) {
    world_of(books, ["2018-07-01", "2019-12-31"])
}

/// The same from one day to another.
fn world_of<'a>(books: &'a [Rulebook], days: [&str; 2]) -> (fast::World<'a>, Vec<Setup>) {
    let [from, to] = days.map(|day| Day::parse(day).unwrap());
    let plan = |rulebook| Plan {
        society: town(),
        rulebook,
        behaviour: behaviour(),
        luck: 2,
        from,
        to,
        overrides: Overrides::new(),
    };
    let world = fast::World::of(books.iter().map(plan).collect(), 1).unwrap();
    let rules = |book: &Book| book.rules.iter().map(|_| RuleFacts { demerit: true, ..RuleFacts::default() }).collect();
    let setup = |arm: &fast::Arm| Setup { rules: rules(arm.book()), panel: Some(1500), ..Setup::new(from) };
    let setups = world.shared().arms().iter().map(setup).collect();
    (world, setups)
}

/// A hash of each table that is made of a tally, by name.
fn tables(tally: &Tally, census: &fast::PartCensus<'_>) -> Vec<(&'static str, String)> {
    let mut all = vec![];
    macro_rules! tables {
        ($($name:literal: $rows:expr;)*) => {$({
            let mut hash = RunHash::default();
            hash.table(&$rows.into_iter().collect::<Vec<_>>());
            all.push(($name, hash.finish()));
        })*};
    }
    tables! {
        "series": tally.series("arm");
        "groups": tally.groups("arm");
        "funnel": tally.funnel("arm");
        "listings": tally.listings("arm", None, 1).rows;
        "some listings": tally.listings("arm", Some(20), 1).rows;
        "ledger": tally.ledger("arm");
        "gates": tally.gates("arm");
        "people": tally.people_rows("arm", census);
    }
    let mut lives = RunHash::default();
    lives.lives(tally.digest());
    all.push(("lives", lives.finish()));
    all
}

/// What differs between arms counted abreast and each by a tally of its own, with the share of days lived apart under each.
fn differing(books: &[Rulebook], said: impl Fn(&mut fast::World)) -> (Vec<String>, Vec<f64>) {
    differing_in(|| world(books), said)
}

/// The same of any world.
fn differing_in<'a>(
    world: impl Fn() -> (fast::World<'a>, Vec<Setup>),
    said: impl Fn(&mut fast::World),
) -> (Vec<String>, Vec<f64>) {
    let (mut one, setups) = world();
    let from = one.shared().today();
    said(&mut one);
    let mut own: Vec<Tally> = setups.iter().map(|setup| Tally::new(town(), setup.clone())).collect();
    loop {
        let mut observers: Vec<&mut dyn Observer> = own.iter_mut().map(|tally| tally as &mut dyn Observer).collect();
        if !one.step(&mut observers) {
            break;
        }
    }
    own.iter_mut().enumerate().for_each(|(arm, tally)| tally.finish(&one.census(arm)));

    let (mut other, _) = world();
    said(&mut other);
    let mut abreast = Abreast::of(town(), setups, &other.alike_in_time(), 0..town().neighbourhoods());
    while other.step_watched(&mut abreast) {}
    let abreast = abreast.finish(&other.looks());

    let mut faults = vec![];
    for (arm, (own, abreast)) in own.iter().zip(&abreast).enumerate() {
        faults.extend(abreast.verify(&other.census(arm), None));
        let pairs = tables(own, &one.census(arm)).into_iter().zip(tables(abreast, &other.census(arm)));
        faults.extend(pairs.filter(|(a, b)| a != b).map(|(a, _)| format!("arm {arm}: {} differs", a.0)));
    }
    let days = f64::from(town().people()) * f64::from(other.shared().today() - from);
    (faults, abreast.iter().map(|tally| tally.lived_apart() as f64 / days).collect())
}

#[test]
fn arms_abreast_are_counted_as_each_is_by_itself() {
    let books: Vec<Rulebook> = [None].into_iter().chain(REFORMS.map(Some)).map(article).collect();
    let (faults, apart) = differing(&books, |_| {});
    assert!(faults.is_empty(), "{faults:#?}");
    assert!(apart[1..4].iter().all(|share| *share > 0.0 && *share < 0.5), "some part, and not all: {apart:?}");
    assert!(apart[4] > 0.1 && apart[4] < 0.9, "whom the article reaches is lived apart where it has ended: {apart:?}");
    let (other, _) = world(&books);
    assert!(other.alike_in_time().iter().all(Option::is_some), "every arm follows, one that has ended, too");
}

#[test]
fn an_arm_whose_rulebook_ends_sooner_is_counted_as_it_is_by_itself_whenever_that_is() {
    // The run begins on a Sunday: people are first looked at after it, and the week after ends on the eighth. By then one of
    // two neighbourhoods is enrolled, and the other comes to be so.
    let ends = ["2019-01-01", "2019-09-01", "2019-09-02", "2019-09-04", "2019-11-13", "2020-02-28"];
    let days = ["2019-09-01", "2020-02-29"];
    let until = |day: &str| {
        let book = shipped().iter().find(|book| book.name == "article").unwrap();
        let text = format!("until = {day}\n");
        Rulebook::read("article", &[(book.rulebook().label, book.rulebook().text), ("until", &text)]).unwrap().0
    };
    let books: Vec<Rulebook> = [article(None)].into_iter().chain(ends.map(until)).collect();
    let (faults, apart) = differing_in(|| world_of(&books, days), |_| {});
    assert!(faults.is_empty(), "{faults:#?}");
    assert!(apart[6] > 0.0 && apart[6] < apart[5] && apart[5] < apart[4] && apart[4] < 0.9, "{apart:?}");
    // One that ends later has a tally of everybody, and so has one beside a baseline that ends, too.
    let books = [until(ends[4]), article(None), until(ends[2])];
    let (other, _) = world_of(&books, days);
    assert_eq!(other.alike_in_time().iter().map(Option::is_some).collect::<Vec<_>>(), [true, false, false]);
    let (faults, _) = differing_in(|| world_of(&books, days), |_| {});
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn whoever_never_parted_is_as_afraid_as_the_board_under_each_arm_has_it() {
    let books = [article(None), article(Some("no-cameras"))];
    let (faults, apart) = differing(&books, |_| {});
    assert!(faults.is_empty(), "{faults:#?}");
    assert!(apart[1] > 0.0 && apart[1] < 0.5);
    let (mut world, _) = world(&books);
    let mut nobody = [Nobody, Nobody];
    let mut differ = 0;
    loop {
        let [a, b] = &mut nobody;
        let on = world.step(&mut [a, b]);
        let neighbourhoods = (0..town().neighbourhoods()).map(NeighbourhoodId);
        differ += neighbourhoods.filter(|n| world.looks().differ(1, *n)).count();
        if !on {
            break;
        }
    }
    assert!(differ > 0, "boards were to weigh otherwise in some week");
}

struct Nobody;

impl Observer for Nobody {}

#[test]
fn whoever_is_lived_apart_without_need_counts_once_all_the_same() {
    let books = [article(None), article(Some("no-kin-guilt"))];
    let (faults, apart) = differing(&books, |world| world.share_nothing());
    assert!(faults.is_empty(), "{faults:#?}");
    assert!(apart[1] > 0.99);
}

#[test]
fn an_arm_that_nobody_parts_under_is_the_first_arm_s() {
    let books = [article(None), article(None), article(Some("no-kin-guilt"))];
    let (faults, apart) = differing(&books, |_| {});
    assert!(faults.is_empty(), "{faults:#?}");
    assert_eq!(apart[..2], [0.0, 0.0]);
    assert!(apart[2] > 0.0);
}
