//! What people may do in a week, and in which classes of the base rates they are on a day.
//!
//! The meaning is the town's, and so is the code that skips and orders; only who is in a class is listed afresh
//! for each week, from the neighbourhood at hand, and age is a comparison with the latest day of birth that a
//! class allows.

use super::Country;
use crate::interface::{Kept, NO_FRIEND};
use crate::logarithm::Logarithms;
use crate::skips::Skips;
use crate::town::proposals::{Dues, Room, Turn, Week, due_days_of, gap, items_a_month, with_scratch};
use crate::town::rates::{By, RateBook, Row};
use crate::town::stages::SCHOOL_AGES;
use crate::{Aside, Person, Plain, Proposal, Reach, Residents, Trait, Traits};
use underheaven_base::ids::PLACES;
use underheaven_base::{Act, Class, Day};

/// What is compiled of the rates beside the rate book.
pub struct Classed {
    /// How far it is from one candidate to the next, by row.
    skips: Vec<Skips>,
}

impl Classed {
    /// For the rows of a rate book.
    pub fn of(rates: &RateBook, logarithms: &Logarithms) -> Self {
        Self { skips: rates.rows().iter().map(|row| Skips::of(gap(row), logarithms)).collect() }
    }
}

/// The latest days of birth that matter on one day.
#[derive(Clone, Copy, Default)]
struct Latest {
    today: Day,
    three: Day,
    six: Day,
    adult: Day,
    sixty: Day,
    /// After the first and up to the second: who enters a school in this year.
    entering: [(Day, Day); 3],
}

thread_local! {
    /// The day last asked for: a calendar costs more than everything that is asked of it.
    static ASKED: std::cell::Cell<Latest> = const { std::cell::Cell::new(Latest::none()) };
}

impl Latest {
    const fn none() -> Self {
        let never = Day(i32::MIN);
        Self { today: never, three: never, six: never, adult: never, sixty: never, entering: [(never, never); 3] }
    }

    fn on(day: Day) -> Self {
        let last = ASKED.get();
        if last.today == day {
            return last;
        }
        let latest = Self::computed(day);
        ASKED.set(latest);
        latest
    }

    fn computed(day: Day) -> Self {
        let of = |years| day.latest_birth(years);
        let first_of_september = Day::from_ymd(day.ymd().0, 9, 1).unwrap_or(day);
        let entry = |age: i32| (first_of_september.latest_birth(age + 1), first_of_september.latest_birth(age));
        Self { today: day, three: of(3), six: of(6), adult: of(18), sixty: of(60), entering: SCHOOL_AGES.map(entry) }
    }

    fn enters(&self, born: Day) -> bool {
        self.entering.iter().any(|&(after, until)| born > after && born <= until)
    }

    /// All that a day of birth is compared with.
    fn bounds(&self) -> impl Iterator<Item = Day> {
        let entering = self.entering.into_iter().flat_map(|(after, until)| [after, until]);
        [self.today, self.three, self.six, self.adult, self.sixty].into_iter().chain(entering)
    }
}

/// Between two days classes turn only for who was born between what one bound was and what it is: stretches after the first
/// day and up to the second. What an infant turns, it turns for its household.
pub fn turning(from: Day, to: Day) -> Vec<(Day, Day)> {
    Latest::computed(from).bounds().zip(Latest::computed(to).bounds()).collect()
}

/// Who may be in a class at some age, by traits: all of the first set and, unless it is empty, one of the second.
#[derive(Clone, Copy)]
struct Members {
    all: u32,
    some: u32,
}

const fn one_of(traits: &[Trait]) -> Members {
    let (mut some, mut n) = (0, 0);
    while n < traits.len() {
        some |= traits[n] as u32;
        n += 1;
    }
    Members { all: 0, some }
}

