//! The summary of a comparison in words: people first, then what differs, by which path, and which rule's entries made it.

use crate::pair_summary::{Changes, GroupFared, PairSummary};
use crate::summary::ThreeCounts;
use crate::summary_lines::{count, percent, share, whole};
use underheaven_base::Measure as M;

/// What is told of everybody, in order, under its heading.
const TOLD: [(&str, &[M]); 4] = [
    (
        "Listed and punished",
        &[M::ListedEver, M::DaysListed, M::ListedShare, M::PeoplePunished, M::Demerits, M::Refusals],
    ),
    (
        "Traffic and speech (put in: how people respond to fear is a parameter of behaviour)",
        &[M::TrafficActs, M::TrafficDeterred, M::CriticalPosts, M::PostsUnwritten],
    ),
    ("Means", &[M::JobsLost, M::TripsMissed, M::TrapActs]),
    ("Views", &[M::Approve, M::ApproveInPublic, M::ViewGap]),
];

/// The Federal Trade Commission's report to Congress under section 319 of the FACT Act, December 2012: of 1,001 people who were
/// helped to look at their credit files 262 found an error that mattered and disputed it.
pub const FTC: &str =
    "of 262 who disputed an error 206 had it corrected (78.6 %) and 52 came into a better tier of risk (19.8 %)";

/// A finding that rests on fewer people says so.
const FEW: u64 = 10;

/// A signed number with a decimal point only where it is needed.
fn number(x: f64, unit: &str) -> String {
    match unit {
        "share" => format!("{:.2} %", x * 100.0),
        _ if unit.contains(" per ") => format!("{x:.4}"),
        _ => format!("{}{}", if x < 0.0 { "-" } else { "" }, whole(x.abs())),
    }
}

fn told(x: Option<f64>, unit: &str) -> String {
    x.map_or("–".to_owned(), |x| number(x, unit))
}

fn signed(x: Option<f64>, unit: &str) -> String {
    match x {
        Some(0.0) => "0".to_owned(),
        Some(x) if x > 0.0 => format!("+{}", number(x, unit)),
        other => told(other, unit),
    }
}

fn change(c: &Changes) -> String {
    let (before, after) = (told(c.baseline, c.unit), told(c.reform, c.unit));
    format!("  {:26} {before:>14} {after:>14} {:>14}  {}", c.name, signed(c.difference, c.unit), c.unit)
}

fn times(x: Option<f64>) -> String {
    x.map_or("–".to_owned(), |x| format!("{x:.2}"))
}

