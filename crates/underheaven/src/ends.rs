//! How far the result moves with the sizes that we assumed: each is lived at both ends of its range, one at a time.
//!
//! The worlds are lived by `cargo xtask sizes`, which takes minutes, and what they showed is committed with the hashes
//! of what they were lived from; the program that shows it lives nothing. Sizes are not varied together here.

use crate::cli::Over;
use crate::failure::Failure;
use crate::live::{Engine, How};
use crate::manifest::sha256;
use crate::print::remark;
use crate::statements::sizes::fault;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use underheaven_base::reading::{FigureRow, field::*, parse, read_root};
use underheaven_base::{Cause, Fault, Measure, keys};
use underheaven_behaviour::Behaviour;
use underheaven_measures::{Setup, Summary, Tally};
use underheaven_rulebook::Rulebook;
use underheaven_society::{Society, Table, Town};
use underheaven_world::{Overrides, Plan};

/// Which sizes are tried, as it is compiled in.
pub const FILE: (&str, &str) = ("article/tried.toml", include_str!("../../../rulebooks/article/tried.toml"));

/// What the worlds showed, as it is compiled in.
const COMMITTED: &str = include_str!("../../../rulebooks/article/ends.json");

/// So many of the sizes tried are shown first.
pub const SHOWN: usize = 10;

keys! {
    /// `[size.NAME]`
    pub struct Told {
        /// The size in words.
        words: String = Text,
        /// Its figures in the rulebook, words apart; a path that ends in `.` stands for all below it.
        rulebook: String = Text,
        /// Its figures in the behaviour, words apart.
        behaviour: String = Text,
        /// What else is laid over the rulebook at the lower end, where that alone would contradict other figures.
        low_with: String = Text,
        /// The same at the upper end.
        high_with: String = Text,
        /// The highest value tried, where the society cannot propose what lies above it.
        high_at: String = Text,
    }
}
keys! {
    /// `[left_out.NAME]`
    pub struct LeftOut {
        /// Figures of the rulebook, words apart.
        rulebook: String = Text,
        /// Why they are not tried by themselves.
        why: String = Text,
    }
}
keys! {
    /// The file.
    pub struct Tried {
        /// `[size.NAME]`
        sizes("size"): BTreeMap<String, Told> = Table,
        /// `[left_out.NAME]`
        left_out: BTreeMap<String, LeftOut> = Table,
    }
}

/// An end of a range.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum End {
    /// The lowest plausible value.
    Low,
    /// The highest plausible value.
    High,
}

/// What a world showed.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub struct Shown {
    /// Share of enrolled adults listed on the last day.
    pub listed: f64,
    /// Share of listings whose but-for cause is a relative.
    pub kin: f64,
    /// People once punished wrongly by the rulebook's own terms.
    pub wrongly: f64,
    /// Critical posts that fear or silence kept unwritten.
    pub unwritten: f64,
    /// Mean silence of adults on the last day.
    pub silence: f64,
}

/// A size at both ends.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Row {
    /// Its name in the file.
    pub name: String,
    /// In words.
    pub words: String,
    /// Each figure: its path, its unit, its lowest, assumed and highest value.
    pub figures: Vec<(String, String, [f64; 3])>,
    /// At the lowest values.
    pub low: Shown,
    /// At the highest values.
    pub high: Shown,
}

/// All that was lived, and from what.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Ends {
    /// Hashes of the files.
    pub inputs: BTreeMap<String, String>,
    /// First day lived.
    pub from: String,
    /// Last day lived.
    pub to: String,
    /// The luck seed.
    pub luck: u64,
    /// The sizes that move the result most and those that came near, over the whole town: the first [`SHOWN`] are shown.
    pub most: Around,
    /// All sizes tried, over an eighth of it.
    pub tried: Around,
}

/// Sizes at both ends over one town.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Around {
    /// People of the town.
    pub people: u32,
    /// How many people of the country one of them stands for.
    pub represents: f64,
    /// At the sizes that we assumed.
    pub assumed: Shown,
    /// The same with other luck: what moves less than this moves by chance.
    pub other_luck: Vec<Shown>,
    /// Sizes, the one that moves the result most first.
    pub rows: Vec<Row>,
}

