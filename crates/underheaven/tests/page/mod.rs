//! Reads a report as a sceptic would: every number with the cells it claims, reckoned again from the Parquet files.
//!
//! Nothing here uses the program's own reader or its own rounding.

use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// A row by its columns.
pub type Row = BTreeMap<String, Field>;

/// A run's folder.
pub struct Folder {
    place: PathBuf,
    /// Its manifest.
    pub manifest: serde_json::Value,
    tables: RefCell<BTreeMap<String, Rc<Vec<Row>>>>,
}

impl Folder {
    /// Opens a folder.
    pub fn open(place: &Path) -> Self {
        let text = std::fs::read_to_string(place.join("manifest.json")).expect("a manifest");
        let manifest = serde_json::from_str(&text).expect("JSON");
        Self { place: place.to_owned(), manifest, tables: RefCell::default() }
    }

    /// The page.
    pub fn page(&self) -> String {
        std::fs::read_to_string(self.place.join("report.html")).expect("a report")
    }

    fn table(&self, name: &str) -> Rc<Vec<Row>> {
        let read = || {
            let file = File::open(self.place.join(format!("tables/{name}.parquet"))).expect("a table");
            let file = SerializedFileReader::new(file).expect("Parquet");
            let rows = file.get_row_iter(None).expect("rows").map(|row| row.expect("a row"));
            Rc::new(rows.map(|row| row.get_column_iter().map(|(n, f)| (n.clone(), f.clone())).collect()).collect())
        };
        Rc::clone(self.tables.borrow_mut().entry(name.to_owned()).or_insert_with(read))
    }

    /// What an expression gives.
    pub fn reckon(&self, expression: &str) -> f64 {
        let mut left = expression;
        let value = self.sum(&mut left);
        assert!(left.is_empty(), "`{expression}` goes on with `{left}`");
        value
    }

    fn sum(&self, left: &mut &str) -> f64 {
        let mut value = self.product(left);
        while let Some(sign) = take(left, &['+', '-']) {
            let next = self.product(left);
            value = if sign == '+' { value + next } else { value - next };
        }
        value
    }

    fn product(&self, left: &mut &str) -> f64 {
        let mut value = self.single(left);
        while let Some(sign) = take(left, &['*', '/']) {
            let next = self.single(left);
            value = if sign == '*' { value * next } else { value / next };
        }
        value
    }

    fn single(&self, left: &mut &str) -> f64 {
        let size = left.starts_with("abs(");
        if size || left.starts_with('(') {
            *left = left.trim_start_matches("abs").strip_prefix('(').expect("a bracket");
            let value = self.sum(left);
            *left = left.strip_prefix(')').expect("a closing bracket");
            return if size { value.abs() } else { value };
        }
        let ends = left.find(['{', '+', '*', '/', ')', '[']).unwrap_or(left.len());
        let ends = match left.as_bytes().get(ends) {
            Some(b'{') => left.find('}').expect("a closing brace") + 1,
            Some(b'[') => left.find(']').expect("a closing bracket") + 1,
            // A name may hold a dash, a number none.
            _ if left.starts_with(|c: char| c.is_ascii_digit()) => {
                left.find(['+', '-', '*', '/', ')']).unwrap_or(left.len())
            }
            _ if left.starts_with("manifest.") => ends.min(left.find("-manifest").unwrap_or(ends)),
            _ => ends,
        };
        let (one, rest) = left.split_at(ends);
        *left = rest;
        self.named(one)
    }

    fn named(&self, one: &str) -> f64 {
        if let Ok(number) = one.parse() {
            return number;
        }
        let (table, rest) = one.split_once('.').unwrap_or_else(|| panic!("`{one}` names no table"));
        if table == "manifest" {
            let pointer = format!("/{}", rest.replace('.', "/"));
            return self
                .manifest
                .pointer(&pointer)
                .and_then(serde_json::Value::as_f64)
                .unwrap_or_else(|| panic!("{one}"));
        }
        match rest.split_once('{') {
            Some((what, terms)) => self.counted(table, what, terms.trim_end_matches('}')),
            None => {
                let (column, row) = rest.trim_end_matches(']').split_once('[').expect("a cell");
                number(&self.table(table)[row.parse::<usize>().expect("a row")][column]).expect("a number in the cell")
            }
        }
    }

