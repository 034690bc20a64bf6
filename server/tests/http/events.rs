//! `GET /office/api/events`

use crate::support::{Connection, World, draft};
use dossier::DocumentId;
use std::time::Duration;
use tokio::time::timeout;

const LONG_ENOUGH: Duration = Duration::from_secs(20);

async fn listen(world: &World) -> Connection {
    let officer = world.officer().await;
    let mut connection = Connection::open(world.address()).await;
    connection.send("GET", "/office/api/events", &[("cookie", &officer.cookie)], b"").await;
    let head = connection.head().await;
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
    assert!(head.contains("text/event-stream"), "{head}");
    connection
}

#[tokio::test]
async fn the_page_is_told_when_a_dossier_arrives_and_when_it_is_accepted() {
    let world = World::new().await;
    let mut events = listen(&world).await;
    let mut lan = world.enrol(world.lan).await;
    let id = DocumentId::from_bytes([1; 16]);
    lan.hand_over(id, draft(1, "Lò Văn An")).await;
    let told = timeout(LONG_ENOUGH, events.chunk()).await.unwrap().unwrap();
    assert_eq!(String::from_utf8(told).unwrap(), "event: changed\ndata: {}\n\n");
    assert_eq!(world.officer().await.accept(id).await.status, 200);
    assert!(timeout(LONG_ENOUGH, events.chunk()).await.unwrap().is_some());
}

#[tokio::test]
async fn drafts_and_other_communes_are_not_told() {
    let world = World::new().await;
    let mut events = listen(&world).await;
    let mut lan = world.enrol(world.lan).await;
    let (plain, handed_over) = (DocumentId::from_bytes([1; 16]), DocumentId::from_bytes([2; 16]));
    lan.documents.insert(plain, draft(1, "Bản nháp"));
    lan.sync(&[plain]).await;
    lan.hand_over(handed_over, draft(2, "Lò Văn An")).await;
    // The first event is for the second dossier: by now the inbox has it, and no other event follows.
    timeout(LONG_ENOUGH, events.chunk()).await.unwrap().unwrap();
    assert_eq!(world.officer().await.inbox().await.dossiers.len(), 1);
    assert!(timeout(Duration::from_millis(300), events.chunk()).await.is_err());
}

#[tokio::test]
async fn a_stopping_server_ends_the_stream_instead_of_waiting_for_it() {
    let mut world = World::new().await;
    let mut events = listen(&world).await;
    timeout(Duration::from_secs(5), world.stop()).await.unwrap();
    assert_eq!(timeout(LONG_ENOUGH, events.chunk()).await.unwrap(), None);
}
