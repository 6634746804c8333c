//! Prints to the terminal: colours only where they are seen and not unwanted (`NO_COLOR`), and no panic
//! when the reader of a pipe has gone.

use crate::failure::Failure;
use std::io::{self, ErrorKind, Write};

/// Prints a command's result and a newline. Where the reader of a pipe has gone nothing is left to say, but the command's
/// work and its exit code are as they were.
pub fn say(text: &str) -> Result<(), Failure> {
    let mut out = anstream::stdout();
    match writeln!(out, "{text}").and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(lost(&error)),
        _ => Ok(()),
    }
}

/// Prints a command's result for machines.
pub fn say_json(value: &impl serde::Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(value).map_err(|e| lost(&io::Error::other(e)))?;
    say(&text)
}

/// Prints a remark beside the result; a remark that cannot be printed is dropped.
pub fn remark(text: &str) {
    let _ = writeln!(anstream::stderr(), "{text}");
}

/// `1 fault`, `2 faults`.
pub fn counted(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

fn lost(error: &io::Error) -> Failure {
    Failure::write("the terminal's output".as_ref(), error)
}
