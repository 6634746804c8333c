//! The behaviour file, table by table.

use underheaven_base::Figure;

/// One behaviour file (`behaviours/*.toml`).
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Behaviour {
    /// Its name, by which runs call it.
    pub name: String,
    /// What it says in one line.
    pub title: String,
    /// When people become aware of the system. Without it everybody is aware from the day of enrolment.
    pub awareness: Option<Awareness>,
    /// Fear after punishment, one's own or others'.
    pub fear: Option<Fear>,
    /// Habit that grows while one complies.
    pub habit: Option<Habit>,
    /// Silence: critical posts that stay unwritten.
    pub silence: Option<Silence>,
    /// Hope for a reward one needs.
    pub hope: Option<Hope>,
    /// Private views moved by what befalls one and one's ties, and what one shows in public.
    pub views: Option<Views>,
    /// Posting that follows received likes.
    pub likes: Option<Likes>,
    /// Buying and gaming where no record is made.
    pub evade: Option<Evade>,
    /// Doing merit acts for the points.
    pub farm: Option<Farm>,
    /// Dropping friends and dates who cost points.
    pub cut: Option<Cut>,
    /// A factor multiplied at each booking, with a floor, without fading or noticing.
    pub step: Option<Step>,
}

/// `[awareness]`
#[derive(Clone, PartialEq, Debug)]
pub struct Awareness {
    /// Everybody learns of the system within so many months of their neighbourhood's enrolment, evenly.
    pub within_months: Figure<f64>,
}

/// `[fear]`: perceived risk after what one saw caught; certainty counts, not severity.
#[derive(Clone, PartialEq, Debug)]
pub struct Fear {
    /// Largest cut in an act's rate, share (0 to 1).
    pub cut: Figure<f64>,
    /// Half-life in days.
    pub half_life_days: Figure<f64>,
    /// Fear from a relative's, neighbour's or tie's punishment, as a share of that from one's own (0 to 1).
    pub from_others: Figure<f64>,
    /// Share of others' punishments that are noticed (0 to 1).
    pub noticed: Figure<f64>,
    /// Largest part of fear that comes from the share of the neighbourhood caught in the last posting period (0 to 1); the path `crowd`.
    pub crowd: Figure<f64>,
    /// Share of the neighbourhood's adults caught in a period at which the crowd's part is full (0 to 1).
    pub crowd_full_at: Figure<f64>,
}

/// `[habit]`
#[derive(Clone, PartialEq, Debug)]
pub struct Habit {
    /// Largest cut in an act's rate, share (0 to 1); beside fear the larger of the two holds.
    pub cut: Figure<f64>,
    /// Half grown after so many days without a booked act of one's own.
    pub half_grown_days: Figure<f64>,
    /// Half-life in years once the rulebook has ended.
    pub half_life_years: Figure<f64>,
}

/// `[silence]`
#[derive(Clone, PartialEq, Debug)]
pub struct Silence {
    /// Largest cut in critical posts, share (0 to 1).
    pub cut: Figure<f64>,
    /// Half-life in days of silence after a tie was punished for speech or association.
    pub half_life_days: Figure<f64>,
    /// Largest part of silence that comes from what the majority seems to think (0 to 1); the path `crowd`.
    pub crowd: Figure<f64>,
}

/// `[hope]`
#[derive(Clone, PartialEq, Debug)]
pub struct Hope {
    /// Largest rise in merit acts, share (0 to 1).
    pub rise: Figure<f64>,
    /// Years before a child's school entry within which parents hope (0 to 6).
    pub school_years: Figure<f64>,
    /// Points below the top band within which others hope, at half the rise.
    pub near_points: Figure<f64>,
}

/// `[views]`
#[derive(Clone, PartialEq, Debug)]
pub struct Views {
    /// Share who approve at the start (0 to 1).
    pub approve: Figure<f64>,
    /// Share who disapprove at the start (0 to 1); the rest are neutral.
    pub disapprove: Figure<f64>,
    /// Chance that one's own punishment moves one's private view a step down (0 to 1).
    pub own_punishment: Figure<f64>,
    /// Chance that a noticed punishment of a tie does (0 to 1).
    pub ties_punishment: Figure<f64>,
    /// Chance that a favour moves it a step up (0 to 1).
    pub favour: Figure<f64>,
    /// Share of those who do not approve who show approval in public at full fear or silence (0 to 1).
    pub hidden: Figure<f64>,
}

/// `[likes]`
#[derive(Clone, PartialEq, Debug)]
pub struct Likes {
    /// Rise of posting in a month after one with at least one like received, share (0 to 1).
    pub liked_rise: Figure<f64>,
    /// Cut of posting in a month after one without any, share (0 to 1).
    pub ignored_cut: Figure<f64>,
    /// Share of evenings whose likes go to posts of bought reach instead of friends' (0 to 1).
    pub bought_share: Figure<f64>,
}

/// `[evade]`
#[derive(Clone, PartialEq, Debug)]
pub struct Evade {
    /// Share of alcohol bought and games played where no record is made, by people who are aware (0 to 1).
    pub share: Figure<f64>,
}

/// `[farm]`
#[derive(Clone, PartialEq, Debug)]
pub struct Farm {
    /// Rise of volunteering and praise by people who are aware and below the top band, share (0 to 1).
    pub rise: Figure<f64>,
}

/// `[cut]`
#[derive(Clone, PartialEq, Debug)]
pub struct Cut {
    /// Share of people who drop a listed friend or decline a date of a lower band (0 to 1).
    pub share: Figure<f64>,
}

/// `[step]`
#[derive(Clone, PartialEq, Debug)]
pub struct Step {
    /// The factor at each demerit booked (0 to 1).
    pub factor: Figure<f64>,
    /// Its floor (0 to 1).
    pub floor: Figure<f64>,
}
