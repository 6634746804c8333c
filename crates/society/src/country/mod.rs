//! The country: a template's decks dealt again and again, with nothing stored but a few megabytes of tables.
//!
//! A neighbourhood is made from the society's seed and its number: who is on its cards is the deck's, what they
//! do and own is drawn. Ties that leave the neighbourhood go by keyed permutations between slots and seats of one
//! class, so that my parents' household knows me, and I know it, at any size. The scheme is told in docs/SOCIETY.md.
//!
//! Left out on purpose: anything that changes. Whoever lives here lives here from the first day to the last.

mod acts;
mod cards;
mod chances;
mod dating;
mod friends;
mod gallery;
mod kin;
mod map;
mod people;
mod seats;
mod sizes;
mod tables;
mod work;

use crate::logarithm::Logarithms;
use crate::table::Table;
use crate::template::{Kind, Template, kinds};
use crate::town::people::{Birthdays, counted};
use crate::town::proposals::more;
use crate::town::rates::{self, RateBook};
use crate::{Aside, Firm, Means, Neighbourhood, Person, Proposal, Reach, Residents, Round, Shares, Society};
use acts::Classed;
use chances::Odds;
use map::{Map, Spot, TYPES};
use sizes::Size;
use tables::{Deck, Ties, Type};
use underheaven_base::{Act, Class, Day, FirmId, Gallery, NeighbourhoodId, PersonId, Province, ProvinceType, Relation};

/// The country.
pub struct Country {
    name: String,
    seed: u64,
    represented: f64,
    people: u32,
    street: usize,
    county: f64,
    map: Map,
    types: [Type; TYPES],
    first_firm: [u32; TYPES],
    /// Foreign firms, those that comply, those that buy reach.
    firm_shares: [f64; 3],
    odds: Odds,
    birthdays: Birthdays,
    rates: RateBook,
    classed: Classed,
    logarithms: Logarithms,
    means: Means,
    round: Round,
}

/// Somebody by neighbourhood and card: the name under which ties are kept.
///
/// The place in the street, and with it the person's id, follows from how the neighbourhood lays out its cards.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Who {
    at: Spot,
    person: u16,
}

impl Country {
    /// Builds a country of about `people` from a table and a seed.
    pub fn build(table: &Table, people: u32, seed: u64) -> Result<Self, String> {
        if let Some(kind) = ProvinceType::ALL.into_iter().find(|k| table.provinces.values().all(|p| p.kind != *k)) {
            return Err(format!("a country needs a province of each type, and none is `{kind}`"));
        }
        let size = Size::of(table, people)?;
        let mut scaled = table.clone();
        scaled.size.people_each.value = size.each;
        let template = Template::of(&scaled, &decks(table, size.decks), seed);
        let built = tables::build(table, &template, seed)?;
        let decks = std::array::from_fn(|kind| built.types[kind].decks.len() as u32);
        let map = Map::draw(table, &size, decks, table.gallery.county.value);
        let first_firm = [0, 1, 2]
            .map(|kind: usize| built.types[..kind].iter().map(|t: &Type| t.work.firms() * size.cycles).sum::<u32>());
        let birthdays = Birthdays::new();
        let rates = RateBook::of(table, lived(&template, &birthdays), seed)?;
        let logarithms = Logarithms::new();
        let firms = &table.firms;
        let people = template.people.len() as u32 * size.cycles;
        let mut country = Self {
            name: table.name.clone(),
            seed,
            represented: table.size.represented(people),
            people,
            street: table.size.street.value.unsigned_abs() as usize,
            county: table.gallery.county.value,
            map,
            types: built.types,
            first_firm,
            firm_shares: [firms.foreign.value, firms.complies.value, firms.buys_reach.value],
            odds: built.odds,
            birthdays,
            classed: Classed::of(&rates, &logarithms),
            rates,
            logarithms,
            means: rates::means(table),
            round: rates::round(table),
        };
        country.note_bustle();
        Ok(country)
    }

