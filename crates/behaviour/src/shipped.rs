//! Behaviours that are compiled in, so that the installed program works in any folder.

/// All shipped behaviours, each a name and a text, in the order of their names.
pub fn shipped() -> &'static [(&'static str, &'static str)] {
    &[
        ("courtyard", include_str!("../../../behaviours/courtyard.toml")),
        ("default", include_str!("../../../behaviours/default.toml")),
        ("none", include_str!("../../../behaviours/none.toml")),
    ]
}
