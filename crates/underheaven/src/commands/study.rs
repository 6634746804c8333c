//! `underheaven study`: what an appeal right would have changed for a blacklisted journalist and his family.

use crate::cli::{Format, StudyArgs};
use crate::failure::{Code, Failure};
use crate::numbers::whole;
use crate::print::{remark, say, say_json};
use crate::report;
use crate::study::{self, Study, TOLD_OF, number};

/// Shows what was lived, or lives it again.
pub fn study(args: &StudyArgs) -> Result<Code, Failure> {
    if args.shown.remake {
        say_json(&study::remake(args.shown.over.from, args.shown.over.to, args.shown.over.people)?)?;
        return Ok(Code::Done);
    }
    let study = study::committed()?;
    if !study.is_current() {
        remark("it was lived from other files than the ones in this program; `cargo xtask study` lives it again");
    }
    if let Some(folder) = &args.figures {
        std::fs::create_dir_all(folder).map_err(|e| Failure::write(folder, &e))?;
        for (name, svg) in study::figures(&study)? {
            report::put(&folder.join(name), svg.as_bytes())?;
        }
    }
    match args.shown.format {
        Format::Json => say_json(&study)?,
        Format::Text if args.shown.markdown => say(&markdown(&study))?,
        Format::Text => say(&text(&study))?,
    }
    Ok(Code::Done)
}

/// What was lived, in a sentence.
fn over(study: &Study) -> String {
    let seeds = |of: fn(&study::Lived) -> u64| {
        let all: Vec<u64> = study.towns.iter().map(of).collect();
        format!("{} to {}", all.iter().min().unwrap_or(&0), all.iter().max().unwrap_or(&0))
    };
    format!(
        "{} towns of {} people, {} to {}, luck seeds {}, society seeds {}: {} listed journalists and {} people of their families",
        study.towns.len(),
        whole(study.people.into()),
        study.from,
        study.to,
        seeds(|town| town.luck),
        seeds(|town| town.society),
        whole(study.journalists()),
        whole(study.family()),
    )
}

/// A difference to the article's rulebook in the lowest and in the highest town.
fn range([low, high]: [f64; 2]) -> String {
    let signed = |x: f64| {
        let text = number(x);
        if x > 0.0 && text != "0.0" { format!("+{text}") } else { text }
    };
    format!("{} to {}", signed(low), signed(high))
}

fn text(study: &Study) -> String {
    let mut lines = vec![
        "What would an appeal right have changed for a blacklisted journalist and his family?".to_owned(),
        format!("{}.", over(study)),
        format!(
            "Per 100 listed journalists; in brackets the difference in the lowest and in the highest town (luck, {:.0} %).",
            100.0 * study.covers()
        ),
    ];
    for told in &TOLD_OF {
        lines.extend([String::new(), told.words.to_owned()]);
        for (n, (arm, words)) in study::arms().enumerate() {
            let (value, ends) = study.value(told, arm);
            let beside = if n == 0 { String::new() } else { format!("  ({})", range(ends)) };
            lines.push(format!("  {words:38}{:>9}{beside}", number(value)));
        }
    }
    lines.push("\nLevels are ours; docs/studies/appeal.md says what rests on which assumption.".to_owned());
    lines.join("\n")
}

fn markdown(study: &Study) -> String {
    let heads: Vec<&str> = study::arms().map(|(_, words)| words).collect();
    let mut lines = vec![
        format!("{}.", over(study)),
        String::new(),
        format!("| per 100 listed journalists | {} |", heads.join(" | ")),
        format!("|---|{}", "---:|".repeat(heads.len())),
    ];
    for told in &TOLD_OF {
        let cell = |(n, (arm, _)): (usize, (&str, &str))| {
            let (value, ends) = study.value(told, arm);
            if n == 0 { number(value) } else { format!("{}<br>({})", number(value), range(ends)) }
        };
        let cells: Vec<String> = study::arms().enumerate().map(cell).collect();
        lines.push(format!("| {} | {} |", told.words, cells.join(" | ")));
    }
    lines.push(String::new());
    lines.push(format!(
        "In brackets: the difference to the article's rulebook in the lowest and in the highest of the {} towns. The middle of all towns that \
         could have been lived lies in this range with a probability of {:.0} % (*luck*: people and days differ from town to town, what we \
         assumed does not).",
        study.towns.len(),
        100.0 * study.covers()
    ));
    lines.extend([String::new(), "Lived from:".to_owned(), String::new()]);
    lines.extend(study.inputs.iter().map(|(file, hash)| format!("- `{file}` {hash}")));
    lines.join("\n")
}
