//! How many people there are of each age and sex, rounded so that every margin is met.

use super::{Distance, Member, NONE};
use crate::table::Table;
use underheaven_base::Role;

/// Everybody, by age and sex, without a family or a home yet.
///
/// Rounds running totals instead of cells: no sum is ever off by more than half a person.
pub fn count(table: &Table, decks: u32) -> Vec<Member> {
    let size = f64::from(decks) * table.size.people_each.value;
    let shares = shares(table);
    let (mut people, mut wanted) = (Vec::with_capacity(size as usize), 0.0);
    for (age, both) in shares.iter().enumerate() {
        for (female, share) in [false, true].into_iter().zip(both) {
            wanted += size * share;
            while (people.len() as f64) < (wanted + 1e-6).floor() {
                people.push(newcomer(age as u8, female));
            }
        }
    }
    while (people.len() as f64) < size.floor() {
        people.push(newcomer(40, true));
    }
    people
}

fn newcomer(age: u8, female: bool) -> Member {
    Member { age, female, birth: NONE, own: NONE, home: NONE, role: Role::Alone, distance: Distance::Home }
}

/// Shares of the population by single year of age: men, women. Level within five-year groups.
///
/// All ratios of men to women are raised or lowered together until everybody's ratio is the counted one.
fn shares(table: &Table) -> Vec<[f64; 2]> {
    let wanted = table.population.men_per_100_women_of_all.value / 100.0;
    let mut rake = 1.0;
    for _ in 0..8 {
        let men: f64 = by_age(table, rake).iter().map(|both| both[0]).sum();
        rake *= wanted * (1.0 - men) / men;
    }
    by_age(table, rake)
}

fn by_age(table: &Table, rake: f64) -> Vec<[f64; 2]> {
    let groups = &table.population.by_age.value;
    let men = &table.population.men_per_100_women.value;
    let total: f64 = groups.iter().sum();
    (0..groups.len() * 5)
        .map(|age| {
            let (group, ratio) = (groups[age / 5] / total / 5.0, rake * men[age / 5] / 100.0);
            [group * ratio / (1.0 + ratio), group / (1.0 + ratio)]
        })
        .collect()
}
