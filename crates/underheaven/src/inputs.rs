//! What a run needs: rulebooks, behaviours and a society, found, read and checked, with the faults of all at once.

use crate::arms;
use crate::failure::Failure;
use crate::faults::Faults;
use crate::shelf::{self, Found, Kind, Text};
use crate::shipped::{self, Read};
use underheaven_base::{Fault, FaultPlace};
use underheaven_behaviour::Behaviour;
use underheaven_rulebook::Rulebook;
use underheaven_society::{Society, Table};

/// What is to be lived: an arm's rulebook and behaviour.
#[derive(Debug)]
pub struct Arm {
    /// The name by which results call it: the rulebook's or the reform's, with a number where it was there before.
    pub name: String,
    /// The rulebook.
    pub rulebook: (Found, Rulebook),
    /// The behaviour.
    pub behaviour: (Found, Behaviour),
}

/// All that was read, each beside the files it came from.
#[derive(Debug)]
pub struct Inputs {
    /// The arms, the baseline first; a run has one.
    pub arms: Vec<Arm>,
    /// The society's table.
    pub society: (Found, Table),
    /// What the writer of a file may want to know, with all texts.
    pub warnings: Faults,
}

impl Inputs {
    /// Reads rulebooks, each with the behaviour of this name, and a society.
    pub fn read(rulebooks: Vec<Found>, behaviours: &[&str], society: &str) -> Result<Self, Failure> {
        let behaviours =
            behaviours.iter().map(|name| shelf::find(Kind::Behaviour, name)).collect::<Result<Vec<_>, _>>()?;
        Self::of(rulebooks, behaviours, shelf::find(Kind::Society, society)?)
    }

    /// Reads what was found: rulebooks, each with its behaviour, and a society.
    pub fn of(rulebooks: Vec<Found>, behaviours: Vec<Found>, society: Found) -> Result<Self, Failure> {
        let mut faults = Faults::default();
        let mut arms = vec![];
        let names = arms::names(&rulebooks);
        for ((book, responses), name) in rulebooks.into_iter().zip(behaviours).zip(names) {
            let read = (kept(&mut faults, shipped::rulebook(&book)), kept(&mut faults, shipped::behaviour(&responses)));
            arms.push(match read {
                (Some(rules), Some(model)) => {
                    Some(Arm { name, rulebook: (book, rules), behaviour: (responses, model) })
                }
                _ => None,
            });
        }
        let table = kept(&mut faults, shipped::table(&society));
        let (Some(arms), Some(table)) = (arms.into_iter().collect::<Option<Vec<_>>>(), table) else {
            return Err(Failure::Faults(faults));
        };
        Ok(Self { arms, society: (society, table), warnings: faults })
    }

    /// Every text that was read.
    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        let arms = self.arms.iter().flat_map(|arm| [&arm.rulebook.0, &arm.behaviour.0]);
        arms.chain([&self.society.0]).flat_map(|found| &found.texts)
    }

    /// Builds the people; how many, and from which seed, is the society's own choice where nothing is said.
    pub fn society(&self, people: Option<u32>, seed: Option<u64>) -> Result<Box<dyn Society>, Failure> {
        built(&self.society.1, people, seed)
    }

    /// What a world says against being made of these.
    pub fn refusal(&self, faults: Vec<Fault>) -> Failure {
        let mut all = self.warnings.clone();
        all.add(faults.into_iter().map(|mut fault| {
            // A world knows files by a name alone; whoever mends one needs the file, and the line of the word.
            let texts = self.arms.iter().find_map(|arm| {
                let named = |name: &str| name == fault.place.file;
                let any = |name: &str, found: &Found| named(name) || found.texts.iter().any(|t| named(&t.label));
                let behaviour = any(&arm.behaviour.1.name, &arm.behaviour.0).then_some(&arm.behaviour.0.texts);
                behaviour.or_else(|| any(&arm.rulebook.1.name, &arm.rulebook.0).then_some(&arm.rulebook.0.texts))
            });
            let key = fault.word.split(" x ").next().unwrap_or_default().to_owned();
            if let Some(place) = texts.filter(|_| fault.place.line == 0).and_then(|texts| standing(texts, &key)) {
                (fault.place, fault.word) = (place, key);
            }
            fault
        }));
        Failure::Faults(all)
    }
}

/// Where a key or a table of this name stands: in the last file that says anything of it.
fn standing(texts: &[Text], key: &str) -> Option<FaultPlace> {
    let says = |line: &str| match line.strip_prefix('[') {
        Some(table) => table.trim_end() == format!("{key}]"),
        None => line.strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('=')),
    };
    let place =
        |text: &Text, line: usize, column: u32| FaultPlace { file: text.label.clone(), line: line as u32, column };
    let found = texts.iter().rev().find_map(|text| {
        let (at, line) = text.text.lines().enumerate().find(|(_, line)| says(line))?;
        Some(place(text, at + 1, 1 + u32::from(line.starts_with('['))))
    });
    found.or_else(|| texts.last().map(|text| place(text, 0, 0)))
}

/// Builds a society; how many people, and from which seed, is its own choice where nothing is said.
pub fn built(table: &Table, people: Option<u32>, seed: Option<u64>) -> Result<Box<dyn Society>, Failure> {
    let size = people.unwrap_or_else(|| underheaven_society::default_people(table));
    let seed = seed.unwrap_or_else(|| underheaven_society::default_seed(table));
    underheaven_society::build(table, size, seed).map_err(|why| match people {
        Some(_) => Failure::usage(why, "choose another `--people`"),
        None => Failure::refused(why, "change the society's file, or choose another `--society`"),
    })
}

/// What was read, if it can be used; its faults or warnings join the others.
fn kept<T>(faults: &mut Faults, read: Read<T>) -> Option<T> {
    match read {
        Ok((thing, warnings)) => {
            faults.join(warnings);
            Some(thing)
        }
        Err(more) => {
            faults.join(more);
            None
        }
    }
}
