//! Arms lived side by side are the lives lived alone, and whoever's fate parts is told, and nobody else.

#[allow(dead_code, reason = "each test file uses its part")]
mod common;
#[allow(dead_code, reason = "each test file uses its part")]
#[path = "common/log.rs"]
mod log;
#[allow(dead_code, reason = "each test file uses its part")]
#[path = "common/trial.rs"]
mod trial;

use common::*;
use log::Log;
use std::collections::{BTreeMap, BTreeSet};
use trial::{Trial, smallest, switches};
use underheaven_base::{Act, Cause, Channel, Day, Gate, NeighbourhoodId, Path, PersonId, Site};
use underheaven_behaviour::Behaviour;
use underheaven_rulebook::Rulebook;
use underheaven_society::{Person, Society, Table, build};
use underheaven_world::pools::Rank;
use underheaven_world::{
    Answer, Appealed, Arms, Census, Entry, ListId, Listing, Observer, Overrides, Parted, Plan, Push, Turn, Watchers,
    fast,
};

/// What an arm's observer is told: everybody's life, and who parts.
#[derive(Default)]
struct Fates {
    log: Log,
    parted: Vec<Parted>,
    too: Vec<(PersonId, Day)>,
    rejoined: Vec<(PersonId, Day)>,
    apart: u64,
    entries: Vec<Entry>,
    rules: Vec<String>,
    lists: Vec<String>,
}

impl Fates {
    /// What was told, with names for numbers: those of two arms differ.
    fn named(&self, text: &str) -> String {
        let rules = self.rules.iter().enumerate().map(|(n, name)| (format!("RuleId({n})"), name));
        let lists = self.lists.iter().enumerate().map(|(n, name)| (format!("ListId({n})"), name));
        rules.chain(lists).fold(text.to_owned(), |text, (number, name)| text.replace(&number, name))
    }
}

impl Observer for Fates {
    fn act(&mut self, person: PersonId, day: Day, act: Act, push: Push) {
        self.log.act(person, day, act, push);
    }
    fn forgone(&mut self, person: PersonId, day: Day, act: Act, push: Push) {
        self.log.forgone(person, day, act, push);
    }
    fn seen(&mut self, person: PersonId, day: Day, act: Act, channel: Channel) {
        self.log.seen(person, day, act, channel);
    }
    fn entry(&mut self, entry: &Entry) {
        self.log.entry(entry);
        self.entries.push(*entry);
    }
    fn enrolled(&mut self, person: PersonId, day: Day) {
        self.log.enrolled(person, day);
    }
    fn listed(&mut self, listing: &Listing) {
        self.log.listed(listing);
    }
    fn appealed(&mut self, appeal: &Appealed) {
        self.log.appealed(appeal);
    }
    fn delisted(&mut self, person: PersonId, list: ListId, day: Day) {
        self.log.delisted(person, list, day);
    }
    fn asked(&mut self, person: PersonId, day: Day, gate: Gate, rank: Rank) {
        self.log.asked(person, day, gate, rank);
    }
    fn gate(&mut self, answer: &Answer) {
        self.log.gate(answer);
    }
    fn turn(&mut self, person: PersonId, day: Day, turn: Turn, amount: u32) {
        self.log.turn(person, day, turn, amount);
    }
    fn passes(&mut self, place: NeighbourhoodId, monday: Day, site: Site, made: u64, covered: u64) {
        self.log.passes(place, monday, site, made, covered);
    }
    fn period(&mut self, last: Day, world: &dyn Census) {
        self.log.period(last, world);
        (self.rules, self.lists) = (world.rule_names().to_vec(), world.list_names().to_vec());
    }
    fn parted(&mut self, parted: &Parted) {
        self.parted.push(*parted);
    }
    fn parted_too(&mut self, person: PersonId, state: Option<Day>, life: Option<Day>) {
        self.too.extend(state.or(life).map(|day| (person, day)));
    }
    fn rejoined(&mut self, person: PersonId, day: Day) {
        self.rejoined.push((person, day));
    }
    fn lived_apart(&mut self, person_days: u64) {
        self.apart += person_days;
    }
}

/// Lives rulebooks side by side.
fn side_by_side(run: Lived, arms: &[(&Rulebook, &Behaviour)], luck: u64, parts: u32) -> Vec<Fates> {
    lived(run, arms, luck, parts, |_| {})
}

/// Lives rulebooks side by side and keeps what is told of partings and entries alone.
fn reach(run: Lived, arms: &[(&Rulebook, &Behaviour)], luck: u64, parts: u32) -> Vec<Fates> {
    watched::<Reach>(run, arms, luck, parts, |_| {}).into_iter().map(|reach| reach.0).collect()
}

