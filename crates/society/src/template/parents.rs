//! Finds each birth family's living parents among the people, and couples without children.
//!
//! A father is taken from the children's clan, a mother from the other: so no rewiring of who was born where
//! (which keeps age, sex and clan) can ever marry brother and sister.

use super::{Family, Member, NONE, curve};
use crate::dice::{Dice, Roll};
use crate::table::Table;

/// A parent is at least so many whole years older than the eldest child.
const LEAST_GAP: i32 = 16;
/// How far from the wanted age a parent may be, the nearest tried first.
const NEAR: [i32; 9] = [0, 1, -1, 2, -2, 3, -3, 4, 5];

/// People who head no family yet, by age, sex and clan.
struct Pool(Vec<Vec<u32>>);

impl Pool {
    fn of(people: &[Member], families: &[Family], dice: &mut Dice) -> Self {
        let mut adults: Vec<u32> = (0..people.len() as u32).filter(|&i| people[i as usize].age >= 18).collect();
        dice.shuffle(&mut adults);
        let mut pool = Self(vec![vec![]; 400]);
        for i in adults {
            let p = &people[i as usize];
            pool.at(i32::from(p.age), p.female, families[p.birth as usize].clan).push(i);
        }
        pool
    }

    fn at(&mut self, age: i32, female: bool, clan: bool) -> &mut Vec<u32> {
        &mut self.0[(age as usize * 2 + usize::from(female)) * 2 + usize::from(clan)]
    }

    /// Takes somebody of about this age, no younger than `least`.
    fn take(&mut self, age: i32, least: i32, female: bool, clan: bool) -> Option<u32> {
        let near = NEAR.into_iter().map(|d| age + d).filter(|a| (least..=99).contains(a));
        near.into_iter().find_map(|a| self.at(a, female, clan).pop())
    }
}

/// Sets the elders of all families; adds childless couples.
pub fn pair(table: &Table, people: &mut [Member], families: &mut Vec<Family>, seed: u64) {
    let mut dice = Dice::new(seed, Roll::Parents);
    let mut pool = Pool::of(people, families, &mut dice);
    let mut order: Vec<usize> = (0..families.len()).collect();
    dice.shuffle(&mut order);
    // children under 18 need somebody to live with: their families choose first
    order.sort_by_key(|&i| youngest(&families[i], people) >= 18);
    for i in order {
        for female in [true, false] {
            if let Some(parent) = living_parent(table, &families[i], people, female, &mut pool, &mut dice) {
                set_elder(people, families, i, parent);
            }
        }
    }
    childless(table, people, families, &mut pool, &mut dice);
}

fn youngest(family: &Family, people: &[Member]) -> u8 {
    family.children.last().map_or(99, |&c| people[c as usize].age)
}

fn living_parent(
    table: &Table,
    family: &Family,
    people: &[Member],
    female: bool,
    pool: &mut Pool,
    dice: &mut Dice,
) -> Option<u32> {
    let (age, alive, clan) = match female {
        true => (family.mother_age, &table.families.mothers_alive, !family.clan),
        false => (family.father_age, &table.families.fathers_alive, family.clan),
    };
    let lives = dice.happens(curve(&alive.value, 20, 5, age)) || youngest(family, people) < 18;
    let eldest = family.children.first().map_or(0, |&c| i32::from(people[c as usize].age));
    if lives { pool.take(age, eldest + LEAST_GAP, female, clan) } else { None }
}

fn set_elder(people: &mut [Member], families: &mut [Family], family: usize, elder: u32) {
    let person = &mut people[elder as usize];
    person.own = family as u32;
    let (seat, age) = match person.female {
        true => (&mut families[family].mother, i32::from(person.age)),
        false => (&mut families[family].father, i32::from(person.age)),
    };
    debug_assert_eq!(*seat, NONE);
    *seat = elder;
    if person.female {
        families[family].mother_age = age;
    } else {
        families[family].father_age = age;
    }
}

/// Marries a share of the women who are left, by age, to men somewhat older of the other clan.
fn childless(table: &Table, people: &mut [Member], families: &mut Vec<Family>, pool: &mut Pool, dice: &mut Dice) {
    for age in 20..90 {
        for clan in [false, true] {
            for wife in std::mem::take(pool.at(age, true, clan)) {
                if !dice.happens(curve(&table.families.childless_married.value, 20, 10, age)) {
                    continue;
                }
                let older = libm::round(table.families.husband_older.value) as i32;
                if let Some(husband) = pool.take(age + older, 20, false, !clan) {
                    families.push(Family {
                        mother: NONE,
                        father: NONE,
                        mother_age: age,
                        father_age: age,
                        clan: !clan,
                        children: vec![],
                        deck: NONE,
                    });
                    let new = families.len() - 1;
                    set_elder(people, families, new, wife);
                    set_elder(people, families, new, husband);
                }
            }
        }
    }
}
