//! A society's parts, each with an observer of its own, merged: bit for bit the tally of one observer of everybody.

use super::{answer, demerit, listing};
use crate::testing::{Dozen, FROM, PLAIN, Still, day, look, who};
use crate::{RunHash, Setup, Summary, Tally};
use underheaven_base::{Act, Cause, Channel, Day, Gate, NeighbourhoodId, Outcome, PersonId, Relation, Site, Truth};
use underheaven_world::{Answer, Booking, Entry, ListId, Listing, Observer, Push, RuleId, Trigger, Turn};

/// The same numbers for the same seed.
struct Luck(u64);

impl Luck {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }
    fn of<T: Copy>(&mut self, words: &[T]) -> T {
        words[self.below(words.len())]
    }
}

const NEIGHBOURHOODS: u32 = 6;
const PUSHES: [Push; 5] = [Push::None, Push::None, Push::None, Push::Trap, Push::Hope];
const NOT: [Push; 3] = [Push::Deterred, Push::Silenced, Push::ShutOut];
const TURNS: [Turn; 4] = [Turn::BillLate, Turn::JobLost, Turn::DepositPaid, Turn::ViewDown];

/// Hands an event to the tally of a neighbourhood's part.
type Of<'a> = dyn FnMut(NeighbourhoodId, &mut dyn FnMut(&mut Tally)) + 'a;

/// Tells the tally of a neighbourhood's part something about somebody on a day.
fn tell(luck: &mut Luck, on: Day, of: &mut Of<'_>) {
    let n = NeighbourhoodId(luck.below(NEIGHBOURHOODS as usize) as u32);
    let person = PersonId::at(n, luck.below(6) as u32);
    let other = PersonId::at(n, luck.below(6) as u32);
    let (act, channel, cause) = (luck.of(&Act::ALL), luck.of(&Channel::ALL), luck.of(&Cause::ALL));
    let (rule, list) = (RuleId(luck.below(4) as u16), ListId(luck.below(2) as u8));
    let kind = underheaven_base::Kind::ALL[luck.below(underheaven_base::Kind::ALL.len())];
    let trigger = [None, Some(Trigger { act, kind, person: other })][luck.below(2)];
    let truth = luck.of(&[Truth::OwnAct, Truth::NoAct]);
    let (push, not, turn, amount) = (luck.of(&PUSHES), luck.of(&NOT), luck.of(&TURNS), luck.below(9) as u32);
    let points = luck.below(21) as i32 - 10;
    let booking = luck.of(&[Booking::Booked, Booking::Booked, Booking::Lapse, Booking::Correction]);
    let relation = Some(luck.of(&Relation::ALL));
    let (gate, outcome) = (luck.of(&Gate::ALL), luck.of(&Outcome::ALL));
    let base = demerit(0, FROM, points);
    let entry = Entry { person, day: on, rule: Some(rule), cause, truth, trigger, channel, booking, relation, ..base };
    let begun = Listing { person, list, from: on, cause, truth, trigger, rule: Some(rule), ..listing(0, FROM) };
    let asked = answer(0, FROM, outcome);
    let said = Answer { person, day: on, gate, list: Some(list), cause: Some(cause), standing_of: other, ..asked };
    match luck.below(12) {
        0..3 => of(n, &mut |t| t.act(person, on, act, push)),
        3 => of(n, &mut |t| t.forgone(person, on, act, not)),
        4 => of(n, &mut |t| t.seen(person, on, act, channel)),
        5 | 6 => of(n, &mut |t| t.entry(&entry)),
        7 => of(n, &mut |t| t.listed(&begun)),
        8 => of(n, &mut |t| t.delisted(person, list, on)),
        9 => of(n, &mut |t| t.gate(&said)),
        10 => of(n, &mut |t| t.turn(person, on, turn, amount)),
        _ if amount > 6 => of(n, &mut |t| t.enrolled(person, on)),
        _ => of(n, &mut |t| t.passes(n, on, Site::Street, 100, u64::from(amount))),
    }
}

