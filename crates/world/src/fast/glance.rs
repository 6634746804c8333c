//! What a proposal comes to where that is plain at a glance.
//!
//! Nearly all that people do changes nobody's life: a purchase that is only recorded, a crossing that nobody saw. Such an
//! act need only be told. Whether it is one is found out from bounds that hold for everybody, worked out once for a
//! rulebook and a behaviour, or for several that are lived side by side; the answer is always the one that living the
//! act through would have given, and where the bounds do not tell, it is lived through.

use crate::book::Book;
use crate::scene::Frame;
use crate::{Life, Temper, acts, response, temper::Doer};
use std::ops::Range;
use std::sync::Arc;
use underheaven_base::{Act, Channel, Day, Draw, NeighbourhoodId, Purpose, fade::Fade};
use underheaven_society::{ASK, Person, Plain, Proposal, Society};

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
    /// Of each share that the society has noted, from where on and up to where a proposal's luck tells what it comes to; at last
    /// of those that are not noted.
    verges: Vec<Verge>,
    /// How fears fade.
    fears: Vec<Fade>,
    /// What proposals with a noted share come to where no bureau works and nobody is enrolled.
    pub idle: Arc<[Plain]>,
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
    /// From here on it is left undone.
    left: u64,
    /// From here on what falls due is on time.
    on_time: u64,
    /// Below it happens for sure, by who does it, where nothing is shut; of what happens whatever the number is, the largest
    /// has to be looked at.
    sure: [u32; Doer::COUNT],
}

