//! The template: a small closed society with an exact genealogy, cut into decks of household cards.
//!
//! *Closed* means that everybody's parents, brothers and sisters are in it, alive or not: each person has one
//! birth family, each birth family lists its surviving children, and both agree. Families whose elders are dead
//! are kept without a household ("lineages"), else people past sixty would lose their brothers and sisters.
//!
//! Two *clans* keep siblings from marrying: a father is of his children's clan, a mother of the other. Nothing
//! else is known of either. The town lives in the template as it is; a country deals it out again and again.

mod births;
mod decks;
mod homes;
mod parents;
mod people;
mod seats;

pub use decks::kinds;

use crate::table::Table;
use underheaven_base::Role;

/// "Nobody" or "none", where an index may be missing.
pub const NONE: u32 = u32::MAX;

/// How far from the birth family's household somebody lives; in a country, which permutation ties them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Distance {
    /// Under the same roof.
    Home,
    /// In the same deck.
    Neighbourhood,
    /// In the same county, in another deck of the same type.
    County,
    /// In the same province.
    Province,
    /// Anywhere.
    Country,
}

/// One person of the template.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Member {
    /// Whole years on the day of the count.
    pub age: u8,
    /// Woman or girl.
    pub female: bool,
    /// The family into which the person was born.
    pub birth: u32,
    /// The family in which the person is an elder, or [`NONE`].
    pub own: u32,
    /// Household.
    pub home: u32,
    /// Role in the household.
    pub role: Role,
    /// How far from the birth family.
    pub distance: Distance,
}

/// A couple (or what death left of it) and its surviving children.
#[derive(Clone, PartialEq, Debug)]
pub struct Family {
    /// The mother or wife, or [`NONE`] when she is dead.
    pub mother: u32,
    /// The father or husband, or [`NONE`] when he is dead.
    pub father: u32,
    /// How old the mother is or would be.
    pub mother_age: i32,
    /// How old the father is or would be.
    pub father_age: i32,
    /// The children's clan, which is the father's.
    pub clan: bool,
    /// Surviving children, the eldest first.
    pub children: Vec<u32>,
    /// The neighbourhood of its elders' household; of a lineage, the one in which it is kept.
    pub deck: u32,
}

impl Family {
    /// The living elders, the mother first.
    pub fn elders(&self) -> impl Iterator<Item = u32> + use<> {
        [self.mother, self.father].into_iter().filter(|&x| x != NONE)
    }

    /// One of the living elders.
    pub fn elder(&self) -> Option<u32> {
        self.elders().next()
    }
}

/// A kind of neighbourhood.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Kind {
    /// Type of province: 0 coastal, 1 middle, 2 interior.
    pub province: u8,
    /// In a town (else in villages).
    pub urban: bool,
    /// Lean towards young households, 0 to 1.
    pub youth: f64,
    /// People against those of an even share, 1: as many.
    pub size: f64,
}

/// A neighbourhood's cards: a run of households and of people.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Deck {
    /// Its kind.
    pub kind: Kind,
    /// First person and the one after the last.
    pub people: (u32, u32),
    /// First household and the one after the last.
    pub homes: (u32, u32),
}

/// A closed society, ordered by deck, household and role.
#[derive(Clone, PartialEq, Debug)]
pub struct Template {
    /// Everybody.
    pub people: Vec<Member>,
    /// Couples, lone elders and lineages.
    pub families: Vec<Family>,
    /// Neighbourhoods.
    pub decks: Vec<Deck>,
}

impl Template {
    /// Makes a template of `decks` neighbourhoods from a table and a seed.
    pub fn make(table: &Table, decks: u32, seed: u64) -> Self {
        Self::of(table, &kinds(table, decks), seed)
    }

    /// Makes a template of neighbourhoods of these kinds.
    pub fn of(table: &Table, kinds: &[Kind], seed: u64) -> Self {
        let mut people = people::count(table, kinds.len() as u32);
        let mut families = births::siblings(table, &mut people, seed);
        parents::pair(table, &mut people, &mut families, seed);
        let homes = homes::settle(table, &mut people, &families, seed);
        let deck_of = decks::deal(kinds, &people, homes, seed);
        seats::rewire(table, &mut people, &mut families, kinds, &deck_of, seed);
        decks::order(people, families, kinds, &deck_of, seed)
    }
}

/// Reads a curve whose knots stand `step` years apart from age `first` on; level beyond its ends.
pub(crate) fn curve(knots: &[f64], first: i32, step: i32, age: i32) -> f64 {
    let last = knots.len() as i32 - 1;
    let offset = (age - first).clamp(0, last * step);
    let knot = (offset / step).min(last - 1).max(0);
    let (low, high) = (knots[knot as usize], knots[(knot + 1).min(last) as usize]);
    low + (high - low) * f64::from(offset - knot * step) / f64::from(step)
}

#[cfg(test)]
mod tests {
    use super::curve;

    #[test]
    fn a_curve_is_straight_between_knots_and_level_beyond() {
        let knots = [1.0, 3.0, 2.0];
        for (age, value) in [(0, 1.0), (20, 1.0), (25, 2.0), (30, 3.0), (35, 2.5), (40, 2.0), (90, 2.0)] {
            assert_eq!(curve(&knots, 20, 10, age), value, "at {age}");
        }
    }
}
