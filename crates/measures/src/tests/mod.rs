//! Each accumulator, shown on twelve people and events made by hand.

mod acts;
mod blame;
mod gates;
mod groups;
mod ledger;
mod listings;
mod partings;
mod parts;
mod tables;
mod trial;

use crate::testing::{CRITIC, Still, day, who};
use underheaven_base::{Act, Cause, Channel, Gate, Kind, Outcome, Truth};
use underheaven_world::{Answer, Booking, Causes, Entry, ListId, Listing, RuleId, Trigger};

/// The critic's post, as it sets something off.
pub fn critics_post() -> Trigger {
    Trigger { act: Act::CriticalPost, kind: Kind::Speech, person: who(0, CRITIC) }
}

/// A demerit of `points` on somebody of the first neighbourhood, by an own act truly seen.
pub fn demerit(place: u32, on: &str, points: i32) -> Entry {
    let person = who(0, place);
    Entry {
        person,
        day: day(on),
        rule: Some(RuleId(0)),
        booking: Booking::Booked,
        points,
        cause: Cause::OwnAct,
        truth: Truth::OwnAct,
        trigger: Some(Trigger { act: Act::CrossingOnRed, kind: Kind::Conduct, person }),
        channel: Channel::Camera,
        trap: false,
        relation: None,
    }
}

/// A listing for an own act.
pub fn listing(place: u32, from: &str) -> Listing {
    let (cause, truth) = (Cause::OwnAct, Truth::OwnAct);
    let needed = Causes::default().with(cause);
    let (list, rule) = (ListId(0), Some(RuleId(0)));
    Listing { person: who(0, place), list, from: day(from), to: None, rule, cause, needed, truth, trigger: None }
}

/// An answer at the gate of trains, by the person's own standing.
pub fn answer(place: u32, on: &str, outcome: Outcome) -> Answer {
    let person = who(0, place);
    Answer {
        person,
        day: day(on),
        gate: Gate::Train,
        outcome,
        list: None,
        rule: Some(RuleId(0)),
        cause: Some(Cause::OwnAct),
        needed: Causes::default().with(Cause::OwnAct),
        trigger: None,
        standing_of: person,
    }
}

/// A still world and a tally of it.
pub fn begin() -> (Still, crate::Tally) {
    let world = Still::new();
    let tally = world.tally();
    (world, tally)
}
