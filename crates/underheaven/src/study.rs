//! A study: what an appeal right would have changed for a blacklisted journalist and his family.
//!
//! Whole towns are lived by `cargo xtask study`, which takes minutes: each with people and luck of its own, under all arms side
//! by side. What they showed is committed with the hashes of what they were lived from; the program that shows it lives
//! nothing. What befell the journalists' friends, and whether anybody spoke more freely, is left out.

use crate::failure::Failure;
use crate::faults::Faults;
use crate::live::{self, How};
use crate::living;
use crate::manifest::sha256;
use crate::print::remark;
use crate::report::charts::{Row, Shape};
use crate::statements::sizes::{self, fault};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use underheaven_base::{Act, Cause, Day, Fault, Outcome, PersonId};
use underheaven_behaviour::Behaviour;
use underheaven_measures::{Setup, Tally};
use underheaven_rulebook::Rulebook;
use underheaven_society::{Society, Table, Town, Trait};
use underheaven_world::{Booking, Listing, Overrides, Plan};

/// What was committed, as it is compiled in.
const COMMITTED: &str = include_str!("../../../docs/studies/appeal.json");

/// The hash of a small run's lives, which changes whenever the same command gives other lives than before.
const GOLDEN: &str = include_str!("../tests/golden.txt");

/// An arm: the article's rulebook with a shipped reform and more laid over it.
struct Arm {
    /// Its name in the committed data.
    name: &'static str,
    /// In words, after "under".
    words: &'static str,
    /// The reform that is laid over the rulebook.
    reform: Option<&'static str>,
    /// What is laid over that.
    over: &'static str,
}

/// An appeal right at the lowest and at the highest values of what we assumed of it.
const LEAST: &str = "[recourse]\nupheld_when_wrong = 0.2\n[recourse.uptake]\nfact = 0.02\nattribution = 0.02\nreason = 0.02\nproportion = 0.02\n";
const MOST: &str = "[recourse]\nupheld_when_wrong = 0.8\n[recourse.uptake]\nfact = 0.4\nattribution = 0.4\nreason = 0.4\nproportion = 0.4\n";
/// Whoever is listed is told so.
const TOLD: &str = "[list.discredited]\nnotice = true\n";
const TOLD_MOST: &str = "[list.discredited]\nnotice = true\n[recourse]\nupheld_when_wrong = 0.8\n[recourse.uptake]\nfact = 0.4\nattribution = 0.4\nreason = 0.4\nproportion = 0.4\n";

const ALL_GROUNDS: Option<&str> = Some("appeal-all-grounds");

const ARMS: [Arm; 7] = [
    Arm { name: "article", words: "the article's rulebook", reform: None, over: "" },
    Arm { name: "fact", words: "appeal on fact", reform: Some("appeal-fact"), over: "" },
    Arm { name: "all-grounds", words: "appeal on all grounds", reform: ALL_GROUNDS, over: "" },
    Arm { name: "all-grounds-least", words: "the same, used and granted least", reform: ALL_GROUNDS, over: LEAST },
    Arm { name: "all-grounds-most", words: "the same, used and granted most", reform: ALL_GROUNDS, over: MOST },
    Arm { name: "told", words: "all grounds, and the listed are told", reform: ALL_GROUNDS, over: TOLD },
    Arm { name: "told-most", words: "told, used and granted most", reform: ALL_GROUNDS, over: TOLD_MOST },
];

/// How many towns are lived: enough for a hundred listed journalists, and for a range that covers (`covers`) well.
pub const TOWNS: u64 = 4;

/// The study's data.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Study {
    /// Hashes of the files.
    pub inputs: BTreeMap<String, String>,
    /// People of each town.
    pub people: u32,
    /// How many people of the country one of them stands for.
    pub represents: f64,
    /// First day lived.
    pub from: String,
    /// Last day lived.
    pub to: String,
    /// Town by town.
    pub towns: Vec<Lived>,
}

/// A town that was lived.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Lived {
    /// The luck seed.
    pub luck: u64,
    /// The society's seed.
    pub society: u64,
    /// Journalists whom an official listed for exposing corruption under the article's rulebook, each once.
    pub journalists: u64,
    /// Their household and their kin by blood and marriage, themselves apart, each once.
    pub family: u64,
    /// What befell them under each arm, since the day on which the journalist was listed.
    pub arms: BTreeMap<String, Fate>,
}

