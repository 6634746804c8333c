//! A case's dozen as a society: the same interface as the town's, with everything laid down by hand.

use super::file::Case;
use std::collections::BTreeMap;
use underheaven_base::{Act, Class, Day, FirmId, Gallery, NeighbourhoodId, PersonId, Relation, Role, Site};
use underheaven_society::{
    ASK, Firm, Means, NOBODY, Neighbourhood, Person, Proposal, Residents, Round, Society, Traits,
};

/// At most twelve people in one neighbourhood, with their ties and what they do.
pub struct Dozen {
    people: Vec<Person>,
    households: Vec<(usize, usize)>,
    kin: BTreeMap<PersonId, Vec<(PersonId, Relation)>>,
    /// Friends by person and layer: a layer holds at most one of each, from both sides.
    friends: BTreeMap<(PersonId, u8), PersonId>,
    employers: BTreeMap<PersonId, FirmId>,
    firms: Vec<Firm>,
    with: BTreeMap<(PersonId, Day), PersonId>,
    proposals: Vec<Proposal>,
    means: Means,
    round: Round,
}

impl Dozen {
    /// Lays the people of a case down, roof by roof; returns who is who.
    pub fn new(case: &Case, from: Day) -> (Self, BTreeMap<String, PersonId>) {
        let roof = |name: &String| case.people[name].lives_with.clone().unwrap_or_else(|| name.clone());
        let mut names: Vec<&String> = case.people.keys().collect();
        names.sort_by_key(|n| (roof(n), (*n).clone()));
        let id = |i: usize| PersonId::at(NeighbourhoodId(0), i as u32);
        let who: BTreeMap<String, PersonId> = names.iter().enumerate().map(|(i, n)| ((*n).clone(), id(i))).collect();
        let mut people: Vec<Person> = vec![];
        let mut households: Vec<(usize, usize)> = vec![];
        for (i, name) in names.iter().enumerate() {
            let fresh = i == 0 || roof(names[i - 1]) != roof(name);
            if fresh {
                households.push((i, i));
            }
            let household = households.len() - 1;
            households[household].1 = i + 1;
            people.push(person(&case.people[*name], id(i), household as u32, from));
        }
        let mut dozen = Self {
            people,
            households,
            kin: BTreeMap::new(),
            friends: BTreeMap::new(),
            employers: BTreeMap::new(),
            firms: vec![],
            with: BTreeMap::new(),
            proposals: vec![],
            means: Means { buffer_tenths: [30; 5], saved_tenths: 1, late_without_job: 3.0, late_when_short: 1.5 },
            round: Round { passes: [[[0.0; 24]; Site::COUNT]; 4] },
        };
        dozen.tie(case, &who);
        dozen.propose(case, &who);
        (dozen, who)
    }

    fn tie(&mut self, case: &Case, who: &BTreeMap<String, PersonId>) {
        for t in case.ties.values() {
            let (of, to) = (who[&t.of], who[&t.to]);
            if let Some(r) = t.is {
                self.kin.entry(of).or_default().push((to, r));
                self.kin.entry(to).or_default().push((of, r.inverse()));
            }
        }
        // Too many friends are refused when the case is read.
        let friends = case.friends().into_iter().flatten();
        self.friends = friends.map(|((of, layer), to)| ((who[of], layer), who[to])).collect();
        for child in 0..self.people.len() {
            let me = self.people[child];
            let parents = self.kin.get(&me.id).into_iter().flatten().filter(|(_, r)| *r == Relation::Parent);
            let places = parents.map(|(p, _)| p.place());
            let at_home: Vec<u32> = places.filter(|p| self.people[*p as usize].household == me.household).collect();
            for (slot, parent) in self.people[child].parents.iter_mut().zip(at_home) {
                *slot = parent as u16;
            }
        }
        for (i, (name, f)) in case.firms.iter().enumerate() {
            let id = FirmId(i as u32);
            let representative = who[&f.representative];
            let works = |n: &&String| case.people[*n].firm.as_ref() == Some(name) || who[*n] == representative;
            let staff: Vec<PersonId> = case.people.keys().filter(works).map(|n| who[n]).collect();
            self.firms.push(Firm {
                id,
                foreign: f.foreign,
                complies: f.complies,
                buys_reach: false,
                size: staff.len() as u32,
                representative,
            });
            self.employers.extend(staff.into_iter().map(|p| (p, id)));
        }
    }

