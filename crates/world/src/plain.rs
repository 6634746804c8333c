//! The plain world: one person at a time, every entry kept, written for reading. It says what is meant.
//!
//! The fast world must make the same ledger, entry for entry. What an act, a channel or a gate *is* stands
//! in their own files; here are only the mechanics: who is lived when, and how letters travel.

use crate::{
    Board, Book, Census, Frame, Life, Look, Mail, Observer, Overrides, Temper, View, acts, day, gates, life::Standing,
    pools, posting, response, scene::Eye, scene::Outbox, scene::Scene, standing,
};
use underheaven_base::{Day, Draw, Fault, Gate, Kind, NeighbourhoodId, Outcome, PersonId, Purpose, Site};
use underheaven_behaviour::Behaviour;
use underheaven_rulebook::Rulebook;
use underheaven_society::{Person, Proposal, Residents, Society, Trait, age_class};

/// What is to be lived.
pub struct Plan<'a> {
    /// The people.
    pub society: &'a dyn Society,
    /// The rulebook, checked.
    pub rulebook: &'a Rulebook,
    /// The behaviour, checked.
    pub behaviour: &'a Behaviour,
    /// The luck seed (`--seed`).
    pub luck: u64,
    /// First day lived.
    pub from: Day,
    /// Last day lived.
    pub to: Day,
    /// Outcomes fixed by hand; empty in every run.
    pub overrides: Overrides,
}

/// A world under way.
pub struct World<'a> {
    plan: Plan<'a>,
    book: Book,
    temper: Temper,
    enrolment: Vec<Day>,
    /// Everybody, by neighbourhood.
    residents: Vec<Residents>,
    lives: Vec<Vec<Life>>,
    boards: Vec<Board>,
    boosted: Vec<PersonId>,
    out: Outbox,
    tomorrow: Vec<Vec<Mail>>,
    pools: pools::Pools,
    today: Day,
    proposals: Vec<Vec<Proposal>>,
    proposed: Day,
    ages: Vec<[u64; 4]>,
}

impl<'a> World<'a> {
    /// Makes a world ready; refuses a behaviour or cameras that could pass the society's ceilings.
    pub fn new(plan: Plan<'a>) -> Result<Self, Vec<Fault>> {
        let book = Book::new(plan.rulebook);
        let temper = Temper::new(plan.behaviour);
        let mut faults = temper.check(plan.society);
        faults.extend(acts::camera_pass::check(&book, plan.society, plan.from, plan.to));
        faults.extend(crate::refusals::of(plan.rulebook, plan.society, &book));
        if !faults.is_empty() {
            return Err(faults);
        }
        let n = plan.society.neighbourhoods();
        let enrolment = enrolment_days(&book, plan.society, plan.from);
        let today = plan.from;
        let residents = (0..n).map(|i| plan.society.settled(NeighbourhoodId(i))).collect();
        let mut world = World {
            enrolment,
            residents,
            lives: vec![],
            boards: vec![Board::default(); n as usize],
            boosted: vec![],
            out: Outbox::default(),
            tomorrow: vec![vec![]; n as usize],
            pools: pools::Pools::default(),
            today,
            proposals: vec![vec![]; n as usize],
            proposed: Day(i32::MIN),
            ages: vec![[0; 4]; n as usize],
            book,
            temper,
            plan,
        };
        world.populate();
        Ok(world)
    }

    /// Lives one posting period: post, live its days, tell the observer. False when the last day was lived.
    pub fn step(&mut self, observer: &mut dyn Observer) -> bool {
        if self.today > self.plan.to {
            return false;
        }
        let (first, end) = (self.today, self.period_end());
        self.open_day(first, observer);
        self.post(first, observer);
        let mut day = first;
        while day < end {
            let days_end = end.min(day.monday() + 7);
            self.propose(day);
            self.count_passes(day, days_end, observer);
            self.live_days(first, day, days_end, end, observer);
            day = days_end;
        }
        self.write_boards(first, end + -1);
        self.today = end;
        observer.period(end + -1, self);
        self.today <= self.plan.to
    }

    /// First day after the posting period that starts today: the bureau posts on Mondays, or daily.
    fn period_end(&self) -> Day {
        let n = self.book.period_days;
        let end = if n < 7 {
            self.today + 1
        } else {
            let weeks = n / 7;
            let first = self.plan.from.monday();
            let lived = (self.today.monday() - first) / 7;
            first + (lived / weeks + 1) * weeks * 7
        };
        end.min(self.plan.to + 1)
    }

    /// Everybody's life before anything happened.
    fn populate(&mut self) {
        self.lives = self.residents.iter().map(|r| r.people.iter().map(|p| self.first_life(p)).collect()).collect();
    }

