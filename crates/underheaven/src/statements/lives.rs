//! Everybody's life as one number, and whom a row touched: so that a test can say that nobody else's life changed.

use super::Statement;
use std::collections::{BTreeMap, BTreeSet};
use underheaven_base::{Act, Cause, Channel, Day, Gate, NeighbourhoodId, PersonId, draw::mixed};
use underheaven_rulebook::{About, Rulebook};
use underheaven_society::Society;
use underheaven_world::{Answer, Appealed, Book, Entry, ListId, Listing, Observer, Push, RuleId, Turn};

/// By what a row reaches people: its rules, its gates, and what is particular to it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    id: String,
    rules: BTreeSet<RuleId>,
    gates: BTreeSet<Gate>,
}

impl Row {
    /// What the rulebook marks with the statement's number.
    pub fn of(statement: &Statement, rulebook: &Rulebook, book: &Book) -> Self {
        let id = statement.id.clone();
        let ours = |about: &About| about.statement == id;
        let rules = rulebook.rules.iter().map(|(n, r)| (n, &r.about));
        let kin = rulebook.kin.iter().map(|(n, r)| (n, &r.about));
        let discretion = rulebook.discretion.iter().map(|(n, r)| (n, &r.about));
        let named: Vec<&String> = rules.chain(kin).chain(discretion).filter(|(_, a)| ours(a)).map(|x| x.0).collect();
        let number = |name: &&String| book.rule_names.iter().position(|n| n == *name).map(|i| RuleId(i as u16));
        let rules = named.iter().filter_map(number).collect();
        let all = id == "S04";
        let mut gates: BTreeSet<Gate> =
            rulebook.gates.iter().filter(|(_, g)| all || ours(&g.about)).map(|(g, _)| *g).collect();
        if id == "S20" {
            // Jobs and contracts are one statement; the contracts' gate carries the number of the firms' own.
            gates.insert(Gate::Contract);
        }
        Self { id, rules, gates }
    }

    /// Whether a rule, kin rule or discretion is one of the row's.
    pub fn books(&self, rule: Option<RuleId>) -> bool {
        rule.is_some_and(|rule| self.rules.contains(&rule))
    }

    fn is(&self, ids: &[&str]) -> bool {
        ids.contains(&self.id.as_str())
    }
}

/// Watches a world and keeps a number for each life, and whom the row touched.
pub struct Lives {
    row: Row,
    offset: Vec<usize>,
    number: Vec<u64>,
    /// By person, acts to which nothing pushed them: a sum, for where nobody is enrolled they may be told before all else of a week.
    acts: Vec<u64>,
    /// The first day on which the row touched each person: fast worlds tell of one neighbourhood's week after another's,
    /// so that whether somebody was touched already must be asked by day.
    touched: Vec<Option<Day>>,
    /// Whose standing decided at a gate for somebody else: a child's parents.
    parents: BTreeMap<usize, BTreeSet<usize>>,
    /// Number of the household, over everybody, and whether a job was lost or found there by this person.
    home: Vec<usize>,
    job: Vec<bool>,
}

impl Lives {
    /// Nobody has lived yet.
    pub fn new(society: &dyn Society, row: Row) -> Self {
        let mut offset = vec![];
        let (mut people, mut homes) = (0, 0);
        let mut home = vec![];
        for n in 0..society.neighbourhoods() {
            offset.push(people);
            let residents = society.settled(NeighbourhoodId(n)).people;
            people += residents.len();
            home.extend(residents.iter().map(|p| homes + p.household as usize));
            homes = home.last().map_or(homes, |last| last + 1);
        }
        let (number, touched) = (vec![0xcbf2_9ce4_8422_2325; people], vec![None; people]);
        let job = vec![false; people];
        let acts = vec![0; people];
        Self { row, offset, number, acts, touched, parents: BTreeMap::new(), home, job }
    }

    fn index(&self, person: PersonId) -> usize {
        self.offset[person.neighbourhood().0 as usize] + person.place() as usize
    }

    /// How many lives differ between two worlds though the row touched nobody of them in either, and an example.
    pub fn strangers_changed(&self, other: &Lives) -> (usize, Option<usize>) {
        let either = |i: usize| self.touched[i].or(other.touched[i]).is_some();
        let parents = |i: usize| [&self.parents, &other.parents].into_iter().flat_map(move |p| p.get(&i)).flatten();
        // Whoever holds the bills feels a job that somebody else at home lost.
        let jobs = (0..self.home.len()).filter(|i| either(*i) && (self.job[*i] || other.job[*i]));
        let homes: BTreeSet<usize> = jobs.map(|i| self.home[i]).collect();
        let at_home = |i: usize| either(i) || homes.contains(&self.home[i]);
        let reached = |i: usize| at_home(i) || parents(i).any(|p| at_home(*p));
        let changed = (0..self.number.len()).filter(|i| self.differs(other, *i) && !reached(*i));
        let all: Vec<usize> = changed.collect();
        (all.len(), all.first().copied())
    }

