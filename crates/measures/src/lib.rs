//! What a world shows: accumulators, tables, definitions. They watch a world and never alter it.
//!
//! [`Tally`] is a world's observer; at the run's end it gives the public [`tables`] and a [`Summary`]. A [`Comparison`] sets
//! the tally of a reform beside that of its baseline, person by person. Leaves out files and formats, which are `underheaven`'s.

mod row;
pub mod tables;

mod abreast;
mod alike;
mod blame;
mod cells;
mod chain;
mod counters;
mod digest;
mod funnel;
mod grain;
mod hash;
mod kept;
mod months;
mod pair;
mod pair_lines;
mod pair_rows;
mod pair_summary;
mod panel;
mod partings;
mod roll;
mod rows;
mod stocks;
mod summary;
mod summary_lines;
mod sums;
mod tally;
mod trial;
mod trial_lines;
mod value;
mod verify;
mod watch;

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

pub use abreast::Abreast;
pub use alike::Numbers;
pub use blame::{Agreement, Blame, Ledgers};
pub use chain::WayBack;
pub use counters::Subject;
pub use digest::Digest;
pub use funnel::STAGES;
pub use grain::{Exceptions, Grain};
pub use hash::RunHash;
pub use kept::{PersonRows, Sample};
pub use pair::{Comparison, Side};
pub use pair_lines::FTC;
pub use pair_summary::{Changes, GroupFared, PairSummary, PathCounts, PutIn, Step};
pub use panel::{Homes, Member, Panel, STRATA, Strata};
pub use roll::enters_school;
pub use row::{Cell, Column, Row, Value};
pub use rows::province_label;
pub use summary::{ChannelCounts, Counted, GateCounts, Pilot, Punished, Reach, Realised, Summary, ThreeCounts};
pub use tally::{Kept, RuleFacts, Setup, Tally};
pub use trial::{ByWay, Effect, Estimate, Trial};
