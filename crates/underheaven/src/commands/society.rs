//! `underheaven society`: a society's margins beside the public tables they come from.

use crate::cli::{Format, SocietyArgs};
use crate::failure::{Code, Failure};
use crate::margins::{self, Margin, Margins, Subject};
use crate::numbers;
use crate::print::{say, say_json};
use crate::shelf::{self, Kind};
use crate::shipped;
use serde_json::json;
use underheaven_society::{Country, Society, Table, Town, default_people, default_seed};

/// Builds, counts, compares; a margin out of its tolerance is a fault.
pub fn society(args: &SocietyArgs) -> Result<Code, Failure> {
    let found = shelf::find(Kind::Society, &args.name)?;
    let (table, _) = shipped::table(&found).map_err(Failure::Faults)?;
    if table.alike.is_some() {
        let why = format!("`{}` is made of equal households, so there is no public table to set it beside", found.name);
        return Err(Failure::usage(why, "name a town or a country: `underheaven society town`"));
    }
    let people = args.people.unwrap_or_else(|| default_people(&table));
    let seed = args.society_seed.unwrap_or_else(|| default_seed(&table));
    let refused = |why| Failure::usage(why, "choose another `--people`");
    let (society, margins): (Box<dyn Society>, Margins) = match table.provinces.is_empty() {
        true => {
            let town = Town::build(&table, people, seed).map_err(refused)?;
            let margins = margins::of(&Subject { table: &table, society: &town, country: None, firms: town.firms() });
            (Box::new(town), margins)
        }
        false => {
            let country = Country::build(&table, people, seed).map_err(refused)?;
            let firms = country.firms();
            let margins = margins::of(&Subject { table: &table, society: &country, country: Some(&country), firms });
            (Box::new(country), margins)
        }
    };
    if let Some(path) = &args.table {
        std::fs::write(path, csv(&margins.rows)).map_err(|e| Failure::write(path, &e))?;
    }
    let out = margins.rows.iter().filter(|m| !m.holds()).count();
    match args.format {
        Format::Json => say_json(&json!({
            "society": society.name(), "seed": society.seed(), "people": society.people(),
            "represents": society.represents(), "counted": margins.counted,
            "neighbourhoods": { "counted": margins.neighbourhoods.0, "all": margins.neighbourhoods.1 },
            "out_of_tolerance": out, "margins": margins.rows.iter().map(row).collect::<Vec<_>>(),
        }))?,
        Format::Text => say(&text(&*society, &table, &margins, out))?,
    }
    Ok(if out == 0 { Code::Done } else { Code::Faulty })
}

fn row(margin: &Margin) -> serde_json::Value {
    let deviation = margin.wanted.map(|wanted| margin.found - wanted);
    json!({
        "table": margin.table, "row": margin.row, "found": margin.found, "wanted": margin.wanted,
        "deviation": deviation, "tolerance": margin.tolerance, "holds": margin.holds(), "source": margin.source,
    })
}

fn text(society: &dyn Society, table: &Table, margins: &Margins, out: usize) -> String {
    let mut lines = vec![format!(
        "`{}`: {} people, one here stands for {:.1}\n{}",
        society.name(),
        numbers::whole(u64::from(society.people())),
        society.represents(),
        table.title
    )];
    let (counted, all) = margins.neighbourhoods;
    lines.push(match counted < all {
        true => format!(
            "a keyed sample of {} neighbourhoods of {}: {} people counted",
            numbers::whole(u64::from(counted)),
            numbers::whole(u64::from(all)),
            numbers::whole(margins.counted)
        ),
        false => "everybody counted".to_owned(),
    });
    if !table.provinces.is_empty() && margins.rows.iter().all(|m| m.table != "province" || m.wanted.is_none()) {
        lines.push("province shares are not meant to be read at this size: they are whole cycles of decks".to_owned());
    }
    let mut table = "";
    for margin in &margins.rows {
        if margin.table != table {
            table = margin.table;
            lines.push(format!("\n{table:<34}{:>10}{:>10}{:>11}{:>9}", "found", "wanted", "deviation", "within"));
        }
        lines.push(line(margin));
    }
    lines.push(match out {
        0 => "\nall margins are within the tolerance that this size allows".to_owned(),
        n => format!("\n{n} margins are out of the tolerance that this size allows"),
    });
    lines.join("\n")
}

fn line(margin: &Margin) -> String {
    let Margin { row, found, .. } = margin;
    match (margin.wanted, margin.tolerance) {
        (Some(wanted), Some(tolerance)) => {
            let (deviation, mark) = (found - wanted, if margin.holds() { "" } else { "  OUT" });
            let source = &margin.source;
            format!("  {row:<32}{found:>10.4}{wanted:>10.4}{deviation:>+11.4}{tolerance:>9.4}{mark}  {source}")
        }
        _ => format!("  {row:<32}{found:>10.4}"),
    }
}

/// The rows as a table for other programs.
fn csv(rows: &[Margin]) -> String {
    let number = |n: Option<f64>| n.map_or_else(String::new, |n| n.to_string());
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let line = |m: &Margin| {
        let (table, row, source) = (quoted(m.table), quoted(&m.row), quoted(&m.source));
        format!("{table},{row},{},{},{},{},{source}\n", m.found, number(m.wanted), number(m.tolerance), m.holds())
    };
    let head = "table,row,found,wanted,tolerance,holds,source\n".to_owned();
    rows.iter().map(line).fold(head, |all, line| all + &line)
}
