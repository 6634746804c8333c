//! `underheaven article`: the article's statements in order, where each lives, and what switching it off changes.

use crate::cli::{ArticleArgs, Format};
use crate::failure::{Code, Failure};
use crate::faults::Faults;
use crate::print::{remark, say, say_json};
use crate::statements::sizes::{self, FEW, Size, Sizes};
use crate::statements::{self, Statement, Switch};
use serde_json::{Value, json};
use underheaven_base::{FaultPlace, vocabulary::Word};
use underheaven_rulebook::Rulebook;

/// Shows the roll-call, or lives it again.
pub fn article(args: &ArticleArgs) -> Result<Code, Failure> {
    let refused = |faults: Vec<underheaven_base::Fault>| {
        let mut told = Faults::default();
        told.add(faults);
        Failure::Faults(told)
    };
    if args.shown.remake {
        let made = sizes::remake(args.shown.over).map_err(refused)?;
        say_json(&made)?;
        return Ok(Code::Done);
    }
    let sizes = sizes::committed()?;
    let rows = statements::all().map_err(refused)?;
    let book = rows.first().map(|r| r.rulebook(Switch::On, &[])).transpose().map_err(refused)?;
    let told: Vec<Roll> = rows.iter().map(|r| Roll::of(r, book.as_ref(), sizes.rows.get(&r.id).copied())).collect();
    if !sizes.are_current() {
        remark(
            "these sizes were lived from other files than the ones in this program; `cargo xtask article` renews them",
        );
    }
    match args.shown.format {
        Format::Json => say_json(&told.iter().map(Roll::json).collect::<Vec<Value>>())?,
        Format::Text if args.shown.markdown => say(&markdown(&told, &sizes))?,
        Format::Text => say(&text(&told, &sizes))?,
    }
    Ok(Code::Done)
}

/// A row of the roll-call.
struct Roll {
    id: String,
    words: String,
    /// Where it lives: rules with file and line, or keys of the behaviour.
    lives_in: Vec<String>,
    switch: String,
    measure: &'static str,
    definition: String,
    unit: &'static str,
    /// Whether the measure counts things, so that a part of one means nothing.
    is_count: bool,
    effect: &'static str,
    because: String,
    note: String,
    size: Option<Size>,
}

impl Roll {
    fn of(row: &Statement, book: Option<&Rulebook>, size: Option<Size>) -> Self {
        let lives_in = match row.is_behaviour() {
            true => {
                row.told.behaviour_off.split_whitespace().map(|t| format!("behaviours/default.toml `[{t}]`")).collect()
            }
            false => book.map_or_else(Vec::new, |b| places(b, &row.id)),
        };
        let switch = match (row.has_switch(), row.is_behaviour()) {
            (false, _) => "none: it is a measure".to_owned(),
            (true, true) => row
                .told
                .behaviour_off
                .split_whitespace()
                .map(|t| format!("[{t}] left out"))
                .collect::<Vec<_>>()
                .join(", "),
            (true, false) => switches(&row.told.off),
        };
        Self {
            id: row.id.clone(),
            words: row.told.words.clone(),
            lives_in,
            switch,
            measure: row.measure.name(),
            definition: row.measure.doc(),
            unit: row.measure.unit(),
            is_count: row.measure.is_count(),
            effect: row.told.effect.name(),
            because: row.told.because.clone(),
            note: row.told.note.clone(),
            size,
        }
    }

    /// Whether the row rests on few people: every measure of the article's rows is made of what people did or what befell them.
    fn few(&self) -> bool {
        self.size.is_some_and(|s| s.people < FEW)
    }

    fn json(&self) -> Value {
        json!({
            "statement": self.id, "words": self.words, "lives_in": self.lives_in, "switch": self.switch,
            "measure": self.measure, "definition": self.definition, "unit": self.unit,
            "on": self.size.map(|s| s.on), "off": self.size.and_then(|s| s.off),
            "people": self.size.map(|s| s.people), "few": self.few(), "effect": self.effect,
            "because": self.because, "note": self.note,
        })
    }

    fn sizes(&self) -> (String, String) {
        let number = |x: f64| if self.is_count { whole(x) } else { number(x) };
        let off = |s: Size| s.off.map_or("-".to_owned(), number);
        self.size.map_or(("?".to_owned(), "?".to_owned()), |s| (number(s.on), off(s)))
    }

    fn remarks(&self) -> String {
        let few = if self.few() { format!("rests on fewer than {FEW} people") } else { String::new() };
        [few, self.note.clone()].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join("; ")
    }
}

/// Rules, gates and tables that carry the statement's number, with file and line.
fn places(book: &Rulebook, id: &str) -> Vec<String> {
    let mut all: Vec<(FaultPlace, String)> = vec![];
    let mut add = |about: &underheaven_rulebook::About, name: String| {
        if about.statement == id {
            all.push((about.place.clone(), name));
        }
    };
    book.score.iter().for_each(|x| add(&x.about, "[score]".to_owned()));
    book.camera.iter().for_each(|x| add(&x.about, "[camera]".to_owned()));
    book.bands.iter().for_each(|(n, x)| add(&x.about, format!("[band.{n}]")));
    book.lists.iter().for_each(|(n, x)| add(&x.about, format!("[list.{n}]")));
    book.rules.iter().for_each(|(n, x)| add(&x.about, format!("[rule.{n}]")));
    book.kin.iter().for_each(|(n, x)| add(&x.about, format!("[kin.{n}]")));
    book.discretion.iter().for_each(|(n, x)| add(&x.about, format!("[discretion.{n}]")));
    book.gates.iter().for_each(|(n, x)| add(&x.about, format!("[gate.{n}]")));
    book.firm.iter().for_each(|x| add(&x.about, "[firm]".to_owned()));
    book.reports.iter().for_each(|x| add(&x.about, "[reports]".to_owned()));
    if id == "S03" {
        return vec![share_of_enrolment()];
    }
    if id == "S33" {
        return vec!["a measure over all rules and gates".to_owned()];
    }
    all.sort_by_key(|(place, _)| place.line);
    all.into_iter().map(|(place, name)| format!("{}:{} `{name}`", place.file, place.line)).collect()
}

