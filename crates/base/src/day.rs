//! Days and the calendar windows in which rules count: weeks from Monday, months, quarters, years.
//!
//! The calendar itself is the `time` crate's; this file only gives days a small integer and the
//! windows an ordinal, so that "the same month" is an equality of two numbers.

use std::sync::LazyLock;
use time::{Date, Month};

/// A calendar day, as days since 1 January 1970.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Day(pub i32);

/// Julian day number of 1 January 1970.
const EPOCH_JULIAN: i32 = 2_440_588;

/// 1 January 1900: people's births and everything since are looked up instead of reckoned, a few times faster.
const FIRST_KNOWN: i32 = -25_567;
/// Year, month and day of the two centuries from [`FIRST_KNOWN`] on, packed.
static KNOWN: LazyLock<Vec<u32>> = LazyLock::new(|| {
    let packed = |(y, m, d): (i32, u8, u8)| (y as u32) << 9 | u32::from(m) << 5 | u32::from(d);
    (0..73_049).map(|n| packed(Day(FIRST_KNOWN + n).reckoned())).collect()
});

/// The calendar windows in which a rule may count or limit.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Window {
    /// Monday to Sunday.
    Week,
    /// A calendar month.
    Month,
    /// Three calendar months from January, April, July or October.
    Quarter,
    /// A calendar year.
    Year,
}

impl Window {
    /// All windows with the words by which files name them.
    pub const NAMES: [(&'static str, Window); 4] =
        [("week", Window::Week), ("month", Window::Month), ("quarter", Window::Quarter), ("year", Window::Year)];

    /// The word by which files name it.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, w)| *w == self).map_or("", |(n, _)| n)
    }
}

impl Day {
    /// The day with this year, month (1 to 12) and day of the month, if there is one.
    pub fn from_ymd(year: i32, month: u8, day: u8) -> Option<Self> {
        let month = Month::try_from(month).ok()?;
        let date = Date::from_calendar_date(year, month, day).ok()?;
        Some(Self(date.to_julian_day() - EPOCH_JULIAN))
    }

    /// Reads `2014-07-01`.
    pub fn parse(text: &str) -> Result<Self, String> {
        let why = || format!("`{text}` is not a date; write year, month and day, like `2014-07-01`");
        let mut part = text.splitn(3, '-');
        let mut next = || part.next().filter(|p| p.bytes().all(|b| b.is_ascii_digit())).ok_or_else(why);
        let (y, m, d) = (next()?, next()?, next()?);
        if y.len() != 4 || m.len() != 2 || d.len() != 2 {
            return Err(why());
        }
        let n = |s: &str| s.parse::<i32>().map_err(|_| why());
        Self::from_ymd(n(y)?, n(m)? as u8, n(d)? as u8).ok_or_else(why)
    }

    fn date(self) -> Date {
        let julian = self.0.saturating_add(EPOCH_JULIAN);
        Date::from_julian_day(julian).unwrap_or(if self.0 < 0 { Date::MIN } else { Date::MAX })
    }

    /// Year, month (1 to 12) and day of the month.
    #[inline]
    pub fn ymd(self) -> (i32, u8, u8) {
        match KNOWN.get(self.0.wrapping_sub(FIRST_KNOWN) as u32 as usize) {
            Some(&packed) => ((packed >> 9) as i32, (packed >> 5 & 15) as u8, (packed & 31) as u8),
            None => self.reckoned(),
        }
    }

    #[cold]
    fn reckoned(self) -> (i32, u8, u8) {
        let d = self.date();
        (d.year(), d.month() as u8, d.day())
    }

    /// Day of the week, Monday 0 to Sunday 6.
    pub fn weekday(self) -> u8 {
        (self.0 + 3).rem_euclid(7) as u8
    }

    /// The Monday of this day's week.
    pub fn monday(self) -> Day {
        Day(self.0 - i32::from(self.weekday()))
    }

    /// The ordinal of the calendar window in which this day lies; equal ordinals mean the same window.
    pub fn window(self, window: Window) -> i32 {
        let (y, m, _) = self.ymd();
        let m = i32::from(m) - 1;
        match window {
            Window::Week => (self.0 + 3).div_euclid(7),
            Window::Month => y * 12 + m,
            Window::Quarter => y * 4 + m / 3,
            Window::Year => y,
        }
    }

    /// First day of the month `n` months after this day's month.
    pub fn month_start(self, n: i32) -> Day {
        let (y, m, _) = self.ymd();
        let k = y * 12 + i32::from(m) - 1 + n;
        Day::from_ymd(k.div_euclid(12), k.rem_euclid(12) as u8 + 1, 1).unwrap_or(self)
    }

