//! When somebody is in a class of the table of base rates: spans of days that follow from age and traits.

use super::Places;
use super::firms::Work;
use crate::{Person, Trait, Traits};
use underheaven_base::{Class, Day};

/// A run of days, from the first up to but without the end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Span {
    /// First day.
    pub from: Day,
    /// First day after it.
    pub until: Day,
}

/// The end of days.
const EVER: Day = Day(i32::MAX);

impl Span {
    /// Whether the day lies in it.
    pub fn holds(self, day: Day) -> bool {
        self.from <= day && day < self.until
    }
}

/// Everybody's birthdays that open or close a class.
pub struct Stages {
    /// Sixth, eighteenth and sixtieth birthday.
    birthdays: Vec<[Day; 3]>,
    /// Days with a child under three in the household, for whoever buys the baby goods: (person, span), sorted.
    infants: Vec<(u32, Span)>,
}

impl Stages {
    /// From everybody's day of birth.
    pub fn of(people: &[Person], places: &Places) -> Self {
        let birthdays = people.iter().map(|p| [6, 18, 60].map(|years| birthday(p.born, years))).collect();
        let mut infants = vec![];
        for home in places.homes.windows(2) {
            let members = &people[home[0] as usize..home[1] as usize];
            let buyer = members.iter().position(|p| p.traits.has(Trait::InfantBuyer));
            if let Some(buyer) = buyer {
                let with_infant = infant_spans(members);
                infants.extend(with_infant.into_iter().map(|span| (home[0] + buyer as u32, span)));
            }
        }
        Self { birthdays, infants }
    }

    /// Whether somebody is 18 or older.
    pub fn is_adult(&self, index: u32, day: Day) -> bool {
        self.birthdays[index as usize][1] <= day
    }

    /// The spans in which a person is in a class; none overlap, the earliest first.
    pub fn spans(&self, person: &Person, index: u32, class: Class, work: &Work) -> Spans<'_> {
        let [six, adult, sixty] = self.birthdays[index as usize];
        let t = |which: Trait| person.traits.has(which);
        let (member, from, until) = match class {
            Class::Everyone => (true, person.born, EVER),
            Class::FromSix => (true, six, EVER),
            Class::Adults => (true, adult, EVER),
            Class::BillHolders => (t(Trait::BillHolder), adult, EVER),
            Class::Borrowers => (t(Trait::Borrower), adult, EVER),
            Class::Tenants => (t(Trait::Tenant), adult, EVER),
            Class::Debtors => (t(Trait::Borrower) || t(Trait::Tenant), adult, EVER),
            Class::Drivers => (t(Trait::Driver), adult, EVER),
            Class::DrinkingDrivers => (t(Trait::Driver) && drinks(person.traits), adult, EVER),
            Class::InfantBuyers => return Spans::Several(self.infant_spans_of(index)),
            Class::Drinkers => (t(Trait::Drinker), adult, EVER),
            Class::ExcessiveDrinkers => (t(Trait::ExcessiveDrinker), adult, EVER),
            Class::Gamers => (t(Trait::Gamer), six, EVER),
            Class::HeavyGamers => (t(Trait::HeavyGamer), six, EVER),
            Class::AllGamers => (t(Trait::Gamer) || t(Trait::HeavyGamer), six, EVER),
            Class::Netizens => (t(Trait::Netizen), six, EVER),
            Class::OtherNetizens => (t(Trait::Netizen), six, if t(Trait::Critic) { adult } else { EVER }),
            Class::Critics => (t(Trait::Critic), adult, EVER),
            Class::Voices => (t(Trait::Voice), adult, EVER),
            Class::Members => (t(Trait::Member), adult, EVER),
            Class::Joiners => (!t(Trait::Member), adult, EVER),
            Class::Singles => (t(Trait::Single), adult, EVER),
            Class::Workers => (t(Trait::Worker), adult, sixty),
            Class::Householders => (t(Trait::Householder), adult, EVER),
            Class::Representatives => (t(Trait::Representative), adult, EVER),
            Class::ForeignRepresentatives => (t(Trait::Representative) && work.is_foreign(index), adult, EVER),
            Class::SchoolStarters => return Spans::School(person.born, 0),
        };
        if member { Spans::One(Some(Span { from, until })) } else { Spans::One(None) }
    }

    /// All classes that hold somebody born by `day`, a bit each: what [`Stages::spans`] says of each, in one pass.
    pub fn classes(&self, person: &Person, index: u32, work: &Work, day: Day) -> u32 {
        let [six, adult, sixty] = self.birthdays[index as usize];
        let t = |which: Trait| person.traits.has(which);
        let mut all = 0;
        let mut hold = |class: Class, held: bool| all |= u32::from(held) << class.index();
        hold(Class::Everyone, true);
        hold(Class::InfantBuyers, t(Trait::InfantBuyer) && self.has_infant(index, day));
        hold(Class::SchoolStarters, starts_school(person.born, day));
        if day >= six {
            hold(Class::FromSix, true);
            hold(Class::Gamers, t(Trait::Gamer));
            hold(Class::HeavyGamers, t(Trait::HeavyGamer));
            hold(Class::AllGamers, t(Trait::Gamer) || t(Trait::HeavyGamer));
            hold(Class::Netizens, t(Trait::Netizen));
            hold(Class::OtherNetizens, t(Trait::Netizen) && !(t(Trait::Critic) && day >= adult));
        }
        if day >= adult {
            hold(Class::Adults, true);
            hold(Class::BillHolders, t(Trait::BillHolder));
            hold(Class::Borrowers, t(Trait::Borrower));
            hold(Class::Tenants, t(Trait::Tenant));
            hold(Class::Debtors, t(Trait::Borrower) || t(Trait::Tenant));
            hold(Class::Drivers, t(Trait::Driver));
            hold(Class::DrinkingDrivers, t(Trait::Driver) && drinks(person.traits));
            hold(Class::Drinkers, t(Trait::Drinker));
            hold(Class::ExcessiveDrinkers, t(Trait::ExcessiveDrinker));
            hold(Class::Critics, t(Trait::Critic));
            hold(Class::Voices, t(Trait::Voice));
            hold(Class::Members, t(Trait::Member));
            hold(Class::Joiners, !t(Trait::Member));
            hold(Class::Singles, t(Trait::Single));
            hold(Class::Workers, t(Trait::Worker) && day < sixty);
            hold(Class::Householders, t(Trait::Householder));
            hold(Class::Representatives, t(Trait::Representative));
            hold(Class::ForeignRepresentatives, t(Trait::Representative) && work.is_foreign(index));
        }
        all
    }

    fn has_infant(&self, index: u32, day: Day) -> bool {
        self.infant_spans_of(index).iter().any(|(_, span)| span.holds(day))
    }

    fn infant_spans_of(&self, index: u32) -> &[(u32, Span)] {
        let (from, to) =
            (self.infants.partition_point(|(i, _)| *i < index), self.infants.partition_point(|(i, _)| *i <= index));
        &self.infants[from..to]
    }
}

