//! What is remembered between two runs of the app: the link, the place of a first sync, the wish to save.

use super::*;
use std::collections::HashSet;
use sync::budget::LinkEstimate;

#[test]
fn the_link_the_place_and_the_wish_to_save_are_there_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = create(folder.path());
    assert_eq!(store.link_estimate().unwrap(), LinkEstimate::default());
    assert!(!store.saving().unwrap());
    let known = LinkEstimate {
        up_bytes_s: 6_250,
        down_bytes_s: 31_250,
        round_trip_ms: 320,
        up_squeeze: 400,
        down_squeeze: 350,
        halvings: 2,
    };
    store.set_link_estimate(&known).unwrap();
    store.set_saving(true).unwrap();
    let position = Position { cursor: 90, below: 40, server_epoch: 7, scope_epoch: 1, catalogue: 0 };
    store.apply(&page(position), at(60)).unwrap();
    drop(store);
    let store = unlock(folder.path()).unwrap();
    assert_eq!(store.link_estimate().unwrap(), known);
    assert!(store.saving().unwrap());
    assert_eq!(store.position().unwrap(), position);
}

#[test]
fn a_restored_server_is_read_from_its_end_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = create(folder.path());
    let position = Position { cursor: 90, below: 40, server_epoch: 7, scope_epoch: 1, catalogue: 0 };
    store.apply(&page(position), at(60)).unwrap();
    store.start_over(8, at(70)).unwrap();
    assert_eq!(store.position().unwrap(), Position { server_epoch: 8, ..Position::default() });
}

#[test]
fn what_waits_is_told_with_its_size_and_no_document_is_loaded_for_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = create(folder.path());
    for n in 1..=3 {
        let dossier = start(&mut store, n);
        answer(&mut store, dossier, "child_name", &"dài ".repeat(500));
    }
    let loaded = store.documents_loaded();
    let waiting = store.waiting_with_size().unwrap();
    assert_eq!(waiting.documents, 3);
    assert!((1_000..40_000).contains(&waiting.bytes), "{waiting:?}");
    assert_eq!(store.documents_loaded(), loaded);
}

#[test]
fn what_was_opened_ahead_is_not_opened_again_and_what_changed_since_is() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = create(folder.path());
    for n in 1..=40 {
        start(&mut store, n);
    }
    let none = HashSet::new();
    // A small budget: what its group of documents has beyond it is kept as well.
    store.prepare_outgoing(2_000, &none).unwrap();
    let opened = store.documents_loaded();
    let (all, more) = store.outgoing(2_000, &none).unwrap();
    assert!(more && !all.is_empty());
    assert_eq!(store.documents_loaded(), opened, "none is opened twice");

    store.prepare_outgoing(2_000, &none).unwrap();
    let first: DossierId = all.first().unwrap().document.into();
    answer(&mut store, first, "child_name", "Lò Thị Mẫu");
    let heads = store.document(first.into()).unwrap().heads();
    let (changed, _) = store.outgoing(1, &none).unwrap();
    assert_eq!(changed.first().map(|out| (out.document, &out.heads)), Some((first.into(), &heads)));
}
