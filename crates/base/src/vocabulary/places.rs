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

words! {
    /// A kind of province: neighbourhoods of one kind are dealt from the same decks.
    "province type" ProvinceType {
        /// On the coast, most of its people in large towns.
        Coastal = "coastal",
        /// Between the coast and the interior.
        Middle = "middle",
        /// In the west, the south-west and the far north-east.
        Interior = "interior",
    }
}

words! {
    /// A province, an autonomous region or a municipality of the 2020 census, in the census's order.
    "province" Province {
        /// Beijing.
        Beijing = "beijing",
        /// Tianjin.
        Tianjin = "tianjin",
        /// Hebei.
        Hebei = "hebei",
        /// Shanxi.
        Shanxi = "shanxi",
        /// Inner Mongolia.
        InnerMongolia = "inner-mongolia",
        /// Liaoning.
        Liaoning = "liaoning",
        /// Jilin.
        Jilin = "jilin",
        /// Heilongjiang.
        Heilongjiang = "heilongjiang",
        /// Shanghai.
        Shanghai = "shanghai",
        /// Jiangsu.
        Jiangsu = "jiangsu",
        /// Zhejiang.
        Zhejiang = "zhejiang",
        /// Anhui.
        Anhui = "anhui",
        /// Fujian.
        Fujian = "fujian",
        /// Jiangxi.
        Jiangxi = "jiangxi",
        /// Shandong.
        Shandong = "shandong",
        /// Henan.
        Henan = "henan",
        /// Hubei.
        Hubei = "hubei",
        /// Hunan.
        Hunan = "hunan",
        /// Guangdong.
        Guangdong = "guangdong",
        /// Guangxi.
        Guangxi = "guangxi",
        /// Hainan.
        Hainan = "hainan",
        /// Chongqing.
        Chongqing = "chongqing",
        /// Sichuan.
        Sichuan = "sichuan",
        /// Guizhou.
        Guizhou = "guizhou",
        /// Yunnan.
        Yunnan = "yunnan",
        /// Tibet.
        Tibet = "tibet",
        /// Shaanxi.
        Shaanxi = "shaanxi",
        /// Gansu.
        Gansu = "gansu",
        /// Qinghai.
        Qinghai = "qinghai",
        /// Ningxia.
        Ningxia = "ningxia",
        /// Xinjiang.
        Xinjiang = "xinjiang",
    }
}
