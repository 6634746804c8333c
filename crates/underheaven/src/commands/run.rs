//! `underheaven run`: lives a rulebook over a society and writes what it showed.

use crate::cli::{Format, RunArgs};
use crate::failure::{Code, Failure};
use crate::folder::{Draft, MANIFEST};
use crate::inputs::{Inputs, Names};
use crate::live::{self, Engine, How, Lived};
use crate::manifest::{Arm, Dates, Input, Machine, Manifest, Options, SocietyUsed, State};
use crate::print::{remark, say, say_json};
use crate::results::{self, Most, Written};
use crate::shelf::Found;
use crate::{machine, numbers, report, rules};
use serde_json::json;
use std::path::Path;
use underheaven_measures::{Setup, Summary, Tally};
use underheaven_society::Society;
use underheaven_world::{Book, Overrides, Plan};

/// Reads, lives, writes, and tells.
pub fn run(args: &RunArgs) -> Result<Code, Failure> {
    order(args)?;
    let (rulebook, reforms) = (args.rulebook.as_str(), args.reforms.as_slice());
    let inputs = Inputs::read(Names { rulebook, reforms, behaviour: &args.behaviour, society: &args.society })?;
    if !inputs.warnings.all.is_empty() {
        remark(&inputs.warnings.render());
    }
    // From here on Ctrl-C leaves no half-made folder; and before anything is lived there must be a place for the result.
    live::stop_on_request();
    let draft = match args.dry_run {
        true => Draft::allowed(args.out.as_deref(), args.force).map(|()| None)?,
        false => Some(Draft::open(args.out.as_deref(), &inputs.rulebook.0.name, args.force)?),
    };
    let society = inputs.society(args.people, args.society_seed)?;
    let how = How { plain: args.plain, threads: threads(args) };
    fits(&*society, how)?;
    let plan = plan(args, &inputs, &*society);
    let mut world = Engine::new(plan, how).map_err(|faults| inputs.refusal(faults))?;
    let Some(draft) = draft else { return dry(args, &inputs, &*society) };

    let (tally, lived) = world.live(&*society, setup(args, world.book()), args.to, args.quiet);
    sound(&tally, &world)?;

    let arm = &inputs.rulebook.0.name;
    let most = Most { rows: args.rows.most(), luck: args.seed };
    let written = world.look(|census| results::write(draft.path(), arm, &tally, census, most))?;
    let manifest = manifest(args, &inputs, &*society, lived, written);
    draft.write(MANIFEST, &manifest)?;
    draft.keep_inputs(inputs.texts())?;
    report::write(draft.path())?;
    let folder = draft.keep()?;

    let summary = world.look(|census| Summary::of(&tally, arm, census));
    match args.format {
        Format::Json => say_json(&json!({ "folder": folder, "manifest": manifest, "summary": summary }))?,
        Format::Text => say(&told(args, &inputs.rulebook.0, &summary, &manifest, lived, &folder))?,
    }
    Ok(if lived.whole { Code::Done } else { Code::Interrupted })
}

/// A result that contradicts itself is a bug of ours, and is not written.
fn sound(tally: &Tally, world: &Engine<'_>) -> Result<(), Failure> {
    let start = world.book().score.as_ref().map(|score| score.start);
    match world.look(|census| tally.verify(census, start)).as_slice() {
        [] => Ok(()),
        [first, ..] => Err(Failure::refused(
            format!("the result contradicts itself ({first}), and was not written"),
            "this is a bug in the program, not in your files; please report the command that shows it",
        )),
    }
}

/// The days must be in order.
fn order(args: &RunArgs) -> Result<(), Failure> {
    if args.from <= args.to {
        return Ok(());
    }
    Err(Failure::usage(
        format!("the last day, `--to {}`, lies before the first, `--from {}`", args.to, args.from),
        "exchange them, or give a later `--to`",
    ))
}

/// As many threads as asked for, else as the machine has.
fn threads(args: &RunArgs) -> u32 {
    let all = || std::thread::available_parallelism().map_or(1, |n| n.get() as u32);
    args.threads.unwrap_or_else(all)
}

/// A run that cannot fit says so before it starts.
fn fits(society: &dyn Society, how: How) -> Result<(), Failure> {
    // What a person takes, by measure (docs/PERFORMANCE.md), with room to spare; and what tables and letters take.
    let each: u64 = if how.plain { 1100 } else { 200 };
    let needed = ((u64::from(society.people()) * each) >> 20) + 150;
    match machine::free_memory() {
        Some(free) if free < needed => Err(Failure::refused(
            format!(
                "{} people need about {needed} MiB, and {free} MiB are free",
                numbers::whole(society.people().into())
            ),
            "choose fewer with `--people`, or a larger machine",
        )),
        _ => Ok(()),
    }
}

fn plan<'a>(args: &RunArgs, inputs: &'a Inputs, society: &'a dyn Society) -> Plan<'a> {
    let (rulebook, behaviour) = (&inputs.rulebook.1, &inputs.behaviour.1);
    let (luck, from, to) = (args.seed, args.from, args.to);
    Plan { society, rulebook, behaviour, luck, from, to, overrides: Overrides::default() }
}

fn setup(args: &RunArgs, book: &Book) -> Setup {
    let pilot = !book.enrolment.is_empty();
    Setup { panel: args.panel.most(), rules: rules::facts(book), pilot, ..Setup::new(args.from) }
}

/// Says what would be lived.
fn dry(args: &RunArgs, inputs: &Inputs, society: &dyn Society) -> Result<Code, Failure> {
    let (rulebook, behaviour) = (&inputs.rulebook.0.name, &inputs.behaviour.0.name);
    let (people, each, days) = (society.people(), society.represents(), args.to - args.from + 1);
    match args.format {
        Format::Json => say_json(&json!({
            "rulebook": rulebook, "behaviour": behaviour, "society": society.name(), "people": people,
            "represents": each, "from": args.from.to_string(), "to": args.to.to_string(), "days": days,
        }))?,
        Format::Text => say(&format!(
            "all is sound: `{rulebook}` with behaviour `{behaviour}` over `{}`, {} people (one here stands for {}), \
             {} to {} ({} days); nothing was lived",
            society.name(),
            numbers::whole(u64::from(people)),
            numbers::whole(each.round() as u64),
            args.from,
            args.to,
            numbers::whole(u64::try_from(days).unwrap_or(0)),
        ))?,
    }
    Ok(Code::Done)
}

fn manifest(args: &RunArgs, inputs: &Inputs, society: &dyn Society, lived: Lived, written: Written) -> Manifest {
    let arm = Arm {
        arm: inputs.rulebook.0.name.clone(),
        rulebook: Input::of(&inputs.rulebook.0),
        behaviour: Input::of(&inputs.behaviour.0),
    };
    Manifest {
        underheaven: env!("CARGO_PKG_VERSION"),
        command: "run",
        state: if lived.whole { State::Complete } else { State::Partial },
        arms: vec![arm],
        society: SocietyUsed {
            input: Input::of(&inputs.society.0),
            seed: society.seed(),
            people: society.people(),
            represents: society.represents(),
        },
        luck_seed: args.seed,
        dates: Dates { from: args.from.to_string(), to: args.to.to_string(), lived_to: lived.to.to_string() },
        options: Options { panel: args.panel.most(), rows: args.rows.most() },
        results_hash: written.hash,
        tables: written.tables,
        machine: Machine::now(lived.time, lived.bytes),
    }
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
