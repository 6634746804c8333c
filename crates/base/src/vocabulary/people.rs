//! Who people are to each other, in their household, and for the table of base rates.

use super::words;

words! {
    /// What somebody is to a person, by blood, by marriage or by roof.
    "relation" Relation {
        /// Husband or wife.
        Spouse = "spouse",
        /// Mother or father.
        Parent = "parent",
        /// Daughter or son.
        Child = "child",
        /// Brother or sister.
        Sibling = "sibling",
        /// The spouse's mother or father.
        ParentInLaw = "parent-in-law",
        /// The spouse's brother or sister.
        SiblingInLaw = "sibling-in-law",
        /// A child's husband or wife.
        ChildInLaw = "child-in-law",
        /// A brother's or sister's husband or wife.
        SiblingsSpouse = "siblings-spouse",
        /// Somebody under the same roof, kin or not.
        Household = "household",
    }
}

impl Relation {
    /// What the person is to that somebody.
    pub const fn inverse(self) -> Relation {
        match self {
            Relation::Parent => Relation::Child,
            Relation::Child => Relation::Parent,
            Relation::ParentInLaw => Relation::ChildInLaw,
            Relation::ChildInLaw => Relation::ParentInLaw,
            Relation::SiblingInLaw => Relation::SiblingsSpouse,
            Relation::SiblingsSpouse => Relation::SiblingInLaw,
            same => same,
        }
    }

    /// Whether marriage, not blood, makes the tie.
    pub const fn by_marriage(self) -> bool {
        matches!(
            self,
            Relation::Spouse
                | Relation::ParentInLaw
                | Relation::SiblingInLaw
                | Relation::ChildInLaw
                | Relation::SiblingsSpouse
        )
    }
}

words! {
    /// A person's role in the household.
    "role" Role {
        /// One of a couple.
        Couple = "couple",
        /// A parent without a partner at home.
        LoneParent = "lone-parent",
        /// A child of the household, of any age.
        Child = "child",
        /// A parent who lives with a grown child's family.
        Elder = "elder",
        /// Alone.
        Alone = "alone",
        /// In a dormitory or other collective household.
        Collective = "collective",
    }
}

words! {
    /// To whom a base rate applies. An act's classes in a society's table never overlap.
    "class" Class {
        /// Everybody.
        Everyone = "everyone",
        /// Everybody from 6.
        FromSix = "from-six",
        /// Everybody from 18.
        Adults = "adults",
        /// Holders of household bills.
        BillHolders = "bill-holders",
        /// People with a loan.
        Borrowers = "borrowers",
        /// Holders of a rent contract.
        Tenants = "tenants",
        /// People with a loan or a rent contract.
        Debtors = "debtors",
        /// People with a driving licence.
        Drivers = "drivers",
        /// Drivers who drink.
        DrinkingDrivers = "drinking-drivers",
        /// The named buyer of a household with a child under three.
        InfantBuyers = "infant-buyers",
        /// People who drink, but not to excess.
        Drinkers = "drinkers",
        /// People who drink to excess.
        ExcessiveDrinkers = "excessive-drinkers",
        /// People who play video games, but not heavily.
        Gamers = "gamers",
        /// People who play video games heavily.
        HeavyGamers = "heavy-gamers",
        /// Everybody who plays video games.
        AllGamers = "all-gamers",
        /// Internet users.
        Netizens = "netizens",
        /// Internet users who are not critics.
        OtherNetizens = "other-netizens",
        /// Adults who often speak ill of the government.
        Critics = "critics",
        /// Journalists and bloggers with an audience.
        Voices = "voices",
        /// Members of a dissenting organisation.
        Members = "members",
        /// Adults who are not members at the start; the rate holds once they have joined.
        Joiners = "joiners",
        /// Singles who search for a partner.
        Singles = "singles",
        /// People of working age (18 to 59) who work.
        Workers = "workers",
        /// One adult for each household.
        Householders = "householders",
        /// Legal representatives of firms.
        Representatives = "representatives",
        /// Legal representatives of foreign firms.
        ForeignRepresentatives = "foreign-representatives",
        /// Children in the year in which they are 6, 12 or 15 on 1 September.
        SchoolStarters = "school-starters",
    }
}