/// Lives rulebooks side by side, after something was said to the world.
fn lived(
    run: Lived,
    arms: &[(&Rulebook, &Behaviour)],
    luck: u64,
    parts: u32,
    said: impl Fn(&mut fast::World),
) -> Vec<Fates> {
    watched(run, arms, luck, parts, said)
}

/// A world of several arms.
fn world<'a>(run: Lived<'a>, arms: &[(&'a Rulebook, &'a Behaviour)], luck: u64, parts: u32) -> fast::World<'a> {
    let Lived { society, from, to, .. } = run;
    let plan = |&(rulebook, behaviour): &(_, _)| Plan {
        society,
        rulebook,
        behaviour,
        luck,
        from,
        to,
        overrides: Overrides::new(),
    };
    fast::World::of(arms.iter().map(plan).collect(), parts).unwrap_or_else(|f| panic!("{f:#?}"))
}

/// The same under observers of any kind.
fn watched<O: Observer + Default>(
    run: Lived,
    arms: &[(&Rulebook, &Behaviour)],
    luck: u64,
    parts: u32,
    said: impl Fn(&mut fast::World),
) -> Vec<O> {
    let mut world = world(run, arms, luck, parts);
    said(&mut world);
    let mut fates: Vec<O> = arms.iter().map(|_| O::default()).collect();
    loop {
        let mut observers: Vec<&mut dyn Observer> = fates.iter_mut().map(|f| f as &mut dyn Observer).collect();
        if !world.step(&mut observers) {
            return fates;
        }
    }
}

/// Observers of arms that follow the first arm's where they may: of whoever was never lived apart they hear what it hears.
struct Following {
    fates: Vec<Fates>,
    following: Arms,
    /// By arm: who was ever lived apart.
    known: Vec<BTreeSet<PersonId>>,
}

impl Following {
    fn told(&mut self, person: PersonId, tell: impl Fn(&mut Fates)) {
        tell(&mut self.fates[0]);
        for arm in self.following.numbers().filter(|arm| !self.known[*arm].contains(&person)) {
            tell(&mut self.fates[arm]);
        }
    }
}

impl Observer for Following {
    fn act(&mut self, person: PersonId, day: Day, act: Act, push: Push) {
        self.told(person, |o| o.act(person, day, act, push));
    }
    fn forgone(&mut self, person: PersonId, day: Day, act: Act, push: Push) {
        self.told(person, |o| o.forgone(person, day, act, push));
    }
    fn seen(&mut self, person: PersonId, day: Day, act: Act, channel: Channel) {
        self.told(person, |o| o.seen(person, day, act, channel));
    }
    fn entry(&mut self, entry: &Entry) {
        self.told(entry.person, |o| o.entry(entry));
    }
    fn enrolled(&mut self, person: PersonId, day: Day) {
        self.told(person, |o| o.enrolled(person, day));
    }
    fn listed(&mut self, listing: &Listing) {
        self.told(listing.person, |o| o.listed(listing));
    }
    fn appealed(&mut self, appeal: &Appealed) {
        self.told(appeal.person, |o| o.appealed(appeal));
    }
    fn delisted(&mut self, person: PersonId, list: ListId, day: Day) {
        self.told(person, |o| o.delisted(person, list, day));
    }
    fn asked(&mut self, person: PersonId, day: Day, gate: Gate, rank: Rank) {
        self.told(person, |o| o.asked(person, day, gate, rank));
    }
    fn gate(&mut self, answer: &Answer) {
        self.told(answer.person, |o| o.gate(answer));
    }
    fn turn(&mut self, person: PersonId, day: Day, turn: Turn, amount: u32) {
        self.told(person, |o| o.turn(person, day, turn, amount));
    }
}

impl Watchers for Following {
    fn arm(&mut self, arm: usize) -> &mut dyn Observer {
        &mut self.fates[arm]
    }
    fn first(&mut self) -> &mut dyn Observer {
        self
    }
    fn following(&self) -> Arms {
        self.following
    }
    fn remember(&self, people: &[Person]) -> bool {
        self.known.iter().any(|known| people.iter().any(|person| known.contains(&person.id)))
    }
    fn meet(&mut self, arm: usize, person: &Person, shares: bool) -> bool {
        if !shares {
            self.known[arm].insert(person.id);
        }
        self.known[arm].contains(&person.id)
    }
    fn part(&mut self, arm: usize, person: &Person) {
        self.known[arm].insert(person.id);
    }
}

