//! The rulebook made ready for living: names become numbers, dates become spans, shares become tables.
//!
//! Nothing is decided here that the rulebook does not say. What a rule *does* is in the stages.

use crate::{ListId, RuleId};
use std::collections::{BTreeMap, BTreeSet};
use underheaven_base::{
    Act, Channel, Day, Gallery, Gate, Ground, Group, Kind, Relation, Site, Term, Window, vocabulary::Word,
};
use underheaven_rulebook::{About, Rulebook, When};

/// Days on which something is in force: `from <= day < until`, or never.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Span {
    from: Day,
    until: Day,
}

impl Span {
    /// No day at all.
    const NEVER: Self = Self { from: Day(0), until: Day(0) };

    fn of(about: &About) -> Self {
        let from = about.from.unwrap_or(Day(i32::MIN));
        let until = if about.enabled { about.until.unwrap_or(Day(i32::MAX)) } else { from };
        Self { from, until }
    }

    /// In force on `day`.
    #[inline]
    pub fn holds(self, day: Day) -> bool {
        self.from <= day && day < self.until
    }

    /// Its first day.
    pub fn since(self) -> Day {
        self.from
    }

    /// First day after its end.
    pub fn until(self) -> Day {
        self.until
    }

    /// Whether there is any day in it.
    pub fn ever(self) -> bool {
        self.from < self.until
    }
}

/// A rule, ready to book.
#[derive(Clone, PartialEq, Debug)]
pub struct Rule {
    /// Its number.
    pub id: RuleId,
    /// When it is in force.
    pub span: Span,
    /// When it books.
    pub when: WhenReady,
    /// Points, 0 where it only lists.
    pub points: i32,
    /// The list it puts on.
    pub list: Option<ListId>,
    /// At most once in a calendar window.
    pub once_in: Option<Window>,
    /// At most once in so many days.
    pub once_in_days: Option<i32>,
    /// Bits of the channels that book it; 0 for any.
    pub channels: u32,
    /// The kind of what is punished.
    pub kind: Kind,
}

impl Rule {
    /// The number of a rule that this rulebook does not hold.
    fn empty(id: RuleId) -> Self {
        let (when, kind) = (WhenReady::Act(Act::CameraPass), Kind::Conduct);
        Self {
            id,
            span: Span::NEVER,
            when,
            points: 0,
            list: None,
            once_in: None,
            once_in_days: None,
            channels: 0,
            kind,
        }
    }
}

impl List {
    /// A list that this rulebook does not hold.
    fn empty() -> Self {
        Self {
            span: Span::NEVER,
            below: None,
            term_months: None,
            term_days: None,
            removed_on: None,
            removal_days: 0,
            raise_at_end: false,
            notice: false,
        }
    }
}

/// [`When`] with bands as numbers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WhenReady {
    /// At each sighting.
    Act(Act),
    /// At the so-and-so-manieth in a window.
    Count(Act, i32, Window),
    /// A window with everything on time.
    Punctual(Act, Window),
    /// A window without a demerit.
    Clean(Window),
    /// A window that ends with a good registry score: threshold, window, base, per on-time, per overdue.
    Registry(i32, Window, i32, i32, i32),
    /// A date of two people both in this band or above.
    Pair(u8),
}

impl WhenReady {
    /// The window at whose end it is seen whether the rule books, if that is when.
    pub fn at_end_of(self) -> Option<Window> {
        match self {
            Self::Punctual(_, window) | Self::Clean(window) | Self::Registry(_, window, ..) => Some(window),
            Self::Act(_) | Self::Count(..) | Self::Pair(_) => None,
        }
    }
}

/// A kin rule, ready.
#[derive(Clone, PartialEq, Debug)]
pub struct KinRule {
    /// Its number.
    pub id: RuleId,
    /// When it is in force.
    pub span: Span,
    /// Rules that set it off.
    pub after_rules: Vec<RuleId>,
    /// Lists that set it off.
    pub after_lists: Vec<ListId>,
    /// Bits of the relations reached.
    pub relations: u32,
    /// Points booked.
    pub points: i32,
    /// At most once in so many days, over all kin rules.
    pub once_in_days: Option<i32>,
    /// Within the household on the next day.
    pub next_day_at_home: bool,
    /// Withdrawn when its cause is corrected.
    pub withdrawn_with_cause: bool,
}