/// What befell journalists and families under an arm.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Fate {
    /// Journalists refused something for a standing of their own.
    pub refused: u64,
    /// Journalists whose listing ended earlier than under the article's rulebook, or never began.
    pub freed: u64,
    /// Days that journalists stood on lists.
    pub days: u64,
    /// Requests that journalists were refused.
    pub refusals: u64,
    /// People of the families on whom the journalist's listing was booked.
    pub paid: u64,
    /// Of these, people from whom not all of it was taken again by a correction.
    pub still: u64,
    /// People of the families who were listed, for whatever it was.
    pub family_listed: u64,
    /// Days that people of the families stood on lists.
    pub family_days: u64,
    /// Requests that people of the families were refused.
    pub family_refusals: u64,
}

/// A measure: its words, and how it is read of a town under an arm.
pub struct Told {
    /// In words.
    pub words: &'static str,
    /// Out of how many, in words.
    pub of: &'static str,
    value: fn(&Fate) -> u64,
    whole: fn(&Lived) -> u64,
}

/// What the study tells, in its order.
pub const TOLD_OF: [Told; 9] = [
    Told { words: "journalists off the list early", of: JOURNALISTS, value: |f| f.freed, whole: |t| t.journalists },
    Told { words: "days that journalists were listed", of: JOURNALISTS, value: |f| f.days, whole: |t| t.journalists },
    Told { words: "journalists refused anything", of: JOURNALISTS, value: |f| f.refused, whole: |t| t.journalists },
    Told { words: "requests they were refused", of: JOURNALISTS, value: |f| f.refusals, whole: |t| t.journalists },
    Told { words: "relatives who paid for it", of: JOURNALISTS, value: |f| f.paid, whole: |t| t.journalists },
    Told { words: "relatives for whom it still stands", of: JOURNALISTS, value: |f| f.still, whole: |t| t.journalists },
    Told { words: "relatives listed", of: JOURNALISTS, value: |f| f.family_listed, whole: |t| t.journalists },
    Told {
        words: "days that relatives were listed",
        of: JOURNALISTS,
        value: |f| f.family_days,
        whole: |t| t.journalists,
    },
    Told {
        words: "requests relatives were refused",
        of: JOURNALISTS,
        value: |f| f.family_refusals,
        whole: |t| t.journalists,
    },
];

const JOURNALISTS: &str = "per 100 listed journalists";

/// The files on which the study rests, with their hashes today; what the arms lay over them; and how the program lives, by
/// the lives of a small run: other lives from the same files make the study stale, too.
pub fn inputs() -> BTreeMap<String, String> {
    let mut all = sizes::inputs();
    all.remove(crate::statements::FILE.0);
    let reforms = ARMS.iter().filter_map(|arm| reform(arm.reform?));
    all.extend(reforms.map(|(label, text)| (label.to_owned(), sha256(text.as_bytes()))));
    let over: String = ARMS.iter().map(|arm| format!("{}\n{}\n", arm.name, arm.over)).collect();
    all.insert("the arms' own changes".to_owned(), sha256(over.as_bytes()));
    all.insert("the lives of a small run".to_owned(), GOLDEN.trim().to_owned());
    all
}

fn article() -> Option<&'static underheaven_rulebook::Shipped> {
    underheaven_rulebook::shipped().iter().find(|book| book.name == "article")
}

fn reform(name: &str) -> Option<(&'static str, &'static str)> {
    let reform = article()?.reforms().find(|reform| reform.name == name)?;
    Some((reform.label, reform.text))
}

/// What was committed.
pub fn committed() -> Result<Study, Failure> {
    serde_json::from_str(COMMITTED)
        .map_err(|e| Failure::usage(format!("the committed study cannot be read: {e}"), "run `cargo xtask study`"))
}

/// Lives all towns again.
pub fn remake(from: Day, to: Day, people: Option<u32>) -> Result<Study, Failure> {
    let all = || -> Result<Study, Vec<Fault>> {
        let table = Table::shipped("town").ok_or_else(|| fault("the town is not shipped".to_owned()))?;
        let people = people.unwrap_or_else(|| Town::default_people(&table));
        let (behaviour, rulebooks) = (behaviour()?, ARMS.iter().map(rulebook).collect::<Result<Vec<_>, _>>()?);
        let mut study = Study {
            inputs: inputs(),
            people,
            represents: 0.0,
            from: from.to_string(),
            to: to.to_string(),
            towns: vec![],
        };
        for luck in 1..=TOWNS {
            let seed = Town::default_seed(&table) + luck - 1;
            let town = Town::build(&table, people, seed).map_err(fault)?;
            (study.people, study.represents) = (town.people(), town.represents());
            study.towns.push(lived(&town, (luck, seed), (from, to), &rulebooks, &behaviour)?);
            remark(&format!("lived town {luck} of {TOWNS}"));
        }
        Ok(study)
    };
    all().map_err(|faults| {
        let mut told = Faults::default();
        told.add(faults);
        Failure::Faults(told)
    })
}