/// The rollout stands in a table of dates, which carries no number of its own.
fn share_of_enrolment() -> String {
    let heading = "[enrolment.share]";
    let shipped = underheaven_rulebook::shipped().iter().find(|book| book.name == "article");
    let line = shipped.and_then(|book| book.rulebook().text.lines().position(|line| line == heading));
    format!("article/rulebook.toml:{} `{heading}`", line.map_or(0, |at| at + 1))
}

/// The tables that an overlay switches off or sets to zero, in a line.
fn switches(off: &str) -> String {
    let tables: Vec<&str> = off.lines().filter(|l| l.starts_with('[')).collect();
    let verb = if off.contains("= 0.0") { "off or at zero" } else { "off" };
    match tables.as_slice() {
        [] => String::new(),
        [first, .., last] if tables.len() > 4 => format!("{first} to {last} {verb}"),
        some => format!("{} {verb}", some.join(", ")),
    }
}

/// A count.
fn whole(x: f64) -> String {
    crate::numbers::whole(x.round() as u64)
}

/// As a reader rounds it.
fn number(x: f64) -> String {
    match x {
        0.0 => "0".to_owned(),
        x if x.abs() >= 100.0 => whole(x),
        x if x.abs() >= 1.0 => format!("{x:.1}"),
        x => format!("{x:.3}"),
    }
}

fn head(sizes: &Sizes) -> String {
    format!(
        "The article's statements on the society `town`: {} people, {} to {}, seed {}; one person here stands for {}.\n\
         Sizes are levels at the sizes we assumed; `put-in` means that a file states the effect, so that a run is no evidence for it.",
        crate::numbers::whole(u64::from(sizes.people)),
        sizes.from,
        sizes.to,
        sizes.luck,
        crate::numbers::whole(sizes.represents.round() as u64),
    )
}

fn text(rows: &[Roll], sizes: &Sizes) -> String {
    let mut out = vec![head(sizes), String::new()];
    for r in rows {
        let (on, off) = r.sizes();
        out.push(format!("{} {}", r.id, r.words));
        out.push(format!("    lives in   {}", r.lives_in.join(", ")));
        out.push(format!("    switch     {}", r.switch));
        out.push(format!("    measure    {} ({}): {on} with it, {off} without", r.measure, r.unit));
        out.push(format!("    effect     {}: {}", r.effect, r.because));
        if !r.remarks().is_empty() {
            out.push(format!("    note       {}", r.remarks()));
        }
    }
    out.push(String::new());
    out.push("next: `underheaven run article`, or `underheaven show article` for the rules themselves".to_owned());
    out.join("\n")
}

fn markdown(rows: &[Roll], sizes: &Sizes) -> String {
    let mut out = vec![head(sizes), String::new()];
    out.push(
        "| # | what the article tells | lives in | switch | measure (unit) | with it | without | effect | because | notes |"
            .to_owned(),
    );
    out.push("|---|---|---|---|---|---:|---:|---|---|---|".to_owned());
    for r in rows {
        let (on, off) = r.sizes();
        let (lives_in, switch, remarks) = (r.lives_in.join("<br>"), &r.switch, r.remarks());
        out.push(format!(
            "| {} | {} | {lives_in} | {switch} | `{}` ({}) | {on} | {off} | {} | {} | {remarks} |",
            r.id, r.words, r.measure, r.unit, r.effect, r.because
        ));
    }
    out.push(String::new());
    out.push("Lived from:".to_owned());
    out.push(String::new());
    out.extend(sizes.inputs.iter().map(|(file, hash)| format!("- `{file}` {hash}")));
    out.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roll(id: &str, people: u64) -> Roll {
        let rows = statements::all().expect("the statements are sound");
        let row = rows.iter().find(|row| row.id == id).expect("the statement is there");
        Roll::of(row, None, Some(Size { on: 73.0, off: Some(0.0), people }))
    }

    #[test]
    fn any_row_can_say_that_it_rests_on_few_people() {
        for n in 1..=33 {
            let id = format!("S{n:02}");
            assert!(roll(&id, 9).remarks().contains("rests on fewer than 10 people"), "{id}");
            assert!(!roll(&id, 10).remarks().contains("fewer"), "{id}");
        }
    }

    #[test]
    fn counts_are_whole_and_other_sizes_are_rounded() {
        assert_eq!(roll("S14", 50).sizes(), ("73".to_owned(), "0".to_owned()));
        assert_eq!(roll("S16", 50).sizes().0, "73.0", "months of bills");
        assert_eq!([0.0, 0.2014, 3.26, 1234.6].map(number), ["0", "0.201", "3.3", "1,235"]);
    }
}
