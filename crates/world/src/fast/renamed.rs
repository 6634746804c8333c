//! Rules and lists by the numbers that they have in an arm's own rulebook.
//!
//! Side by side, rulebooks share one table of names, so that letters and stored lives mean the same under each. An arm's
//! observer is told by the rulebook's own numbers, as if it were lived alone; a name of other arms comes after them.

use super::Arm;
use crate::book::Book;
use crate::pools::Rank;
use crate::{
    Answer, Appealed, Arms, Census, Entry, Item, ListId, Listing, Look, Observer, Parted, Push, RuleId, Turn, Watchers,
};
use underheaven_base::{Act, Channel, Day, Gate, NeighbourhoodId, PersonId, Site};
use underheaven_society::Person;

/// An arm's own numbers for the names of all.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Own {
    rules: Vec<RuleId>,
    lists: Vec<ListId>,
    /// All names, the arm's own first.
    pub rule_names: Vec<String>,
    /// All names, the arm's own first.
    pub list_names: Vec<String>,
}

impl Own {
    /// The numbers of `own` for what is numbered as in `all`; none where they are the same.
    pub fn of(own: &Book, all: &Book) -> Option<Self> {
        let (rule_names, rules) = order(&own.rule_names, &all.rule_names);
        let (list_names, lists) = order(&own.list_names, &all.list_names);
        let (rules, lists): (Vec<RuleId>, Vec<ListId>) =
            (rules.map(|n| RuleId(n as u16)).collect(), lists.map(|n| ListId(n as u8)).collect());
        let same = own.rule_names == all.rule_names && own.list_names == all.list_names;
        (!same).then_some(Self { rules, lists, rule_names, list_names })
    }

    fn rule(&self, rule: RuleId) -> RuleId {
        self.rules[usize::from(rule.0)]
    }

    fn list(&self, list: ListId) -> ListId {
        self.lists[usize::from(list.0)]
    }

    /// Bits of lists.
    fn lists(&self, bits: u32) -> u32 {
        (0..self.lists.len()).filter(|n| bits & 1 << n != 0).fold(0, |all, n| all | 1 << self.lists[n].0)
    }

    /// A look at somebody.
    pub fn look(&self, look: &Look) -> Look {
        Look { lists: self.lists(look.lists), ..*look }
    }
}

/// All names with those of `own` first, and where each of `all` stands among them.
fn order(own: &[String], all: &[String]) -> (Vec<String>, impl Iterator<Item = usize>) {
    let foreign = all.iter().filter(|name| !own.contains(name));
    let names: Vec<String> = own.iter().chain(foreign).cloned().collect();
    let at = |name: &String| names.iter().position(|n| n == name).unwrap_or(0);
    let places: Vec<usize> = all.iter().map(at).collect();
    (names, places.into_iter())
}

/// Observers who are told by their arms' own numbers. It stands for the one who was asked for last.
pub struct Renamed<'a> {
    watchers: &'a mut dyn Watchers,
    arms: &'a [Arm],
    /// Which arm's observer, and whether it is only to know.
    now: (usize, bool),
}

impl<'a> Renamed<'a> {
    /// Those of some arms.
    pub fn of(watchers: &'a mut dyn Watchers, arms: &'a [Arm]) -> Self {
        Self { watchers, arms, now: (0, false) }
    }

    fn observer(&mut self) -> &mut dyn Observer {
        match self.now {
            (arm, false) => self.watchers.arm(arm),
            (arm, true) => self.watchers.knows(arm),
        }
    }

    fn own(&self) -> Option<&'a Own> {
        self.arms[self.now.0].own.as_ref()
    }

    fn rule(&self, rule: Option<RuleId>) -> Option<RuleId> {
        self.own().map_or(rule, |own| rule.map(|rule| own.rule(rule)))
    }

    fn list(&self, list: ListId) -> ListId {
        self.own().map_or(list, |own| own.list(list))
    }
}

