//! The rule, and a wipe that is interrupted at every step.

use super::*;
use crate::{Projected, Projector, StoreState};
use dossier::document::Document;
use dossier::{ProcedureCode, QuestionName};
use std::path::Path;
use std::sync::Arc;

const PIN: &str = "246810";

#[derive(Debug)]
struct Nothing;

impl Projector for Nothing {
    fn project(&self, _: &Document) -> Projected {
        Projected::default()
    }

    fn shows(&self, _: &ProcedureCode, _: &str, _: &QuestionName) -> bool {
        false
    }
}

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_millis(seconds * 1000)
}

fn create(folder: &Path) -> Store {
    StoreFiles::new(folder).create(PIN, at(1), Arc::new(Nothing)).unwrap()
}

/// Tries a wrong PIN `times`, each after every wait is over.
fn wrong(files: &StoreFiles, times: i64) -> Vec<StoreError> {
    (1..=times).map(|n| files.unlock("111111", at(n * 10_000), Arc::new(Nothing)).unwrap_err()).collect()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn nothing_is_wiped_where_the_commune_has_not_asked_for_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = create(folder.path());
    assert_eq!(store.wipe_after().unwrap(), None);
    // Fewer than ten is no rule.
    store.set_wipe_after(9).unwrap();
    assert_eq!(store.wipe_after().unwrap(), None);
    drop(store);
    let files = StoreFiles::new(folder.path());
    let refused = wrong(&files, 40);
    assert!(refused.iter().all(|error| matches!(error, StoreError::WrongPin { left: None, .. })));
    drop(files.unlock(PIN, at(1_000_000), Arc::new(Nothing)).unwrap());
}

#[test]
fn a_rule_that_cannot_be_read_is_no_rule() {
    for text in ["", "x", "9", "-1", "4294967296", "0"] {
        assert_eq!(WipeRule::read(text), WipeRule::default(), "{text}");
    }
    assert_eq!(WipeRule::read("12\n").after(), Some(12));
}

#[test]
fn the_last_tries_are_counted_down_and_then_everything_is_gone_and_told() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = create(folder.path());
    store.set_wipe_after(10).unwrap();
    drop(store);
    fs::write(folder.path().join("vault.json.aside-20260101-000100"), b"an older key").unwrap();
    fs::write(folder.path().join("not-ours"), b"x").unwrap();
    let files = StoreFiles::new(folder.path());
    let refused = wrong(&files, 10);
    let left: Vec<Option<u32>> = refused
        .iter()
        .map(|error| match error {
            StoreError::WrongPin { left, .. } => *left,
            _ => None,
        })
        .collect();
    assert_eq!(left, [9, 8, 7, 6, 5, 4, 3, 2, 1].map(Some).into_iter().chain([None]).collect::<Vec<_>>());
    assert!(matches!(refused.last(), Some(StoreError::Wiped)), "{refused:?}");
    assert_eq!(names(folder.path()), ["not-ours", "wiped"]);
    assert_eq!(files.state(at(5)), StoreState::Wiped { at: at(100_000) });
    assert!(matches!(files.unlock(PIN, at(200_000), Arc::new(Nothing)), Err(StoreError::Wiped)));

    files.begin_after_wipe().unwrap();
    assert_eq!(files.state(at(5)), StoreState::New);
    drop(create(folder.path()));
    // The rule went with everything else; the commune tells it again.
    assert!(matches!(files.state(at(5)), StoreState::Locked { wipe_after: None, .. }));
}

#[test]
fn the_right_pin_at_the_last_try_wipes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = create(folder.path());
    store.set_wipe_after(10).unwrap();
    drop(store);
    let files = StoreFiles::new(folder.path());
    wrong(&files, 9);
    drop(files.unlock(PIN, at(200_000), Arc::new(Nothing)).unwrap());
    assert!(matches!(files.state(at(1)), StoreState::Locked { failures: 0, wipe_after: Some(10), .. }));
}

#[test]
fn a_wipe_that_is_killed_anywhere_is_finished_by_the_next_start_and_opens_nothing_meanwhile() {
    for steps in 0..STEPS.len() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = create(folder.path());
        store.set_wipe_after(10).unwrap();
        drop(store);
        let files = StoreFiles::new(folder.path());
        files.write_durably(BEGUN, b"7000").unwrap();
        files.carry_out(steps).unwrap();
        // The key goes before anything else does.
        assert_eq!(files.path(VAULT).exists(), steps == 0, "{steps}");
        assert_eq!(files.path(DATABASE).exists(), steps < 2, "{steps}");

        let again = StoreFiles::new(folder.path());
        assert!(matches!(again.unlock(PIN, at(1), Arc::new(Nothing)), Err(StoreError::Wiped)), "{steps}");
        assert_eq!(again.state(at(1)), StoreState::Wiped { at: at(7) }, "{steps}");
        assert_eq!(names(folder.path()), ["wiped"], "{steps}");
    }
}

#[test]
fn a_store_that_cannot_be_read_is_not_wiped_by_any_number_of_pins() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = create(folder.path());
    store.set_wipe_after(10).unwrap();
    drop(store);
    fs::write(folder.path().join(VAULT), b"half a vault").unwrap();
    let files = StoreFiles::new(folder.path());
    let refused = wrong(&files, 15);
    assert!(refused.iter().all(|error| matches!(error, StoreError::Damaged { .. })), "{refused:?}");
    assert_eq!(fs::read(folder.path().join(VAULT)).unwrap(), b"half a vault");
    assert!(files.path(DATABASE).exists());
}
