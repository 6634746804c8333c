//! Entries and refusals against closed forms: base rate x eligible person-days x what sees, refuses or errs.
//!
//! Nobody responds, everybody is enrolled on day one and nothing couples people, so that expectations can be written
//! down from the numbers of the rulebook and of the society alone. What a line expects is worked out here from traits,
//! ages and figures, never by the stages that are tested. A line fails beyond four standard errors, or where so little
//! is expected that it could not fail. Left out: what depends on a whole history (clean quarters, hospital queues, dates).

#[allow(dead_code, reason = "each test file uses its part")]
mod common;

use common::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;
use underheaven_base::{Act, Cause, Channel, Class, Day, Figure, Gate, Group, Outcome};
use underheaven_base::{PersonId, Relation, Site, Window};
use underheaven_rulebook::Rulebook;
use underheaven_society::{Person, Society, Table, Town, Trait, age_class};
use underheaven_world::{Answer, Census, Entry, ListId, Listing, Observer, Overrides, Plan, Push, RuleId, Turn, World};

const FROM: &str = "2019-01-01";
const TO: &str = "2020-12-31";
const YEAR: f64 = 365.25;

/// What couples people: all of it off.
const UNCOUPLED: &str = "
[kin.kin-of-critic]
enabled = false
[kin.in-laws-of-critic]
enabled = false
[rule.upright-date]
enabled = false
[reports]
enabled = false
[gate.loan.terms]
instalment-saving = 0.0
";

/// Nobody is listed, refused or short of money; limits are off; what is rare is seen more often.
const BOOKS: &str = r#"
[score]
merit_cap = 1000000
[list.discredited]
enabled = false
[discretion.exposure]
enabled = false
[discretion.displeasure]
enabled = false
[firm]
enabled = false
[gate.rental.terms]
deposit-months = 0.0
[gate.hotel.terms]
deposit-months = 0.0
[camera]
mistaken_share = 0.1
false_match_per_pass = 0.000004
sight_at = 0.4
[camera.coverage]
"2020-12-31" = 0.4
[attention.camera.sees]
place-urban = 1.7
place-rural = 0.9
[attention.camera.errs]
sex-female = 1.8
age-60-plus = 1.8
[sight.drink-driving]
officer = 0.25
[sight.bill-due]
wrong_record = 0.01
[sight.instalment-due]
wrong_record = 0.02
[rule.critical-post]
once_in_days = 1
[rule.membership]
enabled = false
[rule.each-meeting]
provenance = "hypothetical"
why = "Every meeting seen."
act = "dissenting-meeting"
points = -1
[rule.each-baby-good]
provenance = "hypothetical"
why = "Every purchase seen."
act = "baby-goods"
points = 1
[rule.each-drink]
provenance = "hypothetical"
why = "Every purchase seen."
act = "alcohol-purchase"
points = -1
[rule.each-good-deed]
provenance = "hypothetical"
why = "Every turn seen."
act = "volunteering"
points = 1
"#;

/// There is no score: officials list, and whoever is seen driving badly is listed, for half a year. Every gate refuses.
const GATES: &str = r#"
[rule.bad-driver]
provenance = "hypothetical"
why = "Bad drivers are listed."
act = "driving-violation"
list = "discredited"
[score]
enabled = false
[list.discredited]
below = -100000
term_months = 6
[discretion.exposure]
share = 0.6
[discretion.displeasure]
share = 1.0
[camera]
mistaken_share = 0.0
false_match_per_pass = 0.0
[gate.hotel]
refuses_lists = ["discredited"]
[gate.rental]
refuses_lists = ["discredited"]
[gate.train.terms]
work-share = 0.3
[firm]
laid_off_share = 0.0
bonus_tenths = 0
"#;

/// A sum of chances, with its variance.
#[derive(Clone, Copy, Default)]
struct Sum {
    mean: f64,
    variance: f64,
}

impl Sum {
    /// A chance of counting `weight`.
    fn add(&mut self, chance: f64, weight: f64) {
        self.mean += chance * weight;
        self.variance += chance * (1.0 - chance) * weight * weight;
    }
}

/// A line: what is expected, and what was observed.
#[derive(Clone, Copy, Default)]
struct Line {
    expected: Sum,
    observed: f64,
    /// Of how many different people at least one is expected, and how many there were.
    people: Sum,
    people_observed: f64,
    /// The chance that the person at hand has none so far, as the share by which it falls short of 1.
    ever: f64,
}

