//! The rulebook file, table by table.

use crate::kinds::{AfterRules, ProvenanceKind, Stated, TermKind, WhenKind};
use std::collections::BTreeMap;
use underheaven_base::reading::{FigureRow, Node, field::*};
use underheaven_base::{Act, Channel, Day, FaultPlace, Figure, Gallery, Gate, Group, Kind, Relation, Site, Term};
use underheaven_base::{Window, Word, keys};

/// A figure in points of the score.
const fn points() -> FigureKind {
    figure("points", -1e6, 1e6)
}

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

impl Word for Provenance {
    const LIST: &'static str = "provenance";
    const ALL: &'static [Self] = &[Provenance::Article, Provenance::Documented, Provenance::Hypothetical];
    fn name(self) -> &'static str {
        match self {
            Provenance::Article => "article",
            Provenance::Documented => "documented",
            Provenance::Hypothetical => "hypothetical",
        }
    }
    fn doc(self) -> String {
        match self {
            Provenance::Article => "The article tells it.",
            Provenance::Documented => "A source documents it.",
            Provenance::Hypothetical => "Nobody says so: a what-if.",
        }
        .to_owned()
    }
    fn index(self) -> usize {
        self as usize
    }
}

keys! {
    /// What every nameable part of a rulebook carries.
    pub struct About {
        /// Switched off without being dropped (`enabled = false`); true by default.
        enabled: bool = Flag(true),
        /// In force from this day on, if not from the start.
        from: Option<Day> = Date,
        /// In force up to the day before this one, if not for ever.
        until: Option<Day> = Date,
        /// Where the rule comes from.
        provenance: Provenance = ProvenanceKind,
        /// The source of a documented rule.
        source: String = Text,
        /// The article's statement, such as `S10`.
        statement: String = Text,
        /// One sentence that says it to a citizen.
        why: String = Text,
        /// Where it stands.
        place: FaultPlace = Standing,
    }
}

impl About {
    /// Whether it is switched on and in force on `day`.
    pub fn in_force(&self, day: Day) -> bool {
        self.enabled && self.from.is_none_or(|d| day >= d) && self.until.is_none_or(|d| day < d)
    }
}

keys! {
    /// A rulebook.
    pub struct Rulebook {
        /// Its name: that of its folder; not written in the file.
        name: String = Given,
        /// Dates, provenance and sentence of the whole; nothing is booked, listed or refused outside its dates.
        about: About = Stated,
        /// The score; without it nobody has one.
        score: Option<Score> = Table,
        /// How often the bureau posts.
        posting: Posting = Table,
        /// Who is under the rulebook, and since when.
        enrolment: Enrolment = Table,
        /// Cameras; without the table there are none.
        camera: Option<Camera> = Table,
        /// `[sight.ACT]`: by which channels an act is seen, and how surely.
        sight: BTreeMap<Act, Sight> = Table,
        /// `[attention.CHANNEL]`: how much more or less a channel watches a group; factors multiply.
        attention: BTreeMap<Channel, Attention> = Table,
        /// `[band.NAME]`.
        bands("band"): BTreeMap<String, Band> = Table,
        /// `[list.NAME]`.
        lists("list"): BTreeMap<String, List> = Table,
        /// `[rule.NAME]`.
        rules("rule"): BTreeMap<String, Rule> = Table,
        /// `[kin.NAME]`: what an entry or listing does to others who are bound to that person.
        kin: BTreeMap<String, KinRule> = Table,
        /// `[discretion.NAME]`: acts that an official may answer by a listing, without charging anything.
        discretion: BTreeMap<String, Discretion> = Table,
        /// `[gate.GATE]`.
        gates("gate"): BTreeMap<Gate, GateRule> = Table,
        /// `[firm]`: how firms are judged; without it no firm is.
        firm: Option<FirmRule> = Table,
        /// `[reports]`: neighbours' reports; without it they come to nothing.
        reports: Option<Reports> = Table,
        /// `[recourse]`: notice and appeal; without it there is none.
        recourse: Option<Recourse> = Table,
        /// The files as one tree, by which two rulebooks are compared word by word.
        tree: Option<Node> = Given,
        /// Every figure of the files, with its path, place, range and source.
        evidence: Vec<FigureRow> = Given,
    }
}

