//! Listings: each once, by but-for cause, with their days.

use super::{begin, listing};
use crate::testing::{CRITICS_MOTHER, FATHER, JOURNALIST, MOTHER, PLAIN, day, look, who};
use underheaven_base::{Act, Cause, Kind, Measure, Truth};
use underheaven_world::{Causes, ListId, Listing, Observer, Trigger};

fn days(tally: &mut crate::Tally, world: &crate::testing::Still) -> f64 {
    tally.finish(world);
    tally.value(Measure::DaysListed).unwrap()
}

#[test]
fn days_on_a_list_are_exact_across_periods() {
    let (mut world, mut tally) = begin();
    tally.listed(&listing(FATHER, "2018-01-05"));
    world.live(&mut tally, "2018-01-07");
    assert_eq!(days(&mut tally, &world), 3.0, "5, 6 and 7 January");
    tally.delisted(who(0, FATHER), ListId(0), day("2018-01-10"));
    tally.listed(&listing(MOTHER, "2018-01-14"));
    world.live(&mut tally, "2018-01-14");
    assert_eq!(days(&mut tally, &world), 6.0, "8 and 9 January, and one of the mother's");
}

#[test]
fn listings_are_counted_by_cause_and_people_once() {
    let (mut world, mut tally) = begin();
    tally.listed(&listing(FATHER, "2018-01-02"));
    tally.delisted(who(0, FATHER), ListId(0), day("2018-01-03"));
    tally.listed(&listing(FATHER, "2018-01-04"));
    let exposed = Trigger { act: Act::ExposingCorruption, kind: Kind::Speech, person: who(0, JOURNALIST) };
    let needed = |cause| Causes::default().with(cause);
    let without =
        |cause, place| Listing { cause, truth: Truth::NoAct, needed: needed(cause), ..listing(place, "2018-01-05") };
    tally.listed(&Listing { trigger: Some(exposed), ..without(Cause::Discretion, JOURNALIST) });
    tally.listed(&without(Cause::Kin, CRITICS_MOTHER));
    tally.listed(&Listing { needed: needed(Cause::Mistaken).with(Cause::OwnAct), ..without(Cause::Mistaken, MOTHER) });
    world.stand(who(0, FATHER), look(PLAIN, |l| (l.enrolled, l.lists) = (Some(day("2018-01-01")), 1)));
    world.stand(who(0, MOTHER), look(PLAIN, |l| l.enrolled = Some(day("2018-01-01"))));
    world.live(&mut tally, "2018-01-28");
    for (measure, n) in [
        (Measure::Listings, 5.0),
        (Measure::ListedEver, 4.0),
        (Measure::Listed, 1.0),
        (Measure::ListedShare, 0.5),
        (Measure::ListingsWrong, 1.0),
        (Measure::ListingsNoAct, 3.0),
        (Measure::ListingsProtected, 1.0),
        (Measure::ListingsOwnNotNeeded, 2.0),
        (Measure::ListingsByDiscretion, 1.0),
        (Measure::ListingsOfVoices, 1.0),
        (Measure::PeopleListedWrong, 1.0),
        (Measure::PeopleListedNoAct, 3.0),
        (Measure::PeopleListedProtected, 1.0),
        (Measure::PeopleWronged, 1.0),
    ] {
        assert_eq!(tally.value(measure), Some(n), "{measure}");
    }
    let summary = crate::Summary::of(&tally, "article", &world);
    assert_eq!((summary.listings_by_cause[0].name.as_str(), summary.listings_by_cause[0].share), ("own-act", 0.4));
    let three = &summary.listed;
    assert_eq!((three.people, three.wrong, three.no_act, three.protected), (4, 1, 3, 1));
    assert_eq!((three.wrong_and_no_act, three.no_act_and_protected, three.all_three), (1, 1, 0));
}

#[test]
fn a_listing_under_no_rule_and_a_list_without_a_listing_are_told() {
    let (mut world, mut tally) = begin();
    tally.listed(&Listing { rule: None, ..listing(FATHER, "2018-01-02") });
    world.stand(who(0, FATHER), look(PLAIN, |l| l.lists = 1));
    assert_eq!(tally.verify(&world, None), ["0-0 was listed on 2018-01-02 under no rule"]);
    world.stand(who(0, MOTHER), look(PLAIN, |l| l.lists = 2));
    assert_eq!(tally.verify(&world, None).len(), 2);
}

#[test]
fn rows_of_listings_have_ends_and_a_keyed_sample_says_its_share() {
    let (mut world, mut tally) = begin();
    for place in 0..6 {
        tally.listed(&listing(place, "2018-01-02"));
    }
    tally.delisted(who(0, FATHER), ListId(0), day("2018-01-09"));
    world.live(&mut tally, "2018-01-28");
    let all = tally.listings("article", None, 1);
    assert_eq!((all.rows.len(), all.share()), (6, 1.0));
    assert_eq!(all.rows[0].to, Some(day("2018-01-09").0));
    assert_eq!(
        (all.rows[1].to, all.rows[1].list.as_str(), all.rows[1].rule.as_str()),
        (None, "blacklist", "red-light")
    );
    let some = tally.listings("article", Some(3), 1);
    assert_eq!((some.rows.len(), some.share()), (3, 0.5));
    assert!(some.rows.iter().all(|r| all.rows.contains(r)));
    let fewer = tally.listings("article", Some(2), 1);
    assert!(fewer.rows.iter().all(|r| some.rows.contains(r)), "a smaller sample lies in a larger one");
}
