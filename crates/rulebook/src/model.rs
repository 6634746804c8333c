//! The rulebook file, table by table.

use std::collections::BTreeMap;
use underheaven_base::{Act, Channel, Day, FaultPlace, Figure, Gallery, Gate, Group, Kind, Relation, Site, Term, Window};

/// Where a rule comes from.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Provenance {
    /// The article tells it.
    Article,
    /// A source documents it.
    Documented,
    /// Nobody says so: a what-if.
    Hypothetical,
}

/// What every nameable part of a rulebook carries.
#[derive(Clone, PartialEq, Debug)]
pub struct About {
    /// Switched off without being dropped (`enabled = false`); true by default.
    pub enabled: bool,
    /// In force from this day on, if not from the start.
    pub from: Option<Day>,
    /// In force up to the day before this one, if not for ever.
    pub until: Option<Day>,
    /// Where the rule comes from.
    pub provenance: Provenance,
    /// The source of a documented rule.
    pub source: String,
    /// The article's statement, such as `S10`.
    pub statement: String,
    /// One sentence that says it to a citizen.
    pub why: String,
    /// Where it stands.
    pub place: FaultPlace,
}

impl About {
    /// Whether it is switched on and in force on `day`.
    pub fn in_force(&self, day: Day) -> bool {
        self.enabled && self.from.is_none_or(|d| day >= d) && self.until.is_none_or(|d| day < d)
    }
}

/// A rulebook.
#[derive(Clone, PartialEq, Debug)]
pub struct Rulebook {
    /// Its name: that of its folder.
    pub name: String,
    /// Title, dates and provenance of the whole; nothing is booked, listed or refused outside its dates.
    pub about: About,
    /// The score; without it nobody has one.
    pub score: Option<Score>,
    /// How often the bureau posts.
    pub posting: Posting,
    /// Who is under the rulebook, and since when.
    pub enrolment: Enrolment,
    /// Cameras; without the table there are none.
    pub camera: Option<Camera>,
    /// `[sight.ACT]`: by which channels an act is seen, and how surely.
    pub sight: BTreeMap<Act, Sight>,
    /// `[attention.CHANNEL]`: how much more or less a channel watches a group; factors multiply.
    pub attention: BTreeMap<Channel, Attention>,
    /// `[band.NAME]`.
    pub bands: BTreeMap<String, Band>,
    /// `[list.NAME]`.
    pub lists: BTreeMap<String, List>,
    /// `[rule.NAME]`.
    pub rules: BTreeMap<String, Rule>,
    /// `[kin.NAME]`: what an entry or listing does to others who are bound to that person.
    pub kin: BTreeMap<String, KinRule>,
    /// `[discretion.NAME]`: acts that an official may answer by a listing, without charging anything.
    pub discretion: BTreeMap<String, Discretion>,
    /// `[gate.GATE]`.
    pub gates: BTreeMap<Gate, GateRule>,
    /// `[firm]`: how firms are judged; without it no firm is.
    pub firm: Option<FirmRule>,
    /// `[reports]`: neighbours' reports; without it they come to nothing.
    pub reports: Option<Reports>,
    /// `[recourse]`: notice and appeal; without it there is none.
    pub recourse: Option<Recourse>,
}

/// `[score]`
#[derive(Clone, PartialEq, Debug)]
pub struct Score {
    /// Switch and dates: with the ledger off every score stays at its start (S01).
    pub about: About,
    /// The score at enrolment, in points.
    pub start: Figure<i32>,
    /// No score rises above this, in points.
    pub most: Option<Figure<i32>>,
    /// Merit points that may be live at once, over all merits together.
    pub merit_cap: Option<Figure<i32>>,
    /// Calendar quarters after its own until whose end an entry counts; without it entries never lapse.
    pub lifetime_quarters: Option<Figure<i32>>,
}

/// `[posting]`
#[derive(Clone, PartialEq, Debug)]
pub struct Posting {
    /// Days in a posting period: 1, or whole weeks (7, 14, …).
    pub period_days: Figure<i32>,
}

/// `[enrolment]`
#[derive(Clone, PartialEq, Debug)]
pub struct Enrolment {
    /// Years of age from which one is under the rulebook.
    pub age: Figure<i32>,
    /// Whether records from before enrolment count.
    pub earlier_records: bool,
    /// `[enrolment.share]`: percent of neighbourhoods enrolled by a day, linear between the days; empty: everybody from the first day.
    pub share: BTreeMap<Day, Figure<f64>>,
}

