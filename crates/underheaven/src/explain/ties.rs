//! Who somebody is and to whom they are tied, in plain words. Nothing here depends on a rulebook.

use crate::numbers;
use crate::report::words::{joined, place};
use serde::{Deserialize, Serialize};
use underheaven_base::{Day, PersonId, Province, Relation, Role};
use underheaven_society::{Person, Society, Trait};

/// Who somebody is.
#[derive(Serialize, Deserialize, Clone, PartialEq, Debug)]
pub struct Who {
    /// `neighbourhood-place`.
    pub person: String,
    /// One sentence.
    pub sentence: String,
    /// What is so about them, a few words each.
    pub traits: Vec<String>,
    /// Those who live with them.
    pub household: Vec<String>,
    /// Kin beyond the household.
    pub kin: Vec<String>,
    /// Friends.
    pub friends: Vec<String>,
}

/// Fixed facts that a reader wants to know, in their order.
const FACTS: [(Trait, &str); 17] = [
    (Trait::Voice, "a journalist or blogger with an audience"),
    (Trait::Critic, "often speaks ill of the government"),
    (Trait::Member, "a member of a dissenting organisation at the start"),
    (Trait::Away, "lives away from the place of registration"),
    (Trait::Representative, "legal representative of a firm"),
    (Trait::BillHolder, "holds the household's bills"),
    (Trait::Borrower, "has a loan"),
    (Trait::Tenant, "rents the home"),
    (Trait::Driver, "drives"),
    (Trait::Drinker, "drinks, not to excess"),
    (Trait::ExcessiveDrinker, "drinks to excess"),
    (Trait::Gamer, "plays video games"),
    (Trait::HeavyGamer, "plays video games heavily"),
    (Trait::Netizen, "uses the internet"),
    (Trait::Shopper, "shops online"),
    (Trait::Single, "searches for a partner"),
    (Trait::InfantBuyer, "buys the baby goods when there is a small child"),
];

/// Who somebody is on a day.
pub fn who(society: &dyn Society, id: PersonId, day: Day) -> Who {
    let person = society.person(id);
    let residents = society.settled(id.neighbourhood());
    let mut kin = vec![];
    society.kin(id, &mut kin);
    let (near, far): (Vec<_>, Vec<_>) =
        kin.into_iter().partition(|(other, _)| residents_of_home(&residents, id).any(|home| home == *other));
    let mut friends = vec![];
    society.friends(id, &mut friends);
    let age = |other: PersonId| match society.person(other).age(day) {
        ..0 => "not yet born".to_owned(),
        years => years.to_string(),
    };
    let tie = |(other, relation): (PersonId, Relation)| {
        format!("{} {other} ({})", relation_word(relation, &society.person(other)), age(other))
    };
    Who {
        person: id.to_string(),
        sentence: sentence(society, &person, day),
        traits: traits(&person, day),
        household: near.into_iter().map(tie).collect(),
        kin: far.into_iter().filter(|(_, relation)| *relation != Relation::Household).map(tie).collect(),
        friends: friends.into_iter().map(|friend| format!("{friend} ({})", age(friend))).collect(),
    }
}

fn residents_of_home(residents: &underheaven_society::Residents, id: PersonId) -> impl Iterator<Item = PersonId> {
    residents.household(id).iter().map(|p| p.id)
}

fn sentence(society: &dyn Society, person: &Person, day: Day) -> String {
    let facts = society.neighbourhood(person.id.neighbourhood());
    let province = Province::ALL.get(usize::from(facts.province));
    let province = province.map_or_else(|| format!("province {}", facts.province), |p| place(p.name()));
    let place = if facts.urban { "in a town" } else { "in a village" };
    let work = match society.employer(person.id).map(|firm| society.firm(firm)) {
        Some(firm) => format!(
            "works for a {} firm of {}",
            if firm.foreign { "foreign" } else { "domestic" },
            numbers::whole(firm.size.into())
        ),
        None if person.age(day) < 18 => "too young to work".to_owned(),
        None if person.traits.has(Trait::Worker) => "works, for no firm of this society".to_owned(),
        None => "does not work".to_owned(),
    };
    let fifth = ["poorest", "second", "middle", "fourth", "richest"][usize::from(person.fifth.min(4))];
    format!(
        "{}, living {} {place} of {province}; the household is of the {fifth} fifth by income; {work}",
        one(person, day),
        role(person.role)
    )
}

