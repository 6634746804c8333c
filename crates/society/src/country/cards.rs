//! The decks as they are dealt: households on cards, and in which order a neighbourhood lays them out.
//!
//! A card's place in the street is drawn apart from its place in the deck: among cards of one household size a
//! keyed stride and shift says which card lies where. So where households begin is a fact of the deck, who lives
//! in them is the neighbourhood's, and both are found from either side by a multiplication.

use super::map::Spot;
use crate::template::Template;
use underheaven_base::near::ask_for;

/// A household's card.
#[derive(Clone, Copy, Debug)]
pub struct Card {
    /// First person of the deck on it; also the first place of the household that stands in its stead.
    pub first: u16,
    /// People on it.
    pub size: u8,
    /// Which group of cards of one size.
    group: u8,
    /// Its number within that group.
    rank: u16,
}

/// Cards of one size.
#[derive(Clone, Debug)]
struct Group {
    /// Cards in order.
    cards: Vec<u16>,
    /// Strides without a common divisor with the number of cards, each with its inverse.
    strides: [(u32, u32); STRIDES],
}

/// How many sizes of household there may be.
const GROUPS: usize = 24;

/// How many strides a group chooses from.
const STRIDES: usize = 8;

/// A deck's households.
#[derive(Clone, Debug)]
pub struct Cards {
    cards: Vec<Card>,
    groups: Vec<Group>,
    /// The card of each person of the deck; also the household of each place.
    card_of: Vec<u16>,
}

/// How a neighbourhood lays out one group: stride, its inverse, shift.
pub type Layout = (u32, u32, u32);

impl Cards {
    /// The households of a template's deck.
    pub fn of(template: &Template, deck: usize) -> Self {
        let (from, until) = template.decks[deck].people;
        let first_home = template.decks[deck].homes.0;
        let (mut cards, mut card_of): (Vec<Card>, Vec<u16>) = (vec![], vec![]);
        for i in from..until {
            let home = template.people[i as usize].home - first_home;
            if home as usize == cards.len() {
                cards.push(Card { first: (i - from) as u16, size: 0, group: 0, rank: 0 });
            }
            cards[home as usize].size += 1;
            card_of.push(home as u16);
        }
        let groups = group(&mut cards);
        Self { cards, groups, card_of }
    }

    /// How many households there are.
    pub fn len(&self) -> usize {
        self.cards.len()
    }

    /// Bytes of the table.
    pub fn bytes(&self) -> usize {
        use std::mem::size_of_val as size;
        let group = |g: &Group| size(g) + size(g.cards.as_slice());
        size(self.cards.as_slice()) + size(self.card_of.as_slice()) + self.groups.iter().map(group).sum::<usize>()
    }

    /// How many people there are.
    pub fn people(&self) -> usize {
        self.card_of.len()
    }

    /// A card; by its number in the street, where its household begins and how large it is.
    #[inline]
    pub fn card(&self, n: usize) -> Card {
        self.cards[n]
    }

    /// The card of a person of the deck; the household of a place.
    #[inline]
    pub fn of_person(&self, person: u16) -> usize {
        self.card_of[person as usize] as usize
    }

    /// Asks for a person's card number.
    pub fn ask_for(&self, person: u16) {
        ask_for(&self.card_of[usize::from(person)..=usize::from(person)]);
    }

    #[inline]
    fn layout(&self, group: u8, key: u64) -> Layout {
        let Group { cards, strides } = &self.groups[group as usize];
        let word = fold(key ^ u64::from(group + 1).wrapping_mul(ODD));
        let (stride, inverse) = strides[(word >> 61) as usize];
        let shift = ((word as u32 as u64 * cards.len() as u64) >> 32) as u32;
        (stride, inverse, shift)
    }

    /// How all groups are laid out under a neighbourhood's key.
    pub fn layouts(&self, key: u64) -> [Layout; GROUPS] {
        std::array::from_fn(|group| match group < self.groups.len() {
            true => self.layout(group as u8, key),
            false => (1, 1, 0),
        })
    }

    /// Which card lies in a household, all groups' layouts being known.
    #[inline]
    pub fn dealt(&self, home: usize, layouts: &[Layout; GROUPS]) -> usize {
        let group = self.cards[home].group;
        self.dealt_in(home, layouts[group as usize])
    }

