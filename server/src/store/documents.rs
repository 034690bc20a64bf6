//! Documents: snapshot, log of changes, and the projection that is written with them.
//!
//! **Invariant:** a change enters once (by hash), complete (its dependencies are there before it), and
//! with its feed number, its document's heads and the projection in the same transaction.

use super::StoreError;
use chrono::NaiveDateTime;
use dossier::document::{Counted, Kind};
use dossier::{CommuneCode, DeviceId, DocumentId, MemberId, ProcedureCode, TeamId, Timestamp};
use std::collections::{HashMap, HashSet};

/// A document as it must be read to be loaded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredDocument {
    pub team: TeamId,
    /// 32 bytes each, sorted.
    pub heads: Vec<u8>,
    /// The document saved whole up to some change; empty when there is none yet.
    pub snapshot: Vec<u8>,
    /// The changes after the snapshot, in an order to apply them in.
    pub log: Vec<Vec<u8>>,
    /// It was taken out: nothing of it may come back.
    pub deleted: bool,
}

impl StoredDocument {
    /// Size of the changes after the snapshot.
    pub fn log_bytes(&self) -> usize {
        self.log.iter().map(Vec::len).sum()
    }
}

/// Who writes with an actor.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ActorBinding {
    /// Where it was first seen.
    pub document: DocumentId,
    /// `None`: the server itself wrote with it.
    pub device: Option<DeviceId>,
    pub member: MemberId,
    /// False: learnt during a repair; the real owner may still claim it.
    pub certain: bool,
}

/// A change that was admitted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AdmittedChange {
    pub hash: [u8; 32],
    pub actor: Vec<u8>,
    pub actor_seq: u64,
    pub raw: Vec<u8>,
}

/// Who brought changes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Author {
    /// `None`: the server writes by itself, for an officer or for the demo.
    pub device: Option<DeviceId>,
    pub member: MemberId,
    /// True for a while after the server was restored: devices then bring back other people's changes too,
    /// so the actors that they bring are not surely their own.
    pub repairing: bool,
}

/// How a dossier comes to the office.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Came {
    /// A volunteer brought it.
    Volunteer,
    /// The office took it in itself.
    Office(library::Channel),
}

impl Came {
    /// As `counted_case.channel` has it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Volunteer => "volunteer",
            Self::Office(library::Channel::Desk) => "desk",
            Self::Office(library::Channel::Online) => "online",
            Self::Office(library::Channel::Post) => "post",
        }
    }
}

/// What lists show of a dossier.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DossierRow {
    pub procedure: ProcedureCode,
    pub subject: String,
    /// Further words to find it by, folded: names of persons and places.
    pub words: String,
    pub has_conflicts: bool,
    /// By the device's clock; `None` while it is a draft.
    pub submitted_at: Option<Timestamp>,
    /// The actor that handed it over.
    pub submitted_by: Vec<u8>,
    /// Of who stands first in the form, for the public page; 0: nobody has said it.
    pub birth_year: u16,
    /// The newest request of the office that was answered.
    pub supplemented: Option<Timestamp>,
    /// When it has just been answered for an accepted case.
    pub new_days: Option<NewDays>,
}

/// The days of an accepted case whose supplement has just come.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct NewDays {
    /// The day that stood before; another one means that an officer has just put it off.
    pub was: Option<NaiveDateTime>,
    pub due: Option<NaiveDateTime>,
    pub warn: Option<NaiveDateTime>,
}

/// One document's new changes, to be written together with everything that follows from them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Commit {
    pub commune: CommuneCode,
    pub document: DocumentId,
    pub kind: Kind,
    /// Whose document it becomes when it is new.
    pub team: TeamId,
    /// The heads on which the changes were admitted; empty for a new document.
    pub expected_heads: Vec<u8>,
    pub heads: Vec<u8>,
    pub changes: Vec<AdmittedChange>,
    /// The document saved whole, new changes included, when the log has grown too long.
    pub snapshot: Option<Vec<u8>>,
    /// `None` for a household.
    pub row: Option<DossierRow>,
    /// What the office's numbers count of it.
    pub counted: Counted,
    pub author: Author,
    /// How the dossier comes to the office, when it comes with this; else it came before.
    pub came: Option<Came>,
    /// What the audit line says, such as `merge` or `settle`.
    pub action: &'static str,
    /// The person has taken back what is in the document: it leaves in the same transaction. See
    /// [`super::withdrawals`].
    pub withdrawn: bool,
    /// The server's clock.
    pub now: Timestamp,
}

/// What a commit did.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Committed {
    /// The office's inbox reads differently now.
    pub inbox_changed: bool,
}

pub trait Documents {
    /// Loads what is needed to open the document. Counted: see [`super::Store::documents_loaded`].
    fn load_document(
        &self,
        commune: &CommuneCode,
        document: DocumentId,
    ) -> Result<Option<StoredDocument>, StoreError>;
    /// Those of the documents that some commune of this server has, or has removed.
    fn known_documents(&self, documents: &[DocumentId]) -> Result<HashSet<DocumentId>, StoreError>;
    /// The bindings of those of the actors that are known.
    fn actor_bindings(
        &self,
        commune: &CommuneCode,
        actors: &[Vec<u8>],
    ) -> Result<HashMap<Vec<u8>, ActorBinding>, StoreError>;
    /// The bindings of those of the actors that are known, with the names of the members behind them.
    fn authors(
        &self,
        commune: &CommuneCode,
        actors: &[Vec<u8>],
    ) -> Result<Vec<(Vec<u8>, MemberId, String)>, StoreError>;
    /// Errors: [`StoreError::Stale`] when the document's heads are not the expected ones any more.
    /// A dossier that arrives handed over for the first time gets its case record here.
    fn commit(&self, commit: &Commit) -> Result<Committed, StoreError>;
    /// Several that wait for the disk together, each by itself all or nothing. The outcomes are in their order.
    fn commit_all(&self, commits: Vec<Commit>) -> Vec<Result<Committed, StoreError>>;
    /// Takes a document out for good: content gone, its team learns it by feed.
    /// Errors: [`StoreError::Unknown`].
    fn remove_document(
        &self,
        commune: &CommuneCode,
        document: DocumentId,
        now: Timestamp,
    ) -> Result<(), StoreError>;
}
