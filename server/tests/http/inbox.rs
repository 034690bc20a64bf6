//! `GET /office/api/inbox`

use crate::support::{Browser, PASSWORD, World, draft, hand_over};
use dossier::DocumentId;
use dossier::case::CaseState;
use wire::Problem;

fn id(number: u8) -> DocumentId {
    DocumentId::from_bytes([number; 16])
}

#[tokio::test]
async fn what_was_handed_over_is_listed_newest_first_and_drafts_are_not() {
    let world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    let officer = world.officer().await;
    assert!(officer.inbox().await.dossiers.is_empty());
    for (number, child) in [(1, "Lò Văn An"), (2, "Lò Văn Bình")] {
        let mut dossier = draft(number, child);
        hand_over(&mut dossier);
        lan.documents.insert(id(number), dossier);
        lan.sync(&[id(number)]).await;
        world.pass_ms(1000);
    }
    lan.documents.insert(id(3), draft(3, "Bản nháp"));
    lan.sync(&[id(3)]).await;

    let inbox = officer.inbox().await;
    assert_eq!(inbox.new, 2);
    let subjects: Vec<_> = inbox.dossiers.iter().map(|row| row.subject.as_str()).collect();
    assert_eq!(subjects, ["Lò Văn Bình", "Lò Văn An"]);
    let row = &inbox.dossiers[0];
    assert_eq!((row.volunteer.as_str(), row.team.as_str()), ("Lan Mẫu", "Tổ Thôn Mẫu 1"));
    assert_eq!((row.state, row.has_conflicts, &row.number), (CaseState::Received, false, &None));
    assert_eq!(row.procedure.as_str(), "1.001193");
    assert!(!row.procedure_name.vi.is_empty());
}

#[tokio::test]
async fn the_volunteer_is_who_handed_it_over_not_who_synced_first() {
    let world = World::new().await;
    let (mut lan, mut minh) = (world.enrol(world.lan).await, world.enrol(world.minh).await);
    lan.documents.insert(id(1), draft(1, "Lò Văn An"));
    lan.sync(&[id(1)]).await;
    minh.sync(&[]).await;
    let dossier = minh.documents.get_mut(&id(1)).unwrap();
    dossier.write_as(dossier::document::Actor([2; 16]));
    hand_over(dossier);
    minh.sync(&[id(1)]).await;
    crate::support::answer(lan.documents.get_mut(&id(1)).unwrap(), "me_ho_ten", "Lò Thị Mẫu");
    lan.sync(&[id(1)]).await;
    assert_eq!(world.officer().await.inbox().await.dossiers[0].volunteer, "Minh Mẫu");
}

#[tokio::test]
async fn an_officer_of_another_commune_sees_nothing_of_it() {
    let world = World::new().await;
    world.other_commune();
    let mut lan = world.enrol(world.lan).await;
    let mut dossier = draft(1, "Lò Văn An");
    hand_over(&mut dossier);
    lan.documents.insert(id(1), dossier);
    lan.sync(&[id(1)]).await;
    let stranger = Browser::log_in(world.address(), "canbo-khac", PASSWORD).await;
    assert!(stranger.inbox().await.dossiers.is_empty());
    let path = format!("/office/api/dossiers/{}", id(1));
    for reply in [
        stranger.get(&path).await,
        stranger.accept(id(1)).await,
        stranger.write("PUT", &format!("{path}/answers/tre_ho_ten"), "{\"value\":\"x\"}").await,
    ] {
        assert_eq!((reply.status, reply.problem()), (404, Problem::DossierUnknown));
    }
    assert_eq!(world.officer().await.inbox().await.dossiers.len(), 1);
}
