//! A photo of the largest camera on a phone with little memory: the eleventh of the troubles in docs/sync-protocol.md.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a story stops where it fails")]

use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use stories::pictures::large_paper;
use testkit::{Commune, MORNING, PIN, SetClock};
use wire::ipc::{GetHome, GetPhoto, KeepPhoto, Lock, LookAtPhoto, Unlock};
use wire::photos::PhotoRef;

/// Set for the process whose memory is measured: the folder of its files.
const PHOTO_FOLDER: &str = "DONGHANH_STORY_PHOTO_FOLDER";
const LARGE_PHOTO: &str = "large.jpg";

/// A line of this process's own state, in kB.
fn memory(line: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let found = status.lines().find_map(|one| one.strip_prefix(line));
    found.unwrap().trim_start_matches(':').trim().trim_end_matches(" kB").parse().unwrap()
}

/// The app's process: looks at the photo, keeps it, and says how much memory that took at most.
async fn take_the_large_photo(folder: &Path) {
    let clock = Arc::new(SetClock::at(MORNING));
    let config = device::DeviceConfig { data_dir: folder.to_owned(), clock };
    let device = device::Device::open(config).unwrap();
    device.unlock(Unlock { pin: PIN.to_owned() }).unwrap();
    let dossier = device.get_home(GetHome {}).unwrap().dossiers.first().unwrap().id;
    let photo = std::fs::read(folder.join(LARGE_PHOTO)).unwrap();
    // From here on the highest is counted anew.
    std::fs::write("/proc/self/clear_refs", "5").unwrap();
    let before = memory("VmRSS");
    let look = device.look_at_photo(LookAtPhoto {}, photo).await.unwrap();
    device.keep_photo(KeepPhoto { look: look.look, dossier, paper: "giay_chung_sinh".into() }).unwrap();
    println!("took {} kB", memory("VmHWM").saturating_sub(before));
}

#[tokio::test(flavor = "multi_thread")]
async fn story_11_a_photo_of_48_megapixels_is_kept_small_and_takes_a_weak_phone_little_memory() {
    if let Some(folder) = std::env::var_os(PHOTO_FOLDER) {
        take_the_large_photo(Path::new(&folder)).await;
        return;
    }
    let commune = Commune::start().await;
    let mut phone = commune.phone(0).await;
    let dossier = phone.start_birth();
    phone.device().lock(Lock {}).unwrap();
    let photo = large_paper(1);
    std::fs::write(phone.folder().join(LARGE_PHOTO), &photo).unwrap();
    let name =
        "weak_phones::story_11_a_photo_of_48_megapixels_is_kept_small_and_takes_a_weak_phone_little_memory";
    let app = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", name, "--nocapture"])
        .env(PHOTO_FOLDER, phone.folder())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&app.stdout).into_owned();
    assert!(app.status.success(), "{said}{}", String::from_utf8_lossy(&app.stderr));
    let took = said.split("took ").nth(1).and_then(|rest| rest.split(' ').next()).unwrap();
    let took: u64 = took.parse().unwrap();
    println!("a photo of {} bytes took {took} kB", photo.len());
    assert!(took < 150_000, "{took} kB for a photo of {} bytes", photo.len());

    phone.restart();
    let pages: Vec<_> = phone.dossier(dossier).pages.into_values().flatten().map(|page| page.photo).collect();
    let [page] = pages.as_slice() else { panic!("one page: {pages:?}") };
    let kept = GetPhoto { photo: PhotoRef::Kept { dossier, photo: *page } };
    let kept = phone.device().get_photo(kept).unwrap();
    assert!(kept.len() < 1_000_000, "{} bytes are kept", kept.len());
}
