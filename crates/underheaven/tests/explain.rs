//! `underheaven explain` as a user meets it: every fact is the tables', the lives are the run's to the last bit, a parting's way
//! leads back to where the rule reached somebody, and bad input is answered.

mod told;

use parquet::file::reader::SerializedFileReader;
use parquet::record::Field;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use tempfile::TempDir;
use told::{answer, text};

fn done(folder: &Path, words: &[&str]) -> String {
    let output = answer(folder, words);
    assert_eq!(output.status.code(), Some(0), "{words:?}: {}", text(&output));
    String::from_utf8(output.stdout).expect("text")
}

fn read(folder: &Path, words: &[&str]) -> Value {
    let words = [words, &["--format", "json", "--quiet"]].concat();
    serde_json::from_str(&done(folder, &words)).expect("JSON")
}

/// A small town in which people are listed and refused.
const TOWN: [&str; 9] =
    ["--society", "town", "--people", "6000", "--from", "2018-03-05", "--to", "2019-12-29", "--quiet"];

/// Without kin guilt: a reform of one's own, whose file is gone when lives are explained.
const NO_KIN: &str = "[kin.kin-of-critic]\nenabled = false\n[kin.in-laws-of-critic]\nenabled = false\n";

/// A run `run`, the same with a small panel `small`, and a comparison `pair`.
fn here() -> &'static Path {
    static HERE: OnceLock<TempDir> = OnceLock::new();
    HERE.get_or_init(|| {
        let here = tempfile::tempdir().expect("room");
        let live = |words: &[&str]| drop(done(here.path(), &[words, &TOWN].concat()));
        live(&["run", "article", "--out", "run"]);
        live(&["run", "article", "--out", "small", "--panel", "60"]);
        fs::write(here.path().join("no-kin.toml"), NO_KIN).expect("a file");
        live(&["compare", "article", "no-kin.toml", "--out", "pair"]);
        fs::remove_file(here.path().join("no-kin.toml")).expect("a file");
        here
    })
    .path()
}

fn find(run: &str, words: &str) -> Vec<String> {
    let found = read(here(), &["explain", run, "--find", words]);
    found["people"].as_array().expect("people").iter().map(|p| p.as_str().expect("a name").to_owned()).collect()
}

/// A table's rows of a person under an arm, as the program's JSON has them.
fn rows(run: &str, table: &str, arm: &str, person: Option<&str>) -> Vec<Value> {
    let file = File::open(here().join(run).join(format!("tables/{table}.parquet"))).expect("a table");
    let reader = SerializedFileReader::new(file).expect("Parquet");
    let value = |field: &Field| match field {
        Field::Null => Value::Null,
        Field::Str(word) => json!(word),
        Field::Bool(yes) => json!(yes),
        Field::Int(n) => json!(n),
        Field::UInt(n) => json!(n),
        Field::Long(n) => json!(n),
        Field::Double(x) => json!(x),
        Field::Date(day) => json!(date(*day)),
        other => panic!("{other:?}"),
    };
    let object = |row: parquet::record::Row| -> Value {
        Value::Object(row.get_column_iter().map(|(name, field)| (name.clone(), value(field))).collect())
    };
    let all = reader.into_iter().map(|row| object(row.expect("a row")));
    all.filter(|row| row["arm"] == arm && person.is_none_or(|person| row["person"] == person)).collect()
}

/// A day since 1970 as it is written.
fn date(day: i32) -> String {
    underheaven_base::Day(day).to_string()
}

/// How often lines of a kind tell something.
fn told(life: &Value, what: &str, with: &str) -> u64 {
    let lines = life["lines"].as_array().expect("lines").iter();
    let fits = |line: &&Value| line["what"] == what && line["words"].as_str().is_some_and(|words| words.contains(with));
    lines.filter(fits).map(|line| line["times"].as_u64().expect("a number")).sum()
}

#[test]
fn every_fact_about_a_member_of_the_panel_is_that_of_the_tables() {
    for person in find("run", "listed").into_iter().take(4) {
        let explained = read(here(), &["explain", "run", &person]);
        assert_eq!(explained["same_bits"], true);
        let life = &explained["lives"][0];
        assert_eq!(life["rows"]["people"], rows("run", "people", "article", Some(&person))[0]);
        for table in ["ledger", "listings", "gates"] {
            let of_table = rows("run", table, "article", Some(&person));
            assert_eq!(life["rows"][table], Value::from(of_table.clone()), "{table} of {person}");
            assert!(table == "gates" || !of_table.is_empty(), "{table} of {person}");
        }
        let (entries, listings) =
            (life["rows"]["ledger"].as_array().unwrap(), life["rows"]["listings"].as_array().unwrap());
        assert_eq!(told(life, "entry", ""), entries.len() as u64, "{life}");
        assert_eq!(told(life, "listing", ""), listings.len() as u64, "{life}");
        let refused =
            life["rows"]["gates"].as_array().unwrap().iter().filter(|row| row["outcome"] == "refused").count();
        assert_eq!(told(life, "gate", "refused"), refused as u64, "{life}");
    }
}