    /// Which card lies in a household.
    pub fn dealt_one(&self, home: usize, key: u64) -> usize {
        self.dealt_in(home, self.layout(self.cards[home].group, key))
    }

    #[inline]
    fn dealt_in(&self, home: usize, (stride, _, shift): Layout) -> usize {
        let Card { group, rank, .. } = self.cards[home];
        let cards = &self.groups[group as usize].cards;
        let at = (u32::from(rank) * stride + shift) % cards.len() as u32;
        cards[at as usize] as usize
    }

    /// In which household a card lies.
    #[inline]
    pub fn lies(&self, card: usize, key: u64) -> usize {
        let Card { group, rank, .. } = self.cards[card];
        let (_, inverse, shift) = self.layout(group, key);
        let cards = &self.groups[group as usize].cards;
        let count = cards.len() as u32;
        let at = (u32::from(rank) + count - shift) % count * inverse % count;
        cards[at as usize] as usize
    }
}

/// Groups cards by size, largest sizes last.
fn group(cards: &mut [Card]) -> Vec<Group> {
    let mut by_size: std::collections::BTreeMap<u8, Vec<u16>> = std::collections::BTreeMap::new();
    for (n, card) in cards.iter().enumerate() {
        by_size.entry(card.size).or_default().push(n as u16);
    }
    let of = |(group, members): (usize, Vec<u16>)| {
        for (rank, &n) in members.iter().enumerate() {
            (cards[n as usize].group, cards[n as usize].rank) = (group as u8, rank as u16);
        }
        Group { strides: strides(members.len() as u32), cards: members }
    };
    assert!(by_size.len() <= GROUPS, "households have {} sizes, more than {GROUPS}", by_size.len());
    by_size.into_values().enumerate().map(of).collect()
}

/// Strides spread over the numbers below `n` that have no common divisor with it, and their inverses.
fn strides(n: u32) -> [(u32, u32); STRIDES] {
    let divisor = |mut a: u32, mut b: u32| {
        while b > 0 {
            (a, b) = (b, a % b);
        }
        a
    };
    std::array::from_fn(|k| {
        let from = n * (2 * k as u32 + 1) / (2 * STRIDES as u32);
        let stride = (from.max(1)..).find(|&s| divisor(s, n) == 1).unwrap_or(1) % n.max(2);
        let inverse = (0..n.max(2)).find(|&i| stride * i % n == 1 % n).unwrap_or(1);
        (stride, inverse)
    })
}

/// An odd constant with well-mixed bits (the golden ratio's).
const ODD: u64 = 0x9e37_79b9_7f4a_7c15;

/// Mixes a word: a multiplication folded upon itself, twice.
#[inline]
pub fn fold(word: u64) -> u64 {
    let once = |w: u64| {
        let product = u128::from(w ^ ODD) * u128::from(0xd1b5_4a32_d192_ed03_u64);
        (product >> 64) as u64 ^ product as u64
    };
    once(once(word))
}

/// The key under which a neighbourhood lays out its cards.
#[inline]
pub fn key(seed: u64, at: Spot) -> u64 {
    fold(seed ^ (u64::from(at.cycle) << 16 | u64::from(at.kind) << 8 | u64::from(at.deck)).wrapping_mul(ODD))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strides_have_inverses() {
        for n in (1..40).chain([97, 128, 210, 333]) {
            for (stride, inverse) in strides(n) {
                assert_eq!(stride * inverse % n, 1 % n, "{n}: {stride} {inverse}");
            }
        }
    }

    #[test]
    fn every_card_is_dealt_once_and_found_again() {
        let sizes = [1_u8, 2, 2, 3, 1, 5, 2, 3, 3, 1, 1];
        let mut cards: Vec<Card> = sizes.iter().map(|&size| Card { first: 0, size, group: 0, rank: 0 }).collect();
        let groups = group(&mut cards);
        let cards = Cards { cards, groups, card_of: vec![] };
        for seed in 0..50 {
            let key = key(seed, Spot { cycle: 3, kind: 1, deck: 2 });
            let layouts = cards.layouts(key);
            let mut seen = [false; 11];
            for home in 0..sizes.len() {
                let card = cards.dealt(home, &layouts);
                assert!(!std::mem::replace(&mut seen[card], true));
                assert_eq!((sizes[card], cards.dealt_one(home, key)), (sizes[home], card));
                assert_eq!(cards.lies(card, key), home);
            }
        }
    }
}
