//! Drafts move to a new version without losing an answer unnoticed.
#![expect(clippy::unwrap_used, reason = "a test whose setting cannot be built has failed")]

use forms::{Environment, Form};
use library::check::{Context, StoriesNeeded, check};
use library::upgrade::{Answers, Moved, Old, SplitAnswer, preview};
use library::{Blocks, LifeEvents, Pack, PackFiles};
use proptest::prelude::*;

const UPGRADES: &str = r#"
upgrades:
  - from: "2026-01-01"
    renamed: { tuoi_cu: tuoi }
    split:
      - from: ten_cu
        into: { ho_ten: "substring-before(., ';')", uy_quyen: "substring-after(., ';')" }
    dropped: [so_ho_khau]
    tests:
      - before: { ten_cu: "Lò Thị Mẫu;co", tuoi_cu: "81", so_ho_khau: "12" }
        after: { ho_ten: Lò Thị Mẫu, uy_quyen: co, tuoi: "81" }
        dropped: { so_ho_khau: "12" }
"#;

fn files(upgrades: &str) -> PackFiles<'_> {
    PackFiles {
        folder: "9.000001",
        procedure: include_str!("small/procedure.yaml"),
        form: Some(include_str!("small/form.yaml")),
        stories: Some(include_str!("small/stories.yaml")),
        upgrades: Some(upgrades),
    }
}

fn small() -> (Pack, Form) {
    let pack = Pack::read(&files(UPGRADES), &Blocks::default()).unwrap();
    let form = Form::load(pack.form.as_ref().unwrap()).unwrap();
    (pack, form)
}

fn answers(pairs: &[(&str, &str)]) -> Answers {
    pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

fn environment() -> Environment<'static> {
    Environment::new("2026-11-25".parse().unwrap())
}

#[test]
fn a_preview_tells_what_becomes_of_every_answer() {
    let (pack, form) = small();
    let old = answers(&[
        ("ten_cu", "Lò Thị Mẫu;co"),
        ("tuoi_cu", "81"),
        ("so_ho_khau", "12"),
        ("quen", "mất"),
        ("rong", ""),
    ]);
    let seen = preview(Old { answers: &old, form: None }, &pack.upgrades[0], &form, &environment());
    assert_eq!(seen.moved, [Moved { from: "tuoi_cu".into(), to: "tuoi".into(), value: "81".into() }]);
    let into = answers(&[("ho_ten", "Lò Thị Mẫu"), ("uy_quyen", "co")]);
    assert_eq!(seen.split, [SplitAnswer { from: "ten_cu".into(), value: "Lò Thị Mẫu;co".into(), into }]);
    assert_eq!(seen.dropped, answers(&[("so_ho_khau", "12")]));
    assert_eq!(seen.unknown, answers(&[("quen", "mất")]));
    assert_eq!(seen.answers_after, answers(&[("ho_ten", "Lò Thị Mẫu"), ("tuoi", "81"), ("uy_quyen", "co")]));
    assert_eq!(seen.newly_required, Vec::<String>::new());
}

#[test]
fn only_what_was_not_asked_before_is_newly_required() {
    let (pack, form) = small();
    let none = Answers::new();
    let seen = preview(Old { answers: &none, form: None }, &pack.upgrades[0], &form, &environment());
    assert_eq!(seen.newly_required, ["ho_ten", "tuoi"]);
    // The old form asked for the age, under its old name.
    let old_form = include_str!("small/form.yaml")
        .replace("name: ho_ten\n", "name: ten\n")
        .replace("name: tuoi\n", "name: tuoi_cu\n")
        .replace("${tuoi}", "${tuoi_cu}");
    let old_form = Form::load(&serde_saphyr::from_str(&old_form).unwrap()).unwrap();
    let old = Old { answers: &none, form: Some(&old_form) };
    assert_eq!(preview(old, &pack.upgrades[0], &form, &environment()).newly_required, ["ho_ten"]);
}

