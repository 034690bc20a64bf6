//! Ratings on the phone: sealed boxes, one a dossier, until the server of this epoch has them.

use super::*;
use rusqlite::types::ValueRef;
use sync::catalogue::public_key;
use wire::rating::{Rating, RatingStanding};

const SEED: [u8; 32] = [7; 32];
const WORDS: &str = "Cán bộ rất nhiệt tình";

fn closed(dossier: DossierId, chance: u8) -> Vec<u8> {
    let rating = Rating { wording: "2026-11-27".into(), marks: [5, 4, 3, 2, 1], words: WORDS.into() };
    let plain = rating.padded().unwrap();
    assert_eq!(plain.len(), 512, "the length tells nothing of the marks");
    sync::sealed::seal(&public_key(&SEED), dossier, &plain, [chance; 32].into()).unwrap()
}

/// Every value of every column of every table, as it stands in the decrypted database.
fn everything(store: &Store) -> Vec<u8> {
    let tables: Vec<String> = store
        .connection
        .prepare("SELECT name FROM sqlite_master WHERE type = 'table'")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    assert!(tables.len() > 15, "{tables:?}");
    let mut all = Vec::new();
    for table in tables {
        let mut statement = store.connection.prepare(&format!("SELECT * FROM {table}")).unwrap();
        let columns = statement.column_count();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            for column in 0..columns {
                if let ValueRef::Text(bytes) | ValueRef::Blob(bytes) = row.get_ref(column).unwrap() {
                    all.extend_from_slice(bytes);
                }
            }
        }
    }
    all
}

fn meet(store: &mut Store, epoch: u64) {
    store.start_over(epoch, at(70)).unwrap();
}

#[test]
fn what_was_tapped_is_in_no_column_of_the_store_and_the_server_reads_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = create(folder.path());
    let dossier = start(&mut store, 1);
    answer(&mut store, dossier, "child_name", "Lò Thị Mẫu");
    assert!(store.keep_rating(dossier, &closed(dossier, 1), at(2)).unwrap());
    let all = everything(&store);
    let has = |text: &str| all.windows(text.len()).any(|part| part == text.as_bytes());
    assert!(has("Lò Thị Mẫu"), "a dossier's answers are found by this look");
    for told in [WORDS, "[5,4,3,2,1]", "nhiệt tình"] {
        assert!(!has(told), "{told}");
    }
    let (of, sealed) = store.ratings_to_send(10).unwrap().remove(0);
    let opened = sync::sealed::open(&SEED, of, &sealed).unwrap();
    assert_eq!(Rating::read(&opened).unwrap().words, WORDS);
}

#[test]
fn the_first_rating_stays_also_over_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = create(folder.path());
    let dossier = start(&mut store, 1);
    let first = closed(dossier, 1);
    assert_eq!(store.rating_standing(dossier).unwrap(), None);
    assert!(store.keep_rating(dossier, &first, at(2)).unwrap());
    assert!(!store.keep_rating(dossier, &closed(dossier, 2), at(3)).unwrap());
    drop(store);
    let store = unlock(folder.path()).unwrap();
    assert_eq!(store.ratings_to_send(10).unwrap(), [(dossier, first)]);
    assert_eq!(store.rating_standing(dossier).unwrap(), Some(RatingStanding::Waiting));
}

#[test]
fn a_box_waits_for_its_receipt_and_again_when_the_server_was_restored() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = create(folder.path());
    let (one, two) = (start(&mut store, 1), start(&mut store, 2));
    meet(&mut store, 11);
    for (dossier, now) in [(one, 2), (two, 3)] {
        store.keep_rating(dossier, &closed(dossier, 1), at(now)).unwrap();
    }
    let waiting = |store: &Store| -> Vec<DossierId> {
        store.ratings_to_send(10).unwrap().into_iter().map(|(id, _)| id).collect()
    };
    assert_eq!(waiting(&store), [one, two]);
    store.ratings_put_off(&[one], at(4)).unwrap();
    assert_eq!(waiting(&store), [two, one], "what cannot be taken yet stands in nobody's way");
    store.ratings_settled(&[two]).unwrap();
    assert_eq!(waiting(&store), [one]);
    assert_eq!(store.rating_standing(two).unwrap(), Some(RatingStanding::Sent));
    meet(&mut store, 12);
    assert_eq!(waiting(&store), [two, one], "another life of the server");
    assert_eq!(store.rating_standing(two).unwrap(), Some(RatingStanding::Waiting));
}

#[test]
fn what_a_person_takes_back_goes_with_its_rating() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = create(folder.path());
    let dossier = start(&mut store, 1);
    store.keep_rating(dossier, &closed(dossier, 1), at(2)).unwrap();
    store.withdraw(dossier.into(), at(3)).unwrap();
    assert_eq!(store.rating_standing(dossier).unwrap(), None);
    assert!(store.ratings_to_send(10).unwrap().is_empty());
}
