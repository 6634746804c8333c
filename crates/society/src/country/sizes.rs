//! How large a country may be, and of how many decks and cycles it is made.
//!
//! Smaller countries have fewer decks, not smaller ones: a cycle through three decks is 7,900 people, through
//! eight 21,000, through thirty-two 84,000. So one million people still have provinces of several cycles, and
//! what a neighbourhood holds does not depend on the country's size.

use crate::table::Table;
use underheaven_base::ProvinceType;

/// From how many people on a country is dealt from so many decks.
const LADDER: [(u32, u32); 3] = [(0, 3), (500_000, 8), (10_000_000, 32)];
/// The most people: neighbourhoods are numbered with 20 bits.
const MOST: u32 = 2_000_000_000;

/// A country's size.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Size {
    /// Decks of all types.
    pub decks: u32,
    /// Times that every deck is dealt.
    pub cycles: u32,
    /// People in a neighbourhood on average, so that all together are as many as were asked for.
    pub each: f64,
}

impl Size {
    /// The size for about so many people, or why there is none.
    pub fn of(table: &Table, people: u32) -> Result<Self, String> {
        let (decks, least) = (decks(people), least(table));
        if people < least {
            return Err(format!(
                "a country of {people} people is too small; the least that works is {least}, one cycle through three \
                 decks for each province of the type that has most"
            ));
        }
        if people > MOST {
            return Err(format!("a country of {people} people is too large; a country has at most {MOST}"));
        }
        let cycle = table.size.people_each.value * f64::from(decks);
        let cycles = (libm::round(f64::from(people) / cycle) as u32).max(most_provinces(table));
        Ok(Self { decks, cycles, each: f64::from(people) / f64::from(cycles * decks) })
    }
}

fn decks(people: u32) -> u32 {
    LADDER.iter().rev().find(|(from, _)| people >= *from).map_or(LADDER[0].1, |(_, decks)| *decks)
}

/// How many provinces the type has that has most.
fn most_provinces(table: &Table) -> u32 {
    let of = |kind| table.provinces.values().filter(|p| p.kind == kind).count() as u32;
    ProvinceType::ALL.into_iter().map(of).max().unwrap_or(1)
}

/// The fewest people of whom a country can be made.
pub fn least(table: &Table) -> u32 {
    most_provinces(table) * LADDER[0].1 * table.size.people_each.value as u32
}