/// `a woman of 41`.
fn one(person: &Person, day: Day) -> String {
    let (age, female) = (person.age(day), person.female);
    let child = if female { "girl" } else { "boy" };
    match age {
        ..0 => format!("a {child} not yet born"),
        0..18 => format!("a {child} of {age}"),
        _ => format!("a {} of {age}", if female { "woman" } else { "man" }),
    }
}

fn role(role: Role) -> &'static str {
    match role {
        Role::Couple => "as one of a couple",
        Role::LoneParent => "as a parent without a partner",
        Role::Child => "as a child of the household",
        Role::Elder => "with a grown child's family",
        Role::Alone => "alone",
        Role::Collective => "in a dormitory or other collective household",
    }
}

fn traits(person: &Person, day: Day) -> Vec<String> {
    let grown = |t: Trait| {
        matches!(t, Trait::Netizen | Trait::Gamer | Trait::HeavyGamer | Trait::Shopper | Trait::Away)
            || person.age(day) >= 18
    };
    let held = FACTS.iter().filter(|(t, _)| person.traits.has(*t) && grown(*t));
    let mut all: Vec<String> = held.map(|(_, words)| (*words).to_owned()).collect();
    if person.traits.has(Trait::Voice) && person.age(day) >= 18 {
        all.push(format!("has {} followers", numbers::whole(person.followers.into())));
    }
    all
}

/// What somebody is to a person, by sex where the language has a word for it.
fn relation_word(relation: Relation, other: &Person) -> &'static str {
    let by = |woman, man| if other.female { woman } else { man };
    match relation {
        Relation::Spouse => by("wife", "husband"),
        Relation::Parent => by("mother", "father"),
        Relation::Child => by("daughter", "son"),
        Relation::Sibling => by("sister", "brother"),
        Relation::ParentInLaw => by("mother-in-law", "father-in-law"),
        Relation::SiblingInLaw => by("spouse's sister", "spouse's brother"),
        Relation::ChildInLaw => by("daughter-in-law", "son-in-law"),
        Relation::SiblingsSpouse => by("brother's wife", "sister's husband"),
        Relation::Household => "housemate",
    }
}

/// `their brother 3-12`: what somebody is to a person, and who; the nearest tie counts.
pub fn called(society: &dyn Society, person: PersonId, other: PersonId) -> String {
    let mut kin = vec![];
    society.kin(person, &mut kin);
    if let Some((_, relation)) = kin.iter().find(|(id, _)| *id == other) {
        return format!("their {} {other}", relation_word(*relation, &society.person(other)));
    }
    let mut friends = vec![];
    society.friends(person, &mut friends);
    if friends.contains(&other) {
        return format!("their friend {other}");
    }
    let firm = society.employer(person);
    if firm.is_some() && firm == society.employer(other) {
        return format!("{other}, of the same firm");
    }
    let street = |a: &Person, b: &Person| a.street == b.street;
    if person.neighbourhood() == other.neighbourhood() && street(&society.person(person), &society.person(other)) {
        return format!("their neighbour {other}");
    }
    format!("{other}, a stranger to them")
}

impl Who {
    /// As lines of text.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = vec![format!("{}: {}.", self.person, self.sentence)];
        let mut tell = |what: &str, all: &[String]| {
            if !all.is_empty() {
                lines.push(format!("  {what}: {}", joined(all)));
            }
        };
        tell("known of them", &self.traits);
        tell("lives with", &self.household);
        tell("kin elsewhere", &self.kin);
        tell("friends", &self.friends);
        lines
    }
}
