//! `/v1/blobs`: what is too much, and what nobody of ours would send.

use crate::support::{Sender, World, photo};
use dossier::DocumentId;
use server::store::Documents;

const MAX: usize = 16 * 1024 * 1024;

#[tokio::test]
async fn a_blob_has_at_most_sixteen_mebibytes() {
    let world = World::new().await;
    let lan = world.enrol(world.lan).await;
    let sender = Sender::new(&lan);
    let file = photo(1, MAX);
    let metadata = sender.metadata(&file);
    let create = async |length: &str| {
        let headers = [("upload-length", length), ("upload-metadata", metadata.as_str())];
        sender.request("POST", "/v1/blobs", &headers, b"").await.status
    };
    assert_eq!(create("16777217").await, 413);
    assert_eq!(create("18446744073709551615").await, 413);
    for unreadable in ["0", "", "-1", "+5", "1.5", "0x10", "18446744073709551616", "many"] {
        assert_eq!(create(unreadable).await, 400, "{unreadable}");
    }
    sender.send(&file).await;
    assert_eq!(world.count("SELECT size FROM blob"), 16_777_216);
}

#[tokio::test]
async fn more_than_was_announced_is_not_taken() {
    let world = World::new().await;
    let lan = world.enrol(world.lan).await;
    let sender = Sender::new(&lan);
    let file = photo(1, 1000);
    let path = sender.create(&file).await;
    assert_eq!(sender.patch(&path, 0, &photo(1, 1001)).await.status, 413);
    assert_eq!(sender.offset(&path).await, 0);
    // Without a length in the head it shows only in the bytes.
    let mut body = format!("{:x}\r\n", 200_000).into_bytes();
    body.extend(photo(1, 200_000));
    body.extend(b"\r\n0\r\n\r\n");
    let reply = chunked(&sender, &path, &body).await;
    assert!(reply.starts_with("HTTP/1.1 413"), "{reply}");
    assert_eq!(sender.offset(&path).await, 0);
    assert_eq!(sender.patch(&path, 0, &file).await.status, 204);
}

async fn chunked(sender: &Sender<'_>, path: &str, body: &[u8]) -> String {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let mut stream = tokio::net::TcpStream::connect(sender.device.address).await.unwrap();
    let head = format!(
        "PATCH {path} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer {}\r\ntus-resumable: 1.0.0\r\n\
         upload-offset: 0\r\ncontent-type: application/offset+octet-stream\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n",
        sender.device.token
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    // The server may have answered and closed before all of it is out.
    let _sent = stream.write_all(body).await;
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).await.unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn a_device_has_at_most_so_many_uploads_and_bytes_on_their_way() {
    let world = World::new().await;
    let (lan, minh) = (world.enrol(world.lan).await, world.enrol(world.minh).await);
    let (sender, other) = (Sender::new(&lan), Sender::new(&minh));
    let mut first = String::new();
    for seed in 0..64 {
        first = sender.create(&photo(seed, 100)).await;
    }
    assert_eq!(sender.try_create(&photo(64, 100)).await.status, 429);
    other.create(&photo(64, 100)).await;
    // Room for one: by an end, by a completion, by time.
    sender.request("DELETE", &first, &[], b"").await;
    let path = sender.create(&photo(64, 100)).await;
    assert_eq!(sender.try_create(&photo(65, 100)).await.status, 429);
    sender.patch(&path, 0, &photo(64, 100)).await;
    sender.create(&photo(65, 100)).await;
    assert_eq!(sender.try_create(&photo(66, 100)).await.status, 429);
    world.pass_ms(7 * 86_400_000);
    sender.create(&photo(66, 100)).await;

    let mut hash = photo(67, 100);
    for number in 0..16u8 {
        hash.push(number);
        let metadata = sender.metadata(&hash);
        let headers = [("upload-length", "16777216"), ("upload-metadata", metadata.as_str())];
        let reply = sender.request("POST", "/v1/blobs", &headers, b"").await;
        assert_eq!(reply.status, if number < 15 { 201 } else { 429 }, "{number}");
    }
}

#[tokio::test]
async fn metadata_that_is_missing_cut_off_or_garbage_begins_nothing() {
    let world = World::new().await;
    let lan = world.enrol(world.lan).await;
    let sender = Sender::new(&lan);
    let good = sender.metadata(&photo(1, 1000));
    let create = async |metadata: Option<&str>| {
        let mut headers = vec![("upload-length", "1000")];
        headers.extend(metadata.map(|metadata| ("upload-metadata", metadata)));
        sender.request("POST", "/v1/blobs", &headers, b"").await.status
    };
    assert_eq!(create(None).await, 400);
    for (end, _) in good.char_indices() {
        let (cut, _) = good.split_at(end);
        assert_eq!(create(Some(cut)).await, 400, "{cut}");
    }
    let long = format!("{good},filename {}", "QQ==".repeat(300));
    for garbage in ["sha256", ",,,", "sha256 !,dossier !", "\u{7}", "é é", long.as_str()] {
        assert_eq!(create(Some(garbage)).await, 400, "{garbage}");
    }
    assert_eq!(world.count("SELECT count(*) FROM upload"), 0);
    assert_eq!(create(Some(&good)).await, 201);
}

/// Method, path, headers, and the status that is due.
type Case<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str)], u16);

