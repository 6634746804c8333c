//! In which order letters leave never shows; in whose hands they come does.

use super::World;
use crate::{Entry, Letter, Listing, Mail, Observer, Overrides, Plan};
use underheaven_base::Day;
use underheaven_behaviour::Behaviour;
use underheaven_rulebook::Rulebook;
use underheaven_society::{Table, Town};

/// Entries and listings, in words.
#[derive(Default)]
struct Books(Vec<String>);

impl Observer for Books {
    fn entry(&mut self, entry: &Entry) {
        self.0.push(format!("{entry:?}"));
    }
    fn listed(&mut self, listing: &Listing) {
        self.0.push(format!("{listing:?}"));
    }
}

/// The books of half a year in a small town, where somebody handles the letters of both halves before each posting.
fn books(handle: impl Fn(&mut [Mail])) -> Vec<String> {
    let town = Town::build(&Table::shipped("dense").unwrap(), 6_000, 7).unwrap();
    let shipped = underheaven_rulebook::shipped().iter().find(|b| b.name == "article").unwrap().rulebook();
    let rulebook = Rulebook::read("article", &[(shipped.label, shipped.text)]).unwrap().0;
    let (_, text) = underheaven_behaviour::shipped().iter().find(|b| b.0 == "default").unwrap();
    let behaviour = Behaviour::read("default", &[("default", text)]).unwrap().0;
    let (from, to) = (Day::from_ymd(2020, 7, 1).unwrap(), Day::from_ymd(2020, 12, 31).unwrap());
    let (rulebook, behaviour) = (&rulebook, &behaviour);
    let plan = Plan { society: &town, rulebook, behaviour, luck: 1, from, to, overrides: Overrides::new() };
    let mut world = World::new(plan, 2).unwrap();
    let mut books = Books::default();
    while world.step(&mut [&mut books]) {
        world.parts.iter_mut().for_each(|part| handle(&mut part.inbox));
    }
    books.0
}

#[test]
fn letters_arrive_in_one_order_however_they_left() {
    assert_eq!(books(|_| ()), books(|letters| letters.reverse()));
}

#[test]
fn two_letters_of_one_sort_in_each_others_hands_show() {
    let swapped = books(|letters| {
        let of_kin = |m: &Mail| matches!(m.letter, Letter::Kin { .. } | Letter::Sighting { .. });
        let mut some = (0..letters.len()).filter(|at| of_kin(&letters[*at])).collect::<Vec<_>>().into_iter();
        if let (Some(a), Some(b)) = (some.next(), some.next_back()) {
            (letters[a].to, letters[b].to) = (letters[b].to, letters[a].to);
        }
    });
    assert_ne!(books(|_| ()), swapped);
}
