//! S01 to S33, each with its row on and off over the dense society: the measure is there with it and gone without it,
//! and nobody's life changes whom the row did not reach.
//!
//! Every trial is lived in the plain world and in the fast one, which must agree on everything that was counted and on
//! everybody's life.
//!
//! Everybody is enrolled on day one (but for S03 and S33), two years are lived, behaviour is frozen for rows of the
//! rulebook; scarce goods, dates for points and firms, which couple people, are off except in the rows about them.

use std::collections::BTreeMap;
use std::sync::LazyLock;
use underheaven::statements::{self, How, Shown, Statement, Switch, Trial};
use underheaven_base::{Act, Cause, Day, Group, Measure};
use underheaven_behaviour::Behaviour;
use underheaven_rulebook::Rulebook;
use underheaven_society::{Society, Table, Town};
use underheaven_world::{Booking, Entry, Observer, Overrides, Plan, World, fast};

#[path = "statements/unless.rs"]
mod unless;

static DENSE: LazyLock<Town> = LazyLock::new(|| {
    let table = Table::shipped("dense").expect("the dense society is shipped");
    Town::build(&table, Town::default_people(&table), 2020).expect("it can be built")
});

/// Everybody from the first day on.
const EVERYBODY: &str = include_str!("../../world/tests/common/everybody.toml");

/// The article's other wording of the journalist's fate (S25).
const LOW_SCORE: &str = include_str!("../../../rulebooks/article/reforms/low-score.toml");

/// One of the four neighbourhoods is enrolled in each half-year, so that each half-year has a cohort.
const EVENLY: &str = "[enrolment.share]\n\"2014-07-01\" = 0.0\n\"2014-12-31\" = 0.0\n\"2015-12-31\" = 0.0\n\
    \"2016-12-31\" = 0.0\n\"2017-12-31\" = 0.0\n\"2018-12-31\" = 0.0\n\"2019-06-30\" = 25.0\n\
    \"2019-12-31\" = 50.0\n\"2020-06-30\" = 75.0\n";

/// A lower top band, so that in two years enough parents reach it for schools to prefer their children.
const MANY_TRUSTED: &str = "[band.trusted]\nat_least = 1008\n";

/// What lets one person's standing reach another, and the rows that keep it on.
///
/// A listed critic whose account is shut writes nothing for which kin would pay: so either kin rules or accounts
/// and lines are off.
const UNCOUPLED: [(&str, &[&str]); 11] = [
    ("[gate.loan]\nenabled = false\n", &["S04", "S15"]),
    ("[gate.school]\nenabled = false\n", &["S04", "S18"]),
    ("[gate.hospital]\nenabled = false\n", &["S04", "S19"]),
    ("[gate.dating-boost]\nenabled = false\n", &["S04", "S17"]),
    ("[rule.upright-date]\nenabled = false\n", &["S07", "S17"]),
    ("[firm]\nenabled = false\n", &["S30"]),
    ("[gate.contract]\nenabled = false\n", &["S04", "S20", "S30"]),
    ("[kin.kin-of-critic]\nenabled = false\n", &["S11", "S25", "S26", "S30"]),
    ("[kin.in-laws-of-critic]\nenabled = false\n", &["S11", "S25", "S26", "S30"]),
    ("[gate.account]\nenabled = false\n", &["S04", "S22", "S30"]),
    ("[gate.internet]\nenabled = false\n", &["S04", "S23", "S30"]),
];

fn day(text: &str) -> Day {
    Day::parse(text).expect("a date")
}

fn statement(id: &str) -> Statement {
    let all = statements::all().expect("the statements are sound");
    all.into_iter().find(|s| s.id == id).expect("the statement is there")
}

