//! The behaviour made ready for living: fading tables and factors.
//!
//! Everything here is *put in*: a behaviour file states it. `none` leaves every response out, and then
//! people act at their base rates, whatever befalls them.

use underheaven_base::fade::{FULL, Fade};
use underheaven_base::{Act, Fault, FaultPlace, Severity};
use underheaven_behaviour::{Behaviour, Views};
use underheaven_society::Society;

/// Fear, ready.
#[derive(Clone, PartialEq, Debug)]
pub struct Fear {
    /// Largest cut.
    pub cut: f64,
    /// How it fades.
    pub fade: Fade,
    /// Height from others' punishments, in sixteenths.
    pub from_others: u8,
    /// Share of others' punishments noticed.
    pub noticed: f64,
    /// Largest part that comes from the crowd, in sixteenths.
    pub crowd: f64,
    /// Share of adults caught at which that part is full.
    pub crowd_full_at: f64,
}

/// Habit, ready.
#[derive(Clone, PartialEq, Debug)]
pub struct Habit {
    /// Largest cut.
    pub cut: f64,
    /// How it grows.
    pub grows: Fade,
    /// How it fades after the rulebook's end.
    pub fade: Fade,
}

/// Silence, ready.
#[derive(Clone, PartialEq, Debug)]
pub struct Silence {
    /// Largest cut.
    pub cut: f64,
    /// How it fades.
    pub fade: Fade,
    /// Largest part that comes from the crowd (0 to 1).
    pub crowd: f64,
}

/// Hope, ready.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Hope {
    /// Largest rise.
    pub rise: f64,
    /// Days before a school entry within which parents hope.
    pub school_days: i32,
    /// Points below the top band within which others hope at half.
    pub near_points: i32,
}

/// Likes, ready.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Likes {
    /// Factor on posting after a month with likes.
    pub liked: f64,
    /// Factor after a month without.
    pub ignored: f64,
    /// Share of evenings whose likes go to bought reach.
    pub bought: f64,
}

/// A behaviour, ready to be lived by.
#[derive(Clone, PartialEq, Debug)]
pub struct Temper {
    /// Name of the behaviour.
    pub name: String,
    /// Everybody is aware so many days after enrolment, at most.
    pub aware_within: i32,
    /// Fear.
    pub fear: Option<Fear>,
    /// Habit.
    pub habit: Option<Habit>,
    /// Silence.
    pub silence: Option<Silence>,
    /// Hope.
    pub hope: Option<Hope>,
    /// Views.
    pub views: Option<Views>,
    /// Likes.
    pub likes: Option<Likes>,
    /// Share of unseen purchases and games.
    pub evade: f64,
    /// Rise of acts done for the points.
    pub farm: f64,
    /// Share who drop friends and dates that cost points.
    pub cut: f64,
    /// Factor at each booking, and its floor.
    pub step: Option<(f64, f64)>,
}

/// Who does an act, as far as it tells what may be left of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Doer(u8);

impl Doer {
    /// How many there are.
    pub const COUNT: usize = FULL as usize + 3;
    /// Of a neighbourhood that is not enrolled: nobody there knows of the system.
    pub const UNAWARE: Self = Self(0);
    /// Somebody to whom something may be shut: nothing can be told of what is left.
    pub const SHUT_OUT: Self = Self(FULL + 2);

    /// With a fear and silence of one's own, the neighbourhood's board aside, that are no higher than so many sixteenths.
    #[inline]
    pub fn afraid(height: u8) -> Self {
        Self(1 + height.min(FULL))
    }

    /// All of them, each less surely than the one before.
    pub fn all() -> [Self; Self::COUNT] {
        std::array::from_fn(|n| Self(n as u8))
    }

    /// How high a fear or silence of one's own may be, in sixteenths; none of whoever is unaware.
    pub fn height(self) -> Option<u8> {
        self.0.checked_sub(1)
    }

