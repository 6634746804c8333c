//! The synthetic people and their ties, made from public tables. Knows nothing of rulebooks.
//!
//! Two worlds over one society start with the same people by construction. [`Society`] is the whole
//! interface: who lives where, who is kin of whom, who works where, and which acts are *proposed* in a
//! week, by whose luck. A world only decides whether a proposal happens.

mod alike;
mod built;
mod country;
mod dice;
mod interface;
mod logarithm;
mod permutation;
mod skips;
pub mod table;
pub mod template;
mod town;

pub use alike::Alike;
pub use built::{build, default_people, default_seed};
pub use country::Country;
pub use interface::*;
pub use permutation::Permutation;
pub use table::{Table, shipped};
pub use town::{COUNTED, Town};
