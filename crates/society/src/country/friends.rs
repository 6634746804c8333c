//! Friends: keyed matchings among people of one age band, one layer in the neighbourhood, the others in the county.

use super::map::Spot;
use super::{Country, Who};
use crate::permutation::Permutation;

/// Names this use of keyed permutations; layer and type are added.
const FRIENDS: u32 = 0x0066_7269;

/// Whom a layer of friends is found among: a band's people by deck, in one cycle.
#[derive(Clone, Debug, Default)]
pub struct Band {
    /// Deck and person, deck by deck.
    pub people: Vec<(u8, u16)>,
    /// First of each deck, and the end.
    pub first: Vec<u32>,
}

impl Country {
    /// The friend in a layer; nobody for the odd one out and for two under one roof.
    pub(super) fn friend_in(&self, me: Who, layer: u32) -> Option<Who> {
        let (band, rank) = self.ties(me.at).bands[me.person as usize]?;
        let kind = &self.types[me.at.kind as usize];
        let people = &kind.bands[band as usize];
        let code = FRIENDS + layer + (u32::from(me.at.kind) << 24);
        let friend = if layer == 0 {
            let (from, until) = (people.first[me.at.deck as usize], people.first[me.at.deck as usize + 1]);
            let place = self.map.neighbourhood(me.at).0;
            let order = Permutation::new(until - from, self.seed, code, place << 4 | u32::from(band));
            let other = order.partner(u32::from(rank) - from)?;
            Who { at: me.at, person: people.people[(from + other) as usize].1 }
        } else {
            let (county, each) = (self.map.county_area(me.at), people.people.len() as u32);
            let n = each * county.length();
            let order = Permutation::new(n, self.seed, code, county.number << 4 | u32::from(band));
            let other = order.partner((me.at.cycle - county.cycles.start) * each + u32::from(rank))?;
            let (deck, person) = people.people[(other % each) as usize];
            Who { at: Spot { cycle: county.cycles.start + other / each, deck, ..me.at }, person }
        };
        let cards = &self.deck(me.at).cards;
        let one_roof = friend.at == me.at && cards.of_person(friend.person) == cards.of_person(me.person);
        (!one_roof).then_some(friend)
    }
}
