//! A society's margins beside the public tables they come from, each with the deviation that its size allows.
//!
//! People are counted as they are settled; above two million a keyed sample of neighbourhoods is. Rows without a
//! wanted figure are shown, not judged: nobody published them, or they follow from the others.

use serde::Serialize;
use underheaven_base::{Basis, Day, Figure, FirmId, NeighbourhoodId, PersonId, Province, Relation, Role};
use underheaven_society::table::Series;
use underheaven_society::{COUNTED, Country, Permutation, Person, Residents, Society, Table, Trait};

/// One margin.
#[derive(Clone, Debug, Serialize)]
pub struct Margin {
    /// What kind of margin.
    pub table: &'static str,
    /// Which row of it.
    pub row: String,
    /// What was counted.
    pub found: f64,
    /// What the table says; nothing where it is shown only.
    pub wanted: Option<f64>,
    /// How far apart the two may be at this size.
    pub tolerance: Option<f64>,
    /// Where the wanted figure comes from.
    pub source: String,
}

impl Margin {
    /// Whether it lies within its tolerance, or has none.
    pub fn holds(&self) -> bool {
        match (self.wanted, self.tolerance) {
            (Some(wanted), Some(tolerance)) => (self.found - wanted).abs() <= tolerance,
            _ => true,
        }
    }
}

/// Above so many people a sample is counted.
const ALL_COUNTED: u32 = 2_000_000;
/// Neighbourhoods of the sample, about two million people.
const SAMPLED: u32 = 760;
/// People whose kin are asked.
const KIN_ASKED: u32 = 40_000;
/// Firms that are looked at.
const FIRMS_ASKED: u32 = 40_000;
/// Below so many people a country's province shares are not meant to be read: they are whole cycles.
const PROVINCES_READ: u32 = 500_000;

/// All margins of a society, and how many of its people were counted.
pub struct Margins {
    /// The rows.
    pub rows: Vec<Margin>,
    /// People counted one by one.
    pub counted: u64,
    /// Neighbourhoods counted, of all.
    pub neighbourhoods: (u32, u32),
}

/// A society by what it is made of.
pub struct Subject<'a> {
    /// The table it was made from.
    pub table: &'a Table,
    /// The society.
    pub society: &'a dyn Society,
    /// The same as a country, if it is one.
    pub country: Option<&'a Country>,
    /// How many firms there are.
    pub firms: u32,
}

/// Counts a society and sets it beside its tables.
pub fn of(subject: &Subject<'_>) -> Margins {
    let count = Count::of(subject.society);
    let kin = Kin::of(subject.society, &count.ids);
    let mut rows = Rows { count: &count, subject, rows: vec![] };
    rows.provinces();
    rows.ages();
    rows.households();
    rows.places();
    rows.traits();
    rows.firms();
    rows.families(&kin);
    let neighbourhoods = (count.ids.len() as u32, subject.society.neighbourhoods());
    Margins { rows: rows.rows, counted: count.people as u64, neighbourhoods }
}

/// What is counted over people and households.
#[derive(Default)]
struct Count {
    ids: Vec<NeighbourhoodId>,
    people: f64,
    adults: f64,
    women: f64,
    urban: f64,
    collective: f64,
    ages: [f64; 20],
    fifths: [f64; 5],
    /// Family households by size: one to five, six and more.
    sizes: [f64; 6],
    family_people: f64,
    /// People with each trait, by the bit's number: men, women.
    traits: [[f64; 2]; 32],
    adults_by_sex: [f64; 2],
    /// People of 18 to 65, from whom workers are chosen.
    working_age: [f64; 2],
    drivers_in_the_middle: f64,
}

impl Count {
    fn of(society: &dyn Society) -> Self {
        let mut count = Self { ids: chosen(society), ..Self::default() };
        let mut residents = Residents::default();
        for id in count.ids.clone() {
            society.settle(id, &mut residents);
            residents.people.iter().for_each(|p| count.add(p, residents.facts.urban));
            for home in residents.homes.windows(2) {
                count.add_home(&residents.people[home[0] as usize..home[1] as usize]);
            }
        }
        count
    }

