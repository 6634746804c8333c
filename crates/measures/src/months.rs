//! Months that are over, packed: most counters of most groups are zero in most months.
//!
//! A number takes seven bits a byte; a run of zeros takes a zero and its length. A month of a town takes some 20 KB
//! instead of 200.

use crate::sums::{NUMBERS, Sums, folded};
use underheaven_base::{Day, Site};

/// What was counted in a month, and how things stood at its end.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Month {
    /// The last day counted.
    pub day: Day,
    packed: Box<[u8]>,
    /// Passes made and covered since the run began, by place.
    pub passes: [[u64; 2]; Site::COUNT],
    /// First and last enrolment so far of people who were adults at the start.
    pub enrolments: Option<(Day, Day)>,
}

impl Month {
    /// A month's totals by set, with what was counted since the run began.
    pub fn new(day: Day, sets: &[Sums], passes: [[u64; 2]; Site::COUNT], enrolments: Option<(Day, Day)>) -> Self {
        let mut packed = Packed::default();
        for (counts, stock) in sets.iter().map(Sums::numbers) {
            counts.iter().for_each(|counts| packed.put(counts, |n| n));
            packed.put(stock, folded);
        }
        let packed = packed.bytes.into_boxed_slice();
        Self { day, packed, passes, enrolments }
    }

    /// The totals by set.
    pub fn sets(&self, count: usize) -> Vec<Sums> {
        let mut sets = vec![Sums::default(); count];
        self.add_to(&mut sets);
        sets
    }

    /// Adds the totals to those of as many sets.
    fn add_to(&self, sets: &mut [Sums]) {
        unpack(&self.packed, |place, n| sets[place / NUMBERS].add_at(place % NUMBERS, n));
    }

    /// The same month of two halves of a society.
    pub fn with(&self, other: &Month, count: usize) -> Month {
        assert_eq!(self.day, other.day, "parts are merged that were not lived alike");
        let mut sets = self.sets(count);
        other.add_to(&mut sets);
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

/// Numbers as bytes, as far as they are put.
#[derive(Default)]
struct Packed {
    bytes: Vec<u8>,
    /// So many zeros come last, and are not yet put.
    zeros: u64,
}

impl Packed {
    /// Puts numbers, each as `folded`, which leaves a zero what it is.
    fn put<T: Copy + Default + PartialEq>(&mut self, numbers: &[T], folded: impl Fn(T) -> u64) {
        // Most numbers are zeros: eight at a time are looked at.
        for some in numbers.chunks(8) {
            if some.iter().fold(true, |zero, n| zero & (*n == T::default())) {
                self.zeros += some.len() as u64;
                continue;
            }
            for n in some {
                match folded(*n) {
                    0 => self.zeros += 1,
                    n => {
                        if self.zeros > 0 {
                            self.bytes.push(0);
                            let zeros = std::mem::take(&mut self.zeros);
                            self.put_one(zeros);
                        }
                        self.put_one(n);
                    }
                }
            }
        }
    }

    fn put_one(&mut self, mut n: u64) {
        while n >= 0x80 {
            self.bytes.push(n as u8 | 0x80);
            n >>= 7;
        }
        self.bytes.push(n as u8);
    }
}

/// Shows every number that is not a zero, with its place.
fn unpack(packed: &[u8], mut see: impl FnMut(usize, u64)) {
    let mut bytes = packed.iter();
    let mut next = || -> Option<u64> {
        let mut n = 0;
        for (i, byte) in bytes.by_ref().enumerate() {
            n |= u64::from(byte & 0x7F) << (7 * i);
            if byte & 0x80 == 0 {
                return Some(n);
            }
        }
        None
    };
    let mut place = 0;
    while let Some(n) = next() {
        match n {
            0 => place += next().unwrap_or(0) as usize,
            n => {
                see(place, n);
                place += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_comes_back_and_two_halves_add_up() {
        let sums = |first: u64| {
            let mut sums = Sums::default();
            for at in 0..NUMBERS {
                sums.add_at(at, if at % 11 == 0 { first + at as u64 } else { 0 });
            }
            sums
        };
        let (a, b) = ([sums(5), sums(1 << 40)], [sums(2), Sums::default()]);
        assert!(a[0].stock.iter().any(|n| *n < 0) && a[0].stock.iter().any(|n| *n > 0));
        let day = Day::from_ymd(2020, 7, 31).unwrap();
        let [first, second] = [&a, &b].map(|sets| Month::new(day, sets, [[1, 2]; Site::COUNT], None));
        assert_eq!((first.sets(2), second.sets(2)), (a.to_vec(), b.to_vec()));
        let both = first.with(&second, 2);
        assert_eq!(both.passes, [[2, 4]; Site::COUNT]);
        for (n, sums) in both.sets(2).iter().enumerate() {
            let mut wanted = a[n].clone();
            wanted.plus(&b[n], true);
            assert_eq!(*sums, wanted);
        }
    }

    #[test]
    fn numbers_come_back_as_they_were() {
        let all = [0, 0, 1, 127, 128, 0, 1 << 20, u64::MAX, 0, 0, 0, 5, 0, 0];
        for at in 0..all.len() {
            // However they are put.
            let mut packed = Packed::default();
            packed.put(&all[..at], |n| n);
            packed.put(&all[at..], |n| n);
            let mut back = [0; 14];
            unpack(&packed.bytes, |place, n| back[place] = n);
            assert_eq!(back, all);
            assert!(packed.bytes.len() < 30, "{}", packed.bytes.len());
        }
    }
}
