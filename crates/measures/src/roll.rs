//! A tally's people in one row: their place in its arrays, and the groups they are in.
//!
//! Groups that age changes (age groups, parents before a school entry) are refreshed once a month; the others are fixed.
//! Members are those of the start.

use crate::panel::Strata;
use std::ops::Range;
use underheaven_base::{Day, Group, NeighbourhoodId, PersonId};
use underheaven_society::{Person, Residents, Society, Trait};

/// A set of groups as bits, in the order of [`Group::ALL`]; nobody yet born is in any.
pub type Mask = u32;

/// The mask of one group.
pub const fn bit(group: Group) -> Mask {
    1 << group.index()
}

/// The ages at which children enter school.
const ENTRY_AGES: [i32; 3] = [6, 12, 15];

/// The people of some neighbourhoods in one row.
#[derive(Clone)]
pub struct Roll {
    begin: u32,
    /// First place of each neighbourhood, and the end.
    first: Vec<u32>,
    /// Province of each neighbourhood.
    provinces: Vec<u16>,
    fixed: Vec<Mask>,
    /// A parent's place in the row and a child's birth, by parent.
    children: Vec<(u32, Day)>,
    /// Where only some of these people stand in a row: by place in the row of all their place in it, or [`NOBODY`].
    some: Option<Vec<u32>>,
    /// People who are marked, a bit each; nothing while nobody is.
    marked: Vec<u64>,
}

/// No place in a row.
const NOBODY: u32 = u32::MAX;

impl Roll {
    /// Everybody of some of the society's neighbourhoods, for a run from `from`.
    pub fn of(society: &dyn Society, strata: &Strata, from: Day, neighbourhoods: Range<u32>) -> Self {
        let begin = neighbourhoods.start;
        let (first, some, marked) = (vec![0], None, vec![]);
        let mut roll = Self { begin, first, provinces: vec![], fixed: vec![], children: vec![], some, marked };
        let (mut children, mut residents) = (vec![], Residents::default());
        let oldest = from.plus_months(-12 * 16);
        for n in neighbourhoods.map(NeighbourhoodId) {
            society.settle(n, &mut residents);
            for person in &residents.people {
                children.clear();
                society.children(person.id, &mut children);
                let place = roll.fixed.len() as u32;
                roll.fixed.push(fixed(society, person, residents.facts.urban, strata.critics_kin(person.id)));
                let born = |child: &PersonId| match child.neighbourhood() == n {
                    true => residents.person(*child).born,
                    false => society.person(*child).born,
                };
                let births = children.iter().map(born).filter(|born| *born >= oldest);
                roll.children.extend(births.map(|born| (place, born)));
            }
            roll.provinces.push(residents.facts.province);
            roll.first.push(roll.fixed.len() as u32);
        }
        roll.fixed.shrink_to_fit();
        roll.children.shrink_to_fit();
        roll
    }

