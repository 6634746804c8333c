//! What the tests of whole worlds share: rulebooks under overlays, societies, and observers that count or hash.

use std::hash::{Hash, Hasher};
use underheaven_base::{Act, Channel, Day, Gate, NeighbourhoodId, PersonId, Site};
use underheaven_behaviour::Behaviour;
use underheaven_rulebook::Rulebook;
use underheaven_society::{Person, Society, Table, Town};
use underheaven_world::pools::Rank;
use underheaven_world::{
    Answer, Appealed, Census, Entry, ListId, Listing, Observer, Overrides, Plan, Push, Turn, World,
};

/// Everybody is enrolled on day one: no shares at all.
pub const EVERYBODY: &str = include_str!("everybody.toml");

pub fn day(text: &str) -> Day {
    Day::parse(text).expect("a date")
}

/// A shipped rulebook under overlays.
pub fn rulebook(name: &str, overlays: &[&str]) -> Rulebook {
    let shipped = underheaven_rulebook::shipped().iter().find(|b| b.name == name).expect("it is shipped");
    let mut files = vec![(shipped.rulebook().label, shipped.rulebook().text)];
    files.extend(overlays.iter().map(|text| ("overlay", *text)));
    Rulebook::read(name, &files).unwrap_or_else(|f| panic!("{f:#?}")).0
}

/// A shipped behaviour.
pub fn behaviour(name: &str) -> Behaviour {
    let (_, text) = underheaven_behaviour::shipped().iter().find(|b| b.0 == name).expect("it is shipped");
    Behaviour::read(name, &[(name, text)]).unwrap_or_else(|f| panic!("{f:#?}")).0
}

/// A shipped society, with so many neighbourhoods or all of them.
pub fn society(name: &str, neighbourhoods: Option<u32>, seed: u64) -> Town {
    let table = Table::shipped(name).expect("it is shipped");
    let each = table.size.people_each.value as u32;
    let people = neighbourhoods.map_or(Town::default_people(&table), |n| n * each);
    Town::build(&table, people, seed).expect("it can be built")
}

/// What is lived, but for the luck.
#[derive(Clone, Copy)]
pub struct Lived<'a> {
    pub society: &'a dyn Society,
    pub rulebook: &'a Rulebook,
    pub behaviour: &'a Behaviour,
    pub from: Day,
    pub to: Day,
}

impl<'a> Lived<'a> {
    /// Lives it all under an observer.
    pub fn live(self, luck: u64, observer: &mut dyn Observer) -> World<'a> {
        let Lived { society, rulebook, behaviour, from, to } = self;
        let plan = Plan { society, rulebook, behaviour, luck, from, to, overrides: Overrides::new() };
        let mut world = World::new(plan).unwrap_or_else(|f| panic!("{f:#?}"));
        while world.step(observer) {}
        world
    }
}

/// Everybody, in order.
pub fn everybody(society: &dyn Society) -> impl Iterator<Item = Person> {
    (0..society.neighbourhoods()).flat_map(|n| society.settled(NeighbourhoodId(n)).people)
}

/// The number of a rule among a world's names.
pub fn rule(world: &World, name: &str) -> Option<underheaven_world::RuleId> {
    let at = world.rule_names().iter().position(|n| n == name).expect("the rule is there");
    Some(underheaven_world::RuleId(at as u16))
}

/// Hears nothing.
pub struct Deaf;
impl Observer for Deaf {}

/// FNV-1a, the same on every machine.
pub struct Fnv(pub u64);

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for b in bytes {
            self.0 = (self.0 ^ u64::from(*b)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    fn finish(&self) -> u64 {
        self.0
    }
}

/// One number for everything that an observer is told, in the order in which it is told.
pub struct Events {
    pub hash: Fnv,
    pub heard: u64,
}

impl Default for Events {
    fn default() -> Self {
        Self { hash: Fnv(0xcbf2_9ce4_8422_2325), heard: 0 }
    }
}

impl Events {
    fn hear(&mut self, what: u8, event: impl Hash) {
        self.heard += 1;
        (what, event).hash(&mut self.hash);
    }
}

impl Observer for Events {
    fn act(&mut self, person: PersonId, day: Day, act: Act, push: Push) {
        self.hear(0, (person, day, act, push));
    }
    fn forgone(&mut self, person: PersonId, day: Day, act: Act, push: Push) {
        self.hear(1, (person, day, act, push));
    }
    fn seen(&mut self, person: PersonId, day: Day, act: Act, channel: Channel) {
        self.hear(2, (person, day, act, channel));
    }
    fn entry(&mut self, entry: &Entry) {
        self.hear(3, entry);
    }
    fn enrolled(&mut self, person: PersonId, day: Day) {
        self.hear(4, (person, day));
    }
    fn listed(&mut self, listing: &Listing) {
        self.hear(5, listing);
    }
    fn appealed(&mut self, appeal: &Appealed) {
        self.hear(11, appeal);
    }
    fn delisted(&mut self, person: PersonId, list: ListId, day: Day) {
        self.hear(6, (person, list, day));
    }
    fn asked(&mut self, person: PersonId, day: Day, gate: Gate, rank: Rank) {
        self.hear(12, (person, day, gate, format!("{rank:?}")));
    }
    fn gate(&mut self, answer: &Answer) {
        self.hear(7, answer);
    }
    fn turn(&mut self, person: PersonId, day: Day, turn: Turn, amount: u32) {
        self.hear(8, (person, day, turn, amount));
    }
    fn passes(&mut self, place: NeighbourhoodId, monday: Day, site: Site, made: u64, covered: u64) {
        self.hear(9, (place, monday, site, made, covered));
    }
    fn period(&mut self, last: Day, world: &dyn Census) {
        self.hear(10, (last, world.today()));
    }
}
