//! The picture of the README: figures of a real run, made again by `cargo xtask picture`, with what they were made from.
//!
//! `docs/pictures/made.json` keeps the command and the hashes of the files that were lived; a test asks for the picture again when
//! they change, and when the lives of the golden run do.

use crate::shell::{Checked, program_json, program_told, read, root, short, target};
use serde_json::{Value, json};
use std::fs;

/// What is lived.
const LIVED: [&str; 4] = ["run", "article", "--society", "town"];

/// The figures taken.
const FIGURES: [&str; 2] = ["listings-by-cause", "listed-by-group"];

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
    for figure in FIGURES {
        let name = format!("{figure}.svg");
        let svg = read(&figures.join(&name))?;
        fs::write(place.join(&name), svg).map_err(|e| vec![format!("`{name}` cannot be written: {e}")])?;
        println!("renewed `docs/pictures/{name}`");
    }
    let text = format!("{:#}\n", rests_on()?);
    fs::write(place.join("made.json"), text).map_err(|e| vec![format!("`made.json` cannot be written: {e}")])
}

/// Whether the pictures were made from the files as they are.
pub fn current() -> Checked {
    let made = read(&root().join("docs/pictures/made.json"))?;
    let now = format!("{:#}\n", rests_on()?);
    let missing = FIGURES.iter().any(|figure| !root().join(format!("docs/pictures/{figure}.svg")).is_file());
    if made == now && !missing {
        return Ok(());
    }
    Err(vec!["the README's pictures were made from other files or lives; run `cargo xtask picture`".to_owned()])
}

/// Makes them again if they are not current.
pub fn renew() -> Checked {
    current().or_else(|_| make())
}
