//! Base rates compiled for speed: how often an act is proposed, and which share of proposals happens for whom.

use crate::table::{Rate, Table};
use crate::{ASK, Means, Person, Proposal, Round, Shares, age_class};
use underheaven_base::{Act, Class, Day, Draw, Purpose, Site};

/// One act of one class.
#[derive(Clone, Debug)]
pub struct Row {
    /// What.
    pub act: Act,
    /// By whom.
    pub class: Class,
    /// A year, for a person of the class.
    pub base: f64,
    /// Proposals a year.
    pub at_most: f64,
    /// The day of the week on which alone it is proposed, from 0; any day, if none.
    pub weekday: Option<u32>,
    /// Share of what falls due that is late, by income fifth.
    late: [f64; 5],
    late_classes: bool,
    spread: f64,
    by_age: Option<[f64; 4]>,
    /// By what its shares differ.
    pub by: By,
    /// What its proposals have in common: act, class and, where it is everybody's, share.
    pub like: Proposal,
}

/// By what shares of one row differ.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum By {
    Nothing,
    Age,
    /// Of what falls due: income fifth and late class.
    Late,
    /// Each person's own.
    Person,
}

/// All rows and where to find them.
pub struct RateBook {
    rows: Vec<Row>,
    at: [[u8; Class::COUNT]; Act::COUNT],
    /// Shares of proposals that happen, where they are not each person's own.
    shares: Shares,
    listed: Vec<(Act, Class, f64)>,
    late_factors: [f64; 10],
    /// The latest days of birth of the second, third and fourth age class in mid-2017.
    births: [Day; 3],
    seed: u64,
}

const MISSING: u8 = u8::MAX;
const LATE_CLASSES: usize = 10;

/// Mid-2017, the middle of the article's years, from which factors by age are taken.
fn middle() -> Day {
    Day::from_ymd(2017, 7, 1).unwrap_or_default()
}

impl RateBook {
    /// Compiles a table's rates for people of whom each age class has `lived` so many years.
    pub fn of(table: &Table, lived: [f64; 4], seed: u64) -> Result<Self, String> {
        let mut book = Self {
            rows: vec![],
            at: [[MISSING; Class::COUNT]; Act::COUNT],
            shares: Shares::NONE,
            listed: vec![],
            late_factors: late_factors(),
            births: [18, 35, 60].map(|years| middle().plus_years(-years)),
            seed,
        };
        for (act, class, rate) in table.rates() {
            let mut row = Row::of(act, class, rate, lived)?;
            row.like.share = book.shares.note(act, &row.worked_out(&book.late_factors));
            book.at[act.index()][class.index()] = book.rows.len() as u8;
            book.listed.push((act, class, row.base));
            book.rows.push(row);
        }
        Ok(book)
    }

    /// All rows, in the order of acts and classes.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Acts and classes with their yearly rate.
    pub fn listed(&self) -> &[(Act, Class, f64)] {
        &self.listed
    }

    fn row(&self, act: Act, class: Class) -> Option<&Row> {
        self.rows.get(self.at[act.index()][class.index()] as usize)
    }

    /// Share of a person's proposals that happen before any response; of what falls due, the share that is late.
    pub fn share(&self, person: &Person, act: Act, class: Class) -> f64 {
        let Some(row) = self.row(act, class) else { return 0.0 };
        let noted = self.shares.get(self.share_of(row, person));
        noted.unwrap_or_else(|| (row.base * row.personal(person, self.seed, &self.births) / row.at_most).min(1.0))
    }

    /// Which of the shares holds for somebody, or [`ASK`].
    #[inline]
    pub fn share_of(&self, row: &Row, person: &Person) -> u8 {
        if row.like.share == ASK {
            return ASK;
        }
        row.like.share
            + match row.by {
                By::Nothing | By::Person => 0,
                By::Age => self.births.iter().map(|latest| u8::from(person.born <= *latest)).sum(),
                By::Late => person.fifth * LATE_CLASSES as u8 + person.late_class,
            }
    }

    /// Shares to be looked up.
    pub fn shares(&self) -> &Shares {
        &self.shares
    }

    /// By how much responses and traps may raise an act: without limit on the calendar, where shares end at 1.
    pub fn headroom(&self, act: Act, class: Class) -> f64 {
        match self.row(act, class) {
            _ if act.on_calendar() => f64::INFINITY,
            Some(row) => row.at_most / (row.base * row.most()),
            None => 0.0,
        }
    }
}

impl Row {
    fn of(act: Act, class: Class, rate: &Rate, lived: [f64; 4]) -> Result<Self, String> {
        let base = rate.base.value;
        let late = match (&rate.late_by_fifth, &rate.late) {
            (Some(by), _) => std::array::from_fn(|f| by.value[f]),
            (None, late) => [late.as_ref().map_or(0.0, |l| l.value); 5],
        };
        let by = match (act, &rate.spread, &rate.by_age) {
            (Act::SchoolEntry, ..) => By::Nothing,
            _ if act.on_calendar() => By::Late,
            (_, Some(spread), _) if spread.value != 0.0 => By::Person,
            (_, _, Some(_)) => By::Age,
            _ => By::Nothing,
        };
        let row = Self {
            act,
            class,
            base,
            at_most: rate.at_most.as_ref().map_or(base * rate.largest_factor(), |m| m.value),
            weekday: rate.weekday.as_ref().map(|day| day.value.unsigned_abs() - 1),
            late,
            late_classes: rate.late_classes,
            spread: rate.spread.as_ref().map_or(0.0, |s| s.value),
            by_age: rate.by_age.as_ref().map(|by| mean_one(&by.value, lived)),
            by,
            like: Proposal { act, class, ..Proposal::BLANK },
        };
        let needed = base * row.most();
        if !act.on_calendar() && needed > row.at_most * (1.0 + 1e-9) {
            return Err(format!(
                "`act.{act}.of.{class}` needs `at_most` of at least {needed:.2} for its largest personal factor, but has {}",
                row.at_most
            ));
        }
        if !act.on_calendar() && row.at_most > if row.weekday.is_some() { 52.0 } else { 365.0 } {
            return Err(format!("`act.{act}.of.{class}` would be proposed more than once a day"));
        }
        Ok(row)
    }

