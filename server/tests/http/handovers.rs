//! `/office/api/handovers`: work that was sent for another place.

use crate::support::{Browser, Device, World, answer, draft};
use dossier::document::{Actor, Document};
use dossier::{CommuneCode, DocumentId};
use server::invitation;
use server::store::people::Standing;
use server::store::{Documents, People, Scopes};
use wire::office::{HandoverBox, HandoverDecision, HandoverPlace};
use wire::sync::{Ack, RefusalCode};
use wire::{Problem, Role};

fn id(number: u8) -> DocumentId {
    DocumentId::from_bytes([number; 16])
}

async fn list(officer: &Browser) -> HandoverBox {
    officer.get("/office/api/handovers").await.json()
}

/// The one push was taken into the box.
fn is_parked(acks: &[Ack]) -> bool {
    matches!(acks, [Ack::Parked { document, nothing_new: false, .. }] if *document == id(1))
}

/// Lan's dossier, which Minh has edited without a network while it was given to the other team.
async fn given_away(world: &World) -> (Device, Device, Device) {
    let (mut lan, mut minh, hoa) =
        (world.enrol(world.lan).await, world.enrol(world.minh).await, world.enrol(world.hoa).await);
    lan.documents.insert(id(1), draft(1, "Lò Văn An"));
    lan.sync(&[id(1)]).await;
    minh.sync(&[]).await;
    let copy = minh.documents.get_mut(&id(1)).unwrap();
    copy.write_as(Actor([2; 16]));
    answer(copy, "me_ho_ten", "Lò Thị Mẫu");
    let teams = world.store.teams(&world.commune).unwrap();
    world.store.move_document(&world.commune, id(1), teams[1].id, world.now()).unwrap();
    (lan, minh, hoa)
}

