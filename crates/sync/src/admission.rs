//! The server's judgement over one push: all of it becomes part of the document, or none.
//!
//! Automerge must not be fed bytes of strangers unguarded (docs/sync-protocol.md, "Admission"). These are
//! the first rules: size caps, actors bound to the device that sends, sequence without gaps, the facts of
//! a document fixed, every panic caught, and the result saved, loaded again and compared before anything
//! is stored. [`Limits`] and the order of steps in [`admit`] are the seam for the full pipeline (bounded
//! inflate, a worker with budgets, a field policy by role).
//!
//! **Invariant:** the peer's Bloom filters are never evaluated: what it has is told by its heads alone.

use crate::{chunks, feed};
use automerge::sync::Message;
use automerge::{Change, ChangeHash};
use dossier::Timestamp;
use dossier::document::{Document, DocumentError, DossierFacts, Kind, is_skeleton_actor, skeleton_hash};
use std::collections::{HashMap, HashSet};
use std::panic::AssertUnwindSafe;
use wire::sync::RefusalCode;

/// A stored document: the snapshot (may be empty) and the raw changes after it.
#[derive(Debug)]
pub struct Stored<'a> {
    pub snapshot: &'a [u8],
    pub log: Vec<&'a [u8]>,
}

/// Bounds on one push.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    pub message_bytes: usize,
    pub heads: usize,
    /// Changes in one push.
    pub changes: usize,
    /// Operations in one change: one field left is one, a household's first change some hundreds.
    pub operations: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { message_bytes: 256 * 1024, heads: 64, changes: 10_000, operations: 5_000 }
    }
}

/// Whose an actor is, as the server's bindings tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActorOwner {
    Unbound,
    ThisDevice,
    Other,
}

/// A change that the server did not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewChange {
    pub hash: [u8; 32],
    pub actor: Vec<u8>,
    pub actor_seq: u64,
    /// The device's clock.
    pub time: Timestamp,
    pub raw: Vec<u8>,
}

/// A push that may be stored.
#[derive(Debug)]
pub struct Admitted {
    /// The document with the push in it.
    pub document: Document,
    /// Oldest first; empty when the server had everything.
    pub new: Vec<NewChange>,
    /// 32 bytes each, sorted.
    pub heads: Vec<u8>,
    /// The document, saved; it was loaded again and compared.
    pub saved: Vec<u8>,
    /// The sync message for the ack: the server's heads and what the device lacks.
    pub reply: Vec<u8>,
    /// The actors of the changes in `reply`.
    pub reply_actors: Vec<Vec<u8>>,
    /// Hashes of changes that the device has once it reads `reply`: those it sent, known before or not, and
    /// those in `reply`. The feed of the same answer need not repeat them.
    pub device_has: Vec<[u8; 32]>,
}

/// Judges a push. `may_move` answers whether a dossier with these facts may go to another version of its form.
/// Nothing has been stored when this returns, whatever it returns.
pub fn admit(
    stored: Option<Stored<'_>>,
    message: &[u8],
    limits: &Limits,
    owner: &dyn Fn(&[u8]) -> ActorOwner,
    may_move: &dyn Fn(&DossierFacts, &str) -> bool,
) -> Result<Admitted, RefusalCode> {
    if message.len() > limits.message_bytes {
        return Err(RefusalCode::TooLarge);
    }
    // Automerge panics on hostile bytes in ways that cannot be listed: a panic is a refusal of this one push.
    std::panic::catch_unwind(AssertUnwindSafe(|| judge(stored, message, limits, owner, may_move)))
        .unwrap_or(Err(RefusalCode::Malformed))
}

fn judge(
    stored: Option<Stored<'_>>,
    message: &[u8],
    limits: &Limits,
    owner: &dyn Fn(&[u8]) -> ActorOwner,
    may_move: &dyn Fn(&DossierFacts, &str) -> bool,
) -> Result<Admitted, RefusalCode> {
    let message = Message::decode(message).map_err(|_| RefusalCode::Malformed)?;
    if message.heads.len() > limits.heads {
        return Err(RefusalCode::TooLarge);
    }
    let sent = sent_changes(&message, limits)?;
    let before = match stored {
        Some(stored) => {
            Some(Document::load(stored.snapshot, stored.log).map_err(|_| RefusalCode::ServerFault)?)
        }
        None => None,
    };
    let sent_hashes: Vec<[u8; 32]> = sent.iter().map(|change| change.hash().0).collect();
    let new = new_changes(before.as_ref(), sent);
    check_writers(before.as_ref(), &new, limits, owner)?;
    let document = with_changes(before.as_ref(), &new)?;
    check_shape(before.as_ref(), &document, may_move)?;
    if !message.heads.iter().all(|head| document.automerge().get_change_meta_by_hash(head).is_some()) {
        return Err(RefusalCode::MissingChanges);
    }
    let saved = saved_and_verified(&document)?;
    let lacking = document.automerge().get_changes(&message.heads);
    Ok(Admitted {
        heads: document.heads().to_bytes(),
        saved,
        reply_actors: actors_of(&lacking),
        device_has: sent_hashes.into_iter().chain(lacking.iter().map(|change| change.hash().0)).collect(),
        reply: feed::encode(
            document.heads().to_hashes(),
            lacking.iter().map(|change| change.raw_bytes().to_vec()).collect(),
        ),
        new: new.iter().map(as_new_change).collect(),
        document,
    })
}

