//! What makes an event the same under two rulebooks that number their rules and lists each for itself.
//!
//! A world tells of rules by their rulebook's own numbers. So that a life can be compared between arms, its events are
//! read by numbers that the names have among all arms.

use std::collections::BTreeSet;
use underheaven_world::{Answer, Entry, ListId, Listing, RuleId};

/// The numbers that a rulebook's rules and lists have among those of all arms; empty where all arms have the same.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Numbers {
    rules: Vec<u16>,
    lists: Vec<u8>,
}

impl Numbers {
    /// Of each arm, from the names of its rules and of its lists.
    pub fn of(arms: &[(&[String], &[String])]) -> Vec<Self> {
        if arms.iter().all(|names| *names == arms[0]) {
            return vec![Self::default(); arms.len()];
        }
        let rules: BTreeSet<&String> = arms.iter().flat_map(|(rules, _)| *rules).collect();
        let lists: BTreeSet<&String> = arms.iter().flat_map(|(_, lists)| *lists).collect();
        let of = |(own_rules, own_lists): &(&[String], &[String])| Self {
            rules: own_rules.iter().map(|name| rules.iter().take_while(|n| **n < name).count() as u16).collect(),
            lists: own_lists.iter().map(|name| lists.iter().take_while(|n| **n < name).count() as u8).collect(),
        };
        arms.iter().map(of).collect()
    }

    /// Whether they are the rulebook's own.
    pub(crate) fn are_own(&self) -> bool {
        self.rules.is_empty() && self.lists.is_empty()
    }

    fn rule(&self, rule: Option<RuleId>) -> Option<RuleId> {
        rule.map(|r| RuleId(self.rules.get(usize::from(r.0)).copied().unwrap_or(r.0)))
    }

    /// A list's number.
    pub(crate) fn list(&self, list: ListId) -> ListId {
        ListId(self.lists.get(usize::from(list.0)).copied().unwrap_or(list.0))
    }

    pub(crate) fn entry(&self, e: &Entry) -> Entry {
        Entry { rule: self.rule(e.rule), ..*e }
    }

    pub(crate) fn listing(&self, l: &Listing) -> Listing {
        Listing { rule: self.rule(l.rule), list: self.list(l.list), ..*l }
    }

    pub(crate) fn answer(&self, a: &Answer) -> Answer {
        Answer { rule: self.rule(a.rule), list: a.list.map(|l| self.list(l)), ..*a }
    }
}
