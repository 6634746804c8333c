//! The page around the sections: one file that works offline, without script, under a strict Content-Security-Policy.

use super::charts::palette;
use super::figure::Section;
use super::run::Run;
use super::sections::headline;
use crate::failure::Failure;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

/// The style sheet, before the colours of pictures.
const STYLE: &str = include_str!("style.css");

/// The whole page.
pub fn page(run: &Run, sections: &[Section]) -> Result<String, Failure> {
    let style = style();
    // The browser takes this one style sheet, known by its hash, and nothing else from anywhere.
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{}'; img-src data:; base-uri 'none'; form-action 'none'",
        base64(&Sha256::digest(style.as_bytes()))
    );
    let bodies = sections.iter().map(Section::render).collect::<Result<Vec<_>, _>>()?;
    let title = headline::title(run);
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="referrer" content="no-referrer";
                meta name="generator" content={ "underheaven " (run.folder.manifest.underheaven) };
                link rel="icon" href="data:,";
                title { (title) " · Underheaven" }
                style { (PreEscaped(style)) }
            }
            body {
                header { (headline::head(run)) (contents(sections)) }
                main { @for body in bodies { (body) } }
                footer { (foot()) }
            }
        }
    };
    Ok(page.into_string())
}

/// The style sheet with a rule for each colour that pictures use.
fn style() -> String {
    let rule = |(name, hex): (String, String)| {
        format!(
            "svg [fill=\"{hex}\"] {{ fill: var(--{name}); }}\nsvg [stroke=\"{hex}\"] {{ stroke: var(--{name}); }}\n"
        )
    };
    format!("{STYLE}{}", palette().into_iter().map(rule).collect::<String>())
}

fn contents(sections: &[Section]) -> Markup {
    html! {
        nav aria-label="Contents" { ol { @for section in sections { li { a href={ "#" (section.id) } { (section.title) } } } } }
    }
}

fn foot() -> Markup {
    html! {
        p {
            "All people in this report are synthetic, drawn from public aggregate tables. It holds no real person, and nothing in it \
             says how many people anywhere were listed or punished. Each number carries, in the page's source, the cells of the \
             run's tables that it was made from."
        }
        p .paper { "On paper, tables behind a line that opens them are left out unless they were opened before it was printed." }
    }
}

/// Bytes in base 64, which is how a policy names a hash.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let letter = |three: u32, n: usize| char::from(LETTERS[(three >> (18 - 6 * n)) as usize & 63]);
    let three = |part: &[u8]| part.iter().chain([&0, &0]).take(3).fold(0, |all, byte| all << 8 | u32::from(*byte));
    let four =
        |part: &[u8]| (0..4).map(|n| if n <= part.len() { letter(three(part), n) } else { '=' }).collect::<String>();
    bytes.chunks(3).map(four).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_named_as_policies_name_it() {
        assert_eq!([&b"Man"[..], b"Ma", b"M", b""].map(base64), ["TWFu", "TWE=", "TQ==", ""]);
    }

    /// How light a colour is, as WCAG reckons it.
    fn lightness(hex: &str) -> f64 {
        let full = if hex.len() == 3 { hex.chars().flat_map(|c| [c, c]).collect() } else { hex.to_owned() };
        let part = |at: usize| f64::from(u8::from_str_radix(&full[at..at + 2], 16).unwrap()) / 255.0;
        let linear = |c: f64| if c <= 0.04045 { c / 12.92 } else { libm::pow((c + 0.055) / 1.055, 2.4) };
        0.2126 * linear(part(0)) + 0.7152 * linear(part(2)) + 0.0722 * linear(part(4))
    }

    fn contrast(a: &str, b: &str) -> f64 {
        let (a, b) = (lightness(a), lightness(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn texts_and_pictures_stand_out_enough_on_paper_of_either_colour() {
        for scheme in STYLE.split(":root {").skip(1) {
            let of = |name: &str| {
                let rest = scheme.split_once(&format!("--{name}: #")).map(|(_, rest)| rest);
                rest.and_then(|rest| rest.split(';').next()).unwrap_or_else(|| panic!("{name}")).to_owned()
            };
            let papers = ["paper", "tint"].map(of);
            for (paper, name) in papers.iter().flat_map(|p| ["ink", "soft", "link"].map(|n| (p, n))) {
                assert!(contrast(&of(name), paper) >= 4.5, "{name} on {paper}");
            }
            (0..4).for_each(|n| assert!(contrast(&of(&format!("series-{n}")), &papers[0]) >= 3.0, "series {n}"));
            (0..5).for_each(|n| assert!(contrast(&of("ink"), &of(&format!("shade-{n}"))) >= 4.5, "shade {n}"));
        }
    }

    #[test]
    fn every_colour_of_the_pictures_is_one_of_the_page() {
        for (name, _) in palette() {
            assert!(STYLE.contains(&format!("--{name}:")), "{name}");
        }
    }
}
