//! Shows how far a run has come: a bar on a terminal, a plain line every few seconds elsewhere.
//!
//! The clock is read here and in the manifest alone; nothing of it reaches a result.

use crate::numbers::rate;
use crate::print::remark;
use indicatif::{HumanDuration, ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::time::{Duration, Instant};
use underheaven_base::Day;

/// How often a line is printed where there is no terminal.
const EVERY: Duration = Duration::from_secs(5);

/// The progress of one run.
pub struct Progress {
    bar: ProgressBar,
    from: Day,
    people: u64,
    begun: Instant,
    line: Option<Instant>,
}

impl Progress {
    /// Begins to show a run of so many days and people; shows nothing when `quiet`.
    pub fn begin(from: Day, days: u64, people: u32, quiet: bool) -> Self {
        let target = if quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr_with_hz(8) };
        let bar = ProgressBar::with_draw_target(Some(days), target);
        let style = ProgressStyle::with_template("{msg}  {wide_bar} {percent:>3} %  {prefix}  {eta} left");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        let begun = Instant::now();
        let line = (!quiet && bar.is_hidden()).then_some(begun);
        Self { bar, from, people: u64::from(people), begun, line }
    }

    /// Every day before `today` has been lived.
    pub fn lived(&mut self, today: Day) {
        let days = u64::try_from(today - self.from).unwrap_or(0);
        let rate = rate(days * self.people, self.begun.elapsed());
        self.bar.set_message(today.to_string());
        self.bar.set_prefix(rate.clone());
        self.bar.set_position(days);
        if self.line.is_some_and(|last| last.elapsed() >= EVERY) {
            self.line = Some(Instant::now());
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
