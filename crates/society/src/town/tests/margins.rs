//! Margins of the built town beside the tables they come from.

use super::*;
use underheaven_base::Role;

fn close(what: &str, found: f64, wanted: f64, tolerance: f64) {
    assert!((found - wanted).abs() <= tolerance, "{what}: {found:.4}, but the table says {wanted:.4}");
}

fn share(town: &Town, of: impl Fn(&Person) -> bool, among: impl Fn(&Person) -> bool) -> f64 {
    let all = town.everybody().iter().filter(|p| among(p));
    all.clone().filter(|p| of(p)).count() as f64 / all.count() as f64
}

fn age(person: &Person) -> i32 {
    person.age(people::counted())
}

fn adult(person: &Person) -> bool {
    age(person) >= 18
}

#[test]
fn age_and_sex_are_those_of_the_count() {
    let table = table("town");
    let groups = &table.population.by_age.value;
    let total: f64 = groups.iter().sum();
    for (town, tolerance) in [(&*FULL, 0.0001), (&*SMALL, 0.0005)] {
        for (group, wanted) in groups.iter().enumerate() {
            let found = share(town, |p| age(p) / 5 == group as i32, |_| true);
            close(&format!("age {}", group * 5), found, wanted / total, tolerance);
        }
        let women = share(town, |p| p.female, |_| true);
        close("men per 100 women", 100.0 * (1.0 - women) / women, 105.07, 0.1);
    }
}

#[test]
fn households_have_the_counted_sizes() {
    // 2010 tilted to the mean of 2020 (households.csv), percent
    let wanted = [0.2208, 0.2950, 0.2591, 0.1350, 0.0614];
    let town = &*FULL;
    let homes: Vec<u32> = town
        .places
        .homes
        .windows(2)
        .filter(|w| town.people[w[0] as usize].role != Role::Collective)
        .map(|w| w[1] - w[0])
        .collect();
    let count = homes.len() as f64;
    close("mean household", f64::from(homes.iter().sum::<u32>()) / count, 2.62, 0.01);
    for (size, wanted) in (1..).zip(wanted) {
        let found = homes.iter().filter(|&&h| h == size).count() as f64 / count;
        close(&format!("households of {size}"), found, wanted, 0.05);
    }
    close("in dormitories", share(town, |p| p.role == Role::Collective, |_| true), 0.0843, 0.002);
}

#[test]
fn town_and_village_fifths_and_registration_are_as_read() {
    let town = &*FULL;
    close("urban", share(town, |p| town.neighbourhood(p.id.neighbourhood()).urban, |_| true), 0.6389, 0.002);
    for fifth in 0..5 {
        close("fifth", share(town, |p| p.fifth == fifth, |_| true), 0.2, 0.002);
    }
    close("away", share(town, |p| p.traits.has(Trait::Away), |_| true), 0.266, 0.01);
    let rich = |urban: bool| share(town, |p| p.fifth == 4, |p| town.neighbourhood(p.id.neighbourhood()).urban == urban);
    assert!(rich(true) > 2.0 * rich(false));
}