    /// Notes by deck what may happen, in the week of the count, in the first neighbourhood that is dealt it.
    fn note_bustle(&mut self) {
        let (mut home, mut week) = (Residents::default(), vec![]);
        for kind in 0..self.types.len() {
            for deck in 0..self.types[kind].decks.len() {
                let at = Spot { cycle: 0, kind: kind as u8, deck: deck as u8 };
                self.settle_people(self.map.neighbourhood(at), &mut home);
                week.clear();
                self.proposals(&home, counted().monday(), 0, &mut week);
                self.types[kind].decks[deck].bustle = week.len() as u32;
            }
        }
    }

    /// How many people live in a country unless somebody asks for another number.
    pub fn default_people(table: &Table) -> u32 {
        table.size.people.as_ref().map_or(1_000_000, |p| p.value as u32)
    }

    /// The fewest people of whom a country can be made.
    pub fn least_people(table: &Table) -> u32 {
        sizes::least(table)
    }

    /// The province in which a neighbourhood lies.
    pub fn province(&self, id: NeighbourhoodId) -> Province {
        self.map.province(self.map.spot(id))
    }

    /// How many times every deck is dealt.
    pub fn cycles(&self) -> u32 {
        self.map.cycles()
    }

    /// How many counties there are.
    pub fn counties(&self) -> u32 {
        self.map.counties()
    }

    /// Bytes of all tables, which are all that is kept of the people.
    pub fn bytes(&self) -> usize {
        self.types.iter().map(Type::bytes).sum::<usize>() + std::mem::size_of_val(self.odds.people.as_slice())
    }

    fn deck(&self, at: Spot) -> &Deck {
        &self.types[at.kind as usize].decks[at.deck as usize]
    }

    fn ties(&self, at: Spot) -> &Ties {
        &self.deck(at).ties
    }

    /// The name of somebody on a card.
    fn id(&self, who: Who) -> PersonId {
        let cards = &self.deck(who.at).cards;
        let card = cards.of_person(who.person);
        let home = cards.lies(card, cards::key(self.seed, who.at));
        let place = cards.card(home).first + (who.person - cards.card(card).first);
        PersonId::at(self.map.neighbourhood(who.at), u32::from(place))
    }

    /// On which card somebody is.
    fn who(&self, id: PersonId) -> Who {
        let at = self.map.spot(id.neighbourhood());
        let cards = &self.deck(at).cards;
        let (place, home) = (id.place() as u16, cards.of_person(id.place() as u16));
        let card = cards.dealt_one(home, cards::key(self.seed, at));
        Who { at, person: cards.card(card).first + (place - cards.card(home).first) }
    }
}

/// The kinds of a country's decks, sized so that types of province and towns hold their shares of the people.
///
/// With three decks the two can't both hold, since each type is then all town or all village: towns go first.
fn decks(table: &Table, count: u32) -> Vec<Kind> {
    let mut kinds = kinds(table, count);
    let all: f64 = table.provinces.values().map(|p| p.people.value).sum();
    let of_type = |kind: u8| -> f64 {
        let rows = table.provinces.values().filter(|p| p.kind.index() == usize::from(kind));
        rows.map(|p| p.people.value).sum::<f64>() / all
    };
    let urban = table.population.urban_share.value;
    let raise = |kinds: &mut [Kind], share: f64, of: &dyn Fn(&Kind) -> bool| {
        let sum: f64 = kinds.iter().filter(|k| of(k)).map(|k| k.size).sum();
        kinds.iter_mut().filter(|k| of(k)).for_each(|k| k.size *= share * f64::from(count) / sum);
    };
    for _ in 0..40 {
        (0..TYPES as u8).for_each(|kind| raise(&mut kinds, of_type(kind), &|k| k.province == kind));
        raise(&mut kinds, urban, &|k| k.urban);
        raise(&mut kinds, 1.0 - urban, &|k| !k.urban);
    }
    kinds
}

