//! Slots and seats: who was born where, asked from either side and never stored.
//!
//! Whoever lives apart from the birth family has a slot, the family a seat. Class is (distance, sex, clan, age);
//! since the template is closed, a cycle has as many slots as seats of each class, so a permutation of a whole
//! area's slots fills all of its seats, and every age gap stays as the genealogy made it.

use super::map::{Area, Spot, TYPES};
use super::{Country, Who};
use crate::permutation::Permutation;
use crate::template::{Distance, Member};

/// Classes: three distances, two sexes, two clans, a hundred ages.
pub const CLASSES: usize = 3 * PER_DISTANCE;
/// Classes of one distance.
const PER_DISTANCE: usize = 400;
/// Names this use of keyed permutations; the type's number and the class are added.
const SEATS: u32 = 0x0100_0000;

/// Where a tie leads: within the deck, or to a slot or seat of a class by its number within a cycle.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct End(u32);

impl End {
    /// Within the deck: a family's or a person's number.
    pub fn near(number: u16) -> Self {
        Self(u32::from(number))
    }

    /// Elsewhere.
    pub fn away(class: u16, rank: u16) -> Self {
        Self(1 << 31 | u32::from(class) << 16 | u32::from(rank))
    }

    /// The number within the deck, or class and rank.
    #[inline]
    pub fn split(self) -> Result<u16, (u16, u16)> {
        if self.0 >> 31 == 0 { Ok(self.0 as u16) } else { Err(((self.0 >> 16 & 0x7fff) as u16, self.0 as u16)) }
    }
}

/// The class of somebody of a clan who lives apart.
pub fn class(member: &Member, clan: bool) -> u16 {
    let distance = match member.distance {
        Distance::Home | Distance::Neighbourhood | Distance::County => 0,
        Distance::Province => 1,
        Distance::Country => 2,
    };
    let sex = usize::from(member.female);
    (((distance * 2 + sex) * 2 + usize::from(clan)) * 100 + usize::from(member.age)) as u16
}

/// Who holds the slots, or the seats, of each class in one cycle of a type.
#[derive(Clone, Debug, Default)]
pub struct Side<T> {
    /// First of each class, and the end.
    first: Vec<u32>,
    holders: Vec<T>,
}

impl<T: Copy> Side<T> {
    /// Puts lists for each class one after another.
    pub fn of(classes: Vec<Vec<T>>) -> Self {
        let mut side = Self { first: vec![0], holders: vec![] };
        for class in classes {
            side.holders.extend(class);
            side.first.push(side.holders.len() as u32);
        }
        side
    }

    /// How many a class has in a cycle.
    #[inline]
    pub fn count(&self, class: u16) -> u32 {
        self.first[class as usize + 1] - self.first[class as usize]
    }

    #[inline]
    fn holder(&self, class: u16, rank: u32) -> T {
        self.holders[(self.first[class as usize] + rank) as usize]
    }

    /// Bytes of the table.
    pub fn bytes(&self) -> usize {
        std::mem::size_of_val(self.first.as_slice()) + std::mem::size_of_val(self.holders.as_slice())
    }
}

/// A seat: deck, family and number of the child.
pub type Seat = (u8, u16, u8);
/// A slot: deck and person.
pub type Slot = (u8, u16);

/// A birth family somewhere.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Unit {
    pub at: Spot,
    pub family: u16,
}

impl Country {
    fn area(&self, at: Spot, class: u16) -> Area {
        match class as usize / PER_DISTANCE {
            0 => self.map.county_area(at),
            1 => self.map.province_area(at),
            _ => self.map.country_area(),
        }
    }

