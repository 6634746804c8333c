//! Rates a head are those of the represented country, whatever the number of people lived.
//!
//! What depends on how large the country is (whom a camera may take for whom, how many journalists and firms there are) is
//! computed for the represented country. So 200,000 people and 2,000,000 see the same acts, sightings, mistakes and
//! discretion a head, within sampling error; it is taken from neighbourhoods, which draw their luck apart. What travels
//! along ties may differ a little more, since a small country has fewer decks of families to be tied to: by at most a
//! tenth, of what happens often enough to tell.

use std::collections::BTreeMap;
use underheaven_base::{Act, Cause, Channel, Day, PersonId};
use underheaven_behaviour::Behaviour;
use underheaven_rulebook::Rulebook;
use underheaven_society::{Country, Society, Table};
use underheaven_world::{Answer, Booking, Entry, Listing, Observer, Overrides, Plan, Push, Turn, fast};

/// By what, and by neighbourhood.
#[derive(Default)]
struct Counts(BTreeMap<String, BTreeMap<u32, u64>>);

impl Counts {
    fn one(&mut self, what: String, who: PersonId) {
        *self.0.entry(what).or_default().entry(who.neighbourhood().0).or_default() += 1;
    }
}

impl Observer for Counts {
    fn act(&mut self, person: PersonId, _: Day, act: Act, _: Push) {
        self.one(format!("done: {}", act.name()), person);
    }
    fn seen(&mut self, person: PersonId, _: Day, _: Act, channel: Channel) {
        self.one(format!("seen: {}", channel.name()), person);
    }
    fn entry(&mut self, entry: &Entry) {
        if entry.booking == Booking::Booked {
            self.one(format!("booked: {}", entry.cause.name()), entry.person);
        }
    }
    fn listed(&mut self, listing: &Listing) {
        self.one(format!("listed: {}", listing.cause.name()), listing.person);
    }
    fn gate(&mut self, answer: &Answer) {
        self.one(format!("asked: {}", answer.gate.name()), answer.person);
    }
    fn turn(&mut self, person: PersonId, _: Day, turn: Turn, _: u32) {
        self.one(format!("turn: {turn:?}"), person);
    }
}

/// What reaches somebody along ties to others.
fn along_ties(what: &str) -> bool {
    let kin = Cause::Kin.name();
    what.starts_with("turn: ") || what == format!("booked: {kin}") || what == format!("listed: {kin}")
}

/// A rate a head, and its sampling error from neighbourhood to neighbourhood.
fn rate(counts: Option<&BTreeMap<u32, u64>>, sizes: &[f64]) -> (f64, f64) {
    let people: f64 = sizes.iter().sum();
    let of = |n: usize| counts.and_then(|c| c.get(&(n as u32))).map_or(0.0, |c| *c as f64);
    let rate = (0..sizes.len()).map(of).sum::<f64>() / people;
    let squares: f64 = sizes.iter().enumerate().map(|(n, size)| of(n) - rate * size).map(|d| d * d).sum();
    (rate, squares.sqrt() / people)
}

/// Four weeks of 2019 under the article, everybody enrolled on the first day.
fn lived(people: u32) -> (Counts, Vec<f64>) {
    let table = Table::shipped("china-2020").expect("it is shipped");
    let country = Country::build(&table, people, 2020).expect("this size works");
    let book = underheaven_rulebook::shipped().iter().find(|b| b.name == "article").expect("it is shipped").rulebook();
    let files = [(book.label, book.text), ("everybody", include_str!("common/everybody.toml"))];
    let (rulebook, _) = Rulebook::read("article", &files).unwrap_or_else(|f| panic!("{f:#?}"));
    let (name, text) = underheaven_behaviour::shipped().iter().find(|b| b.0 == "default").expect("it is shipped");
    let (behaviour, _) = Behaviour::read(name, &[(name, text)]).unwrap_or_else(|f| panic!("{f:#?}"));
    let (from, to) = (Day::from_ymd(2019, 3, 4).expect("a date"), Day::from_ymd(2019, 3, 31).expect("a date"));
    let (rulebook, behaviour) = (&rulebook, &behaviour);
    let plan = Plan { society: &country, rulebook, behaviour, luck: 1, from, to, overrides: Overrides::new() };
    let mut world = fast::World::new(plan, 1).unwrap_or_else(|f| panic!("{f:#?}"));
    let mut counts = Counts::default();
    while world.step(&mut [&mut counts]) {}
    let sizes = 0..country.neighbourhoods();
    let size = |n| country.settled(underheaven_base::NeighbourhoodId(n)).people.len() as f64;
    (counts, sizes.map(size).collect())
}

#[test]
fn rates_a_head_are_the_same_at_two_hundred_thousand_and_two_million() {
    /// So many standard errors are hardly ever exceeded by any of a hundred rates.
    const ERRORS: f64 = 4.5;
    /// Events that the smaller country must have had for a rate to be told.
    const ENOUGH: f64 = 60.0;
    /// By how much a rate along ties may differ besides.
    const TIES: f64 = 0.1;
    let ((small, of_small), (large, of_large)) = (lived(200_000), lived(2_000_000));
    let (mut compared, mut wrong) = (0, vec![]);
    for (what, counts) in &large.0 {
        let ((a, error_a), (b, error_b)) = (rate(small.0.get(what), &of_small), rate(Some(counts), &of_large));
        if b * of_small.iter().sum::<f64>() < ENOUGH {
            continue;
        }
        compared += 1;
        let (apart, error) = ((a - b).abs(), error_a.hypot(error_b));
        let besides = if along_ties(what) { TIES * b } else { 0.0 };
        println!("{what:32} {:10.3} {:10.3} of a million, {:5.1} errors", a * 1e6, b * 1e6, apart / error);
        if apart > ERRORS * error + besides {
            wrong.push(format!("{what}: {a:.6} and {b:.6} a head, {:.1} errors apart", apart / error));
        }
    }
    assert!(compared > 40, "only {compared} rates are told");
    for cause in [Cause::Mistaken, Cause::Kin, Cause::OwnAct] {
        let what = format!("booked: {}", cause.name());
        assert!(large.0.contains_key(&what), "nobody was {what}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
