//! Stories of one device's store: real files, real SQLCipher.

mod book;
mod check;
mod link;
mod outbox;
mod packs;
mod photos;
mod ratings;
mod recovery;
mod refusals;
mod scope;

use super::*;
use dossier::document::{Actor, DossierFacts, Heads};
use dossier::{AnswerText, DossierId, ProcedureCode, QuestionName, Timestamp};
use std::fs;
use std::path::Path;
use sync::admission::{ActorOwner, Limits, admit};
use sync::session::{MergedPush, Page, Position};
use wire::sync::{FeedItem, RefusalCode};

const PIN: &str = "246810";

#[derive(Debug)]
struct NamesOnly;

impl Projector for NamesOnly {
    fn project(&self, document: &Document) -> Projected {
        let title = document.values().unwrap_or_default().remove("child_name").unwrap_or_default();
        Projected { search: title.to_lowercase(), title, ..Projected::default() }
    }

    fn shows(&self, _: &ProcedureCode, _: &str, question: &QuestionName) -> bool {
        question.as_str() == "child_name"
    }
}

fn at(millis: i64) -> Timestamp {
    Timestamp::from_millis(millis)
}

fn projector() -> Arc<dyn Projector> {
    Arc::new(NamesOnly)
}

fn create(folder: &Path) -> Store {
    StoreFiles::new(folder).create(PIN, at(1), projector()).unwrap()
}

fn unlock(folder: &Path) -> Result<Store, StoreError> {
    StoreFiles::new(folder).unlock(PIN, at(1_000_000), projector())
}

fn id(n: u8) -> DossierId {
    DossierId::from_bytes([n; 16])
}

fn start(store: &mut Store, n: u8) -> DossierId {
    let facts = DossierFacts { procedure: "1.001193".into(), form_version: "1".into(), household: None };
    store.create_dossier(id(n), &facts, at(i64::from(n))).unwrap();
    id(n)
}

fn answer(store: &mut Store, dossier: DossierId, question: &str, text: &str) {
    let text = AnswerText::new(text).unwrap();
    let question = QuestionName::from(question);
    store
        .change(dossier.into(), Urgency::InHand, Touched::Answer(&question), at(50), |doc| {
            doc.set_answer(&question, &text, at(50))
        })
        .unwrap();
}

fn page(position: Position) -> Page {
    Page { position, server_now: at(60), ..Page::default() }
}

/// What a server would answer to everything that waits.
fn acknowledge(store: &mut Store) -> Page {
    let (outgoing, _) = store.outgoing(usize::MAX, &Default::default()).unwrap();
    let merged = outgoing
        .into_iter()
        .map(|out| {
            let admitted =
                admit(None, &out.message, &Limits::default(), &|_| ActorOwner::ThisDevice, &|_, _| true)
                    .unwrap();
            MergedPush {
                document: out.document,
                sent: out.heads,
                message: admitted.reply,
                authors: Vec::new(),
            }
        })
        .collect();
    Page { merged, ..page(Position { cursor: 9, server_epoch: 7, scope_epoch: 1, catalogue: 0, below: 0 }) }
}

#[test]
fn everything_saved_is_there_after_the_process_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = create(folder.path());
    let dossier = start(&mut store, 1);
    answer(&mut store, dossier, "child_name", "Lò Thị Mẫu");
    // As after a kill: nothing is closed, nothing is flushed.
    std::mem::forget(store);
    // A killed process loses its locks; the forgotten connection of this one still holds them, so the
    // files are read from a copy.
    let copy = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(folder.path()).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), copy.path().join(entry.file_name())).unwrap();
    }
    let mut again = unlock(copy.path()).unwrap();
    let values = again.document(dossier.into()).unwrap().values().unwrap();
    assert_eq!(values["child_name"], "Lò Thị Mẫu");
    assert_eq!(again.dossiers(10).unwrap()[0].subject, "Lò Thị Mẫu");
    assert_eq!(again.waiting().unwrap(), 1);
}

