//! A trial in two stages (counties, then households in them): effects told apart by design, beside what partings say.
//!
//! By design only the trial's own world is read, as in the field; paired, each person's difference from the same person
//! under the baseline. Means are of counties, each counting as one, and standard errors are over counties as if these were
//! drawn from very many: both after Hudgens and Halloran 2008 (there an effect is the untreated less the treated; here it
//! is the reform less the baseline, as everywhere in a comparison). What reached people by which way adds up to the paired
//! means. Left out: weights by a county's size, and errors that look at how many households a county has.

use crate::pair::{Comparison, Fate, days_listed, fates};
use crate::partings::Traced;
use crate::tables::{DifferenceRow, EffectRow, WayRow};
use serde::Serialize;
use std::collections::BTreeMap;
use underheaven_base::{
    Contrast, Day, Draw, NeighbourhoodId, PersonId, Purpose, Relation, TrialEffect, Tried, Way, chance,
};
use underheaven_society::{Residents, Society};
use underheaven_world::fast::{Assigned, Design, Shares};

/// Of about so many people the kin are looked up.
const KIN_ASKED: u32 = 20_000;

/// Beside the numbers of lists, by which listings are chosen, and that of partings.
const KIN: u32 = 1 << 9;

/// A mean over counties, or one mean less another.
#[derive(Clone, Copy, PartialEq, Debug, Default, Serialize)]
pub struct Estimate {
    /// The mean; none where there is no county.
    pub value: Option<f64>,
    /// Its standard error over counties; none with fewer than two.
    pub error: Option<f64>,
}

/// An effect.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Effect {
    /// What is judged.
    pub measure: &'static str,
    /// Which effect.
    pub effect: &'static str,
    /// Share of households treated where it is looked at.
    pub share: f64,
    /// Share of households treated where it is compared with.
    pub beside: f64,
    /// From the trial's world alone.
    pub design: Estimate,
    /// From each person's difference from the baseline.
    pub paired: Estimate,
    /// Counties looked at, and compared with.
    pub counties: [u32; 2],
    /// Unit.
    pub unit: &'static str,
}

/// A mean difference from the baseline that came by one way.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct ByWay {
    /// What is judged.
    pub measure: &'static str,
    /// Share of households treated in the counties.
    pub share: f64,
    /// Whether these people live under the reform.
    pub treated: bool,
    /// The way.
    pub way: &'static str,
    /// People enrolled so far.
    pub people: u64,
    /// Those whom it reached by this way.
    pub parted: u64,
    /// Mean over counties.
    pub mean: Estimate,
    /// Unit.
    pub unit: &'static str,
}

/// What a trial shows.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Trial {
    /// Counties in all, and those drawn.
    pub counties: [usize; 2],
    /// Share of households treated in the counties drawn, and in the others.
    pub households: [f64; 2],
    /// Effects by measure.
    pub effects: Vec<Effect>,
    /// Differences by measure, share, treatment and way.
    pub ways: Vec<ByWay>,
    /// Of kin in other households the share in other counties; none where nobody has any.
    pub kin_across: Option<f64>,
    /// Partings through others, and those of them that crossed the border of a county.
    pub partings: [u64; 2],
}

type Sums = [i64; Tried::COUNT];

/// People of a county who are treated, or who are not.
#[derive(Clone, Copy, Default, Debug)]
pub(crate) struct Arm {
    /// Enrolled so far.
    pub people: u64,
    /// In the trial's world.
    pub tried: Sums,
    /// Less that under the baseline.
    pub differs: Sums,
    /// The same by way, and how many people it reached.
    pub ways: [Sums; Way::COUNT],
    /// How many people it reached, by way.
    pub parted: [u64; Way::COUNT],
}

/// A county: the untreated, the treated.
#[derive(Clone, Copy, Default, Debug)]
pub(crate) struct County {
    /// Whether it was drawn.
    pub drawn: bool,
    /// The untreated, then the treated.
    pub arms: [Arm; 2],
}

/// What somebody counts for.
fn counts(fate: &Fate) -> Sums {
    Tried::ALL.map(|tried| match tried {
        Tried::ListedEver => i64::from(fate.listed),
        Tried::DaysListed => i64::from(fate.days_listed),
        Tried::Refusals => i64::from(fate.refusals),
        Tried::Points => i64::from(fate.points),
        Tried::Offences => i64::from(fate.offences),
        Tried::CriticalPosters => i64::from(fate.posted),
    })
}

