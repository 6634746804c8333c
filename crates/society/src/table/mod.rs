//! The society's file, table by table: margins of the population, shares, base rates, means, the daily round.
//!
//! Every number is a figure with its unit and source, or says that we assumed it. Nothing here knows a rulebook.

mod alike;
mod keys;
mod series;

pub use alike::CLASSES;
pub use keys::*;
pub use series::{Series, SeriesKind, series};

use underheaven_base::reading::field::Table as Below;
use underheaven_base::reading::{FigureRow, Node, Reading, Value, parse, parse_all, read_root};
use underheaven_base::{Act, Class, Fault, Severity, Site};

/// The text of the society `town`.
const TOWN: &str = include_str!("../../../../societies/town.toml");
/// The text of the society `dense`.
const DENSE: &str = include_str!("../../../../societies/dense.toml");

/// The text of the society `courtyard`.
const COURTYARD: &str = include_str!("../../../../societies/courtyard.toml");
/// The text of the society `china-2020`.
const CHINA_2020: &str = include_str!("../../../../societies/china-2020.toml");

/// The shipped societies: name and text.
pub fn shipped() -> &'static [(&'static str, &'static str)] {
    &[("town", TOWN), ("china-2020", CHINA_2020), ("dense", DENSE), ("courtyard", COURTYARD)]
}

impl Table {
    /// Reads a society's file; `file` is how faults name it.
    pub fn read(file: &str, text: &str) -> Result<Self, Vec<Fault>> {
        Self::read_all(file, text).map(|(table, _)| table)
    }

    /// As [`Table::read`], with all single figures for documents and checks.
    pub fn read_all(file: &str, text: &str) -> Result<(Self, Vec<FigureRow>), Vec<Fault>> {
        let alone = parse(file, text)?;
        let root = match base(&alone)? {
            Some((name, base)) => parse_all(&[(&format!("{name}.toml"), base), (file, text)])?,
            None => alone,
        };
        let (table, figures, _) = read_root::<Self>(&root, check)?;
        Ok((table, figures))
    }

    /// A shipped society by name.
    pub fn shipped(name: &str) -> Option<Self> {
        let (name, text) = shipped().iter().find(|(n, _)| *n == name)?;
        Self::read(&format!("{name}.toml"), text).ok()
    }

    /// All rows of numbers with their keys, for documents and checks.
    pub fn series(&self) -> Vec<(String, &Series)> {
        let (p, f, h, s) = (&self.population, &self.families, &self.homes, &self.shares);
        let mut rows: Vec<(String, &Series)> = vec![
            ("population.by_age".to_owned(), &p.by_age),
            ("population.men_per_100_women".to_owned(), &p.men_per_100_women),
            ("families.mothers_age_at_birth".to_owned(), &f.mothers_age_at_birth),
            ("families.mothers_alive".to_owned(), &f.mothers_alive),
            ("families.fathers_alive".to_owned(), &f.fathers_alive),
            ("families.mothers_among_women".to_owned(), &f.mothers_among_women),
            ("families.one_child_only".to_owned(), &f.one_child_only),
            ("families.children_of_the_dead".to_owned(), &f.children_of_the_dead),
            ("families.childless_married".to_owned(), &f.childless_married),
            ("homes.grown_child_stays".to_owned(), &h.grown_child_stays),
            ("homes.sons_live".to_owned(), &h.sons_live),
            ("homes.daughters_live".to_owned(), &h.daughters_live),
            ("shares.drinkers_by_sex".to_owned(), &s.drinkers_by_sex),
            ("shares.excessive_by_sex".to_owned(), &s.excessive_by_sex),
            ("shares.netizens_by_age".to_owned(), &s.netizens_by_age),
            ("shares.gamers_by_age".to_owned(), &s.gamers_by_age),
            ("shares.workers_by_sex".to_owned(), &s.workers_by_sex),
            ("means.buffer".to_owned(), &self.means.buffer),
        ];
        for (site, round) in &self.round {
            rows.push((format!("round.{site}.by_age"), &round.by_age));
            rows.push((format!("round.{site}.hours"), &round.hours));
        }
        for (act, class, rate) in self.rates() {
            let keyed = [("late_by_fifth", &rate.late_by_fifth), ("by_age", &rate.by_age)];
            rows.extend(
                keyed.into_iter().filter_map(|(key, row)| Some((format!("act.{act}.of.{class}.{key}"), row.as_ref()?))),
            );
        }
        // Households that are all alike leave most of them out.
        rows.retain(|(_, row)| !row.value.is_empty());
        rows
    }

