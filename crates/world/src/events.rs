//! What happens in a world, as events that measures may watch and can never alter.
//!
//! A world tells an [`Observer`] everything it does: acts, sightings, entries, listings, requests, gates. The
//! observer gets shared references only, so that no output switched on or off changes a bit of
//! anyone's life.

use underheaven_base::{
    Act, Cause, Channel, Day, Gate, Ground, Kind, NeighbourhoodId, Outcome, Path, PersonId, Site, Truth,
};

/// A rule, kin rule or discretion, numbered in the order of [`crate::Census::rule_names`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct RuleId(pub u16);

/// A list, numbered in the order of [`crate::Census::list_names`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ListId(pub u8);

/// A set of causes, one bit each in the order of [`Cause::ALL`].
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, PartialOrd, Ord, Hash)]
pub struct Causes(pub u16);

impl Causes {
    /// The set with one more cause.
    #[must_use]
    pub fn with(self, cause: Cause) -> Self {
        Self(self.0 | 1 << cause.index())
    }

    /// Whether the cause is in the set.
    pub fn has(self, cause: Cause) -> bool {
        self.0 & 1 << cause.index() != 0
    }

    /// The names in their fixed order, joined by `+`; empty for the empty set.
    pub fn names(self) -> String {
        let names: Vec<_> = Cause::ALL.into_iter().filter(|c| self.has(*c)).map(Cause::name).collect();
        names.join("+")
    }
}

/// The act, by anyone, that set a decision off.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord, Hash)]
pub struct Trigger {
    /// What was done (or what a false report names).
    pub act: Act,
    /// Its kind, or the kind the rule gives it.
    pub kind: Kind,
    /// Whose act it was; the person named where nobody did anything.
    pub person: PersonId,
}

/// Why an entry was made.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Booking {
    /// A rule booked it.
    Booked,
    /// It undoes entries that lapsed.
    Lapse,
    /// It undoes an entry that was corrected.
    Correction,
    /// The score was raised at a listing's end.
    Raise,
    /// The score's ceiling held it.
    Cap,
}

impl Booking {
    /// All in their order.
    pub const ALL: [Booking; 5] = [Booking::Booked, Booking::Lapse, Booking::Correction, Booking::Raise, Booking::Cap];
}

/// An entry in somebody's books. `score = start + Σ points`, always.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord, Hash)]
pub struct Entry {
    /// On whom it is booked.
    pub person: PersonId,
    /// On which day.
    pub day: Day,
    /// Under which rule; none for lapses of all merits together, caps and raises.
    pub rule: Option<RuleId>,
    /// Why the entry was made.
    pub booking: Booking,
    /// Points.
    pub points: i32,
    /// Why it was booked on this person.
    pub cause: Cause,
    /// Whether this person did it.
    pub truth: Truth,
    /// The act that set it off, if there was one.
    pub trigger: Option<Trigger>,
    /// By which channel it came.
    pub channel: Channel,
    /// The act would not have happened without a trap (a lost job, spent savings).
    pub trap: bool,
    /// The relation's name for kin entries, from the person with the cause to this one.
    pub relation: Option<underheaven_base::Relation>,
}

/// A listing, as it begins.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord, Hash)]
pub struct Listing {
    /// Who is listed (for firms: the legal representative).
    pub person: PersonId,
    /// On which list.
    pub list: ListId,
    /// First day.
    pub from: Day,
    /// First day after the term; none where it stands until removed.
    pub to: Option<Day>,
    /// The rule of the last entry before it, or the discretion that decided it.
    pub rule: Option<RuleId>,
    /// The but-for cause.
    pub cause: Cause,
    /// Causes without whose net points the threshold would not have been crossed.
    pub needed: Causes,
    /// Whether this person did what the last entry (or the decision) says.
    pub truth: Truth,
    /// What set the last entry (or the decision) off.
    pub trigger: Option<Trigger>,
}

/// An appeal, as it is made.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord, Hash)]
pub struct Appealed {
    /// Who appeals.
    pub person: PersonId,
    /// On which day.
    pub day: Day,
    /// On which ground.
    pub ground: Ground,
    /// Whether the ground holds; the bureau may decide otherwise.
    pub holds: bool,
    /// Against which rule's entry, or which official's listing.
    pub rule: Option<RuleId>,
    /// By which channel the entry came.
    pub channel: Channel,
    /// The day of the decision.
    pub due: Day,
}

/// A gate's answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord, Hash)]
pub struct Answer {
    /// Who asked.
    pub person: PersonId,
    /// On which day.
    pub day: Day,
    /// At which gate.
    pub gate: Gate,
    /// What it answered.
    pub outcome: Outcome,
    /// The list that decided it, where one did.
    pub list: Option<ListId>,
    /// The rule behind the standing that decided it.
    pub rule: Option<RuleId>,
    /// The but-for cause of that standing; `Kin` where a parent's standing decided.
    pub cause: Option<Cause>,
    /// Causes needed for that standing.
    pub needed: Causes,
    /// What set it off.
    pub trigger: Option<Trigger>,
    /// Whose standing decided: the person's own, or a parent's.
    pub standing_of: PersonId,
}

