//! In which order letters leave never shows; in whose hands they come does.

use super::{
    World,
    glance::Verdict,
    post::{Bag, Letters},
    step,
};
use crate::scene::Eye;
use crate::{Entry, Letter, Listing, Mail, Observer, Overrides, Plan, Push, acts, response};
use underheaven_base::Day;
use underheaven_behaviour::Behaviour;
use underheaven_rulebook::Rulebook;
use underheaven_society::{Society, Table, Town};

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

fn article() -> (Rulebook, Behaviour) {
    let shipped = underheaven_rulebook::shipped().iter().find(|b| b.name == "article").unwrap().rulebook();
    let (_, text) = underheaven_behaviour::shipped().iter().find(|b| b.0 == "default").unwrap();
    let rulebook = Rulebook::read("article", &[(shipped.label, shipped.text)]).unwrap().0;
    (rulebook, Behaviour::read("default", &[("default", text)]).unwrap().0)
}

/// Half a year in a small town, in parts of such weights.
fn in_parts<T>(weights: &[u32], see: impl FnOnce(World) -> T) -> T {
    let town = Town::build(&Table::shipped("dense").unwrap(), 6_000, 7).unwrap();
    let (rulebook, behaviour) = article();
    let (from, to) = (Day::from_ymd(2020, 7, 1).unwrap(), Day::from_ymd(2020, 12, 31).unwrap());
    let (rulebook, behaviour) = (&rulebook, &behaviour);
    let plan = Plan { society: &town, rulebook, behaviour, luck: 1, from, to, overrides: Overrides::new() };
    let mut world = World::empty(vec![plan], weights).unwrap();
    let (shared, parts) = world.all();
    parts.iter_mut().for_each(|part| part.settle(shared));
    see(world)
}

/// The books of that half-year, where somebody handles the letters of all parts before each posting.
fn books(weights: &[u32], handle: impl Fn(&mut [Bag])) -> Vec<String> {
    in_parts(weights, |mut world| {
        let mut books = Books::default();
        while world.step(&mut [&mut books]) {
            world.parts.iter_mut().for_each(|part| handle(&mut part.inbox));
        }
        books.0
    })
}

#[test]
fn parts_are_as_large_as_they_weigh_which_never_shows() {
    let weights = [6, 1, 2, 1];
    let (all, lens) = in_parts(&weights, |world| {
        let lens: Vec<usize> = world.parts.iter().map(|part| part.neighbourhoods().len()).collect();
        (world.shared.society.neighbourhoods() as usize, lens)
    });
    assert_eq!(lens.iter().sum::<usize>(), all);
    for (len, weight) in lens.iter().zip(weights) {
        let wanted = all as f64 * f64::from(weight) / 10.0;
        assert!((*len as f64 - wanted).abs() < 1.5 + wanted / 10.0, "{lens:?} of {all}, by {weights:?}");
    }
    assert_eq!(in_parts(&[1; 5_000], |world| world.parts.len()), all, "no part is empty");
    let as_they_come = |weights: &[u32]| books(weights, |_| ());
    let whole = as_they_come(&[1]);
    assert!(whole.len() > 1_000, "{}", whole.len());
    assert!(as_they_come(&weights) == whole && as_they_come(&[1, 9]) == whole);
}

#[test]
fn letters_arrive_in_one_order_however_they_left() {
    let reversed = books(&[1, 1], |bags| {
        bags.reverse();
        bags.iter_mut().flatten().for_each(Letters::reverse);
    });
    assert_eq!(books(&[1, 1], |_| ()), reversed);
}

#[test]
fn two_letters_of_one_sort_in_each_others_hands_show() {
    let swapped = books(&[1, 1], |bags| {
        let of_kin = |m: &&mut Mail| matches!(m.letter, Letter::Kin { .. } | Letter::Sighting { .. });
        for letters in bags.iter_mut().flatten() {
            let mut some = letters.others().iter_mut().filter(of_kin);
            if let (Some(a), Some(b)) = (some.next(), some.next_back()) {
                std::mem::swap(&mut a.to, &mut b.to);
            }
        }
    });
    assert_ne!(books(&[1, 1], |_| ()), swapped);
}

/// Of everybody's proposals of each fourth week, by how they stand before it: what a glance says is what deciding gives.
#[test]
fn what_is_plain_at_a_glance_is_what_is_decided() {
    // Told, left, on time, sure, not at all, open; and where nobody is enrolled done and left.
    let mut counts = [0; 8];
    hold_glances((2014, 2015), &mut counts);
    hold_glances((2019, 2021), &mut counts);
    assert!(counts.iter().all(|n| *n > 500), "{counts:?}");
}

/// Between the springs of two years, the first included.
fn hold_glances(years: (i32, i32), counts: &mut [u32; 8]) {
    let town = Town::build(&Table::shipped("dense").unwrap(), 6_000, 7).unwrap();
    let (rulebook, behaviour) = article();
    let (from, to) = (Day::from_ymd(years.0, 4, 1).unwrap(), Day::from_ymd(years.1, 3, 31).unwrap());
    let (rulebook, behaviour) = (&rulebook, &behaviour);
    let plan = Plan { society: &town, rulebook, behaviour, luck: 1, from, to, overrides: Overrides::new() };
    let mut world = World::new(plan, 1).unwrap();
    let mut weeks = 0;
    while world.step(&mut [&mut Books::default()]) {
        weeks += 1;
        if weeks % 4 > 0 {
            continue;
        }
        let shared = &world.shared;
        let (monday, frame) = (shared.today, shared.frame(0));
        let days = monday..monday + 7;
        for id in world.parts[0].neighbourhoods().map(underheaven_base::NeighbourhoodId) {
            let (home, mut proposals) = (town.settled(id), vec![]);
            town.proposals(&home, monday, 1, &mut proposals);
            let (glances, idle) = (shared.glance.days(&frame, id, days.clone()), shared.is_idle(id, days.end));
            let place = &world.parts[0].places[id.0 as usize];
            step::each_life(shared, 0, &home, place, |me, life| {
                let doer = glances.doer(life);
                for p in proposals.iter().filter(|p| p.person == me.id) {
                    let eye = Eye { frame: &frame, home: &home, me, life, day: p.day };
                    let decided = response::decide(eye, p);
                    let mut says = |n: usize, what: Option<(bool, Push)>| {
                        assert!(what.is_none_or(|what| what == decided), "{n}: {p:?} is {decided:?} of {life:?}");
                        counts[n] += 1;
                    };
                    let (yes, no) = (Some((true, Push::None)), Some((false, Push::None)));
                    match () {
                        () if glances.tells(p, doer).is_some() => says(0, yes),
                        () if glances.leaves(p) => says(1, no),
                        () if glances.on_time(p) => says(2, no),
                        () => match glances.looks(&frame, me, life, p, doer) {
                            Verdict::Sure => says(3, yes),
                            Verdict::Not => says(4, no),
                            Verdict::Open => says(5, None),
                        },
                    }
                    let u = u64::from(p.uniform);
                    match shared.glance.idle.get(usize::from(p.share)).filter(|_| idle) {
                        Some(plain) if plain.done.contains(&u) && acts::spec(p.act).falls_due => says(6, no),
                        Some(plain) if plain.done.contains(&u) => says(6, yes),
                        Some(plain) if u >= plain.left => says(7, no),
                        _ => {}
                    }
                }
            });
        }
    }
}
