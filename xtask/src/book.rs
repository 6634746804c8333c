//! The book under `docs/`: what its transcripts show is what the program prints, page by page, and `mdbook` makes pages of it.
//!
//! A transcript is a block of `console`: each line that begins with `$ ` is a command, typed into a shell, and what follows is
//! what it prints. A line `…` stands for lines left out: as many as are shown before and after it are kept. A block after
//! `<!-- writes: FILE -->` or `<!-- adds to: FILE -->` is what the reader puts into a file; commands after `<!-- fails -->` must
//! fail. Times are left out of what is shown, since they differ.

use crate::shell::{Checked, built, cargo, files, output, read, root, run, short, target, together};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Pages with transcripts; those of one reader, who goes on where the page before ended, stand together.
const READERS: [&[&str]; 3] = [
    &[
        "docs/guide/first-run.md",
        "docs/guide/reading-the-report.md",
        "docs/guide/a-rule-of-ones-own.md",
        "docs/guide/a-first-reform.md",
    ],
    &["docs/guide/lesson.md"],
    &["docs/PAIRS.md"],
];

/// The page whose every command must be done in so many seconds, since a class waits for it.
const LESSON: (&str, Duration) = ("docs/guide/lesson.md", Duration::from_secs(10));

/// The version of `mdbook` that makes the pages.
const MDBOOK: &str = "0.5.4";

/// Makes pages of the book with `mdbook`, which is installed into the build's folder where there is none.
pub fn build() -> Checked {
    let mut mdbook = Command::new(mdbook()?);
    mdbook.current_dir(root()).arg("build").arg("--dest-dir").arg(target().join("book"));
    run(mdbook)?;
    println!("the book stands in `{}`", target().join("book/index.html").display());
    Ok(())
}

fn mdbook() -> Result<PathBuf, Vec<String>> {
    let works = |path: &Path| Command::new(path).arg("--version").output().is_ok_and(|o| o.status.success());
    let tools = target().join("tools");
    let own = tools.join("bin/mdbook");
    if let Some(there) = [PathBuf::from("mdbook"), own.clone()].into_iter().find(|path| works(path)) {
        return Ok(there);
    }
    println!("installing mdbook {MDBOOK}, which takes a minute or two");
    let place = tools.to_string_lossy();
    // Unoptimised, it is built in half the time, and makes the pages in half a second.
    let how = ["--locked", "--no-default-features", "--debug", "--quiet", "--root", &place];
    run(cargo(&[&["install", "mdbook", "--version", MDBOOK], &how[..]].concat()))?;
    Ok(own)
}

/// Follows every page and writes what the program prints now.
pub fn renew() -> Checked {
    each(|path, old, new| {
        if old != new {
            println!("renewed the transcripts of `{}`", short(path));
            fs::write(path, new).map_err(|e| vec![format!("`{}` cannot be written: {e}", short(path))])?;
        }
        Ok(())
    })
}

/// Follows every page and says where it shows something else than the program prints.
pub fn current() -> Checked {
    each(|path, old, new| {
        let differs = old.lines().zip(new.lines()).position(|(a, b)| a != b);
        match (old == new, differs) {
            (true, _) => Ok(()),
            (_, at) => Err(vec![format!(
                "{}:{}: the program prints something else; run `cargo xtask docs`",
                short(path),
                at.map_or(1, |line| line + 1)
            )]),
        }
    })
}

fn each(done: impl Fn(&Path, &str, &str) -> Checked) -> Checked {
    let program = built()?;
    together(READERS.iter().map(|pages| {
        let folder = std::env::temp_dir().join(format!("underheaven-book-{}", std::process::id()));
        fs::create_dir_all(&folder).map_err(|e| vec![format!("`{}` cannot be made: {e}", folder.display())])?;
        let followed = pages.iter().try_for_each(|page| {
            let path = root().join(page);
            let old = read(&path)?;
            let at_most = (*page == LESSON.0).then_some(LESSON.1);
            let reader = Reader { folder: &folder, program: &program, at_most };
            let new =
                renewed(&old, &mut |step| reader.follow(&step)).map_err(|fault| vec![format!("{page}: {fault}")])?;
            done(&path, &old, &new)
        });
        let _ = fs::remove_dir_all(&folder);
        followed
    }))
}

/// Something that a reader does.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Step {
    /// Types a command that must succeed, or fail.
    Types { command: String, fails: bool },
    /// Puts a text into a file, or adds it at the end.
    Writes { file: String, text: String, adds: bool },
}

/// A reader in a folder.
struct Reader<'a> {
    folder: &'a Path,
    program: &'a Path,
    at_most: Option<Duration>,
}

