//! The arrows between crates, as ARCHITECTURE.md draws them. An arrow that is not drawn is refused.
//!
//! A crate that cannot name another cannot depend on what it holds: that a society knows no rulebook is
//! not a promise but a missing arrow.

use crate::shell::{Checked, cargo, json, list, output, word};

/// Each crate with those that it may name, in its tests too.
const ARROWS: [(&str, &[&str]); 8] = [
    ("underheaven-base", &[]),
    ("underheaven-rulebook", &["underheaven-base"]),
    ("underheaven-behaviour", &["underheaven-base"]),
    ("underheaven-society", &["underheaven-base"]),
    (
        "underheaven-world",
        &["underheaven-base", "underheaven-rulebook", "underheaven-behaviour", "underheaven-society"],
    ),
    (
        "underheaven-measures",
        &[
            "underheaven-base",
            "underheaven-rulebook",
            "underheaven-behaviour",
            "underheaven-society",
            "underheaven-world",
        ],
    ),
    (
        "underheaven",
        &[
            "underheaven-base",
            "underheaven-rulebook",
            "underheaven-behaviour",
            "underheaven-society",
            "underheaven-world",
            "underheaven-measures",
        ],
    ),
    ("xtask", &[]),
];

/// Reads the workspace as cargo sees it and refuses every arrow that is not drawn.
pub fn check() -> Checked {
    let text = output(cargo(&["metadata", "--no-deps", "--format-version", "1", "--locked"]))?;
    let metadata = json(&text, "cargo metadata")?;
    let faults: Vec<String> = list(&metadata, "packages").iter().flat_map(faults_of).collect();
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

fn faults_of(package: &serde_json::Value) -> Vec<String> {
    let name = word(package, "name");
    let Some((_, allowed)) = ARROWS.iter().find(|(crate_name, _)| *crate_name == name) else {
        return vec![format!(
            "crate `{name}` is not drawn in ARCHITECTURE.md; draw it, and its arrows in xtask/src/layers.rs"
        )];
    };
    // Only crates of this project are reached by a path.
    let named = list(package, "dependencies").iter().filter(|d| d["path"].is_string()).map(|d| word(d, "name"));
    named
        .filter(|other| !allowed.contains(other))
        .map(|other| format!("crate `{name}` may not name `{other}`: that arrow is not drawn in ARCHITECTURE.md"))
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    #[test]
    fn an_arrow_that_is_not_drawn_is_refused() {
        let package = |other: &str| {
            json!({ "name": "underheaven-society", "dependencies": [
                { "name": other, "path": "somewhere" }, { "name": "serde" },
            ] })
        };
        assert!(super::faults_of(&package("underheaven-base")).is_empty());
        assert_eq!(super::faults_of(&package("underheaven-rulebook")).len(), 1);
        assert_eq!(super::faults_of(&json!({ "name": "underheaven-new", "dependencies": [] })).len(), 1);
    }
}
