//! Lives a world to its end or to Ctrl-C, on as many threads as asked for, and shows how far it has come.

use crate::progress::Progress;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use underheaven_base::{Day, Fault};
use underheaven_measures::{Setup, Tally};
use underheaven_society::Society;
use underheaven_world::{Book, Census, Observer, Plan, World, fast};

/// How far a world was lived.
#[derive(Clone, Copy, Debug)]
pub struct Lived {
    /// Last day lived.
    pub to: Day,
    /// Whether that is the last day asked for.
    pub whole: bool,
    /// Time taken.
    pub time: Duration,
    /// Bytes that people's state takes at the end, letters and kept people included; none in the plain world.
    pub bytes: Option<usize>,
}

/// How a world is to be lived; none of it can change a result.
#[derive(Clone, Copy, Debug)]
pub struct How {
    /// In the plain world, which is written for reading, instead of the fast one.
    pub plain: bool,
    /// On how many threads.
    pub threads: u32,
}

impl How {
    /// In the plain world.
    pub const PLAIN: Self = Self { plain: true, threads: 1 };
    /// In the fast world, on one thread.
    pub const FAST: Self = Self { plain: false, threads: 1 };
}

/// Whether somebody asked to stop.
static STOP: AtomicBool = AtomicBool::new(false);

/// From now on Ctrl-C (or a request to terminate) stops after the current posting period.
pub fn stop_on_request() {
    // It fails only where a handler is set already, which then serves as well.
    let _ = ctrlc::set_handler(|| STOP.store(true, Ordering::Relaxed));
}

/// A world of either kind.
pub enum Engine<'a> {
    /// One person at a time, for reading.
    Plain(Box<World<'a>>),
    /// Packed, for speed.
    Fast(Box<fast::World<'a>>),
}

impl<'a> Engine<'a> {
    /// Makes a world ready, or says what is against it.
    pub fn new(plan: Plan<'a>, how: How) -> Result<Self, Vec<Fault>> {
        Ok(match how.plain {
            true => Self::Plain(Box::new(World::new(plan)?)),
            false => Self::Fast(Box::new(fast::World::new(plan, how.threads)?)),
        })
    }

    /// The rulebook as made ready.
    pub fn book(&self) -> &Book {
        match self {
            Self::Plain(world) => world.book(),
            Self::Fast(world) => world.shared().arms()[0].book(),
        }
    }

    /// Looks at everybody.
    pub fn look<T>(&self, see: impl FnOnce(&dyn Census) -> T) -> T {
        match self {
            Self::Plain(world) => see(&**world),
            Self::Fast(world) => see(&world.census(0)),
        }
    }

    /// Lives the next days under one observer; false when the last day was lived. A fast world lives a week at a time.
    pub fn step(&mut self, observer: &mut dyn Observer) -> bool {
        match self {
            Self::Plain(world) => world.step(observer),
            Self::Fast(world) => world.step(&mut [observer]),
        }
    }

    /// Lives to the last day, at least one posting period of it; counts what happens.
    pub fn live(&mut self, society: &dyn Society, setup: Setup, to: Day, quiet: bool) -> (Tally, Lived) {
        let days = u64::try_from(to - setup.from + 1).unwrap_or(0);
        let mut progress = Progress::begin(setup.from, days, society.people(), quiet);
        let mut go_on = |today: Day| {
            progress.lived(today);
            !STOP.load(Ordering::Relaxed)
        };
        let (mut tally, today) = match self {
            Self::Plain(world) => {
                let mut tally = Tally::new(society, setup);
                while world.step(&mut tally) && go_on(world.today()) {}
                (tally, world.today())
            }
            Self::Fast(world) => {
                let tally = abreast(world, society, setup, go_on);
                (tally, world.shared().today())
            }
        };
        self.look(|census| tally.finish(census));
        let last = today + -1;
        let bytes = match self {
            Self::Plain(_) => None,
            Self::Fast(world) => Some(world.bytes()),
        };
        (tally, Lived { to: last, whole: last >= to, time: progress.end(), bytes })
    }
}

/// Lives the parts side by side, each on a thread of its own with a tally of its own, and merges the tallies.
fn abreast(
    world: &mut fast::World,
    society: &dyn Society,
    mut setup: Setup,
    mut go_on: impl FnMut(Day) -> bool,
) -> Tally {
    setup.strata.get_or_insert_with(|| underheaven_measures::Strata::of(society));
    let mut tallies: Vec<Tally> = std::thread::scope(|scope| {
        let ranges = world.parts().iter().map(fast::Part::neighbourhoods);
        let begun: Vec<_> = ranges.map(|range| scope.spawn(|| Tally::of(society, setup.clone(), range))).collect();
        begun.into_iter().map(|tally| tally.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    });
    while let Some((tick, shared, parts)) = world.open() {
        std::thread::scope(|scope| {
            for (part, tally) in parts.iter_mut().zip(&mut tallies) {
                scope.spawn(move || part.live(shared, tick, &mut [tally]));
            }
        });
        if !world.close(tick)[0] {
            continue;
        }
        let (shared, parts) = world.all();
        std::thread::scope(|scope| {
            for (part, tally) in parts.iter_mut().zip(&mut tallies) {
                scope.spawn(move || tally.period(tick.end + -1, &part.census(shared, 0)));
            }
        });
        if !go_on(shared.today()) {
            break;
        }
    }
    Tally::merge(tallies)
}
