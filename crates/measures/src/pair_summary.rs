//! The summary of a comparison as plain data: what the terminal prints and `--format json` gives.
//!
//! Differences are findings; the levels beside them follow from the sizes that we assumed.

use crate::blame::{Agreement, Ledgers};
use crate::funnel::STAGES;
use crate::grain::Exceptions;
use crate::pair::{Comparison, Fared};
use crate::summary::{Summary, ThreeCounts};
use crate::tally::Tally;
use crate::trial::Trial;
use serde::Serialize;
use std::collections::BTreeMap;
use underheaven_base::{Group, Measure, Path};
use underheaven_world::RuleId;

/// A number under both, and the reform's less the baseline's; a number that has no denominator is missing.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Changes {
    /// What is counted.
    pub name: String,
    /// In which unit.
    pub unit: &'static str,
    /// Under the baseline.
    pub baseline: Option<f64>,
    /// Under the reform.
    pub reform: Option<f64>,
    /// The reform's less the baseline's.
    pub difference: Option<f64>,
}

/// A difference in exposure that a rulebook states, so that a gap which follows from it is not taken for a finding.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct PutIn {
    /// The group.
    pub group: String,
    /// What is stated, such as `cameras mistake them 1.3 times as often`.
    pub words: String,
}

/// A stage of the funnel under both.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Step {
    /// The stage.
    pub stage: &'static str,
    /// Events under the baseline.
    pub baseline: u64,
    /// Events under the reform.
    pub reform: u64,
}

/// How a group fared.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct GroupFared {
    /// The group.
    pub group: String,
    /// People in it at the end.
    pub people: u64,
    /// Better off under the reform.
    pub better_off: u64,
    /// Worse off under the reform.
    pub worse_off: u64,
    /// Otherwise touched.
    pub otherwise: u64,
    /// In whose life nothing differs.
    pub untouched: u64,
    /// Listed so far, under the baseline and the reform.
    pub listed: [u64; 2],
    /// Days on lists, under the baseline and the reform.
    pub days_listed: [u64; 2],
    /// Own acts that a demerit rule books, per person enrolled so far, over that of everybody.
    pub acts_times: [Option<f64>; 2],
    /// Share listed of those enrolled so far, over that of everybody.
    pub listed_times: [Option<f64>; 2],
    /// Listed over how many would be, were people with as many own acts listed as often as everybody.
    pub listed_for_equal_acts: [Option<f64>; 2],
    /// Events from done to corrected, rule by rule: an act that two rules book is done for each of them. Empty where the funnel has no such group.
    pub funnel: Vec<Step>,
    /// What the rulebooks state about exposure and errors of this group.
    pub put_in: Vec<String>,
}

/// Partings of a path.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct PathCounts {
    /// The path.
    pub path: &'static str,
    /// By depth: the rule's own reach, then what spilled over once, twice and so on.
    pub by_depth: Vec<u64>,
    /// Those that spilled over, per person who parted.
    pub newly_parted: f64,
}

/// Everything the summary of a comparison says.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct PairSummary {
    /// The baseline's arm.
    pub baseline: String,
    /// The reform's arm.
    pub reform: String,
    /// Measures of everybody.
    pub measures: Vec<Changes>,
    /// Refusals by gate.
    pub refusals: Vec<Changes>,
    /// Everybody, and each group with somebody in it.
    pub groups: Vec<GroupFared>,
    /// People listed only under the baseline, and only under the reform.
    pub listed_only: [u64; 2],
    /// People in a higher, and in a lower band at the end under the reform.
    pub bands: [u64; 2],
    /// People who fare against the grain, where the reform is known to work in one direction only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exceptions: Option<Exceptions>,
    /// Under the reform: people who appealed; of them, those with something corrected; of these, those listed for fewer days.
    pub appealed: [u64; 3],
    /// The three counts over people listed, under both.
    pub listed: [ThreeCounts; 2],
    /// The three counts over people punished in any way, under both.
    pub punished: [ThreeCounts; 2],
    /// People whose state or life parted, and those whose life did.
    pub parted: [u64; 2],
    /// Partings by path.
    pub partings: Vec<PathCounts>,
    /// Person-days lived apart over all person-days.
    pub share_lived_apart: f64,
    /// How listings came about, under both.
    pub ledgers: [Ledgers; 2],
    /// Effects by design, where the reform was tried in some counties and households only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trial: Option<Trial>,
    /// What the ledger says of the rules that the reform changes, beside what its world shows; nothing where it changes none.
    pub agreement: Option<Agreement>,
}

