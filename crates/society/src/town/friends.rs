//! Friends: keyed matchings among people of one age band, mutual by construction.
//!
//! One layer pairs people within the neighbourhood, the others within the town; so most have three friends.

use super::Places;
use super::people::counted;
use crate::permutation::Permutation;
use crate::template::NONE;
use crate::{FRIEND_LAYERS, Person};

/// Names this use of keyed permutations.
const FRIENDS: u32 = 0x0066_7269;

/// Each person's friend in each layer, or none.
pub fn pair(people: &[Person], places: &Places, seed: u64) -> Vec<[u32; FRIEND_LAYERS as usize]> {
    let mut friends = vec![[NONE; FRIEND_LAYERS as usize]; people.len()];
    for (n, ends) in places.neighbourhoods.windows(2).enumerate() {
        match_bands(people, ends[0]..ends[1], 0, n as u32, seed, &mut friends);
    }
    for layer in 1..u32::from(FRIEND_LAYERS) {
        match_bands(people, 0..people.len() as u32, layer, 0, seed, &mut friends);
    }
    friends
}

fn match_bands(
    people: &[Person],
    who: std::ops::Range<u32>,
    layer: u32,
    place: u32,
    seed: u64,
    friends: &mut [[u32; FRIEND_LAYERS as usize]],
) {
    let counted = counted();
    let mut bands: Vec<Vec<u32>> = vec![vec![]; 12];
    for i in who {
        if let Some(band) = band(people[i as usize].age(counted)) {
            bands[band as usize].push(i);
        }
    }
    for (b, band) in bands.into_iter().enumerate() {
        let matching = Permutation::new(band.len() as u32, seed, FRIENDS + layer, place << 8 | b as u32);
        for (x, &i) in band.iter().enumerate() {
            let friend = matching.partner(x as u32).map_or(NONE, |y| band[y as usize]);
            let apart = friend != NONE && !under_one_roof(&people[i as usize], &people[friend as usize]);
            friends[i as usize][layer as usize] = if apart { friend } else { NONE };
        }
    }
}

fn under_one_roof(a: &Person, b: &Person) -> bool {
    a.id.neighbourhood() == b.id.neighbourhood() && a.household == b.household
}

/// Age bands: 6 to 11, 12 to 17, the twenties with 18 and 19, then decades.
pub fn band(age: i32) -> Option<u32> {
    match age {
        ..6 => None,
        6..12 => Some(0),
        12..18 => Some(1),
        18..30 => Some(2),
        _ => Some((age as u32 / 10).min(9)),
    }
}