    /// Makes room for neighbourhoods that are to be appended.
    pub fn make_room<'a>(&mut self, next: impl Iterator<Item = &'a Roll> + Clone) {
        self.fixed.reserve_exact(next.clone().map(|roll| roll.fixed.len()).sum());
        self.children.reserve_exact(next.map(|roll| roll.children.len()).sum());
    }

    /// Takes the next neighbourhoods behind these.
    pub fn append(&mut self, next: Roll) {
        assert_eq!(self.neighbourhoods().end, next.begin, "parts are merged that do not follow each other");
        assert!(self.some.is_none() && next.some.is_none(), "rows of some people are not merged");
        let people = self.fixed.len() as u32;
        self.first.extend(next.first[1..].iter().map(|first| first + people));
        self.provinces.extend(next.provinces);
        self.fixed.extend(next.fixed);
        self.children.extend(next.children.iter().map(|(parent, born)| (parent + people, *born)));
    }

    /// Whose people these are.
    pub fn neighbourhoods(&self) -> Range<u32> {
        self.begin..self.begin + self.provinces.len() as u32
    }

    /// How many people there are.
    pub fn len(&self) -> usize {
        self.fixed.len()
    }

    /// A person's place in the row.
    #[inline]
    pub fn place(&self, person: PersonId) -> usize {
        let place = (self.first[(person.neighbourhood().0 - self.begin) as usize] + person.place()) as usize;
        match &self.some {
            None => place,
            Some(some) => some[place] as usize,
        }
    }

    /// A row in which nobody of this one stands yet. What is fixed about people is asked of this one.
    pub fn none_of(&self) -> Self {
        let (first, provinces) = (self.first.clone(), self.provinces.clone());
        let some = Some(vec![NOBODY; self.fixed.len()]);
        Self { begin: self.begin, first, provinces, fixed: vec![], children: vec![], some, marked: vec![] }
    }

    /// Whether whoever stands at a place of the row of all stands in this one, and where.
    #[inline]
    pub fn place_of(&self, of_all: usize) -> Option<usize> {
        match &self.some {
            None => Some(of_all),
            Some(some) => Some(some[of_all]).filter(|place| *place != NOBODY).map(|place| place as usize),
        }
    }

    /// Marks whoever stands at a place.
    pub fn mark(&mut self, place: usize) {
        let words = self.fixed.len() / 64 + 2;
        self.marked.resize(words, 0);
        self.marked[place / 64] |= 1 << (place % 64);
    }

    /// Whether somebody at some places is marked, or side by side with them.
    pub fn marks_some(&self, places: Range<usize>) -> bool {
        let words = self.marked.get(places.start / 64..=places.end / 64);
        words.is_some_and(|words| words.iter().any(|word| *word != 0))
    }

    /// Whether some of a household or a neighbourhood are marked; of more than 64 it may be said without need.
    #[inline]
    pub fn marks_any(&self, people: &[Person]) -> bool {
        let (Some(first), Some(last)) = (people.first(), people.last()) else { return false };
        if self.marked.is_empty() {
            return false;
        }
        if people.len() > 64 {
            return self.marks_some(self.place(first.id)..self.place(last.id));
        }
        let place = self.place(first.id);
        let [first, next] = [0, 1].map(|n| self.marked[place / 64 + n]);
        let bits = first >> (place % 64) | next << 1 << (63 - place % 64);
        bits << (64 - people.len()) != 0
    }

    /// Puts whoever stands at a place of the row of all at a place of this one.
    pub fn enter(&mut self, of_all: usize, place: usize) {
        if let Some(some) = &mut self.some {
            some[of_all] = place as u32;
        }
    }

    /// The places of a neighbourhood's people.
    pub fn places(&self, n: NeighbourhoodId) -> Range<usize> {
        let n = self.nth(n);
        self.first[n] as usize..self.first[n + 1] as usize
    }

    /// A neighbourhood's number among these.
    pub fn nth(&self, n: NeighbourhoodId) -> usize {
        (n.0 - self.begin) as usize
    }

    /// A neighbourhood's province.
    pub fn province(&self, n: NeighbourhoodId) -> u16 {
        self.provinces[self.nth(n)]
    }

    /// The groups of whoever stands at a place that nothing in a run changes.
    pub fn fixed(&self, place: usize) -> Mask {
        self.fixed[place]
    }

    /// Where the children of whoever stands at a place begin.
    pub fn children_from(&self, place: usize) -> usize {
        self.children.partition_point(|(parent, _)| (*parent as usize) < place)
    }

    /// The children of whoever stands at a place, with their births; they begin at `first`.
    #[inline]
    pub fn children(&self, place: usize, first: usize) -> &[(u32, Day)] {
        let from = &self.children[first..];
        let count = from.iter().take_while(|(parent, _)| *parent as usize == place).count();
        &from[..count]
    }

    /// The groups on a day of somebody with such children.
    pub fn groups(&self, place: usize, person: &Person, today: &Today, children: &[(u32, Day)]) -> Mask {
        if person.born > today.day {
            return 0;
        }
        let enters = children.iter().any(|(_, born)| today.enters_school(*born));
        self.fixed[place] | bit(today.age_group(person.born)) | if enters { bit(Group::EntryParents) } else { 0 }
    }
}

