//! The speed of the internet: throttled for the listed.
//!
//! What happens: only a share of online acts is left.
//! Whom it reaches: internet users. Source: the article (S23); no such penalty is documented. Assumed: the share left.
//! Example: of twenty-five posts a year twelve are left.

use super::GateSpec;
use underheaven_base::{Gate, Term};

/// What is fixed about this gate.
pub const SPEC: GateSpec = GateSpec { gate: Gate::Internet, terms: &[Term::ShareLeft], scarce: false };
