//! How many cells a uniform word skips: a geometric gap, looked up where it is short.
//!
//! The gap is a share's logarithm times a word's; words that are alike in their first bits skip alike, or one cell less from
//! some word on. So a row whose acts are frequent looks up its skips; no number differs from the one worked out.

use crate::logarithm::Logarithms;

/// First bits of a word that are looked up, and bits that are left.
const FIRST: u32 = 10;
const LEFT: u32 = 32 - FIRST;
/// What is left of a word.
const MASK: u32 = (1 << LEFT) - 1;

/// Words whose skip has to be worked out.
const ASK: u32 = u32::MAX;

/// With a longer gap too many of them would be.
const LONGEST: f64 = 64.0;

/// The skips of one row.
pub struct Skips {
    /// One over the logarithm of the share of days without a proposal.
    gap: f64,
    /// By a word's first bits: the skip of the last word that begins so (the upper ten bits), and how many of those words
    /// skip one cell more; or [`ASK`].
    guide: Option<Box<[u32; 1 << FIRST]>>,
}

impl Skips {
    /// Skips of a mean gap.
    pub fn of(gap: f64, logarithms: &Logarithms) -> Self {
        let asked = Self { gap, guide: None };
        if gap > LONGEST {
            return asked;
        }
        let of = |word| asked.worked_out(word, logarithms);
        let guide = Box::new(std::array::from_fn(|first| {
            let word = (first as u32) << LEFT;
            let (most, least) = (of(word), of(word | MASK));
            if least > 1000 || most > least + 1 {
                return ASK;
            }
            let (mut more, mut end) = (0, MASK);
            while most > least && more < end {
                let middle = (more + end) / 2;
                if of(word | middle) > least { more = middle + 1 } else { end = middle }
            }
            (least as u32) << LEFT | more
        }));
        Self { gap, guide: Some(guide) }
    }

    /// How many cells a word skips.
    #[inline]
    pub fn cells(&self, word: u32, logarithms: &Logarithms) -> u64 {
        match self.guide.as_ref().map(|guide| guide[(word >> LEFT) as usize]) {
            Some(entry) if entry != ASK => u64::from(entry >> LEFT) + u64::from(word & MASK < entry & MASK),
            _ => self.worked_out(word, logarithms),
        }
    }

    fn worked_out(&self, word: u32, logarithms: &Logarithms) -> u64 {
        // Through a signed number, which the processor makes in one step.
        (logarithms.minus_log(word) * self.gap) as i64 as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Everywhere near where a skip changes, and elsewhere at random.
    #[test]
    fn what_is_looked_up_is_what_would_be_worked_out() {
        let logarithms = Logarithms::new();
        for gap in [0.0, 0.18, 0.5, 1.0, 2.1, 6.2, 17.0, 63.9, 64.1, 4000.0] {
            let skips = Skips::of(gap, &logarithms);
            let holds = |word: u32| {
                assert_eq!(skips.cells(word, &logarithms), skips.worked_out(word, &logarithms), "{gap} {word}");
            };
            (0..400_000_u32).map(|i| i.wrapping_mul(0x9e37_79b9)).for_each(holds);
            let mut asked = 0;
            for (first, &entry) in skips.guide.iter().flat_map(|guide| guide.iter().enumerate()) {
                let word = (first as u32) << LEFT;
                [0, 1, MASK - 1, MASK].into_iter().for_each(|rest| holds(word | rest));
                asked += u32::from(entry == ASK);
                if entry != ASK {
                    let change = entry & MASK;
                    (change.saturating_sub(2)..=(change + 2).min(MASK)).for_each(|rest| holds(word | rest));
                }
            }
            assert!(asked <= (1 << FIRST) / 8, "{gap}: {asked} are asked for");
        }
    }

    #[test]
    fn words_skip_less_the_larger_they_are() {
        let logarithms = Logarithms::new();
        let skips = Skips { gap: 1e6, guide: None };
        let knots = (0..=u32::MAX >> 12).map(|n| n << 12);
        let around = knots.flat_map(|word| [word.saturating_sub(1), word, word + 1]);
        let all: Vec<u64> = around.map(|word| skips.worked_out(word, &logarithms)).collect();
        assert!(all.windows(2).all(|w| w[0] >= w[1]));
    }
}