impl Shown {
    /// By these figures sizes are put in order.
    fn ranked(&self) -> [f64; 4] {
        [self.listed, self.kin, self.wrongly, self.unwritten]
    }
}

/// How far figures move over some worlds: for each, the difference of the highest and the lowest over their sum, from 0
/// (it stays) to 1 (it vanishes somewhere); the mean of the four.
pub fn movement(worlds: &[Shown]) -> f64 {
    let one = |i: usize| {
        let all = worlds.iter().map(|w| w.ranked()[i]);
        let (low, high) = all.fold((f64::INFINITY, 0.0_f64), |(l, h), x| (l.min(x), h.max(x)));
        if high > 0.0 { (high - low) / (high + low) } else { 0.0 }
    };
    (0..4).map(one).sum::<f64>() / 4.0
}

/// Which of the sizes tried over an eighth of the town are lived over the whole: all that moved the result at least so
/// large a part of what the last one shown did.
const NEAR: f64 = 0.5;

/// How many of the sizes tried, which stand in order, come near enough to the last one shown to be lived over the whole town.
fn candidates(tried: &Around) -> usize {
    let moves: Vec<f64> = tried.rows.iter().map(|row| moved(&tried.assumed, row)).collect();
    let last = moves.get(SHOWN - 1).copied().unwrap_or_default();
    moves.iter().filter(|moved| **moved >= NEAR * last).count().max(SHOWN.min(moves.len()))
}

impl Ends {
    /// The sizes that move the result most.
    pub fn shown(&self) -> &[Row] {
        &self.most.rows[..SHOWN.min(self.most.rows.len())]
    }

    /// Whether they were lived from the files as they are compiled in.
    pub fn are_current(&self) -> bool {
        self.inputs == inputs()
    }
}

/// How far the result moves over a size's range.
pub fn moved(assumed: &Shown, row: &Row) -> f64 {
    movement(&[*assumed, row.low, row.high])
}

/// The files on which everything rests, with their hashes today.
pub fn inputs() -> BTreeMap<String, String> {
    let mut all = crate::statements::sizes::inputs();
    all.remove(crate::statements::FILE.0);
    all.insert(FILE.0.to_owned(), sha256(FILE.1.as_bytes()));
    all
}

/// What was committed.
pub fn committed() -> Result<Ends, Failure> {
    serde_json::from_str(COMMITTED)
        .map_err(|e| Failure::usage(format!("the committed ends cannot be read: {e}"), "run `cargo xtask sizes`"))
}

/// The sizes to be tried.
pub fn tried() -> Result<BTreeMap<String, Told>, Vec<Fault>> {
    Ok(file()?.sizes)
}

fn file() -> Result<Tried, Vec<Fault>> {
    let root = parse(FILE.0, FILE.1)?;
    Ok(read_root::<Tried>(&root, |_, _| ())?.0)
}

/// The shipped files.
struct Files {
    rulebook: (&'static str, &'static str),
    behaviour: (&'static str, &'static str),
}

/// A world's rulebook and behaviour.
type Arm = (Rulebook, Behaviour);

impl Files {
    fn shipped() -> Self {
        let book = underheaven_rulebook::shipped().iter().find(|b| b.name == "article");
        let rulebook = book.map(underheaven_rulebook::Shipped::rulebook).map_or(("", ""), |f| (f.label, f.text));
        let behaviour = underheaven_behaviour::shipped().iter().find(|b| b.0 == "default").copied();
        Self { rulebook, behaviour: behaviour.unwrap_or(("", "")) }
    }

    fn arm(&self, rulebook: &str, behaviour: &str) -> Result<Arm, Vec<Fault>> {
        let over = |base, text| match text {
            "" => vec![base],
            text => vec![base, ("end", text)],
        };
        let (book, _) = Rulebook::read("article", &over(self.rulebook, rulebook))?;
        let (behaviour, _) = Behaviour::read("default", &over(self.behaviour, behaviour))?;
        Ok((book, behaviour))
    }
}

