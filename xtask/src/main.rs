//! The project's own chores: `cargo xtask test` checks everything, `cargo xtask docs` renews what
//! documents take from the code.
//!
//! Nothing here is part of a result. It calls `cargo` and the program as anybody would, so that it needs
//! no crate of the project and is built in a second.

mod book;
mod browser;
mod dist;
mod docs;
mod house;
mod layers;
mod pgo;
mod picture;
mod shell;
mod speed;
mod tests;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask test     everything that must be green: formatting, house rules, clippy, tests, docs
cargo xtask speed    how fast worlds are lived on this machine, as ratios (minutes)
cargo xtask speed default
                     the default run (a million people), with what the machine handed over of its processors
cargo xtask speed pairs [PEOPLE]
                     what a pair costs beside its baseline alone, one thread, with the share lived apart
cargo xtask browser  pages in a real browser alone
cargo xtask house    the house rules alone: arrows between crates, files, words, documents
cargo xtask docs     renews the parts of documents that are made from the code
cargo xtask article  lives the sizes of the article's statements again (minutes), then renews the documents
cargo xtask study    lives the towns of docs/studies/appeal.md again (minutes), then renews it with its figures
cargo xtask picture  lives a town and takes the documents' pictures from its report (a minute)
cargo xtask book     makes pages of docs/ with mdbook, installed into the build's folder where it is missing
cargo xtask pgo      counts what runs spend their time on, by which the engine is laid out (minutes; needs llvm-profdata)
cargo xtask dist     one program that runs on a bare machine, tried in an empty root, with checksums
cargo xtask sizes    lives both ends of the sizes that we assumed (minutes; Ctrl-C keeps what is done), then the documents";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["test"] => tests::all(),
        ["house"] => house::all(),
        ["browser"] => browser::all(),
        ["docs"] => docs::renew(),
        ["article"] => docs::article(),
        ["speed"] => speed::measure(),
        ["speed", "default"] => speed::whole(),
        ["speed", "pairs"] => speed::pairs(None),
        ["speed", "pairs", people] => speed::pairs(Some(people)),
        ["sizes"] => docs::sizes(),
        ["study"] => docs::study(),
        ["picture"] => picture::make(),
        ["book"] => book::build(),
        ["pgo"] => pgo::renew(),
        ["dist"] => dist::make(),
        ["help" | "--help" | "-h"] => {
            println!("{HELP}");
            Ok(())
        }
        _ => Err(vec![format!("there is no such chore\n{HELP}")]),
    };
    let Err(faults) = done else {
        return ExitCode::SUCCESS;
    };
    for fault in &faults {
        eprintln!("error: {fault}");
    }
    ExitCode::FAILURE
}
