//! Rulebooks that are compiled in.

/// A shipped rulebook.
pub struct Shipped;
/// All.
pub fn shipped() -> &'static [Shipped] {
    &[]
}
