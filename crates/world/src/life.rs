//! What changes about a person: books, standing, means, fear and views. Everything else is the society's.
//!
//! Plain and roomy: every entry is kept. The fast world packs the same facts into a few bytes.

use crate::entries::Entries;
use crate::{Causes, ListId, RuleId, Trigger, View};
use underheaven_base::{Cause, Day, PersonId, Truth, fade::Level};

/// The months that a registry remembers.
const MONTHS: usize = 12;

/// How many instalments of each of the last twelve months were recorded as on time and as overdue.
#[derive(Clone, Copy, Debug)]
pub struct Registry {
    /// Ordinal of the newest month in which one was.
    pub(crate) newest: i32,
    /// By month modulo 12: on time, overdue. Nobody looks at them where none ever was.
    pub(crate) slots: [u8; 2 * MONTHS],
}

impl Default for Registry {
    fn default() -> Self {
        Self { newest: Self::NEVER, slots: [0; 2 * MONTHS] }
    }
}

impl Registry {
    /// The newest month of a registry that was never used.
    pub(crate) const NEVER: i32 = i32::MIN / 2;

    /// Whether any instalment was ever recorded.
    #[inline]
    pub fn is_used(&self) -> bool {
        self.newest != Self::NEVER
    }

    /// Records an instalment in a month that is no older than the newest.
    pub fn add(&mut self, month: i32, overdue: bool) {
        if month - self.newest >= MONTHS as i32 {
            *self = Self { newest: month, ..Self::default() };
        }
        while self.newest < month {
            self.newest += 1;
            let at = slot(self.newest);
            self.slots[at..at + 2].fill(0);
        }
        let n = &mut self.slots[slot(month) + usize::from(overdue)];
        *n = n.saturating_add(1);
    }

    /// Instalments of the twelve months up to this one: on time, overdue.
    pub fn counts(&self, month: i32) -> (i32, i32) {
        // A registry that was never used is older than any month.
        let fresh =
            (self.newest - (MONTHS as i32 - 1)..=self.newest).filter(|m| month - m < MONTHS as i32 && *m <= month);
        let counts = fresh.map(slot).map(|at| (i32::from(self.slots[at]), i32::from(self.slots[at + 1])));
        counts.fold((0, 0), |all, month| (all.0 + month.0, all.1 + month.1))
    }
}

/// Where the counts of a month stand.
fn slot(month: i32) -> usize {
    2 * month.rem_euclid(MONTHS as i32) as usize
}

/// A listing that stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OnList {
    /// The list.
    pub list: ListId,
    /// First day.
    pub from: Day,
    /// First day after it.
    pub to: Option<Day>,
    /// The rule of the last entry, or the discretion.
    pub rule: Option<RuleId>,
    /// The but-for cause.
    pub cause: Cause,
    /// Causes needed.
    pub needed: Causes,
    /// Truth of the last entry.
    pub truth: Truth,
    /// What set it off.
    pub trigger: Option<Trigger>,
    /// Whether this person knows of it.
    pub known: bool,
}

/// Standing: what a gate looks at.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Standing {
    /// Under the rulebook, or following a parent who is.
    pub counts: bool,
    /// Bits of the lists.
    pub lists: u32,
    /// Bit of the band; 0 where there is none.
    pub band: u32,
}

/// How a child's parents at home stand, taken together.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Parents {
    /// Any parent's lists and the better band.
    pub standing: Standing,
    /// The parent who decides: the first who is listed, else the first.
    pub who: Option<PersonId>,
    /// That parent's first listing, if there is one.
    pub listing: Option<OnList>,
}

/// A date under way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Courting {
    /// With whom.
    pub partner: PersonId,
    /// First day of the posting period in which it was asked or accepted.
    pub since: Day,
    /// Accepted by me (else asked by me).
    pub accepted: bool,
    /// The partner's band has arrived, and the partner's yes if I asked.
    pub arrived: bool,
    /// The partner's band at the last period's end.
    pub partner_band: Option<u8>,
    /// My own band as sent at the last period's end.
    pub my_band: Option<u8>,
}

/// Counter of one rule in one calendar window.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Count {
    /// The rule.
    pub rule: RuleId,
    /// The window's ordinal.
    pub window: i32,
    /// Sightings so far.
    pub seen: u16,
}

/// What an appeal is against, or what set kin guilt off: together with the person it names one entry or listing of all.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Origin {
    /// The so-and-so-manieth demerit entry of the person.
    Demerit(u32),
    /// The listing on a list that began on a day.
    Listing(ListId, Day),
}

