//! The tables kept row by row: `listings` of everybody, `people`, `ledger` and `gates` of the panel.

use crate::panel::STRATA;
use crate::tables::{GateRow, LedgerRow, ListingRow, PersonRow};
use crate::tally::{Kept, Tally};
use underheaven_base::{Cause, Draw, PersonId, Purpose, Truth};
use underheaven_society::{Person, Trait};
use underheaven_world::{Answer, Booking, Census, Entry, Trigger, View};

/// Rows of a table, and which share of all of them they are.
#[derive(Clone, PartialEq, Debug)]
pub struct Sample<R> {
    /// The rows kept, in the order of all rows.
    pub rows: Vec<R>,
    /// How many rows there are in all.
    pub all: u64,
}

impl<R> Sample<R> {
    /// Kept rows as a share of all rows, 0 to 1; 1 where all were kept.
    pub fn share(&self) -> f64 {
        if self.all == 0 { 1.0 } else { self.rows.len() as f64 / self.all as f64 }
    }
}

/// A panel member's rows of the tables about people.
#[derive(Clone, PartialEq, Debug)]
pub struct PersonRows {
    /// Of `people`.
    pub person: PersonRow,
    /// Of `ledger`.
    pub ledger: Vec<LedgerRow>,
    /// Of `listings`.
    pub listings: Vec<ListingRow>,
    /// Of `gates`.
    pub gates: Vec<GateRow>,
    /// Of each row of `gates`: on which list the answer rested, and whose standing decided.
    pub behind: Vec<(Option<String>, PersonId)>,
}

/// `critical-post by own`, or `critical-post by 3-12`; `critical-post by nobody` where it was recorded or reported of
/// this person, and not done.
fn trigger(of: Option<Trigger>, person: PersonId, cause: Cause, truth: Truth) -> Option<String> {
    // Discretion reads what somebody did as what nobody charged them with: that act is theirs.
    let done = truth == Truth::OwnAct || cause == Cause::Discretion;
    let who = |t: &Trigger| match (t.person == person, done) {
        (true, true) => "own".to_owned(),
        (true, false) => "nobody".to_owned(),
        (false, _) => t.person.to_string(),
    };
    of.map(|t| format!("{} by {}", t.act, who(&t)))
}

const fn view(view: View) -> &'static str {
    match view {
        View::Disapprove => "disapprove",
        View::Neutral => "neutral",
        View::Approve => "approve",
    }
}

const fn booking(of: Booking) -> (&'static str, &'static str) {
    match of {
        Booking::Booked => ("booked", "(none)"),
        Booking::Lapse => ("lapse", "(lapse)"),
        Booking::Correction => ("correction", "(correction)"),
        Booking::Raise => ("raise", "(raise)"),
        Booking::Cap => ("cap", "(cap)"),
    }
}

/// Fixed facts with their words, in the order of their bits.
pub(crate) const TRAITS: [(Trait, &str); 19] = [
    (Trait::BillHolder, "bill-holder"),
    (Trait::Borrower, "borrower"),
    (Trait::Tenant, "tenant"),
    (Trait::Driver, "driver"),
    (Trait::Drinker, "drinker"),
    (Trait::ExcessiveDrinker, "excessive-drinker"),
    (Trait::Gamer, "gamer"),
    (Trait::HeavyGamer, "heavy-gamer"),
    (Trait::Netizen, "netizen"),
    (Trait::Shopper, "shopper"),
    (Trait::Critic, "critic"),
    (Trait::Voice, "voice"),
    (Trait::Member, "member"),
    (Trait::Single, "single"),
    (Trait::Worker, "worker"),
    (Trait::Householder, "householder"),
    (Trait::Away, "away"),
    (Trait::InfantBuyer, "infant-buyer"),
    (Trait::Representative, "representative"),
];

impl Tally {
    /// `listings`: everybody's, in the order (first day, person, list); above `most` rows a keyed sample.
    pub fn listings(&self, arm: &str, most: Option<u64>, luck: u64) -> Sample<ListingRow> {
        let number = |k: &Kept| {
            let l = &k.listing;
            Draw::new(luck, l.person.0, l.from, Purpose::Kept, u32::from(l.list.0)).wide()
        };
        let mut kept: Vec<&Kept> = self.listings.iter().collect();
        let all = kept.len();
        if let Some(most) = most.map(|m| m as usize).filter(|m| *m < all) {
            kept.sort_by_key(|k| (number(k), k.listing.person, k.listing.from, k.listing.list));
            kept.truncate(most);
        }
        kept.sort_by_key(|k| (k.listing.from, k.listing.person, k.listing.list));
        let rows: Vec<_> = kept.into_iter().map(|k| self.listing_row(arm, k)).collect();
        Sample { rows, all: all as u64 }
    }

    fn listing_row(&self, arm: &str, kept: &Kept) -> ListingRow {
        let l = &kept.listing;
        ListingRow {
            arm: arm.to_owned(),
            person: l.person.to_string(),
            list: self.list_name(l.list.0),
            from: l.from.0,
            to: kept.ended.map(|d| d.0),
            rule: l.rule.map_or_else(|| "(none)".to_owned(), |r| self.rule_name(r)),
            cause: l.cause.name(),
            needed: l.needed.names(),
            truth: l.truth.name(),
            trigger: trigger(l.trigger, l.person, l.cause, l.truth),
            kind: l.trigger.map(|t| t.kind.name()),
        }
    }