/// Lives a row under a behaviour.
fn live(row: &Statement, switch: Switch, behaviour: &str, coupled: bool) -> Shown {
    let uncoupled: String = UNCOUPLED
        .iter()
        .filter(|(_, but)| !coupled && !but.contains(&row.id.as_str()))
        .map(|(text, _)| *text)
        .collect();
    let rollout = ["S03", "S33"].contains(&row.id.as_str());
    let more = match row.id.as_str() {
        "S03" => EVENLY,
        "S18" => MANY_TRUSTED,
        _ => "",
    };
    let mut overlays = vec![uncoupled.as_str(), more];
    if !rollout {
        overlays.push(EVERYBODY);
    }
    overlays.retain(|text| !text.is_empty());
    under(row, switch, behaviour, &overlays)
}

/// Lives a row under a behaviour and what is laid over the rulebook.
fn under(row: &Statement, switch: Switch, behaviour: &str, overlays: &[&str]) -> Shown {
    let rulebook = row.rulebook(switch, overlays).unwrap_or_else(|f| panic!("{}: {f:#?}", row.id));
    let behaviour = row.behaviour(behaviour, switch).unwrap_or_else(|f| panic!("{}: {f:#?}", row.id));
    in_both(row, &rulebook, &behaviour)
}

/// Lives a trial in both worlds, which must agree, and shows what the fast one shows.
fn in_both(row: &Statement, rulebook: &Rulebook, behaviour: &Behaviour) -> Shown {
    let lived = |how| {
        let trial = Trial { society: &*DENSE, luck: 1, from: day("2019-01-01"), to: day("2020-12-31"), how };
        trial.live(row, rulebook, behaviour).unwrap_or_else(|f| panic!("{}: {f:#?}", row.id))
    };
    let (plain, fast) = std::thread::scope(|scope| {
        let plain = scope.spawn(|| lived(How::PLAIN));
        let fast = lived(How::FAST);
        (plain.join().expect("the plain world can be lived"), fast)
    });
    let id = &row.id;
    assert_eq!(plain.tally.digest(), fast.tally.digest(), "{id}: the plain and the fast world count differently");
    assert_eq!(plain.size, fast.size, "{id}: the plain and the fast world show `{}` differently", row.measure);
    assert_eq!(plain.lives.changed(&fast.lives), 0, "{id}: lives differ between the plain and the fast world");
    assert_eq!(plain.people, fast.people, "{id}: the row rests on others in the fast world");
    rests_on_people(row, &fast);
    fast
}

/// What shows rests on somebody; and where each of the things counted is somebody's, on no more people than there are things.
fn rests_on_people(row: &Statement, shown: &Shown) {
    let (id, Shown { size, people, .. }) = (&row.id, shown);
    assert!(*size == 0.0 || *people > 0, "{id}: {size} rests on nobody");
    if row.measure.is_count() && row.measure != Measure::EnrolmentSpread {
        assert!(*people as f64 <= *size, "{id}: {size} rests on {people} people");
    }
}

/// A row of the rulebook: there with it, gone without it, and no stranger's life changed.
fn check(id: &str) -> (Shown, Shown) {
    let row = statement(id);
    let frozen = if row.is_behaviour() { "default" } else { "none" };
    let on = live(&row, Switch::On, frozen, row.is_behaviour());
    assert!(on.size > 0.0, "{id}: `{}` is {} with the row on", row.measure, on.size);
    let off = live(&row, Switch::Off, frozen, row.is_behaviour());
    assert_eq!(off.size, 0.0, "{id}: `{}` with the row off (on: {})", row.measure, on.size);
    (on, off)
}

/// Nobody's life differs whom the row did not reach; and it did reach somebody.
fn no_stranger_changed(id: &str, (on, off): &(Shown, Shown)) {
    assert!(on.lives.changed(&off.lives) > 0, "{id}: nobody's life changed");
    assert_eq!(on.lives.strangers_changed(&off.lives), (0, None), "{id}: lives changed that the row did not reach");
}

fn value(shown: &Shown, measure: Measure) -> f64 {
    shown.tally.value(measure).unwrap_or(0.0)
}

fn of_group(shown: &Shown, measure: Measure, group: Group) -> f64 {
    shown.tally.value_of(measure, group).unwrap_or(0.0)
}

