//! `underheaven explain`: one person's life out of a run, entry by entry, by living the run again; or who fits some words.

use crate::cli::{ExplainArgs, Format};
use crate::explain::again::Made;
use crate::explain::{explained, find};
use crate::failure::{Code, Failure};
use crate::print::{remark, say, say_json};
use crate::{live, living, numbers};
use serde_json::json;
use underheaven_base::fault::nearest;

/// Explains a person, or finds some.
pub fn explain(args: &ExplainArgs) -> Result<Code, Failure> {
    match (&args.person, &args.find) {
        (Some(word), None) => person(args, word),
        (None, Some(words)) => found(args, words),
        _ => Err(Failure::usage(
            "`explain` needs a person, or words to find some by",
            "name one, such as `underheaven explain runs/0001-article 12-345`, or ask with `--find \"listed\"`",
        )),
    }
}

fn person(args: &ExplainArgs, word: &str) -> Result<Code, Failure> {
    let made = Made::open(&args.run)?;
    let person = made.person(word)?;
    let version = &made.folder.manifest.underheaven;
    if version != env!("CARGO_PKG_VERSION") {
        remark(&format!(
            "the run was lived by version {version}, this is {}: lives may differ",
            env!("CARGO_PKG_VERSION")
        ));
    }
    if !args.quiet {
        remark(&how_long(&made));
    }
    live::stop_on_request();
    let again = made.live(person, living::as_many(args.threads), args.quiet)?;
    if !again.lived.whole {
        remark("interrupted: a life is told whole or not at all");
        return Ok(Code::Interrupted);
    }
    let explanation = explained(&made, &again, person, args.notice);
    match args.format {
        Format::Json => say_json(&explanation)?,
        Format::Text => say(&explanation.text())?,
    }
    match explanation.same_bits {
        true => Ok(Code::Done),
        false => Err(Failure::refused(
            format!("these are not the lives of the run, whose hash is {}", made.folder.manifest.results_hash),
            "the program has changed since: use the version that the manifest names",
        )),
    }
}

/// Says before how long it takes, as far as the run's own time tells.
fn how_long(made: &Made) -> String {
    let manifest = &made.folder.manifest;
    let what = format!(
        "living {} people again from {} to {}{}",
        numbers::whole(manifest.society.people),
        manifest.dates.from,
        manifest.dates.lived_to,
        match manifest.arms.len() {
            1 => String::new(),
            n => format!(" under {n} rulebooks"),
        }
    );
    match &manifest.machine {
        Some(machine) => {
            let s = if machine.processors == 1 { "" } else { "s" };
            format!(
                "{what}: the run took {:.1} s with {} processor{s}, this takes about as long",
                machine.wall_seconds, machine.processors
            )
        }
        None => format!("{what}: the run does not say how long it took"),
    }
}

fn found(args: &ExplainArgs, words: &str) -> Result<Code, Failure> {
    let query = find::parse(words)?;
    let made = Made::open(&args.run)?;
    let names: Vec<&str> = made.folder.manifest.arms.iter().map(|arm| arm.arm.as_str()).collect();
    let arm = match &args.arm {
        None => names[0],
        Some(word) => *names.iter().find(|name| *name == word).ok_or_else(|| {
            let near = nearest(word, names.iter().copied()).unwrap_or(names[0]);
            Failure::usage(format!("the run has no arm `{word}`"), format!("did you mean `{near}`?"))
        })?,
    };
    let people: Vec<String> = find::people(&made, &query, arm)?.iter().map(ToString::to_string).collect();
    match args.format {
        Format::Json => say_json(&json!({ "arm": arm, "find": words, "people": people }))?,
        Format::Text => say(&told(args, words, arm, &people))?,
    }
    Ok(Code::Done)
}

/// Those who fit, and how to go on.
fn told(args: &ExplainArgs, words: &str, arm: &str, people: &[String]) -> String {
    let Some(first) = people.first() else {
        return format!(
            "nobody in the tables fits `{words}` under `{arm}`; entries and refusals are told of the panel alone"
        );
    };
    let shown = people.iter().take(args.most as usize).map(String::as_str).collect::<Vec<_>>().join("\n");
    let more = people.len().saturating_sub(args.most as usize);
    let more =
        if more > 0 { format!("\n… and {} more (`--most`)", numbers::whole(more as u64)) } else { String::new() };
    let who = if people.len() == 1 { "person fits" } else { "people fit" };
    format!(
        "{} {who} `{words}` under `{arm}`\n{shown}{more}\nnext: `underheaven explain {} {first}`",
        numbers::whole(people.len() as u64),
        args.run.display()
    )
}