impl Watchers for Renamed<'_> {
    fn bring_near(&mut self, id: NeighbourhoodId) {
        self.watchers.bring_near(id);
    }
    fn acts(&mut self, arms: usize, act: Act, done: &[(PersonId, Day)]) {
        self.watchers.acts(arms, act, done);
    }
    fn arm(&mut self, arm: usize) -> &mut dyn Observer {
        self.now = (arm, false);
        self
    }
    fn following(&self) -> Arms {
        self.watchers.following()
    }
    fn remember(&self, people: &[Person]) -> bool {
        self.watchers.remember(people)
    }
    fn meet(&mut self, arm: usize, person: &Person, shares: bool) -> bool {
        self.watchers.meet(arm, person, shares)
    }
    fn part(&mut self, arm: usize, person: &Person) {
        self.watchers.part(arm, person);
    }
    fn knows(&mut self, arm: usize) -> &mut dyn Observer {
        self.now = (arm, true);
        self
    }
}

impl Observer for Renamed<'_> {
    fn act(&mut self, person: PersonId, day: Day, act: Act, push: Push) {
        self.observer().act(person, day, act, push);
    }
    fn forgone(&mut self, person: PersonId, day: Day, act: Act, push: Push) {
        self.observer().forgone(person, day, act, push);
    }
    fn seen(&mut self, person: PersonId, day: Day, act: Act, channel: Channel) {
        self.observer().seen(person, day, act, channel);
    }
    fn entry(&mut self, entry: &Entry) {
        let entry = Entry { rule: self.rule(entry.rule), ..*entry };
        self.observer().entry(&entry);
    }
    fn enrolled(&mut self, person: PersonId, day: Day) {
        self.observer().enrolled(person, day);
    }
    fn listed(&mut self, l: &Listing) {
        let listing = Listing { rule: self.rule(l.rule), list: self.list(l.list), ..*l };
        self.observer().listed(&listing);
    }
    fn appealed(&mut self, appeal: &Appealed) {
        let appeal = Appealed { rule: self.rule(appeal.rule), ..*appeal };
        self.observer().appealed(&appeal);
    }
    fn delisted(&mut self, person: PersonId, list: ListId, day: Day) {
        let list = self.list(list);
        self.observer().delisted(person, list, day);
    }
    fn gate(&mut self, a: &Answer) {
        let answer = Answer { rule: self.rule(a.rule), list: a.list.map(|list| self.list(list)), ..*a };
        self.observer().gate(&answer);
    }
    fn asked(&mut self, person: PersonId, day: Day, gate: Gate, rank: Rank) {
        self.observer().asked(person, day, gate, rank);
    }
    fn turn(&mut self, person: PersonId, day: Day, turn: Turn, amount: u32) {
        self.observer().turn(person, day, turn, amount);
    }
    fn passes(&mut self, place: NeighbourhoodId, monday: Day, site: Site, made: u64, covered: u64) {
        self.observer().passes(place, monday, site, made, covered);
    }
    fn parted(&mut self, parted: &Parted) {
        let item = parted.item.map(|item| match item {
            Item::Rule(rule) => Item::Rule(self.rule(Some(rule)).unwrap_or(rule)),
            Item::List(list) => Item::List(self.list(list)),
            same => same,
        });
        self.observer().parted(&Parted { item, ..*parted });
    }
    fn parted_too(&mut self, person: PersonId, state: Option<Day>, life: Option<Day>) {
        self.observer().parted_too(person, state, life);
    }
    fn rejoined(&mut self, person: PersonId, day: Day) {
        self.observer().rejoined(person, day);
    }
    fn asked_apart(&mut self, person: PersonId, day: Day, gate: Gate) {
        self.observer().asked_apart(person, day, gate);
    }
    fn lived_apart(&mut self, person_days: u64) {
        self.observer().lived_apart(person_days);
    }
    fn period(&mut self, last: Day, world: &dyn Census) {
        self.observer().period(last, world);
    }
}
