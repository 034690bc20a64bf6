//! The official blank of a dossier's procedure, filled from its answers, as a screen shows it.
//!
//! **Invariant:** it is made in memory for the page that asks, and is never a file: what is printed goes from the page
//! to the printer.

use crate::{Device, problem};
use forms::{Environment, Session};
use papers::Blank;
use store::StoreError;
use wire::Problem;
use wire::ipc::GetBlank;

impl Device {
    /// Errors: [`Problem::GuideOnly`] for a procedure without a form.
    pub fn get_blank(&self, GetBlank { dossier }: GetBlank) -> Result<Vec<String>, Problem> {
        let document = self.with_store("read the dossier", |store| store.document(dossier.into()))?;
        let unreadable = |error| problem::from_store("read the dossier", StoreError::Document(error));
        let facts = document.facts().map_err(unreadable)?;
        let values = document.values().map_err(unreadable)?;
        let catalogue = self.inner.shelf.now();
        let loaded =
            catalogue.loaded(&facts.procedure, &facts.form_version).ok_or(Problem::ProcedureUnknown)?;
        let form = loaded.form.as_ref().ok_or(Problem::GuideOnly)?;
        let now = self.inner.clock.now().in_vietnam();
        let communes = catalogue.library().communes();
        let session = Session::new(form, &values, &Environment::at(now).with_files(communes));
        let paper = Blank::filled(&loaded.pack.procedure, &session, communes).paper(now.date());
        paper.and_then(|paper| paper.pages()).map_err(|error| {
            tracing::error!(error = &error as &dyn std::error::Error, "a blank cannot be typeset");
            Problem::Unexpected { what: "get_blank".to_owned() }
        })
    }
}
