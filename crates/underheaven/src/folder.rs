//! The run folder: written beside its place under a hidden name and renamed when it is whole.
//!
//! So a full disk, a refusal or a power cut leaves nothing that looks like a result. By default a run
//! gets the next number under `runs/`; nothing is overwritten without `--force`, and even then only what
//! is recognisably a run folder.

use crate::failure::Failure;
use crate::manifest::sha256;
use crate::shelf::Text;
use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// Where numbered run folders go.
const RUNS: &str = "runs";

/// The file by which a run folder is known.
pub const MANIFEST: &str = "manifest.json";

/// The folder of the files that a run read, each called by its hash, so that a result can be told and made again when they
/// have changed since.
pub const INPUTS: &str = "inputs";

/// Where a run folder is to stand.
#[derive(Debug)]
enum Place {
    /// The next number under [`RUNS`], followed by this name.
    Numbered(String),
    /// Here.
    Given(PathBuf),
}

/// A run folder in the making. Dropped before it is kept, it vanishes with all that it holds.
#[derive(Debug)]
pub struct Draft {
    place: Place,
    force: bool,
    folder: TempDir,
    made: Made,
}

impl Draft {
    /// Opens a draft for `out`, or for the next number under `runs/` with this name.
    pub fn open(out: Option<&Path>, name: &str, force: bool) -> Result<Self, Failure> {
        let place = match out {
            Some(path) => Place::Given(given(path, force)?),
            None => Place::Numbered(name.replace(['/', '\\'], "-")),
        };
        let parent = place.parent();
        let made = Made::all(&parent).map_err(|e| Failure::write(&parent, &e))?;
        let folder = hidden(&parent).map_err(|e| Failure::write(&parent, &e))?;
        Ok(Self { place, force, folder, made })
    }

    /// Whether a draft for `out` would be opened; nothing is made.
    pub fn allowed(out: Option<&Path>, force: bool) -> Result<(), Failure> {
        out.map_or(Ok(()), |path| given(path, force).map(drop))
    }

    /// Where to write until it is kept.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file of the folder as JSON, down to the disk.
    pub fn write(&self, name: &str, value: &impl serde::Serialize) -> Result<(), Failure> {
        let put = || -> io::Result<()> {
            let mut file = fs::File::create(self.path().join(name))?;
            serde_json::to_writer_pretty(&mut file, value)?;
            file.write_all(b"\n")?;
            file.sync_all()
        };
        put().map_err(|e| Failure::write(Path::new(name), &e))
    }

    /// Keeps the files that were read, each once.
    pub fn keep_inputs<'a>(&self, texts: impl IntoIterator<Item = &'a Text>) -> Result<(), Failure> {
        let folder = self.path().join(INPUTS);
        fs::create_dir_all(&folder).map_err(|e| Failure::write(&folder, &e))?;
        for text in texts {
            let path = folder.join(format!("{}.toml", sha256(text.text.as_bytes())));
            fs::write(&path, &text.text).map_err(|e| Failure::write(&path, &e))?;
        }
        Ok(())
    }

    /// Moves the folder to its place, whole, and says where that is.
    pub fn keep(self) -> Result<PathBuf, Failure> {
        let Self { place, force, folder, mut made } = self;
        let end = match &place {
            Place::Given(end) => beside(&folder, end, force).map_err(|e| Failure::write(end, &e))?,
            Place::Numbered(name) => number(&folder, name).map_err(|e| Failure::write(&place.parent(), &e))?,
        };
        let _moved = folder.keep();
        made.0.clear();
        Ok(end)
    }
}

impl Place {
    fn parent(&self) -> PathBuf {
        match self {
            Place::Numbered(_) => PathBuf::from(RUNS),
            Place::Given(path) => match path.parent() {
                Some(parent) if parent != Path::new("") => parent.to_owned(),
                _ => PathBuf::from("."),
            },
        }
    }
}

/// Folders made on the way, innermost first; dropped, those still empty go again.
#[derive(Debug)]
struct Made(Vec<PathBuf>);

impl Made {
    fn all(path: &Path) -> io::Result<Self> {
        let missing = |p: &&Path| !p.as_os_str().is_empty() && !p.exists();
        let made = Self(path.ancestors().take_while(missing).map(Path::to_owned).collect());
        fs::create_dir_all(path)?;
        Ok(made)
    }
}

impl Drop for Made {
    fn drop(&mut self) {
        for path in &self.0 {
            let _ = fs::remove_dir(path);
        }
    }
}

/// Checks that a given place is free, or may be replaced.
fn given(path: &Path, force: bool) -> Result<PathBuf, Failure> {
    let shown = path.display();
    // It is moved to its place whole, and nothing can be moved to where the program itself stands.
    let here = std::env::current_dir().and_then(fs::canonicalize);
    if let (Ok(end), Ok(here)) = (fs::canonicalize(path), here)
        && here.starts_with(&end)
    {
        return Err(Failure::usage(
            format!("`{shown}` is the folder in which this was asked for, or holds it"),
            "name a folder in it that does not exist yet, such as `--out run`",
        ));
    }
    let free = match fs::read_dir(path) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) if error.kind() == ErrorKind::NotFound => true,
        Err(error) => return Err(Failure::write(path, &error)),
    };
    let run = path.join(MANIFEST).is_file() && path.join("tables").is_dir();
    match (free, run, force) {
        (true, ..) | (_, true, true) => Ok(path.to_owned()),
        (_, true, false) => Err(Failure::usage(
            format!("`{shown}` already holds a run"),
            "choose another folder, or replace that run with `--force`",
        )),
        (_, false, _) => Err(Failure::usage(
            format!("`{shown}` holds something that is not a run, and is left alone"),
            "choose a folder that is empty or does not exist yet",
        )),
    }
}

