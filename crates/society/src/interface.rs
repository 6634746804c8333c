//! What a world may ask of a society. The town and the country (and a test case's dozen) answer alike.

use std::ops::Range;
use std::sync::Arc;
use underheaven_base::{Act, Class, Day, FirmId, Gallery, NeighbourhoodId, PersonId, Relation, Role, Site, near};

/// Fixed yes-or-no facts about a person, drawn from the society's seed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u32)]
pub enum Trait {
    /// Named holder of the household's bills.
    BillHolder = 1 << 0,
    /// Has a loan.
    Borrower = 1 << 1,
    /// Named holder of the household's rent contract.
    Tenant = 1 << 2,
    /// Holds a driving licence (from 18 on).
    Driver = 1 << 3,
    /// Drinks, not to excess (from 18 on).
    Drinker = 1 << 4,
    /// Drinks to excess (from 18 on); never together with `Drinker`.
    ExcessiveDrinker = 1 << 5,
    /// Plays video games, not heavily.
    Gamer = 1 << 6,
    /// Plays video games heavily; never together with `Gamer`.
    HeavyGamer = 1 << 7,
    /// Uses the internet.
    Netizen = 1 << 8,
    /// Shops online.
    Shopper = 1 << 9,
    /// Often speaks ill of the government (from 18 on).
    Critic = 1 << 10,
    /// A journalist or blogger with an audience (from 18 on).
    Voice = 1 << 11,
    /// Member of a dissenting organisation at the start (from 18 on).
    Member = 1 << 12,
    /// A single who searches for a partner (from 18 on).
    Single = 1 << 13,
    /// Works (from 18 to 59).
    Worker = 1 << 14,
    /// The one adult who asks for the household's rentals.
    Householder = 1 << 15,
    /// Lives away from the place of registration.
    Away = 1 << 16,
    /// Buys the baby goods of the household, when there is a child under three.
    InfantBuyer = 1 << 17,
    /// Legal representative of a firm.
    Representative = 1 << 18,
}

/// A set of [`Trait`]s.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Traits(pub u32);

impl Traits {
    /// Whether the trait is in the set.
    pub fn has(self, t: Trait) -> bool {
        self.0 & t as u32 != 0
    }

    /// The set with the trait put in.
    #[must_use]
    pub fn with(self, t: Trait) -> Self {
        Self(self.0 | t as u32)
    }
}

/// A person's fixed facts. Nothing here changes in a run, and nothing here depends on a rulebook.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Person {
    /// Who.
    pub id: PersonId,
    /// Household, numbered within the neighbourhood.
    pub household: u32,
    /// Street, numbered within the neighbourhood (about 20 households).
    pub street: u32,
    /// Woman or girl.
    pub female: bool,
    /// Day of birth; may lie inside a run.
    pub born: Day,
    /// Role in the household.
    pub role: Role,
    /// Income fifth of the household, 0 (poorest) to 4.
    pub fifth: u8,
    /// Class of the personal factor for late bills, 0 to 9.
    pub late_class: u8,
    /// Fixed facts.
    pub traits: Traits,
    /// Followers online, in people of the represented country.
    pub followers: u32,
    /// Places in the neighbourhood of the parents who live in the same household, in the order of [`Society::kin`];
    /// [`NOBODY`] where there are fewer.
    pub parents: [u16; 2],
}

/// No place in a neighbourhood.
pub const NOBODY: u16 = u16::MAX;

impl Person {
    /// Younger than so many years on `day`, and perhaps not born yet.
    pub fn is_under(&self, years: i32, day: Day) -> bool {
        // 366 days a year are always enough, 365 never too many.
        day - self.born < 365 * years || (day - self.born < 366 * years && self.age(day) < years)
    }

    /// Born by `day`, and younger than so many years.
    pub fn is_child(&self, years: i32, day: Day) -> bool {
        self.born <= day && self.is_under(years, day)
    }

