//! The vocabulary: closed lists of the words that files, tables and code share, each with its sentence.
//!
//! A name that is not here does not exist for any rulebook, behaviour or society. Adding one is a line
//! here and a file in `world`; a test fails for a name without a file, a base rate or a case.

mod acts;
mod causes;
mod contrasts;
mod gates;
mod groups;
mod measures;
mod people;
mod places;
mod purposes;

pub use acts::{Act, Kind};
pub use causes::{Cause, Ground, Path, Truth};
pub use contrasts::{Contrast, TrialEffect, Tried, Way};
pub use gates::{Gate, Outcome, Term};
pub use groups::Group;
pub use measures::{Effect, Measure};
pub use people::{Class, Relation, Role};
pub use places::{Channel, Gallery, Province, ProvinceType, Site};
pub use purposes::Purpose;

/// A word that a closed list does not hold.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unknown {
    /// The list's name in plain words, such as `act`.
    pub list: &'static str,
    /// The word as written.
    pub word: String,
    /// The nearest right word.
    pub nearest: Option<&'static str>,
}

impl std::fmt::Display for Unknown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "there is no {} `{}`", self.list, self.word)?;
        self.nearest.map_or(Ok(()), |n| write!(f, "; did you mean `{n}`?"))
    }
}

/// What every closed list offers, so that readers and documents treat all lists alike.
pub trait Word: Copy + Ord + 'static {
    /// The list's name in plain words, such as `act`.
    const LIST: &'static str;
    /// All words in their fixed order.
    const ALL: &'static [Self];
    /// The word as files write it.
    fn name(self) -> &'static str;
    /// Its sentence.
    fn doc(self) -> String;
    /// Its place in the fixed order.
    fn index(self) -> usize;
    /// Reads a word; a wrong one comes back with the nearest right one.
    fn parse(word: &str) -> Result<Self, Unknown> {
        Self::ALL.iter().copied().find(|w| w.name() == word).ok_or_else(|| Unknown {
            list: Self::LIST,
            word: word.to_owned(),
            nearest: crate::fault::nearest(word, Self::ALL.iter().map(|w| w.name())),
        })
    }
}

/// Declares a closed list: an enum whose variants carry their written name and their sentence.
macro_rules! words {
    ($(#[doc = $top:literal])* $list:literal $name:ident { $($(#[doc = $doc:literal])* $variant:ident = $word:literal,)* }) => {
        $(#[doc = $top])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, schemars::JsonSchema)]
        #[repr(u8)]
        pub enum $name {
            $($(#[doc = $doc])* #[schemars(rename = $word)] $variant,)*
        }
        impl $name {
            /// How many words the list holds.
            pub const COUNT: usize = [$($word),*].len();
            /// All words in their fixed order.
            pub const ALL: [$name; $name::COUNT] = [$($name::$variant),*];
            /// The word as files write it.
            pub const fn name(self) -> &'static str {
                match self { $($name::$variant => $word,)* }
            }
            /// Its place in the fixed order.
            pub const fn index(self) -> usize { self as usize }
        }
        impl $crate::vocabulary::Word for $name {
            const LIST: &'static str = $list;
            const ALL: &'static [Self] = &$name::ALL;
            fn name(self) -> &'static str { $name::name(self) }
            fn doc(self) -> String {
                match self { $($name::$variant => [$($doc),*].concat().trim().to_owned(),)* }
            }
            fn index(self) -> usize { self as usize }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.pad(self.name()) }
        }
    };
}
pub(crate) use words;

#[cfg(test)]
mod tests {
    use super::*;

    fn check<W: Word>() {
        let mut names: Vec<_> = W::ALL.iter().map(|w| w.name()).collect();
        for w in W::ALL {
            assert!(W::parse(w.name()) == Ok(*w), "{} `{}` is not read again", W::LIST, w.name());
            assert!(w.doc().ends_with('.'), "{} `{}` has no sentence", W::LIST, w.name());
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            assert!(w.name().chars().all(plain), "{} `{}`", W::LIST, w.name());
        }
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), W::ALL.len(), "two words of list {} are the same", W::LIST);
    }

    #[test]
    fn every_word_is_unique_and_has_its_sentence() {
        check::<Act>();
        check::<Kind>();
        check::<Gate>();
        check::<Outcome>();
        check::<Term>();
        check::<Site>();
        check::<Channel>();
        check::<Gallery>();
        check::<ProvinceType>();
        check::<Province>();
        check::<Relation>();
        check::<Role>();
        check::<Class>();
        check::<Cause>();
        check::<Ground>();
        check::<Truth>();
        check::<Path>();
        check::<Group>();
        check::<Measure>();
        check::<Contrast>();
        check::<Tried>();
        check::<TrialEffect>();
        check::<Way>();
        check::<Effect>();
    }

    #[test]
    fn a_wrong_word_comes_back_with_the_nearest() {
        let unknown = Act::parse("crossing-on-rd").unwrap_err();
        assert_eq!(unknown.nearest, Some("crossing-on-red"));
    }
}
