//! Shows how far a run has come: a bar on a terminal, a plain line now and then elsewhere.
//!
//! The clock is read here and in the manifest alone; nothing of it reaches a result.

use crate::numbers::rate;
use crate::print::remark;
use indicatif::{HumanDuration, ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::time::{Duration, Instant};
use underheaven_base::Day;

/// Where there is no terminal, the first line comes after this long, and none sooner after another.
const SOONEST: Duration = Duration::from_secs(5);

/// A line comes at least this often, so that nobody takes a run of hours for one that hangs.
const LATEST: Duration = Duration::from_secs(60);

/// Between these two a line comes for each tenth of the days: a log is to be read, not scrolled through.
const TENTHS: u64 = 10;

/// The progress of one run.
pub struct Progress {
    bar: ProgressBar,
    from: Day,
    people: u64,
    begun: Instant,
    line: Option<Line>,
}

/// When the last line was printed, and how many tenths had been lived then.
#[derive(Clone, Copy)]
struct Line {
    at: Instant,
    tenths: Option<u64>,
}

impl Line {
    /// Whether it is time for another, so long after this one.
    fn is_old(self, after: Duration, tenths: u64) -> bool {
        after >= LATEST || after >= SOONEST && self.tenths.is_none_or(|told| tenths > told)
    }
}

impl Progress {
    /// Begins to show a run of so many days and people; shows nothing when `quiet`.
    pub fn begin(from: Day, days: u64, people: u32, quiet: bool) -> Self {
        let target = if quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr_with_hz(8) };
        let bar = ProgressBar::with_draw_target(Some(days), target);
        let style = ProgressStyle::with_template("{msg}  {wide_bar} {percent:>3} %  {prefix}  {eta} left");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        let begun = Instant::now();
        let line = (!quiet && bar.is_hidden()).then_some(Line { at: begun, tenths: None });
        Self { bar, from, people: u64::from(people), begun, line }
    }

    /// Every day before `today` has been lived.
    pub fn lived(&mut self, today: Day) {
        let days = u64::try_from(today - self.from).unwrap_or(0);
        let rate = rate(days * self.people, self.begun.elapsed());
        self.bar.set_message(today.to_string());
        self.bar.set_prefix(rate.clone());
        self.bar.set_position(days);
        let tenths = self.percent(days) * TENTHS / 100;
        if self.line.is_some_and(|last| last.is_old(last.at.elapsed(), tenths)) {
            self.line = Some(Line { at: Instant::now(), tenths: Some(tenths) });
            remark(&format!("{today}  {} %  {rate}  {} left", self.percent(days), HumanDuration(self.left(days))));
        }
    }

    /// Takes the bar away.
    pub fn end(self) -> Duration {
        self.bar.finish_and_clear();
        self.begun.elapsed()
    }

    fn percent(&self, days: u64) -> u64 {
        days * 100 / self.bar.length().unwrap_or(1).max(1)
    }

    fn left(&self, days: u64) -> Duration {
        let rest = self.bar.length().unwrap_or(0).saturating_sub(days);
        let share = rest as f64 / days.max(1) as f64;
        Duration::from_secs_f64((self.begun.elapsed().as_secs_f64() * share).min(1e9))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_comes_soon_then_at_each_tenth_and_each_minute() {
        let since = |tenths| Line { at: Instant::now(), tenths };
        let old = |line: Line, seconds, tenths| line.is_old(Duration::from_secs(seconds), tenths);
        assert!(!old(since(None), 4, 9), "a run of four seconds says nothing");
        assert!(old(since(None), 5, 0), "the first line says that it lives");
        assert!(!old(since(Some(2)), 59, 2) && old(since(Some(2)), 60, 2), "a minute is the longest silence");
        assert!(!old(since(Some(2)), 4, 3) && old(since(Some(2)), 5, 3), "a tenth is told, but none in haste");
    }
}
