//! `POST /v1/sync`: strangers, garbage, and mistakes.

use crate::support::{Device, World, answer, draft, send};
use ::sync::frame::{self, Coding};
use automerge::transaction::Transactable;
use dossier::document::{Actor, Document};
use dossier::{AnswerText, DocumentId, Timestamp};
use wire::Problem;
use wire::sync::{Ack, PROTOCOL, Push, RefusalCode, SyncAnswer};

fn id(number: u8) -> DocumentId {
    DocumentId::from_bytes([number; 16])
}

fn refusals(answer: &SyncAnswer) -> Vec<Option<RefusalCode>> {
    answer
        .acks
        .iter()
        .map(|ack| match ack {
            Ack::Merged { .. } | Ack::AsTold { .. } | Ack::Parked { .. } => None,
            Ack::Refused { code, .. } => Some(*code),
        })
        .collect()
}

async fn answered(device: &Device) -> SyncAnswer {
    let reply = device.send_request().await;
    assert_eq!(reply.status, 200);
    frame::decode_answer(&reply.body, 1 << 20).unwrap()
}

#[tokio::test]
async fn one_bad_push_does_not_stop_the_good_ones() {
    let world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    lan.documents.insert(id(1), draft(1, "Lò Văn An"));
    lan.documents.insert(id(3), draft(3, "Lò Văn Ba"));
    let mut torn = lan.push(id(3)).message;
    torn.truncate(torn.len() / 2);
    lan.request.push = vec![
        lan.push(id(1)),
        Push { document: id(2), message: b"not a message".to_vec(), home: None },
        Push { document: id(4), message: torn, home: None },
        lan.push(id(3)),
    ];
    let answer = answered(&lan).await;
    assert_eq!(refusals(&answer), [None, Some(RefusalCode::Malformed), Some(RefusalCode::Malformed), None]);
    assert_eq!(world.count("SELECT count(*) FROM document"), 2);
    assert_eq!(world.count("SELECT count(*) FROM quarantine WHERE reason = 'malformed'"), 2);
}

#[tokio::test]
async fn changes_under_another_devices_actor_are_refused_and_kept_for_a_look() {
    let world = World::new().await;
    let (mut lan, mut minh) = (world.enrol(world.lan).await, world.enrol(world.minh).await);
    lan.documents.insert(id(1), draft(1, "Lò Văn An"));
    lan.sync(&[id(1)]).await;
    minh.sync(&[]).await;
    let copy = minh.documents.get_mut(&id(1)).unwrap();
    copy.write_as(Actor([1; 16]));
    answer(copy, "tre_ho_ten", "Tên giả");
    minh.request.push = vec![minh.push(id(1))];
    assert_eq!(refusals(&answered(&minh).await), [Some(RefusalCode::ForeignActor)]);
    assert_eq!(world.count("SELECT feed_seq FROM commune"), 1);
    assert_eq!(world.count("SELECT count(*) FROM quarantine WHERE reason = 'foreign_actor'"), 1);
}

#[tokio::test]
async fn work_on_another_teams_document_waits_in_the_hand_over_box() {
    let world = World::new().await;
    let (mut lan, mut hoa) = (world.enrol(world.lan).await, world.enrol(world.hoa).await);
    lan.documents.insert(id(1), draft(1, "Lò Văn An"));
    lan.sync(&[id(1)]).await;
    hoa.documents.insert(id(1), draft(9, "Tên khác"));
    hoa.request.push = vec![hoa.push(id(1))];
    let parked = answered(&hoa).await.acks;
    assert!(matches!(parked.as_slice(), [Ack::Parked { nothing_new: false, .. }]), "{parked:?}");
    assert_eq!(world.count("SELECT feed_seq FROM commune"), 1, "nothing of it is in the document");
    assert_eq!(world.count("SELECT count(*) FROM handover WHERE state = 'waiting'"), 1);
}

#[tokio::test]
async fn a_change_without_its_predecessors_is_not_stored_and_the_whole_is_asked_for() {
    let world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    let mut dossier = draft(1, "Lò Văn An");
    lan.shared.insert(id(1), dossier.heads());
    answer(&mut dossier, "me_ho_ten", "Lò Thị Mẫu");
    lan.documents.insert(id(1), dossier);
    lan.request.push = vec![lan.push(id(1))];
    assert_eq!(refusals(&answered(&lan).await), [Some(RefusalCode::MissingChanges)]);
    assert_eq!(world.count("SELECT count(*) FROM document"), 0);
    assert_eq!(world.count("SELECT count(*) FROM quarantine"), 0, "the device mends this by itself");
    lan.shared.clear();
    assert_eq!(refusals(&lan.sync(&[id(1)]).await), [None]);
}

