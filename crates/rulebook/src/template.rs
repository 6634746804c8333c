//! A commented rulebook to start one's own from: short, valid, and complete enough to be run.

/// The text of a new rulebook called `name`.
pub fn template(name: &str) -> String {
    include_str!("template.toml").replace("NAME", name)
}

/// The text of a case of that rulebook.
pub const TEMPLATE_CASE: &str = include_str!("template_case.toml");

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Rulebook;

    #[test]
    fn a_new_rulebook_is_read_without_fault_or_warning() {
        let text = template("mine");
        let (book, warnings) = Rulebook::read("mine", &[("mine/rulebook.toml", &text)]).unwrap();
        assert_eq!(warnings, []);
        assert!(text.starts_with("# mine:") && !text.contains("NAME"));
        assert!(book.figures().iter().all(|row| row.range.is_some()));
    }
}
