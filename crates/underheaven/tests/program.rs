//! The program as a user meets it: what it prints, what it leaves behind, and how it answers bad input.

use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

fn program(folder: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_underheaven"));
    command.args(words).current_dir(folder).env("NO_COLOR", "1").stdin(Stdio::null());
    command
}

fn answer(folder: &Path, words: &[&str]) -> Output {
    program(folder, words).output().expect("the program can be started")
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn done(folder: &Path, words: &[&str]) -> String {
    let output = answer(folder, words);
    assert_eq!(output.status.code(), Some(0), "{words:?}: {}{}", out(&output), err(&output));
    out(&output)
}

fn temp() -> TempDir {
    tempfile::tempdir().expect("a folder for the test")
}

fn manifest(run: &Path) -> serde_json::Value {
    let text = std::fs::read_to_string(run.join("manifest.json")).expect("a manifest");
    serde_json::from_str(&text).expect("JSON")
}

/// A small, quick run.
const SMALL: [&str; 9] = ["run", "article", "--society", "town", "--people", "3000", "--to", "2014-09-30", "--quiet"];

fn small(folder: &Path, more: &[&str]) -> Output {
    answer(folder, &[&SMALL[..], more].concat())
}

fn entries(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .map(|all| all.flatten().map(|e| e.file_name().to_string_lossy().into_owned()).collect())
        .unwrap_or_default();
    names.sort();
    names
}

#[test]
fn what_is_shipped_is_named_shown_checked_and_its_cases_run() {
    let here = temp();
    let list = done(here.path(), &["list"]);
    for name in ["article", "none", "court-list-2018", "default", "town", "china-2020", "dense"] {
        assert!(list.contains(name), "{name}\n{list}");
        let shown = if name == "none" { "rulebook/none" } else { name };
        assert!(!done(here.path(), &["show", shown]).is_empty());
        done(here.path(), &["check", name]);
    }
    for book in ["article", "court-list-2018"] {
        done(here.path(), &["cases", book]);
    }
    let copied = done(here.path(), &["show", "article", "--copy", "mine"]);
    assert!(here.path().join("mine/article/rulebook.toml").is_file(), "{copied}");
    done(here.path(), &["check", "mine/article"]);
    done(here.path(), &["cases", "mine/article"]);
    done(here.path(), &["new", "my-rules"]);
    done(here.path(), &["check", "my-rules"]);
    assert!(done(here.path(), &["cases", "my-rules"]).contains("1 of 1 cases as told"));
    assert!(done(here.path(), &["cases", "none"]).contains("without rules"));
    for subject in ["rulebook", "behaviour", "society"] {
        let schema = done(here.path(), &["schema", subject]);
        assert!(serde_json::from_str::<serde_json::Value>(&schema).is_ok(), "{subject}");
    }
}

#[test]
fn a_reform_is_checked_after_its_rulebook_by_its_file_or_bare_name_and_alone_it_is_told_how() {
    let here = temp();
    let bare = done(here.path(), &["check", "article", "short-lists"]);
    assert_eq!(bare, done(here.path(), &["check", "article", "article/short-lists"]));
    assert!(bare.contains("the reform `short-lists` changes"), "{bare}");
    std::fs::write(here.path().join("mine.toml"), "[rule.driving-violation]\nenabled = false\n").unwrap();
    assert!(done(here.path(), &["check", "article", "mine.toml"]).contains("the reform `mine` changes"));
    let alone = answer(here.path(), &["check", "mine.toml"]);
    assert_eq!(alone.status.code(), Some(1));
    assert!(err(&alone).contains("`underheaven check article mine.toml`"), "{}", err(&alone));
    // What the baseline does not have is told by name, and not what a new one would lack alone.
    std::fs::write(here.path().join("mine.toml"), "[list.no-fly]\nbelow = 900\n").unwrap();
    let wrong = out(&answer(here.path(), &["check", "article", "mine.toml"]));
    assert!(wrong.contains("the baseline has no list `no-fly`") && wrong.contains("`discredited`"), "{wrong}");
}

#[test]
fn the_roll_call_names_every_statement_in_order() {
    let here = temp();
    let text = done(here.path(), &["article"]);
    let found: Vec<usize> = (1..=33).map(|n| text.find(&format!("\nS{n:02} ")).expect("each statement")).collect();
    assert!(found.is_sorted());
    let json: serde_json::Value = serde_json::from_str(&done(here.path(), &["article", "--format", "json"])).unwrap();
    let rows = json.as_array().unwrap();
    assert_eq!(rows.len(), 33);
    for row in rows {
        let has_switch = row["statement"] != "S33";
        assert!(row["on"].as_f64().is_some_and(|on| on > 0.0), "{row}");
        assert_eq!(row["off"].is_number(), has_switch, "{row}");
        assert!(["put-in", "follows", "both"].contains(&row["effect"].as_str().unwrap()), "{row}");
        assert!(!row["because"].as_str().unwrap().is_empty(), "{row}");
        assert!(row["people"].as_u64().is_some_and(|people| people > 0), "{row}");
        assert_eq!(row["few"].as_bool().unwrap(), row["people"].as_u64() < Some(10), "{row}");
    }
}

#[test]
fn bad_input_is_answered_with_what_is_wrong_and_leaves_nothing_behind() {
    let here = temp();
    std::fs::write(here.path().join("a-file"), "not a folder").unwrap();
    std::fs::write(
        here.path().join("bad.toml"),
        "provenance = \"hypothetical\"\n[posting]\nperiod_days = 7\n[enrolment]\nage = 18\n\
         [rule.a]\nprovenance = \"hypothetical\"\nwhy = \"\"\nact = \"crosing-on-red\"\npoints = -3\n",
    )
    .unwrap();
    let rows: [(&[&str], i32, &str); 21] = [
        (&["run", "--people", "0"], 2, "0"),
        (&["run", "--people", "many"], 2, "many"),
        (&["run", "--people", "-1"], 2, "write a whole number of people"),
        (&["run", "--seed", "-1"], 2, "write a whole number from 0 to"),
        (&["run", "--society-seed", "x"], 2, "write a whole number from 0 to"),
        (&["run", "--society", "town", "--people", "90000000"], 2, "84000"),
        (&["run", "--people", "3000"], 2, "3000"),
        (&["run", "--people", "1400000000"], 1, "MiB"),
        (&["run", "--to", "2014-01-01"], 2, "before"),
        (&["run", "--from", "2014-13-01"], 2, "2014-13-01"),
        (&["run", "--panel", "x"], 2, "x"),
        (&["run", "--panel", "-1"], 2, "write a whole number"),
        (&["run", "--rows", "-1"], 2, "write a whole number"),
        (&["new", "article"], 2, "comes with the program"),
        (&["new", "a-file"], 2, "is no folder"),
        (&["run", "articel"], 2, "did you mean `article`"),
        (&["run", "--society", "twon"], 2, "did you mean `town`"),
        (&["run", "--behaviour", "nobody"], 2, "nobody"),
        (&["run", "bad.toml"], 1, "did you mean `crossing-on-red`"),
        (&["check", "bad.toml"], 1, "bad.toml:9"),
        (&["run", "--society", "town", "--people", "3000", "--to", "2014-07-07", "--out", "a-file/x"], 3, "a-file"),
    ];
    for (words, code, said) in rows {
        let output = answer(here.path(), words);
        let text = format!("{}{}", out(&output), err(&output));
        assert_eq!(output.status.code(), Some(code), "{words:?}: {text}");
        assert!(text.contains(said), "{words:?} should say `{said}`: {text}");
        assert!(!text.contains("panicked"), "{words:?}: {text}");
    }
    assert_eq!(entries(here.path()), ["a-file", "bad.toml"], "nothing was left behind");
}

#[test]
fn a_warning_is_shown_with_its_line_and_is_no_fault() {
    let here = temp();
    done(here.path(), &["show", "court-list-2018", "--copy", "mine"]);
    let file = here.path().join("mine/court-list-2018/rulebook.toml");
    let idle = "\n[list.idle]\nprovenance = \"hypothetical\"\nwhy = \"Nobody asks for it.\"\nterm_months = 12\n\n\
                [discretion.idle]\nprovenance = \"hypothetical\"\nwhy = \"At will.\"\nact = \"exposing-corruption\"\n\
                list = \"idle\"\nshare = 0.1\n";
    std::fs::write(&file, std::fs::read_to_string(&file).unwrap() + idle).unwrap();
    let told = done(here.path(), &["check", "mine/court-list-2018"]);
    assert!(told.contains("warning: being on the list `idle` changes nothing"), "{told}");
    assert!(told.contains("rulebook.toml:") && told.contains("no fault, and 1 warning in"), "{told}");
    let json = done(here.path(), &["check", "mine/court-list-2018", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["faults"][0]["severity"], "warning", "{json}");
}

#[test]
fn a_file_that_cannot_be_read_hides_no_fault_of_another() {
    let here = temp();
    let folder = here.path().join("rules");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("a.toml"), [0xff, 0xfe]).unwrap();
    std::fs::write(folder.join("b.toml"), "provenance = \"hypothetical\"\n[posting]\nperiod = 7\n").unwrap();
    for words in [&["check", "rules"][..], &["check", "nothing.toml", "rules/b.toml", "rules/a.toml"]] {
        let output = answer(here.path(), words);
        assert_eq!(output.status.code(), Some(2), "{words:?}: {}", err(&output));
        assert!(err(&output).contains("a.toml` is not text in UTF-8"), "{words:?}: {}", err(&output));
        assert!(out(&output).contains("b.toml:3"), "{words:?}: {}", out(&output));
    }
}

#[cfg(unix)]
#[test]
fn a_reader_who_has_gone_changes_neither_the_work_nor_the_exit_code() {
    let here = temp();
    std::fs::write(here.path().join("bad.toml"), "provenance = \"hypothetical\"\n").unwrap();
    let gone = |words: &[&str]| {
        let mut child = program(here.path(), words).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        drop(child.stdout.take());
        child.wait().unwrap().code()
    };
    assert_eq!(gone(&["check", "bad.toml"]), Some(1));
    assert_eq!(gone(&["show", "court-list-2018", "--copy", "mine"]), Some(0));
    assert!(here.path().join("mine/court-list-2018/rulebook.toml").is_file(), "all files are written");
    let cases = entries(&here.path().join("mine/court-list-2018/cases"));
    assert_eq!(cases.len(), 2, "{cases:?}");
}

#[test]
fn a_run_leaves_a_folder_with_all_its_tables_and_never_overwrites_another() {
    let here = temp();
    let first = small(here.path(), &[]);
    assert_eq!(first.status.code(), Some(0), "{}", err(&first));
    let run = here.path().join("runs/0001-article");
    let tables = ["funnel", "gates", "groups", "ledger", "listings", "people", "series"];
    assert_eq!(entries(&run.join("tables")), tables.map(|t| format!("{t}.parquet")));
    assert_eq!(entries(&run), ["inputs", "lives.json", "manifest.json", "report.html", "tables"]);
    assert_eq!(manifest(&run)["state"], "complete");
    assert!(out(&first).lines().last().unwrap().contains("next: `underheaven"));

    assert_eq!(small(here.path(), &[]).status.code(), Some(0));
    assert_eq!(entries(&here.path().join("runs")), ["0001-article", "0002-article"]);
    let again = small(here.path(), &["--out", "runs/0001-article"]);
    assert_eq!(again.status.code(), Some(2), "{}", err(&again));
    assert_eq!(small(here.path(), &["--out", "runs/0001-article", "--force"]).status.code(), Some(0));

    std::fs::create_dir(here.path().join("precious")).unwrap();
    std::fs::write(here.path().join("precious/letter"), "do not lose me").unwrap();
    let forced = small(here.path(), &["--out", "precious", "--force"]);
    assert_ne!(forced.status.code(), Some(0));
    assert!(here.path().join("precious/letter").is_file(), "only a run folder is ever replaced");
}

#[test]
fn a_run_twice_gives_the_same_hash_whatever_is_written() {
    let here = temp();
    let runs: [&[&str]; 4] = [
        &["--out", "a"],
        &["--out", "b"],
        &["--out", "c", "--panel", "all", "--rows", "10"],
        &["--out", "d", "--seed", "2"],
    ];
    for more in runs {
        assert_eq!(small(here.path(), more).status.code(), Some(0));
    }
    let hash = |run: &str| manifest(&here.path().join(run))["results_hash"].clone();
    assert_eq!(hash("a"), hash("b"), "the same command, the same bits");
    assert_eq!(hash("a"), hash("c"), "what is written changes nobody's life");
    assert_ne!(hash("a"), hash("d"), "other luck, other lives");
}

#[test]
fn threads_and_the_plain_world_change_nothing_and_a_small_run_is_golden() {
    let here = temp();
    let of = |out: &str, more: &[&str]| {
        let words = ["run", "--people", "100000", "--to", "2014-08-24", "--quiet", "--out", out];
        done(here.path(), &[&words[..], more].concat());
        manifest(&here.path().join(out))["results_hash"].as_str().unwrap().to_owned()
    };
    let one = of("one", &["--threads", "1"]);
    assert_eq!(of("two", &["--threads", "2"]), one);
    assert_eq!(of("five", &["--threads", "5", "--panel", "500"]), one);
    assert_eq!(of("plain", &["--plain", "--panel", "500"]), one);
    // It changes only with a star in the changelog: write the new one here and say there what changed.
    assert_eq!(one, include_str!("golden.txt").trim());
}

#[test]
fn a_dry_run_lives_nothing_and_json_is_for_machines() {
    let here = temp();
    done(here.path(), &["run", "article", "--dry-run"]);
    assert_eq!(entries(here.path()), [""; 0]);
    let json: serde_json::Value =
        serde_json::from_str(&done(here.path(), &[&SMALL[..], &["--format", "json"]].concat())).unwrap();
    assert_eq!(json["manifest"]["state"], "complete");
    assert!(json["summary"].is_object());
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_is_valid_and_marked_partial() {
    let here = temp();
    let words = ["run", "article", "--society", "town", "--people", "30000", "--out", "cut"];
    let mut child = program(here.path(), &words).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    std::thread::sleep(Duration::from_millis(1500));
    let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
    let begun = Instant::now();
    let code = child.wait().unwrap().code();
    assert!(begun.elapsed() < Duration::from_secs(30), "it stops soon");
    assert_eq!(code, Some(130));
    let manifest = manifest(&here.path().join("cut"));
    assert_eq!(manifest["state"], "partial");
    assert!(manifest["dates"]["lived_to"].as_str() < Some("2020-12-31"));
    assert_eq!(entries(&here.path().join("cut/tables")).len(), 7);
}

/// What a small run says and leaves in `disk` where no file may grow beyond so many blocks: what a full disk is to whoever
/// writes, for everybody, superuser or not. The signal that would end the program is ignored, so the write itself fails.
#[cfg(unix)]
fn where_files_are_short(here: &Path, blocks: &str) -> (Output, Vec<String>) {
    std::fs::create_dir_all(here.join("disk")).unwrap();
    let script = r#"trap '' XFSZ; ulimit -f "$1" || exit 99; shift; exec "$@""#;
    let mut command = Command::new("sh");
    command.args(["-c", script, "sh", blocks, env!("CARGO_BIN_EXE_underheaven")]).args(SMALL);
    command.args(["--out", "disk/run"]).current_dir(here).env("NO_COLOR", "1").stdin(Stdio::null());
    (command.output().expect("a shell"), entries(&here.join("disk")))
}

#[cfg(unix)]
#[test]
fn a_write_that_finds_no_room_is_an_error_and_leaves_no_result_that_looks_whole() {
    let here = temp();
    // The first file of the folder, one of its inputs, and one of its tables are cut short in turn.
    for blocks in ["0", "16", "128"] {
        let (output, left) = where_files_are_short(here.path(), blocks);
        let told = err(&output);
        assert_eq!(output.status.code(), Some(3), "{blocks}: {}{told}", out(&output));
        assert!(told.contains("cannot write") && told.contains("nothing was left behind"), "{blocks}: {told}");
        assert_eq!(left, [""; 0], "{blocks}: nothing is left");
    }
    let (output, left) = where_files_are_short(here.path(), "unlimited");
    assert_eq!((output.status.code(), left), (Some(0), vec!["run".to_owned()]), "with room: {}", err(&output));
}

/// What a small run says and leaves on a disk of 64 kB: one that the superuser may mount, or anybody in a namespace of their
/// own; none where the system grants neither.
#[cfg(target_os = "linux")]
fn on_a_small_disk(here: &Path) -> Option<(i32, String, String)> {
    let script = r#"mount -t tmpfs -o size=64k tmpfs disk || exit 99
        "$@"; code=$?; ls -A disk; umount disk; exit $code"#;
    std::fs::create_dir_all(here.join("disk")).unwrap();
    let shell = ["sh", "-c", script, "sh", env!("CARGO_BIN_EXE_underheaven")];
    let ways = [shell.to_vec(), [&["unshare", "--map-root-user", "--mount"][..], &shell].concat()];
    ways.into_iter().find_map(|way| {
        let mut command = Command::new(way[0]);
        command.args(&way[1..]).args(SMALL).args(["--out", "disk/run"]);
        let output = command.current_dir(here).env("NO_COLOR", "1").stdin(Stdio::null()).output().ok()?;
        let code = output.status.code()?;
        let was_mounted = code != 99 && !err(&output).contains("unshare");
        was_mounted.then(|| (code, out(&output), err(&output)))
    })
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error_and_leaves_no_result_that_looks_whole() {
    let here = temp();
    if let Some((code, left, told)) = on_a_small_disk(here.path()) {
        assert_eq!(code, 3, "{told}");
        assert!(told.contains("cannot write"), "{told}");
        assert_eq!(left, "", "nothing is left on the full disk");
    }
    // Where no small disk may be made, the test before this one cuts files short; and what is printed may find no room, too.
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("a full device");
    let output = program(here.path(), &["list"]).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(3), "{}", err(&output));
}

#[test]
fn margins_of_a_society_are_within_what_its_size_allows_and_too_small_a_one_is_refused() {
    let here = temp();
    let told = done(here.path(), &["society", "--people", "1000000", "--format", "json", "--table", "margins.csv"]);
    let told: serde_json::Value = serde_json::from_str(&told).expect("JSON");
    assert_eq!(told["out_of_tolerance"], 0);
    let rows = told["margins"].as_array().expect("a list");
    for table in ["province", "age", "household", "income fifth", "people", "firm", "living parents", "parents"] {
        assert!(rows.iter().any(|row| row["table"] == table), "{table}");
    }
    let csv = std::fs::read_to_string(here.path().join("margins.csv")).expect("a table");
    assert_eq!(csv.lines().count(), rows.len() + 1);
    assert!(done(here.path(), &["society", "town"]).contains("all margins are within"));
    let small = answer(here.path(), &["society", "--people", "1000"]);
    assert_eq!(small.status.code(), Some(2));
    assert!(err(&small).contains("the least that works is 94500"), "{}", err(&small));
}

/// What a command writes into a pipe, with nothing said about colours.
fn piped(folder: &Path, words: &[&str]) -> String {
    let output = program(folder, words)
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE")
        .output()
        .expect("the program can be started");
    format!("{}{}", out(&output), err(&output))
}

#[test]
fn where_no_terminal_is_there_are_no_colours_and_progress_is_lines() {
    let here = temp();
    std::fs::write(here.path().join("bad.toml"), "x = 1\n").unwrap();
    let run = ["run", "article", "--society", "town", "--people", "3000", "--to", "2014-09-30"];
    for words in [&["--help"][..], &["check", "bad.toml"], &["nothing"], &run] {
        let told = piped(here.path(), words);
        assert!(!told.contains(['\x1b', '\r', '█']), "{words:?}: {told:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn on_a_terminal_faults_are_coloured_unless_that_is_not_wanted() {
    let here = temp();
    std::fs::write(here.path().join("bad.toml"), "x = 1\n").unwrap();
    let check = format!("{} check bad.toml", env!("CARGO_BIN_EXE_underheaven"));
    let coloured = |variable: Option<(&str, &str)>| {
        // `script` gives the program a terminal.
        let mut terminal = Command::new("script");
        terminal.args(["-qec", &check, "/dev/null"]).current_dir(here.path()).stdin(Stdio::null());
        // Where builds are tested `CI` is set, which counts as a terminal of colours even if it is a dumb one.
        for of_the_machine in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "CI"] {
            terminal.env_remove(of_the_machine);
        }
        terminal.env("TERM", "xterm").envs(variable);
        let output = terminal.output().expect("`script`, of Debian's bsdutils, is there");
        let told = out(&output);
        assert!(told.contains("bad.toml"), "{told}");
        told.contains('\x1b')
    };
    assert!(coloured(None));
    assert!(!coloured(Some(("NO_COLOR", "1"))) && !coloured(Some(("TERM", "dumb"))));
}

#[cfg(target_os = "linux")]
#[test]
fn bash_completes_commands_and_options() {
    let here = temp();
    std::fs::write(here.path().join("completions"), done(here.path(), &["completions", "bash"])).unwrap();
    let script = "source ./completions; COMP_WORDS=(underheaven \"$@\"); COMP_CWORD=$#; \
                  _underheaven underheaven \"${!#}\" \"${COMP_WORDS[COMP_CWORD-1]}\"; echo \"${COMPREPLY[@]}\"";
    for (typed, completed) in
        [(&["rep"][..], "report"), (&["run", "--soc"], "--society"), (&["completions", "z"], "zsh")]
    {
        let mut bash = Command::new("bash");
        bash.args(["--norc", "-c", script, "bash"]).args(typed).current_dir(here.path()).stdin(Stdio::null());
        let told = out(&bash.output().expect("bash is there"));
        assert!(told.split_whitespace().any(|word| word == completed), "{typed:?}: {told}");
    }
}
