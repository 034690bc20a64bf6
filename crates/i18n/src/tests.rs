//! The build refuses texts that do not agree, and what it lets through reads right.

use crate::catalogue::{Argument, Fault, agree};
use crate::{Language, Texts};

fn file(content: &str) -> Vec<(String, String)> {
    vec![("a.ftl".to_owned(), content.to_owned())]
}

#[test]
fn texts_that_do_not_agree_are_refused() {
    let cases: &[(&str, &str, &str, Fault)] = &[
        (
            "a key that English lacks",
            "hello = Chào\n",
            "",
            Fault::Missing { key: "hello".into(), language: "en" },
        ),
        (
            "a key that Vietnamese lacks",
            "",
            "hello = Hello\n",
            Fault::Missing { key: "hello".into(), language: "vi" },
        ),
        (
            "other arguments",
            "hello = Chào { $name }\n",
            "hello = Hello { $who }\n",
            Fault::OtherArguments { key: "hello".into(), vi: vec!["name".into()], en: vec!["who".into()] },
        ),
        (
            "a key that stands twice",
            "hello = Chào\nhello = Xin chào\n",
            "hello = Hello\n",
            Fault::Twice { key: "hello".into(), file: "a.ftl".into() },
        ),
        (
            "a reference to another text",
            "hello = { bye }\nbye = Tạm biệt\n",
            "hello = Hello\nbye = Bye\n",
            Fault::NotPlain { key: "hello".into(), what: "another message" },
        ),
    ];
    for (name, vi, en, fault) in cases {
        let faults = agree(&file(vi), &file(en)).expect_err(name);
        assert!(faults.contains(fault), "{name}: {faults:?}");
    }
}

#[test]
fn a_file_that_cannot_be_read_is_named() {
    let faults = agree(&file("hello = { $\n"), &file("hello = Hello\n")).expect_err("broken braces");
    assert!(matches!(faults.first(), Some(Fault::Unreadable { file, .. }) if file == "a.ftl"), "{faults:?}");
}

#[test]
fn a_count_in_one_language_is_a_count_for_both() {
    let english = "left = { $n ->\n    [one] one left\n   *[other] { $n } left\n }\n";
    let texts = agree(&file("left = Còn { $n }\n"), &file(english)).unwrap();
    assert_eq!(texts[0].arguments["n"], Argument::Count);
}

#[test]
fn sentences_come_out_whole_and_without_hidden_marks() {
    let vietnamese = Texts::new(Language::Vi);
    let english = Texts::new(Language::En);
    assert_eq!(vietnamese.saved_state_saved(), "Đã lưu trên máy");
    assert_eq!(english.sync_waiting(1u32), "1 dossier waits to be sent");
    assert_eq!(english.sync_waiting(3u32), "3 dossiers wait to be sent");
    assert!(vietnamese.case_number("H15.50-261122-0001").contains("H15.50-261122-0001"));
    assert!(!vietnamese.case_number("x").contains('\u{2068}'), "no isolation marks");
}

#[test]
fn the_wording_of_the_consent_carries_one_version_in_both_languages() {
    let vietnamese = Texts::new(Language::Vi);
    let english = Texts::new(Language::En);
    assert_eq!(
        vietnamese.consent_help_with_dossier_version(),
        english.consent_help_with_dossier_version(),
        "the recorded version must not depend on the language of the page"
    );
}
