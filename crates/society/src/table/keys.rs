//! The keys of a society's file, each with its sentence, unit and bounds; readers and documents follow from them.

use super::alike::ElseAlike;
use super::series::{Series, series};
use std::collections::BTreeMap;
use underheaven_base::reading::field::{Flag, OneOf, Table as Below, Text, figure, share};
use underheaven_base::{Act, Class, Figure, Province, ProvinceType, Site, keys};

keys! {
    /// A society's file (`societies/*.toml`).
    pub struct Table {
        /// Its name, by which runs call it.
        name: String = Text,
        /// What it is in one line.
        title: String = Text,
        /// The shipped society over which this file is laid: what it does not say stands there.
        over: String = Text,
        /// How many people there are, and whom they stand for.
        size: Size = Below,
        /// Households of one size and everybody of one age, instead of a town or a country. Then there are no provinces, population,
        /// families, homes, shares and firms; gallery, means and the round may be left out; acts are those of everyone, of people from six, of adults.
        alike: Option<Alike> = Below,
        /// The provinces of a country; a society without any is a town.
        provinces("province"): BTreeMap<Province, Provinces> = Below,
        /// How many people of the represented country a gallery holds.
        gallery: Galleries = ElseAlike,
        /// Ages, sexes, town and country.
        population: Population = ElseAlike,
        /// Mothers, fathers, brothers and sisters.
        families: Families = ElseAlike,
        /// Households.
        homes: Homes = ElseAlike,
        /// Shares of people with a trait.
        shares: Shares = ElseAlike,
        /// Employers.
        firms: Firms = ElseAlike,
        /// Savings and what their lack does.
        means: MeansTable = ElseAlike,
        /// Camera passes of a day at full coverage.
        round: BTreeMap<Site, SiteRound> = Below,
        /// What people do and ask for.
        acts("act"): BTreeMap<Act, Rates> = Below,
    }
}

keys! {
    /// `[size]`
    pub struct Size {
        /// People of the real country for whom all people here stand together; each for one, if missing.
        represented: Option<Figure<f64>> = figure("people", 1.0, 2e9),
        /// How many people a country, or a society of equal households, has unless `--people` says another number.
        people: Option<Figure<f64>> = figure("people", 1.0, 2e9),
        /// People in a neighbourhood.
        people_each: Figure<f64> = figure("people", 500.0, 4000.0),
        /// Neighbourhoods of a town unless `--people` asks for fewer; 32, if missing.
        neighbourhoods: Option<Figure<i32>> = figure("neighbourhoods", 1.0, 32.0),
        /// From which people and ties are drawn unless `--society-seed` says another.
        seed: Figure<i32> = figure("any number", 0.0, 2_147_483_647.0),
        /// Households in a street: what one sees of one's neighbours.
        street: Figure<i32> = figure("households", 2.0, 200.0),
    }
}

keys! {
    /// `[alike]`
    pub struct Alike {
        /// People in each household; nobody has kin beyond it, a friend or an employer.
        household: Figure<i32> = figure("people", 1.0, 50.0),
        /// Everybody's age on 1 November 2020: grown up throughout the article's years.
        age: Figure<i32> = figure("years", 25.0, 100.0),
    }
}

keys! {
    /// `[province.PROVINCE]`
    pub struct Provinces {
        /// Its type, which says from which decks its neighbourhoods are dealt.
        kind("type"): ProvinceType = OneOf(()),
        /// People who live there, which gives its share of the country.
        people: Figure<f64> = figure("people", 1.0, 2e9),
    }
}

keys! {
    /// `[gallery]`
    pub struct Galleries: Default {
        /// In a county.
        county: Figure<f64> = figure("people", 1.0, 2e9),
        /// In a province.
        province: Figure<f64> = figure("people", 1.0, 2e9),
    }
}

