//! Choosing exactly as many as the tables say: systematic sampling with keyed order.
//!
//! People stand in a row, neighbourhood by neighbourhood, in a keyed order within each; whoever carries the
//! running total of probabilities past a whole number is chosen. So even a rare role is there in its number, and
//! spread evenly over the town.

use super::Places;
use crate::dice::{Dice, Roll};

/// Draws several quotas, each with an order of its own.
pub struct Quotas<'a> {
    places: &'a Places,
    seed: u64,
}

impl<'a> Quotas<'a> {
    /// Quotas over a town.
    pub fn new(places: &'a Places, seed: u64) -> Self {
        Self { places, seed }
    }

    /// Chooses `total` people (rounded), each with a probability in proportion to a weight, at most 1.
    ///
    /// `number` names the quota; it is part of the model.
    pub fn choose(&self, number: u32, total: f64, weight: impl Fn(u32) -> f64) -> Vec<u32> {
        let mut dice = Dice::numbered(self.seed, Roll::Traits, number);
        let weights: Vec<f64> = (0..self.places.ids.len() as u32).map(weight).collect();
        let scale = scale(&weights, libm::round(total));
        let (mut sum, mut chosen) = (dice.unit(), vec![]);
        for ends in self.places.neighbourhoods.windows(2) {
            let mut row: Vec<u32> = (ends[0]..ends[1]).filter(|&i| weights[i as usize] > 0.0).collect();
            dice.shuffle(&mut row);
            for i in row {
                sum += (weights[i as usize] * scale).min(1.0);
                if sum >= 1.0 {
                    sum -= 1.0;
                    chosen.push(i);
                }
            }
        }
        chosen.sort_unstable();
        chosen
    }
}

/// The factor that makes the probabilities sum up to `total`, none above 1.
fn scale(weights: &[f64], total: f64) -> f64 {
    let mut scale = 0.0;
    for _ in 0..30 {
        let (mut full, mut open) = (0.0, 0.0);
        for &w in weights {
            if w * scale >= 1.0 { full += 1.0 } else { open += w }
        }
        let next = if open > 0.0 { ((total - full) / open).max(scale) } else { scale };
        if next <= scale * (1.0 + 1e-12) {
            break;
        }
        scale = next;
    }
    scale
}

#[cfg(test)]
mod tests {
    use super::scale;

    #[test]
    fn probabilities_sum_up_to_the_total_and_stay_below_one() {
        let weights = [0.1, 0.2, 0.9, 0.9, 0.0, 0.4];
        for total in [0.5, 2.0, 3.5, 4.5] {
            let by = scale(&weights, total);
            let sum: f64 = weights.iter().map(|w| (w * by).min(1.0)).sum();
            assert!((sum - total).abs() < 1e-6, "{total}: {sum}");
        }
    }
}
