//! Who is kin of whom, asked from either side with one answer.
//!
//! Somebody may be kin twice over: a brother's wife who is also the wife's sister. The nearest relation counts;
//! nearness is that of a pair of inverse relations, so that both sides choose the same pair. Where both halves
//! of one pair hold (two brothers married two sisters), the one earlier in the town calls the other
//! sibling-in-law and is called a sibling's spouse.

use crate::template::{Family, Member, NONE, Template};
use underheaven_base::Relation;

/// The genealogy, by positions among all people.
pub struct Families {
    birth: Vec<u32>,
    own: Vec<u32>,
    families: Vec<Family>,
}

impl Families {
    /// The template's genealogy.
    pub fn of(template: &Template) -> Self {
        let of = |f: fn(&Member) -> u32| template.people.iter().map(f).collect();
        Self { birth: of(|m| m.birth), own: of(|m| m.own), families: template.families.clone() }
    }

    fn born(&self, person: u32) -> &Family {
        &self.families[self.birth[person as usize] as usize]
    }

    fn own(&self, person: u32) -> Option<&Family> {
        self.families.get(self.own[person as usize] as usize)
    }

    /// Husband or wife.
    pub fn spouse(&self, person: u32) -> Option<u32> {
        self.own(person)?.elders().find(|&e| e != person)
    }

    /// Living mother and father.
    pub fn parents(&self, person: u32) -> impl Iterator<Item = u32> + use<> {
        self.born(person).elders()
    }

    /// Daughters and sons, the eldest first.
    pub fn children(&self, person: u32) -> &[u32] {
        self.own(person).map_or(&[], |f| &f.children)
    }

    /// Brothers and sisters, the eldest first.
    pub fn siblings(&self, person: u32) -> impl Iterator<Item = u32> + '_ {
        self.born(person).children.iter().copied().filter(move |&c| c != person)
    }

    /// Spouse, parent, child or sibling.
    pub fn close(&self, a: u32, b: u32) -> bool {
        self.birth[a as usize] == self.birth[b as usize]
            || (self.own[a as usize] != NONE && self.own[a as usize] == self.own[b as usize])
            || self.own[a as usize] == self.birth[b as usize]
            || self.own[b as usize] == self.birth[a as usize]
    }

    /// Tells everybody bound by blood or marriage, each once.
    pub fn kin(&self, me: u32, mut tell: impl FnMut(u32, Relation)) {
        let mut found: Vec<(u32, Relation)> = Vec::with_capacity(24);
        let mut note = |person: u32, relation: Relation| {
            if person != me && found.iter().all(|&(p, _)| p != person) {
                found.push((person, relation));
            }
        };
        let spouse = self.spouse(me);
        spouse.into_iter().for_each(|p| note(p, Relation::Spouse));
        self.parents(me).for_each(|p| note(p, Relation::Parent));
        self.children(me).iter().for_each(|&p| note(p, Relation::Child));
        self.siblings(me).for_each(|p| note(p, Relation::Sibling));
        if let Some(spouse) = spouse {
            self.parents(spouse).for_each(|p| note(p, Relation::ParentInLaw));
        }
        for &child in self.children(me) {
            self.spouse(child).into_iter().for_each(|p| note(p, Relation::ChildInLaw));
        }
        let siblings_spouses = || self.siblings(me).filter_map(|s| self.spouse(s));
        if let Some(spouse) = spouse {
            let both = |p: u32| siblings_spouses().any(|s| s == p);
            self.siblings(spouse).filter(|&p| me < p || !both(p)).for_each(|p| note(p, Relation::SiblingInLaw));
        }
        siblings_spouses().for_each(|p| note(p, Relation::SiblingsSpouse));
        found.into_iter().for_each(|(person, relation)| tell(person, relation));
    }

    /// Breaks one tie on purpose, for the tests of the tests: two people change their birth families on one side only.
    #[cfg(test)]
    pub fn swap_births(&mut self, a: u32, b: u32) {
        self.birth.swap(a as usize, b as usize);
    }
}
