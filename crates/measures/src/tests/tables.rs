//! The panel, the rows kept of it, the funnel and the summary's lines.

use super::{answer, begin, critics_post, demerit, listing};
use crate::testing::{CRITIC, CRITICS_MOTHER, Dozen, FATHER, FROM, MOTHER, Still, day, who};
use crate::{Panel, Row, RuleFacts, Setup, Summary, Tally};
use underheaven_base::{Act, Cause, Channel, Kind, Outcome, Relation, Truth};
use underheaven_world::{Booking, Entry, Listing, Observer, Push, RuleId, Trigger};

#[test]
fn a_panel_holds_whole_households_and_lies_in_every_larger_one() {
    let society = Dozen::new();
    let mut last: Vec<_> = vec![];
    for n in 1..=12 {
        let panel = Panel::choose(&society, Some(n));
        let now: Vec<_> = panel.members().iter().map(|m| m.person).collect();
        assert!(last.iter().all(|p| now.contains(p)), "{n}");
        let has = |place| now.contains(&who(0, place));
        assert_eq!(has(FATHER), has(MOTHER), "{n}");
        assert_eq!(has(CRITIC), has(CRITICS_MOTHER), "{n}");
        last = now;
    }
    let all = Panel::choose(&society, None);
    let strata: Vec<_> = all.members().iter().take(6).map(|m| crate::STRATA[usize::from(m.stratum)]).collect();
    assert_eq!(strata, ["base", "base", "base", "critics-kin", "critics-kin", "voices"]);
    assert!((0..3).all(|s| all.weight(s) == 1.0) && all.members().len() == 12);
}

#[test]
fn a_ledger_says_what_set_an_entry_off_and_whose_act_it_was() {
    let (mut world, mut tally) = begin();
    let kin = Entry {
        rule: Some(RuleId(2)),
        cause: Cause::Kin,
        truth: Truth::NoAct,
        trigger: Some(critics_post()),
        relation: Some(Relation::Parent),
        ..demerit(CRITICS_MOTHER, "2018-01-03", -35)
    };
    tally.entry(&kin);
    tally.entry(&demerit(FATHER, "2018-01-04", -3));
    let lapse = Entry { booking: Booking::Lapse, rule: None, trigger: None, ..demerit(FATHER, "2018-01-02", 3) };
    tally.entry(&lapse);
    tally.gate(&answer(FATHER, "2018-01-05", Outcome::Refused));
    world.live(&mut tally, "2018-01-28");
    let rows: Vec<_> = tally.ledger("article").collect();
    let said: Vec<_> = rows.iter().map(|r| (r.person.as_str(), r.rule.as_str(), r.trigger.as_deref())).collect();
    assert_eq!(
        said,
        [
            ("0-0", "(lapse)", None),
            ("0-0", "red-light", Some("crossing-on-red by own")),
            ("0-4", "kin-of-critics", Some("critical-post by 0-3")),
        ]
    );
    assert_eq!((rows[2].kind, rows[2].truth, rows[2].cause), (Some("speech"), "no-act", "kin"));
    assert_eq!(tally.gates("article").next().unwrap().rule.as_deref(), Some("red-light"));
    let people = tally.people_rows("article", &world);
    assert_eq!((people.len(), people[0].traits.as_str(), people[0].age), (12, "driver", 37));
}

#[test]
fn the_funnel_goes_from_done_to_refused_by_group() {
    let (mut world, mut tally) = begin();
    let father = who(0, FATHER);
    // Done before enrolment, and by somebody who is not enrolled: under no rulebook.
    tally.act(father, day(FROM), Act::CrossingOnRed, Push::None);
    tally.act(who(0, CRITIC), day(FROM), Act::CrossingOnRed, Push::None);
    tally.enrolled(father, day(FROM));
    for _ in 0..10 {
        tally.act(father, day(FROM), Act::CrossingOnRed, Push::None);
    }
    tally.seen(father, day(FROM), Act::CrossingOnRed, Channel::Camera);
    tally.seen(father, day(FROM), Act::CrossingOnRed, Channel::Camera);
    tally.entry(&demerit(FATHER, FROM, -3));
    tally.entry(&Entry { cause: Cause::Mistaken, truth: Truth::NoAct, ..demerit(MOTHER, FROM, -3) });
    tally.entry(&Entry { booking: Booking::Correction, ..demerit(MOTHER, FROM, 3) });
    tally.listed(&listing(FATHER, FROM));
    tally.gate(&answer(FATHER, FROM, Outcome::Refused));
    tally.gate(&answer(FATHER, FROM, Outcome::Refused));
    world.live(&mut tally, "2018-01-28");
    let rows = tally.funnel("article");
    let of = |group: &str| -> Vec<_> {
        let held = rows.iter().filter(|r| r.group == group && r.rule == "red-light");
        held.map(|r| (r.stage, r.channel, r.people, r.events)).collect()
    };
    assert_eq!(
        of("sex=male"),
        [
            ("done", "any", 1, 10),
            ("seen", "camera", 1, 2),
            ("booked rightly", "camera", 1, 1),
            ("listed", "any", 1, 1),
            ("refused", "any", 1, 2),
        ]
    );
    assert_eq!(of("sex=female"), [("booked wrongly", "camera", 1, 1), ("corrected", "camera", 1, 1)]);
    assert!(of("place=rural").is_empty());
}

