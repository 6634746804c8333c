//! Three lives from this very run, entry by entry in plain words; in a comparison side by side from the day they part.

use crate::explain::story::Line;
use crate::explain::three::{Found, Life, Since};
use crate::report::figure::Section;
use crate::report::run::Run;
use crate::report::words::{joined, spoken};
use maud::{Markup, html};

/// The section, where the run tells lives.
pub fn section(run: &Run) -> Option<Section> {
    if run.lives.is_empty() {
        return None;
    }
    let intro = html! {
        p {
            "Three people of this run, found by rule and not invented: their entries are rows of its tables. Nobody of them is real. "
            "Anybody else's life is told by " code { "underheaven explain" } "."
        }
    };
    let section = Section::new("lives", "Three lives").text(intro);
    Some(run.lives.iter().fold(section, |section, life| section.text(told(life))))
}

fn told(life: &Life) -> Markup {
    html! {
        h3 { (life.title) " " code { (life.statement) } }
        @if let Some(why) = &life.missing { p class="said" { (spoken(why)) } }
        @if let Some(found) = &life.found {
            p class="said" { (spoken(&found.who.person)) ": " (spoken(&found.who.sentence)) "." }
            (ties(found))
            (lines(&found.before))
            @if let Some(day) = &found.parts_on {
                p { "From " time { (day) } " the lives part." }
                (since(&found.since))
                @for way in &found.how { p class="said" { "How it reached them: " (spoken(&way.join("; then "))) "." } }
            }
            p class="said" { small { "Chosen " (life.rule) ", among " (found.among) "." } }
        }
    }
}

/// Who they are, and with whom they live; the other ties are told by `explain`.
fn ties(found: &Found) -> Markup {
    let who = &found.who;
    html! {
        @if !who.traits.is_empty() { p class="said" { "Known of them: " (spoken(&joined(&who.traits))) "." } }
        @if !who.household.is_empty() { p class="said" { "Lives with: " (spoken(&joined(&who.household))) "." } }
    }
}

fn lines(lines: &[Line]) -> Markup {
    html! {
        @if lines.is_empty() { p { "Nothing in the books." } }
        @else { ul class="said" { @for line in lines { li { (spoken(&line.text())) } } } }
    }
}

/// One column for each arm.
fn since(lives: &[Since]) -> Markup {
    html! {
        div .scroll .lives tabindex="0" role="group" aria-label="Lives side by side" {
            table {
                thead { tr { @for life in lives { th scope="col" { "Under “" (life.arm) "”" } } } }
                tbody { tr { @for life in lives { td { (lines(&life.lines)) } } } }
            }
        }
    }
}
