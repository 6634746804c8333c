//! Cases: a rule shown on a dozen people. What they do is laid down by hand; the books must say what the case says.
//!
//! A case is read by `underheaven cases` alone, never by a run: it can name nobody real and becomes no society. It is
//! lived in the plain world and in the fast one; where they part, the program is wrong, whatever the case says.

mod check;
mod file;
mod society;

pub use file::{Case, MOST_PEOPLE, TRAITS};
pub use society::Dozen;

use crate::{
    Answer, Appealed, Ask, Book, Booking, Entry, ListId, Listing, Observer, Overrides, Parted, Plan, Push, Turn, World,
    fast,
};
use std::collections::BTreeMap;
use underheaven_base::{Act, Cause, Channel, Day, Fault, PersonId};
use underheaven_behaviour::Behaviour;
use underheaven_rulebook::Rulebook;

/// What the books said, and everything that befell each person, in words.
#[derive(Default)]
struct Seen {
    all: BTreeMap<PersonId, Vec<(Day, String)>>,
    entries: Vec<Entry>,
    listings: Vec<Listing>,
    answers: Vec<Answer>,
    appeals: Vec<Appealed>,
    corrections: Vec<Entry>,
    ends: Vec<(PersonId, ListId, Day)>,
}

impl Seen {
    fn note(&mut self, person: PersonId, day: Day, what: String) {
        self.all.entry(person).or_default().push((day, what));
    }

    /// Where two worlds part first, in a sentence a person.
    fn parted(&self, fast: &Seen, who: &BTreeMap<String, PersonId>) -> Vec<String> {
        let told = |event: Option<&(Day, String)>| event.map_or("nothing more".to_owned(), |(d, e)| format!("{d} {e}"));
        let part = |(name, id): (&String, &PersonId)| {
            let [plain, fast] = [self, fast].map(|seen| seen.all.get(id).map_or(&[][..], Vec::as_slice));
            let at = (0..plain.len().max(fast.len())).find(|i| plain.get(*i) != fast.get(*i))?;
            Some(format!(
                "the plain world tells of `{name}`: {}; the fast world: {}",
                told(plain.get(at)),
                told(fast.get(at))
            ))
        };
        who.iter().filter_map(part).collect()
    }
}

impl Observer for Seen {
    fn act(&mut self, person: PersonId, day: Day, act: Act, push: Push) {
        self.note(person, day, format!("does {act} ({push:?})"));
    }
    fn forgone(&mut self, person: PersonId, day: Day, act: Act, push: Push) {
        self.note(person, day, format!("forgoes {act} ({push:?})"));
    }
    fn seen(&mut self, person: PersonId, day: Day, act: Act, channel: Channel) {
        self.note(person, day, format!("is seen at {act} by {channel}"));
    }
    fn enrolled(&mut self, person: PersonId, day: Day) {
        self.note(person, day, "is enrolled".to_owned());
    }
    fn turn(&mut self, person: PersonId, day: Day, turn: Turn, amount: u32) {
        self.note(person, day, format!("{turn:?} {amount}"));
    }
    fn entry(&mut self, entry: &Entry) {
        self.note(entry.person, entry.day, format!("{entry:?}"));
        match entry.booking {
            Booking::Booked => self.entries.push(*entry),
            Booking::Correction => self.corrections.push(*entry),
            _ => {}
        }
    }
    fn appealed(&mut self, appeal: &Appealed) {
        self.note(appeal.person, appeal.day, format!("{appeal:?}"));
        self.appeals.push(*appeal);
    }
    fn delisted(&mut self, person: PersonId, list: ListId, day: Day) {
        self.note(person, day, format!("leaves {list:?}"));
        self.ends.push((person, list, day));
    }
    fn listed(&mut self, listing: &Listing) {
        self.note(listing.person, listing.from, format!("{listing:?}"));
        self.listings.push(*listing);
    }
    fn gate(&mut self, answer: &Answer) {
        self.note(answer.person, answer.day, format!("{answer:?}"));
        self.answers.push(*answer);
    }
}

/// A case's outcome: what differs from what it says, in plain words; empty when all is as told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Outcome {
    /// The case.
    pub name: String,
    /// Its story.
    pub story: String,
    /// What differs.
    pub differs: Vec<String>,
    /// Where the plain and the fast world part; anything here is a bug of the program.
    pub parted: Vec<String>,
}

/// Runs a case under a rulebook in both worlds, with behaviour frozen.
pub fn run(case: &Case, rulebook: &Rulebook) -> Result<Outcome, Vec<Fault>> {
    let (from, to) = case.days();
    let (society, who) = Dozen::new(case, from);
    let frozen = Behaviour { name: "none".to_owned(), ..Behaviour::default() };
    let overrides = overrides(case, &who, from, to);
    let rulebook = &at_once(case, rulebook);
    let plan = |overrides| Plan { society: &society, rulebook, behaviour: &frozen, luck: 1, from, to, overrides };
    let mut world = World::new(plan(overrides.clone()))?;
    let mut packed = fast::World::new(plan(overrides), 1)?;
    let (mut seen, mut again) = (Seen::default(), Seen::default());
    while world.step(&mut seen) {}
    while packed.step(&mut [&mut again]) {}
    let differs = differences(case, &who, &seen, world.book());
    let parted = seen.parted(&again, &who);
    Ok(Outcome { name: case.name.clone(), story: case.story.clone(), differs, parted })
}