keys! {
    /// `[score]`
    pub struct Score {
        /// Switch and dates: with the ledger off every score stays at its start (S01).
        about: About = Flat,
        /// The score at enrolment, in points.
        start: Figure<i32> = points(),
        /// Highest score, in points; none rises above it.
        most: Option<Figure<i32>> = points(),
        /// Merit points that may be live at once, over all merits together.
        merit_cap: Option<Figure<i32>> = figure("points", 0.0, 1e6),
        /// Calendar quarters after its own until whose end an entry counts; without it entries never lapse.
        lifetime_quarters: Option<Figure<i32>> = figure("quarters", 1.0, 400.0),
    }
}

keys! {
    /// `[posting]`
    pub struct Posting {
        /// Days in a posting period: 1, or whole weeks (7, 14, …).
        period_days: Figure<i32> = figure("days", 1.0, 364.0),
    }
}

keys! {
    /// `[enrolment]`
    pub struct Enrolment {
        /// Years of age from which one is under the rulebook.
        age: Figure<i32> = figure("years", 0.0, 120.0),
        /// Whether records from before enrolment count.
        earlier_records: bool = Flag(false),
        /// First day after the pilot: whom it punished is counted before this day and since; without it there is no pilot, and nobody is counted apart.
        pilot_until: Option<Day> = Date,
        /// `[enrolment.share]`: percent of neighbourhoods enrolled by a day, linear between the days; empty: everybody from the first day.
        share: BTreeMap<Day, Figure<f64>> = figure("percent of neighbourhoods", 0.0, 100.0),
    }
}

impl Enrolment {
    /// First day after the pilot, where places are enrolled one by one; without shares everybody is from the first day.
    pub fn pilot(&self) -> Option<Day> {
        self.pilot_until.filter(|_| !self.share.is_empty())
    }
}

keys! {
    /// `[camera]`
    pub struct Camera {
        /// Switch and dates.
        about: About = Flat,
        /// `[camera.coverage]`: share of passes covered by a day (0 to 1), linear between the days.
        coverage: BTreeMap<Day, Figure<f64>> = share(),
        /// Coverage at which the shares under `[sight]` hold (0 to 1).
        sight_at: Figure<f64> = share(),
        /// `[camera.site]`: density of cameras at a kind of place, as a factor on coverage (0 to 1 after multiplication).
        site: BTreeMap<Site, Figure<f64>> = figure("factor", 0.0, 1e3),
        /// Chance that a covered mere pass is taken for somebody else, after review, at a gallery of 500,000.
        false_match_per_pass: Figure<f64> = figure("chance", 0.0, 1.0),
        /// Share of acts that a camera books on somebody else, at a gallery of 500,000 (0 to 1).
        mistaken_share: Figure<f64> = share(),
        /// Share of wrong matches that a review catches before anything is booked (0 to 1); without it the rates of wrong matches hold as they stand.
        review_catches: Option<Figure<f64>> = share(),
        /// Share that a review catches already in the rates of wrong matches as they are stated (0 to 1); needed beside `review_catches`.
        review_at: Option<Figure<f64>> = share(),
        /// Among whom it searches.
        gallery: Gallery = OneOf(Gallery::County),
    }
}

impl Camera {
    /// How many of the wrong matches counted in the two error rates are still booked after review; 1 where the file says nothing of one.
    pub fn passed_by_review(&self) -> f64 {
        match (&self.review_catches, &self.review_at) {
            (Some(catches), Some(at)) if at.value < 1.0 => (1.0 - catches.value) / (1.0 - at.value),
            _ => 1.0,
        }
    }
}

