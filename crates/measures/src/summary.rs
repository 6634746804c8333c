//! The summary of a run as plain data: what the terminal prints and `--format json` gives.
//!
//! Levels here follow from the sizes that we assumed; composition, order and differences are findings.

use crate::counters::{self, Stock, flag};
use crate::funnel::Booked;
use crate::rows::punishments;
use crate::sums::Sums;
use crate::tally::Tally;
use crate::value::{Count, YEAR_DAYS};
use serde::Serialize;
use underheaven_base::{Act, Cause, Channel, Class, Gate, Group, Measure, Outcome};
use underheaven_world::{Causes, Census};

/// A word with how often it was counted, and its share of all.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Counted {
    /// The word.
    pub name: String,
    /// How often.
    pub count: u64,
    /// Share of all of them, 0 to 1.
    pub share: f64,
}

/// The three counts over a set of people: they overlap, and are never added.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct ThreeCounts {
    /// All people in the set.
    pub people: u64,
    /// Wrong by the rulebook's own terms.
    pub wrong: u64,
    /// Without an act of their own.
    pub no_act: u64,
    /// For speech or association.
    pub protected: u64,
    /// Wrong and without an own act.
    pub wrong_and_no_act: u64,
    /// Wrong and for speech or association.
    pub wrong_and_protected: u64,
    /// Without an own act and for speech or association.
    pub no_act_and_protected: u64,
    /// All three.
    pub all_three: u64,
}

impl ThreeCounts {
    /// From people by set of ways.
    fn of(people: u64, by_ways: &[i64]) -> Self {
        let holding = |ways: usize| (0..8).filter(|w| w & ways == ways).map(|w| by_ways[w] as u64).sum();
        let [wrong, no_act, protected] = [counters::WRONG, counters::NO_ACT, counters::PROTECTED].map(usize::from);
        Self {
            people,
            wrong: holding(wrong),
            no_act: holding(no_act),
            protected: holding(protected),
            wrong_and_no_act: holding(wrong | no_act),
            wrong_and_protected: holding(wrong | protected),
            no_act_and_protected: holding(no_act | protected),
            all_three: holding(7),
        }
    }
}

/// What a gate answered.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct GateCounts {
    /// The gate.
    pub gate: &'static str,
    /// Requests answered, by anybody.
    pub requests: u64,
    /// Of these, by people under the rulebook on that day, or by children where it works.
    pub under_rulebook: u64,
    /// Refused for standing.
    pub refused: u64,
    /// People so refused, each once.
    pub people_refused: u64,
    /// Favoured for standing.
    pub favoured: u64,
    /// Pushed back by others' favours.
    pub pushed_back: u64,
}

/// What a channel saw and what was booked by it.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct ChannelCounts {
    /// The channel.
    pub channel: &'static str,
    /// Sightings of acts that a rule books, of people under the rulebook on that day.
    pub seen: u64,
    /// Entries on whoever the rulebook means.
    pub booked_rightly: u64,
    /// Entries that are wrong by the rulebook's own terms.
    pub booked_wrongly: u64,
}

/// People punished, each once (S33).
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Punished {
    /// The punishment; `any` for all together.
    pub punishment: String,
    /// So far.
    pub people: u64,
    /// So far, in people of the represented country.
    pub represented: f64,
    /// In the pilot, where the rulebook has one.
    pub in_pilot: Option<u64>,
    /// Since, where the rulebook has a pilot.
    pub since: Option<u64>,
    /// In the pilot, in people of the represented country; left out where too few neighbourhoods were in it.
    pub represented_in_pilot: Option<f64>,
}

/// What the figures about a pilot rest on.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Pilot {
    /// First day after it.
    pub until: String,
    /// Neighbourhoods enrolled before that day.
    pub neighbourhoods: u32,
    /// People enrolled before that day.
    pub people: u64,
    /// Whether these are enough to stand for the country's pilot: ten neighbourhoods.
    pub represents: bool,
}

/// The fewest neighbourhoods of a pilot that may stand for a country's.
const PILOT_NEIGHBOURHOODS: u32 = 10;

/// How often a group is listed beside everybody.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Reach {
    /// The group.
    pub group: String,
    /// People of it listed so far, each once.
    pub listed: u64,
    /// Its share listed of those enrolled so far, over everybody's.
    pub times: f64,
}

