//! Margins beside the tables they come from, at two sizes, and rates a head that do not depend on size.

use super::*;
use underheaven_base::Role;

/// What is counted over all people, or over sampled neighbourhoods.
#[derive(Default)]
struct Count {
    people: f64,
    adults: f64,
    with: std::collections::BTreeMap<&'static str, f64>,
}

impl Count {
    fn of(country: &Country, ids: impl Iterator<Item = NeighbourhoodId>) -> Self {
        let (mut count, mut into, counted) = (Self::default(), Residents::default(), crate::town::people::counted());
        for id in ids {
            country.settle(id, &mut into);
            for person in &into.people {
                count.add(person, person.age(counted), into.facts.urban);
            }
            *count.with.entry("households").or_default() += into.homes.len() as f64 - 1.0;
        }
        count
    }

    fn add(&mut self, person: &Person, age: i32, urban: bool) {
        const ALL: [(&str, Trait); 19] = [
            ("bills", Trait::BillHolder),
            ("loan", Trait::Borrower),
            ("tenant", Trait::Tenant),
            ("driver", Trait::Driver),
            ("drinker", Trait::Drinker),
            ("excessive", Trait::ExcessiveDrinker),
            ("gamer", Trait::Gamer),
            ("heavy gamer", Trait::HeavyGamer),
            ("netizen", Trait::Netizen),
            ("shopper", Trait::Shopper),
            ("critic", Trait::Critic),
            ("voice", Trait::Voice),
            ("member", Trait::Member),
            ("single", Trait::Single),
            ("worker", Trait::Worker),
            ("householder", Trait::Householder),
            ("away", Trait::Away),
            ("infants", Trait::InfantBuyer),
            ("representative", Trait::Representative),
        ];
        self.people += 1.0;
        self.adults += f64::from(age >= 18);
        let has = |t: Trait| person.traits.has(t);
        let mut note = |name: &'static str, is: bool| *self.with.entry(name).or_default() += f64::from(is);
        ALL.into_iter().for_each(|(name, t)| note(name, has(t)));
        note("women", person.female);
        note("urban", urban);
        note("dormitory", person.role == Role::Collective);
        note("women who drive", person.female && has(Trait::Driver));
        note("drivers of 26 to 50", (26..=50).contains(&age) && has(Trait::Driver));
        const FIFTHS: [&str; 5] = ["fifth 1", "fifth 2", "fifth 3", "fifth 4", "fifth 5"];
        note(FIFTHS[person.fifth as usize], true);
        const GROUPS: [&str; 4] = ["under 18", "18 to 34", "35 to 59", "from 60"];
        note(GROUPS[crate::age_class(age) as usize], true);
        note("audience", person.followers >= 10_000);
        note("late", person.late_class == 9);
    }

    fn share(&self, name: &str) -> f64 {
        self.with[name] / self.people
    }

    /// Each share of all people with its sampling error.
    fn shares(&self) -> impl Iterator<Item = (&'static str, f64)> {
        self.with.iter().map(|(name, n)| (*name, n / self.people))
    }
}

/// Five sampling errors of a share among so many people, doubled for what households share.
fn tolerance(share: f64, people: f64) -> f64 {
    10.0 * libm::sqrt(share * (1.0 - share) / people)
}

fn all(country: &Country) -> Count {
    Count::of(country, (0..country.neighbourhoods()).map(NeighbourhoodId))
}

