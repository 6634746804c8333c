//! What a world shows: accumulators, tables, definitions. They watch a world and never alter it.
//!
//! [`Tally`] is a world's observer; at the run's end it gives the public [`tables`] and a [`Summary`].
//! Leaves out files and formats, which are `underheaven`'s, and comparisons between worlds.

mod row;
pub mod tables;

mod cells;
mod counters;
mod digest;
mod funnel;
mod hash;
mod kept;
mod months;
mod panel;
mod roll;
mod rows;
mod stocks;
mod summary;
mod summary_lines;
mod sums;
mod tally;
mod value;
mod verify;
mod watch;

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

pub use counters::Subject;
pub use digest::Digest;
pub use funnel::STAGES;
pub use hash::RunHash;
pub use kept::Sample;
pub use panel::{Member, Panel, STRATA, Strata};
pub use row::{Cell, Column, Row, Value};
pub use rows::province_label;
pub use summary::{ChannelCounts, Counted, GateCounts, Pilot, Punished, Reach, Realised, Summary, ThreeCounts};
pub use tally::{Kept, RuleFacts, Setup, Tally};
