//! What a proposal comes to where that is plain at a glance.
//!
//! Nearly all that people do changes nobody's life: a purchase that is only recorded, a crossing that nobody saw. Such an
//! act need only be told. Whether it is one is found out from bounds that hold for everybody, worked out once for a
//! rulebook and a behaviour, or for several that are lived side by side; the answer is always the one that living the
//! act through would have given, and where the bounds do not tell, it is lived through.

use crate::book::Book;
use crate::scene::Frame;
use crate::{Life, Temper, acts, temper::Doer};
use std::ops::Range;
use underheaven_base::{Act, Channel, Day, Draw, NeighbourhoodId, Purpose};
use underheaven_society::{ASK, Person, Proposal, Shares, Society};

/// What rounding may add to a product of a few factors, and far more.
pub const ROUNDING: f64 = 1.0 + 1e-9;

/// Bounds that hold under all of some arms.
pub struct Glance {
    /// What follows from an act on a day, where nothing is shut: where the bureau works, where it does not, and where it does
    /// under some of the arms only.
    after: [[After; Act::COUNT]; 3],
    /// By act: the largest chance with which each channel may see it.
    chances: Vec<Vec<(Channel, f64)>>,
    /// By act: the least that response leaves of it when nothing is shut, by who does it.
    least_left: [[f64; Doer::COUNT]; Act::COUNT],
    /// Some band is refused somewhere, so that something may be shut to people on no list.
    bands_shut: bool,
    /// Acts that nothing raises and that do not fall due: above a person's share they are left undone.
    left: u64,
    /// Of each share that the society has noted, from where on and up to where a proposal's luck tells what it comes to.
    verges: Vec<Verge>,
}

/// What follows from an act that is done.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum After {
    /// It may change somebody's life.
    Something,
    /// Nothing, unless a channel sees it, as some surely does, or they differ among the arms.
    Seen,
    /// It is only told, and recorded by that channel.
    Told(Option<Channel>),
    /// Nothing, unless a channel has the luck to see it.
    Drawn,
    /// The same, and where no channel saw it a neighbour may report it.
    Reported,
}

/// What a proposal's uniform number tells of it, by one share.
#[derive(Clone, Copy)]
struct Verge {
    /// From here on it does not happen, and what falls due is on time.
    not: u64,
    /// Below it happens for sure, by who does it, where nothing is shut.
    sure: [u64; Doer::COUNT],
}

impl Verge {
    /// How many uniform numbers lie below a share: they are whole, and 2³² times a number is exact.
    fn below(share: f64) -> u64 {
        (share * 4_294_967_296.0).ceil() as u64
    }
}

/// Whether a proposal happens, as far as its luck tells by itself.
pub enum Verdict {
    Not,
    Sure,
    /// It has to be looked at.
    Open,
}

/// What follows from an act, where that is plain.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Plain {
    /// Nothing but that a channel records it, if one is named.
    Done(Option<Channel>),
    /// A neighbour may report it.
    Noted,
}

/// Bounds as they hold in a neighbourhood on the days of a tick.
#[derive(Clone, Copy)]
pub struct Glances<'g> {
    glance: &'g Glance,
    shares: &'g Shares,
    from: Day,
    /// What follows from an act, by day.
    after: [&'g [After; Act::COUNT]; 8],
    /// Nobody is enrolled by its end, under any arm.
    unaware: bool,
}

fn bits(holds: impl Fn(Act) -> bool) -> u64 {
    Act::ALL.iter().filter(|act| holds(**act)).fold(0, |all, act| all | 1 << act.index())
}

