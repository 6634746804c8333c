//! What a stage may look at and touch: one person on one day, within what everybody shares.

use crate::arms::{Arms, Pair, otherwise};
use crate::{Book, Item, Life, Mail, Observer, Temper};
use std::collections::BTreeMap;
use underheaven_base::{Act, Channel, Day, Draw, Group, NeighbourhoodId, PersonId, Purpose};
use underheaven_society::{Neighbourhood, Person, Proposal, Residents, Society, Trait, age_class};

/// A question that a case may answer by hand instead of by a draw.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Ask {
    /// Does the proposed act happen? For what falls due: is it late?
    Happens(Act),
    /// Does the channel see the act?
    Seen(Act, Channel),
    /// Whom does a camera take the actor for? (A person's number; the actor's own for nobody.)
    MistakenFor(Act),
    /// Is the record wrong?
    WrongRecord(Act),
    /// Does an official answer the act?
    Answered(Act),
    /// Whom does a report name? (A person's number.)
    Reported,
    /// Is the report false?
    FalseReport,
    /// What does the report name? (An act's place in its list.)
    ReportSubject,
    /// Does somebody say yes to a date?
    SaysYes,
    /// Does the date leave a record?
    DateRecorded,
    /// Does somebody who learns today of an entry or a listing appeal?
    Appeals,
    /// Will an appeal made today be upheld?
    Upheld,
    /// In how many days will an appeal made today be decided?
    DecidedIn,
}

/// Outcomes fixed by hand, by (person, day, question); empty in every run.
pub type Overrides = BTreeMap<(PersonId, Day, Ask), u32>;

/// What a neighbourhood knows of itself since the last posting, in sixteenths.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Board {
    /// Share of adults caught in the last posting period, against the behaviour's full measure.
    pub caught: u8,
    /// Share of adults who show approval in public.
    pub approval: u8,
}

/// What all people share between two postings.
#[derive(Clone, Copy)]
pub struct Frame<'a> {
    /// The people and their ties.
    pub society: &'a dyn Society,
    /// The rulebook, ready.
    pub book: &'a Book,
    /// The behaviour, ready.
    pub temper: &'a Temper,
    /// The luck seed.
    pub luck: u64,
    /// By neighbourhood.
    pub boards: &'a [Board],
    /// Whose profile is boosted, as of the last posting, in order.
    pub boosted: &'a [PersonId],
    /// Day of enrolment by neighbourhood.
    pub enrolment: &'a [Day],
    /// Outcomes fixed by hand.
    pub overrides: &'a Overrides,
    /// First day of the posting period.
    pub period: Day,
    /// Which arm this is.
    pub arm: Arms,
    /// Some arm has recourse, so that it is remembered where kin entries came from.
    pub recalls: bool,
    /// The other arms, while somebody is lived who may be the same under them; none in a world of one arm.
    pub pair: Option<&'a Pair<'a>>,
}

impl Frame<'_> {
    /// The same arm for itself: what is looked at parts nobody.
    pub fn alone(&self) -> &Self {
        self.pair.map_or(self, |pair| &pair.frames[0])
    }

    /// The arms for which what happens now holds.
    #[inline]
    pub fn arms(&self) -> Arms {
        self.pair.map_or(self.arm, |pair| pair.sharing_at(pair.now.get()))
    }

    /// Whether the bureau works in a neighbourhood on a day.
    #[inline]
    pub fn works_in(&self, id: NeighbourhoodId, day: Day) -> bool {
        self.book.span.holds(day) && (self.book.earlier_records || day >= self.enrolment[id.0 as usize])
    }

    /// An outcome fixed by hand, if there is one.
    #[inline]
    pub fn fixed(&self, person: PersonId, day: Day, ask: Ask) -> Option<u32> {
        if self.overrides.is_empty() {
            return None;
        }
        self.overrides.get(&(person, day, ask)).copied()
    }

    /// Share of such proposals to somebody that happen before any response; of what falls due, the share that is late.
    #[inline]
    pub fn share(&self, me: &Person, p: &Proposal) -> f64 {
        let noted = self.society.shares().get(p.share);
        noted.unwrap_or_else(|| self.society.share(me, p.act, p.class))
    }

    /// A draw of this world's luck.
    #[inline]
    pub fn draw(&self, person: PersonId, day: Day, purpose: Purpose, ordinal: u32) -> Draw {
        Draw::new(self.luck, person.0, day, purpose, ordinal)
    }
}

/// Something scarce that somebody asked for, to be answered at the posting.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Request {
    /// Who.
    pub person: PersonId,
    /// On which day.
    pub day: Day,
    /// At which gate.
    pub gate: underheaven_base::Gate,
    /// Rank by how this person, or a child's parent, stood on that day.
    pub rank: crate::pools::Rank,
    /// Under which arms.
    pub arms: Arms,
}

/// What leaves a person's day.
#[derive(Default)]
pub struct Outbox {
    /// To be delivered at the next posting.
    pub mail: Vec<Mail>,
    /// To be delivered within the household on the next day.
    pub tomorrow: Vec<Mail>,
    /// To be answered at the next posting.
    pub requests: Vec<Request>,
}

/// A life in hand: whoever changes it leaves a mark, so that a life nobody changed need not be packed again.
pub struct Hand<'a>(pub &'a mut Life);

impl std::ops::Deref for Hand<'_> {
    type Target = Life;
    #[inline]
    fn deref(&self) -> &Life {
        self.0
    }
}

