//! What a run shows: measures, each with its definition and denominator in one sentence.

use super::words;

words! {
    /// A measure of a world.
    "measure" Measure {
        /// Acts realised, counted.
        Acts = "acts",
        /// Points booked as merits, summed over entries by acts and clean periods.
        MeritPoints = "merit-points",
        /// Points booked as demerits, summed over entries, as a positive number.
        DemeritPoints = "demerit-points",
    }
}

words! {
    /// Whether a file states an effect, or it arises from other rows.
    "effect" Effect {
        /// A file states it: it is a parameter.
        PutIn = "put-in",
        /// It arises from other rows.
        Follows = "follows",
        /// Both.
        Both = "both",
    }
}