    /// Parents who live in the same household.
    pub fn parents_at_home(&self) -> impl Iterator<Item = PersonId> + use<> {
        let near = self.id.neighbourhood();
        self.parents.into_iter().filter(|p| *p != NOBODY).map(move |p| PersonId::at(near, u32::from(p)))
    }

    /// Whole years lived on `day`; negative before birth.
    pub fn age(&self, day: Day) -> i32 {
        if day < self.born { -1 } else { day.age(self.born) }
    }
}

/// Age classes within which a camera mistakes people, and by which measures are grouped: under 18, to 34, to 59, older.
pub fn age_class(age: i32) -> u8 {
    match age {
        ..18 => 0,
        18..35 => 1,
        35..60 => 2,
        _ => 3,
    }
}

/// A neighbourhood's fixed facts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Neighbourhood {
    /// Province, numbered from 0.
    pub province: u16,
    /// County, numbered from 0 over the whole society.
    pub county: u32,
    /// In a town (else in villages).
    pub urban: bool,
}

/// A neighbourhood's people, made from the society's seed: ordered by place, households contiguous, and a
/// street a run of households.
#[derive(Clone, Default, Debug, PartialEq)]
pub struct Residents {
    /// Which neighbourhood.
    pub id: NeighbourhoodId,
    /// Its facts.
    pub facts: Neighbourhood,
    /// Everybody, by place.
    pub people: Vec<Person>,
    /// First place of each household, and the end.
    pub homes: Vec<u32>,
    /// First place of each street, and the end.
    pub streets: Vec<u32>,
    /// What never changes and is asked for again and again, where [`Society::keep`] noted it.
    pub(crate) kept: Option<Box<Kept>>,
}

/// What never changes about a neighbourhood beside its people: made once by whoever keeps them, and else made anew
/// each time. No result depends on it.
#[derive(Clone, Default, Debug, PartialEq)]
pub(crate) struct Kept {
    /// Places of whoever may be in a class at some age, by class.
    pub members: Vec<Vec<u16>>,
    /// First place and end of the homes of those who may buy for an infant, in their order.
    pub infants: Vec<(u16, u16)>,
    /// What falls due on each day of the month, by row of the base rates and day from 0: place and item.
    pub due: Vec<Vec<Vec<(u16, u8)>>>,
    /// When everybody was born, or will be: read in a row it comes sooner than from among all that there is to know of people.
    pub born: Vec<Day>,
    /// Everybody's friend in each layer, or [`NO_FRIEND`].
    pub friends: Vec<[PersonId; FRIEND_LAYERS as usize]>,
}

/// Nobody: the last name that there is, which only the last place of a full society would have; what is kept never comes to it.
pub(crate) const NO_FRIEND: PersonId = PersonId(u32::MAX);

impl Residents {
    /// One of them.
    pub fn person(&self, id: PersonId) -> &Person {
        &self.people[id.place() as usize]
    }

    /// Everybody in a resident's household, that person included.
    pub fn household(&self, id: PersonId) -> &[Person] {
        let home = self.person(id).household as usize;
        &self.people[self.homes[home] as usize..self.homes[home + 1] as usize]
    }

    /// A resident's friend in one of the layers: noted, or asked of the society.
    #[inline]
    pub fn friend(&self, society: &dyn Society, id: PersonId, layer: u8) -> Option<PersonId> {
        match &self.kept {
            Some(kept) if !kept.friends.is_empty() => {
                Some(kept.friends[id.place() as usize][usize::from(layer)]).filter(|friend| *friend != NO_FRIEND)
            }
            _ => society.friend(id, layer),
        }
    }

