//! The plain world: one person at a time, every entry kept, written for reading. It says what is meant.
//!
//! The fast world must make the same ledger, entry for entry. What an act, a channel or a gate *is* stands
//! in their own files; here are only the mechanics: who is lived when, and how letters travel.

use crate::book::Names;
use crate::shared::{self, Ages, BoardCount};
use crate::{
    Arms, Board, Book, Census, Frame, Life, Look, Mail, Observer, Overrides, Temper, acts, day, life::Standing, pools,
    posting, scene::Eye, scene::Hand, scene::Outbox, scene::Scene, standing,
};
use underheaven_base::{Day, Fault, NeighbourhoodId, PersonId};
use underheaven_behaviour::Behaviour;
use underheaven_rulebook::Rulebook;
use underheaven_society::{Person, Proposal, Residents, Society};

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

impl Plan<'_> {
    /// Rulebook and behaviour made ready to be lived; refuses a behaviour or cameras that could pass the society's ceilings.
    pub(crate) fn ready(&self, names: &Names) -> Result<(Book, Temper), Vec<Fault>> {
        let (book, temper) = (Book::among(self.rulebook, names), Temper::new(self.behaviour));
        let mut faults = temper.check(self.society);
        faults.extend(acts::camera_pass::check(&book, self.society, self.from, self.to));
        faults.extend(crate::refusals::of(self.rulebook, self.society, &book));
        if faults.is_empty() { Ok((book, temper)) } else { Err(faults) }
    }
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
    /// Letters within a household for tomorrow, by neighbourhood.
    tomorrow: Vec<Vec<Mail>>,
    /// The same, sent while letters were opened at the posting of today.
    posted: Vec<Vec<Mail>>,
    pools: pools::Pools,
    today: Day,
    proposals: Vec<Vec<Proposal>>,
    proposed: Day,
    ages: Vec<Ages>,
}

