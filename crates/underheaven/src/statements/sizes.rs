//! How large each statement's measure is on the society `town`, with the row and without it.
//!
//! The sizes are lived by `cargo xtask article`, which takes minutes, and are committed with the hashes of what they
//! were lived from; the program that shows them lives nothing.

use super::{How, Statement, Switch, Trial, all};
use crate::cli::Over;
use crate::failure::Failure;
use crate::manifest::sha256;
use crate::print::remark;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use underheaven_base::Fault;
use underheaven_society::{Society, Table, Town};

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
    /// People on whom its measure with the row rests.
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

/// Lives the society `town` once with everything on, and once for each switch, in the fast world, two worlds at a time.
pub fn remake(over: Over) -> Result<Sizes, Vec<Fault>> {
    let Over { people, from, to, seed: luck } = over;
    let table = Table::shipped("town").ok_or_else(Vec::new)?;
    let people = people.unwrap_or_else(|| Town::default_people(&table));
    let town = Town::build(&table, people, Town::default_seed(&table)).map_err(fault)?;
    let statements = all()?;
    let trial = Trial { society: &town, luck, from, to, how: How::FAST };
    let jobs = AtomicUsize::new(0);
    let done = Mutex::new(Done::default());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let job = jobs.fetch_add(1, Ordering::Relaxed);
                    // Counted from one: the world in which every row is on is the longest, and goes first.
                    let Some(row) = job.checked_sub(1) else {
                        let together = together(&trial, &statements);
                        done.lock().unwrap_or_else(PoisonError::into_inner).together = Some(together);
                        remark("lived the world in which every row is on");
                        continue;
                    };
                    let Some(row) = statements.get(row) else { break };
                    let apart = apart(&trial, row);
                    done.lock().unwrap_or_else(PoisonError::into_inner).apart.insert(row.id.clone(), apart);
                    remark(&format!("lived {}", row.id));
                }
            });
        }
    });
    let done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    let together = done.together.unwrap_or_else(|| Ok(BTreeMap::new()))?;
    let mut rows = BTreeMap::new();
    for (id, apart) in done.apart {
        let apart = apart?;
        let (on, people) = apart.on.or_else(|| together.get(&id).copied()).unwrap_or_default();
        rows.insert(id, Size { on, off: apart.off, people });
    }
    Ok(Sizes {
        inputs: inputs(),
        people: town.people(),
        represents: town.represents(),
        from: from.to_string(),
        to: to.to_string(),
        luck,
        rows,
    })
}

/// A row's measure, and on how many people it rests.
type Told = (f64, u64);

/// What was lived so far.
#[derive(Default)]
struct Done {
    together: Option<Result<BTreeMap<String, Told>, Vec<Fault>>>,
    apart: BTreeMap<String, Result<Apart, Vec<Fault>>>,
}

/// What has to be lived for one row alone.
struct Apart {
    /// With it, where it has a base of its own.
    on: Option<Told>,
    /// Without it, where it has a switch.
    off: Option<f64>,
}

/// A fault that no place in a file has.
pub fn fault(message: String) -> Vec<Fault> {
    let severity = underheaven_base::Severity::Error;
    vec![Fault { severity, place: underheaven_base::FaultPlace::default(), word: String::new(), message, help: None }]
}

/// One world with every row on, measured for all rows.
fn together(trial: &Trial, rows: &[Statement]) -> Result<BTreeMap<String, Told>, Vec<Fault>> {
    let Some(first) = rows.first() else { return Ok(BTreeMap::new()) };
    let (rulebook, behaviour) = (first.rulebook(Switch::On, &[])?, first.behaviour("default", Switch::On)?);
    let watch = trial.watch(&rows.iter().collect::<Vec<_>>(), &rulebook, &behaviour)?;
    Ok(rows.iter().zip(&watch.1.1).map(|(row, rests)| (row.id.clone(), super::told(&watch.0, row, rests))).collect())
}

/// A row without it; and with it, where it has a base of its own.
fn apart(trial: &Trial, row: &Statement) -> Result<Apart, Vec<Fault>> {
    let alone = |switch| -> Result<Told, Vec<Fault>> {
        let shown = trial.live(row, &row.rulebook(switch, &[])?, &row.behaviour("default", switch)?)?;
        Ok((shown.size, shown.people))
    };
    let on = if row.told.base.is_empty() { None } else { Some(alone(Switch::On)?) };
    let off = if row.has_switch() { Some(alone(Switch::Off)?.0) } else { None };
    Ok(Apart { on, off })
}
