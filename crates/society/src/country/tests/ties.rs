//! Every tie asked from both ends.

use super::*;
use crate::permutation::BROKEN;
use std::collections::BTreeSet;

/// Ties counted, and those that the other side does not give back, ties to oneself, people told twice.
fn kin_faults(country: &Country, ids: impl Iterator<Item = NeighbourhoodId>) -> (u64, u64) {
    let (mut ties, mut faults, mut mine, mut theirs) = (0, 0, vec![], vec![]);
    for id in ids {
        let people = country.deck(country.map.spot(id)).cards.people() as u32;
        for place in 0..people {
            let me = PersonId::at(id, place);
            mine.clear();
            country.kin(me, &mut mine);
            let others: BTreeSet<PersonId> = mine.iter().map(|t| t.0).collect();
            faults += (mine.len() - others.len()) as u64 + u64::from(others.contains(&me));
            for &(other, relation) in &mine {
                theirs.clear();
                country.kin(other, &mut theirs);
                faults += u64::from(!theirs.contains(&(me, relation.inverse())));
                ties += 1;
            }
        }
    }
    (ties, faults)
}

fn all(country: &Country) -> impl Iterator<Item = NeighbourhoodId> + use<> {
    (0..country.neighbourhoods()).map(NeighbourhoodId)
}

#[test]
fn kin_agree_from_both_sides_for_every_tie_of_a_small_country() {
    let (ties, faults) = kin_faults(&SMALL, all(&SMALL));
    assert_eq!(faults, 0, "of {ties}");
    assert!((8.0..11.0).contains(&(ties as f64 / f64::from(SMALL.people()))), "{ties}");
}

#[test]
fn kin_agree_from_both_sides_in_a_sample_of_the_whole_country() {
    let (ties, faults) = kin_faults(&WHOLE, sample(&WHOLE, 40));
    assert_eq!(faults, 0, "of {ties}");
    assert!(ties > 800_000);
}

#[test]
fn children_are_those_of_the_kin_and_born_into_the_family_of_their_parents() {
    let (mut kin, mut children, mut count, mut families) = (vec![], vec![], 0, 0);
    for id in all(&SMALL).step_by(3) {
        for person in &SMALL.settled(id).people {
            kin.clear();
            SMALL.kin(person.id, &mut kin);
            children.clear();
            Society::children(&SMALL as &Country, person.id, &mut children);
            let of_kin = kin.iter().filter(|(_, relation)| *relation == Relation::Child).map(|(child, _)| *child);
            assert_eq!(children, of_kin.collect::<Vec<_>>());
            count += children.len();
            let own = SMALL.born_into(SMALL.who(person.id));
            for other in kin.iter().map(|(other, _)| SMALL.who(*other)) {
                let born_into = SMALL.born_into(other) == own;
                assert_eq!(SMALL.is_born_into(other, own), born_into);
                families += u64::from(born_into);
            }
        }
    }
    assert!(count as u32 > SMALL.people() / 3 && families > 1000, "{count} {families}");
}

/// Births asked from the child and from the family, friends and employers of a fifth from both: `cargo xtask test` runs this.
#[test]
#[ignore = "takes half a minute: ten million people of the whole country"]
fn ties_agree_from_both_sides_for_ten_million_people_of_the_whole_country() {
    let (mut people, mut births, mut staff, mut apart) = (0_u64, 0_u64, vec![], 0_u64);
    for id in sample(&WHOLE, 3_830) {
        let at = WHOLE.map.spot(id);
        for person in 0..WHOLE.deck(at).cards.people() as u16 {
            let me = Who { at, person };
            people += 1;
            births += 1;
            apart += u64::from(WHOLE.children(WHOLE.born_into(me)).filter(|c| *c == me).count() != 1);
            if person % 5 == 0 {
                for layer in 0..u32::from(crate::FRIEND_LAYERS) {
                    if let Some(friend) = WHOLE.friend_in(me, layer) {
                        apart += u64::from(WHOLE.friend_in(friend, layer) != Some(me) || friend == me);
                    }
                }
            }
            if let Some(firm) = WHOLE.employer_of(me).filter(|_| person % 45 == 0) {
                staff.clear();
                WHOLE.staff_ids(firm, &mut staff);
                apart += u64::from(!staff.contains(&WHOLE.id(me)));
            }
        }
        for family in 0..WHOLE.ties(at).families.len() as u16 {
            let unit = seats::Unit { at, family };
            for child in WHOLE.children(unit) {
                births += 1;
                apart += u64::from(WHOLE.born_into(child) != unit);
            }
        }
    }
    assert!(people > 10_000_000 && births > 2 * people - people / 50, "{people} people, {births} births asked");
    assert_eq!(apart, 0, "of {births} births asked");
}

#[test]
fn a_round_left_out_of_the_inverse_is_caught() {
    for country in [&*SMALL, &*WHOLE] {
        BROKEN.set(true);
        let (ties, faults) = kin_faults(country, sample(country, 2));
        BROKEN.set(false);
        assert!(faults * 10 > ties, "{faults} of {ties}");
        assert_eq!(kin_faults(country, sample(country, 2)).1, 0);
    }
}

#[test]
fn nobody_marries_a_sibling_or_a_parent() {
    for country in [&*SMALL, &*MILLION, &*WHOLE] {
        for id in sample(country, 120) {
            for place in 0..country.deck(country.map.spot(id)).cards.people() as u32 {
                let me = country.who(PersonId::at(id, place));
                let Some(spouse) = country.spouse(me) else { continue };
                assert_eq!(country.spouse(spouse), Some(me));
                let born = country.born_into(me);
                assert!(country.children(born).any(|c| c == me), "{me:?} is not among the parents' children");
                assert!(country.children(born).all(|c| c != spouse), "{me:?} married a sibling");
                assert!(country.elders(born).all(|e| e != spouse && e != me), "{me:?} married a parent");
            }
        }
    }
}

