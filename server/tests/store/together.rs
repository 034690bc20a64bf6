//! Commits that come at the same time, and documents that begin with their snapshot.

use crate::on_every_backend;
use dossier::document::{Counted, Kind};
use dossier::{CommuneCode, DeviceId, DocumentId, MemberId, TeamId, Timestamp};
use server::store::documents::{AdmittedChange, Author, Came, Commit};
use server::store::feed::{FeedEntry, FeedQuery};
use server::store::people::Commune;
use server::store::sqlite::{FILE_NAME, SqliteStore};
use server::store::{Documents, Store, StoreError};
use std::collections::HashSet;

const NOW: Timestamp = Timestamp::from_millis(1_795_399_200_000);

fn commune(store: &dyn Store) -> (CommuneCode, TeamId, MemberId) {
    let code = CommuneCode::from("00001");
    let row = Commune { code: code.clone(), name: "Xã Mẫu".to_owned(), unit_number: "H01".to_owned() };
    store.add_commune(&row).unwrap();
    let team = store.add_team(&code, "Tổ Mẫu").unwrap();
    let member = store.add_member(&code, team, "Lan Mẫu").unwrap();
    (code, team, member)
}

/// A new document whose three changes are in its snapshot.
fn begun((code, team, member): &(CommuneCode, TeamId, MemberId), document: u8) -> Commit {
    Commit {
        commune: code.clone(),
        document: DocumentId::from_bytes([document; 16]),
        kind: Kind::Household,
        team: *team,
        expected_heads: Vec::new(),
        heads: vec![document; 32],
        changes: (1..=3)
            .map(|number| AdmittedChange {
                hash: [number; 32],
                actor: vec![document; 16],
                actor_seq: u64::from(number),
                raw: vec![number; 100],
            })
            .collect(),
        snapshot: Some(vec![document; 50]),
        row: None,
        counted: Counted::default(),
        author: Author { device: Some(DeviceId::from_bytes([3; 16])), member: *member, repairing: false },
        came: Some(Came::Volunteer),
        action: "merge",
        withdrawn: false,
        now: NOW,
    }
}

fn feed(
    store: &dyn Store,
    (code, team, _): &(CommuneCode, TeamId, MemberId),
    skip: &HashSet<(DocumentId, [u8; 32])>,
) -> Vec<FeedEntry> {
    store.feed(&FeedQuery { commune: code, team: *team, after: 0, budget: 1 << 20, skip }).unwrap().entries
}

#[test]
fn a_new_document_goes_to_others_as_its_snapshot_and_not_to_who_has_just_brought_it() {
    on_every_backend(|store| {
        let people = commune(store);
        store.commit(&begun(&people, 7)).unwrap();
        let entries = feed(store, &people, &HashSet::new());
        let [FeedEntry::Whole { heads, chunks, actors, .. }] = entries.as_slice() else {
            panic!("one document, whole: {entries:?}");
        };
        assert_eq!((heads, chunks, actors), (&vec![7; 32], &vec![vec![7; 50]], &vec![vec![7; 16]]));
        assert_eq!(feed(store, &people, &HashSet::from([(begun(&people, 7).document, [7; 32])])), []);
    });
}

#[test]
fn what_is_changed_later_comes_with_it_and_after_it() {
    on_every_backend(|store| {
        let people = commune(store);
        store.commit(&begun(&people, 7)).unwrap();
        let later = Commit {
            expected_heads: vec![7; 32],
            heads: vec![9; 32],
            changes: vec![AdmittedChange {
                hash: [9; 32],
                actor: vec![7; 16],
                actor_seq: 4,
                raw: vec![9; 100],
            }],
            snapshot: None,
            ..begun(&people, 7)
        };
        store.commit(&later).unwrap();
        let entries = feed(store, &people, &HashSet::new());
        let [FeedEntry::Whole { heads, chunks, .. }] = entries.as_slice() else {
            panic!("one document, whole: {entries:?}");
        };
        assert_eq!((heads, chunks), (&vec![9; 32], &vec![vec![7; 50], vec![9; 100]]));
        let stored = store.load_document(&people.0, later.document).unwrap().unwrap();
        assert_eq!((stored.snapshot, stored.log), (vec![7; 50], vec![vec![9; 100]]));
    });
}

#[test]
fn a_database_whose_snapshots_stood_in_the_documents_rows_has_them_apart_after_the_update() {
    let folder = tempfile::tempdir().unwrap();
    let (people, before) = {
        let store = SqliteStore::create(folder.path()).unwrap();
        let people = commune(&store);
        for document in [7, 8] {
            store.commit(&begun(&people, document)).unwrap();
        }
        let before = feed(&store, &people, &HashSet::new());
        (people, before)
    };
    crate::earlier::set_back(&folder.path().join(FILE_NAME), 19);
    let store = SqliteStore::open(folder.path()).unwrap();
    assert_eq!(feed(&store, &people, &HashSet::new()), before);
    let stored = store.load_document(&people.0, begun(&people, 8).document).unwrap().unwrap();
    assert_eq!(stored.snapshot, vec![8; 50]);
}

#[test]
fn of_commits_that_come_at_once_each_is_stored_or_stale_by_itself() {
    on_every_backend(|store| {
        let people = commune(store);
        store.commit(&begun(&people, 200)).unwrap();
        std::thread::scope(|scope| {
            for number in 0..24 {
                let people = &people;
                scope.spawn(move || {
                    // Every third one comes too late: its document is there already.
                    let late = number % 3 == 0;
                    let outcome = store.commit(&begun(people, if late { 200 } else { number }));
                    assert_eq!(matches!(outcome, Err(StoreError::Stale)), late, "{number}: {outcome:?}");
                    assert!(late || outcome.is_ok());
                });
            }
        });
        assert_eq!(feed(store, &people, &HashSet::new()).len(), 17);
    });
}
