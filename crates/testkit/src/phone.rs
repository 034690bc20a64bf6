//! A volunteer's device.

use crate::{Network, PIN, SetClock};
use device::{Device, DeviceConfig};
use dossier::{DossierId, Purpose, QuestionName};
use std::path::Path;
use std::sync::Arc;
use wire::Problem;
use wire::ipc::{
    AppState, Enrol, GetDossier, GetHome, HandOver, Home, SaveAnswer, SaveConsent, Saved, SetPin,
    StartDossier, SyncNow, SyncStatus, Unlock,
};
use wire::view::DossierView;

/// A device with its own files, clock and network. The PIN is set.
#[derive(Debug)]
pub struct Phone {
    folder: tempfile::TempDir,
    pub clock: SetClock,
    pub network: Network,
    device: Device,
}

impl Phone {
    /// First start: the PIN is set, the device is not enrolled.
    pub fn new(network: Network, clock: SetClock) -> Self {
        Self::new_in(&std::env::temp_dir(), network, clock)
    }

    /// The same with its files on a disk of the test's choice.
    pub fn new_in(disk: &Path, network: Network, clock: SetClock) -> Self {
        let folder = tempfile::tempdir_in(disk).expect("a temporary folder");
        let device = open(folder.path(), &clock);
        device.set_pin(SetPin { pin: PIN.to_owned() }).expect("the PIN is set");
        Self { folder, clock, network, device }
    }

    pub const fn device(&self) -> &Device {
        &self.device
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub async fn enrol(&self, code: &str) -> Result<AppState, Problem> {
        self.device.enrol(Enrol { server: self.network.url(), code: code.to_owned() }).await
    }

    /// The app is closed and opened again.
    pub fn restart(&mut self) {
        // The store is locked by the old device until it lets go of it.
        self.device.lock(wire::ipc::Lock {}).expect("locked");
        self.device = open(self.folder.path(), &self.clock);
        self.device.unlock(Unlock { pin: PIN.to_owned() }).expect("unlocked");
    }

    /// Another phone with a copy of everything on this one, as by a cable or a backup. It reaches the server by this
    /// phone's network.
    pub fn copied(&mut self) -> Self {
        self.device.lock(wire::ipc::Lock {}).expect("locked");
        let folder = tempfile::tempdir().expect("a temporary folder");
        copy_all(self.folder.path(), folder.path());
        let clock = SetClock::at(self.clock.now());
        let device = open(folder.path(), &clock);
        for one in [&self.device, &device] {
            one.unlock(Unlock { pin: PIN.to_owned() }).expect("unlocked");
        }
        Self { folder, clock, network: self.network.clone(), device }
    }

    pub fn start(&self, procedure: &str) -> DossierId {
        let request = StartDossier { procedure: procedure.into(), household: None };
        self.device.start_dossier(request).expect("a dossier is started").id
    }

    pub fn start_birth(&self) -> DossierId {
        let request = StartDossier { procedure: "1.001193".into(), household: None };
        self.device.start_dossier(request).expect("a dossier is started").id
    }

    pub fn answer(&self, dossier: DossierId, question: &str, value: &str) -> Saved {
        self.try_answer(dossier, question, value).expect("the answer is saved")
    }

    pub fn try_answer(&self, dossier: DossierId, question: &str, value: &str) -> Result<Saved, Problem> {
        let question = QuestionName::from(question);
        self.device.save_answer(SaveAnswer { dossier, question, value: value.to_owned() })
    }

    /// The villager agrees to everything that a hand-over can need.
    pub fn agree(&self, dossier: DossierId) {
        for purpose in [Purpose::HandIn, Purpose::Photos] {
            self.answer_purpose(dossier, purpose, true);
        }
    }

    /// The villager agrees to one purpose, or does not.
    pub fn answer_purpose(&self, dossier: DossierId, purpose: Purpose, given: bool) {
        let purpose = purpose.as_str().to_owned();
        let request = SaveConsent { dossier, purpose, given, wording_version: "1".to_owned() };
        self.device.save_consent(request).expect("the answer is saved");
    }

    pub fn hand_over(&self, dossier: DossierId) -> Result<DossierView, Problem> {
        self.device.hand_over(HandOver { dossier })
    }

    pub fn dossier(&self, dossier: DossierId) -> DossierView {
        self.device.get_dossier(GetDossier { dossier }).expect("the dossier opens")
    }

    /// The standing answer to one question.
    pub fn value(&self, dossier: DossierId, question: &str) -> Option<String> {
        let view = self.dossier(dossier);
        view.answers.get(&QuestionName::from(question)).map(|answer| answer.current.value.clone())
    }

    pub fn home(&self) -> Home {
        self.device.get_home(GetHome {}).expect("the home page")
    }

    pub async fn sync(&self) -> SyncStatus {
        self.device.sync_now(SyncNow {}).await.expect("a sync status")
    }

    /// Syncs and holds that it went well.
    pub async fn sync_well(&self) -> SyncStatus {
        let status = self.sync().await;
        assert_eq!(status.problem, None, "the sync went wrong");
        status
    }
}

fn copy_all(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).expect("the phone's files") {
        let entry = entry.expect("a file");
        let copy = to.join(entry.file_name());
        if entry.path().is_dir() {
            std::fs::create_dir(&copy).expect("a folder");
            copy_all(&entry.path(), &copy);
        } else {
            std::fs::copy(entry.path(), copy).expect("a copy");
        }
    }
}

fn open(folder: &Path, clock: &SetClock) -> Device {
    let config = DeviceConfig { data_dir: folder.to_owned(), clock: Arc::new(clock.clone()) };
    Device::open(config).expect("the device opens")
}
