//! The command line, word by word. What each command does stands in [`crate::commands`].

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;
use underheaven_base::Day;

const ABOUT: &str = "Lives social-scoring rulebooks over synthetic people and shows what they do to them";

const LONG_ABOUT: &str = "\
Underheaven is a test bench for social-scoring rulebooks. It lives a rulebook (what acts cost or earn, who is \
bound to whom, lists, gates, recourse) over a society of synthetic people, day by day, and shows what the \
rulebook does to them: who is listed, by which cause, and who without any act of their own.

Nobody in it is real: people are drawn from public aggregate tables. Without a command it lives `article`, the \
system that a newspaper article tells of, over a million people of a whole country (society `china-2020`), from \
July 2014 to the end of 2020.";

const AFTER: &str = "\
Examples:
  underheaven                                  the article's system, over a million people
  underheaven run none --to 2015-12-31         the same people without any bureau
  underheaven show article --copy mine         a copy of the rulebook, to change
  underheaven check mine/article               every fault of the copy, at once
  underheaven run mine/article                 the changed rulebook, over the same people
  underheaven compare article mine/article     both at once: what differs, person by person

Exit codes:
  0    all is well
  1    a file has faults, a case differs, or the run was refused (it is said why)
  2    the command is wrong
  3    reading or writing failed; nothing that looks whole was left behind
  130  interrupted; what was lived is kept and marked partial";

/// The whole command line.
#[derive(Parser, Debug)]
#[command(name = "underheaven", version, about = ABOUT, long_about = LONG_ABOUT, after_help = AFTER)]
#[command(disable_help_subcommand = true, max_term_width = 100)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Live a rulebook over synthetic people, day by day
    #[command(long_about = RUN_LONG)]
    Run(RunArgs),
    /// Live the same people under a baseline and under reforms of it, and show what differs
    #[command(long_about = COMPARE_LONG)]
    Compare(CompareArgs),
    /// Go through the article's statements: where each lives, and what switching it off changes
    #[command(long_about = ARTICLE_LONG)]
    Article(ArticleArgs),
    /// Show how far the result moves with the sizes that we assumed
    #[command(long_about = SIZES_LONG)]
    Sizes(SizesArgs),
    /// Show what an appeal right would have changed for a blacklisted journalist and his family
    #[command(long_about = STUDY_LONG)]
    Study(StudyArgs),
    /// Make the report of a run's folder again
    #[command(long_about = REPORT_LONG)]
    Report(ReportArgs),
    /// Explain one person's life, entry by entry, by living the run again
    #[command(long_about = EXPLAIN_LONG)]
    Explain(ExplainArgs),
    /// Name the rulebooks, behaviours and societies that come with the program
    #[command(long_about = LIST_LONG)]
    List(ListArgs),
    /// Print or copy one of them
    #[command(long_about = SHOW_LONG)]
    Show(ShowArgs),
    /// Find every fault of rulebooks, behaviours or societies at once
    #[command(long_about = CHECK_LONG)]
    Check(CheckArgs),
    /// Run a rulebook's cases: what its books must say about a dozen people
    #[command(long_about = CASES_LONG)]
    Cases(CasesArgs),
    /// Print what files and tables may say, for editors and other programs
    #[command(long_about = SCHEMA_LONG)]
    Schema(SchemaArgs),
    /// Write a commented rulebook of one's own to start from
    #[command(long_about = NEW_LONG)]
    New(NewArgs),
    /// Compare a society's people with the public tables they come from
    #[command(long_about = SOCIETY_LONG)]
    Society(SocietyArgs),
    /// Print what a shell needs to complete commands and options
    #[command(long_about = COMPLETIONS_LONG)]
    Completions(CompletionsArgs),
}

/// How a result is printed.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// For people.
    Text,
    /// For machines.
    Json,
}

const RUN_LONG: &str = "\
Lives a rulebook over a society, from one day to another, and writes a run folder with tables for DuckDB, \
Polars, pandas or R and a manifest that says how it was made. The same command gives the same lives, bit by \
bit, whatever is written. Ctrl-C stops after the current posting period and keeps what was lived, marked partial.";

