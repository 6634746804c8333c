//! The program as a library: the command line, files, progress, result folders.
//!
//! Only here are files, clocks, signals and terminals; what a rule, a day or a measure is stands in the
//! crates below, which do no I/O at all. There is no reader for records of real people and no connector
//! to any real service.

mod arms;
mod cli;
mod commands;
pub mod ends;
pub mod evidence;
mod explain;
mod failure;
mod faults;
mod folder;
mod grain;
mod inputs;
mod live;
mod living;
mod machine;
mod manifest;
mod margins;
mod numbers;
mod only_in;
mod print;
mod progress;
mod report;
mod results;
mod rules;
mod shelf;
mod shipped;
pub mod statements;
mod study;
pub mod tables;

use clap::Parser;
use cli::{Cli, Command};
use failure::{Code, Failure};
use std::ffi::OsString;
use std::process::ExitCode;

/// Does what the words of a command line say, the program's own name first; without any, it lives `article`.
pub fn main(words: impl IntoIterator<Item = OsString>) -> ExitCode {
    let mut words: Vec<OsString> = words.into_iter().collect();
    if words.len() == 1 {
        words.push("run".into());
    }
    let code = match Cli::try_parse_from(words) {
        Ok(cli) => obey(cli.command).unwrap_or_else(|failure| {
            print::remark(&failure.to_string());
            failure.code()
        }),
        Err(answer) => {
            // Help and version are answers too; if they cannot be printed, nobody is there to read why.
            let _ = answer.print();
            if answer.use_stderr() { Code::Usage } else { Code::Done }
        }
    };
    ExitCode::from(code as u8)
}

fn obey(command: Command) -> Result<Code, Failure> {
    match command {
        Command::Run(args) => commands::run(&args),
        Command::Compare(args) => commands::compare(&args),
        Command::Article(args) => commands::article(&args),
        Command::Sizes(args) => commands::sizes(&args),
        Command::Study(args) => commands::study(&args),
        Command::Report(args) => commands::report(&args),
        Command::Explain(args) => commands::explain(&args),
        Command::List(args) => commands::list(&args),
        Command::Show(args) => commands::show(&args),
        Command::Check(args) => commands::check(&args),
        Command::Cases(args) => commands::cases(&args),
        Command::Schema(args) => commands::schema(&args),
        Command::New(args) => commands::new(&args),
        Command::Society(args) => commands::society(&args),
        Command::Completions(args) => commands::completions(&args),
    }
}
