//! `--only-in counties=half households=30%`: where a reform is tried, read word by word.

use crate::failure::Failure;
use serde::{Deserialize, Serialize};
use std::fmt;
use underheaven_base::fault::nearest;
use underheaven_society::Society;
use underheaven_world::fast::{Design, Shares, World};

/// The shares of a trial, as the manifest keeps them.
#[derive(Serialize, Deserialize, Clone, Copy, PartialEq, Debug)]
pub struct OnlyIn {
    /// Share of the counties that are drawn, from 0 to 1.
    pub counties: f64,
    /// Share of households that live under the reform in the counties drawn, and in all others.
    pub households: [f64; 2],
}

const KEYS: [&str; 2] = ["counties", "households"];
const SHARES: [(&str, f64); 6] =
    [("half", 0.5), ("third", 1.0 / 3.0), ("quarter", 0.25), ("fifth", 0.2), ("all", 1.0), ("none", 0.0)];
const HOW: &str = "write `--only-in counties=half households=30%`, or two shares of households, `households=60%,20%`: the \
                   first in the counties drawn, the second in all others, where nothing said is none";

impl OnlyIn {
    /// Reads the two words.
    pub fn read(words: &[String]) -> Result<Self, Failure> {
        let (mut counties, mut households) = (None, None);
        for word in words {
            let Some((key, value)) = word.split_once('=') else {
                return Err(wrong(format!("`{word}` says no share: a word of `--only-in` is a key, `=` and a share")));
            };
            let (place, most) = match key {
                "counties" => (&mut counties, 1),
                "households" => (&mut households, 2),
                _ => {
                    let why = format!("`--only-in` knows no key `{key}`");
                    let begun =
                        || KEYS.into_iter().find(|right| key.get(..4).is_some_and(|key| right.starts_with(key)));
                    let near = nearest(key, KEYS).or_else(begun);
                    return Err(near.map_or_else(
                        || wrong(why.clone()),
                        |near| Failure::usage(why.clone(), format!("did you mean `{near}`? {HOW}")),
                    ));
                }
            };
            let shares = value.split(',').map(share).collect::<Result<Vec<f64>, _>>()?;
            if shares.len() > most {
                let many = if most == 1 { "one share".to_owned() } else { format!("{most} shares") };
                return Err(wrong(format!("`{word}` says {} shares, and `{key}` takes {many} at most", shares.len())));
            }
            if place.replace(shares).is_some() {
                return Err(wrong(format!("`{key}` is said twice")));
            }
        }
        let (Some(counties), Some(households)) = (counties, households) else {
            let missing = KEYS.into_iter().find(|key| !words.iter().any(|word| word.starts_with(&format!("{key}="))));
            return Err(wrong(format!("`--only-in` does not say which {}", missing.unwrap_or("shares"))));
        };
        let read =
            Self { counties: counties[0], households: [households[0], households.get(1).copied().unwrap_or(0.0)] };
        if read.counties <= 0.0 || read.counties >= 1.0 {
            return Err(wrong("a trial draws some of the counties, neither none nor all".to_owned()));
        }
        if read.households[0] == read.households[1] {
            let same = format!("`households` says {} % in all counties", read.households[0] * 100.0);
            return Err(wrong(format!("{same}: what spills over is seen only between two shares")));
        }
        Ok(read)
    }

    /// Draws the trial over a society that is to be lived in a world, or says why there can be none.
    pub fn draw(self, society: &dyn Society, world: &World, luck: u64) -> Result<Design, Failure> {
        let [within, elsewhere] = self.households;
        let shares = Shares { counties: self.counties, within, elsewhere };
        Design::draw(society, |id| world.is_reached(id), shares, luck).map_err(|why| {
            Failure::refused(
                why,
                "choose a society with more counties, more `--people`, or a later day for `--to`: `china-2020` has over 20 at \
                 any size, and in a small one the rollout comes to some of them late",
            )
        })
    }
}