keys! {
    /// `[population]`
    pub struct Population: Default {
        /// People by age: 0 to 4, 5 to 9, … 95 to 99.
        by_age: Series = series(20, "people, any scale", 0.0, 1e9),
        /// Men for each 100 women, by the same ages.
        men_per_100_women: Series = series(20, "men per 100 women", 1.0, 1000.0),
        /// Men for each 100 women of all ages, to which the ages' ratios are raked.
        men_per_100_women_of_all: Figure<f64> = figure("men per 100 women", 1.0, 1000.0),
        /// Share who live in towns.
        urban_share: Figure<f64> = share(),
    }
}

keys! {
    /// `[families]`
    pub struct Families: Default {
        /// Mother's age at the birth of people who are now 0, 10, … 100.
        mothers_age_at_birth: Series = series(11, "years", 18.0, 46.0),
        /// Standard deviation of that age.
        mothers_age_spread: Figure<f64> = figure("years", 1.0, 10.0),
        /// By how much a father is older than the mother, on average.
        husband_older: Figure<f64> = figure("years", -5.0, 10.0),
        /// Mothers still alive at 20, 25, … 100.
        mothers_alive: Series = series(17, "share", 0.0, 1.0),
        /// Fathers still alive at 20, 25, … 100.
        fathers_alive: Series = series(17, "share", 0.0, 1.0),
        /// Women who have had a child, at 15, 20, … 45.
        mothers_among_women: Series = series(7, "share", 0.0, 1.0),
        /// Women among their children's mothers who stopped after one, at 20, 30, … 90.
        one_child_only: Series = series(8, "share", 0.0, 1.0),
        /// Surviving children of mothers who are or would be 85, 100, 115, 130, 145.
        children_of_the_dead: Series = series(5, "children", 1.0, 10.0),
        /// Childless women who are married, at 20, 30, … 90.
        childless_married: Series = series(8, "share", 0.0, 1.0),
    }
}

keys! {
    /// `[homes]`
    pub struct Homes: Default {
        /// Mean size of family households.
        mean_size: Figure<f64> = figure("people", 1.5, 6.0),
        /// Share of people in collective households.
        collective_share: Figure<f64> = share(),
        /// Mean size of collective households.
        collective_size: Figure<f64> = figure("people", 2.0, 50.0),
        /// Unmarried grown children who live with their parents, at 18, 24, … 60.
        grown_child_stays: Series = series(8, "share", 0.0, 1.0),
        /// Sons who left: share living in the parents' neighbourhood, county, province; the rest elsewhere.
        sons_live: Series = series(3, "share", 0.0, 1.0),
        /// Daughters who left, likewise.
        daughters_live: Series = series(3, "share", 0.0, 1.0),
    }
}

keys! {
    /// `[shares]`
    pub struct Shares: Default {
        /// Named holders of household bills, of adults.
        bill_holders: Figure<f64> = share(),
        /// People with a loan, of adults.
        borrowers: Figure<f64> = share(),
        /// Renting households.
        renting: Figure<f64> = share(),
        /// People with a driving licence, of everybody.
        drivers: Figure<f64> = share(),
        /// Women among drivers.
        women_among_drivers: Figure<f64> = share(),
        /// Drivers aged 26 to 50.
        drivers_26_to_50: Figure<f64> = share(),
        /// People who drink, of adults.
        drinkers: Figure<f64> = share(),
        /// Men and women who drink, to split the share by sex.
        drinkers_by_sex: Series = series(2, "share", 0.0, 1.0),
        /// Men and women who drink to excess, of adults.
        excessive_by_sex: Series = series(2, "share", 0.0, 1.0),
        /// Internet users, of everybody.
        netizens: Figure<f64> = share(),
        /// Internet users among people of 6 to 9, of the teens, the twenties, … and from 60, to split them by age.
        netizens_by_age: Series = series(7, "share", 0.0, 1.0),
        /// Online shoppers, of everybody.
        shoppers: Figure<f64> = share(),
        /// People who play video games, of everybody.
        gamers: Figure<f64> = share(),
        /// Gamers among internet users, by the ages of `netizens_by_age`, to split them by age.
        gamers_by_age: Series = series(7, "share", 0.0, 1.0),
        /// Heavy gamers, of gamers.
        heavy_gamers: Figure<f64> = share(),
        /// Critics, of adults.
        critics: Figure<f64> = share(),
        /// Journalists and bloggers with an audience, of adults.
        voices: Figure<f64> = share(),
        /// Smallest audience of a voice; audiences twice as large are half as frequent.
        least_audience: Figure<f64> = figure("people", 1.0, 1e7),
        /// Largest audience of a voice.
        most_audience: Figure<f64> = figure("people", 1.0, 1e9),
        /// Followers of an ordinary internet user, in the middle of all.
        ordinary_followers: Figure<f64> = figure("people", 0.0, 1e5),
        /// Members of a dissenting organisation, of adults.
        members: Figure<f64> = share(),
        /// Singles who search for a partner, of adults.
        singles: Figure<f64> = share(),
        /// Men and women of 18 to 59 who work.
        workers_by_sex: Series = series(2, "share", 0.0, 1.0),
        /// People who live away from their registration, of everybody.
        away: Figure<f64> = share(),
        /// How much likelier a town's household is away than a village's.
        away_in_towns: Figure<f64> = figure("times", 1.0, 100.0),
        /// By how many fifths of the way from poorest to richest a town's household stands above a village's.
        town_income_lead: Figure<f64> = figure("fifths", 0.0, 5.0),
    }
}

