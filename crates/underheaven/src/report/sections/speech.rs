//! Traffic and speech side by side: what was not done beside what was not said (B07).

use crate::report::charts::{Along, Curve, Shape};
use crate::report::figure::{Cell, Figure, Grid, Line, Section};
use crate::report::num::{How, Num};
use crate::report::run::Run;
use maud::{Markup, html};
use underheaven_base::{Day, Measure as M};

const TRAFFIC: [&str; 3] = ["act=crossing-on-red", "act=driving-violation", "act=drink-driving"];
const POST: &str = "act=critical-post";

/// The section.
pub fn section(run: &Run) -> Option<Section> {
    let arm = run.baseline();
    let (posts, traffic) = (posts_forgone(run, arm)?, traffic_forgone(run, arm)?);
    if posts.value + traffic.value == 0.0 {
        return None;
    }
    let section = Section::new("speech", "Traffic and speech, side by side").text(html! {
        p {
            "An act that would have happened but for fear, habit or silence is counted as forgone, act by act. "
            (posts.shown(How::About)) " of critical posts were, and " (traffic.shown(How::About)) " of traffic offences. "
            b { "That people respond at all is put in" } ": the behaviour file says how strongly. Nothing here is evidence that such \
             a system improves anybody's behaviour; what follows from the rulebook is what the response costs, and whom."
        }
    });
    let lines = [
        Line::new(run, "traffic offences forgone", How::Percent, |arm| traffic_forgone(run, arm)),
        Line::new(run, "critical posts unwritten", How::Percent, |arm| posts_forgone(run, arm)),
    ];
    let sentence = html! { "Of all that would have been done or said, so much was not. Both shares are put in by the behaviour file." };
    Some(
        section
            .figure(Figure::rows(run, "forgone", "Forgone offences beside forgone posts", "what", sentence, &lines))
            .figure(forgone_by_month(run))
            .figure(over_time(run, "traffic-over-time", "Traffic offences by month", M::TrafficActs, "offences"))
            .figure(over_time(run, "posts-over-time", "Critical posts by month", M::CriticalPosts, "critical posts"))
            .table(beside(run)),
    )
}

/// Critical posts left unwritten, of all that would have been written.
pub fn posts_forgone(run: &Run, arm: &str) -> Option<Num> {
    let forgone = run.all(arm, M::PostsUnwritten)?;
    forgone.over(&Num::sum([forgone.clone(), run.part(arm, M::Acts, POST)])?)
}

/// Traffic offences forgone, of all that would have been committed.
pub fn traffic_forgone(run: &Run, arm: &str) -> Option<Num> {
    let forgone = run.all(arm, M::TrafficDeterred)?;
    let done = TRAFFIC.map(|act| run.part(arm, M::Acts, act));
    forgone.over(&Num::sum(std::iter::once(forgone.clone()).chain(done))?)
}

/// A count's shares of itself and of some acts, by month.
fn shares_by_month(run: &Run, arm: &str, forgone: M, acts: &[&str]) -> Vec<(f64, Num)> {
    let done: Vec<Vec<(f64, Num)>> = acts.iter().map(|act| run.months(arm, M::Acts, act)).collect();
    let share = |(day, n): (f64, Num)| {
        let acts = done.iter().filter_map(|act| act.iter().find(|(d, _)| *d == day).map(|(_, n)| n.clone()));
        let all = Num::sum(std::iter::once(n.clone()).chain(acts))?;
        Some((day, n.over(&all)?))
    };
    run.months(arm, forgone, "all").into_iter().filter_map(share).collect()
}

