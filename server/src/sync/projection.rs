//! What lists show of a document, read from it once, when it changes.

use crate::app::App;
use crate::failure::Failure;
use crate::procedures::Shelf;
use crate::store::documents::DossierRow;
use dossier::document::{Document, DocumentError, Reading};
use dossier::{CommuneCode, PersonField, Timestamp};
use library::fold::fold;
use library::known;
use std::collections::{BTreeMap, BTreeSet};

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
        words: words_of(&values),
        has_conflicts,
        submitted_at,
        submitted_by,
        birth_year,
        supplemented,
        new_days: None,
    }
}

/// Words of a document that its row keeps.
const MOST_WORDS: usize = 120;

/// Names of everybody who is named, and where they live: as the shared blocks ask for it.
fn words_of(values: &BTreeMap<String, String>) -> String {
    let mut words = BTreeSet::new();
    for (question, answer) in values {
        let asked = known::asked(question).map(|(_, field)| field);
        if matches!(asked, Some(PersonField::FullName | PersonField::AddressDetail)) {
            words.extend(fold(answer).split(' ').filter(|word| !word.is_empty()).map(str::to_owned));
        }
    }
    words.into_iter().take(MOST_WORDS).collect::<Vec<_>>().join(" ")
}

fn unreadable(error: DocumentError) -> Failure {
    Failure::Broken { action: "read the document", cause: error.to_string() }
}
