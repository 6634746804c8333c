//! The behaviour file, table by table.

use underheaven_base::reading::{FigureRow, field::*};
use underheaven_base::{Figure, keys};

/// A chance from 0 to 1.
const fn chance() -> FigureKind {
    figure("chance", 0.0, 1.0)
}

keys! {
    /// One behaviour file (`behaviours/*.toml`).
    pub struct Behaviour: Default {
        /// Its name, by which runs call it; not written in the file.
        name: String = Given,
        /// What it says in one line.
        title: String = Text,
        /// When people become aware of the system. Without it everybody is aware from the day of enrolment.
        awareness: Option<Awareness> = Table,
        /// Fear after punishment, one's own or others'.
        fear: Option<Fear> = Table,
        /// Habit that grows while one complies.
        habit: Option<Habit> = Table,
        /// Silence: critical posts that stay unwritten.
        silence: Option<Silence> = Table,
        /// Hope for a reward one needs.
        hope: Option<Hope> = Table,
        /// Private views moved by what befalls one and one's ties, and what one shows in public.
        views: Option<Views> = Table,
        /// Posting that follows received likes.
        likes: Option<Likes> = Table,
        /// Buying and gaming where no record is made.
        evade: Option<Evade> = Table,
        /// Doing merit acts for the points.
        farm: Option<Farm> = Table,
        /// Dropping friends and dates who cost points.
        cut: Option<Cut> = Table,
        /// A factor multiplied at each booking, with a floor, without fading or noticing.
        step: Option<Step> = Table,
        /// Every figure of the files, with its path, place, range and source.
        evidence: Vec<FigureRow> = Given,
    }
}

keys! {
    /// `[awareness]`
    pub struct Awareness {
        /// Everybody learns of the system within so many months of their neighbourhood's enrolment, evenly.
        within_months: Figure<f64> = figure("months", 0.0, 240.0),
    }
}

keys! {
    /// `[fear]`: perceived risk after what one saw caught; certainty counts, not severity.
    pub struct Fear {
        /// Largest cut in an act's rate, share (0 to 1).
        cut: Figure<f64> = share(),
        /// Half-life in days.
        half_life_days: Figure<f64> = figure("days", 0.01, 36_500.0),
        /// Fear from a relative's, neighbour's or tie's punishment, as a share of that from one's own (0 to 1).
        from_others: Figure<f64> = share(),
        /// Share of others' punishments that are noticed (0 to 1).
        noticed: Figure<f64> = share(),
        /// Largest part of fear that comes from the share of the neighbourhood caught in the last posting period (0 to 1); the path `crowd`.
        crowd: Figure<f64> = share(),
        /// Share of the neighbourhood's adults caught in a period at which the crowd's part is full (0 to 1).
        crowd_full_at: Figure<f64> = share(),
    }
}

keys! {
    /// `[habit]`
    pub struct Habit {
        /// Largest cut in an act's rate, share (0 to 1); beside fear the larger of the two holds.
        cut: Figure<f64> = share(),
        /// Half grown after so many days without a booked act of one's own.
        half_grown_days: Figure<f64> = figure("days", 0.01, 36_500.0),
        /// Half-life in years once the rulebook has ended.
        half_life_years: Figure<f64> = figure("years", 0.01, 100.0),
    }
}

keys! {
    /// `[silence]`
    pub struct Silence {
        /// Largest cut in critical posts, share (0 to 1).
        cut: Figure<f64> = share(),
        /// Half-life in days of silence after a tie was punished for speech or association.
        half_life_days: Figure<f64> = figure("days", 0.01, 36_500.0),
        /// Largest part of silence that comes from what the majority seems to think (0 to 1); the path `crowd`.
        crowd: Figure<f64> = share(),
    }
}

keys! {
    /// `[hope]`
    pub struct Hope {
        /// Largest rise in merit acts, share (0 to 1).
        rise: Figure<f64> = share(),
        /// Years before a child's school entry within which parents hope (0 to 6).
        school_years: Figure<f64> = figure("years", 0.0, 6.0),
        /// Points below the top band within which others hope, at half the rise.
        near_points: Figure<f64> = figure("points", 0.0, 1e6),
    }
}

keys! {
    /// `[views]`
    pub struct Views {
        /// Share who approve at the start (0 to 1).
        approve: Figure<f64> = share(),
        /// Share who disapprove at the start (0 to 1); the rest are neutral.
        disapprove: Figure<f64> = share(),
        /// Chance that one's own punishment moves one's private view a step down (0 to 1).
        own_punishment: Figure<f64> = chance(),
        /// Chance that a noticed punishment of a tie does (0 to 1).
        ties_punishment: Figure<f64> = chance(),
        /// Chance that a favour moves it a step up (0 to 1).
        favour: Figure<f64> = chance(),
        /// Share of those who do not approve who show approval in public at full fear or silence (0 to 1).
        hidden: Figure<f64> = share(),
    }
}

keys! {
    /// `[likes]`
    pub struct Likes {
        /// Rise of posting in a month after one with at least one like received, share (0 to 1).
        liked_rise: Figure<f64> = share(),
        /// Cut of posting in a month after one without any, share (0 to 1).
        ignored_cut: Figure<f64> = share(),
        /// Share of evenings whose likes go to posts of bought reach instead of friends' (0 to 1).
        bought_share: Figure<f64> = share(),
    }
}

keys! {
    /// `[evade]`
    pub struct Evade {
        /// Share of alcohol bought and games played where no record is made, by people who are aware (0 to 1).
        share: Figure<f64> = share(),
    }
}

keys! {
    /// `[farm]`
    pub struct Farm {
        /// Rise of volunteering and praise by people who are aware and below the top band, share (0 to 1).
        rise: Figure<f64> = share(),
    }
}

keys! {
    /// `[cut]`
    pub struct Cut {
        /// Share of people who drop a listed friend or decline a date of a lower band (0 to 1).
        share: Figure<f64> = share(),
    }
}

keys! {
    /// `[step]`
    pub struct Step {
        /// The factor at each demerit booked on oneself, rightly or not (0 to 1); kin's demerits and listings do not count.
        factor: Figure<f64> = share(),
        /// Its floor (0 to 1).
        floor: Figure<f64> = share(),
    }
}
