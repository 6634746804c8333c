//! A life entry by entry in plain words, from the rows that the tables have of one person.
//!
//! Every demerit, listing, refusal and correction is a line of its own with cause, truth and trigger. Merits, lapses and
//! favours that repeat between two such lines are told together, with how often. What is granted as to anybody is left out.

use super::acts;
use super::diary::Diary;
use super::ties::called;
use crate::report::words;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use underheaven_base::{Day, PersonId};
use underheaven_measures::PersonRows;
use underheaven_measures::tables::{LedgerRow, ListingRow};
use underheaven_rulebook::About;
use underheaven_rulebook::Rulebook;
use underheaven_society::Society;
use underheaven_world::pools::Rank;

/// Something that befell somebody, or several things of a kind.
#[derive(Serialize, Deserialize, Clone, PartialEq, Debug)]
pub struct Line {
    /// The day, or the first of them.
    pub day: String,
    /// The last day, where it happened several times.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// How often.
    pub times: u32,
    /// `enrolled`, `entry`, `listing`, `end`, `gate`, `appeal` or `turn`.
    pub what: String,
    /// In plain words.
    pub words: String,
}

impl Line {
    /// As a line of text.
    pub fn text(&self) -> String {
        match &self.until {
            Some(until) => format!("{} to {until}, {} times: {}", self.day, self.times, self.words),
            None => format!("{}: {}", self.day, self.words),
        }
    }
}

/// A line before those that repeat are told together; those of one key may be.
struct Told {
    day: Day,
    what: &'static str,
    words: String,
    key: Option<String>,
}

/// Whoever tells lives of one world.
#[derive(Clone, Copy)]
pub struct Teller<'a> {
    /// The people.
    pub society: &'a dyn Society,
    /// Under which rulebook.
    pub rulebook: &'a Rulebook,
}

