//! The case file: at most twelve people named by a letter, what they do, and what the books should say.

use std::collections::BTreeMap;
use underheaven_base::reading::{Section, Shape, Value, field::*, one_of, parse, read_root};
use underheaven_base::{Act, Cause, Channel, Day, Fault, Figure, Gate, Ground, Outcome, Relation, keys};
use underheaven_society::{FRIEND_LAYERS, Trait};

/// Words for fixed traits, as case files write them.
pub const TRAITS: [(&str, Trait); 19] = [
    ("bill-holder", Trait::BillHolder),
    ("borrower", Trait::Borrower),
    ("tenant", Trait::Tenant),
    ("driver", Trait::Driver),
    ("drinker", Trait::Drinker),
    ("excessive-drinker", Trait::ExcessiveDrinker),
    ("gamer", Trait::Gamer),
    ("heavy-gamer", Trait::HeavyGamer),
    ("netizen", Trait::Netizen),
    ("shopper", Trait::Shopper),
    ("critic", Trait::Critic),
    ("voice", Trait::Voice),
    ("member", Trait::Member),
    ("single", Trait::Single),
    ("worker", Trait::Worker),
    ("householder", Trait::Householder),
    ("away", Trait::Away),
    ("infant-buyer", Trait::InfantBuyer),
    ("representative", Trait::Representative),
];

/// A list of trait words.
pub struct TraitList;

impl Field<Vec<Trait>> for TraitList {
    fn read(&self, section: &Section<'_>, key: &str) -> Option<Vec<Trait>> {
        let Some(node) = section.get(key) else { return Some(vec![]) };
        let Value::List(items) = &node.value else {
            section.wrong(key, node, "a list in brackets");
            return None;
        };
        let one = |n: &underheaven_base::reading::Node| {
            let word = if let Value::Text(w) = &n.value { w.as_str() } else { n.word.as_str() };
            let found = TRAITS.iter().find(|t| t.0 == word).map(|t| t.1);
            if found.is_none() {
                let help = Some(one_of(word, &TRAITS.map(|t| t.0)));
                section.reading().error(&n.place, word, format!("there is no trait `{word}`"), help);
            }
            found
        };
        let read: Vec<_> = items.iter().map(one).collect();
        read.into_iter().collect()
    }
    fn shape(&self) -> Shape {
        let words: Vec<_> = TRAITS.iter().map(|t| t.0).collect();
        let schema = serde_json::json!({ "type": "array", "items": { "enum": words } });
        Shape::value("list of traits", Some("empty"), schema)
    }
}