/// A hidden folder whose rights are those of any other folder.
fn hidden(parent: &Path) -> io::Result<TempDir> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".unfinished-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o777));
    }
    builder.tempdir_in(parent)
}

/// Moves a folder to `end`; with `force`, what stood there is set aside first and dropped last.
fn replace(folder: &TempDir, end: &Path, force: bool) -> io::Result<()> {
    if !force || !end.exists() {
        return fs::rename(folder.path(), end);
    }
    let aside = hidden(end.parent().filter(|p| *p != Path::new("")).unwrap_or(Path::new(".")))?;
    let old = aside.path().join("old");
    fs::rename(end, &old)?;
    fs::rename(folder.path(), end).inspect_err(|_| drop(fs::rename(&old, end)))
}

/// The same; where another run has taken the place meanwhile, to the next free one of that name with a number, so that nothing
/// that was lived is lost.
fn beside(folder: &TempDir, end: &Path, force: bool) -> io::Result<PathBuf> {
    let (mut place, mut next) = (end.to_owned(), 2_u32);
    loop {
        match replace(folder, &place, force) {
            Err(error) if matches!(error.kind(), ErrorKind::DirectoryNotEmpty | ErrorKind::AlreadyExists) => {
                let mut name = end.file_name().unwrap_or_default().to_owned();
                name.push(format!("-{next}"));
                (place, next) = (end.with_file_name(name), next + 1);
            }
            done => return done.map(|()| place),
        }
    }
}

/// Moves a folder to the next free number; another run may take it first, so it tries on.
fn number(folder: &TempDir, name: &str) -> io::Result<PathBuf> {
    let taken = |entry: io::Result<fs::DirEntry>| -> Option<u32> {
        entry.ok()?.file_name().to_str()?.split('-').next()?.parse().ok()
    };
    let mut next = fs::read_dir(RUNS)?.filter_map(taken).max().unwrap_or(0);
    loop {
        next = next.checked_add(1).ok_or_else(|| io::Error::other("there is no number left for another run"))?;
        let end = Path::new(RUNS).join(format!("{next:04}-{name}"));
        match fs::rename(folder.path(), &end) {
            Ok(()) => return Ok(end),
            Err(error) if matches!(error.kind(), ErrorKind::DirectoryNotEmpty | ErrorKind::AlreadyExists) => {}
            Err(error) => return Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(path: &Path) -> Vec<String> {
        let mut names: Vec<_> =
            fs::read_dir(path).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    fn run(path: &Path, text: &str) {
        fs::create_dir_all(path.join("tables")).unwrap();
        fs::write(path.join(MANIFEST), text).unwrap();
    }

    #[test]
    fn what_was_lived_is_kept_beside_a_run_that_was_quicker() {
        let here = tempfile::tempdir().unwrap();
        let end = here.path().join("mine");
        let drafts = [(); 2].map(|()| Draft::open(Some(&end), "x", false).unwrap());
        drafts.iter().for_each(|draft| run(draft.path(), "{}"));
        let ends = drafts.map(|draft| draft.keep().unwrap());
        assert_eq!(ends, [end.clone(), here.path().join("mine-2")]);
        assert_eq!(names(here.path()), ["mine", "mine-2"]);
    }

    #[test]
    fn the_folder_in_which_one_stands_is_refused_before_anything_is_lived() {
        let told = Draft::open(Some(Path::new(".")), "x", false).unwrap_err().to_string();
        assert!(told.contains("is the folder in which this was asked for"), "{told}");
    }

    #[test]
    fn a_draft_that_is_not_kept_leaves_nothing_behind() {
        let here = tempfile::tempdir().unwrap();
        let draft = Draft::open(Some(&here.path().join("deep/er/run")), "x", false).unwrap();
        run(draft.path(), "half");
        drop(draft);
        assert_eq!(names(here.path()), Vec::<String>::new());
    }

    #[test]
    fn a_run_is_replaced_only_by_force_and_anything_else_never() {
        let here = tempfile::tempdir().unwrap();
        let end = here.path().join("run");
        run(&end, "old");
        assert!(matches!(Draft::open(Some(&end), "x", false), Err(Failure::Usage { .. })));
        let draft = Draft::open(Some(&end), "x", true).unwrap();
        run(draft.path(), "new");
        assert_eq!(draft.keep().unwrap(), end);
        assert_eq!(fs::read_to_string(end.join(MANIFEST)).unwrap(), "new");
        assert_eq!(names(here.path()), ["run"]);

        let other = here.path().join("letters");
        fs::create_dir(&other).unwrap();
        fs::write(other.join("love"), "").unwrap();
        assert!(matches!(Draft::open(Some(&other), "x", true), Err(Failure::Usage { .. })));
    }

    #[test]
    fn a_file_in_the_way_is_an_error_and_stays() {
        let here = tempfile::tempdir().unwrap();
        let file = here.path().join("file");
        fs::write(&file, "mine").unwrap();
        for path in [file.clone(), file.join("run")] {
            let failure = Draft::open(Some(&path), "x", true).unwrap_err();
            assert_eq!(failure.code(), crate::failure::Code::Io, "{failure}");
        }
        assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
    }
}
