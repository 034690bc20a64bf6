//! Folding, with real documents: nothing is missed by any reader, wherever it stood.

use crate::contract::{NOW, commune};
use crate::on_every_backend;
use dossier::document::{Actor, Document, DossierFacts, Heads, Kind};
use dossier::{AnswerText, CommuneCode, DeviceId, DocumentId, MemberId, TeamId, Timestamp};
use server::compaction::{self, Compacted};
use server::store::Store;
use server::store::documents::{AdmittedChange, Author, Came, Commit};
use server::store::feed::{FeedEntry, FeedQuery, NewestQuery};
use server::store::upkeep::Fold;
use std::collections::HashSet;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

struct Team<'a> {
    store: &'a dyn Store,
    code: CommuneCode,
    team: TeamId,
    member: MemberId,
}

impl Team<'_> {
    fn id(n: u8) -> DocumentId {
        DocumentId::from_bytes([n; 16])
    }

    /// Stores what `document` has beyond `before`.
    fn store(&self, n: u8, document: &Document, before: &Heads, now: Timestamp) {
        let changes = document
            .changes_since(before)
            .iter()
            .map(|change| AdmittedChange {
                hash: change.hash().0,
                actor: change.actor_id().to_bytes().to_vec(),
                actor_seq: change.seq(),
                raw: change.raw_bytes().to_vec(),
            })
            .collect();
        self.store
            .commit(&Commit {
                commune: self.code.clone(),
                document: Self::id(n),
                kind: Kind::Household,
                team: self.team,
                expected_heads: before.to_bytes(),
                heads: document.heads().to_bytes(),
                changes,
                snapshot: None,
                row: None,
                counted: document.counted().unwrap(),
                author: Author {
                    device: Some(DeviceId::from_bytes([3; 16])),
                    member: self.member,
                    repairing: false,
                },
                came: Some(Came::Volunteer),
                action: "merge",
                withdrawn: false,
                now,
            })
            .unwrap();
    }

    fn feed(&self, after: u64) -> (Vec<FeedEntry>, u64) {
        let skip = HashSet::new();
        let query = FeedQuery { commune: &self.code, team: self.team, after, budget: 1 << 24, skip: &skip };
        let page = self.store.feed(&query).unwrap();
        (page.entries, page.up_to)
    }

    fn compact(&self, now: Timestamp) -> Compacted {
        compaction::compact(self.store, &self.code, 30, now).unwrap()
    }
}

/// A dossier with so many answers, one change each.
fn dossier(n: u8, answers: usize) -> Document {
    let facts = DossierFacts { procedure: "1.001193".into(), form_version: "1".into(), household: None };
    let mut document = Document::create_dossier(Actor([n; 16]), &facts, Timestamp::from_millis(1)).unwrap();
    for place in 0..answers {
        write(&mut document, place, "một");
    }
    document
}

fn write(document: &mut Document, place: usize, text: &str) {
    let question = format!("cau_hoi_{place}");
    let text = AnswerText::new(text).unwrap();
    document.set_answer(&question.as_str().into(), &text, Timestamp::from_millis(60_000)).unwrap();
}

/// What a reader has after these entries.
fn read(mut known: Option<Document>, entries: &[FeedEntry], id: DocumentId) -> Document {
    for entry in entries {
        let chunks: Vec<Vec<u8>> = match entry {
            FeedEntry::Changes { document, changes, .. } if *document == id => {
                changes.iter().map(|change| change.raw.clone()).collect()
            }
            FeedEntry::Whole { document, chunks, .. } if *document == id => chunks.clone(),
            _ => continue,
        };
        let message = sync::feed::message(&[], chunks).unwrap();
        known = Some(match known {
            Some(mut document) => {
                sync::exchange::receive(&mut document, &message).unwrap();
                document
            }
            None => sync::exchange::receive_new(&message).unwrap().0,
        });
    }
    known.unwrap()
}

fn scene(store: &dyn Store) -> Team<'_> {
    let (code, team, member) = commune(store, "00001");
    Team { store, code, team, member }
}

