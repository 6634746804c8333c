//! Letters on their way between parts.
//!
//! Whoever sends a letter puts it where those to the same few neighbourhoods are, so that none is moved again before the
//! addressee's neighbourhood is lived: then they are put in order, a few people's at a time.

use crate::Mail;
use underheaven_base::ids::PLACES;

/// Letters from one part to another, by the addressee's district: a few neighbourhoods of a part, side by side.
pub(super) type Bag = Vec<Vec<Mail>>;

/// As many districts as all parts have together at most, or one each: every part has a bag for each other.
const DISTRICTS: usize = 2048;

/// So many places side by side are counted together.
const FEW: usize = 8;

/// How parts are cut into districts.
#[derive(Clone, Copy)]
pub(super) struct Districts {
    /// The neighbourhoods of a district are 2 to this power.
    bits: u32,
}

impl Districts {
    /// Of so many parts, large or small, that have so many neighbourhoods together.
    pub fn new(neighbourhoods: usize, parts: usize) -> Self {
        // A part's last district may be a small one.
        let most = (DISTRICTS + 1).saturating_sub(parts).max(1);
        Self { bits: neighbourhoods.div_ceil(most).next_power_of_two().trailing_zeros() }
    }

    /// How many neighbourhoods a district has.
    pub fn size(self) -> usize {
        1 << self.bits
    }

    /// The district of a part's `n`th neighbourhood.
    #[inline]
    pub fn of(self, n: usize) -> usize {
        n >> self.bits
    }

    /// A bag for a part of so many neighbourhoods.
    pub fn bag(self, neighbourhoods: usize) -> Bag {
        vec![vec![]; neighbourhoods.div_ceil(self.size())]
    }
}

/// Room in which letters are put in order.
#[derive(Default)]
pub(super) struct Sorting {
    letters: Vec<Mail>,
    next: Vec<u32>,
}

impl Sorting {
    /// The letters to a district in their canonical order: by counting those to each few people who live side by side. `first` is its
    /// first neighbourhood.
    pub fn in_order<'m>(&mut self, first: u32, size: usize, came: impl Iterator<Item = &'m [Mail]> + Clone) -> &[Mail] {
        let start = first as usize * PLACES as usize;
        let few = |m: &Mail| (m.to.0 as usize - start) / FEW;
        let all: usize = came.clone().map(<[Mail]>::len).sum();
        let Some(any) = came.clone().flatten().next() else { return &[] };
        self.next.clear();
        self.next.resize(size * PLACES as usize / FEW + 1, 0);
        came.clone().flatten().for_each(|m| self.next[few(m) + 1] += 1);
        let mut before = 0;
        for n in &mut self.next {
            before += *n;
            *n = before;
        }
        self.letters.resize(all.max(self.letters.len()), *any);
        let letters = &mut self.letters[..all];
        for letter in came.flatten() {
            let at = &mut self.next[few(letter)];
            letters[*at as usize] = *letter;
            *at += 1;
        }
        letters.chunk_by_mut(|a, b| few(a) == few(b)).filter(|letters| letters.len() > 1).for_each(Mail::sort);
        letters
    }

    /// How many bytes it takes.
    pub fn bytes(&self) -> usize {
        self.letters.capacity() * size_of::<Mail>() + self.next.capacity() * size_of::<u32>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Arms, Letter};
    use underheaven_base::{Day, NeighbourhoodId, PersonId};

    #[test]
    fn a_districts_letters_come_in_order_whoever_brings_them() {
        const FIRST: u32 = 37;
        for (neighbourhoods, parts, size) in
            [(11, 3, 1), (DISTRICTS, 1, 1), (1_000, 3, 1), (3_000, 3, 2), (5 * DISTRICTS, 1, 8), (11, 9_000, 16)]
        {
            let districts = Districts::new(neighbourhoods, parts);
            assert_eq!(districts.size(), size);
            let mut all: Vec<Mail> = vec![];
            let mut bags = vec![districts.bag(neighbourhoods); 3];
            for n in 0..5_000_u32 {
                let some = |step: u32, many: u32| (n.wrapping_mul(2_654_435_761) >> step) % many;
                // To few neighbourhoods, the last one among them.
                let near = [some(3, 9), neighbourhoods as u32 - 1][usize::from(n % 50 == 0)];
                let [to, from] = [(near, some(7, 40)), (some(5, 9), some(9, 4_000))]
                    .map(|(near, place)| PersonId::at(NeighbourhoodId(FIRST + near), place));
                let letter = if n % 3 == 0 { Letter::ReachLost } else { Letter::Like };
                let mail = Mail { to, day: Day(16_000 + n as i32 % 7), rule: None, from, letter, arms: Arms::FIRST };
                bags[some(11, 3) as usize][districts.of(near as usize)].push(mail);
                all.push(mail);
            }
            Mail::sort(&mut all);
            let (mut room, mut found) = (Sorting::default(), vec![]);
            for district in 0..bags[0].len() {
                let first = FIRST + (district * districts.size()) as u32;
                let came = bags.iter().map(|bag| &bag[district][..]);
                found.extend_from_slice(room.in_order(first, districts.size(), came));
            }
            assert_eq!(found, all, "{neighbourhoods} neighbourhoods");
        }
    }
}
