//! How each event is counted: the tally as a world's observer.

use crate::alike::Numbers;
use crate::cells::Key;
use crate::counters::{self, NO_ACT, PROTECTED, Subject, WRONG, flag};
use crate::digest::{self, Digest};
use crate::funnel::{Funnel, Who};
use crate::roll::bit;
use crate::tally::{Kept, Realised, Tally, WORD};
use underheaven_base::{Act, Cause, Channel, Day, Gate, Group, Kind, NeighbourhoodId, Outcome, PersonId, Site, Truth};
use underheaven_world::pools::Rank;
use underheaven_world::{
    Answer, Appealed, Booking, Census, Entry, ListId, Listing, Observer, Parted, Push, Trigger, Turn,
};

/// The three ways in which a punishment may be wrong, as a set of bits.
fn ways(cause: Cause, no_act: bool, trigger: Option<Trigger>) -> u8 {
    let protected = trigger.is_some_and(|t| matches!(t.kind, Kind::Speech | Kind::Association));
    [(cause.is_error(), WRONG), (no_act, NO_ACT), (protected, PROTECTED)]
        .into_iter()
        .fold(0, |set, (held, way)| if held { set | way } else { set })
}

/// Counts an act with the first of some classes, if there is any.
#[inline]
fn count_class(realised: &mut Realised, act: Act, classes: u32) {
    if classes != 0 {
        realised[act.index()][classes.trailing_zeros() as usize % WORD] += 1;
    }
}

impl Observer for Tally {
    fn begin(&mut self, world: &dyn Census) {
        for (person, day) in self.enrolled_before(world) {
            self.enrolled(person, day);
        }
    }

    fn act(&mut self, person: PersonId, day: Day, act: Act, push: Push) {
        if push != Push::None || self.known_only {
            return self.act_otherwise(person, day, act, push);
        }
        let done = self.did(person, day, act);
        self.digest.one_more();
        self.digest.mix(done);
    }

    fn acts(&mut self, act: Act, done: &[(PersonId, Day)]) {
        if self.known_only {
            return done.iter().for_each(|(person, day)| self.act(*person, *day, act, Push::None));
        }
        let mut digest = Digest::default();
        for &(person, day) in done {
            digest.plus_one(self.did(person, day, act));
        }
        self.digest.plus(digest);
    }

    fn forgone(&mut self, person: PersonId, day: Day, act: Act, push: Push) {
        let who = self.who(person);
        self.told(who.place, |d| d.act(person, day, act, push));
        self.add(who, counters::act(act, push), 1);
    }

    fn seen(&mut self, person: PersonId, day: Day, act: Act, channel: Channel) {
        if self.known_only || !self.less.is_empty() {
            self.told(self.place(person), |d| d.seen(person, day, act, channel));
        } else {
            self.digest.seen(person, day, act, channel);
        }
        // A record that no rule looks at, or of somebody whom no rule reaches, is no step towards an entry.
        if self.watched[act.index()] {
            self.seen_as_step(person, act, channel);
        }
    }

    fn entry(&mut self, entry: &Entry) {
        let who = self.who(entry.person);
        self.told_by_name(who, |d| d.entry(entry), |d, all| d.entry(&all.entry(entry)));
        self.slots[who.place].sum += entry.points;
        match entry.booking {
            Booking::Booked => self.booked(entry, who),
            Booking::Lapse => self.add(who, counters::LAPSES, 1),
            Booking::Correction => {
                self.add(who, counters::CORRECTIONS, 1);
                self.slots[who.place].flags |= 1 << flag::CORRECTED;
                self.in_funnel(who, |funnel, who| funnel.corrected(entry, who));
            }
            Booking::Raise | Booking::Cap => {}
        }
        if self.panel.holds(who.place) {
            self.ledger.push(*entry);
        }
    }

