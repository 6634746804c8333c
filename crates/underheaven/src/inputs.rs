//! What a run needs: rulebook, behaviour and society, found, read and checked, with the faults of all three at once.

use crate::arms;
use crate::failure::Failure;
use crate::faults::Faults;
use crate::shelf::{self, Found, Kind, Text};
use crate::shipped::{self, Read};
use underheaven_base::Fault;
use underheaven_behaviour::Behaviour;
use underheaven_rulebook::Rulebook;
use underheaven_society::{Society, Table};

/// The words by which a run names its inputs.
#[derive(Clone, Copy, Debug)]
pub struct Names<'a> {
    /// The rulebook.
    pub rulebook: &'a str,
    /// Reforms laid over it, one after the other.
    pub reforms: &'a [String],
    /// The behaviour.
    pub behaviour: &'a str,
    /// The society.
    pub society: &'a str,
}

/// All that was read, each beside the files it came from.
#[derive(Debug)]
pub struct Inputs {
    /// The rulebook.
    pub rulebook: (Found, Rulebook),
    /// The behaviour.
    pub behaviour: (Found, Behaviour),
    /// The society's table.
    pub society: (Found, Table),
    /// What the writer of a file may want to know, with all texts.
    pub warnings: Faults,
}

impl Inputs {
    /// Finds and reads all three.
    pub fn read(names: Names<'_>) -> Result<Self, Failure> {
        let rulebook = arms::under(&shelf::find(Kind::Rulebook, names.rulebook)?, names.reforms)?;
        let behaviour = shelf::find(Kind::Behaviour, names.behaviour)?;
        let society = shelf::find(Kind::Society, names.society)?;
        let mut faults = Faults::default();
        let read = (
            kept(&mut faults, shipped::rulebook(&rulebook)),
            kept(&mut faults, shipped::behaviour(&behaviour)),
            kept(&mut faults, shipped::table(&society)),
        );
        let (Some(book), Some(responses), Some(table)) = read else { return Err(Failure::Faults(faults)) };
        Ok(Self {
            rulebook: (rulebook, book),
            behaviour: (behaviour, responses),
            society: (society, table),
            warnings: faults,
        })
    }

    /// Every text that was read.
    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        [&self.rulebook.0, &self.behaviour.0, &self.society.0].into_iter().flat_map(|found| &found.texts)
    }

    /// Builds the people; how many, and from which seed, is the society's own choice where nothing is said.
    pub fn society(&self, people: Option<u32>, seed: Option<u64>) -> Result<Box<dyn Society>, Failure> {
        built(&self.society.1, people, seed)
    }

    /// What a world says against being made of these.
    pub fn refusal(&self, faults: Vec<Fault>) -> Failure {
        let (found, behaviour) = &self.behaviour;
        let mut all = self.warnings.clone();
        all.add(faults.into_iter().map(|mut fault| {
            // A world knows the behaviour by its name alone; whoever mends it needs the file.
            if let Some(text) = found.texts.last().filter(|_| fault.place.file == behaviour.name) {
                fault.place.file.clone_from(&text.label);
            }
            fault
        }));
        Failure::Faults(all)
    }
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
