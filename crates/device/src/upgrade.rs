//! A draft moves to the version of its form that new dossiers begin with, and back.

use crate::Device;
use dossier::AnswerKey;
use store::DossierRow;
use wire::Problem;
use wire::ipc::{PreviewUpgrade, UndoUpgrade, UpgradeDossier, UpgradePreview};
use wire::view::DossierView;

impl Device {
    pub fn preview_upgrade(&self, _: PreviewUpgrade) -> Result<UpgradePreview, Problem> {
        Err(Problem::NoOtherVersion)
    }

    pub fn upgrade_dossier(&self, _: UpgradeDossier) -> Result<DossierView, Problem> {
        Err(Problem::NoOtherVersion)
    }

    pub fn undo_upgrade(&self, _: UndoUpgrade) -> Result<DossierView, Problem> {
        Err(Problem::NoOtherVersion)
    }

    pub(crate) fn offer_upgrade(&self, view: &mut DossierView) {
        view.upgrade_to = None;
    }

    pub(crate) fn must_be_repeat(&self, row: &DossierRow, key: &AnswerKey<'_>) -> Result<(), Problem> {
        let catalogue = self.inner.shelf.now();
        let loaded = catalogue.loaded(&row.procedure, &row.form_version).ok_or(Problem::ProcedureUnknown)?;
        if loaded.takes(key) { Ok(()) } else { Err(Problem::QuestionUnknown) }
    }
}