    fn enrolled(&mut self, person: PersonId, day: Day) {
        let who = self.who(person);
        self.told(who.place, |d| d.enrolled(person, day));
        let cohort = self.cohort(day);
        let slot = &mut self.slots[who.place];
        slot.cohort = cohort as u8;
        slot.flags |= 1 << flag::ENROLLED;
        if slot.flags & 1 << flag::ADULT_AT_START != 0 {
            let (first, last) = self.enrolments.unwrap_or((day, day));
            self.enrolments = Some((first.min(day), last.max(day)));
            self.less.iter_mut().for_each(|less| _ = less.enrolled_on.insert(day));
        }
        let key = who.key.enrolled(cohort);
        self.move_to(who.place, key);
        let in_pilot = u64::from(self.is_pilot(day));
        self.add(Who { key, ..who }, counters::ENROLLED_IN_PILOT, in_pilot);
        let reached = &mut self.reached[self.roll.nth(person.neighbourhood())];
        let first = reached.map_or(day, |first| first.min(day));
        self.reached_so_far += u32::from(*reached != Some(first));
        *reached = Some(first);
    }

    fn listed(&mut self, listing: &Listing) {
        let who = self.who(listing.person);
        self.told_by_name(who, |d| d.listed(listing), |d, all| d.listed(&all.listing(listing)));
        let ways = ways(listing.cause, listing.truth == Truth::NoAct, listing.trigger);
        let discretion = listing.cause == Cause::Discretion;
        let exposed = listing.trigger.is_some_and(|t| t.act == Act::ExposingCorruption);
        let own = matches!(listing.cause, Cause::OwnAct | Cause::Combined | Cause::Bookkeeping);
        self.add(who, counters::listing(listing.cause), 1);
        self.add(who, counters::listed(ways), 1);
        self.add(who, counters::OWN_NOT_NEEDED, u64::from(!own && !listing.needed.has(Cause::OwnAct)));
        self.add(who, counters::BY_DISCRETION, u64::from(discretion));
        self.add(who, counters::OF_VOICES, u64::from(discretion && exposed));
        self.punished(who.place, flag::LISTED, listing.from, ways);
        self.slots[who.place].flags |= u64::from(ways) << flag::LISTED_WAYS | u64::from(discretion) << flag::WRONGED;
        self.in_funnel(who, |funnel, who| funnel.listed(listing, who));
        let ledger = self.ledger.len() as u32;
        self.keep(Kept { listing: *listing, ended: None, ledger });
    }

    fn appealed(&mut self, appeal: &Appealed) {
        let who = self.who(appeal.person);
        self.told(who.place, |d| d.appealed(appeal));
        self.add(who, counters::APPEALS, 1);
        self.slots[who.place].flags |= 1 << flag::APPEALED;
        self.in_funnel(who, |funnel, who| funnel.appealed(appeal, who));
    }

    fn delisted(&mut self, person: PersonId, list: ListId, day: Day) {
        let who = self.who(person);
        self.told_by_name(who, |d| d.delisted(person, list, day), |d, all| d.delisted(person, all.list(list), day));
        if let Some(at) = self.open.remove(&(who.place as u32, list.0)) {
            let kept = &mut self.listings[at as usize];
            kept.ended = Some(day);
            let from = kept.listing.from.max(self.lived + 1);
            self.add(who, counters::LISTED_DAYS, (day - from).max(0) as u64);
        }
    }

    fn asked(&mut self, person: PersonId, day: Day, gate: Gate, rank: Rank) {
        let place = self.place(person);
        let told = self.told(place, |d| d.asked(person, day, gate, rank));
        self.lived(place, told);
    }

    fn gate(&mut self, answer: &Answer) {
        let who = self.who(answer.person);
        self.told_by_name(who, |d| d.gate(answer), |d, all| d.gate(&all.answer(answer)));
        self.add(who, counters::gate(answer.gate, answer.outcome), 1);
        self.add(who, counters::asked(answer.gate), u64::from(self.under_rulebook(who, answer)));
        if answer.outcome == Outcome::Refused {
            self.refused(answer, who);
        }
        if self.panel.holds(who.place) {
            self.gates.push(*answer);
        }
    }

    fn turn(&mut self, person: PersonId, day: Day, turn: Turn, amount: u32) {
        let place = self.place(person);
        let told = self.told(place, |d| d.turn(person, day, turn, amount));
        if (turn as usize) < counters::DUE.len() {
            self.late(place, turn, told);
        }
        match amount {
            1 => self.once(self.slots[place].cell, counters::turn(turn)),
            _ => self.turned(place, turn, amount),
        }
    }

    fn passes(&mut self, _place: NeighbourhoodId, _monday: Day, site: Site, made: u64, covered: u64) {
        let of = &mut self.passes[site.index()];
        of[0] += made;
        of[1] += covered;
    }

