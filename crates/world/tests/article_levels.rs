//! The default run's levels: they follow from sizes that we assumed, and are a choice, not a fit.
//!
//! The whole town, and the country that a bare command lives, under the article's rulebook from mid-2014 to the end of
//! 2020. No level here is a finding; the bands only keep a change of sizes or of meaning from passing unseen.

#[allow(dead_code, reason = "each test file uses its part")]
mod common;

use common::*;
use std::collections::BTreeMap;
use underheaven_base::{Act, Cause, Day, NeighbourhoodId, PersonId};
use underheaven_society::{Society, Table};
use underheaven_world::{Census, Listing, Observer, Overrides, Plan, Push, fast};

/// Counts acts and listings by cause.
#[derive(Default)]
struct Levels {
    acts: u64,
    crossings: u64,
    listings: BTreeMap<Cause, u32>,
}

impl Observer for Levels {
    fn act(&mut self, _: PersonId, _: Day, act: Act, _: Push) {
        self.acts += 1;
        self.crossings += u64::from(act == Act::CrossingOnRed);
    }
    fn listed(&mut self, listing: &Listing) {
        *self.listings.entry(listing.cause).or_default() += 1;
    }
}

/// How a run over a society ends, and whether that is within the bands.
fn ends_within_its_levels(society: &dyn Society, levels: &Levels, world: &dyn Census, (from, to): (Day, Day)) {
    let top = world.band_names().len() as u8 - 1;
    let (mut adults, mut listed, mut trusted, mut days) = (0.0, 0.0, 0.0, 0.0);
    for n in 0..society.neighbourhoods() {
        world.each(NeighbourhoodId(n), &mut |p, look| {
            days += f64::from((to + 1 - p.born.max(from)).max(0));
            if look.enrolled.is_some() && p.age(to) >= 18 {
                adults += 1.0;
                listed += f64::from(u8::from(look.lists != 0));
                trusted += f64::from(u8::from(look.band == Some(top)));
            }
        });
    }
    let all: u32 = levels.listings.values().sum();
    let share = |cause: &Cause| f64::from(levels.listings[cause]) / f64::from(all);
    let causes: Vec<String> = levels.listings.keys().map(|c| format!("{c} {:.1} %", 100.0 * share(c))).collect();
    let (listed, trusted) = (listed / adults, trusted / adults);
    let each = (levels.acts - levels.crossings) as f64 / days;
    let told = format!(
        "{}: {:.2} % of {adults} enrolled adults listed, {:.1} % in the top band, {all} listings: {}; {each:.3} acts a person-day",
        society.name(),
        100.0 * listed,
        100.0 * trusted,
        causes.join(", ")
    );
    println!("{told}");
    assert!((0.01..=0.08).contains(&listed), "listed: {told}");
    assert!((0.05..=0.30).contains(&trusted), "in the top band: {told}");
    assert!(levels.listings.keys().all(|c| share(c) <= 0.65), "one cause behind most listings: {told}");
    assert!(all > 100, "too few listings to say anything: {told}");
    assert!(each >= 0.35, "acts: {told}");
}

/// First and last day of the default run.
fn days() -> (Day, Day) {
    (day("2014-07-01"), day("2020-12-31"))
}

#[test]
fn the_town_ends_within_its_levels() {
    let town = society("town", None, 2020);
    let (book, behaviour) = (rulebook("article", &[]), behaviour("default"));
    let mut levels = Levels::default();
    let (from, to) = days();
    let world = Lived { society: &town, rulebook: &book, behaviour: &behaviour, from, to }.live(1, &mut levels);
    ends_within_its_levels(&town, &levels, &world, days());
}

/// What a bare command lives, over the fewest people of which the country can be made.
#[test]
fn the_country_ends_within_its_levels() {
    let table = Table::shipped("china-2020").expect("it is shipped");
    let country = underheaven_society::build(&table, 100_000, underheaven_society::default_seed(&table));
    let country = country.expect("it can be built");
    let (book, behaviour) = (rulebook("article", &[]), behaviour("default"));
    let (from, to) = days();
    let (society, overrides) = (country.as_ref(), Overrides::new());
    let plan = Plan { society, rulebook: &book, behaviour: &behaviour, luck: 1, from, to, overrides };
    let mut world = fast::World::new(plan, 1).unwrap_or_else(|f| panic!("{f:#?}"));
    let mut levels = Levels::default();
    while world.step(&mut [&mut levels]) {}
    ends_within_its_levels(society, &levels, &world.census(0), days());
}
