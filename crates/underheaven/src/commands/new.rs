//! `underheaven new`: a commented rulebook of one's own, to start from.

use super::show::write_new;
use crate::cli::NewArgs;
use crate::failure::{Code, Failure};
use crate::print::say;
use crate::shelf;
use std::path::Path;

/// Writes `NAME/rulebook.toml` and a case beside it.
pub fn new(args: &NewArgs) -> Result<Code, Failure> {
    let name = plain(&args.name)?;
    let path = Path::new(name).join("rulebook.toml");
    let folder = Path::new(name);
    if folder.exists() && !folder.is_dir() {
        return Err(Failure::usage(format!("`{name}` is there already, and is no folder"), "choose another name"));
    }
    write_new(&path, &underheaven_rulebook::template(name))?;
    let case = Path::new(name).join("cases").join("a-neighbour-crosses-on-red.toml");
    write_new(&case, underheaven_rulebook::TEMPLATE_CASE)?;
    say(&format!(
        "wrote {} and {}\nnext: change them, then `underheaven check {name}`, `underheaven cases {name}` and `underheaven run {name}`",
        path.display(),
        case.display()
    ))?;
    Ok(Code::Done)
}

/// A name that can be a folder, an arm and a word in tables alike.
fn plain(name: &str) -> Result<&str, Failure> {
    let good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if !shelf::shipped_as(name).unwrap_or_default().is_empty() {
        return Err(Failure::usage(
            format!("`{name}` comes with the program, and `run {name}` would live that"),
            format!("choose another name, such as `my-{name}`"),
        ));
    }
    if !name.is_empty() && !name.starts_with('-') && name.chars().all(good) {
        return Ok(name);
    }
    Err(Failure::usage(
        format!("`{name}` cannot be a rulebook's name"),
        "use small letters, digits and hyphens, such as `my-town-rules`",
    ))
}
