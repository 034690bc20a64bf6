//! Work lists of the office: pages, numbers and the search, over dossiers with a case.
//!
//! **Invariant:** what a reach leaves out is in no page, no number and no search; and nothing here reads a document or a
//! case's record.

use super::StoreError;
use chrono::NaiveDateTime;
use dossier::case::CaseState;
use dossier::{CommuneCode, DossierId, MemberId, ProcedureCode, TeamId, Timestamp};
use wire::lists::{Cursor, List, Numbers};

/// In a search that finds more than so many, nothing is counted: who typed it goes on typing.
pub const COUNTED_IN_A_SEARCH: usize = 500;

/// Which dossiers somebody may see at all.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Reach {
    /// `None`: of every procedure. Sorted.
    pub procedures: Option<Vec<ProcedureCode>>,
    /// `None`: of every team.
    pub team: Option<TeamId>,
}

impl Reach {
    pub const fn nothing() -> Self {
        Self { procedures: Some(Vec::new()), team: None }
    }

    pub fn has(&self, procedure: &ProcedureCode, team: TeamId) -> bool {
        self.procedures.as_ref().is_none_or(|all| all.binary_search(procedure).is_ok())
            && self.team.is_none_or(|mine| mine == team)
    }

    /// What both of them have.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.procedures = match (self.procedures, other.procedures) {
            (Some(mut mine), Some(others)) => {
                mine.retain(|one| others.binary_search(one).is_ok());
                Some(mine)
            }
            (mine, others) => mine.or(others),
        };
        match (self.team, other.team) {
            (Some(mine), Some(wanted)) if mine != wanted => Self::nothing(),
            (mine, wanted) => Self { team: mine.or(wanted), ..self },
        }
    }
}

/// What is asked for.
#[derive(Clone)]
pub struct ListQuery<'a> {
    pub commune: &'a CommuneCode,
    pub list: List,
    /// Rights and filters together.
    pub reach: &'a Reach,
    pub volunteer: Option<MemberId>,
    pub holder: Option<MemberId>,
    /// Received from this moment on.
    pub from: Option<Timestamp>,
    /// Received before this moment.
    pub until: Option<Timestamp>,
    /// As they were typed; empty: no search.
    pub words: &'a str,
    /// The page begins after this row. Then nothing is counted.
    pub after: Option<Cursor>,
    pub limit: u32,
    pub now: Timestamp,
}

impl std::fmt::Debug for ListQuery<'_> {
    /// What is searched for is a person's name more often than not.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ListQuery")
            .field("list", &self.list)
            .field("reach", &self.reach)
            .finish_non_exhaustive()
    }
}

/// A dossier as lists show it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ListedRow {
    pub dossier: DossierId,
    pub procedure: ProcedureCode,
    pub subject: String,
    pub volunteer: String,
    pub team: String,
    pub holder: String,
    pub state: CaseState,
    pub number: String,
    pub received_at: Timestamp,
    pub due: Option<NaiveDateTime>,
    /// From when on little of its time is left; `None`: it has no day, or is decided.
    pub warn: Option<NaiveDateTime>,
    /// `None`: it is open.
    pub decided_at: Option<Timestamp>,
    pub has_conflicts: bool,
}

#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Page {
    pub rows: Vec<ListedRow>,
    /// `None`: there is nothing after it.
    pub next: Option<Cursor>,
    /// `None`: a further page, or a search that finds more than [`COUNTED_IN_A_SEARCH`].
    pub numbers: Option<Numbers>,
}

pub trait Lists {
    /// New ones first; what is in work, due or late by its day, the most urgent first.
    fn list(&self, query: &ListQuery<'_>) -> Result<Page, StoreError>;
    /// Writes every row of the lists, their numbers and the search anew. Answers how many there are.
    fn list_anew(&self) -> Result<u64, StoreError>;
}