/// What goes wrong where arms' observers follow the first arm's, against each told everything of its arm.
fn fault_following(run: Lived, arms: &[(&Rulebook, &Behaviour)], luck: u64, together: &[Fates]) -> Option<String> {
    let mut world = world(run, arms, luck, 1);
    // Who follows is told by the first arm's names.
    let named_alike =
        together.iter().all(|fates| (&fates.rules, &fates.lists) == (&together[0].rules, &together[0].lists));
    let may_follow = |(arm, until): &(usize, Option<Day>)| *arm > 0 && named_alike && until.is_some();
    let follows = world.alike_in_time().into_iter().enumerate().filter(may_follow);
    let mut all = Following {
        fates: arms.iter().map(|_| Fates::default()).collect(),
        following: follows.fold(Arms::NONE, |all, (arm, _)| all.or(Arms::only(arm))),
        known: vec![BTreeSet::new(); arms.len()],
    };
    while world.step_watched(&mut all) {}
    for (arm, (following, told)) in all.fates.iter().zip(together).enumerate() {
        if let Some(text) = told.log.first_difference(&following.log) {
            return Some(format!("arm {arm} is not as it is where nobody follows: {text}"));
        }
        let fates = |f: &Fates| (f.parted.clone(), f.too.clone(), f.rejoined.clone(), f.apart);
        if fates(following) != fates(told) {
            return Some(format!("arm {arm}: others part where nobody follows"));
        }
    }
    None
}

/// What of a log makes up a life: acts, what was late, entries, listings, requests, gates.
fn life(fates: &Fates) -> BTreeMap<PersonId, Vec<(Day, String)>> {
    let counts = |text: &str| {
        ["did ", "Entry", "Listing", "off ", "asked ", "Answer", "BillLate", "RentLate", "InstalmentLate"]
            .iter()
            .any(|word| text.starts_with(word) && !text.starts_with("did not"))
    };
    let act = |text: &str| match text.strip_prefix("did ") {
        Some(rest) => rest.split(' ').next().unwrap_or_default().to_owned(),
        None if text.contains("Id(") => fates.named(text),
        None => text.to_owned(),
    };
    let of = |events: &Vec<(Day, String)>| {
        events.iter().filter(|e| counts(&e.1)).map(|e| (e.0, act(&e.1))).collect::<Vec<_>>()
    };
    fates.log.people.iter().map(|(p, events)| (*p, of(events))).collect()
}

/// Everybody whose life differs, with the first day on which it does.
fn differing(first: &Fates, other: &Fates) -> BTreeMap<PersonId, Day> {
    let (a, b) = (life(first), life(other));
    let all: BTreeSet<PersonId> = a.keys().chain(b.keys()).copied().collect();
    let none = vec![];
    let differs = |p: PersonId| {
        let (a, b) = (a.get(&p).unwrap_or(&none), b.get(&p).unwrap_or(&none));
        let at = (0..a.len().max(b.len())).find(|i| a.get(*i) != b.get(*i))?;
        let day = [a.get(at), b.get(at)].into_iter().flatten().map(|e| e.0).min()?;
        Some((p, day))
    };
    all.into_iter().filter_map(differs).collect()
}

/// What is wrong with arms lived side by side, against each lived alone.
fn fault(run: Lived, arms: &[(&Rulebook, &Behaviour)], luck: u64, parts: u32) -> Option<String> {
    let together = side_by_side(run, arms, luck, parts);
    for (n, arm) in arms.iter().enumerate() {
        let alone = side_by_side(run, &[*arm], luck, 1);
        if let Some(text) = alone[0].log.first_difference(&together[n].log) {
            return Some(format!("arm {n} is not as it is alone: {text}"));
        }
        if n > 0
            && let Some(text) = untold(&together[0], &together[n])
        {
            return Some(format!("arm {n}: {text}"));
        }
    }
    fault_following(run, arms, luck, &together)
}

/// Whose parting was not told, or told of somebody who did not part.
fn untold(first: &Fates, other: &Fates) -> Option<String> {
    let mut told: BTreeMap<PersonId, Day> = BTreeMap::new();
    for p in &other.parted {
        if p.state.is_none() && p.life.is_none() {
            return Some(format!("a parting without a difference: {p:?}"));
        }
        if let Some(day) = p.life {
            let at = told.entry(p.person).or_insert(day);
            *at = day.min(*at);
        }
    }
    for (p, day) in &other.too {
        let at = told.entry(*p).or_insert(*day);
        *at = (*day).min(*at);
    }
    let for_nothing = |p: &&Parted| p.item.is_none() && p.from.is_none() && p.pool.is_none();
    let unknown: Vec<&Parted> = other.parted.iter().filter(for_nothing).collect();
    if let Some(one) = unknown.first() {
        return Some(format!("{} of {} part for nothing: {one:?}", unknown.len(), other.parted.len()));
    }
    let early = |(p, day): &&(PersonId, Day)| !other.parted.iter().any(|x| x.person == *p && x.day <= *day);
    if let Some((p, day)) = other.too.iter().find(early) {
        return Some(format!("{p} parts in more from {day} on, and was not said to have parted"));
    }
    let differ = differing(first, other);
    let wrong = differ.iter().find(|(p, day)| told.get(p) != Some(day));
    if let Some((p, day)) = wrong {
        return Some(format!("{p}'s life differs on {day}, told was {:?}", told.get(p)));
    }
    let wrong = told.iter().find(|(p, _)| !differ.contains_key(p));
    wrong.map(|(p, day)| format!("{p}'s life was said to differ on {day}, and does not"))
}

