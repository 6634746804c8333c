//! What a trial by county and household shows, in words.

use crate::summary_lines::{count, percent};
use crate::trial::{ByWay, Effect, Estimate, Trial};
use underheaven_base::{TrialEffect, Tried, Way};

/// A number of one person with its sign: shares in points of a hundred.
fn signed(x: f64, unit: &str) -> String {
    let (x, per) = if unit == "share" { (x * 100.0, " points") } else { (x, "") };
    let sign = if x > 0.0 { "+" } else { "" };
    if x == 0.0 { "0".to_owned() } else { format!("{sign}{x:.4}{per}") }
}

/// `-0.0312 ± 0.0041`.
fn with_error(estimate: Estimate, unit: &str) -> String {
    let of_hundred = if unit == "share" { 100.0 } else { 1.0 };
    match (estimate.value, estimate.error) {
        (None, _) => "–".to_owned(),
        (Some(x), None) => signed(x, unit),
        (Some(x), Some(e)) => format!("{} ± {:.4}", signed(x, unit), e * of_hundred),
    }
}

impl Trial {
    /// The lines of the summary, with an empty one before.
    pub(crate) fn lines(&self) -> Vec<String> {
        let [all, drawn] = self.counties;
        let [within, elsewhere] = self.households.map(|share| format!("{} %", share * 100.0));
        let mut lines = vec![
            String::new(),
            format!(
                "A trial in two stages: in {drawn} of the {all} counties with somebody enrolled, {within} of the households live under the reform, in the others {elsewhere}"
            ),
            "  per person enrolled: by design, as in the field, then paired with each person's own baseline; ± the standard error over counties with somebody enrolled"
                .to_owned(),
        ];
        for tried in Tried::ALL {
            let mine: Vec<&Effect> = self.effects.iter().filter(|e| e.measure == tried.name()).collect();
            let is_nothing = |e: &&Effect| e.paired.value.is_none_or(|x| x == 0.0);
            if mine.iter().all(is_nothing) {
                lines.push(format!("  {}: nobody differs from the baseline", tried.name()));
                continue;
            }
            lines.push(format!("  {} ({})", tried.name(), tried.unit()));
            lines.extend(mine.into_iter().map(effect_line));
            lines.extend(self.way_line(tried));
        }
        let [spilled, across] = self.partings;
        let share = if spilled > 0 { percent(across as f64 / spilled as f64) } else { "none".to_owned() };
        let kin = self.kin_across.map_or(String::new(), |share| {
            format!("{} of kin in other households live in another county; ", percent(share))
        });
        lines.push(format!(
            "  such a trial assumes that nothing passes from county to county: {kin}of {} partings through others {} did ({share})",
            count(spilled),
            count(across)
        ));
        lines
    }

    /// How the paired differences came, as partings tell.
    fn way_line(&self, tried: Tried) -> Vec<String> {
        let share = self.households[0].max(self.households[1]);
        let line = |whom: &str, of: &dyn Fn(&&ByWay) -> bool| {
            let mine = self.ways.iter().filter(|w| w.measure == tried.name()).filter(of);
            let told: Vec<String> =
                mine.map(|w| format!("{} {}", way(w.way), signed(w.mean.value.unwrap_or(0.0), w.unit))).collect();
            (!told.is_empty()).then(|| format!("    {whom}: {}", told.join(", ")))
        };
        let treated = line("the treated, by their partings", &|w| w.share == share && w.treated);
        let neighbours = line("their untreated neighbours", &|w| w.share == share && !w.treated);
        let others = line("the untreated of the other counties", &|w| w.share != share && !w.treated);
        [treated, neighbours, others].into_iter().flatten().collect()
    }
}

fn effect_line(e: &Effect) -> String {
    let at = match e.effect == TrialEffect::Direct.name() {
        true => format!("at {} %", e.share * 100.0),
        false => format!("{} % beside {} %", e.share * 100.0, e.beside * 100.0),
    };
    format!("    {:9} {at:16} {:>28} {:>28}", e.effect, with_error(e.design, e.unit), with_error(e.paired, e.unit))
}

fn way(word: &str) -> &'static str {
    match word {
        word if word == Way::Rule.name() => "by the rule itself",
        word if word == Way::County.name() => "through others of the county",
        _ => "through other counties",
    }
}