/// The part of a measure that the table `groups` shows under a label such as `cause=kin`.
fn part(shown: &Shown, measure: Measure, label: &str) -> f64 {
    let rows = shown.tally.groups("article").into_iter();
    rows.filter(|row| row.measure == measure.name() && row.group == label).map(|row| row.value).sum()
}

/// The part of a measure that the table `series` shows under a label, from a day on.
fn since(shown: &Shown, measure: Measure, label: &str, from: &str) -> f64 {
    let rows = shown.tally.series("article").filter(|row| row.day >= day(from).0);
    rows.filter(|row| row.measure == measure.name() && row.group == label).map(|row| row.value).sum()
}

/// What else the row does is there with it and gone without it.
#[track_caller]
fn gone((on, off): &(Shown, Shown), measures: &[Measure]) {
    for measure in measures {
        assert!(value(on, *measure) > 0.0, "`{measure}` with the row on");
        assert_eq!(value(off, *measure), 0.0, "`{measure}` with the row off");
    }
}

#[test]
fn s01_entries_move_every_score_and_without_the_ledger_none() {
    no_stranger_changed("S01", &check("S01"));
}

#[test]
fn s02_cameras_cover_the_daily_round() {
    no_stranger_changed("S02", &check("S02"));
}

#[test]
fn s03_the_rollout_spreads_enrolment_over_years() {
    let row = statement("S03");
    let [on, off] = [Switch::On, Switch::Off].map(|switch| live(&row, switch, "none", false));
    assert!(on.size > 300.0, "days between the first and the last enrolment");
    assert_eq!(off.size, 0.0);

    // The system grows by enrolment, and offences seem to; by the person-year of those enrolled they do not.
    let half_years = ["2019-1", "2019-2", "2020-1", "2020-2"].map(|half| format!("cohort={half}"));
    let years = |shown: &Shown| half_years.clone().map(|cohort| part(shown, Measure::EnrolledYears, &cohort));
    assert!(years(&on).iter().all(|n| *n > 10.0), "every half-year's cohort is there: {:?}", years(&on));
    assert!(
        (years(&on).iter().sum::<f64>() - value(&on, Measure::EnrolledYears)).abs() < 1e-6,
        "cohorts make the whole"
    );
    assert!(years(&off)[0] > 0.95 * value(&off, Measure::EnrolledYears), "but for who comes of age, one cohort");
    let demerits = |from| since(&on, Measure::Demerits, "all", from);
    let (first, second) = (demerits("2019-01-01") - demerits("2020-01-01"), demerits("2020-01-01"));
    let rates = half_years.clone().map(|cohort| part(&on, Measure::DemeritRate, &cohort));
    let (least, most) = rates.iter().fold((f64::MAX, 0.0_f64), |(a, b), rate| (a.min(*rate), b.max(*rate)));
    assert!(second > 2.0 * first, "demerits grow with the system: {first}, then {second}");
    assert!(most < 1.5 * least, "their rate by cohort does not: {rates:?}");
}

#[test]
fn s04_standing_decides_what_one_may_do() {
    no_stranger_changed("S04", &check("S04"));
}

#[test]
fn s05_bills_on_time_earn_a_point() {
    no_stranger_changed("S05", &check("S05"));
}

#[test]
fn s06_a_good_credit_score_earns_a_point() {
    let both = check("S06");
    no_stranger_changed("S06", &both);
    gone(&both, &[Measure::BillsAndCredit]);
    let overlap = value(&both.0, Measure::BillsAndCredit);
    assert!(overlap <= value(&both.0, Measure::MeritsCredit), "its overlap with bills on time, in people");
}

#[test]
fn s07_dating_an_upright_citizen_earns_points() {
    let both = check("S07");
    no_stranger_changed("S07", &both);
    // Those who cut a tie that costs points part; where nobody responds to points nobody does.
    let responding = under(&statement("S07"), Switch::On, "default", &[EVERYBODY]);
    for partings in [Measure::DatesDeclined, Measure::FriendsDropped] {
        assert!(value(&responding, partings) > 0.0, "`{partings}` is counted");
        assert_eq!(value(&both.0, partings), 0.0, "`{partings}` where behaviour is frozen");
    }
}

