//! What people may do in a week, and in which classes of the base rates they are on a day.
//!
//! The meaning is the town's, and so is the code that skips and orders; only who is in a class is listed afresh
//! for each week, from the neighbourhood at hand, and age is a comparison with the latest day of birth that a
//! class allows.

use super::Country;
use crate::town::proposals::{Week, due_days_of, gap, items_a_month, with_scratch};
use crate::town::rates::{RateBook, Row};
use crate::town::stages::SCHOOL_AGES;
use crate::{Person, Proposal, Residents, Trait, Traits};
use underheaven_base::{Act, Class, Day};

/// What is compiled of the rates beside the rate book.
pub struct Classed {
    /// For each row, one over the logarithm of the share of days without a proposal.
    gaps: Vec<f64>,
}

impl Classed {
    /// For the rows of a rate book.
    pub fn of(rates: &RateBook) -> Self {
        Self { gaps: rates.rows().iter().map(gap).collect() }
    }
}

/// The latest day of birth of whoever is at least so old on `day`.
#[inline]
pub fn latest_birth(day: Day, years: i32) -> Day {
    let (year, month, of_month) = day.ymd();
    // whoever was born on 29 February has a birthday on 1 March in other years
    Day::from_ymd(year - years, month, of_month).or(Day::from_ymd(year - years, 2, 28)).unwrap_or(day)
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
        let of = |years| latest_birth(day, years);
        let first_of_september = Day::from_ymd(day.ymd().0, 9, 1).unwrap_or(day);
        let entry = |age: i32| (latest_birth(first_of_september, age + 1), latest_birth(first_of_september, age));
        Self { today: day, three: of(3), six: of(6), adult: of(18), sixty: of(60), entering: SCHOOL_AGES.map(entry) }
    }

    fn enters(&self, born: Day) -> bool {
        self.entering.iter().any(|&(after, until)| born > after && born <= until)
    }
}

/// Who may be in a class at some age.
#[derive(Clone, Copy)]
enum Members {
    /// Everybody.
    All,
    /// Whoever has one of these traits.
    Any(u32),
    /// Whoever has all of the first and one of the second.
    Both(u32, u32),
    /// Whoever buys the baby goods.
    Buyers,
    /// Heads of foreign firms.
    Foreign,
}

fn members(class: Class) -> Members {
    let any = |traits: &[Trait]| Members::Any(traits.iter().fold(0, |all, t| all | *t as u32));
    match class {
        Class::Everyone | Class::FromSix | Class::Adults | Class::Joiners | Class::SchoolStarters => Members::All,
        Class::BillHolders => any(&[Trait::BillHolder]),
        Class::Borrowers => any(&[Trait::Borrower]),
        Class::Tenants => any(&[Trait::Tenant]),
        Class::Debtors => any(&[Trait::Borrower, Trait::Tenant]),
        Class::Drivers => any(&[Trait::Driver]),
        Class::DrinkingDrivers => {
            Members::Both(Trait::Driver as u32, Trait::Drinker as u32 | Trait::ExcessiveDrinker as u32)
        }
        Class::InfantBuyers => Members::Buyers,
        Class::Drinkers => any(&[Trait::Drinker]),
        Class::ExcessiveDrinkers => any(&[Trait::ExcessiveDrinker]),
        Class::Gamers => any(&[Trait::Gamer]),
        Class::HeavyGamers => any(&[Trait::HeavyGamer]),
        Class::AllGamers => any(&[Trait::Gamer, Trait::HeavyGamer]),
        Class::Netizens | Class::OtherNetizens => any(&[Trait::Netizen]),
        Class::Critics => any(&[Trait::Critic]),
        Class::Voices => any(&[Trait::Voice]),
        Class::Members => any(&[Trait::Member]),
        Class::Singles => any(&[Trait::Single]),
        Class::Workers => any(&[Trait::Worker]),
        Class::Householders => any(&[Trait::Householder]),
        Class::Representatives => any(&[Trait::Representative]),
        Class::ForeignRepresentatives => Members::Foreign,
    }
}

