//! Checking what is stored: rows that were damaged on purpose, and what becomes of them.

use super::*;

fn damage(store: &mut Store, sql: &str) {
    store.connection.execute_batch(sql).unwrap();
    store.open = None;
}

fn check(store: &mut Store) -> Checked {
    store.check_documents(None, 100, at(90)).unwrap()
}

/// Sent, and received by the server.
fn sent(store: &mut Store) {
    let receipt = acknowledge(store);
    store.apply(&receipt, at(70)).unwrap();
    assert_eq!(store.waiting().unwrap(), 0);
}

fn sound(looked_at: u32) -> Checked {
    Checked { looked_at, ..Checked::default() }
}

#[test]
fn sound_data_is_found_sound_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = create(folder.path());
    for n in 1..=5 {
        let dossier = start(&mut store, n);
        answer(&mut store, dossier, "child_name", "Lò Thị Mẫu");
    }
    assert!(store.file_is_sound().unwrap());
    assert_eq!(check(&mut store), sound(5));
    sent(&mut store);
    let before = store.dossiers(9).unwrap();
    assert_eq!(check(&mut store), sound(5));
    assert_eq!(store.dossiers(9).unwrap(), before);
    assert_eq!(store.waiting().unwrap(), 0);
}

#[test]
fn it_goes_a_few_documents_at_a_time_and_misses_none() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = create(folder.path());
    for n in 1..=7 {
        start(&mut store, n);
    }
    let (mut after, mut looked_at, mut steps) = (None, 0, 0);
    loop {
        let step = store.check_documents(after, 3, at(90)).unwrap();
        looked_at += step.looked_at;
        steps += 1;
        after = step.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!((looked_at, steps), (7, 3));
}

#[test]
fn rows_of_lists_that_say_something_else_are_written_anew_and_keep_their_time() {
    for damaged in [
        "UPDATE dossier_row SET subject = 'Ai đó'",
        "UPDATE dossier_row SET search = ''",
        "UPDATE dossier_row SET submitted_ms = 5",
        "UPDATE dossier_row SET conflicts = 3",
        "UPDATE dossier_row SET procedure = '9.999999'",
        "UPDATE dossier_row SET form_version = '0'",
        "DELETE FROM dossier_row",
    ] {
        let folder = tempfile::tempdir().unwrap();
        let mut store = create(folder.path());
        let dossier = start(&mut store, 1);
        answer(&mut store, dossier, "child_name", "Lò Thị Mẫu");
        sent(&mut store);
        let before = store.dossier_row(dossier).unwrap().unwrap();
        damage(&mut store, damaged);
        assert_eq!(check(&mut store), Checked { repaired: 1, ..sound(1) }, "{damaged}");
        assert_eq!(store.dossier_row(dossier).unwrap().unwrap(), before, "{damaged}");
        assert_eq!(check(&mut store), sound(1), "{damaged}: once");
    }
}

#[test]
fn what_the_server_may_not_have_is_sent_again() {
    for (damaged, why) in [
        ("DELETE FROM outbox", "unsent work that no outbox speaks of"),
        ("UPDATE document SET shared_heads = x'00'", "shared heads that are none"),
        ("UPDATE document SET shared_heads = zeroblob(32)", "shared heads that are not in the document"),
        ("UPDATE document SET shared_heads = heads", "waiting with nothing to send"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let mut store = create(folder.path());
        let dossier = start(&mut store, 1);
        answer(&mut store, dossier, "child_name", "Lò Thị Mẫu");
        damage(&mut store, damaged);
        assert_eq!(check(&mut store), Checked { queued: 1, ..sound(1) }, "{why}");
        sent(&mut store);
        assert_eq!(check(&mut store), sound(1), "{why}: after the receipt");
    }
}

/// What a server answers that has the document as `theirs`.
fn whole_of(theirs: &Document, id: DossierId, asked: &[u8]) -> Page {
    let stored = sync::admission::Stored { snapshot: theirs.save(), log: Vec::new() };
    let admitted =
        admit(Some(stored), asked, &Limits::default(), &|_| ActorOwner::ThisDevice, &|_, _| true).unwrap();
    let merged = MergedPush {
        document: id.into(),
        sent: Heads::default(),
        message: admitted.reply,
        authors: Vec::new(),
    };
    Page { merged: vec![merged], ..page(Position::default()) }
}

fn kept_aside(store: &Store) -> Vec<(Vec<u8>, bool)> {
    let mut statement = store.connection.prepare("SELECT snapshot, complete FROM damaged_document").unwrap();
    statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect()
}

#[test]
fn a_damaged_document_comes_back_from_the_server_with_the_unsent_answers_of_its_log() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = create(folder.path());
    let dossier = start(&mut store, 1);
    answer(&mut store, dossier, "child_name", "Lò Thị Mẫu");
    sent(&mut store);
    let theirs = store.document(dossier.into()).unwrap();
    answer(&mut store, dossier, "mother_name", "Lò Thị Chưa Gửi");
    let heads = store.document(dossier.into()).unwrap().heads();
    damage(&mut store, "UPDATE snapshot SET bytes = zeroblob(80)");

    let found = check(&mut store);
    assert_eq!(found.damaged.len(), 1);
    assert_eq!(found.damaged[0].title, "Lò Thị Mẫu", "named as the list last did");
    assert_eq!(store.dossiers(9).unwrap().len(), 1, "it is not hidden");
    let (asked, _) = store.outgoing(usize::MAX, &Default::default()).unwrap();
    assert_eq!(asked.len(), 1, "the server's copy is asked for");

    store.apply(&whole_of(&theirs, dossier, &asked[0].message), at(95)).unwrap();
    let values = store.document(dossier.into()).unwrap().values().unwrap();
    assert_eq!(values["child_name"], "Lò Thị Mẫu");
    assert_eq!(values["mother_name"], "Lò Thị Chưa Gửi");
    assert_eq!(store.document(dossier.into()).unwrap().heads(), heads);
    assert_eq!(store.waiting().unwrap(), 1, "the unsent answer still waits");
    assert_eq!(kept_aside(&store).len(), 1);
    assert!(kept_aside(&store)[0].1, "nothing is missing");
    assert!(check(&mut store).damaged.is_empty());
    answer(&mut store, dossier, "mother_name", "Lò Thị Sửa");
}

