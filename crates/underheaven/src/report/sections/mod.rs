//! The report's sections in their order, a file each. A section that has nothing to show is left out.

pub mod headline;

mod article;
mod cohorts;
mod compare;
mod counts;
mod errors;
mod families;
mod fared;
mod funnel;
mod gates;
mod listed;
mod lives;
mod made;
mod map;
mod partings;
mod provenance;
mod punished;
mod quote;
mod reform;
mod scores;
mod sizes;
mod speech;
mod trap;
mod trial;

use super::figure::Section;
use super::run::Run;

/// Makes a section of a run, if it has something to show.
type Make = fn(&Run) -> Option<Section>;

const ALL: [Make; 23] = [
    reform::section,
    compare::section,
    fared::section,
    partings::section,
    trial::section,
    listed::section,
    gates::section,
    counts::section,
    errors::section,
    families::section,
    speech::section,
    funnel::section,
    trap::section,
    scores::section,
    punished::section,
    cohorts::section,
    map::section,
    lives::section,
    article::section,
    provenance::section,
    sizes::section,
    quote::section,
    made::section,
];

/// All sections of a run.
pub fn all(run: &Run) -> Vec<Section> {
    ALL.iter().filter_map(|make| make(run)).collect()
}
