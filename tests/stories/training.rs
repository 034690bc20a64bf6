//! Training: families that do not exist, in a store of their own, of which nothing stays and nothing is sent.

use demo::birth;
use testkit::{Commune, PIN, SetClock};
use wire::Problem;
use wire::ipc::{
    AppState, Enrol, EnterTraining, FindInBook, GetAppState, GetBook, LeaveTraining, Lock, SyncNow, Unlock,
};

#[tokio::test(flavor = "multi_thread")]
async fn lan_practises_and_neither_her_work_nor_the_office_notices() {
    let commune = Commune::start().await;
    let lan = commune.phone(0).await;
    let real = lan.start_birth();
    lan.answer(real, birth::CHILD_NAME, "Trần Mẫu Đức Thịnh");
    lan.sync_well().await;
    lan.network.take_counts();

    assert_eq!(lan.device().enter_training(EnterTraining {}).await.unwrap(), AppState::Training);
    // The real work is locked away; the families of the packs are there, with a draft to go on with.
    let dossiers = lan.home().dossiers;
    assert_eq!(dossiers.len(), 1);
    assert_ne!(dossiers[0].id, real);
    let book = lan.device().get_book(GetBook {}).unwrap();
    let households: u32 =
        book.areas.iter().flat_map(|area| &area.streets).map(|street| street.households).sum();
    assert!(households >= 3, "{households}");
    let found = lan.device().find_in_book(FindInBook { query: "mau".to_owned() }).unwrap();
    assert!(!found.persons.is_empty());
    // Nobody joins a commune with it, and a sync goes nowhere.
    let joins = Enrol { server: lan.network.url(), code: commune.invite(0) };
    assert_eq!(lan.device().enrol(joins).await, Err(Problem::InTraining));
    let status = lan.device().sync_now(SyncNow {}).await.unwrap();
    assert_eq!(status.problem, Some(Problem::NotEnrolled));
    assert_eq!(lan.network.take_counts().requests, 0);
    // Nobody touched the phone: there is nothing to lock.
    assert_eq!(lan.device().lock(Lock {}).unwrap(), AppState::Training);

    assert!(matches!(lan.device().leave_training(LeaveTraining {}).unwrap(), AppState::Locked { .. }));
    assert!(!lan.folder().join("training").exists());
    lan.device().unlock(Unlock { pin: PIN.to_owned() }).unwrap();
    let home = lan.home();
    assert_eq!((home.dossiers.len(), home.dossiers[0].id, home.sync.waiting), (1, real, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_killed_training_leaves_is_gone_with_the_next_start() {
    let commune = Commune::start().await;
    let mut lan = commune.phone(0).await;
    lan.device().enter_training(EnterTraining {}).await.unwrap();
    assert!(lan.folder().join("training").exists());
    // The copy is what a pulled battery leaves.
    let copy = tempfile::tempdir().unwrap();
    std::fs::create_dir(copy.path().join("training")).unwrap();
    for entry in std::fs::read_dir(lan.folder().join("training")).unwrap() {
        let entry = entry.unwrap();
        if entry.path().is_file() {
            std::fs::copy(entry.path(), copy.path().join("training").join(entry.file_name())).unwrap();
        }
    }
    let config = device::DeviceConfig {
        data_dir: copy.path().to_owned(),
        clock: std::sync::Arc::new(SetClock::at(commune.clock.now())),
    };
    let started = device::Device::open(config).unwrap();
    assert!(!copy.path().join("training").exists());
    assert_eq!(started.get_app_state(GetAppState {}).unwrap(), AppState::NeedsPin);
    // The PIN opens the real store also out of a training.
    lan.device().unlock(Unlock { pin: PIN.to_owned() }).unwrap();
    assert!(!lan.folder().join("training").exists());
    lan.restart();
}
