//! The report as a reader meets it: every number traced to the tables, every figure told in words, damaged folders refused.

mod page;

use page::{Folder, bare_texts, numbers, reads_as};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;
use tempfile::TempDir;

fn answer(folder: &Path, words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_underheaven"));
    command.args(words).current_dir(folder).env("NO_COLOR", "1").stdin(Stdio::null());
    command.output().expect("the program can be started")
}

fn done(folder: &Path, words: &[&str]) -> String {
    let output = answer(folder, words);
    let told = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    assert_eq!(output.status.code(), Some(0), "{words:?}: {told}");
    told
}

/// A run with something in every section, lived once for all tests.
static LIVED: LazyLock<TempDir> = LazyLock::new(|| {
    let here = tempfile::tempdir().expect("a folder for the test");
    let words =
        ["run", "article", "--society", "town", "--people", "42000", "--from", "2017-01-01", "--quiet", "--out", "run"];
    done(here.path(), &words);
    here
});

/// Three worlds side by side.
static SIDE_BY_SIDE: LazyLock<TempDir> = LazyLock::new(|| {
    let here = tempfile::tempdir().expect("a folder for the test");
    let arms = ["compare", "article", "article/appeal-all-grounds", "article/low-score"];
    let over = ["--society", "town", "--people", "21000", "--from", "2018-01-01", "--quiet", "--out", "run"];
    done(here.path(), &[&arms[..], &over].concat());
    here
});

/// A reform tried in half of the counties.
static TRIED: LazyLock<TempDir> = LazyLock::new(|| {
    let here = tempfile::tempdir().expect("a folder for the test");
    let arms =
        ["compare", "article", "no-kin-guilt", "--people", "94500", "--from", "2020-01-01", "--to", "2020-02-23"];
    let over = ["--only-in", "counties=half", "households=30%", "--quiet", "--out", "run"];
    done(here.path(), &[&arms[..], &over].concat());
    here
});

fn tried() -> Folder {
    Folder::open(&TRIED.path().join("run"))
}

fn compared() -> Folder {
    Folder::open(&SIDE_BY_SIDE.path().join("run"))
}

fn lived() -> Folder {
    Folder::open(&LIVED.path().join("run"))
}

/// A copy of the run that a test may damage.
fn copied(files: impl Fn(&str) -> bool) -> TempDir {
    let here = tempfile::tempdir().expect("a folder for the test");
    let from = LIVED.path().join("run");
    for folder in ["", "tables", "inputs"] {
        std::fs::create_dir_all(here.path().join(folder)).unwrap();
        for entry in std::fs::read_dir(from.join(folder)).unwrap().flatten().filter(|e| e.path().is_file()) {
            let name = entry.file_name().to_string_lossy().into_owned();
            if files(&name) {
                std::fs::copy(entry.path(), here.path().join(folder).join(name)).unwrap();
            }
        }
    }
    here
}

#[test]
fn every_number_on_the_page_is_what_its_cells_give() {
    for folder in [lived(), compared(), tried()] {
        let told = numbers(&folder.page());
        assert!(told.len() > 500, "numbers were lost on the way: {}", told.len());
        for n in &told {
            let cells = folder.reckon(&n.from);
            assert!((cells - n.value).abs() <= 1e-9 * cells.abs().max(1e-6), "{n:?} comes to {cells}");
            assert!(reads_as(&n.text, n.value), "{n:?} is read as something else");
        }
    }
}

#[test]
fn a_number_that_its_cells_do_not_give_is_found() {
    let folder = lived();
    let page = folder.page();
    let n = numbers(&page).into_iter().find(|n| n.from.starts_with("(groups")).expect("a share");
    assert_ne!(folder.reckon(&n.from), n.value + 0.01);
    let other = folder.reckon(&n.from.replacen("groups.value[", "groups.value[1", 1));
    assert_ne!(other, n.value, "another cell gives another number");
    assert!(!reads_as("39 %", 0.41) && !reads_as("1,881", 1883.0) && !reads_as("31 million", 33e6));
    assert!(reads_as("39 %", 0.386) && reads_as("1,881", 1881.0) && reads_as("31 million", 31.4e6));
}

