//! Which version of a dossier an officer has looked at.

use super::StoreError;
use dossier::{CommuneCode, DossierId, MemberId};

pub trait Looks {
    /// Heads in hexadecimal digits; `None`: the officer has never looked at it.
    fn looked_at(
        &self,
        commune: &CommuneCode,
        dossier: DossierId,
        member: MemberId,
    ) -> Result<Option<String>, StoreError>;

    fn note_looked_at(
        &self,
        commune: &CommuneCode,
        dossier: DossierId,
        member: MemberId,
        version: &str,
    ) -> Result<(), StoreError>;
}
