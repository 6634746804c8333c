//! Places at sought-after schools, decided by a parent's standing.
//!
//! What happens: on 1 September children of 6, 12 and 15 ask; places are a share of requests; children of the favoured
//! come first, children of the refused get none, the rest draw lots. Who is pushed back is told by a lottery without standing.
//! Whom it reaches: children, for what a parent did. Source: the article (S18, S27). Assumed: the share of places.
//! Example: a mother is listed for her brother's post, and her son is refused.

use super::GateSpec;
use underheaven_base::{Gate, Term};

/// What is fixed about this gate.
pub const SPEC: GateSpec = GateSpec { gate: Gate::School, terms: &[Term::PlacesPerRequest], scarce: true };
