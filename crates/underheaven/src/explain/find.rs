//! Who in a run fits some words: what people are, and what befell them. A closed list of words, all of which must fit.
//!
//! What people are comes from the society, what befell them from the run's tables: `listings` and `partings` of everybody (or
//! of the sample that was written), `ledger` and `gates` of the panel. Nothing is lived again.

use super::again::{self, Made};
use crate::failure::Failure;
use crate::report::sheet::Sheet;
use std::collections::{BTreeMap, BTreeSet};
use underheaven_base::fault::nearest;
use underheaven_base::{Day, Gate, NeighbourhoodId, PersonId, Relation};
use underheaven_society::{Person, Society, Trait};

/// What somebody is.
type Is = fn(&dyn Society, &Person, Day) -> bool;

/// Words for what people are.
const ATTRIBUTES: [(&str, &str, Is); 19] = [
    ("journalist", "a journalist or blogger with an audience", |_, p, _| p.traits.has(Trait::Voice)),
    ("critic", "somebody who often speaks ill of the government", |_, p, _| p.traits.has(Trait::Critic)),
    ("kin of critic", "a relative of such a one, by blood or marriage", is_kin_of_critic),
    ("member", "a member of a dissenting organisation at the start", |_, p, _| p.traits.has(Trait::Member)),
    ("foreign staff", "somebody who works for a foreign firm", |s, p, _| {
        s.employer(p.id).is_some_and(|f| s.firm(f).foreign)
    }),
    ("representative", "the legal representative of a firm", |_, p, _| p.traits.has(Trait::Representative)),
    ("worker", "somebody of working age who works", |_, p, d| {
        p.traits.has(Trait::Worker) && (18..60).contains(&p.age(d))
    }),
    ("driver", "somebody with a driving licence", |_, p, d| p.traits.has(Trait::Driver) && p.age(d) >= 18),
    ("parent", "a parent of somebody in the same household", is_parent),
    ("away", "away from the place of registration", |_, p, _| p.traits.has(Trait::Away)),
    ("minor", "under 18 at the end", |_, p, d| p.age(d) < 18),
    ("young", "from 18 to 34", |_, p, d| (18..35).contains(&p.age(d))),
    ("middle aged", "from 35 to 59", |_, p, d| (35..60).contains(&p.age(d))),
    ("old", "from 60", |_, p, d| p.age(d) >= 60),
    ("woman", "a woman or girl", |_, p, _| p.female),
    ("man", "a man or boy", |_, p, _| !p.female),
    ("urban", "in a town", |s, p, _| s.neighbourhood(p.id.neighbourhood()).urban),
    ("rural", "in a village", |s, p, _| !s.neighbourhood(p.id.neighbourhood()).urban),
    ("poor", "of the poorest fifth by income", |_, p, _| p.fifth == 0),
];

fn is_kin_of_critic(society: &dyn Society, person: &Person, _: Day) -> bool {
    let mut kin = vec![];
    society.kin(person.id, &mut kin);
    kin.retain(|(_, relation)| *relation != Relation::Household);
    kin.iter().any(|(id, _)| society.person(*id).traits.has(Trait::Critic))
}

fn is_parent(society: &dyn Society, person: &Person, _: Day) -> bool {
    let residents = society.settled(person.id.neighbourhood());
    residents.household(person.id).iter().any(|other| other.parents_at_home().any(|parent| parent == person.id))
}

/// What befell somebody.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Fate {
    Listed,
    ListedWithoutAct,
    Mistaken,
    FalselyReported,
    KinBooked,
    Discretion,
    Refused(Option<Gate>),
    Parted,
}

/// Words for what befell people; `refused` may be followed by a gate.
const FATES: [(&str, &str, Fate); 8] = [
    ("listed", "on some list at some time", Fate::Listed),
    ("listed without act", "the same, having done nothing that was charged", Fate::ListedWithoutAct),
    ("mistaken", "booked or listed for another's act, or for a passer-by's face", Fate::Mistaken),
    ("reported falsely", "booked or listed for what a neighbour reported and nobody did", Fate::FalselyReported),
    ("kin booked", "booked or listed for a relative's act", Fate::KinBooked),
    ("by discretion", "listed by an official's decision", Fate::Discretion),
    ("refused", "refused at some gate; `refused train` at that one", Fate::Refused(None)),
    ("parted", "whose life or state differs from that under the baseline", Fate::Parted),
];

/// Words between that mean nothing.
const FILLERS: [&str; 6] = ["a", "an", "and", "the", "who", "was"];