impl Reader<'_> {
    /// Does a step; gives what is printed.
    fn follow(&self, step: &Step) -> Result<String, String> {
        match step {
            Step::Types { command, fails } => self.types(command, *fails),
            Step::Writes { file, text, adds } => {
                let path = self.folder.join(file);
                let before = if *adds {
                    fs::read_to_string(&path).map_err(|e| format!("`{file}`: {e}"))?
                } else {
                    String::new()
                };
                fs::create_dir_all(path.parent().unwrap_or(self.folder)).map_err(|e| format!("`{file}`: {e}"))?;
                fs::write(&path, before + text).map_err(|e| format!("`{file}`: {e}"))?;
                Ok(String::new())
            }
        }
    }

    fn types(&self, command: &str, fails: bool) -> Result<String, String> {
        let own = self.program.parent().unwrap_or(Path::new("."));
        let path = std::env::var_os("PATH").unwrap_or_default();
        let path = std::env::join_paths(std::iter::once(own.to_owned()).chain(std::env::split_paths(&path)))
            .map_err(|e| e.to_string())?;
        let mut shell = Command::new("sh");
        shell.args(["-c", &format!("exec 2>&1; {command}")]).current_dir(self.folder).stdin(Stdio::null());
        shell.env("PATH", path).env("NO_COLOR", "1").env_remove("COLUMNS");
        let begun = Instant::now();
        let output = shell.output().map_err(|e| format!("`{command}` could not be started: {e}"))?;
        let took = begun.elapsed();
        let told = String::from_utf8_lossy(&output.stdout).into_owned();
        if output.status.success() == fails {
            return Err(format!("`{command}` should have {}: {told}", if fails { "failed" } else { "succeeded" }));
        }
        match self.at_most {
            Some(most) if took > most => {
                Err(format!("`{command}` took {:.1} s, and a class waits {} s", took.as_secs_f64(), most.as_secs()))
            }
            _ => Ok(told),
        }
    }
}

/// A page with what its commands print now.
fn renewed(page: &str, follow: &mut dyn FnMut(Step) -> Result<String, String>) -> Result<String, String> {
    let mut new: Vec<String> = vec![];
    let mut lines = page.lines();
    let mut before = "";
    while let Some(line) = lines.next() {
        new.push(line.to_owned());
        let Some(language) = line.strip_prefix("```").filter(|language| !language.is_empty()) else {
            before = if line.trim().is_empty() { before } else { line };
            continue;
        };
        let inside: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        let told = |what: &str| before.strip_prefix(&format!("<!-- {what}"))?.strip_suffix(" -->");
        match (language, told("writes: "), told("adds to: ")) {
            ("console", _, _) => {
                let fails = before == "<!-- fails -->";
                for (command, old) in commands(&inside) {
                    let printed = follow(Step::Types { command: command.to_owned(), fails })?;
                    new.push(format!("$ {command}"));
                    new.extend(shown(&old, &printed));
                }
            }
            (_, Some(file), adds) | (_, None, adds @ Some(file)) => {
                let text: String = inside.iter().map(|line| format!("{line}\n")).collect();
                follow(Step::Writes { file: file.to_owned(), text, adds: adds.is_some() })?;
                new.extend(inside.iter().map(|line| (*line).to_owned()));
            }
            _ => new.extend(inside.iter().map(|line| (*line).to_owned())),
        }
        new.push("```".to_owned());
        before = "";
    }
    Ok(new.iter().map(|line| format!("{line}\n")).collect())
}

/// The commands of a transcript, each with what it is shown to print.
fn commands<'a>(inside: &[&'a str]) -> Vec<(&'a str, Vec<&'a str>)> {
    let mut all: Vec<(&str, Vec<&str>)> = vec![];
    for line in inside {
        match (line.strip_prefix("$ "), all.last_mut()) {
            (Some(command), _) => all.push((command, vec![])),
            (None, Some((_, printed))) => printed.push(line),
            (None, None) => {}
        }
    }
    all
}

/// So many lines are shown where a page says nothing about it.
const AT_FIRST: usize = 12;

/// What is printed now, with as many lines left out as before.
fn shown(old: &[&str], printed: &str) -> Vec<String> {
    let new: Vec<String> =
        printed.lines().filter(|line| !is_progress(line)).map(|line| steady(line.trim_end())).collect();
    let (head, tail) = match old.iter().position(|line| *line == "…") {
        Some(at) => (at, old.len() - at - 1),
        None if old.is_empty() && new.len() > AT_FIRST => (AT_FIRST, 0),
        None => return new,
    };
    if new.len() <= head + tail {
        return new;
    }
    let rest = new[new.len() - tail..].iter().cloned();
    new[..head].iter().cloned().chain(std::iter::once("…".to_owned())).chain(rest).collect()
}