/// An appeal that waits for its decision.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Appeal {
    /// Against what.
    pub against: Origin,
    /// The day of the decision.
    pub due: Day,
    /// What the decision will be: drawn with the appeal, known to nobody before the day.
    pub upheld: bool,
}

/// Whose entry or listing a kin entry came from, so that it can be withdrawn with it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct KinCause {
    /// The kin entry, by place in the books.
    pub entry: u32,
    /// The kin rule.
    pub rule: RuleId,
    /// The relative.
    pub from: PersonId,
    /// The relative's entry or listing.
    pub origin: Origin,
}

/// A number that follows from luck and is remembered once it was drawn: whether it was shows nowhere.
#[derive(Clone, Default)]
pub struct Remembered(pub std::cell::Cell<Option<i32>>);

impl std::fmt::Debug for Remembered {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Remembered")
    }
}

/// What changes about a person.
#[derive(Clone, Debug)]
pub struct Life {
    /// First day under the rulebook, if there is one.
    pub enrols: Option<Day>,
    /// First day whose sightings go into the books.
    pub records: Option<Day>,
    /// Score; `start + Σ entries`.
    pub score: i32,
    /// All entries, in the order of their booking.
    pub entries: Entries,
    /// The first entry that may not have lapsed yet.
    pub unlapsed: u32,
    /// Merit points that are live.
    pub live_merits: i32,
    /// Net live points by cause, own act and bookkeeping excepted.
    pub net: [i32; Cause::COUNT],
    /// Listings that stand.
    pub listings: Vec<OnList>,
    /// Demerit entries so far.
    pub demerits: u32,
    /// Of these, own acts truly seen.
    pub own_demerits: u32,
    /// Day of the last demerit entry.
    pub last_demerit: Option<Day>,
    /// Day of the last booked act of one's own: habit grows from there.
    pub last_own_demerit: Option<Day>,
    /// Last booking of each rule with a limit.
    pub booked: Vec<(RuleId, Day)>,
    /// Day of the last kin entry.
    pub last_kin: Option<Day>,
    /// Counters of rules that count.
    pub counts: Vec<Count>,
    /// Windows in which something due was on record as late: (rule, window).
    pub unpunctual: Vec<(RuleId, i32)>,
    /// Windows in which something was due: (rule, window).
    pub due: Vec<(RuleId, i32)>,
    /// Instalments of the last twelve months.
    pub registry: Registry,
    /// Fear by kind of act.
    pub fear: [Level; 4],
    /// Silence.
    pub silence: Level,
    /// Private view.
    pub view: View,
    /// Events that might have moved it, so far.
    pub view_events: u32,
    /// Response factor of the `step` behaviour, in 1/65536.
    pub step: u32,
    /// Has a job; true for whoever never worked.
    pub job: bool,
    /// How many others under the same roof lost their jobs, for whoever holds the bills.
    pub jobless_at_home: u8,
    /// Savings in thousandths of a month of bills; may fall below zero.
    pub savings: i32,
    /// Deposits held elsewhere: (day of return, thousandths).
    pub deposits: Vec<(Day, i32)>,
    /// A cheap loan lasts until then.
    pub cheap_until: Day,
    /// Member of a dissenting organisation.
    pub member: bool,
    /// Likes were received this month.
    pub likes: bool,
    /// Likes were received last month.
    pub likes_last: bool,
    /// Friends dropped, a bit for each layer.
    pub dropped: u8,
    /// Followers were lost with the account.
    pub shut: bool,
    /// Acts of this posting period that nobody booked and a neighbour may report, one bit each.
    pub did: u64,
    /// Dates under way.
    pub courting: Vec<Courting>,
    /// For children: how the parents at home stood at the last posting.
    pub parents: Parents,
    /// Firm points, for legal representatives.
    pub firm_points: i32,
    /// Appeals that wait; empty where the rulebook has no recourse, as are the next two.
    pub appeals: Vec<Appeal>,
    /// Entries that were corrected, by place in the books.
    pub corrected: Vec<u32>,
    /// Where kin entries came from.
    pub kin_causes: Vec<KinCause>,
    /// Changed since it was last packed.
    pub touched: bool,
    /// Likes have changed since, and whatever else has left a mark of its own.
    pub liked: bool,
    /// More of it was unpacked than work, likes and views, and the registry.
    pub(crate) held: bool,
    /// Days from the neighbourhood's enrolment to awareness, once they were drawn: a number of the person alone.
    pub aware_after: Remembered,
}

