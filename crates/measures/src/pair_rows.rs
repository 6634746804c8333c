//! The tables of a comparison, row by row: `differences` and `partings`.

use crate::kept::Sample;
use crate::pair::{Comparison, Fared};
use crate::partings::{Parting, Traced};
use crate::rows::province_label;
use crate::tables::{DifferenceRow, GroupRow, PartingRow};
use std::collections::{BTreeMap, BTreeSet};
use underheaven_base::{Contrast, Draw, Group, Measure, Path, Purpose};
use underheaven_world::{Item, Pool};

/// How kin of people with a booked speech entry are written.
const BOOKED_SPEECH_KIN: &str = "role=booked-speech-kin";

/// Dimensions whose words are parts of a count: one that is missing stands for nought.
const PARTS: [&str; 10] =
    ["act", "channel", "cause", "relation", "gate", "punishment", "score", "site", "path", "depth"];

impl Comparison<'_> {
    /// `differences`: every measure of `groups` under both, then the contrasts.
    pub fn differences(&self) -> Vec<DifferenceRow> {
        let mut rows = self.of_measures();
        for (set, label) in self.labels() {
            self.fared(&self.sets[set], &label, &mut rows);
        }
        self.of_partings(&mut rows);
        rows
    }

    /// The words for the sets of people.
    pub(crate) fn labels(&self) -> Vec<(usize, String)> {
        let last = self.sets.len() - 1;
        let word = |set: usize| match Group::ALL.get(set) {
            Some(group) => group.label(),
            None if set == last => BOOKED_SPEECH_KIN.to_owned(),
            None => province_label(set - Group::COUNT),
        };
        (0..=last).map(|set| (set, word(set))).collect()
    }

    fn of_measures(&self) -> Vec<DifferenceRow> {
        let (before, after) = (self.baseline.tally.groups(""), self.reform.tally.groups(""));
        let key = |row: &GroupRow| (row.group.clone(), row.measure);
        let mut others: BTreeMap<_, f64> = after.iter().map(|row| (key(row), row.value)).collect();
        let mut rows = vec![];
        for row in &before {
            let other = others.remove(&key(row));
            rows.push(self.row(row.measure, &row.group, row.unit, Some(row.value), other));
        }
        for row in after.iter().filter(|row| others.contains_key(&key(row))) {
            rows.push(self.row(row.measure, &row.group, row.unit, None, Some(row.value)));
        }
        rows
    }

    fn row(
        &self,
        measure: &'static str,
        group: &str,
        unit: &'static str,
        before: Option<f64>,
        after: Option<f64>,
    ) -> DifferenceRow {
        let part = group.split('=').next().is_some_and(|dimension| PARTS.contains(&dimension));
        let nought = |value: Option<f64>| value.or(part.then_some(0.0));
        let (baseline, reform) = (nought(before), nought(after));
        let difference = baseline.zip(reform).map(|(a, b)| b - a);
        let (arm, group) = (self.reform.arm.to_owned(), group.to_owned());
        DifferenceRow { arm, measure, group, baseline, reform, difference, unit, low: None, high: None, interval: None }
    }

    /// A contrast of both arms together.
    fn both(&self, contrast: Contrast, group: &str, value: f64) -> DifferenceRow {
        let row = self.row(contrast.name(), group, contrast.unit(), None, None);
        DifferenceRow { baseline: None, reform: None, difference: Some(value), ..row }
    }

    fn fared(&self, fared: &Fared, group: &str, rows: &mut Vec<DifferenceRow>) {
        let counts = [
            (Contrast::BetterOff, fared.better),
            (Contrast::WorseOff, fared.worse),
            (Contrast::Otherwise, fared.otherwise),
            (Contrast::Untouched, fared.untouched),
            (Contrast::ListedOnlyBaseline, fared.listed_only_baseline),
            (Contrast::ListedOnlyReform, fared.listed_only_reform),
            (Contrast::ListedLonger, fared.listed_longer),
            (Contrast::ListedShorter, fared.listed_shorter),
            (Contrast::MistakenOnlyBaseline, fared.mistaken_only_baseline),
            (Contrast::MistakenOnlyReform, fared.mistaken_only_reform),
            (Contrast::Appealed, fared.appealed[0]),
            (Contrast::AppealedCorrected, fared.appealed[1]),
            (Contrast::AppealedFreed, fared.appealed[2]),
            (Contrast::BandHigher, fared.band_higher),
            (Contrast::BandLower, fared.band_lower),
            (Contrast::PeopleParted, fared.parted),
            (Contrast::LivesParted, fared.lives_parted),
        ];
        rows.extend(counts.into_iter().map(|(contrast, n)| self.both(contrast, group, n as f64)));
        let all = &self.everybody().did;
        let [before, after] = &fared.did;
        let mut each = |contrast: Contrast, a: Option<f64>, b: Option<f64>| {
            rows.push(self.row(contrast.name(), group, contrast.unit(), a, b));
        };
        each(Contrast::OffencesEach, before.offences_each(), after.offences_each());
        each(Contrast::ListedForEqualActs, before.for_equal_acts(&all[0]), after.for_equal_acts(&all[1]));
        if group == BOOKED_SPEECH_KIN {
            self.of_kin(fared, rows);
        }
    }

    /// Measures of a set that is known only at the end.
    fn of_kin(&self, fared: &Fared, rows: &mut Vec<DifferenceRow>) {
        let [a, b] = &fared.did;
        let share = |part: u64, all: u64| (all > 0).then(|| part as f64 / all as f64);
        let values = [
            (Measure::People, [fared.people; 2].map(|n| Some(n as f64))),
            (Measure::ListedEver, [a, b].map(|did| Some(did.listed as f64))),
            (Measure::ListedEverShare, [a, b].map(|did| share(did.listed, did.enrolled))),
            (Measure::DaysListed, [a, b].map(|did| Some(did.days_listed as f64))),
            (Measure::Refusals, [a, b].map(|did| Some(did.refusals as f64))),
        ];
        for (measure, [before, after]) in values {
            rows.push(self.row(measure.name(), BOOKED_SPEECH_KIN, measure.unit(), before, after));
        }
    }

    fn of_partings(&self, rows: &mut Vec<DifferenceRow>) {
        let parted = self.everybody().parted;
        let mut by_depth: BTreeMap<u32, u64> = BTreeMap::new();
        for path in Path::ALL {
            let depths = self.depths(path);
            let (all, spilled) = (depths.values().sum::<u64>(), depths.range(1..).map(|(_, n)| n).sum::<u64>());
            depths.iter().for_each(|(depth, n)| *by_depth.entry(*depth).or_default() += n);
            if all > 0 {
                let label = format!("path={path}");
                rows.push(self.both(Contrast::Partings, &label, all as f64));
                rows.push(self.both(Contrast::NewlyParted, &label, spilled as f64 / parted.max(1) as f64));
            }
        }
        rows.push(self.both(Contrast::Partings, "all", self.traced.len() as f64));
        let by_depth = by_depth.into_iter().map(|(depth, n)| (format!("depth={depth}"), n));
        rows.extend(by_depth.map(|(label, n)| self.both(Contrast::Partings, &label, n as f64)));
        rows.push(self.both(Contrast::ShareLivedApart, "all", self.share_lived_apart()));
    }

    /// Partings of a path by depth.
    pub(crate) fn depths(&self, path: Path) -> BTreeMap<u32, u64> {
        let mut depths = BTreeMap::new();
        for traced in self.traced.iter().filter(|t| self.parting(t).told.path == path) {
            *depths.entry(traced.depth).or_default() += 1;
        }
        depths
    }

    pub(crate) fn parting(&self, traced: &Traced) -> &Parting {
        &self.reform.tally.partings.rows[traced.at as usize]
    }

    /// `partings`: everybody's, in the order of day, person and ordinal; above `most` rows a keyed sample, in which every
    /// parting has its ancestors beside it.
    pub fn partings(&self, most: Option<u64>, luck: u64) -> Sample<PartingRow> {
        let all = self.traced.len() as u64;
        let kept = most.filter(|most| *most < all).map(|most| self.sampled(most as usize, luck));
        let is_kept = |traced: &&Traced| kept.as_ref().is_none_or(|kept| kept.contains(&traced.at));
        Sample { rows: self.traced.iter().filter(is_kept).map(|traced| self.parting_row(traced)).collect(), all }
    }

    /// Partings chosen by their keys, each with its ancestors, as many as there is room for.
    fn sampled(&self, most: usize, luck: u64) -> BTreeSet<u32> {
        /// Beside the numbers of lists, by which listings are chosen.
        const PARTINGS: u32 = 1 << 8;
        let number = |traced: &&Traced| {
            let row = self.parting(traced);
            let draw = Draw::new(luck, row.told.person.0, row.told.day, Purpose::Kept, PARTINGS + row.ordinal);
            (draw.wide(), traced.at)
        };
        let mut chosen: Vec<&Traced> = self.traced.iter().collect();
        chosen.sort_by_key(number);
        let parents: BTreeMap<u32, u32> = self.traced.iter().filter_map(|t| Some((t.at, t.parent?))).collect();
        let mut kept = BTreeSet::new();
        for traced in chosen {
            let mut line = vec![];
            let mut next = Some(traced.at);
            while let Some(at) = next.filter(|at| !kept.contains(at)) {
                line.push(at);
                next = parents.get(&at).copied();
            }
            if kept.len() + line.len() <= most {
                kept.extend(line);
            }
            if kept.len() == most {
                break;
            }
        }
        kept
    }

    pub(crate) fn parting_row(&self, traced: &Traced) -> PartingRow {
        let row = self.parting(traced);
        PartingRow {
            arm: self.reform.arm.to_owned(),
            person: row.told.person.to_string(),
            ordinal: row.ordinal,
            day_state: row.told.state.map(|d| d.0),
            day_life: row.told.life.map(|d| d.0),
            day_rejoined: row.rejoined.map(|d| d.0),
            path: row.told.path.name(),
            rule: row.told.item.map(|item| self.item(item)),
            from_person: traced.from.map(|p| p.to_string()),
            pool: row.told.pool.map(pool),
            depth: traced.depth,
        }
    }

    /// A part of the rulebook in words.
    fn item(&self, item: Item) -> String {
        let named = |names: &[String], at: usize| names.get(at).cloned().unwrap_or_else(|| at.to_string());
        match item {
            Item::Rule(rule) => named(self.reform.census.rule_names(), rule.0.into()),
            Item::List(list) => format!("list.{}", named(self.reform.census.list_names(), list.0.into())),
            Item::Gate(gate) => format!("gate.{gate}"),
            Item::Sight(act) => format!("sight.{act}"),
            Item::Score => "score".to_owned(),
            Item::Bands => "bands".to_owned(),
            Item::Enrolment => "enrolment".to_owned(),
            Item::Recourse => "recourse".to_owned(),
            Item::Reports => "reports".to_owned(),
            Item::Firm => "firm".to_owned(),
            Item::Behaviour => "behaviour".to_owned(),
            Item::Board => "board".to_owned(),
        }
    }
}

fn pool(pool: Pool) -> String {
    match pool {
        Pool::Queue(gate, county) => format!("queue.{gate}.{county}"),
        Pool::Crowd(n) => format!("crowd.{}", n.0),
    }
}
