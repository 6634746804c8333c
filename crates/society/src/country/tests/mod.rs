//! What holds in every country: ties from both sides, margins, sizes, proposals.

mod acts;
mod galleries;
mod margins;
mod ties;

use super::*;
use crate::Trait;
use std::sync::LazyLock;

/// A country of a million.
static MILLION: LazyLock<Country> = LazyLock::new(|| build(1_000_000));
/// About the smallest one.
static SMALL: LazyLock<Country> = LazyLock::new(|| build(100_000));
/// One here for each real person.
static WHOLE: LazyLock<Country> = LazyLock::new(|| build(1_410_000_000));

fn table() -> Table {
    Table::shipped("china-2020").unwrap()
}

fn build(people: u32) -> Country {
    Country::build(&table(), people, 2020).unwrap_or_else(|why| panic!("{why}"))
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

/// So many neighbourhoods, spread over the country by a keyed order.
fn sample(country: &Country, count: u32) -> impl Iterator<Item = NeighbourhoodId> {
    let all = country.neighbourhoods();
    let order = crate::permutation::Permutation::new(all, 3, 1, 4);
    (0..count.min(all)).map(move |n| NeighbourhoodId(order.forward(n)))
}

#[test]
fn a_country_has_the_people_that_were_asked_for() {
    for (country, people) in [(&*SMALL, 100_000), (&*MILLION, 1_000_000), (&*WHOLE, 1_410_000_000)] {
        let off = f64::from(country.people()) / f64::from(people) - 1.0;
        assert!(off.abs() < 0.0005, "{people}: {}", country.people());
        assert!(country.neighbourhoods() < 1 << 20);
        let settled = country.settled(NeighbourhoodId(country.neighbourhoods() - 1));
        assert!((1500..3500).contains(&settled.people.len()), "{}", settled.people.len());
    }
    assert_eq!(
        MILLION.people(),
        (0..MILLION.neighbourhoods()).map(|n| MILLION.settled(NeighbourhoodId(n)).people.len() as u32).sum::<u32>()
    );
}

#[test]
fn too_small_a_country_is_refused_with_the_least_that_works() {
    let why = |people| Country::build(&table(), people, 1).err().unwrap();
    assert!(why(94_499).contains("the least that works is 94500"), "{}", why(94_499));
    assert_eq!(Country::least_people(&table()), 94_500);
    assert!(Country::build(&table(), 94_500, 1).is_ok());
    assert!(why(2_000_000_001).contains("at most 2000000000"));
}

#[test]
fn a_neighbourhood_is_the_same_in_any_order_and_one_by_one() {
    let again = build(100_000);
    let mut into = Residents::default();
    for id in sample(&SMALL, 40) {
        again.settle(id, &mut into);
        let fresh = SMALL.settled(id);
        assert_eq!(into, fresh);
        for person in &fresh.people {
            assert_eq!(SMALL.person(person.id), *person);
            assert_eq!(SMALL.id(SMALL.who(person.id)), person.id);
        }
    }
    for id in sample(&WHOLE, 40) {
        for person in WHOLE.settled(id).people.iter().step_by(7) {
            assert_eq!(WHOLE.person(person.id), *person);
        }
    }
    let other = Country::build(&table(), 100_000, 2021).unwrap();
    assert_ne!(other.settled(NeighbourhoodId(0)), SMALL.settled(NeighbourhoodId(0)));
}

#[test]
fn people_households_and_streets_stand_in_order() {
    for id in sample(&MILLION, 30) {
        let residents = MILLION.settled(id);
        let counted = crate::town::people::counted();
        for (place, person) in residents.people.iter().enumerate() {
            assert_eq!(person.id, PersonId::at(id, place as u32));
            let household = residents.household(person.id);
            assert!(household.iter().all(|p| p.household == person.household) && household.contains(person));
            assert!(residents.street(person.id).iter().all(|p| p.street == person.street));
        }
        for home in residents.homes.windows(2) {
            let members = &residents.people[home[0] as usize..home[1] as usize];
            let of = |t: Trait| members.iter().filter(|p| p.traits.has(t)).count();
            assert_eq!(of(Trait::Householder), 1);
            assert!(of(Trait::BillHolder) >= 1, "nobody holds the bills");
            let minors = members.iter().any(|p| p.age(counted) < 18);
            assert_eq!(of(Trait::InfantBuyer), usize::from(minors));
            assert!(of(Trait::Tenant) <= 1);
        }
        let streets = residents.streets.len() - 1;
        assert_eq!(streets, (residents.homes.len() - 1).div_ceil(20));
    }
}
