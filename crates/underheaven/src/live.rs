//! Lives a world to its end or to Ctrl-C, and shows how far it has come.

use crate::progress::Progress;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use underheaven_base::Day;
use underheaven_world::{Census, Observer, World};

/// How far a world was lived.
#[derive(Clone, Copy, Debug)]
pub struct Lived {
    /// Last day lived.
    pub to: Day,
    /// Whether that is the last day asked for.
    pub whole: bool,
    /// Time taken.
    pub time: Duration,
}

/// Whether somebody asked to stop.
static STOP: AtomicBool = AtomicBool::new(false);

/// From now on Ctrl-C (or a request to terminate) stops after the current posting period.
pub fn stop_on_request() {
    // It fails only where a handler is set already, which then serves as well.
    let _ = ctrlc::set_handler(|| STOP.store(true, Ordering::Relaxed));
}

/// Lives `world` from `from` to `to`, at least one posting period of it.
pub fn live(world: &mut World<'_>, watch: &mut dyn Observer, from: Day, to: Day, quiet: bool) -> Lived {
    let days = u64::try_from(to - from + 1).unwrap_or(0);
    let mut progress = Progress::begin(from, days, world.society().people(), quiet);
    while world.step(watch) {
        progress.lived(world.today());
        if STOP.load(Ordering::Relaxed) {
            break;
        }
    }
    let last = world.today() + -1;
    Lived { to: last, whole: last >= to, time: progress.end() }
}
