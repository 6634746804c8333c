//! Several rulebooks over the same people: who is lived once for all of them, and where fates part.
//!
//! Worlds that are compared are **arms**; the first is the baseline. Whoever's stored life and letters are the same under an
//! arm as under the first is lived once for both, until something is read that the arm's rulebook says otherwise. What a
//! stage reads of the rulebook it therefore *notes* ([`Eye::reads`]), or has *judged* under each arm ([`Eye::judge`]): a life
//! parts only where the judgement differs. Reading without noting would let two arms share what they must not; random
//! rulebooks lived side by side and alone guard that (`tests/arms.rs`).
//!
//! A world of one arm has nothing to note, and pays one test for it.

use crate::book::{Book, Rule};
use crate::scene::{Eye, Frame, Scene};
use crate::{Item, Letter, ListId, Pool, RuleId, Temper};
use std::cell::{Cell, RefCell};
use underheaven_base::{Act, Cause, Channel, Day, Gate, Path, PersonId};

/// A set of arms, a bit each: the first arm is bit 0.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Arms(pub u8);

/// How many arms may be lived side by side.
pub const MOST_ARMS: usize = 8;

impl Arms {
    /// The first arm alone, as in every world of one arm.
    pub const FIRST: Self = Self(1);
    /// No arm.
    pub const NONE: Self = Self(0);

    /// One arm alone.
    pub fn only(arm: usize) -> Self {
        Self(1 << arm)
    }

    /// The first so many.
    pub fn first(arms: usize) -> Self {
        Self(((1_u16 << arms) - 1) as u8)
    }

    /// Whether an arm is among them.
    #[inline]
    pub fn has(self, arm: usize) -> bool {
        self.0 & 1 << arm != 0
    }

    /// Those of both.
    #[inline]
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Those of either.
    #[inline]
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Those that are not among others.
    #[inline]
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether there is none.
    #[inline]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Their numbers, in order.
    pub fn numbers(self) -> impl Iterator<Item = usize> {
        let mut left = self.0;
        std::iter::from_fn(move || {
            let arm = (left != 0).then(|| left.trailing_zeros() as usize)?;
            left &= left - 1;
            Some(arm)
        })
    }
}

/// Which arms' rulebooks and behaviours say something otherwise than the first, by what they say it about.
#[derive(Clone, Debug)]
pub struct Differs {
    /// Anything at all.
    pub any: Arms,
    /// Days on which the rulebook holds at all.
    pub span: Arms,
    /// Days on which gates may answer by standing: those of the rulebook, for people whom no bureau reaches yet, too.
    pub gate_days: Arms,
    /// Who is enrolled when, from which age, with which records, and how often the bureau posts.
    pub enrolment: Arms,
    /// The score.
    pub score: Arms,
    /// What is read off the same life: bands, fear, habit, silence and the view shown, wherever the boards are the same.
    pub looks: Arms,
    /// The bands.
    pub bands: Arms,
    /// Cameras.
    pub cameras: Arms,
    /// By act: how it is seen.
    pub sight: Vec<Arms>,
    /// By act: which channels see it at all, and whether sightings are booked on others.
    pub channels: Vec<Arms>,
    /// By channel: whom it sees and mistakes more often.
    pub attention: Vec<Arms>,
    /// By act: rules that look at it.
    pub rules_of: Vec<Arms>,
    /// By act and arm: the first rule by which it differs from the first.
    rule_of: Vec<[Option<RuleId>; MOST_ARMS]>,
    /// By act and arm: the first discretion by which it differs from the first.
    official_of: Vec<[Option<RuleId>; MOST_ARMS]>,
    /// By arm: what of the whole it says otherwise that people heed in what they do.
    heeded: Vec<Option<Item>>,
    /// Rules that look at windows.
    pub windows: Arms,
    /// By rule, kin rule or discretion.
    pub rules: Vec<Arms>,
    /// Kin rules.
    pub kin: Arms,
    /// By rule: kin rules that it sets off.
    pub kin_after_rule: Vec<Arms>,
    /// By list: kin rules that it sets off.
    pub kin_after_list: Vec<Arms>,
    /// By act: discretion that answers it.
    pub discretion: Vec<Arms>,
    /// By list.
    pub lists: Vec<Arms>,
    /// By gate.
    pub gates: Vec<Arms>,
    /// Some gate refuses a band under one of the two only.
    pub bands_shut: Arms,
    /// Firms.
    pub firm: Arms,
    /// Reports.
    pub reports: Arms,
    /// Recourse.
    pub recourse: Arms,
    /// The behaviour.
    pub temper: Arms,
    /// By act: whether a proposal happens.
    pub decide: Vec<Arms>,
}

