//! What a world shows: accumulators, tables, definitions. They watch a world and never alter it.

pub mod tables;