/// Lines by name.
#[derive(Default)]
struct Lines(BTreeMap<&'static str, Line>);

impl Lines {
    fn expect(&mut self, name: &'static str, chance: f64) {
        let line = self.0.entry(name).or_default();
        line.expected.add(chance, 1.0);
        line.ever += (1.0 - line.ever) * chance;
    }
    fn observe(&mut self, name: &'static str, amount: f64) {
        self.0.entry(name).or_default().observed += amount;
    }
    /// All chances of one person are told: luck is new on every day, so they make the chance of ever.
    fn close_person(&mut self) {
        for line in self.0.values_mut() {
            line.people.add(line.ever, 1.0);
            line.ever = 0.0;
        }
    }
    /// Lines beyond four standard errors, or too small to fail, each with its figures.
    fn off(&self) -> Vec<(&'static str, String)> {
        let mut off = vec![];
        for (name, line) in &self.0 {
            let (count, count_told) = beside("", line.expected, line.observed);
            let (people, people_told) = beside(" people", line.people, line.people_observed);
            println!("{name:34}{count_told}{}", if EVER.contains(name) { people_told.as_str() } else { "" });
            if count || people && EVER.contains(name) {
                off.push((*name, count_told + &people_told));
            }
        }
        off
    }
}

/// Whether something is off, and its figures.
fn beside(of: &str, sum: Sum, observed: f64) -> (bool, String) {
    let errors = (observed - sum.mean) / sum.variance.sqrt().max(1e-9);
    let told = format!(" {observed:7.0}{of} of {:9.1}, {errors:+6.2} standard errors;", sum.mean);
    (sum.mean < 10.0 || errors.abs() > 4.0, told)
}

/// Lines whose different people are counted too: luck that strikes the same people again would show only there.
const EVER: [&str; 12] = [
    "cheating",
    "critical post",
    "crossing, by a camera",
    "crossing, by an officer",
    "drink-driving",
    "late bill",
    "overdue instalment",
    "violation, by a camera",
    "violation, by an officer",
    "volunteering",
    "wrong record of a bill",
    "wrong record of an instalment",
];

/// What a rulebook and a society say, read plainly.
struct Facts<'a> {
    society: &'a Town,
    book: &'a Rulebook,
    ceilings: BTreeMap<(Act, Class), f64>,
}

impl<'a> Facts<'a> {
    fn new(society: &'a Town, book: &'a Rulebook) -> Self {
        let table = Table::shipped("dense").expect("shipped");
        let ceiling = |r: &underheaven_society::table::Rate| r.at_most.as_ref().map_or(r.base.value, |m| m.value);
        let ceilings = table.rates().map(|(act, class, r)| ((act, class), ceiling(r))).collect();
        Self { society, book, ceilings }
    }

    /// The listed rate, a day.
    fn daily(&self, act: Act, class: Class) -> f64 {
        let row = self.society.rates().iter().find(|r| (r.0, r.1) == (act, class));
        row.expect("there is a rate").2 / YEAR
    }

    /// The share of an act that a channel sees, before place and group.
    fn share(&self, act: Act, channel: Channel) -> f64 {
        self.book.sight[&act].channels.get(&channel).map_or(0.0, |f| f.value)
    }

    /// Coverage between the two dated values, as a share of the one at which shares hold.
    fn coverage(&self, day: Day) -> (f64, f64) {
        let camera = self.book.camera.as_ref().expect("there are cameras");
        let ((d0, v0), (d1, v1)) = (camera.coverage.iter().next().unwrap(), camera.coverage.iter().last().unwrap());
        let now = v0.value + (v1.value - v0.value) * f64::from(day - *d0) / f64::from(*d1 - *d0);
        (now, now / camera.sight_at.value)
    }

    fn factors(&self, of: &BTreeMap<Group, Figure<f64>>, person: &Person, day: Day) -> f64 {
        let urban = self.society.neighbourhood(person.id.neighbourhood()).urban;
        let age = person.age(day);
        let is_in = |group: &Group| match group.name() {
            "sex-female" => person.female,
            "sex-male" => !person.female,
            "age-18-34" => (18..35).contains(&age),
            "age-60-plus" => age >= 60,
            "place-urban" => urban,
            "place-rural" => !urban,
            "registration-away" => person.traits.has(Trait::Away),
            other => panic!("the test does not know the group {other}"),
        };
        of.iter().filter(|(group, _)| is_in(group)).map(|(_, f)| f.value).product()
    }

    fn sees(&self, channel: Channel, person: &Person, day: Day) -> f64 {
        self.book.attention.get(&channel).map_or(1.0, |a| self.factors(&a.sees, person, day))
    }

    /// The chance that a camera sees the act, and that it then takes the actor for somebody else.
    fn camera(&self, act: Act, person: &Person, day: Day) -> (f64, f64) {
        let camera = self.book.camera.as_ref().expect("there are cameras");
        let sees = self.share(act, Channel::Camera) * self.coverage(day).1 * self.sees(Channel::Camera, person, day);
        let errs = self.factors(&self.book.attention[&Channel::Camera].errs, person, day);
        (sees, camera.mistaken_share.value * errs)
    }

    fn officer(&self, act: Act, person: &Person, day: Day) -> f64 {
        self.share(act, Channel::Officer) * self.sees(Channel::Officer, person, day)
    }