#[tokio::test]
async fn a_request_that_is_no_tus_is_told_so_and_changes_nothing() {
    let world = World::new().await;
    let lan = world.enrol(world.lan).await;
    let sender = Sender::new(&lan);
    let file = photo(1, 1000);
    let path = sender.create(&file).await;
    let bytes = ("content-type", "application/offset+octet-stream");
    let cases: &[Case<'_>] = &[
        ("PATCH", &path, &[bytes, ("upload-offset", "0"), ("tus-resumable", "0.2.2")], 412),
        ("PATCH", &path, &[bytes, ("upload-offset", "0"), ("tus-resumable", "")], 412),
        ("HEAD", &path, &[("tus-resumable", "2.0.0")], 412),
        ("PATCH", &path, &[("upload-offset", "0")], 415),
        ("PATCH", &path, &[("upload-offset", "0"), ("content-type", "image/jpeg")], 415),
        ("PATCH", &path, &[bytes], 400),
        ("PATCH", &path, &[bytes, ("upload-offset", "-1")], 400),
        ("PATCH", &path, &[bytes, ("upload-offset", "zero")], 400),
        ("PATCH", &path, &[bytes, ("upload-offset", "18446744073709551615")], 409),
        ("PUT", &path, &[bytes, ("upload-offset", "0")], 405),
        ("GET", &path, &[], 405),
        ("PATCH", "/v1/blobs", &[bytes, ("upload-offset", "0")], 405),
        ("POST", &path, &[], 405),
        ("PATCH", "/v1/blobs/%00", &[bytes, ("upload-offset", "0")], 404),
    ];
    for (method, path, headers, status) in cases {
        let reply = sender.request(method, path, headers, b"abc").await;
        assert_eq!(reply.status, *status, "{method} {path} {headers:?}");
        assert_eq!(reply.header("tus-resumable"), Some("1.0.0"), "{method} {headers:?}");
        if *status == 412 {
            assert_eq!(reply.header("tus-version"), Some("1.0.0"));
        }
    }
    assert_eq!(sender.offset(&path).await, 0);
    assert_eq!(sender.patch(&path, 0, &file).await.status, 204);
}

#[tokio::test]
async fn a_dossier_that_was_removed_takes_no_photos_and_loses_those_that_it_had() {
    let world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    let id = DocumentId::from_bytes([9; 16]);
    lan.documents.insert(id, crate::support::draft(1, "Lò Văn An"));
    lan.sync(&[id]).await;
    let sender = Sender::new(&lan);
    let elsewhere = Sender { dossier: dossier::DossierId::from_bytes([8; 16]), ..Sender::new(&lan) };
    let (alone, shared, late) = (photo(1, 1000), photo(2, 1000), photo(3, 1000));
    sender.send(&alone).await;
    sender.send(&shared).await;
    elsewhere.create(&shared).await;
    let path = sender.create(&late).await;
    world.store.remove_document(&world.commune, id, world.now()).unwrap();
    assert_eq!(sender.patch(&path, 0, &late).await.status, 404);
    assert_eq!(sender.try_create(&late).await.status, 410);
    assert_eq!(world.count("SELECT count(*) FROM blob"), 1, "the one that another dossier has too");
    assert_eq!(world.count("SELECT count(*) FROM blob_link"), 1);
}
