//! What somebody did differently afterwards: acts by kind before and after the first punishment, and what was forgone.
//!
//! Before and after differ for other reasons too (age, a season, a child born): what the rulebook did is told only by the
//! same person beside themselves under another one.

use super::acts;
use super::diary::Diary;
use crate::report::words::joined;
use serde::Serialize;
use std::collections::BTreeMap;
use underheaven_base::{Act, Day, Kind, PersonId};
use underheaven_measures::PersonRows;

/// How often something was done and forgone.
#[derive(Serialize, Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Deeds {
    /// Done.
    pub done: u32,
    /// Forgone.
    pub forgone: u32,
}

/// What somebody did in a stretch of days.
#[derive(Serialize, Clone, PartialEq, Debug)]
pub struct Stretch {
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
    /// How many days.
    pub days: i32,
    /// By kind of act.
    pub kinds: BTreeMap<&'static str, Deeds>,
    /// By act.
    pub acts: BTreeMap<&'static str, Deeds>,
    /// What was forgone, by what kept them from it.
    pub kept_from: BTreeMap<&'static str, u32>,
}

impl Stretch {
    /// What a person did from one day to another, both included.
    pub fn of(diary: &Diary, person: PersonId, from: Day, to: Day) -> Self {
        let (mut kinds, mut by_act, mut kept_from) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        let within = |day: Day| from <= day && day <= to;
        for deed in diary.acts.iter().filter(|deed| deed.person == person && within(deed.day)) {
            let of_kind: &mut Deeds = kinds.entry(deed.act.kind().name()).or_default();
            let of_act: &mut Deeds = by_act.entry(deed.act.name()).or_default();
            for deeds in [of_kind, of_act] {
                deeds.done += u32::from(deed.happened);
                deeds.forgone += u32::from(!deed.happened);
            }
            if !deed.happened {
                *kept_from.entry(acts::push(deed.push)).or_default() += 1;
            }
        }
        let days = (to - from + 1).max(0);
        Self { from: from.to_string(), to: to.to_string(), days, kinds, acts: by_act, kept_from }
    }

    fn yearly(&self, kind: Kind) -> f64 {
        let done = self.kinds.get(kind.name()).map_or(0, |deeds| deeds.done);
        f64::from(done) * 365.25 / f64::from(self.days.max(1))
    }

    /// What was forgone, in words.
    pub fn forgone(&self) -> Option<String> {
        let what = self.acts.iter().filter(|(_, deeds)| deeds.forgone > 0);
        let what: Vec<String> = what.map(|(act, deeds)| format!("{} {}", deeds.forgone, times(act))).collect();
        let why: Vec<String> = self.kept_from.iter().map(|(why, n)| format!("{n} {why}")).collect();
        (!what.is_empty()).then(|| format!("forgone: {} ({})", joined(&what), joined(&why)))
    }
}

fn times(act: &str) -> String {
    format!("× {}", acts::act_named(act))
}

/// Before and after the first punishment.
#[derive(Serialize, Clone, PartialEq, Debug)]
pub struct Afterwards {
    /// The first day on which a demerit was booked, a listing began or a gate was shut.
    pub first_punished: String,
    /// Up to the day before.
    pub before: Stretch,
    /// From the day after.
    pub after: Stretch,
}

impl Afterwards {
    /// Of somebody who was punished.
    pub fn of(rows: &PersonRows, diary: &Diary, person: PersonId, from: Day, to: Day) -> Option<Self> {
        let first = first_punished(rows)?;
        let before = Stretch::of(diary, person, from, first + -1);
        let after = Stretch::of(diary, person, first + 1, to);
        Some(Self { first_punished: first.to_string(), before, after })
    }

    /// As lines of text.
    pub fn lines(&self) -> Vec<String> {
        let rate = |kind: Kind| {
            let (before, after) = (self.before.yearly(kind), self.after.yearly(kind));
            format!("{} {before:.1} before, {after:.1} after", kind.name())
        };
        let kinds: Vec<String> = Kind::ALL.into_iter().map(rate).collect();
        let mut lines =
            vec![format!("first punished on {}; acts a year, by kind: {}", self.first_punished, kinds.join("; "))];
        lines.extend(self.before.forgone().map(|what| format!("before it, {what}")));
        lines.extend(self.after.forgone().map(|what| format!("after it, {what}")));
        lines
    }
}

/// The first day on which a demerit was booked, a listing began or a gate was shut.
pub fn first_punished(rows: &PersonRows) -> Option<Day> {
    let demerits = rows.ledger.iter().filter(|e| e.booking == "booked" && e.points < 0).map(|e| e.day);
    let listings = rows.listings.iter().map(|l| l.from);
    let refusals = rows.gates.iter().filter(|a| a.outcome == "refused").map(|a| a.day);
    demerits.chain(listings).chain(refusals).min().map(Day)
}

/// Acts that somebody did, or did not do, otherwise under two rulebooks, in words.
pub fn otherwise(baseline: &Stretch, reform: &Stretch) -> Vec<String> {
    let both = |act: &Act| {
        let of = |stretch: &Stretch| stretch.acts.get(act.name()).copied().unwrap_or_default();
        (of(baseline), of(reform))
    };
    let differs = Act::ALL.into_iter().map(|act| (act, both(&act))).filter(|(_, (a, b))| a != b);
    let words = |(act, (a, b)): (Act, (Deeds, Deeds))| {
        let forgone = match (a.forgone, b.forgone) {
            (0, 0) => String::new(),
            (a, b) => format!(" (forgone {a}, {b})"),
        };
        format!("{}: {} and {}{forgone}", acts::act(act), a.done, b.done)
    };
    differs.map(words).collect()
}
