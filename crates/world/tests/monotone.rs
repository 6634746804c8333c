//! What can be proved of reforms, tried on whole towns: with nothing in the way they only ever work in one direction.
//!
//! In the way are: people who respond, terms that end and lists that are entered again, entries that lapse, rules that book a
//! person only so often, false matches of mere passes, and what is scarce. All of that is off here. What a listing keeps
//! people from doing is off as well ([`KEPT_FROM`]): whoever may not post is not booked for posting, nor are their kin. With
//! all of it on, a comparison's summary counts the exceptions.

#[allow(dead_code, reason = "each test file uses its part")]
mod common;

use common::*;
use std::collections::{BTreeMap, BTreeSet};
use underheaven_base::{Act, Cause, Day, PersonId};
use underheaven_rulebook::Rulebook;
use underheaven_world::{Booking, Entry, ListId, Listing, Observer, fast};
use underheaven_world::{Overrides, Plan};

/// Keys that bring a term or a limit. An official's listing is one, too: whoever is listed already is not listed again, and
/// their kin are spared what follows from it.
const LIMITS: [&str; 5] = ["term_months", "term_days", "once_in", "once_in_days", "after_discretion"];

/// Passes by themselves, what is scarce, and lapses.
const OFF: &str = "
[rule.seen-where-barred]
enabled = false
[gate.loan]
enabled = false
[gate.school]
enabled = false
[gate.hospital]
enabled = false
[gate.dating-boost]
enabled = false
[score]
lifetime_quarters = 400
";

/// Gates at which a listing takes away the act that would be booked.
const KEPT_FROM: &str = "
[gate.account]
enabled = false
[gate.internet]
enabled = false
[gate.online-shop]
enabled = false
";

/// The article without its limits, under overlays.
fn unlimited(overlays: &[&str]) -> Rulebook {
    without(&LIMITS, overlays)
}

/// The article without some keys, under overlays.
fn without(keys: &[&str], overlays: &[&str]) -> Rulebook {
    let shipped = underheaven_rulebook::shipped().iter().find(|b| b.name == "article").expect("it is shipped");
    let key = |line: &&str| !keys.contains(&line.split('=').next().unwrap_or_default().trim());
    let text: String = shipped.rulebook().text.lines().filter(key).map(|line| format!("{line}\n")).collect();
    let mut files = vec![(shipped.rulebook().label, text.as_str()), ("overlay", EVERYBODY), ("overlay", OFF)];
    files.push(("overlay", KEPT_FROM));
    files.extend(overlays.iter().map(|text| ("overlay", *text)));
    Rulebook::read("article", &files).unwrap_or_else(|f| panic!("{f:#?}")).0
}

/// First days on a list, each with the first day after it, once there is one.
type Stretches = Vec<(Day, Option<Day>)>;

/// Who is listed from when to when, and who is booked by mistake, when and for whose act.
#[derive(Default)]
struct Kept {
    from: BTreeMap<(PersonId, ListId), Stretches>,
    mistaken: BTreeSet<(PersonId, Day, Option<Act>, Option<PersonId>)>,
    corrected: usize,
}

impl Observer for Kept {
    fn entry(&mut self, e: &Entry) {
        self.corrected += usize::from(e.booking == Booking::Correction);
        if e.booking == Booking::Booked && e.cause == Cause::Mistaken {
            self.mistaken.insert((e.person, e.day, e.trigger.map(|t| t.act), e.trigger.map(|t| t.person)));
        }
    }
    fn listed(&mut self, l: &Listing) {
        self.from.entry((l.person, l.list)).or_default().push((l.from, None));
    }
    fn delisted(&mut self, person: PersonId, list: ListId, day: Day) {
        if let Some(last) = self.from.get_mut(&(person, list)).and_then(|all| all.last_mut()) {
            last.1 = Some(day);
        }
    }
}

impl Kept {
    /// Everybody who was listed at some time.
    fn listed(&self) -> BTreeSet<PersonId> {
        self.from.keys().map(|(person, _)| *person).collect()
    }

    /// Somebody who was on a list here on a day on which they were not there.
    fn beyond(&self, other: &Kept) -> Option<(PersonId, Day)> {
        let none = vec![];
        let on = |all: &[(Day, Option<Day>)], day: Day| all.iter().any(|(a, z)| *a <= day && z.is_none_or(|z| day < z));
        for (at, stretches) in &self.from {
            let there = other.from.get(at).unwrap_or(&none);
            // A stretch begins where nothing was, or goes on where the other's ended.
            let turns = stretches.iter().map(|s| s.0).chain(there.iter().filter_map(|s| s.1));
            if let Some(day) = turns.filter(|day| on(stretches, *day)).find(|day| !on(there, *day)) {
                return Some((at.0, day));
            }
        }
        None
    }
}

