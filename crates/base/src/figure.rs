//! A number with its honesty: value, unit, plausible range, and where it comes from.
//!
//! Rulebooks, behaviours and societies hold figures, never bare numbers, so that every report can say
//! what rests on a source and what we assumed.

use schemars::JsonSchema;

/// Where a number comes from.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, JsonSchema)]
#[schemars(rename_all = "kebab-case")]
pub enum Basis {
    /// Stated by the article itself.
    Article,
    /// Read in the named source.
    Read,
    /// Worked out from sources that were read.
    Derived,
    /// Remembered from a named source and not checked.
    Recalled,
    /// Our choice, with a plausible range.
    Assumed,
    /// The file does not say. Allowed in files of one's own, never in a shipped one.
    Unstated,
}

impl Basis {
    /// All bases with the words by which files name them.
    pub const NAMES: [(&'static str, Basis); 6] = [
        ("article", Basis::Article),
        ("read", Basis::Read),
        ("derived", Basis::Derived),
        ("recalled", Basis::Recalled),
        ("assumed", Basis::Assumed),
        ("unstated", Basis::Unstated),
    ];

    /// The word by which files name it.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, b)| *b == self).map_or("", |(n, _)| n)
    }
}

/// A number, its unit, its plausible range and its basis.
#[derive(Clone, PartialEq, Debug)]
pub struct Figure<T> {
    /// The value used in a run.
    pub value: T,
    /// Lowest and highest plausible value; needed where the basis is `assumed`.
    pub range: Option<(T, T)>,
    /// The unit in words, such as `points` or `days`.
    pub unit: String,
    /// Where the value comes from.
    pub basis: Basis,
    /// The source, or why we assume this.
    pub source: String,
}

impl<T: Copy> Figure<T> {
    /// A figure without a stated basis, for files of one's own and for tests.
    pub fn bare(value: T) -> Self {
        Self { value, range: None, unit: String::new(), basis: Basis::Unstated, source: String::new() }
    }
}

impl<T: Copy + Default> Default for Figure<T> {
    /// Nothing, where a file has no such figure.
    fn default() -> Self {
        Self::bare(T::default())
    }
}

impl<T> std::ops::Deref for Figure<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}
