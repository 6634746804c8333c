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

/// No skip: that of a word that begins so has to be worked out.
const ASK: u32 = (1 << FIRST) - 1;

/// With a longer gap too many of them would be.
const LONGEST: f64 = 64.0;

/// The skips of one row.
pub struct Skips {
    /// One over the logarithm of the share of days without a proposal.
    gap: f64,
    guide: Option<Box<Guide>>,
}

/// By a word's first bits a number of which the word itself is taken away: what is left in the upper ten bits is its skip,
/// or [`ASK`].
pub struct Guide([u32; 1 << FIRST]);

impl Guide {
    /// What is noted for words that begin so, of whom the first `more` skip one cell more than the last does.
    fn entry(first: u32, least: u32, more: u32) -> u32 {
        ((first + least) << LEFT).wrapping_add(more + MASK)
    }

    /// How many cells a word skips, unless that has to be worked out.
    #[inline]
    pub fn cells(&self, word: u32) -> Option<u64> {
        let cells = self.0[(word >> LEFT) as usize].wrapping_sub(word) >> LEFT;
        (cells != ASK).then_some(u64::from(cells))
    }
}

impl Skips {
    /// Skips of a mean gap.
    pub fn of(gap: f64, logarithms: &Logarithms) -> Self {
        let asked = Self { gap, guide: None };
        if gap > LONGEST {
            return asked;
        }
        let of = |word| asked.worked_out(word, logarithms);
        let guide = std::array::from_fn(|first| {
            let first = first as u32;
            let word = first << LEFT;
            let (most, least) = (of(word), of(word | MASK));
            if least > 1000 || most > least + 1 {
                return Guide::entry(first, ASK, 0);
            }
            let (mut more, mut end) = (0, MASK);
            while most > least && more < end {
                let middle = (more + end) / 2;
                if of(word | middle) > least { more = middle + 1 } else { end = middle }
            }
            Guide::entry(first, least as u32, more)
        });
        Self { gap, guide: Some(Box::new(Guide(guide))) }
    }

    /// Where short skips are looked up, if most are short.
    pub fn guide(&self) -> Option<&Guide> {
        self.guide.as_deref()
    }

    /// How many cells a word skips.
    #[inline]
    pub fn cells(&self, word: u32, logarithms: &Logarithms) -> u64 {
        self.guide().and_then(|guide| guide.cells(word)).unwrap_or_else(|| self.worked_out(word, logarithms))
    }

    /// The same without looking it up; no more than 2³⁰, which is more cells than any week has.
    #[inline]
    pub fn worked_out(&self, word: u32, logarithms: &Logarithms) -> u64 {
        // Through a signed number, which the processor makes in one step.
        ((logarithms.minus_log(word) * self.gap) as i64).min(1 << 30) as u64
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
            for (first, &entry) in skips.guide().iter().flat_map(|guide| guide.0.iter().enumerate()) {
                let word = (first as u32) << LEFT;
                [0, 1, MASK - 1, MASK].into_iter().for_each(|rest| holds(word | rest));
                let noted = entry.wrapping_sub(word + MASK);
                asked += u32::from(noted >> LEFT == ASK);
                if noted >> LEFT != ASK {
                    let change = noted & MASK;
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