/// All arms of some sets.
fn some_of(lists: &[&Vec<Arms>], single: &[Arms]) -> Arms {
    lists.iter().copied().flatten().chain(single).fold(Arms::NONE, |all, arms| all.or(*arms))
}

impl Differs {
    /// Compares every arm with the first. All were made ready with one table of names.
    pub fn of(arms: &[(&Book, &Temper)]) -> Self {
        let (first, temper) = arms[0];
        let by = |differs: &dyn Fn(&Book) -> bool| {
            let further = arms.iter().enumerate().skip(1).filter(|(_, (book, _))| differs(book));
            further.fold(Arms::NONE, |all, (n, _)| all.or(Arms::only(n)))
        };
        let acts = |differs: &dyn Fn(&Book, Act) -> bool| Act::ALL.map(|a| by(&|b| differs(b, a))).to_vec();
        let rules_of = |b: &Book, a: Act| -> Vec<Rule> {
            b.rules_of_act[a.index()].iter().map(|i| b.rules[usize::from(*i)].clone()).collect()
        };
        let discretion = |b: &Book, a: Act| b.discretion.iter().filter(|d| d.act == a).cloned().collect::<Vec<_>>();
        let channels = |b: &Book, a: Act| {
            let sight = &b.sight[a.index()];
            (sight.channels.iter().map(|c| c.0).collect::<Vec<_>>(), sight.on_another > 0.0)
        };
        let windows =
            |b: &Book| -> Vec<Rule> { b.rules_of_windows.iter().map(|i| b.rules[usize::from(*i)].clone()).collect() };
        let kin = |b: &Book, after: &dyn Fn(&crate::book::KinRule) -> bool| {
            b.kin.iter().filter(|k| after(k)).cloned().collect::<Vec<_>>()
        };
        let rule = |b: &Book, id: RuleId| {
            let rule = b.rules.get(usize::from(id.0)).filter(|r| r.span.ever()).cloned();
            let kin = b.kin.iter().find(|k| k.id == id).cloned();
            let discretion = b.discretion.iter().find(|d| d.id == id).cloned();
            (rule, kin, discretion)
        };
        let rule_ids = || (0..first.rule_names.len()).map(|i| RuleId(i as u16));
        let list_ids = || (0..first.list_names.len()).map(|i| ListId(i as u8));
        let rules: Vec<Arms> = rule_ids().map(|id| by(&|b| rule(b, id) != rule(first, id))).collect();
        let named = |t: &Temper| Temper { name: String::new(), ..t.clone() };
        let temper_differs = arms.iter().enumerate().filter(|(_, (_, t))| named(t) != named(temper));
        let temper = temper_differs.fold(Arms::NONE, |all, (n, _)| all.or(Arms::only(n)));
        let favours = |b: &Book| -> Vec<_> {
            b.gates
                .iter()
                .map(|g| g.as_ref().filter(|g| g.favours_bands != 0).map(|g| (g.span, g.favours_bands)))
                .collect()
        };
        let shut = |b: &Book| [Gate::Account, Gate::Internet].map(|g| b.gates[g.index()].clone());
        let enrolment = by(&|b| {
            (b.age, b.earlier_records, b.period_days, &b.enrolment)
                != (first.age, first.earlier_records, first.period_days, &first.enrolment)
        });
        let (span, score, bands) =
            (by(&|b| b.span != first.span), by(&|b| b.score != first.score), by(&|b| b.bands != first.bands));
        let whole = temper
            .or(enrolment)
            .or(span)
            .or(score)
            .or(bands)
            .or(by(&|b| favours(b) != favours(first) || shut(b) != shut(first)))
            .or(by(&|b| b.punishes_anything != first.punishes_anything || b.bands_shut != first.bands_shut));
        // Whether an act is done at all may hang on the list that it would lift.
        let leaves = |b: &Book, a: Act| b.lists.iter().map(|l| l.removed_on == Some(a)).collect::<Vec<_>>();
        let decide = acts(&|b, a| {
            (b.punished[a.index()], b.rewarded[a.index()]) != (first.punished[a.index()], first.rewarded[a.index()])
                || a == Act::CriticalPost && b.punished != first.punished
                || a == Act::JudgmentPerformed && leaves(b, a) != leaves(first, a)
        });
        let watches = |b: &Book| (b.punishes_anything, b.punished[Act::CriticalPost.index()]);
        let mut differs = Self {
            any: Arms::NONE,
            span,
            gate_days: span,
            enrolment,
            score,
            looks: temper.or(enrolment).or(span).or(score).or(bands).or(by(&|b| watches(b) != watches(first))),
            bands,
            cameras: by(&|b| b.cameras != first.cameras),
            sight: acts(&|b, a| b.sight[a.index()] != first.sight[a.index()]),
            channels: acts(&|b, a| channels(b, a) != channels(first, a)),
            attention: (0..Channel::COUNT).map(|c| by(&|b| b.attention[c] != first.attention[c])).collect(),
            rules_of: acts(&|b, a| rules_of(b, a) != rules_of(first, a)),
            rule_of: vec![],
            official_of: vec![],
            heeded: vec![],
            windows: by(&|b| windows(b) != windows(first)),
            kin: by(&|b| b.kin != first.kin),
            kin_after_rule: rule_ids()
                .map(|id| {
                    by(&|b| kin(b, &|k| k.after_rules.contains(&id)) != kin(first, &|k| k.after_rules.contains(&id)))
                })
                .collect(),
            kin_after_list: list_ids()
                .map(|id| {
                    by(&|b| kin(b, &|k| k.after_lists.contains(&id)) != kin(first, &|k| k.after_lists.contains(&id)))
                })
                .collect(),
            discretion: acts(&|b, a| discretion(b, a) != discretion(first, a)),
            lists: list_ids().map(|id| by(&|b| b.lists[usize::from(id.0)] != first.lists[usize::from(id.0)])).collect(),
            gates: (0..Gate::COUNT).map(|g| by(&|b| b.gates[g] != first.gates[g])).collect(),
            bands_shut: by(&|b| b.bands_shut != first.bands_shut),
            firm: by(&|b| b.firm != first.firm),
            reports: by(&|b| b.reports != first.reports),
            recourse: by(&|b| b.recourse != first.recourse),
            decide: decide.into_iter().map(|a| a.or(whole)).collect(),
            temper,
            rules,
        };
        let of_act = |b: &Book, a: Act| b.rules_of_act[a.index()].iter().map(|i| RuleId(*i)).collect::<Vec<_>>();
        let officials = |b: &Book, a: Act| b.discretion.iter().filter(|d| d.act == a).map(|d| d.id).collect::<Vec<_>>();
        let first_of = |ids: &dyn Fn(&Book, Act) -> Vec<RuleId>| {
            let of = |act: Act| {
                std::array::from_fn(|n| {
                    let both = [0, n].into_iter().filter_map(|n| arms.get(n)).flat_map(|(book, _)| ids(book, act));
                    both.filter(|id| differs.rules[usize::from(id.0)].has(n)).min()
                })
            };
            Act::ALL.map(of).to_vec()
        };
        let any_rule = |n: usize| rule_ids().find(|id| differs.rules[usize::from(id.0)].has(n)).map(Item::Rule);
        let heeded = |n: usize| match () {
            () if differs.temper.has(n) => Some(Item::Behaviour),
            () if differs.enrolment.or(differs.span).has(n) => Some(Item::Enrolment),
            () if differs.score.has(n) => Some(Item::Score),
            () if differs.bands.has(n) => Some(Item::Bands),
            () => differs.gate_of(n).or_else(|| any_rule(n)).or_else(|| {
                let list = list_ids().find(|id| differs.lists[usize::from(id.0)].has(n));
                list.map(Item::List)
            }),
        };
        let (rule_of, official_of) = (first_of(&of_act), first_of(&officials));
        let heeded = (0..arms.len()).map(heeded).collect();
        (differs.rule_of, differs.official_of, differs.heeded) = (rule_of, official_of, heeded);
        differs.any = differs.all();
        differs
    }