const RUN_AFTER: &str = "\
Example:
  underheaven run article --society town --people 10000 --from 2019-01-01
  underheaven run article/low-score
  underheaven run article my-reform.toml";

/// `run`
#[derive(Args, Debug)]
#[command(after_help = RUN_AFTER)]
pub struct RunArgs {
    /// A rulebook that `list` names, a file, or a rulebook's folder
    #[arg(default_value = "article")]
    pub rulebook: String,
    /// Reforms to lay over it, one after the other: shipped ones such as `article/low-score`, the rulebook's own by their bare names, or files
    #[arg(value_name = "REFORM")]
    pub reforms: Vec<String>,
    /// How people respond: a behaviour that `list` names, or a file; `none` freezes it
    #[arg(long, value_name = "NAME", default_value = "default")]
    pub behaviour: String,
    /// Over whom, when, and what is written
    #[command(flatten)]
    pub living: LivingArgs,
    /// Live in the plain world: slower, written for reading, and the same to the last entry
    #[arg(long)]
    pub plain: bool,
}

const COMPARE_LONG: &str = "\
Lives the same people with the same luck under a baseline and under each reform, side by side, and shows what \
differs, person by person: who is better off, who worse, whose fate parts, by which path and through whom. One \
run folder holds the tables of all arms, `differences` and `partings`. Ctrl-C stops after the current posting \
period and keeps what was lived, marked partial.";

const ONLY_IN: &str = "\
Try the reforms in a share of the counties only, and there in a share of the households; everybody else lives under the \
baseline. A second share, `households=60%,20%`, is that of all other counties, else none. The summary, the tables `effects` \
and `ways` and the report then tell direct, indirect, total and overall effects apart by design, with standard errors over \
counties, beside what partings say. Shares are written `half`, `30%`, `1/3` or `0.3`. Refused below 20 counties in which somebody is enrolled.";

const COMPARE_AFTER: &str = "\
Examples:
  underheaven compare article article/appeal-fact
  underheaven compare none article --people 100000
  underheaven compare article article --behaviours default,none
  underheaven compare article no-kin-guilt --only-in counties=half households=30%
  underheaven compare article my-reform.toml other-rules/ --out runs/mine";

/// `compare`
#[derive(Args, Debug)]
#[command(after_help = COMPARE_AFTER)]
pub struct CompareArgs {
    /// What the others are compared with: a rulebook or reform that `list` names, a file, or a rulebook's folder
    pub baseline: String,
    /// Shipped reforms such as `article/appeal-fact`, the baseline's own by their bare names, reforms' files, or other rulebooks
    #[arg(value_name = "REFORM", required = true)]
    pub reforms: Vec<String>,
    /// How people respond, under all arms: a behaviour that `list` names, or a file; `none` freezes it
    #[arg(long, value_name = "NAME", default_value = "default")]
    pub behaviour: String,
    /// The same arm by arm, the baseline's first: `default,none`
    #[arg(long, value_name = "NAMES", value_delimiter = ',', conflicts_with = "behaviour")]
    pub behaviours: Vec<String>,
    /// Try the reforms in a share of the counties only, and there in a share of the households, as a field trial in two stages
    #[arg(long, value_name = "counties=SHARE> <households=SHARE", num_args = 1..=2, conflicts_with = "behaviours", long_help = ONLY_IN)]
    pub only_in: Vec<String>,
    /// Compare even with a reform that changes nothing
    #[arg(long)]
    pub allow_same: bool,
    /// Over whom, when, and what is written
    #[command(flatten)]
    pub living: LivingArgs,
}

