//! Two worlds of the same people with the same luck, set side by side person by person.
//!
//! How each person fared is counted here, for each set of people; tables and sentences made of it stand in `pair_rows`
//! and `pair_summary`. Whoever fares *better* or *worse* is told by days listed, then refusals, then the score at the
//! end, so that no weights between them are needed. An effect on one person is what the reform did to them in a society
//! in which it also reached others; `partings` says through whom.

use crate::counters::flag;
use crate::partings::Traced;
use crate::tally::Tally;
use underheaven_base::{Act, Group, NeighbourhoodId, Relation};
use underheaven_world::Census;

/// A world that was lived, to be compared.
#[derive(Clone, Copy)]
pub struct Side<'a> {
    /// The name by which results call it.
    pub arm: &'a str,
    /// The name by which a run of it alone would call it: under this one it is hashed.
    pub alone: &'a str,
    /// What was counted.
    pub tally: &'a Tally,
    /// A look at everybody at the end.
    pub census: &'a dyn Census,
}

/// A reform beside its baseline.
pub struct Comparison<'a> {
    pub(crate) baseline: Side<'a>,
    pub(crate) reform: Side<'a>,
    /// By set: groups, provinces where there are several, then kin of people with a booked speech entry.
    pub(crate) sets: Vec<Fared>,
    /// Every parting with its depth, in the order of day, person and ordinal.
    pub(crate) traced: Vec<Traced>,
    /// By place in the row of people: bits of [`apart`].
    pub(crate) apart: Vec<u8>,
}

/// Whether somebody's state or life has parted at some time, as bits.
pub(crate) mod apart {
    /// State or life.
    pub const ANY: u8 = 1;
    /// The life.
    pub const LIFE: u8 = 2;
}

/// Steps of offences: 0, 1, 2, 3 to 4, 5 to 8 and so on, the last one without an end.
const STEPS: usize = 9;

fn step(offences: u8) -> usize {
    let step = u8::BITS - offences.saturating_sub(1).leading_zeros() + u32::from(offences > 0);
    (step as usize).min(STEPS - 1)
}

/// How people of a set did in one arm.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Did {
    /// Enrolled so far.
    pub enrolled: u64,
    /// Listed so far.
    pub listed: u64,
    /// Days on lists.
    pub days_listed: u64,
    /// Refusals.
    pub refusals: u64,
    /// Offences of people enrolled so far.
    pub offences: u64,
    /// Of people enrolled so far, by step of offences: all of them, and those listed.
    pub steps: [(u64, u64); STEPS],
}

/// How people of a set fared under the reform as against the baseline.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Fared {
    /// People born by the end.
    pub people: u64,
    pub better: u64,
    pub worse: u64,
    pub otherwise: u64,
    pub untouched: u64,
    pub listed_only_baseline: u64,
    pub listed_only_reform: u64,
    /// On lists for more days under the reform, and for fewer.
    pub listed_longer: u64,
    pub listed_shorter: u64,
    /// Booked by a false match under one of them only.
    pub mistaken_only_baseline: u64,
    pub mistaken_only_reform: u64,
    /// Under the reform: who appealed; of them, who had an entry corrected; of these, who was listed for fewer days.
    pub appealed: [u64; 3],
    pub band_higher: u64,
    pub band_lower: u64,
    pub parted: u64,
    pub lives_parted: u64,
    /// Under the baseline, and under the reform.
    pub did: [Did; 2],
}

/// What befell somebody under one arm.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub(crate) struct Fate {
    pub days_listed: u32,
    pub refusals: u16,
    pub offences: u8,
    /// Sum of all entries' points.
    pub points: i32,
    score: Option<i32>,
    band: Option<u8>,
    pub listed: bool,
    /// Booked by a false match.
    mistaken: bool,
    appealed: bool,
    corrected: bool,
    pub enrolled: bool,
    /// Wrote a critical post.
    pub posted: bool,
    life: u64,
}

/// How somebody fared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Lot {
    Better,
    Worse,
    Otherwise,
    Untouched,
}

impl Fate {
    fn under(&self, reform: &Fate) -> Lot {
        let scores = self.score.zip(reform.score).map_or((0, 0), |(a, b)| (-a, -b));
        let burden = |f: &Fate, score: i32| (f.days_listed, f.refusals, score);
        match burden(reform, scores.1).cmp(&burden(self, scores.0)) {
            std::cmp::Ordering::Less => Lot::Better,
            std::cmp::Ordering::Greater => Lot::Worse,
            std::cmp::Ordering::Equal if self.life != reform.life => Lot::Otherwise,
            std::cmp::Ordering::Equal => Lot::Untouched,
        }
    }
}

