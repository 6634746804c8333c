//! Who drives, drinks, plays, posts, borrows, works: exact numbers from the table's shares, by keyed quotas.
//!
//! Ages are those of the day of the count. Traits never change; whether one is old enough is asked by the day.

use super::Places;
use super::quotas::Quotas;
use crate::table::Table;
use crate::template::{NONE, Template};
use crate::{Person, Trait};
use underheaven_base::{Day, Draw, Purpose, Role};

/// Numbers of the quotas; part of the model, a new one is added at the end.
#[derive(Clone, Copy)]
#[repr(u32)]
enum Quota {
    BillHolders,
    Borrowers,
    Renting,
    DrivingMen,
    DrivingWomen,
    DrivingMenOther,
    DrivingWomenOther,
    Drinkers,
    Netizens,
    Shoppers,
    Gamers,
    HeavyGamers,
    Critics,
    Voices,
    Members,
    Singles,
    WorkingMen,
    WorkingWomen,
    Away,
    ExcessiveMen,
    ExcessiveWomen,
    Audiences,
}

struct Filling<'a> {
    people: &'a mut [Person],
    template: &'a Template,
    places: &'a Places,
    quotas: Quotas<'a>,
    seed: u64,
    adults: f64,
}

/// Gives everybody their traits and followers.
pub fn fill(table: &Table, people: &mut [Person], template: &Template, places: &Places, seed: u64) {
    let adults = template.people.iter().filter(|m| m.age >= 18).count() as f64;
    let quotas = Quotas::new(places, seed);
    let mut filling = Filling { people, template, places, quotas, seed, adults };
    filling.households(table);
    filling.money(table);
    filling.drivers(table);
    filling.drinkers(table);
    filling.online(table);
    filling.rare(table);
    filling.workers(table);
    filling.away(table);
}

