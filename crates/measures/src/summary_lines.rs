//! The summary in words: the findings first, then the counts they rest on, under headings.
//!
//! Findings are composition and order. Levels stand below them with the words "at the sizes we assumed"; compliance
//! stands beside its cost; what has nobody in it says so instead of nought.

use crate::rows::REFUSED;
use crate::summary::{Counted, GateCounts, Punished, Realised, Summary, ThreeCounts};
use crate::value::TRAFFIC;
use underheaven_base::{Act, Gate, Measure as M};

/// The words that every level carries.
const ASSUMED: &str = "at the sizes we assumed";
/// What has no denominator.
const NOTHING: &str = "–";
/// A finding that rests on fewer people says so.
const FEW: u64 = 10;

/// A whole number with its thousands apart.
pub(crate) fn whole(x: f64) -> String {
    let digits = format!("{:.0}", x.max(0.0));
    let mut text = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i) % 3 == 0 {
            text.push(',');
        }
        text.push(c);
    }
    text
}

pub(crate) fn count(n: u64) -> String {
    whole(n as f64)
}

/// A number of people of the represented country, as a reader says it.
fn people(x: f64) -> String {
    match x {
        1e9.. => format!("{:.2} billion", x / 1e9),
        1e6.. => format!("{:.1} million", x / 1e6),
        _ => whole(x),
    }
}

/// A share in percent; a small one is not shown as none.
pub(crate) fn percent(share: f64) -> String {
    if share > 0.0 && share < 0.0005 { "under 0.1 %".to_owned() } else { format!("{:.1} %", share * 100.0) }
}

pub(crate) fn share(part: u64, all: u64) -> String {
    if all == 0 { NOTHING.to_owned() } else { percent(part as f64 / all as f64) }
}

/// ` (rests on fewer than ten people)` where it does.
fn caution(of: u64) -> &'static str {
    if of < FEW { " (rests on fewer than ten)" } else { "" }
}

