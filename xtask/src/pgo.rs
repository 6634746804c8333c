//! `cargo xtask pgo`: the compiler is told what runs spend their time on.
//!
//! Profile-guided optimisation: the program is built with counters in it and lives a country, alone and beside two reforms; what was
//! counted of the engine's crates is kept in `pgo/engine.profdata`, and `pgo/rustc` hands it to every later build for speed. Code is
//! laid out by it, and no result depends on it. A function whose branches have changed since is built as if there were no profile
//! (the compiler warns of it), and so are all under another version of the compiler or of a dependency: names hold those.

use crate::shell::{Checked, cargo, output, root, run, target};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What is lived while it is counted.
const LIVED: [&[&str]; 2] = [
    &["run", "article", "--people", "200000"],
    &["compare", "article", "article/no-kin-guilt", "article/no-cameras", "--people", "100000", "--to", "2017-12-31"],
];

/// Of whose functions counts are kept.
const ENGINE: &str = "underheaven_(base|rulebook|behaviour|society|world|measures)";

/// Counts anew.
pub fn renew() -> Checked {
    let tool = tool()?;
    // What is given to the compiler must be a whole path: crates are built in folders of their own.
    let place = std::path::absolute(target()).map_err(|e| vec![e.to_string()])?.join("pgo");
    let counts = place.join("counts");
    if counts.exists() {
        std::fs::remove_dir_all(&counts).map_err(|e| vec![format!("`{}` cannot be emptied: {e}", counts.display())])?;
    }
    let mut build = cargo(&["build", "--release", "--locked", "--package", "underheaven", "--target-dir"]);
    build.arg(&place).env("UNDERHEAVEN_PGO", &counts);
    run(build)?;
    for words in LIVED {
        // One thread: counters of several would overtake each other.
        let mut lived = Command::new(place.join("release").join("underheaven"));
        lived.args(words).args(["--threads", "1", "--force", "--out"]).arg(place.join("run"));
        output(lived)?;
    }
    let mut merge = Command::new(tool);
    merge.args(["merge", "--sparse", &format!("--function={ENGINE}"), "--output"]);
    merge.arg(root().join("pgo/engine.profdata")).arg(&counts);
    run(merge)
}

/// The compiler's own tool that adds counts up: another compiler's may not read them. `LLVM_PROFDATA` names one that lies elsewhere.
fn tool() -> Result<PathBuf, Vec<String>> {
    if let Some(named) = std::env::var_os("LLVM_PROFDATA") {
        return Ok(named.into());
    }
    let mut rustc = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    rustc.args(["--print", "target-libdir"]);
    let libraries = output(rustc)?;
    let tool = Path::new(libraries.trim()).with_file_name("bin").join("llvm-profdata");
    let missing = "the compiler's `llvm-profdata` is not installed; `rustup component add llvm-tools` installs it";
    if tool.exists() { Ok(tool) } else { Err(vec![missing.to_owned()]) }
}