/// The figures that a size names; none of them may be missing or without a range.
fn figures(named: &str, all: &[FigureRow]) -> Result<Vec<FigureRow>, Vec<Fault>> {
    let mut found = vec![];
    for path in named.split_whitespace() {
        let is = |row: &&FigureRow| row.path == path || path.ends_with('.') && row.path.starts_with(path);
        let before = found.len();
        found.extend(all.iter().filter(is).filter(|row| row.range.is_some()).cloned());
        if found.len() == before {
            return Err(fault(format!("there is no figure `{path}` with a range")));
        }
    }
    Ok(found)
}

/// The overlay that puts figures at an end of their ranges.
fn overlay(figures: &[FigureRow], end: End) -> String {
    let text = |row: &FigureRow| {
        let keys: Vec<String> = row.path.split('.').map(|key| format!("{key:?}")).collect();
        let (low, high) = row.range.unwrap_or((row.value, row.value));
        let value = if end == End::Low { low } else { high };
        let value = if row.whole { format!("{value:.0}") } else { format!("{value:?}") };
        format!("{} = {value}\n", keys.join("."))
    };
    figures.iter().map(text).collect()
}

/// A size with what it is made of.
struct Size {
    name: String,
    words: String,
    figures: Vec<FigureRow>,
    ends: [Arm; 2],
}

fn sizes(files: &Files) -> Result<Vec<Size>, Vec<Fault>> {
    let (book, behaviour) = files.arm("", "")?;
    let size = |(name, told): (String, Told)| {
        let mut ours = [figures(&told.rulebook, book.figures())?, figures(&told.behaviour, behaviour.figures())?];
        if !told.high_at.is_empty() {
            let at = told.high_at.parse().map_err(|_| fault(format!("`{}` is no number", told.high_at)))?;
            ours.iter_mut().flatten().for_each(|row| row.range = row.range.map(|(low, _)| (low, at)));
        }
        let with = |end| if end == End::High { told.high_with.as_str() } else { told.low_with.as_str() };
        let at = |end| files.arm(&(overlay(&ours[0], end) + with(end)), &overlay(&ours[1], end));
        let ends = [at(End::Low)?, at(End::High)?];
        Ok(Size { name, words: told.words, figures: ours.concat(), ends })
    };
    tried()?.into_iter().map(size).collect()
}

/// Worlds that were lived already, by name, with what they were lived from: so that an interruption loses none of them.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
struct Kept {
    from: BTreeMap<String, String>,
    worlds: BTreeMap<String, Shown>,
}

/// The same, with the file in which it is kept.
struct Keeper {
    kept: Kept,
    path: Option<PathBuf>,
}

impl std::ops::Deref for Keeper {
    type Target = Kept;
    fn deref(&self) -> &Kept {
        &self.kept
    }
}

impl Keeper {
    /// What a file holds, if it was lived by this very program from these very files.
    fn read(path: Option<&Path>, from: BTreeMap<String, String>) -> Self {
        let text = path.and_then(|path| std::fs::read_to_string(path).ok());
        let kept: Option<Kept> = text.and_then(|text| serde_json::from_str(&text).ok());
        let kept = kept.filter(|kept| kept.from == from).unwrap_or(Kept { from, worlds: BTreeMap::new() });
        Self { kept, path: path.map(Path::to_owned) }
    }

    /// Adds a world. The file is written beside and moved into place, so that what stands there is always whole.
    fn add(&mut self, name: String, shown: Shown) -> Result<(), Failure> {
        self.kept.worlds.insert(name, shown);
        let Some(path) = &self.path else { return Ok(()) };
        let text = serde_json::to_string_pretty(&self.kept).unwrap_or_default();
        let beside = path.with_extension("part");
        let written = std::fs::write(&beside, text).and_then(|()| std::fs::rename(&beside, path));
        written.map_err(|e| Failure::write(path, &e))
    }
}

