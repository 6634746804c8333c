//! `report.html`: what a run showed, for whoever reads before they run anything.
//!
//! It is made from the run's folder alone: the manifest, the tables, the files that were read. So `run` and `report` make
//! the same page, from a finished run as from a partial one. A section is a file of its own and a line in
//! [`sections::all`]; what each may use is a [`run::Run`], and what it gives are texts, tables and figures. Left out: lives
//! told one by one, and anything that would have to be lived again.

pub mod charts;
mod figure;
pub mod folder;
mod num;
mod page;
mod run;
mod sections;
pub mod sheet;
pub mod words;

use crate::failure::Failure;
use figure::Figure;
use run::Run;
use std::path::Path;

/// The report's file in a run's folder.
pub const REPORT: &str = "report.html";

/// A report that was made.
pub struct Report {
    /// The page.
    pub page: String,
    /// Its figures' files: pictures and their numbers, by name.
    pub figures: Vec<(String, String)>,
}

/// Makes the report of a run's folder.
pub fn make(folder: &Path) -> Result<Report, Failure> {
    let run = Run::read(folder)?;
    let sections = sections::all(&run);
    let mut figures = vec![];
    for figure in sections.iter().flat_map(figure::Section::figures) {
        figures.extend(files(figure)?);
    }
    Ok(Report { page: page::page(&run, &sections)?, figures })
}

fn files(figure: &Figure) -> Result<[(String, String); 2], Failure> {
    let svg = figure.svg()?;
    Ok([(format!("{}.svg", figure.id), svg), (format!("{}.csv", figure.id), figure.numbers.csv())])
}

/// Makes the report of a run's folder and writes it there, in the place of an earlier one.
pub fn write(folder: &Path) -> Result<(), Failure> {
    put(&folder.join(REPORT), make(folder)?.page.as_bytes())
}

/// Writes a file whole or not at all.
pub fn put(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let place = path.parent().unwrap_or(Path::new("."));
    let written = tempfile::NamedTempFile::new_in(place).and_then(|mut file| {
        std::io::Write::write_all(&mut file, bytes)?;
        file.as_file().sync_all()?;
        #[cfg(unix)]
        std::fs::set_permissions(file.path(), std::os::unix::fs::PermissionsExt::from_mode(0o644))?;
        file.persist(path).map_err(|e| e.error)
    });
    written.map(drop).map_err(|e| Failure::write(path, &e))
}
