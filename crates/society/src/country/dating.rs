//! Whom searching singles are shown: each week a new keyed order of the province's singles, five for each.
//!
//! Who searches is a fact of the cards, so that the province's singles can be counted without being listed.

use super::map::Spot;
use super::{Country, Who};
use crate::permutation::Permutation;
use crate::town::dating::SHOWN;
use underheaven_base::{Day, PersonId, near::ask_for};

/// Names this use of keyed permutations; sex and type are added.
const DATING: u32 = 0x0064_6174;

impl Country {
    pub(super) fn shown(&self, me: Who, monday: Day, out: &mut Vec<PersonId>) {
        let Some(rank) = self.ties(me.at).single(me.person) else { return };
        let female = self.deck(me.at).facts[me.person as usize].female;
        let singles = &self.types[me.at.kind as usize].singles;
        let (mine, others) = (&singles[usize::from(female)], &singles[usize::from(!female)]);
        let area = self.map.province_area(me.at);
        let (searching, n) = (mine.len() as u32 * area.length(), others.len() as u32 * area.length());
        let code = DATING + u32::from(female) + (u32::from(me.at.kind) << 24);
        let week = (area.number << 16) ^ monday.0 as u32;
        let turn = Permutation::new(searching, self.seed, code, week)
            .forward((me.at.cycle - area.cycles.start) * mine.len() as u32 + u32::from(rank));
        let order = Permutation::new(n, self.seed, code + 2, week);
        let born = self.born_into(me);
        let mut shown = [me; SHOWN as usize];
        let shown = &mut shown[..SHOWN.min(n) as usize];
        // They live all over the province: what is asked of each below is on its way while the next is found.
        for (k, other) in shown.iter_mut().enumerate() {
            let number = order.forward(((u64::from(turn) * u64::from(SHOWN) + k as u64) % u64::from(n)) as u32);
            let (deck, person) = others[(number as usize) % others.len()];
            let cycle = area.cycles.start + number / others.len() as u32;
            *other = Who { at: Spot { cycle, kind: me.at.kind, deck }, person };
            self.ask_for(*other);
        }
        for &other in &*shown {
            if self.is_adult(other, monday) && !self.one_roof(me, other) && !self.is_born_into(other, born) {
                out.push(self.id(other));
            }
        }
    }

    /// Asks for what a deck tells of somebody.
    fn ask_for(&self, who: Who) {
        let (deck, person) = (self.deck(who.at), usize::from(who.person));
        ask_for(&deck.facts[person..=person]);
        ask_for(&deck.ties.birth[person..=person]);
        deck.cards.ask_for(who.person);
    }

    fn one_roof(&self, a: Who, b: Who) -> bool {
        let cards = &self.deck(a.at).cards;
        a.at == b.at && cards.of_person(a.person) == cards.of_person(b.person)
    }
}