impl fmt::Display for OnlyIn {
    /// As `--only-in` reads it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [within, elsewhere] = self.households;
        write!(f, "counties={} households={within},{elsewhere}", self.counties)
    }
}

fn wrong(why: String) -> Failure {
    Failure::usage(why, HOW)
}

/// A share by its word, in percent, as a fraction or as a number from 0 to 1.
fn share(word: &str) -> Result<f64, Failure> {
    if let Some((_, share)) = SHARES.iter().find(|(name, _)| *name == word) {
        return Ok(*share);
    }
    let number = |text: &str| text.trim().parse::<f64>().ok().filter(|x| x.is_finite());
    let read = match (word.strip_suffix('%'), word.split_once('/')) {
        (Some(percent), _) => number(percent).map(|x| x / 100.0),
        (None, Some((part, whole))) => {
            number(part).zip(number(whole)).filter(|(_, whole)| *whole > 0.0).map(|(a, b)| a / b)
        }
        (None, None) => number(word),
    };
    match (read, nearest(word, SHARES.iter().map(|(name, _)| *name))) {
        (Some(x), _) if (0.0..=1.0).contains(&x) => Ok(x),
        (Some(_), _) => Err(wrong(format!("`{word}` is no share: it lies beyond 0 % to 100 %"))),
        (None, Some(near)) => {
            Err(Failure::usage(format!("`{word}` is no share"), format!("did you mean `{near}`? {HOW}")))
        }
        (None, None) => Err(wrong(format!("`{word}` is no share, such as `half`, `30%`, `1/3` or `0.3`"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(words: &[&str]) -> Result<OnlyIn, String> {
        let words: Vec<String> = words.iter().map(|w| (*w).to_owned()).collect();
        OnlyIn::read(&words).map_err(|why| why.to_string())
    }

    #[test]
    fn shares_are_read_as_people_write_them() {
        let is = |words: &[&str], counties: f64, households: [f64; 2]| {
            assert_eq!(read(words), Ok(OnlyIn { counties, households }), "{words:?}");
        };
        is(&["counties=half", "households=30%"], 0.5, [0.3, 0.0]);
        is(&["households=60%,20%", "counties=1/4"], 0.25, [0.6, 0.2]);
        is(&["counties=0.4", "households=none,all"], 0.4, [0.0, 1.0]);
        is(&["counties=33.5%", "households=third,0%"], 0.335, [1.0 / 3.0, 0.0]);
    }

    #[test]
    fn a_wrong_word_is_told_with_the_nearest_right_one() {
        let says = |words: &[&str], said: &str| {
            let told = read(words).expect_err("it is wrong");
            assert!(told.contains(said), "{words:?} should say `{said}`: {told}");
        };
        says(&["county=half", "households=30%"], "did you mean `counties`?");
        says(&["counties=half"], "does not say which households");
        says(&["x=half", "households=1%"], "knows no key `x`");
        says(&["countys=half", "households=30%"], "did you mean `counties`?");
        says(&["counties=hlaf", "households=30%"], "did you mean `half`?");
        says(&["counties=half", "article"], "`article` says no share");
        says(&["counties=half", "counties=half"], "`counties` is said twice");
        says(&["counties=half", "households=130%"], "beyond 0 % to 100 %");
        says(&["counties=half", "households=-1%"], "beyond 0 % to 100 %");
        says(&["counties=half", "households=NaN"], "is no share");
        says(&["counties=half", "households=1/0"], "is no share");
        says(&["counties=half", "households="], "is no share");
        says(&["counties=half,third", "households=30%"], "takes one share at most");
        says(&["counties=half", "households=1%,2%,3%"], "takes 2 shares at most");
        says(&["counties=all", "households=30%"], "neither none nor all");
        says(&["counties=half", "households=30%,30%"], "30 % in all counties");
        says(&["counties=half", "households=none"], "0 % in all counties");
    }
}
