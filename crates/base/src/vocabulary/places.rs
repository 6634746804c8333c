//! Where people are seen, by which channel, and among whom a camera searches.

use super::words;

words! {
    /// A kind of place that a camera may watch.
    "place" Site {
        /// The front of one's home.
        HomeFront = "home-front",
        /// The street.
        Street = "street",
        /// A shop.
        Shop = "shop",
        /// The way into work or school.
        Work = "work",
        /// The cinema.
        Cinema = "cinema",
    }
}

words! {
    /// By what an act is seen, in the fixed order in which the first one books it.
    "channel" Channel {
        /// A camera with face matching: only an error rate and a coverage here.
        Camera = "camera",
        /// An officer.
        Officer = "officer",
        /// A bank's record.
        Bank = "bank",
        /// A utility's record.
        Utility = "utility",
        /// A court's record.
        Court = "court",
        /// A platform's record.
        Platform = "platform",
        /// A till's record.
        Till = "till",
        /// An organiser's record.
        Organiser = "organiser",
        /// A neighbour's report.
        Neighbour = "neighbour",
        /// An informer.
        Informer = "informer",
        /// A seized list of members.
        SeizedList = "seized-list",
        /// An official's discretion.
        Discretion = "discretion",
        /// The bureau's own books: kin, counts, clean periods.
        Bureau = "bureau",
    }
}

words! {
    /// Among whom a camera's picture is searched.
    "gallery" Gallery {
        /// The county's people, about 500,000.
        County = "county",
        /// The province's people.
        Province = "province",
        /// Everybody.
        Country = "country",
        /// Whoever is on a list.
        WatchList = "watch-list",
        /// Anybody at all, of any age and sex, by a uniform draw.
        Anybody = "anybody",
    }
}
