//! Our device in a process of its own, asked like the peers: the real device library, its store in SQLCipher.

use super::dossiers;
use crate::report::say_line;
use device::{Device, DeviceConfig, SystemClock};
use dossier::{DossierId, QuestionName};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use wire::ipc::{
    AppState, Enrol, GetAppState, GetDossier, SaveAnswer, SetPin, StartDossier, SyncNow, Unlock,
};

/// How this program is told to be a device.
pub(crate) const NAME: &str = "a-device";
/// Which dossier has which key: peers name their documents themselves, our device does not.
const LIST: &str = "dossiers.json";

#[derive(Default)]
struct Ours {
    device: Option<Device>,
    folder: PathBuf,
    dossiers: BTreeMap<String, DossierId>,
}

pub(crate) fn run() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    let mut ours = Ours::default();
    for line in std::io::stdin().lines() {
        let asked: Value = serde_json::from_str(&line.expect("a line")).expect("a line of JSON");
        let what = text(&asked, "do");
        if what == "end" {
            break;
        }
        runtime.block_on(ours.answer(&what, &asked));
        say_line(&json!({ "done": what }));
    }
}

fn text(of: &Value, key: &str) -> String {
    of.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

impl Ours {
    async fn answer(&mut self, what: &str, asked: &Value) {
        match what {
            "open" => self.open(asked).await,
            "make" => self.make(&PathBuf::from(text(asked, "data"))),
            "load" => {}
            "push" | "pull" | "idle" => self.sync().await,
            "edit" => {
                let dossier = *self.dossiers.values().next().expect("a dossier");
                self.save(dossier, &text(asked, "question"), &text(asked, "value"));
                self.sync().await;
            }
            "check" => self.check(&PathBuf::from(text(asked, "data")), &PathBuf::from(text(asked, "from"))),
            other => panic!("nobody here can {other}"),
        }
    }

    fn device(&self) -> &Device {
        self.device.as_ref().expect("the device was opened")
    }

    async fn open(&mut self, asked: &Value) {
        self.folder = PathBuf::from(text(asked, "folder"));
        let config = DeviceConfig { data_dir: self.folder.clone(), clock: Arc::new(SystemClock) };
        let device = Device::open(config).expect("the device opens");
        let pin = demo::DEMO_PIN.to_owned();
        match device.get_app_state(GetAppState {}).expect("a state") {
            AppState::NeedsPin => drop(device.set_pin(SetPin { pin }).expect("the PIN is set")),
            _ => drop(device.unlock(Unlock { pin }).expect("unlocked")),
        }
        let code = text(asked, "code");
        if !code.is_empty() {
            device.enrol(Enrol { server: text(asked, "url"), code }).await.expect("enrolled");
        }
        self.device = Some(device);
        if let Ok(list) = std::fs::read_to_string(self.folder.join(LIST)) {
            self.dossiers = serde_json::from_str(&list).expect("the list of dossiers");
        }
    }

    /// As a volunteer does: every field that is left is a save of its own.
    fn make(&mut self, data: &Path) {
        for made in dossiers::read(data) {
            let request = StartDossier { procedure: dossiers::PROCEDURE.into(), household: None };
            let dossier = self.device().start_dossier(request).expect("a dossier is started").id;
            for (question, value) in made.answers.iter().chain(&made.edits) {
                self.save(dossier, question, value);
            }
            self.dossiers.insert(made.key, dossier);
        }
        let list = serde_json::to_string(&self.dossiers).expect("a list");
        std::fs::write(self.folder.join(LIST), list).expect("the list of dossiers is kept");
    }

    fn save(&self, dossier: DossierId, question: &str, value: &str) {
        let request = SaveAnswer { dossier, question: QuestionName::from(question), value: value.to_owned() };
        self.device().save_answer(request).expect("the answer is saved");
    }

    async fn sync(&self) {
        let status = self.device().sync_now(SyncNow {}).await.expect("a sync status");
        assert_eq!((status.problem, status.waiting), (None, 0), "everything is sent, with receipts");
    }

    /// Every answer is here as it was saved on the device whose list is in `from`.
    fn check(&mut self, data: &Path, from: &Path) {
        let list = std::fs::read_to_string(from.join(LIST)).expect("the list of dossiers");
        let list: BTreeMap<String, DossierId> = serde_json::from_str(&list).expect("the list of dossiers");
        for made in dossiers::read(data) {
            let dossier = *list.get(&made.key).expect("a dossier of the list");
            let view = self.device().get_dossier(GetDossier { dossier }).expect("the dossier is here");
            let wanted: BTreeMap<_, _> = made.answers.iter().chain(&made.edits).cloned().collect();
            let found: BTreeMap<_, _> = view
                .answers
                .into_iter()
                .map(|(question, answer)| (question.as_str().to_owned(), answer.current.value))
                .collect();
            assert_eq!(found, wanted, "{} is here whole", made.key);
        }
        self.dossiers = list;
    }
}