impl Arm {
    /// Counts somebody, in the trial and under the baseline, and the way by which it reached them.
    fn add(&mut self, tried: &Fate, baseline: &Fate, way: Option<Way>) {
        let (tried, baseline) = (counts(tried), counts(baseline));
        self.people += 1;
        for (m, (tried, baseline)) in tried.into_iter().zip(baseline).enumerate() {
            self.tried[m] += tried;
            self.differs[m] += tried - baseline;
            if let Some(way) = way {
                self.ways[way.index()][m] += tried - baseline;
            }
        }
        if let Some(way) = way {
            self.parted[way.index()] += 1;
        }
    }

    /// A sum of these people over how many they are.
    fn mean(&self, of: impl Fn(&Arm) -> i64) -> Option<f64> {
        (self.people > 0).then(|| of(self) as f64 / self.people as f64)
    }
}

impl County {
    /// A sum of all its people over how many they are.
    fn mean(&self, of: impl Fn(&Arm) -> i64) -> Option<f64> {
        let people: u64 = self.arms.iter().map(|arm| arm.people).sum();
        let sum: i64 = self.arms.iter().map(of).sum();
        (people > 0).then(|| sum as f64 / people as f64)
    }
}

impl Estimate {
    /// The mean of some counties' numbers.
    fn of(numbers: &[f64]) -> Self {
        let n = numbers.len() as f64;
        let mean = numbers.iter().sum::<f64>() / n;
        let squares: f64 = numbers.iter().map(|x| (x - mean) * (x - mean)).sum();
        Self {
            value: (!numbers.is_empty()).then_some(mean),
            error: (numbers.len() > 1).then(|| (squares / (n - 1.0) / n).sqrt()),
        }
    }

    /// This less another of other counties.
    fn less(self, other: Self) -> Self {
        let error = self.error.zip(other.error).map(|(a, b)| (a * a + b * b).sqrt());
        Self { value: self.value.zip(other.value).map(|(a, b)| a - b), error }
    }
}

/// Counties of one share, and that share.
struct Side<'a> {
    share: f64,
    counties: Vec<&'a County>,
}

impl Side<'_> {
    /// A number of each county that has one.
    fn numbers(&self, of: impl Fn(&County) -> Option<f64>) -> Vec<f64> {
        self.counties.iter().filter_map(|county| of(county)).collect()
    }
}

/// The counties by the share of households that are treated: where it is larger first.
fn sides(counties: &BTreeMap<u32, County>, shares: Shares) -> [Side<'_>; 2] {
    let side =
        |drawn: bool, share: f64| Side { share, counties: counties.values().filter(|c| c.drawn == drawn).collect() };
    let (within, elsewhere) = (side(true, shares.within), side(false, shares.elsewhere));
    if shares.within > shares.elsewhere { [within, elsewhere] } else { [elsewhere, within] }
}

/// All effects, measure by measure.
pub(crate) fn effects(counties: &BTreeMap<u32, County>, shares: Shares) -> Vec<Effect> {
    let [more, fewer] = &sides(counties, shares);
    Tried::ALL
        .into_iter()
        .flat_map(|tried| {
            let direct = [more, fewer].into_iter().filter(|side| side.share > 0.0 && side.share < 1.0);
            let direct = direct.map(move |side| effect(tried, TrialEffect::Direct, side, side)).collect::<Vec<_>>();
            let others = [TrialEffect::Indirect, TrialEffect::Total, TrialEffect::Overall];
            direct.into_iter().chain(others.map(|which| effect(tried, which, more, fewer)))
        })
        .collect()
}

fn effect(tried: Tried, which: TrialEffect, side: &Side<'_>, beside: &Side<'_>) -> Effect {
    let estimate = |sums: fn(&Arm) -> &Sums| {
        let of = |arm: &Arm| sums(arm)[tried.index()];
        let mean = |county: &County, treated: usize| county.arms[treated].mean(of);
        let numbers = match which {
            TrialEffect::Direct => {
                let direct = side.numbers(|c| mean(c, 1).zip(mean(c, 0)).map(|(a, b)| a - b));
                return (Estimate::of(&direct), [direct.len(), direct.len()]);
            }
            TrialEffect::Indirect => [side.numbers(|c| mean(c, 0)), beside.numbers(|c| mean(c, 0))],
            TrialEffect::Total => [side.numbers(|c| mean(c, 1)), beside.numbers(|c| mean(c, 0))],
            TrialEffect::Overall => [side.numbers(|c| c.mean(of)), beside.numbers(|c| c.mean(of))],
        };
        let [a, b] = numbers.each_ref().map(|numbers| Estimate::of(numbers));
        (a.less(b), numbers.map(|numbers| numbers.len()))
    };
    let ((design, counties), (paired, _)) = (estimate(|arm| &arm.tried), estimate(|arm| &arm.differs));
    Effect {
        measure: tried.name(),
        effect: which.name(),
        share: side.share,
        beside: beside.share,
        design,
        paired,
        counties: counties.map(|n| n as u32),
        unit: tried.unit(),
    }
}

