//! `underheaven report`: makes the report of a run's folder again, and its figures as files.

use crate::cli::ReportArgs;
use crate::failure::{Code, Failure};
use crate::print::say;
use crate::report;
use std::fs;

/// Makes the report, writes it into the run's folder, and says where.
pub fn report(args: &ReportArgs) -> Result<Code, Failure> {
    let made = report::make(&args.run)?;
    let path = args.run.join(report::REPORT);
    report::put(&path, made.page.as_bytes())?;
    say(&format!("wrote {}", path.display()))?;
    let Some(folder) = &args.figures else { return Ok(Code::Done) };
    fs::create_dir_all(folder).map_err(|e| Failure::write(folder, &e))?;
    for (name, text) in &made.figures {
        report::put(&folder.join(name), text.as_bytes())?;
    }
    say(&format!("wrote {} figures and their numbers into {}", made.figures.len() / 2, folder.display()))?;
    Ok(Code::Done)
}
