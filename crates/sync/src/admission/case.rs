//! What is judged, and what comes out of it: plain data, which can go to another process and back.

use dossier::Timestamp;
use dossier::document::{Counted, DossierFacts, Kind, Reading, Role};
use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;
use wire::sync::RefusalCode;

/// A stored document: the snapshot (may be empty) and the raw changes after it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stored {
    #[serde(with = "serde_bytes")]
    pub snapshot: Vec<u8>,
    pub log: Vec<ByteBuf>,
}

/// One push with the document that it is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// `None`: the server has nothing of the document.
    pub stored: Option<Stored>,
    /// The Automerge sync message, as it came.
    #[serde(with = "serde_bytes")]
    pub message: Vec<u8>,
    /// Of who sends it.
    pub role: Role,
}

/// Whose an actor is, as the server's bindings tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActorOwner {
    Unbound,
    ThisDevice,
    Other,
}

/// A change that the server did not have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewChange {
    #[serde(with = "serde_bytes")]
    pub hash: [u8; 32],
    #[serde(with = "serde_bytes")]
    pub actor: Vec<u8>,
    pub actor_seq: u64,
    /// The device's clock.
    pub time: Timestamp,
    #[serde(with = "serde_bytes")]
    pub raw: Vec<u8>,
    /// The first change of every document, which is everybody's.
    pub skeleton: bool,
}

/// A dossier that goes to another version of its form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormMoved {
    pub was: DossierFacts,
    pub to: String,
}

/// A push of which nothing but the server's own bindings can be said against.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judged {
    pub kind: Kind,
    /// The push told exactly the heads that the document now has: there is nothing to answer but that.
    pub as_told: bool,
    /// In an order to apply them in; empty when the server had everything.
    pub new: Vec<NewChange>,
    /// 32 bytes each, sorted.
    #[serde(with = "serde_bytes")]
    pub heads: Vec<u8>,
    /// The document, saved; it was loaded again and compared. Empty when nothing is new.
    #[serde(with = "serde_bytes")]
    pub saved: Vec<u8>,
    /// The sync message for the ack: the server's heads and what the device lacks.
    #[serde(with = "serde_bytes")]
    pub reply: Vec<u8>,
    /// The actors of the changes in `reply`.
    pub reply_actors: Vec<ByteBuf>,
    /// Hashes of changes that the device has once it reads `reply`: those it sent, known before or not (of a new
    /// document its heads alone), and those in `reply`, 32 bytes each. The feed of the same answer need not repeat them.
    #[serde(with = "serde_bytes")]
    pub device_has: Vec<u8>,
    pub moved: Option<FormMoved>,
    /// What lists show of a dossier, when anything is new.
    pub reading: Option<Reading>,
    /// What the office's numbers count of it; nothing when nothing is new.
    pub counted: Counted,
    /// The person has taken back everything that is in the document.
    pub withdrawn: bool,
}

impl Judged {
    /// The last of the judgement: `owner` tells whose an actor is, `may_move` whether a dossier with these facts may
    /// go to another version of its form.
    pub fn check(
        &self,
        owner: &dyn Fn(&[u8]) -> ActorOwner,
        may_move: &dyn Fn(&DossierFacts, &str) -> bool,
    ) -> Result<(), RefusalCode> {
        let mut last: &[u8] = &[];
        for change in self.new.iter().filter(|change| !change.skeleton) {
            // Most pushes are one actor's: it is asked for once.
            if change.actor != last && owner(&change.actor) == ActorOwner::Other {
                return Err(RefusalCode::ForeignActor);
            }
            last = &change.actor;
        }
        match &self.moved {
            Some(moved) if !may_move(&moved.was, &moved.to) => Err(RefusalCode::WrongForm),
            Some(_) | None => Ok(()),
        }
    }

    /// The hashes in `device_has`.
    pub fn device_has(&self) -> impl Iterator<Item = [u8; 32]> {
        self.device_has.as_chunks().0.iter().copied()
    }
}
