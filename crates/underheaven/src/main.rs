//! The program `underheaven`. All it does stands in the library.

use std::process::ExitCode;

/// What a country lives on is looked up all over memory, week by week: pages of 2 MiB, which this allocator asks for where
/// the system has them (`.cargo/config.toml`), save a fifth of a run's time. Results do not depend on it.
#[cfg(all(unix, target_pointer_width = "64"))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    underheaven::main(std::env::args_os())
}
