//! The part `keys` of `docs/RULEBOOK.md`, made from the declarations that read the files.

use crate::kinds::{term_figure, terms_of};
use crate::model::{About, Provenance, Rulebook};
use std::fmt::Write;
use underheaven_base::reading::{Keys, Row, Shape, describe};
use underheaven_base::{Basis, Gate, Word};

/// Tables of all keys, gates' terms and words, in Markdown.
pub fn keys_markdown() -> String {
    let mut text = describe::markdown(&shorter(Rulebook::rows()));
    text.push_str("### Terms by gate\n\n| gate | terms | meaning |\n|---|---|---|\n");
    for gate in Gate::ALL {
        let terms: Vec<_> = terms_of(gate).iter().map(|t| format!("`{t}` ({})", term_figure(*t).unit)).collect();
        let _ = writeln!(
            text,
            "| `{gate}` | {} | {} |",
            if terms.is_empty() { "none".to_owned() } else { terms.join(", ") },
            gate.doc()
        );
    }
    text.push_str("\n### Words of `provenance` and `basis`\n\n");
    for word in Provenance::ALL {
        let _ = writeln!(text, "- `{}`: {}", word.name(), word.doc());
    }
    let bases: Vec<_> = Basis::NAMES.iter().map(|(name, _)| format!("`{name}`")).collect();
    let _ = writeln!(text, "\nA figure's `basis` is one of {}.", bases.join(", "));
    text
}

/// The same rows, with switch, dates and provenance in one line wherever they stand below the top.
fn shorter(rows: Vec<Row>) -> Vec<Row> {
    let below = |mut row: Row| {
        if let Shape::Table { rows, .. } | Shape::Tables { rows, .. } = &mut row.shape {
            rows.iter_mut().for_each(gathered);
        }
        row
    };
    rows.into_iter().map(below).collect()
}

fn gathered(row: &mut Row) {
    let own: Vec<&str> = About::rows().iter().filter(|r| !matches!(r.shape, Shape::Flat(_))).map(|r| r.key).collect();
    let Shape::Flat(rows) = &row.shape else { return };
    let Some(provenance) = rows.iter().find(|r| r.key == "provenance") else { return };
    let default = match &provenance.shape {
        Shape::Value { default: None, .. } => "`provenance` is needed",
        _ => "`provenance`: the file's own",
    };
    row.key = ALL_OF_ABOUT;
    row.doc = "Switch, dates, provenance.";
    row.shape = Shape::value("as at the top of the file", Some(default), serde_json::json!(true));
    debug_assert_eq!(own.join("`, `"), ALL_OF_ABOUT);
}

/// The keys of [`About`], as a line of a table names them.
const ALL_OF_ABOUT: &str = "enabled`, `from`, `until`, `provenance`, `source`, `statement`, `why";
