//! What a country costs: nanoseconds a person settled, a kin query, a friend, an employer, a candidate act.
//!
//! `cargo bench -p underheaven-society`; a word after `--` is the number of people. Not a test: machines differ,
//! and so does what else they do, so take ratios. One core, processor time.

use std::hint::black_box;
use std::time::Instant;
use underheaven_base::{Day, NeighbourhoodId, PersonId};
use underheaven_society::{Country, Residents, Society, Table, Trait};

/// Neighbourhoods of a round.
const NEIGHBOURHOODS: u32 = 48;

fn main() {
    let asked: Vec<u32> = std::env::args().filter_map(|word| word.parse().ok()).collect();
    let sizes = if asked.is_empty() { vec![1_000_000, 1_400_000_000] } else { asked };
    for people in sizes {
        measure(people);
    }
}

fn measure(people: u32) {
    let table = Table::shipped("china-2020").expect("the shipped society is without fault");
    let start = Instant::now();
    let country = Country::build(&table, people, 2020).expect("this size works");
    let made = start.elapsed().as_secs_f64() * 1e3;
    println!("{people} people: {made:.0} ms to make {} bytes of tables", country.bytes());

    // spread over the country, so that nothing is found in cache that would not be there in a run
    let step = (country.neighbourhoods() / NEIGHBOURHOODS).max(1);
    let chosen: Vec<NeighbourhoodId> =
        (0..NEIGHBOURHOODS.min(country.neighbourhoods())).map(|n| NeighbourhoodId(n * step)).collect();
    let mut residents = Residents::default();
    mean("a person settled", || {
        chosen.iter().fold(0, |sum, &id| {
            country.settle(id, &mut residents);
            sum + residents.people.len()
        })
    });
    let settled: Vec<Residents> = chosen.iter().map(|&id| country.settled(id)).collect();
    let everybody = || settled.iter().flat_map(|r| &r.people);
    let some: Vec<PersonId> = everybody().step_by(9).map(|p| p.id).collect();

    mean("a person by name", || some.iter().filter(|&&id| country.person(id).id == id).count());
    let (mut kin, mut found) = (vec![], 0);
    mean("all kin of a person", || {
        for &id in &some {
            kin.clear();
            country.kin(id, &mut kin);
            found += kin.len();
        }
        some.len()
    });
    let mut friends = vec![];
    mean("all friends of a person", || {
        for &id in &some {
            friends.clear();
            country.friends(id, &mut friends);
        }
        some.len()
    });
    let workers: Vec<PersonId> = everybody().filter(|p| p.traits.has(Trait::Worker)).step_by(5).map(|p| p.id).collect();
    mean("an employer", || workers.iter().filter(|&&id| country.employer(id).is_some()).count());
    let monday = Day::from_ymd(2017, 3, 6).unwrap_or_default();
    mean("all classes of a person on a day", || {
        settled.iter().flat_map(|r| r.people.iter().map(move |p| (p, r))).fold(0, |count, (person, of)| {
            black_box(country.classes(person, of, monday));
            count + 1
        })
    });
    let (mut out, mut candidates) = (vec![], 0);
    mean("a candidate act", || {
        candidates = 0;
        for of in &settled {
            out.clear();
            country.proposals(of, monday, 1, &mut out);
            candidates += out.len();
        }
        candidates
    });
    mean("a candidate act, its neighbourhood settled each week", || {
        for &id in &chosen {
            out.clear();
            country.settle(id, &mut residents);
            country.proposals(&residents, monday, 1, &mut out);
        }
        candidates
    });
    let person_days = 7.0 * everybody().count() as f64;
    println!("  {:8.3} candidate acts a person-day", candidates as f64 / person_days);
}

/// Nanoseconds of processor time of this program where the system tells it (Linux does), else of time passed.
fn nanoseconds(start: Instant) -> f64 {
    let told = std::fs::read_to_string("/proc/self/schedstat").ok();
    let on_processor = told.and_then(|text| text.split(' ').next()?.parse().ok());
    on_processor.unwrap_or_else(|| start.elapsed().as_secs_f64() * 1e9)
}

/// Runs a round 25 times and prints the nanoseconds for each thing.
fn mean(what: &str, mut round: impl FnMut() -> usize) {
    round();
    let start = Instant::now();
    let before = nanoseconds(start);
    let count: usize = (0..25).map(|_| black_box(round())).sum();
    println!("  {:8.1} ns {what}", (nanoseconds(start) - before) / count.max(1) as f64);
}