/// Differences from the baseline by the way they came.
pub(crate) fn ways(counties: &BTreeMap<u32, County>, shares: Shares) -> Vec<ByWay> {
    let mut all = vec![];
    for tried in Tried::ALL {
        for side in &sides(counties, shares) {
            for treated in [true, false] {
                let arms = || side.counties.iter().map(|county| &county.arms[usize::from(treated)]);
                let people: u64 = arms().map(|arm| arm.people).sum();
                let ways = Way::ALL.into_iter().filter(|way| people > 0 && (treated || *way != Way::Rule));
                all.extend(ways.map(|way| {
                    let numbers: Vec<f64> =
                        arms().filter_map(|arm| arm.mean(|arm| arm.ways[way.index()][tried.index()])).collect();
                    ByWay {
                        measure: tried.name(),
                        share: side.share,
                        treated,
                        way: way.name(),
                        people,
                        parted: arms().map(|arm| arm.parted[way.index()]).sum(),
                        mean: Estimate::of(&numbers),
                        unit: tried.unit(),
                    }
                }));
            }
        }
    }
    all
}

/// How a parting came about in a trial.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
struct Came {
    /// Through somebody else: to whoever lives under the baseline nothing can come otherwise.
    spilled: bool,
    /// At least once from one county to another.
    across: bool,
}

impl Comparison<'_> {
    /// What a trial shows that this arm was lived as.
    pub fn trial(&self, design: &Design, luck: u64) -> Trial {
        let society = self.baseline.census.society();
        let assigned = self.assigned(design);
        let came = self.came(society, &assigned);
        let ways = self.ways(&assigned, &came);
        let counties = self.counties(society, &assigned, &ways);
        let spilled: Vec<&Came> = came.iter().flatten().filter(|came| came.spilled).collect();
        let across = spilled.iter().filter(|came| came.across).count();
        let (shares, (all, drawn)) = (design.shares(), design.counties());
        Trial {
            counties: [all, drawn],
            households: [shares.within, shares.elsewhere],
            effects: effects(&counties, shares),
            ways: self::ways(&counties, shares),
            kin_across: kin_across(society, luck),
            partings: [spilled.len() as u64, across as u64],
        }
    }

    /// Where everybody stands, by place in the row of people.
    fn assigned(&self, design: &Design) -> Vec<Assigned> {
        let tally = self.baseline.tally;
        let society = self.baseline.census.society();
        let mut all = vec![Assigned { drawn: false, treated: false }; tally.slots.len()];
        let mut home = Residents::default();
        for n in tally.roll.neighbourhoods().map(NeighbourhoodId) {
            society.settle(n, &mut home);
            let first = tally.roll.places(n).start;
            for ends in home.homes.windows(2).filter(|ends| ends[0] < ends[1]) {
                let stands = design.assigned(home.facts.county, &home.people[ends[0] as usize]);
                all[first + ends[0] as usize..first + ends[1] as usize].fill(stands);
            }
        }
        all
    }

    /// How each parting came, by its place in the row of all; whatever it came through is nearer to the rule.
    fn came(&self, society: &dyn Society, assigned: &[Assigned]) -> Vec<Option<Came>> {
        let tally = self.reform.tally;
        let county = |person: PersonId| society.neighbourhood(person.neighbourhood()).county;
        let mut came: Vec<Option<Came>> = vec![None; tally.partings.rows.len()];
        let mut nearest: Vec<&Traced> = self.traced.iter().collect();
        nearest.sort_by_key(|traced| traced.depth);
        for traced in nearest {
            let person = self.parting(traced).told.person;
            let spilled = traced.depth > 0 || !assigned[tally.roll.place(person)].treated;
            let crosses = traced.from.is_some_and(|from| county(from) != county(person));
            let before = traced.parent.and_then(|at| came[at as usize]).is_some_and(|came| came.across);
            came[traced.at as usize] = Some(Came { spilled, across: spilled && (crosses || before) });
        }
        came
    }

    /// By place in the row of people, the way of everybody's parting that is nearest to the rule.
    fn ways(&self, assigned: &[Assigned], came: &[Option<Came>]) -> Vec<Option<Way>> {
        let roll = &self.reform.tally.roll;
        let mut nearest: Vec<Option<(u32, Way)>> = vec![None; assigned.len()];
        for traced in &self.traced {
            let Some(came) = came[traced.at as usize] else { continue };
            let way = match (came.spilled, came.across) {
                (false, _) => Way::Rule,
                (true, false) => Way::County,
                (true, true) => Way::Across,
            };
            let mine = &mut nearest[roll.place(self.parting(traced).told.person)];
            *mine = (*mine).into_iter().chain([(traced.depth, way)]).min();
        }
        nearest.into_iter().map(|nearest| nearest.map(|(_, way)| way)).collect()
    }

    fn counties(&self, society: &dyn Society, assigned: &[Assigned], ways: &[Option<Way>]) -> BTreeMap<u32, County> {
        let sides = [self.baseline, self.reform];
        let listed = sides.map(|side| days_listed(side.tally));
        let roll = &self.baseline.tally.roll;
        let mut counties: BTreeMap<u32, County> = BTreeMap::new();
        for n in roll.neighbourhoods().map(NeighbourhoodId) {
            let county = counties.entry(society.neighbourhood(n).county).or_default();
            let [before, after] = [0, 1].map(|arm| fates(sides[arm], n, &listed[arm]));
            for (place, (before, after)) in roll.places(n).zip(before.iter().zip(&after)) {
                county.drawn = assigned[place].drawn;
                if after.enrolled {
                    county.arms[usize::from(assigned[place].treated)].add(after, before, ways[place]);
                }
            }
        }
        counties
    }
}

