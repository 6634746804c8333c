//! What must hold in every world, whatever its rulebook: checked on the tally at a run's end.

use crate::tally::Tally;
use underheaven_world::Census;

/// At most so many faults are told.
const TOLD: usize = 20;

impl Tally {
    /// Everything that does not hold, in sentences; nothing where all is well.
    ///
    /// Everybody's score is the start plus the sum of their entries (with `start` none, all must agree on one
    /// start); nobody was listed without an entry or a decision that names its rule; whoever is on a list has an
    /// open listing, and the other way round.
    pub fn verify(&self, world: &dyn Census, start: Option<i32>) -> Vec<String> {
        let mut faults = vec![];
        self.verify_scores(world, start, &mut faults);
        for kept in self.listings.iter().filter(|k| k.listing.rule.is_none()) {
            let (person, from) = (kept.listing.person, kept.listing.from);
            faults.push(format!("{person} was listed on {from} under no rule"));
        }
        self.verify_lists(world, &mut faults);
        faults.truncate(TOLD);
        faults
    }

    fn verify_scores(&self, world: &dyn Census, mut start: Option<i32>, faults: &mut Vec<String>) {
        for (place, slot) in self.slots.iter().enumerate() {
            let person = self.roll.at(place);
            let Some(score) = world.look(person).score else { continue };
            let start = *start.get_or_insert(score - slot.sum);
            if score != start + slot.sum {
                let sum = slot.sum;
                faults.push(format!("{person} has a score of {score}, but {start} and entries of {sum} points"));
            }
        }
    }

    fn verify_lists(&self, world: &dyn Census, faults: &mut Vec<String>) {
        for place in 0..self.slots.len() {
            let person = self.roll.at(place);
            let range = self.open.range((place as u32, 0)..=(place as u32, u8::MAX));
            let open: u32 = range.map(|((_, list), _)| 1 << list).fold(0, |a, b: u32| a | b);
            let lists = world.look(person).lists;
            if open != lists {
                faults.push(format!("{person} is on lists {lists:b}, but listings {open:b} are open"));
            }
        }
    }
}
