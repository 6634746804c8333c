//! Lives a world, or several side by side, to the end or to Ctrl-C, on as many threads as asked for, and shows how far it has come.

use crate::progress::Progress;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use underheaven_base::{Day, Fault};
use underheaven_measures::{Setup, Tally};
use underheaven_society::Society;
use underheaven_world::{Book, Both, Census, Observer, Plan, World, fast};

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
        let mut watch = Watch::begin(&setup, society, to, quiet);
        let mut tally = match self {
            Self::Plain(world) => {
                let mut tally = Tally::new(society, setup);
                // Both are asked each time: what was lived last is looked at, too.
                while world.step(&mut tally) & watch.go_on(world.today()) {}
                tally
            }
            Self::Fast(world) => merged(abreast(world, 1, counting(society, vec![setup]), &mut watch)).remove(0),
        };
        self.look(|census| tally.finish(census));
        let bytes = match self {
            Self::Plain(_) => None,
            Self::Fast(world) => Some(world.bytes()),
        };
        (tally, watch.end(bytes))
    }
}

/// Lives several arms side by side to the last day, at least one posting period of each; counts what happens under each.
pub fn side_by_side(
    world: &mut fast::World,
    society: &dyn Society,
    setups: Vec<Setup>,
    to: Day,
    quiet: bool,
) -> (Vec<Tally>, Lived) {
    let (tallies, _, lived) = side_by_side_beside(world, society, setups, to, quiet, |_, _| Nobody);
    (tallies, lived)
}

/// The same, with another observer of each arm and each part beside the one that counts; no observer can change a life.
pub fn side_by_side_beside<O: Observer + Send>(
    world: &mut fast::World,
    society: &dyn Society,
    setups: Vec<Setup>,
    to: Day,
    quiet: bool,
    also: impl Fn(usize, Range<u32>) -> O + Sync,
) -> (Vec<Tally>, Vec<Vec<O>>, Lived) {
    let mut watch = Watch::begin(&setups[0], society, to, quiet);
    let arms = setups.len();
    let count = counting(society, setups);
    let of = |arm: usize, range: Range<u32>| Both(count(arm, range.clone()), also(arm, range));
    let parts = abreast(world, arms, of, &mut watch);
    let (mut tallies, mut others) = (vec![], vec![]);
    for part in parts {
        let (counted, also): (Vec<Tally>, Vec<O>) = part.into_iter().map(|Both(tally, also)| (tally, also)).unzip();
        tallies.push(counted);
        others.push(also);
    }
    let mut tallies = merged(tallies);
    for (arm, tally) in tallies.iter_mut().enumerate() {
        tally.finish(&world.census(arm));
    }
    (tallies, others, watch.end(Some(world.bytes())))
}

/// Watches nothing.
struct Nobody;

impl Observer for Nobody {}

/// Shows how far the living has come, and says whether it is to go on.
struct Watch {
    progress: Progress,
    today: Day,
    to: Day,
}

impl Watch {
    fn begin(setup: &Setup, society: &dyn Society, to: Day, quiet: bool) -> Self {
        let days = u64::try_from(to - setup.from + 1).unwrap_or(0);
        Self { progress: Progress::begin(setup.from, days, society.people(), quiet), today: setup.from, to }
    }

    fn go_on(&mut self, today: Day) -> bool {
        self.today = today;
        self.progress.lived(today);
        today <= self.to && !STOP.load(Ordering::Relaxed)
    }

    fn end(self, bytes: Option<usize>) -> Lived {
        let last = self.today + -1;
        Lived { to: last, whole: last >= self.to, time: self.progress.end(), bytes }
    }
}

/// A tally of an arm's part, as each arm is to be counted.
fn counting(society: &dyn Society, mut setups: Vec<Setup>) -> impl Fn(usize, Range<u32>) -> Tally + Sync {
    let strata = Some(underheaven_measures::Strata::of(society));
    setups.iter_mut().for_each(|setup| setup.strata = strata);
    move |arm, range| Tally::of(society, setups[arm].clone(), range)
}

/// Lives the parts side by side, each on a thread of its own with an observer of its own for each arm.
fn abreast<O: Observer + Send>(
    world: &mut fast::World,
    arms: usize,
    of: impl Fn(usize, Range<u32>) -> O + Sync,
    watch: &mut Watch,
) -> Vec<Vec<O>> {
    let of_part = |range: Range<u32>| -> Vec<O> { (0..arms).map(|arm| of(arm, range.clone())).collect() };
    let mut parts: Vec<Vec<O>> = std::thread::scope(|scope| {
        let ranges = world.parts().iter().map(fast::Part::neighbourhoods);
        let begun: Vec<_> = ranges.map(|range| scope.spawn(|| of_part(range))).collect();
        begun.into_iter().map(|made| made.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    });
    while let Some((tick, shared, living)) = world.open() {
        std::thread::scope(|scope| {
            for (part, watching) in living.iter_mut().zip(&mut parts) {
                scope.spawn(move || {
                    let mut observers: Vec<&mut dyn Observer> = watching.iter_mut().map(|o| o as _).collect();
                    part.live(shared, tick, &mut observers);
                });
            }
        });
        let closes = world.close(tick);
        let (shared, living) = world.all();
        std::thread::scope(|scope| {
            for (part, watching) in living.iter_mut().zip(&mut parts) {
                let closed = watching.iter_mut().enumerate().filter(|(arm, _)| closes[*arm]);
                let closed: Vec<_> = closed.collect();
                scope.spawn(move || {
                    for (arm, observer) in closed {
                        observer.period(tick.end + -1, &part.census(shared, arm));
                    }
                });
            }
        });
        // Only where all arms close a posting period together have all been counted to the same day.
        if closes.iter().all(|closes| *closes) && !watch.go_on(shared.today()) {
            break;
        }
    }
    parts
}

/// The tallies of each arm, merged over the parts.
fn merged(parts: Vec<Vec<Tally>>) -> Vec<Tally> {
    let mut arms: Vec<Vec<Tally>> = vec![];
    for part in parts {
        arms.resize_with(part.len(), Vec::new);
        arms.iter_mut().zip(part).for_each(|(arm, tally)| arm.push(tally));
    }
    arms.into_iter().map(Tally::merge).collect()
}
