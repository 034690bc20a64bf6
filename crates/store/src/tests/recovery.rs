//! A forgotten PIN: codes are made, handed over, used once, and never lost on the way.

use super::*;
use dossier::recovery::RecoveryCode;
use dossier::{CommuneCode, DeviceId, MemberId, TeamId};

const NEW_PIN: &str = "135791";

fn enrolled(folder: &Path) -> Store {
    let mut store = create(folder);
    store.enrol(&enrolment(1), at(2)).unwrap();
    store
}

fn enrolment(device: u8) -> Enrolment {
    Enrolment {
        server: "https://xa.example".into(),
        token: "t".into(),
        device: DeviceId::from_bytes([device; 16]),
        member: MemberId(1),
        member_name: String::new(),
        team: TeamId(1),
        team_name: String::new(),
        commune: CommuneCode::new("00004"),
        commune_name: String::new(),
        pack_key: None,
        revoked: false,
    }
}

/// Hands a code over as the sync does, and answers with it.
fn hand(store: &mut Store) -> NewCode {
    let new = store.code_to_hand(true).unwrap().unwrap();
    store.code_was_handed(new.number).unwrap();
    new
}

fn recover(folder: &Path, code: &RecoveryCode, now: i64) -> Result<Store, StoreError> {
    StoreFiles::new(folder).recover(code, NEW_PIN, at(now), projector())
}

fn place(folder: &Path) -> Option<(DeviceId, u32)> {
    match StoreFiles::new(folder).state(at(1)) {
        StoreState::Locked { recovery, .. } => recovery,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_code_opens_once_gives_a_new_pin_and_the_work_is_all_there() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = enrolled(folder.path());
    let dossier = start(&mut store, 1);
    answer(&mut store, dossier, "child_name", "Lò Thị Mẫu");
    let new = hand(&mut store);
    drop(store);
    assert_eq!(place(folder.path()), Some((DeviceId::from_bytes([1; 16]), 1)));

    let store = recover(folder.path(), &new.code, 5).unwrap();
    assert_eq!(store.dossiers(10).unwrap().len(), 1);
    drop(store);
    assert!(matches!(unlock(folder.path()), Err(StoreError::WrongPin { .. })), "the old PIN is gone");
    drop(StoreFiles::new(folder.path()).unlock(NEW_PIN, at(6), projector()).unwrap());
    // Used: nobody opens with it again, and the page offers nothing until the office has another.
    assert_eq!(place(folder.path()), None);
    assert!(matches!(recover(folder.path(), &new.code, 7), Err(StoreError::NoRecovery)));

    let mut store = StoreFiles::new(folder.path()).unlock(NEW_PIN, at(8), projector()).unwrap();
    let second = hand(&mut store);
    assert_eq!(second.number, 2);
    assert_ne!(second.code, new.code);
    drop(store);
    assert!(matches!(recover(folder.path(), &new.code, 9), Err(StoreError::WrongCode { failures: 1, .. })));
    drop(recover(folder.path(), &second.code, 10).unwrap());
}

#[test]
fn wrong_codes_wait_as_wrong_pins_do_and_cost_no_pin() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = enrolled(folder.path());
    let new = hand(&mut store);
    drop(store);
    let wrong = RecoveryCode::from_chance([7; dossier::recovery::RANDOM_LETTERS]);
    for expected in 1..=5 {
        let refused = recover(folder.path(), &wrong, 1).unwrap_err();
        assert!(
            matches!(refused, StoreError::WrongCode { failures, .. } if failures == expected),
            "{refused}"
        );
    }
    assert!(matches!(recover(folder.path(), &new.code, 2), Err(StoreError::PinWait { .. })));
    // The PIN still opens, at once.
    drop(StoreFiles::new(folder.path()).unlock(PIN, at(3), projector()).unwrap());
    drop(recover(folder.path(), &new.code, 60_000).unwrap());
}

#[test]
fn a_weak_new_pin_costs_neither_a_try_nor_the_code() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = enrolled(folder.path());
    let new = hand(&mut store);
    drop(store);
    let refused = StoreFiles::new(folder.path()).recover(&new.code, "123", at(5), projector());
    assert!(matches!(refused, Err(StoreError::WeakPin { .. })));
    drop(recover(folder.path(), &new.code, 6).unwrap());
}

