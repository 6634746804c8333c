//! Whatever part of the article's rulebook is switched off: the books balance, listings have reasons, runs repeat.
//!
//! Small towns of one neighbourhood, two months, any subset of rules, gates and channels, three posting periods.
//! What fails is shrunk to the fewest switches.

#[allow(dead_code, reason = "each test file uses its part")]
mod common;
#[path = "common/guard.rs"]
mod guard;

use common::*;
use guard::Guard;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use underheaven_rulebook::Rulebook;

/// Everything that can be switched off, as tables of the file.
fn switches() -> Vec<String> {
    let r = rulebook("article", &[]);
    let named = |table: &str, names: Vec<String>| names.into_iter().map(|n| format!("{table}.{n}")).collect::<Vec<_>>();
    let words = |words: Vec<&str>| words.into_iter().map(str::to_owned).collect::<Vec<_>>();
    let mut all = named("rule", r.rules.keys().cloned().collect());
    all.extend(named("kin", r.kin.keys().cloned().collect()));
    all.extend(named("discretion", r.discretion.keys().cloned().collect()));
    all.extend(named("gate", words(r.gates.keys().map(|g| g.name()).collect())));
    all.extend(named("attention", words(r.attention.keys().map(|c| c.name()).collect())));
    all.extend(words(vec!["score", "camera", "firm", "reports", "list.discredited"]));
    all
}

/// A world to try.
#[derive(Clone, Debug)]
struct Trial {
    seed: u64,
    luck: u64,
    /// Switches thrown, by place in [`switches`].
    off: Vec<usize>,
    period_days: i32,
    everybody: bool,
    short: bool,
    responds: bool,
}

fn trials(switches: usize) -> impl Strategy<Value = Trial> {
    let off = proptest::collection::btree_set(0..switches, 0..switches / 2);
    let period = proptest::sample::select(vec![7, 1, 14]);
    (0..1_000u64, 0..1_000u64, off, period, any::<[bool; 3]>()).prop_map(|(seed, luck, off, period_days, flags)| {
        let [everybody, short, responds] = flags;
        Trial { seed, luck, off: off.into_iter().collect(), period_days, everybody, short, responds }
    })
}

impl Trial {
    fn rulebook(&self, switches: &[String]) -> Rulebook {
        let off: String = self.off.iter().map(|i| format!("[{}]\nenabled = false\n", switches[*i])).collect();
        let period = format!("[posting]\nperiod_days = {}\n", self.period_days);
        let short = "[list.discredited]\nbelow = 990\nterm_months = 1\n[score]\nmerit_cap = 4\n[band.trusted]\nat_least = 1003\n";
        let mut overlays = vec![period.as_str()];
        overlays.extend(self.everybody.then_some(EVERYBODY));
        overlays.extend(self.short.then_some(short));
        overlays.extend((!off.is_empty()).then_some(off.as_str()));
        rulebook("article", &overlays)
    }

    /// Lives it twice; everything that does not hold.
    fn faults(&self, switches: &[String]) -> Vec<String> {
        let town = society("dense", Some(1), self.seed);
        let book = self.rulebook(switches);
        let behaviour = behaviour(if self.responds { "default" } else { "none" });
        let (from, to) = (day("2020-11-16"), day("2021-01-16"));
        let run = Lived { society: &town, rulebook: &book, behaviour: &behaviour, from, to };
        let mut guard = Guard::new(&town, &book, from);
        let world = run.live(self.luck, &mut guard);
        guard.finish(&world);
        let mut faults = guard.faults;
        let hash = || {
            let mut events = Events::default();
            run.live(self.luck, &mut events);
            events.hash.0
        };
        if hash() != hash() {
            faults.push("two runs differ".to_owned());
        }
        faults
    }
}

/// Tries worlds until one fails `check`, and gives the smallest that does.
fn smallest(cases: u32, check: impl Fn(&Trial) -> Result<(), String>) -> Option<(Trial, String)> {
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 200, ..Config::default() };
    let rng = proptest::test_runner::TestRng::deterministic_rng(config.rng_algorithm);
    let mut runner = TestRunner::new_with_rng(config, rng);
    let run = runner.run(&trials(switches().len()), |trial| check(&trial).map_err(TestCaseError::fail));
    match run {
        Ok(()) => None,
        Err(proptest::test_runner::TestError::Fail(why, trial)) => Some((trial, why.to_string())),
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn books_balance_and_runs_repeat_under_any_part_of_the_rulebook() {
    let switches = switches();
    let failed = smallest(16, |trial| {
        let faults = trial.faults(&switches);
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
