//! How people respond, as data: fear, habit, hope, silence, views, likes. Knows nothing of rulebooks or people.
//!
//! Nothing here is a finding: fear, habit and silence are parameters that are *put in*. A behaviour that
//! leaves a table out switches that response off; `none` leaves all of them out.

mod check;
pub mod docs;
mod model;
mod read;
mod shipped;

pub use model::*;
pub use read::schema;
pub use shipped::shipped;