    /// Whether somebody may have a fear or silence of their own.
    #[inline]
    pub fn fears(self) -> bool {
        self.0 > 1 && self != Self::SHUT_OUT
    }

    /// Where it stands among all of them.
    #[inline]
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

impl Temper {
    /// Makes a checked behaviour ready.
    pub fn new(b: &Behaviour) -> Self {
        Self {
            name: b.name.clone(),
            aware_within: b.awareness.as_ref().map_or(0, |a| (a.within_months.value * 30.4375) as i32),
            fear: b.fear.as_ref().map(|f| Fear {
                cut: f.cut.value,
                fade: Fade::half_life(f.half_life_days.value),
                from_others: (f.from_others.value * 16.0 + 0.5) as u8,
                noticed: f.noticed.value,
                crowd: f.crowd.value * 16.0,
                crowd_full_at: f.crowd_full_at.value.max(1e-9),
            }),
            habit: b.habit.as_ref().map(|h| Habit {
                cut: h.cut.value,
                grows: Fade::half_life(h.half_grown_days.value),
                fade: Fade::half_life(h.half_life_years.value * 365.25),
            }),
            silence: b.silence.as_ref().map(|s| Silence {
                cut: s.cut.value,
                fade: Fade::half_life(s.half_life_days.value),
                crowd: s.crowd.value,
            }),
            hope: b.hope.as_ref().map(|h| Hope {
                rise: h.rise.value,
                school_days: (h.school_years.value * 365.25) as i32,
                near_points: h.near_points.value as i32,
            }),
            views: b.views.clone(),
            likes: b.likes.as_ref().map(|l| Likes {
                liked: 1.0 + l.liked_rise.value,
                ignored: 1.0 - l.ignored_cut.value,
                bought: l.bought_share.value,
            }),
            evade: b.evade.as_ref().map_or(0.0, |e| e.share.value),
            farm: b.farm.as_ref().map_or(0.0, |f| f.rise.value),
            cut: b.cut.as_ref().map_or(0.0, |c| c.share.value),
            step: b.step.as_ref().map(|s| (s.factor.value, s.floor.value)),
        }
    }

    /// Whether what befalls others can change anybody.
    pub fn heeds_others(&self) -> bool {
        self.fear.is_some() || self.silence.is_some() || self.views.is_some() || self.cut > 0.0
    }

    /// The largest factor by which this behaviour can raise an act, with the words that name it.
    pub fn largest_rise(&self, act: Act) -> (f64, &'static str) {
        let hope = 1.0 + self.hope.map_or(0.0, |h| h.rise);
        let liked = self.likes.map_or(1.0, |l| l.liked.max(l.ignored));
        match act {
            Act::Volunteering => (hope * (1.0 + self.farm), "hope x farm"),
            Act::PraisePost => (hope * (1.0 + self.farm) * liked, "hope x farm x likes"),
            Act::BabyGoods => (hope * (1.0 + self.farm), "hope x farm"),
            Act::ChatPost | Act::CriticalPost => (liked, "likes"),
            _ => (1.0, "none"),
        }
    }

    /// Refuses a behaviour that could raise an act beyond what the society proposes: a proposal would
    /// be missing. Interval arithmetic over the factors, each at its value for this run.
    pub fn check(&self, society: &dyn Society) -> Vec<Fault> {
        let mut faults = vec![];
        for &(act, class, _) in society.rates() {
            let (rise, factors) = self.largest_rise(act);
            let room = society.headroom(act, class);
            if rise > room * (1.0 + 1e-9) {
                faults.push(Fault {
                    severity: Severity::Error,
                    place: FaultPlace { file: self.name.clone(), line: 0, column: 0 },
                    word: factors.to_owned(),
                    message: format!(
                        "the factor `{factors}` may raise act `{act}` of class `{class}` {rise:.2} times, but society `{}` proposes room for {room:.2} times",
                        society.name()
                    ),
                    help: Some("lower the factor, or raise `at_most` of that act in the society's table".to_owned()),
                });
            }
        }
        faults
    }
}