#[tokio::test]
async fn only_administrators_see_and_decide() {
    let world = World::new().await;
    world.add_colleague("canbo2", Standing::of(Role::Officer));
    let officer = world.log_in("canbo2").await;
    let nobody = Browser { address: world.address(), cookie: "donghanh_office=x".to_owned() };
    for (browser, status) in [(&officer, 403), (&nobody, 401)] {
        assert_eq!(browser.get("/office/api/handovers").await.status, status);
        for path in ["application", "setting-aside"] {
            let path = format!("/office/api/handovers/1/{path}");
            assert_eq!(browser.write("POST", &path, r#"{"reason":"x"}"#).await.status, status, "{path}");
        }
    }
}

#[tokio::test]
async fn work_is_brought_into_its_document_as_the_senders_once() {
    let world = World::new().await;
    let (_, mut minh, mut hoa) = given_away(&world).await;
    assert!(is_parked(&minh.sync(&[id(1)]).await.acks));
    let officer = world.officer().await;
    let listed = list(&officer).await;
    assert_eq!(listed.waiting, 1);
    let entry = &listed.entries[0];
    assert_eq!((entry.from.as_str(), entry.from_team.as_str()), ("Minh Mẫu", "Tổ Thôn Mẫu 1"));
    assert_eq!(entry.place, HandoverPlace::Team { team: "Tổ Bản Mẫu 2".to_owned() });
    assert_eq!((entry.subject.as_str(), entry.changes, &entry.from_commune), ("Lò Văn An", 1, &None));
    let path = format!("/office/api/handovers/{}/application", entry.id);
    let done: HandoverBox = officer.write("POST", &path, "").await.json();
    assert_eq!((done.waiting, &done.entries[0].decision), (0, &HandoverDecision::Applied));
    let twice = officer.write("POST", &path, "").await;
    assert_eq!((twice.status, twice.problem()), (404, Problem::HandoverUnknown));

    hoa.sync_all(&[]).await;
    assert_eq!(hoa.documents[&id(1)].values().unwrap()["me_ho_ten"], "Lò Thị Mẫu");
    assert_eq!(
        world.count("SELECT length(message) FROM handover"),
        0,
        "what is in the document need not be here"
    );
    assert_eq!(
        minh.sync(&[id(1)]).await.acks,
        [Ack::Parked { document: id(1), seq: 0, nothing_new: true }],
        "whoever sends it again hears that it is at its place"
    );
}

#[tokio::test]
async fn work_is_set_aside_with_a_reason_and_stays_to_be_read() {
    let world = World::new().await;
    let (_, mut minh, mut hoa) = given_away(&world).await;
    minh.sync(&[id(1)]).await;
    let officer = world.officer().await;
    let entry = list(&officer).await.entries[0].id;
    let path = format!("/office/api/handovers/{entry}/setting-aside");
    let refused = officer.write("POST", &path, r#"{"reason":"  "}"#).await;
    assert_eq!((refused.status, refused.problem()), (422, Problem::ReasonNeeded));
    let done: HandoverBox = officer.write("POST", &path, r#"{"reason":"Tổ hai đã làm"}"#).await.json();
    let expected = HandoverDecision::SetAside { reason: "Tổ hai đã làm".to_owned() };
    assert_eq!((done.waiting, &done.entries[0].decision), (0, &expected));
    assert!(world.count("SELECT length(message) FROM handover") > 0);
    hoa.sync_all(&[]).await;
    assert!(!hoa.documents[&id(1)].values().unwrap().contains_key("me_ho_ten"));
}

#[tokio::test]
async fn what_its_document_refuses_stays_in_the_box_with_the_reason() {
    let world = World::new().await;
    let (_, mut minh, _) = given_away(&world).await;
    let set_back = set_back(&minh, &world);
    minh.sync(&[id(1)]).await;
    // The dossier comes home, and the phone, set back, brings another change under the number that waits in the box.
    let teams = world.store.teams(&world.commune).unwrap();
    world.store.move_document(&world.commune, id(1), teams[0].id, world.now()).unwrap();
    minh.documents.insert(id(1), set_back);
    assert!(minh.sync(&[id(1)]).await.acks.iter().all(Ack::is_committed));
    let officer = world.officer().await;
    let entry = list(&officer).await.entries[0].id;
    let refused = officer.write("POST", &format!("/office/api/handovers/{entry}/application"), "").await;
    assert_eq!(refused.status, 409);
    assert!(matches!(refused.problem(), Problem::HandoverRefused { refusal: RefusalCode::ForeignActor }));
    assert_eq!(list(&officer).await.waiting, 1);
}

/// Minh's dossier as a backup from before the answer would have it, with another answer under the same number.
fn set_back(minh: &Device, world: &World) -> Document {
    let shared = &minh.shared[&id(1)];
    let mut document = minh.documents[&id(1)].fork(shared, Actor([2; 16]), world.now()).unwrap();
    answer(&mut document, "cha_ho_ten", "Lò Văn Mẫu");
    document
}

#[tokio::test]
async fn two_copies_of_a_phone_do_not_both_put_one_number_into_the_box() {
    let world = World::new().await;
    let (_, mut minh, _) = given_away(&world).await;
    let set_back = set_back(&minh, &world);
    assert!(is_parked(&minh.sync(&[id(1)]).await.acks));
    minh.documents.insert(id(1), set_back);
    let refused = minh.sync(&[id(1)]).await.acks;
    assert!(
        matches!(refused.as_slice(), [Ack::Refused { code: RefusalCode::ForeignActor, .. }]),
        "{refused:?}"
    );
    // Written again under another actor, it finds its place beside the first.
    let shared = minh.shared[&id(1)].clone();
    let mut again = minh.documents[&id(1)].fork(&shared, Actor([9; 16]), world.now()).unwrap();
    answer(&mut again, "cha_ho_ten", "Lò Văn Mẫu");
    minh.documents.insert(id(1), again);
    assert!(is_parked(&minh.sync(&[id(1)]).await.acks));
    let officer = world.officer().await;
    for entry in list(&officer).await.entries.iter().rev() {
        let path = format!("/office/api/handovers/{}/application", entry.id);
        assert_eq!(officer.write("POST", &path, "").await.status, 200);
    }
}

#[tokio::test]
async fn who_has_work_in_the_box_owns_its_actor_and_another_device_is_told_at_once() {
    let world = World::new().await;
    let (_, mut minh, mut hoa) = given_away(&world).await;
    minh.sync(&[id(1)]).await;
    hoa.sync_all(&[]).await;
    let copy = hoa.documents.get_mut(&id(1)).unwrap();
    copy.write_as(Actor([2; 16]));
    answer(copy, "cha_ho_ten", "Lò Văn Mẫu");
    let refused = hoa.sync(&[id(1)]).await.acks;
    assert!(
        matches!(refused.as_slice(), [Ack::Refused { code: RefusalCode::ForeignActor, .. }]),
        "{refused:?}"
    );
    let officer = world.officer().await;
    let entry = list(&officer).await.entries[0].id;
    let applied = officer.write("POST", &format!("/office/api/handovers/{entry}/application"), "").await;
    assert_eq!(applied.status, 200);
}

fn volunteer_of(world: &World, commune: &CommuneCode) -> String {
    let team = world.store.add_team(commune, "Tổ Xã Khác").unwrap();
    let member = world.store.add_member(commune, team, "Mai Mẫu").unwrap();
    invitation::invite(world.store.as_ref(), commune, member, world.now()).unwrap()
}

#[tokio::test]
async fn work_for_another_commune_of_this_server_lies_in_that_communes_box() {
    let world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    lan.documents.insert(id(1), draft(1, "Lò Văn An"));
    lan.sync(&[id(1)]).await;
    let other = world.other_commune();
    let mut moved = Device::enrol(world.address(), &volunteer_of(&world, &other)).await;
    moved.documents = lan.documents.clone();
    let copy = moved.documents.get_mut(&id(1)).unwrap();
    copy.write_as(dossier::document::Actor([3; 16]));
    answer(copy, "me_ho_ten", "Lò Thị Mẫu");
    moved.shared = lan.shared.clone();
    assert!(is_parked(&moved.sync(&[id(1)]).await.acks));
    assert!(
        world.store.load_document(&other, id(1)).unwrap().is_none(),
        "it does not become the other commune's"
    );

    let elsewhere = world.log_in("canbo-khac").await;
    assert!(list(&elsewhere).await.entries.is_empty());
    let officer = world.officer().await;
    let listed = list(&officer).await;
    assert_eq!(listed.entries[0].from_commune.as_deref(), Some("Xã Mẫu 00004"));
    let path = format!("/office/api/handovers/{}/application", listed.entries[0].id);
    assert_eq!(officer.write("POST", &path, "").await.status, 200);
    lan.sync(&[]).await;
    assert_eq!(lan.documents[&id(1)].values().unwrap()["me_ho_ten"], "Lò Thị Mẫu");
}

#[tokio::test]
async fn work_from_a_commune_that_this_server_does_not_know_waits_and_may_be_taken_in() {
    let world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    let mut push = {
        lan.documents.insert(id(1), draft(1, "Lò Văn An"));
        lan.push(id(1))
    };
    push.home = Some("09999".into());
    lan.request.push = vec![push];
    let reply = lan.send_request().await;
    let acks = ::sync::frame::decode_answer(&reply.body, 1 << 20).unwrap().acks;
    assert!(is_parked(&acks), "{acks:?}");
    assert!(world.store.load_document(&world.commune, id(1)).unwrap().is_none());
    let officer = world.officer().await;
    let listed = list(&officer).await;
    assert_eq!(listed.entries[0].place, HandoverPlace::Unknown { commune: Some("09999".to_owned()) });
    let path = format!("/office/api/handovers/{}/application", listed.entries[0].id);
    assert_eq!(officer.write("POST", &path, "").await.status, 200);
    let mut minh = world.enrol(world.minh).await;
    minh.sync(&[]).await;
    assert_eq!(minh.documents[&id(1)].values().unwrap()["tre_ho_ten"], "Lò Văn An");
}
