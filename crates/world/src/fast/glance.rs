//! What a proposal comes to where that is plain at a glance.
//!
//! Nearly all that people do changes nobody's life: a purchase that is only recorded, a crossing that nobody saw. Such an
//! act need only be told. Whether it is one is found out from bounds that hold for everybody, worked out once for a
//! rulebook and a behaviour, or for several that are lived side by side; the answer is always the one that living the
//! act through would have given, and where the bounds do not tell, it is lived through.

use crate::book::Book;
use crate::scene::Frame;
use crate::{Life, Temper, acts};
use underheaven_base::{Act, Channel, Day, Draw, NeighbourhoodId, Purpose};
use underheaven_society::{Person, Proposal, Shares};

/// What rounding may add to a product of a few factors, and far more.
pub const ROUNDING: f64 = 1.0 + 1e-9;

/// Bounds that hold under all of some arms.
pub struct Glance {
    /// Acts that change nobody's life unless somebody sees them, a bit each.
    passing: u64,
    /// Acts that no channel looks at and no neighbour reports, or that are only recorded.
    told: u64,
    /// Acts that channels look at with luck.
    drawn: u64,
    /// Of these, what neighbours may report where no channel saw it.
    reportable: u64,
    /// By act: the one channel that always records it, where no rule looks at what it records.
    recorded: [Option<Channel>; Act::COUNT],
    /// By act: the largest chance with which each channel may see it.
    chances: Vec<Vec<(Channel, f64)>>,
    /// By act: the least that response leaves of it when nothing is shut.
    least_left: [f64; Act::COUNT],
    /// Some band is refused somewhere, so that something may be shut to people on no list.
    bands_shut: bool,
    /// Acts that nothing raises and that do not fall due: above a person's share they are left undone.
    left: u64,
}

/// What a proposal comes to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Plain {
    /// It is left undone, and nothing follows.
    Undone,
    /// It is done and, if so, recorded; nothing follows.
    Done(Option<Channel>),
    /// It is done, and a neighbour may report it.
    Noted,
}

/// Bounds as they hold in a neighbourhood on the days of a tick.
#[derive(Clone, Copy)]
pub struct Glances<'g> {
    glance: &'g Glance,
    shares: &'g Shares,
    from: Day,
    /// On which days the bureau works there, a bit each, and on which it does so under all arms or under none.
    works: u8,
    alike: u8,
}

fn bits(holds: impl Fn(Act) -> bool) -> u64 {
    Act::ALL.iter().filter(|act| holds(**act)).fold(0, |all, act| all | 1 << act.index())
}

impl Glance {
    /// Of rulebooks and behaviours; with outcomes fixed by hand nothing is plain.
    pub fn of(arms: &[(&Book, &Temper)], by_hand: bool) -> Self {
        let books = || arms.iter().map(|a| a.0);
        let under_all = |holds: &dyn Fn(&Book) -> bool| books().all(holds);
        let alike = |of: &dyn Fn(&Book) -> bool| books().all(of) || !books().any(of);
        let passing = bits(|act| !by_hand && acts::spec(act).passes_by);
        let unseen = bits(|act| under_all(&|b| b.sight[act.index()].channels.is_empty()));
        let may_report = |b: &Book, act: Act| {
            b.reports.as_ref().is_some_and(|r| r.subject.iter().any(|(subject, share)| *subject == act && *share > 0.0))
        };
        let reportable = bits(|act| books().any(|b| may_report(b, act)));
        let recorded = Act::ALL.map(|act| {
            let of = |b: &Book| b.recorded[act.index()];
            let first = of(arms.first()?.0)?;
            books().all(|b| of(b) == Some(first)).then_some(first)
        });
        let told = unseen & !reportable | bits(|act| recorded[act.index()].is_some());
        let drawn = bits(|act| alike(&|b| may_report(b, act)));
        let chances = Act::ALL.iter().map(|act| chances(arms, *act)).collect();
        let least = |act: Act| arms.iter().map(|a| a.1.least_left[act.index()]).fold(1.0, f64::min);
        Self {
            passing,
            told,
            drawn,
            reportable,
            recorded,
            chances,
            least_left: Act::ALL.map(least),
            bands_shut: books().any(|b| b.bands_shut),
            left: bits(|act| !by_hand && !act.on_calendar() && !acts::spec(act).can_rise),
        }
    }

    /// On the days of a tick in a neighbourhood; one and the same arm, or all that are lived at once.
    pub fn days<'g>(&'g self, frame: &Frame<'g>, id: NeighbourhoodId, days: std::ops::Range<Day>) -> Glances<'g> {
        let (mut works, mut alike) = (0, 0);
        for n in 0..days.end - days.start {
            let on = |f: &Frame| f.works_in(id, days.start + n);
            works |= u8::from(on(frame)) << n;
            alike |= u8::from(frame.pair.is_none_or(|pair| pair.frames.iter().all(|f| on(f) == on(frame)))) << n;
        }
        Glances { glance: self, shares: frame.society.shares(), from: days.start, works, alike }
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
    /// What a proposal comes to, if it is plain from somebody's share of such proposals alone.
    #[inline]
    pub fn sees(&self, frame: &Frame, me: &Person, life: &Life, p: &Proposal) -> Option<Plain> {
        let (glance, bit) = (self.glance, 1_u64 << p.act.index());
        if (glance.left | glance.passing) & bit == 0 {
            return None;
        }
        let noted = self.shares.get(p.act, p.class, p.share);
        let share = noted.unwrap_or_else(|| frame.society.share(me, p.act, p.class));
        let u = f64::from(p.uniform) / 4_294_967_296.0;
        if glance.left & bit != 0 && (u >= share && (p.act != Act::JobRequest || life.job) || never(life, p.act)) {
            return Some(Plain::Undone);
        }
        if u < share * glance.least_left[p.act.index()] { self.follows(frame, me, life, p) } else { None }
    }

    /// What follows from an act that is done for sure, if that is plain.
    #[inline]
    pub fn follows(&self, frame: &Frame, me: &Person, life: &Life, p: &Proposal) -> Option<Plain> {
        let (glance, bit, day) = (self.glance, 1_u64 << p.act.index(), 1 << (p.day - self.from));
        let open = life.listings.is_empty() && life.parents.standing.lists == 0 && !glance.bands_shut;
        if glance.passing & bit == 0 || self.alike & day == 0 || !open {
            return None;
        }
        if self.works & day == 0 {
            return Some(Plain::Done(None));
        }
        if glance.told & bit != 0 {
            return Some(Plain::Done(glance.recorded[p.act.index()]));
        }
        let unseen = glance.drawn & bit != 0 && glance.nobody_sees(frame, me, p);
        unseen.then_some(if glance.reportable & bit != 0 { Plain::Noted } else { Plain::Done(None) })
    }
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
    #[inline]
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
