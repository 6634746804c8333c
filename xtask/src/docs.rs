//! The parts of documents that are made from the code, so that no document can fall behind it.
//!
//! Such a part stands between `<!-- made: NAME -->` and `<!-- end -->`; all around it is written by hand.

use crate::shell::{Checked, program, program_told, read, root, short, target, together};
use crate::{book, picture};
use std::fs;
use std::path::PathBuf;

/// A part of a document, and what makes it.
struct Part {
    document: &'static str,
    name: &'static str,
    /// The words with which the program is called.
    words: &'static [&'static str],
    /// Which of its stretches, by heading, are wanted; all that it prints, where nothing is said.
    wanted: Option<fn(&str) -> bool>,
}

const fn whole(document: &'static str, name: &'static str, words: &'static [&'static str]) -> Part {
    Part { document, name, words, wanted: None }
}

const VOCABULARY: &[&str] = &["schema", "vocabulary", "--format", "markdown"];

/// Lists of words that only a comparison's tables have.
const TOLD_APART: [&str; 4] = ["contrast", "tried", "trial-effect", "way"];

const PARTS: [Part; 11] = [
    whole("docs/TABLES.md", "tables", &["schema", "tables", "--format", "markdown"]),
    Part { document: "docs/TABLES.md", name: "measures", words: VOCABULARY, wanted: Some(|list| list == "measure") },
    Part {
        document: "docs/TABLES.md",
        name: "contrasts",
        words: VOCABULARY,
        wanted: Some(|list| TOLD_APART.contains(&list)),
    },
    Part {
        document: "docs/GLOSSARY.md",
        name: "vocabulary",
        words: VOCABULARY,
        wanted: Some(|list| list != "measure" && !TOLD_APART.contains(&list)),
    },
    whole("docs/RULEBOOK.md", "keys", &["schema", "rulebook", "--format", "markdown"]),
    whole("docs/BEHAVIOUR.md", "keys", &["schema", "behaviour", "--format", "markdown"]),
    whole("docs/SOCIETY.md", "keys", &["schema", "society", "--format", "markdown"]),
    whole("docs/EVIDENCE.md", "figures", &["schema", "figures", "--format", "markdown"]),
    whole("docs/ARTICLE.md", "roll-call", &["article", "--markdown"]),
    whole("docs/SIZES.md", "sizes", &["sizes", "--markdown"]),
    whole("docs/studies/appeal.md", "study", &["study", "--markdown"]),
];

/// Lives the sizes of the article's statements again, which takes minutes, and renews the documents with them.
pub fn article() -> Checked {
    lived("rulebooks/article/sizes.json", &["article", "--remake"])
}

/// Lives both ends of the sizes that we assumed again, which takes minutes, and renews the documents with them. What
/// was lived when it is interrupted is kept in the build's folder, and is not lived again.
pub fn sizes() -> Checked {
    let kept = target().join("sizes-lived.json");
    lived("rulebooks/article/ends.json", &["sizes", "--remake", "--keep", &kept.to_string_lossy()])
}

/// Lives the towns of the study again, which takes minutes, and renews its page and figures.
pub fn study() -> Checked {
    lived("docs/studies/appeal.json", &["study", "--remake"])
}

/// The study's figures are those of its committed data: drawn again, they are the same.
fn figures(of: impl Fn(&PathBuf, &str) -> Checked) -> Checked {
    let drawn = target().join("study-figures");
    program(&["study", "--figures", &drawn.to_string_lossy()])?;
    let mut names: Vec<PathBuf> = fs::read_dir(&drawn).into_iter().flatten().flatten().map(|e| e.path()).collect();
    names.sort();
    together(names.iter().map(|path| {
        let place = root().join("docs/studies").join(path.file_name().unwrap_or_default());
        let new = read(path)?;
        if read(&place).is_ok_and(|old| old == new) { Ok(()) } else { of(&place, &new) }
    }))
}

/// Writes what the program lived, and renews the documents with it.
fn lived(file: &str, words: &[&str]) -> Checked {
    let made = program_told(words)?;
    let path = root().join(file);
    fs::write(&path, made).map_err(|e| vec![format!("`{}` cannot be written: {e}", short(&path))])?;
    println!("renewed `{}`", short(&path));
    renew()
}

/// Renews every part, the study's figures, the book's transcripts and, where their inputs changed, the documents' pictures.
pub fn renew() -> Checked {
    let write = |path: &PathBuf, text: &str| {
        println!("renewed `{}`", short(path));
        fs::write(path, text).map_err(|e| vec![format!("`{}` cannot be written: {e}", short(path))])
    };
    let parts = PARTS.iter().map(|part| {
        let (path, old, new) = versions(part)?;
        if old == new { Ok(()) } else { write(&path, &new) }
    });
    together(parts.chain([figures(write), book::renew(), picture::renew()]))
}

/// Says which parts are not what the code makes of them.
pub fn current() -> Checked {
    let parts = PARTS.iter().map(|part| {
        let (path, old, new) = versions(part)?;
        let stale = format!("part `{}` of `{}` is out of date; run `cargo xtask docs`", part.name, short(&path));
        if old == new { Ok(()) } else { Err(vec![stale]) }
    });
    let drawn = figures(|path, _| Err(vec![format!("`{}` is out of date; run `cargo xtask docs`", short(path))]));
    together(parts.chain([drawn, book::current(), picture::current()]))
}

/// A document as it is, and as it should be.
fn versions(part: &Part) -> Result<(PathBuf, String, String), Vec<String>> {
    let path = root().join(part.document);
    let old = read(&path)?;
    let made = program(part.words)?;
    let made = part.wanted.map_or(made.clone(), |wanted| stretches(&made, wanted));
    let new = replaced(&old, part.name, &made).ok_or_else(|| {
        vec![format!("`{}` has no part `<!-- made: {} -->` … `<!-- end -->`", part.document, part.name)]
    })?;
    Ok((path, old, new))
}

/// The stretches of a text whose heading is wanted.
fn stretches(text: &str, wanted: fn(&str) -> bool) -> String {
    let text = format!("\n{text}");
    let stretches = text.split("\n### ").skip(1).filter(|s| wanted(s.lines().next().unwrap_or("")));
    stretches.map(|s| format!("### {s}\n")).collect()
}

/// A text with a part of it made anew; nothing where it has no such part.
pub fn replaced(text: &str, name: &str, part: &str) -> Option<String> {
    let opening = format!("<!-- made: {name} -->");
    let (before, rest) = text.split_once(&opening)?;
    let (_, after) = rest.split_once("<!-- end -->")?;
    Some(format!("{before}{opening}\n\n{}\n\n<!-- end -->{after}", part.trim()))
}

#[cfg(test)]
mod tests {
    use super::{replaced, stretches};

    #[test]
    fn only_the_part_itself_is_replaced() {
        let text = "before\n<!-- made: x -->\nold\n<!-- end -->\nafter\n";
        let new = replaced(text, "x", "new").unwrap();
        assert_eq!(new, "before\n<!-- made: x -->\n\nnew\n\n<!-- end -->\nafter\n");
        assert_eq!(replaced(&new, "x", "new").unwrap(), new);
        assert!(replaced(text, "y", "new").is_none());
    }

    #[test]
    fn only_the_wanted_stretches_are_taken() {
        assert_eq!(stretches("### a\n\none\n### b\n\ntwo", |heading| heading == "b"), "### b\n\ntwo\n");
    }
}
