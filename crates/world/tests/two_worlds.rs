//! The fast world lives the plain world's lives, event for event, in any number of parts.

#[allow(dead_code, reason = "each test file uses its part")]
mod common;
#[path = "common/log.rs"]
mod log;
#[allow(dead_code, reason = "each test file uses its part")]
#[path = "common/trial.rs"]
mod trial;

use common::*;
use log::Log;
use trial::{Trial, smallest, switches};
use underheaven_world::{Overrides, Plan, fast};

/// Lives it in the fast world.
fn fast(run: Lived, luck: u64, parts: u32) -> Log {
    let Lived { society, rulebook, behaviour, from, to } = run;
    let plan = Plan { society, rulebook, behaviour, luck, from, to, overrides: Overrides::new() };
    let mut world = fast::World::new(plan, parts).unwrap_or_else(|f| panic!("{f:#?}"));
    let mut log = Log::default();
    while world.step(&mut [&mut log]) {}
    log
}

fn plain(run: Lived, luck: u64) -> Log {
    let mut log = Log::default();
    run.live(luck, &mut log);
    log
}

#[test]
fn a_year_of_the_article_is_the_same_in_both_worlds() {
    let town = society("dense", Some(2), 7);
    // Entries count for a quarter beyond their own, so that some lapse.
    let lapsing = "[score]\nlifetime_quarters = 1\n";
    let (rulebook, behaviour) = (rulebook("article", &[EVERYBODY, lapsing]), behaviour("default"));
    let (from, to) = (day("2019-07-03"), day("2020-02-29"));
    let run = Lived { society: &town, rulebook: &rulebook, behaviour: &behaviour, from, to };
    let plain = plain(run, 11);
    assert!(plain.people.len() > 3_000);
    assert_eq!(plain.first_difference(&fast(run, 11, 2)), None);
}

/// A log with the acts to which nothing pushed anybody behind all else, by day: where nobody is enrolled the fast world tells
/// them before all else of a week.
fn acts_apart(mut log: Log) -> Log {
    for told in log.people.values_mut() {
        let plain = |event: &(underheaven_base::Day, String)| event.1.starts_with("did ") && event.1.ends_with(" None");
        let (mut acts, rest): (Vec<_>, Vec<_>) = told.drain(..).partition(plain);
        acts.sort();
        told.extend(rest.into_iter().chain(acts));
    }
    log
}

#[test]
fn the_rollout_begins_alike_in_both_worlds() {
    let town = society("town", Some(4), 7);
    let (rulebook, behaviour) = (rulebook("article", &[]), behaviour("default"));
    let (from, to) = (day("2014-07-01"), day("2015-03-31"));
    let run = Lived { society: &town, rulebook: &rulebook, behaviour: &behaviour, from, to };
    assert_eq!(acts_apart(plain(run, 1)).first_difference(&acts_apart(fast(run, 1, 3))), None);
}

/// Where both worlds first differ.
fn difference(trial: &Trial, switches: &[String]) -> Option<String> {
    let town = society("dense", Some(1), trial.seed);
    let (rulebook, behaviour) = (trial.rulebook(switches), trial.behaviour());
    let (from, to) = (day("2020-11-18"), day("2021-01-12"));
    let run = Lived { society: &town, rulebook: &rulebook, behaviour: &behaviour, from, to };
    plain(run, trial.luck).first_difference(&fast(run, trial.luck, 1))
}

#[test]
fn random_rulebooks_and_behaviours_are_lived_alike() {
    let switches = switches();
    let failed = smallest(20, |trial| difference(trial, &switches).map_or(Ok(()), Err));
    let off = failed.as_ref().map(|(trial, _)| trial.off.iter().map(|i| &switches[*i]).collect::<Vec<_>>());
    assert!(failed.is_none(), "with {off:?} off: {failed:#?}");
}
