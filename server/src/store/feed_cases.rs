//! Dossiers as rows of numbers for programs: codes, states and dates, no names and no answers.

use super::StoreError;
use dossier::{CommuneCode, DossierId, MemberId, ProcedureCode, TeamId, Timestamp};

/// What of a dossier can be asked about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Column {
    Number,
    Procedure,
    State,
    Team,
    Officer,
    Channel,
    Way,
    ReceivedAt,
    AcceptedAt,
    EndedAt,
    DueAt,
    WaitedMinutes,
    HandledMinutes,
    TimesPutOff,
    Supplements,
    Scanned,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Comparison {
    Equal,
    AtLeast,
    AtMost,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Operand {
    Text(String),
    Number(i64),
}

/// Of what has no such value it never holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Test {
    pub column: Column,
    pub comparison: Comparison,
    pub with: Operand,
}

/// Which rows, and in which order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CaseQuery<'a> {
    pub commune: &'a CommuneCode,
    pub tests: &'a [Test],
    /// `None`: in the order of their ids.
    pub order: Option<(Column, bool)>,
    pub skip: u64,
    pub limit: u32,
    /// In the order of ids: only those after it.
    pub after: Option<DossierId>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CaseRow {
    pub dossier: DossierId,
    /// Empty: it has none yet.
    pub number: String,
    pub procedure: ProcedureCode,
    pub state: String,
    pub team: TeamId,
    pub officer: MemberId,
    pub channel: String,
    pub way: String,
    pub received_at: Timestamp,
    pub accepted_at: Option<Timestamp>,
    pub ended_at: Option<Timestamp>,
    pub due_at: Option<Timestamp>,
    pub waited: Option<u32>,
    pub handled: Option<u32>,
    pub put_off: u32,
    pub supplements: u32,
    pub scanned: bool,
}

pub trait FeedCases {
    fn feed_cases(&self, query: &CaseQuery<'_>) -> Result<Vec<CaseRow>, StoreError>;
    /// How many pass the tests.
    fn count_feed_cases(&self, commune: &CommuneCode, tests: &[Test]) -> Result<u64, StoreError>;
}
