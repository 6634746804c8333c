//! On how many people a statement's measure rests: a row that rests on a few says so, whatever its size.
//!
//! Only those count without whom the measure would be smaller: of a gate's answers, say, those that it counts, and not
//! everybody who asked.

use super::{Row, Statement};
use std::collections::{BTreeMap, BTreeSet};
use underheaven_base::{Act, Cause, Day, Gate, Measure, NeighbourhoodId, Outcome, PersonId, Relation, Site};
use underheaven_measures::enters_school;
use underheaven_society::{Person, Society};
use underheaven_world::{Answer, Booking, Census, Entry, Listing, Look, Observer, Push, Turn};

/// Watches a world and keeps the people on whom one row's measure rests.
pub struct Rests {
    measure: Measure,
    row: Row,
    /// How many people live in each neighbourhood.
    residents: Vec<u32>,
    /// Births of the children of everybody who has some, where the measure looks at parents.
    children: BTreeMap<PersonId, Vec<Day>>,
    people: BTreeSet<PersonId>,
}

impl Rests {
    /// Nobody has lived yet.
    pub fn new(society: &dyn Society, statement: &Statement, row: Row) -> Self {
        let measure = statement.measure;
        let (mut residents, mut children, mut kin) = (vec![], BTreeMap::new(), vec![]);
        for n in 0..society.neighbourhoods() {
            let people = society.settled(NeighbourhoodId(n)).people;
            residents.push(people.len() as u32);
            for person in people.iter().filter(|_| measure == Measure::HopeActsOfEntryParents) {
                kin.clear();
                society.kin(person.id, &mut kin);
                let own = kin.iter().filter(|(_, relation)| *relation == Relation::Child);
                let born: Vec<Day> = own.map(|(child, _)| society.person(*child).born).collect();
                if !born.is_empty() {
                    children.insert(person.id, born);
                }
            }
        }
        Self { measure, row, residents, children, people: BTreeSet::new() }
    }

    /// How many they are, where the measure came to `size`: what counts people is its own answer.
    pub fn people(&self, size: f64) -> u64 {
        if self.measure.unit() == "people" { size as u64 } else { self.people.len() as u64 }
    }

    /// Looks at everybody at the end; call once.
    pub fn finish(&mut self, world: &dyn Census) {
        let shows: fn(&Look) -> bool = match self.measure {
            Measure::Habit => |look| look.habit > 0,
            Measure::ViewGap => |look| look.view != look.public_view,
            _ => return,
        };
        let today = world.today();
        let people = &mut self.people;
        let mut see = |person: &Person, look: &Look| {
            if person.age(today) >= 18 && shows(look) {
                people.insert(person.id);
            }
        };
        (0..self.residents.len() as u32).for_each(|n| world.each(NeighbourhoodId(n), &mut see));
    }

    fn add(&mut self, person: PersonId, rests: bool) {
        if rests {
            self.people.insert(person);
        }
    }

    fn has_child_before_school(&self, person: PersonId, day: Day) -> bool {
        self.children.get(&person).is_some_and(|born| born.iter().any(|born| enters_school(*born, day)))
    }
}

impl Observer for Rests {
    fn act(&mut self, person: PersonId, day: Day, _: Act, push: Push) {
        let rests = match self.measure {
            Measure::HopeActsOfEntryParents => push == Push::Hope && self.has_child_before_school(person, day),
            Measure::PostsMovedByLikes => push == Push::Liked,
            _ => false,
        };
        self.add(person, rests);
    }

    fn forgone(&mut self, person: PersonId, _: Day, act: Act, push: Push) {
        let rests = match self.measure {
            Measure::TrafficDeterred => push == Push::Deterred && TRAFFIC.contains(&act),
            Measure::PostsMovedByLikes => push == Push::Ignored,
            Measure::Throttled => push == Push::Throttled,
            _ => false,
        };
        self.add(person, rests);
    }

    fn entry(&mut self, e: &Entry) {
        if e.booking != Booking::Booked || !self.row.books(e.rule) {
            return;
        }
        let rests = match self.measure {
            Measure::MeritsBills | Measure::MeritsCredit | Measure::MeritsBabyGoods | Measure::MeritsClean => {
                e.points > 0
            }
            // Of a pair both are booked: at the merit cap, without points.
            Measure::MeritsDates => e.points >= 0,
            Measure::DemeritsKin => e.points < 0 && e.cause == Cause::Kin,
            Measure::DemeritsTraffic
            | Measure::DemeritsAlcohol
            | Measure::DemeritsGames
            | Measure::DemeritsOrganisation => e.points < 0,
            _ => false,
        };
        self.add(e.person, rests);
    }

    fn enrolled(&mut self, person: PersonId, _: Day) {
        self.add(person, self.measure == Measure::EnrolmentSpread);
    }

    fn listed(&mut self, l: &Listing) {
        let exposed = l.trigger.is_some_and(|t| t.act == Act::ExposingCorruption);
        let of_voices = exposed && l.cause == Cause::Discretion;
        self.add(l.person, self.measure == Measure::ListingsOfVoices && of_voices && self.row.books(l.rule));
    }

    fn gate(&mut self, a: &Answer) {
        let rests = match (self.measure, a.outcome) {
            (Measure::DecidedByStanding, Outcome::Refused | Outcome::Favoured | Outcome::PushedBack) => true,
            (Measure::LoanFavours, Outcome::Favoured) => a.gate == Gate::Loan,
            (Measure::SchoolFavours, Outcome::Favoured) => a.gate == Gate::School,
            (Measure::HospitalFavours, Outcome::Favoured) => a.gate == Gate::Hospital,
            (Measure::JobsRefused, Outcome::Refused) => matches!(a.gate, Gate::Job | Gate::Contract),
            _ => false,
        };
        self.add(a.person, rests);
    }

    fn turn(&mut self, person: PersonId, _: Day, turn: Turn, _: u32) {
        let rests = match self.measure {
            Measure::DepositsWaived => turn == Turn::DepositWaived,
            Measure::ShownFirst => turn == Turn::ShownFirst,
            Measure::TripsMissed => matches!(turn, Turn::VisitMissed | Turn::WorkMissed),
            Measure::FollowersLost => turn == Turn::FollowersLost,
            Measure::BoughtUnseen => turn == Turn::BoughtUnseen,
            Measure::ContractsByStanding => matches!(turn, Turn::ContractWon | Turn::ContractLost),
            _ => false,
        };
        self.add(person, rests);
    }

    /// Passes are expected for a neighbourhood as a whole; everybody there makes some.
    fn passes(&mut self, place: NeighbourhoodId, _: Day, _: Site, _: u64, covered: u64) {
        if self.measure == Measure::PassesCovered && covered > 0 {
            self.people.extend((0..self.residents[place.0 as usize]).map(|n| PersonId::at(place, n)));
        }
    }
}

/// What counts as ignoring traffic rules.
const TRAFFIC: [Act; 3] = [Act::CrossingOnRed, Act::DrivingViolation, Act::DrinkDriving];
