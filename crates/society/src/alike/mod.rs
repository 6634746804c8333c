//! Equal households: everybody of one age, so many to a household, and nothing else about them.
//!
//! The least that a world can live: for workloads that other engines live too, and for looking at one rule alone. Nobody is
//! stored; a person follows from the number. Left out on purpose: kin, friends, employers, money, traits, town and country.

use crate::logarithm::Logarithms;
use crate::skips::Skips;
use crate::table::{self, Table};
use crate::town::people::counted;
use crate::town::proposals::{Turn, Week, gap, more, with_scratch};
use crate::town::rates::{self, RateBook};
use crate::town::stages::birthday;
use crate::{
    Firm, Means, NOBODY, Neighbourhood, Person, Proposal, Residents, Round, Shares, Society, Traits, age_class,
};
use underheaven_base::{Act, Class, Day, FirmId, Gallery, NeighbourhoodId, PersonId, Relation, Role};

/// Households of one size.
pub struct Alike {
    name: String,
    seed: u64,
    represented: f64,
    /// County and province, in people of the represented country.
    galleries: [f64; 2],
    people: u32,
    household: u32,
    /// People of a neighbourhood that is full; the last one may not be.
    each: u32,
    /// Households in a street.
    street: u32,
    born: Day,
    /// Sixth and eighteenth birthday.
    six: Day,
    adult: Day,
    rates: RateBook,
    skips: Vec<Skips>,
    logarithms: Logarithms,
    means: Means,
    round: Round,
}

/// The most neighbourhoods that a person's name has room for.
const MOST: u32 = 1 << 20;

impl Alike {
    /// Whole households of about `people`.
    pub fn build(table: &Table, alike: &table::Alike, people: u32, seed: u64) -> Result<Self, String> {
        let household = alike.household.value.unsigned_abs();
        let homes = (people + household / 2) / household;
        let homes_each = table.size.people_each.value as u32 / household;
        if homes == 0 {
            return Err(format!("{people} people are too few; the least that works is {household}, one household"));
        }
        if homes.div_ceil(homes_each) > MOST {
            let most = u64::from(MOST) * u64::from(homes_each * household);
            return Err(format!("{people} people are too many; at most {most} live in neighbourhoods of this size"));
        }
        let people = homes * household;
        let born = counted().plus_months(-12 * alike.age.value);
        let rates = RateBook::of(table, rates::lived([born].into_iter()), seed)?;
        let logarithms = Logarithms::new();
        Ok(Self {
            name: table.name.clone(),
            seed,
            represented: table.size.represented(people),
            galleries: [table.gallery.county.value, table.gallery.province.value],
            people,
            household,
            each: homes_each * household,
            street: table.size.street.value.unsigned_abs(),
            born,
            six: birthday(born, 6),
            adult: birthday(born, 18),
            skips: rates.rows().iter().map(|row| Skips::of(gap(row), &logarithms)).collect(),
            rates,
            logarithms,
            means: rates::means(table),
            round: rates::round(table),
        })
    }

    /// How many live in a neighbourhood.
    fn living_in(&self, id: NeighbourhoodId) -> u32 {
        self.each.min(self.people - id.0 * self.each)
    }

    /// Whoever has this number; women have the odd ones.
    fn numbered(&self, number: u32) -> PersonId {
        PersonId::at(NeighbourhoodId(number / self.each), number % self.each)
    }

    fn holds(&self, class: Class, day: Day) -> bool {
        match class {
            Class::Everyone => self.born <= day,
            Class::FromSix => self.six <= day,
            Class::Adults | Class::Joiners => self.adult <= day,
            _ => false,
        }
    }
}

impl Society for Alike {
    fn name(&self) -> &str {
        &self.name
    }

    fn seed(&self) -> u64 {
        self.seed
    }

    fn people(&self) -> u32 {
        self.people
    }

    fn represents(&self) -> f64 {
        self.represented / f64::from(self.people)
    }

    fn neighbourhoods(&self) -> u32 {
        self.people.div_ceil(self.each)
    }

