//! Effects by design against a table reckoned by hand.

use crate::trial::{Arm, County, Effect, effects, ways};
use std::collections::BTreeMap;
use underheaven_base::{Tried, Way};
use underheaven_world::fast::Shares;

/// So many people of whom so many were listed under the trial, and so many fewer or more than under the baseline.
fn arm(people: u64, listed: i64, differs: i64) -> Arm {
    let mut arm = Arm { people, ..Arm::default() };
    arm.tried[Tried::ListedEver.index()] = listed;
    arm.differs[Tried::ListedEver.index()] = differs;
    arm.ways[Way::Across.index()][Tried::ListedEver.index()] = differs;
    arm.parted[Way::Across.index()] = differs.unsigned_abs();
    arm
}

/// Two counties in which some are treated, two in which nobody is.
fn counties() -> BTreeMap<u32, County> {
    let county = |drawn, untreated, treated| County { drawn, arms: [untreated, treated] };
    BTreeMap::from([
        (1, county(true, arm(20, 6, -2), arm(10, 1, -2))),
        (2, county(true, arm(10, 5, 0), arm(5, 1, -1))),
        (3, county(false, arm(10, 4, 0), Arm::default())),
        (4, county(false, arm(20, 12, -1), Arm::default())),
    ])
}

const SHARES: Shares = Shares { counties: 0.5, within: 0.3, elsewhere: 0.0 };

fn listed(all: &[Effect]) -> BTreeMap<&'static str, &Effect> {
    all.iter().filter(|e| e.measure == Tried::ListedEver.name()).map(|e| (e.effect, e)).collect()
}

#[track_caller]
fn near(told: Option<f64>, by_hand: f64) {
    assert!(told.is_some_and(|told| (told - by_hand).abs() < 1e-12), "{told:?} beside {by_hand}");
}

#[test]
fn four_counties_by_hand() {
    let all = effects(&counties(), SHARES);
    let of = listed(&all);
    // Of the treated 1/10 and 1/5 were listed, of their neighbours 6/20 and 5/10, elsewhere 4/10 and 12/20.
    near(of["direct"].design.value, (-0.2 - 0.3) / 2.0);
    near(of["direct"].design.error, (0.05_f64 * 0.05 * 2.0 / 2.0).sqrt());
    near(of["indirect"].design.value, 0.4 - 0.5);
    near(of["indirect"].design.error, (0.02_f64 / 2.0 + 0.02 / 2.0).sqrt());
    near(of["total"].design.value, 0.15 - 0.5);
    near(of["total"].design.error, (0.005_f64 / 2.0 + 0.02 / 2.0).sqrt());
    let (a, b) = (7.0 / 30.0, 6.0 / 15.0);
    let spread = (a - b) * (a - b) / 2.0;
    near(of["overall"].design.value, (a + b) / 2.0 - 0.5);
    near(of["overall"].design.error, (spread / 2.0_f64 + 0.02 / 2.0).sqrt());
    assert_eq!((of["direct"].counties, of["indirect"].counties), ([2, 2], [2, 2]));
    assert!(all.iter().filter(|e| e.effect == "direct").all(|e| e.share == 0.3 && e.beside == 0.3));
    // Paired: -2/10 and -1/5 of the treated, -2/20 and 0 of their neighbours, 0 and -1/20 elsewhere.
    near(of["direct"].paired.value, -0.2 + 0.05);
    near(of["indirect"].paired.value, -0.05 + 0.025);
    near(
        of["total"].paired.value,
        of["direct"].paired.value.unwrap_or(0.0) + of["indirect"].paired.value.unwrap_or(0.0),
    );
}

#[test]
fn what_came_by_each_way_adds_up_to_the_paired_effects() {
    let (all, by_way) = (effects(&counties(), SHARES), ways(&counties(), SHARES));
    let mean = |share: f64, treated: bool| -> f64 {
        let mine = by_way.iter().filter(|w| w.measure == Tried::ListedEver.name() && w.share == share);
        mine.filter(|w| w.treated == treated).filter_map(|w| w.mean.value).sum()
    };
    let of = listed(&all);
    near(of["direct"].paired.value, mean(0.3, true) - mean(0.3, false));
    near(of["indirect"].paired.value, mean(0.3, false) - mean(0.0, false));
    near(of["total"].paired.value, mean(0.3, true) - mean(0.0, false));
    let reached: Vec<u64> =
        by_way.iter().filter(|w| w.way == "across" && w.measure == "listed-ever-share").map(|w| w.parted).collect();
    assert_eq!(reached, [3, 2, 1], "the treated, their neighbours, everybody elsewhere");
    assert!(by_way.iter().all(|w| w.treated || w.way != "rule"), "the rule itself reaches nobody untreated");
}

#[test]
fn two_shares_of_households_give_two_direct_effects_and_the_larger_share_stands_first() {
    let mut counties = counties();
    counties.values_mut().filter(|c| !c.drawn).for_each(|c| c.arms[1] = arm(4, 1, 0));
    let all = effects(&counties, Shares { counties: 0.5, within: 0.2, elsewhere: 0.6 });
    let mine: Vec<(&str, f64, f64)> = all.iter().take(5).map(|e| (e.effect, e.share, e.beside)).collect();
    assert_eq!(
        mine,
        [
            ("direct", 0.6, 0.6),
            ("direct", 0.2, 0.2),
            ("indirect", 0.6, 0.2),
            ("total", 0.6, 0.2),
            ("overall", 0.6, 0.2)
        ]
    );
    near(all[2].design.value, 0.5 - 0.4);
}

#[test]
fn a_side_that_holds_nobody_or_one_county_says_so() {
    let mut counties = counties();
    counties.values_mut().filter(|c| c.drawn).for_each(|c| c.arms[0] = Arm::default());
    let all = effects(&counties, Shares { within: 1.0, ..SHARES });
    let of = listed(&all);
    assert!(!of.contains_key("direct"), "where all are treated there is nobody beside them");
    assert_eq!((of["indirect"].design.value, of["indirect"].counties), (None, [0, 2]));
    near(of["total"].design.value, 0.15 - 0.5);
    counties.remove(&2);
    let all = effects(&counties, Shares { within: 1.0, ..SHARES });
    assert_eq!(listed(&all)["total"].design.error, None, "one county does not tell how much counties differ");
}
