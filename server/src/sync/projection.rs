//! What lists show of a document, read from it once, when it changes.

use crate::app::App;
use crate::failure::Failure;
use crate::store::documents::DossierRow;
use dossier::document::{Document, DocumentError, Kind};
use dossier::{CommuneCode, Timestamp};

/// `None` for a household: the office lists dossiers only.
pub(crate) fn row_of(
    app: &App,
    commune: &CommuneCode,
    document: &Document,
    now: Timestamp,
) -> Result<Option<DossierRow>, Failure> {
    if document.kind() != Kind::Dossier {
        return Ok(None);
    }
    let facts = document.facts().map_err(unreadable)?;
    let shelf = app.shelf(commune)?;
    let values = document.values().map_err(unreadable)?;
    let today = now.in_vietnam().date();
    let subject = shelf.subject(&facts.procedure, &facts.form_version, &values, today);
    Ok(Some(DossierRow {
        procedure: facts.procedure,
        subject,
        has_conflicts: !document.conflicts().map_err(unreadable)?.is_empty(),
        submitted_at: document.submitted_at().map_err(unreadable)?,
        submitted_by: document.submitted_by().map_err(unreadable)?.unwrap_or_default(),
    }))
}

fn unreadable(error: DocumentError) -> Failure {
    Failure::Broken { action: "read the document", cause: error.to_string() }
}
