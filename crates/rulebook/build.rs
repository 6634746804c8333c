//! Lists every file under `rulebooks/`, so that a new rulebook or case is compiled in without a line of Rust.

use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let root = Path::new(&std::env::var("CARGO_MANIFEST_DIR").unwrap_or_default()).join("../../rulebooks");
    let books = inside(&root).into_iter().filter(|path| path.join("rulebook.toml").is_file());
    let list: String = books.map(|book| shipped(&root, &book)).collect();
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it")).join("shipped.rs");
    fs::write(out, format!("&[{list}]")).expect("cargo's own folder can be written");
    println!("cargo::rerun-if-changed={}", root.display());
}

fn inside(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|e| panic!("cannot read {}: {e}", folder.display()));
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("a folder can be read to its end").path()).collect();
    paths.sort();
    paths
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let each = |path: PathBuf| if path.is_dir() { files(&path) } else { vec![path] };
    inside(folder).into_iter().flat_map(each).filter(|path| path.extension().is_some_and(|e| e == "toml")).collect()
}

fn shipped(root: &Path, book: &Path) -> String {
    let name = book.file_name().unwrap_or_default().to_string_lossy();
    let one = |path: &PathBuf| {
        let parts = path.strip_prefix(root).expect("it lies under the root").components();
        let label: Vec<_> = parts.map(|part| part.as_os_str().to_string_lossy()).collect();
        format!("({:?}, include_str!({:?})),", label.join("/"), path.to_string_lossy())
    };
    let files: String = files(book).iter().map(one).collect();
    format!("Shipped {{ name: {name:?}, files: &[{files}] }},")
}
