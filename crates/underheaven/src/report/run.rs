//! What a run showed, as a report asks for it: cells of its tables by arm, measure and group.
//!
//! A part of a count that is nought is left out of the tables, and is nought here; what has no denominator stays absent.

use super::folder::Folder;
use super::num::Num;
use super::sheet::Sheet;
use crate::explain::three::Life;
use crate::failure::Failure;
use std::collections::BTreeMap;
use std::path::Path;
use underheaven_base::{Day, Measure};

/// A run read back.
#[derive(Debug)]
pub struct Run {
    /// The folder.
    pub folder: Folder,
    /// The arms' names, the baseline first.
    pub arms: Vec<String>,
    /// `groups`.
    pub groups: Sheet,
    /// `series`.
    pub series: Sheet,
    /// `funnel`.
    pub funnel: Sheet,
    /// `listings`.
    pub listings: Sheet,
    /// `people`.
    pub people: Sheet,
    /// `ledger`.
    pub ledger: Sheet,
    /// `gates`.
    pub gates: Sheet,
    /// `differences`, in a comparison.
    pub differences: Option<Sheet>,
    /// `partings`, in a comparison.
    pub partings: Option<Sheet>,
    /// `effects`, of a trial.
    pub effects: Option<Sheet>,
    /// `ways`, of a trial.
    pub ways: Option<Sheet>,
    /// Three lives.
    pub lives: Vec<Life>,
    group_rows: BTreeMap<String, usize>,
    difference_rows: BTreeMap<String, usize>,
    series_rows: BTreeMap<String, Vec<usize>>,
    labels: BTreeMap<String, Vec<String>>,
}

impl Run {
    /// Reads a run folder.
    pub fn read(place: &Path) -> Result<Self, Failure> {
        let folder = Folder::open(place)?;
        let sheet = |name: &str, columns: &[&str]| folder.sheet(name, columns);
        let beside = |name: &str, columns: &[&str]| match folder.has(name) {
            true => folder.sheet(name, columns).map(Some),
            false => Ok(None),
        };
        let groups = sheet("groups", &["arm", "measure", "group", "value", "unit"])?;
        let series = sheet("series", &["arm", "measure", "group", "day", "value"])?;
        let mut run = Self {
            arms: folder.manifest.arms.iter().map(|arm| arm.arm.clone()).collect(),
            funnel: sheet("funnel", &["arm", "group", "rule", "channel", "stage", "people", "events"])?,
            listings: sheet("listings", &["arm", "person", "from", "to", "cause", "needed", "truth", "kind"])?,
            people: sheet("people", &["arm", "person", "neighbourhood", "enrolled", "score", "weight"])?,
            ledger: sheet("ledger", &["arm", "person", "day", "points", "booking", "trap"])?,
            gates: sheet("gates", &["arm", "person", "day", "gate", "outcome"])?,
            differences: beside("differences", DIFFERENCES)?,
            partings: beside("partings", &["arm", "person", "path", "rule", "depth", "day_rejoined"])?,
            effects: beside("effects", EFFECTS)?,
            ways: beside("ways", WAYS)?,
            lives: folder.lives()?,
            group_rows: BTreeMap::new(),
            difference_rows: BTreeMap::new(),
            series_rows: BTreeMap::new(),
            labels: BTreeMap::new(),
            folder,
            groups,
            series,
        };
        run.index();
        Ok(run)
    }

    fn index(&mut self) {
        for row in 0..self.groups.rows {
            let [arm, measure, group] = ["arm", "measure", "group"].map(|c| self.groups.word(c, row));
            self.group_rows.insert(key(arm, measure, group), row);
            if let Some((dimension, _)) = group.split_once('=') {
                let known = self.labels.entry(format!("{measure}\n{dimension}")).or_default();
                if !known.iter().any(|k| k == group) {
                    known.push(group.to_owned());
                }
            }
        }
        if let Some(sheet) = &self.differences {
            let named = |row| (key(sheet.word("arm", row), sheet.word("measure", row), sheet.word("group", row)), row);
            self.difference_rows = (0..sheet.rows).map(named).collect();
        }
        // Of a million rows and more, those of everybody and by act are told by month.
        for row in 0..self.series.rows {
            let group = self.series.word("group", row);
            if group == "all" || group.starts_with("act=") {
                let key = key(self.series.word("arm", row), self.series.word("measure", row), group);
                self.series_rows.entry(key).or_default().push(row);
            }
        }
    }

    /// Whether several arms were lived.
    pub fn is_comparison(&self) -> bool {
        self.arms.len() > 1
    }

    /// The first arm.
    pub fn baseline(&self) -> &str {
        self.arms.first().map_or("", String::as_str)
    }

    /// A measure of everybody.
    pub fn all(&self, arm: &str, measure: Measure) -> Option<Num> {
        self.of(arm, measure, "all")
    }

