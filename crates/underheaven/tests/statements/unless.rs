//! What each statement must show besides its measure, without which it would be a token: who does what, who sees it, by
//! which channel, how often, and who else feels it.
//!
//! Most of it is read off two runs of the dense society, event by event: one with frozen behaviour, one that responds.

use super::*;
use std::collections::BTreeSet;
use underheaven_base::{Channel, Effect, Gate, Outcome, PersonId, Relation, Truth, Window};
use underheaven_society::{Person, Trait};
use underheaven_world::{Answer, Appealed, ListId, Listing, Push, RuleId, Trigger, Turn};

/// Everything that befell everybody, event by event, but for passes.
#[derive(Default)]
struct Kept {
    acts: Vec<(PersonId, Day, Act, Push)>,
    forgone: Vec<(PersonId, Day, Act, Push)>,
    seen: Vec<(PersonId, Day, Act, Channel)>,
    entries: Vec<Entry>,
    listings: Vec<Listing>,
    /// By listing, how many entries stood in everybody's books when it began.
    listed_at: Vec<usize>,
    delisted: Vec<(PersonId, ListId, Day)>,
    answers: Vec<Answer>,
    turns: Vec<(PersonId, Day, Turn)>,
    appeals: usize,
    rules: Vec<String>,
}

impl Observer for Kept {
    fn act(&mut self, person: PersonId, day: Day, act: Act, push: Push) {
        self.acts.push((person, day, act, push));
    }
    fn forgone(&mut self, person: PersonId, day: Day, act: Act, push: Push) {
        self.forgone.push((person, day, act, push));
    }
    fn seen(&mut self, person: PersonId, day: Day, act: Act, channel: Channel) {
        self.seen.push((person, day, act, channel));
    }
    fn entry(&mut self, e: &Entry) {
        self.entries.push(*e);
    }
    fn listed(&mut self, l: &Listing) {
        self.listings.push(*l);
        self.listed_at.push(self.entries.len());
    }
    fn delisted(&mut self, person: PersonId, list: ListId, day: Day) {
        self.delisted.push((person, list, day));
    }
    fn appealed(&mut self, _: &Appealed) {
        self.appeals += 1;
    }
    fn gate(&mut self, a: &Answer) {
        self.answers.push(*a);
    }
    fn turn(&mut self, person: PersonId, day: Day, turn: Turn, _: u32) {
        self.turns.push((person, day, turn));
    }
}

impl Kept {
    /// Two years of the dense society.
    fn of(rulebook: &Rulebook, behaviour: &Behaviour) -> Self {
        let (from, to) = (day("2019-01-01"), day("2020-12-31"));
        let society = &*DENSE as &dyn Society;
        let plan = Plan { society, rulebook, behaviour, luck: 1, from, to, overrides: Overrides::default() };
        let mut world = fast::World::new(plan, 1).unwrap_or_else(|f| panic!("{f:#?}"));
        let mut kept = Kept { rules: world.shared().arms()[0].book().rule_names.clone(), ..Kept::default() };
        while world.step(&mut [&mut kept]) {}
        kept
    }

    /// The article under overlays and a shipped behaviour.
    fn article(overlays: &[&str], behaviour: &str) -> Self {
        let row = statement("S33");
        let (book, model) = (row.rulebook(Switch::On, overlays), row.behaviour(behaviour, Switch::On));
        Self::of(&book.expect("sound"), &model.expect("sound"))
    }

    /// The number of a rule.
    fn rule(&self, name: &str) -> Option<RuleId> {
        let at = self.rules.iter().position(|n| n == name);
        Some(RuleId(at.unwrap_or_else(|| panic!("there is no rule `{name}`")) as u16))
    }

    /// Entries booked under a rule.
    fn booked(&self, name: &str) -> Vec<Entry> {
        let rule = self.rule(name);
        self.entries.iter().filter(|e| e.rule == rule && e.booking == Booking::Booked).copied().collect()
    }

    /// When somebody did an act of a kind, in order, whatever pushed them.
    fn did(&self, act: Act) -> Vec<(PersonId, Day)> {
        sorted(self.acts.iter().filter(|a| a.2 == act).map(|a| (a.0, a.1)))
    }

    /// When something befell somebody, in order.
    fn befell(&self, turn: Turn) -> Vec<(PersonId, Day)> {
        sorted(self.turns.iter().filter(|t| t.2 == turn).map(|t| (t.0, t.1)))
    }
}

fn sorted<T: Ord>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut all: Vec<T> = all.collect();
    all.sort_unstable();
    all
}

/// The article with everybody enrolled, and nobody who responds.
static FROZEN: LazyLock<Kept> = LazyLock::new(|| Kept::article(&[EVERYBODY], "none"));

/// The same with the default behaviour.
static RESPONDING: LazyLock<Kept> = LazyLock::new(|| Kept::article(&[EVERYBODY], "default"));

fn person(id: PersonId) -> Person {
    DENSE.person(id)
}

