//! Where each thing that is counted stands in a row of counters.
//!
//! A set of people (a group, a cohort of enrolment, a province) has one row; an event adds to the rows of the sets that
//! hold the person. `Stock` numbers what is read off people at a month's end.

use underheaven_base::{Act, Cause, Channel, Gate, Outcome, Relation};
use underheaven_world::{Push, Turn};

/// What an entry was booked for, in the words of the article's statements.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[repr(u8)]
pub enum Subject {
    /// Household bills.
    Bills,
    /// The registry's credit score.
    Credit,
    /// Dates.
    Dates,
    /// Baby goods.
    BabyGoods,
    /// A period without a demerit.
    Clean,
    /// Traffic.
    Traffic,
    /// Instalments, rents and judgments.
    Payments,
    /// A relative's booked act.
    Kin,
    /// Alcohol.
    Alcohol,
    /// Time spent on games.
    GamingTime,
    /// Cheating in games.
    Cheating,
    /// Dissenting organisations.
    Organisation,
    /// What was said in public.
    Speech,
    /// Mere presence.
    Presence,
    /// Anything else.
    Other,
}

impl Subject {
    /// How many there are.
    pub const COUNT: usize = Subject::Other as usize + 1;

    /// The subject of an act.
    pub const fn of(act: Act) -> Subject {
        match act {
            Act::BillDue => Subject::Bills,
            Act::InstalmentDue | Act::RentDue | Act::JudgmentUnperformed => Subject::Payments,
            Act::Dating => Subject::Dates,
            Act::BabyGoods => Subject::BabyGoods,
            Act::CrossingOnRed | Act::DrivingViolation | Act::DrinkDriving => Subject::Traffic,
            Act::AlcoholPurchase => Subject::Alcohol,
            Act::GamingEvening => Subject::GamingTime,
            Act::GameCheating => Subject::Cheating,
            Act::DissentingMeeting | Act::JoiningOrganisation => Subject::Organisation,
            Act::CriticalPost | Act::ChatPost | Act::ExposingCorruption => Subject::Speech,
            Act::CameraPass => Subject::Presence,
            _ => Subject::Other,
        }
    }
}

/// A set of the three ways in which a punishment may be wrong, as bits: they overlap and are never added.
pub const WRONG: u8 = 1;
/// Without an act of one's own.
pub const NO_ACT: u8 = 2;
/// For speech or association.
pub const PROTECTED: u8 = 4;

/// The pushes of acts that happened; the others kept acts from happening.
pub const HAPPENED: [Push; 5] = [Push::None, Push::Trap, Push::Hope, Push::Liked, Push::Farmed];
const _: () = assert!(Push::Deterred as usize == HAPPENED.len());

const TURNS: usize = Turn::ViewUp as usize + 1;
const PUSHES: usize = Push::Throttled as usize + 1;

// What is also counted of enrolled people apart, and of grown people not enrolled, stands first.
const ACTS: usize = 0;
/// Days lived.
pub const PERSON_DAYS: usize = ACTS + Act::COUNT * HAPPENED.len();
const ENTRIES: usize = PERSON_DAYS + 1;
const LISTINGS: usize = ENTRIES + Cause::COUNT * 2;
const GATES: usize = LISTINGS + Cause::COUNT;
const LATE: usize = GATES + Gate::COUNT * Outcome::COUNT;
/// How many counters of a row are also counted apart.
pub const APART: usize = LATE + 3;

const UNDONE: usize = APART;
const POINTS: usize = UNDONE + Act::COUNT * (PUSHES - HAPPENED.len());
const SUBJECTS: usize = POINTS + Cause::COUNT * 2;
const DEMERITS: usize = SUBJECTS + Subject::COUNT * 2;
const RELATIONS: usize = DEMERITS + 8;
const REFUSED: usize = RELATIONS + Relation::COUNT;
const REFUSALS: usize = REFUSED + Cause::COUNT + 1;
const LISTED: usize = REFUSALS + 8;
const TURN: usize = LISTED + 8;
const SEEN: usize = TURN + TURNS;
const REST: usize = SEEN + Channel::COUNT;

