//! The domain: what a dossier, a household and a case are, and the rules that hold for them.
//!
//! Pure: no clock, no disk, no network. The words are the field's (docs/glossary in ARCHITECTURE.md).
//! With the feature `document` the dossier and the household are Automerge documents; without it
//! (in the pages) only the plain types remain.
//!
//! **Invariant:** a [`case::Case`] is written by the office alone and is never part of a CRDT document.

pub mod answer;
pub mod answer_key;
pub mod case;
pub mod consent;
#[cfg(feature = "document")]
pub mod document;
pub mod household;
pub mod id;
pub mod local_code;
pub mod page;
pub mod paper;
pub mod person;
pub mod receipt;
pub mod recovery;
pub mod signature;
pub mod supplement;
pub mod time;

pub use answer::AnswerText;
pub use answer_key::AnswerKey;
pub use consent::Purpose;
pub use household::{HouseholdField, Task, Visit};
pub use id::{
    CommuneCode, DeviceId, DocumentId, DossierId, FileId, HouseholdId, MemberId, PaperId, PersonId,
    ProcedureCode, QuestionName, TaskId, TeamId, VisitId,
};
pub use page::PhotoHash;
pub use person::{PersonField, PersonRef};
pub use time::Timestamp;