fn is(id: PersonId, what: Trait) -> bool {
    person(id).traits.has(what)
}

#[test]
fn s02_passes_are_counted_at_every_kind_of_place_and_a_mere_pass_may_be_booked() {
    let (on, off) = check("S02");
    for site in ["home-front", "street", "shop", "work", "cinema"] {
        let passes = |shown: &Shown, measure| part(shown, measure, &format!("site={site}"));
        assert!(passes(&on, Measure::PassesCovered) > 0.0, "passes at `{site}` under a camera");
        assert!(passes(&on, Measure::PassesMade) > passes(&on, Measure::PassesCovered), "and without one");
        assert_eq!(passes(&off, Measure::PassesCovered), 0.0, "`{site}` without cameras");
    }
    gone(&(on, off), &[Measure::DemeritsPresence]);
    let seen = FROZEN.booked("seen-where-barred");
    assert!(seen.iter().all(|e| (e.cause, e.truth) == (Cause::Presence, Truth::NoAct)), "nobody did anything");
}

#[test]
fn s04_without_gates_nobodys_day_differs_by_standing() {
    let row = statement("S04");
    let live = |more: &[&str]| {
        let book = row.rulebook(Switch::Off, &[&[EVERYBODY], more].concat()).expect("sound");
        Kept::of(&book, &row.behaviour("none", Switch::On).expect("sound"))
    };
    // Neighbours' reports and sightings are the bureau's work, not anybody's day.
    let days = |kept: &Kept| {
        let bureaus = [Turn::Dropped, Turn::ReportEmpty];
        let turns = kept.turns.iter().filter(|t| !bureaus.contains(&t.2)).copied();
        (sorted(kept.acts.iter().copied()), sorted(turns))
    };
    let (scored, unscored) = (live(&[]), live(&["[score]\nenabled = false\n[discretion.exposure]\nenabled = false\n"]));
    let listed: BTreeSet<PersonId> = scored.listings.iter().map(|l| l.person).collect();
    let unlisted: BTreeSet<PersonId> = unscored.listings.iter().map(|l| l.person).collect();
    assert!(listed.len() > 2 * unlisted.len(), "{} listed, and {} without scores", listed.len(), unlisted.len());
    assert!(days(&scored) == days(&unscored), "somebody's day differs though no gate looks at standing");
    assert!(scored.answers.iter().all(|a| a.outcome != Outcome::Refused && a.outcome != Outcome::Favoured));
}

#[test]
fn s05_s08_s09_s14_are_booked_once_in_their_window() {
    let rules = [
        ("bills-on-time", Window::Month),
        ("baby-goods", Window::Month),
        ("clean-quarter", Window::Quarter),
        ("membership", Window::Year),
    ];
    for (name, window) in rules {
        let booked = FROZEN.booked(name);
        let windows: BTreeSet<_> = booked.iter().map(|e| (e.person, e.day.window(window))).collect();
        assert!(!booked.is_empty(), "`{name}` is booked");
        assert_eq!(windows.len(), booked.len(), "`{name}` is booked twice in a window");
    }
}

#[test]
fn s05_only_named_holders_whose_bills_were_on_record_as_paid_are_booked() {
    let merits = FROZEN.booked("bills-on-time");
    assert!(merits.iter().all(|e| is(e.person, Trait::BillHolder)), "a merit without a bill");
    // Booked at the turn of the month, for the month before.
    let late: BTreeSet<_> =
        FROZEN.booked("late-bill").iter().map(|e| (e.person, e.day.window(Window::Month))).collect();
    let wrong = merits.iter().filter(|e| late.contains(&(e.person, e.day.window(Window::Month) - 1))).count();
    assert!(!late.is_empty());
    assert_eq!(wrong, 0, "a merit for a month with a late bill");
}

#[test]
fn s06_good_credit_and_cheap_loans_feed_each_other() {
    // One half: who earns by credit is trusted sooner, and gets cheap loans.
    let row = statement("S06");
    let loans = |switch| {
        let book = row.rulebook(switch, &[EVERYBODY, "[rule.good-credit]\npoints = 5\n"]).expect("sound");
        let kept = Kept::of(&book, &row.behaviour("none", Switch::On).expect("sound"));
        let cheap =
            |a: &&Answer| a.gate == Gate::Loan && a.outcome == Outcome::Favoured && is(a.person, Trait::Borrower);
        kept.answers.iter().filter(cheap).count()
    };
    let (with, without) = (loans(Switch::On), loans(Switch::Off));
    assert!(with > without, "cheap loans of borrowers: {with} with merits for credit, {without} without");
    // The other: what a cheap loan leaves in savings keeps instalments from being overdue, on which credit rests.
    let credit = |saving: &str| {
        let terms = format!("[gate.loan.terms]\ninstalment-saving = {saving}\nplaces-per-request = 1.0\n");
        let shown = under(&row, Switch::On, "none", &[EVERYBODY, MANY_TRUSTED, &terms]);
        (value(&shown, Measure::MeritsCredit), shown.tally.value(Measure::TrapActs))
    };
    let (dear, cheap) = (credit("0.0"), credit("1.0"));
    assert!(cheap.0 > dear.0, "merits for credit: {cheap:?} with cheap loans, {dear:?} without");
}