#[test]
fn whoever_is_outside_the_panel_is_told_the_same_by_living_again() {
    let panel: BTreeSet<String> =
        rows("small", "people", "article", None).iter().map(|row| row["person"].as_str().unwrap().to_owned()).collect();
    let outside = find("small", "listed").into_iter().find(|person| !panel.contains(person)).expect("somebody");
    let [small, run] = ["small", "run"].map(|run| read(here(), &["explain", run, &outside]));
    assert_eq!(small, run, "the panel of a run is no part of a life");
    assert_eq!(
        small["lives"][0]["rows"]["listings"],
        Value::from(rows("small", "listings", "article", Some(&outside)))
    );
    let [one, two] = ["1", "2"].map(|n| read(here(), &["explain", "run", &outside, "--threads", n]));
    assert_eq!(one, two);
}

#[test]
fn it_says_before_how_long_it_takes_and_after_that_the_lives_are_the_same() {
    let person = &find("run", "listed")[0];
    let output = answer(here(), &["explain", "run", person, "--notice"]);
    let (out, before) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(before.contains("living 5,250 people again") && before.contains("about as long"), "{before}");
    let manifest: Value = serde_json::from_str(&fs::read_to_string(here().join("run/manifest.json")).unwrap()).unwrap();
    let hash = manifest["results_hash"].as_str().unwrap();
    assert!(out.contains(&format!("{hash}, the same as the run's")), "{out}");
    for word in
        ["entry by entry", "listed on `discredited`", "rule:", "evidence:", "author:", "remedy:", "they were told:"]
    {
        assert!(out.contains(word), "{word}: {out}");
    }
    assert!(!out.to_lowercase().contains("deserv"), "{out}");
}

#[test]
fn a_parting_leads_back_to_somebody_whom_the_rule_itself_reached() {
    let partings = rows("pair", "partings", "no-kin", None);
    let parted = find("pair", "parted");
    let names: BTreeSet<&str> = partings.iter().map(|row| row["person"].as_str().unwrap()).collect();
    assert_eq!(parted.iter().map(String::as_str).collect::<BTreeSet<_>>(), names);
    let deep = partings.iter().max_by_key(|row| row["depth"].as_u64()).expect("a parting");
    let near = partings.iter().find(|row| row["depth"] == 0).expect("a root");
    let some = parted.iter().step_by(parted.len().div_ceil(4)).map(String::as_str);
    for person in some.chain([deep, near].map(|row| row["person"].as_str().unwrap())) {
        let explained = read(here(), &["explain", "pair", person]);
        let told = explained["lives"][1]["partings"].as_array().expect("partings");
        let of_table: Vec<&Value> = partings.iter().filter(|row| row["person"] == person).collect();
        assert_eq!(told.len(), of_table.len(), "{person}");
        for (told, row) in told.iter().zip(of_table) {
            assert_eq!(
                [&told["path"], &told["depth"], &told["rejoined"]],
                [&row["path"], &row["depth"], &row["day_rejoined"]]
            );
            let people = told["people"].as_array().unwrap();
            assert_eq!(people.len() as u64, told["depth"].as_u64().unwrap() + 1);
            let root = people.last().unwrap().as_str().unwrap();
            let is_root = |row: &Value| row["person"] == root && row["depth"] == 0;
            assert!(partings.iter().any(is_root), "{root} was not reached by the rule itself: {told}");
            let words = told["words"][0].as_str().unwrap();
            assert!(words.contains("the rule itself reaches"), "{told}");
            // Kin guilt sets in after either act; the rule is named, and what was done.
            let kin = "of-critic`, for a post that speaks ill of the government or exposing corruption";
            assert!(words.contains(kin), "{told}");
        }
        assert!(explained["same_bits"] == true && explained["parts_on"].is_string(), "{explained}");
    }
    let same =
        rows("pair", "people", "article", None).into_iter().map(|row| row["person"].as_str().unwrap().to_owned());
    let same = same.into_iter().find(|person| !names.contains(person.as_str())).expect("somebody who never parts");
    assert!(done(here(), &["explain", "pair", &same]).contains("Nothing in this life differs under `no-kin`."));
}

