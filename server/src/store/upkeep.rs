//! Keeping what is stored sound and small: checking, mending projections, and folding old changes.
//!
//! **Invariant:** nothing here takes away a document or a change that is not in the document's own snapshot.

use super::StoreError;
use super::documents::DossierRow;
use dossier::document::Kind;
use dossier::{CommuneCode, DocumentId, ProcedureCode, Timestamp};

/// Everything that is stored of one document, for whoever looks whether it fits together.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Record {
    pub document: DocumentId,
    /// `None`: a word that this server does not know.
    pub kind: Option<Kind>,
    /// 32 bytes each, sorted.
    pub heads: Vec<u8>,
    pub snapshot: Vec<u8>,
    /// Changes up to this number are in the snapshot.
    pub snapshot_seq: u64,
    /// What is noted as the size of the changes after the snapshot.
    pub log_bytes: u64,
    /// Every change that has a row of its own, in the order of the feed.
    pub changes: Vec<RecordedChange>,
    /// What lists show of it.
    pub row: Option<RecordedRow>,
    /// The work lists have it as the rows say.
    pub is_listed: bool,
    /// There is a case record that reads.
    pub has_case: bool,
    /// Actors whose owner is known.
    pub actors: Vec<Vec<u8>>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RecordedChange {
    pub seq: u64,
    pub hash: Vec<u8>,
    pub actor: Vec<u8>,
    pub raw: Vec<u8>,
}

/// The projection as it is stored.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RecordedRow {
    pub procedure: ProcedureCode,
    pub subject: String,
    pub words: String,
    pub has_conflicts: bool,
    pub submitted_at: Option<Timestamp>,
    /// Somebody is noted as having handed it over.
    pub has_volunteer: bool,
    /// By which it is found on the public page; `None`: it has no door there yet.
    pub birth_year: Option<u16>,
}

/// What may be folded: looked for in the order of the feed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Foldable {
    pub documents: Vec<DocumentId>,
    /// Changes up to this number are old enough.
    pub old_up_to: u64,
    /// How far was looked; to be told to [`Upkeep::looked_up_to`] when the documents are done.
    pub looked_up_to: u64,
    /// There is more of the feed to look at.
    pub more: bool,
}

/// One document's old changes go into its snapshot.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fold<'a> {
    pub commune: &'a CommuneCode,
    pub document: DocumentId,
    /// The heads at which `snapshot` was saved, loaded again and compared.
    pub expected_heads: &'a [u8],
    pub snapshot: &'a [u8],
    /// The newest change that the snapshot holds.
    pub snapshot_seq: u64,
    /// Rows of changes up to this number are taken away.
    pub old_up_to: u64,
}

pub trait Upkeep {
    /// What the engine itself says of its file; empty: it is sound.
    fn file_faults(&self) -> Result<Vec<String>, StoreError>;
    /// The next documents that were not removed, in the order of their ids.
    fn documents_after(
        &self,
        commune: &CommuneCode,
        after: Option<DocumentId>,
        limit: u32,
    ) -> Result<Vec<DocumentId>, StoreError>;
    fn record(&self, commune: &CommuneCode, document: DocumentId) -> Result<Option<Record>, StoreError>;
    /// Writes the projection and the size of the log anew.
    /// Errors: [`StoreError::Stale`] when the document's heads are not the expected ones any more.
    fn mend(
        &self,
        commune: &CommuneCode,
        document: DocumentId,
        expected_heads: &[u8],
        row: Option<&DossierRow>,
    ) -> Result<(), StoreError>;
    /// Documents with changes from before `received_before`, a stretch of the feed at a time.
    fn foldable(
        &self,
        commune: &CommuneCode,
        received_before: Timestamp,
        stretch: u32,
    ) -> Result<Foldable, StoreError>;
    fn looked_up_to(&self, commune: &CommuneCode, seq: u64) -> Result<(), StoreError>;
    /// Answers how many rows went. Errors: [`StoreError::Stale`] as above.
    fn fold(&self, fold: &Fold<'_>) -> Result<u32, StoreError>;
}