/// Entries of the pair rule by day and points.
#[derive(Default)]
struct Dates(BTreeMap<Day, Vec<i32>>);

impl Observer for Dates {
    fn entry(&mut self, e: &Entry) {
        let dated = e.trigger.is_some_and(|t| t.act == Act::Dating);
        if dated && e.booking == Booking::Booked {
            self.0.entry(e.day).or_default().push(e.points);
        }
    }
}

#[test]
fn s07_both_are_booked_where_the_cap_leaves_fewer_points_or_none() {
    let row = statement("S07");
    let tight = "[score]\nmerit_cap = 9\n[band.trusted]\nat_least = 1004\n";
    let rulebook = row.rulebook(Switch::On, &[EVERYBODY, tight]).expect("sound");
    let behaviour = row.behaviour("none", Switch::On).expect("sound");
    let (society, overrides) = (&*DENSE as &dyn Society, Overrides::default());
    let (from, to) = (day("2019-01-01"), day("2020-12-31"));
    let plan = || {
        let overrides = overrides.clone();
        Plan { society, rulebook: &rulebook, behaviour: &behaviour, luck: 1, from, to, overrides }
    };
    let (mut plain, mut fast) = (World::new(plan()).expect("plain"), fast::World::new(plan(), 1).expect("fast"));
    let (mut dates, mut again) = (Dates::default(), Dates::default());
    while plain.step(&mut dates) {}
    while fast.step(&mut [&mut again]) {}
    let sorted = |dates: &Dates| -> BTreeMap<Day, Vec<i32>> {
        let day = |(day, points): (&Day, &Vec<i32>)| {
            let mut points = points.clone();
            points.sort_unstable();
            (*day, points)
        };
        dates.0.iter().map(day).collect()
    };
    assert_eq!(sorted(&dates), sorted(&again), "the plain and the fast world book dates differently");
    let points: Vec<i32> = dates.0.values().flatten().copied().collect();
    for least in 0..=2 {
        assert!(points.contains(&least), "some are booked {least} points");
    }
    let odd: Vec<_> = dates.0.iter().filter(|(_, booked)| booked.len() % 2 == 1).collect();
    assert!(odd.is_empty(), "on these days somebody was booked alone: {odd:?}");
}

#[test]
fn s08_baby_goods_earn_a_point() {
    no_stranger_changed("S08", &check("S08"));
}

#[test]
fn s09_a_quarter_without_a_demerit_earns_points() {
    no_stranger_changed("S09", &check("S09"));
}

#[test]
fn s10_traffic_offences_cost_points() {
    no_stranger_changed("S10", &check("S10"));
}

#[test]
fn s11_kin_pay_for_a_critic() {
    let both = check("S11");
    no_stranger_changed("S11", &both);
    let on = &both.0;
    assert!(value(on, Measure::KinByBlood) > 0.0 && value(on, Measure::KinByMarriage) > 0.0);
}

#[test]
fn s12_too_much_alcohol_costs_points() {
    no_stranger_changed("S12", &check("S12"));
}

#[test]
fn s13_games_cost_points() {
    no_stranger_changed("S13", &check("S13"));
}

#[test]
fn s14_membership_costs_points() {
    no_stranger_changed("S14", &check("S14"));
}

#[test]
fn s15_the_favoured_get_cheap_loans() {
    let (on, _) = check("S15");
    assert!(value(&on, Measure::LoanSaving) > 0.0, "what is due falls with the interest");
    let late = |saving: &str| {
        let terms = format!("[gate.loan.terms]\ninstalment-saving = {saving}\nplaces-per-request = 1.0\n");
        value(&under(&statement("S15"), Switch::On, "none", &[EVERYBODY, &terms]), Measure::TrapActs)
    };
    let (dear, cheap) = (late("0.0"), late("1.0"));
    assert!(cheap < dear, "late bills made by a trap: {cheap} with cheap loans, {dear} without");
}

#[test]
fn s16_the_favoured_pay_no_deposit() {
    no_stranger_changed("S16", &check("S16"));
}

