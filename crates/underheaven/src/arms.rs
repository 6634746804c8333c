//! Which worlds a command means: a baseline, and beside it other rulebooks or reforms laid over the baseline.
//!
//! Words are only found here. What a reform changes is read by the rulebook's own crate.

use crate::failure::Failure;
use crate::shelf::{self, Found, Kind, Text};
use crate::shipped;
use std::path::Path;

/// The baseline and what is to be lived beside it, in the order named.
pub fn all(baseline: &str, others: &[String]) -> Result<Vec<Found>, Failure> {
    let baseline = shelf::find(Kind::Rulebook, baseline)?;
    let others = others.iter().map(|word| beside(&baseline, word)).collect::<Result<Vec<_>, _>>()?;
    Ok(std::iter::once(baseline).chain(others).collect())
}

/// What a word means beside a baseline: a shipped rulebook or reform as it stands; else a reform, which is laid over the
/// baseline; else a rulebook's file or folder.
pub fn beside(baseline: &Found, word: &str) -> Result<Found, Failure> {
    if let Some(shipped) = shelf::compiled_in(Kind::Rulebook, word) {
        return Ok(shipped);
    }
    match reform(baseline, word)? {
        Some((name, text)) => Ok(laid(baseline, name, text)),
        None => shelf::find(Kind::Rulebook, word),
    }
}

/// A baseline with reforms laid over it one after the other; whatever is a rulebook of its own is refused.
pub fn under(baseline: &Found, words: &[String]) -> Result<Found, Failure> {
    let mut found = baseline.clone();
    for word in words {
        let Some((name, text)) = reform(baseline, word)? else {
            let found = shelf::find(Kind::Rulebook, word)?;
            return Err(Failure::usage(
                format!("`{}` is a rulebook of its own, not a reform of `{}`", found.name, baseline.name),
                "name one rulebook, and after it only reforms of it",
            ));
        };
        let name = if found.reforms == 0 { name } else { format!("{}+{name}", found.name) };
        found = laid(&found, name, text);
    }
    Ok(found)
}

/// A reform by its name and text: the baseline's own by its bare name, a shipped one such as `article/no-kin-guilt`, or a file.
fn reform(baseline: &Found, word: &str) -> Result<Option<(String, Text)>, Failure> {
    let own = shelf::reform(baseline, word).map(|text| (word.to_owned(), text));
    let named = own.or_else(|| {
        let mut found = shipped::reform(Kind::Rulebook, word)?;
        Some((found.name, found.texts.pop()?))
    });
    let path = Path::new(word);
    if named.is_some() || !path.is_file() {
        return Ok(named);
    }
    let text = shelf::text(path)?;
    Ok(shelf::is_reform(path, &text.text).then(|| (shelf::stem(word), text)))
}

/// A reform laid over what was found.
fn laid(below: &Found, name: String, text: Text) -> Found {
    let texts = below.texts.iter().cloned().chain([text]).collect();
    Found { name, texts, reforms: below.reforms + 1, ..below.clone() }
}

/// What results call the arms: by their own names; one that was there before gets `-2`, `-3` and so on.
pub fn names(arms: &[Found]) -> Vec<String> {
    let mut names: Vec<String> = vec![];
    for arm in arms {
        let numbered = (2..).map(|n| format!("{}-{n}", arm.name));
        let mut free = std::iter::once(arm.name.clone()).chain(numbered).filter(|name| !names.contains(name));
        names.extend(free.next());
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(words: &[&str]) -> Vec<String> {
        words.iter().map(|w| (*w).to_owned()).collect()
    }

    fn labels(found: &Found) -> Vec<&str> {
        found.texts.iter().map(|t| t.label.as_str()).collect()
    }

    #[test]
    fn every_word_by_which_an_arm_may_be_called() {
        let here = tempfile::tempdir().unwrap();
        let put = |name: &str, text: &str| {
            let path = here.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, text).unwrap();
            path.display().to_string()
        };
        let whole = "provenance = \"hypothetical\"\n[posting]\nperiod_days = 7\n[enrolment]\nage = 18\n";
        let reform = put("daily.toml", "[posting]\nperiod_days = 1\n");
        let lone = put("bold.toml", whole);
        put("mine/rulebook.toml", whole);
        let own = put("mine/reforms/weekly.toml", "[posting]\nperiod_days = 14\n");
        let folder = here.path().join("mine").display().to_string();

        let arms =
            all("article", &words(&["article/low-score", "low-score", &reform, &lone, &folder, "none", &own])).unwrap();
        assert_eq!(names(&arms), ["article", "low-score", "low-score-2", "daily", "bold", "mine", "none", "weekly"]);
        let low = ["article/rulebook.toml", "article/reforms/low-score.toml"];
        assert_eq!((labels(&arms[1]), labels(&arms[2])), (low.to_vec(), low.to_vec()));
        assert_eq!(labels(&arms[3]), ["article/rulebook.toml", &reform]);
        assert_eq!(labels(&arms[4]), [&lone]);
        // In a comparison a reform's file is laid over the baseline, wherever it lies.
        assert_eq!(labels(&arms[7]), ["article/rulebook.toml", &own]);
        assert_eq!(arms.iter().map(|arm| arm.reforms).collect::<Vec<_>>(), [0, 1, 1, 1, 0, 0, 0, 1]);

        let mine = all(&folder, &words(&["weekly", "article/low-score"])).unwrap();
        assert_eq!(labels(&mine[1]), [format!("{folder}/rulebook.toml"), own.clone()]);
        assert_eq!(labels(&mine[2]), low);
        // Alone, it is laid over the rulebook beside which it lies.
        assert_eq!(labels(&shelf::find(Kind::Rulebook, &own).unwrap()), labels(&mine[1]));
        assert_eq!(shelf::find(Kind::Rulebook, &own).unwrap().reforms, 1);
    }

    #[test]
    fn reforms_are_laid_over_one_after_the_other() {
        let article = shelf::find(Kind::Rulebook, "article").unwrap();
        let both = under(&article, &words(&["article/low-score", "appeal-fact"])).unwrap();
        assert_eq!((both.name.as_str(), both.reforms, both.texts.len()), ("low-score+appeal-fact", 2, 3));
        let refused = under(&article, &words(&["none"])).unwrap_err().to_string();
        assert!(refused.contains("`none` is a rulebook of its own"), "{refused}");
        assert!(under(&article, &words(&["no-such-reform"])).unwrap_err().to_string().contains("no-such-reform"));
    }

    #[test]
    fn a_name_that_is_near_is_offered_for_reforms_too() {
        for word in ["article/low-scor", "low-scor"] {
            let article = shelf::find(Kind::Rulebook, "article").unwrap();
            let told = beside(&article, word).unwrap_err().to_string();
            assert!(told.contains("did you mean `article/low-score`?"), "{told}");
        }
    }
}
