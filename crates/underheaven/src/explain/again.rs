//! Lives a run again from what its folder says, to keep what the run did not write: everything of one household.
//!
//! The rulebooks, the behaviours and the society are those of the run, known by their hashes: kept in the folder, compiled
//! in, or read again where they were. Whoever is looked at changes no life, so the hash at the end must be the run's.

use super::diary::Diary;
use crate::failure::Failure;
use crate::inputs::{Arm, Inputs, built};
use crate::live::{self, How, Lived};
use crate::manifest::sha256;
use crate::report::folder::{Folder, Input};
use crate::shelf::{Found, Kind, Text};
use crate::{living, results};
use std::path::Path;
use underheaven_base::{Day, PersonId};
use underheaven_measures::{Comparison, PersonRows, Setup, Side, Tally, WayBack};
use underheaven_society::Society;
use underheaven_world::{Book, Overrides, Plan, fast};

/// A run's folder with everything that it was lived from.
pub struct Made {
    /// The folder.
    pub folder: Folder,
    /// Rulebooks, behaviours and the society's table.
    pub inputs: Inputs,
    /// The people.
    pub society: Box<dyn Society>,
    /// First day.
    pub from: Day,
    /// Last day asked for.
    pub to: Day,
    /// Last day lived.
    pub lived_to: Day,
}

/// A person's life under one arm, as it was lived again.
pub struct Under {
    /// The arm's name.
    pub arm: String,
    /// The rows that the tables have, or would have, of this person.
    pub rows: PersonRows,
    /// Everything else that befell the household.
    pub diary: Diary,
    /// Each of the person's partings from the first arm, traced back to where the rule reached somebody.
    pub chains: Vec<Vec<WayBack>>,
}

/// What came of living again.
pub struct Again {
    /// The life under each arm.
    pub lives: Vec<Under>,
    /// Hash of all lives.
    pub hash: String,
    /// How long it took, and whether it went on to the end.
    pub lived: Lived,
}

impl Made {
    /// Opens a run's folder and finds what it was lived from.
    pub fn open(place: &Path) -> Result<Self, Failure> {
        let folder = Folder::open(place)?;
        let arms = &folder.manifest.arms;
        let all = |kind, of: fn(&crate::report::folder::Arm) -> &Input| {
            arms.iter().map(|arm| found(&folder, kind, of(arm))).collect::<Result<Vec<_>, _>>()
        };
        let rulebooks = all(Kind::Rulebook, |arm| &arm.rulebook)?;
        let behaviours = all(Kind::Behaviour, |arm| &arm.behaviour)?;
        let said = &folder.manifest.society;
        let inputs = Inputs::of(rulebooks, behaviours, found(&folder, Kind::Society, &said.input)?)?;
        let asked = said.asked.unwrap_or(said.people);
        let asked = u32::try_from(asked).map_err(|_| damaged("its number of people is none"))?;
        let society = built(&inputs.society.1, Some(asked), Some(said.seed))?;
        if u64::from(society.people()) != said.people {
            return Err(damaged("its society cannot be made of so many people"));
        }
        let dates = &folder.manifest.dates;
        let day = |text: &str| Day::parse(text).map_err(|_| damaged(&format!("`{text}` is no day")));
        let (from, to, lived_to) = (day(&dates.from)?, day(&dates.to)?, day(&dates.lived_to)?);
        if from > lived_to || lived_to > to {
            return Err(damaged("its days are not in order"));
        }
        Ok(Self { inputs, society, from, to, lived_to, folder })
    }

    /// The person whom a word means.
    pub fn person(&self, word: &str) -> Result<PersonId, Failure> {
        let person: PersonId = word.parse().map_err(|why: String| Failure::usage(why, HOW_TO_FIND))?;
        let n = person.neighbourhood();
        if n.0 >= self.society.neighbourhoods() {
            let last = self.society.neighbourhoods().saturating_sub(1);
            let why = format!("nobody is called `{word}`: the neighbourhoods of this run are numbered 0 to {last}");
            return Err(Failure::usage(why, HOW_TO_FIND));
        }
        let here = self.society.settled(n).people.len() as u32;
        if person.place() >= here {
            let last = here.saturating_sub(1);
            let why =
                format!("nobody is called `{word}`: the people of neighbourhood {} are numbered 0 to {last}", n.0);
            return Err(Failure::usage(why, HOW_TO_FIND));
        }
        Ok(person)
    }

