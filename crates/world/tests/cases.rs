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

/// The faults of a case, a line each.
fn faults(text: &str) -> Vec<String> {
    let Err(faults) = Case::read("x", "x.toml", text) else { return vec![] };
    let line = |f: &underheaven_base::Fault| match f.place.line {
        0 => f.message.clone(),
        line => format!("{line}: {}", f.message),
    };
    faults.iter().map(line).collect()
}

#[test]
fn a_trait_that_nobody_can_have_is_told_with_those_that_there_are() {
    let text = "story = \"\"\n[person.a]\nage = 40\ntraits = [\"zzzz\"]\n";
    let Err(faults) = Case::read("x", "x.toml", text) else { panic!("it is refused") };
    assert_eq!(faults[0].message, "there is no trait `zzzz`");
    let help = faults[0].help.clone().unwrap_or_default();
    assert!(help.starts_with("there is `bill-holder`, ") && help.contains("`tenant`"), "{help}");
}

const ONE: &str = "story = \"\"\n[person.a]\nage = 40\n";

#[test]
fn what_a_case_would_pass_over_in_silence_is_a_fault() {
    let act =
        |day: &str, more: &str| format!("{ONE}[do.1]\nwho = \"a\"\nact = \"crossing-on-red\"\nday = \"{day}\"\n{more}");
    let rows: [(String, &[&str]); 9] = [
        (ONE.to_owned(), &[]),
        (act("2020-01-06", "seen = \"officer\"\n"), &[]),
        (act("2020-01-05", ""), &["7: 2020-01-05 is not lived: the case is lived from 2020-01-06 to 2020-01-19"]),
        (act("2120-01-07", ""), &["7: 2120-01-07 is not lived: the case is lived from 2020-01-06 to 2120-01-21"]),
        (act("2020-01-07", "seen = \"bank\"\n"), &["8: the channel `bank` can't see the act `crossing-on-red`"]),
        (
            format!("to = \"2020-01-05\"\n{ONE}"),
            &["1: the last day lived, 2020-01-05, lies before the first, 2020-01-06"],
        ),
        (format!("from = \"1999-12-31\"\n{ONE}"), &["1: cases are lived in the years 2000 to 2099"]),
        (format!("{ONE}[tie.1]\nof = \"a\"\nto = \"a\"\nis = \"spouse\"\n"), &["6: nobody is tied to themselves"]),
        // A person who cannot be read is no reason to say that there is nobody.
        ("story = \"\"\n[person.a]\nage = -4\n".to_owned(), &["3: `age` is -4, but can't be negative (0 to 110)"]),
    ];
    for (text, told) in rows {
        assert_eq!(faults(&text), told, "{text}");
    }
}

#[test]
fn a_case_of_nobody_and_of_too_many_is_refused() {
    assert_eq!(faults("story = \"\"\n"), ["a case has somebody in it, and this one nobody"]);
    let many: String = (0..13).map(|n| format!("[person.p{n}]\nage = 40\n")).collect();
    let told = faults(&format!("story = \"\"\n{many}"));
    assert!(told.iter().any(|f| f.contains("from 1 to 12 people, not 13")), "{told:?}");
}

#[test]
fn a_name_that_the_rulebook_lacks_is_told_with_the_nearest() {
    let article = shipped().iter().find(|book| book.name == "article").expect("it is shipped");
    let rulebook = Rulebook::read("article", &[("article", article.rulebook().text)]).expect("it is sound").0;
    let text = format!(
        "{ONE}[entry.1]\nwho = \"a\"\nday = \"2020-01-07\"\nrule = \"critical-pst\"\npoints = -30\n\
         [listing.1]\nwho = \"a\"\nlist = \"discreditd\"\nday = \"2020-01-07\"\n"
    );
    let case = Case::read("x", "x.toml", &text).expect("it is read");
    let differs = run(&case, &rulebook).expect("it is lived").differs;
    for told in ["rule `critical-pst`; did you mean `critical-post`?", "list `discreditd`; did you mean `discredited`?"]
    {
        assert!(differs.iter().any(|d| d.ends_with(told)), "{told}: {differs:#?}");
    }
}