/// Whether somebody born on a day enters a school (at 6, 12 or 15, on 1 September) within two years of another day.
pub fn enters_school(born: Day, day: Day) -> bool {
    Today::new(day).enters_school(born)
}

/// A day as bounds on days of birth, so that nobody's age is worked out.
pub struct Today {
    /// Which.
    pub day: Day,
    /// Whoever was born by then is 18, 35 or 60.
    ages: [Day; 3],
    /// Children born after the first and by the second enter a school within two years.
    entries: Vec<(Day, Day)>,
}

impl Today {
    /// The bounds of a day.
    pub fn new(day: Day) -> Self {
        let (year, ..) = day.ymd();
        let september = |y: i32| Day::from_ymd(y, 9, 1);
        let firsts = (year..=year + 2).filter(|y| september(*y).is_some_and(|f| f >= day && f < day.plus_months(24)));
        let by_age = |y: i32| ENTRY_AGES.map(|age| Some((september(y - age - 1)?, september(y - age)?)));
        let entries = firsts.flat_map(by_age).flatten().collect();
        Self { day, ages: [18, 35, 60].map(|years| day.plus_months(-12 * years)), entries }
    }

    /// All that a day of birth is compared with.
    fn bounds(&self) -> impl Iterator<Item = Day> {
        let entries = self.entries.iter().flat_map(|(after, by)| [*after, *by]);
        [self.day].into_iter().chain(self.ages).chain(entries)
    }

    fn age_group(&self, born: Day) -> Group {
        match self.ages {
            [grown, _, _] if born > grown => Group::Minors,
            [_, middle, _] if born > middle => Group::Young,
            [_, _, old] if born > old => Group::Middle,
            _ => Group::Old,
        }
    }

    /// Whether somebody enters a school within two years (on 1 September at 6, 12 or 15).
    fn enters_school(&self, born: Day) -> bool {
        self.entries.iter().any(|(after, by)| born > *after && born <= *by)
    }
}

/// Days of birth of those for whom something turns between two days.
pub struct Turning {
    first: Day,
    /// From the first on, day by day.
    turns: Vec<bool>,
}

impl Turning {
    /// From stretches of births, after the first day and up to the second, and what two days compare births with.
    pub fn of(stretches: Vec<(Day, Day)>, last: &Today, today: &Today) -> Self {
        let all: Vec<(Day, Day)> = stretches.into_iter().chain(last.bounds().zip(today.bounds())).collect();
        let first = all.iter().map(|(after, _)| *after + 1).min().unwrap_or_default();
        let end = all.iter().map(|(_, by)| *by - first + 1).max().unwrap_or(0);
        let mut turns = vec![false; end.max(0) as usize];
        for (after, by) in all {
            turns[(after + 1 - first) as usize..].iter_mut().take((by - after) as usize).for_each(|day| *day = true);
        }
        Self { first, turns }
    }

    /// Whether something turns for who was born on a day, or may.
    #[inline]
    pub fn holds(&self, born: Day) -> bool {
        self.turns.get((born - self.first) as usize).is_some_and(|turns| *turns)
    }
}

fn fixed(society: &dyn Society, person: &Person, urban: bool, critics_kin: bool) -> Mask {
    const FIFTHS: [Group; 5] = [Group::Fifth1, Group::Fifth2, Group::Fifth3, Group::Fifth4, Group::Fifth5];
    let is = |t| person.traits.has(t);
    let foreign = society.employer(person.id).is_some_and(|firm| society.firm(firm).foreign);
    let parts = [
        (true, Group::All),
        (person.female, Group::Women),
        (!person.female, Group::Men),
        (urban, Group::Urban),
        (!urban, Group::Rural),
        (is(Trait::Away), Group::Away),
        (!is(Trait::Away), Group::Settled),
        (true, FIFTHS[usize::from(person.fifth.min(4))]),
        (is(Trait::Member), Group::Members),
        (is(Trait::Voice), Group::Voices),
        (is(Trait::Critic), Group::Critics),
        (critics_kin, Group::CriticsKin),
        (foreign, Group::ForeignStaff),
    ];
    parts.into_iter().filter(|(held, _)| *held).fold(0, |mask, (_, group)| mask | bit(group))
}

