//! What a run shows: measures, each with its definition and denominator in one sentence.
//!
//! A measure is a level (a count of what happened or stood), a rate, a share or a mean. Levels follow
//! from the sizes that we assumed; a report prints them with these words.

use super::words;

/// What kind of number a measure is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Scale {
    /// A count or sum. In `series` of the stretch (or, for what stands, at its last day); in `groups` of the whole run.
    Level,
    /// A count over a denominator of time.
    Rate,
    /// Part of a whole, 0 to 1.
    Share,
    /// A mean over people.
    Mean,
}

/// Declares the measures: a closed list whose words also carry their scale and unit.
macro_rules! measures {
    ($($(#[doc = $doc:literal])* $variant:ident = $word:literal, $scale:ident, $unit:literal;)*) => {
        words! {
            /// A measure of a world.
            "measure" Measure {
                $($(#[doc = $doc])* $variant = $word,)*
            }
        }
        impl Measure {
            const fn of_scale(self) -> Scale {
                match self { $(Measure::$variant => Scale::$scale,)* }
            }
            /// Its unit.
            pub const fn unit(self) -> &'static str {
                match self { $(Measure::$variant => $unit,)* }
            }
        }
    };
}

measures! {
    /// People born by the stretch's last day.
    People = "people", Level, "people";
    /// People enrolled and of age on the last day.
    Enrolled = "enrolled", Level, "people";
    /// Enrolled people of 18 and older as a share of all people of 18 and older at the stretch's end.
    EnrolledShare = "enrolled-share", Share, "share";
    /// Time lived while enrolled.
    EnrolledYears = "enrolled-years", Level, "person-years";
    /// Days between the first and the last enrolment of people who were 18 when the run began.
    EnrolmentSpread = "enrolment-spread", Level, "days";

    /// Acts that happened, requests included.
    Acts = "acts", Level, "acts";
    /// Acts that happened, over all days lived by everybody.
    ActsPerDay = "acts-per-day", Rate, "acts per person-day";
    /// Crossings on red, violations at the wheel and drink-driving, over enrolled time.
    TrafficActs = "traffic-acts", Rate, "acts per enrolled person-year";
    /// The same traffic offences, over the time of people of 18 and older who are not (or not yet) enrolled.
    TrafficActsBefore = "traffic-acts-before", Rate, "acts per person-year not enrolled";
    /// Critical posts, over enrolled time.
    CriticalPosts = "critical-posts", Rate, "acts per enrolled person-year";
    /// Critical posts, over the time of people of 18 and older who are not (or not yet) enrolled.
    CriticalPostsBefore = "critical-posts-before", Rate, "acts per person-year not enrolled";
    /// Volunteering and posts of praise, over enrolled time.
    MeritActs = "merit-acts", Rate, "acts per enrolled person-year";
    /// Volunteering and posts of praise, over the time of people of 18 and older who are not (or not yet) enrolled.
    MeritActsBefore = "merit-acts-before", Rate, "acts per person-year not enrolled";
    /// Bills, rent and instalments late only because a job at home was lost or savings were spent, whatever spent them.
    TrapActs = "trap-acts", Level, "acts";
    /// Acts that happened only because of hope for a reward.
    HopeActs = "hope-acts", Level, "acts";
    /// Acts done only for the points.
    FarmedActs = "farmed-acts", Level, "acts";
    /// Acts of parents within two years of a child's school entry that happened only because of hope for a reward.
    HopeActsOfEntryParents = "hope-acts-of-entry-parents", Level, "acts";
    /// Acts kept from happening by fear or habit.
    Deterred = "deterred", Level, "acts";
    /// Acts kept from happening by silence.
    Silenced = "silenced", Level, "acts";
    /// Acts kept from happening by a shut account or a throttled line.
    ShutOut = "shut-out", Level, "acts";
    /// Posts kept from happening for want of likes.
    Ignored = "ignored", Level, "acts";
    /// Posts written only because of likes received.
    PostsForLikes = "posts-for-likes", Level, "acts";
    /// Posts written only because of likes received, and posts kept from happening for want of them.
    PostsMovedByLikes = "posts-moved-by-likes", Level, "acts";
    /// Traffic offences kept from happening by fear or habit.
    TrafficDeterred = "traffic-deterred", Level, "acts";
    /// Critical posts that stayed unwritten through fear, habit or silence.
    PostsUnwritten = "posts-unwritten", Level, "acts";
    /// Acts online kept from happening by a throttled line.
    Throttled = "throttled", Level, "acts";

    /// Acts that a rule books, of people under the rulebook on that day, seen; once for each channel that saw them.
    Sightings = "sightings", Level, "sightings";
    /// Passes of the daily round at full coverage, by expectation.
    PassesMade = "passes-made", Level, "passes";
    /// Passes covered by a camera, by expectation.
    PassesCovered = "passes-covered", Level, "passes";
    /// Entries that a camera booked.
    CameraBookings = "camera-bookings", Level, "entries";
    /// Entries that a camera booked on somebody who did not do it, as a share of all it booked.
    CameraFalseShare = "camera-false-share", Share, "share";
    /// Neighbours' reports that named nothing that had happened, and came to nothing.
    EmptyReports = "empty-reports", Level, "reports";
    /// Sightings and false matches that fell on nobody who could be booked.
    Dropped = "dropped", Level, "sightings";

    /// Entries booked by rules; lapses, corrections, raises and caps are not counted.
    Entries = "entries", Level, "entries";
    /// Entries booked with points above zero.
    Merits = "merits", Level, "entries";
    /// Entries booked with points below zero.
    Demerits = "demerits", Level, "entries";
    /// Entries booked with points below zero, over enrolled time.
    DemeritRate = "demerit-rate", Rate, "entries per enrolled person-year";
    /// Points of merits, summed over entries.
    MeritPoints = "merit-points", Level, "points";
    /// Points of demerits, summed over entries, as a positive number.
    DemeritPoints = "demerit-points", Level, "points";
    /// Demerits that are wrong by the rulebook's own terms: mistaken, presence, false report, wrong record.
    DemeritsWrong = "demerits-wrong", Level, "entries";
    /// Demerits on somebody who did nothing.
    DemeritsNoAct = "demerits-no-act", Level, "entries";
    /// Demerits for speech or association, by anyone: protected (ICCPR 19, 22).
    DemeritsProtected = "demerits-protected", Level, "entries";
    /// Demerits for acts that happened only because of a trap.
    DemeritsTrap = "demerits-trap", Level, "entries";
    /// Merits for bills paid on time.
    MeritsBills = "merits-bills", Level, "entries";
    /// Merits for a good credit score.
    MeritsCredit = "merits-credit", Level, "entries";
    /// Merits for dates of two people of a good band.
    MeritsDates = "merits-dates", Level, "entries";
    /// Merits for baby goods.
    MeritsBabyGoods = "merits-baby-goods", Level, "entries";
    /// Merits for a period without a demerit.
    MeritsClean = "merits-clean", Level, "entries";
    /// Merits for anything else.
    MeritsOther = "merits-other", Level, "entries";
    /// Demerits for traffic offences, on whomever they were booked.
    DemeritsTraffic = "demerits-traffic", Level, "entries";
    /// Demerits for bills, instalments and rents on record as late, and for judgments.
    DemeritsPayments = "demerits-payments", Level, "entries";
    /// Demerits for a relative's booked act.
    DemeritsKin = "demerits-kin", Level, "entries";
    /// Kin demerits from a relative by blood.
    KinByBlood = "kin-by-blood", Level, "entries";
    /// Kin demerits from a husband, a wife or a relative by marriage.
    KinByMarriage = "kin-by-marriage", Level, "entries";
    /// Demerits for buying alcohol.
    DemeritsAlcohol = "demerits-alcohol", Level, "entries";
    /// Demerits for playing too much or cheating in video games.
    DemeritsGames = "demerits-games", Level, "entries";
    /// Demerits for cheating in video games alone.
    DemeritsCheating = "demerits-cheating", Level, "entries";
    /// Demerits for membership of a dissenting organisation.
    DemeritsOrganisation = "demerits-organisation", Level, "entries";
    /// Demerits for one's posts or for what one was reported to have said.
    DemeritsSpeech = "demerits-speech", Level, "entries";
    /// Demerits for a pass of a camera that took one for somebody else.
    DemeritsPresence = "demerits-presence", Level, "entries";
    /// Demerits for anything else.
    DemeritsOther = "demerits-other", Level, "entries";
    /// Entries that undo lapsed ones.
    Lapses = "lapses", Level, "entries";
    /// Appeals against entries and listings.
    Appeals = "appeals", Level, "appeals";
    /// Entries that undo corrected ones.
    Corrections = "corrections", Level, "entries";
    /// People whose entries so far do not sum to zero.
    ScoresMoved = "scores-moved", Level, "people";
    /// Score on the last day, over people who hold one.
    MeanScore = "mean-score", Mean, "points";
    /// People with a merit for bills and one for credit so far, each once.
    BillsAndCredit = "bills-and-credit", Level, "people";
    /// Enrolled people who never yet were the named buyer of a household with a child under three, as a share of enrolled people.
    NoBabyGoods = "no-baby-goods", Share, "share";

    /// People on a list on the last day.
    Listed = "listed", Level, "people";
    /// People on a list on the last day, as a share of enrolled adults.
    ListedShare = "listed-share", Share, "share";
    /// People listed so far, each once.
    ListedEver = "listed-ever", Level, "people";
    /// People listed so far, each once, as a share of people enrolled so far.
    ListedEverShare = "listed-ever-share", Share, "share";
    /// Listings begun.
    Listings = "listings", Level, "listings";
    /// Listings begun, over enrolled time.
    ListingRate = "listing-rate", Rate, "listings per enrolled person-year";
    /// Days on lists, each list counted.
    DaysListed = "days-listed", Level, "days";
    /// Listings whose but-for cause is wrong by the rulebook's own terms.
    ListingsWrong = "listings-wrong", Level, "listings";
    /// Listings whose last entry, or whose decision, is on somebody who did nothing.
    ListingsNoAct = "listings-no-act", Level, "listings";
    /// Listings whose last entry, or whose decision, was for speech or association, by anyone.
    ListingsProtected = "listings-protected", Level, "listings";
    /// Listings that would have begun without any own act, so that own conduct was not needed.
    ListingsOwnNotNeeded = "listings-own-not-needed", Level, "listings";
    /// Listings by discretion of people who exposed corruption.
    ListingsOfVoices = "listings-of-voices", Level, "listings";
    /// Listings by discretion, of anyone.
    ListingsByDiscretion = "listings-by-discretion", Level, "listings";
    /// People in the top band on the last day, as a share of people who hold a score.
    TopBandShare = "top-band-share", Share, "share";
    /// People once listed for a cause that is wrong by the rulebook's own terms, each once.
    PeopleListedWrong = "people-listed-wrong", Level, "people";
    /// People once listed without an act of their own, each once.
    PeopleListedNoAct = "people-listed-no-act", Level, "people";
    /// People once listed for speech or association, by anyone, each once.
    PeopleListedProtected = "people-listed-protected", Level, "people";

    /// People punished so far, each once: a demerit booked, listed, or refused at a gate.
    PeoplePunished = "people-punished", Level, "people";
    /// People punished before the end of the pilot, each once.
    PeoplePunishedInPilot = "people-punished-in-pilot", Level, "people";
    /// People punished since the end of the pilot, each once.
    PeoplePunishedSince = "people-punished-since", Level, "people";
    /// People with a demerit so far, each once.
    PeopleWithDemerit = "people-with-demerit", Level, "people";
    /// People refused at a gate for standing so far, each once.
    PeopleRefused = "people-refused", Level, "people";
    /// People listed or refused at a gate so far, each once.
    PeopleListedOrRefused = "people-listed-or-refused", Level, "people";
    /// People once punished wrongly by the rulebook's own terms, each once.
    PeoplePunishedWrong = "people-punished-wrong", Level, "people";
    /// People once punished without an act of their own, each once.
    PeoplePunishedNoAct = "people-punished-no-act", Level, "people";
    /// People once punished for speech or association, by anyone, each once.
    PeoplePunishedProtected = "people-punished-protected", Level, "people";
    /// People with a demerit that is wrong by the rulebook's own terms, or listed by discretion, each once.
    PeopleWronged = "people-wronged", Level, "people";

    /// Requests that gates answered.
    Requests = "requests", Level, "requests";
    /// Requests refused for standing.
    Refusals = "refusals", Level, "requests";
    /// Requests refused for standing, over enrolled time.
    RefusalRate = "refusal-rate", Rate, "requests per enrolled person-year";
    /// Requests granted on better terms for standing.
    Favours = "favours", Level, "requests";
    /// Requests served later or not at all because others were preferred.
    PushedBack = "pushed-back", Level, "requests";
    /// Requests not served for want of places, as without any preference.
    Scarce = "scarce", Level, "requests";
    /// Requests that standing decided: refused, favoured or pushed back.
    DecidedByStanding = "decided-by-standing", Level, "requests";
    /// Train and plane tickets refused.
    TicketsRefused = "tickets-refused", Level, "requests";
    /// Jobs refused, and contracts refused to firms.
    JobsRefused = "jobs-refused", Level, "requests";
    /// Cheap loans that went to somebody because of their standing.
    LoanFavours = "loan-favours", Level, "requests";
    /// School places given by a parent's standing.
    SchoolFavours = "school-favours", Level, "requests";
    /// Children pushed back at schools.
    SchoolPushedBack = "school-pushed-back", Level, "requests";
    /// Hospital patients moved up by standing.
    HospitalFavours = "hospital-favours", Level, "requests";
    /// Hospital patients pushed back.
    HospitalPushedBack = "hospital-pushed-back", Level, "requests";

    /// Visits and days of work missed for want of a ticket.
    TripsMissed = "trips-missed", Level, "trips";
    /// Visits missed for want of a ticket.
    VisitsMissed = "visits-missed", Level, "trips";
    /// Days of work missed for want of a ticket.
    WorkMissed = "work-missed", Level, "trips";
    /// Jobs lost.
    JobsLost = "jobs-lost", Level, "jobs";
    /// Jobs found again.
    JobsFound = "jobs-found", Level, "jobs";
    /// Followers lost with an account: each is a person of the represented country, and those who lost them are the synthetic people alone, not scaled up to it. A few with many followers decide it.
    FollowersLost = "followers-lost", Level, "followers";
    /// Posts and evenings of likes kept from happening by a shut account.
    PostsLost = "posts-lost", Level, "acts";
    /// Deposits paid.
    DepositsPaid = "deposits-paid", Level, "months of bills";
    /// Deposits waived for standing.
    DepositsWaived = "deposits-waived", Level, "months of bills";
    /// Saved by cheap loans.
    LoanSaving = "loan-saving", Level, "months of bills";
    /// Purchases made elsewhere, unseen and dearer, by people barred from online shops.
    BoughtUnseen = "bought-unseen", Level, "purchases";
    /// Weeks waited for a hospital bed.
    HospitalWeeks = "hospital-weeks", Level, "weeks";
    /// Patients who gave up waiting for a hospital bed.
    WentWithout = "went-without", Level, "requests";
    /// Times somebody was shown on a dating site because of a boost.
    ShownFirst = "shown-first", Level, "views";
    /// Times somebody was not shown on a dating site because others were boosted.
    NotShown = "not-shown", Level, "views";
    /// Dates declined because of the other's band.
    DatesDeclined = "dates-declined", Level, "dates";
    /// Dates, once for each of the two.
    Dates = "dates", Level, "dates";
    /// Likes received from friends.
    Likes = "likes", Level, "likes";
    /// Evenings whose likes went to bought reach instead of a friend.
    BoughtReach = "bought-reach", Level, "evenings";
    /// Likes that friends would have received and bought reach took.
    ReachLost = "reach-lost", Level, "likes";
    /// Friends dropped for being listed.
    FriendsDropped = "friends-dropped", Level, "friends";
    /// Contracts won by favour.
    ContractsWon = "contracts-won", Level, "contracts";
    /// Contracts lost by a firm's standing.
    ContractsLost = "contracts-lost", Level, "contracts";
    /// Contracts won by favour or lost by standing.
    ContractsByStanding = "contracts-by-standing", Level, "contracts";
    /// Staff laid off after their firm lost a contract.
    LaidOff = "laid-off", Level, "people";
    /// Bonuses paid to staff after their firm won a contract.
    Bonuses = "bonuses", Level, "bonuses";
    /// Authorities' demands that a firm followed.
    Complied = "complied", Level, "demands";
    /// Authorities' demands that a firm refused.
    Defied = "defied", Level, "demands";
    /// Punishments of ties that somebody noticed.
    Noticed = "noticed", Level, "notices";

    /// Fear on the last day (0 to 1), the mean of its four kinds, over people of 18 and older.
    Fear = "fear", Mean, "level (0 to 1)";
    /// Habit on the last day (0 to 1), over people of 18 and older.
    Habit = "habit", Mean, "level (0 to 1)";
    /// Silence on the last day (0 to 1), over people of 18 and older.
    Silence = "silence", Mean, "level (0 to 1)";
    /// People of 18 and older who privately approve on the last day.
    Approve = "approve", Share, "share";
    /// People of 18 and older who approve in public on the last day.
    ApproveInPublic = "approve-in-public", Share, "share";
    /// People of 18 and older whose public view on the last day is not their private one.
    ViewGap = "view-gap", Share, "share";
    /// Steps that private views fell.
    ViewFalls = "view-falls", Level, "steps";
    /// Steps that private views rose.
    ViewRises = "view-rises", Level, "steps";
}

impl Measure {
    /// `level`, `rate`, `share` or `mean`.
    pub const fn scale(self) -> &'static str {
        match self.of_scale() {
            Scale::Level => "level",
            Scale::Rate => "rate",
            Scale::Share => "share",
            Scale::Mean => "mean",
        }
    }

    /// Whether it is a level, which follows from the sizes that we assumed.
    pub const fn is_level(self) -> bool {
        matches!(self.of_scale(), Scale::Level)
    }

    /// Whether it counts whole things, such as people, entries or days, so that a part of one means nothing.
    pub fn is_count(self) -> bool {
        self.is_level() && !["months of bills", "person-years"].contains(&self.unit())
    }

    /// The one measure that shows a statement of the article (`S01` to `S33`): it is above zero where the
    /// statement's row works, and zero where the row is switched off.
    pub fn of_statement(statement: &str) -> Option<Measure> {
        Some(match statement {
            "S01" => Measure::ScoresMoved,
            "S02" => Measure::PassesCovered,
            "S03" => Measure::EnrolmentSpread,
            "S04" => Measure::DecidedByStanding,
            "S05" => Measure::MeritsBills,
            "S06" => Measure::MeritsCredit,
            "S07" => Measure::MeritsDates,
            "S08" => Measure::MeritsBabyGoods,
            "S09" => Measure::MeritsClean,
            "S10" => Measure::DemeritsTraffic,
            "S11" => Measure::DemeritsKin,
            "S12" => Measure::DemeritsAlcohol,
            "S13" => Measure::DemeritsGames,
            "S14" => Measure::DemeritsOrganisation,
            "S15" => Measure::LoanFavours,
            "S16" => Measure::DepositsWaived,
            "S17" => Measure::ShownFirst,
            "S18" => Measure::SchoolFavours,
            "S19" => Measure::HospitalFavours,
            "S20" => Measure::JobsRefused,
            "S21" => Measure::TripsMissed,
            "S22" => Measure::FollowersLost,
            "S23" => Measure::Throttled,
            "S24" => Measure::BoughtUnseen,
            "S25" => Measure::ListingsOfVoices,
            "S26" => Measure::PeopleWronged,
            "S27" => Measure::HopeActsOfEntryParents,
            "S28" => Measure::TrafficDeterred,
            "S29" => Measure::Habit,
            "S30" => Measure::ContractsByStanding,
            "S31" => Measure::ViewGap,
            "S32" => Measure::PostsMovedByLikes,
            "S33" => Measure::PeoplePunished,
            _ => return None,
        })
    }
}

words! {
    /// Whether a file states an effect, or it arises from other rows.
    "effect" Effect {
        /// A file states it: it is a parameter.
        PutIn = "put-in",
        /// It arises from other rows.
        Follows = "follows",
        /// Both.
        Both = "both",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_statement_has_a_measure_of_its_own() {
        let mut all: Vec<_> = (1..=33).map(|n| Measure::of_statement(&format!("S{n:02}")).unwrap()).collect();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), 33);
        assert_eq!(Measure::of_statement("S34"), None);
    }

    #[test]
    fn shares_and_rates_say_so_in_their_unit() {
        for m in Measure::ALL {
            assert_eq!(m.of_scale() == Scale::Share, m.unit() == "share", "{m}");
            assert_eq!(m.of_scale() == Scale::Rate, m.unit().contains(" per "), "{m}");
        }
    }
}