    fn first_life(&self, p: &Person) -> Life {
        let adult = p.born.plus_months(self.book.age * 12);
        let start_of_records = if self.book.earlier_records { self.plan.from } else { Day(i32::MAX) };
        let enrols = self.enrolment[p.id.neighbourhood().0 as usize].max(adult);
        let records = enrols.min(start_of_records.max(adult));
        let some = |d: Day| (d <= self.plan.to).then_some(d);
        let buffer = self.plan.society.means().buffer_tenths[usize::from(p.fifth)];
        let start = self.book.score.as_ref().map_or(0, |s| s.start);
        let member = p.traits.has(Trait::Member);
        let mut life = Life::new(start, some(enrols), some(records), i32::from(buffer) * 100, member);
        life.view = response::first_view(&self.frame(self.plan.from), p);
        life
    }

    fn frame(&self, period: Day) -> Frame<'_> {
        Frame {
            society: self.plan.society,
            book: &self.book,
            temper: &self.temper,
            luck: self.plan.luck,
            boards: &self.boards,
            boosted: &self.boosted,
            enrolment: &self.enrolment,
            overrides: &self.plan.overrides,
            period,
        }
    }

    /// Makes the week's proposals once, whatever the posting period.
    fn propose(&mut self, day: Day) {
        let monday = day.monday();
        if self.proposed == monday {
            return;
        }
        self.proposed = monday;
        for n in 0..self.plan.society.neighbourhoods() {
            let out = &mut self.proposals[n as usize];
            out.clear();
            self.plan.society.proposals(&self.residents[n as usize], monday, self.plan.luck, out);
            out.sort_by_key(|p| p.day);
        }
    }

    /// Counts camera passes by expectation: made by everybody, and covered by cameras (S02).
    fn count_passes(&mut self, first: Day, end: Day, observer: &mut dyn Observer) {
        let society = self.plan.society;
        let fresh = first == self.plan.from || first.ymd().2 <= 7 && (first.ymd().2 == 1 || first == first.monday());
        let days = f64::from(end - first);
        for n in 0..society.neighbourhoods() {
            let id = NeighbourhoodId(n);
            if fresh {
                let mut ages = [0u64; 4];
                for p in self.residents[n as usize].people.iter().filter(|p| p.born <= first) {
                    ages[usize::from(age_class(p.age(first)))] += 1;
                }
                self.ages[n as usize] = ages;
            }
            for site in Site::ALL {
                let made: f64 = (0..4u8)
                    .map(|c| self.ages[n as usize][usize::from(c)] as f64 * society.round().daily(c, site))
                    .sum::<f64>()
                    * days;
                let covered = self.book.cameras.as_ref().map_or(0.0, |c| c.covers(first, site));
                observer.passes(id, first, site, made as u64, (made * covered) as u64);
            }
        }
    }

    /// Lives the days `from..end` of the posting period that began on `period` and ends on `period_end`.
    fn live_days(&mut self, period: Day, from: Day, end: Day, period_end: Day, observer: &mut dyn Observer) {
        let mut lives = std::mem::take(&mut self.lives);
        let mut out = std::mem::take(&mut self.out);
        let mut carried = std::mem::take(&mut self.tomorrow);
        let frame = self.frame(period);
        for (n, lives) in lives.iter_mut().enumerate() {
            let home = &self.residents[n];
            let residents = &home.people;
            let mut proposals = self.proposals[n].iter().skip_while(|p| p.day < from).peekable();
            let mut day = from;
            out.tomorrow = std::mem::take(&mut carried[n]);
            while day < end {
                let tomorrow = std::mem::take(&mut out.tomorrow);
                let mut scene = |i: usize, lives: &mut [Life], out: &mut Outbox, act: &mut dyn FnMut(&mut Scene)| {
                    let life = &mut lives[i];
                    act(&mut Scene { frame: &frame, home, me: &residents[i], life, day, out, observer });
                };
                let closes = frame.book.closes(day);
                // The posting's own day was opened before its letters.
                for i in 0..if day == period { 0 } else { residents.len() } {
                    if day::opens(&lives[i], day, closes) {
                        scene(i, lives, &mut out, &mut day::open);
                    }
                }
                for mail in sorted(tomorrow) {
                    scene(mail.to.place() as usize, lives, &mut out, &mut |s| posting::open(s, &mail));
                }
                while let Some(p) = proposals.next_if(|p| p.day == day) {
                    scene(p.person.place() as usize, lives, &mut out, &mut |s| day::live(s, p));
                }
                day = day + 1;
            }
            // What is due within a household tomorrow arrives with the posting, if that is tomorrow.
            let tomorrow = std::mem::take(&mut out.tomorrow);
            if end == period_end {
                out.mail.extend(tomorrow)
            } else {
                carried[n] = tomorrow
            }
            if end == period_end {
                for (i, life) in lives.iter_mut().enumerate().filter(|(_, l)| !l.courting.is_empty()) {
                    let (me, out, day) = (&residents[i], &mut out, end + -1);
                    day::close_period(&mut Scene { frame: &frame, home, me, life, day, out, observer });
                }
            }
        }
        self.lives = lives;
        self.out = out;
        self.tomorrow = carried;
    }

    /// The start of a posting's day for everybody: terms end and windows close before any letter of that day is opened.
    fn open_day(&mut self, day: Day, observer: &mut dyn Observer) {
        let mut lives = std::mem::take(&mut self.lives);
        let mut out = std::mem::take(&mut self.out);
        let frame = self.frame(day);
        let closes = frame.book.closes(day);
        for (n, lives) in lives.iter_mut().enumerate() {
            let home = &self.residents[n];
            for (life, me) in lives.iter_mut().zip(&home.people).filter(|(l, _)| day::opens(l, day, closes)) {
                day::open(&mut Scene { frame: &frame, home, me, life, day, out: &mut out, observer });
            }
        }
        self.lives = lives;
        self.out = out;
    }

    /// The posting: children look at how their parents stand, then everybody's letters are opened in canonical
    /// order, among them the answers to what was scarce.
    fn post(&mut self, today: Day, observer: &mut dyn Observer) {
        self.look_at_parents(today);
        let requests = std::mem::take(&mut self.out.requests);
        let (society, luck) = (self.plan.society, self.plan.luck);
        let days = if today == self.plan.from { 0 } else { self.book.period_days };
        let answers = self.pools.answer(&self.book, society, luck, &requests, days, today);
        let mut mail = std::mem::take(&mut self.out.mail);
        mail.extend(answers);
        self.open_all(&sorted(mail), today, observer);
    }

    /// Opens every addressee's letters, then dates them; forgets what neighbours might have reported.
    fn open_all(&mut self, mail: &[Mail], today: Day, observer: &mut dyn Observer) {
        let mut lives = std::mem::take(&mut self.lives);
        let mut out = std::mem::take(&mut self.out);
        let frame = self.frame(today);
        for letters in mail.chunk_by(|a, b| a.to == b.to) {
            let to = letters[0].to;
            let home = &self.residents[to.neighbourhood().0 as usize];
            let life = &mut lives[to.neighbourhood().0 as usize][to.place() as usize];
            let me = home.person(to);
            let mut s = Scene { frame: &frame, home, me, life, day: today, out: &mut out, observer };
            for letter in letters {
                posting::open(&mut s, letter);
            }
            posting::dates(&mut s);
        }
        lives.iter_mut().flatten().for_each(|life| life.did = 0);
        self.lives = lives;
        self.out = out;
    }

    /// Every child sees how the parents at home stand now, until the next posting.
    fn look_at_parents(&mut self, today: Day) {
        if !self.book.gates.iter().flatten().any(|g| g.follows_parent) {
            return;
        }
        let look = |p: PersonId| (p, self.own_standing(p, today), self.life(p).listings.first().copied());
        let minors = self.residents.iter().flat_map(|r| &r.people).filter(|p| p.is_under(self.book.age, today));
        let looked: Vec<_> =
            minors.map(|child| (child.id, standing::of_parents(child.parents_at_home().map(look)))).collect();
        for (child, parents) in looked {
            self.lives[child.neighbourhood().0 as usize][child.place() as usize].parents = parents;
        }
    }

    /// At a period's end: what neighbourhoods know of themselves, and whose profiles are boosted, in the next period.
    fn write_boards(&mut self, period: Day, last: Day) {
        let society = self.plan.society;
        let crowd = self.temper.fear.as_ref().is_some_and(|f| f.crowd > 0.0)
            || self.temper.silence.as_ref().is_some_and(|x| x.crowd > 0.0);
        if crowd {
            self.boards = (0..society.neighbourhoods()).map(|n| self.board(NeighbourhoodId(n), period, last)).collect();
        }
        if let Some(rule) = self.book.gate(Gate::DatingBoost, last) {
            let favoured = |p: &&Person| {
                p.traits.has(Trait::Single) && gates::judge(rule, self.own_standing(p.id, last)) == Outcome::Favoured
            };
            let all = self.residents.iter().flat_map(|r| &r.people);
            self.boosted = all.filter(favoured).map(|p| p.id).collect();
        } else {
            self.boosted.clear();
        }
    }

    fn board(&self, id: NeighbourhoodId, period: Day, today: Day) -> Board {
        let frame = self.frame(period);
        if !frame.works_in(id, today) {
            return Board::default();
        }
        let (mut adults, mut caught, mut approve) = (0u32, 0u32, 0u32);
        for p in self.residents[id.0 as usize].people.iter().filter(|p| p.age(today) >= 18) {
            let eye = self.eye_in(&frame, p.id, today);
            adults += 1;
            caught += u32::from(eye.life.last_own_demerit.is_some_and(|d| d >= period));
            approve += u32::from(response::public_view(eye) == View::Approve);
        }
        let share = |n: u32, full: f64| ((f64::from(n) / f64::from(adults.max(1)) / full).min(1.0) * 16.0) as u8;
        let full_at = self.temper.fear.as_ref().map_or(1.0, |f| f.crowd_full_at);
        Board { caught: share(caught, full_at), approval: share(approve, 1.0) }
    }

    fn own_standing(&self, id: PersonId, today: Day) -> Standing {
        standing::own(self.eye_in(&self.frame(today), id, today))
    }

    fn eye_in<'b>(&'b self, frame: &'b Frame<'b>, id: PersonId, day: Day) -> Eye<'b> {
        Eye { frame, me: self.person(id), life: self.life(id), day }
    }

    fn person(&self, id: PersonId) -> &Person {
        self.residents[id.neighbourhood().0 as usize].person(id)
    }

    /// Somebody's life as it stands.
    pub fn life(&self, id: PersonId) -> &Life {
        &self.lives[id.neighbourhood().0 as usize][id.place() as usize]
    }

    /// The rulebook as made ready.
    pub fn book(&self) -> &Book {
        &self.book
    }

    /// When each neighbourhood is enrolled.
    pub fn enrolment(&self) -> &[Day] {
        &self.enrolment
    }
}