impl PairSummary {
    /// The summary's lines, without colour.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = vec![format!("{} beside {}", self.reform, self.baseline), String::new()];
        self.people_lines(&mut lines);
        self.measure_lines(&mut lines);
        self.count_lines(&mut lines);
        self.parting_lines(&mut lines);
        lines.extend(self.trial.iter().flat_map(crate::trial::Trial::lines));
        self.group_lines(&mut lines);
        self.ledger_lines(&mut lines);
        lines
    }

    fn people_lines(&self, lines: &mut Vec<String>) {
        lines.push("People, one by one (days listed, then refusals, then the score at the end)".to_owned());
        let Some(all) = self.everybody() else { return };
        let of = |n: u64| format!("{} ({})", count(n), share(n, all.people));
        lines.push(format!(
            "  of {}: better off {}, worse off {}",
            count(all.people),
            of(all.better_off),
            of(all.worse_off)
        ));
        lines.push(format!("  otherwise touched {}, untouched {}", of(all.otherwise), of(all.untouched)));
        let few = if self.listed_only.iter().sum::<u64>() < FEW { " (rests on fewer than ten)" } else { "" };
        lines.push(format!(
            "  listed only under {} {}, only under {} {}{few}",
            self.baseline,
            count(self.listed_only[0]),
            self.reform,
            count(self.listed_only[1])
        ));
        let [higher, lower] = self.bands.map(count);
        lines.push(format!("  in a higher band at the end {higher}, in a lower one {lower}"));
        lines.extend(self.exceptions.iter().map(crate::grain::Exceptions::line));
        lines.extend(self.appeal_line());
    }

    /// Appeals beside the best-measured case of people who found errors in what was kept of them.
    fn appeal_line(&self) -> Option<String> {
        let [appealed, corrected, freed] = self.appealed;
        let of = |n: u64| format!("{} ({})", count(n), share(n, appealed));
        (appealed > 0).then(|| {
            format!(
                "  of {} who appealed {} had something corrected and {} were then listed for less time; beside the FTC's funnel (USA 2012, credit files): {FTC}",
                count(appealed),
                of(corrected),
                of(freed)
            )
        })
    }

    fn measure_lines(&self, lines: &mut Vec<String>) {
        for (heading, measures) in TOLD {
            lines.push(String::new());
            lines.push(format!("{heading}: baseline, reform, difference; levels at the sizes we assumed"));
            lines.extend(measures.iter().filter_map(|m| self.measure(*m)).map(change));
        }
        if !self.refusals.is_empty() {
            lines.push(String::new());
            lines.push("Refusals by gate: baseline, reform, difference".to_owned());
            lines.extend(self.refusals.iter().map(change));
        }
    }

    fn count_lines(&self, lines: &mut Vec<String>) {
        lines.push(String::new());
        lines.push("Three counts that overlap and are never added: baseline to reform".to_owned());
        for (whom, counts) in [("listed", &self.listed), ("punished in any way", &self.punished)] {
            let pair = |of: fn(&ThreeCounts) -> u64| format!("{} to {}", count(of(&counts[0])), count(of(&counts[1])));
            lines.push(format!(
                "  {whom} {}: wrongly by the rulebook's own terms {}, without an own act {}, for speech or association {}",
                pair(|c| c.people),
                pair(|c| c.wrong),
                pair(|c| c.no_act),
                pair(|c| c.protected)
            ));
        }
    }

    fn parting_lines(&self, lines: &mut Vec<String>) {
        lines.push(String::new());
        lines.push(
            "Where fates part (depth 0: the rule itself reached them; n: it spilled over n times; whoever rejoins may part again, by another path)"
                .to_owned(),
        );
        if self.parted[0] == 0 {
            lines.push("  nobody's fate parts".to_owned());
            return;
        }
        let [any, lives] = self.parted.map(count);
        let apart = percent(self.share_lived_apart);
        lines.push(format!(
            "  {any} people parted, {lives} of them in what happens to them; {apart} of days were lived apart"
        ));
        for path in &self.partings {
            let times = |n: u64| if n == 1 { "1 time".to_owned() } else { format!("{} times", count(n)) };
            let direct = times(path.by_depth[0]);
            let spilled = times(path.by_depth[1..].iter().sum());
            let deepest = path.by_depth.len() - 1;
            let how = if deepest == 0 { String::new() } else { format!(" (down to depth {deepest})") };
            lines.push(format!(
                "  {:16} {direct} by the rule itself, {spilled} through others{how}: {:.3} new ones per person parted",
                path.path, path.newly_parted
            ));
        }
    }

    fn group_lines(&self, lines: &mut Vec<String>) {
        lines.push(String::new());
        lines.push(
            "Groups: better off, worse off; listed under both; offences and listings as times everybody's, and listings among people with as many offences, under both; then the funnel, rule by rule"
                .to_owned(),
        );
        let some = self.groups.iter().filter(|g| g.listed != [0; 2]);
        let (provinces, others): (Vec<_>, Vec<_>) = some.partition(|g| g.group.starts_with("province="));
        for group in others {
            lines.push(group.line());
            lines.extend(group.funnel_line());
            let stated = group.put_in.iter().map(|words| format!("    put in: {words}"));
            lines.extend(stated);
        }
        // Thirty funnels more would hide the rest; they stand in the table.
        lines.extend(provinces.into_iter().map(GroupFared::line));
        lines.push(
            "  how often each kind of people does what is booked is put in, too: the society's rates and the behaviour"
                .to_owned(),
        );
    }

    fn ledger_lines(&self, lines: &mut Vec<String>) {
        let ledgers = &self.ledgers[0];
        lines.push(String::new());
        lines.push(format!(
            "Which rules made people be listed under {}: the panel's {} listings, weighed up to everybody{}",
            self.baseline,
            count(ledgers.counted),
            match ledgers.error {
                0.0 => String::new(),
                error => format!("; a share of a half is good to ± {:.1} points at best", error * 100.0),
            }
        ));
        if ledgers.counted == 0 {
            lines.push("  nobody of the panel was listed".to_owned());
            return;
        }
        // No more digits than the panel has to tell.
        let rough = |share: f64| match ledgers.error {
            0.0 => percent(share),
            _ if share > 0.0 && share < 0.005 => "under 1 %".to_owned(),
            _ => format!("{:.0} %", share * 100.0),
        };
        for blame in ledgers.rules.iter().take(6) {
            let part = |n: f64| rough(n / ledgers.listings);
            lines.push(format!(
                "  {:24} {} of points lost; needed in {}, enough alone in {}, one of several in {}, idle in {}",
                blame.rule,
                rough(blame.lost_share),
                part(blame.needed),
                part(blame.enough_alone),
                part(blame.one_of_several),
                part(blame.idle)
            ));
        }
        let over = rough(ledgers.overdetermined / ledgers.listings);
        lines.push(format!(
            "  overdetermined {over}: no single rule was needed; so shares of several rules must not be added"
        ));
        let Some(agreement) = &self.agreement else {
            lines.push("  the reform changes no rule's entries: of it, only the two worlds can tell".to_owned());
            return;
        };
        let n = |x: f64| whole(x);
        lines.push(format!(
            "  without {} the same ledgers list {}{} people fewer, by the panel; of these the reform's world spares {} and lists {} all the same, and it spares {} others",
            agreement.rules.join(", "),
            n(agreement.both_free + agreement.ledger_alone),
            if agreement.error > 0.0 { format!(" (± {} at best)", n(agreement.error)) } else { String::new() },
            n(agreement.both_free),
            n(agreement.ledger_alone),
            n(agreement.world_alone)
        ));
        lines.push(
            "  they differ where people act otherwise, where others' fates reach them, and where later entries list them after all"
                .to_owned(),
        );
    }
}

impl GroupFared {
    /// From done to corrected, where anything was.
    fn funnel_line(&self) -> Option<String> {
        let step = |s: &crate::pair_summary::Step| format!("{} {} to {}", s.stage, count(s.baseline), count(s.reform));
        let steps: Vec<_> = self.funnel.iter().map(step).collect();
        (!steps.is_empty()).then(|| format!("    {}", steps.join(", ")))
    }

    fn line(&self) -> String {
        let [before, after] = self.listed.map(count);
        let pair = |of: &[Option<f64>; 2]| format!("{} to {}", times(of[0]), times(of[1]));
        format!(
            "  {:26} {:>8} {:>8}; listed {before} to {after}; offences {}, listed {}, for equal acts {}",
            self.group,
            count(self.better_off),
            count(self.worse_off),
            pair(&self.acts_times),
            pair(&self.listed_times),
            pair(&self.listed_for_equal_acts)
        )
    }
}
