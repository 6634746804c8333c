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

    #[test]
    fn every_colour_of_the_pictures_is_one_of_the_page() {
        for (name, _) in palette() {
            assert!(STYLE.contains(&format!("--{name}:")), "{name}");
        }
    }
}