/// How far a run has come, which is printed where it takes long.
fn is_progress(line: &str) -> bool {
    line.contains(" person-days/s  ") && line.ends_with(" left")
}

/// A line without its times.
fn steady(line: &str) -> String {
    [" s, ", " person-days/s", " s with "].iter().fold(line.to_owned(), |line, unit| match line.split_once(unit) {
        Some((before, after)) if line.starts_with("lived ") || line.contains("the run took") => {
            let kept = before.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.' || c == ',');
            format!("{kept}…{unit}{after}")
        }
        _ => line,
    })
}

/// Every page is in the book's list of contents, once, and links to nothing outside the book.
pub fn whole() -> Checked {
    let contents = read(&root().join("docs/SUMMARY.md"))?;
    let pages = files(&[".md"]).into_iter().filter(|path| path.starts_with(root().join("docs")));
    together(pages.map(|path| {
        let name = short(&path).trim_start_matches("docs/").to_owned();
        let mut faults = vec![];
        let times = contents.matches(&format!("]({name})")).count();
        if name != "SUMMARY.md" && times != 1 {
            faults.push(format!("`docs/SUMMARY.md` names `{name}` {times} times; each page stands in it once"));
        }
        let depth = name.matches('/').count();
        let text = read(&path)?;
        let out = text.split("](").skip(1).filter(|rest| rest.matches("../").count() > 0);
        let out = out.filter_map(|rest| rest.split(')').next()).filter(|to| to.matches("../").count() > depth);
        faults.extend(out.map(|to| format!("`{}` links to `{to}`, which is not in the book", short(&path))));
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }))
}

/// What a command of the program prints on a plain terminal, for other chores.
pub fn printed(program: &Path, words: &[&str]) -> Result<String, Vec<String>> {
    let mut command = Command::new(program);
    command.args(words).env("NO_COLOR", "1");
    output(command)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "text\n\n```console\n$ underheaven a\nold\n…\nlast\n$ b\n```\n\n<!-- writes: x/y.toml -->\n```toml\nz = 1\n```\n\n\
        <!-- adds to: x/y.toml -->\n\n```toml\nw = 2\n```\n<!-- fails -->\n```console\n$ c\n```\n";

    #[test]
    fn a_page_is_followed_in_its_order_and_shows_what_is_printed_now() {
        let mut steps = vec![];
        let mut follow = |step: Step| {
            let told = match &step {
                Step::Types { command, .. } if command == "underheaven a" => {
                    "1\n2\n3\nlived in 1.5 s, 2,000 person-days/s; x\n"
                }
                Step::Types { .. } => "one\n",
                Step::Writes { .. } => "",
            };
            steps.push(step);
            Ok(told.to_owned())
        };
        let new = renewed(PAGE, &mut follow).unwrap();
        assert!(new.contains("$ underheaven a\n1\n…\nlived in … s, … person-days/s; x\n$ b\none\n```"), "{new}");
        assert!(new.contains("```toml\nz = 1\n```\n") && new.ends_with("$ c\none\n```\n"), "{new}");
        let types = |command: &str, fails| Step::Types { command: command.to_owned(), fails };
        let writes = |text: &str, adds| Step::Writes { file: "x/y.toml".to_owned(), text: text.to_owned(), adds };
        assert_eq!(
            steps,
            [
                types("underheaven a", false),
                types("b", false),
                writes("z = 1\n", false),
                writes("w = 2\n", true),
                types("c", true)
            ]
        );
    }

    #[test]
    fn a_page_that_shows_what_is_printed_stays_as_it_is() {
        let mut follow = |_: Step| Ok("1\n2\n3\n4\n".to_owned());
        let once = renewed("```console\n$ a\n1\n…\n4\n```\n", &mut follow).unwrap();
        assert_eq!(once, "```console\n$ a\n1\n…\n4\n```\n");
        assert_ne!(renewed("```console\n$ a\n1\n…\n5\n```\n", &mut follow).unwrap(), "```console\n$ a\n1\n…\n5\n```\n");
    }

    #[test]
    fn a_command_that_fails_and_should_not_is_a_fault() {
        let mut follow = |_: Step| Err("`a` should have succeeded".to_owned());
        assert!(renewed("```console\n$ a\n```\n", &mut follow).is_err());
        let (folder, program) = (std::env::temp_dir(), PathBuf::from("underheaven"));
        let reader = Reader { folder: &folder, program: &program, at_most: None };
        assert_eq!(reader.types("echo x", false), Ok("x\n".to_owned()));
        assert!(reader.types("exit 1", false).is_err() && reader.types("exit 1", true).is_ok());
        let hasty = Reader { at_most: Some(Duration::ZERO), ..reader };
        assert!(hasty.types("echo x", false).unwrap_err().contains("a class waits"));
    }
}
