//! The policy under test, as data: what acts cost or earn, who is bound to whom, lists, gates, recourse.
//!
//! No rule is written in Rust. A rulebook is read from TOML, checked against the vocabulary, and every
//! number keeps its source and its plausible range.

mod model;

pub use model::*;
