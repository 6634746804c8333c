//! Tests of the town.

use super::*;
use std::time::Instant;

#[test]
fn probe() {
    let table = Table::read("town.toml", crate::shipped()[0].1)
        .unwrap_or_else(|f| panic!("{}", f.iter().map(|f| f.to_string()).collect::<Vec<_>>().join("\n")));
    for people in [3000, 10_000, 84_000] {
        let t = Instant::now();
        let town = Town::build(&table, people, 2020).unwrap();
        println!(
            "{people}: {} people, {} homes, {} firms, built in {:?}",
            town.people(),
            town.households(),
            town.firms(),
            t.elapsed()
        );
        let mut sizes = [0; 9];
        let mut people_by = [0; 9];
        let mut family_homes = 0;
        let mut family_people = 0;
        for h in town.places.homes.windows(2) {
            let role = town.people[h[0] as usize].role;
            if role == underheaven_base::Role::Collective {
                continue;
            }
            sizes[(h[1] - h[0]).min(8) as usize] += 1;
            people_by[0] += 1;
            family_homes += 1;
            family_people += h[1] - h[0];
        }
        println!(
            "mean {:.3} sizes {:?}",
            family_people as f64 / family_homes as f64,
            sizes.map(|s| (s as f64 / family_homes as f64 * 1000.0).round() / 10.0)
        );
        let men = town.people.iter().filter(|p| !p.female).count();
        println!("men per 100 women {:.2}", 100.0 * men as f64 / (town.people.len() - men) as f64);
        let urban = town.people.iter().filter(|p| town.places.urban[p.id.neighbourhood().0 as usize]).count();
        println!("urban {:.4}", urban as f64 / town.people.len() as f64);
        println!(
            "decks {:?}",
            (0..town.neighbourhoods()).map(|n| town.residents(NeighbourhoodId(n)).len()).collect::<Vec<_>>()
        );
        let day = people::counted();
        let mut roles = std::collections::BTreeMap::new();
        for p in &town.people {
            *roles.entry(p.role).or_insert(0) += 1;
        }
        println!("roles {roles:?}");
        for g in [20, 25, 30, 45, 60, 70] {
            let mut n = [0; 3];
            let mut sib = 0;
            let mut only = 0;
            let mut all = 0;
            let mut kids = 0;
            for (i, p) in town.people.iter().enumerate() {
                let a = p.age(day);
                if a >= g && a < g + 5 {
                    all += 1;
                    n[town.families.parents(i as u32).count()] += 1;
                    let s = town.families.siblings(i as u32).count();
                    sib += s;
                    only += (s == 0) as u32;
                    kids += town.families.children(i as u32).len();
                }
            }
            println!(
                "{g}: parents {:?} siblings {:.2} only {:.2} children {:.2}",
                n.map(|x| (100.0 * x as f64 / all as f64).round()),
                sib as f64 / all as f64,
                only as f64 / all as f64,
                kids as f64 / all as f64
            );
        }
        use Trait::*;
        for t in [
            BillHolder,
            Borrower,
            Tenant,
            Driver,
            Drinker,
            ExcessiveDrinker,
            Gamer,
            HeavyGamer,
            Netizen,
            Shopper,
            Critic,
            Voice,
            Member,
            Single,
            Worker,
            Householder,
            Away,
            InfantBuyer,
            Representative,
        ] {
            println!("{t:?} {}", town.people.iter().filter(|p| p.traits.has(t)).count());
        }
        let mut kin = vec![];
        let mut total = 0;
        let t = Instant::now();
        for p in &town.people {
            kin.clear();
            town.kin(p.id, &mut kin);
            total += kin.len();
        }
        println!(
            "kin {:.2} a person, {:.0} ns",
            total as f64 / town.people.len() as f64,
            t.elapsed().as_nanos() as f64 / town.people.len() as f64
        );
        let mut out = vec![];
        let (mut n, mut real, mut days) = (0, 0, 0);
        let mut monday = Day::from_ymd(2017, 1, 2).unwrap();
        let mut time = std::time::Duration::ZERO;
        for _ in 0..20 {
            for h in 0..town.neighbourhoods() {
                out.clear();
                let t = Instant::now();
                town.proposals(NeighbourhoodId(h), monday, 7, &mut out);
                time += t.elapsed();
                n += out.len();
                real += out
                    .iter()
                    .filter(|p| {
                        p.act.on_calendar()
                            || underheaven_base::chance(p.uniform, town.share(town.person(p.person), p.act, p.class))
                    })
                    .count();
                days += 7 * town.residents(NeighbourhoodId(h)).len();
            }
            monday = monday + 7;
        }
        println!(
            "{:.3} candidates a person-day, {:.3} real, {:.1} ns each",
            n as f64 / days as f64,
            real as f64 / days as f64,
            time.as_nanos() as f64 / n as f64
        );
    }
}