#[test]
fn what_was_typed_and_where_comes_back_after_a_start_and_goes_when_it_is_saved() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = create(folder.path());
    let typed = std::collections::BTreeMap::from([("full_name".to_owned(), "Lò Thị Mẫu".to_owned())]);
    store.keep_place("#/household/new", at(5)).unwrap();
    store.keep_typed("#/household/new", &typed, at(5)).unwrap();
    drop(store);
    let mut store = unlock(folder.path()).unwrap();
    assert_eq!(store.take_place().unwrap(), Some(("#/household/new".to_owned(), at(5))));
    assert_eq!(store.take_place().unwrap(), None, "a page that cannot be shown is not opened for ever");
    assert_eq!(store.typed("#/household/new").unwrap(), typed);
    assert!(store.typed("#/book").unwrap().is_empty());
    store.keep_typed("#/household/new", &std::collections::BTreeMap::new(), at(6)).unwrap();
    assert!(store.typed("#/household/new").unwrap().is_empty());
    // What nobody came back to for a week goes when something else is kept.
    store.keep_typed("#/household/new", &typed, at(7)).unwrap();
    store.keep_typed("#/book", &typed, at(7 + 8 * 86_400_000)).unwrap();
    assert!(store.typed("#/household/new").unwrap().is_empty());
}

#[test]
fn what_was_typed_on_the_pages_of_a_dossier_that_is_taken_back_goes_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = create(folder.path());
    let (taken, other) = (start(&mut store, 1), start(&mut store, 2));
    let typed = std::collections::BTreeMap::from([("full_name".to_owned(), "Lò Thị Mẫu".to_owned())]);
    let place = |dossier: DossierId| format!("#/dossier/{dossier}/review");
    for dossier in [taken, other] {
        store.keep_typed(&place(dossier), &typed, at(5)).unwrap();
    }
    store.withdraw(taken.into(), at(6)).unwrap();
    assert!(store.typed(&place(taken)).unwrap().is_empty());
    assert_eq!(store.typed(&place(other)).unwrap(), typed);
}

#[test]
fn a_wrong_pin_says_so_counts_across_restarts_and_the_right_one_resets_the_count() {
    let folder = tempfile::tempdir().unwrap();
    drop(create(folder.path()));
    let files = StoreFiles::new(folder.path());
    for expected in 1..=3 {
        let refused = StoreFiles::new(folder.path()).unlock("111111", at(1), projector()).unwrap_err();
        assert!(
            matches!(refused, StoreError::WrongPin { failures, wait_s: 0, left: None } if failures == expected),
            "{refused}"
        );
    }
    let locked = |failures| StoreState::Locked {
        failures,
        wait_s: 0,
        wipe_after: None,
        recovery: None,
        recovery_wait_s: 0,
    };
    assert_eq!(files.state(at(1)), locked(3));
    drop(unlock(folder.path()).unwrap());
    assert_eq!(files.state(at(1)), locked(0));
}

#[test]
fn after_five_wrong_pins_even_the_right_one_has_to_wait_and_then_opens() {
    let folder = tempfile::tempdir().unwrap();
    drop(create(folder.path()));
    let tried = at(1);
    let later = tried.plus_millis(30_000);
    let open = |pin: &str, now| StoreFiles::new(folder.path()).unlock(pin, now, projector());
    for _ in 1..=4 {
        assert!(open("111111", tried).is_err());
    }
    assert!(matches!(open("111111", tried), Err(StoreError::WrongPin { failures: 5, wait_s: 30, .. })));
    let soon = later.plus_millis(-1);
    assert!(matches!(open(PIN, soon), Err(StoreError::PinWait { failures: 5, wait_s: 1 })));
    assert!(
        matches!(open("111111", soon), Err(StoreError::PinWait { failures: 5, .. })),
        "who waits has not tried"
    );
    drop(open(PIN, later).unwrap());
}

#[test]
fn weak_pins_are_refused_and_leave_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let files = StoreFiles::new(folder.path());
    for pin in ["", "12345", "abcdef", "12 34 56", "١٢٣٤٥٦"] {
        assert!(
            matches!(files.create(pin, at(1), projector()), Err(StoreError::WeakPin { min: 6 })),
            "{pin}"
        );
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    drop(create(folder.path()));
    assert!(matches!(files.create(PIN, at(1), projector()), Err(StoreError::PinAlreadySet)));
}

#[test]
fn nothing_readable_is_on_the_disk() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = create(folder.path());
    let dossier = start(&mut store, 1);
    answer(&mut store, dossier, "child_name", "TimKiemDuoc");
    for entry in fs::read_dir(folder.path()).unwrap() {
        let path = entry.unwrap().path();
        let bytes = fs::read(&path).unwrap();
        for word in [&b"TimKiemDuoc"[..], b"child_name", b"SQLite format", PIN.as_bytes()] {
            let found = bytes.windows(word.len()).any(|window| window == word);
            assert!(!found, "{} is readable in {}", String::from_utf8_lossy(word), path.display());
        }
    }
}

