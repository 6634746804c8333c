//! A number with the cells it comes from, rounded as a reader rounds it.
//!
//! Each number on the page carries its exact value and an expression over the run's tables, such as
//! `(groups.value[12]/groups.value[3])`, counted from the first row as 0. A test reckons every one of them again from the
//! Parquet files. Nothing can be printed here that does not say where it comes from.

use crate::numbers::whole;
use maud::{Markup, Render, html};

/// A number and the expression that gives it.
#[derive(Clone, PartialEq, Debug)]
pub struct Num {
    /// The value.
    pub value: f64,
    /// The expression.
    pub from: String,
}

impl Num {
    /// A number by an expression.
    pub fn new(value: f64, from: impl Into<String>) -> Self {
        Self { value, from: from.into() }
    }

    /// The cell of a table.
    pub fn cell(table: &str, column: &str, row: usize, value: f64) -> Self {
        Self::new(value, format!("{table}.{column}[{row}]"))
    }

    /// The sum of several; none of nothing.
    pub fn sum(all: impl IntoIterator<Item = Num>) -> Option<Num> {
        all.into_iter().reduce(|a, b| Num::new(a.value + b.value, format!("{}+{}", a.from, b.from))).map(|sum| {
            let from = if sum.from.contains('+') { format!("({})", sum.from) } else { sum.from };
            Num { from, ..sum }
        })
    }

    /// This over another; none where that is nothing.
    pub fn over(&self, whole: &Num) -> Option<Num> {
        let from = format!("({}/{})", self.from, whole.from);
        (whole.value != 0.0).then(|| Num::new(self.value / whole.value, from))
    }

    /// This less another.
    pub fn less(&self, other: &Num) -> Num {
        Num::new(self.value - other.value, format!("({}-{})", self.from, other.from))
    }

    /// This times another.
    pub fn times(&self, other: &Num) -> Num {
        Num::new(self.value * other.value, format!("({}*{})", self.from, other.from))
    }

    /// Without its sign.
    pub fn size(&self) -> Num {
        Num::new(self.value.abs(), format!("abs({})", self.from))
    }

    /// As one of these.
    pub fn shown(&self, how: How) -> Shown {
        Shown { text: how.text(self.value), num: self.clone() }
    }
}

/// How a number is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum How {
    /// A count: `1,881`, `8.09 billion`.
    Count,
    /// A number that is a name, such as a seed.
    Plain,
    /// A number of people of the country: `31 million`.
    People,
    /// A share with a decimal: `38.6 %`.
    Percent,
    /// A share in a sentence: `39 %`, `4.2 %`.
    About,
    /// How many times: `8.3`.
    Times,
    /// A rate or mean, to three digits.
    Rate,
    /// A count with its sign: `−17,902`.
    SignedCount,
    /// A difference of shares, in percentage points.
    SignedPoints,
    /// A rate's difference.
    SignedRate,
    /// A small share, in percentage points.
    Fine,
    /// A difference of small shares, in percentage points.
    SignedFine,
}

impl How {
    /// How a measure of this unit is written.
    pub fn of_unit(unit: &str) -> Self {
        match unit {
            "share" => How::Percent,
            unit if unit.contains(" per ") || unit.starts_with("level (") => How::Rate,
            _ => How::Count,
        }
    }

    /// How a difference of it is written.
    pub fn signed(self) -> Self {
        match self {
            How::Percent | How::About => How::SignedPoints,
            How::Rate | How::Times => How::SignedRate,
            _ => How::SignedCount,
        }
    }

    /// The words.
    pub fn text(self, x: f64) -> String {
        match self {
            How::Count => count(x),
            How::Plain => x.to_string(),
            How::People => people(x),
            How::Percent => percent(x, 1),
            How::About => percent(x, u8::from(x > 0.0 && x < 0.0995)),
            How::Times => format!("{x:.1}"),
            How::Rate => rate(x),
            How::SignedCount if x.abs() < 0.5 => signed(x, rate),
            How::SignedCount => signed(x, count),
            How::SignedPoints => signed(x, |x| {
                format!("{}\u{a0}points", if x < 0.0005 { rate(x * 100.0) } else { format!("{:.1}", x * 100.0) })
            }),
            How::SignedRate => signed(x, rate),
            How::Fine => fine(x),
            How::SignedFine => signed(x, fine),
        }
    }
}

/// In full up to ten million; nobody reads the last digits of more.
fn count(x: f64) -> String {
    let sign = if x < 0.0 { "−" } else { "" };
    match x.abs() {
        size if size >= 9.995e8 => format!("{sign}{}\u{a0}billion", rate(size / 1e9)),
        size if size >= 9.995e6 => format!("{sign}{}\u{a0}million", rate(size / 1e6)),
        size => format!("{sign}{}", whole(size.round() as u64)),
    }
}