/// What is asked for.
#[derive(Default)]
pub struct Query {
    is: Vec<Is>,
    befell: Vec<Fate>,
}

/// All words, for `--help`.
pub fn vocabulary() -> String {
    let row = |word: &str, doc: &str| format!("  {word:<20} {doc}\n");
    let is: String = ATTRIBUTES.iter().map(|(word, doc, _)| row(word, doc)).collect();
    let befell: String = FATES.iter().map(|(word, doc, _)| row(word, doc)).collect();
    let gates: Vec<&str> = Gate::ALL.iter().map(|gate| gate.name()).collect();
    format!(
        "Words of `--find`, all of which must fit. What people are:\n{is}What befell them:\n{befell}  gates: {}",
        gates.join(", ")
    )
}

/// Reads words such as `journalist listed without act`: at each place the longest phrase that fits.
pub fn parse(text: &str) -> Result<Query, Failure> {
    let plain = text.to_lowercase().replace(['-', ',', '_'], " ");
    let words: Vec<&str> = plain.split_whitespace().collect();
    let mut query = Query::default();
    let mut at = 0;
    while at < words.len() {
        at += read(&words[at..], &mut query)?;
    }
    if query.is.is_empty() && query.befell.is_empty() {
        return Err(Failure::usage("`--find` is given no word", HOW));
    }
    Ok(query)
}

/// Takes the longest phrase at the front, and says how many words it has.
fn read(words: &[&str], query: &mut Query) -> Result<usize, Failure> {
    for n in (1..=words.len().min(3)).rev() {
        let phrase = words[..n].join(" ");
        if let Some((.., is)) = ATTRIBUTES.iter().find(|(word, ..)| *word == phrase) {
            query.is.push(*is);
            return Ok(n);
        }
        if let Some((.., fate)) = FATES.iter().find(|(word, ..)| *word == phrase) {
            let (gate, more) = match fate {
                Fate::Refused(_) => gate(&words[n..]),
                _ => (None, 0),
            };
            query.befell.push(if gate.is_some() { Fate::Refused(gate) } else { *fate });
            return Ok(n + more);
        }
    }
    if FILLERS.contains(&words[0]) {
        return Ok(1);
    }
    Err(unknown(words))
}

/// The gate at the front, which may have two words.
fn gate(words: &[&str]) -> (Option<Gate>, usize) {
    let named = |n: usize| {
        let word = words.get(..n)?.join("-");
        Gate::ALL.into_iter().find(|gate| gate.name() == word).map(|gate| (Some(gate), n))
    };
    named(2).or_else(|| named(1)).unwrap_or((None, 0))
}

fn unknown(words: &[&str]) -> Failure {
    let all = || ATTRIBUTES.iter().map(|(word, ..)| *word).chain(FATES.iter().map(|(word, ..)| *word));
    let near = (1..=words.len().min(3)).rev().find_map(|n| nearest(&words[..n].join(" "), all()));
    let help = near.map_or_else(|| HOW.to_owned(), |near| format!("did you mean `{near}`? {HOW}"));
    Failure::usage(format!("`--find` knows no word `{}`", words[0]), help)
}

const HOW: &str = "`underheaven explain --help` lists the words";

/// Who fits, in the order of their names, under one arm.
pub fn people(made: &Made, query: &Query, arm: &str) -> Result<Vec<PersonId>, Failure> {
    let mut fit: Option<BTreeSet<PersonId>> = None;
    for fate in &query.befell {
        let these = befallen(made, *fate, arm)?;
        fit = Some(match fit {
            Some(fit) => fit.intersection(&these).copied().collect(),
            None => these,
        });
    }
    let candidates = match fit {
        Some(fit) => fit,
        // What people are is known of everybody, but so many names would help nobody: the panel's are told.
        None => named(&made.folder.sheet("people", &["arm", "person"])?, arm, |_| true),
    };
    let society = &*made.society;
    let mut sizes: BTreeMap<NeighbourhoodId, u32> = BTreeMap::new();
    for id in &candidates {
        let n = id.neighbourhood();
        let here = || if n.0 < society.neighbourhoods() { society.settled(n).people.len() as u32 } else { 0 };
        if id.place() >= *sizes.entry(n).or_insert_with(here) {
            return Err(again::damaged(&format!("its tables name {id}, and its society knows nobody of that name")));
        }
    }
    let is = |id: &PersonId| {
        let person = society.person(*id);
        query.is.iter().all(|is| is(society, &person, made.lived_to))
    };
    Ok(candidates.into_iter().filter(is).collect())
}

