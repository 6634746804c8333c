//! `underheaven run`: lives a rulebook over a society and writes what it showed.

use crate::cli::{Format, RunArgs};
use crate::explain::three::{LIVES, Telling};
use crate::failure::{Code, Failure};
use crate::folder::{Draft, MANIFEST};
use crate::inputs::{Arm, Inputs};
use crate::live::{self, Engine, How, Lived};
use crate::manifest::{Manifest, State};
use crate::print::{remark, say, say_json};
use crate::results::{self, Most};
use crate::shelf::{self, Found, Kind};
use crate::{arms, living, numbers, report};
use serde_json::json;
use std::path::Path;
use underheaven_measures::{Side, Summary};
use underheaven_society::Society;
use underheaven_world::{Overrides, Plan};

/// Reads, lives, writes, and tells.
pub fn run(args: &RunArgs) -> Result<Code, Failure> {
    living::order(&args.living)?;
    let rulebook = arms::under(&shelf::find(Kind::Rulebook, &args.rulebook)?, &args.reforms)?;
    let inputs = Inputs::read(vec![rulebook], &[&args.behaviour], &args.living.society)?;
    if !inputs.warnings.all.is_empty() {
        remark(&inputs.warnings.render());
    }
    let Some(arm) = inputs.arms.first() else { return Ok(Code::Done) };
    // From here on Ctrl-C leaves no half-made folder; and before anything is lived there must be a place for the result.
    live::stop_on_request();
    let draft = match args.living.dry_run {
        true => Draft::allowed(args.living.out.as_deref(), args.living.force).map(|()| None)?,
        false => Some(Draft::open(args.living.out.as_deref(), &arm.name, args.living.force)?),
    };
    let society = inputs.society(args.living.people, args.living.society_seed)?;
    let how = How { plain: args.plain, threads: living::threads(&args.living) };
    living::fits(&*society, how, 1)?;
    let plan = plan(args, arm, &*society);
    let mut world = Engine::new(plan, how).map_err(|faults| inputs.refusal(faults))?;
    let Some(draft) = draft else { return dry(args, arm, &*society) };

    let setup = living::setup(&args.living, world.book());
    let (tally, lived) = world.live(&*society, setup, args.living.to, args.living.quiet);
    living::sound(&world.look(|census| living::contradictions(&tally, world.book(), census)))?;

    let most = Most { rows: args.living.rows.most(), luck: args.living.seed };
    let (written, lives) = world.look(|census| {
        let side = Side { arm: &arm.name, alone: &arm.name, tally: &tally, census };
        let telling = Telling { society: &*society, arms: &inputs.arms, sides: &[side], pairs: &[] };
        results::write(draft.path(), &[side], &[], &[], most).map(|written| (written, telling.lives()))
    })?;
    let summary = world.look(|census| Summary::of(&tally, &arm.name, census));
    // The report is made from the folder, and takes room.
    drop((world, tally));
    let manifest = living::manifest("run", &args.living, &inputs, &*society, lived, written, &[]);
    draft.write(MANIFEST, &manifest)?;
    draft.write(LIVES, &lives)?;
    draft.keep_inputs(inputs.texts())?;
    report::write(draft.path())?;
    let folder = draft.keep()?;
    match args.living.format {
        Format::Json => say_json(&json!({ "folder": folder, "manifest": manifest, "summary": summary }))?,
        Format::Text => say(&told(args, &arm.rulebook.0, &summary, &manifest, lived, &folder))?,
    }
    Ok(living::code(lived))
}

fn plan<'a>(args: &RunArgs, arm: &'a Arm, society: &'a dyn Society) -> Plan<'a> {
    let (rulebook, behaviour) = (&arm.rulebook.1, &arm.behaviour.1);
    let (luck, from, to) = (args.living.seed, args.living.from, args.living.to);
    Plan { society, rulebook, behaviour, luck, from, to, overrides: Overrides::default() }
}

/// Says what would be lived.
fn dry(args: &RunArgs, arm: &Arm, society: &dyn Society) -> Result<Code, Failure> {
    let (rulebook, behaviour) = (&arm.name, &arm.behaviour.0.name);
    let words = format!("`{rulebook}` with behaviour `{behaviour}`");
    living::dry(&args.living, &words, json!({ "rulebook": rulebook, "behaviour": behaviour }), society)
}

/// The summary, how it was lived, where it is and what to try next.
fn told(
    args: &RunArgs,
    rulebook: &Found,
    summary: &Summary,
    manifest: &Manifest,
    lived: Lived,
    folder: &Path,
) -> String {
    let args = &args.living;
    let mut lines = summary.lines();
    let days = u64::try_from(lived.to - args.from + 1).unwrap_or(0);
    let rate = numbers::rate(u64::from(manifest.society.people) * days, lived.time);
    let lives = &manifest.results_hash;
    lines.push(format!("\nlived in {:.1} s, {rate}; hash of the lives {lives}", lived.time.as_secs_f64()));
    if manifest.state == State::Partial {
        lines.push(format!("partial: interrupted after {}; a whole run goes on to {}", lived.to, args.to));
    }
    lines.push(format!("{} holds the report and the tables; next: `{}`", folder.display(), next(rulebook)));
    lines.join("\n")
}

/// What to try after this run.
fn next(rulebook: &Found) -> String {
    match (rulebook.shipped, rulebook.name.as_str()) {
        (true, "none") => "underheaven run article".to_owned(),
        (true, shipped) => format!("underheaven show {shipped} --copy mine"),
        (false, _) => "underheaven run none".to_owned(),
    }
}
