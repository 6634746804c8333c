//! How likely people of an age and sex are to drive, drink, post, borrow: the table's shares as keyed chances.
//!
//! Weights are the town's; where the town fills exact numbers, a country draws everybody's word against a chance
//! that gives the same number in expectation, at any size. Nothing here depends on the size of the country.

use super::cards::Cards;
use crate::Trait;
use crate::table::Table;
use crate::template::Template;
use underheaven_base::Role;

/// Chances of one age, sex and place in the household, as parts of 2^16 or, where rare, of 2^32.
#[derive(Clone, Copy, Default, Debug)]
pub struct Chances {
    pub netizen: u32,
    /// Of internet users.
    pub shopper: u32,
    /// Of internet users, heavily or not.
    pub gamer: u32,
    /// Of internet users, heavily.
    pub heavy: u32,
    pub excessive: u32,
    /// To excess or not.
    pub drinker: u32,
    pub driver: u32,
    pub bills: u32,
    pub loan: u32,
    /// Of internet users, of 2^32.
    pub critic: u32,
    /// Of internet users, of 2^32.
    pub voice: u32,
    /// Of 2^32.
    pub member: u32,
}

/// All chances.
pub struct Odds {
    /// By age, sex, and whether one heads the household: see [`profile`].
    pub people: Vec<Chances>,
    /// Words of a household below these are of the poorest, the second, … fifth: in villages, in towns.
    pub fifths: [[u32; 4]; 2],
    /// A rented home, of 2^32: in villages; in towns with a head from 45, under 45.
    pub tenant: [u32; 3],
    /// A household away from its registration, of 2^32: by town and dormitory.
    pub away: [[u32; 2]; 2],
    /// Smallest and largest audience of a voice.
    pub audience: (f64, f64),
    /// Followers of ordinary users by the last bits of a word.
    pub acquaintances: Vec<u16>,
}

/// Where somebody's chances stand.
pub fn profile(age: u8, female: bool, head: bool) -> u16 {
    (u16::from(age) * 2 + u16::from(female)) * 2 + u16::from(head)
}

/// Ages in the tables.
const AGES: usize = 100;

/// How many people there are of each profile, and of which adults.
struct Census {
    count: Vec<f64>,
}

impl Census {
    fn of(template: &Template, heads: &[bool]) -> Self {
        let mut count = vec![0.0; AGES * 4];
        for (member, &head) in template.people.iter().zip(heads) {
            count[profile(member.age, member.female, head) as usize] += 1.0;
        }
        Self { count }
    }

    fn sum(&self, of: impl Fn(Who) -> f64) -> f64 {
        self.count.iter().enumerate().map(|(i, n)| n * of(Who::at(i))).sum()
    }

    /// The chance of each profile so that `total` are expected: in proportion to a weight, at most 1, of those `among`.
    fn shares(&self, total: f64, among: impl Fn(usize) -> f64, weight: impl Fn(Who) -> f64) -> Vec<f64> {
        let rows: Vec<(f64, f64)> =
            self.count.iter().enumerate().map(|(i, n)| (n * among(i), weight(Who::at(i)))).collect();
        let scale = scale(&rows, total);
        rows.iter().map(|(_, w)| (w * scale).min(1.0)).collect()
    }
}

/// Age, sex, head of a household.
#[derive(Clone, Copy)]
struct Who {
    age: u8,
    female: bool,
    head: bool,
}

impl Who {
    fn at(profile: usize) -> Self {
        Self { age: (profile / 4) as u8, female: profile / 2 % 2 == 1, head: profile % 2 == 1 }
    }

    fn adult(self) -> bool {
        self.age >= 18
    }
}

/// The factor that makes chances sum up to `total`, none above 1; rows are (people, weight).
pub fn scale(rows: &[(f64, f64)], total: f64) -> f64 {
    let mut scale = 0.0;
    for _ in 0..40 {
        let (mut full, mut open) = (0.0, 0.0);
        for &(n, w) in rows {
            if w * scale >= 1.0 { full += n } else { open += n * w }
        }
        let next = if open > 0.0 { f64::max((total - full) / open, scale) } else { scale };
        if next <= scale * (1.0 + 1e-12) {
            break;
        }
        scale = next;
    }
    scale
}

fn of_2_16(chance: f64) -> u32 {
    libm::round(chance.clamp(0.0, 1.0) * 65_536.0) as u32
}

fn of_2_32(chance: f64) -> u32 {
    libm::round(chance.clamp(0.0, 1.0) * 4_294_967_295.0) as u32
}

impl Odds {
    /// All chances for a template, whose `heads` are one adult of each household.
    pub fn of(table: &Table, template: &Template, decks: &[Cards], heads: &[bool]) -> Self {
        let census = Census::of(template, heads);
        let s = &table.shares;
        Self {
            people: people(table, &census),
            fifths: fifths(table, template),
            tenant: tenants(table, template, heads),
            away: away(table, template, decks),
            audience: (s.least_audience.value, s.most_audience.value),
            acquaintances: acquaintances(s.ordinary_followers.value),
        }
    }
}

