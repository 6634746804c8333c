//! Whatever part of the article's rulebook is switched off: the books balance, listings have reasons, runs repeat.
//!
//! Small towns of one neighbourhood, two months, any subset of rules, gates and channels, three posting periods.
//! What fails is shrunk to the fewest switches.

#[allow(dead_code, reason = "each test file uses its part")]
mod common;
#[path = "common/guard.rs"]
mod guard;
#[path = "common/trial.rs"]
mod trial;

use common::*;
use guard::Guard;
use trial::{Trial, smallest, switches};

/// Lives it twice; everything that does not hold.
fn faults(trial: &Trial, switches: &[String]) -> Vec<String> {
    let town = society("dense", Some(1), trial.seed);
    let book = trial.rulebook(switches);
    let behaviour = trial.behaviour();
    let (from, to) = (day("2020-11-16"), day("2021-01-16"));
    let run = Lived { society: &town, rulebook: &book, behaviour: &behaviour, from, to };
    let mut guard = Guard::new(&town, &book, from);
    let world = run.live(trial.luck, &mut guard);
    guard.finish(&world);
    let mut faults = guard.faults;
    let hash = || {
        let mut events = Events::default();
        run.live(trial.luck, &mut events);
        events.hash.0
    };
    if hash() != hash() {
        faults.push("two runs differ".to_owned());
    }
    faults
}

#[test]
fn books_balance_and_runs_repeat_under_any_part_of_the_rulebook() {
    let switches = switches();
    let failed = smallest(16, |trial| {
        let faults = faults(trial, &switches);
        if faults.is_empty() { Ok(()) } else { Err(faults.join("\n")) }
    });
    let off = failed.as_ref().map(|(trial, _)| trial.off.iter().map(|i| &switches[*i]).collect::<Vec<_>>());
    assert!(failed.is_none(), "with {off:?} off: {failed:#?}");
}

#[test]
fn a_failure_is_shrunk_to_the_switch_that_makes_it() {
    let switches = switches();
    let kin = switches.iter().position(|s| s == "kin.kin-of-critic").expect("there is such a rule");
    let without_kin = |trial: &Trial| if trial.off.contains(&kin) { Err("no kin".to_owned()) } else { Ok(()) };
    let (trial, _) = smallest(200, without_kin).expect("some trial has it off");
    assert_eq!(trial.off, [kin]);
}
