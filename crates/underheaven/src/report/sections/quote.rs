//! What may be quoted, with its conditions, and what may not.

use crate::report::figure::Section;
use crate::report::num::How;
use crate::report::run::Run;
use crate::report::words;
use maud::{Markup, html};
use underheaven_base::Measure as M;

/// The section.
pub fn section(run: &Run) -> Option<Section> {
    let manifest = &run.folder.manifest;
    Some(Section::new("quote", "What you may quote, and what you may not").text(html! {
        h3 { "You may" }
        @for sentence in may(run) { blockquote { p { (sentence) } } }
        p {
            "Say with it that the people are synthetic, that the sizes are assumed, and which rulebook and behaviour were lived. One person \
             here weighs as much as " (run.represents().shown(How::People)) " of the represented country: a count of fewer than ten says nothing."
        }
        h3 { "You may not" }
        blockquote .no { p { "“In China, so many per cent of people are listed.” No run says that: it lives an article's system with our sizes." } }
        blockquote .no { p { "“Such a system makes people obey.” That people respond is put in, by the behaviour file." } }
        blockquote .no { p { "A level without the words “at the sizes we assumed”, or an interval that stands beside no difference." } }
        h3 { "Citation" }
        p {
            "Underheaven " span .said { (manifest.underheaven) } ", rulebook “" (words::joined(&run.arms)) "”, society "
            (manifest.society.input.name) ", seed " span .said { (manifest.luck_seed) } ", hash of the lives "
            code .hash { (manifest.results_hash) } "."
        }
    }))
}

/// Sentences that stand on their own.
fn may(run: &Run) -> Vec<Markup> {
    let arm = run.baseline();
    let share = |part: M, whole: M| Some(run.all(arm, part)?.over(&run.all(arm, whole)?)?.shown(How::About));
    let lived = html! { "In a simulation of the rulebook “" (arm) "” over synthetic people, " };
    let mut told = vec![];
    let of_listings = [M::ListingsNoAct, M::ListingsOwnNotNeeded].map(|part| share(part, M::Listings));
    if let [Some(no_act), Some(not_needed)] = of_listings {
        told.push(html! {
            (lived) (no_act) " of listings began with an entry, or a decision, for no act of the person's own; " (not_needed)
            " would have begun without any act of their own."
        });
    }
    if let Some((group, times)) = super::headline::reach(run, arm).into_iter().next() {
        told.push(html! { (lived) (group) " were listed " (times.shown(How::Times)) " times as often as everybody, in a year under it." });
    }
    if let Some(wrong) = share(M::DemeritsWrong, M::Demerits) {
        told.push(html! { (lived) (wrong) " of demerits were wrong by the rulebook's own terms, at the error rates assumed." });
    }
    told
}