    /// The same for people where no bureau works yet, and who are not enrolled. On which days a rulebook holds is nothing to
    /// them: only gates, which tell whose standing they looked at, know it.
    pub fn of_unreached(arms: &[(&Book, &Temper)]) -> Self {
        let Self { enrolment, gate_days, .. } = Self::of(arms);
        let span = |n: usize| if enrolment.has(n) { arms[n].0.span } else { arms[0].0.span };
        let books: Vec<Book> = (0..).zip(arms).map(|(n, arm)| Book { span: span(n), ..arm.0.clone() }).collect();
        let unreached: Vec<_> = books.iter().zip(arms).map(|(book, arm)| (book, arm.1)).collect();
        Self { gate_days, ..Self::of(&unreached) }
    }

    /// Arms under which people may fare otherwise, but by letters, where under no arm a bureau works or anybody is enrolled.
    ///
    /// Every field is named, so that a new one is thought of here.
    pub fn where_unreached(&self) -> Arms {
        let Self {
            gate_days,
            enrolment,
            score,
            bands,
            looks,
            temper,
            firm,
            recourse,
            lists,
            gates,
            bands_shut,
            discretion,
            sight,
            // Who is seen, reported and mistaken is asked where a bureau works, but for the registry's own records: see below.
            cameras: _,
            channels: _,
            attention: _,
            reports: _,
            // Rules book those who are on record, kin rules too.
            rules_of: _,
            windows: _,
            rules: _,
            kin: _,
            kin_after_rule: _,
            kin_after_list: _,
            // Whoever is not aware and under no rulebook does as they would under any.
            decide: _,
            // On which days a rulebook holds is nothing to people but at gates.
            span: _,
            // Names for what differs, and whether anything does.
            any: _,
            rule_of: _,
            official_of: _,
            heeded: _,
        } = self;
        // A registry is older than the bureau, and its records may be wrong.
        let registry = sight[Act::InstalmentDue.index()];
        let single = [*gate_days, *enrolment, *score, *bands, *looks, *temper, *firm, *recourse, *bands_shut, registry];
        some_of(&[discretion, lists, gates], &single)
    }

