//! Scarce goods: school places, cheap loans, hospital beds. Whoever comes first takes from somebody else.
//!
//! At a posting a cut-off is fixed from counts by rank; in the marginal rank a lottery by the person's
//! own keyed number decides. Beside it stands a *shadow*: the same requests served by need and date
//! alone. Pushed back is whoever the shadow would have served and the real rule did not (yet).

use crate::{Arms, Book, Letter, Mail, scene::Request};
use std::collections::BTreeMap;
use underheaven_base::{Act, Class, Day, Draw, Gate, NeighbourhoodId, Outcome, PersonId, Purpose, Term};
use underheaven_society::{Residents, Society};

/// Shows who lives where.
pub trait Living {
    /// Shows a neighbourhood's people.
    fn see(&self, id: NeighbourhoodId, see: &mut dyn FnMut(&Residents));
}

/// Made anew each time.
impl Living for &dyn Society {
    fn see(&self, id: NeighbourhoodId, see: &mut dyn FnMut(&Residents)) {
        see(&self.settled(id));
    }
}

/// What every county has of scarce goods, and who waits for it.
#[derive(Clone, Debug, Default)]
pub struct Pools {
    /// Under which arm.
    arm: Arms,
    counties: BTreeMap<u32, County>,
    /// The year for which usual admissions were counted.
    year: Option<i32>,
}

/// A county's hospital.
#[derive(Clone, Debug, Default)]
struct County {
    queue: Queue,
    beds_a_day: f64,
}

impl Pools {
    /// Of one arm.
    pub fn of(arm: Arms) -> Self {
        Self { arm, ..Self::default() }
    }

    /// Answers the requests of the last posting period, which was `days` long; the answers leave as letters of today. Who lives
    /// in a neighbourhood is asked once a year.
    pub fn answer(
        &mut self,
        book: &Book,
        (society, living): (&dyn Society, &dyn Living),
        luck: u64,
        requests: &[Request],
        days: i32,
        today: Day,
    ) -> Vec<Mail> {
        let arm = self.arm;
        let mut answers = vec![];
        let hospital = book.gates[Gate::Hospital.index()].is_some();
        if hospital {
            self.renew(society, living, today);
        }
        let mut by_county: BTreeMap<u32, Vec<Ranked>> = BTreeMap::new();
        for r in requests {
            let county = society.neighbourhood(r.person.neighbourhood()).county;
            by_county.entry(county).or_default().push(Ranked { request: *r, lottery: lottery(luck, r) });
        }
        let beds = f64::from(days) * book.term(Gate::Hospital, Term::PlacesPerRequest);
        let patience = (book.term(Gate::Hospital, Term::PatienceWeeks) as i32).max(1);
        for asked in by_county.values() {
            for gate in SHARED {
                let asked: Vec<Ranked> = asked.iter().filter(|r| r.request.gate == gate).copied().collect();
                let share = book.term(gate, Term::PlacesPerRequest);
                answers.extend(share_out(&asked, share).iter().map(|(r, o)| letter(arm, r, Some(*o), 0, today)));
            }
        }
        for (county, at) in self.counties.iter_mut().filter(|_| hospital) {
            let asked = by_county.get(county).into_iter().flatten().filter(|r| r.request.gate == Gate::Hospital);
            let (refused, new): (Vec<Ranked>, Vec<Ranked>) = asked.partition(|r| r.request.rank == Rank::Refused);
            answers.extend(refused.iter().map(|r| letter(arm, &r.request, Some(Outcome::Refused), 0, today)));
            let served = at.queue.serve(&new, at.beds_a_day * beds, patience, today);
            answers.extend(served.iter().map(|x| letter(arm, &x.request, x.outcome, x.weeks, today)));
        }
        answers
    }

    /// Counts, once a calendar year, how many admissions a county usually has a day.
    fn renew(&mut self, society: &dyn Society, living: &dyn Living, today: Day) {
        let year = today.ymd().0;
        if self.year == Some(year) {
            return;
        }
        self.year = Some(year);
        let rates: Vec<(Class, f64)> =
            society.rates().iter().filter(|r| r.0 == Act::HospitalAdmission).map(|r| (r.1, r.2)).collect();
        let mut counts: BTreeMap<u32, Vec<u64>> = BTreeMap::new();
        for n in 0..society.neighbourhoods() {
            living.see(NeighbourhoodId(n), &mut |home| {
                let of = counts.entry(home.facts.county).or_insert_with(|| vec![0; rates.len()]);
                for ((class, _), count) in rates.iter().zip(of) {
                    *count += home.people.iter().filter(|p| society.in_class(p, *class, today)).count() as u64;
                }
            });
        }
        for (county, counts) in counts {
            let yearly: f64 = counts.iter().zip(&rates).map(|(n, (_, rate))| *n as f64 * rate).sum();
            self.counties.entry(county).or_default().beds_a_day = yearly / 365.25;
        }
    }
}