    /// A measure of a group, or a part of a count.
    pub fn of(&self, arm: &str, measure: Measure, group: &str) -> Option<Num> {
        let row = *self.group_rows.get(&key(arm, measure.name(), group))?;
        Some(Num::cell("groups", "value", row, self.groups.number("value", row)?))
    }

    /// A part of a count, nought where it is left out.
    pub fn part(&self, arm: &str, measure: Measure, group: &str) -> Num {
        self.of(arm, measure, group).unwrap_or_else(|| Num::new(0.0, "0"))
    }

    /// The row of `differences` of a measure or a contrast.
    pub fn difference_row(&self, arm: &str, measure: &str, group: &str) -> Option<usize> {
        self.difference_rows.get(&key(arm, measure, group)).copied()
    }

    /// A column of `differences`, of a measure or a contrast.
    pub fn differs(&self, arm: &str, measure: &str, group: &str, column: &str) -> Option<Num> {
        let row = self.difference_row(arm, measure, group)?;
        let value = self.differences.as_ref()?.number(column, row)?;
        Some(Num::cell("differences", column, row, value))
    }

    /// The labels that a measure is shown for, such as all `cause=…`, in the order of the table.
    pub fn labels(&self, measure: Measure, dimension: &str) -> &[String] {
        self.labels.get(&format!("{}\n{dimension}", measure.name())).map_or(&[], Vec::as_slice)
    }

    /// A measure of everybody, or of an act, by month: days since 1970, and values. A piece of a month at either end of the run is
    /// left out, where there are whole ones: its few days are no month's.
    pub fn months(&self, arm: &str, measure: Measure, group: &str) -> Vec<(f64, Num)> {
        let rows = self.series_rows.get(&key(arm, measure.name(), group));
        let cell = |row: &usize| {
            let value = self.series.number("value", *row)?;
            Some((self.series.number("day", *row)?, Num::cell("series", "value", *row, value)))
        };
        let all: Vec<(f64, Num)> = rows.into_iter().flatten().filter_map(cell).collect();
        let begun = Day::parse(&self.folder.manifest.dates.from).map_or(f64::MIN, |day| f64::from(day.0) - 1.0);
        whole(all, begun)
    }

    /// A field of the manifest by its path, such as `society.represents`.
    pub fn given(&self, path: &str, value: f64) -> Num {
        Num::new(value, format!("manifest.{path}"))
    }

    /// What a caption adds where a table holds a sample of its rows only.
    pub fn of_a_sample(&self, table: &str) -> &'static str {
        let share = self.folder.manifest.tables.get(table).map_or(1.0, |table| table.share);
        if share < 1.0 { ", of a sample" } else { "" }
    }

    /// How many real people one person here stands for.
    pub fn represents(&self) -> Num {
        self.given("society.represents", self.folder.manifest.society.represents)
    }

    /// How many people were lived.
    pub fn people_lived(&self) -> Num {
        self.given("society.people", self.folder.manifest.society.people as f64)
    }
}

/// The columns of `effects` that are read.
const EFFECTS: &[&str] = &[
    "arm",
    "measure",
    "effect",
    "share",
    "beside",
    "design",
    "design_error",
    "paired",
    "paired_error",
    "unit",
    "counties",
    "counties_beside",
];

/// The columns of `ways` that are read.
const WAYS: &[&str] = &["arm", "measure", "share", "who", "way", "people", "parted", "value", "error", "unit"];

/// The columns of `differences` that are read.
const DIFFERENCES: &[&str] =
    &["arm", "measure", "group", "baseline", "reform", "difference", "unit", "low", "high", "interval"];

/// Fewer days than this between two ends of months are a piece of one: posting weeks give them 28 or 35, and a first month may
/// begin in the middle of a week.
const MONTH: f64 = 21.0;

/// Only what covers a month, given the day before the first; all, where nothing does.
fn whole<T: Clone>(all: Vec<(f64, T)>, begun: f64) -> Vec<(f64, T)> {
    let before = std::iter::once(begun).chain(all.iter().map(|(day, _)| *day));
    let months: Vec<(f64, T)> = all
        .iter()
        .zip(before)
        .filter(|((day, _), before)| day - before >= MONTH)
        .map(|(month, _)| month.clone())
        .collect();
    if months.is_empty() { all } else { months }
}

fn key(arm: &str, measure: &str, group: &str) -> String {
    format!("{arm}\n{measure}\n{group}")
}

#[cfg(test)]
mod tests {
    use super::whole;

    #[test]
    fn a_piece_of_a_month_is_no_month() {
        let days = |days: &[f64]| days.iter().map(|day| (*day, ())).collect::<Vec<_>>();
        assert_eq!(whole(days(&[26.0, 61.0, 89.0, 93.0]), -1.0), days(&[26.0, 61.0, 89.0]), "four days at the end");
        assert_eq!(whole(days(&[26.0, 61.0]), 16.0), days(&[61.0]), "ten days at the start");
        assert_eq!(whole(days(&[6.0]), -1.0), days(&[6.0]), "a run of a week shows what it has");
    }
}
