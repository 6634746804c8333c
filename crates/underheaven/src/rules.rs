//! What the measures have to know of rulebooks and cannot see in entries: what rules book, what a reform changes of them,
//! and which groups are watched or mistaken more by what a file states.

use underheaven_base::{Act, Channel};
use underheaven_measures::{PutIn, RuleFacts, Subject};
use underheaven_rulebook::Rulebook;
use underheaven_world::book::WhenReady as When;
use underheaven_world::{Book, RuleId};

/// Facts about all rules, in the order in which the book numbers them.
pub fn facts(book: &Book) -> Vec<RuleFacts> {
    let mut facts = vec![RuleFacts::default(); book.rule_names.len()];
    for rule in &book.rules {
        facts[usize::from(rule.id.0)] = of(&rule.when);
        facts[usize::from(rule.id.0)].demerit = rule.points < 0 || rule.list.is_some();
        facts[usize::from(rule.id.0)].lists = rule.list.map(|list| list.0);
    }
    for rule in &book.kin {
        facts[usize::from(rule.id.0)].subject = Some(Subject::Kin);
    }
    for rule in &book.discretion {
        facts[usize::from(rule.id.0)].act = Some(rule.act);
        facts[usize::from(rule.id.0)].lists = Some(rule.list.0);
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
    RuleFacts { act, subject, ..RuleFacts::default() }
}

/// The rules of a baseline that a reform changes or drops, by the baseline's numbers.
pub fn changed(baseline: &Rulebook, reform: &Rulebook) -> Vec<RuleId> {
    let differs = |name: &String| {
        baseline.rules.get(name) != reform.rules.get(name)
            || baseline.kin.get(name) != reform.kin.get(name)
            || baseline.discretion.get(name) != reform.discretion.get(name)
    };
    let names = Book::new(baseline).rule_names;
    (0..).zip(&names).filter(|(_, name)| differs(name)).map(|(n, _)| RuleId(n)).collect()
}

/// What two rulebooks state about how often a channel sees or mistakes a group.
pub fn put_in(baseline: &Rulebook, reform: &Rulebook) -> Vec<PutIn> {
    let (before, after) = (stated(baseline), stated(reform));
    let under = |name: &str, p: &PutIn| PutIn { words: format!("under {name} {}", p.words), ..p.clone() };
    let both = before.iter().filter(|p| after.contains(p)).cloned();
    let first = before.iter().filter(|p| !after.contains(p)).map(|p| under(&baseline.name, p));
    let second = after.iter().filter(|p| !before.contains(p)).map(|p| under(&reform.name, p));
    both.chain(first).chain(second).collect()
}

fn stated(rulebook: &Rulebook) -> Vec<PutIn> {
    let book = Book::new(rulebook);
    let mut all = vec![];
    for (channel, attention) in Channel::ALL.iter().zip(&book.attention) {
        let Some(attention) = attention else { continue };
        for (how, factors) in [("sees", &attention.sees), ("mistakes", &attention.errs)] {
            all.extend(factors.iter().map(|(group, times)| PutIn {
                group: group.label(),
                words: format!("{channel} {how} them {times} times as often"),
            }));
        }
    }
    all
}