impl<'a> World<'a> {
    /// Makes a world ready; refuses a behaviour or cameras that could pass the society's ceilings.
    pub fn new(plan: Plan<'a>) -> Result<Self, Vec<Fault>> {
        let (book, temper) = plan.ready(&Names::of(std::iter::once(plan.rulebook)))?;
        let n = plan.society.neighbourhoods();
        let enrolment = shared::enrolment_days(&book, plan.society, plan.from);
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
            posted: vec![vec![]; n as usize],
            pools: pools::Pools::of(Arms::FIRST),
            today,
            proposals: vec![vec![]; n as usize],
            proposed: Day(i32::MIN),
            ages: vec![Ages::default(); n as usize],
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
        let (first, end) = (self.today, shared::period_end(&self.book, self.plan.from, self.plan.to, self.today));
        if self.today == self.plan.from {
            observer.begin(self);
        }
        // What is sent while this day opens waits for the next posting.
        let due = std::mem::take(&mut self.out.mail);
        self.open_day(first, observer);
        self.post(due, first, observer);
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

    /// Everybody's life before anything happened.
    fn populate(&mut self) {
        let frame = self.frame(self.plan.from);
        let life = |p| shared::first_life(&frame, p, self.plan.from, self.plan.to);
        let lives = self.residents.iter().map(|r| r.people.iter().map(life).collect()).collect();
        self.lives = lives;
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
            arm: Arms::FIRST,
            recalls: self.book.recourse.is_some(),
            pair: None,
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
        let fresh = Ages::due(first, self.plan.from);
        for n in 0..self.residents.len() {
            if fresh {
                self.ages[n] = Ages::of(&self.residents[n], first);
            }
            self.ages[n].tell(&self.frame(first), NeighbourhoodId(n as u32), first, end, observer);
        }
    }

    /// Lives the days `from..end` of the posting period that began on `period` and ends on `period_end`.
    fn live_days(&mut self, period: Day, from: Day, end: Day, period_end: Day, observer: &mut dyn Observer) {
        let mut lives = std::mem::take(&mut self.lives);
        let mut out = std::mem::take(&mut self.out);
        let mut carried = std::mem::take(&mut self.tomorrow);
        let mut posted = std::mem::take(&mut self.posted);
        let frame = self.frame(period);
        for (n, lives) in lives.iter_mut().enumerate() {
            let home = &self.residents[n];
            let residents = &home.people;
            let mut proposals = self.proposals[n].iter().skip_while(|p| p.day < from).peekable();
            let mut day = from;
            out.tomorrow = std::mem::take(&mut carried[n]);
            while day < end {
                let tomorrow = std::mem::take(&mut out.tomorrow);
                // What was sent at the posting is due tomorrow, not today.
                out.tomorrow.append(&mut posted[n]);
                let mut scene = |i: usize, lives: &mut [Life], out: &mut Outbox, act: &mut dyn FnMut(&mut Scene)| {
                    let life = Hand(&mut lives[i]);
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
                    let (life, me, out, day) = (Hand(life), &residents[i], &mut out, end + -1);
                    day::close_period(&mut Scene { frame: &frame, home, me, life, day, out, observer });
                }
            }
        }
        self.lives = lives;
        self.out = out;
        self.tomorrow = carried;
        self.posted = posted;
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
                let life = Hand(life);
                day::open(&mut Scene { frame: &frame, home, me, life, day, out: &mut out, observer });
            }
        }
        self.lives = lives;
        self.out = out;
    }

    /// The posting: children look at how their parents stand, then everybody's letters are opened in canonical
    /// order, among them the answers to what was scarce.
    fn post(&mut self, mut mail: Vec<Mail>, today: Day, observer: &mut dyn Observer) {
        self.look_at_parents(today);
        let requests = std::mem::take(&mut self.out.requests);
        let (society, luck) = (self.plan.society, self.plan.luck);
        let days = if today == self.plan.from { 0 } else { self.book.period_days };
        let answers = self.pools.answer(&self.book, (society, &society), luck, &requests, days, today);
        mail.extend(answers);
        self.open_all(&sorted(mail), today, observer);
        for letter in std::mem::take(&mut self.out.tomorrow) {
            self.posted[letter.to.neighbourhood().0 as usize].push(letter);
        }
    }

    /// Opens every addressee's letters, then dates them; forgets what neighbours might have reported.
    fn open_all(&mut self, mail: &[Mail], today: Day, observer: &mut dyn Observer) {
        let mut lives = std::mem::take(&mut self.lives);
        let mut out = std::mem::take(&mut self.out);
        let frame = self.frame(today);
        for letters in mail.chunk_by(|a, b| a.to == b.to) {
            let to = letters[0].to;
            let home = &self.residents[to.neighbourhood().0 as usize];
            let life = Hand(&mut lives[to.neighbourhood().0 as usize][to.place() as usize]);
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
        let minors = self.residents.iter().flat_map(|r| &r.people).filter(|p| p.is_child(self.book.age, today));
        let looked: Vec<_> =
            minors.map(|child| (child.id, standing::of_parents(child.parents_at_home().map(look)))).collect();
        for (child, parents) in looked {
            self.lives[child.neighbourhood().0 as usize][child.place() as usize].parents = parents;
        }
    }

    /// At a period's end: what neighbourhoods know of themselves, and whose profiles are boosted, in the next period.
    fn write_boards(&mut self, period: Day, last: Day) {
        let frame = self.frame(period);
        let needed = BoardCount::needed(&frame);
        let (mut boards, mut boosted) = (self.boards.clone(), vec![]);
        for (n, home) in self.residents.iter().enumerate() {
            let mut count = BoardCount::default();
            for p in &home.people {
                let eye = self.eye_in(&frame, p.id, last);
                if needed {
                    count.plus(BoardCount::of(eye));
                }
                if shared::boosted(eye) {
                    boosted.push(p.id);
                }
            }
            boards[n] = count.board(&frame, home.id, last);
        }
        (self.boards, self.boosted) = (boards, boosted);
    }

    fn own_standing(&self, id: PersonId, today: Day) -> Standing {
        standing::own(self.eye_in(&self.frame(today), id, today))
    }

    fn eye_in<'b>(&'b self, frame: &'b Frame<'b>, id: PersonId, day: Day) -> Eye<'b> {
        let home = &self.residents[id.neighbourhood().0 as usize];
        Eye { frame, home, me: self.person(id), life: self.life(id), day }
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

fn sorted(mut mail: Vec<Mail>) -> Vec<Mail> {
    Mail::sort(&mut mail);
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
        self.with_eye(person, shared::look)
    }
}