#[test]
fn no_number_stands_on_the_page_without_saying_where_it_comes_from() {
    let names = ["people under 18", "people of 18 to 34", "people of 35 to 59", "people from 60"];
    let names = names.into_iter().chain([
        "People of 35 to 59",
        "People of 18 to 34",
        "china-2020",
        "1 away",
        "2 away",
        "3 away",
        "4 away",
        "5 away",
    ]);
    for page in [lived().page(), compared().page(), tried().page()] {
        let told = bare_texts(&page);
        assert!(told.len() > 300, "texts were lost on the way");
        for text in told.iter().filter(|text| !text.ends_with(" half")) {
            let rest = names.clone().fold(text.clone(), |text, name| text.replace(name, ""));
            assert!(!rest.contains(|c: char| c.is_ascii_digit()), "`{text}` says a number and not from where");
        }
    }
}

#[test]
fn every_part_of_a_page_has_a_name_of_its_own() {
    for page in [lived().page(), compared().page(), tried().page()] {
        let names: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let mut once = names.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), names.len(), "{names:?}");
    }
}

#[test]
fn a_comparison_shows_both_its_difference_and_whom_it_reached() {
    let page = compared().page();
    for part in
        ["id=\"reform\"", "id=\"differences\"", "id=\"fared\"", "id=\"partings\"", "appeal-all-grounds − article"]
    {
        assert!(page.contains(part), "{part}");
    }
    assert!(!lived().page().contains("id=\"fared\""), "a single run compares nothing");
}

#[test]
fn every_figure_is_told_in_words_and_its_numbers_stand_in_a_table() {
    let page = lived().page();
    let figures: Vec<&str> = page.split("<figure ").skip(1).map(|f| f.split("</figure>").next().unwrap()).collect();
    assert!(figures.len() >= 12, "{}", figures.len());
    for figure in figures {
        let sentence = figure.split("<figcaption>").nth(1).and_then(|f| f.split("</figcaption>").next()).unwrap();
        assert!(sentence.len() > 20, "{figure}");
        assert_eq!(figure.matches("role=\"img\" aria-label=\"").count(), 2, "a picture for a page and one for a phone");
        let table = figure.split("<details>").nth(1).expect("a table");
        assert!(table.matches("<tr>").count() > 1, "{figure}");
        for label in
            figure.split("<text ").skip(1).map(|t| t.split_once('>').unwrap().1.split('<').next().unwrap().trim())
        {
            // What is written beside an axis is a scale, and no number of the run.
            let is_scale = figure.contains("<polyline") && !label.contains('%') || figure.contains("-by-month");
            assert!(is_scale || table.contains(label) || !label.contains(|c: char| c.is_ascii_digit()), "{label}");
        }
    }
}

#[test]
fn the_page_asks_for_nothing_and_runs_nothing() {
    let page = lived().page();
    for bad in ["<script", "javascript:", " src=", "url(", "@import", " style=\"", " onload", "http-equiv=\"refresh\""]
    {
        assert!(!page.contains(bad), "{bad}");
    }
    assert!(page.contains("default-src 'none'") || page.contains("default-src &#39;none&#39;"));
    assert!(page.len() < 2_000_000);
    for never in ["deserv", "In China, "] {
        assert!(!page.replace("“In China, so many", "").contains(never), "{never}");
    }
}

#[test]
fn a_level_never_stands_in_the_headline() {
    let page = lived().page();
    let found =
        page.split("aria-label=\"What was found\">").nth(1).and_then(|p| p.split("</div>").next()).expect("a headline");
    assert_eq!(found.matches("<p>").count(), 3, "three sentences");
    for n in numbers(found) {
        assert!(n.from.contains('/'), "{n:?} is a level");
    }
}

#[test]
fn a_report_is_made_again_from_the_folder_alone() {
    let page = lived().page();
    let here = copied(|name| name != "report.html");
    let told = done(here.path(), &["report", ".", "--figures", "figures"]);
    assert!(told.contains("report.html") && told.contains("figures"), "{told}");
    assert_eq!(std::fs::read_to_string(here.path().join("report.html")).unwrap(), page);
    let svg = std::fs::read_to_string(here.path().join("figures/listings-by-cause.svg")).unwrap();
    assert!(svg.starts_with("<svg role=\"img\""));
    let csv = std::fs::read_to_string(here.path().join("figures/listings-by-cause.csv")).unwrap();
    assert!(csv.lines().count() > 2 && csv.contains("a relative's act,0."), "{csv}");
}

