//! The way through the steps, and the seam behind which they may run in a process of their own.

use super::changes::{bounded, new_to, sent};
use super::envelope::Envelope;
use super::screen::{Chunk, chunks};
use super::shape::{check_fields, check_shape, refusal};
use super::{ActorOwner, Case, FormMoved, Judged, Limits, NewChange, Stored, fresh};
use crate::{bare, feed};
use automerge::{Change, ChangeHash};
use dossier::Timestamp;
use dossier::document::{Counted, Document, DossierFacts, Role, is_skeleton_actor};
use serde_bytes::ByteBuf;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::panic::AssertUnwindSafe;
use wire::sync::RefusalCode;

/// Where pushes are judged.
pub trait Judge: std::fmt::Debug + Send + Sync {
    /// Nothing has been stored when this returns, whatever it returns.
    fn judge(&self, case: Case) -> Result<Judged, RefusalCode>;
}

/// In the process that asks: its panics are caught, its time and memory are not bounded.
#[derive(Debug, Clone, Copy, Default)]
pub struct InProcess;

impl Judge for InProcess {
    fn judge(&self, case: Case) -> Result<Judged, RefusalCode> {
        judge(case, &Limits::STANDARD)
    }
}

/// Judges a push with all that can be said without the server's bindings; [`Judged::check`] is the rest.
pub fn judge(case: Case, limits: &Limits) -> Result<Judged, RefusalCode> {
    // Automerge panics on hostile bytes in ways that cannot be listed: a panic is a refusal of this one push.
    std::panic::catch_unwind(AssertUnwindSafe(|| steps(&case, limits))).unwrap_or(Err(RefusalCode::Malformed))
}

/// Whether the library may see this message at all: the steps before it does.
pub fn safe_to_read(message: &[u8], limits: &Limits) -> Result<(), RefusalCode> {
    let envelope = Envelope::open(message, limits)?;
    chunks(&envelope.elements, limits).map(drop)
}

/// The message as it was before a dense frame took its hashes out: see [`bare`].
fn filled<'a>(message: &'a [u8], limits: &Limits) -> Result<Cow<'a, [u8]>, RefusalCode> {
    if bare::is_bare(message) {
        bare::fill(message, limits).map(Cow::Owned)
    } else {
        Ok(Cow::Borrowed(message))
    }
}

/// Judges a volunteer's push whole, in this process.
pub fn admit(
    stored: Option<Stored>,
    message: &[u8],
    limits: &Limits,
    owner: &dyn Fn(&[u8]) -> ActorOwner,
    may_move: &dyn Fn(&DossierFacts, &str) -> bool,
) -> Result<Judged, RefusalCode> {
    let judged = judge(Case { stored, message: message.to_vec(), role: Role::Volunteer }, limits)?;
    judged.check(owner, may_move)?;
    Ok(judged)
}

fn steps(case: &Case, limits: &Limits) -> Result<Judged, RefusalCode> {
    let message = filled(&case.message, limits)?;
    let envelope = Envelope::open(&message, limits)?;
    let chunks = chunks(&envelope.elements, limits)?;
    let told: Vec<ChangeHash> = envelope.heads.iter().map(|head| ChangeHash(*head)).collect();
    if let (None, [Chunk::Document(chunk)]) = (&case.stored, chunks.as_slice())
        && let Some(judged) = fresh::judged(chunk, &told, case.role, limits)?
    {
        return Ok(judged);
    }
    change_by_change(case, &told, sent(&chunks, limits)?, limits)
}

/// For tests, which hold the short way against it.
#[cfg(test)]
pub(crate) fn judge_change_by_change(case: Case, limits: &Limits) -> Result<Judged, RefusalCode> {
    let message = filled(&case.message, limits)?;
    let envelope = Envelope::open(&message, limits)?;
    let chunks = chunks(&envelope.elements, limits)?;
    let told: Vec<ChangeHash> = envelope.heads.iter().map(|head| ChangeHash(*head)).collect();
    change_by_change(&case, &told, sent(&chunks, limits)?, limits)
}