impl Glance {
    /// Of rulebooks and behaviours; with outcomes fixed by hand nothing is plain.
    pub fn of(arms: &[(&Book, &Temper)], by_hand: bool, society: &dyn Society) -> Self {
        let books = || arms.iter().map(|a| a.0);
        let under_all = |holds: &dyn Fn(&Book) -> bool| books().all(holds);
        let may_report = |b: &Book, act: Act| b.reports.as_ref().is_some_and(|r| r.names(act));
        let after = |act: Act| {
            let recorded = |b: &Book| b.recorded[act.index()];
            let first = arms.first().and_then(|arm| recorded(arm.0));
            let (all, none) = (under_all(&|b| may_report(b, act)), !books().any(|b| may_report(b, act)));
            match () {
                () if by_hand || !acts::spec(act).passes_by => After::Something,
                () if first.is_some() && under_all(&|b| recorded(b) == first) => After::Told(first),
                () if under_all(&|b| b.unseen & 1 << act.index() != 0) => After::Told(None),
                () if all => After::Reported,
                () if none => After::Drawn,
                () => After::Seen,
            }
        };
        let at_work = Act::ALL.map(after);
        let idle = at_work.map(|after| if after == After::Something { after } else { After::Told(None) });
        let least =
            |act: Act, doer: Doer| arms.iter().map(|a| a.1.least_left[act.index()][doer as usize]).fold(1.0, f64::min);
        let least_left = Act::ALL.map(|act| Doer::ALL.map(|doer| least(act, doer)));
        let left = bits(|act| !by_hand && !act.on_calendar() && !acts::spec(act).can_rise);
        let means = society.means();
        let latest = means.late_without_job.max(means.late_when_short).max(1.0);
        let verge = |(act, share): &(Act, f64)| {
            let (at, spec, by_state) = (act.index(), acts::spec(*act), by_state(*act));
            let not = match () {
                () if left & 1 << at != 0 && *act != Act::JobRequest => Verge::below(*share),
                () if spec.falls_due && !by_hand => Verge::below(share * latest),
                () => u64::MAX,
            };
            let sure = |doer: Doer| match by_hand || by_state || act.on_calendar() {
                true => 0,
                false => Verge::below(share * least_left[at][doer as usize]),
            };
            Verge { not, sure: Doer::ALL.map(sure) }
        };
        Self {
            after: [at_work, idle, [After::Something; Act::COUNT]],
            chances: Act::ALL.iter().map(|act| chances(arms, *act)).collect(),
            least_left,
            bands_shut: books().any(|b| b.bands_shut),
            left,
            verges: society.shares().all().iter().map(verge).collect(),
        }
    }

    /// On the days of a tick in a neighbourhood; one and the same arm, or all that are lived at once.
    pub fn days<'g>(&'g self, frame: &Frame<'g>, id: NeighbourhoodId, days: Range<Day>) -> Glances<'g> {
        let all = frame.pair.map_or(std::slice::from_ref(frame), |pair| pair.frames);
        let after = std::array::from_fn(|n| {
            let on = |f: &Frame| f.works_in(id, days.start + n as i32);
            let alike = all.iter().all(|f| on(f) == on(frame));
            &self.after[if !alike { 2 } else { usize::from(!on(frame)) }]
        });
        let unaware = all.iter().all(|f| f.enrolment[id.0 as usize] >= days.end);
        Glances { glance: self, shares: frame.society.shares(), from: days.start, after, unaware }
    }
}

/// The largest chances with which channels may see an act, of anybody on any day.
fn chances(arms: &[(&Book, &Temper)], act: Act) -> Vec<(Channel, f64)> {
    let mut most: Vec<(Channel, f64)> = vec![];
    for (book, _) in arms {
        for &(channel, share) in &book.sight[act.index()].channels {
            let noticed = book.attention[channel.index()].iter().flat_map(|a| &a.sees).map(|(_, f)| f.max(1.0));
            let coverage = match (channel, &book.cameras) {
                (Channel::Camera, Some(cameras)) => cameras.largest_sight_factor(),
                (Channel::Camera, None) => 0.0,
                _ => 1.0,
            };
            let chance = share * coverage * noticed.product::<f64>() * ROUNDING;
            match most.iter_mut().find(|(known, _)| *known == channel) {
                Some((_, known)) => *known = known.max(chance),
                None => most.push((channel, chance)),
            }
        }
    }
    most
}

