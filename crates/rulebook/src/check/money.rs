//! Firms, reports and recourse.

use super::Checked;
use super::sight::can_see;
use underheaven_base::{Channel, Ground, fault::nearest};

pub fn check(book: &Checked<'_>) {
    firm(book);
    reports(book);
    recourse(book);
}

fn firm(book: &Checked<'_>) {
    let Some(firm) = &book.rulebook.firm else { return };
    if firm.refused_below.value > firm.favoured_from.value {
        let message = format!(
            "firms are favoured from {} but refused below {}, so that some would be both",
            firm.favoured_from.value, firm.refused_below.value
        );
        book.error(&["firm", "favoured_from"], message, "let `favoured_from` be at least `refused_below`");
    }
}

fn reports(book: &Checked<'_>) {
    let Some(reports) = &book.rulebook.reports else { return };
    for act in reports.subject.keys().filter(|act| !can_see(**act).contains(&Channel::Neighbour)) {
        let message = format!("no neighbour can see the act `{act}`, so no report of it can be true");
        book.error(&["reports", "subject", act.name()], message, "drop it, or name an act that neighbours see");
    }
    let sum: f64 = reports.subject.values().map(|share| share.value).sum();
    if (sum - 1.0).abs() > 1e-9 {
        let sum = (sum * 1e6).round() / 1e6;
        book.error(&["reports", "subject"], format!("the shares of what reports name sum to {sum}, not to 1"), "");
    }
}

fn recourse(book: &Checked<'_>) {
    let Some(recourse) = &book.rulebook.recourse else { return };
    let grounds = Ground::ALL.map(Ground::name);
    for ground in recourse.uptake.keys().filter(|g| !grounds.contains(&g.as_str())) {
        let help = nearest(ground, grounds)
            .map_or_else(|| format!("grounds are {}", grounds.join(", ")), |near| format!("did you mean `{near}`?"));
        book.error(&["recourse", "uptake", ground], format!("there is no ground of appeal `{ground}`"), &help);
    }
    if book.is_complete && recourse.uptake.is_empty() {
        let message = "no ground of appeal is admitted, so nobody can appeal";
        book.error(
            &["recourse"],
            message,
            "add `[recourse.uptake]` with one of `fact`, `attribution`, `reason`, `proportion`",
        );
    }
    // Whoever is booked knows of it; a listing may come without an entry and without a word.
    let is_anything_told = book.rulebook.rules.values().any(|rule| rule.about.enabled)
        || book.rulebook.lists.values().any(|list| list.notice);
    if book.is_complete && !is_anything_told {
        let message = "nobody is told of a listing, so nobody can appeal";
        book.warn(&["recourse"], message, "set `notice = true` on a list");
    }
}
