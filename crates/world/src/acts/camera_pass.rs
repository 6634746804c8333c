//! Passing a camera that takes one for somebody else.
//!
//! What happens: a false match of a mere pass books somebody as seen where they may not be.
//! Whom it reaches: whoever the gallery holds of that sex and age class; the passer-by never learns.
//! Source: the article (S02, S26); false alerts at one event (read).
//! Assumed: two in a million passes at a gallery of half a million, after review.
//! Example: he was at home; a camera saw him in a shop that is shut to him, and thirty points are gone.

use super::{ActSpec, Responds};
use crate::arms::{Differs, otherwise};
use crate::book::{Attention, Book, Cameras, REFERENCE_GALLERY};
use crate::{Ask, Item, Letter, Push, Scene, Trigger, Turn, detection, scene::Eye};
use underheaven_base::{Act, Cause, Channel, Day, Fault, FaultPlace, Group, NeighbourhoodId, PersonId, Purpose};
use underheaven_base::{Severity, Site, chance};
use underheaven_society::{Proposal, Society, age_class};

/// What is fixed about this act.
pub const SPEC: ActSpec = ActSpec {
    act: Act::CameraPass,
    responds: Responds::Nothing,
    online: false,
    is_post: false,
    needs_account: false,
    happen: pass,
};

/// The most false matches a year that the society proposes for somebody, in matches a pass.
///
/// Candidates are proposed at ten passes a day and this chance a pass; the world thins them by its cameras.
pub const CEILING_PER_PASS: f64 = 1e-5;
/// Passes a day for which candidates are proposed.
pub const CEILING_PASSES: f64 = 10.0;

/// Refuses cameras that could take more passers-by for somebody else than the society proposes: matches would be missing.
pub fn check(book: &Book, society: &dyn Society, from: Day, to: Day) -> Option<Fault> {
    let cameras = book.cameras.as_ref()?;
    let largest = |of: fn(&Attention) -> &Vec<(Group, f64)>| {
        let attention = book.attention[Channel::Camera.index()].iter();
        attention.flat_map(|a| of(a).iter().map(|f| f.1.max(1.0))).product::<f64>()
    };
    let (sees, errs) = (largest(|a| &a.sees), largest(|a| &a.errs));
    let size = (0..society.neighbourhoods()).map(|n| society.gallery_size(cameras.gallery, NeighbourhoodId(n)));
    let rate = cameras.false_match * size.fold(0.0, f64::max) / REFERENCE_GALLERY * errs;
    let passes = |class: u8, day: Day| {
        let covered = |site: Site| society.round().daily(class, site) * (cameras.covers(day, site) * sees).min(1.0);
        Site::ALL.into_iter().map(covered).sum::<f64>()
    };
    let days = (from.0..to.0).step_by(28).chain([to.0]).map(Day);
    let most = days.flat_map(|day| (0..4).map(move |class| (class, day))).map(|(class, day)| passes(class, day));
    let (expected, room) = (most.fold(0.0, f64::max) * rate, CEILING_PASSES * CEILING_PER_PASS);
    (expected > room * (1.0 + 1e-9)).then(|| Fault {
        severity: Severity::Error,
        place: FaultPlace { file: book.name.clone(), line: 0, column: 0 },
        word: "false_match_per_pass".to_owned(),
        message: format!(
            "cameras could take a passer-by for somebody else {expected:.6} times a day, gallery and attention included, but society `{}` proposes room for {room}",
            society.name()
        ),
        help: Some("lower `false_match_per_pass`, or let the cameras search a smaller `gallery`".to_owned()),
    })
}

/// Thins the candidate by place, coverage and match rate, and books whom the camera takes the passer-by for.
fn pass(s: &mut Scene, p: &Proposal, happens: bool, _: Push) {
    if !happens || !s.eye().works() {
        return;
    }
    let arms = |d: &Differs| d.cameras.or(d.attention[Channel::Camera.index()]);
    let why = |_: &Differs, _: usize| otherwise(Item::Sight(Act::CameraPass));
    let Some(found) = s.eye().judge(arms, why, |e| matched(e, p)) else { return };
    match found.filter(|other| *other != s.me.id) {
        Some(other) => {
            let trigger = Some(Trigger { act: Act::CameraPass, kind: Act::CameraPass.kind(), person: s.me.id });
            let letter =
                Letter::Sighting { act: Act::CameraPass, cause: Cause::Presence, channel: Channel::Camera, trigger };
            s.observer.seen(s.me.id, s.day, Act::CameraPass, Channel::Camera);
            s.send(other, None, letter);
        }
        None => s.turn(Turn::Dropped, 1),
    }
}

/// Whom a false match takes the passer-by for, if it is one here; nobody where the gallery holds nobody like them.
fn matched(s: Eye, p: &Proposal) -> Option<Option<PersonId>> {
    let cameras = s.frame.book.cameras.as_ref().filter(|cameras| cameras.span.holds(s.day))?;
    match s.frame.fixed(s.me.id, s.day, Ask::MistakenFor(Act::CameraPass)) {
        Some(other) => Some(Some(PersonId(other))),
        None if falsely_matched(s, p, cameras) => {
            let draw = s.draw(Purpose::Presence, u32::from(p.ordinal));
            let (near, class) = (s.me.id.neighbourhood(), age_class(s.age()));
            Some(s.frame.society.gallery(cameras.gallery, near, s.me.female, class, s.day, draw.wide()))
        }
        None => None,
    }
}

/// Whether the candidate is a false match here: as rare as this person's covered passes and the cameras' errors make it.
fn falsely_matched(s: Eye, p: &Proposal, cameras: &Cameras) -> bool {
    let class = age_class(s.age());
    let round = s.frame.society.round();
    let size = s.frame.society.gallery_size(cameras.gallery, s.me.id.neighbourhood());
    let errs = detection::attention(s, Channel::Camera, false);
    let rate = cameras.false_match * size / REFERENCE_GALLERY * errs;
    let sees = detection::attention(s, Channel::Camera, true);
    let covered = |site: Site| round.daily(class, site) * (cameras.covers(s.day, site) * sees).min(1.0);
    let expected = Site::ALL.into_iter().map(covered).sum::<f64>() * rate / (CEILING_PASSES * CEILING_PER_PASS);
    chance(s.draw(Purpose::Presence, u32::from(p.ordinal)).word(2), expected)
}