/// Over whom a command lives, when, and what it writes.
#[derive(Args, Debug)]
pub struct LivingArgs {
    /// How many synthetic people, rounded to what the society can be made of, or `all`: one for each real person [default: the society's own]
    #[arg(long, value_name = "N", value_parser = people, allow_negative_numbers = true)]
    pub people: Option<u32>,
    /// First day lived
    #[arg(long, value_name = "DAY", default_value = "2014-07-01", value_parser = day)]
    pub from: Day,
    /// Last day lived
    #[arg(long, value_name = "DAY", default_value = "2020-12-31", value_parser = day)]
    pub to: Day,
    /// Luck: another number gives other days to the same people
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = seed, allow_negative_numbers = true)]
    pub seed: u64,
    /// Another number gives other people [default: the society's own]
    #[arg(long, value_name = "N", value_parser = seed, allow_negative_numbers = true)]
    pub society_seed: Option<u64>,
    /// A society that `list` names, or a file
    #[arg(long, value_name = "NAME", default_value = "china-2020")]
    pub society: String,
    /// On how many threads; no number of them changes a result [default: as many as the machine has]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1024), allow_negative_numbers = true)]
    pub threads: Option<u32>,
    /// The run folder [default: the next number under `runs/`]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Replace the run that stands in `--out`
    #[arg(long)]
    pub force: bool,
    /// How many people's entries, requests and states are written one by one, or `all`
    #[arg(long, value_name = "N", default_value = "10000", value_parser = amount, allow_negative_numbers = true)]
    pub panel: Amount,
    /// How many listings, and partings, of an arm are written before a sample is, or `all`
    #[arg(long, value_name = "N", default_value = "1000000", value_parser = amount, allow_negative_numbers = true)]
    pub rows: Amount,
    /// Read and check everything, say what would be lived, and stop
    #[arg(long)]
    pub dry_run: bool,
    /// How the summary is printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// No progress
    #[arg(long, short)]
    pub quiet: bool,
}

const REPORT_LONG: &str = "\
Makes `report.html` of a run's folder again: one page that works offline, without script, made from the folder's tables \
alone, of a finished run or of an interrupted one. A table that is not the one the run wrote is refused.";

/// `report`
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  underheaven report runs/0001-article --figures figures")]
pub struct ReportArgs {
    /// The run's folder
    #[arg(value_name = "RUN")]
    pub run: PathBuf,
    /// Write every figure as SVG, and its numbers as CSV, into this folder as well
    #[arg(long, value_name = "DIR")]
    pub figures: Option<PathBuf>,
}

const EXPLAIN_LONG: &str = "\
Explains anybody out of a run: who they are and to whom they are tied; each entry with its cause, its truth and its trigger; \
each listing; each gate that shut and what shut it; what they did differently afterwards. The run is lived again with this \
person's household as what is kept, and it is checked that these are the same lives, to the last bit. Of a comparison the lives \
under all rulebooks are told side by side from the day on which they part, with the way by which each rulebook reached this person.

With `--find` nothing is lived: it names the people of the tables whom all of some words fit.";

/// `explain`
#[derive(Args, Debug)]
#[command(after_long_help = explain_after())]
pub struct ExplainArgs {
    /// The folder of a run or a comparison
    #[arg(value_name = "RUN")]
    pub run: PathBuf,
    /// Who: neighbourhood and place, such as `12-345`
    #[arg(value_name = "PERSON", conflicts_with = "find")]
    pub person: Option<String>,
    /// Name people by what they are and what befell them, such as "journalist listed without act"
    #[arg(long, value_name = "WORDS")]
    pub find: Option<String>,
    /// Under which rulebook `--find` looks [default: the first of the run]
    #[arg(long, value_name = "NAME", requires = "find")]
    pub arm: Option<String>,
    /// How many people `--find` names at most
    #[arg(long, value_name = "N", default_value_t = 20, requires = "find", allow_negative_numbers = true)]
    pub most: u32,
    /// Print the letter that was owed with each decision (rule, evidence, author, remedy) beside what they were told
    #[arg(long, requires = "person")]
    pub notice: bool,
    /// On how many threads; no number of them changes a result [default: as many as the machine has]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1024), allow_negative_numbers = true)]
    pub threads: Option<u32>,
    /// How the life is printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// No progress, and nothing said before
    #[arg(long, short)]
    pub quiet: bool,
}