    /// Asks for some of so many shares of what there is to know of them, before it is needed.
    pub fn ask_for(&self, shares: Range<usize>, of: usize) {
        let at = |share: usize, all: usize| all * share.min(of) / of.max(1);
        let places = at(shares.start, self.people.len())..at(shares.end, self.people.len());
        near::ask_for(&self.people[places.clone()]);
        if let Some(kept) = &self.kept {
            near::ask_for(&kept.friends[places]);
            let classes = at(shares.start, kept.members.len())..at(shares.end, kept.members.len());
            kept.members[classes].iter().for_each(|members| near::ask_for(members));
        }
    }

    /// Brings everybody's friends near, where they are noted: read one after another they come sooner than when one is asked for.
    pub fn bring_near(&self) {
        let friends = self.kept.iter().flat_map(|kept| &kept.friends);
        std::hint::black_box(friends.fold(0, |sum, [first, ..]| sum ^ first.0));
    }

    /// How many bytes it takes.
    pub fn bytes(&self) -> usize {
        let lists = |kept: &Kept| {
            let members: usize = kept.members.iter().map(|m| m.capacity() * 2).sum();
            let due: usize = kept.due.iter().flatten().map(|d| d.capacity() * 4 + 24).sum();
            let homes = kept.infants.capacity() * 4;
            let each = size_of::<[PersonId; FRIEND_LAYERS as usize]>() + size_of::<Day>();
            members + homes + due + kept.friends.capacity() * each
        };
        let fixed =
            self.people.capacity() * size_of::<Person>() + (self.homes.capacity() + self.streets.capacity()) * 4;
        fixed + self.kept.as_ref().map_or(0, |kept| lists(kept))
    }

    /// Everybody in a resident's street, that person's household included.
    pub fn street(&self, id: PersonId) -> &[Person] {
        let street = self.person(id).street as usize;
        &self.people[self.streets[street] as usize..self.streets[street + 1] as usize]
    }
}

/// A firm's fixed facts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Firm {
    /// Which.
    pub id: FirmId,
    /// Foreign (else domestic).
    pub foreign: bool,
    /// Would follow an authority's demand.
    pub complies: bool,
    /// Buys reach for its posts.
    pub buys_reach: bool,
    /// People employed.
    pub size: u32,
    /// Its legal representative, who is one of them.
    pub representative: PersonId,
}

/// Something a person may do on a day, proposed from the society and the luck seed alone.
///
/// A world lets it happen when `uniform` (as a share of 2³²) is below the act's share under that
/// world's rules; so all worlds share every proposal.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Proposal {
    /// Who.
    pub person: PersonId,
    /// When.
    pub day: Day,
    /// What.
    pub act: Act,
    /// Distinguishes several proposals of one act, person and day.
    pub ordinal: u8,
    /// By which class of the table of base rates.
    pub class: Class,
    /// The proposal's own luck.
    pub uniform: u32,
    /// Which of the [`Shares`] holds for the person, or [`ASK`].
    pub share: u8,
}

impl Proposal {
    /// Fills room until a proposal takes its place.
    pub(crate) const BLANK: Self = Self {
        person: PersonId(0),
        day: Day(0),
        act: Act::BillDue,
        ordinal: 0,
        class: Class::Everyone,
        uniform: 0,
        share: ASK,
    };
}

/// A share that has to be asked of the society: each person's own, or one too many to be noted.
pub const ASK: u8 = u8::MAX;

/// Shares of proposals that happen before any response, worked out once, each with its act; fewer than [`ASK`].
#[derive(Clone, PartialEq, Debug)]
pub struct Shares(Vec<(Act, f64)>);

impl Shares {
    /// None: all have to be asked.
    pub const NONE: Self = Self(vec![]);

    /// Notes shares of an act, if there is room for them; tells where the first stands, or [`ASK`].
    pub fn note(&mut self, act: Act, shares: &[f64]) -> u8 {
        let first = self.0.len();
        if shares.is_empty() || first + shares.len() > usize::from(ASK) {
            return ASK;
        }
        self.0.extend(shares.iter().map(|share| (act, *share)));
        first as u8
    }