/// Followers by 1024 even steps: half of all have fewer than `middle`, nobody more than 2,000.
fn acquaintances(middle: f64) -> Vec<u16> {
    let of = |step: u32| {
        let rank = (f64::from(step) + 0.5) / 1024.0;
        (middle * (1.0 - rank) / rank).min(2000.0) as u16
    };
    (0..1024).map(of).collect()
}

fn people(table: &Table, census: &Census) -> Vec<Chances> {
    let s = &table.shares;
    let everybody = census.sum(|_| 1.0);
    let adults = census.sum(|w| f64::from(w.adult()));
    let heads = census.sum(|w| f64::from(w.head));
    let all = |_: usize| 1.0;

    let by_age = |row: &[f64], age: u8| match age {
        ..6 => 0.0,
        6..10 => row[0],
        _ => row[(age as usize / 10).min(6)],
    };
    let netizen = census.shares(s.netizens.value * everybody, all, |w| by_age(&s.netizens_by_age.value, w.age));
    let online = |i: usize| netizen[i];
    let shopper = census.shares(s.shoppers.value * everybody, online, |w| f64::from(w.age >= 14));
    let gamer = census.shares(s.gamers.value * everybody, online, |w| by_age(&s.gamers_by_age.value, w.age));
    let critic = census.shares(s.critics.value * adults, online, |w| f64::from(w.adult()));
    let voice = census.shares(s.voices.value * adults, online, |w| f64::from((24..60).contains(&w.age)));
    let member = census.shares(s.members.value * adults, all, |w| f64::from(w.adult()));

    let excessive = |w: Who| if w.adult() { s.excessive_by_sex.value[usize::from(w.female)] } else { 0.0 };
    let moderate = s.drinkers.value * adults - census.sum(excessive);
    let open = |i: usize| 1.0 - excessive(Who::at(i));
    let drinker = census.shares(moderate, open, |w| match w.adult() {
        true => s.drinkers_by_sex.value[usize::from(w.female)],
        false => 0.0,
    });
    let driver = drivers(table, census, everybody);
    let holders = s.bill_holders.value * adults;
    let bills = census.shares(holders, all, |w| match (w.adult(), w.head) {
        (_, true) => 1.0,
        (true, false) => ((holders - heads) / (adults - heads)).max(0.0),
        (false, false) => 0.0,
    });
    let loan = census.shares(s.borrowers.value * adults, all, |w| match w.age {
        ..18 => 0.0,
        18..25 => 0.5,
        25..55 => 1.0,
        55..65 => 0.5,
        _ => 0.15,
    });
    let row = |i: usize| {
        let too_much = excessive(Who::at(i));
        Chances {
            netizen: of_2_16(netizen[i]),
            shopper: of_2_16(shopper[i]),
            gamer: of_2_16(gamer[i]),
            heavy: of_2_16(gamer[i] * s.heavy_gamers.value),
            excessive: of_2_16(too_much),
            drinker: of_2_16(too_much + (1.0 - too_much) * drinker[i]),
            driver: of_2_16(driver[i]),
            bills: of_2_16(bills[i]),
            loan: of_2_16(loan[i]),
            critic: of_2_32(critic[i]),
            voice: of_2_32(voice[i]),
            member: of_2_32(member[i]),
        }
    };
    (0..census.count.len()).map(row).collect()
}

/// Both read margins hold: by sex, and 26 to 50 or another age.
fn drivers(table: &Table, census: &Census, everybody: f64) -> Vec<f64> {
    let s = &table.shares;
    let mut chances = vec![0.0; census.count.len()];
    for female in [false, true] {
        let sex = if female { s.women_among_drivers.value } else { 1.0 - s.women_among_drivers.value };
        for middle in [false, true] {
            let age = if middle { s.drivers_26_to_50.value } else { 1.0 - s.drivers_26_to_50.value };
            let fits = |w: Who| {
                let inside = (26..=50).contains(&w.age);
                w.female == female && inside == middle && (18..=70).contains(&w.age)
            };
            let of = census.shares(s.drivers.value * everybody * sex * age, |_| 1.0, |w| f64::from(fits(w)));
            chances.iter_mut().zip(of).for_each(|(all, some)| *all += some);
        }
    }
    chances
}

