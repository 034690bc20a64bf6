//! The office's side of a dossier: the inbox and the case record.
//!
//! **Invariant:** official numbers of a day have no gaps and no number is given twice: it is taken in the
//! transaction that writes the acceptance.

use super::StoreError;
use super::documents::StoredDocument;
use super::numbers::Between;
use chrono::NaiveDateTime;
use dossier::case::{Accepted, Case, NotNow};
use dossier::{CommuneCode, DossierId, MemberId, ProcedureCode, TeamId, Timestamp};
use wire::work::Step;

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
    /// From when on little of its time is left; `None`: it has no day, or is decided.
    pub warn: Option<NaiveDateTime>,
    pub case: Case,
}

/// A document, and its case once it was handed over.
#[derive(Debug)]
pub struct OpenedCase {
    pub stored: StoredDocument,
    pub entry: Option<InboxEntry>,
}

/// An officer accepts a dossier.
pub struct Acceptance<'a> {
    pub commune: &'a CommuneCode,
    pub dossier: DossierId,
    /// The heads that were looked at: an answer that arrives meanwhile must be seen first.
    pub expected_heads: &'a [u8],
    pub officer: MemberId,
    /// The day of the sequence, `yymmdd`.
    pub day: &'a str,
    /// What it is accepted with, from its number within the day (from 1).
    pub accepted: &'a dyn Fn(u32) -> Accepted,
    /// The version of the commune's settings by which number and due date are made.
    pub settings: u32,
    /// Until when the first step is to be done.
    pub step_due: Option<NaiveDateTime>,
    /// What the commune's calendar says of the case as it is then.
    pub reckon: &'a Reckon<'a>,
    pub now: Timestamp,
}

/// What a calendar says of a case.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Reckoned {
    /// When four fifths of its time are over; `None`: it has no day, or it is decided.
    pub warn: Option<NaiveDateTime>,
    /// Working minutes from its arrival to its acceptance, once it is accepted.
    pub waited: Option<u32>,
    /// Working minutes that the office had it, once it is decided: see [`Case::handled_minutes`].
    pub handled: Option<u32>,
}

pub type Reckon<'a> = dyn Fn(&Case) -> Reckoned + 'a;

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
    /// It goes to somebody else with it.
    pub hand: Option<Hand<'a>>,
    pub reckon: &'a Reckon<'a>,
    pub now: Timestamp,
}

/// A case goes from one person to another.
#[derive(Clone, Copy, Debug)]
pub struct Hand<'a> {
    pub taker: MemberId,
    pub step: Step,
    pub due: Option<NaiveDateTime>,
    pub note: &'a str,
}

/// A line of the control sheet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HandLine {
    pub at: Timestamp,
    /// Names; empty when they are not known any more.
    pub giver: String,
    pub taker: String,
    pub step: Step,
    pub due: Option<NaiveDateTime>,
    pub note: String,
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
    /// Everything, newest first, with the records: for checks. Pages read [`super::Lists`].
    fn inbox(&self, commune: &CommuneCode) -> Result<Vec<InboxEntry>, StoreError>;
    /// Those that were accepted between two moments, in the order in which they were.
    fn accepted_between(
        &self,
        commune: &CommuneCode,
        between: Between,
    ) -> Result<Vec<InboxEntry>, StoreError>;
    /// `None`: not handed over, or not of this commune.
    fn inbox_entry(
        &self,
        commune: &CommuneCode,
        dossier: DossierId,
    ) -> Result<Option<InboxEntry>, StoreError>;
    /// The document and its case as they are at one moment: whatever moves a dossier away moves both. Counted as a load.
    fn opened(&self, commune: &CommuneCode, dossier: DossierId) -> Result<Option<OpenedCase>, StoreError>;
    /// Errors: [`StoreError::Unknown`] when it was not handed over, [`StoreError::NotNow`] when it has its number,
    /// [`StoreError::Stale`] when the document's heads are not the expected ones any more.
    fn accept(&self, acceptance: &Acceptance<'_>) -> Result<Case, StoreError>;
    /// Errors: [`StoreError::Unknown`] when it was not handed over, [`StoreError::NotNow`].
    fn change_case(&self, change: &CaseChange<'_>) -> Result<Case, StoreError>;
    /// The control sheet, oldest first, with an audit line that says who looked.
    fn control_sheet(
        &self,
        commune: &CommuneCode,
        dossier: DossierId,
        by: MemberId,
        now: Timestamp,
    ) -> Result<Vec<HandLine>, StoreError>;
}
