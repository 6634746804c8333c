//! What a file of equal households need not say, and what it may not.

use super::{Below, Table};
use underheaven_base::reading::{Field, Keys, Node, Reading, Section, Shape};
use underheaven_base::{Act, Class};

/// Tables that a file need not have where `[alike]` stands.
#[derive(Clone, Copy, Debug)]
pub struct ElseAlike;

impl<T: Keys + Default> Field<T> for ElseAlike {
    fn read(&self, section: &Section<'_>, key: &str) -> Option<T> {
        let alike = section.reading().root().at(&["alike"]).is_some();
        if alike && section.get(key).is_none() { Some(T::default()) } else { Below.read(section, key) }
    }
    fn shape(&self) -> Shape {
        Shape::Table { needed: false, doc: T::doc(), rows: T::rows() }
    }
}

/// What says nothing of equal households.
const UNSAID: [&str; 6] = ["province", "population", "families", "homes", "shares", "firms"];

/// The classes that equal households know.
pub const CLASSES: [Class; 4] = [Class::Everyone, Class::FromSix, Class::Adults, Class::Joiners];

/// Whether equal households can be proposed an act: what falls due needs a holder of bills, loans or children.
fn is_known(act: Act, class: Class) -> bool {
    CLASSES.contains(&class) && !act.on_calendar()
}

/// Faults of what stands beside `[alike]`, and of acts that nobody there would do.
pub fn check(table: &Table, reading: &Reading<'_>) {
    let Some(alike) = reading.root().at(&["alike"]) else { return };
    let root = |key: &str| reading.root().at(&[key]);
    let said: Vec<String> = UNSAID.iter().filter(|key| root(key).is_some()).map(|key| format!("`[{key}]`")).collect();
    if !said.is_empty() {
        let message = format!("`[alike]` leaves no room for {}", said.join(", "));
        let help = match root("over") {
            Some(_) => "leave out `over`, which brings them in",
            None => "drop them, or `[alike]`",
        };
        reading.error(&alike.key, "alike", message, Some(help.to_owned()));
    }
    for (act, class, _) in table.rates().filter(|(act, class, _)| !is_known(*act, *class)) {
        let node = reading.root().at(&["act", act.name(), "of", class.name()]);
        let (place, word) = node.map_or((&alike.key, "alike"), |node: &Node| (&node.key, class.name()));
        let message = match act.on_calendar() {
            true => format!("`{act}` falls due for somebody named, and `[alike]` names nobody"),
            false => format!("none of `{class}` is in a society that is `[alike]`"),
        };
        let classes = CLASSES.map(|class| format!("`{class}`")).join(", ");
        reading.error(place, word, message, Some(format!("leave it out; acts here are those of {classes}")));
    }
}
