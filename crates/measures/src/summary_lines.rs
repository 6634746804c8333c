//! The summary in words, about forty-five lines for a terminal.
//!
//! Compliance stands beside its cost; every level carries the words "at the sizes we assumed".

use crate::rows::REFUSED;
use crate::summary::{Counted, Punished, Realised, Summary, ThreeCounts};
use underheaven_base::Measure as M;

/// The words that every level carries.
const ASSUMED: &str = "at the sizes we assumed";

/// A whole number with its thousands apart.
fn whole(x: f64) -> String {
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

fn count(n: u64) -> String {
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

fn percent(share: f64) -> String {
    format!("{:.1} %", share * 100.0)
}

fn share(part: u64, all: u64) -> String {
    percent(if all == 0 { 0.0 } else { part as f64 / all as f64 })
}

impl Summary {
    /// The summary's lines, without colour.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = vec![];
        self.head(&mut lines);
        self.listed_lines(&mut lines);
        self.count_lines(&mut lines);
        self.gate_lines(&mut lines);
        self.funnel_lines(&mut lines);
        self.response_lines(&mut lines);
        self.punished_lines(&mut lines);
        self.realised_lines(&mut lines);
        lines
    }

    fn head(&self, lines: &mut Vec<String>) {
        let people = whole(f64::from(self.people));
        lines.push(format!(
            "{} lived by {people} synthetic people of {}, {} to {}",
            self.arm, self.society, self.from, self.to
        ));
        lines.push(format!("one person here stands for {}", whole(self.represents)));
        lines.push(format!("{:.2} acts a person-day happened, requests included", self.measure(M::ActsPerDay)));
        let (enrolled, years) = (whole(self.measure(M::Enrolled)), whole(self.measure(M::EnrolledYears)));
        lines.push(format!("{enrolled} people enrolled at the end; {years} person-years lived while enrolled"));
        if self.measure(M::Enrolled) == 0.0 {
            lines.push(
                "nobody was enrolled: neighbourhoods are enrolled one by one; choose a later `--to`, or more people"
                    .to_owned(),
            );
        }
    }

    fn listed_lines(&self, lines: &mut Vec<String>) {
        lines.push(String::new());
        lines.push("Who is listed, and why".to_owned());
        let listed = percent(self.measure(M::ListedShare));
        lines.push(format!("  {listed} of enrolled adults are on a list at the end, {ASSUMED}"));
        lines.push(format!(
            "  {} of those who hold a score are in the top band, {ASSUMED}",
            percent(self.measure(M::TopBandShare))
        ));
        let (listings, ever) = (whole(self.measure(M::Listings)), count(self.listed.people));
        lines.push(format!("  {listings} listings of {ever} people, {ASSUMED}"));
        lines.push(format!(
            "    by the first cause without which it would not have happened, own acts last: {}",
            causes(&self.listings_by_cause)
        ));
        let all = self.measure(M::Listings) as u64;
        lines.push(format!(
            "    own acts were needed in {}, a relative's entry in {}, a relative's entry and nothing else in {}",
            share(self.listings_needing_own_acts, all),
            share(self.listings_needing_kin, all),
            share(self.listings_needing_kin_alone, all)
        ));
        lines.push(format!("  demerits by cause: {}", causes(&self.demerits_by_cause)));
        let (own, all) = (self.measure(M::ListingsOwnNotNeeded), self.measure(M::Listings));
        let not_needed = percent(if all > 0.0 { own / all } else { 0.0 });
        lines.push(format!("  {not_needed} of listings needed no act of the person listed"));
    }

    fn count_lines(&self, lines: &mut Vec<String>) {
        lines.push(String::new());
        lines.push(
            "Three counts that overlap and are never added (each by the last entry before it, or the decision)"
                .to_owned(),
        );
        three(lines, "listed", &self.listed);
        three(lines, "punished in any way", &self.punished);
    }

    fn gate_lines(&self, lines: &mut Vec<String>) {
        lines.push(String::new());
        lines.push(format!("Gates, of all requests by anybody in the whole run, {ASSUMED}"));
        for g in self.gates.iter().filter(|g| g.refused + g.favoured + g.pushed_back > 0) {
            let [refused, favoured, pushed] = [g.refused, g.favoured, g.pushed_back].map(count);
            let requests = count(g.requests);
            lines.push(format!(
                "  {:13} {refused} refused, {favoured} favoured, {pushed} pushed back of {requests}",
                g.gate
            ));
        }
        lines.push(format!(
            "  refusals by cause (kin: a relative's entry or, for a child, a parent's standing): {}",
            causes(&self.refusals_by_cause)
        ));
        lines.push(format!(
            "  merits that overlap: {} people have one for bills and one for credit; {} of those enrolled were never the buyer who can have one for baby goods",
            whole(self.measure(M::BillsAndCredit)),
            percent(self.measure(M::NoBabyGoods))
        ));
    }

    fn funnel_lines(&self, lines: &mut Vec<String>) {
        lines.push(String::new());
        lines.push(format!("Seen and booked, {ASSUMED}"));
        for c in self.channels.iter().filter(|c| c.channel != "bureau" && c.booked_rightly + c.booked_wrongly > 0) {
            let [seen, rightly, wrongly] = [c.seen, c.booked_rightly, c.booked_wrongly].map(count);
            lines.push(format!("  {:13} {seen} seen, {rightly} booked rightly, {wrongly} wrongly", c.channel));
        }
        let (wrong, all) = (percent(self.measure(M::CameraFalseShare)), whole(self.measure(M::CameraBookings)));
        lines.push(format!("  {wrong} of the {all} entries that cameras booked are on somebody else"));
    }

    fn response_lines(&self, lines: &mut Vec<String>) {
        let of = |m: M| whole(self.measure(m));
        let rate = |m: M| format!("{:.2}", self.measure(m));
        lines.push(String::new());
        lines.push(format!("Compliance beside its cost, {ASSUMED}"));
        lines.push(format!(
            "  traffic offences: {} a person-year enrolled, {} grown but not enrolled; {} kept from happening (put in: a parameter of behaviour)",
            rate(M::TrafficActs),
            rate(M::TrafficActsBefore),
            of(M::TrafficDeterred)
        ));
        lines.push(format!(
            "  critical posts: {:.4} a person-year enrolled, {:.4} grown but not enrolled; {} stayed unwritten",
            self.measure(M::CriticalPosts),
            self.measure(M::CriticalPostsBefore),
            of(M::PostsUnwritten)
        ));
        lines.push(format!(
            "  what it cost: {} people punished wrongly, {} critical posts unwritten, {} acts shut out",
            count(self.punished.wrong),
            of(M::PostsUnwritten),
            of(M::ShutOut)
        ));
        lines.push(format!(
            "  {} acts that only a trap made, {} of them booked; {} acts only for hope, {} only for points",
            of(M::TrapActs),
            of(M::DemeritsTrap),
            of(M::HopeActs),
            of(M::FarmedActs)
        ));
        lines.push(format!(
            "  {} trips missed, {} jobs lost, {} months of bills in deposits waived, {} followers lost",
            of(M::TripsMissed),
            of(M::JobsLost),
            of(M::DepositsWaived),
            of(M::FollowersLost)
        ));
        lines.push(format!(
            "  views: {} approve in private, {} in public; {} show what they do not think",
            percent(self.measure(M::Approve)),
            percent(self.measure(M::ApproveInPublic)),
            percent(self.measure(M::ViewGap))
        ));
        lines.push(format!(
            "  levels at the end (0 to 1): fear {}, habit {}, silence {}",
            rate(M::Fear),
            rate(M::Habit),
            rate(M::Silence)
        ));
    }

    fn punished_lines(&self, lines: &mut Vec<String>) {
        lines.push(String::new());
        lines.push(format!("People punished so far, each once, {ASSUMED} (the pilot: before {})", self.pilot_until));
        let (refused, others): (Vec<_>, Vec<_>) =
            self.by_punishment.iter().partition(|p| p.punishment.starts_with(REFUSED));
        for p in others {
            let [so_far, pilot] = [p.people, p.in_pilot].map(count);
            let (represented, in_pilot) = (people(p.represented), people(p.represented_in_pilot));
            lines.push(format!(
                "  {:8} {so_far} counted, {represented} represented; in the pilot {pilot} and {in_pilot}",
                p.punishment
            ));
        }
        let at_gate = |p: &&Punished| format!("{} {}", &p.punishment[REFUSED.len()..], count(p.people));
        let at_gates: Vec<_> = refused.iter().map(at_gate).collect();
        lines.push(format!(
            "  refused, counted: {}",
            if at_gates.is_empty() { "nobody".to_owned() } else { at_gates.join(", ") }
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
        lines.push("Acts realised beside the society's listed rates, the furthest apart".to_owned());
        for r in off.into_iter().take(3) {
            let (now, listed) = (r.yearly, r.listed_yearly);
            lines.push(format!("  {} of {}: {now:.3} a person-year, listed {listed:.3}", r.act, r.class));
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
    let part = |n: u64| format!("{} ({})", count(n), share(n, of.people));
    lines.push(format!("  of {} people {whom}, {ASSUMED}:", count(of.people)));
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
        assert_eq!(share(1, 0), "0.0 %");
        assert_eq!(causes(&[]), "none");
    }
}