keys! {
    /// `[sight.ACT]`
    pub struct Sight {
        /// Share of acts seen by the channel (0 to 1).
        channels: BTreeMap<Channel, Figure<f64>> = Here(share()),
        /// Share of clean records that are booked as bad ones (0 to 1), for what falls due.
        wrong_record: Option<Figure<f64>> = share(),
        /// Share of sightings booked on a uniformly drawn other, whatever the channel (0 to 1).
        on_another: Option<Figure<f64>> = share(),
    }
}

keys! {
    /// `[attention.CHANNEL]`
    pub struct Attention {
        /// Switch and dates.
        about: About = Flat,
        /// Factor on how surely the channel sees people of a group.
        sees: BTreeMap<Group, Figure<f64>> = figure("factor", 0.0, 100.0),
        /// Factor on how often it takes a member of a group for somebody else (cameras only).
        errs: BTreeMap<Group, Figure<f64>> = figure("factor", 0.0, 100.0),
    }
}

keys! {
    /// `[band.NAME]`: a named stretch of scores.
    pub struct Band {
        /// Switch and dates.
        about: About = Flat,
        /// Lowest score of the band; it reaches to the next band.
        from("at_least"): Figure<i32> = points(),
    }
}

keys! {
    /// `[list.NAME]`: a list that people (or firms) are put on, for a term.
    pub struct List {
        /// Switch and dates.
        about: About = Stated,
        /// Score below which a demerit entry lists; without it only rules and discretion enter.
        below: Option<Figure<i32>> = points(),
        /// Term in months; without it the listing stands until it is removed.
        term_months: Option<Figure<i32>> = figure("months", 1.0, 1200.0),
        /// Term in days, instead of months.
        term_days: Option<Figure<i32>> = figure("days", 1.0, 36_500.0),
        /// The act on which the listing is lifted before its term.
        removed_on: Option<Act> = OneOf(()),
        /// Days until that removal takes effect.
        removal_days: Option<Figure<i32>> = figure("days", 0.0, 3650.0),
        /// Whether the score is raised to `below` when the listing ends.
        raise_at_end: bool = Flag(false),
        /// Whether those listed are told.
        notice: bool = Flag(false),
    }
}

/// When a rule books.
#[expect(clippy::large_enum_variant, reason = "a rulebook holds a few dozen, and boxes would only hide the figures")]
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

keys! {
    /// `[rule.NAME]`: what an act costs or earns, or on which list it puts.
    pub struct Rule {
        /// Switch, dates, provenance.
        about: About = Stated,
        /// When it books.
        when: When = WhenKind,
        /// Points booked; negative for a demerit. Zero or missing where the rule only lists.
        points: Option<Figure<i32>> = points(),
        /// List on which it puts.
        list: Option<String> = NameOf("list"),
        /// Calendar window in which it books a person at most once.
        once_in: Option<Window> = OneOf(()),
        /// Days within which it books a person at most once.
        once_in_days: Option<Figure<i32>> = figure("days", 1.0, 36_500.0),
        /// Channels that book it; where none is named, whichever saw the act.
        channels: Vec<Channel> = OneOf(()),
        /// The kind of what is punished, where it differs from the act's own kind.
        kind: Option<Kind> = OneOf(()),
    }
}

keys! {
    /// `[kin.NAME]`
    pub struct KinRule {
        /// Switch, dates, provenance.
        about: About = Stated,
        /// Names of rules whose entries set it off (never a kin rule).
        after_rules: Vec<String> = AfterRules,
        /// Names of lists, entry to which sets it off.
        after_lists: Vec<String> = NameOf("list"),
        /// Names of discretions whose listings set it off.
        after_discretion: Vec<String> = NameOf("discretion"),
        /// Whom it reaches, as seen from the person with the entry.
        relations: Vec<Relation> = OneOf(()),
        /// Points booked on each relative.
        points: Figure<i32> = points(),
        /// Days for which an entry of any kin rule keeps another from the same person.
        once_in_days: Option<Figure<i32>> = figure("days", 1.0, 36_500.0),
        /// Whether it is withdrawn when its cause is.
        withdrawn_with_cause: bool = Flag(false),
        /// When it takes effect within the household: at the posting, as elsewhere, or on the next day.
        within_household_next_day("within_household"): bool = Either("next-day", "posting"),
    }
}

