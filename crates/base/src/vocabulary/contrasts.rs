//! What a comparison shows beyond the measures of its two worlds: how people fared, one by one, and how fates parted.

use super::words;

words! {
    /// A contrast between a baseline and a reform, person by person.
    "contrast" Contrast {
        /// People who fare better under the reform: fewer days listed; where these are equal, fewer refusals; where these are equal too, a higher score at the end.
        BetterOff = "better-off",
        /// People who fare worse under the reform: more days listed; where these are equal, more refusals; where these are equal too, a lower score at the end.
        WorseOff = "worse-off",
        /// People whose life differs in some act, entry, listing or answer, and who fare neither better nor worse by the same three.
        Otherwise = "otherwise",
        /// People in whose life nothing differs: no act, nothing due that was late, no entry, no listing, no gate's answer.
        Untouched = "untouched",
        /// People listed at some time under the baseline and never under the reform.
        ListedOnlyBaseline = "listed-only-baseline",
        /// People listed at some time under the reform and never under the baseline.
        ListedOnlyReform = "listed-only-reform",
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
        /// People whose life parted at least once: some act, entry, listing or answer differed.
        LivesParted = "lives-parted",
        /// Partings, each with its path and depth.
        Partings = "partings",
        /// Partings of a path that came through somebody else (a depth of 1 or more), over all people who parted.
        NewlyParted = "newly-parted",
        /// Person-days lived apart from the baseline, over all person-days.
        ShareLivedApart = "share-lived-apart",
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
            Self::ShareLivedApart => "share",
            _ => "people",
        }
    }
}