    /// The chance that a day's passes are falsely matched: two in a million covered passes, and so on.
    fn falsely_matched(&self, person: &Person, day: Day) -> f64 {
        let camera = self.book.camera.as_ref().expect("there are cameras");
        let sees = self.sees(Channel::Camera, person, day);
        let errs = self.factors(&self.book.attention[&Channel::Camera].errs, person, day);
        let covered = |site: &Site| {
            let passes: f64 =
                self.society.round().passes[usize::from(age_class(person.age(day)))][site.index()].iter().sum();
            let dense = camera.site[site].value;
            passes * ((self.coverage(day).0 * dense).min(1.0) * sees).min(1.0)
        };
        Site::ALL.iter().map(covered).sum::<f64>() * camera.false_match_per_pass.value * errs
    }
}

/// The chance of at least `k` of `n` at chance `p` each.
fn at_least(k: usize, n: usize, p: f64) -> f64 {
    let mut chances = vec![0.0; n + 1];
    chances[0] = 1.0;
    for _ in 0..n {
        for i in (0..=n).rev() {
            chances[i] = chances[i] * (1.0 - p) + if i > 0 { chances[i - 1] * p } else { 0.0 };
        }
    }
    chances[k..].iter().sum()
}

static DENSE: LazyLock<Town> = LazyLock::new(|| society("dense", None, 2020));

/// Lives two years of the dense society, and gives the numbers of some rules.
fn live(book: &Rulebook, observer: &mut dyn Observer) -> BTreeMap<String, RuleId> {
    let behaviour = behaviour("none");
    let lived = Lived { society: &*DENSE, rulebook: book, behaviour: &behaviour, from: day(FROM), to: day(TO) };
    let world = lived.live(7, observer);
    world.rule_names().iter().enumerate().map(|(i, name)| (name.clone(), RuleId(i as u16))).collect()
}

/// What is off must be exactly these lines.
fn only(lines: &Lines, off: &[&str]) {
    let found = lines.off();
    let names: Vec<&str> = found.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, off, "{found:#?}");
}

/// Keeps entries and who joined when.
#[derive(Default)]
struct Books {
    entries: Vec<Entry>,
    joined: BTreeMap<PersonId, Day>,
}

impl Observer for Books {
    fn entry(&mut self, entry: &Entry) {
        self.entries.push(*entry);
    }
    fn act(&mut self, person: PersonId, day: Day, act: Act, _: Push) {
        if act == Act::JoiningOrganisation {
            self.joined.insert(person, day);
        }
    }
}

/// What the books should hold on a grown person on one day.
fn expect_day(lines: &mut Lines, facts: &Facts, person: &Person, day: Day, joined: bool) {
    let has = |t: Trait| person.traits.has(t);
    // what is booked on another travels by the mail of the next Monday, and the last week's is never opened
    let posted = day < crate::day(TO).monday();
    let mut traffic = |act: Act, rate: f64, names: [&'static str; 3]| {
        let (sees, errs) = facts.camera(act, person, day);
        let officer = facts.officer(act, person, day);
        let own = sees * (1.0 - errs);
        lines.expect(names[0], rate * own);
        lines.expect(names[1], rate * (1.0 - own) * officer);
        lines.expect(names[2], if posted { rate * sees * errs } else { 0.0 });
    };
    let crossing = ["crossing, by a camera", "crossing, by an officer", "crossing, on another"];
    traffic(Act::CrossingOnRed, facts.daily(Act::CrossingOnRed, Class::FromSix), crossing);
    if has(Trait::Driver) {
        let violation = ["violation, by a camera", "violation, by an officer", "violation, on another"];
        traffic(Act::DrivingViolation, facts.daily(Act::DrivingViolation, Class::Drivers), violation);
        if has(Trait::Drinker) || has(Trait::ExcessiveDrinker) {
            let rate = facts.daily(Act::DrinkDriving, Class::DrinkingDrivers);
            lines.expect("drink-driving", rate * facts.officer(Act::DrinkDriving, person, day));
        }
    }
    let platform = |act: Act| facts.share(act, Channel::Platform);
    let shopped = |act: Act| 1.0 - (1.0 - platform(act)) * (1.0 - facts.share(act, Channel::Till));
    let drinks = match () {
        () if has(Trait::ExcessiveDrinker) => facts.daily(Act::AlcoholPurchase, Class::ExcessiveDrinkers),
        () if has(Trait::Drinker) => facts.daily(Act::AlcoholPurchase, Class::Drinkers),
        () => 0.0,
    };
    lines.expect("alcohol bought", drinks * shopped(Act::AlcoholPurchase));
    if facts.society.in_class(person, Class::InfantBuyers, day) {
        let rate = facts.daily(Act::BabyGoods, Class::InfantBuyers);
        lines.expect("baby goods bought", rate * shopped(Act::BabyGoods));
    }
    if has(Trait::Gamer) || has(Trait::HeavyGamer) {
        let rate = facts.daily(Act::GameCheating, Class::AllGamers);
        lines.expect("cheating", rate * platform(Act::GameCheating));
    }
    let critical = match () {
        () if has(Trait::Critic) => facts.daily(Act::CriticalPost, Class::Critics),
        () if has(Trait::Netizen) => facts.daily(Act::CriticalPost, Class::OtherNetizens),
        () => 0.0,
    };
    lines.expect("critical post", critical * platform(Act::CriticalPost));
    let volunteering = facts.daily(Act::Volunteering, Class::Adults);
    lines.expect("volunteering", volunteering * facts.share(Act::Volunteering, Channel::Organiser));
    if has(Trait::Member) || joined {
        let act = Act::DissentingMeeting;
        let rate = facts.daily(act, if has(Trait::Member) { Class::Members } else { Class::Joiners });
        let (sees, errs) = facts.camera(act, person, day);
        let unseen = (1.0 - facts.share(act, Channel::Informer)) * (1.0 - facts.share(act, Channel::SeizedList));
        lines.expect("meeting", rate * (1.0 - (1.0 - sees * (1.0 - errs)) * unseen));
    }
    lines.expect("presence", if posted { facts.falsely_matched(person, day) } else { 0.0 });
}

