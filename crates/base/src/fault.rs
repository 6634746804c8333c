//! What is wrong with a file, in the file's own language: where, which word, why, what to do.
//!
//! A reader collects every fault before it gives up, so that one look mends them all.

/// How bad a fault is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Severity {
    /// The file cannot be used.
    Error,
    /// It can be used; the writer may want to know.
    Warning,
}

/// Where in which file.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Place {
    /// The file as the user named it, or `article/rulebook.toml` for a shipped one.
    pub file: String,
    /// Line, from 1; 0 when the fault belongs to the whole file.
    pub line: u32,
    /// Column, from 1.
    pub column: u32,
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.line {
            0 => write!(f, "{}", self.file),
            _ => write!(f, "{}:{}:{}", self.file, self.line, self.column),
        }
    }
}

/// One fault.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    /// How bad it is.
    pub severity: Severity,
    /// Where it stands.
    pub place: Place,
    /// The word or value at fault, as written.
    pub word: String,
    /// What is wrong and why, in lower case, input in backticks.
    pub message: String,
    /// What to do about it, if there is something to say.
    pub help: Option<String>,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let kind = if self.severity == Severity::Error { "error" } else { "warning" };
        write!(f, "{kind}: {}\n  at {}", self.message, self.place)?;
        match &self.help {
            Some(help) => write!(f, "\n  help: {help}"),
            None => Ok(()),
        }
    }
}

/// The right word nearest to a wrong one, if any is near enough to be meant.
pub fn nearest<'a>(word: &str, words: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    words
        .into_iter()
        .map(|w| (strsim::damerau_levenshtein(word, w), w))
        .min()
        .filter(|(distance, w)| *distance <= (w.len().max(word.len()) / 3).max(1))
        .map(|(_, w)| w)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn the_nearest_word_is_offered_only_when_near() {
        let words = ["crossing-on-red", "critical-post", "date"];
        assert_eq!(nearest("crosing-on-red", words), Some("crossing-on-red"));
        assert_eq!(nearest("zebra", words), None);
    }
}
