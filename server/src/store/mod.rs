//! What a backend of the commune server must be able to do, in domain terms. SQLite is the backend that
//! the server carries in itself; others implement the same traits.
//!
//! A store blocks: use cases run on the blocking pool and call it directly, so that one use case reads as
//! one piece of plain code on every engine.
//!
//! **Invariant:** every method is one transaction. What it says to have written is on the disk when it
//! returns; after an error nothing of it is.

pub mod access;
pub mod audit;
pub mod blobs;
pub mod cases;
pub mod documents;
mod error;
pub mod feed;
pub mod feed_cases;
pub mod feed_keys;
pub mod files;
pub mod handovers;
pub mod lists;
pub mod looks;
pub mod moves;
pub mod numbers;
pub mod packs;
pub mod papers;
pub mod people;
pub mod phones;
pub mod public;
pub mod quarantine;
pub mod scopes;
pub mod settings;
pub mod sqlite;
pub mod upkeep;
pub mod withdrawals;

pub use access::Access;
pub use audit::Audit;
pub use blobs::Blobs;
pub use cases::Cases;
pub use documents::Documents;
pub use error::StoreError;
pub use feed::{Feed, Newest};
pub use feed_cases::FeedCases;
pub use feed_keys::FeedKeys;
pub use files::Files;
pub use handovers::Handovers;
pub use lists::Lists;
pub use looks::Looks;
pub use moves::Moves;
pub use numbers::Numbers;
pub use packs::Packs;
pub use papers::Papers;
pub use people::People;
pub use phones::Phones;
pub use public::Public;
pub use quarantine::Quarantine;
pub use scopes::Scopes;
pub use settings::UnitSettings;
pub use upkeep::Upkeep;
pub use withdrawals::Withdrawals;

/// A server's life from one restore to the next.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Epoch {
    /// Changes when the server is restored from a backup: then cursors and shared heads of devices are void.
    /// Never 0, which is what a device says that has never synced.
    pub number: u64,
    /// `None`: never restored.
    pub restored_at: Option<dossier::Timestamp>,
}

/// Everything that the server needs of a backend.
pub trait Store:
    People
    + Access
    + Audit
    + Blobs
    + Documents
    + Feed
    + FeedCases
    + FeedKeys
    + Files
    + Newest
    + Numbers
    + Cases
    + Handovers
    + Lists
    + Looks
    + Moves
    + Packs
    + Papers
    + Phones
    + Public
    + Quarantine
    + Scopes
    + UnitSettings
    + Upkeep
    + Withdrawals
    + std::fmt::Debug
    + Send
    + Sync
    + 'static
{
    /// Which life of the server this is.
    fn epoch(&self) -> Result<Epoch, StoreError>;

    /// How many documents were loaded since the store was opened. An idle sync must not move it.
    fn documents_loaded(&self) -> u64;
}
