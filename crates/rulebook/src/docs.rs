//! The key tables of `docs/RULEBOOK.md`, made from the declarations that read the files.

use crate::kinds::{term_figure, terms_of};
use crate::model::{Provenance, Rulebook};
use std::fmt::Write;
use underheaven_base::reading::{Keys, describe};
use underheaven_base::{Basis, Gate, Word};

/// The line after which everything in `docs/RULEBOOK.md` is made by [`keys_markdown`].
pub const MARK: &str = "<!-- made by `cargo xtask docs`: do not edit below -->";

/// Tables of all keys, gates' terms and words, in Markdown.
pub fn keys_markdown() -> String {
    let mut text = format!("## Every key\n\n{}", describe::markdown(&Rulebook::rows()));
    text.push_str("### Terms by gate\n\n| gate | terms | meaning |\n|---|---|---|\n");
    for gate in Gate::ALL {
        let terms: Vec<_> = terms_of(gate).iter().map(|t| format!("`{t}` ({})", term_figure(*t).unit)).collect();
        let _ = writeln!(text, "| `{gate}` | {} | {} |", terms.join(", "), gate.doc());
    }
    text.push_str("\n### Words of `provenance` and `basis`\n\n");
    for word in Provenance::ALL {
        let _ = writeln!(text, "- `{}`: {}", word.name(), word.doc());
    }
    let bases: Vec<_> = Basis::NAMES.iter().map(|(name, _)| format!("`{name}`")).collect();
    let _ = writeln!(text, "\nA figure's `basis` is one of {}.", bases.join(", "));
    text
}