    fn propose(&mut self, case: &Case, who: &BTreeMap<String, PersonId>) {
        for (i, a) in case.acts.values().enumerate() {
            let person = who[&a.who];
            if let Some(with) = &a.with {
                self.with.insert((person, a.day.monday()), who[with]);
            }
            let (class, ordinal) = (Class::Everyone, i as u8);
            self.proposals.push(Proposal { person, day: a.day, act: a.act, ordinal, class, uniform: 0, share: ASK });
        }
        self.proposals.sort_unstable();
    }
}

fn person(p: &super::file::CasePerson, id: PersonId, household: u32, from: Day) -> Person {
    Person {
        id,
        household,
        street: 0,
        female: p.female,
        born: from.plus_months(-12 * p.age.value) + -30,
        role: if p.age.value < 18 { Role::Child } else { Role::Couple },
        fifth: 2,
        late_class: 0,
        traits: p.traits.iter().fold(Traits::default(), |all, t| all.with(*t)),
        followers: p.followers.as_ref().map_or(0, |f| f.value.max(0) as u32),
        parents: [NOBODY; 2],
    }
}

impl Society for Dozen {
    fn name(&self) -> &str {
        "case"
    }
    fn seed(&self) -> u64 {
        0
    }
    fn people(&self) -> u32 {
        self.people.len() as u32
    }
    fn represents(&self) -> f64 {
        1.0
    }
    fn neighbourhoods(&self) -> u32 {
        1
    }
    fn neighbourhood(&self, _: NeighbourhoodId) -> Neighbourhood {
        Neighbourhood { province: 0, county: 0, urban: true }
    }
    fn settle(&self, id: NeighbourhoodId, into: &mut Residents) {
        let end = self.people.len() as u32;
        into.id = id;
        into.facts = self.neighbourhood(id);
        into.people.clone_from(&self.people);
        into.homes.clear();
        into.homes.extend(self.households.iter().map(|(first, _)| *first as u32).chain([end]));
        into.streets = vec![0, end];
    }
    fn person(&self, id: PersonId) -> Person {
        self.people[id.place() as usize]
    }
    fn kin(&self, id: PersonId, out: &mut Vec<(PersonId, Relation)>) {
        out.extend(self.kin.get(&id).into_iter().flatten());
    }
    fn friend(&self, id: PersonId, layer: u8) -> Option<PersonId> {
        self.friends.get(&(id, layer)).copied()
    }
    fn candidates(&self, id: PersonId, monday: Day, out: &mut Vec<PersonId>) {
        out.extend(self.with.get(&(id, monday)));
    }
    fn employer(&self, id: PersonId) -> Option<FirmId> {
        self.employers.get(&id).copied()
    }
    fn firm(&self, id: FirmId) -> Firm {
        self.firms[id.0 as usize]
    }
    fn staff(&self, id: FirmId, out: &mut Vec<PersonId>) {
        out.extend(self.employers.iter().filter(|(_, f)| **f == id).map(|(p, _)| *p));
    }
    fn gallery(&self, _: Gallery, _: NeighbourhoodId, _: bool, _: u8, _: Day, _: u64) -> Option<PersonId> {
        None
    }
    fn gallery_size(&self, _: Gallery, _: NeighbourhoodId) -> f64 {
        0.0
    }
    fn in_class(&self, _: &Person, _: Class, _: Day) -> bool {
        true
    }
    fn proposals(&self, _: &Residents, monday: Day, _: u64, out: &mut Vec<Proposal>) {
        out.extend(self.proposals.iter().filter(|p| p.day.monday() == monday));
    }
    fn share(&self, _: &Person, _: Act, _: Class) -> f64 {
        1.0
    }
    fn headroom(&self, _: Act, _: Class) -> f64 {
        f64::INFINITY
    }
    fn rates(&self) -> &[(Act, Class, f64)] {
        &[]
    }
    fn means(&self) -> &Means {
        &self.means
    }
    fn round(&self) -> &Round {
        &self.round
    }
}
