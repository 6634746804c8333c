//! What a country costs: nanoseconds a person settled, a kin query, a friend, an employer, a candidate act.
//!
//! `cargo bench -p underheaven-society`; a word after `--` is the number of people. Not a test: machines differ,
//! and so does what else they do, so take ratios. Each line is the best of 25 short rounds on one core.

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
    best("a person settled", || {
        chosen.iter().fold(0, |sum, &id| {
            country.settle(id, &mut residents);
            sum + residents.people.len()
        })
    });
    let settled: Vec<Residents> = chosen.iter().map(|&id| country.settled(id)).collect();
    let everybody = || settled.iter().flat_map(|r| &r.people);
    let some: Vec<PersonId> = everybody().step_by(9).map(|p| p.id).collect();

    best("a person by name", || some.iter().filter(|&&id| country.person(id).id == id).count());
    let (mut kin, mut found) = (vec![], 0);
    best("all kin of a person", || {
        for &id in &some {
            kin.clear();
            country.kin(id, &mut kin);
            found += kin.len();
        }
        some.len()
    });
    let mut friends = vec![];
    best("all friends of a person", || {
        for &id in &some {
            friends.clear();
            country.friends(id, &mut friends);
        }
        some.len()
    });
    let workers: Vec<PersonId> = everybody().filter(|p| p.traits.has(Trait::Worker)).step_by(5).map(|p| p.id).collect();
    best("an employer", || workers.iter().filter(|&&id| country.employer(id).is_some()).count());
    let monday = Day::from_ymd(2017, 3, 6).unwrap_or_default();
    best("all classes of a person on a day", || {
        settled.iter().flat_map(|r| r.people.iter().map(move |p| (p, r))).fold(0, |count, (person, of)| {
            black_box(country.classes(person, of, monday));
            count + 1
        })
    });
    let (mut out, mut candidates) = (vec![], 0);
    best("a candidate act", || {
        candidates = 0;
        for of in &settled {
            out.clear();
            country.proposals(of, monday, 1, &mut out);
            candidates += out.len();
        }
        candidates
    });
    best("a candidate act, its neighbourhood settled each week", || {
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

/// Runs a round 25 times and prints the nanoseconds for each thing of the best one.
fn best(what: &str, mut round: impl FnMut() -> usize) {
    let timed = (0..25).map(|_| {
        let start = Instant::now();
        let count = black_box(round());
        start.elapsed().as_secs_f64() * 1e9 / count.max(1) as f64
    });
    println!("  {:8.1} ns {what}", timed.fold(f64::INFINITY, f64::min));
}
