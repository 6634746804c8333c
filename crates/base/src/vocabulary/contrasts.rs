//! What a comparison shows beyond the measures of its two worlds: how people fared, one by one, and how fates parted.

use super::words;

words! {
    /// A contrast between a baseline and a reform, person by person.
    "contrast" Contrast {
        /// People who fare better under the reform: fewer days listed; where these are equal, fewer refusals; where these are equal too, a higher score at the end.
        BetterOff = "better-off",
        /// People who fare worse under the reform: more days listed; where these are equal, more refusals; where these are equal too, a lower score at the end.
        WorseOff = "worse-off",
        /// People whose life differs in some act, entry, listing, request or answer, and who fare neither better nor worse by the same three.
        Otherwise = "otherwise",
        /// People in whose life nothing differs: no act, nothing due that was late, no entry, no listing, no request for something scarce, no gate's answer.
        Untouched = "untouched",
        /// People listed at some time under the baseline and never under the reform.
        ListedOnlyBaseline = "listed-only-baseline",
        /// People listed at some time under the reform and never under the baseline.
        ListedOnlyReform = "listed-only-reform",
        /// People on lists for more days under the reform; two lists count twice.
        ListedLonger = "listed-longer",
        /// People on lists for fewer days under the reform; two lists count twice.
        ListedShorter = "listed-shorter",
        /// People booked by a false match (mistaken for another, or of a mere pass) at some time under the baseline and never under the reform.
        MistakenOnlyBaseline = "mistaken-only-baseline",
        /// People booked by a false match at some time under the reform and never under the baseline.
        MistakenOnlyReform = "mistaken-only-reform",
        /// People who appealed at some time under the reform.
        Appealed = "appealed",
        /// People who appealed under the reform and had an entry or an official's listing corrected.
        AppealedCorrected = "appealed-corrected",
        /// Of those, people on lists for fewer days under the reform.
        AppealedFreed = "appealed-freed",
        /// People in a higher band at the end under the reform; only where both have the same bands.
        BandHigher = "band-higher",
        /// People in a lower band at the end under the reform; only where both have the same bands.
        BandLower = "band-lower",
        /// People listed so far, over how many would be if everybody with as many offences of their own were listed as often as all people are: 1 where a group is listed as its acts alone would have it. Offences are own acts that a demerit rule books, in steps of 0, 1, 2, 3 to 4, 5 to 8 and so on.
        ListedForEqualActs = "listed-for-equal-acts",
        /// Own acts that a demerit rule books, seen or not, per person enrolled so far; a person counts for at most 255.
        OffencesEach = "offences-each",
        /// People whose state or life parted at least once.
        PeopleParted = "people-parted",
        /// People whose life parted at least once: some act, entry, listing, request or answer differed.
        LivesParted = "lives-parted",
        /// Partings, each with its path and depth.
        Partings = "partings",
        /// Partings of a path that came through somebody else (a depth of 1 or more), over all people who parted.
        NewlyParted = "newly-parted",
        /// Person-days lived apart from the baseline, over all person-days: of people who have parted, and of people for whom a rulebook was read otherwise, until it is seen that nothing came of it. So it may be above 0 where nobody parts; nobody's life differs by it.
        ShareLivedApart = "share-lived-apart",
        /// Of a trial: ties by blood or marriage of people of different households of which one lives in another county, over all such ties; each tie is counted from both ends, over a keyed sample of 20,000 people or everybody if they are fewer.
        KinAcrossCounties = "kin-across-counties",
        /// Of a trial: partings through somebody else whose way led at least once from one county to another, over all partings through somebody else.
        PartingsAcrossCounties = "partings-across-counties",
    }
}

words! {
    /// What a trial by county and household is judged by, per person enrolled so far.
    "tried" Tried {
        /// Share of people listed at some time.
        ListedEver = "listed-ever-share",
        /// Days on lists; two lists count twice.
        DaysListed = "days-listed-each",
        /// Requests refused.
        Refusals = "refusals-each",
        /// Sum of the points of all entries.
        Points = "points-each",
        /// Own acts that a demerit rule books, seen or not; a person counts for at most 255.
        Offences = "offences-each",
        /// Share of people who wrote a critical post at some time.
        CriticalPosters = "critical-posters-share",
    }
}

words! {
    /// What a trial in two stages tells apart. Each is one mean over counties less another, county by county.
    "trial-effect" TrialEffect {
        /// Of the treated over the untreated of the same counties: what one's own rulebook does where so many others live under it.
        Direct = "direct",
        /// Of the untreated where more households are treated over the untreated where fewer are: what spills over to whoever lives under the baseline.
        Indirect = "indirect",
        /// Of the treated where more households are treated over the untreated where fewer are: both together.
        Total = "total",
        /// Of everybody where more households are treated over everybody where fewer are.
        Overall = "overall",
    }
}

words! {
    /// How a difference reached somebody in a trial, as their partings tell.
    "way" Way {
        /// By the rule itself.
        Rule = "rule",
        /// Through others, and all the way in the county.
        County = "county",
        /// Through others, and at least once from one county to another: what a trial by county assumes never to happen.
        Across = "across",
    }
}

impl Tried {
    /// Its unit.
    pub const fn unit(self) -> &'static str {
        match self {
            Self::ListedEver | Self::CriticalPosters => "share",
            Self::DaysListed => "days per person",
            Self::Refusals => "requests per person",
            Self::Points => "points per person",
            Self::Offences => "acts per person",
        }
    }
}

impl Contrast {
    /// Its unit.
    pub const fn unit(self) -> &'static str {
        match self {
            Self::ListedForEqualActs => "times",
            Self::OffencesEach => "acts",
            Self::Partings => "partings",
            Self::NewlyParted => "partings per person parted",
            Self::ShareLivedApart | Self::KinAcrossCounties | Self::PartingsAcrossCounties => "share",
            _ => "people",
        }
    }
}