/// People by role letter.
pub type Named = BTreeMap<String, PersonId>;

/// What parts under a second rulebook and behaviour where a case is lived under two side by side, told by the numbers of the
/// second's rules; and who is who.
///
/// Whether an act happens that is no matter of the calendar is left to each world: it does, unless a gate has shut it.
pub fn beside(case: &Case, arms: [(&Rulebook, &Behaviour); 2], luck: u64) -> Result<(Named, Vec<Parted>), Vec<Fault>> {
    let (from, to) = case.days();
    let (society, who) = Dozen::new(case, from);
    let mut overrides = overrides(case, &who, from, to);
    overrides.retain(|(_, _, ask), _| !matches!(ask, Ask::Happens(act) if !act.on_calendar()));
    let books = arms.map(|(rulebook, _)| at_once(case, rulebook));
    let plan = |n: usize| {
        let (rulebook, behaviour) = (&books[n], arms[n].1);
        Plan { society: &society, rulebook, behaviour, luck, from, to, overrides: overrides.clone() }
    };
    let mut pair = fast::World::of(vec![plan(0), plan(1)], 1)?;
    let (mut first, mut parted) = (Seen::default(), Apart::default());
    while pair.step(&mut [&mut first, &mut parted]) {}
    Ok((who, parted.0))
}

/// Who parts.
#[derive(Default)]
struct Apart(Vec<Parted>);

impl Observer for Apart {
    fn parted(&mut self, parted: &Parted) {
        self.0.push(*parted);
    }
}

/// The rulebook, without its rollout where the case says so.
fn at_once(case: &Case, rulebook: &Rulebook) -> Rulebook {
    let mut rulebook = rulebook.clone();
    if case.enrolled {
        rulebook.enrolment.share.clear();
    }
    rulebook
}

/// Every draw that the case lays down.
fn overrides(case: &Case, who: &BTreeMap<String, PersonId>, from: Day, to: Day) -> Overrides {
    let mut fixed = Overrides::new();
    let days = if case.reform.is_empty() && case.appeals.is_empty() { 0 } else { to - from + 1 };
    for (person, day) in who.values().flat_map(|p| (0..days).map(move |n| (*p, from + n))) {
        fixed.insert((person, day, Ask::Appeals), 0);
    }
    for a in case.appeals.values() {
        let mut set = |ask: Ask, outcome: u32| fixed.insert((who[&a.who], a.day, ask), outcome);
        set(Ask::Appeals, 1);
        set(Ask::Upheld, u32::from(a.upheld));
        set(Ask::DecidedIn, (a.decided - a.day).max(0) as u32);
    }
    for a in case.acts.values() {
        let person = who[&a.who];
        let mut set = |ask: Ask, outcome: u32| fixed.insert((person, a.day, ask), outcome);
        let happens = if a.act.on_calendar() && a.act != Act::SchoolEntry { a.late } else { true };
        set(Ask::Happens(a.act), u32::from(happens));
        let records_late = a.late && a.seen.is_none();
        for channel in Channel::ALL {
            let sees = a.seen == Some(channel) || records_late;
            set(Ask::Seen(a.act, channel), u32::from(sees));
        }
        let other = a.mistaken_for.as_ref().map_or(person, |n| who[n]);
        set(Ask::MistakenFor(a.act), other.0);
        set(Ask::WrongRecord(a.act), u32::from(a.wrong_record));
        set(Ask::Answered(a.act), u32::from(a.answered));
        set(Ask::FalseReport, u32::from(a.false_report));
        if let Some(named) = &a.reported {
            set(Ask::Reported, who[named].0);
        }
        if let Some(subject) = a.subject {
            set(Ask::ReportSubject, subject.index() as u32);
        }
        if let Some(with) = &a.with {
            let answered = a.day.monday() + 7;
            fixed.insert((who[with], answered, Ask::SaysYes), 1);
            for p in [person, who[with]] {
                fixed.insert((p, answered + 7, Ask::DateRecorded), 1);
            }
        }
    }
    fixed
}

/// What a case tells of an entry: on whom, when, under which rule, how many points, why.
type Told<'a> = (&'a str, Day, &'a str, i32, Option<Cause>);

