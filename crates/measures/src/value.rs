//! What each measure is, in counters and stocks: one line for each word of the vocabulary.

use crate::counters::{self, NO_ACT, PROTECTED, Stock, Subject, WRONG};
use crate::sums::Sums;
use underheaven_base::{Act, Cause, Gate, Measure, Outcome, Relation};
use underheaven_world::{Push, Turn};

/// Days of a year, for rates.
pub const YEAR_DAYS: f64 = 365.25;

pub(crate) const TRAFFIC: [Act; 3] = [Act::CrossingOnRed, Act::DrivingViolation, Act::DrinkDriving];
const MERIT: [Act; 2] = [Act::Volunteering, Act::PraisePost];

/// Counters of some people, with the questions that measures ask.
pub(crate) struct Count<'a>(pub &'a [u64]);

impl Count<'_> {
    fn at(&self, counter: usize) -> f64 {
        self.0[counter] as f64
    }
    fn sum(&self, counters: impl IntoIterator<Item = usize>) -> f64 {
        counters.into_iter().map(|c| self.0[c]).sum::<u64>() as f64
    }
    /// Acts that happened.
    pub fn done(&self, acts: &[Act]) -> f64 {
        self.sum(acts.iter().flat_map(|a| counters::HAPPENED.map(|p| counters::act(*a, p))))
    }
    /// Acts with a push, happened or forgone.
    pub fn pushed(&self, acts: &[Act], push: Push) -> f64 {
        self.sum(acts.iter().map(|a| counters::act(*a, push)))
    }
    /// Person-years.
    pub fn years(&self) -> f64 {
        self.at(counters::PERSON_DAYS) / YEAR_DAYS
    }
    fn entries(&self, merit: bool) -> f64 {
        self.sum(Cause::ALL.map(|c| counters::entry(c, merit)))
    }
    fn points(&self, merit: bool) -> f64 {
        self.sum(Cause::ALL.map(|c| counters::points(c, merit)))
    }
    fn for_subjects(&self, subjects: &[Subject], merit: bool) -> f64 {
        self.sum(subjects.iter().map(|s| counters::subject(*s, merit)))
    }
    /// Events whose set of ways holds `way`; `first` is the place of the empty set.
    fn ways(&self, first: usize, way: u8) -> f64 {
        self.sum((0..8).filter(|w| w & way != 0).map(|w| first + usize::from(w)))
    }
    fn relations(&self, by_marriage: bool) -> f64 {
        let held = Relation::ALL.into_iter().filter(|r| r.by_marriage() == by_marriage);
        self.sum(held.map(counters::relation))
    }
    fn listings(&self) -> f64 {
        self.sum(Cause::ALL.map(counters::listing))
    }
    fn listings_wrong(&self) -> f64 {
        self.sum(Cause::ALL.into_iter().filter(|c| c.is_error()).map(counters::listing))
    }
    /// A gate's answers of one kind.
    pub fn gate(&self, gate: Gate, outcome: Outcome) -> f64 {
        self.at(counters::gate(gate, outcome))
    }
    /// All gates' answers of one kind.
    pub fn gates(&self, outcome: Outcome) -> f64 {
        self.sum(Gate::ALL.map(|g| counters::gate(g, outcome)))
    }
    fn turn(&self, turn: Turn) -> f64 {
        self.at(counters::turn(turn))
    }
}

fn over(part: f64, whole: f64) -> Option<f64> {
    (whole > 0.0).then(|| part / whole)
}

/// A rate over the time of people not enrolled.
fn before(sums: &Sums, acts: &[Act]) -> Option<f64> {
    let waiting = Count(&sums.waiting[..]);
    over(waiting.done(acts), waiting.years())
}

