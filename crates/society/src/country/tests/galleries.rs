//! Galleries: one sex, one age class, one area, everybody alike.

use super::*;

#[test]
fn a_gallery_holds_one_sex_and_age_class_of_its_area_and_all_of_it_alike() {
    let (country, date) = (&*SMALL, day("2016-05-01"));
    let near = NeighbourhoodId(0);
    let county = country.neighbourhood(near).county;
    for (female, class) in [(false, 0), (true, 1), (false, 2), (true, 3)] {
        let fits = |p: &Person| {
            let age = p.age(date);
            age >= 0 && p.female == female && crate::age_class(age) == class
        };
        let mut counts = std::collections::BTreeMap::new();
        for n in (0..country.neighbourhoods()).map(NeighbourhoodId) {
            if country.neighbourhood(n).county == county {
                counts.extend(country.settled(n).people.iter().filter(|p| fits(p)).map(|p| (p.id, 0.0)));
            }
        }
        let draws = counts.len() as u32 * 40;
        for k in 0..draws {
            let word = underheaven_base::Draw::new(5, k, date, underheaven_base::Purpose::Mistaken, 0).wide();
            let id = country.gallery(Gallery::County, near, female, class, date, word).unwrap();
            *counts.get_mut(&id).unwrap_or_else(|| panic!("{id} is not of the gallery")) += 1.0;
        }
        let chi: f64 = counts.values().map(|n: &f64| (n - 40.0) * (n - 40.0) / 40.0).sum();
        let each = chi / (counts.len() as f64 - 1.0);
        assert!((0.8..1.25).contains(&each), "{female} {class}: {each}");
    }
}

#[test]
fn larger_galleries_reach_further_and_their_sizes_are_those_of_the_real_country() {
    let date = day("2018-05-01");
    for country in [&*SMALL, &*MILLION, &*WHOLE] {
        let near = NeighbourhoodId(country.neighbourhoods() / 2);
        let drawn = |of: Gallery| -> Vec<PersonId> {
            let word = |k: u32| underheaven_base::Draw::new(6, k, date, underheaven_base::Purpose::Mistaken, 0).wide();
            (0..400).filter_map(|k| country.gallery(of, near, k % 2 == 0, (k % 4) as u8, date, word(k))).collect()
        };
        for of in [Gallery::County, Gallery::Province, Gallery::Country] {
            let found = drawn(of);
            assert!(found.len() > 398, "{of:?}: {}", found.len());
            for (k, id) in found.iter().enumerate().filter(|_| found.len() == 400) {
                let person = country.person(*id);
                assert_eq!((person.female, crate::age_class(person.age(date))), (k % 2 == 0, (k % 4) as u8));
            }
            let provinces: std::collections::BTreeSet<Province> =
                found.iter().map(|id| country.province(id.neighbourhood())).collect();
            assert_eq!(provinces.len() > 1, of == Gallery::Country);
        }
        assert_eq!(drawn(Gallery::WatchList), []);
        assert!(drawn(Gallery::Anybody).len() > 399);
        let size = |of| country.gallery_size(of, near);
        assert_eq!((size(Gallery::County), size(Gallery::Country)), (500_000.0, 1.4e9));
        assert_eq!(size(Gallery::Province), country.map.counted(country.province(near)));
    }
}