fn members(class: Class) -> Members {
    match class {
        Class::Everyone | Class::FromSix | Class::Adults | Class::Joiners | Class::SchoolStarters => one_of(&[]),
        Class::BillHolders => one_of(&[Trait::BillHolder]),
        Class::Borrowers => one_of(&[Trait::Borrower]),
        Class::Tenants => one_of(&[Trait::Tenant]),
        Class::Debtors => one_of(&[Trait::Borrower, Trait::Tenant]),
        Class::Drivers => one_of(&[Trait::Driver]),
        Class::DrinkingDrivers => {
            Members { all: Trait::Driver as u32, ..one_of(&[Trait::Drinker, Trait::ExcessiveDrinker]) }
        }
        Class::InfantBuyers => one_of(&[Trait::InfantBuyer]),
        Class::Drinkers => one_of(&[Trait::Drinker]),
        Class::ExcessiveDrinkers => one_of(&[Trait::ExcessiveDrinker]),
        Class::Gamers => one_of(&[Trait::Gamer]),
        Class::HeavyGamers => one_of(&[Trait::HeavyGamer]),
        Class::AllGamers => one_of(&[Trait::Gamer, Trait::HeavyGamer]),
        Class::Netizens | Class::OtherNetizens => one_of(&[Trait::Netizen]),
        Class::Critics => one_of(&[Trait::Critic]),
        Class::Voices => one_of(&[Trait::Voice]),
        Class::Members => one_of(&[Trait::Member]),
        Class::Singles => one_of(&[Trait::Single]),
        Class::Workers => one_of(&[Trait::Worker]),
        Class::Householders => one_of(&[Trait::Householder]),
        Class::Representatives | Class::ForeignRepresentatives => one_of(&[Trait::Representative]),
    }
}

impl Members {
    /// Whether everybody may.
    fn everybody(self) -> bool {
        self.some == 0
    }

    /// Whether somebody with these traits may.
    #[inline]
    fn hold(self, traits: u32) -> bool {
        traits & self.all == self.all && (traits & self.some != 0 || self.everybody())
    }
}

/// Whether one of the class's members is old enough on a day, and not too old.
#[inline]
fn in_age(class: Class, born: Day, traits: Traits, on: &Latest) -> bool {
    match class {
        Class::Everyone => born <= on.today,
        Class::FromSix | Class::Gamers | Class::HeavyGamers | Class::AllGamers | Class::Netizens => born <= on.six,
        Class::OtherNetizens => born <= on.six && !(traits.has(Trait::Critic) && born <= on.adult),
        Class::Workers => born <= on.adult && born > on.sixty,
        Class::Joiners => born <= on.adult && !traits.has(Trait::Member),
        Class::SchoolStarters => on.enters(born),
        Class::InfantBuyers => true,
        _ => born <= on.adult,
    }
}

fn with_infant(home: &[Person], on: &Latest) -> bool {
    home.iter().any(|p| is_infant(p.born, on))
}

fn is_infant(born: Day, on: &Latest) -> bool {
    born <= on.today && born > on.three
}

/// By day of the week (and one more, so that no index lies outside), the latest day of birth in a class to which nothing else
/// matters but what traits tell.
fn latest_of(class: Class, days: &[Latest; 7]) -> Option<[Day; 8]> {
    let of: fn(&Latest) -> Day = match class {
        Class::Everyone => |on| on.today,
        Class::FromSix | Class::Gamers | Class::HeavyGamers | Class::AllGamers | Class::Netizens => |on| on.six,
        Class::OtherNetizens | Class::Workers | Class::Joiners | Class::SchoolStarters | Class::InfantBuyers => {
            return None;
        }
        _ => |on| on.adult,
    };
    Some(std::array::from_fn(|day| of(&days[day % 7])))
}

/// What a week needs of each person, in columns that stay in the nearest cache, and lists of places: all, and a class's.
#[derive(Default)]
struct Columns {
    /// As long as can be, so that no place lies outside.
    born: Vec<Day>,
    all: Vec<u16>,
    list: Vec<u16>,
}

thread_local! {
    static COLUMNS: std::cell::RefCell<Columns> = std::cell::RefCell::new(Columns::default());
}

impl Columns {
    fn fill(&mut self, of: &Residents) {
        self.born.resize(PLACES as usize, Day(0));
        match &of.kept {
            Some(kept) => self.born[..kept.born.len()].copy_from_slice(&kept.born),
            None => self.born.iter_mut().zip(&of.people).for_each(|(born, person)| *born = person.born),
        }
        self.all.extend(self.all.len() as u16..of.people.len() as u16);
    }

