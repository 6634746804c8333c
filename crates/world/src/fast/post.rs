//! Letters on their way between parts.
//!
//! Whoever sends a letter puts it where those to the same few neighbourhoods are, so that none is moved again before the
//! addressee's neighbourhood is lived: then they are put in order, a few people's at a time.

use crate::{Arms, Letter, Mail};
use underheaven_base::ids::PLACES;
use underheaven_base::{Day, PersonId};

/// Letters from one part to another, by the addressee's district: a few neighbourhoods of a part, side by side.
pub(super) type Bag = Vec<Letters>;

/// Letters to a district. Nine in ten say only that somebody likes what one posts, or did not come to: these take less room.
#[derive(Clone, Default)]
pub(super) struct Letters {
    briefs: Vec<Brief>,
    others: Vec<Mail>,
}

/// A like, or one that was lost to reach that somebody bought, on a day that a small number tells: up to September 2059.
#[derive(Clone, Copy)]
struct Brief {
    to: PersonId,
    from: PersonId,
    day: i16,
    arms: Arms,
    lost: bool,
}

const _: () = assert!(size_of::<Brief>() == 12, "a brief takes less than a third of a letter");

impl Brief {
    #[inline]
    fn of(letter: &Mail) -> Option<Self> {
        let lost = match letter.letter {
            Letter::Like => false,
            Letter::ReachLost => true,
            _ => return None,
        };
        let day = i16::try_from(letter.day.0).ok().filter(|_| letter.rule.is_none())?;
        Some(Self { to: letter.to, from: letter.from, day, arms: letter.arms, lost })
    }

    #[inline]
    fn mail(self) -> Mail {
        let letter = if self.lost { Letter::ReachLost } else { Letter::Like };
        Mail { to: self.to, day: Day(self.day.into()), rule: None, from: self.from, letter, arms: self.arms }
    }
}

impl Letters {
    /// Adds a letter.
    #[inline]
    pub fn push(&mut self, letter: Mail) {
        match Brief::of(&letter) {
            Some(brief) => self.briefs.push(brief),
            None => self.others.push(letter),
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.briefs.is_empty() && self.others.is_empty()
    }

    /// How many there are.
    fn len(&self) -> usize {
        self.briefs.len() + self.others.len()
    }

    /// Forgets them, and keeps the room.
    pub fn clear(&mut self) {
        self.briefs.clear();
        self.others.clear();
    }

    /// The letters, in no order.
    pub fn each(&self) -> impl Iterator<Item = Mail> {
        self.briefs.iter().map(|brief| brief.mail()).chain(self.others.iter().copied())
    }

    /// Hands on what came under some arms; under the others it waits.
    pub fn hand_on(&mut self, arms: Arms, to: &mut Self) {
        let now = self.each().map(|letter| Mail { arms: letter.arms.and(arms), ..letter });
        now.filter(|letter| !letter.arms.is_empty()).for_each(|letter| to.push(letter));
        let waits = |of: &mut Arms| {
            *of = of.without(arms);
            !of.is_empty()
        };
        self.briefs.retain_mut(|brief| waits(&mut brief.arms));
        self.others.retain_mut(|letter| waits(&mut letter.arms));
    }

    /// How many bytes they take.
    pub fn bytes(&self) -> usize {
        let (briefs, others) = (self.briefs.capacity(), self.others.capacity());
        size_of::<Self>() + briefs * size_of::<Brief>() + others * size_of::<Mail>()
    }

    /// The letters that are not brief, to be put into other hands.
    #[cfg(test)]
    pub fn others(&mut self) -> &mut [Mail] {
        &mut self.others
    }

    /// Puts them into another order.
    #[cfg(test)]
    pub fn reverse(&mut self) {
        self.briefs.reverse();
        self.others.reverse();
    }
}

/// As many districts as all parts have together at most, or one each: every part has a bag for each other.
const DISTRICTS: usize = 2048;

/// So many places side by side are counted together.
const FEW: usize = 8;

/// How parts are cut into districts.
#[derive(Clone, Copy)]
pub(super) struct Districts {
    /// The neighbourhoods of a district are 2 to this power.
    bits: u32,
}

impl Districts {
    /// Of so many parts, large or small, that have so many neighbourhoods together.
    pub fn new(neighbourhoods: usize, parts: usize) -> Self {
        // A part's last district may be a small one.
        let most = (DISTRICTS + 1).saturating_sub(parts).max(1);
        Self { bits: neighbourhoods.div_ceil(most).next_power_of_two().trailing_zeros() }
    }

    /// How many neighbourhoods a district has.
    pub fn size(self) -> usize {
        1 << self.bits
    }

    /// The district of a part's `n`th neighbourhood.
    #[inline]
    pub fn of(self, n: usize) -> usize {
        n >> self.bits
    }

