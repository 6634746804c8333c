//! Equal households are equal, whole, and answer alike from every side.

use super::*;
use std::collections::BTreeSet;

fn courtyard(people: u32) -> Alike {
    let table = Table::shipped("courtyard").unwrap();
    Alike::build(&table, table.alike.as_ref().unwrap(), people, 7).unwrap()
}

#[test]
fn households_are_whole_streets_hold_households_and_everybody_is_made_alike_one_by_one() {
    let society = courtyard(10_000);
    assert_eq!((society.people(), society.neighbourhoods()), (9_999, 4));
    let mut living = 0;
    for n in 0..society.neighbourhoods() {
        let residents = society.settled(NeighbourhoodId(n));
        living += residents.people.len() as u32;
        assert!(residents.people.iter().all(|p| *p == society.person(p.id) && residents.household(p.id).len() == 3));
        for street in residents.streets.windows(2) {
            assert!(residents.homes.contains(&street[0]) && street[1] - street[0] <= 60);
        }
    }
    assert_eq!(living, society.people());
}

#[test]
fn a_gallery_draws_anybody_or_whoever_has_that_sex() {
    let society = courtyard(30);
    let day = Day::from_ymd(2015, 1, 1).unwrap();
    let drawn = |of, female, class| -> BTreeSet<u32> {
        let words = (0..1000_u64).map(|i| i.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        words
            .filter_map(|word| society.gallery(of, NeighbourhoodId(0), female, class, day, word))
            .map(|p| p.0)
            .collect()
    };
    assert_eq!(drawn(Gallery::Anybody, true, 0), (0..30).collect());
    assert_eq!(drawn(Gallery::County, true, 1), (0..30).filter(|n| n % 2 == 1).collect());
    assert_eq!(drawn(Gallery::County, false, 1), (0..30).filter(|n| n % 2 == 0).collect());
    assert!(drawn(Gallery::County, false, 3).is_empty(), "nobody is so old");
}

#[test]
fn acts_are_proposed_as_often_as_their_ceilings_say() {
    let society = courtyard(3_000);
    let residents = society.settled(NeighbourhoodId(0));
    let monday = Day::from_ymd(2015, 1, 5).unwrap();
    let mut out = vec![];
    (0..52).for_each(|week| society.proposals(&residents, monday + 7 * week, 1, &mut out));
    let trips = out.iter().filter(|p| p.act == Act::TrainTrip);
    assert!(
        trips.clone().count() > 0 && trips.into_iter().all(|p| p.day.weekday() == 0),
        "they are asked for on Mondays"
    );
    let days = f64::from(3_000 * 7 * 52);
    for (act, daily) in [(Act::CrossingOnRed, 0.03), (Act::Volunteering, 0.03), (Act::TrainTrip, 0.02 / 7.0)] {
        let wanted = days * daily;
        let found = out.iter().filter(|p| p.act == act).count() as f64;
        assert!((found - wanted).abs() < 4.0 * wanted.sqrt(), "{act}: {found}, not about {wanted}");
    }
}

#[test]
fn the_personal_factor_is_uniform_from_a_half_to_one_and_a_half() {
    let society = courtyard(3_000);
    let people = society.settled(NeighbourhoodId(0)).people;
    let shares: Vec<f64> = people.iter().map(|p| society.share(p, Act::CrossingOnRed, Class::Everyone) * 1.5).collect();
    let mean = shares.iter().sum::<f64>() / 3_000.0;
    assert!((mean - 1.0).abs() < 4.0 * 0.2887 / 3_000_f64.sqrt(), "{mean}");
    assert!(shares.iter().all(|s| (0.5..=1.5).contains(s)));
}

#[test]
fn less_than_a_household_is_refused() {
    let table = Table::shipped("courtyard").unwrap();
    let refused = Alike::build(&table, table.alike.as_ref().unwrap(), 1, 7).err().unwrap();
    assert!(refused.contains("least that works is 3"), "{refused}");
}