/// What falls due and what is counted, month by month.
fn expect_month(lines: &mut Lines, facts: &Facts, person: &Person, first: Day, closed: bool) {
    let has = |t: Trait| person.traits.has(t);
    let wrong = |act: Act| facts.book.sight[&act].wrong_record.as_ref().map_or(0.0, |w| w.value);
    if has(Trait::BillHolder) {
        let late = facts.society.share(person, Act::BillDue, Class::BillHolders);
        let on_time_but_wrong = (1.0 - late) * wrong(Act::BillDue);
        for _ in 0..2 {
            lines.expect("late bill", late * facts.share(Act::BillDue, Channel::Utility));
            lines.expect("wrong record of a bill", on_time_but_wrong);
        }
        if closed {
            let fine = 1.0 - late - on_time_but_wrong;
            lines.expect("month of bills on time", fine * fine);
        }
    }
    if has(Trait::Borrower) {
        let late = facts.society.share(person, Act::InstalmentDue, Class::Borrowers);
        let on_time_but_wrong = (1.0 - late) * wrong(Act::InstalmentDue);
        lines.expect("overdue instalment", late * facts.share(Act::InstalmentDue, Channel::Bank));
        lines.expect("wrong record of an instalment", on_time_but_wrong);
        // twelve instalments on time reach 720, a single one overdue leaves at most 660
        let quarter_ends = closed && first.month_start(1).window(Window::Quarter) != first.window(Window::Quarter);
        let year_of_records = first.month_start(1) >= day(FROM).month_start(12);
        if quarter_ends && year_of_records && person.age(first.month_start(-11)) >= 18 {
            let fine = 1.0 - late - on_time_but_wrong;
            let clean_year = (0..12).fold(1.0, |all, _| all * fine);
            // the four windows of one person share most of their months: four times the variance at most
            let sum = &mut lines.0.entry("quarter of good credit").or_default().expected;
            sum.mean += clean_year;
            sum.variance += 4.0 * clean_year * (1.0 - clean_year);
        }
    }
    let days = (first.month_start(1) - first) as usize;
    if has(Trait::ExcessiveDrinker) {
        let drinks = facts.daily(Act::AlcoholPurchase, Class::ExcessiveDrinkers) * 0.5;
        lines.expect("ten drinks in a month", at_least(10, days, drinks));
    }
    if has(Trait::HeavyGamer) {
        let evenings = facts.daily(Act::GamingEvening, Class::HeavyGamers);
        lines.expect("twenty-five evenings in a month", at_least(25, days, evenings));
    }
}

