//! What a society's file may say, and what it hears when it is wrong.

use super::*;
use underheaven_base::Basis;

fn faults(text: &str) -> Vec<String> {
    match Table::read("mine.toml", text) {
        Ok(_) => vec![],
        Err(faults) => faults.iter().map(ToString::to_string).collect(),
    }
}

fn over(text: &str) -> String {
    format!("name = \"mine\"\nover = \"town\"\n{text}")
}

#[test]
fn shipped_societies_are_read_and_every_number_says_what_it_rests_on() {
    for (name, text) in shipped() {
        let (table, figures) = Table::read_all(&format!("{name}.toml"), text).unwrap_or_else(|f| panic!("{f:?}"));
        assert_eq!(&table.name, name);
        assert!(!table.title.is_empty());
        for figure in figures {
            assert!(figure.basis != Basis::Unstated, "{name}: {} does not say", figure.path);
            assert!(!figure.source.is_empty(), "{name}: {} has no source", figure.path);
        }
        for (key, row) in table.series() {
            assert!(row.basis != Basis::Unstated && !row.source.is_empty(), "{name}: {key} does not say");
        }
    }
}

#[test]
fn faults_name_the_line_the_word_and_the_nearest_right_word() {
    for (text, line, parts) in [
        ("[shares]\ncritcs = 0.1\n", 4, vec!["critcs", "did you mean `critics`?"]),
        ("[shares]\ncritics = 1.5\n", 4, vec!["`critics` is 1.5", "from 0 to 1"]),
        ("[act.crosing-on-red.of.from-six]\nbase = 1\n", 3, vec!["there is no act", "did you mean `crossing-on-red`?"]),
        ("[act.chat-post.of.netizen]\nbase = 1\n", 3, vec!["there is no class", "did you mean `netizens`?"]),
        ("[families]\none_child_only = [0.1, 0.2]\n", 4, vec!["lists 2 numbers, but 8 are needed"]),
        ("[homes]\nsons_live = { value = [0.4, 0.3, 0.2], basis = \"assumed\" }\n", 4, vec![]),
        ("[homes]\nsons_live = [0.4, 0.3, 7]\n", 4, vec!["holds 7"]),
        ("[act.chat-post.of.netizens]\nat_most = 2\n", 4, vec!["below the base rate", "raise `at_most`"]),
        ("[act.bill-due.of.bill-holders]\nat_most = 30\n", 4, vec!["falls due on the calendar"]),
        ("[act.chat-post.of.netizens]\nlate = 0.1\n", 4, vec!["can't be late"]),
        ("[act.chat-post.of.netizens]\nweekday = 8\n", 4, vec!["`weekday` is 8", "from 1 to 7"]),
        ("[act.bill-due.of.bill-holders]\nweekday = 1\n", 4, vec!["falls due on days of the month"]),
    ] {
        let found = faults(&over(text));
        if parts.is_empty() {
            // an overlay keeps the base's range
            assert!(found.is_empty(), "{found:?}");
            continue;
        }
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert!(found[0].contains(&format!("mine.toml:{line}:")), "{}", found[0]);
        for part in parts {
            assert!(found[0].contains(part), "{} lacks {part}", found[0]);
        }
    }
}

#[test]
fn all_faults_are_told_at_once() {
    let text = over("[shares]\ncritcs = 0.1\nvoices = -1\n[round.strete]\nhours = 1\n[firms]\nlargest = \"big\"\n");
    assert!(faults(&text).len() >= 4, "{:?}", faults(&text));
}

#[test]
fn a_row_that_is_assumed_needs_factors_that_hold_one() {
    let row = |rest: &str| over(&format!("[families]\nchildren_of_the_dead = {{ value = [4, 3, 2, 1, 1], {rest} }}\n"));
    assert!(faults(&row("low = 0.5, high = 0.9, basis = \"assumed\""))[0].contains("must hold 1 between them"));
    assert!(faults(&row("basis = \"guessed\""))[0].contains("there is no basis `guessed`"));
}

#[test]
fn a_file_over_an_unknown_society_is_refused_with_the_nearest() {
    let found = faults("name = \"mine\"\nover = \"twon\"\n");
    assert!(found.iter().any(|f| f.contains("no shipped society `twon`") && f.contains("`town`")), "{found:?}");
}

#[test]
fn an_empty_file_hears_all_that_is_missing() {
    assert!(faults("").len() >= 8);
}

#[test]
fn an_overlay_changes_what_it_says_and_nothing_else() {
    let table = Table::read("mine.toml", &over("[shares]\ncritics = 0.3\n")).unwrap();
    let town = Table::shipped("town").unwrap();
    assert_eq!(table.shares.critics.value, 0.3);
    assert_eq!((&table.homes, &table.acts), (&town.homes, &town.acts));
}

/// Equal households that do nothing, and then `text`.
fn alike(text: &str) -> String {
    let size = "[size]\npeople_each = 900\nseed = 1\nstreet = 2\n";
    format!("name = \"mine\"\n{size}[alike]\nhousehold = 3\nage = 40\n{text}")
}

#[test]
fn equal_households_need_no_more_than_their_size() {
    assert_eq!(faults(&alike("")), Vec::<String>::new());
    let over = "name = \"mine\"\nover = \"courtyard\"\n[alike]\nhousehold = 5\n";
    assert_eq!(faults(over), Vec::<String>::new());
    assert_eq!(Table::read("mine.toml", over).unwrap().alike.unwrap().household.value, 5);
}

#[test]
fn equal_households_hear_what_they_have_no_room_for() {
    for (text, line, parts) in [
        (
            "[firms]\nlargest = 5\nforeign = 0\ncomplies = 0\nbuys_reach = 0\n",
            6,
            vec!["no room for `[firms]`", "drop them"],
        ),
        ("[act.chat-post.of.netizens]\nbase = 1\n", 9, vec!["none of `netizens`", "`everyone`"]),
        ("[act.bill-due.of.adults]\nbase = 12\n", 9, vec!["falls due for somebody named"]),
        ("[act.volunteering.of.adults]\nbase = 1\nlate = 0.5\n", 11, vec!["can't be late"]),
    ] {
        let found = faults(&alike(text));
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert!(found[0].contains(&format!("mine.toml:{line}:")), "{}", found[0]);
        for part in parts {
            assert!(found[0].contains(part), "{} lacks {part}", found[0]);
        }
    }
    let over_town = faults(&over("[alike]\nhousehold = 3\nage = 40\n"));
    assert!(over_town.iter().any(|f| f.contains("mine.toml:3:") && f.contains("leave out `over`")), "{over_town:?}");
    assert!(faults(&alike("[alike.x]\n")).iter().any(|f| f.contains("knows no key `x`")));
}