fn letter(arms: Arms, r: &Request, outcome: Option<Outcome>, weeks: u32, today: Day) -> Mail {
    let to: PersonId = r.person;
    Mail { to, day: today, rule: None, from: to, letter: Letter::Scarce { gate: r.gate, outcome, weeks }, arms }
}

/// Ranks by standing.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Rank {
    /// Served first.
    Favoured,
    /// Served next.
    Ordinary,
    /// Not served.
    Refused,
}

/// A request with its number in the lottery.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Ranked {
    /// The request, with its rank.
    pub request: Request,
    /// The person's keyed number.
    pub lottery: u32,
}

/// The keyed number of a request.
pub fn lottery(luck: u64, r: &Request) -> u32 {
    Draw::new(luck, r.person.0, r.day, Purpose::Lottery, r.gate.index() as u32).word(0)
}

/// A threshold of the lottery: a share of `places` among `asking`, in 2³² parts; everybody where there is room.
fn threshold(places: f64, asking: usize) -> u64 {
    if asking == 0 || places >= asking as f64 {
        return 1 << 32;
    }
    (places.max(0.0) / asking as f64 * 4_294_967_296.0) as u64
}

/// Answers requests for places that are a share of those asking.
pub fn share_out(requests: &[Ranked], share: f64) -> Vec<(Request, Outcome)> {
    let places = share * requests.len() as f64;
    let count = |rank: Rank| requests.iter().filter(|r| r.request.rank == rank).count();
    let first = threshold(places, count(Rank::Favoured));
    let rest = threshold(places - count(Rank::Favoured) as f64, count(Rank::Ordinary));
    let shadow = threshold(places, requests.len());
    let answer = |r: &Ranked| {
        let n = u64::from(r.lottery);
        let by_lot = n < shadow;
        let served = match r.request.rank {
            Rank::Favoured => n < first,
            Rank::Ordinary => n < rest,
            Rank::Refused => false,
        };
        let outcome = match (r.request.rank, served, by_lot) {
            (Rank::Refused, _, _) => Outcome::Refused,
            (Rank::Favoured, true, false) => Outcome::Favoured,
            (_, true, _) => Outcome::Granted,
            (_, false, true) => Outcome::PushedBack,
            (_, false, false) => Outcome::Scarce,
        };
        (r.request, outcome)
    };
    requests.iter().map(answer).collect()
}

/// Somebody in the hospital queue.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Waiting {
    ranked: Ranked,
    /// The Monday of the week in which they asked.
    week: Day,
    served: bool,
    shadow_served: bool,
    pushed_back: bool,
}

/// The hospital queue, kept from posting to posting.
#[derive(Clone, Debug, Default)]
pub struct Queue {
    waiting: Vec<Waiting>,
}

/// What the queue says of a request: its answer, and weeks waited; `None` for whoever gave up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Served {
    /// The request.
    pub request: Request,
    /// The answer; none for giving up.
    pub outcome: Option<Outcome>,
    /// Whole weeks waited.
    pub weeks: u32,
}

impl Queue {
    /// Serves `beds` of the waiting and the new, in the order of rank, week and lottery; the shadow without rank.
    pub fn serve(&mut self, new: &[Ranked], beds: f64, patience_weeks: i32, today: Day) -> Vec<Served> {
        self.waiting.extend(new.iter().map(|r| Waiting {
            ranked: *r,
            week: r.request.day.monday(),
            served: false,
            shadow_served: false,
            pushed_back: false,
        }));
        let shadow = cut_off(self.waiting.iter().filter(|w| !w.shadow_served).map(|w| (0, w.week.0)), beds);
        let real = cut_off(self.waiting.iter().filter(|w| !w.served).map(|w| (rank(w), w.week.0)), beds);
        let mut out = vec![];
        for w in &mut self.waiting {
            let lot = u64::from(w.ranked.lottery);
            let shadow_now = !w.shadow_served && within(&shadow, (0, w.week.0), lot);
            let real_now = !w.served && within(&real, (rank(w), w.week.0), lot);
            w.shadow_served |= shadow_now;
            w.pushed_back |= shadow_now && !w.served && !real_now;
            let weeks = ((today - w.ranked.request.day).max(0) / 7) as u32;
            let gives_up = !w.served && !real_now && weeks as i32 >= patience_weeks;
            if real_now {
                let outcome = match (w.pushed_back, w.shadow_served, w.ranked.request.rank) {
                    (true, _, _) => Outcome::PushedBack,
                    (_, false, Rank::Favoured) => Outcome::Favoured,
                    _ => Outcome::Granted,
                };
                out.push(Served { request: w.ranked.request, outcome: Some(outcome), weeks });
            } else if gives_up {
                out.push(Served { request: w.ranked.request, outcome: None, weeks });
            }
            w.served |= real_now || gives_up;
            w.shadow_served |= weeks as i32 >= patience_weeks;
        }
        self.waiting.retain(|w| !(w.served && w.shadow_served));
        out
    }
}