    /// All rates in the order of acts and classes.
    pub fn rates(&self) -> impl Iterator<Item = (Act, Class, &Rate)> {
        self.acts.iter().flat_map(|(act, rates)| rates.of.iter().map(move |(class, rate)| (*act, *class, rate)))
    }
}

/// The shipped society over which a file is laid, if it names one.
fn base(root: &Node) -> Result<Option<(&'static str, &'static str)>, Vec<Fault>> {
    let Some((node, Value::Text(name))) = root.at(&["over"]).map(|node| (node, &node.value)) else { return Ok(None) };
    let found = shipped().iter().find(|(n, _)| n == name);
    let names = shipped().iter().map(|(name, _)| *name);
    found.map(|base| Some(*base)).ok_or_else(|| {
        vec![Fault {
            severity: Severity::Error,
            place: node.place.clone(),
            word: name.clone(),
            message: format!("there is no shipped society `{name}`"),
            help: underheaven_base::fault::nearest(name, names).map(|n| format!("did you mean `{n}`?")),
        }]
    })
}

/// What single keys can't show: a ceiling below its base, a late share without a calendar, a missing place.
fn check(table: &Table, reading: &Reading<'_>) {
    for (act, class, rate) in table.rates() {
        let Some(node) = reading.root().at(&["act", act.name(), "of", class.name()]) else { continue };
        let fault = |key: &str, message: String, help: &str| {
            let place = node.at(&[key]).map_or(&node.key, |n| &n.place);
            reading.error(place, key, message, Some(help.to_owned()));
        };
        if let Some(top) = &rate.at_most
            && top.value < rate.base.value * rate.largest_factor()
        {
            fault(
                "at_most",
                format!("`at_most` of `{act}` is {}, below the base rate with its largest personal factor", top.value),
                "raise `at_most`, or leave it out",
            );
        }
        if act.on_calendar() && rate.weekday.is_some() {
            fault("weekday", format!("`{act}` falls due on days of the month"), "leave it out");
        }
        if act.on_calendar() && rate.at_most.is_some() {
            fault("at_most", format!("`{act}` falls due on the calendar and has no `at_most`"), "leave it out");
        }
        let late = [
            ("late", rate.late.is_some()),
            ("late_by_fifth", rate.late_by_fifth.is_some()),
            ("late_classes", rate.late_classes),
        ];
        for (key, _) in late.iter().filter(|(_, said)| *said && !act.on_calendar()) {
            fault(key, format!("`{act}` never falls due, so it can't be late"), "leave it out");
        }
    }
    alike::check(table, reading);
    let no_round = table.alike.is_some() && table.round.is_empty();
    for site in Site::ALL.iter().filter(|s| !no_round && !table.round.contains_key(s)) {
        let root = reading.root();
        let message = format!("`[round]` says nothing of `{site}`");
        reading.error(&root.place, site.name(), message, Some(format!("add `[round.{site}]`")));
    }
}

impl Size {
    /// For how many people of the real country all `people` here stand together.
    pub fn represented(&self, people: u32) -> f64 {
        self.represented.as_ref().map_or(f64::from(people), |all| all.value)
    }
}

impl Rate {
    /// The largest factor by which one person's rate may exceed the base, age and responses apart.
    pub(crate) fn largest_factor(&self) -> f64 {
        1.0 + self.spread.as_ref().map_or(0.0, |s| s.value)
    }
}

#[cfg(test)]
mod tests;
