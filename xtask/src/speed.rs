//! `cargo xtask speed`: how fast worlds are lived here, as ratios taken one after another on this machine.
//!
//! A figure by itself says little: machines differ, and so does what else they do. The ratios are what docs/PERFORMANCE.md
//! quotes. Nothing here is a test.

use crate::shell::{Checked, cargo, json, output};
use std::time::Instant;

/// What is lived: name, and words for the program.
const WORLDS: [(&str, &[&str]); 4] = [
    ("plain, town of 84,000", &["--society", "town", "--plain"]),
    ("fast, town of 84,000, one thread", &["--society", "town", "--threads", "1"]),
    ("fast, country of 200,000, one thread", &["--people", "200000", "--threads", "1"]),
    ("fast, country of 200,000, all threads", &["--people", "200000"]),
];

/// Lives each for a year in which most are enrolled, and says how long it took.
pub fn measure() -> Checked {
    output(cargo(&["build", "--release", "--package", "underheaven"]))?;
    println!("| world | wall s | person-days a second | bytes a person |\n|---|---|---|---|");
    let folder = std::env::temp_dir().join("underheaven-speed");
    for (name, words) in WORLDS {
        let out = folder.to_string_lossy();
        let year = ["run", "--from", "2019-07-01", "--to", "2020-06-30", "--quiet", "--format", "json", "--force"];
        let all =
            [&["run", "--quiet", "--release", "--package", "underheaven", "--"], &year[..], words, &["--out", &*out]];
        let begun = Instant::now();
        let told = json(&output(cargo(&all.concat()))?, "run")?;
        let manifest = &told["manifest"];
        let people = manifest["society"]["people"].as_f64().unwrap_or(0.0);
        let seconds = manifest["machine"]["wall_seconds"].as_f64().unwrap_or_else(|| begun.elapsed().as_secs_f64());
        let bytes =
            manifest["machine"]["state_bytes"].as_f64().map_or("-".to_owned(), |b| format!("{:.0}", b / people));
        println!("| {name} | {seconds:.1} | {:.1} million | {bytes} |", people * 366.0 / seconds / 1e6);
    }
    std::fs::remove_dir_all(&folder).map_err(|e| vec![e.to_string()])
}