#[test]
fn lives_before_the_parting_are_the_same_under_both_rulebooks() {
    let person = &find("pair", "kin booked listed parted")[0];
    let explained = read(here(), &["explain", "pair", person]);
    let day = explained["parts_on"].as_str().unwrap();
    let before = |n: usize| -> Vec<&Value> {
        let lines = explained["lives"][n]["lines"].as_array().unwrap().iter();
        lines.filter(|line| line["day"].as_str().unwrap() < day).collect()
    };
    assert_eq!(before(0), before(1));
    let out = done(here(), &["explain", "pair", person, "--quiet"]);
    for word in
        [format!("Until {day} the same life"), format!("From {day} under `no-kin`"), "How `no-kin` reached".to_owned()]
    {
        assert!(out.contains(&word), "{word}: {out}");
    }
}

#[test]
fn people_are_found_by_what_they_are_and_what_befell_them() {
    let listings = rows("run", "listings", "article", None);
    let no_act: BTreeSet<String> = listings
        .iter()
        .filter(|row| row["truth"] == "no-act")
        .map(|row| row["person"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(find("run", "listed without act").into_iter().collect::<BTreeSet<_>>(), no_act);
    let women = find("run", "woman listed");
    let people = rows("run", "people", "article", None);
    let is_woman = |person: &String| people.iter().any(|row| row["person"] == **person && row["sex"] == "female");
    assert!(!women.is_empty() && women.iter().all(is_woman));
    let voices: BTreeSet<String> = find("run", "journalist").into_iter().collect();
    let with = |row: &&Value| row["traits"].as_str().unwrap().split('+').any(|word| word == "voice");
    let of_table = people.iter().filter(with).map(|row| row["person"].as_str().unwrap().to_owned());
    assert_eq!(voices, of_table.collect());
    for person in find("run", "refused train") {
        let gates = rows("run", "gates", "article", Some(&person));
        assert!(gates.iter().any(|row| row["gate"] == "train" && row["outcome"] == "refused"), "{person}");
    }
    let out = done(here(), &["explain", "run", "--find", "listed", "--most", "1"]);
    assert!(out.contains("more (`--most`)") && out.contains("next: `underheaven explain run "), "{out}");
}

#[test]
fn bad_input_gets_a_clear_answer() {
    let refused = |words: &[&str], code: i32, why: &str| {
        let output = answer(here(), &[&["explain"], words].concat());
        assert_eq!(output.status.code(), Some(code), "{words:?}: {}", text(&output));
        assert!(text(&output).contains(why), "{words:?} without `{why}`: {}", text(&output));
    };
    refused(&["run", "nobody"], 2, "`nobody` is not a person");
    refused(&["run", "900-1"], 2, "the neighbourhoods of this run are numbered 0 to");
    refused(&["run", "0-4095"], 2, "the people of neighbourhood 0 are numbered 0 to");
    refused(&["run"], 2, "needs a person");
    refused(&["run", "0-1", "--find", "listed"], 2, "cannot be used with");
    refused(&["nowhere", "0-1"], 2, "`nowhere` is not there");
    refused(&[".", "0-1"], 2, "is no run folder");
    refused(&["run", "--find", "jurnalist listed"], 2, "did you mean `journalist`?");
    refused(&["run", "--find", "parted"], 2, "nobody has parted in a run of one rulebook");
    refused(&["run", "--find", "listed", "--arm", "artcle"], 2, "did you mean `article`?");
}

/// A copy of the comparison's folder with something done to it.
fn copy(to: &str) -> PathBuf {
    let (from, to) = (here().join("pair"), here().join(to));
    for part in ["", "tables", "inputs"] {
        fs::create_dir_all(to.join(part)).unwrap();
        for entry in fs::read_dir(from.join(part)).unwrap().map(Result::unwrap).filter(|e| e.path().is_file()) {
            fs::copy(entry.path(), to.join(part).join(entry.file_name())).unwrap();
        }
    }
    to
}

#[test]
fn a_folder_that_was_changed_is_told_by_the_file_that_changed() {
    let person = &find("pair", "parted")[0];
    let refused = |run: &str, why: &str| {
        let output = answer(here(), &["explain", run, person]);
        assert_eq!(output.status.code(), Some(1), "{}", text(&output));
        assert!(text(&output).contains(why), "{run}: {}", text(&output));
    };
    let other = copy("inputs-changed");
    for entry in fs::read_dir(other.join("inputs")).unwrap().map(Result::unwrap) {
        fs::write(entry.path(), "something else").unwrap();
    }
    refused("inputs-changed", "`no-kin.toml` is no longer the file that this run read");

    let seeds = copy("seed-changed");
    let manifest = fs::read_to_string(seeds.join("manifest.json")).unwrap();
    fs::write(seeds.join("manifest.json"), manifest.replace("\"luck_seed\": 1,", "\"luck_seed\": 2,")).unwrap();
    refused("seed-changed", "these are not the lives of the run");

    let dates = copy("dates-changed");
    fs::write(dates.join("manifest.json"), manifest.replace("2018-03-05", "2020-03-05")).unwrap();
    refused("dates-changed", "its days are not in order");

    let lives = copy("lives-changed");
    fs::write(lives.join("lives.json"), "[1]").unwrap();
    let output = answer(here(), &["report", "lives-changed"]);
    assert!(output.status.code() == Some(1) && text(&output).contains("tells no lives"), "{}", text(&output));
}

#[test]
fn three_lives_of_a_run_are_rows_of_its_tables_and_those_of_explain() {
    let lives: Value = serde_json::from_str(&fs::read_to_string(here().join("run/lives.json")).unwrap()).unwrap();
    let statements: Vec<&str> = lives.as_array().unwrap().iter().map(|l| l["statement"].as_str().unwrap()).collect();
    assert_eq!(statements, ["S25", "S11", "S26"]);
    let mut found = 0;
    for life in lives.as_array().unwrap() {
        let Some(person) = life["found"]["who"]["person"].as_str() else {
            let why = life["missing"].as_str().expect("a reason");
            assert!(why.contains("5,250 people") && why.contains("ten") || why.contains("would have ten"), "{why}");
            continue;
        };
        found += 1;
        let explained = read(here(), &["explain", "run", person]);
        let lines = explained["lives"][0]["lines"].as_array().unwrap().iter();
        // Living again tells more: requests, and what befell means and ties.
        let of_tables: Vec<&Value> =
            lines.filter(|line| !["turn", "appeal", "request"].map(Value::from).contains(&line["what"])).collect();
        assert_eq!(life["found"]["before"].as_array().unwrap().iter().collect::<Vec<_>>(), of_tables, "{person}");
        assert_eq!(life["found"]["who"], explained["who"]);
    }
    assert!(found > 0, "{lives}");
    let page = fs::read_to_string(here().join("run/report.html")).unwrap();
    assert!(page.contains("Three lives") && page.contains("A relative of a critic"));
    let made_again = done(here(), &["report", "run"]);
    assert!(made_again.contains("report.html"));
    assert_eq!(fs::read_to_string(here().join("run/report.html")).unwrap(), page);
}

#[test]
fn in_a_comparison_a_life_is_told_side_by_side_from_the_day_it_parts() {
    let lives: Value = serde_json::from_str(&fs::read_to_string(here().join("pair/lives.json")).unwrap()).unwrap();
    let kin = &lives.as_array().unwrap()[1]["found"];
    let day = kin["parts_on"].as_str().expect("kin guilt parts a critic's kin");
    let arms: Vec<&str> = kin["since"].as_array().unwrap().iter().map(|s| s["arm"].as_str().unwrap()).collect();
    assert_eq!(arms, ["article", "no-kin"]);
    let since = kin["since"].as_array().unwrap().iter().flat_map(|s| s["lines"].as_array().unwrap());
    assert!(since.into_iter().all(|line| line["day"].as_str().unwrap() >= day));
    assert!(kin["before"].as_array().unwrap().iter().all(|line| line["day"].as_str().unwrap() < day));
    assert!(!kin["how"].as_array().unwrap().is_empty());
    assert!(fs::read_to_string(here().join("pair/report.html")).unwrap().contains("the lives part"));
}

#[test]
fn help_lists_the_words_by_which_people_are_found() {
    let help = done(here(), &["explain", "--help"]);
    for word in ["journalist", "kin of critic", "listed without act", "reported falsely", "online-shop", "Examples:"] {
        assert!(help.contains(word), "{word}: {help}");
    }
}

#[test]
fn people_of_a_country_are_found_and_explained_by_the_number_that_was_asked_for() {
    let here = tempfile::tempdir().expect("room");
    // It comes to 99,996 people, and a country of 99,996 is dealt otherwise.
    let few = [
        "run",
        "article",
        "--people",
        "100000",
        "--from",
        "2020-11-30",
        "--to",
        "2020-12-27",
        "--quiet",
        "--out",
        "run",
    ];
    done(here.path(), &few);
    let found = read(here.path(), &["explain", "run", "--find", "journalist"]);
    let person = found["people"][0].as_str().expect("somebody").to_owned();
    let told = done(here.path(), &["explain", "run", &person, "--quiet"]);
    assert!(told.contains("the same as the run's"), "{told}");

    // A folder that does not say what was asked for contradicts itself, and says so.
    let manifest = here.path().join("run/manifest.json");
    let said = fs::read_to_string(&manifest).expect("a manifest");
    assert!(said.contains("\"asked\": 100000"));
    fs::write(&manifest, said.replace("\"asked\": 100000,", "")).expect("a manifest");
    let output = answer(here.path(), &["explain", "run", &person, "--quiet"]);
    assert_ne!(output.status.code(), Some(0), "other people's lives are no explanation");
    assert!(!text(&output).contains("panicked"), "{}", text(&output));
    let output = answer(here.path(), &["explain", "run", "--find", "journalist"]);
    assert!(!text(&output).contains("panicked"), "{}", text(&output));
}
