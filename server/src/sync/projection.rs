//! What lists show of a document, read from it once, when it changes.

use crate::app::App;
use crate::failure::Failure;
use crate::procedures::Shelf;
use crate::store::documents::DossierRow;
use dossier::document::{Document, DocumentError, Reading};
use dossier::{CommuneCode, Timestamp};

/// `None` for a household: the office lists dossiers only.
pub(crate) fn row_of(
    app: &App,
    commune: &CommuneCode,
    document: &Document,
    now: Timestamp,
) -> Result<Option<DossierRow>, Failure> {
    match document.reading().map_err(unreadable)? {
        Some(reading) => Ok(Some(row_from(&*app.shelf(commune)?, reading, now))),
        None => Ok(None),
    }
}

/// The same of what was read from the document elsewhere.
pub(super) fn row_from(shelf: &Shelf, reading: Reading, now: Timestamp) -> DossierRow {
    let Reading { facts, values, has_conflicts, submitted_at, submitted_by, supplemented } = reading;
    let today = now.in_vietnam().date();
    let subject = shelf.subject(&facts.procedure, &facts.form_version, &values, today);
    let birth_year = shelf.birth_year(&facts.procedure, &facts.form_version, &values);
    DossierRow {
        procedure: facts.procedure,
        subject,
        has_conflicts,
        submitted_at,
        submitted_by,
        birth_year,
        supplemented,
        new_days: None,
    }
}

fn unreadable(error: DocumentError) -> Failure {
    Failure::Broken { action: "read the document", cause: error.to_string() }
}
