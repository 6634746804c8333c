//! `underheaven compare`: lives a baseline and reforms side by side and writes what differs, person by person.

use crate::cli::{CompareArgs, Format};
use crate::explain::three::{LIVES, Telling};
use crate::failure::{Code, Failure};
use crate::folder::{Draft, MANIFEST};
use crate::inputs::{Arm, Inputs};
use crate::live::{self, How, Lived};
use crate::manifest::{Manifest, State};
use crate::only_in::OnlyIn;
use crate::print::{remark, say, say_json};
use crate::results::{self, Most};
use crate::shelf::Found;
use crate::{arms, grain, living, numbers, report, rules};
use serde_json::json;
use std::path::Path;
use underheaven_measures::{Comparison, PairSummary, PutIn, Setup, Side, Tally, Trial};
use underheaven_society::Society;
use underheaven_world::fast::Design;
use underheaven_world::{Book, MOST_ARMS, Overrides, Plan, fast};

/// Reads, lives, writes, and tells.
pub fn compare(args: &CompareArgs) -> Result<Code, Failure> {
    living::order(&args.living)?;
    let only_in = if args.only_in.is_empty() { None } else { Some(OnlyIn::read(&args.only_in)?) };
    let rulebooks = arms::all(&args.baseline, &args.reforms)?;
    few_enough(rulebooks.len())?;
    let inputs = Inputs::read(rulebooks, &behaviours(args)?, &args.living.society)?;
    if !inputs.warnings.all.is_empty() {
        remark(&inputs.warnings.render());
    }
    if !args.allow_same {
        each_changes_something(&inputs.arms)?;
    }
    // From here on Ctrl-C leaves no half-made folder; and before anything is lived there must be a place for the result.
    live::stop_on_request();
    let name = inputs.arms.iter().take(2).map(|arm| arm.name.as_str()).collect::<Vec<_>>().join("-and-");
    let draft = match args.living.dry_run {
        true => Draft::allowed(args.living.out.as_deref(), args.living.force).map(|()| None)?,
        false => Some(Draft::open(args.living.out.as_deref(), &name, args.living.force)?),
    };
    let society = inputs.society(args.living.people, args.living.society_seed)?;
    let how = How { plain: false, threads: living::threads(&args.living) };
    living::fits(&*society, how, inputs.arms.len())?;
    let plans = inputs.arms.iter().map(|arm| plan(args, arm, &*society)).collect();
    let mut world = live::fast(plans, how.threads).map_err(|faults| inputs.refusal(faults))?;
    let trial = match only_in {
        None => None,
        Some(only_in) => {
            let design = only_in.draw(&*society, &world, args.living.seed)?;
            world.try_in(design.clone()).map_err(|why| Failure::refused(why, "compare it without `--only-in`"))?;
            Some((only_in, design))
        }
    };
    let Some(draft) = draft else { return dry(args, &inputs, &*society, trial.as_ref()) };

    let setups = setups(args, &world);
    let (tallies, lived) =
        live::side_by_side(&mut world, how.threads, &*society, setups, args.living.to, args.living.quiet);
    told(args, &inputs, &*society, draft, trial, (&world, &tallies, lived))
}