impl Teller<'_> {
    /// A life line by line; of what the tables leave out, what a diary has. Nothing is told together across the day `cut`.
    pub fn lines(&self, rows: &PersonRows, diary: Option<&Diary>, cut: Option<Day>) -> Vec<Line> {
        let Ok(person) = rows.person.person.parse::<PersonId>() else { return vec![] };
        let mut told: Vec<Told> = vec![];
        if let Some(day) = rows.person.enrolled {
            told.push(Told {
                day: Day(day),
                what: "enrolled",
                words: "is under the rulebook from now on".to_owned(),
                key: None,
            });
        }
        let mut score = self.rulebook.score.as_ref().map(|score| score.start.value);
        for entry in &rows.ledger {
            score = score.map(|score| score + entry.points);
            told.push(self.entry(person, entry, score));
        }
        for listing in &rows.listings {
            told.extend(self.listing(person, listing, rows));
        }
        told.extend(self.answers(person, rows));
        told.extend(diary.into_iter().flat_map(|diary| self.besides(person, diary)));
        told.sort_by_key(|line| line.day);
        together(told, cut)
    }

    fn entry(&self, person: PersonId, entry: &LedgerRow, score: Option<i32>) -> Told {
        let then = score.map_or(String::new(), |score| format!("; the score is then {score}"));
        let points = counted(entry.points.unsigned_abs());
        let rule = &entry.rule;
        let undone = |how: &str| format!("an entry under `{rule}` {how}: {:+} points", entry.points);
        let (words, key) = match (entry.booking, entry.points) {
            ("lapse", _) => (undone("lapsed"), Some(format!("lapse {rule}"))),
            ("correction", _) => (format!("{}{then}", undone("was corrected")), None),
            ("raise", _) => (format!("the score was raised by {points} at the listing's end{then}"), None),
            ("cap", _) => (format!("the score's ceiling took {points}"), Some("cap".to_owned())),
            (_, 0..) => (
                format!("earned {points} under `{rule}`{}", self.because(person, entry)),
                Some(format!("merit {rule} {}", entry.cause)),
            ),
            _ => (format!("lost {points} under `{rule}`{}{then}", self.because(person, entry)), None),
        };
        Told { day: Day(entry.day), what: "entry", words, key }
    }

    /// Trigger, cause, truth and channel of an entry.
    fn because(&self, person: PersonId, entry: &LedgerRow) -> String {
        if entry.points >= 0 && entry.cause == "own-act" {
            return self.about(&entry.rule).map_or(String::new(), |about| format!(" ({})", about.why));
        }
        let trap = if entry.trap { "; a trap made the act" } else { "" };
        format!(
            "{}: {}{}; {}{trap}",
            self.trigger(person, entry.trigger.as_deref()),
            words::cause(entry.cause),
            truth(entry.cause, entry.truth),
            acts::channel(entry.channel),
        )
    }

    /// ` for crossing against the signal by their brother 3-12`.
    fn trigger(&self, person: PersonId, trigger: Option<&str>) -> String {
        let Some((act, who)) = trigger.and_then(|t| t.split_once(" by ")) else { return String::new() };
        let act = acts::act_named(act);
        match (who, who.parse::<PersonId>()) {
            ("own", _) => format!(" for {act}"),
            ("nobody", _) => format!(" for {act}, which did not happen"),
            (_, Ok(other)) => format!(" for {act} by {}", called(self.society, person, other)),
            _ => format!(" for {act} by {who}"),
        }
    }

    fn listing(&self, person: PersonId, listing: &ListingRow, rows: &PersonRows) -> Vec<Told> {
        let list = &listing.list;
        let standing = self.standing(rows, Day(listing.from));
        let books = if standing.is_empty() || listing.cause == "discretion" {
            String::new()
        } else {
            format!("; in the books against them that day: {}", words::joined(&standing))
        };
        let needed = match listing
            .needed
            .split('+')
            .filter(|n| !n.is_empty())
            .map(words::cause)
            .map(str::to_owned)
            .collect::<Vec<_>>()
        {
            needed if needed.is_empty() => String::new(),
            needed => format!("; it would not have come to it without {}", words::joined(&needed)),
        };
        let words = format!(
            "listed on `{list}` under `{}`{}: {}{}{needed}{books}",
            listing.rule,
            self.trigger(person, listing.trigger.as_deref()),
            words::cause(listing.cause),
            truth(listing.cause, listing.truth),
        );
        let begun = Told { day: Day(listing.from), what: "listing", words, key: None };
        let ended = listing.to.map(|day| Told {
            day: Day(day),
            what: "end",
            words: format!("no longer listed on `{list}`"),
            key: None,
        });
        std::iter::once(begun).chain(ended).collect()
    }

    /// What stands against somebody on a day: rules and causes whose entries sum to less than nothing.
    pub fn standing(&self, rows: &PersonRows, day: Day) -> Vec<String> {
        let mut sums: BTreeMap<(&str, &str), i32> = BTreeMap::new();
        for entry in rows.ledger.iter().filter(|e| Day(e.day) <= day && e.cause != "bookkeeping") {
            *sums.entry((&entry.rule, entry.cause)).or_default() += entry.points;
        }
        let against = sums.into_iter().filter(|(_, points)| *points < 0);
        against.map(|((rule, cause), points)| format!("`{rule}` {points} ({})", words::cause(cause))).collect()
    }

    fn answers(&self, person: PersonId, rows: &PersonRows) -> Vec<Told> {
        let mut told = vec![];
        for (answer, (list, whose)) in rows.gates.iter().zip(&rows.behind) {
            let asked = acts::asked(answer.gate);
            let rule = answer.rule.as_deref().map_or(String::new(), |rule| format!(", brought about under `{rule}`"));
            let cause = answer.cause.map_or(String::new(), |cause| format!(": {}", words::cause(cause)));
            let whose = match whose == &person {
                true => String::new(),
                false => format!(", by the standing of {}", called(self.society, person, *whose)),
            };
            let on = list.as_ref().map_or(String::new(), |list| format!(", for being on `{list}`"));
            let (words, key) = match answer.outcome {
                "refused" => (format!("refused {asked}{whose}{on}{rule}{cause}"), None),
                "favoured" => (format!("given {asked}{whose}, by favour"), Some(())),
                "pushed-back" => (format!("pushed back at {asked}: others were preferred"), Some(())),
                "scarce" => (format!("went without {asked}: there were too few"), Some(())),
                _ => continue,
            };
            let key = key.map_or_else(|| format!("refused {words}"), |()| words.clone());
            told.push(Told { day: Day(answer.day), what: "gate", words, key: Some(key) });
        }
        told
    }

    /// Appeals, requests, and what befell means and ties.
    fn besides(&self, person: PersonId, diary: &Diary) -> Vec<Told> {
        let appeals = diary.appeals.iter().filter(|appeal| appeal.person == person).map(|appeal| {
            let holds = if appeal.holds { "which holds" } else { "which does not hold" };
            let words =
                format!("appealed on the ground `{}`, {holds}; to be decided on {}", appeal.ground.name(), appeal.due);
            Told { day: appeal.day, what: "appeal", words, key: None }
        });
        let turns = diary.turns.iter().filter(|(who, ..)| *who == person).filter_map(|(_, day, turn, _)| {
            let words = acts::turn(*turn)?.to_owned();
            Some(Told { day: *day, what: "turn", key: Some(words.clone()), words })
        });
        let requests = diary.requests.iter().filter(|(who, ..)| *who == person).map(|(_, day, gate, rank)| {
            let rank = match rank {
                Rank::Favoured => "to be served before others",
                Rank::Ordinary => "to be served in the order of the lot",
                Rank::Refused => "not to be served",
            };
            let words = format!("asked for {}, {rank}", acts::asked(gate.name()));
            Told { day: *day, what: "request", key: Some(words.clone()), words }
        });
        appeals.chain(requests).chain(turns).collect()
    }

    /// What a rulebook says of a rule, kin rule or discretion.
    pub fn about(&self, rule: &str) -> Option<&About> {
        let book = self.rulebook;
        let own = book.rules.get(rule).map(|r| &r.about);
        own.or_else(|| book.kin.get(rule).map(|r| &r.about)).or_else(|| book.discretion.get(rule).map(|r| &r.about))
    }
}

/// Whether they did it, where the cause does not say so already.
fn truth(cause: &str, truth: &str) -> &'static str {
    match (cause, truth) {
        ("own-act", "own-act") => "",
        ("discretion", _) => ", without any act that was charged",
        (_, "no-act") => "; they did nothing",
        _ => "; they did it",
    }
}

fn counted(points: u32) -> String {
    format!("{points} point{}", if points == 1 { "" } else { "s" })
}

/// Lines of one key between two lines without are told together.
fn together(told: Vec<Told>, cut: Option<Day>) -> Vec<Line> {
    let mut lines: Vec<Line> = vec![];
    let mut open: BTreeMap<String, usize> = BTreeMap::new();
    let mut last = None;
    for Told { day, what, words, key } in told {
        if cut.is_some_and(|cut| cut <= day && last.is_some_and(|last| last < cut)) {
            open.clear();
        }
        last = Some(day);
        let day = day.to_string();
        match key.as_ref().and_then(|key| open.get(key)) {
            Some(at) => {
                lines[*at].times += 1;
                lines[*at].until = Some(day);
            }
            None => {
                match key {
                    Some(key) => drop(open.insert(key, lines.len())),
                    None => open.clear(),
                }
                lines.push(Line { day, until: None, times: 1, what: what.to_owned(), words });
            }
        }
    }
    lines
}
