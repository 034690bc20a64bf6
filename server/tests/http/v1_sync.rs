//! `POST /v1/sync`: what every good day is made of.

use crate::support::{Connection, World, answer, draft, feed_documents, hand_over};
use ::sync::frame::{self, Coding};
use dossier::DocumentId;
use dossier::case::CaseState;
use server::store::{Documents, Store};
use wire::sync::{Ack, FeedItem};

fn id(number: u8) -> DocumentId {
    DocumentId::from_bytes([number; 16])
}

#[tokio::test]
async fn a_draft_reaches_the_server_and_the_team_but_not_the_other_team() {
    let world = World::new().await;
    let (mut lan, mut minh, mut hoa) =
        (world.enrol(world.lan).await, world.enrol(world.minh).await, world.enrol(world.hoa).await);
    lan.documents.insert(id(1), draft(1, "Lò Văn An"));
    let answered = lan.sync(&[id(1)]).await;
    assert!(matches!(answered.acks.as_slice(), [Ack::AsTold { .. }]), "nothing to answer but that");
    assert_eq!(lan.shared[&id(1)], lan.documents[&id(1)].heads(), "the ack tells the server's heads");
    assert!(answered.feed.is_empty(), "what was just pushed does not come back");

    let received = minh.sync(&[]).await;
    assert_eq!(feed_documents(&received), [id(1)]);
    assert_eq!(minh.documents[&id(1)].heads(), lan.documents[&id(1)].heads());
    let FeedItem::Document { authors, .. } = &received.feed[0] else { panic!("a document was expected") };
    assert_eq!(authors.len(), 1, "the skeleton has no author");
    assert_eq!((authors[0].member, authors[0].name.as_str()), (world.lan, "Lan Mẫu"));
    assert_eq!(authors[0].actor, [1; 16]);

    assert!(hoa.sync(&[]).await.feed.is_empty());
    assert_eq!(hoa.request.cursor, minh.request.cursor, "what is not for her is passed, not waited for");
    assert!(minh.sync(&[]).await.feed.is_empty());
}

#[tokio::test]
async fn an_idle_sync_is_small_and_loads_no_document_whatever_the_number_of_drafts() {
    let world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    let mut sizes = Vec::new();
    for drafts in [1..=10u8, 11..=110] {
        let ids: Vec<_> = drafts.map(id).collect();
        for one in &ids {
            lan.documents.insert(*one, draft(one.as_bytes()[0], "Bé Mẫu"));
        }
        lan.sync(&ids).await;
        let loaded = world.store.documents_loaded();
        let mut connection = Connection::open(world.address()).await;
        let body = frame::encode_request(&lan.request, Coding::Quick).unwrap();
        let authorization = format!("Bearer {}", lan.token);
        let reply = connection.request("POST", "/v1/sync", &[("authorization", &authorization)], &body).await;
        assert_eq!(reply.status, 200);
        assert_eq!(world.store.documents_loaded(), loaded, "no document is loaded");
        // 300 is the promise; a real client adds a header of its own.
        let bytes = reply.bytes_up + reply.bytes_down;
        assert!(bytes <= 285, "{} up, {} down", reply.bytes_up, reply.bytes_down);
        sizes.push(bytes);
    }
    assert_eq!(sizes[0], sizes[1], "whatever the number of drafts");
}

#[tokio::test]
async fn the_same_push_twice_stores_nothing_twice_as_when_the_answer_was_lost() {
    let world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    lan.documents.insert(id(1), draft(1, "Lò Văn An"));
    lan.request.push = vec![lan.push(id(1))];
    let lost = lan.send_request().await;
    assert_eq!(lost.status, 200);
    let stored = world.count("SELECT feed_seq FROM commune");
    assert_eq!(stored, 1, "a new document is one entry");

    let answered = lan.sync(&[id(1)]).await;
    assert!(matches!(answered.acks.as_slice(), [Ack::AsTold { .. }]));
    assert!(answered.feed.is_empty());
    assert_eq!(lan.shared[&id(1)], lan.documents[&id(1)].heads());
    assert_eq!(world.count("SELECT feed_seq FROM commune"), stored);
    assert_eq!(world.count("SELECT count(*) FROM change"), 0, "its changes are in its snapshot");
}

