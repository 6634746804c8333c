//! `manifest.json`: how a result was made, so that anybody can make it again and see that it is the same.
//!
//! Everything but `machine` follows from the inputs alone; the clock and the machine stand apart.

use crate::only_in::OnlyIn;
use crate::shelf::Found;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use underheaven_base::Day;

/// The whole manifest.
#[derive(Serialize, Debug)]
pub struct Manifest {
    /// The program's version.
    pub underheaven: &'static str,
    /// `run` or `compare`.
    pub command: &'static str,
    /// `complete`, or `partial` where it was interrupted.
    pub state: State,
    /// What was lived: one arm for a run; of a comparison the first is the baseline.
    pub arms: Vec<Arm>,
    /// Over whom.
    pub society: SocietyUsed,
    /// Luck (`--seed`).
    pub luck_seed: u64,
    /// When.
    pub dates: Dates,
    /// In which share of counties and households the reforms held, if not in all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub only_in: Option<OnlyIn>,
    /// What was asked to be written; it changes no life.
    pub options: Options,
    /// Hash of what was lived: of `series`, `groups`, `listings` and `funnel` in full, whatever was written. Of several arms, a hash of theirs.
    pub results_hash: String,
    /// Of all days that people lived in the arms after the first, the share lived apart from it; nothing for a run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share_lived_apart: Option<f64>,
    /// Each table's rows and file.
    pub tables: BTreeMap<&'static str, TableWritten>,
    /// Where and when it was computed: no part of the result.
    pub machine: Machine,
}

/// Whether it was lived to the end.
#[derive(Serialize, Clone, Copy, PartialEq, Eq, Debug)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// To the last day asked for.
    Complete,
    /// Interrupted after a posting period.
    Partial,
}

/// A world that was lived.
#[derive(Serialize, Debug)]
pub struct Arm {
    /// Its name in the tables.
    pub arm: String,
    /// The rulebook.
    pub rulebook: Input,
    /// The behaviour.
    pub behaviour: Input,
    /// Hash of what was lived under it: that of a run of it alone, but for a trial's arms.
    pub results_hash: String,
    /// First day after the rulebook's pilot, where the run saw any of it: punishments are counted before it and since.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pilot_until: Option<String>,
    /// Of all days that people lived, the share lived apart from the baseline; nothing for the baseline itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share_lived_apart: Option<f64>,
}

/// Something read.
#[derive(Serialize, Debug)]
pub struct Input {
    /// Its name.
    pub name: String,
    /// Its files, with the SHA-256 of each.
    pub files: BTreeMap<String, String>,
    /// The same files in the order in which they are laid one over the other.
    pub layers: Vec<String>,
}

/// The people.
#[derive(Serialize, Debug)]
pub struct SocietyUsed {
    /// The society's table.
    #[serde(flatten)]
    pub input: Input,
    /// The seed from which people and ties are drawn (`--society-seed`).
    pub seed: u64,
    /// How many people were asked for (`--people`): the society of another number that comes to as many is another one.
    pub asked: u32,
    /// How many people.
    pub people: u32,
    /// How many real people one of them stands for.
    pub represents: f64,
}

/// Days asked for and lived.
#[derive(Serialize, Debug)]
pub struct Dates {
    /// First day.
    pub from: String,
    /// Last day asked for.
    pub to: String,
    /// Last day lived.
    pub lived_to: String,
}

/// What was asked to be written.
#[derive(Serialize, Debug)]
pub struct Options {
    /// People in the panel; none for all.
    pub panel: Option<u32>,
    /// Most rows of `listings`; none for all.
    pub rows: Option<u32>,
}

/// A table written.
#[derive(Serialize, Debug)]
pub struct TableWritten {
    /// Rows written.
    pub rows: u64,
    /// Share of all rows that they are: less than 1 only beyond `--rows`.
    pub share: f64,
    /// SHA-256 of the file.
    pub sha256: String,
}

/// The machine and the clock.
#[derive(Serialize, Debug)]
pub struct Machine {
    /// When it was begun, in universal time.
    pub begun: String,
    /// Seconds of living, without reading and writing.
    pub wall_seconds: f64,
    /// Bytes that people's state took at the end, letters and kept people included; none in the plain world.
    pub state_bytes: Option<usize>,
    /// The most bytes of memory that the whole program ever took, where the system tells (Linux does).
    pub peak_bytes: Option<u64>,
    /// Operating system.
    pub system: &'static str,
    /// Processor family.
    pub processor: &'static str,
    /// Processors.
    pub processors: usize,
}

impl Input {
    /// Something that was found.
    pub fn of(found: &Found) -> Self {
        let files = found.texts.iter().map(|t| (t.label.clone(), sha256(t.text.as_bytes()))).collect();
        let layers = found.texts.iter().map(|t| t.label.clone()).collect();
        Self { name: found.name.clone(), files, layers }
    }
}

impl Machine {
    /// This machine, at a run that took so long and ends now.
    pub fn now(wall: Duration, state_bytes: Option<usize>) -> Self {
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        let (system, processor) = (std::env::consts::OS, std::env::consts::ARCH);
        let (begun, wall_seconds, peak_bytes) = (clock(wall), wall.as_secs_f64(), peak_bytes());
        Self { begun, wall_seconds, state_bytes, peak_bytes, system, processor, processors }
    }
}

/// The high-water mark of this program's memory.
fn peak_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kibibytes| kibibytes * 1024)
}

/// The time so long ago, in universal time.
#[allow(clippy::disallowed_methods, reason = "the manifest alone may ask the time")]
fn clock(ago: Duration) -> String {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().saturating_sub(ago).as_secs();
    let (day, second) = (Day((seconds / 86_400) as i32), seconds % 86_400);
    format!("{day}T{:02}:{:02}:{:02}Z", second / 3600, second / 60 % 60, second % 60)
}

/// The SHA-256 of some bytes, as `sha256sum` prints it.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Bytes as hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::sha256;

    #[test]
    fn hashes_are_those_of_sha256sum() {
        assert_eq!(sha256(b""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }
}