/// What was not done beside what was not said, month by month, in the baseline.
fn forgone_by_month(run: &Run) -> Option<Figure> {
    let arm = run.baseline();
    let both = [
        ("traffic offences", shares_by_month(run, arm, M::TrafficDeterred, &TRAFFIC)),
        ("critical posts", shares_by_month(run, arm, M::PostsUnwritten, &[POST])),
    ];
    let [traffic, posts] = both.each_ref().map(|(_, months)| months.last().map(|(_, n)| n.shown(How::About)));
    let mut numbers = Grid::new("Shares forgone by month", &["month ending", both[0].0, both[1].0]);
    for (day, n) in &both[0].1 {
        let other = both[1].1.iter().find(|(d, _)| d == day).map(|(_, n)| n.shown(How::Percent));
        let named = Cell::Said(Day(*day as i32).to_string());
        numbers.push([named, n.shown(How::Percent).into(), other.into()]);
    }
    let curve = |(name, months): &(&str, Vec<(f64, Num)>)| Curve {
        name: (*name).to_owned(),
        points: months.iter().map(|(day, n)| (*day, n.value)).collect(),
    };
    Some(Figure {
        id: "forgone-by-month".to_owned(),
        title: if run.is_comparison() {
            format!("Forgone by month, “{arm}”")
        } else {
            "Forgone by month".to_owned()
        },
        sentence: html! {
            "In the last month, " (traffic?) " of traffic offences and " (posts?) " of critical posts that anybody would have committed or \
             written were forgone. Both grow as people are enrolled."
        },
        shape: Shape::Lines {
            lines: both.iter().map(curve).collect(),
            along: Along::Days,
            text: |y| format!("{:.0}\u{a0}%", y * 100.0),
            from_nought: true,
        },
        numbers,
    })
}

/// A rate of the enrolled by month.
fn over_time(run: &Run, id: &str, title: &str, measure: M, what: &str) -> Option<Figure> {
    let months: Vec<Vec<(f64, Num)>> = run.arms.iter().map(|arm| run.months(arm, measure, "all")).collect();
    let (first, last) = (months.first()?.first()?, months.first()?.last()?);
    let sentence: Markup = html! {
        "For each enrolled person and year, " (what) " went from " (first.1.shown(How::Rate)) " in the first month to "
        (last.1.shown(How::Rate)) " in the last. In between, more and more people are enrolled."
    };
    let curve = |(arm, months): (&String, &Vec<(f64, Num)>)| Curve {
        name: arm.clone(),
        points: months.iter().map(|(day, n)| (*day, n.value)).collect(),
    };
    let lines = run.arms.iter().zip(&months).map(curve).collect();
    let text = |y: f64| axis(How::Rate.text(y));
    Some(Figure {
        id: id.to_owned(),
        title: format!("{title}, for each enrolled person and year"),
        sentence,
        shape: Shape::Lines { lines, along: Along::Days, text, from_nought: true },
        numbers: by_month(run, title, &months),
    })
}

/// A number beside an axis, without noughts that say nothing.
fn axis(text: String) -> String {
    match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => text,
    }
}

/// Months as rows, arms as columns.
pub fn by_month(run: &Run, caption: &str, months: &[Vec<(f64, Num)>]) -> Grid {
    let mut heads = vec!["month ending"];
    heads.extend(run.arms.iter().map(String::as_str));
    let mut grid = Grid::new(caption, &heads);
    let Some(first) = months.first() else { return grid };
    for (day, _) in first {
        let row = months.iter().map(|arm| arm.iter().find(|(d, _)| d == day).map(|(_, n)| n.shown(How::Rate)).into());
        let named = Cell::Said(Day(*day as i32).to_string());
        grid.push(std::iter::once(named).chain(row));
    }
    grid
}

/// Compliance beside its cost.
fn beside(run: &Run) -> Grid {
    let all = |m: M| move |arm: &str| run.all(arm, m);
    let lines = [
        Line::new(run, "traffic offences forgone", How::Count, all(M::TrafficDeterred)),
        Line::new(run, "critical posts unwritten", How::Count, all(M::PostsUnwritten)),
        Line::new(run, "acts kept from happening by a shut account or a throttled line", How::Count, all(M::ShutOut)),
        Line::new(run, "people once punished by mistake", How::Count, all(M::PeoplePunishedWrong)),
        Line::new(run, "people once punished without an act of their own", How::Count, all(M::PeoplePunishedNoAct)),
        Line::new(
            run,
            "followers lost with shut accounts, in people of the country",
            How::People,
            all(M::FollowersLost),
        ),
        Line::new(run, "friends dropped for being listed", How::Count, all(M::FriendsDropped)),
        Line::new(run, "grown people who approve in private", How::Percent, all(M::Approve)),
        Line::new(run, "grown people who approve in public", How::Percent, all(M::ApproveInPublic)),
    ];
    Grid::by_arm("Compliance beside its cost, at the sizes we assumed", "what", run, &lines)
}
