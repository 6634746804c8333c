//! What a draw is for. Numbers are part of the model: a new purpose is added at the end.

/// What a draw is for; its number is part of the key.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[repr(u32)]
pub enum Purpose {
    /// Skips and uniforms of the stream of proposals.
    Proposal = 1,
    /// Due days and uniforms of the calendar.
    Calendar = 2,
    /// A person's fixed traits.
    Trait = 3,
    /// Whether channels see an act.
    Seen = 4,
    /// Whether a camera errs, and whom it takes the actor for.
    Mistaken = 5,
    /// Whether a record is wrong.
    WrongRecord = 6,
    /// A false match of a mere pass.
    Presence = 7,
    /// A neighbour's report: on whom, of what, true or not.
    Report = 8,
    /// An official's discretion.
    Discretion = 9,
    /// Whether somebody notices what befell somebody else.
    Noticed = 10,
    /// Whether a private view moves.
    View = 11,
    /// Candidates, acceptance and record of a date.
    Date = 12,
    /// A person's number in lotteries for scarce goods.
    Lottery = 13,
    /// What a trip is for.
    Trip = 14,
    /// What becomes of a firm's contract and its staff.
    Firm = 15,
    /// To whom an evening's likes go.
    Likes = 16,
    /// When somebody becomes aware of the system.
    Aware = 17,
    /// In which order neighbourhoods are enrolled.
    Enrolment = 18,
    /// Which households are in the panel.
    Panel = 19,
    /// Where a bought post is seen or an evasion succeeds.
    Evade = 20,
    /// Whether what one shows in public is one's private view.
    PublicView = 21,
    /// Making the template of a society.
    Template = 22,
    /// The permutations that tie neighbourhoods.
    Tie = 23,
    /// An appeal: whether it is made, its outcome, its delay.
    Appeal = 24,
    /// Which row of a table is kept when there are too many.
    Kept = 25,
    /// Which counties and households a reform is tried in.
    Design = 26,
}