/// Counters that are kept by cell for a month: turns, then sightings.
pub const OFTEN: usize = REST - TURN;
/// The first of them in a row.
pub const OFTEN_FROM: usize = TURN;

/// Days on lists.
pub const LISTED_DAYS: usize = REST;
/// Entries that a camera booked.
pub const CAMERA: usize = REST + 1;
/// Of these, on somebody who did not do it.
pub const CAMERA_FALSE: usize = REST + 2;
/// Demerits for trap acts.
pub const TRAP_DEMERITS: usize = REST + 3;
/// Entries that undo lapsed ones.
pub const LAPSES: usize = REST + 4;
/// Entries that undo corrected ones.
pub const CORRECTIONS: usize = REST + 5;
/// Acts of entry parents for hope alone.
pub const ENTRY_PARENT_HOPE: usize = REST + 6;
/// Listings that needed no own act.
pub const OWN_NOT_NEEDED: usize = REST + 7;
/// Listings by discretion.
pub const BY_DISCRETION: usize = REST + 8;
/// Listings by discretion of people who exposed corruption.
pub const OF_VOICES: usize = REST + 9;
/// People enrolled before the end of the pilot.
pub const ENROLLED_IN_PILOT: usize = REST + 10;
/// Appeals.
pub const APPEALS: usize = REST + 11;
const ASKED: usize = REST + 12;
/// Length of a row of counters.
pub const ROW: usize = ASKED + Gate::COUNT;

/// A request by somebody under the rulebook on that day, or by a child where the rulebook works.
pub const fn asked(at: Gate) -> usize {
    ASKED + at.index()
}
/// Something due that was late, by its bit of [`late`].
pub const fn late_due(bit: u32) -> usize {
    LATE + bit as usize - Act::COUNT
}

/// An act, happened or forgone.
pub const fn act(act: Act, push: Push) -> usize {
    match (push as usize).checked_sub(HAPPENED.len()) {
        None => ACTS + push as usize * Act::COUNT + act.index(),
        Some(undone) => UNDONE + undone * Act::COUNT + act.index(),
    }
}
/// An entry by cause; `merit` or demerit.
pub const fn entry(cause: Cause, merit: bool) -> usize {
    ENTRIES + cause.index() * 2 + merit as usize
}
/// Points by cause, as a positive number.
pub const fn points(cause: Cause, merit: bool) -> usize {
    POINTS + cause.index() * 2 + merit as usize
}
/// An entry by subject.
pub const fn subject(of: Subject, merit: bool) -> usize {
    SUBJECTS + of as usize * 2 + merit as usize
}
/// A demerit by its set of the three ways.
pub const fn demerit(ways: u8) -> usize {
    DEMERITS + ways as usize
}
/// A kin demerit by relation.
pub const fn relation(of: Relation) -> usize {
    RELATIONS + of.index()
}
/// A gate's answer.
pub const fn gate(gate: Gate, outcome: Outcome) -> usize {
    GATES + gate.index() * Outcome::COUNT + outcome.index()
}
/// A refusal by cause.
pub const fn refused(cause: Option<Cause>) -> usize {
    REFUSED
        + match cause {
            Some(c) => c.index(),
            None => Cause::COUNT,
        }
}
/// A refusal by its set of the three ways.
pub const fn refusal(ways: u8) -> usize {
    REFUSALS + ways as usize
}
/// A listing by but-for cause.
pub const fn listing(cause: Cause) -> usize {
    LISTINGS + cause.index()
}
/// A listing by its set of the three ways.
pub const fn listed(ways: u8) -> usize {
    LISTED + ways as usize
}
/// Something that befell means or ties.
pub const fn turn(of: Turn) -> usize {
    TURN + of as usize
}
/// What falls due, in the order of the turns that say it was late, which are the first.
pub const DUE: [Act; 3] = [Act::BillDue, Act::InstalmentDue, Act::RentDue];
/// For what falls due, the turn that says it was late, and its bit after those of the acts.
pub const fn late(act: Act) -> Option<(Turn, u32)> {
    let first = Act::COUNT as u32;
    match act {
        Act::BillDue => Some((Turn::BillLate, first)),
        Act::InstalmentDue => Some((Turn::InstalmentLate, first + 1)),
        Act::RentDue => Some((Turn::RentLate, first + 2)),
        _ => None,
    }
}
/// A sighting by channel.
pub const fn seen(by: Channel) -> usize {
    SEEN + by.index()
}

