//! What the office's numbers are counted from: each thing that happened to a dossier, without who it is about.
//!
//! **Invariant:** nothing here loads a document or a record; what is counted was written in columns with them.

use super::StoreError;
use chrono::NaiveDate;
use dossier::{CommuneCode, MemberId, ProcedureCode, TeamId, Timestamp};
use std::hash::{DefaultHasher, Hash, Hasher};
use wire::numbers::Satisfaction;

/// Moments from `from` up to, and without, `until`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Between {
    pub from: Timestamp,
    pub until: Timestamp,
}

/// So many of five marks for the result overall, and somebody is content.
pub const CONTENT: u8 = 4;

/// What a dossier is counted under.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Place {
    pub procedure: ProcedureCode,
    /// The office's own (0): no team brought it.
    pub team: TeamId,
    /// Who works or worked on it; 0: nobody.
    pub officer: MemberId,
    /// How it came; empty: not known.
    pub channel: String,
}

/// Somebody of the book, to be counted once: a number made of ids. Of a million people two have the same once in thirty
/// million times.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct PersonMark(u64);

impl PersonMark {
    /// `None`: the text, as `counted_case.person` has it, says nobody.
    pub fn of(person: &str) -> Option<Self> {
        let mut hasher = DefaultHasher::new();
        person.hash(&mut hasher);
        (!person.is_empty()).then(|| Self(hasher.finish()))
    }
}

/// Something that is counted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Happened {
    Received {
        at: Timestamp,
        /// How many answers it has, and how many of them came out of the book; `None`: not counted.
        answers: Option<(u32, u32)>,
        /// Whom of the book it is about; `None`: it does not say.
        person: Option<PersonMark>,
    },
    Accepted {
        at: Timestamp,
        waited: Option<u32>,
    },
    Ended {
        at: Timestamp,
        how: End,
        due: Option<Timestamp>,
        handled: Option<u32>,
        put_off: bool,
        scanned: bool,
    },
    /// It is open now; `stands_since`: the office waits for a supplement.
    Open {
        due: Option<Timestamp>,
        stands_since: Option<Timestamp>,
    },
    /// It went to another commune, and is counted there; by which officer and channel is not kept here.
    Moved {
        at: Timestamp,
    },
    /// A person took it back; by which officer and channel is not kept.
    Withdrawn {
        at: Timestamp,
    },
}

/// How it was decided.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum End {
    Done,
    Refused,
    Stopped,
}

/// The visits of a team at households.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TeamVisits {
    pub team: TeamId,
    pub visits: u32,
    /// Different ones.
    pub households: u32,
}

pub trait Numbers {
    /// Everything that happened between two moments, and what is open now, on one unchanging view of the store.
    fn happened(
        &self,
        commune: &CommuneCode,
        between: Between,
        each: &mut dyn FnMut(Place, Happened),
    ) -> Result<(), StoreError>;
    /// Of days from `first` to `last`, both included. Teams without visits are left out.
    fn visits(
        &self,
        commune: &CommuneCode,
        first: NaiveDate,
        last: NaiveDate,
    ) -> Result<Vec<TeamVisits>, StoreError>;
    /// How many of those who have rated gave the result overall [`CONTENT`] marks or more. `None`: too few have rated for
    /// nobody to be told apart.
    fn satisfaction(
        &self,
        commune: &CommuneCode,
        between: Between,
    ) -> Result<Option<Satisfaction>, StoreError>;
}
