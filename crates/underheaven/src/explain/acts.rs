//! What people do and by which channel it is seen, as a reader says it. The tables keep the short words.

use underheaven_base::{Act, Word};
use underheaven_world::{Push, Turn};

/// An act, as it follows "for".
pub fn act(act: Act) -> &'static str {
    match act {
        Act::BillDue => "a household bill",
        Act::InstalmentDue => "an instalment of a loan",
        Act::RentDue => "the rent",
        Act::JudgmentUnperformed => "a court judgment left unperformed",
        Act::JudgmentPerformed => "a court judgment performed",
        Act::CrossingOnRed => "crossing against the signal",
        Act::DrivingViolation => "a violation at the wheel",
        Act::DrinkDriving => "driving after drinking",
        Act::BabyGoods => "buying baby goods",
        Act::OrdinaryPurchase => "an ordinary purchase",
        Act::AlcoholPurchase => "buying alcohol",
        Act::GamingEvening => "an evening of video games",
        Act::GameCheating => "cheating in a game",
        Act::ChatPost => "an ordinary post",
        Act::PraisePost => "a post that praises the government",
        Act::CriticalPost => "a post that speaks ill of the government",
        Act::LikesGiven => "an evening of giving likes",
        Act::ExposingCorruption => "exposing corruption",
        Act::DissentingMeeting => "a meeting of a dissenting organisation",
        Act::JoiningOrganisation => "joining a dissenting organisation",
        Act::Dating => "a date",
        Act::NeighbourReport => "reporting a neighbour",
        Act::Volunteering => "volunteer work",
        Act::CameraPass => "passing a camera",
        Act::Displeasing => "an official's displeasure",
        Act::TrainTrip => "asking for a train ticket",
        Act::FlightTrip => "asking for a flight",
        Act::HotelNight => "asking for a night in a hotel",
        Act::LoanRequest => "asking for a loan",
        Act::RentalRequest => "asking to rent a home",
        Act::JobRequest => "asking for a job",
        Act::ContractRequest => "asking for a contract for the firm",
        Act::OutpatientVisit => "a visit to a clinic",
        Act::HospitalAdmission => "asking for a hospital bed",
        Act::SchoolEntry => "asking for a place at a school",
        Act::AuthorityDemand => "an authority's demand on the firm",
    }
}

/// An act by its word in the tables.
pub fn act_named(word: &str) -> &str {
    match Act::parse(word) {
        Ok(known) => act(known),
        Err(_) => word,
    }
}

/// By whose eyes or books it came.
pub fn channel(word: &str) -> &str {
    match word {
        "camera" => "seen by a camera",
        "officer" => "seen by an officer",
        "bank" => "from a bank's record",
        "utility" => "from a utility's record",
        "court" => "from a court's record",
        "platform" => "from a platform's record",
        "till" => "from a till's record",
        "organiser" => "from an organiser's record",
        "neighbour" => "from a neighbour's report",
        "informer" => "from an informer",
        "seized-list" => "from a seized list of members",
        "discretion" => "by an official",
        "bureau" => "from the bureau's own books",
        other => other,
    }
}

/// What a gate was asked for.
pub fn asked(gate: &str) -> &str {
    match gate {
        "train" => "a train ticket",
        "flight" => "a plane ticket",
        "hotel" => "a hotel without a deposit",
        "rental" => "a rented home without a deposit",
        "loan" => "a loan at low interest",
        "job" => "a job",
        "contract" => "a contract for the firm",
        "school" => "a place at a sought-after school",
        "hospital" => "a hospital bed",
        "dating-boost" => "being shown first on a dating site",
        "account" => "a social-media account",
        "internet" => "the internet line",
        "online-shop" => "an order at an online shop",
        other => other,
    }
}

/// What kept somebody from an act, or pushed them to one.
pub fn push(push: Push) -> &'static str {
    match push {
        Push::None => "of their own accord",
        Push::Trap => "because of a trap",
        Push::Hope => "for hope of a reward",
        Push::Liked => "because of likes received",
        Push::Farmed => "for the points alone",
        Push::Deterred => "for fear or habit",
        Push::Silenced => "silenced",
        Push::ShutOut => "shut out",
        Push::Ignored => "for want of likes",
        Push::Throttled => "for a throttled line",
    }
}

/// What befell means and ties, where it is worth a line of its own.
pub fn turn(turn: Turn) -> Option<&'static str> {
    Some(match turn {
        Turn::JobLost => "lost the job",
        Turn::JobFound => "found a job again",
        Turn::VisitMissed => "a visit was missed for want of a ticket",
        Turn::WorkMissed => "a day's work was missed for want of a ticket",
        Turn::FollowersLost => "followers were lost with the account",
        Turn::WentWithout => "gave up waiting for a hospital bed",
        Turn::DateDeclined => "a date was declined for the other's band",
        Turn::FriendDropped => "dropped a friend for being listed",
        Turn::LaidOff => "laid off after the firm lost a contract",
        Turn::ContractLost => "the firm lost a contract by its standing",
        Turn::ViewDown => "the private view of the system fell",
        Turn::ViewUp => "the private view of the system rose",
        _ => return None,
    })
}
