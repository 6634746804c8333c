//! One society lived under one rulebook and one behaviour, day by day.

pub mod acts;
pub mod arms;
pub mod book;
mod bytes;
pub mod cases;
pub mod day;
pub mod detection;
pub mod entries;
pub mod events;
pub mod fast;
pub mod gates;
pub mod ledger;
pub mod life;
pub mod mail;
pub mod plain;
pub mod pools;
pub mod posting;
pub mod recourse;
pub mod refusals;
pub mod response;
pub mod scene;
mod shared;
pub mod standing;
pub mod temper;
pub mod watchers;

pub use arms::{Arms, MOST_ARMS};
pub use book::Book;
pub use events::*;
pub use life::Life;
pub use mail::{Letter, Mail};
pub use plain::{Plan, World};
pub use scene::{Ask, Board, Frame, Overrides, Request, Scene};
pub use shared::enrolment_days;
pub use temper::Temper;
pub use watchers::{Each, Watchers};

use underheaven_base::{Day, NeighbourhoodId, PersonId};
use underheaven_society::{Person, Residents};

/// A look at the world between two posting periods: at all of it, or at some of its neighbourhoods, which then are the
/// only ones asked about.
pub trait Census {
    /// The day after the last one lived.
    fn today(&self) -> Day;
    /// The society.
    fn society(&self) -> &dyn underheaven_society::Society;
    /// Names of rules, kin rules and discretions by [`RuleId`].
    fn rule_names(&self) -> &[String];
    /// Names of lists by [`ListId`].
    fn list_names(&self) -> &[String];
    /// Names of bands, lowest first.
    fn band_names(&self) -> &[String];
    /// Somebody's standing and state.
    fn look(&self, person: PersonId) -> Look;
    /// Shows a neighbourhood's people as the society made them.
    fn residents(&self, place: NeighbourhoodId, see: &mut dyn FnMut(&Residents)) {
        see(&self.society().settled(place));
    }
    /// Shows everybody of a neighbourhood in the order of their places, those not yet born included.
    ///
    /// Cheaper than a look at each by name where people's state is packed.
    fn each(&self, place: NeighbourhoodId, see: &mut dyn FnMut(&Person, &Look)) {
        for person in &self.society().settled(place).people {
            see(person, &self.look(person.id));
        }
    }
}

/// Private views, lowest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
#[repr(u8)]
pub enum View {
    /// Disapproves.
    Disapprove,
    /// Neither.
    Neutral,
    /// Approves.
    Approve,
}

/// Somebody's standing and state on a day.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Look {
    /// Day of enrolment, if enrolled by now and of age.
    pub enrolled: Option<Day>,
    /// Score; none for whoever holds none.
    pub score: Option<i32>,
    /// Band, by place in [`Census::band_names`].
    pub band: Option<u8>,
    /// Lists, one bit each.
    pub lists: u32,
    /// Has a job (or never worked).
    pub job: bool,
    /// Savings in tenths of a month of bills.
    pub savings_tenths: u16,
    /// Private view.
    pub view: View,
    /// View shown in public.
    pub public_view: View,
    /// Member of a dissenting organisation now.
    pub member: bool,
    /// Fear in sixteenths, by kind of act.
    pub fear: [u8; 4],
    /// Habit in sixteenths.
    pub habit: u8,
    /// Silence in sixteenths.
    pub silence: u8,
    /// Demerit entries booked on this person so far.
    pub demerits: u32,
    /// Of these, own acts truly seen.
    pub own_demerits: u32,
}
