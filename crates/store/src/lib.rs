//! The encrypted store of one device: SQLCipher under a PIN.
//!
//! **Invariant:** when a writing function answers `Ok`, what it wrote is on the disk (committed with
//! `synchronous = FULL`). The screen says "Đã lưu" only after that.
//!
//! **Invariant:** a file that cannot be read is never changed, replaced or deleted here. It is reported,
//! and set aside under another name when a person says so. The one exception is [`wipe`], which the commune must have
//! asked for.
//!
//! **Invariant:** this crate alone opens the database, and [`vault`] alone knows how its key is kept.

mod apply;
mod book;
mod check;
mod cores;
mod database;
mod documents;
mod enrolment;
mod error;
mod files;
mod leave;
mod link;
mod lists;
mod looked;
mod outbox;
mod packs;
mod passing;
mod photos;
mod pin_tries;
mod place;
mod ratings;
mod recovery;
mod refusal;
mod scope;
mod sealed;
#[cfg(feature = "simulation")]
pub mod simulated;
mod typed;
mod vault;
mod wipe;
mod withdrawal;

pub use apply::Applied;
pub use book::{
    BookChange, BookHousehold, HouseholdRow, PersonRow, ProjectedBook, StreetRow, TaskRow, VisitRow,
};
pub use check::{Checked, Damaged};
pub use database::SETTINGS;
pub use documents::{Projected, Projector, Touched, Written};
pub use enrolment::Enrolment;
pub use error::StoreError;
pub use files::{StoreFiles, StoreState};
pub use leave::Keep;
pub use link::Waiting;
pub use lists::DossierRow;
pub use outbox::Urgency;
pub use packs::{PackStanding, StoredPack};
pub use photos::{PhotoBudget, PhotoRow, PhotosWaiting};
pub use recovery::NewCode;
pub use refusal::RefusedBranch;
pub use sealed::{PhotoFiles, Reserved, Sealed};
pub use vault::MIN_PIN_DIGITS;

use dossier::DocumentId;
use dossier::document::Document;
use rusqlite::Connection;
use std::path::PathBuf;
use std::sync::Arc;

/// An unlocked store.
pub struct Store {
    connection: Connection,
    projector: Arc<dyn Projector>,
    /// The document that is being worked on, as it is on the disk: an answer then costs one change and one
    /// commit, not a load. Dropped whenever a write fails, so that memory never runs ahead of the disk.
    open: Option<(DocumentId, Document)>,
    prepared: outbox::Prepared,
    photo_folder: PathBuf,
    /// How many documents were loaded from the disk: an idle sync must not load any.
    loaded: u64,
    /// Whether the household book was read as a whole: from then on only its changes are told.
    book_read: bool,
    /// To wrap the key anew while the store is open; SQLCipher has the key in memory just as long.
    files: StoreFiles,
    key: vault::DatabaseKey,
}

impl Store {
    /// Documents loaded from the disk since the store was opened.
    pub const fn documents_loaded(&self) -> u64 {
        self.loaded
    }
}

impl std::fmt::Debug for Store {
    /// Nothing of the content.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").field("loaded", &self.loaded).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