impl Did {
    fn add(&mut self, fate: &Fate) {
        self.listed += u64::from(fate.listed);
        self.days_listed += u64::from(fate.days_listed);
        self.refusals += u64::from(fate.refusals);
        if fate.enrolled {
            self.enrolled += 1;
            self.offences += u64::from(fate.offences);
            let step = &mut self.steps[step(fate.offences)];
            *step = (step.0 + 1, step.1 + u64::from(fate.listed));
        }
    }

    /// Offences per person enrolled so far.
    pub fn offences_each(&self) -> Option<f64> {
        (self.enrolled > 0).then(|| self.offences as f64 / self.enrolled as f64)
    }

    /// People listed over how many would be if people with as many offences were listed as often as in `all`.
    pub fn for_equal_acts(&self, all: &Did) -> Option<f64> {
        let share = |(people, listed): (u64, u64)| if people == 0 { 0.0 } else { listed as f64 / people as f64 };
        let expected: f64 = self.steps.iter().zip(all.steps).map(|(own, all)| own.0 as f64 * share(all)).sum();
        let listed: u64 = self.steps.iter().map(|own| own.1).sum();
        (expected > 0.0).then(|| listed as f64 / expected)
    }
}

impl Fared {
    fn add(&mut self, fates: &[Fate; 2], same_bands: bool, apart: u8) {
        let [before, after] = fates;
        self.people += 1;
        match before.under(after) {
            Lot::Better => self.better += 1,
            Lot::Worse => self.worse += 1,
            Lot::Otherwise => self.otherwise += 1,
            Lot::Untouched => self.untouched += 1,
        }
        self.listed_only_baseline += u64::from(before.listed && !after.listed);
        self.listed_only_reform += u64::from(after.listed && !before.listed);
        self.listed_longer += u64::from(after.days_listed > before.days_listed);
        self.listed_shorter += u64::from(after.days_listed < before.days_listed);
        self.mistaken_only_baseline += u64::from(before.mistaken && !after.mistaken);
        self.mistaken_only_reform += u64::from(after.mistaken && !before.mistaken);
        let corrected = after.appealed && after.corrected;
        self.appealed[0] += u64::from(after.appealed);
        self.appealed[1] += u64::from(corrected);
        self.appealed[2] += u64::from(corrected && after.days_listed < before.days_listed);
        if let Some((old, new)) = before.band.zip(after.band).filter(|_| same_bands) {
            self.band_higher += u64::from(new > old);
            self.band_lower += u64::from(new < old);
        }
        self.parted += u64::from(apart & apart::ANY != 0);
        self.lives_parted += u64::from(apart & apart::LIFE != 0);
        self.did.iter_mut().zip(fates).for_each(|(did, fate)| did.add(fate));
    }
}

impl<'a> Comparison<'a> {
    /// Sets a reform beside its baseline; both were lived by the same people to the same day.
    pub fn of(baseline: Side<'a>, reform: Side<'a>) -> Self {
        let society = baseline.census.society();
        let county = |n: NeighbourhoodId| society.neighbourhood(n).county;
        let traced = reform.tally.partings.resolve(county);
        let apart = who_parted(reform.tally);
        let provinces = baseline.tally.whole.sets.len();
        let mut all = Self { baseline, reform, sets: vec![Fared::default(); provinces + 1], traced, apart };
        all.count();
        all
    }

    fn count(&mut self) {
        let sides = [self.baseline, self.reform];
        let listed = sides.map(|side| days_listed(side.tally));
        let kin = kin_of_booked_speech(sides);
        let same_bands = self.baseline.census.band_names() == self.reform.census.band_names();
        let roll = &self.baseline.tally.roll;
        for n in roll.neighbourhoods().map(NeighbourhoodId) {
            let places = roll.places(n);
            let fates = [0, 1].map(|arm| fates(sides[arm], n, &listed[arm]));
            for place in places.clone() {
                let key = self.baseline.tally.cells.key(self.baseline.tally.slots[place].cell);
                let mut sets = u64::from(key.groups());
                if sets == 0 {
                    continue;
                }
                if self.sets.len() > Group::COUNT + 1 {
                    sets |= 1 << (Group::COUNT + usize::from(key.province()));
                }
                sets |= u64::from(kin[place]) << (self.sets.len() - 1);
                let of = [0, 1].map(|arm: usize| fates[arm][place - places.start]);
                while sets != 0 {
                    self.sets[sets.trailing_zeros() as usize].add(&of, same_bands, self.apart[place]);
                    sets &= sets - 1;
                }
            }
        }
    }

