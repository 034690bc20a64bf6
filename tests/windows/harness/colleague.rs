//! A second volunteer, whose device is the library without a window.

use super::{Commune, DEMO_PIN, Doing, Trouble};
use device::{Device, DeviceConfig, SystemClock};
use dossier::DossierId;
use std::fmt::Debug;
use std::sync::Arc;
use tempfile::TempDir;
use wire::ipc::{Enrol, GetDossier, GetHome, SaveAnswer, SetPin, SyncNow};

#[derive(Debug)]
pub struct Colleague {
    device: Device,
    _data: TempDir,
}

impl Colleague {
    /// Joins the same team and fetches what the office has.
    pub async fn join(commune: &Commune) -> Result<Self, Trouble> {
        let data = TempDir::new().doing(|| "unable to make a folder".to_owned())?;
        let config = DeviceConfig { data_dir: data.path().to_owned(), clock: Arc::new(SystemClock) };
        let device = Device::open(config).doing(|| "unable to open a second device".to_owned())?;
        device.set_pin(SetPin { pin: DEMO_PIN.to_owned() }).map_err(trouble)?;
        let member = commune.logins().members.get(1);
        let code =
            commune.invite(member.ok_or_else(|| Trouble("there is one volunteer only".to_owned()))?)?;
        device.enrol(Enrol { server: commune.address().to_owned(), code }).await.map_err(trouble)?;
        device.sync_now(SyncNow {}).await.map_err(trouble)?;
        Ok(Self { device, _data: data })
    }

    /// Answers a question of the newest birth, and syncs.
    pub async fn answer(&self, question: &str, value: &str) -> Result<(), Trouble> {
        self.answer_in(demo::birth::PROCEDURE, question, value).await
    }

    /// Answers a question of the newest dossier of a procedure, and syncs.
    pub async fn answer_in(&self, procedure: &str, question: &str, value: &str) -> Result<(), Trouble> {
        self.write_in(procedure, question, value)?;
        self.sync().await
    }

    /// The same without a network.
    pub fn write_in(&self, procedure: &str, question: &str, value: &str) -> Result<(), Trouble> {
        let dossier = self.newest(procedure)?;
        let request = SaveAnswer { dossier, question: question.into(), value: value.to_owned() };
        self.device.save_answer(request).map_err(trouble).map(drop)
    }

    pub async fn sync(&self) -> Result<(), Trouble> {
        let status = self.device.sync_now(SyncNow {}).await.map_err(trouble)?;
        status.problem.map_or(Ok(()), |problem| Err(trouble(problem)))
    }

    /// What stands as the answer to a question of the newest dossier of a procedure.
    pub fn answer_to(&self, procedure: &str, question: &str) -> Result<String, Trouble> {
        let dossier = self.newest(procedure)?;
        let view = self.device.get_dossier(GetDossier { dossier }).map_err(trouble)?;
        let answer = view.answers.get(&question.into());
        Ok(answer.map(|answer| answer.current.value.clone()).unwrap_or_default())
    }

    fn newest(&self, procedure: &str) -> Result<DossierId, Trouble> {
        let home = self.device.get_home(GetHome {}).map_err(trouble)?;
        let card = home.dossiers.iter().find(|card| card.procedure.as_str() == procedure);
        Ok(card.ok_or_else(|| Trouble("the second device has no dossier".to_owned()))?.id)
    }
}

fn trouble(problem: impl Debug) -> Trouble {
    Trouble(format!("the second device says {problem:?}"))
}