/// `[camera]`
#[derive(Clone, PartialEq, Debug)]
pub struct Camera {
    /// Switch and dates.
    pub about: About,
    /// `[camera.coverage]`: share of passes covered by a day (0 to 1), linear between the days.
    pub coverage: BTreeMap<Day, Figure<f64>>,
    /// Coverage at which the shares under `[sight]` hold (0 to 1).
    pub sight_at: Figure<f64>,
    /// `[camera.site]`: how dense cameras are at a kind of place, as a factor on coverage (0 to 1 after multiplication).
    pub site: BTreeMap<Site, Figure<f64>>,
    /// Chance that a covered mere pass is taken for somebody else, after review, at a gallery of 500,000.
    pub false_match_per_pass: Figure<f64>,
    /// Share of acts that a camera books on somebody else, at a gallery of 500,000 (0 to 1).
    pub mistaken_share: Figure<f64>,
    /// Among whom it searches.
    pub gallery: Gallery,
}

/// `[sight.ACT]`
#[derive(Clone, PartialEq, Debug)]
pub struct Sight {
    /// By which channel with what share of acts seen (0 to 1).
    pub channels: BTreeMap<Channel, Figure<f64>>,
    /// Share of clean records that are booked as bad ones (0 to 1), for what falls due.
    pub wrong_record: Option<Figure<f64>>,
    /// Share of sightings booked on a uniformly drawn other, whatever the channel (0 to 1).
    pub on_another: Option<Figure<f64>>,
}

/// `[attention.CHANNEL]`
#[derive(Clone, PartialEq, Debug)]
pub struct Attention {
    /// Switch and dates.
    pub about: About,
    /// Factors on how surely the channel sees people of a group.
    pub sees: BTreeMap<Group, Figure<f64>>,
    /// Factors on how often it takes a member of a group for somebody else (cameras only).
    pub errs: BTreeMap<Group, Figure<f64>>,
}

/// `[band.NAME]`: a named stretch of scores.
#[derive(Clone, PartialEq, Debug)]
pub struct Band {
    /// Switch and dates.
    pub about: About,
    /// Lowest score of the band; it reaches to the next band.
    pub from: Figure<i32>,
}

/// `[list.NAME]`: a list that people (or firms) are put on, for a term.
#[derive(Clone, PartialEq, Debug)]
pub struct List {
    /// Switch and dates.
    pub about: About,
    /// Entered when a demerit entry leaves the score below this; without it only rules and discretion enter.
    pub below: Option<Figure<i32>>,
    /// Term in months; without it the listing stands until it is removed.
    pub term_months: Option<Figure<i32>>,
    /// Term in days, instead of months.
    pub term_days: Option<Figure<i32>>,
    /// The act on which the listing is lifted before its term.
    pub removed_on: Option<Act>,
    /// Days until that removal takes effect.
    pub removal_days: Option<Figure<i32>>,
    /// The score is raised to `below` when the listing ends.
    pub raise_at_end: bool,
    /// Whether those listed are told.
    pub notice: bool,
}

/// When a rule books.
#[derive(Clone, PartialEq, Debug)]
pub enum When {
    /// At each sighting of the act (for what falls due: of its being late).
    Act {
        /// The act.
        act: Act,
    },
    /// On the day on which the so-and-so-manieth sighting in a calendar window is reached.
    Count {
        /// The act.
        act: Act,
        /// From how many sightings on.
        from: Figure<i32>,
        /// In which window.
        window: Window,
    },
    /// At the end of a calendar window in which everything that fell due was on record as on time.
    Punctual {
        /// What falls due.
        act: Act,
        /// In which window.
        window: Window,
    },
    /// At the end of a calendar window, enrolled throughout, without a demerit entry dated in it.
    Clean {
        /// In which window.
        window: Window,
    },
    /// At the end of a calendar window in which the registry score reaches a threshold; borrowers only.
    Registry {
        /// From which registry score on.
        from: Figure<i32>,
        /// In which window.
        window: Window,
        /// The registry's base score.
        base: Figure<i32>,
        /// Per instalment on time in the last twelve months.
        on_time: Figure<i32>,
        /// Per overdue instalment in the last twelve months.
        overdue: Figure<i32>,
    },
    /// At a date on record of two people who are both in a band (or above it) on that day.
    Pair {
        /// The band.
        band: String,
    },
}

