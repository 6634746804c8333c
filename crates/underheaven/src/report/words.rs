//! The words of the vocabulary as a reader says them. The tables keep the short ones.

use maud::{Markup, html};

/// A cause, as it follows "listed for".
pub fn cause(word: &str) -> &str {
    match word {
        "own-act" => "an act of their own, truly seen",
        "kin" => "a relative's act",
        "mistaken" => "another's act, mistaken for them",
        "wrong-record" => "a wrong record",
        "false-report" => "a neighbour's false report",
        "presence" => "a passer-by's face, taken for theirs",
        "association" => "whom they work for or know",
        "discretion" => "an official's decision",
        "combined" => "several causes together",
        "bookkeeping" => "the books' own doing",
        "none" => "no cause in the books",
        other => other,
    }
}

/// A gate.
pub fn gate(word: &str) -> &str {
    match word {
        "train" => "train tickets",
        "flight" => "plane tickets",
        "hotel" => "hotels",
        "rental" => "rented homes",
        "loan" => "loans",
        "job" => "jobs",
        "contract" => "contracts of firms",
        "school" => "schools",
        "hospital" => "hospital beds",
        "dating-boost" => "profiles on dating sites",
        "account" => "social-media accounts",
        "internet" => "the internet line",
        "online-shop" => "online shops",
        other => other,
    }
}

/// A group, as the subject of a sentence.
pub fn group(label: &str) -> String {
    let known = match label {
        "all" => "everybody",
        "sex=female" => "women",
        "sex=male" => "men",
        "age=0-17" => "people under 18",
        "age=18-34" => "people of 18 to 34",
        "age=35-59" => "people of 35 to 59",
        "age=60-plus" => "people from 60",
        "place=urban" => "people in towns",
        "place=rural" => "people in villages",
        "registration=away" => "people away from their registration",
        "registration=here" => "people where they are registered",
        "income=1" => "the poorest fifth",
        "income=2" => "the second fifth",
        "income=3" => "the middle fifth",
        "income=4" => "the fourth fifth",
        "income=5" => "the richest fifth",
        "role=member" => "members of dissenting organisations",
        "role=voice" => "journalists and bloggers",
        "role=critic" => "critics",
        "role=critics-kin" => "kin of critics",
        "role=foreign-staff" => "staff of foreign firms",
        "role=entry-parent" => "parents before a school entry",
        "role=booked-speech-kin" => "kin of people booked for speech",
        other => return other.split_once('=').map_or(other, |(_, value)| value).replace('-', " "),
    };
    known.to_owned()
}

/// A punishment.
pub fn punishment(word: &str) -> String {
    match word {
        "demerit" => "a demerit booked".to_owned(),
        "listed" => "listed".to_owned(),
        other => other.strip_prefix("refused-").map_or(other.to_owned(), |at| format!("refused: {}", gate(at))),
    }
}

/// A relative, seen from whoever pays.
pub fn relation(word: &str) -> (&str, &str) {
    match word {
        "spouse" => ("husband or wife", "marriage"),
        "parent" => ("parent", "blood"),
        "child" => ("child", "blood"),
        "sibling" => ("brother or sister", "blood"),
        "grandparent" => ("grandparent", "blood"),
        "grandchild" => ("grandchild", "blood"),
        "parent-in-law" => ("parent-in-law", "marriage"),
        "child-in-law" => ("child-in-law", "marriage"),
        "sibling-in-law" => ("brother- or sister-in-law", "marriage"),
        other => (other, ""),
    }
}

/// A path by which worlds part.
pub fn path(word: &str) -> &str {
    match word {
        "own-entry" => "an entry of their own",
        "discretion" => "an official's decision",
        "judged-otherwise" => "the same life, judged otherwise",
        "mistaken" => "mistaken for another",
        "reported" => "reported by a neighbour",
        "kin" => "a relative's entry",
        "means" => "the household's means",
        "partner" => "a partner's standing",
        "parent" => "a parent's standing",
        "firm" => "the employer's or firm's fortunes",
        "queue" => "a queue or scarce places",
        "friends" => "friends and likes",
        "saw" => "what they saw befall others",
        "crowd" => "what the majority seems to think",
        other => other,
    }
}

/// A word with its first letter large, its dashes as spaces.
pub fn titled(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect()).replace('-', " ")
}

/// A place's name.
pub fn place(word: &str) -> String {
    word.split('-').map(titled).collect::<Vec<_>>().join(" ")
}

/// `a`, `a and b`, `a, b and c`.
pub fn joined(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [all @ .., last] => format!("{} and {last}", all.join(", ")),
    }
}

/// A text of a file or a life as the page shows it: names between backticks as such, nobody's number parted at a line's end,
/// and a minus where there is one.
pub fn spoken(text: &str) -> Markup {
    html! {
        @for (at, piece) in text.split('`').enumerate() {
            @if at % 2 == 1 { code { (piece) } } @else { (unparted(piece)) }
        }
    }
}

/// Words with people's numbers (`12-345`) and days (`2020-10-01`) kept whole.
fn unparted(text: &str) -> Markup {
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let is_whole = |word: &str| word.contains('-') && word.split('-').all(is_number);
    let minus = |word: &str| word.strip_prefix('-').filter(|rest| is_number(rest)).map(|rest| format!("−{rest}"));
    html! {
        @for (at, word) in text.split(' ').enumerate() {
            @if at > 0 { " " }
            @let end = word.trim_end_matches([',', '.', ';', ':', ')']).len();
            @if is_whole(&word[..end]) { span .whole { (word[..end]) } (word[end..]) }
            @else if let Some(points) = minus(word) { (points) }
            @else { (word) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::spoken;

    #[test]
    fn names_are_marked_and_nobodys_number_is_parted() {
        let rows = [
            ("lost 3 under `late-bill`; then 7", "lost 3 under <code>late-bill</code>; then 7"),
            (
                "wife 12-345 (37), son 12-346.",
                "wife <span class=\"whole\">12-345</span> (37), son <span class=\"whole\">12-346</span>.",
            ),
            ("2020-10-01: `x` -30 (own)", "<span class=\"whole\">2020-10-01</span>: <code>x</code> −30 (own)"),
            ("a < b - c", "a &lt; b - c"),
        ];
        for (text, html) in rows {
            assert_eq!(spoken(text).into_string(), html);
        }
    }
}