/// How many of the article's years each age class has lived, birthdays spread over the year.
fn lived(template: &Template, birthdays: &Birthdays) -> [f64; 4] {
    let days = (0..12).map(|month: u32| (month << 28) + (1 << 27));
    rates::lived(template.people.iter().flat_map(|m| days.clone().map(|word| birthdays.pick(m.age, word))))
}

impl Society for Country {
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
        self.map.neighbourhoods()
    }

    fn neighbourhood(&self, id: NeighbourhoodId) -> Neighbourhood {
        let at = self.map.spot(id);
        let (province, county) = (self.map.province(at), self.map.county_area(at).number);
        Neighbourhood { province: province.index() as u16, county, urban: self.deck(at).urban }
    }

    fn living_in(&self, id: NeighbourhoodId) -> u32 {
        self.deck(self.map.spot(id)).cards.people() as u32
    }

    fn bustle(&self, id: NeighbourhoodId) -> u32 {
        self.deck(self.map.spot(id)).bustle
    }

    fn settle(&self, id: NeighbourhoodId, into: &mut Residents) {
        self.settle_people(id, into);
    }

    fn keep(&self, settled: &mut Residents) {
        settled.kept = Some(Box::new(self.kept(settled)));
    }

    fn person(&self, id: PersonId) -> Person {
        self.one(id)
    }

    fn kin(&self, id: PersonId, out: &mut Vec<(PersonId, Relation)>) {
        self.kin_of(self.who(id), out);
    }

    fn children(&self, id: PersonId, out: &mut Vec<PersonId>) {
        self.children_of(self.who(id), out);
    }

    fn friend(&self, id: PersonId, layer: u8) -> Option<PersonId> {
        self.friend_in(self.who(id), u32::from(layer)).map(|friend| self.id(friend))
    }

    fn candidates(&self, id: PersonId, monday: Day, out: &mut Vec<PersonId>) {
        self.shown(self.who(id), monday, out);
    }

    fn employer(&self, id: PersonId) -> Option<FirmId> {
        self.employer_of(self.who(id))
    }

    fn firm(&self, id: FirmId) -> Firm {
        self.firm_of(id)
    }

    fn staff(&self, id: FirmId, out: &mut Vec<PersonId>) {
        self.staff_ids(id, out);
    }

    fn gallery(
        &self,
        of: Gallery,
        near: NeighbourhoodId,
        female: bool,
        age_class: u8,
        day: Day,
        word: u64,
    ) -> Option<PersonId> {
        self.drawn(of, self.map.spot(near), female, age_class, day, word)
    }

    fn gallery_size(&self, of: Gallery, near: NeighbourhoodId) -> f64 {
        match of {
            Gallery::County => self.county,
            Gallery::Province => self.map.counted(self.province(near)),
            Gallery::Country | Gallery::Anybody => self.represented,
            Gallery::WatchList => 0.0,
        }
    }

    fn in_class(&self, person: &Person, class: Class, day: Day) -> bool {
        self.holds(person, class, day)
    }

    fn classes(&self, person: &Person, of: &Residents, day: Day) -> u32 {
        self.classes_of(person, of, day)
    }

    fn turning(&self, from: Day, to: Day) -> Option<Vec<(Day, Day)>> {
        Some(acts::turning(from, to))
    }

    fn proposals(&self, of: &Residents, monday: Day, luck: u64, out: &mut Vec<Proposal>) {
        self.propose(of, monday, luck, &Reach::ALL, None, |count| more(out, count));
    }

    fn within(
        &self,
        of: &Residents,
        monday: Day,
        luck: u64,
        reach: &Reach,
        aside: Option<&mut Aside>,
        out: &mut Vec<Proposal>,
    ) {
        self.propose(of, monday, luck, reach, aside, |count| {
            // What was there is written over: to make room anew would cost a tenth of the proposals.
            out.resize(count, Proposal::BLANK);
            out
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