    fn parted(&mut self, parted: &Parted) {
        self.partings.part(parted);
    }

    fn parted_too(&mut self, person: PersonId, state: Option<Day>, life: Option<Day>) {
        self.partings.part_too(person, state, life);
    }

    fn rejoined(&mut self, person: PersonId, day: Day) {
        self.partings.rejoin(person, day);
    }

    fn asked_apart(&mut self, person: PersonId, day: Day, gate: Gate) {
        self.partings.ask(person, day, gate);
    }

    fn lived_apart(&mut self, person_days: u64) {
        self.partings.lived_apart += person_days;
    }

    fn period(&mut self, last: Day, world: &dyn Census) {
        self.lived_to(last, world);
    }
}

impl Tally {
    /// Brings what is known of a neighbourhood's people near: read one after another it comes sooner than when it is asked for.
    pub fn bring_near(&self, id: NeighbourhoodId) {
        let theirs = &self.slots[self.roll.places(id)];
        let days = theirs.iter().fold(0, |sum: u64, slot| sum ^ self.cells.days(slot.cell));
        std::hint::black_box(days);
    }

    /// A person's place in the row.
    #[inline]
    fn place(&self, person: PersonId) -> usize {
        self.roll.place(person)
    }

    #[inline]
    fn who(&self, person: PersonId) -> Who {
        self.who_at(self.place(person))
    }

    #[inline]
    fn who_at(&self, place: usize) -> Who {
        let cell = self.slots[place].cell;
        let (key, all) = (self.cells.key(cell), self.slots.len());
        Who { place, key, all, known_only: self.known_only, counted_only: false }
    }

    /// The key of a cell whose people are lived apart under some arm that is counted beside this one.
    #[inline]
    fn apart(&self, cell: u32) -> Option<Key> {
        // A run of one arm looks at no cell for it.
        if self.less.is_empty() { None } else { Some(self.cells.key(cell)).filter(|key| key.apart() != 0) }
    }

    /// Counts an event of whoever stands at a place, and gives its number.
    #[inline]
    fn told(&mut self, place: usize, of: impl FnOnce(&mut Digest) -> u64) -> u64 {
        if self.known_only {
            return of(&mut Digest::default());
        }
        let told = of(&mut self.digest);
        if let Some(key) = self.apart(self.slots[place].cell) {
            self.told_apart(key, told);
        }
        told
    }

    #[cold]
    fn told_apart(&mut self, key: Key, told: u64) {
        for less in self.less_of(key) {
            less.digest.plus_one(told);
        }
    }

    /// Counts an event that is part of somebody's life: there it is by the numbers that rules and lists have among all arms.
    fn told_by_name(
        &mut self,
        who: Who,
        own: impl FnOnce(&mut Digest) -> u64,
        among: impl FnOnce(&mut Digest, &Numbers) -> u64,
    ) {
        let told = self.told(who.place, own);
        let numbers = &self.setup.numbers;
        let told = if numbers.are_own() { told } else { among(&mut Digest::default(), numbers) };
        self.lived(who.place, told);
    }

    /// An event that is part of somebody's life.
    fn lived(&mut self, place: usize, told: u64) {
        let life = &mut self.slots[place].life;
        *life = life.wrapping_add(told);
    }

    fn add(&mut self, who: Who, counter: usize, n: u64) {
        if !self.known_only {
            self.add_to(who.key, counter, n);
        }
    }

    /// One more of what happens often: it goes to the sets that hold the person at the month's end.
    #[inline]
    fn once(&mut self, cell: u32, counter: usize) {
        if !self.known_only {
            self.cells.one_more(cell, counter - counters::OFTEN_FROM);
        }
    }

    /// A sighting of what a rule looks at. Few are: what most take is kept short.
    #[inline(never)]
    fn seen_as_step(&mut self, person: PersonId, act: Act, channel: Channel) {
        let place = self.place(person);
        if self.slots[place].cohort > 0 {
            self.once(self.slots[place].cell, counters::seen(channel));
            self.in_funnel(self.who_at(place), |funnel, who| funnel.seen(act, channel, who));
        }
    }

    /// A turn by more than one.
    #[cold]
    fn turned(&mut self, place: usize, turn: Turn, amount: u32) {
        self.add(self.who_at(place), counters::turn(turn), u64::from(amount));
    }