#[test]
fn the_command_on_the_page_makes_the_same_lives_again() {
    let here = tempfile::tempdir().unwrap();
    let few =
        ["--society", "town", "--people", "3000", "--from", "2020-06-01", "--to", "2020-08-02", "--quiet", "--out"];
    done(here.path(), &[&["run", "article/low-score", "--seed", "3", "--panel", "all"][..], &few, &["run"]].concat());
    let behaviours = ["compare", "article", "article", "--behaviours", "default,none"];
    done(here.path(), &[&behaviours[..], &few, &["pair"]].concat());
    // Of a country as many people are made as it can be dealt, which is another number than was asked for.
    let country =
        ["run", "article", "--people", "100000", "--from", "2020-12-14", "--to", "2020-12-27", "--quiet", "--out"];
    done(here.path(), &[&country[..], &["country"]].concat());
    let [run, pair, country] = ["run", "pair", "country"].map(|name| Folder::open(&here.path().join(name)));
    for (folder, n) in [run, pair, country, tried()].into_iter().zip(0..) {
        let page = folder.page();
        let command =
            page.split("<pre tabindex=\"0\">").nth(1).and_then(|rest| rest.split("</pre>").next()).expect("a command");
        let text: String =
            command.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text)).collect();
        let out = format!("again-{n}");
        let words: Vec<&str> = text.split_whitespace().skip(1).chain(["--quiet", "--out", &out]).collect();
        done(here.path(), &words);
        let again = Folder::open(&here.path().join(&out));
        assert_eq!(again.manifest["results_hash"], folder.manifest["results_hash"], "{text}");
        assert_eq!(again.manifest["tables"], folder.manifest["tables"], "what is written, too");
    }
}

#[test]
fn a_rulebook_of_ones_own_is_told_as_it_was_when_it_was_lived() {
    let here = tempfile::tempdir().unwrap();
    done(here.path(), &["show", "court-list-2018", "--copy", "mine"]);
    let words = [
        "run",
        "mine/court-list-2018",
        "--society",
        "town",
        "--people",
        "3000",
        "--from",
        "2019-06-01",
        "--quiet",
        "--out",
        "run",
    ];
    done(here.path(), &words);
    let page = std::fs::read_to_string(here.path().join("run/report.html")).unwrap();
    assert!(page.contains("Every rule of “court-list-2018”"));
    std::fs::remove_dir_all(here.path().join("mine")).unwrap();
    done(here.path(), &["report", "run"]);
    assert_eq!(std::fs::read_to_string(here.path().join("run/report.html")).unwrap(), page);
}

#[test]
fn a_damaged_or_foreign_folder_is_told_as_such() {
    let cut = copied(|name| name != "groups.parquet");
    let changed = copied(|_| true);
    std::fs::write(changed.path().join("tables/groups.parquet"), "PAR1 not a table PAR1").unwrap();
    let [foreign, half, empty] = [(); 3].map(|()| tempfile::tempdir().unwrap());
    std::fs::write(foreign.path().join("manifest.json"), "{\"name\": \"a web app\"}").unwrap();
    std::fs::write(half.path().join("manifest.json"), "{\"underheaven\": \"0.1.0\", ").unwrap();
    let rows = [
        (empty.path().join("nowhere"), 2, "is not there"),
        (empty.path().to_owned(), 2, "holds no `manifest.json`"),
        (foreign.path().join("manifest.json"), 2, "is a file"),
        (foreign.path().to_owned(), 1, "is not the manifest of a run"),
        (half.path().to_owned(), 1, "is not the manifest of a run"),
        (cut.path().to_owned(), 1, "groups.parquet` is missing"),
        (changed.path().to_owned(), 1, "its hash differs"),
    ];
    for (folder, code, said) in rows {
        let output = answer(empty.path(), &["report", folder.to_str().unwrap()]);
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{told}");
        assert!(told.contains(said) && !told.contains("panicked"), "should say `{said}`: {told}");
    }
}
