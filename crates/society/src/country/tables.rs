//! From a template to the tables of a country: for each type its decks, and who of a cycle is in which class.
//!
//! Bytes: some fifty for each person of the template, who are a hundred thousand at most.

use super::cards::Cards;
use super::chances::{self, Odds};
use super::friends::Band;
use super::kin::{Family, MOST_CHILDREN, NOBODY, local};
use super::map::TYPES;
use super::seats::{self, CLASSES, End, Seat, Side, Slot};
use super::work::{Job, Pattern};
use crate::Trait;
use crate::dice::{Dice, Roll};
use crate::table::Table;
use crate::template::{Distance, Member, NONE, Template};
use crate::town::friends::band;
use underheaven_base::Role;

/// What a card says of somebody, wherever it is dealt.
#[derive(Clone, Copy, Debug)]
pub struct Fact {
    /// Traits that the card decides.
    pub traits: u32,
    /// Where the chances of all other traits stand.
    pub profile: u16,
    pub age: u8,
    pub female: bool,
    pub role: Role,
    /// Parents on the same card, by their number on it.
    pub parents: [u8; 2],
}

/// Nobody on the card.
pub const ELSEWHERE: u8 = u8::MAX;

/// A deck.
pub struct Deck {
    pub urban: bool,
    pub cards: Cards,
    pub facts: Vec<Fact>,
    pub ties: Ties,
    /// What may happen in a week in a neighbourhood that is dealt it.
    pub bustle: u32,
}

/// A deck's ties, by person or by family.
#[derive(Default)]
pub struct Ties {
    /// Into which family each person was born.
    pub birth: Vec<End>,
    /// The family of each person's own, or nobody's.
    pub own: Vec<u16>,
    /// Age band and number in it within a cycle.
    pub bands: Vec<Option<(u8, u16)>>,
    jobs: Vec<Job>,
    singles: Vec<u16>,
    pub families: Vec<Family>,
    /// Children's seats, family by family.
    pub seats: Vec<End>,
}

impl Ties {
    /// What somebody works as.
    pub fn job(&self, person: u16) -> Job {
        self.jobs[person as usize]
    }

    /// The number among a cycle's searching singles.
    pub fn single(&self, person: u16) -> Option<u16> {
        let rank = self.singles[person as usize];
        (rank != NOBODY).then_some(rank)
    }
}

/// A type of province: its decks and, for one cycle, who is in which class.
#[derive(Default)]
pub struct Type {
    pub decks: Vec<Deck>,
    pub slots: Side<Slot>,
    pub seats: Side<Seat>,
    pub work: Pattern,
    /// Friends' bands.
    pub bands: Vec<Band>,
    /// Searching singles, men and women.
    pub singles: [Vec<(u8, u16)>; 2],
    /// Men and women by age.
    pub by_age: [ByAge; 2],
}

/// People of one sex in order of age.
#[derive(Default)]
pub struct ByAge {
    /// First of each age, and the end.
    pub first: Vec<u32>,
    pub people: Vec<(u8, u16)>,
}

impl Type {
    /// Bytes of the type's tables.
    pub fn bytes(&self) -> usize {
        use std::mem::size_of_val as size;
        let deck = |d: &Deck| {
            let t = &d.ties;
            let people = size(d.facts.as_slice()) + size(t.birth.as_slice()) + size(t.own.as_slice());
            let roles = size(t.bands.as_slice()) + size(t.jobs.as_slice()) + size(t.singles.as_slice());
            people + roles + size(t.families.as_slice()) + size(t.seats.as_slice()) + d.cards.bytes()
        };
        let lists = self.bands.iter().map(|b| size(b.people.as_slice())).sum::<usize>()
            + self.singles.iter().map(|s| size(s.as_slice())).sum::<usize>()
            + self.by_age.iter().map(|a| size(a.people.as_slice())).sum::<usize>();
        self.decks.iter().map(deck).sum::<usize>() + self.slots.bytes() + self.seats.bytes() + self.work.bytes() + lists
    }
}