    /// One more in the funnel.
    fn in_funnel(&mut self, who: Who, add: impl Fn(&mut Funnel, Who)) {
        add(&mut self.funnel, who);
        if who.key.apart() != 0 {
            self.less_of(who.key).for_each(|less| add(&mut less.funnel, Who { counted_only: true, ..who }));
        }
    }

    /// Whether the rulebook reaches somebody on the day of a request: enrolled, or a child where people are enrolled.
    fn under_rulebook(&self, who: Who, answer: &Answer) -> bool {
        let reached = self.reached[self.roll.nth(answer.person.neighbourhood())];
        let child = who.key.groups() & bit(Group::Minors) != 0;
        who.key.cohort() > 0 || child && reached.is_some_and(|day| day <= answer.day)
    }

    /// Something that fell due was late.
    #[cold]
    fn late(&mut self, place: usize, turn: Turn, told: u64) {
        for act in counters::DUE {
            if let Some((_, bit)) = counters::late(act).filter(|(late, _)| *late == turn) {
                self.lived(place, told);
                let slot = &mut self.slots[place];
                slot.done |= u64::from(slot.cohort > 0) << bit;
                slot.offences = slot.offences.saturating_add(u8::from(slot.cohort > 0 && self.offences[act.index()]));
                self.add(self.who_at(place), counters::late_due(bit), 1);
            }
        }
    }

    /// An act is marked as part of somebody's life; gives their cell, the act's classes that hold them, and its number.
    #[inline(always)]
    fn marked(&mut self, person: PersonId, day: Day, act: Act) -> (u32, u32, u64) {
        let (place, at) = (self.place(person), act.index());
        let slot = &mut self.slots[place];
        let enrolled = slot.cohort > 0;
        slot.done |= u64::from(enrolled) << at;
        slot.offences = slot.offences.saturating_add(u8::from(enrolled & self.counted[at]));
        let done = digest::done(person, day, act);
        slot.life = slot.life.wrapping_add(done);
        (slot.cell, slot.classes & self.act_classes[at], done)
    }

    /// An act to which nothing pushed somebody is counted, but for the digest; gives its number.
    #[inline(always)]
    fn did(&mut self, person: PersonId, day: Day, act: Act) -> u64 {
        let (cell, classes, done) = self.marked(person, day, act);
        count_class(&mut self.realised, act, classes);
        self.cells.act(cell, act);
        if let Some(key) = self.apart(cell) {
            self.act_apart(key, act, classes, done);
        }
        done
    }

    /// An act that is known and not counted, or to which something pushed somebody.
    #[cold]
    fn act_otherwise(&mut self, person: PersonId, day: Day, act: Act, push: Push) {
        let (cell, classes, _) = self.marked(person, day, act);
        if self.known_only {
            return;
        }
        count_class(&mut self.realised, act, classes);
        let (told, key) = (self.digest.act(person, day, act, push), self.cells.key(cell));
        self.add_to(key, counters::act(act, push), 1);
        if push == Push::Hope && key.groups() & bit(Group::EntryParents) != 0 {
            self.add_to(key, counters::ENTRY_PARENT_HOPE, 1);
        }
        self.act_apart(key, act, classes, told);
    }

    /// An act of somebody with this key is counted apart, too, where they are lived apart.
    #[cold]
    fn act_apart(&mut self, key: Key, act: Act, classes: u32, told: u64) {
        for less in self.less_of(key) {
            less.digest.plus_one(told);
            count_class(&mut less.realised, act, classes);
        }
    }