keys! {
    /// `[discretion.NAME]`
    pub struct Discretion {
        /// Switch, dates, provenance.
        about: About = Stated,
        /// The act that may be answered.
        act: Act = OneOf(()),
        /// Share of such acts answered (0 to 1).
        share: Figure<f64> = share(),
        /// The list one is put on at once.
        list: String = NameOf("list"),
    }
}

keys! {
    /// `[gate.GATE]`: whom it refuses, whom it favours, and on what terms.
    pub struct GateRule {
        /// Switch, dates, provenance.
        about: About = Stated,
        /// Names of lists whose people are refused.
        refuses_lists: Vec<String> = NameOf("list"),
        /// Names of bands whose people are refused.
        refuses_bands: Vec<String> = NameOf("band"),
        /// Names of bands whose people are favoured.
        favours_bands: Vec<String> = NameOf("band"),
        /// `[gate.GATE.terms]`: the gate's own sizes.
        terms: BTreeMap<Term, Figure<f64>> = TermKind,
        /// Whether a child's request is decided by a parent's standing.
        follows_parent: bool = Flag(false),
    }
}

keys! {
    /// `[firm]`
    pub struct FirmRule {
        /// Switch, dates, provenance.
        about: About = Flat,
        /// Firm points when a demand is followed.
        complied: Figure<i32> = figure("firm points", -1e6, 1e6),
        /// Firm points when a demand is refused (negative).
        refused: Figure<i32> = figure("firm points", -1e6, 0.0),
        /// Firm points below which a firm is refused contracts (they start at 0).
        refused_below: Figure<i32> = figure("firm points", -1e6, 1e6),
        /// Firm points from which a firm is favoured.
        favoured_from: Figure<i32> = figure("firm points", -1e6, 1e6),
        /// Share of contracts won by a firm that is neither (0 to 1).
        won_share: Figure<f64> = share(),
        /// Share of the staff who lose their jobs when a contract is refused (0 to 1).
        laid_off_share: Figure<f64> = share(),
        /// Tenths of a month of bills paid to each of the staff when a contract is won by favour.
        bonus_tenths: Figure<i32> = figure("tenths of a month of bills", 0.0, 1000.0),
    }
}

keys! {
    /// `[reports]`
    pub struct Reports {
        /// Switch, dates, provenance.
        about: About = Flat,
        /// Share of reports that are false (0 to 1).
        false_share: Figure<f64> = share(),
        /// `[reports.subject]`: share of reports that name an act; together they are 1.
        subject: BTreeMap<Act, Figure<f64>> = share(),
    }
}

keys! {
    /// `[recourse]`: whoever knows of an entry or a listing may appeal, once, on the first admitted ground that holds, else on the first admitted.
    pub struct Recourse {
        /// Switch, dates, provenance.
        about: About = Flat,
        /// `[recourse.uptake]`: share of those who know of an entry or a listing who appeal on a ground (0 to 1); the grounds named (`fact`, `attribution`, `reason`, `proportion`) are admitted.
        uptake: BTreeMap<String, Figure<f64>> = share(),
        /// `[recourse.uptake_by]`: factor on that share for a group; factors multiply.
        uptake_by: BTreeMap<Group, Figure<f64>> = figure("factor", 0.0, 100.0),
        /// Share of appeals upheld where their ground holds (0 to 1).
        upheld_when_wrong: Figure<f64> = share(),
        /// Share of appeals upheld where it does not (0 to 1).
        upheld_when_right: Figure<f64> = share(),
        /// Days until an appeal is decided; entry and listing stand meanwhile.
        delay_days: Figure<i32> = figure("days", 0.0, 3650.0),
        /// Days by which a decision may come later still, each as likely.
        spread_days: Option<Figure<i32>> = figure("days", 0.0, 3650.0),
    }
}
