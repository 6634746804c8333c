//! Among whom a camera searches: a uniform draw of one sex and age class, by keyed tries.
//!
//! Cards are listed by sex and age, so that a try fails only for somebody at the edge of the class whose birthday
//! decides, or not yet born: a tenth of the tries at most, and their number is bounded.

use super::Country;
use super::map::{Spot, TYPES};
use crate::age_class;
use std::ops::Range;
use underheaven_base::{Day, Draw, Gallery, PersonId, Purpose};

/// After so many tries nobody is drawn.
const TRIES: u32 = 64;
/// First ages of the classes.
const AGES: [i32; 4] = [0, 18, 35, 60];

impl Country {
    pub(super) fn drawn(
        &self,
        of: Gallery,
        near: Spot,
        female: bool,
        class: u8,
        day: Day,
        word: u64,
    ) -> Option<PersonId> {
        let anybody = of == Gallery::Anybody;
        let area = match of {
            Gallery::WatchList => return None,
            Gallery::County => self.map.county_area(near),
            Gallery::Province => self.map.province_area(near),
            Gallery::Country | Gallery::Anybody => self.map.country_area(),
        };
        let kinds = match of {
            Gallery::Country | Gallery::Anybody => 0..TYPES,
            _ => usize::from(near.kind)..usize::from(near.kind) + 1,
        };
        let sexes = if anybody { 0..2 } else { usize::from(female)..usize::from(female) + 1 };
        let ages = if anybody { 0..100 } else { self.ages(class, day) };
        let each = |kind: usize, sex: usize| {
            let first = &self.types[kind].by_age[sex].first;
            first[ages.start]..first[ages.end]
        };
        let rows = || kinds.clone().flat_map(|kind| sexes.clone().map(move |sex| (kind, sex)));
        let of_cycle: u64 = rows().map(|(kind, sex)| u64::from(each(kind, sex).len() as u32)).sum();
        let all = of_cycle * u64::from(area.length());
        for attempt in 0..TRIES {
            let word = if attempt == 0 { word } else { retry(word, attempt) };
            let number = ((u128::from(word) * u128::from(all)) >> 64) as u64;
            let (cycle, mut left) =
                (area.cycles.start + (number / of_cycle.max(1)) as u32, (number % of_cycle.max(1)) as u32);
            for (kind, sex) in rows() {
                let run = each(kind, sex);
                if left < run.len() as u32 {
                    let card = self.types[kind].by_age[sex].people[(run.start + left) as usize];
                    let who = self.whereabouts(cycle, kind, card);
                    let born = self.born(who);
                    if born <= day && (anybody || age_class(day.age(born)) == class) {
                        return Some(self.id(who));
                    }
                    break;
                }
                left -= run.len() as u32;
            }
        }
        None
    }

    /// Ages at the count of whoever may be in a class on `day`.
    fn ages(&self, class: u8, day: Day) -> Range<usize> {
        let class = class as usize;
        let youngest = day.latest_birth(AGES[class]);
        let (from, until) = self.birthdays.ages(match AGES.get(class + 1) {
            Some(&older) => day.latest_birth(older) + 1..youngest,
            None => Day(i32::MIN)..youngest,
        });
        from.min(100)..until.min(100)
    }
}

fn retry(word: u64, attempt: u32) -> u64 {
    Draw::new(word, attempt, Day(0), Purpose::Mistaken, TRIES).wide()
}