    /// Counts, medians and means over rows.
    fn counted(&self, table: &str, what: &str, terms: &str) -> f64 {
        let given: BTreeMap<&str, &str> = terms.split('&').filter_map(|t| t.split_once(['=', '~'])).collect();
        if table == "panel" {
            return match what {
                "quantile" => self.quantile(&given),
                _ => self.year(&given),
            };
        }
        let rows = self.table(table);
        let held = |row: &&Row| {
            terms.split('&').all(|term| match term.split_once('~') {
                Some((column, word)) => text(&row[column]).split('+').any(|w| w == word),
                None => {
                    let (column, word) = term.split_once('=').expect("a term");
                    ["ways", "causes"].contains(&column) || text(&row[column]) == word
                }
            })
        };
        let rows = rows.iter().filter(held);
        match what {
            "count" => rows.count() as f64,
            "people" => {
                let mut people: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
                rows.for_each(|row| people.entry(text(&row["person"])).or_default().extend(ways(row)));
                people.values().filter(|held| given["ways"].split('+').all(|way| held.contains(way))).count() as f64
            }
            "median-days" => {
                let end = self.last_day() + 1.0;
                let causes: Vec<&str> = given["causes"].split('+').collect();
                let lasted = |row: &Row| {
                    let to = number(&row["to"]);
                    (to.unwrap_or(end) - number(&row["from"]).expect("a day"), to.is_some())
                };
                let all: Vec<(f64, bool)> =
                    rows.filter(|row| causes.contains(&text(&row["cause"]).as_str())).map(lasted).collect();
                // By the number at risk on each day on which some end.
                let ends: BTreeSet<i64> = all.iter().filter(|l| l.1).map(|l| l.0 as i64).collect();
                let mut left = 1.0;
                let half = ends.into_iter().find(|day| {
                    let risk = all.iter().filter(|l| l.0 as i64 >= *day).count() as f64;
                    let ended = all.iter().filter(|l| l.1 && l.0 as i64 == *day).count() as f64;
                    left *= 1.0 - ended / risk;
                    left <= 0.5 + 1e-9
                });
                half.expect("half have ended") as f64
            }
            other => panic!("nobody counts `{other}`"),
        }
    }

    fn last_day(&self) -> f64 {
        let day = self.manifest["dates"]["lived_to"].as_str().expect("a day");
        f64::from(underheaven_base::Day::parse(day).expect("a day").0)
    }

    /// A score on a day by summing the entries up to it.
    fn quantile(&self, given: &BTreeMap<&str, &str>) -> f64 {
        let (day, share) =
            (given["day"].parse::<f64>().expect("a day"), given["share"].parse::<f64>().expect("a share"));
        let mut since: BTreeMap<String, f64> = BTreeMap::new();
        for row in self.table("ledger").iter().filter(|row| text(&row["arm"]) == given["arm"]) {
            if number(&row["day"]).expect("a day") > day {
                *since.entry(text(&row["person"])).or_default() += number(&row["points"]).expect("points");
            }
        }
        let mut scores: Vec<(f64, f64)> = vec![];
        for row in self.table("people").iter().filter(|row| text(&row["arm"]) == given["arm"]) {
            if let (Some(score), true) = (number(&row["score"]), number(&row["enrolled"]).is_some_and(|d| d <= day)) {
                let then = score - since.get(&text(&row["person"])).copied().unwrap_or(0.0);
                scores.push((then, number(&row["weight"]).expect("a weight")));
            }
        }
        scores.sort_by(|a, b| a.0.total_cmp(&b.0));
        let all: f64 = scores.iter().map(|(_, w)| w).sum();
        let mut sum = 0.0;
        for (score, weight) in &scores {
            sum += weight;
            if sum >= share * all {
                return *score;
            }
        }
        scores.last().expect("somebody").0
    }

    /// Demerits in the year before and after a first refusal.
    fn year(&self, given: &BTreeMap<&str, &str>) -> f64 {
        let gates: Vec<&str> = given["gates"].split('+').collect();
        let mut first: BTreeMap<String, f64> = BTreeMap::new();
        for row in self.table("gates").iter() {
            let asked = text(&row["arm"]) == given["arm"] && gates.contains(&text(&row["gate"]).as_str());
            if asked && text(&row["outcome"]) == "refused" {
                let day = number(&row["day"]).expect("a day");
                first.entry(text(&row["person"])).and_modify(|d| *d = d.min(day)).or_insert(day);
            }
        }
        let mut weights: BTreeMap<String, f64> = BTreeMap::new();
        for row in self.table("people").iter().filter(|row| text(&row["arm"]) == given["arm"]) {
            let Some(day) = first.get(&text(&row["person"])) else { continue };
            let enrolled = number(&row["enrolled"]);
            if day + 365.0 <= self.last_day() && enrolled.is_some_and(|e| e + 365.0 <= *day) {
                weights.insert(text(&row["person"]), number(&row["weight"]).expect("a weight"));
            }
        }
        if given["part"] == "people" {
            return weights.len() as f64;
        }
        let mut sum = 0.0;
        for row in self.table("ledger").iter().filter(|row| text(&row["arm"]) == given["arm"]) {
            let Some(weight) = weights.get(&text(&row["person"])) else { continue };
            let apart = number(&row["day"]).expect("a day") - first[&text(&row["person"])];
            let within = match given["part"] {
                "before" => (-365.0..0.0).contains(&apart),
                _ => apart > 0.0 && apart <= 365.0,
            };
            let is_demerit = number(&row["points"]).expect("points") < 0.0 && text(&row["booking"]) == "booked";
            let of_trap = given["part"] != "trap" || row["trap"] == Field::Bool(true);
            sum += if within && is_demerit && of_trap { *weight } else { 0.0 };
        }
        sum / weights.values().sum::<f64>()
    }
}

