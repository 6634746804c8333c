//! The pictures of the documents: figures of a real run, made again by `cargo xtask picture`, with what they were made from.
//!
//! `docs/pictures/made.json` keeps the command and the hashes of the files that were lived; a test asks for the pictures again when
//! they change, and when the lives of the golden run do. What a document says of a picture to whoever does not see it is read out
//! of the picture, so that no number of it is typed.

use crate::docs::replaced;
use crate::shell::{Checked, program_json, program_told, read, root, short, target, together};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

/// What is lived.
const LIVED: [&str; 4] = ["run", "article", "--society", "town"];

/// A figure taken, and where it is shown.
struct Shown {
    figure: &'static str,
    document: &'static str,
    /// The way from the document to the pictures.
    way: &'static str,
    /// What is said of it before its numbers.
    title: &'static str,
}

const FIGURES: [Shown; 2] = [
    Shown {
        figure: "listings-by-cause",
        document: "README.md",
        way: "docs/pictures",
        title: "Why people are listed under the article's rulebook, in shares of listings",
    },
    Shown {
        figure: "listed-by-group",
        document: "docs/guide/reading-the-report.md",
        way: "../pictures",
        title: "Who is listed so many times as often as everybody, in a year under the rulebook",
    },
];

/// So many rows of a picture are said; whoever wants more reads the report's table.
const ROWS: usize = 7;

/// What the pictures rest on: the hashes of the files that such a run reads, and the lives of the golden run.
fn rests_on() -> Result<Value, Vec<String>> {
    let out = target().join("picture-inputs");
    let few = [
        "--people",
        "3000",
        "--to",
        "2014-07-13",
        "--quiet",
        "--force",
        "--format",
        "json",
        "--out",
        &out.to_string_lossy(),
    ];
    let told = program_json(&[&LIVED[..], &few].concat())?;
    let manifest = &told["manifest"];
    let golden = read(&root().join("crates/underheaven/tests/golden.txt"))?;
    Ok(json!({
        "command": format!("underheaven {}", LIVED.join(" ")),
        "golden": golden.trim(),
        "rulebook": manifest["arms"][0]["rulebook"]["files"],
        "behaviour": manifest["arms"][0]["behaviour"]["files"],
        "society": manifest["society"]["files"],
    }))
}

/// Lives the town and takes its figures; a minute or two.
pub fn make() -> Checked {
    let run = target().join("picture-run");
    let figures = target().join("picture-figures");
    let (run, from) = (run.to_string_lossy(), figures.to_string_lossy());
    program_told(&[&LIVED[..], &["--force", "--out", &run]].concat())?;
    program_told(&["report", &run, "--figures", &from])?;
    let place = root().join("docs/pictures");
    fs::create_dir_all(&place).map_err(|e| vec![format!("`{}` cannot be made: {e}", short(&place))])?;
    for Shown { figure, .. } in FIGURES {
        let name = format!("{figure}.svg");
        let svg = read(&figures.join(&name))?;
        fs::write(place.join(&name), svg).map_err(|e| vec![format!("`{name}` cannot be written: {e}")])?;
        println!("renewed `docs/pictures/{name}`");
    }
    let text = format!("{:#}\n", rests_on()?);
    fs::write(place.join("made.json"), text).map_err(|e| vec![format!("`made.json` cannot be written: {e}")])?;
    told(written)
}

/// Whether the pictures were made from other files or lives than there are now.
fn are_stale() -> Result<bool, Vec<String>> {
    Ok(read(&root().join("docs/pictures/made.json"))? != format!("{:#}\n", rests_on()?))
}

/// Whether the pictures are of the files and lives as they are, and are told as they are.
pub fn current() -> Checked {
    if are_stale()? {
        return Err(vec![
            "the documents' pictures were made from other files or lives; run `cargo xtask picture`".to_owned(),
        ]);
    }
    told(|path, _| {
        Err(vec![format!("what `{}` says of its picture is out of date; run `cargo xtask docs`", short(path))])
    })
}

/// Makes them again if they are stale, and says in the documents what they show.
pub fn renew() -> Checked {
    if are_stale()? { make() } else { told(written) }
}

fn written(path: &Path, text: &str) -> Checked {
    println!("renewed `{}`", short(path));
    fs::write(path, text).map_err(|e| vec![format!("`{}` cannot be written: {e}", short(path))])
}

/// Reads every picture, and hands over each document that says something else of it, as it should be.
fn told(differs: impl Fn(&Path, &str) -> Checked) -> Checked {
    together(FIGURES.map(|Shown { figure, document, way, title }| {
        let svg = read(&root().join(format!("docs/pictures/{figure}.svg")))?;
        let path = root().join(document);
        let old = read(&path)?;
        let alt = wrapped(&format!("![{title}: {}.]({way}/{figure}.svg)", rows(&svg)));
        let new = replaced(&old, figure, &alt)
            .ok_or_else(|| vec![format!("`{document}` has no part `<!-- made: {figure} -->` … `<!-- end -->`")])?;
        if old == new { Ok(()) } else { differs(&path, &new) }
    }))
}

/// What stands beside the bars of a picture: each row's name and its number.
fn rows(svg: &str) -> String {
    let texts = svg.split("<text ").skip(1).filter_map(|rest| rest.split_once('>')?.1.split('<').next());
    let texts: Vec<String> = texts.map(|text| text.trim().replace("&apos;", "'").replace('\u{a0}', " ")).collect();
    let rows: Vec<String> = texts.chunks(2).map(|row| row.join(" ")).collect();
    let more = if rows.len() > ROWS { "; and others" } else { "" };
    format!("{}{more}", rows[..rows.len().min(ROWS)].join("; "))
}

/// In lines of the documents' width.
fn wrapped(text: &str) -> String {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let last = lines.last().map_or(0, |line| line.chars().count());
        match lines.last_mut() {
            Some(line) if last == 0 => line.push_str(word),
            Some(line) if last + word.chars().count() < 140 => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::{rows, wrapped};

    #[test]
    fn a_picture_is_told_by_what_stands_in_it() {
        let row = |n: usize| {
            format!("<text x=\"1\">\na relative&apos;s act {n}\n</text><rect/><text x=\"2\">\n{n}.5\u{a0}%\n</text>")
        };
        assert_eq!(rows(&row(1)), "a relative's act 1 1.5 %");
        let many: String = (1..10).map(row).collect();
        assert!(rows(&many).ends_with("a relative's act 7 7.5 %; and others"), "{}", rows(&many));
    }

    #[test]
    fn long_lines_are_wrapped_between_words() {
        let text = "word ".repeat(60);
        let lines = wrapped(text.trim_end());
        assert!(lines.lines().all(|line| line.len() <= 140) && lines.lines().count() > 1);
        assert_eq!(lines.replace('\n', " "), text.trim_end());
    }
}