/// An official's discretion, ready.
#[derive(Clone, PartialEq, Debug)]
pub struct Discretion {
    /// Its number.
    pub id: RuleId,
    /// When it is in force.
    pub span: Span,
    /// The act answered.
    pub act: Act,
    /// Share answered.
    pub share: f64,
    /// The list.
    pub list: ListId,
    /// A number of its name alone, so that its luck does not depend on what else the rulebook holds.
    pub key: u32,
}

/// A list, ready.
#[derive(Clone, PartialEq, Debug)]
pub struct List {
    /// When it is in force.
    pub span: Span,
    /// Entered below this score.
    pub below: Option<i32>,
    /// Term in months.
    pub term_months: Option<i32>,
    /// Term in days.
    pub term_days: Option<i32>,
    /// Lifted on this act.
    pub removed_on: Option<Act>,
    /// Days until that takes effect.
    pub removal_days: i32,
    /// Raises the score to `below` at the end.
    pub raise_at_end: bool,
    /// Whether those listed are told.
    pub notice: bool,
}

/// A gate, ready.
#[derive(Clone, PartialEq, Debug)]
pub struct GateReady {
    /// When standing decides here.
    pub span: Span,
    /// Bits of the lists refused.
    pub refuses_lists: u32,
    /// Bits of the bands refused.
    pub refuses_bands: u32,
    /// Bits of the bands favoured.
    pub favours_bands: u32,
    /// A child's request is decided by a parent's standing.
    pub follows_parent: bool,
    terms: [f64; Term::COUNT],
}

impl GateReady {
    /// A term's value, 0 where the rulebook gives none.
    #[inline]
    pub fn term(&self, term: Term) -> f64 {
        self.terms[term.index()]
    }
}

/// Cameras, ready.
#[derive(Clone, PartialEq, Debug)]
pub struct Cameras {
    /// When they are on.
    pub span: Span,
    coverage: Vec<(Day, f64)>,
    sight_at: f64,
    site: [f64; Site::COUNT],
    /// Chance of a false match for a covered pass, at a gallery of 500,000.
    pub false_match: f64,
    /// Share of camera bookings that fall on another, at a gallery of 500,000.
    pub mistaken: f64,
    /// Among whom they search.
    pub gallery: Gallery,
}

/// The gallery size at which the rulebook's error rates hold (people of the represented country).
pub const REFERENCE_GALLERY: f64 = 500_000.0;

impl Cameras {
    /// Share of passes covered at a kind of place on a day.
    pub fn covers(&self, day: Day, site: Site) -> f64 {
        if !self.span.holds(day) {
            return 0.0;
        }
        (interpolate(&self.coverage, day) * self.site[site.index()]).min(1.0)
    }

    /// How today's coverage stands to the one at which shares of acts seen are stated.
    pub fn sight_factor(&self, day: Day) -> f64 {
        if !self.span.holds(day) || self.sight_at <= 0.0 {
            return 0.0;
        }
        interpolate(&self.coverage, day) / self.sight_at
    }

    /// The largest of [`Self::sight_factor`] on any day.
    pub fn largest_sight_factor(&self) -> f64 {
        if self.sight_at <= 0.0 {
            return 0.0;
        }
        self.coverage.iter().map(|(_, share)| *share).fold(0.0, f64::max) / self.sight_at
    }
}

/// A value between dated values, linear; the first before them all, the last after.
pub fn interpolate(points: &[(Day, f64)], day: Day) -> f64 {
    let after = points.partition_point(|(d, _)| *d <= day);
    match (after.checked_sub(1).map(|i| points[i]), points.get(after).copied()) {
        (None, None) => 0.0,
        (None, Some((_, v))) | (Some((_, v)), None) => v,
        (Some((d0, v0)), Some((d1, v1))) => v0 + (v1 - v0) * f64::from(day - d0) / f64::from(d1 - d0),
    }
}