#[test]
fn margins_are_those_of_the_table_at_two_hundred_thousand_and_at_a_million() {
    let table = table();
    let s = &table.shares;
    for country in [&build(200_000), &*MILLION] {
        let count = all(country);
        let of_adults = count.adults / count.people;
        let gamers = count.share("gamer") + count.share("heavy gamer");
        let drinkers = (count.share("drinker") + count.share("excessive")) / of_adults;
        let close = |what: &str, found: f64, wanted: f64| {
            let most = tolerance(wanted, count.people) + 0.001 * wanted;
            assert!((found - wanted).abs() <= most, "{what}: {found:.5}, but the table says {wanted:.5}");
        };
        close("drivers", count.share("driver"), s.drivers.value);
        close("women among drivers", count.with["women who drive"] / count.with["driver"], s.women_among_drivers.value);
        close("drivers 26 to 50", count.with["drivers of 26 to 50"] / count.with["driver"], s.drivers_26_to_50.value);
        close("netizens", count.share("netizen"), s.netizens.value);
        close("shoppers", count.share("shopper"), s.shoppers.value);
        close("gamers", gamers, s.gamers.value);
        close("heavy gamers", count.share("heavy gamer"), s.gamers.value * s.heavy_gamers.value);
        close("drinkers", drinkers, s.drinkers.value);
        close("bills", count.share("bills") / of_adults, s.bill_holders.value);
        close("loans", count.share("loan") / of_adults, s.borrowers.value);
        close("critics", count.share("critic") / of_adults, s.critics.value);
        close("voices", count.share("voice") / of_adults, s.voices.value);
        close("members", count.share("member") / of_adults, s.members.value);
        close("singles", count.share("single") / of_adults, s.singles.value);
        close("renting", count.with["tenant"] / count.with["householder"], s.renting.value);
        close("away", count.share("away"), s.away.value);
        close("lateness", count.share("late"), 0.1);
        let women = count.share("women");
        assert!((100.0 * (1.0 - women) / women - 105.07).abs() < 0.3, "{women}");
        assert!((count.share("urban") - 0.6389).abs() < 0.004, "{}", count.share("urban"));
        assert!((count.share("dormitory") - 0.0843).abs() < 0.002);
        for fifth in ["fifth 1", "fifth 2", "fifth 3", "fifth 4", "fifth 5"] {
            assert!((count.share(fifth) - 0.2).abs() < 0.006, "{fifth}: {}", count.share(fifth));
        }
        assert_eq!(count.with["householder"], count.with["households"]);
        let firms = f64::from(country.firms());
        assert_eq!(firms, count.with["representative"]);
    }
}

#[test]
fn shares_do_not_depend_on_the_size_of_the_country() {
    let (small, large) = (all(&build(200_000)), Count::of(&build(2_000_000), (0..760).map(NeighbourhoodId)));
    let whole = Count::of(&WHOLE, sample(&WHOLE, 400));
    for (name, share) in small.shares() {
        for other in [&large, &whole] {
            let most = tolerance(share, small.people) + 0.02 * share + 0.002;
            let found = other.share(name);
            assert!((found - share).abs() < most, "{name}: {share:.4} and {found:.4}");
        }
    }
    assert!(small.with.len() > 30);
}

#[test]
fn provinces_hold_their_share_of_the_people_as_far_as_whole_cycles_can() {
    let table = table();
    let all: f64 = table.provinces.values().map(|p| p.people.value).sum();
    for (country, most) in [(&*MILLION, 0.03), (&*WHOLE, 0.002)] {
        let mut found = [0.0; Province::COUNT];
        for n in (0..country.neighbourhoods()).map(NeighbourhoodId) {
            let at = country.map.spot(n);
            found[country.map.province(at).index()] += country.deck(at).cards.people() as f64;
        }
        for (province, row) in &table.provinces {
            let share = found[province.index()] / f64::from(country.people());
            let wanted = row.people.value / all;
            let cycle = 1.0 / 3.0 / f64::from(country.map.cycles());
            assert!((share - wanted).abs() < wanted * most + 0.8 * cycle, "{province}: {share} {wanted}");
        }
    }
}

#[test]
fn a_firm_in_sixty_is_foreign_and_most_comply() {
    let order = crate::permutation::Permutation::new(WHOLE.firms(), 4, 2, 3);
    let mut counts = [0.0; 3];
    let firms = 60_000;
    for n in 0..firms {
        let firm = WHOLE.firm(FirmId(order.forward(n)));
        counts[0] += f64::from(firm.foreign);
        counts[1] += f64::from(firm.complies);
        counts[2] += f64::from(firm.buys_reach);
    }
    for (count, wanted) in counts.into_iter().zip(WHOLE.firm_shares) {
        assert!((count / f64::from(firms) - wanted).abs() < tolerance(wanted, f64::from(firms)), "{wanted}");
    }
}

#[test]
fn tables_are_a_few_megabytes() {
    assert!(WHOLE.bytes() < 8_000_000 && MILLION.bytes() < 2_500_000, "{} {}", WHOLE.bytes(), MILLION.bytes());
}
