//! Everybody in one row: their place in the tally's arrays, the groups they are in, and their classes.
//!
//! Groups that age changes (age groups, parents before a school entry) and classes of base rates are
//! refreshed once a month; the others are fixed. Members are those of the start.

use underheaven_base::{Day, Group, NeighbourhoodId, PersonId, Relation};
use underheaven_society::{Person, Society, Trait, age_class};

/// A set of groups as bits, in the order of [`Group::ALL`]; nobody yet born is in any.
pub type Mask = u32;

/// The mask of one group.
pub const fn bit(group: Group) -> Mask {
    1 << group.index()
}

/// The ages at which children enter school.
const ENTRY_AGES: [i32; 3] = [6, 12, 15];

/// A society's people in one row.
pub struct Roll {
    first: Vec<u32>,
    fixed: Vec<Mask>,
    /// A parent's place in the row and a child's birth, by parent.
    children: Vec<(u32, Day)>,
}

impl Roll {
    /// Everybody of the society, for a run from `from`.
    pub fn of(society: &dyn Society, from: Day) -> Self {
        let mut roll = Self { first: vec![0], fixed: vec![], children: vec![] };
        let mut kin = vec![];
        for n in 0..society.neighbourhoods() {
            let id = NeighbourhoodId(n);
            let urban = society.neighbourhood(id).urban;
            for person in &society.settled(id).people {
                kin.clear();
                society.kin(person.id, &mut kin);
                let place = roll.fixed.len() as u32;
                roll.fixed.push(fixed(society, person, urban, &kin));
                roll.add_children(society, place, from, &kin);
            }
            roll.first.push(roll.fixed.len() as u32);
        }
        roll
    }

    fn add_children(&mut self, society: &dyn Society, parent: u32, from: Day, kin: &[(PersonId, Relation)]) {
        let oldest = from.plus_months(-12 * 16);
        for (id, relation) in kin {
            if *relation == Relation::Child {
                let born = society.person(*id).born;
                if born >= oldest {
                    self.children.push((parent, born));
                }
            }
        }
    }

    /// How many people there are.
    pub fn len(&self) -> usize {
        self.fixed.len()
    }

    /// Whether there is nobody.
    pub fn is_empty(&self) -> bool {
        self.fixed.is_empty()
    }

    /// A person's place in the row.
    #[inline]
    pub fn place(&self, person: PersonId) -> usize {
        (self.first[person.neighbourhood().0 as usize] + person.place()) as usize
    }

    /// Who stands at a place of the row.
    pub fn at(&self, place: usize) -> PersonId {
        let n = self.first.partition_point(|f| *f as usize <= place) - 1;
        PersonId::at(NeighbourhoodId(n as u32), place as u32 - self.first[n])
    }

    /// The groups of whoever stands at a place that nothing in a run changes.
    pub fn fixed(&self, place: usize) -> Mask {
        self.fixed[place]
    }

    /// The groups of somebody on `day`.
    pub fn groups(&self, place: usize, person: &Person, day: Day) -> Mask {
        if person.born > day {
            return 0;
        }
        const AGES: [Group; 4] = [Group::Minors, Group::Young, Group::Middle, Group::Old];
        let mut mask = self.fixed[place] | bit(AGES[usize::from(age_class(person.age(day)))]);
        let from = self.children.partition_point(|(parent, _)| (*parent as usize) < place);
        let own = self.children[from..].iter().take_while(|(parent, _)| *parent as usize == place);
        if own.into_iter().any(|(_, born)| enters_within_two_years(*born, day)) {
            mask |= bit(Group::EntryParents);
        }
        mask
    }
}

/// Whether somebody born on `born` enters a school within two years after `day` (on 1 September at 6, 12 or 15).
fn enters_within_two_years(born: Day, day: Day) -> bool {
    let (year, ..) = day.ymd();
    (year..=year + 2).filter_map(|y| Day::from_ymd(y, 9, 1)).any(|first| {
        first >= day && first < day.plus_months(24) && first >= born && ENTRY_AGES.contains(&first.age(born))
    })
}

fn fixed(society: &dyn Society, person: &Person, urban: bool, kin: &[(PersonId, Relation)]) -> Mask {
    const FIFTHS: [Group; 5] = [Group::Fifth1, Group::Fifth2, Group::Fifth3, Group::Fifth4, Group::Fifth5];
    let is = |t| person.traits.has(t);
    let critic = |id: PersonId| society.person(id).traits.has(Trait::Critic);
    let critics_kin = kin.iter().any(|(id, r)| *r != Relation::Household && critic(*id));
    let foreign = society.employer(person.id).is_some_and(|firm| society.firm(firm).foreign);
    let parts = [
        (true, Group::All),
        (person.female, Group::Women),
        (!person.female, Group::Men),
        (urban, Group::Urban),
        (!urban, Group::Rural),
        (is(Trait::Away), Group::Away),
        (!is(Trait::Away), Group::Settled),
        (true, FIFTHS[usize::from(person.fifth.min(4))]),
        (is(Trait::Member), Group::Members),
        (is(Trait::Voice), Group::Voices),
        (is(Trait::Critic), Group::Critics),
        (critics_kin, Group::CriticsKin),
        (foreign, Group::ForeignStaff),
    ];
    parts.into_iter().filter(|(held, _)| *held).fold(0, |mask, (_, group)| mask | bit(group))
}
