//! `compare … --only-in` as a user meets it: what a trial by county and household tells, what must be nought, and what is refused.

#[path = "told/tables.rs"]
mod tables;
mod told;

use parquet::record::Field;
use serde_json::json;
use std::path::Path;
use tables::{cell, manifest, number, rows, word};
use told::{answer, text};

/// The smallest country, over a few weeks.
const COUNTRY: [&str; 8] = ["--people", "94500", "--from", "2020-01-01", "--to", "2020-03-29", "--quiet", "--only-in"];

fn live(folder: &Path, words: &[&str], only_in: &[&str]) -> String {
    let output = answer(folder, &[words, &COUNTRY, only_in].concat());
    assert_eq!(output.status.code(), Some(0), "{words:?}: {}", text(&output));
    text(&output)
}

/// A column of an effect.
fn effect(run: &Path, measure: &str, effect: &str, column: &str) -> f64 {
    let all = rows(run, "effects");
    let row = all.iter().find(|row| word(row, "measure") == measure && word(row, "effect") == effect);
    number(row.expect("it is told"), column).expect("it has a value")
}

const HALF: [&str; 2] = ["counties=half", "households=30%"];

#[test]
fn a_baseline_tried_beside_itself_has_no_effect_and_parts_nobody() {
    let here = tempfile::tempdir().unwrap();
    live(here.path(), &["compare", "article", "article", "--out", "x"], &HALF);
    let run = here.path().join("x");
    for row in rows(&run, "effects") {
        assert_eq!((number(&row, "paired"), number(&row, "paired_error")), (Some(0.0), Some(0.0)), "{row}");
    }
    for row in rows(&run, "ways") {
        assert_eq!((number(&row, "value"), number(&row, "parted")), (Some(0.0), Some(0.0)), "{row}");
    }
    assert!(rows(&run, "partings").is_empty());
    let arms = &manifest(&run)["arms"];
    assert_eq!(arms[0]["results_hash"], arms[1]["results_hash"]);
}

/// A rulebook under which nothing follows from points: no list, no band, no gate, no kin.
const POINTS: &str = r#"
provenance = "hypothetical"
why = "Crossing on red costs points, from which nothing follows."
[score]
start = { value = 1000, low = 1000, high = 1000, basis = "assumed", source = "our choice" }
merit_cap = { value = 20, low = 10, high = 60, basis = "assumed", source = "our choice" }
lifetime_quarters = { value = 8, low = 4, high = 20, basis = "assumed", source = "our choice" }
[posting]
period_days = { value = 7, low = 1, high = 28, basis = "assumed", source = "our choice" }
[enrolment]
age = { value = 18, low = 14, high = 18, basis = "assumed", source = "our choice" }
[sight.crossing-on-red]
officer = { value = 0.1, low = 0.001, high = 0.5, basis = "assumed", source = "our choice" }
[rule.crossing-on-red]
provenance = "hypothetical"
why = "Crossing against the signal costs points."
act = "crossing-on-red"
points = { value = -5, low = -20, high = -1, basis = "assumed", source = "our choice" }
"#;

#[test]
fn a_reform_that_reaches_nobody_through_others_has_a_direct_effect_and_no_indirect_one() {
    let here = tempfile::tempdir().unwrap();
    std::fs::write(here.path().join("points.toml"), POINTS).unwrap();
    std::fs::write(here.path().join("harder.toml"), "[rule.crossing-on-red.points]\nvalue = -15\n").unwrap();
    live(here.path(), &["compare", "points.toml", "harder.toml", "--behaviour", "none", "--out", "x"], &HALF);
    let run = here.path().join("x");
    let of = |which: &str, column: &str| effect(&run, "points-each", which, column);
    assert!(of("direct", "paired") < -1.0, "{}", of("direct", "paired"));
    assert_eq!((of("indirect", "paired"), of("indirect", "paired_error")), (0.0, 0.0));
    assert!((of("total", "paired") - of("direct", "paired")).abs() < 1e-12);
    let share = of("overall", "paired") / of("direct", "paired");
    assert!((0.25..0.35).contains(&share), "three in ten are treated: {share}");
    // As in the field, the indirect effect is not known exactly: counties differ. It lies within what its error allows.
    assert!(of("indirect", "design").abs() < 4.0 * of("indirect", "design_error"));
    for row in rows(&run, "ways").iter().filter(|row| word(row, "way") != "rule") {
        assert_eq!((number(row, "value"), number(row, "parted")), (Some(0.0), Some(0.0)), "{row}");
    }
    let partings = rows(&run, "partings");
    assert!(partings.len() > 1000 && partings.iter().all(|row| cell(row, "depth") == Field::Int(0)));
}