#[tokio::test]
async fn a_revoked_device_is_told_so() {
    let world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    lan.sync(&[]).await;
    world.revoke(&lan);
    let reply = lan.send_request().await;
    assert_eq!((reply.status, reply.problem()), (401, Problem::DeviceRevoked));
}

#[tokio::test]
async fn a_token_that_nobody_has_and_none_at_all_are_refused() {
    let world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    lan.token = "AAAAAAAAAAAAAAAAAAAAAA".to_owned();
    assert_eq!(lan.send_request().await.status, 401);
    let body = frame::encode_request(&lan.request, Coding::Quick).unwrap();
    assert_eq!(send(world.address(), "POST", "/v1/sync", &[], &body).await.status, 401);
}

#[tokio::test]
async fn a_device_of_another_protocol_is_told_which_side_to_update() {
    let world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    lan.request.protocol = 0;
    let old = lan.send_request().await;
    assert_eq!((old.status, old.problem()), (426, Problem::AppTooOld));
    lan.request.protocol = PROTOCOL + 1;
    let new = lan.send_request().await;
    assert_eq!((new.status, new.problem()), (426, Problem::ServerTooOld));
}

#[tokio::test]
async fn bodies_that_are_garbage_are_refused_and_the_server_goes_on() {
    let world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    let good = frame::encode_request(&lan.request, Coding::Quick).unwrap();
    let mut torn = good.clone();
    torn.truncate(good.len() - 4);
    let bomb = zstd::bulk::compress(&vec![0u8; 64 * 1024 * 1024], 3).unwrap();
    assert!(bomb.len() < 16 * 1024, "a bomb is small: {}", bomb.len());
    let cases: [(&str, &[u8], u16); 7] = [
        ("nothing", b"", 400),
        ("a log-in page", b"<html>Wi-Fi</html>", 400),
        ("a torn frame", &torn, 400),
        ("not CBOR", &zstd::bulk::compress(b"hello", 1).unwrap(), 400),
        ("a bomb", &bomb, 413),
        ("large and still not a frame", &vec![1u8; 8 * 1024 * 1024], 400),
        ("too large", &vec![1u8; 8 * 1024 * 1024 + 1], 413),
    ];
    for (name, body, status) in cases {
        assert_eq!(lan.send_bytes(body).await.status, status, "{name}");
    }
    lan.documents.insert(id(1), draft(1, "Lò Văn An"));
    assert_eq!(refusals(&lan.sync(&[id(1)]).await), [None]);
}

#[tokio::test]
async fn a_phone_whose_battery_was_empty_loses_no_work_and_a_time_that_no_clock_shows_is_refused() {
    let world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    let mut dossier = draft(1, "Lò Văn An");
    let name = |millis: i64| AnswerText::new(&format!("Lò Văn Ba {millis}")).unwrap();
    // 1970, and 2099.
    for millis in [0, 4_102_444_000_000] {
        let name = name(millis);
        dossier.set_answer(&"tre_ho_ten".into(), &name, Timestamp::from_millis(millis)).unwrap();
        lan.documents.insert(id(1), dossier.clone());
        assert_eq!(refusals(&lan.sync(&[id(1)]).await), [None], "{millis}");
    }
    assert_eq!(world.count("SELECT count(*) FROM audit WHERE action = 'merge_clock_off'"), 2);
    for millis in [-60_000, 4_102_444_860_000, i64::MAX] {
        let (mut wrong, name) = (dossier.clone(), name(millis));
        wrong.set_answer(&"tre_ho_ten".into(), &name, Timestamp::from_millis(millis)).unwrap();
        lan.documents.insert(id(1), wrong);
        lan.request.push = vec![lan.push(id(1))];
        assert_eq!(refusals(&answered(&lan).await), [Some(RefusalCode::ClockOff)], "{millis}");
    }
    assert_eq!(world.count("SELECT count(*) FROM quarantine WHERE reason = 'clock_off'"), 3);
}

#[tokio::test]
async fn a_field_that_a_volunteer_may_not_write_is_refused_and_the_next_push_is_taken() {
    let world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    let dossier = draft(1, "Lò Văn An");
    let mut raw = automerge::AutoCommit::load(&dossier.save()).unwrap();
    raw.set_actor(automerge::ActorId::from([1u8; 16]));
    raw.put(automerge::ROOT, "number", "H15.50.05.13-261122-0001").unwrap();
    let tampered = Document::load(&raw.save(), []).unwrap();
    lan.documents.insert(id(1), tampered);
    lan.request.push = vec![lan.push(id(1))];
    assert_eq!(refusals(&answered(&lan).await), [Some(RefusalCode::NotAllowed)]);
    assert_eq!(world.count("SELECT count(*) FROM document"), 0);
    lan.documents.insert(id(1), dossier);
    assert_eq!(refusals(&lan.sync(&[id(1)]).await), [None]);
}