impl Members {
    /// Whether somebody may be in the class at some age, as far as traits tell.
    #[inline]
    fn hold(self, traits: u32) -> bool {
        match self {
            Members::All => true,
            Members::Any(some) => traits & some != 0,
            Members::Both(all, some) => traits & all == all && traits & some != 0,
            Members::Buyers => traits & Trait::InfantBuyer as u32 != 0,
            Members::Foreign => traits & Trait::Representative as u32 != 0,
        }
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
    home.iter().any(|p| p.born <= on.today && p.born > on.three)
}

thread_local! {
    static MEMBERS: std::cell::RefCell<Vec<u16>> = const { std::cell::RefCell::new(vec![]) };
}

impl Country {
    pub(super) fn propose(&self, of: &Residents, monday: Day, luck: u64, out: &mut Vec<Proposal>) {
        let week = Week::new(&self.logarithms, self.seed, luck, of.id, monday);
        let days: [Latest; 7] = std::array::from_fn(|d| Latest::computed(monday + d as i32));
        let of_day = |day: Day| &days[(day - monday) as usize];
        MEMBERS.with_borrow_mut(|list| {
            with_scratch(|found, next| {
                for (n, (row, gap)) in self.rates.rows().iter().zip(&self.classed.gaps).enumerate() {
                    let holds = |place: u32, day: Day| {
                        let person = &of.people[place as usize];
                        let (class, on) = (row.class, of_day(day));
                        let at_home = class != Class::InfantBuyers || with_infant(of.household(person.id), on);
                        in_age(class, person.born, person.traits, on) && at_home
                    };
                    let n = n as u8;
                    if row.act == Act::SchoolEntry {
                        week.school(&of.people, n, found);
                        continue;
                    }
                    let everybody = matches!(members(row.class), Members::All);
                    if !everybody {
                        self.list(row.class, of, &days, list);
                    }
                    let count = if everybody { of.people.len() } else { list.len() } as u32;
                    let place_of = |member: u32| if everybody { member } else { u32::from(list[member as usize]) };
                    if row.act.on_calendar() {
                        self.fall_due(row, &week, n, count, place_of, holds, found);
                    } else {
                        week.stream(row, *gap, n, count, found, |member, day| {
                            let place = place_of(member);
                            holds(place, day).then_some(place)
                        });
                    }
                }
                week.order(&self.rates, of.people.len(), found, next, out);
            });
        });
    }

    /// Lists a class's members by place: who may be in it at some age.
    fn list(&self, class: Class, of: &Residents, days: &[Latest; 7], list: &mut Vec<u16>) {
        let which = members(class);
        // compaction without a branch: most classes hold a third of the people, in no order
        list.resize(of.people.len(), 0);
        let mut count = 0;
        for (place, person) in (0..).zip(&of.people) {
            list[count] = place;
            count += usize::from(which.hold(person.traits.0));
        }
        list.truncate(count);
        match which {
            Members::Foreign => list.retain(|&place| self.heads_foreign(of.people[place as usize].id)),
            Members::Buyers => list.retain(|&place| {
                let home = of.household(of.people[place as usize].id);
                with_infant(home, &days[0]) || with_infant(home, &days[6])
            }),
            _ => {}
        }
    }

    /// What falls due on keyed days of the month.
    fn fall_due(
        &self,
        row: &Row,
        week: &Week<'_>,
        n: u8,
        count: u32,
        place_of: impl Fn(u32) -> u32,
        holds: impl Fn(u32, Day) -> bool,
        found: &mut Vec<crate::town::proposals::Found>,
    ) {
        let items = items_a_month(row);
        let mut day_of = [u8::MAX; 32];
        week.due_days().for_each(|(day, of_month)| day_of[of_month as usize - 1] = day as u8);
        for member in 0..count {
            let place = place_of(member);
            due_days_of(row, items, week.resident(place), self.seed, |item, of_month| {
                let day = day_of[of_month as usize];
                if day != u8::MAX && holds(place, week.date(u32::from(day))) {
                    week.falls_due(row, n, place, u32::from(day), item, found);
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

    pub(super) fn classes_of(&self, person: &Person, of: &Residents, day: Day) -> u32 {
        if person.born > day {
            return 0;
        }
        let on = Latest::on(day);
        let bit = |class: Class| {
            let fits = members(class).hold(person.traits.0) && in_age(class, person.born, person.traits, &on);
            let fits = fits
                && match class {
                    Class::InfantBuyers => with_infant(of.household(person.id), &on),
                    Class::ForeignRepresentatives => self.heads_foreign(person.id),
                    _ => true,
                };
            u32::from(fits) << class.index()
        };
        Class::ALL.into_iter().fold(0, |all, class| all | bit(class))
    }
}
