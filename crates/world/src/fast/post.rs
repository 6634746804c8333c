//! Letters on their way between parts.
//!
//! Whoever sends a letter puts it where those to the same few neighbourhoods are, so that none is moved again before the
//! addressee's neighbourhood is lived: then they are put in order, a few people's at a time.

use crate::Mail;
use underheaven_base::ids::PLACES;

/// Letters from one part to another, by the addressee's district: a few neighbourhoods of a part, side by side.
pub(super) type Bag = Vec<Vec<Mail>>;

/// As many districts as a part has at most.
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
    /// Of parts of which the largest has so many neighbourhoods.
    pub fn new(neighbourhoods: usize) -> Self {
        Self { bits: neighbourhoods.div_ceil(DISTRICTS).next_power_of_two().trailing_zeros() }
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

    /// For how many letters there is room.
    pub fn room(&self) -> usize {
        self.letters.capacity()
    }
}