/// Examples, and the words of `--find`.
fn explain_after() -> String {
    format!(
        "Examples:\n  underheaven explain runs/0001-article --find \"journalist listed without act\"\n  \
         underheaven explain runs/0001-article 12-345 --notice\n\n{}",
        crate::explain::find::vocabulary()
    )
}

const LIST_LONG: &str = "\
Names the rulebooks, behaviours and societies that are compiled in, each with its own sentence. Every command \
takes these names, in any folder; a file of one's own is named by its path.";

/// `list`
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  underheaven list")]
pub struct ListArgs {
    /// How the list is printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

const SHOW_LONG: &str = "\
Prints a rulebook, behaviour or society that comes with the program, with the source or the assumed range of \
every number; or copies it, a rulebook with its cases, to be changed. Nothing that is there already is overwritten.";

/// `show`
#[derive(Args, Debug)]
#[command(
    after_help = "Example:\n  underheaven show article\n  underheaven show behaviour/none\n  underheaven show article --copy mine"
)]
pub struct ShowArgs {
    /// A name that `list` prints; `rulebook/none` where the bare name could mean several things
    pub name: String,
    /// Copy its files into this folder instead of printing them
    #[arg(long, value_name = "DIR")]
    pub copy: Option<PathBuf>,
}

const CHECK_LONG: &str = "\
Reads rulebooks, behaviours and societies and shows every fault at once: file and line, the line itself with \
the word marked, why it is wrong, and the nearest right word. A folder stands for the rulebook, or for all the \
files, that it holds.

What a rulebook or behaviour could do over one society and not over another (more false matches than it proposes, acts \
above its ceilings, a share of mistakes above one) is refused where they meet: `underheaven run RULEBOOK --society NAME \
--dry-run` tells it and lives nothing.";

/// `check`
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  underheaven check mine/article\n  underheaven check article my-reform.toml    a reform, after the rulebook that it changes"
)]
pub struct CheckArgs {
    /// Rulebooks, behaviours or societies: shipped names, files or folders
    #[arg(required = true, value_name = "NAME|FILE|FOLDER")]
    pub names: Vec<String>,
    /// How faults are printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

const CASES_LONG: &str = "\
Runs a rulebook's cases: each lays down what at most a dozen people do, who sees it and on which day, and says \
which entries, listings and answers must follow. A case stands in `cases/NAME.toml` beside the `rulebook.toml`.";

/// `cases`
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  underheaven cases article mine/article")]
pub struct CasesArgs {
    /// Rulebooks: shipped names or folders
    #[arg(required = true, value_name = "RULEBOOK")]
    pub names: Vec<String>,
    /// How the outcome is printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

/// What `schema` prints.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub enum Subject {
    /// A rulebook's file
    Rulebook,
    /// A behaviour's file
    Behaviour,
    /// A society's file
    Society,
    /// The result tables and their columns
    Tables,
    /// The closed lists of words: acts, channels, gates, causes, measures and so on
    Vocabulary,
    /// Every number of what is shipped, with its unit, range and source
    Figures,
}

/// How a schema is printed.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub enum Style {
    /// JSON: a JSON Schema for files, a dictionary for tables and vocabulary
    Json,
    /// Tables in Markdown
    Markdown,
}

const SCHEMA_LONG: &str = "\
Prints what a file may say, which columns the result tables have, or which words there are. Editors that \
understand JSON Schema then complete and check rulebooks while they are written.";

/// `schema`
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  underheaven schema rulebook > rulebook.schema.json")]
pub struct SchemaArgs {
    /// Of what
    #[arg(value_enum, default_value_t = Subject::Rulebook)]
    pub subject: Subject,
    /// How it is printed
    #[arg(long, value_enum, default_value_t = Style::Json)]
    pub format: Style,
}

const NEW_LONG: &str = "\
Writes `NAME/rulebook.toml`, a small rulebook in which every line says what it does, to start from, and a case beside it that \
shows what its first rule books. Nothing that is there already is overwritten, and names of what is shipped are refused.";

