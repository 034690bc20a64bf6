//! What the device holds of its team's work, and fetching what it let go.

use crate::Device;
use store::Keep;
use wire::Problem;
use wire::ipc::{GetDossier, SyncNow};
use wire::view::DossierView;

impl Device {
    /// [`Device::get_dossier`], which first fetches a dossier that left this device for the office. Errors: those of the
    /// sync, such as [`Problem::NoNetwork`].
    pub async fn open_dossier(&self, request: GetDossier) -> Result<DossierView, Problem> {
        let id = request.dossier.into();
        match self.get_dossier(request.clone()) {
            Err(Problem::AtOffice) => {}
            other => return other,
        }
        let now = self.inner.clock.now();
        self.with_store("ask for the dossier", |store| store.fetch_again(id, now))?;
        let status = self.sync_now(SyncNow {}).await?;
        let opened = self.get_dossier(request);
        if opened.is_err() {
            self.with_store("ask for the dossier no more", |store| store.fetch_no_more(id))?;
        }
        match (opened, status.problem) {
            (Err(Problem::AtOffice), Some(problem)) => Err(problem),
            (opened, _) => opened,
        }
    }

    /// How much the device holds before the oldest closed dossiers leave it.
    pub fn keep(&self) -> Result<Keep, Problem> {
        self.with_store("read the limit", |store| store.keep())
    }

    pub fn set_keep(&self, keep: Keep) -> Result<(), Problem> {
        self.with_store("set the limit", |store| store.set_keep(keep))
    }

    /// After a sync: what need not be held goes. That it failed is no reason to call the sync failed.
    pub(crate) fn let_go(&self) {
        let now = self.inner.clock.now();
        match self.with_store("let closed dossiers go", |store| store.leave_oldest(now)) {
            Ok(0) | Err(_) => {}
            Ok(gone) => tracing::info!(gone, "closed dossiers left for the office"),
        }
    }
}