#[test]
fn a_damaged_database_is_reported_kept_and_never_recreated() {
    for (name, damage) in [
        ("first page", &(|bytes: &mut Vec<u8>| bytes[100..2000].fill(0)) as &dyn Fn(&mut Vec<u8>)),
        ("a page in the middle", &|bytes: &mut Vec<u8>| bytes[5 * 4096 + 40..5 * 4096 + 900].fill(7)),
        ("cut short", &|bytes: &mut Vec<u8>| bytes.truncate(1000)),
        ("empty", &|bytes: &mut Vec<u8>| bytes.clear()),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let mut store = create(folder.path());
        let dossier = start(&mut store, 1);
        answer(&mut store, dossier, "child_name", "Lò Thị Mẫu");
        drop(store);
        let path = folder.path().join("donghanh.db");
        let mut bytes = fs::read(&path).unwrap();
        damage(&mut bytes);
        fs::write(&path, &bytes).unwrap();

        let refused = unlock(folder.path());
        assert!(matches!(refused, Err(StoreError::Damaged { .. })), "{name}: {refused:?}");
        assert_eq!(fs::read(&path).unwrap(), bytes, "{name}: the file was touched");

        let files = StoreFiles::new(folder.path());
        let aside = files.set_aside(at(1_767_200_460_000)).unwrap();
        assert_eq!(aside, "donghanh.db.aside-20260101-000100");
        assert_eq!(fs::read(folder.path().join(aside)).unwrap(), bytes, "{name}: the file is kept");
        assert_eq!(files.state(at(1)), StoreState::New);
        drop(create(folder.path()));
    }
}

#[test]
fn a_damaged_store_keeps_its_log_too_where_the_newest_answers_are() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = create(folder.path());
    let dossier = start(&mut store, 1);
    answer(&mut store, dossier, "child_name", "Lò Thị Mẫu");
    // The files as a killed process leaves them, then damaged.
    let copy = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(folder.path()).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), copy.path().join(entry.file_name())).unwrap();
    }
    let damaged = ["donghanh.db", "donghanh.db-wal"].map(|name| {
        let path = copy.path().join(name);
        let mut bytes = fs::read(&path).unwrap();
        let end = bytes.len().min(3_000);
        bytes[16..end].fill(0x5a);
        fs::write(&path, &bytes).unwrap();
        (path, bytes)
    });
    for _ in 0..2 {
        assert!(matches!(unlock(copy.path()), Err(StoreError::Damaged { .. })));
        for (path, bytes) in &damaged {
            assert!(fs::read(path).is_ok_and(|now| now == *bytes), "{} was touched", path.display());
        }
    }
}

#[test]
fn a_missing_database_beside_its_key_is_damage_and_not_a_first_start() {
    let folder = tempfile::tempdir().unwrap();
    drop(create(folder.path()));
    fs::remove_file(folder.path().join("donghanh.db")).unwrap();
    let state = StoreFiles::new(folder.path()).state(at(1));
    assert_eq!(state, StoreState::Damaged { file: "donghanh.db".into() });
    assert!(matches!(unlock(folder.path()), Err(StoreError::Damaged { .. })));
    assert!(!folder.path().join("donghanh.db").exists());
}

#[test]
fn a_first_start_that_was_interrupted_sets_the_keyless_file_aside() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("donghanh.db"), b"half a store").unwrap();
    drop(create(folder.path()));
    let kept = fs::read_dir(folder.path())
        .unwrap()
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .find(|name| name.contains("aside"));
    assert_eq!(fs::read(folder.path().join(kept.unwrap())).unwrap(), b"half a store");
}

#[test]
fn an_older_app_refuses_a_newer_store() {
    let folder = tempfile::tempdir().unwrap();
    let store = create(folder.path());
    store.connection.execute_batch("PRAGMA user_version = 99").unwrap();
    drop(store);
    assert!(matches!(unlock(folder.path()), Err(StoreError::TooNew { found: 99, .. })));
}