    /// `people`: the panel at the end.
    pub fn people_rows(&self, arm: &str, world: &dyn Census) -> Vec<PersonRow> {
        let society = world.society();
        let row = |m: &crate::panel::Member| self.person_row(arm, world, &society.person(m.person), m.stratum);
        self.panel.members().iter().map(row).collect()
    }

    fn person_row(&self, arm: &str, world: &dyn Census, person: &Person, stratum: u8) -> PersonRow {
        let id = person.id;
        let look = world.look(id);
        let names: Vec<_> = TRAITS.iter().filter(|(t, _)| person.traits.has(*t)).map(|(_, word)| *word).collect();
        let lists: Vec<_> = (0..32).filter(|l| look.lists & 1 << l != 0).map(|l| self.list_name(l)).collect();
        PersonRow {
            arm: arm.to_owned(),
            person: id.to_string(),
            neighbourhood: id.neighbourhood().0,
            household: person.household,
            sex: if person.female { "female" } else { "male" },
            age: person.age(self.lived),
            role: person.role.name(),
            income_fifth: person.fifth + 1,
            urban: world.society().neighbourhood(id.neighbourhood()).urban,
            traits: names.join("+"),
            enrolled: look.enrolled.map(|d| d.0),
            score: look.score,
            lists: lists.join("+"),
            job: look.job && person.traits.has(Trait::Worker),
            savings_tenths: look.savings_tenths,
            view: view(look.view),
            public_view: view(look.public_view),
            stratum: STRATA[usize::from(stratum)],
            weight: self.panel.weight(stratum),
        }
    }

    /// Everything that the tables tell of one person; nothing of whoever is not in the panel.
    pub fn rows_of(&self, arm: &str, world: &dyn Census, person: PersonId) -> Option<PersonRows> {
        let member = self.panel.members().iter().find(|m| m.person == person)?;
        let mut listings: Vec<&Kept> = self.listings.iter().filter(|k| k.listing.person == person).collect();
        listings.sort_by_key(|k| (k.listing.from, k.listing.list));
        let mut entries: Vec<&Entry> = self.ledger.iter().filter(|e| e.person == person).collect();
        entries.sort_by_key(|e| e.day);
        let mut answers: Vec<&Answer> = self.gates.iter().filter(|a| a.person == person).collect();
        answers.sort_by_key(|a| a.day);
        Some(PersonRows {
            person: self.person_row(arm, world, &world.society().person(person), member.stratum),
            ledger: entries.into_iter().map(|e| self.ledger_row(arm, e)).collect(),
            listings: listings.into_iter().map(|k| self.listing_row(arm, k)).collect(),
            behind: answers.iter().map(|a| (a.list.map(|l| self.list_name(l.0)), a.standing_of)).collect(),
            gates: answers.into_iter().map(|a| self.gate_row(arm, a)).collect(),
        })
    }

    /// Everybody's listings, in no order that means anything.
    pub fn all_listings(&self) -> &[Kept] {
        &self.listings
    }

    /// The panel's entries, in no order that means anything.
    pub fn panel_entries(&self) -> &[Entry] {
        &self.ledger
    }

    /// The panel's requests, in no order that means anything.
    pub fn panel_answers(&self) -> &[Answer] {
        &self.gates
    }

    /// `ledger`: the panel's entries, by person and in the order in which they were made; rows are made when they are asked for.
    pub fn ledger(&self, arm: &str) -> impl Iterator<Item = LedgerRow> {
        let mut entries: Vec<_> = self.ledger.iter().collect();
        entries.sort_by_key(|e| (e.person, e.day));
        entries.into_iter().map(move |e| self.ledger_row(arm, e))
    }

    fn ledger_row(&self, arm: &str, e: &Entry) -> LedgerRow {
        LedgerRow {
            arm: arm.to_owned(),
            person: e.person.to_string(),
            day: e.day.0,
            rule: e.rule.map_or_else(|| booking(e.booking).1.to_owned(), |r| self.rule_name(r)),
            points: e.points,
            cause: e.cause.name(),
            truth: e.truth.name(),
            trigger: trigger(e.trigger, e.person, e.cause, e.truth),
            kind: e.trigger.map(|t| t.kind.name()),
            booking: booking(e.booking).0,
            channel: e.channel.name(),
            trap: e.trap,
        }
    }

    /// `gates`: the panel's requests, by person and in the order in which they were answered; rows are made when they are asked for.
    pub fn gates(&self, arm: &str) -> impl Iterator<Item = GateRow> {
        let mut answers: Vec<_> = self.gates.iter().collect();
        answers.sort_by_key(|a| (a.person, a.day));
        answers.into_iter().map(move |a| self.gate_row(arm, a))
    }

    fn gate_row(&self, arm: &str, a: &Answer) -> GateRow {
        GateRow {
            arm: arm.to_owned(),
            person: a.person.to_string(),
            day: a.day.0,
            gate: a.gate.name(),
            outcome: a.outcome.name(),
            rule: a.rule.map(|r| self.rule_name(r)),
            cause: a.cause.map(|c| c.name()),
            needed: a.needed.names(),
        }
    }
}