#[test]
fn s08_only_the_named_buyer_of_a_household_with_a_small_child_can_earn_it() {
    let merits = FROZEN.booked("baby-goods");
    let small = |p: &Person, at: Day| {
        let neighbours = DENSE.settled(p.id.neighbourhood()).people;
        neighbours.iter().any(|child| child.household == p.household && (0..3).contains(&child.age(at)))
    };
    for e in &merits {
        assert!(small(&person(e.person), e.day), "{} has no small child at home on {}", e.person, e.day);
    }
    let shown = live(&statement("S08"), Switch::On, "none", false);
    let cannot = value(&shown, Measure::NoBabyGoods);
    assert!(cannot > 0.5 && cannot < 1.0, "most can never earn it: {cannot}");
}

#[test]
fn s10_walkers_and_drivers_cameras_and_officers_are_told_apart() {
    let rules: [(&str, Act, &[Channel]); 3] = [
        ("crossing-on-red", Act::CrossingOnRed, &[Channel::Camera, Channel::Officer]),
        ("driving-violation", Act::DrivingViolation, &[Channel::Camera, Channel::Officer]),
        ("drink-driving", Act::DrinkDriving, &[Channel::Officer]),
    ];
    for (name, act, channels) in rules {
        let booked = FROZEN.booked(name);
        for channel in channels {
            assert!(booked.iter().any(|e| e.channel == *channel), "`{name}` by `{channel}`");
        }
        assert!(booked.iter().filter_map(|e| e.trigger).all(|t| t.act == act), "`{name}` books `{act}` alone");
        let own = booked.iter().filter(|e| e.cause == Cause::OwnAct);
        assert!(own.clone().all(|e| act == Act::CrossingOnRed || is(e.person, Trait::Driver)), "`{name}` on a driver");
    }
    assert!(FROZEN.booked("drink-driving").iter().all(|e| e.channel != Channel::Camera), "no camera smells");
}

/// By blood or marriage, as each kin rule says.
const BY_RULE: [(&str, &[Relation]); 2] = [
    ("kin-of-critic", &[Relation::Spouse, Relation::Parent, Relation::Child, Relation::Sibling]),
    ("in-laws-of-critic", &[Relation::ParentInLaw, Relation::SiblingInLaw]),
];

#[test]
fn s11_guilt_spreads_from_booked_speech_true_or_false_and_never_from_kin() {
    let kept = Kept::article(&[EVERYBODY, "[reports]\nfalse_share = 0.4\n"], "none");
    let speech = kept.booked("critical-post");
    let spoke: BTreeSet<PersonId> = speech.iter().map(|e| e.person).collect();
    let exposed: BTreeSet<PersonId> =
        kept.listings.iter().filter(|l| l.rule == kept.rule("exposure")).map(|l| l.person).collect();
    let falsely: BTreeSet<PersonId> =
        speech.iter().filter(|e| e.cause == Cause::FalseReport).map(|e| e.person).collect();
    let truly: BTreeSet<PersonId> = speech.iter().filter(|e| e.cause == Cause::OwnAct).map(|e| e.person).collect();
    assert!(speech.iter().all(|e| e.cause != Cause::Kin), "a kin entry is never speech");
    let (mut ties, mut from_false) = (vec![], 0);
    for (name, relations) in BY_RULE {
        let booked = kept.booked(name);
        assert!(!booked.is_empty(), "`{name}` is booked");
        for e in booked {
            assert_eq!((e.cause, e.truth), (Cause::Kin, Truth::NoAct));
            let critic = e.trigger.expect("what set it off").person;
            assert!(spoke.contains(&critic) || exposed.contains(&critic), "{}: {critic} was booked nothing", e.person);
            assert_ne!(critic, e.person, "nobody is their own kin");
            ties.clear();
            DENSE.kin(critic, &mut ties);
            let as_what: Vec<Relation> = ties.iter().filter(|(p, _)| *p == e.person).map(|t| t.1).collect();
            let fits = as_what.iter().any(|r| relations.contains(r));
            assert!(fits, "`{name}`: {} is {as_what:?} of {critic}", e.person);
            from_false += u32::from(falsely.contains(&critic) && !truly.contains(&critic));
        }
    }
    assert!(from_false > 0, "a false report reaches the kin, too");
}

