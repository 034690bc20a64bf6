//! Every fault of a pack is told whole in both languages: what is wrong with it, with what it knows, and what to do.

#![expect(clippy::unwrap_used, reason = "the samples of a test fail it as the test itself would")]

use forms::xpath::ExprError;
use forms::{FailureReason, FormError, FormProblem, Sheet};
use library::story::StoryFault as S;
use library::upgrade::UpgradeFault as U;
use library::{Measure, Present, Problem as P, Wanted};
use std::collections::BTreeSet;
use wording::{Both, Said, UploadFault};

fn text(text: &str) -> String {
    text.to_owned()
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

/// A fault and the words of its own that both languages must hold.
fn of_packs() -> Vec<(P, &'static [&'static str])> {
    let date = |text: &str| text.parse().unwrap();
    let form = FormError {
        sheet: Sheet::Survey,
        row: 12,
        column: "type".into(),
        problem: FormProblem::UnknownType { kind: "k1".into() },
    };
    vec![
        (P::NotYaml { reason: text("r1") }, &["r1"]),
        (P::AnchorOrTag, &["&"]),
        (P::TooLarge { what: Measure::Levels, max: 32 }, &["32"]),
        (P::TooLarge { what: Measure::Values, max: 500 }, &["500"]),
        (P::NoForm, &["verified: false"]),
        (P::UnknownKey { key: text("k1"), known: texts(&["k2", "k3"]) }, &["k1", "k2, k3"]),
        (P::DuplicateKey { key: text("k1") }, &["k1"]),
        (P::MissingKey { key: "k1" }, &["k1"]),
        (P::Expected { expected: Wanted::Date, found: Present::Text(text("d1")) }, &["2026-07-18", "d1"]),
        (P::Expected { expected: Wanted::Channel, found: Present::Nothing }, &["desk", "online", "post"]),
        (P::EmptyText, &[]),
        (P::EmptyList, &[]),
        (P::Duplicate { id: text("i1") }, &["i1"]),
        (P::Differs { found: text("f1"), expected: text("e1") }, &["f1", "e1"]),
        (P::OtherFolder { folder: text("f1") }, &["f1"]),
        (P::UnknownSource { id: text("i1"), known: texts(&["k1"]) }, &["i1", "k1", "sources"]),
        (P::UnknownLifeEvent { id: text("i1"), known: texts(&["k1"]) }, &["i1", "k1"]),
        (P::UnknownProcedure { code: text("c1") }, &["c1"]),
        (P::UnknownQuestion { name: text("n1") }, &["n1"]),
        (P::UnknownPaper { id: text("i1") }, &["i1"]),
        (P::NotACaseOf { code: text("1.000001") }, &["1.000001.01"]),
        (P::UnreachableCase, &["relevant"]),
        (P::NoCaseForTheRest, &["relevant"]),
        (P::ConditionWithoutForm, &["relevant"]),
        (P::Condition(ExprError::UnknownFunction { name: text("n1") }), &["n1()"]),
        (
            P::DateOutOfOrder { date: date("2026-12-01"), checked: date("2026-11-01") },
            &["2026-12-01", "2026-11-01"],
        ),
        (P::SecretNotMarked, &["OTP", "secret: true"]),
        (P::SecretNotSaid, &["OTP", "secret"]),
        (P::Form(form), &["k1"]),
        (P::MissingLanguage { column: text("c1"), language: "en" }, &["c1"]),
        (P::NotAQuestionName { name: text("n1") }, &["n1", "a–z"]),
        (P::UnknownBlock { block: text("b1"), known: texts(&["k1"]) }, &["b1", "k1"]),
        (P::MissingParameter { block: text("b1"), parameter: text("p1") }, &["b1", "p1", "with"]),
        (P::UnknownParameter { block: text("b1"), parameter: text("p1") }, &["b1", "p1", "with"]),
        (P::UnknownBlockRow { block: text("b1"), row: text("r1") }, &["b1", "r1"]),
        (P::NameClash { name: text("n1"), line: 71 }, &["n1", "71"]),
        (P::ListDiffers { list: text("l1"), block: text("b1"), other: text("o1") }, &["l1", "b1"]),
        (P::UndeclaredParameter { parameter: text("p1") }, &["p1", "parameters"]),
        (P::ParameterInChoices { parameter: text("p1") }, &["p1"]),
        (P::UnusedParameter { parameter: text("p1") }, &["p1"]),
        (P::NoPrefix, &["{{p}}_"]),
        (P::BlockInBlock, &[]),
        (P::TooFewStories { needed: 3, found: 1 }, &["3", "1", "stories.yaml"]),
    ]
}

