//! What every part of Underheaven shares: who, when, how many points, which luck, and the words.
//!
//! Leaves out everything that means something by itself: no rule, no person, no behaviour lives here.
//! The [`vocabulary`] is the project's dictionary: closed lists of acts, channels, gates, causes and
//! measures, each entry with its sentence. Rulebooks, behaviours and societies are checked against it.

pub mod day;
pub mod draw;
pub mod fade;
pub mod fault;
pub mod figure;
pub mod ids;
pub mod near;
pub mod reading;
pub mod vocabulary;

pub use day::{Day, Window};
pub use draw::{Draw, chance, pick};
pub use fault::{Fault, Place as FaultPlace, Severity};
pub use figure::{Basis, Figure};
pub use ids::{FirmId, NeighbourhoodId, PersonId};
pub use vocabulary::*;
