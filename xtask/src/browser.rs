//! Pages in a real browser: finds Chromium and Node, or installs Debian's, lives small worlds and has their reports read.
//!
//! What a page must hold stands in `tests/browser/`. A browser that is missing is red and never a skip.

use crate::shell::{Checked, program, root, run, target};
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// The names under which Chromium is known.
const CHROMIUM: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// What is lived to be read: a folder's name and the words after it.
const LIVED: [(&str, &[&str]); 4] = [
    ("article", &["run", "article", "--society", "town", "--people", "42000", "--from", "2017-01-01"]),
    ("country", &["run", "article", "--people", "94500", "--from", "2019-01-01", "--to", "2019-06-30"]),
    (
        "pair",
        &[
            "compare",
            "article",
            "article/appeal-all-grounds",
            "--society",
            "town",
            "--people",
            "21000",
            "--from",
            "2018-01-01",
        ],
    ),
    ("none", &["run", "none", "--society", "town", "--people", "3000", "--from", "2020-06-01"]),
];

/// Lives, and has the reports read.
pub fn all() -> Checked {
    let chromium = found(&CHROMIUM, &["chromium"], "CHROMIUM")?;
    let npm = found(&["npm"], &["nodejs", "npm"], "NPM")?;
    let tests = root().join("tests/browser");
    let mut install = Command::new(npm);
    install.current_dir(&tests).args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
    run(install)?;
    let reports = std::env::join_paths(lived()?).map_err(|e| vec![format!("reports cannot be named: {e}")])?;
    let mut node = Command::new("node");
    node.current_dir(&tests).arg("--test").env("CHROMIUM", chromium).env("REPORTS", reports);
    run(node)
}

/// The reports of what was lived.
fn lived() -> Result<Vec<PathBuf>, Vec<String>> {
    let one = |(name, words): &(&str, &[&str])| {
        let folder = target().join("browser").join(name);
        program(&[*words, &["--quiet", "--force", "--out", &folder.to_string_lossy()]].concat())?;
        Ok(folder.join("report.html"))
    };
    LIVED.iter().map(one).collect()
}

/// A program by one of its names, by what a variable says, or installed from Debian's packages.
fn found(names: &[&str], packages: &[&str], variable: &str) -> Result<PathBuf, Vec<String>> {
    if let Some(named) = std::env::var_os(variable) {
        return Ok(PathBuf::from(named));
    }
    let there = || names.iter().find_map(|name| on_path(name));
    if let Some(path) = there() {
        return Ok(path);
    }
    let packages = packages.join(" ");
    println!("installing {packages}");
    let script = format!("apt-get update -qq && apt-get install -y -qq --no-install-recommends {packages}");
    let _ = Command::new("sh").args(["-c", &script]).stdout(Stdio::null()).status();
    let missing =
        format!("there is no `{}`; type `sudo apt-get install {packages}`, or name it in `{variable}`", names[0]);
    there().ok_or_else(|| vec![missing])
}

/// Where a program stands: a browser is started by its path.
fn on_path(name: &str) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders).map(|folder| folder.join(name)).find(|path| path.is_file())
}
