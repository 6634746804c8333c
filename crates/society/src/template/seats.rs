//! Decides who of those living apart was born where: near or far, as tables say, and never under one's own roof.
//!
//! Whoever lives apart from the birth family is free to be anybody of the same age, sex and clan who does; so
//! people change places among the families' seats until sons and daughters live as far away as they should.
//! All age gaps stay as the genealogy made them, and a country can tie slots to seats of one class by permutation.

use super::{Distance, Family, Kind, Member, NONE};
use crate::dice::{Dice, Roll};
use crate::table::Table;

/// A child's seat in a family: the family and the child's number.
type Seat = (u32, u32);

struct Rewiring<'a> {
    people: &'a mut [Member],
    families: &'a mut [Family],
    kinds: &'a [Kind],
    deck_of: &'a [u32],
    /// Decks of lineages, which have no household.
    lineage_deck: Vec<u32>,
    dice: Dice,
}

/// Ties everybody who lives apart to a seat of the same age, sex and clan.
pub fn rewire(
    table: &Table,
    people: &mut [Member],
    families: &mut [Family],
    kinds: &[Kind],
    deck_of: &[u32],
    seed: u64,
) {
    let mut dice = Dice::new(seed, Roll::Seats);
    let lineage_deck = families.iter().map(|_| dice.below(kinds.len()) as u32).collect();
    let mut rewiring = Rewiring { people, families, kinds, deck_of, lineage_deck, dice };
    let apart = |r: &Rewiring, family: u32, person: &Member| r.home(family) != person.home;
    for (slots, seats) in rewiring.classes(apart) {
        rewiring.tie(table, slots, seats);
    }
    rewiring.part_close_kin();
    let decks: Vec<u32> = (0..rewiring.families.len() as u32).map(|f| rewiring.deck(f)).collect();
    rewiring.families.iter_mut().zip(decks).for_each(|(family, deck)| family.deck = deck);
}