    /// Lives it again to the same day; what befalls the person's household is kept.
    pub fn live(&self, person: PersonId, threads: u32, quiet: bool) -> Result<Again, Failure> {
        let society = &*self.society;
        living::fits(society, How { plain: false, threads }, self.inputs.arms.len())?;
        let plans = self.inputs.arms.iter().map(|arm| self.plan(arm)).collect();
        let mut world = live::fast(plans, threads).map_err(|faults| self.inputs.refusal(faults))?;
        if let Some(only_in) = self.folder.manifest.only_in {
            let design = only_in.draw(society, &world, self.folder.manifest.luck_seed)?;
            world.try_in(design).map_err(|why| damaged(&why))?;
        }
        let setups = living::side_by_side(&world, |book| self.setup(book, person));
        let diary = Diary::of(society, person);
        let (tallies, mut diaries, lived) =
            live::side_by_side_beside(&mut world, threads, society, setups, self.lived_to, quiet, |_, _| diary.clone());
        // Each part has diaries of its own; those of all parts but the person's have stayed empty.
        let near = person.neighbourhood().0;
        let part = world.parts().iter().position(|part| part.neighbourhoods().contains(&near)).unwrap_or(0);
        let diaries = diaries.swap_remove(part);
        self.told(&world, &tallies, diaries, person, lived)
    }

    fn plan<'a>(&'a self, arm: &'a Arm) -> Plan<'a> {
        Plan {
            society: &*self.society,
            rulebook: &arm.rulebook.1,
            behaviour: &arm.behaviour.1,
            luck: self.folder.manifest.luck_seed,
            from: self.from,
            to: self.to,
            overrides: Overrides::default(),
        }
    }

    fn setup(&self, book: &Book, person: PersonId) -> Setup {
        Setup { household: Some(person), ..living::counted(self.from, book) }
    }

    fn told(
        &self,
        world: &fast::World<'_>,
        tallies: &[Tally],
        diaries: Vec<Diary>,
        person: PersonId,
        lived: Lived,
    ) -> Result<Again, Failure> {
        let luck = self.folder.manifest.luck_seed;
        let censuses: Vec<_> = (0..tallies.len()).map(|arm| world.census(arm)).collect();
        let arms = self.inputs.arms.iter().zip(tallies.iter().zip(&censuses));
        let sides: Vec<Side<'_>> = arms
            .map(|(arm, (tally, census))| Side { arm: &arm.name, alone: &arm.rulebook.0.name, tally, census })
            .collect();
        let hashes: Vec<String> = sides.iter().map(|side| results::hash(side.tally, side.alone, luck)).collect();
        let mut lives = vec![];
        for (n, (side, diary)) in sides.iter().zip(diaries).enumerate() {
            let rows = side.tally.rows_of(side.arm, side.census, person);
            let rows = rows.ok_or_else(|| damaged("it does not hold this person"))?;
            let chains = if n == 0 { vec![] } else { Comparison::of(sides[0], *side).chains(person) };
            lives.push(Under { arm: side.arm.to_owned(), rows, diary, chains });
        }
        Ok(Again { lives, hash: living::together(&hashes), lived })
    }
}

/// A rulebook, behaviour or society as the run read it, whatever stands in those files today.
fn found(folder: &Folder, kind: Kind, input: &Input) -> Result<Found, Failure> {
    let layers: Vec<&String> = match input.layers.as_slice() {
        [] => input.files.keys().collect(),
        layers => layers.iter().collect(),
    };
    let text = |label: &&String| {
        let hash = input.files.get(*label).ok_or_else(|| damaged(&format!("no hash of `{label}` is given")))?;
        let text = folder.text(hash).or_else(|| same_file(label, hash)).ok_or_else(|| gone(label))?;
        Ok(Text { label: (*label).clone(), text })
    };
    let texts: Vec<Text> = layers.iter().map(text).collect::<Result<_, Failure>>()?;
    if texts.is_empty() {
        return Err(damaged(&format!("no file of the {} `{}` is named", kind.name(), input.name)));
    }
    let reforms = texts.len() - 1;
    Ok(Found { kind, name: input.name.clone(), texts, reforms, shipped: false })
}

/// The file's text, if it is still the one that was read.
fn same_file(label: &str, hash: &str) -> Option<String> {
    std::fs::read_to_string(label).ok().filter(|text| sha256(text.as_bytes()) == hash)
}

const HOW_TO_FIND: &str = "people are called by neighbourhood and place, such as `12-345`; `--find \"listed\"` names some, and the column `person` of the tables has them all";

fn gone(label: &str) -> Failure {
    Failure::refused(
        format!("`{label}` is no longer the file that this run read: its hash differs, and the folder keeps no copy"),
        "put the file back as it was, or live the run again with the file as it is now",
    )
}

/// What a folder answers that cannot be as it was written.
pub fn damaged(why: &str) -> Failure {
    Failure::refused(
        format!("the folder contradicts itself: {why}"),
        "the folder was changed after it was written; live it again with the command in its manifest",
    )
}
