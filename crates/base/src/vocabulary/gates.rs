//! Gates: where standing opens or shuts something, and the terms that make it cost or pay.

use super::words;

words! {
    /// What standing opens or shuts.
    "gate" Gate {
        /// Train tickets.
        Train = "train",
        /// Plane tickets.
        Flight = "flight",
        /// Hotels: with a deposit or without.
        Hotel = "hotel",
        /// Rented homes: with a deposit or without.
        Rental = "rental",
        /// Loans at low interest, of which there are few.
        Loan = "loan",
        /// Jobs.
        Job = "job",
        /// Contracts and licences of firms.
        Contract = "contract",
        /// Places at sought-after schools, decided by a parent's standing.
        School = "school",
        /// Admission to hospital, a queue.
        Hospital = "hospital",
        /// Who is shown first on a dating site.
        DatingBoost = "dating-boost",
        /// Social-media accounts.
        Account = "account",
        /// The speed of the internet.
        Internet = "internet",
        /// Online shops.
        OnlineShop = "online-shop",
    }
}

words! {
    /// What a gate answered.
    "outcome" Outcome {
        /// Granted as to anybody.
        Granted = "granted",
        /// Refused for one's standing.
        Refused = "refused",
        /// Granted on better terms for one's standing.
        Favoured = "favoured",
        /// Served later, or not at all, because others were preferred.
        PushedBack = "pushed-back",
        /// Not served for want of places, as it would have been without any preference.
        Scarce = "scarce",
    }
}

words! {
    /// A number that belongs to a gate.
    "term" Term {
        /// A deposit, in months of bills (0 to 12).
        DepositMonths = "deposit-months",
        /// For how many days a deposit is held (0 to 3650).
        HeldDays = "held-days",
        /// Places per request (0 to 1).
        PlacesPerRequest = "places-per-request",
        /// After how many weeks one gives up waiting (1 to 52).
        PatienceWeeks = "patience-weeks",
        /// What a favoured loan's instalment saves, in months of bills (0 to 1).
        InstalmentSaving = "instalment-saving",
        /// Months of bills lost when a trip for work is refused (0 to 3).
        LossMonths = "loss-months",
        /// Share of trips that are for work (0 to 1).
        WorkShare = "work-share",
        /// Share of online acts left under a throttled line (0 to 1).
        ShareLeft = "share-left",
        /// How much dearer goods are elsewhere, in months of bills for each purchase (0 to 1).
        DearerMonths = "dearer-months",
        /// How many candidates one searching person is shown (1 to 8).
        Views = "views",
    }
}
