//! The tables `series` and `groups`: every measure by month and over the whole run, by group and by part.
//!
//! A part is a share of a count, written like a group: `act=critical-post`, `cause=kin`, `gate=train`,
//! `site=street`, `relation=spouse`, `punishment=listed`, `cohort=2019-1`, `score=950-959`, `province=hebei`.

use crate::counters::{self, Stock, flag};
use crate::sums::Sums;
use crate::tables::{GroupRow, SeriesRow};
use crate::tally::Tally;
use crate::value::{Count, value};
use underheaven_base::{Act, Cause, Channel, Day, Gate, Group, Measure, Outcome, Province, Relation, Site};
use underheaven_world::Push;

/// A value with its measure and label.
type Part = (Measure, String, f64);

/// Measures shown for cohorts of enrolment.
const BY_COHORT: [Measure; 12] = [
    Measure::Enrolled,
    Measure::EnrolledYears,
    Measure::DemeritRate,
    Measure::ListingRate,
    Measure::RefusalRate,
    Measure::ListedShare,
    Measure::ListedEverShare,
    Measure::TrafficActs,
    Measure::CriticalPosts,
    Measure::MeritActs,
    Measure::MeanScore,
    Measure::TopBandShare,
];

/// Measures shown for provinces.
const BY_PROVINCE: [Measure; 18] = [
    Measure::People,
    Measure::Enrolled,
    Measure::EnrolledShare,
    Measure::EnrolledYears,
    Measure::Acts,
    Measure::Demerits,
    Measure::DemeritRate,
    Measure::Listed,
    Measure::ListedShare,
    Measure::Listings,
    Measure::ListingRate,
    Measure::PeoplePunished,
    Measure::Refusals,
    Measure::RefusalRate,
    Measure::MeanScore,
    Measure::TopBandShare,
    Measure::ApproveInPublic,
    Measure::ViewGap,
];

/// A stretch of time: what was counted in it, and how things stood at its end.
struct Stretch<'a> {
    /// By set: groups, then provinces.
    sets: &'a [Sums],
    passes: [[u64; 2]; Site::COUNT],
    enrolments: Option<(Day, Day)>,
}

impl Stretch<'_> {
    fn value(&self, measure: Measure, group: Group) -> Option<f64> {
        let passes = |which: usize| self.passes.iter().map(|p| p[which]).sum::<u64>() as f64;
        match (measure, group) {
            (Measure::EnrolmentSpread, Group::All) => Some(self.enrolments.map_or(0.0, |(a, b)| f64::from(b - a))),
            (Measure::PassesMade, Group::All) => Some(passes(0)),
            (Measure::PassesCovered, Group::All) => Some(passes(1)),
            _ => value(measure, &self.sets[group.index()]),
        }
    }

    fn parts(&self) -> Vec<Part> {
        let mut parts = vec![];
        for group in Group::ALL {
            let of = |m: Measure| Some((m, group.label(), self.value(m, group)?));
            parts.extend(Measure::ALL.into_iter().filter_map(of));
            if group == Group::All {
                parts_of_all(&self.sets[group.index()], &mut parts);
                self.parts_of_passes(&mut parts);
            }
        }
        for (province, sums) in self.sets[Group::COUNT..].iter().enumerate() {
            let label = province_label(province);
            parts.extend(BY_PROVINCE.iter().filter_map(|m| Some((*m, label.clone(), value(*m, sums)?))));
        }
        parts
    }

    fn parts_of_passes(&self, parts: &mut Vec<Part>) {
        for site in Site::ALL {
            let label = format!("site={}", site.name());
            let [made, covered] = self.passes[site.index()].map(|n| n as f64);
            parts.push((Measure::PassesMade, label.clone(), made));
            parts.push((Measure::PassesCovered, label, covered));
        }
    }
}

/// A province as tables write it, by its number in the vocabulary.
pub fn province_label(province: usize) -> String {
    match Province::ALL.get(province) {
        Some(known) => format!("province={}", known.name()),
        None => format!("province={province:02}"),
    }
}

impl Tally {
    /// `series`: every measure by month. A month's rows are made when they are asked for.
    pub fn series(&self, arm: &str) -> impl Iterator<Item = SeriesRow> {
        let mut passed = [[0; 2]; Site::COUNT];
        self.months.iter().flat_map(move |month| {
            let mut passes = month.passes;
            passes.iter_mut().flatten().zip(passed.iter().flatten()).for_each(|(now, before)| *now -= before);
            passed = month.passes;
            let sets = month.sets(self.whole.sets.len());
            let stretch = Stretch { sets: &sets, passes, enrolments: month.enrolments };
            stretch.parts().into_iter().map(move |(measure, group, value)| SeriesRow {
                day: month.day.0,
                arm: arm.to_owned(),
                measure: measure.name(),
                group,
                value,
                unit: measure.unit(),
                low: None,
                high: None,
                interval: None,
            })
        })
    }

    /// `groups`: every measure over the whole run; call after [`Tally::finish`].
    pub fn groups(&self, arm: &str) -> Vec<GroupRow> {
        let Some(stretch) = self.stretch() else { return vec![] };
        let mut parts = stretch.parts();
        self.cohort_parts(&mut parts);
        for (bin, people) in &self.bins {
            parts.push((Measure::People, format!("score={bin}-{}", bin + 9), *people as f64));
        }
        let row = |(measure, group, value): Part| GroupRow {
            arm: arm.to_owned(),
            group,
            measure: measure.name(),
            value,
            unit: measure.unit(),
            low: None,
            high: None,
            interval: None,
        };
        parts.into_iter().map(row).collect()
    }