    fn add(&mut self, person: &Person, urban: bool) {
        let (age, sex) = (age(person), usize::from(person.female));
        self.people += 1.0;
        self.women += sex as f64;
        self.urban += f64::from(urban);
        self.collective += f64::from(person.role == Role::Collective);
        self.ages[(age / 5).min(19) as usize] += 1.0;
        self.fifths[person.fifth as usize] += 1.0;
        if age >= 18 {
            self.adults += 1.0;
            self.adults_by_sex[sex] += 1.0;
        }
        self.working_age[sex] += f64::from((18..=65).contains(&age));
        for bit in (0..32).filter(|bit| person.traits.0 >> bit & 1 == 1) {
            self.traits[bit][sex] += 1.0;
        }
        self.drivers_in_the_middle += f64::from((26..=50).contains(&age) && person.traits.has(Trait::Driver));
    }

    fn add_home(&mut self, members: &[Person]) {
        if members[0].role != Role::Collective {
            self.sizes[(members.len() - 1).min(5)] += 1.0;
            self.family_people += members.len() as f64;
        }
    }

    fn with(&self, t: Trait) -> f64 {
        self.by_sex(t).iter().sum()
    }

    fn by_sex(&self, t: Trait) -> [f64; 2] {
        self.traits[(t as u32).trailing_zeros() as usize]
    }
}

/// All neighbourhoods, or a sample from a keyed first one on in steps that meet every deck alike.
fn chosen(society: &dyn Society) -> Vec<NeighbourhoodId> {
    let all = society.neighbourhoods();
    if society.people() <= ALL_COUNTED || all <= SAMPLED {
        return (0..all).map(NeighbourhoodId).collect();
    }
    // decks are 8, 11 and 13 to a cycle: a step that shares no divisor with them
    let even = |step: &u32| [2, 11, 13].iter().all(|d| !step.is_multiple_of(*d));
    let step = (1..=all / SAMPLED).rev().find(even).unwrap_or(1);
    let first = Permutation::new(step, society.seed(), SAMPLED, 0).forward(0);
    (0..SAMPLED).map(|n| NeighbourhoodId(first + n * step)).collect()
}

fn counted_on() -> Day {
    let (year, month, day) = COUNTED;
    Day::from_ymd(year, month, day).unwrap_or_default()
}

fn age(person: &Person) -> i32 {
    person.age(counted_on())
}

/// Living parents, brothers and sisters, and where a parent lives, of sampled people.
#[derive(Default)]
struct Kin {
    /// By five-year group: people, with one parent, with two, siblings in all, without any.
    by_age: [[f64; 5]; 20],
    /// By sex, of grown people with a living parent: under one roof, in the neighbourhood, county, province, elsewhere.
    distance: [[f64; 5]; 2],
    kin: f64,
    asked: f64,
}

impl Kin {
    fn of(society: &dyn Society, ids: &[NeighbourhoodId]) -> Self {
        let each = society.people() / society.neighbourhoods().max(1);
        let step = (each * ids.len() as u32 / KIN_ASKED).max(1) as usize;
        let (mut kin, mut residents, mut found) = (Self::default(), Residents::default(), vec![]);
        for (n, &id) in ids.iter().enumerate() {
            society.settle(id, &mut residents);
            for person in residents.people.iter().skip(n % step).step_by(step) {
                found.clear();
                society.kin(person.id, &mut found);
                kin.add(society, &residents, person, &found);
            }
        }
        kin
    }

    fn add(&mut self, society: &dyn Society, of: &Residents, person: &Person, found: &[(PersonId, Relation)]) {
        let count = |relation| found.iter().filter(|k| k.1 == relation).count();
        let (parents, siblings) = (count(Relation::Parent), count(Relation::Sibling));
        self.kin += found.len() as f64;
        self.asked += 1.0;
        let row = &mut self.by_age[(age(person) / 5).min(19) as usize];
        row[0] += 1.0;
        row[1] += f64::from(parents == 1);
        row[2] += f64::from(parents == 2);
        row[3] += siblings as f64;
        row[4] += f64::from(siblings == 0);
        let nearest =
            found.iter().filter(|k| k.1 == Relation::Parent).map(|k| Self::far(society, of, person, k.0)).min();
        if let Some(distance) = nearest.filter(|_| age(person) >= 18) {
            self.distance[usize::from(person.female)][distance] += 1.0;
        }
    }

