//! Memory does not grow with the days lived, once everybody has been enrolled and entries lapse as fast as they are booked.

#[allow(dead_code, reason = "each test file uses its part")]
mod common;

use common::*;
use underheaven_world::{Overrides, Plan, fast};

/// Entries lapse after two quarters, and listings end after six months: what is remembered is soon as much as it gets.
const SHORT: &str = "[score]\nlifetime_quarters = 2\n[list.discredited]\nterm_months = 6\n";

/// Bytes of this program that are in memory, where the system tells (Linux does).
fn resident() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<f64>().ok()? * 1024.0)
}

#[test]
fn a_long_run_takes_no_more_memory_than_a_short_one() {
    let (society, rulebook, behaviour) =
        (society("dense", None, 2020), rulebook("article", &[EVERYBODY, SHORT]), behaviour("default"));
    let (from, to) = (day("2014-01-06"), day("2021-12-26"));
    let plan = Plan {
        society: &society,
        rulebook: &rulebook,
        behaviour: &behaviour,
        luck: 1,
        from,
        to,
        overrides: Overrides::new(),
    };
    let mut world = fast::World::new(plan, 1).unwrap_or_else(|f| panic!("{f:#?}"));
    let (mut first_week, mut second_year, mut largest) = (0, None, (0, 0.0_f64));
    while world.step(&mut [&mut Deaf]) {
        if first_week == 0 {
            first_week = world.bytes();
        }
        if world.shared().today() >= day("2016-01-04") {
            let now = (world.bytes(), resident().unwrap_or(0.0));
            second_year.get_or_insert(now);
            largest = (largest.0.max(now.0), largest.1.max(now.1));
        }
    }
    let then = second_year.expect("two years were lived");
    println!("bytes of state: {first_week} after a week, {} after two years, {} at most since", then.0, largest.0);
    println!("bytes in memory: {:.0} after two years, {:.0} at most since", then.1, largest.1);
    assert!(then.0 > first_week, "somebody has a past after two years");
    // What comes and goes with the seasons, and room that lists keep once they had it.
    const ROOM: f64 = 1.15;
    assert!(largest.0 as f64 <= ROOM * then.0 as f64, "state grew from {} to {} bytes", then.0, largest.0);
    assert!(largest.1 <= ROOM * then.1, "the program grew from {:.0} to {:.0} bytes", then.1, largest.1);
}
