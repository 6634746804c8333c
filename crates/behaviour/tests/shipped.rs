//! What is shipped: without fault or warning, every figure with its source or its range.

use underheaven_base::Basis;
use underheaven_behaviour::{Behaviour, shipped};

fn all() -> Vec<Behaviour> {
    let read = |(name, text): &(&str, &str)| match Behaviour::read(name, &[(&format!("{name}.toml"), text)]) {
        Ok((behaviour, warnings)) if warnings.is_empty() => behaviour,
        Ok((_, faults)) | Err(faults) => panic!("{name}: {faults:#?}"),
    };
    shipped().iter().map(read).collect()
}

#[test]
fn every_shipped_behaviour_is_read_and_says_what_it_is() {
    assert!(all().iter().all(|behaviour| !behaviour.title.is_empty()));
}

#[test]
fn every_shipped_figure_has_a_unit_and_a_source_or_a_range() {
    for row in all().iter().flat_map(Behaviour::figures) {
        let is_honest = row.basis != Basis::Unstated && (row.range.is_some() || !row.source.is_empty());
        assert!(is_honest && !row.unit.is_empty(), "`{}` does not say where it comes from", row.path);
    }
}

#[test]
fn none_leaves_every_response_out() {
    let none = all().into_iter().find(|b| b.name == "none").unwrap();
    assert_eq!(none, Behaviour { name: none.name.clone(), title: none.title.clone(), ..Behaviour::default() });
}

#[test]
fn what_is_compiled_in_is_what_the_folder_holds() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../behaviours");
    let mut names: Vec<String> =
        std::fs::read_dir(root).unwrap().map(|f| f.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert_eq!(names, shipped().iter().map(|(name, _)| format!("{name}.toml")).collect::<Vec<_>>());
    for (name, text) in shipped() {
        assert_eq!(std::fs::read_to_string(format!("{root}/{name}.toml")).unwrap(), *text, "{name}");
    }
}
