//! What can be wrong with a document.

/// Carries no text of the document: an error may be logged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    #[error("the document cannot be read: {cause}")]
    Unreadable { cause: String },
    #[error("changes that others build on are missing")]
    MissingChanges,
    #[error("not a document of ours")]
    WrongShape,
    #[error("the document has schema {found}, newer than this version reads")]
    NewerSchema { found: i64 },
    #[error("the document is of the other kind")]
    WrongKind,
}

impl From<automerge::AutomergeError> for DocumentError {
    fn from(error: automerge::AutomergeError) -> Self {
        Self::Unreadable { cause: error.to_string() }
    }
}
