//! How large each statement's measure is on the default town, with the row and without it.
//!
//! The sizes are lived by `cargo xtask article`, which takes minutes, and are committed with the hashes of what they
//! were lived from; the program that shows them lives nothing.

use super::{Lives, Row, Statement, Switch, all};
use crate::failure::Failure;
use crate::manifest::sha256;
use crate::print::remark;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use underheaven_base::{Day, Fault};
use underheaven_measures::{Setup, Tally};
use underheaven_society::{Society, Table, Town};
use underheaven_world::{Overrides, Plan, World};

/// The committed sizes, as they are compiled in.
const COMMITTED: &str = include_str!("../../../../rulebooks/article/sizes.json");

/// Below so many people a row says that it rests on few.
pub const FEW: u64 = 10;

/// All sizes, and what they were lived from.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Sizes {
    /// Hashes of the files.
    pub inputs: BTreeMap<String, String>,
    /// People of the town.
    pub people: u32,
    /// How many people of the country one of them stands for.
    pub represents: f64,
    /// First day lived.
    pub from: String,
    /// Last day lived.
    pub to: String,
    /// The luck seed.
    pub luck: u64,
    /// By statement.
    pub rows: BTreeMap<String, Size>,
}

/// One statement's size.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub struct Size {
    /// Its measure with the row.
    pub on: f64,
    /// Its measure without the row; none where it has no switch.
    pub off: Option<f64>,
    /// People whose entries, listings or gates show the row.
    pub people: u64,
}

/// The files on which the sizes rest, with their hashes today.
pub fn inputs() -> BTreeMap<String, String> {
    let book = underheaven_rulebook::shipped().iter().find(|b| b.name == "article");
    let book = book.map(|b| (b.rulebook().label.to_owned(), b.rulebook().text));
    let behaviour = underheaven_behaviour::shipped().iter().find(|b| b.0 == "default");
    let behaviour = behaviour.map(|b| ("behaviours/default.toml".to_owned(), b.1));
    let society = underheaven_society::shipped().iter().find(|s| s.0 == "town");
    let society = society.map(|s| ("societies/town.toml".to_owned(), s.1));
    let statements = Some((super::FILE.0.to_owned(), super::FILE.1));
    let files = [book, behaviour, society, statements].into_iter().flatten();
    files.map(|(label, text)| (label, sha256(text.as_bytes()))).collect()
}

/// The committed sizes.
pub fn committed() -> Result<Sizes, Failure> {
    serde_json::from_str(COMMITTED)
        .map_err(|e| Failure::usage(format!("the committed sizes cannot be read: {e}"), "run `cargo xtask article`"))
}

impl Sizes {
    /// Whether they were lived from the files as they are compiled in.
    pub fn are_current(&self) -> bool {
        self.inputs == inputs()
    }
}

/// Lives the default town once with everything on, and once for each switch, two worlds at a time.
pub fn remake(people: Option<u32>, from: Day, to: Day, luck: u64) -> Result<Sizes, Vec<Fault>> {
    let table = Table::shipped("town").ok_or_else(Vec::new)?;
    let people = people.unwrap_or_else(|| Town::default_people(&table));
    let town = Town::build(&table, people, Town::default_seed(&table)).map_err(refused)?;
    let statements = all()?;
    let ranges = Lived { town: &town, luck, from, to };
    let on = ranges.together(&statements)?;
    remark("lived the world in which every row is on");

    let next = AtomicUsize::new(0);
    let sizes: Mutex<BTreeMap<String, Result<Size, Vec<Fault>>>> = Mutex::default();
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(row) = statements.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let size = ranges.size(row, on.get(&row.id).copied());
                    if let Ok(mut sizes) = sizes.lock() {
                        sizes.insert(row.id.clone(), size);
                    }
                    remark(&format!("lived {}", row.id));
                }
            });
        }
    });
    let sizes = sizes.into_inner().unwrap_or_default();
    let rows: Result<BTreeMap<String, Size>, Vec<Fault>> =
        sizes.into_iter().map(|(id, s)| s.map(|s| (id, s))).collect();
    Ok(Sizes {
        inputs: inputs(),
        people: town.people(),
        represents: town.represents(),
        from: from.to_string(),
        to: to.to_string(),
        luck,
        rows: rows?,
    })
}

fn refused(message: String) -> Vec<Fault> {
    let severity = underheaven_base::Severity::Error;
    vec![Fault { severity, place: underheaven_base::FaultPlace::default(), word: String::new(), message, help: None }]
}

/// What all rows are lived over.
struct Lived<'a> {
    town: &'a Town,
    luck: u64,
    from: Day,
    to: Day,
}

impl Lived<'_> {
    /// One world with every row on, measured for all rows.
    fn together(&self, rows: &[Statement]) -> Result<BTreeMap<String, (f64, u64)>, Vec<Fault>> {
        let Some(first) = rows.first() else { return Ok(BTreeMap::new()) };
        let (rulebook, behaviour) = (first.rulebook(Switch::On, &[])?, first.behaviour("default", Switch::On)?);
        let (society, luck, from, to) = (self.town, self.luck, self.from, self.to);
        let plan = Plan {
            society,
            rulebook: &rulebook,
            behaviour: &behaviour,
            luck,
            from,
            to,
            overrides: Overrides::default(),
        };
        let mut world = World::new(plan)?;
        let setup = Setup { panel: Some(0), rules: crate::rules::facts(world.book()), ..Setup::new(from) };
        let lives = rows.iter().map(|r| Lives::new(society, Row::of(r, &rulebook, world.book()))).collect();
        let mut watch = super::Many { tally: Tally::new(society, setup), lives };
        while world.step(&mut watch) {}
        watch.tally.finish(&world);
        let size = |r: &Statement| watch.tally.value(r.measure).unwrap_or(0.0);
        Ok(rows.iter().zip(&watch.lives).map(|(r, l)| (r.id.clone(), (size(r), l.people() as u64))).collect())
    }

    /// A row's size: as lived together where it has no base of its own, else by itself; and without the row.
    fn size(&self, row: &Statement, together: Option<(f64, u64)>) -> Result<Size, Vec<Fault>> {
        let (on, people) = match together.filter(|_| row.told.base.is_empty()) {
            Some(both) => both,
            None => self.alone(row, Switch::On)?,
        };
        let off = if row.has_switch() { Some(self.alone(row, Switch::Off)?.0) } else { None };
        Ok(Size { on, off, people })
    }

    fn alone(&self, row: &Statement, switch: Switch) -> Result<(f64, u64), Vec<Fault>> {
        let trial = super::Trial { society: self.town, luck: self.luck, from: self.from, to: self.to };
        let shown = trial.live(row, &row.rulebook(switch, &[])?, &row.behaviour("default", switch)?)?;
        Ok((shown.size, shown.lives.people() as u64))
    }
}
