//! What must hold in every world, whatever its rulebook: checked on the tally at a run's end.

use crate::tally::Tally;
use underheaven_base::{NeighbourhoodId, PersonId};
use underheaven_world::{Census, Look};

/// At most so many faults are told.
const TOLD: usize = 20;

impl Tally {
    /// Everything that does not hold, in sentences; nothing where all is well.
    ///
    /// Everybody's score is the start plus the sum of their entries (with `start` none, all must agree on one
    /// start); nobody was listed without an entry or a decision that names its rule; whoever is on a list has an
    /// open listing, and the other way round.
    pub fn verify(&self, world: &dyn Census, mut start: Option<i32>) -> Vec<String> {
        let (mut faults, mut of_lists) = (vec![], vec![]);
        for n in self.roll.neighbourhoods().map(NeighbourhoodId) {
            let mut places = self.roll.places(n);
            world.each(n, &mut |person, look| {
                let place = places.next().unwrap_or_default();
                faults.extend(self.fault_of_score(person.id, place, look, &mut start));
                of_lists.extend(self.fault_of_lists(person.id, place, look));
            });
        }
        for kept in self.listings.iter().filter(|k| k.listing.rule.is_none()) {
            let (person, from) = (kept.listing.person, kept.listing.from);
            faults.push(format!("{person} was listed on {from} under no rule"));
        }
        faults.extend(of_lists);
        faults.truncate(TOLD);
        faults
    }

    fn fault_of_score(&self, person: PersonId, place: usize, look: &Look, start: &mut Option<i32>) -> Option<String> {
        let (score, sum) = (look.score?, self.slots[place].sum);
        let start = *start.get_or_insert(score - sum);
        let told = || format!("{person} has a score of {score}, but {start} and entries of {sum} points");
        (score != start + sum).then(told)
    }

    fn fault_of_lists(&self, person: PersonId, place: usize, look: &Look) -> Option<String> {
        let range = self.open.range((place as u32, 0)..=(place as u32, u8::MAX));
        let open: u32 = range.map(|((_, list), _)| 1 << list).fold(0, |a, b: u32| a | b);
        let lists = look.lists;
        (open != lists).then(|| format!("{person} is on lists {lists:b}, but listings {open:b} are open"))
    }
}