    /// The permutation that ties a class's slots to its seats, the same from both sides.
    fn seating(&self, at: Spot, class: u16, area: &Area) -> Permutation {
        let over_types = class as usize >= 2 * PER_DISTANCE;
        let each: u32 = match over_types {
            true => self.types.iter().map(|t| t.slots.count(class)).sum(),
            false => self.types[at.kind as usize].slots.count(class),
        };
        let kind = if over_types { 0 } else { u32::from(at.kind) };
        Permutation::new(each * area.length(), self.seed, SEATS + (kind << 16) + u32::from(class), area.number)
    }

    /// The number in its area of what has a rank in a cycle; in the country the types stand one after another.
    #[inline]
    fn number(&self, at: Spot, class: u16, area: &Area, rank: u16, count: impl Fn(usize) -> u32) -> u32 {
        let kind = at.kind as usize;
        let within = (at.cycle - area.cycles.start) * count(kind) + u32::from(rank);
        match class as usize >= 2 * PER_DISTANCE {
            true => (0..kind).map(|k| count(k) * area.length()).sum::<u32>() + within,
            false => within,
        }
    }

    /// Type, cycle and rank of a number in an area.
    #[inline]
    fn located(&self, at: Spot, class: u16, area: &Area, number: u32, count: impl Fn(usize) -> u32) -> (Spot, u32) {
        let (mut kind, mut left) = (at.kind as usize, number);
        if class as usize >= 2 * PER_DISTANCE {
            kind = 0;
            while kind + 1 < TYPES && left >= count(kind) * area.length() {
                left -= count(kind) * area.length();
                kind += 1;
            }
        }
        let each = count(kind);
        (Spot { cycle: area.cycles.start + left / each, kind: kind as u8, deck: 0 }, left % each)
    }

    /// Where somebody was born: the parents' household, or the lineage that still joins brothers and sisters.
    #[inline]
    pub(super) fn born_into(&self, who: Who) -> Unit {
        match self.ties(who.at).birth[who.person as usize].split() {
            Ok(family) => Unit { at: who.at, family },
            Err((class, rank)) => {
                let area = self.area(who.at, class);
                let slot = self.number(who.at, class, &area, rank, |k| self.types[k].slots.count(class));
                let seat = self.seating(who.at, class, &area).forward(slot);
                let (at, rank) = self.located(who.at, class, &area, seat, |k| self.types[k].seats.count(class));
                let (deck, family, _) = self.types[at.kind as usize].seats.holder(class, rank);
                Unit { at: Spot { deck, ..at }, family }
            }
        }
    }

    /// Whether somebody was born into a family: mostly plain from the classes of its seats.
    pub(super) fn is_born_into(&self, who: Who, unit: Unit) -> bool {
        match self.ties(who.at).birth[who.person as usize].split() {
            Ok(family) => unit == Unit { at: who.at, family },
            Err((class, _)) => {
                let mut seats = self.seats(unit).map(|seat| self.ties(unit.at).seats[seat].split());
                seats.any(|seat| seat.is_err_and(|(of, _)| of == class)) && self.born_into(who) == unit
            }
        }
    }

    /// Who has a seat of a birth family: the same permutation back.
    #[inline]
    pub(super) fn child(&self, unit: Unit, seat: usize) -> Who {
        match self.ties(unit.at).seats[seat].split() {
            Ok(person) => Who { at: unit.at, person },
            Err((class, rank)) => {
                let area = self.area(unit.at, class);
                let seat = self.number(unit.at, class, &area, rank, |k| self.types[k].seats.count(class));
                let slot = self.seating(unit.at, class, &area).back(seat);
                let (at, rank) = self.located(unit.at, class, &area, slot, |k| self.types[k].slots.count(class));
                let (deck, person) = self.types[at.kind as usize].slots.holder(class, rank);
                Who { at: Spot { deck, ..at }, person }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::End;

    #[test]
    fn an_end_says_where_it_leads() {
        assert_eq!(End::near(4095).split(), Ok(4095));
        assert_eq!(End::away(1199, 65_535).split(), Err((1199, 65_535)));
        assert_eq!(End::away(0, 0).split(), Err((0, 0)));
    }
}
