//! What is shipped: without fault or warning, every figure with its source or its range.

use underheaven_base::Basis;
use underheaven_rulebook::{Rulebook, shipped};

/// Every shipped rulebook and every shipped reform laid over it.
fn all() -> Vec<(String, Rulebook)> {
    let mut books = vec![];
    for one in shipped() {
        let base = one.rulebook();
        let alone = vec![(base.label, base.text)];
        let reformed = one.reforms().map(|reform| vec![(base.label, base.text), (reform.label, reform.text)]);
        for files in std::iter::once(alone).chain(reformed) {
            let label = files.last().map_or("", |(label, _)| label);
            match Rulebook::read(one.name, &files) {
                Ok((book, warnings)) if warnings.is_empty() => books.push((label.to_owned(), book)),
                Ok((_, faults)) | Err(faults) => panic!("{label}: {faults:#?}"),
            }
        }
    }
    books
}

#[test]
fn every_shipped_rulebook_and_reform_is_read_without_fault_or_warning() {
    assert!(all().len() >= shipped().len());
}

#[test]
fn every_shipped_figure_has_a_unit_and_a_source_or_a_range() {
    for (label, book) in all() {
        for row in book.figures() {
            let is_honest = row.basis != Basis::Unstated && (row.range.is_some() || !row.source.is_empty());
            assert!(is_honest && !row.unit.is_empty(), "{label}: `{}` does not say where it comes from", row.path);
        }
    }
}

#[test]
fn every_part_of_the_article_says_its_sentence() {
    for (label, book) in all() {
        let abouts = book.rules.iter().map(|(n, r)| (n.as_str(), &r.about));
        let abouts = abouts.chain(book.kin.iter().map(|(n, r)| (n.as_str(), &r.about)));
        let abouts = abouts.chain(book.lists.iter().map(|(n, r)| (n.as_str(), &r.about)));
        let abouts = abouts.chain(book.gates.iter().map(|(n, r)| (n.name(), &r.about)));
        for (name, about) in abouts.chain(book.discretion.iter().map(|(n, r)| (n.as_str(), &r.about))) {
            assert!(!about.why.is_empty(), "{label}: `{name}` has no `why`");
        }
    }
}

#[test]
fn what_is_compiled_in_is_what_the_folder_holds() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../rulebooks");
    for (label, text) in shipped().iter().flat_map(|one| one.files) {
        assert_eq!(std::fs::read_to_string(format!("{root}/{label}")).unwrap(), *text, "{label}");
    }
    let folders = std::fs::read_dir(root).unwrap().filter(|f| f.as_ref().unwrap().path().is_dir());
    assert_eq!(folders.count(), shipped().len());
}

#[test]
fn the_article_has_cases() {
    let article = shipped().iter().find(|one| one.name == "article").unwrap();
    assert!(article.cases().count() >= 20);
    assert!(article.cases().all(|case| case.label.starts_with("article/cases/") && !case.text.is_empty()));
}