    /// A bag for a part of so many neighbourhoods.
    pub fn bag(self, neighbourhoods: usize) -> Bag {
        vec![Letters::default(); neighbourhoods.div_ceil(self.size())]
    }
}

/// Room in which letters are put in order.
#[derive(Default)]
pub(super) struct Sorting {
    letters: Vec<Mail>,
    next: Vec<u32>,
}

impl Sorting {
    /// The letters to a district in their canonical order: by counting those to each few people who live side by side. `first` is its
    /// first neighbourhood.
    pub fn in_order<'m>(
        &mut self,
        first: u32,
        size: usize,
        came: impl Iterator<Item = &'m Letters> + Clone,
    ) -> &[Mail] {
        let start = first as usize * PLACES as usize;
        let few = |to: PersonId| (to.0 as usize - start) / FEW;
        let all: usize = came.clone().map(Letters::len).sum();
        let Some(any) = came.clone().find_map(|letters| letters.each().next()) else { return &[] };
        let next = &mut self.next;
        next.clear();
        next.resize(size * PLACES as usize / FEW + 1, 0);
        for letters in came.clone() {
            letters.briefs.iter().for_each(|brief| next[few(brief.to) + 1] += 1);
            letters.others.iter().for_each(|letter| next[few(letter.to) + 1] += 1);
        }
        let mut before = 0;
        for n in &mut *next {
            before += *n;
            *n = before;
        }
        self.letters.resize(all.max(self.letters.len()), any);
        let letters = &mut self.letters[..all];
        for letter in came.flat_map(Letters::each) {
            let at = &mut next[few(letter.to)];
            letters[*at as usize] = letter;
            *at += 1;
        }
        let of_few = letters.chunk_by_mut(|a, b| few(a.to) == few(b.to));
        of_few.filter(|letters| letters.len() > 1).for_each(Mail::sort);
        letters
    }

    /// How many bytes it takes.
    pub fn bytes(&self) -> usize {
        self.letters.capacity() * size_of::<Mail>() + self.next.capacity() * size_of::<u32>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Arms, Letter};
    use underheaven_base::{Day, NeighbourhoodId, PersonId};

    #[test]
    fn a_districts_letters_come_in_order_whoever_brings_them() {
        const FIRST: u32 = 37;
        for (neighbourhoods, parts, size) in
            [(11, 3, 1), (DISTRICTS, 1, 1), (1_000, 3, 1), (3_000, 3, 2), (5 * DISTRICTS, 1, 8), (11, 9_000, 16)]
        {
            let districts = Districts::new(neighbourhoods, parts);
            assert_eq!(districts.size(), size);
            let mut all: Vec<Mail> = vec![];
            let mut bags = vec![districts.bag(neighbourhoods); 3];
            for n in 0..5_000_u32 {
                let some = |step: u32, many: u32| (n.wrapping_mul(2_654_435_761) >> step) % many;
                // To few neighbourhoods, the last one among them.
                let near = [some(3, 9), neighbourhoods as u32 - 1][usize::from(n % 50 == 0)];
                let [to, from] = [(near, some(7, 40)), (some(5, 9), some(9, 4_000))]
                    .map(|(near, place)| PersonId::at(NeighbourhoodId(FIRST + near), place));
                let letter = match n % 7 {
                    0..4 => Letter::Like,
                    4 => Letter::ReachLost,
                    n => Letter::Job { found: n == 5 },
                };
                // Some long after what a small number tells.
                let day = Day(if n.is_multiple_of(11) { 60_000 } else { 16_000 } + n as i32 % 7);
                let mail = Mail { to, day, rule: None, from, letter, arms: Arms(1 + n as u8 % 3) };
                bags[some(11, 3) as usize][districts.of(near as usize)].push(mail);
                all.push(mail);
            }
            Mail::sort(&mut all);
            let (mut room, mut found) = (Sorting::default(), vec![]);
            for district in 0..bags[0].len() {
                let first = FIRST + (district * districts.size()) as u32;
                let came = bags.iter().map(|bag| &bag[district]);
                found.extend_from_slice(room.in_order(first, districts.size(), came));
            }
            assert_eq!(found, all, "{neighbourhoods} neighbourhoods");
        }
    }

    #[test]
    fn letters_are_handed_on_under_some_arms_and_wait_under_others() {
        let person = |n| PersonId::at(NeighbourhoodId(1), n);
        let letter = |n: u32| if n.is_multiple_of(2) { Letter::Like } else { Letter::Job { found: true } };
        let mail =
            |n: u32, arms| Mail { to: person(n), day: Day(9), rule: None, from: person(40), letter: letter(n), arms };
        let (mut waiting, mut handed) = (Letters::default(), Letters::default());
        (0..8).for_each(|n| waiting.push(mail(n, Arms(n as u8))));
        waiting.hand_on(Arms(3), &mut handed);
        let of = |letters: &Letters, arms: fn(u8) -> u8| {
            let mut all: Vec<Mail> = letters.each().collect();
            Mail::sort(&mut all);
            let kept = (0..8).filter(|n| arms(*n as u8) != 0).map(|n| mail(n, Arms(arms(n as u8))));
            assert_eq!(all, kept.collect::<Vec<_>>());
        };
        of(&handed, |n| n & 3);
        of(&waiting, |n| n & !3);
    }
}