/// `new`
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  underheaven new my-town-rules\n  underheaven run my-town-rules")]
pub struct NewArgs {
    /// The rulebook's name: a folder of this name is made here
    pub name: String,
}

const SOCIETY_LONG: &str = "\
Counts a society's people and prints its margins (province, age and sex, households, town, income, habits, firms, \
living parents, brothers and sisters, distance to parents) beside the public tables they come from, each with its deviation and \
the tolerance that the size allows. One that is out of it gives exit code 1. Above two million people a keyed sample is counted.";

/// `society`
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  underheaven society china-2020 --people 1400000000")]
pub struct SocietyArgs {
    /// A society that `list` names, or a file
    #[arg(default_value = "china-2020")]
    pub name: String,
    /// How many synthetic people, rounded to what the society can be made of [default: the society's own]
    #[arg(long, value_name = "N", value_parser = people, allow_negative_numbers = true)]
    pub people: Option<u32>,
    /// Another number gives other people [default: the society's own]
    #[arg(long, value_name = "N", value_parser = seed, allow_negative_numbers = true)]
    pub society_seed: Option<u64>,
    /// How the margins are printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Write them as a CSV table as well
    #[arg(long, value_name = "FILE")]
    pub table: Option<PathBuf>,
}

const COMPLETIONS_LONG: &str = "\
Prints a script that lets a shell complete this program's commands and options when the tab key is pressed: for bash, elvish, \
fish, powershell or zsh. The examples are the usual places; zsh looks in the folders of its `fpath`, which its own manual tells. \
A shell that is open must be opened anew.";

/// `completions`
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  underheaven completions bash > ~/.local/share/bash-completion/completions/underheaven\n  \
                  underheaven completions fish > ~/.config/fish/completions/underheaven.fish\n  \
                  underheaven completions zsh > _underheaven"
)]
pub struct CompletionsArgs {
    /// For which shell
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}

const ARTICLE_LONG: &str = "\
Goes through S01 to S33, the article's statements in order: its words in short, the rule with file and line (or the \
behaviour's table), its switch, its measure, the measure's size on the society `town` with the row and without it, and \
whether that effect is put in, follows from other rows, or both. The sizes are committed; nothing is lived.";

/// `article`
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  underheaven article")]
pub struct ArticleArgs {
    /// How they are shown
    #[command(flatten)]
    pub shown: Committed,
}

/// How committed sizes are shown, or lived again.
#[derive(Args, Clone, Copy, Debug)]
pub struct Committed {
    /// How it is printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// As a table for documents
    #[arg(long, hide = true)]
    pub markdown: bool,
    /// Live all again, which takes minutes, and print what was shown
    #[arg(long, hide = true)]
    pub remake: bool,
    /// Over whom and when, with `--remake`
    #[command(flatten)]
    pub over: Over,
}

/// Over whom and when committed sizes are lived again.
#[derive(Args, Clone, Copy, Debug)]
pub struct Over {
    /// People of the town; its own size where nothing is said
    #[arg(long, hide = true, value_parser = people)]
    pub people: Option<u32>,
    /// First day lived
    #[arg(long, hide = true, value_parser = Day::parse, default_value = "2014-07-01")]
    pub from: Day,
    /// Last day lived
    #[arg(long, hide = true, value_parser = Day::parse, default_value = "2020-12-31")]
    pub to: Day,
    /// The luck seed
    #[arg(long, hide = true, default_value_t = 1)]
    pub seed: u64,
}

const SIZES_LONG: &str = "\
Shows how many are listed, whose acts that follows from, who is punished wrongly and what is left unwritten when a size that \
we assumed stands at the lowest or the highest value of its range, all others as they are: first the ten that move the \
result most. Levels are ours; this is where to look for an interval. What it shows is committed; nothing is lived.";