impl Summary {
    /// The summary's lines, without colour.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = vec![];
        self.head(&mut lines);
        self.findings(&mut lines);
        self.people_lines(&mut lines);
        self.listed_lines(&mut lines);
        self.count_lines(&mut lines);
        self.gate_lines(&mut lines);
        self.funnel_lines(&mut lines);
        self.response_lines(&mut lines);
        self.cost_lines(&mut lines);
        self.punished_lines(&mut lines);
        self.realised_lines(&mut lines);
        lines
    }

    fn sum_of(&self, m: M) -> String {
        whole(self.measure(m))
    }

    /// A share of people, or a dash where there is nobody.
    fn share_of(&self, m: M) -> String {
        self.measures.get(m.name()).map_or(NOTHING.to_owned(), |share| percent(*share))
    }

    /// A rate or mean with so many decimals, or a dash where there is nobody.
    fn rate_of(&self, m: M, decimals: usize) -> String {
        self.measures.get(m.name()).map_or(NOTHING.to_owned(), |rate| format!("{rate:.decimals$}"))
    }

    fn head(&self, lines: &mut Vec<String>) {
        let people = whole(f64::from(self.people));
        lines.push(format!(
            "{} lived by {people} synthetic people of {}, {} to {}",
            self.arm, self.society, self.from, self.to
        ));
        lines.push(format!("one person here stands for {}", whole(self.represents)));
        lines.push(String::new());
    }

    fn findings(&self, lines: &mut Vec<String>) {
        lines.push(format!("Findings: shares and order, {ASSUMED}; the counts they rest on follow"));
        let mut tell = |word: &str, finding: String| lines.push(format!("  {word:11} {finding}"));
        if self.listed.people == 0 {
            tell("lists", "nobody was listed".to_owned());
        } else {
            tell("who", self.finding_who());
            tell("whose act", self.finding_whose());
            tell("for what", self.finding_what());
            tell("why", self.finding_why());
        }
        tell("shut out", self.finding_gates());
        tell("compliance", self.finding_response());
    }

    fn finding_who(&self) -> String {
        let groups = &self.listed_by_group;
        let told = |r: &crate::Reach| format!("{} {:.1} ({})", r.group, r.times, count(r.listed));
        if groups.is_empty() {
            return "too few were listed to compare groups".to_owned();
        }
        let most: Vec<_> = groups.iter().take(3).map(told).collect();
        let least: Vec<_> = groups.iter().rev().take(2).map(told).collect();
        format!(
            "listed so many times as often as everybody (in brackets: people it rests on): {}; least often {}",
            most.join(", "),
            least.join(", ")
        )
    }

    /// Two questions with two answers: what tipped the scale, and what would have come without any own act.
    fn finding_whose(&self) -> String {
        let all = self.measure(M::Listings) as u64;
        let part = |m: M| share(self.measure(m) as u64, all);
        format!(
            "{} of listings began with an entry, or a decision, for no act of the person's own; {} would have begun without any act of their own (in the others own acts before it were needed, too){}",
            part(M::ListingsNoAct),
            part(M::ListingsOwnNotNeeded),
            caution(all)
        )
    }

    fn finding_what(&self) -> String {
        let part = |n: u64| share(n, self.listed.people);
        format!(
            "{} of people listed were so at least once for speech or association, by anybody, and {} would not have been listed but for a mistake; these overlap{}",
            part(self.listed.protected),
            part(self.listed.wrong),
            caution(self.listed.people)
        )
    }

    fn finding_why(&self) -> String {
        let all = self.measure(M::Listings) as u64;
        let first: Vec<_> = self.listings_by_cause.iter().take(3).map(|c| c.name.as_str()).collect();
        format!(
            "own acts were needed in {} of listings, a relative's entry in {}; first causes in order: {}{}",
            share(self.listings_needing_own_acts, all),
            share(self.listings_needing_kin, all),
            first.join(", "),
            caution(all)
        )
    }

    fn finding_gates(&self) -> String {
        let refused: u64 = self.gates.iter().map(|g| g.refused).sum();
        if refused == 0 {
            return "no gate refused anybody for standing".to_owned();
        }
        // By people, not by requests: whoever has no job asks again and again, as often as we assume.
        let mut gates: Vec<&GateCounts> = self.gates.iter().filter(|g| g.refused > 0).collect();
        gates.sort_by_key(|g| std::cmp::Reverse(g.people_refused));
        let order: Vec<_> = gates.iter().take(4).map(|g| g.gate).collect();
        let causes = &self.refusals_by_cause;
        let own = causes.iter().find(|c| c.name == "own-act").map_or(0, |c| c.count);
        let known = causes.iter().map(|c| c.count).sum();
        format!(
            "gates by how many people they refuse: {}; {} of refusals go back to own acts alone{}",
            order.join(", "),
            share(own, known),
            caution(refused)
        )
    }

    fn finding_response(&self) -> String {
        // Counted one by one. The rates of the enrolled and of others are no measure of it: they are other people in other
        // years, and differ without any response, too.
        let kept = |forgone: M, acts: &[Act]| {
            let (kept, done) = (self.measure(forgone) as u64, self.done(acts));
            (kept, share(kept, kept + done))
        };
        let (fewer, traffic) = kept(M::TrafficDeterred, &TRAFFIC);
        let (unwritten, posts) = kept(M::PostsUnwritten, &[Act::CriticalPost]);
        let wrong = match self.punished.people {
            0 => "nobody was punished".to_owned(),
            all => format!("{} of those punished were once punished wrongly", share(self.punished.wrong, all)),
        };
        match fewer + unwritten {
            0 => format!("nobody did anything otherwise for fear, habit or silence; {wrong}"),
            _ => format!(
                "fear, habit and silence, which the behaviour puts in, kept {traffic} of traffic offences and {posts} of critical posts from happening, of all by anybody; {wrong}"
            ),
        }
    }

    /// How often some acts happened, by anybody.
    fn done(&self, acts: &[Act]) -> u64 {
        self.realised.iter().filter(|r| acts.iter().any(|act| act.name() == r.act)).map(|r| r.acts).sum()
    }

    fn people_lines(&self, lines: &mut Vec<String>) {
        lines.push(String::new());
        lines.push("Who lived under it".to_owned());
        let (enrolled, years) = (self.sum_of(M::Enrolled), self.sum_of(M::EnrolledYears));
        lines.push(format!("  {enrolled} people enrolled at the end; {years} person-years lived while enrolled"));
        if self.measure(M::Enrolled) == 0.0 {
            lines.push(
                "  nobody was enrolled: neighbourhoods are enrolled one by one; choose a later `--to`, or more people"
                    .to_owned(),
            );
        }
        lines.push(format!("  {} acts a person-day happened, requests included", self.rate_of(M::ActsPerDay, 2)));
    }

    fn listed_lines(&self, lines: &mut Vec<String>) {
        lines.push(String::new());
        lines.push(format!("Lists, {ASSUMED}"));
        if self.listed.people == 0 {
            lines.push("  nobody was listed".to_owned());
        } else {
            let (listings, ever) = (self.sum_of(M::Listings), count(self.listed.people));
            let now = self.share_of(M::ListedShare);
            lines
                .push(format!("  {listings} listings of {ever} people; {now} of enrolled adults on a list at the end"));
            lines.push(format!(
                "  by the first cause without which it would not have happened, own acts last: {}",
                causes(&self.listings_by_cause)
            ));
            let all = self.measure(M::Listings) as u64;
            lines.push(format!(
                "  a relative's entry and nothing else was needed in {}; no own act was needed in {}",
                share(self.listings_needing_kin_alone, all),
                share(self.measure(M::ListingsOwnNotNeeded) as u64, all)
            ));
        }
        if self.measures.contains_key(M::TopBandShare.name()) {
            let top = self.share_of(M::TopBandShare);
            lines.push(format!("  {top} of those who hold a score are in the top band at the end"));
        }
        lines.push(format!("  demerits by cause: {}", causes(&self.demerits_by_cause)));
        let [appeals, corrections] = [M::Appeals, M::Corrections].map(|m| self.measure(m));
        if appeals > 0.0 {
            let (appeals, corrections) = (whole(appeals), whole(corrections));
            lines.push(format!(
                "  {appeals} appeals; {corrections} corrections, of kin entries with their cause among them"
            ));
        }
        if self.measure(M::Merits) == 0.0 {
            return;
        }
        lines.push(format!(
            "  merits that overlap: {} people have one for bills and one for credit; {} of those enrolled were never the buyer who can have one for baby goods",
            self.sum_of(M::BillsAndCredit),
            self.share_of(M::NoBabyGoods)
        ));
    }

    fn count_lines(&self, lines: &mut Vec<String>) {
        lines.push(String::new());
        lines.push(format!(
            "Three counts that overlap and are never added, {ASSUMED} (people to whom it happened at least once, whatever else they were listed or punished for; a listing is wrong by the cause without which it would not have happened, and the others by the last entry before it, or the decision)"
        ));
        three(lines, "listed", &self.listed);
        three(lines, "punished in any way", &self.punished);
    }

    fn gate_lines(&self, lines: &mut Vec<String>) {
        lines.push(String::new());
        lines.push(format!(
            "Gates, {ASSUMED}: of requests by people under the rulebook and their children (in brackets: by anybody)"
        ));
        let decided: Vec<_> = self.gates.iter().filter(|g| g.refused + g.favoured + g.pushed_back > 0).collect();
        if decided.is_empty() {
            lines.push("  standing decided no request".to_owned());
            return;
        }
        for g in decided {
            let [refused, favoured, pushed] = [g.refused, g.favoured, g.pushed_back].map(count);
            let [under, all] = [g.under_rulebook, g.requests].map(count);
            let whom = match (g.refused, g.people_refused) {
                (0, _) => String::new(),
                (_, 1) => " to 1 person".to_owned(),
                (_, n) => format!(" to {} people", count(n)),
            };
            lines.push(format!(
                "  {:13} {refused} refused{whom}, {favoured} favoured, {pushed} pushed back of {under} ({all})",
                g.gate
            ));
        }
        if self.gates.iter().any(|g| g.gate == Gate::Job.name() && g.refused > 0) {
            lines.push(
                "  whoever has no job asks for one about once a month until one is granted (assumed): hence many refusals to few people"
                    .to_owned(),
            );
        }
        lines.push(format!(
            "  refusals by cause (kin: a relative's entry or, for a child, a parent's standing): {}",
            causes(&self.refusals_by_cause)
        ));
    }

    fn funnel_lines(&self, lines: &mut Vec<String>) {
        lines.push(String::new());
        lines.push(format!(
            "Seen and booked, {ASSUMED}: acts that a rule books, by people under the rulebook (an entry may need several; a child's is booked on a parent)"
        ));
        let booked: Vec<_> = self.channels.iter().filter(|c| c.booked_rightly + c.booked_wrongly > 0).collect();
        if booked.is_empty() {
            lines.push("  nothing was booked".to_owned());
        }
        for c in booked.iter().filter(|c| c.channel != "bureau") {
            let [seen, rightly, wrongly] = [c.seen, c.booked_rightly, c.booked_wrongly].map(count);
            lines.push(format!("  {:13} {seen} seen, {rightly} booked rightly, {wrongly} wrongly", c.channel));
        }
        if self.measure(M::CameraBookings) > 0.0 {
            let (wrong, all) = (self.share_of(M::CameraFalseShare), self.sum_of(M::CameraBookings));
            lines.push(format!("  {wrong} of the {all} entries that cameras booked are on somebody else"));
        }
    }

    fn response_lines(&self, lines: &mut Vec<String>) {
        lines.push(String::new());
        lines.push(format!(
            "Compliance beside its cost, {ASSUMED} (whatever anybody does or thinks otherwise is put in by the behaviour; the enrolled and the others are other people in other years: no comparison of worlds)"
        ));
        lines.push(format!(
            "  traffic offences: {} a person-year enrolled, {} grown but not enrolled; {} kept from happening (put in: a parameter of behaviour)",
            self.rate_of(M::TrafficActs, 2),
            self.rate_of(M::TrafficActsBefore, 2),
            self.sum_of(M::TrafficDeterred)
        ));
        lines.push(format!(
            "  critical posts: {} a person-year enrolled, {} grown but not enrolled; {} stayed unwritten",
            self.rate_of(M::CriticalPosts, 4),
            self.rate_of(M::CriticalPostsBefore, 4),
            self.sum_of(M::PostsUnwritten)
        ));
        lines.push(format!(
            "  what it cost: {} people once punished wrongly, {} critical posts unwritten, {} acts shut out",
            count(self.punished.wrong),
            self.sum_of(M::PostsUnwritten),
            self.sum_of(M::ShutOut)
        ));
        lines.push(format!(
            "  {} acts that only a trap made, {} of them booked; {} acts only for hope, {} only for points",
            self.sum_of(M::TrapActs),
            self.sum_of(M::DemeritsTrap),
            self.sum_of(M::HopeActs),
            self.sum_of(M::FarmedActs)
        ));
        lines.push(format!(
            "  views: {} approve in private, {} in public; {} show what they do not think",
            self.share_of(M::Approve),
            self.share_of(M::ApproveInPublic),
            self.share_of(M::ViewGap)
        ));
        lines.push(format!(
            "  levels at the end (0 to 1): fear {}, habit {}, silence {}",
            self.rate_of(M::Fear, 2),
            self.rate_of(M::Habit, 2),
            self.rate_of(M::Silence, 2)
        ));
    }

    /// Each unit has its own line: people counted here and people of the represented country are not mixed.
    fn cost_lines(&self, lines: &mut Vec<String>) {
        lines.push(String::new());
        lines.push(format!("Means and ties, {ASSUMED}"));
        let before = lines.len();
        let any = |measures: &[M]| measures.iter().any(|m| self.measure(*m) > 0.0);
        if any(&[M::JobsLost, M::JobsFound]) {
            let [lost, found] = [M::JobsLost, M::JobsFound].map(|m| self.sum_of(m));
            lines.push(format!("  jobs: {lost} lost, {found} found again"));
        }
        if any(&[M::DepositsWaived]) {
            lines.push(format!("  deposits waived: {} months of a household's bills", self.sum_of(M::DepositsWaived)));
        }
        if any(&[M::TripsMissed, M::TicketsRefused]) {
            let [refused, visits, work] = [M::TicketsRefused, M::VisitsMissed, M::WorkMissed].map(|m| self.sum_of(m));
            lines.push(format!(
                "  trips: {refused} tickets refused, and for want of them (the same trips) {visits} visits and {work} days of work missed"
            ));
        }
        if any(&[M::FollowersLost]) {
            let lost = people(self.measure(M::FollowersLost));
            lines.push(format!(
                "  followers lost with shut accounts: {lost}, of the synthetic people, not scaled up (a few of them had most)"
            ));
        }
        if lines.len() == before {
            lines.push("  nothing was lost or won by standing".to_owned());
        }
    }

    fn punished_lines(&self, lines: &mut Vec<String>) {
        lines.push(String::new());
        lines.push(format!("People punished so far, each once, {ASSUMED}"));
        if self.punished.people == 0 {
            lines.push("  nobody".to_owned());
        }
        let (refused, others): (Vec<_>, Vec<_>) =
            self.by_punishment.iter().filter(|p| p.people > 0).partition(|p| p.punishment.starts_with(REFUSED));
        for p in others {
            let (so_far, represented) = (count(p.people), people(p.represented));
            let pilot = p.in_pilot.map_or(String::new(), |n| format!("; in the pilot {}", count(n)));
            let stands = p.represented_in_pilot.map_or(String::new(), |n| format!(" and {}", people(n)));
            lines.push(format!("  {:8} {so_far} counted, {represented} represented{pilot}{stands}", p.punishment));
        }
        let at_gate = |p: &&Punished| format!("{} {}", &p.punishment[REFUSED.len()..], count(p.people));
        if !refused.is_empty() {
            let at_gates: Vec<_> = refused.iter().map(at_gate).collect();
            lines.push(format!("  refused, counted: {}", at_gates.join(", ")));
        }
        let Some(pilot) = &self.pilot else { return };
        let enrolled = count(pilot.people);
        let neighbourhoods = match pilot.neighbourhoods {
            1 => "1 neighbourhood".to_owned(),
            n => format!("{n} neighbourhoods"),
        };
        let few = if pilot.represents { "" } else { ", too few to stand for a country's pilot" };
        lines.push(format!(
            "  the pilot, before {}, rests on {neighbourhoods} with {enrolled} people enrolled{few}",
            pilot.until
        ));
        lines
            .push("  the article's word: \"even during the pilot, millions\"; nothing here is fitted to it".to_owned());
    }

    fn realised_lines(&self, lines: &mut Vec<String>) {
        let told = |r: &&Realised| r.listed_yearly * r.person_years >= 100.0 && !hangs_on_state(r);
        let mut off: Vec<_> = self.realised.iter().filter(told).collect();
        let ratio = |r: &Realised| r.yearly / r.listed_yearly;
        off.sort_by(|a, b| (ratio(b) - 1.0).abs().total_cmp(&(ratio(a) - 1.0).abs()));
        lines.push(String::new());
        lines.push("Acts a person-year realised, and as the society lists them, the furthest apart first".to_owned());
        lines.push(
            "  they part where people respond (fear, habit, silence, hope, likes, points), where gates or traps step in, and by chance"
                .to_owned(),
        );
        let one = |r: &&Realised| format!("{} of {} {:.3} ({:.3})", r.act, r.class, r.yearly, r.listed_yearly);
        for some in off.chunks(3) {
            lines.push(format!("  {}", some.iter().map(one).collect::<Vec<_>>().join("; ")));
        }
    }
}

