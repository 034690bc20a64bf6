//! Photos: sealed files and their rows, kept together, lost never, gone when they may.

use super::*;
use crate::sealed::FOLDER;
use dossier::PhotoHash;
use dossier::page::{PageMark, Place};
use std::collections::BTreeSet;

const WEEK_MS: i64 = 7 * 24 * 60 * 60 * 1000;

fn hash(n: u8) -> PhotoHash {
    PhotoHash::from_bytes([n; 32])
}

/// Keeps page `n` with a thumbnail; its bytes are `n` over and over.
fn keep(store: &mut Store, dossier: DossierId, n: u8, now: i64) -> Result<(), StoreError> {
    let files = store.photo_files()?;
    let page = files.put(files.reserve(4000)?, hash(n), &[n; 3000])?;
    let thumbnail = files.put(files.reserve(400)?, hash(n + 100), &[n; 300])?;
    let mark = PageMark { place: Place::after(None), thumbnail: hash(n + 100) };
    store.add_page(dossier, (page, thumbnail), at(now), |doc| {
        doc.set_page(&"giay".into(), hash(n), mark, at(now))
    })?;
    Ok(())
}

fn files_in(folder: &Path) -> BTreeSet<String> {
    let Ok(entries) = fs::read_dir(folder.join(FOLDER)) else { return BTreeSet::new() };
    entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect()
}

#[test]
fn a_photo_lies_sealed_and_reads_back_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = create(folder.path());
    let dossier = start(&mut store, 1);
    keep(&mut store, dossier, 7, 60).unwrap();
    for name in files_in(folder.path()) {
        let bytes = fs::read(folder.path().join(FOLDER).join(&name)).unwrap();
        assert!(!bytes.windows(8).any(|window| window == [7; 8]), "{name} can be read");
        assert!(!name.contains("07070707"), "its name tells what is in it");
    }
    drop(store);
    let mut store = unlock(folder.path()).unwrap();
    let files = store.photo_files().unwrap();
    let rows = store.photos_of(dossier).unwrap();
    let sizes: Vec<(usize, bool)> =
        rows.iter().map(|row| (files.open(row).unwrap().len(), row.is_thumbnail())).collect();
    assert_eq!(sizes, [(3000, false), (300, true)]);
    let waiting = store.photos_waiting().unwrap();
    assert_eq!((waiting.pages, waiting.bytes), (1, 3300));
    let order: Vec<bool> = store.photos_to_send().unwrap().iter().map(|row| row.is_thumbnail()).collect();
    assert_eq!(order, [true, false], "thumbnails first");
    assert!(store.document(dossier.into()).unwrap().pages().unwrap().contains_key(&"giay".into()));
}

#[test]
fn a_file_that_was_tampered_with_or_stands_in_anothers_place_is_not_shown() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = create(folder.path());
    let dossier = start(&mut store, 1);
    keep(&mut store, dossier, 1, 60).unwrap();
    keep(&mut store, dossier, 2, 61).unwrap();
    let files = store.photo_files().unwrap();
    let rows = store.photos_of(dossier).unwrap();
    let [one, two] = [hash(1), hash(2)].map(|sha| rows.iter().find(|row| row.sha256 == sha).unwrap().clone());
    let path = |row: &crate::PhotoRow| {
        let names = files_in(folder.path());
        let of = |name: &&String| {
            let copy = folder.path().join(FOLDER).join(name);
            let before = fs::read(&copy).unwrap();
            fs::write(&copy, b"x").unwrap();
            let gone = files.open(row).is_err();
            fs::write(&copy, before).unwrap();
            gone
        };
        folder.path().join(FOLDER).join(names.iter().find(of).unwrap())
    };
    let (first, second) = (path(&one), path(&two));
    let whole = fs::read(&first).unwrap();
    for spoilt in
        [Vec::new(), whole[..10].to_vec(), whole[..whole.len() - 1].to_vec(), fs::read(&second).unwrap()]
    {
        fs::write(&first, spoilt).unwrap();
        assert!(matches!(files.open(&one), Err(StoreError::PhotoDamaged)));
    }
    fs::remove_file(&first).unwrap();
    assert!(matches!(files.open(&one), Err(StoreError::PhotoDamaged)));
    fs::write(&first, whole).unwrap();
    assert_eq!(files.open(&one).unwrap(), [1; 3000]);
    assert_eq!(files.open(&two).unwrap(), [2; 3000]);
}