/// What kept somebody from an act, or pushed them to one.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Push {
    /// Nothing: it would have happened (or not) anyway.
    None,
    /// The act happened only because of a trap.
    Trap,
    /// The act happened only because of hope for a reward one needs.
    Hope,
    /// The post was written only because of likes received.
    Liked,
    /// The act was done only for the points.
    Farmed,
    /// Kept from happening by fear or habit.
    Deterred,
    /// Kept from happening by silence.
    Silenced,
    /// Kept from happening by a shut account.
    ShutOut,
    /// Kept from happening for want of likes.
    Ignored,
    /// Kept from happening by a throttled line.
    Throttled,
}

/// Something that befell a person's means or ties.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Turn {
    /// A bill was paid late.
    BillLate,
    /// An instalment was overdue.
    InstalmentLate,
    /// Rent was paid late.
    RentLate,
    /// Lost the job.
    JobLost,
    /// Found a job again.
    JobFound,
    /// A visit was missed for want of a ticket.
    VisitMissed,
    /// A day's work was missed for want of a ticket.
    WorkMissed,
    /// Followers lost with an account, counted in `amount`.
    FollowersLost,
    /// A deposit was paid, in tenths of a month of bills.
    DepositPaid,
    /// A deposit was waived, in tenths of a month of bills.
    DepositWaived,
    /// Goods bought elsewhere, unseen and dearer.
    BoughtUnseen,
    /// Saved by a cheap loan, in hundredths of a month of bills.
    LoanSaving,
    /// Weeks waited for a hospital bed.
    Waited,
    /// Gave up waiting for a hospital bed.
    WentWithout,
    /// Shown to somebody on a dating site because of a boost.
    ShownFirst,
    /// Not shown to somebody because others were boosted.
    NotShown,
    /// A date declined because of the other's band.
    DateDeclined,
    /// A date took place.
    Dated,
    /// A like received from a friend.
    Liked,
    /// An evening's likes went to bought reach instead of a friend.
    BoughtReach,
    /// A friend's like that went to bought reach instead.
    ReachLost,
    /// A friend dropped for being listed.
    FriendDropped,
    /// The firm won a contract by favour.
    ContractWon,
    /// The firm lost a contract by its standing.
    ContractLost,
    /// Laid off after the firm lost a contract.
    LaidOff,
    /// Paid a bonus after the firm won a contract.
    Bonus,
    /// A demand was followed.
    Complied,
    /// A demand was refused.
    Defied,
    /// Noticed a tie's punishment.
    Noticed,
    /// A report that named nothing that had happened, and came to nothing.
    ReportEmpty,
    /// A sighting or false match that fell on nobody who could be booked.
    Dropped,
    /// The private view fell a step.
    ViewDown,
    /// The private view rose a step.
    ViewUp,
}

/// The part of a rulebook, or the thing outside it, that made somebody's fate differ between two arms.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Item {
    /// A rule, kin rule or discretion.
    Rule(RuleId),
    /// A list: who is put on it, for how long, how it ends.
    List(ListId),
    /// A gate.
    Gate(Gate),
    /// How an act is seen, cameras and attention included.
    Sight(underheaven_base::Act),
    /// The score: its start, caps and lapses.
    Score,
    /// The bands.
    Bands,
    /// When and for whom the rulebook holds.
    Enrolment,
    /// Recourse.
    Recourse,
    /// Neighbours' reports.
    Reports,
    /// Firms.
    Firm,
    /// The behaviour.
    Behaviour,
    /// What the neighbourhood knows of itself.
    Board,
}

/// What people draw on together, where one's fate comes from no single other.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Pool {
    /// Something scarce in a county: the gate, and the county's number.
    Queue(Gate, u32),
    /// What a neighbourhood knows of itself.
    Crowd(NeighbourhoodId),
}

/// Somebody's fate parts from that under the first arm, or a rule reaches directly somebody who had parted by way of others.
///
/// A *state* has parted while the stored bits differ; a *life* when an act, entry, listing, request or gate differs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Parted {
    /// Who.
    pub person: PersonId,
    /// The day of what made the difference.
    pub day: Day,
    /// How it reached them.
    pub path: Path,
    /// Through which part of the rulebook, where one is known.
    pub item: Option<Item>,
    /// Through whom.
    pub from: Option<PersonId>,
    /// Out of which pool, for the paths `queue` and `crowd`.
    pub pool: Option<Pool>,
    /// The rule itself reached this person, whatever befell `from`: depth 0.
    pub direct: bool,
    /// The day since which the state differs, if it does.
    pub state: Option<Day>,
    /// The first day on which the life differs, if it does.
    pub life: Option<Day>,
}