fn behaviour() -> Result<Behaviour, Vec<Fault>> {
    let (name, text) = underheaven_behaviour::shipped().iter().find(|b| b.0 == "default").copied().unwrap_or(("", ""));
    Ok(Behaviour::read("default", &[(name, text)])?.0)
}

fn rulebook(arm: &Arm) -> Result<Rulebook, Vec<Fault>> {
    let own = article().map(|book| book.rulebook()).map_or(("", ""), |file| (file.label, file.text));
    let mut files = vec![own];
    files.extend(arm.reform.and_then(reform));
    if !arm.over.is_empty() {
        files.push((arm.name, arm.over));
    }
    Ok(Rulebook::read(arm.name, &files)?.0)
}

/// Lives a town under all arms.
fn lived(
    town: &Town,
    (luck, society): (u64, u64),
    (from, to): (Day, Day),
    rulebooks: &[Rulebook],
    behaviour: &Behaviour,
) -> Result<Lived, Vec<Fault>> {
    let plan = |rulebook| Plan { society: town, rulebook, behaviour, luck, from, to, overrides: Overrides::default() };
    let how = How { plain: false, threads: living::as_many(None) };
    let mut world = live::fast(rulebooks.iter().map(plan).collect(), how.threads)?;
    let setups = living::side_by_side(&world, |book| Setup { panel: None, ..living::counted(from, book) });
    let (tallies, _) = live::side_by_side(&mut world, how.threads, town, setups, to, true);
    let listed = listed(town, &tallies[0]);
    let family = family(town, &listed);
    let fates = ARMS.iter().zip(&tallies).map(|(arm, tally)| {
        let of = Befell { listed: &listed, family: &family, tally, baseline: &tallies[0] };
        (arm.name.to_owned(), of.fate())
    });
    Ok(Lived { luck, society, journalists: listed.len() as u64, family: family.len() as u64, arms: fates.collect() })
}

/// An official listed them for exposing corruption.
fn for_exposing(listing: &Listing) -> bool {
    listing.cause == Cause::Discretion && listing.trigger.is_some_and(|t| t.act == Act::ExposingCorruption)
}

/// The journalists listed, each with the first day on which they were.
fn listed(town: &Town, baseline: &Tally) -> BTreeMap<PersonId, Day> {
    let mut all = BTreeMap::new();
    for listing in baseline.all_listings().iter().map(|kept| kept.listing).filter(for_exposing) {
        if town.person(listing.person).traits.has(Trait::Voice) {
            let day = all.entry(listing.person).or_insert(listing.from);
            *day = listing.from.min(*day);
        }
    }
    all
}

/// Their families, each with the first day on which one of theirs was listed.
fn family(town: &Town, listed: &BTreeMap<PersonId, Day>) -> BTreeMap<PersonId, Day> {
    let mut all: BTreeMap<PersonId, Day> = BTreeMap::new();
    for (person, day) in listed {
        let mut kin = vec![];
        town.kin(*person, &mut kin);
        let home = town.settled(person.neighbourhood());
        let household = home.household(*person).iter().map(|p| p.id);
        for relative in kin.iter().map(|(id, _)| *id).chain(household).filter(|id| !listed.contains_key(id)) {
            let since = all.entry(relative).or_insert(*day);
            *since = (*since).min(*day);
        }
    }
    all
}

/// What befell them under an arm.
struct Befell<'a> {
    listed: &'a BTreeMap<PersonId, Day>,
    family: &'a BTreeMap<PersonId, Day>,
    tally: &'a Tally,
    baseline: &'a Tally,
}

