//! How many acts, people and days the step gets through, and what it costs beside a probe of the same shape without any meaning.
//!
//! `cargo bench -p underheaven-world` (`cargo xtask speed` calls it); a word after `--` is the number of people. The probe proposes as many acts a
//! person-day by skipping ahead, decides each by a table, lets four channels look, books into eight bytes a person and
//! sends some letters to kin: about the least that a step of this kind can do. How many times as long the real step takes
//! for a candidate is the price of meaning, and of what is not yet as quick as it might be. Not a test: machines differ.

use std::hint::black_box;
use std::time::Instant;
use underheaven_base::draw::{Words, mixed};
use underheaven_base::{Act, Channel, Day, Draw, Gate, NeighbourhoodId, PersonId, Purpose, chance, pick};
use underheaven_behaviour::Behaviour;
use underheaven_rulebook::{Rulebook, shipped};
use underheaven_society::{Country, Society, Table};
use underheaven_world::pools::Rank;
use underheaven_world::{Answer, Appealed, Entry, ListId, Listing, Observer, Overrides, Plan, Push, Turn, fast};

/// Days of a week.
const WEEK: u64 = 7;
/// Kinds of act, and channels, of the probe.
const KINDS: usize = 32;
const CHANNELS: usize = 4;
/// Weeks that are timed, and weeks after them in which people are counted.
const WEEKS: i32 = 26;
const COUNTED: i32 = 4;

fn main() {
    let people = std::env::args().find_map(|word| word.parse().ok()).unwrap_or(200_000);
    let table = Table::shipped("china-2020").expect("it is shipped");
    let country = Country::build(&table, people, 2020).expect("this size works");
    let monday = Day::from_ymd(2019, 7, 1).unwrap_or_default();
    let candidates = proposed(&country, monday);
    println!("{people} people, {WEEKS} weeks from {monday}, a year after the start, one thread, counted by nobody");
    let probe = Probe::new(candidates, country.people()).live();
    let real = Real::of(&country, monday);
    let each = real.day / candidates;
    let a_core_second = |a_day: f64| a_day / real.day * 1e3;
    println!("  {candidates:8.3} candidate acts a person-day");
    println!("  {:8.3} acts happen a person-day", real.acts);
    println!(
        "  {:8.3} of all people are touched in a week: something befalls them, or they do something",
        real.touched
    );
    println!("  {:8.1} million person-days a core-second", a_core_second(1.0));
    println!("  {:8.1} million acts a core-second", a_core_second(real.acts));
    println!("  {:8.1} million people touched a core-second, once a week", a_core_second(real.touched / WEEK as f64));
    println!("  {probe:8.1} ns a candidate: the probe");
    println!("  {each:8.1} ns a candidate: the step");
    println!("  {:8.1} times the probe", each / probe);
}

/// Candidates a person-day in a week.
fn proposed(country: &Country, monday: Day) -> f64 {
    let (mut out, mut n) = (vec![], 0);
    for place in (0..country.neighbourhoods()).map(NeighbourhoodId) {
        out.clear();
        country.proposals(&country.settled(place), monday, 1, &mut out);
        n += out.len();
    }
    n as f64 / f64::from(country.people()) / WEEK as f64
}

/// Counts acts, and nothing else.
#[derive(Default)]
struct Acts(u64);

impl Observer for Acts {
    fn act(&mut self, _: PersonId, _: Day, _: Act, _: Push) {
        self.0 += 1;
    }
}

/// Marks whoever is told of in a week.
#[derive(Default)]
struct Touched(std::collections::BTreeSet<PersonId>);

impl Touched {
    fn mark(&mut self, person: PersonId) {
        self.0.insert(person);
    }
}

impl Observer for Touched {
    fn act(&mut self, person: PersonId, _: Day, _: Act, _: Push) {
        self.mark(person);
    }
    fn forgone(&mut self, person: PersonId, _: Day, _: Act, _: Push) {
        self.mark(person);
    }
    fn seen(&mut self, person: PersonId, _: Day, _: Act, _: Channel) {
        self.mark(person);
    }
    fn entry(&mut self, entry: &Entry) {
        self.mark(entry.person);
    }
    fn enrolled(&mut self, person: PersonId, _: Day) {
        self.mark(person);
    }
    fn listed(&mut self, listing: &Listing) {
        self.mark(listing.person);
    }
    fn appealed(&mut self, appeal: &Appealed) {
        self.mark(appeal.person);
    }
    fn delisted(&mut self, person: PersonId, _: ListId, _: Day) {
        self.mark(person);
    }
    fn asked(&mut self, person: PersonId, _: Day, _: Gate, _: Rank) {
        self.mark(person);
    }
    fn gate(&mut self, answer: &Answer) {
        self.mark(answer.person);
    }
    fn turn(&mut self, person: PersonId, _: Day, _: Turn, _: u32) {
        self.mark(person);
    }
}

/// What the step takes.
struct Real {
    /// Nanoseconds a person-day.
    day: f64,
    /// Acts a person-day.
    acts: f64,
    /// Share of people who are touched in a week.
    touched: f64,
}

