//! `/office/api/dossiers/{id}/blobs` and `/office/api/blobs/{sha256}`: what the office sees of photos.

use crate::support::{Browser, Device, Reply, Sender, World, draft, hand_over, photo, place, send};
use dossier::{DocumentId, DossierId};
use wire::Problem;
use wire::office::BlobList;

fn id(number: u8) -> DocumentId {
    DocumentId::from_bytes([number; 16])
}

async fn bring(device: &mut Device, number: u8, handed_over: bool) {
    let mut dossier = draft(number, "Lò Văn An");
    if handed_over {
        hand_over(&mut dossier);
    }
    device.documents.insert(id(number), dossier);
    device.sync(&[id(number)]).await;
}

fn of(device: &Device, number: u8) -> Sender<'_> {
    Sender { dossier: DossierId::from(id(number)), ..Sender::new(device) }
}

async fn list(officer: &Browser, number: u8) -> Reply {
    officer.get(&format!("/office/api/dossiers/{}/blobs", id(number))).await
}

fn path(file: &[u8]) -> String {
    format!("/office/api/blobs/{}", crate::support::hash(file))
}

#[tokio::test]
async fn the_office_sees_what_was_sent_for_a_dossier_by_whom_and_when_and_nothing_that_is_not_complete() {
    let world = World::new().await;
    let (mut lan, minh) = (world.enrol(world.lan).await, world.enrol(world.minh).await);
    let officer = world.officer().await;
    let (first, second, unfinished) = (photo(1, 200_000), b"%PDF-1.7 scan".to_vec(), photo(3, 1000));
    // The photos may be faster than the text.
    of(&lan, 1).send(&first).await;
    let begun = world.now();
    world.pass_ms(60_000);
    of(&minh, 1).send(&second).await;
    of(&minh, 1).create(&first).await;
    let half = of(&lan, 1).create(&unfinished).await;
    of(&lan, 1).patch(&half, 0, &unfinished[..900]).await;
    bring(&mut lan, 1, true).await;

    let listed: BlobList = list(&officer, 1).await.json();
    let told: Vec<_> = listed
        .blobs
        .iter()
        .map(|blob| (blob.size, blob.media_type.as_str(), blob.member.as_str(), blob.team.as_str(), blob.at))
        .collect();
    let team = "Tổ Thôn Mẫu 1";
    assert_eq!(
        told,
        [
            (200_000, "image/jpeg", "Lan Mẫu", team, begun),
            (13, "application/pdf", "Minh Mẫu", team, begun.plus_millis(60_000)),
        ],
        "each once, with who sent it first"
    );
    for (file, kind) in [(&first, "image/jpeg"), (&second, "application/pdf")] {
        let reply = officer.get(&path(file)).await;
        assert_eq!((reply.status, &reply.body), (200, file));
        for (header, value) in [
            ("content-type", kind),
            ("content-disposition", "inline"),
            ("x-content-type-options", "nosniff"),
            ("content-security-policy", "default-src 'none'; sandbox; frame-ancestors 'none'"),
            ("cache-control", "no-store"),
            ("referrer-policy", "no-referrer"),
        ] {
            assert_eq!(reply.header(header), Some(value), "{header}");
        }
    }
    assert_eq!(officer.get(&path(&unfinished)).await.status, 404);
}

#[tokio::test]
async fn each_look_is_an_audit_line() {
    let world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    let officer = world.officer().await;
    let file = photo(1, 1000);
    of(&lan, 1).send(&file).await;
    bring(&mut lan, 1, true).await;
    let lines = |action: &str| {
        world.count(&format!(
            "SELECT count(*) FROM audit WHERE action = '{action}' AND member > 0 AND count = 1
             AND document = x'01010101010101010101010101010101'"
        ))
    };
    assert_eq!((lines("list_blobs"), lines("read_blob")), (0, 0));
    list(&officer, 1).await;
    officer.get(&path(&file)).await;
    officer.get(&path(&file)).await;
    assert_eq!((lines("list_blobs"), lines("read_blob")), (1, 2));
    officer.get(&path(&photo(2, 1000))).await;
    assert_eq!(world.count("SELECT count(*) FROM audit WHERE action = 'read_blob'"), 2, "nothing was seen");
}

#[tokio::test]
async fn a_draft_another_commune_and_a_stranger_see_nothing() {
    let world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    let officer = world.officer().await;
    let (of_a_draft, handed_over, of_nothing) = (photo(1, 1000), photo(2, 1000), photo(3, 1000));
    of(&lan, 1).send(&of_a_draft).await;
    of(&lan, 2).send(&handed_over).await;
    of(&lan, 3).send(&of_nothing).await;
    bring(&mut lan, 1, false).await;
    bring(&mut lan, 2, true).await;
    assert_eq!(list(&officer, 1).await.problem(), Problem::NotHandedOver);
    assert_eq!(list(&officer, 3).await.problem(), Problem::DossierUnknown);
    for file in [&of_a_draft, &of_nothing] {
        assert_eq!(officer.get(&path(file)).await.status, 404);
    }
    for garbage in ["", "..%2F..%2Fcommune.db", "ABCD", &"g".repeat(64)] {
        assert_eq!(officer.get(&format!("/office/api/blobs/{garbage}")).await.status, 404, "{garbage}");
    }
    world.other_commune();
    let elsewhere = world.log_in("canbo-khac").await;
    assert_eq!(list(&elsewhere, 2).await.problem(), Problem::DossierUnknown);
    assert_eq!(elsewhere.get(&path(&handed_over)).await.status, 404);
    let anybody = send(world.address(), "GET", &path(&handed_over), &[], b"").await;
    assert_eq!((anybody.status, anybody.problem()), (401, Problem::LoginNeeded));
    assert_eq!(officer.get(&path(&handed_over)).await.body, handed_over);
}

#[tokio::test]
async fn a_blob_whose_file_is_missing_is_not_found_rather_than_half_an_answer() {
    let world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    let officer = world.officer().await;
    let file = photo(1, 1000);
    of(&lan, 1).send(&file).await;
    bring(&mut lan, 1, true).await;
    std::fs::remove_file(place(world.folder.path(), &file)).unwrap();
    assert_eq!(officer.get(&path(&file)).await.status, 404);
}