impl Verge {
    /// Of what is not noted.
    const ASKED: Self = Self { left: u64::MAX, on_time: u64::MAX, sure: [0; Doer::COUNT] };

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
pub enum Follows {
    /// Nothing but that a channel records it, if one is named.
    Done(Option<Channel>),
    /// A neighbour may report it.
    Noted,
}

/// Bounds as they hold in a neighbourhood on the days of a tick.
#[derive(Clone, Copy)]
pub struct Glances<'g> {
    glance: &'g Glance,
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
        let least = |act: Act, doer: Doer| {
            arms.iter().map(|arm| response::least_left(arm.0, arm.1, act, doer)).fold(1.0, f64::min)
        };
        let least_left = Act::ALL.map(|act| Doer::all().map(|doer| least(act, doer)));
        let left = bits(|act| !by_hand && !act.on_calendar() && !acts::spec(act).can_rise);
        let means = society.means();
        let latest = means.late_without_job.max(means.late_when_short).max(1.0);
        let verge = |(act, share): &(Act, f64)| {
            let (at, spec, by_state) = (act.index(), acts::spec(*act), by_state(*act));
            let whether = |holds: bool, share: f64| if holds { Verge::below(share) } else { u64::MAX };
            let is_left = left & 1 << at != 0 && *act != Act::JobRequest;
            let sure = |doer: Doer| match by_hand || by_state || act.on_calendar() {
                true => 0,
                false => Verge::below(share * least_left[at][doer.index()]).min(u64::from(u32::MAX)) as u32,
            };
            Verge {
                left: whether(is_left, *share),
                on_time: whether(spec.falls_due && !by_hand, share * latest),
                sure: Doer::all().map(sure),
            }
        };
        let verges: Vec<Verge> = society.shares().all().iter().map(verge).chain([Verge::ASKED]).collect();
        // What is paid on time, and not by instalments, leaves no trace where no bureau works.
        let paid = |act: Act| matches!(act, Act::BillDue | Act::RentDue);
        let plain = |((act, _), verge): (&(Act, f64), &Verge)| Plain {
            done: match () {
                () if paid(*act) => verge.on_time..1 << 32,
                () if idle[act.index()] == After::Told(None) => 0..verge.sure[Doer::UNAWARE.index()].into(),
                () => 0..0,
            },
            left: verge.left,
        };
        Self {
            idle: society.shares().all().iter().zip(&verges).map(plain).collect(),
            after: [at_work, idle, [After::Something; Act::COUNT]],
            chances: Act::ALL.iter().map(|act| chances(arms, *act)).collect(),
            least_left,
            bands_shut: books().any(|b| b.bands_shut),
            left,
            verges,
            fears: arms.iter().filter_map(|arm| Some(arm.1.fear.as_ref()?.fade.clone())).collect(),
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
        Glances { glance: self, from: days.start, after, unaware }
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
    /// As whom somebody does acts.
    #[inline]
    pub fn doer(&self, life: &Life) -> Doer {
        match () {
            () if !life.is_unlisted() || self.glance.bands_shut => Doer::SHUT_OUT,
            () if self.unaware => Doer::UNAWARE,
            () => Doer::afraid(life.most_afraid()),
        }
    }

    /// What is known of proposals with the same share.
    #[inline]
    fn verge(&self, p: &Proposal) -> &Verge {
        let verges = &self.glance.verges;
        &verges[usize::from(p.share).min(verges.len() - 1)]
    }

    /// What a proposal comes to where its luck tells all: an act that is only told, with the channel that records it.
    #[inline]
    pub fn tells(&self, p: &Proposal, doer: Doer) -> Option<Option<Channel>> {
        match self.after(p) {
            After::Told(channel) if p.uniform < self.verge(p).sure[doer.index()] => Some(channel),
            _ => None,
        }
    }

    /// Whether a proposal is left undone whatever somebody's state is.
    #[inline]
    pub fn leaves(&self, p: &Proposal) -> bool {
        u64::from(p.uniform) >= self.verge(p).left
    }

    /// Whether what falls due is on time whatever somebody's state is.
    #[inline]
    pub fn on_time(&self, p: &Proposal) -> bool {
        u64::from(p.uniform) >= self.verge(p).on_time
    }

    /// Whether a proposal happens, as far as luck, somebody's own share and state tell without deciding.
    pub fn looks(&self, frame: &Frame, me: &Person, life: &Life, p: &Proposal, doer: Doer) -> Verdict {
        let (glance, at, verge) = (self.glance, p.act.index(), self.verge(p));
        if p.uniform < verge.sure[doer.index()] {
            return Verdict::Sure;
        }
        let left = glance.left & 1 << at != 0;
        if left && never(life, p.act) {
            return Verdict::Not;
        }
        let doer = if doer.fears() { glance.afraid(life, p) } else { doer };
        if !left || p.share != ASK && p.act != Act::JobRequest {
            return if p.uniform < verge.sure[doer.index()] { Verdict::Sure } else { Verdict::Open };
        }
        let (share, u) = (frame.share(me, p), f64::from(p.uniform) / 4_294_967_296.0);
        match () {
            () if u >= share && (p.act != Act::JobRequest || life.job) => Verdict::Not,
            () if !by_state(p.act) && u < share * glance.least_left[at][doer.index()] => Verdict::Sure,
            () => Verdict::Open,
        }
    }

    /// What follows from an act on its day.
    #[inline]
    fn after(&self, p: &Proposal) -> After {
        self.after[(p.day - self.from) as usize % 8][p.act.index()]
    }

    /// What follows from an act that is done for sure by somebody to whom nothing is shut, if that is plain.
    #[inline]
    pub fn follows(&self, frame: &Frame, me: &Person, p: &Proposal) -> Option<Follows> {
        match self.after(p) {
            After::Told(channel) => Some(Follows::Done(channel)),
            After::Drawn => self.glance.nobody_sees(frame, me, p).then_some(Follows::Done(None)),
            After::Reported => self.glance.nobody_sees(frame, me, p).then_some(Follows::Noted),
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
    /// Somebody by what they fear of just this act.
    fn afraid(&self, life: &Life, p: &Proposal) -> Doer {
        let own = life.fear[p.act.kind().index()];
        let fear = self.fears.iter().map(|fade| fade.height(own, p.day)).max().unwrap_or(0);
        Doer::afraid(if p.act == Act::CriticalPost { fear.max(life.silence.height) } else { fear })
    }

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
