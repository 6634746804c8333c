//! Names and words as keys of tables and as values.

use super::section::{Section, did_you_mean, one_of};
use crate::vocabulary::Word;
use crate::{Day, FaultPlace, Window};

/// What may stand as a key of a table of tables or figures.
pub trait MapKey: Ord + Sized {
    /// How documents write it, such as `ACT`.
    const NAME: &'static str;
    /// All words, if the list is closed.
    fn words() -> Option<Vec<&'static str>>;
    /// Reads a key; a wrong one is a fault.
    fn read(section: &Section<'_>, word: &str, place: &FaultPlace) -> Option<Self>;
}

impl<W: Word> MapKey for W {
    const NAME: &'static str = W::LIST;
    fn words() -> Option<Vec<&'static str>> {
        Some(W::ALL.iter().map(|w| w.name()).collect())
    }
    fn read(section: &Section<'_>, word: &str, place: &FaultPlace) -> Option<Self> {
        read_word(section, word, place)
    }
}

/// A word of a closed list; a wrong one is a fault with the nearest right one, or with what there is.
pub fn read_word<W: Word>(section: &Section<'_>, word: &str, place: &FaultPlace) -> Option<W> {
    W::parse(word)
        .map_err(|unknown| {
            let words: Vec<&str> = W::ALL.iter().map(|w| w.name()).collect();
            let help = Some(one_of(word, &words));
            section.reading().error(place, word, format!("there is no {} `{word}`", unknown.list), help);
        })
        .ok()
}

impl MapKey for Day {
    const NAME: &'static str = "date";
    fn words() -> Option<Vec<&'static str>> {
        None
    }
    fn read(section: &Section<'_>, word: &str, place: &FaultPlace) -> Option<Self> {
        Day::parse(word).map_err(|message| section.reading().error(place, word, message, None)).ok()
    }
}

impl MapKey for String {
    const NAME: &'static str = "name";
    fn words() -> Option<Vec<&'static str>> {
        None
    }
    fn read(section: &Section<'_>, word: &str, place: &FaultPlace) -> Option<Self> {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if !word.is_empty() && word.chars().all(plain) {
            return Some(word.to_owned());
        }
        let message = format!("`{word}` is no name; names are lower-case letters, digits and dashes");
        section.reading().error(place, word, message, None);
        None
    }
}

/// A name that the file declares under `[table.NAME]`; a wrong one is a fault with the nearest right one.
pub fn read_name(section: &Section<'_>, table: &str, word: &str, place: &FaultPlace) -> Option<String> {
    let declared = section.reading().declared(table);
    if declared.contains(&word) {
        return Some(word.to_owned());
    }
    let help = did_you_mean(word, declared.iter().copied()).or_else(|| match declared.as_slice() {
        [] => Some(format!("the file has no `[{table}.NAME]`; add `[{table}.{word}]`")),
        names => Some(format!("there is {}", names.iter().map(|n| format!("`{n}`")).collect::<Vec<_>>().join(", "))),
    });
    section.reading().error(place, word, format!("there is no {table} `{word}`"), help);
    None
}

impl Word for Window {
    const LIST: &'static str = "window";
    const ALL: &'static [Self] = &[Window::Week, Window::Month, Window::Quarter, Window::Year];
    fn name(self) -> &'static str {
        Window::name(self)
    }
    fn doc(self) -> String {
        match self {
            Window::Week => "Monday to Sunday.",
            Window::Month => "A calendar month.",
            Window::Quarter => "Three calendar months from January, April, July or October.",
            Window::Year => "A calendar year.",
        }
        .to_owned()
    }
    fn index(self) -> usize {
        self as usize
    }
}
