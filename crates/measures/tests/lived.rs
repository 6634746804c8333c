//! A small town lived under the article's rulebook for a year and a half: what must hold of any tally does.

use std::collections::BTreeMap;
use underheaven_base::{Day, Gate, Group, Measure, NeighbourhoodId};
use underheaven_behaviour::Behaviour;
use underheaven_measures::{Setup, Summary, Tally};
use underheaven_rulebook::Rulebook;
use underheaven_society::{Society, Table, Town};
use underheaven_world::{Overrides, Plan, World};

fn rulebook() -> Rulebook {
    let shipped = underheaven_rulebook::shipped().iter().find(|s| s.name == "article").unwrap();
    Rulebook::read("article", &[("rulebook.toml", shipped.rulebook().text)]).unwrap().0
}

fn behaviour() -> Behaviour {
    let (name, text) = underheaven_behaviour::shipped().iter().find(|(name, _)| *name == "default").unwrap();
    Behaviour::read(name, &[("default.toml", text)]).unwrap().0
}

fn town() -> Town {
    let (_, text) = underheaven_society::shipped().iter().find(|(name, _)| *name == "town").unwrap();
    Town::build(&Table::read("town.toml", text).unwrap(), 3000, 1).unwrap()
}

/// Lives from mid-2019, when two fifths are enrolled, to the end of 2020, when everybody is.
fn lived<'a>(
    town: &'a Town,
    rulebook: &'a Rulebook,
    behaviour: &'a Behaviour,
    panel: Option<u32>,
) -> (World<'a>, Tally) {
    let (from, to) = (Day::from_ymd(2019, 7, 1).unwrap(), Day::from_ymd(2020, 12, 31).unwrap());
    let overrides = Overrides::default();
    let mut world = World::new(Plan { society: town, rulebook, behaviour, luck: 1, from, to, overrides }).unwrap();
    let mut tally = Tally::new(town, Setup { panel, ..Setup::new(from) });
    while world.step(&mut tally) {}
    tally.finish(&world);
    (world, tally)
}

#[test]
fn sums_hold_and_the_panel_changes_nothing_else() {
    let (town, rulebook, behaviour) = (town(), rulebook(), behaviour());
    let (world, tally) = lived(&town, &rulebook, &behaviour, Some(1000));
    assert_eq!(tally.verify(&world, None), Vec::<String>::new());

    for measure in [Measure::People, Measure::Acts, Measure::Demerits, Measure::Listings, Measure::Requests] {
        let of = |group| tally.value_of(measure, group).unwrap();
        let sum = |groups: &[Group]| groups.iter().map(|g| of(*g)).sum::<f64>();
        let all = of(Group::All);
        assert!(all > 0.0, "{measure}");
        assert_eq!(sum(&[Group::Women, Group::Men]), all, "{measure}");
        assert_eq!(sum(&[Group::Minors, Group::Young, Group::Middle, Group::Old]), all, "{measure}");
        assert_eq!(sum(&[Group::Urban, Group::Rural]), all, "{measure}");
        assert_eq!(sum(&[Group::Away, Group::Settled]), all, "{measure}");
    }

    let series: Vec<_> = tally.series("article").collect();
    let groups = tally.groups("article");
    let flows = [Measure::Acts, Measure::Demerits, Measure::MeritPoints, Measure::Refusals, Measure::PassesCovered];
    for measure in flows {
        let months = series.iter().filter(|r| r.measure == measure.name() && r.group == "all");
        let whole = groups.iter().find(|r| r.measure == measure.name() && r.group == "all").unwrap();
        assert_eq!(months.map(|r| r.value).sum::<f64>(), whole.value, "{measure}: months make the run");
    }
    let by_gate = |gate: Gate| format!("gate={}", gate.name());
    let at_gates =
        Gate::ALL.iter().filter_map(|g| groups.iter().find(|r| r.measure == "refusals" && r.group == by_gate(*g)));
    assert_eq!(at_gates.map(|r| r.value).sum::<f64>(), tally.value(Measure::Refusals).unwrap());

    let (other_world, other) = lived(&town, &rulebook, &behaviour, Some(100));
    assert!(other.series("article").eq(series));
    assert_eq!(other.funnel("article"), tally.funnel("article"));
    assert_eq!(Summary::of(&other, "article", &other_world), Summary::of(&tally, "article", &world));
}

#[test]
fn a_weighted_panel_stands_for_everybody() {
    let (town, rulebook, behaviour) = (town(), rulebook(), behaviour());
    let (world, tally) = lived(&town, &rulebook, &behaviour, Some(1000));
    let rows = tally.people_rows("article", &world);
    let weight: f64 = rows.iter().map(|r| r.weight).sum();
    let people = f64::from(town.people());
    assert!((weight / people - 1.0).abs() < 0.1, "{weight} of {people}");
    assert!(rows.iter().any(|r| r.stratum == "critics-kin"));
    let sum: i64 = tally.ledger("article").map(|e| i64::from(e.points)).sum();
    let start = i64::from(*rulebook.score.as_ref().unwrap().start);
    let scores = rows.iter().filter_map(|r| r.score).map(|s| i64::from(s) - start).sum::<i64>();
    assert_eq!(sum, scores, "the panel's scores are their start and their entries");
}

#[test]
fn a_panel_of_everybody_adds_up_to_the_totals() {
    let (town, rulebook, behaviour) = (town(), rulebook(), behaviour());
    let (_, tally) = lived(&town, &rulebook, &behaviour, None);
    let total = |measure| tally.value(measure).unwrap() as usize;

    let ledger: Vec<_> = tally.ledger("article").collect();
    let booked = |sign: i32| ledger.iter().filter(|e| e.booking == "booked" && e.points.signum() == sign).count();
    assert_eq!(booked(-1), total(Measure::Demerits));
    assert_eq!(booked(1), total(Measure::Merits));
    assert_eq!(tally.listings("article", None, 1).rows.len(), total(Measure::Listings));

    // A child is in the totals from the end of the month in which it is born.
    let everybody = (0..town.neighbourhoods()).flat_map(|n| town.settled(NeighbourhoodId(n)).people);
    let born: BTreeMap<String, Day> = everybody.map(|p| (p.id.to_string(), p.born)).collect();
    let series: Vec<_> = tally.series("article").collect();
    let ends: Vec<i32> = series.iter().filter(|r| r.measure == "people" && r.group == "all").map(|r| r.day).collect();
    let joined = |person: &str, day: i32| {
        let last = ends.iter().filter(|end| **end < day).max();
        last.map_or(i32::MIN, |end| end + 1).max(Day::from_ymd(2019, 7, 1).unwrap().0) >= born[person].0
    };
    let rows: Vec<_> = tally.gates("article").collect();
    let mut counted: BTreeMap<String, [usize; 2]> = BTreeMap::new();
    for row in rows.iter().filter(|row| joined(&row.person, row.day)) {
        let of = counted.entry(format!("gate={}", row.gate)).or_default();
        of[0] += 1;
        of[1] += usize::from(row.outcome == "refused");
    }
    let groups = tally.groups("article");
    let told = |measure: &str, group: &str| {
        groups.iter().find(|r| r.measure == measure && r.group == group).map_or(0, |r| r.value as usize)
    };
    for (gate, [requests, refused]) in &counted {
        assert_eq!((told("requests", gate), told("refusals", gate)), (*requests, *refused), "{gate}");
    }
    let all: usize = counted.values().map(|of| of[0]).sum();
    assert_eq!(total(Measure::Requests), all);
    assert!(all < rows.len(), "some child asks in the month of its birth");
}