/// Entries that are missing, and those that nobody told of.
fn entries(
    differs: &mut Vec<String>,
    what: &str,
    who: &BTreeMap<String, PersonId>,
    told: &[Told],
    seen: &[Entry],
    book: &Book,
) {
    let name = |p: PersonId| who.iter().find(|(_, q)| **q == p).map_or("?", |(n, _)| n.as_str());
    let rule = |e: &Entry| e.rule.map_or("?", |r| book.rule_names[r.0 as usize].as_str());
    let mut left: Vec<Entry> = seen.to_vec();
    for (person, day, under, points, cause) in told {
        let fits = |x: &Entry| {
            (x.person, x.day, rule(x), x.points) == (who[*person], *day, *under, *points)
                && cause.is_none_or(|c| c == x.cause)
        };
        match left.iter().position(fits) {
            Some(i) => {
                left.remove(i);
            }
            None => differs.push(format!(
                "missing: on {day} {what} of {points} points on `{person}` under `{under}`{}",
                cause.map_or(String::new(), |c| format!(", cause {c}"))
            )),
        }
    }
    for x in left {
        let text = format!(
            "unexpected: on {} {what} of {} points on `{}` under `{}`, cause {}",
            x.day,
            x.points,
            name(x.person),
            rule(&x),
            x.cause
        );
        differs.push(text);
    }
}

/// What the books say beyond the case, and what they do not say.
fn differences(case: &Case, who: &BTreeMap<String, PersonId>, seen: &Seen, book: &Book) -> Vec<String> {
    let mut differs = check::unknown(case, book);
    let name = |p: PersonId| who.iter().find(|(_, q)| **q == p).map_or("?", |(n, _)| n.as_str());
    let told = case.entries.values().map(|e| (e.who.as_str(), e.day, e.rule.as_str(), e.points.value, e.cause));
    entries(&mut differs, "an entry", who, &told.collect::<Vec<_>>(), &seen.entries, book);
    let told = case.corrections.values().map(|e| (e.who.as_str(), e.day, e.rule.as_str(), e.points.value, None));
    entries(&mut differs, "a correction", who, &told.collect::<Vec<_>>(), &seen.corrections, book);
    for a in case.appeals.values() {
        let made = |x: &&Appealed| x.person == who[&a.who] && x.day == a.day;
        let grounds: Vec<_> = seen.appeals.iter().filter(made).map(|x| x.ground).collect();
        match a.ground {
            _ if grounds.is_empty() => differs.push(format!("missing: an appeal of `{}` on {}", a.who, a.day)),
            Some(ground) if !grounds.contains(&ground) => {
                differs.push(format!("on {} `{}` appeals on `{}`, not on `{ground}`", a.day, a.who, grounds[0]));
            }
            _ => {}
        }
    }
    let list = |l: &Listing| book.list_names[l.list.0 as usize].as_str();
    let mut left: Vec<Listing> = seen.listings.clone();
    for l in case.listings.values() {
        let fits = |x: &Listing| {
            x.person == who[&l.who]
                && x.from == l.day
                && list(x) == l.list
                && l.until.is_none_or(|u| x.to == Some(u))
                && l.lifted.is_none_or(|u| seen.ends.contains(&(x.person, x.list, u)))
                && l.cause.is_none_or(|c| c == x.cause)
        };
        match left.iter().position(fits) {
            Some(i) => {
                left.remove(i);
            }
            None => {
                let lifted = l.lifted.map_or(String::new(), |d| format!(", lifted on {d}"));
                differs.push(format!("missing: from {} `{}` on list `{}`{lifted}", l.day, l.who, l.list));
            }
        }
    }
    for x in left {
        let until = x.to.map_or("for good".to_owned(), |d| format!("until {d}"));
        let text = format!(
            "unexpected: from {} `{}` on list `{}` {until}, cause {}",
            x.from,
            name(x.person),
            list(&x),
            x.cause
        );
        differs.push(text);
    }
    for g in case.gates.values() {
        let told = |x: &&Answer| x.person == who[&g.who] && x.day == g.day && x.gate == g.gate;
        let answers: Vec<_> = seen.answers.iter().filter(told).map(|x| x.outcome).collect();
        if !answers.contains(&g.outcome) {
            let said: Vec<_> = answers.iter().map(|o| o.name()).collect();
            let said = if said.is_empty() { "nothing".to_owned() } else { said.join(", ") };
            differs.push(format!(
                "on {} gate `{}` should answer `{}` with {}, but said {said}",
                g.day, g.gate, g.who, g.outcome
            ));
        }
    }
    differs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_world_that_tells_something_else_is_found() {
        let (anna, day) = (PersonId(0), Day(18_000));
        let who = BTreeMap::from([("anna".to_owned(), anna)]);
        let told = |acts: &[Act]| {
            let mut seen = Seen::default();
            acts.iter().for_each(|act| seen.act(anna, day, *act, Push::None));
            seen
        };
        let plain = told(&[Act::TrainTrip, Act::ChatPost]);
        assert!(plain.parted(&told(&[Act::TrainTrip, Act::ChatPost]), &who).is_empty());
        for other in [&[Act::TrainTrip][..], &[Act::TrainTrip, Act::FlightTrip], &[]] {
            assert_eq!(plain.parted(&told(other), &who).len(), 1);
        }
    }
}
