//! People who fare against the grain: reforms that, with nothing in the way, work in one direction only.
//!
//! That they do is proved by tests with nobody responding, without terms, lapses, limits and scarce goods
//! (`crates/world/tests/monotone.rs`). With all of that on there are exceptions, which are people, and they are counted.

use crate::pair::Comparison;
use serde::Serialize;

/// Which way a reform works that changes nothing else.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grain {
    /// Cameras take fewer people for others: nobody new should be booked by mistake.
    FewerFalseMatches,
    /// People may appeal: nobody should be listed for longer.
    Appeals,
    /// Fewer kin are booked: nobody should be listed for longer.
    NarrowerKin,
    /// More kin are booked: nobody should be listed for less time.
    WiderKin,
}

/// People who fare against the grain of a reform.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Exceptions {
    /// Which way the reform works.
    pub grain: Grain,
    /// How many fare the other way.
    pub people: u64,
    /// How many fare its way.
    pub along: u64,
}

impl Comparison<'_> {
    /// How many people fare against the grain of this reform.
    pub fn exceptions(&self, grain: Grain) -> Exceptions {
        let all = self.everybody();
        let (people, along) = match grain {
            Grain::FewerFalseMatches => (all.mistaken_only_reform, all.mistaken_only_baseline),
            Grain::Appeals | Grain::NarrowerKin => (all.listed_longer, all.listed_shorter),
            Grain::WiderKin => (all.listed_shorter, all.listed_longer),
        };
        Exceptions { grain, people, along }
    }
}

impl Exceptions {
    /// As the summary says it.
    pub(crate) fn line(&self) -> String {
        let (people, along) = (crate::summary_lines::count(self.people), crate::summary_lines::count(self.along));
        let (what, here, those) = match self.grain {
            Grain::FewerFalseMatches => (
                "fewer false matches book only people by mistake who were so before",
                "are booked by mistake under the reform only",
                "are no longer",
            ),
            Grain::Appeals => {
                ("an appeal never lengthens a listing", "are listed for longer all the same", "for less time")
            }
            Grain::NarrowerKin => {
                ("a narrower kin degree lists nobody for longer", "are listed for longer all the same", "for less time")
            }
            Grain::WiderKin => {
                ("a wider kin degree frees nobody", "are listed for less time all the same", "for longer")
            }
        };
        format!(
            "  against the grain: with nobody responding and without terms, lapses and limits {what}; here {people} {here}, {along} {those}"
        )
    }
}