impl Befell<'_> {
    fn fate(&self) -> Fate {
        let mut fate = Fate::default();
        self.days(&mut fate);
        self.refusals(&mut fate);
        self.kin(&mut fate);
        fate.freed = self.freed();
        fate
    }

    fn end(&self) -> Day {
        self.tally.last_day() + 1
    }

    fn days(&self, fate: &mut Fate) {
        let mut relatives = BTreeSet::new();
        for kept in self.tally.all_listings() {
            let until = kept.ended.unwrap_or(self.end());
            let since = |day: &Day| (until - kept.listing.from.max(*day)).max(0) as u64;
            let person = kept.listing.person;
            fate.days += self.listed.get(&person).map_or(0, since);
            fate.family_days += self.family.get(&person).map_or(0, since);
            if self.family.get(&person).is_some_and(|day| kept.listing.from >= *day) {
                relatives.insert(person);
            }
        }
        fate.family_listed = relatives.len() as u64;
    }

    fn refusals(&self, fate: &mut Fate) {
        let mut refused = BTreeSet::new();
        for answer in self.tally.panel_answers().iter().filter(|answer| answer.outcome == Outcome::Refused) {
            let since = |all: &BTreeMap<PersonId, Day>| all.get(&answer.person).is_some_and(|day| answer.day >= *day);
            if since(self.listed) {
                fate.refusals += 1;
                refused.insert(answer.person);
            }
            fate.family_refusals += u64::from(since(self.family));
        }
        fate.refused = refused.len() as u64;
    }

    /// What relatives paid for the journalist's act, and what was taken from them again.
    fn kin(&self, fate: &mut Fate) {
        let mut paid: BTreeMap<PersonId, i64> = BTreeMap::new();
        let of_a_journalist =
            |act: Act, who: PersonId| act == Act::ExposingCorruption && self.listed.contains_key(&who);
        for entry in self.tally.panel_entries().iter().filter(|entry| entry.cause == Cause::Kin) {
            let is = entry.trigger.is_some_and(|t| of_a_journalist(t.act, t.person))
                && self.family.contains_key(&entry.person);
            match entry.booking {
                Booking::Booked if is => *paid.entry(entry.person).or_default() += 1,
                Booking::Correction if is => *paid.entry(entry.person).or_default() -= 1,
                _ => {}
            }
        }
        fate.paid = paid.len() as u64;
        fate.still = paid.values().filter(|left| **left > 0).count() as u64;
    }

    /// Journalists whose first listing ended before it did under the article's rulebook.
    fn freed(&self) -> u64 {
        let ends = |tally: &Tally| -> BTreeMap<(PersonId, Day), Day> {
            let kept = tally.all_listings().iter().filter(|kept| for_exposing(&kept.listing));
            kept.map(|k| ((k.listing.person, k.listing.from), k.ended.unwrap_or(self.end()))).collect()
        };
        let (before, now) = (ends(self.baseline), ends(self.tally));
        let freed = |(person, day): (&PersonId, &Day)| {
            let key = (*person, *day);
            before.get(&key).is_some_and(|end| now.get(&key).is_none_or(|earlier| earlier < end))
        };
        self.listed.iter().filter(|one| freed(*one)).count() as u64
    }
}

impl Study {
    /// Whether it was lived from the files as they are compiled in.
    pub fn is_current(&self) -> bool {
        self.inputs == inputs()
    }

    /// Journalists in all towns.
    pub fn journalists(&self) -> u64 {
        self.towns.iter().map(|town| town.journalists).sum()
    }

    /// People of their families in all towns.
    pub fn family(&self) -> u64 {
        self.towns.iter().map(|town| town.family).sum()
    }

    /// A measure under an arm, per hundred of those it is told of: of all towns together, and the lowest and the highest town's
    /// difference to the article's rulebook.
    pub fn value(&self, told: &Told, arm: &str) -> (f64, [f64; 2]) {
        let value = |town: &Lived, arm: &str| town.arms.get(arm).map_or(0, told.value) as f64;
        let whole = |town: &Lived| (told.whole)(town).max(1) as f64;
        let sum = |of: &dyn Fn(&Lived) -> f64| self.towns.iter().map(of).sum::<f64>();
        let pooled = 100.0 * sum(&|town| value(town, arm)) / sum(&whole).max(1.0);
        let each = self.towns.iter().map(|town| 100.0 * (value(town, arm) - value(town, ARMS[0].name)) / whole(town));
        let ends = each.fold([f64::INFINITY, f64::NEG_INFINITY], |[low, high], x| [low.min(x), high.max(x)]);
        (pooled, ends)
    }

    /// How surely the range over the towns holds the middle of all towns that could have been lived, 0 to 1: it misses only
    /// where every town lies on one side of it.
    pub fn covers(&self) -> f64 {
        1.0 - 2.0 * (0..self.towns.len()).fold(1.0, |all, _| all * 0.5)
    }
}