#[test]
fn an_answer_is_not_moved_over_another() {
    let (pack, form) = small();
    let old = answers(&[("tuoi", "70"), ("tuoi_cu", "81")]);
    let seen = preview(Old { answers: &old, form: None }, &pack.upgrades[0], &form, &environment());
    assert_eq!(seen.answers_after, answers(&[("tuoi", "70")]));
    assert_eq!(seen.unknown, answers(&[("tuoi_cu", "81")]));
}

#[test]
fn what_is_wrong_with_a_mapping_is_told() {
    for (name, from, to, told) in [
        (
            "a target that is no question",
            "{ tuoi_cu: tuoi }",
            "{ tuoi_cu: tui }",
            "there is no question `tui` in the new form",
        ),
        (
            "an expression that is none",
            "substring-before(., ';')",
            "substring-before(.",
            "the expression for `ho_ten` cannot be computed",
        ),
        ("no older version", "\"2026-01-01\"", "\"2026-07-18\"", "it must lead from an older version"),
        (
            "another outcome",
            "uy_quyen: co, tuoi",
            "uy_quyen: khong, tuoi",
            "test 1: after the move `uy_quyen` is `co`, not `khong`",
        ),
        (
            "another dropped value",
            "dropped: { so_ho_khau: \"12\" }",
            "dropped: {}",
            "test 1: the dropped value of `so_ho_khau` is `12`, not ``",
        ),
        (
            "a forgotten answer",
            "    dropped: [so_ho_khau]\n",
            "",
            "test 1: `so_ho_khau` has no place in the new form",
        ),
        ("a name twice", "[so_ho_khau]", "[so_ho_khau, tuoi_cu]", "`tuoi_cu` is named twice"),
        ("a target twice", "uy_quyen: \"substring", "tuoi: \"substring", "two answers would go to `tuoi`"),
        ("no test", "    tests:\n", "    tests: []\n    zzz:\n", "at least one test is needed"),
    ] {
        let changed = UPGRADES.replacen(from, to, 1);
        assert_ne!(changed, UPGRADES, "{name}");
        // For the last case the tests are left out whole.
        let changed = changed.split("    zzz:").next().unwrap().to_owned();
        let (blocks, events) = (Blocks::default(), LifeEvents::default());
        let faults = check(
            &files(&changed),
            Context { blocks: &blocks, events: &events, files: None, stories: StoriesNeeded::Three },
        );
        let found: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert!(found.iter().any(|fault| fault.contains(told)), "{name}: {found:#?}");
    }
}

proptest! {
    /// Every old value is afterwards an answer, a part of a split, dropped or unknown.
    #[test]
    fn no_answer_is_lost(values in proptest::collection::btree_map(
        prop_oneof![
            Just("ten_cu"), Just("tuoi_cu"), Just("tuoi"), Just("so_ho_khau"), Just("ho_ten"), Just("la"),
            Just("nha/a1"), Just("nha/a1/tuoi_cu"), Just("nha/a1/so_ho_khau"), Just("so_ho_khau/b2/ten_cu"),
        ],
        "[a-z;]{1,6}",
        0..8,
    )) {
        let (pack, form) = small();
        let old: Answers = values.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
        let seen = preview(Old { answers: &old, form: None }, &pack.upgrades[0], &form, &environment());
        for (key, value) in &old {
            let places = usize::from(seen.answers_after.get(key) == Some(value))
                + seen.moved.iter().filter(|moved| moved.from == *key && moved.value == *value).count()
                + seen.split.iter().filter(|split| split.from == *key && split.value == *value).count()
                + usize::from(seen.dropped.get(key) == Some(value))
                + usize::from(seen.unknown.get(key) == Some(value));
            prop_assert!(places >= 1, "{} is lost: {:?}", key, seen);
        }
        for moved in &seen.moved {
            prop_assert_eq!(seen.answers_after.get(&moved.to), Some(&moved.value));
        }
    }
}
