//! Reading of the project's TOML files: every value keeps its file, line and column, and every fault is told at once.
//!
//! Two steps. [`tree`] turns texts into one tree of [`Node`]s, laying overlays over a baseline key by
//! key. [`Section`] and the kinds in [`field`] then read typed values from it and go on after a fault.
//! [`keys!`](crate::keys) declares a table once: struct, reader, JSON Schema and the documents' key
//! tables all follow from that one declaration. Opening files is left to the program.

pub mod describe;
pub mod field;
pub mod figures;
mod keys;
mod section;
pub mod tree;
mod words;

pub use describe::{Row, Shape};
pub use field::Field;
pub use figures::FigureRow;
pub use keys::{Keys, read_root};
pub use section::{Reading, Section, one_of};
pub use tree::{Node, Value, parse, parse_all};
pub use words::{MapKey, read_name, read_word};
