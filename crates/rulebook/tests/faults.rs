//! Bad rulebooks and what is said about them: each a few literal lines, with place, word, sentence and help.
//!
//! `BASE` stands before every case unless the case starts with its own `provenance`; lines count from there.

use underheaven_base::{Fault, Severity};
use underheaven_rulebook::Rulebook;

/// A small rulebook without fault, whose parts cases add to or change.
const BASE: &str = r#"provenance = "hypothetical"
[score]
start = 1000
merit_cap = 20
[posting]
period_days = 7
[enrolment]
age = 18
[sight.crossing-on-red]
officer = 0.01
[rule.crossing]
provenance = "hypothetical"
act = "crossing-on-red"
points = -5
[list.discredited]
provenance = "hypothetical"
below = 980
[gate.train]
provenance = "hypothetical"
refuses_lists = ["discredited"]
"#;

fn faults(change: &str) -> Vec<Fault> {
    let files: &[(&str, &str)] = match change.starts_with("provenance") {
        true => &[("x.toml", change)],
        false => &[("base.toml", BASE), ("x.toml", change)],
    };
    match Rulebook::read("x", files) {
        Ok((_, warnings)) => {
            assert!(warnings.iter().all(|fault| fault.severity == Severity::Warning));
            warnings
        }
        Err(faults) => {
            assert!(faults.iter().any(|fault| fault.severity == Severity::Error));
            faults
        }
    }
}

fn told(fault: &Fault) -> String {
    let kind = if fault.severity == Severity::Error { "" } else { "warning " };
    let help = fault.help.as_ref().map_or_else(String::new, |help| format!(" ({help})"));
    format!("{kind}{} `{}`: {}{help}", fault.place, fault.word, fault.message)
}

/// A change to the base must be told so, and no otherwise.
#[track_caller]
fn check(change: &str, expected: &[&str]) {
    let told: Vec<_> = faults(change).iter().map(told).collect();
    assert_eq!(told, expected, "\n{change}");
}

#[test]
fn the_base_itself_has_no_fault() {
    check("", &[]);
}

#[test]
fn an_unknown_act_is_told_with_the_nearest_word() {
    check(
        r#"[rule.crossing]
act = "crosing-on-red""#,
        &["x.toml:2:7 `crosing-on-red`: there is no act `crosing-on-red` (did you mean `crossing-on-red`?)"],
    );
}

#[test]
fn a_word_like_no_other_is_told_with_what_there_is() {
    check(
        r#"[rule.crossing]
act = "zzzz"
once_in = "fortnight""#,
        &[
            "x.toml:2:7 `zzzz`: there is no act `zzzz` (`underheaven schema vocabulary` lists the words)",
            "x.toml:3:11 `fortnight`: there is no window `fortnight` (there is `week`, `month`, `quarter`, `year`)",
        ],
    );
}

#[test]
fn an_unknown_key_is_told_with_the_nearest_one() {
    check(
        r#"[rule.crossing]
ponts = -3
[lists.x]
below = 1"#,
        &[
            "x.toml:2:1 `ponts`: `[rule.crossing]` knows no key `ponts` (did you mean `points`?)",
            "x.toml:3:2 `lists`: the file knows no key `lists` (did you mean `list`?)",
        ],
    );
}

#[test]
fn a_key_of_a_figure_that_does_not_exist() {
    check(
        r#"[score]
start = { valu = 1000 }
merit_cap = { value = 20, hihg = 30 }"#,
        &[
            "x.toml:2:9 `{ valu = 1000 }`: `start` has no `value`",
            "x.toml:2:11 `valu`: a figure knows no key `valu` (did you mean `value`?)",
            "x.toml:3:27 `hihg`: a figure knows no key `hihg` (did you mean `high`?)",
        ],
    );
}

