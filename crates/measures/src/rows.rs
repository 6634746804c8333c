//! The tables `series` and `groups`: every measure by month and over the whole run, by group and by part.
//!
//! A part is a share of a count, written like a group: `act=critical-post`, `cause=kin`, `gate=train`,
//! `site=street`, `relation=spouse`, `punishment=listed`, `cohort=2019-1`, `score=950-959`.

use crate::counters::{self, Stock, flag};
use crate::sums::{Snapshot, Sums};
use crate::tables::{GroupRow, SeriesRow};
use crate::tally::Tally;
use crate::value::{Count, value, value_in};
use underheaven_base::{Act, Cause, Channel, Gate, Group, Measure, Outcome, Relation, Site};
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

impl Tally {
    /// `series`: every measure by month.
    pub fn series(&self, arm: &str) -> Vec<SeriesRow> {
        let mut rows = vec![];
        for (i, now) in self.snapshots.iter().enumerate() {
            let before = i.checked_sub(1).map(|b| &self.snapshots[b]);
            for (measure, group, value) in parts_of_stretch(now, before) {
                rows.push(SeriesRow {
                    day: now.day.0,
                    arm: arm.to_owned(),
                    measure: measure.name(),
                    group,
                    value,
                    unit: measure.unit(),
                    low: None,
                    high: None,
                    interval: None,
                });
            }
        }
        rows
    }

    /// `groups`: every measure over the whole run; call after [`Tally::finish`].
    pub fn groups(&self, arm: &str) -> Vec<GroupRow> {
        let Some(now) = self.snapshots.last() else { return vec![] };
        let mut parts = parts_of_stretch(now, None);
        self.cohort_parts(&mut parts);
        for (bin, people) in &self.stocks.bins {
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
        let now = self.snapshots.last()?;
        value_in(measure, group, &now.groups[group.index()], now, None)
    }

    fn cohort_parts(&self, parts: &mut Vec<Part>) {
        for cohort in 1..=crate::cells::LAST_COHORT {
            let sums = self.sums(|key| key.cohort() == cohort);
            if sums.all[counters::PERSON_DAYS] == 0 && sums.stock(Stock::People) == 0 {
                continue;
            }
            let label = format!("cohort={}", self.cohort_name(cohort));
            parts.extend(BY_COHORT.iter().filter_map(|m| Some((*m, label.clone(), value(*m, &sums)?))));
        }
    }
}

fn parts_of_stretch(now: &Snapshot, before: Option<&Snapshot>) -> Vec<Part> {
    let mut parts = vec![];
    for group in Group::ALL {
        let total = &now.groups[group.index()];
        let stretch = before.map_or_else(|| total.clone(), |b| total.since(&b.groups[group.index()]));
        let of = |m: Measure| Some((m, group.label(), value_in(m, group, &stretch, now, before)?));
        parts.extend(Measure::ALL.into_iter().filter_map(of));
        if group == Group::All {
            parts_of_all(&stretch, &mut parts);
            parts_of_passes(now, before, &mut parts);
        }
    }
    parts
}

/// Counts of everybody by act, channel, cause, relation, gate and punishment; parts at zero are left out.
fn parts_of_all(sums: &Sums, parts: &mut Vec<Part>) {
    let n = Count(&sums.all);
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

fn parts_of_passes(now: &Snapshot, before: Option<&Snapshot>, parts: &mut Vec<Part>) {
    for site in Site::ALL {
        let old = before.map_or([0, 0], |b| b.passes[site.index()]);
        let new = now.passes[site.index()];
        let label = format!("site={}", site.name());
        parts.push((Measure::PassesMade, label.clone(), (new[0] - old[0]) as f64));
        parts.push((Measure::PassesCovered, label, (new[1] - old[1]) as f64));
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
