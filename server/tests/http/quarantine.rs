//! `/office/api/quarantine`: what the server did not take, for the administrator.

use crate::support::{Browser, Device, World, draft, send};
use data_encoding::BASE64;
use dossier::DocumentId;
use server::store::people::Standing;
use wire::office::{QuarantineExported, QuarantineList};
use wire::sync::{Push, RefusalCode};
use wire::{Problem, Role};

fn id(number: u8) -> DocumentId {
    DocumentId::from_bytes([number; 16])
}

/// Sends what nobody can read.
async fn garbage(device: &mut Device, messages: impl IntoIterator<Item = (DocumentId, Vec<u8>)>) {
    device.request.push =
        messages.into_iter().map(|(document, message)| Push { document, message, home: None }).collect();
    assert_eq!(device.send_request().await.status, 200);
}

async fn list(officer: &Browser) -> QuarantineList {
    officer.get("/office/api/quarantine").await.json()
}

#[tokio::test]
async fn what_was_not_taken_is_listed_with_who_sent_it_when_and_why_and_without_its_content() {
    let world = World::new().await;
    let (mut lan, mut hoa) = (world.enrol(world.lan).await, world.enrol(world.hoa).await);
    let officer = world.officer().await;
    assert!(list(&officer).await.entries.is_empty());
    garbage(&mut lan, [(id(1), b"not a message".to_vec())]).await;
    world.pass_ms(60_000);
    lan.documents.insert(id(2), draft(1, "Lò Văn An"));
    lan.sync(&[id(2)]).await;
    // Under the actor that is Lan's by now.
    hoa.documents.insert(id(3), draft(1, "Tên khác"));
    hoa.request.push = vec![hoa.push(id(3))];
    hoa.send_request().await;

    let reply = officer.get("/office/api/quarantine").await;
    let text = String::from_utf8_lossy(&reply.body).into_owned();
    assert!(!text.contains("not a message") && !text.contains("khác"), "{text}");
    let list: QuarantineList = reply.json();
    let told: Vec<_> =
        list.entries.iter().map(|entry| (entry.document, entry.reason, entry.device)).collect();
    assert_eq!(
        told,
        [(id(3), RefusalCode::ForeignActor, hoa.id), (id(1), RefusalCode::Malformed, lan.id)],
        "the newest first"
    );
    let first = &list.entries[1];
    assert_eq!((first.size, first.kept), (13, 13));
    assert!(!first.member.is_empty() && !first.team.is_empty() && first.member != list.entries[0].member);
}

#[tokio::test]
async fn the_same_transmission_sent_again_and_again_is_one_entry() {
    let world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    let officer = world.officer().await;
    for _ in 0..3 {
        garbage(&mut lan, [(id(1), b"not a message".to_vec())]).await;
    }
    assert_eq!(list(&officer).await.entries.len(), 1);
}

#[tokio::test]
async fn an_export_has_every_byte_and_each_one_is_an_audit_line() {
    let world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    let officer = world.officer().await;
    garbage(&mut lan, [(id(1), vec![0, 1, 2, 255])]).await;
    garbage(&mut lan, [(id(2), vec![7; 300_000])]).await;
    let reply = officer.get("/office/api/quarantine/export").await;
    assert_eq!(reply.header("content-type"), Some("application/x-ndjson"));
    assert!(reply.header("content-disposition").unwrap().contains("attachment"));
    let entries: Vec<QuarantineExported> = String::from_utf8(reply.body.clone())
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let bytes: Vec<_> =
        entries.iter().map(|entry| BASE64.decode(entry.message.as_bytes()).unwrap()).collect();
    assert_eq!(
        bytes,
        [vec![7; 256 * 1024], vec![0, 1, 2, 255]],
        "what is too large is kept by its first part"
    );
    assert_eq!((entries[0].entry.size, entries[0].entry.reason), (300_000, RefusalCode::TooLarge));
    let exports =
        "SELECT count(*) FROM audit WHERE action = 'export_quarantine' AND count = 2 AND member > 0";
    assert_eq!(world.count(exports), 1);
    officer.get("/office/api/quarantine/export").await;
    assert_eq!(world.count(exports), 2);
    list(&officer).await;
    assert_eq!(world.count(exports), 2, "the list shows no content, so it is not recorded");
}

#[tokio::test]
async fn one_devices_garbage_does_not_push_out_what_another_sent() {
    let world = World::new().await;
    let (mut lan, mut minh) = (world.enrol(world.lan).await, world.enrol(world.minh).await);
    let officer = world.officer().await;
    garbage(&mut minh, [(id(250), b"a rare one".to_vec())]).await;
    // The pushes of one request are in work together: which of them is the newest is not said.
    garbage(&mut lan, (0..60).map(|n| (id(n), vec![n; 20]))).await;
    garbage(&mut lan, (60..100).map(|n| (id(n), vec![n; 20]))).await;
    let entries = list(&officer).await.entries;
    assert_eq!(entries.len(), 41, "forty of one device, and the other's");
    assert_eq!(entries.last().unwrap().document, id(250));
    let mut kept: Vec<_> = entries[..40].iter().map(|entry| entry.document).collect();
    kept.sort();
    assert_eq!(kept, (60..100).map(id).collect::<Vec<_>>(), "the oldest make room");

    garbage(&mut lan, (0..20).map(|n| (id(n), vec![n; 200_000]))).await;
    let kept = "SELECT sum(length(message)) FROM quarantine";
    assert!(world.count(kept) <= 2 * 1024 * 1024 + 10, "{}", world.count(kept));
    assert_eq!(list(&officer).await.entries.last().unwrap().document, id(250));
}

#[tokio::test]
async fn only_an_administrator_sees_it() {
    let world = World::new().await;
    world.add_colleague("canbo2", Standing::of(Role::Officer));
    let officer = world.log_in("canbo2").await;
    for path in ["/office/api/quarantine", "/office/api/quarantine/export"] {
        let reply = officer.get(path).await;
        assert_eq!((reply.status, reply.problem()), (403, Problem::NotAllowed), "{path}");
        assert_eq!(send(world.address(), "GET", path, &[], b"").await.status, 401, "{path}");
    }
    assert_eq!(world.count("SELECT count(*) FROM audit WHERE action = 'export_quarantine'"), 0);
}