#[test]
fn a_full_disk_is_told_and_what_was_saved_before_stays_readable() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = create(folder.path());
    let dossier = start(&mut store, 1);
    answer(&mut store, dossier, "child_name", "Trước khi đầy");
    let pages: i64 = store.connection.query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
    store.connection.execute_batch(&format!("PRAGMA max_page_count = {pages}")).unwrap();
    let long = AnswerText::new(&"dài ".repeat(2_400)).unwrap();
    let mut refused = None;
    for n in 0..40 {
        let question = QuestionName::new(format!("q{n}"));
        let result =
            store.change(dossier.into(), Urgency::InHand, Touched::Answer(&question), at(60), |doc| {
                doc.set_answer(&question, &long, at(60))
            });
        if let Err(error) = result {
            refused = Some((n, error));
            break;
        }
    }
    let (n, error) = refused.expect("a disk with no free page must refuse");
    assert!(matches!(error, StoreError::DiskFull), "{error:?}");
    let values = store.document(dossier.into()).unwrap().values().unwrap();
    assert_eq!(values["child_name"], "Trước khi đầy");
    assert!(!values.contains_key(&format!("q{n}")), "what was refused is not in memory either");
    store.connection.execute_batch("PRAGMA max_page_count = 1000000").unwrap();
    answer(&mut store, dossier, "child_name", "Sau khi dọn");
}

#[test]
fn the_log_is_folded_into_the_snapshot_and_the_document_stays_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = create(folder.path());
    let dossier = start(&mut store, 1);
    for n in 0..60 {
        answer(&mut store, dossier, "child_name", &format!("Lò Thị Mẫu {n}"));
    }
    let heads = store.document(dossier.into()).unwrap().heads();
    let count = |store: &Store| -> i64 {
        store.connection.query_row("SELECT count(*) FROM change", [], |row| row.get(0)).unwrap()
    };
    assert_eq!(count(&store), 60);
    drop(store);
    let mut again = unlock(folder.path()).unwrap();
    assert_eq!(again.document(dossier.into()).unwrap().heads(), heads);
    assert_eq!(count(&again), 0);
    again.open = None;
    assert_eq!(again.document(dossier.into()).unwrap().heads(), heads);
}

#[test]
fn what_others_wrote_arrives_by_the_feed_and_a_bad_item_does_not_hold_back_a_good_one() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = create(folder.path());
    let facts = DossierFacts { procedure: "1.001193".into(), form_version: "1".into(), household: None };
    let mut theirs = Document::create_dossier(Actor([9; 16]), &facts, at(1)).unwrap();
    theirs.set_answer(&"child_name".into(), &AnswerText::new("Của tổ bạn").unwrap(), at(2)).unwrap();
    let raw = theirs.changes_since(&Heads::default()).iter().map(|c| c.raw_bytes().to_vec()).collect();
    let good = sync::feed::message(&theirs.heads().to_bytes(), raw).unwrap();
    let item = |n: u8, message: Vec<u8>| FeedItem::Document {
        seq: u64::from(n),
        document: id(n).into(),
        message,
        authors: Vec::new(),
    };
    let feed = vec![item(1, b"garbage".to_vec()), item(2, good.clone()), item(2, good)];
    let applied = store.apply(&Page { feed, ..page(Position::default()) }, at(70)).unwrap();
    assert_eq!((applied.changed, applied.failed), (1, 1));
    assert_eq!(store.dossiers(9).unwrap().len(), 1);
    assert_eq!(store.dossiers(9).unwrap()[0].subject, "Của tổ bạn");
    let (outgoing, _) = store.outgoing(usize::MAX, &Default::default()).unwrap();
    assert_eq!(outgoing.len(), 1, "the bad one is asked for whole");
    assert_eq!(outgoing[0].document, id(1).into());
}

#[test]
fn a_document_out_of_scope_leaves_unless_work_on_it_is_unsent() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = create(folder.path());
    let (sent, unsent) = (start(&mut store, 1), start(&mut store, 2));
    let mut receipt = acknowledge(&mut store);
    receipt.merged.retain(|merged| merged.document == sent.into());
    store.apply(&receipt, at(70)).unwrap();
    let removed = |n, id: DossierId| FeedItem::Removed { seq: n, document: id.into() };
    let feed = vec![removed(1, sent), removed(2, unsent)];
    store.apply(&Page { feed, ..page(Position::default()) }, at(71)).unwrap();
    let left: Vec<_> = store.dossiers(9).unwrap().into_iter().map(|row| row.id).collect();
    assert_eq!(left, [unsent]);
}

#[test]
fn a_long_log_is_folded_when_the_volunteer_goes_on_to_another_dossier() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = create(folder.path());
    let dossier = start(&mut store, 1);
    for n in 0..60 {
        answer(&mut store, dossier, &format!("question_{n}"), "Lò Thị Mẫu");
    }
    start(&mut store, 2);
    let left: u32 = store.connection.query_row("SELECT count(*) FROM change", [], |row| row.get(0)).unwrap();
    assert_eq!(left, 0);
    assert_eq!(store.document(dossier.into()).unwrap().values().unwrap().len(), 60);
}