/// Types and chances.
pub struct Built {
    pub types: [Type; TYPES],
    pub odds: Odds,
}

/// Where a deck of the template went: its type, and its number there.
type Home = (usize, u8);

/// Makes all tables.
pub fn build(table: &Table, template: &Template, seed: u64) -> Result<Built, String> {
    let most = template.decks.iter().map(|d| d.people.1 - d.people.0).max().unwrap_or(0);
    if most > underheaven_base::ids::PLACES {
        return Err(format!("a neighbourhood of {most} people is too large; `size.people_each` asks for too many"));
    }
    let cards: Vec<Cards> = (0..template.decks.len()).map(|deck| Cards::of(template, deck)).collect();
    let mut roles = chances::roles(template, &cards);
    let heads: Vec<bool> = roles.iter().map(|r| r & Trait::Householder as u32 != 0).collect();
    let odds = Odds::of(table, template, &cards, &heads);
    single(table, template, &mut roles, seed);
    working(table, template, &mut roles, seed);

    let (mut types, mut homes): ([Type; TYPES], Vec<Home>) = (Default::default(), vec![]);
    for (n, deck) in template.decks.iter().enumerate() {
        let kind = &mut types[usize::from(deck.kind.province)];
        homes.push((usize::from(deck.kind.province), kind.decks.len() as u8));
        let range = deck.people.0 as usize..deck.people.1 as usize;
        let facts = range.map(|i| fact(template, &cards[n], deck.people.0, i as u32, roles[i])).collect();
        kind.decks.push(Deck {
            urban: deck.kind.urban,
            cards: cards[n].clone(),
            facts,
            ties: Ties::default(),
            bustle: 0,
        });
    }
    tie(template, &mut types, &homes);
    for (n, kind) in types.iter_mut().enumerate() {
        kind.list_bands();
        kind.list_singles();
        kind.list_by_age();
        kind.hire(table, &mut Dice::numbered(seed, Roll::Firms, n as u32 + 1));
    }
    Ok(Built { types, odds })
}

fn fact(template: &Template, cards: &Cards, from: u32, i: u32, traits: u32) -> Fact {
    let Member { age, female, role, home, birth, .. } = template.people[i as usize];
    let head = traits & Trait::Householder as u32 != 0;
    let first = from + u32::from(cards.card(cards.of_person((i - from) as u16)).first);
    let at_home = |p: &u32| template.people[*p as usize].home == home;
    let mut parents = [ELSEWHERE; 2];
    let elders = template.families[birth as usize].elders().filter(at_home);
    parents.iter_mut().zip(elders).for_each(|(place, parent)| *place = (parent - first) as u8);
    Fact { traits, profile: chances::profile(age, female, head), age, female, role, parents }
}

/// Numbers of the quotas that cards hold.
const SINGLES: u32 = 0;
const WORKERS: u32 = 1;

/// Chooses, deck by deck in random order, so many people by weight.
fn choose(template: &Template, total: f64, dice: &mut Dice, weight: impl Fn(&Member) -> f64) -> Vec<u32> {
    let rows: Vec<(f64, f64)> = template.people.iter().map(|m| (1.0, weight(m))).collect();
    let scale = chances::scale(&rows, total);
    let (mut sum, mut chosen) = (dice.unit(), vec![]);
    for deck in &template.decks {
        let mut row: Vec<u32> = (deck.people.0..deck.people.1).filter(|&i| rows[i as usize].1 > 0.0).collect();
        dice.shuffle(&mut row);
        for i in row {
            sum += (rows[i as usize].1 * scale).min(1.0);
            if sum >= 1.0 {
                sum -= 1.0;
                chosen.push(i);
            }
        }
    }
    chosen
}

/// Marks the singles who search.
fn single(table: &Table, template: &Template, roles: &mut [u32], seed: u64) {
    let adults = template.people.iter().filter(|m| m.age >= 18).count() as f64;
    let mut dice = Dice::numbered(seed, Roll::Traits, SINGLES);
    let chosen = choose(template, table.shares.singles.value * adults, &mut dice, |m| match m.age {
        20..36 if m.own == NONE => 1.0,
        36..56 if m.own == NONE => 0.4,
        _ => 0.0,
    });
    chosen.into_iter().for_each(|i| roles[i as usize] |= Trait::Single as u32);
}

