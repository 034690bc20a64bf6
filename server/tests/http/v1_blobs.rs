//! `/v1/blobs`: photos that arrive whole, in pieces, and over connections that break.

use crate::support::{Sender, World, photo, place, send};
use data_encoding::BASE64;
use sha1::Sha1;
use sha2::{Digest, Sha256};

fn is_kept(world: &World, file: &[u8]) -> bool {
    std::fs::read(place(world.folder.path(), file)).is_ok_and(|kept| kept == file)
}

fn on_their_way(world: &World) -> usize {
    std::fs::read_dir(world.folder.path().join("uploads")).unwrap().count()
}

#[tokio::test]
async fn the_server_says_what_it_can_do() {
    let world = World::new().await;
    let lan = world.enrol(world.lan).await;
    let sender = Sender::new(&lan);
    for path in ["/v1/blobs", "/v1/blobs/0123"] {
        let reply = sender.request("OPTIONS", path, &[("tus-resumable", "9.9")], b"").await;
        assert_eq!(reply.status, 204);
        for (header, value) in [
            ("tus-resumable", "1.0.0"),
            ("tus-version", "1.0.0"),
            ("tus-extension", "creation,creation-with-upload,checksum,expiration,termination"),
            ("tus-checksum-algorithm", "sha1,sha256"),
            ("tus-max-size", "16777216"),
        ] {
            assert_eq!(reply.header(header), Some(value), "{header}");
        }
    }
}

#[tokio::test]
async fn a_photo_arrives_whole_and_is_kept_under_its_hash_with_one_row() {
    let world = World::new().await;
    let lan = world.enrol(world.lan).await;
    let sender = Sender::new(&lan);
    let file = photo(1, 300_000);
    let created = sender.try_create(&file).await;
    assert_eq!((created.status, created.header("upload-offset")), (201, Some("0")));
    // Seven days after the Monday on which the clock stands.
    assert_eq!(created.header("upload-expires"), Some("Mon, 30 Nov 2026 02:00:00 GMT"));
    let path = created.header("location").unwrap();
    let head = sender.head(path).await;
    assert_eq!((head.status, head.header("upload-offset")), (200, Some("0")));
    assert_eq!(head.header("upload-length"), Some("300000"));
    assert_eq!(head.header("upload-metadata"), Some(sender.metadata(&file).as_str()));
    assert_eq!(head.header("cache-control"), Some("no-store"));

    let sent = sender.patch(path, 0, &file).await;
    assert_eq!((sent.status, sent.header("upload-offset")), (204, Some("300000")));
    assert_eq!((sent.header("tus-resumable"), sent.header("upload-expires")), (Some("1.0.0"), None));
    assert!(is_kept(&world, &file));
    assert_eq!(on_their_way(&world), 0, "the file was moved, not copied");
    assert_eq!(world.count("SELECT count(*) FROM blob WHERE size = 300000 AND media_type = 'image/jpeg'"), 1);
    assert_eq!(world.count("SELECT count(*) FROM blob_link WHERE member > 0 AND at > 0"), 1);
    assert_eq!(sender.offset(path).await, 300_000, "who lost the answer learns that nothing is left to send");
    assert_eq!(sender.patch(path, 300_000, b"").await.status, 204);
}

#[tokio::test]
async fn a_photo_may_come_with_its_creation_whole_or_in_part() {
    let world = World::new().await;
    let lan = world.enrol(world.lan).await;
    let sender = Sender::new(&lan);
    let file = photo(1, 1000);
    let reply = sender.create_with(&file, &file).await;
    assert_eq!((reply.status, reply.header("upload-offset")), (201, Some("1000")));
    assert!(is_kept(&world, &file));

    let file = photo(2, 1000);
    let reply = sender.create_with(&file, &file[..400]).await;
    assert_eq!((reply.status, reply.header("upload-offset")), (201, Some("400")));
    let path = reply.header("location").unwrap();
    assert_eq!(sender.patch(path, 400, &file[400..]).await.status, 204);
    assert!(is_kept(&world, &file));
}

