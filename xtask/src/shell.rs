//! Calls `cargo` and the program, and walks the project's own files.

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What is wrong, a sentence each.
pub type Checked = Result<(), Vec<String>>;

/// The workspace's folder.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."))
}

/// `cargo` with these words, in the workspace.
pub fn cargo(words: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root()).args(words);
    command
}

/// Runs a command to its end; whatever keeps it from succeeding is a fault.
pub fn run(mut command: Command) -> Checked {
    let shown = shown(&command);
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(vec![format!("`{shown}` failed ({status})")]),
        Err(error) => Err(vec![format!("`{shown}` could not be started: {error}")]),
    }
}

/// What a command prints.
pub fn output(mut command: Command) -> Result<String, Vec<String>> {
    let shown = shown(&command);
    let output = command.output().map_err(|e| vec![format!("`{shown}` could not be started: {e}")])?;
    if !output.status.success() {
        return Err(vec![format!("`{shown}` failed:\n{}", String::from_utf8_lossy(&output.stderr))]);
    }
    String::from_utf8(output.stdout).map_err(|_| vec![format!("`{shown}` did not print text")])
}

/// The folder in which everything is built.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// Builds the program as tests run it, and says where it stands.
pub fn built() -> Result<PathBuf, Vec<String>> {
    run(cargo(&["build", "--quiet", "--profile", "checked", "--package", "underheaven"]))?;
    Ok(target().join("checked").join(format!("underheaven{}", std::env::consts::EXE_SUFFIX)))
}

/// What the program prints when called with these words.
pub fn program(words: &[&str]) -> Result<String, Vec<String>> {
    let build = ["run", "--quiet", "--profile", "checked", "--package", "underheaven", "--"];
    output(cargo(&[&build, words].concat()))
}

/// What the program prints when built for speed; what it tells beside that is seen as it comes.
pub fn program_told(words: &[&str]) -> Result<String, Vec<String>> {
    let build = ["run", "--quiet", "--release", "--package", "underheaven", "--"];
    let mut command = cargo(&[&build, words].concat());
    command.stderr(Stdio::inherit());
    output(command)
}

/// What the program prints, read as JSON.
pub fn program_json(words: &[&str]) -> Result<Value, Vec<String>> {
    json(&program(words)?, &words.join(" "))
}

/// Reads JSON that `what` printed.
pub fn json(text: &str, what: &str) -> Result<Value, Vec<String>> {
    serde_json::from_str(text).map_err(|e| vec![format!("`{what}` did not print JSON: {e}")])
}

/// Everything of value an object holds under a key, as a list; empty where there is none.
pub fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

/// A string that an object holds under a key; empty where there is none.
pub fn word<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or("")
}

/// The project's files with one of these endings, in a fixed order, without what is built or run.
pub fn files(endings: &[&str]) -> Vec<PathBuf> {
    let mut found = vec![];
    walk(root(), endings, &mut found);
    found.sort();
    found
}

fn walk(folder: &Path, endings: &[&str], found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let (path, name) = (entry.path(), entry.file_name());
        let name = name.to_string_lossy();
        let built = name.starts_with("target") || name == "runs" || name == "node_modules" || name == ".git";
        if path.is_dir() {
            if !built {
                walk(&path, endings, found);
            }
        } else if endings.iter().any(|ending| name.ends_with(ending)) {
            found.push(path);
        }
    }
}

/// A path as messages name it.
pub fn short(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}

/// A file's text.
pub fn read(path: &Path) -> Result<String, Vec<String>> {
    fs::read_to_string(path).map_err(|e| vec![format!("`{}` cannot be read: {e}", short(path))])
}

/// All faults of several checks together.
pub fn together(checks: impl IntoIterator<Item = Checked>) -> Checked {
    let faults: Vec<String> = checks.into_iter().filter_map(Result::err).flatten().collect();
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

fn shown(command: &Command) -> String {
    let words = command.get_args().map(|word| word.to_string_lossy().into_owned());
    let name = Path::new(command.get_program()).file_name().unwrap_or_default().to_string_lossy().into_owned();
    std::iter::once(name).chain(words).collect::<Vec<_>>().join(" ")
}
