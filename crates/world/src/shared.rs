//! What both worlds do alike beside the day's stages: first lives, boards, passes, looks, and the bureau's calendar.

use crate::{Board, Book, Frame, Life, Look, Observer, View, gates, response, scene::Eye, standing};
use underheaven_base::{Day, Draw, Gate, NeighbourhoodId, Outcome, Purpose, Site};
use underheaven_society::{Person, Residents, Society, Trait};

/// First day after the posting period that starts on `today`: the bureau posts on Mondays, or daily.
pub fn period_end(book: &Book, from: Day, to: Day, today: Day) -> Day {
    let n = book.period_days;
    let end = if n < 7 {
        today + 1
    } else {
        let weeks = n / 7;
        let first = from.monday();
        let lived = (today.monday() - first) / 7;
        first + (lived / weeks + 1) * weeks * 7
    };
    end.min(to + 1)
}

/// Days of enrolment by neighbourhood: the one of keyed rank r of n enrols when the share reaches (r + 0.5) / n.
pub fn enrolment_days(book: &Book, society: &dyn Society, from: Day) -> Vec<Day> {
    let n = society.neighbourhoods();
    if book.enrolment.is_empty() {
        return vec![from; n as usize];
    }
    let mut ranked: Vec<(u32, u32)> =
        (0..n).map(|i| (Draw::new(society.seed(), i, Day(0), Purpose::Enrolment, 0).word(0), i)).collect();
    ranked.sort_unstable();
    let (first, last) = (book.enrolment[0].0, book.enrolment[book.enrolment.len() - 1].0);
    let mut days = vec![Day(i32::MAX / 2); n as usize];
    let mut day = first;
    for (rank, (_, i)) in ranked.iter().enumerate() {
        let share = (rank as f64 + 0.5) / f64::from(n) * 100.0;
        while day <= last && crate::book::interpolate(&book.enrolment, day) < share {
            day = day + 1;
        }
        if day <= last {
            days[*i as usize] = day;
        }
    }
    days
}

/// What is fixed about a life from its first day on, under one rulebook.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Birthright {
    /// First day under the rulebook, if there is one.
    pub enrols: Option<Day>,
    /// First day whose sightings go into the books.
    pub records: Option<Day>,
    /// Score before any entry.
    pub start: i32,
    /// Savings at the start and at rest, in thousandths of a month of bills.
    pub buffer: i32,
}

/// What people of one neighbourhood start with, as far as it is the same for all.
#[derive(Clone, Copy)]
pub struct Birthrights {
    enrolment: Day,
    age: i32,
    /// The last days of birth of those who are of age by the enrolment, by the run's start, and by both.
    grown: [Day; 3],
    /// Of those who are of age by both, but for the buffer.
    adult: Birthright,
    earlier_records: bool,
    buffers: [i32; 5],
    from: Day,
    to: Day,
}

impl Birthrights {
    /// In a neighbourhood, in a run from `from` to `to`.
    pub fn of(frame: &Frame, id: NeighbourhoodId, from: Day, to: Day) -> Self {
        let (enrolment, age, earlier_records) =
            (frame.enrolment[id.0 as usize], frame.book.age, frame.book.earlier_records);
        let some = |d: Day| (d <= to).then_some(d);
        let records = some(if earlier_records { from.min(enrolment) } else { enrolment });
        let start = frame.book.score.as_ref().map_or(0, |s| s.start);
        Self {
            enrolment,
            age,
            grown: [enrolment.min(to + 1), from, enrolment.min(from)].map(|day| day.plus_years(-age)),
            adult: Birthright { enrols: some(enrolment), records, start, buffer: 0 },
            earlier_records,
            buffers: frame.society.means().buffer_tenths.map(|tenths| i32::from(tenths) * 100),
            from,
            to,
        }
    }

    /// The day on which somebody comes of age; some day after the run for whoever does not while it lasts.
    fn comes_of_age(&self, p: &Person) -> Day {
        if self.to - p.born < 365 * self.age { self.to + 1 } else { p.born.plus_years(self.age) }
    }

    /// Of one person.
    #[inline]
    pub fn right(&self, p: &Person) -> Birthright {
        let buffer = self.buffers[usize::from(p.fifth)];
        if p.born <= self.grown[2] {
            return Birthright { buffer, ..self.adult };
        }
        let of_age = |day: Day, grown: Day| if p.born > grown { self.comes_of_age(p).max(day) } else { day };
        let enrols = of_age(self.enrolment, self.grown[0]);
        let records = if self.earlier_records { of_age(self.from, self.grown[1]).min(enrols) } else { enrols };
        let some = |d: Day| (d <= self.to).then_some(d);
        Birthright { enrols: some(enrols), records: some(records), buffer, ..self.adult }
    }
}

/// What a person starts with in a run from `from` to `to`.
pub fn birthright(frame: &Frame, p: &Person, from: Day, to: Day) -> Birthright {
    Birthrights::of(frame, p.id.neighbourhood(), from, to).right(p)
}

/// A life before anything happened.
pub fn first_life(frame: &Frame, p: &Person, from: Day, to: Day) -> Life {
    let b = birthright(frame, p, from, to);
    let mut life = Life::new(b.start, b.enrols, b.records, b.buffer, p.traits.has(Trait::Member));
    life.view = response::first_view(frame, p);
    life
}

/// Camera passes of a neighbourhood by expectation: how many people of each age class make them.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Ages([u64; 4]);

