//! Writes what a run or a comparison showed into its folder: each table whole and on the disk before the next is begun, but
//! that what was told of the panel is written beside the others.
//!
//! A table holds the rows of all arms, one arm after the other, so that only one arm's rows are made at a time.

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
    let hash = |side: &Side<'_>| {
        let mut hash = RunHash::default();
        hash.lives(side.tally.digest());
        hash
    };
    let hashes = arms.iter().map(hash).collect();
    let mut shelf = Shelf { folder: &folder, arms, tables: BTreeMap::new(), hashes };
    let rows = most.rows.map(u64::from);
    shelf.of_everybody(Tally::series)?;
    shelf.of_everybody(Tally::groups)?;
    // What was told of the panel takes as long as the tables after the series, and nobody need be looked at for it.
    let counted: Vec<(&Tally, &str)> = arms.iter().map(|side| (side.tally, side.arm)).collect();
    let told = std::thread::scope(|scope| {
        let told = scope.spawn(|| {
            let ledger = put_table(&folder, counted.iter().map(|(tally, arm)| Sample::whole(tally.ledger(arm))))?;
            let gates = put_table(&folder, counted.iter().map(|(tally, arm)| Sample::whole(tally.gates(arm))))?;
            Ok([ledger, gates])
        });
        shelf.of_everybody(Tally::funnel)?;
        for (hash, side) in shelf.hashes.iter_mut().zip(arms) {
            hash.table(&side.tally.listings(side.alone, None, most.luck).rows);
        }
        shelf.put(arms.iter().map(|side| side.tally.listings(side.arm, rows, most.luck)))?;
        shelf.put(arms.iter().map(|side| Sample::whole(side.tally.people_rows(side.arm, side.census))))?;
        told.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })?;
    shelf.tables.extend(told);
    if !comparisons.is_empty() {
        let of_trial = |n: usize| trials.get(n).map_or(vec![], |trial| trial.difference_rows(comparisons[n].arm()));
        let differences =
            |(n, pair): (usize, &Comparison<'_>)| Sample::whole([pair.differences(), of_trial(n)].concat());
        shelf.put(comparisons.iter().enumerate().map(differences))?;
        shelf.put(comparisons.iter().map(|pair| pair.partings(rows, most.luck)))?;
    }
    if !trials.is_empty() {
        let with_arm = || trials.iter().zip(comparisons).map(|(trial, pair)| (trial, pair.arm()));
        shelf.put(with_arm().map(|(trial, arm)| Sample::whole(trial.effect_rows(arm))))?;
        shelf.put(with_arm().map(|(trial, arm)| Sample::whole(trial.way_rows(arm))))?;
    }
    Ok(Written { hashes: shelf.hashes.into_iter().map(RunHash::finish).collect(), tables: shelf.tables })
}

/// The hash of an arm's lives, as [`write`] gives it.
pub fn hash(side: &Side<'_>, luck: u64) -> String {
    let mut hash = RunHash::default();
    hash.lives(side.tally.digest());
    hash.table(&side.tally.series(side.alone));
    hash.table(&side.tally.groups(side.alone));
    hash.table(&side.tally.funnel(side.alone));
    hash.table(&side.tally.listings(side.alone, None, luck).rows);
    hash.finish()
}

struct Shelf<'a> {
    folder: &'a Path,
    arms: &'a [Side<'a>],
    tables: BTreeMap<&'static str, TableWritten>,
    hashes: Vec<RunHash>,
}

impl Shelf<'_> {
    /// A table about everybody, which the arms' hashes cover.
    fn of_everybody<R: Row + Send>(&mut self, rows: impl Fn(&Tally, &str) -> Vec<R>) -> Result<(), Failure> {
        let mut hashes = std::mem::take(&mut self.hashes);
        let arms = self.arms.iter().zip(&mut hashes).map(|(side, hash)| {
            let alone = rows(side.tally, side.alone);
            hash.table(&alone);
            Sample::whole(if side.arm == side.alone { alone } else { rows(side.tally, side.arm) })
        });
        self.put(arms)?;
        self.hashes = hashes;
        Ok(())
    }

    /// Writes a table arm by arm.
    fn put<R: Row + Send>(&mut self, arms: impl Iterator<Item = Sample<R>>) -> Result<(), Failure> {
        self.tables.extend([put_table(self.folder, arms)?]);
        Ok(())
    }
}

/// Writes a table arm by arm; gives its name, and what was written.
fn put_table<R: Row + Send>(
    folder: &Path,
    arms: impl Iterator<Item = Sample<R>>,
) -> Result<(&'static str, TableWritten), Failure> {
    let path = folder.join(format!("{}.parquet", R::TABLE));
    let failed = |e| Failure::write(&path, &e);
    let mut table = Table::begin(vec![]).map_err(failed)?;
    let mut all = 0;
    for sample in arms {
        all += sample.all;
        table.add(&sample.rows).map_err(failed)?;
    }
    let rows = table.rows();
    let share = if all > 0 { rows as f64 / all as f64 } else { 1.0 };
    let bytes = table.end().map_err(failed)?;
    put(&path, &bytes)?;
    Ok((R::TABLE, TableWritten { rows, share, sha256: sha256(&bytes) }))
}

/// Writes a new file and waits until the disk has it.
pub fn put(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let written = File::create_new(path).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    written.map_err(|e| Failure::write(path, &e))
}
