//! Makes a neighbourhood's people, or one of them: what the card says, and what keyed words decide.
//!
//! A household draws one block of words, a person one, an adult two: some twenty nanoseconds a person in all.
//! Nothing is allocated once the buffers are large enough.

use super::cards;
use super::chances::{Chances, renting};
use super::map::Spot;
use super::tables::{Deck, ELSEWHERE, Fact};
use super::{Country, Who};
use crate::{NOBODY, Person, Residents, Trait, Traits};
use underheaven_base::{Day, Draw, NeighbourhoodId, PersonId, Purpose, Role, pick};

/// Which draws of a person and of a household's first person are for what.
const SELF: u32 = 0;
const HOUSEHOLD: u32 = 1;
const GROWN: u32 = 2;

/// What a household's words decide.
#[derive(Clone, Copy)]
struct Household {
    number: u32,
    /// First place.
    first: u16,
    street: u32,
    fifth: u8,
    rents: bool,
    away: bool,
}

#[inline]
fn give(given: bool, t: Trait) -> u32 {
    if given { t as u32 } else { 0 }
}

impl Country {
    pub(super) fn settle_people(&self, id: NeighbourhoodId, into: &mut Residents) {
        let at = self.map.spot(id);
        let deck = self.deck(at);
        let layouts = deck.cards.layouts(cards::key(self.seed, at));
        into.id = id;
        into.facts = crate::Society::neighbourhood(self, id);
        into.people.clear();
        into.homes.clear();
        into.streets.clear();
        into.kept = None;
        into.people.reserve(deck.cards.people());
        into.homes.reserve(deck.cards.len() + 1);
        for number in 0..deck.cards.len() {
            let (home, card) = (deck.cards.card(number), deck.cards.card(deck.cards.dealt(number, &layouts)));
            into.homes.push(u32::from(home.first));
            if number % self.street == 0 {
                into.streets.push(u32::from(home.first));
            }
            let facts = &deck.facts[card.first as usize..card.first as usize + usize::from(card.size)];
            let household = self.household(deck, id, number, home.first, facts);
            for (place, fact) in (home.first..).zip(facts) {
                into.people.push(self.made(PersonId::at(id, u32::from(place)), &household, fact));
            }
        }
        into.homes.push(deck.cards.people() as u32);
        into.streets.push(deck.cards.people() as u32);
    }

    pub(super) fn one(&self, id: PersonId) -> Person {
        let at = self.map.spot(id.neighbourhood());
        let (deck, place) = (self.deck(at), id.place() as u16);
        let number = deck.cards.of_person(place);
        let (home, card) =
            (deck.cards.card(number), deck.cards.card(deck.cards.dealt_one(number, cards::key(self.seed, at))));
        let facts = &deck.facts[card.first as usize..card.first as usize + usize::from(card.size)];
        let household = self.household(deck, id.neighbourhood(), number, home.first, facts);
        self.made(id, &household, &facts[(place - home.first) as usize])
    }

    #[inline]
    fn household(&self, deck: &Deck, of: NeighbourhoodId, number: usize, first: u16, facts: &[Fact]) -> Household {
        let id = PersonId::at(of, u32::from(first));
        let words = Draw::new(self.seed, id.0, Day(0), Purpose::Trait, HOUSEHOLD).0;
        let urban = usize::from(deck.urban);
        let fifth = self.odds.fifths[urban].iter().filter(|end| words[0] >= **end).count() as u8;
        let head = facts.iter().find(|f| f.traits & Trait::Householder as u32 != 0);
        let rents = head.is_some_and(|head| words[1] < self.odds.tenant[renting(deck.urban, head.age)]);
        let collective = usize::from(facts[0].role == Role::Collective);
        Household {
            number: number as u32,
            first,
            street: (number / self.street) as u32,
            fifth,
            rents,
            away: words[2] < self.odds.away[urban][collective],
        }
    }

    #[inline]
    fn made(&self, id: PersonId, household: &Household, fact: &Fact) -> Person {
        let words = Draw::new(self.seed, id.0, Day(0), Purpose::Trait, SELF).0;
        let chances = &self.odds.people[fact.profile as usize];
        let (high, low) = (|w: u32| w >> 16, |w: u32| w & 0xffff);
        let netizen = high(words[1]) < chances.netizen;
        let (game, drink) = (high(words[2]), high(words[3]));
        let mut traits = fact.traits
            | give(netizen, Trait::Netizen)
            | give(netizen && low(words[1]) < chances.shopper, Trait::Shopper)
            | give(netizen && game < chances.heavy, Trait::HeavyGamer)
            | give(netizen && game >= chances.heavy && game < chances.gamer, Trait::Gamer)
            | give(drink < chances.excessive, Trait::ExcessiveDrinker)
            | give(drink >= chances.excessive && drink < chances.drinker, Trait::Drinker)
            | give(low(words[3]) < chances.driver, Trait::Driver)
            | give(household.away, Trait::Away)
            | give(household.rents && fact.traits & Trait::Householder as u32 != 0, Trait::Tenant);
        if fact.age >= 18 {
            traits |= self.grown(id, chances, netizen);
        }
        Person {
            id,
            household: household.number,
            street: household.street,
            female: fact.female,
            born: self.birthdays.pick(fact.age, words[0]),
            role: fact.role,
            fifth: household.fifth,
            late_class: pick(words[2] << 16, 10) as u8,
            traits: Traits(traits),
            followers: if netizen { self.followers(id, words, traits & Trait::Voice as u32 != 0) } else { 0 },
            parents: fact.parents.map(|n| if n == ELSEWHERE { NOBODY } else { household.first + u16::from(n) }),
        }
    }

    #[inline]
    fn grown(&self, id: PersonId, chances: &Chances, netizen: bool) -> u32 {
        let words = Draw::new(self.seed, id.0, Day(0), Purpose::Trait, GROWN).0;
        give(words[0] >> 16 < chances.bills, Trait::BillHolder)
            | give(words[0] & 0xffff < chances.loan, Trait::Borrower)
            | give(netizen && words[1] < chances.critic, Trait::Critic)
            | give(netizen && words[2] < chances.voice, Trait::Voice)
            | give(words[3] < chances.member, Trait::Member)
    }

    /// Audiences: half as many twice as large; others have acquaintances.
    #[inline]
    fn followers(&self, id: PersonId, words: [u32; 4], voice: bool) -> u32 {
        if !voice {
            return u32::from(self.odds.acquaintances[(words[0] & 1023) as usize]);
        }
        let (least, most) = self.odds.audience;
        // the words are used up; mixed with the name they give one more
        let word = cards::fold(u64::from(words[0]) << 32 | u64::from(id.0)) as u32;
        let rank = (f64::from(word) + 0.5) / 4_294_967_296.0;
        (least / rank).min(most) as u32
    }

    /// Somebody's day of birth, by the card.
    pub(super) fn born(&self, who: Who) -> Day {
        let words = Draw::new(self.seed, self.id(who).0, Day(0), Purpose::Trait, SELF).0;
        self.birthdays.pick(self.deck(who.at).facts[who.person as usize].age, words[0])
    }

    pub(super) fn is_adult(&self, who: Who, day: Day) -> bool {
        self.deck(who.at).facts[who.person as usize].age >= 26 || self.born(who) <= day.latest_birth(18)
    }

    /// Everybody on the cards of a deck, dealt somewhere.
    pub(super) fn whereabouts(&self, cycle: u32, kind: usize, (deck, person): (u8, u16)) -> Who {
        Who { at: Spot { cycle, kind: kind as u8, deck }, person }
    }
}