/// A world to be lived: its name, its arm, its luck.
struct Job<'a> {
    name: String,
    arm: &'a Arm,
    luck: u64,
}

/// How many worlds with other luck are lived beside.
const OTHER_LUCK: u64 = 2;

/// Lives the society `town` at the sizes that we assumed, with other luck, and at both ends of sizes' ranges, two worlds
/// at a time: all sizes over an eighth of the town, then those that move the result most, and those that come near, over the
/// whole. A world that `kept` holds is not lived again, and each that was lived is added to it.
pub fn remake(over: Over, kept: Option<&Path>) -> Result<Ends, Failure> {
    let table = Table::shipped("town").ok_or_else(|| refused(fault("the town is not shipped".to_owned())))?;
    let people = over.people.unwrap_or_else(|| Town::default_people(&table));
    let build = |people| Town::build(&table, people, Town::default_seed(&table)).map_err(|why| refused(fault(why)));
    let (town, eighth) = (build(people)?, build(people / 8)?);
    let files = Files::shipped();
    let assumed = files.arm("", "").map_err(refused)?;
    let sizes = sizes(&files).map_err(refused)?;
    let mut from = inputs();
    let Over { from: first, to, seed: luck, .. } = over;
    from.insert("over".to_owned(), format!("{} people, {first} to {to}, luck {luck}", town.people()));
    from.insert("program".to_owned(), program());
    let mut kept = Keeper::read(kept, from);

    let all: Vec<&Size> = sizes.iter().collect();
    let tried = around(&eighth, over, &all, &assumed, 0, &mut kept)?;
    let order =
        tried.rows.iter().take(candidates(&tried)).filter_map(|row| sizes.iter().find(|size| size.name == row.name));
    let most = around(&town, over, &order.collect::<Vec<_>>(), &assumed, OTHER_LUCK, &mut kept)?;
    Ok(Ends { inputs: inputs(), from: first.to_string(), to: to.to_string(), luck, most, tried })
}

/// Lives sizes at both ends over a town.
fn around(
    town: &Town,
    over: Over,
    sizes: &[&Size],
    assumed: &Arm,
    other_luck: u64,
    kept: &mut Keeper,
) -> Result<Around, Failure> {
    let place = format!("{} people: ", town.people());
    let luck = |luck| Job { name: format!("{place}luck {luck}"), arm: assumed, luck };
    let mut jobs: Vec<Job> = (over.seed..=over.seed + other_luck).map(luck).collect();
    let at = |size: &Size, end: &str| format!("{place}{} {end}", size.name);
    for size in sizes {
        for (end, arm) in ["low", "high"].into_iter().zip(&size.ends) {
            jobs.push(Job { name: at(size, end), arm, luck: over.seed });
        }
    }
    live(town, over, &jobs, kept)?;
    let lived = |name: &str| kept.worlds.get(name).copied();
    let shown = |name: String| lived(&name).ok_or_else(|| refused(fault(format!("`{name}` was not lived"))));
    let row = |size: &&Size| {
        let figure = |f: &FigureRow| {
            let (low, high) = f.range.unwrap_or((f.value, f.value));
            (f.path.clone(), f.unit.clone(), [low, f.value, high])
        };
        let figures = size.figures.iter().map(figure).collect();
        let (low, high) = (shown(at(size, "low"))?, shown(at(size, "high"))?);
        Ok(Row { name: size.name.clone(), words: size.words.clone(), figures, low, high })
    };
    let mut lucks = jobs[..=other_luck as usize].iter().map(|job| shown(job.name.clone()));
    let assumed = lucks.next().unwrap_or_else(|| Err(refused(fault("nothing was lived".to_owned()))))?;
    let other_luck = lucks.collect::<Result<_, Failure>>()?;
    let mut rows = sizes.iter().map(row).collect::<Result<Vec<Row>, Failure>>()?;
    rows.sort_by(|a, b| moved(&assumed, b).total_cmp(&moved(&assumed, a)));
    Ok(Around { people: town.people(), represents: town.represents(), assumed, other_luck, rows })
}

