//! What holds in every town: ties from both sides, margins, sizes, proposals.

mod acts;
mod margins;
mod ties;

use super::*;
use std::sync::LazyLock;

/// The shipped town in full.
static FULL: LazyLock<Town> = LazyLock::new(|| build("town", 84_000));
/// A town of four neighbourhoods.
static SMALL: LazyLock<Town> = LazyLock::new(|| build("town", 10_500));

fn build(name: &str, people: u32) -> Town {
    Town::build(&table(name), people, Town::default_seed(&table(name))).unwrap_or_else(|why| panic!("{why}"))
}

fn table(name: &str) -> Table {
    let text = crate::shipped().iter().find(|(n, _)| *n == name).unwrap().1;
    Table::read(&format!("{name}.toml"), text)
        .unwrap_or_else(|faults| panic!("{}", faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")))
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

#[test]
fn sizes_are_rounded_to_whole_neighbourhoods() {
    let table = table("town");
    for (asked, people, neighbourhoods) in
        [(2625, 2625, 1), (3000, 2625, 1), (5000, 5250, 2), (10_000, 10_500, 4), (42_000, 42_000, 16)]
    {
        let town = Town::build(&table, asked, 1).unwrap();
        assert_eq!((town.people(), town.neighbourhoods()), (people, neighbourhoods), "asked for {asked}");
    }
    assert_eq!(Town::default_people(&table), 84_000);
    assert_eq!((FULL.people(), FULL.neighbourhoods()), (84_000, 32));
    assert_eq!(SMALL.represents(), 1.4e9 / 10_500.0);
}

#[test]
fn too_few_and_too_many_people_are_refused_with_what_works() {
    let table = table("town");
    let why = |people| Town::build(&table, people, 1).err().unwrap();
    assert_eq!(why(0), "a town of 0 people is too small; the least that works is 2625, one neighbourhood");
    assert!(why(2624).contains("the least that works is 2625"));
    assert_eq!(why(1_000_000), "a town of 1000000 people is too large; a town has at most 84000, 32 neighbourhoods");
}

#[test]
fn two_builds_from_one_seed_are_the_same_and_another_seed_is_not() {
    let again = build("town", 10_500);
    assert_eq!(again.everybody(), SMALL.everybody());
    assert_eq!((&again.friends, &again.work), (&SMALL.friends, &SMALL.work));
    let ties = |town: &Town| {
        let mut kin = vec![];
        town.everybody().iter().for_each(|p| town.kin(p.id, &mut kin));
        kin
    };
    assert_eq!(ties(&again), ties(&SMALL));
    let other = Town::build(&table("town"), 10_500, 2021).unwrap();
    assert_ne!(other.everybody(), SMALL.everybody());
}

#[test]
fn people_households_and_streets_stand_in_order() {
    let town = &*FULL;
    for n in 0..town.neighbourhoods() {
        let residents = town.settled(NeighbourhoodId(n));
        assert!(residents.people.len() < 4096);
        for (place, person) in residents.people.iter().enumerate() {
            assert_eq!(person.id, PersonId::at(NeighbourhoodId(n), place as u32));
            assert_eq!(town.person(person.id), *person);
        }
        let next = |a: &Person, b: &Person| b.household == a.household || b.household == a.household + 1;
        let in_order = residents.people.windows(2).all(|w| next(&w[0], &w[1]));
        assert!(in_order, "households of {n} are not contiguous");
        for person in &residents.people {
            let household = residents.household(person.id);
            let same = residents.people.iter().filter(|p| p.household == person.household).count();
            assert!(household.iter().all(|p| p.household == person.household) && household.len() == same);
            let grown = household.iter().any(|p| p.age(people::counted()) >= 18);
            assert!(grown, "{} lives without an adult", person.id);
        }
        for person in residents.people.iter().step_by(97) {
            let street = residents.street(person.id);
            let same = residents.people.iter().filter(|p| p.street == person.street).count();
            assert!(street.iter().all(|p| p.street == person.street) && street.contains(person));
            assert_eq!(street.len(), same);
        }
    }
}

#[test]
fn a_gallery_holds_one_sex_and_age_class_and_all_of_it() {
    let (town, near, date) = (&*SMALL, NeighbourhoodId(1), day("2016-05-01"));
    for female in [false, true] {
        for class in 0..4 {
            let fits = |p: &Person| {
                let age = p.age(date);
                age >= 0 && p.female == female && crate::age_class(age) == class
            };
            let size = town.everybody().iter().filter(|p| fits(p)).count() as u64;
            let mut seen = std::collections::BTreeSet::new();
            for k in 0..size {
                let word = ((u128::from(k) * 2 + 1) * (1 << 63) / u128::from(size)) as u64;
                let id = town.gallery(Gallery::County, near, female, class, date, word).unwrap();
                assert!(fits(&town.person(id)));
                seen.insert(id);
            }
            assert_eq!(seen.len() as u64, size, "each of the gallery can be drawn");
        }
    }
    assert_eq!(town.gallery(Gallery::WatchList, near, true, 2, date, 7), None);
    assert!(town.gallery(Gallery::Anybody, near, true, 2, date, u64::MAX).is_some());
    let sizes = [Gallery::County, Gallery::Province, Gallery::Country].map(|g| town.gallery_size(g, near));
    assert_eq!(sizes, [500_000.0, 45e6, 1.4e9]);
}

#[test]
fn the_daily_round_is_about_ten_passes_for_grown_people() {
    let round = SMALL.round();
    for (class, low, high) in [(0, 5.0, 9.0), (1, 9.0, 11.0), (2, 9.0, 11.0), (3, 5.0, 9.0)] {
        let passes: f64 = underheaven_base::Site::ALL.iter().map(|&s| round.daily(class, s)).sum();
        assert!((low..high).contains(&passes), "age class {class}: {passes}");
    }
}
