//! Score, bands and lists: whether anybody can come into them, and out again.

use super::Checked;
use crate::model::{About, Band, List, Rule, Score};
use underheaven_base::{Day, Figure, Window};

/// A world keeps lists and bands as bits of 32.
const MOST_NAMES: usize = 32;

pub fn check(book: &Checked<'_>) {
    if let Some(score) = &book.rulebook.score {
        ceiling(book, score);
        reach(book, score);
    } else {
        no_score(book);
    }
    equal_bands(book);
    for (name, list) in &book.rulebook.lists {
        terms(book, name, list);
        if book.is_complete {
            entered(book, name, list);
            within_reach(book, name, list);
            matters(book, name, list);
        }
    }
    too_many(book, "list", book.rulebook.lists.len());
    too_many(book, "band", book.rulebook.bands.len());
}

fn ceiling(book: &Checked<'_>, score: &Score) {
    let Some(most) = score.most.as_ref().filter(|most| most.value < score.start.value) else { return };
    let message = format!("the highest score, {}, is below the start, {}", most.value, score.start.value);
    book.error(&["score", "most"], message, "");
}

/// No band may lie above what merits can reach.
fn reach(book: &Checked<'_>, score: &Score) {
    let capped = score.merit_cap.as_ref().map(|cap| score.start.value.saturating_add(cap.value));
    let highest = capped.into_iter().chain(score.most.as_ref().map(|m| m.value)).min();
    for (name, band) in &book.rulebook.bands {
        if let Some(highest) = highest.filter(|highest| band.from.value > *highest) {
            let message = format!(
                "nobody can reach the band `{name}`: it begins at {}, but no score rises above {highest}",
                band.from.value
            );
            let help = format!("begin it at {highest} or lower, or raise `merit_cap` or `most` under `[score]`");
            book.error(&["band", name, "at_least"], message, &help);
        }
    }
}

fn no_score(book: &Checked<'_>) {
    let help = "add `[score]`, or drop it";
    for name in book.rulebook.bands.keys() {
        book.error(&["band", name], format!("the band `{name}` needs a score, and the file has none"), help);
    }
    for (name, _) in book.rulebook.lists.iter().filter(|(_, list)| list.below.is_some()) {
        book.error(&["list", name, "below"], format!("the list `{name}` needs a score, and the file has none"), help);
    }
    for (name, _) in book.rulebook.rules.iter().filter(|(_, rule)| rule.points.is_some()) {
        book.error(
            &["rule", name, "points"],
            format!("the points of `{name}` need a score, and the file has none"),
            help,
        );
    }
    for name in book.rulebook.kin.keys() {
        book.error(
            &["kin", name, "points"],
            format!("the points of `{name}` need a score, and the file has none"),
            help,
        );
    }
}

fn together(a: &About, b: &About) -> bool {
    let last = |about: &About| about.until.unwrap_or(Day(i32::MAX));
    let first = |about: &About| about.from.unwrap_or(Day(i32::MIN));
    a.enabled && b.enabled && first(a) < last(b) && first(b) < last(a)
}

fn equal_bands(book: &Checked<'_>) {
    let bands: Vec<(&String, &Band)> = book.rulebook.bands.iter().collect();
    for (i, (name, band)) in bands.iter().enumerate() {
        let twin = bands[..i].iter().find(|(_, b)| b.from.value == band.from.value && together(&b.about, &band.about));
        if let Some((other, _)) = twin {
            let message = format!("the bands `{other}` and `{name}` overlap: both begin at {}", band.from.value);
            book.error(
                &["band", name, "at_least"],
                message,
                "a band reaches to the next one; let each begin at its own score",
            );
        }
    }
}

fn terms(book: &Checked<'_>, name: &str, list: &List) {
    if list.term_months.is_some() && list.term_days.is_some() {
        let message = format!("the list `{name}` has a term in months and one in days");
        book.error(&["list", name, "term_days"], message, "keep one of them");
    }
    if list.removal_days.is_some() && list.removed_on.is_none() {
        let message = format!("the list `{name}` says how long a removal takes, but not on which act it follows");
        book.error(&["list", name, "removal_days"], message, "add `removed_on = \"…\"`");
    }
    if let Some(act) = list.removed_on.filter(|act| act.on_calendar()) {
        let message = format!("`{act}` falls due by itself, and nobody leaves a list by it");
        book.error(&["list", name, "removed_on"], message, "name an act that one does, such as `judgment-performed`");
    }
    if list.raise_at_end && list.below.is_none() {
        let message = format!("the list `{name}` raises scores to `below`, but has no `below`");
        book.error(&["list", name, "raise_at_end"], message, "");
    }
}