/// Marks everybody who works.
fn working(table: &Table, template: &Template, roles: &mut [u32], seed: u64) {
    for female in [false, true] {
        let fits = |m: &Member| (18..=65).contains(&m.age) && m.female == female;
        let open = template.people.iter().filter(|m| fits(m)).count() as f64;
        let total = open * table.shares.workers_by_sex.value[usize::from(female)];
        let mut dice = Dice::numbered(seed, Roll::Traits, WORKERS + u32::from(female));
        let chosen = choose(template, total, &mut dice, |m| f64::from(fits(m)));
        chosen.into_iter().for_each(|i| roles[i as usize] |= Trait::Worker as u32);
    }
}

/// Slots and seats of a cycle, class by class.
type Lists = (Vec<Vec<Slot>>, Vec<Vec<Seat>>);

/// Ties everybody within the decks, and numbers the slots and seats of those who live apart.
fn tie(template: &Template, types: &mut [Type; TYPES], homes: &[Home]) {
    let mut lists: [Lists; TYPES] = std::array::from_fn(|_| (vec![vec![]; CLASSES], vec![vec![]; CLASSES]));
    let numbers = family_numbers(template);
    let class_of = |i: u32| {
        let member = &template.people[i as usize];
        seats::class(member, template.families[member.birth as usize].clan)
    };
    let near = |i: u32| template.people[i as usize].distance <= Distance::Neighbourhood;
    for (deck, &(kind, n)) in template.decks.iter().zip(homes) {
        let ties = &mut types[kind].decks[n as usize].ties;
        for i in deck.people.0..deck.people.1 {
            let member = &template.people[i as usize];
            let end = if near(i) {
                debug_assert_eq!(homes[template.families[member.birth as usize].deck as usize], (kind, n));
                End::near(numbers[member.birth as usize])
            } else {
                let slots = &mut lists[kind].0[class_of(i) as usize];
                slots.push((n, (i - deck.people.0) as u16));
                End::away(class_of(i), slots.len() as u16 - 1)
            };
            ties.birth.push(end);
            ties.own.push(if member.own == NONE { NOBODY } else { numbers[member.own as usize] });
        }
    }
    for family in &template.families {
        let (kind, n) = homes[family.deck as usize];
        let from = template.decks[family.deck as usize].people.0;
        let ties = &mut types[kind].decks[n as usize].ties;
        let elder = |p: u32| local(if p == NONE { NONE } else { p - from });
        let children = family.children.len();
        assert!(children <= MOST_CHILDREN, "a family has {children} children, more than {MOST_CHILDREN}");
        ties.families.push(Family {
            mother: elder(family.mother),
            father: elder(family.father),
            first: ties.seats.len() as u32,
            children: children as u8,
        });
        for (child, &i) in family.children.iter().enumerate() {
            ties.seats.push(if near(i) {
                End::near((i - from) as u16)
            } else {
                let seats = &mut lists[kind].1[class_of(i) as usize];
                seats.push((n, ties.families.len() as u16 - 1, child as u8));
                End::away(class_of(i), seats.len() as u16 - 1)
            });
        }
    }
    for (kind, (slots, seats)) in types.iter_mut().zip(lists) {
        (kind.slots, kind.seats) = (Side::of(slots), Side::of(seats));
    }
    assert_closed(types);
}

/// Each family's number within its deck.
fn family_numbers(template: &Template) -> Vec<u16> {
    let mut next = vec![0; template.decks.len()];
    let number = |family: &crate::template::Family| {
        let n = &mut next[family.deck as usize];
        *n += 1;
        *n - 1
    };
    template.families.iter().map(number).collect()
}

