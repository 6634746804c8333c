//! Kinds of fields that only rulebooks have: when a rule books, and the terms of gates.

use crate::model::{About, Provenance, When};
use std::collections::BTreeMap;
use underheaven_base::reading::{Field, Keys, Section, Shape, Value, field::*};
use underheaven_base::{Figure, Gate, Term, Word, keys};

const WORDS: [&str; 6] = ["act", "count", "punctual", "clean", "registry", "pair"];

keys! {
    /// How a rule says when it books; which keys are needed follows from `when`.
    pub struct WhenKeys {
        /// When it books. `act`: at each sighting of `act` (for what falls due: of its being late). `count`: once `at_least` sightings of `act` are reached in the `window`. `punctual`: at the end of a `window` in which every `act` that fell due was on time. `clean`: at the end of a `window` without a demerit. `registry`: at the end of a `window` in which the registry score reaches `at_least`. `pair`: at a date on record of two people both in `band` or above.
        when: Option<String> = Choice(&WORDS),
        /// The act (`act`, `count`, `punctual`).
        act: Option<underheaven_base::Act> = OneOf(()),
        /// Threshold: how many sightings (`count`) or which registry score (`registry`).
        at_least: Option<Figure<i32>> = figure("sightings or registry points", 0.0, 100_000.0),
        /// In which calendar window (`count`, `punctual`, `clean`, `registry`).
        window: Option<underheaven_base::Window> = OneOf(()),
        /// The registry's base score (`registry`).
        base: Option<Figure<i32>> = figure("registry points", -100_000.0, 100_000.0),
        /// Registry points per instalment on time in the last twelve months (`registry`).
        on_time: Option<Figure<i32>> = figure("registry points", -100_000.0, 100_000.0),
        /// Registry points per overdue instalment in the last twelve months (`registry`).
        overdue: Option<Figure<i32>> = figure("registry points", -100_000.0, 100_000.0),
        /// The band of both (`pair`).
        band: Option<String> = NameOf("band"),
    }
}

/// One of a few words that no list of the vocabulary holds.
#[derive(Clone, Copy, Debug)]
pub struct Choice(pub &'static [&'static str]);

impl Field<Option<String>> for Choice {
    fn read(&self, section: &Section<'_>, key: &str) -> Option<Option<String>> {
        let Some(node) = section.get(key) else { return Some(None) };
        let word = section.text(key)?;
        if self.0.contains(&word) {
            return Some(Some(word.to_owned()));
        }
        let help = underheaven_base::fault::nearest(word, self.0.iter().copied())
            .map_or_else(|| self.0.join(", "), |near| format!("did you mean `{near}`?"));
        section.reading().error(&node.place, word, format!("`{key}` can't be `{word}`"), Some(help));
        None
    }
    fn shape(&self) -> Shape {
        let word = self.0.iter().map(|w| format!("`{w}`")).collect::<Vec<_>>().join(", ");
        Shape::value(word, Some(&format!("`{}`", self.0[0])), serde_json::json!({ "enum": self.0 }))
    }
}

/// When a rule books, from keys that stand in the rule itself.
#[derive(Clone, Copy, Debug)]
pub struct WhenKind;

impl Field<When> for WhenKind {
    fn read(&self, section: &Section<'_>, _: &str) -> Option<When> {
        let keys = WhenKeys::read(section)?;
        let when = keys.when.clone().unwrap_or_else(|| WORDS[0].to_owned());
        let when = when.as_str();
        let fitting: &[&str] = match when {
            "count" => &["act", "at_least", "window"],
            "punctual" => &["act", "window"],
            "clean" => &["window"],
            "registry" => &["at_least", "window", "base", "on_time", "overdue"],
            "pair" => &["band"],
            _ => &["act"],
        };
        let is_whole = complete(section, when, fitting);
        refuse_others(section, when, fitting);
        if is_whole { assemble(when, keys) } else { None }
    }
    fn shape(&self) -> Shape {
        Shape::Flat(WhenKeys::rows())
    }
}