#[test]
fn nobody_is_told_to_have_done_what_befell_them() {
    let world = Still::new();
    let of = |act| RuleFacts { act: Some(act), ..RuleFacts::default() };
    let rules = vec![of(Act::CameraPass), of(Act::Displeasing), of(Act::CrossingOnRed)];
    let mut tally = Tally::new(&world.society, Setup { rules, ..Setup::new(day(FROM)) });
    tally.enrolled(who(0, FATHER), day(FROM));
    for act in [Act::CameraPass, Act::Displeasing, Act::CrossingOnRed] {
        tally.act(who(0, FATHER), day(FROM), act, Push::None);
        tally.seen(who(0, FATHER), day(FROM), act, Channel::Camera);
    }
    let mut world = world;
    world.live(&mut tally, "2018-01-28");
    let rows = tally.funnel("article");
    let told = |stage| -> Vec<_> {
        rows.iter().filter(|r| r.group == "all" && r.stage == stage).map(|r| r.rule.as_str()).collect()
    };
    assert_eq!(told("seen"), ["red-light", "critical-post", "kin-of-critics"]);
    assert_eq!(told("done"), ["kin-of-critics"]);
}

#[test]
fn the_summary_says_what_one_person_stands_for_and_marks_levels_as_ours() {
    let (mut world, mut tally) = begin();
    tally.entry(&demerit(FATHER, FROM, -3));
    tally.listed(&listing(FATHER, FROM));
    tally.gate(&answer(FATHER, FROM, Outcome::Refused));
    world.live(&mut tally, "2018-01-28");
    let lines = Summary::of(&tally, "article", &world).lines();
    assert!((35..=75).contains(&lines.len()), "{} lines", lines.len());
    assert!(lines.contains(&"one person here stands for 1,000".to_owned()));
    let mut heading = String::new();
    for line in &lines {
        if !line.starts_with(' ') {
            heading.clone_from(line);
        }
        let level = ["listings of", "people listed", "refused,", "counted,"].iter().any(|level| line.contains(level));
        assert!(!level || heading.contains("at the sizes we assumed"), "{line} under {heading}");
    }
}

#[test]
fn the_summary_of_nothing_says_nobody_instead_of_nought() {
    let (mut world, mut tally) = begin();
    world.live(&mut tally, "2018-01-28");
    let lines = Summary::of(&tally, "none", &world).lines();
    assert!(lines.iter().all(|l| !l.contains("0.0 %") || l.contains("approve")), "{lines:?}");
    for words in [
        "nobody was listed",
        "no gate refused anybody",
        "nobody did anything otherwise",
        "nobody was enrolled",
        "standing decided no request",
    ] {
        assert!(lines.iter().any(|l| l.contains(words)), "{words}: {lines:?}");
    }
}

#[test]
fn nobody_is_named_as_the_author_of_what_nobody_did() {
    let (mut world, mut tally) = begin();
    let mine = |act| Some(Trigger { act, kind: Kind::Speech, person: who(0, FATHER) });
    let (truth, trigger) = (Truth::NoAct, mine(Act::CriticalPost));
    tally.entry(&Entry { cause: Cause::FalseReport, truth, trigger, ..demerit(FATHER, "2018-01-02", -3) });
    tally.entry(&Entry { cause: Cause::OwnAct, trigger, ..demerit(FATHER, "2018-01-03", -3) });
    let exposed = mine(Act::ExposingCorruption);
    tally.listed(&Listing { cause: Cause::Discretion, truth, trigger: exposed, ..listing(FATHER, "2018-01-04") });
    world.live(&mut tally, "2018-01-28");
    let said: Vec<_> = tally.ledger("a").map(|r| r.trigger.unwrap()).collect();
    assert_eq!(said, ["critical-post by nobody", "critical-post by own"]);
    let listed = tally.listings("a", None, 1).rows.remove(0).trigger.unwrap();
    assert_eq!(listed, "exposing-corruption by own", "the journalist did expose it");
}

#[test]
fn a_row_hands_over_its_cells_in_the_order_of_its_columns() {
    fn check<R: Row>(rows: &[R]) {
        for row in rows {
            let mut n = 0;
            row.cells(|_| n += 1);
            assert_eq!(n, R::COLUMNS.len(), "{}", R::TABLE);
        }
        assert!(R::COLUMNS.iter().all(|c| c.doc.trim().ends_with('.')), "{}", R::TABLE);
        assert!(!rows.is_empty(), "{}", R::TABLE);
    }
    let (mut world, mut tally) = begin();
    tally.entry(&demerit(FATHER, FROM, -3));
    tally.listed(&listing(FATHER, FROM));
    tally.gate(&answer(FATHER, FROM, Outcome::Refused));
    world.live(&mut tally, "2018-01-28");
    check(&tally.series("a").collect::<Vec<_>>());
    check(&tally.groups("a"));
    check(&tally.funnel("a"));
    check(&tally.listings("a", None, 1).rows);
    check(&tally.people_rows("a", &world));
    check(&tally.ledger("a").collect::<Vec<_>>());
    check(&tally.gates("a").collect::<Vec<_>>());
}
