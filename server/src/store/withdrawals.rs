//! What became of documents whose people took back their consent.
//!
//! It is carried out by the commit that brings the withdrawal ([`super::documents::Commit`]): a document that the office
//! has not accepted is taken out for good, a tombstone stays; an accepted dossier becomes the office's alone and leaves
//! every device of the team.
//!
//! **Invariant:** there is no moment in which a withdrawal is stored and not carried out.

use super::StoreError;
use dossier::document::Kind;
use dossier::{CommuneCode, DocumentId, ProcedureCode, TeamId, Timestamp};

/// One as it is listed. Nothing in it was in the document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Withdrawal {
    pub document: DocumentId,
    pub kind: Kind,
    /// Empty for a household.
    pub procedure: ProcedureCode,
    /// The team of who recorded it; the office's when that is not known any more.
    pub team: TeamId,
    /// The server's clock.
    pub at: Timestamp,
    /// Who recorded it; empty when that is not known any more.
    pub member: String,
    /// The office had accepted the dossier before, and keeps what the law obliges it to keep.
    pub kept: bool,
}

pub trait Withdrawals {
    /// A person has taken it back, and that was carried out here.
    fn is_taken_back(&self, commune: &CommuneCode, document: DocumentId) -> Result<bool, StoreError>;
    /// The newest first, at most `limit`.
    fn withdrawals(&self, commune: &CommuneCode, limit: u32) -> Result<Vec<Withdrawal>, StoreError>;
}
