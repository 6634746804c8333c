//! A reform that is tried in some counties and households only, as in a field trial in two stages.
//!
//! Counties are drawn first; in those drawn, a share of the households lives under the reform, and everybody else under the
//! baseline. So there are two saturations (that share, and none), and effects can be told apart by design: on those
//! reached (direct), on their neighbours (indirect), both together (total), and on a county as a whole (overall).
//!
//! Source: Hudgens and Halloran 2008, "Toward causal inference with interference". Their assumption that nothing passes
//! from county to county does not hold here (kin live elsewhere): partings tell by how much.

use std::collections::BTreeSet;
use underheaven_base::{Day, Draw, NeighbourhoodId, Purpose};
use underheaven_society::{Person, Society};

/// The fewest counties among which a trial is drawn.
pub const FEWEST_COUNTIES: usize = 20;

/// Where somebody stands in a trial.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Assigned {
    /// Lives under the reform.
    Treated,
    /// Lives under the baseline, in a county where others live under the reform.
    Neighbour,
    /// Lives in a county where nobody lives under the reform.
    Elsewhere,
}

/// Who lives under the reform.
#[derive(Clone, PartialEq, Debug)]
pub struct Design {
    luck: u64,
    households: f64,
    drawn: BTreeSet<u32>,
}

impl Design {
    /// Draws a trial: a share of the counties (from 0 to 1), and in them a share of the households. The draw is keyed by the
    /// luck seed, so that it is the same in every arm. Says why where there are too few counties or a share is none.
    pub fn draw(society: &dyn Society, counties: f64, households: f64, luck: u64) -> Result<Self, String> {
        if !(counties > 0.0 && counties < 1.0 && households > 0.0 && households <= 1.0) {
            return Err("a trial takes some of the counties, not all, and some or all of their households".to_owned());
        }
        let all: BTreeSet<u32> =
            (0..society.neighbourhoods()).map(|n| society.neighbourhood(NeighbourhoodId(n)).county).collect();
        if all.len() < FEWEST_COUNTIES {
            return Err(format!(
                "`{}` with {} people has {} counties, and a trial by county needs at least {FEWEST_COUNTIES}",
                society.name(),
                society.people(),
                all.len()
            ));
        }
        let mut ranked: Vec<(u32, u32)> =
            all.iter().map(|c| (Draw::new(luck, *c, Day(0), Purpose::Design, 0).word(0), *c)).collect();
        ranked.sort_unstable();
        let drawn = ((ranked.len() as f64 * counties + 0.5) as usize).clamp(1, ranked.len() - 1);
        Ok(Self { luck, households, drawn: ranked[..drawn].iter().map(|r| r.1).collect() })
    }

    /// Where somebody of a county stands; one household stands together. `first` is the household's first resident.
    pub fn assigned(&self, county: u32, first: &Person) -> Assigned {
        if !self.drawn.contains(&county) {
            return Assigned::Elsewhere;
        }
        let word = Draw::new(self.luck, first.id.0, Day(0), Purpose::Design, 1).word(0);
        match underheaven_base::chance(word, self.households) {
            true => Assigned::Treated,
            false => Assigned::Neighbour,
        }
    }
}
