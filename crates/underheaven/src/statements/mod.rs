//! The article's statements S01 to S33: their words, switches, measures, and what switching each off changes.
//!
//! The list is data (`rulebooks/article/statements.toml`): each row names what is laid over the rulebook or left
//! out of the behaviour to take it out. Here a row is lived with it and without it, over the same people with the
//! same luck.

mod lives;
mod rests;
pub mod sizes;

pub use crate::live::How;
pub use lives::{Lives, Row};
pub use rests::Rests;

use crate::live::Engine;
use std::collections::BTreeMap;
use underheaven_base::reading::{field::*, parse, read_root};
use underheaven_base::{Day, Effect, Fault, Measure, keys};
use underheaven_behaviour::Behaviour;
use underheaven_measures::{Setup, Tally};
use underheaven_rulebook::Rulebook;
use underheaven_society::Society;
use underheaven_world::{Both, Overrides, Plan};

/// The file of the statements, as it is compiled in.
pub const FILE: (&str, &str) =
    ("article/statements.toml", include_str!("../../../../rulebooks/article/statements.toml"));

keys! {
    /// `[statement.NAME]`
    pub struct Told {
        /// The article's words in short.
        words: String = Text,
        /// Whether the effect is put in, follows, or both.
        effect: Effect = OneOf(()),
        /// Which part of the effect is put in and which follows, in a sentence.
        because: String = Text,
        /// Laid over the rulebook to take the row out.
        off: String = Text,
        /// Tables of the behaviour left out to take the row out, words apart.
        behaviour_off: String = Text,
        /// Laid over the rulebook in both worlds of the comparison.
        base: String = Text,
        /// What to know about the comparison.
        note: String = Text,
    }
}
keys! {
    /// The file.
    pub struct Statements {
        /// `[statement.NAME]`
        statements("statement"): BTreeMap<String, Told> = Table,
    }
}

/// A statement of the article.
#[derive(Clone, PartialEq, Debug)]
pub struct Statement {
    /// `S01` to `S33`.
    pub id: String,
    /// Its row in the file.
    pub told: Told,
    /// The measure that shows it.
    pub measure: Measure,
}

/// Which of its two worlds a statement is lived in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Switch {
    /// The row as it is.
    On,
    /// Without it.
    Off,
}

/// All statements in their order.
pub fn all() -> Result<Vec<Statement>, Vec<Fault>> {
    let root = parse(FILE.0, FILE.1)?;
    let (file, _, _) = read_root::<Statements>(&root, |_, _| ())?;
    let statement = |(name, told): (String, Told)| {
        let id = name.to_uppercase();
        Measure::of_statement(&id).map(|measure| Statement { id, told, measure })
    };
    Ok(file.statements.into_iter().filter_map(statement).collect())
}

impl Statement {
    /// Whether it can be switched off at all; S33 is a measure and has no switch.
    pub fn has_switch(&self) -> bool {
        !self.told.off.is_empty() || !self.told.behaviour_off.is_empty()
    }

    /// Whether its switch is in the behaviour's file, not in the rulebook.
    pub fn is_behaviour(&self) -> bool {
        !self.told.behaviour_off.is_empty()
    }

    /// The article's rulebook with or without the row, under further overlays.
    pub fn rulebook(&self, switch: Switch, overlays: &[&str]) -> Result<Rulebook, Vec<Fault>> {
        let shipped = underheaven_rulebook::shipped().iter().find(|book| book.name == "article");
        let file = shipped.map(underheaven_rulebook::Shipped::rulebook).map_or(("", ""), |f| (f.label, f.text));
        let mut files = vec![file];
        files.extend(overlays.iter().map(|text| ("overlay", *text)));
        files.push(("base", &self.told.base));
        if switch == Switch::Off {
            files.push(("off", &self.told.off));
        }
        files.retain(|(_, text)| !text.is_empty());
        Rulebook::read("article", &files).map(|(book, _)| book)
    }

    /// A shipped behaviour with or without the tables that carry the row.
    pub fn behaviour(&self, name: &str, switch: Switch) -> Result<Behaviour, Vec<Fault>> {
        let text = underheaven_behaviour::shipped().iter().find(|b| b.0 == name).map_or("", |b| b.1);
        let out: String =
            self.told.behaviour_off.split_whitespace().map(|table| format!("[{table}]\nenabled = false\n")).collect();
        let mut files = vec![(name, text)];
        if switch == Switch::Off {
            files.push(("off", &out));
        }
        files.retain(|(_, text)| !text.is_empty());
        Behaviour::read(name, &files).map(|(behaviour, _)| behaviour)
    }
}

/// Over whom and when a statement is lived.
#[derive(Clone, Copy)]
pub struct Trial<'a> {
    /// The people.
    pub society: &'a dyn Society,
    /// The luck seed.
    pub luck: u64,
    /// First day lived.
    pub from: Day,
    /// Last day lived.
    pub to: Day,
    /// In which world; it cannot change what is shown.
    pub how: How,
}

/// What a world showed of a statement.
pub struct Shown {
    /// The row's measure over the whole run.
    pub size: f64,
    /// On how many people it rests.
    pub people: u64,
    /// Everything else that was counted.
    pub tally: Tally,
    /// Everybody's life as one number each, and whom the row touched.
    pub lives: Lives,
}

impl Trial<'_> {
    /// Lives a rulebook under a behaviour and measures one statement.
    pub fn live(&self, row: &Statement, rulebook: &Rulebook, behaviour: &Behaviour) -> Result<Shown, Vec<Fault>> {
        let mut watch = self.watch(&[row], rulebook, behaviour)?;
        let (size, people) = told(&watch.0, row, &watch.1.1[0]);
        let lives = watch.1.0.swap_remove(0);
        Ok(Shown { size, people, tally: watch.0, lives })
    }

    /// Lives a rulebook under a behaviour and watches several statements at once.
    fn watch(&self, rows: &[&Statement], rulebook: &Rulebook, behaviour: &Behaviour) -> Result<Many, Vec<Fault>> {
        let (society, luck, from, to) = (self.society, self.luck, self.from, self.to);
        let plan = Plan { society, rulebook, behaviour, luck, from, to, overrides: Overrides::default() };
        let mut world = Engine::new(plan, self.how)?;
        let setup = Setup { panel: Some(0), ..crate::living::counted(from, world.book()) };
        let of = |row: &&Statement| Row::of(row, rulebook, world.book());
        let lives = rows.iter().map(|row| Lives::new(society, of(row))).collect();
        let rests: Vec<_> = rows.iter().map(|row| Rests::new(society, row, of(row))).collect();
        let mut watch = Both(Tally::new(society, setup), Both(lives, rests));
        while world.step(&mut watch) {}
        world.look(|census| {
            watch.0.finish(census);
            watch.1.1.iter_mut().for_each(|rests| rests.finish(census));
        });
        Ok(watch)
    }
}

/// A tally, and several rows' lives and whom they rest on, as one observer.
type Many = Both<Tally, Both<Vec<Lives>, Vec<Rests>>>;

/// A row's measure over the whole run, and on how many people it rests.
fn told(tally: &Tally, row: &Statement, rests: &Rests) -> (f64, u64) {
    let size = tally.value(row.measure).unwrap_or(0.0);
    (size, rests.people(size))
}
