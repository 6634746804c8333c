//! The result tables, row by row: a public interface. Their columns are documented in docs/TABLES.md.
//!
//! Only shapes live here; `underheaven` writes them as Parquet.

use crate::row::table;

table! {
    /// A measure over time.
    "series" SeriesRow {
        /// Last day of the stretch (days since 1970-01-01; written as a date).
        day: i32 as date,
        /// Arm: the rulebook's name for a single run.
        arm: String,
        /// Measure.
        measure: &'static str,
        /// `dimension=value`, or `all`.
        group: String,
        /// Value in `unit`.
        value: f64,
        /// Unit.
        unit: &'static str,
        /// Lower end of the interval, if there is one.
        low: Option<f64>,
        /// Upper end of the interval, if there is one.
        high: Option<f64>,
        /// What the interval covers: `luck`, or `luck and assumptions`.
        interval: Option<&'static str>,
    }
}

table! {
    /// A measure over the whole run, by group.
    "groups" GroupRow {
        /// Arm.
        arm: String,
        /// `dimension=value`, or `all`; score bins included (`score=950-959`).
        group: String,
        /// Measure.
        measure: &'static str,
        /// Value in `unit`.
        value: f64,
        /// Unit.
        unit: &'static str,
        /// Lower end of the interval, if there is one.
        low: Option<f64>,
        /// Upper end of the interval, if there is one.
        high: Option<f64>,
        /// What the interval covers.
        interval: Option<&'static str>,
    }
}

table! {
    /// The panel at the end.
    "people" PersonRow {
        /// Arm.
        arm: String,
        /// Person, `neighbourhood-place`.
        person: String,
        /// Neighbourhood.
        neighbourhood: u32,
        /// Household within the neighbourhood.
        household: u32,
        /// `female` or `male`.
        sex: &'static str,
        /// Age in whole years at the end.
        age: i32,
        /// Role in the household.
        role: &'static str,
        /// Income fifth, 1 (poorest) to 5.
        income_fifth: u8,
        /// In a town.
        urban: bool,
        /// Fixed traits, names joined by `+`.
        traits: String,
        /// Day of enrolment, if enrolled.
        enrolled: Option<i32> as date,
        /// Score; null for whoever holds none.
        score: Option<i32>,
        /// Lists at the end, names joined by `+`.
        lists: String,
        /// Works at the end.
        job: bool,
        /// Savings in tenths of a month of bills.
        savings_tenths: u16,
        /// Private view: `approve`, `neutral`, `disapprove`.
        view: &'static str,
        /// View shown in public.
        public_view: &'static str,
        /// `base`, `voices` or `critics-kin`.
        stratum: &'static str,
        /// How many people of the society this one stands for.
        weight: f64,
    }
}

table! {
    /// The panel's entries.
    "ledger" LedgerRow {
        /// Arm.
        arm: String,
        /// Person.
        person: String,
        /// Day.
        day: i32 as date,
        /// Rule; `(lapse)`, `(cap)`, `(raise)` where no single rule booked it.
        rule: String,
        /// Points.
        points: i32,
        /// Cause.
        cause: &'static str,
        /// Truth.
        truth: &'static str,
        /// The act that set it off, and whose, like `critical-post by 3-12`: `own`, a person (for kin entries, on whom it was booked first), or `nobody` where it was only reported or recorded.
        trigger: Option<String>,
        /// Kind of the trigger.
        kind: Option<&'static str>,
        /// `booked`, `lapse`, `correction`, `raise`, `cap`.
        booking: &'static str,
        /// Channel.
        channel: &'static str,
        /// Whether a trap made the act.
        trap: bool,
    }
}

table! {
    /// Everybody's listings.
    "listings" ListingRow {
        /// Arm.
        arm: String,
        /// Person.
        person: String,
        /// List.
        list: String,
        /// First day.
        from: i32 as date,
        /// First day after it; null while it stands at the run's end.
        to: Option<i32> as date,
        /// Rule of the last entry, or discretion.
        rule: String,
        /// But-for cause.
        cause: &'static str,
        /// Causes needed, joined by `+`.
        needed: String,
        /// Truth.
        truth: &'static str,
        /// The act that set it off, and whose, as in `ledger`.
        trigger: Option<String>,
        /// Kind of the trigger.
        kind: Option<&'static str>,
    }
}

table! {
    /// The panel's requests.
    "gates" GateRow {
        /// Arm.
        arm: String,
        /// Person.
        person: String,
        /// Day.
        day: i32 as date,
        /// Gate.
        gate: &'static str,
        /// Outcome.
        outcome: &'static str,
        /// Rule behind the standing that decided.
        rule: Option<String>,
        /// But-for cause.
        cause: Option<&'static str>,
        /// Causes needed.
        needed: String,
    }
}

