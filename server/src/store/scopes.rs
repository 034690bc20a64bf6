//! Who sees which document: members and documents move from one team to another.

use super::StoreError;
use dossier::{CommuneCode, DocumentId, MemberId, TeamId, Timestamp};

pub trait Scopes {
    /// The member's devices get the new team's feed from its start, and let go of what is not the new team's.
    /// Errors: [`StoreError::Unknown`] when member or team is not of this commune, or the member is an officer.
    fn move_member(
        &self,
        commune: &CommuneCode,
        member: MemberId,
        team: TeamId,
        now: Timestamp,
    ) -> Result<(), StoreError>;
    /// The old team's devices let go of it, the new team's get all of it.
    /// Errors: [`StoreError::Unknown`] when document or team is not of this commune.
    fn move_document(
        &self,
        commune: &CommuneCode,
        document: DocumentId,
        team: TeamId,
        now: Timestamp,
    ) -> Result<(), StoreError>;
}