#[test]
fn old_changes_are_folded_and_every_reader_gets_the_whole_document() {
    on_every_backend(|store| {
        let team = scene(store);
        let old = dossier(1, 40);
        team.store(1, &old, &Heads::default(), NOW);
        let (early, half_way) = team.feed(0);
        let mut then = old.clone();
        write(&mut then, 3, "hai");
        team.store(1, &then, &old.heads(), NOW.plus_millis(DAY_MS));
        let later = NOW.plus_millis(30 * DAY_MS + 1);
        let mut now = then.clone();
        write(&mut now, 5, "ba");
        team.store(1, &now, &then.heads(), later);

        assert_eq!(team.compact(NOW.plus_millis(29 * DAY_MS)), Compacted::default(), "nothing is old yet");
        let done = team.compact(later);
        assert_eq!((done.documents, done.changes), (1, 42), "skeleton, facts and 40 answers");
        assert_eq!(team.compact(later), Compacted::default(), "once");

        let record = store.record(&team.code, Team::id(1)).unwrap().unwrap();
        assert_eq!(record.changes.len(), 2, "the young ones stay");
        let loaded = store.load_document(&team.code, Team::id(1)).unwrap().unwrap();
        let log = loaded.log.iter().map(Vec::as_slice);
        assert_eq!(Document::load(&loaded.snapshot, log).unwrap().heads(), now.heads());

        let (from_nothing, _) = team.feed(0);
        assert_eq!(read(None, &from_nothing, Team::id(1)).heads(), now.heads(), "a new device");
        let (rest, _) = team.feed(half_way);
        let known = read(None, &early, Team::id(1));
        assert!(
            rest.iter()
                .all(|entry| matches!(entry, FeedEntry::Changes { changes, .. } if changes.len() == 2))
        );
        assert_eq!(
            read(Some(known), &rest, Team::id(1)).heads(),
            now.heads(),
            "one that has what was folded"
        );
        let (in_the_middle, _) = team.feed(20);
        assert_eq!(read(None, &in_the_middle, Team::id(1)).heads(), now.heads(), "one that stood before it");
        let skip = HashSet::new();
        let newest = store
            .newest(&NewestQuery {
                commune: &team.code,
                team: team.team,
                up_to: None,
                below: wire::sync::NEWEST,
                budget: 1 << 24,
                skip: &skip,
            })
            .unwrap();
        assert_eq!(newest.entries.len(), 1, "once");
        assert_eq!(
            read(None, &newest.entries, Team::id(1)).heads(),
            now.heads(),
            "one that reads from the end"
        );
    });
}

#[test]
fn a_reader_from_the_end_misses_nothing_that_is_folded_meanwhile() {
    on_every_backend(|store| {
        let team = scene(store);
        let documents: Vec<Document> = (1..=4).map(|n| dossier(n, 12)).collect();
        for (n, document) in (1..).zip(&documents) {
            team.store(n, document, &Heads::default(), NOW);
        }
        let skip = HashSet::new();
        let page = |up_to, below| {
            let (commune, team) = (&team.code, team.team);
            store.newest(&NewestQuery { commune, team, up_to, below, budget: 1, skip: &skip }).unwrap()
        };
        let first = page(None, wire::sync::NEWEST);
        let mut entries = first.entries;
        assert_eq!(team.compact(NOW.plus_millis(40 * DAY_MS)).documents, 4);
        let mut below = first.below;
        while let Some(place) = below {
            let next = page(Some(first.up_to), place);
            entries.extend(next.entries);
            below = next.below;
        }
        assert_eq!(entries.len(), 4);
        for (n, document) in (1..).zip(&documents) {
            assert_eq!(read(None, &entries, Team::id(n)).heads(), document.heads(), "document {n}");
        }
    });
}

#[test]
fn a_fold_on_older_heads_is_stale_and_takes_nothing() {
    on_every_backend(|store| {
        let team = scene(store);
        let old = dossier(1, 10);
        team.store(1, &old, &Heads::default(), NOW);
        let mut now = old.clone();
        write(&mut now, 1, "hai");
        team.store(1, &now, &old.heads(), NOW);
        let fold = Fold {
            commune: &team.code,
            document: Team::id(1),
            expected_heads: &old.heads().to_bytes(),
            snapshot: &old.save(),
            snapshot_seq: 12,
            old_up_to: 12,
        };
        assert!(matches!(store.fold(&fold), Err(server::store::StoreError::Stale)));
        assert_eq!(store.record(&team.code, Team::id(1)).unwrap().unwrap().changes.len(), 13);
    });
}

#[test]
fn a_folded_document_that_goes_to_another_team_comes_whole_there_and_a_removed_one_nowhere() {
    on_every_backend(|store| {
        let team = scene(store);
        let old = dossier(1, 8);
        team.store(1, &old, &Heads::default(), NOW);
        let later = NOW.plus_millis(31 * DAY_MS);
        let mut now = old.clone();
        write(&mut now, 5, "ba");
        team.store(1, &now, &old.heads(), later);
        assert_eq!(team.compact(later).documents, 1);

        let other =
            Team { team: store.add_team(&team.code, "Tổ khác").unwrap(), code: team.code.clone(), ..team };
        let (_, end) = other.feed(0);
        store.move_document(&team.code, Team::id(1), other.team, later).unwrap();
        let (moved, _) = other.feed(end);
        assert_eq!(read(None, &moved, Team::id(1)).heads(), now.heads());
        let loaded = store.load_document(&team.code, Team::id(1)).unwrap().unwrap();
        let log = loaded.log.iter().map(Vec::as_slice);
        assert_eq!(Document::load(&loaded.snapshot, log).unwrap().heads(), now.heads());

        store.remove_document(&team.code, Team::id(1), later).unwrap();
        assert!(matches!(other.feed(end).0.as_slice(), [FeedEntry::Removed { .. }]));
    });
}
