//! Every number of what is shipped, with its unit, its plausible range and where it comes from.
//!
//! `docs/EVIDENCE.md` takes its tables from here. Left out: numbers that stand in Rust, which that document lists
//! by hand and a test holds to the code; and cases, whose numbers are made up to show a rule.

use serde_json::{Value, json};
use underheaven_base::Basis;
use underheaven_base::reading::FigureRow;
use underheaven_behaviour::Behaviour;
use underheaven_rulebook::Rulebook;
use underheaven_society::table::{Series, Table};

/// A shipped file and all its numbers.
#[derive(Clone, PartialEq, Debug)]
pub struct File {
    /// Its path in the project, such as `behaviours/default.toml`.
    pub path: String,
    /// Its numbers: single ones in the order of the keys, then rows of numbers.
    pub figures: Vec<Figure>,
}

/// A number of a shipped file, or a row of numbers with one unit and one source.
#[derive(Clone, PartialEq, Debug)]
pub struct Figure {
    /// Its keys, such as `rule.crossing-on-red.points`.
    pub path: String,
    /// The number, or the row of numbers.
    pub value: Vec<f64>,
    /// Its unit in words.
    pub unit: String,
    /// Lowest and highest plausible value; for a row of numbers, factors on the whole row.
    pub range: Option<(f64, f64)>,
    /// A row of numbers.
    pub is_row: bool,
    /// Where it comes from.
    pub basis: Basis,
    /// The source, or why we assume this.
    pub source: String,
}

impl From<&FigureRow> for Figure {
    fn from(row: &FigureRow) -> Self {
        let FigureRow { path, value, unit, range, basis, source, .. } = row.clone();
        Self { path, value: vec![value], unit, range, is_row: false, basis, source }
    }
}

impl Figure {
    fn row(path: String, series: &Series) -> Self {
        let Series { value, range, unit, basis, source } = series.clone();
        Self { path, value, unit, range, is_row: true, basis, source }
    }
}

/// All shipped files that say a number, rulebooks first.
///
/// # Panics
/// If a shipped file has a fault, which is a bug.
pub fn files() -> Vec<File> {
    let all = [rulebooks(), behaviours(), societies()].concat();
    all.into_iter().filter(|file| !file.figures.is_empty()).collect()
}

/// Rulebooks, each followed by its reforms with what they change.
fn rulebooks() -> Vec<File> {
    let mut files = vec![];
    for book in underheaven_rulebook::shipped() {
        let base = (book.rulebook().label, book.rulebook().text);
        let overlays = book.reforms().map(|reform| vec![base, (reform.label, reform.text)]);
        for texts in std::iter::once(vec![base]).chain(overlays) {
            let label = texts.last().map_or("", |(label, _)| label);
            let read = Rulebook::read(book.name, &texts).expect("shipped rulebooks are without fault").0;
            files.push(File { path: format!("rulebooks/{label}"), figures: of(label, read.figures()) });
        }
    }
    files
}

fn behaviours() -> Vec<File> {
    let read = |(name, text): &(&str, &str)| {
        let label = format!("{name}.toml");
        let read = Behaviour::read(name, &[(&label, text)]).expect("shipped behaviours are without fault").0;
        File { path: format!("behaviours/{label}"), figures: of(&label, read.figures()) }
    };
    underheaven_behaviour::shipped().iter().map(read).collect()
}

/// Societies; one that is laid over another shows only what it changes.
fn societies() -> Vec<File> {
    let mut seen: Vec<Figure> = vec![];
    let mut files = vec![];
    for (name, text) in underheaven_society::shipped() {
        let label = format!("{name}.toml");
        let (table, figures) = Table::read_all(&label, text).expect("shipped societies are without fault");
        let rows = table.series().into_iter().map(|(path, series)| Figure::row(path, series));
        let rows: Vec<Figure> = rows.filter(|row| !seen.contains(row)).collect();
        seen.extend(rows.iter().cloned());
        files.push(File { path: format!("societies/{label}"), figures: [of(&label, &figures), rows].concat() });
    }
    files
}

/// What the file of this label itself says.
fn of(label: &str, figures: &[FigureRow]) -> Vec<Figure> {
    figures.iter().filter(|row| row.place.file == label).map(Figure::from).collect()
}

