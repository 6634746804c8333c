//! Where rulebooks, behaviours and societies come from: compiled in and called by name, or read from a
//! path. They are only found here; what they mean is read by the crates that they belong to.

use crate::failure::Failure;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use underheaven_base::fault::nearest;

/// What a file says.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Kind {
    /// The policy under test.
    Rulebook,
    /// How people respond.
    Behaviour,
    /// The synthetic people.
    Society,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Kind; 3] = [Kind::Rulebook, Kind::Behaviour, Kind::Society];

    /// The word by which commands call it.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Rulebook => "rulebook",
            Kind::Behaviour => "behaviour",
            Kind::Society => "society",
        }
    }

    /// The word for several of them.
    pub fn plural(self) -> &'static str {
        match self {
            Kind::Rulebook => "rulebooks",
            Kind::Behaviour => "behaviours",
            Kind::Society => "societies",
        }
    }
}

/// One text: the label by which faults name it, and what it says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Text {
    /// The file as the user named it, or `article/rulebook.toml` for a shipped one.
    pub label: String,
    /// What it says.
    pub text: String,
}

/// A rulebook, behaviour or society that was found, unread.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found {
    /// What it says.
    pub kind: Kind,
    /// The name by which results call it.
    pub name: String,
    /// Its texts; a later one is laid over an earlier one.
    pub texts: Vec<Text>,
    /// How many of the texts are reforms, laid over the others.
    pub reforms: usize,
    /// Compiled in, rather than read from a path.
    pub shipped: bool,
}

impl Found {
    /// Its texts as readers take them.
    pub fn pairs(&self) -> Vec<(&str, &str)> {
        self.texts.iter().map(|t| (t.label.as_str(), t.text.as_str())).collect()
    }
}

/// The file that makes a folder a rulebook.
const RULEBOOK_FILE: &str = "rulebook.toml";

/// The folder of a rulebook's reforms.
const REFORMS: &str = "reforms";

/// More than any file of rules can hold; whatever is larger was named by mistake.
const LARGEST: u64 = 16 << 20;

/// What a run calls `word`: shipped by that name, else a file or folder.
pub fn find(kind: Kind, word: &str) -> Result<Found, Failure> {
    if let Some(found) = compiled_in(kind, word) {
        return Ok(found);
    }
    let path = Path::new(word);
    if path.exists() || !may_be_a_name(word) {
        return open(kind, path);
    }
    let names = names(kind);
    Err(unknown(kind.name(), word, near(word, &names)))
}

/// What is shipped by this name.
pub fn compiled_in(kind: Kind, word: &str) -> Option<Found> {
    let mut shipped = crate::shipped::all(kind).into_iter();
    shipped.find(|found| found.name == word).or_else(|| crate::shipped::reform(kind, word))
}

/// All names of a kind, those of reforms too.
fn names(kind: Kind) -> Vec<String> {
    let reforms = if kind == Kind::Rulebook { crate::shipped::reforms() } else { vec![] };
    let own = crate::shipped::all(kind).into_iter().map(|found| found.name);
    own.chain(reforms.into_iter().map(|(name, _)| name)).collect()
}

/// The nearest of some names; a reform may be called without its rulebook.
fn near<'a>(word: &str, names: &'a [String]) -> Option<&'a str> {
    let bare = |name: &'a String| (name.rsplit('/').next().unwrap_or_default(), name.as_str());
    let all = || names.iter().map(String::as_str);
    nearest(word, all()).or_else(|| {
        let bare: Vec<_> = names.iter().map(bare).collect();
        let near = nearest(word, bare.iter().map(|(bare, _)| *bare))?;
        bare.iter().find(|(bare, _)| *bare == near).map(|(_, name)| *name)
    })
}

/// Everything shipped by this name, or by `kind/name`; one of each kind at most, or the one reform of this name.
pub fn shipped_as(word: &str) -> Result<Vec<Found>, Failure> {
    if let Some(reform) = crate::shipped::reform(Kind::Rulebook, word) {
        return Ok(vec![reform]);
    }
    let all: Vec<Found> = Kind::ALL.into_iter().flat_map(crate::shipped::all).collect();
    let full = |found: &Found| format!("{}/{}", found.kind.name(), found.name);
    let hits: Vec<Found> = all.iter().filter(|f| f.name == word || full(f) == word).cloned().collect();
    if hits.is_empty() {
        let names = Kind::ALL.map(names).concat();
        return Err(unknown("rulebook, behaviour or society", word, near(word, &names)));
    }
    Ok(hits)
}

