//! Proposals made ahead: whoever has lived a part's week makes those of the next one until the slowest part is lived, too.
//!
//! They follow from society and luck alone, so it shows nowhere which of them were made ahead.

use std::collections::VecDeque;
use underheaven_base::Day;
use underheaven_society::Proposal;

/// How many bytes of proposals all parts together make ahead at most.
const MOST: usize = 32 << 20;

/// A part's proposals of a week to come.
#[derive(Default)]
pub(super) struct Ahead {
    /// The week's Monday.
    monday: Day,
    /// Of some neighbourhoods, by number, in order.
    made: VecDeque<(usize, Vec<Proposal>)>,
    /// Room that is used again and again.
    room: Vec<Vec<Proposal>>,
    bytes: usize,
}

impl Ahead {
    /// Begins another week.
    pub fn begin(&mut self, monday: Day) {
        self.monday = monday;
        while let Some((_, made)) = self.made.pop_front() {
            self.room.push(made);
        }
        self.bytes = 0;
    }

    /// Whether one of so many parts has room for more.
    pub fn has_room(&self, parts: usize) -> bool {
        self.bytes < MOST / parts
    }

    /// Makes those of a neighbourhood that comes after the last one.
    pub fn make(&mut self, n: usize, make: impl FnOnce(&mut Vec<Proposal>)) {
        let mut made = self.room.pop().unwrap_or_default();
        make(&mut made);
        self.bytes += made.capacity() * size_of::<Proposal>();
        self.made.push_back((n, made));
    }

    /// Puts a neighbourhood's in the place of others, if they were made for this week; neighbourhoods are asked for in order.
    pub fn take(&mut self, monday: Day, n: usize, proposals: &mut Vec<Proposal>) -> bool {
        let made = self.made.pop_front_if(|(of, _)| self.monday == monday && *of == n);
        let is_made = made.is_some();
        if let Some((_, made)) = made {
            self.room.push(std::mem::replace(proposals, made));
        }
        is_made
    }

    /// How many bytes they take.
    pub fn bytes(&self) -> usize {
        let all = self.made.iter().map(|(_, made)| made).chain(&self.room);
        all.map(|some| some.capacity() * size_of::<Proposal>()).sum()
    }
}