/// Days of enrolment by neighbourhood: the one of keyed rank r of n enrols when the share reaches (r + 0.5) / n.
pub fn enrolment_days(book: &Book, society: &dyn Society, from: Day) -> Vec<Day> {
    let n = society.neighbourhoods();
    if book.enrolment.is_empty() {
        return vec![from; n as usize];
    }
    let mut ranked: Vec<(u32, u32)> =
        (0..n).map(|i| (Draw::new(society.seed(), i, Day(0), Purpose::Enrolment, 0).word(0), i)).collect();
    ranked.sort_unstable();
    let (first, last) = (book.enrolment[0].0, book.enrolment[book.enrolment.len() - 1].0);
    let mut days = vec![Day(i32::MAX / 2); n as usize];
    let mut day = first;
    for (rank, (_, i)) in ranked.iter().enumerate() {
        let share = (rank as f64 + 0.5) / f64::from(n) * 100.0;
        while day <= last && crate::book::interpolate(&book.enrolment, day) < share {
            day = day + 1;
        }
        if day <= last {
            days[*i as usize] = day;
        }
    }
    days
}

fn sorted(mut mail: Vec<Mail>) -> Vec<Mail> {
    mail.sort_unstable();
    mail
}

impl World<'_> {
    fn with_eye<T>(&self, id: PersonId, look: impl FnOnce(Eye) -> T) -> T {
        let frame = self.frame(self.today);
        look(self.eye_in(&frame, id, self.today))
    }
}