fn drinks(traits: Traits) -> bool {
    traits.has(Trait::Drinker) || traits.has(Trait::ExcessiveDrinker)
}

/// Days on which a household has a child under three, joined where they touch.
fn infant_spans(members: &[Person]) -> Vec<Span> {
    let mut births: Vec<Day> = members.iter().map(|p| p.born).collect();
    births.sort_unstable();
    let mut spans: Vec<Span> = vec![];
    for born in births {
        let until = birthday(born, 3);
        match spans.last_mut() {
            Some(last) if born <= last.until => last.until = until,
            _ => spans.push(Span { from: born, until }),
        }
    }
    spans
}

/// The day on which somebody is `years` old.
pub fn birthday(born: Day, years: i32) -> Day {
    let day = born.plus_months(12 * years);
    // whoever was born on 29 February has to wait for March
    if day.age(born) < years { day + 1 } else { day }
}

/// Spans of one person in one class.
#[derive(Clone)]
pub enum Spans<'a> {
    /// At most one.
    One(Option<Span>),
    /// With a child under three.
    Several(&'a [(u32, Span)]),
    /// The calendar years of school entry, from the day of birth; how many were told.
    School(Day, u8),
}

impl Spans<'_> {
    /// All of them.
    pub fn iter(&self) -> Self {
        self.clone()
    }
}

/// Ages at which children enter a school, on 1 September.
pub const SCHOOL_AGES: [i32; 3] = [6, 12, 15];

/// The calendar year in which somebody has the `n`th school age on 1 September.
pub fn school_year(born: Day, n: usize) -> i32 {
    let (year, month, day) = born.ymd();
    year + SCHOOL_AGES[n] + i32::from((month, day) > (9, 1))
}

/// Whether the day lies in a year in which somebody enters a school.
fn starts_school(born: Day, day: Day) -> bool {
    // Five years and a day at the least, seventeen at the most: nobody else's calendar is worked out.
    (1_800..6_300).contains(&(day - born)) && {
        let (year, ..) = day.ymd();
        (0..SCHOOL_AGES.len()).any(|n| school_year(born, n) == year)
    }
}

impl Iterator for Spans<'_> {
    type Item = Span;
    fn next(&mut self) -> Option<Span> {
        match self {
            Spans::One(span) => span.take(),
            Spans::Several(spans) => {
                let (first, rest) = spans.split_first()?;
                *spans = rest;
                Some(first.1)
            }
            Spans::School(born, told) => {
                let n = usize::from(*told);
                *told += 1;
                let year = (n < SCHOOL_AGES.len()).then(|| school_year(*born, n))?;
                Some(Span { from: Day::from_ymd(year, 1, 1)?, until: Day::from_ymd(year + 1, 1, 1)? })
            }
        }
    }
}
