//! From the template's cards to people with a place, a birthday and facts to be filled in.

use super::{COUNTED, Places, kin::Families};
use crate::table::Table;
use crate::template::Template;
use crate::{NOBODY, Person, Traits};
use underheaven_base::{Day, Draw, NeighbourhoodId, PersonId, Purpose, pick};

/// Where everybody lives.
pub fn places(table: &Table, template: &Template) -> Places {
    let decks = &template.decks;
    let ends = |of: fn(&crate::template::Deck) -> (u32, u32)| -> Vec<u32> {
        decks.iter().map(|d| of(d).0).chain(decks.last().map(|d| of(d).1)).collect()
    };
    let mut homes: Vec<u32> = vec![];
    let mut ids = vec![];
    for (n, deck) in decks.iter().enumerate() {
        for i in deck.people.0..deck.people.1 {
            ids.push(PersonId::at(NeighbourhoodId(n as u32), i - deck.people.0));
            if template.people[i as usize].home as usize == homes.len() {
                homes.push(i);
            }
        }
    }
    homes.push(template.people.len() as u32);
    Places {
        neighbourhoods: ends(|d| d.people),
        homes,
        first_home: ends(|d| d.homes),
        street: table.size.street.value as u32,
        urban: decks.iter().map(|d| d.kind.urban).collect(),
        ids,
    }
}

/// Everybody with a day of birth that gives the counted age on the day of the count.
pub fn born(template: &Template, places: &Places, seed: u64) -> Vec<Person> {
    let birthdays = Birthdays::new();
    let person = |(i, member): (usize, &crate::template::Member)| {
        let id = places.id(i as u32);
        let household = member.home - places.first_home[id.neighbourhood().0 as usize];
        let luck = Draw::new(seed, id.0, Day(0), Purpose::Trait, 0);
        Person {
            id,
            household,
            street: household / places.street,
            female: member.female,
            born: birthdays.pick(member.age, luck.word(0)),
            role: member.role,
            fifth: 0,
            late_class: pick(luck.word(1), 10) as u8,
            traits: Traits::default(),
            followers: 0,
            parents: [NOBODY; 2],
        }
    };
    template.people.iter().enumerate().map(person).collect()
}

/// Notes who lives with a mother or father.
pub fn parents_at_home(people: &mut [Person], families: &Families, places: &Places) {
    for child in 0..people.len() {
        let me = people[child];
        let near = |p: &u32| places.id(*p).neighbourhood() == me.id.neighbourhood();
        let at_home = |p: &u32| near(p) && people[*p as usize].household == me.household;
        let parents: Vec<u32> = families.parents(child as u32).filter(at_home).collect();
        for (slot, parent) in people[child].parents.iter_mut().zip(parents) {
            *slot = places.id(parent).place() as u16;
        }
    }
}

/// The years of birth as runs of days, by age on the day of the count.
pub struct Birthdays(Vec<(i32, u32)>);

impl Birthdays {
    /// For all ages up to 119.
    pub fn new() -> Self {
        let counted = counted();
        let year = |age: i32| {
            let (last, before) = (counted.plus_months(-12 * age), counted.plus_months(-12 * (age + 1)));
            (before.0 + 1, (last.0 - before.0) as u32)
        };
        Self((0..120).map(year).collect())
    }

    /// The day of birth that a uniform word names for somebody of an age.
    #[inline]
    pub fn pick(&self, age: u8, word: u32) -> Day {
        let (first, days) = self.0[age as usize];
        Day(first + pick(word, days) as i32)
    }

    /// The ages of people born in a run of days, its last day included: the youngest, and the one after the oldest.
    pub fn ages(&self, born: std::ops::Range<Day>) -> (usize, usize) {
        let youngest = self.0.partition_point(|&(first, _)| first > born.end.0);
        let oldest = self.0.partition_point(|&(first, days)| first + days as i32 > born.start.0);
        (youngest, oldest.max(youngest))
    }
}

/// The day of the count.
pub fn counted() -> Day {
    let (year, month, day) = COUNTED;
    Day::from_ymd(year, month, day).unwrap_or_default()
}