fn refused(faults: Vec<Fault>) -> Failure {
    let mut told = crate::faults::Faults::default();
    told.add(faults);
    Failure::Faults(told)
}

/// This very program, so that worlds of another version are not taken for its own.
fn program() -> String {
    let bytes = std::env::current_exe().and_then(std::fs::read);
    bytes.map_or_else(|_| String::new(), |bytes| sha256(&bytes))
}

/// Lives what was not lived yet, two worlds at a time.
fn live(town: &Town, over: Over, jobs: &[Job], kept: &mut Keeper) -> Result<(), Failure> {
    let left: Vec<&Job> = jobs.iter().filter(|job| !kept.worlds.contains_key(&job.name)).collect();
    if left.len() < jobs.len() {
        remark(&format!("{} of {} worlds were lived before", jobs.len() - left.len(), jobs.len()));
    }
    let (next, done, kept) = (AtomicUsize::new(0), AtomicUsize::new(jobs.len() - left.len()), Mutex::new(kept));
    let worker = || {
        while let Some(job) = left.get(next.fetch_add(1, Ordering::Relaxed)) {
            let shown = one(town, over, job)?;
            kept.lock().unwrap_or_else(PoisonError::into_inner).add(job.name.clone(), shown)?;
            let done = done.fetch_add(1, Ordering::Relaxed) + 1;
            remark(&format!("{done:3} of {}: lived {}", jobs.len(), job.name));
        }
        Ok(())
    };
    std::thread::scope(|scope| {
        let other = scope.spawn(worker);
        let mine = worker();
        mine.and(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    })
}

/// Lives a world in the fast world, on one thread.
fn one(town: &Town, over: Over, job: &Job) -> Result<Shown, Failure> {
    let (rulebook, behaviour) = job.arm;
    let (society, from, to): (&dyn Society, _, _) = (town, over.from, over.to);
    let plan = Plan { society, rulebook, behaviour, luck: job.luck, from, to, overrides: Overrides::default() };
    let mut world = Engine::new(plan, How::FAST).map_err(refused)?;
    let setup = Setup { panel: Some(0), ..crate::living::counted(from, world.book()) };
    let mut tally = Tally::new(society, setup);
    while world.step(&mut tally) {}
    world.look(|census| tally.finish(census));
    let summary = world.look(|census| Summary::of(&tally, "article", census));
    let kin = summary.listings_by_cause.iter().find(|c| c.name == Cause::Kin.name()).map_or(0.0, |c| c.share);
    Ok(Shown {
        listed: summary.measure(Measure::ListedShare),
        kin,
        wrongly: summary.measure(Measure::PeoplePunishedWrong),
        unwritten: summary.measure(Measure::PostsUnwritten),
        silence: summary.measure(Measure::Silence),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_size_tried_can_be_put_at_both_ends() {
        let all = sizes(&Files::shipped()).unwrap_or_else(|f| panic!("{f:#?}"));
        assert!(all.len() >= 15);
        for size in &all {
            let (assumed, _) = Files::shipped().arm("", "").unwrap();
            assert!(!size.figures.is_empty(), "{}: it names no figure", size.name);
            let moved = size.ends.iter().any(|(book, _)| *book != assumed);
            let responds = size.figures.iter().any(|f| f.place.file == Files::shipped().behaviour.0);
            assert!(moved || responds, "{}: neither end is another value", size.name);
        }
    }

    #[test]
    fn every_assumed_figure_is_tried_or_left_out_for_a_reason() {
        let (book, behaviour) = Files::shipped().arm("", "").unwrap();
        let file = file().unwrap();
        let left_out: Vec<&str> = file.left_out.values().flat_map(|left| left.rulebook.split_whitespace()).collect();
        assert!(file.left_out.values().all(|left| !left.why.is_empty()));
        let named: Vec<String> =
            sizes(&Files::shipped()).unwrap().iter().flat_map(|s| &s.figures).map(|f| f.path.clone()).collect();
        let moves = |f: &&FigureRow| f.range.is_some_and(|(low, high)| low < high);
        for f in book.figures().iter().chain(behaviour.figures()).filter(moves) {
            let (tried, left) = (named.contains(&f.path), left_out.contains(&f.path.as_str()));
            assert!(tried != left, "`{}` is tried: {tried}, left out: {left}", f.path);
        }
    }

    #[test]
    fn both_ends_of_every_size_can_be_lived() {
        let table = Table::shipped("town").unwrap();
        let town = Town::build(&table, 3000, 1).unwrap();
        // Cameras cover more from year to year: what fits when a run begins may not fit when it ends.
        let day = |year, month, day| underheaven_base::Day::from_ymd(year, month, day).unwrap();
        let (from, to) = (day(2014, 7, 1), day(2020, 12, 31));
        let mut faults = vec![];
        for size in &sizes(&Files::shipped()).unwrap() {
            for (rulebook, behaviour) in &size.ends {
                let society: &dyn Society = &town;
                let overrides = Overrides::default();
                let plan = Plan { society, rulebook, behaviour, luck: 1, from, to, overrides };
                if let Err(found) = Engine::new(plan, How::FAST) {
                    faults.push(format!("{}: {found:?}", size.name));
                }
            }
        }
        assert!(faults.is_empty(), "{faults:#?}");
    }

    #[test]
    fn no_size_outside_the_ten_moves_the_result_more() {
        let ends = committed().unwrap_or_else(|f| panic!("{f}"));
        let over_the_whole = |row: &Row| moved(&ends.most.assumed, row);
        let least = ends.shown().iter().map(over_the_whole).fold(f64::INFINITY, f64::min);
        for row in &ends.most.rows[SHOWN..] {
            assert!(
                over_the_whole(row) <= least,
                "{} moves it by {}, more than {least}",
                row.name,
                over_the_whole(row)
            );
        }
        for row in ends.tried.rows.iter().filter(|row| ends.most.rows.iter().all(|most| most.name != row.name)) {
            let moved = moved(&ends.tried.assumed, row);
            assert!(
                moved < least,
                "{} moved an eighth of the town by {moved} and was not lived over the whole",
                row.name
            );
        }
    }

    #[test]
    fn what_is_committed_was_lived_from_todays_files() {
        let ends = committed().unwrap_or_else(|f| panic!("{f}"));
        assert!(ends.are_current(), "`cargo xtask sizes` lives the ends again");
        assert_eq!(ends.tried.rows.len(), tried().unwrap().len());
        assert_eq!(ends.shown().len(), SHOWN);
        let sizes = crate::statements::sizes::committed().unwrap_or_else(|f| panic!("{f}"));
        assert!(sizes.are_current(), "`cargo xtask article` lives the article's sizes again");
    }

    #[test]
    fn worlds_of_other_files_are_not_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kept.json");
        let from = |text: &str| BTreeMap::from([("program".to_owned(), text.to_owned())]);
        let shown = Shown { listed: 0.1, kin: 0.2, wrongly: 3.0, unwritten: 4.0, silence: 0.5 };
        let kept = |text: &str| Keeper::read(Some(&path), from(text));
        kept("one").add("luck 1".to_owned(), shown).unwrap_or_else(|f| panic!("{f}"));
        assert_eq!(kept("one").worlds.len(), 1);
        assert_eq!(kept("another").worlds.len(), 0);
    }

    #[test]
    fn movement_is_between_none_and_all() {
        let world = |x: f64| Shown { listed: x, kin: x, wrongly: x, unwritten: x, silence: x };
        assert_eq!(movement(&[world(2.0), world(2.0)]), 0.0);
        assert_eq!(movement(&[world(2.0), world(6.0)]), 0.5);
        assert_eq!(movement(&[world(2.0), world(0.0)]), 1.0);
        assert_eq!(movement(&[world(0.0)]), 0.0);
    }
}