#[test]
fn a_negative_or_zero_term() {
    check(
        r#"[list.discredited]
term_months = -3
[list.other]
provenance = "hypothetical"
below = 970
term_days = 0
[gate.flight]
provenance = "hypothetical"
refuses_lists = ["other"]"#,
        &[
            "x.toml:2:15 `-3`: `term_months` is -3, but must lie from 1 to 1200",
            "x.toml:6:13 `0`: `term_days` is 0, but must lie from 1 to 36500",
        ],
    );
}

#[test]
fn two_terms_at_once() {
    check(
        r#"[list.discredited]
term_months = 3
term_days = 90"#,
        &["x.toml:3:13 `90`: the list `discredited` has a term in months and one in days (keep one of them)"],
    );
}

#[test]
fn a_removal_without_its_act() {
    check(
        r#"[list.discredited]
removal_days = 3"#,
        &[
            r#"x.toml:2:16 `3`: the list `discredited` says how long a removal takes, but not on which act it follows (add `removed_on = "…"`)"#,
        ],
    );
}

#[test]
fn a_raise_without_a_threshold() {
    check(
        r#"[list.other]
provenance = "hypothetical"
raise_at_end = true
[rule.crossing]
list = "other"
[gate.train]
refuses_lists = ["discredited", "other"]"#,
        &["x.toml:3:16 `true`: the list `other` raises scores to `below`, but has no `below`"],
    );
}

#[test]
fn two_bands_that_begin_at_the_same_score_overlap() {
    check(
        r#"[band.low]
at_least = 900
[band.top]
at_least = 1010
[band.high]
at_least = 1010"#,
        &[
            "x.toml:4:12 `1010`: the bands `high` and `top` overlap: both begin at 1010 (a band reaches to the next one; let each begin at its own score)",
        ],
    );
}

#[test]
fn bands_of_different_years_may_begin_at_the_same_score() {
    check(
        r#"[band.top]
at_least = 1010
until = 2016-01-01
[band.high]
at_least = 1010
from = 2016-01-01"#,
        &[],
    );
}

#[test]
fn a_band_without_a_lowest_score() {
    check(
        r#"[band.low]"#,
        &["x.toml:1:7 `low`: the baseline has no band `low`, and a new one needs `at_least` (add `at_least = …`)"],
    );
}

#[test]
fn a_band_above_start_and_merit_cap_is_out_of_reach() {
    check(
        r#"[band.top]
at_least = 1021"#,
        &[
            "x.toml:2:12 `1021`: nobody can reach the band `top`: it begins at 1021, but no score rises above 1020 (begin it at 1020 or lower, or raise `merit_cap` or `most` under `[score]`)",
        ],
    );
}

#[test]
fn a_band_above_the_highest_score_is_out_of_reach() {
    check(
        r#"[score]
most = 1005
[band.top]
at_least = 1010"#,
        &[
            "x.toml:4:12 `1010`: nobody can reach the band `top`: it begins at 1010, but no score rises above 1005 (begin it at 1005 or lower, or raise `merit_cap` or `most` under `[score]`)",
        ],
    );
}

#[test]
fn a_highest_score_below_the_start() {
    check(
        r#"[score]
most = 900"#,
        &["x.toml:2:8 `900`: the highest score, 900, is below the start, 1000"],
    );
}

#[test]
fn a_list_nobody_can_enter() {
    check(
        r#"[list.other]
provenance = "hypothetical"
[gate.flight]
provenance = "hypothetical"
refuses_lists = ["other"]"#,
        &[
            "x.toml:1:7 `other`: nobody can enter the list `other` (give it `below` and a demerit, or name it as `list` of a rule or a discretion)",
        ],
    );
}

#[test]
fn a_list_nobody_enters_while_its_only_rule_is_off() {
    check(
        r#"[rule.crossing]
enabled = false"#,
        &[
            "warning base.toml:15:7 `discredited`: nobody can enter the list `discredited`: all that leads there is switched off",
        ],
    );
}