/// What has befallen a person so far, each once, as bits.
pub mod flag {
    use super::Gate;
    /// A demerit was booked.
    pub const DEMERIT: u32 = 0;
    /// Listed.
    pub const LISTED: u32 = 1;
    /// Refused at a gate: this and the next twelve.
    pub const REFUSED: u32 = 2;
    /// How many bits one span of time takes.
    pub const SPAN: u32 = REFUSED + Gate::COUNT as u32;
    /// The same again, since the pilot's end.
    pub const SINCE: u32 = SPAN;
    /// Listed wrongly, without an own act, for speech or association: three bits.
    pub const LISTED_WAYS: u32 = 2 * SPAN;
    /// Punished in one of the three ways: three bits.
    pub const PUNISHED_WAYS: u32 = LISTED_WAYS + 3;
    /// Enrolled.
    pub const ENROLLED: u32 = PUNISHED_WAYS + 3;
    /// Wronged: a wrong demerit, or listed by discretion.
    pub const WRONGED: u32 = ENROLLED + 1;
    /// A merit for bills.
    pub const BILLS: u32 = WRONGED + 1;
    /// A merit for credit.
    pub const CREDIT: u32 = BILLS + 1;
    /// Was a named buyer of baby goods in some month.
    pub const BUYER: u32 = CREDIT + 1;
    /// Adult when the run began.
    pub const ADULT_AT_START: u32 = BUYER + 1;
    /// A demerit was booked for speech that is laid to this person, truly or not: their kin may be held to it.
    pub const SPEECH: u32 = ADULT_AT_START + 1;
    /// A demerit was booked by a false match: mistaken for another, or of a mere pass.
    pub const MISTAKEN: u32 = SPEECH + 1;
    /// Appealed.
    pub const APPEALED: u32 = MISTAKEN + 1;
    /// An entry was corrected.
    pub const CORRECTED: u32 = APPEALED + 1;
}

/// What is read off people at the end of a month.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Stock {
    /// People born.
    People,
    /// People of 18 and older.
    Adults,
    /// Enrolled and of age.
    Enrolled,
    /// Of these, 18 and older.
    EnrolledAdults,
    /// On a list.
    Listed,
    /// Holding a score.
    Scored,
    /// Sum of scores.
    Score,
    /// In the top band.
    Top,
    /// Sum of fear over its four kinds, in sixteenths.
    Fear,
    /// Sum of habit, in sixteenths.
    Habit,
    /// Sum of silence, in sixteenths.
    Silence,
    /// Approve in private.
    Approve,
    /// Approve in public.
    ApproveInPublic,
    /// Public view not the private one.
    Gap,
    /// Entries do not sum to zero.
    Moved,
    /// Enrolled and never yet a named buyer of baby goods.
    NoBabyGoods,
    /// Listed so far.
    ListedEver,
    /// Enrolled so far.
    EnrolledEver,
    /// Punished so far.
    Punished,
    /// Punished in the pilot.
    PunishedPilot,
    /// Punished since.
    PunishedSince,
    /// With a demerit so far.
    WithDemerit,
    /// Refused so far.
    Refused,
    /// Listed or refused so far.
    ListedOrRefused,
    /// Wronged so far.
    Wronged,
    /// Merits for bills and for credit.
    BillsAndCredit,
    /// People once listed, by set of the three ways: eight.
    ListedWays,
    /// People once punished, by set of the three ways: eight.
    PunishedWays = Stock::ListedWays as u8 + 8,
    /// People punished in the pilot by punishment: `flag::SPAN` of them, then those since.
    ByPunishment = Stock::PunishedWays as u8 + 8,
}

/// Length of a row of stocks.
pub const STOCKS: usize = Stock::ByPunishment as usize + 3 * flag::SPAN as usize;