#[test]
fn s12_the_tenth_purchase_of_a_month_that_a_till_or_platform_saw_is_booked_and_no_other() {
    let by_month = |all: &mut dyn Iterator<Item = (PersonId, Day)>| {
        let mut months: BTreeMap<(PersonId, i32), Vec<Day>> = BTreeMap::new();
        let grown = all.filter(|(p, day)| day.age(person(*p).born) >= 18);
        grown.for_each(|(p, day)| months.entry((p, day.window(Window::Month))).or_default().push(day));
        months.values_mut().for_each(|days| days.sort_unstable());
        months
    };
    let alcohol = || FROZEN.seen.iter().filter(|s| s.2 == Act::AlcoholPurchase);
    let channels: BTreeSet<Channel> = alcohol().map(|s| s.3).collect();
    assert_eq!(channels, BTreeSet::from([Channel::Till, Channel::Platform]), "by tills and platforms alone");
    let seen = by_month(&mut alcohol().map(|s| (s.0, s.1)));
    let tenth = seen.iter().filter_map(|((p, _), days)| Some((*p, *days.get(9)?)));
    let booked = FROZEN.booked("too-much-alcohol");
    assert_eq!(sorted(booked.iter().map(|e| (e.person, e.day))), sorted(tenth), "the tenth seen, once a month");
    assert!(!booked.is_empty() && booked.iter().all(|e| e.cause == Cause::OwnAct && e.points < 0));
    // What nobody saw does not count.
    let bought = by_month(&mut FROZEN.did(Act::AlcoholPurchase).into_iter());
    let seen_so_often = |month| seen.get(month).map_or(0, Vec::len);
    let spared = bought.iter().filter(|(month, days)| days.len() >= 10 && seen_so_often(month) < 10).count();
    assert!(spared > 0, "whoever bought ten times was always seen ten times");
}

#[test]
fn s13_playing_too_much_and_cheating_are_two_rules_for_two_acts() {
    for (name, act) in [("too-much-gaming", Act::GamingEvening), ("game-cheating", Act::GameCheating)] {
        let booked = FROZEN.booked(name);
        assert!(!booked.is_empty(), "`{name}` is booked");
        assert!(booked.iter().all(|e| e.trigger.is_none_or(|t| t.act == act)), "`{name}` books `{act}` alone");
    }
}

#[test]
fn s14_membership_is_a_state_seen_by_attendance_an_informer_or_a_seized_list() {
    let booked = FROZEN.booked("membership");
    for channel in [Channel::Camera, Channel::Informer, Channel::SeizedList] {
        assert!(booked.iter().any(|e| e.channel == channel), "membership seen by `{channel}`");
    }
    let joined: BTreeSet<PersonId> = FROZEN.did(Act::JoiningOrganisation).into_iter().map(|a| a.0).collect();
    let meetings = FROZEN.did(Act::DissentingMeeting);
    assert!(meetings.iter().all(|(p, _)| is(*p, Trait::Member) || joined.contains(p)), "only members meet");
    let found = booked.iter().filter(|e| e.cause == Cause::OwnAct);
    assert!(found.clone().all(|e| is(e.person, Trait::Member) || joined.contains(&e.person)));
}

#[test]
fn s16_a_waived_deposit_stays_in_savings() {
    let row = statement("S16");
    let [on, off] = [Switch::On, Switch::Off].map(|switch| under(&row, switch, "none", &[EVERYBODY, MANY_TRUSTED]));
    let paid = |shown: &Shown| value(shown, Measure::DepositsPaid);
    let all = paid(&on) + value(&on, Measure::DepositsWaived);
    assert!(paid(&on) < paid(&off) && (all - paid(&off)).abs() < 1e-6, "{all} asked for, {} paid", paid(&off));
    let late = |shown: &Shown| value(shown, Measure::TrapActs);
    assert!(late(&on) < late(&off), "bills late for want of savings: {} and {}", late(&on), late(&off));
}

#[test]
fn s22_s23_only_the_listed_lose_their_posts_and_evenings() {
    for push in [Push::ShutOut, Push::Throttled] {
        let kept_back: Vec<_> = FROZEN.forgone.iter().filter(|f| f.3 == push).collect();
        let listed = |p: PersonId, day: Day| FROZEN.listings.iter().any(|l| l.person == p && l.from <= day);
        assert!(!kept_back.is_empty(), "{push:?}");
        assert!(kept_back.iter().all(|f| listed(f.0, f.1)), "{push:?}: somebody who never was listed");
    }
}

/// A poor town: who earns little saves little, within the ranges of `town`; so what is dearer is felt.
const POOR: &str = "name = \"poor\"\ntitle = \"four poor neighbourhoods\"\nover = \"town\"\n\
    [size]\nneighbourhoods = { value = 4, source = \"for a test\" }\n\
    [means]\nsaved = { value = 0.05, low = 0.05, high = 0.5, basis = \"assumed\", source = \"for a test\" }\n";

