//! Everything that befalls everybody, in words, person by person: what two worlds are compared by.

use std::collections::BTreeMap;
use underheaven_base::{Act, Channel, Day, Gate, NeighbourhoodId, PersonId, Site};
use underheaven_world::pools::Rank;
use underheaven_world::{Answer, Appealed, Census, Entry, ListId, Listing, Observer, Push, Turn};

/// What an observer was told, by person in the order of telling; by neighbourhood for passes.
#[derive(Default, PartialEq, Eq, Debug)]
pub struct Log {
    pub people: BTreeMap<PersonId, Vec<(Day, String)>>,
    pub passes: BTreeMap<(NeighbourhoodId, Day), Vec<String>>,
    /// How everybody stood at each period's end.
    pub looks: BTreeMap<(PersonId, Day), String>,
}

impl Log {
    fn note(&mut self, person: PersonId, day: Day, what: String) {
        self.people.entry(person).or_default().push((day, what));
    }

    /// Where two logs first differ, in a sentence; none where they are the same.
    pub fn first_difference(&self, other: &Log) -> Option<String> {
        let all: std::collections::BTreeSet<&PersonId> = self.people.keys().chain(other.people.keys()).collect();
        let none = vec![];
        let mut first: Option<(Day, String)> = None;
        for person in all {
            let (a, b) = (self.people.get(person).unwrap_or(&none), other.people.get(person).unwrap_or(&none));
            if let Some(at) = (0..a.len().max(b.len())).find(|i| a.get(*i) != b.get(*i)) {
                let day = [a.get(at), b.get(at)].into_iter().flatten().map(|e| e.0).min().unwrap_or_default();
                let text = format!("{person}, event {at}: {:?} against {:?}", a.get(at), b.get(at));
                if first.as_ref().is_none_or(|f| day < f.0) {
                    first = Some((day, text));
                }
            }
        }
        let looks = || {
            let keys: std::collections::BTreeSet<_> = self.looks.keys().chain(other.looks.keys()).collect();
            let (person, day) =
                keys.into_iter().filter(|k| self.looks.get(k) != other.looks.get(k)).min_by_key(|k| k.1)?;
            let key = (*person, *day);
            Some(format!("{person} on {day}: {:?} against {:?}", self.looks.get(&key), other.looks.get(&key)))
        };
        let passes = || (self.passes != other.passes).then(|| "passes differ".to_owned());
        first.map(|f| f.1).or_else(looks).or_else(passes)
    }
}

impl Observer for Log {
    fn act(&mut self, person: PersonId, day: Day, act: Act, push: Push) {
        self.note(person, day, format!("did {act} {push:?}"));
    }
    fn forgone(&mut self, person: PersonId, day: Day, act: Act, push: Push) {
        self.note(person, day, format!("did not {act} {push:?}"));
    }
    fn seen(&mut self, person: PersonId, day: Day, act: Act, channel: Channel) {
        self.note(person, day, format!("seen {act} {channel}"));
    }
    fn entry(&mut self, entry: &Entry) {
        self.note(entry.person, entry.day, format!("{entry:?}"));
    }
    fn appealed(&mut self, a: &Appealed) {
        self.note(a.person, a.day, format!("{a:?}"));
    }
    fn enrolled(&mut self, person: PersonId, day: Day) {
        self.note(person, day, "enrolled".to_owned());
    }
    fn listed(&mut self, listing: &Listing) {
        self.note(listing.person, listing.from, format!("{listing:?}"));
    }
    fn delisted(&mut self, person: PersonId, list: ListId, day: Day) {
        self.note(person, day, format!("off {list:?}"));
    }
    fn asked(&mut self, person: PersonId, day: Day, gate: Gate, rank: Rank) {
        self.note(person, day, format!("asked {gate} {rank:?}"));
    }
    fn gate(&mut self, answer: &Answer) {
        self.note(answer.person, answer.day, format!("{answer:?}"));
    }
    fn turn(&mut self, person: PersonId, day: Day, turn: Turn, amount: u32) {
        self.note(person, day, format!("{turn:?} {amount}"));
    }
    fn passes(&mut self, place: NeighbourhoodId, monday: Day, site: Site, made: u64, covered: u64) {
        self.passes.entry((place, monday)).or_default().push(format!("{site} {made} {covered}"));
    }
    fn period(&mut self, last: Day, world: &dyn Census) {
        for n in 0..world.society().neighbourhoods() {
            world.each(NeighbourhoodId(n), &mut |p, look| {
                self.looks.insert((p.id, last), format!("{look:?}"));
            });
        }
    }
}
