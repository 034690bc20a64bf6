//! What has to be sent, and when it is out of the outbox.

use super::*;
use std::collections::BTreeMap;

#[test]
fn the_outbox_forgets_only_on_a_receipt_that_covers_everything_here() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = create(folder.path());
    let dossier = start(&mut store, 1);
    let receipt = acknowledge(&mut store);
    answer(&mut store, dossier, "child_name", "Viết khi đang gửi");
    store.apply(&receipt, at(70)).unwrap();
    assert_eq!(store.waiting().unwrap(), 1, "an answer written while the request was away still waits");
    assert_eq!(store.position().unwrap().cursor, 9);

    let twice = store.apply(&receipt, at(71)).unwrap();
    assert_eq!(twice.changed, 0, "the same page twice changes nothing");

    let (outgoing, _) = store.outgoing(usize::MAX, &Default::default()).unwrap();
    assert!(outgoing[0].message.len() < 400, "only the edit travels: {} bytes", outgoing[0].message.len());
}

#[test]
fn a_refusal_keeps_the_work_and_its_reason_and_missing_changes_send_the_whole() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = create(folder.path());
    let dossier = start(&mut store, 1);
    let receipt = acknowledge(&mut store);
    store.apply(&receipt, at(70)).unwrap();
    assert_eq!(store.waiting().unwrap(), 0);
    answer(&mut store, dossier, "child_name", "Lò Thị Mẫu");
    let refused = |code| Page { refused: vec![(dossier.into(), code)], ..page(Position::default()) };
    store.apply(&refused(RefusalCode::TooLarge), at(71)).unwrap();
    assert_eq!(store.dossier_row(dossier).unwrap().unwrap().refused, Some(RefusalCode::TooLarge));
    store.apply(&refused(RefusalCode::MissingChanges), at(72)).unwrap();
    let (outgoing, _) = store.outgoing(usize::MAX, &Default::default()).unwrap();
    let whole =
        admit(None, &outgoing[0].message, &Limits::default(), &|_| ActorOwner::ThisDevice, &|_, _| true)
            .unwrap();
    assert_eq!(whole.new.len(), 3, "skeleton, facts and the answer go again");
}

#[test]
fn an_idle_outbox_loads_no_document() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = create(folder.path());
    for n in 1..30 {
        start(&mut store, n);
    }
    let receipt = acknowledge(&mut store);
    store.apply(&receipt, at(70)).unwrap();
    let before = store.documents_loaded();
    assert!(store.outgoing(usize::MAX, &Default::default()).unwrap().0.is_empty());
    store
        .apply(&page(Position { cursor: 9, server_epoch: 7, scope_epoch: 1, catalogue: 0, below: 0 }), at(71))
        .unwrap();
    store.dossiers(100).unwrap();
    assert_eq!(store.documents_loaded(), before);
}

#[test]
fn a_restored_server_gets_everything_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = create(folder.path());
    let dossier = start(&mut store, 1);
    let receipt = acknowledge(&mut store);
    store.apply(&receipt, at(70)).unwrap();
    store.start_over(8, at(80)).unwrap();
    assert_eq!(
        store.position().unwrap(),
        Position { cursor: 0, server_epoch: 8, scope_epoch: 0, catalogue: 0, below: 0 }
    );
    let (outgoing, _) = store.outgoing(usize::MAX, &Default::default()).unwrap();
    assert_eq!(outgoing[0].document, dossier.into());
    admit(None, &outgoing[0].message, &Limits::default(), &|_| ActorOwner::ThisDevice, &|_, _| true).unwrap();
}

#[test]
fn receipts_for_what_is_here_need_no_document() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = create(folder.path());
    for n in 1..=3 {
        start(&mut store, n);
    }
    let receipts = acknowledge(&mut store);
    let before = store.documents_loaded();
    store.apply(&receipts, at(70)).unwrap();
    assert_eq!((store.waiting().unwrap(), store.documents_loaded()), (0, before));
}

#[test]
fn an_answer_that_is_given_again_leaves_nothing_to_send() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = create(folder.path());
    let dossier = start(&mut store, 1);
    answer(&mut store, dossier, "child_name", "Lò Thị Mẫu");
    let receipts = acknowledge(&mut store);
    store.apply(&receipts, at(70)).unwrap();
    answer(&mut store, dossier, "child_name", "Lò Thị Mẫu");
    assert_eq!(store.waiting().unwrap(), 0);
}

#[test]
fn a_new_document_whose_log_is_folded_goes_out_as_it_lies_on_the_disk() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = create(folder.path());
    for n in 1..=2 {
        let dossier = start(&mut store, n);
        for answered in 0..60 {
            answer(&mut store, dossier, "child_name", &format!("Lò Thị Mẫu {answered}"));
        }
    }
    start(&mut store, 3);
    let messages = |store: &mut Store| -> BTreeMap<DocumentId, Vec<u8>> {
        let (outgoing, _) = store.outgoing(usize::MAX, &Default::default()).unwrap();
        outgoing.into_iter().map(|out| (out.document, out.message)).collect()
    };
    let sent = messages(&mut store);
    assert_eq!(sent.len(), 3);
    for (id, message) in sent {
        let opened = store.document(id).unwrap();
        assert_eq!(sync::exchange::push_message(&opened, &Heads::default()), Some(message), "{id}");
    }
}

#[test]
fn a_new_document_that_is_damaged_on_the_disk_is_not_sent_as_it_lies_there() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = create(folder.path());
    let dossier = start(&mut store, 1);
    start(&mut store, 2);
    let saved: Vec<u8> = store
        .connection
        .query_row("SELECT bytes FROM snapshot WHERE document = ?1", [dossier.as_bytes()], |row| row.get(0))
        .unwrap();
    for place in 0..saved.len() {
        let mut damaged = saved.clone();
        damaged[place] ^= 1;
        let written = "UPDATE snapshot SET bytes = ?2 WHERE document = ?1";
        store.connection.execute(written, rusqlite::params![dossier.as_bytes(), damaged]).unwrap();
        let (outgoing, _) = store.outgoing(usize::MAX, &Default::default()).unwrap();
        let ours = outgoing.iter().find(|out| out.document == dossier.into()).unwrap();
        assert_eq!(ours.message, sync::exchange::ask_for_whole(), "byte {place}");
    }
}
