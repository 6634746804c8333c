//! `cargo xtask test`: everything that must be green, in the order in which it is soonest known.
//!
//! Every step is run even when one before it failed, so that one look shows all. A tool that is missing
//! is a failure, never a skip.

use crate::shell::{Checked, cargo, run, together};
use crate::{book, browser, docs, house};
use std::time::Instant;

type Step = (&'static str, fn() -> Checked);

/// Clippy, tests and documents are all built in release, so that they share what is built.
const STEPS: [Step; 9] = [
    ("formatting", || run(cargo(&["fmt", "--all", "--check"]))),
    ("house rules", house::all),
    ("clippy", || {
        run(cargo(&[
            "clippy",
            "--workspace",
            "--all-targets",
            "--profile",
            "checked",
            "--locked",
            "--",
            "-D",
            "warnings",
        ]))
    }),
    ("tests", || run(cargo(&["test", "--workspace", "--profile", "checked", "--locked"]))),
    ("ties", || {
        let words = [
            "test",
            "--package",
            "underheaven-society",
            "--profile",
            "checked",
            "--locked",
            "--lib",
            "--",
            "--ignored",
        ];
        run(cargo(&words))
    }),
    ("reference", || {
        let mut doc = cargo(&["doc", "--workspace", "--no-deps", "--profile", "checked", "--locked"]);
        doc.env("RUSTDOCFLAGS", "-D warnings");
        run(doc)
    }),
    ("documents", docs::current),
    ("the book", book::build),
    ("pages in a browser", browser::all),
];

/// Runs every step.
pub fn all() -> Checked {
    let faults = together(STEPS.map(|(name, step)| timed(name, step)));
    println!("{}", if faults.is_ok() { "all green" } else { "red" });
    faults
}

fn timed(name: &str, step: fn() -> Checked) -> Checked {
    println!("== {name}");
    let begun = Instant::now();
    let done = step().map_err(|faults| faults.into_iter().map(|fault| format!("{name}: {fault}")).collect());
    println!("== {name}: {} after {} s", if done.is_ok() { "green" } else { "RED" }, begun.elapsed().as_secs());
    done
}
