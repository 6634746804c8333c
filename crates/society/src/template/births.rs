//! Deals everybody into families of birth: who has how many brothers and sisters, and how old is their mother.
//!
//! A child draws the mother's age; mothers of one age then share their children, so that family sizes follow
//! from how many women of that age there are and how many of them had children. Mothers who are dead count too.

use super::{Family, Member, NONE, curve};
use crate::dice::{Dice, Roll};
use crate::table::Table;

/// Youngest and oldest age of a mother at a birth.
const FERTILE: std::ops::RangeInclusive<i32> = 18..=46;
/// From this age on, the counted women say too little about how many mothers there were.
const TOO_FEW_LEFT: i32 = 85;
/// Families of fewer children than this on average hardly differ in size.
const SMALL: f64 = 2.2;

/// Gives everybody a birth family and returns the families.
pub fn siblings(table: &Table, people: &mut [Member], seed: u64) -> Vec<Family> {
    let mut dice = Dice::new(seed, Roll::Births);
    let women = women_ever(table, people);
    let mut children_of = vec![vec![]; 160];
    for (i, person) in people.iter().enumerate() {
        let mother = i32::from(person.age) + gap(table, person, &women, &mut dice);
        children_of[mother as usize].push(i as u32);
    }
    let mut families = vec![];
    for (mother, mut children) in children_of.into_iter().enumerate() {
        if !children.is_empty() {
            dice.shuffle(&mut children);
            let mothers = mothers(table, mother as i32, children.len(), women[mother.min(99)]);
            share(table, mother as i32, mothers, &children, people, &mut dice, &mut families);
        }
    }
    families
}

/// Women of each age, those put back who have died since they were young.
fn women_ever(table: &Table, people: &[Member]) -> [f64; 100] {
    let mut women = [0.0; 100];
    for person in people.iter().filter(|p| p.female) {
        women[person.age as usize] += 1.0;
    }
    for (age, count) in women.iter_mut().enumerate() {
        *count /= curve(&table.families.mothers_alive.value, 20, 5, age as i32).max(0.02);
    }
    women
}

/// How much older this person's mother is: a bell around the time's mean, likelier where there were more women.
fn gap(table: &Table, person: &Member, women: &[f64; 100], dice: &mut Dice) -> i32 {
    let age = i32::from(person.age);
    let family = &table.families;
    let mean = curve(&family.mothers_age_at_birth.value, 0, 10, age);
    let spread = family.mothers_age_spread.value;
    let cohort = |mother: i32| women[mother.min(75) as usize];
    let most = FERTILE.map(|g| cohort(age + g)).fold(0.0, f64::max);
    loop {
        let gap = libm::round(mean + spread * dice.bell()) as i32;
        if FERTILE.contains(&gap) && dice.happens(cohort(age + gap) / most) {
            return gap;
        }
    }
}

/// Among how many mothers of this age the children are shared.
fn mothers(table: &Table, mother: i32, children: usize, women: f64) -> usize {
    let family = &table.families;
    let wanted = if mother < TOO_FEW_LEFT {
        women * curve(&family.mothers_among_women.value, 15, 5, mother)
    } else {
        children as f64 / curve(&family.children_of_the_dead.value, 85, 15, mother)
    };
    (libm::round(wanted) as usize).clamp(1, children)
}

/// Shares children among mothers of one age: one each, and the rest among those who went on having children.
fn share(
    table: &Table,
    mother: i32,
    mothers: usize,
    children: &[u32],
    people: &mut [Member],
    dice: &mut Dice,
    families: &mut Vec<Family>,
) {
    let mean = children.len() as f64 / mothers as f64;
    let stopped = curve(&table.families.one_child_only.value, 20, 10, mother);
    // the others may not be left with too many: at most 2.4 children or 1.5 times the mean
    let most = f64::max(2.4, 1.5 * mean);
    let stopped = stopped.min(((most - mean) / (most - 1.0)).max(0.0));
    let open = mothers - (libm::floor(stopped * mothers as f64) as usize).min(mothers - 1);
    let ceiling = libm::ceil(most) as usize + 2;

    let mut dealt: Vec<Vec<u32>> = children[..mothers].iter().map(|&c| vec![c]).collect();
    for &child in &children[mothers..] {
        let at = place(child, &dealt[..open], ceiling, mean, people, dice);
        dealt[at].push(child);
    }
    for mut children in dealt {
        children.sort_by_key(|&c| std::cmp::Reverse(people[c as usize].age));
        for &c in &children {
            people[c as usize].birth = families.len() as u32;
        }
        families.push(family(table, mother, children, dice));
    }
}

/// A mother for one more child: siblings stand two years apart if that can be had, else one, else nothing is asked.
///
/// Where families are small their sizes differ little, so the smaller of two takes the child.
fn place(child: u32, open: &[Vec<u32>], ceiling: usize, mean: f64, people: &[Member], dice: &mut Dice) -> usize {
    let age = |c: u32| i32::from(people[c as usize].age);
    for apart in [2, 1] {
        for _ in 0..24 {
            let (mut at, other) = (dice.below(open.len()), dice.below(open.len()));
            if mean < SMALL && open[other].len() < open[at].len() {
                at = other;
            }
            let room = open[at].len() < ceiling;
            if room && open[at].iter().all(|&o| (age(o) - age(child)).abs() >= apart) {
                return at;
            }
        }
    }
    dice.below(open.len())
}

fn family(table: &Table, mother: i32, children: Vec<u32>, dice: &mut Dice) -> Family {
    let older = table.families.husband_older.value + 2.4 * dice.bell();
    let (father_age, clan) = (mother + libm::round(older) as i32, dice.happens(0.5));
    Family { mother: NONE, father: NONE, mother_age: mother, father_age, clan, children, deck: NONE }
}