impl Real {
    /// Under the article, after a year; who is touched is counted in the weeks after those that are timed.
    fn of(country: &Country, monday: Day) -> Self {
        let book = shipped().iter().find(|b| b.name == "article").expect("it is shipped").rulebook();
        let (rulebook, _) = Rulebook::read("article", &[(book.label, book.text)]).expect("it is without fault");
        let (name, text) = underheaven_behaviour::shipped().iter().find(|b| b.0 == "default").expect("it is shipped");
        let (behaviour, _) = Behaviour::read(name, &[(name, text)]).expect("it is without fault");
        let timed_until = monday + WEEKS * WEEK as i32;
        let (from, to) = (monday + -52 * WEEK as i32, timed_until + COUNTED * WEEK as i32 + -1);
        let (rulebook, behaviour) = (&rulebook, &behaviour);
        let plan = Plan { society: country, rulebook, behaviour, luck: 1, from, to, overrides: Overrides::new() };
        let mut world = fast::World::new(plan, 1).expect("it can be lived");
        let mut acts = Acts::default();
        while world.shared().today() < monday {
            world.step(&mut [&mut acts]);
        }
        acts = Acts::default();
        let (begun, clock) = (on_processor(Instant::now()), Instant::now());
        while world.shared().today() < timed_until {
            world.step(&mut [&mut acts]);
        }
        let took = on_processor(clock) - begun;
        let (mut touched, mut of_weeks) = (Touched::default(), 0);
        let mut left = true;
        while left {
            left = world.step(&mut [&mut touched]);
            of_weeks += touched.0.len();
            touched.0.clear();
        }
        let people = f64::from(country.people());
        let days = people * f64::from(WEEKS) * WEEK as f64;
        Self { day: took / days, acts: acts.0 as f64 / days, touched: of_weeks as f64 / people / f64::from(COUNTED) }
    }
}

/// Work of the right shape.
struct Probe {
    /// Cells to skip, by the upper bits of a random word.
    skips: Vec<u64>,
    people: u32,
    /// Share of a kind that happens, by class; chance with which channels see it; points.
    happens: Vec<u16>,
    seen: [[u32; CHANNELS]; KINDS],
    points: [i32; KINDS],
    lives: Vec<[u32; 2]>,
}

impl Probe {
    /// Neighbourhoods as large as a country's.
    const PLACE: u64 = 2625;

    fn new(candidates: f64, people: u32) -> Self {
        let word = |n: u64| mixed(n) as u32;
        let gap = -1.0 / (-candidates.min(0.999)).ln_1p();
        let seen = |kind: u64| std::array::from_fn(|c| word(kind * 8 + c as u64) >> 4);
        Self {
            skips: (0..4096).map(|n| (-(-(f64::from(n) + 0.5) / 4096.0).ln_1p() * gap) as u64).collect(),
            people,
            happens: (0..KINDS as u64 * 64).map(|n| 20_000 + (word(n) >> 17) as u16).collect(),
            seen: std::array::from_fn(|kind| seen(kind as u64)),
            points: std::array::from_fn(|kind| if kind % 3 == 0 { -5 } else { 1 }),
            lives: (0..u64::from(people)).map(|n| [1000, word(n)]).collect(),
        }
    }

    /// Nanoseconds a candidate.
    fn live(mut self) -> f64 {
        let (mut candidates, mut listed, mut letters) = (0_u64, 0_u64, vec![]);
        let clock = Instant::now();
        let begun = on_processor(clock);
        for week in 0..WEEKS {
            for first in (0..self.people).step_by(Self::PLACE as usize) {
                candidates += self.week(first, week, &mut letters);
            }
            letters.sort_unstable();
            for to in letters.drain(..) {
                let life: &mut [u32; 2] = &mut self.lives[to as usize];
                life[0] = life[0].saturating_sub(2);
                listed += u64::from(life[0] < 985);
            }
        }
        black_box((listed, &self.lives));
        (on_processor(clock) - begun) / candidates as f64
    }

    fn week(&mut self, first: u32, week: i32, letters: &mut Vec<u32>) -> u64 {
        let mut words = Words::of(Draw::new(1, first, Day(week), Purpose::Proposal, 0));
        let cells = Self::PLACE.min(u64::from(self.people - first)) * WEEK;
        let (mut at, mut candidates) = (0_u64, 0);
        loop {
            let [skips, luck] = words.pair();
            at += self.skips[(skips >> 20) as usize];
            if at >= cells {
                return candidates;
            }
            candidates += 1;
            let life = &mut self.lives[first as usize + (at / WEEK) as usize];
            at += 1;
            let kind = luck as usize % KINDS;
            if luck >> 16 >= u32::from(self.happens[kind * 64 + life[1] as usize % 64]) {
                continue;
            }
            let [eyes, whom] = words.pair();
            let Some(channel) = self.seen[kind].iter().position(|c| chance(eyes, f64::from(*c) / 4_294_967_296.0))
            else {
                continue;
            };
            life[0] = (life[0] as i32 + self.points[kind] - channel as i32).clamp(0, 1300) as u32;
            if self.points[kind] < 0 {
                letters.push(pick(whom, self.people));
            }
        }
    }
}

/// Nanoseconds of processor time of this program where the system tells it (Linux does), else of time passed.
fn on_processor(start: Instant) -> f64 {
    let told = std::fs::read_to_string("/proc/self/schedstat").ok();
    let on_processor = told.and_then(|text| text.split(' ').next()?.parse().ok());
    on_processor.unwrap_or_else(|| start.elapsed().as_secs_f64() * 1e9)
}
