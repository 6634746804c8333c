//! The policy under test, as data: what acts cost or earn, who is bound to whom, lists, gates, recourse.
//!
//! No rule is written in Rust. A rulebook is read from TOML, checked against the vocabulary, and every
//! number keeps its source and its plausible range.

mod changes;
mod check;
pub mod docs;
mod kinds;
mod model;
mod read;
mod reform;
mod shipped;
mod template;
mod wording;

pub use changes::{Change, changes};
pub use check::can_see;
pub use kinds::{term_figure, terms_of};
pub use model::*;
pub use read::schema;
pub use shipped::{Shipped, ShippedFile, shipped};
pub use template::{TEMPLATE_CASE, template};
