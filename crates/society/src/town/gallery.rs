//! Among whom a camera searches: everybody of one sex and age class, drawn uniformly.

use crate::table::Table;
use crate::{Person, age_class};
use underheaven_base::{Day, Gallery, PersonId};

/// Everybody in order of birth, so that an age class is a run of people.
pub struct Galleries {
    men: Vec<(Day, PersonId)>,
    women: Vec<(Day, PersonId)>,
    all: Vec<(Day, PersonId)>,
    county: f64,
    province: f64,
    country: f64,
}

impl Galleries {
    /// Sorts everybody by birth.
    pub fn of(table: &Table, people: &[Person]) -> Self {
        let sorted = |of: fn(&Person) -> bool| {
            let mut row: Vec<_> = people.iter().filter(|p| of(p)).map(|p| (p.born, p.id)).collect();
            row.sort_unstable();
            row
        };
        Self {
            men: sorted(|p| !p.female),
            women: sorted(|p| p.female),
            all: sorted(|_| true),
            county: table.gallery.county.value,
            province: table.gallery.province.value,
            country: table.size.represented(people.len() as u32),
        }
    }

    /// Somebody of this sex and age class on `day`; of everybody born by then for [`Gallery::Anybody`].
    ///
    /// The town is all there is: county, province and country hold the same people here, and differ in size only.
    pub fn pick(&self, of: Gallery, female: bool, class: u8, day: Day, word: u64) -> Option<PersonId> {
        let row = match (of, female) {
            (Gallery::WatchList, _) => return None,
            (Gallery::Anybody, _) => &self.all,
            (_, true) => &self.women,
            (_, false) => &self.men,
        };
        let born = row.partition_point(|(born, _)| *born <= day);
        let row = &row[..born];
        // the oldest stand first, so the higher classes come before
        let older = |class: u8| row.partition_point(|(born, _)| age_class(day.age(*born)) > class);
        let run = match of {
            Gallery::Anybody => row,
            _ => &row[older(class)..if class == 0 { born } else { older(class - 1) }],
        };
        let at = (u128::from(word) * run.len() as u128) >> 64;
        run.get(at as usize).map(|(_, id)| *id)
    }

    /// How many people of the represented country a gallery holds.
    pub fn size(&self, of: Gallery) -> f64 {
        match of {
            Gallery::County => self.county,
            Gallery::Province => self.province,
            Gallery::Country | Gallery::Anybody => self.country,
            Gallery::WatchList => 0.0,
        }
    }
}
