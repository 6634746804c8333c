//! Levels that fade: fear, habit and silence, kept as (level, day set) and read through a table.
//!
//! A level is never iterated day by day: it is read by the days that have passed. It is coarse
//! (sixteenths) and is forgotten fully in the end, so that people whose lives parted can rejoin.

use crate::Day;

/// The full level.
pub const FULL: u8 = 16;

/// A level (0 to [`FULL`]) and the day on which it was set.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Level {
    /// Sixteenths, 0 to 16.
    pub height: u8,
    /// When it stood at that height.
    pub since: Day,
}

/// A half-life as a table of elapsed days.
#[derive(Clone, PartialEq, Debug)]
pub struct Fade {
    /// Share left after so many days, in 1/65536; zero beyond its end.
    left: Vec<u32>,
}

impl Fade {
    /// The table of a half-life in days. It ends where less than half a sixteenth would be left.
    pub fn half_life(days: f64) -> Self {
        let days = days.max(0.01);
        let mut left = vec![];
        for elapsed in 0..40_000 {
            let share = libm::exp2(-f64::from(elapsed) / days);
            if share < 1.0 / 32.0 {
                break;
            }
            left.push((share * 65_536.0) as u32);
        }
        Self { left }
    }

    /// What is left of `level` on `today`, in sixteenths.
    #[inline]
    pub fn height(&self, level: Level, today: Day) -> u8 {
        let elapsed = (today - level.since).max(0) as usize;
        let left = self.left.get(elapsed).copied().unwrap_or(0);
        ((u32::from(level.height) * left + 32_768) >> 16) as u8
    }

    /// How far something that grows with this half-life has come after `elapsed` days, in sixteenths.
    #[inline]
    pub fn grown(&self, elapsed: i32) -> u8 {
        if elapsed <= 0 {
            return 0;
        }
        let left = self.left.get(elapsed as usize).copied().unwrap_or(0);
        ((u32::from(FULL) * (65_536 - left) + 32_768) >> 16) as u8
    }

    /// Raises `level` to `height` on `today` unless more than that is still left.
    #[inline]
    pub fn raise(&self, level: &mut Level, height: u8, today: Day) {
        let left = self.height(*level, today);
        if height >= left && height > 0 {
            *level = Level { height, since: today };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_is_left_after_a_half_life_and_nothing_in_the_end() {
        let fade = Fade::half_life(90.0);
        let level = Level { height: FULL, since: Day(100) };
        assert_eq!(fade.height(level, Day(100)), 16);
        assert_eq!(fade.height(level, Day(190)), 8);
        assert_eq!(fade.height(level, Day(280)), 4);
        assert_eq!(fade.height(level, Day(2000)), 0);
        assert_eq!(fade.grown(90), 8);
        assert_eq!(fade.grown(0), 0);
        assert_eq!(fade.grown(5000), 16);
    }

    #[test]
    fn a_smaller_shock_does_not_lower_what_is_left() {
        let fade = Fade::half_life(90.0);
        let mut level = Level { height: FULL, since: Day(0) };
        fade.raise(&mut level, 8, Day(30));
        assert_eq!(level.since, Day(0), "about thirteen sixteenths are left");
        fade.raise(&mut level, 8, Day(100));
        assert_eq!(level, Level { height: 8, since: Day(100) });
    }
}