keys! {
    /// `[person.NAME]`
    pub struct CasePerson {
        /// Whole years lived on the first day.
        age: Figure<i32> = figure("years", 0.0, 110.0),
        /// Woman or girl (else man or boy).
        female: bool = Flag(false),
        /// What is fixed about them: `critic`, `driver`, `bill-holder`, …
        traits: Vec<Trait> = TraitList,
        /// Under whose roof they live (a person's name); their own where it is missing.
        lives_with: Option<String> = NameOf("person"),
        /// For which firm they work.
        firm: Option<String> = NameOf("firm"),
        /// Followers online.
        followers: Option<Figure<i32>> = figure("people", 0.0, 1e9),
    }
}
keys! {
    /// `[tie.NAME]`: who is what to whom; the other direction follows.
    pub struct CaseTie {
        /// Whose relative, or friend.
        of: String = NameOf("person"),
        /// The relative, or friend.
        to: String = NameOf("person"),
        /// What `to` is to `of`; a friend where it is missing.
        is: Option<Relation> = OneOf(()),
    }
}
keys! {
    /// `[firm.NAME]`
    pub struct CaseFirm {
        /// Foreign (else domestic).
        foreign: bool = Flag(true),
        /// Follows demands.
        complies: bool = Flag(false),
        /// The legal representative.
        representative: String = NameOf("person"),
    }
}
keys! {
    /// `[do.NAME]`: one act on one day. Nobody sees it but the channel that is named.
    pub struct CaseAct {
        /// Who does it.
        who: String = NameOf("person"),
        /// What.
        act: Act = OneOf(()),
        /// When.
        day: Day = Date,
        /// By which channel it is seen.
        seen: Option<Channel> = OneOf(()),
        /// What falls due is late.
        late: bool = Flag(false),
        /// Whom a camera takes the actor for.
        mistaken_for: Option<String> = NameOf("person"),
        /// The record is wrong.
        wrong_record: bool = Flag(false),
        /// An official answers it.
        answered: bool = Flag(false),
        /// Whom a report names.
        reported: Option<String> = NameOf("person"),
        /// What a report names.
        subject: Option<Act> = OneOf(()),
        /// The report is false.
        false_report: bool = Flag(false),
        /// Who is asked for a date, and says yes, on record.
        with: Option<String> = NameOf("person"),
    }
}
keys! {
    /// `[appeal.NAME]`: somebody who learns of an entry or a listing on that day appeals; nobody else does.
    pub struct CaseAppeal {
        /// Who.
        who: String = NameOf("person"),
        /// The day on which they learn of it.
        day: Day = Date,
        /// On which ground it must be; not checked where it is missing.
        ground: Option<Ground> = OneOf(()),
        /// The day of the decision.
        decided: Day = Date,
        /// What is decided.
        upheld: bool = Flag(true),
    }
}
keys! {
    /// `[correction.NAME]`: an entry that must undo another; no others may.
    pub struct CaseCorrection {
        /// On whom.
        who: String = NameOf("person"),
        /// When.
        day: Day = Date,
        /// The rule, kin rule or discretion of what is undone.
        rule: String = AnyName,
        /// Points given back.
        points: Figure<i32> = figure("points", -10_000.0, 10_000.0),
    }
}
keys! {
    /// `[entry.NAME]`: an entry that must be in the books; no others may be.
    pub struct CaseEntry {
        /// On whom.
        who: String = NameOf("person"),
        /// When.
        day: Day = Date,
        /// Under which rule or kin rule of the rulebook.
        rule: String = AnyName,
        /// Points.
        points: Figure<i32> = figure("points", -10_000.0, 10_000.0),
        /// Why on this person; not checked where it is missing.
        cause: Option<Cause> = OneOf(()),
    }
}
keys! {
    /// `[listing.NAME]`: a listing that must begin; no others may.
    pub struct CaseListing {
        /// Who is listed.
        who: String = NameOf("person"),
        /// On which list of the rulebook.
        list: String = AnyName,
        /// From which day.
        day: Day = Date,
        /// Until which day; not checked where it is missing.
        until: Option<Day> = Date,
        /// The day on which it ends before its term; not checked where it is missing.
        lifted: Option<Day> = Date,
        /// The but-for cause; not checked where it is missing.
        cause: Option<Cause> = OneOf(()),
    }
}
keys! {
    /// `[gate.NAME]`: an answer that a gate must give; others may be given.
    pub struct CaseGate {
        /// Who asks.
        who: String = NameOf("person"),
        /// At which gate.
        gate: Gate = OneOf(()),
        /// When.
        day: Day = Date,
        /// What it answers.
        outcome: Outcome = OneOf(()),
    }
}
keys! {
    /// A case.
    pub struct Case {
        /// Its name: that of its file.
        name: String = Given,
        /// The story in a sentence.
        story: String = Text,
        /// The reform of the rulebook under which it is lived; the rulebook as it is where it is missing.
        reform: String = Text,
        /// First day lived; 6 January 2020 where it is missing.
        from: Option<Day> = Date,
        /// Last day lived; two weeks after the last day named where it is missing.
        to: Option<Day> = Date,
        /// Everybody is enrolled from the first day on, whenever the rulebook would enrol them.
        enrolled: bool = Flag(false),
        /// `[person.NAME]`
        people("person"): BTreeMap<String, CasePerson> = Table,
        /// `[tie.NAME]`
        ties("tie"): BTreeMap<String, CaseTie> = Table,
        /// `[firm.NAME]`
        firms("firm"): BTreeMap<String, CaseFirm> = Table,
        /// `[do.NAME]`
        acts("do"): BTreeMap<String, CaseAct> = Table,
        /// `[appeal.NAME]`
        appeals("appeal"): BTreeMap<String, CaseAppeal> = Table,
        /// `[correction.NAME]`
        corrections("correction"): BTreeMap<String, CaseCorrection> = Table,
        /// `[entry.NAME]`
        entries("entry"): BTreeMap<String, CaseEntry> = Table,
        /// `[listing.NAME]`
        listings("listing"): BTreeMap<String, CaseListing> = Table,
        /// `[gate.NAME]`
        gates("gate"): BTreeMap<String, CaseGate> = Table,
    }
}

/// A name that the rulebook declares, checked when the case is run; needed.
pub struct AnyName;

impl Field<String> for AnyName {
    fn read(&self, section: &Section<'_>, key: &str) -> Option<String> {
        if section.get(key).is_none() {
            section.missing(key, "a name of the rulebook");
        }
        section.text(key).map(str::to_owned)
    }
    fn shape(&self) -> Shape {
        Shape::value("name in the rulebook", None, serde_json::json!({ "type": "string" }))
    }
}

/// The most people a case may have.
pub const MOST_PEOPLE: usize = 12;

impl Case {
    /// Reads a case; all its faults at once.
    pub fn read(name: &str, label: &str, text: &str) -> Result<Self, Vec<Fault>> {
        let root = parse(label, text)?;
        let (mut case, _, _) = read_root::<Case>(&root, super::check::check)?;
        name.clone_into(&mut case.name);
        Ok(case)
    }

    /// The first and the last day lived: 6 January 2020, and two weeks after the last day named, where it says nothing.
    pub fn days(&self) -> (Day, Day) {
        let from = self.from.or_else(|| Day::from_ymd(2020, 1, 6)).unwrap_or_default();
        let days = self.acts.values().map(|a| a.day).chain(self.entries.values().map(|e| e.day));
        let named = days.chain(self.listings.values().map(|l| l.day)).chain(self.gates.values().map(|g| g.day));
        let named = named.chain(self.appeals.values().flat_map(|a| [a.day, a.decided]));
        let named = named.chain(self.corrections.values().map(|c| c.day));
        (from, self.to.unwrap_or_else(|| named.max().unwrap_or(from) + 14))
    }

    /// Friends by name and layer, from both sides: each tie stands in the first layer that is free for both. The tie for
    /// which there is none comes back instead.
    pub fn friends(&self) -> Result<BTreeMap<(&str, u8), &str>, &str> {
        let mut all = BTreeMap::new();
        for (name, t) in self.ties.iter().filter(|(_, t)| t.is.is_none()) {
            let free = |layer: &u8| [&t.of, &t.to].iter().all(|n| !all.contains_key(&(n.as_str(), *layer)));
            let layer = (0..FRIEND_LAYERS).find(free).ok_or(name.as_str())?;
            all.insert((t.of.as_str(), layer), t.to.as_str());
            all.insert((t.to.as_str(), layer), t.of.as_str());
        }
        Ok(all)
    }
}
