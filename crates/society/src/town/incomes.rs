//! Income fifths: households in keyed order, a town's ahead of a village's by and large.

use super::Places;
use crate::Person;
use crate::table::Table;
use underheaven_base::{Day, Draw, Purpose};

/// Gives every household an income fifth, so that each fifth holds a fifth of the people.
pub fn fifths(table: &Table, people: &mut [Person], places: &Places, seed: u64) {
    let lead = table.shares.town_income_lead.value / 5.0;
    let mut homes: Vec<(u64, u32)> = places.homes[..places.homes.len() - 1]
        .iter()
        .enumerate()
        .map(|(home, &first)| {
            let id = people[first as usize].id;
            let chance = f64::from(Draw::new(seed, id.0, Day(0), Purpose::Trait, 1).word(0)) / 4_294_967_296.0;
            let urban = places.urban[id.neighbourhood().0 as usize];
            (((chance + if urban { lead } else { 0.0 }) * 1e12) as u64, home as u32)
        })
        .collect();
    homes.sort_unstable();
    let (all, mut passed) = (people.len() as u64, 0_u64);
    for (_, home) in homes {
        let members = places.homes[home as usize]..places.homes[home as usize + 1];
        let fifth = (passed * 5 / all) as u8;
        passed += u64::from(members.end - members.start);
        people[members.start as usize..members.end as usize].iter_mut().for_each(|p| p.fifth = fifth);
    }
}