/// Acts realised beside the society's listed rate.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Realised {
    /// The act.
    pub act: &'static str,
    /// The class of people.
    pub class: &'static str,
    /// Person-years of the class.
    pub person_years: f64,
    /// Acts counted.
    pub acts: u64,
    /// Acts a person-year, counted.
    pub yearly: f64,
    /// Acts a person-year, as the society lists them.
    pub listed_yearly: f64,
}

/// Everything the summary says.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Summary {
    /// Arm: the rulebook's name for a single run.
    pub arm: String,
    /// The society's name.
    pub society: String,
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
    /// Days lived.
    pub days: u32,
    /// People of the society.
    pub people: u32,
    /// How many people of the real country one person here stands for.
    pub represents: f64,
    /// Measures of everybody over the whole run, by name; those without a denominator are left out.
    pub measures: std::collections::BTreeMap<&'static str, f64>,
    /// How often each group is listed beside everybody, the most often first; groups with fewer than ten listed are left out.
    pub listed_by_group: Vec<Reach>,
    /// Listings by but-for cause, the most frequent first.
    pub listings_by_cause: Vec<Counted>,
    /// Listings without whose own acts the threshold would not have been crossed.
    pub listings_needing_own_acts: u64,
    /// Listings that needed a relative's entry.
    pub listings_needing_kin: u64,
    /// Of these, listings that needed nothing else.
    pub listings_needing_kin_alone: u64,
    /// Demerits by cause, the most frequent first.
    pub demerits_by_cause: Vec<Counted>,
    /// Refusals by cause, the most frequent first.
    pub refusals_by_cause: Vec<Counted>,
    /// The three counts over people listed.
    pub listed: ThreeCounts,
    /// The three counts over people punished in any way.
    pub punished: ThreeCounts,
    /// Gates that answered something.
    pub gates: Vec<GateCounts>,
    /// Channels that saw or booked something.
    pub channels: Vec<ChannelCounts>,
    /// People punished, by punishment (S33).
    pub by_punishment: Vec<Punished>,
    /// Realised beside listed yearly counts, by act and class.
    pub realised: Vec<Realised>,
    /// The pilot, where the rulebook has one and the run begins before its end.
    pub pilot: Option<Pilot>,
}

/// How many listings needed a set of causes of which `held` holds.
fn needing(tally: &Tally, held: impl Fn(Causes) -> bool) -> u64 {
    tally.listings.iter().filter(|kept| held(kept.listing.needed)).count() as u64
}

impl Summary {
    /// The summary of a finished tally.
    pub fn of(tally: &Tally, arm: &str, world: &dyn Census) -> Self {
        let sums = tally.everybody();
        let society = world.society();
        let measure = |m: Measure| Some((m.name(), tally.value(m)?));
        let pilot = pilot(tally);
        Self {
            arm: arm.to_owned(),
            society: society.name().to_owned(),
            from: tally.setup.from.to_string(),
            to: tally.lived.to_string(),
            days: (tally.lived + 1 - tally.setup.from).max(0) as u32,
            people: society.people(),
            represents: society.represents(),
            measures: Measure::ALL.into_iter().filter_map(measure).collect(),
            listed_by_group: listed_by_group(tally),
            listings_by_cause: by_cause(|c| sums.all[counters::listing(c)]),
            listings_needing_own_acts: needing(tally, |n| n.has(Cause::OwnAct)),
            listings_needing_kin: needing(tally, |n| n.has(Cause::Kin)),
            listings_needing_kin_alone: needing(tally, |n| n == Causes::default().with(Cause::Kin)),
            demerits_by_cause: by_cause(|c| sums.all[counters::entry(c, false)]),
            refusals_by_cause: by_cause(|c| sums.all[counters::refused(Some(c))]),
            listed: three_counts(sums, Stock::ListedEver, Stock::ListedWays),
            punished: three_counts(sums, Stock::Punished, Stock::PunishedWays),
            gates: gates(sums),
            channels: channels(sums, &tally.booked_by_channel()),
            by_punishment: by_punishment(sums, society.represents(), pilot.as_ref()),
            realised: realised(tally, society.rates()),
            pilot,
        }
    }

    /// A measure of everybody over the whole run; 0 where it has no denominator.
    pub fn measure(&self, measure: Measure) -> f64 {
        self.measures.get(measure.name()).copied().unwrap_or(0.0)
    }
}

