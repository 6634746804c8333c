//! `underheaven show`: prints a shipped rulebook, behaviour or society, or copies it, to be read or changed.

use crate::cli::ShowArgs;
use crate::failure::{Code, Failure};
use crate::print::say;
use crate::shelf::{self, Found};
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::Path;

/// Prints or copies what is shipped by a name.
pub fn show(args: &ShowArgs) -> Result<Code, Failure> {
    let found = only(&args.name, shelf::shipped_as(&args.name)?)?;
    match &args.copy {
        Some(folder) => copy(&found, folder)?,
        None => print(&found)?,
    }
    Ok(Code::Done)
}

/// The one thing meant; a name of several must say which.
fn only(word: &str, mut hits: Vec<Found>) -> Result<Found, Failure> {
    let ways: Vec<String> = hits.iter().map(|f| format!("`{}/{}`", f.kind.name(), f.name)).collect();
    match hits.pop() {
        Some(found) if hits.is_empty() => Ok(found),
        _ => Err(Failure::usage(format!("`{word}` names more than one thing"), format!("write {}", ways.join(" or ")))),
    }
}

/// Prints the text: of a reform its own, not that of the rulebook which it changes.
fn print(found: &Found) -> Result<(), Failure> {
    found.texts.last().map_or(Ok(()), |own| say(own.text.trim_end()))
}

/// Writes all its files under `folder`; a file that is there already is never touched.
fn copy(found: &Found, folder: &Path) -> Result<(), Failure> {
    let files: Vec<_> =
        crate::shipped::files(found).into_iter().map(|file| (folder.join(&file.label), file.text)).collect();
    if let Some((there, _)) = files.iter().find(|(path, _)| path.exists()) {
        return Err(Failure::usage(format!("`{}` is there already", there.display()), "copy into another folder"));
    }
    for (path, text) in &files {
        write_new(path, text)?;
        say(&format!("wrote {}", path.display()))?;
    }
    Ok(())
}

/// Writes a file that does not exist yet, with the folders above it.
pub(super) fn write_new(path: &Path, text: &str) -> Result<(), Failure> {
    let failed = |error: std::io::Error| match error.kind() {
        ErrorKind::AlreadyExists => {
            Failure::usage(format!("`{}` is there already", path.display()), "choose another name")
        }
        _ => Failure::write(path, &error),
    };
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(failed)?;
    }
    let mut file = OpenOptions::new().write(true).create_new(true).open(path).map_err(failed)?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(|error| {
        // Half a file would be taken for a whole one.
        let _ = fs::remove_file(path);
        Failure::write(path, &error)
    })
}
