//! One society lived under one rulebook and one behaviour, day by day.

pub mod acts;
pub mod book;
pub mod cases;
pub mod day;
pub mod detection;
pub mod events;
pub mod gates;
pub mod ledger;
pub mod life;
pub mod mail;
pub mod plain;
pub mod pools;
pub mod posting;
pub mod refusals;
pub mod response;
pub mod scene;
pub mod standing;
pub mod temper;

pub use book::Book;
pub use events::*;
pub use life::Life;
pub use mail::{Letter, Mail};
pub use plain::{Plan, World};
pub use scene::{Ask, Board, Frame, Overrides, Request, Scene};
pub use temper::Temper;

use underheaven_base::{Day, PersonId};

/// A look at the world between two posting periods.
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
