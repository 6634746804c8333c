//! From somebody's parting back to where the rule itself reached somebody, step by step.

use crate::pair::Comparison;
use crate::partings::Traced;
use crate::tables::PartingRow;
use underheaven_base::{Day, PersonId};

/// A step on the way back: a parting, and the day of what made the difference.
pub type WayBack = (Day, PartingRow);

impl Comparison<'_> {
    /// Each of a person's partings with all that led to it: the parting itself first, one at depth 0 last.
    pub fn chains(&self, person: PersonId) -> Vec<Vec<WayBack>> {
        let mut by_place: Vec<Option<&Traced>> = vec![None; self.traced.len()];
        self.traced.iter().for_each(|traced| by_place[traced.at as usize] = Some(traced));
        let own = self.traced.iter().filter(|traced| self.parting(traced).told.person == person);
        let chain = |own: &Traced| {
            let back = |traced: &&Traced| traced.parent.and_then(|at| by_place[at as usize]);
            let line = std::iter::successors(Some(own), |traced| back(traced));
            line.map(|traced| (self.parting(traced).told.day, self.parting_row(traced))).collect()
        };
        own.map(chain).collect()
    }
}
