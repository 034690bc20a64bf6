//! A dossier goes to another commune of this server, with everything that hangs on it.
//!
//! **Invariant:** it is at one place at any moment. It leaves the one and reaches the other in one transaction, and what stays
//! behind is a line that says where it went: no answer, no photo, no record. (What was never part of it stays too: refused
//! transmissions, and work that was set aside.)

use super::StoreError;
use super::cases::Reckon;
use super::numbers::Between;
use chrono::NaiveDateTime;
use dossier::case::{Case, NotNow};
use dossier::{CommuneCode, DossierId, MemberId, ProcedureCode, TeamId, Timestamp};

/// An officer moves a dossier.
pub struct MoveOut<'a> {
    pub from: &'a CommuneCode,
    pub to: &'a CommuneCode,
    pub dossier: DossierId,
    /// Of `from`.
    pub officer: MemberId,
    pub reason: &'a str,
    /// It had its number when the officer was asked whether she may.
    pub numbered: bool,
    pub change: &'a dyn Fn(Case) -> Result<Case, NotNow>,
    /// The version of `to`'s settings by whose calendar a case with a number is counted from now on.
    pub settings: u32,
    /// What `to`'s calendar says of the case.
    pub reckon: &'a Reckon<'a>,
    pub now: Timestamp,
}

impl std::fmt::Debug for MoveOut<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MoveOut")
            .field("dossier", &self.dossier)
            .field("from", &self.from)
            .field("to", &self.to)
            .finish_non_exhaustive()
    }
}

/// What a commune keeps of a dossier that it has moved.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MovedLine {
    pub dossier: DossierId,
    pub at: Timestamp,
    /// Name of the commune that it went to.
    pub to_name: String,
    /// Name of who moved it; empty when that is not known any more.
    pub officer: String,
    pub reason: String,
    /// Empty: it had none.
    pub number: String,
    /// When this commune gave the number; `None`: it did not.
    pub accepted_at: Option<Timestamp>,
    pub due: Option<NaiveDateTime>,
    pub procedure: ProcedureCode,
    /// The team that had it.
    pub team: TeamId,
    pub team_name: String,
    pub volunteer: String,
    /// Empty once the dossier was removed for good.
    pub subject: String,
}

pub trait Moves {
    /// Errors: [`StoreError::Unknown`] when `from` has no such case or there is no commune `to`, [`StoreError::NotNow`] (also
    /// when it got its number meanwhile), [`StoreError::Exists`] when `to` has a document of this id or a case of this
    /// number, [`StoreError::Stale`] when the person has just taken it back.
    fn move_to_commune(&self, out: &MoveOut<'_>) -> Result<Case, StoreError>;
    /// What has left and is not here again, the newest first, at most `limit`. `words` as they were typed: of which each
    /// begins a word of the subject, the number or the local code; empty: all.
    fn moved(&self, commune: &CommuneCode, words: &str, limit: u32) -> Result<Vec<MovedLine>, StoreError>;
    /// Where a dossier went that is not here any more. `None`: it never left this commune, or is here.
    fn moved_away(&self, commune: &CommuneCode, dossier: DossierId) -> Result<Option<MovedLine>, StoreError>;
    /// Those that this commune gave a number between two moments, in the order in which it did.
    fn moved_after_acceptance(
        &self,
        commune: &CommuneCode,
        between: Between,
    ) -> Result<Vec<MovedLine>, StoreError>;
}
