//! The build refuses texts that do not agree, and what it lets through reads right.

use crate::catalogue::{Argument, Fault, agree};
use crate::{FINGERPRINT, KEYS, Language, SAMPLES, Texts, file, fill, take_in};
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use std::path::Path;

fn one(content: &str) -> Vec<(String, String)> {
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
        (
            "a form for one in Vietnamese",
            "left = { $n ->\n    [one] Còn một\n   *[other] Còn { $n }\n }\n",
            "left = { $n } left\n",
            Fault::NotPlain { key: "left".into(), what: "a form for one, which Vietnamese has not" },
        ),
        (
            "a form that English has not",
            "left = Còn { $n }\n",
            "left = { $n ->\n    [few] few left\n   *[other] { $n } left\n }\n",
            Fault::NotPlain { key: "left".into(), what: "other forms than one and other" },
        ),
    ];
    for (name, vi, en, fault) in cases {
        let faults = agree(&one(vi), &one(en)).expect_err(name);
        assert!(faults.contains(fault), "{name}: {faults:?}");
    }
}

#[test]
fn a_file_that_cannot_be_read_is_named() {
    let faults = agree(&one("hello = { $\n"), &one("hello = Hello\n")).expect_err("broken braces");
    assert!(matches!(faults.first(), Some(Fault::Unreadable { file, .. }) if file == "a.ftl"), "{faults:?}");
}

#[test]
fn a_count_in_one_language_is_a_count_for_both() {
    let english = "left = { $n ->\n    [one] one left\n   *[other] { $n } left\n }\n";
    let texts = agree(&one("left = Còn { $n }\n"), &one(english)).unwrap();
    assert_eq!(texts[0].arguments["n"], Argument::Count);
}

/// All texts of a language, read and formatted by Fluent.
fn fluent(language: Language) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new(vec![language.code().parse().unwrap()]);
    // The pages are all left to right; isolation marks would travel along when a text is copied.
    bundle.set_use_isolating(false);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("texts").join(language.code());
    for file in std::fs::read_dir(folder).unwrap() {
        let source = std::fs::read_to_string(file.unwrap().path()).unwrap();
        bundle.add_resource(FluentResource::try_new(source).unwrap()).unwrap();
    }
    bundle
}

#[test]
fn every_text_says_what_fluent_says() {
    assert_eq!(SAMPLES.len(), KEYS.len());
    for language in [Language::Vi, Language::En] {
        let (bundle, texts) = (fluent(language), Texts::new(language));
        for (key, arguments, said) in SAMPLES {
            for n in [0, 1, 2, 5, 11, 21, 101, 3_321] {
                let arguments: FluentArgs<'_> = arguments
                    .iter()
                    .map(|(name, is_count)| {
                        (*name, if *is_count { FluentValue::from(n) } else { FluentValue::from(*name) })
                    })
                    .collect();
                let pattern = bundle.get_message(key).and_then(|message| message.value()).unwrap();
                let mut faults = Vec::new();
                let expected = bundle.format_pattern(pattern, Some(&arguments), &mut faults);
                assert_eq!((said(&texts, n).as_str(), faults), (&*expected, vec![]), "{key} with {n}");
            }
        }
    }
}

#[test]
fn an_argument_is_never_taken_for_a_place_of_another() {
    assert_eq!(fill("\u{1}, \u{2}", &[&"a\u{2}\u{1}", &7]), "a\u{2}\u{1}, 7");
}

#[test]
fn a_file_of_another_build_is_not_taken_in() {
    let ours = file(Language::Vi);
    assert!(take_in(Language::Vi, ours));
    assert!(!take_in(Language::Vi, &ours.replacen(FINGERPRINT, "0123456789abcdef", 1)));
    assert!(!take_in(Language::Vi, "<!doctype html><title>Đăng nhập Wi-Fi</title>"));
    assert!(!take_in(Language::Vi, ""));
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