/// How an act is seen.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Sight {
    /// Channels in their fixed order with the share seen.
    pub channels: Vec<(Channel, f64)>,
    /// Share of clean records booked as bad.
    pub wrong_record: f64,
    /// Share of sightings booked on a uniformly drawn other.
    pub on_another: f64,
}

/// Factors by group on how a channel sees and errs.
#[derive(Clone, PartialEq, Debug)]
pub struct Attention {
    /// When they hold.
    pub span: Span,
    /// On seeing.
    pub sees: Vec<(Group, f64)>,
    /// On mistaking.
    pub errs: Vec<(Group, f64)>,
}

/// The score, ready.
#[derive(Clone, PartialEq, Debug)]
pub struct Score {
    /// When entries are booked.
    pub span: Span,
    /// At enrolment.
    pub start: i32,
    /// Never above.
    pub most: Option<i32>,
    /// Live merit points at most.
    pub merit_cap: Option<i32>,
    /// Quarters an entry counts beyond its own.
    pub lifetime_quarters: Option<i32>,
}

/// Firms, ready.
#[derive(Clone, PartialEq, Debug)]
pub struct FirmReady {
    /// When in force.
    pub span: Span,
    /// The rule as written.
    pub rule: underheaven_rulebook::FirmRule,
}

/// Neighbours' reports, ready.
#[derive(Clone, PartialEq, Debug)]
pub struct ReportsReady {
    /// When in force.
    pub span: Span,
    /// Share false.
    pub false_share: f64,
    /// Subjects with their shares.
    pub subject: Vec<(Act, f64)>,
}

impl ReportsReady {
    /// Whether an act is ever reported.
    pub fn names(&self, act: Act) -> bool {
        self.subject.iter().any(|(subject, share)| *subject == act && *share > 0.0)
    }
}

/// Recourse, ready.
#[derive(Clone, PartialEq, Debug)]
pub struct RecourseReady {
    /// When one may appeal.
    pub span: Span,
    /// Admitted grounds in their order, with the share who appeal.
    pub uptake: Vec<(Ground, f64)>,
    /// Factors on that by group.
    pub uptake_by: Vec<(Group, f64)>,
    /// Share upheld where the ground holds.
    pub upheld_when_wrong: f64,
    /// Share upheld where it does not.
    pub upheld_when_right: f64,
    /// Days until the decision.
    pub delay_days: i32,
    /// Up to so many days more.
    pub spread_days: i32,
}

/// A rulebook, ready to be lived under.
#[derive(Clone, PartialEq, Debug)]
pub struct Book {
    /// Name of the rulebook.
    pub name: String,
    /// When anything is booked, listed or refused at all.
    pub span: Span,
    /// The score, if there is one.
    pub score: Option<Score>,
    /// Days in a posting period.
    pub period_days: i32,
    /// Age from which one is under the rulebook.
    pub age: i32,
    /// Whether records from before enrolment count.
    pub earlier_records: bool,
    /// Percent of neighbourhoods enrolled by day.
    pub enrolment: Vec<(Day, f64)>,
    /// First day after the pilot, where places are enrolled one by one; it is for counting alone and changes no life.
    pub pilot_until: Option<Day>,
    /// Cameras.
    pub cameras: Option<Cameras>,
    /// By act.
    pub sight: Vec<Sight>,
    /// By channel.
    pub attention: Vec<Option<Attention>>,
    /// Lowest scores of the bands, lowest first.
    pub bands: Vec<i32>,
    /// Rules.
    pub rules: Vec<Rule>,
    /// Rules by the act they look at.
    pub rules_of_act: Vec<Vec<u16>>,
    /// Rules that book at a window's end.
    pub rules_of_windows: Vec<u16>,
    /// Kin rules.
    pub kin: Vec<KinRule>,
    /// Discretions.
    pub discretion: Vec<Discretion>,
    /// Lists.
    pub lists: Vec<List>,
    /// By gate.
    pub gates: Vec<Option<GateReady>>,
    /// Some gate refuses a band.
    pub bands_shut: bool,
    /// Firms.
    pub firm: Option<FirmReady>,
    /// Reports.
    pub reports: Option<ReportsReady>,
    /// Recourse.
    pub recourse: Option<RecourseReady>,
    /// Names of rules, kin rules, discretions.
    pub rule_names: Vec<String>,
    /// Names of lists.
    pub list_names: Vec<String>,
    /// Names of bands, lowest first.
    pub band_names: Vec<String>,
    /// From which day on some demerit or listing rule punishes an act; never forgotten, so that habit outlasts the rule.
    pub punished: [Day; Act::COUNT],
    /// Whether some merit is for a week, which closes on a Monday.
    pub closes_weeks: bool,
    /// Whether the rulebook ever punishes any act.
    pub punishes_anything: bool,
    /// By act: the one channel that always records it, where no rule looks at what it records.
    pub recorded: [Option<Channel>; Act::COUNT],
    /// Acts that no channel looks at and no neighbour reports, a bit each.
    pub unseen: u64,
    /// From which day on some merit rule rewards an act.
    pub rewarded: [Day; Act::COUNT],
}

