//! Twelve people and a world that does nothing, for the tests of what is counted.
//!
//! Two neighbourhoods, one in a town: a couple with a child of five, a critic and the critic's mother, a
//! journalist alone; in the village the same without traits.

use crate::{Setup, Tally};
use underheaven_base::{Act, Class, Day, FirmId, Gallery, NeighbourhoodId, PersonId, Relation, Role, Site};
use underheaven_society::{
    Firm, Means, NOBODY, Neighbourhood, Person, Proposal, Residents, Round, Society, Trait, Traits, age_class,
};
use underheaven_world::{Census, Look, View};

/// The run's first day in these tests: a Monday.
pub const FROM: &str = "2018-01-01";

pub fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

/// The person at a place of a neighbourhood.
pub fn who(neighbourhood: u32, place: u32) -> PersonId {
    PersonId::at(NeighbourhoodId(neighbourhood), place)
}

/// Father, mother, child; critic, the critic's mother; journalist: places 0 to 5.
pub const FATHER: u32 = 0;
pub const MOTHER: u32 = 1;
pub const CHILD: u32 = 2;
pub const CRITIC: u32 = 3;
pub const CRITICS_MOTHER: u32 = 4;
pub const JOURNALIST: u32 = 5;

pub struct Dozen {
    people: Vec<Vec<Person>>,
    means: Means,
    round: Round,
}

impl Dozen {
    pub fn new() -> Self {
        Self::of(2)
    }

    /// The same with so many neighbourhoods, the odd ones villages, in several provinces if there are more than two.
    pub fn of(neighbourhoods: u32) -> Self {
        let means = Means { buffer_tenths: [30; 5], saved_tenths: 1, late_without_job: 3.0, late_when_short: 2.0 };
        let round = Round { passes: [[[0.0; 24]; Site::COUNT]; 4] };
        Self { people: (0..neighbourhoods).map(people).collect(), means, round }
    }
}

fn people(n: u32) -> Vec<Person> {
    let born = ["1980-05-01", "1985-05-01", "2012-06-01", "1990-01-01", "1950-01-01", "1975-01-01"];
    let households = [0, 0, 0, 1, 1, 2];
    let roles = [Role::Couple, Role::Couple, Role::Child, Role::Child, Role::Elder, Role::Alone];
    let traits = [Some(Trait::Driver), None, None, Some(Trait::Critic), None, Some(Trait::Voice)];
    let person = |i: usize| Person {
        id: who(n, i as u32),
        household: households[i],
        street: 0,
        female: i % 2 == 1,
        born: day(born[i]),
        role: roles[i],
        fifth: (n % 5) as u8,
        late_class: 0,
        traits: traits[i].filter(|_| n.is_multiple_of(2)).map_or(Traits::default(), |t| Traits::default().with(t)),
        followers: 0,
        parents: [NOBODY; 2],
    };
    (0..6).map(person).collect()
}

