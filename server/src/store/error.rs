//! What can go wrong in a store, as data.

use dossier::case::NotNow;
use std::error::Error;

#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A newer server wrote this database; nothing was changed.
    #[error("the database has schema {found}; this server knows up to {known}")]
    TooNew { found: u32, known: u32 },
    /// There is no database where one was expected.
    #[error("there is no commune database at {path}")]
    Missing { path: String },
    /// Somebody else changed the document between the reading and the writing: read again and retry.
    #[error("the document was changed meanwhile")]
    Stale,
    /// The case is in a state in which this cannot be done.
    #[error(transparent)]
    NotNow(#[from] NotNow),
    /// What the call builds on is not there: `what` names it.
    #[error("{what} is unknown")]
    Unknown { what: &'static str },
    /// It is there already: `what` names it.
    #[error("{what} exists already")]
    Exists { what: &'static str },
    /// This version of the pack is there, with other files: a change needs a new version.
    #[error("this version of the pack is there already, with other files")]
    VersionTaken,
    /// A newer version of the pack is there: an older one would be offered to nobody.
    #[error("version {newest} of the pack is newer")]
    NotNewest { newest: String },
    /// Stored data cannot be read back: `what` names it.
    #[error("the stored {what} cannot be read")]
    Damaged { what: &'static str },
    /// The engine failed.
    #[error("unable to {action}")]
    Engine {
        action: &'static str,
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },
}

impl StoreError {
    /// Whether the same call can succeed when it is made again, with nothing else changed.
    pub fn is_permanent(&self) -> bool {
        match self {
            Self::Stale | Self::Engine { .. } => false,
            Self::TooNew { .. }
            | Self::Missing { .. }
            | Self::NotNow(_)
            | Self::Unknown { .. }
            | Self::Exists { .. }
            | Self::VersionTaken
            | Self::NotNewest { .. }
            | Self::Damaged { .. } => true,
        }
    }
}