    fn all(&self) -> Arms {
        let lists = [
            &self.sight,
            &self.attention,
            &self.rules_of,
            &self.rules,
            &self.discretion,
            &self.lists,
            &self.gates,
            &self.decide,
        ];
        let single = [
            self.span,
            self.enrolment,
            self.score,
            self.bands,
            self.cameras,
            self.windows,
            self.firm,
            self.reports,
            self.recourse,
            self.temper,
            self.kin,
        ];
        some_of(&lists, &single)
    }

    /// The first discretion by which an arm differs from the first in what it makes of an act.
    pub fn discretion_of(&self, act: Act, arm: usize) -> Option<Item> {
        self.official_of[act.index()][arm].map(Item::Rule)
    }

    /// The rule by which an arm first differs from the first in what it makes of an act.
    pub fn rule_of(&self, act: Act, arm: usize) -> Option<Item> {
        self.rule_of[act.index()][arm].map(Item::Rule)
    }

    /// What of an arm makes somebody stand otherwise with the same score and the same lists.
    pub fn stands_by(&self, arm: usize) -> Option<Item> {
        let parts = [(self.bands, Item::Bands), (self.score, Item::Score), (self.gate_days, Item::Enrolment)];
        parts.into_iter().find(|(arms, _)| arms.has(arm)).map(|part| part.1)
    }