/// `sizes`
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  underheaven sizes")]
pub struct SizesArgs {
    /// How they are shown
    #[command(flatten)]
    pub shown: Committed,
    /// Keep worlds that were lived in this file, and go on from it, with `--remake`
    #[arg(long, hide = true, value_name = "FILE")]
    pub keep: Option<PathBuf>,
}

const STUDY_LONG: &str = "\
Shows a study: what an appeal right would have changed for journalists whom an official listed for exposing corruption, and for \
their families. Several towns were lived under the article's rulebook and under appeal rights laid over it, side by side. What it \
shows is committed, and docs/studies/appeal.md reads it; nothing is lived.";

/// `study`
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  underheaven study --figures figures")]
pub struct StudyArgs {
    /// How it is shown
    #[command(flatten)]
    pub shown: Committed,
    /// Write its figures as SVG into this folder as well
    #[arg(long, value_name = "DIR")]
    pub figures: Option<PathBuf>,
}

/// So many, or all.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Amount {
    /// At most so many.
    Most(u32),
    /// All.
    All,
}

impl Amount {
    /// The number, if there is one.
    pub fn most(self) -> Option<u32> {
        match self {
            Amount::Most(n) => Some(n),
            Amount::All => None,
        }
    }
}

fn number(text: &str) -> Option<u32> {
    text.replace([',', '_'], "").parse().ok()
}

fn seed(text: &str) -> Result<u64, String> {
    text.replace([',', '_'], "").parse().map_err(|_| format!("write a whole number from 0 to {}", u64::MAX))
}

/// The country that societies stand for has so many people (census of 2020, rounded).
const EVERYBODY: u32 = 1_400_000_000;

fn people(text: &str) -> Result<u32, String> {
    match number(text) {
        _ if text == "all" => Ok(EVERYBODY),
        Some(0) => Err("a society of nobody has no life to show; write a number such as `3000`".to_owned()),
        Some(n) => Ok(n),
        None => Err("write a whole number of people, such as `3000`, or `all`".to_owned()),
    }
}

fn amount(text: &str) -> Result<Amount, String> {
    match (text, number(text)) {
        ("all", _) => Ok(Amount::All),
        (_, Some(n)) => Ok(Amount::Most(n)),
        _ => Err("write a whole number, such as `10000`, or `all`".to_owned()),
    }
}

/// Years for which calendars and ages are meant.
const YEARS: std::ops::RangeInclusive<i32> = 2000..=2099;

fn day(text: &str) -> Result<Day, String> {
    let day = Day::parse(text)?;
    if YEARS.contains(&day.ymd().0) {
        return Ok(day);
    }
    Err(format!("the societies are made for the years {} to {}", YEARS.start(), YEARS.end()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_command_is_told_in_prose_and_by_an_example() {
        for command in Cli::command().get_subcommands() {
            let name = command.get_name();
            let [short, long] = [command.get_about(), command.get_long_about()].map(|s| s.map(ToString::to_string));
            assert!(long.as_ref().is_some_and(|long| long.len() > 100 && long.ends_with('.')), "{name}: {long:?}");
            assert!(short.is_some_and(|short| short.len() > 15), "{name}");
            let after = command.get_after_long_help().or(command.get_after_help()).map(ToString::to_string);
            assert!(
                after.is_some_and(|after| after.starts_with("Example") && after.contains("  underheaven ")),
                "{name}"
            );
        }
    }

    #[test]
    fn amounts_and_days_are_read_as_people_write_them() {
        assert_eq!(people("84,000"), Ok(84_000));
        assert_eq!(amount("all"), Ok(Amount::All));
        assert_eq!(amount("1_000"), Ok(Amount::Most(1000)));
        for bad in ["x", "-1", "1.5", ""] {
            assert!(amount(bad).is_err() && people(bad).is_err(), "{bad}");
        }
        assert!(people("0").is_err());
        assert_eq!(seed("18446744073709551615"), Ok(u64::MAX));
        assert!(seed("-1").is_err() && seed("18446744073709551616").is_err());
        assert!(day("0001-01-01").is_err() && day("2014-02-30").is_err());
    }
}