    /// All of them, each with its act.
    pub fn all(&self) -> &[(Act, f64)] {
        &self.0
    }

    /// One of them, if it is noted.
    #[inline]
    pub fn get(&self, share: u8) -> Option<f64> {
        Some(self.0.get(usize::from(share))?.1)
    }
}

/// By act and class, the largest uniform number with which a proposal may still happen in the worlds at hand: what lies
/// above it need not be proposed to them. Worlds share every proposal all the same, for none would let it happen.
#[derive(Clone, PartialEq, Debug)]
pub struct Reach([[u32; Class::COUNT]; Act::COUNT]);

impl Reach {
    /// Everything is within reach.
    pub const ALL: Self = Self([[u32::MAX; Class::COUNT]; Act::COUNT]);

    /// Sets the largest uniform number of an act and a class.
    pub fn set(&mut self, act: Act, class: Class, last: u32) {
        self.0[act.index()][class.index()] = last;
    }

    /// The largest uniform number of an act and a class.
    pub fn last(&self, act: Act, class: Class) -> u32 {
        self.0[act.index()][class.index()]
    }

    /// Whether a proposal may happen.
    pub fn holds(&self, p: &Proposal) -> bool {
        p.uniform <= self.last(p.act, p.class)
    }
}

/// What proposals with one of the [`Shares`] come to, as far as their uniform numbers tell by themselves.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Plain {
    /// They are done, and nothing follows.
    pub done: Range<u64>,
    /// From here on they are left undone, and nothing follows.
    pub left: u64,
}

impl Plain {
    /// Nothing is plain.
    pub const NOTHING: Self = Self { done: 0..0, left: u64::MAX };

    /// Whether one with this number is done, and nothing follows; and whether it is to be lived.
    #[inline]
    pub(crate) fn tells(&self, uniform: u32) -> (bool, bool) {
        let u = u64::from(uniform);
        let done = (u >= self.done.start) & (u < self.done.end);
        (done, !done & (u < self.left))
    }

    /// Up to which number they are done, where nothing else may come of any of them.
    pub(crate) fn whole(&self) -> Option<u32> {
        let whole = self.done.start == 0 && self.done.end > 0 && self.left <= self.done.end;
        whole.then(|| (self.done.end - 1).min(u64::from(u32::MAX)) as u32)
    }
}

/// Proposals of a week that are plain: they need not be lived, and only what is done is told.
#[derive(Default)]
pub struct Aside {
    /// By place among the shares; of others nothing is plain.
    pub plain: Arc<[Plain]>,
    /// Days that are lived.
    pub days: Range<Day>,
    /// Acts, each with where those who did it end among all.
    acts: Vec<(Act, usize)>,
    /// As long as it ever was.
    done: Vec<(PersonId, Day)>,
    count: usize,
}

impl Aside {
    /// Forgets what was done; from now on `plain` holds, on some days.
    pub fn begin(&mut self, plain: &Arc<[Plain]>, days: Range<Day>) {
        (self.plain, self.days) = (plain.clone(), days);
        self.acts.clear();
        self.count = 0;
    }

    /// Each act with those who did it, and when.
    pub fn done(&self) -> impl Iterator<Item = (Act, &[(PersonId, Day)])> {
        let starts = std::iter::once(0).chain(self.acts.iter().map(|(_, end)| *end));
        starts.zip(&self.acts).map(|(start, &(act, end))| (act, &self.done[start..end]))
    }

    /// Lends room for so many who may have done an act; `work` says how many did.
    pub(crate) fn take(&mut self, act: Act, most: usize, work: impl FnOnce(&mut [(PersonId, Day)]) -> usize) {
        let end = self.count + most;
        if self.done.len() < end {
            self.done.resize(end, (PersonId(0), Day(0)));
        }
        self.count += work(&mut self.done[self.count..end]);
        match self.acts.last_mut().filter(|(last, _)| *last == act) {
            Some((_, end)) => *end = self.count,
            None => self.acts.push((act, self.count)),
        }
    }

