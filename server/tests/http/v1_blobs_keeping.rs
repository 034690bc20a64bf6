//! `/v1/blobs`: one file for the same bytes, uploads that expire, disks that fail, servers that are stopped.

use crate::support::{Sender, World, photo, place};
use dossier::Timestamp;
use server::blobs::{BlobStore, FolderStore, Swept, sweep};
use server::{BlobPlace, Settings};
use std::fs::File;
use std::io::{self, Read};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime};
use wire::packs::FileHash;

const DAY_MS: i64 = 86_400_000;

fn files(world: &World, folder: &str) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(world.folder.path().join(folder)).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
        } else {
            found.push(path);
        }
    }
    found
}

/// As if the file had been written so long before what the server's clock shows.
fn age(world: &World, path: &Path, by_ms: i64) {
    let at = u64::try_from(world.now().millis() - by_ms).unwrap();
    let file = File::options().write(true).open(path).unwrap();
    file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_millis(at)).unwrap();
}

#[tokio::test]
async fn two_devices_with_the_same_bytes_store_them_once_and_the_second_sends_nothing() {
    let world = World::new().await;
    let (lan, minh) = (world.enrol(world.lan).await, world.enrol(world.minh).await);
    let (sender, other) = (Sender::new(&lan), Sender::new(&minh));
    let file = photo(1, 8_000_000);
    // Both have begun before either is complete.
    let (one, two) = (sender.create(&file).await, other.create(&file).await);
    other.patch(&two, 0, &file[..50_000]).await;
    assert_eq!(sender.patch(&one, 0, &file).await.status, 204);
    assert_eq!(other.patch(&two, 50_000, &file[50_000..]).await.status, 204);

    let again = sender.try_create(&file).await;
    assert_eq!((again.status, again.header("upload-offset")), (201, Some("8000000")));
    let path = again.header("location").unwrap();
    assert_ne!(path, one, "a resource of its own");
    assert_eq!((sender.offset(path).await, again.header("upload-expires")), (8_000_000, None));
    let with_bytes = sender.create_with(&file, &file).await;
    assert_eq!((with_bytes.status, with_bytes.header("upload-offset")), (201, Some("8000000")));
    assert_eq!(files(&world, "blobs").len(), 1);
    assert_eq!(files(&world, "uploads").len(), 0);
    assert_eq!(world.count("SELECT count(*) FROM blob"), 1);
    assert_eq!(world.count("SELECT count(*) FROM blob_link"), 2, "each device's, once");
}

#[tokio::test]
async fn another_communes_file_is_not_taken_for_ones_own() {
    let world = World::new().await;
    let lan = world.enrol(world.lan).await;
    let file = photo(1, 1000);
    Sender::new(&lan).send(&file).await;
    let elsewhere = world.other_commune();
    let team = server::store::People::add_team(world.store.as_ref(), &elsewhere, "Tổ Mẫu").unwrap();
    let tam = server::store::People::add_member(world.store.as_ref(), &elsewhere, team, "Tâm Mẫu").unwrap();
    let code = server::invitation::invite(world.store.as_ref(), &elsewhere, tam, world.now()).unwrap();
    let stranger = crate::support::Device::enrol(world.address(), &code).await;
    let sender = Sender::new(&stranger);
    let created = sender.try_create(&file).await;
    assert_eq!(created.header("upload-offset"), Some("0"), "who knows a hash has not shown the file");
    assert_eq!(sender.patch(created.header("location").unwrap(), 0, &file).await.status, 204);
    assert_eq!((files(&world, "blobs").len(), world.count("SELECT count(*) FROM blob")), (1, 2));
}

#[tokio::test]
async fn a_row_whose_file_is_missing_is_not_believed_and_mended_by_the_next_device() {
    let world = World::new().await;
    let (lan, minh) = (world.enrol(world.lan).await, world.enrol(world.minh).await);
    let file = photo(1, 1000);
    Sender::new(&lan).send(&file).await;
    std::fs::remove_file(&files(&world, "blobs")[0]).unwrap();
    Sender::new(&minh).send(&file).await;
    assert_eq!(std::fs::read(&files(&world, "blobs")[0]).unwrap(), file);
    assert_eq!(world.count("SELECT count(*) FROM blob"), 1);
}