    /// Lists by place whoever may buy for an infant at home in this week.
    fn with_infants(&mut self, kept: &Kept, days: &[Latest; 7]) {
        let Self { born, list, .. } = self;
        let some = |born: &Day| is_infant(*born, &days[0]) || is_infant(*born, &days[6]);
        let all = kept.members[Class::InfantBuyers.index()].iter().zip(&kept.infants);
        let with = all.filter(|(_, (first, end))| born[usize::from(*first)..usize::from(*end)].iter().any(some));
        list.clear();
        list.extend(with.map(|(place, _)| *place));
    }

    /// Lists by place whoever may be in a class at some age.
    fn list(&mut self, people: &[Person], which: Members) {
        // compaction without a branch: most classes hold a third of the people, in no order; the mask proves the
        // index to lie in the list, which is as long as a neighbourhood may be
        self.list.resize(PLACES as usize, 0);
        let list: &mut [u16; PLACES as usize] = self.list.as_mut_slice().try_into().expect("it was just made so long");
        let mut count = 0_usize;
        for (place, traits) in people.iter().map(|p| p.traits.0).enumerate() {
            list[count & (PLACES as usize - 1)] = place as u16;
            let held = traits & which.all == which.all && traits & which.some != 0;
            count = count.wrapping_add(usize::from(held));
        }
        self.list.truncate(count);
    }
}

