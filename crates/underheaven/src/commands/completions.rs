//! `underheaven completions`: the script by which a shell completes commands and options.

use crate::cli::{Cli, CompletionsArgs};
use crate::failure::{Code, Failure};
use crate::print::say;
use clap::CommandFactory;

/// Prints the script.
pub fn completions(args: &CompletionsArgs) -> Result<Code, Failure> {
    let mut script = vec![];
    clap_complete::generate(args.shell, &mut Cli::command(), "underheaven", &mut script);
    say(String::from_utf8_lossy(&script).trim_end())?;
    Ok(Code::Done)
}