#[test]
fn a_rulebook_beside_itself_parts_nobody_and_nobody_is_lived_twice() {
    let town = society("dense", Some(2), 7);
    let (rulebook, behaviour) = (rulebook("article", &[EVERYBODY]), behaviour("default"));
    let (from, to) = (day("2019-07-03"), day("2020-02-29"));
    let run = Lived { society: &town, rulebook: &rulebook, behaviour: &behaviour, from, to };
    let arms = [(&rulebook, &behaviour); 3];
    for fates in &side_by_side(run, &arms, 3, 2)[1..] {
        assert!(fates.parted.is_empty() && fates.apart == 0, "{:?}", fates.parted.first());
    }
    assert_eq!(fault(run, &arms, 3, 2), None);
}

/// The article with one of its reforms.
fn reformed(name: &str, overlays: &[&str]) -> Rulebook {
    let shipped = underheaven_rulebook::shipped().iter().find(|b| b.name == "article").expect("it is shipped");
    let reform = shipped.reforms().find(|r| r.name == name).expect("it is shipped");
    let mut files = vec![reform.text];
    files.splice(0..0, overlays.iter().copied());
    rulebook("article", &files)
}

#[test]
fn every_reform_beside_the_article_is_as_it_is_alone() {
    let town = society("dense", Some(2), 7);
    let shipped = underheaven_rulebook::shipped().iter().find(|b| b.name == "article").expect("it is shipped");
    let (article, behaviour) = (rulebook("article", &[EVERYBODY]), behaviour("default"));
    let (from, to) = (day("2019-07-03"), day("2020-06-30"));
    for reform in shipped.reforms() {
        let reformed = reformed(reform.name, &[EVERYBODY]);
        let run = Lived { society: &town, rulebook: &article, behaviour: &behaviour, from, to };
        let arms = [(&article, &behaviour), (&reformed, &behaviour)];
        let found = fault(run, &arms, 5, 2);
        assert!(found.is_none(), "{}: {found:?}", reform.name);
    }
}

#[test]
fn where_no_bureau_works_yet_people_are_lived_once_for_a_rulebook_that_has_ended_too() {
    // Under the article one of four neighbourhoods is enrolled from January to June 2019, and then a second.
    let (town, behaviour) = (society("dense", None, 7), behaviour("default"));
    let (article, ended) = (rulebook("article", &[]), reformed("abolished-2018", &[]));
    let (from, to) = (day("2019-03-06"), day("2019-08-04"));
    let run = Lived { society: &town, rulebook: &article, behaviour: &behaviour, from, to };
    let arms = [(&article, &behaviour), (&ended, &behaviour)];
    let fates = side_by_side(run, &arms, 3, 1);
    let reached: BTreeSet<NeighbourhoodId> = fates[0].entries.iter().map(|e| e.person.neighbourhood()).collect();
    let outside = fates[1].parted.iter().filter(|p| !reached.contains(&p.person.neighbourhood())).count();
    println!("{} part where there were entries, {outside} elsewhere", fates[1].parted.len() - outside);
    assert!(reached.len() == 2 && outside > 0, "where the rulebook works, and by gates and letters elsewhere");
    let days =
        f64::from(u32::try_from(town.everybody().len()).expect("they can be counted")) * f64::from(to - from + 1);
    let apart = fates[1].apart as f64 / days;
    assert!(apart > 0.25 && apart < 0.6, "{apart} of person-days are lived apart");
    assert_eq!(fault(run, &arms, 3, 2), None);
}

