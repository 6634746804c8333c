//! Cuts the template's households into decks: which neighbourhoods are towns, which are young, who lives where.

use super::{Deck, Family, Kind, Member, NONE, Template};
use crate::dice::{Dice, Roll};
use crate::table::Table;
use std::cmp::Reverse;
use underheaven_base::Role;

/// Of 32 neighbourhoods, how many lie in coastal, middle and interior provinces.
const TYPES: [u32; 3] = [11, 13, 8];
/// How much the age of a household, against chance, decides how young its neighbourhood is.
const LEAN: f64 = 0.4;

/// The kinds of `decks` neighbourhoods: towns first, each part from the oldest to the youngest.
pub fn kinds(table: &Table, decks: u32) -> Vec<Kind> {
    let urban = (libm::round(table.population.urban_share.value * f64::from(decks)) as u32).clamp(1, decks);
    let (town, village) = sizes(table, decks, urban);
    (0..decks)
        .map(|deck| {
            let in_town = deck < urban;
            let (rank, of) = if in_town { (deck, urban) } else { (deck - urban, decks - urban) };
            let youth = (f64::from(rank) + 0.5) / f64::from(of);
            // villages lean old, towns young
            let youth = if in_town { 0.2 + 0.8 * youth } else { 0.8 * youth };
            let size = if in_town { town } else { village };
            Kind { province: province(deck), urban: in_town, youth, size }
        })
        .collect()
}

fn province(deck: u32) -> u8 {
    // strides through the types so that few decks still show all three
    let at = deck * 13 % 32;
    if at < TYPES[0] {
        0
    } else if at < TYPES[0] + TYPES[1] {
        1
    } else {
        2
    }
}

/// Deals households into decks: the younger a household, the younger its deck, by and large. Every town gets
/// its share of the urban people, every village of the rural ones.
pub fn deal(kinds: &[Kind], people: &[Member], homes: u32, seed: u64) -> Vec<u32> {
    let mut dice = Dice::new(seed, Roll::Decks);
    let (youngest, size) = homes_facts(people, homes);
    let mut cards: Vec<(u64, u32)> = (0..homes)
        .map(|home| {
            let youth = 1.0 - (f64::from(youngest[home as usize]) - 20.0) / 60.0;
            let place = LEAN * youth.clamp(0.0, 1.0) + (1.0 - LEAN) * 2.0 * dice.unit();
            ((place * 1e12) as u64, home)
        })
        .filter(|&(_, home)| size[home as usize] > 0)
        .collect();
    cards.sort_unstable();
    let mut order: Vec<u32> = (0..kinds.len() as u32).collect();
    order.sort_by(|a, b| kinds[*a as usize].youth.total_cmp(&kinds[*b as usize].youth));
    let even = people.len() as f64 / kinds.len() as f64;
    let quotas: Vec<f64> = kinds.iter().map(|k| even * k.size).collect();

    let (mut deck_of, mut turn, mut dealt, mut until) = (vec![0; homes as usize], 0, 0.0, quotas[order[0] as usize]);
    for (_, home) in cards {
        let half = f64::from(size[home as usize]) / 2.0;
        if dealt + half > until && turn + 1 < order.len() {
            turn += 1;
            until += quotas[order[turn] as usize];
        }
        dealt += 2.0 * half;
        deck_of[home as usize] = order[turn];
    }
    deck_of
}

/// Age of each household's youngest adult, and its size.
fn homes_facts(people: &[Member], homes: u32) -> (Vec<u8>, Vec<u32>) {
    let (mut youngest, mut size) = (vec![99; homes as usize], vec![0; homes as usize]);
    for person in people {
        let home = person.home as usize;
        size[home] += 1;
        if person.age >= 18 {
            youngest[home] = person.age.min(youngest[home]);
        }
    }
    (youngest, size)
}

/// How many people a town's deck and a village's hold against an even share: towns together their share of the
/// population, as far as decks of about one size can say it.
fn sizes(table: &Table, decks: u32, urban: u32) -> (f64, f64) {
    let share = table.population.urban_share.value;
    let (decks, urban) = (f64::from(decks), f64::from(urban));
    let villages = decks - urban;
    // no deck may differ by more than a fifth from the others: small towns hold their urban share less well
    let village = if villages > 0.0 { ((1.0 - share) * decks / villages).clamp(0.8, 1.2) } else { 0.0 };
    ((decks - village * villages) / urban, village)
}

/// Puts people in the order of deck, household and role, and cuts the decks.
pub fn order(people: Vec<Member>, mut families: Vec<Family>, kinds: &[Kind], deck_of: &[u32], seed: u64) -> Template {
    let mut dice = Dice::numbered(seed, Roll::Decks, 32);
    let card: Vec<u32> = deck_of.iter().map(|_| dice.word()).collect();
    let mut by: Vec<u32> = (0..people.len() as u32).collect();
    by.sort_by_key(|&i| {
        let p = &people[i as usize];
        (deck_of[p.home as usize], card[p.home as usize], p.home, rank(p.role), Reverse(p.age), i)
    });

    let mut new_of = vec![0; people.len()];
    let (mut ordered, mut decks, mut homes): (Vec<Member>, Vec<Deck>, u32) = (vec![], vec![], 0);
    let mut last = NONE;
    for (new, &old) in by.iter().enumerate() {
        let mut person = people[old as usize];
        new_of[old as usize] = new as u32;
        let deck = deck_of[person.home as usize];
        while decks.len() <= deck as usize {
            let (from, home) = (new as u32, homes);
            decks.push(Deck { kind: kinds[decks.len()], people: (from, from), homes: (home, home) });
        }
        if person.home != last {
            last = person.home;
            homes += 1;
        }
        person.home = homes - 1;
        ordered.push(person);
        let deck = &mut decks[deck as usize];
        (deck.people.1, deck.homes.1) = (new as u32 + 1, homes);
    }
    for family in &mut families {
        let renumber = |i: &mut u32| *i = if *i == NONE { NONE } else { new_of[*i as usize] };
        renumber(&mut family.mother);
        renumber(&mut family.father);
        family.children.iter_mut().for_each(renumber);
    }
    Template { people: ordered, families, decks }
}

/// In which order a household is listed: those who head it first, children last.
fn rank(role: Role) -> u8 {
    match role {
        Role::Couple | Role::LoneParent | Role::Alone | Role::Collective => 0,
        Role::Elder => 1,
        Role::Child => 2,
    }
}