/// A number of a name: the 32-bit FNV-1a hash, the same on every machine.
fn name_key(name: &str) -> u32 {
    name.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

fn bits(ids: impl Iterator<Item = usize>) -> u32 {
    ids.fold(0, |all, i| all | 1 << i)
}

/// The numbers that names have, for one rulebook or for several that are lived side by side.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Names {
    rules: BTreeSet<String>,
    kin: BTreeSet<String>,
    discretion: BTreeSet<String>,
    lists: BTreeSet<String>,
}

impl Names {
    /// All names of some rulebooks.
    pub fn of<'a>(books: impl Iterator<Item = &'a Rulebook>) -> Self {
        let mut all = Self::default();
        for r in books {
            all.rules.extend(r.rules.keys().cloned());
            all.kin.extend(r.kin.keys().cloned());
            all.discretion.extend(r.discretion.keys().cloned());
            all.lists.extend(r.lists.keys().cloned());
        }
        all
    }
}

impl Book {
    /// Makes a checked rulebook ready.
    pub fn new(r: &Rulebook) -> Self {
        Self::among(r, &Names::of(std::iter::once(r)))
    }

    /// Makes a checked rulebook ready, with the numbers that names have among others. A rule or list that it does not hold
    /// stands empty, and is never in force.
    pub fn among(r: &Rulebook, names: &Names) -> Self {
        let list_names: Vec<String> = names.lists.iter().cloned().collect();
        let mut by_floor: Vec<(&String, i32)> =
            r.bands.iter().filter(|(_, b)| b.about.enabled).map(|(name, b)| (name, b.from.value)).collect();
        by_floor.sort_by_key(|(_, from)| *from);
        let band_names: Vec<String> = by_floor.iter().map(|(n, _)| (*n).clone()).collect();
        let rule_names: Vec<String> = names.rules.iter().chain(&names.kin).chain(&names.discretion).cloned().collect();
        let rule_id = |name: &String| rule_names.iter().position(|n| n == name).map(|i| RuleId(i as u16));
        let list_id = |name: &String| list_names.iter().position(|n| n == name).map(|i| ListId(i as u8));
        let band_bits =
            |names: &[String]| bits(band_names.iter().enumerate().filter(|(_, n)| names.contains(n)).map(|x| x.0));
        let list_bits =
            |names: &[String]| bits(list_names.iter().enumerate().filter(|(_, n)| names.contains(n)).map(|x| x.0));

        let rules: Vec<Rule> = names
            .rules
            .iter()
            .enumerate()
            .map(|(i, name)| (RuleId(i as u16), r.rules.get(name)))
            .map(|(id, rule)| {
                let Some(rule) = rule else { return Rule::empty(id) };
                Rule {
                    id,
                    span: Span::of(&rule.about),
                    when: ready(&rule.when, &band_names),
                    points: rule.points.as_ref().map_or(0, |p| p.value),
                    list: rule.list.as_ref().and_then(list_id),
                    once_in: rule.once_in,
                    once_in_days: rule.once_in_days.as_ref().map(|d| d.value),
                    channels: bits(rule.channels.iter().map(|c| c.index())),
                    kind: rule.kind.unwrap_or_else(|| act_of(&rule.when).map_or(Kind::Conduct, Act::kind)),
                }
            })
            .collect();
        let weekly = |rule: &Rule| rule.when.at_end_of() == Some(Window::Week);
        let closes_weeks = rules.iter().any(|rule| rule.span.ever() && weekly(rule));
        let of_windows = |rule: &&Rule| rule.when.at_end_of().is_some();
        let rules_of_windows = rules.iter().filter(of_windows).map(|rule| rule.id.0).collect();
        let (sight, attention) = (sights(r), attention(r));
        let mut rules_of_act = vec![vec![]; Act::COUNT];
        let never = Day(i32::MAX);
        let (mut punished, mut rewarded) = ([never; Act::COUNT], [never; Act::COUNT]);
        let book_from = Span::of(&r.about);
        let since = |about: &About| {
            let span = Span::of(about);
            if span.ever() && book_from.ever() { span.from.max(book_from.from) } else { never }
        };
        for (i, rule) in names.rules.iter().enumerate().filter_map(|(i, name)| Some((i, r.rules.get(name)?))) {
            if let Some(act) = act_of(&rule.when) {
                rules_of_act[act.index()].push(i as u16);
                let points = rule.points.as_ref().map_or(0, |p| p.value);
                if points < 0 || rule.list.is_some() {
                    punished[act.index()] = punished[act.index()].min(since(&rule.about));
                }
                if points > 0 {
                    rewarded[act.index()] = rewarded[act.index()].min(since(&rule.about));
                }
            }
        }
        for d in r.discretion.values() {
            punished[d.act.index()] = punished[d.act.index()].min(since(&d.about));
        }
        let kin = r
            .kin
            .iter()
            .map(|(name, k)| KinRule {
                id: rule_id(name).unwrap_or(RuleId(0)),
                span: Span::of(&k.about),
                after_rules: k.after_rules.iter().chain(&k.after_discretion).filter_map(rule_id).collect(),
                after_lists: k.after_lists.iter().filter_map(list_id).collect(),
                relations: bits(k.relations.iter().map(|r: &Relation| r.index())),
                points: k.points.value,
                once_in_days: k.once_in_days.as_ref().map(|d| d.value),
                next_day_at_home: k.within_household_next_day,
                withdrawn_with_cause: k.withdrawn_with_cause,
            })
            .collect();
        let discretion = r
            .discretion
            .iter()
            .map(|(name, d)| Discretion {
                id: rule_id(name).unwrap_or(RuleId(0)),
                span: Span::of(&d.about),
                act: d.act,
                share: d.share.value,
                list: list_id(&d.list).unwrap_or(ListId(0)),
                key: name_key(name),
            })
            .collect();
        let mut gates: Vec<Option<GateReady>> = vec![None; Gate::COUNT];
        for (gate, g) in &r.gates {
            let mut terms = [0.0; Term::COUNT];
            for (t, v) in &g.terms {
                terms[t.index()] = v.value;
            }
            gates[gate.index()] = Some(GateReady {
                span: Span::of(&g.about),
                refuses_lists: list_bits(&g.refuses_lists),
                refuses_bands: band_bits(&g.refuses_bands),
                favours_bands: band_bits(&g.favours_bands),
                follows_parent: g.follows_parent,
                terms,
            });
        }
        let reports = r.reports.as_ref().map(|x| ReportsReady {
            span: Span::of(&x.about),
            false_share: x.false_share.value,
            subject: x.subject.iter().map(|(a, v)| (*a, v.value)).collect(),
        });
        Self {
            name: r.name.clone(),
            span: Span::of(&r.about),
            score: r.score.as_ref().map(|s| Score {
                span: Span::of(&s.about),
                start: s.start.value,
                most: s.most.as_ref().map(|m| m.value),
                merit_cap: s.merit_cap.as_ref().map(|m| m.value),
                lifetime_quarters: s.lifetime_quarters.as_ref().map(|m| m.value),
            }),
            period_days: r.posting.period_days.value.max(1),
            age: r.enrolment.age.value,
            earlier_records: r.enrolment.earlier_records,
            enrolment: r.enrolment.share.iter().map(|(d, v)| (*d, v.value)).collect(),
            pilot_until: r.enrolment.pilot(),
            cameras: r.camera.as_ref().map(cameras),
            recorded: recorded(&attention, &sight, &rules_of_act),
            unseen: unseen(&sight, reports.as_ref()),
            sight,
            attention,
            bands: by_floor.iter().map(|(_, from)| *from).collect(),
            rules,
            rules_of_act,
            rules_of_windows,
            kin,
            discretion,
            lists: names.lists.iter().map(|name| r.lists.get(name).map_or_else(List::empty, list)).collect(),
            bands_shut: gates.iter().flatten().any(|g| g.refuses_bands != 0),
            gates,
            firm: r.firm.as_ref().map(|f| FirmReady { span: Span::of(&f.about), rule: f.clone() }),
            reports,
            recourse: r.recourse.as_ref().map(recourse),
            rule_names,
            list_names,
            band_names,
            closes_weeks,
            punishes_anything: punished.iter().any(|d| *d != never),
            punished,
            rewarded,
        }
    }