#[test]
fn what_a_registry_records_wrongly_before_any_bureau_works_parts_people_by_then() {
    let (town, behaviour) = (society("dense", None, 7), behaviour("default"));
    const WRONG: &str = r#"
        [sight.instalment-due]
        wrong_record = { value = 0.3, low = 0.3, high = 0.3, basis = "assumed", source = "a test" }
    "#;
    let (article, wrong) = (rulebook("article", &[]), rulebook("article", &[WRONG]));
    let (from, to) = (day("2018-10-03"), day("2019-07-14"));
    let run = Lived { society: &town, rulebook: &article, behaviour: &behaviour, from, to };
    let arms = [(&article, &behaviour), (&wrong, &behaviour)];
    let fates = side_by_side(run, &arms, 3, 1);
    let early = |p: &&Parted| !fates[1].entries.iter().any(|e| e.person.neighbourhood() == p.person.neighbourhood());
    let early = fates[1].parted.iter().filter(early).count();
    assert!(early > 10, "{early} of {} part where nothing was ever booked", fates[1].parted.len());
    assert_eq!(fault(run, &arms, 3, 1), None);
}

/// What goes wrong with two random worlds side by side.
fn clash(a: &Trial, b: &Trial, switches: &[String]) -> Result<(), String> {
    let town = society("dense", Some(1), a.seed);
    let (first, other) = (a.rulebook(switches), b.rulebook(switches));
    let (calm, moved) = (a.behaviour(), b.behaviour());
    let (from, to) = (day("2020-11-18"), day("2021-01-12"));
    let run = Lived { society: &town, rulebook: &first, behaviour: &calm, from, to };
    fault(run, &[(&first, &calm), (&other, &moved)], a.luck, 1).map_or(Ok(()), Err)
}

#[test]
fn random_rulebooks_side_by_side_are_lived_as_they_are_alone() {
    let switches = switches();
    // Two worlds that have nothing in common, and two that differ in one switch.
    let failed = smallest(6, |trial| {
        let other =
            Trial { off: trial.calm.clone(), calm: trial.off.iter().take(2).map(|n| n % 9).collect(), ..trial.clone() };
        clash(trial, &other, &switches)?;
        let period = Trial { period_days: if trial.period_days == 7 { 1 } else { 7 }, ..trial.clone() };
        clash(trial, &period, &switches)?;
        let mut off = trial.off.clone();
        match off.pop() {
            Some(_) => {}
            None => off.push(trial.seed as usize % switches.len()),
        }
        clash(trial, &Trial { off, ..trial.clone() }, &switches)?;
        clash(trial, &Trial { appeals: !trial.appeals, ..trial.clone() }, &switches)?;
        clash(trial, &Trial { short: !trial.short, ..trial.clone() }, &switches)
    });
    let off = failed.as_ref().map(|(trial, _)| trial.off.iter().map(|i| &switches[*i]).collect::<Vec<_>>());
    assert!(failed.is_none(), "with {off:?} off: {failed:#?}");
}

/// Everybody's depth at their least: 0 where the rule itself reached them, else one more than whoever they had it from.
fn depths(fates: &Fates) -> BTreeMap<PersonId, u32> {
    let mut depths: BTreeMap<PersonId, u32> = BTreeMap::new();
    let mut parted = fates.parted.clone();
    parted.sort_by_key(|p| (p.day, p.person));
    // What reaches people on one day may come by way of others whom it reached on that day: until nothing changes.
    loop {
        let before = depths.clone();
        for p in &parted {
            let of = |from: PersonId| depths.get(&from).map_or(0, |d| d + 1);
            let depth = match (p.direct, p.from, p.pool) {
                (true, ..) | (false, None, None) => 0,
                (false, Some(from), _) => of(from),
                (false, None, Some(_)) => 1,
            };
            let least = depths.entry(p.person).or_insert(depth);
            *least = depth.min(*least);
        }
        if before == depths {
            return depths;
        }
    }
}