    /// How many lives differ at all.
    pub fn changed(&self, other: &Lives) -> usize {
        (0..self.number.len()).filter(|i| self.differs(other, *i)).count()
    }

    fn differs(&self, other: &Lives, i: usize) -> bool {
        (self.number[i], self.acts[i]) != (other.number[i], other.acts[i])
    }

    fn live(&mut self, person: PersonId, words: &[u64]) {
        let i = self.index(person);
        for w in words {
            self.number[i] = (self.number[i] ^ w).wrapping_mul(0x0000_0100_0000_01b3).rotate_left(29);
        }
    }

    fn touch(&mut self, person: PersonId, day: Day) {
        let i = self.index(person);
        self.touched[i] = Some(self.touched[i].map_or(day, |first| first.min(day)));
    }

    fn entry_is_the_rows(&self, e: &Entry) -> bool {
        let before = |p: PersonId| self.touched[self.index(p)].is_some_and(|day| day < e.day);
        let wrongly_accused = || e.cause == Cause::Kin && e.trigger.is_some_and(|t| before(t.person));
        match self.row.id.as_str() {
            "S01" => true,
            "S02" => e.channel == Channel::Camera,
            "S25" => e.trigger.is_some_and(|t| t.act == Act::ExposingCorruption),
            "S26" => e.cause.is_error() || wrongly_accused(),
            _ => self.row.books(e.rule),
        }
    }
}

impl Observer for Lives {
    fn act(&mut self, person: PersonId, day: Day, act: Act, push: Push) {
        if push != Push::None {
            return self.live(person, &[1, day.0 as u64, act.index() as u64, push as u64]);
        }
        let i = self.index(person);
        self.acts[i] = self.acts[i].wrapping_add(mixed((day.0 as u64) << 8 | act.index() as u64));
    }
    fn forgone(&mut self, person: PersonId, day: Day, _: Act, push: Push) {
        let rows: &[&str] = match push {
            Push::ShutOut => &["S04", "S22"],
            Push::Throttled => &["S04", "S23"],
            _ => &[],
        };
        if self.row.is(rows) {
            self.touch(person, day);
        }
    }
    fn seen(&mut self, person: PersonId, day: Day, _: Act, channel: Channel) {
        if channel == Channel::Camera && self.row.is(&["S02", "S26"]) {
            self.touch(person, day);
        }
    }
    fn entry(&mut self, e: &Entry) {
        let rule = e.rule.map_or(u64::MAX, |r| u64::from(r.0));
        self.live(e.person, &[2, e.day.0 as u64, rule, e.points as u64, e.cause.index() as u64]);
        if self.entry_is_the_rows(e) {
            self.touch(e.person, e.day);
        }
    }
    fn listed(&mut self, l: &Listing) {
        self.live(l.person, &[3, l.from.0 as u64, u64::from(l.list.0), l.cause.index() as u64]);
        let decided = self.row.books(l.rule) || self.row.is(&["S01"]);
        let unjust = self.row.is(&["S26"]) && (l.cause.is_error() || l.cause == Cause::Discretion);
        if decided || unjust {
            self.touch(l.person, l.from);
        }
    }
    fn appealed(&mut self, a: &Appealed) {
        self.live(a.person, &[6, a.day.0 as u64, a.ground as u64]);
    }
    fn delisted(&mut self, person: PersonId, list: ListId, day: Day) {
        self.live(person, &[4, day.0 as u64, u64::from(list.0)]);
    }
    fn gate(&mut self, a: &Answer) {
        self.live(a.person, &[5, a.day.0 as u64, a.gate.index() as u64, a.outcome.index() as u64]);
        if self.row.gates.contains(&a.gate) {
            self.touch(a.person, a.day);
        }
        if a.standing_of != a.person {
            let (child, parent) = (self.index(a.person), self.index(a.standing_of));
            self.parents.entry(child).or_default().insert(parent);
        }
    }
    fn turn(&mut self, person: PersonId, day: Day, turn: Turn, _: u32) {
        let rows: &[&str] = match turn {
            Turn::BoughtUnseen => &["S04", "S24"],
            Turn::FollowersLost => &["S04", "S22"],
            Turn::ShownFirst | Turn::NotShown | Turn::Dated | Turn::DateDeclined => &["S04", "S17"],
            Turn::LaidOff | Turn::Bonus => &["S20", "S30"],
            _ => &[],
        };
        if self.row.is(rows) {
            self.touch(person, day);
        }
        if matches!(turn, Turn::JobLost | Turn::JobFound | Turn::LaidOff) {
            let i = self.index(person);
            self.job[i] = true;
        }
    }
}
