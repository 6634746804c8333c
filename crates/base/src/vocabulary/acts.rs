//! What people do: acts, and requests, which are acts that a gate answers.

use super::words;

words! {
    /// What a person may do or ask for on a day.
    "act" Act {
        /// A household bill falls due to its named holder; it is paid on time or late.
        BillDue = "bill-due",
        /// An instalment of a loan falls due; it is paid on time or overdue.
        InstalmentDue = "instalment-due",
        /// Rent falls due; it is paid on time or late.
        RentDue = "rent-due",
        /// A court judgment that one has to perform is left unperformed.
        JudgmentUnperformed = "judgment-unperformed",
        /// A judgment for whose neglect one is listed is performed after all.
        JudgmentPerformed = "judgment-performed",
        /// Crossing a street against the signal.
        CrossingOnRed = "crossing-on-red",
        /// A violation at the wheel: a red light, speed, a crosswalk.
        DrivingViolation = "driving-violation",
        /// Driving after drinking.
        DrinkDriving = "drink-driving",
        /// Buying baby goods, such as diapers.
        BabyGoods = "baby-goods",
        /// An ordinary order or purchase that leaves a record.
        OrdinaryPurchase = "ordinary-purchase",
        /// Buying alcohol.
        AlcoholPurchase = "alcohol-purchase",
        /// An evening spent on video games.
        GamingEvening = "gaming-evening",
        /// Cheating in a video game.
        GameCheating = "game-cheating",
        /// An ordinary post or chat message in public.
        ChatPost = "chat-post",
        /// A post that praises the government.
        PraisePost = "praise-post",
        /// A post that speaks ill of the government.
        CriticalPost = "critical-post",
        /// An evening of giving likes.
        LikesGiven = "likes-given",
        /// Exposing corruption before an audience.
        ExposingCorruption = "exposing-corruption",
        /// Attending a meeting of a dissenting organisation.
        DissentingMeeting = "dissenting-meeting",
        /// Joining a dissenting organisation.
        JoiningOrganisation = "joining-organisation",
        /// Asking someone for a date.
        Dating = "dating",
        /// Reporting a neighbour.
        NeighbourReport = "neighbour-report",
        /// Doing volunteer work.
        Volunteering = "volunteering",
        /// Passing a camera that takes one for somebody else.
        CameraPass = "camera-pass",
        /// Drawing an official's displeasure without any act: what discretion may answer at random.
        Displeasing = "displeasing",
        /// Asking for a train ticket.
        TrainTrip = "train-trip",
        /// Asking for a flight.
        FlightTrip = "flight-trip",
        /// Asking for a night in a hotel.
        HotelNight = "hotel-night",
        /// Asking for a loan.
        LoanRequest = "loan-request",
        /// Asking to rent a home.
        RentalRequest = "rental-request",
        /// Asking for a job, a new one or the present one again.
        JobRequest = "job-request",
        /// A firm asks for a contract or a licence, through its legal representative.
        ContractRequest = "contract-request",
        /// Visiting an outpatient clinic.
        OutpatientVisit = "outpatient-visit",
        /// Asking to be admitted to a hospital.
        HospitalAdmission = "hospital-admission",
        /// Asking for a place at a sought-after school, at 6, 12 and 15.
        SchoolEntry = "school-entry",
        /// An authority makes a demand on a foreign firm, which its legal representative answers.
        AuthorityDemand = "authority-demand",
    }
}

words! {
    /// What kind of act it is: which fear it touches, and whether its punishment is for speech or association.
    "kind of act" Kind {
        /// Traffic, payments, courts and everything else that one does.
        Conduct = "conduct",
        /// Buying and playing.
        Consumption = "consumption",
        /// Speaking in public: protected (ICCPR 19).
        Speech = "speech",
        /// Belonging to a group or knowing somebody: protected (ICCPR 22).
        Association = "association",
    }
}

impl Act {
    /// The kind of this act.
    pub const fn kind(self) -> Kind {
        match self {
            Act::BabyGoods | Act::OrdinaryPurchase | Act::AlcoholPurchase | Act::GamingEvening => Kind::Consumption,
            Act::ChatPost | Act::PraisePost | Act::CriticalPost | Act::LikesGiven | Act::ExposingCorruption => {
                Kind::Speech
            }
            Act::DissentingMeeting | Act::JoiningOrganisation => Kind::Association,
            _ => Kind::Conduct,
        }
    }

    /// Whether this befalls somebody who does nothing: being taken for somebody else, drawing an official's displeasure.
    pub const fn befalls(self) -> bool {
        matches!(self, Act::CameraPass | Act::Displeasing)
    }

    /// Whether this act is a share of something that falls due on the calendar: it is proposed when the
    /// thing falls due, and happens on time or late.
    pub const fn on_calendar(self) -> bool {
        matches!(self, Act::BillDue | Act::InstalmentDue | Act::RentDue | Act::SchoolEntry)
    }
}