    fn booked(&mut self, entry: &Entry, who: Who) {
        // Of a pair both are booked: at the merit cap a merit of no points.
        let capped = entry.points == 0 && self.subject(entry) == Subject::Dates;
        let (merit, demerit) = (entry.points > 0 || capped, entry.points < 0);
        let wrong = entry.cause.is_error();
        if merit || demerit {
            let points = u64::from(entry.points.unsigned_abs());
            let subject = self.subject(entry);
            self.add(who, counters::entry(entry.cause, merit), 1);
            self.add(who, counters::points(entry.cause, merit), points);
            self.add(who, counters::subject(subject, merit), 1);
            self.earned(who.place, subject, merit);
        }
        if entry.channel == Channel::Camera {
            self.add(who, counters::CAMERA, 1);
            self.add(who, counters::CAMERA_FALSE, u64::from(wrong));
        }
        if demerit {
            let ways = ways(entry.cause, entry.truth == Truth::NoAct, entry.trigger);
            self.add(who, counters::demerit(ways), 1);
            self.add(who, counters::TRAP_DEMERITS, u64::from(entry.trap));
            self.punished(who.place, flag::DEMERIT, entry.day, ways);
            let speech = entry.cause != Cause::Kin && entry.trigger.is_some_and(|t| t.kind == Kind::Speech);
            let mistaken = matches!(entry.cause, Cause::Mistaken | Cause::Presence);
            self.slots[who.place].flags |= u64::from(wrong) << flag::WRONGED
                | u64::from(speech) << flag::SPEECH
                | u64::from(mistaken) << flag::MISTAKEN;
            if let (Cause::Kin, Some(relation)) = (entry.cause, entry.relation) {
                self.add(who, counters::relation(relation), 1);
            }
        }
        self.learn_from(entry, who);
        self.in_funnel(who, |funnel, who| funnel.booked(entry, who));
    }

    /// Remembers which act a rule books.
    fn learn_from(&mut self, entry: &Entry, who: Who) {
        let (Some(rule), Some(trigger)) = (entry.rule, entry.trigger) else { return };
        if matches!(entry.cause, Cause::Kin | Cause::Association) || self.known_only {
            return;
        }
        let at = (rule.0, trigger.act.index() as u8);
        *self.learned.entry(at).or_default() += 1;
        self.less_of(who.key).for_each(|less| *less.learned.entry(at).or_default() += 1);
    }

    /// What an entry was booked for.
    fn subject(&self, entry: &Entry) -> Subject {
        let facts = entry.rule.and_then(|r| self.setup.rules.get(usize::from(r.0))).copied().unwrap_or_default();
        let of_act = || entry.trigger.map(|t| t.act).or(facts.act).map(Subject::of);
        match entry.cause {
            Cause::Kin => Subject::Kin,
            Cause::Presence => Subject::Presence,
            _ => facts.subject.or_else(of_act).unwrap_or(Subject::Other),
        }
    }

    fn earned(&mut self, place: usize, subject: Subject, merit: bool) {
        let bills = merit && subject == Subject::Bills;
        let credit = merit && subject == Subject::Credit;
        self.slots[place].flags |= u64::from(bills) << flag::BILLS | u64::from(credit) << flag::CREDIT;
    }

    /// Marks somebody as punished on `day`: `what` is a bit of [`flag`]'s span.
    fn punished(&mut self, place: usize, what: u32, day: Day, ways: u8) {
        let since = if self.is_pilot(day) { 0 } else { flag::SINCE };
        self.slots[place].flags |= 1 << (what + since) | u64::from(ways) << flag::PUNISHED_WAYS;
    }

    fn refused(&mut self, answer: &Answer, who: Who) {
        let ways = self.ways_of_refusal(answer);
        self.add(who, counters::refused(answer.cause), 1);
        self.add(who, counters::refusal(ways), 1);
        self.punished(who.place, flag::REFUSED + Gate::index(answer.gate) as u32, answer.day, ways);
        let refusals = &mut self.slots[who.place].refusals;
        *refusals = refusals.saturating_add(1);
        self.in_funnel(who, |funnel, who| funnel.refused(answer, who));
    }

    /// A refusal's ways: those of the standing that decided. A parent's standing is no act of the child's; a
    /// listing's truth is that of the listing; otherwise an own act must be among the causes needed.
    fn ways_of_refusal(&self, answer: &Answer) -> u8 {
        let cause = answer.cause.unwrap_or(Cause::Bookkeeping);
        let own = answer.standing_of == answer.person;
        let listing = answer.list.filter(|_| own);
        let listing = listing.and_then(|l| self.open.get(&(self.roll.place(answer.person) as u32, l.0)));
        let no_act = match (own, listing) {
            (false, _) => true,
            (true, Some(at)) => self.listings[*at as usize].listing.truth == Truth::NoAct,
            (true, None) => {
                !matches!(cause, Cause::OwnAct | Cause::Combined | Cause::Bookkeeping)
                    && !answer.needed.has(Cause::OwnAct)
            }
        };
        ways(cause, no_act, answer.trigger)
    }
}
