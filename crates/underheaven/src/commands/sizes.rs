//! `underheaven sizes`: how far the result moves with the sizes that we assumed, each at both ends of its range.

use crate::cli::{Format, SizesArgs};
use crate::ends::{self, Around, Ends, Row, Shown};
use crate::failure::{Code, Failure};
use crate::numbers::whole;
use crate::print::{remark, say, say_json};

/// Shows what was lived, or lives it again.
pub fn sizes(args: &SizesArgs) -> Result<Code, Failure> {
    if args.shown.remake {
        say_json(&ends::remake(args.shown.over, args.keep.as_deref())?)?;
        return Ok(Code::Done);
    }
    let ends = ends::committed()?;
    if !ends.are_current() {
        remark("these were lived from other files than the ones in this program; `cargo xtask sizes` renews them");
    }
    match args.shown.format {
        Format::Json => say_json(&ends)?,
        Format::Text if args.shown.markdown => say(&markdown(&ends))?,
        Format::Text => say(&text(&ends))?,
    }
    Ok(Code::Done)
}

/// The figures shown of each world.
const HEADS: [&str; 5] = ["listed", "kin's share", "punished wrongly", "posts unwritten", "silence"];

fn cells(shown: &Shown) -> [String; 5] {
    let percent = |share: f64| format!("{:.1} %", share * 100.0);
    let count = |n: f64| whole(n.round().max(0.0) as u64);
    let Shown { listed, kin, wrongly, unwritten, silence } = *shown;
    [percent(listed), percent(kin), count(wrongly), count(unwritten), format!("{silence:.3}")]
}

/// Lowest and highest of each figure over some worlds.
fn spans(worlds: &[Shown]) -> [String; 5] {
    let all: Vec<[f64; 5]> = worlds.iter().map(|w| [w.listed, w.kin, w.wrongly, w.unwritten, w.silence]).collect();
    let end = |pick: fn(f64, f64) -> f64| {
        let one = |i: usize| all.iter().map(|w| w[i]).reduce(pick).unwrap_or_default();
        cells(&Shown { listed: one(0), kin: one(1), wrongly: one(2), unwritten: one(3), silence: one(4) })
    };
    let (low, high) = (end(f64::min), end(f64::max));
    std::array::from_fn(|i| format!("{} to {}", low[i], high[i]))
}

/// A size's values at one end, or as assumed: its number, or how many numbers move together.
fn values(row: &Row, at: usize) -> String {
    let number = |n: f64| n.to_string();
    match row.figures.as_slice() {
        [(_, _, all)] => number(all[at]),
        many => {
            let mut all: Vec<String> = many.iter().map(|(_, _, all)| number(all[at])).collect();
            all.dedup();
            all.join("; ")
        }
    }
}

fn unit(row: &Row) -> String {
    let mut units: Vec<&str> = row.figures.iter().map(|(_, unit, _)| unit.as_str()).collect();
    units.dedup();
    if let [one] = units.as_slice() { format!(" ({one})") } else { String::new() }
}

fn over(ends: &Ends, around: &Around) -> String {
    let Ends { from, to, luck, .. } = ends;
    let (people, each) = (whole(u64::from(around.people)), whole(around.represents.round() as u64));
    format!("{people} people, {from} to {to}, seed {luck}; one person here stands for {each}")
}

fn text(ends: &Ends) -> String {
    let line = |name: &str, cells: [String; 5]| {
        let cells: String = cells.iter().map(|c| format!("{c:>18}")).collect();
        format!("{name:28}{cells}")
    };
    let most = &ends.most;
    let mut out = vec![
        format!(
            "How far the result moves with sizes that we assumed, each at both ends of its range: {}.",
            over(ends, most)
        ),
        "Levels are ours. Sizes are moved one at a time, never together.".to_owned(),
        String::new(),
        line("", HEADS.map(str::to_owned)),
        line("as assumed", cells(&most.assumed)),
    ];
    out.extend(most.other_luck.iter().map(|luck| line("as assumed, other luck", cells(luck))));
    for row in ends.shown() {
        out.push(format!("{}{}", row.words, unit(row)));
        out.push(line(&format!("  at {}", values(row, 0)), cells(&row.low)));
        out.push(line(&format!("  at {}", values(row, 2)), cells(&row.high)));
    }
    out.join("\n")
}

fn markdown(ends: &Ends) -> String {
    let (most, tried) = (&ends.most, &ends.tried);
    let heads = HEADS.join(" | ");
    let mut out = vec![
        "### The ten that move the result most".to_owned(),
        String::new(),
        format!("{}.", over(ends, most)),
        String::new(),
        format!("| size | value | {heads} |"),
        "|---|---|---:|---:|---:|---:|---:|".to_owned(),
        format!("| **all as assumed** |  | {} |", cells(&most.assumed).join(" | ")),
        format!(
            "| all as assumed, {} other seeds |  | {} |",
            most.other_luck.len(),
            spans(&most.other_luck).join(" | ")
        ),
    ];
    for row in ends.shown() {
        let name = format!("{}{}, assumed {}", row.words, unit(row), values(row, 1));
        out.push(format!("| {name} | {} | {} |", values(row, 0), cells(&row.low).join(" | ")));
        out.push(format!("|  | {} | {} |", values(row, 2), cells(&row.high).join(" | ")));
    }
    out.extend([
        String::new(),
        "### What they and the next ones move".to_owned(),
        String::new(),
        format!("{}. Each figure over three worlds (low, as assumed, high).", over(ends, most)),
        String::new(),
    ]);
    out.extend(movements(most));
    out.extend([
        String::new(),
        "### All sizes tried".to_owned(),
        String::new(),
        format!("{}. Each figure over three worlds (low, as assumed, high).", over(ends, tried)),
        String::new(),
    ]);
    out.extend(movements(tried));
    out.extend([String::new(), "Lived from:".to_owned(), String::new()]);
    out.extend(ends.inputs.iter().map(|(file, hash)| format!("- `{file}` {hash}")));
    out.join("\n")
}

/// How far each size moves each figure over some town.
fn movements(tried: &Around) -> Vec<String> {
    let mut out = vec![
        format!("| size | figures | moves | {} |", HEADS.join(" | ")),
        "|---|---|---:|---:|---:|---:|---:|---:|".to_owned(),
    ];
    for row in &tried.rows {
        let keys: Vec<String> = row.figures.iter().map(|(path, _, _)| format!("`{path}`")).collect();
        let keys = match keys.as_slice() {
            [first, .., last] if keys.len() > 5 => format!("{first} to {last}"),
            some => some.join(", "),
        };
        let moved = ends::moved(&tried.assumed, row);
        let spans = spans(&[tried.assumed, row.low, row.high]).join(" | ");
        out.push(format!("| {} | {keys} | {moved:.3} | {spans} |", row.words));
    }
    out
}
