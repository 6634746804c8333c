//! Each path by which a difference reaches somebody, and at which depth, on a dozen people laid down by hand.
//!
//! In the order of precedence, each with the example of docs/PAIRS.md: what happens, what the reform changes, and who then parts
//! by which path, at which depth, through whom.

#[allow(dead_code, reason = "each test file uses its part")]
mod common;

use common::*;
use std::collections::BTreeMap;
use underheaven_base::{Act, Gate, Path, PersonId};
use underheaven_behaviour::Behaviour;
use underheaven_world::cases::{Case, beside};
use underheaven_world::{Item, Parted, Pool};

/// A case, the reform, and what must come of it.
struct Story<'a> {
    case: &'a str,
    /// What both rulebooks say otherwise than the article.
    both: &'static str,
    reform: &'static str,
    behaviour: &'static str,
    /// Who, by which path, at which depth, through whom; in any order, and nobody else.
    parts: &'static [(&'static str, Path, u32, &'static str)],
}

impl Default for Story<'_> {
    fn default() -> Self {
        Self { case: "", both: "", reform: "", behaviour: "none", parts: &[] }
    }
}

impl Story<'_> {
    /// Lives both worlds side by side: who is who, and who parts.
    fn live(&self, luck: u64) -> (BTreeMap<String, PersonId>, Vec<Parted>) {
        let text = format!("story = \"\"\n{}", self.case);
        let case = Case::read("x", "x.toml", &text).unwrap_or_else(|f| panic!("{text}\n{f:#?}"));
        let (first, other) = (rulebook("article", &[self.both]), rulebook("article", &[self.both, self.reform]));
        let behaviour = heeding(self.behaviour);
        beside(&case, [(&first, &behaviour), (&other, &behaviour)], luck).unwrap_or_else(|f| panic!("{f:#?}"))
    }

    /// Everybody's first parting: path, depth, through whom; and those told in more.
    fn told(&self, luck: u64) -> Vec<(String, Path, u32, String)> {
        let (who, parted) = self.live(luck);
        let name = |id: PersonId| who.iter().find(|w| *w.1 == id).map_or("?", |w| w.0).to_owned();
        let mut depths: BTreeMap<PersonId, u32> = BTreeMap::new();
        let mut told = vec![];
        for p in &parted {
            let depth = match (p.direct, p.from, p.pool) {
                (false, Some(from), _) => depths.get(&from).map_or(0, |depth| depth + 1),
                // Of whoever drew on the pool the nearest to the rule.
                (false, None, Some(_)) => depths.values().min().map_or(0, |depth| depth + 1),
                _ => 0,
            };
            let least = depths.entry(p.person).or_insert(depth);
            *least = depth.min(*least);
            told.push((name(p.person), p.path, depth, p.from.map_or(String::new(), name)));
        }
        told.sort();
        told
    }
}

/// A shipped behaviour in which everybody notices what befalls others.
fn heeding(name: &str) -> Behaviour {
    let (_, text) = underheaven_behaviour::shipped().iter().find(|b| b.0 == name).expect("it is shipped");
    let noticed =
        "[fear]\nnoticed = { value = 1.0, low = 0.1, high = 1.0, basis = \"assumed\", source = \"for a test\" }\n";
    let mut files = vec![(name, *text)];
    files.extend((name == "default").then_some(("heeding", noticed)));
    Behaviour::read(name, &files).unwrap_or_else(|f| panic!("{f:#?}")).0
}

const ANNA: &str = "[person.a]\nage = 40\n";
const SISTERS: &str =
    "[person.a]\nage = 40\n[person.b]\nage = 42\nfemale = true\n[tie.a-b]\nof = \"a\"\nto = \"b\"\nis = \"sibling\"\n";
const OFFICIAL: &str = "[do.1]\nwho = \"a\"\nact = \"displeasing\"\nday = \"2020-01-09\"\nanswered = true\n";
const MEETING: &str = "[do.1]\nwho = \"a\"\nact = \"dissenting-meeting\"\nday = \"2020-01-09\"\nseen = \"informer\"\n";