impl Society for Dozen {
    fn name(&self) -> &str {
        "dozen"
    }
    fn seed(&self) -> u64 {
        7
    }
    fn people(&self) -> u32 {
        6 * self.neighbourhoods()
    }
    fn represents(&self) -> f64 {
        1000.0
    }
    fn neighbourhoods(&self) -> u32 {
        self.people.len() as u32
    }
    fn neighbourhood(&self, id: NeighbourhoodId) -> Neighbourhood {
        Neighbourhood { province: (id.0 / 2) as u16, county: 0, urban: id.0.is_multiple_of(2) }
    }
    fn settle(&self, id: NeighbourhoodId, into: &mut Residents) {
        into.id = id;
        into.facts = self.neighbourhood(id);
        into.people.clone_from(&self.people[id.0 as usize]);
        into.homes = (0..=into.people.len() as u32).collect();
        into.streets = vec![0, into.people.len() as u32];
    }
    fn person(&self, id: PersonId) -> Person {
        self.people[id.neighbourhood().0 as usize][id.place() as usize]
    }
    fn kin(&self, id: PersonId, out: &mut Vec<(PersonId, Relation)>) {
        let n = id.neighbourhood().0;
        let kin: &[(u32, Relation)] = match id.place() {
            FATHER => &[(MOTHER, Relation::Spouse), (CHILD, Relation::Child)],
            MOTHER => &[(FATHER, Relation::Spouse), (CHILD, Relation::Child)],
            CHILD => &[(FATHER, Relation::Parent), (MOTHER, Relation::Parent)],
            CRITIC => &[(CRITICS_MOTHER, Relation::Parent)],
            CRITICS_MOTHER => &[(CRITIC, Relation::Child)],
            _ => &[],
        };
        out.extend(kin.iter().map(|(place, relation)| (who(n, *place), *relation)));
    }
    fn friend(&self, _: PersonId, _: u8) -> Option<PersonId> {
        None
    }
    fn candidates(&self, _: PersonId, _: Day, _: &mut Vec<PersonId>) {}
    fn employer(&self, id: PersonId) -> Option<FirmId> {
        (id == who(0, FATHER)).then_some(FirmId(0))
    }
    fn firm(&self, id: FirmId) -> Firm {
        let representative = who(0, FATHER);
        Firm { id, foreign: true, complies: false, buys_reach: false, size: 1, representative }
    }
    fn staff(&self, _: FirmId, out: &mut Vec<PersonId>) {
        out.push(who(0, FATHER));
    }
    fn gallery(&self, _: Gallery, _: NeighbourhoodId, _: bool, _: u8, _: Day, _: u64) -> Option<PersonId> {
        None
    }
    fn gallery_size(&self, _: Gallery, _: NeighbourhoodId) -> f64 {
        0.0
    }
    fn in_class(&self, person: &Person, class: Class, day: Day) -> bool {
        match class {
            Class::Everyone => true,
            Class::Adults => age_class(person.age(day)) > 0,
            Class::Drivers => person.traits.has(Trait::Driver),
            Class::InfantBuyers => person.id == who(0, MOTHER),
            _ => false,
        }
    }
    fn proposals(&self, _: &Residents, _: Day, _: u64, _: &mut Vec<Proposal>) {}
    fn share(&self, _: &Person, _: Act, _: Class) -> f64 {
        0.0
    }
    fn headroom(&self, _: Act, _: Class) -> f64 {
        1.0
    }
    fn rates(&self) -> &[(Act, Class, f64)] {
        &[(Act::DrivingViolation, Class::Drivers, 6.0), (Act::TrainTrip, Class::Everyone, 2.5)]
    }
    fn means(&self) -> &Means {
        &self.means
    }
    fn round(&self) -> &Round {
        &self.round
    }
}

/// A world whose people stand as the test says.
pub struct Still {
    pub society: Dozen,
    pub today: Day,
    pub looks: Vec<(PersonId, Look)>,
    rules: Vec<String>,
    lists: Vec<String>,
    bands: Vec<String>,
}

impl Still {
    pub fn new() -> Self {
        Self::of(Dozen::new())
    }

    pub fn of(society: Dozen) -> Self {
        let words = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect();
        Self {
            society,
            today: day(FROM),
            looks: vec![],
            rules: words(&["red-light", "critical-post", "kin-of-critics", "bills"]),
            lists: words(&["blacklist", "court-list"]),
            bands: words(&["low", "middle", "top"]),
        }
    }

    /// Somebody stands like this from now on.
    pub fn stand(&mut self, person: PersonId, look: Look) {
        self.looks.retain(|(p, _)| *p != person);
        self.looks.push((person, look));
    }

    /// Lives one period of seven days up to `last`.
    pub fn live(&mut self, tally: &mut Tally, last: &str) {
        use underheaven_world::Observer;
        if self.today == day(FROM) {
            tally.begin(self);
        }
        self.today = day(last) + 1;
        tally.period(day(last), self);
    }

    /// A tally that holds everybody in its panel.
    pub fn tally(&self) -> Tally {
        Tally::new(&self.society, Setup { panel: None, ..Setup::new(day(FROM)) })
    }
}

/// How somebody stands whom nothing has befallen.
pub const PLAIN: Look = Look {
    enrolled: None,
    score: None,
    band: None,
    lists: 0,
    job: true,
    savings_tenths: 0,
    view: View::Neutral,
    public_view: View::Neutral,
    member: false,
    fear: [0; 4],
    habit: 0,
    silence: 0,
    demerits: 0,
    own_demerits: 0,
};

impl Census for Still {
    fn today(&self) -> Day {
        self.today
    }
    fn society(&self) -> &dyn Society {
        &self.society
    }
    fn rule_names(&self) -> &[String] {
        &self.rules
    }
    fn list_names(&self) -> &[String] {
        &self.lists
    }
    fn band_names(&self) -> &[String] {
        &self.bands
    }
    fn look(&self, person: PersonId) -> Look {
        self.looks.iter().find(|(p, _)| *p == person).map_or(PLAIN, |(_, look)| *look)
    }
}

/// A look with something changed.
pub fn look(mut look: Look, change: impl FnOnce(&mut Look)) -> Look {
    change(&mut look);
    look
}
