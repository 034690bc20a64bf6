//! Photos of papers at the door: looked at at once, kept sealed, put in order, and sent apart from text.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a story stops where it fails")]

use dossier::{DossierId, PhotoHash};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use stories::pictures::{Wrong, bomb, paper, wall};
use stories::windows::SmallDisk;
use testkit::{Commune, Network, Phone, SetClock, Weather};
use wire::ipc::{
    DropPhoto, GetDossierPhotos, GetPhoto, KeepPhoto, LookAtPhoto, MovePage, RemovePage, SetPhotoBudget,
    TurnPhoto,
};
use wire::photos::{PhotoFlaw, PhotoLook, PhotoRef, QuarterTurn, Room, Whereabouts};
use wire::view::DossierView;
use wire::{OtherFile, PictureFault, Problem};

/// A paper of the demo's birth.
const PAPER: &str = "giay_chung_sinh";
/// And one that is only shown.
const ONLY_SHOWN: &str = "giay_to_tuy_than";

async fn look(phone: &Phone, picture: Vec<u8>) -> Result<PhotoLook, Problem> {
    phone.device().look_at_photo(LookAtPhoto {}, picture).await
}

fn try_to_keep(phone: &Phone, dossier: DossierId, look: u32) -> Result<DossierView, Problem> {
    phone.device().keep_photo(KeepPhoto { look, dossier, paper: PAPER.into() })
}

/// Takes a photo and keeps it; answers with the page.
async fn take(phone: &Phone, dossier: DossierId, number: u64) -> PhotoHash {
    let look = look(phone, paper(number, Wrong::Nothing)).await.unwrap();
    pages(&try_to_keep(phone, dossier, look.look).unwrap()).pop().unwrap()
}

fn pages(view: &DossierView) -> Vec<PhotoHash> {
    view.pages.get(&PAPER.into()).into_iter().flatten().map(|page| page.photo).collect()
}

fn bytes(phone: &Phone, dossier: DossierId, photo: PhotoHash) -> Result<Vec<u8>, Problem> {
    phone.device().get_photo(GetPhoto { photo: PhotoRef::Kept { dossier, photo } })
}

fn whereabouts(phone: &Phone, dossier: DossierId) -> Vec<Whereabouts> {
    let photos = phone.device().get_dossier_photos(GetDossierPhotos { dossier }).unwrap();
    pages(&phone.dossier(dossier)).iter().filter_map(|page| photos.here.get(page).copied()).collect()
}

fn files(phone: &Phone) -> usize {
    std::fs::read_dir(phone.folder().join("photos")).map_or(0, Iterator::count)
}

