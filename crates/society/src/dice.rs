//! A run of keyed random words for making a template: the same words for the same seed and purpose.
//!
//! Everything that happens in a run is keyed by person and day instead; only what is made once, and in one
//! fixed order, may roll dice.

use underheaven_base::{Day, Draw, Purpose, pick};

/// Words one after another, four from each Philox block.
pub struct Dice {
    seed: u64,
    what: u32,
    block: u32,
    words: Draw,
    used: usize,
}

/// What a set of dice is for; each purpose has words of its own, so that a change in one step of the making
/// does not move the others.
#[derive(Clone, Copy)]
#[repr(u32)]
pub enum Roll {
    /// Brothers and sisters.
    Births = 1,
    /// Living parents and couples.
    Parents,
    /// Households.
    Homes,
    /// Households into decks.
    Decks,
    /// Who was born into which family.
    Seats,
    /// Sizes of firms.
    Firms,
    /// Order in which quotas of traits are filled; the trait's number is added.
    Traits = 64,
}

impl Dice {
    /// The dice for a purpose under a seed.
    pub fn new(seed: u64, what: Roll) -> Self {
        Self::numbered(seed, what, 0)
    }

    /// As [`Dice::new`], for the `n`th of several such purposes.
    pub fn numbered(seed: u64, what: Roll, n: u32) -> Self {
        Self { seed, what: what as u32 + n, block: 0, words: Draw([0; 4]), used: 4 }
    }

    /// The next word.
    pub fn word(&mut self) -> u32 {
        if self.used == 4 {
            self.words = Draw::new(self.seed, self.what, Day(0), Purpose::Template, self.block);
            self.block += 1;
            self.used = 0;
        }
        self.used += 1;
        self.words.word(self.used - 1)
    }

    /// A number between 0 and 1, neither of them.
    pub fn unit(&mut self) -> f64 {
        (f64::from(self.word()) + 0.5) / 4_294_967_296.0
    }

    /// Whether something of this probability happens.
    pub fn happens(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// A number from 0 up to but without `n`.
    pub fn below(&mut self, n: usize) -> usize {
        pick(self.word(), n as u32) as usize
    }

    /// A bell of mean 0 and standard deviation 1: four uniforms, so never beyond 3.5.
    pub fn bell(&mut self) -> f64 {
        const SCALE: f64 = 1.732_050_807_568_877_2;
        (self.unit() + self.unit() + self.unit() + self.unit() - 2.0) * SCALE
    }

    /// Puts a slice in random order.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, self.below(i + 1));
        }
    }
}