#[test]
fn a_trial_of_kin_guilt_is_the_same_on_any_threads_and_can_be_explained_and_its_ways_add_up() {
    let here = tempfile::tempdir().unwrap();
    let kin = ["compare", "article", "no-kin-guilt", "--threads"];
    let told =
        live(here.path(), &[&kin[..], &["1", "--out", "one"]].concat(), &["counties=half", "households=60%,20%"]);
    live(here.path(), &[&kin[..], &["3", "--out", "three"]].concat(), &["households=60%,20%", "counties=half"]);
    let (one, three) = (here.path().join("one"), here.path().join("three"));
    let (told_of_one, told_of_three) = (manifest(&one), manifest(&three));
    assert_eq!(told_of_one["tables"], told_of_three["tables"]);
    assert_eq!(told_of_one["results_hash"], told_of_three["results_hash"]);
    assert_eq!(told_of_one["only_in"], json!({ "counties": 0.5, "households": [0.6, 0.2] }));
    for said in [
        "A trial in two stages: in 13 of the 26 counties with somebody enrolled, 60 % of",
        "the others 20 %",
        "indirect",
        "by the rule itself",
        "live in another county",
    ] {
        assert!(told.contains(said), "{said}\n{told}");
    }
    // Whoever is spared kin guilt keeps their points, and so do those whose kin are.
    assert!(effect(&one, "points-each", "direct", "paired") > 0.0);
    assert!(effect(&one, "points-each", "indirect", "paired") > 0.0);
    let ways = rows(&one, "ways");
    let sum = |share: f64, who: &str| -> f64 {
        let mine = ways.iter().filter(|row| word(row, "measure") == "points-each" && word(row, "who") == who);
        mine.filter(|row| number(row, "share") == Some(share)).filter_map(|row| number(row, "value")).sum()
    };
    let near = |which: &str, by_way: f64| {
        let paired = effect(&one, "points-each", which, "paired");
        assert!((paired - by_way).abs() < 1e-9, "{which}: {paired} beside {by_way}");
    };
    near("direct", sum(0.6, "treated") - sum(0.6, "untreated"));
    near("indirect", sum(0.6, "untreated") - sum(0.2, "untreated"));
    near("total", sum(0.6, "treated") - sum(0.2, "untreated"));
    let crossed = ways.iter().filter(|row| word(row, "way") == "across").filter_map(|row| number(row, "parted"));
    assert!(crossed.sum::<f64>() > 0.0, "kin live in other counties");
    let differences = rows(&one, "differences");
    let share = |contrast: &str| {
        let row = differences.iter().find(|row| word(row, "measure") == contrast).expect("it is told");
        number(row, "difference").expect("a share")
    };
    assert!(
        (0.05..0.95).contains(&share("kin-across-counties"))
            && (0.01..0.95).contains(&share("partings-across-counties"))
    );
    // Lived again for one person, these are the same lives.
    let person = rows(&one, "partings").first().map(|row| word(row, "person")).expect("somebody parts");
    let explained = answer(here.path(), &["explain", "one", &person, "--quiet"]);
    assert_eq!(explained.status.code(), Some(0), "{}", text(&explained));
}

#[test]
fn a_trial_that_cannot_be_is_refused_and_leaves_nothing_behind() {
    let here = tempfile::tempdir().unwrap();
    let early = ["article", "no-kin-guilt", "--people", "94500", "--to", "2014-08-31"];
    let early = [&early[..], &["--only-in", "counties=half", "households=30%"]].concat();
    let rows: [(&[&str], i32, &str); 9] = [
        (&early, 1, "has 31 counties, of which people are enrolled in"),
        (
            &["article", "no-kin-guilt", "--society", "town", "--only-in", "counties=half", "households=30%"],
            1,
            "has 1 county, and a trial by county needs at least 20",
        ),
        (
            &["article", "none", "--people", "94500", "--only-in", "counties=half", "households=30%"],
            1,
            "cannot hold for some households only",
        ),
        (&["article", "no-kin-guilt", "--only-in", "countys=half", "households=30%"], 2, "did you mean `counties`?"),
        (&["article", "no-kin-guilt", "--only-in", "counties=hlaf", "households=30%"], 2, "did you mean `half`?"),
        (&["article", "no-kin-guilt", "--only-in", "counties=half"], 2, "does not say which households"),
        (
            &["article", "no-kin-guilt", "--only-in", "counties=half", "households=100%,100%"],
            2,
            "100 % in all counties",
        ),
        (&["article", "--only-in", "counties=half", "no-kin-guilt"], 2, "REFORM"),
        (
            &["article", "article", "--behaviours", "none,default", "--only-in", "counties=half", "households=1%"],
            2,
            "cannot be used with",
        ),
    ];
    for (words, code, said) in rows {
        let output = answer(here.path(), &[&["compare"], words].concat());
        let text = text(&output);
        assert_eq!(output.status.code(), Some(code), "{words:?}: {text}");
        assert!(text.contains(said), "{words:?} should say `{said}`: {text}");
    }
    assert_eq!(std::fs::read_dir(here.path()).unwrap().count(), 0, "nothing was left behind");
    let words = [
        "compare",
        "article",
        "no-kin-guilt",
        "--people",
        "94500",
        "--dry-run",
        "--only-in",
        "counties=1/4",
        "households=half",
    ];
    let dry = answer(here.path(), &words);
    assert!(
        text(&dry).contains("for 50 % of the households in 8 of 31 counties and 0 % in the others"),
        "{}",
        text(&dry)
    );
}