#[test]
fn without_kin_guilt_the_first_to_part_are_those_whom_it_had_booked() {
    let town = society("dense", None, 7);
    let off = "[kin.kin-of-critic]\nenabled = false\n[kin.in-laws-of-critic]\nenabled = false\n";
    let (article, freed) = (rulebook("article", &[EVERYBODY]), rulebook("article", &[EVERYBODY, off]));
    let behaviour = behaviour("default");
    let (from, to) = (day("2020-01-01"), day("2020-12-31"));
    let run = Lived { society: &town, rulebook: &article, behaviour: &behaviour, from, to };
    let fates = side_by_side(run, &[(&article, &behaviour), (&freed, &behaviour)], 5, 2);
    let kin = |e: &&Entry| e.cause == Cause::Kin;
    let booked: BTreeSet<PersonId> = fates[0].entries.iter().filter(kin).map(|e| e.person).collect();
    assert!(booked.len() > 50 && fates[1].entries.iter().filter(kin).count() == 0);
    let depths = depths(&fates[1]);
    let direct: BTreeSet<PersonId> = depths.iter().filter(|d| *d.1 == 0).map(|d| *d.0).collect();
    let told = |people: Vec<&PersonId>| {
        let first = |p: &PersonId| fates[1].parted.iter().find(|x| x.person == *p).copied();
        people.into_iter().take(5).map(|p| format!("{p}: {:?}", first(p))).collect::<Vec<_>>().join("\n")
    };
    let (missed, others) = (booked.difference(&direct).collect(), direct.difference(&booked).collect());
    assert_eq!(direct, booked, "booked and not reached:\n{}\nreached and not booked:\n{}", told(missed), told(others));
    assert!(depths.len() > direct.len(), "it spilled over to somebody");
    for p in &fates[1].parted {
        assert!(p.item.is_some() || p.from.is_some() || p.pool.is_some(), "nobody parts for nothing: {p:?}");
        assert!(p.from.is_none_or(|from| p.direct || depths.contains_key(&from)), "the chain leads on: {p:?}");
    }
    let people = f64::from(u32::try_from(town.everybody().len()).expect("they can be counted"));
    let days = people * f64::from(to - from + 1);
    let mut paths: BTreeMap<Path, usize> = BTreeMap::new();
    fates[1].parted.iter().for_each(|p| *paths.entry(p.path).or_default() += 1);
    println!(
        "{} booked, {} parted, by path {paths:?}; {:.4} of person-days lived apart",
        booked.len(),
        depths.len(),
        fates[1].apart as f64 / days
    );
}

#[test]
fn a_trial_by_county_and_household_reaches_whom_it_treats_and_whoever_is_told_else() {
    let table = underheaven_society::Table::shipped("china-2020").expect("it is shipped");
    let country = underheaven_society::Country::build(&table, 100_000, 1).expect("it can be built");
    let off = "[kin.kin-of-critic]\nenabled = false\n[kin.in-laws-of-critic]\nenabled = false\n";
    let (article, freed) = (rulebook("article", &[EVERYBODY]), rulebook("article", &[EVERYBODY, off]));
    let behaviour = behaviour("default");
    let (from, to) = (day("2020-01-01"), day("2020-02-02"));
    let run = Lived { society: &country, rulebook: &article, behaviour: &behaviour, from, to };
    let arms = [(&article, &behaviour), (&freed, &behaviour)];
    let shares = fast::Shares { counties: 0.5, within: 0.3, elsewhere: 0.0 };
    let design = fast::Design::draw(&country, |_| true, shares, 5).expect("it has counties enough");
    let tried = |world: &mut fast::World| world.try_in(design.clone()).expect("it is a matter of households");
    let fates = lived(run, &arms, 5, 2, tried);
    assert_eq!(untold(&fates[0], &fates[1]), None);
    let apart = lived(run, &arms, 5, 1, |world| {
        tried(world);
        world.share_nothing();
    });
    for (shared, apart) in fates.iter().zip(&apart) {
        assert_eq!(shared.log.first_difference(&apart.log), None);
    }
    let assigned = |person: PersonId| {
        let home = country.settled(person.neighbourhood());
        design.assigned(home.facts.county, &home.household(person)[0])
    };
    let kin = |fates: &Fates| {
        fates.entries.iter().filter(|e| e.cause == Cause::Kin).map(|e| e.person).collect::<BTreeSet<_>>()
    };
    let (under_article, tried) = (kin(&fates[0]), kin(&fates[1]));
    assert!(tried.iter().all(|p| !assigned(*p).treated), "nobody treated is booked for kin");
    let elsewhere = |people: &BTreeSet<PersonId>| people.iter().filter(|p| !assigned(**p).drawn).count();
    assert!(elsewhere(&tried) > 0 && elsewhere(&tried) < under_article.len());
    let crossed = fates[1].parted.iter().filter(|p| !assigned(p.person).drawn).count();
    assert!(crossed > 0, "kin live in other counties");
}

#[test]
fn whom_a_trial_spares_keeps_the_arm_s_own_behaviour() {
    let table = underheaven_society::Table::shipped("china-2020").expect("it is shipped");
    let country = underheaven_society::Country::build(&table, 100_000, 1).expect("it can be built");
    let (article, none, default) = (rulebook("article", &[EVERYBODY]), behaviour("none"), behaviour("default"));
    let (from, to) = (day("2020-01-01"), day("2020-02-02"));
    let run = Lived { society: &country, rulebook: &article, behaviour: &none, from, to };
    let shares = fast::Shares { counties: 0.5, within: 0.3, elsewhere: 0.0 };
    let design = fast::Design::draw(&country, |_| true, shares, 5).expect("it has counties enough");
    // The rulebook tried is the baseline's own, so that the trial is nothing but the second behaviour.
    let tried = lived(run, &[(&article, &none), (&article, &default)], 5, 1, |world| {
        world.try_in(design.clone()).expect("it is a matter of households");
    });
    let alone = lived(run, &[(&article, &default)], 5, 1, |_| {});
    assert_eq!(tried[1].log.first_difference(&alone[0].log), None);
    assert!(tried[0].log.first_difference(&tried[1].log).is_some(), "the behaviours differ in something");
}