impl Country {
    /// Proposes what is within reach, in the room that `room` makes for so many.
    pub(super) fn propose<'o>(
        &self,
        of: &Residents,
        monday: Day,
        luck: u64,
        reach: &Reach,
        mut aside: Option<&mut Aside>,
        room: impl FnOnce(usize) -> &'o mut [Proposal],
    ) {
        let week = Week::new(&self.logarithms, self.seed, luck, of.id, monday);
        let days: [Latest; 7] = std::array::from_fn(|d| Latest::computed(monday + d as i32));
        COLUMNS.with_borrow_mut(|columns| {
            columns.fill(of);
            with_scratch(of.people.len(), |found| {
                for (number, (row, skips)) in self.rates.rows().iter().zip(&self.classed.skips).enumerate() {
                    let plain = aside.as_ref().and_then(|aside| aside.plain.get(usize::from(row.like.share)));
                    let whole = plain.filter(|_| row.by == By::Nothing).and_then(Plain::whole);
                    let reach = reach.last(row.act, row.class);
                    let turn = Turn { row, skips, last: whole.map_or(reach, |whole| whole.min(reach)) };
                    found.row(|room| match row.act {
                        Act::SchoolEntry => week.school(&of.people, room),
                        _ => self.take_turn(number, &turn, &week, of, &days, columns, room),
                    });
                    if let Some(aside) = &mut aside {
                        week.set_aside(&self.rates, (row, whole.is_some()), &of.people, found, aside);
                    }
                }
                week.order(&self.rates, &of.people, found, room(found.len()));
            });
        });
    }

    /// What never changes of a neighbourhood's part in the proposals.
    pub(super) fn kept(&self, of: &Residents) -> Kept {
        let mut columns = Columns::default();
        let born = of.people.iter().map(|person| person.born).collect();
        let mut kept = Kept { members: vec![vec![]; Class::COUNT], born, ..Kept::default() };
        for row in self.rates.rows().iter() {
            let (class, which) = (row.class, members(row.class));
            if !which.everybody() && kept.members[class.index()].is_empty() {
                columns.list(&of.people, which);
                if class == Class::ForeignRepresentatives {
                    columns.list.retain(|&place| self.heads_foreign(of.people[place as usize].id));
                }
                kept.members[class.index()] = columns.list.as_slice().to_vec();
            }
            let mut due = vec![];
            if row.act.on_calendar() && row.act != Act::SchoolEntry {
                due = vec![vec![]; 28];
                let items = items_a_month(row);
                let all: Vec<u16> = (0..of.people.len() as u16).collect();
                for &place in if which.everybody() { &all } else { &kept.members[class.index()] } {
                    let person = of.people[usize::from(place)].id;
                    due_days_of(row, items, person, self.seed, |item, of_month| {
                        due[of_month as usize].push((place, item as u8));
                    });
                }
            }
            kept.due.push(due);
        }
        let home = |place: &u16| {
            let home = of.people[usize::from(*place)].household as usize;
            (of.homes[home] as u16, of.homes[home + 1] as u16)
        };
        kept.infants = kept.members[Class::InfantBuyers.index()].iter().map(home).collect();
        let friend = |p: &Person, layer| crate::Society::friend(self, p.id, layer as u8).unwrap_or(NO_FRIEND);
        let layers = |p: &Person| std::array::from_fn(|layer| friend(p, layer));
        kept.friends = of.people.iter().map(layers).collect();
        kept
    }

    #[expect(clippy::too_many_arguments, reason = "a row's turn, a neighbourhood's week and what both work on")]
    fn take_turn(
        &self,
        number: usize,
        turn: &Turn<'_>,
        week: &Week<'_>,
        of: &Residents,
        days: &[Latest; 7],
        columns: &mut Columns,
        room: &mut Room<'_>,
    ) {
        let class = turn.row.class;
        let which = members(class);
        // Who has an infant changes from week to week; other lists are the same whenever they are made.
        let narrows = class == Class::InfantBuyers;
        let kept = of.kept.as_ref();
        if narrows || kept.is_none() && !which.everybody() {
            match kept {
                Some(kept) => columns.with_infants(kept, days),
                None => {
                    columns.list(&of.people, which);
                    self.narrow(class, of, days, &mut columns.list);
                }
            }
        }
        let kept = kept.filter(|_| !narrows);
        let Columns { born, all, list } = &*columns;
        let born: &[Day; PLACES as usize] = born.as_slice().try_into().expect("it was made so long");
        let list = match kept {
            _ if which.everybody() => &all[..of.people.len()],
            Some(kept) => &kept.members[class.index()],
            None => list,
        };
        let due = kept.map(|kept| kept.due[number].as_slice());
        match latest_of(class, days) {
            Some(latest) => self.search(turn, week, list, due, room, |place, day| {
                born[(place % PLACES) as usize] <= latest[day as usize % latest.len()]
            }),
            None => self.search(turn, week, list, due, room, |place, day| {
                let (at, on) = (place as usize, &days[day as usize]);
                in_age(class, born[at], of.people[at].traits, on)
                    && (class != Class::InfantBuyers || with_infant(of.household(week.resident(place)), on))
            }),
        }
    }

    /// Finds what those listed may do who hold on the day: what falls due on keyed days, or what comes from the stream.
    fn search(
        &self,
        turn: &Turn<'_>,
        week: &Week<'_>,
        list: &[u16],
        due: Option<&[Vec<(u16, u8)>]>,
        room: &mut Room<'_>,
        holds: impl Fn(u32, u32) -> bool,
    ) {
        if turn.row.act.on_calendar() {
            return self.fall_due(turn.row, week, list, due, room, holds);
        }
        week.stream::<true>(turn, room, |member, day| {
            let place = u32::from(*list.get(member)?) % PLACES;
            Some((place, holds(place, day)))
        });
    }

    /// Strikes from a list whoever is not in the class this week for a reason that no trait tells.
    fn narrow(&self, class: Class, of: &Residents, days: &[Latest; 7], list: &mut Vec<u16>) {
        match class {
            Class::ForeignRepresentatives => {
                list.retain(|&place| self.heads_foreign(of.people[place as usize].id));
            }
            Class::InfantBuyers => list.retain(|&place| {
                let home = of.household(of.people[place as usize].id);
                with_infant(home, &days[0]) || with_infant(home, &days[6])
            }),
            _ => {}
        }
    }

    /// What falls due on keyed days of the month to those listed, if that is not noted as `kept`.
    fn fall_due(
        &self,
        row: &Row,
        week: &Week<'_>,
        list: &[u16],
        kept: Option<&[Vec<(u16, u8)>]>,
        room: &mut Room<'_>,
        holds: impl Fn(u32, u32) -> bool,
    ) {
        let dues = Dues::of(row);
        if let Some(kept) = kept {
            for (day, of_month) in week.due_days() {
                for &(place, item) in &kept[usize::from(of_month) - 1] {
                    if holds(u32::from(place), day) {
                        week.falls_due(&dues, u32::from(place), day, u32::from(item), room);
                    }
                }
            }
            return;
        }
        let items = items_a_month(row);
        let mut day_of = [u8::MAX; 32];
        week.due_days().for_each(|(day, of_month)| day_of[of_month as usize - 1] = day as u8);
        for place in list.iter().map(|&place| u32::from(place)) {
            due_days_of(row, items, week.resident(place), self.seed, |item, of_month| {
                let day = u32::from(day_of[of_month as usize]);
                if day < 7 && holds(place, day) {
                    week.falls_due(&dues, place, day, item, room);
                }
            });
        }
    }

    pub(super) fn holds(&self, person: &Person, class: Class, day: Day) -> bool {
        let on = Latest::on(day);
        let of_traits = members(class).hold(person.traits.0) && in_age(class, person.born, person.traits, &on);
        of_traits
            && match class {
                Class::InfantBuyers => {
                    let mut home = Residents::default();
                    self.settle_people(person.id.neighbourhood(), &mut home);
                    with_infant(home.household(person.id), &on)
                }
                Class::ForeignRepresentatives => self.heads_foreign(person.id),
                _ => true,
            }
    }

    /// All classes at once, a bit each: what [`Country::holds`] says of each class, written out for speed.
    pub(super) fn classes_of(&self, person: &Person, of: &Residents, day: Day) -> u32 {
        let on = Latest::on(day);
        if person.born > day {
            return 0;
        }
        let bit = |class: Class, holds: bool| u32::from(holds) << class.index();
        let t = person.traits.0;
        let has = |some: Trait| t & some as u32 != 0;
        let (drinks, plays) =
            (has(Trait::Drinker) || has(Trait::ExcessiveDrinker), has(Trait::Gamer) || has(Trait::HeavyGamer));
        let infants = has(Trait::InfantBuyer) && with_infant(of.household(person.id), &on);
        let mut classes = bit(Class::Everyone, true) | bit(Class::InfantBuyers, infants);
        if person.born > on.six {
            return classes | bit(Class::SchoolStarters, on.enters(person.born));
        }
        let adult = person.born <= on.adult;
        classes |= bit(Class::FromSix, true)
            | bit(Class::Gamers, has(Trait::Gamer))
            | bit(Class::HeavyGamers, has(Trait::HeavyGamer))
            | bit(Class::AllGamers, plays)
            | bit(Class::Netizens, has(Trait::Netizen))
            | bit(Class::OtherNetizens, has(Trait::Netizen) && !(adult && has(Trait::Critic)))
            | bit(Class::SchoolStarters, on.enters(person.born));
        if !adult {
            return classes;
        }
        let foreign = has(Trait::Representative) && self.heads_foreign(person.id);
        classes
            | bit(Class::Adults, true)
            | bit(Class::BillHolders, has(Trait::BillHolder))
            | bit(Class::Borrowers, has(Trait::Borrower))
            | bit(Class::Tenants, has(Trait::Tenant))
            | bit(Class::Debtors, has(Trait::Borrower) || has(Trait::Tenant))
            | bit(Class::Drivers, has(Trait::Driver))
            | bit(Class::DrinkingDrivers, has(Trait::Driver) && drinks)
            | bit(Class::Drinkers, has(Trait::Drinker))
            | bit(Class::ExcessiveDrinkers, has(Trait::ExcessiveDrinker))
            | bit(Class::Critics, has(Trait::Critic))
            | bit(Class::Voices, has(Trait::Voice))
            | bit(Class::Members, has(Trait::Member))
            | bit(Class::Joiners, !has(Trait::Member))
            | bit(Class::Singles, has(Trait::Single))
            | bit(Class::Workers, has(Trait::Worker) && person.born > on.sixty)
            | bit(Class::Householders, has(Trait::Householder))
            | bit(Class::Representatives, has(Trait::Representative))
            | bit(Class::ForeignRepresentatives, foreign)
    }
}