#[tokio::test]
async fn an_upload_expires_seven_days_after_its_last_bytes_and_the_sweep_takes_it() {
    let world = World::new().await;
    let lan = world.enrol(world.lan).await;
    let sender = Sender::new(&lan);
    let (file, complete) = (photo(1, 1000), photo(2, 1000));
    let path = sender.create(&file).await;
    let finished = sender.send(&complete).await;
    world.pass_ms(6 * DAY_MS);
    let later = sender.patch(&path, 0, &file[..500]).await;
    assert_eq!(later.header("upload-expires"), Some("Sun, 06 Dec 2026 02:00:00 GMT"));
    world.pass_ms(7 * DAY_MS - 1);
    assert_eq!(
        sweep(world.app()).unwrap(),
        Swept { uploads: 1, files: 0 },
        "the complete one's own time is over"
    );
    assert_eq!(sender.head(&finished).await.status, 404);
    assert_eq!(sender.offset(&path).await, 500);
    world.pass_ms(1);
    for method in ["HEAD", "DELETE"] {
        assert_eq!(sender.request(method, &path, &[], b"").await.status, 410, "{method}");
    }
    assert_eq!(sender.patch(&path, 500, &file[500..]).await.status, 410);
    assert_eq!(sweep(world.app()).unwrap(), Swept { uploads: 1, files: 0 });
    assert_eq!(sender.head(&path).await.status, 404);
    assert_eq!(files(&world, "uploads").len(), 0);
    assert_eq!(files(&world, "blobs").len(), 1, "the blob itself does not expire");
    assert_eq!(sweep(world.app()).unwrap(), Swept::default());
}

#[tokio::test]
async fn files_without_rows_are_swept_after_a_day_and_files_with_rows_never() {
    let world = World::new().await;
    let lan = world.enrol(world.lan).await;
    let sender = Sender::new(&lan);
    let unfinished = photo(2, 1000);
    sender.send(&photo(1, 1000)).await;
    let path = sender.create(&unfinished).await;
    sender.patch(&path, 0, &unfinished[..10]).await;
    for path in files(&world, "blobs").into_iter().chain(files(&world, "uploads")) {
        age(&world, &path, 3 * DAY_MS);
    }
    let stray = "0a".repeat(32);
    let folder = world.folder.path().join("blobs/0a");
    std::fs::create_dir(&folder).unwrap();
    let strays = [
        (folder.join(&stray), DAY_MS + 1),
        (world.folder.path().join("uploads").join("0b".repeat(16)), DAY_MS + 1),
        (folder.join("0a".repeat(31) + "0b"), DAY_MS - 1000),
        (folder.join("a note of the administrator"), 9 * DAY_MS),
    ];
    for (path, age_ms) in &strays {
        std::fs::write(path, b"left by a crash").unwrap();
        age(&world, path, *age_ms);
    }
    assert_eq!(sweep(world.app()).unwrap(), Swept { uploads: 0, files: 2 });
    let there: Vec<_> = strays.iter().map(|(path, _)| path.exists()).collect();
    assert_eq!(there, [false, false, true, true]);
    assert_eq!(sender.offset(&path).await, 10);
    assert_eq!(files(&world, "blobs").len(), 3);
}

#[tokio::test]
async fn photos_that_came_after_the_backup_outlive_its_restore() {
    let mut world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    let backup = world.folder.path().join("backup.db");
    world.store.back_up(&backup, world.now()).unwrap();
    let file = photo(1, 1000);
    Sender::new(&lan).send(&file).await;
    world.restore(&backup).await;
    lan.address = world.address();
    age(&world, &place(world.folder.path(), &file), 3 * DAY_MS);
    assert_eq!(sweep(world.app()).unwrap(), Swept::default());
    Sender::new(&lan).send(&file).await;
    assert_eq!(world.count("SELECT count(*) FROM blob"), 1);
    let (late, lost) = (photo(2, 1000), place(world.folder.path(), &photo(2, 1000)));
    std::fs::create_dir_all(lost.parent().unwrap()).unwrap();
    std::fs::write(&lost, late).unwrap();
    world.pass_ms(91 * DAY_MS);
    age(&world, &lost, 3 * DAY_MS);
    assert_eq!(sweep(world.app()).unwrap(), Swept { uploads: 1, files: 1 });
    assert!(place(world.folder.path(), &file).is_file() && !lost.exists());
}

