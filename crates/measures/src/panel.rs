//! The panel: a keyed sample of whole households whose lives are kept entry by entry.
//!
//! Three strata have shares of their own, so that rare roles are found in it: households of journalists
//! and bloggers (`voices`), of critics' kin (`critics-kin`), each at most a tenth of the panel, and all
//! others (`base`). A person's weight is one over the stratum's share, so weighted totals are unbiased.
//! A larger panel holds every smaller one: a household is in it when its number lies below a threshold.

use crate::roll::{Roll, bit};
use std::ops::Range;
use std::sync::Arc;
use underheaven_base::{Day, Draw, Group, NeighbourhoodId, PersonId, Purpose, Relation};
use underheaven_society::{Person, Residents, Society, Trait};

/// The strata's names, in their order of precedence.
pub const STRATA: [&str; 3] = ["voices", "critics-kin", "base"];

/// How many people each stratum has in the whole society, what a panel's shares are made from; and who is kin of a critic.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Strata {
    sizes: [u64; 3],
    critics_kin: Arc<Marked>,
}

/// Some of a society's people, a bit each.
#[derive(PartialEq, Eq, Debug)]
struct Marked {
    /// First of each neighbourhood.
    first: Vec<u32>,
    bits: Vec<u64>,
}

impl Marked {
    fn place(&self, id: PersonId) -> usize {
        (self.first[id.neighbourhood().0 as usize] + id.place()) as usize
    }

    fn holds(&self, id: PersonId) -> bool {
        let place = self.place(id);
        self.bits[place / 64] & 1 << (place % 64) != 0
    }
}

/// What strata are counted by, of some neighbourhoods that follow each other.
pub struct Homes {
    /// How many live in each neighbourhood.
    people: Vec<u32>,
    /// The size of each home, and whether a voice lives there, in order.
    homes: Vec<(u32, bool)>,
    /// Kin of critics who live there, wherever they live themselves. They are found from the critics, who are few, since kinship
    /// holds both ways.
    critics_kin: Vec<PersonId>,
}

impl Homes {
    /// Looks at everybody who lives in some neighbourhoods.
    pub fn of(society: &dyn Society, neighbourhoods: Range<u32>) -> Self {
        let (mut residents, mut kin) = (Residents::default(), vec![]);
        let mut all = Self { people: vec![], homes: vec![], critics_kin: vec![] };
        for n in neighbourhoods {
            society.settle(NeighbourhoodId(n), &mut residents);
            all.people.push(residents.people.len() as u32);
            for house in residents.people.chunk_by(|a, b| a.household == b.household) {
                all.homes.push((house.len() as u32, house.iter().any(|p| p.traits.has(Trait::Voice))));
                for critic in house.iter().filter(|p| p.traits.has(Trait::Critic)) {
                    kin.clear();
                    society.kin(critic.id, &mut kin);
                    let elsewhere = kin.iter().filter(|(_, relation)| *relation != Relation::Household);
                    all.critics_kin.extend(elsewhere.map(|(id, _)| *id));
                }
            }
        }
        all
    }
}

impl Strata {
    /// Counts everybody once.
    pub fn of(society: &dyn Society) -> Self {
        Self::joined(&[Homes::of(society, 0..society.neighbourhoods())])
    }

    /// The strata of a whole society, from what was seen of its parts in their order.
    pub fn joined(parts: &[Homes]) -> Self {
        let (mut first, mut people) = (vec![], 0);
        for living in parts.iter().flat_map(|part| &part.people) {
            first.push(people);
            people += living;
        }
        let mut marked = Marked { first, bits: vec![0; people.div_ceil(64) as usize] };
        for id in parts.iter().flat_map(|part| &part.critics_kin) {
            let place = marked.place(*id);
            marked.bits[place / 64] |= 1 << (place % 64);
        }
        let (mut sizes, mut place) = ([0; 3], 0);
        for &(people, voice) in parts.iter().flat_map(|part| &part.homes) {
            let kin = (place..place + people as usize).any(|n| marked.bits[n / 64] & 1 << (n % 64) != 0);
            sizes[self::first(voice, kin)] += u64::from(people);
            place += people as usize;
        }
        Self { sizes, critics_kin: Arc::new(marked) }
    }

    /// Whether somebody is kin of a critic.
    pub fn critics_kin(&self, id: PersonId) -> bool {
        self.critics_kin.holds(id)
    }
}

