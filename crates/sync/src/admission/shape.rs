//! The document that the changes make: of a known kind, with its facts as they were, every field written by who may.

use super::FormMoved;
use automerge::Change;
use dossier::document::{Document, DocumentError, FieldPolicy, Kind, Role};
use wire::sync::RefusalCode;

pub(super) fn refusal(error: DocumentError) -> RefusalCode {
    match error {
        DocumentError::MissingChanges => RefusalCode::MissingChanges,
        DocumentError::Unreadable { .. } => RefusalCode::Malformed,
        DocumentError::WrongShape | DocumentError::NewerSchema { .. } | DocumentError::WrongKind => {
            RefusalCode::WrongShape
        }
    }
}

/// Who may write what of the document.
pub(super) fn policy(document: &Document, role: Role) -> Result<FieldPolicy, RefusalCode> {
    FieldPolicy::over(document, role).map_err(refusal)
}

/// Every field that `new` writes may be written by `role`.
pub(super) fn check_fields(after: &Document, new: &[Change], role: Role) -> Result<(), RefusalCode> {
    let policy = policy(after, role)?;
    if new.iter().all(|change| policy.allows(change)) { Ok(()) } else { Err(RefusalCode::NotAllowed) }
}

/// A document of a known kind, whose fixed facts are as they were; no answer may go away without being kept aside.
/// Where a dossier goes to another version of its form, that is told: who has the catalogue decides.
pub(super) fn check_shape(
    before: Option<&Document>,
    after: &Document,
) -> Result<Option<FormMoved>, RefusalCode> {
    let wrong = |_| RefusalCode::WrongShape;
    let Some(before) = before else {
        return match after.kind() {
            Kind::Dossier => after.facts().map(|_| None).map_err(wrong),
            Kind::Household => Ok(None),
        };
    };
    if before.kind() != after.kind() {
        return Err(RefusalCode::WrongShape);
    }
    if after.kind() != Kind::Dossier {
        return Ok(None);
    }
    let (was, is) = (before.facts().map_err(wrong)?, after.facts().map_err(wrong)?);
    if (&was.procedure, &was.household) != (&is.procedure, &is.household) {
        return Err(RefusalCode::WrongShape);
    }
    if !after.vanished_since(before).map_err(wrong)?.is_empty() {
        return Err(RefusalCode::WrongShape);
    }
    let moved = was.form_version != is.form_version;
    Ok(moved.then_some(FormMoved { was, to: is.form_version }))
}
