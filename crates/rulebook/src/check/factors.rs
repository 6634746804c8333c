//! Factors that multiply a share must leave it a share: whoever is in several groups is met by all their factors.

use super::Checked;
use crate::model::{Camera, Recourse};
use std::collections::BTreeMap;
use underheaven_base::{Act, Channel, Figure, Group};

pub fn check(book: &Checked<'_>) {
    for (act, sight) in &book.rulebook.sight {
        for (channel, share) in &sight.channels {
            seen(book, *act, *channel, share.value);
        }
    }
    if let Some(recourse) = &book.rulebook.recourse {
        appeals(book, recourse);
    }
    if let Some(camera) = &book.rulebook.camera {
        passes(book, camera);
        mistakes(book, camera);
        review(book, camera);
    }
}

/// A share that rounding alone lifts above the whole is no fault.
fn is_too_much(share: f64) -> bool {
    share > 1.0 + 1e-9
}

/// The largest product that factors by group can come to for one person: a person has one sex, one age,
/// one place, one income, but may have several roles.
fn largest(factors: &BTreeMap<Group, Figure<f64>>) -> f64 {
    let dimension = |group: Group| group.name().split('-').next().unwrap_or_default();
    let mut by: BTreeMap<&str, f64> = BTreeMap::new();
    for (group, factor) in factors.iter().filter(|(_, factor)| factor.value > 1.0) {
        let best = by.entry(dimension(*group)).or_insert(1.0);
        *best = if dimension(*group) == "role" { *best * factor.value } else { best.max(factor.value) };
    }
    by.values().product()
}

fn sees(book: &Checked<'_>, channel: Channel) -> f64 {
    book.rulebook.attention.get(&channel).map_or(1.0, |attention| largest(&attention.sees))
}

fn full_coverage(camera: &Camera) -> f64 {
    camera.coverage.values().map(|share| share.value).fold(0.0, f64::max)
}

/// Three places are enough to see which factor to lower.
fn short(number: f64) -> f64 {
    (number * 1e3).round() / 1e3
}

fn seen(book: &Checked<'_>, act: Act, channel: Channel, share: f64) {
    let growth = match &book.rulebook.camera {
        Some(camera) if channel == Channel::Camera && act != Act::CameraPass && camera.sight_at.value > 0.0 => {
            full_coverage(camera) / camera.sight_at.value
        }
        _ => 1.0,
    };
    let attention = if act == Act::CameraPass { 1.0 } else { sees(book, channel) };
    let most = share * growth.max(1.0) * attention;
    if is_too_much(most) {
        let message = format!("the channel `{channel}` would see {} of all `{act}`, more than there are", short(most));
        let by = match (growth > 1.0, attention > 1.0) {
            (true, true) => format!("coverage lifts it {}-fold and attention {}-fold", short(growth), short(attention)),
            (true, false) => format!("coverage lifts it {}-fold", short(growth)),
            _ => format!("`[attention.{channel}.sees]` lifts it {}-fold", short(attention)),
        };
        book.error(&["sight", act.name(), channel.name()], message, &format!("{by}; lower one of them"));
    }
}

fn passes(book: &Checked<'_>, camera: &Camera) {
    let (coverage, attention) = (full_coverage(camera), sees(book, Channel::Camera));
    for (site, factor) in &camera.site {
        let most = coverage * factor.value * attention;
        if is_too_much(most) {
            let message = format!("cameras would cover {} of all passes at `{site}`, more than there are", short(most));
            let lifted = format!(", and `[attention.camera.sees]` lifts it {}-fold", short(attention));
            let help = format!("coverage reaches {}{}", short(coverage), if attention > 1.0 { &lifted } else { "" });
            book.error(&["camera", "site", site.name()], message, &help);
        }
    }
}

fn appeals(book: &Checked<'_>, recourse: &Recourse) {
    let factor = largest(&recourse.uptake_by);
    for (ground, share) in &recourse.uptake {
        let most = share.value * factor;
        if is_too_much(most) {
            let message = format!("{} of those who may appeal on `{ground}` would, more than there are", short(most));
            let help = format!("`[recourse.uptake_by]` lifts it {}-fold", short(factor));
            book.error(&["recourse", "uptake", ground], message, &help);
        }
    }
}

/// A review is told by what it catches and by what it caught where the error rates were taken.
fn review(book: &Checked<'_>, camera: &Camera) {
    match (&camera.review_catches, &camera.review_at) {
        (Some(_), None) => {
            let message =
                "`review_catches` says what a review catches, but not what one catches where the error rates hold";
            book.error(
                &["camera", "review_catches"],
                message,
                "add `review_at = …`; 0 if they are meant without review",
            );
        }
        (None, Some(_)) => {
            book.error(
                &["camera", "review_at"],
                "`review_at` means nothing without `review_catches`",
                "add it, or drop this",
            );
        }
        (Some(_), Some(at)) if at.value >= 1.0 => {
            let message = "where a review catches everything no wrong match is left to be counted";
            book.error(&["camera", "review_at"], message, "let it be below 1");
        }
        _ => {}
    }
    let most = camera.false_match_per_pass.value * camera.passed_by_review();
    if is_too_much(most) {
        let message = format!("{} of all passes would be taken for somebody else, more than there are", short(most));
        book.error(&["camera", "review_catches"], message, "let it catch more, or lower `false_match_per_pass`");
    }
}

fn mistakes(book: &Checked<'_>, camera: &Camera) {
    let errs = book.rulebook.attention.get(&Channel::Camera).map_or(1.0, |attention| largest(&attention.errs));
    let most = camera.mistaken_share.value * camera.passed_by_review() * errs;
    if is_too_much(most) {
        let message = format!("cameras would mistake {} of all they book, more than there are", short(most));
        let help = format!("`[attention.camera.errs]` lifts it {}-fold", short(errs));
        book.error(&["camera", "mistaken_share"], message, &help);
    }
}