    /// What of an arm makes a gate answer otherwise: the gate, else how the same life stands before it.
    pub fn answers_by(&self, gate: Gate, arm: usize) -> Item {
        let own = self.gates[gate.index()].has(arm);
        self.stands_by(arm).filter(|_| !own).unwrap_or(Item::Gate(gate))
    }

    /// The first gate that an arm says otherwise.
    pub fn gate_of(&self, arm: usize) -> Option<Item> {
        let by = |gate: &&Gate| self.gates[gate.index()].has(arm);
        Gate::ALL.iter().find(by).map(|gate| Item::Gate(*gate))
    }

    /// What of an arm may make somebody send such a letter otherwise, though nothing of their own differs.
    pub fn sent_by(&self, letter: &Letter, arm: usize) -> Option<Item> {
        let (arms, item) = match letter {
            Letter::Sighting { cause: Cause::FalseReport, .. } | Letter::Report { .. } => {
                (self.reports.or(self.attention[Channel::Neighbour.index()]), Item::Reports)
            }
            Letter::Sighting { act, channel, .. } => {
                let cameras = if *channel == Channel::Camera { self.cameras } else { Arms::NONE };
                (self.sight[act.index()].or(self.attention[channel.index()]).or(cameras), Item::Sight(*act))
            }
            Letter::News { .. } | Letter::Like | Letter::ReachLost => (self.temper, Item::Behaviour),
            Letter::Firm { .. } => (self.firm.or(self.gates[Gate::Contract.index()]).or(self.span), Item::Firm),
            _ => return None,
        };
        arms.has(arm).then_some(item)
    }

    /// What of an arm makes people decide about an act otherwise: a rule that looks at it, else what they heed in all they do.
    pub fn decided_by(&self, act: Act, arm: usize) -> Option<Item> {
        self.rule_of(act, arm).or(self.heeded[arm])
    }
}

/// How a difference reaches somebody, and through which part of the rulebook.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Why {
    /// The path.
    pub path: Path,
    /// The part.
    pub item: Option<Item>,
    /// Through whom, where it was somebody's standing.
    pub from: Option<PersonId>,
}

impl Why {
    /// Through nobody.
    pub fn new(path: Path, item: Option<Item>) -> Self {
        Self { path, item, from: None }
    }
}

/// A rule, list or gate that judges otherwise.
pub fn otherwise(item: Item) -> Why {
    Why::new(Path::JudgedOtherwise, Some(item))
}

/// What may make somebody's fate part under an arm, on a day: of several the first day counts, and then the first path.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reason {
    /// On which day.
    pub day: Day,
    /// How.
    pub why: Why,
    /// Through whom.
    pub from: Option<PersonId>,
    /// Out of which pool.
    pub pool: Option<Pool>,
    /// The rule itself reaches this person, whatever befell `from`.
    pub direct: bool,
}

/// Somebody of a household that is under way, as far as arms are told apart.
#[derive(Clone, Copy, Debug)]
pub struct Lived {
    /// Arms under which this life is the same so far.
    pub alike: Arms,
    /// Arms for which this person is lived now.
    pub sharing: Arms,
    /// Arms under which all is told of how this person parted: what differs further is no news.
    pub settled: Arms,
}

/// Of so many people, who are lived together, it is counted in place how much was told, and there is room for them in any case.
pub const ROOM: usize = 32;

/// What is under way in a household that is lived for the first arm, and perhaps for others with it.
pub struct Pair<'a> {
    /// Every arm's frame, each for itself.
    pub frames: &'a [Frame<'a>],
    /// What the arms say otherwise.
    pub differs: &'a Differs,
    /// Arms under which whoever is lived apart takes the household along.
    as_one: Arms,
    /// Arms whose board of this neighbourhood is another than the first's.
    pub boards: Cell<Arms>,
    /// Who is lived now, by place in the household.
    pub now: Cell<usize>,
    /// By bit of the place: who is lived for all arms while the first arm's observer alone is told. Nobody is, of a household
    /// of more than [`ROOM`].
    steady: Cell<u64>,
    /// By place, of the first [`ROOM`]: how much was told.
    told: [Cell<u32>; ROOM],
    /// Something is known of somebody of the household, or was found on the way.
    touched: Cell<bool>,
    /// The household so far: by place; there may be more places than people.
    people: RefCell<Vec<Lived>>,
    /// What may have made fates part: place in the household, arm, reason.
    pub reasons: RefCell<Vec<(usize, usize, Reason)>>,
}