    /// Everybody.
    pub(crate) fn everybody(&self) -> &Fared {
        &self.sets[Group::All.index()]
    }

    /// The reform's arm.
    pub fn arm(&self) -> &'a str {
        self.reform.arm
    }

    /// Person-days lived apart over all person-days.
    pub fn share_lived_apart(&self) -> f64 {
        let tally = self.reform.tally;
        let days = f64::from((tally.last_day() + 1 - tally.setup.from).max(1));
        tally.lived_apart() as f64 / (days * tally.slots.len().max(1) as f64)
    }

    /// A sentence for each thing that contradicts itself: a life that differs without a parting, or the other way round.
    pub fn faults(&self) -> Vec<String> {
        let (a, b) = (self.baseline.tally, self.reform.tally);
        let mut faults = vec![];
        for n in a.roll.neighbourhoods().map(NeighbourhoodId) {
            for (at, place) in a.roll.places(n).enumerate() {
                let differs = a.slots[place].life != b.slots[place].life;
                if differs != (self.apart[place] & apart::LIFE != 0) {
                    let person = underheaven_base::PersonId::at(n, at as u32);
                    let how = if differs { "differs without a parting" } else { "has parted and does not differ" };
                    faults.push(format!("the life of {person} {how}"));
                }
            }
        }
        faults
    }
}

/// What befell everybody of a neighbourhood, by place.
pub(crate) fn fates(side: Side<'_>, n: NeighbourhoodId, listed: &[u32]) -> Vec<Fate> {
    let mut places = side.tally.roll.places(n);
    let mut fates = Vec::with_capacity(places.len());
    side.census.each(n, &mut |_, look| {
        let Some(place) = places.next() else { return };
        let slot = &side.tally.slots[place];
        let has = |bit: u32| slot.flags & 1 << bit != 0;
        fates.push(Fate {
            days_listed: listed[place],
            refusals: slot.refusals,
            offences: slot.offences,
            points: slot.sum,
            posted: slot.done & 1 << Act::CriticalPost.index() != 0,
            score: look.score,
            band: look.band,
            listed: has(flag::LISTED) || has(flag::LISTED + flag::SINCE),
            mistaken: has(flag::MISTAKEN),
            appealed: has(flag::APPEALED),
            corrected: has(flag::CORRECTED),
            enrolled: has(flag::ENROLLED),
            life: slot.life,
        });
    });
    fates
}

/// Days on lists so far, by place; two lists count twice.
pub(crate) fn days_listed(tally: &Tally) -> Vec<u32> {
    let mut days = vec![0; tally.slots.len()];
    for kept in &tally.listings {
        let from = kept.listing.from.max(tally.setup.from);
        let end = kept.ended.unwrap_or(tally.lived + 1);
        days[tally.roll.place(kept.listing.person)] += (end - from).max(0) as u32;
    }
    days
}

fn who_parted(tally: &Tally) -> Vec<u8> {
    let mut all = vec![0; tally.slots.len()];
    for row in &tally.partings.rows {
        let life = if row.told.life.is_some() { apart::LIFE } else { 0 };
        all[tally.roll.place(row.told.person)] |= apart::ANY | life;
    }
    all
}

/// Kin by blood or marriage of people with a booked speech entry under either arm.
fn kin_of_booked_speech(sides: [Side<'_>; 2]) -> Vec<bool> {
    let tally = sides[0].tally;
    let society = sides[0].census.society();
    let (mut found, mut kin) = (vec![false; tally.slots.len()], vec![]);
    for n in tally.roll.neighbourhoods().map(NeighbourhoodId) {
        for (at, place) in tally.roll.places(n).enumerate() {
            if sides.iter().all(|side| side.tally.slots[place].flags & 1 << flag::SPEECH == 0) {
                continue;
            }
            kin.clear();
            society.kin(underheaven_base::PersonId::at(n, at as u32), &mut kin);
            for (id, relation) in &kin {
                if *relation != Relation::Household {
                    found[tally.roll.place(*id)] = true;
                }
            }
        }
    }
    found
}
