//! Who can see what: channels that could never see an act, and rules whose act nothing sees.

use super::Checked;
use crate::model::{Rule, When};
use underheaven_base::{Act, Channel};

/// The channels by which an act could ever be seen.
pub const fn can_see(act: Act) -> &'static [Channel] {
    use Channel::*;
    match act {
        Act::BillDue => &[Bank, Utility],
        Act::InstalmentDue => &[Bank],
        Act::RentDue => &[Bank, Platform],
        Act::JudgmentUnperformed | Act::JudgmentPerformed => &[Court],
        Act::CrossingOnRed | Act::DrivingViolation => &[Camera, Officer, Neighbour],
        Act::DrinkDriving => &[Camera, Officer, Neighbour],
        Act::BabyGoods | Act::OrdinaryPurchase | Act::AlcoholPurchase => &[Bank, Platform, Till],
        Act::GamingEvening | Act::GameCheating => &[Platform, Neighbour],
        Act::ChatPost | Act::PraisePost | Act::LikesGiven => &[Platform],
        Act::CriticalPost | Act::ExposingCorruption => &[Platform, Neighbour, Informer],
        Act::DissentingMeeting => &[Camera, Officer, Neighbour, Informer, SeizedList],
        Act::JoiningOrganisation => &[Informer, SeizedList],
        Act::Dating => &[Platform],
        Act::Volunteering => &[Organiser, Platform],
        Act::CameraPass => &[Camera],
        Act::NeighbourReport => &[Neighbour],
        Act::TrainTrip | Act::FlightTrip | Act::HotelNight | Act::RentalRequest | Act::JobRequest => &[Platform],
        Act::LoanRequest => &[Bank],
        Act::Displeasing
        | Act::ContractRequest
        | Act::OutpatientVisit
        | Act::HospitalAdmission
        | Act::SchoolEntry
        | Act::AuthorityDemand => &[],
    }
}

pub fn check(book: &Checked<'_>) {
    impossible(book);
    needs_cameras(book);
    errs_only_by_camera(book);
    for (name, rule) in &book.rulebook.rules {
        wrong_channels(book, name, rule);
        if book.is_complete {
            unseen(book, name, rule);
        }
    }
}

fn words(channels: &[Channel]) -> String {
    match channels {
        [] => "nothing can see it".to_owned(),
        some => format!("it can be seen by {}", some.iter().map(|c| format!("`{c}`")).collect::<Vec<_>>().join(", ")),
    }
}

fn impossible(book: &Checked<'_>) {
    for (act, sight) in &book.rulebook.sight {
        for channel in sight.channels.keys().filter(|c| !can_see(*act).contains(c)) {
            let message = format!("the channel `{channel}` can't see the act `{act}`");
            book.error(&["sight", act.name(), channel.name()], message, &words(can_see(*act)));
        }
    }
}

fn needs_cameras(book: &Checked<'_>) {
    if book.rulebook.camera.is_some() || !book.is_complete {
        return;
    }
    for (act, _) in book.rulebook.sight.iter().filter(|(_, s)| s.channels.contains_key(&Channel::Camera)) {
        let message = format!("cameras are to see `{act}`, but the file has no cameras");
        book.warn(&["sight", act.name(), "camera"], message, "add `[camera]`");
    }
}

fn errs_only_by_camera(book: &Checked<'_>) {
    for (channel, attention) in &book.rulebook.attention {
        if *channel != Channel::Camera && !attention.errs.is_empty() {
            let message = format!("only a camera takes one person for another, not the channel `{channel}`");
            book.error(&["attention", channel.name(), "errs"], message, "drop `errs`");
        }
    }
}

/// The act that a rule looks at.
fn act_of(when: &When) -> Option<Act> {
    match when {
        When::Act { act } | When::Count { act, .. } | When::Punctual { act, .. } => Some(*act),
        When::Pair { .. } => Some(Act::Dating),
        When::Registry { .. } => Some(Act::InstalmentDue),
        When::Clean { .. } => None,
    }
}

fn wrong_channels(book: &Checked<'_>, name: &str, rule: &Rule) {
    let Some(act) = act_of(&rule.when) else { return };
    for channel in rule.channels.iter().filter(|c| !can_see(act).contains(c)) {
        let message = format!("the rule `{name}` waits for the channel `{channel}`, which can't see the act `{act}`");
        book.error(&["rule", name, "channels"], message, &words(can_see(act)));
    }
}

fn unseen(book: &Checked<'_>, name: &str, rule: &Rule) {
    let Some(act) = act_of(&rule.when).filter(|_| rule.about.enabled) else { return };
    let r = book.rulebook;
    let is_seen = match act {
        Act::CameraPass => r.camera.is_some(),
        _ => r.sight.get(&act).is_some_and(|sight| {
            let mut seeing = sight.channels.keys();
            seeing.any(|c| rule.channels.is_empty() || rule.channels.contains(c))
        }),
    };
    if !is_seen {
        let message = format!("the rule `{name}` never books: nothing sees the act `{act}`");
        let help = if act == Act::CameraPass {
            "add `[camera]`".to_owned()
        } else {
            format!("add `[sight.{act}]`; {}", words(can_see(act)))
        };
        book.warn(&["rule", name], message, &help);
    }
}