/// A story for each path, in the order of precedence.
fn stories() -> Vec<(Path, String, Story<'static>)> {
    let story = |path: Path, people: &[&str], story: Story<'static>| (path, people.concat(), story);
    vec![
        story(
            Path::OwnEntry,
            &[ANNA, "[do.1]\nwho = \"a\"\nact = \"driving-violation\"\nday = \"2020-01-09\"\nseen = \"camera\"\n"],
            Story {
                reform: "[rule.driving-violation]\nenabled = false\n",
                parts: &[("a", Path::OwnEntry, 0, "")],
                ..Story::default()
            },
        ),
        story(
            Path::Discretion,
            &[ANNA, OFFICIAL],
            Story {
                reform: "[discretion.displeasure]\nenabled = false\n",
                parts: &[("a", Path::Discretion, 0, "")],
                ..Story::default()
            },
        ),
        story(
            Path::JudgedOtherwise,
            &["[person.a]\nage = 40\ntraits = [\"member\"]\n", MEETING],
            Story {
                reform: "[list.discredited]\nbelow = 930\n",
                parts: &[("a", Path::JudgedOtherwise, 0, "")],
                ..Story::default()
            },
        ),
        story(
            Path::Mistaken,
            &[
                "[person.a]\nage = 40\nfemale = true\n[person.b]\nage = 38\nfemale = true\n",
                "[do.1]\nwho = \"a\"\nact = \"crossing-on-red\"\nday = \"2020-01-09\"\nseen = \"camera\"\nmistaken_for = \"b\"\n",
            ],
            // Nothing of hers differs by whom a camera takes her for: the rule reaches the other itself.
            Story {
                reform: "[camera]\nenabled = false\n",
                parts: &[("b", Path::Mistaken, 0, "a")],
                ..Story::default()
            },
        ),
        story(
            Path::Reported,
            &[
                SISTERS,
                "[person.n]\nage = 50\n",
                "[do.1]\nwho = \"n\"\nact = \"neighbour-report\"\nday = \"2020-01-09\"\nreported = \"a\"\n",
                "subject = \"critical-post\"\nfalse_report = true\n",
            ],
            Story {
                reform: "[reports]\nenabled = false\n",
                parts: &[("a", Path::Reported, 0, "n"), ("b", Path::Kin, 1, "a")],
                ..Story::default()
            },
        ),
        story(
            Path::Kin,
            &[SISTERS, OFFICIAL.replace("displeasing", "exposing-corruption").as_str()],
            Story {
                reform: "[kin.kin-of-critic]\nenabled = false\n",
                parts: &[("b", Path::Kin, 0, "a")],
                ..Story::default()
            },
        ),
        story(
            Path::Means,
            &[
                "[person.a]\nage = 40\ntraits = [\"worker\", \"member\"]\n",
                "[person.b]\nage = 40\nfemale = true\ntraits = [\"bill-holder\"]\nlives_with = \"a\"\n",
                MEETING,
                "[do.2]\nwho = \"a\"\nact = \"job-request\"\nday = \"2020-01-15\"\n",
            ],
            Story {
                reform: "[gate.job]\nenabled = false\n",
                parts: &[("a", Path::JudgedOtherwise, 0, ""), ("b", Path::Means, 1, "a")],
                ..Story::default()
            },
        ),
        story(
            Path::Partner,
            &[
                "[person.a]\nage = 28\ntraits = [\"single\", \"driver\"]\n",
                "[person.b]\nage = 27\nfemale = true\ntraits = [\"single\"]\n",
                "[do.1]\nwho = \"a\"\nact = \"driving-violation\"\nday = \"2020-01-07\"\nseen = \"camera\"\n",
                "[do.2]\nwho = \"a\"\nact = \"dating\"\nday = \"2020-01-09\"\nwith = \"b\"\n",
            ],
            Story {
                both: "[band.trusted]\nat_least = 1000\n",
                reform: "[rule.driving-violation]\nenabled = false\n",
                parts: &[("a", Path::OwnEntry, 0, ""), ("b", Path::Partner, 1, "a")],
                ..Story::default()
            },
        ),
        story(
            Path::Parent,
            &[
                "from = \"2020-08-03\"\n[person.a]\nage = 40\nfemale = true\ntraits = [\"member\"]\n",
                "[person.c]\nage = 5\nlives_with = \"a\"\n[tie.c-a]\nof = \"c\"\nto = \"a\"\nis = \"parent\"\n",
                "[do.1]\nwho = \"a\"\nact = \"dissenting-meeting\"\nday = \"2020-08-06\"\nseen = \"informer\"\n",
                "[do.2]\nwho = \"c\"\nact = \"school-entry\"\nday = \"2020-09-01\"\n",
            ],
            Story {
                reform: "[rule.membership]\nenabled = false\n",
                // The child asks otherwise, is the same again while it waits, and is answered otherwise.
                parts: &[("a", Path::OwnEntry, 0, ""), ("c", Path::Parent, 1, "a"), ("c", Path::Parent, 1, "a")],
                ..Story::default()
            },
        ),
        story(
            Path::Firm,
            &[
                "[person.a]\nage = 50\ntraits = [\"worker\", \"representative\"]\n",
                "[person.b]\nage = 40\ntraits = [\"worker\"]\nfirm = \"f\"\n",
                "[firm.f]\nrepresentative = \"a\"\ncomplies = true\n",
                "[do.1]\nwho = \"a\"\nact = \"authority-demand\"\nday = \"2020-01-07\"\n",
                "[do.2]\nwho = \"a\"\nact = \"contract-request\"\nday = \"2020-01-09\"\n",
            ],
            // With the threshold at one demand followed the firm wins by favour; without it the market decides. Its representative
            // is of its staff, and is the same again when the firm's fortune reaches the staff.
            Story {
                both: "[firm]\nfavoured_from = 2\nwon_share = 0.2\n",
                reform: "[gate.contract]\nenabled = false\n",
                parts: &[("a", Path::JudgedOtherwise, 0, ""), ("a", Path::Firm, 0, ""), ("b", Path::Firm, 1, "a")],
                ..Story::default()
            },
        ),
        story(
            Path::Queue,
            &[
                "[person.a]\nage = 40\ntraits = [\"borrower\", \"driver\"]\n[person.b]\nage = 42\ntraits = [\"borrower\"]\n",
                "[do.1]\nwho = \"a\"\nact = \"driving-violation\"\nday = \"2020-01-07\"\nseen = \"camera\"\n",
                "[do.2]\nwho = \"a\"\nact = \"loan-request\"\nday = \"2020-01-08\"\n",
                "[do.3]\nwho = \"b\"\nact = \"loan-request\"\nday = \"2020-01-08\"\n",
            ],
            // One of the two can be served: he, if his entry leaves him below her.
            Story {
                both: "[band.trusted]\nat_least = 1000\n[gate.loan.terms]\nplaces-per-request = 0.5\n",
                reform: "[rule.driving-violation]\nenabled = false\n",
                parts: &[("a", Path::OwnEntry, 0, ""), ("b", Path::Queue, 1, "")],
                ..Story::default()
            },
        ),
        story(
            Path::Friends,
            &[
                "[person.a]\nage = 40\ntraits = [\"netizen\"]\n[person.b]\nage = 42\ntraits = [\"netizen\"]\n",
                "[tie.a-b]\nof = \"a\"\nto = \"b\"\n",
                OFFICIAL,
                "[do.2]\nwho = \"a\"\nact = \"likes-given\"\nday = \"2020-01-14\"\n",
            ],
            Story {
                reform: "[discretion.displeasure]\nenabled = false\n",
                parts: &[("a", Path::Discretion, 0, ""), ("b", Path::Friends, 1, "a")],
                ..Story::default()
            },
        ),
        story(
            Path::Saw,
            &[SISTERS, OFFICIAL],
            Story {
                reform: "[discretion.displeasure]\nenabled = false\n",
                behaviour: "default",
                parts: &[("a", Path::Discretion, 0, ""), ("b", Path::Saw, 1, "a")],
                ..Story::default()
            },
        ),
    ]
}

