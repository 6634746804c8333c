//! Shows faults of rulebooks, behaviours and societies: file and line, the line itself with the word
//! marked, why it is wrong, and what to do.

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use serde::Serialize;
use std::collections::BTreeMap;
use underheaven_base::{Fault, Severity};

/// Faults, and the texts in which they stand.
#[derive(Clone, Debug, Default)]
pub struct Faults {
    /// All faults, in the order of their files.
    pub all: Vec<Fault>,
    texts: BTreeMap<String, String>,
}

/// A fault as machines read it.
#[derive(Serialize)]
struct Line<'a> {
    severity: &'static str,
    file: &'a str,
    line: u32,
    column: u32,
    word: &'a str,
    message: &'a str,
    help: Option<&'a str>,
}

impl Faults {
    /// Keeps a file's text, by the label that its faults name.
    pub fn know(&mut self, label: &str, text: &str) {
        self.texts.insert(label.to_owned(), text.to_owned());
    }

    /// Adds faults.
    pub fn add(&mut self, faults: impl IntoIterator<Item = Fault>) {
        self.all.extend(faults);
    }

    /// Adds all that another holds; a fault that several arms share is told once.
    pub fn join(&mut self, other: Faults) {
        for fault in other.all {
            if !self.all.contains(&fault) {
                self.all.push(fault);
            }
        }
        self.texts.extend(other.texts);
    }

    /// How many make a file unusable.
    pub fn errors(&self) -> usize {
        self.all.iter().filter(|fault| fault.severity == Severity::Error).count()
    }

    /// All faults as text for a terminal, with colours that whoever prints it may strip.
    pub fn render(&self) -> String {
        self.all.iter().map(|fault| self.one(fault)).collect::<Vec<_>>().join("\n\n")
    }

    /// All faults for machines.
    pub fn json(&self) -> serde_json::Value {
        let line = |f: &Fault| {
            let line = Line {
                severity: severity(f),
                file: &f.place.file,
                line: f.place.line,
                column: f.place.column,
                word: &f.word,
                message: &f.message,
                help: f.help.as_deref(),
            };
            serde_json::to_value(line).unwrap_or_default()
        };
        self.all.iter().map(line).collect()
    }

    fn one(&self, fault: &Fault) -> String {
        let level = if fault.severity == Severity::Error { Level::ERROR } else { Level::WARNING };
        let Some(line) = self.line(fault) else { return fault.to_string() };
        let snippet = Snippet::source(line)
            .line_start(fault.place.line as usize)
            .path(&fault.place.file)
            .annotation(AnnotationKind::Primary.span(span(fault, line)));
        let mut group = level.primary_title(&fault.message).element(snippet);
        if let Some(help) = &fault.help {
            group = group.element(Level::HELP.message(help));
        }
        Renderer::styled().render(&[group])
    }

    fn line(&self, fault: &Fault) -> Option<&str> {
        let index = (fault.place.line as usize).checked_sub(1)?;
        self.texts.get(&fault.place.file)?.lines().nth(index)
    }
}

fn severity(fault: &Fault) -> &'static str {
    if fault.severity == Severity::Error { "error" } else { "warning" }
}

/// Where in its line the word stands, in bytes; at least one character, so that there is always a mark.
fn span(fault: &Fault, line: &str) -> std::ops::Range<usize> {
    let column = (fault.place.column as usize).saturating_sub(1);
    let start = line.char_indices().nth(column).map_or(line.len(), |(byte, _)| byte);
    let end = start + common(&line[start..], &fault.word).max(line[start..].chars().next().map_or(0, char::len_utf8));
    start..end
}

/// How many bytes the word takes at the start of `text`, with its quotes if it stands in quotes.
fn common(text: &str, word: &str) -> usize {
    let quoted = format!("\"{word}\"");
    let shapes = [word, quoted.as_str()];
    shapes.into_iter().filter(|_| !word.is_empty()).find(|shape| text.starts_with(shape)).map_or(0, str::len)
}

#[cfg(test)]
mod tests {
    use super::*;
    use underheaven_base::FaultPlace;

    fn fault(line: u32, column: u32) -> Fault {
        Fault {
            severity: Severity::Error,
            place: FaultPlace { file: "mine/rulebook.toml".to_owned(), line, column },
            word: "crosing-on-red".to_owned(),
            message: "there is no act `crosing-on-red`".to_owned(),
            help: Some("did you mean `crossing-on-red`?".to_owned()),
        }
    }

    fn plain(faults: &Faults) -> String {
        anstream::adapter::strip_str(&faults.render()).to_string()
    }

    #[test]
    fn a_fault_is_shown_with_its_line_its_word_and_what_to_do() {
        let mut faults = Faults::default();
        faults.know("mine/rulebook.toml", "[rule.red]\nact = \"crosing-on-red\"\n");
        faults.add([fault(2, 8)]);
        let text = plain(&faults);
        for part in ["mine/rulebook.toml:2:8", "act = \"crosing-on-red\"", "^^^^^^^^^^^^^^", "did you mean"] {
            assert!(text.contains(part), "{part} is missing in\n{text}");
        }
    }

    #[test]
    fn a_place_outside_its_text_is_shown_without_a_line() {
        let mut faults = Faults::default();
        faults.know("mine/rulebook.toml", "é\n");
        faults.add([fault(1, 90), fault(7, 1), fault(0, 0), fault(1, 1)]);
        assert!(plain(&faults).contains("mine/rulebook.toml"));
        assert_eq!(faults.errors(), 4);
    }
}
