//! Every tie of the town, asked from both ends.

use super::*;
use std::collections::BTreeSet;

/// Ties that the other side does not give back as the inverse, ties to oneself, and people told twice.
fn faults(families: &Families, people: u32) -> u32 {
    let kin: Vec<Vec<(u32, Relation)>> = (0..people)
        .map(|i| {
            let mut kin = vec![];
            families.kin(i, |p, relation| kin.push((p, relation)));
            kin
        })
        .collect();
    let mut faults = 0;
    for (me, ties) in kin.iter().enumerate() {
        let others: BTreeSet<u32> = ties.iter().map(|t| t.0).collect();
        faults += ties.len() as u32 - others.len() as u32 + u32::from(others.contains(&(me as u32)));
        for &(other, relation) in ties {
            faults += u32::from(!kin[other as usize].contains(&(me as u32, relation.inverse())));
        }
    }
    faults
}

#[test]
fn kin_agree_from_both_sides_for_every_tie_of_the_town() {
    for town in [&*FULL, &*SMALL, &build("dense", 10_500)] {
        assert_eq!(faults(&town.families, town.people()), 0);
    }
    // in a single neighbourhood people are often kin twice over
    for seed in 1..9 {
        let town = Town::build(&table("town"), 2625, seed).unwrap();
        assert_eq!(faults(&town.families, town.people()), 0, "seed {seed}");
    }
}

#[test]
fn a_single_swapped_birth_is_caught() {
    let mut town = build("town", 2625);
    let apart = |town: &Town, a: u32| (0..town.people()).find(|&b| !town.families.close(a, b));
    let (a, b) = (100, apart(&town, 100).unwrap());
    town.families.swap_births(a, b);
    assert!(faults(&town.families, town.people()) > 0);
}

#[test]
fn all_eight_relations_are_there() {
    let mut kin = vec![];
    SMALL.everybody().iter().for_each(|p| SMALL.kin(p.id, &mut kin));
    let relations: BTreeSet<Relation> = kin.iter().map(|k| k.1).collect();
    assert_eq!(relations.len(), 8);
    let each = kin.len() as f64 / f64::from(SMALL.people());
    assert!((7.0..13.0).contains(&each), "{each} kin a person");
}

#[test]
fn no_siblings_marry_and_nobody_marries_a_niece_or_nephew() {
    for (people, seed) in [(2625, 1), (2625, 2), (5250, 3), (10_500, 4), (84_000, 2020)] {
        let town = Town::build(&table("town"), people, seed).unwrap();
        let families = &town.families;
        for me in 0..town.people() {
            let Some(spouse) = families.spouse(me) else { continue };
            assert_ne!(me, spouse);
            assert_eq!(families.spouse(spouse), Some(me));
            assert!(families.siblings(me).all(|s| s != spouse), "{me} married a sibling");
            assert!(families.parents(me).all(|p| p != spouse), "{me} married a parent");
            let parents: Vec<u32> = families.parents(spouse).collect();
            assert!(families.siblings(me).all(|s| !parents.contains(&s)), "{me} married a sibling's child");
        }
    }
}

#[test]
fn parents_are_at_least_fifteen_years_older() {
    for town in [&*FULL, &build("town", 2625)] {
        for (i, person) in town.people.iter().enumerate() {
            for parent in town.families.parents(i as u32) {
                let parent = &town.people[parent as usize];
                assert!(person.born.age(parent.born) >= 15, "{} is too young for {}", parent.id, person.id);
            }
        }
    }
}

#[test]
fn minors_live_with_a_parent_where_one_lives() {
    let town = &*FULL;
    let minors = town.people.iter().enumerate().filter(|(_, p)| p.age(people::counted()) < 18);
    let mut alone = 0;
    for (i, minor) in minors.clone() {
        let residents = town.settled(minor.id.neighbourhood());
        let home = residents.household(minor.id);
        let with = town.families.parents(i as u32).any(|p| home.iter().any(|h| h.id == town.places.id(p)));
        alone += u32::from(!with);
    }
    assert!(f64::from(alone) < 0.001 * minors.count() as f64, "{alone} minors live without a parent");
}

#[test]
fn employers_and_staff_agree() {
    for town in [&*FULL, &build("town", 2625)] {
        let (mut staff, mut seats) = (vec![], 0);
        for f in 0..town.firms() {
            staff.clear();
            town.staff(FirmId(f), &mut staff);
            let firm = town.firm(FirmId(f));
            assert_eq!((firm.id, firm.size, firm.representative), (FirmId(f), staff.len() as u32, staff[0]));
            assert!(town.person(staff[0]).traits.has(Trait::Representative));
            assert!((25..60).contains(&town.person(staff[0]).age(people::counted())));
            assert!(staff.iter().all(|&id| town.employer(id) == Some(FirmId(f))));
            seats += firm.size;
        }
        let workers = town.people.iter().filter(|p| p.traits.has(Trait::Worker)).count() as u32;
        let employed = town.people.iter().filter(|p| town.employer(p.id).is_some()).count() as u32;
        assert_eq!((seats, employed), (workers, workers));
    }
}

#[test]
fn friends_are_mutual_and_live_apart() {
    let (town, mut count) = (&*FULL, 0);
    for person in town.everybody() {
        let mut friends = vec![];
        town.friends(person.id, &mut friends);
        count += friends.len();
        for friend in friends {
            assert_ne!(friend, person.id);
            assert!(!town.same_home(friend, person.id));
            let mut theirs = vec![];
            town.friends(friend, &mut theirs);
            assert_eq!(theirs.iter().filter(|f| **f == person.id).count(), 1);
        }
    }
    let each = count as f64 / f64::from(town.people());
    assert!((2.5..3.0).contains(&each), "{each} friends a person");
}

#[test]
fn singles_are_shown_others_who_search_and_are_no_kin() {
    let town = &*FULL;
    let (this, next) = (day("2018-03-05"), day("2018-03-12"));
    let (mut shown, mut changed, mut searching) = (0, 0, 0);
    for person in town.everybody() {
        let (mut now, mut later) = (vec![], vec![]);
        town.candidates(person.id, this, &mut now);
        town.candidates(person.id, next, &mut later);
        if !person.traits.has(Trait::Single) {
            assert!(now.is_empty());
            continue;
        }
        searching += 1;
        shown += now.len();
        changed += u32::from(now != later);
        let distinct: BTreeSet<_> = now.iter().collect();
        assert_eq!(distinct.len(), now.len());
        let mut kin = vec![];
        town.kin(person.id, &mut kin);
        for id in now {
            let other = town.person(id);
            assert!(other.female != person.female && other.traits.has(Trait::Single) && other.age(this) >= 18);
            let close = |k: &&(PersonId, Relation)| k.0 == id && !k.1.by_marriage();
            assert!(!kin.iter().any(|k| close(&k)), "{} is shown kin", person.id);
        }
    }
    assert!(shown > 4 * searching && changed as usize > searching * 9 / 10);
}