    /// Takes a proposal if it is plain; says whether it is not.
    fn leaves(&mut self, p: &Proposal) -> bool {
        let Some(plain) = self.plain.get(usize::from(p.share)) else { return true };
        let (done, stays) = plain.tells(p.uniform);
        if done && self.days.contains(&p.day) {
            self.take(p.act, 1, |room| {
                room[0] = (p.person, p.day);
                1
            });
        }
        stays
    }
}

/// How money follows from work, as the society's table states it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Means {
    /// Savings at the start and when at rest, in tenths of a month of bills, by income fifth.
    pub buffer_tenths: [u16; 5],
    /// Tenths of a month of bills put back each month by somebody with a job whose savings are below the buffer.
    pub saved_tenths: u16,
    /// Late bills are this many times as frequent without a job, once savings are spent.
    pub late_without_job: f64,
    /// Late bills are this many times as frequent with a job, while savings are spent.
    pub late_when_short: f64,
}

/// Camera passes a day at full coverage, by age class ([`age_class`]), place and hour.
#[derive(Clone, PartialEq, Debug)]
pub struct Round {
    /// `passes[age class][site][hour]`.
    pub passes: [[[f64; 24]; Site::COUNT]; 4],
}

impl Round {
    /// Passes of a whole day.
    pub fn daily(&self, age_class: u8, site: Site) -> f64 {
        self.passes[age_class as usize][site.index()].iter().sum()
    }
}

/// How many layers of friends there are: each is a matching of all people.
pub const FRIEND_LAYERS: u8 = 3;

