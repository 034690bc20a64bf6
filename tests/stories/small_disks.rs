//! Disks that are full to the last byte: the device's and the server's. What cannot be kept is not called kept, and
//! when there is room again everything goes on.

use demo::birth;
use stories::windows::SmallDisk;
use testkit::{Commune, Network, Phone, SetClock};
use wire::Problem;

const LONG: usize = 3_000;

/// Long enough that no page of a full disk has room for it.
fn long(n: usize) -> String {
    format!("Mẫu {n} {}", "ấ".repeat(LONG))
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "mounts a small disk, which needs root: `cargo xtask test` runs it"]
async fn a_device_whose_disk_is_full_says_not_saved_keeps_what_it_has_and_goes_on_with_room() {
    let commune = Commune::start().await;
    let minh = commune.phone(1).await;
    let disk = SmallDisk::mount(6).unwrap();
    let lan =
        Phone::new_in(disk.path(), Network::to(commune.address()).await, SetClock::at(testkit::MORNING));
    lan.enrol(&commune.invite(0)).await.unwrap();
    let dossier = lan.start_birth();
    lan.answer(dossier, birth::CHILD_NAME, "Trần Mẫu");
    let others = minh.start_birth();
    minh.answer(others, "noi_sinh_co_so", &long(0));
    minh.sync_well().await;

    disk.fill().unwrap();
    // What is left in the database's own pages may still take some answers; then it is said.
    let mut last = "Trần Mẫu".to_owned();
    let refused = (0..200).find_map(|n| match lan.try_answer(dossier, birth::CHILD_NAME, &long(n)) {
        Ok(saved) => {
            last = saved.value;
            None
        }
        Err(problem) => Some(problem),
    });
    assert_eq!(refused, Some(Problem::DiskFull));
    assert_eq!(lan.value(dossier, birth::CHILD_NAME).as_deref(), Some(last.as_str()));
    // The office may take the dossier; what it sends cannot be kept here, and that is said.
    let status = lan.sync().await;
    assert_eq!(status.problem, Some(Problem::DiskFull));
    assert_eq!(lan.value(dossier, birth::CHILD_NAME).as_deref(), Some(last.as_str()));

    disk.make_room().unwrap();
    lan.answer(dossier, "me_ho_ten", "Nguyễn Thị Mẫu");
    assert_eq!(lan.sync_well().await.waiting, 0);
    assert_eq!(lan.value(others, "noi_sinh_co_so"), Some(long(0)));
    minh.sync_well().await;
    assert_eq!(minh.value(dossier, birth::CHILD_NAME), Some(last));
    assert_eq!(minh.value(dossier, "me_ho_ten").as_deref(), Some("Nguyễn Thị Mẫu"));
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "mounts a small disk, which needs root: `cargo xtask test` runs it"]
async fn a_server_whose_disk_is_full_takes_nothing_loses_nothing_and_goes_on_with_room() {
    let disk = SmallDisk::mount(12).unwrap();
    let commune = Commune::start_on(disk.path()).await;
    let (lan, minh) = (commune.phone(0).await, commune.phone(1).await);
    let before = lan.start_birth();
    lan.answer(before, birth::CHILD_NAME, "Trần Mẫu Một");
    lan.sync_well().await;

    disk.fill().unwrap();
    let mut dossiers = vec![before];
    for n in 0..20 {
        let dossier = lan.start_birth();
        lan.answer(dossier, "noi_sinh_co_so", &long(n));
        dossiers.push(dossier);
    }
    let status = lan.sync().await;
    assert!(status.waiting > 0, "no receipt, so they wait");
    for dossier in dossiers.iter().skip(1) {
        assert!(lan.value(*dossier, "noi_sinh_co_so").is_some(), "everything is still here");
    }

    disk.make_room().unwrap();
    assert_eq!(lan.sync_well().await.waiting, 0);
    minh.sync_well().await;
    assert_eq!(minh.home().dossiers.len(), dossiers.len(), "each dossier once");
    for (n, dossier) in dossiers.iter().skip(1).enumerate() {
        assert_eq!(minh.value(*dossier, "noi_sinh_co_so"), Some(long(n)));
    }
}
