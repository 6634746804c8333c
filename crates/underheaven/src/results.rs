//! Writes what a run or a comparison showed into its folder: each table whole and on the disk before the next is begun, but
//! that what was told of the panel is written beside the others, and the hashes are made beside both, from rows of their own.
//!
//! A table holds the rows of all arms, one arm after the other, so that each of the three makes one arm's rows at a time; and of
//! the longest tables only as many as are written together.

use crate::failure::Failure;
use crate::manifest::{TableWritten, sha256};
use crate::tables::Table;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use underheaven_measures::{Comparison, Row, RunHash, Sample, Side, Tally, Trial};

/// What was written.
pub struct Written {
    /// Hash of the lives, by arm.
    pub hashes: Vec<String>,
    /// The tables.
    pub tables: BTreeMap<&'static str, TableWritten>,
}

/// How much of a table is kept, and by whose luck.
#[derive(Clone, Copy, Debug)]
pub struct Most {
    /// Rows of an arm; none for all.
    pub rows: Option<u32>,
    /// The luck that chooses which.
    pub luck: u64,
}

/// Writes all tables of some arms, and of the reforms among them beside the first. An arm's hash covers every event of
/// everybody and the tables about everybody, so that neither panel nor `--rows` nor another arm can change it.
pub fn write(
    folder: &Path,
    arms: &[Side<'_>],
    comparisons: &[Comparison<'_>],
    trials: &[Trial],
    most: Most,
) -> Result<Written, Failure> {
    let folder = folder.join("tables");
    fs::create_dir(&folder).map_err(|e| Failure::write(&folder, &e))?;
    let mut shelf = Shelf::new(&folder);
    let rows = most.rows.map(u64::from);
    // Nobody need be looked at for the hashes, and for what was told of the panel, which takes as long as the other tables.
    let counted: Vec<(&Tally, &str, &str)> = arms.iter().map(|side| (side.tally, side.arm, side.alone)).collect();
    let hashes = std::thread::scope(|scope| {
        let hashes = scope.spawn(|| counted.iter().map(|(tally, _, alone)| hash(tally, alone, most.luck)).collect());
        let told = scope.spawn(|| {
            let mut shelf = Shelf::new(&folder);
            shelf.put(counted.iter().map(|(tally, arm, _)| whole(tally.ledger(arm))))?;
            shelf.put(counted.iter().map(|(tally, arm, _)| whole(tally.gates(arm))))?;
            Ok(shelf.tables)
        });
        shelf.put(counted.iter().map(|(tally, arm, _)| whole(tally.series(arm))))?;
        shelf.put(counted.iter().map(|(tally, arm, _)| whole(tally.groups(arm))))?;
        shelf.put(counted.iter().map(|(tally, arm, _)| whole(tally.funnel(arm))))?;
        shelf.put(counted.iter().map(|(tally, arm, _)| some(tally.listings(arm, rows, most.luck))))?;
        shelf.put(arms.iter().map(|side| whole(side.tally.people_rows(side.arm, side.census))))?;
        shelf.tables.extend(told.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?);
        Ok(hashes.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    })?;
    if !comparisons.is_empty() {
        let of_trial = |n: usize| trials.get(n).map_or(vec![], |trial| trial.difference_rows(comparisons[n].arm()));
        let differences = |(n, pair): (usize, &Comparison<'_>)| whole([pair.differences(), of_trial(n)].concat());
        shelf.put(comparisons.iter().enumerate().map(differences))?;
        shelf.put(comparisons.iter().map(|pair| some(pair.partings(rows, most.luck))))?;
    }
    if !trials.is_empty() {
        let with_arm = || trials.iter().zip(comparisons).map(|(trial, pair)| (trial, pair.arm()));
        shelf.put(with_arm().map(|(trial, arm)| whole(trial.effect_rows(arm))))?;
        shelf.put(with_arm().map(|(trial, arm)| whole(trial.way_rows(arm))))?;
    }
    Ok(Written { hashes, tables: shelf.tables })
}

/// The hash of an arm's lives, as [`write`] gives it; the rows that it covers are made for it alone.
pub fn hash(tally: &Tally, alone: &str, luck: u64) -> String {
    let mut hash = RunHash::default();
    hash.lives(tally.digest());
    hash.made(tally.series(alone).count(), tally.series(alone));
    hash.table(&tally.groups(alone));
    hash.table(&tally.funnel(alone));
    hash.table(&tally.listings(alone, None, luck).rows);
    hash.finish()
}

/// Rows to be written, with how many more are left out.
type Kept<I> = (I, u64);

fn whole<I>(rows: I) -> Kept<I> {
    (rows, 0)
}

fn some<R>(sample: Sample<R>) -> Kept<Vec<R>> {
    let left_out = sample.all - sample.rows.len() as u64;
    (sample.rows, left_out)
}

struct Shelf<'a> {
    folder: &'a Path,
    tables: BTreeMap<&'static str, TableWritten>,
}

impl<'a> Shelf<'a> {
    fn new(folder: &'a Path) -> Self {
        Self { folder, tables: BTreeMap::new() }
    }

    /// Writes a table arm by arm.
    fn put<I: IntoIterator<Item: Row + Send>>(&mut self, arms: impl Iterator<Item = Kept<I>>) -> Result<(), Failure> {
        let name = <I::Item as Row>::TABLE;
        let path = self.folder.join(format!("{name}.parquet"));
        let failed = |e| Failure::write(&path, &e);
        let mut table = Table::begin(vec![]).map_err(failed)?;
        let mut all = 0;
        for (rows, left_out) in arms {
            all += left_out;
            table.add(rows).map_err(failed)?;
        }
        let rows = table.rows();
        all += rows;
        let share = if all > 0 { rows as f64 / all as f64 } else { 1.0 };
        let bytes = table.end().map_err(failed)?;
        put(&path, &bytes)?;
        self.tables.insert(name, TableWritten { rows, share, sha256: sha256(&bytes) });
        Ok(())
    }
}

/// Writes a new file and waits until the disk has it.
pub fn put(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let written = File::create_new(path).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    written.map_err(|e| Failure::write(path, &e))
}