    /// The band of a score, by number; none where there are no bands.
    pub fn band(&self, score: i32) -> Option<u8> {
        let above = self.bands.partition_point(|from| *from <= score);
        above.checked_sub(1).map(|i| i as u8)
    }

    /// Whether the rulebook has begun to punish an act by `day`.
    #[inline]
    pub fn punishes(&self, act: Act, day: Day) -> bool {
        self.punished[act.index()] <= day
    }

    /// Whether the rulebook punishes an act on some day.
    pub fn may_punish(&self, act: Act) -> bool {
        self.punished[act.index()] < Day(i32::MAX)
    }

    /// Whether the rulebook has begun to reward an act by `day`.
    #[inline]
    pub fn rewards(&self, act: Act, day: Day) -> bool {
        self.rewarded[act.index()] <= day
    }

    /// Whether windows close at the start of a day, for everybody: on the first of a month, and on Mondays where a merit is
    /// for a week.
    #[inline]
    pub fn closes(&self, day: Day) -> bool {
        day.ymd().2 == 1 || self.closes_weeks && day == day.monday()
    }

    /// The gate's rule, where standing decides on `day`.
    #[inline]
    pub fn gate(&self, gate: Gate, day: Day) -> Option<&GateReady> {
        let ready = self.gates[gate.index()].as_ref()?;
        (self.span.holds(day) && ready.span.holds(day)).then_some(ready)
    }

