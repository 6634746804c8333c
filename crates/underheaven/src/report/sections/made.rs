//! How it was made: the command that makes it again, versions, hashes, seeds.

use crate::report::figure::{Cell, Grid, Section};
use crate::report::folder::{Input, Manifest};
use crate::report::num::{How, Num};
use crate::report::run::Run;
use maud::{Markup, html};

/// The section.
pub fn section(run: &Run) -> Option<Section> {
    let manifest = &run.folder.manifest;
    Some(
        Section::new("made", "How it was made")
            .text(html! { p { "The same command gives the same lives, bit by bit, on every machine:" } pre tabindex="0" { code { @for (at, words) in command(manifest).iter().enumerate() { @if at > 0 { " " } span .whole { (words) } } } } (facts(run)) })
            .folded("Every file that went in", files(run))
            .folded("Every table that came out", tables(run)),
    )
}

/// The command that makes it again, in words that are not parted at a line's end.
fn command(manifest: &Manifest) -> Vec<String> {
    let mut words = vec![format!("underheaven {}", manifest.command)];
    words.extend(manifest.arms.iter().map(|arm| named(&arm.rulebook)));
    let society = &manifest.society;
    let mut behaviours: Vec<&str> = manifest.arms.iter().map(|arm| arm.behaviour.name.as_str()).collect();
    if behaviours.iter().all(|name| *name == behaviours[0]) {
        behaviours.truncate(1);
    }
    let option = if behaviours.len() > 1 { "behaviours" } else { "behaviour" };
    let amount = |n: Option<u32>| n.map_or("all".to_owned(), |n| n.to_string());
    words.extend([
        format!("--society {}", society.input.name),
        format!("--people {}", society.asked.unwrap_or(society.people)),
        format!("--society-seed {}", society.seed),
        format!("--{option} {}", behaviours.join(",")),
        format!("--seed {}", manifest.luck_seed),
        format!("--from {}", manifest.dates.from),
        format!("--to {}", manifest.dates.to),
        format!("--panel {}", amount(manifest.options.panel)),
        format!("--rows {}", amount(manifest.options.rows)),
    ]);
    words.extend(manifest.only_in.iter().map(|only_in| format!("--only-in {only_in}")));
    words
}

/// The word by which a command calls a rulebook: its name, a shipped reform's, or its file.
fn named(input: &Input) -> String {
    let labels: Vec<&str> = input.files.keys().map(String::as_str).collect();
    let known = |name: &str| crate::shelf::compiled_in(crate::shelf::Kind::Rulebook, name).is_some();
    let reform = || labels.iter().find_map(|label| Some((label.split_once("/reforms/")?.0, label)));
    match reform() {
        Some((book, _)) if known(&format!("{book}/{}", input.name)) => format!("{book}/{}", input.name),
        Some((_, file)) => (*file).to_owned(),
        None if known(&input.name) => input.name.clone(),
        None => labels.first().map_or_else(|| input.name.clone(), |label| (*label).to_owned()),
    }
}

fn facts(run: &Run) -> Markup {
    let manifest = &run.folder.manifest;
    html! {
        dl {
            dt { "version" } dd .said { (manifest.underheaven) }
            dt { "state" } dd { (manifest.state) }
            dt { "days" } dd { time { (manifest.dates.from) } " to " time { (manifest.dates.lived_to) } }
            dt { "people" } dd { (run.people_lived().shown(How::Count)) ", society seed " (Num::new(manifest.society.seed as f64, "manifest.society.seed").shown(How::Plain)) }
            dt { "luck" } dd { "seed " (Num::new(manifest.luck_seed as f64, "manifest.luck_seed").shown(How::Plain)) }
            dt { "hash of the lives" } dd { code .hash { (manifest.results_hash) } }
            @for arm in manifest.arms.iter().filter(|_| run.is_comparison()) {
                @if let Some(hash) = &arm.results_hash { dt { "of “" (arm.arm) "”" } dd { code .hash { (hash) } } }
            }
        }
    }
}

fn files(run: &Run) -> Grid {
    let manifest = &run.folder.manifest;
    let mut grid = Grid::new("Files that went in", &["file", "for", "hash"]);
    let mut push = |input: &Input, what: String| {
        for (label, hash) in &input.files {
            grid.push([label.clone(), what.clone(), hash.clone()].map(Cell::Said));
        }
    };
    for arm in &manifest.arms {
        push(&arm.rulebook, format!("rulebook of {}", arm.arm));
        push(&arm.behaviour, format!("behaviour of {}", arm.arm));
    }
    push(&manifest.society.input, "society".to_owned());
    grid
}

fn tables(run: &Run) -> Grid {
    let mut grid = Grid::new("Tables of the run", &["table", "rows", "share of all rows", "hash"]);
    for (name, table) in &run.folder.manifest.tables {
        let given = |field: &str, value: f64, how| {
            Cell::from(Num::new(value, format!("manifest.tables.{name}.{field}")).shown(how))
        };
        let (rows, share) = (given("rows", table.rows as f64, How::Count), given("share", table.share, How::Percent));
        grid.push([name.as_str().into(), rows, share, Cell::Said(table.sha256.clone())]);
    }
    grid
}