impl<'a> Pair<'a> {
    /// Nothing is under way yet.
    pub fn new(frames: &'a [Frame<'a>], differs: &'a Differs, as_one: Arms) -> Self {
        Self {
            frames,
            differs,
            as_one,
            boards: Cell::default(),
            now: Cell::new(0),
            steady: Cell::default(),
            told: std::array::from_fn(|_| Cell::new(0)),
            touched: Cell::new(true),
            people: RefCell::default(),
            reasons: RefCell::default(),
        }
    }

    /// A household of so many is to be lived once for all arms, and nothing is known to differ.
    #[inline]
    pub fn begin(&self, people: usize) {
        let mut lived = self.people.borrow_mut();
        // The household before has nearly always left it so.
        if self.touched.replace(false) || lived.len() < people {
            let all = Arms::first(self.frames.len());
            lived.clear();
            lived.resize(people.max(ROOM), Lived { alike: all, sharing: all, settled: Arms::NONE });
            self.reasons.borrow_mut().clear();
        }
    }

    /// A household is to be lived of whom this is known.
    pub fn begin_with(&self, people: impl Iterator<Item = Lived>) {
        self.touched.set(true);
        let mut lived = self.people.borrow_mut();
        lived.clear();
        lived.extend(people);
        let sharing = lived.iter().fold(Arms(u8::MAX), |all, one| all.and(one.sharing));
        lived.iter_mut().for_each(|one| one.sharing = one.sharing.without(self.as_one.without(sharing)));
    }

    /// From here on the life of whoever is lived now may differ under some arms: it is lived apart from the first.
    #[cold]
    pub fn fork(&self, arms: Arms, reason: Option<Reason>) {
        self.touched.set(true);
        let (now, mut people) = (self.now.get(), self.people.borrow_mut());
        let as_one = arms.and(self.as_one);
        match as_one.is_empty() {
            true => self.steady.set(self.steady.get() & !(1_u64.checked_shl(now as u32).unwrap_or(0))),
            false => self.steady.set(0),
        }
        people.iter_mut().for_each(|one| one.sharing = one.sharing.without(as_one));
        people[now].sharing = people[now].sharing.without(arms);
        if let Some(reason) = reason {
            people[now].alike = people[now].alike.without(arms);
            self.reasons.borrow_mut().extend(arms.numbers().map(|arm| (now, arm, reason)));
        }
    }

    /// Who is lived for all arms while the first arm's observer alone is told, by bit of the place.
    pub fn set_steady(&self, people: usize, steady: u64) {
        self.steady.set(if people > ROOM { 0 } else { steady });
        self.told.iter().take(people).for_each(|told| told.set(0));
    }

    /// How much was told of somebody, where that is counted in place.
    #[inline]
    pub fn told(&self, place: usize) -> Option<&Cell<u32>> {
        self.told.get(place)
    }

    /// One more of whoever is lived now; only where [`Pair::is_steady`].
    #[inline]
    pub fn tell_one(&self) {
        let told = &self.told[self.now.get() % ROOM];
        told.set(told.get() + 1);
    }

    /// Whether whoever is lived now is lived for all arms while the first arm's observer alone is told.
    #[inline]
    pub fn is_steady(&self) -> bool {
        self.steady.get() & 1_u64.wrapping_shl(self.now.get() as u32) != 0
    }

    /// Whether nobody of the household is known to be lived apart or to differ.
    #[inline]
    pub fn is_untouched(&self) -> bool {
        !self.touched.get()
    }

    fn alike(&self) -> Arms {
        self.alike_at(self.now.get())
    }

    /// Arms under which the life of somebody of the household is the same so far.
    pub fn alike_at(&self, place: usize) -> Arms {
        self.people.borrow()[place].alike
    }

    /// Arms for which somebody of the household is lived now.
    pub fn sharing_at(&self, place: usize) -> Arms {
        self.people.borrow()[place].sharing
    }

    /// Arms under which all is told of how somebody of the household parted.
    pub fn settled_at(&self, place: usize) -> Arms {
        self.people.borrow()[place].settled
    }

    /// Arms for which all of a household of so many are lived.
    pub fn sharing(&self, people: usize) -> Arms {
        self.people.borrow()[..people].iter().fold(Arms(u8::MAX), |all, one| all.and(one.sharing))
    }
}

