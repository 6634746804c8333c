//! Months that are over, packed: most counters of most groups are zero in most months.
//!
//! A number takes seven bits a byte; a run of zeros takes a zero and its length. A month of a town takes some 20 KB
//! instead of 200.

use crate::sums::Sums;
use underheaven_base::{Day, Site};

/// What was counted in a month, and how things stood at its end.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Month {
    /// The last day counted.
    pub day: Day,
    packed: Vec<u8>,
    /// Passes made and covered since the run began, by place.
    pub passes: [[u64; 2]; Site::COUNT],
    /// First and last enrolment so far of people who were adults at the start.
    pub enrolments: Option<(Day, Day)>,
}

impl Month {
    /// A month's totals by set, with what was counted since the run began.
    pub fn new(day: Day, sets: &[Sums], passes: [[u64; 2]; Site::COUNT], enrolments: Option<(Day, Day)>) -> Self {
        let mut packed = pack(sets.iter().flat_map(Sums::numbers));
        packed.shrink_to_fit();
        Self { day, packed, passes, enrolments }
    }

    /// The totals by set.
    pub fn sets(&self, count: usize) -> Vec<Sums> {
        let mut numbers = unpack(&self.packed);
        (0..count).map(|_| Sums::from_numbers(&mut numbers)).collect()
    }

    /// The same month of two halves of a society.
    pub fn with(&self, other: &Month, count: usize) -> Month {
        assert_eq!(self.day, other.day, "parts are merged that were not lived alike");
        let mut sets = self.sets(count);
        sets.iter_mut().zip(other.sets(count)).for_each(|(a, b)| a.plus(&b, true));
        Month::new(self.day, &sets, add_passes(self.passes, other.passes), widest(self.enrolments, other.enrolments))
    }
}

/// Passes of two halves.
pub(crate) fn add_passes(mut a: [[u64; 2]; Site::COUNT], b: [[u64; 2]; Site::COUNT]) -> [[u64; 2]; Site::COUNT] {
    a.iter_mut().flatten().zip(b.iter().flatten()).for_each(|(a, b)| *a += b);
    a
}

/// The first and last day of two halves.
pub(crate) fn widest(a: Option<(Day, Day)>, b: Option<(Day, Day)>) -> Option<(Day, Day)> {
    match (a, b) {
        (Some(a), Some(b)) => Some((a.0.min(b.0), a.1.max(b.1))),
        (a, b) => a.or(b),
    }
}

fn pack(numbers: impl Iterator<Item = u64>) -> Vec<u8> {
    let mut out = vec![];
    let mut zeros = 0u64;
    for n in numbers {
        if n == 0 {
            zeros += 1;
            continue;
        }
        put_zeros(&mut out, &mut zeros);
        put(&mut out, n);
    }
    out
}

fn put_zeros(out: &mut Vec<u8>, zeros: &mut u64) {
    if *zeros > 0 {
        out.push(0);
        put(out, std::mem::take(zeros));
    }
}

fn put(out: &mut Vec<u8>, mut n: u64) {
    while n >= 0x80 {
        out.push(n as u8 | 0x80);
        n >>= 7;
    }
    out.push(n as u8);
}

/// The numbers, and zeros without end after them.
fn unpack(packed: &[u8]) -> impl Iterator<Item = u64> {
    let mut bytes = packed.iter();
    let mut zeros = 0u64;
    std::iter::from_fn(move || {
        let mut get = || -> u64 {
            let mut n = 0;
            for (i, byte) in bytes.by_ref().enumerate() {
                n |= u64::from(byte & 0x7F) << (7 * i);
                if byte & 0x80 == 0 {
                    break;
                }
            }
            n
        };
        if zeros == 0 {
            match get() {
                0 => zeros = get(),
                n => return Some(n),
            }
        }
        zeros = zeros.saturating_sub(1);
        Some(0)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back_as_they_were() {
        let all = [0, 0, 1, 127, 128, 0, 1 << 20, u64::MAX, 0, 0, 0, 5, 0, 0];
        let packed = pack(all.into_iter());
        assert_eq!(unpack(&packed).take(all.len()).collect::<Vec<_>>(), all);
        assert!(packed.len() < 30, "{}", packed.len());
    }
}
