//! Dossiers that belong together: which are linked, and which could be.
//!
//! **Invariant:** a dossier is in one file at most. One that is alone in its file, since the others were taken back or moved, is
//! shown as one that is in none.

use super::StoreError;
use super::cases::InboxEntry;
use dossier::{CommuneCode, DossierId, FileId, MemberId, Timestamp};

/// An officer links a dossier to another one.
#[derive(Clone, Copy, Debug)]
pub struct Link<'a> {
    pub commune: &'a CommuneCode,
    pub dossier: DossierId,
    pub to: DossierId,
    /// What the file is called when neither is in one.
    pub new_file: FileId,
    pub officer: MemberId,
    pub now: Timestamp,
}

pub trait Files {
    /// Everything in the dossier's file, itself included, in the order in which it came. Empty: it is in none.
    fn file_of(&self, commune: &CommuneCode, dossier: DossierId) -> Result<Vec<InboxEntry>, StoreError>;
    /// What is in no file, has no number and may belong to it: of the same household or subject, or brought by the same
    /// volunteer within a day; the likeliest first.
    fn linkable(
        &self,
        commune: &CommuneCode,
        dossier: DossierId,
        limit: u32,
    ) -> Result<Vec<InboxEntry>, StoreError>;
    /// Errors: [`StoreError::Unknown`], [`StoreError::NotNow`] when one has its number or has ended,
    /// [`StoreError::Exists`] when both are in files.
    fn link(&self, link: &Link<'_>) -> Result<(), StoreError>;
    /// Takes it out of its file; of a file with two, the other too. Errors: as above.
    fn unlink(
        &self,
        commune: &CommuneCode,
        dossier: DossierId,
        officer: MemberId,
        now: Timestamp,
    ) -> Result<(), StoreError>;
}