#[test]
fn s24_what_is_dearer_comes_out_of_savings_and_bills_are_late() {
    let table = Table::read("poor.toml", POOR).unwrap_or_else(|f| panic!("{f:#?}"));
    let poor = Town::build(&table, Town::default_people(&table), 2020).expect("it can be built");
    let row = statement("S24");
    // Many are listed, nobody loses a job for it: so it is the prices that show.
    let many = "[list.discredited]\nbelow = 995\n[gate.job]\nenabled = false\n[gate.contract]\nenabled = false\n";
    let late = |dearer: &str| {
        let terms = format!("[gate.online-shop.terms]\ndearer-months = {dearer}\n");
        let book = row.rulebook(Switch::On, &[EVERYBODY, many, &terms]).unwrap_or_else(|f| panic!("{f:#?}"));
        let model = row.behaviour("none", Switch::On).expect("sound");
        let (from, to) = (day("2019-01-01"), day("2020-12-31"));
        let trial = Trial { society: &poor, luck: 1, from, to, how: How::FAST };
        let shown = trial.live(&row, &book, &model).unwrap_or_else(|f| panic!("{f:#?}"));
        (shown.size, value(&shown, Measure::TrapActs))
    };
    // Both ends of the range that the rulebook gives.
    let (least, most) = (late("0.0005"), late("0.01"));
    assert!(most.1 > 1.05 * least.1, "late for want of savings: {least:?} where little dearer, {most:?} where most");
}

#[test]
fn s25_a_listed_journalist_cannot_travel_and_has_no_recourse() {
    let exposure = FROZEN.rule("exposure");
    let listed: Vec<&Listing> = FROZEN.listings.iter().filter(|l| l.rule == exposure).collect();
    assert!(!listed.is_empty());
    assert!(listed.iter().all(|l| is(l.person, Trait::Voice) && l.cause == Cause::Discretion));
    let travels = |a: &&Answer| matches!(a.gate, Gate::Train | Gate::Flight);
    let refused = FROZEN.answers.iter().filter(travels).filter(|a| a.rule == exposure && a.standing_of == a.person);
    assert!(refused.clone().count() > 0, "none of them asked for a ticket");
    assert!(refused.clone().all(|a| a.outcome == Outcome::Refused && a.cause == Some(Cause::Discretion)));
    assert_eq!(FROZEN.appeals, 0, "there is no recourse");
}

#[test]
fn s28_and_other_responses_are_labelled_as_put_in() {
    for id in ["S27", "S28", "S29", "S31", "S32"] {
        assert_eq!(statement(id).told.effect, Effect::PutIn, "{id}");
    }
}

#[test]
fn s30_foreign_firms_follow_or_refuse_by_type() {
    let firm = |id: PersonId| DENSE.firm(DENSE.employer(id).expect("who answers demands heads a firm"));
    for (turn, complies) in [(Turn::Complied, true), (Turn::Defied, false)] {
        let answered = FROZEN.befell(turn);
        assert!(!answered.is_empty(), "{turn:?}");
        for (person, day) in answered {
            let firm = firm(person);
            assert!(firm.foreign && firm.representative == person, "{person} on {day}");
            assert_eq!(firm.complies, complies, "{person} on {day}");
        }
    }
}

#[test]
fn s31_views_move_by_what_befalls_oneself_and_ones_ties() {
    let first = |all: &mut dyn Iterator<Item = (PersonId, Day)>| {
        let mut first: BTreeMap<PersonId, Day> = BTreeMap::new();
        all.for_each(|(p, day)| {
            let at = first.entry(p).or_insert(day);
            *at = day.min(*at);
        });
        first
    };
    let k = &*RESPONDING;
    let demerits = k.entries.iter().filter(|e| e.booking == Booking::Booked && e.points < 0);
    let refused = k.answers.iter().filter(|a| a.outcome == Outcome::Refused);
    let own = first(
        &mut demerits
            .map(|e| (e.person, e.day))
            .chain(k.listings.iter().map(|l| (l.person, l.from)))
            .chain(refused.map(|a| (a.person, a.day))),
    );
    let noticed = first(&mut k.befell(Turn::Noticed).into_iter());
    let favoured = first(&mut k.answers.iter().filter(|a| a.outcome == Outcome::Favoured).map(|a| (a.person, a.day)));
    let before = |of: &BTreeMap<PersonId, Day>, p: PersonId, day: Day| of.get(&p).is_some_and(|first| *first <= day);
    let falls = k.befell(Turn::ViewDown);
    let by_own = falls.iter().filter(|(p, d)| before(&own, *p, *d) && !before(&noticed, *p, *d)).count();
    let by_ties = falls.iter().filter(|(p, d)| before(&noticed, *p, *d) && !before(&own, *p, *d)).count();
    assert!(by_own > 0 && by_ties > 0, "{by_own} fell for what befell oneself alone, {by_ties} for one's ties alone");
    let by_nothing = falls.iter().filter(|(p, d)| !before(&own, *p, *d) && !before(&noticed, *p, *d)).count();
    assert_eq!(by_nothing, 0, "a view that fell for nothing");
    let rises = k.befell(Turn::ViewUp);
    assert!(!rises.is_empty() && rises.iter().all(|(p, d)| before(&favoured, *p, *d)), "views rise by favours");
}