#[test]
fn traits_have_the_shares_of_the_table() {
    for (town, tolerance) in [(&*FULL, 0.0005), (&*SMALL, 0.001)] {
        let of_all = |t: Trait| share(town, |p| p.traits.has(t), |_| true);
        let of_adults = |t: Trait| share(town, |p| p.traits.has(t), adult);
        close("drivers", of_all(Trait::Driver), 0.323, tolerance);
        let driver = |p: &Person| p.traits.has(Trait::Driver);
        close("women among drivers", share(town, |p| p.female, driver), 0.3243, 4.0 * tolerance);
        close("drivers of 26 to 50", share(town, |p| (26..=50).contains(&age(p)), driver), 0.7179, 4.0 * tolerance);
        close("netizens", of_all(Trait::Netizen), 0.7006, tolerance);
        close("shoppers", of_all(Trait::Shopper), 0.5539, tolerance);
        let plays = |p: &Person| p.traits.has(Trait::Gamer) || p.traits.has(Trait::HeavyGamer);
        close("gamers", share(town, plays, |_| true), 0.3669, tolerance);
        close("heavy gamers", share(town, |p| p.traits.has(Trait::HeavyGamer), plays), 0.08, 4.0 * tolerance);
        close("drinkers", of_adults(Trait::Drinker) + of_adults(Trait::ExcessiveDrinker), 0.413, tolerance);
        for (female, wanted) in [(false, 0.14), (true, 0.011)] {
            let excessive = share(town, |p| p.traits.has(Trait::ExcessiveDrinker), |p| adult(p) && p.female == female);
            close("excessive drinkers", excessive, wanted, tolerance);
        }
        for (t, wanted) in [
            (Trait::BillHolder, 0.60),
            (Trait::Borrower, 0.35),
            (Trait::Critic, 0.005),
            (Trait::Voice, 0.0015),
            (Trait::Member, 0.002),
            (Trait::Single, 0.08),
        ] {
            close(&format!("{t:?}"), of_adults(t), wanted, tolerance);
        }
        close("renting", of_all(Trait::Tenant) / of_all(Trait::Householder), 0.21, 0.001);
        let heads = town.everybody().iter().filter(|p| p.traits.has(Trait::Householder)).count() as u32;
        assert_eq!(heads, town.households());
    }
}

#[test]
fn traits_that_exclude_or_include_each_other_do() {
    for p in FULL.everybody() {
        let has = |t: Trait| p.traits.has(t);
        assert!(!(has(Trait::Drinker) && has(Trait::ExcessiveDrinker)));
        assert!(!(has(Trait::Gamer) && has(Trait::HeavyGamer)));
        for online in [Trait::Shopper, Trait::Gamer, Trait::HeavyGamer, Trait::Critic, Trait::Voice] {
            assert!(!has(online) || has(Trait::Netizen));
        }
        assert!(!has(Trait::Representative) || has(Trait::Worker));
        assert!(!has(Trait::Tenant) || has(Trait::Householder));
        assert!(!has(Trait::Voice) || p.followers >= 10_000);
        assert!(
            p.age(people::counted()) >= 18 || !(has(Trait::Driver) || has(Trait::BillHolder) || has(Trait::Worker))
        );
    }
}

#[test]
fn a_dense_town_has_twenty_times_as_many_of_the_rare() {
    let (dense, plain) = (build("dense", 10_500), &*SMALL);
    for t in [Trait::Critic, Trait::Voice, Trait::Member] {
        let ratio = share(&dense, |p| p.traits.has(t), adult) / share(plain, |p| p.traits.has(t), adult);
        assert!((18.0..22.5).contains(&ratio), "{t:?}: {ratio}");
    }
    assert!((0..dense.firms()).any(|f| dense.firm(FirmId(f)).foreign));
    assert_eq!((dense.name(), Town::default_people(&table("dense"))), ("dense", 10_500));
}

#[test]
fn living_kin_by_age_are_near_what_is_recalled() {
    let town = &*FULL;
    let of = |from: i32, count: &dyn Fn(u32) -> usize| {
        let fits = |i: &u32| (from..from + 5).contains(&age(&town.people[*i as usize]));
        let group: Vec<u32> = (0..town.people()).filter(fits).collect();
        group.iter().map(|&i| count(i) as f64).sum::<f64>() / group.len() as f64
    };
    let no_parent = |i: u32| usize::from(town.families.parents(i).count() == 0);
    close("no parent at 60", of(60, &no_parent), 0.75, 0.05);
    close("a parent at 45", 1.0 - of(45, &no_parent), 0.83, 0.06);
    close("siblings at 60", of(60, &|i| town.families.siblings(i).count()), 3.3, 0.3);
    let only = |i: u32| usize::from(town.families.siblings(i).count() == 0);
    close("only children at 20", of(20, &only), 0.32, 0.05);
}