impl<'a> Eye<'a> {
    /// Arms under which this person's life is the same so far and which say something otherwise.
    #[inline(always)]
    fn asked(&self, differs: impl Fn(&Differs) -> Arms) -> Option<(&'a Pair<'a>, Arms)> {
        let pair = self.frame.pair?;
        let arms = differs(pair.differs);
        if arms.is_empty() {
            return None;
        }
        let arms = arms.and(pair.alike());
        (!arms.is_empty()).then_some((pair, arms))
    }

    /// Something is read of the rulebook that some arms say otherwise.
    #[inline]
    pub fn reads(&self, differs: impl Fn(&Differs) -> Arms, why: Why) {
        if let Some((pair, arms)) = self.asked(differs) {
            pair.fork(arms, Some(self.reason(why)));
        }
    }

    /// The same where it depends on the arm which part of the rulebook it is.
    #[inline]
    pub fn reads_by(&self, differs: impl Fn(&Differs) -> Arms, why: impl Fn(&Differs, usize) -> Why) {
        if let Some((pair, arms)) = self.asked(differs) {
            arms.numbers().for_each(|arm| pair.fork(Arms::only(arm), Some(self.reason(why(pair.differs, arm)))));
        }
    }

    /// The same where only letters to others may differ by it, and nothing of this person's own.
    #[inline]
    pub fn sends_otherwise(&self, differs: impl Fn(&Differs) -> Arms) {
        if let Some((pair, arms)) = self.asked(differs) {
            pair.fork(arms, None);
        }
    }

    /// Judges something under the first arm, and under every other that may judge it otherwise; fates part where one does.
    #[inline(always)]
    pub fn judge<T: PartialEq>(
        &self,
        differs: impl Fn(&Differs) -> Arms,
        why: impl Fn(&Differs, usize) -> Why,
        judge: impl Fn(Eye<'a>) -> T,
    ) -> T {
        match self.asked(differs) {
            None => judge(*self),
            Some((pair, arms)) => self.judged(pair, arms, why, judge),
        }
    }

    #[cold]
    fn judged<T: PartialEq>(
        &self,
        pair: &'a Pair<'a>,
        arms: Arms,
        why: impl Fn(&Differs, usize) -> Why,
        judge: impl Fn(Eye<'a>) -> T,
    ) -> T {
        let under = |arm: usize| judge(Eye { frame: &pair.frames[arm], ..*self });
        let first = under(0);
        for arm in arms.numbers().filter(|arm| under(*arm) != first) {
            pair.fork(Arms::only(arm), Some(self.reason(why(pair.differs, arm))));
        }
        first
    }

    fn reason(&self, why: Why) -> Reason {
        let crowd = Pool::Crowd(self.me.id.neighbourhood());
        let pool = (why.path == Path::Crowd).then_some(crowd);
        // Kin guilt that only one rulebook knows reaches people itself, whatever befell the relative.
        let direct = why.path == Path::Kin;
        Reason { day: self.day, why, from: why.from, pool, direct }
    }

    /// Arms whose board of this neighbourhood is another than the first's.
    #[inline]
    pub fn boards_differ(&self) -> Arms {
        self.frame.pair.map_or(Arms::NONE, |pair| pair.boards.get())
    }
}

impl Scene<'_> {
    /// See [`Eye::reads`].
    #[inline]
    pub fn reads(&self, differs: impl Fn(&Differs) -> Arms, why: Why) {
        self.eye().reads(differs, why);
    }
}
