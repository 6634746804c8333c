//! What every command that lives a society shares: its days in order, its threads, its memory, and how it is counted.

use crate::cli::{Format, LivingArgs};
use crate::failure::{Code, Failure};
use crate::inputs::{self, Inputs};
use crate::live::{self, How, Lived};
use crate::manifest::{Arm, Dates, Input, Machine, Manifest, Options, SocietyUsed, State};
use crate::print::{say, say_json};
use crate::results::Written;
use crate::{machine, numbers, rules};
use serde_json::{Value, json};
use underheaven_base::Day;
use underheaven_measures::{Numbers, Setup, Tally};
use underheaven_society::Society;
use underheaven_world::{Book, Census, fast};

/// The days must be in order.
pub fn order(args: &LivingArgs) -> Result<(), Failure> {
    if args.from <= args.to {
        return Ok(());
    }
    Err(Failure::usage(
        format!("the last day, `--to {}`, lies before the first, `--from {}`", args.to, args.from),
        "exchange them, or give a later `--to`",
    ))
}

/// As many threads as asked for, else as the machine has.
pub fn threads(args: &LivingArgs) -> u32 {
    as_many(args.threads)
}

/// So many threads, or as many as the machine has.
pub fn as_many(threads: Option<u32>) -> u32 {
    let all = || std::thread::available_parallelism().map_or(1, |n| n.get() as u32);
    threads.unwrap_or_else(all)
}

/// A run that cannot fit says so before it starts.
pub fn fits(society: &dyn Society, how: How, arms: usize) -> Result<(), Failure> {
    // What a person takes, by measure (docs/PERFORMANCE.md), with room to spare; what each part counts; and what tables and letters take.
    let first: u64 = if how.plain { 1100 } else { 210 };
    let each = first + 180 * (arms as u64 - 1);
    let parts =
        if how.plain { 1 } else { live::weights(how.threads).len().min(society.neighbourhoods() as usize) as u64 };
    let needed = ((u64::from(society.people()) * each) >> 20) + 5 * parts * arms as u64 + 130;
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

/// Says what would be lived, under what is told in `words`; to machines under what stands in `named`, an object.
pub fn dry(args: &LivingArgs, words: &str, mut named: Value, society: &dyn Society) -> Result<Code, Failure> {
    let (people, each, days) = (society.people(), society.represents(), args.to - args.from + 1);
    let over = json!({
        "society": society.name(), "people": people, "represents": each,
        "from": args.from.to_string(), "to": args.to.to_string(), "days": days,
    });
    match args.format {
        Format::Json => {
            if let (Some(all), Value::Object(over)) = (named.as_object_mut(), over) {
                all.extend(over);
            }
            say_json(&named)?;
        }
        Format::Text => say(&format!(
            "all is sound: {words} over `{}`, {} people (one here stands for {}), {} to {} ({} days); nothing was lived",
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

/// How an arm is counted, with the panel asked for.
pub fn setup(args: &LivingArgs, book: &Book) -> Setup {
    Setup { panel: args.panel.most(), ..counted(args.from, book) }
}

/// How an arm is counted from its first day on.
pub fn counted(from: Day, book: &Book) -> Setup {
    let pilot_until = pilot_seen(from, book.pilot_until);
    let start = book.score.as_ref().map_or(0, |score| score.start);
    let below = book.lists.iter().map(|list| list.below).collect();
    Setup { rules: rules::facts(book), start, below, pilot_until, ..Setup::new(from) }
}

/// First day after a pilot, where a run from `from` sees any of it.
fn pilot_seen(from: Day, until: Option<Day>) -> Option<Day> {
    until.filter(|until| from < *until)
}

/// How arms that are lived side by side are counted: each as alone, by numbers that its names have among all.
pub fn side_by_side(world: &fast::World<'_>, alone: impl Fn(&Book) -> Setup) -> Vec<Setup> {
    let books: Vec<&Book> = world.shared().arms().iter().map(fast::Arm::book).collect();
    let names: Vec<_> = books.iter().map(|book| (&book.rule_names[..], &book.list_names[..])).collect();
    let of = |(book, numbers): (&&Book, _)| Setup { numbers, ..alone(book) };
    books.iter().zip(Numbers::of(&names)).map(of).collect()
}

/// What a result says against itself.
pub fn contradictions(tally: &Tally, book: &Book, census: &dyn Census) -> Vec<String> {
    tally.verify(census, book.score.as_ref().map(|score| score.start))
}

/// A result that contradicts itself is a bug of ours, and is not written.
pub fn sound(contradictions: &[String]) -> Result<(), Failure> {
    let Some(first) = contradictions.first() else { return Ok(()) };
    Err(Failure::refused(
        format!("the result contradicts itself ({first}), and was not written"),
        "this is a bug in the program, not in your files; please report the command that shows it",
    ))
}

/// How a result was made; `apart` are the shares of days that the arms after the first lived apart from it.
pub fn manifest(
    command: &'static str,
    args: &LivingArgs,
    inputs: &Inputs,
    society: &dyn Society,
    lived: Lived,
    written: Written,
    apart: &[f64],
) -> Manifest {
    let made = |(n, (arm, hash)): (usize, (&inputs::Arm, String))| Arm {
        arm: arm.name.clone(),
        rulebook: Input::of(&arm.rulebook.0),
        behaviour: Input::of(&arm.behaviour.0),
        results_hash: hash,
        pilot_until: pilot_seen(args.from, arm.rulebook.1.enrolment.pilot()).map(|day| day.to_string()),
        share_lived_apart: n.checked_sub(1).and_then(|n| apart.get(n).copied()),
    };
    Manifest {
        underheaven: env!("CARGO_PKG_VERSION"),
        command,
        state: if lived.whole { State::Complete } else { State::Partial },
        results_hash: together(&written.hashes),
        arms: inputs.arms.iter().zip(written.hashes).enumerate().map(made).collect(),
        society: SocietyUsed {
            input: Input::of(&inputs.society.0),
            seed: society.seed(),
            asked: args.people.unwrap_or_else(|| underheaven_society::default_people(&inputs.society.1)),
            people: society.people(),
            represents: society.represents(),
        },
        luck_seed: args.seed,
        dates: Dates { from: args.from.to_string(), to: args.to.to_string(), lived_to: lived.to.to_string() },
        only_in: None,
        options: Options { panel: args.panel.most(), rows: args.rows.most() },
        share_lived_apart: (!apart.is_empty()).then(|| apart.iter().sum::<f64>() / apart.len() as f64),
        tables: written.tables,
        machine: Machine::now(lived.time, lived.bytes),
    }
}

/// One arm's hash as it is; of several arms, a hash of theirs in order.
pub fn together(hashes: &[String]) -> String {
    match hashes {
        [one] => one.clone(),
        all => crate::manifest::sha256(all.join("\n").as_bytes())[..32].to_owned(),
    }
}

/// What a command that lived ends with.
pub fn code(lived: Lived) -> Code {
    if lived.whole { Code::Done } else { Code::Interrupted }
}
