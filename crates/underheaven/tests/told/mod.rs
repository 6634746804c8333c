//! What the program answers when it is called as a user calls it.

use std::path::Path;
use std::process::{Command, Output, Stdio};

/// Calls the program in a folder.
pub fn answer(folder: &Path, words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_underheaven"));
    command.args(words).current_dir(folder).env("NO_COLOR", "1").stdin(Stdio::null());
    command.output().expect("the program can be started")
}

/// All that it printed.
pub fn text(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}