    /// The shares of everybody who differs in nothing that matters to the row.
    fn worked_out(&self, late_factors: &[f64; LATE_CLASSES]) -> Vec<f64> {
        let late =
            |fifth: f64| late_factors.map(|factor| (fifth * if self.late_classes { factor } else { 1.0 }).min(1.0));
        let of_age = |factor: f64| (self.base * factor / self.at_most).min(1.0);
        match self.by {
            By::Nothing if self.act == Act::SchoolEntry => vec![1.0],
            By::Nothing => vec![of_age(1.0)],
            By::Age => self.by_age.map_or(vec![], |by| by.map(of_age).to_vec()),
            By::Late => self.late.into_iter().flat_map(late).collect(),
            By::Person => vec![],
        }
    }

    /// The largest personal factor.
    fn most(&self) -> f64 {
        let by_age = self.by_age.map_or(1.0, |by| by.into_iter().fold(0.0, f64::max));
        by_age * (1.0 + self.spread)
    }

    /// A person's factor by age and by fate, fixed for life.
    #[inline]
    fn personal(&self, person: &Person, seed: u64, births: &[Day; 3]) -> f64 {
        let class = || births.iter().filter(|latest| person.born <= **latest).count();
        let by_age = self.by_age.map_or(1.0, |by| by[class()]);
        if self.spread == 0.0 {
            return by_age;
        }
        let word = Draw::new(seed, person.id.0, Day(0), Purpose::Trait, 16 + self.act as u32).word(0);
        let uniform = (f64::from(word) + 0.5) / 4_294_967_296.0;
        by_age * (1.0 - self.spread + 2.0 * self.spread * uniform)
    }
}

/// Which part of the article's years, mid-2014 to the end of 2020, each age class of mid-2017 has lived.
pub fn lived(born: impl Iterator<Item = Day>) -> [f64; 4] {
    const FROM: f64 = 16_252.0;
    const TO: f64 = 18_628.0;
    let mut counts = [0.0_f64; 4];
    for born in born {
        let age = if middle() < born { -1 } else { middle().age(born) };
        counts[age_class(age) as usize] += (TO - f64::from(born.0).clamp(FROM, TO)) / (TO - FROM);
    }
    counts
}

/// Factors by age, scaled so that everybody's mean is 1.
fn mean_one(factors: &[f64], counts: [f64; 4]) -> [f64; 4] {
    let all: f64 = counts.iter().sum();
    let mean: f64 = counts.iter().zip(factors).map(|(n, f)| n * f).sum::<f64>() / all;
    std::array::from_fn(|class| factors[class] / mean)
}

/// Ten equal classes of an exponential with mean 1: the mean within each tenth, the largest about 3.3.
fn late_factors() -> [f64; 10] {
    // the integral of x e^-x from a on is (1 + a) e^-a, and e^-a is the share that lies beyond a
    let beyond = |tenth: u32| match f64::from(10 - tenth) / 10.0 {
        0.0 => 0.0,
        share => share * (1.0 - libm::log(share)),
    };
    std::array::from_fn(|class| 10.0 * (beyond(class as u32) - beyond(class as u32 + 1)))
}

/// How money follows from work, in the units of the interface.
pub fn means(table: &Table) -> Means {
    let tenths = |months: f64| libm::round(months * 10.0) as u16;
    let m = &table.means;
    Means {
        // A file without means has no savings, and nothing that could be late.
        buffer_tenths: std::array::from_fn(|fifth| m.buffer.value.get(fifth).map_or(0, |months| tenths(*months))),
        saved_tenths: tenths(m.saved.value),
        late_without_job: m.late_without_job.value.max(1.0),
        late_when_short: m.late_when_short.value.max(1.0),
    }
}

/// The daily round: passes by age, place and hour.
pub fn round(table: &Table) -> Round {
    let mut passes = [[[0.0; 24]; Site::COUNT]; 4];
    for (site, round) in &table.round {
        let parts: f64 = round.hours.value.iter().sum();
        for (class, of_class) in passes.iter_mut().enumerate() {
            for (hour, pass) in of_class[site.index()].iter_mut().enumerate() {
                *pass = round.by_age.value[class] * round.hours.value[hour] / parts.max(1e-9);
            }
        }
    }
    Round { passes }
}

#[cfg(test)]
mod tests {
    use super::late_factors;

    #[test]
    fn the_ten_classes_of_the_late_factor_have_mean_one() {
        let factors = late_factors();
        assert!((factors.iter().sum::<f64>() / 10.0 - 1.0).abs() < 1e-12);
        assert!(factors.windows(2).all(|w| w[0] < w[1]));
        assert!((3.30..3.31).contains(&factors[9]), "{}", factors[9]);
    }
}
