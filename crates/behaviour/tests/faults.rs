//! Bad behaviours and what is said about them; and the schema, which knows every key.

use underheaven_base::reading::{Keys, Row, Shape};
use underheaven_base::{Fault, Severity};
use underheaven_behaviour::{Behaviour, schema, shipped};

fn told(fault: &Fault) -> String {
    let kind = if fault.severity == Severity::Error { "" } else { "warning " };
    let help = fault.help.as_ref().map_or_else(String::new, |help| format!(" ({help})"));
    format!("{kind}{} `{}`: {}{help}", fault.place, fault.word, fault.message)
}

/// A change laid over the shipped default must be told so, and no otherwise.
#[track_caller]
fn check(change: &str, expected: &[&str]) {
    let (_, default) = shipped().iter().find(|(name, _)| *name == "default").unwrap();
    let faults = match Behaviour::read("x", &[("default.toml", default), ("x.toml", change)]) {
        Ok((_, faults)) | Err(faults) => faults,
    };
    assert_eq!(faults.iter().map(told).collect::<Vec<_>>(), expected, "\n{change}");
}

#[test]
fn the_default_itself_has_no_fault() {
    check("", &[]);
}

#[test]
fn a_response_is_switched_off_by_one_word() {
    check("[fear]\nenabled = false", &[]);
    let off = [("d.toml", shipped()[1].1), ("x.toml", "[fear]\nenabled = false")];
    assert!(Behaviour::read("x", &off).unwrap().0.fear.is_none());
}

#[test]
fn an_unknown_table_or_key_is_told_with_the_nearest_one() {
    check(
        "[feer]\ncut = 0.5\n[habit]\nhalf_life_yaers = 3",
        &[
            "x.toml:1:2 `feer`: the file knows no key `feer` (did you mean `fear`?)",
            "x.toml:4:1 `half_life_yaers`: `[habit]` knows no key `half_life_yaers` (did you mean `half_life_years`?)",
        ],
    );
}

#[test]
fn a_share_that_is_none() {
    check(
        "[fear]\ncut = 1.5\nnoticed = -0.1",
        &[
            "x.toml:2:7 `1.5`: `cut` is 1.5, but must lie from 0 to 1",
            "x.toml:3:11 `-0.1`: `noticed` is -0.1, but can't be negative (0 to 1)",
        ],
    );
}

#[test]
fn a_response_that_is_not_told_in_full() {
    check("[step]\nfactor = 0.9", &["x.toml:1:2 `step`: `[step]` has no `floor` (add `floor = …` (a number))"]);
}

#[test]
fn more_than_everybody_has_a_view() {
    check(
        "[views]\ndisapprove = 0.5",
        &[
            "x.toml:2:14 `0.5`: `approve` and `disapprove` sum to 1.3, more than everybody (let them sum to 1 at most; the rest are neutral)",
        ],
    );
}

#[test]
fn a_crowd_that_is_full_when_nobody_is_caught() {
    check(
        "[fear]\ncrowd_full_at = 0",
        &[
            "x.toml:2:17 `0`: the crowd's part of fear is full when nobody is caught (let `crowd_full_at` be above 0, or `crowd` be 0)",
        ],
    );
}

#[test]
fn habit_that_does_not_outlast_fear_is_a_warning() {
    check(
        "[habit]\nhalf_life_years = 0.1",
        &["warning x.toml:2:19 `0.1`: habit fades faster than fear, so that it never outlasts the cause"],
    );
}

#[test]
fn one_step_below_the_floor() {
    check(
        "[step]\nfactor = 0.1\nfloor = 0.2",
        &["x.toml:2:10 `0.1`: one step, 0.1, already falls below the floor, 0.2 (let `factor` be at least `floor`)"],
    );
}

#[test]
fn a_figure_outside_its_range_and_one_that_is_no_number() {
    check(
        "[evade]\nshare = { value = 0.1, low = 0.2, high = 0.3, basis = \"assumed\" }\n[farm]\nrise = \"much\"",
        &[
            r#"x.toml:2:9 `{ value = 0.1, low = 0.2, high = 0.3, basis = "assumed" }`: `share` is 0.1, outside its own range from 0.2 to 0.3"#,
            r#"x.toml:4:8 `"much"`: `rise` is text, but a number is needed here"#,
        ],
    );
}

#[test]
fn the_schema_knows_every_key() {
    fn keys(rows: &[Row], out: &mut Vec<&'static str>) {
        for row in rows {
            match &row.shape {
                Shape::Flat(rows) => keys(rows, out),
                Shape::Table { rows, .. } | Shape::Tables { rows, .. } => keys(rows, out),
                _ => out.push(row.key),
            }
        }
    }
    let (text, mut all) = (schema().to_string(), vec![]);
    keys(&Behaviour::rows(), &mut all);
    assert!(all.len() > 25);
    assert!(all.iter().all(|key| text.contains(&format!("\"{key}\":"))));
}

#[test]
fn no_broken_line_is_a_panic() {
    for (_, text) in shipped() {
        let lines: Vec<&str> = text.lines().collect();
        for i in 0..lines.len() {
            let key = lines[i].split(" = ").next().unwrap_or_default();
            for odd in ["", "[x]", "= 1", &format!("{key} = -1e308"), &format!("{key} = []"), &format!("{key} = {{}}")]
            {
                let broken = [&lines[..i], &[odd], &lines[i + 1..]].concat().join("\n");
                if let Err(faults) = Behaviour::read("x", &[("x.toml", &broken)]) {
                    assert!(faults.iter().any(|fault| fault.severity == Severity::Error), "{broken}");
                }
            }
        }
    }
}
