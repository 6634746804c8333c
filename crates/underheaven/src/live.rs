//! Lives a world, or several side by side, to the end or to Ctrl-C, on as many threads as asked for, and shows how far it has come.

use crate::progress::Progress;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use underheaven_base::{Day, Fault};
use underheaven_measures::{Abreast, Homes, Setup, Strata, Tally};
use underheaven_society::Society;
use underheaven_world::{Book, Both, Census, Observer, Plan, Watchers, World, fast};

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
    Fast(Box<fast::World<'a>>, u32),
}

impl<'a> Engine<'a> {
    /// Makes a world ready, or says what is against it.
    pub fn new(plan: Plan<'a>, how: How) -> Result<Self, Vec<Fault>> {
        Ok(match how.plain {
            true => Self::Plain(Box::new(World::new(plan)?)),
            false => Self::Fast(Box::new(fast(vec![plan], how.threads)?), how.threads),
        })
    }

    /// The rulebook as made ready.
    pub fn book(&self) -> &Book {
        match self {
            Self::Plain(world) => world.book(),
            Self::Fast(world, _) => world.shared().arms()[0].book(),
        }
    }

    /// Looks at everybody.
    pub fn look<T>(&self, see: impl FnOnce(&dyn Census) -> T) -> T {
        match self {
            Self::Plain(world) => see(&**world),
            Self::Fast(world, _) => see(&world.census(0)),
        }
    }

    /// Lives the next days under one observer; false when the last day was lived. A fast world lives a week at a time.
    pub fn step(&mut self, observer: &mut dyn Observer) -> bool {
        match self {
            Self::Plain(world) => world.step(observer),
            Self::Fast(world, _) => world.step(&mut [observer]),
        }
    }

    /// Lives to the last day, at least one posting period of it; counts what happens.
    pub fn live(&mut self, society: &dyn Society, setup: Setup, to: Day, quiet: bool) -> (Tally, Lived) {
        match self {
            Self::Plain(world) => {
                let mut watch = Watch::begin(&setup, society, to, quiet);
                let mut tally = Tally::new(society, setup);
                // Both are asked each time: what was lived last is looked at, too.
                while world.step(&mut tally) & watch.go_on(world.today()) {}
                tally.finish(&**world);
                (tally, watch.end(None))
            }
            Self::Fast(world, threads) => {
                let (mut tallies, lived) = side_by_side(world, *threads, society, vec![setup], to, quiet);
                (tallies.remove(0), lived)
            }
        }
    }
}

/// How long one of the large parts takes to be lived, by how long one of the small ones takes; and how many small ones there are for
/// each large one, at most so many in all. Measured (docs/PERFORMANCE.md); where parts are cut shows nowhere.
const LARGE: u32 = 16;
const SMALL_ONES: usize = 4;
const MOST_SMALL: usize = 16;

/// What the parts of a world weigh that is to be lived on so many threads: there is a large one for each and, where there are
/// several, small ones besides, for whoever is done first.
pub fn weights(threads: u32) -> Vec<u32> {
    let n = threads as usize;
    if n > 1 { [vec![LARGE; n], vec![1; (SMALL_ONES * n).min(MOST_SMALL)]].concat() } else { vec![1] }
}

/// Makes a fast world ready, to be lived on so many threads; its parts are settled side by side.
pub fn fast(plans: Vec<Plan>, threads: u32) -> Result<fast::World, Vec<Fault>> {
    let mut world = fast::World::empty(plans, &weights(threads))?;
    let (shared, parts) = world.all();
    each(threads, parts.iter_mut(), |part| part.settle(shared));
    Ok(world)
}

/// Lives several arms side by side on so many threads to the last day, at least one posting period of each; counts what happens
/// under each.
pub fn side_by_side(
    world: &mut fast::World,
    threads: u32,
    society: &dyn Society,
    setups: Vec<Setup>,
    to: Day,
    quiet: bool,
) -> (Vec<Tally>, Lived) {
    let mut watch = Watch::begin(&setups[0], society, to, quiet);
    let (setups, alike) = (with_strata(world, threads, society, setups), world.alike_in_time());
    let counting = |range| Abreast::of(society, setups.clone(), &alike, range);
    let parts = abreast(world, threads, counting, &mut watch);
    let bytes = world.bytes();
    world.rest();
    let (shared, living) = world.all();
    let finished = made(threads, living.iter_mut().zip(parts), |(part, counted)| counted.finish(&part.looks(shared)));
    (merged(finished), watch.end(Some(bytes)))
}

