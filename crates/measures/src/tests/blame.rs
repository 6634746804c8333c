//! Which rules' entries made people be listed: needed, enough alone, one of several, idle; and what another world shows.

use super::{demerit, listing};
use crate::testing::{CRITIC, FATHER, FROM, JOURNALIST, MOTHER, Still, day};
use crate::{Comparison, RuleFacts, Setup, Side, Tally};
use underheaven_world::{Entry, Listing, Observer, RuleId};

/// A list that is entered below 90 from a start of 100; the last rule lists of itself.
fn tally(world: &Still) -> Tally {
    let of_itself = RuleFacts { lists: Some(0), ..RuleFacts::default() };
    let rules = vec![RuleFacts::default(), RuleFacts::default(), RuleFacts::default(), of_itself];
    let below = vec![Some(90), None];
    Tally::new(&world.society, Setup { panel: None, rules, start: 100, below, ..Setup::new(day(FROM)) })
}

fn by(rule: u16, place: u32, points: i32) -> Entry {
    Entry { rule: Some(RuleId(rule)), ..demerit(place, "2018-01-03", points) }
}

fn begun(rule: u16, place: u32) -> Listing {
    Listing { rule: Some(RuleId(rule)), ..listing(place, "2018-01-03") }
}

#[test]
fn a_rule_is_needed_enough_alone_one_of_several_or_idle() {
    let mut world = Still::new();
    let mut t = tally(&world);
    // The father: both are needed.
    [by(0, FATHER, -9), by(1, FATHER, -3)].iter().for_each(|e| t.entry(e));
    t.listed(&begun(1, FATHER));
    // Later entries are none of its business.
    t.entry(&by(2, FATHER, -50));
    // The mother: either rule would have been enough; nothing alone was needed.
    [by(0, MOTHER, -20), by(1, MOTHER, -20)].iter().for_each(|e| t.entry(e));
    t.listed(&begun(1, MOTHER));
    // The critic: any two of three.
    [by(0, CRITIC, -6), by(1, CRITIC, -6), by(2, CRITIC, -6)].iter().for_each(|e| t.entry(e));
    t.listed(&begun(2, CRITIC));
    // The journalist is listed by a rule of itself, whatever the score.
    t.entry(&by(0, JOURNALIST, -1));
    t.listed(&begun(3, JOURNALIST));
    world.live(&mut t, "2018-01-28");
    t.finish(&world);
    let ledgers = t.ledgers();
    assert_eq!((ledgers.listings, ledgers.counted, ledgers.overdetermined), (4.0, 4, 2.0));
    let of = |rule: &str| {
        let b = ledgers.rules.iter().find(|b| b.rule == rule).unwrap();
        [b.needed, b.enough_alone, b.one_of_several, b.idle]
    };
    assert_eq!(of("red-light"), [1.0, 1.0, 1.0, 1.0]);
    assert_eq!(of("critical-post"), [1.0, 1.0, 1.0, 1.0]);
    assert_eq!(of("kin-of-critics"), [0.0, 0.0, 1.0, 3.0]);
    assert_eq!(of("bills"), [1.0, 0.0, 0.0, 3.0]);
    let shares: f64 = ledgers.rules.iter().map(|b| b.lost_share).sum();
    assert!((shares - 1.0).abs() < 1e-12);
    assert_eq!(ledgers.rules[0].rule, "red-light", "the largest share of lost points stands first");
}

#[test]
fn the_ledger_and_the_reforms_world_may_say_otherwise() {
    let mut world = Still::new();
    let (mut before, mut after) = (tally(&world), tally(&world));
    for place in [FATHER, MOTHER] {
        before.entry(&by(0, place, -20));
        before.listed(&begun(0, place));
    }
    for place in [CRITIC, JOURNALIST] {
        before.entry(&by(1, place, -20));
        before.listed(&begun(1, place));
    }
    // Without rule 0 the mother is listed for something else, and the critic is spared by way of others.
    for place in [MOTHER, JOURNALIST] {
        after.entry(&by(1, place, -20));
        after.listed(&begun(1, place));
    }
    for t in [&mut before, &mut after] {
        world.live(t, "2018-01-28");
        t.finish(&world);
    }
    let side = |arm, tally| Side { arm, alone: arm, tally, census: &world };
    let pair = Comparison::of(side("a", &before), side("b", &after));
    let found = pair.agreement(&[RuleId(0)]);
    assert_eq!(found.rules, ["red-light"]);
    assert_eq!([found.both_free, found.ledger_alone, found.world_alone, found.neither], [1.0; 4]);
}
