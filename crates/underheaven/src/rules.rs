//! What the measures have to know of a rulebook's rules and cannot see in their entries.

use underheaven_base::Act;
use underheaven_measures::{RuleFacts, Subject};
use underheaven_world::Book;
use underheaven_world::book::WhenReady as When;

/// Facts about all rules, in the order in which the book numbers them.
pub fn facts(book: &Book) -> Vec<RuleFacts> {
    let mut facts = vec![RuleFacts::default(); book.rule_names.len()];
    for rule in &book.rules {
        facts[usize::from(rule.id.0)] = of(&rule.when);
        facts[usize::from(rule.id.0)].demerit = rule.points < 0 || rule.list.is_some();
    }
    for rule in &book.kin {
        facts[usize::from(rule.id.0)].subject = Some(Subject::Kin);
    }
    for rule in &book.discretion {
        facts[usize::from(rule.id.0)].act = Some(rule.act);
    }
    facts
}

fn of(when: &When) -> RuleFacts {
    let (act, subject) = match when {
        When::Act(act) | When::Count(act, ..) | When::Punctual(act, _) => (Some(*act), Some(Subject::of(*act))),
        When::Clean(_) => (None, Some(Subject::Clean)),
        When::Registry(..) => (Some(Act::InstalmentDue), Some(Subject::Credit)),
        When::Pair(_) => (Some(Act::Dating), Some(Subject::Dates)),
    };
    RuleFacts { act, subject, demerit: false }
}
