//! Who is kin of whom, gathered from the two birth families and the own one.
//!
//! The rule is the town's: each once, with the nearest relation, and nearness is that of a pair of inverse
//! relations, so that both sides name the same tie. Where both halves of one pair hold (two brothers married two
//! sisters), the one with the lesser name calls the other sibling-in-law and is called a sibling's spouse.

use super::seats::Unit;
use super::{Country, Who};
use crate::template::NONE;
use std::ops::Range;
use underheaven_base::{PersonId, Relation};

/// No family, no elder.
pub const NOBODY: u16 = u16::MAX;

/// A birth family within a deck.
#[derive(Clone, Copy, Debug)]
pub struct Family {
    pub mother: u16,
    pub father: u16,
    /// First of its seats and how many there are.
    pub first: u32,
    pub children: u8,
}

impl Family {
    /// One of the living elders.
    #[cfg(test)]
    pub fn elder(self) -> Option<u16> {
        self.elders().next()
    }

    fn elders(self) -> impl Iterator<Item = u16> {
        [self.mother, self.father].into_iter().filter(|&p| p != NOBODY)
    }
}

/// The number of somebody within a deck, as tables keep it.
pub fn local(number: u32) -> u16 {
    if number == NONE { NOBODY } else { number as u16 }
}

/// Most children that a birth family may have.
pub const MOST_CHILDREN: usize = 24;

/// A short list without an allocation.
struct Few {
    items: [Who; MOST_CHILDREN],
    count: usize,
}

impl Few {
    fn none(filler: Who) -> Self {
        Self { items: [filler; MOST_CHILDREN], count: 0 }
    }

    fn push(&mut self, who: Who) {
        self.items[self.count] = who;
        self.count += 1;
    }

    fn all(&self) -> &[Who] {
        &self.items[..self.count]
    }
}

impl Country {
    fn family(&self, unit: Unit) -> Family {
        self.ties(unit.at).families[unit.family as usize]
    }

    fn own(&self, who: Who) -> Option<Unit> {
        let family = self.ties(who.at).own[who.person as usize];
        (family != NOBODY).then_some(Unit { at: who.at, family })
    }

    /// Husband or wife, who always lives under the same roof.
    pub(super) fn spouse(&self, who: Who) -> Option<Who> {
        let elders = self.family(self.own(who)?).elders();
        elders.into_iter().find(|&p| p != who.person).map(|person| Who { person, ..who })
    }

    pub(super) fn elders(&self, unit: Unit) -> impl Iterator<Item = Who> {
        self.family(unit).elders().map(move |person| Who { at: unit.at, person })
    }

    pub(super) fn children(&self, unit: Unit) -> impl Iterator<Item = Who> {
        self.seats(unit).map(move |seat| self.child(unit, seat))
    }

    /// The seats of a birth family, by number within the deck.
    pub(super) fn seats(&self, unit: Unit) -> Range<usize> {
        let Family { first, children, .. } = self.family(unit);
        first as usize..first as usize + usize::from(children)
    }

    fn brood(&self, unit: Unit, without: Who) -> Few {
        let mut few = Few::none(without);
        self.children(unit).filter(|c| *c != without).for_each(|c| few.push(c));
        few
    }

    pub(super) fn children_of(&self, me: Who, out: &mut Vec<PersonId>) {
        let of = |own| self.children(own).map(|child| self.id(child));
        out.extend(self.own(me).into_iter().flat_map(of));
    }

    pub(super) fn kin_of(&self, me: Who, out: &mut Vec<(PersonId, Relation)>) {
        let (start, my_id) = (out.len(), self.id(me));
        let mut note = |who: Who, relation: Relation| {
            let id = self.id(who);
            if id != my_id && out[start..].iter().all(|(other, _)| *other != id) {
                out.push((id, relation));
            }
        };
        let (born, spouse) = (self.born_into(me), self.spouse(me));
        let siblings = self.brood(born, me);
        let children = self.own(me).map(|own| self.brood(own, me));
        let children = children.as_ref().map_or(&[][..], Few::all);
        spouse.into_iter().for_each(|p| note(p, Relation::Spouse));
        self.elders(born).for_each(|p| note(p, Relation::Parent));
        children.iter().for_each(|&p| note(p, Relation::Child));
        siblings.all().iter().for_each(|&p| note(p, Relation::Sibling));
        let in_law = spouse.map(|s| self.born_into(s));
        in_law.into_iter().flat_map(|unit| self.elders(unit)).for_each(|p| note(p, Relation::ParentInLaw));
        children.iter().filter_map(|&c| self.spouse(c)).for_each(|p| note(p, Relation::ChildInLaw));
        let married_in = || siblings.all().iter().filter_map(|&s| self.spouse(s));
        if let (Some(spouse), Some(unit)) = (spouse, in_law) {
            let theirs = self.brood(unit, spouse);
            let mine_first = |p: &Who| my_id < self.id(*p) || married_in().all(|s| s != *p);
            theirs.all().iter().filter(|p| mine_first(p)).for_each(|&p| note(p, Relation::SiblingInLaw));
        }
        married_in().for_each(|p| note(p, Relation::SiblingsSpouse));
    }
}