/// The same, with another observer of each arm and each part beside the one that counts; no observer can change a life.
pub fn side_by_side_beside<O: Observer + Send>(
    world: &mut fast::World,
    threads: u32,
    society: &dyn Society,
    setups: Vec<Setup>,
    to: Day,
    quiet: bool,
    also: impl Fn(usize, Range<u32>) -> O + Sync,
) -> (Vec<Tally>, Vec<Vec<O>>, Lived) {
    let mut watch = Watch::begin(&setups[0], society, to, quiet);
    let setups = with_strata(world, threads, society, setups);
    let of = |(arm, setup): (usize, &Setup), range: Range<u32>| {
        Both(Tally::of(society, setup.clone(), range.clone()), also(arm, range))
    };
    let of_part =
        |range: Range<u32>| -> Vec<_> { setups.iter().enumerate().map(|arm| of(arm, range.clone())).collect() };
    let parts = abreast(world, threads, of_part, &mut watch);
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

/// The neighbourhoods of each part.
fn ranges(world: &fast::World) -> Vec<Range<u32>> {
    world.parts().iter().map(fast::Part::neighbourhoods).collect()
}

/// Setups with the sizes of the panel's strata, counted once for all arms, part by part.
fn with_strata(world: &fast::World, threads: u32, society: &dyn Society, mut setups: Vec<Setup>) -> Vec<Setup> {
    let strata = Some(Strata::joined(&made(threads, ranges(world).into_iter(), |range| Homes::of(society, range))));
    setups.iter_mut().for_each(|setup| setup.strata.clone_from(&strata));
    setups
}

/// Lives the parts side by side on so many threads, each part under observers of its own.
fn abreast<W: Watchers + Send>(
    world: &mut fast::World,
    threads: u32,
    of: impl Fn(Range<u32>) -> W + Sync,
    watch: &mut Watch,
) -> Vec<W> {
    let mut parts: Vec<W> = made(threads, ranges(world).into_iter(), of);
    let (shared, living) = world.all();
    each(threads, living.iter_mut().zip(&mut parts), |(part, watchers)| watchers.begin(&part.looks(shared)));
    // What was lived last is counted by whoever lives a part on, so that a tick has one wait for the slowest.
    let (mut lived, mut goes_on) = (None, true);
    while goes_on && let Some((tick, shared, living)) = world.open() {
        each(threads, living.iter_mut().zip(&mut parts), |(part, watchers)| {
            counted(&lived, part, shared, watchers);
            part.live(shared, tick, watchers);
        });
        let closes = world.close(tick);
        // Only where all arms close a posting period together will all have been counted to the same day.
        goes_on = !closes.iter().all(|closes| *closes) || watch.go_on(world.shared().today());
        lived = Some((closes, tick.end + -1));
    }
    let (shared, living) = world.all();
    each(threads, living.iter_mut().zip(&mut parts), |(part, watchers)| counted(&lived, part, shared, watchers));
    parts
}

/// Lets watchers count a posting period of some arms that was lived up to a day.
fn counted(lived: &Option<(Vec<bool>, Day)>, part: &fast::Part, shared: &fast::Shared, watchers: &mut impl Watchers) {
    if let Some((closes, last)) = lived {
        watchers.period(closes, *last, &part.looks(shared));
    }
}

/// Does something with each on so many threads: whoever is done takes the next. If one panics so does this, when the others are done.
fn each<T>(threads: u32, all: impl ExactSizeIterator<Item = T> + Send, act: impl Fn(T) + Sync) {
    let others = 1..all.len().min(threads as usize);
    let all = Mutex::new(all);
    let next = || all.lock().unwrap_or_else(PoisonError::into_inner).next();
    let work = || {
        while let Some(one) = next() {
            act(one);
        }
    };
    std::thread::scope(|scope| {
        others.for_each(|_| _ = scope.spawn(work));
        work();
    });
}

/// What is made of each on so many threads, in their order.
fn made<T, M: Send>(
    threads: u32,
    all: impl ExactSizeIterator<Item = T> + Send,
    make: impl Fn(T) -> M + Sync,
) -> Vec<M> {
    let made = Mutex::new(vec![]);
    each(threads, all.enumerate(), |(n, one)| {
        let one = make(one);
        made.lock().unwrap_or_else(PoisonError::into_inner).push((n, one));
    });
    let mut made = made.into_inner().unwrap_or_else(PoisonError::into_inner);
    made.sort_by_key(|(n, _)| *n);
    made.into_iter().map(|(_, one)| one).collect()
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Instant;

    #[test]
    fn each_is_done_once_and_what_is_made_keeps_its_order() {
        for threads in [1, 2, 3, 50] {
            // The first ones take longest, so that others are done before them.
            let make = |n: u32| {
                std::thread::sleep(Duration::from_millis(8_u32.saturating_sub(n).into()));
                n * n
            };
            assert_eq!(made(threads, 0..20, make), (0..20).map(|n| n * n).collect::<Vec<_>>(), "{threads} threads");
        }
        assert!(made(2, 0..0_u32, |n| n).is_empty());
    }

    #[test]
    fn whoever_is_done_takes_the_next() {
        let (taken, began) = (Mutex::new(vec![]), Instant::now());
        each(2, 0..4_u32, |n| {
            // The first one goes on until somebody else has done all others.
            while n == 0 && taken.lock().unwrap().len() < 3 {
                assert!(began.elapsed() < Duration::from_secs(60), "nobody takes the others");
                std::thread::yield_now();
            }
            taken.lock().unwrap().push(n);
        });
        let mut taken = taken.into_inner().unwrap();
        assert_eq!(taken.pop(), Some(0));
        assert_eq!(taken, [1, 2, 3]);
    }
}
