//! Whether a reform is known to work in one direction only: it changes how often cameras err, recourse, or the degree of kin,
//! and nothing else.

use underheaven_base::Channel;
use underheaven_measures::Grain;
use underheaven_rulebook::{KinRule, Rulebook};
use underheaven_world::Book;

/// The direction, if there is one.
pub fn of(baseline: &Rulebook, reform: &Rulebook) -> Option<Grain> {
    if same(baseline, reform) {
        return None;
    }
    if baseline.recourse.is_none() && same(baseline, &Rulebook { recourse: None, ..reform.clone() }) {
        return Some(Grain::Appeals);
    }
    if same(baseline, &Rulebook { kin: baseline.kin.clone(), ..reform.clone() }) {
        return match (within(reform, baseline), within(baseline, reform)) {
            (true, false) => Some(Grain::NarrowerKin),
            (false, true) => Some(Grain::WiderKin),
            _ => None,
        };
    }
    err_less(baseline, reform).then_some(Grain::FewerFalseMatches)
}

/// Whether two rulebooks are lived alike, whatever they are called: what is made ready of them prints alike.
fn same(a: &Rulebook, b: &Rulebook) -> bool {
    let ready = |rulebook: &Rulebook| format!("{:?}", Book { name: String::new(), ..Book::new(rulebook) });
    ready(a) == ready(b)
}

/// Whether everybody whom kin rules book under one rulebook is booked alike under another.
fn within(narrow: &Rulebook, wide: &Rulebook) -> bool {
    let mut rules = narrow.kin.iter().filter(|(_, rule)| rule.about.enabled);
    rules.all(|(name, rule)| wide.kin.get(name).is_some_and(|other| covers(other, rule)))
}

/// Whether a kin rule books whoever another does, as hard and for as long.
fn covers(wide: &KinRule, narrow: &KinRule) -> bool {
    let terms = |rule: &KinRule| {
        let about = (rule.about.enabled, rule.about.from, rule.about.until);
        let causes = (rule.after_rules.clone(), rule.after_lists.clone(), rule.after_discretion.clone());
        let figures = (rule.points.value, rule.once_in_days.as_ref().map(|days| days.value));
        (about, causes, figures, rule.withdrawn_with_cause, rule.within_household_next_day)
    };
    terms(wide) == terms(narrow) && narrow.relations.iter().all(|relation| wide.relations.contains(relation))
}

/// Whether a reform changes cameras' errors alone, and each for fewer.
fn err_less(baseline: &Rulebook, reform: &Rulebook) -> bool {
    let (then, now) = (Book::new(baseline), Book::new(reform));
    let (Some(old), Some(new)) = (&then.cameras, &now.cameras) else { return false };
    let camera = Channel::Camera.index();
    let errs = |book: &Book| book.attention[camera].as_ref().map_or(vec![], |attention| attention.errs.clone());
    let (old_errs, new_errs) = (errs(&then), errs(&now));
    let factor = |errs: &[(underheaven_base::Group, f64)], group| {
        errs.iter().find(|(g, _)| *g == group).map_or(1.0, |(_, factor)| *factor)
    };
    let groups = old_errs.iter().chain(&new_errs).map(|(group, _)| *group);
    let fewer = |group| factor(&new_errs, group) <= factor(&old_errs, group);
    let rates = new.false_match <= old.false_match && new.mistaken <= old.mistaken;
    // But for errors they are the same: with the old ones in their place they print alike.
    let mut mended = now.clone();
    if let Some(cameras) = &mut mended.cameras {
        (cameras.false_match, cameras.mistaken) = (old.false_match, old.mistaken);
    }
    if let Some(attention) = &mut mended.attention[camera] {
        attention.errs = old_errs.clone();
    }
    let printed = |book: Book| format!("{:?}", Book { name: String::new(), ..book });
    rates && groups.into_iter().all(fewer) && printed(mended) == printed(then)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(overlay: &str) -> Rulebook {
        let shipped = underheaven_rulebook::shipped().iter().find(|b| b.name == "article").unwrap();
        Rulebook::read("article", &[("article", shipped.rulebook().text), ("overlay", overlay)]).unwrap().0
    }

    #[test]
    fn reforms_that_work_one_way_are_known_and_no_others() {
        let shipped = underheaven_rulebook::shipped().iter().find(|b| b.name == "article").unwrap();
        let known = [
            ("appeal-fact", Grain::Appeals),
            ("appeal-all-grounds", Grain::Appeals),
            ("no-kin-guilt", Grain::NarrowerKin),
            ("full-review", Grain::FewerFalseMatches),
            ("better-cameras", Grain::FewerFalseMatches),
        ];
        for reform in shipped.reforms() {
            let grain = known.iter().find(|(name, _)| *name == reform.name).map(|(_, grain)| *grain);
            assert_eq!(of(&article(""), &article(reform.text)), grain, "{}", reform.name);
        }
        let grain = |overlay: &str| of(&article(""), &article(overlay));
        assert_eq!(grain(""), None);
        assert_eq!(
            grain("[kin.in-laws-of-critic]\nrelations = [\"parent-in-law\", \"sibling-in-law\", \"child-in-law\"]\n"),
            Some(Grain::WiderKin)
        );
        assert_eq!(grain("[kin.in-laws-of-critic]\nrelations = [\"child-in-law\"]\n"), None);
        assert_eq!(grain("[kin.in-laws-of-critic]\npoints = -10\n"), None, "fewer points are no narrower degree");
        assert_eq!(grain("[camera]\nmistaken_share = 0.02\n"), None);
        assert_eq!(grain("[camera]\nmistaken_share = 0.002\n"), Some(Grain::FewerFalseMatches));
        assert_eq!(grain("[camera]\nmistaken_share = 0.002\n[sight.crossing-on-red]\ncamera = 0.008\n"), None);
    }
}