#[test]
fn a_list_that_changes_nothing() {
    check(
        r#"[gate.train]
refuses_lists = []"#,
        &[
            "warning base.toml:15:7 `discredited`: being on the list `discredited` changes nothing: no gate refuses it (name it in `refuses_lists` of a gate)",
        ],
    );
}

#[test]
fn a_list_above_the_start() {
    check(
        r#"[list.discredited]
below = 1001"#,
        &["warning x.toml:2:9 `1001`: `below` is 1001, above the start at 1000: any demerit lists at once"],
    );
}

#[test]
fn a_list_that_no_score_falls_to() {
    check(
        r#"[list.discredited]
below = -999999"#,
        &[
            "warning x.toml:2:9 `-999999`: no score falls below -999999: an entry of every demerit on every day, for as long as entries count, would leave -181630 (raise it above -181630, and nearer to the start)",
        ],
    );
    let (lapses, limit) = ("[score]\nlifetime_quarters = 8\n", "[rule.crossing]\nonce_in_days = 90\n");
    check(
        &format!("{lapses}{limit}[list.discredited]\nbelow = 950"),
        &[
            "warning x.toml:6:9 `950`: no score falls below 950: an entry of every demerit on every day, for as long as entries count, would leave 950 (raise it above 950, and nearer to the start)",
        ],
    );
    check(&format!("{lapses}{limit}[list.discredited]\nbelow = 951"), &[]);
}

#[test]
fn a_posting_period_that_is_neither_a_day_nor_whole_weeks() {
    check(
        r#"[posting]
period_days = 10"#,
        &[
            "x.toml:2:15 `10`: the bureau can't post every 10 days (a posting period is 1 day or whole weeks: 7, 14, 21, …)",
        ],
    );
}

#[test]
fn whole_weeks_are_a_posting_period() {
    check(
        r#"[posting]
period_days = 28"#,
        &[],
    );
}

#[test]
fn an_end_before_the_beginning() {
    check(
        r#"[rule.crossing]
from = 2016-01-01
until = 2015-01-01"#,
        &[
            "x.toml:3:9 `2015-01-01`: it ends on 2015-01-01, not after it begins on 2016-01-01 (`until` is the first day on which it no longer holds)",
        ],
    );
}

