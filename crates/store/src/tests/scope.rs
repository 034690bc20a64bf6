//! Documents that leave the device's scope, and the receipts of the server's hand-over box.

use super::*;
use sync::session::ParkedPush;
use wire::sync::Scope;

fn scoped(epoch: u32) -> Page {
    page(Position { cursor: 9, server_epoch: 7, scope_epoch: epoch, catalogue: 0, below: 0 })
}

fn heads(store: &mut Store, dossier: DossierId) -> Heads {
    store.document(dossier.into()).unwrap().heads()
}

fn listed(store: &Store) -> Vec<DossierId> {
    let mut ids: Vec<_> = store.dossiers(99).unwrap().into_iter().map(|row| row.id).collect();
    ids.sort_unstable();
    ids
}

/// The feed's word of a document that is here as it is on the server.
fn mentioned(store: &mut Store, dossier: DossierId) -> FeedItem {
    let document = store.document(dossier.into()).unwrap();
    let raw = document.changes_since(&Heads::default()).iter().map(|c| c.raw_bytes().to_vec()).collect();
    let message = sync::feed::message(&document.heads().to_bytes(), raw).unwrap();
    FeedItem::Document { seq: 3, document: dossier.into(), message, authors: Vec::new() }
}

#[test]
fn what_the_feed_of_a_new_scope_does_not_speak_of_leaves_at_its_end_but_never_unsent_work() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = create(folder.path());
    let (stays, leaves, unsent) = (start(&mut store, 1), start(&mut store, 2), start(&mut store, 3));
    let receipt = acknowledge(&mut store);
    store.apply(&receipt, at(70)).unwrap();
    answer(&mut store, unsent, "child_name", "Chưa gửi");
    store.apply(&Page { feed_complete: true, ..scoped(1) }, at(71)).unwrap();
    assert_eq!(listed(&store).len(), 3, "the same scope takes nothing away");

    let scope = Some(Scope { team: dossier::TeamId(4), team_name: "Tổ mới".into() });
    store.apply(&Page { scope, ..scoped(2) }, at(72)).unwrap();
    assert_eq!(listed(&store).len(), 3, "not before the feed was read to its end");
    drop(store);
    let mut store = unlock(folder.path()).unwrap();
    let feed = vec![mentioned(&mut store, stays)];
    store.apply(&Page { feed, feed_complete: true, ..scoped(2) }, at(73)).unwrap();
    assert_eq!(listed(&store), [stays, unsent]);
    assert!(matches!(store.document(leaves.into()), Err(StoreError::Unknown(_))));
}

#[test]
fn a_removal_and_a_return_in_one_page_leave_the_document_here_and_the_other_way_round_not() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = create(folder.path());
    let dossier = start(&mut store, 1);
    let receipt = acknowledge(&mut store);
    store.apply(&receipt, at(70)).unwrap();
    let back = mentioned(&mut store, dossier);
    let removed = |seq| FeedItem::Removed { seq, document: dossier.into() };
    store.apply(&Page { feed: vec![removed(2), back.clone()], ..scoped(1) }, at(71)).unwrap();
    assert_eq!(listed(&store), [dossier]);
    store.apply(&Page { feed: vec![back, removed(4)], ..scoped(1) }, at(72)).unwrap();
    assert_eq!(listed(&store), []);
}

#[test]
fn the_outbox_forgets_what_the_box_has_and_nothing_that_was_written_since() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = create(folder.path());
    let dossier = start(&mut store, 1);
    let sent = heads(&mut store, dossier);
    let parked = |sent: &Heads, nothing_new| Page {
        parked: vec![ParkedPush { document: dossier.into(), sent: sent.clone(), seq: 5, nothing_new }],
        ..scoped(1)
    };
    let removed = |seq| Page { feed: vec![FeedItem::Removed { seq, document: dossier.into() }], ..scoped(2) };
    answer(&mut store, dossier, "child_name", "Viết khi đang gửi");
    store.apply(&parked(&sent, false), at(71)).unwrap();
    let row = store.dossier_row(dossier).unwrap().unwrap();
    assert_eq!((row.parked, row.unsent), (true, true), "the answer written meanwhile still waits");
    let sent = heads(&mut store, dossier);
    store.apply(&parked(&sent, false), at(72)).unwrap();
    let row = store.dossier_row(dossier).unwrap().unwrap();
    assert_eq!((row.parked, row.unsent), (true, false));

    store.apply(&Page { feed_complete: true, ..scoped(2) }, at(73)).unwrap();
    store.apply(&removed(5), at(73)).unwrap();
    assert_eq!(listed(&store), [dossier], "until the office has decided it can be read here");
    store.start_over(8, at(74)).unwrap();
    assert_eq!(store.waiting().unwrap(), 1, "a restored server may have lost its box: it is sent again");
    store.apply(&parked(&sent, true), at(75)).unwrap();
    assert_eq!(listed(&store), [], "its place has all of it: nothing is left to wait for");

    let other = start(&mut store, 2);
    let sent = heads(&mut store, other);
    let push = ParkedPush { document: other.into(), sent, seq: 8, nothing_new: false };
    store.apply(&Page { parked: vec![push], ..scoped(2) }, at(76)).unwrap();
    let decided = FeedItem::Removed { seq: 9, document: other.into() };
    store.apply(&Page { feed: vec![decided], ..scoped(2) }, at(77)).unwrap();
    assert_eq!(listed(&store), [], "the office has decided");
}

#[test]
fn another_commune_gets_what_it_never_had_and_unsent_work_with_the_name_of_its_home() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = create(folder.path());
    let enrolment = |commune: &str| Enrolment {
        server: "https://xa.example/".into(),
        token: "t".into(),
        device: dossier::DeviceId::from_bytes([1; 16]),
        member: dossier::MemberId(1),
        member_name: "Lan Mẫu".into(),
        team: dossier::TeamId(1),
        team_name: "Tổ Mẫu".into(),
        commune: dossier::CommuneCode::from(commune),
        commune_name: "Xã Mẫu".into(),
        pack_key: None,
        revoked: false,
    };
    store.enrol(&enrolment("00004"), at(60)).unwrap();
    let (sent, edited) = (start(&mut store, 1), start(&mut store, 2));
    let receipt = acknowledge(&mut store);
    store.apply(&receipt, at(70)).unwrap();
    answer(&mut store, edited, "child_name", "Chưa gửi");
    let draft = start(&mut store, 3);
    store.enrol(&enrolment("00376"), at(80)).unwrap();
    let (outgoing, _) = store.outgoing(usize::MAX, &Default::default()).unwrap();
    let mut told: Vec<_> = outgoing.iter().map(|out| (out.document, out.home.clone())).collect();
    told.sort_unstable();
    assert_eq!(told, [(edited.into(), Some("00004".into())), (draft.into(), None)]);
    let whole = &outgoing.iter().find(|out| out.document == edited.into()).unwrap().message;
    let admitted = admit(None, whole, &Limits::default(), &|_| ActorOwner::ThisDevice, &|_, _| true).unwrap();
    assert_eq!(admitted.new.len(), 3, "all of it, since nothing of it is there");
    store.apply(&Page { feed_complete: true, ..scoped(1) }, at(81)).unwrap();
    assert_eq!(listed(&store), [edited, draft], "{sent} is that commune's and was sent");
}