/// Lives under one rulebook, and expects by what another says.
fn books(lived: &Rulebook, told: &Rulebook) -> Lines {
    let mut books = Books::default();
    let rules = live(lived, &mut books);

    let (from, to) = (day(FROM), day(TO));
    let facts = Facts::new(&DENSE, told);
    let mut lines = Lines::default();
    for person in DENSE.everybody() {
        let joined = books.joined.get(&person.id);
        let mut today = from;
        while today <= to {
            if person.age(today) >= 18 {
                let joined = joined.is_some_and(|d| *d < today);
                expect_day(&mut lines, &facts, person, today, joined);
                if today.ymd().2 == 1 {
                    expect_month(&mut lines, &facts, person, today, today.month_start(1) <= to);
                }
            }
            today = today + 1;
        }
        lines.close_person();
    }

    use Cause::{Mistaken, OwnAct, Presence, WrongRecord};
    let kinds: [(&'static str, &str, Cause, Option<Channel>); 22] = [
        ("crossing, by a camera", "crossing-on-red", OwnAct, Some(Channel::Camera)),
        ("crossing, by an officer", "crossing-on-red", OwnAct, Some(Channel::Officer)),
        ("crossing, on another", "crossing-on-red", Mistaken, None),
        ("violation, by a camera", "driving-violation", OwnAct, Some(Channel::Camera)),
        ("violation, by an officer", "driving-violation", OwnAct, Some(Channel::Officer)),
        ("violation, on another", "driving-violation", Mistaken, None),
        ("drink-driving", "drink-driving", OwnAct, None),
        ("late bill", "late-bill", OwnAct, None),
        ("wrong record of a bill", "late-bill", WrongRecord, None),
        ("month of bills on time", "bills-on-time", OwnAct, None),
        ("overdue instalment", "overdue-instalment", OwnAct, None),
        ("wrong record of an instalment", "overdue-instalment", WrongRecord, None),
        ("quarter of good credit", "good-credit", OwnAct, None),
        ("alcohol bought", "each-drink", OwnAct, None),
        ("ten drinks in a month", "too-much-alcohol", OwnAct, None),
        ("twenty-five evenings in a month", "too-much-gaming", OwnAct, None),
        ("baby goods bought", "each-baby-good", OwnAct, None),
        ("cheating", "game-cheating", OwnAct, None),
        ("critical post", "critical-post", OwnAct, None),
        ("meeting", "each-meeting", OwnAct, None),
        ("volunteering", "each-good-deed", OwnAct, None),
        ("presence", "seen-where-barred", Presence, None),
    ];
    for (line, name, cause, channel) in kinds {
        let id = rules[name];
        let fits = |e: &&Entry| e.rule == Some(id) && e.cause == cause && channel.is_none_or(|c| c == e.channel);
        let found: Vec<PersonId> = books.entries.iter().filter(fits).filter(|e| booked(e)).map(|e| e.person).collect();
        lines.observe(line, found.len() as f64);
        let people: BTreeSet<PersonId> = found.into_iter().collect();
        lines.0.entry(line).or_default().people_observed = people.len() as f64;
    }
    assert_eq!(lines.0.len(), kinds.len(), "every line is both expected and observed");
    lines
}

#[test]
fn entries_meet_base_rate_times_sight_times_errors() {
    let book = rulebook("article", &[EVERYBODY, UNCOUPLED, BOOKS]);
    only(&books(&book, &book), &[]);
}

/// Figures a little beside those expected, and the line that each must put off.
const BESIDE: [(&str, &str); 11] = [
    ("[rule.too-much-alcohol]\nat_least = 11\n", "ten drinks in a month"),
    ("[rule.too-much-gaming]\nat_least = 24\n", "twenty-five evenings in a month"),
    ("[sight.baby-goods]\ntill = 0.2\n", "baby goods bought"),
    ("[sight.critical-post]\nplatform = 0.35\n", "critical post"),
    ("[sight.crossing-on-red]\nofficer = 0.004\n", "crossing, by an officer"),
    ("[sight.dissenting-meeting]\ninformer = 0.05\n", "meeting"),
    ("[sight.drink-driving]\nofficer = 0.35\n", "drink-driving"),
    ("[sight.game-cheating]\nplatform = 0.5\n", "cheating"),
    ("[camera]\nfalse_match_per_pass = 0.000002\n", "presence"),
    ("[sight.volunteering]\norganiser = 0.7\n", "volunteering"),
    ("[sight.instalment-due]\nwrong_record = 0.03\n", "wrong record of an instalment"),
];

#[test]
fn each_figure_beside_the_expected_puts_its_own_line_off() {
    let told = rulebook("article", &[EVERYBODY, UNCOUPLED, BOOKS]);
    let mut overlays = vec![EVERYBODY, UNCOUPLED, BOOKS];
    overlays.extend(BESIDE.iter().map(|x| x.0));
    let mut off: Vec<&str> = BESIDE.iter().map(|x| x.1).collect();
    // a year of instalments on time is rarer where records err more often
    off.push("quarter of good credit");
    off.sort_unstable();
    only(&books(&rulebook("article", &overlays), &told), &off);
}

/// Factors that many lines share: camera coverage, attention, errors.
#[test]
fn a_factor_beside_the_expected_puts_every_line_off_that_it_reaches() {
    let told = rulebook("article", &[EVERYBODY, UNCOUPLED, BOOKS]);
    let shared = "
[camera]
sight_at = 0.3
mistaken_share = 0.13
[sight.bill-due]
wrong_record = 0.013
[attention.officer.sees]
age-18-34 = 2.0
";
    let off = [
        "crossing, by a camera",
        "crossing, by an officer",
        "crossing, on another",
        "drink-driving",
        "month of bills on time",
        "violation, by a camera",
        "violation, by an officer",
        "violation, on another",
        "wrong record of a bill",
    ];
    only(&books(&rulebook("article", &[EVERYBODY, UNCOUPLED, BOOKS, shared]), &told), &off);
}

/// More false matches than the society proposes would silently be cut to its ceiling.
#[test]
fn cameras_that_could_pass_the_ceiling_of_false_matches_are_refused() {
    let refused = |overlay: &str| {
        let (book, behaviour) = (rulebook("article", &[EVERYBODY, overlay]), behaviour("none"));
        let (from, to, overrides) = (day(FROM), day(TO), Overrides::new());
        let plan = Plan { society: &*DENSE, rulebook: &book, behaviour: &behaviour, luck: 1, from, to, overrides };
        let faults = World::new(plan).err().unwrap_or_default();
        faults.iter().any(|f| f.word == "false_match_per_pass")
    };
    assert!(!refused(""));
    assert!(refused("[camera]\nfalse_match_per_pass = 0.0001\n"));
    assert!(refused("[camera]\ngallery = \"province\"\n"));
}

fn booked(entry: &Entry) -> bool {
    entry.booking == underheaven_world::Booking::Booked
}

/// Keeps what gates say and what standing does to people.
#[derive(Default)]
struct Doors {
    listings: Vec<Listing>,
    /// Whose listing ends on which day.
    ends: Vec<(PersonId, Day)>,
    answers: Vec<Answer>,
    turns: Vec<(PersonId, Day, Turn, u32)>,
    forgone: Vec<(PersonId, Day, Act)>,
    /// Who was on a list at each period's end, which is how the next posting finds them.
    at_posting: Vec<(Day, Vec<PersonId>)>,
}

impl Observer for Doors {
    fn listed(&mut self, listing: &Listing) {
        self.listings.push(*listing);
    }
    fn delisted(&mut self, person: PersonId, _: ListId, day: Day) {
        self.ends.push((person, day));
    }
    fn gate(&mut self, answer: &Answer) {
        self.answers.push(*answer);
    }
    fn turn(&mut self, person: PersonId, day: Day, turn: Turn, amount: u32) {
        self.turns.push((person, day, turn, amount));
    }
    // whoever responds to nothing is kept from nothing but by a gate
    fn forgone(&mut self, person: PersonId, day: Day, act: Act, _: Push) {
        self.forgone.push((person, day, act));
    }
    fn period(&mut self, last: Day, world: &dyn Census) {
        let listed = everybody(world.society()).map(|p| p.id).filter(|p| world.look(*p).lists != 0);
        self.at_posting.push((last, listed.collect()));
    }
}

impl Doors {
    /// Days `from..to` on which somebody was listed, by person.
    fn listed_days(&self) -> BTreeMap<PersonId, Vec<(Day, Day)>> {
        let mut spans: BTreeMap<PersonId, Vec<(Day, Day)>> = BTreeMap::new();
        for l in &self.listings {
            let end = self.ends.iter().find(|(p, d)| *p == l.person && *d > l.from);
            let end = end.map_or(day(TO) + 1, |(_, d)| *d);
            spans.entry(l.person).or_default().push((l.from, end));
        }
        spans
    }

    fn turned(&self, which: Turn) -> impl Iterator<Item = &(PersonId, Day, Turn, u32)> {
        self.turns.iter().filter(move |t| t.2 == which)
    }

    /// Whether somebody has a job on the morning of a day.
    fn has_job(&self, events: &BTreeMap<PersonId, Vec<(Day, bool)>>, person: PersonId, today: Day) -> bool {
        let mut before = events.get(&person).into_iter().flatten().filter(|e| e.0 < today);
        before.next_back().is_none_or(|e| e.1)
    }
}

/// What gates should say to a grown person on one day.
fn expect_at_gates(lines: &mut Lines, facts: &Facts, p: &Person, today: Day, listed: bool, job: bool) {
    let has = |t: Trait| p.traits.has(t);
    let adult = |act: Act| facts.daily(act, Class::Adults);
    let everyone = |act: Act| facts.daily(act, Class::Everyone);
    let rental = if has(Trait::Householder) { facts.daily(Act::RentalRequest, Class::Householders) } else { 0.0 };
    if !listed {
        let exposes = if has(Trait::Voice) { facts.daily(Act::ExposingCorruption, Class::Voices) } else { 0.0 };
        lines.expect("listed for exposing", exposes * facts.book.discretion["exposure"].share.value);
        lines.expect("listed for nothing", adult(Act::Displeasing) * facts.book.discretion["displeasure"].share.value);
        let mut deposit =
            |rate: f64, tenths: f64| lines.0.entry("deposits, tenths").or_default().expected.add(rate, tenths);
        deposit(adult(Act::HotelNight), 2.0);
        deposit(rental, 20.0);
        return;
    }
    let (train, flight) = (everyone(Act::TrainTrip), everyone(Act::FlightTrip));
    lines.expect("train refused", train);
    lines.expect("flight refused", flight);
    lines.expect("hotel refused", adult(Act::HotelNight));
    lines.expect("rental refused", rental);
    let worker = has(Trait::Worker) && p.age(today) < 60;
    if worker {
        let ceiling = facts.ceilings[&(Act::JobRequest, Class::Workers)] / YEAR;
        lines.expect("job refused", if job { facts.daily(Act::JobRequest, Class::Workers) } else { ceiling });
    }
    if has(Trait::Worker) && job {
        lines.expect("work missed", train * 0.3 + flight * 0.4);
        lines.expect("visit missed", train * 0.7 + flight * 0.6);
    } else {
        lines.expect("visit missed", train + flight);
    }
    if has(Trait::Netizen) {
        lines.expect("posts unwritten", facts.daily(Act::ChatPost, Class::Netizens));
        lines.expect("likes ungiven", facts.daily(Act::LikesGiven, Class::Netizens));
    }
    let evenings = match () {
        () if has(Trait::HeavyGamer) => facts.daily(Act::GamingEvening, Class::HeavyGamers),
        () if has(Trait::Gamer) => facts.daily(Act::GamingEvening, Class::Gamers),
        () => 0.0,
    };
    lines.expect("evenings on a slow line", evenings * 0.5);
    if has(Trait::Shopper) {
        let drinks = match () {
            () if has(Trait::ExcessiveDrinker) => facts.daily(Act::AlcoholPurchase, Class::ExcessiveDrinkers),
            () if has(Trait::Drinker) => facts.daily(Act::AlcoholPurchase, Class::Drinkers),
            () => 0.0,
        };
        let infant = facts.society.in_class(p, Class::InfantBuyers, today);
        let baby = if infant { facts.daily(Act::BabyGoods, Class::InfantBuyers) } else { 0.0 };
        lines.expect("bought elsewhere", everyone(Act::OrdinaryPurchase) + drinks + baby);
    }
}

fn parents_at_home(society: &Town, child: &Person) -> Vec<PersonId> {
    let mut kin = vec![];
    society.kin(child.id, &mut kin);
    let residents = society.settled(child.id.neighbourhood());
    let home = residents.household(child.id);
    kin.retain(|(p, r)| *r == Relation::Parent && home.iter().any(|h| h.id == *p));
    kin.iter().map(|k| k.0).collect()
}

/// Firms: what their representatives' demands and requests come to.
fn expect_of_firms(lines: &mut Lines, facts: &Facts, doors: &Doors) {
    let firm = facts.book.firm.as_ref().expect("firms are judged");
    let rate = facts.daily(Act::ContractRequest, Class::Representatives);
    let spans = doors.listed_days();
    for p in facts.society.everybody().iter().filter(|p| p.traits.has(Trait::Representative)) {
        let demands: Vec<(Day, bool)> = doors
            .turns
            .iter()
            .filter(|t| t.0 == p.id && matches!(t.2, Turn::Complied | Turn::Defied))
            .map(|t| (t.1, t.2 == Turn::Complied))
            .collect();
        let mut today = day(FROM);
        while today <= day(TO) {
            let before = demands.iter().filter(|d| d.0 < today);
            let points: i32 = before.map(|d| if d.1 { firm.complied.value } else { firm.refused.value }).sum();
            let listed = spans.get(&p.id).is_some_and(|s| s.iter().any(|s| s.0 <= today && today < s.1));
            match points {
                _ if p.age(today) < 18 => {}
                _ if listed => lines.expect("contract refused for its head", rate),
                p if p < firm.refused_below.value => lines.expect("contract refused", rate),
                p if p >= firm.favoured_from.value => lines.expect("contract by favour", rate),
                _ => {
                    lines.expect("contract by the market", rate * firm.won_share.value);
                    lines.expect("contract to another", rate * (1.0 - firm.won_share.value));
                }
            }
            today = today + 1;
        }
    }
}

/// Lives under one rulebook, and expects by what another says.
fn doors(lived: &Rulebook, told: &Rulebook) -> Lines {
    let society = &*DENSE;
    let mut doors = Doors::default();
    live(lived, &mut doors);

    let (from, to) = (day(FROM), day(TO));
    let facts = Facts::new(society, told);
    let mut lines = Lines::default();
    let spans = doors.listed_days();
    let mut jobs: BTreeMap<PersonId, Vec<(Day, bool)>> = BTreeMap::new();
    for (who, when, turn, _) in doors.turns.iter().filter(|t| matches!(t.2, Turn::JobLost | Turn::JobFound)) {
        jobs.entry(*who).or_default().push((*when, *turn == Turn::JobFound));
    }
    for p in society.everybody() {
        let mut today = from;
        while today <= to {
            if p.age(today) >= 18 {
                let listed = spans.get(&p.id).is_some_and(|s| s.iter().any(|s| s.0 <= today && today < s.1));
                expect_at_gates(&mut lines, &facts, p, today, listed, doors.has_job(&jobs, p.id, today));
            }
            today = today + 1;
        }
    }
    // whoever asks for a loan is judged as they stand then, every child as the posting before finds the parents
    let children: Vec<(&Person, Vec<PersonId>)> = society
        .everybody()
        .iter()
        .filter(|p| p.age(to) < 18 || p.age(from) < 18)
        .map(|p| (p, parents_at_home(society, p)))
        .collect();
    let train = facts.daily(Act::TrainTrip, Class::Everyone);
    let mut schools = 0;
    let mut first = from;
    for (at, (last, listed)) in doors.at_posting.iter().enumerate() {
        let next = doors.at_posting.get(at + 1);
        if next.is_some() {
            let asked = facts.daily(Act::LoanRequest, Class::Adults) * f64::from(*last + 1 - first);
            listed.iter().for_each(|_| lines.expect("loan refused", asked));
        }
        let barred = |parents: &Vec<PersonId>| parents.iter().any(|p| listed.binary_search(p).is_ok());
        for (child, parents) in children.iter().filter(|c| barred(&c.1)) {
            let Some((end, _)) = next else { continue };
            let days = (last.0 + 1..=end.0).filter(|d| Day(*d) >= child.born && child.age(Day(*d)) < 18).count();
            lines.expect("train refused to a child", train * days as f64);
            let starts =
                |d: i32| (Day(d).ymd().1, Day(d).ymd().2) == (9, 1) && [6, 12, 15].contains(&child.age(Day(d)));
            // a term that ends on the posting's own day ends before the child looks
            let lasts = |p: &PersonId| spans.get(p).is_some_and(|s| s.iter().any(|s| s.0 <= *last && *last + 1 < s.1));
            if parents.iter().any(lasts) {
                schools += (last.0 + 1..=end.0).filter(|d| starts(*d)).count();
            }
        }
        first = *last + 1;
    }
    expect_of_firms(&mut lines, &facts, &doors);

    let refused = |gate: Gate, child: bool| {
        let fits = |a: &&Answer| {
            let of_age = society.person(a.person).age(a.day) >= 18;
            a.gate == gate && a.outcome == Outcome::Refused && of_age != child
        };
        doors.answers.iter().filter(fits).count() as f64
    };
    let gates = [
        ("train refused", Gate::Train),
        ("flight refused", Gate::Flight),
        ("hotel refused", Gate::Hotel),
        ("rental refused", Gate::Rental),
        ("job refused", Gate::Job),
        ("loan refused", Gate::Loan),
    ];
    for (line, gate) in gates {
        lines.observe(line, refused(gate, false));
    }
    lines.observe("train refused to a child", refused(Gate::Train, true));
    let contract = |o: Outcome| doors.answers.iter().filter(|a| a.gate == Gate::Contract && a.outcome == o).count();
    // a refusal for the head's listing names the list, one for the firm's points does not
    let for_head = |a: &&Answer| a.gate == Gate::Contract && a.outcome == Outcome::Refused && a.list.is_some();
    let for_head = doors.answers.iter().filter(for_head).count();
    lines.observe("contract refused for its head", for_head as f64);
    lines.observe("contract refused", (contract(Outcome::Refused) - for_head) as f64);
    lines.observe("contract by favour", contract(Outcome::Favoured) as f64);
    lines.observe("contract by the market", contract(Outcome::Granted) as f64);
    lines.observe("contract to another", contract(Outcome::Scarce) as f64);
    let exposing = |l: &&Listing| l.trigger.is_some_and(|t| t.act == Act::ExposingCorruption);
    lines.observe("listed for exposing", doors.listings.iter().filter(exposing).count() as f64);
    let nothing = |l: &&Listing| l.cause == Cause::Discretion && l.trigger.is_none();
    lines.observe("listed for nothing", doors.listings.iter().filter(nothing).count() as f64);
    lines.observe("deposits, tenths", doors.turned(Turn::DepositPaid).map(|t| f64::from(t.3)).sum());
    let of_age = |t: &&(PersonId, Day, Turn, u32)| society.person(t.0).age(t.1) >= 18;
    lines.observe("work missed", doors.turned(Turn::WorkMissed).count() as f64);
    lines.observe("visit missed", doors.turned(Turn::VisitMissed).filter(of_age).count() as f64);
    lines.observe("bought elsewhere", doors.turned(Turn::BoughtUnseen).count() as f64);
    let forgone = |act: Act| {
        let of_age = |f: &&(PersonId, Day, Act)| society.person(f.0).age(f.1) >= 18;
        doors.forgone.iter().filter(of_age).filter(|f| f.2 == act).count()
    };
    lines.observe("posts unwritten", forgone(Act::ChatPost) as f64);
    lines.observe("likes ungiven", forgone(Act::LikesGiven) as f64);
    lines.observe("evenings on a slow line", forgone(Act::GamingEvening) as f64);

    assert!(schools > 0, "nobody's child starts school under a parent's listing");
    assert_eq!(refused(Gate::School, true) as usize, schools, "school places refused");
    let waived = doors.turned(Turn::DepositWaived).count();
    assert_eq!(waived, 0, "nobody is favoured without a score");
    assert!(doors.ends.len() > 10, "terms end");
    lines
}

#[test]
fn gates_refuse_the_request_rate_times_the_listed_days() {
    let book = rulebook("article", &[EVERYBODY, UNCOUPLED, GATES]);
    only(&doors(&book, &book), &[]);
}

#[test]
fn a_share_or_term_beside_the_expected_puts_its_line_off() {
    let told = rulebook("article", &[EVERYBODY, UNCOUPLED, GATES]);
    let beside = "
[discretion.exposure]
share = 0.9
[gate.train.terms]
work-share = 0.5
[gate.internet.terms]
share-left = 0.6
[gate.hotel.terms]
deposit-months = 0.3
[firm]
won_share = 0.6
";
    let off = [
        "contract by the market",
        "contract to another",
        "deposits, tenths",
        "evenings on a slow line",
        "listed for exposing",
        "visit missed",
        "work missed",
    ];
    only(&doors(&rulebook("article", &[EVERYBODY, UNCOUPLED, GATES, beside]), &told), &off);
}
