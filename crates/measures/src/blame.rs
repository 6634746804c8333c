//! Which rule's entries made somebody be listed: by shares of lost points, and by summing the same ledger without them.
//!
//! Both read the ledgers of the baseline's panel, weighed up to everybody, as they stood when a listing began; people,
//! behaviour and others' fates stay as they were. What a world without the rule is like, only another world can say:
//! [`Agreement`] sets the two beside each other. Effects of several rules are not added: listings may need several.

use crate::pair::Comparison;
use crate::tally::{Kept, Tally};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use underheaven_base::PersonId;
use underheaven_world::{Entry, RuleId};

/// What a rule's entries were to listings by score, or a rule or an official to listings without one.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct Blame {
    /// The rule.
    pub rule: String,
    /// Of the points lost by people listed, up to their listing, the share that it booked.
    pub lost_share: f64,
    /// Listings that would not have begun without its entries.
    pub needed: f64,
    /// Others that its entries alone would have brought about.
    pub enough_alone: f64,
    /// Others to which its entries added.
    pub one_of_several: f64,
    /// Listings without any entry of its own.
    pub idle: f64,
}

/// How listings came about, as the ledger tells.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct Ledgers {
    /// Listings of the panel, weighed up to everybody.
    pub listings: f64,
    /// Listings that are looked at, unweighed.
    pub counted: u64,
    /// Of the weighed ones, those that needed no single rule's entries: several together, or any of several.
    pub overdetermined: f64,
    /// Standard error of a share of a half of the listings, from 0 to 1, since the panel is drawn (Horvitz and Thompson 1952); 0 where
    /// everybody is in it. A lower bound: whole households are drawn, and relatives are listed together.
    pub error: f64,
    /// By rule, the largest share of lost points first.
    pub rules: Vec<Blame>,
}

/// What the ledger says of the rules that a reform changes, beside what its world shows: people listed in the baseline's
/// panel, each once, weighed up to everybody.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct Agreement {
    /// The rules that the reform changes.
    pub rules: Vec<String>,
    /// Not listed without these rules' entries, and not listed under the reform.
    pub both_free: f64,
    /// Not listed without these rules' entries, and yet listed under the reform: by what people did otherwise, or by others.
    pub ledger_alone: f64,
    /// Listed even without these rules' entries, and not listed under the reform: spared by way of others, or of acts not done.
    pub world_alone: f64,
    /// Listed either way.
    pub neither: f64,
    /// Standard error of the number of people not listed without these rules' entries, since the panel is drawn; 0 where everybody
    /// is in it. A lower bound: whole households are drawn.
    pub error: f64,
}

/// A listing with the entries before it.
struct Case<'a> {
    kept: &'a Kept,
    entries: Vec<&'a Entry>,
    weight: f64,
}

/// What somebody who was drawn with a chance of one in `weight` adds to the variance of a number of people.
fn spread(weight: f64) -> f64 {
    weight * (weight - 1.0)
}