fn by_cause(count: impl Fn(Cause) -> u64) -> Vec<Counted> {
    let all: u64 = Cause::ALL.into_iter().map(&count).sum();
    let counted =
        |c: Cause| Counted { name: c.name().to_owned(), count: count(c), share: count(c) as f64 / all as f64 };
    let mut rows: Vec<_> = Cause::ALL.into_iter().filter(|c| count(*c) > 0).map(counted).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.count));
    rows
}

fn three_counts(sums: &Sums, people: Stock, ways: Stock) -> ThreeCounts {
    ThreeCounts::of(sums.stock(people) as u64, &sums.stock[ways as usize..][..8])
}

fn pilot(tally: &Tally) -> Option<Pilot> {
    let until = tally.setup.pilot_until?.to_string();
    let (neighbourhoods, people) = tally.in_pilot();
    Some(Pilot { until, neighbourhoods, people, represents: neighbourhoods >= PILOT_NEIGHBOURHOODS })
}

fn listed_by_group(tally: &Tally) -> Vec<Reach> {
    let all = tally.value(Measure::ListedEverShare).filter(|share| *share > 0.0);
    let reach = |group: Group| {
        let listed = tally.value_of(Measure::ListedEver, group)? as u64;
        let times = tally.value_of(Measure::ListedEverShare, group)? / all?;
        (listed >= 10).then(|| Reach { group: group.label(), listed, times })
    };
    let mut rows: Vec<_> = Group::ALL.into_iter().filter(|g| *g != Group::All).filter_map(reach).collect();
    rows.sort_by(|a, b| b.times.total_cmp(&a.times));
    rows
}

fn gates(sums: &Sums) -> Vec<GateCounts> {
    let n = Count(&sums.all[..]);
    let of = |gate: Gate| {
        let at = |outcome| n.gate(gate, outcome) as u64;
        GateCounts {
            gate: gate.name(),
            requests: Outcome::ALL.into_iter().map(at).sum(),
            under_rulebook: sums.all[counters::asked(gate)],
            refused: at(Outcome::Refused),
            people_refused: sums.stock[Stock::ByPunishment as usize + flag::REFUSED as usize + gate.index()] as u64,
            favoured: at(Outcome::Favoured),
            pushed_back: at(Outcome::PushedBack),
        }
    };
    Gate::ALL.into_iter().map(of).filter(|g| g.requests > 0).collect()
}

fn channels(sums: &Sums, booked: &[Booked]) -> Vec<ChannelCounts> {
    let of = |c: Channel| ChannelCounts {
        channel: c.name(),
        seen: sums.all[counters::seen(c)],
        booked_rightly: booked[c.index()].rightly,
        booked_wrongly: booked[c.index()].wrongly,
    };
    Channel::ALL.into_iter().map(of).filter(|c| c.seen + c.booked_rightly + c.booked_wrongly > 0).collect()
}

fn by_punishment(sums: &Sums, represents: f64, pilot: Option<&Pilot>) -> Vec<Punished> {
    let stands = pilot.is_some_and(|p| p.represents);
    let row = |punishment: String, [people, in_pilot, since]: [u64; 3]| Punished {
        punishment,
        people,
        represented: people as f64 * represents,
        in_pilot: pilot.map(|_| in_pilot),
        since: pilot.map(|_| since),
        represented_in_pilot: stands.then_some(in_pilot as f64 * represents),
    };
    let any = [Stock::Punished, Stock::PunishedPilot, Stock::PunishedSince].map(|s| sums.stock(s) as u64);
    let mut rows = vec![row("any".to_owned(), any)];
    for (what, word) in punishments() {
        let first = Stock::ByPunishment as usize + what as usize;
        let spans = [0, 1, 2].map(|span| sums.stock[first + span * flag::SPAN as usize] as u64);
        if spans[0] > 0 {
            rows.push(row(word, spans));
        }
    }
    rows
}

fn realised(tally: &Tally, rates: &[(Act, Class, f64)]) -> Vec<Realised> {
    let of = |(act, class, listed_yearly): &(Act, Class, f64)| {
        let person_years = tally.class_days[class.index()] as f64 / YEAR_DAYS;
        let acts = tally.realised[act.index()][class.index()];
        Realised {
            act: act.name(),
            class: class.name(),
            person_years,
            acts,
            yearly: if person_years > 0.0 { acts as f64 / person_years } else { 0.0 },
            listed_yearly: *listed_yearly,
        }
    };
    rates.iter().map(of).collect()
}