#[test]
fn all_eight_relations_are_there_and_parents_are_older() {
    let (mut kin, mut relations) = (vec![], BTreeSet::new());
    for id in sample(&WHOLE, 4) {
        for person in &WHOLE.settled(id).people {
            kin.clear();
            WHOLE.kin(person.id, &mut kin);
            relations.extend(kin.iter().map(|k| k.1));
            for (parent, _) in kin.iter().filter(|k| k.1 == Relation::Parent) {
                assert!(person.born.age(WHOLE.person(*parent).born) >= 15);
            }
        }
    }
    assert_eq!(relations.len(), 8);
}

#[test]
fn parents_under_the_same_roof_are_those_of_the_kin() {
    for (country, count) in [(&*SMALL, 39), (&*WHOLE, 20)] {
        for id in sample(country, count) {
            let (residents, mut kin) = (country.settled(id), vec![]);
            for person in &residents.people {
                kin.clear();
                country.kin(person.id, &mut kin);
                let at_home = |other: PersonId| residents.household(person.id).iter().any(|p| p.id == other);
                let parents = kin.iter().filter(|k| k.1 == Relation::Parent && at_home(k.0)).map(|k| k.0);
                assert_eq!(person.parents_at_home().collect::<Vec<_>>(), parents.collect::<Vec<_>>());
            }
        }
    }
}

/// A card with a slot and a seat of one class could seat somebody at the own table.
#[test]
fn no_card_holds_a_slot_and_a_seat_of_one_class() {
    for country in [&*SMALL, &*MILLION, &*WHOLE] {
        for deck in country.types.iter().flat_map(|t| &t.decks) {
            let class = |end: seats::End| end.split().err().map(|(class, _)| class);
            let mut slots = BTreeSet::new();
            for (person, end) in deck.ties.birth.iter().enumerate() {
                slots.extend(class(*end).map(|class| (deck.cards.of_person(person as u16), class)));
            }
            for family in deck.ties.families.iter().filter(|f| f.elder().is_some()) {
                let card = deck.cards.of_person(family.elder().unwrap());
                let seats =
                    &deck.ties.seats[family.first as usize..family.first as usize + usize::from(family.children)];
                let both = seats.iter().filter_map(|s| class(*s)).find(|class| slots.contains(&(card, *class)));
                assert_eq!(both, None, "card {card}");
            }
        }
    }
}

fn friend_faults(country: &Country, ids: impl Iterator<Item = NeighbourhoodId>) -> (u64, u64) {
    let (mut ties, mut faults, mut mine, mut theirs) = (0, 0, vec![], vec![]);
    for id in ids {
        for person in &country.settled(id).people {
            mine.clear();
            country.friends(person.id, &mut mine);
            for friend in &mine {
                theirs.clear();
                country.friends(*friend, &mut theirs);
                let known = theirs.iter().filter(|f| **f == person.id).count();
                let other = country.person(*friend);
                let one_roof = other.id.neighbourhood() == id && other.household == person.household;
                faults += u64::from(known != 1 || *friend == person.id || one_roof);
                ties += 1;
            }
        }
    }
    (ties, faults)
}

#[test]
fn friends_are_mutual_and_live_apart() {
    for (country, ids) in [(&*SMALL, 39), (&*WHOLE, 40)] {
        let (ties, faults) = friend_faults(country, sample(country, ids));
        assert_eq!(faults, 0);
        assert!((2.5..3.0).contains(&(ties as f64 / f64::from(ids) / 2625.0)), "{ties}");
    }
    BROKEN.set(true);
    let (ties, faults) = friend_faults(&SMALL, sample(&SMALL, 2));
    BROKEN.set(false);
    assert!(faults * 10 > ties);
}

#[test]
fn employers_and_staff_agree() {
    let mut staff = vec![];
    let mut check = |country: &Country, id: FirmId| {
        staff.clear();
        country.staff(id, &mut staff);
        let firm = country.firm(id);
        assert_eq!((firm.id, firm.size, firm.representative), (id, staff.len() as u32, staff[0]));
        for (seat, &person) in staff.iter().enumerate() {
            assert_eq!(country.employer(person), Some(id));
            let person = country.person(person);
            assert!(person.traits.has(Trait::Worker));
            assert_eq!(person.traits.has(Trait::Representative), seat == 0);
        }
        staff.len()
    };
    let seats: usize = (0..SMALL.firms()).map(|f| check(&SMALL, FirmId(f))).sum();
    let works = |id: NeighbourhoodId| {
        let people = SMALL.settled(id).people;
        let working = people.iter().filter(|p| p.traits.has(Trait::Worker)).count();
        assert_eq!(working, people.iter().filter(|p| SMALL.employer(p.id).is_some()).count());
        working
    };
    assert_eq!(seats, all(&SMALL).map(works).sum::<usize>());
    let order = crate::permutation::Permutation::new(WHOLE.firms(), 1, 2, 3);
    (0..20_000).for_each(|n| {
        check(&WHOLE, FirmId(order.forward(n)));
    });
    for id in sample(&WHOLE, 20) {
        for person in WHOLE.settled(id).people.iter().filter(|p| p.traits.has(Trait::Worker)) {
            let mut staff = vec![];
            WHOLE.staff(WHOLE.employer(person.id).unwrap(), &mut staff);
            assert!(staff.contains(&person.id));
        }
    }
}