    /// A gate's term, in force or not; 0 where the rulebook gives none.
    pub fn term(&self, gate: Gate, term: Term) -> f64 {
        self.gates[gate.index()].as_ref().map_or(0.0, |g| g.term(term))
    }
}

fn recourse(r: &underheaven_rulebook::Recourse) -> RecourseReady {
    let admitted = |g: &Ground| r.uptake.get(g.name()).map(|share| (*g, share.value));
    RecourseReady {
        span: Span::of(&r.about),
        uptake: Ground::ALL.iter().filter_map(admitted).collect(),
        uptake_by: r.uptake_by.iter().map(|(g, v)| (*g, v.value)).collect(),
        upheld_when_wrong: r.upheld_when_wrong.value,
        upheld_when_right: r.upheld_when_right.value,
        delay_days: r.delay_days.value,
        spread_days: r.spread_days.as_ref().map_or(0, |d| d.value),
    }
}

fn list(l: &underheaven_rulebook::List) -> List {
    List {
        span: Span::of(&l.about),
        below: l.below.as_ref().map(|b| b.value),
        term_months: l.term_months.as_ref().map(|t| t.value),
        term_days: l.term_days.as_ref().map(|t| t.value),
        removed_on: l.removed_on,
        removal_days: l.removal_days.as_ref().map_or(0, |d| d.value),
        raise_at_end: l.raise_at_end,
        notice: l.notice,
    }
}