#[test]
fn before_a_reform_begins_everything_told_is_the_baseline_s_to_the_letter() {
    let town = society("dense", Some(2), 7);
    let (article, behaviour) = (rulebook("article", &[EVERYBODY]), behaviour("default"));
    let (from, begins, to) = (day("2019-07-03"), day("2019-11-13"), day("2020-03-01"));
    // The last holds from a Wednesday on, in the middle of a posting period.
    let dated = [
        "until = \"2019-11-13\"\n",
        "[kin.kin-of-critic]\nuntil = \"2019-11-13\"\n",
        "[gate.train]\nuntil = \"2019-11-13\"\n[gate.job]\nuntil = \"2019-11-13\"\n",
        "[discretion.exposure]\nuntil = \"2019-11-13\"\n[rule.critical-post]\nuntil = \"2019-11-13\"\n",
        &format!("{}\n", trial::APPEALS.replace("why = \"App", "from = \"2019-11-13\"\nwhy = \"App")),
    ];
    for overlay in dated {
        let reformed = rulebook("article", &[overlay, EVERYBODY]);
        let run = Lived { society: &town, rulebook: &article, behaviour: &behaviour, from, to };
        let fates = side_by_side(run, &[(&article, &behaviour), (&reformed, &behaviour)], 5, 2);
        let early = |fates: &Fates| {
            let events = |all: &Vec<(Day, String)>| {
                let early = all.iter().filter(|e| e.0 < begins);
                early.map(|e| (e.0, fates.named(&e.1))).collect::<Vec<_>>()
            };
            let people: BTreeMap<PersonId, _> = fates.log.people.iter().map(|(p, all)| (*p, events(all))).collect();
            let looks: BTreeMap<_, _> = fates.log.looks.iter().filter(|(at, _)| at.1 < begins).collect();
            let looks: Vec<_> = looks.into_iter().map(|(at, look)| (*at, look.clone())).collect();
            (people.into_iter().filter(|(_, all)| !all.is_empty()).collect::<Vec<_>>(), looks)
        };
        let (before, after) = (early(&fates[0]), early(&fates[1]));
        assert!(before.0.len() > 3_000 && before == after, "something differs before it begins: {overlay}");
        let since = |p: &Parted| p.state.into_iter().chain(p.life).chain([p.day]).min();
        let early = fates[1].parted.iter().find(|p| since(p) < Some(begins));
        assert!(early.is_none(), "{early:?} before it begins: {overlay}");
        assert!(!fates[1].parted.is_empty(), "it changes nothing at all: {overlay}");
    }
}

/// What is told of partings and entries, without everybody's lives.
#[derive(Default)]
struct Reach(Fates);

impl Observer for Reach {
    fn entry(&mut self, entry: &Entry) {
        self.0.entries.push(*entry);
    }
    fn parted(&mut self, parted: &Parted) {
        self.0.parted.push(*parted);
    }
    fn period(&mut self, _: Day, world: &dyn Census) {
        (self.0.rules, self.0.lists) = (world.rule_names().to_vec(), world.list_names().to_vec());
    }
    fn rejoined(&mut self, person: PersonId, day: Day) {
        self.0.rejoined(person, day);
    }
    fn lived_apart(&mut self, person_days: u64) {
        self.0.lived_apart(person_days);
    }
}

#[test]
fn a_household_of_any_size_is_as_it_is_alone() {
    let (_, text) =
        underheaven_society::shipped().iter().find(|(name, _)| *name == "courtyard").expect("it is shipped");
    let large = text.replace("household = { value = 3,", "household = { value = 50,");
    assert_ne!(&large, text);
    let table = Table::read("courtyard.toml", &large).unwrap_or_else(|f| panic!("{f:#?}"));
    let courtyard = build(&table, 2_100, 1).expect("it can be built");
    let (behaviour, from, to) = (behaviour("courtyard"), day("2014-07-01"), day("2014-12-31"));
    for weekly in ["", "[posting]\nperiod_days = { value = 7, basis = \"derived\", source = \"a week\" }\n"] {
        let first = rulebook("courtyard-v1", &[weekly]);
        let harder = "[rule.violation]\npoints = { value = -9, basis = \"derived\", source = \"harder\" }\nfrom = \"2014-09-01\"\n";
        let other = rulebook("courtyard-v1", &[weekly, harder]);
        let run = Lived { society: &*courtyard, rulebook: &first, behaviour: &behaviour, from, to };
        let arms = [(&first, &behaviour), (&first, &behaviour), (&other, &behaviour)];
        assert_eq!(fault(run, &arms, 3, 2), None);
    }
}