#[test]
fn s32_likes_raise_posting_their_want_lowers_it_and_bought_reach_takes_them() {
    let liked = RESPONDING.acts.iter().filter(|a| a.3 == Push::Liked).count();
    let ignored = RESPONDING.forgone.iter().filter(|f| f.3 == Push::Ignored).count();
    assert!(liked > 0 && ignored > 0, "{liked} posts for likes received, {ignored} fewer for want of them");
    let (bought, lost) = (RESPONDING.befell(Turn::BoughtReach).len(), RESPONDING.befell(Turn::ReachLost).len());
    assert!(0 < lost && lost <= bought, "{lost} likes taken by {bought} evenings of bought reach");
}

#[test]
fn s33_the_punished_are_told_apart_by_the_pilot_and_by_punishment() {
    let row = statement("S33");
    let half = "[enrolment.share]\n\"2017-12-31\" = 50.0\n\"2018-12-31\" = 50.0\n\"2019-06-30\" = 60.0\n";
    let model = row.behaviour("none", Switch::On).expect("sound");
    let until = |pilot_until: &str| {
        let ends = format!("[enrolment]\npilot_until = {pilot_until}\n");
        let book = row.rulebook(Switch::On, &[half, &ends]).unwrap_or_else(|f| panic!("{f:#?}"));
        let (from, to) = (day("2018-01-01"), day("2019-12-31"));
        let trial = Trial { society: &*DENSE, luck: 1, from, to, how: How::FAST };
        trial.live(&row, &book, &model).unwrap_or_else(|f| panic!("{f:#?}"))
    };
    let (shown, longer, over) = (until("2019-01-01"), until("2019-07-01"), until("2018-01-01"));
    let of = |measure| value(&shown, measure);
    let (pilot, since) = (of(Measure::PeoplePunishedInPilot), of(Measure::PeoplePunishedSince));
    let all = shown.size;
    assert!(pilot > 0.0 && since > 0.0, "{pilot} in the pilot, {since} since");
    assert!(pilot.max(since) <= all && all <= pilot + since, "each once: {all} of {pilot} and {since}");
    // The end of the pilot is the rulebook's to say; it tells the punished apart and changes nobody's life.
    assert!(value(&longer, Measure::PeoplePunishedInPilot) > pilot, "a longer pilot punishes more people");
    assert_eq!(value(&over, Measure::PeoplePunishedInPilot), 0.0, "a pilot that was over before the run");
    assert_eq!((longer.lives.changed(&shown.lives), over.lives.changed(&shown.lives)), (0, 0));
    let by = |name: &str| part(&shown, Measure::PeoplePunished, &format!("punishment={name}"));
    for name in ["demerit", "listed", "refused-train"] {
        assert!(by(name) > 0.0 && by(name) <= all, "`{name}`: {} of {all}", by(name));
    }
}

#[test]
fn where_lives_are_coupled_the_guard_of_strangers_turns_red() {
    // Cheap loans are scarce: who has fewer demerits takes one from somebody whom no traffic rule ever touched.
    let row = statement("S10");
    let [on, off] = [Switch::On, Switch::Off].map(|switch| live(&row, switch, "none", true));
    let (strangers, example) = on.lives.strangers_changed(&off.lives);
    assert!(strangers > 0 && example.is_some(), "of {} lives that changed", on.lives.changed(&off.lives));
}

/// Who would have done what without any bureau, on which day; twice where it was done twice.
fn free() -> Kept {
    let shipped = underheaven_rulebook::shipped().iter().find(|book| book.name == "none").expect("shipped");
    let none = Rulebook::read("none", &[("none", shipped.rulebook().text)]).expect("sound").0;
    Kept::of(&none, &statement("S33").behaviour("none", Switch::On).expect("sound"))
}

#[test]
fn b05_late_bills_made_by_a_trap_are_counted_exactly() {
    let (free, kept) = (free(), &*FROZEN);
    let late = |kept: &Kept, turn| kept.befell(turn).len();
    for (act, turn) in [(Act::BillDue, Turn::BillLate), (Act::InstalmentDue, Turn::InstalmentLate)] {
        let trapped = |kept: &Kept| kept.acts.iter().filter(|a| a.2 == act && a.3 == Push::Trap).count();
        assert_eq!(
            late(kept, turn) - trapped(kept),
            late(&free, turn) - trapped(&free),
            "`{act}`: late but for traps, with the bureau and without"
        );
        assert!(trapped(kept) >= trapped(&free), "`{act}`: deposits are spent savings, too, without any bureau");
    }
    let bills = |kept: &Kept| kept.acts.iter().filter(|a| a.2 == Act::BillDue && a.3 == Push::Trap).count();
    assert!(bills(kept) > bills(&free), "the bureau makes bills late: {} and {}", bills(kept), bills(&free));
    let demerits = kept.entries.iter().filter(|e| e.trap && e.points < 0).count();
    assert!(demerits > 0, "and books them");
}

