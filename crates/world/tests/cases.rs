//! Every case of every shipped rulebook says what the books say, in the plain world and in the fast one.

use underheaven_rulebook::{Rulebook, shipped};
use underheaven_world::cases::{Case, run};

#[test]
fn every_shipped_case_comes_out_as_told() {
    let mut differs = vec![];
    let mut ran = 0;
    for book in shipped() {
        let file = book.rulebook();
        let read = Rulebook::read(book.name, &[(file.label, file.text)]);
        let (rulebook, _) = read.unwrap_or_else(|f| panic!("{}: {f:#?}", file.label));
        for file in book.cases() {
            let label = file.label;
            let case = Case::read(file.name, label, file.text).unwrap_or_else(|f| panic!("{label}: {f:#?}"));
            let reform = book.reforms().find(|r| r.name == case.reform);
            assert!(reform.is_some() != case.reform.is_empty(), "{label}: there is no reform `{}`", case.reform);
            let under = reform.map(|r| {
                let files = [(book.rulebook().label, book.rulebook().text), (r.label, r.text)];
                Rulebook::read(book.name, &files).unwrap_or_else(|f| panic!("{}: {f:#?}", r.label)).0
            });
            let outcome = run(&case, under.as_ref().unwrap_or(&rulebook)).unwrap_or_else(|f| panic!("{label}: {f:#?}"));
            differs.extend(outcome.differs.iter().chain(&outcome.parted).map(|d| format!("{label}: {d}")));
            ran += 1;
        }
    }
    assert!(ran >= 20, "only {ran} cases ran");
    assert!(differs.is_empty(), "{}", differs.join("\n"));
}

#[test]
fn a_case_in_which_somebody_has_more_friends_than_anybody_is_refused() {
    let letters = "abcdefghijkl".chars();
    let person = |l| format!("[person.{l}]\nage = 40\n");
    let tie = |l| format!("[tie.a-{l}]\nof = \"a\"\nto = \"{l}\"\n");
    let people = |n: usize| letters.clone().take(n + 1).map(person).collect::<String>();
    let case = |n: usize| {
        format!("story = \"\"\n{}{}", people(n), letters.clone().skip(1).take(n).map(tie).collect::<String>())
    };
    let most = usize::from(underheaven_society::FRIEND_LAYERS);
    assert!(Case::read("few", "few.toml", &case(most)).is_ok());
    let Err(faults) = Case::read("many", "many.toml", &case(most + 1)) else { panic!("it is refused") };
    assert!(faults.iter().any(|f| f.message.contains("more friends")), "{faults:#?}");
}