/// `[rule.NAME]`
#[derive(Clone, PartialEq, Debug)]
pub struct Rule {
    /// Switch, dates, provenance.
    pub about: About,
    /// When it books.
    pub when: When,
    /// Points booked; negative for a demerit. Zero or missing where the rule only lists.
    pub points: Option<Figure<i32>>,
    /// Puts on this list.
    pub list: Option<String>,
    /// Books a person at most once in a calendar window.
    pub once_in: Option<Window>,
    /// Books a person at most once in so many days.
    pub once_in_days: Option<Figure<i32>>,
    /// Only these channels book it; empty: whichever saw the act.
    pub channels: Vec<Channel>,
    /// The kind of what is punished, where it differs from the act's own kind.
    pub kind: Option<Kind>,
}

/// `[kin.NAME]`
#[derive(Clone, PartialEq, Debug)]
pub struct KinRule {
    /// Switch, dates, provenance.
    pub about: About,
    /// Names of rules whose entries set it off (never a kin rule).
    pub after_rules: Vec<String>,
    /// Names of lists, entry to which sets it off.
    pub after_lists: Vec<String>,
    /// Names of discretions whose listings set it off.
    pub after_discretion: Vec<String>,
    /// Whom it reaches, as seen from the person with the entry.
    pub relations: Vec<Relation>,
    /// Points booked on each of them.
    pub points: Figure<i32>,
    /// At most one entry of any kin rule of the same `limit` group a person in so many days.
    pub once_in_days: Option<Figure<i32>>,
    /// Whether it is withdrawn when its cause is.
    pub withdrawn_with_cause: bool,
    /// Within the household it takes effect the next day instead of at the posting.
    pub within_household_next_day: bool,
}

/// `[discretion.NAME]`
#[derive(Clone, PartialEq, Debug)]
pub struct Discretion {
    /// Switch, dates, provenance.
    pub about: About,
    /// The act that may be answered.
    pub act: Act,
    /// Share of such acts answered (0 to 1).
    pub share: Figure<f64>,
    /// The list one is put on at once.
    pub list: String,
}

/// `[gate.GATE]`
#[derive(Clone, PartialEq, Debug)]
pub struct GateRule {
    /// Switch, dates, provenance.
    pub about: About,
    /// Names of lists whose people are refused.
    pub refuses_lists: Vec<String>,
    /// Names of bands whose people are refused.
    pub refuses_bands: Vec<String>,
    /// Names of bands whose people are favoured.
    pub favours_bands: Vec<String>,
    /// `[gate.GATE.terms]`.
    pub terms: BTreeMap<Term, Figure<f64>>,
    /// Whether a child's request is decided by a parent's standing.
    pub follows_parent: bool,
}

/// `[firm]`
#[derive(Clone, PartialEq, Debug)]
pub struct FirmRule {
    /// Switch, dates, provenance.
    pub about: About,
    /// Firm points when a demand is followed.
    pub complied: Figure<i32>,
    /// Firm points when a demand is refused (negative).
    pub refused: Figure<i32>,
    /// Firms below this many firm points are refused contracts (they start at 0).
    pub refused_below: Figure<i32>,
    /// Firms from this many firm points on are favoured.
    pub favoured_from: Figure<i32>,
    /// Share of contracts won by a firm that is neither (0 to 1).
    pub won_share: Figure<f64>,
    /// Share of the staff who lose their jobs when a contract is refused (0 to 1).
    pub laid_off_share: Figure<f64>,
    /// Tenths of a month of bills paid to each of the staff when a contract is won by favour.
    pub bonus_tenths: Figure<i32>,
}

/// `[reports]`
#[derive(Clone, PartialEq, Debug)]
pub struct Reports {
    /// Switch, dates, provenance.
    pub about: About,
    /// Share of reports that are false (0 to 1).
    pub false_share: Figure<f64>,
    /// `[reports.subject]`: what reports name, as shares that sum to 1.
    pub subject: BTreeMap<Act, Figure<f64>>,
}

/// `[recourse]`
#[derive(Clone, PartialEq, Debug)]
pub struct Recourse {
    /// Switch, dates, provenance.
    pub about: About,
    /// Share of those told who appeal, by ground; `fact`, `attribution`, `reason`, `proportion`.
    pub uptake: BTreeMap<String, Figure<f64>>,
    /// Share of appeals upheld when the entry was wrong (0 to 1).
    pub upheld_when_wrong: Figure<f64>,
    /// Share of appeals upheld when the entry was right by the rulebook (0 to 1).
    pub upheld_when_right: Figure<f64>,
    /// Days until an appeal is decided.
    pub delay_days: Figure<i32>,
}
