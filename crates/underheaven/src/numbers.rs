//! Numbers as people read them.

use std::time::Duration;

/// A whole number with its thousands set apart.
pub fn whole(n: u64) -> String {
    let digits = n.to_string();
    let groups: Vec<&str> = digits.as_bytes().rchunks(3).rev().filter_map(|d| std::str::from_utf8(d).ok()).collect();
    groups.join(",")
}

/// Person-days a second, to three digits.
pub fn rate(person_days: u64, time: Duration) -> String {
    let rate = (person_days as f64 / time.as_secs_f64().max(1e-3)) as u64;
    let unit = 10_u64.pow(rate.max(1).ilog10().saturating_sub(2));
    format!("{} person-days/s", whole(rate / unit * unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_set_as_people_read_them() {
        for (n, text) in [(0, "0"), (999, "999"), (84_000, "84,000"), (1_234_567, "1,234,567")] {
            assert_eq!(whole(n), text);
        }
        assert_eq!(rate(12_345_678, Duration::from_secs(1)), "12,300,000 person-days/s");
        assert_eq!(rate(0, Duration::ZERO), "0 person-days/s");
    }
}