impl Rewiring<'_> {
    fn home(&self, family: u32) -> u32 {
        self.families[family as usize].elder().map_or(NONE, |e| self.people[e as usize].home)
    }

    fn deck(&self, family: u32) -> u32 {
        match self.home(family) {
            NONE => self.lineage_deck[family as usize],
            home => self.deck_of[home as usize],
        }
    }

    fn clan(&self, person: &Member) -> bool {
        self.families[person.birth as usize].clan
    }

    /// People who live apart and their seats, by age, sex and clan.
    fn classes(&self, apart: impl Fn(&Self, u32, &Member) -> bool) -> Vec<(Vec<u32>, Vec<Seat>)> {
        let mut classes = vec![(vec![], vec![]); 400];
        for (f, family) in self.families.iter().enumerate() {
            for (n, &child) in family.children.iter().enumerate() {
                let person = &self.people[child as usize];
                if apart(self, f as u32, person) {
                    let class = (usize::from(person.age) * 2 + usize::from(person.female)) * 2;
                    let (slots, seats) = &mut classes[class + usize::from(self.clan(person))];
                    slots.push(child);
                    seats.push((f as u32, n as u32));
                }
            }
        }
        classes
    }

    /// Ties the people of one class: those who should live near choose first.
    fn tie(&mut self, table: &Table, mut slots: Vec<u32>, mut seats: Vec<Seat>) {
        self.dice.shuffle(&mut slots);
        self.dice.shuffle(&mut seats);
        let mut wishes: Vec<(Distance, u32)> = slots.into_iter().map(|p| (self.wish(table, p), p)).collect();
        wishes.sort_by_key(|w| w.0);
        for (wish, person) in wishes {
            let (at, distance) = self.choose(wish, person, &seats);
            let seat = seats.swap_remove(at);
            self.sit(person, seat, distance);
        }
    }

    /// How far away somebody who left should live, by sex.
    fn wish(&mut self, table: &Table, person: u32) -> Distance {
        let shares = match self.people[person as usize].female {
            true => &table.homes.daughters_live.value,
            false => &table.homes.sons_live.value,
        };
        let mut left = self.dice.unit();
        for (distance, share) in [Distance::Neighbourhood, Distance::County, Distance::Province].into_iter().zip(shares)
        {
            if left < *share {
                return distance;
            }
            left -= share;
        }
        Distance::Country
    }

    /// The seat for a wish: the nearest kind there is, and as what distance it counts.
    fn choose(&self, wish: Distance, person: u32, seats: &[Seat]) -> (usize, Distance) {
        let home = self.people[person as usize].home;
        let deck = self.deck_of[home as usize];
        let foreign = |s: &Seat| self.home(s.0) != home;
        let same_deck = |s: &Seat| foreign(s) && self.deck(s.0) == deck;
        let same_type = |s: &Seat| foreign(s) && self.type_of(self.deck(s.0)) == self.type_of(deck);
        let near = || seats.iter().position(same_deck).map(|at| (at, Distance::Neighbourhood));
        let within = |d| seats.iter().position(same_type).map(|at| (at, d));
        let found = match wish {
            Distance::Home | Distance::Neighbourhood => near().or_else(|| within(Distance::County)),
            Distance::County | Distance::Province => within(wish),
            Distance::Country => None,
        };
        found.unwrap_or_else(|| (seats.iter().position(foreign).unwrap_or(0), Distance::Country))
    }

    fn type_of(&self, deck: u32) -> u8 {
        self.kinds[deck as usize].province
    }

    fn sit(&mut self, person: u32, seat: Seat, distance: Distance) {
        self.families[seat.0 as usize].children[seat.1 as usize] = person;
        let person = &mut self.people[person as usize];
        (person.birth, person.distance) = (seat.0, distance);
    }

    /// Whether somebody's birth family lives under the same roof, or the spouse is a sibling's child.
    fn amiss(&self, person: u32) -> bool {
        let me = &self.people[person as usize];
        if me.distance == Distance::Home {
            return false;
        }
        let married_into = |elder: u32| {
            let own = self.people[elder as usize].own;
            own != NONE
                && self.families[own as usize].elders().any(|s| s != elder && self.is_child_of_sibling(elder, s))
        };
        self.home(me.birth) == me.home
            || married_into(person)
            || self.spouse(person).is_some_and(married_into)
            || self
                .own_children(person)
                .any(|c| self.people[c as usize].own != NONE && self.spouse_is_sibling(person, c))
    }

    fn spouse(&self, person: u32) -> Option<u32> {
        let own = self.people[person as usize].own;
        (own != NONE).then(|| self.families[own as usize].elders().find(|&e| e != person))?
    }

    fn own_children(&self, person: u32) -> impl Iterator<Item = u32> + '_ {
        let own = self.people[person as usize].own;
        let children: &[u32] = if own == NONE { &[] } else { &self.families[own as usize].children };
        children.iter().copied()
    }

    /// Whether `child`'s spouse is a brother or sister of `parent`.
    fn spouse_is_sibling(&self, parent: u32, child: u32) -> bool {
        let birth = self.people[parent as usize].birth;
        self.spouse(child).is_some_and(|s| self.people[s as usize].birth == birth)
    }

    /// Whether `other` is a child of a brother or sister of `person`.
    fn is_child_of_sibling(&self, person: u32, other: u32) -> bool {
        let parents = &self.families[self.people[other as usize].birth as usize];
        parents.elders().any(|p| self.people[p as usize].birth == self.people[person as usize].birth)
    }

    /// Lets whoever married a niece or nephew, or was born under the own roof, change seats with somebody alike.
    fn part_close_kin(&mut self) {
        for (slots, _) in self.classes(|_, _, person| person.distance != Distance::Home) {
            for i in 0..slots.len() {
                let mut tries = 0;
                while self.amiss(slots[i]) && tries < 40 && slots.len() > 1 {
                    let other = slots[self.dice.below(slots.len())];
                    self.exchange(slots[i], other);
                    if self.amiss(slots[i]) || self.amiss(other) {
                        self.exchange(slots[i], other);
                    }
                    tries += 1;
                }
            }
        }
    }

    /// Exchanges two people's seats, and with the seats the distances' names where both stay true.
    fn exchange(&mut self, a: u32, b: u32) {
        let seat = |me: &Self, p: u32| {
            let birth = me.people[p as usize].birth;
            let n = me.families[birth as usize].children.iter().position(|&c| c == p);
            (birth, n.unwrap_or(0) as u32)
        };
        let (of_a, of_b) = (seat(self, a), seat(self, b));
        self.sit(a, of_b, Distance::Country);
        self.sit(b, of_a, Distance::Country);
    }
}