/// All that `check` means by `word`: shipped names, a file, a rulebook's folder, or a folder of such. A file that cannot be
/// read hides no other.
pub fn all(word: &str) -> Vec<Result<Found, Failure>> {
    let path = Path::new(word);
    match shipped_as(word) {
        Ok(hits) => hits.into_iter().map(Ok).collect(),
        Err(_) if path.is_dir() => folder(path),
        Err(failure) if !path.exists() && may_be_a_name(word) => vec![Err(failure)],
        Err(_) => vec![file(path)],
    }
}

/// The cases of a rulebook that was found: compiled in, or in `cases/` beside its file.
pub fn cases(rulebook: &Found) -> Result<Vec<Text>, Failure> {
    if rulebook.shipped {
        let own = rulebook.texts.first().and_then(|text| text.label.split('/').next());
        return Ok(crate::shipped::cases(own.unwrap_or_default()));
    }
    let beside = |text: &Text| Path::new(&text.label).with_file_name("cases");
    let Some(folder) = rulebook.texts.first().map(beside).filter(|folder| folder.is_dir()) else { return Ok(vec![]) };
    files(&folder)?.iter().map(|path| text(path)).collect()
}

/// A reform of a rulebook that was found: compiled in, or in `reforms/` beside its file.
pub fn reform(rulebook: &Found, name: &str) -> Option<Text> {
    if rulebook.shipped {
        return crate::shipped::reform(rulebook.kind, &format!("{}/{name}", rulebook.name))?.texts.pop();
    }
    let plain = !name.contains(['/', '\\', '.']);
    let beside = Path::new(&rulebook.texts.first()?.label).with_file_name(REFORMS).join(format!("{name}.toml"));
    text(&beside).ok().filter(|_| plain)
}

/// Whether a file is a reform rather than a rulebook of its own: it lies among a rulebook's reforms, or lacks a table that no
/// rulebook can do without.
pub fn is_reform(path: &Path, text: &str) -> bool {
    let used = top_keys(text);
    let is_whole = crate::shipped::needed_tables().iter().all(|table| used.contains(table));
    !path.ends_with(RULEBOOK_FILE) && (!is_whole || below(path).is_some())
}

/// Whether a file is a reform that lies among no rulebook's reforms: it speaks of a rulebook, and lacks a table that no
/// rulebook can do without.
pub fn is_loose_reform(path: &Path) -> Result<bool, Failure> {
    let text = read(path)?;
    Ok(path.extension().is_some_and(|e| e == "toml")
        && guess(&text) == Kind::Rulebook
        && below(path).is_none()
        && is_reform(path, &text))
}

/// The rulebook among whose reforms a file lies.
fn below(path: &Path) -> Option<PathBuf> {
    let folder = path.parent().filter(|folder| folder.ends_with(REFORMS))?;
    Some(folder.with_file_name(RULEBOOK_FILE)).filter(|file| file.is_file())
}

/// A file's text with its label.
pub fn text(path: &Path) -> Result<Text, Failure> {
    Ok(Text { label: path.display().to_string(), text: read(path)? })
}

/// A label's own name, without folders and ending.
pub fn stem(label: &str) -> String {
    Path::new(label).file_stem().map_or_else(|| label.to_owned(), |stem| stem.to_string_lossy().into_owned())
}

/// The TOML files of a folder and the rulebooks in the folders below it, by name.
fn files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let entries = std::fs::read_dir(folder).map_err(|e| Failure::read(folder, &e))?;
    let mut inside: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    inside.sort();
    let toml = |p: PathBuf| if p.is_dir() { p.join(RULEBOOK_FILE) } else { p };
    Ok(inside.into_iter().map(toml).filter(|p| p.is_file() && p.extension().is_some_and(|e| e == "toml")).collect())
}

/// Whether a word that names no file may be meant as the name of something shipped. A slash may belong to a reform's name,
/// such as `article/low-score`.
fn may_be_a_name(word: &str) -> bool {
    let is_reform = word.split_once('/').is_some_and(|(name, _)| compiled_in(Kind::Rulebook, name).is_some());
    is_reform || !word.contains(['/', '\\']) && !word.ends_with(".toml")
}

fn unknown(what: &str, word: &str, near: Option<&str>) -> Failure {
    let help = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`underheaven list` names what is shipped; a file is named by its path".to_owned(),
    };
    Failure::usage(format!("there is no {what} `{word}`"), help)
}

/// Opens a path as something of a known kind.
fn open(kind: Kind, path: &Path) -> Result<Found, Failure> {
    match (kind, path.is_dir()) {
        (Kind::Rulebook, true) => Ok(Found { kind, ..file(&path.join(RULEBOOK_FILE))? }),
        (_, true) => Err(Failure::usage(
            format!("`{}` is a folder, where a {} is one file", path.display(), kind.name()),
            "name the file itself",
        )),
        (_, false) => Ok(Found { kind, ..file(path)? }),
    }
}

