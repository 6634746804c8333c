//! Where neighbourhoods lie: types of province, cycles through a type's decks, provinces and counties as runs of cycles.
//!
//! Every type has as many cycles as any other, because ties to anywhere need as many slots as seats over all
//! types together. A province's share of its type is therefore rounded to whole cycles, at least one.

use super::sizes::Size;
use crate::table::Table;
use std::ops::Range;
use underheaven_base::{NeighbourhoodId, Province, ProvinceType};

/// How many types of province there are.
pub const TYPES: usize = ProvinceType::COUNT;

/// A neighbourhood by its type, its cycle and its deck.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Spot {
    /// Which cycle through the decks.
    pub cycle: u32,
    /// Type of province.
    pub kind: u8,
    /// Deck, numbered within the type.
    pub deck: u8,
}

/// A run of cycles of one type within which people are tied, with a number of its own.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Area {
    /// Its cycles.
    pub cycles: Range<u32>,
    /// Its number: a county's, a province's, or the country's.
    pub number: u32,
}

impl Area {
    /// How many cycles it has.
    pub fn length(&self) -> u32 {
        self.cycles.end - self.cycles.start
    }
}

/// A province's place on the map.
#[derive(Clone, PartialEq, Debug)]
struct Land {
    province: Province,
    cycles: Range<u32>,
    /// Cycles in a county; the last county has the rest as well.
    county: u32,
    counties: u32,
    first_county: u32,
}

impl Land {
    fn county_of(&self, cycle: u32) -> u32 {
        ((cycle - self.cycles.start) / self.county).min(self.counties - 1)
    }
}

/// All neighbourhoods of a country.
pub struct Map {
    cycles: u32,
    decks: [u32; TYPES],
    first: [u32; TYPES],
    lands: [Vec<Land>; TYPES],
    /// People of the real country in each province.
    counted: [f64; Province::COUNT],
    counties: u32,
}

/// Areas larger than a county are numbered from here on, so that no two areas share a key.
const PROVINCES: u32 = 1 << 30;
/// The number of the whole country.
const COUNTRY: u32 = 1 << 31;

impl Map {
    /// Draws the map of a country of some size, with so many decks of each type.
    ///
    /// A county is about `county` people who live here, at least one cycle; a province of fewer is one county. So
    /// kin of the county live as seldom next door as they can at any size.
    pub fn draw(table: &Table, size: &Size, decks: [u32; TYPES], county: f64) -> Self {
        let cycles = size.cycles;
        let (mut counties, mut counted) = (0, [0.0; Province::COUNT]);
        let lands = std::array::from_fn(|kind| {
            let of_type = || table.provinces.iter().filter(move |(_, p)| p.kind.index() == kind);
            let people: Vec<f64> = of_type().map(|(_, p)| p.people.value).collect();
            let ends = ends(&people, cycles);
            let county = (libm::round(county / (size.each * f64::from(decks[kind]))) as u32).max(1);
            let mut from = 0;
            of_type()
                .zip(ends)
                .map(|((&province, row), until)| {
                    counted[province.index()] = row.people.value;
                    let (cycles, first_county) = (from..until, counties);
                    from = until;
                    let of_province = ((cycles.end - cycles.start) / county).max(1);
                    counties += of_province;
                    Land { province, cycles, county, counties: of_province, first_county }
                })
                .collect()
        });
        let first = [0, cycles * decks[0], cycles * (decks[0] + decks[1])];
        Self { cycles, decks, first, lands, counted, counties }
    }

    /// How many neighbourhoods there are.
    pub fn neighbourhoods(&self) -> u32 {
        self.cycles * self.decks.iter().sum::<u32>()
    }

    /// How many cycles each type has.
    pub fn cycles(&self) -> u32 {
        self.cycles
    }

    /// How many counties there are.
    pub fn counties(&self) -> u32 {
        self.counties
    }

    /// Where a neighbourhood lies.
    #[inline]
    pub fn spot(&self, id: NeighbourhoodId) -> Spot {
        let kind = usize::from(id.0 >= self.first[1]) + usize::from(id.0 >= self.first[2]);
        let (at, decks) = (id.0 - self.first[kind], self.decks[kind]);
        Spot { cycle: at / decks, kind: kind as u8, deck: (at % decks) as u8 }
    }

    /// The neighbourhood that lies there.
    #[inline]
    pub fn neighbourhood(&self, at: Spot) -> NeighbourhoodId {
        let kind = at.kind as usize;
        NeighbourhoodId(self.first[kind] + at.cycle * self.decks[kind] + u32::from(at.deck))
    }

    #[inline]
    fn land(&self, at: Spot) -> &Land {
        let lands = &self.lands[at.kind as usize];
        let mut n = 0;
        while lands[n].cycles.end <= at.cycle {
            n += 1;
        }
        &lands[n]
    }

    /// The province in which it lies.
    pub fn province(&self, at: Spot) -> Province {
        self.land(at).province
    }

    /// The province as an area.
    pub fn province_area(&self, at: Spot) -> Area {
        let land = self.land(at);
        Area { cycles: land.cycles.clone(), number: PROVINCES + land.province.index() as u32 }
    }

    /// The county in which it lies.
    pub fn county_area(&self, at: Spot) -> Area {
        let land = self.land(at);
        let n = land.county_of(at.cycle);
        let from = land.cycles.start + n * land.county;
        let until = if n + 1 == land.counties { land.cycles.end } else { from + land.county };
        Area { cycles: from..until, number: land.first_county + n }
    }

    /// The whole country, in which all types have these cycles.
    pub fn country_area(&self) -> Area {
        Area { cycles: 0..self.cycles, number: COUNTRY }
    }

    /// People of the real country who live in a province.
    pub fn counted(&self, province: Province) -> f64 {
        self.counted[province.index()]
    }
}

/// Where each province's run of cycles ends, in proportion to its people and at least one cycle long.
fn ends(people: &[f64], cycles: u32) -> Vec<u32> {
    let (all, count) = (people.iter().sum::<f64>(), people.len() as u32);
    let (mut sum, mut last) = (0.0, 0);
    people
        .iter()
        .zip(1..)
        .map(|(p, n)| {
            sum += p;
            let wanted = libm::round(f64::from(cycles) * sum / all) as u32;
            last = wanted.clamp(last + 1, cycles - (count - n));
            last
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::ends;

    #[test]
    fn every_province_has_a_cycle_and_all_cycles_are_given_out() {
        for (people, cycles, wanted) in [
            (vec![5.0, 3.0, 2.0], 10, vec![5, 8, 10]),
            (vec![99.0, 0.1, 0.1], 3, vec![1, 2, 3]),
            (vec![0.1, 0.1, 99.0], 100, vec![1, 2, 100]),
            (vec![99.0, 0.1, 0.1], 100, vec![98, 99, 100]),
        ] {
            assert_eq!(ends(&people, cycles), wanted);
        }
    }
}