impl Glances<'_> {
    /// As whom somebody does acts, if nothing is shut.
    #[inline]
    pub fn doer(&self, life: &Life) -> Option<Doer> {
        match () {
            () if !life.is_unlisted() || self.glance.bands_shut => None,
            () if self.unaware => Some(Doer::Unaware),
            () if life.is_calm() => Some(Doer::Calm),
            () => Some(Doer::Anybody),
        }
    }

    /// Whether a proposal happens, as far as that is plain from a noted share of such proposals.
    #[inline]
    pub fn sees(&self, p: &Proposal, doer: Option<Doer>) -> Verdict {
        let noted = self.shares.place(p.act, p.class, p.share);
        let Some(verge) = noted.and_then(|at| self.glance.verges.get(at)) else { return Verdict::Open };
        match u64::from(p.uniform) {
            u if u >= verge.not => Verdict::Not,
            u if doer.is_some_and(|doer| u < verge.sure[doer as usize]) => Verdict::Sure,
            _ => Verdict::Open,
        }
    }

    /// The same by somebody's own share and state.
    pub fn looks(&self, frame: &Frame, me: &Person, life: &Life, p: &Proposal, doer: Option<Doer>) -> Verdict {
        let (glance, at) = (self.glance, p.act.index());
        let left = glance.left & 1 << at != 0;
        if left && never(life, p.act) {
            return Verdict::Not;
        }
        if !left || p.share != ASK && p.act != Act::JobRequest {
            return Verdict::Open;
        }
        let (share, u) = (frame.share(me, p), f64::from(p.uniform) / 4_294_967_296.0);
        match doer {
            _ if u >= share && (p.act != Act::JobRequest || life.job) => Verdict::Not,
            Some(doer) if !by_state(p.act) && u < share * glance.least_left[at][doer as usize] => Verdict::Sure,
            _ => Verdict::Open,
        }
    }

    /// What follows from an act that is done for sure by somebody to whom nothing is shut, if that is plain.
    #[inline]
    pub fn follows(&self, frame: &Frame, me: &Person, p: &Proposal) -> Option<Plain> {
        match self.after[(p.day - self.from) as usize % 8][p.act.index()] {
            After::Told(channel) => Some(Plain::Done(channel)),
            After::Drawn => self.glance.nobody_sees(frame, me, p).then_some(Plain::Done(None)),
            After::Reported => self.glance.nobody_sees(frame, me, p).then_some(Plain::Noted),
            After::Something | After::Seen => None,
        }
    }
}

/// Whether an act hangs on more of somebody's state than shares and cuts tell.
fn by_state(act: Act) -> bool {
    matches!(act, Act::DissentingMeeting | Act::JoiningOrganisation | Act::JudgmentPerformed | Act::JobRequest)
}

/// Whether there is no occasion for an act.
#[inline]
fn never(life: &Life, act: Act) -> bool {
    match act {
        Act::DissentingMeeting => !life.member,
        Act::JoiningOrganisation => life.member,
        Act::JudgmentPerformed => life.listings.is_empty(),
        _ => false,
    }
}

impl Glance {
    /// Whether no channel's luck suffices to see an act.
    fn nobody_sees(&self, frame: &Frame, me: &Person, p: &Proposal) -> bool {
        let mut drawn: Option<(u32, Draw)> = None;
        self.chances[p.act.index()].iter().all(|&(channel, chance)| {
            if chance >= 1.0 {
                return false;
            }
            let (block, words) = match drawn {
                Some(known) if known.0 == channel.index() as u32 / 4 => known,
                _ => {
                    let block = channel.index() as u32 / 4;
                    (block, frame.draw(me.id, p.day, Purpose::Seen, crate::detection::luck_of(p.act, p.ordinal, block)))
                }
            };
            drawn = Some((block, words));
            !underheaven_base::chance(words.word(channel.index() % 4), chance)
        })
    }
}