/// A rulebook's folder, or a folder that holds files or rulebooks' folders.
fn folder(path: &Path) -> Vec<Result<Found, Failure>> {
    let own = path.join(RULEBOOK_FILE);
    if own.is_file() {
        return vec![file(&own)];
    }
    match files(path) {
        Err(failure) => vec![Err(failure)],
        Ok(inside) if inside.is_empty() => vec![Err(Failure::usage(
            format!("`{}` holds no rulebook, behaviour or society", path.display()),
            format!("a rulebook's folder holds a `{RULEBOOK_FILE}`; `underheaven new NAME` writes one"),
        ))],
        Ok(inside) => inside.iter().map(|p| file(p)).collect(),
    }
}

/// One file, its kind told by what it says; a reform is laid over the rulebook among whose reforms it lies.
fn file(path: &Path) -> Result<Found, Failure> {
    let own = text(path)?;
    if let Some(rulebook) = below(path) {
        let texts = vec![text(&rulebook)?, own];
        return Ok(Found { kind: Kind::Rulebook, name: name(path), texts, reforms: 1, shipped: false });
    }
    let kind = if path.ends_with(RULEBOOK_FILE) { Kind::Rulebook } else { guess(&own.text) };
    Ok(Found { kind, name: name(path), texts: vec![own], reforms: 0, shipped: false })
}

/// A file's own name, or its folder's for a `rulebook.toml`.
fn name(path: &Path) -> String {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let named = if path.ends_with(RULEBOOK_FILE) { absolute.parent() } else { Some(absolute.as_path()) };
    named.and_then(Path::file_stem).map_or_else(|| "unnamed".to_owned(), |stem| stem.to_string_lossy().into_owned())
}

fn read(path: &Path) -> Result<String, Failure> {
    let mut bytes = vec![];
    let file = File::open(path).map_err(|e| missing(path, e))?;
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|e| Failure::read(path, &e))?;
    let wrong = |why: &str| Failure::usage(format!("`{}` {why}", path.display()), "name a file of rules, in TOML");
    if bytes.len() as u64 > LARGEST {
        return Err(wrong("is far larger than any rulebook"));
    }
    String::from_utf8(bytes).map_err(|_| wrong("is not text in UTF-8"))
}

fn missing(path: &Path, error: std::io::Error) -> Failure {
    match error.kind() {
        ErrorKind::NotFound => Failure::usage(
            format!("there is no file `{}`", path.display()),
            "check the path; `underheaven list` names what is shipped",
        ),
        _ => Failure::read(path, &error),
    }
}

/// The kind whose keys a text uses most; a rulebook where none does.
fn guess(text: &str) -> Kind {
    let used = top_keys(text);
    let known = |kind: Kind| {
        let keys = crate::shipped::keys(kind);
        used.iter().filter(|used| keys.iter().any(|key| key == *used)).count()
    };
    // The first of the largest: `max_by_key` would give the last.
    Kind::ALL.into_iter().rev().max_by_key(|kind| known(*kind)).unwrap_or(Kind::Rulebook)
}

/// The keys at the top of a text: those before any table, and `rule` for `[rule.crossing-on-red]`.
fn top_keys(text: &str) -> Vec<&str> {
    let table = |line: &'_ str| line.trim_start().starts_with('[');
    let tables = text.lines().filter_map(|l| l.trim_start().strip_prefix('[')?.split(['.', ']']).next());
    let single = text.lines().take_while(|line| !table(line)).filter_map(|line| Some(line.split_once('=')?.0));
    let mut keys: Vec<&str> = tables.chain(single).map(str::trim).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rulebook_is_called_after_its_folder_and_any_other_file_after_itself() {
        assert_eq!(name(Path::new("mine/article/rulebook.toml")), "article");
        assert_eq!(name(Path::new("mine/bold.toml")), "bold");
    }

    #[test]
    fn a_path_is_told_from_a_name() {
        for path in ["mine/article", "./x", "x.toml"] {
            assert!(!may_be_a_name(path), "{path}");
        }
        assert!(may_be_a_name("article") && may_be_a_name("article/low-scor"));
        let failure = find(Kind::Rulebook, "no/such/place").unwrap_err();
        assert!(failure.to_string().contains("no/such/place"), "{failure}");
    }

    #[test]
    fn the_kind_of_a_file_is_told_by_its_keys() {
        for kind in Kind::ALL {
            for found in crate::shipped::all(kind) {
                assert_eq!(guess(&found.texts[0].text), kind, "{}", found.name);
            }
        }
        assert_eq!(guess(""), Kind::Rulebook);
    }

    #[test]
    fn a_file_without_end_is_refused() {
        if Path::new("/dev/zero").exists() {
            assert!(read(Path::new("/dev/zero")).unwrap_err().to_string().contains("larger"));
        }
    }
}