/// The long way, which every push can go.
fn change_by_change(
    case: &Case,
    told: &[ChangeHash],
    sent: Vec<Change>,
    limits: &Limits,
) -> Result<Judged, RefusalCode> {
    bounded(sent.len(), limits)?;
    let before = match &case.stored {
        Some(stored) => {
            let log = stored.log.iter().map(|raw| raw.as_slice());
            Some(Document::load(&stored.snapshot, log).map_err(|_| RefusalCode::ServerFault)?)
        }
        None => None,
    };
    let sent_hashes: Vec<[u8; 32]> = sent.iter().map(|change| change.hash().0).collect();
    let new = new_to(sent, before.as_ref(), limits)?;
    let after = match &before {
        Some(before) if new.is_empty() => before.clone(),
        Some(before) => {
            let mut copy = before.clone();
            copy.apply(new.clone()).map_err(refusal)?;
            copy
        }
        None => Document::from_changes(new.clone()).map_err(refusal)?,
    };
    let lacks = |hash: &ChangeHash| after.automerge().get_change_meta_by_hash(hash).is_none();
    if told.iter().any(lacks) || new.iter().any(|change| lacks(&change.hash())) {
        return Err(RefusalCode::MissingChanges);
    }
    let (moved, saved) = if new.is_empty() {
        (None, Vec::new())
    } else {
        check_fields(&after, &new, case.role)?;
        let moved = check_shape(before.as_ref(), &after)?;
        // Plain: a feed of many documents compresses them together, and finds what they share only so.
        (moved, verified(after.save_plain(), &after, None)?)
    };
    let new = new.iter().map(|change| as_new_change(change, before.is_some())).collect();
    let sent = if before.is_some() { sent_hashes } else { heads_of(&after) };
    answer(&after, told, Found { sent, new, moved, saved })
}

/// What tells the feed that the device has all of a document that was new. Nothing of it is stored change by change.
pub(super) fn heads_of(document: &Document) -> Vec<[u8; 32]> {
    document.heads().to_hashes().iter().map(|hash| hash.0).collect()
}

/// What was found of a push.
pub(super) struct Found {
    /// The hashes of all that came; of a new document those of its heads.
    pub(super) sent: Vec<[u8; 32]>,
    pub(super) new: Vec<NewChange>,
    pub(super) moved: Option<FormMoved>,
    /// Empty when nothing is new.
    pub(super) saved: Vec<u8>,
}

/// The document as it is now, for who stores it and for the device, which told its heads to be `told`.
pub(super) fn answer(document: &Document, told: &[ChangeHash], found: Found) -> Result<Judged, RefusalCode> {
    let Found { sent, new, moved, saved } = found;
    let heads = document.heads();
    let as_told = heads.to_hashes() == told;
    let lacking = if as_told { Vec::new() } else { document.automerge().get_changes(told) };
    Ok(Judged {
        as_told: as_told && lacking.is_empty(),
        kind: document.kind(),
        heads: heads.to_bytes(),
        saved,
        reply_actors: actors_of(&lacking),
        device_has: sent.into_iter().chain(lacking.iter().map(|change| change.hash().0)).flatten().collect(),
        reply: feed::encode(
            heads.to_hashes(),
            lacking.iter().map(|change| change.raw_bytes().to_vec()).collect(),
        ),
        reading: if new.is_empty() { None } else { document.reading().map_err(refusal)? },
        counted: if new.is_empty() { Counted::default() } else { document.counted().map_err(refusal)? },
        new,
        moved,
        withdrawn: document.withdrawn_at().map_err(refusal)?.is_some(),
    })
}

/// Some well-made changes load fine and then write a document that cannot be loaded again: such a
/// document must never reach the disk. `loaded` are bytes out of which this document was made.
pub(super) fn verified(
    saved: Vec<u8>,
    document: &Document,
    loaded: Option<&[u8]>,
) -> Result<Vec<u8>, RefusalCode> {
    if loaded == Some(saved.as_slice()) {
        return Ok(saved);
    }
    let again = Document::load(&saved, []).map_err(|_| RefusalCode::Malformed)?;
    if again.heads() == document.heads() { Ok(saved) } else { Err(RefusalCode::Malformed) }
}

fn actors_of(changes: &[Change]) -> Vec<ByteBuf> {
    let distinct: BTreeSet<&[u8]> = changes
        .iter()
        .map(|change| change.actor_id().to_bytes())
        .filter(|actor| !is_skeleton_actor(actor))
        .collect();
    distinct.into_iter().map(ByteBuf::from).collect()
}

/// Of a document that is new nothing is stored but `saved`: its changes need not travel beside it.
fn as_new_change(change: &Change, with_bytes: bool) -> NewChange {
    NewChange {
        hash: change.hash().0,
        actor: change.actor_id().to_bytes().to_vec(),
        actor_seq: change.seq(),
        time: Timestamp::from_millis(change.timestamp()),
        raw: if with_bytes { change.raw_bytes().to_vec() } else { Vec::new() },
        // That it is the skeleton's one change was looked at.
        skeleton: is_skeleton_actor(change.actor_id().to_bytes()),
    }
}