impl Census for World<'_> {
    fn today(&self) -> Day {
        self.today
    }
    fn society(&self) -> &dyn Society {
        self.plan.society
    }
    fn rule_names(&self) -> &[String] {
        &self.book.rule_names
    }
    fn list_names(&self) -> &[String] {
        &self.book.list_names
    }
    fn band_names(&self) -> &[String] {
        &self.book.band_names
    }
    fn look(&self, person: PersonId) -> Look {
        self.with_eye(person, |eye| {
            let life = eye.life;
            let enrolled = life.enrols.filter(|d| *d <= eye.day);
            let score = self.book.score.as_ref().filter(|_| enrolled.is_some()).map(|_| life.score);
            Look {
                enrolled,
                score,
                band: score.and_then(|s| self.book.band(s)),
                lists: life.lists(),
                job: life.job,
                savings_tenths: (life.savings.max(0) / 100) as u16,
                view: life.view,
                public_view: response::public_view(eye),
                member: life.member,
                fear: Kind::ALL.map(|k| response::fear_height(eye, k)),
                habit: response::habit_height(eye),
                silence: response::silence_height(eye),
                demerits: life.demerits,
                own_demerits: life.own_demerits,
            }
        })
    }
    fn each(&self, place: NeighbourhoodId, see: &mut dyn FnMut(&Person, &Look)) {
        for person in &self.residents[place.0 as usize].people {
            see(person, &self.look(person.id));
        }
    }
}