/// A measure over a stretch; none where it has no denominator, or nothing to say about a group.
pub(crate) fn value(measure: Measure, sums: &Sums) -> Option<f64> {
    use Measure as M;
    let (n, e) = (Count(&sums.all[..]), Count(&sums.enrolled[..]));
    let stock = |s: Stock| sums.stock(s) as f64;
    let share = |part: Stock, whole: Stock| over(stock(part), stock(whole));
    let per_year = |part: f64| over(part, e.years());
    let ways = |of: Stock, way: u8| {
        (0..8).filter(|w| w & way != 0).map(|w| sums.stock[of as usize + w as usize]).sum::<i64>() as f64
    };
    let all = &Act::ALL[..];
    let silenced = |acts| n.pushed(acts, Push::Deterred) + n.pushed(acts, Push::Silenced);
    Some(match measure {
        M::People => stock(Stock::People),
        M::Enrolled => stock(Stock::Enrolled),
        M::EnrolledShare => return share(Stock::EnrolledAdults, Stock::Adults),
        M::EnrolledYears => e.years(),
        M::EnrolmentSpread | M::PassesMade | M::PassesCovered => return None,

        M::Acts => n.done(all),
        M::ActsPerDay => return over(n.done(all), n.at(counters::PERSON_DAYS)),
        M::TrafficActs => return per_year(e.done(&TRAFFIC)),
        M::TrafficActsBefore => return before(sums, &TRAFFIC),
        M::CriticalPosts => return per_year(e.done(&[Act::CriticalPost])),
        M::CriticalPostsBefore => return before(sums, &[Act::CriticalPost]),
        M::MeritActs => return per_year(e.done(&MERIT)),
        M::MeritActsBefore => return before(sums, &MERIT),
        M::TrapActs => n.pushed(all, Push::Trap),
        M::HopeActs => n.pushed(all, Push::Hope),
        M::FarmedActs => n.pushed(all, Push::Farmed),
        M::HopeActsOfEntryParents => n.at(counters::ENTRY_PARENT_HOPE),
        M::Deterred => n.pushed(all, Push::Deterred),
        M::Silenced => n.pushed(all, Push::Silenced),
        M::ShutOut => n.pushed(all, Push::ShutOut) + n.pushed(all, Push::Throttled),
        M::Ignored => n.pushed(all, Push::Ignored),
        M::PostsForLikes => n.pushed(all, Push::Liked),
        M::PostsMovedByLikes => n.pushed(all, Push::Liked) + n.pushed(all, Push::Ignored),
        M::TrafficDeterred => n.pushed(&TRAFFIC, Push::Deterred),
        M::PostsUnwritten => silenced(&[Act::CriticalPost]),
        M::Throttled => n.pushed(all, Push::Throttled),

        M::Sightings => n.sum(underheaven_base::Channel::ALL.map(counters::seen)),
        M::CameraBookings => n.at(counters::CAMERA),
        M::CameraFalseShare => return over(n.at(counters::CAMERA_FALSE), n.at(counters::CAMERA)),
        M::EmptyReports => n.turn(Turn::ReportEmpty),
        M::Dropped => n.turn(Turn::Dropped),

        M::Entries => n.entries(true) + n.entries(false),
        M::Merits => n.entries(true),
        M::Demerits => n.entries(false),
        M::DemeritRate => return per_year(e.entries(false)),
        M::MeritPoints => n.points(true),
        M::DemeritPoints => n.points(false),
        M::DemeritsWrong => n.ways(counters::demerit(0), WRONG),
        M::DemeritsNoAct => n.ways(counters::demerit(0), NO_ACT),
        M::DemeritsProtected => n.ways(counters::demerit(0), PROTECTED),
        M::DemeritsTrap => n.at(counters::TRAP_DEMERITS),
        M::MeritsBills => n.for_subjects(&[Subject::Bills], true),
        M::MeritsCredit => n.for_subjects(&[Subject::Credit], true),
        M::MeritsDates => n.for_subjects(&[Subject::Dates], true),
        M::MeritsBabyGoods => n.for_subjects(&[Subject::BabyGoods], true),
        M::MeritsClean => n.for_subjects(&[Subject::Clean], true),
        M::MeritsOther => {
            use Subject::{BabyGoods, Bills, Clean, Credit, Dates};
            n.entries(true) - n.for_subjects(&[Bills, Credit, Dates, BabyGoods, Clean], true)
        }
        M::DemeritsTraffic => n.for_subjects(&[Subject::Traffic], false),
        M::DemeritsPayments => n.for_subjects(&[Subject::Bills, Subject::Payments, Subject::Credit], false),
        M::DemeritsKin => n.for_subjects(&[Subject::Kin], false),
        M::KinByBlood => n.relations(false),
        M::KinByMarriage => n.relations(true),
        M::DemeritsAlcohol => n.for_subjects(&[Subject::Alcohol], false),
        M::DemeritsGames => n.for_subjects(&[Subject::GamingTime, Subject::Cheating], false),
        M::DemeritsCheating => n.for_subjects(&[Subject::Cheating], false),
        M::DemeritsOrganisation => n.for_subjects(&[Subject::Organisation], false),
        M::DemeritsSpeech => n.for_subjects(&[Subject::Speech], false),
        M::DemeritsPresence => n.for_subjects(&[Subject::Presence], false),
        M::DemeritsOther => {
            n.for_subjects(&[Subject::Other, Subject::Dates, Subject::BabyGoods, Subject::Clean], false)
        }
        M::Lapses => n.at(counters::LAPSES),
        M::Appeals => n.at(counters::APPEALS),
        M::Corrections => n.at(counters::CORRECTIONS),
        M::ScoresMoved => stock(Stock::Moved),
        M::MeanScore => return share(Stock::Score, Stock::Scored),
        M::BillsAndCredit => stock(Stock::BillsAndCredit),
        M::NoBabyGoods => return share(Stock::NoBabyGoods, Stock::Enrolled),

        M::Listed => stock(Stock::Listed),
        M::ListedShare => return share(Stock::Listed, Stock::Enrolled),
        M::ListedEver => stock(Stock::ListedEver),
        M::ListedEverShare => return share(Stock::ListedEver, Stock::EnrolledEver),
        M::Listings => n.listings(),
        M::ListingRate => return per_year(e.listings()),
        M::DaysListed => n.at(counters::LISTED_DAYS),
        M::ListingsWrong => n.listings_wrong(),
        M::ListingsNoAct => n.ways(counters::listed(0), NO_ACT),
        M::ListingsProtected => n.ways(counters::listed(0), PROTECTED),
        M::ListingsOwnNotNeeded => n.at(counters::OWN_NOT_NEEDED),
        M::ListingsOfVoices => n.at(counters::OF_VOICES),
        M::ListingsByDiscretion => n.at(counters::BY_DISCRETION),
        M::TopBandShare => return share(Stock::Top, Stock::Scored),
        M::PeopleListedWrong => ways(Stock::ListedWays, WRONG),
        M::PeopleListedNoAct => ways(Stock::ListedWays, NO_ACT),
        M::PeopleListedProtected => ways(Stock::ListedWays, PROTECTED),

        M::PeoplePunished => stock(Stock::Punished),
        M::PeoplePunishedInPilot => stock(Stock::PunishedPilot),
        M::PeoplePunishedSince => stock(Stock::PunishedSince),
        M::PeopleWithDemerit => stock(Stock::WithDemerit),
        M::PeopleRefused => stock(Stock::Refused),
        M::PeopleListedOrRefused => stock(Stock::ListedOrRefused),
        M::PeoplePunishedWrong => ways(Stock::PunishedWays, WRONG),
        M::PeoplePunishedNoAct => ways(Stock::PunishedWays, NO_ACT),
        M::PeoplePunishedProtected => ways(Stock::PunishedWays, PROTECTED),
        M::PeopleWronged => stock(Stock::Wronged),

        M::Requests => Outcome::ALL.iter().map(|o| n.gates(*o)).sum(),
        M::Refusals => n.gates(Outcome::Refused),
        M::RefusalRate => return per_year(e.gates(Outcome::Refused)),
        M::Favours => n.gates(Outcome::Favoured),
        M::PushedBack => n.gates(Outcome::PushedBack),
        M::Scarce => n.gates(Outcome::Scarce),
        M::DecidedByStanding => {
            [Outcome::Refused, Outcome::Favoured, Outcome::PushedBack].iter().map(|o| n.gates(*o)).sum()
        }
        M::TicketsRefused => n.gate(Gate::Train, Outcome::Refused) + n.gate(Gate::Flight, Outcome::Refused),
        M::JobsRefused => n.gate(Gate::Job, Outcome::Refused) + n.gate(Gate::Contract, Outcome::Refused),
        M::LoanFavours => n.gate(Gate::Loan, Outcome::Favoured),
        M::SchoolFavours => n.gate(Gate::School, Outcome::Favoured),
        M::SchoolPushedBack => n.gate(Gate::School, Outcome::PushedBack),
        M::HospitalFavours => n.gate(Gate::Hospital, Outcome::Favoured),
        M::HospitalPushedBack => n.gate(Gate::Hospital, Outcome::PushedBack),

        M::TripsMissed => n.turn(Turn::VisitMissed) + n.turn(Turn::WorkMissed),
        M::VisitsMissed => n.turn(Turn::VisitMissed),
        M::WorkMissed => n.turn(Turn::WorkMissed),
        M::JobsLost => n.turn(Turn::JobLost),
        M::JobsFound => n.turn(Turn::JobFound),
        M::FollowersLost => n.turn(Turn::FollowersLost),
        M::PostsLost => n.pushed(all, Push::ShutOut),
        M::DepositsPaid => n.turn(Turn::DepositPaid) / 10.0,
        M::DepositsWaived => n.turn(Turn::DepositWaived) / 10.0,
        M::LoanSaving => n.turn(Turn::LoanSaving) / 100.0,
        M::BoughtUnseen => n.turn(Turn::BoughtUnseen),
        M::HospitalWeeks => n.turn(Turn::Waited),
        M::WentWithout => n.turn(Turn::WentWithout),
        M::ShownFirst => n.turn(Turn::ShownFirst),
        M::NotShown => n.turn(Turn::NotShown),
        M::DatesDeclined => n.turn(Turn::DateDeclined),
        M::Dates => n.turn(Turn::Dated),
        M::Likes => n.turn(Turn::Liked),
        M::BoughtReach => n.turn(Turn::BoughtReach),
        M::ReachLost => n.turn(Turn::ReachLost),
        M::FriendsDropped => n.turn(Turn::FriendDropped),
        M::ContractsWon => n.turn(Turn::ContractWon),
        M::ContractsLost => n.turn(Turn::ContractLost),
        M::ContractsByStanding => n.turn(Turn::ContractWon) + n.turn(Turn::ContractLost),
        M::LaidOff => n.turn(Turn::LaidOff),
        M::Bonuses => n.turn(Turn::Bonus),
        M::Complied => n.turn(Turn::Complied),
        M::Defied => n.turn(Turn::Defied),
        M::Noticed => n.turn(Turn::Noticed),

        M::Fear => return over(stock(Stock::Fear) / 64.0, stock(Stock::Adults)),
        M::Habit => return over(stock(Stock::Habit) / 16.0, stock(Stock::Adults)),
        M::Silence => return over(stock(Stock::Silence) / 16.0, stock(Stock::Adults)),
        M::Approve => return share(Stock::Approve, Stock::Adults),
        M::ApproveInPublic => return share(Stock::ApproveInPublic, Stock::Adults),
        M::ViewGap => return share(Stock::Gap, Stock::Adults),
        M::ViewFalls => n.turn(Turn::ViewDown),
        M::ViewRises => n.turn(Turn::ViewUp),
    })
}
