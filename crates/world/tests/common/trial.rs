//! Random small worlds: any part of the article's rulebook and of the default behaviour off, other posting periods,
//! short terms, letters within the household on the next day, appeals.

use crate::common::*;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use underheaven_behaviour::Behaviour;
use underheaven_rulebook::Rulebook;

/// Everything of the rulebook that can be switched off, as tables of the file.
pub fn switches() -> Vec<String> {
    let r = rulebook("article", &[]);
    let named = |table: &str, names: Vec<String>| names.into_iter().map(|n| format!("{table}.{n}")).collect::<Vec<_>>();
    let words = |words: Vec<&str>| words.into_iter().map(str::to_owned).collect::<Vec<_>>();
    let mut all = named("rule", r.rules.keys().cloned().collect());
    all.extend(named("kin", r.kin.keys().cloned().collect()));
    all.extend(named("discretion", r.discretion.keys().cloned().collect()));
    all.extend(named("gate", words(r.gates.keys().map(|g| g.name()).collect())));
    all.extend(named("attention", words(r.attention.keys().map(|c| c.name()).collect())));
    all.extend(words(vec!["score", "camera", "firm", "reports", "list.discredited"]));
    all
}

/// Everything of the behaviour that can be switched off.
pub const RESPONSES: [&str; 9] = ["fear", "habit", "silence", "hope", "views", "likes", "evade", "farm", "cut"];

/// A world to try.
#[derive(Clone, Debug)]
pub struct Trial {
    pub seed: u64,
    pub luck: u64,
    /// Switches thrown, by place in [`switches`].
    pub off: Vec<usize>,
    /// Responses switched off, by place in [`RESPONSES`].
    pub calm: Vec<usize>,
    pub period_days: i32,
    pub everybody: bool,
    pub short: bool,
    pub responds: bool,
    pub next_day: bool,
    pub appeals: bool,
    pub earlier: bool,
}

/// Random trials.
pub fn trials(switches: usize) -> impl Strategy<Value = Trial> {
    let off = proptest::collection::btree_set(0..switches, 0..switches / 2);
    let calm = proptest::collection::btree_set(0..RESPONSES.len(), 0..RESPONSES.len() / 2);
    let period = proptest::sample::select(vec![7, 1, 14]);
    (0..1_000u64, 0..1_000u64, off, calm, period, any::<[bool; 6]>()).prop_map(
        |(seed, luck, off, calm, period_days, flags)| {
            let [everybody, short, responds, next_day, appeals, earlier] = flags;
            let (off, calm) = (off.into_iter().collect(), calm.into_iter().collect());
            Trial { seed, luck, off, calm, period_days, everybody, short, responds, next_day, appeals, earlier }
        },
    )
}

impl Trial {
    /// The trial's rulebook.
    pub fn rulebook(&self, switches: &[String]) -> Rulebook {
        self.rulebook_under(switches, &[])
    }

    /// The trial's rulebook, with more laid over it.
    pub fn rulebook_under(&self, switches: &[String], more: &[String]) -> Rulebook {
        let off: String = self.off.iter().map(|i| format!("[{}]\nenabled = false\n", switches[*i])).collect();
        let period = format!("[posting]\nperiod_days = {}\n", self.period_days);
        let short = "[list.discredited]\nbelow = 990\nterm_months = 1\n[score]\nmerit_cap = 4\nlifetime_quarters = 1\n[band.trusted]\nat_least = 1003\n";
        let names = rulebook("article", &[]).kin.keys().cloned().collect::<Vec<_>>();
        let next_day: String = names.iter().map(|n| format!("[kin.{n}]\nwithin_household = \"next-day\"\n")).collect();
        let mut overlays = vec![period.as_str()];
        overlays.extend(self.everybody.then_some(EVERYBODY));
        overlays.extend(self.short.then_some(short));
        overlays.extend(self.next_day.then_some(next_day.as_str()));
        overlays.extend(self.appeals.then_some(APPEALS));
        overlays.extend(self.earlier.then_some("[enrolment]\nearlier_records = true\n"));
        overlays.extend((!off.is_empty()).then_some(off.as_str()));
        overlays.extend(more.iter().map(String::as_str));
        rulebook("article", &overlays)
    }

    /// The trial's behaviour.
    pub fn behaviour(&self) -> Behaviour {
        let calm: String = self.calm.iter().map(|i| format!("[{}]\nenabled = false\n", RESPONSES[*i])).collect();
        let name = if self.responds { "default" } else { "none" };
        let (_, text) = underheaven_behaviour::shipped().iter().find(|b| b.0 == name).expect("it is shipped");
        let mut files = vec![(name, *text)];
        files.extend((self.responds && !calm.is_empty()).then_some(("calm", calm.as_str())));
        Behaviour::read(name, &files).unwrap_or_else(|f| panic!("{f:#?}")).0
    }
}

/// Appeals on every ground, and quick.
pub const APPEALS: &str = r#"
[recourse]
provenance = "hypothetical"
why = "Appeals, often and soon."
upheld_when_wrong = { value = 0.7, low = 0.2, high = 0.8, basis = "assumed", source = "for a test" }
upheld_when_right = { value = 0.3, low = 0.01, high = 0.5, basis = "assumed", source = "for a test" }
delay_days = { value = 3, low = 1, high = 180, basis = "assumed", source = "for a test" }
[recourse.uptake]
fact = { value = 0.6, low = 0.02, high = 0.9, basis = "assumed", source = "for a test" }
attribution = { value = 0.6, low = 0.02, high = 0.9, basis = "assumed", source = "for a test" }
reason = { value = 0.6, low = 0.02, high = 0.9, basis = "assumed", source = "for a test" }
proportion = { value = 0.6, low = 0.02, high = 0.9, basis = "assumed", source = "for a test" }
"#;

/// Tries worlds until one fails `check`, and gives the smallest that does.
pub fn smallest(cases: u32, check: impl Fn(&Trial) -> Result<(), String>) -> Option<(Trial, String)> {
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 200, ..Config::default() };
    let rng = proptest::test_runner::TestRng::deterministic_rng(config.rng_algorithm);
    let mut runner = TestRunner::new_with_rng(config, rng);
    let run = runner.run(&trials(switches().len()), |trial| check(&trial).map_err(TestCaseError::fail));
    match run {
        Ok(()) => None,
        Err(proptest::test_runner::TestError::Fail(why, trial)) => Some((trial, why.to_string())),
        Err(other) => panic!("{other}"),
    }
}
