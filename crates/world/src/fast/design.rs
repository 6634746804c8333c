//! A reform that is tried in some counties and households only, as in a field trial in two stages.
//!
//! Counties are drawn first. In those drawn a share of the households lives under the reform, in all others another share,
//! mostly none; everybody else lives under the baseline. So there are two saturations, and effects can be told apart by
//! design: on those reached (direct), on their neighbours (indirect), both together (total), and on a county as a whole
//! (overall). Households are drawn one by one by their own numbers, so that a larger share holds every smaller one.
//!
//! Source: Hudgens and Halloran 2008, "Toward causal inference with interference". Their assumption that nothing passes
//! from county to county does not hold here (kin live elsewhere): partings tell by how much. Left out: more than two
//! saturations, and draws that keep to provinces or to a fixed number of households.

use std::collections::BTreeSet;
use underheaven_base::{Day, Draw, NeighbourhoodId, Purpose};
use underheaven_society::{Person, Society};

/// The fewest counties among which a trial is drawn.
pub const FEWEST_COUNTIES: usize = 20;

/// Where somebody stands in a trial.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Assigned {
    /// Lives in a county that was drawn.
    pub drawn: bool,
    /// Lives under the reform.
    pub treated: bool,
}

/// The shares of a trial, each from 0 to 1.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Shares {
    /// Of the counties that are drawn: neither 0 nor 1.
    pub counties: f64,
    /// Of the households that live under the reform in the counties drawn.
    pub within: f64,
    /// Of those that do in all other counties: another share, so that there are two saturations.
    pub elsewhere: f64,
}

/// Who lives under the reform.
#[derive(Clone, PartialEq, Debug)]
pub struct Design {
    luck: u64,
    shares: Shares,
    counties: usize,
    drawn: BTreeSet<u32>,
}

impl Design {
    /// Draws a trial among the counties of neighbourhoods that are `reached`: where nobody is ever enrolled nothing can be tried.
    /// The draw is keyed by the luck seed, so that it is the same in every arm. Says why where there are too few such counties, or
    /// where the shares make no trial.
    pub fn draw(
        society: &dyn Society,
        reached: impl Fn(NeighbourhoodId) -> bool,
        shares: Shares,
        luck: u64,
    ) -> Result<Self, String> {
        let is_share = |x: f64| (0.0..=1.0).contains(&x);
        if !(shares.counties > 0.0 && shares.counties < 1.0) {
            return Err("a trial draws some of the counties, neither none nor all".to_owned());
        }
        if !(is_share(shares.within) && is_share(shares.elsewhere)) || shares.within == shares.elsewhere {
            return Err(
                "a trial needs two shares of households, one in the counties drawn and another elsewhere".to_owned()
            );
        }
        let everywhere = || (0..society.neighbourhoods()).map(NeighbourhoodId);
        let county = |n: NeighbourhoodId| society.neighbourhood(n).county;
        let all: BTreeSet<u32> = everywhere().filter(|n| reached(*n)).map(county).collect();
        if all.len() < FEWEST_COUNTIES {
            let counties = |n: usize| if n == 1 { "1 county".to_owned() } else { format!("{n} counties") };
            let has = match everywhere().map(county).collect::<BTreeSet<_>>().len() {
                n if n == all.len() => counties(n),
                n => format!("{}, of which people are enrolled in {}", counties(n), all.len()),
            };
            return Err(format!(
                "`{}` with {} people has {has}, and a trial by county needs at least {FEWEST_COUNTIES}: with fewer, how much counties differ by chance cannot be told",
                society.name(),
                society.people(),
            ));
        }
        let mut ranked: Vec<(u32, u32)> =
            all.iter().map(|c| (Draw::new(luck, *c, Day(0), Purpose::Design, 0).word(0), *c)).collect();
        ranked.sort_unstable();
        let drawn = ((ranked.len() as f64 * shares.counties + 0.5) as usize).clamp(1, ranked.len() - 1);
        Ok(Self { luck, shares, counties: all.len(), drawn: ranked[..drawn].iter().map(|r| r.1).collect() })
    }

    /// Where the people of a household stand, who stand together. `first` is the household's first resident.
    pub fn assigned(&self, county: u32, first: &Person) -> Assigned {
        let drawn = self.drawn.contains(&county);
        let share = if drawn { self.shares.within } else { self.shares.elsewhere };
        let word = Draw::new(self.luck, first.id.0, Day(0), Purpose::Design, 1).word(0);
        Assigned { drawn, treated: underheaven_base::chance(word, share) }
    }

    /// Its shares.
    pub fn shares(&self) -> Shares {
        self.shares
    }

    /// How many counties there are in which somebody is enrolled, and how many of them were drawn.
    pub fn counties(&self) -> (usize, usize) {
        (self.counties, self.drawn.len())
    }
}