#[test]
fn s17_the_favoured_are_shown_first() {
    let both = check("S17");
    let shown = value(&both.0, Measure::ShownFirst);
    assert_eq!(value(&both.0, Measure::NotShown), shown, "views are fixed: who is shown first takes from others");
    assert_eq!(both.0.lives.strangers_changed(&both.1.lives), (0, None));
}

#[test]
fn s18_children_of_the_favoured_get_the_best_schools() {
    let (on, _) = check("S18");
    assert!(value(&on, Measure::SchoolPushedBack) > 0.0, "places given to some are taken from others");
}

#[test]
fn s19_the_favoured_are_admitted_first() {
    let (on, _) = check("S19");
    assert!(value(&on, Measure::HospitalPushedBack) > 0.0, "who moves up pushes someone back");
}

#[test]
fn s20_the_listed_are_refused_jobs() {
    let both = check("S20");
    no_stranger_changed("S20", &both);
    gone(&both, &[Measure::JobsLost]);
    let late = |shown: &Shown| value(shown, Measure::TrapActs);
    let (on, off) = (late(&both.0), late(&both.1));
    assert!(on > off, "bills late for want of a job or savings: {on}, and {off} where nobody is refused one");
}

#[test]
fn s21_the_listed_miss_visits_and_work() {
    let both = check("S21");
    no_stranger_changed("S21", &both);
    gone(&both, &[Measure::VisitsMissed, Measure::WorkMissed, Measure::TicketsRefused]);
    let (missed, refused) = (both.0.size, value(&both.0, Measure::TicketsRefused));
    assert_eq!(missed, refused, "each ticket refused is a visit or a day of work missed");
}

#[test]
fn s22_the_listed_lose_their_followers() {
    let both = check("S22");
    no_stranger_changed("S22", &both);
    gone(&both, &[Measure::FollowersLost, Measure::PostsLost]);
}

#[test]
fn s23_the_listed_are_throttled() {
    no_stranger_changed("S23", &check("S23"));
}

#[test]
fn s24_the_listed_buy_unseen_and_dearer() {
    let both = check("S24");
    no_stranger_changed("S24", &both);
    let (on, off) = &both;
    let bought = |shown: &Shown| {
        ["alcohol-purchase", "ordinary-purchase", "baby-goods"]
            .map(|act| part(shown, Measure::Acts, &format!("act={act}")))
    };
    assert_eq!(bought(on), bought(off), "the same goods are bought");
    let seen = |shown: &Shown| part(shown, Measure::Sightings, "channel=platform");
    assert!(seen(on) < seen(off), "unseen by platforms: {} and {}", seen(on), seen(off));
}

#[test]
fn s25_a_journalist_is_listed_without_an_act() {
    no_stranger_changed("S25", &check("S25"));
}

#[test]
fn s25_a_journalist_loses_reach_and_kin_their_gates_and_a_low_score_does_it_too() {
    let row = statement("S25");
    let live = |switch, more: &[&str]| under(&row, switch, "none", &[&[EVERYBODY], more].concat());
    let (on, off) = (live(Switch::On, &[]), live(Switch::Off, &[]));
    let reach = |shown: &Shown| of_group(shown, Measure::FollowersLost, Group::Voices);
    assert!(reach(&on) > reach(&off), "followers lost: {} and {}", reach(&on), reach(&off));
    let gates = |shown: &Shown| part(shown, Measure::Refusals, &format!("cause={}", Cause::Kin));
    assert!(gates(&on) > gates(&off), "gates lost for a relative: {} and {}", gates(&on), gates(&off));

    // "Due to his low score": nobody decides, the points of what was exposed list.
    let low = live(Switch::On, &[LOW_SCORE]);
    assert_eq!(value(&low, Measure::ListingsOfVoices), 0.0, "nobody is listed by discretion for it");
    let listed = |shown: &Shown| of_group(shown, Measure::ListedEver, Group::Voices);
    assert!(listed(&low) > listed(&off), "{} listed by score, {} without", listed(&low), listed(&off));
    assert!(listed(&low) != listed(&on), "the variant lists others than discretion does");
}

