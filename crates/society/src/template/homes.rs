//! Households: couples and their children, elders who moved in, people alone, dormitories.
//!
//! Grown children stay with their parents or leave; some who leave share a collective household. Last, old
//! parents move in with a grown child, one home after another, until households have the counted mean size.

use super::{Family, Member, NONE, curve};
use crate::dice::{Dice, Roll};
use crate::table::Table;
use underheaven_base::Role;

/// Old enough to move in with a grown child.
const ELDERLY: u8 = 55;
/// Oldest who share a dormitory.
const DORMITORY: u8 = 39;

struct Settling<'a> {
    people: &'a mut [Member],
    families: &'a [Family],
    homes: u32,
    dice: Dice,
}

/// Gives everybody a household and a role in it; returns how many numbers were used (some stay empty).
pub fn settle(table: &Table, people: &mut [Member], families: &[Family], seed: u64) -> u32 {
    let mut settling = Settling { people, families, homes: 0, dice: Dice::new(seed, Roll::Homes) };
    settling.families_at_home(table);
    settling.orphans();
    let collective = settling.dormitories(table);
    settling.alone();
    let (in_families, homes) = (settling.people.len() as f64 - f64::from(collective.0), settling.homes - collective.1);
    let wanted = libm::round(in_families / table.homes.mean_size.value) as u32;
    settling.move_in(homes.saturating_sub(wanted));
    settling.homes
}

impl Settling<'_> {
    fn new_home(&mut self) -> u32 {
        self.homes += 1;
        self.homes - 1
    }

    fn put(&mut self, person: u32, home: u32, role: Role) {
        let person = &mut self.people[person as usize];
        (person.home, person.role) = (home, role);
    }

    /// Every family with a living elder has a home; its unmarried children stay with a probability by age and sex.
    fn families_at_home(&mut self, table: &Table) {
        for family in self.families {
            let elders: Vec<u32> = family.elders().collect();
            if elders.is_empty() {
                continue;
            }
            let home = self.new_home();
            let mut children = 0;
            for &child in &family.children {
                let person = &self.people[child as usize];
                let stays = curve(&table.homes.grown_child_stays.value, 18, 6, i32::from(person.age));
                if person.age < 18 || (person.own == NONE && self.dice.happens(stays)) {
                    self.put(child, home, Role::Child);
                    children += 1;
                }
            }
            let role = match (elders.len(), children) {
                (2, _) => Role::Couple,
                (_, 0) => Role::Alone,
                _ => Role::LoneParent,
            };
            elders.into_iter().for_each(|e| self.put(e, home, role));
        }
    }

    /// Children without a living parent grow up in another family.
    fn orphans(&mut self) {
        let orphans: Vec<u32> = self.homeless(|p| p.age < 18);
        for child in orphans {
            let home = self.dice.below(self.homes as usize) as u32;
            self.put(child, home, Role::Child);
        }
    }

    fn homeless(&self, which: impl Fn(&Member) -> bool) -> Vec<u32> {
        let of = |i: &u32| self.people[*i as usize].home == NONE && which(&self.people[*i as usize]);
        (0..self.people.len() as u32).filter(of).collect()
    }

    /// Collective households of a few people each, until the counted share lives in them: people and homes.
    fn dormitories(&mut self, table: &Table) -> (u32, u32) {
        let mut young = self.homeless(|p| p.age <= DORMITORY);
        self.dice.shuffle(&mut young);
        young.sort_by_key(|&i| self.people[i as usize].age / 8);
        let wanted = libm::round(self.people.len() as f64 * table.homes.collective_share.value) as usize;
        young.truncate(wanted);
        let size = table.homes.collective_size.value;
        let homes = (libm::round(young.len() as f64 / size) as usize).max(1);
        for (i, &person) in young.iter().enumerate() {
            let home = self.homes + (i * homes / young.len()) as u32;
            self.put(person, home, Role::Collective);
        }
        self.homes += if young.is_empty() { 0 } else { homes as u32 };
        (young.len() as u32, if young.is_empty() { 0 } else { homes as u32 })
    }

    fn alone(&mut self) {
        for person in self.homeless(|_| true) {
            let home = self.new_home();
            self.put(person, home, Role::Alone);
        }
    }

    /// Old couples and lone elders give up so many homes and move in with a child who has a family, a son first.
    fn move_in(&mut self, homes: u32) {
        let mut taken = vec![0_u32; self.homes as usize];
        self.people.iter().for_each(|p| taken[p.home as usize] += 1);
        let mut moves: Vec<(u64, u32)> = vec![];
        for (i, family) in self.families.iter().enumerate() {
            if let Some(pressure) = self.pressure(family, &taken) {
                moves.push(((self.dice.unit() / pressure * 1e12) as u64, i as u32));
            }
        }
        moves.sort_unstable();
        let (mut hosting, mut left) = (vec![false; self.homes as usize], homes);
        for (_, i) in moves {
            let family = &self.families[i as usize];
            let from = family.elder().map_or(NONE, |e| self.people[e as usize].home);
            if left > 0
                && !hosting[from as usize]
                && let Some(to) = self.host(family, &hosting)
            {
                hosting[to as usize] = true;
                hosting[from as usize] = true;
                family.elders().for_each(|e| self.put(e, to, Role::Elder));
                left -= 1;
            }
        }
    }

    /// How likely elders are to move in: none while a child lives with them or they are not old;
    /// lone ones less, so that as many live alone as were counted.
    fn pressure(&self, family: &Family, taken: &[u32]) -> Option<f64> {
        let ages = || family.elders().map(|e| self.people[e as usize].age);
        let (oldest, elders) = (ages().max()?, ages().count() as u32);
        let home = self.people[family.elder()? as usize].home;
        let ready = oldest >= ELDERLY && taken[home as usize] == elders;
        let age = f64::from(oldest) - f64::from(ELDERLY) + 5.0;
        ready.then_some(age * if elders == 1 { 0.5 } else { 1.0 })
    }

    fn host(&self, family: &Family, hosting: &[bool]) -> Option<u32> {
        let people = &self.people;
        let fit = |&&c: &&u32| {
            let child = &people[c as usize];
            child.own != NONE && !hosting[child.home as usize]
        };
        let child = family.children.iter().filter(fit).min_by_key(|&&c| people[c as usize].female)?;
        Some(people[*child as usize].home)
    }
}