/// Where a household's word must fall for each fifth, so that each holds a fifth of the people: a town's
/// households stand ahead of a village's.
fn fifths(table: &Table, template: &Template) -> [[u32; 4]; 2] {
    let lead = table.shares.town_income_lead.value / 5.0;
    let urban = urban_share(template);
    let below = |score: f64| urban * (score - lead).clamp(0.0, 1.0) + (1.0 - urban) * score.clamp(0.0, 1.0);
    let score = |share: f64| {
        let (mut low, mut high) = (0.0, 1.0 + lead);
        for _ in 0..60 {
            let middle = (low + high) / 2.0;
            if below(middle) < share { low = middle } else { high = middle }
        }
        low
    };
    let words = |ahead: f64| std::array::from_fn(|k| of_2_32(score((k as f64 + 1.0) / 5.0) - ahead));
    [words(0.0), words(lead)]
}

/// Which part of a template's people live in towns.
pub fn urban_share(template: &Template) -> f64 {
    let of = |urban: bool| {
        let decks = template.decks.iter().filter(|d| d.kind.urban == urban);
        f64::from(decks.map(|d| d.people.1 - d.people.0).sum::<u32>())
    };
    of(true) / (of(true) + of(false))
}

fn deck_of(template: &Template) -> impl Fn(usize) -> usize {
    let ends: Vec<u32> = template.decks.iter().map(|d| d.people.1).collect();
    move |i| ends.partition_point(|&end| end <= i as u32)
}

/// Which of the three rates of renting a home has: a village's, a town's, a town's with a young head.
pub fn renting(urban: bool, head_age: u8) -> usize {
    match (urban, head_age) {
        (false, _) => 0,
        (true, 45..) => 1,
        (true, _) => 2,
    }
}

fn tenants(table: &Table, template: &Template, heads: &[bool]) -> [u32; 3] {
    const WEIGHTS: [f64; 3] = [0.5, 2.0, 4.0];
    let (deck, mut count) = (deck_of(template), [0.0; 3]);
    for (i, _) in heads.iter().enumerate().filter(|(_, head)| **head) {
        count[renting(template.decks[deck(i)].kind.urban, template.people[i].age)] += 1.0;
    }
    let rows: Vec<(f64, f64)> = count.into_iter().zip(WEIGHTS).collect();
    let scale = scale(&rows, table.shares.renting.value * count.iter().sum::<f64>());
    WEIGHTS.map(|w| of_2_32(w * scale))
}

/// Whole households are away, in towns and in dormitories more than elsewhere.
fn away(table: &Table, template: &Template, decks: &[Cards]) -> [[u32; 2]; 2] {
    const DORMITORIES: f64 = 1.6;
    let mut people = [[0.0; 2]; 2];
    for (deck, cards) in template.decks.iter().zip(decks) {
        for n in 0..cards.len() {
            let card = cards.card(n);
            let first = &template.people[(deck.people.0 + u32::from(card.first)) as usize];
            let collective = first.role == Role::Collective;
            people[usize::from(deck.kind.urban)][usize::from(collective)] += f64::from(card.size);
        }
    }
    let lead = table.shares.away_in_towns.value;
    let weights = [[1.0, DORMITORIES], [lead, lead * DORMITORIES]];
    let rows: Vec<(f64, f64)> = people.concat().into_iter().zip(weights.concat()).collect();
    let scale = scale(&rows, table.shares.away.value * template.people.len() as f64);
    weights.map(|row| row.map(|w| of_2_32(w * scale)))
}

/// Facts of the cards, the same wherever they are dealt: heads of households and who buys the baby goods.
pub fn roles(template: &Template, decks: &[Cards]) -> Vec<u32> {
    let mut roles = vec![0; template.people.len()];
    for (deck, cards) in template.decks.iter().zip(decks) {
        for n in 0..cards.len() {
            let card = cards.card(n);
            let first = deck.people.0 + u32::from(card.first);
            let members = first..first + u32::from(card.size);
            let age = |i: u32| template.people[i as usize].age;
            let adult = |least: u8| members.clone().find(|&i| age(i) >= least);
            let Some(head) = adult(24).or_else(|| adult(18)) else { continue };
            roles[head as usize] |= Trait::Householder as u32;
            if members.clone().any(|i| age(i) < 18) {
                let mother = members.clone().find(|&i| {
                    let p = &template.people[i as usize];
                    p.female && matches!(p.role, Role::Couple | Role::LoneParent)
                });
                roles[mother.unwrap_or(head) as usize] |= Trait::InfantBuyer as u32;
            }
        }
    }
    roles
}

#[cfg(test)]
mod tests {
    use super::scale;

    #[test]
    fn chances_sum_up_to_the_total_and_stay_below_one() {
        let rows = [(100.0, 0.1), (30.0, 0.9), (5.0, 0.0), (50.0, 0.4)];
        for total in [1.0, 40.0, 100.0, 150.0] {
            let by = scale(&rows, total);
            let sum: f64 = rows.iter().map(|(n, w)| n * (w * by).min(1.0)).sum();
            assert!((sum - total).abs() < 1e-6, "{total}: {sum}");
        }
    }
}