/// Rates of people in a state (listed, a member by now, without a job), not of everybody in the class.
fn hangs_on_state(r: &Realised) -> bool {
    matches!(r.act, "judgment-performed" | "joining-organisation" | "job-request" | "dissenting-meeting")
}

/// `own-act 47.0 %, kin 43.1 %`; `none` for nothing.
fn causes(rows: &[Counted]) -> String {
    let one = |c: &Counted| format!("{} {}", c.name, percent(c.share));
    if rows.is_empty() { "none".to_owned() } else { rows.iter().map(one).collect::<Vec<_>>().join(", ") }
}

fn three(lines: &mut Vec<String>, whom: &str, of: &ThreeCounts) {
    if of.people == 0 {
        lines.push(format!("  nobody was {whom}"));
        return;
    }
    let part = |n: u64| format!("{} ({})", count(n), share(n, of.people));
    lines.push(format!("  of {} people {whom}:", count(of.people)));
    lines.push(format!(
        "    wrongly by the rulebook's own terms {}; without an own act {}; for speech or association {}",
        part(of.wrong),
        part(of.no_act),
        part(of.protected)
    ));
    let [a, b, c, all] =
        [of.wrong_and_no_act, of.wrong_and_protected, of.no_act_and_protected, of.all_three].map(count);
    lines.push(format!(
        "    overlaps: first and second {a}, first and third {b}, second and third {c}, all three {all}"
    ));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_a_reader_says_them() {
        assert_eq!(whole(84_000.4), "84,000");
        assert_eq!(whole(999.0), "999");
        assert_eq!(people(2_340_000.0), "2.3 million");
        assert_eq!(people(1.4e9), "1.40 billion");
        assert_eq!((share(0, 5), share(1, 9_000)), ("0.0 %".to_owned(), "under 0.1 %".to_owned()));
        assert_eq!(share(0, 0), NOTHING, "nobody is not nought");
        assert_eq!(causes(&[]), "none");
    }
}