/// The people of a table's rows that fit.
fn named(sheet: &Sheet, arm: &str, fits: impl Fn(usize) -> bool) -> BTreeSet<PersonId> {
    let rows = sheet.rows_with("arm", arm).into_iter().filter(|row| fits(*row));
    // A table of a million rows has far fewer names than rows.
    let mut known: BTreeMap<&str, Option<PersonId>> = BTreeMap::new();
    rows.filter_map(|row| {
        let word = sheet.word("person", row);
        *known.entry(word).or_insert_with(|| word.parse().ok())
    })
    .collect()
}

fn befallen(made: &Made, fate: Fate, arm: &str) -> Result<BTreeSet<PersonId>, Failure> {
    let folder = &made.folder;
    let listings = || folder.sheet("listings", &["arm", "person", "cause", "truth"]);
    // Entries are the panel's, listings everybody's: whoever is in either fits.
    let for_cause = |causes: &[&str]| -> Result<BTreeSet<PersonId>, Failure> {
        let (listed, booked) = (listings()?, folder.sheet("ledger", &["arm", "person", "cause", "booking"])?);
        let mut all = named(&listed, arm, |row| causes.contains(&listed.word("cause", row)));
        all.extend(named(&booked, arm, |row| {
            booked.word("booking", row) == "booked" && causes.contains(&booked.word("cause", row))
        }));
        Ok(all)
    };
    Ok(match fate {
        Fate::Listed => named(&listings()?, arm, |_| true),
        Fate::ListedWithoutAct => {
            let listed = listings()?;
            named(&listed, arm, |row| listed.word("truth", row) == "no-act")
        }
        Fate::Discretion => {
            let listed = listings()?;
            named(&listed, arm, |row| listed.word("cause", row) == "discretion")
        }
        Fate::Mistaken => for_cause(&["mistaken", "presence"])?,
        Fate::FalselyReported => for_cause(&["false-report"])?,
        Fate::KinBooked => for_cause(&["kin"])?,
        Fate::Refused(gate) => {
            let gates = folder.sheet("gates", &["arm", "person", "gate", "outcome"])?;
            named(&gates, arm, |row| {
                gates.word("outcome", row) == "refused" && gate.is_none_or(|g| gates.word("gate", row) == g.name())
            })
        }
        Fate::Parted if !folder.has("partings") => {
            return Err(Failure::usage(
                "nobody has parted in a run of one rulebook",
                "`parted` is for the folder of a comparison, which `underheaven compare` writes",
            ));
        }
        Fate::Parted => {
            let partings = folder.sheet("partings", &["arm", "person"])?;
            // Nobody parts under the baseline: there everybody who parts under some reform is meant.
            let arms = folder.manifest.arms.iter().map(|a| a.arm.as_str()).skip(1);
            let first = folder.manifest.arms.first().is_some_and(|first| first.arm == arm);
            arms.filter(|a| first || *a == arm).flat_map(|a| named(&partings, a, |_| true)).collect()
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_read_however_they_are_written() {
        for (text, is, befell) in [
            ("journalist listed without act", 1, vec![Fate::ListedWithoutAct]),
            ("a Journalist who was listed-without-act", 1, vec![Fate::ListedWithoutAct]),
            ("kin-of-critic, urban, kin booked", 2, vec![Fate::KinBooked]),
            ("minor refused online shop", 1, vec![Fate::Refused(Some(Gate::OnlineShop))]),
            ("refused", 0, vec![Fate::Refused(None)]),
            ("listed refused train", 0, vec![Fate::Listed, Fate::Refused(Some(Gate::Train))]),
        ] {
            let query = parse(text).ok().unwrap();
            assert_eq!((query.is.len(), query.befell), (is, befell), "{text}");
        }
    }

    #[test]
    fn a_wrong_word_comes_back_with_the_nearest() {
        let told = |text: &str| parse(text).err().unwrap().to_string();
        assert!(told("jurnalist").contains("did you mean `journalist`?"), "{}", told("jurnalist"));
        assert!(told("listed withuot act mistakn").contains("withuot"), "{}", told("listed withuot act"));
        assert!(told("zebra").contains("`zebra`"));
        assert!(told("and").contains("no word"));
    }

    #[test]
    fn every_word_is_listed_in_the_help() {
        let all = vocabulary();
        for (word, ..) in &ATTRIBUTES {
            assert!(all.contains(word), "{word}");
        }
        for (word, ..) in &FATES {
            assert!(all.contains(word), "{word}");
        }
    }
}
