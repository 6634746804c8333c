//! `cargo xtask speed`: how fast worlds are lived here, as ratios taken one after another on this machine.
//!
//! A figure by itself says little: machines differ, and so does what else they do. The ratios are what docs/PERFORMANCE.md
//! quotes. A machine that is shared with others may hand over a part of its processors only, and another part a minute later; so what
//! it hands over is told, too ([`share`]). Nothing here is a test.

use crate::shell::{Checked, cargo, json, output, target};
use std::path::Path;
use std::process::Command;
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
    println!("{} of {}; {}", processor(), std::env::consts::ARCH, share());
    println!(
        "{}",
        output(cargo(&["bench", "--quiet", "--package", "underheaven-world", "--bench", "step"]))?.trim_end()
    );
    println!(
        "| world | wall s | person-days a core-second | acts a core-second | bytes of state a person | peak MB | report s | report kB |"
    );
    println!("|---|---|---|---|---|---|---|---|");
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
        let cores = if words.contains(&"1") || words.contains(&"--plain") { 1.0 } else { processors() };
        let of =
            |key: &str, by: f64| manifest["machine"][key].as_f64().map_or("-".to_owned(), |b| format!("{:.0}", b / by));
        let (days, acts) = (people * 366.0 / seconds / cores / 1e6, acts(&told) / seconds / cores / 1e6);
        let (bytes, peak) = (of("state_bytes", people), of("peak_bytes", 1e6));
        let (report, page) = report(&folder)?;
        println!(
            "| {name} | {seconds:.1} | {days:.1} million | {acts:.1} million | {bytes} | {peak} | {report:.2} | {page:.0} |"
        );
    }
    std::fs::remove_dir_all(&folder).map_err(|e| vec![e.to_string()])
}

/// The default run, with what the machine handed over meanwhile.
pub fn whole() -> Checked {
    output(cargo(&["build", "--release", "--package", "underheaven"]))?;
    let program = target().join("release").join(format!("underheaven{}", std::env::consts::EXE_SUFFIX));
    let folder = std::env::temp_dir().join("underheaven-speed");
    println!("{} of {}; before: {}", processor(), std::env::consts::ARCH, share());
    let (begun, before) = (Instant::now(), of_children());
    let mut command = Command::new(program);
    command.args(["run", "article", "--quiet", "--format", "json", "--force", "--out"]).arg(&folder);
    let told = json(&output(command)?, "run")?;
    let took = begun.elapsed().as_secs_f64();
    let busy = before.zip(of_children()).map_or(f64::NAN, |(a, b)| b - a);
    println!("after: {}", share());
    let peak = told["manifest"]["machine"]["peak_bytes"].as_f64().unwrap_or(f64::NAN) / 1e6;
    println!(
        "`underheaven run article`: {took:.1} s by the clock, {busy:.1} s of processor time, {peak:.0} MB at most"
    );
    std::fs::remove_dir_all(&folder).map_err(|e| vec![e.to_string()])
}

/// Bursts of plain arithmetic that keeps a whole core busy: how fast all processors go through it at once on average, as a share of
/// the quickest burst.
///
/// Where others take time of the processors, or work on the other half of their cores, it is less than the whole: the rest of a
/// time is theirs.
fn share() -> String {
    const CHAINS: usize = 8;
    const STEPS: usize = 200_000;
    const BURSTS: u64 = 3_000;
    let burst = |seed: u64| {
        let begun = Instant::now();
        let mut chains: [u64; CHAINS] = std::array::from_fn(|n| seed + n as u64);
        for _ in 0..STEPS {
            chains = chains.map(|x| (x ^ x >> 7).wrapping_add(0x9E37_79B9));
        }
        std::hint::black_box(chains);
        begun.elapsed().as_secs_f64()
    };
    let all: Vec<f64> = std::thread::scope(|scope| {
        let core = || (0..BURSTS).map(burst).collect::<Vec<f64>>();
        let cores: Vec<_> = (0..processors() as usize).map(|_| scope.spawn(core)).collect();
        cores.into_iter().filter_map(|core| core.join().ok()).flatten().collect()
    });
    let (mean, best) = (all.iter().sum::<f64>() / all.len() as f64, all.iter().copied().fold(f64::MAX, f64::min));
    format!("processors do {:.0} % of what they do at best", best / mean * 100.0)
}