/// Watches a world. Every method does nothing by default.
///
/// In a comparison each arm has an observer of its own. What parts is told to the observers of all arms but the first.
/// What befalls somebody is told in the order in which it does, but for acts that nobody is there to punish or reward: where
/// nobody is enrolled they may be told before all else of a week.
pub trait Observer {
    /// Nothing was lived yet; the world can be looked at. Of whoever was enrolled before the first day no other event tells.
    fn begin(&mut self, _world: &dyn crate::Census) {}
    /// An act happened.
    fn act(&mut self, _person: PersonId, _day: Day, _act: Act, _push: Push) {}
    /// An act that happened to several people.
    fn acts(&mut self, act: Act, done: &[(PersonId, Day)]) {
        done.iter().for_each(|(person, day)| self.act(*person, *day, act, Push::None));
    }
    /// An act did not happen that would have.
    fn forgone(&mut self, _person: PersonId, _day: Day, _act: Act, _push: Push) {}
    /// A channel saw an act.
    fn seen(&mut self, _person: PersonId, _day: Day, _act: Act, _channel: Channel) {}
    /// An entry was booked.
    fn entry(&mut self, _entry: &Entry) {}
    /// Somebody was enrolled.
    fn enrolled(&mut self, _person: PersonId, _day: Day) {}
    /// A listing began.
    fn listed(&mut self, _listing: &Listing) {}
    /// Somebody appealed.
    fn appealed(&mut self, _appeal: &Appealed) {}
    /// A listing ended.
    fn delisted(&mut self, _person: PersonId, _list: ListId, _day: Day) {}
    /// A gate answered.
    fn gate(&mut self, _answer: &Answer) {}
    /// Somebody asked for something scarce, and stood so on that day.
    fn asked(&mut self, _person: PersonId, _day: Day, _gate: Gate, _rank: crate::pools::Rank) {}
    /// Something befell a person's means or ties; `amount` is 1 where nothing else is said.
    fn turn(&mut self, _person: PersonId, _day: Day, _turn: Turn, _amount: u32) {}
    /// Camera passes of a neighbourhood in a week, by expectation: made, and covered by a camera.
    fn passes(&mut self, _place: NeighbourhoodId, _monday: Day, _site: Site, _made: u64, _covered: u64) {}
    /// Somebody's fate parts from that under the first arm.
    fn parted(&mut self, _parted: &Parted) {}
    /// The state (or the life) of somebody who has parted differs for the first time since.
    fn parted_too(&mut self, _person: PersonId, _state: Option<Day>, _life: Option<Day>) {}
    /// Somebody who had parted is the same again from a day on, in stored bits and in what happens.
    fn rejoined(&mut self, _person: PersonId, _day: Day) {}
    /// Somebody's request for something scarce was made in one of the two arms only, or otherwise.
    fn asked_apart(&mut self, _person: PersonId, _day: Day, _gate: Gate) {}
    /// So many person-days were lived apart from the first arm.
    fn lived_apart(&mut self, _person_days: u64) {}
    /// A posting period was lived up to and including `last`; the world can be looked at.
    fn period(&mut self, _last: Day, _world: &dyn crate::Census) {}
}

/// Two observers as one: both are told everything.
pub struct Both<A, B>(pub A, pub B);

/// Tells every observer in a place of what one is told.
macro_rules! tell_each {
    ($($name:ident($($word:ident: $kind:ty),*);)*) => {
        impl<A: Observer, B: Observer> Observer for Both<A, B> {
            $(fn $name(&mut self, $($word: $kind),*) {
                self.0.$name($($word),*);
                self.1.$name($($word),*);
            })*
        }

        impl<O: Observer> Observer for Vec<O> {
            $(fn $name(&mut self, $($word: $kind),*) {
                self.iter_mut().for_each(|each| each.$name($($word),*));
            })*
        }
    };
}

tell_each! {
    begin(world: &dyn crate::Census);
    act(person: PersonId, day: Day, act: Act, push: Push);
    forgone(person: PersonId, day: Day, act: Act, push: Push);
    seen(person: PersonId, day: Day, act: Act, channel: Channel);
    entry(entry: &Entry);
    enrolled(person: PersonId, day: Day);
    listed(listing: &Listing);
    appealed(appeal: &Appealed);
    delisted(person: PersonId, list: ListId, day: Day);
    gate(answer: &Answer);
    asked(person: PersonId, day: Day, gate: Gate, rank: crate::pools::Rank);
    turn(person: PersonId, day: Day, turn: Turn, amount: u32);
    passes(place: NeighbourhoodId, monday: Day, site: Site, made: u64, covered: u64);
    parted(parted: &Parted);
    parted_too(person: PersonId, state: Option<Day>, life: Option<Day>);
    rejoined(person: PersonId, day: Day);
    asked_apart(person: PersonId, day: Day, gate: Gate);
    lived_apart(person_days: u64);
    period(last: Day, world: &dyn crate::Census);
}