fn percent(share: f64, decimals: u8) -> String {
    if share > 0.0 && share < 0.0005 {
        return "under 0.1\u{a0}%".to_owned();
    }
    // A number and its sign are never parted at a line's end.
    format!("{:.*}\u{a0}%", usize::from(decimals), share * 100.0)
}

/// As a reader says it: two digits, and a word for the thousands of thousands.
fn people(x: f64) -> String {
    let said = |x: f64, word: &str| if x < 9.95 { format!("{x:.1} {word}") } else { format!("{x:.0} {word}") };
    match x {
        9.95e8.. => said(x / 1e9, "billion"),
        9.95e5.. => said(x / 1e6, "million"),
        _ => {
            let step =
                [1.0, 10.0, 100.0, 1000.0, 10_000.0].into_iter().find(|step| x < 99.5 * step).unwrap_or(10_000.0);
            count((x / step).round() * step)
        }
    }
}

/// Three digits or so.
fn rate(x: f64) -> String {
    match x.abs() {
        0.0 => "0".to_owned(),
        99.5.. => count(x),
        9.95.. => format!("{x:.1}"),
        0.995.. => format!("{x:.2}"),
        0.0995.. => format!("{x:.3}"),
        0.00095.. => format!("{x:.4}"),
        _ => format!("{x:.6}"),
    }
    .replace('-', "−")
}

/// In points of a hundred, to three digits or so.
fn fine(share: f64) -> String {
    format!("{}\u{a0}points", rate(share * 100.0))
}

/// With a sign that a reader sees; nothing has none.
fn signed(x: f64, of: impl Fn(f64) -> String) -> String {
    let text = of(x.abs());
    let nothing = text.chars().all(|c| !c.is_ascii_digit() || c == '0');
    match () {
        () if nothing && x == 0.0 => "0".to_owned(),
        () if x < 0.0 => format!("−{text}"),
        () => format!("+{text}"),
    }
}

/// A number as the page writes it.
#[derive(Clone, PartialEq, Debug)]
pub struct Shown {
    /// Its words.
    pub text: String,
    /// What it is.
    pub num: Num,
}

impl Render for Shown {
    fn render(&self) -> Markup {
        html! { data value=(self.num.value) data-from=(self.num.from) { (self.text) } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_rounded_as_a_reader_rounds_them() {
        let rows: [(How, f64, &str); 27] = [
            (How::Count, 8_092_545_968.0, "8.09\u{a0}billion"),
            (How::Count, 25_133_644.0, "25.1\u{a0}million"),
            (How::Count, 6_014_727.0, "6,014,727"),
            (How::SignedCount, -679_830_256.0, "−680\u{a0}million"),
            (How::Count, 1881.0, "1,881"),
            (How::People, 31_350_000.0, "31 million"),
            (How::People, 2_340_000.0, "2.3 million"),
            (How::People, 1.4e9, "1.4 billion"),
            (How::People, 783_333.0, "780,000"),
            (How::People, 16_667.0, "17,000"),
            (How::People, 12.0, "12"),
            (How::Percent, 0.3861, "38.6\u{a0}%"),
            (How::Percent, 0.0002, "under 0.1\u{a0}%"),
            (How::Percent, 0.0, "0.0\u{a0}%"),
            (How::About, 0.3861, "39\u{a0}%"),
            (How::About, 0.042, "4.2\u{a0}%"),
            (How::Rate, 16.148, "16.1"),
            (How::Rate, 0.0505, "0.0505"),
            (How::Times, 8.26, "8.3"),
            (How::SignedCount, -17_902.0, "−17,902"),
            (How::SignedCount, 0.0, "0"),
            (How::SignedPoints, 0.0123, "+1.2\u{a0}points"),
            (How::SignedPoints, -0.0002, "−0.0200\u{a0}points"),
            (How::SignedRate, -0.0012, "−0.0012"),
            (How::SignedRate, 2.8, "+2.80"),
            (How::SignedFine, -0.001899, "−0.190\u{a0}points"),
            (How::Fine, 0.00046, "0.0460\u{a0}points"),
        ];
        for (how, x, text) in rows {
            assert_eq!(how.text(x), text, "{how:?} {x}");
        }
    }

    #[test]
    fn a_reckoned_number_says_how() {
        let cell = |row, value| Num::cell("groups", "value", row, value);
        let sum = Num::sum([cell(1, 2.0), cell(2, 3.0)]).unwrap();
        let share = sum.over(&cell(3, 10.0)).unwrap();
        assert_eq!(share, Num::new(0.5, "((groups.value[1]+groups.value[2])/groups.value[3])"));
        assert_eq!(cell(1, 1.0).over(&cell(2, 0.0)), None);
        assert_eq!(
            share.shown(How::Percent).render().into_string(),
            "<data value=\"0.5\" data-from=\"((groups.value[1]+groups.value[2])/groups.value[3])\">50.0\u{a0}%</data>"
        );
    }
}