#[tokio::test]
async fn a_device_that_lost_the_answer_to_its_creation_goes_on_with_the_same_upload() {
    let world = World::new().await;
    let (lan, minh) = (world.enrol(world.lan).await, world.enrol(world.minh).await);
    let sender = Sender::new(&lan);
    let file = photo(1, 1000);
    let path = sender.create(&file).await;
    sender.patch(&path, 0, &file[..300]).await;
    for reply in [sender.try_create(&file).await, sender.create_with(&file, &file).await] {
        assert_eq!((reply.status, reply.header("location")), (201, Some(path.as_str())));
        assert_eq!(
            reply.header("upload-offset"),
            Some("300"),
            "the body of a repeated creation is not taken twice"
        );
    }
    assert_ne!(Sender::new(&minh).create(&file).await, path, "another device has its own");
    assert_eq!(sender.patch(&path, 300, &file[300..]).await.status, 204);
    assert!(is_kept(&world, &file));
}

#[tokio::test]
async fn a_connection_that_breaks_after_any_number_of_bytes_costs_none_of_them() {
    let world = World::new().await;
    let lan = world.enrol(world.lan).await;
    let sender = Sender::new(&lan);
    for (seed, size, every) in
        [(1, 40, 1), (2, 3000, 700), (3, 200_000, 65_536), (4, 300_000, 65_537), (5, 500_000, 131_072)]
    {
        let file = photo(seed, size);
        let path = sender.create(&file).await;
        let (mut offset, mut sent) = (0, 0);
        while offset < size {
            let after = every.min(size - offset);
            drop(sender.patch_that_breaks(&path, &file, offset, after).await);
            sent += after;
            offset += after;
            sender.until_kept(&path, offset).await;
        }
        assert_eq!(sent, size, "no byte was sent twice");
        assert!(is_kept(&world, &file), "{size} in pieces of {every}");
    }
    assert_eq!(on_their_way(&world), 0);
}

#[tokio::test]
async fn a_device_that_comes_back_on_a_new_connection_takes_over_from_the_old_one() {
    let world = World::new().await;
    let lan = world.enrol(world.lan).await;
    let sender = Sender::new(&lan);
    let file = photo(1, 100_000);
    let path = sender.create(&file).await;
    // The network dropped this connection, and no end of it ever reaches the server.
    let half_open = sender.patch_that_breaks(&path, &file, 0, 30_000).await;
    sender.until_kept(&path, 30_000).await;
    assert_eq!(sender.patch(&path, 30_000, &file[30_000..]).await.status, 204);
    assert!(is_kept(&world, &file));
    drop(half_open);
}

#[tokio::test]
async fn bytes_for_another_place_are_not_taken() {
    let world = World::new().await;
    let lan = world.enrol(world.lan).await;
    let sender = Sender::new(&lan);
    let file = photo(1, 1000);
    let path = sender.create(&file).await;
    sender.patch(&path, 0, &file[..500]).await;
    for offset in [0, 499, 501, 1000, 5000] {
        let reply = sender.patch(&path, offset, &file[500..]).await;
        assert_eq!((reply.status, reply.header("upload-offset")), (409, Some("500")), "{offset}");
    }
    assert_eq!(sender.offset(&path).await, 500);
    assert_eq!(sender.patch(&path, 500, &file[500..]).await.status, 204);
    assert_eq!(sender.patch(&path, 0, &file).await.status, 409, "nor twice");
    assert!(is_kept(&world, &file));
}

#[tokio::test]
async fn a_chunk_whose_checksum_holds_is_taken_and_any_other_is_discarded() {
    let world = World::new().await;
    let lan = world.enrol(world.lan).await;
    let sender = Sender::new(&lan);
    let file = photo(1, 300_000);
    let path = sender.create(&file).await;
    let sha1 = |bytes: &[u8]| format!("sha1 {}", BASE64.encode(&Sha1::digest(bytes)));
    let sha256 = |bytes: &[u8]| format!("sha256 {}", BASE64.encode(&Sha256::digest(bytes)));
    let (first, second) = file.split_at(200_000);
    for wrong in [sha1(second), sha256(second)] {
        let reply = sender.patch_with(&path, 0, first, &[("upload-checksum", &wrong)]).await;
        assert_eq!(reply.status, 460, "{wrong}");
        assert_eq!(sender.offset(&path).await, 0, "also what was on the disk already");
    }
    assert_eq!(sender.patch_with(&path, 0, first, &[("upload-checksum", &sha1(first))]).await.status, 204);
    let wrong = sender.patch_with(&path, 200_000, second, &[("upload-checksum", &sha256(first))]).await;
    assert_eq!((wrong.status, sender.offset(&path).await), (460, 200_000));
    let right = sender.patch_with(&path, 200_000, second, &[("upload-checksum", &sha256(second))]).await;
    assert_eq!(right.status, 204);
    assert!(is_kept(&world, &file));
    for unreadable in ["", "sha1", "md5 1B2M2Y8AsgTpgAmY7PhCfg==", "sha1 no"] {
        let reply = sender.patch_with(&path, 300_000, b"", &[("upload-checksum", unreadable)]).await;
        assert_eq!(reply.status, 400, "{unreadable}");
    }
}