#[test]
fn what_cannot_be_saved_of_a_damaged_document_is_kept_aside_and_work_goes_on_under_a_new_actor() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = create(folder.path());
    let dossier = start(&mut store, 1);
    answer(&mut store, dossier, "child_name", "Lò Thị Mẫu");
    sent(&mut store);
    let theirs = store.document(dossier.into()).unwrap();
    let old_actor = theirs.automerge().get_actor().to_bytes().to_vec();
    answer(&mut store, dossier, "mother_name", "Lò Thị Chưa Gửi");
    damage(&mut store, "UPDATE change SET raw = zeroblob(40) WHERE place = (SELECT max(place) FROM change)");

    assert_eq!(check(&mut store).damaged.len(), 1);
    let (asked, _) = store.outgoing(usize::MAX, &Default::default()).unwrap();
    store.apply(&whole_of(&theirs, dossier, &asked[0].message), at(95)).unwrap();
    let document = store.document(dossier.into()).unwrap();
    assert_eq!(document.heads(), theirs.heads());
    assert_ne!(document.automerge().get_actor().to_bytes(), old_actor.as_slice());
    let aside = kept_aside(&store);
    assert_eq!(aside.len(), 1);
    assert!(!aside[0].1, "that something is missing is noted");
    answer(&mut store, dossier, "mother_name", "Lò Thị Viết Lại");
    assert_eq!(check(&mut store), sound(1));
}

#[test]
fn a_damaged_document_is_not_touched_by_a_part_that_comes_by_the_feed() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = create(folder.path());
    let dossier = start(&mut store, 1);
    sent(&mut store);
    let mut theirs = store.document(dossier.into()).unwrap();
    let before = theirs.heads();
    theirs.write_as(Actor([9; 16]));
    theirs.set_answer(&"child_name".into(), &AnswerText::new("Của tổ bạn").unwrap(), at(2)).unwrap();
    damage(&mut store, "UPDATE snapshot SET bytes = zeroblob(80)");
    let raw = theirs.changes_since(&before).iter().map(|c| c.raw_bytes().to_vec()).collect();
    let message = sync::feed::message(&theirs.heads().to_bytes(), raw).unwrap();
    let item = FeedItem::Document { seq: 4, document: dossier.into(), message, authors: Vec::new() };
    let applied = store.apply(&Page { feed: vec![item], ..page(Position::default()) }, at(95)).unwrap();
    assert_eq!((applied.changed, applied.failed), (0, 1));
    let bytes: Vec<u8> =
        store.connection.query_row("SELECT bytes FROM snapshot", [], |row| row.get(0)).unwrap();
    assert_eq!(bytes, vec![0; 80]);
    assert_eq!(store.waiting().unwrap(), 1, "all of it is asked for");
}

#[test]
fn a_damaged_reference_makes_the_file_unsound() {
    let folder = tempfile::tempdir().unwrap();
    let store = create(folder.path());
    store
        .connection
        .execute_batch(
            "PRAGMA foreign_keys = OFF;
             INSERT INTO snapshot (document, bytes) VALUES (x'01', x'02');
             PRAGMA foreign_keys = ON;",
        )
        .unwrap();
    assert!(!store.file_is_sound().unwrap());
}
