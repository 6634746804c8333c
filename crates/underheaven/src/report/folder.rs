//! A run folder read back: its manifest, its tables, and the files that it was lived from.
//!
//! Whatever a report says comes from here. A table must be the very file that the manifest names, by its hash, before
//! it is read, so that a damaged folder is told as damaged and never half believed.

use super::sheet::Sheet;
use crate::explain::three::{LIVES, Life};
use crate::failure::Failure;
use crate::folder::{INPUTS, MANIFEST};
use crate::manifest::sha256;
use crate::only_in::OnlyIn;
use bytes::Bytes;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// What a report needs of `manifest.json`; what others add to it is left alone.
#[derive(Deserialize, Debug)]
pub struct Manifest {
    /// The program's version.
    pub underheaven: String,
    /// `run` or `compare`.
    pub command: String,
    /// `complete` or `partial`.
    pub state: String,
    /// What was lived; the first is the baseline.
    pub arms: Vec<Arm>,
    /// Over whom.
    pub society: Society,
    /// Luck.
    pub luck_seed: u64,
    /// When.
    pub dates: Dates,
    /// In which share of counties and households the reforms held, if not in all.
    pub only_in: Option<OnlyIn>,
    /// What was asked to be written.
    pub options: Options,
    /// Hash of what was lived.
    pub results_hash: String,
    /// How long it took, and on what.
    pub machine: Option<Machine>,
    /// The tables.
    pub tables: BTreeMap<String, Table>,
}

/// An arm.
#[derive(Deserialize, Debug)]
pub struct Arm {
    /// Its name in the tables.
    pub arm: String,
    /// Its rulebook.
    pub rulebook: Input,
    /// Its behaviour.
    pub behaviour: Input,
    /// Hash of its lives, in a comparison.
    pub results_hash: Option<String>,
    /// First day after the rulebook's pilot, where the run saw any of it.
    pub pilot_until: Option<String>,
    /// Share of person-days that it lived apart from the baseline, in a comparison.
    pub share_lived_apart: Option<f64>,
}

/// What a run says of the machine it was lived on.
#[derive(Deserialize, Debug)]
pub struct Machine {
    /// Seconds of living.
    pub wall_seconds: f64,
    /// Processors.
    pub processors: u32,
}

/// Something that was read.
#[derive(Deserialize, Debug)]
pub struct Input {
    /// Its name.
    pub name: String,
    /// Its files' hashes, by label.
    pub files: BTreeMap<String, String>,
    /// The files in the order in which they are laid one over the other.
    #[serde(default)]
    pub layers: Vec<String>,
}

/// The people.
#[derive(Deserialize, Debug)]
pub struct Society {
    /// The table.
    #[serde(flatten)]
    pub input: Input,
    /// Their seed.
    pub seed: u64,
    /// How many were asked for; a folder that does not say it was made of just as many as it has.
    pub asked: Option<u64>,
    /// How many.
    pub people: u64,
    /// How many real people one of them stands for.
    pub represents: f64,
}

/// The days.
#[derive(Deserialize, Debug)]
pub struct Dates {
    /// First day.
    pub from: String,
    /// Last day asked for.
    pub to: String,
    /// Last day lived.
    pub lived_to: String,
}

/// What was asked to be written.
#[derive(Deserialize, Debug)]
pub struct Options {
    /// People in the panel.
    pub panel: Option<u32>,
    /// Most rows of a table.
    pub rows: Option<u32>,
}

/// A table as the manifest names it.
#[derive(Deserialize, Debug)]
pub struct Table {
    /// Its rows.
    pub rows: u64,
    /// Share of all rows that they are.
    pub share: f64,
    /// The file's hash.
    pub sha256: String,
}

/// A run folder.
#[derive(Debug)]
pub struct Folder {
    /// Where it is.
    pub place: PathBuf,
    /// How it was made.
    pub manifest: Manifest,
}

impl Folder {
    /// Opens a folder that a run left.
    pub fn open(place: &Path) -> Result<Self, Failure> {
        let shown = place.display();
        if !place.is_dir() {
            let what = if place.exists() { "is a file, not a run folder" } else { "is not there" };
            return Err(Failure::usage(format!("`{shown}` {what}"), HELP));
        }
        let path = place.join(MANIFEST);
        let text = match fs::read(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Err(Failure::usage(format!("`{shown}` is no run folder: it holds no `{MANIFEST}`"), HELP));
            }
            Err(error) => return Err(Failure::read(&path, &error)),
        };
        let manifest: Manifest = serde_json::from_slice(&text).map_err(|e| {
            damaged(format!("`{}` is not the manifest of a run, or of another version's: {e}", path.display()))
        })?;
        if manifest.arms.is_empty() {
            return Err(damaged(format!("`{}` names nothing that was lived", path.display())));
        }
        Ok(Self { place: place.to_owned(), manifest })
    }

    /// Whether there is a table of this name.
    pub fn has(&self, table: &str) -> bool {
        self.manifest.tables.contains_key(table)
    }

    /// Reads these columns of a table.
    pub fn sheet(&self, table: &str, columns: &[&str]) -> Result<Sheet, Failure> {
        let path = self.place.join("tables").join(format!("{table}.parquet"));
        let shown = path.display();
        let Some(named) = self.manifest.tables.get(table) else {
            return Err(damaged(format!("the manifest of `{}` names no table `{table}`", self.place.display())));
        };
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => return Err(damaged(format!("`{shown}` is missing"))),
            Err(error) => return Err(Failure::read(&path, &error)),
        };
        if sha256(&bytes) != named.sha256 {
            return Err(damaged(format!("`{shown}` is not the table that the manifest names: its hash differs")));
        }
        let sheet = Sheet::read(Bytes::from(bytes), columns);
        sheet.map_err(|e| damaged(format!("`{shown}` cannot be read as the table `{table}`: {e}")))
    }

    /// The lives that the run told; none where an earlier version lived it.
    pub fn lives(&self) -> Result<Vec<Life>, Failure> {
        let path = self.place.join(LIVES);
        match fs::read(&path) {
            Ok(text) => serde_json::from_slice(&text)
                .map_err(|e| damaged(format!("`{}` tells no lives of a run: {e}", path.display()))),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(vec![]),
            Err(error) => Err(Failure::read(&path, &error)),
        }
    }

    /// The text of a file that was read for the run: kept in the folder, or compiled in where it is still the same.
    pub fn text(&self, hash: &str) -> Option<String> {
        let plain = !hash.is_empty() && hash.bytes().all(|b| b.is_ascii_hexdigit());
        let kept = || fs::read_to_string(self.place.join(INPUTS).join(format!("{hash}.toml"))).ok();
        let same = |text: &String| sha256(text.as_bytes()) == hash;
        plain.then(kept).flatten().filter(same).or_else(|| crate::shipped::text_of(hash))
    }
}

const HELP: &str = "name a folder that `underheaven run` wrote, such as `runs/0001-article`";

fn damaged(message: String) -> Failure {
    Failure::refused(
        message,
        "the folder was changed after it was written; live it again with the command in its manifest",
    )
}
