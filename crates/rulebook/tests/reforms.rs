//! What each shipped reform changes, in words, and what is said of files that change nothing or mean what is not there.

use underheaven_base::Fault;
use underheaven_rulebook::{Change, Rulebook, Shipped, changes, shipped};

fn article() -> &'static Shipped {
    shipped().iter().find(|book| book.name == "article").unwrap()
}

fn reformed(reform: &str) -> Result<Vec<Change>, Vec<Fault>> {
    let base = article().rulebook();
    let files = [(base.label, base.text), ("reform.toml", reform)];
    Rulebook::reformed("article", &files, 1).map(|(_, changes, _)| changes)
}

/// A reform must be told so, and no otherwise.
#[track_caller]
fn check(reform: &str, told: &[&str]) {
    let found = reformed(reform).unwrap_or_else(|f| panic!("{f:#?}"));
    assert_eq!(found.iter().map(|c| c.sentence.as_str()).collect::<Vec<_>>(), told, "\n{reform}");
}

/// A reform must be refused so, and no otherwise.
#[track_caller]
fn refused(reform: &str, told: &[&str]) {
    let say = |f: &Fault| format!("{} `{}`: {} ({})", f.place, f.word, f.message, f.help.as_deref().unwrap_or(""));
    let faults: Vec<_> = reformed(reform).expect_err("it is refused").iter().map(say).collect();
    assert_eq!(faults, told, "\n{reform}");
}