#[test]
fn s26_others_are_wronged_too() {
    let both = check("S26");
    no_stranger_changed("S26", &both);
    let wrongs = [Cause::Mistaken, Cause::Presence, Cause::WrongRecord, Cause::FalseReport]
        .map(|cause| (Measure::Demerits, cause))
        .into_iter()
        .chain([(Measure::Listings, Cause::Discretion)]);
    for (measure, cause) in wrongs {
        let of = |shown: &Shown| part(shown, measure, &format!("cause={cause}"));
        assert!(of(&both.0) > 0.0, "`{measure}` by `{cause}` are counted apart");
        assert_eq!(of(&both.1), 0.0, "`{measure}` by `{cause}` with the row off");
    }
}

#[test]
fn s27_parents_fall_in_line_before_a_school_entry() {
    let (on, off) = check("S27");
    assert!(on.lives.changed(&off.lives) > 0);
    let row = statement("S27");
    let without = under(&row, Switch::On, "default", &[EVERYBODY, "[gate.school]\nfavours_bands = []\n"]);
    assert!(on.size > 1.2 * without.size, "{} against {} where the school ignores standing", on.size, without.size);
}

#[test]
fn s28_drivers_stop_at_crosswalks_and_what_it_costs_stands_beside_it() {
    let (on, _) = check("S28");
    for cost in [Measure::PeoplePunished, Measure::PostsUnwritten, Measure::DemeritsNoAct] {
        assert!(value(&on, cost) > 0.0, "compliance is never shown without `{cost}`");
    }
}

#[test]
fn s29_habit_outlasts_fear_and_the_rulebook() {
    let (on, off) = check("S29");
    assert!(
        value(&on, Measure::Habit) > 4.0 * value(&on, Measure::Fear),
        "a year after its end fear has gone, habit has not"
    );
    let habit_alone = |s: &Shown| value(s, Measure::TrafficDeterred);
    assert!(habit_alone(&on) > habit_alone(&off), "people comply out of habit");

    let row = statement("S29");
    let shipped = underheaven_rulebook::shipped().iter().find(|book| book.name == "none").expect("shipped");
    let none = Rulebook::read("none", &[("none", shipped.rulebook().text)]).expect("sound").0;
    let never = in_both(&row, &none, &row.behaviour("default", Switch::On).expect("sound"));
    assert_eq!(value(&never, Measure::Habit), 0.0, "who was never ruled has no such habit");
    // The rulebook ended with 2019; half a year on fear has gone.
    let offences = |shown: &Shown| {
        let acts = ["crossing-on-red", "driving-violation", "drink-driving"];
        acts.map(|act| since(shown, Measure::Acts, &format!("act={act}"), "2020-07-01")).into_iter().sum::<f64>()
    };
    let (ruled, free) = (offences(&on), offences(&never));
    assert!(ruled < 0.95 * free, "offences in its last half-year: {ruled}, and {free} where nobody was ever ruled");
}

#[test]
fn s30_firms_win_and_lose_contracts_by_obedience() {
    let both = check("S30");
    gone(&both, &[Measure::LaidOff, Measure::Bonuses]);
    let on = &both.0;
    assert!(value(on, Measure::ContractsWon) > 0.0 && value(on, Measure::ContractsLost) > 0.0);
}

#[test]
fn s31_what_people_show_is_not_what_they_think() {
    check("S31");
}

#[test]
fn s32_likes_move_posting() {
    let (on, off) = check("S32");
    let lost = value(&on, Measure::ReachLost);
    assert!(lost > 0.0 && lost <= value(&on, Measure::BoughtReach), "bought reach takes from friends");
    assert!(value(&on, Measure::Likes) < value(&off, Measure::Likes), "friends are liked less where reach is bought");
}

#[test]
fn s33_people_punished_so_far_are_counted() {
    let shown = live(&statement("S33"), Switch::On, "default", true);
    assert!(shown.size > 0.0 && value(&shown, Measure::PeoplePunishedInPilot) <= shown.size);
}