#[tokio::test]
async fn two_devices_with_the_same_field_converge_and_both_values_are_kept() {
    let world = World::new().await;
    let (mut lan, mut minh) = (world.enrol(world.lan).await, world.enrol(world.minh).await);
    lan.documents.insert(id(1), draft(1, "Lò Văn An"));
    lan.sync(&[id(1)]).await;
    minh.sync(&[]).await;
    minh.documents.get_mut(&id(1)).unwrap().write_as(dossier::document::Actor([2; 16]));
    answer(lan.documents.get_mut(&id(1)).unwrap(), "tre_ho_ten", "Lò Văn Ân");
    answer(minh.documents.get_mut(&id(1)).unwrap(), "tre_ho_ten", "Lò Văn Ấn");
    answer(minh.documents.get_mut(&id(1)).unwrap(), "me_ho_ten", "Lò Thị Mẫu");

    minh.sync(&[id(1)]).await;
    let answered = lan.sync(&[id(1)]).await;
    let [Ack::Merged { authors, .. }] = answered.acks.as_slice() else { panic!("merged was expected") };
    assert_eq!(authors.iter().map(|author| author.member).collect::<Vec<_>>(), [world.minh]);
    assert!(answered.feed.is_empty(), "the ack brought it already");
    minh.sync(&[]).await;

    let (at_lan, at_minh) = (&lan.documents[&id(1)], &minh.documents[&id(1)]);
    assert_eq!(at_lan.heads(), at_minh.heads());
    let stored = world.store.load_document(&world.commune, id(1)).unwrap().unwrap();
    assert_eq!(stored.heads, at_lan.heads().to_bytes());
    assert_eq!(at_lan.conflicts().unwrap(), ["tre_ho_ten".into()]);
    assert_eq!(at_lan.values().unwrap()["me_ho_ten"], "Lò Thị Mẫu");
    assert_eq!(world.count("SELECT has_conflicts FROM dossier_row"), 1);
}

#[tokio::test]
async fn a_dossier_that_is_handed_over_gets_its_case_by_the_servers_clock() {
    let world = World::new().await;
    let (mut lan, mut minh) = (world.enrol(world.lan).await, world.enrol(world.minh).await);
    let mut dossier = draft(1, "Lò Văn An");
    lan.documents.insert(id(1), dossier.clone());
    assert!(lan.sync(&[id(1)]).await.feed.is_empty(), "a draft has no case");
    hand_over(&mut dossier);
    lan.documents.insert(id(1), dossier);
    let answered = lan.sync(&[id(1)]).await;
    let [FeedItem::Case { case, .. }] = answered.feed.as_slice() else { panic!("{:?}", answered.feed) };
    assert_eq!((case.state, case.received_at), (CaseState::Received, answered.now));
    assert!(minh.sync(&[]).await.feed.iter().any(|item| matches!(item, FeedItem::Case { .. })));
}

#[tokio::test]
async fn a_feed_longer_than_the_budget_comes_in_pages_and_loses_nothing() {
    let world = World::new().await;
    let (mut lan, mut minh) = (world.enrol(world.lan).await, world.enrol(world.minh).await);
    let ids: Vec<_> = (1..=30).map(id).collect();
    for one in &ids {
        let mut dossier = draft(one.as_bytes()[0], "Bé Mẫu");
        for change in 0..20 {
            answer(&mut dossier, "me_ho_ten", &format!("Lò Thị Mẫu {change}"));
        }
        lan.documents.insert(*one, dossier);
    }
    lan.sync(&ids).await;
    minh.request.budget = 4096;
    let pages = minh.sync_all(&[]).await;
    assert!(pages.len() > 5, "{} pages", pages.len());
    for one in &ids {
        assert_eq!(minh.documents[one].heads(), lan.documents[one].heads());
        assert_eq!(minh.shared[one], lan.documents[one].heads());
    }
    assert_eq!(minh.request.cursor, lan.request.cursor);
}

#[tokio::test]
async fn a_long_log_is_folded_and_the_feed_stays_whole() {
    let world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    lan.documents.insert(id(1), draft(1, "Lò Văn An"));
    for change in 0..60 {
        answer(lan.documents.get_mut(&id(1)).unwrap(), "me_ho_ten", &format!("Lò Thị Mẫu {change}"));
        lan.sync(&[id(1)]).await;
    }
    let stored = world.store.load_document(&world.commune, id(1)).unwrap().unwrap();
    assert!(!stored.snapshot.is_empty());
    assert!(stored.log.len() < 60, "{} changes beside the snapshot", stored.log.len());
    // The first is in the snapshot with which the document began.
    assert_eq!(world.count("SELECT count(*) FROM change"), 59);
    assert_eq!(
        world.count("SELECT sum(log_bytes) FROM document"),
        i64::try_from(stored.log_bytes()).unwrap()
    );
    let mut minh = world.enrol(world.minh).await;
    minh.sync_all(&[]).await;
    assert_eq!(minh.documents[&id(1)].heads(), lan.documents[&id(1)].heads());
}