#[test]
fn b07_what_stayed_unwritten_and_undone_is_counted_exactly() {
    // Likes would make people post more than they would of themselves.
    let row = statement("S32");
    let book = row.rulebook(Switch::On, &[EVERYBODY]).expect("sound");
    let kept = Kept::of(&book, &row.behaviour("default", Switch::Off).expect("sound"));
    let free = free();
    for act in [Act::CriticalPost, Act::CrossingOnRed, Act::DrivingViolation, Act::DrinkDriving, Act::GameCheating] {
        let forgone = kept.forgone.iter().filter(|f| f.2 == act).map(|f| (f.0, f.1));
        assert!(act == Act::GameCheating || forgone.clone().count() > 0, "some `{act}` stayed undone");
        let both = sorted(kept.did(act).into_iter().chain(forgone));
        assert!(both == free.did(act), "`{act}`: done and forgone together are what would have been done");
    }
    let silenced = |push| kept.forgone.iter().filter(|f| f.2 == Act::CriticalPost && f.3 == push).count();
    assert!(silenced(Push::Silenced) > 0 && silenced(Push::Deterred) > 0, "by silence, and by fear or habit");
}

/// What fell due and was late, and dates, stand among the turns, everything else that was done among the acts.
fn done_by(kept: &Kept) -> BTreeSet<(PersonId, Day, Act)> {
    let befell = |turn| match turn {
        Turn::BillLate => Some(Act::BillDue),
        Turn::InstalmentLate => Some(Act::InstalmentDue),
        Turn::RentLate => Some(Act::RentDue),
        Turn::Dated => Some(Act::Dating),
        _ => None,
    };
    let due = [Act::BillDue, Act::InstalmentDue, Act::RentDue];
    let acts = kept.acts.iter().filter(|a| !due.contains(&a.2)).map(|a| (a.0, a.1, a.2));
    acts.chain(kept.turns.iter().filter_map(|t| Some((t.0, t.1, befell(t.2)?)))).collect()
}

/// A letter arrives by the end of the next posting period.
const POSTED_DAYS: i32 = 14;

#[test]
fn b01_every_entrys_cause_truth_and_trigger_are_what_happened() {
    for kept in [&*FROZEN, &*RESPONDING] {
        let done = done_by(kept);
        let did =
            |p: PersonId, act: Act, e: &Entry| (0..=POSTED_DAYS).any(|ago| done.contains(&(p, e.day + -ago, act)));
        let mut causes: BTreeMap<Cause, usize> = BTreeMap::new();
        for e in kept.entries.iter().filter(|e| e.booking == Booking::Booked) {
            let told = format!("{} on {}: {} and {:?}, set off by {:?}", e.person, e.day, e.cause, e.truth, e.trigger);
            assert!(e.rule.is_some(), "{told}: no rule");
            assert_eq!(e.cause == Cause::OwnAct, e.truth == Truth::OwnAct, "{told}");
            *causes.entry(e.cause).or_default() += 1;
            match (e.cause, e.trigger) {
                (Cause::OwnAct, Some(t)) => {
                    assert!(t.person == e.person && did(t.person, t.act, e), "{told}: they did no such thing");
                }
                // A merit for a month or a quarter has no single act behind it.
                (Cause::OwnAct, None) => assert!(e.points >= 0, "{told}: nothing set it off"),
                (Cause::Mistaken, Some(t)) => {
                    assert!(t.person != e.person && did(t.person, t.act, e), "{told}: nobody else did it");
                }
                (Cause::FalseReport, Some(t)) => {
                    assert!(
                        t.person == e.person && e.channel == Channel::Neighbour,
                        "{told}: it is a neighbour's word"
                    );
                }
                (Cause::WrongRecord, _) => {
                    let late = [Act::BillDue, Act::InstalmentDue].map(|act| done.contains(&(e.person, e.day, act)));
                    let rule = kept.rules[usize::from(e.rule.expect("a rule").0)].as_str();
                    let at = ["late-bill", "overdue-instalment"].iter().position(|name| *name == rule);
                    assert!(!late[at.expect("a rule of what falls due")], "{told}: `{rule}` is right");
                }
                (Cause::Presence, t) => {
                    assert!(t.is_none_or(|t| t.act == Act::CameraPass), "{told}: a mere pass is no act");
                }
                (Cause::Kin, Some(t)) => assert!(t.person != e.person && e.relation.is_some(), "{told}: whose kin?"),
                _ => panic!("{told}: no such cause can be booked"),
            }
        }
        for cause in
            [Cause::OwnAct, Cause::Mistaken, Cause::FalseReport, Cause::WrongRecord, Cause::Presence, Cause::Kin]
        {
            assert!(causes.contains_key(&cause), "nothing was booked for `{cause}`: {causes:?}");
        }
    }
}