    /// A measure of everybody over the whole run; call after [`Tally::finish`].
    pub fn value(&self, measure: Measure) -> Option<f64> {
        self.value_of(measure, Group::All)
    }

    /// A measure of a group over the whole run; call after [`Tally::finish`].
    pub fn value_of(&self, measure: Measure, group: Group) -> Option<f64> {
        self.stretch()?.value(measure, group)
    }

    /// All months that are over.
    fn stretch(&self) -> Option<Stretch<'_>> {
        let last = self.months.last()?;
        Some(Stretch { sets: &self.whole.sets, passes: last.passes, enrolments: last.enrolments })
    }

    /// Everybody's totals over all months that are over.
    pub(crate) fn everybody(&self) -> &Sums {
        &self.whole.sets[Group::All.index()]
    }

    fn cohort_parts(&self, parts: &mut Vec<Part>) {
        for (cohort, sums) in self.whole.cohorts.iter().enumerate().skip(1) {
            if sums.all[counters::PERSON_DAYS] == 0 && sums.stock(Stock::People) == 0 {
                continue;
            }
            let label = format!("cohort={}", self.cohort_name(cohort as u32));
            parts.extend(BY_COHORT.iter().filter_map(|m| Some((*m, label.clone(), value(*m, sums)?))));
        }
    }
}

/// Counts of everybody by act, channel, cause, relation, gate and punishment; parts at zero are left out.
fn parts_of_all(sums: &Sums, parts: &mut Vec<Part>) {
    let n = Count(&sums.all[..]);
    let at = |counter: usize| sums.all[counter] as f64;
    let mut push = |measure: Measure, dimension: &str, word: &str, value: f64| {
        if value > 0.0 {
            parts.push((measure, format!("{dimension}={word}"), value));
        }
    };
    for act in Act::ALL {
        push(Measure::Acts, "act", act.name(), n.done(&[act]));
        for (measure, how) in PUSHED {
            push(measure, "act", act.name(), n.pushed(&[act], how));
        }
    }
    for channel in Channel::ALL {
        push(Measure::Sightings, "channel", channel.name(), at(counters::seen(channel)));
    }
    for cause in Cause::ALL {
        push(Measure::Merits, "cause", cause.name(), at(counters::entry(cause, true)));
        push(Measure::Demerits, "cause", cause.name(), at(counters::entry(cause, false)));
        push(Measure::MeritPoints, "cause", cause.name(), at(counters::points(cause, true)));
        push(Measure::DemeritPoints, "cause", cause.name(), at(counters::points(cause, false)));
        push(Measure::Listings, "cause", cause.name(), at(counters::listing(cause)));
        push(Measure::Refusals, "cause", cause.name(), at(counters::refused(Some(cause))));
    }
    push(Measure::Refusals, "cause", "none", at(counters::refused(None)));
    for relation in Relation::ALL {
        push(Measure::DemeritsKin, "relation", relation.name(), at(counters::relation(relation)));
    }
    for gate in Gate::ALL {
        for (measure, outcome) in OUTCOMES {
            push(measure, "gate", gate.name(), n.gate(gate, outcome));
        }
        push(Measure::Requests, "gate", gate.name(), Outcome::ALL.iter().map(|o| n.gate(gate, *o)).sum());
    }
    for (what, word) in punishments() {
        for (span, measure) in SPANS.into_iter().enumerate() {
            let at = Stock::ByPunishment as usize + span * flag::SPAN as usize + what as usize;
            push(measure, "punishment", &word, sums.stock[at] as f64);
        }
    }
}

const PUSHED: [(Measure, Push); 9] = [
    (Measure::TrapActs, Push::Trap),
    (Measure::HopeActs, Push::Hope),
    (Measure::FarmedActs, Push::Farmed),
    (Measure::PostsForLikes, Push::Liked),
    (Measure::Deterred, Push::Deterred),
    (Measure::Silenced, Push::Silenced),
    (Measure::PostsLost, Push::ShutOut),
    (Measure::Throttled, Push::Throttled),
    (Measure::Ignored, Push::Ignored),
];

const OUTCOMES: [(Measure, Outcome); 4] = [
    (Measure::Refusals, Outcome::Refused),
    (Measure::Favours, Outcome::Favoured),
    (Measure::PushedBack, Outcome::PushedBack),
    (Measure::Scarce, Outcome::Scarce),
];

/// People punished so far, in the pilot, and since.
pub(crate) const SPANS: [Measure; 3] =
    [Measure::PeoplePunished, Measure::PeoplePunishedInPilot, Measure::PeoplePunishedSince];

/// How the word of a refusal begins; the gate's name follows.
pub(crate) const REFUSED: &str = "refused-";

/// The punishments with their places in a span of flags: a demerit, a listing, a refusal at each gate.
pub(crate) fn punishments() -> Vec<(u32, String)> {
    let mut all = vec![(flag::DEMERIT, "demerit".to_owned()), (flag::LISTED, "listed".to_owned())];
    all.extend(Gate::ALL.map(|g| (flag::REFUSED + g.index() as u32, format!("{REFUSED}{}", g.name()))));
    all
}
