//! The office's side of a dossier: the inbox and the case record.
//!
//! **Invariant:** official numbers of a day have no gaps and no number is given twice: it is taken in the
//! transaction that writes the acceptance.

use super::StoreError;
use chrono::NaiveDateTime;
use dossier::case::{Case, NotNow};
use dossier::{CommuneCode, DossierId, MemberId, ProcedureCode, TeamId, Timestamp};

/// A dossier that was handed over, as lists show it.
#[derive(Clone, PartialEq, Debug)]
pub struct InboxEntry {
    pub dossier: DossierId,
    pub procedure: ProcedureCode,
    pub subject: String,
    pub volunteer: String,
    pub team: String,
    pub of_team: TeamId,
    pub has_conflicts: bool,
    pub case: Case,
}

/// An officer accepts a dossier.
pub struct Acceptance<'a> {
    pub commune: &'a CommuneCode,
    pub dossier: DossierId,
    /// The heads that were looked at: an answer that arrives meanwhile must be seen first.
    pub expected_heads: &'a [u8],
    pub officer: MemberId,
    pub officer_name: &'a str,
    /// The day of the sequence, `yymmdd`.
    pub day: &'a str,
    /// The official number from the number within the day (from 1).
    pub number: &'a dyn Fn(u32) -> String,
    /// `None`: the law sets no limit.
    pub due: Option<NaiveDateTime>,
    /// The version of the commune's settings by which number and due date are made.
    pub settings: u32,
    pub now: Timestamp,
}

impl std::fmt::Debug for Acceptance<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Acceptance")
            .field("dossier", &self.dossier)
            .field("now", &self.now)
            .finish_non_exhaustive()
    }
}

/// An officer does something else to a case.
pub struct CaseChange<'a> {
    pub commune: &'a CommuneCode,
    pub dossier: DossierId,
    pub officer: MemberId,
    /// For the audit line.
    pub action: &'static str,
    pub change: &'a dyn Fn(Case) -> Result<Case, NotNow>,
    pub now: Timestamp,
}

impl std::fmt::Debug for CaseChange<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CaseChange")
            .field("dossier", &self.dossier)
            .field("action", &self.action)
            .finish_non_exhaustive()
    }
}

pub trait Cases {
    /// Newest first.
    fn inbox(&self, commune: &CommuneCode) -> Result<Vec<InboxEntry>, StoreError>;
    /// `None`: not handed over, or not of this commune.
    fn inbox_entry(
        &self,
        commune: &CommuneCode,
        dossier: DossierId,
    ) -> Result<Option<InboxEntry>, StoreError>;
    /// Errors: [`StoreError::Unknown`] when it was not handed over, [`StoreError::NotNow`] when it has its number,
    /// [`StoreError::Stale`] when the document's heads are not the expected ones any more.
    fn accept(&self, acceptance: &Acceptance<'_>) -> Result<Case, StoreError>;
    /// Errors: [`StoreError::Unknown`] when it was not handed over, [`StoreError::NotNow`].
    fn change_case(&self, change: &CaseChange<'_>) -> Result<Case, StoreError>;
}