impl Tally {
    /// The panel's listings, each with its ledger up to then.
    fn cases(&self) -> Vec<Case<'_>> {
        let mut ledgers: BTreeMap<PersonId, Vec<(u32, &Entry)>> = BTreeMap::new();
        for (at, entry) in self.ledger.iter().enumerate() {
            ledgers.entry(entry.person).or_default().push((at as u32, entry));
        }
        let weights: BTreeMap<PersonId, f64> =
            self.panel.members().iter().map(|m| (m.person, self.panel.weight(m.stratum))).collect();
        let case = |kept: &'_ Kept| {
            let person = kept.listing.person;
            let all = ledgers.get(&person).map_or(&[][..], Vec::as_slice);
            let before = all.iter().take_while(|(at, _)| *at < kept.ledger);
            Some((before.map(|(_, entry)| *entry).collect(), *weights.get(&person)?))
        };
        let cases = self.listings.iter().filter_map(|kept| {
            let (entries, weight) = case(kept)?;
            Some(Case { kept, entries, weight })
        });
        cases.collect()
    }

    /// The score below which a listing's list is entered; none where a rule or an official put somebody on it.
    fn threshold(&self, kept: &Kept) -> Option<i32> {
        let listing = &kept.listing;
        let rule = listing.rule.and_then(|r| self.setup.rules.get(usize::from(r.0)));
        let directly = rule.is_some_and(|facts| facts.lists == Some(listing.list.0));
        let below = self.setup.below.get(usize::from(listing.list.0)).copied().flatten();
        below.filter(|_| !directly)
    }

    /// Whether the listing would have begun with the entries of some rules alone.
    fn begins(&self, case: &Case<'_>, counts: impl Fn(RuleId) -> bool) -> bool {
        match self.threshold(case.kept) {
            None => case.kept.listing.rule.is_some_and(counts),
            Some(below) => {
                let sum: i32 = case.entries.iter().filter(|e| e.rule.is_none_or(&counts)).map(|e| e.points).sum();
                self.setup.start + sum < below
            }
        }
    }

    /// How the panel's listings came about.
    pub(crate) fn ledgers(&self) -> Ledgers {
        let mut by_rule: BTreeMap<u16, (f64, [f64; 3])> = BTreeMap::new();
        let (mut all, mut lost, mut drawn) = (Ledgers::default(), 0.0, 0.0);
        for case in &self.cases() {
            all.listings += case.weight;
            all.counted += 1;
            let rules: BTreeSet<u16> =
                case.entries.iter().filter(|e| e.points < 0).filter_map(|e| e.rule).map(|r| r.0).collect();
            let rules: BTreeSet<u16> = match self.threshold(case.kept) {
                Some(_) => rules,
                None => case.kept.listing.rule.map(|r| r.0).into_iter().collect(),
            };
            let mut needs_one = false;
            for rule in rules {
                let blame = by_rule.entry(rule).or_default();
                let own = case.entries.iter().filter(|e| e.rule == Some(RuleId(rule)) && e.points < 0);
                let points = f64::from(-own.map(|e| e.points).sum::<i32>()) * case.weight;
                blame.0 += points;
                lost += points;
                let needed = !self.begins(case, |r| r.0 != rule);
                let enough = self.begins(case, |r| r.0 == rule);
                blame.1[if needed { 0 } else { 2 - usize::from(enough) }] += case.weight;
                needs_one |= needed;
            }
            all.overdetermined += if needs_one { 0.0 } else { case.weight };
            drawn += spread(case.weight);
        }
        all.error = if all.listings > 0.0 { 0.5 * drawn.sqrt() / all.listings } else { 0.0 };
        let blame = |(rule, (points, [needed, enough_alone, one_of_several])): (u16, (f64, [f64; 3]))| Blame {
            rule: self.rule_name(RuleId(rule)),
            lost_share: if lost > 0.0 { points / lost } else { 0.0 },
            needed,
            enough_alone,
            one_of_several,
            idle: all.listings - needed - enough_alone - one_of_several,
        };
        all.rules = by_rule.into_iter().map(blame).collect();
        all.rules.sort_by(|a, b| b.lost_share.total_cmp(&a.lost_share).then_with(|| a.rule.cmp(&b.rule)));
        all
    }
}

impl Comparison<'_> {
    /// The ledger's answer about some rules of the baseline beside the reform's world.
    pub(crate) fn agreement(&self, rules: &[RuleId]) -> Agreement {
        let (baseline, reform) = (self.baseline.tally, self.reform.tally);
        // Somebody is free without the rules only where no listing of theirs would have begun.
        let mut people: BTreeMap<PersonId, (bool, f64)> = BTreeMap::new();
        for case in &baseline.cases() {
            let begins = baseline.begins(case, |r| !rules.contains(&r));
            people.entry(case.kept.listing.person).or_insert((false, case.weight)).0 |= begins;
        }
        let listed: BTreeSet<PersonId> = reform.listings.iter().map(|kept| kept.listing.person).collect();
        let names = rules.iter().map(|rule| baseline.rule_name(*rule)).collect();
        let (mut all, mut drawn) = (Agreement { rules: names, ..Agreement::default() }, 0.0);
        for (person, (begins, weight)) in people {
            let count = match (begins, listed.contains(&person)) {
                (false, false) => &mut all.both_free,
                (false, true) => &mut all.ledger_alone,
                (true, false) => &mut all.world_alone,
                (true, true) => &mut all.neither,
            };
            *count += weight;
            drawn += if begins { 0.0 } else { spread(weight) };
        }
        all.error = drawn.sqrt();
        all
    }
}