impl Ages {
    /// Whether the counts are renewed at a stretch of days that begins on `first`: at the start, then once a month.
    pub fn due(first: Day, from: Day) -> bool {
        let of_month = first.ymd().2;
        first == from || of_month <= 7 && (of_month == 1 || first == first.monday())
    }

    /// Counts a neighbourhood.
    pub fn of(home: &Residents, first: Day) -> Self {
        let mut born_by = [0; 4];
        let last = [0, 18, 35, 60].map(|years| first.plus_years(-years));
        for p in &home.people {
            born_by.iter_mut().zip(last).for_each(|(n, last)| *n += u64::from(p.born <= last));
        }
        let [all, grown, middle, old] = born_by;
        Self([all - grown, grown - middle, middle - old, old])
    }

    /// Tells the observer what was passed from `first` up to but without `end`, and how much of it a camera covers (S02).
    pub fn tell(self, frame: &Frame, id: NeighbourhoodId, first: Day, end: Day, observer: &mut dyn Observer) {
        let days = f64::from(end - first);
        for site in Site::ALL {
            let daily = |c: u8| self.0[usize::from(c)] as f64 * frame.society.round().daily(c, site);
            let made: f64 = (0..4u8).map(daily).sum::<f64>() * days;
            let cameras = frame.book.cameras.as_ref().filter(|_| frame.book.span.holds(first));
            let covered = cameras.map_or(0.0, |c| c.covers(first, site));
            observer.passes(id, first, site, made as u64, (made * covered) as u64);
        }
    }
}

/// Counts what a neighbourhood will know of itself after a posting period.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct BoardCount {
    adults: u32,
    caught: u32,
    approve: u32,
}

impl BoardCount {
    /// Whether anybody looks at a board under this behaviour.
    pub fn needed(frame: &Frame) -> bool {
        let t = frame.temper;
        t.fear.as_ref().is_some_and(|f| f.crowd > 0.0) || t.silence.as_ref().is_some_and(|x| x.crowd > 0.0)
    }

    /// What somebody adds, as they are on the period's last day.
    #[inline]
    pub fn of(eye: Eye) -> Self {
        if eye.me.is_under(18, eye.day) {
            return Self::default();
        }
        let caught = u32::from(eye.life.last_own_demerit.is_some_and(|d| d >= eye.frame.period));
        let approve = u32::from(eye.life.view == View::Approve || response::public_view(eye) == View::Approve);
        Self { adults: 1, caught, approve }
    }

    /// Adds somebody.
    pub fn plus(&mut self, other: Self) {
        self.adults += other.adults;
        self.caught += other.caught;
        self.approve += other.approve;
    }

    /// The board of a neighbourhood for the next period.
    pub fn board(self, frame: &Frame, id: NeighbourhoodId, last: Day) -> Board {
        if !frame.works_in(id, last) {
            return Board::default();
        }
        let all = f64::from(self.adults.max(1));
        let share = |n: u32, full: f64| ((f64::from(n) / all / full).min(1.0) * 16.0) as u8;
        let full_at = frame.temper.fear.as_ref().map_or(1.0, |f| f.crowd_full_at);
        Board { caught: share(self.caught, full_at), approval: share(self.approve, 1.0) }
    }
}

/// Whether this single's profile is boosted in the next period, as they stand on a period's last day.
#[inline]
pub fn boosted(eye: Eye) -> bool {
    eye.me.traits.has(Trait::Single)
        && eye
            .frame
            .book
            .gate(Gate::DatingBoost, eye.day)
            .is_some_and(|rule| gates::judge(rule, standing::own(eye)) == Outcome::Favoured)
}

/// Somebody's standing and state.
#[inline]
pub fn look(eye: Eye) -> Look {
    let (life, book) = (eye.life, eye.frame.book);
    let enrolled = life.enrols.filter(|d| *d <= eye.day && *d < book.span.until());
    let score = book.score.as_ref().filter(|_| enrolled.is_some()).map(|_| life.score);
    Look {
        enrolled,
        score,
        band: score.and_then(|s| book.band(s)),
        lists: life.lists(),
        job: life.job,
        savings_tenths: (life.savings.max(0) / 100) as u16,
        view: life.view,
        public_view: response::public_view(eye),
        member: life.member,
        fear: response::fears(eye),
        habit: response::habit_height(eye),
        silence: response::silence_height(eye),
        demerits: life.demerits,
        own_demerits: life.own_demerits,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use underheaven_base::{PersonId, Role};
    use underheaven_society::Traits;

    #[test]
    fn whoever_was_born_by_the_same_day_of_a_year_is_of_age() {
        for day in ["2018-01-01", "2018-02-28", "2019-03-01", "2020-02-28", "2020-02-29", "2020-03-01", "2024-02-29"] {
            let day = Day::parse(day).unwrap();
            for years in [0, 1, 14, 16, 18, 35, 60] {
                let last = day.plus_years(-years);
                for born in (last.0 - 800..last.0 + 800).map(Day) {
                    let p = Person { born, ..someone() };
                    assert_eq!(p.is_under(years, day), born > last, "{years} years on {day:?}, born on {born:?}");
                }
            }
        }
    }

    fn someone() -> Person {
        Person {
            id: PersonId(0),
            household: 0,
            street: 0,
            female: false,
            born: Day(0),
            role: Role::ALL[0],
            fifth: 0,
            late_class: 0,
            traits: Traits::default(),
            followers: 0,
            parents: [underheaven_society::NOBODY; 2],
        }
    }
}