#[test]
fn whichever_code_the_office_has_after_a_cut_opens() {
    // The office may have got the second code or not: the device was told nothing.
    for office_has_the_second in [false, true] {
        let folder = tempfile::tempdir().unwrap();
        let mut store = enrolled(folder.path());
        let first = hand(&mut store);
        let second = store.code_to_hand(true).unwrap().unwrap();
        drop(store);
        let code = if office_has_the_second { &second.code } else { &first.code };
        drop(recover(folder.path(), code, 5).unwrap());
    }
}

#[test]
fn a_code_that_was_begun_goes_out_again_the_very_same_after_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = enrolled(folder.path());
    let begun = store.code_to_hand(true).unwrap().unwrap();
    // Killed between the database and the vault.
    fs::write(folder.path().join("vault.json"), {
        let json = fs::read_to_string(folder.path().join("vault.json")).unwrap();
        let mut vault: serde_json::Value = serde_json::from_str(&json).unwrap();
        vault.as_object_mut().unwrap().remove("recovery");
        serde_json::to_vec(&vault).unwrap()
    })
    .unwrap();
    drop(store);
    let mut store = unlock(folder.path()).unwrap();
    assert_eq!(store.code_to_hand(false).unwrap(), Some(begun.clone()));
    store.code_was_handed(begun.number).unwrap();
    assert_eq!(store.code_to_hand(false).unwrap(), None, "the office has it");
    drop(store);
    drop(recover(folder.path(), &begun.code, 2_000_000).unwrap());
}

#[test]
fn a_server_that_was_restored_gets_a_new_code_since_its_own_may_be_an_old_one() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = enrolled(folder.path());
    store.apply(&page(Position { cursor: 1, server_epoch: 7, ..Position::default() }), at(3)).unwrap();
    hand(&mut store);
    assert_eq!(store.code_to_hand(false).unwrap(), None);
    store.start_over(8, at(4)).unwrap();
    assert_eq!(store.code_to_hand(false).unwrap().unwrap().number, 2);
}

#[test]
fn another_enrolment_has_codes_of_its_own_and_the_old_ones_go() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = enrolled(folder.path());
    let old = hand(&mut store);
    store.enrol(&enrolment(2), at(5)).unwrap();
    let new = hand(&mut store);
    drop(store);
    assert_eq!(place(folder.path()).map(|(device, _)| device), Some(DeviceId::from_bytes([2; 16])));
    assert!(matches!(recover(folder.path(), &old.code, 6), Err(StoreError::WrongCode { .. })));
    drop(recover(folder.path(), &new.code, 7).unwrap());
}

#[test]
fn a_vault_of_an_earlier_version_opens_and_learns_to_be_recovered() {
    let folder = tempfile::tempdir().unwrap();
    let store = enrolled(folder.path());
    drop(store);
    let json = fs::read_to_string(folder.path().join("vault.json")).unwrap();
    assert!(!json.contains("recovery"), "what an earlier version wrote");
    assert_eq!(place(folder.path()), None);
    let mut store = unlock(folder.path()).unwrap();
    let new = hand(&mut store);
    drop(store);
    assert!(!fs::read_to_string(folder.path().join("vault.json")).unwrap().contains(&new.code.text()));
    // And an earlier version still opens it: what it does not know it passes over.
    drop(StoreFiles::new(folder.path()).unlock(PIN, at(9), projector()).unwrap());
}

#[test]
fn a_damaged_database_leaves_pin_and_code_as_they_were() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = enrolled(folder.path());
    let new = hand(&mut store);
    drop(store);
    let path = folder.path().join("donghanh.db");
    let sound = fs::read(&path).unwrap();
    fs::write(&path, vec![1; sound.len()]).unwrap();
    assert!(matches!(recover(folder.path(), &new.code, 5), Err(StoreError::Damaged { .. })));
    fs::write(&path, sound).unwrap();
    drop(recover(folder.path(), &new.code, 6).unwrap());
}
