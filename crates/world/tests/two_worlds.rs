//! The fast world lives the plain world's lives, event for event.

#[allow(dead_code, reason = "each test file uses its part")]
mod common;
#[path = "common/log.rs"]
mod log;

use common::*;
use log::Log;
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

#[test]
fn a_year_of_the_article_is_the_same_in_both_worlds() {
    let town = society("dense", Some(2), 7);
    let rulebook = rulebook("article", &[EVERYBODY]);
    let behaviour = behaviour("default");
    let run = Lived {
        society: &town,
        rulebook: &rulebook,
        behaviour: &behaviour,
        from: day("2019-07-03"),
        to: day("2020-02-29"),
    };
    let mut plain = Log::default();
    run.live(11, &mut plain);
    let fast = fast(run, 11, 2);
    assert!(plain.people.len() > 3_000);
    assert_eq!(plain.first_difference(&fast), None);
}

#[test]
fn the_rollout_begins_alike_in_both_worlds() {
    let town = society("town", Some(4), 7);
    let rulebook = rulebook("article", &[]);
    let behaviour = behaviour("default");
    let run = Lived {
        society: &town,
        rulebook: &rulebook,
        behaviour: &behaviour,
        from: day("2014-07-01"),
        to: day("2014-12-31"),
    };
    let mut plain = Log::default();
    run.live(1, &mut plain);
    assert_eq!(plain.first_difference(&fast(run, 1, 3)), None);
}
