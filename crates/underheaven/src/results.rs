//! Writes what a run showed into its folder: each table whole and on the disk before the next is begun.

use crate::failure::Failure;
use crate::manifest::{TableWritten, sha256};
use crate::tables;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use underheaven_measures::Row;
use underheaven_measures::{RunHash, Sample, Tally};
use underheaven_world::Census;

/// What was written.
pub struct Written {
    /// Hash of the lives.
    pub hash: String,
    /// The tables.
    pub tables: BTreeMap<&'static str, TableWritten>,
}

/// Writes all tables of a run. Its hash covers every event of everybody and the tables about everybody, so that
/// neither panel nor `--rows` can change it.
pub fn write(folder: &Path, arm: &str, tally: &Tally, world: &dyn Census, most: Most) -> Result<Written, Failure> {
    let folder = folder.join("tables");
    fs::create_dir(&folder).map_err(|e| Failure::write(&folder, &e))?;
    let mut shelf = Shelf { folder: &folder, tables: BTreeMap::new(), hash: RunHash::default() };
    shelf.hash.lives(tally.digest());
    shelf.of_everybody(&tally.series(arm))?;
    shelf.of_everybody(&tally.groups(arm))?;
    shelf.of_everybody(&tally.funnel(arm))?;
    shelf.hash.table(&tally.listings(arm, None, most.luck).rows);
    shelf.sample(&tally.listings(arm, most.rows.map(u64::from), most.luck))?;
    shelf.whole(&tally.people_rows(arm, world))?;
    shelf.whole(&tally.ledger(arm))?;
    shelf.whole(&tally.gates(arm))?;
    Ok(Written { hash: shelf.hash.finish(), tables: shelf.tables })
}

/// How much of a table is kept, and by whose luck.
#[derive(Clone, Copy, Debug)]
pub struct Most {
    /// Rows of a table; none for all.
    pub rows: Option<u32>,
    /// The luck that chooses which.
    pub luck: u64,
}

struct Shelf<'a> {
    folder: &'a Path,
    tables: BTreeMap<&'static str, TableWritten>,
    hash: RunHash,
}

impl Shelf<'_> {
    fn of_everybody<R: Row>(&mut self, rows: &[R]) -> Result<(), Failure> {
        self.hash.table(rows);
        self.whole(rows)
    }

    fn sample<R: Row>(&mut self, sample: &Sample<R>) -> Result<(), Failure> {
        self.put(&sample.rows, sample.share)
    }

    fn whole<R: Row>(&mut self, rows: &[R]) -> Result<(), Failure> {
        self.put(rows, 1.0)
    }

    fn put<R: Row>(&mut self, rows: &[R], share: f64) -> Result<(), Failure> {
        let path = self.folder.join(format!("{}.parquet", R::TABLE));
        let bytes = tables::write(rows, vec![]).map_err(|e| Failure::write(&path, &e))?;
        put(&path, &bytes)?;
        self.tables.insert(R::TABLE, TableWritten { rows: rows.len() as u64, share, sha256: sha256(&bytes) });
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
