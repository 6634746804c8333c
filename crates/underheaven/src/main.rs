//! The program `underheaven`. All it does stands in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    underheaven::main(std::env::args_os())
}