#[test]
fn what_a_crash_leaves_is_swept_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = create(folder.path());
    let dossier = start(&mut store, 1);
    keep(&mut store, dossier, 7, 60).unwrap();
    let kept = files_in(folder.path());
    let files = store.photo_files().unwrap();
    // The app ended between the file and its row, and in the middle of a file.
    files.put(files.reserve(10).unwrap(), hash(9), b"no row").unwrap();
    let half = files.reserve(1000).unwrap();
    std::mem::forget(half);
    fs::write(folder.path().join(FOLDER).join("notes.txt"), "somebody's").unwrap();
    drop(files.reserve(1000).unwrap());
    assert_eq!(files_in(folder.path()).len(), kept.len() + 3, "room that was not used is given back");
    drop(store);
    let mut store = unlock(folder.path()).unwrap();
    assert_eq!(store.sweep_photos(at(70)).unwrap(), 2);
    let mut expected = kept;
    expected.insert("notes.txt".to_owned());
    assert_eq!(files_in(folder.path()), expected);
}

#[test]
fn a_document_that_cannot_be_changed_gets_no_photo() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = create(folder.path());
    let unknown = keep(&mut store, id(9), 7, 60);
    assert!(matches!(unknown, Err(StoreError::Unknown(_))));
    assert!(store.photos_of(id(9)).unwrap().is_empty());
    store.sweep_photos(at(61)).unwrap();
    assert!(files_in(folder.path()).is_empty());
}

#[test]
fn photos_leave_when_their_page_was_taken_out_for_a_week_or_the_commune_has_them_and_the_dossier_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = create(folder.path());
    let (stays, goes) = (start(&mut store, 1), start(&mut store, 2));
    for (dossier, n) in [(stays, 1), (stays, 2), (goes, 3), (goes, 4)] {
        keep(&mut store, dossier, n, 60).unwrap();
    }
    store
        .remove_page(stays, hash(1), at(70), |doc| doc.remove_page(&"giay".into(), hash(1), at(70)))
        .unwrap();
    for row in store.photos_of(goes).unwrap().iter().filter(|row| row.page == hash(3)) {
        store.note_sent(row, at(80)).unwrap();
    }
    let left = |store: &Store, dossier| -> Vec<PhotoHash> {
        let rows = store.photos_of(dossier).unwrap();
        rows.into_iter().filter(|row| !row.is_thumbnail()).map(|row| row.sha256).collect()
    };
    store.sweep_photos(at(90)).unwrap();
    assert_eq!(left(&store, stays), [hash(1), hash(2)], "taken out just now");
    let waiting = store.photos_to_send().unwrap();
    assert!(waiting.iter().all(|row| row.page != hash(1)), "and is not sent");
    store.connection.execute("DELETE FROM document WHERE id = ?1", [goes.as_bytes()]).unwrap();
    store.sweep_photos(at(70 + WEEK_MS + 1)).unwrap();
    assert_eq!(left(&store, stays), [hash(2)]);
    assert_eq!(left(&store, goes), [hash(4)], "what the commune does not have is never dropped");
    assert_eq!(files_in(folder.path()).len(), 4);
}

#[test]
fn the_days_budget_is_counted_by_the_day_and_begins_anew() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = create(folder.path());
    assert_eq!(store.photo_budget("2026-11-26").unwrap().left(), Some(30 * 1024 * 1024));
    store.set_photo_budget(1000).unwrap();
    store.spend_on_photos("2026-11-26", 600).unwrap();
    store.spend_on_photos("2026-11-26", 700).unwrap();
    assert_eq!(store.photo_budget("2026-11-26").unwrap().left(), Some(0));
    assert_eq!(store.photo_budget("2026-11-27").unwrap().left(), Some(1000));
    store.spend_on_photos("2026-11-27", 1).unwrap();
    assert_eq!(store.photo_budget("2026-11-27").unwrap().spent_today, 1);
    store.set_photo_budget(0).unwrap();
    assert_eq!(store.photo_budget("2026-11-27").unwrap().left(), None);
}