impl std::ops::DerefMut for Hand<'_> {
    #[inline]
    fn deref_mut(&mut self) -> &mut Life {
        self.0.touched = true;
        self.0
    }
}

impl Hand<'_> {
    /// Sets whether likes were received this month, and last month; it leaves a mark of its own.
    pub fn set_likes(&mut self, now: bool, last: bool) {
        (self.0.likes, self.0.likes_last, self.0.liked) = (now, last, true);
    }
}

/// One person on one day.
pub struct Scene<'a> {
    /// What everybody shares.
    pub frame: &'a Frame<'a>,
    /// The neighbourhood and everybody who lives there.
    pub home: &'a Residents,
    /// Fixed facts of the person.
    pub me: &'a Person,
    /// What changes.
    pub life: Hand<'a>,
    /// The day.
    pub day: Day,
    /// What leaves.
    pub out: &'a mut Outbox,
    /// Who watches.
    pub observer: &'a mut dyn Observer,
}

/// One person on one day, to look at only.
#[derive(Clone, Copy)]
pub struct Eye<'a> {
    /// What everybody shares.
    pub frame: &'a Frame<'a>,
    /// The neighbourhood and everybody who lives there.
    pub home: &'a Residents,
    /// Fixed facts of the person.
    pub me: &'a Person,
    /// What changes.
    pub life: &'a Life,
    /// The day.
    pub day: Day,
}

impl Eye<'_> {
    /// Under the rulebook today.
    #[inline]
    pub fn under_rule(&self) -> bool {
        self.life.under_rule(self.day) && self.holds()
    }

    /// Whether sightings of today go into this person's books: under the rulebook, or earlier where
    /// the rulebook counts records from before enrolment.
    #[inline]
    pub fn on_record(&self) -> bool {
        self.life.records.is_some_and(|d| self.day >= d) && self.holds()
    }

    /// Whether the rulebook holds today.
    #[inline]
    pub fn holds(&self) -> bool {
        let day = self.day;
        self.judge(|d| d.span, |_, _| otherwise(Item::Enrolment), |e| e.frame.book.span.holds(day))
    }

    /// Whether the bureau works here today.
    #[inline]
    pub fn works(&self) -> bool {
        let (at, day) = (self.me.id.neighbourhood(), self.day);
        let arms = |d: &crate::arms::Differs| d.span.or(d.enrolment);
        self.judge(arms, |_, _| otherwise(Item::Enrolment), |e| e.frame.works_in(at, day))
    }

    /// Whole years lived.
    #[inline]
    pub fn age(&self) -> i32 {
        self.me.age(self.day)
    }

    /// A draw of this person's luck today.
    #[inline]
    pub fn draw(&self, purpose: Purpose, ordinal: u32) -> Draw {
        self.frame.draw(self.me.id, self.day, purpose, ordinal)
    }
}

impl Scene<'_> {
    /// The same person, to look at only.
    #[inline]
    pub fn eye(&self) -> Eye<'_> {
        Eye { frame: self.frame, home: self.home, me: self.me, life: &self.life, day: self.day }
    }

    /// See [`Eye::on_record`].
    #[inline]
    pub fn on_record(&self) -> bool {
        self.eye().on_record()
    }

    /// See [`Eye::under_rule`].
    #[inline]
    pub fn under_rule(&self) -> bool {
        self.eye().under_rule()
    }

    /// See [`Eye::age`].
    #[inline]
    pub fn age(&self) -> i32 {
        self.eye().age()
    }

    /// See [`Eye::draw`].
    #[inline]
    pub fn draw(&self, purpose: Purpose, ordinal: u32) -> Draw {
        self.eye().draw(purpose, ordinal)
    }

    /// Sends a letter to arrive at the next posting.
    pub fn send(&mut self, to: PersonId, rule: Option<crate::RuleId>, letter: crate::Letter) {
        let arms = self.frame.arms();
        self.out.mail.push(Mail { to, day: self.day, rule, from: self.me.id, letter, arms });
    }

    /// Tells the observer what befell this person.
    pub fn turn(&mut self, turn: crate::Turn, amount: u32) {
        self.observer.turn(self.me.id, self.day, turn, amount);
    }
}

/// Whether a group holds a person, as far as exposure may differ by it.
pub fn in_group(group: Group, person: &Person, place: Neighbourhood, day: Day) -> bool {
    let class = || age_class(person.age(day));
    match group {
        Group::All => true,
        Group::Women => person.female,
        Group::Men => !person.female,
        Group::Minors => class() == 0,
        Group::Young => class() == 1,
        Group::Middle => class() == 2,
        Group::Old => class() == 3,
        Group::Urban => place.urban,
        Group::Rural => !place.urban,
        Group::Away => person.traits.has(Trait::Away),
        Group::Settled => !person.traits.has(Trait::Away),
        Group::Fifth1 => person.fifth == 0,
        Group::Fifth2 => person.fifth == 1,
        Group::Fifth3 => person.fifth == 2,
        Group::Fifth4 => person.fifth == 3,
        Group::Fifth5 => person.fifth == 4,
        Group::Members => person.traits.has(Trait::Member),
        Group::Voices => person.traits.has(Trait::Voice),
        Group::Critics => person.traits.has(Trait::Critic),
        Group::CriticsKin | Group::ForeignStaff | Group::EntryParents => false,
    }
}