/// How long a run's report takes to be made again, in seconds, and how large it is, in kB.
fn report(folder: &Path) -> Result<(f64, f64), Vec<String>> {
    let mut command =
        Command::new(target().join("release").join(format!("underheaven{}", std::env::consts::EXE_SUFFIX)));
    command.arg("report").arg(folder);
    let begun = Instant::now();
    output(command)?;
    let took = begun.elapsed().as_secs_f64();
    let page = std::fs::metadata(folder.join("report.html")).map_err(|e| vec![format!("no report was made: {e}")])?;
    Ok((took, page.len() as f64 / 1e3))
}

/// Pairs that are measured: reforms of the article, the least and the most of what they change.
const PAIRS: [&str; 4] = ["article", "article/no-kin-guilt", "article/appeal-all-grounds", "article/rewards-only"];

/// How often each is lived, in turn; the quickest counts, since whatever else the machine does only adds.
const TURNS: u32 = 3;

/// What a pair costs beside its baseline alone, on one thread, lived in turn, with the share of person-days lived apart.
pub fn pairs(people: Option<&str>) -> Checked {
    let people = people.unwrap_or("1000000");
    if !people.parse().is_ok_and(|n: u32| n > 0) {
        return Err(vec![format!("`{people}` is no number of people; write `cargo xtask speed pairs 200000`")]);
    }
    output(cargo(&["build", "--release", "--package", "underheaven"]))?;
    let program = target().join("release").join(format!("underheaven{}", std::env::consts::EXE_SUFFIX));
    let folder = std::env::temp_dir().join("underheaven-speed");
    let out = folder.to_string_lossy();
    let year = ["--from", "2019-07-01", "--to", "2020-06-30", "--threads", "1", "--people", people];
    let rest = ["--quiet", "--format", "json", "--force", "--out", &*out];
    let lived = |words: &[&str]| -> Result<(f64, serde_json::Value), Vec<String>> {
        let mut command = std::process::Command::new(&program);
        command.args([words, &year, &rest].concat());
        let (clock, before) = (Instant::now(), of_children());
        let told = json(&output(command)?, words[0])?;
        let seconds = before.zip(of_children()).map_or(clock.elapsed().as_secs_f64(), |(a, b)| b - a);
        Ok((seconds, told))
    };
    println!("{} of {}; {}", processor(), std::env::consts::ARCH, share());
    println!("{people} people, July 2019 to June 2020, one thread");
    println!(
        "| beside the article | alone s | pair s | ratio | lived apart | at most 1.1 + 0.7 × share | aim 1.05 + 0.5 × share |"
    );
    println!("|---|---|---|---|---|---|---|");
    for reform in PAIRS {
        let (mut alone, mut pair, mut share) = (f64::MAX, f64::MAX, 0.0);
        for _ in 0..TURNS {
            alone = lived(&["run", "article"])?.0.min(alone);
            let (seconds, told) = lived(&["compare", "article", reform])?;
            pair = seconds.min(pair);
            let told = told["manifest"]["share_lived_apart"].as_f64();
            share = told.ok_or_else(|| vec!["the manifest has no `share_lived_apart`".to_owned()])?;
        }
        let (ratio, most, aim) = (pair / alone, 1.1 + 0.7 * share, 1.05 + 0.5 * share);
        let held = |bound: f64| format!("{bound:.3}: {}", if ratio <= bound { "held" } else { "missed" });
        let apart = share * 100.0;
        println!("| {reform} | {alone:.1} | {pair:.1} | {ratio:.3} | {apart:.2} % | {} | {} |", held(most), held(aim));
    }
    std::fs::remove_dir_all(&folder).map_err(|e| vec![e.to_string()])
}

/// Seconds of processor time of all that was called and has ended, where the system tells them (Linux does).
fn of_children() -> Option<f64> {
    let told = std::fs::read_to_string("/proc/self/stat").ok()?;
    // The name, in brackets, may hold anything; the hundredths of children stand thirteen words after it.
    let mut words = told.rsplit_once(')')?.1.split_whitespace().skip(13);
    let hundredths = words.next()?.parse::<f64>().ok()? + words.next()?.parse::<f64>().ok()?;
    Some(hundredths / 100.0)
}

/// Acts that happened, by the summary.
fn acts(told: &serde_json::Value) -> f64 {
    let rows = told["summary"]["realised"].as_array();
    rows.map_or(0.0, |rows| rows.iter().filter_map(|row| row["acts"].as_f64()).sum())
}

fn processors() -> f64 {
    std::thread::available_parallelism().map_or(1.0, |n| usize::from(n) as f64)
}

/// The processor by its own words, where the system tells them (Linux does).
fn processor() -> String {
    let told = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = told.lines().find(|line| line.starts_with("model name")).and_then(|line| line.split(':').nth(1));
    name.map_or_else(|| "a processor".to_owned(), |name| name.trim().to_owned())
}
