//! The hand-over box: work that was sent for a document of another team or commune, or for one that was removed.
//!
//! **Invariant:** what waits in the box is whole and stays until an officer has decided; when the box is full the next push is
//! refused, and the device keeps it.

use super::StoreError;
use dossier::{CommuneCode, DeviceId, DocumentId, MemberId, TeamId, Timestamp};
use std::collections::BTreeSet;

/// A push that goes into the box.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewHandover {
    /// In whose box.
    pub commune: CommuneCode,
    pub document: DocumentId,
    pub device: DeviceId,
    pub from_commune: CommuneCode,
    pub member: MemberId,
    pub from_team: TeamId,
    /// The commune that the device says it shared the document with.
    pub home: Option<CommuneCode>,
    /// Changes that the document does not have.
    pub hashes: Vec<[u8; 32]>,
    /// Who wrote them, as far as it was looked at whether this device may: from now on these are its own. Another device
    /// that comes with one of them (the same phone, set back and enrolled anew) is refused and writes its work again;
    /// in the box the two could never both be brought home.
    pub actors: BTreeSet<Vec<u8>>,
    /// Their numbers: each change's actor and sequence number. Two copies of one phone give one number to two changes.
    pub numbers: Vec<(Vec<u8>, u64)>,
    pub message: Vec<u8>,
    pub now: Timestamp,
}

/// What became of a push for another place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Parked {
    /// It lies in the box, and the device's feed stood here.
    Taken {
        seq: u64,
    },
    NoRoom,
    /// Work that waits already has given one of its numbers to another change: only one of the two could be brought
    /// home. The device writes its own again, as where a document refuses it.
    NumberTaken,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum HandoverState {
    Waiting,
    Applied,
    SetAside,
}

/// One entry of the box, without what was sent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HandoverLine {
    pub id: u64,
    pub at: Timestamp,
    pub document: DocumentId,
    pub device: DeviceId,
    pub from_commune: CommuneCode,
    pub from_commune_name: String,
    pub member: MemberId,
    pub member_name: String,
    pub from_team: TeamId,
    pub from_team_name: String,
    pub home: Option<CommuneCode>,
    /// Whom the dossier is about, as far as this commune's list knows it.
    pub subject: String,
    /// The team that has the document now; `None`: this commune has no such document.
    pub team_name: Option<String>,
    /// The document was taken out for good.
    pub removed: bool,
    pub changes: u32,
    pub bytes: u64,
    pub state: HandoverState,
    pub decided_at: Option<Timestamp>,
    pub reason: String,
}

/// What an officer decided.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Decision<'a> {
    pub commune: &'a CommuneCode,
    pub id: u64,
    pub officer: MemberId,
    /// `None`: it is in the document now. Else why it was set aside.
    pub set_aside: Option<&'a str>,
    pub now: Timestamp,
}

pub trait Handovers {
    /// The commune of this server that has the document, or had it.
    fn commune_of(&self, document: DocumentId) -> Result<Option<CommuneCode>, StoreError>;
    /// The same work twice is one entry.
    fn park(&self, entry: &NewHandover) -> Result<Parked, StoreError>;
    /// Newest first; what was decided is listed for a while.
    fn handovers(&self, commune: &CommuneCode) -> Result<Vec<HandoverLine>, StoreError>;
    /// An entry that waits, with what was sent. Errors: [`StoreError::Unknown`].
    fn waiting_handover(&self, commune: &CommuneCode, id: u64)
    -> Result<(HandoverLine, Vec<u8>), StoreError>;
    /// The sender's devices let go of their copy with their next sync, unless the document is theirs.
    /// Errors: [`StoreError::Unknown`] when the entry does not wait.
    fn decide(&self, decision: &Decision<'_>) -> Result<(), StoreError>;
}