    fn neighbourhood(&self, _: NeighbourhoodId) -> Neighbourhood {
        Neighbourhood { province: 0, county: 0, urban: true }
    }

    fn settle(&self, id: NeighbourhoodId, into: &mut Residents) {
        let people = self.living_in(id);
        into.id = id;
        into.facts = self.neighbourhood(id);
        into.people.clear();
        into.people.extend((0..people).map(|place| self.person(PersonId::at(id, place))));
        into.homes.clear();
        into.homes.extend((0..=people).step_by(self.household as usize));
        into.streets.clear();
        into.streets.extend((0..people).step_by((self.household * self.street) as usize).chain([people]));
    }

    fn person(&self, id: PersonId) -> Person {
        let household = id.place() / self.household;
        Person {
            id,
            household,
            street: household / self.street,
            female: (id.neighbourhood().0 * self.each + id.place()) % 2 == 1,
            born: self.born,
            role: if self.household == 1 { Role::Alone } else { Role::Collective },
            fifth: 2,
            late_class: 0,
            traits: Traits::default(),
            followers: 0,
            parents: [NOBODY; 2],
        }
    }

    fn kin(&self, _: PersonId, _: &mut Vec<(PersonId, Relation)>) {}

    fn friend(&self, _: PersonId, _: u8) -> Option<PersonId> {
        None
    }

    fn candidates(&self, _: PersonId, _: Day, _: &mut Vec<PersonId>) {}

    fn employer(&self, _: PersonId) -> Option<FirmId> {
        None
    }

    fn firm(&self, id: FirmId) -> Firm {
        unreachable!("nobody here is told of a firm, and {id:?} was asked for")
    }

    fn staff(&self, _: FirmId, _: &mut Vec<PersonId>) {}

    fn gallery(
        &self,
        of: Gallery,
        _: NeighbourhoodId,
        female: bool,
        class: u8,
        day: Day,
        word: u64,
    ) -> Option<PersonId> {
        let among = |people: u32| ((u128::from(word) * u128::from(people)) >> 64) as u32;
        let number = match of {
            Gallery::WatchList => return None,
            Gallery::Anybody => among(self.people),
            _ if age_class(day.age(self.born)) != class => return None,
            _ if female => 2 * among(self.people / 2) + 1,
            _ => 2 * among(self.people.div_ceil(2)),
        };
        (number < self.people).then(|| self.numbered(number))
    }

    fn gallery_size(&self, of: Gallery, _: NeighbourhoodId) -> f64 {
        match of {
            Gallery::County => self.galleries[0],
            Gallery::Province => self.galleries[1],
            Gallery::Country | Gallery::Anybody => self.represented,
            Gallery::WatchList => 0.0,
        }
    }

    fn in_class(&self, _: &Person, class: Class, day: Day) -> bool {
        self.holds(class, day)
    }

    fn proposals(&self, of: &Residents, monday: Day, luck: u64, out: &mut Vec<Proposal>) {
        let week = Week::new(&self.logarithms, self.seed, luck, of.id, monday);
        let people = of.people.len();
        with_scratch(people, |found| {
            for (row, skips) in self.rates.rows().iter().zip(&self.skips) {
                let turn = Turn { row, skips, last: u32::MAX };
                let holds = |place, day| (place as u32, self.holds(row.class, week.date(day)));
                found.row(|room| week.stream::<true>(&turn, room, |n, day| (n < people).then(|| holds(n, day))));
            }
            week.order(&self.rates, &of.people, found, more(out, found.len()));
        });
    }

    fn share(&self, person: &Person, act: Act, class: Class) -> f64 {
        self.rates.share(person, act, class)
    }

    fn shares(&self) -> &Shares {
        self.rates.shares()
    }

    fn headroom(&self, act: Act, class: Class) -> f64 {
        self.rates.headroom(act, class)
    }

    fn rates(&self) -> &[(Act, Class, f64)] {
        self.rates.listed()
    }

    fn means(&self) -> &Means {
        &self.means
    }

    fn round(&self) -> &Round {
        &self.round
    }
}

#[cfg(test)]
mod tests;