#[tokio::test]
async fn a_server_that_is_started_again_goes_on_where_the_upload_was() {
    let mut world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    let file = photo(1, 400_000);
    let path = Sender::new(&lan).create(&file).await;
    // In the middle of a request.
    let open = Sender::new(&lan).patch_that_breaks(&path, &file, 0, 250_000).await;
    Sender::new(&lan).until_kept(&path, 250_000).await;
    drop(open);
    world.stop().await;
    // A kill may leave more in the file than was noted, or less of it than a damaged disk promised.
    let half = files(&world, "uploads").remove(0);
    let mut bytes = std::fs::read(&half).unwrap();
    bytes.extend(b"what was written after the last note");
    std::fs::write(&half, &bytes).unwrap();
    world.start().await;
    lan.address = world.address();
    let sender = Sender::new(&lan);
    assert_eq!(sender.offset(&path).await, 250_000);
    assert_eq!(sender.patch(&path, 250_000, &file[250_000..300_000]).await.status, 204);
    let cut = File::options().write(true).open(&half).unwrap();
    cut.set_len(100_000).unwrap();
    assert_eq!(sender.offset(&path).await, 100_000);
    assert_eq!(sender.patch(&path, 100_000, &file[100_000..]).await.status, 204);
    assert_eq!(std::fs::read(&files(&world, "blobs")[0]).unwrap(), file);
}

/// A store of blobs whose disk is full, or whose server dies between the file and its row, while it is told to.
#[derive(Debug)]
struct Faulty {
    folder: FolderStore,
    full: Arc<AtomicBool>,
    dies_after: Arc<AtomicBool>,
}

impl BlobStore for Faulty {
    fn put(&self, sha256: &FileHash, finished: &Path) -> io::Result<()> {
        if self.full.load(Ordering::SeqCst) {
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.folder.put(sha256, finished)?;
        if self.dies_after.load(Ordering::SeqCst) { Err(io::Error::other("killed")) } else { Ok(()) }
    }
    fn open(&self, sha256: &FileHash, range: Range<u64>) -> io::Result<Box<dyn Read + Send>> {
        self.folder.open(sha256, range)
    }
    fn exists(&self, sha256: &FileHash) -> io::Result<bool> {
        self.folder.exists(sha256)
    }
    fn delete(&self, sha256: &FileHash) -> io::Result<()> {
        self.folder.delete(sha256)
    }
    fn older_than(&self, moment: Timestamp) -> io::Result<Vec<FileHash>> {
        self.folder.older_than(moment)
    }
}

#[tokio::test]
async fn a_disk_that_fails_at_the_last_byte_costs_no_row_and_the_device_tries_again() {
    let data = tempfile::tempdir().unwrap();
    let (full, dies_after) = (Arc::new(AtomicBool::new(true)), Arc::new(AtomicBool::new(false)));
    let folder = FolderStore::open(data.path().join("blobs")).unwrap();
    let store = Faulty { folder, full: full.clone(), dies_after: dies_after.clone() };
    let blobs = BlobPlace::with(data.path(), Arc::new(store)).unwrap();
    let world = World::with(Settings { blobs: Some(blobs), ..Settings::default() }).await;
    let lan = world.enrol(world.lan).await;
    let sender = Sender::new(&lan);
    let file = photo(1, 200_000);
    let path = sender.create(&file).await;
    assert_eq!(sender.patch(&path, 0, &file).await.status, 507);
    let kept = sender.offset(&path).await;
    assert!(kept < file.len(), "what is not complete is never told as complete: {kept}");

    full.store(false, Ordering::SeqCst);
    dies_after.store(true, Ordering::SeqCst);
    assert_eq!(sender.patch(&path, kept, &file[kept..]).await.status, 500);
    assert_eq!(world.count("SELECT count(*) FROM blob"), 0, "file first, row after");
    assert!(place(data.path(), &file).is_file());

    dies_after.store(false, Ordering::SeqCst);
    let kept = sender.offset(&path).await;
    assert_eq!(sender.patch(&path, kept, &file[kept..]).await.status, 204);
    assert_eq!(world.count("SELECT count(*) FROM blob"), 1);
}

#[tokio::test]
async fn a_database_that_cannot_grow_costs_no_bytes_that_were_told_as_kept() {
    let world = World::new().await;
    let lan = world.enrol(world.lan).await;
    let sender = Sender::new(&lan);
    let file = photo(1, 1000);
    let path = sender.create(&file).await;
    sender.patch(&path, 0, &file[..500]).await;
    world.store.limit_growth(Some(0)).unwrap();
    let mut refused = 0;
    for seed in 10..200 {
        refused = sender.try_create(&photo(seed, 100)).await.status;
        if refused != 201 {
            break;
        }
    }
    assert!([429, 503].contains(&refused), "{refused}");
    assert_eq!(sender.offset(&path).await, 500);
    world.store.limit_growth(None).unwrap();
    assert_eq!(sender.patch(&path, 500, &file[500..]).await.status, 204);
}
