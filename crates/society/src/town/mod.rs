//! The town: the template lived as one place, everything stored.
//!
//! A sample of the country: each person stands for many. Smaller towns have fewer neighbourhoods, not smaller
//! ones. Left to the country: ties found by permutation instead of arrays, provinces, counties.

pub(crate) mod dating;
mod firms;
pub(crate) mod friends;
mod gallery;
mod incomes;
mod kin;
pub(crate) mod people;
pub(crate) mod proposals;
mod quotas;
pub(crate) mod rates;
pub(crate) mod stages;
mod traits;

use crate::table::Table;
use crate::template::{NONE, Template};
use crate::{Firm, Means, Neighbourhood, Person, Proposal, Residents, Round, Shares, Society, Trait};
use dating::Singles;
use firms::Work;
use gallery::Galleries;
use kin::Families;
use proposals::Proposals;
use rates::RateBook;
use stages::Stages;
use underheaven_base::{Act, Class, Day, FirmId, Gallery, NeighbourhoodId, PersonId, Relation};

/// The day of the count: everybody's age in the tables is that of 1 November 2020.
pub const COUNTED: (i32, u8, u8) = (2020, 11, 1);

/// The closed template as one place.
pub struct Town {
    name: String,
    seed: u64,
    represented: f64,
    places: Places,
    people: Vec<Person>,
    families: Families,
    friends: Vec<[u32; crate::FRIEND_LAYERS as usize]>,
    work: Work,
    singles: Singles,
    galleries: Galleries,
    stages: Stages,
    rates: RateBook,
    proposals: Proposals,
    means: Means,
    round: Round,
}

/// Where neighbourhoods, households and streets begin among all people.
pub(crate) struct Places {
    /// First person of each neighbourhood, and the end.
    neighbourhoods: Vec<u32>,
    /// First person of each household of the town, and the end.
    homes: Vec<u32>,
    /// First household of each neighbourhood.
    first_home: Vec<u32>,
    /// Households in a street.
    street: u32,
    /// In a town (else in villages).
    urban: Vec<bool>,
    /// Everybody's name in order.
    ids: Vec<PersonId>,
}

impl Places {
    /// The position of a person among all.
    fn index(&self, id: PersonId) -> u32 {
        self.neighbourhoods[id.neighbourhood().0 as usize] + id.place()
    }

    fn id(&self, index: u32) -> PersonId {
        self.ids[index as usize]
    }
}

impl Town {
    /// Builds a town of about `people` from a table and a seed: whole neighbourhoods, so the size is rounded.
    pub fn build(table: &Table, people: u32, seed: u64) -> Result<Self, String> {
        let template = Template::make(table, neighbourhoods(table, people)?, seed);
        let places = people::places(table, &template);
        let mut people = people::born(&template, &places, seed);
        incomes::fifths(table, &mut people, &places, seed);
        traits::fill(table, &mut people, &template, &places, seed);
        let families = Families::of(&template);
        people::parents_at_home(&mut people, &families, &places);
        let work = Work::hire(table, &mut people, seed);
        let friends = friends::pair(&people, &places, seed);
        let stages = Stages::of(&people, &places);
        let rates = RateBook::of(table, rates::lived(people.iter().map(|p| p.born)), seed)?;
        let proposals = Proposals::prepare(&rates, &people, &places, &stages, &work, seed);
        Ok(Self {
            name: table.name.clone(),
            seed,
            represented: table.size.represented(places.ids.len() as u32),
            families,
            friends,
            work,
            singles: Singles::of(&people),
            galleries: Galleries::of(table, &people),
            stages,
            rates,
            proposals,
            means: rates::means(table),
            round: rates::round(table),
            places,
            people,
        })
    }

    /// How many people live in a town that the table describes in full.
    pub fn default_people(table: &Table) -> u32 {
        let neighbourhoods = table.size.neighbourhoods.as_ref().map_or(MOST, |n| n.value.unsigned_abs());
        (table.size.people_each.value * f64::from(neighbourhoods)) as u32
    }

    /// The seed that the table names.
    pub fn default_seed(table: &Table) -> u64 {
        u64::from(table.size.seed.value.unsigned_abs())
    }

    /// Everybody, in order of neighbourhood and place.
    pub fn everybody(&self) -> &[Person] {
        &self.people
    }

    /// How many firms there are.
    pub fn firms(&self) -> u32 {
        self.work.firms()
    }

    /// How many households there are.
    pub fn households(&self) -> u32 {
        self.places.homes.len() as u32 - 1
    }
}

/// The most neighbourhoods of a town.
const MOST: u32 = 32;