impl Filling<'_> {
    fn age(&self, i: u32) -> u8 {
        self.template.people[i as usize].age
    }

    fn has(&self, i: u32, t: Trait) -> bool {
        self.people[i as usize].traits.has(t)
    }

    fn give(&mut self, chosen: &[u32], t: Trait) {
        for &i in chosen {
            let traits = &mut self.people[i as usize].traits;
            *traits = traits.with(t);
        }
    }

    fn is_urban(&self, i: u32) -> bool {
        self.places.urban[self.people[i as usize].id.neighbourhood().0 as usize]
    }

    /// Chooses `total` people by weight and gives them a trait.
    fn draw(&mut self, quota: Quota, t: Trait, total: f64, weight: impl Fn(&Self, u32) -> f64) {
        let chosen = self.choose(quota, total, weight);
        self.give(&chosen, t);
    }

    fn choose(&mut self, quota: Quota, total: f64, weight: impl Fn(&Self, u32) -> f64) -> Vec<u32> {
        self.quotas.choose(quota as u32, total, |i| weight(self, i))
    }

    /// One adult asks for each household's rentals; the mother buys the baby goods.
    fn households(&mut self, table: &Table) {
        let (mut heads, mut buyers) = (vec![], vec![]);
        for home in self.places.homes.windows(2) {
            let members = home[0]..home[1];
            let adult = |least: u8| members.clone().find(|&i| self.age(i) >= least);
            let Some(head) = adult(24).or_else(|| adult(18)) else { continue };
            heads.push(head);
            if members.clone().any(|i| self.age(i) < 18) {
                let mother = members.clone().find(|&i| {
                    let p = &self.people[i as usize];
                    p.female && matches!(p.role, Role::Couple | Role::LoneParent)
                });
                buyers.push(mother.unwrap_or(head));
            }
        }
        self.give(&heads, Trait::Householder);
        self.give(&buyers, Trait::InfantBuyer);
        let renting = table.shares.renting.value * heads.len() as f64;
        self.draw(Quota::Renting, Trait::Tenant, renting, |me, i| match me.has(i, Trait::Householder) {
            false => 0.0,
            true if me.is_urban(i) && me.age(i) < 45 => 4.0,
            true if me.is_urban(i) => 2.0,
            true => 0.5,
        });
    }

    /// Bills go first to whoever heads a household, loans to people of working age.
    fn money(&mut self, table: &Table) {
        let holders = table.shares.bill_holders.value * self.adults;
        let heads = (0..self.people.len() as u32).filter(|&i| self.has(i, Trait::Householder)).count() as f64;
        self.draw(Quota::BillHolders, Trait::BillHolder, holders, |me, i| match me.age(i) {
            ..18 => 0.0,
            _ if me.has(i, Trait::Householder) => 1.0,
            _ => ((holders - heads) / (me.adults - heads)).max(0.0),
        });
        let borrowers = table.shares.borrowers.value * self.adults;
        self.draw(Quota::Borrowers, Trait::Borrower, borrowers, |me, i| match me.age(i) {
            ..18 => 0.0,
            18..25 => 0.5,
            25..55 => 1.0,
            55..65 => 0.5,
            _ => 0.15,
        });
    }

    /// Four quotas, so that both read margins hold: by sex, and 26 to 50 or another age.
    fn drivers(&mut self, table: &Table) {
        let s = &table.shares;
        let all = s.drivers.value * self.people.len() as f64;
        let middle = |age: u8| (26..=50).contains(&age);
        for (female, inner, outer) in
            [(false, Quota::DrivingMen, Quota::DrivingMenOther), (true, Quota::DrivingWomen, Quota::DrivingWomenOther)]
        {
            let of = all * if female { s.women_among_drivers.value } else { 1.0 - s.women_among_drivers.value };
            let inside = of * s.drivers_26_to_50.value;
            self.draw(inner, Trait::Driver, inside, |me, i| {
                f64::from(me.people[i as usize].female == female && middle(me.age(i)))
            });
            self.draw(outer, Trait::Driver, of - inside, |me, i| {
                let (age, fits) = (me.age(i), me.people[i as usize].female == female);
                f64::from(fits && (18..=70).contains(&age) && !middle(age))
            });
        }
    }

    fn drinkers(&mut self, table: &Table) {
        let s = &table.shares;
        let mut excessive = 0.0;
        for (female, quota) in [(false, Quota::ExcessiveMen), (true, Quota::ExcessiveWomen)] {
            let fits = |me: &Self, i: u32| me.age(i) >= 18 && me.people[i as usize].female == female;
            let adults = (0..self.people.len() as u32).filter(|&i| fits(self, i)).count() as f64;
            let total = adults * s.excessive_by_sex.value[usize::from(female)];
            excessive += total;
            self.draw(quota, Trait::ExcessiveDrinker, total, |me, i| f64::from(fits(me, i)));
        }
        let by_sex = &s.drinkers_by_sex.value;
        let total = s.drinkers.value * self.adults - excessive;
        self.draw(Quota::Drinkers, Trait::Drinker, total, |me, i| {
            let open = me.age(i) >= 18 && !me.has(i, Trait::ExcessiveDrinker);
            if open { by_sex[usize::from(me.people[i as usize].female)] } else { 0.0 }
        });
    }

    /// Internet users, and among them shoppers and gamers.
    fn online(&mut self, table: &Table) {
        let (s, everybody) = (&table.shares, self.people.len() as f64);
        let by_age = |row: &[f64], age: u8| match age {
            ..6 => 0.0,
            6..10 => row[0],
            _ => row[(age as usize / 10).min(6)],
        };
        self.draw(Quota::Netizens, Trait::Netizen, s.netizens.value * everybody, |me, i| {
            by_age(&s.netizens_by_age.value, me.age(i))
        });
        self.draw(Quota::Shoppers, Trait::Shopper, s.shoppers.value * everybody, |me, i| {
            f64::from(me.has(i, Trait::Netizen) && me.age(i) >= 14)
        });
        let gamers = s.gamers.value * everybody;
        let gamer = |me: &Self, i: u32| match me.has(i, Trait::Netizen) {
            true => by_age(&s.gamers_by_age.value, me.age(i)),
            false => 0.0,
        };
        let gamers = self.choose(Quota::Gamers, gamers, gamer);
        let heavy = s.heavy_gamers.value * gamers.len() as f64;
        let heavy = self.choose(Quota::HeavyGamers, heavy, |_, i| f64::from(gamers.binary_search(&i).is_ok()));
        self.give(&heavy, Trait::HeavyGamer);
        let others: Vec<u32> = gamers.into_iter().filter(|i| heavy.binary_search(i).is_err()).collect();
        self.give(&others, Trait::Gamer);
    }

    /// Critics, voices with their audience, members, searching singles.
    fn rare(&mut self, table: &Table) {
        let (s, adults) = (&table.shares, self.adults);
        let online_adult = |me: &Self, i: u32| f64::from(me.has(i, Trait::Netizen) && me.age(i) >= 18);
        self.draw(Quota::Critics, Trait::Critic, s.critics.value * adults, online_adult);
        let working_age = |me: &Self, i: u32| match (24..60).contains(&me.age(i)) {
            true => online_adult(me, i),
            false => 0.0,
        };
        self.draw(Quota::Voices, Trait::Voice, s.voices.value * adults, working_age);
        self.draw(Quota::Members, Trait::Member, s.members.value * adults, |me, i| f64::from(me.age(i) >= 18));
        self.draw(Quota::Singles, Trait::Single, s.singles.value * adults, |me, i| {
            let open = me.template.people[i as usize].own == NONE;
            match me.age(i) {
                20..36 if open => 1.0,
                36..56 if open => 0.4,
                _ => 0.0,
            }
        });
        self.followers(table);
    }

    /// Audiences: half as many twice as large. Voices stand evenly on that line; others have acquaintances.
    fn followers(&mut self, table: &Table) {
        let s = &table.shares;
        let mut voices: Vec<u32> = (0..self.people.len() as u32).filter(|&i| self.has(i, Trait::Voice)).collect();
        crate::dice::Dice::numbered(self.seed, crate::dice::Roll::Traits, Quota::Audiences as u32).shuffle(&mut voices);
        let count = voices.len() as f64;
        for (rank, i) in voices.into_iter().enumerate() {
            let rarity = (rank as f64 + 0.5) / count;
            let audience = (s.least_audience.value / rarity).min(s.most_audience.value);
            self.people[i as usize].followers = audience as u32;
        }
        for person in self.people.iter_mut().filter(|p| p.traits.has(Trait::Netizen) && !p.traits.has(Trait::Voice)) {
            let word = Draw::new(self.seed, person.id.0, Day(0), Purpose::Trait, 2).word(0);
            let rank = (f64::from(word) + 0.5) / 4_294_967_296.0;
            person.followers = (s.ordinary_followers.value * (1.0 - rank) / rank).min(2000.0) as u32;
        }
    }

    /// Whoever is between 18 and 59 at some time from mid-2014 on, which is up to 65 on the day of the count.
    fn workers(&mut self, table: &Table) {
        for (female, quota) in [(false, Quota::WorkingMen), (true, Quota::WorkingWomen)] {
            let fits = |me: &Self, i: u32| (18..=65).contains(&me.age(i)) && me.people[i as usize].female == female;
            let open = (0..self.people.len() as u32).filter(|&i| fits(self, i)).count() as f64;
            let total = open * table.shares.workers_by_sex.value[usize::from(female)];
            self.draw(quota, Trait::Worker, total, |me, i| f64::from(fits(me, i)));
        }
    }

    /// Whole households are away from their registration, in towns and in dormitories more than elsewhere.
    fn away(&mut self, table: &Table) {
        let lead = table.shares.away_in_towns.value;
        let homes = &self.places.homes;
        let size_of = |me: &Self, i: u32| {
            let at = homes.partition_point(|&first| first <= i);
            if me.places.homes[at - 1] == i { f64::from(homes[at] - i) } else { 0.0 }
        };
        let weight = |me: &Self, i: u32| {
            let dormitory = if me.people[i as usize].role == Role::Collective { 1.6 } else { 1.0 };
            dormitory * if me.is_urban(i) { lead } else { 1.0 }
        };
        let firsts: Vec<u32> = homes[..homes.len() - 1].to_vec();
        let sum = |of: &dyn Fn(u32) -> f64| firsts.iter().map(|&i| of(i)).sum::<f64>();
        let (heads, heavy) = (sum(&|i| weight(self, i)), sum(&|i| weight(self, i) * size_of(self, i)));
        let total = table.shares.away.value * self.people.len() as f64 * heads / heavy;
        let first = |me: &Self, i: u32| if size_of(me, i) > 0.0 { weight(me, i) } else { 0.0 };
        for i in self.choose(Quota::Away, total, first) {
            let end = i + size_of(self, i) as u32;
            self.give(&(i..end).collect::<Vec<_>>(), Trait::Away);
        }
    }
}
