//! Telling a story at a terminal, and the volunteers in it.

use demo::{Commune, DEMO_PIN, Doing, Trouble, birth};
use device::{Device, DeviceConfig, SystemClock};
use dossier::{DossierId, ProcedureCode, QuestionName};
use library::Bilingual;
use std::fmt::Debug;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use wire::ipc::{
    Enrol, FindHouseholds, GetDossier, GetProcedure, GetSyncStatus, HandOver, HouseholdCard, SaveAnswer,
    SaveConsent, SetPin, StartDossier, SyncNow, SyncStatus, Unlock,
};
use wire::view::DossierView;

/// A new part of the story.
pub(crate) fn part(vietnamese: &str, english: &str) {
    println!("\n── {vietnamese} / {english}");
}

/// What happened, in both languages.
pub(crate) fn say(vietnamese: &str, english: &str) {
    println!("   • {vietnamese}\n     {english}");
}

/// The story goes on only when this is so.
pub(crate) fn ensure(so: bool, what: &str) -> Result<(), Trouble> {
    if so { Ok(()) } else { Err(Trouble(format!("this should be so and is not: {what}"))) }
}

/// A volunteer with a device, which is the real device library on a folder of its own.
pub(crate) struct Volunteer {
    device: Device,
    data: PathBuf,
}

impl Volunteer {
    /// First start, PIN, and joining the commune with a code that the office has just printed.
    pub(crate) async fn enrol(
        commune: &Commune,
        data: &Path,
        member: &str,
        name: &str,
    ) -> Result<Self, Trouble> {
        let device = open(data)?;
        device.set_pin(SetPin { pin: DEMO_PIN.to_owned() }).map_err(problem("set the PIN"))?;
        let code = commune.invite(member)?;
        let request = Enrol { server: commune.address().to_owned(), code };
        let state = device.enrol(request).await.map_err(problem("join the commune"))?;
        match state {
            wire::ipc::AppState::Ready { member, team, commune } => say(
                &format!("Máy {name}: {member}, {team}, {commune}."),
                &format!("Device {name} has joined: {member}, {team}, {commune}."),
            ),
            other => return Err(Trouble(format!("after joining, the device says {other:?}"))),
        }
        Ok(Self { device, data: data.to_owned() })
    }

    /// Switches the device off and on: nothing is carried over in memory.
    pub(crate) fn close_and_open_again(self) -> Result<Self, Trouble> {
        let Self { device, data } = self;
        drop(device);
        let device = open(&data)?;
        device.unlock(Unlock { pin: DEMO_PIN.to_owned() }).map_err(problem("unlock"))?;
        Ok(Self { device, data })
    }

    pub(crate) fn households(&self) -> Result<Vec<HouseholdCard>, Trouble> {
        self.device
            .find_households(FindHouseholds { query: String::new() })
            .map_err(problem("list households"))
    }

    /// A procedure's plain name.
    pub(crate) fn procedure(&self, code: &str) -> Result<Bilingual, Trouble> {
        let pack = self.device.get_procedure(GetProcedure { code: ProcedureCode::from(code), version: None });
        Ok(pack.map_err(problem("open the guide"))?.procedure.plain_name)
    }

    /// How the form asks a question.
    pub(crate) fn label(&self, question: &str) -> Result<Bilingual, Trouble> {
        let pack = self
            .device
            .get_procedure(GetProcedure { code: ProcedureCode::from(birth::PROCEDURE), version: None });
        let form = pack.map_err(problem("open the form"))?.form.unwrap_or_default();
        let row = form.survey.iter().find(|row| row.name == question);
        let label = &row.ok_or_else(|| Trouble(format!("the form does not ask {question}")))?.label;
        Ok(Bilingual { vi: label.get("vi").to_owned(), en: label.get("en").to_owned() })
    }

    /// A new dossier for the first household of the team.
    pub(crate) fn start(&self, code: &str) -> Result<DossierId, Trouble> {
        let household = self.households()?.first().map(|household| household.id);
        let request = StartDossier { procedure: ProcedureCode::from(code), household };
        Ok(self.device.start_dossier(request).map_err(problem("start the dossier"))?.id)
    }

    /// Saves an answer; gives back what is stored.
    pub(crate) fn save(&self, dossier: DossierId, question: &str, value: &str) -> Result<String, Trouble> {
        let request = SaveAnswer { dossier, question: QuestionName::from(question), value: value.to_owned() };
        Ok(self.device.save_answer(request).map_err(problem(question))?.value)
    }

    pub(crate) fn view(&self, dossier: DossierId) -> Result<DossierView, Trouble> {
        self.device.get_dossier(GetDossier { dossier }).map_err(problem("open the dossier"))
    }

    /// The value that stands.
    pub(crate) fn value(&self, dossier: DossierId, question: &str) -> Result<String, Trouble> {
        Ok(self.all_values(dossier, question)?.into_iter().next().unwrap_or_default())
    }

    /// The value that stands, then those that others wrote at the same time.
    pub(crate) fn all_values(&self, dossier: DossierId, question: &str) -> Result<Vec<String>, Trouble> {
        let view = self.view(dossier)?;
        let Some(answer) = view.answers.get(&QuestionName::from(question)) else { return Ok(Vec::new()) };
        let others = answer.others.iter().map(|written| written.value.clone());
        Ok(std::iter::once(answer.current.value.clone()).chain(others).collect())
    }

    pub(crate) fn consent(&self, dossier: DossierId) -> Result<(), Trouble> {
        let request = SaveConsent {
            dossier,
            purpose: wire::view::HELP_WITH_DOSSIER.to_owned(),
            given: true,
            wording_version: "2026-11".to_owned(),
        };
        self.device.save_consent(request).map(|_| ()).map_err(problem("record the consent"))
    }

    pub(crate) fn hand_over(&self, dossier: DossierId) -> Result<DossierView, Trouble> {
        self.device.hand_over(HandOver { dossier }).map_err(problem("hand over"))
    }

    /// A sync that must succeed.
    pub(crate) async fn sync(&self) -> Result<SyncStatus, Trouble> {
        let status = self.try_sync().await?;
        ensure(status.problem.is_none(), &format!("the sync succeeds ({:?})", status.problem))?;
        Ok(status)
    }

    /// A sync, whatever comes of it.
    pub(crate) async fn try_sync(&self) -> Result<SyncStatus, Trouble> {
        self.device.sync_now(SyncNow {}).await.map_err(problem("sync"))?;
        self.device.get_sync_status(GetSyncStatus {}).map_err(problem("read the sync status"))
    }
}

fn open(data: &Path) -> Result<Device, Trouble> {
    let config = DeviceConfig { data_dir: data.to_owned(), clock: Arc::new(SystemClock) };
    std::fs::create_dir_all(data).doing(|| format!("unable to make {}", data.display()))?;
    Device::open(config).doing(|| "unable to open the device".to_owned())
}

/// Errors of the device are data; a transcript shows them as they are.
fn problem<E: Debug>(action: &str) -> impl FnOnce(E) -> Trouble {
    let action = action.to_owned();
    move |problem| Trouble(format!("unable to {action}: {problem:?}"))
}
