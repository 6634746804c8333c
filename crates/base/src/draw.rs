//! Luck: every random number is a pure function of its key, never of the order in which things run.
//!
//! The generator is Philox4x32-10 (Salmon, Moraes, Dror & Shaw 2011, "Parallel random numbers: as
//! easy as 1, 2, 3"), checked against its published test vectors. A key names the seed, the person
//! (or place), the day, the purpose and an ordinal; so two worlds ask the same question and get the
//! same answer, and differ only where a rule made the difference.

use crate::{Day, Purpose};

/// Four independent 32-bit words for one key.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Draw(pub [u32; 4]);

const ROUNDS: usize = 10;
const M0: u64 = 0xD251_1F53;
const M1: u64 = 0xCD9E_8D57;
const W0: u32 = 0x9E37_79B9;
const W1: u32 = 0xBB67_AE85;

/// The Philox4x32-10 block function.
///
/// Always inlined: blocks that follow each other then overlap, which makes a neighbourhood's week a tenth cheaper.
#[inline(always)]
pub fn philox(mut c: [u32; 4], mut k: [u32; 2]) -> [u32; 4] {
    for _ in 0..ROUNDS {
        let a = u64::from(c[0]) * M0;
        let b = u64::from(c[2]) * M1;
        c = [(b >> 32) as u32 ^ c[1] ^ k[0], b as u32, (a >> 32) as u32 ^ c[3] ^ k[1], a as u32];
        k = [k[0].wrapping_add(W0), k[1].wrapping_add(W1)];
    }
    c
}

impl Draw {
    /// The draw for `who` (a person's or place's number), `day`, `purpose` and `ordinal` under `seed`.
    #[inline]
    pub fn new(seed: u64, who: u32, day: Day, purpose: Purpose, ordinal: u32) -> Self {
        let counter = [who, day.0 as u32, purpose as u32, ordinal];
        Self(philox(counter, [seed as u32, (seed >> 32) as u32]))
    }

    /// Word `i` (0 to 3).
    #[inline]
    pub fn word(self, i: usize) -> u32 {
        self.0[i]
    }

    /// The first two words as one number, for picks from large sets.
    #[inline]
    pub fn wide(self) -> u64 {
        u64::from(self.0[0]) << 32 | u64::from(self.0[1])
    }
}

/// A stream of random words from one draw: SplitMix64 (Steele, Lea & Flood 2014, "Fast splittable pseudorandom number
/// generators"), for what is drawn one after another in an order that nothing but the key decides.
///
/// A word of it costs a seventh of a Philox block.
#[derive(Clone, Copy, Debug)]
pub struct Words(u64);

impl Words {
    /// The stream that begins at a draw.
    #[inline]
    pub fn of(draw: Draw) -> Self {
        Self(draw.wide())
    }

    /// The next two uniform words.
    #[inline]
    pub fn pair(&mut self) -> [u32; 2] {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let word = mixed(self.0);
        [(word >> 32) as u32, word as u32]
    }
}

/// Mixes 64 bits, so that each bit of the outcome hangs on all of them (the finisher of SplitMix64).
#[inline]
pub const fn mixed(mut x: u64) -> u64 {
    x = (x ^ x >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ x >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ x >> 31
}

/// Whether a uniform word falls below `probability` (0 to 1): nested, so a larger probability keeps
/// every success of a smaller one.
#[inline]
pub fn chance(word: u32, probability: f64) -> bool {
    f64::from(word) < probability * 4_294_967_296.0
}

/// A number in `0..n` from a uniform word, by multiplication (bias below n / 2³²).
#[inline]
pub fn pick(word: u32, n: u32) -> u32 {
    ((u64::from(word) * u64::from(n)) >> 32) as u32
}

/// A key of 64 bits from a seed and two numbers, for seeds of seeds and permutations.
#[inline]
pub fn key(seed: u64, a: u32, b: u32) -> u64 {
    let w = philox([a, b, 0x6b65_7973, 0], [seed as u32, (seed >> 32) as u32]);
    u64::from(w[0]) << 32 | u64::from(w[1])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Known answers of Random123's `kat_vectors` for philox4x32, 10 rounds.
    #[test]
    fn philox_meets_its_published_vectors() {
        let all = u32::MAX;
        let cases = [
            ([0; 4], [0; 2], [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]),
            ([all; 4], [all; 2], [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]),
            (
                [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344],
                [0xa409_3822, 0x299f_31d0],
                [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1],
            ),
        ];
        for (counter, key, answer) in cases {
            assert_eq!(philox(counter, key), answer);
        }
    }

    /// The first words from the seed 1234567, as the generator's authors print them.
    #[test]
    fn a_stream_meets_its_published_words() {
        let mut words = Words(1_234_567);
        for answer in [6_457_827_717_110_365_317_u64, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423] {
            assert_eq!(words.pair(), [(answer >> 32) as u32, answer as u32]);
        }
    }

    #[test]
    fn a_larger_chance_keeps_every_success_of_a_smaller_one() {
        for i in 0..1000 {
            let w = Draw::new(1, i, Day(0), Purpose::Proposal, 0).word(0);
            assert!(!chance(w, 0.2) || chance(w, 0.3));
            assert!(!chance(w, 0.0) && chance(w, 1.0));
            assert!(pick(w, 7) < 7);
        }
    }

    #[test]
    fn every_part_of_the_key_matters() {
        let d = Draw::new(1, 2, Day(3), Purpose::Proposal, 4);
        for other in [
            Draw::new(9, 2, Day(3), Purpose::Proposal, 4),
            Draw::new(1 << 40, 2, Day(3), Purpose::Proposal, 4),
            Draw::new(1, 9, Day(3), Purpose::Proposal, 4),
            Draw::new(1, 2, Day(9), Purpose::Proposal, 4),
            Draw::new(1, 2, Day(3), Purpose::Seen, 4),
            Draw::new(1, 2, Day(3), Purpose::Proposal, 9),
        ] {
            assert_ne!(d, other);
        }
    }
}