keys! {
    /// `[firms]`
    pub struct Firms: Default {
        /// Largest firm; firms twice as large are half as frequent.
        largest: Figure<f64> = figure("people", 2.0, 5000.0),
        /// Foreign firms, of all.
        foreign: Figure<f64> = share(),
        /// Firms that would follow an authority's demand.
        complies: Figure<f64> = share(),
        /// Firms that buy reach for their posts.
        buys_reach: Figure<f64> = share(),
    }
}

keys! {
    /// `[means]`
    pub struct MeansTable: Default {
        /// Savings at the start and when at rest, by income fifth.
        buffer: Series = series(5, "months of bills", 0.0, 60.0),
        /// Put back each month by somebody with a job whose savings are below the buffer.
        saved: Figure<f64> = figure("months of bills a month", 0.0, 10.0),
        /// Late bills without a job, once savings are spent.
        late_without_job: Figure<f64> = figure("times", 1.0, 20.0),
        /// Late bills with a job, while savings are spent.
        late_when_short: Figure<f64> = figure("times", 1.0, 20.0),
    }
}

keys! {
    /// `[round.PLACE]`
    pub struct SiteRound {
        /// Passes a day under 18, to 34, to 59, from 60.
        by_age: Series = series(4, "passes a day", 0.0, 100.0),
        /// How a day's passes fall on the hours from midnight, in parts of any size.
        hours: Series = series(24, "parts", 0.0, 100.0),
    }
}

keys! {
    /// `[act.ACT]`
    pub struct Rates {
        /// One rate for each class of people that does it; classes never overlap.
        of: BTreeMap<Class, Rate> = Below,
    }
}

keys! {
    /// `[act.ACT.of.CLASS]`
    pub struct Rate {
        /// How often a year a person of the class does it or asks for it; how often a bill falls due.
        base: Figure<f64> = figure("a year", 0.0, 365.0),
        /// How often a year it is proposed: what responses and traps may raise the rate to. The base, if missing.
        at_most: Option<Figure<f64>> = figure("proposals a year", 0.0, 365.0),
        /// The day of the week on which alone it is done, 1 for Monday to 7 for Sunday; any day, if missing.
        weekday: Option<Figure<i32>> = figure("day of the week", 1.0, 7.0),
        /// Of what falls due: share paid late.
        late: Option<Figure<f64>> = share(),
        /// Of what falls due: share paid late, by income fifth.
        late_by_fifth: Option<Series> = series(5, "share", 0.0, 1.0),
        /// Whether the personal factor of late bills applies: ten equal classes of an exponential with mean 1.
        late_classes: bool = Flag(false),
        /// A uniform personal factor from 1 - spread to 1 + spread, fixed for each person.
        spread: Option<Figure<f64>> = share(),
        /// Factors under 18, to 34, to 59, from 60 by age in mid-2017; scaled so that their mean is 1.
        by_age: Option<Series> = series(4, "times", 0.0, 20.0),
    }
}