    fn far(society: &dyn Society, of: &Residents, person: &Person, other: PersonId) -> usize {
        if other.neighbourhood() == of.id {
            return usize::from(of.person(other).household != person.household);
        }
        let (here, there) = (of.facts, society.neighbourhood(other.neighbourhood()));
        match () {
            () if here.county == there.county => 2,
            () if here.province == there.province => 3,
            () => 4,
        }
    }

    fn ages(&self, groups: std::ops::Range<usize>) -> [f64; 5] {
        let mut sum = [0.0; 5];
        self.by_age[groups].iter().for_each(|row| sum.iter_mut().zip(row).for_each(|(s, r)| *s += r));
        sum
    }
}

struct Rows<'a> {
    count: &'a Count,
    subject: &'a Subject<'a>,
    rows: Vec<Margin>,
}

/// What a figure rests on, in words.
fn says(basis: Basis, source: &str) -> String {
    format!("{}: {source}", basis.name())
}

fn told(figure: &Figure<f64>) -> String {
    says(figure.basis, &figure.source)
}

fn row_told(series: &Series) -> String {
    says(series.basis, &series.source)
}

impl Rows<'_> {
    fn put(
        &mut self,
        table: &'static str,
        row: impl Into<String>,
        found: f64,
        wanted: f64,
        tolerance: f64,
        source: String,
    ) {
        let (wanted, tolerance) = (Some(wanted), Some(tolerance));
        self.rows.push(Margin { table, row: row.into(), found, wanted, tolerance, source });
    }

    fn show(&mut self, table: &'static str, row: impl Into<String>, found: f64) {
        self.rows.push(Margin { table, row: row.into(), found, wanted: None, tolerance: None, source: String::new() });
    }

    /// A share of so many: six sampling errors, doubled for what households share, and a hundredth of the share.
    fn share(&mut self, table: &'static str, row: impl Into<String>, part: f64, of: f64, wanted: f64, source: String) {
        let tolerance = 12.0 * (wanted * (1.0 - wanted) / of.max(1.0)).sqrt() + 0.01 * wanted + 1.0 / of.max(1.0);
        self.put(table, row, part / of, wanted, tolerance, source);
    }

    fn provinces(&mut self) {
        let (Some(country), table) = (self.subject.country, self.subject.table) else { return };
        let all: f64 = table.provinces.values().map(|p| p.people.value).sum();
        let mut found = [0.0; Province::COUNT];
        for n in (0..country.neighbourhoods()).map(NeighbourhoodId) {
            found[country.province(n).index()] += f64::from(country.living_in(n));
        }
        let cycle = 0.5 / f64::from(country.cycles());
        for (province, row) in &table.provinces {
            let (share, wanted) = (found[province.index()] / f64::from(country.people()), row.people.value / all);
            match country.people() < PROVINCES_READ {
                true => self.show("province", province.name(), share),
                false => self.put("province", province.name(), share, wanted, cycle + 0.02 * wanted, told(&row.people)),
            }
        }
    }

    fn ages(&mut self) {
        let population = &self.subject.table.population;
        let groups = &population.by_age;
        let total: f64 = groups.value.iter().sum();
        for (n, people) in groups.value.iter().enumerate() {
            let name = format!("{} to {}", n * 5, n * 5 + 4);
            self.share("age", name, self.count.ages[n], self.count.people, people / total, row_told(groups));
        }
        let (women, wanted) = (self.count.women, &population.men_per_100_women_of_all);
        let found = 100.0 * (self.count.people - women) / women;
        let tolerance = 0.2 + 60_000.0 / self.count.people;
        self.put("sex", "men per 100 women", found, wanted.value, tolerance, told(wanted));
    }

    fn households(&mut self) {
        // 2010's sizes tilted to the mean of 2020, percent; the town's households of four are too few by that measure
        const TILTED: [f64; 6] = [22.08, 29.5, 25.91, 13.5, 6.14, 2.87];
        const NAMES: [&str; 6] = ["one", "two", "three", "four", "five", "six and more"];
        let homes: f64 = self.count.sizes.iter().sum();
        let source = "derived: census 2010, tilted to the mean of 2020";
        for (n, wanted) in TILTED.into_iter().enumerate() {
            let found = self.count.sizes[n] / homes;
            let tolerance = 0.05 + 2.5 / self.count.people.sqrt();
            self.put("household", format!("of {}", NAMES[n]), found, wanted / 100.0, tolerance, source.to_owned());
        }
        let h = &self.subject.table.homes;
        let (mean, collective) = (self.count.family_people / homes, self.count.collective);
        self.put("household", "mean size", mean, h.mean_size.value, 0.03, told(&h.mean_size));
        self.share(
            "household",
            "people in collective ones",
            collective,
            self.count.people,
            h.collective_share.value,
            told(&h.collective_share),
        );
    }

    fn places(&mut self) {
        let urban = &self.subject.table.population.urban_share;
        // whole neighbourhoods are town or village: a few more or less of them in a sample
        let tolerance = match self.count.ids.len() as u32 {
            n if n < self.subject.society.neighbourhoods() => 0.02,
            n => 0.004 + if n < 32 { 0.4 / f64::from(n) } else { 0.0 },
        };
        self.put("place", "in towns", self.count.urban / self.count.people, urban.value, tolerance, told(urban));
        for fifth in 0..5 {
            // a sample's towns and villages shift its fifths by half as much
            let spread = 0.5 * (tolerance - 0.004) + 0.004 + 4.0 / (self.count.people / 2.62).sqrt();
            let found = self.count.fifths[fifth] / self.count.people;
            self.put("income fifth", format!("{}", fifth + 1), found, 0.2, spread, "definition".to_owned());
        }
    }

    fn traits(&mut self) {
        let (s, c) = (&self.subject.table.shares, self.count);
        let with = |t| c.with(t);
        let (gamers, heavy) = (with(Trait::Gamer) + with(Trait::HeavyGamer), with(Trait::HeavyGamer));
        let drinkers = with(Trait::Drinker) + with(Trait::ExcessiveDrinker);
        let drivers = with(Trait::Driver);
        for (row, part, of, figure) in [
            ("drivers", drivers, c.people, &s.drivers),
            ("women among drivers", c.by_sex(Trait::Driver)[1], drivers, &s.women_among_drivers),
            ("drivers of 26 to 50", c.drivers_in_the_middle, drivers, &s.drivers_26_to_50),
            ("internet users", with(Trait::Netizen), c.people, &s.netizens),
            ("shoppers", with(Trait::Shopper), c.people, &s.shoppers),
            ("gamers", gamers, c.people, &s.gamers),
            ("heavy ones among gamers", heavy, gamers, &s.heavy_gamers),
            ("drinkers among adults", drinkers, c.adults, &s.drinkers),
            ("borrowers among adults", with(Trait::Borrower), c.adults, &s.borrowers),
            ("bill holders among adults", with(Trait::BillHolder), c.adults, &s.bill_holders),
            ("tenants among households", with(Trait::Tenant), with(Trait::Householder), &s.renting),
            ("away from registration", with(Trait::Away), c.people, &s.away),
            ("critics among adults", with(Trait::Critic), c.adults, &s.critics),
            ("voices among adults", with(Trait::Voice), c.adults, &s.voices),
            ("members among adults", with(Trait::Member), c.adults, &s.members),
            ("searching singles among adults", with(Trait::Single), c.adults, &s.singles),
        ] {
            self.share("people", row, part, of, figure.value, told(figure));
        }
        for (sex, name) in ["men", "women"].into_iter().enumerate() {
            let excessive = c.by_sex(Trait::ExcessiveDrinker)[sex];
            let wanted = &s.excessive_by_sex;
            self.share(
                "people",
                format!("{name} who drink to excess"),
                excessive,
                c.adults_by_sex[sex],
                wanted.value[sex],
                row_told(wanted),
            );
            let working = c.by_sex(Trait::Worker)[sex];
            let wanted = &s.workers_by_sex;
            self.share(
                "people",
                format!("{name} of 18 to 65 who work"),
                working,
                c.working_age[sex],
                wanted.value[sex],
                row_told(wanted),
            );
        }
    }

    fn firms(&mut self) {
        let (society, f) = (self.subject.society, &self.subject.table.firms);
        let asked = FIRMS_ASKED.min(self.subject.firms);
        let order = Permutation::new(self.subject.firms, society.seed(), FIRMS_ASKED, 1);
        let (mut kinds, mut staff) = ([0.0; 3], 0.0);
        for firm in (0..asked).map(|n| society.firm(FirmId(order.forward(n)))) {
            kinds[0] += f64::from(firm.foreign);
            kinds[1] += f64::from(firm.complies);
            kinds[2] += f64::from(firm.buys_reach);
            staff += f64::from(firm.size);
        }
        let rows = [("foreign", &f.foreign), ("would comply", &f.complies), ("buy reach", &f.buys_reach)];
        for (part, (row, figure)) in kinds.into_iter().zip(rows) {
            self.share("firm", row, part, f64::from(asked), figure.value, told(figure));
        }
        self.show("firm", "mean size", staff / f64::from(asked));
        self.show(
            "firm",
            "for each 1,000 people",
            1000.0 * f64::from(self.subject.firms) / f64::from(society.people()),
        );
    }

    fn families(&mut self, kin: &Kin) {
        self.show("kin", "for each person", kin.kin / kin.asked.max(1.0));
        for (name, groups, wanted) in
            [("30 to 34", 6..7, None), ("45 to 49", 9..10, Some(0.80)), ("60 to 64", 12..13, Some(0.25))]
        {
            let [people, one, two, ..] = kin.ages(groups);
            self.show("living parents", format!("one, at {name}"), one / people);
            self.show("living parents", format!("two, at {name}"), two / people);
            if let Some(wanted) = wanted {
                let source = "recalled: surveys, to a tenth".to_owned();
                let tolerance = 0.1 + 3.0 / people.max(1.0).sqrt();
                self.put("living parents", format!("any, at {name}"), (one + two) / people, wanted, tolerance, source);
            }
        }
        for (name, groups) in [("20 to 24", 4..5), ("30 to 34", 6..7), ("45 to 49", 9..10), ("60 to 64", 12..13)] {
            let [people, _, _, siblings, _] = kin.ages(groups);
            self.show("living siblings", format!("at {name}"), siblings / people);
        }
        let [people, .., only] = kin.ages(4..5);
        let source = "recalled: about a third".to_owned();
        self.put(
            "living siblings",
            "only children at 20 to 24",
            only / people,
            1.0 / 3.0,
            0.1 + 3.0 / people.max(1.0).sqrt(),
            source,
        );
        self.distances(kin);
    }

    /// Of grown people with a living parent who do not live with one.
    fn distances(&mut self, kin: &Kin) {
        const NAMES: [&str; 4] = ["in the neighbourhood", "in the county", "in the province", "elsewhere"];
        let h = &self.subject.table.homes;
        let (near, within, beyond) = self.crowding();
        let is_town = self.subject.country.is_none();
        for (sex, (who, series)) in [("sons", &h.sons_live), ("daughters", &h.daughters_live)].into_iter().enumerate() {
            let all = kin.distance[sex];
            let away: f64 = all[1..].iter().sum();
            self.show("parents", format!("{who} under one roof"), all[0] / (away + all[0]));
            let noise = 3.0 / away.max(1.0).sqrt();
            let v = &series.value;
            let mut row = |n: usize, found: f64, wanted: f64, most: f64| {
                let name = format!("{who} who left, {}", NAMES[n]);
                self.put("parents", name, found / away, wanted, most + noise, row_told(series));
            };
            row(0, all[1], v[0], near);
            match is_town {
                true => row(3, all[2] + all[3] + all[4], 1.0 - v[0], near),
                false => {
                    row(2, all[2] + all[3], v[1] + v[2], within);
                    row(3, all[4], 1.0 - v.iter().sum::<f64>(), beyond);
                }
            }
        }
    }

    /// How far distances may be off: where a province is a few neighbourhoods, kin of the county live next door by chance.
    fn crowding(&self) -> (f64, f64, f64) {
        let each = match self.subject.country {
            Some(_) => f64::from(self.subject.society.neighbourhoods()) / Province::COUNT as f64,
            None => f64::from(self.subject.society.neighbourhoods()),
        };
        let next_door = if self.subject.country.is_some() { 0.6 } else { 1.0 } / each;
        (0.07 + next_door, 0.10 + next_door, 0.10)
    }
}
