//! The panel: a keyed sample of whole households whose lives are kept entry by entry.
//!
//! Three strata have shares of their own, so that rare roles are found in it: households of journalists
//! and bloggers (`voices`), of critics' kin (`critics-kin`), each at most a tenth of the panel, and all
//! others (`base`). A person's weight is one over the stratum's share, so weighted totals are unbiased.
//! A larger panel holds every smaller one: a household is in it when its number lies below a threshold.

use crate::roll::{Mask, Roll, bit};
use underheaven_base::{Day, Draw, Group, NeighbourhoodId, PersonId, Purpose};
use underheaven_society::{Person, Society};

/// The strata's names, in their order of precedence.
pub const STRATA: [&str; 3] = ["voices", "critics-kin", "base"];

/// Who is in the panel.
pub struct Panel {
    members: Vec<Member>,
    chosen: Vec<u64>,
    shares: [f64; 3],
}

/// Somebody in the panel.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Member {
    /// Who.
    pub person: PersonId,
    /// Stratum, by place in [`STRATA`].
    pub stratum: u8,
}

impl Panel {
    /// A panel of about `n` people of the society; everybody where `n` is none.
    pub fn choose(society: &dyn Society, n: Option<u32>) -> Self {
        Self::of(society, &Roll::of(society, Day(0)), n)
    }

    /// The same, where the people are in a row already.
    pub fn of(society: &dyn Society, roll: &Roll, n: Option<u32>) -> Self {
        let shares = shares(sizes(society, roll), n.map_or(f64::INFINITY, f64::from));
        let mut panel = Self { members: vec![], chosen: vec![0; roll.len().div_ceil(64)], shares };
        households(society, |house| {
            let stratum = stratum(roll, house);
            let number = Draw::new(society.seed(), house[0].id.0, Day(0), Purpose::Panel, 0).word(0);
            if underheaven_base::chance(number, shares[stratum]) {
                panel.take(roll, house, stratum as u8);
            }
        });
        panel
    }

    fn take(&mut self, roll: &Roll, house: &[Person], stratum: u8) {
        for person in house {
            let place = roll.place(person.id);
            self.chosen[place / 64] |= 1 << (place % 64);
            self.members.push(Member { person: person.id, stratum });
        }
    }

    /// Everybody in it, in the order of their ids.
    pub fn members(&self) -> &[Member] {
        &self.members
    }

    /// Whether whoever stands at a place of the row is in it.
    #[inline]
    pub fn holds(&self, place: usize) -> bool {
        self.chosen[place / 64] & 1 << (place % 64) != 0
    }

    /// How many people of the society a member of the stratum stands for.
    pub fn weight(&self, stratum: u8) -> f64 {
        1.0 / self.shares[usize::from(stratum)]
    }
}

/// Calls `f` with every household, in order.
fn households(society: &dyn Society, mut f: impl FnMut(&[Person])) {
    for n in 0..society.neighbourhoods() {
        let residents = society.settled(NeighbourhoodId(n));
        residents.people.chunk_by(|a, b| a.household == b.household).for_each(&mut f);
    }
}

fn stratum(roll: &Roll, house: &[Person]) -> usize {
    let any = |group: Group| -> bool {
        let held = |p: &Person| -> bool {
            let mask: Mask = roll.fixed(roll.place(p.id));
            mask & bit(group) != 0
        };
        house.iter().any(held)
    };
    match (any(Group::Voices), any(Group::CriticsKin)) {
        (true, _) => 0,
        (_, true) => 1,
        _ => 2,
    }
}

fn sizes(society: &dyn Society, roll: &Roll) -> [f64; 3] {
    let mut sizes = [0.0; 3];
    households(society, |house| sizes[stratum(roll, house)] += house.len() as f64);
    sizes
}

/// Each stratum's share for a panel of `n`: a tenth of the panel each for the rare ones (all of them where
/// they are fewer), the rest for the others. No share falls as `n` grows.
fn shares(sizes: [f64; 3], n: f64) -> [f64; 3] {
    if n >= sizes.iter().sum() {
        return [1.0; 3];
    }
    let part = |size: f64, n: f64| if size <= n { 1.0 } else { n / size };
    let [voices, kin, base] = sizes;
    let rest = n - voices.min(n / 10.0) - kin.min(n / 10.0);
    [part(voices, n / 10.0), part(kin, n / 10.0), part(base, rest)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_strata_take_at_most_a_tenth_each() {
        let [voices, kin, base] = shares([300.0, 9_000.0, 74_700.0], 10_000.0);
        assert_eq!(voices, 1.0);
        assert!((kin - 1.0 / 9.0).abs() < 1e-12);
        assert!((300.0 + 1000.0 + base * 74_700.0 - 10_000.0).abs() < 1e-6);
        assert_eq!(shares([1.0, 2.0, 3.0], 6.0), [1.0; 3]);
    }

    #[test]
    fn no_share_falls_as_the_panel_grows() {
        let mut last = [0.0; 3];
        for n in (100..84_000).step_by(97) {
            let now = shares([300.0, 9_000.0, 74_700.0], f64::from(n));
            for (a, b) in last.iter().zip(now) {
                assert!(b >= *a && b <= 1.0, "{n}: {last:?} {now:?}");
            }
            last = now;
        }
    }
}