/// Half a year of a few events a day, told to the parts that begin at `begins`; then the parts merged.
fn lived(seed: u64, begins: &[u32], late: bool) -> (Still, Tally) {
    let mut world = Still::of(Dozen::of(NEIGHBOURHOODS));
    let setup = Setup { panel: Some(20), ..Setup::new(day(FROM)) };
    let ends = begins.iter().skip(1).chain([&NEIGHBOURHOODS]);
    let mut parts: Vec<_> =
        begins.iter().zip(ends).map(|(a, b)| Tally::of(&world.society, setup.clone(), *a..*b)).collect();
    let mut luck = Luck(seed);
    world.stand(who(3, 1), look(PLAIN, |l| l.enrolled = Some(day("2014-07-01"))));
    parts.iter_mut().for_each(|part| part.begin(&world));
    for n in 0..182 {
        let on = day(FROM) + n;
        for _ in 0..luck.below(12) {
            tell(&mut luck, on, &mut |place, event| {
                let part = begins.partition_point(|begin| *begin <= place.0) - 1;
                event(&mut parts[part]);
            });
        }
        if n % 7 == 6 {
            let (score, enrolled) = (900 + luck.below(200) as i32, Some(on));
            let person = who(luck.below(NEIGHBOURHOODS as usize) as u32, luck.below(6) as u32);
            world.stand(person, look(PLAIN, |l| (l.score, l.enrolled, l.habit) = (Some(score), enrolled, 3)));
            world.today = on + 1;
            parts.iter_mut().for_each(|part| part.period(on, &world));
        }
    }
    if late {
        let mut all = Tally::merge(parts);
        all.finish(&world);
        return (world, all);
    }
    parts.iter_mut().for_each(|part| part.finish(&world));
    (world, Tally::merge(parts))
}

fn hash(tally: &Tally, world: &Still) -> String {
    let mut hash = RunHash::default();
    hash.lives(tally.digest());
    hash.table(&tally.series("a").collect::<Vec<_>>());
    hash.table(&tally.groups("a"));
    hash.table(&tally.funnel("a"));
    hash.table(&tally.listings("a", None, 1).rows);
    hash.table(&tally.listings("a", Some(9), 1).rows);
    hash.table(&tally.people_rows("a", world));
    hash.table(&tally.ledger("a").collect::<Vec<_>>());
    hash.table(&tally.gates("a").collect::<Vec<_>>());
    hash.finish()
}

#[test]
fn parts_merged_are_the_whole() {
    for seed in 1..7 {
        let (world, whole) = lived(seed, &[0], false);
        assert!(whole.series("a").any(|r| r.group == "province=hebei"));
        let rows = (whole.ledger("a").count(), whole.gates("a").count(), whole.listings("a", None, 1).rows.len());
        assert!(rows.0 > 10 && rows.1 > 3 && rows.2 > 20, "{rows:?}");
        for begins in [&[0, 1][..], &[0, 3], &[0, 5], &[0, 2, 4], &[0, 1, 2, 3, 4, 5]] {
            for late in [false, true] {
                let (_, merged) = lived(seed, begins, late);
                assert!(merged.series("a").eq(whole.series("a")), "{begins:?}, seed {seed}");
                assert_eq!(merged.groups("a"), whole.groups("a"), "{begins:?}, seed {seed}");
                assert_eq!(merged.funnel("a"), whole.funnel("a"), "{begins:?}, seed {seed}");
                assert_eq!(hash(&merged, &world), hash(&whole, &world), "{begins:?}, seed {seed}");
                assert_eq!(Summary::of(&merged, "a", &world), Summary::of(&whole, "a", &world), "seed {seed}");
                assert_eq!(merged.verify(&world, Some(1000)), whole.verify(&world, Some(1000)));
                let members = |t: &Tally| t.panel().members().to_vec();
                assert_eq!(members(&merged), members(&whole), "{begins:?}: the panel is the same for any split");
            }
        }
    }
}

#[test]
#[should_panic(expected = "do not follow each other")]
fn parts_out_of_order_are_refused() {
    let world = Still::of(Dozen::of(4));
    let part = |range| Tally::of(&world.society, Setup::new(day(FROM)), range);
    Tally::merge(vec![part(2..4), part(0..2)]);
}

#[test]
fn counting_the_strata_once_changes_nothing() {
    let society = Dozen::of(4);
    let panel = |strata| {
        let setup = Setup { panel: Some(12), strata, ..Setup::new(day(FROM)) };
        Tally::of(&society, setup, 1..3).panel().members().to_vec()
    };
    assert_eq!(panel(None), panel(Some(crate::Strata::of(&society))));
}