/// Writes what was lived, and says what differs.
fn told(
    args: &CompareArgs,
    inputs: &Inputs,
    society: &dyn Society,
    draft: Draft,
    trial: Option<(OnlyIn, Design)>,
    (world, tallies, lived): (&fast::World<'_>, &[Tally], Lived),
) -> Result<Code, Failure> {
    let censuses: Vec<_> = (0..tallies.len()).map(|arm| world.census(arm)).collect();
    let sides: Vec<Side<'_>> = inputs
        .arms
        .iter()
        .zip(tallies.iter().zip(&censuses))
        .map(|(arm, (tally, census))| Side { arm: &arm.name, alone: &arm.rulebook.0.name, tally, census })
        .collect();
    for (side, arm) in sides.iter().zip(world.shared().arms()) {
        living::sound(&living::contradictions(side.tally, arm.book(), side.census))?;
    }
    let pairs: Vec<Comparison<'_>> = sides[1..].iter().map(|reform| Comparison::of(sides[0], *reform)).collect();
    for pair in &pairs {
        living::sound(&pair.faults())?;
    }
    let apart: Vec<f64> = pairs.iter().map(Comparison::share_lived_apart).collect();
    let most = Most { rows: args.living.rows.most(), luck: args.living.seed };
    let trials: Vec<Trial> = match &trial {
        Some((_, design)) => pairs.iter().map(|pair| pair.trial(design, args.living.seed)).collect(),
        None => vec![],
    };
    let written = results::write(draft.path(), &sides, &pairs, &trials, most)?;
    let only_in = trial.map(|(only_in, _)| only_in);
    let manifest =
        Manifest { only_in, ..living::manifest("compare", &args.living, inputs, society, lived, written, &apart) };
    draft.write(MANIFEST, &manifest)?;
    let telling = Telling { society, arms: &inputs.arms, sides: &sides, pairs: &pairs };
    draft.write(LIVES, &telling.lives())?;
    draft.keep_inputs(inputs.texts())?;
    report::write(draft.path())?;
    let folder = draft.keep()?;
    let mut summaries: Vec<PairSummary> =
        pairs.iter().zip(&inputs.arms[1..]).map(|(pair, arm)| summary(pair, inputs, arm)).collect();
    for (summary, trial) in summaries.iter_mut().zip(trials) {
        summary.trial = Some(trial);
    }
    match args.living.format {
        Format::Json => say_json(&json!({ "folder": folder, "manifest": manifest, "comparisons": summaries }))?,
        Format::Text => {
            let mut all: Vec<String> = vec![];
            for (summary, arm) in summaries.iter().zip(&inputs.arms[1..]) {
                let told = summary.lines();
                all.extend(told.iter().take(1).cloned());
                all.extend(responses(&inputs.arms[0], arm));
                all.extend(told.into_iter().skip(1).chain([String::new()]));
            }
            all.extend(lines(args, &manifest, lived, &folder));
            say(&all.join("\n"))?;
        }
    }
    Ok(living::code(lived))
}

/// How people respond under two arms, where it is not the same.
fn responses(baseline: &Arm, arm: &Arm) -> Option<String> {
    let [first, other] = [baseline, arm].map(|arm| &arm.behaviour.0.name);
    (first != other)
        .then(|| format!("people respond by `{other}` under {}, and by `{first}` under {}", arm.name, baseline.name))
}

/// What differs between the baseline and an arm.
fn summary(pair: &Comparison<'_>, inputs: &Inputs, arm: &Arm) -> PairSummary {
    let baseline = &inputs.arms[0].rulebook.1;
    let put_in: Vec<PutIn> = rules::put_in(baseline, &arm.rulebook.1);
    let same_behaviour = inputs.arms[0].behaviour.1 == arm.behaviour.1;
    let grain = grain::of(baseline, &arm.rulebook.1).filter(|_| same_behaviour);
    let exceptions = grain.map(|grain| pair.exceptions(grain));
    PairSummary { exceptions, ..pair.summary(&rules::changed(baseline, &arm.rulebook.1), &put_in) }
}

/// More arms than the state of people has room for are refused.
fn few_enough(arms: usize) -> Result<(), Failure> {
    if arms <= MOST_ARMS {
        return Ok(());
    }
    Err(Failure::usage(
        format!(
            "{arms} worlds are more than can be lived side by side: the most are {MOST_ARMS}, the baseline among them"
        ),
        "compare in several runs with the same baseline and seed: the worlds are the same, whatever is lived beside them",
    ))
}

/// The behaviour of each arm.
fn behaviours(args: &CompareArgs) -> Result<Vec<&str>, Failure> {
    let arms = args.reforms.len() + 1;
    match args.behaviours.len() {
        0 => Ok(vec![args.behaviour.as_str(); arms]),
        n if n == arms => Ok(args.behaviours.iter().map(String::as_str).collect()),
        n => Err(Failure::usage(
            format!("`--behaviours` names {n}, and there are {arms} worlds"),
            "name one for the baseline and one for each reform, such as `default,none`; or one for all with `--behaviour`",
        )),
    }
}

/// A reform that says nothing else than its baseline is a slip of the pen: nobody would differ, and that would look like a finding.
fn each_changes_something(arms: &[Arm]) -> Result<(), Failure> {
    let said = |arm: &Arm| {
        // What is ready to be lived, without its name: two that print alike are alike.
        let book = Book { name: String::new(), ..Book::new(&arm.rulebook.1) };
        (format!("{book:?}"), format!("{:?}", arm.behaviour.1))
    };
    let baseline = &arms[0];
    let is_reform = |found: &Found| found.reforms > baseline.rulebook.0.reforms;
    let mut reforms = arms[1..].iter().filter(|arm| is_reform(&arm.rulebook.0));
    match reforms.find(|arm| said(arm) == said(baseline)) {
        None => Ok(()),
        Some(same) => Err(Failure::refused(
            format!("`{}` changes nothing in `{}`", same.name, baseline.name),
            "change the reform; `--allow-same` compares all the same",
        )),
    }
}

fn plan<'a>(args: &CompareArgs, arm: &'a Arm, society: &'a dyn Society) -> Plan<'a> {
    let (rulebook, behaviour) = (&arm.rulebook.1, &arm.behaviour.1);
    let (luck, from, to) = (args.living.seed, args.living.from, args.living.to);
    Plan { society, rulebook, behaviour, luck, from, to, overrides: Overrides::default() }
}

/// How each arm is counted: as in a run of it alone.
fn setups(args: &CompareArgs, world: &fast::World<'_>) -> Vec<Setup> {
    living::side_by_side(world, |book| living::setup(&args.living, book))
}

/// Says what would be lived.
fn dry(
    args: &CompareArgs,
    inputs: &Inputs,
    society: &dyn Society,
    trial: Option<&(OnlyIn, Design)>,
) -> Result<Code, Failure> {
    let names: Vec<&str> = inputs.arms.iter().map(|arm| arm.name.as_str()).collect();
    let behaviours: Vec<&str> = inputs.arms.iter().map(|arm| arm.behaviour.0.name.as_str()).collect();
    let tried = trial.map_or(String::new(), |(only_in, design)| {
        let (all, drawn) = design.counties();
        let [within, elsewhere] = only_in.households.map(|share| share * 100.0);
        format!(" for {within} % of the households in {drawn} of {all} counties and {elsewhere} % in the others")
    });
    let words = format!("`{}`{tried} beside `{}`", names[1..].join("`, `"), names[0]);
    let only_in = trial.map(|(only_in, _)| only_in);
    living::dry(&args.living, &words, json!({ "arms": names, "behaviours": behaviours, "only_in": only_in }), society)
}

/// How it was lived and where it is.
fn lines(args: &CompareArgs, manifest: &Manifest, lived: Lived, folder: &Path) -> Vec<String> {
    let days = u64::try_from(lived.to - args.living.from + 1).unwrap_or(0);
    let arms = manifest.arms.len();
    let rate = numbers::rate(u64::from(manifest.society.people) * days * arms as u64, lived.time);
    let mut lines = vec![format!("lived {arms} worlds in {:.1} s, {rate} over all of them", lived.time.as_secs_f64())];
    for arm in &manifest.arms {
        let apart = arm
            .share_lived_apart
            .map_or(String::new(), |share| format!("; {:.2} % of days lived apart", share * 100.0));
        lines.push(format!("  {}: hash of the lives {}{apart}", arm.arm, arm.results_hash));
    }
    if manifest.state == State::Partial {
        lines
            .push(format!("partial: interrupted after {}; a whole comparison goes on to {}", lived.to, args.living.to));
    }
    lines.push(format!("{} holds the report and the tables", folder.display()));
    lines
}
