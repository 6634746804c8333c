//! Why something stands in the books of this person: cause, truth, and the path by which worlds part.

use super::{Kind, words};

words! {
    /// Why an entry, a listing or a refusal was booked on this person.
    ///
    /// The order is that of the but-for rule: the first needed cause counts, own act last.
    "cause" Cause {
        /// Somebody else's act, seen, and taken for this person's.
        Mistaken = "mistaken",
        /// A record that is wrong: paid on time, booked as late.
        WrongRecord = "wrong-record",
        /// A neighbour reported what did not happen.
        FalseReport = "false-report",
        /// A camera took a mere passer-by for this person where they may not be.
        Presence = "presence",
        /// A relative's booked act.
        Kin = "kin",
        /// For whom one works or whom one knows.
        Association = "association",
        /// An official's decision, without an act that was charged.
        Discretion = "discretion",
        /// One's own act, truly seen.
        OwnAct = "own-act",
        /// No single cause was needed: several together.
        Combined = "combined",
        /// The books' own doing: a cap, a score raised at a listing's end, scarcity.
        Bookkeeping = "bookkeeping",
    }
}

impl Cause {
    /// Wrong by the rulebook's own terms.
    pub const fn is_error(self) -> bool {
        matches!(self, Cause::Mistaken | Cause::WrongRecord | Cause::FalseReport | Cause::Presence)
    }
}

words! {
    /// On what ground somebody appeals; each appeal states one.
    "ground" Ground {
        /// It is not true, or it was not me: a mistaken match, a wrong record, a false report.
        Fact = "fact",
        /// It was not my act: a relative's, an employer's, somebody else's.
        Attribution = "attribution",
        /// No rule or evidence was given: an official's decision.
        Reason = "reason",
        /// No just answer to what was said or whom one joined: speech and association.
        Proportion = "proportion",
    }
}

impl Ground {
    /// Whether the ground holds for what was booked: by its cause, and by the kind of what set it off.
    pub const fn holds(self, cause: Cause, kind: Option<Kind>) -> bool {
        match self {
            Ground::Fact => cause.is_error(),
            Ground::Attribution => matches!(cause, Cause::Mistaken | Cause::Kin | Cause::Association),
            Ground::Reason => matches!(cause, Cause::Discretion),
            Ground::Proportion => matches!(kind, Some(Kind::Speech | Kind::Association)),
        }
    }
}

words! {
    /// Whether this person did the thing.
    "truth" Truth {
        /// This person did it.
        OwnAct = "own-act",
        /// This person did nothing.
        NoAct = "no-act",
    }
}

words! {
    /// How a difference between two worlds reached a person, in order of precedence.
    "path" Path {
        /// An entry on this person under one rulebook only.
        OwnEntry = "own-entry",
        /// An official's decision under one rulebook only.
        Discretion = "discretion",
        /// A rule that judges the same life otherwise.
        JudgedOtherwise = "judged-otherwise",
        /// Mistaken for somebody in one world only.
        Mistaken = "mistaken",
        /// Reported by a neighbour in one world only.
        Reported = "reported",
        /// A relative's entry.
        Kin = "kin",
        /// The household's means.
        Means = "means",
        /// A partner's standing.
        Partner = "partner",
        /// A parent's standing.
        Parent = "parent",
        /// The employer's or firm's fortunes.
        Firm = "firm",
        /// A queue or scarce places.
        Queue = "queue",
        /// Friends and likes: received, withheld, bought or lost reach.
        Friends = "friends",
        /// What they saw befall others.
        Saw = "saw",
        /// What the majority seems to think and how many are caught near by.
        Crowd = "crowd",
    }
}