fn cameras(c: &underheaven_rulebook::Camera) -> Cameras {
    let mut site = [1.0; Site::COUNT];
    for (s, v) in &c.site {
        site[s.index()] = v.value;
    }
    Cameras {
        span: Span::of(&c.about),
        coverage: c.coverage.iter().map(|(d, v)| (*d, v.value)).collect(),
        sight_at: c.sight_at.value,
        site,
        false_match: c.false_match_per_pass.value * c.passed_by_review(),
        mistaken: c.mistaken_share.value * c.passed_by_review(),
        gallery: c.gallery,
    }
}

/// Acts that no channel looks at and no neighbour reports, a bit each.
fn unseen(sight: &[Sight], reports: Option<&ReportsReady>) -> u64 {
    let seen = |act: Act| !sight[act.index()].channels.is_empty() || reports.is_some_and(|r| r.names(act));
    Act::ALL.iter().filter(|act| !seen(**act)).fold(0, |all, act| all | 1 << act.index())
}

/// A sure record, of everybody alike, that leads to nothing more.
fn recorded(attention: &[Option<Attention>], sight: &[Sight], rules: &[Vec<u16>]) -> [Option<Channel>; Act::COUNT] {
    Act::ALL.map(|act| {
        let sight = &sight[act.index()];
        let &[(channel, share)] = sight.channels.as_slice() else { return None };
        let evaded = matches!(act, Act::AlcoholPurchase | Act::GamingEvening);
        let plain = !evaded && channel != Channel::Camera && share >= 1.0 && attention[channel.index()].is_none();
        (plain && sight.on_another == 0.0 && rules[act.index()].is_empty()).then_some(channel)
    })
}

fn sights(r: &Rulebook) -> Vec<Sight> {
    let of = |act: &Act| {
        r.sight.get(act).map_or_else(Sight::default, |s| Sight {
            channels: s.channels.iter().map(|(c, v)| (*c, v.value)).collect(),
            wrong_record: s.wrong_record.as_ref().map_or(0.0, |v| v.value),
            on_another: s.on_another.as_ref().map_or(0.0, |v| v.value),
        })
    };
    Act::ALL.iter().map(of).collect()
}

fn attention(r: &Rulebook) -> Vec<Option<Attention>> {
    let factors = |m: &BTreeMap<Group, underheaven_base::Figure<f64>>| m.iter().map(|(g, v)| (*g, v.value)).collect();
    let of = |c: &Channel| {
        r.attention.get(c).map(|a| Attention {
            span: Span::of(&a.about),
            sees: factors(&a.sees),
            errs: factors(&a.errs),
        })
    };
    <Channel as Word>::ALL.iter().map(of).collect()
}

fn act_of(when: &When) -> Option<Act> {
    match when {
        When::Act { act } | When::Count { act, .. } | When::Punctual { act, .. } => Some(*act),
        When::Pair { .. } => Some(Act::Dating),
        When::Clean { .. } | When::Registry { .. } => None,
    }
}

fn ready(when: &When, bands: &[String]) -> WhenReady {
    match when {
        When::Act { act } => WhenReady::Act(*act),
        When::Count { act, from, window } => WhenReady::Count(*act, from.value, *window),
        When::Punctual { act, window } => WhenReady::Punctual(*act, *window),
        When::Clean { window } => WhenReady::Clean(*window),
        When::Registry { from, window, base, on_time, overdue } => {
            WhenReady::Registry(from.value, *window, base.value, on_time.value, overdue.value)
        }
        When::Pair { band } => WhenReady::Pair(bands.iter().position(|b| b == band).map_or(u8::MAX, |i| i as u8)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dated_values_are_linear_between_and_flat_outside() {
        let points = [(Day(0), 20.0), (Day(10), 60.0)];
        assert_eq!(interpolate(&points, Day(-5)), 20.0);
        assert_eq!(interpolate(&points, Day(5)), 40.0);
        assert_eq!(interpolate(&points, Day(99)), 60.0);
        assert_eq!(interpolate(&[], Day(1)), 0.0);
    }
}