table! {
    /// From done to corrected, by group, rule and channel.
    "funnel" FunnelRow {
        /// Arm.
        arm: String,
        /// Group.
        group: String,
        /// Rule.
        rule: String,
        /// Channel, or `any`.
        channel: &'static str,
        /// `done`, `seen`, `booked rightly`, `booked wrongly`, `listed`, `refused`, `appealed`, `corrected`.
        stage: &'static str,
        /// People, each once.
        people: u64,
        /// Events.
        events: u64,
        /// Lower end of the interval of `events`, if there is one.
        low: Option<f64>,
        /// Upper end, if there is one.
        high: Option<f64>,
        /// What the interval covers.
        interval: Option<&'static str>,
    }
}

table! {
    /// Of a comparison: each measure and contrast under the baseline and under a reform.
    "differences" DifferenceRow {
        /// The reform's arm.
        arm: String,
        /// Measure or contrast.
        measure: &'static str,
        /// `dimension=value`, or `all`.
        group: String,
        /// Value under the baseline; null where it has none, or is of both together.
        baseline: Option<f64>,
        /// Value under the reform; null where it has none, or is of both together.
        reform: Option<f64>,
        /// The reform's less the baseline's; what is of both together stands here alone.
        difference: Option<f64>,
        /// Unit.
        unit: &'static str,
        /// Lower end of the interval of the difference, if there is one.
        low: Option<f64>,
        /// Upper end, if there is one.
        high: Option<f64>,
        /// What the interval covers.
        interval: Option<&'static str>,
    }
}

table! {
    /// Of a trial (`compare … --only-in`): effects told apart by design, with their standard errors over counties.
    "effects" EffectRow {
        /// The reform's arm.
        arm: String,
        /// What is judged: a word of the list `tried`.
        measure: &'static str,
        /// `direct`, `indirect`, `total` or `overall`.
        effect: &'static str,
        /// Share of households treated where the effect is looked at; of `direct` in the same counties.
        share: f64,
        /// Share of households treated where it is compared with; for `direct` the same as `share`.
        beside: f64,
        /// From the trial's world alone, as in the field; null where one side is empty or everybody.
        design: Option<f64>,
        /// Its standard error over counties; null with fewer than two counties on a side.
        design_error: Option<f64>,
        /// The same of each person's difference from the same person under the baseline, who has the same luck.
        paired: Option<f64>,
        /// Its standard error over counties.
        paired_error: Option<f64>,
        /// Unit.
        unit: &'static str,
        /// Counties on the side that is looked at.
        counties: u32,
        /// Counties on the side that it is compared with.
        counties_beside: u32,
    }
}

table! {
    /// Of a trial: the mean difference from the baseline, by who was treated and by the way it came. Of `paired` in `effects` each is a part: of the treated where more are treated all ways together, less those of whoever the effect compares them with.
    "ways" WayRow {
        /// The reform's arm.
        arm: String,
        /// What is judged: a word of the list `tried`.
        measure: &'static str,
        /// Share of households treated in the counties.
        share: f64,
        /// `treated`: people who live under the reform; or `untreated`.
        who: &'static str,
        /// `rule`, `county` or `across`.
        way: &'static str,
        /// People enrolled so far.
        people: u64,
        /// Those of them whose parting nearest to the rule came this way.
        parted: u64,
        /// Mean over counties of what came this way, over all these people of the county.
        value: f64,
        /// Its standard error over counties; null with fewer than two.
        error: Option<f64>,
        /// Unit.
        unit: &'static str,
    }
}

table! {
    /// Of a comparison: where everybody's fate parts from that under the baseline.
    "partings" PartingRow {
        /// The reform's arm.
        arm: String,
        /// Person.
        person: String,
        /// Which of this person's partings it is, from 1.
        ordinal: u32,
        /// Day since which the state differs, if it does.
        day_state: Option<i32> as date,
        /// First day on which the life differs, if it does.
        day_life: Option<i32> as date,
        /// Day since which the person is the same again; null while apart at the run's end.
        day_rejoined: Option<i32> as date,
        /// How it reached them.
        path: &'static str,
        /// Through which part of the rulebook: a rule, kin rule or discretion by its name, else `list.NAME`, `gate.NAME`, `sight.ACT`, `score`, `bands`, `enrolment`, `recourse`, `reports`, `firm`, `behaviour`, `board`; null where none is known.
        rule: Option<String>,
        /// Through whom; null where the rule itself reached them.
        from_person: Option<String>,
        /// What they drew on together, for the paths `queue` and `crowd`: `queue.GATE.COUNTY` or `crowd.NEIGHBOURHOOD`.
        pool: Option<String>,
        /// 0 where the rule itself reached them, n where it spilled over n times.
        depth: u32,
    }
}
