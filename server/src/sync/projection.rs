//! What lists show of a document, read from it once, when it changes.

use crate::app::App;
use crate::store::documents::DossierRow;
use dossier::Timestamp;
use dossier::document::{Document, DocumentError, Kind};

/// `None` for a household: the office lists dossiers only.
pub(crate) fn row_of(
    app: &App,
    document: &Document,
    now: Timestamp,
) -> Result<Option<DossierRow>, DocumentError> {
    if document.kind() != Kind::Dossier {
        return Ok(None);
    }
    let facts = document.facts()?;
    let today = now.in_vietnam().date();
    let subject = app.procedures().subject(&facts.procedure, &facts.form_version, &document.values()?, today);
    Ok(Some(DossierRow {
        procedure: facts.procedure,
        subject,
        has_conflicts: !document.conflicts()?.is_empty(),
        submitted_at: document.submitted_at()?,
        submitted_by: document.submitted_by()?.unwrap_or_default(),
    }))
}