fn complete(section: &Section<'_>, when: &str, needed: &[&str]) -> bool {
    let missing: Vec<_> = needed.iter().filter(|key| section.get(key).is_none()).collect();
    for key in &missing {
        section.missing(key, &format!("a rule with `when = \"{when}\"` needs it"));
    }
    missing.is_empty()
}

fn refuse_others(section: &Section<'_>, when: &str, fitting: &[&str]) {
    let all = ["act", "at_least", "window", "base", "on_time", "overdue", "band"];
    for (key, node) in section.entries().filter(|(key, _)| all.contains(key) && !fitting.contains(key)) {
        let message = format!("a rule with `when = \"{when}\"` has no use for `{key}`");
        let help =
            format!("such a rule takes {}", fitting.iter().map(|k| format!("`{k}`")).collect::<Vec<_>>().join(", "));
        section.reading().error(&node.key, key, message, Some(help));
    }
}

fn assemble(when: &str, keys: WhenKeys) -> Option<When> {
    Some(match when {
        "count" => When::Count { act: keys.act?, from: unit(keys.at_least?, "sightings"), window: keys.window? },
        "punctual" => When::Punctual { act: keys.act?, window: keys.window? },
        "clean" => When::Clean { window: keys.window? },
        "registry" => When::Registry {
            from: unit(keys.at_least?, "registry points"),
            window: keys.window?,
            base: keys.base?,
            on_time: keys.on_time?,
            overdue: keys.overdue?,
        },
        "pair" => When::Pair { band: keys.band? },
        _ => When::Act { act: keys.act? },
    })
}

fn unit(figure: Figure<i32>, unit: &str) -> Figure<i32> {
    Figure { unit: unit.to_owned(), ..figure }
}

/// `[gate.GATE.terms]`, each term with its own unit and span.
#[derive(Clone, Copy, Debug)]
pub struct TermKind;

/// Unit and allowed values of a term.
pub const fn term_figure(term: Term) -> FigureKind {
    match term {
        Term::DepositMonths => figure("months of bills", 0.0, 12.0),
        Term::HeldDays => figure("days", 0.0, 3650.0),
        Term::PlacesPerRequest => figure("places a request", 0.0, 1.0),
        Term::PatienceWeeks => figure("weeks", 1.0, 52.0),
        Term::InstalmentSaving => figure("months of bills", 0.0, 1.0),
        Term::LossMonths => figure("months of bills", 0.0, 3.0),
        Term::WorkShare | Term::ShareLeft => share(),
        Term::DearerMonths => figure("months of bills a purchase", 0.0, 1.0),
        Term::Views => figure("people shown", 1.0, 8.0),
    }
}

/// The terms that mean something at a gate.
pub const fn terms_of(gate: Gate) -> &'static [Term] {
    match gate {
        Gate::Train | Gate::Flight => &[Term::WorkShare, Term::LossMonths],
        Gate::Hotel | Gate::Rental => &[Term::DepositMonths, Term::HeldDays],
        Gate::Loan => &[Term::PlacesPerRequest, Term::InstalmentSaving],
        Gate::School => &[Term::PlacesPerRequest],
        Gate::Hospital => &[Term::PlacesPerRequest, Term::PatienceWeeks],
        Gate::DatingBoost => &[Term::Views],
        Gate::Internet => &[Term::ShareLeft],
        Gate::OnlineShop => &[Term::DearerMonths],
        Gate::Job | Gate::Contract | Gate::Account => &[],
    }
}

impl Field<BTreeMap<Term, Figure<f64>>> for TermKind {
    fn read(&self, section: &Section<'_>, key: &str) -> Option<BTreeMap<Term, Figure<f64>>> {
        let Some(node) = section.get(key) else { return Some(BTreeMap::new()) };
        let below = section.below(key, node)?;
        let gate = Gate::parse(section.name()).ok();
        let mut terms = BTreeMap::new();
        let mut is_whole = true;
        for (word, node) in below.entries().filter(|(_, node)| !node.is_off()) {
            match read_term(&below, gate, word, node) {
                Some((term, figure)) => _ = terms.insert(term, figure),
                None => is_whole = false,
            }
        }
        is_whole.then_some(terms)
    }
    fn shape(&self) -> Shape {
        let words: Vec<_> = Term::ALL.iter().map(|t| t.name()).collect();
        let any = figure("the term's own unit", 0.0, 3650.0);
        Shape::Values { name: "term", words: Some(words), of: Box::new(Field::<Option<Figure<f64>>>::shape(&any)) }
    }
}