/// On how many days somebody had parted, from the Monday of each parting on.
fn days_parted(fates: &Fates, person: PersonId, to: Day) -> i32 {
    let parted = fates.parted.iter().filter(|p| p.person == person).map(|p| (p.day.monday(), true));
    let rejoined = fates.rejoined.iter().filter(|r| r.0 == person).map(|r| (r.1, false));
    let mut turns: Vec<(Day, bool)> = parted.chain(rejoined).collect();
    turns.sort_unstable();
    let (mut since, mut days) = (None, 0);
    for (day, parts) in turns {
        match (since, parts) {
            (None, true) => since = Some(day),
            (Some(from), false) => (since, days) = (None, days + (day - from)),
            _ => {}
        }
    }
    days + since.map_or(0, |from| to + 1 - from)
}

#[test]
fn a_reform_that_touches_one_person_parts_few_and_each_of_them_by_way_of_that_one() {
    let town = society("dense", Some(6), 7);
    let behaviour = behaviour("default");
    let (from, to) = (day("2020-01-01"), day("2020-08-31"));
    for name in ["game-cheating", "critical-post"] {
        // The rule is in force on the first day only on which it books just one person.
        let alone = |from_to: &str| rulebook("article", &[EVERYBODY, from_to]);
        let always = alone("");
        let run = Lived { society: &town, rulebook: &always, behaviour: &behaviour, from, to: day("2020-02-16") };
        let fates = reach(run, &[(&always, &behaviour)], 5, 2).remove(0);
        let mut days: BTreeMap<Day, BTreeSet<PersonId>> = BTreeMap::new();
        let booked = fates.entries.iter().filter(|e| e.rule.is_some_and(|r| fates.rules[usize::from(r.0)] == name));
        booked.for_each(|e| _ = days.entry(e.day).or_default().insert(e.person));
        let mut only = None;
        for on in days.iter().filter(|(_, people)| people.len() < 4).map(|(on, _)| *on) {
            let on_that_day = format!("[rule.{name}]\nfrom = \"{on}\"\nuntil = \"{}\"\n", on + 1);
            // Harder, not new: that an act is punished at all is known to everybody.
            let (once, harder) = (alone(&on_that_day), alone(&format!("{on_that_day}points = -60\n")));
            let run = Lived { rulebook: &once, to, ..run };
            let pair = reach(run, &[(&once, &behaviour), (&harder, &behaviour)], 5, 2);
            let mine =
                pair[0].entries.iter().filter(|e| e.rule.is_some_and(|r| pair[0].rules[usize::from(r.0)] == name));
            let people: BTreeSet<PersonId> = mine.map(|e| e.person).collect();
            if people.len() == 1 {
                only = people.first().map(|person| (*person, pair));
                break;
            }
        }
        let (person, pair) = only.expect("on some day the rule books one person");
        let depths = depths(&pair[1]);
        let roots: Vec<PersonId> = depths.iter().filter(|d| *d.1 == 0).map(|d| *d.0).collect();
        assert_eq!(roots, [person], "{name}");
        let people = town.everybody().len();
        assert!(depths.len() * 50 < people, "{name}: {} of {people} part", depths.len());
        // Whoever shares a home with them is lived once for both.
        let parted_days: i32 = depths.keys().map(|person| days_parted(&pair[1], *person, to)).sum();
        let apart = pair[1].apart as f64 / f64::from(parted_days);
        assert!(
            apart > 0.5 && apart < 1.5,
            "{name}: {apart} person-days are lived apart for each on which somebody has parted"
        );
        let mut paths: BTreeMap<Path, usize> = BTreeMap::new();
        pair[1].parted.iter().filter(|p| !p.direct && (p.from.is_some() || p.pool.is_some())).for_each(|p| {
            assert!(p.from.is_none_or(|from| depths.contains_key(&from)), "the chain leads on: {p:?}");
            *paths.entry(p.path).or_default() += 1;
        });
        let each: Vec<String> =
            paths.iter().map(|(path, n)| format!("{path} {:.3}", *n as f64 / depths.len() as f64)).collect();
        println!(
            "{name}: {} of {people} part by way of {person}; newly parted for each: {}",
            depths.len(),
            each.join(", ")
        );
    }
}
