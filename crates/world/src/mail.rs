//! What reaches a person through somebody else: it leaves in a posting period and arrives at the next.
//!
//! Mail is sorted by (addressee, day, rule, sender), so that the order of work never shows.

use crate::arms::Arms;
use crate::{RuleId, Trigger, life::Origin};
use underheaven_base::{Act, Cause, Channel, Day, Gate, Kind, Outcome, Path, PersonId, Relation};

/// One letter.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Mail {
    /// To whom.
    pub to: PersonId,
    /// Day of what it tells.
    pub day: Day,
    /// The rule it comes under, if any.
    pub rule: Option<RuleId>,
    /// From whom.
    pub from: PersonId,
    /// What it says.
    pub letter: Letter,
    /// Under which arms it was sent.
    pub arms: Arms,
}

impl Mail {
    /// Addressee, day, rule and sender as one number: the canonical order, but for letters that agree in all of them.
    #[inline]
    fn key(&self) -> u128 {
        let rule = self.rule.map_or(0, |r| u32::from(r.0) + 1);
        let [to, day] = [self.to.0, self.day.0 as u32 ^ 1 << 31].map(u128::from);
        to << 96 | day << 64 | u128::from(rule) << 32 | u128::from(self.from.0)
    }

    /// Puts letters into their canonical order.
    pub fn sort(letters: &mut [Mail]) {
        letters
            .sort_unstable_by(|a, b| a.key().cmp(&b.key()).then_with(|| (a.letter, a.arms).cmp(&(b.letter, b.arms))));
    }

    /// The same letters, each that several arms wrote alike as one letter under all of them.
    pub fn under_several(mut letters: Vec<Mail>) -> Vec<Mail> {
        Self::sort(&mut letters);
        let mut all: Vec<Mail> = vec![];
        for same in letters.chunk_by(|a, b| Mail { arms: b.arms, ..*a } == *b) {
            let first = all.len();
            for letter in same {
                match all[first..].iter_mut().find(|one| one.arms.and(letter.arms).is_empty()) {
                    Some(one) => one.arms = one.arms.or(letter.arms),
                    None => all.push(*letter),
                }
            }
        }
        all
    }
}

impl Letter {
    /// Whether whoever gets such a letter is otherwise for it; if not, it is counted and nothing parts by it.
    pub fn leaves_a_trace(&self) -> bool {
        !matches!(self, Self::Shown { .. } | Self::ReachLost)
    }

    /// How a difference between two arms reaches somebody by such a letter.
    pub fn path(&self) -> Path {
        match self {
            Self::Sighting { cause: Cause::FalseReport, .. } | Self::Report { .. } => Path::Reported,
            Self::Sighting { .. } => Path::Mistaken,
            Self::Kin { .. } | Self::Withdrawn { .. } => Path::Kin,
            Self::News { .. } => Path::Saw,
            Self::Ask { .. } | Self::Band { .. } | Self::Shown { .. } => Path::Partner,
            Self::Like | Self::ReachLost => Path::Friends,
            Self::Scarce { .. } => Path::Queue,
            Self::Job { .. } => Path::Means,
            Self::Firm { .. } => Path::Firm,
        }
    }
}

/// What a letter says.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Letter {
    /// Somebody else's act is booked on you, or one that nobody did.
    Sighting {
        /// The act.
        act: Act,
        /// Why it is booked on you.
        cause: Cause,
        /// By which channel.
        channel: Channel,
        /// The act that set it off, if there was one.
        trigger: Option<Trigger>,
    },
    /// A neighbour says you did something in the last period.
    Report {
        /// The act.
        act: Act,
    },
    /// A relative was booked or listed.
    Kin {
        /// What you are to them.
        relation: Relation,
        /// What they were booked for.
        trigger: Option<Trigger>,
        /// Which of their entries or listings it was.
        origin: Origin,
    },
    /// What a relative was booked or listed for was corrected: guilt that came from it is withdrawn.
    Withdrawn {
        /// Which of their entries or listings it was.
        origin: Origin,
    },
    /// Somebody you know was punished.
    News {
        /// The kind of what it was for.
        kind: Kind,
        /// They were listed (else booked).
        listed: bool,
        /// They are a friend: by the layer in which you know them, else 255.
        friend: u8,
    },
    /// Somebody asks for a date.
    Ask {
        /// Their band on the day they asked.
        band: Option<u8>,
    },
    /// The band of somebody whom you are to date, or who answers yes.
    Band {
        /// Their band at the last period's end.
        band: Option<u8>,
        /// They say yes to your asking.
        yes: bool,
    },
    /// Somebody liked your posts.
    Like,
    /// The answer of something scarce.
    Scarce {
        /// Which gate.
        gate: Gate,
        /// Its answer; none where you gave up waiting.
        outcome: Option<Outcome>,
        /// Whole weeks waited.
        weeks: u32,
    },
    /// Where somebody was shown profiles, others' standing moved yours: shown first, or not shown.
    Shown {
        /// First (else not at all).
        first: bool,
    },
    /// Reach that somebody bought took a friend's like from you.
    ReachLost,
    /// Somebody under your roof lost a job or found one; for whoever holds the bills.
    Job {
        /// Found (else lost).
        found: bool,
    },
    /// Your firm won or lost a contract by its standing.
    Firm {
        /// Won by favour (else lost).
        won: bool,
    },
}