fn read_term(
    section: &Section<'_>,
    gate: Option<Gate>,
    word: &str,
    node: &underheaven_base::reading::Node,
) -> Option<(Term, Figure<f64>)> {
    let term = underheaven_base::reading::read_word::<Term>(section, word, &node.key)?;
    if let Some(gate) = gate.filter(|gate| !terms_of(*gate).contains(&term)) {
        let own: Vec<_> = terms_of(gate).iter().map(|t| format!("`{t}`")).collect();
        let help =
            if own.is_empty() { "it has no terms".to_owned() } else { format!("its terms are {}", own.join(", ")) };
        section.reading().error(&node.key, word, format!("`{word}` is no term of the gate `{gate}`"), Some(help));
    }
    Some((term, term_figure(term).read_node(section, word, node)?))
}

/// Names of rules that set off a kin rule; another kin rule is refused, so that guilt never travels from kin to kin.
#[derive(Clone, Copy, Debug)]
pub struct AfterRules;

impl Field<Vec<String>> for AfterRules {
    fn read(&self, section: &Section<'_>, key: &str) -> Option<Vec<String>> {
        let kin = section.reading().declared("kin");
        let items = section.get(key).map(|node| &node.value);
        let Some(Value::List(items)) = items else { return NameOf("rule").read(section, key) };
        let mut met_kin = false;
        for item in items {
            if let Value::Text(word) = &item.value
                && kin.contains(&word.as_str())
            {
                let message = format!("`{word}` is a kin rule, and a kin rule never follows another");
                section.reading().error(&item.place, word, message, None);
                met_kin = true;
            }
        }
        if met_kin { None } else { NameOf("rule").read(section, key) }
    }
    fn shape(&self) -> Shape {
        Field::<Vec<String>>::shape(&NameOf("rule"))
    }
}

/// Dates and provenance of a part that must say where it comes from.
#[derive(Clone, Copy, Debug)]
pub struct Stated;

impl Field<About> for Stated {
    fn read(&self, section: &Section<'_>, _: &str) -> Option<About> {
        if section.get("provenance").is_none() {
            let words: Vec<_> = Provenance::ALL.iter().map(|p| format!("`\"{}\"`", p.name())).collect();
            section.missing("provenance", &words.join(", "));
        }
        About::read(section)
    }
    fn shape(&self) -> Shape {
        let mut rows = About::rows();
        for row in rows.iter_mut().filter(|row| row.key == "provenance") {
            row.shape = Field::<Provenance>::shape(&OneOf(()));
        }
        Shape::Flat(rows)
    }
}

/// The file's own provenance, unless a part says otherwise.
#[derive(Clone, Copy, Debug)]
pub struct ProvenanceKind;

impl Field<Provenance> for ProvenanceKind {
    fn read(&self, section: &Section<'_>, key: &str) -> Option<Provenance> {
        if section.get(key).is_some() {
            return Field::<Provenance>::read(&OneOf(()), section, key);
        }
        // A wrong or missing word at the top of the file is a fault there, not here.
        let whole = section.reading().root().at(&[key]).map(|node| &node.value);
        let word = if let Some(Value::Text(word)) = whole { word } else { "hypothetical" };
        Some(Provenance::parse(word).unwrap_or(Provenance::Hypothetical))
    }
    fn shape(&self) -> Shape {
        match Field::<Provenance>::shape(&OneOf(())) {
            Shape::Value { word, schema, .. } => Shape::value(word, Some("the file's own"), schema),
            other => other,
        }
    }
}