impl Comparison<'_> {
    /// The summary; `changed` are the baseline's rules that the reform changes, `put_in` what the rulebooks state.
    pub fn summary(&self, changed: &[RuleId], put_in: &[PutIn]) -> PairSummary {
        let sides = [self.baseline, self.reform];
        let summaries = sides.map(|side| Summary::of(side.tally, side.arm, side.census));
        let all = self.everybody();
        PairSummary {
            baseline: self.baseline.arm.to_owned(),
            reform: self.reform.arm.to_owned(),
            measures: Measure::ALL.into_iter().map(|m| self.of_measure(m)).collect(),
            refusals: refusals(&summaries),
            groups: self.groups(put_in),
            listed_only: [all.listed_only_baseline, all.listed_only_reform],
            bands: [all.band_higher, all.band_lower],
            listed: summaries.each_ref().map(|s| s.listed.clone()),
            punished: summaries.each_ref().map(|s| s.punished.clone()),
            parted: [all.parted, all.lives_parted],
            partings: self.by_path(),
            share_lived_apart: self.share_lived_apart(),
            ledgers: sides.map(|side| side.tally.ledgers()),
            trial: None,
            exceptions: None,
            appealed: all.appealed,
            agreement: (!changed.is_empty()).then(|| self.agreement(changed)),
        }
    }

    fn of_measure(&self, measure: Measure) -> Changes {
        let of = |side: crate::pair::Side<'_>| side.tally.value(measure);
        changes(measure.name().to_owned(), measure.unit(), of(self.baseline), of(self.reform))
    }

    fn groups(&self, put_in: &[PutIn]) -> Vec<GroupFared> {
        let funnels = [self.baseline, self.reform].map(|side| events(side.tally));
        let step = |group: &str, stage: &'static str| {
            let [baseline, reform] =
                funnels.each_ref().map(|f| f.get(&(group.to_owned(), stage)).copied().unwrap_or(0));
            (baseline + reform > 0).then_some(Step { stage, baseline, reform })
        };
        let group = |(set, label): (usize, String)| {
            let funnel = STAGES.into_iter().filter_map(|stage| step(&label, stage)).collect();
            Some(GroupFared { funnel, ..self.group(set, label, put_in)? })
        };
        self.labels().into_iter().filter_map(group).collect()
    }

    fn group(&self, set: usize, group: String, put_in: &[PutIn]) -> Option<GroupFared> {
        let (fared, all) = (&self.sets[set], self.everybody());
        let share = |did: &crate::pair::Did| (did.enrolled > 0).then(|| did.listed as f64 / did.enrolled as f64);
        let times = |of: fn(&Fared, usize) -> Option<f64>| {
            [0, 1].map(|arm| of(fared, arm).zip(of(all, arm)).and_then(|(a, b)| (b > 0.0).then_some(a / b)))
        };
        let shares = [0, 1].map(|arm| (share(&fared.did[arm]), share(&all.did[arm])));
        let stated = put_in.iter().filter(|p| p.group == group).map(|p| p.words.clone()).collect();
        (fared.people > 0).then(|| GroupFared {
            people: fared.people,
            better_off: fared.better,
            worse_off: fared.worse,
            otherwise: fared.otherwise,
            untouched: fared.untouched,
            listed: [0, 1].map(|arm| fared.did[arm].listed),
            days_listed: [0, 1].map(|arm| fared.did[arm].days_listed),
            acts_times: times(|fared, arm| fared.did[arm].offences_each()),
            listed_times: shares.map(|(a, b)| a.zip(b).and_then(|(a, b)| (b > 0.0).then_some(a / b))),
            listed_for_equal_acts: [0, 1].map(|arm| fared.did[arm].for_equal_acts(&all.did[arm])),
            funnel: vec![],
            put_in: stated,
            group,
        })
    }

    fn by_path(&self) -> Vec<PathCounts> {
        let parted = self.everybody().parted.max(1) as f64;
        let of = |path: Path| {
            let depths = self.depths(path);
            let last = *depths.keys().next_back()?;
            let by_depth: Vec<u64> = (0..=last).map(|depth| depths.get(&depth).copied().unwrap_or(0)).collect();
            let newly_parted = by_depth[1..].iter().sum::<u64>() as f64 / parted;
            Some(PathCounts { path: path.name(), by_depth, newly_parted })
        };
        Path::ALL.into_iter().filter_map(of).collect()
    }
}

/// Events of the funnel by group and stage, over all rules and channels.
fn events(tally: &Tally) -> BTreeMap<(String, &'static str), u64> {
    let mut all = BTreeMap::new();
    for row in tally.funnel("") {
        *all.entry((row.group, row.stage)).or_default() += row.events;
    }
    all
}

fn changes(name: String, unit: &'static str, baseline: Option<f64>, reform: Option<f64>) -> Changes {
    Changes { name, unit, baseline, reform, difference: baseline.zip(reform).map(|(a, b)| b - a) }
}

fn refusals([before, after]: &[Summary; 2]) -> Vec<Changes> {
    let of = |summary: &Summary, gate: &str| {
        let found = summary.gates.iter().find(|g| g.gate == gate);
        Some(found.map_or(0.0, |g| g.refused as f64))
    };
    let gates = underheaven_base::Gate::ALL.map(|gate| gate.name());
    let all = gates.map(|gate| changes(gate.to_owned(), "requests", of(before, gate), of(after, gate)));
    all.into_iter().filter(|c| c.baseline != Some(0.0) || c.reform != Some(0.0)).collect()
}

impl PairSummary {
    /// A measure of everybody.
    pub(crate) fn measure(&self, measure: Measure) -> Option<&Changes> {
        self.measures.iter().find(|c| c.name == measure.name())
    }

    /// Everybody.
    pub(crate) fn everybody(&self) -> Option<&GroupFared> {
        self.groups.iter().find(|g| g.group == Group::All.label())
    }
}