fn rank(w: &Waiting) -> i32 {
    i32::from(w.ranked.request.rank != Rank::Favoured)
}

/// The bucket in which the beds run out, and the lottery's threshold within it.
struct CutOff {
    bucket: (i32, i32),
    threshold: u64,
}

/// Counts by bucket fix the cut-off: order-free, so that counties can be counted in parallel.
fn cut_off(buckets: impl Iterator<Item = (i32, i32)>, beds: f64) -> CutOff {
    // Whoever waits stands in the order of their weeks, so that the bucket is mostly the last one's: few are looked up.
    let mut counts: Vec<((i32, i32), usize)> = vec![];
    for bucket in buckets {
        match counts.iter_mut().rev().find(|(of, _)| *of == bucket) {
            Some((_, n)) => *n += 1,
            None => counts.push((bucket, 1)),
        }
    }
    counts.sort_unstable();
    let mut left = beds;
    for (bucket, n) in counts {
        if left < n as f64 {
            return CutOff { bucket, threshold: threshold(left, n) };
        }
        left -= n as f64;
    }
    CutOff { bucket: (i32::MAX, i32::MAX), threshold: 0 }
}

fn within(cut: &CutOff, bucket: (i32, i32), lottery: u64) -> bool {
    bucket < cut.bucket || bucket == cut.bucket && lottery < cut.threshold
}

/// Gates that answer by sharing out places.
pub const SHARED: [Gate; 2] = [Gate::School, Gate::Loan];

#[cfg(test)]
mod tests {
    use super::*;
    use underheaven_base::PersonId;

    fn ranked(n: u32, rank: Rank, day: i32) -> Ranked {
        let request = Request { person: PersonId(n), day: Day(day), gate: Gate::School, rank, arms: Arms::FIRST };
        Ranked { request, lottery: n.wrapping_mul(0x9E37_79B9) }
    }

    #[test]
    fn preference_gives_to_some_what_it_takes_from_others() {
        let all: Vec<Ranked> =
            (0..10_000).map(|n| ranked(n, if n % 5 == 0 { Rank::Favoured } else { Rank::Ordinary }, 0)).collect();
        let answers = share_out(&all, 0.3);
        let count = |o: Outcome| answers.iter().filter(|a| a.1 == o).count() as i64;
        let served = count(Outcome::Granted) + count(Outcome::Favoured);
        assert!((served - 3000).abs() < 100, "{served}");
        assert!(count(Outcome::Favoured) > 1000 && count(Outcome::PushedBack) > 1000);
        assert!((count(Outcome::Favoured) - count(Outcome::PushedBack)).abs() < 150);
    }

    #[test]
    fn without_preference_nobody_is_pushed_back() {
        let all: Vec<Ranked> = (0..1000).map(|n| ranked(n, Rank::Ordinary, 0)).collect();
        assert!(share_out(&all, 0.3).iter().all(|a| matches!(a.1, Outcome::Granted | Outcome::Scarce)));
    }

    #[test]
    fn the_queue_serves_the_favoured_first_and_says_who_waited_for_it() {
        let mut queue = Queue::default();
        let old: Vec<Ranked> = (0..100).map(|n| ranked(n, Rank::Ordinary, 0)).collect();
        let first = queue.serve(&old, 50.0, 8, Day(7));
        assert!(first.iter().all(|s| s.outcome == Some(Outcome::Granted)));
        let new: Vec<Ranked> = (100..150).map(|n| ranked(n, Rank::Favoured, 7)).collect();
        let second = queue.serve(&new, 50.0, 8, Day(14));
        let favoured = second.iter().filter(|s| s.outcome == Some(Outcome::Favoured)).count();
        assert!(favoured >= 40 && second.iter().all(|s| s.request.person.0 >= 100), "{second:?}");
        let third = queue.serve(&[], 100.0, 8, Day(21));
        let pushed = third.iter().filter(|s| s.outcome == Some(Outcome::PushedBack)).count();
        assert!(pushed >= 35 && pushed <= third.len(), "{third:?}");
    }
}
