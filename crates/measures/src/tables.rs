//! The result tables, row by row: a public interface. Their columns are documented in docs/TABLES.md.
//!
//! Only shapes live here; `underheaven` writes them as Parquet.

/// `series`: a measure over time.
#[derive(Clone, PartialEq, Debug)]
pub struct SeriesRow {
    /// Last day of the stretch (days since 1970-01-01; written as a date).
    pub day: i32,
    /// Arm: the rulebook's name for a single run.
    pub arm: String,
    /// Measure.
    pub measure: &'static str,
    /// `dimension=value`, or `all`.
    pub group: String,
    /// Value in `unit`.
    pub value: f64,
    /// Unit.
    pub unit: &'static str,
    /// Lower end of the interval, if there is one.
    pub low: Option<f64>,
    /// Upper end of the interval, if there is one.
    pub high: Option<f64>,
    /// What the interval covers: `luck`, or `luck and assumptions`.
    pub interval: Option<&'static str>,
}

/// `groups`: a measure over the whole run, by group.
#[derive(Clone, PartialEq, Debug)]
pub struct GroupRow {
    /// Arm.
    pub arm: String,
    /// `dimension=value`, or `all`; score bins included (`score=950-959`).
    pub group: String,
    /// Measure.
    pub measure: &'static str,
    /// Value in `unit`.
    pub value: f64,
    /// Unit.
    pub unit: &'static str,
    /// Lower end of the interval, if there is one.
    pub low: Option<f64>,
    /// Upper end of the interval, if there is one.
    pub high: Option<f64>,
    /// What the interval covers.
    pub interval: Option<&'static str>,
}

/// `people`: the panel at the end.
#[derive(Clone, PartialEq, Debug)]
pub struct PersonRow {
    /// Arm.
    pub arm: String,
    /// Person, `neighbourhood-place`.
    pub person: String,
    /// Neighbourhood.
    pub neighbourhood: u32,
    /// Household within the neighbourhood.
    pub household: u32,
    /// `female` or `male`.
    pub sex: &'static str,
    /// Age in whole years at the end.
    pub age: i32,
    /// Role in the household.
    pub role: &'static str,
    /// Income fifth, 1 (poorest) to 5.
    pub income_fifth: u8,
    /// In a town.
    pub urban: bool,
    /// Fixed traits, names joined by `+`.
    pub traits: String,
    /// Day of enrolment, if enrolled.
    pub enrolled: Option<i32>,
    /// Score; null for whoever holds none.
    pub score: Option<i32>,
    /// Lists at the end, names joined by `+`.
    pub lists: String,
    /// Works at the end.
    pub job: bool,
    /// Savings in tenths of a month of bills.
    pub savings_tenths: u16,
    /// Private view: `approve`, `neutral`, `disapprove`.
    pub view: &'static str,
    /// View shown in public.
    pub public_view: &'static str,
    /// `base`, `voices` or `critics-kin`.
    pub stratum: &'static str,
    /// How many people of the society this one stands for.
    pub weight: f64,
}

/// `ledger`: the panel's entries.
#[derive(Clone, PartialEq, Debug)]
pub struct LedgerRow {
    /// Arm.
    pub arm: String,
    /// Person.
    pub person: String,
    /// Day.
    pub day: i32,
    /// Rule; `(lapse)`, `(cap)`, `(raise)` where no single rule booked it.
    pub rule: String,
    /// Points.
    pub points: i32,
    /// Cause.
    pub cause: &'static str,
    /// Truth.
    pub truth: &'static str,
    /// The act that set it off, and whose (`own`, or a person), like `critical-post by 3-12`.
    pub trigger: Option<String>,
    /// Kind of the trigger.
    pub kind: Option<&'static str>,
    /// `booked`, `lapse`, `correction`, `raise`, `cap`.
    pub booking: &'static str,
    /// Channel.
    pub channel: &'static str,
    /// Whether a trap made the act.
    pub trap: bool,
}

/// `listings`: everybody's listings.
#[derive(Clone, PartialEq, Debug)]
pub struct ListingRow {
    /// Arm.
    pub arm: String,
    /// Person.
    pub person: String,
    /// List.
    pub list: String,
    /// First day.
    pub from: i32,
    /// First day after it; null while it stands at the run's end.
    pub to: Option<i32>,
    /// Rule of the last entry, or discretion.
    pub rule: String,
    /// But-for cause.
    pub cause: &'static str,
    /// Causes needed, joined by `+`.
    pub needed: String,
    /// Truth.
    pub truth: &'static str,
    /// What set it off.
    pub trigger: Option<String>,
    /// Kind of the trigger.
    pub kind: Option<&'static str>,
}

/// `gates`: the panel's requests.
#[derive(Clone, PartialEq, Debug)]
pub struct GateRow {
    /// Arm.
    pub arm: String,
    /// Person.
    pub person: String,
    /// Day.
    pub day: i32,
    /// Gate.
    pub gate: &'static str,
    /// Outcome.
    pub outcome: &'static str,
    /// Rule behind the standing that decided.
    pub rule: Option<String>,
    /// But-for cause.
    pub cause: Option<&'static str>,
    /// Causes needed.
    pub needed: String,
}

/// `funnel`: from done to corrected, by group, rule and channel.
#[derive(Clone, PartialEq, Debug)]
pub struct FunnelRow {
    /// Arm.
    pub arm: String,
    /// Group.
    pub group: String,
    /// Rule.
    pub rule: String,
    /// Channel, or `any`.
    pub channel: &'static str,
    /// `done`, `seen`, `booked rightly`, `booked wrongly`, `listed`, `refused`, `appealed`, `corrected`.
    pub stage: &'static str,
    /// People, each once.
    pub people: u64,
    /// Events.
    pub events: u64,
    /// Lower end of the interval of `events`, if there is one.
    pub low: Option<f64>,
    /// Upper end, if there is one.
    pub high: Option<f64>,
    /// What the interval covers.
    pub interval: Option<&'static str>,
}