fn take(left: &mut &str, signs: &[char]) -> Option<char> {
    let sign = left.chars().next().filter(|c| signs.contains(c))?;
    *left = &left[1..];
    Some(sign)
}

/// In which ways a listing counts.
fn ways(row: &Row) -> Vec<&'static str> {
    let mut ways = vec![];
    if ["mistaken", "wrong-record", "false-report", "presence"].contains(&text(&row["cause"]).as_str()) {
        ways.push("wrong");
    }
    if text(&row["truth"]) == "no-act" {
        ways.push("no-act");
    }
    if ["speech", "association"].contains(&text(&row["kind"]).as_str()) {
        ways.push("protected");
    }
    ways
}

fn text(field: &Field) -> String {
    match field {
        Field::Str(text) => text.clone(),
        Field::Null => String::new(),
        Field::Int(n) => n.to_string(),
        Field::Long(n) => n.to_string(),
        other => panic!("not a word: {other}"),
    }
}

fn number(field: &Field) -> Option<f64> {
    match field {
        Field::Int(n) | Field::Date(n) => Some(f64::from(*n)),
        Field::Long(n) => Some(*n as f64),
        Field::Double(x) => Some(*x),
        Field::Null => None,
        other => panic!("not a number: {other}"),
    }
}

/// A number on the page: its exact value, where it says it is from, and how it is written.
#[derive(Debug)]
pub struct Told {
    /// `value`.
    pub value: f64,
    /// `data-from`.
    pub from: String,
    /// What a reader sees.
    pub text: String,
}

/// All numbers of a page.
pub fn numbers(page: &str) -> Vec<Told> {
    let one = |rest: &str| {
        let attribute = |name: &str| {
            let rest = rest.split_once(&format!("{name}=\"")).expect(name).1;
            rest.split_once('"').expect("an end").0.replace("&amp;", "&")
        };
        let text = rest.split_once('>').expect("an end").1.split_once('<').expect("an end").0;
        Told {
            value: attribute("value").parse().expect("a number"),
            from: attribute("data-from"),
            text: text.to_owned(),
        }
    };
    page.split("<data ").skip(1).map(one).collect()
}

/// Whether a reader who sees the text reads the value, as exactly as it is written.
pub fn reads_as(text: &str, value: f64) -> bool {
    let text = text.replace('\u{a0}', " ").replace('−', "-").replace(['+', ','], "");
    if let Some(most) = text.strip_prefix("under ").and_then(|t| t.strip_suffix(" %")) {
        return value > 0.0 && value < most.parse::<f64>().expect("a number") / 100.0;
    }
    let (digits, unit) = text.split_once(' ').unwrap_or((&text, ""));
    let scale = match unit {
        "%" => 0.01,
        "million" => 1e6,
        "billion" => 1e9,
        "points" => 0.01,
        "" => 1.0,
        other => panic!("nobody reads `{other}`"),
    };
    let read: f64 = digits.parse().unwrap_or_else(|_| panic!("`{text}` is no number"));
    let decimals = digits.split_once('.').map_or(0, |(_, d)| d.len());
    let step = (0..decimals).fold(scale, |step, _| step / 10.0);
    // A round number of people is told to two digits, and a share's difference in points.
    let two = if unit.is_empty() && digits.ends_with("00") { value.abs() / 20.0 } else { 0.0 };
    let near = |value: f64| (read * scale - value).abs() <= (step * 0.500_001).max(two);
    near(value) || near(value * 100.0)
}

/// The page's texts that stand in no element which says where its numbers come from.
pub fn bare_texts(page: &str) -> Vec<String> {
    let mut open: Vec<bool> = vec![];
    let mut bare = vec![];
    for piece in page.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap_or((piece, ""));
        let name = tag.split([' ', '/']).next().unwrap_or("");
        if let Some(_closed) = tag.strip_prefix('/') {
            open.pop();
        } else if !is_single(name) && !tag.ends_with('/') {
            let tells =
                ["data", "time", "code", "svg", "style", "title"].contains(&name) || tag.contains("class=\"said\"");
            open.push(open.last() == Some(&true) || tells);
        }
        if open.last() != Some(&true) && !text.trim().is_empty() {
            bare.push(text.trim().to_owned());
        }
    }
    bare
}

fn is_single(name: &str) -> bool {
    name.starts_with('!') || ["meta", "link", "br", "hr", "img", "input"].contains(&name)
}