#[test]
fn a_date_that_does_not_exist() {
    check(
        r#"[rule.crossing]
from = "2015-02-30""#,
        &[r#"x.toml:2:8 `"2015-02-30"`: `2015-02-30` is not a date; write year, month and day, like `2014-07-01`"#],
    );
}

#[test]
fn a_kin_rule_after_a_kin_rule() {
    check(
        r#"[kin.spouses]
provenance = "hypothetical"
after_rules = ["crossing"]
relations = ["spouse"]
points = -3
[kin.in-laws]
provenance = "hypothetical"
after_rules = ["spouses"]
relations = ["parent-in-law"]
points = -2"#,
        &["x.toml:8:16 `spouses`: `spouses` is a kin rule, and a kin rule never follows another"],
    );
}

#[test]
fn a_kin_rule_that_nothing_sets_off_and_that_reaches_nobody() {
    check(
        r#"[kin.spouses]
provenance = "hypothetical"
points = 0"#,
        &[
            "x.toml:1:6 `spouses`: nothing sets off the kin rule `spouses` (add `after_rules`, `after_lists` or `after_discretion`)",
            r#"x.toml:1:6 `spouses`: the kin rule `spouses` reaches nobody (add `relations = ["spouse", …]`)"#,
            "x.toml:3:10 `0`: the kin rule `spouses` books 0 points, so it does nothing",
        ],
    );
}

#[test]
fn a_relation_that_does_not_exist() {
    check(
        r#"[kin.spouses]
provenance = "hypothetical"
after_rules = ["crosing"]
relations = ["spose"]
points = -3"#,
        &[
            "x.toml:3:16 `crosing`: there is no rule `crosing` (did you mean `crossing`?)",
            "x.toml:4:14 `spose`: there is no relation `spose` (did you mean `spouse`?)",
        ],
    );
}

#[test]
fn a_kin_rule_with_the_name_of_a_rule() {
    check(
        r#"[kin.crossing]
provenance = "hypothetical"
after_lists = ["discredited"]
relations = ["spouse"]
points = -3"#,
        &[
            "x.toml:1:6 `crossing`: `crossing` is the name of a rule too, and results couldn't tell them apart (give it another name)",
        ],
    );
}

#[test]
fn a_term_that_the_gate_does_not_have() {
    check(
        r#"[gate.train.terms]
deposit-months = 1
[gate.job]
provenance = "hypothetical"
refuses_lists = ["discredited"]
[gate.job.terms]
work-share = 0.5"#,
        &[
            "x.toml:2:1 `deposit-months`: `deposit-months` is no term of the gate `train` (its terms are `work-share`, `loss-months`)",
            "x.toml:7:1 `work-share`: `work-share` is no term of the gate `job` (it has no terms)",
        ],
    );
}

#[test]
fn a_gate_that_does_not_exist() {
    check(
        r#"[gate.trian]
provenance = "hypothetical""#,
        &["x.toml:1:7 `trian`: there is no gate `trian` (did you mean `train`?)"],
    );
}

#[test]
fn a_gate_that_refuses_and_favours_the_same_band() {
    check(
        r#"[band.low]
at_least = 0
[gate.train]
refuses_bands = ["low"]
favours_bands = ["low"]"#,
        &[r#"x.toml:5:17 `["low"]`: the gate `train` both refuses and favours the band `low`"#],
    );
}

#[test]
fn a_falling_coverage() {
    check(
        r#"[camera]
sight_at = 0.6
false_match_per_pass = 0.000002
mistaken_share = 0.01
[camera.coverage]
2014-07-01 = 0.3
2020-12-31 = 0.2"#,
        &["x.toml:7:14 `0.2`: it falls from 0.3 to 0.2, but can only grow"],
    );
}

#[test]
fn a_falling_enrolment() {
    check(
        r#"[enrolment.share]
2014-07-01 = 30
2020-12-31 = 20"#,
        &["x.toml:3:14 `20`: it falls from 30 to 20, but can only grow"],
    );
}

#[test]
fn a_pilot_that_ends_before_it_begins() {
    check(
        r#"[enrolment]
pilot_until = 2014-07-01
[enrolment.share]
2014-07-01 = 2
2020-12-31 = 20"#,
        &[
            "x.toml:2:15 `2014-07-01`: the pilot ends on 2014-07-01, not after the first places are enrolled on 2014-07-01 (`pilot_until` is the first day after the pilot)",
        ],
    );
}

#[test]
fn a_pilot_that_ends_before_the_rulebook_begins() {
    check(
        r#"from = 2016-01-01
[enrolment]
pilot_until = 2015-01-01
[enrolment.share]
2014-07-01 = 2
2020-12-31 = 20"#,
        &[
            "x.toml:3:15 `2015-01-01`: the pilot ends on 2015-01-01, not after the rulebook begins on 2016-01-01 (`pilot_until` is the first day after the pilot)",
        ],
    );
}

#[test]
fn a_pilot_of_everybody() {
    check(
        r#"[enrolment]
pilot_until = 2021-01-01
[enrolment.share]
2014-07-01 = 2
2020-12-31 = 100"#,
        &[
            "warning x.toml:2:15 `2021-01-01`: the pilot ends on 2021-01-01, but everybody is enrolled by 2020-12-31 (what is counted before that day is then no pilot's, but everybody's)",
        ],
    );
}

#[test]
fn a_pilot_where_nothing_is_piloted() {
    check(
        r#"[enrolment]
pilot_until = 2019-01-01"#,
        &[
            "warning x.toml:2:15 `2019-01-01`: nothing is counted apart for a pilot where everybody is enrolled from the first day (add `[enrolment.share]`, or leave `pilot_until` out)",
        ],
    );
}

#[test]
fn a_pilots_end_that_is_no_date() {
    check(
        r#"[enrolment]
pilot_until = 2019"#,
        &["x.toml:2:15 `2019`: `pilot_until` is a whole number, but a date such as `2014-07-01` is needed here"],
    );
}

#[test]
fn a_share_that_is_none() {
    check(
        r#"[sight.crossing-on-red]
officer = 1.2
neighbour = -0.1"#,
        &[
            "x.toml:2:11 `1.2`: `officer` is 1.2, but must lie from 0 to 1",
            "x.toml:3:13 `-0.1`: `neighbour` is -0.1, but can't be negative (0 to 1)",
        ],
    );
}

#[test]
fn a_list_rule_band_or_discretion_that_does_not_exist() {
    check(
        r#"[rule.dates]
provenance = "hypothetical"
when = "pair"
band = "top"
points = 2
[rule.crossing]
list = "discredted"
[kin.spouses]
provenance = "hypothetical"
after_lists = ["nobody"]
after_discretion = ["displeasure"]
relations = ["spouse"]
points = -3"#,
        &[
            "x.toml:4:8 `top`: there is no band `top` (the file has no `[band.NAME]`; add `[band.top]`)",
            "x.toml:7:8 `discredted`: there is no list `discredted` (did you mean `discredited`?)",
            "x.toml:10:16 `nobody`: there is no list `nobody` (there is `discredited`)",
            "x.toml:11:21 `displeasure`: there is no discretion `displeasure` (the file has no `[discretion.NAME]`; add `[discretion.displeasure]`)",
        ],
    );
}

#[test]
fn shares_of_reports_that_do_not_sum_to_one() {
    check(
        r#"[reports]
false_share = 0.1
[reports.subject]
crossing-on-red = 0.5
critical-post = 0.4"#,
        &["x.toml:3:10 `subject`: the shares of what reports name sum to 0.9, not to 1"],
    );
}

#[test]
fn a_channel_that_cannot_see_the_act() {
    check(
        r#"[sight.crossing-on-red]
bank = 0.5
[sight.displeasing]
officer = 0.5"#,
        &[
            "x.toml:2:8 `0.5`: the channel `bank` can't see the act `crossing-on-red` (it can be seen by `camera`, `officer`, `neighbour`)",
            "x.toml:4:11 `0.5`: the channel `officer` can't see the act `displeasing` (nothing can see it)",
        ],
    );
}

#[test]
fn a_rule_that_waits_for_a_channel_that_cannot_see_its_act() {
    check(
        r#"[rule.crossing]
channels = ["utility", "officer"]"#,
        &[
            r#"x.toml:2:12 `["utility", "officer"]`: the rule `crossing` waits for the channel `utility`, which can't see the act `crossing-on-red` (it can be seen by `camera`, `officer`, `neighbour`)"#,
        ],
    );
}

#[test]
fn a_rule_whose_act_nothing_sees() {
    check(
        r#"[rule.dissent]
provenance = "hypothetical"
act = "dissenting-meeting"
points = -50"#,
        &[
            "warning x.toml:1:7 `dissent`: the rule `dissent` never books: nothing sees the act `dissenting-meeting` (add `[sight.dissenting-meeting]`; it can be seen by `camera`, `officer`, `neighbour`, `informer`, `seized-list`)",
        ],
    );
}

#[test]
fn cameras_that_the_file_does_not_have() {
    check(
        r#"[sight.crossing-on-red]
camera = 0.1"#,
        &[
            "warning x.toml:2:10 `0.1`: cameras are to see `crossing-on-red`, but the file has no cameras (add `[camera]`)",
        ],
    );
}

#[test]
fn a_rule_with_neither_points_nor_list() {
    check(
        r#"[rule.nothing]
provenance = "hypothetical"
act = "crossing-on-red""#,
        &[
            r#"x.toml:1:7 `nothing`: the rule `nothing` has neither points nor a list, so it does nothing (add `points = …` or `list = "…"`)"#,
        ],
    );
}

#[test]
fn a_rule_limited_twice() {
    check(
        r#"[rule.crossing]
once_in = "month"
once_in_days = 30"#,
        &[
            "x.toml:3:16 `30`: the rule `crossing` is limited both by window and by days (keep `once_in` or `once_in_days`)",
        ],
    );
}

#[test]
fn a_rule_without_its_act_or_with_a_key_it_has_no_use_for() {
    check(
        r#"[rule.crossing]
at_least = 3
[rule.clean]
provenance = "hypothetical"
when = "clean"
points = 3
[rule.often]
provenance = "hypothetical"
when = "cuont"
act = "crossing-on-red"
points = -3
[rule.actless]
provenance = "hypothetical"
points = -3"#,
        &[
            r#"x.toml:2:1 `at_least`: a rule with `when = "act"` has no use for `at_least` (such a rule takes `act`)"#,
            r#"x.toml:3:7 `clean`: `[rule.clean]` has no `window` (add `window = …` (a rule with `when = "clean"` needs it))"#,
            "x.toml:9:8 `cuont`: `when` can't be `cuont` (did you mean `count`?)",
            r#"x.toml:12:7 `actless`: `[rule.actless]` has no `act` (add `act = …` (a rule with `when = "act"` needs it))"#,
        ],
    );
}

#[test]
fn a_rule_that_does_not_say_where_it_comes_from() {
    check(
        r#"[rule.other]
act = "crossing-on-red"
points = -1"#,
        &[
            "x.toml:1:7 `other`: the baseline has no rule `other`, and a new one needs `provenance` (add `provenance = …`, or name one that is there: `crossing`)",
        ],
    );
    // What else is wrong is told beside it.
    check(
        "[rule.other]\nact = \"crossing-on-rad\"\npoints = -1\n[score]\nstrat = 900\n",
        &[
            "x.toml:1:7 `other`: the baseline has no rule `other`, and a new one needs `provenance` (add `provenance = …`, or name one that is there: `crossing`)",
            "x.toml:2:7 `crossing-on-rad`: there is no act `crossing-on-rad` (did you mean `crossing-on-red`?)",
            "x.toml:5:1 `strat`: `[score]` knows no key `strat` (did you mean `start`?)",
        ],
    );
    let alone = BASE.replacen("[rule.crossing]\nprovenance = \"hypothetical\"\n", "[rule.crossing]\n", 1);
    check(
        &alone,
        &[
            r#"x.toml:11:7 `crossing`: `[rule.crossing]` has no `provenance` (add `provenance = …` (`"article"`, `"documented"`, `"hypothetical"`))"#,
        ],
    );
}

#[test]
fn what_is_documented_needs_its_source() {
    check(
        r#"[rule.crossing]
provenance = "documented""#,
        &[r#"x.toml:2:14 `"documented"`: what is `documented` needs its `source` (add `source = "…"`)"#],
    );
}

#[test]
fn a_statement_that_the_article_does_not_have() {
    check(
        r#"[rule.crossing]
statement = "S34""#,
        &[r#"x.toml:2:13 `"S34"`: there is no statement `S34` (statements are `S01` to `S33` and `B01` to `B11`)"#],
    );
}

#[test]
fn an_assumed_figure_without_a_range_and_a_read_one_without_a_source() {
    check(
        r#"[score]
start = { value = 1000, basis = "assumed" }
merit_cap = { value = 20, basis = "read" }"#,
        &[
            r#"x.toml:2:9 `{ value = 1000, basis = "assumed" }`: `start` is assumed, so it needs a plausible range (add `low` and `high`)"#,
            r#"x.toml:3:13 `{ value = 20, basis = "read" }`: `merit_cap` says `read`, so it needs its `source`"#,
        ],
    );
}

#[test]
fn a_figure_outside_its_own_range_or_in_another_unit() {
    check(
        r#"[score]
start = { value = 1000, low = 1100, high = 1200 }
merit_cap = { value = 20, unit = "percent" }"#,
        &[
            "x.toml:2:9 `{ value = 1000, low = 1100, high = 1200 }`: `start` is 1000, outside its own range from 1100 to 1200",
            "x.toml:3:34 `percent`: `merit_cap` is counted in points, not in `percent` (write the number so, or leave `unit` out)",
        ],
    );
}

#[test]
fn a_value_of_the_wrong_type() {
    check(
        r#"[rule.crossing]
points = "five"
enabled = "no"
[score]
start = 2.5
[gate.train]
refuses_lists = "discredited""#,
        &[
            r#"x.toml:2:10 `"five"`: `points` is text, but a whole number is needed here"#,
            r#"x.toml:3:11 `"no"`: `enabled` is text, but true or false is needed here"#,
            "x.toml:5:9 `2.5`: `start` is a number, but a whole number is needed here",
            r#"x.toml:7:17 `"discredited"`: `refuses_lists` is text, but a list in brackets is needed here"#,
        ],
    );
}

#[test]
fn factors_that_lift_a_share_above_the_whole() {
    check(
        r#"[sight.crossing-on-red]
officer = 0.6
[attention.officer.sees]
sex-male = 1.5
age-18-34 = 1.2
age-35-59 = 1.1"#,
        &[
            "x.toml:2:11 `0.6`: the channel `officer` would see 1.08 of all `crossing-on-red`, more than there are (`[attention.officer.sees]` lifts it 1.8-fold; lower one of them)",
        ],
    );
}

#[test]
fn cameras_that_cover_more_than_all() {
    check(
        r#"[camera]
sight_at = 0.2
false_match_per_pass = 0.000002
mistaken_share = 0.5
[camera.coverage]
2014-07-01 = 0.8
[camera.site]
cinema = 1.5
[attention.camera.errs]
sex-female = 3
[sight.crossing-on-red]
camera = 0.5"#,
        &[
            "x.toml:4:18 `0.5`: cameras would mistake 1.5 of all they book, more than there are (`[attention.camera.errs]` lifts it 3-fold)",
            "x.toml:8:10 `1.5`: cameras would cover 1.2 of all passes at `cinema`, more than there are (coverage reaches 0.8)",
            "x.toml:12:10 `0.5`: the channel `camera` would see 2 of all `crossing-on-red`, more than there are (coverage lifts it 4-fold; lower one of them)",
        ],
    );
}

#[test]
fn only_cameras_mistake() {
    check(
        r#"[attention.officer.errs]
sex-male = 1.5"#,
        &["x.toml:1:20 `errs`: only a camera takes one person for another, not the channel `officer` (drop `errs`)"],
    );
}

#[test]
fn a_firm_that_is_refused_and_favoured() {
    check(
        r#"[firm]
complied = 1
refused = -1
refused_below = 2
favoured_from = 1
won_share = 0.5
laid_off_share = 0.1
bonus_tenths = 1"#,
        &[
            "x.toml:5:17 `1`: firms are favoured from 1 but refused below 2, so that some would be both (let `favoured_from` be at least `refused_below`)",
        ],
    );
}

#[test]
fn a_ground_of_appeal_that_does_not_exist_and_nobody_who_is_told() {
    check(
        r#"[recourse]
upheld_when_wrong = 0.5
upheld_when_right = 0.1
delay_days = 30
[recourse.uptake]
fakt = 0.5
[rule.crossing]
enabled = false"#,
        &[
            "warning base.toml:15:7 `discredited`: nobody can enter the list `discredited`: all that leads there is switched off",
            "warning x.toml:1:2 `recourse`: nobody is told of a listing, so nobody can appeal (set `notice = true` on a list)",
            "x.toml:6:8 `0.5`: there is no ground of appeal `fakt` (did you mean `fact`?)",
        ],
    );
}

#[test]
fn reports_of_what_no_neighbour_can_see_and_lists_that_a_bill_would_lift() {
    check(
        "[reports]\nfalse_share = 0.1\n[reports.subject]\nbaby-goods = 0.5\ncrossing-on-red = 0.5\n[list.discredited]\nremoved_on = \"bill-due\"",
        &[
            "x.toml:4:14 `0.5`: no neighbour can see the act `baby-goods`, so no report of it can be true (drop it, or name an act that neighbours see)",
            "x.toml:7:14 `\"bill-due\"`: `bill-due` falls due by itself, and nobody leaves a list by it (name an act that one does, such as `judgment-performed`)",
        ],
    );
}

#[test]
fn appeals_of_more_than_there_are_and_on_no_ground() {
    let recourse = "[recourse]\nupheld_when_wrong = 0.5\nupheld_when_right = 0.1\ndelay_days = 30\n";
    check(&format!("{recourse}[recourse.uptake]\nfact = 0.5"), &[]);
    check(
        &format!("{recourse}[recourse.uptake]\nfact = 0.5\n[recourse.uptake_by]\nincome-5 = 3.0\nage-18-34 = 0.5"),
        &[
            "x.toml:6:8 `0.5`: 1.5 of those who may appeal on `fact` would, more than there are (`[recourse.uptake_by]` lifts it 3-fold)",
        ],
    );
    check(
        recourse,
        &[
            "x.toml:1:2 `recourse`: no ground of appeal is admitted, so nobody can appeal (add `[recourse.uptake]` with one of `fact`, `attribution`, `reason`, `proportion`)",
        ],
    );
}

#[test]
fn scores_are_needed_by_whatever_names_them() {
    check(
        r#"provenance = "hypothetical"
[posting]
period_days = 7
[enrolment]
age = 18
[sight.crossing-on-red]
officer = 0.01
[rule.crossing]
provenance = "hypothetical"
act = "crossing-on-red"
points = -5
[band.top]
at_least = 1010
[list.discredited]
provenance = "hypothetical"
below = 980
[gate.train]
provenance = "hypothetical"
refuses_lists = ["discredited"]"#,
        &[
            "x.toml:11:10 `-5`: the points of `crossing` need a score, and the file has none (add `[score]`, or drop it)",
            "x.toml:12:7 `top`: the band `top` needs a score, and the file has none (add `[score]`, or drop it)",
            "x.toml:16:9 `980`: the list `discredited` needs a score, and the file has none (add `[score]`, or drop it)",
        ],
    );
}

#[test]
fn an_empty_rulebook_lacks_what_it_needs() {
    check(
        r#"provenance = "hypothetical""#,
        &[
            "x.toml ``: the file has no `[posting]` (add `[posting]`)",
            "x.toml ``: the file has no `[enrolment]` (add `[enrolment]`)",
        ],
    );
}

#[test]
fn several_faults_are_told_at_once_and_in_order() {
    check(
        r#"[rule.crossing]
act = "crosing-on-red"
points = "five"
[list.discredited]
term_months = -3
[gate.trian]
provenance = "hypothetical""#,
        &[
            "x.toml:2:7 `crosing-on-red`: there is no act `crosing-on-red` (did you mean `crossing-on-red`?)",
            r#"x.toml:3:10 `"five"`: `points` is text, but a whole number is needed here"#,
            "x.toml:5:15 `-3`: `term_months` is -3, but must lie from 1 to 1200",
            "x.toml:6:7 `trian`: there is no gate `trian` (did you mean `train`?)",
        ],
    );
}

#[test]
fn what_is_no_toml_is_told_with_its_line() {
    check(
        r#"[rule.crossing
points = "#,
        &["x.toml:1:15 ``: this is not TOML: unclosed table, expected `]`"],
    );
}
