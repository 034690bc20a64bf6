//! `PUT /office/api/dossiers/{id}/answers/{question}`

use crate::support::{Browser, Device, Reply, World, answer, draft, hand_over};
use dossier::DocumentId;
use dossier::document::Actor;
use wire::Problem;
use wire::office::{OfficeDossier, Settle};

fn id() -> DocumentId {
    DocumentId::from_bytes([1; 16])
}

/// A dossier that Lan and Minh handed over with two names for the child.
async fn in_conflict(world: &World) -> (Device, Device) {
    let (mut lan, mut minh) = (world.enrol(world.lan).await, world.enrol(world.minh).await);
    lan.documents.insert(id(), draft(1, "Lò Văn An"));
    lan.sync(&[id()]).await;
    minh.sync(&[]).await;
    let at_minh = minh.documents.get_mut(&id()).unwrap();
    at_minh.write_as(Actor([2; 16]));
    answer(at_minh, "tre_ho_ten", "Lò Văn Ân");
    let at_lan = lan.documents.get_mut(&id()).unwrap();
    answer(at_lan, "tre_ho_ten", "Lò Văn Ấn");
    hand_over(at_lan);
    lan.sync(&[id()]).await;
    minh.sync(&[id()]).await;
    (lan, minh)
}

async fn settle(officer: &Browser, question: &str, value: &str) -> Reply {
    let body = serde_json::to_string(&Settle { value: value.to_owned() }).unwrap();
    officer.write("PUT", &format!("/office/api/dossiers/{}/answers/{question}", id()), &body).await
}

#[tokio::test]
async fn open_conflicts_stop_the_acceptance_until_an_officer_chooses() {
    let world = World::new().await;
    let (mut lan, mut minh) = in_conflict(&world).await;
    let officer = world.officer().await;
    assert!(officer.inbox().await.dossiers[0].has_conflicts);
    let shown: OfficeDossier = officer.get(&format!("/office/api/dossiers/{}", id())).await.json();
    let name = &shown.dossier.answers[&"tre_ho_ten".into()];
    let mut seen: Vec<_> = std::iter::once(&name.current)
        .chain(&name.others)
        .map(|written| (written.value.as_str(), written.by.name.as_deref().unwrap()))
        .collect();
    seen.sort();
    assert_eq!(seen, [("Lò Văn Ân", "Minh Mẫu"), ("Lò Văn Ấn", "Lan Mẫu")]);

    let refused = officer.accept(id()).await;
    let open = Problem::ConflictsOpen { questions: vec!["tre_ho_ten".to_owned()] };
    assert_eq!((refused.status, refused.problem()), (409, open));

    let settled = settle(&officer, "tre_ho_ten", "Lò Văn Ấn").await;
    assert_eq!(settled.status, 200);
    let settled: OfficeDossier = settled.json();
    let name = &settled.dossier.answers[&"tre_ho_ten".into()];
    assert_eq!((name.current.value.as_str(), name.others.len()), ("Lò Văn Ấn", 0));
    assert_eq!(name.current.by.name.as_deref(), Some("Sơn Mẫu"));
    assert!(!officer.inbox().await.dossiers[0].has_conflicts);
    assert_eq!(officer.accept(id()).await.status, 200);

    for device in [&mut lan, &mut minh] {
        device.sync_all(&[]).await;
        let dossier = &device.documents[&id()];
        assert!(dossier.conflicts().unwrap().is_empty());
        assert_eq!(dossier.values().unwrap()["tre_ho_ten"], "Lò Văn Ấn");
    }
    assert_eq!(lan.documents[&id()].heads(), minh.documents[&id()].heads());
}

#[tokio::test]
async fn only_a_value_that_somebody_wrote_can_be_chosen() {
    let world = World::new().await;
    in_conflict(&world).await;
    let officer = world.officer().await;
    let changes = world.count("SELECT count(*) FROM change");
    let invented = settle(&officer, "tre_ho_ten", "Tên bịa").await;
    assert_eq!((invented.status, invented.problem()), (403, Problem::NotAllowed));
    let unknown = settle(&officer, "khong_co", "x").await;
    assert_eq!((unknown.status, unknown.problem()), (404, Problem::QuestionUnknown));
    let long = settle(&officer, "tre_ho_ten", &"ă".repeat(10_001)).await;
    assert_eq!((long.status, long.problem()), (422, Problem::AnswerTooLong { chars: 10_001, max: 10_000 }));
    assert_eq!(world.count("SELECT count(*) FROM change"), changes);
}

#[tokio::test]
async fn settling_the_same_way_twice_writes_once() {
    let world = World::new().await;
    in_conflict(&world).await;
    let officer = world.officer().await;
    assert_eq!(settle(&officer, "tre_ho_ten", "Lò Văn Ân").await.status, 200);
    let changes = world.count("SELECT count(*) FROM change");
    assert_eq!(settle(&officer, "tre_ho_ten", "Lò Văn Ân").await.status, 200);
    assert_eq!(world.count("SELECT count(*) FROM change"), changes);
    let late = settle(&officer, "tre_ho_ten", "Lò Văn Ấn").await;
    assert_eq!((late.status, late.problem()), (403, Problem::NotAllowed));
}