/// Who is in the panel, among a tally's people.
#[derive(Clone)]
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
        let (all, strata) = (0..society.neighbourhoods(), Strata::of(society));
        Self::of(society, &Roll::of(society, &strata, Day(0), all), &strata, n)
    }

    /// Those of a panel of about `n` people of the society who are in a row.
    pub fn of(society: &dyn Society, roll: &Roll, strata: &Strata, n: Option<u32>) -> Self {
        let shares = shares(strata.sizes.map(|n| n as f64), n.map_or(f64::INFINITY, f64::from));
        let mut panel = Self { members: vec![], chosen: vec![0; roll.len().div_ceil(64)], shares };
        households(society, roll.neighbourhoods(), |house| {
            let stratum = stratum(roll, house);
            let number = Draw::new(society.seed(), house[0].id.0, Day(0), Purpose::Panel, 0).word(0);
            if underheaven_base::chance(number, shares[stratum]) {
                panel.members.extend(house.iter().map(|p| Member { person: p.id, stratum: stratum as u8 }));
            }
        });
        panel.choose_members(roll);
        panel
    }

    /// One person's household as a panel that stands for nobody else.
    pub fn household(society: &dyn Society, roll: &Roll, person: PersonId) -> Self {
        let mut panel = Self { members: vec![], chosen: vec![], shares: [1.0; 3] };
        let near = person.neighbourhood();
        if roll.neighbourhoods().contains(&near.0) {
            let residents = society.settled(near);
            let house = residents.household(person);
            let stratum = stratum(roll, house) as u8;
            panel.members.extend(house.iter().map(|p| Member { person: p.id, stratum }));
        }
        panel.choose_members(roll);
        panel
    }

    fn choose_members(&mut self, roll: &Roll) {
        self.chosen = vec![0; roll.len().div_ceil(64)];
        for member in &self.members {
            let place = roll.place(member.person);
            self.chosen[place / 64] |= 1 << (place % 64);
        }
    }

    /// A panel of the same shares that holds nobody yet, for people who come to stand in a row one by one.
    pub fn none_of(&self) -> Self {
        Self { members: vec![], chosen: vec![], shares: self.shares }
    }

    /// Notes whether whoever comes to stand at a place is chosen.
    pub fn enter(&mut self, place: usize, chosen: bool) {
        self.chosen.resize(place / 64 + 1, 0);
        self.chosen[place / 64] |= u64::from(chosen) << (place % 64);
    }

    /// Takes the members of the next neighbourhoods; `roll` holds both.
    pub fn append(&mut self, next: Panel, roll: &Roll) {
        self.members.extend(next.members);
        self.choose_members(roll);
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
fn households(society: &dyn Society, neighbourhoods: Range<u32>, mut f: impl FnMut(&[Person])) {
    let mut residents = Residents::default();
    for n in neighbourhoods {
        society.settle(NeighbourhoodId(n), &mut residents);
        residents.people.chunk_by(|a, b| a.household == b.household).for_each(&mut f);
    }
}

/// The first stratum that holds a home.
fn first(voice: bool, critics_kin: bool) -> usize {
    match (voice, critics_kin) {
        (true, _) => 0,
        (_, true) => 1,
        _ => 2,
    }
}

fn stratum(roll: &Roll, house: &[Person]) -> usize {
    let any = |group: Group| house.iter().any(|p| roll.fixed(roll.place(p.id)) & bit(group) != 0);
    first(any(Group::Voices), any(Group::CriticsKin))
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
    use crate::testing::Dozen;

    #[test]
    fn strata_are_those_that_everybodys_own_kin_would_give() {
        let society = Dozen::of(7);
        let (strata, mut sizes, mut kin) = (Strata::of(&society), [0; 3], vec![]);
        households(&society, 0..7, |house| {
            let (mut voice, mut critics_kin) = (false, false);
            for person in house {
                kin.clear();
                society.kin(person.id, &mut kin);
                let critic = |id: PersonId| society.person(id).traits.has(Trait::Critic);
                let of_critic = kin.iter().any(|(id, r)| *r != Relation::Household && critic(*id));
                assert_eq!(strata.critics_kin(person.id), of_critic, "{}", person.id);
                critics_kin |= of_critic;
                voice |= person.traits.has(Trait::Voice);
            }
            sizes[first(voice, critics_kin)] += house.len() as u64;
        });
        assert_eq!(strata.sizes, sizes);
        assert!(sizes.iter().all(|n| *n > 0), "{sizes:?}");
    }

    #[test]
    fn a_household_is_a_panel_of_its_own_wherever_it_lives() {
        let society = Dozen::of(7);
        let person = society.settled(NeighbourhoodId(3)).people[4].id;
        let house: Vec<_> = society.settled(NeighbourhoodId(3)).household(person).iter().map(|p| p.id).collect();
        let members = |neighbourhoods| {
            let roll = Roll::of(&society, &Strata::of(&society), Day(0), neighbourhoods);
            let panel = Panel::household(&society, &roll, person);
            assert!(
                panel.members().iter().all(|m| panel.holds(roll.place(m.person)) && panel.weight(m.stratum) == 1.0)
            );
            panel.members().iter().map(|m| m.person).collect::<Vec<_>>()
        };
        assert_eq!(members(0..7), house);
        assert_eq!(members(2..5), house);
        assert!(members(4..7).is_empty());
    }

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