fn sent_changes(message: &Message, limits: &Limits) -> Result<Vec<Change>, RefusalCode> {
    let mut sent = Vec::new();
    for element in message.changes.iter() {
        sent.extend(chunks::changes(element).map_err(|_| RefusalCode::Malformed)?);
        if sent.len() > limits.changes {
            return Err(RefusalCode::TooLarge);
        }
    }
    Ok(sent)
}

/// What the server does not have, each once, in the order in which it can be applied.
fn new_changes(before: Option<&Document>, sent: Vec<Change>) -> Vec<Change> {
    let mut seen = HashSet::new();
    sent.into_iter()
        .filter(|change| {
            let hash = change.hash();
            let known = before.is_some_and(|doc| doc.automerge().get_change_meta_by_hash(&hash).is_some());
            !known && seen.insert(hash)
        })
        .collect()
}

/// Each new change is by an actor of this device, follows that actor's last one, and is not too large.
fn check_writers(
    before: Option<&Document>,
    new: &[Change],
    limits: &Limits,
    owner: &dyn Fn(&[u8]) -> ActorOwner,
) -> Result<(), RefusalCode> {
    let mut last_seq: HashMap<Vec<u8>, u64> = HashMap::new();
    if let Some(before) = before {
        for meta in before.automerge().get_changes_meta(&[]) {
            let last = last_seq.entry(meta.actor.to_bytes().to_vec()).or_default();
            *last = (*last).max(meta.seq);
        }
    }
    let mut in_order: Vec<&Change> = new.iter().collect();
    in_order.sort_by_key(|change| change.seq());
    for change in in_order {
        let actor = change.actor_id().to_bytes();
        if change.len() > limits.operations {
            return Err(RefusalCode::TooLarge);
        }
        if is_skeleton_actor(actor) {
            if !is_skeleton(&change.hash()) {
                return Err(RefusalCode::ForeignActor);
            }
        } else if owner(actor) == ActorOwner::Other {
            return Err(RefusalCode::ForeignActor);
        }
        let last = last_seq.entry(actor.to_vec()).or_default();
        if change.seq() != last.saturating_add(1) {
            return Err(RefusalCode::MissingChanges);
        }
        *last = change.seq();
    }
    Ok(())
}

fn is_skeleton(hash: &ChangeHash) -> bool {
    [Kind::Dossier, Kind::Household].into_iter().any(|kind| skeleton_hash(kind) == Ok(hash.0))
}

/// The document with the changes applied, on a copy.
fn with_changes(before: Option<&Document>, new: &[Change]) -> Result<Document, RefusalCode> {
    match before {
        Some(before) => {
            let mut document = before.clone();
            document.apply(new.to_vec()).map_err(refusal)?;
            Ok(document)
        }
        None => Document::load(&[], new.iter().map(Change::raw_bytes)).map_err(refusal),
    }
}

fn refusal(error: DocumentError) -> RefusalCode {
    match error {
        DocumentError::MissingChanges => RefusalCode::MissingChanges,
        DocumentError::Unreadable { .. } => RefusalCode::Malformed,
        DocumentError::WrongShape | DocumentError::NewerSchema { .. } | DocumentError::WrongKind => {
            RefusalCode::WrongShape
        }
    }
}

/// A document of a known kind, whose fixed facts are as they were. A dossier may go to another version of its form
/// where `may_move` allows it, and no answer may go away without being kept aside.
fn check_shape(
    before: Option<&Document>,
    after: &Document,
    may_move: &dyn Fn(&DossierFacts, &str) -> bool,
) -> Result<(), RefusalCode> {
    let wrong = |_| RefusalCode::WrongShape;
    let Some(before) = before else {
        return if after.kind() == Kind::Dossier { after.facts().map(drop).map_err(wrong) } else { Ok(()) };
    };
    if before.kind() != after.kind() {
        return Err(RefusalCode::WrongShape);
    }
    if after.kind() != Kind::Dossier {
        return Ok(());
    }
    let (was, is) = (before.facts().map_err(wrong)?, after.facts().map_err(wrong)?);
    if (&was.procedure, &was.household) != (&is.procedure, &is.household) {
        return Err(RefusalCode::WrongShape);
    }
    if !after.vanished_since(before).map_err(wrong)?.is_empty() {
        return Err(RefusalCode::WrongShape);
    }
    if was.form_version != is.form_version && !may_move(&was, &is.form_version) {
        return Err(RefusalCode::WrongForm);
    }
    Ok(())
}

/// Some well-made changes load fine and then write a document that cannot be loaded again: such a
/// document must never reach the disk.
fn saved_and_verified(document: &Document) -> Result<Vec<u8>, RefusalCode> {
    let saved = document.save();
    let again = Document::load(&saved, []).map_err(|_| RefusalCode::Malformed)?;
    if again.heads() == document.heads() { Ok(saved) } else { Err(RefusalCode::Malformed) }
}

fn actors_of(changes: &[Change]) -> Vec<Vec<u8>> {
    let distinct: HashSet<&[u8]> = changes
        .iter()
        .map(|change| change.actor_id().to_bytes())
        .filter(|actor| !is_skeleton_actor(actor))
        .collect();
    distinct.into_iter().map(<[u8]>::to_vec).collect()
}

fn as_new_change(change: &Change) -> NewChange {
    NewChange {
        hash: change.hash().0,
        actor: change.actor_id().to_bytes().to_vec(),
        actor_seq: change.seq(),
        time: Timestamp::from_millis(change.timestamp()),
        raw: change.raw_bytes().to_vec(),
    }
}