/// The arms' names with their words, the baseline first.
pub fn arms() -> impl Iterator<Item = (&'static str, &'static str)> {
    ARMS.iter().map(|arm| (arm.name, arm.words))
}

/// A number as the study prints it.
pub fn number(value: f64) -> String {
    match value.abs() {
        whole if whole >= 1000.0 => {
            let sign = if value < 0.0 { "−" } else { "" };
            format!("{sign}{}", crate::numbers::whole(whole.round() as u64))
        }
        some => {
            let digits = if some >= 99.95 { 0 } else { 1 };
            let text = format!("{some:.digits$}");
            if value < 0.0 && text.contains(|c: char| ('1'..='9').contains(&c)) { format!("−{text}") } else { text }
        }
    }
}

/// The study's pictures, by name.
pub fn figures(study: &Study) -> Result<Vec<(String, String)>, Failure> {
    let one = |name: &str, told: &Told, without: &[&str]| -> Result<(String, String), Failure> {
        let arms = arms().filter(|(arm, _)| !without.contains(arm));
        let row = |(arm, words): (&str, &str)| {
            let (value, _) = study.value(told, arm);
            Row { label: words.to_owned(), values: vec![Some((value, number(value)))] }
        };
        let shape = Shape::Rows { series: vec![told.of.to_owned()], rows: arms.map(row).collect() };
        let title = format!("{}, {}", told.words, told.of);
        let svg = shape.wide()?.replacen("<svg ", &format!("<svg role=\"img\" aria-label=\"{title}\" "), 1);
        Ok((format!("{name}.svg"), svg))
    };
    Ok(vec![
        one("appeal-freed", &TOLD_OF[0], &["article"])?,
        one("appeal-days", &TOLD_OF[1], &[])?,
        one("appeal-kin", &TOLD_OF[5], &[])?,
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fate(days: u64) -> Fate {
        Fate { days, ..Fate::default() }
    }

    fn town(journalists: u64, days: [u64; 2]) -> Lived {
        let arms = [("article", days[0]), ("fact", days[1])].map(|(arm, days)| (arm.to_owned(), fate(days)));
        Lived { luck: 1, society: 1, journalists, family: 9, arms: arms.into() }
    }

    #[test]
    fn the_committed_study_was_lived_from_the_files_as_they_are() {
        let study = committed().expect("JSON");
        assert!(study.is_current(), "`cargo xtask study` lives the study again");
        let mut other = study.clone();
        other.inputs.insert("the lives of a small run".to_owned(), "0".repeat(32));
        assert!(!other.is_current(), "other lives make it stale");
        assert!(study.journalists() >= 100, "{} journalists are too few", study.journalists());
        let names: BTreeSet<&str> = arms().map(|(name, _)| name).collect();
        for lived in &study.towns {
            assert_eq!(lived.arms.keys().map(String::as_str).collect::<BTreeSet<_>>(), names);
            let article = &lived.arms["article"];
            assert_eq!((article.freed, article.still), (0, article.paid), "without recourse nothing is taken back");
        }
    }

    #[test]
    fn values_are_pooled_over_towns_and_their_range_is_that_of_differences() {
        let mut study = committed().expect("JSON");
        study.towns = vec![town(10, [100, 90]), town(30, [200, 200])];
        let told = TOLD_OF.iter().find(|told| told.words.starts_with("days that journalists")).expect("it is told");
        assert_eq!(study.value(told, "article"), (750.0, [0.0, 0.0]));
        assert_eq!(study.value(told, "fact"), (725.0, [-100.0, 0.0]));
        assert_eq!(study.covers(), 0.5);
    }

    #[test]
    fn numbers_are_printed_as_a_reader_rounds_them() {
        assert_eq!(
            [0.0, -0.01, 4.26, -4.26, 123.4, -12_345.6].map(number),
            ["0.0", "0.0", "4.3", "−4.3", "123", "−12,346"]
        );
    }

    #[test]
    fn each_arm_can_be_lived_and_says_something_else() {
        let books: Vec<String> = ARMS.iter().map(|arm| format!("{:?}", rulebook(arm).expect("sound"))).collect();
        let once: BTreeSet<&String> = books.iter().collect();
        assert_eq!(once.len(), ARMS.len());
        assert_eq!(inputs().len(), 7, "{:?}", inputs());
    }
}
