//! The logarithm of a uniform word, from a table: the same bits everywhere, and a third of a library call's cost.
//!
//! Straight between 1024 knots for each power of two, so off by at most 1.2e-7: a gap of a thousand days is off by
//! a ten-thousandth of one.

/// Knots between 1 and 2, in bits.
const BITS: u32 = 10;

/// ln(1 + i / 1024), from 0 to 1024.
pub struct Logarithms(Vec<f64>);

impl Logarithms {
    /// Fills the table.
    pub fn new() -> Self {
        let knots = 1_u32 << BITS;
        Self((0..=knots).map(|i| libm::log(1.0 + f64::from(i) / f64::from(knots))).collect())
    }

    /// -ln u for the uniform number u = (word + 1/2) / 2^32; never negative.
    #[inline]
    pub fn minus_log(&self, word: u32) -> f64 {
        let odd = u64::from(word) * 2 + 1; // u is this over 2^33
        let power = 63 - odd.leading_zeros(); // at most 32
        let fraction = (odd << (32 - power)) as u32; // the leading one falls off
        let knot = (fraction >> (32 - BITS)) as usize;
        let rest = f64::from(fraction << BITS) / 4_294_967_296.0;
        let between = self.0[knot] + rest * (self.0[knot + 1] - self.0[knot]);
        f64::from(33 - power) * self.0[1 << BITS] - between
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_logarithm() {
        let table = Logarithms::new();
        for i in 0..200_000_u32 {
            let word = i.wrapping_mul(0x9e37_79b9);
            let exact = -libm::log((f64::from(word) + 0.5) / 4_294_967_296.0);
            assert!((table.minus_log(word) - exact).abs() < 1.3e-7, "{word}");
        }
        assert!(table.minus_log(u32::MAX) >= 0.0);
        assert!((table.minus_log(0) - 22.87).abs() < 0.01);
    }
}