/// Of kin in other households the share in other counties, over a keyed sample of people.
fn kin_across(society: &dyn Society, luck: u64) -> Option<f64> {
    let asked = f64::from(KIN_ASKED) / f64::from(society.people().max(1));
    let county = |person: PersonId| society.neighbourhood(person.neighbourhood()).county;
    let (mut all, mut across) = (0_u64, 0_u64);
    let (mut home, mut kin) = (Residents::default(), vec![]);
    for n in (0..society.neighbourhoods()).map(NeighbourhoodId) {
        society.settle(n, &mut home);
        let drawn = |id: PersonId| chance(Draw::new(luck, id.0, Day(0), Purpose::Kept, KIN).word(0), asked);
        for person in home.people.iter().filter(|person| drawn(person.id)) {
            kin.clear();
            society.kin(person.id, &mut kin);
            let near = |id: PersonId| id.neighbourhood() == n && home.person(id).household == person.household;
            for (id, _) in kin.iter().filter(|(id, relation)| *relation != Relation::Household && !near(*id)) {
                all += 1;
                across += u64::from(county(*id) != home.facts.county);
            }
        }
    }
    (all > 0).then(|| across as f64 / all as f64)
}

impl Trial {
    /// The table `effects`.
    pub fn effect_rows(&self, arm: &str) -> Vec<EffectRow> {
        let row = |e: &Effect| EffectRow {
            arm: arm.to_owned(),
            measure: e.measure,
            effect: e.effect,
            share: e.share,
            beside: e.beside,
            design: e.design.value,
            design_error: e.design.error,
            paired: e.paired.value,
            paired_error: e.paired.error,
            unit: e.unit,
            counties: e.counties[0],
            counties_beside: e.counties[1],
        };
        self.effects.iter().map(row).collect()
    }

    /// The table `ways`.
    pub fn way_rows(&self, arm: &str) -> Vec<WayRow> {
        let row = |w: &ByWay| {
            Some(WayRow {
                arm: arm.to_owned(),
                measure: w.measure,
                share: w.share,
                who: if w.treated { "treated" } else { "untreated" },
                way: w.way,
                people: w.people,
                parted: w.parted,
                value: w.mean.value?,
                error: w.mean.error,
                unit: w.unit,
            })
        };
        self.ways.iter().filter_map(row).collect()
    }

    /// What `differences` has of a trial.
    pub fn difference_rows(&self, arm: &str) -> Vec<DifferenceRow> {
        let [spilled, across] = self.partings;
        let crossed = (spilled > 0).then(|| across as f64 / spilled as f64);
        let of = [(Contrast::KinAcrossCounties, self.kin_across), (Contrast::PartingsAcrossCounties, crossed)];
        let row = |(contrast, value): (Contrast, Option<f64>)| {
            let difference = Some(value?);
            Some(DifferenceRow {
                arm: arm.to_owned(),
                measure: contrast.name(),
                group: "all".to_owned(),
                baseline: None,
                reform: None,
                difference,
                unit: contrast.unit(),
                low: None,
                high: None,
                interval: None,
            })
        };
        of.into_iter().filter_map(row).collect()
    }
}