#[tokio::test]
async fn a_file_that_is_not_the_announced_one_or_no_photo_is_discarded_whole() {
    let world = World::new().await;
    let lan = world.enrol(world.lan).await;
    let sender = Sender::new(&lan);
    let (file, other) = (photo(1, 1000), photo(2, 1000));
    let path = sender.create(&file).await;
    let reply = sender.patch(&path, 0, &other).await;
    assert_eq!(reply.status, 460);
    assert!(String::from_utf8_lossy(&reply.body).contains("sha256"), "the reason is told");
    let page = b"<html><script>alert(1)</script></html>";
    let hidden = sender.create(page).await;
    assert_eq!(sender.patch(&hidden, 0, page).await.status, 415);
    for path in [path, hidden] {
        assert_eq!(sender.head(&path).await.status, 404);
    }
    assert_eq!(on_their_way(&world), 0);
    assert_eq!(world.count("SELECT (SELECT count(*) FROM blob) + (SELECT count(*) FROM upload)"), 0);
    sender.send(&file).await;
    assert!(is_kept(&world, &file), "a second try begins anew");
}

#[tokio::test]
async fn an_upload_is_its_devices_alone() {
    let world = World::new().await;
    let (lan, minh) = (world.enrol(world.lan).await, world.enrol(world.minh).await);
    let (sender, stranger) = (Sender::new(&lan), Sender::new(&minh));
    let file = photo(1, 1000);
    let path = sender.create(&file).await;
    for path in
        [path.as_str(), "/v1/blobs/00000000000000000000000000000000", "/v1/blobs/..%2F..%2Fcommune.db"]
    {
        assert_eq!(stranger.head(path).await.status, 404, "{path}");
        assert_eq!(stranger.patch(path, 0, &file).await.status, 404, "{path}");
        assert_eq!(stranger.request("DELETE", path, &[], b"").await.status, 404, "{path}");
    }
    assert_eq!(sender.offset(&path).await, 0);
    for (method, path) in [("OPTIONS", "/v1/blobs"), ("POST", "/v1/blobs"), ("HEAD", &path), ("PATCH", &path)]
    {
        let headers = [("authorization", "Bearer nobody"), ("tus-resumable", "1.0.0")];
        assert_eq!(send(world.address(), method, path, &headers, b"").await.status, 401, "{method}");
    }
    world.revoke(&lan);
    assert_eq!(sender.head(&path).await.status, 401);
}

#[tokio::test]
async fn an_upload_that_its_device_ends_is_gone_and_a_complete_blob_stays() {
    let world = World::new().await;
    let lan = world.enrol(world.lan).await;
    let sender = Sender::new(&lan);
    let (unfinished, finished) = (photo(1, 1000), photo(2, 1000));
    let path = sender.create(&unfinished).await;
    sender.patch(&path, 0, &unfinished[..10]).await;
    let complete = sender.send(&finished).await;
    for path in [path, complete] {
        assert_eq!(sender.request("DELETE", &path, &[], b"").await.status, 204);
        assert_eq!(sender.head(&path).await.status, 404);
        assert_eq!(sender.request("DELETE", &path, &[], b"").await.status, 404);
    }
    assert_eq!(on_their_way(&world), 0);
    assert!(is_kept(&world, &finished));
}

#[tokio::test]
async fn the_method_may_be_named_in_a_header_where_a_network_lets_only_post_through() {
    let world = World::new().await;
    let lan = world.enrol(world.lan).await;
    let sender = Sender::new(&lan);
    let file = photo(1, 1000);
    let path = sender.create(&file).await;
    let headers = [
        ("x-http-method-override", "PATCH"),
        ("upload-offset", "0"),
        ("content-type", "application/offset+octet-stream"),
    ];
    assert_eq!(sender.request("POST", &path, &headers, &file).await.status, 204);
    assert!(is_kept(&world, &file));
}
