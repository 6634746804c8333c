//! From a society's file to the society: a country where the file names provinces, a town where it names none.

use crate::{Country, Society, Table, Town};

/// Builds a society of about `people` from a table and a seed, or says why there is none.
pub fn build(table: &Table, people: u32, seed: u64) -> Result<Box<dyn Society>, String> {
    match table.provinces.is_empty() {
        true => Ok(Box::new(Town::build(table, people, seed)?)),
        false => Ok(Box::new(Country::build(table, people, seed)?)),
    }
}

/// How many people it has unless somebody asks for another number.
pub fn default_people(table: &Table) -> u32 {
    match table.provinces.is_empty() {
        true => Town::default_people(table),
        false => Country::default_people(table),
    }
}

/// The seed that the table names.
pub fn default_seed(table: &Table) -> u64 {
    u64::from(table.size.seed.value.unsigned_abs())
}