    /// The same day of the month `n` months on (the month's last day where it is shorter).
    pub fn plus_months(self, n: i32) -> Day {
        let (_, _, d) = self.ymd();
        let first = self.month_start(n);
        let length = first.month_start(1).0 - first.0;
        Day(first.0 + (i32::from(d) - 1).min(length - 1))
    }

    /// The same day `n` years on (28 February where there is no 29th).
    #[inline]
    pub fn plus_years(self, n: i32) -> Day {
        let (y, m, d) = self.ymd();
        let shortest = Day(self.0 + 365 * n + n.div_euclid(4) - 1);
        // Leap days make it one of three; a century without one, or a 29 February, is reckoned.
        (0..3).map(|k| shortest + k).find(|c| c.ymd() == (y + n, m, d)).unwrap_or_else(|| self.plus_months(12 * n))
    }

    /// The latest day of birth of whoever is at least so many years old on this day.
    pub fn latest_birth(self, years: i32) -> Day {
        let (year, month, of_month) = self.ymd();
        // Whoever was born on 29 February has a birthday on 1 March in other years.
        Day::from_ymd(year - years, month, of_month).or(Day::from_ymd(year - years, 2, 28)).unwrap_or(self)
    }

    /// Whole years lived by someone born on `born`.
    ///
    /// Days of birth lie all over the calendar, so that looking one up waits for memory: they are compared as days.
    pub fn age(self, born: Day) -> i32 {
        let (year, month, of_month) = self.ymd();
        if (month, of_month) == (2, 29) {
            return self.age_by_dates(born);
        }
        // A leap day comes at the end of a year that begins in March. A year has 365 and a quarter days at most, so that as many
        // have been lived as there are such years in the time between, or one more.
        let this = year - i32::from(month <= 2);
        let leap_days = |y: i32| y.div_euclid(4) - y.div_euclid(100) + y.div_euclid(400);
        let least = (i64::from(self - born) * 4).div_euclid(1461) as i32;
        let birthday = self.0 - 365 * (least + 1) - (leap_days(this) - leap_days(this - least - 1));
        least + i32::from(born.0 <= birthday)
    }

    #[cold]
    fn age_by_dates(self, born: Day) -> i32 {
        let ((y, m, d), (by, bm, bd)) = (self.ymd(), born.ymd());
        y - by - i32::from((m, d) < (bm, bd))
    }
}

impl std::ops::Add<i32> for Day {
    type Output = Day;
    fn add(self, days: i32) -> Day {
        Day(self.0 + days)
    }
}

impl std::ops::Sub<Day> for Day {
    type Output = i32;
    fn sub(self, other: Day) -> i32 {
        self.0 - other.0
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (y, m, d) = self.ymd();
        write!(f, "{y:04}-{m:02}-{d:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(s: &str) -> Day {
        Day::parse(s).unwrap()
    }

    #[test]
    fn dates_are_read_and_written() {
        for s in ["1970-01-01", "2014-07-01", "2016-02-29", "2020-12-31"] {
            assert_eq!(day(s).to_string(), s);
        }
        for s in ["2015-02-29", "2015-13-01", "15-01-01", "2015-1-1", "today", ""] {
            assert!(Day::parse(s).is_err(), "{s}");
        }
        assert_eq!(day("1970-01-01").0, 0);
    }

    #[test]
    fn windows_start_where_the_calendar_says() {
        assert_eq!(day("2014-07-01").weekday(), 1, "a Tuesday");
        assert_eq!(day("2014-07-01").monday(), day("2014-06-30"));
        let apart = |a, b, w| day(b).window(w) - day(a).window(w);
        assert_eq!(apart("2014-07-06", "2014-07-07", Window::Week), 1);
        assert_eq!(apart("2014-07-01", "2014-07-31", Window::Month), 0);
        assert_eq!(apart("2014-09-30", "2014-10-01", Window::Quarter), 1);
        assert_eq!(apart("2014-12-31", "2015-01-01", Window::Year), 1);
    }

    #[test]
    fn months_added_stop_at_the_months_end() {
        assert_eq!(day("2015-01-31").plus_months(1), day("2015-02-28"));
        assert_eq!(day("2015-01-31").plus_months(24), day("2017-01-31"));
        assert_eq!(day("2020-11-01").age(day("2002-11-02")), 17);
        assert_eq!(day("2020-11-02").age(day("2002-11-02")), 18);
    }

    #[test]
    fn ages_are_what_dates_tell() {
        let turns = ["2000-02-28", "2000-02-29", "2015-02-28", "2016-02-29", "2016-03-01", "2020-12-31", "2100-03-01"];
        let days = turns.into_iter().map(day).chain((-30_000..60_000).step_by(997).map(Day));
        for today in days {
            for born in (-36_600..=0).map(|n| today + n).chain((1..400).map(|n| today + n)) {
                assert_eq!(today.age(born), today.age_by_dates(born), "born {born}, on {today}");
            }
        }
    }
}