#[tokio::test]
async fn a_removed_document_leaves_the_team_by_feed_and_cannot_come_back() {
    let world = World::new().await;
    let (mut lan, mut minh) = (world.enrol(world.lan).await, world.enrol(world.minh).await);
    lan.documents.insert(id(1), draft(1, "Lò Văn An"));
    lan.sync(&[id(1)]).await;
    minh.sync(&[]).await;
    world.store.remove_document(&world.commune, id(1), minh.sync(&[]).await.now).unwrap();
    let told = minh.sync(&[]).await;
    assert!(matches!(told.feed.as_slice(), [FeedItem::Removed { document, .. }] if *document == id(1)));
    assert_eq!(world.count("SELECT count(*) FROM change"), 0);
    answer(lan.documents.get_mut(&id(1)).unwrap(), "me_ho_ten", "Lò Thị Mẫu");
    let refused = lan.sync(&[id(1)]).await;
    assert!(matches!(
        refused.acks.as_slice(),
        [Ack::Refused { code: wire::sync::RefusalCode::MissingChanges, .. }]
    ));
    lan.shared.clear();
    let whole = lan.sync(&[id(1)]).await;
    assert!(matches!(whole.acks.as_slice(), [Ack::Parked { nothing_new: false, .. }]), "{:?}", whole.acks);
    assert_eq!(
        world.count("SELECT count(*) FROM change"),
        0,
        "it lies in the hand-over box and nowhere else"
    );
}

#[tokio::test]
async fn devices_that_push_one_document_in_the_same_moment_all_get_through() {
    let world = World::new().await;
    let mut first = world.enrol(world.lan).await;
    first.documents.insert(id(1), draft(1, "Lò Văn An"));
    first.sync(&[id(1)]).await;
    let mut pushing = tokio::task::JoinSet::new();
    for number in 2..=9u8 {
        let mut device = world.enrol(if number % 2 == 0 { world.lan } else { world.minh }).await;
        device.sync(&[]).await;
        let dossier = device.documents.get_mut(&id(1)).unwrap();
        dossier.write_as(dossier::document::Actor([number; 16]));
        answer(dossier, &format!("question_{number}"), "x");
        pushing.spawn(async move { device.sync(&[id(1)]).await });
    }
    while let Some(answered) = pushing.join_next().await {
        let answered = answered.unwrap();
        assert!(answered.acks.iter().all(Ack::is_committed), "{:?}", answered.acks);
    }
    first.sync_all(&[]).await;
    assert_eq!(first.documents[&id(1)].answers().unwrap().len(), 9);
    let stored = world.store.load_document(&world.commune, id(1)).unwrap().unwrap();
    assert_eq!(stored.heads, first.documents[&id(1)].heads().to_bytes());
}

/// Every document begins with the same change: that a device has just brought it in one document says nothing of another.
#[tokio::test]
async fn a_new_dossier_comes_whole_to_a_device_that_brings_a_new_one_itself() {
    let world = World::new().await;
    let (mut lan, mut minh) = (world.enrol(world.lan).await, world.enrol(world.minh).await);
    lan.documents.insert(id(1), draft(1, "Lò Văn An"));
    lan.sync(&[id(1)]).await;
    minh.documents.insert(id(2), draft(2, "Lò Văn Ba"));
    let answered = minh.sync(&[id(2)]).await;
    assert_eq!(feed_documents(&answered), [id(1)]);
    assert_eq!(minh.documents[&id(1)].heads(), lan.documents[&id(1)].heads());
}

/// What is written together with others is still written by itself.
#[tokio::test]
async fn of_many_pushes_in_one_request_each_gets_its_own_ack_also_one_document_twice() {
    let world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    for number in 1..=150 {
        lan.documents.insert(id(number), draft(number, "Lò Văn An"));
    }
    lan.sync(&[id(1)]).await;
    answer(lan.documents.get_mut(&id(1)).unwrap(), "me_ho_ten", "Lò Thị Mẫu");
    let mut pushed: Vec<_> = (1..=150).map(id).collect();
    pushed.push(id(2));
    let answered = lan.sync(&pushed).await;
    assert_eq!(answered.acks.len(), pushed.len());
    assert!(answered.acks.iter().all(Ack::is_committed), "{:?}", answered.acks);
    assert_eq!(world.count("SELECT count(*) FROM document WHERE kind = 'dossier'"), 150);
    for number in 1..=150 {
        let stored = world.store.load_document(&world.commune, id(number)).unwrap().unwrap();
        assert_eq!(stored.heads, lan.documents[&id(number)].heads().to_bytes(), "dossier {number}");
    }
}
