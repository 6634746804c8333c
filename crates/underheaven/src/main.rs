//! The program `underheaven`. All it does stands in the library.

use std::process::ExitCode;

/// A country's lives are looked up all over memory, week by week: pages of 2 MiB, which this allocator can be told to ask for
/// (`.cargo/config.toml`), save a fifth to a third of a run's time. Results do not depend on it.
#[cfg(all(target_os = "linux", target_pointer_width = "64"))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    underheaven::main(std::env::args_os())
}
