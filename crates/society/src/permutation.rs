//! Keyed permutations that are never stored: who sits where, asked from either side.
//!
//! A Feistel network over a box of `wide` by `2^bits` cells that is hardly larger than the set; a result outside
//! the set is permuted again until it falls inside ("cycle walking"), which keeps it one to one. Small sets take
//! more rounds, since few rounds reach few of their orders.

use underheaven_base::draw::key;

/// A keyed permutation of `0..n`.
#[derive(Clone, Copy, Debug)]
pub struct Permutation {
    n: u32,
    bits: u32,
    wide: u32,
    rounds: u32,
    key: u64,
}

#[cfg(test)]
thread_local! {
    /// Leaves a round out of every inverse in this thread: the tests of ties must then turn red.
    pub static BROKEN: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
}

/// An odd constant with well-mixed bits (the golden ratio's).
const MIX: u64 = 0x9e37_79b9_7f4a_7c15;

impl Permutation {
    /// The permutation of `0..n` that a seed and two numbers name.
    pub fn new(n: u32, seed: u64, a: u32, b: u32) -> Self {
        let length = 32 - n.max(2).saturating_sub(1).leading_zeros();
        let bits = length.div_ceil(2);
        let wide = ((u64::from(n) + (1 << bits) - 1) >> bits) as u32;
        let rounds = match n {
            4096.. => 3,
            128.. => 4,
            _ => 12,
        };
        Self { n, bits, wide: wide.max(1), rounds, key: key(seed, a, b) }
    }

    /// Mixes one half of a cell into a word: a multiplication folded upon itself.
    fn mix(&self, half: u32, round: u32) -> u32 {
        let product = u128::from((u64::from(half) + 1) ^ self.key.rotate_left(round * 7)) * u128::from(MIX ^ self.key);
        let folded = (product >> 64) as u64 ^ product as u64;
        (folded >> 32) as u32 ^ folded as u32
    }

    fn shift(&self, low: u32, round: u32) -> u32 {
        ((u64::from(self.mix(low, 2 * round)) * u64::from(self.wide)) >> 32) as u32
    }

    /// What is left of a number below twice the width: a subtraction, where a division takes ten times as long.
    fn within(&self, high: u32) -> u32 {
        if high < self.wide { high } else { high - self.wide }
    }

    fn mask(&self) -> u32 {
        (1 << self.bits) - 1
    }

    /// Where `x` goes.
    pub fn forward(&self, mut x: u32) -> u32 {
        debug_assert!(x < self.n, "a permutation maps only what it holds");
        loop {
            let (mut high, mut low) = (x >> self.bits, x & self.mask());
            for round in 0..self.rounds {
                high = self.within(high + self.shift(low, round));
                low ^= self.mix(high, 2 * round + 1) & self.mask();
            }
            x = high << self.bits | low;
            if x < self.n {
                return x;
            }
        }
    }

    /// All rounds; one less where a test breaks the inverse on purpose.
    fn rounds_back(&self) -> u32 {
        #[cfg(test)]
        if BROKEN.get() {
            return self.rounds - 1;
        }
        self.rounds
    }

    /// What goes to `y`.
    pub fn back(&self, mut y: u32) -> u32 {
        debug_assert!(y < self.n, "a permutation maps only what it holds");
        loop {
            let (mut high, mut low) = (y >> self.bits, y & self.mask());
            for round in (0..self.rounds_back()).rev() {
                low ^= self.mix(high, 2 * round + 1) & self.mask();
                high = self.within(high + self.wide - self.shift(low, round));
            }
            y = high << self.bits | low;
            if y < self.n {
                return y;
            }
        }
    }

    /// Whom a keyed matching pairs `x` with; none for the odd one out. Mutual by construction.
    pub fn partner(&self, x: u32) -> Option<u32> {
        let seat = self.forward(x) ^ 1;
        (seat < self.n).then(|| self.back(seat))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_permutation_is_one_to_one_and_comes_back() {
        for n in (1..70).chain([127, 128, 1000, 4096, 5000, 84_000]) {
            let p = Permutation::new(n, 5, n, 1);
            let mut hit = vec![false; n as usize];
            for x in 0..n {
                let y = p.forward(x);
                assert!(!std::mem::replace(&mut hit[y as usize], true), "two of {n} go to {y}");
                assert_eq!(p.back(y), x);
            }
        }
    }

    #[test]
    fn partners_are_mutual_and_at_most_one_is_left_over() {
        for n in [1, 2, 7, 500, 4097] {
            let p = Permutation::new(n, 9, 0, 0);
            let alone = (0..n).filter(|&x| p.partner(x).is_none()).count();
            assert_eq!(alone as u32, n % 2);
            for x in 0..n {
                if let Some(y) = p.partner(x) {
                    assert!(y != x && p.partner(y) == Some(x));
                }
            }
        }
    }

    /// The images of 0 and 1 should be any pair alike: chi-squared about one for each degree of freedom.
    #[test]
    fn small_permutations_reach_all_pairs_alike() {
        for n in [12_u32, 60, 200] {
            let keys = 20 * n * n;
            let mut seen = vec![0_f64; (n * n) as usize];
            for k in 0..keys {
                let p = Permutation::new(n, 77, k, n);
                seen[(p.forward(0) * n + p.forward(1)) as usize] += 1.0;
            }
            let pairs = f64::from(n * (n - 1));
            let expected = f64::from(keys) / pairs;
            let chi: f64 = (0..n * n)
                .filter(|i| i / n != i % n)
                .map(|i| (seen[i as usize] - expected) * (seen[i as usize] - expected) / expected)
                .sum();
            let each = chi / (pairs - 1.0);
            assert!((0.7..1.35).contains(&each), "{n}: {each}");
        }
    }
}