/// How many neighbourhoods a town of about so many people has, or why there is none.
fn neighbourhoods(table: &Table, people: u32) -> Result<u32, String> {
    if table.alike.is_some() {
        return Err(format!("`{}` is made of equal households, and is no town", table.name));
    }
    let each = table.size.people_each.value as u32;
    let (least, most) = (each, each * MOST);
    if people < least {
        return Err(format!(
            "a town of {people} people is too small; the least that works is {least}, one neighbourhood"
        ));
    }
    if people > most {
        return Err(format!(
            "a town of {people} people is too large; a town has at most {most}, {MOST} neighbourhoods"
        ));
    }
    Ok((people + each / 2) / each)
}

impl Society for Town {
    fn name(&self) -> &str {
        &self.name
    }

    fn seed(&self) -> u64 {
        self.seed
    }

    fn people(&self) -> u32 {
        self.people.len() as u32
    }

    fn represents(&self) -> f64 {
        self.represented / f64::from(self.people())
    }

    fn neighbourhoods(&self) -> u32 {
        self.places.urban.len() as u32
    }

    fn neighbourhood(&self, id: NeighbourhoodId) -> Neighbourhood {
        Neighbourhood { province: 0, county: 0, urban: self.places.urban[id.0 as usize] }
    }

    fn settle(&self, id: NeighbourhoodId, into: &mut Residents) {
        let n = id.0 as usize;
        let (first, end) = (self.places.first_home[n] as usize, self.places.first_home[n + 1] as usize);
        let base = self.places.neighbourhoods[n];
        into.id = id;
        into.facts = self.neighbourhood(id);
        into.people.clear();
        into.people.extend_from_slice(self.living_in(id));
        into.homes.clear();
        into.homes.extend(self.places.homes[first..=end].iter().map(|first| first - base));
        into.streets.clear();
        into.kept = None;
        into.streets.extend(into.homes[..end - first].iter().step_by(self.places.street as usize));
        into.streets.extend(into.homes.last());
    }

    fn person(&self, id: PersonId) -> Person {
        self.people[self.places.index(id) as usize]
    }

    fn kin(&self, id: PersonId, out: &mut Vec<(PersonId, Relation)>) {
        self.families.kin(self.places.index(id), |i, relation| out.push((self.places.id(i), relation)));
    }

    fn friend(&self, id: PersonId, layer: u8) -> Option<PersonId> {
        let friend = self.friends[self.places.index(id) as usize][usize::from(layer)];
        (friend != NONE).then(|| self.places.id(friend))
    }

    fn candidates(&self, id: PersonId, monday: Day, out: &mut Vec<PersonId>) {
        let person = self.person(id);
        if !person.traits.has(Trait::Single) {
            return;
        }
        let me = self.places.index(id);
        self.singles.shown(me, person.female, self.seed, monday, |i| {
            let adult = self.stages.is_adult(i, monday);
            if adult && !self.families.close(me, i) && !self.same_home(id, self.places.id(i)) {
                out.push(self.places.id(i));
            }
        });
    }

    fn employer(&self, id: PersonId) -> Option<FirmId> {
        self.work.employer(self.places.index(id))
    }

    fn firm(&self, id: FirmId) -> Firm {
        self.work.firm(id, |i| self.places.id(i))
    }

    fn staff(&self, id: FirmId, out: &mut Vec<PersonId>) {
        out.extend(self.work.staff(id).iter().map(|&i| self.places.id(i)));
    }

    fn gallery(
        &self,
        of: Gallery,
        _: NeighbourhoodId,
        female: bool,
        age_class: u8,
        day: Day,
        word: u64,
    ) -> Option<PersonId> {
        self.galleries.pick(of, female, age_class, day, word)
    }

    fn gallery_size(&self, of: Gallery, _: NeighbourhoodId) -> f64 {
        self.galleries.size(of)
    }

    fn in_class(&self, person: &Person, class: Class, day: Day) -> bool {
        let index = self.places.index(person.id);
        self.stages.spans(person, index, class, &self.work).iter().any(|s| s.holds(day))
    }

    fn classes(&self, person: &Person, _: &Residents, day: Day) -> u32 {
        if person.born > day {
            return 0;
        }
        self.stages.classes(person, self.places.index(person.id), &self.work, day)
    }

    fn proposals(&self, of: &Residents, monday: Day, luck: u64, out: &mut Vec<Proposal>) {
        self.proposals.week(&self.rates, &of.people, of.id, monday, luck, out);
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

impl Town {
    fn living_in(&self, id: NeighbourhoodId) -> &[Person] {
        let of = |i: u32| self.places.neighbourhoods[i as usize] as usize;
        &self.people[of(id.0)..of(id.0 + 1)]
    }

    fn same_home(&self, a: PersonId, b: PersonId) -> bool {
        a.neighbourhood() == b.neighbourhood() && self.person(a).household == self.person(b).household
    }
}

#[cfg(test)]
mod tests;