/// Lives two rulebooks side by side over a town with many kin, critics and cameras.
fn two(first: &Rulebook, other: &Rulebook, luck: u64) -> [Kept; 2] {
    let town = society("dense", None, 40 + luck);
    let behaviour = behaviour("none");
    let (from, to) = (day("2019-01-01"), day("2020-06-30"));
    let plan = |rulebook| Plan {
        society: &town,
        rulebook,
        behaviour: &behaviour,
        luck,
        from,
        to,
        overrides: Overrides::new(),
    };
    let mut world = fast::World::of(vec![plan(first), plan(other)], 1).unwrap_or_else(|f| panic!("{f:#?}"));
    let mut kept = [Kept::default(), Kept::default()];
    loop {
        let [a, b] = &mut kept;
        if !world.step(&mut [a, b]) {
            return kept;
        }
    }
}

#[test]
fn fewer_false_matches_book_fewer_by_mistake_and_only_ones_booked_before() {
    let share = |share: f64| format!("[camera]\nmistaken_share = {share}\n[sight.crossing-on-red]\ncamera = 0.07\n");
    let (many, few) = (unlimited(&[&share(0.1)]), unlimited(&[&share(0.03)]));
    for luck in 1..4 {
        let [before, after] = two(&many, &few, luck);
        let new: Vec<_> = after.mistaken.difference(&before.mistaken).collect();
        assert!(new.is_empty(), "booked by mistake only with fewer false matches: {:?}", new.first());
        assert!(
            after.mistaken.len() * 2 < before.mistaken.len(),
            "{} of {}",
            after.mistaken.len(),
            before.mistaken.len()
        );
        assert!(after.mistaken.len() > 10, "{}", after.mistaken.len());
    }
}

#[test]
fn an_appeal_never_lengthens_a_listing() {
    let shipped = underheaven_rulebook::shipped().iter().find(|b| b.name == "article").expect("it is shipped");
    let often = "[recourse]\nupheld_when_right = 0.3\n[recourse.uptake]\nfact = 0.6\n";
    for (name, luck) in [("appeal-fact", 1), ("appeal-all-grounds", 2), ("appeal-all-grounds", 3)] {
        let reform = shipped.reforms().find(|r| r.name == name).expect("it is shipped");
        let [before, after] = two(&unlimited(&[]), &unlimited(&[reform.text, often]), luck);
        assert_eq!(after.beyond(&before), None, "listed under {name} where nobody may appeal leaves them free");
        assert!(before.beyond(&after).is_some() && after.corrected > 100, "{} corrections", after.corrected);
    }
}

#[test]
fn a_wider_kin_degree_never_frees_anyone() {
    let degrees = [
        "[kin.in-laws-of-critic]\nenabled = false\n[kin.kin-of-critic]\nrelations = [\"spouse\"]\n",
        "[kin.in-laws-of-critic]\nenabled = false\n",
        "",
        "[kin.in-laws-of-critic]\nrelations = [\"parent-in-law\", \"sibling-in-law\", \"child-in-law\", \"siblings-spouse\"]\n",
    ];
    for (n, pair) in degrees.windows(2).enumerate() {
        let [narrow, wide] = two(&unlimited(&[pair[0]]), &unlimited(&[pair[1]]), 5 + n as u64);
        assert_eq!(narrow.beyond(&wide), None, "freed by a wider degree");
        let more = wide.listed().difference(&narrow.listed()).count();
        assert!(more > 10, "the wider degree lists {more} more");
    }
}

#[test]
fn with_a_limit_on_there_are_exceptions() {
    // Whoever is listed as a critic's kin is not listed again for exposing corruption, and the kin in turn are spared.
    let limits: Vec<&str> = LIMITS.into_iter().filter(|key| *key != "after_discretion").collect();
    let narrow = "[kin.in-laws-of-critic]\nenabled = false\n[kin.kin-of-critic]\nrelations = [\"spouse\"]\n";
    let wide = "[kin.in-laws-of-critic]\nenabled = false\n";
    let [narrow, wide] = two(&without(&limits, &[narrow]), &without(&limits, &[wide]), 5);
    assert!(narrow.beyond(&wide).is_some(), "the tests above could not fail");
}