impl Life {
    /// A life before anything happened.
    pub fn new(start: i32, enrols: Option<Day>, records: Option<Day>, savings: i32, member: bool) -> Self {
        Self {
            enrols,
            records,
            score: start,
            entries: Entries::default(),
            unlapsed: 0,
            live_merits: 0,
            net: [0; Cause::COUNT],
            listings: vec![],
            demerits: 0,
            own_demerits: 0,
            last_demerit: None,
            last_own_demerit: None,
            booked: vec![],
            last_kin: None,
            counts: vec![],
            unpunctual: vec![],
            due: vec![],
            registry: Registry::default(),
            fear: [Level::default(); 4],
            silence: Level::default(),
            view: View::Neutral,
            view_events: 0,
            step: 65_536,
            job: true,
            jobless_at_home: 0,
            savings,
            deposits: vec![],
            cheap_until: Day(i32::MIN),
            member,
            likes: false,
            likes_last: true,
            dropped: 0,
            shut: false,
            did: 0,
            courting: vec![],
            parents: Parents::default(),
            firm_points: 0,
            appeals: vec![],
            corrected: vec![],
            kin_causes: vec![],
            touched: false,
            liked: false,
            held: false,
            aware_after: Remembered::default(),
        }
    }

    /// Clears what may have happened to somebody, and keeps the room of its lists.
    #[inline]
    pub(crate) fn clear(&mut self) {
        if self.held || self.touched {
            self.forget();
        }
    }

    /// Makes this the life of somebody else, but for the registry and what not every life holds.
    #[inline]
    pub(crate) fn begin(&mut self, b: &crate::shared::Birthright) {
        self.enrols = b.enrols;
        self.records = b.records;
        self.score = b.start;
        self.view = View::Neutral;
        self.job = true;
        self.savings = b.buffer;
        self.member = false;
        self.likes = false;
        self.likes_last = false;
        self.liked = false;
        // These may be changed without a mark.
        self.did = 0;
        self.parents = Parents::default();
        self.aware_after.0.set(None);
    }

    /// Clears what not every life holds.
    #[inline(never)]
    fn forget(&mut self) {
        self.forget_rest();
        self.entries.clear();
        self.live_merits = 0;
        self.demerits = 0;
        self.own_demerits = 0;
        self.last_demerit = None;
        self.last_own_demerit = None;
        self.fear = [Level::default(); 4];
        self.silence = Level::default();
        self.view_events = 0;
        self.held = false;
    }

    /// Clears what few lives hold.
    #[inline]
    pub(crate) fn forget_rest(&mut self) {
        self.counts.clear();
        self.unpunctual.clear();
        self.due.clear();
        self.listings.clear();
        self.booked.clear();
        self.deposits.clear();
        self.courting.clear();
        self.appeals.clear();
        self.corrected.clear();
        self.kin_causes.clear();
        self.unlapsed = 0;
        self.net = [0; Cause::COUNT];
        self.last_kin = None;
        self.step = 65_536;
        self.jobless_at_home = 0;
        self.cheap_until = Day(i32::MIN);
        self.dropped = 0;
        self.shut = false;
        self.firm_points = 0;
        self.touched = false;
    }

    /// Neither this person nor, of a child, a parent stands on a list.
    #[inline]
    pub fn is_unlisted(&self) -> bool {
        self.listings.is_empty() && self.parents.standing.lists == 0
    }

    /// How high a fear or silence of one's own may be at most, in sixteenths, faded or not.
    #[inline]
    pub fn most_afraid(&self) -> u8 {
        self.fear.iter().fold(self.silence.height, |most, fear| most.max(fear.height))
    }

    /// Under the rulebook on `day`.
    #[inline]
    pub fn under_rule(&self, day: Day) -> bool {
        self.enrols.is_some_and(|e| day >= e)
    }

    /// Bits of the lists on which this person stands.
    #[inline]
    pub fn lists(&self) -> u32 {
        self.listings.iter().fold(0, |all, l| all | 1 << l.list.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_registry_remembers_twelve_months() {
        let (mut registry, mut all) = (Registry::default(), vec![]);
        assert!(!registry.is_used() && registry.counts(24_000) == (0, 0), "nobody is on record before the first");
        let mut month = 24_170;
        for n in 0..300_u32 {
            // Two in a month, then none for as long as fourteen months.
            month += if n % 3 > 0 { 0 } else { (n * 7 % 15) as i32 };
            registry.add(month, n % 4 == 0);
            all.push((month, n % 4 == 0));
            for today in [month, month + 1, month + 11, month + 12] {
                let of = |late: bool| all.iter().filter(|r| r.1 == late && today - r.0 < 12).count() as i32;
                assert_eq!(registry.counts(today), (of(false), of(true)), "in month {today}, after {n}");
            }
        }
        (0..300).for_each(|_| registry.add(month + 12, false));
        assert_eq!(registry.counts(month + 12), (255, 0), "as many as a month can hold");
    }
}