/// The people, their ties and their potential acts.
pub trait Society: Sync {
    /// Its name in tables and reports.
    fn name(&self) -> &str;
    /// The seed from which people and ties are drawn (`--society-seed`).
    fn seed(&self) -> u64;
    /// How many people live here.
    fn people(&self) -> u32;
    /// How many people of the real country one person here stands for.
    fn represents(&self) -> f64;
    /// How many neighbourhoods there are; their ids are `0..n`.
    fn neighbourhoods(&self) -> u32;
    /// A neighbourhood's facts.
    fn neighbourhood(&self, id: NeighbourhoodId) -> Neighbourhood;
    /// How many people live in a neighbourhood.
    fn living_in(&self, id: NeighbourhoodId) -> u32 {
        self.settled(id).people.len() as u32
    }
    /// About how much happens in a neighbourhood, in a unit of the society's own: whoever shares out its work shares out this.
    fn bustle(&self, id: NeighbourhoodId) -> u32 {
        self.living_in(id)
    }
    /// Makes a neighbourhood's people: clears `into` and fills it; allocates nothing once it is large enough.
    fn settle(&self, id: NeighbourhoodId, into: &mut Residents);
    /// Notes what a week's proposals need of a neighbourhood again and again, for whoever keeps it from week to week.
    fn keep(&self, _settled: &mut Residents) {}
    /// One person, as [`Society::settle`] makes them.
    fn person(&self, id: PersonId) -> Person;
    /// A neighbourhood's people, newly made.
    fn settled(&self, id: NeighbourhoodId) -> Residents {
        let mut into = Residents::default();
        self.settle(id, &mut into);
        into
    }
    /// Everybody bound by blood or marriage, each once with the nearest relation, appended to `out` in a fixed order.
    fn kin(&self, id: PersonId, out: &mut Vec<(PersonId, Relation)>);
    /// Those of somebody's kin who are the children, in the same order, appended to `out`.
    fn children(&self, id: PersonId, out: &mut Vec<PersonId>) {
        let mut kin = vec![];
        self.kin(id, &mut kin);
        out.extend(kin.iter().filter(|(_, relation)| *relation == Relation::Child).map(|(child, _)| *child));
    }
    /// The friend in one of [`FRIEND_LAYERS`] layers, if there is one there; mutual within the layer.
    fn friend(&self, id: PersonId, layer: u8) -> Option<PersonId>;
    /// All friends, each once, appended to `out` in the order of layers.
    fn friends(&self, id: PersonId, out: &mut Vec<PersonId>) {
        let first = out.len();
        for friend in (0..FRIEND_LAYERS).filter_map(|layer| self.friend(id, layer)) {
            if !out[first..].contains(&friend) {
                out.push(friend);
            }
        }
    }
    /// Whom a searching single is shown in the week of `monday`, appended to `out`, at most eight.
    fn candidates(&self, id: PersonId, monday: Day, out: &mut Vec<PersonId>);
    /// For which firm the person works.
    fn employer(&self, id: PersonId) -> Option<FirmId>;
    /// A firm's facts.
    fn firm(&self, id: FirmId) -> Firm;
    /// Everybody who works for a firm, the legal representative first, appended to `out`.
    fn staff(&self, id: FirmId, out: &mut Vec<PersonId>);
    /// A uniform draw (`word`) from a gallery near `near` of people with this sex and age class on `day`;
    /// for [`Gallery::Anybody`] of all people. Watch lists are the world's: none here.
    fn gallery(
        &self,
        of: Gallery,
        near: NeighbourhoodId,
        female: bool,
        age_class: u8,
        day: Day,
        word: u64,
    ) -> Option<PersonId>;
    /// How many people of the represented country a gallery near `near` holds.
    fn gallery_size(&self, of: Gallery, near: NeighbourhoodId) -> f64;
    /// Whether the base rates' class holds the person on `day`.
    fn in_class(&self, person: &Person, class: Class, day: Day) -> bool;
    /// All classes of the base rates that hold the person (who is one of `of`) on `day`, a bit each.
    fn classes(&self, person: &Person, _of: &Residents, day: Day) -> u32 {
        if person.born > day {
            return 0;
        }
        Class::ALL.into_iter().filter(|c| self.in_class(person, *c, day)).fold(0, |all, c| all | 1 << c.index())
    }
    /// Stretches of days of birth, after the first and up to the second, such that between two days classes turn only for who
    /// was born in one, or shares a household with somebody who was; none, where the society can't tell.
    fn turning(&self, _from: Day, _to: Day) -> Option<Vec<(Day, Day)>> {
        None
    }
    /// All proposals of a neighbourhood for the days of the week from `monday`, in the order (person, day, act, ordinal).
    fn proposals(&self, of: &Residents, monday: Day, luck: u64, out: &mut Vec<Proposal>);
    /// Those of [`Society::proposals`] that are within reach, in the same order, in place of what `out` holds; what is plain goes
    /// `aside`, if anything is to.
    fn within(
        &self,
        of: &Residents,
        monday: Day,
        luck: u64,
        reach: &Reach,
        mut aside: Option<&mut Aside>,
        out: &mut Vec<Proposal>,
    ) {
        out.clear();
        self.proposals(of, monday, luck, out);
        out.retain(|p| reach.holds(p) && aside.as_mut().is_none_or(|aside| aside.leaves(p)));
    }
    /// Share of proposals that happen for this person before any response or trap (0 to 1), personal factor included.
    fn share(&self, person: &Person, act: Act, class: Class) -> f64;
    /// The same of whoever does not differ from others in all but a few ways, to be looked up by a proposal's own note.
    fn shares(&self) -> &Shares {
        static NONE: Shares = Shares::NONE;
        &NONE
    }
    /// By how much responses and traps together may raise an act of a class before a proposal could be missing.
    fn headroom(&self, act: Act, class: Class) -> f64;
    /// The acts and classes for which the society has a base rate, with their listed yearly rate for a person of the class.
    fn rates(&self) -> &[(Act, Class, f64)];
    /// How money follows from work.
    fn means(&self) -> &Means;
    /// The daily round.
    fn round(&self) -> &Round;
}