fn of_stories() -> Vec<(S, &'static [&'static str])> {
    let failure = |error| S::Failure { question: text("q1"), column: text("c1"), error };
    let two = || (text("e1"), text("f1"));
    let (expected, found) = two();
    vec![
        (S::UnknownQuestion { key: "asked", name: text("n1") }, &["asked", "n1"]),
        (failure(FailureReason::Expression(ExprError::TooDeep { max: 64 })), &["q1", "c1", "64"]),
        (failure(FailureReason::TooManyInstances { max: 65 }), &["q1", "c1", "65"]),
        (failure(FailureReason::TooManyNodes { max: 66 }), &["q1", "c1", "66"]),
        (failure(FailureReason::TooManySteps { max: 67 }), &["q1", "c1", "67"]),
        (S::Unfinished { questions: texts(&["q1", "q2"]) }, &["q1, q2", "complete: false"]),
        (S::Finished, &["complete: false"]),
        (S::NotAsked { question: text("q1") }, &["q1", "relevant"]),
        (S::Asked { question: text("q1") }, &["q1", "relevant"]),
        (
            S::Differ { what: "papers", expected: texts(&["e1", "e2"]), found: texts(&["f1"]) },
            &["papers", "[e1, e2]", "[f1]"],
        ),
        (S::OtherCase { expected: expected.clone(), found: found.clone() }, &["e1", "f1"]),
        (S::Exemption { expected: true }, &["exemptions"]),
        (S::Exemption { expected: false }, &["exemptions"]),
        (
            S::OtherValue { question: text("q1"), expected: expected.clone(), found: found.clone() },
            &["q1", "e1", "f1"],
        ),
        (
            S::OtherProblem { question: text("q1"), expected: expected.clone(), found: Some(found) },
            &["q1", "e1", "f1"],
        ),
        (S::OtherProblem { question: text("q1"), expected, found: None }, &["q1", "e1"]),
        (S::UnexpectedProblem { question: text("q1"), found: text("f1") }, &["q1", "f1", "problems"]),
    ]
}

fn of_upgrades() -> Vec<(U, &'static [&'static str])> {
    let (key, expected, found) = (text("k1"), text("e1"), text("f1"));
    vec![
        (U::NoTest, &["before, after"]),
        (U::NotOlder { from: text("v2"), to: text("v1") }, &["v2", "v1"]),
        (U::UnknownTarget { name: text("n1") }, &["n1"]),
        (U::NamedTwice { name: text("n1") }, &["n1"]),
        (U::TargetTwice { name: text("n1") }, &["n1"]),
        (
            U::Expression { name: text("n1"), error: ExprError::UnknownFunction { name: text("f1") } },
            &["n1", "f1()"],
        ),
        (
            U::OtherAnswer { number: 2, key: key.clone(), expected: expected.clone(), found: found.clone() },
            &["2", "k1", "e1", "f1"],
        ),
        (U::OtherDropped { number: 2, key: key.clone(), expected, found }, &["2", "k1", "e1", "f1"]),
        (U::Forgotten { number: 2, key }, &["2", "k1", "dropped"]),
    ]
}

/// Both sentences in both languages, told apart, with these words in each language.
fn holds(said: &Said, words: &[&str], what: &str) {
    let (vi, en) = (
        format!("{} {}", said.happened.vi, said.to_do.vi),
        format!("{} {}", said.happened.en, said.to_do.en),
    );
    for sentence in [&said.happened.vi, &said.happened.en, &said.to_do.vi, &said.to_do.en] {
        assert!(!sentence.trim().is_empty() && !sentence.contains("-fault-"), "{what}: {sentence}");
        assert!(!sentence.contains("{ $"), "{what}: {sentence}");
    }
    assert!(said.happened.vi != said.happened.en && said.to_do.vi != said.to_do.en, "{what}: {said:?}");
    for word in words {
        assert!(vi.contains(word) && en.contains(word), "{what}: {word} in {said:?}");
    }
}

#[test]
fn a_fault_of_a_pack_says_what_it_knows_in_both_languages() {
    let both = Both::new();
    let mut told = BTreeSet::new();
    for (problem, words) in of_packs() {
        let said = both.of_pack(&problem);
        holds(&said, words, &format!("{problem:?}"));
        assert!(told.insert(said.happened.vi), "{problem:?} is told like another");
    }
}

#[test]
fn a_fault_of_a_story_says_which_story() {
    let both = Both::new();
    for (fault, words) in of_stories() {
        let problem = P::Story { story: text("Cụ bà Mẫu"), fault };
        let said = both.of_pack(&problem);
        holds(&said, words, &format!("{problem:?}"));
        holds(&said, &["Cụ bà Mẫu"], &format!("{problem:?}"));
    }
}

#[test]
fn a_fault_of_a_move_says_what_it_knows() {
    let both = Both::new();
    for (fault, words) in of_upgrades() {
        let problem = P::Upgrade(fault);
        holds(&both.of_pack(&problem), words, &format!("{problem:?}"));
    }
}

#[test]
fn an_upload_that_cannot_be_read_is_told_too() {
    let both = Both::new();
    for (fault, words) in [
        (UploadFault::TwoForms, &[".xlsx", "form.yaml"][..]),
        (UploadFault::NotBase64, &[".xlsx"]),
        (UploadFault::Unreadable { reason: text("r1") }, &["r1"]),
        (UploadFault::More { count: 17 }, &["17"]),
    ] {
        holds(&both.of_upload(&fault), words, &format!("{fault:?}"));
    }
}

#[test]
fn what_is_expected_is_said_in_the_readers_language() {
    let both = Both::new();
    let wanted = [
        Wanted::Key,
        Wanted::Map,
        Wanted::List,
        Wanted::Rows,
        Wanted::Text,
        Wanted::YesOrNo,
        Wanted::Number,
        Wanted::SmallNumber,
        Wanted::Hour,
        Wanted::Date,
        Wanted::Handling,
        Wanted::Channel,
        Wanted::LimitKind,
        Wanted::FittingPath,
    ];
    let mut told = BTreeSet::new();
    for expected in wanted {
        let said = both.of_pack(&P::Expected { expected, found: Present::Nothing });
        holds(&said, &[], &format!("{expected:?}"));
        assert!(told.insert(said.happened.vi), "{expected:?} is told like another");
    }
    for found in [Present::List, Present::Map, Present::Nothing, Present::Text(text("x1"))] {
        let said = both.of_pack(&P::Expected { expected: Wanted::Number, found: found.clone() });
        holds(&said, &[], &format!("{found:?}"));
    }
}