#[test]
fn b01_every_listings_but_for_cause_can_be_reckoned_from_the_entries() {
    let row = statement("S33");
    let book = row.rulebook(Switch::On, &[EVERYBODY]).expect("sound");
    let below = book.lists["discredited"].below.as_ref().expect("a threshold").value;
    let start = book.score.as_ref().expect("a score").start.value;
    for kept in [&*FROZEN, &*RESPONDING] {
        let mut books: BTreeMap<PersonId, Vec<(usize, Entry)>> = BTreeMap::new();
        kept.entries.iter().enumerate().for_each(|(i, e)| books.entry(e.person).or_default().push((i, *e)));
        let (mut by_score, mut by_officials, mut kinds) = (0, 0, BTreeSet::new());
        for (l, at) in kept.listings.iter().zip(&kept.listed_at) {
            let told = format!("{} on {}: {} of {}", l.person, l.from, l.cause, l.needed.names());
            kinds.insert(l.cause);
            if [kept.rule("exposure"), kept.rule("displeasure")].contains(&l.rule) {
                by_officials += 1;
                assert_eq!((l.cause, l.needed.names()), (Cause::Discretion, "discretion".to_owned()), "{told}");
                let exposed = |t: Trigger| kept.acts.iter().any(|a| (a.0, a.1, a.2) == (l.person, l.from, t.act));
                assert_eq!(l.trigger.is_some(), l.rule == kept.rule("exposure"), "{told}");
                assert!(l.trigger.is_none_or(exposed), "{told}: they exposed nothing");
                continue;
            }
            by_score += 1;
            let entries: Vec<Entry> = books[&l.person].iter().filter(|(i, _)| i < at).map(|(_, e)| *e).collect();
            let last = entries.iter().rfind(|e| e.booking == Booking::Booked && e.points < 0).expect("a demerit");
            assert_eq!((last.day, last.rule, last.truth, last.trigger), (l.from, l.rule, l.truth, l.trigger), "{told}");
            let sum =
                |of: &dyn Fn(Cause) -> bool| entries.iter().filter(|e| of(e.cause)).map(|e| e.points).sum::<i32>();
            let score = start + sum(&|_| true);
            assert!(score < below, "{told}: at {score}");
            // One's own conduct is the remainder, the books' own doing included.
            let own = |c: Cause| matches!(c, Cause::OwnAct | Cause::Bookkeeping | Cause::Combined);
            let needed = |c: Cause| match c {
                Cause::OwnAct => score - sum(&own) >= below,
                c if own(c) => false,
                c => score - sum(&|other| other == c) >= below,
            };
            let names: Vec<_> = Cause::ALL.into_iter().filter(|c| needed(*c)).map(Cause::name).collect();
            assert_eq!(l.needed.names(), names.join("+"), "{told}");
            assert_eq!(l.cause.name(), names.first().copied().unwrap_or("combined"), "{told}");
        }
        assert!(by_score > 10 && by_officials > 10, "{by_score} listings by score, {by_officials} by officials");
        assert!(kinds.len() >= 4, "of many kinds: {kinds:?}");
    }
}

#[test]
fn b01_every_refusal_names_a_listing_that_stands_and_its_cause() {
    for kept in [&*FROZEN, &*RESPONDING] {
        let mut stood: BTreeMap<PersonId, Vec<(Listing, Option<Day>)>> = BTreeMap::new();
        kept.listings.iter().for_each(|l| stood.entry(l.person).or_default().push((*l, None)));
        for (p, list, day) in &kept.delisted {
            let all = stood.get_mut(p).expect("whoever leaves a list was on it");
            let open = all.iter_mut().find(|(l, end)| l.list == *list && l.from <= *day && end.is_none());
            open.expect("an open listing").1 = Some(*day);
        }
        let (mut own, mut parents) = (0, 0);
        for a in kept.answers.iter().filter(|a| a.outcome == Outcome::Refused && a.gate != Gate::Contract) {
            let told = format!("{} at `{}` on {}: {:?} by {:?}", a.person, a.gate, a.day, a.cause, a.rule);
            // What a child's parents are is as of the posting before.
            let (begun, slack) = (a.day, if a.standing_of == a.person { 0 } else { POSTED_DAYS });
            let open = |(l, end): &&(Listing, Option<Day>)| {
                Some(l.list) == a.list && l.from <= begun && end.is_none_or(|end| begun < end + slack)
            };
            let mut behind = stood.get(&a.standing_of).into_iter().flatten().filter(open);
            let behind = behind.find(|(l, _)| l.rule == a.rule && l.trigger == a.trigger);
            let (listing, _) = behind.unwrap_or_else(|| panic!("{told}: no such listing stands"));
            if a.standing_of == a.person {
                own += 1;
                assert_eq!((a.cause, a.needed), (Some(listing.cause), listing.needed), "{told}");
            } else {
                parents += 1;
                assert_eq!(a.cause, Some(Cause::Kin), "{told}");
                let mut ties = vec![];
                DENSE.kin(a.person, &mut ties);
                assert!(ties.contains(&(a.standing_of, Relation::Parent)), "{told}: no parent");
            }
        }
        assert!(own > 100 && parents > 0, "{own} refusals for one's own standing, {parents} for a parent's");
    }
}