/// Each class has as many slots as seats: within a type where kin live in one province, over all types elsewhere.
fn assert_closed(types: &[Type; TYPES]) {
    for class in 0..CLASSES as u16 {
        let counts = types.iter().map(|t| (t.slots.count(class), t.seats.count(class)));
        if (class as usize) < CLASSES / 3 * 2 {
            counts.for_each(|(slots, seats)| assert_eq!(slots, seats, "class {class} is not closed"));
        } else {
            let (slots, seats): (Vec<u32>, Vec<u32>) = counts.unzip();
            assert_eq!(slots.iter().sum::<u32>(), seats.iter().sum::<u32>(), "class {class} is not closed");
        }
    }
}

impl Type {
    /// Deck, person and fact of everybody in a cycle.
    fn everybody(&self) -> impl Iterator<Item = (u8, u16, &Fact)> {
        (0..).zip(&self.decks).flat_map(|(deck, d)| (0..).zip(&d.facts).map(move |(person, fact)| (deck, person, fact)))
    }

    fn list_bands(&mut self) {
        self.bands = (0..10).map(|_| Band { people: vec![], first: vec![0] }).collect();
        for n in 0..self.decks.len() {
            let mut of = vec![];
            for (person, fact) in (0..).zip(&self.decks[n].facts) {
                of.push(band(i32::from(fact.age)).map(|band| {
                    let people = &mut self.bands[band as usize].people;
                    people.push((n as u8, person));
                    (band as u8, people.len() as u16 - 1)
                }));
            }
            self.decks[n].ties.bands = of;
            self.bands.iter_mut().for_each(|b| b.first.push(b.people.len() as u32));
        }
    }

    fn list_singles(&mut self) {
        for n in 0..self.decks.len() {
            let mut of = vec![];
            for (person, fact) in (0..).zip(&self.decks[n].facts) {
                let searches = fact.traits & Trait::Single as u32 != 0;
                let list = &mut self.singles[usize::from(fact.female)];
                of.push(if searches { list.len() as u16 } else { NOBODY });
                list.extend(searches.then_some((n as u8, person)));
            }
            self.decks[n].ties.singles = of;
        }
    }

    fn list_by_age(&mut self) {
        for female in [false, true] {
            let fits = self.everybody().filter(|(.., f)| f.female == female);
            let mut rows: Vec<(u8, u8, u16)> = fits.map(|(deck, person, f)| (f.age, deck, person)).collect();
            rows.sort_unstable();
            let first = (0..=100_u8).map(|age| rows.partition_point(|r| r.0 < age) as u32).collect();
            let people = rows.into_iter().map(|(_, deck, person)| (deck, person)).collect();
            self.by_age[usize::from(female)] = ByAge { first, people };
        }
    }

    /// Makes the firms, chooses their owners among workers of 25 to 59, and numbers owners and staff.
    fn hire(&mut self, table: &Table, dice: &mut Dice) {
        let works = |f: &Fact| f.traits & Trait::Worker as u32 != 0;
        let workers: Vec<(u8, u16, u8)> =
            self.everybody().filter(|(.., f)| works(f)).map(|(deck, person, f)| (deck, person, f.age)).collect();
        let mut pattern = Pattern::new(table, workers.len() as u32, dice);
        let mut fit: Vec<usize> = (0..workers.len()).filter(|&i| (25..60).contains(&workers[i].2)).collect();
        dice.shuffle(&mut fit);
        let firms = pattern.firms() as usize;
        assert!(fit.len() >= firms, "there are more firms than people who could head one");
        let mut heads = vec![false; workers.len()];
        fit[..firms].iter().for_each(|&i| heads[i] = true);
        self.decks.iter_mut().for_each(|d| d.ties.jobs = vec![Job::None; d.facts.len()]);
        for (&(deck, person, _), head) in workers.iter().zip(heads) {
            let deck_of = &mut self.decks[deck as usize];
            let list = if head { &mut pattern.owners } else { &mut pattern.staff };
            let rank = list.len() as u16;
            list.push((deck, person));
            deck_of.ties.jobs[person as usize] = if head { Job::Owner(rank) } else { Job::Staff(rank) };
            if head {
                deck_of.facts[person as usize].traits |= Trait::Representative as u32;
            }
        }
        self.work = pattern;
    }
}