/// Nobody can enter a list that neither a score, a rule nor an official leads to.
fn entered(book: &Checked<'_>, name: &str, list: &List) {
    let r = book.rulebook;
    let rules = r.rules.values().filter(|rule| rule.list.as_deref() == Some(name)).map(|rule| rule.about.enabled);
    let officials = r.discretion.values().filter(|d| d.list == name).map(|d| d.about.enabled);
    let mut ways: Vec<bool> = rules.chain(officials).collect();
    if list.below.is_some() {
        let demerits =
            r.rules.values().filter(|x| x.points.as_ref().is_some_and(|p| p.value < 0)).map(|x| x.about.enabled);
        ways.extend(demerits.chain(r.kin.values().filter(|k| k.points.value < 0).map(|k| k.about.enabled)));
    }
    let help = "give it `below` and a demerit, or name it as `list` of a rule or a discretion";
    let message = format!("nobody can enter the list `{name}`");
    match ways.iter().any(|is_on| *is_on) {
        true => {}
        false if ways.is_empty() => book.error(&["list", name], message, help),
        false => book.warn(&["list", name], format!("{message}: all that leads there is switched off"), ""),
    }
    let below_start =
        list.below.as_ref().zip(r.score.as_ref()).filter(|(below, score)| below.value > score.start.value);
    if let Some((below, score)) = below_start {
        let message =
            format!("`below` is {}, above the start at {}: any demerit lists at once", below.value, score.start.value);
        book.warn(&["list", name, "below"], message, "");
    }
}

/// Days for which entries count where they never lapse: a long life.
const LIFETIME_DAYS: i64 = 36_525;
/// The most days of a quarter, for entries that lapse.
const QUARTER_DAYS: i64 = 92;

/// A threshold that no score falls below. The bound is generous: an entry of every demerit on every day, or as often as
/// its limit lets it, for as long as entries count.
fn within_reach(book: &Checked<'_>, name: &str, list: &List) {
    let (Some(below), Some(score)) = (&list.below, &book.rulebook.score) else { return };
    let quarters = |n: &Figure<i32>| (i64::from(n.value) + 1) * QUARTER_DAYS;
    let days = score.lifetime_quarters.as_ref().map_or(LIFETIME_DAYS, quarters);
    let (rules, kin) = (book.rulebook.rules.values(), book.rulebook.kin.values());
    let by_rules = rules.filter(|r| r.about.enabled).map(|r| {
        let points = r.points.as_ref().map_or(0, |p| p.value);
        i64::from(points.min(0)) * most_entries(r, days)
    });
    let by_kin = kin
        .filter(|k| k.about.enabled)
        .map(|k| i64::from(k.points.value.min(0)) * most_in(k.once_in_days.as_ref(), days));
    let lost: i64 = by_rules.chain(by_kin).sum();
    let lowest = i64::from(score.start.value) + lost;
    // Nothing to lose at all is told by `entered`.
    if lost < 0 && lowest >= i64::from(below.value) {
        let message = format!(
            "no score falls below {}: an entry of every demerit on every day, for as long as entries count, would leave {lowest}",
            below.value
        );
        book.warn(&["list", name, "below"], message, &format!("raise it above {lowest}, and nearer to the start"));
    }
}

/// How often a rule can book somebody in so many days, at once a day and by its own limits.
fn most_entries(rule: &Rule, days: i64) -> i64 {
    let window = rule.once_in.map_or(1, |window| match window {
        Window::Week => 7,
        Window::Month => 28,
        Window::Quarter => 90,
        Window::Year => 365,
    });
    most_in(rule.once_in_days.as_ref(), days).min(days / window + 1)
}

fn most_in(once_in_days: Option<&Figure<i32>>, days: i64) -> i64 {
    days / once_in_days.map_or(1, |n| i64::from(n.value).max(1)) + 1
}

fn matters(book: &Checked<'_>, name: &str, list: &List) {
    let r = book.rulebook;
    let named = |names: &[String]| names.iter().any(|n| n == name);
    let is_read = r.gates.values().any(|g| named(&g.refuses_lists)) || r.kin.values().any(|k| named(&k.after_lists));
    if list.about.enabled && !is_read {
        let message = format!("being on the list `{name}` changes nothing: no gate refuses it");
        book.warn(&["list", name], message, "name it in `refuses_lists` of a gate");
    }
}

fn too_many(book: &Checked<'_>, table: &str, number: usize) {
    if number > MOST_NAMES {
        book.error(&[table], format!("there are {number} {table}s, more than {MOST_NAMES}"), "");
    }
}