/// Whether sixteen bytes of a picture, from its beginning or its middle, lie in a folder as they are. Fewer would be found
/// in sealed bytes by chance.
fn has_some_of(folder: &Path, picture: &[u8]) -> bool {
    let pieces = [&picture[..16], &picture[picture.len() / 2..][..16]];
    std::fs::read_dir(folder).unwrap().any(|entry| {
        let path = entry.unwrap().path();
        if path.is_dir() {
            return has_some_of(&path, picture);
        }
        std::fs::read(path).unwrap().windows(16).any(|bytes| pieces.contains(&bytes))
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn lan_takes_three_pages_puts_them_in_order_and_they_lie_sealed() {
    let commune = Commune::start().await;
    let mut lan = commune.phone(0).await;
    let dossier = lan.start_birth();
    let mut taken = Vec::new();
    for number in 1..=3 {
        taken.push(take(&lan, dossier, number).await);
    }
    assert_eq!(pages(&lan.dossier(dossier)), taken);
    let jpeg = bytes(&lan, dossier, taken[0]).unwrap();
    assert!(jpeg.starts_with(&[0xFF, 0xD8, 0xFF]) && jpeg.len() <= 300_000, "{} bytes", jpeg.len());
    assert!(!has_some_of(lan.folder(), &jpeg), "a photo can be read without the PIN");
    let unsealed = tempfile::tempdir().unwrap();
    std::fs::write(unsealed.path().join("photo"), &jpeg).unwrap();
    assert!(has_some_of(unsealed.path(), &jpeg), "one that is not sealed would be seen");

    let shift =
        |photo, earlier| lan.device().move_page(MovePage { dossier, paper: PAPER.into(), photo, earlier });
    let view = shift(taken[2], true).unwrap();
    assert_eq!(pages(&view), [taken[0], taken[2], taken[1]]);
    let view = shift(taken[0], false).unwrap();
    assert_eq!(pages(&view), [taken[2], taken[0], taken[1]]);
    assert_eq!(shift(taken[2], true), Err(Problem::PhotoUnknown), "nothing is before the first");
    let view =
        lan.device().remove_page(RemovePage { dossier, paper: PAPER.into(), photo: taken[0] }).unwrap();
    assert_eq!(pages(&view), [taken[2], taken[1]]);

    lan.restart();
    assert_eq!(pages(&lan.dossier(dossier)), [taken[2], taken[1]]);
    assert_eq!(bytes(&lan, dossier, taken[2]).unwrap().len(), {
        let page = bytes(&lan, dossier, taken[2]).unwrap();
        page.len()
    });
    assert_eq!(whereabouts(&lan, dossier), [Whereabouts::OnThisPhone; 2]);
    lan.device().lock(wire::ipc::Lock {}).unwrap();
    assert_eq!(bytes(&lan, dossier, taken[2]), Err(Problem::Locked));
}

#[tokio::test(flavor = "multi_thread")]
async fn every_flaw_is_told_at_once_and_what_is_dropped_is_nowhere() {
    let commune = Commune::start().await;
    let lan = commune.phone(0).await;
    let dossier = lan.start_birth();
    let good = look(&lan, paper(1, Wrong::Nothing)).await.unwrap();
    assert_eq!((good.findings.as_slice(), good.straightened), (&[][..], true));
    for (wrong, flaw) in [
        (Wrong::Blurred, PhotoFlaw::Blurred),
        (Wrong::Dark, PhotoFlaw::TooDark),
        (Wrong::Blank, PhotoFlaw::Empty),
        (Wrong::Sideways, PhotoFlaw::SidewaysOrUpsideDown),
    ] {
        let looked = look(&lan, paper(1, wrong)).await.unwrap();
        assert!(looked.findings.iter().any(|one| one.flaw == flaw), "{wrong:?}: {:?}", looked.findings);
    }
    let sideways = look(&lan, paper(1, Wrong::Sideways)).await.unwrap();
    let turned = TurnPhoto { look: sideways.look, turn: QuarterTurn::Left };
    let turned = lan.device().turn_photo(turned).await.unwrap();
    assert!(turned.findings.iter().all(|one| one.flaw != PhotoFlaw::SidewaysOrUpsideDown), "{turned:?}");
    assert_eq!(try_to_keep(&lan, dossier, sideways.look), Err(Problem::PhotoUnknown), "it was turned since");
    lan.device().drop_photo(DropPhoto { look: turned.look }).unwrap();
    assert_eq!(try_to_keep(&lan, dossier, turned.look), Err(Problem::PhotoUnknown));
    assert_eq!(files(&lan), 0, "room that was taken is given back");
    let looked = look(&lan, paper(1, Wrong::Nothing)).await.unwrap();
    let elsewhere = KeepPhoto { look: looked.look, dossier, paper: "so_do".into() };
    assert_eq!(lan.device().keep_photo(elsewhere), Err(Problem::PaperUnknown));
    // An identity card is shown at the desk: of what is only shown nothing is kept.
    let shown = KeepPhoto { look: looked.look, dossier, paper: ONLY_SHOWN.into() };
    assert_eq!(lan.device().keep_photo(shown), Err(Problem::PaperOnlyShown));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_photo_has_its_own_word_and_nothing_is_kept_of_it() {
    let commune = Commune::start().await;
    let lan = commune.phone(0).await;
    let fault = |fault| Problem::Picture { fault };
    let other = |found| fault(PictureFault::NotAPicture { found });
    let whole = paper(1, Wrong::Nothing);
    let mut spoilt = wall();
    let middle = spoilt.len() / 2;
    spoilt[middle] ^= 0xFF;
    for (name, bytes, expected) in [
        ("nothing", Vec::new(), fault(PictureFault::Empty)),
        ("the first half", whole[..whole.len() / 2].to_vec(), fault(PictureFault::Truncated)),
        ("a spoilt PNG", spoilt, fault(PictureFault::Damaged)),
        ("a HEIC called .jpg", [&b"\0\0\0\x18ftypheic"[..], &[0; 200]].concat(), other(OtherFile::Heif)),
        ("a PDF", b"%PDF-1.7 nothing".to_vec(), other(OtherFile::Pdf)),
        ("a log-in page", b"<html><title>Wi-Fi</title>".to_vec(), other(OtherFile::WebPage)),
        ("noise", vec![7; 4096], other(OtherFile::Other)),
        ("41 MB", vec![0xFF; 41_000_000], fault(PictureFault::TooLarge { most_mb: 40 })),
        ("a bomb", bomb(60_000, 60_000), fault(PictureFault::TooManyPixels)),
    ] {
        assert_eq!(look(&lan, bytes).await, Err(expected), "{name}");
    }
    assert_eq!(files(&lan), 0);
    assert!(look(&lan, whole).await.is_ok(), "and after all that a photo is taken");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_volunteers_photograph_one_paper_offline_and_all_pages_are_there() {
    let commune = Commune::start().await;
    let (lan, minh) = (commune.phone(0).await, commune.phone(1).await);
    let dossier = lan.start_birth();
    lan.sync_well().await;
    minh.sync_well().await;
    let ours = take(&lan, dossier, 1).await;
    let theirs = take(&minh, dossier, 2).await;
    for _ in 0..2 {
        lan.sync_well().await;
        minh.sync_well().await;
    }
    for phone in [&lan, &minh] {
        let mut all = pages(&phone.dossier(dossier));
        all.sort_unstable();
        let mut expected = [ours, theirs];
        expected.sort_unstable();
        assert_eq!(all, expected);
    }
    assert_eq!(bytes(&lan, dossier, theirs), Err(Problem::PhotoUnknown), "it is on the other phone");
}

/// What the office has of a dossier, by hash.
fn at_the_office(commune: &Commune, dossier: DossierId) -> Vec<String> {
    let session = commune.administrator();
    let listed = server::office::blobs::list(commune.app(), &session, dossier).unwrap();
    listed.blobs.iter().map(|blob| blob.sha256.to_string()).collect()
}

fn read_at_the_office(commune: &Commune, photo: PhotoHash) -> Vec<u8> {
    let hash = wire::packs::FileHash(*photo.as_bytes());
    let opened = server::office::blobs::read(commune.app(), &commune.administrator(), &hash);
    let (_, mut file) = opened.unwrap().unwrap();
    let mut bytes = Vec::new();
    std::io::Read::read_to_end(&mut file, &mut bytes).unwrap();
    bytes
}

/// A birth, filled in and handed over, with so many pages.
async fn handed_over(phone: &Phone, pages: u64) -> DossierId {
    let dossier = phone.start_birth();
    for (question, value) in demo::birth::ANSWERS {
        phone.answer(dossier, question, value);
    }
    phone.agree(dossier);
    for number in 0..pages {
        take(phone, dossier, 100 + number).await;
    }
    phone.hand_over(dossier).unwrap();
    dossier
}

#[tokio::test(flavor = "multi_thread")]
async fn photos_follow_the_text_and_the_office_has_each_byte_for_byte() {
    let commune = Commune::start().await;
    let lan = commune.phone(0).await;
    let dossier = handed_over(&lan, 2).await;
    let before = lan.sync_well().await;
    assert_eq!((before.waiting, before.photos.pages, before.photos.bytes), (0, 0, 0));
    assert_eq!(whereabouts(&lan, dossier), [Whereabouts::AtTheCommune; 2]);
    let here = at_the_office(&commune, dossier);
    assert_eq!(here.len(), 4, "two pages and their thumbnails");
    for page in pages(&lan.dossier(dossier)) {
        assert!(here.contains(&page.to_string()));
        assert_eq!(read_at_the_office(&commune, page), bytes(&lan, dossier, page).unwrap());
    }
    // What the commune has is not sent again, from another dossier either.
    lan.network.take_counts();
    let again = lan.start_birth();
    take(&lan, again, 100).await;
    lan.sync_well().await;
    assert_eq!(whereabouts(&lan, again), [Whereabouts::AtTheCommune]);
    let passed = lan.network.take_counts();
    assert!(passed.up < 12_000, "the commune has these very bytes: {} went up", passed.up);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_goes_on_from_its_byte_after_cuts_and_restarts_and_little_is_sent_twice() {
    let commune = Commune::start().await;
    let mut lan = commune.phone(0).await;
    let dossier = handed_over(&lan, 3).await;
    let all: u64 = {
        let status = lan.device().get_sync_status(wire::ipc::GetSyncStatus {}).unwrap();
        assert_eq!(status.photos.pages, 3);
        status.photos.bytes
    };
    lan.network.take_counts();
    let (mut cuts, mut up) = (0, 0);
    while lan.device().get_sync_status(wire::ipc::GetSyncStatus {}).unwrap().photos.pages > 0 {
        cuts += 1;
        assert!(cuts < 60, "it never comes to an end");
        lan.network.set(Weather::Fine);
        up += lan.network.take_counts().up;
        tokio::select! {
            biased;
            // Each time the signal is gone in the middle of a photo.
            () = lan.network.until_up(150_000) => lan.network.set(Weather::NoSignal),
            _ = lan.sync() => {}
        }
        if cuts % 2 == 0 {
            lan.restart();
        }
    }
    assert!(cuts >= 3, "{all} bytes in {cuts} tries");
    up += lan.network.take_counts().up;
    println!("{all} bytes of photos, {up} went up, over {cuts} connections");
    assert!(up <= all + all / 5 + 8_000 * cuts, "{up} bytes went up for {all}, over {cuts} connections");
    lan.network.set(Weather::Fine);
    lan.sync_well().await;
    assert_eq!(whereabouts(&lan, dossier), [Whereabouts::AtTheCommune; 3]);
    for page in pages(&lan.dossier(dossier)) {
        assert_eq!(read_at_the_office(&commune, page), bytes(&lan, dossier, page).unwrap());
    }
}

/// Set for the process that is killed: the folder of its files.
const ROLE: &str = "DONGHANH_STORY_UPLOADING_FOLDER";
const KILLED: &str =
    "photos::an_app_that_is_killed_in_the_middle_of_a_photo_goes_on_from_the_byte_that_the_server_has";

/// The app's process: sends until it is killed.
async fn send_until_killed(folder: &Path) -> ! {
    let clock = Arc::new(SetClock::at(testkit::MORNING));
    let config = device::DeviceConfig { data_dir: folder.to_owned(), clock };
    let device = device::Device::open(config).unwrap();
    device.unlock(wire::ipc::Unlock { pin: testkit::PIN.to_owned() }).unwrap();
    loop {
        device.sync_now(wire::ipc::SyncNow {}).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_app_that_is_killed_in_the_middle_of_a_photo_goes_on_from_the_byte_that_the_server_has() {
    if let Some(folder) = std::env::var_os(ROLE) {
        send_until_killed(Path::new(&folder)).await;
    }
    let commune = Commune::start().await;
    let mut lan = commune.phone(0).await;
    let dossier = handed_over(&lan, 4).await;
    let all = lan.device().get_sync_status(wire::ipc::GetSyncStatus {}).unwrap().photos.bytes;
    lan.device().lock(wire::ipc::Lock {}).unwrap();
    lan.network.take_counts();
    for kill in 1..=4 {
        let mut app = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["--exact", KILLED, "--nocapture"])
            .env(ROLE, lan.folder())
            .stdout(std::process::Stdio::null())
            .spawn()
            .unwrap();
        lan.network.until_up(kill * all / 5).await;
        app.kill().unwrap();
        app.wait().unwrap();
    }
    lan.restart();
    lan.sync_well().await;
    assert_eq!(whereabouts(&lan, dossier), [Whereabouts::AtTheCommune; 4]);
    for page in pages(&lan.dossier(dossier)) {
        assert_eq!(read_at_the_office(&commune, page), bytes(&lan, dossier, page).unwrap());
    }
    let up = lan.network.take_counts().up;
    println!("{all} bytes of photos, {up} went up, over 4 kills");
    assert!(up <= all + all / 5 + 50_000, "{up} bytes went up for {all}");
}

#[tokio::test(flavor = "multi_thread")]
async fn bytes_that_are_spoilt_on_their_way_are_never_taken_for_a_photo() {
    let commune = Commune::start().await;
    let lan = commune.phone(0).await;
    let dossier = handed_over(&lan, 1).await;
    // All text is there, and the thumbnail; from then on every piece comes as another.
    let network = lan.network.clone();
    let device = lan.device().clone();
    let spoiling = device.background_sync(move |status| {
        if status.photos.sent_bytes > 0 {
            network.set(Weather::Corrupts);
        }
    });
    let status = tokio::select! {
        biased;
        () = spoiling => unreachable!("it goes on until it is dropped"),
        status = lan.sync() => status,
    };
    assert!(status.problem.is_some() && status.waiting == 0, "{status:?}");
    assert_eq!(whereabouts(&lan, dossier), [Whereabouts::OnThisPhone]);
    let page = pages(&lan.dossier(dossier))[0];
    assert!(!at_the_office(&commune, dossier).contains(&page.to_string()));
    // Another listener in the place of the one that spoils.
    tokio::select! {
        biased;
        () = lan.device().background_sync(|_| {}) => unreachable!("it goes on until it is dropped"),
        () = std::future::ready(()) => {}
    }
    lan.network.set(Weather::Fine);
    lan.sync_well().await;
    assert_eq!(whereabouts(&lan, dossier), [Whereabouts::AtTheCommune]);
    assert_eq!(read_at_the_office(&commune, page), bytes(&lan, dossier, page).unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_days_budget_stops_photos_not_text_and_they_go_on_tomorrow() {
    let commune = Commune::start().await;
    let lan = commune.phone(0).await;
    lan.device().set_photo_budget(SetPhotoBudget { bytes_a_day: 100_000 }).unwrap();
    let dossier = handed_over(&lan, 2).await;
    let status = lan.sync_well().await;
    assert_eq!(status.waiting, 0, "text is no photo");
    assert!(status.photos.budget_spent && status.photos.pages > 0, "{:?}", status.photos);
    let settings = lan.device().get_settings(wire::ipc::GetSettings {}).unwrap();
    assert_eq!(settings.photo_spent, 100_000, "to the byte");
    lan.network.take_counts();
    lan.sync_well().await;
    assert!(lan.network.take_counts().up < 10_000, "nothing more goes today");
    // Thumbnails came first: the office can see what is on its way.
    assert!(at_the_office(&commune, dossier).len() >= 2);
    for day in 1..20 {
        lan.clock.advance_millis(24 * 60 * 60 * 1000);
        commune.clock.advance_millis(24 * 60 * 60 * 1000);
        if lan.sync_well().await.photos.pages == 0 {
            assert!(day >= 2, "the pages are larger than one day's budget");
            assert_eq!(whereabouts(&lan, dossier), [Whereabouts::AtTheCommune; 2]);
            return;
        }
    }
    panic!("they never came to an end");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_asks_has_photos_sent_also_while_data_is_saved() {
    let commune = Commune::start().await;
    let lan = commune.phone(0).await;
    let dossier = handed_over(&lan, 1).await;
    lan.device().set_saving(wire::ipc::SetSaving { on: true }).unwrap();
    lan.sync_well().await;
    assert_eq!(whereabouts(&lan, dossier), [Whereabouts::AtTheCommune], "a person asked");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_saved_while_photos_go_is_sent_before_the_next_piece() {
    let commune = Commune::start().await;
    let lan = Arc::new(commune.phone(0).await);
    let dossier = handed_over(&lan, 4).await;
    let saved = AtomicBool::new(false);
    let (device, hand) = (lan.device().clone(), Arc::clone(&lan));
    let listening = device.background_sync(move |status| {
        let going = status.photos.sent_bytes > 0 && status.photos.pages > 2;
        if going && !saved.swap(true, Ordering::SeqCst) {
            hand.answer(dossier, "tre_ho_ten", "Trần Mẫu Sửa");
        }
    });
    let status = tokio::select! {
        biased;
        () = listening => unreachable!("it goes on until it is dropped"),
        status = lan.sync() => status,
    };
    assert_eq!((status.problem, status.waiting, status.photos.pages), (None, 0, 0));
    let minh = commune.phone(1).await;
    minh.sync_well().await;
    assert_eq!(minh.value(dossier, "tre_ho_ten").as_deref(), Some("Trần Mẫu Sửa"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_was_restored_gets_the_photos_that_its_backup_lacks() {
    let mut commune = Commune::start().await;
    let lan = commune.phone(0).await;
    let folder = tempfile::tempdir().unwrap();
    let backup = folder.path().join("backup.db");
    commune.back_up(&backup);
    let dossier = handed_over(&lan, 1).await;
    lan.sync_well().await;
    commune.restore(&backup).await;
    lan.network.redirect(commune.address());
    lan.sync_well().await;
    assert_eq!(whereabouts(&lan, dossier), [Whereabouts::AtTheCommune]);
    assert_eq!(at_the_office(&commune, dossier).len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "mounts a small disk, which needs root: `cargo xtask test` runs it"]
async fn a_disk_that_fills_in_the_middle_of_a_photo_loses_nothing() {
    let commune = Commune::start().await;
    let disk = SmallDisk::mount(24).unwrap();
    let mut lan =
        Phone::new_in(disk.path(), Network::to(commune.address()).await, SetClock::at(testkit::MORNING));
    lan.enrol(&commune.invite(0)).await.unwrap();
    let dossier = lan.start_birth();
    lan.answer(dossier, "tre_ho_ten", "Trần Mẫu");
    let first = take(&lan, dossier, 1).await;
    let photos = lan.device().get_dossier_photos(GetDossierPhotos { dossier }).unwrap();
    assert!(matches!(photos.room, Room::NearlyFull { .. }), "{:?}", photos.room);

    let looked = look(&lan, paper(2, Wrong::Nothing)).await.unwrap();
    disk.fill().unwrap();
    // The room of the page itself was taken before; it is the dossier's own change that finds none.
    let mut tried = try_to_keep(&lan, dossier, looked.look);
    for n in 0..200 {
        if tried.is_err() {
            break;
        }
        // What is left in the database's own pages takes some more.
        let filled = lan.try_answer(dossier, "noi_sinh_co_so", &format!("{n} {}", "ấ".repeat(3000)));
        if filled.is_err() {
            tried = match look(&lan, paper(3, Wrong::Nothing)).await {
                Ok(look) => try_to_keep(&lan, dossier, look.look),
                Err(problem) => Err(problem),
            };
        }
    }
    assert!(matches!(tried, Err(Problem::DiskFull | Problem::PhoneFull { .. })), "{tried:?}");
    assert_eq!(look(&lan, paper(4, Wrong::Nothing)).await, Err(Problem::PhoneFull { free_mb: 0 }));
    let before = pages(&lan.dossier(dossier));
    assert_eq!(before[0], first);
    assert_eq!(lan.value(dossier, "tre_ho_ten").as_deref(), Some("Trần Mẫu"));

    disk.make_room().unwrap();
    lan.restart();
    assert_eq!(pages(&lan.dossier(dossier)), before);
    for page in &before {
        assert!(bytes(&lan, dossier, *page).is_ok(), "what is called kept is there");
    }
    assert_eq!(files(&lan), before.len() * 2, "and nothing lies about");
    take(&lan, dossier, 5).await;
}