/// All of it for machines: a list of files, each with its figures.
pub fn json() -> Value {
    let figure = |f: &Figure| {
        let value = if f.is_row { json!(f.value) } else { json!(f.value[0]) };
        let (low, high) = f.range.unzip();
        let range = if f.is_row { "factors" } else { "values" };
        json!({
            "path": f.path, "value": value, "unit": f.unit, "low": low, "high": high, "range": range,
            "basis": f.basis.name(), "source": f.source,
        })
    };
    let file = |f: &File| json!({ "file": f.path, "figures": f.figures.iter().map(figure).collect::<Value>() });
    files().iter().map(file).collect()
}

/// The heading under which [`markdown`] counts figures by basis.
const COUNTS: &str = "Counts";

/// A table of counts by file and basis, then a table for each file, in Markdown.
pub fn markdown() -> String {
    let files = files();
    let tables = files.iter().map(table).collect::<Vec<_>>().join("\n");
    format!("{}\n{tables}", counts(&files))
}

fn counts(files: &[File]) -> String {
    let bases: Vec<Basis> = Basis::NAMES.iter().map(|(_, basis)| *basis).filter(|b| *b != Basis::Unstated).collect();
    let cells = |of: &dyn Fn(Basis) -> String| bases.iter().map(|b| format!(" {} |", of(*b))).collect::<String>();
    let row = |name: String, figures: &[&Figure]| {
        let count = |b: Basis| figures.iter().filter(|f| f.basis == b).count().to_string();
        format!("| {name} | {} |{}\n", figures.len(), cells(&count))
    };
    let head = format!("| file | all |{}\n|---|--:|{}\n", cells(&|b| b.name().to_owned()), "--:|".repeat(bases.len()));
    let rows: String =
        files.iter().map(|f| row(format!("`{}`", f.path), &f.figures.iter().collect::<Vec<_>>())).collect();
    let all: Vec<&Figure> = files.iter().flat_map(|f| &f.figures).collect();
    format!("### {COUNTS}\n\n{head}{rows}{}", row("all".to_owned(), &all))
}

fn table(file: &File) -> String {
    let rows: String = file.figures.iter().map(line).collect();
    format!(
        "### `{}`\n\n| figure | value | unit | range | basis | source |\n|---|---|---|---|---|---|\n{rows}",
        file.path
    )
}

fn line(f: &Figure) -> String {
    let value = f.value.iter().map(|n| plain(*n)).collect::<Vec<_>>().join(if f.is_row { "; " } else { "" });
    let range = match f.range {
        None => String::new(),
        Some((low, high)) if f.is_row => format!("times {} to {}", plain(low), plain(high)),
        Some((low, high)) => format!("{} to {}", plain(low), plain(high)),
    };
    let source = f.source.replace('|', "/");
    format!("| `{}` | {value} | {} | {range} | {} | {source} |\n", f.path, f.unit, f.basis.name())
}

/// A number as people write it: no powers of ten, thousands set apart from ten thousand on.
fn plain(n: f64) -> String {
    let text = n.to_string();
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |rest| ("-", rest));
    match digits.parse::<u64>() {
        Ok(whole) if whole >= 10_000 => format!("{sign}{}", crate::numbers::whole(whole)),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_plainly() {
        let cases = [(0.000_002, "0.000002"), (-30.0, "-30"), (1020.0, "1020"), (-100_000.0, "-100,000"), (0.5, "0.5")];
        for (n, text) in cases {
            assert_eq!(plain(n), text);
        }
        assert_eq!(plain(1.4e9), "1,400,000,000");
    }

    #[test]
    fn an_overlay_shows_what_it_changes_and_no_more() {
        let of = |path: &str| files().into_iter().find(|f| f.path == path).unwrap().figures;
        let (town, dense) = (of("societies/town.toml"), of("societies/dense.toml"));
        assert!(dense.iter().any(|f| f.path == "shares.critics") && dense.len() < 10 && town.len() > 100);
        assert!(town.iter().any(|f| f.is_row && f.path == "population.by_age" && f.value.len() == 20));
    }

    #[test]
    fn every_file_has_a_table_and_counts_that_add_up() {
        let (files, text) = (files(), markdown());
        for file in &files {
            assert!(text.contains(&format!("### `{}`", file.path)), "{}", file.path);
            assert!(text.contains(&format!("| `{}` | {} |", file.path, file.figures.len())), "{}", file.path);
        }
        let all: usize = files.iter().map(|f| f.figures.len()).sum();
        assert!(text.contains(&format!("| all | {all} |")));
    }
}