#[test]
fn what_each_shipped_reform_changes_is_told() {
    let told: &[(&str, &[&str])] = &[
        (
            "abolished-2018",
            &[
                r#"The whole rulebook ends on 2018-01-01, where it held without an end; from that day on nothing is booked, and nobody is listed, refused or favoured."#,
            ],
        ),
        (
            "appeal-all-grounds",
            &[
                r#"Recourse is new: “What is not true, not theirs, not reasoned or not proportionate is corrected on appeal, with all that came of it.” (uptake attribution 10 %; uptake fact 10 %; uptake proportion 10 %; uptake reason 10 %; uptake by income-1 0.6; uptake by income-2 0.8; uptake by income-4 1.2; uptake by income-5 1.4; upheld when wrong 50 %; upheld when right 5 %; delay days 30)."#,
            ],
        ),
        (
            "appeal-fact",
            &[
                r#"Recourse is new: “What is not true is corrected on appeal, with all that came of it.” (uptake fact 10 %; uptake by income-1 0.6; uptake by income-2 0.8; uptake by income-4 1.2; uptake by income-5 1.4; upheld when wrong 50 %; upheld when right 5 %; delay days 30)."#,
            ],
        ),
        (
            "better-cameras",
            &[
                r#"The attention of `camera`: factor on how often it takes a member of a group for somebody else (`all`): 0.01, where none was given."#,
            ],
        ),
        (
            "full-review",
            &[
                r#"The cameras: share of wrong matches that a review catches before anything is booked: 95 %, where none was given."#,
                r#"The cameras: share that a review catches already in the rates of wrong matches as they are stated: 50 %, where none was given."#,
            ],
        ),
        (
            "low-score",
            &[
                r#"The sight of `exposing-corruption` is new (platform 30 %)."#,
                r#"The rule `exposing-corruption` is new: “Exposing corruption before an audience costs points.” (act `exposing-corruption`; points -60)."#,
                r#"The kin rule `in-laws-of-critic`: names of rules whose entries set it off: `exposing-corruption` added."#,
                r#"The kin rule `kin-of-critic`: names of rules whose entries set it off: `exposing-corruption` added."#,
                r#"The discretion `exposure` no longer holds: “Whoever exposes corruption before an audience may be listed, without notice and without recourse.”"#,
            ],
        ),
        ("no-cameras", &[r#"The cameras no longer hold: “Cameras watch day and night, wherever one goes.”"#]),
        (
            "no-discretion",
            &[
                r#"The discretion `displeasure` no longer holds: “Others are put on the same list unjustly.”"#,
                r#"The discretion `exposure` no longer holds: “Whoever exposes corruption before an audience may be listed, without notice and without recourse.”"#,
            ],
        ),
        ("no-job-ban", &[r#"The gate `job` no longer holds: “The listed are refused jobs.”"#]),
        (
            "no-kin-guilt",
            &[
                r#"The kin rule `in-laws-of-critic` no longer holds: “Being related to a critic by marriage costs points.”"#,
                r#"The kin rule `kin-of-critic` no longer holds: “Being the spouse, parent, child, brother or sister of a critic costs points.”"#,
            ],
        ),
        (
            "rewards-only",
            &[
                r#"The list `discredited` no longer holds: “The discredited can hardly take a step.”"#,
                r#"The discretion `displeasure` no longer holds: “Others are put on the same list unjustly.”"#,
                r#"The discretion `exposure` no longer holds: “Whoever exposes corruption before an audience may be listed, without notice and without recourse.”"#,
                r#"The judging of firms: firm points below which a firm is refused contracts down from -15 to -1000000."#,
            ],
        ),
        ("short-lists", &[r#"The list `discredited`: term in months down from 24 to 6."#]),
    ];
    let reforms: Vec<_> = article().reforms().collect();
    assert_eq!(reforms.iter().map(|r| r.name).collect::<Vec<_>>(), told.iter().map(|t| t.0).collect::<Vec<_>>());
    for (reform, (_, sentences)) in reforms.iter().zip(told) {
        check(reform.text, sentences);
    }
}

#[test]
fn a_reform_that_changes_nothing_is_refused() {
    let idle = "reform.toml ``: the reform changes nothing: all that it says the baseline says already (change a value; sentences, sources and plausible ranges change nobody's life)";
    for reform in [
        "",
        "why = \"Otherwise told.\"\n",
        "[list.discredited]\nterm_months = 24\nnotice = false\n",
        "[list.discredited]\nterm_months = { value = 24, low = 12, high = 36 }\n",
        "[kin.in-laws-of-critic]\nrelations = [\"sibling-in-law\", \"parent-in-law\"]\n",
        "[camera]\ngallery = \"county\"\n",
    ] {
        refused(reform, &[idle]);
    }
}

#[test]
fn a_reform_that_means_what_is_not_there_is_told_the_nearest_name() {
    refused(
        "[rule.crosing-on-red]\npoints = -5\n[kin.kin-of-critics]\nenabled = false\n[discretion.whim]\nenabled = false\n",
        &[
            "reform.toml:1:7 `crosing-on-red`: the baseline has no rule `crosing-on-red` (did you mean `crossing-on-red`?)",
            "reform.toml:3:6 `kin-of-critics`: the baseline has no kin rule `kin-of-critics` (did you mean `kin-of-critic`?)",
            "reform.toml:5:13 `whim`: the baseline has no discretion `whim` (there is nothing to switch off: drop it)",
        ],
    );
    refused(
        "[recourse]\nenabled = false\n",
        &["reform.toml:1:2 `recourse`: the baseline has no `[recourse]` (there is nothing to switch off: drop it)"],
    );
}

#[test]
fn numbers_dates_and_lists_are_told_with_what_they_were() {
    check(
        "[list.discredited]\nbelow = 900\nnotice = true\n",
        &[
            "The list `discredited`: score below which a demerit entry lists down from 955 to 900 points.",
            "The list `discredited`: whether those listed are told: yes, where it was no.",
        ],
    );
    check(
        "[sight.crossing-on-red]\ncamera = 0.05\nofficer = { enabled = false }\n",
        &[
            "The sight of `crossing-on-red`: share of acts seen by the channel (`camera`) up from 0.7 % to 5 %.",
            "The sight of `crossing-on-red`: share of acts seen by the channel (`officer`): none is given, where it was 0.3 %.",
        ],
    );
    check("[camera]\nuntil = 2018-01-01\n", &["The cameras end on 2018-01-01, where they held without an end."]);
    check(
        "[gate.train]\nfollows_parent = false\nrefuses_lists = []\nfavours_bands = [\"trusted\"]\n",
        &[
            "The gate `train`: names of lists whose people are refused: none is given, where it was `discredited`.",
            "The gate `train`: names of bands whose people are favoured: `trusted`, where none was given.",
            "The gate `train`: whether a child's request is decided by a parent's standing: no, where it was yes.",
        ],
    );
}

#[test]
fn any_two_rulebooks_can_be_compared_and_one_with_itself_is_the_same() {
    for book in shipped() {
        let file = book.rulebook();
        let read = || Rulebook::read(book.name, &[(file.label, file.text)]).unwrap().0;
        assert_eq!(changes(&read(), &read()), []);
        let base = article().rulebook();
        let other = Rulebook::read("article", &[(base.label, base.text)]).unwrap().0;
        assert_eq!(changes(&read(), &other).is_empty(), book.name == "article");
    }
}

/// With a reform over it or without, a rulebook is warned of the same.
#[test]
fn warnings_of_the_baseline_are_told_with_reforms_and_without() {
    let sought = "below = { value = 955, low = 920, high = 965,";
    let text = article().rulebook().text.replace(sought, "below = { value = 1001, low = 920, high = 1001,");
    let reform = "[posting]\nperiod_days = 14";
    for (files, reforms) in [(vec![("x.toml", &*text)], 0), (vec![("x.toml", &*text), ("reform.toml", reform)], 1)] {
        let (_, _, warnings) = Rulebook::reformed("x", &files, reforms).unwrap_or_else(|f| panic!("{f:#?}"));
        let told: Vec<_> = warnings.iter().map(|w| w.message.as_str()).collect();
        assert_eq!(told, ["`below` is 1001, above the start at 1000: any demerit lists at once"], "{reforms} reforms");
    }
}