#[cfg(test)]
mod tests {
    use super::*;
    use underheaven_society::age_class;

    #[test]
    fn for_whom_nothing_turns_all_is_as_it_was() {
        let mut last = Today::new(Day::parse("2016-01-01").unwrap());
        for month in 1..=30 {
            let today = Today::new(Day::parse("2016-01-01").unwrap().plus_months(month));
            let own = (last.day + -9000, last.day + -8990);
            let turning = Turning::of(vec![own, (last.day, last.day)], &last, &today);
            let of = |today: &Today, born: Day| {
                (born > today.day, today.age_group(born), today.enters_school(born), born > own.0 && born <= own.1)
            };
            let births = || (-1000..30_000).map(|back| today.day + -back);
            for born in births().filter(|born| !turning.holds(*born)) {
                assert_eq!(of(&last, born), of(&today, born), "{born} on {}", today.day);
                assert!(!of(&today, born).3);
            }
            let turned = births().filter(|born| turning.holds(*born)).count();
            assert!((38..4500).contains(&turned), "{turned} days of birth");
            last = today;
        }
    }

    #[test]
    fn bounds_of_a_day_say_what_ages_say() {
        let enters = |born: Day, day: Day| {
            let (year, ..) = day.ymd();
            (year..=year + 2).filter_map(|y| Day::from_ymd(y, 9, 1)).any(|first| {
                first >= day && first < day.plus_months(24) && first >= born && ENTRY_AGES.contains(&first.age(born))
            })
        };
        const AGES: [Group; 4] = [Group::Minors, Group::Young, Group::Middle, Group::Old];
        for day in ["2014-07-01", "2016-02-29", "2018-02-28", "2018-09-01", "2020-08-31", "2020-11-02"] {
            let day = Day::parse(day).unwrap();
            let today = Today::new(day);
            for back in 0..30_000 {
                let born = day + -back;
                assert_eq!(today.age_group(born), AGES[usize::from(age_class(day.age(born)))], "{born} on {day}");
                assert_eq!(today.enters_school(born), enters(born, day), "{born} on {day}");
            }
        }
    }

    #[test]
    fn whoever_is_marked_is_found_among_any_number_of_people() {
        let (table, from) = (underheaven_society::Table::shipped("dense").unwrap(), Day::parse("2019-07-01").unwrap());
        let town = underheaven_society::Town::build(&table, 6_000, 7).unwrap();
        let all = 0..town.neighbourhoods();
        let home = town.settled(NeighbourhoodId(all.end - 1));
        let people = &home.people;
        let of = |at: usize| {
            let mut roll = Roll::of(&town, &Strata::of(&town), from, all.clone());
            assert!(!roll.marks_any(people) && !roll.marks_any(&[]), "nobody is marked yet");
            roll.mark(roll.place(people[at].id));
            roll
        };
        for at in [0, 1, 63, 64, 65, people.len() / 2, people.len() - 1] {
            let roll = of(at);
            for from in [0, at.saturating_sub(130), at.saturating_sub(63), at, at + 1, at + 65] {
                for count in [0, 1, 2, 63, 64, 65, 128, 129, people.len()] {
                    let some = from.min(people.len())..(from + count).min(people.len());
                    let (found, holds) = (roll.marks_any(&people[some.clone()]), some.contains(&at));
                    let near = some.start.saturating_sub(63)..some.end + 64;
                    assert!(found || !holds, "{at} is among {some:?}");
                    assert!(!found || holds || some.len() > 64 && near.contains(&at), "{at} is far from {some:?}");
                }
            }
        }
    }
}