#[test]
fn each_path_is_told_of_whom_it_reaches_and_at_which_depth() {
    let stories = stories();
    let paths: Vec<Path> = stories.iter().map(|story| story.0).collect();
    let but_crowd: Vec<Path> = Path::ALL.iter().copied().filter(|path| *path != Path::Crowd).collect();
    assert_eq!(paths, but_crowd, "a story for each path, in order; a crowd needs more than a dozen");
    let mut wrong = vec![];
    for (path, people, story) in stories {
        let story = Story { case: people.leak(), ..story };
        let all =
            story.parts.iter().map(|(who, path, depth, from)| ((*who).to_owned(), *path, *depth, (*from).to_owned()));
        let all: Vec<_> = all.collect();
        // Whom a lottery serves, and whom a draw keeps from noticing, is luck: some luck lets the difference reach them.
        let told: Vec<_> = (1..=20).map(|luck| story.told(luck)).collect();
        if !told.contains(&all) {
            wrong.push(format!("{path}: {all:?} should part, but {:?} do", told[0]));
        }
        // And no luck lets it reach anybody else, or by another path.
        let others = told.iter().flatten().find(|one| !all.contains(one));
        wrong.extend(others.map(|other| format!("{path}: {other:?} parts, too")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// She only saw what befell him, and both have parted when their child is refused for his listing.
#[test]
fn of_two_parents_who_parted_the_one_who_is_seen_otherwise_is_named() {
    let people = "from = \"2020-08-03\"\n[person.a]\nage = 40\nfemale = true\n\
        [person.b]\nage = 41\nlives_with = \"a\"\ntraits = [\"member\"]\n[person.c]\nage = 5\nlives_with = \"a\"\n";
    let ties = "[tie.a-b]\nof = \"a\"\nto = \"b\"\nis = \"spouse\"\n\
        [tie.c-a]\nof = \"c\"\nto = \"a\"\nis = \"parent\"\n[tie.c-b]\nof = \"c\"\nto = \"b\"\nis = \"parent\"\n";
    let acts = "[do.1]\nwho = \"b\"\nact = \"dissenting-meeting\"\nday = \"2020-08-06\"\nseen = \"informer\"\n\
        [do.2]\nwho = \"c\"\nact = \"school-entry\"\nday = \"2020-09-01\"\n";
    let case = [people, ties, acts].concat();
    let reform = "[rule.membership]\nenabled = false\n";
    let story = Story { case: &case, reform, behaviour: "default", ..Story::default() };
    let told = story.told(1);
    let of = |name: &str| told.iter().filter(|t| t.0 == name).map(|t| (t.1, t.2, t.3.as_str())).collect::<Vec<_>>();
    assert_eq!(of("b"), [(Path::OwnEntry, 0, "")]);
    assert_eq!(of("a"), [(Path::Saw, 1, "b")]);
    assert_eq!(of("c").iter().find(|t| t.0 == Path::Parent), Some(&(Path::Parent, 1, "b")), "{told:?}");
}

#[test]
fn the_part_of_the_rulebook_and_the_pool_are_named() {
    let items = |path: Path| -> Vec<Parted> {
        let (_, people, story) = stories().into_iter().find(|story| story.0 == path).expect("there is one");
        let story = Story { case: people.leak(), ..story };
        (1..=20)
            .map(|luck| story.live(luck).1)
            .find(|all| all.len() == story.parts.len())
            .expect("it reaches all of them")
    };
    assert_eq!(items(Path::JudgedOtherwise)[0].item.map(|item| matches!(item, Item::List(_))), Some(true));
    assert_eq!(items(Path::Mistaken)[0].item, Some(Item::Sight(Act::CrossingOnRed)));
    assert_eq!(items(Path::Reported)[0].item, Some(Item::Reports));
    assert_eq!(items(Path::Means)[0].item, Some(Item::Gate(Gate::Job)));
    assert_eq!(items(Path::Firm)[1].item, Some(Item::Firm));
    let queue = items(Path::Queue);
    assert_eq!(queue[1].pool, Some(Pool::Queue(Gate::Loan, 0)));
    for p in [Path::OwnEntry, Path::Discretion, Path::Kin].map(|path| items(path)[0]) {
        assert!(matches!(p.item, Some(Item::Rule(_))), "{p:?}");
    }
}

#[test]
fn of_what_reaches_somebody_on_one_day_the_first_path_is_told() {
    // His sister pays for his listing, and sees it: both letters are opened at the same posting.
    let story = Story {
        case: Box::leak(
            format!("{SISTERS}{}", OFFICIAL.replace("displeasing", "exposing-corruption")).into_boxed_str(),
        ),
        reform: "[discretion.exposure]\nenabled = false\n",
        behaviour: "default",
        ..Story::default()
    };
    let mut seen = 0;
    for luck in 1..=20 {
        let told = story.told(luck);
        assert_eq!(
            told.iter().map(|t| (t.0.as_str(), t.1, t.2)).collect::<Vec<_>>(),
            [("a", Path::Discretion, 0), ("b", Path::Kin, 1)]
        );
        seen += told.len();
    }
    assert_eq!(seen, 40);
}
