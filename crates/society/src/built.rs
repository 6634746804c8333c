//! From a society's file to the society: a country where the file names provinces, equal households where it says that
//! all are alike, else a town.

use crate::{Alike, Country, Society, Table, Town};

/// Builds a society of about `people` from a table and a seed, or says why there is none.
pub fn build(table: &Table, people: u32, seed: u64) -> Result<Box<dyn Society>, String> {
    match &table.alike {
        Some(alike) => Ok(Box::new(Alike::build(table, alike, people, seed)?)),
        None if table.provinces.is_empty() => Ok(Box::new(Town::build(table, people, seed)?)),
        None => Ok(Box::new(Country::build(table, people, seed)?)),
    }
}

/// How many people it has unless somebody asks for another number.
pub fn default_people(table: &Table) -> u32 {
    match table.provinces.is_empty() && table.alike.is_none() {
        true => Town::default_people(table),
        false => Country::default_people(table),
    }
}

/// The seed that the table names.
pub fn default_seed(table: &Table) -> u64 {
    u64::from(table.size.seed.value.unsigned_abs())
}
