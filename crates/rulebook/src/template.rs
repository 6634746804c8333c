//! A commented rulebook to start from.

/// A commented rulebook to start from.
pub fn template(name: &str) -> String {
    name.to_owned()
}
