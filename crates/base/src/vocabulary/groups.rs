//! Groups that exposure may differ by and that measures are shown for. Ethnicity is not modelled.

use super::words;

words! {
    /// A group of people, written `dimension=value` in tables with the first dash read as the equals sign.
    "group" Group {
        /// Everybody.
        All = "all",
        /// Women.
        Women = "sex-female",
        /// Men.
        Men = "sex-male",
        /// Under 18.
        Minors = "age-0-17",
        /// From 18 to 34.
        Young = "age-18-34",
        /// From 35 to 59.
        Middle = "age-35-59",
        /// From 60.
        Old = "age-60-plus",
        /// In towns.
        Urban = "place-urban",
        /// In villages.
        Rural = "place-rural",
        /// Away from their registration.
        Away = "registration-away",
        /// Where they are registered.
        Settled = "registration-here",
        /// The poorest fifth.
        Fifth1 = "income-1",
        /// The second fifth.
        Fifth2 = "income-2",
        /// The middle fifth.
        Fifth3 = "income-3",
        /// The fourth fifth.
        Fifth4 = "income-4",
        /// The richest fifth.
        Fifth5 = "income-5",
        /// Members of dissenting organisations.
        Members = "role-member",
        /// Journalists and bloggers with an audience.
        Voices = "role-voice",
        /// Critics.
        Critics = "role-critic",
        /// Kin of critics.
        CriticsKin = "role-critics-kin",
        /// Staff of foreign firms.
        ForeignStaff = "role-foreign-staff",
        /// Parents of a child within two years of a school entry.
        EntryParents = "role-entry-parent",
    }
}

impl Group {
    /// `dimension=value`, as the tables write it.
    pub fn label(self) -> String {
        match self {
            Group::All => "all".to_owned(),
            _ => self.name().replacen('-', "=", 1),
        }
    }
}
